// The two ways in which files are read (T29). What nobody typed the name of, or what a workspace decides about, is a
// regular file of bounded size, and no link leads out of the workspace: a named pipe there would hold a run for ever, a
// device without end. What a person named on their own machine may be a link or a pipe too.
import { constants, type Stats } from "node:fs";
import { type FileHandle, open, realpath } from "node:fs/promises";
import { resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { codeOf } from "../errors/error-code.ts";
import { noteRead } from "./reads.ts";
import { isWithin, kindOf } from "./target.ts";

/** Why a file was not read. `missing` also covers a path whose folder is not there. */
export type Unread =
  | { readonly kind: "missing" }
  /** Completes "<path> ...", e.g. `is a named pipe, not a regular file`. */
  | { readonly kind: "refused"; readonly why: string };

export type FileRead = { readonly kind: "read"; readonly bytes: Uint8Array; readonly path: string } | Unread;

/**
 * @param within the file may be reached through links as long as it lies in this folder; null: wherever it lies.
 * @param maxBytes a larger file is refused, not cut.
 */
export async function readRegularFile(path: string, within: string | null, maxBytes: number): Promise<FileRead> {
  try {
    const real = await realpath(path);
    if (within !== null && !isWithin(real, await realpath(within).catch(() => resolve(within)))) {
      return refused("is a link that leads out of the workspace");
    }
    const bytes = await readRegular(real, maxBytes);
    noteRead(path);
    return { kind: "read", bytes, path: real };
  } catch (error) {
    if (error instanceof NotRegular) return refused(`is ${error.is}, not a regular file`);
    if (error instanceof TooLarge) return refused(`has ${error.message}`);
    const code = codeOf(error);
    if (isMissing(code)) return { kind: "missing" };
    return refused(WORDS[code] ?? `cannot be read (${code})`);
  }
}

/**
 * The bytes of a regular file, and never more than `maxBytes`, whatever its size was when it was opened.
 * @throws the system's own error; one with the code `EISDIR`, `EFTYPE` or `EFBIG`, without waiting, for anything else.
 */
export async function readRegular(path: string, maxBytes: number): Promise<Uint8Array> {
  // Opening a named pipe would wait for its writer.
  await using file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  const facts = await file.stat();
  if (!facts.isFile()) throw new NotRegular(facts);
  if (facts.size > maxBytes) throw new TooLarge(maxBytes);
  const chunks: Buffer[] = [];
  // A file can grow while it is read, and those of /proc have no size.
  for (let left = maxBytes + 1; left > 0; ) {
    const chunk = Buffer.alloc(Math.min(left, Math.max(facts.size + 1, 4096)));
    const { bytesRead } = await file.read(chunk, 0, null, null);
    if (bytesRead === 0) return Buffer.concat(chunks);
    chunks.push(chunk.subarray(0, bytesRead));
    left -= bytesRead;
  }
  throw new TooLarge(maxBytes);
}

class NotRegular extends Error {
  readonly code: "EISDIR" | "EFTYPE";
  /** `a folder`, `a named pipe`, ... */
  readonly is: string;
  constructor(facts: Stats) {
    super("not a regular file");
    this.code = facts.isDirectory() ? "EISDIR" : "EFTYPE";
    this.is = kindOf(facts);
  }
}

class TooLarge extends Error {
  readonly code = "EFBIG";
  constructor(maxBytes: number) {
    super(`more than ${maxBytes} bytes`);
  }
}

const WORDS: Readonly<Record<string, string>> = {
  EACCES: "may not be read by this user",
  EPERM: "may not be read by this user",
  ELOOP: "is a link that leads to itself",
  EISDIR: "is a folder, not a regular file",
};

function refused(why: string): Unread {
  return { kind: "refused", why };
}

function isMissing(code: string): boolean {
  return code === "ENOENT" || code === "ENOTDIR";
}

/** What became of a file that a person named. The caller words why it was not read. */
export type NamedRead = { readonly kind: "read"; readonly bytes: Uint8Array } | NamedUnread;

export interface NamedUnread {
  /** `missing` also covers a path whose folder is not there. */
  readonly kind: "missing" | "too large" | "unreadable";
  /** The system's word, for a sentence. */
  readonly code: string;
  readonly cause: unknown;
}

/**
 * Reads what a person named on their own machine: a file, a link, or a pipe such as `<(pass show token)`. A named pipe is
 * waited for until `signal` ends it, without holding the process: that of the run, so that `timeout` counts.
 * @throws `signal.reason`, and nothing else.
 */
export async function readNamed(path: string, maxBytes: number, signal: AbortSignal): Promise<NamedRead> {
  try {
    const bytes = await readToEnd(path, maxBytes, signal);
    noteRead(path);
    return { kind: "read", bytes };
  } catch (cause) {
    if (signal.aborted && cause === signal.reason) throw cause;
    const code = codeOf(cause);
    const kind = cause instanceof TooLarge ? "too large" : isMissing(code) ? "missing" : "unreadable";
    return { kind, code, cause };
  }
}

async function readToEnd(path: string, maxBytes: number, signal: AbortSignal): Promise<Uint8Array> {
  await using file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  const facts = await file.stat();
  const isPipe = facts.isFIFO();
  // The writer of a pipe that the shell made is there from the beginning: its end is the end.
  const mayComeLater = isPipe && !/^\/(?:dev\/fd|proc\/[^/]+\/fd)\//.test(path);
  const chunks: Buffer[] = [];
  for (let left = maxBytes + 1; left > 0; ) {
    signal.throwIfAborted();
    const chunk = await readSome(file, Math.min(left, 64 * 1024));
    const isEnd = chunk?.length === 0 && !(mayComeLater && chunks.length === 0);
    if (isEnd) return Buffer.concat(chunks);
    // It rejects with an error of its own; the reason is thrown by the next look.
    if (chunk === null || chunk.length === 0) await setTimeout(PIPE_PAUSE_MS, undefined, { signal }).catch(() => {});
    else {
      chunks.push(chunk);
      left -= chunk.length;
    }
  }
  throw new TooLarge(maxBytes);
}

const PIPE_PAUSE_MS = 20;

/** Null where nothing has come yet. */
async function readSome(file: FileHandle, size: number): Promise<Buffer | null> {
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(size), 0, null, null);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    if (codeOf(error) === "EAGAIN") return null;
    throw error;
  }
}
