// Keeps two runs apart that would write to one archive: a file beside it that names the process that holds it.
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { basename, dirname, resolve } from "node:path";
import { codeOf } from "../../errors/error-code.ts";
import { ToolError } from "../../errors/tool-error.ts";
import { type Disk, diskFailed, systemDisk } from "../../files/disk.ts";
import { realPath } from "../../files/real-path.ts";
import { quoted } from "../../text/quoted.ts";

export interface ArchiveLock {
  release(): Promise<void>;
}

/**
 * Creates `<path>.lock`. One whose process is dead on this machine is taken over.
 * @throws {ToolError} `keys-in-use` while another run holds it; `file-unwritable`.
 */
export function lockArchive(path: string, disk: Disk = systemDisk): Promise<ArchiveLock> {
  return lockFile(path, archiveInUse, disk);
}

/** Is there a lock, or what somebody left who was making one? */
export async function hasLock(path: string, disk: Disk = systemDisk): Promise<boolean> {
  const file = await lockName(path);
  const names = await disk.list(dirname(file)).catch(() => []);
  return names.some((name) => name === basename(file) || name.startsWith(`${basename(file)}.`));
}

/** @param who ` (process 12 on "host")`, or empty where that cannot be told. @param file the lock. */
export type InUse = (who: string, file: string) => ToolError;

/** The same beside a file of another kind. @throws {ToolError} what `inUse` makes; `file-unwritable`. */
export async function lockFile(path: string, inUse: InUse, disk: Disk = systemDisk): Promise<ArchiveLock> {
  const file = await lockName(path);
  const mine = `${process.pid} ${hostname()} ${processSpace()}\n`;
  try {
    if (!(await created(file, mine, disk))) {
      await clearStale(file, inUse, disk);
      if (!(await created(file, mine, disk))) throw inUse(whoOf(await holderOf(file, disk)), file);
    }
  } catch (error) {
    if (error instanceof ToolError) throw error;
    throw diskFailed(error, `The lock ${file} could not be made`, "Check that this user may write to its folder.");
  }
  await tidy(file, disk);
  return { release: () => removeIfMine(file, mine, disk).catch(() => {}) };
}

async function removeIfMine(file: string, mine: string, disk: Disk): Promise<void> {
  const there = await disk.read(file);
  if (there && Buffer.from(there).toString() === mine) await disk.remove(file);
}

/** Removes what dead processes left while they were making a lock. */
async function tidy(file: string, disk: Disk): Promise<void> {
  const start = `${basename(file)}.`;
  const names = await disk.list(dirname(file)).catch(() => []);
  for (const name of names) {
    const pid = name.startsWith(start)
      ? /^([1-9]\d{0,9})\.(?:\d+|old)$/.exec(name.slice(start.length))?.[1]
      : undefined;
    if (!pid || runs(Number(pid))) continue;
    const left = resolve(dirname(file), name);
    // What tells whose it is decides; what was torn before that was written is told by its name alone.
    const holder = await holderOf(left, disk).catch(() => null);
    if (!holder?.pid || !holder.alive) await disk.remove(left).catch(() => {});
  }
}

/** @throws {ToolError} `value-invalid` for the name of a file that is kept beside an archive, and would be taken for it. */
async function lockName(path: string): Promise<string> {
  const real = await realPath(path);
  const beside = /\.(?:new|part|tmp|lock|rotation)$/.exec(real)?.[0];
  if (!beside) return `${real}.lock`;
  throw new ToolError("value-invalid", {
    happened: `${path} ends with ${beside}, like a temporary file of this program or of the vendor's tool.`,
    next: "Give the archive another name; `factory-tuf keys list --keys <file>` reads such a file, and `keys resume` takes its keys into its archive.",
  });
}

/** Where the file system has hard links the lock is there with its content or not at all, whenever a process dies. */
async function created(file: string, text: string, disk: Disk): Promise<boolean> {
  const whole = `${file}.${process.pid}.${attempts++}`;
  await disk.remove(whole).catch(() => {});
  await written(whole, text, disk);
  try {
    await disk.link(whole, file);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    if (!NO_LINKS.has(codeOf(error))) throw error;
  } finally {
    await disk.remove(whole).catch(() => {});
  }
  return written(file, text, disk).then(
    () => true,
    (error) => {
      if (codeOf(error) === "EEXIST") return false;
      throw error;
    },
  );
}

/** Tells the runs within one process apart. */
let attempts = 0;

const NO_LINKS = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK", "EINVAL"]);

async function written(file: string, text: string, disk: Disk): Promise<void> {
  const handle = await disk.create(file);
  try {
    await handle.write(Buffer.from(text));
  } finally {
    await handle.close();
  }
}

/** Moves a dead process's lock away. Whose lock it was is looked at again after the move: another run may be faster. */
async function clearStale(file: string, inUse: InUse, disk: Disk): Promise<void> {
  const holder = await holderOf(file, disk);
  if (holder === null) return;
  if (holder.alive) throw inUse(whoOf(holder), file);
  const aside = `${file}.${process.pid}.old`;
  await disk.rename(file, aside).catch((error) => {
    if (codeOf(error) !== "ENOENT") throw error;
  });
  const moved = await holderOf(aside, disk);
  if (moved?.alive) {
    // Never over the lock that somebody may have made meanwhile.
    await disk.link(aside, file).catch(() => {});
    await disk.remove(aside);
    throw inUse(whoOf(moved), file);
  }
  if (moved) await disk.remove(aside);
}
interface Holder {
  readonly pid: number;
  readonly host: string;
  /** True also where that cannot be told: another machine or container, an unreadable lock. */
  readonly alive: boolean;
}

async function holderOf(file: string, disk: Disk): Promise<Holder | null> {
  const bytes = await disk.read(file);
  if (!bytes) return null;
  const text = Buffer.from(bytes).toString("latin1");
  const [, pid = "0", host = "", space = processSpace()] =
    /^([1-9]\d{0,9}) (\S{1,255})(?: (\S{1,255}))?\n$/.exec(text) ?? [];
  const isHere = host === hostname() && space === processSpace();
  return { pid: Number(pid), host, alive: !isHere || runs(Number(pid)) };
}

/**
 * Where process numbers mean what they mean here: containers share a host's name, and each has numbers of its own. A
 * dash where the system does not tell.
 */
function processSpace(): string {
  space ??= [namespace(), machine()]
    .join(",")
    .replace(/[^\x21-\x7e]/g, "?")
    .slice(0, 200);
  return space;
}
let space: string | undefined;

function namespace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "-";
  }
}

function machine(): string {
  try {
    return readFileSync("/etc/machine-id", "utf8").trim() || "-";
  } catch {
    return "-";
  }
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== "ESRCH";
  }
}

function whoOf(holder: Holder | null): string {
  return holder?.pid ? ` (process ${holder.pid} on ${quoted(holder.host)})` : "";
}

function archiveInUse(who: string, file: string): ToolError {
  return new ToolError("keys-in-use", {
    happened: `Another run is working with this archive${who}.`,
    next: `Wait until it has ended. If it is no longer running, remove ${file}.`,
  });
}
