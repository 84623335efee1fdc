// Text from outside, made harmless for a terminal, a log and a workflow command: encoded, never stripped (T21). Whatever
// is printed passes through here or through ascii-json.ts.

/** Printable ASCII stays; every other character becomes `\u{…}`, line ends and lone surrogates too. */
export function encodeText(text: string): string {
  return text.replace(/[^\x20-\x7e]/gu, (char) => `\\u{${char.codePointAt(0)!.toString(16)}}`);
}

/** {@link encodeText}, cut after `maxLength` characters with three dots. */
export function foreignText(text: string, maxLength: number): string {
  // One character encodes to ten at most, so that a huge text is never encoded as a whole.
  const encoded = encodeText(text.slice(0, maxLength + 1));
  return encoded.length > maxLength ? `${encoded.slice(0, maxLength)}...` : encoded;
}

/**
 * {@link encodeText} for a line in a runner's log, where `::` and `##[` begin commands: they are broken up, so that no
 * line that we print is one.
 */
export function encodeLogLine(text: string): string {
  return encodeText(text).replaceAll("::", ":\\u{3a}").replaceAll("##[", "#\\u{23}[");
}

/**
 * Text of several lines that is printed where a runner reads it: no line is taken for a command. Those begin with two
 * colons after any blanks, or hold `##[` anywhere. Everything else stays as it is.
 */
export function withoutCommands(text: string): string {
  return text.replace(/^(\s*):(?=:)/gm, "$1\\u{3a}").replaceAll("##[", "#\\u{23}[");
}
