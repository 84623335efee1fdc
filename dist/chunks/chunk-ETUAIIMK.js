import {
  isObject
} from "./chunk-RQY7G4BH.js";

// src/tuf/metadata/signature.ts
import { constants, verify } from "node:crypto";
var ED25519_METHOD = "ed25519", RSA_METHOD = "rsassa-pss-sha256", OLD_RSA_METHOD = "rsassa-pss", ED25519_ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
function isKnownMethod(method) {
  return isEd25519Method(method) || isRsaMethod(method);
}
function isEd25519Method(method) {
  return method.toLowerCase() === ED25519_METHOD;
}
function isRsaMethod(method) {
  return [RSA_METHOD, OLD_RSA_METHOD].includes(method.toLowerCase());
}
function signatureProblem(key, signature, bytes) {
  let check = formOf(key, signature);
  if (typeof check == "string") return check;
  let known = ahead.get(signature);
  return (known && known.key === key && known.bytes === bytes ? known.isValid : verify(check.algorithm, bytes, check.key, check.sig)) ? null : "does not verify";
}
async function verifyAhead(key, signature, bytes) {
  let check = formOf(key, signature);
  typeof check != "string" && await new Promise((resolve) => {
    verify(check.algorithm, bytes, check.key, check.sig, (error, isValid) => {
      error || ahead.set(signature, { key, bytes, isValid }), resolve();
    });
  });
}
var ahead = /* @__PURE__ */ new WeakMap();
function formOf(key, signature) {
  let sig = decodeBase64(signature.sig);
  return sig ? key.type === "ed25519" ? isEd25519Method(signature.method) ? sig.length !== 64 ? `has ${sig.length} bytes, not 64` : isReducedScalar(sig.subarray(32)) ? { algorithm: null, key: key.publicKey, sig } : "is malleable (S is not below the group order)" : `names the method ${JSON.stringify(signature.method.slice(0, 40))} for an Ed25519 key` : isRsaMethod(signature.method) ? sig.length !== Math.ceil(key.bits / 8) ? `has ${sig.length} bytes, not ${Math.ceil(key.bits / 8)}` : { algorithm: "sha256", key: { key: key.publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }, sig } : `names the method ${JSON.stringify(signature.method.slice(0, 40))} for an RSA key` : "is not padded standard base64";
}
function isReducedScalar(littleEndian) {
  return BigInt(`0x${Buffer.from(littleEndian).reverse().toString("hex")}`) < ED25519_ORDER;
}
function decodeBase64(text) {
  if (typeof text != "string" || text.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return null;
  let bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : null;
}
function isSignature(entry) {
  return isObject(entry) && [entry.keyid, entry.method, entry.sig].every((part) => typeof part == "string");
}

export {
  ED25519_METHOD,
  RSA_METHOD,
  isKnownMethod,
  isEd25519Method,
  signatureProblem,
  verifyAhead,
  isSignature
};
