// `promote`: from a CI version to production in one step that can be run again at any time: create the Wave,
// then roll it out or complete it.
import { ToolError } from "../tuf/errors.ts";
import type { Doc, TargetsSigned } from "../tuf/metadata.ts";
import { docHash } from "../tuf/pins.ts";
import { tally } from "../tuf/threshold.ts";
import { type Context, command } from "./command.ts";
import { digestOption, factoryOptions, keyOptions, trustOptions } from "./options/common-options.ts";
import { completeWave, requireCompletable, requireDeviceAccepts } from "./release/complete-wave.ts";
import { ensureWave } from "./release/create-wave.ts";
import { requireDigest } from "./release/plan.ts";
import {
  type PlannedData,
  plannedData,
  plannedDataHelp,
  plannedReport,
  releaseOutputs,
} from "./release/plan-outcome.ts";
import { prepareRelease, type Release } from "./release/prepare-release.ts";
import { readWaveBack } from "./release/read-wave-back.ts";
import { releaseOptions, releaseRequest, rolloutOptions, waveNameOption } from "./release/release-options.ts";
import type { SizedTargets } from "./release/released-targets.ts";
import { type RolloutOptions, requireScope, rollOut } from "./release/rollout.ts";
import {
  type Signatures,
  signatureBlocks,
  signatureDataHelp,
  signatureOutputs,
  signaturesOf,
  whoMustSign,
} from "./release/signature-report.ts";
import type { WaveState } from "./release/wave-state.ts";

interface PromoteData extends PlannedData {
  readonly waveStatus: string;
  readonly signatures: Signatures;
  /** Devices reached by a rollout; null where the Wave was completed or waits. */
  readonly devices: number | null;
}

export const promote = command({
  name: "promote",
  summary:
    "Release a CI version: create its Wave, then roll it out if a group, limit or uuids is given, else complete it.",
  details:
    "Completes only what a device would accept. Where the production threshold needs another signer it ends with status waiting and says who; that signer runs wave sign, and the same step run again goes on from there.",
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
    ...keyOptions,
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "anywhere",
  needs: "keys",
  dataHelp: [
    ...plannedDataHelp,
    "`waveStatus`: `active` or `complete`; `devices`: reached by the rollout, or null",
    signatureDataHelp,
  ],
  async run(ctx, options) {
    const scope = rolloutScope(options);
    if (!options.dryRun) ctx.keys?.prefetch();
    const release = await prepareRelease(ctx, releaseRequest(options));
    const { plan, standing } = release;
    requireDigest(plan.digest, options.expectDigest, `What would be signed for Wave ${plan.wave}`);
    if (standing.kind === "in-production" || standing.kind === "complete" || options.dryRun)
      return untouched(ctx, release);
    await ctx.confirm(
      plannedReport(`Version ${plan.version} for tag ${plan.tag}`, plannedData(release, ctx.now)),
      scope ? `Sign Wave ${plan.wave} and roll it out?` : `Sign Wave ${plan.wave} and make it production?`,
    );
    const { created, signer } = await ensureWave(ctx, release);
    const state = await readWaveBack(ctx, release, signer, created);
    const changed = created ? ("yes" as const) : ("no" as const);
    if (!state.view.tally.met) {
      ctx.log.warning(whoMustSign(plan.wave, signatures(state)));
      return { status: "waiting", changed, ...told(ctx, release, state, null) };
    }
    return finish(ctx, release, state, scope, created);
  },
  report: ({ status, data }) => plannedReport(title(status, data), data, signatureBlocks(data.signatures)),
});

function rolloutScope(options: Omit<RolloutOptions, "printUuids" | "printNames">): RolloutOptions | null {
  const { group, limit, uuids } = options;
  if (group === undefined && limit === undefined && !uuids?.length) return null;
  const scope = { ...options, dryRun: false, printUuids: false, printNames: false };
  requireScope(scope);
  return scope;
}

async function finish(
  ctx: Context,
  release: Release,
  state: WaveState,
  scope: RolloutOptions | null,
  created: boolean,
) {
  const { plan } = release;
  try {
    requireDeviceAccepts(state);
    if (scope) {
      const { sent, devices } = await rollOut(ctx, state.wave, scope);
      const status = sent || created ? ("done" as const) : ("unchanged" as const);
      return {
        status,
        changed: status === "done" ? ("yes" as const) : ("no" as const),
        ...told(ctx, release, state, devices),
      };
    }
    requireCompletable(state);
    await completeWave(ctx, state);
  } catch (error) {
    throw created ? afterCreation(error, plan.wave) : error;
  }
  const complete = { ...state, wave: { ...state.wave, status: "complete" as const } };
  return { status: "done" as const, changed: "yes" as const, ...told(ctx, release, complete, null) };
}

/** The Wave of this run stays, so "nothing was changed" would not be true. */
function afterCreation(error: unknown, wave: string): unknown {
  if (!(error instanceof ToolError) || error.changed !== "no") return error;
  return new ToolError(
    error.code,
    {
      happened: `Wave ${wave} was created, and then: ${error.happened}`,
      changed: "yes",
      next: `${error.next} Running the same step again goes on from there; factory-tuf wave cancel ${wave} drops the Wave.`,
    },
    { cause: error },
  );
}

function signatures({ view, roots, onlineKeyid }: WaveState): Signatures {
  return signaturesOf(view.tally, roots.prod.signed, onlineKeyid);
}

function told(ctx: Context, release: Release, state: WaveState, devices: number | null) {
  const have = signatures(state);
  const waveStatus = state.wave.status;
  const data: PromoteData = { ...plannedData(release, ctx.now), waveStatus, signatures: have, devices };
  const outputs = {
    ...releaseOutputs(release.plan, release.state.roots, ctx.now),
    ...signatureOutputs(have),
    "wave-status": waveStatus,
  };
  return { outputs, data };
}

/** A dry run, or nothing left to do. */
function untouched(ctx: Context, release: Release) {
  const { standing, state, plan } = release;
  const { roots, onlineKeyid } = state;
  const doc = standing.kind === "new" ? null : servedDocument(standing.released.doc, state.production);
  const have = doc
    ? signaturesOf(tally(doc, roots.prod, "targets"), roots.prod.signed, onlineKeyid)
    : { threshold: plan.threshold, signedBy: [], missing: [], met: false };
  const waveStatus = standing.kind === "new" ? "none" : standing.kind === "active" ? "active" : "complete";
  const data: PromoteData = { ...plannedData(release, ctx.now), waveStatus, signatures: have, devices: null };
  const outputs = {
    ...releaseOutputs(plan, roots, ctx.now),
    ...(doc ? { ...signatureOutputs(have), "wave-status": waveStatus } : {}),
  };
  return { status: "unchanged" as const, changed: "no" as const, outputs, data };
}

/** Production, where it is the very document of the Wave: keys may have been rotated, and it signed again, since then. */
function servedDocument(wave: Doc<TargetsSigned>, production: SizedTargets | null): Doc<TargetsSigned> {
  return production && docHash(production.doc) === docHash(wave) ? production.doc : wave;
}

function title(status: string, data: PromoteData): string {
  const what = `version ${data.version} for tag ${data.tag}`;
  if (status === "waiting") return `Wave ${data.wave} waits for another signer (${what})`;
  if (status === "unchanged") return data.standing === "new" ? `Plan: ${what}` : `Nothing left to do: ${what}`;
  if (data.devices !== null) return `Wave ${data.wave} is being rolled out to ${data.devices} devices (${what})`;
  return `Released: ${what} is production`;
}
