// Loads what a page of help needs: one command, the commands behind one word, or all of them.
import type { Command } from "../commands/command.ts";
import { commandNames, registry } from "../commands/registry.ts";
import { commandsBeginning } from "./find-command.ts";
import { commandHelp, type HelpPage, overview } from "./help.ts";
import { hasColours, type ProcessPorts, widthOf } from "./process-ports.ts";

/** @param topic a command, the first word of several, or null for all. */
export async function showHelp(topic: string | null, { stdout, env }: ProcessPorts): Promise<string> {
  const page: HelpPage = {
    width: widthOf(stdout),
    bold: hasColours(stdout, env) ? (text) => `\u001b[1m${text}\u001b[0m` : (text) => text,
  };
  if (topic !== null && Object.hasOwn(registry, topic)) return commandHelp(await registry[topic]!(), page);
  const names = topic === null ? commandNames : commandsBeginning(topic, commandNames);
  const commands: Command[] = await Promise.all(names.map((name) => registry[name]!()));
  return overview(commands, page);
}
