// What people call a document: its name in subjects, in words.
import { own } from "../tuf/metadata.ts";

const KINDS: Readonly<Record<string, string>> = {
  "ci-root": "CI root",
  "prod-root": "production root",
  "staged-ci-root": "staged CI root",
  "staged-prod-root": "staged production root",
  "ci-targets": "CI targets",
  "prod-targets": "production targets",
};

/** `Production root v4`, `Production targets v6 for tag qa`, `Wave w1`: as a sentence begins. */
export function spoken(name: string, version?: number): string {
  const words = midSentence(name, version);
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** The same inside a sentence. */
export function midSentence(name: string, version?: number): string {
  const [, kind = name, mark, rest = ""] = /^([^@/]*)([@/])(.*)$/s.exec(name) ?? [];
  if (kind === "wave") return `Wave ${rest}`;
  const number = version ?? (mark === "@" ? rest : null);
  const words = `${own(KINDS, kind) ?? kind}${number === null ? "" : ` v${number}`}`;
  return mark === "/" ? `${words} for tag ${rest}` : words;
}
