// Text from outside, made harmless for a terminal, a log and a workflow command: encoded, never stripped (T21).

/** Printable ASCII stays; every other character becomes `\u{…}`, line ends and lone surrogates too. */
export function encodeText(text: string): string {
  return text.replace(/[^\x20-\x7e]/gu, (char) => `\\u{${char.codePointAt(0)!.toString(16)}}`);
}

/**
 * The same for a line in a runner's log, where `::` and `##[` begin commands: they are broken up, so that no
 * line that we print is one.
 */
export function encodeLogLine(text: string): string {
  return encodeText(text).replaceAll("::", ":\\u{3a}").replaceAll("##[", "#\\u{23}[");
}
