import {
  httpStatusOf
} from "./chunk-GPCLR4QB.js";
import {
  keyFileOf,
  parseIdentities,
  trimPassphrase
} from "./chunk-IBHUTPW6.js";
import {
  activeKey,
  activeTargetsKey,
  findSigner,
  requireDigest,
  requireKnownContent,
  settle,
  signaturesOf
} from "./chunk-BLJ7ZNJK.js";
import {
  ownerOf
} from "./chunk-53Z5SEAN.js";
import {
  readAgeHeader,
  readKeyFile,
  readKeyInput,
  readSecretFile
} from "./chunk-SDZCSINS.js";
import {
  isKeyid,
  isWave
} from "./chunk-NCCCTDJT.js";
import {
  Checks,
  docHash,
  pinOf,
  readRoots,
  requireOnlineKey,
  rootOutputs,
  showableRoots,
  verifyCiTargets,
  verifyProductionTargets
} from "./chunk-LNSLZ76H.js";
import {
  MIN_PRODUCTION_THRESHOLD,
  differingPointer,
  sameJson,
  verifyProductionRoot
} from "./chunk-BGMERYWA.js";
import {
  productionOf
} from "./chunk-C6XIPRI6.js";
import "./chunk-NUFRM6SI.js";
import {
  MAX_ROOT_BYTES,
  roleKeys,
  tally
} from "./chunk-AHGJSDMS.js";
import "./chunk-MEEA25YX.js";
import {
  digestOption,
  factoryOptions,
  keyOptions,
  trustOptions
} from "./chunk-GUWTI7C7.js";
import "./chunk-MFY6GID3.js";
import {
  Header,
  readArchive
} from "./chunk-PWFRMPZ4.js";
import {
  parsePrivateHalf,
  vendorKeytype
} from "./chunk-YMBQZWQS.js";
import {
  keyType,
  sha256Hex,
  usableKey
} from "./chunk-TSMURSMV.js";
import {
  keyWithPrivateHalf,
  privateHalfOf
} from "./chunk-YMLTOLX3.js";
import {
  ED25519_METHOD,
  RSA_METHOD,
  signatureProblem
} from "./chunk-PJQ6233T.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-LGCY5IBC.js";
import {
  encodeText
} from "./chunk-3GZ34ABF.js";
import "./chunk-D4KA6KDZ.js";
import {
  Doc,
  ROLE_NAMES,
  canonicalBytes,
  isObject,
  own,
  parseJson,
  parseRoot,
  parseTargets,
  pointerTo,
  portableText
} from "./chunk-WZUTCMIT.js";
import {
  daysUntilExpiry,
  isExpired,
  wholeSeconds
} from "./chunk-YTDV4JX6.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";
import "./chunk-73X3T6A5.js";

// src/commands/root-download.ts
import { randomUUID } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";

// src/commands/root-work/tar-bytes.ts
import { gzipSync } from "node:zlib";
var BLOCK = 512;
function packPublicFiles(files) {
  let blocks = [];
  for (let { name, bytes } of files) {
    let header = new Header({
      path: name,
      mode: 420,
      uid: 0,
      gid: 0,
      size: bytes.length,
      mtime: /* @__PURE__ */ new Date(0),
      type: "File"
    }), block = Buffer.alloc(BLOCK);
    if (header.encode(block)) throw new RangeError(`the name ${name} is too long for a plain tar header`);
    blocks.push(block, bytes, Buffer.alloc((BLOCK - bytes.length % BLOCK) % BLOCK));
  }
  return blocks.push(Buffer.alloc(2 * BLOCK)), gzipSync(Buffer.concat(blocks));
}

// src/commands/root-download.ts
var rootDownload = {
  name: "root download",
  summary: "Write every version of the root into a tar.gz, each verified.",
  examples: ["factory-tuf root download roots.tar.gz --prod"],
  args: ["archive"],
  options: {
    archive: {
      kind: "path",
      help: "The tar.gz to write; an existing one is replaced.",
      required: !0,
      placeholder: "<file>"
    },
    prod: { kind: "switch", help: "The production flavour instead of the CI one." },
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "factory",
  dataHelp: ["`archive`: path as given", "`versions`: list of `{name, version, digest}`"],
  async run(ctx, { archive, prod }) {
    let roots = await showableRoots(ctx), docs = prod ? await productionRoots(ctx, roots) : roots.chain, files = docs.map((doc) => ({ name: `${doc.signed.version}.root.json`, bytes: bytesOf(doc) }));
    await writeWhole(resolve(ctx.cwd, archive), packPublicFiles(files));
    let versions = docs.map((doc, index) => ({
      name: files[index].name,
      version: doc.signed.version,
      digest: `sha256:${docHash(doc)}`
    }));
    return { status: "done", changed: "yes", outputs: rootOutputs(roots, ctx.now), data: { archive, versions } };
  },
  report: ({ data }) => ({
    title: `${data.versions.length} roots are in ${data.archive}`,
    blocks: [
      {
        kind: "table",
        columns: [{ title: "File" }, { title: "Digest" }],
        rows: data.versions.map(({ name, digest }) => [name, { code: digest }])
      }
    ]
  })
};
async function productionRoots(ctx, { chain, prod }) {
  return Promise.all(
    chain.map(async (ci, index) => {
      let version = index + 1;
      if (version === prod.signed.version) return prod;
      let fetched = await ctx.factory.root("prod", version);
      if (!fetched && version === 1) return ci;
      if (!fetched) throw missing(version);
      let doc = parseRoot(fetched, `production root ${version}`);
      return verifyProductionRoot(doc, chain.slice(0, version)), doc;
    })
  );
}
function bytesOf({ signatures, signed }) {
  return Buffer.from(portableText({ signatures, signed }) ?? JSON.stringify({ signatures, signed }), "utf8");
}
async function writeWhole(path, bytes) {
  let beside = join(dirname(path), `.${basename(path)}.${randomUUID().slice(0, 8)}`);
  try {
    await writeFile(beside, bytes, { flag: "wx", flush: !0 }), await rename(beside, path);
  } catch (error) {
    throw await rm(beside, { force: !0 }).catch(() => {
    }), new ToolError("file-unwritable", {
      happened: `${path} cannot be written (${error.code ?? "unknown reason"}).`,
      next: "Check the path and its permissions; what was there before is untouched."
    });
  }
}
function missing(version) {
  return new ToolError("root-chain-gap", {
    happened: `The Factory serves CI root ${version} but no production root ${version}.`,
    next: "Devices cannot pass such a gap. Keep a copy of what is served and ask the vendor."
  });
}

// src/tuf/root-edit.ts
function addKey(signed, role, { keyid, key, owner }) {
  let { keyids } = signed.roles[role];
  if (keyids.includes(keyid))
    throw new ToolError("not-unique", {
      happened: `The staged root lists the key ${keyid} for ${role} already.`,
      next: "Look at what is staged with: factory-tuf updates review."
    });
  let owners = signed["x-key-owners"] ?? {}, entry2 = { "polis-id": owner.polisId, "created-at": wholeSeconds(owner.createdAt) };
  return {
    ...withRole(signed, role, [...keyids, keyid]),
    keys: { ...signed.keys, [keyid]: key },
    "x-key-owners": { ...owners, [keyid]: entry2 }
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
function ownerOf2(signed, keyid) {
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

// src/tuf/root-diff.ts
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
  let key = own(root.keys, keyid), owner = ownerOf2(root, keyid), made = owner ? Date.parse(owner["created-at"]) : Number.NaN;
  return {
    role,
    keyid,
    keytype: (key && keyType(key)) ?? key?.keytype ?? "missing",
    owner: owner?.["polis-id"] ?? null,
    ageDays: Number.isNaN(made) ? null : -daysUntilExpiry({ expires: new Date(made).toISOString() }, now)
  };
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
function requireKeyChanges(staged2, current, online) {
  let { keys, roles } = staged2.signed, owners = staged2.signed["x-key-owners"] ?? {}, ownersBefore = current["x-key-owners"] ?? {}, listed = new Set(ROLE_NAMES.flatMap((role) => roles[role].keyids)), onlineIds = new Set(Object.values(online.updated));
  for (let keyid of listed)
    if (own(keys, keyid) === void 0)
      throw stagedDiffers(staged2, pointerTo("/signed/keys", keyid), "a role lists it, and it is missing");
  for (let role of ROLE_NAMES)
    if (new Set(roles[role].keyids).size !== roles[role].keyids.length)
      throw stagedDiffers(staged2, `/signed/roles/${role}/keyids`, "a key is listed twice");
  for (let [keyid, key] of Object.entries(keys)) {
    let at = pointerTo("/signed/keys", keyid), before = own(current.keys, keyid);
    if (before !== void 0) {
      let pointer = differingPointer(key, before, at);
      if (pointer !== null) throw stagedDiffers(staged2, pointer, "the newest root has another key of that id");
      let ownerAt = differingPointer(
        own(owners, keyid),
        own(ownersBefore, keyid),
        pointerTo("/signed/x-key-owners", keyid)
      );
      if (ownerAt !== null) throw stagedDiffers(staged2, ownerAt, "the newest root names another owner of that key");
      continue;
    }
    if (requireUsable(staged2, keyid, key), !listed.has(keyid)) throw stagedDiffers(staged2, at, "it is new, and no role lists it");
    let owner = own(owners, keyid);
    if (onlineIds.has(keyid) ? owner !== void 0 : !isOwner(owner))
      throw stagedDiffers(
        staged2,
        pointerTo("/signed/x-key-owners", keyid),
        onlineIds.has(keyid) ? "an online key has no owner" : "a new key needs an owner and the time it was made"
      );
  }
  for (let keyid of Object.keys(owners))
    if (own(keys, keyid) === void 0 && !sameJson(own(owners, keyid), own(ownersBefore, keyid)))
      throw stagedDiffers(staged2, pointerTo("/signed/x-key-owners", keyid), "there is no such key");
}
function requireOnlineRoles(staged2, current, online) {
  let { roles } = staged2.signed;
  for (let role of ONLINE_ROLES) {
    let [before, after] = [online.current[role], online.updated[role]];
    requireOnlineListed(current, role, before);
    let at = `/signed/roles/${role}/keyids`, place = current.roles[role].keyids.indexOf(before), replaced = current.roles[role].keyids.map((keyid) => keyid === before ? after : keyid);
    if (role === "targets") {
      let others = new Set(replaced.slice(0, place)), index = roles.targets.keyids.indexOf(after), kept2 = roles.targets.keyids.slice(0, index).every((keyid) => others.has(keyid));
      if (index === -1 || !kept2) throw stagedDiffers(staged2, at, `the online key ${after} is not where it was`);
      if (before !== after && roles.targets.keyids.includes(before))
        throw stagedDiffers(staged2, at, `the replaced online key ${before} is still there`);
    } else if (!sameJson(roles[role].keyids, replaced))
      throw stagedDiffers(staged2, at, "only the Factory's own online key may be another one");
    if (roles.root.keyids.includes(after))
      throw stagedDiffers(staged2, "/signed/roles/root/keyids", `${after} is an online key`);
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
function requireUsable(staged2, keyid, key) {
  let usable = usableKey(key);
  if (!usable.usable)
    throw new ToolError("keys-key-unusable", {
      happened: `${staged2.where} adds the key ${keyid.slice(0, 64)}, which ${usable.why}.`,
      next: "Sign nothing; take it out with `factory-tuf updates delete-offline-key`, or cancel the transaction."
    });
  if (usable.keyid !== keyid)
    throw new ToolError("keyid-mismatch", {
      happened: `${staged2.where} calls a new key ${keyid.slice(0, 64)}, but that key's id is ${usable.keyid}.`,
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
  let [staged2, before] = [doc.signed, current];
  for (let name of /* @__PURE__ */ new Set([...Object.keys(staged2), ...Object.keys(before)])) {
    if (STAGEABLE.has(name)) continue;
    let pointer = differingPointer(own(staged2, name), own(before, name), pointerTo("/signed", name));
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

// src/commands/root-work/apply-staged.ts
var ATTEMPTS = 3, PAUSE_MS = 1e3;
async function applyStaged(ctx, txid, expected) {
  let unclear = null;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    ctx.progress(attempt === 1 ? "Applying the roots" : "Applying the roots again");
    try {
      return await ctx.factory.applyUpdates(txid), await requireApplied(ctx, expected);
    } catch (error) {
      if (!(error instanceof ToolError) || error.changed === "no" && unclear === null || error.changed === "yes") throw error;
      let state = await standing(ctx.readBack, expected).catch((failed) => {
        throw notKnown(error, failed instanceof ToolError ? `Reading back failed too: ${failed.happened}` : "", failed);
      });
      if (state.applied) return;
      if (state.status === "NONE")
        throw httpStatusOf(error) === 404 && unclear === null ? noTransaction() : gone(error);
      if (error.changed === "no") throw error;
      unclear = error, attempt < ATTEMPTS && await ctx.wait(PAUSE_MS * attempt);
    }
  }
  throw notKnown(unclear, `After ${ATTEMPTS} attempts the newest roots are not the staged ones.`);
}
async function areApplied(factory, expected) {
  let [ci, prod] = await Promise.all([factory.root("ci"), factory.root("prod")]);
  return isSame(ci, expected.ci) && isSame(prod, expected.prod);
}
async function standing(factory, expected) {
  let [applied2, { status }] = await Promise.all([areApplied(factory, expected), factory.updates()]);
  return { applied: applied2 && status !== "APPLYING", status };
}
async function requireApplied(ctx, expected) {
  let applied2;
  try {
    applied2 = await areApplied(ctx.readBack, expected);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    ctx.log.warning(`The roots were applied, but reading them back failed: ${error.happened}`);
    return;
  }
  if (!applied2)
    throw new ToolError("write-unknown", {
      happened: "The Factory says that the roots were applied, but serves others than those that were staged.",
      changed: "yes",
      next: "Look at both with `factory-tuf root show --prod` and `factory-tuf updates review`; keep a copy and ask the vendor."
    });
}
function isSame(served, expected) {
  return served !== null && docHash(parseRoot(served, "the newest root")) === docHash(expected);
}
function gone(error) {
  return notKnown(
    error,
    "The transaction is gone, and the newest roots are not the staged ones: somebody may have canceled it."
  );
}
function notKnown(error, then, cause = error) {
  return new ToolError(
    "write-unknown",
    {
      happened: `The answer to applying the roots did not arrive: ${error.happened} ${then}`.trim(),
      changed: "unknown",
      next: "Look with: factory-tuf updates review, then run `factory-tuf updates apply` again; it sees the work through."
    },
    { cause }
  );
}

// src/commands/root-work/put-staged.ts
async function putStaged(ctx, txid, roots, resigned = { targets: {}, waves: {} }, before = null) {
  ctx.progress("Staging the roots");
  let [ci, prod] = [bodyOf(roots.ci), bodyOf(roots.prod)], isEmpty = (map) => Object.keys(map).length === 0;
  await settle({
    what: "staging the roots",
    write: () => ctx.factory.putUpdates({
      txid,
      "ci-root": ci,
      "prod-root": prod,
      ...isEmpty(resigned.targets) ? {} : { "targets-signatures": resigned.targets },
      ...isEmpty(resigned.waves) ? {} : { "waves-signatures": resigned.waves }
    }),
    carriedOut: async () => {
      let updates = await ctx.readBack.updates();
      if (updates.status !== "STARTED") return !1;
      let staged2 = parseUpdates(updates);
      return !staged2.prod || !isSame2(staged2.ci, roots.ci) || !isSame2(staged2.prod, roots.prod) ? !1 : before === null || !isSame2(before.ci, roots.ci) || !isSame2(before.prod, roots.prod) || shows(staged2.ci, resigned) || shows(staged2.prod, resigned);
    },
    toFindOut: "factory-tuf updates review"
  });
}
function bodyOf({ doc, beside }) {
  return { ...beside, signatures: doc.signatures, signed: doc.signed };
}
function isSame2(shown3, sent) {
  return sameJson(shown3.doc.signed, sent.doc.signed) && sameJson(shown3.doc.signatures, sent.doc.signatures);
}
function shows({ beside }, { targets, waves }) {
  let holds = (shown3, sent) => Object.entries(sent).every(([name, list]) => {
    let held = isObject(shown3) ? own(shown3, name) : void 0;
    return Array.isArray(held) && list.every((signature) => held.some((other) => sameJson(other, signature)));
  });
  return holds(beside["targets-signatures"], targets) && holds(beside["waves-signatures"], waves);
}

// src/commands/root-work/sign-roots.ts
function rootSigners(archive, staged2, current) {
  let [fresh, old] = [staged2, current].map(({ signed, where }) => roleKeys(signed, "root", where)), signers = [fresh, old].flatMap(
    (keys) => findSigner(archive, keys) ? [activeKey(archive, "root", keys)] : []
  );
  return signers.length === 0 && activeKey(archive, "root", new Map([...fresh, ...old])), [...new Map(signers.map((signer) => [signer.keyid, signer])).values()];
}
async function signRoots(staged2, signers, roots) {
  return { ci: await signRoot(staged2.ci, signers, roots.ci), prod: await signRoot(staged2.prod, signers, roots.prod) };
}
async function signRoot({ doc, beside }, signers, current) {
  let bytes = canonicalBytes(doc.signed, doc.where, "/signed"), made = [];
  for (let signer of signers) made.push(await signer.sign(bytes));
  let ours = new Set(signers.map(({ keyid }) => keyid)), valid = validSigners(doc, current), kept2 = doc.signatures.filter(({ keyid }, index) => doc.signatures.findIndex((other) => other.keyid === keyid) === index && !ours.has(keyid) && valid.has(keyid)), signed = new Doc(doc.where, doc.signed, [...made, ...kept2], []), problem = signers.find(({ keyid }) => !validSigners(signed, current).has(keyid));
  if (!problem) return { doc: signed, beside };
  throw new ToolError("signature-self-check", {
    happened: `The signature of ${problem.keyid} on ${doc.where} does not verify under the root keys, so nothing was sent.`,
    next: "Take the archive from a backup and try on another machine."
  });
}
function validSigners(doc, current) {
  return /* @__PURE__ */ new Set([...tally(doc, doc, "root").signedBy, ...tally(doc, current, "root").signedBy]);
}
function rootSignatures(doc, current) {
  let [byCurrent, byOwn] = [tally(doc, current, "root"), tally(doc, doc, "root")];
  return { current: byCurrent, own: byOwn, met: byCurrent.met && byOwn.met };
}
function sameSignatures(staged2, signed, roots) {
  let signers = ({ doc }, current) => [...validSigners(doc, current)].sort().join();
  return signers(staged2.ci, roots.ci) === signers(signed.ci, roots.ci) && signers(staged2.prod, roots.prod) === signers(signed.prod, roots.prod);
}

// src/commands/root-work/stage-roots.ts
function stageRoots(work, edited, threshold = work.prod.doc.signed.roles.targets.threshold) {
  let signed = dropUnusedKeys(edited);
  return {
    ci: { doc: unsigned(work.ci.doc.where, signed), beside: work.ci.beside },
    prod: { doc: unsigned(work.prod.doc.where, productionOfRoot(signed, threshold)), beside: work.prod.beside }
  };
}

// src/commands/root-work/staged-report.ts
var stagedDataHelp = [
  "`version`, `digest` (of the staged production root, for `expect-digest`), `startedBy`, `startedAt`, `changelog`",
  "`changes`: `{version, expires, added, removed, kept, thresholds, sameKeys}`; keys are `{role, keyid, keytype, owner, ageDays}`",
  "`counts`: list of `{flavour, by, threshold, signedBy, missing, met}`; `blockers`, `serverSays`: sentences; `resigned`: tags and Waves"
];
function changeBlocks(standing2) {
  let { changes, digest, changelog } = standing2, { version, expires } = changes;
  return [
    {
      kind: "facts",
      facts: [
        { label: "Root version", value: `${version.from} -> ${version.to}` },
        {
          label: "Expires",
          value: expires.from === expires.to ? `${expires.to} (as before)` : `${expires.from} -> ${expires.to}`
        },
        ...changes.thresholds.map(({ role, from, to }) => ({
          label: `Threshold of ${role}`,
          value: { strong: `${from} -> ${to}`, tone: to < from ? "warning" : "neutral" }
        })),
        { label: "Reason", value: changelog || "none given" },
        { label: "Digest", value: { code: digest } }
      ]
    },
    keyTable(changes)
  ];
}
function keyTable({ added, removed, kept: kept2, sameKeys: sameKeys2 }) {
  let row = (what) => (line) => [what, line.role, { code: line.keyid }, holderOf(line)];
  return {
    kind: "table",
    columns: [{ title: sameKeys2 ? "No key changes" : "" }, { title: "Role" }, { title: "Key id" }, { title: "Holder" }],
    rows: [
      ...added.map(row({ strong: "added", tone: "warning" })),
      ...removed.map(row({ strong: "removed", tone: "warning" })),
      ...kept2.map(row("kept"))
    ]
  };
}
function holderOf({ owner, keytype, ageDays }) {
  let age = ageDays === null ? "" : `, ${ageDays} ${ageDays === 1 ? "day" : "days"} old`;
  return `${owner ?? "no owner recorded"}, ${keytype}${age}`;
}
function countBlocks(counts) {
  return [
    { kind: "heading", text: "Signatures" },
    {
      kind: "table",
      columns: [{ title: "Root" }, { title: "By keys of" }, { title: "" }, { title: "Key id" }, { title: "Holder" }],
      rows: counts.flatMap(({ flavour, by, threshold, signedBy, missing: missing2, met }) => {
        let root = flavour === "ci" ? "CI" : "production", side = by === "current" ? "the current root" : "the new root", have = { strong: `${signedBy.length} of ${threshold}`, tone: met ? "good" : "bad" };
        return [
          [root, side, have, "", ""],
          ...signedBy.map(({ keyid, owner }) => [
            "",
            "",
            "signed",
            { code: keyid },
            owner ?? "owner not recorded"
          ]),
          ...(met ? [] : missing2).map(({ keyid, owner }) => [
            "",
            "",
            "missing",
            { code: keyid },
            owner ?? "owner not recorded"
          ])
        ];
      })
    }
  ];
}
function blockerBlocks({ blockers, serverSays }) {
  return [
    { kind: "heading", text: blockers.length === 0 ? "Nothing blocks it" : "What blocks it" },
    ...blockers.length === 0 ? [] : [sentences(blockers)],
    ...serverSays.length === 0 ? [] : [{ kind: "heading", text: "The Factory says" }, sentences(serverSays)]
  ];
}
function standingBlocks(standing2) {
  let { resigned, startedBy, startedAt } = standing2;
  return [
    { kind: "paragraph", text: [`Started by ${startedBy || "somebody"} at ${startedAt || "an unknown time"}.`] },
    ...changeBlocks(standing2),
    ...resigned.length === 0 ? [] : [{ kind: "paragraph", text: [`Signed again: ${resigned.join(", ")}.`] }],
    ...countBlocks(standing2.counts),
    ...blockerBlocks(standing2)
  ];
}
function sentences(items) {
  return { kind: "list", items: items.map((item) => [item]) };
}

// src/commands/updates-init.ts
var updatesInit = {
  name: "updates init",
  summary: "Start a transaction of TUF root updates and print its id.",
  details: "Whoever started the transaction may leave its id out later; everybody else gives it as txid. Nothing changes for devices before `updates apply`. The very first rotation, which takes the root key offline, is `keys rotate --role root --first-time`.",
  examples: ["factory-tuf updates init --changelog 'two signers for releases'"],
  args: [],
  options: {
    changelog: {
      kind: "text",
      help: "Why the root is changed; it becomes part of the root.",
      required: !0,
      placeholder: "<text>"
    },
    ...factoryOptions,
    ...trustOptions
  },
  runs: "offline",
  needs: "factory",
  dataHelp: [
    "`txid`: id of the transaction, empty where its answer was lost",
    "`changelog`, `version`: of the root to come"
  ],
  async run(ctx, { changelog }) {
    ctx.progress("Verifying the roots");
    let [roots, { status }] = await Promise.all([showableRoots(ctx), ctx.factory.updates()]);
    if (status !== "NONE") throw alreadyOpen(status);
    let data = { txid: await startTransaction(ctx, { message: changelog, "first-time": !1, shortcut: !1 }), changelog, version: roots.ci.signed.version + 1 };
    return { status: "done", changed: "yes", outputs: rootOutputs(roots, ctx.now), data };
  },
  stdout: ({ data }) => data.txid === "" ? null : `${data.txid}
`,
  report: ({ data }) => ({
    title: `The transaction for root ${data.version} is open`,
    blocks: [
      {
        kind: "facts",
        facts: [
          {
            label: "Transaction id",
            value: data.txid === "" ? "lost on its way; you may leave it out" : { code: data.txid }
          },
          { label: "Reason", value: data.changelog }
        ]
      }
    ]
  })
};
async function startTransaction(ctx, body) {
  let txid = "";
  return await settle({
    what: "starting the transaction",
    write: async () => {
      ({ txid } = await ctx.factory.initUpdates(body));
    },
    carriedOut: async () => {
      let [updates, { "polis-id": self }] = await Promise.all([ctx.readBack.updates(), ctx.readBack.self()]), meta = updates["change-meta"];
      return updates.status === "STARTED" && meta?.["created-by"] === self && Date.parse(meta["created-at"] ?? "") >= ctx.now.getTime() - CLOCK_SKEW_MS && (updates.updated?.["ci-root"] ?? "").includes(JSON.stringify(body.message));
    },
    toFindOut: "factory-tuf updates review"
  }), txid;
}
var CLOCK_SKEW_MS = 3e5;
function alreadyOpen(status) {
  return new ToolError("transaction-open", {
    happened: `A transaction of TUF root updates is ${status === "APPLYING" ? "being applied" : "open"} already, and there can be only one.`,
    next: "Look at it with `factory-tuf updates review`; go on with it, or end it with `factory-tuf updates cancel`."
  });
}

// src/commands/root-resign.ts
var rootResign = {
  name: "root resign",
  summary: "Sign the root again with the same keys and a new expiry, one year from now.",
  details: "One transaction from beginning to end; it works when the root has already expired. Where the root needs several signatures, use updates init, updates sign and updates apply.",
  examples: ["factory-tuf root resign --keys root.tgz"],
  args: [],
  options: {
    changelog: {
      kind: "text",
      help: "Why; it becomes part of the root.",
      default: "Refresh TUF root expiration by 1 year",
      placeholder: "<text>"
    },
    ...keyOptions,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "offline",
  needs: "keys",
  dataHelp: ["`version`, `expires`: of the root that devices use from now on"],
  async run(ctx, { changelog }) {
    ctx.keys?.prefetch(), ctx.progress("Verifying the roots");
    let [roots, { status }] = await Promise.all([showableRoots(ctx), ctx.factory.updates()]);
    if (status !== "NONE") throw alreadyOpen(status);
    requireOneSignature(roots), await showPlan(ctx, roots, changelog);
    let archive = await ctx.keys.open(), signers = rootSigners(archive, roots.ci, roots.ci), txid = await startTransaction(ctx, { message: changelog, "first-time": !1, shortcut: !0 }), signed = await orCancel(ctx, async () => {
      let work = await readStagedAgain(ctx.factory, roots);
      requireUntouched(work);
      let both = await signRoots(stageRoots(work, withNewExpiry(work.ci.doc.signed, ctx.now)), signers, roots);
      return await putStaged(ctx, "", both), both;
    });
    await applyStaged(ctx, "", { ci: signed.ci.doc, prod: signed.prod.doc });
    let { version, expires } = signed.prod.doc.signed;
    return ctx.log.info(`The transaction ${txid} is applied.`), { status: "done", changed: "yes", outputs: { "root-version": version, "root-expires": expires }, data: { version, expires } };
  },
  report: ({ data }) => ({
    title: `Root ${data.version} is valid until ${data.expires}`,
    blocks: [
      {
        kind: "paragraph",
        text: ["Renew the trusted root of your repositories: ", { code: "factory-tuf root pin" }, "."]
      }
    ]
  })
};
async function showPlan(ctx, { ci, prod, ...roots }, changelog) {
  let next = withNewExpiry({ ...ci.signed, version: ci.signed.version + 1 }, ctx.now), planned = productionOfRoot(next, keptThreshold({ ci, prod, ...roots })), changes = diffRoots(prod.signed, planned, ctx.now), digest = `sha256:${docHash(unsigned("the planned root", planned))}`;
  await ctx.confirm(
    {
      title: `Root ${planned.version} of Factory ${ctx.factory.factory} is to be signed and applied`,
      blocks: changeBlocks({ changes, digest, changelog }).map(
        (block) => (
          // The Factory writes its changelog into the root, so the digest is not known yet.
          block.kind === "facts" ? { ...block, facts: block.facts.filter(({ label }) => label !== "Digest") } : block
        )
      )
    },
    `Sign and apply root ${planned.version} with the same keys and a new expiry?`
  );
}
function requireUntouched({ roots, ci }) {
  let { version: _version, "x-changelog": _changelog, ...staged2 } = ci.doc.signed, { version: _before, "x-changelog": _reason, ...current } = roots.ci.signed, pointer = differingPointer(staged2, current, "/signed");
  if (pointer !== null)
    throw new ToolError("staged-root-differs", {
      happened: `The Factory began the transaction with a root that differs from the newest one at ${pointer}.`,
      next: "Sign nothing, keep a copy of `factory-tuf updates review --raw` and ask the vendor."
    });
}
async function orCancel(ctx, work) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ToolError) || error.changed !== "no") throw error;
    let canceled = await ctx.factory.cancelUpdates().then(
      () => !0,
      () => !1
    );
    throw new ToolError(
      error.code,
      {
        happened: `${error.happened} ${canceled ? "The transaction was canceled again." : "The transaction is still open."}`,
        changed: canceled ? "no" : "yes",
        next: canceled ? error.next : `${error.next} End the transaction with: factory-tuf updates cancel.`
      },
      { cause: error }
    );
  }
}
function requireOneSignature({ ci }) {
  let { threshold } = ci.signed.roles.root;
  if (threshold !== 1)
    throw new ToolError("threshold-unreachable", {
      happened: `The root needs ${threshold} signatures, so one person alone cannot sign and apply it.`,
      next: "Use a transaction: factory-tuf updates init, then updates sign by each signer, then updates apply. A new expiry comes with updates rotate-offline-key --role root."
    });
}

// src/commands/updates-add-offline-key.ts
import { readFile as readFile2 } from "node:fs/promises";
import { resolve as resolve4 } from "node:path";

// src/commands/root-work/key-proof.ts
import { createPublicKey } from "node:crypto";
var ED25519_SPKI_BYTES = 44;
function readPublicKey(text) {
  let trimmed = text.trim(), key = /^[0-9a-fA-F]{64}$/.test(trimmed) ? ed25519(trimmed.toLowerCase()) : fromPem(trimmed), usable = key && usableKey(key);
  if (key && usable?.usable) return { key, usable };
  throw new ToolError("keys-key-unusable", {
    happened: `The public key ${usable && !usable.usable ? usable.why : "is neither 64 hex characters nor a PEM of type PUBLIC KEY"}.`,
    next: "Give the public half alone: Ed25519, or RSA of 2048 to 8192 bits."
  });
}
function proofText({ factory, role, transaction, keyid, owner }) {
  return [
    "factory-tuf: this key joins a role",
    `factory: ${factory}`,
    `role: ${role}`,
    `transaction: ${transaction}`,
    `key: ${keyid}`,
    `owner: ${owner}`,
    ""
  ].join(`
`);
}
function requireProof(key, text, proof) {
  let method = key.type === "ed25519" ? ED25519_METHOD : RSA_METHOD, problems = signaturesIn(proof).map(
    (sig) => signatureProblem(key, { keyid: key.keyid, method, sig: sig.toString("base64") }, Buffer.from(text, "utf8"))
  );
  if (!problems.includes(null))
    throw new ToolError("key-proof-invalid", {
      happened: `The proof ${problems[0] ?? "holds no signature"} under the key ${key.keyid}.`,
      next: "Sign exactly the text that this command prints without --proof: the transaction, role and owner are part of it."
    });
}
function signaturesIn(proof) {
  let raw = Buffer.from(proof), text = raw.toString("latin1").replace(/\s+/g, ""), found = [raw];
  return /^(?:[0-9a-fA-F]{2})+$/.test(text) && found.unshift(Buffer.from(text, "hex")), /^[A-Za-z0-9+/]+={0,2}$/.test(text) && found.unshift(Buffer.from(text, "base64")), found;
}
function fromPem(text) {
  if (!/^-----BEGIN PUBLIC KEY-----\r?\n/.test(text)) return null;
  try {
    let parsed = createPublicKey({ key: text, format: "pem", type: "spki" }), spki = parsed.export({ format: "der", type: "spki" });
    return parsed.asymmetricKeyType === "ed25519" && spki.length === ED25519_SPKI_BYTES ? ed25519(spki.subarray(-32).toString("hex")) : { keytype: "RSA", keyval: { public: parsed.export({ format: "pem", type: "spki" }).toString() } };
  } catch {
    return null;
  }
}
function ed25519(hex) {
  return { keytype: "ED25519", keyval: { public: hex } };
}

// src/keys/archive-file.ts
import { realpath } from "node:fs/promises";
import { basename as basename2, dirname as dirname2, resolve as resolve2 } from "node:path";

// src/keys/disk.ts
import { lstat, open, readFile, rename as rename2, unlink } from "node:fs/promises";
var OWNER_ONLY = 384, systemDisk = {
  read: (path) => nullIfMissing(readFile(path)),
  exists: async (path) => await nullIfMissing(lstat(path)) !== null,
  async create(path) {
    let file = await open(path, "wx", OWNER_ONLY);
    return {
      write: async (bytes) => file.writeFile(bytes),
      sync: () => file.sync(),
      close: () => file.close()
    };
  },
  rename: rename2,
  remove: unlink,
  async syncFolder(path) {
    let folder;
    try {
      folder = await open(path, "r"), await folder.sync();
    } catch (error) {
      if (!["EISDIR", "EPERM", "EINVAL", "ENOTSUP"].includes(codeOf(error))) throw error;
    } finally {
      await folder?.close();
    }
  }
};
function diskFailed(error, what, next) {
  return new ToolError("file-unwritable", { happened: `${what} (${WORDS[codeOf(error)] ?? codeOf(error)}).`, next });
}
function codeOf(error) {
  return error.code ?? "unknown reason";
}
var WORDS = {
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  EROFS: "it is mounted read-only",
  ENOENT: "the folder does not exist",
  ENOTDIR: "a part of the path is no folder",
  EEXIST: "a file of that name is there already",
  EISDIR: "it is a folder",
  EIO: "the device reports an error"
};
async function nullIfMissing(work) {
  try {
    return await work;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
}

// src/keys/protection.ts
import { createCipheriv, randomBytes } from "node:crypto";
var DEFAULT_LOG_N = 18;
async function openProtected(file, what, secrets) {
  let input = readKeyInput(file, what);
  if (input.form === "plain") return { packed: input.bytes, protection: { kind: "plain" } };
  let header = readAgeHeader(input.bytes), armored = input.bytes !== file, { decryptAge, deriveScryptKey } = await import("./age-EMJK5MZ7.js");
  if (header.scrypt) {
    let passphrase = await passphraseOf(what, secrets);
    return { packed: await decryptAge(input.bytes, { scryptKey: await deriveScryptKey(header.scrypt, passphrase) }), protection: { kind: "passphrase", passphrase, logN: header.scrypt.logN, armored } };
  }
  let identities = identitiesOf(what, secrets), packed = await decryptAge(input.bytes, { identities }), recipients = await recipientsOf(identities), others = Math.max(0, countRecipients(input.bytes, header) - recipients.length);
  return { packed, protection: { kind: "recipients", recipients, others, identities, armored } };
}
async function lockProtected(packed, protection) {
  if (protection.kind === "plain") return packed;
  let { Encrypter, armor } = await import("./dist-UHAOSZMN.js"), encrypter = new Encrypter();
  if (protection.kind === "passphrase")
    encrypter.addRecipient(await scryptRecipient(protection.passphrase, protection.logN));
  else {
    if (protection.others > 0) throw recipientsUnknown(protection.others);
    for (let recipient of protection.recipients) addRecipient(encrypter, recipient);
  }
  let file = await encrypter.encrypt(packed);
  return protection.armored ? Buffer.from(`${armor.encode(file).trimEnd()}
`, "latin1") : file;
}
async function recipientsOf(identities) {
  let { identityToRecipient } = await import("./dist-UHAOSZMN.js");
  try {
    return await Promise.all(identities.map((identity) => identityToRecipient(identity)));
  } catch {
    throw new ToolError("keys-identity-malformed", {
      happened: "The age identity is damaged: its checksum is wrong.",
      next: "Copy the whole line that begins with AGE-SECRET-KEY-1 again."
    });
  }
}
function protectionWords(protection) {
  return protection.kind === "plain" ? "not encrypted" : protection.kind === "passphrase" ? "encrypted with a passphrase" : `encrypted to ${protection.recipients.join(", ")}`;
}
function addRecipient(encrypter, recipient) {
  try {
    encrypter.addRecipient(recipient);
  } catch {
    throw new ToolError("keys-recipient-malformed", {
      happened: `The recipient ${JSON.stringify(shownRecipient(recipient))} is not an age recipient (age1...).`,
      next: "Give the public key that age-keygen printed, whole; it begins with age1."
    });
  }
}
function shownRecipient(recipient) {
  return /^age1[a-z0-9]*$/.test(recipient) ? recipient.slice(0, 80) : "(not shown)";
}
async function scryptRecipient(passphrase, logN) {
  let { Stanza } = await import("./dist-UHAOSZMN.js"), { deriveScryptKey } = await import("./age-EMJK5MZ7.js"), salt = randomBytes(16), key = await deriveScryptKey({ salt, logN }, passphrase);
  return {
    wrapFileKey: (fileKey) => {
      let cipher = createCipheriv("chacha20-poly1305", key, Buffer.alloc(12), { authTagLength: 16 }), body = Buffer.concat([cipher.update(fileKey), cipher.final(), cipher.getAuthTag()]), saltText = salt.toString("base64").replace(/=+$/, "");
      return [new Stanza(["scrypt", saltText, String(logN)], new Uint8Array(body))];
    }
  };
}
function countRecipients(file, header) {
  if (header.scrypt) return 1;
  let lines = Buffer.from(file.subarray(0, 64 * 1024)).toString("latin1").split(`
`), end = lines.findIndex((line) => line.startsWith("---"));
  return lines.slice(0, end).filter((line) => /^-> (?!\S*-grease(?: |$))/.test(line)).length;
}
async function passphraseOf(what, { passphrase, ask, identity }) {
  let given = trimPassphrase(passphrase || await ask?.() || "");
  if (given) return given;
  throw new ToolError(identity ? "keys-wrong-identity" : "keys-secret-missing", {
    happened: `${what} opens with a passphrase, and none was given.`,
    next: "Give it with --keys-passphrase-file or FACTORY_TUF_PASSPHRASE, or run this on a terminal to be asked."
  });
}
function identitiesOf(what, { identity, passphrase }) {
  if (identity) return parseIdentities(identity);
  throw new ToolError(passphrase ? "keys-wrong-passphrase" : "keys-secret-missing", {
    happened: `${what} opens with an age identity, and none was given.`,
    next: "Give it with --keys-identity-file or FACTORY_TUF_IDENTITY."
  });
}
function recipientsUnknown(others) {
  return new ToolError("keys-recipients-unknown", {
    happened: `The archive is encrypted to ${others} more recipient${others === 1 ? "" : "s"} than the identity given belongs to, and age files do not name theirs: writing it again would lock ${others === 1 ? "that one" : "those"} out.`,
    next: "Encrypt it once with all of them: factory-tuf keys encrypt --recipient age1...,age1...; or give all identities."
  });
}

// src/keys/write-archive.ts
import { gzipSync as gzipSync2 } from "node:zlib";
var BLOCK2 = 512, OWNER_ONLY2 = 384;
function writeArchive(keys) {
  let blocks = [], names = /* @__PURE__ */ new Set();
  for (let key of keys) {
    if (names.has(key.name)) throw refusedName(key.name, "is there twice");
    names.add(key.name);
    let half = privateHalfOf(key);
    half && blocks.push(...entry(`${key.name}.sec`, half.secJson())), blocks.push(...entry(`${key.name}.pub`, JSON.stringify(key.public)));
  }
  return blocks.push(Buffer.alloc(2 * BLOCK2)), gzipSync2(Buffer.concat(blocks));
}
function entry(path, text) {
  let body = Buffer.from(text, "utf8"), epoch = /* @__PURE__ */ new Date(0), header = new Header({ path, mode: OWNER_ONLY2, uid: 0, gid: 0, size: body.length, mtime: epoch, type: "File" }), block = Buffer.alloc(BLOCK2);
  if (header.encode(block)) throw refusedName(path, "is too long");
  return [block, body, Buffer.alloc((BLOCK2 - body.length % BLOCK2) % BLOCK2)];
}
function refusedName(name, why) {
  return new ToolError("keys-entry-refused", {
    happened: `No archive was made: the entry name \`${name.slice(0, 120)}\` ${why}.`,
    next: "Rename the entry in the archive it comes from."
  });
}

// src/keys/archive-file.ts
async function openArchiveFile(path, secrets) {
  let bytes = await readKeyFile(path), { packed, protection } = await openProtected(bytes, `The archive ${shown(path)}`, secrets), archive = await readArchive(packed);
  return { path: await realpath(path), archive, protection, sha256: sha256Hex(bytes) };
}
async function openArchiveFileIfThere(path, secrets, disk = systemDisk) {
  return await disk.exists(path) ? openArchiveFile(path, secrets) : null;
}
async function saveBeside(place, keys, disk = systemDisk) {
  let path = resolve2(place.path), beside = besideName(path), bytes = await lockProtected(writeArchive(keys), place.protection);
  await writeNewFile(beside, bytes, disk);
  try {
    let there = await disk.read(beside);
    if (!there || !Buffer.from(bytes).equals(there)) throw unproven(beside);
    await requireSameKeys(there, place.protection, keys, beside), await disk.syncFolder(dirname2(path));
  } catch (error) {
    throw await disk.remove(beside).catch(() => {
    }), error instanceof ToolError ? error : diskFailed(error, `The archive could not be saved as ${shown(beside)}`, TRY_ELSEWHERE);
  }
  return { path, beside, replaces: place.sha256 ?? null };
}
async function replaceWith({ path, beside, replaces }, disk = systemDisk) {
  try {
    let now = await disk.read(path);
    if ((now ? sha256Hex(now) : null) !== replaces) throw changedMeanwhile(path, beside, now !== null);
    await disk.rename(beside, path), await disk.syncFolder(dirname2(path));
  } catch (error) {
    throw error instanceof ToolError ? error : diskFailed(error, `${shown(beside)} could not be renamed to ${shown(path)}`, keepBoth(beside));
  }
}
async function discardSaved({ beside, path }, disk = systemDisk) {
  try {
    await disk.remove(beside), await disk.syncFolder(dirname2(path));
  } catch (error) {
    throw diskFailed(error, `${shown(beside)} could not be removed`, "Remove it: the keys in it were never used.");
  }
}
async function leftoversOf(path, disk = systemDisk) {
  let [ours, vendors] = [besideName(resolve2(path)), `${resolve2(path)}.tmp`], [oursThere, vendorsThere] = await Promise.all([disk.exists(ours), disk.exists(vendors)]);
  return { ours: oursThere ? ours : null, vendors: vendorsThere ? vendors : null };
}
async function writeNewFile(path, bytes, disk = systemDisk) {
  let created2 = !1;
  try {
    let file = await disk.create(path);
    created2 = !0;
    try {
      await file.write(bytes), await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    throw created2 && await disk.remove(path).catch(() => {
    }), !created2 && codeOf(error) === "EEXIST" ? inTheWay(path) : diskFailed(error, `${shown(path)} could not be written`, TRY_ELSEWHERE);
  }
}
function sameKeys(some, others) {
  let texts = (keys) => keys.map(keyText).sort().join(`
`);
  return texts(some) === texts(others);
}
var TRY_ELSEWHERE = "Make room, or name a file where this user may write.";
function keyText(key) {
  return JSON.stringify([key.name, key.keyid, privateHalfOf(key)?.secretText() ?? null]);
}
function besideName(path) {
  return `${path}.new`;
}
async function requireSameKeys(bytes, protection, keys, path) {
  if (protection.kind === "recipients" && protection.identities.length === 0) return;
  let secrets = protection.kind === "passphrase" ? { passphrase: protection.passphrase } : protection.kind === "recipients" ? { identity: protection.identities.join(`
`) } : {}, held;
  try {
    let { packed } = await openProtected(bytes, shown(path), secrets);
    held = (await readArchive(packed, { orphans: "kept" })).keys;
  } catch {
    throw unproven(path);
  }
  if (!sameKeys(held, keys)) throw unproven(path);
}
function shown(path) {
  return `\`${basename2(path).slice(0, 120)}\``;
}
function keepBoth(beside) {
  return `Keep ${shown(beside)}: it holds the newest keys. Clear the cause and run the command again.`;
}
function unproven(path) {
  return new ToolError("keys-write-unproven", {
    happened: `${shown(path)} was written, but what the disk gives back is not what was written; it was removed.`,
    next: "Do not trust this disk with keys: try another one."
  });
}
function inTheWay(path) {
  return path.endsWith(".new") ? new ToolError("keys-leftover", {
    happened: `${shown(path)} is there already: an earlier run was interrupted, and it may hold a key that the Factory knows.`,
    next: "Run `factory-tuf keys list --keys` on it and compare with the root; keep it until you know, then move it away."
  }) : new ToolError("file-unwritable", {
    happened: `${shown(path)} is there already, and a file that may hold keys is never overwritten.`,
    next: "Name another file, or move that one away."
  });
}
function changedMeanwhile(path, beside, there) {
  return new ToolError("keys-changed-meanwhile", {
    happened: `${shown(path)} ${there ? "was changed by somebody else" : "was removed"} while this command ran, so it was not replaced.`,
    next: `What this run made lies in ${shown(beside)}. Compare the two with \`factory-tuf keys list --keys\` and keep what you need of both.`
  });
}

// src/keys/archive-lock.ts
import { hostname } from "node:os";
import { resolve as resolve3 } from "node:path";
async function lockArchive(path, disk = systemDisk) {
  let file = `${resolve3(path)}.lock`, mine = `${process.pid} ${hostname()}
`;
  try {
    if (!await created(file, mine, disk) && (await clearStale(file, disk), !await created(file, mine, disk)))
      throw inUse(file, await holderOf2(file, disk));
  } catch (error) {
    throw error instanceof ToolError ? error : diskFailed(error, `The lock ${file} could not be made`, "Check that this user may write to its folder.");
  }
  return { release: () => disk.remove(file).catch(() => {
  }) };
}
async function created(file, text, disk) {
  try {
    let handle = await disk.create(file);
    try {
      await handle.write(Buffer.from(text));
    } finally {
      await handle.close();
    }
    return !0;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return !1;
    throw error;
  }
}
async function clearStale(file, disk) {
  let holder = await holderOf2(file, disk);
  if (holder === null) return;
  if (holder.alive) throw inUse(file, holder);
  let aside = `${file}.${process.pid}`;
  await disk.rename(file, aside).catch((error) => {
    if (codeOf(error) !== "ENOENT") throw error;
  });
  let moved = await holderOf2(aside, disk);
  if (moved?.alive)
    throw await disk.rename(aside, file), inUse(file, moved);
  moved && await disk.remove(aside);
}
async function holderOf2(file, disk) {
  let bytes = await disk.read(file);
  if (!bytes) return null;
  let [, pid = "0", host = ""] = /^([1-9]\d{0,9}) (\S{1,255})\n$/.exec(Buffer.from(bytes).toString("latin1")) ?? [];
  return { pid: Number(pid), host, alive: host !== hostname() || runs(Number(pid)) };
}
function runs(pid) {
  try {
    return process.kill(pid, 0), !0;
  } catch (error) {
    return codeOf(error) !== "ESRCH";
  }
}
function inUse(file, holder) {
  let who = holder?.pid ? ` (process ${holder.pid} on ${JSON.stringify(holder.host.slice(0, 80))})` : "";
  return new ToolError("keys-in-use", {
    happened: `Another run is working with this archive${who}.`,
    next: `Wait until it has ended. If it is not running any more, remove ${file}.`
  });
}

// src/keys/generate.ts
import { generateKeyPair, randomBytes as randomBytes2 } from "node:crypto";
import { promisify } from "node:util";
var RSA_BITS = 4096, systemRandomness = {
  seed: () => randomBytes2(32),
  async rsa(bits) {
    let { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: bits });
    return privateKey.export({ format: "pem", type: "pkcs1" }).toString();
  }
};
async function newKey(type, role, randomness) {
  let text = type === "ed25519" ? Buffer.from(randomness.seed()).toString("hex") : await randomness.rsa(RSA_BITS), sec = JSON.stringify({ keytype: vendorKeytype(type), keyval: { private: text } }), half = parsePrivateHalf(Buffer.from(sec), "the new key");
  return keyWithPrivateHalf(`tufrepo/keys/fioctl-${role}-${half.usable.keyid}`, half);
}

// src/commands/root-work/new-key.ts
async function withNewKey(file, { role, keyType: keyType2, check, send }) {
  let lock = await lockArchive(file.path);
  try {
    let { vendors } = await leftoversOf(file.path);
    if (vendors) throw vendorsLeftover(vendors);
    let opened = await openArchiveFileIfThere(file.path, file.secrets), held = opened?.archive ?? { keys: [] };
    check(held);
    let fresh = await newKey(keyType2, role, systemRandomness), place = opened ?? { path: file.path, protection: { kind: "plain" } }, saved = await saveBeside(place, [...held.keys, fresh]), result;
    try {
      result = await send(fresh, held);
    } catch (error) {
      throw error instanceof ToolError ? error.changed !== "no" ? kept(error, saved.beside, fresh.keyid) : (await discardSaved(saved), error) : error;
    }
    return await replaceWith(saved).catch((error) => {
      throw error instanceof ToolError ? staged(error, saved.beside, fresh.keyid) : error;
    }), result;
  } finally {
    await lock.release();
  }
}
function kept(error, beside, keyid) {
  return new ToolError(
    error.code,
    {
      happened: `${error.happened} The new key ${keyid} is safe in ${beside}.`,
      changed: error.changed,
      next: `${error.next} If the key is staged, move that file over the archive; if it is not, it may be removed.`
    },
    { cause: error }
  );
}
function staged(error, beside, keyid) {
  return new ToolError(
    error.code,
    {
      happened: `The new key ${keyid} is staged and safe in ${beside}, but: ${error.happened}`,
      changed: "yes",
      next: error.next
    },
    { cause: error }
  );
}
function vendorsLeftover(path) {
  return new ToolError("keys-leftover", {
    happened: `${path} is there: an interrupted run of the vendor's tool left it, and it may hold a key that the Factory knows.`,
    next: "Look at it with `factory-tuf keys list --keys`, and keep it in a safe place under another name."
  });
}

// src/commands/root-work/active-waves.ts
async function activeWaves({ factory }) {
  let { waves } = await factory.waves({ limit: 100, page: 1, status: "active" });
  return waves.filter(({ status }) => status === "active").map(({ name }) => name);
}

// src/commands/root-work/staged-standing.ts
function standingOf(work, activeWaves2, now) {
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
    blockers: blockersOf(work, counts, activeWaves2, now),
    serverSays: serverNotes(updates.issues?.errors).concat(serverNotes(updates.issues?.warnings))
  };
}
function missingSigners(counts) {
  let missing2 = counts.filter(({ met }) => !met).flatMap((count) => count.missing);
  return [...new Map(missing2.map((holder) => [holder.keyid, holder])).values()];
}
function countsOf({ roots, ci, prod }) {
  return [
    { flavour: "ci", staged: ci.doc, current: roots.ci },
    { flavour: "prod", staged: prod.doc, current: roots.prod }
  ].flatMap(({ flavour, staged: staged2, current }) => {
    let { current: byCurrent, own: byOwn } = rootSignatures(staged2, current), count = (by, tally2, root) => ({
      flavour,
      by,
      ...signaturesOf(tally2, root.signed, "")
    });
    return [count("current", byCurrent, current), count("new", byOwn, staged2)];
  });
}
function blockersOf({ roots, prod, isProdStaged, online }, counts, activeWaves2, now) {
  let { signed } = prod.doc, blockers = counts.filter(({ met }) => !met).map(
    ({ flavour, by, threshold, signedBy }) => `The staged ${flavour === "ci" ? "CI" : "production"} root has ${signedBy.length} of ${threshold} signatures by the ${by === "current" ? "current" : "new"} root keys.`
  );
  isProdStaged || blockers.push("Nothing is staged yet: the production root is missing."), isExpired(signed, now) && blockers.push(`The staged root expired at ${signed.expires}; devices would refuse it.`);
  for (let role of ROLE_NAMES) {
    let { keyids, threshold } = signed.roles[role], isBeforeFirstOfflineKey = role === "targets" && threshold === MIN_PRODUCTION_THRESHOLD && keyids.length === 1;
    threshold > keyids.length && !isBeforeFirstOfflineKey && blockers.push(`The ${role} role would need ${threshold} signatures and has ${keyids.length} keys.`);
  }
  let keysOf = (keyids) => [...keyids].sort().join(), targetsChange = keysOf(roots.prod.signed.roles.targets.keyids) !== keysOf(signed.roles.targets.keyids), onlineChange = keysOf(Object.values(online.current)) !== keysOf(Object.values(online.updated));
  return activeWaves2.length > 0 && (targetsChange || onlineChange) && blockers.push(`Targets or online keys change while Wave ${activeWaves2.join(", ")} is active.`), blockers;
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
function serverNotes(notes = []) {
  return notes.slice(0, 100).map((note) => isObject(note) ? note.message : note).filter((message) => typeof message == "string" && message !== "");
}

// src/commands/root-work/stage-and-sign.ts
async function stageAndSign(ctx, work, staging) {
  let { txid, edited, threshold, resigned, sign } = staging, both = stageRoots(work, edited, threshold);
  sign && (both = await signShown(ctx, { ...work, ...both }));
  let before = work.isProdStaged ? { ci: work.ci, prod: work.prod } : null;
  return await putStaged(ctx, txid, both, resigned, before), stagedOutcome(ctx, { ...work, ...both, isProdStaged: !0 });
}
async function signShown(ctx, work, expectDigest) {
  let standing2 = standingOf(work, [], ctx.now);
  requireDigest(standing2.digest, expectDigest, "The staged production root");
  let title = `Root ${standing2.version} of Factory ${ctx.factory.factory} is to be signed`;
  return await ctx.confirm(
    { title, blocks: changeBlocks(standing2) },
    expectDigest === void 0 ? `Sign root ${standing2.version} with your root key?` : null
  ), signRoots(work, await archiveSigners(ctx, work, work), work.roots);
}
async function archiveSigners(ctx, both, { roots }) {
  if (!ctx.keys)
    throw new ToolError("value-missing", {
      happened: "The staged roots were to be signed, and no archive with a root key was given.",
      next: "Give it with --keys, or leave --sign out and sign later with `factory-tuf updates sign`."
    });
  return ctx.progress("Opening the key archive"), rootSigners(await ctx.keys.open(), both.ci.doc, roots.ci);
}
async function stagedOutcome(ctx, work, status = "done") {
  let waves = await activeWaves(ctx).catch((error) => {
    if (error instanceof ToolError) return [];
    throw error;
  }), data = standingOf({ ...work, updates: { ...work.updates, issues: {} } }, waves, ctx.now);
  return { status, changed: status === "done" ? "yes" : "no", outputs: stagedOutputs(data), data };
}
function stagedOutputs({ version, changes, counts }) {
  return {
    "root-version": version,
    "root-expires": changes.expires.to,
    missing: missingSigners(counts).map(({ keyid }) => keyid).join(",")
  };
}

// src/commands/root-work/updates-options.ts
var txidOption = {
  txid: {
    kind: "text",
    help: "Id of the transaction, as updates init printed it. Whoever started it may leave it out.",
    placeholder: "<id>"
  }
}, offlineRoleOption = {
  role: {
    kind: "text",
    help: "The role whose key it is: root or targets.",
    choices: ["root", "targets"],
    required: !0,
    placeholder: "<role>"
  }
}, keyTypeOption = {
  keyType: {
    kind: "text",
    help: "Type of the new key.",
    choices: ["ed25519", "rsa"],
    default: "ed25519",
    placeholder: "<type>"
  }
}, signOption = {
  sign: { kind: "switch", help: "Sign the staged roots as well, with the root key of the archive." }
};
function txidOf(txid) {
  if (txid === void 0 || isWave(txid)) return txid ?? "";
  throw new ToolError("value-invalid", {
    happened: "The option txid is not the id of a transaction.",
    next: "Give it as `factory-tuf updates init` printed it."
  });
}

// src/commands/updates-add-offline-key.ts
var updatesAddOfflineKey = {
  name: "updates add-offline-key",
  summary: "Stage a further offline key for a role.",
  details: "With --keys a new key is made and kept in that archive, which is created when it is not there. With --public-key a key that lives elsewhere joins: without --proof the text is printed that it must sign, with --proof the signature over it is checked.",
  examples: [
    "factory-tuf updates add-offline-key --role targets --keys targets2.tgz",
    "factory-tuf updates add-offline-key --role root --public-key hsm.pem --owner 5f0c --proof proof.sig"
  ],
  args: [],
  options: {
    ...offlineRoleOption,
    publicKey: { kind: "path", help: "File with the public key: PEM, or 64 hex characters.", placeholder: "<file>" },
    owner: { kind: "text", help: "Id of the user whose key it is; with --public-key.", placeholder: "<id>" },
    proof: {
      kind: "path",
      help: "File with the signature over the printed text; with --public-key.",
      placeholder: "<file>"
    },
    ...keyTypeOption,
    ...txidOption,
    ...keyOptions,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "offline",
  needs: "factory",
  dataHelp: [
    "`keyid`",
    "`textToSign`: without --proof, else null",
    "`staged`: null, or the following:",
    ...stagedDataHelp
  ],
  async run(ctx, { role, publicKey, owner, proof, keyType: keyType2, txid: typed }) {
    let txid = txidOf(typed), wish = { role, txid };
    if (publicKey === void 0 == (ctx.keys === null)) throw oneOrigin(publicKey !== void 0);
    if (publicKey === void 0) {
      if (owner !== void 0 || proof !== void 0) throw onlyWithPublicKey();
      return addNewKey(ctx, { ...wish, keyType: keyType2 });
    }
    return addPublicKey(ctx, { ...wish, publicKey, owner: ownerOf3(owner), proof });
  },
  stdout: ({ data }) => data.textToSign,
  report: ({ data }) => ({
    title: data.staged ? `The key ${data.keyid} is staged` : `The key ${data.keyid} must sign a text first`,
    blocks: data.staged ? standingBlocks(data.staged) : [{ kind: "paragraph", text: [{ code: data.textToSign ?? "" }] }]
  })
};
async function addNewKey(ctx, { role, txid, keyType: keyType2 }) {
  let file = keyFileOf(ctx.keys);
  if (!file) throw noFile();
  let [work, self] = await Promise.all([readStaged(ctx), ctx.factory.self()]), owner = { polisId: self["polis-id"], createdAt: ctx.now };
  return withNewKey(file, {
    role,
    keyType: keyType2,
    check: (held) => requireNoneActive(held, work, role),
    send: async ({ keyid, public: key }) => {
      let edited = addKey(work.ci.doc.signed, role, { keyid, key, owner });
      return addedOutcome(keyid, await stageAndSign(ctx, work, { txid, edited, sign: !1 }));
    }
  });
}
async function addPublicKey(ctx, wish) {
  let { role, txid, publicKey, owner, proof } = wish, { key, usable } = readPublicKey((await read(ctx, publicKey)).toString("utf8")), { keyid } = usable, proven = proof === void 0 ? null : await read(ctx, proof), work = await readStaged(ctx), meta = work.updates["change-meta"] ?? {}, begun = [meta["created-by"], meta["created-at"]].map((part) => (part ?? "").replace(/[^\x20-\x7e]/g, "?")), transaction = `root ${work.ci.doc.signed.version}, begun by ${begun[0]} at ${begun[1]}`, text = proofText({ factory: ctx.factory.factory, role, transaction, keyid, owner });
  if (!proven)
    return { status: "waiting", changed: "no", outputs: {}, data: { keyid, staged: null, textToSign: text } };
  requireProof(usable, text, proven);
  let edited = addKey(work.ci.doc.signed, role, { keyid, key, owner: { polisId: owner, createdAt: ctx.now } });
  return addedOutcome(keyid, await stageAndSign(ctx, work, { txid, edited, sign: !1 }));
}
function addedOutcome(keyid, { data, ...outcome }) {
  return {
    status: outcome.status,
    changed: outcome.changed,
    outputs: outcome.outputs,
    data: { keyid, staged: data, textToSign: null }
  };
}
function requireNoneActive(held, { ci, online }, role) {
  let keyids = ci.doc.signed.roles[role].keyids.filter((keyid) => keyid !== online.updated.targets), active = held.keys.find(({ keyid, signer }) => signer !== null && keyids.includes(keyid));
  if (active)
    throw new ToolError("keys-several-active", {
      happened: `The archive holds the active ${role} key ${active.keyid} already.`,
      next: "Give each key an archive of its own: name another file, which is then created."
    });
}
async function read(ctx, path) {
  try {
    return await readFile2(resolve4(ctx.cwd, path));
  } catch (error) {
    throw new ToolError("value-invalid", {
      happened: `${path} cannot be read (${error.code ?? "unknown reason"}).`,
      next: "Check the path and its permissions."
    });
  }
}
function ownerOf3(owner) {
  if (owner !== void 0 && /^[A-Za-z0-9_.@-]{1,100}$/.test(owner)) return owner;
  throw new ToolError(owner === void 0 ? "value-missing" : "value-invalid", {
    happened: `The option owner is ${owner === void 0 ? "missing" : "not the id of a user"}.`,
    next: "Give the id of the user whose key it is, 1 to 100 of the characters A-Z, a-z, 0-9, _ . @ and -."
  });
}
function oneOrigin(both) {
  return new ToolError(both ? "options-conflict" : "value-missing", {
    happened: both ? "--keys and --public-key were both given." : "Neither --keys nor --public-key was given.",
    next: "Give --keys to make a new key in that archive, or --public-key for one that lives elsewhere."
  });
}
function onlyWithPublicKey() {
  return new ToolError("options-conflict", {
    happened: "--owner and --proof belong to --public-key: a new key in an archive is yours.",
    next: "Leave them out, or give --public-key instead of --keys."
  });
}
function noFile() {
  return new ToolError("keys-missing", {
    happened: "A new key must be kept in a file, and a program that writes an archive cannot keep it.",
    next: "Name the archive with --keys."
  });
}

// src/commands/updates-delete-offline-key.ts
var updatesDeleteOfflineKey = {
  name: "updates delete-offline-key",
  summary: "Stage that an offline key leaves its role.",
  details: "The key is named by its id, or found in an archive. Production targets that would lose their threshold with it must be signed by another key first: updates sign-prod-targets. No archive is changed.",
  examples: [
    "factory-tuf updates delete-offline-key --role root --keys root2.tgz",
    "factory-tuf updates delete-offline-key --role targets --key-id <64 hex>"
  ],
  args: [],
  options: {
    ...offlineRoleOption,
    keyId: { kind: "text", help: "Id of the key, 64 hex characters; instead of an archive.", placeholder: "<id>" },
    ...txidOption,
    ...keyOptions,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "offline",
  needs: "factory",
  dataHelp: stagedDataHelp,
  async run(ctx, { role, keyId, txid: typed }) {
    let txid = txidOf(typed);
    requireOneName(ctx, keyId);
    let work = await readStaged(ctx), offlineRole = role, keyid = keyId ?? await heldKeyid(ctx, work, offlineRole);
    if (keyid === work.online.updated.targets) throw isOnline(keyid);
    return stageAndSign(ctx, work, { txid, edited: removeKey(work.ci.doc.signed, offlineRole, keyid), sign: !1 });
  },
  report: ({ data }) => ({ title: "The removal of the key is staged", blocks: standingBlocks(data) })
};
async function heldKeyid(ctx, { ci, online }, role) {
  let keys = roleKeys(ci.doc.signed, role, ci.doc.where);
  return keys.delete(online.updated.targets), activeKey(await ctx.keys.open(), role, keys).keyid;
}
function requireOneName(ctx, keyId) {
  if (keyId === void 0 && !ctx.keys)
    throw new ToolError("value-missing", {
      happened: "Which key is to go was not said.",
      next: "Give its id with --key-id, or an archive that holds it with --keys."
    });
  if (keyId !== void 0 && ctx.keys)
    throw new ToolError("options-conflict", {
      happened: "--key-id and an archive were both given, and only one of them can name the key.",
      next: "Leave one of them out."
    });
  if (!(keyId === void 0 || isKeyid(keyId)))
    throw new ToolError("value-invalid", {
      happened: "--key-id is not the id of a key.",
      next: "Give 64 of the characters 0-9 and a-f; `factory-tuf updates review` shows them."
    });
}
function isOnline(keyid) {
  return new ToolError("value-invalid", {
    happened: `${keyid} is the Factory's online targets key, without which CI could sign nothing.`,
    next: "Replace it with: factory-tuf updates rotate-online-key --role targets."
  });
}

// src/commands/updates-rotate-online-key.ts
var updatesRotateOnlineKey = {
  name: "updates rotate-online-key",
  summary: "Stage new online keys, which the Factory makes for itself.",
  details: "Signatures on the staged roots are dropped by it, so sign afterwards. It cannot be applied while a Wave is active.",
  examples: ["factory-tuf updates rotate-online-key --role targets,snapshot,timestamp"],
  args: [],
  options: {
    role: {
      kind: "list",
      help: "Which online keys: targets, snapshot, timestamp.",
      choices: ["targets", "snapshot", "timestamp"],
      required: !0,
      placeholder: "<role,...>"
    },
    ...keyTypeOption,
    ...signOption,
    ...txidOption,
    ...keyOptions,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "offline",
  needs: "factory",
  dataHelp: stagedDataHelp,
  async run(ctx, { role, keyType: keyType2, sign, txid: typed }) {
    let txid = txidOf(typed), [work, waves] = await Promise.all([readStaged(ctx), activeWaves(ctx)]);
    requireNoWave(waves);
    let next = await newOnlineKeys(ctx, work, txid, role, keyType2);
    return sign ? stageAndSign(ctx, next, { txid, edited: next.ci.doc.signed, sign }) : stagedOutcome(ctx, next);
  },
  report: ({ data }) => ({ title: "The new online keys are staged", blocks: standingBlocks(data) })
};
async function newOnlineKeys(ctx, work, txid, roles, keyType2) {
  ctx.progress("Asking the Factory for new online keys"), await settle({
    what: "making new online keys",
    write: () => ctx.factory.generateOnlineKeys(txid, roles, vendorKeytype(keyType2)),
    carriedOut: async () => {
      let { online } = parseUpdates(await ctx.readBack.updates());
      return roles.every((role) => online.updated[role] !== work.online.updated[role]);
    },
    toFindOut: "factory-tuf updates review"
  });
  try {
    let next = await readStagedAgain(ctx.factory, work.roots), online = { before: work.online.updated, after: next.online.updated };
    return requireOnlyOnlineChange(work.ci.doc.signed, next.ci.doc, roles, online), work.isProdStaged && requireOnlyOnlineChange(work.prod.doc.signed, next.prod.doc, roles, online), next;
  } catch (error) {
    throw error instanceof ToolError ? new ToolError(
      error.code,
      {
        happened: `The Factory made new online keys, but what it staged cannot be used: ${error.happened}`,
        changed: "yes",
        next: error.next
      },
      { cause: error }
    ) : error;
  }
}
function requireNoWave(waves) {
  if (waves.length !== 0)
    throw new ToolError("wave-active-for-tag", {
      happened: `Wave ${waves.join(", ")} is active; until it has ended, targets keys and online keys must stay.`,
      next: "Complete or cancel it first."
    });
}

// src/commands/updates-set-threshold.ts
var updatesSetThreshold = {
  name: "updates set-threshold",
  summary: "Stage how many signatures the root, or production targets, will need.",
  details: "The root's threshold counts root keys. That of targets concerns production alone and counts the online key too; the CI flavour always needs one signature.",
  examples: ["factory-tuf updates set-threshold 3 --role targets", "factory-tuf updates set-threshold 2 --role root"],
  args: ["threshold"],
  options: {
    threshold: {
      kind: "integer",
      help: "Number of signatures: from 1 for root, from 2 for targets.",
      required: !0,
      min: 1,
      max: 1e3,
      placeholder: "<number>"
    },
    ...offlineRoleOption,
    ...signOption,
    ...txidOption,
    ...keyOptions,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "offline",
  needs: "factory",
  dataHelp: stagedDataHelp,
  async run(ctx, { threshold, role, sign, txid: typed }) {
    let txid = txidOf(typed);
    if (role === "targets" && threshold < MIN_PRODUCTION_THRESHOLD) throw tooLow2(threshold);
    let work = await readStaged(ctx), { signed } = work.ci.doc;
    return role === "root" ? stageAndSign(ctx, work, { txid, edited: withRootThreshold(signed, threshold), sign }) : stageAndSign(ctx, work, { txid, edited: signed, threshold, sign });
  },
  report: ({ data }) => ({ title: "The threshold is staged", blocks: standingBlocks(data) })
};
function tooLow2(threshold) {
  return new ToolError("value-invalid", {
    happened: `The production targets threshold cannot be ${threshold}: ${MIN_PRODUCTION_THRESHOLD} is the least, for the online key is one signature.`,
    next: `Give a number from ${MIN_PRODUCTION_THRESHOLD} to the number of targets keys.`
  });
}

// src/commands/updates-sign.ts
var updatesSign = {
  name: "updates sign",
  summary: "Sign the staged roots with your root key, after looking at what changes.",
  details: "Everything that is staged is held against the verified newest root and shown before the archive is opened. The digest that updates review prints may be given as expect-digest: then nothing else is signed, and nothing is asked.",
  examples: [
    "factory-tuf updates sign --keys root.tgz",
    "factory-tuf updates sign --keys root2.tgz --txid 28ed6d98fed6cd03 --expect-digest sha256:<64 hex>"
  ],
  args: [],
  options: { ...txidOption, ...digestOption, ...keyOptions, ...factoryOptions, ...trustOptions },
  runs: "offline",
  needs: "keys",
  dataHelp: stagedDataHelp,
  async run(ctx, { txid: typed, expectDigest }) {
    let txid = txidOf(typed);
    ctx.keys?.prefetch();
    let work = await readStaged(ctx);
    requireUnexpired(work, ctx.now);
    let signed = await signShown(ctx, work, expectDigest);
    if (work.isProdStaged && sameSignatures(work, signed, work.roots)) return stagedOutcome(ctx, work, "unchanged");
    await putStaged(ctx, txid, signed);
    let outcome = await stagedOutcome(ctx, { ...work, ...signed, isProdStaged: !0 });
    return missingSigners(outcome.data.counts).length === 0 ? outcome : { ...outcome, status: "waiting" };
  },
  report: ({ status, data }) => ({
    title: status === "unchanged" ? `Root ${data.version} had your signature already` : status === "waiting" ? `Root ${data.version} has your signature now and waits for others` : `Root ${data.version} has all signatures now`,
    blocks: countBlocks(data.counts)
  })
};
function requireUnexpired({ prod }, now) {
  if (isExpired(prod.doc.signed, now))
    throw new ToolError("metadata-expired", {
      happened: `${prod.doc.where} expired at ${prod.doc.signed.expires}; devices would refuse it whoever signs it.`,
      next: "Cancel the transaction and run `factory-tuf root resign`, or rotate a root key, which sets a new expiry."
    });
}

// src/commands/root-work/resign-targets.ts
async function readTargetsToSign(ctx, wanted) {
  let [production, waveTargets] = await Promise.all([ctx.factory.prodTargets([]), ctx.factory.waveTargets([])]), known = namesIn(production), active = namesIn(waveTargets);
  for (let tag of wanted.tags ?? []) if (!known.includes(tag)) throw noProduction(tag);
  for (let name of wanted.waves ?? []) if (!active.includes(name)) throw noActiveWave(name);
  let names = active.filter((name) => wanted.waves === null || wanted.waves.includes(name)), waves = await Promise.all(names.map((name) => readWave(ctx, name)));
  return { production, tags: known.filter((tag) => wanted.tags === null || wanted.tags.includes(tag)), waves };
}
async function resignTargets(ctx, roots, { production, tags, waves }, signer, replaced = null) {
  let targets = {};
  for (let tag of tags) {
    let released = productionOf(production, tag);
    if (!released) continue;
    let signatures = verifyProductionTargets(released.doc, tag, roots.prod, ctx.trust.pins), signature = await signOnce(released.doc, signatures?.signedBy ?? [], signer, replaced);
    signature && (targets[tag] = [signature]), released.doc.forgetForms();
  }
  let signedWaves = {}, ci = waves.length === 0 ? null : await verifiedCi(ctx, roots);
  for (let { name, doc, tag, version } of waves) {
    let verified = productionOf(production, tag);
    verifyProductionTargets(verified?.doc ?? null, tag, roots.prod, ctx.trust.pins), requireKnownContent(doc, { tag, version, ci: ci.doc, production: verified?.doc ?? null });
    let { signedBy } = tally(doc, roots.prod, "targets");
    if (!signedBy.some((keyid) => keyid !== ci.onlineKeyid)) throw unsignedWave(name);
    let signature = await signOnce(doc, signedBy, signer, replaced);
    signature && (signedWaves[name] = [signature]), doc.forgetForms();
  }
  return { targets, waves: signedWaves };
}
async function signOnce(doc, signedBy, signer, replaced) {
  return signedBy.includes(signer.keyid) || replaced !== null && !signedBy.includes(replaced) ? null : signer.sign(canonicalBytes(doc.signed, doc.where, "/signed"));
}
async function readWave(ctx, name) {
  let wave = await ctx.factory.wave(name, { showTargets: !0 });
  if (!wave?.targets || wave.status !== "active") throw noActiveWave(name);
  return { name, doc: parseTargets(wave.targets, `Wave ${name}`), tag: wave.tag, version: Number(wave.version) };
}
async function verifiedCi(ctx, roots) {
  let [fetched, onlineKey] = await Promise.all([ctx.factory.ciTargets(), ctx.factory.ciTargetsKey()]), doc = parseTargets(fetched, "CI targets"), evidence = {
    ciRoot: roots.ci,
    onlineKey,
    pin: pinOf(ctx.trust.pins, "ci-targets"),
    released: [],
    now: ctx.now
  };
  return { doc, onlineKeyid: verifyCiTargets(doc, evidence).onlineKeyid };
}
function namesIn({ value }) {
  return isObject(value) ? Object.keys(value) : [];
}
function noProduction(tag) {
  return new ToolError("production-missing", {
    happened: `The Factory has no production targets for tag ${tag}.`,
    next: "Leave the option tags out to sign those of every tag."
  });
}
function noActiveWave(name) {
  return new ToolError("wave-not-found", {
    happened: `There is no active Wave ${name}.`,
    next: "List them with: factory-tuf wave list."
  });
}
function unsignedWave(name) {
  return new ToolError("wave-not-signed-by-us", {
    happened: `Wave ${name} carries no valid signature of an offline targets key under the verified root.`,
    next: "Do not sign it. Cancel it, and make the Wave again."
  });
}

// src/commands/updates-sign-prod-targets.ts
var updatesSignProdTargets = {
  name: "updates sign-prod-targets",
  summary: "Sign production targets and Waves again, with a targets key of the staged root.",
  details: "For a new targets key, a higher threshold, or before a key leaves. Only what verifies under the newest root is signed: production targets with their threshold, Waves whose every target is accounted for. Devices see it after updates apply.",
  examples: ["factory-tuf updates sign-prod-targets --keys targets2.tgz --tags production"],
  args: [],
  options: {
    tags: { kind: "list", help: "Production targets of these tags only; default: of all.", placeholder: "<tag,...>" },
    waves: { kind: "list", help: "Only these active Waves; default: all.", placeholder: "<wave,...>" },
    ...txidOption,
    ...keyOptions,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "offline",
  needs: "keys",
  dataHelp: [
    "`keyid`: the key that signed",
    "`tags`, `waves`: what it signed; `had`: how many had its signature already"
  ],
  async run(ctx, { tags, waves, txid: typed }) {
    let txid = txidOf(typed);
    ctx.keys?.prefetch();
    let wanted = { tags: tags ?? (waves ? [] : null), waves: waves ?? (tags ? [] : null) }, [work, toSign] = await Promise.all([readStaged(ctx), readTargetsToSign(ctx, wanted)]), keys = roleKeys(work.prod.doc.signed, "targets", work.prod.doc.where);
    keys.delete(work.online.updated.targets), ctx.progress("Opening the key archive");
    let signer = activeKey(await ctx.keys.open(), "targets", keys), resigned = await resignTargets(ctx, work.roots, toSign, signer), signed = { tags: Object.keys(resigned.targets), waves: Object.keys(resigned.waves) }, count = signed.tags.length + signed.waves.length, data = { keyid: signer.keyid, ...signed, had: toSign.tags.length + toSign.waves.length - count };
    return count === 0 ? { status: "unchanged", changed: "no", outputs: {}, data } : (await putStaged(ctx, txid, work, resigned, work.isProdStaged ? work : null), { status: "done", changed: "yes", outputs: {}, data });
  },
  report: ({ status, data }) => ({
    title: status === "done" ? "The new signatures are staged" : "There was nothing to sign",
    blocks: [
      {
        kind: "facts",
        facts: [
          { label: "Key", value: { code: data.keyid } },
          { label: "Production targets", value: data.tags.join(", ") || "none" },
          { label: "Waves", value: data.waves.join(", ") || "none" },
          { label: "Signed before", value: String(data.had) }
        ]
      }
    ]
  })
};

// src/commands/root-work/text-diff.ts
function diffLines(before, after) {
  let start = 0;
  for (; start < before.length && start < after.length && before[start] === after[start]; ) start++;
  let end = 0, room = Math.min(before.length, after.length) - start;
  for (; end < room && before[before.length - 1 - end] === after[after.length - 1 - end]; ) end++;
  let kept2 = (line) => `  ${line}`;
  return [
    ...before.slice(0, start).map(kept2),
    ...changed(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...before.slice(before.length - end).map(kept2)
  ];
}
function changed(before, after) {
  let width = after.length + 1;
  if ((before.length + 1) * width > 16e6)
    return [...before.map((line) => `- ${line}`), ...after.map((line) => `+ ${line}`)];
  let lengths = new Uint32Array((before.length + 1) * width), at = (row2, column2) => lengths[row2 * width + column2];
  for (let row2 = before.length - 1; row2 >= 0; row2--)
    for (let column2 = after.length - 1; column2 >= 0; column2--)
      lengths[row2 * width + column2] = before[row2] === after[column2] ? at(row2 + 1, column2 + 1) + 1 : Math.max(at(row2 + 1, column2), at(row2, column2 + 1));
  let lines = [], [row, column] = [0, 0];
  for (; row < before.length || column < after.length; )
    row < before.length && column < after.length && before[row] === after[column] ? (lines.push(`  ${before[row++]}`), column++) : row < before.length && (column === after.length || at(row + 1, column) >= at(row, column + 1)) ? lines.push(`- ${before[row++]}`) : lines.push(`+ ${after[column++]}`);
  return lines;
}

// src/commands/updates-review.ts
var updatesReview = {
  name: "updates review",
  summary: "Show what the open transaction changes, who has signed it, and what blocks it.",
  details: "Everything is verified first. Prints the digest that updates sign takes as expect-digest. --raw prints a staged root, --diff compares it line by line with the newest one; both show the CI flavour unless --prod is given.",
  examples: ["factory-tuf updates review", "factory-tuf updates review --diff --prod"],
  args: [],
  options: {
    raw: { kind: "switch", help: "Print the staged root.json." },
    diff: { kind: "switch", help: "Compare the staged root.json with the newest one, line by line." },
    prod: { kind: "switch", help: "The production flavour, with --raw or --diff." },
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "factory",
  dataHelp: [
    "`transaction`: `none`, `open` or `applying`; `text`: what --raw or --diff prints",
    "`staged`: null, or the following:",
    ...stagedDataHelp
  ],
  async run(ctx, { raw, diff, prod }) {
    if (raw && diff) throw bothForms();
    let updates = await ctx.factory.updates();
    if (updates.status === "APPLYING") return shown2({ transaction: "applying", staged: null, text: null }, {});
    let roots = await showableRoots(ctx), outputs = rootOutputs(roots, ctx.now);
    if (updates.status === "NONE") return shown2({ transaction: "none", staged: null, text: null }, outputs);
    let parsed = parseUpdates(updates);
    try {
      let work = heldAgainst(roots, parsed), staged2 = standingOf(work, await activeWaves(ctx), ctx.now), text = raw || diff ? textOf({ diff, prod }, work, roots) : null;
      return shown2({ transaction: "open", staged: staged2, text }, outputs);
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      let text = (raw || diff) && (parsed.prod || !prod) ? textOf({ diff, prod }, parsed, roots) : null;
      return { ...shown2({ transaction: "open", staged: null, text }, outputs), failure: error };
    }
  },
  stdout: ({ data }) => data.text,
  report: ({ data, failure }) => ({
    title: TITLES[data.transaction],
    blocks: data.staged ? standingBlocks(data.staged) : failure ? [{ kind: "paragraph", text: [{ strong: "Refused: ", tone: "bad" }, failure.happened] }] : []
  })
}, TITLES = {
  none: "No TUF root updates are in progress",
  open: "TUF root updates are staged",
  applying: "TUF root updates are being applied"
};
function shown2(data, outputs) {
  return { status: "unchanged", changed: "no", outputs, data };
}
function textOf({ diff, prod }, staged2, roots) {
  let root = prod ? staged2.prod : staged2.ci, after = linesOf(documentOf(root));
  if (!diff) return `${after.join(`
`)}
`;
  let { signatures, signed } = prod ? roots.prod : roots.ci;
  return `${diffLines(linesOf({ signatures, signed }), after).join(`
`)}
`;
}
function documentOf({ doc, beside }) {
  return { ...beside, signatures: doc.signatures, signed: doc.signed };
}
function linesOf(value) {
  return JSON.stringify(sorted(value), null, 2).split(`
`);
}
function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value) || Object.getPrototypeOf(value) !== Object.prototype) return value;
  let names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sorted(value[name])]));
}
function bothForms() {
  return new ToolError("options-conflict", {
    happened: "--raw and --diff were both given, and only one of them can be printed.",
    next: "Leave one of them out."
  });
}

// src/commands/updates-apply.ts
var updatesApply = {
  name: "updates apply",
  summary: "Make the staged roots the newest ones, for every device.",
  details: "Refused while anything blocks it: missing signatures, an active Wave whose keys would change. When the answer is lost, the newest roots decide; an update that stopped half way is seen through.",
  examples: ["factory-tuf updates apply"],
  args: [],
  options: { ...txidOption, ...factoryOptions, ...trustOptions },
  runs: "offline",
  needs: "factory",
  dataHelp: ["`version`, `expires`: of the root that devices use from now on"],
  async run(ctx, { txid: typed }) {
    let txid = txidOf(typed), updates = await ctx.factory.updates();
    if (updates.status === "APPLYING") return seeThrough(ctx, txid, updates);
    let [work, waves] = await Promise.all([readStaged(ctx), activeWaves(ctx)]), standing2 = standingOf(work, waves, ctx.now);
    if (standing2.blockers.length > 0) throw blocked(standing2.blockers);
    return await ctx.confirm(
      {
        title: `Root ${standing2.version} of Factory ${ctx.factory.factory} is to be applied`,
        blocks: [...changeBlocks(standing2), ...countBlocks(standing2.counts)]
      },
      `Apply root ${standing2.version}? Every device takes it; it cannot be taken back.`
    ), await applyStaged(ctx, txid, { ci: work.ci.doc, prod: work.prod.doc }), applied({ version: standing2.version, expires: work.prod.doc.signed.expires });
  },
  report: ({ data }) => ({
    title: `Root ${data.version} is applied`,
    blocks: [
      {
        kind: "facts",
        facts: [
          { label: "Version", value: String(data.version) },
          { label: "Expires", value: data.expires }
        ]
      },
      {
        kind: "paragraph",
        text: ["Renew the trusted root of your repositories: ", { code: "factory-tuf root pin" }, "."]
      }
    ]
  })
};
async function seeThrough(ctx, txid, updates) {
  let { ci, prod } = parseUpdates(updates);
  if (!prod) throw blocked(["The Factory is applying updates and does not say which production root."]);
  let { version, expires } = prod.doc.signed;
  return await ctx.confirm(
    { title: `Root ${version} of Factory ${ctx.factory.factory} is being applied`, blocks: [] },
    `See root ${version} through?`
  ), await applyStaged(ctx, txid, { ci: ci.doc, prod: prod.doc }), applied({ version, expires });
}
function applied(data) {
  return { status: "done", changed: "yes", outputs: { "root-version": data.version, "root-expires": data.expires }, data };
}
function blocked(blockers) {
  return new ToolError("blocked", {
    happened: `The staged roots cannot be applied. ${blockers.join(" ")}`,
    next: "Clear what blocks it, then run this again; `factory-tuf updates review` shows who is missing."
  });
}

// src/commands/updates-cancel.ts
var updatesCancel = {
  name: "updates cancel",
  summary: "Drop the open transaction of TUF root updates.",
  details: "Keys that were made for it stay in their archives; the roots that devices use stay as they are.",
  examples: ["factory-tuf updates cancel"],
  args: [],
  options: { ...factoryOptions, ...trustOptions },
  runs: "offline",
  needs: "factory",
  dataHelp: ["`startedBy`, `startedAt`: of the transaction that was dropped"],
  async run(ctx) {
    let updates = await ctx.factory.updates();
    if (updates.status === "NONE") throw noTransaction();
    await settle({
      what: "canceling the transaction",
      write: () => ctx.factory.cancelUpdates(),
      carriedOut: async () => (await ctx.readBack.updates()).status === "NONE",
      toFindOut: "factory-tuf updates review"
    });
    let meta = updates["change-meta"] ?? {}, data = { startedBy: meta["created-by"] ?? "", startedAt: meta["created-at"] ?? "" };
    return { status: "done", changed: "yes", outputs: {}, data };
  },
  report: ({ data }) => ({
    title: "The transaction is canceled",
    blocks: [
      {
        kind: "paragraph",
        text: [`It was started by ${data.startedBy || "somebody"} at ${data.startedAt || "an unknown time"}.`]
      }
    ]
  })
};

// src/commands/keys-list.ts
import { stat } from "node:fs/promises";

// src/commands/archives/archive-options.ts
import { resolve as resolve5 } from "node:path";
var archiveOptions = {
  keys: {
    kind: "path",
    help: "The archive with the offline keys: path of a *.tgz, plain or encrypted with age.",
    placeholder: "<archive>"
  },
  keysIdentityFile: keyOptions.keysIdentityFile,
  keysPassphraseFile: keyOptions.keysPassphraseFile
};
function requireKeyFile(ctx, command2) {
  let file = ctx.keys && keyFileOf(ctx.keys);
  if (file) return file;
  throw new ToolError("keys-missing", {
    happened: `${command2} works on an archive of offline keys, and none was named.`,
    next: "Name it with --keys."
  });
}
function openNamedArchive(ctx, command2) {
  let { path, secrets } = requireKeyFile(ctx, command2);
  return openArchiveFile(path, secrets);
}
function pathOf(ctx, path) {
  return resolve5(ctx.cwd, path);
}

// src/commands/archives/key-standing.ts
var OFFLINE_ROLES = ["root", "targets"];
async function offlineKeys(ctx) {
  let [roots, online] = await Promise.all([showableRoots(ctx), ctx.factory.ciTargetsKey()]), targets = roleKeys(roots.prod.signed, "targets", roots.prod.where);
  return targets.delete(requireOnlineKey(roots.prod.signed, online)), { roots, keys: { root: roleKeys(roots.prod.signed, "root", roots.prod.where), targets } };
}
function standingOf2(key, chain, now) {
  let newest = chain?.at(-1), listing = chain?.findLast(({ signed }) => rolesOf(signed, key.keyid).length > 0), owner = listing ? ownerOf(listing.signed, key.keyid) : null, createdAt = owner?.createdAt ?? null;
  return {
    keyid: key.keyid,
    keytype: key.type === "rsa" ? "RSA" : "ED25519",
    roles: listing ? rolesOf(listing.signed, key.keyid) : [],
    state: newest ? listing === newest ? "active" : listing ? "retired" : "never listed" : "unchecked",
    owner: owner?.polisId ?? null,
    createdAt,
    ageDays: daysSince(createdAt, now),
    private: key.signer !== null,
    name: key.name
  };
}
function rolesOf({ roles }, keyid) {
  return OFFLINE_ROLES.filter((role) => roles[role].keyids.includes(keyid));
}
function daysSince(time, now) {
  let days = time === null ? Number.NaN : Math.floor((now.getTime() - new Date(time).getTime()) / 864e5);
  return Number.isFinite(days) ? days : null;
}

// src/commands/keys-list.ts
var keysList = {
  name: "keys list",
  summary: "List the keys of an archive: id, role, type, owner, age, and whether they are active.",
  details: "Asks the Factory which keys its roots list. Without a token the trusted root is looked at instead, and what only the newest one knows is left open.",
  examples: ["factory-tuf keys list --keys root.keys.tgz"],
  args: [],
  options: { ...archiveOptions, ...factoryOptions, ...trustOptions },
  runs: "machine",
  needs: "factory",
  worksWithoutToken: !0,
  dataHelp: [
    "`file`, `protection`: what was read, and how it lies on the disk",
    "`rootVersion`: newest root that was looked at, or null",
    "`keys`: list of `{keyid, keytype, roles, state, owner, createdAt, ageDays, private, name}`",
    "`leftovers`: `{ours, vendors}`, files that an interrupted run left beside it, or null"
  ],
  async run(ctx) {
    let opened = await openNamedArchive(ctx, "keys list"), chain = await knownRoots(ctx), leftovers = await leftoversOf(opened.path);
    await warnOfOthers(ctx, opened.path, opened.protection.kind === "plain");
    for (let left of Object.values(leftovers))
      left && ctx.log.warning(`An interrupted run left ${left}: it may hold a key that the Factory knows. Keep it.`);
    let keys = opened.archive.keys.map((key) => standingOf2(key, chain, ctx.now)), rootVersion = chain?.at(-1)?.signed.version ?? null;
    return {
      status: "unchanged",
      changed: "no",
      outputs: {},
      data: { file: opened.path, protection: protectionWords(opened.protection), rootVersion, keys, leftovers }
    };
  },
  report: ({ data }) => ({
    title: `${data.keys.length} key${data.keys.length === 1 ? "" : "s"} in ${data.file}`,
    blocks: [
      {
        kind: "facts",
        facts: [
          { label: "Archive", value: data.protection },
          { label: "Root", value: data.rootVersion === null ? "none was looked at" : `version ${data.rootVersion}` }
        ]
      },
      keyTable2(data.keys)
    ]
  })
};
async function knownRoots(ctx) {
  return ctx.missingCredentials ? (ctx.log.warning(
    ctx.trust.root ? "No token was given, so the keys are compared with the trusted root alone: a newer root may say otherwise." : "No token and no trusted root were given, so nobody can say which keys are active."
  ), ctx.trust.root ? [ctx.trust.root] : null) : (await showableRoots(ctx)).chain;
}
async function warnOfOthers(ctx, path, plain) {
  let { mode } = await stat(path);
  !plain || (mode & 63) === 0 || ctx.log.warning(
    `Other users of this machine may read ${path}, and it is not encrypted: chmod 600, and keys encrypt.`
  );
}
var COLUMNS = ["Key id", "Role", "Type", "Owner", "Age", "State"];
function keyTable2(keys) {
  return {
    kind: "table",
    columns: COLUMNS.map((title) => ({ title })),
    rows: keys.map((key) => [
      { code: key.keyid },
      key.roles.join(", "),
      key.keytype,
      key.owner ?? "",
      key.ageDays === null ? "" : `${key.ageDays} days`,
      stateText(key)
    ])
  };
}
function stateText({ state, private: hasPrivate }) {
  let text = hasPrivate ? state : `${state}, public half only`;
  return state === "active" && hasPrivate ? { strong: text, tone: "good" } : text;
}

// src/commands/archives/nothing-there.ts
async function requireNothingThere(path) {
  if (await systemDisk.exists(path))
    throw new ToolError("file-unwritable", {
      happened: `${path} is there already, and a file that may hold keys is never overwritten.`,
      next: "Name another file, or move that one away."
    });
}

// src/commands/keys-copy-targets.ts
var keysCopyTargets = {
  name: "keys copy-targets",
  summary: "Copy the active targets key into an archive of its own.",
  details: "The copy holds that key alone and is protected as the archive is: plain, or encrypted in the same way.",
  examples: ["factory-tuf keys copy-targets targets.keys.tgz --keys root.keys.tgz"],
  args: ["to"],
  options: {
    to: { kind: "path", help: "The new archive. A file that is there is not overwritten.", required: !0 },
    ...archiveOptions,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "machine",
  needs: "factory",
  dataHelp: ["`file`: the new archive", "`keyid`: the key that it holds", "`protection`"],
  async run(ctx, { to }) {
    let path = pathOf(ctx, to);
    await requireNothingThere(path);
    let opened = await openNamedArchive(ctx, "keys copy-targets"), { keys, roots } = await offlineKeys(ctx), { keyid } = activeTargetsKey(opened.archive, keys.targets), key = opened.archive.keys.find((held) => held.keyid === keyid && held.signer);
    if (roots.rootKeyids.has(keyid))
      throw new ToolError("keys-root-present", {
        happened: `The active targets key ${keyid} is or was a root key too, so a copy of it would be a root key in CI.`,
        next: "Make a targets key of its own: factory-tuf keys rotate --role targets."
      });
    await replaceWith(await saveBeside({ path, protection: opened.protection }, [key]));
    let protection = protectionWords(opened.protection);
    return { status: "done", changed: "yes", outputs: {}, data: { file: path, keyid, protection } };
  },
  report: ({ data }) => ({
    title: `The targets key was copied into ${data.file}`,
    blocks: [
      {
        kind: "facts",
        facts: [
          { label: "Key id", value: { code: data.keyid } },
          { label: "Archive", value: data.protection }
        ]
      },
      {
        kind: "paragraph",
        text: ["Give it to CI encrypted: ", { code: "factory-tuf keys encrypt --for-action --keys <the copy>" }]
      }
    ]
  })
};

// src/commands/archives/for-action.ts
function requireForAction({ keys }, root) {
  let listed = new Set(root?.signed.roles.root.keyids ?? []), found = keys.filter(
    ({ keyid, name }) => listed.has(keyid) || /(?:^|\/)(?:first-root$|fioctl-root-)/i.test(name)
  );
  if (found.length !== 0)
    throw new ToolError("keys-root-present", {
      happened: `The archive holds ${found.length === 1 ? "a root key" : `${found.length} root keys`}: ${found.map(({ keyid }) => keyid).join(", ")}. Root keys never belong in CI, and the Action refuses them.`,
      next: "Make an archive for CI first: factory-tuf keys copy-targets targets.keys.tgz --keys <this archive>."
    });
}

// src/keys/passphrase.ts
import { randomBytes as randomBytes3 } from "node:crypto";
var MIN_BITS = 64, ALPHABET = "23456789abcdefghijkmnpqrstuvwxyz", GROUPS = 5, GROUP_LENGTH = 4, MAX_DRAWS = 50;
function generatePassphrase(random = randomBytes3) {
  for (let draw = 1; draw < MAX_DRAWS; draw++) {
    let passphrase = drawn(random);
    if (estimateBits(passphrase) >= MIN_BITS) return passphrase;
  }
  return drawn(random);
}
function drawn(random) {
  let characters = [...random(GROUPS * GROUP_LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length]);
  return Array.from(
    { length: GROUPS },
    (_, group) => characters.slice(group * GROUP_LENGTH, (group + 1) * GROUP_LENGTH).join("")
  ).join("-");
}
function requireNewPassphrase(passphrase) {
  let bits = Math.floor(estimateBits(passphrase));
  if (!(bits >= MIN_BITS))
    throw new ToolError("keys-passphrase-weak", {
      happened: `The new passphrase is too weak: it is worth about ${bits} bits, and an archive that may be copied needs ${MIN_BITS}.`,
      next: "Leave the option out and one is made for you, or use six or more words that a die has chosen."
    });
}
function estimateBits(passphrase) {
  let words = shortestPeriod(passphrase.normalize("NFKC").trim()).split(/[\s\-_.,:;/]+/).filter((word) => word !== "");
  return [...new Set(words.map((word) => word.toLowerCase()))].reduce((bits, word) => bits + bitsOfWord(word), 0);
}
var WORD_BITS = 13, COMMON = /pass(?:word|phrase|wort)?|secret|qwert[yz]?|asdf|letmein|welcome|admin|factory|foundries|fio|root|targets|key|tuf|love|monkey|dragon|iloveyou|hunter|correct|horse|battery|staple/g;
function bitsOfWord(word) {
  let bits = 0, rest = word.replace(COMMON, () => (bits += 5, " "));
  for (let piece of rest.split(" ")) bits += bitsOfPiece(withoutRuns(piece));
  return bits;
}
function bitsOfPiece(piece) {
  if (piece === "") return 0;
  if (new RegExp("^\\p{L}+$", "u").test(piece)) return piece.length <= 12 ? Math.min(WORD_BITS, piece.length * 3.5) : piece.length * 2.5;
  if (/^\d+$/.test(piece)) return /^(?:19|20)\d\d$/.test(piece) ? 7 : piece.length * 3;
  let ornament = new RegExp("^(\\p{L}{3,})([^\\p{L}]{1,4})$", "u").exec(piece) ?? null;
  return ornament ? bitsOfPiece(ornament[1]) + ornament[2].length * 3 : new Set(piece).size * 4.5;
}
function shortestPeriod(text) {
  for (let length = 1; length <= text.length / 2; length++)
    if (text.startsWith(text.slice(length)) && text.slice(0, length).repeat(Math.ceil(text.length / length)).startsWith(text))
      return text.slice(0, length);
  return text;
}
function withoutRuns(text) {
  let kept2 = "", step = null;
  for (let at = 0; at < text.length; at++) {
    let next = at === 0 ? null : text.charCodeAt(at) - text.charCodeAt(at - 1);
    next !== null && Math.abs(next) <= 1 && next === step || (kept2 += text[at]), step = next;
  }
  return kept2;
}

// src/commands/archives/new-protection.ts
async function newProtection(ctx, options, identity) {
  requireOneWay(options);
  let armored = options.forAction, byPassphrase = async () => {
    let passphrase = await chosenPassphrase(ctx, options), used = passphrase ?? generatePassphrase();
    return { protection: { kind: "passphrase", passphrase: used, logN: DEFAULT_LOG_N, armored }, passphrase: passphrase === null ? used : null, identity: null, identityFile: null };
  }, { recipient = [], newIdentity, newPassphraseFile, forAction } = options;
  if (newPassphraseFile !== void 0 || recipient.length === 0 && newIdentity === void 0 && !forAction) return byPassphrase();
  let made = newIdentity !== void 0 || forAction && recipient.length === 0 ? await madeIdentity() : null, held = [...made ? [made] : [], ...identity ? parseIdentities(identity) : []], theirs = await recipientsOf(held), recipients = [.../* @__PURE__ */ new Set([...recipient, ...made ? [theirs[0]] : []])], identities = held.filter((_, at) => recipients.includes(theirs[at])), identityFile = newIdentity === void 0 ? null : pathOf(ctx, newIdentity);
  return made && identityFile && await writeIdentity(identityFile, made, theirs[0], ctx.now), {
    protection: { kind: "recipients", recipients, others: 0, identities, armored },
    passphrase: null,
    identity: made && !identityFile ? made : null,
    identityFile
  };
}
function requireOneWay({ recipient, newIdentity, newPassphraseFile }) {
  if (!(newPassphraseFile === void 0 || !recipient && newIdentity === void 0))
    throw new ToolError("options-conflict", {
      happened: "An archive opens with a passphrase or with age identities, not with both.",
      next: "Give --new-passphrase-file alone, or --recipient and --new-identity."
    });
}
async function chosenPassphrase(ctx, { newPassphraseFile }) {
  if (newPassphraseFile === void 0) return null;
  let passphrase = trimPassphrase(await readSecretFile(pathOf(ctx, newPassphraseFile)));
  return requireNewPassphrase(passphrase), passphrase;
}
async function madeIdentity() {
  let { generateX25519Identity } = await import("./dist-UHAOSZMN.js");
  return generateX25519Identity();
}
async function writeIdentity(path, identity, recipient, now) {
  await requireNothingThere(path), await writeNewFile(path, Buffer.from(`# created: ${wholeSeconds(now)}
# public key: ${recipient}
${identity}
`));
}

// src/commands/archives/rewrite.ts
async function rewriteArchive(opened, protection, to) {
  to === null && requireProvable(protection);
  let lock = await lockArchive(to ?? opened.path);
  try {
    let place = to === null ? { ...opened, protection } : { path: to, protection };
    return await replaceWith(await saveBeside(place, opened.archive.keys)), to ?? opened.path;
  } finally {
    await lock.release();
  }
}
function requireProvable(protection) {
  if (!(protection.kind !== "recipients" || protection.identities.length > 0))
    throw new ToolError("keys-secret-missing", {
      happened: "In its place the archive would be replaced by one that could not be opened again here: no identity of its recipients was given.",
      next: "Give the identity of one of them with --keys-identity-file, or name another file to write."
    });
}

// src/commands/keys-encrypt.ts
var keysEncrypt = {
  name: "keys encrypt",
  summary: "Encrypt an archive with age: to recipients, to a new identity, or with a passphrase.",
  details: "Without recipient, new-identity and new-passphrase-file a passphrase of 100 bits is made and printed once. In place the archive is replaced only after the encrypted one has been opened again. With for-action nothing is replaced: what to paste as which GitHub secret is printed. The Factory must be named (FACTORY will do); a token is not needed.",
  examples: [
    "factory-tuf keys encrypt --keys root.keys.tgz",
    "factory-tuf keys encrypt root.keys.age --keys root.keys.tgz --recipient age1...",
    "factory-tuf keys encrypt --keys targets.keys.tgz --for-action"
  ],
  args: ["to"],
  options: {
    to: { kind: "path", help: "A new file for the encrypted archive. Default: in place." },
    ...archiveOptions,
    recipient: { kind: "list", help: "age recipients (age1...) who can open it.", placeholder: "<age1...>" },
    newIdentity: { kind: "path", help: "Make an age identity, write it to this new file, and encrypt to it." },
    newPassphraseFile: { kind: "path", help: "File with the new passphrase; a weak one is refused." },
    forAction: { kind: "switch", help: "Print the GitHub secrets with which the Action opens the archive." },
    ...factoryOptions,
    ...trustOptions
  },
  runs: "machine",
  needs: "factory",
  worksWithoutToken: !0,
  dataHelp: [
    "`file`: what was written, or null",
    "`protection`: how it can be opened",
    "`passphrase`: the one that was made, or null; `identityFile`: the new identity's file, or null",
    "`secrets`: with for-action, the value of each GitHub secret by name; else null"
  ],
  async run(ctx, options) {
    let to = options.to === void 0 ? null : pathOf(ctx, options.to);
    to && await requireNothingThere(to);
    let { secrets: given } = requireKeyFile(ctx, "keys encrypt"), opened = await openNamedArchive(ctx, "keys encrypt");
    options.forAction && requireForAction(opened.archive, ctx.trust.root);
    let made = await newProtection(ctx, options, given.identity), { protection } = made, inPlace = to === null && !options.forAction;
    inPlace && requireProvable(protection), made.passphrase && ctx.log.info(`The new passphrase, to be written down now: ${made.passphrase}`);
    let file = inPlace || to ? await rewriteArchive(opened, protection, to) : null, data = {
      file,
      protection: protectionWords(protection),
      passphrase: made.passphrase,
      identityFile: made.identityFile,
      secrets: options.forAction ? await secretsOf(opened.archive.keys, protection, made) : null
    };
    return { status: file ? "done" : "unchanged", changed: file ? "yes" : "no", outputs: {}, data };
  },
  report: ({ data }) => ({
    title: data.file ? `The archive is encrypted: ${data.file}` : "The secrets for the Action",
    blocks: facts(data)
  }),
  stdout: ({ data }) => data.secrets ? secretsText(data.secrets, data) : null
};
async function secretsOf(keys, protection, { identity, passphrase }) {
  return {
    FACTORY_TUF_KEYS: Buffer.from(await lockProtected(writeArchive(keys), protection)).toString("latin1"),
    ...identity ? { FACTORY_TUF_IDENTITY: identity } : {},
    ...passphrase ? { FACTORY_TUF_PASSPHRASE: passphrase } : {}
  };
}
function facts({ protection, passphrase, identityFile }) {
  return [
    {
      kind: "facts",
      facts: [
        { label: "Protection", value: protection },
        ...passphrase ? [{ label: "Passphrase", value: { code: passphrase } }] : [],
        ...identityFile ? [{ label: "Identity", value: identityFile }] : []
      ]
    },
    ...passphrase || identityFile ? [
      {
        kind: "paragraph",
        text: ["Keep what opens it in another place than the archive; without it nobody can open the archive."]
      }
    ] : []
  ];
}
var WHERE = "In the repository's settings, below Environments, choose a protected environment and add each of these as an environment secret of that name. Then clear this screen.";
function secretsText(secrets, { identityFile }) {
  let parts = Object.entries(secrets).map(([name, value]) => `${name}

${value.trimEnd()}
`), file = identityFile ? [`FACTORY_TUF_IDENTITY is the content of ${encodeText(identityFile)}
`] : [];
  return [...parts, ...file, `${WHERE}
`].join(`
`);
}

// src/commands/keys-decrypt.ts
var keysDecrypt = {
  name: "keys decrypt",
  summary: "Take the encryption of an archive away.",
  details: "The vendor's tool reads plain archives only. The file has mode 0600; whoever can read it can sign. The Factory must be named (FACTORY will do); a token is not needed.",
  examples: ["factory-tuf keys decrypt root.keys.tgz --keys root.keys.age"],
  args: ["to"],
  options: {
    to: { kind: "path", help: "A new file for the plain archive. Default: in place." },
    ...archiveOptions,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "machine",
  needs: "factory",
  worksWithoutToken: !0,
  dataHelp: ["`file`: the plain archive", "`was`: how it was protected"],
  async run(ctx, options) {
    let to = options.to === void 0 ? null : pathOf(ctx, options.to);
    to && await requireNothingThere(to);
    let opened = await openNamedArchive(ctx, "keys decrypt"), was = protectionWords(opened.protection);
    if (opened.protection.kind === "plain" && !to)
      return { status: "unchanged", changed: "no", outputs: {}, data: { file: opened.path, was } };
    let target = to ?? opened.path;
    await ctx.confirm(
      {
        title: `Write the keys of ${opened.path} without encryption`,
        blocks: [
          {
            kind: "facts",
            facts: [
              { label: "To", value: target },
              { label: "Keys", value: String(opened.archive.keys.length) },
              { label: "Now", value: was }
            ]
          }
        ]
      },
      `Whoever can read ${target} will be able to sign. Write it?`
    );
    let file = await rewriteArchive(opened, { kind: "plain" }, to);
    return { status: "done", changed: "yes", outputs: {}, data: { file, was } };
  },
  report: ({ status, data }) => ({
    title: status === "done" ? `The archive is plain: ${data.file}` : `${data.file} was not encrypted`,
    blocks: [{ kind: "facts", facts: [{ label: "Before", value: data.was }] }]
  })
};
export {
  keysCopyTargets,
  keysDecrypt,
  keysEncrypt,
  keysList,
  rootDownload,
  rootResign,
  updatesAddOfflineKey,
  updatesApply,
  updatesCancel,
  updatesDeleteOfflineKey,
  updatesInit,
  updatesReview,
  updatesRotateOnlineKey,
  updatesSetThreshold,
  updatesSign,
  updatesSignProdTargets
};
