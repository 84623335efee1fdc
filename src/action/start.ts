// How every Action starts: the runner's process becomes the ports of one run. Nothing else reads `process`.
import { exitStatusOfError, failureOf } from "../commands/result/exit-status.ts";
import { ToolError } from "../errors/tool-error.ts";
import { encodeLogLine } from "../text/encode-text.ts";
import type { CommandAction } from "./command-actions.ts";
import { outputsInto } from "./outputs.ts";
import { runAction } from "./run.ts";

/** @param own the Action whose command is fixed; null for the one whose input `command` says what to run. */
export async function startOnRunner(own: CommandAction | null): Promise<void> {
  const cancelled = new AbortController();
  const state = { wrote: false };

  function cancel(): void {
    cancelled.abort(
      new ToolError("interrupted", {
        happened: "The run was cancelled.",
        next: "Run it again; it finds what is already done.",
      }),
    );
  }

  /** A promise that nobody waited for: a bug, said without its message, which nobody has checked for secrets. */
  async function crash(error: unknown): Promise<void> {
    process.stdout.write(`::error::${encodeLogLine(failureOf(error, state).message)}\n`);
    process.exit(exitStatusOfError(error, state.wrote).exit || 1);
  }

  // The result of a step is its outputs and its summary: a log that nobody takes changes neither (T31).
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  process.once("SIGINT", cancel);
  process.once("SIGTERM", cancel);
  process.on("uncaughtException", crash);
  process.on("unhandledRejection", crash);

  const { debug, error, info, setOutput, setSecret, warning } = await import("@actions/core");
  process.exitCode = await runAction({
    own,
    env: process.env,
    cwd: process.env.GITHUB_WORKSPACE || process.cwd(),
    now: new Date(),
    clock: () => performance.now(),
    toolkit: { debug, error, info, setOutput: outputsInto(process.env, setOutput), setSecret, warning },
    interrupted: cancelled.signal,
    onWrite: () => {
      state.wrote = true;
    },
  });
}
