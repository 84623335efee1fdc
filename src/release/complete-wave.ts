// Makes an active Wave production: only a document that a device would accept, and only when production
// afterwards is that document (T12).

import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import type { FactoryClient } from "../factory/types.ts";
import { requireAllowedTargetsMembers, requireUnambiguous } from "../tuf/metadata/allowed-members.ts";
import { docHash } from "../tuf/metadata/pins.ts";
import { signatureListProblem, tally } from "../tuf/metadata/threshold.ts";
import { prunedVersions } from "../tuf/targets/known-content.ts";
import { requireTag } from "../tuf/targets/production.ts";
import { productionOf } from "../verified/released-targets.ts";
import { settle } from "../verified/settle.ts";
import type { WaveState } from "../verified/wave-state.ts";

/**
 * Everything that is asked before completion, save for the signatures themselves.
 * @throws {ToolError} `tag-mismatch`, `metadata-member-refused`, `metadata-ambiguous`, `wave-content-unverified`,
 *   `version-not-above-production`.
 */
export function requireCompletable({ wave, released, production }: WaveState): void {
  const { doc } = released;
  requireTag(doc, wave.tag);
  requireAllowedTargetsMembers(doc.signed, doc.where);
  requireUnambiguous(doc);
  prunedVersions(doc, production?.doc ?? null);
  if (String(doc.signed.version) !== wave.version) {
    throw new ToolError("wave-content-unverified", {
      happened: `The Factory calls Wave ${wave.name} version ${wave.version}, but its signed targets say version ${doc.signed.version}.`,
      next: "Cancel that Wave and create it again.",
    });
  }
  if (production && doc.signed.version <= production.doc.signed.version) {
    throw new ToolError("version-not-above-production", {
      happened: `Wave ${wave.name} has version ${doc.signed.version}, but production targets for tag ${wave.tag} are at version ${production.doc.signed.version}.`,
      next: "Cancel that Wave: devices never install an older version.",
    });
  }
}

/** @throws {ToolError} `threshold-not-met` or `device-would-refuse`, with every reason a device has. */
export function requireDeviceAccepts({ wave, view }: Pick<WaveState, "wave" | "view">): void {
  if (view.accepts) return;
  const { tally, refusals } = view;
  const missing = tally.met ? "" : ` Still to sign: ${tally.missing.join(", ")}.`;
  throw new ToolError(tally.met ? "device-would-refuse" : "threshold-not-met", {
    happened: `A device would refuse the targets of Wave ${wave.name}: ${refusals.join("; ")}.${missing}`,
    next: tally.met
      ? "Cancel it and create a new Wave."
      : `The next signer runs: factory-tuf wave sign ${wave.name} --keys <archive>.`,
  });
}

/**
 * Sends `complete` once and reads production back.
 * @param state the Wave with its document, verified.
 * @throws {ToolError} the Factory's refusal, nothing changed; `write-unknown` when production is not known
 *   to be the Wave's document afterwards.
 */
export async function completeWave(
  ctx: Context,
  { wave: { name, tag }, released: { doc }, roots }: Pick<WaveState, "wave" | "released" | "roots">,
): Promise<void> {
  ctx.progress("Completing the Wave");
  const wanted = docHash(doc);
  const inProduction = async (client: FactoryClient) => {
    const production = productionOf(await client.prodTargets([tag]), tag);
    if (production === null || docHash(production.doc) !== wanted) return false;
    // What devices get carries the signatures too: without them it is not what was completed.
    return signatureListProblem(production.doc) === null && tally(production.doc, roots.prod, "targets").met;
  };
  let readAlready = false;
  await settle({
    what: `completing Wave ${name}`,
    write: () => ctx.factory.completeWave(name),
    carriedOut: async () => {
      readAlready = await inProduction(ctx.readBack);
      return readAlready;
    },
    toFindOut: `factory-tuf wave show ${name}`,
  });
  if (readAlready || (await confirmed(() => inProduction(ctx.readBack)))) return;
  throw new ToolError("write-unknown", {
    happened: `The Factory accepted the completion of Wave ${name}, but could not confirm that it is in production for tag ${tag}.`,
    changed: "unknown",
    next: `Look with: factory-tuf wave show ${name}; running the same step again is safe.`,
  });
}

async function confirmed(check: () => Promise<boolean>): Promise<boolean> {
  try {
    return await check();
  } catch (error) {
    if (error instanceof ToolError) return false;
    throw error;
  }
}
