// Which command the words of a command line name, before anything of that command is loaded.

import { ToolError } from "../errors/tool-error.ts";
import { nearest } from "../text/nearest.ts";
import { quoted } from "../text/quoted.ts";
import { insteadOfCommand, ourFirstWord } from "./fioctl-names.ts";

export type WantedCommand =
  | { readonly kind: "version" }
  /** `topic` is a command, the first word of several, or null for all. */
  | { readonly kind: "help"; readonly topic: string | null }
  | { readonly kind: "command"; readonly name: string; readonly args: readonly string[] };

/** Switches that may stand before the command. */
const EARLY = new Set(["--json", "--yes"]);
const HELP = new Set(["--help", "-h"]);

/**
 * @param names every command of this version.
 * @throws {ToolError} `unknown-command` with the nearest name, or `usage` where the words stop half way.
 */
export function findCommand(argv: readonly string[], names: readonly string[]): WantedCommand {
  const end = argv.indexOf("--");
  const wantsHelp = argv.slice(0, end === -1 ? argv.length : end).some((word) => HELP.has(word));
  let at = 0;
  while (EARLY.has(argv[at] ?? "") || HELP.has(argv[at] ?? "")) at++;
  const early = argv.slice(0, at).filter((word) => EARLY.has(word));
  const [typed, ...others] = argv.slice(at);
  const rest = typed === undefined ? [] : [ourFirstWord(typed), ...others];
  if (rest[0] === "--version" || rest[0] === "-V") return { kind: "version" };
  if (rest[0] === undefined && !wantsHelp && early.length === 0) return { kind: "help", topic: null };
  if (rest[0] === "help") return { kind: "help", topic: topicOf(rest.slice(1), names) };
  const [first, second] = rest;
  const two = `${first} ${second}`;
  if (first !== undefined && second !== undefined && names.includes(two)) {
    return wantsHelp
      ? { kind: "help", topic: two }
      : { kind: "command", name: two, args: [...early, ...rest.slice(2)] };
  }
  if (first !== undefined && names.includes(first)) {
    return wantsHelp
      ? { kind: "help", topic: first }
      : { kind: "command", name: first, args: [...early, ...rest.slice(1)] };
  }
  if (wantsHelp)
    return {
      kind: "help",
      topic: topicOf(
        rest.filter((word) => !HELP.has(word)),
        names,
      ),
    };
  throw notACommand(rest, names);
}

/** The command nearest to what was typed: by two words, then by the first alone. Null when none is near. */
function nearestCommand(first: string, second: string | undefined, names: readonly string[]): string | null {
  const typed = isWord(second) ? `${first} ${second}` : first;
  return nearest(typed, names) ?? nearest(first, names);
}

function topicOf(words: readonly string[], names: readonly string[]): string | null {
  const [typed, second] = words;
  if (typed === undefined) return null;
  const first = ourFirstWord(typed);
  for (const topic of [`${first} ${second}`, first]) {
    if (names.includes(topic) || (topic === first && commandsBeginning(first, names).length > 0)) return topic;
  }
  throw notACommand(words, names);
}

/** The commands whose first of two words this is. */
export function commandsBeginning(first: string, names: readonly string[]): string[] {
  return names.filter((name) => name.startsWith(`${first} `));
}

function notACommand(words: readonly string[], names: readonly string[]): ToolError {
  const [first, second] = words;
  if (first === undefined) {
    return new ToolError("usage", {
      happened: "No command was given.",
      next: "factory-tuf --help lists the commands.",
    });
  }
  if (first.startsWith("-")) {
    return new ToolError("usage", {
      happened: `The option ${quoted(first.split("=")[0]!)} stands before the command.`,
      next: "Write the command first, then its options.",
    });
  }
  const instead = insteadOfCommand(words, names);
  if (instead) {
    return new ToolError("unknown-command", {
      happened: `There is no command ${quoted(instead.typed)}.`,
      next: instead.next,
    });
  }
  const members = commandsBeginning(first, names);
  const near = nearestCommand(first, second, names);
  if (members.length > 0 && !isWord(second)) {
    return new ToolError("usage", {
      happened: `"${first}" is the first word of several commands.`,
      next: `Say which: ${members.join(", ")}.`,
    });
  }
  const typed = members.length > 0 ? `${first} ${second}` : first;
  return new ToolError("unknown-command", {
    happened: `There is no command ${quoted(typed)}.`,
    next: near ? `Did you mean factory-tuf ${near}?` : "factory-tuf --help lists the commands.",
  });
}

function isWord(word: string | undefined): word is string {
  return word !== undefined && /^[a-z][a-z-]*$/i.test(word);
}
