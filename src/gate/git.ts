// Asks git about the repository a run takes place in: fixed arguments, no shell, nothing of ours in its environment,
// bounded answers. Where there is no git, or no repository, there is no answer.
import { execFile } from "node:child_process";
import type { Place } from "../context/context.ts";

export interface GitAnswer {
  /** Null when git could not be run, or was ended. */
  readonly status: number | null;
  readonly stdout: Buffer;
}

/** Git in one folder. */
export type Git = (args: readonly string[], maxBytes?: number) => Promise<GitAnswer>;

const TIMEOUT_MS = 60_000;
const MAX_BYTES = 1024 * 1024;

/** Nothing in the repository may run a program of its own choice, and nobody is asked for a password. */
const SETTINGS = ["-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "protocol.ext.allow=never"];

export function gitIn(folder: string, { childEnvironment }: Pick<Place, "childEnvironment">): Git {
  const kept = Object.entries(childEnvironment).filter(([name]) => !/^GIT_/i.test(name));
  const env = { ...Object.fromEntries(kept), GIT_TERMINAL_PROMPT: "0", LC_ALL: "C" };
  return (args, maxBytes = MAX_BYTES) =>
    new Promise((resolve) => {
      const options = { cwd: folder, env, encoding: "buffer", maxBuffer: maxBytes, timeout: TIMEOUT_MS } as const;
      execFile("git", [...SETTINGS, ...args], options, (error, stdout) => {
        resolve({ status: error ? statusOf(error) : 0, stdout });
      });
    });
}

/** The exit status behind a failure; null for a program that is missing, too talkative or too slow. */
function statusOf({ code }: { readonly code?: unknown }): number | null {
  return typeof code === "number" ? code : null;
}
