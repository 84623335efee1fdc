import {
  Point
} from "./chunk-2T4BEXM7.js";

// src/tuf/metadata/key.ts
import { createHash, createPublicKey } from "node:crypto";
var ED25519_SPKI_PREFIX = Buffer.from("302a300506032b6570032100", "hex"), PUBLIC_KEY_PEM = /^-----BEGIN PUBLIC KEY-----\r?\n/, RSA_BITS = [2048, 3072, 4096], RSA_MIN_EXPONENT = 65537n;
function usableKey(key) {
  let text = `${key.keytype} ${key.keyval.public}`, decision = decided.get(text);
  return decision || (decided.size >= MAX_DECIDED && decided.clear(), decision = decide(key), decided.set(text, decision)), decision;
}
var decided = /* @__PURE__ */ new Map(), MAX_DECIDED = 1e3;
function decide(key) {
  let type = keyType(key);
  return type === "ed25519" ? usableEd25519(key.keyval.public) : type === "rsa" ? usableRsa(key.keyval.public) : { usable: !1, why: `has the type ${JSON.stringify(String(key.keytype).slice(0, 40))}, not ED25519 or RSA` };
}
function keyType(key) {
  let name = String(key.keytype).toLowerCase();
  return name === "ed25519" || name === "rsa" ? name : null;
}
function usableEd25519(hex) {
  if (typeof hex != "string" || !/^[0-9a-fA-F]{64}$/.test(hex))
    return { usable: !1, why: "is not 64 hex characters" };
  let point = Buffer.from(hex, "hex");
  if (!isFullOrderPoint(point)) return { usable: !1, why: "is no canonical Ed25519 point of full order" };
  let spki = Buffer.concat([ED25519_SPKI_PREFIX, point]), publicKey = createPublicKey({ key: spki, format: "der", type: "spki" });
  return { usable: !0, keyid: sha256Hex(spki), type: "ed25519", publicKey, bits: 256 };
}
function isFullOrderPoint(bytes) {
  try {
    let point = Point.fromBytes(bytes, !1);
    return !point.isSmallOrder() && point.isTorsionFree();
  } catch {
    return !1;
  }
}
function usableRsa(pem) {
  if (typeof pem != "string" || !PUBLIC_KEY_PEM.test(pem))
    return { usable: !1, why: "is not a PEM of type PUBLIC KEY" };
  let publicKey;
  try {
    publicKey = createPublicKey({ key: pem, format: "pem", type: "spki" });
  } catch {
    return { usable: !1, why: "is not a readable PEM of type PUBLIC KEY" };
  }
  if (publicKey.asymmetricKeyType !== "rsa")
    return { usable: !1, why: `is of type ${publicKey.asymmetricKeyType}, not plain rsa` };
  let { modulusLength: bits = 0, publicExponent: e = 0n } = publicKey.asymmetricKeyDetails ?? {};
  return RSA_BITS.includes(bits) ? e < RSA_MIN_EXPONENT || e % 2n === 0n ? { usable: !1, why: `has the exponent ${e}, not an odd one from 65537` } : {
    usable: !0,
    keyid: sha256Hex(publicKey.export({ format: "der", type: "spki" })),
    type: "rsa",
    publicKey,
    bits
  } : { usable: !1, why: `has ${bits} bits, not 2048, 3072 or 4096` };
}
function keyidOf(key) {
  try {
    return keyType(key) === "ed25519" && /^[0-9a-fA-F]{64}$/.test(key.keyval.public) ? sha256Hex(Buffer.concat([ED25519_SPKI_PREFIX, Buffer.from(key.keyval.public, "hex")])) : PUBLIC_KEY_PEM.test(key.keyval.public) ? sha256Hex(createPublicKey(key.keyval.public).export({ format: "der", type: "spki" })) : null;
  } catch {
    return null;
  }
}
function sha256Hex(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}

export {
  usableKey,
  keyType,
  keyidOf,
  sha256Hex
};
