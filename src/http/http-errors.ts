// What a failed call means: its code, and whether the Factory may have been changed (PROTOCOL §3).
// Messages carry method, path, status and the server's own words, never a body and never a credential.
import { type Changed, type ErrorCode, ToolError } from "../errors/tool-error.ts";
import { jsonOrNull } from "../json/json-or-null.ts";
import { isObject } from "../json/object.ts";
import { foreignText } from "../text/encode-text.ts";
import type { AnswerHeaders } from "./fetch.ts";
import { retryAfterMs } from "./retry.ts";

/**
 * What a call may do to the Factory. `read` changes nothing and may be repeated; `question` changes
 * nothing and is sent once (a dry run, a token request); `write` and `apply` are sent once, and only
 * their documented refusals mean that nothing was changed.
 */
export type Effect = "read" | "question" | "write" | "apply";

/** One call as messages name it. */
export interface CallName {
  /** Method and path, e.g. `GET /ota/factories/acme/users/self/`. */
  readonly where: string;
  readonly effect: Effect;
}

const WRITE_REFUSALS: ReadonlySet<number> = new Set([400, 401, 403, 404, 405, 409, 413, 422, 423, 429]);
const APPLY_REFUSALS: ReadonlySet<number> = new Set([400, 401, 403, 422, 423]);
const MESSAGE_LENGTH = 300;
const MAX_ERROR_BODY = 65_536;
const READ_BACK = "Look at the state before anything is sent again; the same command recognises what is already there.";

const CODES: Readonly<Record<number, { readonly code: ErrorCode; readonly next: string }>> = {
  400: { code: "http-bad-request", next: "Correct what the Factory complains about, then run this again." },
  401: {
    code: "http-unauthorized",
    next: "Check that the token is complete, not expired and not revoked, and that it belongs to this API; then run this again.",
  },
  403: {
    code: "http-forbidden",
    next: "Use a token whose scopes and Factory role allow this call (`factory-tuf doctor` shows who the token is).",
  },
  404: { code: "http-not-found", next: "Check the names of the Factory and of what was asked for." },
  409: {
    code: "http-conflict",
    next: "See what is already there (a Wave of that name or tag, an open transaction), then decide.",
  },
  413: { code: "http-too-large", next: "Prune old versions so that the document becomes smaller." },
  422: { code: "http-unprocessable", next: "Correct what the Factory complains about, then run this again." },
  423: { code: "http-locked", next: "Wait until the work that holds the lock is finished, then run this again." },
  429: { code: "http-rate-limited", next: "Wait a few minutes, then run this again." },
};

const statuses = new WeakMap<ToolError, number>();

/** The HTTP status behind an error of the Factory client, or null when there was none (or no answer). */
export function httpStatusOf(error: unknown): number | null {
  return error instanceof ToolError ? (statuses.get(error) ?? null) : null;
}

/** The error for an answer that is no success. `quotesSecret` keeps a server from printing our credential. */
export function statusError(
  call: CallName,
  answer: { readonly status: number; readonly text: string | null; readonly headers: AnswerHeaders },
  quotesSecret: (text: string) => boolean,
): ToolError {
  const { status } = answer;
  const says = serverMessage(answer.text, quotesSecret);
  const details = `${describeRedirect(answer)}${describePause(answer)}${says === "" ? "" : `: ${says}`}`;
  const happened = `${call.where} was answered with ${status}${details}${endOf(says)}`;
  const changed = changedBy(call.effect, status);
  const { code, next } = codeFor(status);
  const error =
    changed === "unknown" && !(call.effect === "apply" && status === 404)
      ? new ToolError("write-unknown", { happened, changed, next: READ_BACK })
      : new ToolError(code, { happened, changed, next });
  statuses.set(error, status);
  return error;
}

/** The error for a success whose body cannot be used. A write has then most likely been carried out. */
export function bodyError(call: CallName, status: number, code: ErrorCode, what: string, next: string): ToolError {
  const happened = `${call.where} was answered with ${status}, but ${what}.`;
  const error = isWrite(call.effect)
    ? new ToolError("write-unknown", { happened, changed: "unknown", next: READ_BACK })
    : new ToolError(code, { happened, next });
  statuses.set(error, status);
  return error;
}

/** The error for a call that was sent, or being sent, when something other than an answer ended it. */
export function lostError(
  call: CallName,
  code: ErrorCode,
  what: string,
  next: string,
  options?: ErrorOptions,
): ToolError {
  const happened = `${call.where} ${what}.`;
  return isWrite(call.effect)
    ? new ToolError("write-unknown", { happened, changed: "unknown", next: READ_BACK }, options)
    : new ToolError(code, { happened, next }, options);
}

export function isWrite(effect: Effect): boolean {
  return effect === "write" || effect === "apply";
}

function changedBy(effect: Effect, status: number): Changed {
  if (!isWrite(effect)) return "no";
  return (effect === "apply" ? APPLY_REFUSALS : WRITE_REFUSALS).has(status) ? "no" : "unknown";
}

function codeFor(status: number): { readonly code: ErrorCode; readonly next: string } {
  const known = CODES[status];
  if (known) return known;
  if (status >= 300 && status < 400) {
    return {
      code: "http-redirect",
      next: "Redirects are not followed, for they would carry the token to another place. Correct the API's address.",
    };
  }
  if (status >= 500)
    return { code: "http-server-error", next: "Run this again later; if that does not help, ask the vendor." };
  return {
    code: "http-unexpected",
    next: "Check the API's address; something between here and the Factory may have answered.",
  };
}

/** The origin a redirect points to, so that a wrong address can be told; nothing else of it. */
function describeRedirect({ status, headers }: { status: number; headers: AnswerHeaders }): string {
  const location = headers.get("location");
  if (status < 300 || status >= 400 || location === null || !URL.canParse(location)) return "";
  return `, a redirect to ${foreignText(new URL(location).origin, 100)}`;
}

function describePause({ headers }: { headers: AnswerHeaders }): string {
  const ms = retryAfterMs(headers);
  return ms === null ? "" : ` (it asks to wait ${ms / 1000} s)`;
}

/** The JSON object that an answer brings to say what went wrong; null when it is none, or too long to be one. */
export function errorBody(text: string | null): Record<string, unknown> | null {
  if (text === null || text.length > MAX_ERROR_BODY || !text.trimStart().startsWith("{")) return null;
  const body = jsonOrNull(text);
  return isObject(body) ? body : null;
}

/** `msg`, `message`, `errors` and `error.message` of an API error, encoded and short; empty when there is nothing to say. */
function serverMessage(text: string | null, quotesSecret: (text: string) => boolean): string {
  const body = errorBody(text);
  if (!body) return "";
  const nested = isObject(body.error) ? body.error.message : undefined;
  const parts = [body.msg, body.message, nested, ...errorTexts(body.errors)].filter(
    (part) => typeof part === "string" && part !== "",
  );
  const said = [...new Set(parts)].join("; ");
  if (quotesSecret(said)) return "(its message repeats a credential and is left out)";
  return foreignText(said, MESSAGE_LENGTH);
}

function errorTexts(errors: unknown): unknown[] {
  if (Array.isArray(errors)) return errors.slice(0, 10);
  if (errors === null || typeof errors !== "object") return [];
  return Object.entries(errors)
    .slice(0, 10)
    .map(([field, what]) => `${field}: ${typeof what === "string" ? what : (JSON.stringify(what) ?? "")}`);
}

function endOf(sentence: string): string {
  return /[.!?]$/.test(sentence) ? "" : ".";
}
