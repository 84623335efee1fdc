// Work at the beginning of a transaction. Before anything is staged the transaction is worth nothing: it is dropped
// again when the work fails.
import { ToolError } from "../../tuf/errors.ts";
import type { Context } from "../command.ts";

/**
 * @throws {ToolError} what `work` throws, saying whether the transaction was canceled again; it stays open where the
 *   Factory may have been changed by more than beginning it.
 */
export async function orCancel<T>(ctx: Context, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ToolError) || error.changed !== "no") throw error;
    const canceled = await ctx.factory.cancelUpdates().then(
      () => true,
      () => false,
    );
    throw new ToolError(
      error.code,
      {
        happened: `${error.happened} ${canceled ? "The transaction was canceled again." : "The transaction is still open."}`,
        changed: canceled ? "no" : "yes",
        next: canceled ? error.next : `${error.next} End the transaction with: factory-tuf updates cancel.`,
      },
      { cause: error },
    );
  }
}
