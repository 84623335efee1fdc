// The RFC 8785 reference implementation under a type that says what it gives for JSON values.
import reference from "canonicalize";

/** RFC 8785 text of a JSON value. */
export function canonicalize(value: unknown): string {
  return (reference as unknown as (value: unknown) => string)(value);
}
