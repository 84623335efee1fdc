// One attempt of a call: sent once, no redirect followed, the whole answer within the time and the size that it may take.
// Whether there is another one, and what a failure means, is for whoever makes the call.
import type { AnswerBudget } from "./answer-budget.ts";
import type { AnswerHeaders, Fetch, FetchInit } from "./fetch.ts";
import { readBody } from "./response-body.ts";

export interface RawAnswer {
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface AttemptPorts {
  readonly fetch: Fetch;
  /** Aborted at the command's deadline, or by Ctrl-C. */
  readonly signal: AbortSignal;
  /** One attempt may take this long, so that one hanging connection does not use up the whole deadline. */
  readonly attemptMs: number;
}

export interface AttemptLimits {
  /** Names the call in messages. */
  readonly where: string;
  readonly maxBytes: number;
  /** The bytes of the answer are taken from it, and given back where the attempt fails. */
  readonly budget?: AnswerBudget;
  /** Told when the answer begins to arrive. */
  readonly began?: (headers: AnswerHeaders) => void;
}

/** Completes "GET /path ..." where `signal` has ended the attempt. */
export const NO_ANSWER_IN_TIME = "had no answer when the time for this command was over";

/** @throws whatever `fetch` throws, also where the answer breaks off; {ToolError} for an answer that is too large. */
export async function attempt(
  { fetch, signal, attemptMs }: AttemptPorts,
  url: string,
  init: Pick<FetchInit, "method" | "headers" | "body">,
  { where, maxBytes, budget, began }: AttemptLimits,
): Promise<RawAnswer> {
  let held = 0;
  try {
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(attemptMs)]);
    const response = await fetch(url, { ...init, redirect: "manual", signal: inTime });
    began?.(response.headers);
    const bytes = await readBody(response, maxBytes, where, (more) => {
      held += more;
      budget?.take(more, where);
    });
    return { status: response.status, headers: response.headers, bytes };
  } catch (error) {
    budget?.giveBack(held);
    throw error;
  }
}
