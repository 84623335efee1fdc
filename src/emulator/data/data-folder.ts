// The folder in which an embedded Factory keeps its state (`emulate --data`): one Factory, one process at a time. A file is
// replaced whole or not at all, and an answer is sent when what it tells is on the disk.
import { mkdir, readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { codeOf } from "../../errors/error-code.ts";
import { ToolError } from "../../errors/tool-error.ts";
import { diskFailed } from "../../files/disk.ts";
import { readRegularFile } from "../../files/read-file.ts";
import { writeFileWhole } from "../../files/write-file.ts";
import { lockFile } from "../../keys/archive/archive-lock.ts";
import { readStateText, type StoredFactory, stateText } from "./state-text.ts";

const FILE = "factory.json";
const MAX_BYTES = 256 * 1024 * 1024;
/** A clock of its own would be set back by so much at most. */
const CLOCK_MS = 60_000;

export interface DataFolder {
  /** What was there already; null in a new folder. */
  readonly found: StoredFactory | null;
  /**
   * Resolves once `current`, or what came after it, is on the disk.
   * @param current is asked when it is written.
   * @throws {ToolError} `file-unwritable`; what was there before is untouched.
   */
  keep(current: () => StoredFactory): Promise<void>;
  /** Lets others use it. */
  close(): Promise<void>;
}

/**
 * @param path absolute; made if it is not there.
 * @throws {ToolError} `emulator-data-in-use`; `emulator-data-refused` for a file that is not of this version or damaged;
 *   `file-unwritable`.
 */
export async function openDataFolder(path: string): Promise<DataFolder> {
  await made(path);
  const file = join(path, FILE);
  const lock = await lockFile(file, (who, lockPath) => inUse(path, who, lockPath));
  try {
    await removeParts(path);
    return folderOver(file, await readStored(file), lock.release);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function made(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    const isFile = codeOf(error) === "EEXIST";
    const reason = isFile ? Object.assign(new Error("no folder"), { code: "ENOTDIR" }) : error;
    throw diskFailed(reason, `The folder ${path} could not be made`, "Name a folder where this user may write.");
  }
}

function folderOver(file: string, found: StoredFactory | null, close: () => Promise<void>): DataFolder {
  let last = found;
  let writing: Promise<void> | null = null;
  const write = async (factory: StoredFactory) => {
    // A person named the folder, and nobody the file in it (T29).
    const chosenBy = { kind: "workspace", top: dirname(file) } as const;
    await writeFileWhole(file, stateText(factory), { chosenBy, mode: 0o600, folders: false });
    last = factory;
  };
  return {
    found,
    async keep(current) {
      if (isKept(last, current())) return;
      // A fast clock has always gone on: it is written along, and not waited for.
      do {
        writing ??= write(current()).finally(() => {
          writing = null;
        });
        await writing;
      } while (last?.state !== current().state);
    },
    close,
  };
}

function isKept(last: StoredFactory | null, { state, nowMs, ownClock }: StoredFactory): boolean {
  return last?.state === state && last.ownClock === ownClock && (!ownClock || nowMs - last.nowMs < CLOCK_MS);
}

async function readStored(file: string): Promise<StoredFactory | null> {
  const read = await readRegularFile(file, null, MAX_BYTES);
  if (read.kind === "missing") return null;
  if (read.kind === "refused") throw refused(`${file} ${read.why}.`);
  const reading = readStateText(Buffer.from(read.bytes).toString());
  if (reading.kind === "read") return reading.factory;
  throw refused(
    reading.kind === "damaged"
      ? `${file} is damaged, was edited, or is no state of an emulated Factory.`
      : `${file} was written by another version of factory-tuf (format ${reading.format}).`,
  );
}

/** What a process that was killed had begun to write. The lock says that nobody writes now. */
async function removeParts(path: string): Promise<void> {
  const parts = (await readdir(path)).filter((name) => name.startsWith(`.${FILE}.`) && name.endsWith(".part"));
  await Promise.all(parts.map((name) => rm(join(path, name), { force: true })));
}

function inUse(path: string, who: string, lockPath: string): ToolError {
  return new ToolError("emulator-data-in-use", {
    happened: `Another emulate is using ${path}${who}.`,
    next: `Stop that one, or name another folder. If it is not running any more, remove ${lockPath}.`,
  });
}

function refused(happened: string): ToolError {
  return new ToolError("emulator-data-refused", {
    happened,
    next: "Name another folder with --data, or remove this one to begin anew. Its keys protect nothing.",
  });
}
