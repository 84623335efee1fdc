// What a review gives: findings with their waivers, what was not looked at, the verdict, and the state of the
// Factory as people want to see it. Plain JSON throughout, so that every format shows the same.
import type { Overview } from "./overview.ts";
import type { Finding, Level } from "./rule.ts";
import type { Stage } from "./snapshot.ts";

/** Findings of this level and above close the gate. */
export type FailOn = Level | "never";

/** The waiver that covers a finding. */
export interface AppliedWaiver {
  readonly id: string;
  /** `2027-02-18`: the last day, UTC. */
  readonly expires: string;
  readonly justification: string;
  readonly owner: string;
  readonly ticket: string | null;
}

export interface ReviewFinding extends Finding {
  /** Null: active. */
  readonly waiver: AppliedWaiver | null;
}

/** A rule that did not look, or not at everything. */
export interface NotRun {
  readonly rule: string;
  /** Sentence without a full stop, e.g. `no key archive was given`. */
  readonly why: string;
  /** It ran, but without a part of what it compares. */
  readonly partly: boolean;
}

/** Active findings by level, and how many are waived. */
export interface Counts {
  readonly error: number;
  readonly warning: number;
  readonly note: number;
  readonly waived: number;
}

/** 0 clean, 1 the review could not be made whole, 2 a waiver is invalid, 3 the gate is closed (INTERFACE, outcomes). */
export type ReviewExit = 0 | 1 | 2 | 3;

export interface Verdict {
  readonly exit: ReviewExit;
  /** One sentence for the top of every format. */
  readonly sentence: string;
}

export interface ReviewResult {
  readonly factory: string;
  readonly stage: Stage;
  /** The clock of the review: RFC 3339 UTC, whole seconds. */
  readonly at: string;
  readonly failOn: FailOn;
  /** Tags that were reviewed. */
  readonly tags: readonly string[];
  /** In the order of the catalogue; of one rule the worse first, and at most so many that a report stays readable. */
  readonly findings: readonly ReviewFinding[];
  readonly counts: Counts;
  /** In the order of the catalogue. */
  readonly notRun: readonly NotRun[];
  /** Rules of the catalogue that ran, wholly or partly. */
  readonly rulesRun: number;
  readonly verdict: Verdict;
  readonly overview: Overview;
}
