// The printed text of a private key: what its characters stand for, to be typed or scanned back in twenty years. Pure:
// knows no page and no disk, and does not know which key id follows from a key. docs/paper-backup.md says the same for
// whoever has to read a page without this program.
//
// The text is a row of values from 0 to 31, written with ALPHABET in groups of four and a check character.
//   value 0      the version of this form: A
//   value 1      the type of key: E for Ed25519, R for RSA
//   values 2, 3  size, the greater one first: bytes of the seed (32), or of the longer prime (256 at RSA 4096)
//   values 4...  bytes, five bits to a value, the highest bits first; filled up with zeros to a whole group
// The bytes are:
//   Ed25519      the seed (RFC 8032), `size` bytes
//   RSA          the public exponent, 4 bytes; the primes p and q, `size` bytes each; the greatest byte first
//   both         5 bytes: the beginning of SHA-256 over the ASCII text `factory-tuf paper key`, the ASCII characters of
//                values 0 to 3, the bytes before, and the 32 bytes of the key id (SHA-256 of the public key's DER SPKI)
import { createHash } from "node:crypto";
import type { KeyType } from "../../tuf/metadata/key.ts";
import { ALPHABET, DATA_LENGTH, type Mistyped, readGroups, writeGroups } from "./paper-groups.ts";

/** What a page holds of a private key, in the bytes above. */
export interface PaperSecret {
  readonly type: KeyType;
  readonly size: number;
  readonly bytes: Uint8Array;
}

export type PaperRead =
  | {
      readonly secret: PaperSecret;
      /** Does the checksum belong to a key of this id? Else something was mistyped that no group could show. */
      readonly belongsTo: (keyid: string) => boolean;
    }
  | { readonly mistyped: Mistyped };

const VERSION = "A";
const TYPE_LETTERS: Readonly<Record<KeyType, string>> = { ed25519: "E", rsa: "R" };
const CHECKSUM_BYTES = 5;
const EXPONENT_BYTES = 4;
const LABEL = "factory-tuf paper key";
const SEED_BYTES = 32;
/** Of an RSA key with 8192 bits, which were allowed when the first pages were printed. */
const MAX_PRIME_BYTES = 512;

/** The groups of a key, in order. @param keyid hex. */
export function writePaperText(secret: PaperSecret, keyid: string): string[] {
  const header = headerOf(secret);
  const bytes = Buffer.concat([secret.bytes, checksum(header, secret.bytes, keyid)]);
  const values = valuesOf(bytes);
  const filled = Math.ceil(values.length / DATA_LENGTH) * DATA_LENGTH;
  return writeGroups([...header, ...values, ...Array<number>(filled - values.length).fill(0)]);
}

export function readPaperText(text: string): PaperRead {
  const read = readGroups(text, 1, groupCount);
  if ("mistyped" in read) return read;
  const header = read.symbols.slice(0, DATA_LENGTH);
  const form = formOf(header);
  if (!form) return { mistyped: UNKNOWN_FORM };
  const { bytes, rest } = bytesOf(read.symbols.slice(DATA_LENGTH), form.length + CHECKSUM_BYTES);
  if (rest !== 0n) return { mistyped: { groups: [], says: "The last group is not one that this program writes." } };
  const secret = { type: form.type, size: form.size, bytes: bytes.subarray(0, form.length) };
  const sum = bytes.subarray(form.length);
  return { secret, belongsTo: (keyid) => checksum(header, secret.bytes, keyid).equals(sum) };
}

/** How many groups a text has, from the values of its first one; null where that is of no known form. */
export function groupCount(header: readonly number[]): number | null {
  const form = formOf(header);
  return form && 1 + Math.ceil(Math.ceil(((form.length + CHECKSUM_BYTES) * 8) / 5) / DATA_LENGTH);
}

function headerOf({ type, size }: PaperSecret): number[] {
  return [ALPHABET.indexOf(VERSION), ALPHABET.indexOf(TYPE_LETTERS[type]), size >> 5, size & 31];
}

function formOf([version, letter, high = 0, low = 0]: readonly number[]): {
  readonly type: KeyType;
  readonly size: number;
  readonly length: number;
} | null {
  if (version !== ALPHABET.indexOf(VERSION)) return null;
  const size = high * 32 + low;
  if (letter === ALPHABET.indexOf(TYPE_LETTERS.ed25519)) {
    return size === SEED_BYTES ? { type: "ed25519", size, length: size } : null;
  }
  if (letter !== ALPHABET.indexOf(TYPE_LETTERS.rsa) || size === 0 || size > MAX_PRIME_BYTES) return null;
  return { type: "rsa", size, length: EXPONENT_BYTES + 2 * size };
}

function checksum(header: readonly number[], bytes: Uint8Array, keyid: string): Buffer {
  const written = header.map((value) => ALPHABET[value]).join("");
  const hash = createHash("sha256").update(LABEL + written, "ascii");
  return hash.update(bytes).update(keyid, "hex").digest().subarray(0, CHECKSUM_BYTES);
}

function valuesOf(bytes: Uint8Array): number[] {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? []).map((five) => Number.parseInt(five.padEnd(5, "0"), 2));
}

/** The first `count` bytes, and what is left after them as a number. */
function bytesOf(values: readonly number[], count: number): { bytes: Buffer; rest: bigint } {
  const bits = values.map((value) => value.toString(2).padStart(5, "0")).join("");
  const bytes = Buffer.from((bits.match(/.{8}/g) ?? []).slice(0, count).map((eight) => Number.parseInt(eight, 2)));
  return { bytes, rest: BigInt(`0b0${bits.slice(count * 8)}`) };
}

export const UNKNOWN_FORM: Mistyped = {
  groups: [1],
  says: "Group 1 names a form of page that this version does not know: it must begin with AE or AR.",
};
