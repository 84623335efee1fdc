// Runs `keys-command` and gives its standard output as bytes (T17): no shell, nothing echoed, no secret of ours in
// its environment, 1 MiB at most. What it writes to standard error is dropped, for it may hold anything.

import type * as childProcess from "node:child_process";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { ToolError } from "../../errors/tool-error.ts";
import { memberAt } from "../../json/object.ts";
import type { Environment } from "../../text/environment.ts";
import { childEnvironment } from "./child-environment.ts";
import { type CommandLine, programName } from "./command-line.ts";
import { endedBy, startFault } from "./program-faults.ts";

export const MAX_COMMAND_OUTPUT_BYTES = 1024 * 1024;

/**
 * @throws {ToolError} `keys-command-failed` when it cannot be started, fails or is stopped by `signal`;
 *   `keys-too-large` above {@link MAX_COMMAND_OUTPUT_BYTES}, and it is ended then. No output is quoted.
 */
export async function runCommand(line: CommandLine, env: Environment, signal?: AbortSignal): Promise<Uint8Array> {
  const [{ exec }, { ChildProcess }] = await Promise.all([import("@actions/exec"), import("node:child_process")]);
  if (signal?.aborted) throw failed(line, "was not started, because this run was stopped");
  const children = watchChildren(ChildProcess, (child) => isOurs(child, line));
  const chunks: Buffer[] = [];
  let size = 0;
  const stopped = Promise.withResolvers<never>();
  const stop = (error: ToolError) => {
    children.end();
    stopped.reject(error);
  };
  const onAbort = () => stop(failed(line, endedBy(signal!)));
  signal?.addEventListener("abort", onAbort, { once: true });
  const running = exec(`"${line.program}"`, [...line.args], {
    silent: true,
    // Once it has ended, a child of its own that keeps the output open is waited for no longer than this.
    delay: 2000,
    ignoreReturnCode: true,
    env: childEnvironment(env),
    // Without input the toolkit leaves its standard input open for ever.
    input: Buffer.alloc(0),
    listeners: {
      stdout: (chunk) => {
        size += chunk.length;
        if (size <= MAX_COMMAND_OUTPUT_BYTES) chunks.push(chunk);
        else stop(tooLarge(line));
      },
    },
  }).finally(() => {
    children.unwatch();
    // What that child still holds open would keep this process alive.
    children.end();
  });
  try {
    const status: number | null = await Promise.race([running, stopped.promise]);
    if (status === null) throw failed(line, "was ended by a signal");
    if (status !== 0) throw failed(line, `ended with exit status ${status}`);
    return Buffer.concat(chunks);
  } catch (error) {
    throw error instanceof ToolError ? error : failed(line, startFault(error));
  } finally {
    signal?.removeEventListener("abort", onAbort);
  }
}

/** The toolkit keeps its child to itself; without this a program that never ends could not be stopped. */
function watchChildren(
  ChildProcess: typeof childProcess.ChildProcess,
  isOurs: (child: childProcess.ChildProcess) => boolean,
) {
  const children: childProcess.ChildProcess[] = [];
  let ended = false;
  const end = () => {
    ended = true;
    for (const child of children.filter(isOurs)) {
      child.kill("SIGKILL");
      child.stdout?.destroy();
      child.stderr?.destroy();
    }
  };
  // Told before the process runs, so one that is unwanted by now is ended a moment later.
  const onChild = (message: unknown) => {
    const child = memberAt(message, "process");
    if (!(child instanceof ChildProcess)) return;
    children.push(child);
    // A program that ends without having read its (empty) input is no failure.
    child.once("spawn", () => isOurs(child) && child.stdin?.on("error", () => {}));
    if (ended) setImmediate(end);
  };
  subscribe("child_process", onChild);
  return { end, unwatch: () => unsubscribe("child_process", onChild) };
}

function isOurs(child: childProcess.ChildProcess, { args }: CommandLine): boolean {
  const given = (child.spawnargs ?? []).slice(1);
  return given.length === args.length && given.every((arg, at) => arg === args[at]);
}

function failed(line: CommandLine, how: string): ToolError {
  return new ToolError("keys-command-failed", {
    happened: `The program \`${programName(line)}\` of keys-command ${how}.`,
    next: "Run it by hand to see what it says. There is no shell: pipes, `$` and single quotes reach it as they are, and tokens for this tool are withheld from it.",
  });
}

function tooLarge(line: CommandLine): ToolError {
  return new ToolError("keys-too-large", {
    happened: `The program \`${programName(line)}\` of keys-command wrote more than ${MAX_COMMAND_OUTPUT_BYTES} bytes, and was ended.`,
    next: "It must write only the archive, encrypted or not.",
  });
}
