// The few things that key archives do to a disk, as one port: so that each of them can be traced, failed or killed.

import { constants } from "node:fs";
import { type FileHandle, link, lstat, open, readdir, rename, unlink } from "node:fs/promises";
import { basename } from "node:path";
import { codeOf } from "../errors/error-code.ts";
import { ToolError } from "../errors/tool-error.ts";
import { readRegular } from "./read-file.ts";
import { noteRead } from "./reads.ts";

export interface DiskFile {
  write(bytes: Uint8Array): Promise<void>;
  /** Flushes content and length to the device. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** Every function throws the system's own error; {@link diskFailed} words it. */
export interface Disk {
  /** Null when there is no such file. Fails at once with `EFTYPE` for a pipe or a device, with `EFBIG` for too much (T29). */
  read(path: string): Promise<Uint8Array | null>;
  /** True for anything of that name, also a dangling link. */
  exists(path: string): Promise<boolean>;
  /** Fails with `EEXIST` where something of that name is. Mode 0600. */
  create(path: string): Promise<DiskFile>;
  rename(from: string, to: string): Promise<void>;
  /** Gives a file a second name, with its content from the first moment. Fails with `EEXIST` where something of that name is. */
  link(from: string, to: string): Promise<void>;
  /** Names in a folder. */
  list(folder: string): Promise<readonly string[]>;
  remove(path: string): Promise<void>;
  /** Makes names in a folder survive a power cut. Does nothing where the system cannot. */
  syncFolder(path: string): Promise<void>;
}

const OWNER_ONLY = 0o600;
/** More than any archive, record or lock has. */
const MAX_READ_BYTES = 2 * 1024 * 1024;

export const systemDisk: Disk = {
  async read(path) {
    const bytes = await nullIfMissing(readRegular(path, MAX_READ_BYTES));
    if (bytes !== null) noteRead(path);
    return bytes;
  },
  exists: async (path) => (await nullIfMissing(lstat(path))) !== null,
  async create(path) {
    const file = await open(path, "wx", OWNER_ONLY);
    return {
      write: async (bytes) => file.writeFile(bytes),
      sync: () => file.sync(),
      close: () => file.close(),
    };
  },
  rename,
  link,
  list: (folder) => readdir(folder),
  remove: unlink,
  async syncFolder(path) {
    let folder: FileHandle | undefined;
    try {
      // A named pipe that took its place would be waited for.
      folder = await open(path, constants.O_RDONLY | (constants.O_DIRECTORY ?? 0) | (constants.O_NONBLOCK ?? 0));
      await folder.sync();
    } catch (error) {
      // Windows cannot open a folder, and some network file systems cannot flush one.
      if (!["EISDIR", "EPERM", "EINVAL", "ENOTSUP"].includes(codeOf(error))) throw error;
    } finally {
      await folder?.close();
    }
  },
};

/** @param what was not done, e.g. `The archive root.tgz could not be written`. */
export function diskFailed(error: unknown, what: string, next: string): ToolError {
  return new ToolError("file-unwritable", { happened: `${what} (${WORDS[codeOf(error)] ?? codeOf(error)}).`, next });
}

const WORDS: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  EROFS: "it is mounted read-only",
  ENOENT: "the folder does not exist",
  ENOTDIR: "a part of the path is no folder",
  EEXIST: "a file of that name is there already",
  EISDIR: "it is a folder",
  EFTYPE: "it is no regular file",
  ENXIO: "it is no regular file",
  EFBIG: "it is larger than any such file",
  EPIPE: "whoever read it has closed it",
  EIO: "the device reports an error",
};

async function nullIfMissing<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
}

/** A path for a message. */
export function shownFile(path: string): string {
  return `\`${basename(path).slice(0, 120)}\``;
}
