// Runs a program on a pseudo-terminal, where it can ask, and answers like somebody who types.
import { spawn, spawnSync } from "node:child_process";
import path from "node:path";
import { compileCache } from "../../scripts/compile-cache.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
/** The command line tool as it is built. */
export const MAIN = path.join(ROOT, "dist/cli.js");
/** For a program that asks what nobody answers. */
const PATIENCE_MS = 60_000;
export const CTRL_C = "\u0003";

const script = spawnSync("script", ["-qec", "true", "/dev/null"]).status === 0;
/** Why such tests are skipped, or false. */
export const noTerminal = script ? false : "script(1) is not installed";

export interface OnTerminal {
  /** Instead of this Node. */
  readonly program?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
}

/** @param answers each typed once its prompt shows, below the one before it. */
export function onTerminal(
  args: readonly string[],
  answers: readonly (readonly [prompt: RegExp, typed: string])[],
  { program = process.execPath, env = {}, cwd = ROOT }: OnTerminal = {},
): Promise<{ exit: number | null; shown: string }> {
  return new Promise((resolve, reject) => {
    const command = [program, ...args].map((word) => `'${word}'`).join(" ");
    const child = spawn("script", ["-qec", command, "/dev/null"], {
      cwd,
      env: { PATH: process.env["PATH"], HOME: "/nonexistent", TERM: "xterm", ...compileCache, ...env },
    });
    let shown = "";
    let seen = 0;
    const open = [...answers];
    child.stdout.on("data", (chunk) => {
      shown += String(chunk);
      if (!open[0]?.[0].test(shown.slice(seen))) return;
      seen = shown.length;
      child.stdin.write(open.shift()![1]);
    });
    // Without an answer it would wait for ever.
    const patience = setTimeout(() => child.kill(), PATIENCE_MS);
    child.on("error", reject);
    child.on("close", (exit) => {
      clearTimeout(patience);
      if (open.length > 0) reject(new Error(`${open[0]![0]} was never asked. Shown: ${shown}`));
      else resolve({ exit, shown });
    });
  });
}
