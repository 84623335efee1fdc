// The sentences of findings: short titles in which foreign text is escaped and cut, so that a finding
// always fits on a line and never carries a control character out of the metadata.

/** The longest first sentence of a finding. */
export const MAX_TITLE = 120;

/** No piece of foreign text is cut below this, however many share a title. */
const MIN_SHOWN = 12;
const CUT = "...";

/**
 * A finding's first sentence: the template's own words stay, the values are escaped and, where the sentence
 * would exceed {@link MAX_TITLE}, the longest of them are cut until it fits.
 */
export function title(words: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  const room = MAX_TITLE - words.join("").length;
  const shown = values.map((value) => escaped(String(value).slice(0, MAX_TITLE)));
  let longest = MAX_TITLE;
  while (longest > MIN_SHOWN && lengthWhenCut(shown, longest) > room) longest--;
  return words.reduce((sentence, word, index) => `${sentence}${shortened(shown[index - 1] ?? "", longest)}${word}`);
}

function lengthWhenCut(texts: readonly string[], longest: number): number {
  return texts.reduce((length, text) => length + Math.min(text.length, longest), 0);
}

/** Printable ASCII stays; every other character becomes `\u{…}`. */
export function escaped(text: string): string {
  return text.replace(/[^\x20-\x7e]/gu, (char) => `\\u{${char.codePointAt(0)!.toString(16)}}`);
}

/** A foreign JSON value as it would be written, for a title: text as it is, the rest as JSON, absence in words. */
export function valueText(value: unknown): string {
  return typeof value === "string" ? `"${value}"` : (JSON.stringify(value) ?? "missing");
}

function shortened(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, length - CUT.length) + CUT;
}
