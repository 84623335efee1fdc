import {
  COPY_AGAIN,
  ToolError,
  fileDamage
} from "./chunk-VNGMR44M.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/keys/age/age.ts
import { createDecipheriv, scrypt } from "node:crypto";
var SCRYPT_LABEL = Buffer.from("age-encryption.org/v1/scrypt", "ascii"), FILE_KEY_NONCE = Buffer.alloc(12), TAG_BYTES = 16;
function deriveScryptKey({ salt, logN }, passphrase) {
  let cost = { N: 2 ** logN, r: 8, p: 1, maxmem: 1024 * 2 ** logN + 1048576 };
  return new Promise((resolve, reject) => {
    scrypt(
      Buffer.from(passphrase, "utf8"),
      Buffer.concat([SCRYPT_LABEL, salt]),
      32,
      cost,
      (error, key) => error ? reject(outOfMemory(logN)) : resolve(key)
    );
  });
}
async function decryptAge(file, unlock) {
  let { Decrypter } = await import("./dist-LEECYJWJ.js"), decrypter = new Decrypter();
  if ("identities" in unlock)
    for (let identity of unlock.identities) addIdentity(decrypter, identity);
  else
    decrypter.addIdentity(scryptIdentity(unlock.scryptKey));
  let noneFitted = !1;
  decrypter.addIdentity({
    unwrapFileKey: () => (noneFitted = !0, null)
  });
  try {
    return await decrypter.decrypt(file);
  } catch {
    let damage = noneFitted ? null : fileDamage(file);
    if (damage) throw refused("keys-encoding", `The encrypted archive ${damage.says}.`, damage.next);
    if (!noneFitted)
      throw refused(
        "keys-truncated",
        "The encrypted archive is cut off or damaged: it fails its integrity check.",
        COPY_AGAIN
      );
  }
  throw await wrongUnlock(unlock);
}
function addIdentity(decrypter, identity) {
  try {
    decrypter.addIdentity(identity);
  } catch {
    throw refused(
      "keys-identity-malformed",
      "The age identity is damaged: its checksum is wrong.",
      "Copy the whole line that begins with AGE-SECRET-KEY-1 again."
    );
  }
}
function scryptIdentity(key) {
  return {
    unwrapFileKey: (stanzas) => {
      let body = stanzas.find(({ args }) => args[0] === "scrypt")?.body;
      return body?.length === 16 + TAG_BYTES ? openFileKey(body, key) : null;
    }
  };
}
function openFileKey(body, key) {
  try {
    let opening = createDecipheriv("chacha20-poly1305", key, FILE_KEY_NONCE, { authTagLength: TAG_BYTES });
    return opening.setAuthTag(body.subarray(-TAG_BYTES)), new Uint8Array(Buffer.concat([opening.update(body.subarray(0, -TAG_BYTES)), opening.final()]));
  } catch {
    return null;
  }
}
async function wrongUnlock(unlock) {
  if (!("identities" in unlock))
    return refused(
      "keys-wrong-passphrase",
      "The passphrase does not open the encrypted archive.",
      "Check that the passphrase belongs to this archive, and that it is complete."
    );
  let recipients = await Promise.all(unlock.identities.map(recipientOf));
  return refused(
    "keys-wrong-identity",
    `The age identity does not open the encrypted archive: it is not encrypted to ${recipients.join(" or ")}.`,
    "Give the identity that belongs to the recipient it was encrypted to, or encrypt the archive again."
  );
}
async function recipientOf(identity) {
  try {
    let { identityToRecipient } = await import("./dist-LEECYJWJ.js");
    return (await identityToRecipient(identity)).slice(0, 80);
  } catch {
    return "its recipient";
  }
}
function outOfMemory(logN) {
  return refused(
    "keys-scrypt-too-costly",
    `The scrypt work factor 2^${logN} of the encrypted archive needs more memory than there is.`,
    "Encrypt it again with the default work factor (2^18), better to an age identity."
  );
}
function refused(code, happened, next) {
  return new ToolError(code, { happened, next });
}
export {
  decryptAge,
  deriveScryptKey
};
