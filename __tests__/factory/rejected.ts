// The ToolError that a promise or a function ends with; anything else fails the test.
import assert from "node:assert/strict";
import { ToolError } from "../../src/tuf/errors.ts";

export async function rejected(work: Promise<unknown> | (() => unknown)): Promise<ToolError> {
  try {
    await (typeof work === "function" ? work() : work);
  } catch (error) {
    assert.ok(error instanceof ToolError, `not a ToolError: ${error instanceof Error ? error.stack : error}`);
    return error;
  }
  assert.fail("it did not fail");
}
