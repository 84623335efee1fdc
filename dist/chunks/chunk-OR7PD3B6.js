import {
  codeOf,
  isWithin,
  kindOf,
  noteRead
} from "./chunk-B3BO367N.js";
import {
  __callDispose,
  __using
} from "./chunk-73X3T6A5.js";

// src/files/read-file.ts
import { constants } from "node:fs";
import { open, realpath } from "node:fs/promises";
import { resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
async function readRegularFile(path, within, maxBytes) {
  try {
    var _stack = [];
    try {
      let real = await realpath(path);
      if (within !== null && !isWithin(real, await realpath(within).catch(() => resolve(within))))
        return refused("is a link that leads out of the workspace");
      let file = __using(_stack, await open(real, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)), !0);
      let facts = await file.stat();
      if (!facts.isFile()) return refused(`is ${kindOf(facts)}, not a regular file`);
      if (facts.size > maxBytes) return refused(tooLarge(maxBytes));
      let chunks = [];
      for (let left = maxBytes + 1; left > 0; ) {
        let { bytesRead, buffer } = await file.read(
          Buffer.alloc(Math.min(left, Math.max(facts.size + 1, 4096))),
          0,
          null,
          null
        );
        if (bytesRead === 0)
          return noteRead(path), { kind: "read", bytes: Buffer.concat(chunks), path: real };
        chunks.push(buffer.subarray(0, bytesRead)), left -= bytesRead;
      }
      return refused(tooLarge(maxBytes));
    } catch (_) {
      var _error = _, _hasError = !0;
    } finally {
      var _promise = __callDispose(_stack, _error, _hasError);
      _promise && await _promise;
    }
  } catch (error) {
    let code = codeOf(error);
    return code === "ENOENT" || code === "ENOTDIR" ? { kind: "missing" } : refused(WORDS[code] ?? `cannot be read (${code})`);
  }
}
var WORDS = {
  EACCES: "may not be read by this user",
  EPERM: "may not be read by this user",
  ELOOP: "is a link that leads to itself",
  EISDIR: "is a folder, not a regular file"
};
function refused(why) {
  return { kind: "refused", why };
}
function tooLarge(maxBytes) {
  return `has more than ${maxBytes} bytes`;
}
async function readNamedFile(path, maxBytes, signal) {
  var _stack = [];
  try {
    let file = __using(_stack, await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)), !0);
    let facts = await file.stat();
    let isPipe = facts.isFIFO();
    let mayComeLater = isPipe && !/^\/(?:dev\/fd|proc\/[^/]+\/fd)\//.test(path);
    let chunks = [];
    for (let left = maxBytes + 1; left > 0; ) {
      signal.throwIfAborted();
      let chunk = await readSome(file, Math.min(left, 64 * 1024));
      if (chunk?.length === 0 && !(mayComeLater && chunks.length === 0))
        return noteRead(path), Buffer.concat(chunks);
      chunk === null || chunk.length === 0 ? await setTimeout(PIPE_PAUSE_MS, void 0, { signal }).catch(() => {
      }) : (chunks.push(chunk), left -= chunk.length);
    }
    throw new TooLarge(maxBytes);
  } catch (_) {
    var _error = _, _hasError = !0;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && await _promise;
  }
}
var TooLarge = class extends Error {
  constructor(maxBytes) {
    super(`more than ${maxBytes} bytes`);
  }
}, PIPE_PAUSE_MS = 20;
async function readSome(file, size) {
  try {
    let { bytesRead, buffer } = await file.read(Buffer.alloc(size), 0, null, null);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    if (codeOf(error) === "EAGAIN") return null;
    throw error;
  }
}

export {
  readRegularFile,
  readNamedFile,
  TooLarge
};
