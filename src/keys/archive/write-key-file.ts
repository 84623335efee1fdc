// Writes a file that holds a key so that it is there whole and proven, or not there at all: beside its place, flushed,
// read back, proven, and only then renamed. What is there already is replaced only where the caller names its bytes.
import { type Disk, systemDisk } from "../../files/disk.ts";
import { takePlace, writeProven } from "../../files/write-proven.ts";
import { besideName, leftoverForm, partName } from "./archive-file.ts";
import { foreignLeftover, leftover, replaceWith } from "./save-archive.ts";

/**
 * @param replaces hex SHA-256 of the file that is to give way; null where none may be there.
 * @param prove gets what the disk gives back. What it throws is thrown on, and the file is removed.
 * @throws {ToolError} `file-unwritable`; `keys-leftover` for a `<path>.new` of an earlier run; `keys-write-unproven`
 *   when the disk gives back something else; `keys-changed-meanwhile` when the name was taken meanwhile.
 */
export async function writeKeyFile(
  path: string,
  bytes: Uint8Array,
  prove: (written: Uint8Array) => Promise<void>,
  disk: Disk = systemDisk,
  replaces: string | null = null,
): Promise<void> {
  const [beside, part] = [besideName(path), partName(path)];
  await writeProven(part, bytes, disk, async (written) => {
    await prove(written);
    await requireFree(beside, bytes, disk);
  });
  await takePlace(part, beside, "The file", disk);
  await replaceWith({ path, beside, replaces }, disk);
}

/**
 * Whatever lies under the name of a whole file: nothing, the very bytes (an earlier run of the same command died before
 * its last step), or an empty file, which holds no key. @throws {ToolError} `keys-leftover`.
 */
async function requireFree(beside: string, bytes: Uint8Array, disk: Disk): Promise<void> {
  if (!(await disk.exists(beside))) return;
  const there = await disk.read(beside);
  if (there && (there.length === 0 || Buffer.from(bytes).equals(there))) return;
  throw there && leftoverForm(there) === "archive" ? leftover(beside) : foreignLeftover(beside);
}
