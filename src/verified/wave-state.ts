// One existing Wave with everything that judges it: verified roots, production, CI targets, its signatures.

import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import type { Wave } from "../factory/types.ts";
import { clientsInUse } from "../tuf/devices/clients.ts";
import { type AskedDevices, type DeviceView, deviceView } from "../tuf/devices/device-view.ts";
import { type Doc, parseTargets, type TargetsSigned } from "../tuf/metadata/metadata.ts";
import { docHash, pinOf } from "../tuf/metadata/pins.ts";
import { requireOnlineKey, verifyCiTargets } from "../tuf/targets/ci-targets.ts";
import { verifyProductionTargets } from "../tuf/targets/production.ts";
import { Checks } from "./checks.ts";
import { checkClock, warnOfClock } from "./clock.ts";
import { fetchOnline } from "./factory-state.ts";
import { proveOnline } from "./online-documents.ts";
import { productionOf, type SizedTargets, targetsOfWave } from "./released-targets.ts";
import { readRoots, type VerifiedRoots } from "./verified-roots.ts";

export interface WaveState {
  readonly roots: VerifiedRoots;
  readonly onlineKeyid: string;
  readonly wave: Wave;
  readonly released: SizedTargets;
  /** `sha256:` and 64 hex, of the canonical `signed`. */
  readonly digest: string;
  /** Verified production targets of the Wave's tag. */
  readonly production: SizedTargets | null;
  /** What a device would say of the Wave's document now. */
  readonly view: DeviceView;
  readonly warnings: readonly string[];
}

/** @throws {ToolError} `wave-not-found`, `clock-wrong`, or what does not verify; all blockers at once. */
export async function readWave(ctx: Context, name: string): Promise<WaveState> {
  const { state } = await readWaveWith(ctx, name, async () => null);
  return state;
}

/** For whoever only looks: the same, and a wrong clock is a warning. */
export async function showableWave(ctx: Context, name: string): Promise<WaveState> {
  const { state } = await readWaveWith(ctx, name, async () => null, "show");
  return state;
}

/** The same, with the verified CI targets, for whoever must account for the Wave's content. */
export async function readWaveAndCi(
  ctx: Context,
  name: string,
): Promise<{ state: WaveState; ciTargets: Doc<TargetsSigned> }> {
  const { state, also } = await readWaveWith(ctx, name, () =>
    ctx.factory.ciTargets().then((fetched) => parseTargets(fetched, "CI targets")),
  );
  const { ci: ciRoot } = state.roots;
  const released = [state.released.doc, ...(state.production ? [state.production.doc] : [])];
  const { onlineKey } = state;
  const pin = pinOf(ctx.trust.pins, "ci-targets");
  verifyCiTargets(also, { ciRoot, onlineKey, pin, released, now: ctx.now });
  return { state, ciTargets: also };
}

async function readWaveWith<T>(
  ctx: Context,
  name: string,
  readAlso: () => Promise<T>,
  purpose: "release" | "show" = "release",
) {
  ctx.progress("Reading and verifying the Wave");
  const checks = new Checks();
  const [roots, onlineKey, wave, also] = await Promise.all([
    readRoots(ctx, checks),
    checks.fetched(ctx.factory.ciTargetsKey()),
    checks.fetched(ctx.factory.wave(name, { showTargets: true })),
    checks.fetched(readAlso().then((value) => ({ value }))),
  ]);
  if (wave === null) checks.block(noWave(name));
  const judgeClock = purpose === "show" ? warnOfClock : checkClock;
  judgeClock(ctx, checks, { roots, waves: [wave] });
  checks.throwIfBlocked();
  if (!roots || !onlineKey || !wave || !also) throw new Error("a missing part is a blocker");
  const readOnline = () => fetchOnline(ctx.factory, wave.tag, checks);
  const [served, online] = await Promise.all([ctx.factory.prodTargets([wave.tag]), readOnline()]);
  const production = productionOf(served, wave.tag);
  verifyProductionTargets(production?.doc ?? null, wave.tag, roots.prod, ctx.trust.pins);
  if (production) {
    const forTag = { tag: wave.tag, root: roots.prod, production: served, answers: online, fetch: readOnline };
    await proveOnline(ctx, forTag, checks);
  }
  if (purpose === "show") for (const { happened } of checks.blockers) checks.warn(happened);
  else checks.throwIfBlocked();
  const released = targetsOfWave(wave);
  const state = {
    roots,
    onlineKey,
    onlineKeyid: requireOnlineKey(roots.ci.signed, onlineKey),
    wave,
    released,
    digest: `sha256:${docHash(released.doc)}`,
    production,
    view: deviceView(released.doc, released.sizeBytes, roots.prod, ctx.now, askedDevices(ctx.trust, production)),
    warnings: checks.warnings,
  };
  for (const warning of checks.warnings) ctx.log.warning(warning);
  return { state, also: also.value };
}

/** The clients that the policy lists, of devices that have the production targets of the tag. */
export function askedDevices({ policy }: Context["trust"], production: SizedTargets | null): AskedDevices {
  return { clients: clientsInUse(policy.clients).listed, before: production?.doc.signed.targets ?? null };
}

/** @throws {ToolError} `wave-not-active`. */
export function requireActive(wave: Wave, toDo: string): void {
  if (wave.status === "active") return;
  throw new ToolError("wave-not-active", {
    happened: `Wave ${wave.name} is ${wave.status}, so ${toDo}.`,
    next: `Look at it with: factory-tuf wave show ${wave.name}.`,
  });
}

export function noWave(name: string): ToolError {
  return new ToolError("wave-not-found", {
    happened: `There is no Wave ${name}.`,
    next: "List them with: factory-tuf wave list.",
  });
}
