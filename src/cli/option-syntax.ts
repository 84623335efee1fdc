// How an option is written on the command line: its flag, and a word that says what its value is.

import type { OptionDeclaration, OptionKind } from "../context/declaration.ts";
import { optionFlag } from "../text/option-names.ts";

const PLACEHOLDERS: Readonly<Record<Exclude<OptionKind, "switch">, string>> = {
  text: "<text>",
  line: "<text>",
  integer: "<n>",
  list: "<a,b>",
  path: "<file>",
  factory: "<name>",
  tag: "<tag>",
  wave: "<wave>",
  group: "<group>",
  version: "<version>",
  "version-or-latest": "<version>",
  time: "<time>",
  digest: "<digest>",
  keyid: "<key id>",
  limit: "<n or n%>",
  uuids: "<a,b or @file>",
};

/** `--dry-run`, or `--expires-days <days>`. */
export function optionSyntax(name: string, { kind, placeholder }: OptionDeclaration): string {
  return kind === "switch" ? `--${optionFlag(name)}` : `--${optionFlag(name)} ${placeholder ?? PLACEHOLDERS[kind]}`;
}
