// Decrypts an age file with identities, or with a key derived from a passphrase by scrypt off the main thread
// (the age library's own scrypt blocks for over a second). What the library says is never passed on (T19).
import { createDecipheriv, scrypt } from "node:crypto";
import type { Identity, Stanza } from "age-encryption";
import { type ErrorCode, ToolError } from "../../errors/tool-error.ts";
import type { ScryptLock } from "./age-header.ts";
import { COPY_AGAIN } from "./age-header.ts";
import { fileDamage } from "./damage.ts";

/** What opens the file: identities, or the key that {@link deriveScryptKey} gave. */
export type Unlock = { readonly identities: readonly string[] } | { readonly scryptKey: Uint8Array };

const SCRYPT_LABEL = Buffer.from("age-encryption.org/v1/scrypt", "ascii");
const FILE_KEY_NONCE = Buffer.alloc(12);
const TAG_BYTES = 16;

/** The wrapping key of an age file locked with a passphrase. Costs about a second at the default work factor. */
export function deriveScryptKey({ salt, logN }: ScryptLock, passphrase: string): Promise<Uint8Array> {
  const cost = { N: 2 ** logN, r: 8, p: 1, maxmem: 128 * 8 * 2 ** logN + 1024 * 1024 };
  return new Promise((resolve, reject) => {
    scrypt(Buffer.from(passphrase, "utf8"), Buffer.concat([SCRYPT_LABEL, salt]), 32, cost, (error, key) =>
      error ? reject(outOfMemory(logN)) : resolve(key),
    );
  });
}

/**
 * @param file a binary age file whose header has been read.
 * @throws {ToolError} `keys-wrong-passphrase`, `keys-wrong-identity`, `keys-identity-malformed` or
 *   `keys-truncated`; no cause, no library text.
 */
export async function decryptAge(file: Uint8Array, unlock: Unlock): Promise<Uint8Array> {
  const { Decrypter } = await import("age-encryption");
  const decrypter = new Decrypter();
  if ("identities" in unlock) {
    for (const identity of unlock.identities) addIdentity(decrypter, identity);
  } else {
    decrypter.addIdentity(scryptIdentity(unlock.scryptKey));
  }
  // Asked last, so it is asked only when none of the others fitted.
  let noneFitted = false;
  decrypter.addIdentity({
    unwrapFileKey: () => {
      noneFitted = true;
      return null;
    },
  });
  try {
    return await decrypter.decrypt(file);
  } catch {
    const damage = noneFitted ? null : fileDamage(file);
    if (damage) throw refused("keys-encoding", `The encrypted archive ${damage.says}.`, damage.next);
    if (!noneFitted)
      throw refused(
        "keys-truncated",
        "The encrypted archive is cut off or damaged: it fails its integrity check.",
        COPY_AGAIN,
      );
  }
  throw await wrongUnlock(unlock);
}

function addIdentity(decrypter: { addIdentity(identity: string): void }, identity: string): void {
  try {
    decrypter.addIdentity(identity);
  } catch {
    throw refused(
      "keys-identity-malformed",
      "The age identity is damaged: its checksum is wrong.",
      "Copy the whole line that begins with AGE-SECRET-KEY-1 again.",
    );
  }
}

/** An age identity over a key that is derived already. The header was checked: the stanza is the only one. */
function scryptIdentity(key: Uint8Array): Identity {
  return {
    unwrapFileKey: (stanzas: Stanza[]) => {
      const body = stanzas.find(({ args }) => args[0] === "scrypt")?.body;
      return body?.length === 16 + TAG_BYTES ? openFileKey(body, key) : null;
    },
  };
}

function openFileKey(body: Uint8Array, key: Uint8Array): Uint8Array | null {
  try {
    const opening = createDecipheriv("chacha20-poly1305", key, FILE_KEY_NONCE, { authTagLength: TAG_BYTES });
    opening.setAuthTag(body.subarray(-TAG_BYTES));
    return new Uint8Array(Buffer.concat([opening.update(body.subarray(0, -TAG_BYTES)), opening.final()]));
  } catch {
    return null;
  }
}

async function wrongUnlock(unlock: Unlock): Promise<ToolError> {
  if (!("identities" in unlock)) {
    return refused(
      "keys-wrong-passphrase",
      "The passphrase does not open the encrypted archive.",
      "Check that the passphrase belongs to this archive, and that it is complete.",
    );
  }
  const recipients = await Promise.all(unlock.identities.map(recipientOf));
  return refused(
    "keys-wrong-identity",
    `The age identity does not open the encrypted archive: it is not encrypted to ${recipients.join(" or ")}.`,
    "Give the identity that belongs to the recipient it was encrypted to, or encrypt the archive again.",
  );
}

async function recipientOf(identity: string): Promise<string> {
  try {
    const { identityToRecipient } = await import("age-encryption");
    return (await identityToRecipient(identity)).slice(0, 80);
  } catch {
    return "its recipient";
  }
}

function outOfMemory(logN: number): ToolError {
  return refused(
    "keys-scrypt-too-costly",
    `The scrypt work factor 2^${logN} of the encrypted archive needs more memory than there is.`,
    "Encrypt it again with the default work factor (2^18), better to an age identity.",
  );
}

function refused(code: ErrorCode, happened: string, next: string): ToolError {
  return new ToolError(code, { happened, next });
}
