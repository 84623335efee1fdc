import {
  showableRoots
} from "./chunk-PKHKSKVO.js";
import {
  ownerOf
} from "./chunk-53Z5SEAN.js";
import {
  requireOnlineKey
} from "./chunk-XU5EYBEU.js";
import {
  roleKeys
} from "./chunk-AHGJSDMS.js";

// src/commands/archives/key-standing.ts
var OFFLINE_ROLES = ["root", "targets"];
async function offlineKeys(ctx) {
  let [roots, online] = await Promise.all([showableRoots(ctx), ctx.factory.ciTargetsKey()]), targets = roleKeys(roots.prod.signed, "targets", roots.prod.where);
  return targets.delete(requireOnlineKey(roots.prod.signed, online)), { roots, keys: { root: roleKeys(roots.prod.signed, "root", roots.prod.where), targets } };
}
function standingOf(key, chain, now) {
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

export {
  offlineKeys,
  standingOf
};
