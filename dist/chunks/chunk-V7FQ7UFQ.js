import {
  listOf
} from "./chunk-6E6LHAQG.js";

// src/keys/paper/paper-groups.ts
var ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ", GROUP_LENGTH = 5, DATA_LENGTH = GROUP_LENGTH - 1;
function writeGroups(symbols, first = 1) {
  return Array.from({ length: symbols.length / DATA_LENGTH }, (_, at) => {
    let data = symbols.slice(at * DATA_LENGTH, (at + 1) * DATA_LENGTH);
    return [...data, checkOf(data, first + at)].map((value) => ALPHABET[value]).join("");
  });
}
function readGroups(text, first = 1, countOf = () => null) {
  let pieces = piecesOf(text), typed = pieces.join(""), found = Array.from(
    { length: Math.ceil(typed.length / GROUP_LENGTH) },
    (_, at) => typed.slice(at * GROUP_LENGTH, (at + 1) * GROUP_LENGTH)
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
  return values.length !== GROUP_LENGTH || values.includes(-1) ? !1 : checkOf(dataOf(group), number) === values[DATA_LENGTH];
}
function dataOf(group) {
  return valuesOf(group).slice(0, DATA_LENGTH);
}
function valuesOf(group) {
  return [...group].map((char) => ALPHABET.indexOf(char));
}
function unevenPiece(pieces, first) {
  let group = first;
  for (let { length } of pieces) {
    if (length % GROUP_LENGTH !== 0) return length < 2 * GROUP_LENGTH ? { group, length } : null;
    group += length / GROUP_LENGTH;
  }
  return null;
}
var LOOK_ALIKE = "Compare it with the page: 8 and B, 5 and S, 2 and Z, 6 and G, U and V look alike.";
function wrongLength(group, length) {
  let characters = length === 1 ? "1 character" : `${length} characters`;
  return { groups: [group], says: `Group ${group} has ${characters} and not ${GROUP_LENGTH}.` };
}
function wrongGroups(wrong, typed, first, count) {
  let [group] = wrong, at = (group - first) * GROUP_LENGTH;
  if (typed.length % GROUP_LENGTH !== 0 || count !== null && typed.length !== count * GROUP_LENGTH || wrong.length > MOST_NAMED)
    return {
      groups: [group],
      says: `From group ${group} on the text does not fit: there, or just before, a character or a group is missing or typed twice.`
    };
  if (wrong.length > 1) return { groups: wrong, says: `The groups ${listOf(wrong)} are mistyped. ${LOOK_ALIKE}` };
  let foreign = [...typed.slice(at, at + GROUP_LENGTH)].some((char) => !ALPHABET.includes(char));
  return {
    groups: [group],
    says: foreign ? `Group ${group} has a character that never occurs: only the digits 2 to 9 and the letters but I and O do.` : `Group ${group} is mistyped. ${LOOK_ALIKE}`
  };
}
var MOST_NAMED = 4;
function wrongCount(found, count, first) {
  let last = first + Math.min(found, count) - 1;
  return {
    groups: [last],
    says: found < count ? `The text ends after ${found} groups, and ${count} belong to it.` : `After group ${last} there is more, and nothing belongs there.`
  };
}
function markedGroup(group) {
  return `<code class="group">${group}</code>`;
}
var GROUP = /<code class="group">([^<]*)<\/code>/g;
function groupsInPage(html) {
  return [...html.matchAll(GROUP)].map(([, group]) => group).join(" ");
}

// src/keys/paper/paper-scan.ts
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

export {
  ALPHABET,
  DATA_LENGTH,
  writeGroups,
  readGroups,
  markedGroup,
  groupsInPage,
  scanTexts,
  isScan,
  joinScans
};
