// Asks git about the repository a run takes place in: fixed arguments, no shell, nothing of ours in its environment,
// bounded answers. Where there is no git, or no repository, there is no answer.
import { execFile } from "node:child_process";
import { programPath } from "./program-path.ts";

export interface GitAnswer {
  /** Null when git could not be run, or was ended. */
  readonly status: number | null;
  readonly stdout: Buffer;
}

/** What programs that are run here get: none of our secrets is in it. */
export interface ChildEnvironment {
  readonly childEnvironment: Readonly<Record<string, string>>;
}

/** Git in one folder. */
export type Git = (args: readonly string[], maxBytes?: number) => Promise<GitAnswer>;

const TIMEOUT_MS = 60_000;
const MAX_BYTES = 1024 * 1024;

/** Nothing in the repository may run a program of its own choice, and nobody is asked for a password. */
const SETTINGS = [
  "--no-pager",
  ...[
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.alternateRefsCommand=",
    "protocol.ext.allow=never",
  ].flatMap((setting) => ["-c", setting]),
];

export function gitIn(folder: string, { childEnvironment }: ChildEnvironment): Git {
  const kept = Object.entries(childEnvironment).filter(([name]) => !/^GIT_/i.test(name));
  const env = { ...Object.fromEntries(kept), GIT_TERMINAL_PROMPT: "0", GIT_NO_LAZY_FETCH: "1", LC_ALL: "C" };
  return (args, maxBytes = MAX_BYTES) => answerOf("git", [...SETTINGS, ...args], { cwd: folder, env, maxBytes });
}

/** What GitHub's own program answers; it has its own idea of where its token is. */
export function gitHubProgram(top: string, { childEnvironment: env }: ChildEnvironment): Git {
  return (args, maxBytes = MAX_BYTES) => answerOf("gh", args, { cwd: top, env, maxBytes });
}

interface Started {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly maxBytes: number;
}

async function answerOf(name: string, args: readonly string[], { cwd, env, maxBytes }: Started): Promise<GitAnswer> {
  const program = await programPath(name, env, cwd);
  if (program === null) return { status: null, stdout: Buffer.alloc(0) };
  return new Promise((resolve) => {
    const options = { cwd, env, encoding: "buffer", maxBuffer: maxBytes, timeout: TIMEOUT_MS } as const;
    execFile(program, args, options, (error, stdout) => resolve({ status: error ? statusOf(error) : 0, stdout }));
  });
}

/** The exit status behind a failure; null for a program that is missing, too talkative or too slow. */
function statusOf({ code }: { readonly code?: unknown }): number | null {
  return typeof code === "number" ? code : null;
}
