// Runs programs one after the other, says which, and stops at the first that fails.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";

export const ROOT = path.resolve(import.meta.dirname, "..");

export interface Stage {
  readonly name: string;
  /** Program and arguments. */
  readonly run: readonly string[];
}

/** A program of an installed package. */
export function bin(name: string): string {
  return path.join(ROOT, "node_modules/.bin", name);
}

/** A linter from PyPI: where `.ci/run` puts it, else wherever the PATH finds it. */
export function linter(name: string): string {
  const own = path.join(ROOT, ".tmp/linters/bin", name);
  return existsSync(own) ? own : name;
}

/** One of the scripts beside this file. */
export function script(name: string, ...args: string[]): string[] {
  return [process.execPath, path.join("scripts", name), ...args];
}

/** @returns true when all of them passed; else the exit status of this process is 1. */
export function runStages(stages: readonly Stage[]): boolean {
  for (const { name, run } of stages) {
    console.log(`\n== ${name}`);
    const began = Date.now();
    const [program, ...args] = run;
    const { status, error } = spawnSync(program!, args, { cwd: ROOT, stdio: "inherit" });
    if (status !== 0) {
      const why = error ? `: ${error.message}` : "";
      console.error(`\nThe stage "${name}" failed${why}. The stages after it were not run.`);
      process.exitCode = 1;
      return false;
    }
    console.log(`== ${name}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
  }
  return true;
}
