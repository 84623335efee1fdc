// Which texts may be the name of a Factory, tag, Wave, group, key, version or device (INTERFACE, patterns).
// An allow-list: everything that ends in a path, a file name or a message has passed here first (T22).
import { plainVersion } from "./version.ts";

export type NameKind = "factory" | "tag" | "wave" | "group" | "keyid" | "version" | "uuid";

interface NameRule {
  readonly pattern: RegExp;
  /** Completes the sentence "a … is …". */
  readonly describes: string;
}

const RULES: Readonly<Record<NameKind, NameRule>> = {
  factory: { pattern: /^[a-z0-9-]{1,63}$/, describes: "1 to 63 of the characters a-z, 0-9 and -" },
  tag: { pattern: /^[A-Za-z0-9_.+-]{1,100}$/, describes: "1 to 100 of the characters A-Z, a-z, 0-9, _ . + and -" },
  wave: { pattern: /^[A-Za-z0-9_.+-]{1,128}$/, describes: "1 to 128 of the characters A-Z, a-z, 0-9, _ . + and -" },
  group: {
    pattern: /^[A-Za-z0-9_.+ -]{1,128}$/,
    describes: "1 to 128 of the characters A-Z, a-z, 0-9, _ . + - and blank",
  },
  keyid: { pattern: /^[0-9a-f]{64}$/, describes: "64 of the characters 0-9 and a-f" },
  version: { pattern: /^(?:0|[1-9]\d{0,9})$/, describes: "a plain integer from 0 to 2147483647" },
  uuid: { pattern: /^[A-Za-z0-9_.:+-]{1,60}$/, describes: "1 to 60 of the characters A-Z, a-z, 0-9, _ . : + and -" },
};

/** What a name of this kind looks like, for a person: completes "a tag is …". */
export function describeName(kind: NameKind): string {
  return RULES[kind].describes;
}

export function isName(kind: NameKind, text: string): boolean {
  if (!RULES[kind].pattern.test(text) || text === "." || text === "..") return false;
  return kind !== "version" || plainVersion(text) !== null;
}

export const isFactory = (text: string): boolean => isName("factory", text);
export const isTag = (text: string): boolean => isName("tag", text);
export const isWave = (text: string): boolean => isName("wave", text);
export const isKeyid = (text: string): boolean => isName("keyid", text);
