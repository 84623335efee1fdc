// JSON for standard output, outputs and files: printable ASCII, and no line of it a workflow command (T21). The value that
// a reader parses is the same.

/** @param indent blanks a level; without it one line. */
export function asciiJson(value: unknown, indent?: number): string {
  return (JSON.stringify(value, null, indent) ?? "null")
    .replace(/[\x7f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .replaceAll("##[", "#\\u0023[");
}
