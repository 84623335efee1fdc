// Every command by name, and what is known of it before it is loaded: starting up must cost no more than it has to. All
// of it follows from the generated table, and so from the declarations.
import type { CommandFacts } from "../context/declaration.ts";
import type { Registry } from "./command.ts";
import { commandTable } from "./command-table.ts";

export const registry: Registry = Object.fromEntries(
  Object.entries(commandTable).map(([name, { load }]) => [name, () => load(registry)]),
);

export const commandNames: readonly string[] = Object.keys(commandTable);

/** What the Action runs. */
export const actionCommandNames = namesOf(({ runs }) => runs === "anywhere");

/** Commands that use root keys: refused in CI before anything is loaded (T23). */
export const offlineCommandNames = namesOf(({ runs }) => runs === "offline");

/** For a person's machine: they write key material, ask, or go on running. */
export const machineCommandNames = namesOf(({ runs }) => runs === "machine");

function namesOf(is: (facts: CommandFacts) => boolean): readonly string[] {
  return commandNames.filter((name) => is(commandTable[name]!));
}
