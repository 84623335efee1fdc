// Writes a file that holds a key so that it is there whole and proven, or not there at all: beside its place, flushed,
// read back, proven, and only then renamed. What is there already is replaced only where the caller names its bytes.
import { dirname } from "node:path";
import { ToolError } from "../tuf/errors.ts";
import { type Disk, diskFailed, systemDisk } from "./disk.ts";
import { replaceWith } from "./save-archive.ts";
import { writeNewFile } from "./write-new-file.ts";

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
  const beside = `${path}.new`;
  await writeNewFile(beside, bytes, disk);
  try {
    const written = await disk.read(beside);
    if (!written || !Buffer.from(bytes).equals(written)) throw unproven();
    await prove(written);
    await disk.syncFolder(dirname(path));
  } catch (error) {
    await disk.remove(beside).catch(() => {});
    if (error instanceof ToolError) throw error;
    throw diskFailed(
      error,
      `${path} could not be read back`,
      "Try another disk: this one is not to be trusted with keys.",
    );
  }
  await replaceWith({ path, beside, replaces }, disk);
}

function unproven(): ToolError {
  return new ToolError("keys-write-unproven", {
    happened: "What was written is not what the disk gives back; it was removed.",
    next: "Do not trust this disk with keys: try another one.",
  });
}
