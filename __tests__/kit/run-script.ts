// One child process from start to end: what it wrote and how it ended.
import { spawn } from "node:child_process";
import { compileCache } from "../../scripts/compile-cache.ts";

export interface Spawned {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Both streams, in the order in which it came. */
  readonly raw: string;
}

export interface SpawnOptions {
  readonly cwd: string;
  /** The whole environment but for the compile cache: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  /** What standard input holds; without it there is none. */
  readonly input?: string;
  /** Sends SIGTERM once this resolves, as a runner does whose run is cancelled. */
  readonly cancelled?: Promise<void> | undefined;
}

/** Runs a script on the Node that runs the tests. */
export function runScript(
  script: string,
  args: readonly string[],
  { cwd, env, input, cancelled }: SpawnOptions,
): Promise<Spawned> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd,
      env: { ...compileCache, ...env },
      stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    });
    child.stdin?.end(input);
    cancelled?.then(() => child.kill("SIGTERM"), reject);
    let [stdout, stderr, raw] = ["", "", ""];
    child.stdout!.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      raw += text;
    });
    child.stderr!.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
      raw += text;
    });
    child.on("error", reject);
    child.on("close", (status, signal) => {
      if (status === null) return reject(new Error(`${script} was ended by ${signal}`));
      resolve({ exit: status, stdout, stderr, raw });
    });
  });
}
