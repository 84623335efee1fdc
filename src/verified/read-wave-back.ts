// The Wave as the Factory shows it after it was made: only there the online signature can be seen.

import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import type { Wave } from "../factory/types.ts";
import type { Signer } from "../keys/types.ts";
import { sha256Digest } from "../text/sha256.ts";
import { deviceView } from "../tuf/devices/device-view.ts";
import { tally } from "../tuf/metadata/threshold.ts";
import type { FactoryState } from "./factory-state.ts";
import { targetsOfWave } from "./released-targets.ts";
import type { VerifiedRoots } from "./verified-roots.ts";
import { askedDevices, type WaveState } from "./wave-state.ts";

/** The Wave as it was signed, and the state of the Factory that it was verified against. */
export interface WaveToReadBack {
  readonly plan: SignedWave;
  readonly state: Pick<FactoryState, "roots" | "onlineKeyid" | "production">;
}

/** What a Wave must be to be the one that was signed. */
export interface SignedWave {
  readonly wave: string;
  readonly tag: string;
  readonly version: number;
  /** `sha256:` of the canonical bytes. */
  readonly digest: string;
}

/**
 * @param created whether this run made the Wave: then a failure to read is told as such.
 * @throws {ToolError} `wave-differs` when what is shown is not what was signed; `write-unknown` when the
 *   Wave was made but cannot be read back.
 */
export async function readWaveBack(
  ctx: Context,
  { plan, state }: WaveToReadBack,
  signer: Signer,
  created: boolean,
): Promise<WaveState> {
  const wave = await readShown(ctx, plan.wave, created);
  if (!wave || !isOurs(wave, plan, state.roots, signer)) {
    throw new ToolError("wave-differs", {
      happened: `The Factory does not show Wave ${plan.wave} as it was signed (${plan.digest}).`,
      changed: created ? "yes" : "no",
      next: `Do not complete it. Look at it with: factory-tuf wave show ${plan.wave}, and cancel it if in doubt.`,
    });
  }
  const released = targetsOfWave(wave);
  return {
    roots: state.roots,
    onlineKeyid: state.onlineKeyid,
    wave,
    released,
    digest: plan.digest,
    production: state.production,
    view: deviceView(
      released.doc,
      released.sizeBytes,
      state.roots.prod,
      ctx.now,
      askedDevices(ctx.trust, state.production),
    ),
    warnings: [],
  };
}

async function readShown(ctx: Context, name: string, created: boolean) {
  try {
    return await ctx.factory.wave(name, { showTargets: true });
  } catch (error) {
    if (!(error instanceof ToolError) || !created) throw error;
    throw error.extended({
      before: `Wave ${name} was created, but reading it back failed:`,
      changed: "yes",
      next: "Run the same step again: it finds the Wave and continues from there.",
    });
  }
}

/**
 * Name, tag, version and signed content are ours, and our signature verifies on it as the server shows it (T12). Another
 * run of the same step may have completed it already.
 */
export function isOurs(wave: Wave | null, plan: SignedWave, roots: VerifiedRoots, signer: Signer): boolean {
  if (wave === null || wave.status === "canceled" || wave.tag !== plan.tag || wave.version !== String(plan.version))
    return false;
  const { doc } = targetsOfWave(wave);
  if (sha256Digest(doc.forms[0]!) !== plan.digest) return false;
  return tally(doc, roots.prod, "targets").signedBy.includes(signer.keyid);
}
