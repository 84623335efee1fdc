// src/keys/paper-groups.ts
var ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
function writeGroups(symbols, first = 1) {
  return Array.from({ length: symbols.length / 4 }, (_, at) => {
    let data = symbols.slice(at * 4, (at + 1) * 4);
    return [...data, checkOf(data, first + at)].map((value) => ALPHABET[value]).join("");
  });
}
function readGroups(text, first = 1, countOf = () => null) {
  let pieces = piecesOf(text), typed = pieces.join(""), found = Array.from(
    { length: Math.ceil(typed.length / 5) },
    (_, at) => typed.slice(at * 5, (at + 1) * 5)
  );
  if (found.length === 0) return { mistyped: { groups: [first], says: "The text is empty." } };
  let count = found[0] && isSound(found[0], first) ? countOf(dataOf(found[0])) : null, wrong = found.flatMap((group, at) => isSound(group, first + at) ? [] : [first + at]);
  if (wrong.length > 0) {
    let uneven = unevenPiece(pieces, first);
    return uneven && uneven.group <= wrong[0] ? { mistyped: wrongLength(uneven.group, uneven.length) } : { mistyped: wrongGroups(wrong, typed, first, count) };
  }
  return count !== null && found.length !== count ? { mistyped: wrongCount(found.length, count, first) } : { symbols: found.flatMap(dataOf) };
}
var APART = /[\s\p{Zs}\p{Pd}\u2212\u00ad]+/u, LINE_NUMBER = /^\s*\d{1,3}[.:)]\s*/;
function piecesOf(text) {
  return text.split(/\r\n|[\r\n\u2028\u2029]/).map((line) => line.replace(LINE_NUMBER, "")).flatMap((line) => line.split(APART)).filter((piece) => piece !== "").map((piece) => piece.replace(/[a-z]/g, (letter) => letter.toUpperCase()));
}
function checkOf(data, group) {
  return doubled(data.reduce((sum, value) => doubled(sum) ^ value, group % 32));
}
function doubled(value) {
  return value < 16 ? value << 1 : value << 1 & 31 ^ 5;
}
function isSound(group, number) {
  let values = valuesOf(group);
  return values.length !== 5 || values.includes(-1) ? !1 : checkOf(dataOf(group), number) === values[4];
}
function dataOf(group) {
  return valuesOf(group).slice(0, 4);
}
function valuesOf(group) {
  return [...group].map((char) => ALPHABET.indexOf(char));
}
function unevenPiece(pieces, first) {
  let group = first;
  for (let { length } of pieces) {
    if (length % 5 !== 0) return length < 10 ? { group, length } : null;
    group += length / 5;
  }
  return null;
}
var LOOK_ALIKE = "Compare it with the page: 8 and B, 5 and S, 2 and Z, 6 and G, U and V look alike.";
function wrongLength(group, length) {
  let characters = length === 1 ? "1 character" : `${length} characters`;
  return { groups: [group], says: `Group ${group} has ${characters} and not 5.` };
}
function wrongGroups(wrong, typed, first, count) {
  let [group] = wrong, at = (group - first) * 5;
  if (typed.length % 5 !== 0 || count !== null && typed.length !== count * 5 || wrong.length > MOST_NAMED)
    return {
      groups: [group],
      says: `From group ${group} on the text does not fit: there, or just before, a character or a group is missing or typed twice.`
    };
  if (wrong.length > 1) return { groups: wrong, says: `The groups ${listed(wrong)} are mistyped. ${LOOK_ALIKE}` };
  let foreign = [...typed.slice(at, at + 5)].some((char) => !ALPHABET.includes(char));
  return {
    groups: [group],
    says: foreign ? `Group ${group} has a character that never occurs: only the digits 2 to 9 and the letters but I and O do.` : `Group ${group} is mistyped. ${LOOK_ALIKE}`
  };
}
var MOST_NAMED = 4;
function listed(groups) {
  return `${groups.slice(0, -1).join(", ")} and ${groups.at(-1)}`;
}
function wrongCount(found, count, first) {
  let last = first + Math.min(found, count) - 1;
  return {
    groups: [last],
    says: found < count ? `The text ends after ${found} groups, and ${count} belong to it.` : `After group ${last} there is more, and nothing belongs there.`
  };
}

// src/keys/page-groups.ts
function markedGroup(group) {
  return `<code class="group">${group}</code>`;
}
var GROUP = /<code class="group">([^<]*)<\/code>/g;
function groupsInPage(html) {
  return [...html.matchAll(GROUP)].map(([, group]) => group).join(" ");
}

// src/keys/paper-scan.ts
var MARK = /(?:QR-?CODE:)?\s*FACTORY-TUF:(\d{1,2})\/(\d{1,2}):/i;
function scanTexts(groups) {
  let count = Math.ceil(groups.length / 72), size = Math.ceil(groups.length / count);
  return Array.from({ length: count }, (_, at) => {
    let part = groups.slice(at * size, (at + 1) * size);
    return `FACTORY-TUF:${at + 1}/${count}:${part.join("")}`;
  });
}
function isScan(text) {
  return MARK.test(text);
}
function joinScans(text) {
  let [before = "", ...rest] = text.split(MARK);
  if (rest.length === 0) return { text: before };
  let parts = /* @__PURE__ */ new Map(), counts = /* @__PURE__ */ new Set();
  for (let at = 0; at < rest.length; at += 3)
    counts.add(Number(rest[at + 1])), parts.set(Number(rest[at]), rest[at + 2] ?? "");
  let [count = 0] = counts, missing = Array.from({ length: count }, (_, at) => at + 1).filter((number) => !parts.has(number));
  if (counts.size > 1 || parts.size > count)
    return { mistyped: { groups: [], says: "The scanned text holds codes of more than one page." }, missing: [] };
  if (missing.length > 0) {
    let says = `Of ${count} QR codes number ${missing.join(" and ")} is missing.`;
    return { mistyped: { groups: [], says }, missing };
  }
  return {
    text: [...parts].sort(([one], [other]) => one - other).map(([, part]) => part).join(`
`)
  };
}

// src/keys/paper-text.ts
import { createHash } from "node:crypto";
var VERSION = "A", TYPE_LETTERS = { ed25519: "E", rsa: "R" }, CHECKSUM_BYTES = 5, EXPONENT_BYTES = 4, LABEL = "factory-tuf paper key", SEED_BYTES = 32, MAX_PRIME_BYTES = 512;
function writePaperText(secret, keyid) {
  let header = headerOf(secret), bytes = Buffer.concat([secret.bytes, checksum(header, secret.bytes, keyid)]), values = valuesOf2(bytes), filled = Math.ceil(values.length / 4) * 4;
  return writeGroups([...header, ...values, ...Array(filled - values.length).fill(0)]);
}
function readPaperText(text) {
  let read = readGroups(text, 1, groupCount);
  if ("mistyped" in read) return read;
  let header = read.symbols.slice(0, 4), form = formOf(header);
  if (!form) return { mistyped: UNKNOWN_FORM };
  let { bytes, rest } = bytesOf(read.symbols.slice(4), form.length + CHECKSUM_BYTES);
  if (rest !== 0n) return { mistyped: { groups: [], says: "The last group is not one that this program writes." } };
  let secret = { type: form.type, size: form.size, bytes: bytes.subarray(0, form.length) }, sum = bytes.subarray(form.length);
  return { secret, belongsTo: (keyid) => checksum(header, secret.bytes, keyid).equals(sum) };
}
function groupCount(header) {
  let form = formOf(header);
  return form && 1 + Math.ceil(Math.ceil((form.length + CHECKSUM_BYTES) * 8 / 5) / 4);
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
function valuesOf2(bytes) {
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

// src/keys/paper-lines.ts
var GROUPS_A_LINE = 4;
function linesOf(groups) {
  return Array.from(
    { length: lineCount(groups.length) },
    (_, at) => groups.slice(at * GROUPS_A_LINE, (at + 1) * GROUPS_A_LINE)
  );
}
function readFirstLine(text) {
  let read = readGroups(text, 1, () => GROUPS_A_LINE);
  if ("mistyped" in read) return read.mistyped;
  let groups = groupCount(read.symbols.slice(0, 4));
  return groups === null ? UNKNOWN_FORM : { groups, lines: lineCount(groups) };
}
function lineProblem(text, line, groups) {
  let before = (line - 1) * GROUPS_A_LINE, read = readGroups(text, before + 1, () => Math.min(GROUPS_A_LINE, groups - before));
  return "mistyped" in read ? read.mistyped : null;
}
function lineCount(groups) {
  return Math.ceil(groups / GROUPS_A_LINE);
}

export {
  ALPHABET,
  writePaperText,
  readPaperText,
  markedGroup,
  groupsInPage,
  scanTexts,
  isScan,
  joinScans,
  linesOf,
  readFirstLine,
  lineProblem
};
