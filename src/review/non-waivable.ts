// Which findings nobody may wave through: where the proof itself is broken, a promise to repair it is worth nothing.
import type { Finding, Level } from "./rule.ts";
import type { Stage } from "./snapshot.ts";

/** Never waivable, at any level. */
const ALWAYS: ReadonlySet<string> = new Set([
  "metadata-malformed",
  "private-material-in-metadata",
  "keyid-mismatch",
  "duplicate-key-material",
  "root-chain-gap",
  "root-chain-broken",
  "metadata-rollback",
  "metadata-equivocation",
  "flavour-swapped",
  "pin-not-chained",
  "targets-signatures-insufficient",
  "signature-rejected-by-device",
  "flavour-content-diverges",
  "staged-version",
  "input-unavailable",
  "waiver-invalid",
]);

/** Not waivable as errors; what they say at lower levels may be. */
const AS_ERROR: ReadonlySet<string> = new Set(["signature-invalid", "prod-target-provenance"]);

/** Not waivable as errors when somebody is about to apply. */
const AT_APPLY: ReadonlySet<string> = new Set(["staged-signatures-insufficient", "staged-strands-targets"]);

/** Of this rule only one error is beyond waiving: an archive that git tracks. */
const EXPOSED = "archive-exposed";

/** May a waiver cover this finding in a review at this stage? */
export function isWaivable({ rule, level, properties }: Finding, stage: Stage): boolean {
  if (rule === EXPOSED && properties?.["tracked"] === "true") return false;
  if (stage === "apply" && level === "error" && AT_APPLY.has(rule)) return false;
  return !refusesWaiver(rule, level);
}

/** True when no finding of the rule at this level can ever be waived: such a waiver is invalid. */
export function refusesWaiver(rule: string, level: Level): boolean {
  return ALWAYS.has(rule) || (level === "error" && AS_ERROR.has(rule));
}
