// The completion script of a shell, and what tells it from anybody else's file.
import type { Command, Registry } from "../command.ts";
import { bashCompletion } from "./completion-bash.ts";
import { fishCompletion } from "./completion-fish.ts";
import { completions } from "./completion-words.ts";
import { zshCompletion } from "./completion-zsh.ts";

export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

const SCRIPTS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };

export async function completionScript(registry: Registry, shell: Shell): Promise<string> {
  const commands: Command[] = await Promise.all(Object.values(registry).map((load) => load()));
  return SCRIPTS[shell](completions(commands));
}

/** Was this text written by some version of `completion`? It says so in one of its first two lines. */
export function isOurScript(text: string, shell: Shell): boolean {
  return text.split("\n", 2).includes(`# ${shell} completion for factory-tuf`);
}
