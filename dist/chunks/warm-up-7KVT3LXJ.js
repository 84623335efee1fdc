import {
  warmUpSigning
} from "./chunk-Y2FCZTTI.js";
import "./chunk-VNGMR44M.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/keys/age/warm-up.ts
import { gzipSync } from "node:zlib";
var used = /* @__PURE__ */ new Set();
async function warmUp(header) {
  let kind = header === null ? "plain" : header.scrypt === null ? "identity" : "passphrase";
  used.has(kind) || (used.add(kind), header && await warmUpAge(header.scrypt === null), await warmUpReading(), await warmUpSigning());
}
async function warmUpAge(opensWithIdentity) {
  let { Encrypter, generateX25519Identity, identityToRecipient } = await import("./dist-LEECYJWJ.js"), { decryptAge } = await import("./age-WFZNW5YF.js");
  if (!opensWithIdentity) return;
  let identity = await generateX25519Identity(), encrypter = new Encrypter();
  encrypter.addRecipient(await identityToRecipient(identity)), await decryptAge(await encrypter.encrypt(new Uint8Array(1)), { identities: [identity] });
}
var EMPTY_TAR = new Uint8Array(1024);
async function warmUpReading() {
  let { readArchive } = await import("./read-archive-YF3CVKND.js");
  await readArchive(gzipSync(EMPTY_TAR)).catch(() => {
  });
}
export {
  warmUp
};
