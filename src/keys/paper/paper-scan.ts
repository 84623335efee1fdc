// What stands in the QR codes of a page: the groups, in parts that a code can hold, each with its number. Scanned parts
// come in any order and with what a scanner puts before them.
import type { Mistyped } from "./paper-groups.ts";

/** Groups a code: it stays coarse enough for a worn page and a bad printer. */
const GROUPS_A_CODE = 72;
const MARK = /(?:QR-?CODE:)?\s*FACTORY-TUF:(\d{1,2})\/(\d{1,2}):/i;

/** One text a code, in the characters of QR's alphanumeric mode. Secret. */
export function scanTexts(groups: readonly string[]): string[] {
  const count = Math.ceil(groups.length / GROUPS_A_CODE);
  const size = Math.ceil(groups.length / count);
  return Array.from({ length: count }, (_, at) => {
    const part = groups.slice(at * size, (at + 1) * size);
    return `FACTORY-TUF:${at + 1}/${count}:${part.join("")}`;
  });
}

export type Joined =
  | { readonly text: string }
  /** `missing`: the numbers of the codes that only have to be scanned as well. */
  | { readonly mistyped: Mistyped; readonly missing: readonly number[] };

/** Was it scanned, not typed? */
export function isScan(text: string): boolean {
  return MARK.test(text);
}

/** The text of all parts in order; a text without a mark was typed and stays as it is. */
export function joinScans(text: string): Joined {
  const [before = "", ...rest] = text.split(MARK);
  if (rest.length === 0) return { text: before };
  const parts = new Map<number, string>();
  const counts = new Set<number>();
  for (let at = 0; at < rest.length; at += 3) {
    counts.add(Number(rest[at + 1]));
    parts.set(Number(rest[at]), rest[at + 2] ?? "");
  }
  const [count = 0] = counts;
  const missing = Array.from({ length: count }, (_, at) => at + 1).filter((number) => !parts.has(number));
  if (counts.size > 1 || parts.size > count) {
    return { mistyped: { groups: [], says: "The scanned text holds codes of more than one page." }, missing: [] };
  }
  if (missing.length > 0) {
    const says = `Of ${count} QR codes number ${missing.join(" and ")} is missing.`;
    return { mistyped: { groups: [], says }, missing };
  }
  return {
    text: [...parts]
      .sort(([one], [other]) => one - other)
      .map(([, part]) => part)
      .join("\n"),
  };
}
