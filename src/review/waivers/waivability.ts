// Which findings nobody may wave through: where the proof itself is broken, a promise to repair it is worth nothing.
import type { Finding, Level, RuleFacts } from "../engine/rule.ts";
import type { Stage } from "../engine/snapshot.ts";

/** May a waiver cover this finding of `rule` in a review at this stage? */
export function isWaivable(rule: RuleFacts, { level, unwaivable }: Finding, stage: Stage): boolean {
  if (unwaivable) return false;
  if (stage === "apply" && level === "error" && rule.waivable === "not-as-error-at-apply") return false;
  return !refusesWaiver(rule, level);
}

/** True when no finding of the rule at this level can ever be waived: such a waiver is invalid. */
export function refusesWaiver({ waivable }: RuleFacts, level: Level): boolean {
  return waivable === "never" || (level === "error" && waivable === "not-as-error");
}
