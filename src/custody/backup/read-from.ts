// Where a backup is read from: a file of any form, or, named -, what a person types.
import { basename } from "node:path";
import type { Context } from "../../context/context.ts";
import { pathOf, requireNoRootKeyInCi, requireTargetsKeyInCi } from "../../context/key-files.ts";
import type { UnlockSecrets } from "../../keys/age/protection.ts";
import { type Backup, keyOfText, readBackup } from "../../keys/paper/read-backup.ts";
import { readKeyFile } from "../../keys/sources/read-input.ts";
import { typedText } from "./typed-text.ts";

export interface Read extends Backup {
  /** For reports. */
  readonly from: string;
  /** An archive as it lies on its disk; null for every other form. */
  readonly bytes: Uint8Array | null;
}

/** @throws {ToolError} `keys-root-present` on a runner (T16); `keys-file-unreadable`, `backup-mistyped`, `declined`, and what opening an archive throws. */
export async function readFrom(ctx: Context, from: string, secrets: UnlockSecrets): Promise<Read> {
  if (from === "-") {
    const key = keyOfText(await typedText(ctx.typing));
    requireTargetsKeyInCi(ctx, key);
    return { from: "What was typed", form: "text", keys: [key], protection: null, bytes: null };
  }
  const path = pathOf(ctx, from);
  const bytes = await readKeyFile(path, ctx.signal);
  const backup = await readBackup(bytes, `The file ${basename(path)}`, secrets);
  if (backup.form === "archive") requireNoRootKeyInCi(ctx, backup.keys);
  else for (const key of backup.keys) requireTargetsKeyInCi(ctx, key);
  return { ...backup, from: path, bytes: backup.form === "archive" ? bytes : null };
}
