// Inline text on a terminal: colours by role and tone, paragraphs broken between words.

import { encodeText } from "../../text/encode-text.ts";
import { wrapWords } from "../../text/wrap-text.ts";
import { plainText, type Text, type Tone } from "../document.ts";

export type Style = "bold" | "dim" | "green" | "red" | "yellow";
export type Paint = (text: string, style: Style | null) => string;

const CODES: Readonly<Record<Style, number>> = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 };
export const TONE_STYLES: Readonly<Record<Tone, Style | null>> = {
  good: "green",
  bad: "red",
  warning: "yellow",
  neutral: null,
};

export function painter(colour: boolean): Paint {
  return (text, style) => (colour && style && text ? `\x1b[${CODES[style]}m${text}\x1b[0m` : text);
}

/** Lines of at most `width` characters, but for words and commands that are longer. Never no line at all. */
export function paragraph(texts: readonly Text[], width: number, paint: Paint, style: Style | null): string[] {
  const spans = texts.map((text, index) => ({
    text: encodeText(isBadgeBehind(text, index) ? `(${plainText(text)})` : plainText(text)),
    mark: styleOf(text) ?? style,
    isWhole: isCommand(text),
  }));
  return wrapWords(spans, width).map((line) => line.map(({ text, mark }) => paint(text, mark)).join(""));
}

/** Set apart from the words before it: without colour nothing else would. */
function isBadgeBehind(text: Text, index: number): boolean {
  return index > 0 && typeof text === "object" && "badge" in text;
}

/** Pasted with a line end in it, it would be two. */
function isCommand(text: Text): boolean {
  return typeof text === "object" && "code" in text && text.code.startsWith("factory-tuf ");
}

export function styleOf(text: Text): Style | null {
  if (typeof text === "string" || "code" in text || "keyid" in text || "link" in text) return null;
  return TONE_STYLES[text.tone ?? "neutral"] ?? "bold";
}

/** `first` before the first line, and as many blanks before the others. */
export function hanging(first: string, lines: readonly string[]): string[] {
  return lines.map((line, index) => (index === 0 ? first : " ".repeat(first.length)) + line);
}

export function indented(lines: readonly string[], by: number): string[] {
  return lines.map((line) => (line === "" ? "" : " ".repeat(by) + line));
}
