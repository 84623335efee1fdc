// What a rotation that is under way is about, in a small file beside its archive: so that whoever finds it interrupted
// knows what was agreed to. Public facts alone; no key, no secret.
import { dirname, resolve } from "node:path";
import { ToolError } from "../tuf/errors.ts";
import { isObject } from "../tuf/metadata.ts";
import { type Disk, diskFailed, systemDisk } from "./disk.ts";
import { writeNewFile } from "./write-new-file.ts";

export interface RotationRecord {
  readonly version: 1;
  readonly factory: string;
  /** RFC 3339: when it began, by this machine's clock. */
  readonly startedAt: string;
  /** Id of the user who began it. */
  readonly by: string;
  /** The transaction's reason, which becomes part of the root. */
  readonly message: string;
  /** What is replaced: `root`, `targets`, `online`. */
  readonly replaces: readonly string[];
  /** Paths of the archives, as seen from the folder of the root key's: they may be moved together. */
  readonly archives: readonly string[];
  /** Ids of the new keys. */
  readonly keyids: readonly string[];
  /** The transaction, once it was seen. */
  readonly begun: BegunTransaction | null;
  /** What was agreed to and signed; null before anything that was signed has left this machine. */
  readonly staged: StagedDigests | null;
}

export interface BegunTransaction {
  /** Empty where the answer that named it was lost. */
  readonly txid: string;
  /** As the Factory tells it. */
  readonly createdAt: string;
}

/** Hex SHA-256 of the canonical `signed` of both flavours. */
export interface StagedDigests {
  readonly ci: string;
  readonly prod: string;
}

/** @param path of the archive that holds the root key. @throws {ToolError} `file-unwritable`. */
export async function writeRecord(path: string, record: RotationRecord, disk: Disk = systemDisk): Promise<void> {
  const file = recordName(path);
  const part = `${file}.part`;
  try {
    if (await disk.exists(part)) await disk.remove(part);
    await writeNewFile(part, Buffer.from(`${JSON.stringify(record)}\n`), disk);
    await disk.rename(part, file);
    await disk.syncFolder(dirname(file));
  } catch (error) {
    await disk.remove(part).catch(() => {});
    if (error instanceof ToolError) throw error;
    throw diskFailed(
      error,
      `${file} could not be written`,
      "Make room, or work in a folder where this user may write.",
    );
  }
}

/** Null when no rotation is under way. @throws {ToolError} `keys-leftover` for a file that is no record. */
export async function readRecord(path: string, disk: Disk = systemDisk): Promise<RotationRecord | null> {
  const file = recordName(path);
  let bytes: Uint8Array | null;
  try {
    const part = `${file}.part`;
    if (await disk.exists(part)) await disk.remove(part);
    bytes = await disk.read(file);
  } catch (error) {
    throw diskFailed(error, `${file} could not be read`, "Check that this user may read and write in its folder.");
  }
  if (!bytes) return null;
  const record = parsed(Buffer.from(bytes).toString("utf8"));
  if (record) return record;
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

function parsed(text: string): RotationRecord | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isObject(value) || value.version !== 1) return null;
  const { factory, startedAt, by, message, replaces, archives, keyids, begun, staged } = value;
  const areTexts = (values: unknown): boolean =>
    Array.isArray(values) && values.every((text) => typeof text === "string");
  const isNullOr = (part: unknown, ...members: string[]): boolean =>
    part === null || (isObject(part) && areTexts(members.map((member) => part[member])));
  if (![[factory, startedAt, by, message], replaces, archives, keyids].every(areTexts)) return null;
  if (!isNullOr(begun, "txid", "createdAt") || !isNullOr(staged, "ci", "prod")) return null;
  return value as unknown as RotationRecord;
}
