// One request to GitHub's API: its deadline, its size, its repetitions. What may be sent twice without doing anything
// twice is repeated after a fault; a limit that is reached is waited for where that is short.
import { networkFault } from "../factory/network-fault.ts";
import { decodeUtf8, readBody } from "../factory/response-body.ts";
import { backoffMs, isTransientStatus, MAX_RETRIES, MAX_RETRY_AFTER_MS } from "../factory/retry.ts";
import { ToolError } from "../tuf/errors.ts";
import { answerError, lostError, unreadable } from "./errors.ts";
import { limitOf } from "./rate-limit.ts";

export interface GitHubConnection {
  readonly token: string;
  /** Node's fetch, or a stand-in of the same contract. */
  readonly fetch: typeof globalThis.fetch;
  /** Aborted at the command's deadline, or by Ctrl-C. */
  readonly signal: AbortSignal;
  readonly wait: (ms: number) => Promise<void>;
  /** From 0 to 1: spreads the pauses between attempts. */
  readonly random: () => number;
  readonly maxBytes: number;
  readonly attemptMs: number;
  readonly info: (message: string) => void;
}

export interface GitHubCall {
  readonly method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** The whole address. */
  readonly url: string;
  /** Sent as JSON; undefined sends no body. */
  readonly body?: unknown;
  /** May be sent again after a fault: the second time changes nothing, or nothing more. */
  readonly repeatable: boolean;
}

export interface GitHubAnswer {
  readonly status: number;
  /** Parsed JSON; null for an empty body. */
  readonly value: unknown;
  readonly headers: Headers;
}

/** The version of the API that this program was written against. */
const API_VERSION = "2022-11-28";

interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}

/**
 * @throws {ToolError} for everything but a success; `gitHubStatusOf` tells the status and `isLost` whether the call
 *   may have been carried out all the same.
 */
export async function askGitHub(connection: GitHubConnection, call: GitHubCall): Promise<GitHubAnswer> {
  const where = nameOf(call);
  for (let retry = 1; ; retry++) {
    if (connection.signal.aborted) throw aborted(connection, where);
    const answer = await attempt(connection, call, where);
    const pauseMs = retry > MAX_RETRIES ? null : pauseAfter(connection, call, answer, retry);
    if (pauseMs === null) return usable(connection, where, answer);
    const why = answer instanceof ToolError ? "got no complete answer" : `was answered with ${answer.status}`;
    connection.info(`${where} ${why}; trying again in ${pauseMs / 1000} s (${retry} of ${MAX_RETRIES}).`);
    await connection.wait(pauseMs);
  }
}

/** Method and path, as messages name the call; the query stays out of them. */
function nameOf({ method, url }: GitHubCall): string {
  return `${method} ${new URL(url).pathname}`;
}

/** Null where another attempt is not worth it, or not safe. */
function pauseAfter(
  connection: GitHubConnection,
  { repeatable }: GitHubCall,
  answer: RawAnswer | ToolError,
  retry: number,
): number | null {
  if (answer instanceof ToolError)
    return repeatable && isPassing(answer) ? backoffMs(retry, connection.random()) : null;
  const limit = limitOf(answer.status, answer.headers);
  if (limit) return limit.pauseMs !== null && limit.pauseMs <= MAX_RETRY_AFTER_MS ? limit.pauseMs : null;
  if (!repeatable || !isTransientStatus(answer.status)) return null;
  return backoffMs(retry, connection.random());
}

const passing = new WeakSet<ToolError>();

function isPassing(error: ToolError): boolean {
  return passing.has(error);
}

/** The answer, or the fault that took its place. Everything else is thrown. */
async function attempt(
  connection: GitHubConnection,
  { method, url, body }: GitHubCall,
  where: string,
): Promise<RawAnswer | ToolError> {
  try {
    const response = await connection.fetch(url, {
      method,
      headers: {
        accept: "application/vnd.github+json",
        authorization: `Bearer ${connection.token}`,
        "user-agent": "factory-tuf",
        "x-github-api-version": API_VERSION,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      redirect: "manual",
      signal: AbortSignal.any([connection.signal, AbortSignal.timeout(connection.attemptMs)]),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const bytes = await readBody(response, connection.maxBytes, where);
    return { status: response.status, headers: response.headers, bytes };
  } catch (error) {
    if (connection.signal.aborted) throw aborted(connection, where);
    if (error instanceof ToolError) throw error;
    const fault = networkFault(error);
    if (!fault) throw error;
    const lost = lostError(where, fault);
    if (!fault.lasting) passing.add(lost);
    return lost;
  }
}

function usable(connection: GitHubConnection, where: string, answer: RawAnswer | ToolError): GitHubAnswer {
  if (answer instanceof ToolError) throw answer;
  const { status, headers } = answer;
  const text = decodeUtf8(answer.bytes);
  if (status < 200 || status >= 300) throw answerError(where, { status, headers, text }, connection.token);
  if (text === "") return { status, headers, value: null };
  try {
    return { status, headers, value: JSON.parse(text ?? "") as unknown };
  } catch {
    throw unreadable(where, status);
  }
}

function aborted({ signal }: GitHubConnection, where: string): ToolError {
  if (signal.reason instanceof ToolError) return signal.reason;
  return new ToolError("deadline-exceeded", {
    happened: `${where} had no answer when the time for this command was over.`,
    next: "Run this again; give it more time with `timeout` if the network is slow.",
  });
}
