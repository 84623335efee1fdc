// A transaction that stands in a rotation's way, and is left alone.
import type { RootUpdates } from "../../factory/types.ts";
import { ToolError } from "../../tuf/errors.ts";

export function notOurs(updates: RootUpdates): ToolError {
  const { status } = updates;
  return new ToolError(status === "APPLYING" ? "transaction-busy" : "transaction-open", {
    happened: `${transactionOf(updates)}, and it does not hold what this rotation signed; it was left as it is. The keys are safe in their archives.`,
    next: "Look at it with `factory-tuf updates review`; end it with `factory-tuf updates apply` or `updates cancel`, then run `factory-tuf keys resume` again.",
  });
}

/** The beginning of a sentence: that there is one, and whose. */
export function transactionOf({ status, "change-meta": meta }: RootUpdates): string {
  const who = `${meta?.["created-by"] || "somebody"} at ${meta?.["created-at"] || "an unknown time"}`;
  return `A transaction of TUF root updates is ${status === "APPLYING" ? "being applied" : "open"}, begun by ${who}`;
}
