// Which commands do not run in the Action (T23), told from those that do not exist.
import { nearest } from "../commands/options/nearest.ts";
import { commandNames, offlineCommandNames } from "../commands/registry.ts";
import { ToolError } from "../tuf/errors.ts";

/** For a person's machine: they write key material, ask, or go on running. */
const MACHINE_COMMANDS: readonly string[] = [
  "keys list",
  "keys copy-targets",
  "keys encrypt",
  "keys decrypt",
  "keys backup",
  "keys restore",
  "demo",
  "emulate",
  "completion",
];

/**
 * The command's name with its words separated by one blank.
 * @throws {ToolError} `value-missing`, `unknown-command`, `offline-command-in-ci`, `machine-command-in-ci`.
 */
export function requireActionCommand(typed: string): string {
  const name = typed.trim().split(/\s+/).join(" ");
  if (name === "") {
    throw new ToolError("value-missing", {
      happened: "The input command is missing.",
      next: `Give one of: ${actionCommands().join(", ")}.`,
    });
  }
  if (offlineCommandNames.includes(name)) throw refusedAs("offline", name);
  if (MACHINE_COMMANDS.includes(name)) throw refusedAs("machine", name);
  if (commandNames.includes(name)) return name;
  const near = nearest(name, [...actionCommands(), ...offlineCommandNames]);
  throw new ToolError("unknown-command", {
    happened: `There is no command ${JSON.stringify(name.slice(0, 60))}.`,
    next: near ? `Did you mean ${near}?` : `There are: ${actionCommands().join(", ")}.`,
  });
}

/** @throws {ToolError} by what the command itself declares. */
export function requireRunsInAction({ name, runs }: { name: string; runs: "anywhere" | "offline" | "machine" }): void {
  if (runs !== "anywhere") throw refusedAs(runs, name);
}

function actionCommands(): string[] {
  return commandNames.filter((name) => !MACHINE_COMMANDS.includes(name) && !offlineCommandNames.includes(name));
}

function refusedAs(runs: "offline" | "machine", name: string): ToolError {
  if (runs === "machine") {
    return new ToolError("machine-command-in-ci", {
      happened: `${name} is for a person's own machine and does not run in the Action.`,
      next: `Run \`factory-tuf ${name}\` there.`,
    });
  }
  return new ToolError("offline-command-in-ci", {
    happened: `${name} works on the offline root of trust: root keys never belong in CI.`,
    next: `Run \`factory-tuf ${name}\` on the machine of the key's owner.`,
  });
}
