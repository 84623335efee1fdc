// What becomes of a rotation that fails: undone where it provably can be, else told, with what to run next. A key is
// removed only when nothing signed has left this machine, and the first root key never.

import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import { type RotationRecord, removeRecord } from "../keys/archive/rotation-record.ts";
import { endOwnTransaction } from "../root-updates/end-transaction.ts";
import type { HeldArchive, HeldArchives } from "./held-archives.ts";

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
  const { path, resume } = archives.root;
  const ended = open ? await endOwnTransaction(ctx, record) : error.changed === "no" ? "" : null;
  if (ended === null) return failed(error, resume);
  try {
    for (const archive of archives.all) await (hasFirstRoot ? archive.promote() : archive.discard());
    await removeRecord(path);
  } catch (left) {
    if (!(left instanceof ToolError)) return left;
    return error.extended({
      after: ended,
      changed: "no",
      next: `${error.next} ${left.happened} ${toResume(resume)}`,
    });
  }
  const kept = hasFirstRoot ? `${ended} The first root key is in the archive, and stays there.` : ended;
  return error.extended({ after: kept, changed: "no" });
}

/** Refused once signed roots may have arrived: the transaction ends, the keys stay in their archives, unused. */
export async function canceled(
  ctx: Context,
  error: unknown,
  { path, resume }: Pick<HeldArchive, "path" | "resume">,
  record: RotationRecord,
): Promise<unknown> {
  if (!(error instanceof ToolError)) return error;
  const ended = error.changed === "no" ? await endOwnTransaction(ctx, record) : null;
  if (ended === null) return failed(error, resume);
  await removeRecord(path).catch(() => {});
  const kept = record.keyids.length > 0 ? `${ended} The new keys stay in their archives, unused.` : ended;
  return error.extended({ after: kept, changed: "no" });
}

/** The work is done; a record that stays is removed by whoever finds it. */
export async function endRecord(ctx: Context, path: string): Promise<void> {
  await removeRecord(path).catch((error: unknown) => {
    if (error instanceof ToolError) ctx.log.warning(error.happened);
    else throw error;
  });
}

/** Half done, or not known to be done. */
export function failed(error: unknown, resume: HeldArchive["resume"]): unknown {
  if (!(error instanceof ToolError)) return error;
  const changed = error.changed === "no" ? "yes" : error.changed;
  return error.extended({ after: "No key is lost.", changed, next: toResume(resume) });
}

function toResume({ command }: HeldArchive["resume"]): string {
  return `Run \`${command}\`: it looks at the Factory and at the files, and finishes or undoes the rotation.`;
}
