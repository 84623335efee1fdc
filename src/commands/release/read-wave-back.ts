// The Wave as the Factory shows it after it was made: only there the online signature can be seen.
import type { Signer } from "../../keys/types.ts";
import { deviceView } from "../../tuf/device-view.ts";
import { ToolError } from "../../tuf/errors.ts";
import type { Context } from "../command.ts";
import { isOurs } from "./create-wave.ts";
import type { Release } from "./prepare-release.ts";
import { targetsOfWave } from "./released-targets.ts";
import type { WaveState } from "./wave-state.ts";

/**
 * @param created whether this run made the Wave: then a failure to read is told as such.
 * @throws {ToolError} `wave-differs` when what is shown is not what was signed; `write-unknown` when the
 *   Wave was made but cannot be read back.
 */
export async function readWaveBack(
  ctx: Context,
  release: Release,
  signer: Signer,
  created: boolean,
): Promise<WaveState> {
  const { plan, state } = release;
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
    view: deviceView(released.doc, released.sizeBytes, state.roots.prod, ctx.now),
    warnings: [],
  };
}

async function readShown(ctx: Context, name: string, created: boolean) {
  try {
    return await ctx.factory.wave(name, { showTargets: true });
  } catch (error) {
    if (!(error instanceof ToolError) || !created) throw error;
    throw new ToolError(
      error.code,
      {
        happened: `Wave ${name} was created, but reading it back failed: ${error.happened}`,
        changed: "yes",
        next: "Run the same step again: it finds the Wave and goes on from there.",
      },
      { cause: error },
    );
  }
}
