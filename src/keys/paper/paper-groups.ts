// The groups of the printed key: four characters and one that checks them. Decides which groups of a typed text are
// wrong. What the characters stand for is paper-text.ts. Pure. Every rule stands in docs/paper-backup.md as well.

import { counted, listOf } from "../../text/sentence.ts";

/** Values 0 to 31. Without 0, 1, I and O, which are mistaken for others on paper. */
export const ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
export const GROUP_LENGTH = 5;
export const DATA_LENGTH = GROUP_LENGTH - 1;

/** What is wrong with a typed text. Groups are counted from 1. */
export interface Mistyped {
  readonly groups: readonly number[];
  /** A sentence for the person who typed. Quotes nothing: what was typed is a secret. */
  readonly says: string;
}

export type CountGroups = (firstGroup: readonly number[]) => number | null;

export type TypedGroups = { readonly symbols: readonly number[] } | { readonly mistyped: Mistyped };

/** @param symbols a multiple of {@link DATA_LENGTH} values. @param first the number of the first group. */
export function writeGroups(symbols: readonly number[], first = 1): string[] {
  return Array.from({ length: symbols.length / DATA_LENGTH }, (_, at) => {
    const data = symbols.slice(at * DATA_LENGTH, (at + 1) * DATA_LENGTH);
    return [...data, checkOf(data, first + at)].map((value) => ALPHABET[value]).join("");
  });
}

/**
 * Takes groups as a person typed them: case, blanks and dashes do not matter, and a line may begin with its number
 * and a full stop or a colon.
 *
 * Found for certain, and in the right group: one wrong character, two characters of a group exchanged; where groups
 * are set apart, a character too few or too many; a group left out, written twice, or exchanged with one fewer than
 * 32 groups away.
 * @param first the number of the first group typed. @param countOf how many groups there must be, told from the values
 *   of the first; null where nobody knows.
 */
export function readGroups(text: string, first = 1, countOf: CountGroups = () => null): TypedGroups {
  const pieces = piecesOf(text);
  const typed = pieces.join("");
  const found = Array.from({ length: Math.ceil(typed.length / GROUP_LENGTH) }, (_, at) =>
    typed.slice(at * GROUP_LENGTH, (at + 1) * GROUP_LENGTH),
  );
  if (found.length === 0) return { mistyped: { groups: [first], says: "The text is empty." } };
  const count = found[0] && isSound(found[0], first) ? countOf(dataOf(found[0])) : null;
  const wrong = found.flatMap((group, at) => (isSound(group, first + at) ? [] : [first + at]));
  const [firstWrong] = wrong;
  if (firstWrong !== undefined) {
    // A group that is only too short or too long makes all behind it wrong as well.
    const uneven = unevenPiece(pieces, first);
    if (uneven && uneven.group <= firstWrong) return { mistyped: wrongLength(uneven.group, uneven.length) };
    return { mistyped: wrongGroups([firstWrong, ...wrong.slice(1)], typed, first, count) };
  }
  if (count !== null && found.length !== count) return { mistyped: wrongCount(found.length, count, first) };
  return { symbols: found.flatMap(dataOf) };
}

/** Between characters that belong together: blanks of every kind, dashes of every kind. */
const APART = /[\s\p{Zs}\p{Pd}\u2212\u00ad]+/u;
const LINE_NUMBER = /^\s*\d{1,3}[.:)]\s*/;

function piecesOf(text: string): string[] {
  return text
    .split(/\r\n|[\r\n\u2028\u2029]/)
    .map((line) => line.replace(LINE_NUMBER, ""))
    .flatMap((line) => line.split(APART))
    .filter((piece) => piece !== "")
    .map((piece) => piece.replace(/[a-z]/g, (letter) => letter.toUpperCase()));
}

/** The check character: Horner's rule over GF(32), beginning with the group's number. */
function checkOf(data: readonly number[], group: number): number {
  return doubled(data.reduce((sum, value) => doubled(sum) ^ value, group % 32));
}

/** Times x in GF(32) with x^5 = x^2 + 1. */
function doubled(value: number): number {
  return value < 16 ? value << 1 : ((value << 1) & 31) ^ 5;
}

function isSound(group: string, number: number): boolean {
  const values = valuesOf(group);
  if (values.length !== GROUP_LENGTH || values.includes(-1)) return false;
  return checkOf(dataOf(group), number) === values[DATA_LENGTH];
}

function dataOf(group: string): number[] {
  return valuesOf(group).slice(0, DATA_LENGTH);
}

function valuesOf(group: string): number[] {
  return [...group].map((char) => ALPHABET.indexOf(char));
}

/** The first piece that is no whole number of groups, where pieces are groups and not the whole text in one. */
function unevenPiece(pieces: readonly string[], first: number): { group: number; length: number } | null {
  let group = first;
  for (const { length } of pieces) {
    if (length % GROUP_LENGTH !== 0) return length < 2 * GROUP_LENGTH ? { group, length } : null;
    group += length / GROUP_LENGTH;
  }
  return null;
}

const LOOK_ALIKE = "Compare it with the page: 8 and B, 5 and S, 2 and Z, 6 and G, U and V look alike.";

function wrongLength(group: number, length: number): Mistyped {
  return { groups: [group], says: `Group ${group} has ${counted(length, "character")} and not ${GROUP_LENGTH}.` };
}

function wrongGroups(
  wrong: readonly [number, ...number[]],
  typed: string,
  first: number,
  count: number | null,
): Mistyped {
  const [group] = wrong;
  const at = (group - first) * GROUP_LENGTH;
  const isMoved = typed.length % GROUP_LENGTH !== 0 || (count !== null && typed.length !== count * GROUP_LENGTH);
  if (isMoved || wrong.length > MOST_NAMED) {
    return {
      groups: [group],
      says: `From group ${group} on, the text is wrong. There or just before, a character or a group is missing or typed twice.`,
    };
  }
  if (wrong.length > 1) return { groups: wrong, says: `The groups ${listOf(wrong)} are mistyped. ${LOOK_ALIKE}` };
  const foreign = [...typed.slice(at, at + GROUP_LENGTH)].some((char) => !ALPHABET.includes(char));
  return {
    groups: [group],
    says: foreign
      ? `Group ${group} has a character that is never used. Only the digits 2 to 9 and all letters except I and O are.`
      : `Group ${group} is mistyped. ${LOOK_ALIKE}`,
  };
}

const MOST_NAMED = 4;

function wrongCount(found: number, count: number, first: number): Mistyped {
  const last = first + Math.min(found, count) - 1;
  return {
    groups: [last],
    says:
      found < count
        ? `The text ends after ${found} groups, but should have ${count}.`
        : `There is more text after group ${last}, the last one.`,
  };
}

/** @param group in the characters of the printed text: nothing in it needs escaping. */
export function markedGroup(group: string): string {
  return `<code class="group">${group}</code>`;
}

const GROUP = /<code class="group">([^<]*)<\/code>/g;

/** The groups of a page in their order, apart; empty where there are none. */
export function groupsInPage(html: string): string {
  return [...html.matchAll(GROUP)].map(([, group]) => group).join(" ");
}
