// What becomes of a rotation that fails: undone where it provably can be, else told, with what to run next. A key is
// removed only when nothing signed has left this machine.
import { removeRecord } from "../../keys/rotation-record.ts";
import { ToolError } from "../../tuf/errors.ts";
import type { Context } from "../command.ts";
import type { HeldArchives } from "./held-archives.ts";

export interface Undo {
  readonly archives: HeldArchives;
  /** Of the archive that the record lies beside. */
  readonly path: string;
  /** Is a transaction of ours open? */
  readonly open: boolean;
}

/**
 * Ends the transaction and removes what was saved: nothing signed has left this machine. Keeps everything where the
 * Factory may have a transaction of ours all the same.
 */
export async function undone(ctx: Context, error: unknown, { archives, path, open }: Undo): Promise<unknown> {
  if (!(error instanceof ToolError)) return error;
  const isEnded = open ? await cancel(ctx) : error.changed === "no";
  if (!isEnded) return failed(error, path);
  const then = open ? CANCELED : "";
  try {
    for (const archive of archives.all) await archive.discard();
    await removeRecord(path);
  } catch (left) {
    if (!(left instanceof ToolError)) return left;
    return said(error, "no", then, `${error.next} ${left.happened} ${resume(path)}`);
  }
  return said(error, "no", then, error.next);
}

/** Refused once signed roots may have arrived: the transaction ends, the keys stay in their archives, unused. */
export async function canceled(ctx: Context, error: unknown, path: string): Promise<unknown> {
  if (!(error instanceof ToolError)) return error;
  if (error.changed !== "no" || !(await cancel(ctx))) return failed(error, path);
  await removeRecord(path).catch(() => {});
  const kept = `${CANCELED} The new keys stay in their archives, unused.`;
  return said(error, "no", kept, error.next);
}

/** Half done, or not known to be done. */
export function failed(error: unknown, path: string): unknown {
  if (!(error instanceof ToolError)) return error;
  const changed = error.changed === "no" ? "yes" : error.changed;
  return said(error, changed, "Every key is safe on the disk.", resume(path));
}

const CANCELED = "The transaction was canceled again.";

async function cancel(ctx: Context): Promise<boolean> {
  ctx.progress("Canceling the transaction");
  return ctx.factory.cancelUpdates().then(
    () => true,
    () => false,
  );
}

function resume(path: string): string {
  return `Run \`factory-tuf keys resume --keys ${path}\`: it looks at the Factory and at the files, and finishes the rotation or undoes it.`;
}

function said(error: ToolError, changed: ToolError["changed"], then: string, next: string): ToolError {
  return new ToolError(error.code, { happened: `${error.happened} ${then}`.trim(), changed, next }, { cause: error });
}
