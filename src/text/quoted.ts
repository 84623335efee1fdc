// Values of others in a sentence: as JSON, so that it is seen where they begin and end and nothing in them is obeyed; and cut,
// so that the sentence around them can still be read.

/** @param max characters of the value that are shown; what is left out is marked by `...`. Undefined is `missing`. */
export function quoted(value: unknown, max = 80): string {
  if (typeof value === "string") return JSON.stringify(cut(value, max));
  return cut(JSON.stringify(value) ?? "missing", max);
}

function cut(text: string, max: number): string {
  return text.length > max ? `${text.slice(0, max)}...` : text;
}
