// Names or numbers one after the other, as a sentence has them.

/** `a`, `a and b`, `a, b and c`. */
export function listOf(items: readonly (string | number)[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}
