// The ToolError that something must fail with. Success fails the test, and so does any other error.
import assert from "node:assert/strict";
import { inspect } from "node:util";
import { type ErrorCode, isUsageCode, ToolError } from "../../src/errors/tool-error.ts";

/** What `work` throws: nothing was changed, and unless it was mistyped, it says so. @param says what the whole message must match. */
export function thrown(work: () => unknown, code?: ErrorCode, says?: RegExp): ToolError {
  let result: unknown;
  try {
    result = work();
  } catch (error) {
    const refusal = expected(error, code, says);
    // After a typing error that is left out.
    assert.equal(refusal.message.includes(" Nothing was changed. "), !isUsageCode(refusal.code), refusal.message);
    return refusal;
  }
  assert.fail(`it was not refused but gave ${inspect(result)}`);
}

/** What `work` ends with, whatever it may have changed. A function is called first. */
export async function rejected(
  work: Promise<unknown> | (() => unknown),
  code?: ErrorCode,
  says?: RegExp,
): Promise<ToolError> {
  let result: unknown;
  try {
    result = await (typeof work === "function" ? work() : work);
  } catch (error) {
    return expected(error, code, says);
  }
  assert.fail(`it was not refused but gave ${inspect(result)}`);
}

function expected(error: unknown, code: ErrorCode | undefined, says: RegExp | undefined): ToolError {
  assert.ok(error instanceof ToolError, `expected a ToolError, got ${inspect(error)}`);
  if (code) assert.equal(error.code, code, error.message);
  if (says) assert.match(error.message, says);
  return error;
}
