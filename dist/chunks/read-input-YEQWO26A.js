import {
  MAX_INPUT_BYTES
} from "./chunk-FQNPKKOF.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";
import "./chunk-73X3T6A5.js";

// src/keys/read-input.ts
import { open } from "node:fs/promises";
var MAX_SECRET_BYTES = 64 * 1024;
function readKeyFile(path) {
  return readLimited(path, MAX_INPUT_BYTES);
}
async function readSecretFile(path) {
  let bytes = await readLimited(path, MAX_SECRET_BYTES);
  try {
    return new TextDecoder("utf-8", { fatal: !0 }).decode(bytes);
  } catch {
    throw unreadable(path, "is not text");
  }
}
async function readLimited(path, maxBytes) {
  let file;
  try {
    file = await open(path, "r");
    let bytes = await readUpTo(file, maxBytes + 1);
    if (bytes.length <= maxBytes) return bytes;
  } catch (error) {
    throw unreadable(path, reasonOf(error));
  } finally {
    await file?.close().catch(() => {
    });
  }
  throw new ToolError("keys-too-large", {
    happened: `${describe(path)} has more than ${maxBytes} bytes.`,
    next: "Give the file that was meant: a key archive has a few kilobytes."
  });
}
async function readUpTo(file, limit) {
  let chunks = [];
  for (let left = limit; left > 0; ) {
    let { bytesRead, buffer } = await file.read(Buffer.alloc(Math.min(left, 65536)), 0, null, null);
    if (bytesRead === 0) break;
    chunks.push(buffer.subarray(0, bytesRead)), left -= bytesRead;
  }
  return Buffer.concat(chunks);
}
function reasonOf(error) {
  let { code } = error;
  return code === "ENOENT" || code === "ENOTDIR" ? "does not exist" : code === "EACCES" || code === "EPERM" ? "may not be read by this user" : code === "EISDIR" ? "is a directory" : "cannot be read";
}
function unreadable(path, why) {
  return new ToolError("keys-file-unreadable", {
    happened: `${describe(path)} ${why}.`,
    next: "Check the path; it is taken relative to the working directory."
  });
}
function describe(path) {
  return /^[\x20-\x7e]{1,255}$/.test(path) && !/AGE-SECRET|BEGIN |[`{}]|[A-Za-z0-9+/=]{100}/i.test(path) ? `The file \`${path}\`` : "The file whose path was given (it does not look like a path, so it is not shown)";
}
export {
  readKeyFile,
  readSecretFile
};
