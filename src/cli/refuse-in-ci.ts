// Offline commands use root keys, and those never belong in CI: not even in a `run:` step (T23).
import type { Command } from "../commands/command.ts";
import { offlineCommandNames } from "../commands/registry.ts";
import { ToolError } from "../tuf/errors.ts";
import type { World } from "./world.ts";

/** @throws {ToolError} `offline-command-in-ci` when the words name such a command and a runner is around. */
export function refuseInCi(argv: readonly string[], env: World["env"]): void {
  if (env["GITHUB_ACTIONS"] !== "true") return;
  const words = argv.filter((word) => !word.startsWith("-"));
  const name = [words.slice(0, 2).join(" "), words[0] ?? ""].find((typed) => offlineCommandNames.includes(typed));
  if (name !== undefined) throw refusal(name);
}

/** @throws {ToolError} `offline-command-in-ci` by what the command itself declares, whatever is listed. */
export function requireRunsHere({ name, runs }: Pick<Command, "name" | "runs">, env: World["env"]): void {
  if (runs === "offline" && env["GITHUB_ACTIONS"] === "true") throw refusal(name);
}

function refusal(name: string): ToolError {
  return new ToolError("offline-command-in-ci", {
    happened: `${name} works with root keys, and this is a GitHub Actions job.`,
    next: "Run it on the key owner's own machine; root keys never belong in CI.",
  });
}
