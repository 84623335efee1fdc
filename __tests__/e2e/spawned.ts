// One child process from start to end: what it wrote and how it ended.
import { spawn } from "node:child_process";

export interface Spawned {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface SpawnOptions {
  readonly cwd: string;
  /** The whole environment: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  /** Sends SIGTERM once this resolves, as a runner does whose run is cancelled. */
  readonly cancelled?: Promise<void> | undefined;
}

/** Runs a script on the Node that runs the tests, with nothing to read on its standard input. */
export function runScript(
  script: string,
  args: readonly string[],
  { cwd, env, cancelled }: SpawnOptions,
): Promise<Spawned> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    cancelled?.then(() => child.kill("SIGTERM"), reject);
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    child.on("error", reject);
    child.on("close", (status, signal) => {
      if (status === null) return reject(new Error(`${script} was ended by ${signal}`));
      resolve({ exit: status, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() });
    });
  });
}
