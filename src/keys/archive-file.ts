// A key archive on a disk: what it is once it is open, with what protects it, and what may lie beside it.
import { realpath } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { sha256Hex } from "../tuf/key.ts";
import { privateHalfOf } from "./archive-key.ts";
import { besideName, shownFile } from "./archive-names.ts";
import { type Disk, systemDisk } from "./disk.ts";
import { openProtected, type Protection, type UnlockSecrets } from "./protection.ts";
import { readArchive } from "./read-archive.ts";
import { readKeyFile } from "./read-input.ts";
import type { ArchiveKey, KeyArchive } from "./types.ts";

export interface OpenedArchive {
  /** Absolute, links followed: what a rename will replace. */
  readonly path: string;
  readonly archive: KeyArchive;
  readonly protection: Protection;
  /** Hex, of the bytes as they lay on the disk. */
  readonly sha256: string;
}

/** Where an archive is to be written: over one that was opened, or to a name where nothing is yet. */
export type ArchivePlace = Pick<OpenedArchive, "path" | "protection"> & { readonly sha256?: string };

export interface SavedArchive {
  readonly path: string;
  /** Its name for now. */
  readonly beside: string;
  /** Hex, of the archive that it replaces as it was read; null where there is none. */
  readonly replaces: string | null;
}

/** @throws {ToolError} `keys-file-unreadable` and every other code of reading an archive. */
export async function openArchiveFile(path: string, secrets: UnlockSecrets): Promise<OpenedArchive> {
  const bytes = await readKeyFile(path);
  const what = `The archive ${shownFile(path)}`;
  const { packed, protection } = await openProtected(bytes, what, secrets, basename(path));
  const archive = await readArchive(packed);
  return { path: await realpath(path), archive, protection, sha256: sha256Hex(bytes) };
}

/** Null when there is no file of that name. */
export async function openArchiveFileIfThere(
  path: string,
  secrets: UnlockSecrets,
  disk: Disk = systemDisk,
): Promise<OpenedArchive | null> {
  return (await disk.exists(path)) ? openArchiveFile(path, secrets) : null;
}

/** Files that an interrupted run left beside an archive: ours, and those of the vendor's tool. */
export async function leftoversOf(
  path: string,
  disk: Disk = systemDisk,
): Promise<{ readonly ours: string | null; readonly vendors: string | null }> {
  const [ours, vendors] = [besideName(resolve(path)), `${resolve(path)}.tmp`];
  const [oursThere, vendorsThere] = await Promise.all([disk.exists(ours), disk.exists(vendors)]);
  return { ours: oursThere ? ours : null, vendors: vendorsThere ? vendors : null };
}

/** True when both hold the same keys: names, public halves and private halves. */
export function sameKeys(some: readonly ArchiveKey[], others: readonly ArchiveKey[]): boolean {
  const texts = (keys: readonly ArchiveKey[]) => keys.map(keyText).sort().join("\n");
  return texts(some) === texts(others);
}

function keyText(key: ArchiveKey): string {
  return JSON.stringify([key.name, key.keyid, privateHalfOf(key)?.secretText() ?? null]);
}
