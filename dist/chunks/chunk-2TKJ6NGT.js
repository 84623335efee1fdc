import {
  prunedVersions
} from "./chunk-4ASFG4IK.js";
import {
  settle
} from "./chunk-RPEV6BQJ.js";
import {
  requireAllowedTargetsMembers,
  requireTag,
  requireUnambiguous
} from "./chunk-RUSFJX2B.js";
import {
  productionOf
} from "./chunk-JFY2CIEG.js";
import {
  docHash
} from "./chunk-X3GW7V7D.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";

// src/commands/release/complete-wave.ts
function requireCompletable({ wave, released, production }) {
  let { doc } = released;
  if (requireTag(doc, wave.tag), requireAllowedTargetsMembers(doc.signed, doc.where), requireUnambiguous(doc), prunedVersions(doc, production?.doc ?? null), String(doc.signed.version) !== wave.version)
    throw new ToolError("wave-content-unverified", {
      happened: `The Factory calls Wave ${wave.name} version ${wave.version}, but its signed targets say version ${doc.signed.version}.`,
      next: "Cancel that Wave and make it anew."
    });
  if (production && doc.signed.version <= production.doc.signed.version)
    throw new ToolError("version-not-above-production", {
      happened: `Wave ${wave.name} has version ${doc.signed.version}, but production targets for tag ${wave.tag} are at version ${production.doc.signed.version}.`,
      next: "Cancel that Wave; devices never go back."
    });
}
function requireDeviceAccepts({ wave, view }) {
  if (view.accepts) return;
  let { tally, refusals } = view, missing = tally.met ? "" : ` Still to sign: ${tally.missing.join(", ")}.`;
  throw new ToolError(tally.met ? "device-would-refuse" : "threshold-not-met", {
    happened: `A device would refuse the targets of Wave ${wave.name}: ${refusals.join("; ")}.${missing}`,
    next: tally.met ? "Cancel it and make a new Wave." : `Its next signer runs: factory-tuf wave sign ${wave.name}.`
  });
}
async function completeWave(ctx, name, tag, { doc }) {
  ctx.progress("Completing the Wave");
  let wanted = docHash(doc), inProduction = async (client) => {
    let production = productionOf(await client.prodTargets([tag]), tag);
    return production !== null && docHash(production.doc) === wanted;
  }, readAlready = !1;
  if (await settle({
    what: `completing Wave ${name}`,
    write: () => ctx.factory.completeWave(name),
    carriedOut: async () => (readAlready = await inProduction(ctx.readBack), readAlready),
    toFindOut: `factory-tuf wave show ${name}`
  }), !(readAlready || await confirmed(() => inProduction(ctx.readBack))))
    throw new ToolError("write-unknown", {
      happened: `The Factory accepted the completion of Wave ${name}, but production targets for tag ${tag} are not known to be its document.`,
      changed: "unknown",
      next: `Look with: factory-tuf wave show ${name}; running the same step again is safe.`
    });
}
async function confirmed(check) {
  try {
    return await check();
  } catch (error) {
    if (error instanceof ToolError) return !1;
    throw error;
  }
}

export {
  requireCompletable,
  requireDeviceAccepts,
  completeWave
};
