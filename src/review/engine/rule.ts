// What a review rule is and what it gives back. A rule looks at one subject and returns what it sees; it
// never prints, never throws on content, and never sees another rule's result. Levels become verdicts elsewhere.
import { own } from "../../json/object.ts";
import type { ClientName } from "../../tuf/devices/clients.ts";

import type { Snapshot } from "./snapshot.ts";

export type Level = "note" | "warning" | "error";

/** How bad it is. */
export const RANK: Readonly<Record<Level, number>> = { note: 0, warning: 1, error: 2 };

/** Why a rule did not look, or not at everything. */
export interface NotRunReason {
  /** Sentence without a full stop. */
  readonly why: string;
  readonly partly: boolean;
}

/** What must have been read for a rule to look; null where it is there. */
export type Need = (snapshot: Snapshot) => NotRunReason | null;

/**
 * Which of a rule's findings a waiver may cover. Where the proof itself is broken, a promise to repair it is worth
 * nothing: `never`, or never as an error, or never as an error when somebody is about to apply.
 */
export type Waivability = "always" | "never" | "not-as-error" | "not-as-error-at-apply";

/** The parts of `.factory-tuf/review.yml` that rules read (DESIGN, files a repository keeps). */
export interface ReviewPolicy {
  /** Registries, or paths in them, that apps may come from. Empty: the Factory's own hub, and only a warning. */
  readonly appHosts: readonly string[];
  /** What the devices run; empty: the vendor's standard client. */
  readonly clients: readonly ClientName[];
  /** The oldest root that a device may still hold. Absent or null: the first. */
  readonly oldestRoot?: number | null;
  /** polis-ids of the people who may own keys. Absent or empty: not checked. */
  readonly owners?: readonly string[];
  /** By tag: the version from which on production must have a record of its release. */
  readonly attestedFrom?: Readonly<Record<string, number>>;
  /** Do releases need an approved plan? Then records without one count for nothing. */
  readonly requirePlan?: boolean;
  /** Whose records count. */
  readonly attestedBy?: AttestedBy | null;
  /** Days, counts or bytes by rule id, in place of the catalogue's. */
  readonly limits?: Readonly<
    Record<string, { readonly warning?: number | undefined; readonly error?: number | undefined }>
  >;
}

/** The workflow that releases, as its certificates name it. */
export interface AttestedBy {
  /** `owner/name` */
  readonly repository: string;
  /** GitHub's number of it, which no other repository ever gets. Null: any that has the name. */
  readonly repositoryId?: number | null;
  /** Path of its file: `.github/workflows/promote.yml`. */
  readonly workflow: string;
  /** The protected ref: `refs/heads/main`. */
  readonly ref: string;
}

/** Identities and figures behind a finding, in full where the text shortens them. */
export type FindingProperties = Readonly<Record<string, string | number | readonly string[]>>;

/** What a rule saw in one place. */
export interface Observation {
  /** `<doc>#<pointer>`, the RFC 6901 pointer relative to the whole document. */
  readonly subject: string;
  /** One sentence of at most 120 characters: subject, observed, expected. Made by `title`. */
  readonly title: string;
  /** What follows from it, with absolute dates; the rule's `why` when absent. */
  readonly consequence?: string;
  /** The rule's default level when absent; else that or one of its raised levels. */
  readonly level?: Level;
  readonly properties?: FindingProperties;
  /** This one may never be waived, whatever the rule says of its others. */
  readonly unwaivable?: true;
}

/** One result, complete: where, how bad, and a text that stands alone. */
export interface Finding {
  readonly rule: string;
  readonly level: Level;
  readonly subject: string;
  /** The first sentence of `says`. */
  readonly title: string;
  /** Title, consequence, fix. Printable ASCII; foreign text in it is escaped. */
  readonly says: string;
  readonly properties?: FindingProperties;
  readonly unwaivable?: true;
}

/**
 * One rule of the catalogue. `S` is what it looks at: one document in its context now, a whole snapshot
 * of the Factory where documents are compared.
 */
export interface Rule<S> {
  /** Kebab-case; never renamed, never reused. */
  readonly id: string;
  /** The default level. */
  readonly level: Level;
  /** Other levels an observation may carry, as the catalogue states them. */
  readonly raised?: readonly Level[];
  /** When it finds something, in words, for docs/rules.md and SARIF. Limits are the catalogue's; a policy may set others. */
  readonly when: string;
  /** One sentence. */
  readonly why: string;
  /** One sentence with a command of ours. */
  readonly fix: string;
  /** Where the facts come from: TUF 4.5, PROTOCOL §1. */
  readonly sources?: readonly string[];
  /** Default `always`. */
  readonly waivable?: Waivability;
  /**
   * For security ratings. `none`: about convenience, or about the review. `critical`: one finding alone hands over the
   * fleet, or shows that somebody tried. Default: by level.
   */
  readonly security?: "none" | "critical";
  /** What must have been read for it to look, in place of what its group needs. */
  readonly needs?: Need;
  /** Completes "25 targets …" when so many are grouped into one finding. Absent: never grouped. */
  readonly summary?: string;
  check(subject: S, policy: ReviewPolicy, now: Date): readonly Observation[];
}

/** What is told of a rule, whatever it looks at. */
export type RuleFacts = Omit<Rule<never>, "check" | "summary">;

/** A rule whose answer does not depend on the clock: what is true at signing stays true. */
export interface TimelessRule<S> extends Rule<S> {
  check(subject: S, policy: ReviewPolicy): readonly Observation[];
}

/** @throws {Error} when the rule uses a level that it does not declare: a mistake in the rule, not in its subject. */
export function findingsOf<S>(rule: Rule<S>, observations: readonly Observation[]): Finding[] {
  return observations.map(({ subject, title, consequence, level = rule.level, properties, unwaivable }) => {
    if (level !== rule.level && !rule.raised?.includes(level)) {
      throw new Error(`Rule ${rule.id} gave the undeclared level ${level}.`);
    }
    const says = [title, consequence ?? rule.why, rule.fix].join(" ");
    return {
      rule: rule.id,
      level,
      subject,
      title,
      says,
      ...(properties && { properties }),
      ...(unwaivable && { unwaivable }),
    };
  });
}

/** The limit from which `rule` has this level: the policy's, else the catalogue's. In the unit of that rule. */
export function limitOf(policy: ReviewPolicy, rule: string, level: "warning" | "error", catalogued: number): number {
  return own(policy.limits ?? {}, rule)?.[level] ?? catalogued;
}
