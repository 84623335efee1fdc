import {
  Checks,
  readRoots
} from "./chunk-PKHKSKVO.js";
import {
  MIN_PRODUCTION_THRESHOLD,
  differingPointer,
  sameJson
} from "./chunk-BGMERYWA.js";
import {
  MAX_ROOT_BYTES
} from "./chunk-AHGJSDMS.js";
import {
  usableKey
} from "./chunk-TSMURSMV.js";
import {
  Doc,
  ROLE_NAMES,
  canonicalBytes,
  isObject,
  own,
  parseJson,
  parseRoot,
  pointerTo
} from "./chunk-WZUTCMIT.js";
import {
  wholeSeconds
} from "./chunk-YTDV4JX6.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";

// src/tuf/root-edit.ts
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
function withNewExpiry(signed, now) {
  let expires = new Date(now);
  return expires.setUTCFullYear(now.getUTCFullYear() + 1), { ...signed, expires: wholeSeconds(expires) };
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
      happened: `The ${role} role would need ${threshold} signatures with only ${keys} ${keys === 1 ? "key" : "keys"} left.`,
      next: "Add a key first, or lower the threshold."
    });
}
function tooLow(role, least, threshold) {
  return new ToolError("value-invalid", {
    happened: `The ${role === "targets" ? "production targets" : role} threshold cannot be ${threshold}: ${least} is the least.`,
    next: `Give a number from ${least} to the number of ${role} keys.`
  });
}

// src/tuf/staged-differs.ts
var CANCEL_STAGED = "Sign nothing. Cancel the transaction with `factory-tuf updates cancel`; if it comes back so, keep a copy and ask the vendor.";
function stagedDiffers({ where }, pointer, why) {
  return new ToolError("staged-root-differs", {
    happened: `${where} differs from the verified newest root in a way that no command stages: at ${pointer}, ${why}.`,
    next: CANCEL_STAGED
  });
}

// src/tuf/staged-keys.ts
var ONLINE_ROLES = ["targets", "snapshot", "timestamp"];
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
  for (let keyid of Object.keys(owners))
    if (own(keys, keyid) === void 0 && !sameJson(own(owners, keyid), own(ownersBefore, keyid)))
      throw stagedDiffers(staged, pointerTo("/signed/x-key-owners", keyid), "there is no such key");
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
      next: "Sign nothing; take it out with `factory-tuf updates delete-offline-key`, or cancel the transaction."
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

// src/tuf/staged-root.ts
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
  let size = canonicalBytes(doc.signed, doc.where, "/signed").length + JSON.stringify(doc.signatures).length;
  if (!(size <= MAX_ROOT_BYTES))
    throw new ToolError("metadata-too-large", {
      happened: `${doc.where} has ${size} bytes; devices read at most ${MAX_ROOT_BYTES}.`,
      next: "Take out keys that are no longer needed, then stage it again."
    });
}
function requireVersion(doc, version) {
  if (doc.signed.version !== version)
    throw stagedDiffers(doc, "/signed/version", `it is ${doc.signed.version}, and the next version is ${version}`);
}
function requireSameMembers(doc, current) {
  let [staged, before] = [doc.signed, current];
  for (let name of /* @__PURE__ */ new Set([...Object.keys(staged), ...Object.keys(before)])) {
    if (STAGEABLE.has(name)) continue;
    let pointer = differingPointer(own(staged, name), own(before, name), pointerTo("/signed", name));
    if (pointer !== null) throw stagedDiffers(doc, pointer, "the newest root has another value there, or none");
  }
}
function requireChangelog(doc) {
  let changelog = doc.signed["x-changelog"];
  if (changelog === void 0) return;
  if (!(isObject(changelog) && Object.keys(changelog).every((name) => CHANGELOG_MEMBERS.includes(name)) && Object.values(changelog).every((value) => typeof value == "string"))) throw stagedDiffers(doc, "/signed/x-changelog", "it is not a message, its author and a time");
}
function requireRoleMembers(doc, current) {
  let roles = doc.signed.roles;
  for (let name of /* @__PURE__ */ new Set([...Object.keys(roles), ...Object.keys(current.roles)])) {
    let at = pointerTo("/signed/roles", name);
    if (!ROLE_NAMES.includes(name)) {
      let before = own(current.roles, name), pointer2 = differingPointer(own(roles, name), before, at);
      if (pointer2 !== null) throw stagedDiffers(doc, pointer2, "no command stages such a role");
      continue;
    }
    let { keyids: _keyids, threshold, ...others } = doc.signed.roles[name], { keyids: _before, threshold: thresholdBefore, ...othersBefore } = current.roles[name], pointer = differingPointer(others, othersBefore, at);
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

// src/commands/root-work/read-staged.ts
async function readStaged(ctx) {
  ctx.progress("Reading and verifying the roots and the transaction");
  let checks = new Checks(), [roots, updates] = await Promise.all([readRoots(ctx, checks, "shown"), checks.fetched(ctx.factory.updates())]);
  if (updates?.status === "APPLYING") throw busy();
  if (updates?.status === "NONE" && checks.block(noTransaction()), checks.throwIfBlocked(), !roots || !updates) throw new Error("a missing part is a blocker");
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
  let json = parseJson(text, where), doc = parseRoot(json, where), { signed: _signed, signatures: _signatures, ...beside } = json.value;
  return { doc, beside };
}
function onlineKeyids(value) {
  let keyid = (role) => {
    let found = isObject(value) ? own(value, role) : void 0;
    if (typeof found == "string" && found !== "") return found;
    throw new ToolError("metadata-malformed", {
      happened: `The Factory does not say which online ${role} key belongs to the transaction.`,
      next: "Run this again; if it stays so, ask the vendor."
    });
  };
  return { targets: keyid("targets"), snapshot: keyid("snapshot"), timestamp: keyid("timestamp") };
}
function noTransaction() {
  return new ToolError("transaction-missing", {
    happened: "No TUF root updates are in progress.",
    next: "Start a transaction with: factory-tuf updates init --changelog '<why>'."
  });
}
function busy() {
  return new ToolError("transaction-busy", {
    happened: "The TUF root updates are being applied right now.",
    next: "Run `factory-tuf updates apply` again to see them through, then go on."
  });
}

export {
  addKey,
  removeKey,
  withNewExpiry,
  withRootThreshold,
  productionOfRoot,
  dropUnusedKeys,
  ownerOf,
  requireOnlyOnlineChange,
  readStaged,
  readStagedAgain,
  heldAgainst,
  parseUpdates,
  unsigned,
  keptThreshold,
  noTransaction
};
