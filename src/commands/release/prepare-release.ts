// From a request to a release that may be signed: state, standing, plan. Shared by wave plan, wave init,
// promote and doctor, so that what is planned is what is checked is what is signed.
import { canonicalBytes } from "../../tuf/canonical.ts";
import { type Doc, own, type TargetsSigned } from "../../tuf/metadata.ts";
import { diffTargets } from "../../tuf/targets-diff.ts";
import { requireAboveProduction } from "../../tuf/wave-targets.ts";
import type { Context } from "../command.ts";
import { Checks } from "./checks.ts";
import { type FactoryState, type PartialState, readState } from "./factory-state.ts";
import {
  chosenVersion,
  describePlan,
  planNewWave,
  type ReleaseRequest,
  requireReachableThreshold,
  type SigningPlan,
  waveName,
} from "./plan.ts";
import type { SizedTargets } from "./released-targets.ts";
import { requireNoRival, type Standing, standingOf } from "./standing.ts";

export interface Release {
  readonly state: FactoryState;
  readonly standing: Standing;
  /** What would be signed, or was. */
  readonly plan: SigningPlan;
  readonly warnings: readonly string[];
}

/** @throws {ToolError} every blocker at once. Nothing is changed and no key is touched. */
export async function prepareRelease(ctx: Context, request: ReleaseRequest): Promise<Release> {
  const checks = new Checks();
  const { release } = await examineRelease(ctx, request, checks);
  checks.throwIfBlocked();
  for (const warning of checks.warnings) ctx.log.warning(warning);
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
  if (read.roots && read.onlineKeyid) checks.proven(() => requireReachableThreshold(read as FactoryState));
  if (!isComplete(read)) {
    // Where the roots do not verify, nothing else that the Factory says counts.
    if (early !== null && read.roots) examineApart(read, request, checks);
    return { state: read, release: undefined };
  }
  const version = checks.proven(() => chosenVersion(read, request, checks));
  if (version === undefined) return { state: read, release: undefined };
  const state = await withWave(ctx, read, waveName(request, version), checks);
  const standing = state && checks.proven(() => standingOf(state, request, version));
  if (!standing) {
    // Another Wave in the way must not hide what else is.
    if (state && !state.wave) planNewWave(ctx, state, request, version, checks);
    return { state: state ?? read, release: undefined };
  }
  const plan = checks.proven(() => planOf(ctx, state, standing, request, version, checks));
  return { state, release: plan && { state, standing, plan } };
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
  standing: Standing,
  request: ReleaseRequest,
  version: number,
  checks: Checks,
): SigningPlan | undefined {
  return standing.kind === "new"
    ? planNewWave(ctx, state, request, version, checks)
    : planOfReleased(state, standing.released, request.tag, waveName(request, version));
}

/** The plan of a document that exists: its own digest and expiry, so that an approval of it stays valid. */
export function planOfReleased(state: FactoryState, released: SizedTargets, tag: string, wave: string): SigningPlan {
  const { doc } = released;
  const bytes = canonicalBytes(doc.signed, doc.where, "/signed");
  const production = state.production?.doc.signed;
  const before = production?.version === doc.signed.version ? withoutVersion(doc) : (production?.targets ?? null);
  const diff = diffTargets(before, doc.signed.targets);
  return describePlan(wave, tag, doc.signed, bytes, diff, state.roots.prod.signed.roles.targets.threshold);
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
