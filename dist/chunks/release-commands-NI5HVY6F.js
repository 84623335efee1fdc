import {
  activeTargetsKey,
  buildWaveTargets,
  checkCiArchive,
  checkContent,
  chosenVersion,
  describePlan,
  diffTargets,
  planNewWave,
  prunedVersions,
  requireAboveProduction,
  requireDigest,
  requireKnownContent,
  requireReachableThreshold,
  selectTargets,
  settle,
  signatureBlocks,
  signatureDataHelp,
  signatureOutputs,
  signaturesOf,
  warnOfLongLife,
  waveName,
  whoMustSign
} from "./chunk-PLY6BGRJ.js";
import "./chunk-RSJEDSVS.js";
import {
  Checks,
  checkRoots,
  docHash,
  pinOf,
  pinnedTags,
  readRoots,
  requireAllowedTargetsMembers,
  requireOnlineKey,
  requireTag,
  requireUnambiguous,
  rootOutputs,
  showableRoots,
  verifyCiTargets,
  verifyProductionTargets,
  writeFileWhole
} from "./chunk-KCRWQHC7.js";
import {
  productionOf,
  targetsOfWave
} from "./chunk-YHXDA2EU.js";
import "./chunk-NUFRM6SI.js";
import {
  sameJson,
  verifyProductionRoot
} from "./chunk-3XJ5LAAG.js";
import {
  deviceView,
  roleKeys,
  signatureListProblem,
  tally
} from "./chunk-QAG6OVZM.js";
import "./chunk-MEEA25YX.js";
import {
  digestOption,
  factoryOptions,
  keyOptions,
  trustOptions
} from "./chunk-GUWTI7C7.js";
import {
  plainVersion
} from "./chunk-LIRAP5S5.js";
import {
  sha256Hex
} from "./chunk-TSMURSMV.js";
import "./chunk-N4O4IFKB.js";
import "./chunk-UBBXCGIT.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-LGCY5IBC.js";
import "./chunk-D4KA6KDZ.js";
import {
  Doc,
  ROLE_NAMES,
  canonicalBytes,
  isObject,
  own,
  parseJson,
  parseRoot,
  parseTargets
} from "./chunk-WLXACK2J.js";
import {
  daysUntilExpiry,
  isExpired,
  wholeSeconds
} from "./chunk-PNLIBCLW.js";
import {
  ToolError
} from "./chunk-V3CS4ZDM.js";
import "./chunk-73X3T6A5.js";

// src/commands/release/plan-report.ts
var planDataHelp = [
  "`wave`, `version`, `tag`, `expires`, `expiresInDays`, `digest`: what is (or would be) signed",
  "`threshold`: signatures a device asks for",
  "`added`, `changed`, `pruned`, `kept`: lists of `{name, version, hardwareIds}`",
  "`hardware`: list of `{hardwareId, from, to, apps: [{app, from, to}]}`"
];
function planData(plan, now) {
  let { wave, version: version2, tag, expires, digest, diff, threshold } = plan;
  return { wave, version: version2, tag, expires, expiresInDays: daysUntilExpiry(plan, now), digest, threshold, ...diff };
}
function planBlocks(plan) {
  let { added, changed, pruned, kept, hardware } = plan;
  return [
    {
      kind: "paragraph",
      text: [
        { strong: `${added.length} added, ${changed.length} changed, ${pruned.length} pruned` },
        `, ${kept.length} kept targets in Wave `,
        { code: plan.wave },
        " for tag ",
        { code: plan.tag },
        "."
      ]
    },
    {
      kind: "facts",
      facts: [
        { label: "Version", value: String(plan.version) },
        { label: "Expires", value: `${plan.expires} (in ${plan.expiresInDays} days)` },
        { label: "Digest", value: { code: plan.digest } },
        { label: "Signatures needed", value: String(plan.threshold) }
      ]
    },
    ...targetTable("Added targets", added),
    ...targetTable("Changed targets", changed),
    ...targetTable("Pruned targets", pruned),
    ...hardwareTable(hardware),
    ...appTable(hardware),
    ...targetTable("Kept targets", kept, !0)
  ];
}
function targetTable(title2, lines, cuttable = !1) {
  return lines.length === 0 ? [] : [
    { kind: "heading", text: `${title2} (${lines.length})` },
    {
      kind: "table",
      columns: [{ title: "Target" }, { title: "Version", align: "right" }, { title: "Hardware ids" }],
      rows: lines.map(({ name, version: version2, hardwareIds }) => [{ code: name }, version2, hardwareIds.join(", ")]),
      cuttable
    }
  ];
}
function hardwareTable(hardware) {
  return hardware.length === 0 ? [] : [
    { kind: "heading", text: "Versions per hardware id" },
    {
      kind: "table",
      columns: [{ title: "Hardware id" }, { title: "Before", align: "right" }, { title: "After", align: "right" }],
      rows: hardware.map(({ hardwareId, from, to }) => [{ code: hardwareId }, version(from), version(to)])
    }
  ];
}
function appTable(hardware) {
  let boards = /* @__PURE__ */ new Map();
  for (let { hardwareId, apps } of hardware)
    for (let change of apps) {
      let key = JSON.stringify(change), known = boards.get(key);
      known ? known.hardwareIds.push(hardwareId) : boards.set(key, { change, hardwareIds: [hardwareId] });
    }
  return boards.size === 0 ? [] : [
    { kind: "heading", text: `Apps that change (${boards.size})` },
    {
      kind: "table",
      columns: [{ title: "App" }, { title: "Before" }, { title: "After" }, { title: "Hardware ids" }],
      rows: [...boards.values()].map(({ change, hardwareIds }) => {
        let [from, to] = shortUris(change);
        return [{ code: change.app }, from, to, hardwareIds.join(", ")];
      })
    }
  ];
}
var PINNED_URI = /^(.*)@sha256:([0-9a-f]{64})$/;
function shortUris({ from, to }) {
  let [before, after] = [PINNED_URI.exec(from ?? ""), PINNED_URI.exec(to ?? "")];
  return !before || !after || before[1] !== after[1] ? [uri(from), uri(to)] : [{ code: `sha256:${before[2]}` }, { code: `sha256:${after[2]}` }];
}
function version(value) {
  return value === null ? "none" : String(value);
}
function uri(value) {
  return value === null ? "none" : { code: value };
}

// src/commands/release/plan-outcome.ts
var plannedDataHelp = [
  ...planDataHelp,
  "`standing`: `new`, `active`, `complete` or `in-production`: how much of it was there already",
  "`warnings`: list of sentences"
];
function releaseOutputs(plan, roots, now) {
  return {
    wave: plan.wave,
    version: plan.version,
    tag: plan.tag,
    "targets-digest": plan.digest,
    "expires-at": plan.expires,
    threshold: plan.threshold,
    ...rootOutputs(roots, now)
  };
}
function plannedData({ plan, standing, warnings }, now) {
  return { ...planData(plan, now), standing: standing.kind, warnings };
}
function unchangedOutcome(ctx, release) {
  let { plan, standing, state } = release, status = "wave" in standing ? { "wave-status": standing.wave.status } : {};
  return {
    status: "unchanged",
    changed: "no",
    outputs: { ...releaseOutputs(plan, state.roots, ctx.now), ...status },
    data: plannedData(release, ctx.now)
  };
}
var STANDING_SENTENCES = {
  new: null,
  active: "This Wave is active already, with exactly this content.",
  complete: "This Wave is complete already, with exactly this content.",
  "in-production": "Production is at this version already, with exactly this content."
};
function plannedReport(title2, data, extra = []) {
  let sentence = STANDING_SENTENCES[data.standing];
  return {
    title: title2,
    blocks: [
      ...sentence ? [{ kind: "paragraph", text: [sentence] }] : [],
      ...extra,
      ...planBlocks(data),
      { kind: "warnings", items: data.warnings }
    ]
  };
}

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
  return ci?.forgetForms(), proven?.doc.forgetForms(), noteUpdates(updates ?? null, checks), {
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
async function unlessForbidden(promise) {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof ToolError && (error.code === "http-forbidden" || error.code === "http-not-found")) return null;
    throw error;
  }
}

// src/commands/release/standing.ts
function standingOf(state, request, version2) {
  let { wave, production } = state, name = waveName(request, version2);
  return wave ? standingOfWave(state, wave, request, version2, name) : production?.doc.signed.version === version2 && carriesRelease(production.doc, state, request, version2) ? { kind: "in-production", released: production } : (requireNoRival(state.activeWaves, request.tag), { kind: "new" });
}
function requireNoRival([rival], tag) {
  if (rival)
    throw new ToolError("wave-active-for-tag", {
      happened: `Wave ${rival.name} (version ${rival.version}) is already active for tag ${tag}; there can be only one.`,
      next: `Complete or cancel it first: factory-tuf wave complete ${rival.name}, or factory-tuf wave cancel ${rival.name}.`
    });
}
function standingOfWave(state, wave, request, version2, name) {
  if (wave.status === "canceled")
    throw new ToolError("wave-canceled", {
      happened: `Wave ${name} was canceled; a canceled Wave never comes back.`,
      next: `Use another name, for example ${otherName(name)}.`
    });
  if (wave.tag !== request.tag || wave.version !== String(version2))
    throw differs(
      name,
      `it is version ${wave.version} for tag ${wave.tag}, not version ${version2} for tag ${request.tag}`
    );
  let released = targetsOfWave(wave), { signed } = released.doc, same = wave.status === "active" ? isBuiltAlike(signed, state, request, version2) : carriesRelease(released.doc, state, request, version2);
  if (signed.version !== version2 || !same) throw differs(name, "its targets are not those that would be signed now");
  if (request.expiresAt && signed.expires !== wholeSeconds(request.expiresAt))
    throw differs(name, `it expires at ${signed.expires}, not at ${wholeSeconds(request.expiresAt)}`);
  return wave.status === "complete" && requireInProduction(name, released, state, request.tag), { kind: wave.status === "active" ? "active" : "complete", wave, released };
}
function requireInProduction(name, { doc }, { production }, tag) {
  let at = production?.doc.signed.version ?? 0, { version: version2 } = doc.signed;
  if (production && (at > version2 || at === version2 && docHash(production.doc) === docHash(doc))) return;
  let instead = production ? `are ${at === version2 ? "another document of" : "at"} version ${at}` : "do not exist";
  throw new ToolError("wave-differs", {
    happened: `The Factory calls Wave ${name} (version ${version2}) complete, but the production targets for tag ${tag} ${instead}.`,
    next: `Its devices do not get that version. Look with: factory-tuf wave show ${name}; if it stays so, ask the vendor, or release a higher version.`
  });
}
function isBuiltAlike(signed, state, request, version2) {
  let built = buildWaveTargets(state.ciTargets, state.production?.doc ?? null, {
    ...request,
    version: version2,
    expires: signed.expires
  });
  return sameJson(built.signed.targets, signed.targets);
}
function carriesRelease(doc, state, request, version2) {
  let chosen = selectTargets(state.ciTargets, { ...request, version: version2 }), versionOf = (custom) => plainVersion(custom?.version) ?? -1, targets = Object.entries(doc.signed.targets), ofVersion = Object.fromEntries(targets.filter(([, { custom }]) => versionOf(custom) === version2));
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
  if (read.roots && read.onlineKeyid && checks.proven(() => requireReachableThreshold(read)), !isComplete(read))
    return early !== null && read.roots && examineApart(read, request, checks), { state: read, release: void 0 };
  let version2 = checks.proven(() => chosenVersion(read, request, checks));
  if (version2 === void 0) return { state: read, release: void 0 };
  let state = await withWave(ctx, read, waveName(request, version2), checks), standing = state && checks.proven(() => standingOf(state, request, version2));
  if (!standing)
    return state && !state.wave && planNewWave(ctx, state, request, version2, checks), { state: state ?? read, release: void 0 };
  let plan = checks.proven(() => planOf(ctx, state, standing, request, version2, checks));
  return { state, release: plan && { state, standing, plan } };
}
function examineApart({ production, wave, activeWaves }, request, checks) {
  let { version: version2, tag } = request;
  wave === null && (activeWaves && checks.proven(() => requireNoRival(activeWaves, tag)), !(version2 === "latest" || !production || production.doc.signed.version === version2) && checks.proven(() => requireAboveProduction(production.doc, { tag, version: version2 })));
}
function isComplete(state) {
  return Object.values(state).every((part) => part !== void 0);
}
async function withWave(ctx, state, name, checks) {
  if (state.wave || !state.listed.some((wave2) => wave2.name === name)) return state;
  let wave = await checks.fetched(ctx.factory.wave(name, { showTargets: !0 }));
  return wave === void 0 ? void 0 : { ...state, wave };
}
function planOf(ctx, state, standing, request, version2, checks) {
  return standing.kind === "new" ? planNewWave(ctx, state, request, version2, checks) : planOfReleased(state, standing.released, request.tag, waveName(request, version2));
}
function planOfReleased(state, released, tag, wave) {
  let { doc } = released, bytes = canonicalBytes(doc.signed, doc.where, "/signed"), production = state.production?.doc.signed, before = production?.version === doc.signed.version ? withoutVersion(doc) : production?.targets ?? null, diff = diffTargets(before, doc.signed.targets);
  return describePlan(wave, tag, doc.signed, bytes, diff, state.roots.prod.signed.roles.targets.threshold);
}
function withoutVersion(doc) {
  let { targets, version: version2 } = doc.signed;
  return Object.fromEntries(
    Object.keys(targets).filter((name) => own(targets, name)?.custom?.version !== String(version2)).map((name) => [name, targets[name]])
  );
}

// src/commands/release/release-options.ts
var releaseOptions = {
  version: {
    kind: "version-or-latest",
    help: "CI version to release, or `latest`: the highest one, among those with source-tag if given.",
    required: !0,
    placeholder: "<version>"
  },
  tag: { kind: "tag", help: "Production tag that the devices follow.", required: !0, placeholder: "<tag>" },
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
    placeholder: "<time>"
  }
}, waveNameOption = {
  wave: { kind: "wave", help: "Name of the Wave (default: <tag>-<version>).", placeholder: "<wave>" }
}, rolloutOptions = {
  group: { kind: "group", help: "Device group to roll out to.", placeholder: "<group>" },
  limit: {
    kind: "limit",
    help: "At most that many devices in total for the group, or for the Factory: 10 or 10%.",
    placeholder: "<n|n%>"
  },
  uuids: { kind: "uuids", help: "Devices to roll out to.", placeholder: "<uuids>" },
  again: {
    kind: "switch",
    help: "Roll out to the uuids although an earlier rollout of the same scope exists."
  }
};
function releaseRequest(options) {
  let { wave, version: version2, tag, sourceTag, prune, expiresDays, expiresAt } = options;
  return { wave: wave ?? null, version: version2, tag, sourceTag, prune: pruneVersions(prune ?? []), expiresDays, expiresAt };
}
function pruneVersions(texts) {
  return texts.map((text) => {
    let version2 = plainVersion(text);
    if (version2 !== null) return version2;
    throw new ToolError("value-invalid", {
      happened: `The option prune names ${JSON.stringify(text.slice(0, 40))}, which is not a version.`,
      next: "Give plain integers, e.g. --prune 3,4."
    });
  });
}

// src/commands/wave-plan.ts
var wavePlan = {
  name: "wave plan",
  summary: "Show exactly what a Wave would sign, and fix it: version, expiry, digest. Needs no key, changes nothing.",
  details: "Verifies everything from the trusted root. Give the printed version, expires-at and targets-digest (as expect-digest) to wave init or promote, which then sign that and nothing else.",
  examples: ["factory-tuf wave plan 42 production", "factory-tuf wave plan latest production --source-tag qa"],
  args: ["version", "tag"],
  options: { ...releaseOptions, ...waveNameOption, ...factoryOptions, ...trustOptions },
  runs: "anywhere",
  needs: "factory",
  dataHelp: plannedDataHelp,
  async run(ctx, options) {
    return unchangedOutcome(ctx, await prepareRelease(ctx, releaseRequest(options)));
  },
  report: ({ data }) => plannedReport(`Plan: version ${data.version} for tag ${data.tag}`, data)
};

// src/commands/release/signing.ts
async function openSigner(ctx, { roots, onlineKeyid }) {
  if (!ctx.keys)
    throw new ToolError("keys-missing", {
      happened: "No archive with the offline targets key was given.",
      next: "Give it with the option keys (in the Action: keys, keys-file or keys-command)."
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
  let signature = await signer.sign(plan.bytes), { wave: name, version: version2, tag } = plan, targets = { signed: plan.signed, signatures: [signature] };
  await settle({
    what: `creating Wave ${name}`,
    write: () => ctx.factory.createWave({ name, version: String(version2), tag, targets }, plan.bytes),
    carriedOut: async () => isOurs(await ctx.readBack.wave(name, { showTargets: !0 }), plan, roots, signer),
    toFindOut: `factory-tuf wave show ${name}`
  });
}
function isOurs(wave, plan, roots, signer) {
  if (wave?.status !== "active" || wave.tag !== plan.tag || wave.version !== String(plan.version)) return !1;
  let { doc } = targetsOfWave(wave);
  return `sha256:${sha256Hex(doc.forms[0])}` !== plan.digest ? !1 : tally(doc, roots.prod, "targets").signedBy.includes(signer.keyid);
}

// src/commands/release/startable.ts
function requireStartable({ standing, plan }) {
  if (standing.kind === "in-production")
    throw new ToolError("version-not-above-production", {
      happened: `Production targets for tag ${plan.tag} are at version ${plan.version} already, and there is no Wave ${plan.wave}.`,
      next: "There is nothing left to do for this version. Choose a higher one."
    });
}

// src/commands/wave-init.ts
var waveInit = {
  name: "wave init",
  summary: "Create a Wave: CI targets of one version for a tag, signed by the offline targets key.",
  details: "Everything the Factory sends is verified before the key is opened. Run again, it finds its Wave and agrees, or explains the difference.",
  examples: [
    "factory-tuf wave init w42 42 production --keys targets.keys.tgz",
    "factory-tuf wave init w42 latest production --source-tag qa --keys targets.keys.tgz --dry-run"
  ],
  args: ["wave", "version", "tag"],
  options: {
    wave: { kind: "wave", help: "Name of the new Wave.", required: !0, placeholder: "<wave>" },
    ...releaseOptions,
    dryRun: { kind: "switch", help: "Show the plan and stop: opens no key, prints no signature." },
    ...digestOption,
    ...keyOptions,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "keys",
  dataHelp: plannedDataHelp,
  async run(ctx, options) {
    options.dryRun || ctx.keys?.prefetch();
    let release = await prepareRelease(ctx, releaseRequest(options));
    if (requireDigest(release.plan.digest, options.expectDigest, `What would be signed for Wave ${release.plan.wave}`), requireStartable(release), options.dryRun) return unchangedOutcome(ctx, release);
    await ctx.confirm(plannedReport(`Wave ${release.plan.wave}`, plannedData(release, ctx.now)), null);
    let { created } = await ensureWave(ctx, release);
    return created ? {
      status: "done",
      changed: "yes",
      outputs: { ...releaseOutputs(release.plan, release.state.roots, ctx.now), "wave-status": "active" },
      data: plannedData(release, ctx.now)
    } : unchangedOutcome(ctx, release);
  },
  report: ({ status, data }) => plannedReport(status === "done" ? `Wave ${data.wave} was created` : `Wave ${data.wave}: nothing was changed`, data)
};

// src/commands/release/wave-outcome.ts
var waveDataHelp = [
  "`wave`, `version`, `tag`, `status`, `expires`, `expiresInDays`, `digest`, `threshold`",
  "`signatures`: `{threshold, signedBy, missing: [{keyid, owner, online}], met}`",
  "`added`, `changed`, `pruned`, `kept`: against production, lists of `{name, version, hardwareIds}`",
  "`hardware`: list of `{hardwareId, from, to, apps: [{app, from, to}]}`"
];
function waveData(ctx, state) {
  let { wave, released, production, roots, view, onlineKeyid } = state, { doc } = released, diff = diffTargets(production?.doc.signed.targets ?? null, doc.signed.targets), plan = describePlan(wave.name, wave.tag, doc.signed, doc.forms[0], diff, view.tally.threshold);
  return {
    ...planData(plan, ctx.now),
    status: wave.status,
    signatures: signaturesOf(view.tally, roots.prod.signed, onlineKeyid)
  };
}
function waveOutputs(ctx, state, data) {
  return {
    wave: data.wave,
    version: data.version,
    tag: data.tag,
    "wave-status": data.status,
    "targets-digest": data.digest,
    "expires-at": data.expires,
    ...signatureOutputs(data.signatures),
    ...rootOutputs(state.roots, ctx.now)
  };
}
function waveBlocks(data) {
  return [...signatureBlocks(data.signatures), ...planBlocks(data)];
}

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

// src/commands/wave-sign.ts
var waveSign = {
  name: "wave sign",
  summary: "Add this key's signature to a Wave, after verifying what it contains.",
  details: "Every target of the Wave must equal, save its tags, a verified production or CI target; nothing is signed blindly.",
  examples: ["factory-tuf wave sign w42 --keys second-signer.tgz"],
  args: ["wave"],
  options: {
    wave: { kind: "wave", help: "Name of the Wave.", required: !0, placeholder: "<wave>" },
    ...digestOption,
    ...keyOptions,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "keys",
  dataHelp: waveDataHelp,
  async run(ctx, { wave: name, expectDigest }) {
    ctx.keys?.prefetch();
    let { state, ciTargets } = await readWaveAndCi(ctx, name);
    requireActive(state.wave, "it takes no more signatures"), requireDigest(state.digest, expectDigest, `Wave ${name}`);
    let { doc } = state.released;
    requireUnexpired(state.released, ctx.now), requireKnownContent(doc, {
      tag: state.wave.tag,
      version: Number(state.wave.version),
      ci: ciTargets,
      production: state.production?.doc ?? null
    }), requireSoundContent(ctx, state, ciTargets);
    let bytes = canonicalBytes(doc.signed, doc.where, "/signed");
    await ctx.confirm({ title: `Wave ${name}`, blocks: waveBlocks(waveData(ctx, state)) }, null);
    let signer = await openSigner(ctx, state);
    if (state.view.tally.signedBy.includes(signer.keyid)) return waveOutcome(ctx, state, "unchanged");
    let signature = await signer.sign(bytes);
    return await settle({
      what: `signing Wave ${name}`,
      write: () => ctx.factory.signWave(name, [signature]),
      carriedOut: async () => {
        let wave = await ctx.readBack.wave(name, { showTargets: !0 });
        if (!wave || wave.tag !== state.wave.tag || wave.version !== state.wave.version) return !1;
        let shown = targetsOfWave(wave).doc;
        return docHash(shown) !== docHash(doc) ? !1 : tally(shown, state.roots.prod, "targets").signedBy.includes(signer.keyid);
      },
      toFindOut: `factory-tuf wave show ${name}`
    }), waveOutcome(ctx, withSignature(state, signature, ctx.now), "done");
  },
  report: ({ status, data }) => ({
    title: status === "done" ? `Wave ${data.wave} has your signature now` : `Wave ${data.wave} had your signature already`,
    blocks: waveBlocks(data)
  })
};
function requireSoundContent(ctx, { wave, released, production }, ciTargets) {
  let { targets, version: version2, expires } = released.doc.signed, before = production?.doc.signed.targets ?? {}, added = Object.fromEntries(Object.entries(targets).filter(([name]) => own(before, name) === void 0)), content = { wave: wave.name, tag: wave.tag, version: version2, added, sizeBytes: released.sizeBytes }, checks = new Checks();
  warnOfLongLife(expires, ctx.now, checks), checkContent(ctx, { ciTargets, production }, content, checks), checks.throwIfBlocked();
  for (let warning of checks.warnings) ctx.log.warning(warning);
}
function withSignature(state, signature, now) {
  let { doc, sizeBytes } = state.released, signed = new Doc(doc.where, doc.signed, [...doc.signatures, signature], doc.problems), size = sizeBytes + JSON.stringify(signature).length;
  return {
    ...state,
    released: { doc: signed, sizeBytes: size },
    view: deviceView(signed, size, state.roots.prod, now)
  };
}
function requireUnexpired({ doc }, now) {
  if (isExpired(doc.signed, now))
    throw new ToolError("metadata-expired", {
      happened: `${doc.where} expired at ${doc.signed.expires}; devices would refuse it whoever signs it.`,
      next: "Cancel it and make a new one with a later expiry."
    });
}
function waveOutcome(ctx, state, status) {
  let data = waveData(ctx, state);
  return { status, changed: status === "done" ? "yes" : "no", outputs: waveOutputs(ctx, state, data), data };
}

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
  let { tally: tally2, refusals } = view, missing = tally2.met ? "" : ` Still to sign: ${tally2.missing.join(", ")}.`;
  throw new ToolError(tally2.met ? "device-would-refuse" : "threshold-not-met", {
    happened: `A device would refuse the targets of Wave ${wave.name}: ${refusals.join("; ")}.${missing}`,
    next: tally2.met ? "Cancel it and make a new Wave." : `Its next signer runs: factory-tuf wave sign ${wave.name}.`
  });
}
async function completeWave(ctx, { wave: { name, tag }, released: { doc }, roots }) {
  ctx.progress("Completing the Wave");
  let wanted = docHash(doc), inProduction = async (client) => {
    let production = productionOf(await client.prodTargets([tag]), tag);
    return production === null || docHash(production.doc) !== wanted ? !1 : signatureListProblem(production.doc) === null && tally(production.doc, roots.prod, "targets").met;
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

// src/tuf/rollout-scope.ts
function entriesOfScope(history, group) {
  return history.filter(
    (entry) => group === null ? entry["group-name"] === "" || entry["is-factory-wide"] : entry["group-name"] === group
  );
}
function isFullyRolledOut(history, group) {
  return group !== null && entriesOfScope(history, group).some((entry) => entry["is-full-group"]);
}
function devicesSoFar(history, group) {
  return entriesOfScope(history, group).reduce((sum, entry) => sum + entry["num-devices"], 0);
}

// src/commands/release/rollout.ts
function requireScope({ group, limit, uuids }) {
  if (group === void 0 && limit === void 0 && !uuids?.length)
    throw new ToolError("rollout-needs-scope", {
      happened: "A rollout needs a group, a limit or uuids: without one it is not known whom it is for.",
      next: "Give at least one of the options group, limit and uuids; for everybody use wave complete."
    });
  if (limit !== void 0 && uuids?.length)
    throw new ToolError("options-conflict", {
      happened: "The options limit and uuids were given together.",
      next: "Give one of them."
    });
}
async function rollOut(ctx, wave, options) {
  let history = wave["rollout-history"], group = options.group ?? null, request = await remainingRequest(ctx, wave, options);
  if (request === null) return { sent: !1, devices: devicesSoFar(history, group), uuids: [], names: [] };
  if (options.dryRun) return result(await ctx.factory.rolloutWave(wave.name, request), !1);
  ctx.progress("Rolling the Wave out");
  let answer = null;
  return await settle({
    what: `rolling out Wave ${wave.name}`,
    write: async () => {
      answer = await ctx.factory.rolloutWave(wave.name, request);
    },
    carriedOut: async () => {
      let now = await ctx.readBack.wave(wave.name, { showTargets: !1 });
      return now !== null && grew(history, now["rollout-history"], group);
    },
    toFindOut: `factory-tuf wave show ${wave.name}`
  }), answer ? result(answer, !0) : { sent: !0, devices: request.limit ?? request.uuids?.length ?? 0, uuids: [], names: [] };
}
async function remainingRequest(ctx, wave, options) {
  let history = wave["rollout-history"], { group, limit, uuids, again, dryRun, printUuids, printNames } = options, base = {
    ...group === void 0 ? {} : { group },
    "dry-run": dryRun,
    "return-uuids": printUuids,
    "return-names": printNames
  };
  if (uuids?.length) {
    let earlier = entriesOfScope(history, group ?? null).length;
    if (earlier === 0 || again || dryRun) return { ...base, uuids };
    throw new ToolError("rollout-needs-again", {
      happened: `Wave ${wave.name} was rolled out ${earlier} times in this scope before, and the Factory does not tell to which devices; these uuids may be among them.`,
      next: "If you mean it, run this again with the option again."
    });
  }
  if (isFullyRolledOut(history, group ?? null) && !dryRun) return null;
  if (limit === void 0) return base;
  let soFar = devicesSoFar(history, group ?? null);
  if ("percent" in limit && soFar === 0) return { ...base, percentage: limit.percent };
  let wanted = "devices" in limit ? limit.devices : await devicesInPercent(ctx, wave, group, limit.percent);
  return dryRun && soFar === 0 ? { ...base, limit: wanted } : wanted > soFar ? { ...base, limit: wanted - soFar } : null;
}
async function devicesInPercent(ctx, wave, group, percentage) {
  let request = { ...group === void 0 ? {} : { group }, percentage, "dry-run": !0, "return-uuids": !1, "return-names": !1 };
  return (await ctx.factory.rolloutWave(wave.name, request))["device-num"];
}
function grew(before, after, group) {
  return entriesOfScope(after, group).length > entriesOfScope(before, group).length;
}
function result(answer, sent) {
  return {
    sent,
    devices: answer["device-num"],
    uuids: answer["device-uuids"] ?? [],
    names: answer["device-names"] ?? []
  };
}

// src/commands/wave-rollout.ts
var waveRollout = {
  name: "wave rollout",
  summary: "Roll an active Wave out to a device group, to a number of devices, or to named devices.",
  details: "A limit counts devices in total: running the same step again changes nothing. Refused while a device would not accept the Wave.",
  examples: [
    "factory-tuf wave rollout w42 --group us-east",
    "factory-tuf wave rollout w42 --group us-east --limit 10%",
    "factory-tuf wave rollout w42 --uuids @devices.txt --dry-run --print-names"
  ],
  args: ["wave"],
  options: {
    wave: { kind: "wave", help: "Name of the Wave.", required: !0, placeholder: "<wave>" },
    ...rolloutOptions,
    dryRun: { kind: "switch", help: "Ask the Factory whom it would reach, and stop." },
    printUuids: { kind: "switch", help: "List the uuids of the devices." },
    printNames: { kind: "switch", help: "List the names of the devices." },
    ...digestOption,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "factory",
  dataHelp: [
    ...waveDataHelp,
    "`rollout`: `{sent, devices, uuids, names}`; `sent` is false in a dry run and when it had happened already"
  ],
  async run(ctx, options) {
    requireScope(options);
    let state = await readWave(ctx, options.wave);
    requireDigest(state.digest, options.expectDigest, `Wave ${options.wave}`), requireActive(state.wave, "it cannot be rolled out"), requireDeviceAccepts(state);
    let rollout = await rollOut(ctx, state.wave, options), data = { ...waveData(ctx, state), rollout, dryRun: options.dryRun }, outputs = waveOutputs(ctx, state, data);
    return rollout.sent ? { status: "done", changed: "yes", outputs, data } : { status: "unchanged", changed: "no", outputs, data };
  },
  report: ({ status, data }) => {
    let { devices, uuids, names } = data.rollout, verb = data.dryRun ? "would be rolled out" : status === "done" ? "is being rolled out" : "was rolled out before";
    return {
      title: `Wave ${data.wave} ${verb} to ${devices} devices`,
      blocks: [
        ...list("Devices by uuid", uuids),
        ...list("Devices by name", names),
        ...signatureBlocks(data.signatures)
      ]
    };
  }
};
function list(heading, items) {
  return items.length === 0 ? [] : [
    { kind: "heading", text: heading },
    { kind: "list", items: items.map((item) => [{ code: item }]), cuttable: !0 }
  ];
}

// src/commands/wave-complete.ts
var waveComplete = {
  name: "wave complete",
  summary: "End a Wave by making its targets the production targets of its tag.",
  details: "Refused unless a device would accept the Wave's document as it is: signatures, threshold, size, expiry.",
  examples: ["factory-tuf wave complete w42"],
  args: ["wave"],
  options: {
    wave: { kind: "wave", help: "Name of the Wave.", required: !0, placeholder: "<wave>" },
    ...digestOption,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "factory",
  dataHelp: waveDataHelp,
  async run(ctx, { wave: name, expectDigest }) {
    let state = await readWave(ctx, name);
    requireDigest(state.digest, expectDigest, `Wave ${name}`);
    let data = waveData(ctx, state), { production, released, wave } = state;
    if (wave.status === "complete" && production && docHash(production.doc) === docHash(released.doc))
      return { status: "unchanged", changed: "no", outputs: waveOutputs(ctx, state, data), data };
    requireActive(wave, "it cannot be completed"), requireCompletable(state), requireDeviceAccepts(state), await ctx.confirm(
      { title: `Wave ${name} becomes production for tag ${wave.tag}`, blocks: waveBlocks(data) },
      `Complete Wave ${name}?`
    ), await completeWave(ctx, state);
    let completed = { ...data, status: "complete" };
    return { status: "done", changed: "yes", outputs: waveOutputs(ctx, state, completed), data: completed };
  },
  report: ({ status, data }) => ({
    title: status === "done" ? `Wave ${data.wave} is complete: version ${data.version} is production for tag ${data.tag}` : `Wave ${data.wave} was complete already`,
    blocks: waveBlocks(data)
  })
};

// src/commands/wave-cancel.ts
var waveCancel = {
  name: "wave cancel",
  summary: "Drop an active Wave. Devices that already took it keep it.",
  details: "The signed document stays valid until it expires: whoever holds an API token could post it again. Only a higher version in production ends that.",
  examples: ["factory-tuf wave cancel w42"],
  args: ["wave"],
  options: {
    wave: { kind: "wave", help: "Name of the Wave.", required: !0, placeholder: "<wave>" },
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "factory",
  dataHelp: [
    "`wave`, `version`, `tag`, `status`",
    "`validUntil`: until when the signed document stays valid; null where it cannot be read"
  ],
  async run(ctx, { wave: name }) {
    let [wave] = await Promise.all([ctx.factory.wave(name, { showTargets: !0 }), warnOfRoots(ctx)]);
    if (!wave) throw noWave(name);
    let data = { wave: name, ...signedPart(wave), tag: wave.tag, status: "canceled" }, outputs = { wave: name, version: data.version, tag: data.tag, "wave-status": "canceled" };
    if (wave.status === "canceled") return { status: "unchanged", changed: "no", outputs, data };
    requireActive(wave, "it cannot be canceled");
    let isCanceled = async (client) => (await client.wave(name, { showTargets: !1 }))?.status === "canceled";
    return await settle({
      what: `canceling Wave ${name}`,
      write: () => ctx.factory.cancelWave(name),
      carriedOut: () => isCanceled(ctx.readBack),
      toFindOut: `factory-tuf wave show ${name}`
    }), { status: "done", changed: "yes", outputs, data };
  },
  report: ({ status, data }) => ({
    title: status === "done" ? `Wave ${data.wave} is canceled` : `Wave ${data.wave} was canceled already`,
    blocks: [
      {
        kind: "paragraph",
        tone: "warning",
        text: [
          data.validUntil === null ? `Its signed targets (version ${data.version}) cannot be read, so until when they stay valid is not known. ` : `Its signed targets (version ${data.version}) stay valid until ${data.validUntil}. `,
          `Whoever holds an API token could post them again; only a version above ${data.version} in production for tag `,
          { code: data.tag },
          " ends that."
        ]
      }
    ]
  })
};
function signedPart(wave) {
  try {
    let { version: version2, expires } = targetsOfWave(wave).doc.signed;
    return { version: version2, validUntil: expires };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { version: wave.version, validUntil: null };
  }
}
async function warnOfRoots(ctx) {
  try {
    await checkRoots(ctx);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    ctx.log.warning(`The roots could not be verified: ${error.happened}`);
  }
}

// src/commands/wave-status.ts
var waveStatus = {
  name: "wave status",
  summary: "Show how far a Wave has come on the devices (default: the active one).",
  examples: ["factory-tuf wave status", "factory-tuf wave status w42 --offline-threshold 24"],
  args: ["wave"],
  options: {
    wave: { kind: "wave", help: "Name of the Wave (default: the active one).", placeholder: "<wave>" },
    offlineThreshold: {
      kind: "integer",
      help: "Hours without contact after which a device counts as offline.",
      default: 4,
      min: 1,
      max: 8760,
      placeholder: "<hours>"
    },
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "factory",
  dataHelp: [
    "the Factory's answer as it is: name, version, tag, status, total-devices, updated-devices, ..., rollout-groups, other-groups"
  ],
  async run(ctx, { wave: name, offlineThreshold }) {
    let [progress, roots] = await Promise.all([
      ctx.factory.waveProgress(name ?? null, offlineThreshold),
      checkRoots(ctx)
    ]);
    if (!progress) throw name === void 0 ? noActiveWave() : noWave(name);
    return { status: "unchanged", changed: "no", outputs: {
      wave: progress.name,
      version: progress.version,
      tag: progress.tag,
      "wave-status": progress.status,
      ...roots
    }, data: progress };
  },
  report: ({ data }) => ({
    title: `Wave ${data.name}: version ${data.version} for tag ${data.tag} is ${data.status}`,
    blocks: [
      facts(data),
      ...groups("Groups it is rolled out to", data["rollout-groups"]),
      ...groups("Other groups", data["other-groups"])
    ]
  })
};
function facts(progress) {
  let total = progress["total-devices"], share = total > 0 ? ` (${Math.floor(100 * progress["updated-devices"] / total)} %)` : "";
  return {
    kind: "facts",
    facts: [
      { label: "Created", value: progress["created-at"] },
      ...progress["finished-at"] ? [{ label: "Finished", value: progress["finished-at"] }] : [],
      { label: "Devices on the tag", value: String(total) },
      { label: "Updated", value: `${progress["updated-devices"]}${share}` },
      { label: "Scheduled", value: String(progress["scheduled-devices"]) },
      { label: "Not scheduled", value: String(progress["unscheduled-devices"]) }
    ]
  };
}
function groups(title2, list2) {
  if (list2.length === 0) return [];
  let right = (label) => ({ title: label, align: "right" });
  return [
    { kind: "heading", text: title2 },
    {
      kind: "table",
      columns: [
        { title: "Group" },
        right("Devices"),
        right("Online"),
        right("Updated"),
        right("Newer"),
        right("Older"),
        right("Scheduled"),
        { title: "Rolled out" }
      ],
      rows: list2.map((group) => [
        { code: group.name || "(no group)" },
        String(group["devices-total"]),
        String(group["devices-online"]),
        String(group["devices-on-wave-version"]),
        String(group["devices-on-newer-version"]),
        String(group["devices-on-older-version"]),
        String(group["devices-scheduled-for-update"]),
        group["rollout-at"] || "no"
      ]),
      cuttable: !0
    }
  ];
}
function noActiveWave() {
  return new ToolError("wave-not-found", {
    happened: "There is no active Wave.",
    next: "Name a Wave, or list them with: factory-tuf wave list --wave-status complete."
  });
}

// src/commands/wave-list.ts
var waveList = {
  name: "wave list",
  summary: "List Waves, newest first.",
  examples: ["factory-tuf wave list", "factory-tuf wave list --wave-status active --tag production"],
  args: [],
  options: {
    perPage: { kind: "integer", help: "Waves a page.", default: 20, min: 1, max: 1e3, placeholder: "<n>" },
    page: { kind: "integer", help: "Page to show.", default: 1, min: 1, max: 1e6, placeholder: "<n>" },
    waveStatus: {
      kind: "text",
      help: "Only Waves of this status.",
      choices: ["active", "complete", "canceled"],
      placeholder: "<status>"
    },
    tag: { kind: "tag", help: "Only Waves of this tag.", placeholder: "<tag>" },
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "factory",
  dataHelp: ["`waves`: list of `{name, version, tag, status, createdAt, createdBy}`", "`total`, `page`, `perPage`"],
  async run(ctx, { perPage, page, waveStatus: waveStatus2, tag }) {
    let filter = {
      ...waveStatus2 === void 0 ? {} : { status: waveStatus2 },
      ...tag === void 0 ? {} : { tag }
    }, [{ waves, total }, roots] = await Promise.all([
      ctx.factory.waves({ limit: perPage, page, ...filter }),
      checkRoots(ctx)
    ]), lines = waves.map((wave) => ({
      name: wave.name,
      version: wave.version,
      tag: wave.tag,
      status: wave.status,
      createdAt: wave["change-meta"]["created-at"],
      createdBy: wave["change-meta"]["created-by"]
    }));
    return { status: "unchanged", changed: "no", outputs: roots, data: { waves: lines, total, page, perPage } };
  },
  report: ({ data }) => ({
    title: data.total > 0 ? `Waves (${data.waves.length} of ${data.total})` : "There are no Waves",
    blocks: data.waves.length ? [
      {
        kind: "table",
        columns: [
          { title: "Name" },
          { title: "Version", align: "right" },
          { title: "Tag" },
          { title: "Status" },
          { title: "Created" },
          { title: "By" }
        ],
        rows: data.waves.map(({ name, version: version2, tag, status, createdAt, createdBy }) => [
          { code: name },
          version2,
          tag,
          status,
          createdAt,
          createdBy
        ]),
        cuttable: !0
      }
    ] : []
  })
};

// src/commands/release/rollout-report.ts
function rolloutTable(history) {
  return history.length === 0 ? [] : [
    { kind: "heading", text: "Rollouts" },
    {
      kind: "table",
      columns: [{ title: "At" }, { title: "By" }, { title: "To" }, { title: "Devices", align: "right" }],
      rows: history.map((entry) => [
        entry["rollout-at"],
        entry["rollout-by"],
        scope(entry),
        String(entry["num-devices"])
      ]),
      cuttable: !0
    }
  ];
}
function scope(entry) {
  return entry["is-factory-wide"] || entry["group-name"] === "" ? "the Factory" : `group ${entry["group-name"]}${entry["is-full-group"] ? " (all of it)" : ""}`;
}

// src/commands/wave-show.ts
var waveShow = {
  name: "wave show",
  summary: "Show a Wave: signatures needed, have and missing, by whom; rollouts; what it changes.",
  examples: ["factory-tuf wave show w42", "factory-tuf wave show w42 --show-targets --json"],
  args: ["wave"],
  options: {
    wave: { kind: "wave", help: "Name of the Wave.", required: !0, placeholder: "<wave>" },
    showTargets: { kind: "switch", help: "Add the signed targets document itself." },
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "factory",
  dataHelp: [
    ...waveDataHelp,
    "`rollouts`: the Wave's rollout history; `created`: `{by, at}`",
    "`refusals`: why a device would refuse the document now; empty when it would not",
    "`targets`: with show-targets, the signed document as served"
  ],
  async run(ctx, { wave: name, showTargets }) {
    let state = await readWave(ctx, name), { wave, view } = state, data = {
      ...waveData(ctx, state),
      created: { by: wave["change-meta"]["created-by"], at: wave["change-meta"]["created-at"] },
      rollouts: wave["rollout-history"],
      refusals: view.refusals,
      ...showTargets ? { targets: wave.targets?.value } : {}
    };
    return { status: "unchanged", changed: "no", outputs: waveOutputs(ctx, state, data), data };
  },
  report: ({ data }) => ({
    title: `Wave ${data.wave}: version ${data.version} for tag ${data.tag} is ${data.status}`,
    blocks: [
      {
        kind: "paragraph",
        tone: data.refusals.length ? "bad" : "good",
        text: [
          data.refusals.length ? `A device would refuse it: ${data.refusals.join("; ")}.` : "A device would accept it as it is."
        ]
      },
      { kind: "facts", facts: [{ label: "Created", value: `${data.created.at} by ${data.created.by}` }] },
      ...waveBlocks(data),
      ...rolloutTable(data.rollouts),
      ..."targets" in data ? [{ kind: "json", value: data.targets }] : []
    ]
  })
};

// src/commands/release/read-wave-back.ts
async function readWaveBack(ctx, release, signer, created) {
  let { plan, state } = release, wave = await readShown(ctx, plan.wave, created);
  if (!wave || !isOurs(wave, plan, state.roots, signer))
    throw new ToolError("wave-differs", {
      happened: `The Factory does not show Wave ${plan.wave} as it was signed (${plan.digest}).`,
      changed: created ? "yes" : "no",
      next: `Do not complete it. Look at it with: factory-tuf wave show ${plan.wave}, and cancel it if in doubt.`
    });
  let released = targetsOfWave(wave);
  return {
    roots: state.roots,
    onlineKeyid: state.onlineKeyid,
    wave,
    released,
    digest: plan.digest,
    production: state.production,
    view: deviceView(released.doc, released.sizeBytes, state.roots.prod, ctx.now),
    warnings: []
  };
}
async function readShown(ctx, name, created) {
  try {
    return await ctx.factory.wave(name, { showTargets: !0 });
  } catch (error) {
    throw !(error instanceof ToolError) || !created ? error : new ToolError(
      error.code,
      {
        happened: `Wave ${name} was created, but reading it back failed: ${error.happened}`,
        changed: "yes",
        next: "Run the same step again: it finds the Wave and goes on from there."
      },
      { cause: error }
    );
  }
}

// src/commands/promote.ts
var promote = {
  name: "promote",
  summary: "Release a CI version: create its Wave, then roll it out if a group, limit or uuids is given, else complete it.",
  details: "Completes only what a device would accept. Where the production threshold needs another signer it ends with status waiting and says who; that signer runs wave sign, and the same step run again goes on from there.",
  examples: [
    "factory-tuf promote 42 production --keys targets.keys.tgz",
    "factory-tuf promote latest production --source-tag qa --group us-east --limit 10 --keys targets.keys.tgz"
  ],
  args: ["version", "tag"],
  options: {
    ...releaseOptions,
    ...waveNameOption,
    ...rolloutOptions,
    dryRun: { kind: "switch", help: "Show the plan and stop: opens no key, prints no signature." },
    ...digestOption,
    ...keyOptions,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "keys",
  dataHelp: [
    ...plannedDataHelp,
    "`waveStatus`: `active` or `complete`; `devices`: reached by the rollout, or null",
    signatureDataHelp
  ],
  async run(ctx, options) {
    let scope2 = rolloutScope(options);
    options.dryRun || ctx.keys?.prefetch();
    let release = await prepareRelease(ctx, releaseRequest(options)), { plan, standing } = release;
    if (requireDigest(plan.digest, options.expectDigest, `What would be signed for Wave ${plan.wave}`), standing.kind === "in-production" || standing.kind === "complete" || options.dryRun)
      return untouched(ctx, release);
    await ctx.confirm(
      plannedReport(`Version ${plan.version} for tag ${plan.tag}`, plannedData(release, ctx.now)),
      scope2 ? `Sign Wave ${plan.wave} and roll it out?` : `Sign Wave ${plan.wave} and make it production?`
    );
    let { created, signer } = await ensureWave(ctx, release), state = await readWaveBack(ctx, release, signer, created), changed = created ? "yes" : "no";
    return state.view.tally.met ? finish(ctx, release, state, scope2, created) : (ctx.log.warning(whoMustSign(plan.wave, signatures(state))), { status: "waiting", changed, ...told(ctx, release, state, null) });
  },
  report: ({ status, data }) => plannedReport(title(status, data), data, signatureBlocks(data.signatures))
};
function rolloutScope(options) {
  let { group, limit, uuids } = options;
  if (group === void 0 && limit === void 0 && !uuids?.length) return null;
  let scope2 = { ...options, dryRun: !1, printUuids: !1, printNames: !1 };
  return requireScope(scope2), scope2;
}
async function finish(ctx, release, state, scope2, created) {
  let { plan } = release;
  try {
    if (requireDeviceAccepts(state), scope2) {
      let { sent, devices } = await rollOut(ctx, state.wave, scope2), status = sent || created ? "done" : "unchanged";
      return {
        status,
        changed: status === "done" ? "yes" : "no",
        ...told(ctx, release, state, devices)
      };
    }
    requireCompletable(state), await completeWave(ctx, state);
  } catch (error) {
    throw created ? afterCreation(error, plan.wave) : error;
  }
  let complete = { ...state, wave: { ...state.wave, status: "complete" } };
  return { status: "done", changed: "yes", ...told(ctx, release, complete, null) };
}
function afterCreation(error, wave) {
  return !(error instanceof ToolError) || error.changed !== "no" ? error : new ToolError(
    error.code,
    {
      happened: `Wave ${wave} was created, and then: ${error.happened}`,
      changed: "yes",
      next: `${error.next} Running the same step again goes on from there; factory-tuf wave cancel ${wave} drops the Wave.`
    },
    { cause: error }
  );
}
function signatures({ view, roots, onlineKeyid }) {
  return signaturesOf(view.tally, roots.prod.signed, onlineKeyid);
}
function told(ctx, release, state, devices) {
  let have = signatures(state), waveStatus2 = state.wave.status, data = { ...plannedData(release, ctx.now), waveStatus: waveStatus2, signatures: have, devices };
  return { outputs: {
    ...releaseOutputs(release.plan, release.state.roots, ctx.now),
    ...signatureOutputs(have),
    "wave-status": waveStatus2
  }, data };
}
function untouched(ctx, release) {
  let { standing, state, plan } = release, { roots, onlineKeyid } = state, doc = standing.kind === "new" ? null : servedDocument(standing.released.doc, state.production), have = doc ? signaturesOf(tally(doc, roots.prod, "targets"), roots.prod.signed, onlineKeyid) : { threshold: plan.threshold, signedBy: [], missing: [], met: !1 }, waveStatus2 = standing.kind === "new" ? "none" : standing.kind === "active" ? "active" : "complete", data = { ...plannedData(release, ctx.now), waveStatus: waveStatus2, signatures: have, devices: null };
  return { status: "unchanged", changed: "no", outputs: {
    ...releaseOutputs(plan, roots, ctx.now),
    ...doc ? { ...signatureOutputs(have), "wave-status": waveStatus2 } : {}
  }, data };
}
function servedDocument(wave, production) {
  return production && docHash(production.doc) === docHash(wave) ? production.doc : wave;
}
function title(status, data) {
  let what = `version ${data.version} for tag ${data.tag}`;
  return status === "waiting" ? `Wave ${data.wave} waits for another signer (${what})` : status === "unchanged" ? data.standing === "new" ? `Plan: ${what}` : `Nothing left to do: ${what}` : data.devices !== null ? `Wave ${data.wave} is being rolled out to ${data.devices} devices (${what})` : `Released: ${what} is production`;
}

// src/commands/doctor.ts
var doctor = {
  name: "doctor",
  summary: "Check every precondition of a release and name all blockers at once. Changes nothing.",
  details: "Without a tag it checks what every release needs; with one it checks that release. The archive is opened and looked at, nothing is signed.",
  examples: [
    "factory-tuf doctor --keys targets.keys.tgz",
    "factory-tuf doctor latest production --source-tag qa --keys targets.keys.tgz"
  ],
  args: ["version", "tag"],
  options: {
    ...releaseOptions,
    version: { ...releaseOptions.version, required: !1, default: "latest" },
    tag: { ...releaseOptions.tag, required: !1 },
    wave: { kind: "wave", help: "Name the Wave would have (default: <tag>-<version>).", placeholder: "<wave>" },
    ...keyOptions,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "factory",
  dataHelp: [
    "`facts`: list of `{label, value}`: what was proven",
    "`blockers`: list of `{code, happened, next}`; `warnings`: list of sentences"
  ],
  async run(ctx, options) {
    let checks = new Checks();
    lacksTrustedRoot(ctx) || ctx.keys?.prefetch();
    let { tag } = options, state = tag === void 0 ? await examineFactory(ctx, checks) : await examineTag(ctx, { ...options, tag }, checks), signer = await examineArchive(ctx, state, checks);
    for (let warning of checks.warnings) ctx.log.warning(warning);
    let blockers = checks.blockers.map(({ code, happened, next }) => ({ code, happened, next }));
    return {
      status: "unchanged",
      changed: "no",
      outputs: state.roots ? rootOutputs(state.roots, ctx.now) : {},
      data: { facts: [...factsOf(state), ...signer], blockers, warnings: checks.warnings },
      ...blockers.length > 0 && { failure: verdict(checks) }
    };
  },
  report: ({ data: { facts: facts2, blockers, warnings } }) => ({
    title: blockers.length ? `${blockers.length} ${blockers.length === 1 ? "blocker" : "blockers"}` : "Ready: nothing stands in the way",
    blocks: [
      ...blockers.length ? [
        {
          kind: "table",
          columns: [{ title: "Blocker" }, { title: "What is wrong" }, { title: "What to do" }],
          rows: blockers.map(({ code, happened, next }) => [{ code }, happened, next])
        }
      ] : [],
      { kind: "facts", facts: facts2 },
      { kind: "warnings", items: warnings }
    ]
  })
};
async function examineFactory(ctx, checks) {
  let state = await readState(ctx, { tag: null, wave: null }, checks);
  return state.roots && state.onlineKeyid && checks.proven(() => requireReachableThreshold(state)), state;
}
async function examineTag(ctx, options, checks) {
  let request = checks.proven(() => releaseRequest(options));
  return request ? (await examineRelease(ctx, request, checks)).state : examineFactory(ctx, checks);
}
function lacksTrustedRoot({ refuseRootKeys, trust }) {
  return refuseRootKeys && !trust.root && !trust.onFirstUse;
}
async function examineArchive(ctx, { roots, onlineKeyid }, checks) {
  if (lacksTrustedRoot(ctx))
    return checks.block(
      new ToolError("trusted-root-missing", {
        happened: "There is no trusted root, and in CI nothing is signed on a first use.",
        next: "On your own machine run `factory-tuf root pin`, compare what it shows, and commit .factory-tuf/root.json."
      })
    ), [];
  if (!roots || !onlineKeyid)
    return ctx.keys && await checks.fetched(ctx.keys.open()), [];
  let signer = await checks.fetched(openSigner(ctx, { roots, onlineKeyid }));
  return signer ? [{ label: "Archive", value: `holds the active targets key ${signer.keyid} (${signer.type})` }] : [];
}
function factsOf({ roots, ciTargets, onlineKeyid, production, updates, user }) {
  let facts2 = [];
  if (user && facts2.push({ label: "Token", value: `${user.name} (${user["polis-id"]}), role ${user.role}` }), roots) {
    let { version: version2, expires, roles } = roots.prod.signed;
    facts2.push({ label: "Root", value: `version ${version2}, verified, expires ${expires}` }), facts2.push({
      label: "Production threshold",
      value: `${roles.targets.threshold} of ${roles.targets.keyids.length} keys`
    });
  }
  if (ciTargets && onlineKeyid) {
    let count = Object.keys(ciTargets.signed.targets).length;
    facts2.push({ label: "CI targets", value: `${count} targets, signed by the online key ${onlineKeyid}` });
  }
  return production && facts2.push({
    label: "Production",
    value: `version ${production.doc.signed.version}, expires ${production.doc.signed.expires}`
  }), updates && facts2.push({ label: "Root updates", value: updates.status === "NONE" ? "no transaction is open" : updates.status }), facts2;
}
function verdict({ blockers }) {
  return new ToolError("blocked", {
    happened: `${blockers.length} ${blockers.length === 1 ? "thing stands" : "things stand"} in the way of a release: ${blockers.map(({ code }) => code).join(", ")}.`,
    next: "Each blocker above says what to do."
  });
}

// src/commands/release/root-report.ts
var rootDataHelp = [
  "`flavour`, `version`, `expires`, `expiresInDays`, `digest`",
  "`roles`: list of `{role, threshold, keys: [{keyid, keytype, owner}]}`"
];
function rootData(doc, flavour, now) {
  let { signed } = doc, owners = signed["x-key-owners"] ?? {};
  return {
    flavour,
    version: signed.version,
    expires: signed.expires,
    expiresInDays: daysUntilExpiry(signed, now),
    digest: `sha256:${docHash(doc)}`,
    roles: ROLE_NAMES.map((role) => ({
      role,
      threshold: signed.roles[role].threshold,
      keys: signed.roles[role].keyids.map((keyid) => ({
        keyid,
        keytype: own(signed.keys, keyid)?.keytype ?? "missing",
        owner: own(owners, keyid)?.["polis-id"] ?? null
      }))
    }))
  };
}
function rootBlocks(data) {
  return [
    {
      kind: "facts",
      facts: [
        { label: "Version", value: String(data.version) },
        { label: "Expires", value: `${data.expires} (in ${data.expiresInDays} days)` },
        { label: "Digest", value: { code: data.digest } }
      ]
    },
    {
      kind: "table",
      // Narrow enough that a key id stays on one line of an ordinary terminal: people compare it.
      columns: [{ title: "Role" }, { title: "Key id" }, { title: "Owner" }],
      rows: data.roles.flatMap(
        ({ role, threshold, keys }) => keys.map(({ keyid, keytype, owner }) => [
          `${role} (${threshold})`,
          { code: keyid },
          [owner, keytype.toUpperCase() === "ED25519" ? null : keytype].filter(Boolean).join(", ")
        ])
      )
    }
  ];
}

// src/commands/root-show.ts
var rootShow = {
  name: "root show",
  summary: "Print root.json after verifying it: the newest, or one version of it.",
  examples: ["factory-tuf root show --prod", "factory-tuf root show --version 2"],
  args: [],
  options: {
    prod: { kind: "switch", help: "The production flavour instead of the CI one." },
    version: { kind: "version", help: "That version instead of the newest.", placeholder: "<version>" },
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "factory",
  dataHelp: [...rootDataHelp, "`root`: the signed document as served"],
  async run(ctx, { prod, version: version2 }) {
    let roots = await showableRoots(ctx), wanted = version2 ?? roots.ci.signed.version, fetched = await fetchRoot(ctx, prod ? "prod" : "ci", wanted), doc = parseRoot(fetched, `${prod ? "production" : "CI"} root ${wanted}`);
    requireVerified(doc, prod, wanted, roots);
    let data = { ...rootData(doc, prod ? "prod" : "ci", ctx.now), root: fetched.value };
    return { status: "unchanged", changed: "no", outputs: rootOutputs(roots, ctx.now), data };
  },
  stdout: ({ data }) => `${asciiJson(data.root)}
`,
  report: ({ data }) => ({
    title: `${data.flavour === "prod" ? "Production" : "CI"} root ${data.version}`,
    blocks: rootBlocks(data)
  })
};
function asciiJson(value) {
  return JSON.stringify(value, null, 2).replace(/[\x7f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`).replaceAll("##[", "#\\u0023[");
}
async function fetchRoot(ctx, flavour, version2) {
  let fetched = await ctx.factory.root(flavour, version2) ?? (version2 === 1 ? await ctx.factory.root("ci", version2) : null);
  if (fetched) return fetched;
  throw new ToolError("http-not-found", {
    happened: `The Factory serves no ${flavour === "prod" ? "production" : "CI"} root of version ${version2}.`,
    next: "Without the option version the newest one is shown."
  });
}
function requireVerified(doc, prod, version2, { chain }) {
  let verified = chain[version2 - 1];
  if (prod && verified) verifyProductionRoot(doc, chain.slice(0, version2));
  else if (!verified || docHash(verified) !== docHash(doc))
    throw new ToolError("metadata-equivocation", {
      happened: `Asked twice for root version ${version2}, the Factory serves two different documents.`,
      next: "Keep a copy of both and ask the vendor."
    });
}

// src/commands/root-pin.ts
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
var rootPin = {
  name: "root pin",
  summary: "Write the verified newest root to a file that you commit: the root that you trust.",
  details: "The first time, compare the printed key ids and digest with what the holders of the root keys have. Later runs verify from the file that is there.",
  examples: ["factory-tuf root pin", "factory-tuf root pin roots/acme.json"],
  args: ["file"],
  options: {
    file: { kind: "path", help: "Where to write it.", default: ".factory-tuf/root.json", placeholder: "<file>" },
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "factory",
  dataHelp: [...rootDataHelp, "`file`: path as given"],
  async run(ctx, { file }) {
    let roots = await showableRoots(ctx), outputs = rootOutputs(roots, ctx.now), data = { ...rootData(roots.ci, "ci", ctx.now), file }, path = resolve(ctx.cwd, file);
    if (await requireSameHistory(path, roots) === docHash(roots.ci)) return { status: "unchanged", changed: "no", outputs, data };
    let { signatures: signatures2, signed } = roots.ci;
    return await writeFileWhole(path, `${JSON.stringify({ signatures: signatures2, signed }, null, 2)}
`), { status: "done", changed: "yes", outputs, data };
  },
  report: ({ status, data }) => ({
    title: status === "done" ? `Root ${data.version} is pinned in ${data.file}` : `${data.file} holds the newest root already (version ${data.version})`,
    blocks: rootBlocks(data)
  })
};
async function requireSameHistory(file, { chain }) {
  let text;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return null;
    throw new ToolError("value-invalid", {
      happened: `${file} exists but cannot be read (${error.code ?? "unknown reason"}).`,
      next: "Check the path and its permissions."
    });
  }
  let held = parseRoot(parseJson(text, file), file), digest = docHash(held), same = chain[held.signed.version - 1];
  if (same && docHash(same) === digest) return digest;
  throw new ToolError("root-untrusted", {
    happened: `${file} holds a root (version ${held.signed.version}, sha256 ${digest}) that is not in this Factory's chain.`,
    next: "If the file belongs to another Factory, choose another name; else keep a copy of both and ask the vendor."
  });
}
export {
  doctor,
  promote,
  rootPin,
  rootShow,
  waveCancel,
  waveComplete,
  waveInit,
  waveList,
  wavePlan,
  waveRollout,
  waveShow,
  waveSign,
  waveStatus
};
