// A key archive on a disk: opened with what protects it, written beside itself, proven, and only then put in its
// place. Nothing here removes a key that the Factory might know.
import { realpath } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { ToolError } from "../tuf/errors.ts";
import { sha256Hex } from "../tuf/key.ts";
import { privateHalfOf } from "./archive-key.ts";
import { codeOf, type Disk, diskFailed, systemDisk } from "./disk.ts";
import { lockProtected, openProtected, type Protection, type UnlockSecrets } from "./protection.ts";
import { readArchive } from "./read-archive.ts";
import { readKeyFile } from "./read-input.ts";
import type { ArchiveKey, KeyArchive } from "./types.ts";
import { writeArchive } from "./write-archive.ts";

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
  const { packed, protection } = await openProtected(bytes, `The archive ${shown(path)}`, secrets);
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

/**
 * Writes `keys` to `<path>.new`: first as `<path>.part`, flushed, read back, decrypted again and compared key for key,
 * and only then under its name. So a `.new` is always whole, and nobody ever heard of the keys of a `.part`. The
 * archive itself is not touched.
 * @param over the saved archive to replace, when this run has made one already.
 * @throws {ToolError} `keys-leftover` when a `.new` is there already; `file-unwritable`; `keys-write-unproven` when
 *   what the disk gives back is not what was written. No file of ours is left then, save `over`.
 */
export async function saveBeside(
  place: ArchivePlace,
  keys: readonly ArchiveKey[],
  disk: Disk = systemDisk,
  over: SavedArchive | null = null,
): Promise<SavedArchive> {
  const path = resolve(place.path);
  const beside = besideName(path);
  if (!over) await requireNoLeftover(beside, disk);
  const part = await writeProven(path, place.protection, keys, disk);
  try {
    await named(part, beside, disk);
  } catch (error) {
    if (!over) await disk.remove(beside).catch(() => {});
    throw error;
  }
  return { path, beside, replaces: place.sha256 ?? null };
}

/**
 * Replaces the archive by one with `keys`, in one step and only when the new one is proven: for keys that lie in a
 * file of their own until then.
 * @throws {ToolError} as {@link saveBeside} and {@link replaceWith}. The archive is as it was then.
 */
export async function rewriteInPlace(
  place: ArchivePlace,
  keys: readonly ArchiveKey[],
  disk: Disk = systemDisk,
): Promise<void> {
  const path = resolve(place.path);
  const part = await writeProven(path, place.protection, keys, disk);
  try {
    await requireUnchanged(path, place.sha256 ?? null, null, disk);
  } catch (error) {
    await disk.remove(part).catch(() => {});
    throw error;
  }
  await named(part, path, disk);
}

async function requireNoLeftover(beside: string, disk: Disk): Promise<void> {
  let there: boolean;
  try {
    there = await disk.exists(beside);
  } catch (error) {
    throw diskFailed(error, `The archive could not be saved as ${shown(beside)}`, TRY_ELSEWHERE);
  }
  if (there) throw leftover(beside);
}

/** Writes `<path>.part` and proves it. One that is there already was never finished, and never used. */
async function writeProven(
  path: string,
  protection: Protection,
  keys: readonly ArchiveKey[],
  disk: Disk,
): Promise<string> {
  const part = `${path}${PART}`;
  const bytes = await lockProtected(writeArchive(keys), protection);
  await discardPart(path, disk);
  await writeNewFile(part, bytes, disk);
  try {
    const there = await disk.read(part);
    if (!there || !Buffer.from(bytes).equals(there)) throw unproven(part);
    await requireSameKeys(there, protection, keys, part);
  } catch (error) {
    await disk.remove(part).catch(() => {});
    if (error instanceof ToolError) throw error;
    throw diskFailed(error, `${shown(part)} could not be read back`, TRY_ELSEWHERE);
  }
  return part;
}

async function named(part: string, name: string, disk: Disk): Promise<void> {
  try {
    await disk.rename(part, name);
    await disk.syncFolder(dirname(name));
  } catch (error) {
    await disk.remove(part).catch(() => {});
    throw diskFailed(error, `The archive could not be saved as ${shown(name)}`, TRY_ELSEWHERE);
  }
}

/** Removes what a killed run had begun to write. */
export async function discardPart(path: string, disk: Disk = systemDisk): Promise<void> {
  const part = `${resolve(path)}${PART}`;
  try {
    if (await disk.exists(part)) await disk.remove(part);
  } catch (error) {
    throw diskFailed(error, `${shown(part)} could not be removed`, "Remove it: it was never finished, and never used.");
  }
}

/**
 * Puts the saved archive into its place. What was there is replaced in one step, or stays.
 * @throws {ToolError} `keys-changed-meanwhile` when somebody else has written to the place since it was read;
 *   `file-unwritable`. The saved file stays.
 */
export async function replaceWith({ path, beside, replaces }: SavedArchive, disk: Disk = systemDisk): Promise<void> {
  try {
    await requireUnchanged(path, replaces, beside, disk);
    await disk.rename(beside, path);
    await disk.syncFolder(dirname(path));
  } catch (error) {
    if (error instanceof ToolError) throw error;
    throw diskFailed(error, `${shown(beside)} could not be renamed to ${shown(path)}`, keepBoth(beside));
  }
}

async function requireUnchanged(path: string, sha256: string | null, beside: string | null, disk: Disk): Promise<void> {
  const now = await disk.read(path);
  if ((now ? sha256Hex(now) : null) !== sha256) throw changedMeanwhile(path, beside, now !== null);
}

/** Removes the saved file. Only ever called when the Factory provably never heard of a key in it. */
export async function discardSaved({ beside, path }: SavedArchive, disk: Disk = systemDisk): Promise<void> {
  try {
    await disk.remove(beside);
    await disk.syncFolder(dirname(path));
  } catch (error) {
    throw diskFailed(error, `${shown(beside)} could not be removed`, "Remove it: the keys in it were never used.");
  }
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
    throw diskFailed(error, `${shown(path)} could not be written`, TRY_ELSEWHERE);
  }
}

/** True when both hold the same keys: names, public halves and private halves. */
export function sameKeys(some: readonly ArchiveKey[], others: readonly ArchiveKey[]): boolean {
  const texts = (keys: readonly ArchiveKey[]) => keys.map(keyText).sort().join("\n");
  return texts(some) === texts(others);
}

const TRY_ELSEWHERE = "Make room, or name a file where this user may write.";

function keyText(key: ArchiveKey): string {
  return JSON.stringify([key.name, key.keyid, privateHalfOf(key)?.secretText() ?? null]);
}

const PART = ".part";

function besideName(path: string): string {
  return `${path}.new`;
}

async function requireSameKeys(
  bytes: Uint8Array,
  protection: Protection,
  keys: readonly ArchiveKey[],
  path: string,
): Promise<void> {
  // Encrypted to others alone: nobody here can open it, and that the bytes are the same must do.
  if (protection.kind === "recipients" && protection.identities.length === 0) return;
  const secrets: UnlockSecrets =
    protection.kind === "passphrase"
      ? { passphrase: protection.passphrase }
      : protection.kind === "recipients"
        ? { identity: protection.identities.join("\n") }
        : {};
  let held: readonly ArchiveKey[];
  try {
    const { packed } = await openProtected(bytes, shown(path), secrets);
    held = (await readArchive(packed, { orphans: "kept" })).keys;
  } catch {
    throw unproven(path);
  }
  if (!sameKeys(held, keys)) throw unproven(path);
}

/** A path for a message. */
function shown(path: string): string {
  return `\`${basename(path).slice(0, 120)}\``;
}

function keepBoth(beside: string): string {
  return `Keep ${shown(beside)}: it holds the newest keys. Clear the cause and run the command again.`;
}

function unproven(path: string): ToolError {
  return new ToolError("keys-write-unproven", {
    happened: `${shown(path)} was written, but what the disk gives back is not what was written; it was removed.`,
    next: "Do not trust this disk with keys: try another one.",
  });
}

function leftover(path: string): ToolError {
  return new ToolError("keys-leftover", {
    happened: `${shown(path)} is there already: an earlier run was interrupted, and it may hold a key that the Factory knows.`,
    next: "Run `factory-tuf keys resume --keys <archive>`, which looks at the Factory and at both files, and keeps every key.",
  });
}

function isThere(path: string): ToolError {
  return new ToolError("file-unwritable", {
    happened: `${shown(path)} is there already, and a file that may hold keys is never overwritten.`,
    next: "Name another file, or move that one away.",
  });
}

function changedMeanwhile(path: string, beside: string | null, there: boolean): ToolError {
  return new ToolError("keys-changed-meanwhile", {
    happened: `${shown(path)} ${there ? "was changed by somebody else" : "was removed"} while this command ran, so it was not replaced.`,
    next: beside
      ? `What this run made lies in ${shown(beside)}. \`factory-tuf keys resume --keys <archive>\` puts the keys of both into one.`
      : "Run the command again.",
  });
}
