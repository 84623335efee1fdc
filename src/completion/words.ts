// What there is to complete: every command with the flags that the command line offers, and their fixed words.

import type { CommandNeeds, OptionDeclaration, OptionDeclarations } from "../context/declaration.ts";
import { optionFlag } from "../text/option-names.ts";

/** What is known of a command from its declaration. */
export interface Declared extends Pick<CommandNeeds, "name" | "options"> {
  readonly summary: string;
  readonly args: readonly string[];
}

export interface CompletedOption {
  /** With its dashes. */
  readonly flag: string;
  readonly help: string;
  readonly value: Value;
}

export interface CompletedCommand {
  /** One or two words. */
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  /** What stands at each position. */
  readonly positions: readonly Value[];
}

/** What follows: nothing (a switch), a file, one of some words, or something only the user knows. */
export type Value = "none" | "file" | "free" | { readonly words: readonly string[] };

export function completions(commands: readonly Declared[], always: OptionDeclarations): CompletedCommand[] {
  return commands.map(({ name, summary, options, args }) => ({
    name,
    summary,
    options: [
      ...Object.entries<OptionDeclaration>({ ...options, ...always })
        .filter(([, option]) => option.only !== "action")
        .map(([key, option]) => ({ flag: `--${optionFlag(key)}`, help: option.help, value: followedBy(option) })),
      { flag: "--help", help: "Show how the command is used.", value: "none" as const },
    ],
    positions: args.map((key) => followedBy(options[key]!)),
  }));
}

function followedBy(option: OptionDeclaration): Value {
  if (option.kind === "switch") return "none";
  if (option.choices) return { words: option.choices };
  if (option.kind === "path") return "file";
  return option.kind === "version-or-latest" ? { words: ["latest"] } : "free";
}

/** The words that may stand first, and for each the commands that begin with it, in the order of the commands. */
export function commandTree(commands: readonly CompletedCommand[]): Map<string, readonly CompletedCommand[]> {
  const tree = new Map<string, CompletedCommand[]>();
  for (const command of commands) {
    const first = command.name.split(" ")[0]!;
    tree.set(first, [...(tree.get(first) ?? []), command]);
  }
  return tree;
}

/** The word after the first of a command's name, or null for a command of one word. */
export function secondWord({ name }: CompletedCommand): string | null {
  return name.split(" ")[1] ?? null;
}

/** What may stand second after a first word: words with what they mean, those of a command of one word among them. */
export function secondWords(members: readonly CompletedCommand[]): { word: string; says: string }[] {
  return members.flatMap((member) => {
    const word = secondWord(member);
    if (word !== null) return [{ word, says: member.summary }];
    const [first] = member.positions;
    return typeof first === "object" ? first.words.map((choice) => ({ word: choice, says: member.summary })) : [];
  });
}

/** The flags after which a word follows that is no position. */
export function flagsWithValue({ options }: CompletedCommand): string[] {
  return options.filter(({ value }) => value !== "none").map(({ flag }) => flag);
}
