// Text from outside in our messages: printable ASCII stays, everything else becomes `\u{…}`, and it is
// short (T21). What a renderer adds to that (Markdown, workflow commands) is not decided here.

/** `text` encoded, and cut after `maxLength` characters with three dots. */
export function foreignText(text: string, maxLength: number): string {
  // One character encodes to ten at most, so that a huge text is never encoded as a whole.
  const encoded = text
    .slice(0, maxLength + 1)
    .replace(/[^\x20-\x7e]/gu, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
  return encoded.length > maxLength ? `${encoded.slice(0, maxLength)}...` : encoded;
}
