// The lines of a page: four groups each, typed one after the other. What is wrong with one is said before the next.
import { DATA_LENGTH, type Mistyped, readGroups } from "./paper-groups.ts";
import { groupCount, UNKNOWN_FORM } from "./paper-text.ts";

export const GROUPS_A_LINE = 4;

/** The groups of each line; the last may have fewer. */
export function linesOf(groups: readonly string[]): string[][] {
  return Array.from({ length: lineCount(groups.length) }, (_, at) =>
    groups.slice(at * GROUPS_A_LINE, (at + 1) * GROUPS_A_LINE),
  );
}

/** How many lines a page has, from its first one. */
export function readFirstLine(text: string): { readonly groups: number; readonly lines: number } | Mistyped {
  const read = readGroups(text, 1, () => GROUPS_A_LINE);
  if ("mistyped" in read) return read.mistyped;
  const groups = groupCount(read.symbols.slice(0, DATA_LENGTH));
  if (groups === null) return UNKNOWN_FORM;
  return { groups, lines: lineCount(groups) };
}

/** @param line from 1. @param groups of the whole page. @returns what is wrong with it, or null. */
export function lineProblem(text: string, line: number, groups: number): Mistyped | null {
  const before = (line - 1) * GROUPS_A_LINE;
  const read = readGroups(text, before + 1, () => Math.min(GROUPS_A_LINE, groups - before));
  return "mistyped" in read ? read.mistyped : null;
}

function lineCount(groups: number): number {
  return Math.ceil(groups / GROUPS_A_LINE);
}
