// One request to the Factory's API, or to a signing service: its deadline, its size, its repetitions and what its failure means.
// Which calls there are is client.ts; who we are is authorizer.ts.
import { ToolError } from "../errors/tool-error.ts";
import { utf8 } from "../text/utf8.ts";
import type { AnswerBudget, AnswerLimits } from "./answer-budget.ts";
import { type AttemptPorts, attempt, NO_ANSWER_IN_TIME, type RawAnswer } from "./attempt.ts";
import type { AnswerHeaders, FetchInit } from "./fetch.ts";
import { bodyError, type CallName, type Effect, isWrite, lostError, statusError } from "./http-errors.ts";
import { networkFault, neverSent } from "./network-fault.ts";
import { letGo } from "./response-body.ts";
import { backoffMs, httpDateMs, isTransientStatus, MAX_RETRIES, MAX_RETRY_AFTER_MS, retryAfterMs } from "./retry.ts";
import type { Retry } from "./retry-rounds.ts";

export type AuthorizationHeaders = Readonly<Record<string, string>>;

export interface Authorizer {
  /** Asks for an OAuth token first when there is none, or when it is about to expire. */
  headers(): Promise<AuthorizationHeaders>;
  /**
   * After a 401: true when other headers than the refused ones can now be had. Several calls that are
   * refused at once share one renewal.
   */
  renew(refused: AuthorizationHeaders): Promise<boolean>;
  /** True when `text` repeats eight or more characters of a credential in a row. */
  quotesSecret(text: string): boolean;
}

export interface Connection extends AttemptPorts {
  /** Checked base address without a trailing slash (endpoint.ts). */
  readonly apiUrl: string;
  readonly authorizer: Authorizer;
  /** Rejects with the reason of `signal` when that is aborted first. */
  readonly wait: (ms: number) => Promise<void>;
  /** From 0 to 1: spreads the pauses between attempts. */
  readonly random: () => number;
  readonly maxBytes: number;
  readonly retrying: (retry: Retry) => void;
  /** What all answers of the run may hold. */
  readonly budget: AnswerBudget;
  /** Told of every answer's own time, and by what to measure it. */
  readonly clock: AnswerClock;
}

/** An answer with the time that its server says it was given, to the second, and when that can have been here. */
export interface DatedAnswer {
  readonly dateMs: number;
  /** By the clock that reads answers: the request left, and the answer began to arrive. */
  readonly sentMs: number;
  readonly receivedMs: number;
}

export interface AnswerClock {
  /** Milliseconds of this machine. */
  read(): number;
  answered(answer: DatedAnswer): void;
}

export interface HttpCall extends AnswerLimits {
  readonly method: "GET" | "POST" | "PUT";
  /** From paths.ts. */
  readonly path: string;
  /** Sent as JSON, which bytes are already. Undefined sends no body. */
  readonly body?: unknown;
  readonly effect: Effect;
  /** The answer's bytes are wanted as they are, and its text is not made. */
  readonly keepBytes?: boolean;
}

/** A success: 200, 201, 202 or 204. */
export interface Answer extends CallName {
  readonly status: number;
  /** Empty where bytes were asked for. */
  readonly text: string;
  /** Empty where they were not asked for. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Bytes received, after decompression. */
  readonly size: number;
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
    connection.budget.giveBack(answer.bytes.length);
    answer = await exchange(connection, call, name, headers);
  }
  const { status, bytes } = answer;
  const size = bytes.length;
  connection.budget.giveBack(size);
  if (call.keepBytes && SUCCESSES.has(status)) return { ...name, status, text: "", bytes, size };
  const text = utf8(bytes);
  letGo(bytes);
  if (!SUCCESSES.has(status)) {
    throw statusError(name, { status, text, headers: answer.headers }, (said) =>
      connection.authorizer.quotesSecret(said),
    );
  }
  if (text === null) {
    throw bodyError(name, status, "response-not-json", "its body is not UTF-8", "Check the API's address.");
  }
  try {
    connection.budget.admit(text, size, name.where, call.isKept);
  } catch (error) {
    if (!(error instanceof ToolError) || !isWrite(call.effect)) throw error;
    throw bodyError(name, status, error.code, "its body holds more than can be read", error.next);
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
  const repetitions = call.effect === "read" ? MAX_RETRIES : 0;
  for (let retry = 1; ; retry++) {
    const { answer, error } = await attempted(connection, call, name, headers);
    const isOver = retry > repetitions || !isWorthRetrying(connection, answer, error);
    if (answer && (!isTransientStatus(answer.status) || (isOver && !connection.signal.aborted))) return answer;
    if (answer) connection.budget.giveBack(answer.bytes.length);
    if (isOver) throw noAnswer(connection, name, error);
    try {
      await pause(connection, name, { answer, error }, retry);
    } catch (reason) {
      throw noAnswer(connection, name, reason);
    }
  }
}

/** A whole answer, or why there is none. */
interface Attempt {
  readonly answer: RawAnswer | null;
  readonly error: unknown;
}

async function attempted(
  connection: Connection,
  call: HttpCall,
  { where }: CallName,
  headers: Readonly<Record<string, string>>,
): Promise<Attempt> {
  const { apiUrl, budget, clock } = connection;
  const sentMs = clock.read();
  const init = {
    method: call.method,
    headers: { accept: "application/json", "user-agent": "factory-tuf", ...contentType(call), ...headers },
    ...bodyOf(call),
  };
  const maxBytes = Math.min(connection.maxBytes, call.maxBytes ?? Infinity);
  const began = (answered: AnswerHeaders) => tellDate(clock, answered, sentMs);
  try {
    // A body that breaks off is a failed attempt like any other.
    const answer = await attempt(connection, apiUrl + call.path, init, { where, maxBytes, budget, began });
    if (!isCutOff(call, answer.status, answer.bytes)) return { answer, error: null };
    budget.giveBack(answer.bytes.length);
    return { answer: null, error: new CutOff() };
  } catch (error) {
    return { answer: null, error };
  }
}

/** What comes out of a cache bears the time at which it went in, and says nothing of now. */
function tellDate(clock: AnswerClock, headers: AnswerHeaders, sentMs: number): void {
  const dateMs = httpDateMs(headers.get("date"));
  if (Number.isNaN(dateMs) || headers.has("age")) return;
  clock.answered({ dateMs, sentMs, receivedMs: clock.read() });
}

function bodyOf({ body }: HttpCall): Pick<FetchInit, "body"> {
  if (body === undefined) return {};
  return { body: isOwnBytes(body) ? body : JSON.stringify(body) };
}

function isOwnBytes(body: unknown): body is Uint8Array<ArrayBuffer> {
  return body instanceof Uint8Array && body.buffer instanceof ArrayBuffer;
}

function contentType(call: HttpCall): Record<string, string> {
  return call.body === undefined ? {} : { "content-type": "application/json" };
}

function isWorthRetrying(connection: Connection, answer: RawAnswer | null, error: unknown): boolean {
  if (connection.signal.aborted) return false;
  if (answer !== null) return (retryAfterMs(answer.headers) ?? 0) <= MAX_RETRY_AFTER_MS;
  return error instanceof CutOff || networkFault(error)?.lasting === false;
}

/** Waits as the server asks, else longer each time; throws at the deadline. */
async function pause(connection: Connection, name: CallName, { answer, error }: Attempt, retry: number): Promise<void> {
  const ms = (answer && retryAfterMs(answer.headers)) ?? backoffMs(retry, connection.random());
  const why = answer ? `was answered with ${answer.status}` : (networkFault(error)?.says ?? CUT_OFF);
  const round = `${retry} of ${MAX_RETRIES}`;
  connection.retrying({ message: `${name.where} ${why}; trying again in ${ms / 1000} s (${round}).`, why, round });
  connection.signal.throwIfAborted();
  await connection.wait(ms);
}

/** A JSON answer that stops in the middle although the connection did not break. */
class CutOff extends Error {}

const CUT_OFF = "was answered with JSON that is cut off";

function isCutOff(call: HttpCall, status: number, bytes: Uint8Array): boolean {
  if (call.effect !== "read" || status !== 200) return false;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = text[0];
  const last = text.subarray(-16).toString("latin1").trimEnd().at(-1);
  return (first === 0x7b && last !== "}") || (first === 0x5b && last !== "]");
}

function noAnswer(connection: Connection, name: CallName, error: unknown): ToolError {
  if (connection.signal.aborted) {
    return overdue(connection, name, NO_ANSWER_IN_TIME, name.effect);
  }
  if (error instanceof ToolError) {
    if (!isWrite(name.effect)) return error;
    return lostError(name, error.code, "was answered with more than can be read", error.next, { cause: error });
  }
  const fix = "Check the network and the API's address, then run this again.";
  if (error instanceof CutOff) return lostError(name, "response-not-json", CUT_OFF, fix);
  const fault = networkFault(error);
  if (!fault) throw error;
  const { says, cause, next } = fault;
  if (neverSent(error))
    return new ToolError("network-failed", { happened: `${name.where} ${says}.`, next: next ?? fix }, { cause });
  return lostError(name, "network-failed", says, next ?? fix, { cause });
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
