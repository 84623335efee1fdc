// One request to the Factory's API: its deadline, its size, its repetitions and what its failure means.
// Which calls there are is client.ts; who we are is authorizer.ts.
import ky, { HTTPError } from "ky";
import { ToolError } from "../tuf/errors.ts";
import type { Authorizer } from "./authorizer.ts";
import { bodyError, type CallName, type Effect, isWrite, lostError, statusError } from "./http-errors.ts";
import { networkFault, neverSent } from "./network-fault.ts";
import { decodeUtf8, letGo, readBody } from "./response-body.ts";
import { backoffMs, isTransientStatus, MAX_RETRIES, MAX_RETRY_AFTER_MS, retryAfterMs } from "./retry.ts";
import type { Retry } from "./retry-rounds.ts";

export interface Connection {
  /** Checked base address without a trailing slash (endpoint.ts). */
  readonly apiUrl: string;
  readonly authorizer: Authorizer;
  /** Node's fetch, or a stand-in of the same contract. */
  readonly fetch: typeof globalThis.fetch;
  /** Aborted at the command's deadline, or by Ctrl-C. */
  readonly signal: AbortSignal;
  readonly wait: (ms: number) => Promise<void>;
  /** From 0 to 1: spreads the pauses between attempts. */
  readonly random: () => number;
  readonly maxBytes: number;
  /** One attempt may take this long, so that one hanging connection does not use up the whole deadline. */
  readonly attemptMs: number;
  readonly retrying: (retry: Retry) => void;
}

export interface HttpCall {
  readonly method: "GET" | "POST" | "PUT";
  /** From paths.ts. */
  readonly path: string;
  /** Sent as JSON, which bytes are already; they are used up. Undefined sends no body. */
  readonly body?: unknown;
  readonly effect: Effect;
  /** The answer's bytes are wanted as they are, and its text is not made. */
  readonly keepBytes?: boolean;
  /** Where an answer of this call can only be small; the connection's own limit holds all the same. */
  readonly maxBytes?: number;
}

/** A success: 200, 201, 202 or 204. */
export interface Answer extends CallName {
  readonly status: number;
  /** Empty where bytes were asked for. */
  readonly text: string;
  /** Empty where they were not asked for. */
  readonly bytes: Uint8Array;
  /** Bytes received, after decompression. */
  readonly size: number;
}

interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}

const SUCCESSES: ReadonlySet<number> = new Set([200, 201, 202, 204]);

/**
 * Sends `call` and waits for its whole answer. Only reads are repeated: after 429, 502, 503, 504 and
 * network faults, and once after a 401 when a fresh OAuth token can be had.
 * @throws {ToolError} for everything but a success; `httpStatusOf` tells the status, `changed` what it means.
 */
export async function send(connection: Connection, call: HttpCall): Promise<Answer> {
  const name = { where: `${call.method} ${call.path}`, effect: call.effect };
  if (connection.signal.aborted)
    throw overdue(connection, name, "was not sent, because the time for this command is over", "read");
  let headers = await connection.authorizer.headers();
  let answer = await exchange(connection, call, name, headers);
  if (answer.status === 401 && call.effect === "read" && (await connection.authorizer.renew(headers))) {
    headers = await connection.authorizer.headers();
    answer = await exchange(connection, call, name, headers);
  }
  const { status, bytes } = answer;
  const size = bytes.length;
  if (call.keepBytes && SUCCESSES.has(status)) return { ...name, status, text: "", bytes, size };
  const text = decodeUtf8(bytes);
  letGo(bytes);
  if (!SUCCESSES.has(status)) {
    throw statusError(name, { status, text, headers: answer.headers }, (said) =>
      connection.authorizer.quotesSecret(said),
    );
  }
  if (text === null) {
    throw bodyError(name, status, "response-not-json", "its body is not UTF-8", "Check the API's address.");
  }
  return { ...name, status, text, bytes, size };
}

/** The last answer, whatever its status; throws when there is none. */
async function exchange(
  connection: Connection,
  call: HttpCall,
  name: CallName,
  headers: Readonly<Record<string, string>>,
): Promise<RawAnswer> {
  const last: { answer: RawAnswer | null } = { answer: null };
  try {
    await ky(connection.apiUrl + call.path, {
      method: call.method,
      headers: { accept: "application/json", "user-agent": "factory-tuf", ...headers, ...contentType(call) },
      redirect: "manual",
      signal: connection.signal,
      timeout: false,
      throwHttpErrors: isTransientStatus,
      retry: {
        limit: call.effect === "read" ? MAX_RETRIES : 0,
        methods: ["get"],
        shouldRetry: ({ error }) => isWorthRetrying(connection, last.answer, error),
        delay: () => 0,
      },
      hooks: { beforeRetry: [({ retryCount }) => pause(connection, name, last.answer, retryCount)] },
      fetch: async (input) => {
        last.answer = null;
        // The answer is read in here, so that a body that breaks off is a failed attempt like any other.
        const signal = AbortSignal.any([connection.signal, AbortSignal.timeout(connection.attemptMs)]);
        // The body goes in here: ky would keep a second copy of it for an attempt that writes never get.
        const response = await connection.fetch(withBody(input as Request, call), { signal });
        const bytes = await readBody(response, Math.min(connection.maxBytes, call.maxBytes ?? Infinity), name.where);
        if (isCutOff(call, response, bytes)) throw new CutOff();
        last.answer = { status: response.status, headers: response.headers, bytes };
        return response;
      },
    });
  } catch (error) {
    // An HTTPError is an answer that was not worth another attempt; the caller decides what it means.
    if (!(error instanceof HTTPError) || connection.signal.aborted) throw noAnswer(connection, name, error);
  }
  return last.answer!;
}

/** The request with the body of `call`, of which a Request makes a copy of its own: bytes are let go. */
function withBody(request: Request, { body }: HttpCall): Request {
  if (body === undefined) return request;
  if (!(body instanceof Uint8Array)) return new Request(request, { body: JSON.stringify(body) });
  const outgoing = new Request(request, { body: body as Uint8Array<ArrayBuffer> });
  letGo(body);
  return outgoing;
}

function contentType(call: HttpCall): Record<string, string> {
  return call.body === undefined ? {} : { "content-type": "application/json" };
}

function isWorthRetrying(connection: Connection, answer: RawAnswer | null, error: Error): boolean {
  if (connection.signal.aborted) return false;
  if (answer !== null) return (retryAfterMs(answer.headers) ?? 0) <= MAX_RETRY_AFTER_MS;
  return error instanceof CutOff || networkFault(error)?.lasting === false;
}

/** Waits as the server asks, else longer each time; throws at the deadline. */
async function pause(connection: Connection, name: CallName, answer: RawAnswer | null, retry: number): Promise<void> {
  const ms = (answer && retryAfterMs(answer.headers)) ?? backoffMs(retry, connection.random());
  const why = answer ? `was answered with ${answer.status}` : "got no complete answer";
  const round = `${retry} of ${MAX_RETRIES}`;
  connection.retrying({ message: `${name.where} ${why}; trying again in ${ms / 1000} s (${round}).`, why, round });
  const { signal } = connection;
  signal.throwIfAborted();
  const ended = Promise.withResolvers<never>();
  const onAbort = () => ended.reject(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    await Promise.race([connection.wait(ms), ended.promise]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

/** A JSON answer that stops in the middle although the connection did not break. */
class CutOff extends Error {}

function isCutOff(call: HttpCall, response: Response, bytes: Uint8Array): boolean {
  if (call.effect !== "read" || response.status !== 200) return false;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = text[0];
  const last = text.subarray(-16).toString("latin1").trimEnd().at(-1);
  return (first === 0x7b && last !== "}") || (first === 0x5b && last !== "]");
}

function noAnswer(connection: Connection, name: CallName, error: unknown): ToolError {
  if (connection.signal.aborted) {
    return overdue(connection, name, "had no answer when the time for this command was over", name.effect);
  }
  if (error instanceof ToolError) {
    if (!isWrite(name.effect)) return error;
    return lostError(name, error.code, "was answered with more than can be read", error.next, { cause: error });
  }
  const fix = "Check the network and the API's address, then run this again.";
  if (error instanceof CutOff)
    return lostError(name, "response-not-json", "was answered with JSON that is cut off", fix);
  const fault = networkFault(error);
  if (!fault) throw error;
  const { says, cause } = fault;
  if (neverSent(error))
    return new ToolError("network-failed", { happened: `${name.where} ${says}.`, next: fix }, { cause });
  return lostError(name, "network-failed", says, fix, { cause });
}

/** The deadline, or whatever else the caller aborted for. */
function overdue(connection: Connection, name: CallName, what: string, effect: Effect): ToolError {
  const { reason } = connection.signal;
  if (reason instanceof ToolError && !isWrite(effect)) return reason;
  return lostError(
    { where: name.where, effect },
    "deadline-exceeded",
    what,
    "Give the command more time (`timeout`), or look at what is slow.",
  );
}
