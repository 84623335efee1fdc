// A list that GitHub shows page by page, read to its end. One that is longer than a run reads is an error where all of it
// counts: what stands behind the last page read could be what makes an environment open, or is ours already.
import { ToolError } from "../errors/tool-error.ts";
import type { ResultPage } from "./types.ts";

/** How many entries are asked for at once: the most that GitHub shows on a page. */
export const PER_PAGE = 100;

/** Asks for one page; the first is 1. */
export type AskPage<T> = (page: number) => Promise<ResultPage<T>>;

/**
 * @param what is listed, in plain words: `secrets of production`.
 * @throws {ToolError} `response-too-large` where there are more pages than `maxPages`.
 */
export async function allPages<T>(ask: AskPage<T>, maxPages: number, what: string): Promise<readonly T[]> {
  const { items, more } = await firstPages(ask, maxPages);
  // A full page may be the last: that is seen behind it alone.
  if (!more || (await ask(maxPages + 1)).items.length === 0) return items;
  throw tooLong(maxPages, what);
}

export function tooLong(maxPages: number, what: string): ToolError {
  return new ToolError("response-too-large", {
    happened: `GitHub: there are more than ${maxPages * PER_PAGE} ${what}, and no more are read.`,
    next: "Remove those that are no longer needed, then run this again.",
  });
}

/** The same where the beginning of the list is enough. `more`: was there more than that? */
export async function firstPages<T>(ask: AskPage<T>, maxPages: number): Promise<ResultPage<T>> {
  const found: T[] = [];
  for (let page = 1; page <= maxPages; page++) {
    const { items, more } = await ask(page);
    found.push(...items);
    if (!more) return { items: found, more };
  }
  return { items: found, more: true };
}

/** A page is full where another may follow. */
export function pageOf<T>(items: readonly T[]): ResultPage<T> {
  return { items, more: items.length === PER_PAGE };
}
