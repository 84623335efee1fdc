// Explains secrets that arrive empty: GitHub withholds them from runs for forks and from Dependabot.
import { readEvent } from "../context/event-file.ts";
import { ToolError } from "../errors/tool-error.ts";
import { isObject } from "../json/object.ts";
import type { Environment } from "../text/environment.ts";

const ABOUT_SECRETS: ReadonlySet<string> = new Set(["keys-missing", "keys-secret-missing", "credentials-missing"]);

/** The same error with the likely reason, when it is about a missing secret and GitHub withholds them here. */
export async function withWithheldReason(error: unknown, env: Environment): Promise<unknown> {
  if (!(error instanceof ToolError) || !ABOUT_SECRETS.has(error.code)) return error;
  const reason = await withheldReason(env);
  if (!reason) return error;
  return error.extended({ after: reason.happened, next: reason.next });
}

async function withheldReason(env: Environment): Promise<{ happened: string; next: string } | null> {
  if (env.GITHUB_ACTOR === "dependabot[bot]") {
    return {
      happened: "This run was started by Dependabot, to which GitHub gives no Actions secrets: they arrive empty.",
      next: "Skip this step for Dependabot (if: github.actor != 'dependabot[bot]'), or give it Dependabot secrets of its own for reading.",
    };
  }
  if (!(await isForFork(env))) return null;
  return {
    happened: `This run is for a fork (event ${env.GITHUB_EVENT_NAME ?? "unknown"}), to which GitHub gives no secrets: they arrive empty.`,
    next: "Skip this step for forks (if: github.event.pull_request.head.repo.fork == false), and release from the repository itself.",
  };
}

async function isForFork({ GITHUB_EVENT_PATH: path }: Environment): Promise<boolean> {
  // Only an explanation hangs on it, never a decision.
  const event = path ? await readEvent(path) : null;
  const pull = isObject(event) ? event.pull_request : null;
  const head = isObject(pull) ? pull.head : null;
  if (!isObject(head)) return false;
  // The fork may be gone by now; then `repo` is null.
  return head.repo === null || (isObject(head.repo) && head.repo.fork === true);
}
