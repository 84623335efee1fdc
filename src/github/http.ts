// One request to GitHub's API, sent by GitHub's own client: @actions/github builds it, its retry plugin repeats it. What
// is ours lies under it: which calls may be repeated, for how long a wait may be and that it ends with the run, the
// deadline of an attempt, the size of an answer, and that no redirect is followed.
import { getOctokit } from "@actions/github";
import { retry } from "@octokit/plugin-retry";
import { ToolError } from "../errors/tool-error.ts";
import type { AnswerBudget } from "../http/answer-budget.ts";
import { type AttemptPorts, attempt, NO_ANSWER_IN_TIME, type RawAnswer } from "../http/attempt.ts";
import type { AnswerHeaders } from "../http/fetch.ts";
import { networkFault } from "../http/network-fault.ts";
import { backoffMs, isTransientStatus, MAX_RETRIES, MAX_RETRY_AFTER_MS } from "../http/retry.ts";
import { utf8 } from "../text/utf8.ts";
import { answerError, lostGitHubError, unreadable } from "./errors.ts";
import { rateLimitOf } from "./rate-limit.ts";

export interface GitHubConnection extends AttemptPorts {
  readonly token: string;
  readonly wait: (ms: number) => Promise<void>;
  /** From 0 to 1: spreads the pauses between attempts. */
  readonly random: () => number;
  readonly maxBytes: number;
  /** What all answers of the run may hold. */
  readonly budget: AnswerBudget;
  readonly info: (message: string) => void;
}

export interface GitHubCall {
  readonly method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** The whole address. */
  readonly url: string;
  /** Sent as JSON; undefined sends no body. */
  readonly body?: object;
}

export interface GitHubAnswer {
  readonly status: number;
  /** Parsed JSON; null for an empty body. */
  readonly value: unknown;
  readonly headers: AnswerHeaders;
}

/** Sends a call and waits for its whole answer; see {@link gitHubTransport}. */
export type AskGitHub = (call: GitHubCall) => Promise<GitHubAnswer>;

/** The version of the API that this program was written against. */
const API_VERSION = "2022-11-28";

/** What became of the newest attempt of a call: an answer, or the fault in its place. */
interface Attempts {
  last: RawAnswer | ToolError | null;
  /** How long to wait before the next one; null: there is none. */
  pauseMs: number | null;
}

/**
 * Only a GET is repeated, after a fault of the network and after 429, 502, 503 and 504; a limit that ends soon is waited
 * for by every call, since GitHub did not carry it out.
 * @returns a function that throws {ToolError} for everything but a success; `gitHubStatusOf` tells the status and `isLost`
 *   whether the call may have been carried out all the same.
 */
export function gitHubTransport(connection: GitHubConnection): AskGitHub {
  const octokit = getOctokit(
    connection.token,
    // The plugin repeats at once: the waits are ours, and end with the run.
    { retry: { retryAfterBaseValue: 0, doNotRetry: [] }, log: silent, userAgent: "factory-tuf" },
    retry,
  );
  return async (call) => {
    const where = nameOf(call);
    const attempts: Attempts = { last: null, pauseMs: 0 };
    let repetition = 0;
    const fetchOnce: typeof globalThis.fetch = async (url, init) => {
      if (repetition > 0) await pauseBefore(connection, where, attempts, repetition);
      attempts.last = connection.signal.aborted
        ? aborted(connection, where)
        : await attempted(connection, String(url), init ?? {}, where);
      repetition++;
      attempts.pauseMs = repetition > MAX_RETRIES ? null : pauseAfter(connection, call, attempts.last, repetition);
      return responseOf(attempts.pauseMs !== null);
    };
    await octokit
      .request({
        method: call.method,
        url: call.url,
        headers: {
          accept: "application/vnd.github+json",
          "x-github-api-version": API_VERSION,
          ...(call.body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(call.body === undefined ? {} : { data: call.body }),
        request: { fetch: fetchOnce, retries: MAX_RETRIES },
      })
      // What it made of the answer does not matter: the answer itself decides below.
      .catch((error: unknown) => {
        if (attempts.last === null) throw error;
      });
    return usable(connection, where, attempts.last!);
  };
}

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** Method and path, as messages name the call; the query stays out of them. */
function nameOf({ method, url }: GitHubCall): string {
  return `${method} ${new URL(url).pathname}`;
}

/** Null where another attempt is not worth it, or not safe. */
function pauseAfter(
  { random }: GitHubConnection,
  { method }: GitHubCall,
  answer: RawAnswer | ToolError,
  repetition: number,
): number | null {
  const isRead = method === "GET";
  if (answer instanceof ToolError) return isRead && passing.has(answer) ? backoffMs(repetition, random()) : null;
  const limit = rateLimitOf(answer.status, answer.headers);
  if (limit) return limit.pauseMs !== null && limit.pauseMs <= MAX_RETRY_AFTER_MS ? limit.pauseMs : null;
  return isRead && isTransientStatus(answer.status) ? backoffMs(repetition, random()) : null;
}

/** Faults that another attempt may not meet. */
const passing = new WeakSet<ToolError>();

async function pauseBefore(
  connection: GitHubConnection,
  where: string,
  { last, pauseMs }: Attempts,
  repetition: number,
): Promise<void> {
  const fault =
    last instanceof ToolError ? last.happened.replace(/\.$/, "") : `${where} was answered with ${last?.status}`;
  const seconds = (pauseMs ?? 0) / 1000;
  connection.info(`${fault}; trying again in ${seconds} s (${repetition} of ${MAX_RETRIES}).`);
  // A wait that the run's end cuts short is told by the signal.
  await connection.wait(pauseMs ?? 0).catch(() => {});
}

/** The answer for the client above: one that its retry plugin repeats, or one that ends it; the real one decides below. */
function responseOf(isRepeated: boolean): Response {
  return new Response(null, { status: isRepeated ? REPEATED : NOTHING_TO_READ });
}

const REPEATED = 503;
const NOTHING_TO_READ = 204;

/** The answer, or the fault that took its place. */
async function attempted(
  connection: GitHubConnection,
  url: string,
  { method = "GET", headers, body }: RequestInit,
  where: string,
): Promise<RawAnswer | ToolError> {
  const { maxBytes, budget } = connection;
  const init = { method, headers: Object.fromEntries(new Headers(headers)), ...(typeof body === "string" && { body }) };
  try {
    const answer = await attempt(connection, url, init, { where, maxBytes, budget });
    budget.giveBack(answer.bytes.length);
    return answer;
  } catch (error) {
    if (connection.signal.aborted) return aborted(connection, where);
    if (error instanceof ToolError) return error;
    const fault = networkFault(error);
    if (!fault) throw error;
    const lost = lostGitHubError(where, fault);
    if (!fault.lasting) passing.add(lost);
    return lost;
  }
}

function usable(connection: GitHubConnection, where: string, answer: RawAnswer | ToolError): GitHubAnswer {
  if (answer instanceof ToolError) throw answer;
  const { status, headers } = answer;
  const text = utf8(answer.bytes);
  if (status < 200 || status >= 300) throw answerError(where, { status, headers, text }, connection.token);
  if (text === "") return { status, headers, value: null };
  if (text !== null) connection.budget.admit(text, answer.bytes.length, where);
  try {
    return { status, headers, value: JSON.parse(text ?? "") };
  } catch {
    throw unreadable(where, status);
  }
}

function aborted({ signal }: GitHubConnection, where: string): ToolError {
  if (signal.reason instanceof ToolError) return signal.reason;
  return new ToolError("deadline-exceeded", {
    happened: `${where} ${NO_ANSWER_IN_TIME}.`,
    next: "Run this again; give it more time with `timeout` if the network is slow.",
  });
}
