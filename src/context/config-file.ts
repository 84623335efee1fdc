// What a file of `.factory-tuf/` must look like, and the error where it does not. Strict: a member that is not understood
// would be a check that is not made.
import type * as v from "valibot";
import { ToolError } from "../errors/tool-error.ts";
import { isOf, problemIn, type ShapeOf } from "../json/shape.ts";

export const VERSION_SAYS = "has no `version: 1`, the only layout this program knows";

/** An error in a file that the user keeps; `what` completes the sentence "the file …". */
export function configInvalid(where: string, what: string): ToolError {
  return new ToolError("config-invalid", {
    happened: `${where} ${what}.`,
    next: "Correct the file, or take its last good version from the repository's history.",
  });
}

/** @throws {ToolError} `config-invalid` where `value` is not of the schema's shape. */
export function requireShape<S extends v.GenericSchema>(
  schema: S,
  value: unknown,
  where: string,
): asserts value is ShapeOf<S> {
  if (!isOf(schema, value)) throw configInvalid(where, problemIn(schema, value) ?? "is not readable");
}
