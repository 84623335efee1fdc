// What to do when GitHub refuses to show or set the secrets of an environment: which token it takes.
import { type ErrorCode, ToolError } from "../../tuf/errors.ts";

const TOKEN =
  "GITHUB_TOKEN must be a token of yours that may write there: a fine-grained one for this repository with Environments: write, Actions: read and Contents: read, or a classic one with the scope repo. A job's own token may not.";

const NEXT: Partial<Record<ErrorCode, string>> = {
  "http-unauthorized": "Check that GITHUB_TOKEN is complete, not expired and not revoked.",
  "http-forbidden": TOKEN,
  "http-not-found": `Check the names of the repository and the environment. ${TOKEN}`,
};

/** The same error with what to do here; anything else as it is. */
export function explained(error: unknown): unknown {
  const next = error instanceof ToolError ? NEXT[error.code] : undefined;
  if (!(error instanceof ToolError) || next === undefined) return error;
  const { code, happened, changed } = error;
  return new ToolError(code, { happened, changed, next }, { cause: error });
}
