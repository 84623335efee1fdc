// Whatever command of ours a message, a fix or a help page prints is one that can be typed: it exists, its options do, it
// has all that it needs, and every value is of the kind that it takes.
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { readArguments } from "../../src/cli/read-arguments.ts";
import type { Command } from "../../src/commands/command.ts";
import { parseOptions } from "../../src/commands/options/options.ts";
import type { OptionDeclaration } from "../../src/context/declaration.ts";
import { allCommands, optionsOf, type Printed, printedIn } from "../kit/printed-commands.ts";
import { sourceTexts } from "../kit/source-texts.ts";

const NOW = new Date("2026-11-23T08:00:00Z");
/** Filled in by who types it; or read from a file of theirs. */
const BLANK = /^<[^<>]+>$|^@/;

/** What may stand for a blank of each kind. */
const SAMPLES: Readonly<Record<Exclude<OptionDeclaration["kind"], "switch">, string>> = {
  text: "text",
  line: "text",
  integer: "2",
  list: "3",
  path: "file.tgz",
  factory: "acme",
  tag: "production",
  wave: "w6",
  group: "us-east",
  version: "6",
  "version-or-latest": "6",
  time: "2027-11-23T08:00:00Z",
  digest: `sha256:${"0".repeat(64)}`,
  keyid: "0".repeat(64),
  limit: "10%",
  uuids: "d1",
};

/** What is wrong with it, or null. */
function problemOf({ command, words }: Printed): string | null {
  const declarations = optionsOf(command);
  const unquoted = words.map((word) => word.replace(/^'(.*)'$/, "$1"));
  try {
    const raw = { ...readArguments(command, declarations, unquoted) };
    for (const [name, value] of Object.entries(raw)) {
      const declared = declarations[name]!;
      const fill = (text: string) =>
        BLANK.test(text) && declared.kind !== "switch" ? (declared.choices?.[0] ?? SAMPLES[declared.kind]) : text;
      if (typeof value !== "boolean") raw[name] = typeof value === "string" ? fill(value) : value.map(fill);
    }
    parseOptions(declarations, raw, "cli", NOW);
    const given = Object.keys(raw);
    return needsKeys(command, given) ? "it names no archive" : null;
  } catch (error) {
    return (error as Error).message;
  }
}

const OTHER_KEYS = ["keysCommand", "publicKey", "keyId", "verify", "dryRun", "signerCommand", "signer"];

/** The declaration cannot say that one of several options must be there. */
function needsKeys({ name, needs }: Command, given: readonly string[]): boolean {
  // The record of what is resumed may lie in the working folder.
  if (name === "keys resume" && given.length === 0) return false;
  const takes =
    needs === "keys" || name.startsWith("keys ") || /^updates (?:sign|(?:add|rotate)-offline-key)$/.test(name);
  return takes && !given.includes("keys") && !given.some((option) => OTHER_KEYS.includes(option));
}

const ROOT = join(import.meta.dirname, "../..");

/** The lines of the pages that are to be typed; one that a backslash ends goes on in the next. */
function pageTexts(): { where: string; text: string }[] {
  return globSync(["README.md", "docs/*.md"], { cwd: ROOT }).flatMap((page) => {
    const lines = readFileSync(join(ROOT, page), "utf8")
      .replaceAll(/\\\n +/g, "")
      .split("\n");
    return lines.flatMap((line, at) => {
      const typed = /^ *(?:\$ )?(factory-tuf [^#&<>]*(?:<[^>]*>[^#&<>]*)*)/.exec(line)?.[1];
      return typed === undefined || line.includes("[options]") ? [] : [{ where: `${page}:${at + 1}`, text: typed }];
    });
  });
}

describe("a command that is printed", async () => {
  const commands = await allCommands();
  const printed = (texts: readonly { where: string; text: string }[]) =>
    texts.flatMap(({ where, text }) => printedIn(where, text, commands));

  for (const [place, texts, least] of [
    ["in the sources", sourceTexts(), 150],
    ["on a page", pageTexts(), 100],
  ] as const) {
    it(`can be typed as it stands: ${place}`, () => {
      const found = printed(texts);
      assert.ok(found.length > least, `${found.length} were found`);
      const problems = found.flatMap((one) => {
        const problem = problemOf(one);
        return problem === null
          ? []
          : [`${one.where} factory-tuf ${one.command.name} ${one.words.join(" ")}: ${problem}`];
      });
      assert.deepEqual(problems, []);
    });
  }
});
