// What Ctrl-C does: the first one lets the command end in order, the second ends it at once.
import { ToolError } from "../tuf/errors.ts";

interface Interruptible {
  on(signal: "SIGINT" | "SIGTERM", listener: () => void): unknown;
  exit(code: number): never;
}

/** 128 + SIGINT, as shells have it. */
const EXIT_INTERRUPTED = 130;

/** Aborted with a {@link ToolError} `interrupted` at the first signal. */
export function interruption(process: Interruptible): AbortSignal {
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(EXIT_INTERRUPTED);
    controller.abort(
      new ToolError("interrupted", {
        happened: "The command was interrupted.",
        next: "Run it again: what is done already is recognised.",
      }),
    );
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  return controller.signal;
}
