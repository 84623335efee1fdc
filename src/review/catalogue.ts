// All rules in the one order in which every format shows them. Ids are never renamed and never reused.
import { deviceLimitsRules, targetsContentRules } from "./contents.ts";
import type { Rule } from "./rule.ts";
import { archivesRules } from "./rules/archives.ts";
import { canonicalFormRules } from "./rules/canonical-form.ts";
import { chainRules } from "./rules/chain.ts";
import { divergenceRules } from "./rules/divergence.ts";
import { expiryRules } from "./rules/expiry.ts";
import { keysRules } from "./rules/keys.ts";
import { inputUnavailable, waiverInvalid, waiverStale } from "./rules/review-itself.ts";
import { rootKeysRules } from "./rules/root-keys.ts";
import { signaturesRules } from "./rules/signatures.ts";
import { targetsKeysRules } from "./rules/targets-keys.ts";
import { thresholdsRules } from "./rules/thresholds.ts";
import { transactionsRules } from "./rules/transactions.ts";
import { wavesRules } from "./rules/waves.ts";
import { workflowsRules } from "./rules/workflows.ts";
import type { Snapshot } from "./snapshot.ts";

/** What is told of a rule, whatever it looks at. */
export type RuleFacts = Omit<Rule<never>, "check" | "summary">;

export interface CatalogueEntry {
  /** One letter, `A` to `P`. */
  readonly group: string;
  readonly rule: RuleFacts;
}

/** What the groups are about. */
export const groupTitles: Readonly<Record<string, string>> = {
  A: "Canonical form and portability",
  B: "Keys in any role",
  C: "Root keys",
  D: "Thresholds",
  E: "Targets keys",
  F: "Signatures",
  G: "Chain and rollback",
  H: "Expiry and key age",
  I: "CI and production diverge",
  J: "Targets content",
  K: "Device limits",
  L: "Waves",
  M: "Transactions",
  N: "Key archives",
  O: "Workflows",
  P: "The review itself",
};

/** The rules that look at a snapshot: groups A to O. */
export const snapshotRules: readonly { readonly group: string; readonly rule: Rule<Snapshot> }[] = [
  ...of("A", canonicalFormRules),
  ...of("B", keysRules),
  ...of("C", rootKeysRules),
  ...of("D", thresholdsRules),
  ...of("E", targetsKeysRules),
  ...of("F", signaturesRules),
  ...of("G", chainRules),
  ...of("H", expiryRules),
  ...of("I", divergenceRules),
  ...of("J", targetsContentRules),
  ...of("K", deviceLimitsRules),
  ...of("L", wavesRules),
  ...of("M", transactionsRules),
  ...of("N", archivesRules),
  ...of("O", workflowsRules),
];

export const catalogue: readonly CatalogueEntry[] = [
  ...snapshotRules,
  ...[inputUnavailable, waiverInvalid, waiverStale].map((rule) => ({ group: "P", rule })),
];

function of(group: string, rules: readonly Rule<Snapshot>[]) {
  return rules.map((rule) => ({ group, rule }));
}
