// What a rotation that is under way is about, in a small file beside its archive: so that whoever finds it interrupted
// knows what was agreed to. Public facts alone; no key, no secret.
import { dirname, join, resolve } from "node:path";
import * as v from "valibot";
import { ToolError } from "../../errors/tool-error.ts";
import { type Disk, diskFailed, systemDisk } from "../../files/disk.ts";
import { removeUnfinished, takePlace, writeProven } from "../../files/write-proven.ts";
import { jsonOrNull } from "../../json/json-or-null.ts";
import { isOf, type ShapeOf } from "../../json/shape.ts";
import { utf8 } from "../../text/utf8.ts";

const texts = v.array(v.string());

const begunTransaction = v.object({
  /** Empty where the answer that named it was lost. */
  txid: v.string(),
  /** As the Factory tells it; empty before that was seen. */
  createdAt: v.string(),
});

/** Hex SHA-256 of the canonical `signed` of both flavours. */
const stagedDigests = v.object({ ci: v.string(), prod: v.string() });

const rotationRecord = v.object({
  version: v.literal(1),
  factory: v.string(),
  /** RFC 3339: when it began, by the Factory's clock as far as its answers tell it. */
  startedAt: v.string(),
  /** Id of the user who began it. */
  by: v.string(),
  /** The transaction's reason, which becomes part of the root. */
  message: v.string(),
  /** What is replaced: `root`, `targets`, `online`. */
  replaces: texts,
  /** Paths of the archives, as seen from the folder of the root key's: they may be moved together. */
  archives: texts,
  /** Ids of the new keys. */
  keyids: texts,
  /** Id of the new key that lives elsewhere: it is in none of the archives. */
  elsewhere: v.optional(v.string()),
  /** The transaction, once it was seen. */
  begun: v.nullable(begunTransaction),
  /** What was agreed to and signed; null before anything that was signed has left this machine. */
  staged: v.nullable(stagedDigests),
});

export type RotationRecord = Readonly<ShapeOf<typeof rotationRecord>>;
export type BegunTransaction = Readonly<ShapeOf<typeof begunTransaction>>;

/**
 * @param path of the archive that holds the root key.
 * @throws {ToolError} `file-unwritable`, `keys-write-unproven`: the record is then the new one or as it was, never half of one.
 */
export async function writeRecord(path: string, record: RotationRecord, disk: Disk = systemDisk): Promise<void> {
  const file = recordName(path);
  const part = partOf(file);
  await writeProven(part, Buffer.from(`${JSON.stringify(record)}\n`), disk);
  await takePlace(part, file, "The record of the rotation", disk);
}

/** Removes a record that a killed run had begun to write. Only who holds the lock: another run may just be writing it. */
export function removeUnfinishedRecord(path: string, disk: Disk = systemDisk): Promise<void> {
  return removeUnfinished(partOf(recordName(path)), disk);
}

/** Null when no rotation is under way. Changes nothing. @throws {ToolError} `keys-leftover` for a file that is no record. */
export async function readRecord(path: string, disk: Disk = systemDisk): Promise<RotationRecord | null> {
  const file = recordName(path);
  let bytes: Uint8Array | null;
  try {
    bytes = await disk.read(file);
  } catch (error) {
    throw diskFailed(error, `${file} could not be read`, "Check that this user may read and write in its folder.");
  }
  if (!bytes) return null;
  const record = jsonOrNull(utf8(bytes));
  if (isOf(rotationRecord, record)) return record;
  throw new ToolError("keys-leftover", {
    happened: `${file} is not the record of a rotation.`,
    next: "Look at the Factory with `factory-tuf updates review`, then move that file away.",
  });
}

/** Nothing is left to be finished or undone. @throws {ToolError} `file-unwritable`. */
export async function removeRecord(path: string, disk: Disk = systemDisk): Promise<void> {
  const file = recordName(path);
  try {
    if (!(await disk.exists(file))) return;
    await disk.remove(file);
    await disk.syncFolder(dirname(file));
  } catch (error) {
    throw diskFailed(error, `${file} could not be removed`, "Remove it: the rotation that it tells of has ended.");
  }
}

export function recordName(path: string): string {
  return `${resolve(path)}.rotation`;
}

function partOf(file: string): string {
  return `${file}.part`;
}

/** Beside it lies the record of work whose root key comes from a program. */
export function workingFolderPlace(cwd: string, { factory }: { readonly factory: string }): string {
  return join(cwd, factory);
}
