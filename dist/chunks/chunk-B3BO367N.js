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

// src/files/disk.ts
import { constants } from "node:fs";
import { link, lstat, open, readdir, rename, unlink } from "node:fs/promises";
import { basename } from "node:path";

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

// src/files/target.ts
import { lstat as lstat2, readlink, realpath } from "node:fs/promises";
import { basename as basename2, dirname, isAbsolute, join, parse, relative, resolve, sep } from "node:path";
var byPerson = { kind: "person" };
async function writableTarget(path, chosenBy) {
  let named = resolve(path), target = chosenBy.kind === "person" ? await behindLinks(named) : await withoutLinks(named, chosenBy.top), facts = await factsOf(target);
  if (facts && !facts.isFile()) throw refused(path, `is ${kindOf(facts)}, not a regular file`);
  return target;
}
async function behindLinks(path) {
  let at = path;
  for (let hops = 0; hops < MAX_HOPS; hops++) {
    let real = await realpath(at).catch(() => null);
    if (real !== null) return real;
    let facts = await factsOf(at), folder = await realpath(dirname(at)).catch(() => dirname(at));
    if (!facts?.isSymbolicLink()) return join(folder, basename2(at));
    let leadsTo = await readlink(at);
    at = isAbsolute(leadsTo) ? leadsTo : resolve(folder, leadsTo);
  }
  throw refused(path, "leads through links without end");
}
var MAX_HOPS = 40;
async function withoutLinks(path, top) {
  let start = isWithin(path, resolve(top)) ? resolve(top) : parse(path).root, at = start;
  for (let step of relative(start, path).split(sep)) {
    at = join(at, step);
    let facts = await factsOf(at);
    if (facts === null) break;
    if (facts.isSymbolicLink()) throw refused(path, at === path ? "is a link" : `lies behind the link ${at}`);
    if (at !== path && !facts.isDirectory()) throw refused(path, `lies behind ${at}, which is no folder`);
  }
  return path;
}
function isWithin(path, top) {
  let way = relative(top, path);
  return way === "" || !way.startsWith("..") && !isAbsolute(way);
}
async function factsOf(path) {
  try {
    return await lstat2(path);
  } catch (error) {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return null;
    throw error;
  }
}
function kindOf(facts) {
  return facts.isDirectory() ? "a folder" : facts.isSymbolicLink() ? "a link" : facts.isFIFO() ? "a named pipe" : facts.isSocket() ? "a socket" : "a device";
}
function refused(path, why) {
  return new ToolError("file-unwritable", {
    happened: `${path} ${why}, so it was not written.`,
    next: "Remove it if you did not put it there, or name another file."
  });
}

export {
  noteRead,
  onRead,
  systemDisk,
  diskFailed,
  codeOf,
  shownFile,
  byPerson,
  writableTarget,
  isWithin,
  kindOf
};
