// A file that must not be there yet, and may hold keys: its owner's alone, whole and flushed, or not there.

import { codeOf } from "../errors/error-code.ts";
import { ToolError } from "../errors/tool-error.ts";
import { type Disk, diskFailed, shownFile, systemDisk } from "./disk.ts";

export const TRY_ELSEWHERE = "Make room, or name a file where this user may write.";

/** Creates a file that must not be there yet: mode 0600, written whole and flushed; removed again when that fails. */
export async function writeNewFile(path: string, bytes: Uint8Array, disk: Disk = systemDisk): Promise<void> {
  let created = false;
  try {
    const file = await disk.create(path);
    created = true;
    try {
      await file.write(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (created) await disk.remove(path).catch(() => {});
    if (!created && codeOf(error) === "EEXIST") throw isThere(path);
    throw diskFailed(error, `${shownFile(path)} could not be written`, TRY_ELSEWHERE);
  }
}

function isThere(path: string): ToolError {
  return new ToolError("file-unwritable", {
    happened: `${shownFile(path)} is there already, and a file that may hold keys is never overwritten.`,
    next: "Name another file, or move the existing one away.",
  });
}
