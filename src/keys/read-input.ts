// Reads key inputs from files, up to a limit, also from pipes. A path may be a secret pasted into the wrong
// field, so only what looks like a path is named.
import { type FileHandle, open } from "node:fs/promises";
import { ToolError } from "../tuf/errors.ts";
import { MAX_INPUT_BYTES } from "./input-form.ts";

const MAX_SECRET_BYTES = 64 * 1024;

/** @throws {ToolError} `keys-file-unreadable` or `keys-too-large`. */
export function readKeyFile(path: string): Promise<Uint8Array> {
  return readLimited(path, MAX_INPUT_BYTES);
}

/** An identity or passphrase file. @throws {ToolError} `keys-file-unreadable` or `keys-too-large`. */
export async function readSecretFile(path: string): Promise<string> {
  const bytes = await readLimited(path, MAX_SECRET_BYTES);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw unreadable(path, "is not text");
  }
}

async function readLimited(path: string, maxBytes: number): Promise<Uint8Array> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, "r");
    const bytes = await readUpTo(file, maxBytes + 1);
    if (bytes.length <= maxBytes) return bytes;
  } catch (error) {
    throw unreadable(path, reasonOf(error));
  } finally {
    await file?.close().catch(() => {});
  }
  throw new ToolError("keys-too-large", {
    happened: `${describe(path)} has more than ${maxBytes} bytes.`,
    next: "Give the file that was meant: a key archive has a few kilobytes.",
  });
}

async function readUpTo(file: FileHandle, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for (let left = limit; left > 0; ) {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(Math.min(left, 64 * 1024)), 0, null, null);
    if (bytesRead === 0) break;
    chunks.push(buffer.subarray(0, bytesRead));
    left -= bytesRead;
  }
  return Buffer.concat(chunks);
}

function reasonOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOENT" || code === "ENOTDIR") return "does not exist";
  if (code === "EACCES" || code === "EPERM") return "may not be read by this user";
  return code === "EISDIR" ? "is a directory" : "cannot be read";
}

function unreadable(path: string, why: string): ToolError {
  return new ToolError("keys-file-unreadable", {
    happened: `${describe(path)} ${why}.`,
    next: "Check the path; it is taken relative to the working directory.",
  });
}

function describe(path: string): string {
  const looksLikePath = /^[\x20-\x7e]{1,255}$/.test(path) && !/AGE-SECRET|BEGIN |[`{}]|[A-Za-z0-9+/=]{100}/i.test(path);
  return looksLikePath
    ? `The file \`${path}\``
    : "The file whose path was given (it does not look like a path, so it is not shown)";
}
