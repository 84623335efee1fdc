// Runs a program that signs (T17): no shell, nothing echoed, bounded output, and when it ends or is ended,
// everything that it has started is ended with it. What it writes to standard error is dropped, for it may hold anything.

import { type ChildProcess, spawn } from "node:child_process";
import type { CommandLine } from "./command-line.ts";
import { endedBy, startFault } from "./program-faults.ts";

export interface ProgramRun {
  readonly line: CommandLine;
  readonly env: Readonly<Record<string, string>>;
  /** What it reads on standard input; nothing by default. */
  readonly input?: Uint8Array;
  readonly maxOutputBytes: number;
  readonly signal?: AbortSignal | undefined;
}

/** `failed` completes the sentence "the program …", or is {@link TOO_MUCH}. */
export type ProgramEnd = { readonly output: Uint8Array } | { readonly failed: string };

/** It wrote more than it may, and was ended. */
export const TOO_MUCH = "wrote too much";

/** What has left its group may keep the output open; it is waited for no longer than this. */
const HELD_OPEN_MS = 500;
/** With a group of its own a program can be ended together with what it has started. Windows has no such groups. */
const HAS_GROUPS = process.platform !== "win32";

/** Never throws. */
export function runProgram({ line, env, input, maxOutputBytes, signal }: ProgramRun): Promise<ProgramEnd> {
  const { promise, resolve } = Promise.withResolvers<ProgramEnd>();
  if (signal?.aborted) return Promise.resolve({ failed: "was not started, because this run was stopped" });
  let child: ChildProcess;
  try {
    child = spawn(line.program, [...line.args], {
      env: { ...env },
      stdio: ["pipe", "pipe", "ignore"],
      detached: HAS_GROUPS,
      windowsHide: true,
    });
  } catch (error) {
    return Promise.resolve({ failed: startFault(error) });
  }
  const chunks: Buffer[] = [];
  let size = 0;
  let heldOpen: NodeJS.Timeout | undefined;
  const finish = (end: ProgramEnd) => {
    clearTimeout(heldOpen);
    signal?.removeEventListener("abort", onAbort);
    endGroup(child);
    child.stdin?.destroy();
    child.stdout?.destroy();
    resolve(end);
  };
  const onAbort = () => finish({ failed: endedBy(signal!) });
  signal?.addEventListener("abort", onAbort, { once: true });
  child.once("error", (error) => finish({ failed: startFault(error) }));
  child.stdout?.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size <= maxOutputBytes) chunks.push(chunk);
    else finish({ failed: TOO_MUCH });
  });
  child.once("exit", (status, by) => {
    endGroup(child);
    const end = () => finish(endOf(status, by, chunks));
    child.once("close", end);
    heldOpen = setTimeout(end, HELD_OPEN_MS);
  });
  // A program that ends without having read its input is no failure.
  child.stdin?.on("error", () => {});
  child.stdin?.end(input ?? Buffer.alloc(0));
  return promise;
}

function endOf(status: number | null, by: NodeJS.Signals | null, chunks: readonly Buffer[]): ProgramEnd {
  if (by !== null) return { failed: "was ended by a signal" };
  return status === 0 ? { output: Buffer.concat(chunks) } : { failed: `ended with exit status ${status}` };
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (HAS_GROUPS) process.kill(-child.pid, "SIGKILL");
    else child.kill("SIGKILL");
  } catch {
    // All of it has ended already.
  }
}
