// Reads the header of an age file as far as we need it: is it whole, and how is it locked. Unwraps nothing.
import { type ErrorCode, ToolError } from "../../errors/tool-error.ts";
import { base64Bytes } from "../../text/base64.ts";
import { fileDamage } from "./damage.ts";

/** How a passphrase opens the file. */
export interface ScryptLock {
  readonly salt: Uint8Array;
  readonly logN: number;
}

export interface AgeHeader {
  /** Null when the file is encrypted to recipients (identities open it). */
  readonly scrypt: ScryptLock | null;
  /** Encrypted to post-quantum and to classic recipients. */
  readonly mixed: boolean;
}

/** Beyond it a single decryption could ask for gigabytes and minutes (T24). */
const MAX_LOG_N = 20;

/** A stanza that tools add for the sake of noise: nobody's. */
const GREASE = /^-> \S*-grease(?: |$)/;
const MAX_HEADER_BYTES = 64 * 1024;
export const COPY_AGAIN = "Copy the whole file again, or encrypt the archive again.";

/** @throws {ToolError} `keys-not-age`, `keys-truncated`, `keys-malformed` or `keys-scrypt-too-costly`. */
export function readAgeHeader(file: Uint8Array): AgeHeader {
  const lines = Buffer.from(file.subarray(0, MAX_HEADER_BYTES)).toString("latin1").split("\n");
  const damage = lines[0]?.endsWith("\r") ? fileDamage(file) : null;
  if (damage) throw refused("keys-encoding", `The encrypted archive ${damage.says}.`, damage.next);
  if (lines[0] !== "age-encryption.org/v1" && lines.length > 1) {
    throw refused(
      "keys-not-age",
      "The encrypted archive names a version of age other than v1.",
      "Encrypt it with age 1.0 or later.",
    );
  }
  const end = lines.findIndex((line) => line.startsWith("---"));
  // The last piece has no newline after it, so a MAC there is not whole.
  if (end < 0 || end === lines.length - 1) {
    throw refused("keys-truncated", "The encrypted archive is cut off inside its age header.", COPY_AGAIN);
  }
  const stanzas = lines.slice(1, end).filter((line) => line.startsWith("-> "));
  const scrypt = stanzas.find((line) => line.startsWith("-> scrypt "));
  if (stanzas.length === 0 || (scrypt && stanzas.length > 1)) throw brokenHeader();
  const strong = stanzas.filter((line) => /^-> (?:mlkem768x25519|mlkem768p256tag) /.test(line)).length;
  const known = stanzas.filter((line) => !GREASE.test(line)).length;
  return { scrypt: scrypt ? readScryptLock(scrypt) : null, mixed: strong > 0 && strong < known };
}

export function mixedWarning(what: string): string {
  return `${what} is encrypted to post-quantum and classic recipients. It is only as strong as the classic ones.`;
}

function readScryptLock(line: string): ScryptLock {
  const [, salt, logN] = /^-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]{0,3})$/.exec(line) ?? [];
  if (!salt || !logN) throw brokenHeader();
  // One salt has one spelling: other bits in its last character would make a second file of the same passphrase.
  const bytes = base64Bytes(salt, "unpadded");
  if (!bytes) throw brokenHeader();
  if (Number(logN) > MAX_LOG_N) {
    throw refused(
      "keys-scrypt-too-costly",
      `The encrypted archive asks for a scrypt work factor of 2^${logN}; at most 2^${MAX_LOG_N} is accepted.`,
      "Encrypt it again with the default work factor (2^18), better to an age identity.",
    );
  }
  return { salt: bytes, logN: Number(logN) };
}

function brokenHeader(): ToolError {
  return refused("keys-malformed", "The encrypted archive has a damaged age header.", COPY_AGAIN);
}

function refused(code: ErrorCode, happened: string, next: string): ToolError {
  return new ToolError(code, { happened, next });
}
