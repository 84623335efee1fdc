// Runs one whole process on this Node and says what it cost. What it prints is kept; an exit status that was
// not expected ends the benchmark, for a failure is fast and would look like a success.
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { text } from "node:stream/consumers";

export interface ProcessRun {
  /** From just before the start to the exit. */
  readonly wallMs: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProcessCall {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Default 0. */
  readonly exit?: number;
}

export const DIST = path.resolve(import.meta.dirname, "../dist");

/** Only what a process needs to start: nothing of the caller's environment decides what is measured. */
const BARE_ENVIRONMENT = { PATH: process.env.PATH ?? "", HOME: "/nonexistent" };

/** @throws {Error} with what the process said, when it ends otherwise than expected. */
export async function runNode({ args, env = {}, cwd, exit = 0 }: ProcessCall): Promise<ProcessRun> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, {
    env: { ...BARE_ENVIRONMENT, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    ...(cwd === undefined ? {} : { cwd }),
  });
  let exitedAt = 0;
  child.once("exit", () => {
    exitedAt = performance.now();
  });
  const [stdout, stderr, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close") as Promise<[number | null]>,
  ]);
  if (status !== exit) throw new Error(`node ${args.join(" ")}: exit ${status}, not ${exit}\n${stdout}\n${stderr}`);
  return { wallMs: exitedAt - startedAt, stdout, stderr };
}
