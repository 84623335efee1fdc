import {
  requireOnlineKey,
  verifyCiTargets,
  verifyProductionTargets
} from "./chunk-RUSFJX2B.js";
import {
  productionOf,
  targetsOfWave
} from "./chunk-JFY2CIEG.js";
import {
  Checks,
  docHash,
  pinOf,
  readRoots
} from "./chunk-X3GW7V7D.js";
import {
  deviceView
} from "./chunk-J5WAU2WC.js";
import {
  parseTargets
} from "./chunk-3IUF6JAA.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";

// src/commands/release/wave-state.ts
async function readWave(ctx, name) {
  let { state } = await readWaveWith(ctx, name, async () => null);
  return state;
}
async function readWaveAndCi(ctx, name) {
  let { state, also } = await readWaveWith(
    ctx,
    name,
    () => ctx.factory.ciTargets().then((fetched) => parseTargets(fetched, "CI targets"))
  ), { ci: ciRoot } = state.roots, released = [state.released.doc, ...state.production ? [state.production.doc] : []], { onlineKey } = state, pin = pinOf(ctx.trust.pins, "ci-targets");
  return verifyCiTargets(also, { ciRoot, onlineKey, pin, released, now: ctx.now }), { state, ciTargets: also };
}
async function readWaveWith(ctx, name, readAlso) {
  ctx.progress("Reading and verifying the Wave");
  let checks = new Checks(), [roots, onlineKey, wave, also] = await Promise.all([
    readRoots(ctx, checks),
    checks.fetched(ctx.factory.ciTargetsKey()),
    checks.fetched(ctx.factory.wave(name, { showTargets: !0 })),
    checks.fetched(readAlso())
  ]);
  if (wave === null && checks.block(noWave(name)), checks.throwIfBlocked(), !roots || !onlineKey || !wave) throw new Error("a missing part is a blocker");
  let production = productionOf(await ctx.factory.prodTargets([wave.tag]), wave.tag);
  verifyProductionTargets(production?.doc ?? null, wave.tag, roots.prod, ctx.trust.pins);
  let released = targetsOfWave(wave), state = {
    roots,
    onlineKey,
    onlineKeyid: requireOnlineKey(roots.ci.signed, onlineKey),
    wave,
    released,
    digest: `sha256:${docHash(released.doc)}`,
    production,
    view: deviceView(released.doc, released.sizeBytes, roots.prod, ctx.now),
    warnings: checks.warnings
  };
  for (let warning of checks.warnings) ctx.log.warning(warning);
  return { state, also };
}
function requireActive(wave, toDo) {
  if (wave.status !== "active")
    throw new ToolError("wave-not-active", {
      happened: `Wave ${wave.name} is ${wave.status}, so ${toDo}.`,
      next: `Look at it with: factory-tuf wave show ${wave.name}.`
    });
}
function noWave(name) {
  return new ToolError("wave-not-found", {
    happened: `There is no Wave ${name}.`,
    next: "List them with: factory-tuf wave list."
  });
}

export {
  readWave,
  readWaveAndCi,
  requireActive,
  noWave
};
