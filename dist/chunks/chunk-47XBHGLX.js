import {
  ED25519_METHOD,
  RSA_METHOD,
  signatureProblem,
  verifyAhead
} from "./chunk-ETUAIIMK.js";
import {
  ToolError
} from "./chunk-IAASVYQS.js";

// src/keys/signers/signer.ts
function makeSigner(half, key) {
  return {
    keyid: key.keyid,
    type: key.type,
    async sign(bytes, inParallel = !1) {
      let signature = {
        keyid: key.keyid,
        method: key.type === "ed25519" ? ED25519_METHOD : RSA_METHOD,
        sig: await rawSignature(half, bytes)
      };
      if (inParallel && await verifyAhead(key, signature, bytes), signatureProblem(key, signature, bytes) !== null) throw unproven(key.keyid);
      return signature;
    }
  };
}
async function rawSignature(half, bytes) {
  try {
    return Buffer.from(await half.sign(bytes)).toString("base64");
  } catch {
    throw unproven(half.usable.keyid);
  }
}
function unproven(keyid) {
  return new ToolError("signature-self-check", {
    happened: `The signature made with the key ${keyid} does not verify under that key's public half, so it was thrown away.`,
    next: "The private key is damaged, or this machine is: take the archive from a backup and try on another machine."
  });
}

// src/keys/archive/archive-key.ts
var privateHalves = /* @__PURE__ */ new WeakMap();
function keyWithPrivateHalf(name, half, written = half.public) {
  let { keyid } = half.usable, key = { keyid, type: half.type, public: written, name, signer: makeSigner(half, half.usable) };
  return privateHalves.set(key, half), key;
}
function renamedKey(key, name) {
  let half = privateHalfOf(key);
  return half ? keyWithPrivateHalf(name, half, key.public) : { ...key, name };
}
function privateHalfOf(key) {
  return privateHalves.get(key) ?? null;
}

export {
  makeSigner,
  keyWithPrivateHalf,
  renamedKey,
  privateHalfOf
};
