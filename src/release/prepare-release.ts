// From a request to a release that may be signed: state, how far it is, plan. Shared by wave plan, wave init,
// promote and doctor, so that what is planned is what is checked is what is signed.

import type { Context } from "../context/context.ts";
import { own } from "../json/object.ts";
import { canonicalBytes } from "../tuf/canonical/canonical.ts";
import type { Doc, TargetsSigned } from "../tuf/metadata/metadata.ts";
import { diffTargets } from "../tuf/targets/targets-diff.ts";
import { requireAboveProduction } from "../tuf/targets/wave-targets.ts";
import { Checks } from "../verified/checks.ts";
import { type FactoryState, type PartialState, readState } from "../verified/factory-state.ts";
import type { SizedTargets } from "../verified/released-targets.ts";
import { checkFirstRelease } from "./first-release.ts";
import {
  chosenVersion,
  describePlan,
  planNewWave,
  type ReleaseRequest,
  requireReachableThreshold,
  type SigningPlan,
  waveName,
} from "./plan.ts";
import { type ReleaseStatus, releaseStatusOf, requireNoRival } from "./release-status.ts";

export interface Release {
  readonly state: FactoryState;
  readonly releaseStatus: ReleaseStatus;
  /** What would be signed, or was. */
  readonly plan: SigningPlan;
  /** What was asked for. */
  readonly request: ReleaseRequest;
  readonly warnings: readonly string[];
}

/** @throws {ToolError} every blocker at once. Nothing is changed and no key is touched. */
export async function prepareRelease(ctx: Context, request: ReleaseRequest): Promise<Release> {
  const checks = new Checks();
  const { release } = await examineRelease(ctx, request, checks);
  checks.throwIfBlocked();
  for (const warning of checks.warnings) ctx.log.warning(warning);
  for (const note of checks.notes) ctx.log.info(note);
  return { ...release!, warnings: checks.warnings };
}

/** The same, with the blockers left in `checks`. */
export async function examineRelease(
  ctx: Context,
  request: ReleaseRequest,
  checks: Checks,
): Promise<{ state: PartialState; release: Omit<Release, "warnings"> | undefined }> {
  ctx.progress("Reading and verifying the Factory's metadata");
  const early = request.version === "latest" ? request.wave : waveName(request, request.version);
  const read = await readState(ctx, { tag: request.tag, wave: early }, checks);
  const { roots, onlineKeyid, production } = read;
  if (production === null) await checkFirstRelease(ctx, request, checks);
  if (roots && onlineKeyid) checks.proven(() => requireReachableThreshold({ roots, onlineKeyid }));
  if (!isComplete(read)) {
    // Where the roots do not verify, nothing else that the Factory says counts.
    if (early !== null && read.roots) examineApart(read, request, checks);
    return { state: read, release: undefined };
  }
  const version = checks.proven(() => chosenVersion(read, request, checks));
  if (version === undefined) return { state: read, release: undefined };
  const state = await withWave(ctx, read, waveName(request, version), checks);
  const releaseStatus = state && checks.proven(() => releaseStatusOf(state, request, version));
  if (!releaseStatus) {
    // Another Wave in the way must not hide what else is.
    if (state && !state.wave) planNewWave(ctx, state, request, version, checks);
    return { state: state ?? read, release: undefined };
  }
  const plan = checks.proven(() => planOf(ctx, state, releaseStatus, request, version, checks));
  return { state, release: plan && { state, releaseStatus, plan, request } };
}

/** What can be said without the parts that could not be had, so that no blocker hides another. */
function examineApart({ production, wave, activeWaves }: PartialState, request: ReleaseRequest, checks: Checks): void {
  const { version, tag } = request;
  if (wave !== null) return;
  if (activeWaves) checks.proven(() => requireNoRival(activeWaves, tag));
  if (version === "latest" || !production || production.doc.signed.version === version) return;
  checks.proven(() => requireAboveProduction(production.doc, { tag, version }));
}

/** Every part that planning needs was read and proven. */
function isComplete(state: PartialState): state is FactoryState {
  return Object.values(state).every((part) => part !== undefined);
}

/** With `latest` the default name is known only now; the Wave is read when the list shows that it exists. */
async function withWave(
  ctx: Context,
  state: FactoryState,
  name: string,
  checks: Checks,
): Promise<FactoryState | undefined> {
  if (state.wave || !state.listed.some((wave) => wave.name === name)) return state;
  const wave = await checks.fetched(ctx.factory.wave(name, { showTargets: true }));
  return wave === undefined ? undefined : { ...state, wave };
}

function planOf(
  ctx: Context,
  state: FactoryState,
  releaseStatus: ReleaseStatus,
  request: ReleaseRequest,
  version: number,
  checks: Checks,
): SigningPlan | undefined {
  if (releaseStatus.kind === "new") return planNewWave(ctx, state, request, version, checks);
  const { released, kind } = releaseStatus;
  const name = kind === "ahead" ? `${request.tag}-${released.doc.signed.version}` : waveName(request, version);
  return planOfReleased(ctx, state, released, request.tag, name);
}

/** The plan of a document that exists: its own digest and expiry, so that an approval of it stays valid. */
function planOfReleased(
  ctx: Context,
  state: FactoryState,
  released: SizedTargets,
  tag: string,
  wave: string,
): SigningPlan {
  const { doc } = released;
  const bytes = canonicalBytes(doc.signed, doc.where, "/signed");
  const production = state.production?.doc.signed;
  const before = production?.version === doc.signed.version ? withoutVersion(doc) : (production?.targets ?? null);
  const diff = diffTargets(before, doc.signed.targets);
  return describePlan(ctx, state.roots, { wave, tag, signed: doc.signed, bytes, diff });
}

/** What production was before its newest version, as far as the document itself tells. */
function withoutVersion(doc: Doc<TargetsSigned>): TargetsSigned["targets"] {
  const { targets, version } = doc.signed;
  return Object.fromEntries(
    Object.keys(targets)
      .filter((name) => own(targets, name)?.custom?.version !== String(version))
      .map((name) => [name, targets[name]!]),
  );
}
