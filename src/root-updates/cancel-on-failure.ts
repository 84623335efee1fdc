// Work at the beginning of a transaction. Before anything is staged the transaction is worth nothing: it is dropped
// again when the work fails.

import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import { forgetTransaction } from "./transaction-record.ts";

/**
 * @throws {ToolError} what `work` throws, saying whether the transaction was canceled again; it stays open where the
 *   Factory may have been changed by more than beginning it.
 */
export async function cancelOnFailure<T>(ctx: Context, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ToolError) || error.changed !== "no") throw error;
    // With a deadline of its own: this run's may be over, or a person in a hurry.
    const canceled = await ctx.readBack.cancelUpdates().then(
      () => true,
      () => false,
    );
    if (canceled) await forgetTransaction(ctx);
    throw error.extended({
      after: canceled ? "The transaction was canceled again." : "The transaction is still open.",
      changed: canceled ? "no" : "yes",
      next: canceled ? error.next : `${error.next} End the transaction with: factory-tuf updates cancel.`,
    });
  }
}
