// Which commands do not run in the Action (T23), told from those that do not exist.

import { actionCommandNames, machineCommandNames, offlineCommandNames } from "../commands/registry.ts";
import type { CommandFacts } from "../context/declaration.ts";
import { ToolError } from "../errors/tool-error.ts";
import { nearest } from "../text/nearest.ts";
import { quoted } from "../text/quoted.ts";

/**
 * The command's name with its words separated by one blank.
 * @throws {ToolError} `value-missing`, `unknown-command`, `offline-command-in-ci`, `machine-command-in-ci`.
 */
export function requireActionCommand(typed: string): string {
  const name = typed.trim().split(/\s+/).join(" ");
  if (name === "") {
    throw new ToolError("value-missing", {
      happened: "The input command is missing.",
      next: `Give one of: ${actionCommandNames.join(", ")}.`,
    });
  }
  if (offlineCommandNames.includes(name)) throw refusedAs("offline", name);
  if (machineCommandNames.includes(name)) throw refusedAs("machine", name);
  if (actionCommandNames.includes(name)) return name;
  const near = nearest(name, [...actionCommandNames, ...offlineCommandNames]);
  throw new ToolError("unknown-command", {
    happened: `There is no command ${quoted(name)}.`,
    next: near ? `Did you mean ${near}?` : `There are: ${actionCommandNames.join(", ")}.`,
  });
}

/** @throws {ToolError} by what the command itself declares. */
export function requireRunsInAction({ name, runs }: Pick<CommandFacts, "runs"> & { readonly name: string }): void {
  if (runs !== "anywhere") throw refusedAs(runs, name);
}

function refusedAs(runs: Exclude<CommandFacts["runs"], "anywhere">, name: string): ToolError {
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
