// Words that many sentences need: counts that agree with their nouns, lists, what a list leaves out, a capital first letter.

/** `1 key`, `2 keys`. @param many where that is not the noun with an s. */
export function counted(count: number, noun: string, many?: string): string {
  return `${count} ${agreeing(count, noun, many)}`;
}

/** `key` or `keys`, `is` or `are`: the word alone. */
export function agreeing(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? one : many;
}

/** `a`, `a and b`, `a, b and c`. */
export function listOf(items: readonly (string | number)[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

/** The first `most` items: `a, b`, or `a, b and 3 more`. */
export function firstOf(items: readonly (string | number)[], most: number): string {
  return items.slice(0, most).join(", ") + andMore(items.length - most);
}

/** What follows a list that leaves out `count` items: ` and 3 more`, or nothing. */
export function andMore(count: number): string {
  return count > 0 ? ` and ${count} more` : "";
}

/** The same words with a capital first letter. */
export function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
