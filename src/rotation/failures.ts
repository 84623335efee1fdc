// What becomes of a rotation that fails: undone where it provably can be, else told, with what to run next. A key is
// removed only when nothing signed has left this machine, and the first root key never.

import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import { type RotationRecord, removeRecord } from "../keys/archive/rotation-record.ts";
import type { HeldArchive, HeldArchives } from "./held-archives.ts";
import { isOwnTransaction } from "./own-transaction.ts";

export interface Undo {
  readonly archives: HeldArchives;
  readonly record: RotationRecord;
  /** Is a transaction of ours open? */
  readonly open: boolean;
  /** Has the Factory handed over the first root key, which it does once? */
  readonly hasFirstRoot: boolean;
}

/**
 * Ends the transaction and removes what was saved: nothing signed has left this machine. Keeps everything where the
 * Factory may have a transaction of ours all the same.
 */
export async function undone(ctx: Context, error: unknown, undo: Undo): Promise<unknown> {
  if (!(error instanceof ToolError)) return error;
  const { archives, record, open, hasFirstRoot } = undo;
  const { path, shownPath } = archives.root;
  const ended = open ? await end(ctx, record) : error.changed === "no" ? "" : null;
  if (ended === null) return failed(error, shownPath);
  try {
    for (const archive of archives.all) await (hasFirstRoot ? archive.promote() : archive.discard());
    await removeRecord(path);
  } catch (left) {
    if (!(left instanceof ToolError)) return left;
    return error.extended({ after: ended, changed: "no", next: `${error.next} ${left.happened} ${resume(shownPath)}` });
  }
  const kept = hasFirstRoot ? `${ended} The first root key is in the archive, and stays there.` : ended;
  return error.extended({ after: kept, changed: "no" });
}

/** Refused once signed roots may have arrived: the transaction ends, the keys stay in their archives, unused. */
export async function canceled(
  ctx: Context,
  error: unknown,
  { path, shownPath }: Pick<HeldArchive, "path" | "shownPath">,
  record: RotationRecord,
): Promise<unknown> {
  if (!(error instanceof ToolError)) return error;
  const ended = error.changed === "no" ? await end(ctx, record) : null;
  if (ended === null) return failed(error, shownPath);
  await removeRecord(path).catch(() => {});
  const kept = record.keyids.length > 0 ? `${ended} The new keys stay in their archives, unused.` : ended;
  return error.extended({ after: kept, changed: "no" });
}

/** Half done, or not known to be done. */
export function failed(error: unknown, path: string): unknown {
  if (!(error instanceof ToolError)) return error;
  const changed = error.changed === "no" ? "yes" : error.changed;
  return error.extended({ after: "Every key is safe on the disk.", changed, next: resume(path) });
}

/**
 * Ends the transaction of this rotation, and no other one.
 * @returns what was done, in a sentence; null where it cannot be told, and is left to `keys resume`.
 */
async function end(ctx: Context, record: RotationRecord): Promise<string | null> {
  ctx.progress("Canceling the transaction");
  try {
    // With a deadline of its own: this run's may be over, or a person in a hurry.
    const updates = await ctx.readBack.updates();
    if (updates.status === "NONE") return "Somebody has canceled the transaction meanwhile.";
    if (!isOwnTransaction(updates, record)) return null;
    await ctx.readBack.cancelUpdates();
    return "The transaction was canceled again.";
  } catch (error) {
    if (error instanceof ToolError) return null;
    throw error;
  }
}

function resume(path: string): string {
  return `Run \`factory-tuf keys resume --keys ${path}\`: it looks at the Factory and at the files, and finishes what was begun or undoes it.`;
}
