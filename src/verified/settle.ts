// A write whose answer is lost is not a failure, and one that is answered is not done yet: read back, then say what is true
// (DESIGN, rule 2; T30). Nothing is sent twice by this function.

import type { Context } from "../context/context.ts";
import { type ErrorCode, ToolError } from "../errors/tool-error.ts";
import { httpStatusOf } from "../http/http-errors.ts";
import { lookAgain } from "./look-again.ts";

export interface Settling<A = unknown> {
  /** For the message, e.g. `creating Wave w1`. */
  readonly what: string;
  readonly write: () => Promise<A>;
  /** True when the Factory now shows what the write was for. Uses `ctx.readBack`. */
  readonly carriedOut: () => Promise<boolean>;
  /** The command that tells a person what became of it. */
  readonly toFindOut: string;
}

/**
 * @returns the answer; null where it was lost, and the write is known to be carried out all the same, by this call or by an
 *   earlier one. What is only said to be done is for a caller who reads back what it was for before it says done.
 * @throws {ToolError} the documented refusal, nothing changed; or `write-unknown`.
 */
export async function settle<A>(settling: Settling<A>): Promise<A | null> {
  return (await answered(settling)).answer;
}

/**
 * The same for a write after which nothing else is read: what the Factory answers is not believed.
 * `isShown` is what must be seen where it says done; default: what must be seen where its answer was lost.
 * @throws {ToolError} as {@link settle}; `write-unknown` too when the Factory says done and does not show it.
 */
export async function settleSeen<A>(
  ctx: Pick<Context, "wait">,
  settling: Settling<A> & { readonly isShown?: (answer: A) => Promise<boolean> },
): Promise<A | null> {
  const { isShown = settling.carriedOut } = settling;
  const { isSeen, answer } = await answered(settling);
  if (isSeen) return null;
  const look = () => readBack(() => isShown(answer));
  const found = await lookAgain(ctx, look, (seen) => seen !== false, { looks: 3, pauseMs: 500 });
  if (found === true) return answer;
  throw notShown(settling, found);
}

type Answered<A> = { readonly isSeen: false; readonly answer: A } | { readonly isSeen: true; readonly answer: null };

async function answered<A>({ what, write, carriedOut, toFindOut }: Settling<A>): Promise<Answered<A>> {
  try {
    return { isSeen: false, answer: await write() };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    // What cannot be done any more may have been done: by an earlier attempt, or by another run at the same time.
    if (error.changed === "no" && !MAY_BE_DONE.has(error.code)) throw error;
    const found = await readBack(carriedOut);
    if (found === true) return { isSeen: true, answer: null };
    if (error.changed === "no") throw error;
    throw unknown(what, error, found, toFindOut);
  }
}

/**
 * Leads over to what happened.
 * @param what was sent. @param error where an answer came, it has the answer's status.
 */
export function notKnownWhether(what: string, error: ToolError): string {
  return httpStatusOf(error) === null
    ? `The answer to ${what} did not arrive:`
    : `It is not known whether ${what} was carried out:`;
}

const MAY_BE_DONE: ReadonlySet<ErrorCode> = new Set([
  "http-bad-request",
  "http-not-found",
  "http-conflict",
  "http-unprocessable",
]);

async function readBack(carriedOut: () => Promise<boolean>): Promise<boolean | ToolError> {
  try {
    return await carriedOut();
  } catch (error) {
    if (error instanceof ToolError) return error;
    throw error;
  }
}

function unknown(what: string, error: ToolError, found: false | ToolError, toFindOut: string): ToolError {
  return error.extended({
    code: "write-unknown",
    before: notKnownWhether(what, error),
    after:
      found === false
        ? "The Factory does not show it yet, but it may still arrive."
        : `Reading back failed too: ${found.happened}`,
    changed: "unknown",
    next: nextOf(toFindOut),
  });
}

function notShown({ what, toFindOut }: Pick<Settling, "what" | "toFindOut">, found: false | ToolError): ToolError {
  const why = found === false ? "it does not show it." : `reading it back failed: ${found.happened}`;
  return new ToolError(
    "write-unknown",
    { happened: `The Factory accepted ${what}, but ${why}`, changed: "unknown", next: nextOf(toFindOut) },
    found === false ? undefined : { cause: found },
  );
}

function nextOf(toFindOut: string): string {
  return `Look with: ${toFindOut}. Running the same step again is safe: it finds what is there.`;
}
