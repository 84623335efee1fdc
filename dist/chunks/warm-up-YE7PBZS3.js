import {
  warmUpSigning
} from "./chunk-VXTZ7NFP.js";
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
  let { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } = await import("./dist-LEECYJWJ.js");
  if (!opensWithIdentity) return;
  let identity = await generateX25519Identity(), encrypter = new Encrypter();
  encrypter.addRecipient(await identityToRecipient(identity));
  let decrypter = new Decrypter();
  decrypter.addIdentity(identity), await decrypter.decrypt(await encrypter.encrypt(new Uint8Array(1)));
}
var EMPTY_TAR = new Uint8Array(1024);
async function warmUpReading() {
  let { readArchive } = await import("./read-archive-WAGZGGDE.js");
  await readArchive(gzipSync(EMPTY_TAR)).catch(() => {
  });
}
export {
  warmUp
};
