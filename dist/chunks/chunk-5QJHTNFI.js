import {
  ONLINE_ROLES
} from "./chunk-2GIU4SI3.js";
import {
  openArchiveFile
} from "./chunk-3XBWU75H.js";
import {
  Checks,
  Doc,
  ED25519_METHOD,
  MAX_BYTES,
  MIN_PRODUCTION_THRESHOLD,
  ROLE_NAMES,
  RSA_METHOD,
  SIGNATURE_ROOM_BYTES,
  ToolError,
  WARNING_SHARE,
  activeKey,
  activeRemoteKey,
  agreeing,
  archiveOptions,
  canonicalBytes,
  capital,
  checkClock,
  clientsInUse,
  counted,
  daysSince,
  differingPointer,
  docHash,
  errorCode,
  expiresBefore,
  factoryOptions,
  findSigner,
  isExpired,
  isNamedRoot,
  isObject,
  isOf,
  isRoleName,
  isSignature,
  isWave,
  jsonOrNull,
  judgedAs,
  keyFileOf,
  keyOptions,
  keyType,
  listOf,
  literal,
  nextSteps,
  object,
  oneYearAfter,
  own,
  ownOf,
  parseJson,
  parseRoot,
  pointerTo,
  productionOf,
  readNamed,
  readRegularFile,
  readRoots,
  refusalsOfRoot,
  refusedBy,
  refusedNote,
  refusedText,
  requireDigest,
  requireNoSecretFor,
  roleKeys,
  rootRefusals,
  sameJson,
  servedBytes,
  settle,
  settleSeen,
  signatureProblem,
  signaturesOf,
  signaturesToCome,
  signerOptions,
  signerTooSmall,
  string,
  systemDisk,
  tally,
  trustOptions,
  usableKey,
  utf8,
  wholeSeconds,
  writeFileWhole
} from "./chunk-VNGMR44M.js";

// src/context/key-files.ts
import { resolve } from "node:path";
function requireKeyFile(ctx, command) {
  let file = ctx.keys && keyFileOf(ctx.keys);
  if (file) return file;
  throw new ToolError("keys-missing", {
    happened: `${command} needs an archive of offline keys, but none was named.`,
    next: "Name it with --keys."
  });
}
async function openNamedArchive(ctx, command, { needless = (secrets) => secrets, next } = {}) {
  let { path, secrets } = requireKeyFile(ctx, command);
  ctx.progress("Opening the key archive");
  let opened = await openArchiveFile(path, secrets);
  return opened.protection.kind === "plain" && requireNoSecretFor(`The archive ${path}`, needless(secrets), next), requireNoRootKeyInCi(ctx, opened.archive.keys), opened;
}
function pathOf(ctx, path) {
  return resolve(ctx.cwd, path);
}
async function newKeyFile(ctx, targetsKeys) {
  if (targetsKeys !== void 0) return { path: pathOf(ctx, targetsKeys), secrets: await ctx.unlock() };
  let file = ctx.keys && keyFileOf(ctx.keys);
  if (file) return file;
  throw new ToolError("keys-missing", {
    happened: ctx.keys ? "A new key must be saved in a file. --keys-command cannot save it." : "A new key must be saved in an archive, but none was named.",
    next: "Name the archive with --keys."
  });
}
var COPY_TARGETS = "Use it on your own machine. CI must get only the targets key: factory-tuf keys copy-targets targets.keys.tgz --keys <archive>.";
function requireNoRootKeyInCi({ refuseRootKeys, trust }, keys) {
  if (!refuseRootKeys) return;
  let listed = trust.root?.signed.roles.root.keyids ?? [], found = keys.filter((key) => listed.includes(key.keyid) || isNamedRoot(key));
  if (found.length !== 0)
    throw new ToolError("keys-root-present", {
      happened: `This is a GitHub Actions job, but the archive holds ${counted(found.length, "root key")}: ${found.map(({ keyid }) => keyid).join(", ")}.`,
      next: COPY_TARGETS
    });
}
function requireTargetsKeyInCi({ refuseRootKeys, trust }, { keyid }) {
  let roles = trust.root?.signed.roles, isTargets = roles?.targets.keyids.includes(keyid) && !roles.root.keyids.includes(keyid);
  if (!(!refuseRootKeys || isTargets))
    throw new ToolError("keys-root-present", {
      happened: `This is a GitHub Actions job, but the backup holds the key ${keyid}, which is not a targets key of a trusted root. It could be a root key.`,
      next: COPY_TARGETS
    });
}
async function requireNothingThere(path) {
  if (await systemDisk.exists(path))
    throw new ToolError("file-unwritable", {
      happened: `${path} already exists. A file that may hold keys is never overwritten.`,
      next: "Name another file, or move the existing one away."
    });
}

// src/root-updates/active-waves.ts
async function activeWaves({ factory }) {
  let { waves } = await factory.waves({ limit: 100, page: 1, status: "active" });
  return waves.filter(({ status }) => status === "active").map(({ name }) => name);
}
function waveActive(waves) {
  return new ToolError("wave-active-for-tag", {
    happened: `${agreeing(waves.length, "Wave")} ${listOf(waves)} ${agreeing(waves.length, "is", "are")} active. Targets keys and online keys cannot change before ${agreeing(waves.length, "it has", "they have")} ended.`,
    next: `Complete or cancel ${agreeing(waves.length, "it", "them")} first.`
  });
}
function requireNoWave(waves) {
  if (waves.length > 0) throw waveActive(waves);
}

// src/tuf/root/root-edit.ts
function addKey(signed, role, { keyid, key, owner }) {
  let { keyids } = signed.roles[role];
  if (keyids.includes(keyid))
    throw new ToolError("not-unique", {
      happened: `The staged root lists the key ${keyid} for ${role} already.`,
      next: "Look at what is staged with: factory-tuf updates review."
    });
  let owners = signed["x-key-owners"] ?? {}, entry = { "polis-id": owner.polisId, "created-at": wholeSeconds(owner.createdAt) };
  return {
    ...withRole(signed, role, [...keyids, keyid]),
    keys: { ...signed.keys, [keyid]: key },
    "x-key-owners": { ...owners, [keyid]: entry }
  };
}
function removeKey(signed, role, keyid) {
  let { keyids, threshold } = signed.roles[role];
  if (!keyids.includes(keyid))
    throw new ToolError("keys-none-active", {
      happened: `The staged root does not list the key ${keyid} for ${role}.`,
      next: "Look at what is staged with: factory-tuf updates review."
    });
  return requireReachable(role, threshold, keyids.length - 1), dropUnusedKeys(
    withRole(
      signed,
      role,
      keyids.filter((id) => id !== keyid)
    )
  );
}
function replaceKey(signed, role, replaced, fresh) {
  let added = addKey(signed, role, fresh);
  return replaced === null ? added : removeKey(added, role, replaced);
}
function withNewExpiry(signed, now, replacement) {
  let expires = oneYearAfter(now);
  return requireNotShortened(expires, replacement), { ...signed, expires };
}
function requireNotShortened(expires, { replaces, shortenExpiry }) {
  if (!(shortenExpiry || !expiresBefore(expires, replaces.expires)))
    throw new ToolError("expiry-shortened", {
      happened: `The new root would expire at ${expires}, earlier than root ${replaces.version}, which it replaces and which is valid until ${replaces.expires}.`,
      next: "Check the clock of this machine. If the root is meant to expire earlier, because it is valid too long, add --shorten-expiry."
    });
}
function withRootThreshold(signed, threshold) {
  if (threshold < 1) throw tooLow("root", 1, threshold);
  let { keyids } = signed.roles.root;
  return requireReachable("root", threshold, keyids.length), { ...signed, roles: { ...signed.roles, root: { ...signed.roles.root, threshold } } };
}
function productionOfRoot(ci, threshold) {
  if (threshold < MIN_PRODUCTION_THRESHOLD) throw tooLow("targets", MIN_PRODUCTION_THRESHOLD, threshold);
  let { targets } = ci.roles;
  return targets.keyids.length === 1 && threshold === MIN_PRODUCTION_THRESHOLD || requireReachable("targets", threshold, targets.keyids.length), { ...ci, roles: { ...ci.roles, targets: { ...targets, threshold } } };
}
function dropUnusedKeys(signed) {
  let used = new Set(ROLE_NAMES.flatMap((role) => signed.roles[role].keyids)), keep = (map) => Object.fromEntries(Object.entries(map).filter(([keyid]) => used.has(keyid))), owners = signed["x-key-owners"];
  return { ...signed, keys: keep(signed.keys), ...owners && { "x-key-owners": keep(owners) } };
}
function ownerOf(signed, keyid) {
  return own(signed["x-key-owners"] ?? {}, keyid) ?? null;
}
function withRole(signed, role, keyids) {
  return { ...signed, roles: { ...signed.roles, [role]: { ...signed.roles[role], keyids } } };
}
function requireReachable(role, threshold, keys) {
  if (!(threshold <= keys))
    throw new ToolError("threshold-unreachable", {
      happened: `The ${role} role would need ${counted(threshold, "signature")} with only ${counted(keys, "key")} left.`,
      next: "Add a key first, or lower the threshold."
    });
}
function tooLow(role, least, threshold) {
  return new ToolError("value-invalid", {
    happened: `The ${role === "targets" ? "production targets" : role} threshold cannot be ${threshold}: ${least} is the least.`,
    next: `Give a number from ${least} to the number of ${role} keys.`
  });
}

// src/tuf/root/staged-keys.ts
function requireKeyChanges(staged, current, online) {
  let { keys, roles } = staged.signed, owners = staged.signed["x-key-owners"] ?? {}, ownersBefore = current["x-key-owners"] ?? {}, listed = new Set(ROLE_NAMES.flatMap((role) => roles[role].keyids)), onlineIds = new Set(Object.values(online.updated));
  for (let keyid of listed)
    if (own(keys, keyid) === void 0)
      throw stagedDiffers(staged, pointerTo("/signed/keys", keyid), "a role lists it, and it is missing");
  for (let role of ROLE_NAMES)
    if (new Set(roles[role].keyids).size !== roles[role].keyids.length)
      throw stagedDiffers(staged, `/signed/roles/${role}/keyids`, "a key is listed twice");
  for (let [keyid, key] of Object.entries(keys)) {
    let at = pointerTo("/signed/keys", keyid), before = own(current.keys, keyid);
    if (before !== void 0) {
      let pointer = differingPointer(key, before, at);
      if (pointer !== null) throw stagedDiffers(staged, pointer, "the newest root has another key of that id");
      let ownerAt = differingPointer(
        own(owners, keyid),
        own(ownersBefore, keyid),
        pointerTo("/signed/x-key-owners", keyid)
      );
      if (ownerAt !== null) throw stagedDiffers(staged, ownerAt, "the newest root names another owner of that key");
      continue;
    }
    if (requireUsable(staged, keyid, key), !listed.has(keyid)) throw stagedDiffers(staged, at, "it is new, and no role lists it");
    let owner = own(owners, keyid);
    if (onlineIds.has(keyid) ? owner !== void 0 : !isOwner(owner))
      throw stagedDiffers(
        staged,
        pointerTo("/signed/x-key-owners", keyid),
        onlineIds.has(keyid) ? "an online key has no owner" : "a new key needs an owner and the time it was made"
      );
  }
  requireOwnedJoiners(staged, current, online);
  for (let keyid of Object.keys(owners))
    if (own(keys, keyid) === void 0 && !sameJson(own(owners, keyid), own(ownersBefore, keyid)))
      throw stagedDiffers(staged, pointerTo("/signed/x-key-owners", keyid), "there is no such key");
}
function requireOwnedJoiners(staged, current, { updated }) {
  let { signed } = staged, owners = signed["x-key-owners"] ?? {};
  for (let role of ["root", "targets"]) {
    let joiner = signed.roles[role].keyids.find(
      (keyid) => !current.roles[role].keyids.includes(keyid) && own(owners, keyid) === void 0 && !(role === "targets" && keyid === updated.targets)
    );
    if (joiner !== void 0)
      throw stagedDiffers(staged, `/signed/roles/${role}/keyids`, `${joiner.slice(0, 64)} joins and has no owner`);
  }
}
function requireOnlineRoles(staged, current, online) {
  let { roles } = staged.signed;
  for (let role of ONLINE_ROLES) {
    let [before, after] = [online.current[role], online.updated[role]];
    requireOnlineListed(current, role, before);
    let at = `/signed/roles/${role}/keyids`, place = current.roles[role].keyids.indexOf(before), replaced = current.roles[role].keyids.map((keyid) => keyid === before ? after : keyid);
    if (role === "targets") {
      let others = new Set(replaced.slice(0, place)), index = roles.targets.keyids.indexOf(after), kept = roles.targets.keyids.slice(0, index).every((keyid) => others.has(keyid));
      if (index === -1 || !kept) throw stagedDiffers(staged, at, `the online key ${after} is not where it was`);
      if (before !== after && roles.targets.keyids.includes(before))
        throw stagedDiffers(staged, at, `the replaced online key ${before} is still there`);
    } else if (!sameJson(roles[role].keyids, replaced))
      throw stagedDiffers(staged, at, "only the Factory's own online key may be another one");
    if (roles.root.keyids.includes(after))
      throw stagedDiffers(staged, "/signed/roles/root/keyids", `${after} is an online key`);
  }
}
function requireOnlyOnlineChange(before, after, roles, online) {
  let expected = before;
  for (let role of ONLINE_ROLES) {
    let [old, fresh2] = [online.before[role], online.after[role]];
    if (roles.includes(role) === (old === fresh2))
      throw stagedDiffers(
        after,
        `/signed/roles/${role}/keyids`,
        old === fresh2 ? "the key should be another one, and is not" : "the key is another one, and should not be"
      );
    let keyids = expected.roles[role].keyids.map((keyid) => keyid === old ? fresh2 : keyid);
    expected = { ...expected, roles: { ...expected.roles, [role]: { ...expected.roles[role], keyids } } };
  }
  let listed = new Set(ROLE_NAMES.flatMap((role) => expected.roles[role].keyids)), fresh = new Set(Object.values(online.after)), { keys: keysAfter, ...restAfter } = after.signed, { keys: keysBefore, ...rest } = expected, pointer = differingPointer(restAfter, rest, "/signed");
  if (pointer !== null) throw stagedDiffers(after, pointer, "nobody asked for that");
  for (let keyid of /* @__PURE__ */ new Set([...Object.keys(keysBefore), ...Object.keys(keysAfter)])) {
    let [old, now] = [own(keysBefore, keyid), own(keysAfter, keyid)];
    if (!(fresh.has(keyid) && old === void 0 ? now !== void 0 : sameJson(old, now) || now === void 0 && !listed.has(keyid))) throw stagedDiffers(after, pointerTo("/signed/keys", keyid), "nobody asked for that");
  }
}
function requireOnlineListed(current, role, keyid) {
  let isOwned = own(current["x-key-owners"] ?? {}, keyid) !== void 0;
  if (!(current.roles[role].keyids.includes(keyid) && !isOwned))
    throw new ToolError("online-key-unlisted", {
      happened: `The Factory names ${keyid.slice(0, 64)} as its online ${role} key, ${isOwned ? "but the verified root gives that key a human owner" : `which the verified root does not list for ${role}`}.`,
      next: "Sign nothing, keep a copy of the transaction and ask the vendor."
    });
}
function requireUsable(staged, keyid, key) {
  let usable = usableKey(key);
  if (!usable.usable)
    throw new ToolError("keys-key-unusable", {
      happened: `${staged.where} adds the key ${keyid.slice(0, 64)}, which ${usable.why}.`,
      next: "Sign nothing; take it out with `factory-tuf updates delete-offline-key --role <role> --key-id <id>`, or cancel the transaction."
    });
  if (usable.keyid !== keyid)
    throw new ToolError("keyid-mismatch", {
      happened: `${staged.where} calls a new key ${keyid.slice(0, 64)}, but that key's id is ${usable.keyid}.`,
      next: "Sign nothing. Cancel the transaction, keep a copy of it and ask the vendor."
    });
}
function isOwner(owner) {
  if (owner === null || typeof owner != "object") return !1;
  let members = Object.entries(owner);
  return members.length === 2 && members.every(([name, value]) => ["polis-id", "created-at"].includes(name) && typeof value == "string");
}
var CANCEL_STAGED = "Sign nothing. Cancel the transaction with `factory-tuf updates cancel`; if it comes back so, keep a copy and ask the vendor.";
function stagedDiffers({ where }, pointer, why) {
  return new ToolError("staged-root-differs", {
    happened: `${where} differs from the verified newest root in a way that no command stages: at ${pointer}, ${why}.`,
    next: CANCEL_STAGED
  });
}

// src/tuf/root/staged-root.ts
var STAGEABLE = /* @__PURE__ */ new Set(["version", "expires", "keys", "roles", "x-changelog", "x-key-owners"]), CHANGELOG_MEMBERS = ["message", "polis-id", "timestamp"];
function requireStagedFrom(current, { ci, prod }, online) {
  for (let doc of prod ? [ci, prod] : [ci]) requireOneReading(doc);
  requireVersion(ci, current.signed.version + 1), requireSameMembers(ci, current.signed), requireChangelog(ci), requireRoleMembers(ci, current.signed), requireKeyChanges(ci, current.signed, online), requireOnlineRoles(ci, current.signed, online), requireCiThreshold(ci), prod && requireSameFlavours(ci, prod);
}
function requireOneReading(doc) {
  let problem = doc.problems.find(({ pointer }) => pointer === "" || pointer.startsWith("/signed"));
  if (problem)
    throw new ToolError("metadata-ambiguous", {
      happened: `${doc.where}: at ${problem.pointer || "/"}, ${problem.says}; another reader may see another value than the one that would be signed.`,
      next: CANCEL_STAGED
    });
  canonicalBytes(doc.signed, doc.where, "/signed");
  let size = servedBytes(doc);
  if (!(size <= MAX_BYTES.root))
    throw new ToolError("metadata-too-large", {
      happened: `${doc.where} has ${size} bytes; devices read at most ${MAX_BYTES.root}.`,
      next: "Take out keys that are no longer needed, then stage it again."
    });
}
function requireVersion(doc, version) {
  if (doc.signed.version !== version)
    throw stagedDiffers(doc, "/signed/version", `it is ${doc.signed.version}, and the next version is ${version}`);
}
function requireSameMembers(doc, current) {
  for (let name of /* @__PURE__ */ new Set([...Object.keys(doc.signed), ...Object.keys(current)])) {
    if (STAGEABLE.has(name)) continue;
    let pointer = differingPointer(ownOf(doc.signed, name), ownOf(current, name), pointerTo("/signed", name));
    if (pointer !== null) throw stagedDiffers(doc, pointer, "the newest root has another value there, or none");
  }
}
function requireChangelog(doc) {
  let changelog = doc.signed["x-changelog"];
  if (changelog === void 0) return;
  if (!(isObject(changelog) && Object.keys(changelog).every((name) => CHANGELOG_MEMBERS.includes(name)) && Object.values(changelog).every((value) => typeof value == "string"))) throw stagedDiffers(doc, "/signed/x-changelog", "it is not a message, its author and a time");
}
function requireRoleMembers(doc, current) {
  let { roles } = doc.signed;
  for (let name of /* @__PURE__ */ new Set([...Object.keys(roles), ...Object.keys(current.roles)])) {
    let at = pointerTo("/signed/roles", name);
    if (!isRoleName(name)) {
      let pointer2 = differingPointer(ownOf(roles, name), ownOf(current.roles, name), at);
      if (pointer2 !== null) throw stagedDiffers(doc, pointer2, "no command stages such a role");
      continue;
    }
    let { keyids: _keyids, threshold, ...others } = roles[name], { keyids: _before, threshold: thresholdBefore, ...othersBefore } = current.roles[name], pointer = differingPointer(others, othersBefore, at);
    if (pointer !== null) throw stagedDiffers(doc, pointer, "no command stages such a member");
    if (name !== "root" && name !== "targets" && threshold !== thresholdBefore)
      throw stagedDiffers(doc, `${at}/threshold`, `it is ${threshold}, and the newest root says ${thresholdBefore}`);
  }
}
function requireCiThreshold({ signed, where }) {
  let { threshold } = signed.roles.targets;
  if (threshold !== 1)
    throw new ToolError("flavour-swapped", {
      happened: `${where} asks for ${threshold} targets signatures; the CI flavour asks for 1.`,
      next: CANCEL_STAGED
    });
}
function requireSameFlavours(ci, prod) {
  let { threshold } = prod.signed.roles.targets;
  if (threshold < MIN_PRODUCTION_THRESHOLD)
    throw new ToolError("flavour-swapped", {
      happened: `${prod.where} asks for ${threshold} targets signature; production needs at least ${MIN_PRODUCTION_THRESHOLD}.`,
      next: CANCEL_STAGED
    });
  let { targets } = prod.signed.roles, asCi = { ...prod.signed, roles: { ...prod.signed.roles, targets: { ...targets, threshold: 1 } } }, pointer = differingPointer(asCi, ci.signed, "/signed");
  if (pointer !== null)
    throw new ToolError("flavour-content-diverges", {
      happened: `${prod.where} and ${ci.where} differ at ${pointer}; only the targets threshold may differ.`,
      next: CANCEL_STAGED
    });
}

// src/root-updates/read-staged.ts
async function readStaged(ctx) {
  ctx.progress("Reading and verifying the roots and the transaction");
  let checks = new Checks(), [roots, updates] = await Promise.all([
    readRoots(ctx, checks, "root-work"),
    checks.fetched(ctx.factory.updates())
  ]);
  if (updates?.status === "APPLYING") throw busy();
  if (updates?.status === "NONE" && checks.block(noTransaction()), checkClock(ctx, checks, { roots, updates }), checks.throwIfBlocked(), !roots || !updates) throw new Error("a missing part is a blocker");
  for (let warning of checks.warnings) ctx.log.warning(warning);
  return heldAgainst(roots, parseUpdates(updates));
}
async function readStagedAgain(factory, roots) {
  let updates = await factory.updates();
  if (updates.status === "APPLYING") throw busy();
  if (updates.status === "NONE") throw noTransaction();
  return heldAgainst(roots, parseUpdates(updates));
}
function heldAgainst(roots, { updates, ci, prod, online }) {
  return requireStagedFrom(roots.ci, { ci: ci.doc, prod: prod?.doc ?? null }, online), {
    roots,
    updates,
    ci,
    prod: prod ?? { doc: unsigned("the staged production root", derivedProduction(roots, ci.doc.signed)), beside: {} },
    isProdStaged: prod !== null,
    online
  };
}
function parseUpdates(updates) {
  let { current, updated } = updates;
  if (!updated) throw noTransaction();
  return {
    updates,
    ci: parseStaged(updated["ci-root"], "the staged CI root"),
    prod: updated["prod-root"] === "" ? null : parseStaged(updated["prod-root"], "the staged production root"),
    online: { current: onlineKeyids(current["online-keys"]), updated: onlineKeyids(updated["online-keys"]) }
  };
}
function unsigned(where, signed) {
  return new Doc(where, signed, [], []);
}
function keptThreshold({ prod }) {
  return Math.max(MIN_PRODUCTION_THRESHOLD, prod.signed.roles.targets.threshold);
}
function derivedProduction(roots, ci) {
  return productionOfRoot(ci, keptThreshold(roots));
}
function parseStaged(text, where) {
  let json = parseJson(text, where), doc = parseRoot(json, where), { signed: _signed, signatures: _signatures, ...beside } = isObject(json.value) ? json.value : {};
  return { doc, beside };
}
function onlineKeyids(value) {
  let keyid = (role) => {
    let found = isObject(value) ? own(value, role) : void 0;
    if (typeof found == "string" && found !== "") return found;
    throw new ToolError("metadata-malformed", {
      happened: `The Factory does not say which online ${role} key belongs to the transaction.`,
      next: "Run this again; if that does not help, ask the vendor."
    });
  };
  return { targets: keyid("targets"), snapshot: keyid("snapshot"), timestamp: keyid("timestamp") };
}
function noTransaction() {
  return new ToolError("transaction-missing", {
    happened: "No TUF root updates are in progress.",
    next: "Start a transaction with: factory-tuf updates init --changelog <why>."
  });
}
function busy() {
  return new ToolError("transaction-busy", {
    happened: "The TUF root updates are being applied right now.",
    next: "Run `factory-tuf updates apply` again to see them through, then go on."
  });
}

// src/root-updates/txid-wanted.ts
async function withTxid(txid, write) {
  try {
    return await write();
  } catch (error) {
    throw !(error instanceof ToolError) || error.code !== "http-forbidden" ? error : txid !== "" ? error.extended({
      next: `${error.next} The id of the transaction, from --txid or from <factory>.transaction in this folder, may be of a transaction that has ended. Look with \`factory-tuf updates review\`, and remove that file if it has.`
    }) : error.extended({
      next: "Give the transaction's id with --txid; whoever began the transaction has it. If that was you, `factory-tuf doctor` shows what the token may do."
    });
  }
}

// src/root-updates/put-staged.ts
async function putStaged(ctx, txid, roots, { resigned = { targets: {}, waves: {} }, before = null, isApplied } = {}) {
  ctx.progress("Staging the roots");
  let [ci, prod] = [bodyOf(roots.ci), bodyOf(roots.prod)], isEmpty = (map) => Object.keys(map).length === 0, sent = {
    what: "staging the roots",
    write: () => withTxid(
      txid,
      () => ctx.factory.putUpdates({
        txid,
        "ci-root": ci,
        "prod-root": prod,
        ...isEmpty(resigned.targets) ? {} : { "targets-signatures": resigned.targets },
        ...isEmpty(resigned.waves) ? {} : { "waves-signatures": resigned.waves }
      })
    ),
    carriedOut: async () => {
      let staged = await shownAs(ctx, roots);
      return staged ? before === null || !isSame(before.ci, roots.ci) || !isSame(before.prod, roots.prod) || shows(staged.ci, resigned) || shows(staged.prod, resigned) : !1;
    },
    toFindOut: "factory-tuf updates review"
  };
  isApplied ? await settle(sent) : await settleSeen(ctx, { ...sent, isShown: async () => await shownAs(ctx, roots) !== null });
}
async function shownAs(ctx, roots) {
  let updates = await ctx.readBack.updates();
  if (updates.status !== "STARTED") return null;
  let { ci, prod } = parseUpdates(updates);
  return prod && isSame(ci, roots.ci) && isSame(prod, roots.prod) ? { ci, prod } : null;
}
function bodyOf({ doc, beside }) {
  return { ...beside, signatures: doc.signatures, signed: doc.signed };
}
function isSame(shown, sent) {
  return sameJson(shown.doc.signed, sent.doc.signed) && sameJson(shown.doc.signatures, sent.doc.signatures);
}
function shows({ beside }, { targets, waves }) {
  let holds = (shown, sent) => Object.entries(sent).every(([name, list]) => {
    let held = isObject(shown) ? own(shown, name) : void 0;
    return Array.isArray(held) && list.every((signature) => held.some((other) => sameJson(other, signature)));
  });
  return holds(beside["targets-signatures"], targets) && holds(beside["waves-signatures"], waves);
}

// src/root-updates/transaction-record.ts
import { rm } from "node:fs/promises";
import { join } from "node:path";
var transactionRecord = object({ version: literal(1), factory: string(), txid: string() }), MAX_BYTES2 = 4096;
function transactionFile({ cwd, factory }) {
  return join(cwd, `${factory.factory}.transaction`);
}
async function rememberTransaction(ctx, txid) {
  if (txid === "") return;
  let record = { version: 1, factory: ctx.factory.factory, txid };
  try {
    await writeFileWhole(transactionFile(ctx), `${JSON.stringify(record)}
`, {
      chosenBy: { kind: "workspace", top: ctx.cwd },
      mode: 384
    });
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    ctx.log.warning(`${error.happened} Keep the id of the transaction, and give it with --txid.`);
  }
}
async function forgetTransaction(ctx) {
  try {
    await rm(transactionFile(ctx), { force: !0 });
  } catch (error) {
    ctx.log.warning(
      `${transactionFile(ctx)} could not be removed (${errorCode(error) ?? "unknown reason"}). Remove it.`
    );
  }
}
async function txidFor(ctx, typed) {
  if (typed !== void 0) {
    if (isWave(typed)) return typed;
    throw new ToolError("value-invalid", {
      happened: "The option --txid is not the id of a transaction.",
      next: "Give it as it was printed when the transaction began."
    });
  }
  let recorded = await recordedTxid(ctx);
  return recorded !== null ? recorded : (ctx.log.warning(
    "The id of the transaction is not known here, so this applies to the transaction that you have open. To be sure, give the id with --txid."
  ), "");
}
async function recordedTxid(ctx) {
  let file = transactionFile(ctx), read = await readRegularFile(file, null, MAX_BYTES2);
  if (read.kind === "missing") return null;
  let value = read.kind === "read" ? jsonOrNull(utf8(read.bytes)) : null;
  if (isOf(transactionRecord, value) && isWave(value.txid))
    return value.factory === ctx.factory.factory ? value.txid : null;
  throw new ToolError("value-invalid", {
    happened: `${file} is not the record of a transaction.`,
    next: "Move it away, and give the id of the transaction with --txid."
  });
}

// src/root-updates/sign-roots.ts
function rootSigners(archive, staged, current) {
  let [fresh, old] = [staged, current].map(({ signed, where }) => roleKeys(signed, "root", where)), signers = [fresh, old].flatMap(
    (keys) => findSigner(archive, keys) ? [activeKey(archive, "root", keys)] : []
  );
  return signers.length === 0 && activeKey(archive, "root", new Map([...fresh, ...old])), [...new Map(signers.map((signer) => [signer.keyid, signer])).values()];
}
async function signRoots(staged, signers, roots) {
  return { ci: await signRoot(staged.ci, signers, roots.ci), prod: await signRoot(staged.prod, signers, roots.prod) };
}
async function signRoot({ doc, beside }, signers, current) {
  requireTakenByDevices(doc);
  let bytes = canonicalBytes(doc.signed, doc.where, "/signed"), made = [];
  for (let signer of signers) made.push(await signer.sign(bytes));
  let ours = new Set(signers.map(({ keyid }) => keyid)), valid = validSigners(doc, current), kept = doc.signatures.filter(({ keyid }, index) => doc.signatures.findIndex((other) => other.keyid === keyid) === index && !ours.has(keyid) && valid.has(keyid)), signed = new Doc(doc.where, doc.signed, [...made, ...kept], []), problem = signers.find(({ keyid }) => !validSigners(signed, current).has(keyid));
  if (!problem) return { doc: signed, beside };
  throw new ToolError("signature-self-check", {
    happened: `The signature of ${problem.keyid} on ${doc.where} does not verify under the root keys, so nothing was sent.`,
    next: "Restore the archive from a backup and try on another machine."
  });
}
function requireTakenByDevices({ signed, where }) {
  let [refusal] = rootRefusals(signed, !1);
  if (refusal)
    throw new ToolError("device-would-refuse", {
      happened: `${where} ${refusal.says}. Devices would refuse it, so it was not signed.`,
      next: "Correct the transaction (factory-tuf updates review shows it), or drop it: factory-tuf updates cancel."
    });
}
function validSigners(doc, current) {
  return /* @__PURE__ */ new Set([...tally(doc, doc, "root").signedBy, ...tally(doc, current, "root").signedBy]);
}
function rootSignatures(doc, current) {
  let [byCurrent, byOwn] = [tally(doc, current, "root"), tally(doc, doc, "root")];
  return { current: byCurrent, own: byOwn, met: byCurrent.met && byOwn.met };
}
function sameSignatures(staged, signed, roots) {
  let signers = ({ doc }, current) => [...validSigners(doc, current)].sort().join();
  return signers(staged.ci, roots.ci) === signers(signed.ci, roots.ci) && signers(staged.prod, roots.prod) === signers(signed.prod, roots.prod);
}

// src/root-updates/client-checks.ts
function requireClientsTake(ctx, root) {
  let { listed, others } = clientsInUse(ctx.trust.policy.clients), document = judged(root), { sizeBytes } = document;
  requireTakenBy(listed, root.where, document);
  let note = refusedNote(refusedBy(others, (client) => refusalsOfRoot(client, document)));
  note && ctx.log.info(`${capital(root.where)} ${note}. The policy's clients do not list them.`);
  let near = listed.filter(({ maxBytes }) => sizeBytes >= maxBytes.root * WARNING_SHARE);
  if (near.length === 0) return;
  let limit = Math.min(...near.map(({ maxBytes }) => maxBytes.root));
  ctx.log.warning(
    `${capital(root.where)} has about ${sizeBytes} bytes, near the ${limit} that ${listOf(near.map(({ name }) => name))} can read. Take out keys that are no longer needed: factory-tuf updates delete-offline-key --role <role> --key-id <id>.`
  );
}
function requireListedClientsTake(ctx, root) {
  requireTakenBy(clientsInUse(ctx.trust.policy.clients).listed, root.where, judged(root));
}
function requireTakenBy(listed, where, document) {
  let [refusal] = refusedBy(listed, (client) => refusalsOfRoot(client, document));
  if (refusal)
    throw new ToolError(refusal.kind === "limit" ? "metadata-too-large" : "device-would-refuse", {
      happened: `${capital(where)} ${refusedText(refusal)}. Their devices could not install any later root either.`,
      next: `${REPAIRS[refusal.kind]} If no device runs that client, take it out of \`clients\` in .factory-tuf/review.yml.`
    });
}
var REPAIRS = {
  limit: "Take out keys that are no longer needed first: factory-tuf updates delete-offline-key --role <role> --key-id <id>.",
  keys: "Use Ed25519 keys (--key-type ed25519), and take keys out that are no longer needed.",
  form: "Write it in plain letters, without line breaks."
};
function judged({ where, signed, signatures }) {
  let canonical = canonicalBytes(signed, where, "/signed"), sizeBytes = canonical.length + signatures * SIGNATURE_ROOM_BYTES;
  return judgedAs({ role: "root", signed }, { sizeBytes, canonical, signatures: signaturesToCome(signatures) });
}

// src/root-updates/offline-keys.ts
function offlineKeys({ prod, online }, role) {
  let keys = roleKeys(prod.doc.signed, role, prod.doc.where);
  return keys.delete(online.updated.targets), keys;
}
function stagedKey(archive, staged, role) {
  return activeKey(archive, role, offlineKeys(staged, role));
}
function stagedKeyIfHeld(archive, staged, role) {
  return findSigner(archive, offlineKeys(staged, role)) ? stagedKey(archive, staged, role) : null;
}

// src/root-updates/remote-signers.ts
function remoteRootSigner(remote, { ci }, { roots }) {
  let [staged, newest] = [ci.doc, roots.ci].map(({ signed, where }) => roleKeys(signed, "root", where));
  return remote.signer(activeRemoteKey(remote.keyid, "root", new Map([...newest, ...staged]), roots.chain));
}
function remoteTargetsSigner(remote, work) {
  let { keyid } = remote;
  return remote.signer(activeRemoteKey(keyid, "targets", offlineKeys(work, "targets"), work.roots.chain));
}
function requireSignerFits({ trust }, { scheme }, { type }, documents) {
  for (let document of documents) {
    let problem = signerTooSmall(scheme, type, { ...document, prunable: !1 }, trust.policy.clients);
    if (problem) throw problem;
  }
}
function rootDocuments({ ci, prod }) {
  return [ci, prod].map(({ doc: { signed, where } }) => ({
    what: `The document of ${where}`,
    sizeBytes: canonicalBytes(signed, where, "/signed").length
  }));
}

// src/root-updates/stage-roots.ts
function stageRoots(work, edited, threshold = work.prod.doc.signed.roles.targets.threshold) {
  let signed = dropUnusedKeys(edited);
  return {
    ci: { doc: unsigned(work.ci.doc.where, signed), beside: work.ci.beside },
    prod: { doc: unsigned(work.prod.doc.where, productionOfRoot(signed, threshold)), beside: work.prod.beside }
  };
}

// src/root-updates/production-status.ts
function productionStatus(work, production) {
  return (isObject(production.value) ? Object.keys(production.value).sort() : []).flatMap((tag) => {
    let doc = productionOf(production, tag)?.doc;
    return doc ? [tagStatus(work, tag, doc)] : [];
  });
}
function tagStatus({ prod, online, ...work }, tag, doc) {
  let staged = [work.ci.beside, prod.beside].flatMap((beside) => stagedSignatures(beside, tag)), ids = new Set(staged.map(({ keyid }) => keyid)), others = doc.signatures.filter(({ keyid }) => !ids.has(keyid)), counted2 = tally(new Doc(doc.where, doc.signed, [...staged, ...others], []), prod.doc, "targets"), { targets: onlineKeyid } = online.updated, signedBy = [.../* @__PURE__ */ new Set([...counted2.signedBy, onlineKeyid])], missing = counted2.missing.filter((keyid) => keyid !== onlineKeyid), whole = { ...counted2, signedBy, missing, met: signedBy.length >= counted2.threshold };
  return {
    tag,
    ...signaturesOf(whole, prod.doc.signed, onlineKeyid),
    again: counted2.signedBy.filter((keyid) => ids.has(keyid))
  };
}
function stagedSignatures(beside, tag) {
  let map = beside["targets-signatures"], list = isObject(map) ? own(map, tag) : void 0;
  return Array.isArray(list) ? list.filter(isSignature) : [];
}
function productionStatusBlocks(tags) {
  if (tags.length === 0) return [];
  let short = tags.some(({ met }) => !met);
  return [
    { kind: "heading", text: "Production targets under the new root" },
    { kind: "list", items: tags.map(tagLine) },
    ...short ? [
      {
        kind: "paragraph",
        text: [
          "Before the root is applied, each missing signer runs ",
          { code: "factory-tuf updates sign-prod-targets --keys <archive>" },
          "; not every Factory shows which of these signatures are staged already."
        ]
      }
    ] : []
  ];
}
function tagLine({ tag, threshold, signedBy, missing, met, again }) {
  let named = (words, keyids) => keyids.flatMap((keyid, index) => [index === 0 ? words : ", ", { code: keyid }]);
  return [
    { strong: tag },
    ": ",
    { strong: `${signedBy.length} of ${threshold}`, tone: met ? "good" : "warning" },
    " signatures",
    ...named(", signed again by ", again),
    ...met ? [] : named(
      ", missing ",
      missing.map(({ keyid }) => keyid)
    )
  ];
}

// src/tuf/root/root-diff.ts
function diffRoots(before, after, now) {
  let lines = (root, isWanted) => ROLE_NAMES.flatMap(
    (role) => root.roles[role].keyids.filter((keyid) => isWanted(role, keyid)).map((keyid) => lineOf(root, role, keyid, now))
  ), listed = (root) => (role, keyid) => root.roles[role].keyids.includes(keyid), unlisted = (root) => (role, keyid) => !listed(root)(role, keyid), added = lines(after, unlisted(before)), removed = lines(before, unlisted(after)), thresholds = ROLE_NAMES.map((role) => ({
    role,
    from: before.roles[role].threshold,
    to: after.roles[role].threshold
  })).filter(({ from, to }) => from !== to);
  return {
    version: { from: before.version, to: after.version },
    expires: { from: before.expires, to: after.expires },
    added,
    removed,
    kept: lines(after, listed(before)),
    thresholds,
    sameKeys: added.length + removed.length + thresholds.length === 0
  };
}
function lineOf(root, role, keyid, now) {
  let key = own(root.keys, keyid), owner = ownerOf(root, keyid);
  return {
    role,
    keyid,
    keytype: (key && keyType(key)) ?? key?.keytype ?? "missing",
    owner: owner?.["polis-id"] ?? null,
    // Nobody has looked at it: of a time that is no text a Date would make one of its own.
    ageDays: owner ? daysSince(new Date(Date.parse(owner["created-at"])), now) : null
  };
}

// src/root-updates/staged-status.ts
function stagedStatusOf(work, activeWaves2, now, shortenExpiry = !1) {
  let { roots, ci, prod, updates } = work, meta = updates["change-meta"] ?? {}, counts = countsOf(work);
  return {
    version: prod.doc.signed.version,
    digest: `sha256:${docHash(prod.doc)}`,
    startedBy: meta["created-by"] ?? "",
    startedAt: meta["created-at"] ?? "",
    changelog: ci.doc.signed["x-changelog"]?.message ?? "",
    changes: diffRoots(roots.prod.signed, prod.doc.signed, now),
    resigned: resignedIn(work),
    counts,
    blockers: [...shortenExpiry ? [] : shortening(work), ...blockersOf(work, counts, activeWaves2, now)],
    serverSays: [updates.issues?.errors, updates.issues?.warnings].flatMap(serverNotes)
  };
}
function missingSigners(counts) {
  let missing = counts.filter(({ met }) => !met).flatMap((count) => count.missing);
  return [...new Map(missing.map((holder) => [holder.keyid, holder])).values()];
}
function countsOf({ roots, ci, prod }) {
  return [
    { flavour: "ci", staged: ci.doc, current: roots.ci },
    { flavour: "prod", staged: prod.doc, current: roots.prod }
  ].flatMap(({ flavour, staged, current }) => {
    let { current: byCurrent, own: byOwn } = rootSignatures(staged, current), count = (by, tally2, root) => ({
      flavour,
      by,
      ...signaturesOf(tally2, root.signed, "")
    });
    return [count("current", byCurrent, current), count("new", byOwn, staged)];
  });
}
var NOTHING_STAGED = "Nothing is staged yet: the production root is missing.";
function blockersOf({ roots, prod, isProdStaged, online }, counts, activeWaves2, now) {
  let { signed } = prod.doc, blockers = missingSignatures(counts);
  isProdStaged || blockers.push(NOTHING_STAGED), isExpired(signed, now) && blockers.push(`The staged root expired at ${signed.expires}. Devices would refuse it.`);
  for (let role of ROLE_NAMES) {
    let { keyids, threshold } = signed.roles[role], isBeforeFirstOfflineKey = role === "targets" && threshold === MIN_PRODUCTION_THRESHOLD && keyids.length === 1;
    threshold > keyids.length && !isBeforeFirstOfflineKey && blockers.push(
      `The ${role} role would need ${counted(threshold, "signature")} and has ${counted(keyids.length, "key")}.`
    );
  }
  let keysOf = (keyids) => [...keyids].sort().join(), targetsChange = keysOf(roots.prod.signed.roles.targets.keyids) !== keysOf(signed.roles.targets.keyids), onlineChange = keysOf(Object.values(online.current)) !== keysOf(Object.values(online.updated));
  return activeWaves2.length > 0 && (targetsChange || onlineChange) && blockers.push(
    `Targets or online keys change while ${agreeing(activeWaves2.length, "Wave")} ${listOf(activeWaves2)} ${agreeing(activeWaves2.length, "is", "are")} active.`
  ), blockers;
}
function shortening({ roots, prod }) {
  let { expires } = prod.doc.signed;
  return expiresBefore(expires, roots.prod.signed.expires) ? [
    `The staged root expires at ${expires}, earlier than the newest root, which is valid until ${roots.prod.signed.expires}. To allow that, give --shorten-expiry.`
  ] : [];
}
function missingSignatures(counts) {
  let says = ({ by, threshold, signedBy }) => `${signedBy.length} of ${threshold} signatures by the ${by} root keys.`, unmet = counts.filter(({ met }) => !met), alike = (count) => unmet.filter((other) => says(other) === says(count));
  return unmet.flatMap((count) => alike(count).length === 1 ? [`The staged ${count.flavour === "ci" ? "CI" : "production"} root has ${says(count)}`] : alike(count)[0] === count ? [`The staged roots have ${says(count)}`] : []);
}
function resignedIn({ ci, prod }) {
  let names = [ci.beside, prod.beside].flatMap(
    (beside) => ["targets-signatures", "waves-signatures"].flatMap((member) => {
      let map = beside[member];
      return isObject(map) ? Object.keys(map) : [];
    })
  );
  return [...new Set(names)];
}
function serverNotes(notes) {
  return (notes ?? []).slice(0, 100).map((note) => isObject(note) ? note.message : note).filter((message) => typeof message == "string" && message !== "");
}

// src/root-updates/staged-report.ts
var stagedDataHelp = [
  "`version`, `digest` (of the staged production root, for `expect-digest`), `startedBy`, `startedAt`, `changelog`",
  "`changes`: `{version, expires, added, removed, kept, thresholds, sameKeys}`; keys are `{role, keyid, keytype, owner, ageDays}`",
  "`counts`: list of `{flavour, by, threshold, signedBy, missing, met}`; `blockers`, `serverSays`: sentences; `resigned`: tags and Waves"
];
function changeBlocks(staged) {
  let { changes, digest, changelog } = staged, { version, expires } = changes;
  return [
    {
      kind: "facts",
      facts: [
        { label: "Root version", value: `${version.from} -> ${version.to}` },
        {
          label: "Expires",
          value: expiryText(expires)
        },
        ...changes.thresholds.map(({ role, from, to }) => ({
          label: `Threshold of ${role}`,
          value: { strong: `${from} -> ${to}`, tone: to < from ? "warning" : "neutral" }
        })),
        { label: "Reason", value: changelog || "none given" },
        ...digest === null ? [] : [{ label: "Digest", value: { code: digest } }]
      ]
    },
    ...keyBlocks(changes)
  ];
}
function expiryText({ from, to }) {
  return from === to ? `${to} (as before)` : expiresBefore(to, from) ? { strong: `${from} -> ${to}, which is earlier`, tone: "warning" } : `${from} -> ${to}`;
}
function keyBlocks({ added, removed, kept, sameKeys }) {
  let item = (what) => (line) => [
    what,
    ` ${line.role} `,
    { code: line.keyid },
    ` ${holderOf(line)}`
  ], items = [
    ...added.map(item({ strong: "added", tone: "warning" })),
    ...removed.map(item({ strong: "removed", tone: "warning" })),
    ...kept.map(item("kept"))
  ];
  return [
    { kind: "heading", text: sameKeys ? "Keys (no changes)" : "Keys" },
    { kind: "list", items }
  ];
}
function holderOf({ owner, keytype, ageDays }) {
  let age = ageDays === null ? "" : `, ${counted(ageDays, "day")} old`;
  return `${owner ?? "no owner recorded"}, ${keytype}${age}`;
}
function countBlocks(counts) {
  return [{ kind: "heading", text: "Signatures" }, ...joinedCounts(counts).flatMap(countBlock)];
}
function joinedCounts(counts) {
  return ["current", "new"].flatMap((by) => {
    let [first, ...others] = counts.filter((count) => count.by === by);
    if (!first) return [];
    let content = ({ threshold, signedBy, missing }) => ({ threshold, signedBy, missing });
    return others.every((other) => sameJson(content(other), content(first))) ? [{ ...first, roots: "Both roots" }] : [first, ...others].map((count) => ({
      ...count,
      roots: count.flavour === "ci" ? "CI root" : "Production root"
    }));
  });
}
function countBlock({ roots, by, threshold, signedBy, missing, met }) {
  let item = (what) => ({ keyid, owner }) => [what, " ", { code: keyid }, ` ${owner ?? "owner not recorded"}`];
  return [
    {
      kind: "paragraph",
      text: [
        `${roots}, by the keys of the ${by} root: `,
        { strong: `${signedBy.length} of ${threshold}`, tone: met ? "good" : "bad" }
      ]
    },
    {
      kind: "list",
      items: [
        ...signedBy.map(item("signed")),
        ...met ? [] : missing.map(item({ strong: "missing", tone: "warning" }))
      ]
    }
  ];
}
function blockerBlocks({ blockers, serverSays }, production = []) {
  let nothing = production.every(({ met }) => met) ? "Nothing blocks it" : "Nothing else blocks it";
  return [
    { kind: "heading", text: blockers.length === 0 ? nothing : "What blocks it" },
    ...blockers.length === 0 ? [] : [sentences(blockers)],
    ...serverSays.length === 0 ? [] : [{ kind: "heading", text: "The Factory says" }, sentences(serverSays)]
  ];
}
function stagedBlocks(staged, production = []) {
  let { resigned, startedBy, startedAt } = staged;
  return [
    { kind: "paragraph", text: [`Started by ${startedBy || "somebody"} at ${startedAt || "an unknown time"}.`] },
    ...changeBlocks(staged),
    ...resigned.length === 0 ? [] : [{ kind: "paragraph", text: [`Signed again: ${resigned.join(", ")}.`] }],
    ...countBlocks(staged.counts),
    ...productionStatusBlocks(production),
    ...blockerBlocks(staged, production),
    ...nextSteps(nextOfStaged(staged))
  ];
}
function nextOfStaged({ counts, blockers }) {
  return blockers.length === 0 ? [{ what: "Make it the newest root", command: "factory-tuf updates apply" }] : blockers.includes(NOTHING_STAGED) || missingSigners(counts).length === 0 ? [] : [{ what: "Each signer who is missing runs", command: "factory-tuf updates sign --keys <archive>" }];
}
function sentences(items) {
  return { kind: "list", items: items.map((item) => [item]) };
}

// src/root-updates/stage-and-sign.ts
async function stageAndSign(ctx, work, staging) {
  let { txid, edited, threshold, resigned, sign, shortenExpiry = !1, archive, isAgreed, beforeSigned } = staging, both = stageRoots(work, edited, threshold);
  if (requireClientsTake(ctx, stagedToBe(both, work)), sign) {
    let next = { ...work, ...both };
    requireSignable(next, shortenExpiry, ctx.now), requireGivenSignerFits(ctx, next), isAgreed || await showStaged(ctx, next), both = await signStaged(ctx, next, archive), await beforeSigned?.();
  }
  let before = work.isProdStaged ? { ci: work.ci, prod: work.prod } : null;
  return await putStaged(ctx, txid, both, { resigned, before }), stagedOutcome(ctx, { ...work, ...both, isProdStaged: !0 });
}
function stagedToBe({ prod: { doc } }, { roots }) {
  let needed = Math.max(doc.signed.roles.root.threshold, roots.prod.signed.roles.root.threshold);
  return { where: doc.where, signed: doc.signed, signatures: Math.max(needed, doc.signatures.length) };
}
function requireSignable({ prod, roots }, shortenExpiry, now) {
  let { expires } = prod.doc.signed;
  if (isExpired(prod.doc.signed, now))
    throw new ToolError("metadata-expired", {
      happened: `${prod.doc.where} expired at ${expires}. Devices would refuse it.`,
      next: "Give it a new one with `factory-tuf updates set-expiry`, then sign."
    });
  requireNotShortened(expires, { replaces: roots.prod.signed, shortenExpiry });
}
function requireGivenSignerFits(ctx, work) {
  ctx.signer && requireSignerFits(ctx, ctx.signer, remoteRootSigner(ctx.signer, work, work), rootDocuments(work));
}
async function showStaged(ctx, work, expectDigest) {
  let staged = stagedStatusOf(work, [], ctx.now);
  requireDigest(staged.digest, expectDigest, "The staged production root");
  let title = `Root ${staged.version} of Factory ${ctx.factory.factory} is to be signed`;
  await ctx.confirm({ title, blocks: changeBlocks(staged) }, `Sign root ${staged.version} with your root key?`);
}
async function signStaged(ctx, work, archive) {
  let signers = archive ? rootSigners(archive, work.ci.doc, work.roots.ci) : await givenSigners(ctx, work, work);
  return signRootsFor(ctx, work, signers);
}
async function signRootsFor(ctx, work, signers) {
  let signed = await signRoots(work, signers, work.roots);
  return requireListedClientsTake(ctx, stagedToBe(signed, work)), signed;
}
async function givenSigners(ctx, both, { roots }) {
  if (ctx.signer) return [remoteRootSigner(ctx.signer, both, { roots })];
  if (!ctx.keys)
    throw new ToolError("value-missing", {
      happened: "--sign needs a root key, but none was given.",
      next: "Give it with --keys, or a signer with --signer and --signer-keyid; or leave --sign out and sign later with `factory-tuf updates sign --keys <archive>`."
    });
  return ctx.progress("Opening the key archive"), rootSigners(await ctx.keys.open(), both.ci.doc, roots.ci);
}
async function stagedOutcome(ctx, work, status = "done") {
  let waves = await activeWaves(ctx).catch((error) => {
    if (error instanceof ToolError) return [];
    throw error;
  }), data = stagedStatusOf({ ...work, updates: { ...work.updates, issues: {} } }, waves, ctx.now);
  return { status, changed: status === "done" ? "yes" : "no", outputs: stagedOutputs(data), data };
}
function stagedOutputs({ version, changes, counts }) {
  return {
    "root-version": version,
    "root-expires": changes.expires.to,
    missing: missingSigners(counts).map(({ keyid }) => keyid).join(",")
  };
}

// src/commands/options/updates-options.ts
var ownerKeyOptions = {
  ...archiveOptions,
  keysCommand: keyOptions.keysCommand
}, ownerSignerOptions = {
  ...ownerKeyOptions,
  ...signerOptions
}, txidOption = {
  txid: {
    kind: "text",
    help: "Id of the transaction, as updates init printed it. Default: the id that updates init saved in the working folder.",
    placeholder: "<id>"
  }
}, offlineRoleOption = {
  role: {
    kind: "text",
    help: "Role of the key: root or targets.",
    choices: ["root", "targets"],
    required: !0,
    placeholder: "<role>"
  }
}, keyTypeOption = {
  keyType: {
    kind: "text",
    help: "Type of the new key. Every device client accepts Ed25519. fiotuf refuses a root with an RSA key, and every later root.",
    choices: ["ed25519", "rsa"],
    default: "ed25519",
    placeholder: "<type>"
  }
}, shortenExpiryOption = {
  shortenExpiry: {
    kind: "switch",
    help: "Allow the new root to expire earlier than the one it replaces. Use it if that one is valid too long."
  }
}, signOption = {
  sign: { kind: "switch", help: "Sign the staged roots as well, with the root key of the archive or of the signer." }
}, stagingOptions = {
  ...signOption,
  ...shortenExpiryOption,
  ...txidOption,
  ...ownerSignerOptions,
  ...factoryOptions,
  ...trustOptions
};
function requireKeysSign({ keys, signer }, sign) {
  if (sign || keys === null && signer === null) return;
  let what = keys ? "An archive" : "A signer";
  throw new ToolError("options-conflict", {
    happened: `${what} was given without --sign, so it would not be used.`,
    next: "Add --sign, or leave it out and run `factory-tuf updates sign --keys <archive>` afterwards."
  });
}
var subjectOptions = {
  wave: { kind: "wave", help: "The Wave that is to be signed.", placeholder: "<wave>" },
  bundle: { kind: "path", help: "The offline bundle that is to be signed.", placeholder: "<folder>" },
  txid: {
    kind: "text",
    help: "The transaction whose staged roots are to be signed, by the id that updates init printed.",
    placeholder: "<id>"
  },
  ...shortenExpiryOption
};

// src/files/read-typed.ts
import { resolve as resolve2 } from "node:path";
var MAX_BYTES3 = 64 * 1024;
async function readTyped({ cwd, signal }, path) {
  let read = await readNamed(resolve2(cwd, path), MAX_BYTES3, signal);
  if (read.kind === "read") return read.bytes;
  let why = read.kind === "too large" ? `more than ${MAX_BYTES3} bytes` : read.code;
  throw new ToolError("value-invalid", {
    happened: `${path} cannot be read (${why}).`,
    next: "Check the path and its permissions."
  });
}

// src/root-updates/sign-staged.ts
async function readSignable(ctx, shortenExpiry) {
  let seen = await readStaged(ctx);
  return requireSignable(seen, shortenExpiry, ctx.now), requireClientsTake(ctx, stagedToBe(seen, seen)), requireGivenSignerFits(ctx, seen), seen;
}
async function signSeen(ctx, seen, { txid, expectDigest, sign }) {
  await showStaged(ctx, seen, expectDigest);
  let work = await readStagedAgain(ctx.factory, seen.roots);
  requireSeen(seen, work);
  let signed = await sign(work);
  if (work.isProdStaged && sameSignatures(work, signed, work.roots)) return stagedOutcome(ctx, work, "unchanged");
  await putStaged(ctx, txid, signed);
  let outcome = await stagedOutcome(ctx, { ...work, ...signed, isProdStaged: !0 });
  return missingSigners(outcome.data.counts).length === 0 ? outcome : { ...outcome, status: "waiting" };
}
function requireSeen(seen, now) {
  let [shown, found] = [docHash(seen.prod.doc), docHash(now.prod.doc)];
  if (shown !== found)
    throw new ToolError("digest-mismatch", {
      happened: `The staged production root had the digest sha256:${shown} when it was shown and has sha256:${found} now. Somebody has changed it.`,
      next: "Run this again, and look at what it shows then."
    });
}

// src/keys/signers/given-signature.ts
var MAX_SIGNATURE_BYTES = 64 * 1024;
function validSignature(key, bytes, given) {
  let method = key.type === "ed25519" ? ED25519_METHOD : RSA_METHOD, signatures = signaturesIn(given).map((sig) => ({ keyid: key.keyid, method, sig: sig.toString("base64") })), valid = signatures.find((signature) => signatureProblem(key, signature, bytes) === null);
  return valid || (signatures.length === 0 || given.length === 0 ? "is empty" : "does not verify");
}
function signaturesIn(proof) {
  let raw = Buffer.from(proof), text = raw.toString("latin1").replace(/\s+/g, ""), found = [raw];
  return /^(?:[0-9a-fA-F]{2})+$/.test(text) && found.unshift(Buffer.from(text, "hex")), /^[A-Za-z0-9+/]+={0,2}$/.test(text) && found.unshift(Buffer.from(text, "base64")), found;
}

export {
  requireKeyFile,
  openNamedArchive,
  pathOf,
  newKeyFile,
  requireNoRootKeyInCi,
  requireTargetsKeyInCi,
  requireNothingThere,
  activeWaves,
  waveActive,
  requireNoWave,
  addKey,
  removeKey,
  replaceKey,
  withNewExpiry,
  requireNotShortened,
  withRootThreshold,
  productionOfRoot,
  dropUnusedKeys,
  requireOnlyOnlineChange,
  readStaged,
  readStagedAgain,
  heldAgainst,
  parseUpdates,
  keptThreshold,
  noTransaction,
  withTxid,
  putStaged,
  rememberTransaction,
  forgetTransaction,
  txidFor,
  recordedTxid,
  rootSigners,
  rootSignatures,
  requireClientsTake,
  requireListedClientsTake,
  stagedKey,
  stagedKeyIfHeld,
  remoteTargetsSigner,
  requireSignerFits,
  stageRoots,
  productionStatus,
  diffRoots,
  stagedStatusOf,
  stagedDataHelp,
  changeBlocks,
  countBlocks,
  stagedBlocks,
  nextOfStaged,
  stageAndSign,
  stagedToBe,
  requireSignable,
  signStaged,
  signRootsFor,
  stagedOutcome,
  ownerKeyOptions,
  ownerSignerOptions,
  txidOption,
  offlineRoleOption,
  keyTypeOption,
  shortenExpiryOption,
  signOption,
  stagingOptions,
  requireKeysSign,
  subjectOptions,
  readTyped,
  MAX_SIGNATURE_BYTES,
  validSignature,
  readSignable,
  signSeen
};
