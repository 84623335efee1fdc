import {
  keyidOf
} from "./chunk-QW2ZIKRZ.js";
import {
  ED25519_METHOD,
  RSA_METHOD
} from "./chunk-4OPBGUIS.js";
import {
  verificationForms
} from "./chunk-T3ZYKYZQ.js";
import {
  inDays,
  wholeSeconds
} from "./chunk-XZWJ3NC3.js";

// src/emulator/state/key-pair.ts
import { constants, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from "node:crypto";

// src/emulator/state/seed.ts
import { createHash } from "node:crypto";
function derive(seed, label, length) {
  let blocks = [];
  for (let block = 0; block * 32 < length; block++)
    blocks.push(createHash("sha256").update(`${seed}\0${label}\0${block}`).digest());
  return Buffer.concat(blocks).subarray(0, length);
}
function deriveUuid(seed, label) {
  let bytes = derive(seed, label, 16);
  bytes[6] = bytes[6] & 15 | 64, bytes[8] = bytes[8] & 63 | 128;
  let hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
function deriveShare(seed, label) {
  return derive(seed, label, 6).readUIntBE(0, 6) / 2 ** 48;
}

// src/emulator/state/key-pair.ts
var ED25519_PKCS8_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex"), RSA_BITS = 2048;
function makeKeyPair(type, seed, label) {
  return type === "ed25519" ? ed25519Pair(derive(seed, `key ${label}`, 32)) : rsaPair(generateKeyPairSync("rsa", { modulusLength: RSA_BITS }).privateKey);
}
function privateJson(pair) {
  return { keytype: pair.public.keytype, keyval: { private: pair.private } };
}
function signatureBy(pair, signed) {
  return signatureOver(pair, verificationForms(signed)[0]);
}
function signedBy(pairs, signed) {
  let bytes = verificationForms(signed)[0];
  return { signatures: pairs.map((pair) => signatureOver(pair, bytes)), signed };
}
function signatureOver(pair, bytes) {
  if (pair.type === "ed25519")
    return { keyid: pair.keyid, method: ED25519_METHOD, sig: sign(null, bytes, pair.privateKey).toString("base64") };
  let pss = { key: pair.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
  return { keyid: pair.keyid, method: RSA_METHOD, sig: sign("sha256", bytes, pss).toString("base64") };
}
function ed25519Pair(seed) {
  let privateKey = createPrivateKey({
    key: Buffer.concat([ED25519_PKCS8_PREFIX, seed]),
    format: "der",
    type: "pkcs8"
  }), publicKey = { keytype: "ED25519", keyval: { public: createPublicKey(privateKey).export({ format: "der", type: "spki" }).subarray(-32).toString("hex") } };
  return { keyid: keyidOf(publicKey), type: "ed25519", public: publicKey, private: seed.toString("hex"), privateKey };
}
function rsaPair(privateKey) {
  let spki = createPublicKey(privateKey).export({ format: "pem", type: "spki" }), pkcs1 = privateKey.export({ format: "pem", type: "pkcs1" }), publicKey = { keytype: "RSA", keyval: { public: spki } };
  return { keyid: keyidOf(publicKey), type: "rsa", public: publicKey, private: pkcs1, privateKey };
}

// src/emulator/state/online.ts
var ONLINE_ROLES = ["targets", "snapshot", "timestamp"], CI_DAYS = 30, MS_PER_HOUR = 36e5;
function onlineKey(type, seed, label) {
  return knownKey(makeKeyPair(type, seed, label));
}
function knownKey(pair) {
  return { keyid: pair.keyid, public: pair.public, pair };
}
function onlineKeyids(online) {
  return { targets: online.targets.keyid, snapshot: online.snapshot.keyid, timestamp: online.timestamp.keyid };
}
function onlineSignatures(state, role, signed) {
  let { pair } = state.online[role];
  return pair ? [signatureBy(pair, signed)] : [];
}
function signCi(state, signed) {
  return { ...state, ciTargets: { signatures: onlineSignatures(state, "targets", signed), signed } };
}
function refreshCi(state, now) {
  let { signed } = state.ciTargets;
  return state.ciFrozen || !state.online.targets.pair || Date.parse(signed.expires) - now.getTime() > MS_PER_HOUR ? state : signCi(state, { ...signed, expires: inDays(now, CI_DAYS), version: signed.version + 1 });
}
function firstCi(targets, version, now) {
  return { _type: "Targets", expires: inDays(now, CI_DAYS), targets, version };
}
function condensedCi(state, tag) {
  let { signed } = state.ciTargets, targets = Object.fromEntries(
    Object.entries(signed.targets).filter(([, { custom }]) => custom?.tags?.includes(tag))
  ), condensed = { ...signed, targets };
  return { signatures: onlineSignatures(state, "targets", condensed), signed: condensed };
}
function onlineDocument(state, role, signed) {
  let { pair } = state.online[role];
  return pair ? signedBy([pair], signed) : { signatures: [], signed };
}

// src/emulator/state/online-faults.ts
var ONLINE_FAULTS = ["unsigned", "expired", "foreign", "other"], ONLINE_FAULT = "emulated-fault", ONLINE_ROLE = "emulated-role";
function isOnlineFault(text) {
  return ONLINE_FAULTS.some((fault) => fault === text);
}
function spoiledOnline(state, role, document, fault, now) {
  let { signed } = document;
  switch (fault) {
    case "unsigned":
      return { ...document, signatures: [] };
    case "foreign":
      return signedBy([makeKeyPair("ed25519", state.seed, `foreign ${role}`)], signed);
    case "expired":
      return onlineDocument(state, role, { ...signed, expires: wholeSeconds(new Date(now.getTime() - 1e3)) });
    case "other":
      return onlineDocument(state, role, { ...signed, meta: named(signed, role) });
  }
}
function named(signed, role) {
  let [name] = role === "snapshot" ? ["targets.json"] : ["snapshot.json"], meta = "meta" in signed ? signed.meta : {};
  return { ...meta, [name]: { ...meta[name], version: (meta[name]?.version ?? 0) + 1 } };
}

export {
  derive,
  deriveUuid,
  deriveShare,
  makeKeyPair,
  privateJson,
  signedBy,
  ONLINE_ROLES,
  onlineKey,
  knownKey,
  onlineKeyids,
  onlineSignatures,
  signCi,
  refreshCi,
  firstCi,
  condensedCi,
  onlineDocument,
  ONLINE_FAULTS,
  ONLINE_FAULT,
  ONLINE_ROLE,
  isOnlineFault,
  spoiledOnline
};
