import {
  parsePrivateHalf,
  vendorKeytype
} from "./chunk-Y2FCZTTI.js";
import {
  keyWithPrivateHalf
} from "./chunk-VNGMR44M.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/keys/signers/generate.ts
import { generateKeyPair, randomBytes } from "node:crypto";
import { promisify } from "node:util";
var NEW_KEY_RSA_BITS = 4096, systemRandomness = {
  seed: () => randomBytes(32),
  async rsa(bits) {
    let { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: bits });
    return privateKey.export({ format: "pem", type: "pkcs1" }).toString();
  }
};
async function newKey(type, role, randomness) {
  let text = type === "ed25519" ? Buffer.from(randomness.seed()).toString("hex") : await randomness.rsa(NEW_KEY_RSA_BITS), sec = JSON.stringify({ keytype: vendorKeytype(type), keyval: { private: text } }), half = parsePrivateHalf(Buffer.from(sec), "the new key");
  return keyWithPrivateHalf(`tufrepo/keys/fioctl-${role}-${half.usable.keyid}`, half);
}
export {
  newKey,
  systemRandomness
};
