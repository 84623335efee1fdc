// The end of a transaction that is not applied: it is dropped, and that is said only once the Factory shows it no more (T30).

import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import type { RootUpdates } from "../factory/types.ts";
import type { RotationRecord } from "../keys/archive/rotation-record.ts";
import { settleSeen } from "../verified/settle.ts";
import { isOwnTransaction } from "./own-transaction.ts";
import { forgetTransaction, recordedTxid } from "./transaction-record.ts";

/**
 * @param dropped as it was read.
 * @param by whose deadline holds: the run's, by default.
 * @throws {ToolError} the documented refusal; `write-unknown`.
 */
export async function dropTransaction(
  ctx: Context,
  dropped: RootUpdates,
  by: "factory" | "readBack" = "factory",
): Promise<void> {
  await settleSeen(ctx, {
    what: "canceling the transaction",
    write: () => ctx[by].cancelUpdates(),
    carriedOut: async () => !isSame(await ctx.readBack.updates(), dropped),
    toFindOut: "factory-tuf updates review",
  });
}

/** Another one may have been begun meanwhile. */
function isSame({ status, "change-meta": now }: RootUpdates, { "change-meta": before }: RootUpdates): boolean {
  if (status === "NONE") return false;
  return now?.["created-by"] === before?.["created-by"] && now?.["created-at"] === before?.["created-at"];
}

/**
 * Ends the transaction of this record, and no other one, after a failure: with a deadline of its own, for the run's may be
 * over, or a person in a hurry.
 * @returns what was done, in a sentence; null where it cannot be told, and is left to `keys resume`.
 */
export async function endOwnTransaction(ctx: Context, record: RotationRecord): Promise<string | null> {
  ctx.progress("Canceling the transaction");
  try {
    const updates = await ctx.readBack.updates();
    if (updates.status === "NONE") return "Somebody else has canceled the transaction.";
    if (!isOwnTransaction(updates, record)) return null;
    await dropTransaction(ctx, updates, "readBack");
    await forgetOwn(ctx, record);
    return "The transaction was rolled back.";
  } catch (error) {
    if (error instanceof ToolError) return null;
    throw error;
  }
}

/** The id that was kept in the working folder is of a transaction that is over. */
export async function forgetOwn(ctx: Context, { begun }: RotationRecord): Promise<void> {
  const recorded = await recordedTxid(ctx).catch(() => null);
  if (recorded !== null && recorded === begun?.txid) await forgetTransaction(ctx);
}
