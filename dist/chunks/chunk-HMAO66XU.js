import {
  ALPHABET,
  DATA_LENGTH,
  readGroups,
  writeGroups
} from "./chunk-VNGMR44M.js";

// src/keys/paper/paper-text.ts
import { createHash } from "node:crypto";
var VERSION = "A", TYPE_LETTERS = { ed25519: "E", rsa: "R" }, CHECKSUM_BYTES = 5, EXPONENT_BYTES = 4, LABEL = "factory-tuf paper key", SEED_BYTES = 32, MAX_PRIME_BYTES = 512;
function writePaperText(secret, keyid) {
  let header = headerOf(secret), bytes = Buffer.concat([secret.bytes, checksum(header, secret.bytes, keyid)]), values = valuesOf(bytes), filled = Math.ceil(values.length / DATA_LENGTH) * DATA_LENGTH;
  return writeGroups([...header, ...values, ...Array(filled - values.length).fill(0)]);
}
function readPaperText(text) {
  let read = readGroups(text, 1, groupCount);
  if ("mistyped" in read) return read;
  let header = read.symbols.slice(0, DATA_LENGTH), form = formOf(header);
  if (!form) return { mistyped: UNKNOWN_FORM };
  let { bytes, rest } = bytesOf(read.symbols.slice(DATA_LENGTH), form.length + CHECKSUM_BYTES);
  if (rest !== 0n) return { mistyped: { groups: [], says: "The last group is not one that this program writes." } };
  let secret = { type: form.type, size: form.size, bytes: bytes.subarray(0, form.length) }, sum = bytes.subarray(form.length);
  return { secret, belongsTo: (keyid) => checksum(header, secret.bytes, keyid).equals(sum) };
}
function groupCount(header) {
  let form = formOf(header);
  return form && 1 + Math.ceil(Math.ceil((form.length + CHECKSUM_BYTES) * 8 / 5) / DATA_LENGTH);
}
function headerOf({ type, size }) {
  return [ALPHABET.indexOf(VERSION), ALPHABET.indexOf(TYPE_LETTERS[type]), size >> 5, size & 31];
}
function formOf([version, letter, high = 0, low = 0]) {
  if (version !== ALPHABET.indexOf(VERSION)) return null;
  let size = high * 32 + low;
  return letter === ALPHABET.indexOf(TYPE_LETTERS.ed25519) ? size === SEED_BYTES ? { type: "ed25519", size, length: size } : null : letter !== ALPHABET.indexOf(TYPE_LETTERS.rsa) || size === 0 || size > MAX_PRIME_BYTES ? null : { type: "rsa", size, length: EXPONENT_BYTES + 2 * size };
}
function checksum(header, bytes, keyid) {
  let written = header.map((value) => ALPHABET[value]).join("");
  return createHash("sha256").update(LABEL + written, "ascii").update(bytes).update(keyid, "hex").digest().subarray(0, CHECKSUM_BYTES);
}
function valuesOf(bytes) {
  return ([...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("").match(/.{1,5}/g) ?? []).map((five) => Number.parseInt(five.padEnd(5, "0"), 2));
}
function bytesOf(values, count) {
  let bits = values.map((value) => value.toString(2).padStart(5, "0")).join("");
  return { bytes: Buffer.from((bits.match(/.{8}/g) ?? []).slice(0, count).map((eight) => Number.parseInt(eight, 2))), rest: BigInt(`0b0${bits.slice(count * 8)}`) };
}
var UNKNOWN_FORM = {
  groups: [1],
  says: "Group 1 names a form of page that this version does not know: it must begin with AE or AR."
};

// src/keys/paper/paper-lines.ts
var GROUPS_A_LINE = 4;
function linesOf(groups) {
  return Array.from(
    { length: lineCount(groups.length) },
    (_, at) => groups.slice(at * GROUPS_A_LINE, (at + 1) * GROUPS_A_LINE)
  );
}
function readFirstLine(text) {
  let read = readGroups(text, 1, () => GROUPS_A_LINE);
  if ("mistyped" in read) return otherLine(text, 1, null, read.mistyped) ?? read.mistyped;
  let groups = groupCount(read.symbols.slice(0, DATA_LENGTH));
  return groups === null ? UNKNOWN_FORM : { groups, lines: lineCount(groups) };
}
function lineProblem(text, line, groups) {
  let read = readLine(text, line, groups);
  return "mistyped" in read ? otherLine(text, line, groups, read.mistyped) ?? read.mistyped : null;
}
function readLine(text, line, groups) {
  let before = (line - 1) * GROUPS_A_LINE;
  return readGroups(text, before + 1, () => Math.min(GROUPS_A_LINE, groups - before));
}
var SAME_CHECK = 32 / GROUPS_A_LINE;
function otherLine(text, line, groups, { groups: wrong }) {
  let all = groups ?? SAME_CHECK * GROUPS_A_LINE, near = Array.from({ length: lineCount(all) }, (_, at) => at + 1).filter(
    (other) => Math.abs(other - line) < SAME_CHECK && other !== line && "symbols" in readLine(text, other, all)
  );
  return near.length === 0 ? null : { groups: wrong, says: `This looks like line ${near.join(" or ")}, but line ${line} is needed.` };
}
function lineCount(groups) {
  return Math.ceil(groups / GROUPS_A_LINE);
}

export {
  writePaperText,
  readPaperText,
  linesOf,
  readFirstLine,
  lineProblem
};
