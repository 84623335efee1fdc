// `promote`: from a CI version to production in one step that can be run again at any time: create the Wave,
// then roll it out or complete it.

import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import { completeWave, requireCompletable, requireDeviceAccepts } from "../release/complete-wave.ts";
import { ensureWave } from "../release/create-wave.ts";
import {
  nextOfPlan,
  type PlannedData,
  plannedData,
  plannedDataHelp,
  plannedReport,
  releaseOutputs,
  signingCommand,
} from "../release/plan-outcome.ts";
import { prepareRelease, type Release } from "../release/prepare-release.ts";
import {
  type AgainOptions,
  notRecorded,
  type Recorded,
  recordAgain,
  recordDataHelp,
  recordRelease,
  requireDigestToAttestAgain,
} from "../release/record-release.ts";
import { isReleased } from "../release/release-status.ts";
import { type RolloutOptions, requireScope, rollOut, scopeText } from "../release/rollout.ts";
import { nextOfRollout, nextOfWave } from "../release/wave-outcome.ts";
import type { NextStep } from "../report/document.ts";
import { nextSteps } from "../report/next-steps.ts";
import { shellWord } from "../text/shell-word.ts";
import type { Doc, TargetsSigned } from "../tuf/metadata/metadata.ts";
import { docHash } from "../tuf/metadata/pins.ts";
import { tally } from "../tuf/metadata/threshold.ts";
import { requireApprovedPlan } from "../verified/approved-digest.ts";
import { readWaveBack } from "../verified/read-wave-back.ts";
import type { SizedTargets } from "../verified/released-targets.ts";
import {
  type Signatures,
  signatureBlocks,
  signatureDataHelp,
  signatureOutputs,
  signaturesOf,
  whoMustSign,
} from "../verified/signature-report.ts";
import type { WaveState } from "../verified/wave-state.ts";
import { command } from "./command.ts";
import { factoryOptions, trustOptions } from "./options/connection-options.ts";
import { keyOptions } from "./options/key-options.ts";
import {
  attestAgainOption,
  digestOption,
  releaseOptions,
  releaseRequest,
  rolloutOptions,
  waveNameOption,
} from "./options/release-options.ts";

interface PromoteData extends PlannedData {
  readonly waveStatus: string;
  readonly signatures: Signatures;
  /** Devices reached by a rollout; null where the Wave was completed or waits. */
  readonly devices: number | null;
  readonly record: Recorded["record"];
}

export const promote = command({
  name: "promote",
  order: 200,
  summary: "Release a CI version: create its Wave, then complete it, or roll it out if group, limit or uuids is given.",
  details:
    "Completes only what a device would accept. If the production threshold needs another signer, it ends with " +
    "status waiting and says who must sign. That person runs wave sign; then run the same step again.",
  examples: [
    "factory-tuf promote 42 production --keys targets.keys.tgz",
    "factory-tuf promote latest production --source-tag qa --group us-east --limit 10 --keys targets.keys.tgz",
  ],
  args: ["version", "tag"],
  options: {
    ...releaseOptions,
    ...waveNameOption,
    ...rolloutOptions,
    dryRun: { kind: "switch", help: "Show the plan and stop: opens no key, prints no signature." },
    ...digestOption,
    ...attestAgainOption,
    ...keyOptions,
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "anywhere",
  needs: "keys",
  confirms: "yes",
  dataHelp: [
    ...plannedDataHelp,
    "`waveStatus`: `active` or `complete`; `devices`: reached by the rollout, or null",
    signatureDataHelp,
    recordDataHelp,
  ],
  async run(ctx, options) {
    requireDigestToAttestAgain(options);
    const scope = rolloutScope(options);
    if (!options.dryRun) ctx.keys?.prefetch();
    const examine = async () => {
      const examined = await prepareRelease(ctx, releaseRequest(options));
      requireApprovedPlan(examined, options.expectDigest, options.expiresAt !== undefined);
      return examined;
    };
    const planned = await examine();
    const { plan, releaseStatus } = planned;
    if (isReleased(releaseStatus) || options.dryRun) return untouched(ctx, planned, options);
    await ctx.confirm(
      plannedReport(`Version ${plan.version} for tag ${plan.tag}`, plannedData(planned, ctx.now)),
      scope
        ? `Sign Wave ${plan.wave} and roll it out to ${scopeText(scope)}?`
        : `Sign Wave ${plan.wave} and put it in production?`,
    );
    const { created, signer, release } = await ensureWave(ctx, planned, examine);
    if (isReleased(release.releaseStatus)) return untouched(ctx, release, options);
    const state = await readWaveBack(ctx, release, signer, created);
    const changed = created ? ("yes" as const) : ("no" as const);
    if (!state.view.tally.met) {
      ctx.log.warning(whoMustSign(plan.wave, signatures(state)));
      return { status: "waiting", changed, ...resultOf(ctx, release, state, null) };
    }
    return finish(ctx, release, state, { scope, created, plan: options.expectDigest });
  },
  report: ({ status, data }) => {
    const report = plannedReport(title(status, data), data, signatureBlocks(data.signatures));
    return { ...report, blocks: [...report.blocks, ...nextSteps(nextOf(status, data))] };
  },
});

function nextOf(status: string, data: PromoteData): readonly NextStep[] {
  const { wave, waveStatus, devices, signatures } = data;
  if (waveStatus === "none") return nextOfPlan(data);
  if (devices !== null) return nextOfRollout(wave);
  return nextOfWave({ wave, status: waveStatus }, status !== "waiting" && signatures.met);
}

function rolloutScope(options: Omit<RolloutOptions, "printUuids" | "printNames">): RolloutOptions | null {
  const { group, limit, uuids } = options;
  if (group === undefined && limit === undefined && !uuids?.length) return null;
  const scope = { ...options, dryRun: false, printUuids: false, printNames: false };
  requireScope(scope);
  return scope;
}

interface Finishing {
  readonly scope: RolloutOptions | null;
  /** By this run. */
  readonly created: boolean;
  /** The digest that was approved. */
  readonly plan: string | undefined;
}

async function finish(ctx: Context, release: Release, state: WaveState, { scope, created, plan }: Finishing) {
  try {
    requireDeviceAccepts(state);
    if (scope) {
      const { sent, devices } = await rollOut(ctx, state.wave, scope, async () => {});
      const status = sent || created ? ("done" as const) : ("unchanged" as const);
      return {
        status,
        changed: status === "done" ? ("yes" as const) : ("no" as const),
        ...resultOf(ctx, release, state, devices),
      };
    }
    requireCompletable(state);
    await completeWave(ctx, state);
  } catch (error) {
    throw created ? afterCreation(error, release.plan.wave) : error;
  }
  const complete = { ...state, wave: { ...state.wave, status: "complete" as const } };
  const recorded = await recordRelease(ctx, complete, plan);
  return { status: "done" as const, changed: "yes" as const, ...resultOf(ctx, release, complete, null, recorded) };
}

/** The Wave of this run stays, so "nothing was changed" would not be true. */
function afterCreation(error: unknown, wave: string): unknown {
  if (!(error instanceof ToolError) || error.changed !== "no") return error;
  return error.extended({
    before: `Wave ${wave} was created, but then:`,
    changed: "yes",
    next: `${error.next} Run the same step again to continue, or drop the Wave with: factory-tuf wave cancel ${wave}.`,
  });
}

function signatures({ view, roots, onlineKeyid }: WaveState): Signatures {
  return signaturesOf(view.tally, roots.prod.signed, onlineKeyid);
}

function resultOf(
  ctx: Context,
  release: Release,
  state: WaveState,
  devices: number | null,
  { record, outputs: recorded }: Recorded = notRecorded,
) {
  const have = signatures(state);
  const waveStatus = state.wave.status;
  const data: PromoteData = { ...plannedData(release, ctx.now), waveStatus, signatures: have, devices, record };
  const outputs = {
    ...releaseOutputs(release.plan, release.state.roots, ctx.now),
    ...signatureOutputs(have),
    "wave-status": waveStatus,
    ...recorded,
  };
  return { outputs, data };
}

/** A dry run, or nothing left to do. */
async function untouched(ctx: Context, release: Release, options: UntouchedOptions) {
  const { releaseStatus, state, plan } = release;
  const { roots, onlineKeyid } = state;
  const doc = releaseStatus.kind === "new" ? null : servedDocument(releaseStatus.released.doc, state.production);
  const have = doc
    ? signaturesOf(tally(doc, roots.prod, "targets"), roots.prod.signed, onlineKeyid)
    : { threshold: plan.threshold, signedBy: [], missing: [], met: false };
  const waveStatus = releaseStatus.kind === "new" ? "none" : releaseStatus.kind === "active" ? "active" : "complete";
  const signing = signingCommand(
    release,
    `promote ${plan.version} ${plan.tag} --wave ${plan.wave}${scopeWords(options)}`,
  );
  const { record, outputs: recorded } = await recordOf(ctx, release, options);
  const data: PromoteData = {
    ...plannedData(release, ctx.now),
    waveStatus,
    signatures: have,
    devices: null,
    record,
    signing,
  };
  const outputs = {
    ...releaseOutputs(plan, roots, ctx.now),
    ...(doc ? { ...signatureOutputs(have), "wave-status": waveStatus } : {}),
    ...recorded,
  };
  return { status: "unchanged" as const, changed: "no" as const, outputs, data };
}

type UntouchedOptions = ScopeWords & AgainOptions & { readonly dryRun: boolean };

/** Written once more, where it is asked for and there is a release to record. */
async function recordOf(
  ctx: Context,
  { releaseStatus, state, plan }: Release,
  options: AgainOptions & { readonly dryRun: boolean },
): Promise<Recorded> {
  if (options.dryRun || !options.attestAgain) return notRecorded;
  if (releaseStatus.kind === "complete") return recordAgain(ctx, { ...state, ...releaseStatus }, options);
  ctx.log.warning(
    `No record was written: another Wave put version ${plan.version} in production. Give its name as the input wave.`,
  );
  return notRecorded;
}

type ScopeWords = Pick<RolloutOptions, "group" | "limit" | "uuids" | "again">;

/** Where it is rolled out to, as it is typed. */
function scopeWords({ group, limit, uuids, again }: ScopeWords): string {
  const words = [
    ...(group === undefined ? [] : ["--group", shellWord(group)]),
    ...(limit === undefined ? [] : ["--limit", "percent" in limit ? `${limit.percent}%` : `${limit.devices}`]),
    ...(uuids?.length ? ["--uuids", uuids.map(shellWord).join(",")] : []),
    ...(again ? ["--again"] : []),
  ];
  return words.map((word) => ` ${word}`).join("");
}

/** Production, where it is the very document of the Wave: keys may have been rotated, and it signed again, since then. */
function servedDocument(wave: Doc<TargetsSigned>, production: SizedTargets | null): Doc<TargetsSigned> {
  return production && docHash(production.doc) === docHash(wave) ? production.doc : wave;
}

function title(status: string, data: PromoteData): string {
  const what = `version ${data.version} for tag ${data.tag}`;
  if (status === "waiting") return `Wave ${data.wave} waits for another signer (${what})`;
  if (status === "unchanged") return data.standing === "new" ? `Plan: ${what}` : `Nothing to do: ${what}`;
  if (data.devices !== null) return `Wave ${data.wave} is being rolled out to ${data.devices} devices (${what})`;
  return `Version ${data.version} is now in production for tag ${data.tag}`;
}
