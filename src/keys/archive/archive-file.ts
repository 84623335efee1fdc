// A key archive on a disk: what it is once it is open, with what protects it, and what may lie beside it.
import { realpath } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { type Disk, shownFile, systemDisk } from "../../files/disk.ts";
import { sha256Hex } from "../../text/sha256.ts";
import { openProtected, type Protection, type UnlockSecrets } from "../age/protection.ts";
import { readKeyFile } from "../sources/read-input.ts";
import type { ArchiveKey, KeyArchive } from "../types.ts";
import { privateHalfOf } from "./archive-key.ts";
import { readArchive, skippedWarning } from "./read-archive.ts";

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
  return openArchiveBytes(path, await readKeyFile(path, secrets.signal ?? NEVER), secrets);
}

const NEVER = new AbortController().signal;

/** @param bytes as they were read from `path`. @throws {ToolError} as {@link openArchiveFile}. */
export async function openArchiveBytes(
  path: string,
  bytes: Uint8Array,
  secrets: UnlockSecrets,
): Promise<OpenedArchive> {
  const what = `The archive ${shownFile(path)}`;
  const { packed, protection } = await openProtected(bytes, what, secrets, basename(path));
  const archive = await readArchive(packed);
  const warning = skippedWarning(what, archive);
  if (warning) secrets.warn?.(warning);
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

/** What lies under a name beside an archive, told by its first bytes: only an archive can hold a key. */
export type LeftoverForm = "archive" | "empty" | "foreign";

export function leftoverForm(bytes: Uint8Array): LeftoverForm {
  if (bytes.length === 0) return "empty";
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return isGzip || isAgeFile(bytes) ? "archive" : "foreign";
}

/** Told by its first bytes: encrypted with age, armored or binary. */
export function isAgeFile(bytes: Uint8Array): boolean {
  return /^(?:age-encryption\.org\/|-----BEGIN AGE )/.test(Buffer.from(bytes.subarray(0, 32)).toString("latin1"));
}

/**
 * Files that an interrupted run left beside an archive: ours, and those of the vendor's tool. An empty one holds no key
 * and counts as none: ours are whole from their first moment, so somebody else made it.
 */
export async function leftoversOf(
  path: string,
  disk: Disk = systemDisk,
): Promise<{ readonly ours: string | null; readonly vendors: string | null }> {
  const [ours, vendors] = [besideName(resolve(path)), `${resolve(path)}.tmp`];
  const [oursThere, vendorsThere] = await Promise.all([holdsSomething(ours, disk), holdsSomething(vendors, disk)]);
  return { ours: oursThere ? ours : null, vendors: vendorsThere ? vendors : null };
}

async function holdsSomething(path: string, disk: Disk): Promise<boolean> {
  if (!(await disk.exists(path))) return false;
  const bytes = await disk.read(path).catch(() => null);
  return bytes === null || leftoverForm(bytes) !== "empty";
}

/** True when both hold the same keys: names, public halves and private halves. */
export function sameKeys(some: readonly ArchiveKey[], others: readonly ArchiveKey[]): boolean {
  const texts = (keys: readonly ArchiveKey[]) => keys.map(keyText).sort().join("\n");
  return texts(some) === texts(others);
}

function keyText(key: ArchiveKey): string {
  return JSON.stringify([key.name, key.keyid, privateHalfOf(key)?.secretText() ?? null]);
}

/** The archive with further keys, whole and proven, not yet in its place. */
export function besideName(path: string): string {
  return `${path}.new`;
}

/** What is being written: never finished, never used. */
export function partName(path: string): string {
  return `${path}.new.part`;
}
