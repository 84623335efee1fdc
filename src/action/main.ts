// Where the Action starts: the runner's process becomes the ports of one run. Nothing else reads `process`.
import { endingOfError, failureOf } from "../commands/result/exit-status.ts";
import { encodeLogLine } from "../report/encode-text.ts";
import { ToolError } from "../tuf/errors.ts";
import { runAction } from "./run.ts";

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
  process.stdout.write(`::error::${encodeLogLine(failureOf(error, state.wrote).message)}\n`);
  process.exit(endingOfError(error, state.wrote).exit || 1);
}

process.once("SIGINT", cancel);
process.once("SIGTERM", cancel);
process.on("uncaughtException", crash);
process.on("unhandledRejection", crash);

const { error, info, setOutput, setSecret, warning } = await import("@actions/core");
process.exitCode = await runAction({
  env: process.env,
  cwd: process.env.GITHUB_WORKSPACE || process.cwd(),
  now: new Date(),
  toolkit: { error, info, setOutput, setSecret, warning },
  interrupted: cancelled.signal,
  onWrite: () => {
    state.wrote = true;
  },
});
