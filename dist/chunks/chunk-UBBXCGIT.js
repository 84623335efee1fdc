// src/tuf/signature.ts
import { constants, verify } from "node:crypto";
var ED25519_METHOD = "ed25519", RSA_METHOD = "rsassa-pss-sha256", OLD_RSA_METHOD = "rsassa-pss", ED25519_ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
function isKnownMethod(method) {
  return method === ED25519_METHOD || method === RSA_METHOD || method === OLD_RSA_METHOD;
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
  return sig ? key.type === "ed25519" ? signature.method !== ED25519_METHOD ? `names the method ${JSON.stringify(signature.method.slice(0, 40))} for an Ed25519 key` : sig.length !== 64 ? `has ${sig.length} bytes, not 64` : isReducedScalar(sig.subarray(32)) ? { algorithm: null, key: key.publicKey, sig } : "is malleable (S is not below the group order)" : signature.method !== RSA_METHOD && signature.method !== OLD_RSA_METHOD ? `names the method ${JSON.stringify(signature.method.slice(0, 40))} for an RSA key` : sig.length !== Math.ceil(key.bits / 8) ? `has ${sig.length} bytes, not ${Math.ceil(key.bits / 8)}` : { algorithm: "sha256", key: { key: key.publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }, sig } : "is not padded standard base64";
}
function isReducedScalar(littleEndian) {
  return BigInt(`0x${Buffer.from(littleEndian).reverse().toString("hex")}`) < ED25519_ORDER;
}
function decodeBase64(text) {
  if (typeof text != "string" || text.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return null;
  let bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : null;
}

export {
  ED25519_METHOD,
  RSA_METHOD,
  isKnownMethod,
  signatureProblem,
  verifyAhead
};
