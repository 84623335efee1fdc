import {
  settle
} from "./chunk-RPEV6BQJ.js";
import {
  openSigner
} from "./chunk-E527ZFX7.js";
import {
  targetsOfWave
} from "./chunk-JFY2CIEG.js";
import {
  tally
} from "./chunk-J5WAU2WC.js";
import {
  sha256Hex
} from "./chunk-LECXCFI5.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";

// src/commands/release/create-wave.ts
async function ensureWave(ctx, release) {
  let { plan, standing, state } = release, signer = await openSigner(ctx, state);
  if (standing.kind === "new")
    return await createWave(ctx, plan, state.roots, signer), { created: !0, signer };
  let { doc } = standing.released;
  if (!tally(doc, state.roots.prod, "targets").signedBy.includes(signer.keyid))
    throw new ToolError("wave-not-signed-by-us", {
      happened: `${doc.where} has the content asked for, but not a valid signature of your key ${signer.keyid}: somebody else made it.`,
      next: `Add your signature with: factory-tuf wave sign ${plan.wave}.`
    });
  return { created: !1, signer };
}
async function createWave(ctx, plan, roots, signer) {
  ctx.progress("Signing and creating the Wave");
  let signature = await signer.sign(plan.bytes), { wave: name, version, tag } = plan, targets = { signed: plan.signed, signatures: [signature] };
  await settle({
    what: `creating Wave ${name}`,
    write: () => ctx.factory.createWave({ name, version: String(version), tag, targets }),
    carriedOut: async () => isOurs(await ctx.readBack.wave(name, { showTargets: !0 }), plan, roots, signer),
    toFindOut: `factory-tuf wave show ${name}`
  });
}
function isOurs(wave, plan, roots, signer) {
  if (wave?.status !== "active" || wave.tag !== plan.tag || wave.version !== String(plan.version)) return !1;
  let { doc } = targetsOfWave(wave);
  return `sha256:${sha256Hex(doc.forms[0])}` !== plan.digest ? !1 : tally(doc, roots.prod, "targets").signedBy.includes(signer.keyid);
}

export {
  ensureWave,
  isOurs
};
