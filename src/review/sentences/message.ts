// The sentences of findings: short titles in which foreign text is escaped and cut, so that a finding
// always fits on a line and never carries a control character out of the metadata.

import { own } from "../../json/object.ts";
import { encodeText } from "../../text/encode-text.ts";
import { capital, firstOf } from "../../text/sentence.ts";

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
  const shown = values.map((value) => encodeText(String(value).slice(0, MAX_TITLE)));
  let longest = MAX_TITLE;
  while (longest > MIN_SHOWN && lengthWhenCut(shown, longest) > room) longest--;
  return words.reduce((sentence, word, index) => `${sentence}${shortened(shown[index - 1] ?? "", longest)}${word}`);
}

function lengthWhenCut(texts: readonly string[], longest: number): number {
  return texts.reduce((length, text) => length + Math.min(text.length, longest), 0);
}

/** A foreign JSON value as it would be written, for a title: text as it is, the rest as JSON, absence in words. */
export function valueText(value: unknown): string {
  return typeof value === "string" ? `"${value}"` : (JSON.stringify(value) ?? "missing");
}

function shortened(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, length - CUT.length) + CUT;
}

// Pointers in sentences: their end, which names the place; the whole stands in a finding's subject.
const SHOWN = 30;

export function pointerText(pointer: string): string {
  return pointer.length <= SHOWN ? pointer : `...${pointer.slice(3 - SHOWN)}`;
}

// Key ids in sentences: short, and only so many. The full ones stand in a finding's properties.
const SHOWN_CHARACTERS = 12;
const SHOWN_KEYIDS = 2;
const KEPT_KEYIDS = 100;

export function shortKeyid(keyid: string): string {
  return keyid.slice(0, SHOWN_CHARACTERS);
}

/** `0f6549a448d2, 5496e91e0b6c and 3 more` */
export function keyidList(keyids: readonly string[]): string {
  return firstOf(keyids.map(shortKeyid), SHOWN_KEYIDS);
}

/** For the properties of a finding, which stay bounded whatever a root lists. */
export function keptKeyids(keyids: readonly string[]): readonly string[] {
  return keyids.slice(0, KEPT_KEYIDS);
}

// What people call a document: its name in subjects, in words.
const KINDS: Readonly<Record<string, string>> = {
  "ci-root": "CI root",
  "prod-root": "production root",
  "staged-ci-root": "staged CI root",
  "staged-prod-root": "staged production root",
  "ci-targets": "CI targets",
  "prod-targets": "production targets",
  "ci-snapshot": "CI snapshot",
  "ci-timestamp": "CI timestamp",
};

/** `Production root v4`, `Production targets v6 for tag qa`, `Wave w1`: as a sentence begins. */
export function spoken(name: string, version?: number): string {
  return capital(midSentence(name, version));
}

/** The same inside a sentence. */
export function midSentence(name: string, version?: number): string {
  const [, kind = name, mark, rest = ""] = /^([^@/]*)([@/])(.*)$/s.exec(name) ?? [];
  if (kind === "wave") return `Wave ${rest}`;
  const number = version ?? (mark === "@" ? rest : null);
  const words = `${own(KINDS, kind) ?? kind}${number === null ? "" : ` v${number}`}`;
  return mark === "/" ? `${words} for tag ${rest}` : words;
}
