// The outcome of everything that ends before a signature: a plan, a dry run, or a step that is already done.

import type { Context } from "../context/context.ts";
import type { Outcome } from "../context/outcome.ts";
import type { Block, NextStep, ReportDocument } from "../report/document.ts";
import { rootOutputs, type VerifiedRoots } from "../verified/verified-roots.ts";
import type { SigningPlan } from "./plan.ts";
import { type PlanData, planBlocks, planData, planDataHelp } from "./plan-report.ts";
import type { Release } from "./prepare-release.ts";
import { isReleased } from "./release-status.ts";
import { nextOfWave } from "./wave-outcome.ts";

export interface PlannedData extends PlanData {
  /** `new`, or how much of it is there already. */
  readonly standing: Release["releaseStatus"]["kind"];
  readonly warnings: readonly string[];
  /** The command that signs exactly this; null where it is signed. */
  readonly signing: string | null;
}

export const plannedDataHelp: readonly string[] = [
  ...planDataHelp,
  "`standing`: `new`, `active`, `complete`, `in-production` or `ahead`: how much of it was there already",
  "`warnings`: list of sentences",
  "`signing`: of a plan or a dry run, the command that signs exactly this; else null",
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
  return { ...planData(plan, now), standing: releaseStatus.kind, warnings, signing: null };
}

/**
 * What was planned as it is signed: version, expiry and digest are fixed, and so is what the content follows from.
 * @param line the command with its arguments. Null where there is nothing to sign any more.
 */
export function signingCommand(
  { plan, request, releaseStatus }: Release,
  line = `wave init ${plan.wave} ${plan.version} ${plan.tag}`,
): string | null {
  if (releaseStatus.kind !== "new") return null;
  const { newTag, sourceTag, prune } = request;
  const options = [
    ...(newTag === undefined ? [] : [`--new-tag ${newTag}`]),
    ...(sourceTag === undefined ? [] : [`--source-tag ${sourceTag}`]),
    ...(prune.length === 0 ? [] : [`--prune ${prune.join(",")}`]),
    `--expires-at ${plan.expires}`,
    `--expect-digest ${plan.digest}`,
  ];
  return `factory-tuf ${line} ${options.join(" ")} --keys <archive>`;
}

/** What comes after a plan, a dry run, or a step that was done already. */
export function nextOfPlan({ wave, standing, signing }: PlannedData): readonly NextStep[] {
  if (standing === "active") return nextOfWave({ wave, status: "active" }, true);
  return signing === null ? [] : [{ what: "Sign it", command: signing, sameKeys: true }];
}

/** Nothing was changed: a plan, a dry run, or nothing left to do. */
export function unchangedOutcome(ctx: Context, release: Release): Outcome<PlannedData> {
  const { plan, releaseStatus, state } = release;
  const status = waveStatusOf(releaseStatus);
  return {
    status: "unchanged",
    changed: "no",
    outputs: { ...releaseOutputs(plan, state.roots, ctx.now), ...(status && { "wave-status": status }) },
    data: { ...plannedData(release, ctx.now), signing: signingCommand(release) },
  };
}

/** `complete` also where production has it by another Wave, or is ahead: the signal that nothing is left to sign. */
function waveStatusOf(releaseStatus: Release["releaseStatus"]): string | null {
  if (releaseStatus.kind === "new") return null;
  return isReleased(releaseStatus) ? "complete" : "active";
}

const STATUS_SENTENCES: Readonly<Record<PlannedData["standing"], string | null>> = {
  new: null,
  active: "This Wave is already active, with exactly this content.",
  complete: "This Wave is already complete, with exactly this content.",
  "in-production": "Production already has this version, with exactly this content.",
  ahead:
    "Production already has this version. It is higher than the newest one with that source tag, so there is nothing to release.",
};

export function plannedReport(title: string, data: PlannedData, extra: readonly Block[] = []): ReportDocument {
  const sentence = STATUS_SENTENCES[data.standing];
  return {
    title,
    blocks: [
      ...(sentence ? [{ kind: "paragraph" as const, text: [sentence] }] : []),
      ...planBlocks(data, extra),
      { kind: "warnings", items: data.warnings },
    ],
  };
}
