// Copies of an archive, byte for byte: each is opened again as its archive was, and must hold the same keys.
import { ToolError } from "../tuf/errors.ts";
import { type OpenedArchive, sameKeys } from "./archive-file.ts";
import { type Disk, diskFailed, systemDisk } from "./disk.ts";
import { openProtected, type Protection, type UnlockSecrets } from "./protection.ts";
import { readArchive } from "./read-archive.ts";
import { writeKeyFile } from "./write-key-file.ts";

export type CopyState = "absent" | "there already";

/** @throws {ToolError} `file-unwritable` when something else is there: it is never overwritten. */
export async function copyState(path: string, bytes: Uint8Array, disk: Disk = systemDisk): Promise<CopyState> {
  try {
    const there = await disk.read(path);
    // A link that leads nowhere cannot be read, and is there all the same.
    if (there === null && !(await disk.exists(path))) return "absent";
    if (there && Buffer.from(bytes).equals(there)) return "there already";
  } catch (error) {
    throw diskFailed(error, `${path} could not be looked at`, "Name another folder.");
  }
  throw new ToolError("file-unwritable", {
    happened: `${path} is there already and is not this archive, and a file that may hold keys is never overwritten.`,
    next: "Look at it with keys list, then move it away or name another folder.",
  });
}

/** Which keys a copy must hold, and how the archive that was opened is protected. */
export type Original = Pick<OpenedArchive, "archive" | "protection">;

/**
 * @param bytes of the archive as it lies on the disk. @param original the same, opened.
 * @throws {ToolError} `file-unwritable`, `keys-write-unproven`, `keys-leftover`, `keys-changed-meanwhile`.
 */
export async function writeCopy(
  path: string,
  bytes: Uint8Array,
  original: Original,
  disk: Disk = systemDisk,
): Promise<void> {
  await writeKeyFile(path, bytes, (written) => requireSameArchive(written, original), disk);
}

/** @throws {ToolError} `keys-write-unproven`. */
export async function requireSameArchive(bytes: Uint8Array, { archive, protection }: Original): Promise<void> {
  const { packed } = await openProtected(bytes, "The copy", secretsOf(protection));
  if (sameKeys((await readArchive(packed, { orphans: "kept" })).keys, archive.keys)) return;
  throw new ToolError("keys-write-unproven", {
    happened: "The copy does not hold the keys of the archive.",
    next: "Do not trust this disk with keys: try another one.",
  });
}

/** What opened it opens its copy. */
function secretsOf(protection: Protection): UnlockSecrets {
  if (protection.kind === "passphrase") return { passphrase: protection.passphrase };
  return protection.kind === "recipients" ? { identity: protection.identities.join("\n") } : {};
}
