// Makes a Wave, or finds the one an earlier run made: sign, send once, read back where that is needed.
import type { Wave } from "../../factory/types.ts";
import type { Signer } from "../../keys/types.ts";
import { ToolError } from "../../tuf/errors.ts";
import { sha256Hex } from "../../tuf/key.ts";
import { tally } from "../../tuf/threshold.ts";
import type { Context } from "../command.ts";
import type { SigningPlan } from "./plan.ts";
import type { Release } from "./prepare-release.ts";
import { targetsOfWave } from "./released-targets.ts";
import { settle } from "./settle.ts";
import { openSigner } from "./signing.ts";
import type { VerifiedRoots } from "./verified-roots.ts";

/** Whether this run made the Wave. Either way it is there, with our signature. */
export interface WaveInPlace {
  readonly created: boolean;
  readonly signer: Signer;
}

/**
 * @throws {ToolError} a `keys-…` code; `wave-not-signed-by-us`; the Factory's refusal; `write-unknown`.
 */
export async function ensureWave(ctx: Context, release: Release): Promise<WaveInPlace> {
  const { plan, standing, state } = release;
  const signer = await openSigner(ctx, state);
  if (standing.kind === "new") {
    await createWave(ctx, plan, state.roots, signer);
    return { created: true, signer };
  }
  const { doc } = standing.released;
  if (!tally(doc, state.roots.prod, "targets").signedBy.includes(signer.keyid)) {
    throw new ToolError("wave-not-signed-by-us", {
      happened: `${doc.where} has the content asked for, but not a valid signature of your key ${signer.keyid}: somebody else made it.`,
      next: `Add your signature with: factory-tuf wave sign ${plan.wave}.`,
    });
  }
  return { created: false, signer };
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

/** Name, tag, version and signed content are ours, and our signature verifies on it as the server shows it (T12). */
export function isOurs(wave: Wave | null, plan: SigningPlan, roots: VerifiedRoots, signer: Signer): boolean {
  if (wave?.status !== "active" || wave.tag !== plan.tag || wave.version !== String(plan.version)) return false;
  const { doc } = targetsOfWave(wave);
  if (`sha256:${sha256Hex(doc.forms[0]!)}` !== plan.digest) return false;
  return tally(doc, roots.prod, "targets").signedBy.includes(signer.keyid);
}
