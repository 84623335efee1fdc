import {
  codeOf,
  diskFailed,
  systemDisk,
  writableTarget
} from "./chunk-B3BO367N.js";
import {
  ToolError
} from "./chunk-IAASVYQS.js";
import {
  __callDispose,
  __using
} from "./chunk-73X3T6A5.js";

// src/files/write-file.ts
import { randomBytes } from "node:crypto";
import { lstat, mkdir, open, realpath, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
var PUBLIC = 420;
async function writeFileWhole(path, content, { chosenBy, mode = PUBLIC, folders = !0 }) {
  let beside = null;
  try {
    let target = await writableTarget(path, chosenBy), folder = dirname(target);
    folders && await madeFolder(folder), folders && await writableTarget(path, chosenBy);
    let real = await realpath(folder), name = join(real, `.${basename(target)}.${randomBytes(6).toString("hex")}.part`);
    {
      var _stack = [];
      try {
        let file = __using(_stack, await open(name, "wx", mode), !0);
        beside = name;
        await file.writeFile(content);
        await file.sync();
        let [made, there] = [await file.stat(), await lstat(name)];
        if (made.ino !== there.ino || made.dev !== there.dev) throw moved(path);
      } catch (_) {
        var _error = _, _hasError = !0;
      } finally {
        var _promise = __callDispose(_stack, _error, _hasError);
        _promise && await _promise;
      }
    }
    if (await realpath(folder) !== real) throw moved(path);
    return await rename(name, join(real, basename(target))), beside = null, await systemDisk.syncFolder(real), target;
  } catch (error) {
    throw beside !== null && await rm(beside, { force: !0 }).catch(() => {
    }), error instanceof ToolError ? error : diskFailed(error, `${path} could not be written`, nextFor(codeOf(error)));
  }
}
async function madeFolder(folder) {
  try {
    await mkdir(folder, { recursive: !0 });
  } catch (error) {
    throw codeOf(error) === "EEXIST" ? Object.assign(new Error("no folder"), { code: "ENOTDIR" }) : error;
  }
}
function nextFor(code) {
  return code === "ENOSPC" || code === "EDQUOT" ? "Make room, then run this again." : "Check the path and its permissions; what was there before is untouched.";
}
function moved(path) {
  return new ToolError("file-unwritable", {
    happened: `The folder of ${path} was moved or replaced while it was written.`,
    next: "Find out what else works in that folder, then run this again."
  });
}

export {
  writeFileWhole
};
