// Copies of an archive, byte for byte: each is opened again as its archive was, and must hold the same keys. An older
// copy gives way to a newer one, and only when no key is lost with it.
import { realpath } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { ToolError } from "../../errors/tool-error.ts";
import { type Disk, diskFailed, systemDisk } from "../../files/disk.ts";
import { sha256Hex } from "../../text/sha256.ts";
import { openProtected, type Protection, type UnlockSecrets } from "../age/protection.ts";
import type { ArchiveKey } from "../types.ts";
import { type OpenedArchive, sameKeys } from "./archive-file.ts";
import { readArchive } from "./read-archive.ts";
import { writeKeyFile } from "./write-key-file.ts";

export type CopyState =
  | { readonly state: "absent" | "there already" }
  /** Every private key in it is in the archive too. */
  | {
      readonly state: "older";
      /** Hex, of its bytes. */
      readonly sha256: string;
      /** Private keys of the archive that it does not hold. */
      readonly lacks: readonly string[];
    };

/**
 * What lies where a copy is to be.
 * @param bytes of the archive as it lies on the disk. @param original the same, opened.
 * @throws {ToolError} `file-unwritable` when something else is there: it is never overwritten.
 */
export async function copyState(
  path: string,
  bytes: Uint8Array,
  original: Original,
  disk: Disk = systemDisk,
): Promise<CopyState> {
  try {
    const there = await disk.read(path);
    // A link that leads nowhere cannot be read, and is there all the same.
    if (there === null && !(await disk.exists(path))) return { state: "absent" };
    if (there && Buffer.from(bytes).equals(there)) return { state: "there already" };
    const lacks = there && (await isItself(path)) ? await lackedBy(there, original) : null;
    if (there && lacks) return { state: "older", sha256: sha256Hex(there), lacks };
  } catch (error) {
    throw diskFailed(error, `${path} could not be checked`, "Name another folder.");
  }
  throw new ToolError("file-unwritable", {
    happened: `${path} already exists, and is neither this archive nor an older copy of it. A file that may hold keys is never overwritten.`,
    next: "Look at it with keys list, then move it away or name another folder.",
  });
}

/** Which keys a copy must hold, and how the archive that was opened is protected. */
export type Original = Pick<OpenedArchive, "archive" | "protection">;

/**
 * @param bytes of the archive as it lies on the disk. @param original the same, opened.
 * @param replaces hex SHA-256 of the older copy, which stays whole if anything fails; null where nothing is there.
 * @throws {ToolError} `file-unwritable`, `keys-write-unproven`, `keys-leftover`, `keys-changed-meanwhile`.
 */
export async function writeCopy(
  path: string,
  bytes: Uint8Array,
  original: Original,
  disk: Disk = systemDisk,
  replaces: string | null = null,
): Promise<void> {
  await writeKeyFile(path, bytes, (written) => requireSameArchive(written, original), disk, replaces);
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

/** False for a link: to replace it would leave what it leads to as it was. */
async function isItself(path: string): Promise<boolean> {
  return (await realpath(path)) === join(await realpath(dirname(path)), basename(path));
}

/** Null for what cannot be opened, or holds a private key that the archive does not. */
async function lackedBy(file: Uint8Array, { archive, protection }: Original): Promise<readonly string[] | null> {
  let held: readonly ArchiveKey[];
  try {
    const { packed } = await openProtected(file, "The file there", secretsOf(protection));
    held = (await readArchive(packed, { orphans: "kept" })).keys;
  } catch (error) {
    if (error instanceof ToolError) return null;
    throw error;
  }
  const [ours, theirs] = [privateIds(archive.keys), privateIds(held)];
  return theirs.every((keyid) => ours.includes(keyid)) ? ours.filter((keyid) => !theirs.includes(keyid)) : null;
}

/** The id of a private half follows from it: where ids are the same, keys are. */
function privateIds(keys: readonly ArchiveKey[]): string[] {
  return [...new Set(keys.filter(({ signer }) => signer).map(({ keyid }) => keyid))];
}

/** What opened it opens its copy. */
function secretsOf(protection: Protection): UnlockSecrets {
  if (protection.kind === "passphrase") return { passphrase: protection.passphrase };
  return protection.kind === "recipients" ? { identity: protection.identities.join("\n") } : {};
}
