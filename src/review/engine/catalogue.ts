// All rules in the one order in which every format shows them. Ids are never renamed and never reused.

import { archivesRules } from "../rules/archives.ts";
import { canonicalFormRules } from "../rules/canonical-form.ts";
import { chainRules } from "../rules/chain.ts";
import { divergenceRules } from "../rules/divergence.ts";
import { expiryRules } from "../rules/expiry.ts";
import { keysRules } from "../rules/keys.ts";
import { releaseRecordsRules } from "../rules/release-records.ts";
import { inputUnavailable, waiverInvalid, waiverStale } from "../rules/review-itself.ts";
import { rootKeysRules } from "../rules/root-keys.ts";
import { signaturesRules } from "../rules/signatures.ts";
import { targetsKeysRules } from "../rules/targets-keys.ts";
import { thresholdsRules } from "../rules/thresholds.ts";
import { transactionsRules } from "../rules/transactions.ts";
import { wavesRules } from "../rules/waves.ts";
import { workflowsRules } from "../rules/workflows.ts";
import { deviceLimitsRules, targetsContentRules } from "./contents.ts";
import { archives, factory, updates, workflows } from "./needs.ts";
import type { Need, Rule, RuleFacts } from "./rule.ts";
import type { Snapshot } from "./snapshot.ts";

export interface CatalogueEntry {
  /** One letter, `A` to `P`. */
  readonly group: string;
  readonly rule: RuleFacts;
}

interface Group {
  readonly letter: string;
  readonly title: string;
  /** What its rules need to have been read, unless they say otherwise. */
  readonly needs: Need;
  readonly rules: readonly Rule<Snapshot>[];
}

const GROUPS: readonly Group[] = [
  { letter: "A", title: "Canonical form and portability", needs: factory, rules: canonicalFormRules },
  { letter: "B", title: "Keys in any role", needs: factory, rules: keysRules },
  { letter: "C", title: "Root keys", needs: factory, rules: rootKeysRules },
  { letter: "D", title: "Thresholds", needs: factory, rules: thresholdsRules },
  { letter: "E", title: "Targets keys", needs: factory, rules: targetsKeysRules },
  { letter: "F", title: "Signatures", needs: factory, rules: [...signaturesRules, ...releaseRecordsRules] },
  { letter: "G", title: "Chain and rollback", needs: factory, rules: chainRules },
  { letter: "H", title: "Expiry and key age", needs: factory, rules: expiryRules },
  { letter: "I", title: "CI and production diverge", needs: factory, rules: divergenceRules },
  { letter: "J", title: "Targets content", needs: factory, rules: targetsContentRules },
  { letter: "K", title: "Device limits", needs: factory, rules: deviceLimitsRules },
  { letter: "L", title: "Waves", needs: factory, rules: wavesRules },
  { letter: "M", title: "Transactions", needs: updates, rules: transactionsRules },
  { letter: "N", title: "Key archives", needs: archives, rules: archivesRules },
  { letter: "O", title: "Workflows", needs: workflows, rules: workflowsRules },
];

/** Group P: what is wrong with the review itself. These look at what became of it, not at a snapshot. */
const REVIEW_ITSELF = "P";

/** What the groups are about. */
export const groupTitles: Readonly<Record<string, string>> = {
  ...Object.fromEntries(GROUPS.map(({ letter, title }) => [letter, title])),
  [REVIEW_ITSELF]: "The review itself",
};

/** The rules that look at a snapshot, groups A to O, each with what it needs to have been read. */
export const snapshotRules: readonly { readonly group: string; readonly rule: Rule<Snapshot>; readonly needs: Need }[] =
  GROUPS.flatMap(({ letter, rules, needs }) =>
    rules.map((rule) => ({ group: letter, rule, needs: rule.needs ?? needs })),
  );

export const catalogue: readonly CatalogueEntry[] = [
  ...snapshotRules,
  ...[inputUnavailable, waiverInvalid, waiverStale].map((rule) => ({ group: REVIEW_ITSELF, rule })),
];

export const ruleById: ReadonlyMap<string, RuleFacts> = new Map(catalogue.map(({ rule }) => [rule.id, rule]));
