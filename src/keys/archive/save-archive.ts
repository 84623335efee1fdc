// A key archive is written beside itself, proven, and only then put in its place. Nothing here removes a key that the
// Factory might know.
import { dirname, resolve } from "node:path";
import { ToolError } from "../../errors/tool-error.ts";
import { type Disk, diskFailed, shownFile, systemDisk } from "../../files/disk.ts";
import { TRY_ELSEWHERE } from "../../files/write-new-file.ts";
import { takePlace, unproven, writeProven } from "../../files/write-proven.ts";
import { sha256Hex } from "../../text/sha256.ts";
import { lockProtected, openProtected, type Protection, type UnlockSecrets } from "../age/protection.ts";
import type { ArchiveKey } from "../types.ts";
import {
  type ArchivePlace,
  besideName,
  type LeftoverForm,
  leftoverForm,
  partName,
  type SavedArchive,
  sameKeys,
} from "./archive-file.ts";
import { readArchive } from "./read-archive.ts";
import { writeArchive } from "./write-archive.ts";

/**
 * Writes `keys` to `<path>.new`: first as `<path>.new.part`, flushed, read back, decrypted again and compared key for key,
 * and only then under its name. So a `.new` is always whole, and nobody ever heard of the keys of a `.new.part`. The
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
  const part = await writePart({ ...place, path }, keys, disk);
  try {
    await takePlace(part, beside, "The archive", disk);
  } catch (error) {
    if (!over) await disk.remove(beside).catch(() => {});
    throw error;
  }
  return { path, beside, replaces: place.sha256 ?? null };
}

/**
 * Replaces the archive by one with `keys`, or makes it, in one step and only when the new one is proven: for keys that lie
 * in another file too, so that a run that dies leaves nothing but what was never finished.
 * @param proven called just before that step.
 * @throws {ToolError} as {@link saveBeside} and {@link replaceWith}. The archive is as it was then.
 */
export async function rewriteInPlace(
  place: ArchivePlace,
  keys: readonly ArchiveKey[],
  disk: Disk = systemDisk,
  proven: () => void = () => {},
): Promise<void> {
  const path = resolve(place.path);
  const part = await writePart({ ...place, path }, keys, disk);
  try {
    await requireUnchanged(path, place.sha256 ?? null, null, disk);
    proven();
  } catch (error) {
    await disk.remove(part).catch(() => {});
    throw error;
  }
  await takePlace(part, path, "The archive", disk);
}

/**
 * An empty file under that name holds nothing: it is removed. Whatever else is there stays.
 * @throws {ToolError} `keys-leftover`; `file-unwritable`.
 */
export async function requireNoLeftover(beside: string, disk: Disk = systemDisk): Promise<void> {
  let form: LeftoverForm;
  try {
    if (!(await disk.exists(beside))) return;
    const bytes = await disk.read(beside);
    form = bytes === null ? "foreign" : leftoverForm(bytes);
    if (form === "empty") return await disk.remove(beside);
  } catch (error) {
    throw diskFailed(error, `The archive could not be saved as ${shownFile(beside)}`, TRY_ELSEWHERE);
  }
  throw form === "archive" ? leftover(beside) : foreignLeftover(beside);
}

/** Writes `<path>.new.part` and proves it. One that is there already was never finished, and never used. */
async function writePart({ path, protection }: ArchivePlace, keys: readonly ArchiveKey[], disk: Disk): Promise<string> {
  const part = partName(path);
  const bytes = await lockProtected(writeArchive(keys), protection);
  await writeProven(part, bytes, disk, (written) => requireSameKeys(written, protection, keys, part));
  return part;
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
    throw diskFailed(error, `${shownFile(beside)} could not be renamed to ${shownFile(path)}`, keepBoth(beside));
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
    throw diskFailed(error, `${shownFile(beside)} could not be removed`, "Remove it: the keys in it were never used.");
  }
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
    const { packed } = await openProtected(bytes, shownFile(path), secrets);
    held = (await readArchive(packed, { orphans: "kept" })).keys;
  } catch {
    throw unproven(path);
  }
  if (!sameKeys(held, keys)) throw unproven(path);
}

function keepBoth(beside: string): string {
  return `Keep ${shownFile(beside)}: it holds the newest keys. Clear the cause and run the command again.`;
}

export function leftover(path: string): ToolError {
  return new ToolError("keys-leftover", {
    happened: `${shownFile(path)} already exists: an earlier run was interrupted, and the file may hold a key that the Factory knows.`,
    next: "Run `factory-tuf keys resume --keys <archive>`, which looks at the Factory and at both files, and keeps every key.",
  });
}

/** A file under the name of a leftover that cannot be one: no run of ours leaves anything but a whole archive there. */
export function foreignLeftover(path: string): ToolError {
  return new ToolError("keys-leftover", {
    happened: `${shownFile(path)} is in the way. It is not a key archive, so it was not left by this program or the vendor's tool.`,
    next: "Look at it, move it away, then run this again.",
  });
}

function changedMeanwhile(path: string, beside: string | null, there: boolean): ToolError {
  return new ToolError("keys-changed-meanwhile", {
    happened: `${shownFile(path)} ${there ? "was changed by somebody else" : "was removed"} while this command ran, so it was not replaced.`,
    next: beside
      ? `What this run made is in ${shownFile(beside)}. \`factory-tuf keys resume --keys <archive>\` puts the keys of both into one.`
      : "Run the command again.",
  });
}
