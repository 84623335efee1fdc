// A write whose answer is lost is not a failure: read back, then say what is true (DESIGN, rule 2). Nothing
// is ever sent twice.

import { type ErrorCode, ToolError } from "../errors/tool-error.ts";
import { httpStatusOf } from "../http/http-errors.ts";

export interface Settling {
  /** For the message, e.g. `creating Wave w1`. */
  readonly what: string;
  readonly write: () => Promise<unknown>;
  /** True when the Factory now shows what the write was for. Uses `ctx.readBack`. */
  readonly carriedOut: () => Promise<boolean>;
  /** The command that tells a person what became of it. */
  readonly toFindOut: string;
}

/**
 * @returns once the write is known to be carried out, by this call or by an earlier one.
 * @throws {ToolError} the documented refusal, nothing changed; or `write-unknown`.
 */
export async function settle({ what, write, carriedOut, toFindOut }: Settling): Promise<void> {
  try {
    await write();
    return;
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    // What cannot be done any more may have been done: by an earlier attempt, or by another run at the same time.
    if (error.changed === "no" && !MAY_BE_DONE.has(error.code)) throw error;
    const found = await readBack(carriedOut);
    if (found === true) return;
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
        ? "Read back a moment later, the Factory does not show it, but it may still be on its way."
        : `Reading back failed too: ${found.happened}`,
    changed: "unknown",
    next: `Look with: ${toFindOut}. Running the same step again is safe: it finds what is there.`,
  });
}
