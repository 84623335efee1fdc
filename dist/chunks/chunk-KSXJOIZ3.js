import {
  deviceView,
  skippedTargets
} from "./chunk-JO5MESGG.js";
import {
  Checks,
  checkClock,
  docHash,
  findingsOf,
  grouped,
  hardwareCoverageLost,
  metadataTooLarge,
  pinOf,
  pinnedTags,
  plannedRows,
  prodTargetProvenance,
  proveOnline,
  readRoots,
  requireAllowedTarget,
  requireAllowedTargetsMembers,
  requireOnlineKey,
  requireTag,
  requireUnambiguous,
  rootsFrom,
  targetAppForeign,
  targetAppUnpinned,
  targetMalformed,
  targetNoDelta,
  targetUnselectable,
  unlessForbidden,
  verifyCiTargets,
  verifyProductionTargets,
  warnOfClock
} from "./chunk-6ZTMOAGX.js";
import {
  productionOf,
  refusedBy,
  refusedNote,
  refusedText,
  servedTags,
  targetsOfWave
} from "./chunk-CXFHRVM3.js";
import {
  differingPointer,
  sameJson
} from "./chunk-OOAUUIFC.js";
import {
  judgedAs,
  refusalsOf,
  roleKeys,
  signaturesToCome
} from "./chunk-5QDFVI24.js";
import {
  httpStatusOf
} from "./chunk-KY6RYE3B.js";
import {
  sha256Hex
} from "./chunk-QW2ZIKRZ.js";
import {
  editDistance
} from "./chunk-AOHIHQKH.js";
import {
  clientsInUse
} from "./chunk-YQ2IHKUQ.js";
import {
  canonicalBytes,
  parseTargets
} from "./chunk-XPD3U6YF.js";
import {
  appsOf,
  hardwareIdsOf,
  hardwareLeftBehind,
  latestVersion,
  plainVersion,
  tagsOf,
  writtenText
} from "./chunk-CMBHS53A.js";
import {
  daysUntil,
  inDays,
  isExpired,
  isWithinDays,
  wholeSeconds
} from "./chunk-XZWJ3NC3.js";
import {
  makeSigner,
  privateHalfOf
} from "./chunk-47XBHGLX.js";
import {
  isObject,
  own
} from "./chunk-RQY7G4BH.js";
import {
  ToolError
} from "./chunk-IAASVYQS.js";

// src/verified/signature-report.ts
function signaturesOf(tally, root, onlineKeyid) {
  let holder = (keyid) => ({
    keyid,
    owner: own(root["x-key-owners"] ?? {}, keyid)?.["polis-id"] ?? null,
    online: keyid === onlineKeyid
  }), { threshold, signedBy, missing, met } = tally;
  return { threshold, signedBy: signedBy.map(holder), missing: missing.map(holder), met };
}
function signatureBlocks(signatures) {
  let { threshold, signedBy, missing, met } = signatures, row = (state, { keyid, owner, online }) => [
    state,
    { keyid },
    online ? "the Factory (online key)" : owner ?? "owner not recorded"
  ];
  return [
    { kind: "heading", text: "Signatures" },
    {
      kind: "paragraph",
      text: [
        { strong: `${signedBy.length} of ${threshold}`, tone: met ? "good" : "bad" },
        " signatures that devices ask for."
      ]
    },
    {
      kind: "table",
      columns: [{ title: "Signature" }, { title: "Key id" }, { title: "Holder" }],
      rows: [
        ...signedBy.map((holder) => row("signed", holder)),
        ...met ? [] : missing.map((holder) => row("missing", holder))
      ]
    }
  ];
}
function signatureOutputs({ threshold, signedBy, missing, met }) {
  return { signatures: signedBy.length, threshold, missing: met ? "" : missing.map(({ keyid }) => keyid).join(",") };
}
function whoMustSign(wave, { threshold, signedBy, missing }) {
  let have = `Wave ${wave} has ${signedBy.length} of ${threshold} signatures`, people = missing.filter(({ online: online2 }) => !online2), online = missing.find((holder) => holder.online), factory = online ? `the Factory's own signature (${online.keyid}) is missing` : null;
  if (threshold - signedBy.length <= (online ? 1 : 0))
    return `${have}: ${factory}. It signs by itself; run the same step again in a moment, and ask the vendor if that does not help.`;
  let names = people.map(({ keyid, owner }) => owner ? `${keyid} (${owner})` : keyid).join(", ");
  return `${have}; to sign is one of ${names}: factory-tuf wave sign ${wave} --keys <archive>.${factory ? ` Also ${factory}.` : ""}`;
}
var signatureDataHelp = "`signatures`: `{threshold, signedBy, missing: [{keyid, owner, online}], met}`";

// src/review/engine/check-content.ts
var contentRules = [
  targetMalformed,
  targetUnselectable,
  prodTargetProvenance,
  targetAppUnpinned,
  targetAppForeign,
  hardwareCoverageLost,
  targetNoDelta,
  metadataTooLarge
];
function checkTargetsContent(input) {
  return contentRules.flatMap((rule) => grouped(rule, findingsOf(rule, rule.check(input, input.policy))));
}

// src/tuf/targets/targets-diff.ts
function diffTargets(before, after) {
  let old = before ?? {}, names = Object.keys(after).sort(), line = (name) => targetLine(name, own(after, name) ?? own(old, name)), isNew = (name) => own(old, name) === void 0, isSame = (name) => !isNew(name) && sameJson(own(old, name), own(after, name));
  return {
    added: names.filter(isNew).map(line),
    changed: names.filter((name) => !isNew(name) && !isSame(name)).map(line),
    pruned: Object.keys(old).sort().filter((name) => own(after, name) === void 0).map(line),
    kept: names.filter(isSame).map(line),
    hardware: hardwareChanges(old, after)
  };
}
function targetLine(name, { custom }) {
  return { name, version: writtenText(custom?.version), hardwareIds: hardwareIdsOf(custom) };
}
function hardwareChanges(before, after) {
  let [old, fresh] = [newestPerHardware(before), newestPerHardware(after)];
  return [.../* @__PURE__ */ new Set([...old.keys(), ...fresh.keys()])].sort().map((hardwareId) => {
    let [from, to] = [old.get(hardwareId) ?? null, fresh.get(hardwareId) ?? null], apps = distinct((to?.files ?? [void 0]).flatMap((file) => appChanges(from?.files[0], file)));
    return { hardwareId, from: from?.version ?? null, to: to?.version ?? null, apps };
  });
}
function newestPerHardware(targets) {
  let newest = /* @__PURE__ */ new Map();
  for (let file of Object.values(targets)) {
    let version = plainVersion(file.custom?.version);
    if (version !== null)
      for (let hardwareId of new Set(hardwareIdsOf(file.custom))) {
        let known = newest.get(hardwareId);
        version > (known?.version ?? -1) ? newest.set(hardwareId, { version, files: [file] }) : version === known?.version && known.files.push(file);
      }
  }
  return newest;
}
function distinct(changes) {
  return [...new Map(changes.map((change) => [JSON.stringify(change), change])).values()];
}
function appChanges(before, after) {
  let [old, fresh] = [appUris(before), appUris(after)];
  return [.../* @__PURE__ */ new Set([...old.keys(), ...fresh.keys()])].sort().map((app) => ({ app, from: old.get(app) ?? null, to: fresh.get(app) ?? null })).filter(({ from, to }) => from !== to);
}
function appUris(file) {
  return new Map(appsOf(file?.custom).map(({ app, uri }) => [app, writtenText(uri)]));
}

// src/tuf/targets/wave-targets.ts
function buildWaveTargets(ci, production, request) {
  let added = selectTargets(ci, request);
  requireAboveProduction(production, request);
  let kept = pruned(production?.signed.targets ?? {}, request);
  for (let name of Object.keys(added))
    if (own(kept, name))
      throw new ToolError("target-exists", {
        happened: `The target ${JSON.stringify(name)} of version ${request.version} already stands in the production targets for tag ${request.tag}; a published name never gets new content.`,
        next: "Build a new CI version, or prune the old one."
      });
  let targets = Object.fromEntries([...Object.entries(kept), ...Object.entries(added)]);
  return { signed: { _type: "Targets", expires: request.expires, targets, version: request.version }, added };
}
function selectTargets(ci, { tag, version, sourceTag }) {
  let ofVersion = Object.entries(ci.signed.targets).filter(([, { custom }]) => custom?.version === String(version)), chosen = ofVersion.filter(([, { custom }]) => sourceTag === void 0 || tagsOf(custom).includes(sourceTag));
  if (chosen.length === 0) {
    let without = ofVersion.length ? `version ${version} in CI does not carry the tag ${sourceTag}` : `CI has no targets of version ${version}`;
    throw new ToolError("version-not-found", {
      happened: `There is nothing to release: ${without}.${nearestText(ci, version, sourceTag)}`,
      next: "Look at what there is with: factory-tuf targets list."
    });
  }
  requireUnambiguous(
    ci,
    chosen.map(([name]) => name)
  );
  for (let [name, file] of chosen) requireAllowedTarget(name, file, ci.where);
  return Object.fromEntries(chosen.map(([name, file]) => [name, { ...file, custom: { ...file.custom, tags: [tag] } }]));
}
var MAX_NEAREST = 3;
function nearestText({ signed }, version, sourceTag) {
  let versions = Object.values(signed.targets).filter(({ custom }) => sourceTag === void 0 || tagsOf(custom).includes(sourceTag)).map(({ custom }) => plainVersion(custom?.version)).filter((found) => found !== null), nearest = [...new Set(versions)].sort((a, b) => Math.abs(a - version) - Math.abs(b - version)).slice(0, MAX_NEAREST).sort((a, b) => a - b);
  return nearest.length === 0 ? "" : ` The nearest${sourceTag === void 0 ? "" : ` with the tag ${sourceTag}`}: ${nearest.join(", ")}.`;
}
function requireAboveProduction(production, { tag, version }) {
  if (!(!production || version > production.signed.version))
    throw new ToolError("version-not-above-production", {
      happened: `Version ${version} cannot become production: production targets for tag ${tag} are at version ${production.signed.version}, and devices never go back.`,
      next: "Choose a higher CI version; to undo a release, build it again under a new version."
    });
}
function pruned(targets, { version, prune }) {
  if (prune.includes(version))
    throw new ToolError("prune-refused", {
      happened: `Version ${version} is the one to be released and cannot be pruned.`,
      next: "Name older versions only."
    });
  let present = new Set(Object.values(targets).map(({ custom }) => plainVersion(custom?.version))), absent = prune.filter((candidate) => !present.has(candidate));
  if (absent.length)
    throw new ToolError("prune-refused", {
      happened: `Production has no targets of version ${absent.join(", ")} to prune.`,
      next: "Name versions that stand in the production targets."
    });
  return Object.fromEntries(
    Object.entries(targets).filter(([, { custom }]) => !prune.includes(plainVersion(custom?.version) ?? -1))
  );
}

// src/release/client-checks.ts
var SIGNATURE_ROOM = 2 * 1024;
function checkClients(ctx, release, checks) {
  let { wave, signed, before } = release, { listed, others } = clientsInUse(ctx.trust.policy.clients), document = toBeServed(release), refused = refusedBy(listed, (client) => refusalsOf(client, document));
  for (let refusal of refused)
    checks.block(
      new ToolError(refusal.kind === "limit" ? "metadata-too-large" : "device-would-refuse", {
        happened: `Wave ${wave} ${refusedText(refusal)}.`,
        next: refusal.kind === "limit" ? PRUNE : CORRECT
      })
    );
  let note = refusedNote(refusedBy(others, (client) => refusalsOf(client, document)));
  note && checks.note(`Wave ${wave} ${note}. The policy's clients do not list them.`);
  let kept = [];
  for (let { name, says } of skippedTargets(listed, signed.targets))
    before && own(before, name) !== void 0 ? kept.push(says) : checks.block(new ToolError("device-would-refuse", { happened: `${says}.`, next: CORRECT }));
  if (kept.length > 0) {
    let more = kept.length > 1 ? `, and ${kept.length - 1} more` : "";
    checks.warn(`Production keeps targets that devices never see: ${kept[0]}${more}.`);
  }
}
function toBeServed({ signed, bytes, signatures }) {
  let sizeBytes = bytes.length + SIGNATURE_ROOM;
  return judgedAs("targets", signed, { sizeBytes, canonical: bytes, signatures: signaturesToCome(signatures) });
}
var PRUNE = "Prune old versions with the option prune.", CORRECT = "Correct it in CI and release the next version. If no device runs that client, take it out of `clients` in .factory-tuf/review.yml.";

// src/release/plan.ts
var MAX_DAYS_AHEAD = 400;
function chosenVersion({ ciTargets }, request, checks) {
  let { targets } = ciTargets.signed;
  if (request.version !== "latest") return request.version;
  let version = latestVersion(targets, request.sourceTag);
  for (let { hardwareId, in: previous } of hardwareLeftBehind(targets, version, request.sourceTag))
    checks.warn(
      `The latest version ${version} has no target for hardware id ${hardwareId}, which version ${previous} has.`
    );
  return version;
}
function waveName(request, version) {
  return request.wave ?? `${request.tag}-${version}`;
}
function planNewWave(ctx, state, request, version, checks) {
  let expires = request.expiresAt ? wholeSeconds(request.expiresAt) : inDays(ctx.now, request.expiresDays);
  warnOfLongLife(expires, ctx.now, checks), warnOfShorterLife(expires, state.production?.doc ?? null, checks);
  let wave = waveName(request, version);
  return checks.proven(() => {
    let production = state.production?.doc ?? null, { signed, added } = buildWaveTargets(state.ciTargets, production, { ...request, version, expires });
    requireAllowedTargetsMembers(signed, `Wave ${wave}`);
    let bytes = canonicalBytes(signed, `Wave ${wave}`, "/signed");
    checkContent(
      ctx,
      state,
      { wave, tag: request.tag, version, added, sizeBytes: bytes.length + SIGNATURE_ROOM },
      checks
    );
    let before = production?.signed.targets ?? null, { threshold } = state.roots.prod.signed.roles.targets;
    checkClients(ctx, { wave, signed, bytes, signatures: threshold, before }, checks);
    let diff = diffTargets(before, signed.targets);
    return describePlan(ctx, state.roots, { wave, tag: request.tag, signed, bytes, diff });
  });
}
function describePlan(ctx, roots, decided) {
  let { signed, bytes } = decided, { threshold } = roots.prod.signed.roles.targets, { listed } = clientsInUse(ctx.trust.policy.clients), document = toBeServed({ signed, bytes, signatures: threshold });
  return {
    ...decided,
    version: signed.version,
    expires: signed.expires,
    digest: `sha256:${sha256Hex(bytes)}`,
    threshold,
    deviceVerdicts: plannedRows(listed, rootsFrom(roots.chain, ctx.trust.policy.oldestRoot), document)
  };
}
function requireReachableThreshold({ roots, onlineKeyid }) {
  let keys = [...roleKeys(roots.prod.signed, "targets", roots.prod.where).keys()], { threshold } = roots.prod.signed.roles.targets, offline = keys.filter((keyid) => keyid !== onlineKeyid);
  if (!(keys.length >= threshold && offline.length > 0))
    throw new ToolError("threshold-unreachable", {
      happened: `Production targets need ${threshold} signatures, and the root lists ${keys.length} usable targets keys, ${offline.length} of them offline.`,
      next: "Add an offline targets key on its owner's machine first."
    });
}
function checkContent(ctx, state, content, checks) {
  let { wave, tag, version, added, sizeBytes } = content, findings = checkTargetsContent({
    tag,
    docName: `wave/${wave}`,
    targets: added,
    ciTargets: state.ciTargets.signed.targets,
    productionTargets: state.production?.doc.signed.targets ?? null,
    version,
    factory: ctx.factory.factory,
    policy: { appHosts: ctx.trust.policy.appHosts, clients: ctx.trust.policy.clients },
    sizeBytes
  });
  for (let { rule, level, says } of findings) {
    if (level !== "error") {
      checks.warn(`${says} (${rule})`);
      continue;
    }
    checks.block(
      new ToolError(rule === "metadata-too-large" ? "metadata-too-large" : "target-refused", {
        happened: `${says} (rule ${rule})`,
        next: "Correct it in CI and release the next version; nothing with such a finding is signed."
      })
    );
  }
}
function warnOfShorterLife(expires, production, checks) {
  !production || new Date(expires).getTime() >= new Date(production.signed.expires).getTime() || checks.warn(
    `The targets would expire at ${expires}, earlier than those in production, which are valid until ${production.signed.expires}.`
  );
}
function warnOfLongLife(expires, now, checks) {
  let at = new Date(expires);
  isWithinDays(at, MAX_DAYS_AHEAD, now) || checks.warn(
    `The targets would stay valid for ${daysUntil(at, now)} days, until ${expires}; more than ${MAX_DAYS_AHEAD} days is a long window for replaying them. (validity-too-long)`
  );
}

// src/verified/factory-state.ts
async function readState(ctx, { tag, wave }, checks) {
  let { factory } = ctx, [roots, ci, onlineKey, production, found, listed, updates, user, online] = await Promise.all([
    readRoots(ctx, checks),
    checks.fetched(factory.ciTargets().then((fetched) => parseTargets(fetched, "CI targets"))),
    checks.fetched(factory.ciTargetsKey()),
    checks.fetched(factory.prodTargets(tag === null ? [] : [tag])),
    checks.fetched(wave === null ? Promise.resolve(null) : factory.wave(wave, { showTargets: !0 })),
    checks.fetched(listWaves(ctx, tag, wave === null)),
    checks.fetched(unlessForbidden(factory.updates())),
    checks.fetched(unlessForbidden(factory.self())),
    tag === null ? null : fetchOnline(factory, tag, checks)
  ]), proven = roots && production && (tag === null ? proveAllTags(ctx, roots, production, checks) : proveProduction(ctx, tag, roots, production, checks));
  if (roots && production) {
    let tags = tag !== null ? [tag] : servedTags(production).slice(0, MAX_TAGS);
    await Promise.all(tags.map((each) => proveOnlineOf(ctx, each, roots, production, online, checks)));
  }
  let onlineKeyid = proveCiTargets(ctx, roots, ci, onlineKey, proven, found, checks);
  return ci?.forgetForms(), proven?.doc.forgetForms(), noteUpdates(updates ?? null, checks), checkClock(ctx, checks, { roots, updates, waves: [found, ...listed ?? []] }), {
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
var MAX_TAGS = 100;
async function proveOnlineOf(ctx, tag, { prod }, production, read, checks) {
  let fetch = () => fetchOnline(ctx.factory, tag, checks);
  await proveOnline(ctx, tag, prod, production, read ?? await fetch(), fetch, checks);
}
async function fetchOnline(client, tag, checks) {
  let ask = (role) => checks.fetched(orForbidden(client.roleDocument(role, tag, "prod"))), [snapshot, timestamp] = await Promise.all([ask("snapshot"), ask("timestamp")]);
  return { snapshot, timestamp };
}
async function orForbidden(call) {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ToolError && error.code === "http-forbidden") return "forbidden";
    throw error;
  }
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
  return production && isExpired(production.doc.signed, ctx.now) && checks.warn(
    `The production targets for tag ${tag} expired at ${production.doc.signed.expires}; devices refuse them until a new Wave is completed.`
  ), production;
}
function proveAllTags(ctx, roots, fetched, checks) {
  let served = isObject(fetched.value) ? Object.keys(fetched.value) : [];
  for (let tag of /* @__PURE__ */ new Set([...served, ...pinnedTags(ctx.trust.pins)]))
    proveProduction(ctx, tag, roots, fetched, checks);
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

// src/release/first-release.ts
var MAX_SHOWN = 8;
async function checkFirstRelease({ factory }, { tag, newTag }, checks) {
  if (newTag === tag) {
    checks.warn(`There are no production targets for tag ${tag} yet: this is a first release.`);
    return;
  }
  checks.block(
    new ToolError("tag-new", {
      happened: `Tag ${tag} has no production targets, so this would be its first release. ${saysOf(await tagsNearest(factory, tag))}`,
      next: `Correct the tag; or, if ${tag} is a new one, allow its first release with the option new-tag: --new-tag ${tag}.`
    })
  );
}
function saysOf(tags) {
  if (tags === null) return "Which tags have some could not be read.";
  if (tags.length === 0) return "No other tag has any yet.";
  let more = tags.length > MAX_SHOWN ? ` and ${tags.length - MAX_SHOWN} more` : "";
  return `Tags that have some: ${tags.slice(0, MAX_SHOWN).join(", ")}${more}.`;
}
async function tagsNearest(factory, tag) {
  try {
    let tags = servedTags(await factory.prodTargets([])), far = (other) => editDistance(tag.toLowerCase(), other.toLowerCase());
    return tags.toSorted((a, b) => far(a) - far(b) || (a < b ? -1 : 1));
  } catch (error) {
    if (error instanceof ToolError) return null;
    throw error;
  }
}

// src/release/release-status.ts
function releaseStatusOf(state, request, version) {
  let { wave, production } = state, name = waveName(request, version);
  return wave ? standingOfWave(state, wave, request, version, name) : production?.doc.signed.version === version && carriesRelease(production.doc, state, request, version) ? { kind: "in-production", released: production } : (requireNoRival(state.activeWaves, request.tag), { kind: "new" });
}
function requireNoRival([rival], tag) {
  if (rival)
    throw new ToolError("wave-active-for-tag", {
      happened: `Wave ${rival.name} (version ${rival.version}) is already active for tag ${tag}; there can be only one.`,
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
  return wave.status === "complete" && requireInProduction(name, released, state, request.tag), { kind: wave.status === "active" ? "active" : "complete", wave, released };
}
function requireInProduction(name, { doc }, { production }, tag) {
  let at = production?.doc.signed.version ?? 0, { version } = doc.signed;
  if (production && (at > version || at === version && docHash(production.doc) === docHash(doc))) return;
  let instead = production ? `are ${at === version ? "another document of" : "at"} version ${at}` : "do not exist";
  throw new ToolError("wave-differs", {
    happened: `The Factory calls Wave ${name} (version ${version}) complete, but the production targets for tag ${tag} ${instead}.`,
    next: `Its devices do not get that version. Look with: factory-tuf wave show ${name}; if that does not help, ask the vendor, or release a higher version.`
  });
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
  let chosen = selectTargets(state.ciTargets, { ...request, version }), versionOf2 = (custom) => plainVersion(custom?.version) ?? -1, targets = Object.entries(doc.signed.targets), ofVersion = Object.fromEntries(targets.filter(([, { custom }]) => versionOf2(custom) === version));
  return sameJson(ofVersion, chosen) && !targets.some(([, { custom }]) => request.prune.includes(versionOf2(custom)));
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

// src/release/prepare-release.ts
async function prepareRelease(ctx, request) {
  let checks = new Checks(), { release } = await examineRelease(ctx, request, checks);
  checks.throwIfBlocked();
  for (let warning of checks.warnings) ctx.log.warning(warning);
  for (let note of checks.notes) ctx.log.info(note);
  return { ...release, warnings: checks.warnings };
}
async function examineRelease(ctx, request, checks) {
  ctx.progress("Reading and verifying the Factory's metadata");
  let early = request.version === "latest" ? request.wave : waveName(request, request.version), read = await readState(ctx, { tag: request.tag, wave: early }, checks), { roots, onlineKeyid, production } = read;
  if (production === null && await checkFirstRelease(ctx, request, checks), roots && onlineKeyid && checks.proven(() => requireReachableThreshold({ roots, onlineKeyid })), !isComplete(read))
    return early !== null && read.roots && examineApart(read, request, checks), { state: read, release: void 0 };
  let version = checks.proven(() => chosenVersion(read, request, checks));
  if (version === void 0) return { state: read, release: void 0 };
  let state = await withWave(ctx, read, waveName(request, version), checks), releaseStatus = state && checks.proven(() => releaseStatusOf(state, request, version));
  if (!releaseStatus)
    return state && !state.wave && planNewWave(ctx, state, request, version, checks), { state: state ?? read, release: void 0 };
  let plan = checks.proven(() => planOf(ctx, state, releaseStatus, request, version, checks));
  return { state, release: plan && { state, releaseStatus, plan, request } };
}
function examineApart({ production, wave, activeWaves }, request, checks) {
  let { version, tag } = request;
  wave === null && (activeWaves && checks.proven(() => requireNoRival(activeWaves, tag)), !(version === "latest" || !production || production.doc.signed.version === version) && checks.proven(() => requireAboveProduction(production.doc, { tag, version })));
}
function isComplete(state) {
  return Object.values(state).every((part) => part !== void 0);
}
async function withWave(ctx, state, name, checks) {
  if (state.wave || !state.listed.some((wave2) => wave2.name === name)) return state;
  let wave = await checks.fetched(ctx.factory.wave(name, { showTargets: !0 }));
  return wave === void 0 ? void 0 : { ...state, wave };
}
function planOf(ctx, state, releaseStatus, request, version, checks) {
  return releaseStatus.kind === "new" ? planNewWave(ctx, state, request, version, checks) : planOfReleased(ctx, state, releaseStatus.released, request.tag, waveName(request, version));
}
function planOfReleased(ctx, state, released, tag, wave) {
  let { doc } = released, bytes = canonicalBytes(doc.signed, doc.where, "/signed"), production = state.production?.doc.signed, before = production?.version === doc.signed.version ? withoutVersion(doc) : production?.targets ?? null, diff = diffTargets(before, doc.signed.targets);
  return describePlan(ctx, state.roots, { wave, tag, signed: doc.signed, bytes, diff });
}
function withoutVersion(doc) {
  let { targets, version } = doc.signed;
  return Object.fromEntries(
    Object.keys(targets).filter((name) => own(targets, name)?.custom?.version !== String(version)).map((name) => [name, targets[name]])
  );
}

// src/commands/options/release-options.ts
var releaseOptions = {
  version: {
    kind: "version-or-latest",
    help: "CI version to release, or `latest`: the highest one, among those with source-tag if given.",
    required: !0,
    placeholder: "<version>"
  },
  tag: { kind: "tag", help: "Production tag that the devices follow.", required: !0, placeholder: "<tag>" },
  newTag: {
    kind: "tag",
    help: "Allow the first release of exactly this tag. Without it, a tag without production targets is refused.",
    placeholder: "<tag>"
  },
  sourceTag: { kind: "tag", help: "Take only CI targets that carry this tag.", placeholder: "<tag>" },
  prune: { kind: "list", help: "Versions to drop from the production targets.", placeholder: "<versions>" },
  expiresDays: {
    kind: "integer",
    help: "Days that the targets stay valid.",
    default: 365,
    min: 1,
    max: 3650,
    placeholder: "<days>"
  },
  expiresAt: {
    kind: "time",
    help: "Time until which the targets stay valid, instead of expires-days: RFC 3339, UTC, whole seconds.",
    inAction: "Time until which the targets stay valid, as a plan printed it: RFC 3339, UTC, whole seconds.",
    placeholder: "<time>"
  }
}, waveNameOption = {
  wave: { kind: "wave", help: "Name of the Wave (default: <tag>-<version>).", placeholder: "<wave>" }
}, rolloutOptions = {
  group: { kind: "group", help: "Device group to roll out to.", placeholder: "<group>" },
  limit: {
    kind: "limit",
    help: "At most this many devices in total, for the group or for the Factory: 10 or 10%.",
    placeholder: "<n|n%>"
  },
  uuids: { kind: "uuids", help: "Devices to roll out to.", placeholder: "<uuids>" },
  again: {
    kind: "switch",
    help: "Roll out to the uuids although an earlier rollout of the same scope exists."
  }
};
function releaseRequest(options) {
  let { wave, version, tag, newTag, sourceTag, prune, expiresDays, expiresAt } = options, pruned2 = pruneVersions(prune ?? []);
  return { wave: wave ?? null, version, tag, newTag, sourceTag, prune: pruned2, expiresDays, expiresAt };
}
function pruneVersions(texts) {
  return texts.map((text) => {
    let version = plainVersion(text);
    if (version !== null) return version;
    throw new ToolError("value-invalid", {
      happened: `The option prune names ${JSON.stringify(text.slice(0, 40))}, which is not a version.`,
      next: "Give plain integers, e.g. --prune 3,4."
    });
  });
}
var bundleFolder = {
  folder: {
    kind: "path",
    help: "Folder of the bundle, as the vendor's tool has written it: it holds a folder tuf.",
    required: !0,
    placeholder: "<folder>"
  }
};

// src/verified/wave-state.ts
async function readWave(ctx, name) {
  let { state } = await readWaveWith(ctx, name, async () => null);
  return state;
}
async function showableWave(ctx, name) {
  let { state } = await readWaveWith(ctx, name, async () => null, "show");
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
async function readWaveWith(ctx, name, readAlso, purpose = "release") {
  ctx.progress("Reading and verifying the Wave");
  let checks = new Checks(), [roots, onlineKey, wave, also] = await Promise.all([
    readRoots(ctx, checks),
    checks.fetched(ctx.factory.ciTargetsKey()),
    checks.fetched(ctx.factory.wave(name, { showTargets: !0 })),
    checks.fetched(readAlso())
  ]);
  if (wave === null && checks.block(noWave(name)), (purpose === "show" ? warnOfClock : checkClock)(ctx, checks, { roots, waves: [wave] }), checks.throwIfBlocked(), !roots || !onlineKey || !wave) throw new Error("a missing part is a blocker");
  let readOnline = () => fetchOnline(ctx.factory, wave.tag, checks), [served, online] = await Promise.all([ctx.factory.prodTargets([wave.tag]), readOnline()]), production = productionOf(served, wave.tag);
  if (verifyProductionTargets(production?.doc ?? null, wave.tag, roots.prod, ctx.trust.pins), production && await proveOnline(ctx, wave.tag, roots.prod, served, online, readOnline, checks), purpose === "show") for (let { happened } of checks.blockers) checks.warn(happened);
  else checks.throwIfBlocked();
  let released = targetsOfWave(wave), state = {
    roots,
    onlineKey,
    onlineKeyid: requireOnlineKey(roots.ci.signed, onlineKey),
    wave,
    released,
    digest: `sha256:${docHash(released.doc)}`,
    production,
    view: deviceView(released.doc, released.sizeBytes, roots.prod, ctx.now, askedDevices(ctx.trust, production)),
    warnings: checks.warnings
  };
  for (let warning of checks.warnings) ctx.log.warning(warning);
  return { state, also };
}
function askedDevices({ policy }, production) {
  return { clients: clientsInUse(policy.clients).listed, before: production?.doc.signed.targets ?? null };
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

// src/verified/settle.ts
async function settle(settling) {
  await answered(settling);
}
async function settleSeen(ctx, settling) {
  let { isShown = settling.carriedOut } = settling;
  if (await answered(settling) !== "seen")
    for (let look = 1; ; look++) {
      let found = await readBack(isShown);
      if (found === !0) return;
      if (found !== !1 || look === LOOKS) throw notShown(settling, found);
      await ctx.wait(PAUSE_MS * look).catch(() => {
        throw notShown(settling, found);
      });
    }
}
var LOOKS = 3, PAUSE_MS = 500;
async function answered({ what, write, carriedOut, toFindOut }) {
  try {
    return await write(), "said";
  } catch (error) {
    if (!(error instanceof ToolError) || error.changed === "no" && !MAY_BE_DONE.has(error.code)) throw error;
    let found = await readBack(carriedOut);
    if (found === !0) return "seen";
    throw error.changed === "no" ? error : unknown(what, error, found, toFindOut);
  }
}
function notKnownWhether(what, error) {
  return httpStatusOf(error) === null ? `The answer to ${what} did not arrive:` : `It is not known whether ${what} was carried out:`;
}
var MAY_BE_DONE = /* @__PURE__ */ new Set([
  "http-bad-request",
  "http-not-found",
  "http-conflict",
  "http-unprocessable"
]);
async function readBack(carriedOut) {
  try {
    return await carriedOut();
  } catch (error) {
    if (error instanceof ToolError) return error;
    throw error;
  }
}
function unknown(what, error, found, toFindOut) {
  return error.extended({
    code: "write-unknown",
    before: notKnownWhether(what, error),
    after: found === !1 ? "Read back a moment later, the Factory does not show it, but it may still be on its way." : `Reading back failed too: ${found.happened}`,
    changed: "unknown",
    next: nextOf(toFindOut)
  });
}
function notShown({ what, toFindOut }, found) {
  let why = found === !1 ? "it does not show it." : `reading it back failed: ${found.happened}`;
  return new ToolError(
    "write-unknown",
    { happened: `The Factory accepted ${what}, but ${why}`, changed: "unknown", next: nextOf(toFindOut) },
    found === !1 ? void 0 : { cause: found }
  );
}
function nextOf(toFindOut) {
  return `Look with: ${toFindOut}. Running the same step again is safe: it finds what is there.`;
}

// src/tuf/root/former-role.ts
var ROLES = ["root", "targets"];
function formerRole(chain, keyid) {
  let listing = lastListing(chain, keyid);
  return !listing || listing === chain.at(-1) ? null : `was a ${ROLES.filter((role) => listing.signed.roles[role].keyids.includes(keyid)).join(" and ")} key until root ${listing.signed.version}`;
}
function lastListing(chain, keyid) {
  return chain.findLast(({ signed }) => ROLES.some((role) => signed.roles[role].keyids.includes(keyid)));
}

// src/keys/signers/active-key.ts
var SHOWN_KEYIDS = 10;
function activeKey(archive, role, keys, chain = []) {
  let held = new Set(archive.keys.filter(({ signer: signer2 }) => signer2).map(({ keyid }) => keyid)), active = [...keys.values()].filter(({ keyid }) => held.has(keyid));
  if (active.length > 1)
    throw new ToolError("keys-several-active", {
      happened: `The archive holds ${active.length} active ${role} keys: ${list(active.map(({ keyid }) => keyid))}.`,
      next: "Give each signer an archive of their own: one archive holds at most one active key for a role."
    });
  let signer = findSigner(archive, keys);
  if (signer) return signer;
  let expected = [...keys.values()].map(({ keyid }) => keyid), offline = role === "targets" ? "offline targets" : role, wanted = expected.length ? `one of ${list(expected)}` : `but the root lists no ${offline} key yet`, publicOnly = archive.keys.filter(({ keyid, signer: signer2 }) => !signer2 && expected.includes(keyid)), lone = publicOnly.length ? ` Of ${list(publicOnly.map(({ keyid }) => keyid))} it holds the public half alone.` : "";
  throw new ToolError("keys-none-active", {
    happened: `The archive holds no active ${offline} key: expected ${wanted}; found ${held.size ? list([...held], (keyid) => formerRole(chain, keyid)) : "no private key"}.${lone}`,
    next: expected.length ? "Give the archive with the newest key; `factory-tuf root show` lists the keys of the root." : `Make the first ${offline} key: factory-tuf keys rotate --role ${role === "root" ? "root --first-time" : role} --keys <archive>.`
  });
}
function activeTargetsKey(archive, targetsKeys, chain = []) {
  return activeKey(archive, "targets", targetsKeys, chain);
}
function list(keyids, aside = () => null) {
  let more = keyids.length - SHOWN_KEYIDS;
  return keyids.slice(0, SHOWN_KEYIDS).map((keyid) => {
    let what = aside(keyid);
    return what ? `${keyid} (${what})` : keyid;
  }).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
function findSigner(archive, keys) {
  for (let key of keys.values()) {
    let held = archive.keys.find(({ keyid, signer }) => signer && keyid === key.keyid), half = held && privateHalfOf(held);
    if (half) return makeSigner(half, key);
  }
  return null;
}

// src/keys/archive/ci-archive.ts
function checkCiArchive(archive, rules) {
  let rootKeys = archive.keys.filter((key) => rules.rootKeyids.has(key.keyid) || isNamedRoot(key));
  if (rootKeys.length > 0)
    throw new ToolError("keys-root-present", {
      happened: `The archive holds ${rootKeys.length === 1 ? "a root key" : `${rootKeys.length} root keys`}: ${rootKeys.map(({ keyid }) => keyid).join(", ")}. Whoever reads it in CI owns the fleet, also with a retired one.`,
      next: "On your own machine run `factory-tuf keys copy-targets targets.keys.tgz --keys <archive>`, and give CI that archive, encrypted."
    });
  let lone = archive.keys.find(({ signer: signer2 }) => !signer2);
  if (lone)
    throw new ToolError("keys-orphan", {
      happened: `The archive holds the public half of ${lone.keyid} without its private half.`,
      next: "Make an archive for CI with `factory-tuf keys copy-targets targets.keys.tgz --keys <archive>` on your own machine."
    });
  let signer = activeTargetsKey(archive, rules.targetsKeys, rules.chain), warnings = [...new Set(archive.keys.map(({ keyid }) => keyid).filter((keyid) => keyid !== signer.keyid))].map(
    (keyid) => `The archive also holds the key ${keyid}, which is not (or no longer) a targets key: give CI an archive made by \`factory-tuf keys copy-targets <to> --keys <archive>\`.`
  );
  return { signer, warnings };
}
function isNamedRoot({ name }) {
  return /(?:^|\/)(?:first-root$|fioctl-root-)/i.test(name);
}

// src/release/signing.ts
async function openSigner(ctx, { roots, onlineKeyid }) {
  if (!ctx.keys)
    throw new ToolError("keys-missing", {
      happened: "No archive with the offline targets key was given.",
      next: "Give it with --keys (in the Action: the input keys, keys-file or keys-command)."
    });
  ctx.progress("Opening the key archive");
  let archive = await ctx.keys.open(), targetsKeys = roleKeys(roots.prod.signed, "targets", roots.prod.where);
  if (targetsKeys.delete(onlineKeyid), !ctx.refuseRootKeys) return activeTargetsKey(archive, targetsKeys, roots.chain);
  let { signer, warnings } = checkCiArchive(archive, {
    rootKeyids: roots.rootKeyids,
    targetsKeys,
    chain: roots.chain
  });
  for (let warning of warnings) ctx.log.warning(warning);
  return signer;
}

// src/verified/approved-digest.ts
var NEW_PLAN = "Make a new plan, look at what it shows, and approve that.";
function requireDigest(digest, expected, what, now = [], next = NEW_PLAN) {
  if (expected === void 0 || digest === expected) return;
  let mismatch = `${what} has the digest ${digest}, but ${expected} was approved: something changed since the plan was made.`;
  throw new ToolError("digest-mismatch", { happened: [mismatch, ...now].join(" "), next });
}
function requireApprovedWave({ wave, released, digest, production }, expected) {
  let { expires, targets } = released.doc.signed;
  requireDigest(digest, expected, `Wave ${wave.name}`, [
    `The Wave is version ${wave.version} for tag ${wave.tag}, valid until ${expires}, with ${targetsSay(Object.keys(targets).length)}.`,
    productionSays(production, wave.tag)
  ]);
}
function requireApprovedPlan({ plan, state }, expected, isExpiryGiven) {
  let { wave, version, tag, expires, digest, diff } = plan, [added, pruned2] = [diff.added.length, diff.pruned.length];
  requireDigest(
    digest,
    expected,
    `What would be signed for Wave ${wave}`,
    [
      `It is version ${version} for tag ${tag}, valid until ${expires}, ${targetsSay(added)} added, ${pruned2} pruned.`,
      `${productionSays(state.production, tag)} The newest CI version is ${newestIn(state.ciTargets.signed.targets)}.`
    ],
    isExpiryGiven ? NEW_PLAN : `Give the expires-at that the plan printed as well: another expiry is another digest. If that is not it: ${NEW_PLAN}`
  );
}
var targetsSay = (count) => count === 1 ? "1 target" : `${count} targets`;
function productionSays(production, tag) {
  return production ? `Production for tag ${tag} is at version ${production.doc.signed.version}.` : `There are no production targets for tag ${tag}.`;
}
function newestIn(targets) {
  return Object.values(targets).map(({ custom }) => plainVersion(custom?.version) ?? 0).reduce((newest, version) => Math.max(newest, version), 0);
}

// src/tuf/targets/known-content.ts
function requireKnownContent(doc, claim) {
  let { version, ci, production } = claim;
  if (requireAllowedTargetsMembers(doc.signed, doc.where), requireUnambiguous(doc), requireTag(doc, claim.tag), requireVersion(doc, version), production && version <= production.signed.version)
    throw new ToolError("version-not-above-production", {
      happened: `${doc.where} has version ${version}, but production targets for tag ${claim.tag} are at version ${production.signed.version}.`,
      next: "Cancel that Wave; devices never go back."
    });
  for (let [name, file] of Object.entries(doc.signed.targets)) {
    let published = production && own(production.signed.targets, name), original = published ?? own(ci.signed.targets, name);
    if (!original) throw unverified(doc, name, "stands neither in production nor in the CI targets");
    if (!published && versionOf(file) !== version)
      throw unverified(doc, name, `is new in production, but of version ${versionOf(file)} and not ${version}`);
    let pointer = differingPointer(withoutTags(file), withoutTags(original));
    if (pointer !== null)
      throw unverified(
        doc,
        name,
        `differs from the ${published ? "production" : "CI"} target of that name at ${pointer}`
      );
  }
  prunedVersions(doc, production);
}
function prunedVersions(doc, production) {
  if (!production) return [];
  let entries = Object.entries(production.signed.targets), gone = entries.filter(([name]) => own(doc.signed.targets, name) === void 0), versions = new Set(gone.map(([, file]) => versionOf(file))), left = entries.find(
    ([name, file]) => own(doc.signed.targets, name) !== void 0 && versions.has(versionOf(file))
  );
  if (!left) return [...versions].sort((a, b) => a - b);
  throw unverified(
    doc,
    left[0],
    `stays, while other production targets of its version ${versionOf(left[1])} are dropped`
  );
}
function requireVersion(doc, version) {
  let highest = Object.values(doc.signed.targets).reduce((best, file) => Math.max(best, versionOf(file)), -1);
  if (!(doc.signed.version === version && highest === version))
    throw new ToolError("wave-content-unverified", {
      happened: `${doc.where} claims version ${version}, its document says version ${doc.signed.version}, and its highest target has version ${highest}.`,
      next: "Cancel that Wave and create it again."
    });
}
function versionOf(file) {
  return plainVersion(file.custom?.version) ?? -1;
}
function withoutTags(file) {
  let { tags: _tags, ...custom } = file.custom ?? {};
  return { ...file, custom };
}
function unverified(doc, name, what) {
  return new ToolError("wave-content-unverified", {
    happened: `${doc.where}: the target ${JSON.stringify(name.slice(0, 253))} ${what}.`,
    next: "Do not sign or complete this Wave. Ask who made it; cancel it if nobody can say."
  });
}

export {
  diffTargets,
  signaturesOf,
  signatureBlocks,
  signatureOutputs,
  whoMustSign,
  signatureDataHelp,
  checkTargetsContent,
  selectTargets,
  requireAboveProduction,
  checkClients,
  describePlan,
  requireReachableThreshold,
  checkContent,
  warnOfLongLife,
  readState,
  prepareRelease,
  examineRelease,
  releaseOptions,
  waveNameOption,
  rolloutOptions,
  releaseRequest,
  bundleFolder,
  readWave,
  showableWave,
  readWaveAndCi,
  askedDevices,
  requireActive,
  noWave,
  settle,
  settleSeen,
  notKnownWhether,
  lastListing,
  activeKey,
  activeTargetsKey,
  findSigner,
  isNamedRoot,
  openSigner,
  requireDigest,
  requireApprovedWave,
  requireApprovedPlan,
  requireKnownContent,
  prunedVersions
};
