// Reads key inputs from files, up to a limit, also from pipes. A path may be a secret pasted into the wrong
// field, so only what looks like a path is named.
import { ToolError } from "../../errors/tool-error.ts";
import { type NamedUnread, readNamed, readRegularFile } from "../../files/read-file.ts";
import { utf8WithoutMark } from "../../text/utf8.ts";
import { bytesDamage } from "../age/damage.ts";
import { MAX_INPUT_BYTES } from "./input-form.ts";

const MAX_SECRET_BYTES = 64 * 1024;

/** @throws {ToolError} `keys-file-unreadable` or `keys-too-large`. */
export function readKeyFile(path: string, signal: AbortSignal): Promise<Uint8Array> {
  return readLimited(path, MAX_INPUT_BYTES, signal);
}

/**
 * An archive that a workflow named: a regular file of its workspace (T29).
 * @throws {ToolError} `keys-file-unreadable`.
 */
export async function readWorkspaceKeyFile(path: string, workspace: string): Promise<Uint8Array> {
  const read = await readRegularFile(path, workspace, MAX_INPUT_BYTES);
  if (read.kind === "read") return read.bytes;
  throw unreadable(path, read.kind === "missing" ? "does not exist" : read.why);
}

/** An identity or passphrase file. @throws {ToolError} `keys-file-unreadable` or `keys-too-large`. */
export async function readSecretFile(path: string, signal: AbortSignal): Promise<string> {
  const bytes = await readLimited(path, MAX_SECRET_BYTES, signal);
  const damage = bytesDamage(bytes);
  if (damage)
    throw new ToolError("keys-file-unreadable", { happened: `${describe(path)} ${damage.says}.`, next: damage.next });
  const text = utf8WithoutMark(bytes);
  if (text === null) throw unreadable(path, "is not text");
  return text;
}

async function readLimited(path: string, maxBytes: number, signal: AbortSignal): Promise<Uint8Array> {
  const read = await readNamed(path, maxBytes, signal);
  if (read.kind === "read") return read.bytes;
  if (read.kind !== "too large") throw unreadable(path, reasonOf(read));
  throw new ToolError("keys-too-large", {
    happened: `${describe(path)} has more than ${maxBytes} bytes.`,
    next: "Give the right file. A key archive has a few kilobytes.",
  });
}

function reasonOf({ kind, code }: NamedUnread): string {
  if (kind === "missing") return "does not exist";
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
