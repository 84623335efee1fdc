// Makes a Wave, or finds the one an earlier run made: sign, send once, read back where that is needed.

import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import type { Signer } from "../keys/types.ts";
import { tally } from "../tuf/metadata/threshold.ts";
import { isOurs } from "../verified/read-wave-back.ts";
import { settle } from "../verified/settle.ts";
import type { VerifiedRoots } from "../verified/verified-roots.ts";
import type { SigningPlan } from "./plan.ts";
import type { Release } from "./prepare-release.ts";
import { openSigner } from "./signing.ts";

/** Whether this run made the Wave. Either way it is there, with our signature. */
export interface WaveInPlace {
  readonly created: boolean;
  readonly signer: Signer;
  /** As it was found, where another run made the Wave while this one was at work. */
  readonly release: Release;
}

/**
 * @param examineAgain reads, verifies and approves the release anew. Asked for when the Factory refuses the Wave because
 *   there is one: another run of the same step may have been faster.
 * @throws {ToolError} a `keys-…` code; `wave-not-signed-by-us`; the Factory's refusal; `write-unknown`; and what
 *   `examineAgain` throws.
 */
export async function ensureWave(
  ctx: Context,
  release: Release,
  examineAgain: () => Promise<Release>,
): Promise<WaveInPlace> {
  const signer = await openSigner(ctx, release.state);
  if (release.releaseStatus.kind !== "new") return found(release, signer);
  try {
    await createWave(ctx, release.plan, release.state.roots, signer);
    return { created: true, signer, release };
  } catch (error) {
    if (!(error instanceof ToolError) || error.code !== "http-conflict" || error.changed !== "no") throw error;
    const now = await examineAgain();
    if (now.releaseStatus.kind === "new") throw error;
    return found(now, signer);
  }
}

/** @throws {ToolError} `wave-not-signed-by-us`. */
function found(release: Release, signer: Signer): WaveInPlace {
  const { plan, releaseStatus, state } = release;
  if (releaseStatus.kind === "new") throw new Error("there is no Wave to be found");
  const { doc } = releaseStatus.released;
  if (releaseStatus.kind === "ahead") return { created: false, signer, release };
  if (tally(doc, state.roots.prod, "targets").signedBy.includes(signer.keyid)) {
    return { created: false, signer, release };
  }
  throw new ToolError("wave-not-signed-by-us", {
    happened: `${doc.where} has the right content, but no valid signature of your key ${signer.keyid}. Somebody else created it.`,
    next: `Add your signature with: factory-tuf wave sign ${plan.wave} --keys <archive>.`,
  });
}

async function createWave(ctx: Context, plan: SigningPlan, roots: VerifiedRoots, signer: Signer): Promise<void> {
  ctx.progress("Signing and creating the Wave");
  const signature = await signer.sign(plan.bytes);
  const { wave: name, version, tag } = plan;
  const targets = { signed: plan.signed, signatures: [signature] };
  await settle({
    what: `creating Wave ${name}`,
    write: () => ctx.factory.createWave({ name, version: String(version), tag, targets }, plan.bytes),
    carriedOut: async () => isOurs(await ctx.readBack.wave(name, { showTargets: true }), plan, roots, signer),
    toFindOut: `factory-tuf wave show ${name}`,
  });
}
