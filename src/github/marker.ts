// How something that this program wrote on GitHub is found again: a hidden first line, and the author. A title, or a
// marker in the middle of a text that some bot repeats, proves nothing (T27).

/** The first line of a body, invisible on GitHub. `words` are of a plain alphabet. */
export function markerLine(...words: readonly string[]): string {
  if (words.some((word) => !/^[A-Za-z0-9+/=._:@-]+$/.test(word))) {
    throw new Error("a marker is made of plain words");
  }
  return `<!-- factory-tuf:${words.join(" ")} -->`;
}

/** Does the body begin with that line, or with one that continues these words? */
export function hasMarker(body: string, ...words: readonly string[]): boolean {
  const [first = ""] = body.split("\n", 1);
  const line = first.trimEnd();
  return line.startsWith(`${markerLine(...words).slice(0, -" -->".length)} `) && line.endsWith("-->");
}

/** The words of the marker after those known, or null when the body does not begin with them. */
export function wordsAfter(body: string, ...words: readonly string[]): readonly string[] | null {
  if (!hasMarker(body, ...words)) return null;
  const [first = ""] = body.split("\n", 1);
  const start = markerLine(...words).slice(0, -" -->".length);
  return first
    .trimEnd()
    .slice(start.length, -"-->".length)
    .split(" ")
    .filter((word) => word !== "");
}

/** Written by this very account? Logins know no case. */
export function isOwn({ author }: { readonly author: string | null }, identity: string): boolean {
  return author !== null && author.toLowerCase() === identity.toLowerCase();
}
