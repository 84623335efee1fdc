import {
  Checks,
  Doc,
  MAX_BYTES,
  ToolError,
  array,
  askedDevices,
  canonicalBytes,
  check,
  checkClients,
  checkContent,
  checkSigner,
  chosenBy,
  chosenWithin,
  clientsInUse,
  daysLeftText,
  daysUntilExpiry,
  describePlan,
  deviceRowsHelp,
  deviceTable,
  deviceView,
  diffTargets,
  differingPointer,
  docHash,
  isExpired,
  isOf,
  isOffline,
  isTag,
  judgedAs,
  minLength,
  onlineRefusals,
  own,
  parseJson,
  parseOnline,
  parseRoot,
  parseSigned,
  parseTargets,
  picklist,
  pinOf,
  pipe,
  productionOf,
  quoted,
  readAllTargets,
  readRegularFile,
  readWaveAndCi,
  refusalsOf,
  refusalsOfRoot,
  refusedBy,
  refusedText,
  requireActive,
  requireAllowedTargetsMembers,
  requireApprovedWave,
  requireDigest,
  requireFlavour,
  requireKnownContent,
  requireOnlineKey,
  requirePinned,
  requireReadableSignatures,
  requireSameContent,
  requireTag,
  requireThreshold,
  rootKeyids,
  rootOutputs,
  sameJson,
  servedBytes,
  settleSeen,
  sha256Digest,
  shellWord,
  showableRoots,
  signatureBlocks,
  signatureDataHelp,
  signatureOutputs,
  signaturesOf,
  signaturesToCome,
  strictObject,
  string,
  tally,
  targetsOfWave,
  utf8,
  warnOfLongLife,
  writeFileWhole
} from "./chunk-VNGMR44M.js";

// src/release/plan-report.ts
var planDataHelp = [
  "`wave`, `version`, `tag`, `expires`, `expiresInDays`, `digest`: what is (or would be) signed",
  "`bytesToSign`: how much a signer has to sign; `threshold`: signatures a device asks for",
  "`added`, `changed`, `pruned`, `kept`: lists of `{name, version, hardwareIds}`",
  deviceRowsHelp,
  "`hardware`: list of `{hardwareId, from, to, apps: [{app, from, to}]}`"
];
function planData(plan, now) {
  let { wave, version: version2, tag, expires, digest, bytesToSign, diff, threshold, deviceVerdicts } = plan;
  return {
    wave,
    version: version2,
    tag,
    expires,
    expiresInDays: daysUntilExpiry(plan, now),
    digest,
    bytesToSign,
    threshold,
    deviceVerdicts,
    ...diff
  };
}
function planBlocks(plan, signatures = []) {
  let { added: added2, changed, pruned, kept, hardware, deviceVerdicts } = plan;
  return [
    {
      kind: "paragraph",
      text: [
        { strong: `${added2.length} added, ${changed.length} changed, ${pruned.length} pruned` },
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
        { label: "Expires", value: `${plan.expires} (${daysLeftText(plan.expiresInDays)})` },
        { label: "Digest", value: { code: plan.digest } },
        { label: "To be signed", value: `${plan.bytesToSign} bytes` },
        { label: "Signatures needed", value: String(plan.threshold) }
      ]
    },
    ...signatures,
    ...targetTable("Added targets", added2),
    ...targetTable("Changed targets", changed),
    ...targetTable("Pruned targets", pruned),
    ...hardwareTable(hardware),
    ...deviceTable(deviceVerdicts),
    ...appTable(hardware),
    ...keptTable(kept)
  ];
}
function targetTable(title, lines) {
  return lines.length === 0 ? [] : [
    { kind: "heading", text: `${title} (${lines.length})` },
    {
      kind: "table",
      columns: [{ title: "Target" }, { title: "Version", align: "right" }, { title: "Hardware ids" }],
      rows: lines.map(({ name, version: version2, hardwareIds }) => [{ code: name }, version2, hardwareIds.join(", ")])
    }
  ];
}
function keptTable(kept) {
  if (kept.length === 0) return [];
  let boards = Map.groupBy(kept, ({ hardwareIds }) => hardwareIds.join(", "));
  return [
    { kind: "heading", text: `Kept targets (${kept.length})` },
    {
      kind: "table",
      columns: [{ title: "Hardware ids" }, { title: "Targets", align: "right" }, { title: "Versions" }],
      rows: [...boards].map(([ids, lines]) => [{ code: ids }, String(lines.length), versionRange(lines)]),
      cuttable: !0
    }
  ];
}
function versionRange(lines) {
  let versions = [...new Set(lines.map(({ version: version2 }) => version2))].sort(
    (a, b) => Number(a) - Number(b) || (a < b ? -1 : 1)
  );
  return versions.length <= MAX_NAMED_VERSIONS ? versions.join(", ") : `${versions.length} versions, ${versions[0]} to ${versions.at(-1)}`;
}
var MAX_NAMED_VERSIONS = 12;
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
      // Short titles: beside them a digest fits into a line of 80 characters.
      columns: [{ title: "App" }, { title: "Before" }, { title: "After" }, { title: "Boards" }],
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

// src/release/wave-outcome.ts
var waveDataHelp = [
  "`wave`, `version`, `tag`, `status`, `expires`, `expiresInDays`, `digest`, `threshold`",
  "`signatures`: `{threshold, signedBy, missing: [{keyid, owner, online}], met}`",
  "`added`, `changed`, `pruned`, `kept`: against production, lists of `{name, version, hardwareIds}`",
  "`hardware`: list of `{hardwareId, from, to, apps: [{app, from, to}]}`",
  deviceRowsHelp
];
function waveData(ctx, state) {
  let { wave, released, production, roots, view, onlineKeyid } = state, { doc } = released, diff = diffTargets(production?.doc.signed.targets ?? null, doc.signed.targets), { signed, forms } = doc, plan = describePlan(ctx, roots, { wave: wave.name, tag: wave.tag, signed, bytes: forms[0], diff });
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
function waveOutcomeBlocks(data) {
  return planBlocks(data, signatureBlocks(data.signatures));
}
function nextOfWave({ wave, status }, isMet) {
  return status !== "active" ? [{ what: "Watch the devices", command: `factory-tuf wave status ${wave}` }] : isMet ? [
    { what: "Roll it out to a group first", command: `factory-tuf wave rollout ${wave} --group <group>` },
    { what: "Make it production", command: `factory-tuf wave complete ${wave}` }
  ] : [{ what: "The next signer runs", command: `factory-tuf wave sign ${wave} --keys <archive>` }];
}
function nextOfRollout(wave) {
  return [
    { what: "Watch the devices", command: `factory-tuf wave status ${wave}` },
    { what: "Make it production", command: `factory-tuf wave complete ${wave}` }
  ];
}

// src/release/sign-wave.ts
async function waveToSign(ctx, name, expectDigest) {
  let { state, ciTargets } = await readWaveAndCi(ctx, name);
  requireActive(state.wave, "it takes no more signatures"), requireApprovedWave(state, expectDigest);
  let { doc } = state.released;
  return requireUnexpired(state.released, ctx.now), requireKnownContent(doc, {
    tag: state.wave.tag,
    version: Number(state.wave.version),
    ci: ciTargets,
    production: state.production?.doc ?? null
  }), requireSoundContent(ctx, state, ciTargets), {
    state,
    bytes: canonicalBytes(doc.signed, doc.where, "/signed"),
    shows: { title: `Wave ${name} is to be signed`, blocks: waveOutcomeBlocks(waveData(ctx, state)) }
  };
}
async function addWaveSignature(ctx, state, signature) {
  let { name, tag, version: version2 } = state.wave, wanted = docHash(state.released.doc);
  return await settleSeen(ctx, {
    what: `signing Wave ${name}`,
    write: () => ctx.factory.signWave(name, [signature]),
    carriedOut: async () => {
      let wave = await ctx.readBack.wave(name, { showTargets: !0 });
      if (!wave || wave.tag !== tag || wave.version !== version2) return !1;
      let shown = targetsOfWave(wave).doc;
      return docHash(shown) !== wanted ? !1 : tally(shown, state.roots.prod, "targets").signedBy.includes(signature.keyid);
    },
    toFindOut: `factory-tuf wave show ${name}`
  }), withSignature(ctx, state, signature);
}
function waveSignOutcome(ctx, state, status) {
  let data = waveData(ctx, state);
  return { status, changed: status === "done" ? "yes" : "no", outputs: waveOutputs(ctx, state, data), data };
}
function requireSoundContent(ctx, state, ciTargets) {
  let { wave, released, production } = state, { targets, version: version2, expires } = released.doc.signed, before = production?.doc.signed.targets ?? {}, added2 = Object.fromEntries(Object.entries(targets).filter(([name]) => own(before, name) === void 0)), content2 = { wave: wave.name, tag: wave.tag, version: version2, added: added2, sizeBytes: released.sizeBytes }, checks = new Checks();
  warnOfLongLife(expires, ctx.now, checks), checkContent(ctx, { ciTargets, production }, content2, checks);
  let { signed, signatures, forms } = released.doc;
  checkClients(
    ctx,
    {
      wave: wave.name,
      signed,
      bytes: forms[0],
      signatures: signatures.length + 1,
      before: production?.doc.signed.targets ?? null
    },
    checks
  ), checkSigner(ctx, state, { what: `Wave ${wave.name}`, sizeBytes: forms[0].length, prunable: !1 }, checks), checks.throwIfBlocked();
  for (let warning of checks.warnings) ctx.log.warning(warning);
  for (let note of checks.notes) ctx.log.info(note);
}
function withSignature({ now, trust }, state, signature) {
  let { doc, sizeBytes } = state.released, signed = new Doc(doc.where, doc.signed, [...doc.signatures, signature], doc.problems), size = sizeBytes + Buffer.byteLength(JSON.stringify(signature));
  return {
    ...state,
    released: { doc: signed, sizeBytes: size },
    view: deviceView(signed, size, state.roots.prod, now, askedDevices(trust, state.production))
  };
}
function requireUnexpired({ doc }, now) {
  if (isExpired(doc.signed, now))
    throw new ToolError("metadata-expired", {
      happened: `${doc.where} expired at ${doc.signed.expires}. Devices would refuse it.`,
      next: "Cancel it and create a new one with a later expiry."
    });
}

// src/release/bundle.ts
import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";

// src/tuf/targets/bundle.ts
var BUNDLE_MEMBER = "x-fio-offline-bundle", MEMBERS = /* @__PURE__ */ new Set(["_type", "version", "expires", BUNDLE_MEMBER]), content = strictObject({
  type: picklist(["ci", "prod"]),
  tag: pipe(string(), check(isTag)),
  targets: pipe(array(string()), minLength(1))
});
function parseBundle(json, where) {
  let doc = parseSigned(json, "targets", where), foreign = Object.keys(doc.signed).find((name) => !MEMBERS.has(name));
  if (foreign !== void 0)
    throw refused("metadata-member-refused", `${where} has the member ${quoted(foreign)}, which no bundle has.`);
  if (!isBundle(doc)) throw refused("metadata-malformed", `${where} does not say what it is a bundle of.`);
  let [problem] = doc.problems;
  if (problem) throw refused("metadata-ambiguous", `${where}: at ${problem.pointer || "/"}, ${problem.says}.`);
  return doc;
}
function isBundle(doc) {
  return isOf(content, Reflect.get(doc.signed, BUNDLE_MEMBER));
}
var FIRST_ROOT = 3;
function provenRoot(trusted, roots, type) {
  let newest = roots.at(-1), { version: version2 } = trusted.signed;
  if (!newest && type === "ci" && version2 < FIRST_ROOT) return trusted;
  if (!newest) throw refused("root-chain-gap", "The bundle holds no root.");
  if (newest.signed.version < version2)
    throw refused(
      "metadata-rollback",
      `The newest root of the bundle has version ${newest.signed.version}, and the trusted root has version ${version2}: devices that hold it decline the bundle.`,
      "Make a new bundle with the vendor's tool, then sign it."
    );
  let held = roots[0].signed.version > version2 ? trusted : null;
  for (let root of roots) {
    if (requireReadableSignatures(root), requireThreshold(root, root, "root"), held && root.signed.version !== held.signed.version + 1)
      throw refused(
        "root-chain-gap",
        `The bundle lacks root ${held.signed.version + 1}, which no device can pass over.`
      );
    held && requireThreshold(root, held, "root"), root.signed.version === version2 && requireSameContent(root, trusted), root.signed.version > 1 && requireFlavour(root, type), held = root;
  }
  return newest;
}
function bundleBytes({ signed, where }) {
  return canonicalBytes(signed, where, "/signed"), new TextEncoder().encode(JSON.stringify(signed));
}
function bundleTally(bundle, root) {
  let { where, signed, signatures, problems } = bundle, asWritten = tally(new Doc(where, signed, signatures, problems, bundleBytes(bundle)), root, "targets"), canonical = tally(bundle, root, "targets"), signedBy = [.../* @__PURE__ */ new Set([...asWritten.signedBy, ...canonical.signedBy])];
  return {
    ...asWritten,
    signedBy,
    missing: asWritten.missing.filter((keyid) => !signedBy.includes(keyid)),
    invalid: asWritten.invalid.filter(({ keyid }) => !signedBy.includes(keyid)),
    met: signedBy.length >= asWritten.threshold
  };
}
function proveBundle(bundle, root, targets) {
  requireReadableSignatures(targets), requireThreshold(targets, root, "targets");
  let { version: version2 } = bundle.signed;
  if (version2 !== targets.signed.version)
    throw refused(
      "bundle-refused",
      `The bundle has version ${version2}, and its targets document has version ${targets.signed.version}.`
    );
  let missing = bundle.signed[BUNDLE_MEMBER].targets.find((name) => !Object.hasOwn(targets.signed.targets, name));
  if (missing !== void 0)
    throw refused(
      "bundle-refused",
      `The bundle names the target ${quoted(missing, 200)}, which its targets document does not have.`
    );
  requireReadableSignatures(bundle);
  let signatures = bundleTally(bundle, root), [foreign] = signatures.foreign, [invalid] = signatures.invalid;
  if (foreign !== void 0 || invalid) {
    let which = invalid ? `${invalid.keyid}, which ${invalid.why}` : `${foreign}, which is no targets key`;
    throw refused(
      "bundle-refused",
      `The bundle has a signature of ${which}: aktualizr-lite refuses the whole bundle for it.`,
      MAKE_ANEW
    );
  }
  let ends = [root.signed.expires, targets.signed.expires, bundle.signed.expires].sort();
  return { tally: signatures, dies: ends[0] };
}
function isCanonical(bundle) {
  let { signed, where } = bundle;
  return Buffer.compare(bundleBytes(bundle), canonicalBytes(signed, where, "/signed")) === 0;
}
var MAKE_ANEW = "Make a new bundle with the vendor's tool, then sign it.";
function refused(code, happened, next = "Do not sign it. Make a new bundle, and keep a copy of this one.") {
  return new ToolError(code, { happened, next });
}

// src/release/bundle-served.ts
async function requireServed(ctx, targets, { signed }) {
  let { type, tag, targets: names } = signed[BUNDLE_MEMBER];
  if (type === "ci") return requireInCi(ctx, targets, names);
  let hash = docHash(targets), production = productionOf(await ctx.factory.prodTargets([tag]), tag);
  if (!(production && docHash(production.doc) === hash) && !await isInActiveWave(ctx, tag, hash))
    throw new ToolError("bundle-refused", {
      happened: `The bundle's targets document (version ${targets.signed.version}) is neither in production for tag ${tag} nor in an active Wave.`,
      next: `Look at what is in production with: factory-tuf targets list --prod --tag ${tag}. Make the bundle from that, then sign it.`
    });
}
async function isInActiveWave(ctx, tag, hash) {
  for (let page = 1, seen = 0; ; page++) {
    let { waves, total } = await ctx.factory.waves({ limit: WAVES_A_PAGE, page, status: "active", tag });
    for (let { name } of waves.filter((wave) => wave.tag === tag)) {
      let wave = await ctx.factory.wave(name, { showTargets: !0 });
      if (wave?.targets && docHash(targetsOfWave(wave).doc) === hash) return !0;
    }
    if (seen += waves.length, waves.length === 0 || seen >= total) return !1;
  }
}
var WAVES_A_PAGE = 100;
async function requireInCi(ctx, { signed }, names) {
  let { ci } = await readAllTargets(ctx);
  for (let name of names) {
    let original = own(ci.signed.targets, name), pointer = original && differingPointer(own(signed.targets, name), original);
    if (!(original && pointer === null))
      throw new ToolError("bundle-refused", {
        happened: `The bundle's target ${quoted(name, 253)} ${original ? `differs from the CI target of that name at ${pointer}` : "is no CI target"}.`,
        next: "Look at what CI has with: factory-tuf targets list. Make the bundle from that, then sign it."
      });
  }
}

// src/release/bundle-stops.ts
function bundleStops({ now, trust }, documents) {
  let { root, targets, bundle, online } = documents, ended = [root, targets, bundle, ...online].filter(({ signed }) => isExpired(signed, now)), { listed } = clientsInUse(trust.policy.clients);
  return [
    ...ended.map(
      ({ where, signed }) => stop("metadata-expired", `${where} expired at ${signed.expires}, so devices refuse the bundle.`)
    ),
    ...documents.roots.flatMap(
      (each) => refusedOf(listed, each, (client) => refusalsOfRoot(client, judged({ role: "root", signed: each.signed }, each)))
    ),
    ...refusedOf(
      listed,
      targets,
      (client) => refusalsOf(client, judged({ role: "targets", signed: targets.signed }, targets))
    ),
    ...refusedOf(listed.filter(takesBundles), bundle, (client) => refusalsOf(client, signedToBe(documents)))
  ];
}
function takesBundles({ name }) {
  return name === "aktualizr-lite";
}
function refusedOf(clients, { where }, judge) {
  return refusedBy(clients, judge).map(
    (refusal) => stop(refusal.kind === "limit" ? "metadata-too-large" : "device-would-refuse", `${where} ${refusedText(refusal)}.`)
  );
}
function judged(of, doc) {
  return judgedAs(of, { signatures: doc.signatures, sizeBytes: servedBytes(doc) });
}
function signedToBe({ bundle, missing }) {
  let signed = { ...bundle.signed, targets: {} }, { signatures, ...document } = judged({ role: "targets", signed }, bundle);
  return { ...document, signatures: [...signatures, ...signaturesToCome(missing)] };
}
function stop(code, happened) {
  let next = "Make a new bundle with the vendor's tool, then sign it.";
  return new ToolError(code, { happened, next });
}

// src/release/bundle.ts
var BUNDLE_FILE = "tuf/bundle-targets.json";
async function readBundle(ctx, folder) {
  let state = await proven(ctx, folder, null);
  return isOffline(ctx) || await requireServed(ctx, state.targets, state.bundle), state;
}
function readAgain(ctx, folder, { ground }) {
  return proven(ctx, folder, ground);
}
async function proven(ctx, folder, known) {
  ctx.progress("Reading and verifying the bundle");
  let files = await bundleFiles(ctx, folder), bundle = parseBundle(await files.json("bundle-targets.json", MAX_BYTES.targets), "The bundle"), { type, tag } = bundle.signed[BUNDLE_MEMBER], roots = await files.roots(), served = await files.json("targets.json", MAX_BYTES.targets), targets = parseTargets(served, "The bundle's targets document"), ground = known ?? (isOffline(ctx) ? offlineGround(ctx, roots) : await groundOfFactory(ctx, roots)), root = provenRoot(ground.trusted, roots, type);
  type === "prod" && (requireTag(targets, tag), requireAllowedTargetsMembers(targets.signed, targets.where), requirePinned(targets, pinOf(ctx.trust.pins, `prod-targets/${tag}`)));
  let proof = proveBundle(bundle, root, targets), online = await provenOnline(ctx, files, { root, targets: served.value }, known === null), ends = [proof.dies, ...online.map(({ signed }) => signed.expires)].sort(), missing = Math.max(0, proof.tally.threshold - proof.tally.signedBy.length);
  return known === null && !isCanonical(bundle) && ctx.log.warning(notCanonical(folder)), {
    ...proof,
    dies: ends[0],
    ground,
    path: files.path,
    bundle,
    root,
    targets,
    digest: sha256Digest(bundleBytes(bundle)),
    stops: bundleStops(ctx, { roots, root, targets, bundle, online, missing }),
    onlineKeyid: ground.onlineKeyid,
    roots: { chain: [...ground.chain, root], ci: root, prod: root, rootKeyids: ground.rootKeyids }
  };
}
function notCanonical(folder) {
  return `In ${folder}/${BUNDLE_FILE} the members of \`signed\` are not in canonical order. A signature covers them as they stand, as the vendor's tool makes it, but aktualizr-lite verifies the canonical order and would refuse it. Make a new bundle before a device gets it.`;
}
function offlineGround(ctx, roots) {
  let trusted = ctx.trust.root, { version: version2, expires } = trusted.signed;
  return ctx.log.warning(
    `The Factory was not contacted (--offline). The bundle was verified with the trusted root, version ${version2}, valid until ${expires}. Production may have a newer version.`
  ), {
    newestRoot: version2,
    trusted,
    chain: [trusted],
    rootKeyids: rootKeyids([trusted, ...roots]),
    onlineKeyid: ""
  };
}
async function groundOfFactory(ctx, roots) {
  let [verified, onlineKey] = await Promise.all([showableRoots(ctx), ctx.factory.ciTargetsKey()]), { ci, chain } = verified, newest = roots.at(-1)?.signed.version ?? 0;
  newest > 0 && newest < ci.signed.version && ctx.log.warning(
    `The Factory's newest root has version ${ci.signed.version}, but the bundle's newest root has version ${newest}. Devices that have been online since then refuse the bundle.`
  );
  let trusted = chain.find(({ signed }) => signed.version === Math.min(newest, ci.signed.version)) ?? ci, keyids = /* @__PURE__ */ new Set([...verified.rootKeyids, ...rootKeyids(roots)]);
  return {
    newestRoot: ci.signed.version,
    trusted,
    chain,
    rootKeyids: keyids,
    onlineKeyid: requireOnlineKey(ci.signed, onlineKey)
  };
}
async function provenOnline(ctx, files, { root, targets }, isFirst) {
  let read = async (role) => {
    let json = await files.optional(`${role}.json`, MAX_BYTES[role]);
    return json && { value: json.value, doc: parseOnline(json, role, `The bundle's ${role}`), sizeBytes: json.size };
  }, [timestamp, snapshot] = await Promise.all([read("timestamp"), read("snapshot")]), documents = { timestamp, snapshot, targets };
  for (let { role, kind, says } of onlineRefusals(documents, (doc, of) => tally(doc, root, of))) {
    if (kind === "missing") {
      isFirst && ctx.log.warning(`The bundle has no ${role}.json. Devices refuse such a bundle.`);
      continue;
    }
    throw new ToolError("device-would-refuse", {
      happened: `The bundle's ${role} ${says}. Devices refuse such a bundle.`,
      next: "Make a new bundle with the vendor's tool, then sign it."
    });
  }
  return [timestamp, snapshot].flatMap((online) => online ? [online.doc] : []);
}
async function bundleFiles(ctx, folder) {
  let top = resolve(ctx.cwd, folder), by = chosenBy(ctx.place, folder), within = by.kind === "workspace" ? by.top : top, optional = async (name, maxBytes) => {
    let where = `${folder}/tuf/${name}`, read = await readRegularFile(join(top, "tuf", name), within, maxBytes);
    if (read.kind === "missing") return null;
    if (read.kind === "refused") throw unreadable(where, read.why);
    return strictJson(read.bytes, where);
  }, json = async (name, maxBytes) => {
    let found = await optional(name, maxBytes);
    if (found) return found;
    throw unreadable(`${folder}/tuf/${name}`, "is not there");
  };
  return {
    path: join(top, BUNDLE_FILE),
    json,
    optional,
    async roots() {
      let versions = (await readdir(join(top, "tuf")).catch(() => {
        throw unreadable(`${folder}/tuf`, "is not a folder that can be read");
      })).flatMap((name) => /^([1-9]\d{0,5})\.root\.json$/.exec(name)?.[1] ?? []).map(Number);
      if (versions.length > MAX_ROOTS)
        throw unreadable(`${folder}/tuf`, `holds ${versions.length} roots, but at most ${MAX_ROOTS} are read`);
      return await Promise.all(
        versions.sort((a, b) => a - b).map(async (version2) => {
          let doc = parseRoot(await json(`${version2}.root.json`, MAX_BYTES.root), `The bundle's root ${version2}`);
          if (doc.signed.version === version2) return doc;
          throw unreadable(`${folder}/tuf/${version2}.root.json`, `holds root ${doc.signed.version}`);
        })
      );
    }
  };
}
var MAX_ROOTS = 256;
function strictJson(bytes, where) {
  let text = utf8(bytes);
  if (text === null) throw unreadable(where, "is not UTF-8 text");
  let json = parseJson(text, where), [problem] = json.problems;
  if (!problem) return { ...json, size: bytes.length };
  throw new ToolError("metadata-ambiguous", {
    happened: `${where}: at ${problem.pointer || "/"}, ${problem.says}; another reader may see another value.`,
    next: "Do not sign it. Make a new bundle, and keep a copy of this one."
  });
}
function unreadable(what, why) {
  return new ToolError("value-invalid", {
    happened: `${what} ${why}.`,
    next: "Name the folder that `fioctl targets offline-update` has written: it holds a folder tuf."
  });
}

// src/release/bundle-outcome.ts
var bundleDataHelp = [
  "`folder`, `type` (`ci`, `prod`), `tag`, `version`, `expires`, `rootVersion`, `targets`",
  "`dies`: when the first document in it expires",
  "`digest`: of what is signed",
  "`stops`: sentences; why it is not signed: it has ended, or a client that the policy lists would refuse it",
  signatureDataHelp
];
function bundleData(folder, state) {
  let { bundle, root, tally: tally2, dies, digest, onlineKeyid, stops } = state, { version: version2, expires, [BUNDLE_MEMBER]: content2 } = bundle.signed;
  return {
    folder,
    ...content2,
    version: version2,
    expires,
    dies,
    rootVersion: root.signed.version,
    digest,
    signatures: signaturesOf(tally2, root.signed, onlineKeyid),
    stops: stops.map(({ happened }) => happened)
  };
}
function bundleOutputs(data) {
  return {
    version: data.version,
    tag: data.tag,
    "targets-digest": data.digest,
    "expires-at": data.expires,
    ...signatureOutputs(data.signatures)
  };
}
function nextOfBundle({
  folder,
  signatures,
  stops
}) {
  return signatures.met || stops.length > 0 ? [] : [{ what: "The next signer runs", command: `factory-tuf bundle sign ${shellWord(folder)} --keys <archive>` }];
}
function bundleBlocks({
  type,
  tag,
  version: version2,
  expires,
  dies,
  rootVersion,
  targets,
  digest,
  signatures,
  stops
}) {
  return [
    {
      kind: "facts",
      facts: [
        { label: "Type", value: type },
        { label: "Tag", value: tag },
        { label: "Version", value: String(version2) },
        { label: "Bundle expires", value: expires },
        { label: "Root in it", value: `version ${rootVersion}` },
        { label: "Digest", value: { code: digest } }
      ]
    },
    ...stops.map((says) => ({ kind: "paragraph", tone: "bad", text: [`${says} Make a new bundle.`] })),
    {
      kind: "paragraph",
      tone: "warning",
      text: [
        `Devices accept the bundle until ${dies}, when the first document in it expires. After a key rotation, devices that have been online refuse it.`
      ]
    },
    { kind: "heading", text: `Targets (${targets.length})` },
    { kind: "list", items: targets.map((name) => [{ code: name }]) },
    ...signatureBlocks(signatures)
  ];
}

// src/release/sign-bundle.ts
import { resolve as resolve2 } from "node:path";
async function bundleToSign(ctx, folder, expectDigest) {
  let state = await readBundle(ctx, folder), next = `Look at what it is now with: factory-tuf bundle show ${shellWord(folder)}.`;
  requireDigest(state.digest, expectDigest, `The bundle ${folder}`, [], next), requireNewest(folder, state);
  let [stop2] = state.stops;
  if (stop2) throw stop2;
  let bytes = bundleBytes(state.bundle);
  return requireSignerFits(ctx, folder, state, bytes.length), {
    state,
    bytes,
    shows: { title: `Offline bundle ${folder}`, blocks: bundleBlocks(bundleData(folder, state)) }
  };
}
function requireSignerFits(ctx, folder, state, sizeBytes) {
  let checks = new Checks();
  checkSigner(ctx, state, { what: `The bundle ${folder}`, sizeBytes, prunable: !1 }, checks), checks.throwIfBlocked();
  for (let warning of checks.warnings) ctx.log.warning(warning);
}
async function addBundleSignature(ctx, folder, state, signature) {
  let signed = await added(ctx, folder, state, signature);
  if (!signed.tally.signedBy.includes(signature.keyid)) throw notSeen(folder, signature.keyid);
  return signed;
}
function bundleSignOutcome(folder, state, changed) {
  let data = bundleData(folder, state);
  return { status: changed === "no" ? "unchanged" : data.signatures.met ? "done" : "waiting", changed, outputs: bundleOutputs(data), data };
}
async function added(ctx, folder, state, signature) {
  let { path, bundle } = state, text = JSON.stringify({ signatures: [...bundle.signatures, signature], signed: bundle.signed });
  await requireAsShown(ctx, folder, state);
  let by = chosenWithin(ctx.place, folder, resolve2(ctx.cwd, folder));
  await writeFileWhole(path, text, { chosenBy: by, folders: !1 });
  try {
    return await readAgain(ctx, folder, state);
  } catch (error) {
    throw error instanceof ToolError ? error.extended({
      before: `The signature of ${signature.keyid} was written into ${folder}, but the bundle no longer verifies:`,
      changed: "yes"
    }) : error;
  }
}
async function requireAsShown(ctx, folder, state) {
  let now = await readAgain(ctx, folder, state);
  if (!(now.digest === state.digest && sameJson(now.bundle.signatures, state.bundle.signatures)))
    throw new ToolError("bundle-refused", {
      happened: `The bundle ${folder} was changed while you looked at it.`,
      next: "Run this again to see what it is now."
    });
}
function requireNewest(folder, { root, ground: { newestRoot } }) {
  let { version: version2 } = root.signed;
  if (!(version2 >= newestRoot))
    throw new ToolError("metadata-rollback", {
      happened: `The newest root in the bundle ${folder} has version ${version2}, but the Factory's has version ${newestRoot}. Devices that have been online since then refuse the bundle.`,
      next: "Make a new bundle with the vendor's tool, then sign it."
    });
}
function notSeen(folder, keyid) {
  return new ToolError("signature-self-check", {
    happened: `The signature of ${keyid} was written into ${folder}, but does not verify there.`,
    changed: "yes",
    next: "Restore the folder from a backup, and try on another machine."
  });
}

export {
  planDataHelp,
  planData,
  planBlocks,
  waveDataHelp,
  waveData,
  waveOutputs,
  waveOutcomeBlocks,
  nextOfWave,
  nextOfRollout,
  waveToSign,
  addWaveSignature,
  waveSignOutcome,
  readBundle,
  bundleDataHelp,
  bundleData,
  bundleOutputs,
  nextOfBundle,
  bundleBlocks,
  bundleToSign,
  addBundleSignature,
  bundleSignOutcome
};
