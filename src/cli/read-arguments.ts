// From the words after a command's name to raw option values by name, with commander. What a value means is
// decided by the declarations (commands/options/options.ts), not here.

import { CommanderError, Option, Command as Parser } from "commander";
import type { Command } from "../commands/command.ts";
import { offeredFlags, type RawOptions } from "../commands/options/options.ts";
import type { OptionDeclarations } from "../context/declaration.ts";
import { ToolError } from "../errors/tool-error.ts";
import { nearest } from "../text/nearest.ts";
import { optionFlag } from "../text/option-names.ts";
import { insteadOfFlag, latePositions, shortFlagOf } from "./fioctl-names.ts";
import { optionSyntax } from "./option-syntax.ts";

/**
 * @param declarations the command's options and those of the program.
 * @throws {ToolError} `unknown-option`, `value-missing`, `value-invalid` or `usage`. No message repeats a value.
 */
export function readArguments(
  { name, args: positions }: Pick<Command, "name" | "args">,
  declarations: OptionDeclarations,
  words: readonly string[],
): RawOptions {
  refuseSecretFlags(words);
  const parser = new Parser(name)
    .exitOverride()
    .configureOutput({ writeOut: () => {}, writeErr: () => {} })
    .helpOption(false)
    .argument("[words...]")
    .action(() => {});
  for (const [option, declaration] of Object.entries(declarations)) {
    if (declaration.only === "action") continue;
    const short = shortFlagOf(option, declarations);
    const syntax = optionSyntax(option, declaration);
    const parsed = new Option(short === null ? syntax : `-${short}, ${syntax}`);
    if (declaration.kind !== "switch") {
      parsed.argParser((value: string, before: string[] | undefined) => [...(before ?? []), value]);
    }
    parser.addOption(parsed);
  }
  try {
    parser.parse(words, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) throw explained(error, name, declarations, words);
    throw error;
  }
  const raw: Record<string, string | string[] | boolean> = parser.opts();
  const open = [...positions, ...latePositions(name)].filter((position) => raw[position] === undefined);
  if (parser.args.length > open.length) throw tooMany(name, positions, open, parser.args.length);
  for (const [index, word] of parser.args.entries()) raw[open[index]!] = word;
  return raw;
}

/** What commander found, without the value it quotes. */
function explained(
  error: CommanderError,
  name: string,
  declarations: OptionDeclarations,
  words: readonly string[],
): ToolError {
  const flags = offeredFlags(declarations, "cli");
  const typed = /'(--?[^'=\s]*)/.exec(error.message)?.[1] ?? "";
  if (error.code === "commander.optionMissingArgument") {
    return new ToolError("value-missing", {
      happened: `The option ${typedForm(error.message, words)} of ${name} needs a value.`,
      next: `factory-tuf ${name} --help says which.`,
    });
  }
  if (error.code !== "commander.unknownOption") {
    return new ToolError("usage", {
      happened: `The arguments of ${name} cannot be read.`,
      next: `factory-tuf ${name} --help shows how it is used.`,
    });
  }
  // A value glued to a short option would be quoted with it.
  const flag = typed.startsWith("--") ? typed.slice(2, 62) : typed.slice(1, 2);
  if (flags.includes(flag)) {
    return new ToolError("value-invalid", {
      happened: `The option --${flag} takes no value.`,
      next: `Write --${flag} alone, or leave it out.`,
    });
  }
  const near = nearest(flag, [...flags, "help"]);
  const isLong = typed.startsWith("--");
  return new ToolError("unknown-option", {
    happened: `The command ${name} has no option ${isLong ? "--" : "-"}${flag}.`,
    next:
      (isLong ? insteadOfFlag(flag, flags) : null) ??
      (near && isLong ? `Did you mean --${near}?` : `factory-tuf ${name} --help lists its options.`),
  });
}

/** Of an option with a short and a long form, which commander's message both names: the one that was typed. */
function typedForm(message: string, words: readonly string[]): string {
  const forms = /'(?:(-.), )?(--[a-z-]+)/.exec(message)?.slice(1) ?? [];
  return words.findLast((word) => forms.includes(word)) ?? forms.at(-1) ?? "";
}

function tooMany(name: string, positions: readonly string[], open: readonly string[], count: number): ToolError {
  const all = positions.map((position) => `<${optionFlag(position)}>`).join(" ");
  const rest = open.length < positions.length ? ", and some of these were given as options" : "";
  return new ToolError("usage", {
    happened: `${name} takes ${positions.length === 0 ? "no arguments" : `the arguments ${all}${rest}`}; ${count} were given.`,
    next: `factory-tuf ${name} --help shows how it is used.`,
  });
}

// Secrets are never flags: a command line is seen by every process and kept by every shell. Whoever tries is told
// the right way, and the value is not repeated.
const RIGHT_WAY: Readonly<Record<string, string>> = {
  token: "Put the token into FACTORY_TOKEN or into a file named by --token-file, or use fioctl's configuration.",
  "client-secret": "Put the secret into FACTORY_CLIENT_SECRET or into a file named by --client-secret-file.",
  "keys-passphrase":
    "Put the passphrase into FACTORY_TUF_PASSPHRASE or into a file named by --keys-passphrase-file, or be asked for it.",
  "keys-identity": "Put the identity into FACTORY_TUF_IDENTITY or into a file named by --keys-identity-file.",
  "github-token": "Put the token into GITHUB_TOKEN.",
};

/** With one dash: fioctl's letter for the token. */
const SHORT_TOKEN = /^-t(?:=|$)/;

/** @throws {ToolError} `unknown-option` when a word is such a flag, in any of its forms. */
function refuseSecretFlags(args: readonly string[]): void {
  for (const arg of args) {
    if (arg === "--") return;
    const name = SHORT_TOKEN.test(arg) ? "token" : /^--?([^=]+)/.exec(arg)?.[1]?.toLowerCase();
    if (name === undefined || !Object.hasOwn(RIGHT_WAY, name)) continue;
    throw new ToolError("unknown-option", {
      happened: `There is no option --${name}: a secret on a command line is seen by other programs and kept in the shell's history.`,
      next: `${RIGHT_WAY[name]} If this one was real, replace it.`,
    });
  }
}
