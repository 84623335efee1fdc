// The commands, found in the folder tree: the path of a file is the words that are typed, and what it exports is named
// for them. From them comes src/commands/command-table.ts, so that adding a command touches its own file alone.
import { readdir } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Command, Registry } from "../src/commands/command.ts";

const FOLDER = path.resolve(import.meta.dirname, "../src/commands");

export interface FoundCommand {
  readonly command: Command;
  /** Relative to src/commands, with forward slashes. */
  readonly file: string;
  readonly exported: string;
  /** It describes all commands, and is made from their registry. */
  readonly takesRegistry: boolean;
}

/**
 * In their order.
 * @param folder of commands; the project's by default.
 * @throws {Error} for a command that is not where its name says, and for two with the same place in the order.
 */
export async function findCommands(folder = FOLDER): Promise<readonly FoundCommand[]> {
  const files = (await readdir(folder, { recursive: true }))
    .map((name) => name.replaceAll(path.sep, "/"))
    .filter((name) => name.endsWith(".ts") && name !== "command-table.ts" && name !== "registry.ts")
    .sort();
  const found = (await Promise.all(files.map((file) => commandsIn(folder, file)))).flat();
  found.sort((a, b) => a.command.order - b.command.order);
  for (const [index, { command, file }] of found.entries()) {
    const before = found[index - 1];
    if (before?.command.order === command.order) throw new Error(`${before.file} and ${file} have the same order`);
  }
  return found;
}

async function commandsIn(folder: string, file: string): Promise<FoundCommand[]> {
  const exports: Readonly<Record<string, unknown>> = await import(pathToFileURL(path.join(folder, file)).href);
  const words = wordsOf(file);
  const exported = words.replace(/[ -](\w)/g, (_, letter: string) => letter.toUpperCase());
  const made: unknown = exports[`${exported}Of`];
  const found: FoundCommand[] = [];
  for (const [name, value] of Object.entries(exports)) {
    if (!isCommand(value)) continue;
    if (value.name !== words)
      throw new Error(`${file} holds the command "${value.name}", and its path says "${words}"`);
    if (name !== exported) throw new Error(`${file} exports its command as ${name}, not as ${exported}`);
    found.push({ command: value, file, exported, takesRegistry: false });
  }
  if (typeof made === "function") {
    const command: unknown = made(noRegistry);
    if (!isCommand(command) || command.name !== words) throw new Error(`${exported}Of in ${file} makes no "${words}"`);
    found.push({ command, file, exported: `${exported}Of`, takesRegistry: true });
  }
  return found;
}

const noRegistry: Registry = {};

/** `wave/init.ts` is `wave init`; a command with a folder of its own, like `demo/demo.ts`, is one word. */
function wordsOf(file: string): string {
  const words = file.slice(0, -".ts".length).split("/");
  return words.filter((word, index) => word !== words[index - 1]).join(" ");
}

function isCommand(value: unknown): value is Command {
  return typeof value === "object" && value !== null && "name" in value && "run" in value && "options" in value;
}

/** The text of src/commands/command-table.ts. */
export function commandTable(found: readonly FoundCommand[]): string {
  const entries = found.map(({ command: { name, runs, needs }, file, exported, takesRegistry }) => {
    const loaded = `(await import("./${file}")).${exported}`;
    return `  ${/^\w+$/.test(name) ? name : JSON.stringify(name)}: {
    runs: "${runs}",
    needs: "${needs}",
    load: async (${takesRegistry ? "registry" : ""}) => anyCommand(${loaded}${takesRegistry ? "(registry)" : ""}),
  },
`;
  });
  return `// Generated from the declarations in this folder by npm run generate: what is known of a command before it is loaded.
import { anyCommand, type TableEntry } from "./command.ts";

export const commandTable: Readonly<Record<string, TableEntry>> = {
${entries.join("")}};
`;
}

/** The text of src/text/key-commands.ts. */
export function keyCommands(found: readonly FoundCommand[]): string {
  const all = found.map(({ command }) => command);
  const offline = all.filter(({ runs }) => runs === "offline");
  const archive = all.filter(({ runs, options }) => runs === "machine" && Object.hasOwn(options, "keys"));
  const releasing = all.filter(({ runs, needs, publishes }) => runs !== "offline" && (needs === "keys" || publishes));
  return `// Generated from the declarations of the commands by npm run generate: which of them concern keys, for the rules about workflows.

/** They change the root, or sign with what it lists. */
export const OFFLINE_COMMANDS: readonly string[] = ${listed(offline)};

/** For an owner's machine: they take an archive. */
export const ARCHIVE_COMMANDS: readonly string[] = ${listed(archive)};

/** They sign, roll out or complete: what they do reaches devices. */
export const RELEASING_COMMANDS: readonly string[] = ${listed(releasing)};
`;
}

/** As the formatter writes a list: on one line where it fits. */
function listed(commands: readonly Command[]): string {
  const names = commands.map(({ name }) => JSON.stringify(name));
  const line = `[${names.join(", ")}]`;
  return line.length < 60 ? line : `[\n${names.map((name) => `  ${name},\n`).join("")}]`;
}
