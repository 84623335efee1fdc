// What a failed call to GitHub means and what to do about it. Messages carry method, path, status and GitHub's own
// words, never a body and never the token.

import { type ErrorCode, ToolError } from "../errors/tool-error.ts";
import type { AnswerHeaders } from "../http/fetch.ts";
import { errorBody } from "../http/http-errors.ts";
import type { NetworkFault } from "../http/network-fault.ts";
import { isObject } from "../json/object.ts";
import { foreignText } from "../text/encode-text.ts";
import { rateLimitOf } from "./rate-limit.ts";

const MESSAGE_LENGTH = 300;
const AGAIN = "Run this again: it finds what is already there.";

const statuses = new WeakMap<ToolError, number>();
const lost = new WeakSet<ToolError>();

/** The HTTP status behind an error of the GitHub client; null when there was no answer, or it is none of its errors. */
export function gitHubStatusOf(error: unknown): number | null {
  return error instanceof ToolError ? (statuses.get(error) ?? null) : null;
}

/** True when the call may have been carried out although it failed: only a look tells. */
export function isLost(error: unknown): boolean {
  return error instanceof ToolError && lost.has(error);
}

/** What a call answers, or null where there is no such thing. */
export async function orNull<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (gitHubStatusOf(error) === 404) return null;
    throw error;
  }
}

export function lostGitHubError(where: string, { says, next, cause }: NetworkFault): ToolError {
  const happened = `GitHub: ${where} ${says}.`;
  const error = new ToolError("network-failed", { happened, next: next ?? AGAIN }, { cause });
  lost.add(error);
  return error;
}

export interface FailedAnswer {
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly text: string | null;
}

/** The error for an answer that is no success. */
export function answerError(where: string, answer: FailedAnswer, token: string): ToolError {
  const { status, headers } = answer;
  const says = messageOf(answer.text, token);
  const limit = rateLimitOf(status, headers) ?? (isAboutLimit(status, says) ? { until: null } : null);
  const needs = status === 403 && !limit ? permissionsOf(headers) : "";
  const happened = `GitHub: ${where} was answered with ${status}${says === "" ? "" : `: ${says}`}`;
  const { code, next } = limit ? limited(limit.until) : meaningOf(status, needs);
  const error = new ToolError(code, { happened: /[.!?]$/.test(happened) ? happened : `${happened}.`, next });
  statuses.set(error, status);
  if (status >= 500) lost.add(error);
  return error;
}

/** A success whose body is not what GitHub documents: the call was carried out. */
export function unreadable(where: string, status: number): ToolError {
  const error = new ToolError("response-malformed", {
    happened: `GitHub: ${where} was answered with ${status}, but its body is not what GitHub's API documents.`,
    next: "Check GITHUB_API_URL; something between here and GitHub may have answered.",
  });
  statuses.set(error, status);
  lost.add(error);
  return error;
}

/** A secondary limit may come without any header. */
function isAboutLimit(status: number, says: string): boolean {
  return status === 429 || (status === 403 && /rate limit|abuse detection/i.test(says));
}

function limited(until: string | null): { code: ErrorCode; next: string } {
  const when = until === null ? "in an hour" : `after ${until}`;
  return { code: "http-rate-limited", next: `GitHub limits how often it is asked. Run this again ${when}.` };
}

const MEANINGS: Readonly<Record<number, { readonly code: ErrorCode; readonly next: string }>> = {
  401: { code: "http-unauthorized", next: "Check that the GitHub token is complete, not expired and not revoked." },
  404: {
    code: "http-not-found",
    next: "Check the repository's name, and that the GitHub token may see it.",
  },
  410: {
    code: "issues-disabled",
    next: "Enable issues in the settings of the repository, or run this in a repository that has them.",
  },
  422: { code: "http-unprocessable", next: "Correct what GitHub complains about, then run this again." },
};

function meaningOf(status: number, needs: string): { readonly code: ErrorCode; readonly next: string } {
  if (status === 403) {
    const ask = needs === "" ? "" : ` It needs ${needs}.`;
    return {
      code: "http-forbidden",
      next: `Give the job's token the permission (\`permissions:\` in the workflow; issues: write for reminders).${ask}`,
    };
  }
  const known = MEANINGS[status];
  if (known) return known;
  if (status >= 300 && status < 400) {
    return {
      code: "http-redirect",
      next: "Redirects are not followed: the repository may have been renamed; use its new name.",
    };
  }
  if (status >= 500) return { code: "http-server-error", next: AGAIN };
  return {
    code: "http-unexpected",
    next: "Check GITHUB_API_URL; something between here and GitHub may have answered.",
  };
}

/** What GitHub says would do, e.g. `issues=write`. */
function permissionsOf(headers: AnswerHeaders): string {
  const text = headers.get("x-accepted-github-permissions") ?? "";
  return /^[a-z_=,; ]{1,200}$/.test(text) ? text : "";
}

/** `message` and the first few `errors` of the answer, encoded and short. */
function messageOf(text: string | null, token: string): string {
  const body = errorBody(text);
  if (!body) return "";
  const errors = Array.isArray(body.errors) ? body.errors.slice(0, 5).map(detailOf) : [];
  const said = [body.message, ...errors].filter((part) => typeof part === "string" && part !== "").join("; ");
  if (token !== "" && said.includes(token)) return "(its message repeats the token and is left out)";
  return foreignText(said, MESSAGE_LENGTH);
}

function detailOf(error: unknown): string {
  if (typeof error === "string") return error;
  if (!isObject(error)) return "";
  const parts = [error.field, error.code, error.message].filter((part) => typeof part === "string");
  return parts.join(" ");
}
