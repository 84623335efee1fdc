// Between the private half of a key and the groups of its page. Whether a text is that of a key is decided here at the
// end: the key id that follows from it must be the one in the checksum.
import { ToolError } from "../../errors/tool-error.ts";
import { keyWithPrivateHalf } from "../archive/archive-key.ts";
import { requirePrivateHalf } from "../archive/sec-file.ts";
import { type PrivateHalf, parsePrivateHalf, vendorKeytype } from "../signers/private-half.ts";
import { byteLength, bytesNumber, numberBytes, pemOfPrimes, primesOf } from "../signers/rsa-primes.ts";
import type { ArchiveKey } from "../types.ts";
import type { Mistyped } from "./paper-groups.ts";
import { type PaperSecret, readPaperText, writePaperText } from "./paper-text.ts";

const SEED_HEX = 64;
const EXPONENT_BYTES = 4;

/**
 * The groups of a key's page, in order. Secret.
 * @throws {ToolError} `keys-orphan` for a public half alone; `keys-key-unusable` for an RSA key of a shape that no
 *   tool makes: more than two primes, or a public exponent of more than four bytes.
 */
export function paperGroups(key: ArchiveKey): string[] {
  return writePaperText(paperSecret(requirePrivateHalf(key)), key.keyid);
}

/**
 * The key of a text as it was typed or scanned, under the name that current tools give a root key.
 * @throws {ToolError} `backup-mistyped`, naming the groups; nothing of the text is in it.
 */
export function keyOfPaper(text: string): ArchiveKey {
  const read = readPaperText(text);
  if ("mistyped" in read) throw mistyped(read.mistyped);
  const half = halfOf(read.secret);
  if (!half || !read.belongsTo(half.usable.keyid)) throw mistyped(UNSEEN);
  return keyWithPrivateHalf(offlineKeyName("root", half.usable.keyid), half);
}

/** Entry name of a key without its ending, as current tools write it (PROTOCOL §2). */
export function offlineKeyName(role: "root" | "targets", keyid: string): string {
  return `tufrepo/keys/fioctl-${role}-${keyid}`;
}

export function mistyped({ says }: Mistyped): ToolError {
  return new ToolError("backup-mistyped", {
    happened: says,
    next: "Correct it and try again. The page itself stays valid.",
  });
}

const UNSEEN: Mistyped = {
  groups: [],
  says: "Each group is valid, but together they are not a key. Groups are in the wrong order, or several characters of one are wrong.",
};

function paperSecret(half: PrivateHalf): PaperSecret {
  const text = half.secretText();
  if (half.type === "ed25519") {
    // A 64-byte key is the seed and the public half, which follows from it.
    return { type: "ed25519", size: SEED_HEX / 2, bytes: Buffer.from(text.slice(0, SEED_HEX), "hex") };
  }
  const primes = primesOf(text);
  if (!primes || byteLength(primes.e) > EXPONENT_BYTES) throw unprintable(half.usable.keyid);
  const { e, p, q } = primes;
  const size = Math.max(byteLength(p), byteLength(q));
  return {
    type: "rsa",
    size,
    bytes: Buffer.concat([numberBytes(e, EXPONENT_BYTES), numberBytes(p, size), numberBytes(q, size)]),
  };
}

/** Null where no key follows from the bytes. */
function halfOf({ type, size, bytes }: PaperSecret): PrivateHalf | null {
  const text = type === "ed25519" ? Buffer.from(bytes).toString("hex") : pemOf(bytes, size);
  if (text === null) return null;
  const sec = JSON.stringify({ keytype: vendorKeytype(type), keyval: { private: text } });
  try {
    return parsePrivateHalf(Buffer.from(sec), "the typed key");
  } catch {
    return null;
  }
}

function pemOf(bytes: Uint8Array, size: number): string | null {
  const numberAt = (from: number, length: number) => bytesNumber(bytes.subarray(from, from + length));
  return pemOfPrimes({
    e: numberAt(0, EXPONENT_BYTES),
    p: numberAt(EXPONENT_BYTES, size),
    q: numberAt(EXPONENT_BYTES + size, size),
  });
}

function unprintable(keyid: string): ToolError {
  return new ToolError("keys-key-unusable", {
    happened: `The RSA key ${keyid} does not follow from two primes and a public exponent of four bytes, so it cannot be printed.`,
    next: "Keep it with --copy or --extract, or rotate it.",
  });
}
