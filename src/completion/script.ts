// The completion script of a shell, and what tells it from anybody else's file.
import type { OptionDeclarations } from "../context/declaration.ts";
import { bashCompletion } from "./bash.ts";
import { fishCompletion } from "./fish.ts";
import { completions, type Declared } from "./words.ts";
import { zshCompletion } from "./zsh.ts";

export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

const SCRIPTS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };

/** @param always the options of every command on the command line. */
export function completionScript(commands: readonly Declared[], always: OptionDeclarations, shell: Shell): string {
  return SCRIPTS[shell](completions(commands, always));
}

/** Was this text written by some version of `completion`? It says so in one of its first two lines. */
export function isOurScript(text: string, shell: Shell): boolean {
  return text.split("\n", 2).includes(`# ${shell} completion for factory-tuf`);
}
