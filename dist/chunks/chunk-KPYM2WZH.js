import {
  errorCode
} from "./chunk-7P2GDMS2.js";
import {
  ToolError
} from "./chunk-IAASVYQS.js";
import {
  __callDispose,
  __using
} from "./chunk-73X3T6A5.js";

// src/files/reads.ts
import { channel } from "node:diagnostics_channel";
var reads = channel("factory-tuf:file-read");
function noteRead(path) {
  reads.hasSubscribers && reads.publish(path);
}
function onRead(tell) {
  let listener = (path) => tell(String(path));
  return reads.subscribe(listener), () => {
    reads.unsubscribe(listener);
  };
}

// src/files/disk.ts
import { constants } from "node:fs";
import { link, lstat, open, readdir, rename, unlink } from "node:fs/promises";
import { basename } from "node:path";
var OWNER_ONLY = 384, MAX_READ_BYTES = 2 * 1024 * 1024, systemDisk = {
  async read(path) {
    let bytes = await nullIfMissing(readRegular(path));
    return bytes !== null && noteRead(path), bytes;
  },
  exists: async (path) => await nullIfMissing(lstat(path)) !== null,
  async create(path) {
    let file = await open(path, "wx", OWNER_ONLY);
    return {
      write: async (bytes) => file.writeFile(bytes),
      sync: () => file.sync(),
      close: () => file.close()
    };
  },
  rename,
  link,
  list: (folder) => readdir(folder),
  remove: unlink,
  async syncFolder(path) {
    let folder;
    try {
      folder = await open(path, constants.O_RDONLY | (constants.O_DIRECTORY ?? 0) | (constants.O_NONBLOCK ?? 0)), await folder.sync();
    } catch (error) {
      if (!["EISDIR", "EPERM", "EINVAL", "ENOTSUP"].includes(codeOf(error))) throw error;
    } finally {
      await folder?.close();
    }
  }
};
function diskFailed(error, what, next) {
  return new ToolError("file-unwritable", { happened: `${what} (${WORDS[codeOf(error)] ?? codeOf(error)}).`, next });
}
function codeOf(error) {
  return errorCode(error) ?? "unknown reason";
}
var WORDS = {
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
  EIO: "the device reports an error"
};
async function readRegular(path) {
  var _stack = [];
  try {
    let file = __using(_stack, await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)), !0);
    let facts = await file.stat();
    if (facts.isDirectory()) throw failedWith("EISDIR");
    if (!facts.isFile()) throw failedWith("EFTYPE");
    if (facts.size > MAX_READ_BYTES) throw failedWith("EFBIG");
    return file.readFile();
  } catch (_) {
    var _error = _, _hasError = !0;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && await _promise;
  }
}
function failedWith(code) {
  return Object.assign(new Error(code), { code });
}
async function nullIfMissing(work) {
  try {
    return await work;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
}
function shownFile(path) {
  return `\`${basename(path).slice(0, 120)}\``;
}

export {
  noteRead,
  onRead,
  systemDisk,
  diskFailed,
  codeOf,
  shownFile
};
