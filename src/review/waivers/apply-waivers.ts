// Lays the waivers over the findings: which are covered, and what became of each waiver.

import type { AppliedWaiver, ReviewFinding } from "../engine/result.ts";
import type { Finding, RuleFacts } from "../engine/rule.ts";
import type { Stage } from "../engine/snapshot.ts";
import { isWaivable } from "./waivability.ts";
import { covers, isOver, names, type Waiver, type WaiverState } from "./waivers.ts";

export interface WaiverCase {
  /** The catalogue, by id. */
  readonly rules: ReadonlyMap<string, RuleFacts>;
  readonly stage: Stage;
  readonly now: Date;
  /** Did the rule look at this subject? What was not looked at cannot be called stale. */
  readonly ran: (waiver: Waiver) => boolean;
}

export interface Waived {
  readonly findings: readonly ReviewFinding[];
  readonly states: readonly WaiverState[];
}

/** Order is kept. An expired waiver covers nothing; neither does one whose finding got worse than it allows. */
export function applyWaivers(findings: readonly Finding[], waivers: readonly Waiver[], review: WaiverCase): Waived {
  const { rules, stage, now, ran } = review;
  const byRule = Map.groupBy(waivers, ({ rule }) => rule);
  const matched = new Set<Waiver>();
  const covered = findings.map((finding): ReviewFinding => {
    const candidates = (byRule.get(finding.rule) ?? []).filter((waiver) => names(waiver, finding));
    for (const waiver of candidates) matched.add(waiver);
    const holds = candidates.find((waiver) => covers(waiver, finding) && !isOver(waiver, now));
    const rule = rules.get(finding.rule);
    return { ...finding, waiver: holds && rule && isWaivable(rule, finding, stage) ? applied(holds) : null };
  });
  const states = waivers.map((waiver) => ({
    waiver,
    expired: isOver(waiver, now),
    matched: matched.has(waiver),
    ran: ran(waiver),
  }));
  return { findings: covered, states };
}

function applied({ id, expires, justification, owner, ticket }: Waiver): AppliedWaiver {
  return { id, expires, justification, owner, ticket };
}
