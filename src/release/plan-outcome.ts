// The outcome of everything that ends before a signature: a plan, a dry run, or a step that is already done.

import type { Context } from "../context/context.ts";
import type { Outcome } from "../context/outcome.ts";
import type { Block, ReportDocument } from "../report/document.ts";
import { rootOutputs, type VerifiedRoots } from "../verified/verified-roots.ts";
import type { SigningPlan } from "./plan.ts";
import { type PlanData, planBlocks, planData, planDataHelp } from "./plan-report.ts";
import type { Release } from "./prepare-release.ts";

export interface PlannedData extends PlanData {
  /** `new`, or how much of it is there already. */
  readonly standing: Release["releaseStatus"]["kind"];
  readonly warnings: readonly string[];
}

export const plannedDataHelp: readonly string[] = [
  ...planDataHelp,
  "`standing`: `new`, `active`, `complete` or `in-production`: how much of it was there already",
  "`warnings`: list of sentences",
];

/** The Action's outputs that name a release. */
export function releaseOutputs(plan: SigningPlan, roots: VerifiedRoots, now: Date): Record<string, string | number> {
  return {
    wave: plan.wave,
    version: plan.version,
    tag: plan.tag,
    "targets-digest": plan.digest,
    "expires-at": plan.expires,
    threshold: plan.threshold,
    ...rootOutputs(roots, now),
  };
}

export function plannedData({ plan, releaseStatus, warnings }: Release, now: Date): PlannedData {
  return { ...planData(plan, now), standing: releaseStatus.kind, warnings };
}

/** Nothing was changed: a plan, a dry run, or nothing left to do. */
export function unchangedOutcome(ctx: Context, release: Release): Outcome<PlannedData> {
  const { plan, releaseStatus, state } = release;
  const status = "wave" in releaseStatus ? { "wave-status": releaseStatus.wave.status } : {};
  return {
    status: "unchanged",
    changed: "no",
    outputs: { ...releaseOutputs(plan, state.roots, ctx.now), ...status },
    data: plannedData(release, ctx.now),
  };
}

const STANDING_SENTENCES: Readonly<Record<PlannedData["standing"], string | null>> = {
  new: null,
  active: "This Wave is active already, with exactly this content.",
  complete: "This Wave is complete already, with exactly this content.",
  "in-production": "Production is at this version already, with exactly this content.",
};

export function plannedReport(title: string, data: PlannedData, extra: readonly Block[] = []): ReportDocument {
  const sentence = STANDING_SENTENCES[data.standing];
  return {
    title,
    blocks: [
      ...(sentence ? [{ kind: "paragraph" as const, text: [sentence] }] : []),
      ...extra,
      ...planBlocks(data),
      { kind: "warnings", items: data.warnings },
    ],
  };
}
