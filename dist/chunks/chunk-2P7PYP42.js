import {
  codeOf,
  diskFailed,
  noteRead,
  systemDisk
} from "./chunk-KPYM2WZH.js";
import {
  custom,
  is,
  pipe,
  rawCheck,
  safeParse
} from "./chunk-UPWR4RRH.js";
import {
  isObject,
  own
} from "./chunk-BZLGDXI2.js";
import {
  ToolError
} from "./chunk-IAASVYQS.js";
import {
  __callDispose,
  __using
} from "./chunk-73X3T6A5.js";

// src/files/write-file.ts
import { randomBytes } from "node:crypto";
import { lstat as lstat2, mkdir, open, realpath as realpath2, rename, rm } from "node:fs/promises";
import { basename as basename2, dirname as dirname2, join as join2 } from "node:path";

// src/files/target.ts
import { lstat, readlink, realpath } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, parse, relative, resolve, sep } from "node:path";
var byPerson = { kind: "person" };
async function writableTarget(path, chosenBy2) {
  let named = resolve(path), target = chosenBy2.kind === "person" ? await behindLinks(named) : await withoutLinks(named, chosenBy2.top), facts = await factsOf(target);
  if (facts && !facts.isFile()) throw refused(path, `is ${kindOf(facts)}, not a regular file`);
  return target;
}
async function behindLinks(path) {
  let at = path;
  for (let hops = 0; hops < MAX_HOPS; hops++) {
    let real = await realpath(at).catch(() => null);
    if (real !== null) return real;
    let facts = await factsOf(at), folder = await realpath(dirname(at)).catch(() => dirname(at));
    if (!facts?.isSymbolicLink()) return join(folder, basename(at));
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
    return await lstat(path);
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

// src/files/write-file.ts
var PUBLIC = 420;
async function writeFileWhole(path, content, { chosenBy: chosenBy2, mode = PUBLIC, folders = !0 }) {
  let beside = null;
  try {
    let target = await writableTarget(path, chosenBy2), folder = dirname2(target);
    folders && await madeFolder(folder), folders && await writableTarget(path, chosenBy2);
    let real = await realpath2(folder), name = join2(real, `.${basename2(target)}.${randomBytes(6).toString("hex")}.part`);
    {
      var _stack = [];
      try {
        let file = __using(_stack, await open(name, "wx", mode), !0);
        beside = name;
        await file.writeFile(content);
        await file.sync();
        let [made, there] = [await file.stat(), await lstat2(name)];
        if (made.ino !== there.ino || made.dev !== there.dev) throw moved(path);
      } catch (_) {
        var _error = _, _hasError = !0;
      } finally {
        var _promise = __callDispose(_stack, _error, _hasError);
        _promise && await _promise;
      }
    }
    if (await realpath2(folder) !== real) throw moved(path);
    return await rename(name, join2(real, basename2(target))), beside = null, await systemDisk.syncFolder(real), target;
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

// src/files/read-file.ts
import { constants } from "node:fs";
import { open as open2, realpath as realpath3 } from "node:fs/promises";
import { resolve as resolve2 } from "node:path";
import { setTimeout } from "node:timers/promises";
async function readRegularFile(path, within, maxBytes) {
  try {
    var _stack = [];
    try {
      let real = await realpath3(path);
      if (within !== null && !isWithin(real, await realpath3(within).catch(() => resolve2(within))))
        return refused2("is a link that leads out of the workspace");
      let file = __using(_stack, await open2(real, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)), !0);
      let facts = await file.stat();
      if (!facts.isFile()) return refused2(`is ${kindOf(facts)}, not a regular file`);
      if (facts.size > maxBytes) return refused2(tooLarge(maxBytes));
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
      return refused2(tooLarge(maxBytes));
    } catch (_) {
      var _error = _, _hasError = !0;
    } finally {
      var _promise = __callDispose(_stack, _error, _hasError);
      _promise && await _promise;
    }
  } catch (error) {
    let code = codeOf(error);
    return code === "ENOENT" || code === "ENOTDIR" ? { kind: "missing" } : refused2(WORDS[code] ?? `cannot be read (${code})`);
  }
}
var WORDS = {
  EACCES: "may not be read by this user",
  EPERM: "may not be read by this user",
  ELOOP: "is a link that leads to itself",
  EISDIR: "is a folder, not a regular file"
};
function refused2(why) {
  return { kind: "refused", why };
}
function tooLarge(maxBytes) {
  return `has more than ${maxBytes} bytes`;
}
async function readNamedFile(path, maxBytes, signal = AbortSignal.timeout(LONGEST_WAIT_MS)) {
  var _stack = [];
  try {
    let file = __using(_stack, await open2(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)), !0);
    let facts = await file.stat();
    let isPipe = facts.isFIFO();
    let mayComeLater = isPipe && !/^\/(?:dev\/fd|proc\/[^/]+\/fd)\//.test(path);
    let chunks = [];
    for (let left = maxBytes + 1; left > 0; ) {
      signal.throwIfAborted();
      let chunk = await readSome(file, Math.min(left, 64 * 1024));
      if (chunk?.length === 0 && !(mayComeLater && chunks.length === 0))
        return noteRead(path), Buffer.concat(chunks);
      chunk === null || chunk.length === 0 ? await setTimeout(PIPE_PAUSE_MS, void 0, { signal }) : (chunks.push(chunk), left -= chunk.length);
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
}, LONGEST_WAIT_MS = 6e4, PIPE_PAUSE_MS = 20;
async function readSome(file, size) {
  try {
    let { bytesRead, buffer } = await file.read(Buffer.alloc(size), 0, null, null);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    if (codeOf(error) === "EAGAIN") return null;
    throw error;
  }
}

// src/context/paths.ts
import { lstat as lstat3 } from "node:fs/promises";
import { dirname as dirname3, join as join3, resolve as resolve3 } from "node:path";
function chosenBy(place, named, byDefault) {
  return named !== void 0 && named !== byDefault && !place.isWorkspace ? byPerson : workspaceOf(place, named ?? byDefault);
}
function chosenWithin(place, named, folder) {
  let by = chosenBy(place, named, place.outputFolder ?? void 0);
  return by.kind === "person" ? { kind: "workspace", top: folder } : by;
}
function workspaceOf({ top, folder, outputFolder }, path) {
  return { kind: "workspace", top: outputFolder !== null && path !== void 0 && isWithin(resolve3(folder, path), outputFolder) ? outputFolder : top };
}
async function checkoutTop(folder) {
  for (let at = resolve3(folder); ; at = dirname3(at)) {
    if (await lstat3(join3(at, ".git")).catch(() => null) !== null) return at;
    if (dirname3(at) === at) return null;
  }
}

// src/keys/sources/network-wait.ts
import { setImmediate } from "node:timers/promises";
var TURNS = 8;
async function requestsSent() {
  for (let turn = 0; turn < TURNS; turn++) await setImmediate();
}

// src/json/shape.ts
function membersOf(entries, says) {
  let names = Object.keys(entries);
  return object(says, (value) => {
    let foreign = Object.keys(value).find((name) => !names.includes(name));
    return foreign !== void 0 ? {
      message: `has the unknown member {name}; known are ${names.join(", ")}`,
      input: foreign,
      path: [foreign]
    } : firstIssue(names, (name) => issueAt(name, entries[name], own(value, name)));
  });
}
function mapOf(member, says, problemOfName = () => null) {
  return object(
    says,
    (value) => firstIssue(Object.keys(value), (name) => {
      let message = problemOfName(name);
      return message === null ? issueAt(name, member, value[name]) : { message, input: name, path: [name] };
    })
  );
}
function object(says, issueOf) {
  return pipe(
    custom(isObject, says),
    rawCheck(({ dataset, addIssue }) => {
      let issue = isObject(dataset.value) ? issueOf(dataset.value) : null;
      issue && addIssue({ ...issue, path: pathOf(issue.path) });
    })
  );
}
function firstIssue(names, issueOf) {
  for (let name of names) {
    let issue = issueOf(name);
    if (issue) return issue;
  }
  return null;
}
function issueAt(name, schema, value) {
  let issue = safeParse(schema, value, { abortEarly: !0 }).issues?.[0];
  return issue ? { ...issue, path: [name, ...namesOf(issue)] } : null;
}
function namesOf(issue) {
  return (issue.path ?? []).map(({ key }) => String(key));
}
function pathOf([first, ...rest]) {
  let item = (key = "") => ({ type: "unknown", origin: "value", input: null, key, value: null });
  return [item(first), ...rest.map(item)];
}
function problemIn(schema, value) {
  let issue = safeParse(schema, value, { abortEarly: !0 }).issues?.[0];
  if (!issue) return null;
  let at = namesOf(issue).join("/"), marks = {
    "{at}": PLAIN_PLACE.test(at) ? at : quoted(at),
    "{name}": quoted(at),
    "{value}": quoted(issue.input)
  };
  return issue.message.replace(/\{(?:at|name|value)\}/g, (mark) => marks[mark]);
}
function isOf(schema, value) {
  return is(schema, value);
}
var MAX_QUOTED = 80, PLAIN_PLACE = /^[a-zA-Z0-9/-]{1,80}$/;
function quoted(value) {
  return (JSON.stringify(value) ?? "missing").slice(0, MAX_QUOTED);
}

export {
  byPerson,
  isWithin,
  kindOf,
  writeFileWhole,
  requestsSent,
  readRegularFile,
  readNamedFile,
  TooLarge,
  chosenBy,
  chosenWithin,
  checkoutTop,
  membersOf,
  mapOf,
  problemIn,
  isOf,
  quoted
};
