// A file that may hold keys takes its place in two steps: written beside it (mode 0600), flushed, read back and proven; then
// renamed over it, and the folder flushed. At every moment the name leads to the whole old file, or to the whole new one.
import { dirname } from "node:path";
import { ToolError } from "../errors/tool-error.ts";
import { type Disk, diskFailed, shownFile, systemDisk } from "./disk.ts";
import { TRY_ELSEWHERE, writeNewFile } from "./write-new-file.ts";

/**
 * The first step. What is there under the name of `part` was never finished: it gives way.
 * @param prove gets what the disk gives back, which is `bytes`. What it throws is thrown on.
 * @throws {ToolError} `file-unwritable`; `keys-write-unproven` when the disk gives back something else. `part` is removed then.
 */
export async function writeProven(
  part: string,
  bytes: Uint8Array,
  disk: Disk = systemDisk,
  prove: (written: Uint8Array) => Promise<void> = async () => {},
): Promise<void> {
  await removeUnfinished(part, disk);
  await writeNewFile(part, bytes, disk);
  try {
    const written = await disk.read(part);
    if (!written || !Buffer.from(bytes).equals(written)) throw unproven(part);
    await prove(written);
  } catch (error) {
    await disk.remove(part).catch(() => {});
    if (error instanceof ToolError) throw error;
    throw diskFailed(error, `${shownFile(part)} could not be read back`, TRY_ELSEWHERE);
  }
}

/**
 * The second step. What is there under `name` gives way.
 * @param what begins the sentence, e.g. `The archive`.
 * @throws {ToolError} `file-unwritable`. `part` is gone then; `name` may lead to the new file, if its folder was not flushed.
 */
export async function takePlace(part: string, name: string, what: string, disk: Disk = systemDisk): Promise<void> {
  try {
    await disk.rename(part, name);
    await disk.syncFolder(dirname(name));
  } catch (error) {
    await disk.remove(part).catch(() => {});
    throw diskFailed(error, `${what} could not be saved as ${shownFile(name)}`, TRY_ELSEWHERE);
  }
}

/** Removes what a killed run had begun to write. @throws {ToolError} `file-unwritable`. */
export async function removeUnfinished(part: string, disk: Disk = systemDisk): Promise<void> {
  try {
    if (await disk.exists(part)) await disk.remove(part);
  } catch (error) {
    throw diskFailed(
      error,
      `${shownFile(part)} could not be removed`,
      "Remove it: it was never finished, and never used.",
    );
  }
}

export function unproven(path: string): ToolError {
  return new ToolError("keys-write-unproven", {
    happened: `${shownFile(path)} was written, but what the disk gives back is not what was written; it was removed.`,
    next: "Do not trust this disk with keys: try another one.",
  });
}
