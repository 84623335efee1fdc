// The lines of a page: four groups each, typed one after the other. What is wrong with one is said before the next.
import { DATA_LENGTH, type Mistyped, readGroups, type TypedGroups } from "./paper-groups.ts";
import { groupCount, UNKNOWN_FORM } from "./paper-text.ts";

const GROUPS_A_LINE = 4;

/** The groups of each line; the last may have fewer. */
export function linesOf(groups: readonly string[]): string[][] {
  return Array.from({ length: lineCount(groups.length) }, (_, at) =>
    groups.slice(at * GROUPS_A_LINE, (at + 1) * GROUPS_A_LINE),
  );
}

/** How many lines a page has, from its first one. */
export function readFirstLine(text: string): { readonly groups: number; readonly lines: number } | Mistyped {
  const read = readGroups(text, 1, () => GROUPS_A_LINE);
  if ("mistyped" in read) return otherLine(text, 1, null, read.mistyped) ?? read.mistyped;
  const groups = groupCount(read.symbols.slice(0, DATA_LENGTH));
  if (groups === null) return UNKNOWN_FORM;
  return { groups, lines: lineCount(groups) };
}

/** @param line from 1. @param groups of the whole page. @returns what is wrong with it, or null. */
export function lineProblem(text: string, line: number, groups: number): Mistyped | null {
  const read = readLine(text, line, groups);
  return "mistyped" in read ? (otherLine(text, line, groups, read.mistyped) ?? read.mistyped) : null;
}

function readLine(text: string, line: number, groups: number): TypedGroups {
  const before = (line - 1) * GROUPS_A_LINE;
  return readGroups(text, before + 1, () => Math.min(GROUPS_A_LINE, groups - before));
}

/** Groups that lie 32 apart have the same check, and so have lines that lie so far apart. */
const SAME_CHECK = 32 / GROUPS_A_LINE;

/**
 * A line that is right in another place near by: typed twice, or one was left out. On a long page two places may fit.
 * @param groups null: not known yet.
 */
function otherLine(text: string, line: number, groups: number | null, { groups: wrong }: Mistyped): Mistyped | null {
  const all = groups ?? SAME_CHECK * GROUPS_A_LINE;
  const near = Array.from({ length: lineCount(all) }, (_, at) => at + 1).filter(
    (other) => Math.abs(other - line) < SAME_CHECK && other !== line && "symbols" in readLine(text, other, all),
  );
  if (near.length === 0) return null;
  return { groups: wrong, says: `This looks like line ${near.join(" or ")}, but line ${line} is needed.` };
}

function lineCount(groups: number): number {
  return Math.ceil(groups / GROUPS_A_LINE);
}
