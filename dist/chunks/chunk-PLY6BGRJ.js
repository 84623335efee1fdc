import {
  httpStatusOf
} from "./chunk-RSJEDSVS.js";
import {
  findingsOf,
  grouped,
  hardwareCoverageLost,
  metadataTooLarge,
  prodTargetProvenance,
  requireAllowedTarget,
  requireAllowedTargetsMembers,
  requireTag,
  requireUnambiguous,
  targetAppForeign,
  targetAppUnpinned,
  targetMalformed,
  targetNoDelta,
  targetUnselectable
} from "./chunk-KCRWQHC7.js";
import {
  differingPointer,
  sameJson
} from "./chunk-3XJ5LAAG.js";
import {
  MAX_TARGETS_BYTES,
  roleKeys
} from "./chunk-QAG6OVZM.js";
import {
  hardwareLeftBehind,
  latestVersion,
  plainVersion,
  tagsOf
} from "./chunk-LIRAP5S5.js";
import {
  sha256Hex
} from "./chunk-TSMURSMV.js";
import {
  makeSigner,
  privateHalfOf
} from "./chunk-N4O4IFKB.js";
import {
  canonicalBytes,
  own
} from "./chunk-WLXACK2J.js";
import {
  inDays,
  wholeSeconds
} from "./chunk-PNLIBCLW.js";
import {
  ToolError
} from "./chunk-V3CS4ZDM.js";

// src/review/check-content.ts
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

// src/tuf/targets-diff.ts
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
  return { name, version: textOf(custom?.version), hardwareIds: hardwareIdsOf(custom?.hardwareIds) };
}
function textOf(value) {
  return typeof value == "string" ? value : JSON.stringify(value ?? void 0) ?? "";
}
function hardwareIdsOf(ids) {
  return Array.isArray(ids) ? ids.filter((id) => typeof id == "string") : [];
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
      for (let hardwareId of new Set(hardwareIdsOf(file.custom?.hardwareIds))) {
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
  let apps = file?.custom?.docker_compose_apps;
  return apps === null || typeof apps != "object" ? /* @__PURE__ */ new Map() : new Map(Object.entries(apps).map(([app, described]) => [app, textOf(described?.uri)]));
}

// src/tuf/wave-targets.ts
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
      happened: `There is nothing to release: ${without}.`,
      next: "Check the version and the source tag against the CI targets."
    });
  }
  requireUnambiguous(
    ci,
    chosen.map(([name]) => name)
  );
  for (let [name, file] of chosen) requireAllowedTarget(name, file, ci.where);
  return Object.fromEntries(chosen.map(([name, file]) => [name, { ...file, custom: { ...file.custom, tags: [tag] } }]));
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

// src/commands/release/plan.ts
var MAX_DAYS_AHEAD = 400, MS_PER_DAY = 864e5, SIGNATURE_ROOM = 2 * 1024;
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
  warnOfLongLife(expires, ctx.now, checks);
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
    let diff = diffTargets(production?.signed.targets ?? null, signed.targets);
    return describePlan(wave, request.tag, signed, bytes, diff, state.roots.prod.signed.roles.targets.threshold);
  });
}
function describePlan(wave, tag, signed, bytes, diff, threshold) {
  let digest = `sha256:${sha256Hex(bytes)}`;
  return { wave, version: signed.version, tag, expires: signed.expires, signed, bytes, digest, diff, threshold };
}
function requireDigest(digest, expected, what) {
  if (!(expected === void 0 || digest === expected))
    throw new ToolError("digest-mismatch", {
      happened: `${what} has the digest ${digest}, but ${expected} was approved: something changed since the plan was made.`,
      next: "Make a new plan, look at what it shows, and approve that."
    });
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
  sizeBytes > MAX_TARGETS_BYTES && checks.block(
    new ToolError("metadata-too-large", {
      happened: `The Wave's targets would have ${sizeBytes} bytes; devices read at most ${MAX_TARGETS_BYTES}.`,
      next: "Prune old versions with the option prune."
    })
  );
}
function warnOfLongLife(expires, now, checks) {
  let days = Math.floor((new Date(expires).getTime() - now.getTime()) / MS_PER_DAY);
  days > MAX_DAYS_AHEAD && checks.warn(
    `The targets would stay valid for ${days} days, until ${expires}; more than ${MAX_DAYS_AHEAD} days is a long window for replaying them. (validity-too-long)`
  );
}

// src/commands/release/settle.ts
async function settle({ what, write, carriedOut, toFindOut }) {
  try {
    await write();
    return;
  } catch (error) {
    if (!(error instanceof ToolError) || error.changed === "no" && error.code !== "http-conflict") throw error;
    let found = await readBack(carriedOut);
    if (found === !0) return;
    throw error.changed === "no" ? error : unknown(what, error, found, toFindOut);
  }
}
function notKnownWhether(what, error) {
  return httpStatusOf(error) === null ? `The answer to ${what} did not arrive: ${error.happened}` : `It is not known whether ${what} was carried out: ${error.happened}`;
}
async function readBack(carriedOut) {
  try {
    return await carriedOut();
  } catch (error) {
    if (error instanceof ToolError) return error;
    throw error;
  }
}
function unknown(what, error, found, toFindOut) {
  let then = found === !1 ? "Read back a moment later, the Factory does not show it, but it may still be on its way." : `Reading back failed too: ${found.happened}`;
  return new ToolError(
    "write-unknown",
    {
      happened: `${notKnownWhether(what, error)} ${then}`,
      changed: "unknown",
      next: `Look with: ${toFindOut}. Running the same step again is safe: it finds what is there.`
    },
    { cause: error }
  );
}

// src/tuf/former-role.ts
var ROLES = ["root", "targets"];
function formerRole(chain, keyid) {
  let listing = lastListing(chain, keyid);
  return !listing || listing === chain.at(-1) ? null : `was a ${ROLES.filter((role) => listing.signed.roles[role].keyids.includes(keyid)).join(" and ")} key until root ${listing.signed.version}`;
}
function lastListing(chain, keyid) {
  return chain.findLast(({ signed }) => ROLES.some((role) => signed.roles[role].keyids.includes(keyid)));
}

// src/keys/find-signer.ts
function findSigner(archive, keys) {
  for (let key of keys.values()) {
    let held = archive.keys.find(({ keyid, signer }) => signer && keyid === key.keyid), half = held && privateHalfOf(held);
    if (half) return makeSigner(half, key);
  }
  return null;
}

// src/keys/active-key.ts
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
    next: expected.length ? "Give the archive with the newest key; `factory-tuf root show` lists the keys of the root." : `Make the first ${offline} key: factory-tuf keys rotate --role ${role}.`
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

// src/keys/ci-archive.ts
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
      next: "Make an archive for CI with `factory-tuf keys copy-targets` on your own machine."
    });
  let signer = activeTargetsKey(archive, rules.targetsKeys, rules.chain), warnings = [...new Set(archive.keys.map(({ keyid }) => keyid).filter((keyid) => keyid !== signer.keyid))].map(
    (keyid) => `The archive also holds the key ${keyid}, which is not (or no longer) a targets key: give CI an archive made by \`factory-tuf keys copy-targets\`.`
  );
  return { signer, warnings };
}
function isNamedRoot({ name }) {
  return /(?:^|\/)(?:first-root$|fioctl-root-)/i.test(name);
}

// src/tuf/known-content.ts
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
      next: "Cancel that Wave and make it anew."
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

// src/commands/release/signature-report.ts
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
    { code: keyid },
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
      columns: [{ title: "" }, { title: "Key id" }, { title: "Holder" }],
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
    return `${have}: ${factory}. It signs by itself; run the same step again in a moment, and ask the vendor if it stays so.`;
  let names = people.map(({ keyid, owner }) => owner ? `${keyid} (${owner})` : keyid).join(", ");
  return `${have}; to sign is one of ${names}: factory-tuf wave sign ${wave}.${factory ? ` Also ${factory}.` : ""}`;
}
var signatureDataHelp = "`signatures`: `{threshold, signedBy, missing: [{keyid, owner, online}], met}`";

export {
  diffTargets,
  buildWaveTargets,
  selectTargets,
  requireAboveProduction,
  chosenVersion,
  waveName,
  planNewWave,
  describePlan,
  requireDigest,
  requireReachableThreshold,
  checkContent,
  warnOfLongLife,
  settle,
  notKnownWhether,
  lastListing,
  findSigner,
  activeKey,
  activeTargetsKey,
  checkCiArchive,
  isNamedRoot,
  requireKnownContent,
  prunedVersions,
  signaturesOf,
  signatureBlocks,
  signatureOutputs,
  whoMustSign,
  signatureDataHelp
};
