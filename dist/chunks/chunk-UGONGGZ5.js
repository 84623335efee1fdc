import {
  buildWaveTargets,
  chosenVersion,
  describePlan,
  diffTargets,
  planNewWave,
  requireReachableThreshold,
  selectTargets,
  waveName
} from "./chunk-QF6RUWBW.js";
import {
  verifyCiTargets,
  verifyProductionTargets
} from "./chunk-RUSFJX2B.js";
import {
  productionOf,
  targetsOfWave
} from "./chunk-JFY2CIEG.js";
import {
  plainVersion
} from "./chunk-OZ52CGQM.js";
import {
  Checks,
  pinOf,
  readRoots
} from "./chunk-X3GW7V7D.js";
import {
  sameJson
} from "./chunk-ADBT2NQ5.js";
import {
  canonicalBytes,
  isObject,
  own,
  parseTargets
} from "./chunk-3IUF6JAA.js";
import {
  isExpired,
  wholeSeconds
} from "./chunk-YTDV4JX6.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";

// src/commands/release/factory-state.ts
async function readState(ctx, { tag, wave }, checks) {
  let { factory } = ctx, [roots, ci, onlineKey, production, found, listed, updates, user] = await Promise.all([
    readRoots(ctx, checks),
    checks.fetched(factory.ciTargets().then((fetched) => parseTargets(fetched, "CI targets"))),
    checks.fetched(factory.ciTargetsKey()),
    checks.fetched(factory.prodTargets(tag === null ? [] : [tag])),
    checks.fetched(wave === null ? Promise.resolve(null) : factory.wave(wave, { showTargets: !0 })),
    checks.fetched(listWaves(ctx, tag, wave === null)),
    checks.fetched(unlessForbidden(factory.updates())),
    checks.fetched(unlessForbidden(factory.self()))
  ]), proven = roots && production && (tag === null ? proveAllTags(ctx, roots, production, checks) : proveProduction(ctx, tag, roots, production, checks)), onlineKeyid = proveCiTargets(ctx, roots, ci, onlineKey, proven, found, checks);
  return noteUpdates(updates ?? null, checks), {
    roots,
    ciTargets: ci,
    onlineKeyid,
    production: proven,
    wave: found,
    listed,
    activeWaves: listed?.filter(({ status }) => status === "active"),
    updates,
    user
  };
}
async function listWaves({ factory }, tag, finished) {
  let page = { limit: 100, page: 1, ...tag === null ? {} : { tag } }, { waves } = await factory.waves(finished && tag !== null ? page : { ...page, status: "active" });
  return waves.filter((wave) => tag === null || wave.tag === tag);
}
function proveProduction(ctx, tag, roots, fetched, checks) {
  let production = checks.proven(() => {
    let found = productionOf(fetched, tag);
    return verifyProductionTargets(found?.doc ?? null, tag, roots.prod, ctx.trust.pins), found;
  });
  return production === null && checks.warn(`There are no production targets for tag ${tag} yet: this is a first release.`), production && isExpired(production.doc.signed, ctx.now) && checks.warn(
    `The production targets for tag ${tag} expired at ${production.doc.signed.expires}; devices refuse them until a new Wave is completed.`
  ), production;
}
function proveAllTags(ctx, roots, fetched, checks) {
  let tags = isObject(fetched.value) ? Object.keys(fetched.value) : [];
  for (let tag of tags) proveProduction(ctx, tag, roots, fetched, checks);
  return null;
}
function proveCiTargets(ctx, roots, ci, onlineKey, production, wave, checks) {
  if (!roots || !ci || !onlineKey) return;
  let { pins } = ctx.trust, proof = checks.proven(() => {
    let released = [production?.doc, wave?.targets && targetsOfWave(wave).doc].filter((doc) => doc !== void 0);
    return verifyCiTargets(ci, { ciRoot: roots.ci, onlineKey, pin: pinOf(pins, "ci-targets"), released, now: ctx.now });
  });
  ci.portability && checks.warn(
    `CI targets: the value at ${ci.portability.pointer} ${ci.portability.says}, which not every reader encodes alike.`
  );
  for (let { pointer, says } of ci.problems.slice(0, 5)) checks.warn(`CI targets: at ${pointer || "/"}, ${says}.`);
  return proof?.onlineKeyid;
}
function noteUpdates(updates, checks) {
  updates?.status === "STARTED" && checks.warn(
    "A transaction of TUF root updates is open. If it changes targets keys, it cannot be applied while a Wave is active."
  ), updates?.status === "APPLYING" && checks.block(
    new ToolError("blocked", {
      happened: "A TUF root update is being applied right now, which pauses signing on the server.",
      next: "Wait until it is applied, then run this again."
    })
  );
}
async function unlessForbidden(promise) {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof ToolError && (error.code === "http-forbidden" || error.code === "http-not-found")) return null;
    throw error;
  }
}

// src/commands/release/standing.ts
function standingOf(state, request, version) {
  let { wave, production } = state, name = waveName(request, version);
  if (wave) return standingOfWave(state, wave, request, version, name);
  if (production?.doc.signed.version === version && carriesRelease(production.doc, state, request, version))
    return { kind: "in-production", released: production };
  let rival = state.activeWaves[0];
  if (!rival) return { kind: "new" };
  throw new ToolError("wave-active-for-tag", {
    happened: `Wave ${rival.name} (version ${rival.version}) is already active for tag ${request.tag}; there can be only one.`,
    next: `Complete or cancel it first: factory-tuf wave complete ${rival.name}, or factory-tuf wave cancel ${rival.name}.`
  });
}
function standingOfWave(state, wave, request, version, name) {
  if (wave.status === "canceled")
    throw new ToolError("wave-canceled", {
      happened: `Wave ${name} was canceled; a canceled Wave never comes back.`,
      next: `Use another name, for example ${otherName(name)}.`
    });
  if (wave.tag !== request.tag || wave.version !== String(version))
    throw differs(
      name,
      `it is version ${wave.version} for tag ${wave.tag}, not version ${version} for tag ${request.tag}`
    );
  let released = targetsOfWave(wave), { signed } = released.doc, same = wave.status === "active" ? isBuiltAlike(signed, state, request, version) : carriesRelease(released.doc, state, request, version);
  if (signed.version !== version || !same) throw differs(name, "its targets are not those that would be signed now");
  if (request.expiresAt && signed.expires !== wholeSeconds(request.expiresAt))
    throw differs(name, `it expires at ${signed.expires}, not at ${wholeSeconds(request.expiresAt)}`);
  return { kind: wave.status === "active" ? "active" : "complete", wave, released };
}
function isBuiltAlike(signed, state, request, version) {
  let built = buildWaveTargets(state.ciTargets, state.production?.doc ?? null, {
    ...request,
    version,
    expires: signed.expires
  });
  return sameJson(built.signed.targets, signed.targets);
}
function carriesRelease(doc, state, request, version) {
  let chosen = selectTargets(state.ciTargets, { ...request, version }), versionOf = (custom) => plainVersion(custom?.version) ?? -1, targets = Object.entries(doc.signed.targets), ofVersion = Object.fromEntries(targets.filter(([, { custom }]) => versionOf(custom) === version));
  return sameJson(ofVersion, chosen) && !targets.some(([, { custom }]) => request.prune.includes(versionOf(custom)));
}
function otherName(name) {
  let numbered = /^(.*-\d+)-(\d+)$/.exec(name);
  return numbered ? `${numbered[1]}-${Number(numbered[2]) + 1}` : `${name}-2`;
}
function differs(name, how) {
  return new ToolError("wave-differs", {
    happened: `There is already a Wave ${name}, and it is another one: ${how}.`,
    next: `Look at it with: factory-tuf wave show ${name}. For this release use another name, for example ${otherName(name)}.`
  });
}

// src/commands/release/prepare-release.ts
async function prepareRelease(ctx, request) {
  let checks = new Checks(), { release } = await examineRelease(ctx, request, checks);
  checks.throwIfBlocked();
  for (let warning of checks.warnings) ctx.log.warning(warning);
  return { ...release, warnings: checks.warnings };
}
async function examineRelease(ctx, request, checks) {
  ctx.progress("Reading and verifying the Factory's metadata");
  let early = request.version === "latest" ? request.wave : waveName(request, request.version), read = await readState(ctx, { tag: request.tag, wave: early }, checks);
  if (read.roots && read.onlineKeyid && checks.proven(() => requireReachableThreshold(read)), !isComplete(read)) return { state: read, release: void 0 };
  let version = checks.proven(() => chosenVersion(read, request, checks));
  if (version === void 0) return { state: read, release: void 0 };
  let state = await withWave(ctx, read, waveName(request, version), checks), standing = state && checks.proven(() => standingOf(state, request, version));
  if (!standing) return { state: state ?? read, release: void 0 };
  let plan = checks.proven(() => planOf(ctx, state, standing, request, version, checks));
  return { state, release: plan && { state, standing, plan } };
}
function isComplete(state) {
  return Object.values(state).every((part) => part !== void 0);
}
async function withWave(ctx, state, name, checks) {
  if (state.wave || !state.listed.some((wave2) => wave2.name === name)) return state;
  let wave = await checks.fetched(ctx.factory.wave(name, { showTargets: !0 }));
  return wave === void 0 ? void 0 : { ...state, wave };
}
function planOf(ctx, state, standing, request, version, checks) {
  return standing.kind === "new" ? planNewWave(ctx, state, request, version, checks) : planOfReleased(state, standing.released, request.tag, waveName(request, version));
}
function planOfReleased(state, released, tag, wave) {
  let { doc } = released, bytes = canonicalBytes(doc.signed, doc.where), production = state.production?.doc.signed, before = production?.version === doc.signed.version ? withoutVersion(doc) : production?.targets ?? null, diff = diffTargets(before, doc.signed.targets);
  return describePlan(wave, tag, doc.signed, bytes, diff, state.roots.prod.signed.roles.targets.threshold);
}
function withoutVersion(doc) {
  let { targets, version } = doc.signed;
  return Object.fromEntries(
    Object.keys(targets).filter((name) => own(targets, name)?.custom?.version !== String(version)).map((name) => [name, targets[name]])
  );
}

export {
  readState,
  prepareRelease,
  examineRelease
};
