import {
  Point
} from "./chunk-2T4BEXM7.js";
import {
  __callDispose,
  __using
} from "./chunk-73X3T6A5.js";

// src/errors/tool-error.ts
var USAGE_CODES = [
  "usage",
  "unknown-command",
  "unknown-option",
  "value-invalid",
  "value-missing",
  "options-conflict",
  "config-invalid"
];
var CHANGED_SENTENCE = {
  no: () => "Nothing was changed.",
  yes: () => "Part of the work was done.",
  unknown: (what) => `Whether ${what} was changed is not known.`
}, ToolError = class _ToolError extends Error {
  name = "ToolError";
  code;
  changed;
  happened;
  next;
  #what;
  constructor(code, says, options) {
    let changed = says.changed ?? "no", sentence = changed === "no" && isUsageCode(code) ? null : CHANGED_SENTENCE[changed](says.what ?? "the Factory");
    super([says.happened, sentence, says.next].filter((part) => part !== null).join(" "), options), this.code = code, this.changed = changed, this.happened = says.happened, this.next = says.next, this.#what = says.what;
  }
  /** The message for a command that only reads: it leaves out that nothing was changed. */
  get messageOfReading() {
    return this.changed === "no" ? `${this.happened} ${this.next}` : this.message;
  }
  /**
   * The same failure with what is known of it further up: how far the work had got, what became of the rest.
   * What `more` does not name stays: the code, whether anything was changed, what happened and the advice.
   * @returns a new error with this one as its cause. This one is not changed.
   */
  extended(more) {
    return new _ToolError(
      more.code ?? this.code,
      {
        happened: [more.before, this.happened, more.after].filter(Boolean).join(" "),
        changed: more.changed ?? this.changed,
        what: more.what ?? this.#what,
        next: more.next ?? this.next
      },
      { cause: more.cause ?? this }
    );
  }
}, usageCodes = new Set(USAGE_CODES);
function isUsageCode(code) {
  return usageCodes.has(code);
}

// src/commands/result/exit-status.ts
function exitStatusOfOutcome({
  status,
  changed,
  failure
}) {
  return failure ? exitStatusOfError(failure) : { exit: 0, status, changed };
}
function exitStatusOfError(error, wrote = !1) {
  if (!(error instanceof ToolError))
    return wrote ? { exit: 4, status: "unknown", changed: "unknown" } : { exit: 1, status: "refused", changed: "no" };
  let { code, changed } = error;
  return changed !== "no" ? { exit: 4, status: "unknown", changed } : isUsageCode(code) ? { exit: 2, status: "usage", changed } : code === "gate" ? { exit: 3, status: "gate", changed } : { exit: 1, status: "refused", changed };
}
function failureOf(error, { wrote = !1, readsOnly = !1 } = {}) {
  if (error instanceof ToolError) {
    let { code, next: next3 } = error;
    return { code, message: readsOnly ? error.messageOfReading : error.message, next: next3 };
  }
  let where = error instanceof Error ? error.name : typeof error, next2 = wrote ? "Look at the Factory with `factory-tuf wave list` and `wave show`, then report this." : "Please report this, with the command and its options but without any secret.", changed = wrote ? " Whether the Factory was changed is not known." : readsOnly ? "" : " Nothing was changed.";
  return { code: "bug", message: `This is a bug in factory-tuf (${where}${placeOf(error)}).${changed} ${next2}`, next: next2 };
}
function placeOf(error) {
  let stack = error instanceof Error ? error.stack ?? "" : "", frame = /^\s+at .*?([A-Za-z0-9_.-]+\.(?:ts|js|mjs)):(\d+):\d+\)?$/m.exec(stack);
  return frame ? ` at ${frame[1]}:${frame[2]}` : "";
}

// src/json/object.ts
function own(object3, key) {
  return Object.hasOwn(object3, key) ? object3[key] : void 0;
}
function ownOf(object3, key) {
  return hasMembers(object3) && Object.hasOwn(object3, key) ? object3[key] : void 0;
}
function memberAt(value, ...names) {
  return names.reduce((object3, name) => isObject(object3) ? own(object3, name) : void 0, value);
}
function isInteger(value, min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER) {
  return typeof value == "number" && Number.isSafeInteger(value) && value >= min && value <= max;
}
function hasMembers(value) {
  return value !== null && typeof value == "object";
}
function isObject(value) {
  return value !== null && typeof value == "object" && !Array.isArray(value);
}
function isPlainObject(value) {
  return isObject(value) && Object.getPrototypeOf(value) === Object.prototype;
}

// src/text/sha256.ts
import { createHash } from "node:crypto";
function sha256Hex(of) {
  return createHash("sha256").update(of).digest("hex");
}
function sha256Digest(of) {
  return `sha256:${sha256Hex(of)}`;
}

// src/json/canonical-text.ts
var TextPart = class {
  #text;
  #members;
  start;
  end;
  /** False where names of its outer objects are not in order; all else is. */
  isCanonical;
  constructor(text, [start, end], { members, isCanonical }) {
    this.#text = text, this.#members = members, this.start = start, this.end = end, this.isCanonical = isCanonical;
  }
  /** The canonical form of the value, ASCII; null where this is another form of it. */
  get canonical() {
    return this.isCanonical ? this.#text.slice(this.start, this.end) : null;
  }
  /** A member of the outermost object, or of one directly within it; null for anything else. */
  member(name) {
    return this.#members.get(name) ?? null;
  }
}, QUOTE = 34, COMMA = 44, COLON = 58, MINUS = 45, ZERO = 48, NINE = 57, OPEN_ARRAY = 91, BACKSLASH = 92, CLOSE_ARRAY = 93, OPEN_OBJECT = 123, CLOSE_OBJECT = 125, [TRUE, FALSE, NULL] = [116, 102, 110], ESCAPED = /* @__PURE__ */ new Set([QUOTE, BACKSLASH, 110, 114, 116]), SAFE_DIGITS = 15, OUTER_LEVELS = 2, MAX_OUTER_NAMES = 1e3, PLAIN = { members: /* @__PURE__ */ new Map(), isCanonical: !0 };
function wholeText(text, maxDepth) {
  let { length } = text;
  if (Buffer.byteLength(text) !== length || text.includes("")) return null;
  let isObject2 = new Uint8Array(maxDepth + 1), starts = new Int32Array(maxDepth + 1), ends = new Int32Array(maxDepth + 1), outer = [], slash = nextSlash(text, 0), at = 0, depth = 0;
  for (; ; ) {
    if (depth > 0 && isObject2[depth] === 1) {
      if (text.charCodeAt(at) !== QUOTE) return null;
      let start = at + 1, end = text.indexOf('"', start);
      if (end === -1 || slash < end || text.charCodeAt(end + 1) !== COLON) return null;
      let isInOrder = ends[depth] === 0 || isAbove(text, start, end, starts[depth], ends[depth]);
      if (depth <= OUTER_LEVELS) {
        let object3 = outer[depth - 1];
        if (object3.name = text.slice(start, end), object3.value = end + 2, isInOrder || (object3.isCanonical = !1), object3.members.has(object3.name) || object3.members.size === MAX_OUTER_NAMES) return null;
      } else if (!isInOrder) return null;
      starts[depth] = start, ends[depth] = end, at = end + 2;
    }
    let char = text.charCodeAt(at);
    if (char === QUOTE) {
      let end = text.indexOf('"', at + 1);
      for (; slash < end; ) {
        if (!ESCAPED.has(text.charCodeAt(slash + 1))) return null;
        slash + 1 === end && (end = text.indexOf('"', end + 1)), slash = nextSlash(text, slash + 2);
      }
      if (end === -1) return null;
      at = end + 1;
    } else if (char === OPEN_OBJECT || char === OPEN_ARRAY) {
      if (depth === maxDepth) return null;
      if (depth++, isObject2[depth] = char === OPEN_OBJECT ? 1 : 0, ends[depth] = 0, depth <= OUTER_LEVELS && (outer[depth - 1] = { members: /* @__PURE__ */ new Map(), isCanonical: !0, name: "", value: 0 }), at++, text.charCodeAt(at) !== (char === OPEN_OBJECT ? CLOSE_OBJECT : CLOSE_ARRAY)) continue;
    } else if (char === MINUS || char >= ZERO && char <= NINE) {
      if (at = endOfInteger(text, at), at === -1) return null;
    } else if (char === TRUE || char === NULL) at += 4;
    else if (char === FALSE) at += 5;
    else return null;
    let ended = PLAIN, isEmpty = char === OPEN_OBJECT || char === OPEN_ARRAY;
    for (; ; ) {
      if (depth === 0) return at === length ? new TextPart(text, [0, length], ended) : null;
      if (depth <= OUTER_LEVELS && !isEmpty) {
        let parent = outer[depth - 1];
        ended.isCanonical || (parent.isCanonical = !1), isObject2[depth] === 1 && parent.members.set(parent.name, new TextPart(text, [parent.value, at], ended));
      }
      isEmpty = !1;
      let behind = text.charCodeAt(at);
      if (at++, behind === COMMA) break;
      if (behind !== (isObject2[depth] === 1 ? CLOSE_OBJECT : CLOSE_ARRAY)) return null;
      ended = depth <= OUTER_LEVELS ? outer[depth - 1] : PLAIN, depth--;
    }
  }
}
function nextSlash(text, at) {
  let found = text.indexOf("\\", at);
  return found === -1 ? text.length : found;
}
function isAbove(text, start, end, otherStart, otherEnd) {
  let [at, other] = [start, otherStart];
  for (; at < end && other < otherEnd; at++, other++) {
    let difference = text.charCodeAt(at) - text.charCodeAt(other);
    if (difference !== 0) return difference > 0;
  }
  return end - start > otherEnd - otherStart;
}
function endOfInteger(text, start) {
  let first = text.charCodeAt(start) === MINUS ? start + 1 : start, at = first;
  for (; ; ) {
    let char2 = text.charCodeAt(at);
    if (char2 < ZERO || char2 > NINE || at >= text.length) break;
    at++;
  }
  if (at === first || text.charCodeAt(first) === ZERO && (at > first + 1 || first > start)) return -1;
  let char = text.charCodeAt(at);
  return char === 46 || char === 69 || char === 101 ? -1 : at - first <= SAFE_DIGITS || Number.isSafeInteger(Number(text.slice(start, at))) ? at : -1;
}

// src/json/json.ts
var MAX_READABLE_DEPTH = 1e3, MAX_PROBLEMS = 1e4, MAX_DEPTH = 64;
function rawNumber(value) {
  return JSON.isRawJSON(value) ? value.rawJSON : null;
}
function pointerTo(pointer, key) {
  return `${pointer}/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}
function parseJson(text, where) {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw unreadable(where, "is not valid JSON");
  }
  let whole2 = wholeText(text, MAX_DEPTH);
  if (whole2) return { value, problems: [], text: whole2 };
  if (isOrdinary(value, MAX_DEPTH) && endOfCopy(value, text, 0, MEMBER_LEVELS) === text.length)
    return { value, problems: [] };
  let { problems, hasEscapedName } = scan(text, where);
  return (hasEscapedName || problems.some(({ kind }) => kind === "number-form")) && (value = build(text)), { value, problems };
}
function unreadable(where, what) {
  return new ToolError("metadata-malformed", {
    happened: `${where} ${what}.`,
    next: "Fetch it again; if the error comes again, something between here and the Factory rewrites answers."
  });
}
function isOrdinary(value, levels) {
  if (typeof value == "number") return Number.isSafeInteger(value);
  if (!hasMembers(value)) return !0;
  if (levels === 0) return !1;
  for (let key of Object.keys(value)) {
    let member = value[key];
    if (typeof member != "string" && !isOrdinary(member, levels - 1)) return !1;
  }
  return !0;
}
var MEMBER_LEVELS = 3;
function endOfCopy(value, text, at, levels) {
  if (levels === 0 || !isObject(value))
    return endOfPiece(JSON.stringify(value), text, at);
  let end = at, before = "{";
  for (let key of Object.keys(value)) {
    if (end = endOfPiece(`${before}${JSON.stringify(key)}:`, text, end), end !== -1 && (end = endOfCopy(value[key], text, end, levels - 1)), end === -1) return -1;
    before = ",";
  }
  return endOfPiece(before === "{" ? "{}" : "}", text, end);
}
function endOfPiece(piece, text, at) {
  let end = at + piece.length;
  return text.slice(at, end) === piece ? end : -1;
}
var NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y, PLAIN_INTEGER = /^(?:0|-?[1-9]\d*)$/;
function scan(text, where) {
  let hasEscapedName = !1, problems = [], report = (kind, says) => {
    if (problems.length === MAX_PROBLEMS) throw unreadable(where, `has more than ${MAX_PROBLEMS} ambiguous places`);
    problems.push({ pointer: here(), kind, says });
  }, levels = [], here = () => levels.reduce((pointer, { step }) => pointerTo(pointer, step), ""), expectsName = !1;
  for (let at = 0; at < text.length; at++) {
    let level = levels.at(-1), char = text.charCodeAt(at);
    if (char === 34) {
      let end = endOfString(text, at);
      if (expectsName && level?.names) {
        let name = stringAt(text, at, end);
        name.length !== end - at - 2 && (hasEscapedName = !0), level.step = name, level.names.has(name) && report("repeated-member", "the member name occurs twice"), level.names.add(name), expectsName = !1;
      }
      at = end - 1;
    } else if (char === 123 || char === 91) {
      if (levels.length === MAX_READABLE_DEPTH)
        throw unreadable(where, `is nested deeper than ${MAX_READABLE_DEPTH} levels`);
      levels.length === MAX_DEPTH && report("too-deep", `nested deeper than ${MAX_DEPTH} levels`), levels.push(char === 123 ? { names: /* @__PURE__ */ new Set(), step: "" } : { names: null, step: 0 }), expectsName = char === 123;
    } else if (char === 125 || char === 93)
      levels.pop(), expectsName = !1;
    else if (char === 44 && level)
      level.names ? expectsName = !0 : level.step++;
    else if (char === 45 || char >= 48 && char <= 57) {
      NUMBER.lastIndex = at;
      let token = NUMBER.exec(text)?.[0] ?? text[at], problem = numberProblem(token);
      problem && report("number-form", problem), at += token.length - 1;
    }
  }
  return { problems, hasEscapedName };
}
var SPACE = /[ \t\n\r]*/y;
function build(text) {
  let at = 0, next2 = () => (SPACE.lastIndex = at, at += SPACE.exec(text)[0].length, text[at]), string2 = () => {
    let start = at;
    return at = endOfString(text, start), stringAt(text, start, at);
  }, number2 = () => {
    NUMBER.lastIndex = at;
    let token = NUMBER.exec(text)[0];
    return at += token.length, String(Number(token)) === token ? Number(token) : JSON.rawJSON(token);
  }, word2 = (length, value2) => (at += length, value2), list2 = (end, item) => {
    if (at++, next2() !== end)
      for (item(); next2() === ","; )
        at++, next2(), item();
    at++;
  }, value = () => {
    switch (next2()) {
      case "{": {
        let object3 = {};
        return list2("}", () => {
          let name = string2();
          next2(), at++, Object.defineProperty(object3, name, { value: value(), enumerable: !0, configurable: !0, writable: !0 });
        }), object3;
      }
      case "[": {
        let array2 = [];
        return list2("]", () => array2.push(value())), array2;
      }
      case '"':
        return string2();
      case "t":
        return word2(4, !0);
      case "f":
        return word2(5, !1);
      case "n":
        return word2(4, null);
      default:
        return number2();
    }
  };
  return value();
}
var ESCAPED2 = { b: "\b", f: "\f", n: `
`, r: "\r", t: "	" };
function stringAt(text, start, end) {
  let raw = text.slice(start + 1, end - 1);
  return raw.includes("\\") ? raw.replace(
    /\\(?:u([0-9A-Fa-f]{4})|(.))/g,
    (_, hex, char) => hex === void 0 ? ESCAPED2[char] ?? char : String.fromCharCode(Number.parseInt(hex, 16))
  ) : raw;
}
function endOfString(text, start) {
  for (let at = start + 1; ; at++) {
    let char = text.charCodeAt(at);
    if (char === 92) at++;
    else if (char === 34) return at + 1;
  }
}
function numberProblem(token) {
  return PLAIN_INTEGER.test(token) ? Number.isSafeInteger(Number(token)) ? null : `the integer ${token.slice(0, 40)} is beyond 2^53` : `the number ${token.slice(0, 40)} is not a plain integer`;
}

// src/errors/error-code.ts
function errorCode(error) {
  return error instanceof Error && "code" in error && typeof error.code == "string" ? error.code : void 0;
}
function codeOf(error) {
  return errorCode(error) ?? "unknown reason";
}

// src/files/read-file.ts
import { constants } from "node:fs";
import { open, realpath as realpath2 } from "node:fs/promises";
import { resolve as resolve2 } from "node:path";
import { setTimeout as setTimeout2 } from "node:timers/promises";

// src/files/reads.ts
import { channel } from "node:diagnostics_channel";
var reads = channel("factory-tuf:file-read");
function noteRead(path2) {
  reads.hasSubscribers && reads.publish(path2);
}
function onRead(tell) {
  let listener = (path2) => tell(String(path2));
  return reads.subscribe(listener), () => {
    reads.unsubscribe(listener);
  };
}

// src/files/target.ts
import { lstat, readlink, realpath } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, parse, relative, resolve, sep } from "node:path";
var byPerson = { kind: "person" };
async function writableTarget(path2, chosenBy2) {
  let named2 = resolve(path2), target = chosenBy2.kind === "person" ? await behindLinks(named2) : await withoutLinks(named2, chosenBy2.top), facts3 = await factsOf(target);
  if (facts3 && !facts3.isFile()) throw refused(path2, `is ${kindOf(facts3)}, not a regular file`);
  return target;
}
async function behindLinks(path2) {
  let at = path2;
  for (let hops = 0; hops < MAX_HOPS; hops++) {
    let real = await realpath(at).catch(() => null);
    if (real !== null) return real;
    let facts3 = await factsOf(at), folder = await realpath(dirname(at)).catch(() => dirname(at));
    if (!facts3?.isSymbolicLink()) return join(folder, basename(at));
    let leadsTo = await readlink(at);
    at = isAbsolute(leadsTo) ? leadsTo : resolve(folder, leadsTo);
  }
  throw refused(path2, "leads through links without end");
}
var MAX_HOPS = 40;
async function withoutLinks(path2, top) {
  let start = isWithin(path2, resolve(top)) ? resolve(top) : parse(path2).root, at = start;
  for (let step of relative(start, path2).split(sep)) {
    at = join(at, step);
    let facts3 = await factsOf(at);
    if (facts3 === null) break;
    if (facts3.isSymbolicLink()) throw refused(path2, at === path2 ? "is a link" : `lies behind the link ${at}`);
    if (at !== path2 && !facts3.isDirectory()) throw refused(path2, `lies behind ${at}, which is no folder`);
  }
  return path2;
}
function isWithin(path2, top) {
  let way = relative(top, path2);
  return way === "" || !way.startsWith("..") && !isAbsolute(way);
}
async function factsOf(path2) {
  try {
    return await lstat(path2);
  } catch (error) {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return null;
    throw error;
  }
}
function kindOf(facts3) {
  return facts3.isDirectory() ? "a folder" : facts3.isSymbolicLink() ? "a link" : facts3.isFIFO() ? "a named pipe" : facts3.isSocket() ? "a socket" : "a device";
}
function refused(path2, why) {
  return new ToolError("file-unwritable", {
    happened: `${path2} ${why}, so it was not written.`,
    next: "Remove it if you did not put it there, or name another file."
  });
}

// src/files/read-file.ts
async function readRegularFile(path2, within2, maxBytes) {
  try {
    let real = await realpath2(path2);
    if (within2 !== null && !isWithin(real, await realpath2(within2).catch(() => resolve2(within2))))
      return refused2("is a link that leads out of the workspace");
    let bytes2 = await readRegular(real, maxBytes);
    return noteRead(path2), { kind: "read", bytes: bytes2, path: real };
  } catch (error) {
    if (error instanceof NotRegular) return refused2(`is ${error.is}, not a regular file`);
    if (error instanceof TooLarge) return refused2(`has ${error.message}`);
    let code = codeOf(error);
    return isMissing(code) ? { kind: "missing" } : refused2(WORDS[code] ?? `cannot be read (${code})`);
  }
}
async function readRegular(path2, maxBytes) {
  var _stack = [];
  try {
    let file = __using(_stack, await open(path2, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)), !0);
    let facts3 = await file.stat();
    if (!facts3.isFile()) throw new NotRegular(facts3);
    if (facts3.size > maxBytes) throw new TooLarge(maxBytes);
    let chunks = [];
    for (let left = maxBytes + 1; left > 0; ) {
      let chunk = Buffer.alloc(Math.min(left, Math.max(facts3.size + 1, 4096))), { bytesRead } = await file.read(chunk, 0, null, null);
      if (bytesRead === 0) return Buffer.concat(chunks);
      chunks.push(chunk.subarray(0, bytesRead)), left -= bytesRead;
    }
    throw new TooLarge(maxBytes);
  } catch (_) {
    var _error = _, _hasError = !0;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && await _promise;
  }
}
var NotRegular = class extends Error {
  code;
  /** `a folder`, `a named pipe`, ... */
  is;
  constructor(facts3) {
    super("not a regular file"), this.code = facts3.isDirectory() ? "EISDIR" : "EFTYPE", this.is = kindOf(facts3);
  }
}, TooLarge = class extends Error {
  code = "EFBIG";
  constructor(maxBytes) {
    super(`more than ${maxBytes} bytes`);
  }
}, WORDS = {
  EACCES: "may not be read by this user",
  EPERM: "may not be read by this user",
  ELOOP: "is a link that leads to itself",
  EISDIR: "is a folder, not a regular file"
};
function refused2(why) {
  return { kind: "refused", why };
}
function isMissing(code) {
  return code === "ENOENT" || code === "ENOTDIR";
}
async function readNamed(path2, maxBytes, signal) {
  try {
    let bytes2 = await readToEnd(path2, maxBytes, signal);
    return noteRead(path2), { kind: "read", bytes: bytes2 };
  } catch (cause) {
    if (signal.aborted && cause === signal.reason) throw cause;
    let code = codeOf(cause);
    return { kind: cause instanceof TooLarge ? "too large" : isMissing(code) ? "missing" : "unreadable", code, cause };
  }
}
async function readToEnd(path2, maxBytes, signal) {
  var _stack = [];
  try {
    let file = __using(_stack, await open(path2, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)), !0);
    let facts3 = await file.stat();
    let isPipe = facts3.isFIFO();
    let mayComeLater = isPipe && !/^\/(?:dev\/fd|proc\/[^/]+\/fd)\//.test(path2);
    let chunks = [];
    for (let left = maxBytes + 1; left > 0; ) {
      signal.throwIfAborted();
      let chunk = await readSome(file, Math.min(left, 64 * 1024));
      if (chunk?.length === 0 && !(mayComeLater && chunks.length === 0)) return Buffer.concat(chunks);
      chunk === null || chunk.length === 0 ? await setTimeout2(PIPE_PAUSE_MS, void 0, { signal }).catch(() => {
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
var PIPE_PAUSE_MS = 20;
async function readSome(file, size) {
  try {
    let { bytesRead, buffer } = await file.read(Buffer.alloc(size), 0, null, null);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    if (codeOf(error) === "EAGAIN") return null;
    throw error;
  }
}

// src/files/disk.ts
import { constants as constants2 } from "node:fs";
import { link, lstat as lstat2, open as open2, readdir, rename, unlink } from "node:fs/promises";
import { basename as basename2 } from "node:path";
var OWNER_ONLY = 384, MAX_READ_BYTES = 2 * 1024 * 1024, systemDisk = {
  async read(path2) {
    let bytes2 = await nullIfMissing(readRegular(path2, MAX_READ_BYTES));
    return bytes2 !== null && noteRead(path2), bytes2;
  },
  exists: async (path2) => await nullIfMissing(lstat2(path2)) !== null,
  async create(path2) {
    let file = await open2(path2, "wx", OWNER_ONLY);
    return {
      write: async (bytes2) => file.writeFile(bytes2),
      sync: () => file.sync(),
      close: () => file.close()
    };
  },
  rename,
  link,
  list: (folder) => readdir(folder),
  remove: unlink,
  async syncFolder(path2) {
    let folder;
    try {
      folder = await open2(path2, constants2.O_RDONLY | (constants2.O_DIRECTORY ?? 0) | (constants2.O_NONBLOCK ?? 0)), await folder.sync();
    } catch (error) {
      if (!["EISDIR", "EPERM", "EINVAL", "ENOTSUP"].includes(codeOf(error))) throw error;
    } finally {
      await folder?.close();
    }
  }
};
function diskFailed(error, what, next2) {
  return new ToolError("file-unwritable", { happened: `${what} (${WORDS2[codeOf(error)] ?? codeOf(error)}).`, next: next2 });
}
var WORDS2 = {
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
async function nullIfMissing(work) {
  try {
    return await work;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
}
function shownFile(path2) {
  return `\`${basename2(path2).slice(0, 120)}\``;
}

// src/files/write-file.ts
import { randomBytes } from "node:crypto";
import { lstat as lstat3, mkdir, open as open3, realpath as realpath3, rename as rename2, rm } from "node:fs/promises";
import { basename as basename3, dirname as dirname2, join as join2 } from "node:path";
var PUBLIC = 420;
async function writeFileWhole(path2, content, { chosenBy: chosenBy2, mode = PUBLIC, folders = !0 }) {
  let beside = null;
  try {
    let target = await writableTarget(path2, chosenBy2), folder = dirname2(target);
    folders && await madeFolder(folder), folders && await writableTarget(path2, chosenBy2);
    let real = await realpath3(folder), name = join2(real, `.${basename3(target)}.${randomBytes(6).toString("hex")}.part`);
    {
      var _stack = [];
      try {
        let file = __using(_stack, await open3(name, "wx", mode), !0);
        beside = name;
        await file.writeFile(content);
        await file.sync();
        let [made, there] = [await file.stat(), await lstat3(name)];
        if (made.ino !== there.ino || made.dev !== there.dev) throw moved(path2);
      } catch (_) {
        var _error = _, _hasError = !0;
      } finally {
        var _promise = __callDispose(_stack, _error, _hasError);
        _promise && await _promise;
      }
    }
    if (await realpath3(folder) !== real) throw moved(path2);
    return await rename2(name, join2(real, basename3(target))), beside = null, await systemDisk.syncFolder(real), target;
  } catch (error) {
    throw beside !== null && await rm(beside, { force: !0 }).catch(() => {
    }), error instanceof ToolError ? error : diskFailed(error, `${path2} could not be written`, nextFor(codeOf(error)));
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
function moved(path2) {
  return new ToolError("file-unwritable", {
    happened: `The folder of ${path2} was moved or replaced while it was written.`,
    next: "Find out what else works in that folder, then run this again."
  });
}

// src/commands/command.ts
function allOf(registry2) {
  return Promise.all(Object.values(registry2).map((load) => load()));
}
var anyCommand = (loaded) => loaded;

// src/text/sentence.ts
function counted(count, noun, many) {
  return `${count} ${agreeing(count, noun, many)}`;
}
function agreeing(count, one, many = `${one}s`) {
  return count === 1 ? one : many;
}
function listOf(items) {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}
function firstOf(items, most) {
  return items.slice(0, most).join(", ") + andMore(items.length - most);
}
function andMore(count) {
  return count > 0 ? ` and ${count} more` : "";
}
function capital(words2) {
  return words2.slice(0, 1).toUpperCase() + words2.slice(1);
}

// src/text/utf8.ts
function utf8(bytes2) {
  return decoded(bytes2, !0);
}
function utf8WithoutMark(bytes2) {
  return decoded(bytes2, !1);
}
function decoded(bytes2, keepsMark) {
  try {
    return new TextDecoder("utf-8", { fatal: !0, ignoreBOM: keepsMark }).decode(bytes2);
  } catch {
    return null;
  }
}

// src/keys/age/damage.ts
var KNOWN_BEGINNING = /^(?:-----BEGIN AGE |AGE-SECRET-KEY-|age-encryption\.org\/|\x1f\x8b)/i, STORE_FILE = "Store the file as it is: gh secret set <name> < <file>.", AS_BINARY = "Copy it as a binary file (git: `-text`, FTP: binary), or encrypt it armored (age -a), which is text.";
function textDamage(text) {
  let trimmed = text.trim();
  if (/^(["'`])[\s\S]*\1$/.test(trimmed))
    return { says: "stands in quotes", next: "Leave the quotes out: they became part of the secret." };
  let named2 = /^(?:export\s+)?[A-Za-z_][A-Za-z0-9_-]{0,80}\s*[:=]\s*[|>"']?[-+]?\s*/.exec(trimmed)?.[0];
  if (named2 && beginsAsKnown(trimmed.slice(named2.length)))
    return { says: "begins with a name, like a line of a .env or YAML file", next: "Give the value alone." };
  if (/\\r?\\?n/.test(trimmed))
    return { says: "has the two characters \\n where its lines should end", next: STORE_FILE };
  if (/(?:^|\s)#/.test(trimmed))
    return { says: "has a comment beside the secret", next: "Leave out everything from the # on." };
  let compact = trimmed.replace(/\s+/g, "");
  return /[-_]/.test(compact) && /^[A-Za-z0-9_-]+={0,2}$/.test(compact) && holdsKnown(Buffer.from(compact, "base64url")) ? {
    says: "is base64 in its URL form, with - and _ in place of + and /",
    next: "Encode it again in the usual form: base64 -w0 <file>."
  } : null;
}
function bytesDamage(bytes2) {
  let [first, second] = bytes2;
  if (first === 255 && second === 254 || first === 254 && second === 255)
    return {
      says: "is text in UTF-16, as > of Windows PowerShell writes it",
      next: "Save it as UTF-8: in PowerShell `| Out-File -Encoding ascii`."
    };
  let start = Buffer.from(bytes2.subarray(0, 4)).toString("latin1");
  return start.startsWith("ï¿½") || start.startsWith("Â") ? { says: "is a binary file that was read as text, so bytes of it are lost", next: AS_BINARY } : null;
}
function fileDamage(bytes2) {
  return isCrlfThroughout(bytes2) ? { says: "was copied as text: its line ends became CR LF, which damages a binary file", next: AS_BINARY } : countReplaced(bytes2) > 3 ? { says: "was read as text: bytes of it were replaced, which damages a binary file", next: AS_BINARY } : null;
}
function beginsAsKnown(text) {
  return KNOWN_BEGINNING.test(text) || holdsKnown(Buffer.from(text, "base64"));
}
function holdsKnown(bytes2) {
  return KNOWN_BEGINNING.test(bytes2.subarray(0, 64).toString("latin1"));
}
function isCrlfThroughout(bytes2) {
  let ends = 0;
  for (let at = bytes2.indexOf(10); at >= 0; at = bytes2.indexOf(10, at + 1)) {
    if (bytes2[at - 1] !== 13) return !1;
    ends++;
  }
  return ends > 3;
}
function countReplaced(bytes2) {
  return Buffer.from(bytes2).toString("latin1").split("ï¿½").length - 1;
}

// src/keys/paper/paper-groups.ts
var ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ", GROUP_LENGTH = 5, DATA_LENGTH = GROUP_LENGTH - 1;
function writeGroups(symbols, first = 1) {
  return Array.from({ length: symbols.length / DATA_LENGTH }, (_, at) => {
    let data = symbols.slice(at * DATA_LENGTH, (at + 1) * DATA_LENGTH);
    return [...data, checkOf(data, first + at)].map((value) => ALPHABET[value]).join("");
  });
}
function readGroups(text, first = 1, countOf = () => null) {
  let pieces = piecesOf(text), typed = pieces.join(""), found = Array.from(
    { length: Math.ceil(typed.length / GROUP_LENGTH) },
    (_, at) => typed.slice(at * GROUP_LENGTH, (at + 1) * GROUP_LENGTH)
  );
  if (found.length === 0) return { mistyped: { groups: [first], says: "The text is empty." } };
  let count = found[0] && isSound(found[0], first) ? countOf(dataOf(found[0])) : null, wrong = found.flatMap((group, at) => isSound(group, first + at) ? [] : [first + at]), [firstWrong] = wrong;
  if (firstWrong !== void 0) {
    let uneven = unevenPiece(pieces, first);
    return uneven && uneven.group <= firstWrong ? { mistyped: wrongLength(uneven.group, uneven.length) } : { mistyped: wrongGroups([firstWrong, ...wrong.slice(1)], typed, first, count) };
  }
  return count !== null && found.length !== count ? { mistyped: wrongCount(found.length, count, first) } : { symbols: found.flatMap(dataOf) };
}
var APART = /[\s\p{Zs}\p{Pd}\u2212\u00ad]+/u, LINE_NUMBER = /^\s*\d{1,3}[.:)]\s*/;
function piecesOf(text) {
  return text.split(/\r\n|[\r\n\u2028\u2029]/).map((line2) => line2.replace(LINE_NUMBER, "")).flatMap((line2) => line2.split(APART)).filter((piece) => piece !== "").map((piece) => piece.replace(/[a-z]/g, (letter) => letter.toUpperCase()));
}
function checkOf(data, group) {
  return doubled(data.reduce((sum3, value) => doubled(sum3) ^ value, group % 32));
}
function doubled(value) {
  return value < 16 ? value << 1 : value << 1 & 31 ^ 5;
}
function isSound(group, number2) {
  let values = valuesOf(group);
  return values.length !== GROUP_LENGTH || values.includes(-1) ? !1 : checkOf(dataOf(group), number2) === values[DATA_LENGTH];
}
function dataOf(group) {
  return valuesOf(group).slice(0, DATA_LENGTH);
}
function valuesOf(group) {
  return [...group].map((char) => ALPHABET.indexOf(char));
}
function unevenPiece(pieces, first) {
  let group = first;
  for (let { length } of pieces) {
    if (length % GROUP_LENGTH !== 0) return length < 2 * GROUP_LENGTH ? { group, length } : null;
    group += length / GROUP_LENGTH;
  }
  return null;
}
var LOOK_ALIKE = "Compare it with the page: 8 and B, 5 and S, 2 and Z, 6 and G, U and V look alike.";
function wrongLength(group, length) {
  return { groups: [group], says: `Group ${group} has ${counted(length, "character")} and not ${GROUP_LENGTH}.` };
}
function wrongGroups(wrong, typed, first, count) {
  let [group] = wrong, at = (group - first) * GROUP_LENGTH;
  if (typed.length % GROUP_LENGTH !== 0 || count !== null && typed.length !== count * GROUP_LENGTH || wrong.length > MOST_NAMED)
    return {
      groups: [group],
      says: `From group ${group} on, the text is wrong. There or just before, a character or a group is missing or typed twice.`
    };
  if (wrong.length > 1) return { groups: wrong, says: `The groups ${listOf(wrong)} are mistyped. ${LOOK_ALIKE}` };
  let foreign = [...typed.slice(at, at + GROUP_LENGTH)].some((char) => !ALPHABET.includes(char));
  return {
    groups: [group],
    says: foreign ? `Group ${group} has a character that is never used. Only the digits 2 to 9 and all letters except I and O are.` : `Group ${group} is mistyped. ${LOOK_ALIKE}`
  };
}
var MOST_NAMED = 4;
function wrongCount(found, count, first) {
  let last = first + Math.min(found, count) - 1;
  return {
    groups: [last],
    says: found < count ? `The text ends after ${found} groups, but should have ${count}.` : `There is more text after group ${last}, the last one.`
  };
}
function markedGroup(group) {
  return `<code class="group">${group}</code>`;
}
var GROUP = /<code class="group">([^<]*)<\/code>/g;
function groupsInPage(html) {
  return [...html.matchAll(GROUP)].map(([, group]) => group).join(" ");
}

// src/keys/paper/paper-scan.ts
var MARK = /(?:QR-?CODE:)?\s*FACTORY-TUF:(\d{1,2})\/(\d{1,2}):/i;
function scanTexts(groups) {
  let count = Math.ceil(groups.length / 72), size = Math.ceil(groups.length / count);
  return Array.from({ length: count }, (_, at) => {
    let part = groups.slice(at * size, (at + 1) * size);
    return `FACTORY-TUF:${at + 1}/${count}:${part.join("")}`;
  });
}
function isScan(text) {
  return MARK.test(text);
}
function joinScans(text) {
  let [before = "", ...rest] = text.split(MARK);
  if (rest.length === 0) return { text: before };
  let parts = /* @__PURE__ */ new Map(), counts = /* @__PURE__ */ new Set();
  for (let at = 0; at < rest.length; at += 3)
    counts.add(Number(rest[at + 1])), parts.set(Number(rest[at]), rest[at + 2] ?? "");
  let [count = 0] = counts, missing2 = Array.from({ length: count }, (_, at) => at + 1).filter((number2) => !parts.has(number2));
  if (counts.size > 1 || parts.size > count)
    return { mistyped: { groups: [], says: "The scanned text holds codes of more than one page." }, missing: [] };
  if (missing2.length > 0) {
    let says = `Of ${count} QR codes number ${missing2.join(" and ")} is missing.`;
    return { mistyped: { groups: [], says }, missing: missing2 };
  }
  return {
    text: [...parts].sort(([one], [other]) => one - other).map(([, part]) => part).join(`
`)
  };
}

// src/text/base64.ts
function base64Bytes(text, form = "standard") {
  if (typeof text != "string" || text === "") return null;
  let bytes2 = Buffer.from(text, form === "url" ? "base64url" : "base64");
  return written(bytes2, form) === text ? bytes2 : null;
}
function written(bytes2, form) {
  if (form === "url") return bytes2.toString("base64url");
  let text = bytes2.toString("base64");
  return form === "standard" ? text : text.replace(/=+$/, "");
}
var GROUPS = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
function looksLikeBase64(text) {
  return GROUPS.test(text);
}

// src/keys/age/age-header.ts
var MAX_LOG_N = 20, GREASE = /^-> \S*-grease(?: |$)/, MAX_HEADER_BYTES = 64 * 1024, COPY_AGAIN = "Copy the whole file again, or encrypt the archive again.";
function readAgeHeader(file) {
  let lines = Buffer.from(file.subarray(0, MAX_HEADER_BYTES)).toString("latin1").split(`
`), damage = lines[0]?.endsWith("\r") ? fileDamage(file) : null;
  if (damage) throw refused3("keys-encoding", `The encrypted archive ${damage.says}.`, damage.next);
  if (lines[0] !== "age-encryption.org/v1" && lines.length > 1)
    throw refused3(
      "keys-not-age",
      "The encrypted archive names a version of age other than v1.",
      "Encrypt it with age 1.0 or later."
    );
  let end = lines.findIndex((line2) => line2.startsWith("---"));
  if (end < 0 || end === lines.length - 1)
    throw refused3("keys-truncated", "The encrypted archive is cut off inside its age header.", COPY_AGAIN);
  let stanzas = lines.slice(1, end).filter((line2) => line2.startsWith("-> ")), scrypt = stanzas.find((line2) => line2.startsWith("-> scrypt "));
  if (stanzas.length === 0 || scrypt && stanzas.length > 1) throw brokenHeader();
  let strong2 = stanzas.filter((line2) => /^-> (?:mlkem768x25519|mlkem768p256tag) /.test(line2)).length, known = stanzas.filter((line2) => !GREASE.test(line2)).length;
  return { scrypt: scrypt ? readScryptLock(scrypt) : null, mixed: strong2 > 0 && strong2 < known };
}
function mixedWarning(what) {
  return `${what} is encrypted to post-quantum and classic recipients. It is only as strong as the classic ones.`;
}
function readScryptLock(line2) {
  let [, salt, logN] = /^-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]{0,3})$/.exec(line2) ?? [];
  if (!salt || !logN) throw brokenHeader();
  let bytes2 = base64Bytes(salt, "unpadded");
  if (!bytes2) throw brokenHeader();
  if (Number(logN) > MAX_LOG_N)
    throw refused3(
      "keys-scrypt-too-costly",
      `The encrypted archive asks for a scrypt work factor of 2^${logN}; at most 2^${MAX_LOG_N} is accepted.`,
      "Encrypt it again with the default work factor (2^18), better to an age identity."
    );
  return { salt: bytes2, logN: Number(logN) };
}
function brokenHeader() {
  return refused3("keys-malformed", "The encrypted archive has a damaged age header.", COPY_AGAIN);
}
function refused3(code, happened, next2) {
  return new ToolError(code, { happened, next: next2 });
}

// src/commands/options/connection-options.ts
var factoryOptions = {
  factory: {
    kind: "factory",
    help: "Name of the Factory. Environment: FACTORY.",
    inAction: "Name of the Factory.",
    placeholder: "<name>"
  },
  token: {
    kind: "text",
    help: "API token of the Factory. On the command line: FACTORY_TOKEN, --token-file or fioctl's configuration.",
    inAction: "API token of the Factory.",
    only: "action"
  },
  tokenFile: {
    kind: "path",
    help: "File that holds the API token. Environment: FACTORY_TOKEN (the token itself).",
    only: "cli",
    placeholder: "<file>"
  },
  clientId: {
    kind: "text",
    help: "OAuth2 client id, instead of a token. Environment: FACTORY_CLIENT_ID.",
    inAction: "OAuth2 client id, instead of a token.",
    placeholder: "<id>"
  },
  clientSecret: {
    kind: "text",
    help: "OAuth2 client secret. On the command line: FACTORY_CLIENT_SECRET or --client-secret-file.",
    inAction: "OAuth2 client secret.",
    only: "action"
  },
  clientSecretFile: {
    kind: "path",
    help: "File that holds the OAuth2 client secret. Environment: FACTORY_CLIENT_SECRET (the secret itself).",
    only: "cli",
    placeholder: "<file>"
  },
  apiUrl: {
    kind: "text",
    inAction: "Address of the API. Default: https://api.foundries.io.",
    help: "Address of the API, https://api.foundries.io unless fioctl's configuration names another. On the command line also FACTORY_API_URL.",
    placeholder: "<url>"
  },
  oauthUrl: {
    kind: "text",
    help: "Address of the OAuth2 service, https://app.foundries.io/oauth; with api-url alone <api-url>/oauth.",
    placeholder: "<url>"
  },
  timeout: {
    kind: "text",
    help: "Time limit for the whole command: a number and s, m or h.",
    default: "5m",
    placeholder: "<duration>"
  }
}, trustOptions = {
  trustedRoot: {
    kind: "path",
    help: "The root.json that you trust; everything is verified from it. Default: .factory-tuf/root.json if it exists.",
    placeholder: "<file>"
  },
  pins: {
    kind: "path",
    help: "File with versions and hashes that were seen before. Older ones are refused. Default: .factory-tuf/pins.json if it exists.",
    placeholder: "<file>"
  },
  policy: {
    kind: "path",
    help: "The repository's policy. Default: .factory-tuf/review.yml, and the one beside the trusted root, if they exist.",
    placeholder: "<file>"
  },
  trustOnFirstUse: {
    kind: "switch",
    help: "Trust the first root that the Factory serves. Without this, signing and publishing require a trusted root."
  }
}, offlineOption = {
  offline: {
    kind: "switch",
    help: "Do not contact the Factory. Verify with the trusted root only."
  }
};

// src/commands/options/door-options.ts
var actionInputs = {
  command: { kind: "text", help: "The command to run, e.g. `wave plan` or `promote`.", required: !0, only: "action" },
  githubToken: {
    kind: "text",
    help: "Token for GitHub's own API; sent nowhere else.",
    only: "action",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: GitHub's expression, not ours
    default: "${{ github.token }}"
  }
}, cliOptions = {
  json: { kind: "switch", help: "Print one JSON document, also on failure.", only: "cli" },
  yes: { kind: "switch", help: "Do not ask.", only: "cli" },
  verbose: {
    kind: "switch",
    help: "Show every request, the files read and the roots verified. Secrets are never shown.",
    only: "cli"
  }
};

// src/text/quoted.ts
function quoted(value, max = 80) {
  return typeof value == "string" ? JSON.stringify(cut(value, max)) : cut(JSON.stringify(value) ?? "missing", max);
}
function cut(text, max) {
  return text.length > max ? `${text.slice(0, max)}...` : text;
}

// src/tuf/metadata/expiry.ts
var MS_PER_MINUTE = 6e4, MS_PER_HOUR = 36e5, MS_PER_DAY = 864e5;
function parseExpires(raw, where) {
  let at = new Date(typeof raw == "string" ? raw : Number.NaN);
  if (Number.isNaN(at.getTime()) || !isFourDigitYear(at) || at.toISOString().replace(".000Z", "Z") !== raw)
    throw new ToolError("metadata-malformed", {
      happened: `${where}: signed.expires is ${quoted(raw)}, not a UTC time like 2031-05-17T09:00:00Z.`,
      next: "Have the document made and signed again."
    });
  return at;
}
function isFourDigitYear(at) {
  return at.getUTCFullYear() >= 0 && at.getUTCFullYear() <= 9999;
}
function isExpired(signed, now) {
  return new Date(signed.expires).getTime() <= now.getTime();
}
function daysUntilExpiry(signed, now) {
  return daysUntil(new Date(signed.expires), now);
}
var CLOCKS_APART_MS = MS_PER_MINUTE;
function daysUntil(at, now) {
  let leftMs = at.getTime() - now.getTime();
  return leftMs <= 0 ? -Math.floor(-leftMs / MS_PER_DAY) || 0 : Math.max(1, Math.ceil((leftMs - CLOCKS_APART_MS) / MS_PER_DAY));
}
function isWithinDays(at, days, now) {
  return at.getTime() - now.getTime() <= days * MS_PER_DAY;
}
function inDays(now, days) {
  return wholeSeconds(new Date(now.getTime() + days * MS_PER_DAY));
}
function oneYearAfter(now) {
  let at = new Date(now);
  return at.setUTCFullYear(now.getUTCFullYear() + 1), wholeSeconds(at);
}
function expiresBefore(one, other) {
  return new Date(one).getTime() < new Date(other).getTime();
}
function daysSince(at, now) {
  let days = Math.floor((now.getTime() - at.getTime()) / MS_PER_DAY);
  return Number.isNaN(days) ? null : Math.max(0, days);
}
function wholeSeconds(at) {
  return `${at.toISOString().slice(0, 19)}Z`;
}

// src/context/secret-options.ts
var secretOptions = /* @__PURE__ */ new Set([
  "token",
  "clientSecret",
  "keysIdentity",
  "keysPassphrase",
  "githubToken"
]);
function isSecretOption(name, door) {
  return secretOptions.has(name) || door === "action" && name === "keys";
}
var archiveInputNames = ["keys", "keysFile", "keysCommand"], signerInputNames = ["signer", "signerCommand"], keyInputNames = [...archiveInputNames, ...signerInputNames], keyMaterialNames = [
  ...archiveInputNames,
  "keysIdentity",
  "keysPassphrase",
  "keysIdentityFile",
  "keysPassphraseFile"
];
function usesKeys({ needs, plansOnly }, options) {
  return plansOnly || isDryRun(options) ? !1 : needs === "keys" || keyInputNames.some((name) => options[name] !== void 0 && options[name] !== "");
}
function publishes(command, options) {
  return command.publishes === !0 && !isDryRun(options);
}
function isDryRun(options) {
  return options.dryRun === !0 || options.dryRun === "true";
}

// src/text/nearest.ts
function nearest(typed, known) {
  let best = null, bestDistance = Number.POSITIVE_INFINITY;
  for (let name of known) {
    let allowed = Math.max(1, Math.floor(name.length / 3));
    if (Math.abs(name.length - typed.length) > allowed) continue;
    let distance = editDistance(typed.toLowerCase(), name);
    distance <= allowed && distance < bestDistance && (best = name, bestDistance = distance);
  }
  return best;
}
function editDistance(a, b) {
  let beforeLast = [], last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    let row2 = [i];
    for (let j = 1; j <= b.length; j++) {
      let same = a[i - 1] === b[j - 1], cost = Math.min(last[j] + 1, row2[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] && (cost = Math.min(cost, beforeLast[j - 2] + 1)), row2.push(cost);
    }
    beforeLast = last, last = row2;
  }
  return last[b.length];
}

// src/text/option-names.ts
function optionFlag(name) {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
function optionName(flag2) {
  return flag2.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
}
function spelled(name, door) {
  return door === "cli" ? `--${optionFlag(name)}` : optionFlag(name);
}
function optionWord(door) {
  return door === "cli" ? "option" : "input";
}

// src/tuf/metadata/custom.ts
function tagsOf(custom2) {
  return textsOf(custom2?.tags);
}
function hardwareIdsOf(custom2) {
  return textsOf(custom2?.hardwareIds);
}
function appsOf(custom2) {
  let apps = custom2?.docker_compose_apps;
  return isObject(apps) ? Object.entries(apps).map(([app, entry]) => ({ app, uri: isObject(entry) ? own(entry, "uri") : void 0 })) : [];
}
function writtenText(value) {
  return typeof value == "string" ? value : JSON.stringify(value ?? void 0) ?? "";
}
function textsOf(list2) {
  return Array.isArray(list2) ? list2.filter((item) => typeof item == "string") : [];
}

// src/tuf/metadata/version.ts
var MAX_VERSION = 2147483647, PLAIN_VERSION = /^(?:0|[1-9]\d{0,9})$/;
function plainVersion(text) {
  return typeof text != "string" || !PLAIN_VERSION.test(text) ? null : Number(text) <= MAX_VERSION ? Number(text) : null;
}
function latestVersion(targets, sourceTag) {
  let latest = -1;
  for (let [name, { custom: custom2 }] of Object.entries(targets)) {
    if (sourceTag !== void 0 && !tagsOf(custom2).includes(sourceTag) || !custom2) continue;
    let version2 = plainVersion(custom2.version);
    if (version2 === null)
      throw new ToolError("version-not-integer", {
        happened: `CI target ${quoted(name, 253)} has the version ${quoted(custom2.version)}, not a plain integer, so the latest version cannot be told.`,
        next: "Name the version yourself instead of `latest`, or correct that target in CI."
      });
    latest = Math.max(latest, version2);
  }
  if (latest >= 0) return latest;
  throw new ToolError("version-not-found", {
    happened: `CI has no targets${sourceTag === void 0 ? "" : ` with the tag ${sourceTag}`}.`,
    next: "Check the source tag, or wait for a CI build."
  });
}
function hardwareLeftBehind(targets, version2, sourceTag) {
  let candidates = Object.values(targets).filter(({ custom: custom2 }) => sourceTag === void 0 || tagsOf(custom2).includes(sourceTag)).map(({ custom: custom2 }) => ({ version: plainVersion(custom2?.version) ?? -1, hardwareIds: hardwareIdsOf(custom2) })), previous = candidates.reduce((best, one) => one.version < version2 ? Math.max(best, one.version) : best, -1), idsOf = (wanted) => new Set(candidates.filter((one) => one.version === wanted).flatMap(({ hardwareIds }) => hardwareIds)), present = idsOf(version2);
  return [...idsOf(previous)].filter((id) => !present.has(id)).map((hardwareId) => ({ hardwareId, in: previous }));
}

// src/tuf/metadata/names.ts
var RULES = {
  factory: { pattern: /^[a-z0-9-]{1,63}$/, describes: "1 to 63 of the characters a-z, 0-9 and -" },
  tag: { pattern: /^[A-Za-z0-9_.+-]{1,100}$/, describes: "1 to 100 of the characters A-Z, a-z, 0-9, _ . + and -" },
  wave: { pattern: /^[A-Za-z0-9_.+-]{1,128}$/, describes: "1 to 128 of the characters A-Z, a-z, 0-9, _ . + and -" },
  group: {
    pattern: /^[A-Za-z0-9_.+ -]{1,128}$/,
    describes: "1 to 128 of the characters A-Z, a-z, 0-9, _ . + - and blank"
  },
  keyid: { pattern: /^[0-9a-f]{64}$/, describes: "64 of the characters 0-9 and a-f" },
  version: { pattern: /^(?:0|[1-9]\d{0,9})$/, describes: "a plain integer from 0 to 2147483647" },
  uuid: { pattern: /^[A-Za-z0-9_.:+-]{1,60}$/, describes: "1 to 60 of the characters A-Z, a-z, 0-9, _ . : + and -" }
};
function describeName(kind) {
  return RULES[kind].describes;
}
function isName(kind, text) {
  return !RULES[kind].pattern.test(text) || text === "." || text === ".." ? !1 : kind !== "version" || plainVersion(text) !== null;
}
var isFactory = (text) => isName("factory", text), isTag = (text) => isName("tag", text), isWave = (text) => isName("wave", text), isKeyid = (text) => isName("keyid", text);

// src/tuf/targets/rollout-scope.ts
function entriesOfScope(history, group) {
  return history.filter(
    (entry) => group === null ? entry["group-name"] === "" || entry["is-factory-wide"] : entry["group-name"] === group
  );
}
function isFullyRolledOut(history, group) {
  return group !== null && entriesOfScope(history, group).some((entry) => entry["is-full-group"]);
}
function devicesSoFar(history, group) {
  return entriesOfScope(history, group).reduce((sum3, entry) => sum3 + entry["num-devices"], 0);
}

// src/commands/options/option-value.ts
var IN_FUTURE = /* @__PURE__ */ new Set(["expiresAt"]);
function parseValue(declaration, raw, reading) {
  if (declaration.kind === "switch") return parseSwitch(raw, reading);
  if (declaration.kind === "list" || declaration.kind === "uuids") return parseItems(declaration, raw, reading);
  let text = single(raw, reading);
  if (declaration.choices && !declaration.choices.includes(text))
    throw invalid(reading, text, `one of ${declaration.choices.join(", ")}`);
  switch (declaration.kind) {
    case "text":
      return plainText(text, reading);
    case "line":
      return line(text, reading);
    case "path":
      return reading.secret ? plainText(text, reading) : path(text, reading);
    case "integer":
      return integer(declaration, text, reading);
    case "factory":
    case "tag":
    case "wave":
    case "group":
    case "keyid":
      if (!isName(declaration.kind, text)) throw invalid(reading, text, describeName(declaration.kind));
      return text;
    case "version":
      return version(text, reading);
    case "version-or-latest":
      return text === "latest" ? text : version(text, reading, " or latest");
    case "time":
      return time(text, reading);
    case "digest":
      if (!/^sha256:[0-9a-f]{64}$/.test(text))
        throw invalid(reading, text, "sha256: and 64 of the characters 0-9 and a-f");
      return text;
    case "limit":
      return limit(text, reading);
  }
}
function parseSwitch(raw, reading) {
  if (typeof raw == "boolean") return raw;
  let text = single(raw, reading);
  if (text === "true" || text === "false") return text === "true";
  throw invalid(reading, text, "true or false");
}
function single(raw, reading) {
  if (typeof raw == "string") return raw;
  if (typeof raw != "boolean" && raw.length === 1) return raw[0];
  throw new ToolError("value-invalid", {
    happened: typeof raw == "boolean" ? `The ${optionWord(reading.door)} ${spelled(reading.name, reading.door)} needs a value.` : `The ${optionWord(reading.door)} ${spelled(reading.name, reading.door)} was given ${raw.length} times.`,
    next: "Give it once, with one value."
  });
}
function parseItems(declaration, raw, reading) {
  let texts2 = typeof raw == "object" ? raw : [single(raw, reading)], items = texts2.flatMap((text) => text.split(/\r?\n/)).filter((line2) => line2.trim() !== "").flatMap((line2) => line2.split(",").map((item) => item.trim()));
  if (items.length === 0 || items.includes(""))
    throw invalid(reading, texts2.join(","), "items separated by commas or lines, none of them empty");
  for (let item of items) {
    if (declaration.choices && !declaration.choices.includes(item))
      throw invalid(reading, item, `one of ${declaration.choices.join(", ")}`);
    if (declaration.kind === "uuids" && !isName("uuid", item))
      throw invalid(reading, item, `${describeName("uuid")} for each device`);
    plainText(item, reading);
  }
  if (declaration.kind === "uuids" && items.length > 1e4)
    throw invalid(reading, `${items.length} devices`, `at most ${1e4} devices`);
  return items;
}
function plainText(text, reading) {
  if (text === "" || text.includes("\0")) throw invalid(reading, text, "a text that is not empty");
  return text;
}
function line(text, reading) {
  if (/[\x00-\x1f\x7f]/.test(text))
    throw invalid(reading, text, "one line, without control characters: fiotuf refuses them");
  return plainText(text, reading);
}
function path(text, reading) {
  if (text === "" || /[\0\r\n]/.test(text)) throw invalid(reading, text, "a path");
  return text;
}
function integer({ min = 0, max = 2147483647 }, text, reading) {
  let value = /^(?:0|[1-9]\d{0,15})$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(value) || value < min || value > max)
    throw invalid(reading, text, `a whole number from ${min} to ${max}`);
  return value;
}
function version(text, reading, orElse = "") {
  let value = plainVersion(text);
  if (value === null) throw invalid(reading, text, `${describeName("version")}${orElse}`);
  return value;
}
function time(text, reading) {
  let at = new Date(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) ? text : Number.NaN);
  if (Number.isNaN(at.getTime()) || wholeSeconds(at) !== text)
    throw invalid(reading, text, "a UTC time in whole seconds like 2031-05-17T09:00:00Z");
  if (IN_FUTURE.has(reading.name) && at.getTime() <= reading.now.getTime())
    throw invalid(reading, text, `a time in the future (it is ${wholeSeconds(reading.now)})`);
  return at;
}
function limit(text, reading) {
  let [, digits = "", percent] = /^([1-9]\d{0,4})(%?)$/.exec(text) ?? [], value = Number(digits);
  if (value >= 1 && value <= (percent ? 100 : 1e4))
    return percent ? { percent: value } : { devices: value };
  throw invalid(reading, text, `a number of devices from 1 to ${1e4}, or a percentage from 1% to 100%`);
}
function invalid({ name, door, secret: secret2 }, text, takes) {
  let what = `${optionWord(door)} ${spelled(name, door)}`;
  return new ToolError("value-invalid", {
    happened: secret2 ? `The ${what} is not ${takes}.` : `The ${what} is ${quoted(text)}, which is not ${takes}.`,
    next: `Give it as ${takes}.`
  });
}

// src/commands/options/options.ts
var EXCLUSIVE = [signerInputNames, ["expiresDays", "expiresAt"]];
function parseOptions(declarations, raw, door, now) {
  let given = /* @__PURE__ */ new Map();
  for (let [typed, value] of Object.entries(raw))
    door === "action" && value === "" || (requireKnownOptions(declarations, [typed], door), given.set(optionName(typed), value));
  requireExclusive(declarations, given, door);
  let values = {};
  for (let [name, declaration] of Object.entries(declarations)) {
    if (!isOffered(declarations, name, door)) {
      declaration.kind === "switch" && (values[name] = !1);
      continue;
    }
    let value = given.get(name) ?? (declaration.default === void 0 ? void 0 : String(declaration.default));
    if (value !== void 0) {
      let reading = { name, door, now, secret: isSecretOption(name, door) };
      values[name] = parseValue(declaration, value, reading);
    } else if (declaration.kind === "switch")
      values[name] = !1;
    else if (declaration.required)
      throw missing(name, declaration.help, door);
  }
  return values;
}
function requireKnownOptions(declarations, typed, door) {
  let unknown3 = typed.find((name) => !isOffered(declarations, optionName(name), door));
  if (unknown3 !== void 0) throw unknownOption(declarations, unknown3, optionName(unknown3), door);
}
function offeredFlags(declarations, door) {
  return Object.keys(declarations).filter((name) => isOffered(declarations, name, door)).map(optionFlag);
}
function isOffered(declarations, name, door) {
  if (!Object.hasOwn(declarations, name)) return !1;
  let only = declarations[name]?.only;
  return only === void 0 || only === door;
}
function unknownOption(declarations, typed, name, door) {
  let word2 = optionWord(door), shown3 = quoted(optionFlag(typed));
  if (Object.hasOwn(declarations, name))
    return new ToolError("unknown-option", {
      happened: `The ${word2} ${shown3} exists only ${door === "cli" ? "in the Action" : "on the command line"}.`,
      next: declarations[name]?.help ?? ""
    });
  let near = nearest(optionFlag(typed), offeredFlags(declarations, door)), known = offeredFlags(declarations, door).map((flag2) => door === "cli" ? `--${flag2}` : flag2);
  return new ToolError("unknown-option", {
    happened: `This command has no ${word2} ${shown3}.`,
    next: near ? `Did you mean ${door === "cli" ? "--" : ""}${near}?` : `It takes ${known.length ? known.join(", ") : `no ${word2}s`}.`
  });
}
function requireExclusive(declarations, given, door) {
  let besides = keyInputNames.filter((name) => !declarations[name]?.beside);
  for (let group of [besides, ...EXCLUSIVE]) {
    let both = group.filter((name) => given.has(name));
    if (!(both.length < 2))
      throw new ToolError("options-conflict", {
        happened: `${both.map((name) => spelled(name, door)).join(" and ")} cannot be used together.`,
        next: "Leave all but one of them out."
      });
  }
}
function missing(name, help, door) {
  return new ToolError("value-missing", {
    happened: `The ${optionWord(door)} ${spelled(name, door)} is missing.`,
    next: `Give it: ${help}`
  });
}

// src/text/encode-text.ts
function encodeText(text) {
  return text.replace(/[^\x20-\x7e]/gu, (char) => `\\u{${char.codePointAt(0).toString(16)}}`);
}
function foreignText(text, maxLength2) {
  let encoded = encodeText(text.slice(0, maxLength2 + 1));
  return encoded.length > maxLength2 ? `${encoded.slice(0, maxLength2)}...` : encoded;
}
function encodeLogLine(text) {
  return encodeText(text).replaceAll("::", ":\\u{3a}").replaceAll("##[", "#\\u{23}[");
}
function withoutCommands(text) {
  return text.replace(/^(\s*):(?=:)/gm, "$1\\u{3a}").replaceAll("##[", "#\\u{23}[");
}

// src/http/base-url.ts
var LOOPBACK_HOSTS = /* @__PURE__ */ new Set(["127.0.0.1", "[::1]", "localhost"]), ADDRESS = "it begins with https:// and a host", CREDENTIALS = "credentials are given as `token` or `client-id` and `client-secret`";
function checkedBaseUrl(text, name, { address = ADDRESS, credentials = CREDENTIALS } = {}) {
  let url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  if (!url || url.protocol !== "https:" && url.protocol !== "http:")
    throw new ToolError("value-invalid", {
      happened: `${name} is not an address that begins with https://.`,
      next: `Correct ${name}; ${address}.`
    });
  if (url.username !== "" || url.password !== "")
    throw new ToolError("connection-insecure", {
      happened: `${name} has a user name or password in it.`,
      next: `Remove it; ${credentials}.`
    });
  if (url.protocol === "http:" && !LOOPBACK_HOSTS.has(url.hostname))
    throw new ToolError("connection-insecure", {
      happened: `${name} would send the credentials to ${foreignText(url.hostname, 253)} unencrypted: plain http is for 127.0.0.1, [::1] and localhost only.`,
      next: "Use https."
    });
  if (url.search !== "" || url.hash !== "" || !/^(?:\/[A-Za-z0-9._~-]+)*\/?$/.test(url.pathname))
    throw new ToolError("value-invalid", {
      happened: `${name} has more than a host and a plain path.`,
      next: `Correct ${name}; ${address}.`
    });
  return url.origin + url.pathname.replace(/\/$/, "");
}

// src/factory/endpoint.ts
var DEFAULT_API_URL = "https://api.foundries.io", DEFAULT_OAUTH_URL = "https://app.foundries.io/oauth", API_URL_VARIABLE = "FACTORY_API_URL";
function apiAddress(option, env, door) {
  if (option) return { url: option, from: "option" };
  let url = door === "cli" ? env[API_URL_VARIABLE] : void 0;
  return url ? { url, from: "environment" } : void 0;
}
function resolveEndpoint({ apiUrl, oauthUrl, config, origin: origin2, env }) {
  requireCertificateChecks(config, env);
  let server = config?.serverUrl ? factoryBaseUrl(config.serverUrl, API_NAMES.config) : null, api = (apiUrl ? factoryBaseUrl(apiUrl.url, API_NAMES[apiUrl.from]) : null) ?? server ?? DEFAULT_API_URL, isOwnServer = api === DEFAULT_API_URL || origin2 === "config" && api === server;
  isOwnServer || requireGivenBeside(api, origin2, apiUrl?.from ?? "config", API_NAMES[apiUrl?.from ?? "config"]);
  let ownUrl = origin2 === "config" ? config?.oauth?.url : null, own2 = ownUrl ? factoryBaseUrl(ownUrl, "clientcredentials.url in fioctl's configuration") : DEFAULT_OAUTH_URL;
  if (oauthUrl) {
    let oauth = factoryBaseUrl(oauthUrl, "oauth-url");
    return oauth !== DEFAULT_OAUTH_URL && oauth !== own2 && requireGivenBeside(oauth, origin2, "option", "oauth-url"), { apiUrl: api, oauthUrl: oauth };
  }
  return { apiUrl: api, oauthUrl: isOwnServer ? own2 : `${api}/oauth` };
}
function factoryBaseUrl(text, name) {
  return checkedBaseUrl(text, name, { address: `the vendor's API is ${DEFAULT_API_URL}` });
}
function connectionNotices(env) {
  let isSet = (name) => (env[name] ?? "") !== "", notices = [];
  return isSet("NODE_EXTRA_CA_CERTS") && notices.push("NODE_EXTRA_CA_CERTS is set: certificates of further authorities are trusted."), isSet("NODE_USE_ENV_PROXY") && notices.push("NODE_USE_ENV_PROXY is set: requests go through the proxy of the environment."), isSet("NODE_OPTIONS") && notices.push("NODE_OPTIONS is set: it can change how this program runs and connects."), notices;
}
function requireCertificateChecks(config, env) {
  let culprit = env.NODE_TLS_REJECT_UNAUTHORIZED === "0" ? "NODE_TLS_REJECT_UNAUTHORIZED=0" : config?.insecureSkipVerify ? "server.insecure_skip_verify in fioctl's configuration" : null;
  if (culprit !== null)
    throw new ToolError("connection-insecure", {
      happened: `${culprit} switches the check of the server's certificate off, so anybody on the way could take the credentials.`,
      next: "Remove it; a private authority is trusted by NODE_EXTRA_CA_CERTS."
    });
}
var API_NAMES = {
  option: "api-url",
  environment: API_URL_VARIABLE,
  config: "server.url in fioctl's configuration"
};
function requireGivenBeside(url, origin2, from, named2) {
  let { hostname, host } = new URL(url);
  if (origin2 === "given" && from === "option" || origin2 === "environment" && (from === "environment" || LOOPBACK_HOSTS.has(hostname))) return;
  let where = { given: "given", environment: "from the environment", config: "from fioctl's configuration" }[origin2];
  throw new ToolError("credentials-misplaced", {
    happened: `The credentials are ${where} and would go to ${foreignText(host, 253)}, named by ${named2}, a server that they do not belong to.`,
    next: "Give the address and the credentials side by side: api-url with `token`, --token-file or --client-secret-file; or FACTORY_API_URL with FACTORY_TOKEN."
  });
}

// src/tuf/metadata/signature.ts
import { constants as constants3, verify } from "node:crypto";
var ED25519_METHOD = "ed25519", RSA_METHOD = "rsassa-pss-sha256", OLD_RSA_METHOD = "rsassa-pss", ED25519_ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
function isKnownMethod(method) {
  return isEd25519Method(method) || isRsaMethod(method);
}
function isEd25519Method(method) {
  return method.toLowerCase() === ED25519_METHOD;
}
function isRsaMethod(method) {
  return [RSA_METHOD, OLD_RSA_METHOD].includes(method.toLowerCase());
}
function signatureProblem(key, signature, bytes2) {
  let check2 = formOf(key, signature);
  if (typeof check2 == "string") return check2;
  let known = ahead.get(signature);
  return (known && known.key === key && known.bytes === bytes2 ? known.isValid : verify(check2.algorithm, bytes2, check2.key, check2.sig)) ? null : "does not verify";
}
async function verifyAhead(key, signature, bytes2) {
  let check2 = formOf(key, signature);
  typeof check2 != "string" && await new Promise((resolve9) => {
    verify(check2.algorithm, bytes2, check2.key, check2.sig, (error, isValid) => {
      error || ahead.set(signature, { key, bytes: bytes2, isValid }), resolve9();
    });
  });
}
var ahead = /* @__PURE__ */ new WeakMap();
function formOf(key, signature) {
  let sig = base64Bytes(signature.sig);
  return sig ? key.type === "ed25519" ? isEd25519Method(signature.method) ? sig.length !== 64 ? `has ${sig.length} bytes, not 64` : isReducedScalar(sig.subarray(32)) ? { algorithm: null, key: key.publicKey, sig } : "is malleable (S is not below the group order)" : `names the method ${quoted(signature.method, 40)} for an Ed25519 key` : isRsaMethod(signature.method) ? sig.length !== Math.ceil(key.bits / 8) ? `has ${sig.length} bytes, not ${Math.ceil(key.bits / 8)}` : { algorithm: "sha256", key: { key: key.publicKey, padding: constants3.RSA_PKCS1_PSS_PADDING, saltLength: 32 }, sig } : `names the method ${quoted(signature.method, 40)} for an RSA key` : "is not padded standard base64";
}
function isReducedScalar(littleEndian) {
  return BigInt(`0x${Buffer.from(littleEndian).reverse().toString("hex")}`) < ED25519_ORDER;
}
function isSignature(entry) {
  return isObject(entry) && [entry.keyid, entry.method, entry.sig].every((part) => typeof part == "string");
}

// src/keys/signers/signer.ts
function makeSigner(half, key) {
  return checkedSigner(key, async (bytes2) => {
    try {
      return await half.sign(bytes2);
    } catch {
      throw unproven(half.usable.keyid);
    }
  }, () => unproven(key.keyid));
}
function checkedSigner(key, raw, refused8) {
  return {
    keyid: key.keyid,
    type: key.type,
    async sign(bytes2, inParallel = !1) {
      let signature = {
        keyid: key.keyid,
        method: key.type === "ed25519" ? ED25519_METHOD : RSA_METHOD,
        sig: Buffer.from(await raw(bytes2)).toString("base64")
      };
      if (inParallel && await verifyAhead(key, signature, bytes2), signatureProblem(key, signature, bytes2) !== null) throw refused8();
      return signature;
    }
  };
}
function unproven(keyid) {
  return new ToolError("signature-self-check", {
    happened: `The signature made with the key ${keyid} does not verify with that key's public half, so it was discarded.`,
    next: "The private key or this machine is damaged. Restore the archive from a backup, and try on another machine."
  });
}

// src/keys/archive/archive-key.ts
var privateHalves = /* @__PURE__ */ new WeakMap();
function keyWithPrivateHalf(name, half, written2 = half.public) {
  let { keyid } = half.usable, key = { keyid, type: half.type, public: written2, name, signer: makeSigner(half, half.usable) };
  return privateHalves.set(key, half), key;
}
function renamedKey(key, name) {
  let half = privateHalfOf(key);
  return half ? keyWithPrivateHalf(name, half, key.public) : { ...key, name };
}
function privateHalfOf(key) {
  return privateHalves.get(key) ?? null;
}

// src/context/deadline.ts
var UNIT_MS = { s: 1e3, m: MS_PER_MINUTE, h: MS_PER_HOUR }, MAX_MS = 2147483647;
function parseDuration(text) {
  let [, digits, unit = ""] = /^([1-9]\d{0,6})(s|m|h)$/.exec(text) ?? [], ms = Number(digits) * (own(UNIT_MS, unit) ?? Number.NaN);
  if (ms > 0 && ms <= MAX_MS) return ms;
  throw new ToolError("value-invalid", {
    happened: `The timeout is ${quoted(text)}, which is not a number and s, m or h.`,
    next: "Give it like 90s, 5m or 1h."
  });
}
function startDeadline(text, interrupted) {
  let leftMs = parseDuration(text), expired = new AbortController(), signal = interrupted ? AbortSignal.any([expired.signal, interrupted]) : expired.signal, expire = () => expired.abort(
    new ToolError("deadline-exceeded", {
      happened: `The command did not finish within its timeout of ${text}.`,
      next: "Run it again. Give it more time with `timeout` if the network is slow."
    })
  ), startedAt = 0, timer, start = () => {
    startedAt = performance.now(), timer = setTimeout(expire, leftMs), timer.unref();
  }, stop = () => {
    clearTimeout(timer), leftMs = Math.max(1, leftMs - (performance.now() - startedAt));
  };
  return start(), {
    signal,
    pausedFor: async (question) => {
      stop();
      try {
        return await question();
      } finally {
        start();
      }
    }
  };
}
function waitFor(ms, signal) {
  return new Promise((resolve9, reject) => {
    if (signal.aborted) return reject(signal.reason);
    let onAbort = () => {
      clearTimeout(timer), reject(signal.reason);
    }, timer = setTimeout(() => {
      signal.removeEventListener("abort", onAbort), resolve9();
    }, ms);
    signal.addEventListener("abort", onAbort, { once: !0 });
  });
}

// src/http/answer-budget.ts
var MAX_VALUES = 22e5, MAX_VALUES_OF_RUN = 25e5, MAX_BYTES_AT_ONCE = 128 * 1024 * 1024, MAX_BYTES_OF_RUN = 96 * 1024 * 1024, LARGE_BYTES = 1024 * 1024, MANY_VALUES = 2e4, ONE_DOCUMENT = { maxBytes: 16 * 1024 * 1024 }, MANY_DOCUMENTS = {}, ONE_OF_MANY_ROOTS = { maxBytes: 1024 * 1024, isKept: !0 }, AnswerBudget = class {
  #atOnce = 0;
  #bytes = 0;
  #values = 0;
  /** More bytes have come. */
  take(bytes2, where) {
    if (this.#atOnce += bytes2, this.#atOnce > MAX_BYTES_AT_ONCE)
      throw tooMuch(`${where} and other calls at the same time`, `${MAX_BYTES_AT_ONCE} bytes together`);
  }
  /** They have been read, or thrown away. */
  giveBack(bytes2) {
    this.#atOnce -= bytes2;
  }
  /**
   * Before a document is built of `text`, which came as so many bytes.
   * @param isKept small ones count too: a thousand of them may be kept to the end.
   */
  admit(text, bytes2, where, isKept = !1) {
    let values = requireCountable(text, where);
    if (!(!isKept && bytes2 < LARGE_BYTES && values < MANY_VALUES)) {
      if (this.#bytes += text.length === bytes2 ? bytes2 : 2 * bytes2, this.#values += values, this.#bytes > MAX_BYTES_OF_RUN) throw tooMuch(`${where} and calls before it`, `${MAX_BYTES_OF_RUN} bytes`);
      if (this.#values > MAX_VALUES_OF_RUN) throw tooMuch(`${where} and calls before it`, `${MAX_VALUES_OF_RUN} values`);
    }
  }
};
function requireCountable(text, where) {
  let values = 1;
  for (let before of [",", "{", "["])
    for (let at = text.indexOf(before); at !== -1; at = text.indexOf(before, at + 1))
      if (++values > MAX_VALUES) throw tooMuch(where, `${MAX_VALUES} values`);
  return values;
}
var MAX_NAMES = 1e3;
function requireFewNames(count, where) {
  if (count > MAX_NAMES) throw tooMuch(where, `${MAX_NAMES} names`);
}
function tooMuch(where, what) {
  return new ToolError("response-too-large", {
    happened: `${where} answered with more than ${what}, which no document of a Factory needs.`,
    next: "Check the API's address; if it is right, ask the vendor."
  });
}

// src/http/fetch.ts
import { createRequire } from "node:module";

// src/http/network-fault.ts
var FetchFailure = class extends TypeError {
  reached;
  constructor(cause, reached) {
    super("fetch failed", { cause }), this.reached = reached;
  }
}, NO_CONNECTION = /* @__PURE__ */ new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "EADDRNOTAVAIL",
  "UND_ERR_CONNECT_TIMEOUT"
]), CONNECTING = /* @__PURE__ */ new Set(["connect", "getaddrinfo", "bind"]), CERTIFICATE = /^(?!ERR_SSL_).*(?:CERT|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)|HOSTNAME_MISMATCH|INVALID_CA)/, TUNNEL = "ERR_PROXY_TUNNEL";
function networkFault(error) {
  if (!(error instanceof Error)) return null;
  if (error.name === "TimeoutError")
    return { says: "was not answered in time", lasting: !1, next: null, cause: error };
  if (!(error instanceof TypeError) || error.cause === void 0) return null;
  let { cause } = error, code = codeOf2(error), inBrackets = code === "" ? "" : ` (${code})`, reached = error instanceof FetchFailure ? error.reached : null, host = reached?.host ?? "the server";
  if (!neverSent(error))
    return { says: `got no valid answer from ${host}${inBrackets}`, lasting: !1, next: null, cause };
  let unsent = `was not sent to ${host}`;
  if (code === TUNNEL) return { ...refusedTunnel(unsent, reached, statusOf(cause)), cause };
  if (CERTIFICATE.test(code))
    return {
      says: `${unsent}: ${whoseCertificate(reached)} is not trusted${inBrackets}`,
      lasting: !0,
      next: TRUST,
      cause
    };
  let proxy = reached?.proxy ? `the proxy ${reached.proxy}` : null;
  return { says: `could not reach ${proxy === null ? host : isConnecting(error) ? proxy : `${host} through ${proxy}`}${inBrackets}`, lasting: !1, next: null, cause };
}
function whoseCertificate(reached) {
  return reached?.proxy?.startsWith("https://") ?? !1 ? `the server's certificate, or that of the proxy ${reached?.proxy},` : "the server's certificate";
}
var TRUST = "If this server or network has a certificate authority of its own, name the file of its certificate in NODE_EXTRA_CA_CERTS; otherwise somebody may be listening in.";
function refusedTunnel(unsent, reached, status) {
  let proxy = `the proxy${reached?.proxy ? ` ${reached.proxy}` : ""}`;
  return status === 407 ? {
    says: `${unsent}: ${proxy} wants a user name and password (407)`,
    lasting: !0,
    next: "Give those that it accepts in HTTPS_PROXY: http://user:password@host:port, percent-encoded."
  } : {
    says: `${unsent}: ${proxy} opened no connection${status === null ? "" : ` (${status})`}`,
    lasting: status !== null && status < 500,
    next: `Ask whoever runs the proxy to allow ${reached?.host ?? "the server"}, or name it in NO_PROXY where it can be reached without one.`
  };
}
function neverSent(error) {
  return error instanceof FetchFailure && !error.reached.isConnected ? !0 : error instanceof TypeError && (hadNoConnection(error) || CERTIFICATE.test(codeOf2(error)));
}
function hadNoConnection(error) {
  let syscall = memberAt(error.cause, "syscall");
  return NO_CONNECTION.has(codeOf2(error)) && (syscall === void 0 || CONNECTING.has(syscall));
}
function isConnecting(error) {
  return hadNoConnection(error) || CONNECTING.has(memberAt(error.cause, "syscall"));
}
function statusOf(cause) {
  let statusCode = memberAt(cause, "statusCode");
  return typeof statusCode == "number" && Number.isInteger(statusCode) ? statusCode : null;
}
function codeOf2(error) {
  let code = errorCode(error.cause) ?? "";
  return /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : "";
}

// src/http/proxy.ts
import { BlockList, isIP } from "node:net";
function proxyFor(target, env) {
  if (target.protocol !== "https:" || isThisMachine(target.hostname) || isBypassed(target, env)) return null;
  let [upper, lower2] = [env.HTTPS_PROXY?.trim() || null, env.https_proxy?.trim() || null];
  if (upper !== null && lower2 !== null && upper !== lower2)
    throw new ToolError("options-conflict", {
      happened: "HTTPS_PROXY and https_proxy name two different proxies.",
      next: "Unset one of them."
    });
  let text = upper ?? lower2;
  if (text !== null) return parsed(text, upper === null ? "https_proxy" : "HTTPS_PROXY");
  let all = ["ALL_PROXY", "all_proxy"].find((name) => env[name]?.trim());
  if (all === void 0) return null;
  throw new ToolError("config-invalid", {
    happened: `${all} is set, which is not read here, and HTTPS_PROXY is not.`,
    next: `Set HTTPS_PROXY to a proxy that begins with http://, or name ${target.hostname} in NO_PROXY.`
  });
}
function proxySecrets(env) {
  return ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"].flatMap((name) => {
    let address = withScheme(env[name]?.trim() ?? "");
    if (!URL.canParse(address)) return [];
    let { username, password } = new URL(address);
    if (password === "") return [];
    let plain = decoded2(password);
    return [password, plain, Buffer.from(`${decoded2(username)}:${plain}`).toString("base64")];
  });
}
function parsed(text, name) {
  let address = withScheme(text), url = URL.canParse(address) ? new URL(address) : null;
  if (!(url !== null && url.pathname === "/" && url.search === "" && url.hash === "") || url.hostname === "" || !/^https?:$/.test(url.protocol) || /[\x00-\x20]/.test(text))
    throw new ToolError("config-invalid", {
      happened: `${name} is not the address of a proxy that can be used here: http:// or https://, a host and a port.`,
      next: `Correct ${name}, e.g. http://proxy.example:3128, or unset it.`
    });
  if ([url.username, url.password].some((part) => !/^[\x20-\x7e\xa0-\xff]*$/.test(decoded2(part))))
    throw new ToolError("config-invalid", {
      happened: `${name} has a user name or password that no proxy can be told.`,
      next: `Percent-encode it in ${name}; control characters cannot be sent.`
    });
  let scheme = url.protocol === "https:" ? "https://" : "";
  return { url: url.href, host: `${scheme}${url.hostname}:${portOf(url)}` };
}
function withScheme(text) {
  return text === "" || text.includes("://") ? text : `http://${text}`;
}
function decoded2(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
function isThisMachine(hostname) {
  return LOOPBACK_HOSTS.has(hostname) || hostname.endsWith(".localhost") || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
function isBypassed(target, env) {
  let host = target.hostname.replace(/^\[|\]$/g, "").toLowerCase();
  return `${env.NO_PROXY ?? ""},${env.no_proxy ?? ""}`.toLowerCase().split(/[\s,]+/).filter((entry) => entry !== "").some((entry) => {
    if (entry === "*") return !0;
    let [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|(.*?))(?::(\d+))?$/.exec(withoutNetworkPort(entry)) ?? [];
    if (port !== void 0 && port !== portOf(target)) return !1;
    let name = bracketed ?? plain ?? "";
    if (isIP(host) !== 0) return name === host || isInNetwork(host, name);
    let domain = name.replace(/^\*?\./, "");
    return domain !== "" && (host === domain || host.endsWith(`.${domain}`));
  });
}
function withoutNetworkPort(entry) {
  return isIP(entry.split("/")[0]) === 6 ? `[${entry}]` : entry;
}
function isInNetwork(host, network) {
  let [, address = "", bits = ""] = /^([0-9a-f.:]+)\/(\d{1,3})$/.exec(network) ?? [], [kind, length] = [isIP(address), Number(bits)];
  if (kind === 0 || length > (kind === 4 ? 32 : 128)) return !1;
  let list2 = new BlockList();
  return list2.addSubnet(address, length, kind === 4 ? "ipv4" : "ipv6"), list2.check(host, isIP(host) === 4 ? "ipv4" : "ipv6");
}
function portOf({ port, protocol }) {
  return port || (protocol === "https:" ? "443" : "80");
}

// src/http/fetch.ts
var CONNECT_MS = 1e4, IDLE_MS = 4e3, MAX_CODINGS = 5;
function nodeFetch(env, opensTunnels = () => process.allowedNodeEnvironmentFlags.has("--use-env-proxy")) {
  let agents = /* @__PURE__ */ new Map();
  return async (url, init) => {
    let target = new URL(url), proxy = proxyFor(target, env);
    if (proxy && !opensTunnels()) throw cannotTunnel();
    let key = `${target.protocol} ${proxy?.url ?? ""}`, agent = agents.get(key) ?? newAgent(target.protocol, proxy);
    agents.set(key, agent);
    let message = await exchange(target, init, agent, proxy);
    return hasBody(message) || message.resume(), {
      status: message.statusCode ?? 0,
      headers: headersOf(message),
      body: hasBody(message) ? bodyOf(await unpacked(message), init.signal, hostOf(target)) : null
    };
  };
}
function moduleFor(protocol) {
  let loaded = createRequire(import.meta.url)(protocol === "https:" ? "node:https" : "node:http");
  if (isHttp(loaded)) return loaded;
  throw new TypeError("Node's module for HTTP makes no requests");
}
function isHttp(loaded) {
  return typeof memberAt(loaded, "Agent") == "function" && typeof memberAt(loaded, "request") == "function";
}
function newAgent(protocol, proxy) {
  let { Agent } = moduleFor(protocol);
  return new Agent({
    keepAlive: !0,
    scheduling: "lifo",
    timeout: proxy ? CONNECT_MS : IDLE_MS,
    ...proxy && { proxyEnv: { HTTPS_PROXY: proxy.url } }
  });
}
function exchange(target, init, agent, proxy) {
  let { method = "GET", body, signal } = init, answered2 = Promise.withResolvers(), headers = {
    accept: "*/*",
    "accept-encoding": "gzip, deflate, br",
    ...init.headers,
    ...body === void 0 ? {} : { "content-length": String(Buffer.byteLength(body)) }
  };
  signal.throwIfAborted();
  let sent = moduleFor(target.protocol).request(target, { method, headers, agent, signal }), connection = watchConnection(sent, target, proxy);
  sent.once("response", answered2.resolve);
  let failed = (cause) => {
    connection.ended(), answered2.reject(signal.aborted ? signal.reason : new FetchFailure(cause, connection.state));
  };
  return sent.on("error", failed), sent.once("close", () => failed(Object.assign(new Error("closed without an answer"), { code: "ECONNRESET" }))), sent.end(body), answered2.promise;
}
function watchConnection(sent, target, proxy) {
  let isTls = target.protocol === "https:", state = { host: hostOf(target), proxy: proxy?.host ?? null, isConnected: !1 }, timer = setTimeout(() => sent.destroy(Object.assign(new Error("no connection in time"), { code: "ETIMEDOUT", syscall: "connect" })), CONNECT_MS), ended = () => clearTimeout(timer), connected = () => {
    state.isConnected = !0, ended();
  };
  return sent.once("socket", (socket) => {
    proxy || sent.reusedSocket ? connected() : socket.once(isTls ? "secureConnect" : "connect", connected);
  }), { ended, state };
}
function hostOf({ hostname, port, protocol }) {
  return `${hostname}:${port || (protocol === "https:" ? 443 : 80)}`;
}
function hasBody({ statusCode = 0 }) {
  return statusCode !== 204 && statusCode !== 205 && statusCode !== 304;
}
function headersOf({ headers }) {
  let lookUp = (name) => headers[name.toLowerCase()];
  return {
    get(name) {
      let value = lookUp(name);
      return Array.isArray(value) ? value.join(", ") : value ?? null;
    },
    has: (name) => lookUp(name) !== void 0
  };
}
async function unpacked(message) {
  let codings = (message.headers["content-encoding"] ?? "").toLowerCase().split(",").map((coding) => coding.trim()).filter((coding) => coding !== "" && coding !== "identity");
  if (codings.length === 0) return message;
  let [zlib, { pipeline }] = await Promise.all([import("node:zlib"), import("node:stream")]), flush = { flush: zlib.constants.Z_SYNC_FLUSH, finishFlush: zlib.constants.Z_SYNC_FLUSH }, flushBrotli = {
    flush: zlib.constants.BROTLI_OPERATION_FLUSH,
    finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH
  }, steps = codings.reverse().map((coding) => coding === "gzip" || coding === "x-gzip" ? zlib.createGunzip(flush) : coding === "deflate" ? zlib.createInflate(flush) : coding === "br" ? zlib.createBrotliDecompress(flushBrotli) : null), known = steps.filter((step) => step !== null);
  return known.length < steps.length || known.length > MAX_CODINGS ? message : (pipeline([message, ...known], () => {
  }), known.at(-1));
}
function bodyOf(stream, signal, host) {
  return {
    async *[Symbol.asyncIterator]() {
      try {
        for await (let chunk of stream) {
          if (!isBytes(chunk)) throw new TypeError("an answer's body came as something else than bytes");
          yield chunk;
        }
      } catch (cause) {
        throw signal.aborted ? signal.reason : new FetchFailure(cause, { host, proxy: null, isConnected: !0 });
      }
    },
    async cancel() {
      stream.destroy();
    }
  };
}
function isBytes(chunk) {
  return chunk instanceof Uint8Array && chunk.buffer instanceof ArrayBuffer;
}
function cannotTunnel() {
  return new ToolError("config-invalid", {
    happened: `HTTPS_PROXY is set, and this Node (${process.version}) cannot go through a proxy.`,
    next: "Use Node 22.21 or later (22.x), or 24.5 or later; or name the host in NO_PROXY."
  });
}

// src/json/json-or-null.ts
function jsonOrNull(text) {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// src/http/retry.ts
var TRANSIENT_STATUSES = /* @__PURE__ */ new Set([429, 502, 503, 504]), FIRST_DELAY_MS = 300, MAX_DELAY_MS = 1e4;
function isTransientStatus(status) {
  return TRANSIENT_STATUSES.has(status);
}
var HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
function httpDateMs(text) {
  return text !== null && HTTP_DATE.test(text) ? Date.parse(text) : Number.NaN;
}
function retryAfterMs(headers) {
  let asked = headers.get("retry-after")?.trim() ?? "";
  if (/^\d{1,9}$/.test(asked)) return Number(asked) * 1e3;
  let at = httpDateMs(asked), sent = httpDateMs(headers.get("date"));
  return Number.isNaN(at) || Number.isNaN(sent) ? null : Math.max(0, at - sent);
}
function backoffMs(retry, random) {
  return Math.round(Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** (retry - 1)) * (1 - random / 2));
}

// src/http/http-errors.ts
var WRITE_REFUSALS = /* @__PURE__ */ new Set([400, 401, 403, 404, 405, 409, 413, 422, 423, 429]), APPLY_REFUSALS = /* @__PURE__ */ new Set([400, 401, 403, 422, 423]), MESSAGE_LENGTH = 300, MAX_ERROR_BODY = 65536, READ_BACK = "Look at the state before anything is sent again; the same command recognises what is already there.", CODES = {
  400: { code: "http-bad-request", next: "Correct what the Factory complains about, then run this again." },
  401: {
    code: "http-unauthorized",
    next: "Check that the token is complete, not expired and not revoked, and that it belongs to this API; then run this again."
  },
  403: {
    code: "http-forbidden",
    next: "Use a token whose scopes and Factory role allow this call (`factory-tuf doctor` shows who the token is)."
  },
  404: { code: "http-not-found", next: "Check the names of the Factory and of what was asked for." },
  409: {
    code: "http-conflict",
    next: "See what is already there (a Wave of that name or tag, an open transaction), then decide."
  },
  413: { code: "http-too-large", next: "Prune old versions so that the document becomes smaller." },
  422: { code: "http-unprocessable", next: "Correct what the Factory complains about, then run this again." },
  423: { code: "http-locked", next: "Wait until the work that holds the lock is finished, then run this again." },
  429: { code: "http-rate-limited", next: "Wait a few minutes, then run this again." }
}, statuses = /* @__PURE__ */ new WeakMap();
function httpStatusOf(error) {
  return error instanceof ToolError ? statuses.get(error) ?? null : null;
}
function statusError(call, answer, quotesSecret) {
  let { status } = answer, says = serverMessage(answer.text, quotesSecret), details = `${describeRedirect(answer)}${describePause(answer)}${says === "" ? "" : `: ${says}`}`, happened = `${call.where} was answered with ${status}${details}${endOf(says)}`, changed = changedBy(call.effect, status), { code, next: next2 } = codeFor(status), error = changed === "unknown" && !(call.effect === "apply" && status === 404) ? new ToolError("write-unknown", { happened, changed, next: READ_BACK }) : new ToolError(code, { happened, changed, next: next2 });
  return statuses.set(error, status), error;
}
function bodyError(call, status, code, what, next2) {
  let happened = `${call.where} was answered with ${status}, but ${what}.`, error = isWrite(call.effect) ? new ToolError("write-unknown", { happened, changed: "unknown", next: READ_BACK }) : new ToolError(code, { happened, next: next2 });
  return statuses.set(error, status), error;
}
function lostError(call, code, what, next2, options) {
  let happened = `${call.where} ${what}.`;
  return isWrite(call.effect) ? new ToolError("write-unknown", { happened, changed: "unknown", next: READ_BACK }, options) : new ToolError(code, { happened, next: next2 }, options);
}
function isWrite(effect) {
  return effect === "write" || effect === "apply";
}
function changedBy(effect, status) {
  return isWrite(effect) ? (effect === "apply" ? APPLY_REFUSALS : WRITE_REFUSALS).has(status) ? "no" : "unknown" : "no";
}
function codeFor(status) {
  let known = CODES[status];
  return known || (status >= 300 && status < 400 ? {
    code: "http-redirect",
    next: "Redirects are not followed, for they would carry the token to another place. Correct the API's address."
  } : status >= 500 ? { code: "http-server-error", next: "Run this again later; if that does not help, ask the vendor." } : {
    code: "http-unexpected",
    next: "Check the API's address; something between here and the Factory may have answered."
  });
}
function describeRedirect({ status, headers }) {
  let location = headers.get("location");
  return status < 300 || status >= 400 || location === null || !URL.canParse(location) ? "" : `, a redirect to ${foreignText(new URL(location).origin, 100)}`;
}
function describePause({ headers }) {
  let ms = retryAfterMs(headers);
  return ms === null ? "" : ` (it asks to wait ${ms / 1e3} s)`;
}
function errorBody(text) {
  if (text === null || text.length > MAX_ERROR_BODY || !text.trimStart().startsWith("{")) return null;
  let body = jsonOrNull(text);
  return isObject(body) ? body : null;
}
function serverMessage(text, quotesSecret) {
  let body = errorBody(text);
  if (!body) return "";
  let nested = isObject(body.error) ? body.error.message : void 0, parts = [body.msg, body.message, nested, ...errorTexts(body.errors)].filter(
    (part) => typeof part == "string" && part !== ""
  ), said = [...new Set(parts)].join("; ");
  return quotesSecret(said) ? "(its message repeats a credential and is left out)" : foreignText(said, MESSAGE_LENGTH);
}
function errorTexts(errors) {
  return Array.isArray(errors) ? errors.slice(0, 10) : errors === null || typeof errors != "object" ? [] : Object.entries(errors).slice(0, 10).map(([field, what]) => `${field}: ${typeof what == "string" ? what : JSON.stringify(what) ?? ""}`);
}
function endOf(sentence) {
  return /[.!?]$/.test(sentence) ? "" : ".";
}

// node_modules/valibot/dist/index.mjs
var store$4, DEFAULT_CONFIG = {
  lang: void 0,
  message: void 0,
  abortEarly: void 0,
  abortPipeEarly: void 0
};
// @__NO_SIDE_EFFECTS__
function getGlobalConfig(config$1) {
  return !config$1 && !store$4 ? DEFAULT_CONFIG : {
    lang: config$1?.lang ?? store$4?.lang,
    message: config$1?.message,
    abortEarly: config$1?.abortEarly ?? store$4?.abortEarly,
    abortPipeEarly: config$1?.abortPipeEarly ?? store$4?.abortPipeEarly
  };
}
var store$3;
// @__NO_SIDE_EFFECTS__
function getGlobalMessage(lang) {
  return store$3?.get(lang);
}
var store$2;
// @__NO_SIDE_EFFECTS__
function getSchemaMessage(lang) {
  return store$2?.get(lang);
}
var store$1;
// @__NO_SIDE_EFFECTS__
function getSpecificMessage(reference, lang) {
  return store$1?.get(reference)?.get(lang);
}
// @__NO_SIDE_EFFECTS__
function _stringify(input) {
  let type = typeof input;
  return type === "string" ? `"${input}"` : type === "number" || type === "bigint" || type === "boolean" ? `${input}` : type === "object" || type === "function" ? (input && Object.getPrototypeOf(input)?.constructor?.name) ?? "null" : type;
}
function _addIssue(context, label, dataset, config$1, other) {
  let input = other && "input" in other ? other.input : dataset.value, expected = other?.expected ?? context.expects ?? null, received = other?.received ?? /* @__PURE__ */ _stringify(input), issue = {
    kind: context.kind,
    type: context.type,
    input,
    expected,
    received,
    message: `Invalid ${label}: ${expected ? `Expected ${expected} but r` : "R"}eceived ${received}`,
    requirement: context.requirement,
    path: other?.path,
    issues: other?.issues,
    lang: config$1.lang,
    abortEarly: config$1.abortEarly,
    abortPipeEarly: config$1.abortPipeEarly
  }, isSchema = context.kind === "schema", message$1 = other?.message ?? context.message ?? /* @__PURE__ */ getSpecificMessage(context.reference, issue.lang) ?? (isSchema ? /* @__PURE__ */ getSchemaMessage(issue.lang) : null) ?? config$1.message ?? /* @__PURE__ */ getGlobalMessage(issue.lang);
  message$1 !== void 0 && (issue.message = typeof message$1 == "function" ? message$1(issue) : message$1), isSchema && (dataset.typed = !1), dataset.issues ? dataset.issues.push(issue) : dataset.issues = [issue];
}
// @__NO_SIDE_EFFECTS__
function _isSameValueZero(value1, value2) {
  return value1 === value2 || Number.isNaN(value1) && Number.isNaN(value2);
}
// @__NO_SIDE_EFFECTS__
function _isValidObjectKey(object$1, key) {
  return Object.prototype.hasOwnProperty.call(object$1, key) && key !== "__proto__" && key !== "prototype" && key !== "constructor";
}
// @__NO_SIDE_EFFECTS__
function _joinExpects(values$1, separator) {
  let list2 = [...new Set(values$1)];
  return list2.length > 1 ? `(${list2.join(` ${separator} `)})` : list2[0] ?? "never";
}
function _standardSchema(schema3) {
  return schema3["~standard"] = {
    version: 1,
    vendor: "valibot",
    validate: (value$1) => schema3["~run"]({ value: value$1 }, /* @__PURE__ */ getGlobalConfig())
  }, schema3;
}
// @__NO_SIDE_EFFECTS__
function getDotPath(issue) {
  if (issue.path) {
    let key = "";
    for (let item of issue.path) if (typeof item.key == "string" || typeof item.key == "number") key ? key += `.${item.key}` : key += item.key;
    else return null;
    return key;
  }
  return null;
}
var EMOJI_REGEX = new RegExp("^(?:[\\u{1F1E6}-\\u{1F1FF}]{2}|\\u{1F3F4}[\\u{E0061}-\\u{E007A}]{2}[\\u{E0030}-\\u{E0039}\\u{E0061}-\\u{E007A}]{1,3}\\u{E007F}|(?:\\p{Emoji}\\uFE0F\\u20E3?|\\p{Emoji_Modifier_Base}\\p{Emoji_Modifier}?|(?![\\p{Emoji_Modifier_Base}\\u{1F1E6}-\\u{1F1FF}])\\p{Emoji_Presentation})(?:\\u200D(?:\\p{Emoji}\\uFE0F\\u20E3?|\\p{Emoji_Modifier_Base}\\p{Emoji_Modifier}?|(?![\\p{Emoji_Modifier_Base}\\u{1F1E6}-\\u{1F1FF}])\\p{Emoji_Presentation}))*)+$", "u");
// @__NO_SIDE_EFFECTS__
function check(requirement, message$1) {
  return {
    kind: "validation",
    type: "check",
    reference: check,
    async: !1,
    expects: null,
    requirement,
    message: message$1,
    "~run"(dataset, config$1) {
      return dataset.typed && !this.requirement(dataset.value) && _addIssue(this, "input", dataset, config$1), dataset;
    }
  };
}
// @__NO_SIDE_EFFECTS__
function finite(message$1) {
  return {
    kind: "validation",
    type: "finite",
    reference: finite,
    async: !1,
    expects: null,
    requirement: Number.isFinite,
    message: message$1,
    "~run"(dataset, config$1) {
      return dataset.typed && !this.requirement(dataset.value) && _addIssue(this, "finite", dataset, config$1), dataset;
    }
  };
}
// @__NO_SIDE_EFFECTS__
function integer2(message$1) {
  return {
    kind: "validation",
    type: "integer",
    reference: integer2,
    async: !1,
    expects: null,
    requirement: Number.isInteger,
    message: message$1,
    "~run"(dataset, config$1) {
      return dataset.typed && !this.requirement(dataset.value) && _addIssue(this, "integer", dataset, config$1), dataset;
    }
  };
}
// @__NO_SIDE_EFFECTS__
function maxLength(requirement, message$1) {
  return {
    kind: "validation",
    type: "max_length",
    reference: maxLength,
    async: !1,
    expects: `<=${requirement}`,
    requirement,
    message: message$1,
    "~run"(dataset, config$1) {
      return dataset.typed && dataset.value.length > this.requirement && _addIssue(this, "length", dataset, config$1, { received: `${dataset.value.length}` }), dataset;
    }
  };
}
// @__NO_SIDE_EFFECTS__
function maxValue(requirement, message$1) {
  return {
    kind: "validation",
    type: "max_value",
    reference: maxValue,
    async: !1,
    expects: `<=${requirement instanceof Date ? requirement.toJSON() : /* @__PURE__ */ _stringify(requirement)}`,
    requirement,
    message: message$1,
    "~run"(dataset, config$1) {
      return dataset.typed && !(dataset.value <= this.requirement) && _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) }), dataset;
    }
  };
}
// @__NO_SIDE_EFFECTS__
function minLength(requirement, message$1) {
  return {
    kind: "validation",
    type: "min_length",
    reference: minLength,
    async: !1,
    expects: `>=${requirement}`,
    requirement,
    message: message$1,
    "~run"(dataset, config$1) {
      return dataset.typed && dataset.value.length < this.requirement && _addIssue(this, "length", dataset, config$1, { received: `${dataset.value.length}` }), dataset;
    }
  };
}
// @__NO_SIDE_EFFECTS__
function minValue(requirement, message$1) {
  return {
    kind: "validation",
    type: "min_value",
    reference: minValue,
    async: !1,
    expects: `>=${requirement instanceof Date ? requirement.toJSON() : /* @__PURE__ */ _stringify(requirement)}`,
    requirement,
    message: message$1,
    "~run"(dataset, config$1) {
      return dataset.typed && !(dataset.value >= this.requirement) && _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) }), dataset;
    }
  };
}
// @__NO_SIDE_EFFECTS__
function nonEmpty(message$1) {
  return {
    kind: "validation",
    type: "non_empty",
    reference: nonEmpty,
    async: !1,
    expects: "!0",
    message: message$1,
    "~run"(dataset, config$1) {
      return dataset.typed && dataset.value.length === 0 && _addIssue(this, "length", dataset, config$1, { received: "0" }), dataset;
    }
  };
}
// @__NO_SIDE_EFFECTS__
function rawCheck(action) {
  return {
    kind: "validation",
    type: "raw_check",
    reference: rawCheck,
    async: !1,
    expects: null,
    "~run"(dataset, config$1) {
      return action({
        dataset,
        config: config$1,
        addIssue: (info) => _addIssue(this, info?.label ?? "input", dataset, config$1, info)
      }), dataset;
    }
  };
}
// @__NO_SIDE_EFFECTS__
function regex(requirement, message$1) {
  return {
    kind: "validation",
    type: "regex",
    reference: regex,
    async: !1,
    expects: `${requirement}`,
    requirement,
    message: message$1,
    "~run"(dataset, config$1) {
      return dataset.typed && !this.requirement.test(dataset.value) && _addIssue(this, "format", dataset, config$1), dataset;
    }
  };
}
// @__NO_SIDE_EFFECTS__
function safeInteger(message$1) {
  return {
    kind: "validation",
    type: "safe_integer",
    reference: safeInteger,
    async: !1,
    expects: null,
    requirement: Number.isSafeInteger,
    message: message$1,
    "~run"(dataset, config$1) {
      return dataset.typed && !this.requirement(dataset.value) && _addIssue(this, "safe integer", dataset, config$1), dataset;
    }
  };
}
var ABORT_EARLY_CONFIG = { abortEarly: !0 };
// @__NO_SIDE_EFFECTS__
function getFallback(schema3, dataset, config$1) {
  return typeof schema3.fallback == "function" ? schema3.fallback(dataset, config$1) : schema3.fallback;
}
// @__NO_SIDE_EFFECTS__
function getDefault(schema3, dataset, config$1) {
  return typeof schema3.default == "function" ? schema3.default(dataset, config$1) : schema3.default;
}
// @__NO_SIDE_EFFECTS__
function is(schema3, input) {
  return !schema3["~run"]({ value: input }, ABORT_EARLY_CONFIG).issues;
}
// @__NO_SIDE_EFFECTS__
function array(item, message$1) {
  return _standardSchema({
    kind: "schema",
    type: "array",
    reference: array,
    expects: "Array",
    async: !1,
    item,
    message: message$1,
    "~run"(dataset, config$1) {
      let input = dataset.value;
      if (Array.isArray(input)) {
        dataset.typed = !0, dataset.value = [];
        for (let key = 0; key < input.length; key++) {
          let value$1 = input[key], itemDataset = this.item["~run"]({ value: value$1 }, config$1);
          if (itemDataset.issues) {
            let pathItem = {
              type: "array",
              origin: "value",
              input,
              key,
              value: value$1
            };
            for (let issue of itemDataset.issues)
              issue.path ? issue.path.unshift(pathItem) : issue.path = [pathItem], dataset.issues?.push(issue);
            if (dataset.issues || (dataset.issues = itemDataset.issues), config$1.abortEarly) {
              dataset.typed = !1;
              break;
            }
          }
          itemDataset.typed || (dataset.typed = !1), dataset.value.push(itemDataset.value);
        }
      } else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function boolean(message$1) {
  return _standardSchema({
    kind: "schema",
    type: "boolean",
    reference: boolean,
    expects: "boolean",
    async: !1,
    message: message$1,
    "~run"(dataset, config$1) {
      return typeof dataset.value == "boolean" ? dataset.typed = !0 : _addIssue(this, "type", dataset, config$1), dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function custom(check$1, message$1) {
  return _standardSchema({
    kind: "schema",
    type: "custom",
    reference: custom,
    expects: "unknown",
    async: !1,
    check: check$1,
    message: message$1,
    "~run"(dataset, config$1) {
      return this.check(dataset.value) ? dataset.typed = !0 : _addIssue(this, "type", dataset, config$1), dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function literal(literal_, message$1) {
  return _standardSchema({
    kind: "schema",
    type: "literal",
    reference: literal,
    expects: /* @__PURE__ */ _stringify(literal_),
    async: !1,
    literal: literal_,
    message: message$1,
    "~run"(dataset, config$1) {
      return /* @__PURE__ */ _isSameValueZero(dataset.value, this.literal) ? dataset.typed = !0 : _addIssue(this, "type", dataset, config$1), dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function looseObject(entries$1, message$1) {
  return _standardSchema({
    kind: "schema",
    type: "loose_object",
    reference: looseObject,
    expects: "Object",
    async: !1,
    entries: entries$1,
    message: message$1,
    "~run"(dataset, config$1) {
      let input = dataset.value;
      if (input && typeof input == "object") {
        dataset.typed = !0, dataset.value = {};
        for (let key in this.entries) {
          let valueSchema = this.entries[key];
          if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
            let value$1 = key in input ? input[key] : /* @__PURE__ */ getDefault(valueSchema), valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
            if (valueDataset.issues) {
              let pathItem = {
                type: "object",
                origin: "value",
                input,
                key,
                value: value$1
              };
              for (let issue of valueDataset.issues)
                issue.path ? issue.path.unshift(pathItem) : issue.path = [pathItem], dataset.issues?.push(issue);
              if (dataset.issues || (dataset.issues = valueDataset.issues), config$1.abortEarly) {
                dataset.typed = !1;
                break;
              }
            }
            valueDataset.typed || (dataset.typed = !1), dataset.value[key] = valueDataset.value;
          } else if (valueSchema.fallback !== void 0) dataset.value[key] = /* @__PURE__ */ getFallback(valueSchema);
          else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish" && (_addIssue(this, "key", dataset, config$1, {
            input: void 0,
            expected: `"${key}"`,
            path: [{
              type: "object",
              origin: "key",
              input,
              key,
              value: input[key]
            }]
          }), config$1.abortEarly))
            break;
        }
        if (!dataset.issues || !config$1.abortEarly)
          for (let key in input) /* @__PURE__ */ _isValidObjectKey(input, key) && !Object.prototype.hasOwnProperty.call(this.entries, key) && (dataset.value[key] = input[key]);
      } else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function nullable(wrapped, default_) {
  return _standardSchema({
    kind: "schema",
    type: "nullable",
    reference: nullable,
    expects: `(${wrapped.expects} | null)`,
    async: !1,
    wrapped,
    default: default_,
    "~run"(dataset, config$1) {
      return dataset.value === null && (this.default !== void 0 && (dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1)), dataset.value === null) ? (dataset.typed = !0, dataset) : this.wrapped["~run"](dataset, config$1);
    }
  });
}
// @__NO_SIDE_EFFECTS__
function nullish(wrapped, default_) {
  return _standardSchema({
    kind: "schema",
    type: "nullish",
    reference: nullish,
    expects: `(${wrapped.expects} | null | undefined)`,
    async: !1,
    wrapped,
    default: default_,
    "~run"(dataset, config$1) {
      return (dataset.value === null || dataset.value === void 0) && (this.default !== void 0 && (dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1)), dataset.value === null || dataset.value === void 0) ? (dataset.typed = !0, dataset) : this.wrapped["~run"](dataset, config$1);
    }
  });
}
// @__NO_SIDE_EFFECTS__
function number(message$1) {
  return _standardSchema({
    kind: "schema",
    type: "number",
    reference: number,
    expects: "number",
    async: !1,
    message: message$1,
    "~run"(dataset, config$1) {
      return typeof dataset.value == "number" && !isNaN(dataset.value) ? dataset.typed = !0 : _addIssue(this, "type", dataset, config$1), dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function object(entries$1, message$1) {
  return _standardSchema({
    kind: "schema",
    type: "object",
    reference: object,
    expects: "Object",
    async: !1,
    entries: entries$1,
    message: message$1,
    "~run"(dataset, config$1) {
      let input = dataset.value;
      if (input && typeof input == "object") {
        dataset.typed = !0, dataset.value = {};
        for (let key in this.entries) {
          let valueSchema = this.entries[key];
          if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
            let value$1 = key in input ? input[key] : /* @__PURE__ */ getDefault(valueSchema), valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
            if (valueDataset.issues) {
              let pathItem = {
                type: "object",
                origin: "value",
                input,
                key,
                value: value$1
              };
              for (let issue of valueDataset.issues)
                issue.path ? issue.path.unshift(pathItem) : issue.path = [pathItem], dataset.issues?.push(issue);
              if (dataset.issues || (dataset.issues = valueDataset.issues), config$1.abortEarly) {
                dataset.typed = !1;
                break;
              }
            }
            valueDataset.typed || (dataset.typed = !1), dataset.value[key] = valueDataset.value;
          } else if (valueSchema.fallback !== void 0) dataset.value[key] = /* @__PURE__ */ getFallback(valueSchema);
          else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish" && (_addIssue(this, "key", dataset, config$1, {
            input: void 0,
            expected: `"${key}"`,
            path: [{
              type: "object",
              origin: "key",
              input,
              key,
              value: input[key]
            }]
          }), config$1.abortEarly))
            break;
        }
      } else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function optional(wrapped, default_) {
  return _standardSchema({
    kind: "schema",
    type: "optional",
    reference: optional,
    expects: `(${wrapped.expects} | undefined)`,
    async: !1,
    wrapped,
    default: default_,
    "~run"(dataset, config$1) {
      return dataset.value === void 0 && (this.default !== void 0 && (dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1)), dataset.value === void 0) ? (dataset.typed = !0, dataset) : this.wrapped["~run"](dataset, config$1);
    }
  });
}
// @__NO_SIDE_EFFECTS__
function picklist(options, message$1) {
  return _standardSchema({
    kind: "schema",
    type: "picklist",
    reference: picklist,
    expects: /* @__PURE__ */ _joinExpects(options.map(_stringify), "|"),
    async: !1,
    options,
    message: message$1,
    "~run"(dataset, config$1) {
      return this.options.includes(dataset.value) ? dataset.typed = !0 : _addIssue(this, "type", dataset, config$1), dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function strictObject(entries$1, message$1) {
  return _standardSchema({
    kind: "schema",
    type: "strict_object",
    reference: strictObject,
    expects: "Object",
    async: !1,
    entries: entries$1,
    message: message$1,
    "~run"(dataset, config$1) {
      let input = dataset.value;
      if (input && typeof input == "object") {
        dataset.typed = !0, dataset.value = {};
        for (let key in this.entries) {
          let valueSchema = this.entries[key];
          if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
            let value$1 = key in input ? input[key] : /* @__PURE__ */ getDefault(valueSchema), valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
            if (valueDataset.issues) {
              let pathItem = {
                type: "object",
                origin: "value",
                input,
                key,
                value: value$1
              };
              for (let issue of valueDataset.issues)
                issue.path ? issue.path.unshift(pathItem) : issue.path = [pathItem], dataset.issues?.push(issue);
              if (dataset.issues || (dataset.issues = valueDataset.issues), config$1.abortEarly) {
                dataset.typed = !1;
                break;
              }
            }
            valueDataset.typed || (dataset.typed = !1), dataset.value[key] = valueDataset.value;
          } else if (valueSchema.fallback !== void 0) dataset.value[key] = /* @__PURE__ */ getFallback(valueSchema);
          else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish" && (_addIssue(this, "key", dataset, config$1, {
            input: void 0,
            expected: `"${key}"`,
            path: [{
              type: "object",
              origin: "key",
              input,
              key,
              value: input[key]
            }]
          }), config$1.abortEarly))
            break;
        }
        if (!dataset.issues || !config$1.abortEarly) {
          for (let key in input) if (!Object.prototype.hasOwnProperty.call(this.entries, key)) {
            _addIssue(this, "key", dataset, config$1, {
              input: key,
              expected: "never",
              path: [{
                type: "object",
                origin: "key",
                input,
                key,
                value: input[key]
              }]
            });
            break;
          }
        }
      } else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function string(message$1) {
  return _standardSchema({
    kind: "schema",
    type: "string",
    reference: string,
    expects: "string",
    async: !1,
    message: message$1,
    "~run"(dataset, config$1) {
      return typeof dataset.value == "string" ? dataset.typed = !0 : _addIssue(this, "type", dataset, config$1), dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function tuple(items, message$1) {
  return _standardSchema({
    kind: "schema",
    type: "tuple",
    reference: tuple,
    expects: "Array",
    async: !1,
    items,
    message: message$1,
    "~run"(dataset, config$1) {
      let input = dataset.value;
      if (Array.isArray(input)) {
        dataset.typed = !0, dataset.value = [];
        for (let key = 0; key < this.items.length; key++) {
          let value$1 = input[key], itemDataset = this.items[key]["~run"]({ value: value$1 }, config$1);
          if (itemDataset.issues) {
            let pathItem = {
              type: "array",
              origin: "value",
              input,
              key,
              value: value$1
            };
            for (let issue of itemDataset.issues)
              issue.path ? issue.path.unshift(pathItem) : issue.path = [pathItem], dataset.issues?.push(issue);
            if (dataset.issues || (dataset.issues = itemDataset.issues), config$1.abortEarly) {
              dataset.typed = !1;
              break;
            }
          }
          itemDataset.typed || (dataset.typed = !1), dataset.value.push(itemDataset.value);
        }
      } else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function _subIssues(datasets) {
  let issues;
  if (datasets) for (let dataset of datasets) if (issues) for (let issue of dataset.issues) issues.push(issue);
  else issues = dataset.issues;
  return issues;
}
// @__NO_SIDE_EFFECTS__
function union(options, message$1) {
  return _standardSchema({
    kind: "schema",
    type: "union",
    reference: union,
    expects: /* @__PURE__ */ _joinExpects(options.map((option) => option.expects), "|"),
    async: !1,
    options,
    message: message$1,
    "~run"(dataset, config$1) {
      let validDataset, typedDatasets, untypedDatasets;
      for (let schema3 of this.options) {
        let optionDataset = schema3["~run"]({ value: dataset.value }, config$1);
        if (optionDataset.typed) if (optionDataset.issues) typedDatasets ? typedDatasets.push(optionDataset) : typedDatasets = [optionDataset];
        else {
          validDataset = optionDataset;
          break;
        }
        else untypedDatasets ? untypedDatasets.push(optionDataset) : untypedDatasets = [optionDataset];
      }
      if (validDataset) return validDataset;
      if (typedDatasets) {
        if (typedDatasets.length === 1) return typedDatasets[0];
        _addIssue(this, "type", dataset, config$1, { issues: /* @__PURE__ */ _subIssues(typedDatasets) }), dataset.typed = !0;
      } else {
        if (untypedDatasets?.length === 1) return untypedDatasets[0];
        _addIssue(this, "type", dataset, config$1, { issues: /* @__PURE__ */ _subIssues(untypedDatasets) });
      }
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function unknown() {
  return _standardSchema({
    kind: "schema",
    type: "unknown",
    reference: unknown,
    expects: "unknown",
    async: !1,
    "~run"(dataset) {
      return dataset.typed = !0, dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function pipe(...pipe$1) {
  return _standardSchema({
    ...pipe$1[0],
    pipe: pipe$1,
    "~run"(dataset, config$1) {
      for (let item of pipe$1) if (item.kind !== "metadata") {
        if (dataset.issues && (item.kind === "schema" || item.kind === "transformation")) {
          dataset.typed = !1;
          break;
        }
        (!dataset.issues || !config$1.abortEarly && !config$1.abortPipeEarly) && (dataset = item["~run"](dataset, config$1));
      }
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function safeParse(schema3, input, config$1) {
  let dataset = schema3["~run"]({ value: input }, /* @__PURE__ */ getGlobalConfig(config$1));
  return {
    typed: dataset.typed,
    success: !dataset.issues,
    output: dataset.value,
    issues: dataset.issues
  };
}

// node_modules/canonicalize/lib/canonicalize.js
function hasLoneSurrogate(value) {
  for (let i = 0; i < value.length; i++) {
    let code = value.charCodeAt(i);
    if (code >= 55296 && code <= 56319) {
      if (i === value.length - 1)
        return !0;
      let next2 = value.charCodeAt(i + 1);
      if (!(next2 >= 56320 && next2 <= 57343))
        return !0;
      i++;
    } else if (code >= 56320 && code <= 57343)
      return !0;
  }
  return !1;
}
function canonicalize(object3, seen = /* @__PURE__ */ new Set()) {
  if (typeof object3 == "number" && isNaN(object3))
    throw new Error("NaN is not allowed");
  if (typeof object3 == "number" && !isFinite(object3))
    throw new Error("Infinity is not allowed");
  if (typeof object3 == "string" && hasLoneSurrogate(object3))
    throw new Error("Lone surrogate is not allowed");
  if (object3 === null || typeof object3 != "object")
    return JSON.stringify(object3);
  if (typeof object3.toJSON == "function") {
    if (seen.has(object3))
      throw new Error("Circular reference detected");
    seen.add(object3);
    let result2 = canonicalize(object3.toJSON(), seen);
    return seen.delete(object3), result2;
  }
  if (seen.has(object3))
    throw new Error("Circular reference detected");
  seen.add(object3);
  let result;
  if (Array.isArray(object3))
    result = `[${object3.map((cv) => canonicalize(cv === void 0 || typeof cv == "symbol" ? null : cv, seen)).join(",")}]`;
  else {
    let parts = [];
    for (let key of Object.keys(object3).sort())
      object3[key] === void 0 || typeof object3[key] == "symbol" || parts.push(`${canonicalize(key)}:${canonicalize(object3[key], seen)}`);
    result = `{${parts.join(",")}}`;
  }
  return seen.delete(object3), result;
}

// src/tuf/canonical/ascii-buffer.ts
var AsciiBuffer = class {
  #bytes = Buffer.from(new ArrayBuffer(4096));
  #length = 0;
  append(text) {
    let end = this.#length + text.length;
    end > this.#bytes.length && this.#grow(Math.max(end, 2 * this.#length)), this.#bytes.write(text, this.#length, "latin1"), this.#length = end;
  }
  /** All that was appended. The buffer must not be used again: its memory is given away. */
  take() {
    return new Uint8Array(this.#bytes.buffer.transfer(this.#length));
  }
  #grow(capacity) {
    this.#bytes = Buffer.from(this.#bytes.buffer.transfer(capacity));
  }
};

// src/tuf/canonical/canonical.ts
var PORTABLE_TEXT = /^[\x20-\x7e\n\r\t]*$/, INTEGER_LIKE = /^(?:0|[1-9]\d*)$/, encoder = new TextEncoder();
function portabilityProblem(value, pointer = "") {
  return portableBytes(value) === null ? findProblem(value, pointer) : null;
}
function findProblem(value, pointer) {
  switch (typeof value) {
    case "string":
      return PORTABLE_TEXT.test(value) ? null : { pointer, says: `has ${describeOffender(value)}` };
    case "boolean":
      return null;
    case "number":
      return isPortableNumber(value) ? null : { pointer, says: `is the number ${value}, not an integer below 2^53` };
    case "object":
      return value === null ? null : findInObject(value, pointer);
    default:
      return { pointer, says: `is ${typeof value}, which is not JSON` };
  }
}
function findInObject(value, pointer) {
  let token = rawNumber(value);
  if (token !== null) return { pointer, says: `is the number ${token.slice(0, 40)}, not an integer below 2^53` };
  for (let [key, member] of Object.entries(value)) {
    let at = pointerTo(pointer, key);
    if (!PORTABLE_TEXT.test(key)) return { pointer: at, says: `has a name with ${describeOffender(key)}` };
    let problem = findProblem(member, at);
    if (problem) return problem;
  }
  return null;
}
function describeOffender(text) {
  return `the character U+${(([...text].find((char) => !PORTABLE_TEXT.test(char)) ?? "").codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
function isPortableNumber(value) {
  return Number.isSafeInteger(value) && !Object.is(value, -0);
}
function canonicalBytes(value, where, pointer = "") {
  let bytes2 = portableBytes(value);
  if (bytes2 !== null) return bytes2;
  let problem = findProblem(value, pointer);
  throw new ToolError("metadata-not-portable", {
    happened: `${where}: the value at ${problem?.pointer || "/"} ${problem?.says}; device and server encode it differently, so a signature could fail on some of them.`,
    next: "Remove it where the document is made (usually the CI build), then run this again."
  });
}
function portableText(value) {
  let sorted = sortedCopy(value);
  if (sorted === UNPORTABLE) return null;
  if (sorted === UNSORTABLE) return findProblem(value, "") ? null : canonicalize(value) ?? null;
  let text = JSON.stringify(sorted);
  return isSuspicious(text) && findProblem(value, "") ? null : text;
}
function isSuspicious(text) {
  return Buffer.byteLength(text) !== text.length || text.includes("") ? !0 : text.includes("\\") && ESCAPED3.test(text);
}
var ESCAPED3 = /\\[bfu]/, UNPORTABLE = /* @__PURE__ */ Symbol("a number that readers encode differently, or no JSON at all"), UNSORTABLE = /* @__PURE__ */ Symbol("an object with integer-like names, whose order JavaScript decides");
function sortedCopy(value) {
  if (typeof value == "string" || typeof value == "boolean" || value === null) return value;
  if (typeof value == "number") return isPortableNumber(value) ? value : UNPORTABLE;
  if (!hasMembers(value) || rawNumber(value) !== null) return UNPORTABLE;
  if (Array.isArray(value)) return sortedArray(value);
  let written2 = Object.keys(value), keys = sortedKeys(written2), copies = keys === written2 ? null : {};
  for (let index = 0; index < keys.length; index++) {
    let key = keys[index];
    if (key === "__proto__" || isIntegerLike(key)) return UNSORTABLE;
    let member = value[key], copy = typeof member == "string" ? member : sortedCopy(member);
    if (copy === UNPORTABLE || copy === UNSORTABLE) return copy;
    copies === null && copy !== member && (copies = firstMembers(value, keys, index)), copies !== null && (copies[key] = copy);
  }
  return copies ?? value;
}
function sortedArray(values) {
  let copies = null;
  for (let index = 0; index < values.length; index++) {
    let copy = sortedCopy(values[index]);
    if (copy === UNPORTABLE || copy === UNSORTABLE) return copy;
    copies === null && copy !== values[index] && (copies = values.slice(0, index)), copies?.push(copy);
  }
  return copies ?? values;
}
function firstMembers(object3, keys, count) {
  let members = {};
  for (let index = 0; index < count; index++) members[keys[index]] = object3[keys[index]];
  return members;
}
function sortedKeys(written2) {
  if (written2.length > MAX_LIST) return isSorted(written2) ? written2 : [...written2].sort();
  let known = lists.get(written2.length);
  if (known && isSameList(known.written, written2)) return known.sorted ?? written2;
  let sorted = isSorted(written2) ? null : [...written2].sort();
  return lists.set(written2.length, { written: written2, sorted }), sorted ?? written2;
}
var MAX_LIST = 64, lists = /* @__PURE__ */ new Map();
function isSameList(a, b) {
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return !1;
  return !0;
}
function isSorted(keys) {
  for (let index = 1; index < keys.length; index++) if (keys[index - 1] > keys[index]) return !1;
  return !0;
}
function isIntegerLike(key) {
  let first = key.charCodeAt(0);
  return first >= 48 && first <= 57 && INTEGER_LIKE.test(key);
}
var MEMBER_LEVELS2 = 2;
function portableBytes(value) {
  let out = new AsciiBuffer();
  return appendPortable(out, value, MEMBER_LEVELS2) ? out.take() : null;
}
function appendPortable(out, value, levels) {
  if (levels === 0 || !isObject(value) || rawNumber(value) !== null) {
    let text = portableText(value);
    return text !== null && out.append(text), text !== null;
  }
  let before = "{";
  for (let key of Object.keys(value).sort()) {
    let name = portableText(key);
    if (name === null || (out.append(`${before}${name}:`), !appendPortable(out, value[key], levels - 1))) return !1;
    before = ",";
  }
  return out.append(before === "{" ? "{}" : "}"), !0;
}
function asciiBytes(text) {
  let out = new AsciiBuffer();
  return out.append(text), out.take();
}
function verificationForms(value) {
  let bytes2 = portableBytes(value);
  return bytes2 !== null ? [bytes2] : [encoder.encode(verbatimText(value, "escaped")), encoder.encode(verbatimText(value, "raw"))];
}
function verbatimText(value, controls) {
  let token = rawNumber(value);
  return token !== null ? token : typeof value == "string" ? controls === "raw" ? rawControls(JSON.stringify(value)) : JSON.stringify(value) : Array.isArray(value) ? `[${value.map((item) => verbatimText(item, controls)).join(",")}]` : hasMembers(value) ? `{${Object.keys(value).sort().map((key) => `${verbatimText(key, controls)}:${verbatimText(value[key], controls)}`).join(",")}}` : JSON.stringify(value);
}
function rawControls(encoded) {
  return encoded.replace(/\\(?:u00([01][0-9a-f])|(["\\nrtbf]))/g, (sequence, hex, short) => hex ? String.fromCharCode(Number.parseInt(hex, 16)) : short === "b" ? "\b" : short === "f" ? "\f" : sequence);
}

// src/tuf/metadata/metadata.ts
var ROLE_NAMES = ["root", "targets", "snapshot", "timestamp"];
function isRoleName(name) {
  return ROLE_NAMES.some((known) => known === name);
}
var MAX_SIGNATURES = 1e3, MAX_KEYIDS = 1e3, Doc = class {
  where;
  signed;
  signatures;
  /** What two parsers may read differently (T11), pointers relative to this document. */
  problems;
  #served;
  #forms;
  #portability;
  /** @param served what was received of `signed`, where that is its canonical form. */
  constructor(where, signed, signatures, problems, served = null) {
    this.where = where, this.signed = signed, this.signatures = signatures, this.problems = problems, this.#served = served, served && (this.#portability = null);
  }
  /**
   * The byte forms a signature may cover: one where the document is portable. Made once, and owned by this
   * document: {@link forgetForms} empties them.
   */
  get forms() {
    return this.#served instanceof Uint8Array ? [this.#served] : (this.#forms || (this.#forms = this.#served === null ? verificationForms(this.signed) : [asciiBytes(this.#served)], this.#forms.length === 1 && (this.#portability = null)), this.#forms);
  }
  /** Gives the memory of `forms` back, which is as large as the document. They are made again when asked for. */
  forgetForms() {
    for (let bytes2 of this.#forms ?? []) bytes2.buffer.transfer(0);
    this.#forms = void 0, typeof this.#served == "string" && (this.#served = null);
  }
  /** Why `signed` may not be signed again as it is, or null. */
  get portability() {
    return this.#portability === void 0 && (this.#portability = portabilityProblem(this.signed, "/signed")), this.#portability;
  }
};
function parseRoot(json, where) {
  let { signed, signatures } = parseEnvelope(json.value, "root", where);
  return requireRoot(signed, where), new Doc(where, signed, signatures, json.problems, signedTextOf(json));
}
function parseTargets(json, where, served = null) {
  let { signed, signatures } = parseEnvelope(json.value, "targets", where);
  return requireTargets(signed, where), new Doc(where, signed, signatures, json.problems, served ?? signedTextOf(json));
}
function signedTextOf({ text }) {
  return text?.member("signed")?.canonical ?? null;
}
function isRootDoc(doc) {
  return rootProblem({ ...doc.signed }) === null;
}
function requireRoot(signed, where) {
  let problem = rootProblem(signed);
  if (problem !== null) throw malformed(where, problem);
}
function rootProblem({ keys, roles }) {
  if (!isObject(keys)) return "signed.keys is not an object";
  for (let [keyid, key] of Object.entries(keys))
    if (!isObject(key) || typeof key.keytype != "string" || !isObject(key.keyval) || typeof key.keyval.public != "string")
      return `the key ${quoted(keyid)} has no keytype or no public half`;
  if (!isObject(roles)) return "signed.roles is not an object";
  for (let name of ROLE_NAMES) {
    let role = own(roles, name), keyids = isObject(role) ? role.keyids : void 0, threshold = isObject(role) ? role.threshold : void 0;
    if (!Array.isArray(keyids) || keyids.some((keyid) => typeof keyid != "string"))
      return `the role ${name} has no list of key ids`;
    if (keyids.length > MAX_KEYIDS) return `the role ${name} lists ${keyids.length} key ids`;
    if (!isInteger(threshold, 1, 1e3)) return `the role ${name} has no threshold from 1 to 1000`;
  }
  return null;
}
function requireTargets(signed, where) {
  let { targets } = signed;
  if (!isObject(targets)) throw malformed(where, "signed.targets is not an object");
  for (let [name, file] of Object.entries(targets)) {
    if (!isObject(file)) throw malformed(where, `the target ${quoted(name)} is not an object`);
    if (!isObject(file.hashes) || Object.values(file.hashes).some((hash) => typeof hash != "string"))
      throw malformed(where, `the target ${quoted(name)} has no hashes`);
    if (!isInteger(file.length, 0)) throw malformed(where, `the target ${quoted(name)} has no length`);
    if (file.custom !== void 0 && file.custom !== null && !isObject(file.custom))
      throw malformed(where, `the target ${quoted(name)} has a custom part that is not an object`);
  }
}
function parseOnline(json, role, where) {
  return parseSigned(json, role, where);
}
function parseSigned(json, role, where) {
  let { signed, signatures } = parseEnvelope(json.value, role, where);
  return new Doc(where, signed, signatures, json.problems, signedTextOf(json));
}
function problemsBelow(problems, pointer) {
  return problems.filter((problem) => problem.pointer === pointer || problem.pointer.startsWith(`${pointer}/`)).map((problem) => ({ ...problem, pointer: problem.pointer.slice(pointer.length) }));
}
function parseEnvelope(value, type, where) {
  if (!isObject(value) || !isObject(value.signed) || !Array.isArray(value.signatures))
    throw malformed(where, "it is not an object with `signed` and `signatures`");
  let { signed } = value;
  if (requireBase(signed, type, where), value.signatures.length > MAX_SIGNATURES)
    throw malformed(where, `it lists ${value.signatures.length} signatures`);
  let signatures = value.signatures.map((entry, index) => {
    let { keyid, method, sig } = isObject(entry) ? entry : NO_MEMBERS;
    if (typeof keyid != "string" || typeof method != "string" || typeof sig != "string")
      throw malformed(where, `signature ${index + 1} lacks keyid, method or sig`);
    return { keyid, method, sig };
  });
  return { signed, signatures };
}
var NO_MEMBERS = {};
function requireBase(signed, type, where) {
  if (typeof signed._type != "string" || signed._type.toLowerCase() !== type)
    throw malformed(where, `signed._type is ${quoted(signed._type)}, not ${type}`);
  if (!isInteger(signed.version, 1))
    throw malformed(where, `signed.version is ${quoted(signed.version)}, not an integer from 1`);
  parseExpires(signed.expires, where);
}
function malformed(where, what) {
  return new ToolError("metadata-malformed", {
    happened: `${where}: ${what}.`,
    next: "A device would reject this document. Sign nothing, keep a copy and ask the vendor."
  });
}

// src/factory/document-texts.ts
var noDocuments = { names: [], document: () => null };
function documentTexts(bytes2, where) {
  let pieces = cut2(Buffer.from(bytes2.buffer, bytes2.byteOffset, bytes2.length));
  if (pieces === null) return wholeText2(bytes2, where);
  let byName = new Map(pieces.map((piece) => [piece.name, piece]));
  if (byName.size !== pieces.length) throw twice(where);
  requireFewNames(byName.size, where);
  let whole2 = null;
  return {
    names: [...byName.keys()],
    document(name) {
      let piece = byName.get(name);
      if (!piece) return null;
      if (whole2) return whole2.document(name);
      try {
        return parsed2(bytes2.subarray(piece.start, piece.end), `${where}, ${name}`);
      } catch {
        if (whole2 = wholeText2(bytes2, where), whole2.names.length !== byName.size) throw unlike(where);
        return whole2.document(name);
      }
    }
  };
}
var BEGIN = '"sign', MEMBER = /^"(signatures|signed)"\s*:/, BEFORE = /([{,])\s*"([\x20\x21\x23-\x5b\x5d-\x7e]{1,200})"\s*:\s*\{\s*$/, MAX_BEFORE = 260, MAX_MEMBER = 64;
function cut2(text) {
  let starts = [], counts = { signatures: 0, signed: 0 };
  for (let at = text.indexOf(BEGIN); at !== -1; at = text.indexOf(BEGIN, at + BEGIN.length)) {
    let member = MEMBER.exec(text.toString("latin1", at, at + MAX_MEMBER))?.[1];
    if (member !== "signatures" && member !== "signed") continue;
    counts[member]++;
    let from = Math.max(0, at - MAX_BEFORE), found = BEFORE.exec(text.toString("latin1", from, at));
    found && starts.push({
      name: found[2],
      before: from + found.index,
      start: from + found.index + found[0].lastIndexOf("{")
    });
  }
  if (starts.length === 0 || counts.signatures !== starts.length || counts.signed !== starts.length) return null;
  let close = text.lastIndexOf("}");
  return [text.subarray(0, starts[0].before), text.subarray(close + 1)].some((rest) => rest.toString("latin1").trim() !== "") ? null : starts.map(({ name, start }, index) => ({ name, start, end: starts[index + 1]?.before ?? close }));
}
function wholeText2(bytes2, where) {
  let { value, problems } = parsed2(bytes2, where);
  if (!isObject(value))
    throw new ToolError("metadata-malformed", {
      happened: `${where} is not a map of documents.`,
      next: "Run this again; if that does not help, ask the vendor."
    });
  if (problems.some(({ pointer, kind }) => kind === "repeated-member" && pointer.lastIndexOf("/") === 0))
    throw twice(where);
  return requireFewNames(Object.keys(value).length, where), {
    names: Object.keys(value),
    document(name) {
      if (!Object.hasOwn(value, name)) return null;
      let document = value[name], pointer = `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      return {
        value: document,
        problems: problemsBelow(problems, pointer),
        size: Buffer.byteLength(JSON.stringify(document)),
        canonicalSigned: null
      };
    }
  };
}
function parsed2(bytes2, where) {
  let text = utf8(bytes2);
  if (text === null)
    throw new ToolError("metadata-malformed", {
      happened: `${where} is not UTF-8.`,
      next: "Run this again; if the error comes again, something between here and the Factory rewrites answers."
    });
  requireCountable(text, where);
  let { value, problems, text: whole2 } = parseJson(text, where), signed = whole2?.member("signed"), canonicalSigned = signed?.isCanonical ? bytes2.subarray(signed.start, signed.end) : null;
  return { value, problems, size: bytes2.length, canonicalSigned };
}
function twice(where) {
  return new ToolError("metadata-ambiguous", {
    happened: `${where} has one name twice, so two readers may see two documents.`,
    next: "Sign nothing, keep a copy and ask the vendor."
  });
}
function unlike(where) {
  return new ToolError("metadata-malformed", {
    happened: `${where} holds other documents than its form suggests.`,
    next: "Sign nothing, keep a copy and ask the vendor."
  });
}

// src/json/shape.ts
function membersOf(entries, says) {
  let names = Object.keys(entries);
  return object2(says, (value) => {
    let foreign = Object.keys(value).find((name) => !names.includes(name));
    return foreign !== void 0 ? {
      message: `has the unknown member {name}; known are ${names.join(", ")}`,
      input: foreign,
      path: [foreign]
    } : firstIssue(names, (name) => issueAt(name, entries[name], own(value, name)));
  });
}
function mapOf(member, says, problemOfName2 = () => null) {
  return object2(
    says,
    (value) => firstIssue(Object.keys(value), (name) => {
      let message = problemOfName2(name);
      return message === null ? issueAt(name, member, value[name]) : { message, input: name, path: [name] };
    })
  );
}
function object2(says, issueOf) {
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
function issueAt(name, schema3, value) {
  let issue = safeParse(schema3, value, { abortEarly: !0 }).issues?.[0];
  return issue ? { ...issue, path: [name, ...namesOf(issue)] } : null;
}
function namesOf(issue) {
  return (issue.path ?? []).map(({ key }) => String(key));
}
function pathOf([first, ...rest]) {
  let item = (key = "") => ({ type: "unknown", origin: "value", input: null, key, value: null });
  return [item(first), ...rest.map(item)];
}
function problemIn(schema3, value) {
  let issue = safeParse(schema3, value, { abortEarly: !0 }).issues?.[0];
  if (!issue) return null;
  let at = namesOf(issue).join("/"), marks = {
    "{at}": PLAIN_PLACE.test(at) ? at : quoted(at),
    "{name}": quoted(at),
    "{value}": quoted(issue.input)
  };
  return issue.message.replace(/\{(?:at|name|value)\}/g, (mark) => marks[mark]);
}
function isOf(schema3, value) {
  return is(schema3, value);
}
var PLAIN_PLACE = /^[a-zA-Z0-9/-]{1,80}$/;

// src/context/config-file.ts
var VERSION_SAYS = "has no `version: 1`, the only layout this program knows";
function configInvalid(where, what) {
  return new ToolError("config-invalid", {
    happened: `${where} ${what}.`,
    next: "Correct the file, or take its last good version from the repository's history."
  });
}
function requireShape(schema3, value, where) {
  if (!isOf(schema3, value)) throw configInvalid(where, problemIn(schema3, value) ?? "is not readable");
}

// src/keys/sources/command-line.ts
function parseCommandLine(text, option = "keys-command") {
  let invalid2 = (why) => invalidLine(option, why), words2 = [], word2 = null, quoted2 = !1;
  for (let at = 0; at < text.length; at++) {
    let char = text[at];
    char === "\\" && /["\\\s]/.test(text[at + 1] ?? "") ? word2 = (word2 ?? "") + text[++at] : char === '"' ? (quoted2 = !quoted2, word2 ??= "") : /\s/.test(char) && !quoted2 ? (word2 !== null && words2.push(word2), word2 = null) : word2 = (word2 ?? "") + char;
  }
  if (quoted2) throw invalid2("opens a double quote and does not close it");
  word2 !== null && words2.push(word2);
  let [program, ...args] = words2;
  if (program === void 0)
    throw new ToolError("value-missing", {
      happened: `${option} is empty.`,
      next: 'Give a program and its arguments, e.g. show-secret "release keys".'
    });
  if (program.trim() === "") throw invalid2("begins with an empty word instead of a program");
  if (program.includes('"')) throw invalid2("names a program with a double quote in its name");
  if (words2.some((part) => part.includes("\0"))) throw invalid2("holds a NUL character");
  return { program, args };
}
function invalidLine(option, why) {
  return new ToolError("value-invalid", {
    happened: `${option} ${why}.`,
    next: 'Write a program and its arguments; quote an argument with blanks as "...", and a quote in it as \\".'
  });
}
function programName({ program }) {
  return (program.split(/[/\\]/).at(-1) ?? "").slice(0, 60).replace(/[^\x21-\x7e ]|`/g, "?");
}

// src/tuf/metadata/key.ts
import { createPublicKey } from "node:crypto";
var ED25519_PKCS8_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex"), ED25519_SPKI_PREFIX = Buffer.from("302a300506032b6570032100", "hex"), PUBLIC_KEY_PEM = /^-----BEGIN PUBLIC KEY-----\r?\n/, USABLE_RSA_BITS = [2048, 3072, 4096], RSA_MIN_EXPONENT = 65537n;
function usableKey(key) {
  let text = `${key.keytype} ${key.keyval.public}`, decision = decided.get(text);
  return decision || (decided.size >= MAX_DECIDED && decided.clear(), decision = decide(key), decided.set(text, decision)), decision;
}
var decided = /* @__PURE__ */ new Map(), MAX_DECIDED = 1e3;
function decide(key) {
  let type = keyType(key);
  return type === "ed25519" ? usableEd25519(key.keyval.public) : type === "rsa" ? usableRsa(key.keyval.public) : { usable: !1, why: `has the type ${quoted(String(key.keytype), 40)}, not ED25519 or RSA` };
}
function keyType(key) {
  let name = String(key.keytype).toLowerCase();
  return name === "ed25519" || name === "rsa" ? name : null;
}
function usableEd25519(hex) {
  if (typeof hex != "string" || !/^[0-9a-fA-F]{64}$/.test(hex))
    return { usable: !1, why: "is not 64 hex characters" };
  let point = Buffer.from(hex, "hex");
  if (!isFullOrderPoint(point)) return { usable: !1, why: "is no canonical Ed25519 point of full order" };
  let spki = Buffer.concat([ED25519_SPKI_PREFIX, point]), publicKey = createPublicKey({ key: spki, format: "der", type: "spki" });
  return { usable: !0, keyid: sha256Hex(spki), type: "ed25519", publicKey, bits: 256 };
}
function isFullOrderPoint(bytes2) {
  try {
    let point = Point.fromBytes(bytes2, !1);
    return !point.isSmallOrder() && point.isTorsionFree();
  } catch {
    return !1;
  }
}
function usableRsa(pem) {
  if (typeof pem != "string" || !PUBLIC_KEY_PEM.test(pem))
    return { usable: !1, why: "is not a PEM of type PUBLIC KEY" };
  let publicKey;
  try {
    publicKey = createPublicKey({ key: pem, format: "pem", type: "spki" });
  } catch {
    return { usable: !1, why: "is not a readable PEM of type PUBLIC KEY" };
  }
  if (publicKey.asymmetricKeyType !== "rsa")
    return { usable: !1, why: `is of type ${publicKey.asymmetricKeyType}, not plain rsa` };
  let { modulusLength: bits = 0, publicExponent: e = 0n } = publicKey.asymmetricKeyDetails ?? {};
  return USABLE_RSA_BITS.includes(bits) ? e < RSA_MIN_EXPONENT || e % 2n === 0n ? { usable: !1, why: `has the exponent ${e}, not an odd one from 65537` } : {
    usable: !0,
    keyid: sha256Hex(publicKey.export({ format: "der", type: "spki" })),
    type: "rsa",
    publicKey,
    bits
  } : { usable: !1, why: `has ${bits} bits, not 2048, 3072 or 4096` };
}
function keyidOf(key) {
  try {
    return keyType(key) === "ed25519" && /^[0-9a-fA-F]{64}$/.test(key.keyval.public) ? sha256Hex(Buffer.concat([ED25519_SPKI_PREFIX, Buffer.from(key.keyval.public, "hex")])) : PUBLIC_KEY_PEM.test(key.keyval.public) ? sha256Hex(createPublicKey(key.keyval.public).export({ format: "der", type: "spki" })) : null;
  } catch {
    return null;
  }
}

// src/keys/sources/child-environment.ts
var WITHHELD = /^(?:INPUT_|FACTORY_|FIOCTL_|ACTIONS_|(?:GITHUB|GH)(?:_ENTERPRISE)?_TOKEN$)/i;
function childEnvironment(env) {
  let kept = {};
  for (let [name, value] of Object.entries(env))
    value !== void 0 && !WITHHELD.test(name) && (kept[name] = value);
  return kept;
}

// src/tuf/devices/limits.ts
var MAX_BYTES = {
  root: 65536,
  targets: 8388608,
  snapshot: 65536,
  timestamp: 65536
}, WARNING_SHARE = 0.8, MAX_ROOT_VERSIONS = 256, SIGNATURE_ROOM_BYTES = 1024;

// src/tuf/devices/clients.ts
var CLIENT_NAMES = ["aktualizr-lite", "fiotuf", "fioup", "aktualizr-nano"], KIB = 1024, aktualizrLite = {
  name: "aktualizr-lite",
  source: "aktualizr-lite c885c28 on libaktualizr",
  maxBytes: MAX_BYTES,
  trustsNamedLength: !1,
  refusesRsa: !1,
  maxSignatures: Number.POSITIVE_INFINITY,
  maxKeyidsOfRole: Number.POSITIVE_INFINITY,
  maxKeys: Number.POSITIVE_INFINITY,
  maxKeyText: Number.POSITIVE_INFINITY,
  refusesUnknownKeyTypes: !0,
  maxVersion: 2 ** 31 - 1,
  checksMethod: !0,
  refusesControlCharacters: !1,
  refusesBeyondAscii: !0,
  verifiesRawBytes: !1,
  isStrict: !1,
  maxRootVersions: Number.POSITIVE_INFINITY,
  skips: ["several-hardware-ids", "not-ostree"]
}, fiotuf = {
  name: "fiotuf",
  source: "fiotuf 88e2893 on go-tuf v2.0.2-fio",
  // Snapshots name their length in the timestamp; without one go-tuf reads two megabytes.
  maxBytes: { root: 512e3, targets: 5e6, snapshot: 2e6, timestamp: 16384 },
  trustsNamedLength: !0,
  refusesRsa: !0,
  maxSignatures: Number.POSITIVE_INFINITY,
  maxKeyidsOfRole: Number.POSITIVE_INFINITY,
  maxKeys: Number.POSITIVE_INFINITY,
  maxKeyText: Number.POSITIVE_INFINITY,
  refusesUnknownKeyTypes: !1,
  maxVersion: Number.MAX_SAFE_INTEGER,
  checksMethod: !1,
  refusesControlCharacters: !0,
  refusesBeyondAscii: !1,
  verifiesRawBytes: !1,
  isStrict: !0,
  maxRootVersions: MAX_ROOT_VERSIONS,
  skips: []
}, fioup = {
  ...fiotuf,
  name: "fioup",
  source: "fioup 1d4af9e on fiotuf",
  skips: ["app-name-differs"]
}, aktualizrNano = {
  name: "aktualizr-nano",
  source: "aktualizr-nano f306b36 on libtufnano b4ee4b5",
  maxBytes: { root: 16 * KIB, targets: 16 * KIB, snapshot: 16 * KIB, timestamp: 16 * KIB },
  trustsNamedLength: !1,
  // RSA up to 4096 bits: a signature has at most 512 bytes.
  refusesRsa: !1,
  maxSignatures: 2,
  // The sixth would be written past the end of its list.
  maxKeyidsOfRole: 5,
  maxKeys: 10,
  maxKeyText: 1e3,
  refusesUnknownKeyTypes: !1,
  maxVersion: Number.MAX_SAFE_INTEGER,
  checksMethod: !1,
  refusesControlCharacters: !1,
  refusesBeyondAscii: !1,
  verifiesRawBytes: !0,
  isStrict: !1,
  maxRootVersions: 1e4,
  skips: []
}, deviceClients = [aktualizrLite, fiotuf, fioup, aktualizrNano], BY_DEFAULT = ["aktualizr-lite"];
function clientsInUse(names) {
  let inUse = names.length > 0 ? names : BY_DEFAULT;
  return {
    listed: deviceClients.filter(({ name }) => inUse.includes(name)),
    others: deviceClients.filter(({ name }) => !inUse.includes(name))
  };
}

// src/keys/signers/remote/limits.ts
var ANY = Number.POSITIVE_INFINITY, NONE = 0, KIB2 = 1024, schemeFacts = {
  awskms: { name: "AWS KMS", maxBytes: { ed25519: 4 * KIB2, rsa: ANY } },
  gcpkms: { name: "Google Cloud KMS", maxBytes: { ed25519: 64 * KIB2, rsa: ANY } },
  azurekms: { name: "Azure Key Vault", maxBytes: { ed25519: NONE, rsa: ANY } },
  hv: {
    name: "OpenBao or Vault",
    // A request may have 32 MiB there, and more than 8 MiB no device takes.
    maxBytes: { ed25519: 8 * KIB2 * KIB2, rsa: ANY },
    unsureAbove: { bytes: 768 * KIB2, who: "HashiCorp Vault" }
  },
  /** The program decides. */
  command: { name: "the program of signer-command", maxBytes: { ed25519: ANY, rsa: ANY } }
};
function signerTooSmall(scheme, type, { what, sizeBytes, prunable }, clients = []) {
  let { name, maxBytes } = schemeFacts[scheme], most = maxBytes[type];
  if (sizeBytes <= most) return null;
  let key = type === "rsa" ? "an RSA key" : "an Ed25519 key", able = most === NONE ? `does not sign with ${key}` : `signs at most ${most} bytes with ${key}`, next2 = [...prunable && most > NONE ? [PRUNE] : [], insteadOfEd25519(clients)].join(" Or: ");
  return new ToolError("signer-too-small", {
    happened: `${what} has ${sizeBytes} bytes to be signed, and ${name} ${able}.`,
    next: capital(next2)
  });
}
var PRUNE = "Drop old versions from it with the option prune.";
function insteadOfEd25519(clients) {
  let refusing = clientsInUse(clients).listed.filter(({ refusesRsa }) => refusesRsa);
  return refusing.length > 0 ? `use a signer that takes larger documents with Ed25519 (docs/signers/README.md). An RSA key is no help: ${listOf(refusing.map(({ name }) => name))} of your policy ${agreeing(refusing.length, "refuses", "refuse")} it.` : "use an RSA key, which signs a digest (RSA-PSS) and documents of any size. docs/signers/README.md says how to add it.";
}
function mayBeTooSmall(scheme, type, { what, sizeBytes }) {
  let { unsureAbove } = schemeFacts[scheme];
  return !unsureAbove || type === "rsa" || sizeBytes <= unsureAbove.bytes ? null : `${what} has ${sizeBytes} bytes to be signed. ${unsureAbove.who} takes ${unsureAbove.bytes} bytes unless it is configured otherwise; OpenBao takes them.`;
}

// src/context/repository.ts
import { dirname as dirname3, join as join3, normalize, relative as relative2, resolve as resolve3 } from "node:path";

// src/context/pins-file.ts
var sha256 = (says) => pipe(string(says), regex(/^[0-9a-f]{64}$/, says)), pin = membersOf(
  {
    version: pipe(
      number("has {at}: {value}, not a whole number"),
      safeInteger("has {at}: {value}, not a whole number"),
      minValue(0, "has {at}: {value}, not a whole number")
    ),
    sha256: sha256("has {at} that is not 64 of the characters 0-9 and a-f")
  },
  "has a pin {name} that is not an object"
), schema = membersOf(
  {
    version: literal(1, VERSION_SAYS),
    factory: string("names no factory"),
    firstRoot: sha256("has a firstRoot that is not 64 of the characters 0-9 and a-f"),
    docs: mapOf(
      pin,
      "has no docs",
      (name) => isDocument(name) ? null : "pins {value}; it may pin ci-root, prod-root, ci-targets and prod-targets/<tag>"
    )
  },
  "is not an object"
);
function parsePins(value, where, factory2) {
  if (requireShape(schema, value, where), value.factory === factory2) return value;
  let [theirs, ours] = [quoted(value.factory), quoted(factory2)];
  throw configInvalid(where, `is about the Factory ${theirs}, but this run is about ${ours}`);
}
var PRODUCTION_OF = "prod-targets/";
function isDocument(name) {
  return name.startsWith(PRODUCTION_OF) ? isTag(name.slice(PRODUCTION_OF.length)) : name === "ci-root" || name === "prod-root" || name === "ci-targets";
}

// src/context/policy-file.ts
var noPolicy = {
  requirePlan: !1,
  requireProtectedRef: !1,
  failOn: null,
  onMissingToken: null,
  owners: [],
  clients: [],
  oldestRoot: null,
  appHosts: [],
  attestedFrom: {},
  attestedBy: null,
  limits: {}
}, flag = optional(boolean("has {at}: {value}, not true or false")), WORD_SAYS = "has {at}: {value}, not a word", word = optional(pipe(string(WORD_SAYS), regex(/^[a-z-]{1,40}$/, WORD_SAYS))), texts = (name) => {
  let says = `has ${name} that is not a list of texts`;
  return optional(array(pipe(string(says), nonEmpty(says)), says));
}, CLIENTS_SAY = `has clients that are not a list of ${CLIENT_NAMES.join(", ")}`, OLDEST_SAYS = `has {at}: {value}, not a version of the root from 1 to ${MAX_ROOT_VERSIONS}`, WORKFLOW_PATH = /^\.github\/workflows\/[A-Za-z0-9_. -]{1,100}\.ya?ml$/, FROM_SAYS = `has {at}: {value}, not a version from 1 to ${MAX_VERSION}`, attestedFrom = optional(
  mapOf(
    pipe(number(FROM_SAYS), integer2(FROM_SAYS), minValue(1, FROM_SAYS), maxValue(MAX_VERSION, FROM_SAYS)),
    "has attested-from that is not a map of tags",
    (tag) => isTag(tag) ? null : "has attested-from for {value}, no tag"
  )
), named = (what, pattern) => {
  let says = `has {at}: {value}, not ${what}`;
  return pipe(string(says), regex(pattern, says));
}, NAME = "(?!\\.{1,2}(?:/|$))[A-Za-z0-9_.-]{1,100}", ID_SAYS = "has {at}: {value}, not the number of a repository", attestedBy = optional(
  membersOf(
    {
      repository: named("owner/name", new RegExp(`^${NAME}/${NAME}$`)),
      workflow: named("the path of a workflow, as .github/workflows/factory-promote.yml", WORKFLOW_PATH),
      "repository-id": optional(
        pipe(
          number(ID_SAYS),
          integer2(ID_SAYS),
          minValue(1, ID_SAYS),
          maxValue(Number.MAX_SAFE_INTEGER, ID_SAYS)
        )
      ),
      ref: named("a whole ref, as refs/heads/main", /^refs\/(?:heads|tags)\/[^\s\p{C}]{1,200}$/u)
    },
    "has attested-by that is not a map of repository, workflow and ref"
  )
), LIMIT_SAYS = "has {at}: {value}, not a number", limit2 = optional(pipe(number(LIMIT_SAYS), finite(LIMIT_SAYS), minValue(0, LIMIT_SAYS))), schema2 = membersOf(
  {
    version: literal(1, VERSION_SAYS),
    "fail-on": word,
    "on-missing-token": word,
    "require-plan": flag,
    "require-protected-ref": flag,
    owners: texts("owners"),
    clients: optional(array(picklist(CLIENT_NAMES, CLIENTS_SAY), CLIENTS_SAY)),
    "app-hosts": texts("app-hosts"),
    "oldest-root": optional(
      pipe(
        number(OLDEST_SAYS),
        integer2(OLDEST_SAYS),
        minValue(1, OLDEST_SAYS),
        maxValue(MAX_ROOT_VERSIONS, OLDEST_SAYS)
      )
    ),
    "attested-from": attestedFrom,
    "attested-by": attestedBy,
    limits: optional(
      mapOf(
        membersOf({ warning: limit2, error: limit2 }, "has {at} that is not a map"),
        "has limits that are not a map of rules",
        (rule) => /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(rule) ? null : "has a limit for {value}, no rule"
      )
    )
  },
  "is not a map of members"
);
async function parsePolicy(text, where) {
  let value = await parseYaml(text, where);
  return requireShape(schema2, value, where), {
    requirePlan: value["require-plan"] ?? noPolicy.requirePlan,
    requireProtectedRef: value["require-protected-ref"] ?? noPolicy.requireProtectedRef,
    failOn: value["fail-on"] ?? noPolicy.failOn,
    onMissingToken: value["on-missing-token"] ?? noPolicy.onMissingToken,
    owners: value.owners ?? noPolicy.owners,
    clients: value.clients ?? noPolicy.clients,
    oldestRoot: value["oldest-root"] ?? noPolicy.oldestRoot,
    appHosts: value["app-hosts"] ?? noPolicy.appHosts,
    attestedFrom: value["attested-from"] ?? noPolicy.attestedFrom,
    attestedBy: value["attested-by"] ? attestedByOf(value["attested-by"]) : noPolicy.attestedBy,
    limits: value.limits ?? noPolicy.limits
  };
}
function attestedByOf({ "repository-id": id, ...named2 }) {
  return { ...named2, repositoryId: id ?? null };
}
var LEFT = /* @__PURE__ */ new Set(["root-expiring", "prod-targets-expiring", "online-role-expiring"]), STRICTEST_FIRST = ["note", "warning", "error", "never"];
function combinedPolicy(nearer, top) {
  let rules = [.../* @__PURE__ */ new Set([...Object.keys(nearer.limits), ...Object.keys(top.limits)])];
  return {
    requirePlan: nearer.requirePlan || top.requirePlan,
    requireProtectedRef: nearer.requireProtectedRef || top.requireProtectedRef,
    failOn: stricterWord(nearer.failOn, top.failOn, STRICTEST_FIRST),
    onMissingToken: stricterWord(nearer.onMissingToken, top.onMissingToken, ["fail", "pass"]),
    owners: nearer.owners.length > 0 ? nearer.owners : top.owners,
    clients: [.../* @__PURE__ */ new Set([...nearer.clients, ...top.clients])],
    oldestRoot: lower(nearer.oldestRoot, top.oldestRoot),
    appHosts: nearer.appHosts.length > 0 ? nearer.appHosts : top.appHosts,
    attestedFrom: Object.keys(nearer.attestedFrom).length > 0 ? nearer.attestedFrom : top.attestedFrom,
    attestedBy: nearer.attestedBy ?? top.attestedBy,
    limits: Object.fromEntries(
      rules.map((rule) => [rule, tighterLimits(rule, own(nearer.limits, rule), own(top.limits, rule))])
    )
  };
}
function lower(a, b) {
  return a === null || b === null ? a ?? b : Math.min(a, b);
}
function stricterWord(a, b, strictestFirst) {
  return a === null || b === null ? a ?? b : strictestFirst.indexOf(a) <= strictestFirst.indexOf(b) ? a : b;
}
function tighterLimits(rule, a = {}, b = {}) {
  let choose = LEFT.has(rule) ? Math.max : Math.min, tighter = (x, y) => x === void 0 || y === void 0 ? x ?? y : choose(x, y);
  return { warning: tighter(a.warning, b.warning), error: tighter(a.error, b.error) };
}
async function parseYaml(text, where) {
  let { parseDocument } = await import("./yaml-KU6IRC6X.js"), document = parseDocument(text, { uniqueKeys: !0, prettyErrors: !0, logLevel: "error" }), problem = document.errors[0] ?? document.warnings[0];
  if (problem) {
    let line2 = problem.linePos?.[0].line;
    throw configInvalid(where, `is not valid YAML${line2 === void 0 ? "" : ` in line ${line2}`}`);
  }
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    throw configInvalid(where, "uses YAML aliases, which are not read here");
  }
}

// src/context/repository.ts
var TRUSTED_ROOT_FILE = ".factory-tuf/root.json", PINS_FILE = ".factory-tuf/pins.json", POLICY_FILE = ".factory-tuf/review.yml", WAIVERS_FILE = ".factory-tuf/waivers.yml", SIGSTORE_ROOT_FILE = ".factory-tuf/sigstore-root.jsonl", MAX_TRUSTED_ROOT_BYTES = 1024 * 1024, MAX_PINS_BYTES = 1024 * 1024, MAX_POLICY_BYTES = 256 * 1024;
function layoutOf({ folder, top }, named2) {
  let anyNamed = named2.trustedRoot ?? named2.policy ?? named2.pins ?? named2.waivers, own2 = dirname3(POLICY_FILE), nearer = anyNamed === void 0 ? own2 : dirname3(normalize(anyNamed)), isApart = relative2(own2, nearer) !== "", at = (file, alone2) => isApart ? [join3(nearer, relative2(own2, file)), ...alone2 ? [] : [file]] : [file], alone = named2.trustedRoot !== void 0;
  return {
    trustedRoot: { named: named2.trustedRoot, usual: at(TRUSTED_ROOT_FILE, !1) },
    pins: { named: named2.pins, usual: at(PINS_FILE, alone) },
    waivers: { named: named2.waivers, usual: at(WAIVERS_FILE, alone) },
    sigstoreRoot: { named: void 0, usual: at(SIGSTORE_ROOT_FILE, alone) },
    policies: [
      { named: named2.policy, usual: at(POLICY_FILE, !0) },
      ...[.../* @__PURE__ */ new Set([POLICY_FILE, join3(relative2(folder, top), POLICY_FILE)])].filter((path2) => path2 !== normalize(named2.policy ?? (isApart ? "" : POLICY_FILE))).map((path2) => ({ named: void 0, usual: [path2] }))
    ]
  };
}
function pathsOf({ trustedRoot, pins: pins2, waivers, sigstoreRoot, policies }) {
  return [trustedRoot, pins2, waivers, sigstoreRoot, ...policies].flatMap(({ named: named2, usual }) => [
    ...usual,
    ...named2 ? [named2] : []
  ]);
}
async function readAt(place, { named: named2, usual }, maxBytes) {
  let [last = ""] = usual.slice(-1);
  if (named2 !== void 0) return readConfigFile(place, named2, last, maxBytes);
  for (let path2 of usual) {
    let file = await readConfigFile(placeAround(place, path2), void 0, path2, maxBytes);
    if (file) return file;
  }
  return null;
}
async function pinsFileOf(place, named2) {
  let { pins: pins2 } = layoutOf(place, named2), [first = PINS_FILE] = pins2.usual;
  return pins2.named ?? (await readAt(place, pins2, MAX_PINS_BYTES))?.where ?? first;
}
function placeAround(place, path2) {
  let folder = resolve3(place.folder, dirname3(path2));
  return place.isWorkspace || isWithin(folder, resolve3(place.top)) ? place : { ...place, top: folder };
}
async function policyOf(files2) {
  let policies = await Promise.all(
    files2.filter((file) => file !== null).map(({ text, where }) => parsePolicy(text, where))
  );
  return policies.length === 0 ? noPolicy : policies.reduce(combinedPolicy);
}
async function readRepositoryFiles(place, named2, factory2, policyAt = "named") {
  let { trustedRoot, pins: pinsPlace, policies } = layoutOf(place, named2), [root, pins2, ...policy] = await Promise.all([
    readAt(place, trustedRoot, MAX_TRUSTED_ROOT_BYTES),
    readAt(place, pinsPlace, MAX_PINS_BYTES),
    ...policies.map(
      (policy2) => readAt(place, policyAt === "usual" ? { ...policy2, named: void 0 } : policy2, MAX_POLICY_BYTES)
    )
  ]);
  return {
    root: root && parseTrustedRoot(root),
    pins: pins2 && parsePins(parsed3(pins2.text, pins2.where).value, pins2.where, factory2),
    policy: await policyOf(policy)
  };
}
function parseTrustedRoot(file) {
  let where = `trusted root ${file.where}`, json = parsed3(file.text, where);
  return asConfig(() => parseRoot(json, where));
}
function parsed3(text, where) {
  let json = asConfig(() => parseJson(text, where)), [problem] = json.problems;
  if (problem) throw configInvalid(where, `is ambiguous: at ${problem.pointer || "/"}, ${problem.says}`);
  return json;
}
function asConfig(parse3) {
  try {
    return parse3();
  } catch (error) {
    throw error instanceof ToolError ? error.extended({
      code: "config-invalid",
      next: "Correct the file, or take its last good version from the repository's history."
    }) : error;
  }
}
async function readConfigFile({ folder, top, isWorkspace, signal }, named2, byDefault, maxBytes) {
  let where = named2 ?? byDefault, path2 = resolve3(folder, where), read = named2 !== void 0 && named2 !== byDefault && !isWorkspace ? await readGiven(path2, where, maxBytes, signal) : await readRegularFile(path2, top, maxBytes);
  if (read.kind === "refused") throw configInvalid(where, read.why);
  if (read.kind === "missing" && named2 === void 0) return null;
  if (read.kind === "missing") throw configInvalid(where, "does not exist");
  return configTextOf(read.bytes, where, maxBytes);
}
function configTextOf(bytes2, where, maxBytes) {
  if (bytes2.length > maxBytes) throw configInvalid(where, `has more than ${maxBytes} bytes`);
  let text = utf8WithoutMark(bytes2);
  if (text === null) throw configInvalid(where, "is not UTF-8 text");
  return { where, text };
}
async function readGiven(path2, where, maxBytes, signal) {
  let read = await readNamed(path2, maxBytes, signal);
  if (read.kind === "read") return { ...read, path: path2 };
  throw configInvalid(where, read.kind === "too large" ? `has more than ${maxBytes} bytes` : whyUnreadable(read));
}
function whyUnreadable({ kind, code }) {
  return kind === "missing" ? "does not exist" : code === "EACCES" || code === "EPERM" ? "may not be read by this user" : code === "EISDIR" ? "is not a regular file" : "cannot be read";
}

// src/context/connection.ts
import { resolve as resolve4 } from "node:path";

// src/factory/credentials.ts
var MAX_CREDENTIAL_LENGTH = 16384, HOW_TO_GIVE = "Give an API token (Action input `token`; on the command line FACTORY_TOKEN or --token-file), or `client-id` with its client secret.";
function chooseCredentials({ given, environment, config }) {
  for (let [origin2, texts2] of [
    ["given", given],
    ["environment", environment]
  ]) {
    let token = texts2.token?.trim() ?? "", clientSecret = texts2.clientSecret?.trim() ?? "";
    if (token !== "" && clientSecret !== "")
      throw new ToolError("options-conflict", {
        happened: "Both an API token and a client secret were given, so it is not clear who is to sign in.",
        next: "Give one of the two."
      });
    if (token !== "") return { kind: "token", origin: origin2, token: checkedSecret(token, "The API token") };
    if (clientSecret !== "") {
      let clientId = given.clientId?.trim() || environment.clientId?.trim() || "";
      return { kind: "oauth", origin: origin2, ...checkedClient(clientId, clientSecret, "was given"), tokens: null };
    }
  }
  let stored = config && fromConfig(config);
  if (stored) return stored;
  let half = given.clientId?.trim() || environment.clientId?.trim();
  throw new ToolError("credentials-missing", {
    happened: half ? "A client id was given without its client secret." : "No credentials for the Factory's API were given.",
    next: HOW_TO_GIVE
  });
}
function fromConfig(config) {
  if (config.token !== null)
    return {
      kind: "token",
      origin: "config",
      token: checkedSecret(config.token, "The token in fioctl's configuration")
    };
  if (config.oauth === null) return null;
  let { clientId, clientSecret, tokens } = config.oauth;
  for (let [what, text] of [
    ["access_token", tokens?.accessToken],
    ["refresh_token", tokens?.refreshToken]
  ])
    text && checkedSecret(text, `The ${what} in fioctl's configuration`);
  return {
    kind: "oauth",
    origin: "config",
    ...checkedClient(clientId, clientSecret, "stands in fioctl's configuration"),
    tokens
  };
}
function checkedClient(clientId, clientSecret, where) {
  if (clientId === "" || clientSecret === "") {
    let [there, missing2] = clientId === "" ? ["client secret", "client id"] : ["client id", "client secret"];
    throw new ToolError("credentials-missing", {
      happened: `A ${there} ${where} without its ${missing2}.`,
      next: HOW_TO_GIVE
    });
  }
  return {
    clientId: checkedSecret(clientId, "The client id"),
    clientSecret: checkedSecret(clientSecret, "The client secret")
  };
}
function checkedSecret(text, what) {
  if (/^[\x21-\x7e]+$/.test(text) && text.length <= MAX_CREDENTIAL_LENGTH) return text;
  throw new ToolError("credentials-malformed", {
    happened: `${what} is not one line of visible ASCII characters${text.length > MAX_CREDENTIAL_LENGTH ? ", or far too long" : ""}.`,
    next: "Copy it again, without quotes, blanks or line breaks around or inside it."
  });
}

// src/factory/fioctl-config.ts
import { realpath as realpath4, stat } from "node:fs/promises";
import { join as join4 } from "node:path";

// src/factory/fioctl-yaml.ts
var MAX_CONFIG_BYTES = 1024 * 1024, MAX_DEPTH2 = 32, NULL_WORDS = /* @__PURE__ */ new Set([null, "", "~", "null", "Null", "NULL"]), UNREADABLE = /[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]|[\u2028\u2029]|\r(?!\n)/u;
async function parseConfigYaml(bytes2) {
  if (bytes2.length > MAX_CONFIG_BYTES) throw badConfig(`is larger than ${MAX_CONFIG_BYTES} bytes`);
  let text = decoded3(bytes2);
  if (UNREADABLE.test(text))
    throw badConfig("has a character that is not allowed in YAML, or one that ends a line unseen");
  let { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, Scalar, YAMLMap } = await import("./yaml-KU6IRC6X.js"), lineCounter = new LineCounter(), document = parseDocument(text, {
    schema: "failsafe",
    prettyErrors: !1,
    logLevel: "error",
    lineCounter
  }), [broken3] = document.errors;
  if (broken3?.code === "MULTIPLE_DOCS") throw badConfig("has more than one YAML document");
  if (broken3) throw badConfig(`is not valid YAML (line ${lineCounter.linePos(broken3.pos[0]).line})`);
  let contents = document.contents ?? new YAMLMap();
  if (!isMap(contents)) throw badConfig("is not a list of names and values");
  return new ConfigYaml(document, contents, { isAlias, isMap, isNode, isScalar, isSeq, Scalar });
}
var ConfigYaml = class {
  #document;
  #contents;
  #yaml;
  #entries = /* @__PURE__ */ new Map();
  /** @param contents of `document`; an empty file has none yet. */
  constructor(document, contents, yaml) {
    this.#document = document, this.#contents = contents, this.#yaml = yaml;
  }
  /**
   * A value as fioctl reads it; null where it finds none or an empty one.
   * @throws {ToolError} `config-invalid` for what is no single value, and for what fioctl would take for another text.
   */
  text(name) {
    let scalar = this.#scalar(name);
    if (scalar === null) return null;
    let text = String(scalar.value);
    if (scalar.type === "PLAIN" && isReadOtherwise(text))
      throw badConfig(`has a ${name} that YAML reads as a number, a date or a yes or no; put it between quotes`);
    return text || null;
  }
  /** A number, a time or a switch: as it is written, however YAML understands it. */
  word(name) {
    let scalar = this.#scalar(name);
    return scalar === null ? null : String(scalar.value) || null;
  }
  /** Is anything set by this name, or by one that begins with it and a dot? */
  has(name) {
    let top = this.#entriesOf(this.#contents);
    return this.#find(name) !== null || [...top.keys()].some((key) => key.startsWith(`${name}.`));
  }
  /**
   * Puts `values` (plain where they are numbers) into the section `name`; all else stays as it is.
   * @throws {ToolError} `config-invalid` where the section is not written out there, but by aliases or dotted names.
   */
  set(name, values) {
    let top = this.#contents, section = this.#pairOf(top, name)?.value, isDotted = top.items.some(({ key }) => lowered(keyText(key)).startsWith(`${name}.`));
    if (!this.#yaml.isMap(section) || isDotted || section.anchor !== void 0 || this.#pairOf(section, "<<"))
      throw badConfig(
        `has its ${name} in aliases, merge keys or dotted names, so that new tokens cannot be written into it`
      );
    for (let [member, value] of Object.entries(values)) {
      if (value === null) continue;
      let scalar = new this.#yaml.Scalar(String(value));
      scalar.type = typeof value == "number" ? "PLAIN" : "QUOTE_DOUBLE", section.set(this.#pairOf(section, member)?.key ?? member, scalar);
    }
  }
  toString() {
    return this.#document.toString({ lineWidth: 0 });
  }
  #scalar(name) {
    let [first = ""] = name.split("."), node = this.#find(name);
    if (node === null)
      return this.#requireSection(first, name), null;
    if (!this.#yaml.isScalar(node)) throw badConfig(`has a ${name} that is not a single value`);
    if (node.tag !== void 0 && node.tag !== "tag:yaml.org,2002:str")
      throw badConfig(`has a ${name} with a YAML tag`);
    return node;
  }
  /** What hides a section is no section: fioctl would then take its defaults. */
  #requireSection(first, name) {
    if (first === name) return;
    let section = this.#find(first);
    if (section !== null && !this.#yaml.isMap(section))
      throw badConfig(`has a ${first} that is not a list of names and values`);
  }
  /** The longest dotted name counts first, and one without a value as none. */
  #find(name) {
    let path2 = name.split("."), search = (source, from) => {
      if (!this.#yaml.isMap(source)) return null;
      let entries = this.#entriesOf(source);
      for (let to = path2.length; to > from; to--) {
        let node = entries.get(path2.slice(from, to).join("."));
        if (node === void 0 || this.#isNull(node)) continue;
        let found = to === path2.length ? node : search(node, to);
        if (found !== null) return found;
      }
      return null;
    };
    return search(this.#contents, 0);
  }
  #isNull(node) {
    return this.#yaml.isScalar(node) && node.type === "PLAIN" && node.tag === void 0 && NULL_WORDS.has(node.value);
  }
  #pairOf(map, name) {
    return map.items.find(({ key }) => lowered(keyText(key)) === name);
  }
  /** @throws {ToolError} for one name in two spellings: fioctl takes either, by chance. */
  #entriesOf(map) {
    let known = this.#entries.get(map);
    if (known) return known;
    let entries = /* @__PURE__ */ new Map();
    for (let [key, node] of this.#written(map, 0)) {
      let name = lowered(key);
      if (entries.has(name))
        throw badConfig("has a name twice, once with capital letters, and fioctl takes either of them by chance");
      entries.set(name, node);
    }
    return this.#entries.set(map, entries), entries;
  }
  /** Values by name as written, with what is merged in: what stands in the map itself counts first. */
  #written(map, depth) {
    if (depth > MAX_DEPTH2) throw badConfig("has aliases within aliases without end");
    let own2 = /* @__PURE__ */ new Map(), sources = [];
    for (let { key, value } of map.items) {
      let name = this.#resolved(key), node = this.#resolved(value);
      this.#yaml.isScalar(name) && name.type === "PLAIN" && name.value === "<<" ? sources.push(...this.#yaml.isSeq(node) ? node.items.map((item) => this.#resolved(item)) : [node]) : own2.set(keyText(name), node);
    }
    for (let source of sources) {
      if (!this.#yaml.isMap(source))
        throw badConfig("has a merge key (<<) whose value is not a list of names and values");
      for (let [key, node] of this.#written(source, depth + 1)) own2.has(key) || own2.set(key, node);
    }
    return own2;
  }
  /** What the parser gave: a node, or nothing where nothing is written. */
  #resolved(node) {
    if (!this.#yaml.isNode(node)) return new this.#yaml.Scalar(null);
    if (!this.#yaml.isAlias(node)) return node;
    let target = node.resolve(this.#document);
    if (!target) throw badConfig("has an alias of something that it does not name before");
    return target;
  }
};
function decoded3(bytes2) {
  let [first, second] = bytes2, encoding = first === 255 && second === 254 ? "utf-16le" : first === 254 && second === 255 ? "utf-16be" : "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: !0 }).decode(bytes2);
  } catch {
    throw badConfig("is not UTF-8 text");
  }
}
function keyText(key) {
  return String(memberAt(key, "value") ?? "");
}
function lowered(name) {
  return name.replaceAll("İ", "i").toLowerCase();
}
function isReadOtherwise(text) {
  if (/^(?:true|True|TRUE|false|False|FALSE)$/.test(text) || /^\d{4}-\d\d?-\d\d?(?:$|[Tt\s])/.test(text)) return !0;
  let bare = text.replaceAll("_", "");
  return (/^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(bare) || /^[-+]?0(?:[xX][\da-fA-F]+|[oO][0-7]+|[bB][01]+)$/.test(bare) || /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/.test(text)) && !/^(?:0|[1-9]\d{0,17})$/.test(text);
}
function badConfig(what) {
  return new ToolError("config-invalid", {
    happened: `fioctl's configuration file ${what}.`,
    next: "Correct it, or name another file in FIOCTL_CONFIG."
  });
}

// src/factory/fioctl-config.ts
var FALSE_WORDS = /* @__PURE__ */ new Set(["false", "f", "0", "no", "off", "n"]), ENDINGS = [
  ".json",
  ".toml",
  ".yaml",
  ".yml",
  ".properties",
  ".props",
  ".prop",
  ".hcl",
  ".tfvars",
  ".dotenv",
  ".env",
  ".ini",
  ""
];
function defaultFioctlConfigPath(homeDirectory) {
  return join4(homeDirectory, ".config", "fioctl.yaml");
}
async function findFioctlConfig(homeDirectory) {
  let stem = defaultFioctlConfigPath(homeDirectory).replace(/\.yaml$/, "");
  for (let ending of ENDINGS) {
    let facts3 = await stat(stem + ending).catch(() => null);
    if (facts3 && !facts3.isDirectory()) return stem + ending;
  }
  return null;
}
async function readFioctlConfig(path2, { named: named2 = null } = {}) {
  let read = named2 ? await readGiven2(path2, named2) : await readRegularFile(path2, null, MAX_CONFIG_BYTES);
  if (read.kind === "missing") return null;
  if (read.kind === "refused") throw badConfig(read.why);
  return parseFioctlConfig(read.bytes, path2);
}
async function readGiven2(path2, signal) {
  let read = await readNamed(path2, MAX_CONFIG_BYTES, signal);
  return read.kind === "read" ? { ...read, path: path2 } : read.kind === "missing" ? { kind: "missing" } : { kind: "refused", why: read.kind === "too large" ? `has more than ${MAX_CONFIG_BYTES} bytes` : `cannot be read (${read.code})` };
}
async function parseFioctlConfig(bytes2, path2) {
  let yaml = await parseConfigYaml(bytes2);
  if (yaml.has("extraheaders")) throw badConfig("has extraheaders, which are sent by fioctl alone");
  return {
    path: path2,
    factory: yaml.text("factory"),
    token: yaml.text("token"),
    serverUrl: yaml.text("server.url"),
    insecureSkipVerify: isYes(yaml, "server.insecure_skip_verify") || isYes(yaml, "insecureskipverify"),
    oauth: yaml.has("clientcredentials") ? oauthOf(yaml) : null
  };
}
function withFioctlVariables(config, env) {
  let unread = Object.keys(env).find((name) => UNREAD_VARIABLE.test(name) && env[name]);
  if (unread !== void 0)
    throw new ToolError("config-invalid", {
      happened: `The variable ${unread} changes where fioctl connects to, and is not read here.`,
      next: "Unset it, and write it into fioctl's configuration file."
    });
  let [token, factory2] = [env.FIOCTL_TOKEN, env.FIOCTL_FACTORY];
  return !token && !factory2 ? config : { ...config ?? { path: "", factory: null, token: null, serverUrl: null, insecureSkipVerify: !1, oauth: null }, ...token && { token }, ...factory2 && { factory: factory2 } };
}
var UNREAD_VARIABLE = /^FIOCTL_(?:SERVER|CLIENTCREDENTIALS|EXTRAHEADERS|INSECURESKIPVERIFY)(?:\.|$)/;
async function saveOAuthTokens(path2, clientId, tokens) {
  let read = await readRegularFile(path2, null, MAX_CONFIG_BYTES);
  if (read.kind !== "read") throw badConfig(read.kind === "missing" ? "is gone" : read.why);
  let yaml = await parseConfigYaml(read.bytes);
  yaml.text("clientcredentials.client_id") === clientId && (yaml.set("clientcredentials", {
    access_token: tokens.accessToken,
    refresh_token: tokens.refreshToken ?? "",
    token_type: tokens.tokenType,
    expires_in: tokens.expiresInSeconds ?? 0,
    created: tokens.created
  }), await replacePrivateFile(path2, yaml.toString()));
}
function isYes(yaml, name) {
  let word2 = yaml.word(name);
  return word2 !== null && !FALSE_WORDS.has(word2.toLowerCase());
}
function oauthOf(yaml) {
  let text = (name) => yaml.text(`clientcredentials.${name}`), word2 = (name) => yaml.word(`clientcredentials.${name}`), accessToken = text("access_token"), expiresIn = word2("expires_in"), expiresInSeconds = expiresIn === null ? null : Number(expiresIn), created = word2("created");
  if (expiresInSeconds !== null && !(expiresInSeconds >= 0))
    throw badConfig("has an expires_in that is not a number of seconds");
  if (created !== null && Number.isNaN(Date.parse(created))) throw badConfig("has a created that is not a time");
  return {
    clientId: text("client_id") ?? "",
    clientSecret: text("client_secret") ?? "",
    url: text("url"),
    tokens: accessToken === null ? null : {
      accessToken,
      refreshToken: text("refresh_token"),
      tokenType: word2("token_type") ?? "Bearer",
      expiresInSeconds,
      created
    }
  };
}
async function replacePrivateFile(path2, content) {
  try {
    await writeFileWhole(await realpath4(path2), content, { chosenBy: byPerson, mode: 384, folders: !1 });
  } catch (error) {
    let why = error instanceof ToolError ? /\(([^()]*)\)\.$/.exec(error.happened)?.[1] ?? error.happened : codeOf(error);
    throw new ToolError("config-invalid", {
      happened: `fioctl's configuration file cannot be replaced (${why}).`,
      next: "Make the file and its folder writable."
    });
  }
}

// src/factory/secret-file.ts
async function readCredentialFile(path2, what, signal) {
  return parseSecretText(await readStart(path2, what, signal), what);
}
function parseSecretText(bytes2, what) {
  let text = Buffer.from(bytes2.buffer, bytes2.byteOffset, bytes2.byteLength).toString("latin1").trim();
  if (text !== "") return checkedSecret(text, what);
  throw new ToolError("credentials-missing", { happened: `${what} is empty.`, next: "Write the credential into it." });
}
async function readStart(path2, what, signal) {
  let read = await readNamed(path2, MAX_CREDENTIAL_LENGTH + 64, signal);
  if (read.kind === "read") return read.bytes;
  if (read.kind === "too large") return new Uint8Array(MAX_CREDENTIAL_LENGTH + 1).fill(120);
  throw new ToolError("credentials-missing", {
    happened: `${what} cannot be read (${read.code}).`,
    next: "Check its path and its mode."
  });
}

// src/factory/without-credentials.ts
function clientWithoutCredentials(factory2, why) {
  let fail = () => Promise.reject(why);
  return {
    factory: factory2,
    apiUrl: null,
    root: fail,
    ciTargets: fail,
    ciTargetsKey: fail,
    ciTargetFiles: fail,
    roleDocument: fail,
    prodTargets: fail,
    prodTargetTexts: fail,
    waveTargets: fail,
    waves: fail,
    wave: fail,
    createWave: fail,
    signWave: fail,
    rolloutWave: fail,
    completeWave: fail,
    cancelWave: fail,
    waveProgress: fail,
    self: fail,
    updates: fail,
    initUpdates: fail,
    putUpdates: fail,
    generateOnlineKeys: fail,
    applyUpdates: fail,
    cancelUpdates: fail,
    firstRootKey: fail
  };
}

// src/keys/age/masks.ts
var MIN_MASK_LENGTH = 8, PEM_DELIMITER = /^-----(?:BEGIN|END) [A-Z0-9 ]+-----$/;
function maskForms(secret2) {
  let forms = /* @__PURE__ */ new Set();
  typeof secret2 != "string" && addBytes(forms, secret2);
  let text = typeof secret2 == "string" ? secret2 : utf8WithoutMark(secret2);
  return text !== null && addText(forms, text), [...forms].filter(
    (form) => form.length >= MIN_MASK_LENGTH && !/[\r\n]/.test(form) && !PEM_DELIMITER.test(form)
  );
}
function archiveMasks(archive) {
  let forms = /* @__PURE__ */ new Set();
  for (let key of archive.keys) {
    let half = privateHalfOf(key);
    if (half) {
      for (let form of maskForms(half.secretText())) forms.add(form);
      for (let form of maskForms(half.secJson())) forms.add(form);
    }
  }
  return [...forms];
}
function addText(forms, text) {
  let trimmed = text.trim();
  for (let whole2 of /* @__PURE__ */ new Set([text, trimmed]))
    forms.add(whole2), forms.add(JSON.stringify(whole2).slice(1, -1)), forms.add(percentEncoded(whole2)), addBase64(forms, Buffer.from(whole2, "utf8"));
  let lines = trimmed.split(/\r?\n/).map((line2) => line2.trim());
  for (let line2 of lines) forms.add(line2);
  if (/^AGE-SECRET-KEY-/.test(trimmed) && forms.add(trimmed.toLowerCase()), /^(?:[0-9a-fA-F]{2}){16,}$/.test(trimmed))
    for (let hex of /* @__PURE__ */ new Set([trimmed, trimmed.slice(0, 64)])) addBytes(forms, Buffer.from(hex, "hex"));
  if (PEM_DELIMITER.test(lines[0] ?? "")) {
    let body = lines.filter((line2) => !PEM_DELIMITER.test(line2)).join("");
    addBytes(forms, Buffer.from(body, "base64"));
  }
}
function addBytes(forms, bytes2) {
  let hex = Buffer.from(bytes2).toString("hex");
  forms.add(hex), forms.add(hex.toUpperCase()), addBase64(forms, bytes2);
}
function addBase64(forms, bytes2) {
  let buffer = Buffer.from(bytes2);
  for (let part of [buffer, buffer.subarray(0, buffer.length - buffer.length % 3)])
    forms.add(part.toString("base64").replace(/=+$/, "")), forms.add(part.toString("base64url"));
}
function percentEncoded(text) {
  try {
    return encodeURIComponent(text);
  } catch {
    return text;
  }
}

// src/context/declaration.ts
function textOf(options, name) {
  let value = options[name];
  return typeof value == "string" ? value : void 0;
}

// src/context/connection.ts
async function readConnectionConfig(env, signal) {
  return withFioctlVariables(await readConfigFile2(env, signal), env);
}
async function readConfigFile2(env, signal) {
  let named2 = env.FIOCTL_CONFIG || void 0;
  if (named2 === void 0) {
    let home = env.HOME || env.USERPROFILE, found = home ? await findFioctlConfig(home) : null;
    return found === null ? null : readFioctlConfig(found);
  }
  if (/\.(?:toml|properties|props?|hcl|tfvars|dotenv|env|ini)$/i.test(named2))
    throw new ToolError("config-invalid", {
      happened: "FIOCTL_CONFIG names a file that fioctl does not read as YAML.",
      next: "Write it as YAML, under a name that ends in .yaml."
    });
  let config = await readFioctlConfig(named2, { named: signal });
  if (config) return config;
  throw new ToolError("config-invalid", {
    happened: "FIOCTL_CONFIG names a file that does not exist.",
    next: "Correct FIOCTL_CONFIG, or unset it."
  });
}
function nameFactory(options, env, config, door) {
  let name = textOf(options, "factory") ?? (env.FACTORY || config?.factory || null);
  if (name === null)
    throw new ToolError("value-missing", {
      happened: `The ${optionWord(door)} ${spelled("factory", door)} is missing.`,
      next: "Give the Factory's name, or set FACTORY in the environment."
    });
  if (isFactory(name)) return name;
  throw new ToolError("value-invalid", {
    happened: `The Factory's name is ${quoted(name)}, which is not ${describeName("factory")}.`,
    next: `Give it as ${describeName("factory")}.`
  });
}
var READ_BACK_MS = 3e4;
async function connect(input) {
  let { config, env, options, mask, wait = waitFor } = input;
  if (options.offline === !0) return offlinePorts(input);
  let credentials = await credentialsOf(input);
  if (credentials instanceof ToolError) {
    let factory2 = clientWithoutCredentials(input.factory, credentials);
    return { factory: factory2, readBack: factory2, missingCredentials: credentials, apiUrl: null };
  }
  let apiUrl = apiAddress(textOf(options, "apiUrl"), env, input.door), oauthUrl = textOf(options, "oauthUrl"), endpoint = resolveEndpoint({ apiUrl, oauthUrl, config, origin: credentials.origin, env }), [{ createFactoryClient }, { gatheredRetries }] = await Promise.all([
    import("./client-DVDMUFSD.js"),
    import("./retry-rounds-YB6PUW4Y.js")
  ]), constant = {
    ...endpoint,
    factory: input.factory,
    credentials,
    now: input.now,
    clock: input.clock,
    log: input.log,
    wait,
    fetch: input.fetch,
    retrying: gatheredRetries((message) => input.log.info(message)),
    onSecret: (secret2) => {
      for (let form of maskForms(secret2)) mask(form);
    },
    ...config && credentials.kind === "oauth" && credentials.origin === "config" ? { saveTokens: saverOf(config, credentials.clientId) } : {}
  };
  return {
    factory: createFactoryClient({ ...constant, signal: input.signal, onWrite: input.onWrite }),
    // The command's own deadline may be over by then.
    readBack: createFactoryClient({ ...constant, signal: () => AbortSignal.timeout(READ_BACK_MS) }),
    missingCredentials: null,
    apiUrl: endpoint.apiUrl
  };
}
function isOffline({ missingCredentials }) {
  return missingCredentials?.code === "offline";
}
var OF_NO_USE_OFFLINE = ["tokenFile", "clientId", "clientSecretFile", "apiUrl", "oauthUrl"];
function offlinePorts({ factory: factory2, options, door }) {
  let given = OF_NO_USE_OFFLINE.find((name) => options[name] !== void 0);
  if (given)
    throw new ToolError("options-conflict", {
      happened: `--offline and ${spelled(given, door)} cannot be used together.`,
      next: "Leave one of them out."
    });
  let why = new ToolError("offline", {
    happened: "With --offline the Factory is not contacted.",
    next: "Run this without --offline on a machine with network."
  }), client = clientWithoutCredentials(factory2, why);
  return { factory: client, readBack: client, missingCredentials: why, apiUrl: null };
}
function lacksCredentials(options, env, config) {
  if (["token", "tokenFile", "clientId", "clientSecretFile"].some((name) => options[name] !== void 0)) return !1;
  try {
    return chooseCredentials({ given: {}, environment: environmentCredentials({ env, door: "cli" }), config }), !1;
  } catch (error) {
    return error instanceof ToolError && error.code === "credentials-missing";
  }
}
async function credentialsOf(input) {
  let given = await givenCredentials(input);
  try {
    return chooseCredentials({ given, environment: environmentCredentials(input), config: input.config });
  } catch (error) {
    if (!input.worksWithoutToken || !(error instanceof ToolError) || error.code !== "credentials-missing") throw error;
    return error;
  }
}
function saverOf({ path: path2 }, clientId) {
  return async (tokens) => {
    await saveOAuthTokens(path2, clientId, tokens);
  };
}
async function givenCredentials({ options, cwd, signal }) {
  let [token, clientId, clientSecret] = ["token", "clientId", "clientSecret"].map((name) => textOf(options, name)), [tokenFile, clientSecretFile] = ["tokenFile", "clientSecretFile"].map((name) => textOf(options, name));
  if (tokenFile === void 0 && clientSecretFile === void 0) return { token, clientId, clientSecret };
  let read = async (path2, what) => path2 === void 0 ? void 0 : readCredentialFile(resolve4(cwd, path2), what, signal);
  return {
    token: await read(tokenFile, "The token file"),
    clientId,
    clientSecret: await read(clientSecretFile, "The client secret file")
  };
}
function environmentCredentials({ env, door }) {
  return door === "action" ? {} : { token: env.FACTORY_TOKEN, clientId: env.FACTORY_CLIENT_ID, clientSecret: env.FACTORY_CLIENT_SECRET };
}

// src/context/rehearsal.ts
var VARIABLE = "FACTORY_TUF_CLOCK", WAIT_MS = 1e4;
function isRehearsal(env) {
  return env[VARIABLE] === "factory";
}
async function timeOfRun({ now, env, door, command, apiUrl, fetch = nodeFetch({}) }) {
  let wanted = env[VARIABLE] ?? "";
  if (wanted === "" || command.needs === "nothing") return now;
  if (wanted !== "factory")
    throw new ToolError("config-invalid", {
      happened: `${VARIABLE} is ${quoted(wanted)}, but its only valid value is factory.`,
      next: `Unset ${VARIABLE}, or set it to factory to rehearse with the time of \`factory-tuf emulate\`.`
    });
  let given = apiAddress(apiUrl, env, door), config = given || door === "action" ? null : await readConnectionConfig(env, AbortSignal.timeout(WAIT_MS)), address = factoryBaseUrl(given?.url || config?.serverUrl || DEFAULT_API_URL, "api-url"), { host, hostname } = new URL(address);
  if (!LOOPBACK_HOSTS.has(hostname))
    throw new ToolError("config-invalid", {
      happened: `${VARIABLE}=factory takes the time from the server. That is only for a Factory on this machine (127.0.0.1, [::1], localhost), but this run would contact ${host}.`,
      next: `Unset ${VARIABLE}. To rehearse, give the address that \`factory-tuf emulate\` printed as api-url.`
    });
  return timeOf(address, fetch);
}
async function timeOf(address, fetch) {
  let date;
  try {
    let answer = await fetch(`${address}/`, { redirect: "manual", signal: AbortSignal.timeout(WAIT_MS) });
    date = answer.headers.get("date"), await answer.body?.cancel();
  } catch (cause) {
    throw new ToolError(
      "network-failed",
      {
        happened: `${VARIABLE}=factory is set, but ${address} did not say its time.`,
        next: "Is `factory-tuf emulate` running there? Start it, or unset the variable."
      },
      { cause }
    );
  }
  let at = new Date(httpDateMs(date));
  if (!Number.isNaN(at.getTime())) return at;
  throw new ToolError("response-malformed", {
    happened: `${VARIABLE}=factory is set, but the answer of ${address} has no readable Date.`,
    next: "Unset the variable."
  });
}

// src/github/port.ts
function gitHubPort({ env, token, repository, ...ports }) {
  return {
    hasToken: !!token,
    async connect(instead = {}) {
      let [{ createGitHubClient }, { gitHubPlace }] = await Promise.all([
        import("./client-PLPWTVW2.js"),
        import("./place-VBM7A6FF.js")
      ]), place = gitHubPlace(env, instead.repository ?? repository);
      return createGitHubClient({ ...place, token: instead.token ?? token ?? "", ...ports });
    }
  };
}
function gitHubToken(env, door) {
  return (door === "action" ? env["INPUT_GITHUB-TOKEN"] : env.GITHUB_TOKEN)?.trim() || void 0;
}

// src/context/ask-connection.ts
async function withAskedConnection(options, { ask, askSecret, env, config }) {
  if (!ask || !askSecret) return options;
  let factory2 = !!(textOf(options, "factory") ?? (env.FACTORY || config?.factory)) ? {} : { factory: await ask("Name of the Factory:", { problem: problemOf }) };
  if (!lacksCredentials(options, env, config)) return { ...options, ...factory2 };
  let token = await askSecret("API token to read the Factory with now (it is not stored):");
  return { ...options, ...factory2, ...token.trim() !== "" && { token: token.trim() } };
}
function problemOf(typed) {
  return isFactory(typed.trim()) ? null : `Type ${describeName("factory")}.`;
}

// src/context/key-events.ts
var KEY_EVENTS = ["push", "schedule", "workflow_dispatch", "release", "deployment"], DISPATCH = "repository_dispatch", FOREIGN_CODE = "it can run code or data of people without write access to the repository", ANYBODY = "anybody who can see the repository can start it", NO_REVIEW = "it is not tied to reviewed code, and nobody decides to release", OUTSIDE = "another service or workflow starts it, with data that nobody has reviewed", REFUSED = {
  branch_protection_rule: NO_REVIEW,
  check_run: OUTSIDE,
  check_suite: OUTSIDE,
  create: NO_REVIEW,
  delete: NO_REVIEW,
  deployment_status: OUTSIDE,
  discussion: ANYBODY,
  discussion_comment: ANYBODY,
  fork: ANYBODY,
  gollum: ANYBODY,
  image_version: NO_REVIEW,
  issue_comment: ANYBODY,
  issues: ANYBODY,
  label: NO_REVIEW,
  merge_group: "its code is not merged yet",
  milestone: NO_REVIEW,
  page_build: NO_REVIEW,
  public: NO_REVIEW,
  pull_request: FOREIGN_CODE,
  pull_request_comment: ANYBODY,
  pull_request_review: FOREIGN_CODE,
  pull_request_review_comment: FOREIGN_CODE,
  pull_request_target: FOREIGN_CODE,
  registry_package: OUTSIDE,
  [DISPATCH]: "another service starts it, with data that nobody has reviewed, and no expect-digest says what was approved",
  status: OUTSIDE,
  watch: ANYBODY,
  workflow_run: FOREIGN_CODE
};
function requireKeyEvent(event, { command, does, isApproved }) {
  if (event !== void 0 && (KEY_EVENTS.includes(event) || event === DISPATCH && isApproved)) return;
  let why = event && Object.hasOwn(REFUSED, event) ? ` because ${REFUSED[event]}` : "", happened = event ? `${command} ${does}, which is not allowed on the event ${quoted(event)}${why}.` : `${command} ${does}, but GITHUB_EVENT_NAME does not say which event started this run.`;
  throw new ToolError("event-refused", {
    happened,
    next: `Use it in a workflow on ${KEY_EVENTS.slice(0, -1).join(", ")} or ${KEY_EVENTS.at(-1)}; on ${DISPATCH} give the plan's targets-digest as expect-digest. A plan or dry run needs no key and may run on any event.`
  });
}

// src/context/key-input.ts
import { resolve as resolve5 } from "node:path";

// src/keys/sources/input-form.ts
var MAX_INPUT_BYTES = 2 * 1024 * 1024, AGE_INTRO = "age-encryption.org/", ARMOR_BEGIN = "-----BEGIN AGE ENCRYPTED FILE-----", ARMOR_END = "-----END AGE ENCRYPTED FILE-----", COPY_ALL_AGAIN = "Copy the whole of it again, from its first to its last line.", MAKE_ARCHIVE = "On your own machine `factory-tuf keys restore <file> --keys <archive>` makes an archive of it.", NOT_A_PATH = "`keys` takes the archive's content. To give a path, use `keys-file`.", EXPECTED = "Give an age-encrypted archive, armored or as base64: age -a -r age1... -o keys.age targets.keys.tgz.";
function readKeyInput(input, what) {
  if (input.length > MAX_INPUT_BYTES)
    throw refused4("keys-too-large", `${what} has ${input.length} bytes, more than ${MAX_INPUT_BYTES}.`, EXPECTED);
  let binary = readBinary(input);
  if (binary) return binary;
  let lost = bytesDamage(input);
  if (lost) throw damaged(what, lost);
  let text = utf8WithoutMark(input);
  if (text === null) throw refused4("keys-not-age", `${what} is binary data, but no age file and no archive.`, EXPECTED);
  let trimmed = text.trim();
  if (trimmed === "")
    throw refused4(
      "keys-empty",
      `${what} is empty.`,
      "Check where it comes from. A GitHub secret is empty in pull requests from forks and by Dependabot, and if its name is misspelled."
    );
  if (trimmed.startsWith(ARMOR_BEGIN)) return { form: "age", bytes: readArmor(trimmed, what) };
  let known = knownMistake(trimmed, what);
  if (known) throw known;
  if (trimmed.includes(ARMOR_BEGIN))
    throw damaged(
      what,
      textDamage(trimmed) ?? {
        says: `has something before its first line \`${ARMOR_BEGIN}\``,
        next: "Leave it out."
      }
    );
  return readBase64(trimmed, what);
}
function readBinary(bytes2) {
  return startsWith(bytes2, AGE_INTRO) ? { form: "age", bytes: bytes2 } : bytes2[0] === 31 && bytes2[1] === 139 ? { form: "plain", bytes: bytes2 } : null;
}
function readBase64(text, what) {
  let compact = text.replace(/\s+/g, "");
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) {
    let damage = textDamage(text);
    throw damage ? damaged(what, damage) : refused4(
      "keys-encoding",
      `${what} is not an age-encrypted archive in armored or base64 form.`,
      `${EXPECTED} ${NOT_A_PATH}`
    );
  }
  let bytes2 = Buffer.from(compact, "base64"), binary = readBinary(bytes2);
  if (binary) return binary;
  let inner = utf8WithoutMark(bytes2)?.trim() ?? "";
  if (inner.startsWith(ARMOR_BEGIN)) return { form: "age", bytes: readArmor(inner, what) };
  let lost = bytesDamage(bytes2);
  throw lost ? damaged(what, lost) : isEncodedAgain(inner) ? damaged(what, {
    says: "was encoded as base64 more than once",
    next: "Encode the file once: base64 -w0 <file>."
  }) : compact.length % 4 !== 0 ? refused4(
    "keys-encoding",
    `${what} is not an age-encrypted archive in armored form, and not complete base64.`,
    `${EXPECTED} ${NOT_A_PATH}`
  ) : knownMistake(inner, what) ?? refused4("keys-not-age", `${what} is base64 of something that is not an age file.`, EXPECTED);
}
function isEncodedAgain(text, depth = 0) {
  if (depth > 3 || !/^[A-Za-z0-9+/=\s]+$/.test(text)) return !1;
  let bytes2 = Buffer.from(text, "base64"), inner = utf8WithoutMark(bytes2)?.trim() ?? "";
  return readBinary(bytes2) !== null || inner.startsWith(ARMOR_BEGIN) || isEncodedAgain(inner, depth + 1);
}
function readArmor(text, what) {
  if (!text.endsWith(ARMOR_END)) {
    let damage2 = textDamage(text);
    throw damage2 ? damaged(what, damage2) : text.includes(ARMOR_END) ? damaged(what, { says: `has something after its last line \`${ARMOR_END}\``, next: "Leave it out." }) : refused4(
      "keys-truncated",
      `${what} is cut off: it does not end with the line \`${ARMOR_END}\`.`,
      COPY_ALL_AGAIN
    );
  }
  let body = text.slice(ARMOR_BEGIN.length, -ARMOR_END.length).replace(/\s+/g, ""), damage = textDamage(body);
  if (damage) throw damaged(what, damage);
  let bytes2 = base64Bytes(body);
  if (!bytes2)
    throw refused4(
      "keys-truncated",
      `${what} is damaged: the text between its first and last line is not complete base64.`,
      COPY_ALL_AGAIN
    );
  if (!startsWith(bytes2, AGE_INTRO))
    throw refused4("keys-not-age", `${what} is armored, but not an age file.`, EXPECTED);
  return bytes2;
}
function knownMistake(text, what) {
  return /^(?:age1[a-z0-9]|ssh-(?:ed25519|rsa) |-----BEGIN (?:RSA )?PUBLIC KEY-----)/.test(text) || isKeyJson(text, "public") ? refused4("keys-public", `${what} is a public key, not an archive of private ones.`, EXPECTED) : /^(?:# created: |AGE-SECRET-KEY-|AGE-PLUGIN-)/i.test(text) ? refused4(
    "keys-not-age",
    `${what} is an age identity, not an encrypted archive.`,
    "Put the identity into keys-identity and the encrypted archive here."
  ) : isKeyJson(text, "private") ? refused4(
    "keys-not-age",
    `${what} is a bare private key, not an archive.`,
    `${MAKE_ARCHIVE} If it ever left that machine, treat it as exposed.`
  ) : isPaper(text) ? refused4(
    "keys-not-age",
    `${what} is the page of a private key, or its text, not an archive.`,
    `${MAKE_ARCHIVE} If it ever left that machine, treat the key as exposed.`
  ) : /^-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(text) ? refused4(
    "keys-not-age",
    `${what} is a bare private key, not an encrypted archive. It has been outside its archive: treat it as exposed.`,
    EXPECTED
  ) : /^<(?:!doctype|html)/i.test(text) ? refused4("keys-not-age", `${what} is an HTML page.`, "It is probably a login page. Download the file again.") : null;
}
function isPaper(text) {
  if (text.startsWith("<")) return groupsInPage(text) !== "";
  let first = /^(?:\d{1,3}[.:)]\s*)?(A[ER][2-9A-Z]{3})/i.exec(text)?.[1];
  return isScan(text) || first !== void 0 && "symbols" in readGroups(first);
}
function isKeyJson(text, half) {
  return text.startsWith("{") && text.includes('"keyval"') && text.includes(`"${half}"`);
}
function startsWith(bytes2, ascii) {
  return Buffer.from(bytes2.subarray(0, ascii.length)).toString("latin1") === ascii;
}
function damaged(what, { says, next: next2 }) {
  return refused4("keys-encoding", `${what} ${says}.`, next2);
}
function refused4(code, happened, next2) {
  return new ToolError(code, { happened, next: next2 });
}

// src/keys/sources/read-input.ts
var MAX_SECRET_BYTES = 64 * 1024;
function readKeyFile(path2, signal) {
  return readLimited(path2, MAX_INPUT_BYTES, signal);
}
async function readWorkspaceKeyFile(path2, workspace) {
  let read = await readRegularFile(path2, workspace, MAX_INPUT_BYTES);
  if (read.kind === "read") return read.bytes;
  throw unreadable2(path2, read.kind === "missing" ? "does not exist" : read.why);
}
async function readSecretFile(path2, signal) {
  let bytes2 = await readLimited(path2, MAX_SECRET_BYTES, signal), damage = bytesDamage(bytes2);
  if (damage)
    throw new ToolError("keys-file-unreadable", { happened: `${describe(path2)} ${damage.says}.`, next: damage.next });
  let text = utf8WithoutMark(bytes2);
  if (text === null) throw unreadable2(path2, "is not text");
  return text;
}
async function readLimited(path2, maxBytes, signal) {
  let read = await readNamed(path2, maxBytes, signal);
  if (read.kind === "read") return read.bytes;
  throw read.kind !== "too large" ? unreadable2(path2, reasonOf(read)) : new ToolError("keys-too-large", {
    happened: `${describe(path2)} has more than ${maxBytes} bytes.`,
    next: "Give the right file. A key archive has a few kilobytes."
  });
}
function reasonOf({ kind, code }) {
  return kind === "missing" ? "does not exist" : code === "EACCES" || code === "EPERM" ? "may not be read by this user" : code === "EISDIR" ? "is a directory" : "cannot be read";
}
function unreadable2(path2, why) {
  return new ToolError("keys-file-unreadable", {
    happened: `${describe(path2)} ${why}.`,
    next: "Check the path; it is taken relative to the working directory."
  });
}
function describe(path2) {
  return /^[\x20-\x7e]{1,255}$/.test(path2) && !/AGE-SECRET|BEGIN |[`{}]|[A-Za-z0-9+/=]{100}/i.test(path2) ? `The file \`${path2}\`` : "The file whose path was given (it does not look like a path, so it is not shown)";
}

// src/keys/sources/source.ts
import { basename as basename4 } from "node:path";

// src/keys/age/unlock-secrets.ts
var MIN_PASSPHRASE_LENGTH = 12, IDENTITY = /^AGE-SECRET-KEY-(?:PQ-)?1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}$/, COPY_LINE = "Copy the whole line that begins with AGE-SECRET-KEY-1, and nothing else.";
function parseIdentities(text) {
  let lines = text.split(/\r?\n/).map((line2) => line2.trim()).filter((line2) => line2 !== "" && !line2.startsWith("#"));
  if (lines.some((line2) => /^age1[a-z0-9]/.test(line2)))
    throw new ToolError("keys-public", {
      happened: "The age identity is a recipient (age1...). That is a public key, and opens nothing.",
      next: COPY_LINE
    });
  let broken3 = lines.findIndex((line2) => !IDENTITY.test(line2));
  if (lines.length === 0 || broken3 >= 0) {
    let which = lines.length > 1 ? ` (line ${broken3 + 1} of ${lines.length})` : "", { says, next: next2 } = identityMistake(text.trim()) ?? {
      says: `is not AGE-SECRET-KEY-1 and 58 more characters${which}`,
      next: COPY_LINE
    };
    throw new ToolError("keys-identity-malformed", { happened: `The age identity ${says}.`, next: next2 });
  }
  return lines;
}
function identityMistake(text) {
  let decoded4 = Buffer.from(text, "base64").toString("latin1").trim();
  for (let form of [text, decoded4])
    if (/^(?:age-encryption\.org\/|\x1f\x8b|-----BEGIN AGE )/.test(form))
      return {
        says: "is an archive or another encrypted file, not an identity",
        next: "Put the archive into keys, and the identity (AGE-SECRET-KEY-1...) here."
      };
  return /^(?:# created: |AGE-SECRET-KEY-)/.test(decoded4) ? { says: "is base64 of an identity", next: "Give the identity itself: base64 -d." } : /^#.*\s(?:# public key: |AGE-SECRET-KEY-)/.test(text) && !/[\r\n\\]/.test(text) ? { says: "has lost its line ends, so that all of it is a comment", next: COPY_LINE } : text !== "" && text.split(/\r?\n/).every((line2) => /^\s*(?:#(?!.*AGE-SECRET-KEY-)|$)/.test(line2)) ? { says: "holds nothing but comments", next: COPY_LINE } : /^-----BEGIN .*PRIVATE KEY-----/.test(text) ? { says: "is a private key of another program", next: "Make an age identity: age-keygen -o identity.txt." } : /^AGE-PLUGIN-/i.test(text) ? {
    says: "is one of a plugin, and plugins are not run here",
    next: "Decrypt the archive with age itself, in a program that keys-command names."
  } : /^age-secret-key-/.test(text) ? { says: "is in small letters, and age writes capitals", next: COPY_LINE } : textDamage(text);
}
function requireNoSecretFor(what, { identity, passphrase }, next2 = "Leave the secret out, or name the archive that it opens. To encrypt an archive: factory-tuf keys encrypt --keys <archive>.") {
  if (!(!identity && !passphrase))
    throw new ToolError("keys-secret-unused", {
      happened: `${what} is not encrypted, so the ${passphrase ? "passphrase" : "age identity"} is not needed.`,
      next: next2
    });
}
function trimPassphrase(text) {
  return text.replace(/[\r\n]+$/, "");
}
function requireStrongPassphrase(passphrase) {
  if (!([...passphrase].length >= MIN_PASSPHRASE_LENGTH))
    throw new ToolError("keys-passphrase-weak", {
      happened: `The passphrase has fewer than ${MIN_PASSPHRASE_LENGTH} characters, so it can be guessed and cannot be masked safely.`,
      next: "Encrypt the archive again, best to an age identity (age-keygen), else with a generated passphrase."
    });
}

// src/keys/age/typed-passphrase.ts
var MAX_TRIES = 3;
async function openWithTyped(ask, archive, open4) {
  for (let tries = 1; ; tries++) {
    let typed = trimPassphrase(await ask(archive, tries > 1));
    if (typed === "") return null;
    try {
      return await open4(typed);
    } catch (error) {
      if (!(error instanceof ToolError && error.code === "keys-wrong-passphrase") || tries === MAX_TRIES) throw error;
    }
  }
}

// src/keys/archive/key-file.ts
var files = /* @__PURE__ */ new WeakMap();
function rememberKeyFile(source, file) {
  files.set(source, file);
}
function keyFileOf(source) {
  return files.get(source) ?? null;
}

// src/keys/sources/network-wait.ts
import { setImmediate } from "node:timers/promises";
var TURNS = 8;
async function requestsSent() {
  for (let turn = 0; turn < TURNS; turn++) await setImmediate();
}

// src/keys/sources/source.ts
function keySource(input) {
  let masks = masker(input.mask), content = once(async () => (await masks(...identityLines(input.identity), input.passphrase), readInput(input, masks))), keyOf = async (passphrase2, scrypt) => {
    await masks(passphrase2), input.weakPassphrase === "refused" && requireStrongPassphrase(passphrase2);
    let { deriveScryptKey } = await import("./age-WFZNW5YF.js");
    return deriveScryptKey(scrypt, passphrase2);
  }, given = trimPassphrase(input.passphrase || ""), givenKey = once((scrypt) => keyOf(given, scrypt)), archiveBytes = async ({ input: { bytes: bytes2 }, header }) => {
    if (!header) return bytes2;
    let { decryptAge } = await import("./age-WFZNW5YF.js"), { scrypt } = header;
    if (!scrypt) return decryptAge(bytes2, { identities: parseIdentities(requireIdentity(input)) });
    if (given) return decryptAge(bytes2, { scryptKey: await givenKey(scrypt) });
    let open4 = async (typed) => decryptAge(bytes2, { scryptKey: await keyOf(typed, scrypt) }), opened = input.ask ? await openWithTyped(input.ask, archiveName(input), open4) : null;
    if (opened === null) throw passphraseMissing(input);
    return opened;
  }, source = {
    prefetch() {
      content().then(async ({ header }) => {
        let key = header?.scrypt && given ? givenKey(header.scrypt) : null;
        await Promise.all([key, getReady(header)]);
      }).catch(() => {
      });
    },
    open: once(async () => {
      let read = await content();
      read.header?.mixed && input.warn?.(mixedWarning(nameOf(input.from)));
      let bytes2 = await archiveBytes(read);
      await masks(bytes2);
      let { readArchive, skippedWarning } = await import("./read-archive-YF3CVKND.js"), archive = await readArchive(bytes2), warning2 = skippedWarning(nameOf(input.from), archive);
      warning2 && input.warn?.(warning2);
      for (let form of archiveMasks(archive)) input.mask(form);
      return archive;
    })
  }, { from, identity, passphrase, ask, warn: warn2, signal } = input;
  return "file" in from && rememberKeyFile(source, { path: from.file, secrets: { identity, passphrase, ask, warn: warn2, signal } }), source;
}
async function getReady(header) {
  await requestsSent();
  let { warmUp } = await import("./warm-up-7KVT3LXJ.js");
  await warmUp(header);
}
async function readInput(input, masks) {
  let { from } = input, raw = await readRaw(input);
  "file" in from || await masks(raw);
  let what = nameOf(from), found = readKeyInput(raw, what);
  if (found.form === "age") return { input: found, header: readAgeHeader(found.bytes) };
  if (input.plain === "accepted" || "command" in from)
    return !input.opensOthers && !("command" in from) && requireNoSecretFor(what, input), { input: found, header: null };
  throw new ToolError("keys-plain", {
    happened: `${what} is a plain archive: anyone who reads it can sign releases.`,
    next: "Encrypt it with age and give that, with the identity as its own secret: age-keygen -o identity.txt, then age -a -r age1... -o keys.age targets.keys.tgz. If the plain archive left your machine, rotate its key."
  });
}
function nameOf(from) {
  return "content" in from ? "The input keys" : "file" in from ? "The key file" : "The output of keys-command";
}
async function readRaw({ from, env, signal }) {
  if ("content" in from) return Buffer.from(from.content, "utf8");
  if ("file" in from) {
    let { file, workspace } = from;
    return workspace === void 0 ? readKeyFile(file, signal ?? new AbortController().signal) : readWorkspaceKeyFile(file, workspace);
  }
  let line2 = parseCommandLine(from.command);
  return (await import("./run-command-XLAMTJCD.js")).runCommand(line2, env, signal);
}
function archiveName({ from }) {
  return "file" in from ? basename4(from.file) : "the key archive";
}
function requireIdentity({ identity, passphrase }) {
  if (identity) return identity;
  throw passphrase ? new ToolError("keys-wrong-passphrase", {
    happened: "The encrypted archive opens with an age identity, not with a passphrase.",
    next: "Give the identity (AGE-SECRET-KEY-1...) as keys-identity."
  }) : secretMissing("an age identity");
}
function passphraseMissing({ identity }) {
  return identity ? new ToolError("keys-wrong-identity", {
    happened: "The encrypted archive opens with a passphrase, not with an age identity.",
    next: "Give keys-passphrase; or encrypt the archive to the identity, which opens in milliseconds."
  }) : secretMissing("a passphrase");
}
function secretMissing(what) {
  let [option, env] = what === "a passphrase" ? ["keys-passphrase", "FACTORY_TUF_PASSPHRASE"] : ["keys-identity", "FACTORY_TUF_IDENTITY"];
  return new ToolError("keys-secret-missing", {
    happened: `The encrypted archive needs ${what}, but none was given.`,
    next: `Give it as ${option} in the Action, as --${option}-file or ${env} on the command line.`
  });
}
function identityLines(text = "") {
  return [...text.split(/\r?\n/).filter((line2) => !line2.startsWith("#")), ...text.match(/AGE-SECRET-KEY-[A-Z0-9-]+/gi) ?? []];
}
function masker(mask) {
  return async (...secrets) => {
    for (let secret2 of secrets) for (let form of secret2 ? maskForms(secret2) : []) mask(form);
  };
}
function once(make) {
  let made;
  return (...args) => made ??= make(...args);
}

// src/context/key-input.ts
async function keysOfRun(run, ports, elsewhere) {
  let { command, options, door } = run, signs = usesKeys(command, options), isBeside = command.options.signer?.beside === !0, signer = await remoteKeyOf(options, door, { ports: elsewhere, isBeside }), keys = signs && (!signer || isBeside) ? await keySourceOf(options, door, ports) : null, isNeeded = signs && command.needs === "keys";
  if (!keys && !signer && isNeeded) throw keysMissing(command.name, door);
  return isNeeded && await signer?.ready(), { keys, signer };
}
async function keySourceOf(options, door, ports) {
  let from = origin(options, door, ports.cwd, ports.env.GITHUB_WORKSPACE || ports.cwd);
  return from ? keySource({
    from,
    ...await unlockSecretsOf(options, door, ports),
    opensOthers: textOf(options, "targetsKeys") !== void 0,
    plain: door === "action" ? "refused" : "accepted",
    weakPassphrase: door === "action" ? "refused" : "accepted",
    mask: ports.mask,
    env: ports.env,
    signal: ports.signal
  }) : null;
}
async function remoteKeyOf(options, door, { ports, isBeside }) {
  let [signer, signerCommand] = signerInputNames.map((name2) => textOf(options, name2)), keyid = textOf(options, "signerKeyid"), name = (option) => spelled(option, door);
  if (signer === void 0 && signerCommand === void 0) {
    if (keyid === void 0) return null;
    throw new ToolError("value-missing", {
      happened: `${name("signerKeyid")} was given without a signer.`,
      next: `Give ${name("signer")} as well${Object.hasOwn(options, "signerCommand") ? `, or ${name("signerCommand")}` : ""}.`
    });
  }
  if (keyid === void 0)
    throw new ToolError("value-missing", {
      happened: `A signer was given without ${name("signerKeyid")}, which is needed because the public key is read from the root, never from the signer.`,
      next: "Give the key's id, as the root lists it: factory-tuf root show, or keys list."
    });
  let needless = keyMaterialNames.find((option) => options[option] !== void 0);
  if (needless !== void 0 && !isBeside)
    throw new ToolError("options-conflict", {
      happened: `${name(needless)} is for an archive and cannot be used with a signer.`,
      next: "Leave one of them out."
    });
  let { remoteKey } = await import("./remote-key-MEOE5HNY.js");
  return remoteKey({ keyid, from: signer !== void 0 ? { uri: signer } : { command: signerCommand } }, ports);
}
async function unlockSecretsOf(options, door, ports) {
  let [identity, passphrase] = await Promise.all([
    secret(options, "keysIdentity", "FACTORY_TUF_IDENTITY", door, ports),
    secret(options, "keysPassphrase", "FACTORY_TUF_PASSPHRASE", door, ports)
  ]);
  return { identity, passphrase, ask: ports.askPassphrase, warn: ports.warn, signal: ports.signal };
}
function origin(options, door, cwd, workspace) {
  let [keys, keysFile, keysCommand] = archiveInputNames.map((name) => textOf(options, name));
  return keysCommand !== void 0 ? { command: keysCommand } : keysFile !== void 0 ? { file: resolve5(cwd, keysFile), workspace } : keys === void 0 ? null : door === "action" ? { content: keys } : { file: resolve5(cwd, keys) };
}
async function secret(options, name, variable, door, { env, cwd, signal }) {
  if (door === "action") return textOf(options, name);
  let file = textOf(options, `${name}File`);
  return file === void 0 ? env[variable] || void 0 : readSecretFile(resolve5(cwd, file), signal);
}
function keysMissing(name, door) {
  return new ToolError("keys-missing", {
    happened: `${name} signs, but no offline key was given.`,
    next: door === "action" ? "Give the encrypted archive as the input `keys` (from a secret), keys-file or keys-command; or signer and signer-keyid." : "Give the archive with --keys, or --keys-command; or a signer with --signer and --signer-keyid."
  });
}

// src/context/near-miss.ts
import { readdir as readdir2 } from "node:fs/promises";
import { basename as basename5, dirname as dirname4, join as join5, normalize as normalize2, parse as parse2, resolve as resolve6 } from "node:path";
var FOLDER = ".factory-tuf", MOST_NAMES = 5, BACKUP = /(?:~|\.(?:bak|old|orig|rej|save|swp))$/i;
async function requireNoNearMiss(paths, { list: list2, of = "", log }) {
  let read = new Set(paths.map((path2) => normalize2(path2))), folders = [...new Set([...read].map((path2) => dirname4(path2)))].filter(
    (folder) => folder.split(/[\\/]/).includes(FOLDER)
  );
  for (let folder of folders) {
    let known = [...read].filter((path2) => dirname4(path2) === folder).map((path2) => basename5(path2)), names = await list2(folder), unread = names.filter((name) => !known.includes(name));
    for (let name of unread) {
      let found = nearMiss(name, known);
      if (!found || found.isBackup) continue;
      let happened = `${shown(join5(folder, name))}${of} is not read. The right name is ${found.meant}.`;
      throw refused5(happened, join5(folder, found.meant), names.includes(found.meant));
    }
    unread.length > 0 && log.info(`Not read in ${shown(folder)}${of}: ${listed(unread)}.`);
  }
}
function listed(names) {
  return firstOf(names.map(shown), MOST_NAMES);
}
function shown(path2) {
  return foreignText(path2, 300);
}
function nearMiss(name, known) {
  if (known.includes(name)) return null;
  let stem = stemOf(name.replace(BACKUP, "").replace(/\.txt$/i, "")), meant = known.find((each) => stemOf(each) === stem);
  return meant === void 0 ? null : { meant, isBackup: BACKUP.test(name) };
}
function listFolderOf({ folder }) {
  return async (within2) => {
    try {
      return (await readdir2(resolve6(folder, within2), { withFileTypes: !0 })).filter((entry) => !entry.isDirectory()).map(({ name }) => name);
    } catch (error) {
      let code = errorCode(error);
      if (code === "ENOENT" || code === "ENOTDIR") return [];
      throw new ToolError("config-invalid", {
        happened: `The folder ${within2} cannot be listed (${code ?? "unknown reason"}), so a file in it might be missed.`,
        next: "Make the folder readable, or remove it."
      });
    }
  };
}
function stemOf(name) {
  return parse2(name.normalize("NFKC").trim().toLowerCase()).name.trim().replace(/s$/, "");
}
function refused5(happened, right, isThere) {
  let next2 = isThere ? `Move what it says into ${right}, and remove it.` : `Rename it to ${right}, or remove it.`;
  return new ToolError("config-invalid", { happened, next: next2 });
}

// src/context/paths.ts
import { lstat as lstat4 } from "node:fs/promises";
import { dirname as dirname5, join as join6, resolve as resolve7 } from "node:path";
function chosenBy(place, named2, byDefault) {
  return named2 !== void 0 && named2 !== byDefault && !place.isWorkspace ? byPerson : workspaceOf(place, named2 ?? byDefault);
}
function chosenWithin(place, named2, folder) {
  let by = chosenBy(place, named2, place.outputFolder ?? void 0);
  return by.kind === "person" ? { kind: "workspace", top: folder } : by;
}
function workspaceOf({ top, folder, outputFolder }, path2) {
  return { kind: "workspace", top: outputFolder !== null && path2 !== void 0 && isWithin(resolve7(folder, path2), outputFolder) ? outputFolder : top };
}
async function checkoutTop(folder) {
  for (let at = resolve7(folder); ; at = dirname5(at)) {
    if (await lstat4(join6(at, ".git")).catch(() => null) !== null) return at;
    if (dirname5(at) === at) return null;
  }
}

// src/context/place-of-run.ts
async function placeOf2(door, env, cwd, signal) {
  let inActions = door === "action" || env.GITHUB_ACTIONS === "true", known = (value) => inActions && value || null;
  return {
    folder: cwd,
    top: known(env.GITHUB_WORKSPACE) ?? await checkoutTop(cwd) ?? cwd,
    isWorkspace: door === "action",
    signal,
    event: known(env.GITHUB_EVENT_NAME),
    eventFile: known(env.GITHUB_EVENT_PATH),
    commit: known(env.GITHUB_SHA),
    workspace: known(env.GITHUB_WORKSPACE),
    workflow: /^[^/]+\/[^/]+\/([^@]+)@/.exec(known(env.GITHUB_WORKFLOW_REF) ?? "")?.[1] ?? null,
    job: known(env.GITHUB_JOB),
    run: inActions ? runOf(env) : null,
    outputFolder: door === "action" ? env.RUNNER_TEMP || cwd : null,
    childEnvironment: childEnvironment(env)
  };
}
function runOf({
  GITHUB_SERVER_URL,
  GITHUB_REPOSITORY,
  GITHUB_RUN_ID,
  GITHUB_RUN_ATTEMPT
}) {
  if (!GITHUB_SERVER_URL || !GITHUB_REPOSITORY || !GITHUB_RUN_ID) return null;
  let run = `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`;
  return GITHUB_RUN_ATTEMPT ? `${run}/attempts/${GITHUB_RUN_ATTEMPT}` : run;
}

// src/context/protected-ref.ts
import { relative as relative3, resolve as resolve8, sep as sep2 } from "node:path";

// src/context/event-file.ts
var MAX_EVENT_BYTES = 16 * 1024 * 1024;
async function readEvent(path2) {
  let read = await readRegularFile(path2, null, MAX_EVENT_BYTES);
  return read.kind === "read" ? jsonOrNull(utf8(read.bytes)) : null;
}

// src/context/protected-ref.ts
async function policyOnRef(checkedOut, named2, { env, place, github, log }) {
  if (env.GITHUB_REF_PROTECTED === "true") return checkedOut;
  let happened = `The ref${env.GITHUB_REF ? ` ${env.GITHUB_REF.slice(0, 200)}` : ""} is not protected, so anyone with write access can change the code that runs with the key.`, next2 = "Protect it with a branch or tag rule, and run releases from there.";
  if (checkedOut.requireProtectedRef) throw new ToolError("ref-unprotected", { happened, next: next2 });
  let policy = await isDefaultBranch(env, place) ? checkedOut : combinedPolicy(
    checkedOut,
    await policyOfDefaultBranch(await policyPaths(place, named2), { github, log }, happened)
  );
  if (policy.requireProtectedRef) {
    let why = `${happened} The policy of the default branch has require-protected-ref: true.`;
    throw new ToolError("ref-unprotected", { happened: why, next: next2 });
  }
  return log.warning(`${happened} ${next2}`), policy;
}
async function isDefaultBranch({ GITHUB_REF }, { eventFile }) {
  let payload = eventFile ? await readEvent(eventFile) : null, name = memberAt(payload, "repository", "default_branch");
  return typeof name == "string" && GITHUB_REF === `refs/heads/${name}`;
}
async function policyPaths(place, named2) {
  let checkout = await checkoutTop(place.folder) ?? place.top, within2 = layoutOf(place, named2).policies.flatMap(({ named: own2, usual }) => [...usual, ...own2 ? [own2] : []]).map((path2) => relative3(checkout, resolve8(place.folder, path2)).split(sep2).join("/"));
  return [.../* @__PURE__ */ new Set([...within2, POLICY_FILE])].filter((path2) => !path2.startsWith(".."));
}
async function policyOfDefaultBranch(paths, { github, log }, unprotected) {
  try {
    let client = await github.connect(), commit = await client.branchHead((await client.repositoryFacts()).defaultBranch);
    await requireNoNearMiss(paths, { list: (folder) => client.filesIn(commit, folder), of: " of the default branch", log });
    let files2 = await Promise.all(paths.map((path2) => client.fileAt(commit, path2, MAX_POLICY_BYTES)));
    return await policyOf(
      files2.map((bytes2, at) => bytes2 && configTextOf(bytes2, `${paths[at]} of the default branch`, MAX_POLICY_BYTES))
    );
  } catch (error) {
    throw !(error instanceof ToolError) || error.code === "deadline-exceeded" ? error : new ToolError("ref-unprotected", {
      happened: `${unprotected} The policy of the default branch, which may allow that, could not be read. ${error.happened}`,
      next: "Protect the ref with a branch or tag rule, or give the job `permissions: contents: read` and a github-token."
    });
  }
}

// src/context/clock-verdict.ts
var AGREE_MS = 6e4, WARNING_MS = 5 * 6e4, WRONG_MS = 60 * 6e4, SECOND_MS = 1e3;
function clockVerdict({ answers, recorded, nowMs }) {
  if (answers.length === 0) return byRecords(recorded, nowMs, WRONG_MS);
  let offsets = answers.map(offsetOf), [only, ...others] = offsets;
  if (others.length === 0)
    return Math.abs(only.offMs) >= WARNING_MS ? warning(`${differs(only.offMs, nowMs)} (by one answer alone)`) : byRecords(recorded, nowMs, 1 / 0);
  let agreed = agreedOn(offsets);
  if (!agreed) return warning(disagreement(offsets));
  let off = Math.abs(agreed.offMs), aheadMs = agreed.offMs > 0 ? agreed.highMs : agreed.offMs;
  return off >= WRONG_MS ? { level: "wrong", says: `${differs(agreed.offMs, nowMs)}.`, aheadMs } : off >= WARNING_MS ? { ...warning(differs(agreed.offMs, nowMs)), aheadMs } : offsets.filter((other) => !agree(agreed, other)).length > 1 ? warning(disagreement(offsets)) : { ...byRecords(recorded, nowMs + agreed.offMs, 1 / 0), aheadMs };
}
function offsetOf({ dateMs, sentMs, receivedMs }) {
  let [lowMs, highMs] = [dateMs - receivedMs, dateMs + SECOND_MS - sentMs];
  return { lowMs, highMs, offMs: lowMs > 0 ? lowMs : Math.min(highMs, 0) };
}
function agree(one, other) {
  return one.lowMs - other.highMs <= AGREE_MS && other.lowMs - one.highMs <= AGREE_MS;
}
function agreedOn(offsets) {
  let width = ({ lowMs, highMs }) => highMs - lowMs, [nearest2 = null] = offsets.map((offset) => offsets.filter((other) => agree(offset, other))).filter(({ length }) => length > 1).map((group) => group.reduce((best, offset) => width(offset) < width(best) ? offset : best)).sort((a, b) => Math.abs(a.offMs) - Math.abs(b.offMs));
  return nearest2;
}
function byRecords(recorded, nowMs, wrongMs) {
  let latest = recorded.reduce((a, b) => a && a.atMs >= b.atMs ? a : b, null), ahead2 = latest === null ? 0 : latest.atMs - nowMs;
  if (latest === null || ahead2 < WARNING_MS) return { level: "right", says: "", aheadMs: 0 };
  let made = `${latest.what} says that it was made at ${timeText(latest.atMs)}, which is ${durationText(ahead2)} in the future`;
  if (wrongMs === 1 / 0) return warning(`${made}: the clock of whoever made it was ahead`);
  let says = `${made}: the clock of this machine (${timeText(nowMs)}) may be behind`;
  return ahead2 >= wrongMs ? { level: "wrong", says: `${says}.`, aheadMs: 0 } : warning(says);
}
function warning(says) {
  return { level: "warning", says: `${says}.`, aheadMs: 0 };
}
function differs(offMs, nowMs) {
  let how = offMs > 0 ? "behind" : "ahead of";
  return `The clock of this machine is ${durationText(Math.abs(offMs))} ${how} the Factory's: here it is ${timeText(nowMs)}, there ${timeText(nowMs + offMs)}`;
}
function disagreement(offsets) {
  let all = offsets.map(({ offMs }) => offMs), apart = Math.max(...all) - Math.min(...all);
  return `The Factory's answers disagree about the time, by ${durationText(apart)}: the clock of this machine or of a proxy may be wrong`;
}
function durationText(ms) {
  let [minutes, hours, days] = [MS_PER_MINUTE, MS_PER_HOUR, MS_PER_DAY].map((unit) => Math.round(ms / unit));
  return days >= 3 ? `${days} days` : hours >= 2 ? `${hours} hours` : counted(minutes, "minute");
}
function timeText(ms) {
  let at = new Date(ms);
  return Number.isNaN(at.getTime()) ? "an impossible time" : wholeSeconds(at);
}

// src/context/run-clock.ts
var MAX_ANSWERS = 200, RunClock = class {
  #startMs;
  #elapsedMs;
  #answers = [];
  #recorded = [];
  #said = /* @__PURE__ */ new Set();
  #hasWritten = !1;
  #dating = null;
  #isRehearsal;
  /**
   * @param now the front door's reading. @param clock milliseconds since any moment.
   * @param isRehearsal the Factory's clock is the right one, however fast it runs (`emulate --speed`).
   */
  constructor(now, clock = () => performance.now(), isRehearsal2 = !1) {
    let begun = clock();
    this.#isRehearsal = isRehearsal2, this.#startMs = now.getTime(), this.#elapsedMs = () => clock() - begun;
  }
  /** Milliseconds since 1970 as this machine counts them. It goes on while a person is asked. */
  read() {
    return this.#startMs + this.#elapsedMs();
  }
  answered(answer) {
    this.#answers.length < MAX_ANSWERS && this.#answers.push(answer);
  }
  /** What the Factory has recorded; `at` in any form that a document has. What is no time is left out. */
  recorded(what, at) {
    let atMs = typeof at == "string" ? Date.parse(at) : Number.NaN;
    Number.isNaN(atMs) || this.#recorded.push({ what, atMs });
  }
  /** Have two answers told their time, which is what a verdict needs? */
  get isTold() {
    return this.#answers.length > 1;
  }
  verdict() {
    let last = this.#answers.at(-1);
    return this.#isRehearsal ? { level: "right", says: "", aheadMs: last ? last.dateMs - last.receivedMs : 0 } : clockVerdict({ answers: this.#answers, recorded: this.#recorded, nowMs: this.read() });
  }
  /** The Factory's time now, as far as its answers agree on it; else this machine's. Milliseconds since 1970. */
  factoryTime() {
    return this.read() + this.verdict().aheadMs;
  }
  /**
   * The time by which root work is dated, the same throughout a run: this machine's at the start of it. Minutes that it
   * is known to be behind are added, for they would be taken from every device.
   */
  get dating() {
    let { level, aheadMs } = this.verdict();
    return this.#dating ??= new Date(this.#startMs + (level === "wrong" ? 0 : Math.max(0, aheadMs))), this.#dating;
  }
  /** What is to be warned of, once a run; null where there is nothing, or it was said. */
  warning() {
    let { level, says } = this.verdict();
    return level === "right" || this.#said.has(level) ? null : (this.#said.add(level), level === "wrong" ? `${says} Until that is corrected, nothing is signed.` : says);
  }
  /** Null where the clock is not wrong. */
  error() {
    let { level, says } = this.verdict();
    return level === "wrong" ? clockWrong(says) : null;
  }
  /**
   * The last door: whatever a command has looked at, it changes nothing at the Factory by a wrong clock. What is begun
   * is seen through, whatever later answers say.
   * @throws {ToolError} `clock-wrong`. Nothing was sent.
   */
  beforeWrite = () => {
    let error = this.#hasWritten ? null : this.error();
    if (error) throw error;
    this.#hasWritten = !0;
  };
};
function clockWrong(happened) {
  return new ToolError("clock-wrong", {
    happened,
    next: "With a clock that is off by an hour or more, nothing is signed. Set the clock of this machine (best from the network), then run this again. For a rehearsal with `factory-tuf emulate`, set FACTORY_TUF_CLOCK=factory."
  });
}

// src/context/trusted-root.ts
function startsFromTrust({ confirms, looksFirst, runs, options: declared }, options) {
  return !confirms || looksFirst || runs === "machine" || options.dryRun === !0 || options.firstTime === !0 ? !1 : !Object.hasOwn(declared, "sign") || options.sign === !0;
}
function requireTrustedRoot(ctx, command) {
  let missing2 = missingTrustedRoot(ctx, command);
  if (missing2) throw missing2;
}
function requireRootOffline({ root }) {
  if (!root)
    throw new ToolError("trusted-root-missing", {
      happened: "--offline needs a trusted root, but there is none.",
      next: "Name a root.json with --trusted-root: one that `factory-tuf root pin` wrote on a machine with network, or N.root.json of `factory-tuf root download <file>`."
    });
}
function missingTrustedRoot({ trust, place, refuseRootKeys: isRunner }, command) {
  if (trust.root || trust.onFirstUse) return null;
  let without = place.isWorkspace ? "set trust-on-first-use: true" : "give --trust-on-first-use";
  return new ToolError("trusted-root-missing", {
    happened: `${command} signs or publishes, so it needs a trusted root to verify the Factory's answers, but there is none.`,
    next: isRunner ? `On your own machine run \`factory-tuf root pin\`, look at what it shows, and commit .factory-tuf/root.json (the job must check the repository out). To do without one, ${without}.` : `Run \`factory-tuf root pin\`, look at what it shows, and run this again; or name a root.json with --trusted-root. To do without one, ${without}.`
  });
}

// src/context/prepare.ts
var AdmittedRun = class _AdmittedRun {
  #command;
  #door;
  constructor(command, door) {
    this.#command = command, this.#door = door;
  }
  get command() {
    return this.#command;
  }
  get door() {
    return this.#door;
  }
  /**
   * The one place where the event of a run is checked, before the value of any option is read.
   * @param given the options that were given, by declared name; values may still be raw.
   * @throws {ToolError} `event-refused` for a run on a runner that uses keys or publishes, on any event that
   *   {@link requireKeyEvent} does not let pass.
   */
  static admit(command, door, given, env) {
    return releasesOnRunner(command, door, given, env) && requireKeyEvent(env.GITHUB_EVENT_NAME, {
      command: command.name,
      does: usesKeys(command, given) ? "uses a key" : "publishes",
      isApproved: typeof given.expectDigest == "string" && given.expectDigest !== ""
    }), new _AdmittedRun(command, door);
  }
};
async function prepareContext(settings, ports) {
  let { run, options } = settings, timeout = textOf(options, "timeout"), deadline = timeout !== void 0 ? startDeadline(timeout, ports.interrupted) : null, signal = deadline?.signal ?? ports.interrupted ?? new AbortController().signal, place = await placeOf2(run.door, ports.env, ports.cwd, signal), fromKeys = { ...keyPorts(ports, deadline), signal }, local = localContext(settings, ports, place, deadline, fromKeys);
  return run.command.needs === "nothing" ? local : { ...local, ...await outerPorts(settings, ports, local, fromKeys) };
}
async function outerPorts(settings, ports, local, fromKeys) {
  let { run } = settings, { command, door } = run, { place, refuseRootKeys, signal } = local, { env, log, onWrite, fetch = nodeFetch(ports.env), wait = waitFor } = ports, config = door === "cli" ? await readConnectionConfig(env, signal) : null, asks = command.asksConnection ? local : { ask: null, askSecret: null }, options = await withAskedConnection(settings.options, { env, config, ...asks }), factory2 = nameFactory(options, env, config, door), named2 = {
    trustedRoot: textOf(options, "trustedRoot"),
    pins: textOf(options, "pins"),
    policy: textOf(options, "policy"),
    waivers: textOf(options, "waivers")
  };
  await requireNoNearMiss(pathsOf(layoutOf(place, named2)), { list: listFolderOf(place), log });
  let files2 = await readRepositoryFiles(place, named2, factory2, command.readsOwnPolicy ? "usual" : "named"), github = gitHubPort({
    env,
    token: gitHubToken(env, door),
    repository: textOf(options, "repo"),
    signal,
    wait: (ms) => wait(ms, signal),
    info: (message) => log.info(message),
    onWrite,
    fetch
  }), policy = releasesOnRunner(command, door, options, env) ? await policyOnRef(files2.policy, named2, { env, place, github, log }) : files2.policy, trust = { ...files2, policy, onFirstUse: options.trustOnFirstUse === !0 };
  requirePlan(settings, policy), options.offline === !0 && requireRootOffline(trust), startsFromTrust(command, options) && requireTrustedRoot({ trust, place, refuseRootKeys }, command.name);
  let { worksWithoutToken } = command, clock = new RunClock(ports.now, void 0, isRehearsal(env)), connected = await connect({
    ...ports,
    fetch,
    factory: factory2,
    options,
    door,
    config,
    signal,
    clock,
    worksWithoutToken
  }), elsewhere = {
    env,
    fetch,
    signal,
    wait: (ms) => wait(ms, signal),
    clock: () => new Date(clock.read()),
    info: (message) => log.info(message),
    mask: ports.mask
  }, { keys, signer } = await keysOfRun({ command, options, door }, fromKeys, elsewhere);
  return {
    ...connected,
    trust,
    clock,
    keys,
    signer,
    github
  };
}
function keyPorts(ports, deadline) {
  let { askPassphrase, log } = ports, said = /* @__PURE__ */ new Set(), warn2 = (message) => {
    said.has(message) || log.warning(message), said.add(message);
  };
  return !askPassphrase || !deadline ? { ...ports, warn: warn2 } : { ...ports, warn: warn2, askPassphrase: (...asked) => deadline.pausedFor(() => askPassphrase(...asked)) };
}
var nothingTyped = { line: null, all: async () => "" };
function pausingTyping({ line: line2, all }, deadline) {
  return deadline ? {
    line: line2 && ((question, problem) => deadline.pausedFor(() => line2(question, problem))),
    all: () => deadline.pausedFor(all)
  } : { line: line2, all };
}
function localContext({ run: { command, door }, options }, ports, place, deadline, fromKeys) {
  let { signal } = fromKeys, { now, cwd, log, progress, announce, confirm, askSecret, offer, ask, env, wait = waitFor } = ports, whilePaused = (ask2) => deadline ? deadline.pausedFor(ask2) : ask2();
  return {
    now,
    cwd,
    place,
    newKey: ports.newKey ?? newKeyOfSystem,
    unlock: () => door === "action" ? Promise.resolve({}) : unlockSecretsOf(options, door, fromKeys),
    typing: pausingTyping(ports.typing ?? nothingTyped, deadline),
    refuseRootKeys: door === "action" || env.GITHUB_ACTIONS === "true",
    log,
    progress,
    confirm: async (about, question) => {
      if (!command.confirms) throw new Error(`${command.name} asks, and declares nothing of it`);
      let isApproved = options.expectDigest !== void 0;
      await whilePaused(() => confirm(about, isApproved ? null : question));
    },
    askSecret: askSecret ? (question) => whilePaused(() => askSecret(question)) : null,
    offer: offer ? (question) => whilePaused(() => offer(question)) : null,
    ask: ask ? (...asked) => whilePaused(() => ask(...asked)) : null,
    signal,
    announce,
    wait: (ms) => wait(ms, signal)
  };
}
var newKeyOfSystem = async (type, role) => {
  let { newKey, systemRandomness } = await import("./generate-3MUFI7FI.js");
  return newKey(type, role, systemRandomness);
};
function requirePlan({ run: { command }, options }, policy) {
  if (!(!policy.requirePlan || !Object.hasOwn(command.options, "expectDigest") || options.dryRun === !0) && options.expectDigest === void 0)
    throw new ToolError("plan-required", {
      happened: `The repository's policy has require-plan: true, and ${command.name} was run without expect-digest.`,
      next: `Run \`factory-tuf ${planOf(command.name)}\`, get what it shows approved, and give the digest that it prints as expect-digest.`
    });
}
function planOf(command) {
  return command === "updates sign" ? "updates review" : command === "bundle sign" ? "bundle show <folder>" : command === "sign answer" ? "sign request <folder>" : command === "wave init" || command === "promote" ? "wave plan <version> <tag>" : "wave show <wave>";
}
function releasesOnRunner(command, door, options, env) {
  return (door === "action" || env.GITHUB_ACTIONS === "true") && command.runs === "anywhere" && (usesKeys(command, options) || publishes(command, options));
}

// src/http/watched-fetch.ts
function watchedFetch(fetch, sent) {
  return async (url, init) => {
    let ended = sent(init.method ?? "GET", new URL(url)), response;
    try {
      response = await fetch(url, init);
    } catch (error) {
      throw ended({ error }), error;
    }
    let { body, status, headers } = response;
    return body === null ? (ended({ status, bytes: 0, isWhole: !0 }), response) : { status, headers, body: countedBody(body, (bytes2, isWhole) => ended({ status, bytes: bytes2, isWhole })) };
  };
}
function countedBody(body, ended) {
  let bytes2 = 0, isTold = !1, tell = (isWhole) => {
    isTold || ended(bytes2, isWhole), isTold = !0;
  };
  return {
    async *[Symbol.asyncIterator]() {
      try {
        for await (let chunk of body)
          bytes2 += chunk.length, yield chunk;
        tell(!0);
      } finally {
        tell(!1);
      }
    },
    cancel(reason) {
      return tell(!1), body.cancel(reason);
    }
  };
}
function tracedFetch(fetch, say, clock) {
  return watchedFetch(fetch, (method, { origin: origin2, pathname }) => {
    let begun = clock();
    return (outcome) => say(`${method} ${origin2}${pathname} ${words(outcome)}, ${Math.round(clock() - begun)} ms`);
  });
}
function words(outcome) {
  if ("error" in outcome) return networkFault(outcome.error)?.says ?? "was given up";
  let { status, bytes: bytes2, isWhole } = outcome;
  return `was answered with ${status}, ${isWhole ? "" : "broken off after "}${bytes2} bytes`;
}

// src/context/trace.ts
function startTrace(debug, clock, env = {}) {
  let end = onRead((path2) => debug(`Read ${path2}`));
  return { debug, fetch: tracedFetch(nodeFetch(env), debug, clock), [Symbol.dispose]: end };
}

// src/json/difference.ts
function differingPointer(a, b, pointer = "") {
  if (typeof a == "object" && a === b) return null;
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let index = 0; index < Math.max(a.length, b.length); index++) {
      let found = differingPointer(a[index], b[index], pointerTo(pointer, index));
      if (found !== null) return found;
    }
    return null;
  }
  if (rawNumber(a) !== null || rawNumber(b) !== null) return rawNumber(a) === rawNumber(b) ? null : pointer || "/";
  if (isObject(a) && isObject(b)) {
    for (let key of [.../* @__PURE__ */ new Set([...Object.keys(a), ...Object.keys(b)])].sort()) {
      let mine = Object.hasOwn(a, key) ? a[key] : void 0, theirs = Object.hasOwn(b, key) ? b[key] : void 0, found = differingPointer(mine, theirs, pointerTo(pointer, key));
      if (found !== null) return found;
    }
    return null;
  }
  return Object.is(a, b) ? null : pointer || "/";
}
function sameJson(a, b) {
  return differingPointer(a, b) === null;
}

// src/report/html/escape-html.ts
function escapeHtml(text) {
  return encodeText(text).replace(/[&<>"'`]/g, (char) => `&#${char.charCodeAt(0)};`);
}
var PLAIN_HTTPS = /^https:\/\/[A-Za-z0-9.-]+(?:\/[A-Za-z0-9._~/-]*)?(?:#[A-Za-z0-9._-]*)?$/;
function safeHref(href) {
  return PLAIN_HTTPS.test(href) ? href : null;
}

// src/text/shell-word.ts
function shellWord(word2) {
  return /^[\w@%+=:,./-]+$/.test(word2) ? word2 : singleQuoted(word2);
}
function singleQuoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

// src/commands/command-table.ts
var commandTable = {
  init: {
    runs: "machine",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-56YBT3SC.js")).init)
  },
  "wave plan": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./release-commands-3Y52O3RN.js")).wavePlan)
  },
  "wave init": {
    runs: "anywhere",
    needs: "keys",
    load: async () => anyCommand((await import("./release-commands-3Y52O3RN.js")).waveInit)
  },
  "wave sign": {
    runs: "anywhere",
    needs: "keys",
    load: async () => anyCommand((await import("./release-commands-3Y52O3RN.js")).waveSign)
  },
  "wave rollout": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./release-commands-3Y52O3RN.js")).waveRollout)
  },
  "wave complete": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./release-commands-3Y52O3RN.js")).waveComplete)
  },
  "wave cancel": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./release-commands-3Y52O3RN.js")).waveCancel)
  },
  "wave status": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-56YBT3SC.js")).waveStatus)
  },
  "wave list": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./release-commands-3Y52O3RN.js")).waveList)
  },
  "wave show": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./release-commands-3Y52O3RN.js")).waveShow)
  },
  "targets list": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./release-commands-3Y52O3RN.js")).targetsList)
  },
  "device check": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./release-commands-3Y52O3RN.js")).deviceCheck)
  },
  "bundle show": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./release-commands-3Y52O3RN.js")).bundleShow)
  },
  "bundle sign": {
    runs: "anywhere",
    needs: "keys",
    load: async () => anyCommand((await import("./release-commands-3Y52O3RN.js")).bundleSign)
  },
  "sign request": {
    runs: "machine",
    needs: "factory",
    load: async () => anyCommand((await import("./sign-commands-SZOPQA63.js")).signRequest)
  },
  "sign answer": {
    runs: "machine",
    needs: "factory",
    load: async () => anyCommand((await import("./sign-commands-SZOPQA63.js")).signAnswer)
  },
  promote: {
    runs: "anywhere",
    needs: "keys",
    load: async () => anyCommand((await import("./release-commands-3Y52O3RN.js")).promote)
  },
  doctor: {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-56YBT3SC.js")).doctor)
  },
  review: {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./review-commands-PIC5JU42.js")).review)
  },
  "root show": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./release-commands-3Y52O3RN.js")).rootShow)
  },
  "root pin": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./release-commands-3Y52O3RN.js")).rootPin)
  },
  remind: {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./review-commands-PIC5JU42.js")).remind)
  },
  "root download": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-56YBT3SC.js")).rootDownload)
  },
  "root resign": {
    runs: "offline",
    needs: "keys",
    load: async () => anyCommand((await import("./owner-commands-56YBT3SC.js")).rootResign)
  },
  "updates init": {
    runs: "offline",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-56YBT3SC.js")).updatesInit)
  },
  "updates add-offline-key": {
    runs: "offline",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-56YBT3SC.js")).updatesAddOfflineKey)
  },
  "updates delete-offline-key": {
    runs: "offline",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-56YBT3SC.js")).updatesDeleteOfflineKey)
  },
  "updates rotate-offline-key": {
    runs: "offline",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-56YBT3SC.js")).updatesRotateOfflineKey)
  },
  "updates rotate-online-key": {
    runs: "offline",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-56YBT3SC.js")).updatesRotateOnlineKey)
  },
  "updates set-threshold": {
    runs: "offline",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-56YBT3SC.js")).updatesSetThreshold)
  },
  "updates set-expiry": {
    runs: "offline",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-56YBT3SC.js")).updatesSetExpiry)
  },
  "updates sign": {
    runs: "offline",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-56YBT3SC.js")).updatesSign)
  },
  "updates sign-prod-targets": {
    runs: "offline",
    needs: "keys",
    load: async () => anyCommand((await import("./owner-commands-56YBT3SC.js")).updatesSignProdTargets)
  },
  "updates review": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-56YBT3SC.js")).updatesReview)
  },
  "updates apply": {
    runs: "offline",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-56YBT3SC.js")).updatesApply)
  },
  "updates cancel": {
    runs: "offline",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-56YBT3SC.js")).updatesCancel)
  },
  "keys rotate": {
    runs: "offline",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-56YBT3SC.js")).keysRotate)
  },
  "keys rotate-all": {
    runs: "offline",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-56YBT3SC.js")).keysRotateAll)
  },
  "keys resume": {
    runs: "offline",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-56YBT3SC.js")).keysResume)
  },
  "keys list": {
    runs: "machine",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-56YBT3SC.js")).keysList)
  },
  "keys copy-targets": {
    runs: "machine",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-56YBT3SC.js")).keysCopyTargets)
  },
  "keys encrypt": {
    runs: "machine",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-56YBT3SC.js")).keysEncrypt)
  },
  "keys decrypt": {
    runs: "machine",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-56YBT3SC.js")).keysDecrypt)
  },
  "keys backup": {
    runs: "machine",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-56YBT3SC.js")).keysBackup)
  },
  "keys restore": {
    runs: "machine",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-56YBT3SC.js")).keysRestore)
  },
  demo: {
    runs: "machine",
    needs: "nothing",
    load: async (registry2) => anyCommand((await import("./demo-SWH7CYVQ.js")).demoOf(registry2))
  },
  emulate: {
    runs: "machine",
    needs: "nothing",
    load: async () => anyCommand((await import("./emulate-QCGEQWKX.js")).emulate)
  },
  completion: {
    runs: "machine",
    needs: "nothing",
    load: async (registry2) => anyCommand((await import("./completion-YOAMWLGP.js")).completionOf(registry2))
  },
  "completion install": {
    runs: "machine",
    needs: "nothing",
    load: async (registry2) => anyCommand((await import("./install-SL5DKJUK.js")).completionInstallOf(registry2))
  }
};

// src/commands/options/key-options.ts
var plannedSignerOptions = {
  signer: {
    kind: "text",
    help: "Key in a service that signs instead of an archive: awskms:, gcpkms:, azurekms: or hv: (OpenBao, Vault). Needs signer-keyid.",
    placeholder: "<uri>"
  },
  signerKeyid: {
    kind: "keyid",
    help: "Id of the signer's key in the root. The public key is taken from the root, never from the signer.",
    placeholder: "<key id>"
  }
}, signerOptions = {
  ...plannedSignerOptions,
  signerCommand: {
    kind: "text",
    help: "Program with arguments that signs its standard input and prints the signature in base64. No shell. Needs signer-keyid.",
    placeholder: "<command>"
  }
}, keyOptions = {
  keys: {
    kind: "path",
    inAction: "The archive with the offline targets key, encrypted with age: its content, armored or base64.",
    help: "The archive with the offline targets key. Command line: path of a *.tgz or age file. Action: the content of an age-encrypted archive, armored or base64.",
    placeholder: "<archive>"
  },
  keysFile: {
    kind: "path",
    help: "Path of an age-encrypted archive in the workspace.",
    only: "action"
  },
  keysCommand: {
    kind: "text",
    help: "Program with arguments that prints the archive on standard output. No shell; use double quotes and backslashes.",
    placeholder: "<command>"
  },
  keysIdentity: {
    kind: "text",
    help: "age identity (AGE-SECRET-KEY-1...) that opens the archive. Use this in CI.",
    only: "action"
  },
  keysPassphrase: {
    kind: "text",
    help: "Passphrase that opens the archive (about a second of scrypt).",
    only: "action"
  },
  keysIdentityFile: {
    kind: "path",
    help: "File that holds the age identity. Environment: FACTORY_TUF_IDENTITY (the identity itself).",
    only: "cli",
    placeholder: "<file>"
  },
  keysPassphraseFile: {
    kind: "path",
    help: "File that holds the passphrase. Environment: FACTORY_TUF_PASSPHRASE (the passphrase itself).",
    only: "cli",
    placeholder: "<file>"
  },
  ...signerOptions
}, archiveOptions = {
  keys: {
    kind: "path",
    help: "The archive with the offline keys: path of a *.tgz, plain or encrypted with age.",
    placeholder: "<archive>"
  },
  keysIdentityFile: keyOptions.keysIdentityFile,
  keysPassphraseFile: keyOptions.keysPassphraseFile
};

// src/commands/options/release-options.ts
var releaseOptions = {
  version: {
    kind: "version-or-latest",
    help: "CI version to release, or `latest`: the highest one, among those with source-tag if given.",
    required: !0,
    placeholder: "<version>"
  },
  tag: { kind: "tag", help: "Production tag that the devices follow.", required: !0, placeholder: "<tag>" },
  newTag: {
    kind: "tag",
    help: "Allow the first release of exactly this tag. Without it, a tag without production targets is refused.",
    placeholder: "<tag>"
  },
  sourceTag: { kind: "tag", help: "Use only CI targets with this tag.", placeholder: "<tag>" },
  prune: { kind: "list", help: "Versions to drop from the production targets.", placeholder: "<versions>" },
  expiresDays: {
    kind: "integer",
    help: "Days that the targets stay valid.",
    default: 365,
    min: 1,
    max: 3650,
    placeholder: "<days>"
  },
  expiresAt: {
    kind: "time",
    help: "Expiry of the targets, instead of expires-days: RFC 3339, UTC, whole seconds.",
    inAction: "Expiry of the targets, as a plan printed it: RFC 3339, UTC, whole seconds.",
    placeholder: "<time>"
  }
}, waveNameOption = {
  wave: { kind: "wave", help: "Name of the Wave (default: <tag>-<version>).", placeholder: "<wave>" }
}, rolloutOptions = {
  group: { kind: "group", help: "Device group to roll out to.", placeholder: "<group>" },
  limit: {
    kind: "limit",
    help: "At most this many devices in total, for the group or for the Factory: 10 or 10%.",
    placeholder: "<n|n%>"
  },
  uuids: { kind: "uuids", help: "Devices to roll out to.", placeholder: "<uuids>" },
  again: {
    kind: "switch",
    help: "Roll out to the uuids even if there was a rollout in the same scope before."
  }
}, digestOption = {
  expectDigest: {
    kind: "digest",
    help: "Digest that a plan printed. Anything else is refused before a key is opened.",
    placeholder: "<sha256:...>"
  }
}, attestAgainOption = {
  attestAgain: {
    kind: "switch",
    help: "Write the release record again, if production already has that digest.",
    only: "action"
  }
};
function releaseRequest(options) {
  let { wave, version: version2, tag, newTag, sourceTag, prune, expiresDays, expiresAt } = options, pruned2 = pruneVersions(prune ?? []);
  return { wave: wave ?? null, version: version2, tag, newTag, sourceTag, prune: pruned2, expiresDays, expiresAt };
}
function pruneVersions(texts2) {
  return texts2.map((text) => {
    let version2 = plainVersion(text);
    if (version2 !== null) return version2;
    throw new ToolError("value-invalid", {
      happened: `--prune: ${quoted(text)} is not a version.`,
      next: "Give plain integers, e.g. --prune 3,4."
    });
  });
}
var bundleFolder = {
  folder: {
    kind: "path",
    help: "Folder of the bundle, as the vendor's tool wrote it. It contains a folder named tuf.",
    required: !0,
    placeholder: "<folder>"
  }
};

// src/commands/registry.ts
var registry = Object.fromEntries(
  Object.entries(commandTable).map(([name, { load }]) => [name, () => load(registry)])
), commandNames = Object.keys(commandTable), actionCommandNames = namesOf2(({ runs }) => runs === "anywhere"), offlineCommandNames = namesOf2(({ runs }) => runs === "offline"), machineCommandNames = namesOf2(({ runs }) => runs === "machine");
function namesOf2(is2) {
  return commandNames.filter((name) => is2(commandTable[name]));
}

// src/text/ascii-json.ts
function asciiJson(value, indent) {
  return (JSON.stringify(value, null, indent) ?? "null").replace(/[\x7f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`).replaceAll("##[", "#\\u0023[");
}

// src/commands/result/result-json.ts
function resultDocument({ name, readsOnly }, outcome) {
  let { outputs, data, failure } = outcome, { status, changed } = exitStatusOfOutcome(outcome), error = failure && failureOf(failure, { readsOnly });
  return { command: name, status, changed, ...outputs, data, ...error && { error } };
}
function failureDocument(command, error, run = {}) {
  let { status, changed } = exitStatusOfError(error, run.wrote);
  return { command, status, changed, data: null, error: failureOf(error, run) };
}
function shortenedResult(document, maxBytes) {
  if (sizeOf(document) <= maxBytes) return null;
  let short = { ...document, data: withoutDocuments(document.data) };
  for (; sizeOf(short) > maxBytes; ) {
    let smaller = withoutLargest(short.data);
    if (short = { ...short, data: smaller ?? digestOf(short.data) }, smaller === null) break;
  }
  return asciiJson(short);
}
function sizeOf(value) {
  return asciiJson(value).length;
}
function withoutDocuments(value) {
  return Array.isArray(value) ? value.map(withoutDocuments) : isPlainObject(value) ? isObject(value.signed) && typeof value.signed._type == "string" ? signedDigest(value.signed) : typeof value._type == "string" && typeof value.expires == "string" ? signedDigest(value) : Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutDocuments(member)])) : value;
}
function signedDigest(signed) {
  return { digest: sha256Digest(verificationForms(signed)[0]), type: signed._type, version: signed.version };
}
function withoutLargest(data) {
  if (!isPlainObject(data)) return null;
  let [largest] = Object.entries(data).filter(([, member]) => !isDigest(member)).map(([name, member]) => ({ name, size: sizeOf(member) })).sort((a, b) => b.size - a.size);
  return largest ? { ...data, [largest.name]: digestOf(data[largest.name]) } : null;
}
function digestOf(value) {
  let text = JSON.stringify(value) ?? "";
  return { digest: sha256Digest(text), bytes: Buffer.byteLength(text) };
}
function isDigest(value) {
  return isPlainObject(value) && typeof value.digest == "string" && Object.keys(value).length <= 3;
}

// src/tuf/root/former-role.ts
var ROLES = ["root", "targets"];
function formerRole(chain, keyid) {
  let listing = lastListing(chain, keyid);
  return !listing || listing === chain.at(-1) ? null : `was a ${ROLES.filter((role) => listing.signed.roles[role].keyids.includes(keyid)).join(" and ")} key until root ${listing.signed.version}`;
}
function lastListing(chain, keyid) {
  return chain.findLast(({ signed }) => ROLES.some((role) => signed.roles[role].keyids.includes(keyid)));
}

// src/keys/held-key.ts
function heldKey(keys, keyid) {
  return keys.find((key) => key.keyid === keyid && key.signer !== null) ?? null;
}

// src/keys/signers/active-key.ts
var SHOWN_KEYIDS = 10;
function activeKey(archive, role, keys, chain = []) {
  let held = new Set(archive.keys.filter(({ signer: signer2 }) => signer2).map(({ keyid }) => keyid)), active = [...keys.values()].filter(({ keyid }) => held.has(keyid));
  if (active.length > 1)
    throw new ToolError("keys-several-active", {
      happened: `The archive holds ${active.length} active ${role} keys: ${list(active.map(({ keyid }) => keyid))}.`,
      next: "Give each signer their own archive: an archive holds at most one active key for a role."
    });
  let signer = findSigner(archive, keys);
  if (signer) return signer;
  let expected = [...keys.values()].map(({ keyid }) => keyid), offline = role === "targets" ? "offline targets" : role, wanted = expected.length ? `one of ${list(expected)}` : `but the root lists no ${offline} key yet`, publicOnly = archive.keys.filter(({ keyid, signer: signer2 }) => !signer2 && expected.includes(keyid)), lone = publicOnly.length ? ` It holds only the public half of ${list(publicOnly.map(({ keyid }) => keyid))}.` : "";
  throw new ToolError("keys-none-active", {
    happened: `The archive holds no active ${offline} key: expected ${wanted}; found ${held.size ? list([...held], (keyid) => formerRole(chain, keyid)) : "no private key"}.${lone}`,
    next: expected.length ? "Give the archive with the newest key; `factory-tuf root show` lists the keys of the root." : `Make the first ${offline} key: factory-tuf keys rotate --role ${role === "root" ? "root --first-time" : role} --keys <archive>.`
  });
}
function activeRemoteKey(keyid, role, keys, chain = []) {
  let key = keys.get(keyid);
  if (key) return key;
  let offline = role === "targets" ? "offline targets" : role, was = formerRole(chain, keyid);
  throw new ToolError("keys-none-active", {
    happened: `The signer's key ${keyid}${was ? ` (${was})` : ""} is no active ${offline} key: ${keys.size ? `expected one of ${list([...keys.keys()])}` : "the root lists none yet"}.`,
    next: "Give the id of the signer's key. `factory-tuf root show` lists the keys of the root. docs/signers/README.md says how to add one."
  });
}
function activeTargetsKey(archive, targetsKeys, chain = []) {
  return activeKey(archive, "targets", targetsKeys, chain);
}
function list(keyids, aside = () => null) {
  let names = keyids.map((keyid) => {
    let what = aside(keyid);
    return what ? `${keyid} (${what})` : keyid;
  });
  return firstOf(names, SHOWN_KEYIDS);
}
function findSigner(archive, keys) {
  for (let key of keys.values()) {
    let held = heldKey(archive.keys, key.keyid), half = held && privateHalfOf(held);
    if (half) return makeSigner(half, key);
  }
  return null;
}

// src/keys/archive/ci-archive.ts
function checkCiArchive(archive, rules) {
  let rootKeys = archive.keys.filter((key) => rules.rootKeyids.has(key.keyid) || isNamedRoot(key));
  if (rootKeys.length > 0)
    throw new ToolError("keys-root-present", {
      happened: `The archive holds ${counted(rootKeys.length, "root key")}: ${rootKeys.map(({ keyid }) => keyid).join(", ")}. Anyone who reads it in CI could take over the fleet, even with a retired one.`,
      next: "On your own machine run `factory-tuf keys copy-targets targets.keys.tgz --keys <archive>`, and give CI that archive, encrypted."
    });
  let lone = archive.keys.find(({ signer: signer2 }) => !signer2);
  if (lone)
    throw new ToolError("keys-orphan", {
      happened: `The archive holds the public half of ${lone.keyid} without its private half.`,
      next: "Make an archive for CI with `factory-tuf keys copy-targets targets.keys.tgz --keys <archive>` on your own machine."
    });
  let signer = activeTargetsKey(archive, rules.targetsKeys, rules.chain), warnings = [...new Set(archive.keys.map(({ keyid }) => keyid).filter((keyid) => keyid !== signer.keyid))].map(
    (keyid) => `The archive also holds the key ${keyid}, which is not (or no longer) a targets key: give CI an archive made by \`factory-tuf keys copy-targets <to> --keys <archive>\`.`
  );
  return { signer, warnings };
}
function isNamedRoot({ name }) {
  return /(?:^|\/)(?:first-root$|fioctl-root-)/i.test(name);
}

// src/tuf/devices/by-clients.ts
function refusedBy(clients, judge) {
  let found = /* @__PURE__ */ new Map();
  for (let client of clients)
    for (let refusal2 of judge(client)) {
      let key = `${refusal2.pointer} ${refusal2.says}`, known = found.get(key) ?? { refusal: refusal2, clients: [] };
      known.clients.push(client.name), found.set(key, known);
    }
  return [...found.values()].map(({ refusal: refusal2, clients: names }) => ({ ...refusal2, clients: names }));
}
function refusedText({ clients, says }) {
  return `would be refused by ${listOf(clients)}: it ${says}`;
}
function refusedNote(refusals) {
  let seen = /* @__PURE__ */ new Set(), parts = refusals.flatMap((refusal2) => {
    let clients = refusal2.clients.filter((name) => !seen.has(name));
    for (let name of clients) seen.add(name);
    return clients.length === 0 ? [] : [`${listOf(clients)} (it ${refusal2.says})`];
  });
  return parts.length === 0 ? null : `would be refused by ${listOf(parts)}`;
}

// src/tuf/devices/strict-form.ts
function strictProblems(document, signatures, isPortable) {
  let known = looked.get(document.signed) ?? signedProblems(document, isPortable);
  return looked.set(document.signed, known), [...known, ...signatureProblems(signatures)];
}
var looked = /* @__PURE__ */ new WeakMap();
function signedProblems(document, isPortable) {
  let problems = commonProblems(document.role, document.signed, isPortable);
  return document.role === "root" ? [...problems, ...rootProblems(document.signed)] : document.role === "targets" ? [...problems, ...targetsProblems(document.signed)] : [...problems, ...onlineProblems(document.signed)];
}
function commonProblems(role, signed, isPortable) {
  let spec = ownOf(signed, "spec_version"), number2 = isPortable ? null : placeOfNumber(signed, isFloatAndInt, role === "targets" ? 1 : null), name = placeOfSecondName(role, signed);
  return [
    ...name === null ? [] : [
      {
        pointer: `/signed${name}`,
        says: `has the member ${name.slice(0, 120)}, which is read as one that differs in capital letters`
      }
    ],
    ...spec === void 0 || typeof spec == "string" && spec !== "" ? [] : [{ pointer: "/signed/spec_version", says: "has a spec_version that is no text" }],
    ...number2 === null ? [] : [
      {
        pointer: `/signed${number2}`,
        says: `has a number at /signed${number2.slice(0, 120)} that is rounded or refused`
      }
    ]
  ];
}
var NAMES = {
  root: ["_type", "spec_version", "version", "expires", "consistent_snapshot", "keys", "roles"],
  targets: ["_type", "spec_version", "version", "expires", "targets", "delegations"],
  snapshot: ["_type", "spec_version", "version", "expires", "meta"],
  timestamp: ["_type", "spec_version", "version", "expires", "meta"]
}, NAMES_BELOW = {
  keys: ["keytype", "scheme", "keyval"],
  roles: ["keyids", "threshold"],
  targets: ["length", "hashes", "custom"],
  meta: ["length", "hashes", "version"]
};
function placeOfSecondName(role, signed) {
  let of = secondName(signed, NAMES[role]);
  if (of !== null) return pointerTo("", of);
  for (let member of NAMES[role]) {
    let names = NAMES_BELOW[member], entries = ownOf(signed, member);
    if (!(!names || !isObject(entries)))
      for (let name of Object.keys(entries)) {
        let entry = entries[name], place = isObject(entry) ? placeInEntry(entry, names) : null;
        if (place !== null) return `${pointerTo(`/${member}`, name)}${place}`;
      }
  }
  return null;
}
function placeInEntry(entry, names) {
  let name = secondName(entry, names);
  if (name !== null) return pointerTo("", name);
  let keyval = names.includes("keyval") ? ownOf(entry, "keyval") : void 0, inside = isObject(keyval) ? secondName(keyval, ["public"]) : null;
  return inside === null ? null : pointerTo("/keyval", inside);
}
function secondName(object3, names) {
  for (let name of Object.keys(object3))
    if (!names.includes(name) && names.includes(name.toUpperCase().toLowerCase()))
      return name;
  return null;
}
function placeOfNumber(value, takes, customAt) {
  if (!hasMembers(value))
    return typeof value != "number" || Number.isSafeInteger(value) || takes(String(value)) ? null : "";
  let raw = rawNumber(value);
  if (raw !== null) return takes(raw) ? null : "";
  for (let name of Object.keys(value)) {
    let member = value[name];
    if (typeof member == "string") continue;
    let place = placeOfNumber(member, customAt === 3 && name === "custom" ? isInt64 : takes, customAt !== null && (customAt !== 1 || name === "targets") && customAt < 3 ? customAt + 1 : null);
    if (place !== null) return `${pointerTo("", name)}${place}`;
  }
  return null;
}
var INTEGER = /^-?\d+$/, MAX_INT64 = 2n ** 63n;
function isInt64(token) {
  if (!INTEGER.test(token)) return !1;
  let value = BigInt(token);
  return value >= -MAX_INT64 && value < MAX_INT64;
}
function isFloatAndInt(token) {
  return isInt64(token) && (token === "-0" || String(Number(token)) === token);
}
var HEX = /^(?:[0-9a-f]{2})*$/i, NOT_LOWER_HEX = /[^0-9a-f]/;
function signatureProblems(signatures) {
  let index = signatures.findIndex(({ sig = "" }) => !HEX.test(sig) && !looksLikeBase64(sig));
  return index === -1 ? [] : [{ pointer: `/signatures/${index}/sig`, says: "has a signature that is no base64" }];
}
function rootProblems(root) {
  let problems = [];
  for (let [name, role] of Object.entries(root.roles)) {
    let at = pointerTo("/signed/roles", name), isRole = isObject(role) && Array.isArray(role.keyids) && isInteger(role.threshold);
    isRole || problems.push({ pointer: at, says: `has a role ${quoted(name, 40)} that is none` });
    let bad = isRole ? role.keyids.find((keyid) => unusableAs(root, keyid) !== null) : void 0;
    if (bad !== void 0) {
      let says = `names the ${name} key ${bad.slice(0, 12)}, ${unusableAs(root, bad)}`;
      problems.push({ pointer: at, says });
    }
  }
  typeof root.consistent_snapshot != "boolean" && problems.push({ pointer: "/signed/consistent_snapshot", says: "does not say consistent_snapshot" });
  for (let [keyid, key] of Object.entries(root.keys)) {
    let scheme = ownOf(key, "scheme");
    if (scheme === void 0 || typeof scheme == "string" && scheme !== "") continue;
    let says = `lists the key ${keyid.slice(0, 12)} with a scheme that is no text`;
    problems.push({ pointer: pointerTo("/signed/keys", keyid), says });
    break;
  }
  return problems;
}
function unusableAs(root, keyid) {
  let key = own(root.keys, keyid);
  if (key === void 0) return "but does not list it";
  let decision = usableKey(key);
  return decision.usable ? null : `which ${decision.why}`;
}
function targetsProblems(signed) {
  if (ownOf(signed, "delegations") !== void 0)
    return [{ pointer: "/signed/delegations", says: "has delegations, which are not for a Factory's devices" }];
  for (let name of Object.keys(signed.targets)) {
    let problem = fileProblem(signed.targets[name]);
    if (!problem) continue;
    return [{ pointer: problem.steps.reduce(pointerTo, pointerTo("/signed/targets", name)), says: `has ${problem.says} in the target ${quoted(name, 100)}` }];
  }
  return [];
}
function fileProblem(file) {
  if (ownOf(file, "custom") === null) return { steps: ["custom"], says: "custom: null" };
  let hash = Object.keys(file.hashes).find((name) => !isLowerHex(file.hashes[name]));
  if (hash === void 0) return null;
  let what = HEX.test(file.hashes[hash]) ? "capital letters in its" : "no hexadecimal text as its";
  return { steps: ["hashes", hash], says: `${what} ${hash}` };
}
function isLowerHex(text) {
  return text.length % 2 === 0 && !NOT_LOWER_HEX.test(text);
}
var ALGORITHMS = ["sha256", "sha512"];
function onlineProblems(signed) {
  let meta = ownOf(signed, "meta");
  for (let [name, entry] of Object.entries(isObject(meta) ? meta : {})) {
    let hashes = isObject(entry) ? own(entry, "hashes") : void 0;
    if (hashes === void 0) continue;
    let pointer = pointerTo(pointerTo("/signed/meta", name), "hashes"), list2 = Object.entries(isObject(hashes) ? hashes : {}), isTaken = ([algorithm, hash]) => ALGORITHMS.includes(algorithm) && typeof hash == "string" && isLowerHex(hash);
    if (list2.length === 0 || !list2.every(isTaken))
      return [{ pointer, says: `gives ${name.slice(0, 40)} hashes that are not sha256 or sha512 in small letters` }];
  }
  return [];
}

// src/tuf/devices/client-refusals.ts
function judgedAs(of, known) {
  return {
    ...of,
    signatures: [],
    sizeBytes: 0,
    isCanonical: null,
    namedLength: null,
    canonical: null,
    ...known
  };
}
function signaturesToCome(count) {
  return Array.from({ length: count }, (_, index) => ({ keyid: `${index}`, method: "ed25519" }));
}
function refusalsOfRoot(client, root) {
  return [...refusalsOf(client, root), ...rootRefusals(client, root.signed)];
}
function refusalsOf(client, document) {
  let { role, sizeBytes, isCanonical } = document, limit3 = client.maxBytes[role], isNamed = client.trustsNamedLength && role === "targets" && (document.namedLength ?? 0) >= sizeBytes;
  return [
    ...sizeBytes > limit3 && !isNamed ? [refusal("limit", "", `has ${sizeBytes} bytes of at most ${limit3}`)] : [],
    ...document.signed.version > client.maxVersion ? [
      refusal(
        "form",
        "/signed/version",
        `has the version ${document.signed.version} of at most ${client.maxVersion}`
      )
    ] : [],
    ...signatureRefusals(client, document),
    ...client.verifiesRawBytes && isCanonical === !1 ? [refusal("form", "/signed", "did not arrive in canonical form, and its bytes are verified as they come")] : [],
    ...textRefusals(client, document),
    ...client.isStrict ? formRefusals(document) : []
  ];
}
function signatureRefusals(client, { signatures }) {
  let at = "/signatures", refusals = [];
  if (signatures.length > client.maxSignatures) {
    let says = `has ${signatures.length} signatures of at most ${client.maxSignatures}`;
    refusals.push(refusal("keys", at, says));
  }
  let keyids = signatures.map(({ keyid }) => keyid), repeated = keyids.find((keyid, index) => keyids.indexOf(keyid) !== index);
  repeated !== void 0 && refusals.push(refusal("keys", at, `lists the key id ${repeated.slice(0, 12)} twice in its signatures`));
  let unknown3 = client.checksMethod && signatures.find(({ method }) => !isKnownMethod(method));
  if (unknown3) {
    let method = quoted(unknown3.method, 40);
    refusals.push(refusal("keys", at, `has a signature of the unknown method ${method}`));
  }
  return refusals;
}
var CONTROL = /[\x00-\x1f]/, BEYOND_ASCII = /[^\x00-\x7f]/;
function textRefusals(client, { role, signed, canonical }) {
  if (canonical && !isIn(canonical, "\\")) return [];
  let text = role === "root" ? { ...signed, keys: {} } : signed, control = client.refusesControlCharacters ? placeOfText(text, CONTROL, "/signed") : null, foreign = client.refusesBeyondAscii ? placeOfText(signed, BEYOND_ASCII, "/signed") : null, refused8 = (at, what) => at === null ? [] : [refusal("form", at, `has ${what} at ${at.slice(0, 120)}`)];
  return [
    ...refused8(control, "a line break or another control character"),
    ...refused8(foreign, "a character beyond ASCII")
  ];
}
function formRefusals(document) {
  return strictProblems(document, document.signatures, document.canonical !== null).map(({ pointer, says }) => refusal("form", pointer, says));
}
function isIn({ buffer, byteOffset, byteLength }, text) {
  return Buffer.from(buffer, byteOffset, byteLength).includes(text);
}
function placeOfText(value, pattern, pointer) {
  if (typeof value == "string") return pattern.test(value) ? pointer : null;
  if (value === null || typeof value != "object" || rawNumber(value) !== null) return null;
  for (let [name, member] of Object.entries(value)) {
    let place = pattern.test(name) ? "" : placeOfText(member, pattern, "");
    if (place !== null) return `${pointerTo(pointer, name)}${place}`;
  }
  return null;
}
function rootRefusals(client, root) {
  let keys = Object.entries(root.keys), refusals = keys.flatMap(([keyid, key]) => keyRefusals(client, keyid, key));
  if (keys.length > client.maxKeys) {
    let says = `lists ${keys.length} keys of at most ${client.maxKeys}`;
    refusals.push(refusal("keys", "/signed/keys", says));
  }
  for (let role of ROLE_NAMES) {
    let { keyids } = root.roles[role], at = pointerTo("/signed/roles", role);
    if (keyids.length > client.maxKeyidsOfRole) {
      let says = `names ${keyids.length} ${role} keys of at most ${client.maxKeyidsOfRole}`;
      refusals.push(refusal("keys", at, says));
    }
  }
  return refusals;
}
function keyRefusals(client, keyid, key) {
  let at = pointerTo("/signed/keys", keyid), short = keyid.slice(0, 12), refusals = [];
  if (key.keyval.public.length > client.maxKeyText) {
    let says = `lists the key ${short} with ${key.keyval.public.length} characters of at most ${client.maxKeyText}`;
    refusals.push(refusal("keys", at, says));
  }
  let type = keyType(key);
  if (client.refusesRsa && type === "rsa" && refusals.push(refusal("keys", at, `lists the RSA key ${short}, used or not`)), client.refusesUnknownKeyTypes && type === null) {
    let named2 = quoted(key.keytype, 40);
    refusals.push(refusal("keys", at, `lists the key ${short} of the unknown type ${named2}, used or not`));
  }
  return refusals;
}
function skippedTarget(client, { custom: custom2 }) {
  if (!isObject(custom2)) return null;
  for (let reason of client.skips) {
    let says = SKIPS[reason](custom2);
    if (says !== null) return says;
  }
  return null;
}
var SKIPS = {
  "several-hardware-ids": ({ hardwareIds }) => Array.isArray(hardwareIds) && hardwareIds.length > 1 ? `has ${hardwareIds.length} hardware ids, not one` : null,
  "not-ostree": ({ targetFormat }) => targetFormat === "OSTREE" || targetFormat === void 0 ? null : `has the targetFormat ${quoted(targetFormat, 40)}, not "OSTREE"`,
  "app-name-differs": ({ docker_compose_apps: apps }) => {
    if (!isObject(apps)) return null;
    for (let name in apps)
      if (!isNamedInUri(name, apps[name]))
        return `has the app ${quoted(name, 60)} from a URI whose last part is another name`;
    return null;
  }
};
function isNamedInUri(name, app) {
  let uri = isObject(app) ? own(app, "uri") : void 0;
  if (typeof uri != "string") return !1;
  let at = uri.indexOf("@"), end = at === -1 ? uri.length : at;
  return uri.startsWith(name, end - name.length) && uri.lastIndexOf("/", end) === end - name.length - 1;
}
function refusal(kind, pointer, says) {
  return { kind, pointer, says };
}

// src/tuf/metadata/threshold.ts
function roleKeys(root, role, where) {
  let usable = /* @__PURE__ */ new Map();
  for (let keyid of root.roles[role].keyids) {
    let listed2 = own(root.keys, keyid), key = listed2 === void 0 ? null : usableKey(listed2);
    if (key?.usable) {
      if (key.keyid !== keyid)
        throw new ToolError("keyid-mismatch", {
          happened: `${where} calls a ${role} key ${keyid.slice(0, 64)}, but that key's id is ${key.keyid}.`,
          next: "Sign nothing with this root. Keep a copy of it and ask the vendor."
        });
      usable.set(keyid, key);
    }
  }
  return usable;
}
function tally(doc, root, role) {
  let keys = roleKeys(root.signed, role, root.where), signedBy = /* @__PURE__ */ new Set(), invalid2 = [], foreign = [], tried = /* @__PURE__ */ new Set();
  for (let signature of doc.signatures) {
    let key = keys.get(signature.keyid);
    if (!key) {
      foreign.push(signature.keyid);
      continue;
    }
    if (tried.has(signature.keyid)) {
      invalid2.push({ keyid: signature.keyid, why: "repeats a key id, which devices reject outright" });
      continue;
    }
    tried.add(signature.keyid);
    let problems = doc.forms.map((bytes2) => signatureProblem(key, signature, bytes2));
    problems.includes(null) ? signedBy.add(signature.keyid) : invalid2.push({ keyid: signature.keyid, why: problems[0] ?? "does not verify" });
  }
  let { threshold } = root.signed.roles[role];
  return {
    role,
    threshold,
    signedBy: [...signedBy],
    missing: [...keys.keys()].filter((keyid) => !signedBy.has(keyid)),
    invalid: invalid2,
    foreign,
    met: signedBy.size >= threshold
  };
}
async function tallyAhead(doc, root, role) {
  let bytes2 = doc.forms.length === 1 ? doc.forms[0] : null, keys = root.signed.roles[role].keyids.map((keyid) => own(root.signed.keys, keyid)).filter((key) => key !== void 0), usable = new Map(keys.map(usableKey).flatMap((key) => key.usable ? [[key.keyid, key]] : [])), first = new Map(doc.signatures.map((signature) => [signature.keyid, signature]).reverse());
  await Promise.all(
    [...first.values()].map((signature) => {
      let key = usable.get(signature.keyid);
      return bytes2 && key ? verifyAhead(key, signature, bytes2) : null;
    })
  );
}
function requireThreshold(doc, root, role) {
  let result = tally(doc, root, role);
  if (result.met) return result;
  let have = result.signedBy.length ? ` (by ${result.signedBy.join(", ")})` : "", bad = result.invalid.map(({ keyid, why }) => ` The signature by ${keyid} ${why}.`).join("");
  throw new ToolError("threshold-not-met", {
    happened: `${doc.where} has ${result.signedBy.length} of ${result.threshold} valid ${role} signatures that ${root.where} asks for${have}.${bad}`,
    next: "Do not use this document. If the Factory keeps serving it, keep a copy and ask the vendor."
  });
}
function signatureListProblem(doc) {
  let seen = /* @__PURE__ */ new Set();
  for (let { keyid, method } of doc.signatures) {
    if (seen.has(keyid)) return `lists the key id ${keyid.slice(0, 64)} twice in its signatures`;
    if (!isKnownMethod(method)) return `has a signature of the unknown method ${quoted(method, 40)}`;
    seen.add(keyid);
  }
  return null;
}
function requireReadableSignatures(doc) {
  let problem = signatureListProblem(doc);
  if (problem)
    throw new ToolError("device-would-refuse", {
      happened: `${doc.where} ${problem}; devices reject such a document outright.`,
      next: "Keep a copy and ask the vendor."
    });
}

// src/tuf/devices/device-view.ts
function deviceView(doc, sizeBytes, root, now, asked = { clients: [], before: null }) {
  let signatures = tally(doc, root, "targets"), refusals = [];
  sizeBytes > MAX_BYTES.targets && refusals.push(`it has ${sizeBytes} bytes, and devices read at most ${MAX_BYTES.targets}`);
  let listProblem = signatureListProblem(doc);
  return listProblem && refusals.push(`it ${listProblem}`), signatures.met || refusals.push(`it has ${signatures.signedBy.length} of ${signatures.threshold} valid signatures`), isExpired(doc.signed, now) && refusals.push(`it expired at ${doc.signed.expires}`), refusals.length === 0 && refusals.push(...clientReasons(doc, sizeBytes, asked)), { accepts: refusals.length === 0, refusals, tally: signatures };
}
function clientReasons({ signed, signatures, forms }, sizeBytes, { clients, before }) {
  let canonical = forms.length === 1 ? forms[0] : null, document = judgedAs({ role: "targets", signed }, { signatures, sizeBytes, canonical });
  return [
    ...refusedBy(clients, (client) => refusalsOf(client, document)).map(({ clients: names, says }) => `${listOf(names)} would not read it, because it ${says}`),
    ...newlySkipped(clients, signed.targets, before).map(({ says }) => says)
  ];
}
function newlySkipped(clients, targets, before) {
  return skippedTargets(clients, targets).filter(({ name }) => before === null || own(before, name) === void 0);
}
function skippedTargets(clients, targets) {
  return Object.entries(targets).flatMap(([name, file]) => clients.some((client) => skippedTarget(client, file) !== null) ? refusedBy(clients, (client) => {
    let says = skippedTarget(client, file);
    return says ? [{ kind: "form", pointer: "", says }] : [];
  }).map(({ clients: names, says }) => ({
    name,
    says: `${listOf(names)} would pass over the target ${quoted(name, 100)}, because it ${says}`
  })) : []);
}

// src/release/client-checks.ts
var TWO_SIGNATURES_BYTES = 2 * SIGNATURE_ROOM_BYTES;
function checkClients(ctx, release, checks) {
  let { wave, signed, before } = release, { listed: listed2, others } = clientsInUse(ctx.trust.policy.clients), document = toBeServed(release), refused8 = refusedBy(listed2, (client) => refusalsOf(client, document));
  for (let refusal2 of refused8)
    checks.block(
      new ToolError(refusal2.kind === "limit" ? "metadata-too-large" : "device-would-refuse", {
        happened: `Wave ${wave} ${refusedText(refusal2)}.`,
        next: refusal2.kind === "limit" ? PRUNE2 : CORRECT
      })
    );
  let note2 = refusedNote(refusedBy(others, (client) => refusalsOf(client, document)));
  note2 && checks.note(`Wave ${wave} ${note2}. The policy's clients do not list them.`);
  let kept = [];
  for (let { name, says } of skippedTargets(listed2, signed.targets))
    before && own(before, name) !== void 0 ? kept.push(says) : checks.block(new ToolError("device-would-refuse", { happened: `${says}.`, next: CORRECT }));
  kept.length > 0 && checks.warn(`Production has targets that devices ignore: ${kept[0]}${andMore(kept.length - 1)}.`);
}
function toBeServed({ signed, bytes: bytes2, signatures }) {
  let sizeBytes = bytes2.length + TWO_SIGNATURES_BYTES;
  return judgedAs(
    { role: "targets", signed },
    { sizeBytes, canonical: bytes2, signatures: signaturesToCome(signatures) }
  );
}
var PRUNE2 = "Prune old versions with --prune.", CORRECT = "Correct it in CI and release the next version. If no device runs that client, take it out of `clients` in .factory-tuf/review.yml.";

// src/verified/released-targets.ts
function productionOf(fetched, tag) {
  if (!isObject(fetched.value)) throw notAMap();
  let value = own(fetched.value, tag);
  if (value == null) return null;
  let problems = problemsBelow(fetched.problems, pointerTo("", tag));
  return {
    doc: parseTargets(
      { value, problems, text: fetched.text?.member(tag) ?? null },
      `production targets for tag ${tag}`
    ),
    sizeBytes: sizeWithin(fetched.value, fetched.size, tag)
  };
}
function productionWithin(texts2, tag) {
  let text = texts2.document(tag);
  return !text || text.value === null ? null : { doc: parseTargets(text, `production targets for tag ${tag}`, text.canonicalSigned), sizeBytes: text.size };
}
function servedTags({ value }) {
  return isObject(value) ? Object.keys(value).filter(isTag) : [];
}
function targetsOfWave(wave) {
  if (!wave.targets)
    throw new ToolError("metadata-malformed", {
      happened: `The Factory shows Wave ${wave.name} without its targets.`,
      next: "Run this again; if that does not help, ask the vendor."
    });
  return { doc: parseTargets(wave.targets, `Wave ${wave.name}`), sizeBytes: wave.targets.size };
}
function sizeWithin(map, size, tag) {
  let around = Buffer.byteLength(JSON.stringify({ ...map, [tag]: 0 })) - 1;
  return Math.max(0, size - around);
}
function notAMap() {
  return new ToolError("metadata-malformed", {
    happened: "The Factory's answer about production targets is not a map of tags.",
    next: "Run this again; if that does not help, ask the vendor."
  });
}

// src/release/first-release.ts
var MAX_SHOWN = 8;
async function checkFirstRelease({ factory: factory2 }, { tag, newTag }, checks) {
  if (newTag === tag) {
    checks.warn(`There are no production targets for tag ${tag} yet: this is a first release.`);
    return;
  }
  checks.block(
    new ToolError("tag-new", {
      happened: `Tag ${tag} has no production targets, so this would be its first release. ${saysOf(await tagsNearest(factory2, tag))}`,
      next: `Correct the tag; or, if ${tag} is a new one, allow its first release with --new-tag ${tag}.`
    })
  );
}
function saysOf(tags) {
  return tags === null ? "The tags that have some could not be read." : tags.length === 0 ? "No tag has any yet." : `Tags that have some: ${firstOf(tags, MAX_SHOWN)}.`;
}
async function tagsNearest(factory2, tag) {
  try {
    let tags = servedTags(await factory2.prodTargets([])), far = (other) => editDistance(tag.toLowerCase(), other.toLowerCase());
    return tags.toSorted((a, b) => far(a) - far(b) || (a < b ? -1 : 1));
  } catch (error) {
    if (error instanceof ToolError) return null;
    throw error;
  }
}

// src/review/sentences/message.ts
var MAX_TITLE = 120, MIN_SHOWN = 12, CUT = "...";
function title(words2, ...values) {
  let room = MAX_TITLE - words2.join("").length, shown3 = values.map((value) => encodeText(String(value).slice(0, MAX_TITLE))), longest = MAX_TITLE;
  for (; longest > MIN_SHOWN && lengthWhenCut(shown3, longest) > room; ) longest--;
  return words2.reduce((sentence, word2, index) => `${sentence}${shortened(shown3[index - 1] ?? "", longest)}${word2}`);
}
function lengthWhenCut(texts2, longest) {
  return texts2.reduce((length, text) => length + Math.min(text.length, longest), 0);
}
function valueText(value) {
  return typeof value == "string" ? `"${value}"` : JSON.stringify(value) ?? "missing";
}
function shortened(text, length) {
  return text.length <= length ? text : text.slice(0, length - CUT.length) + CUT;
}
var SHOWN = 30;
function pointerText(pointer) {
  return pointer.length <= SHOWN ? pointer : `...${pointer.slice(3 - SHOWN)}`;
}
var SHOWN_CHARACTERS = 12, SHOWN_KEYIDS2 = 2, KEPT_KEYIDS = 100;
function shortKeyid(keyid) {
  return keyid.slice(0, SHOWN_CHARACTERS);
}
function keyidList(keyids) {
  return firstOf(keyids.map(shortKeyid), SHOWN_KEYIDS2);
}
function keptKeyids(keyids) {
  return keyids.slice(0, KEPT_KEYIDS);
}
var KINDS = {
  "ci-root": "CI root",
  "prod-root": "production root",
  "staged-ci-root": "staged CI root",
  "staged-prod-root": "staged production root",
  "ci-targets": "CI targets",
  "prod-targets": "production targets",
  "ci-snapshot": "CI snapshot",
  "ci-timestamp": "CI timestamp"
};
function spoken(name, version2) {
  return capital(midSentence(name, version2));
}
function midSentence(name, version2) {
  let [, kind = name, mark, rest = ""] = /^([^@/]*)([@/])(.*)$/s.exec(name) ?? [];
  if (kind === "wave") return `Wave ${rest}`;
  let number2 = version2 ?? (mark === "@" ? rest : null), words2 = `${own(KINDS, kind) ?? kind}${number2 === null ? "" : ` v${number2}`}`;
  return mark === "/" ? `${words2} for tag ${rest}` : words2;
}

// src/review/rules/device-limits.ts
var metadataTooLarge = {
  id: "metadata-too-large",
  level: "warning",
  raised: ["error"],
  when: "A document is larger than devices download: 65,536 bytes for root, timestamp and snapshot, 8,388,608 for targets, or less where a client that the policy lists reads less; a warning from 80 % on.",
  why: "Device clients limit their downloads and refuse a larger document.",
  fix: "With a newer CI version run: factory-tuf wave init <new wave> <version> <tag> --prune <old versions> --keys <targets.tgz>, then factory-tuf wave complete <new wave>",
  sources: ["libaktualizr", "go-tuf v2 defaults", "libtufnano", "PROTOCOL §1"],
  check: ({ docName, sizeBytes }, policy) => sizeObservations(docName, "targets", sizeBytes, policy)
};
function sizeObservations(docName, role, bytes2, policy) {
  let { limit: limit3, who } = limitOf(role, policy), observe = (level, sentence) => [
    { subject: `${docName}#`, title: sentence, level, properties: { bytes: bytes2, limit: limit3, role } }
  ];
  if (bytes2 > limit3) return observe("error", title`${docName} has ${bytes2} bytes; ${who} accept at most ${limit3}.`);
  if (bytes2 >= limit3 * WARNING_SHARE) {
    let share = Math.floor(bytes2 / limit3 * 100);
    return observe("warning", title`${docName} has ${bytes2} bytes, ${share} % of the ${limit3} that ${who} accept.`);
  }
  return [];
}
function limitOf(role, { clients }) {
  let { listed: listed2 } = clientsInUse(clients), limit3 = Math.min(MAX_BYTES[role], ...listed2.map(({ maxBytes }) => maxBytes[role]));
  if (limit3 === MAX_BYTES[role]) return { limit: limit3, who: "devices" };
  let names = listed2.filter(({ maxBytes }) => maxBytes[role] === limit3).map(({ name }) => name);
  return { limit: limit3, who: `devices with ${listOf(names)}` };
}

// src/review/engine/fixes.ts
var ROTATE_ROOT = "factory-tuf keys rotate --role root --keys <root.tgz>", SHORTEN_ROOT = "factory-tuf keys rotate --role root --shorten-expiry --keys <root.tgz>", ROTATE_TARGETS = "factory-tuf keys rotate --role targets --keys <root.tgz> --targets-keys <targets.tgz>", UPDATES = "factory-tuf updates";
function inTransaction(change, others = []) {
  return [
    "factory-tuf updates init --changelog <why> (unless a transaction is open)",
    change,
    ...["<root.tgz>", ...others].map((archive) => `factory-tuf updates sign --keys ${archive}`),
    "factory-tuf updates apply"
  ].join(", then ");
}
var NEW_WAVE = "factory-tuf wave init <new wave> <version> <tag> --keys <targets.tgz>, then factory-tuf wave complete <new wave>", CANCEL_WAVE = "factory-tuf wave cancel <wave>", KEEP_EVIDENCE = "Sign nothing, save factory-tuf root download <file>, again with --prod, and contact the vendor.";

// src/review/engine/needs.ts
var not = (why) => ({ why, partly: !1 }), partly = (why) => ({ why, partly: !0 }), factory = ({ factoryWasRead }) => factoryWasRead ? null : not("the Factory was not asked, for there is no token"), updates = (snapshot) => factory(snapshot) ?? (snapshot.updates ? null : not("the TUF updates transaction could not be read")), allRoots = (snapshot) => factory(snapshot) ?? (isUnread(snapshot, "ci-root", "prod-root") ? not("not all roots could be read") : null), pins = (snapshot) => factory(snapshot) ?? (snapshot.pins ? null : not("there are no pins")), pinsAsWell = (snapshot) => factory(snapshot) ?? (snapshot.pins ? null : partly("there are no pins, so only what is served now was compared with itself")), pullRequest = ({ pinChange }) => pinChange ? null : not("this is no pull request"), ciTargets = (snapshot) => factory(snapshot) ?? (snapshot.ciTargets ? null : not("the CI targets could not be read")), production = (snapshot) => factory(snapshot) ?? (isUnread(snapshot, "prod-targets/") ? not("production could not be read") : null), records = (snapshot) => factory(snapshot) ?? (snapshot.records.notLooked === null ? null : not(snapshot.records.notLooked)), archives = (snapshot) => snapshot.archives.length > 0 ? null : not("no key archive was given"), workflows = (snapshot) => snapshot.workflows ? null : not("no workflows were looked at"), environments = (snapshot) => workflows(snapshot) ?? (snapshot.github?.environments ? null : partly("GitHub was not asked about environments")), remindRuns = ({ github }) => github && github.lastRemindRun !== void 0 ? null : not("GitHub was not asked about past runs"), knownToken = (snapshot) => snapshot.readOnlyJob ? factory(snapshot) ?? (snapshot.user ? null : not("the token may not see who it is")) : not("this job does more than review");
function isUnread({ unavailable }, ...documents) {
  return unavailable.some(({ subject }) => documents.some((document) => subject.startsWith(document)));
}

// src/review/engine/subject.ts
function targetSubject(docName, name, ...steps) {
  return `${docName}#${[name, ...steps].reduce(pointerTo, "/signed/targets")}`;
}

// src/review/evidence/app-uri.ts
var SEGMENT = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/, HOST = /^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?$/, TAG = /:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
function ownHub(factory2) {
  return `hub.foundries.io/${factory2}/`;
}
function repositoryOf(uri) {
  if (typeof uri != "string") return null;
  let [reference = "", digest, ...more] = uri.split("@");
  if (more.length > 0 || digest?.includes("/")) return null;
  let [host = "", ...path2] = reference.split("/"), last = path2.pop()?.replace(TAG, "");
  if (last === void 0 || !HOST.test(host)) return null;
  let segments = [...path2, last];
  return segments.every((segment) => SEGMENT.test(segment)) ? [host.toLowerCase(), ...segments].join("/") : null;
}
function within(repository, place) {
  let [host = "", ...path2] = place.replace(/\/+$/, "").split("/");
  return repository !== null && `${repository}/`.startsWith(`${[host.toLowerCase(), ...path2].join("/")}/`);
}

// src/review/rules/targets-content.ts
var PROMOTE_AGAIN = `run: ${NEW_WAVE}`, MAX_NAME_LENGTH = 253, MAX_HARDWARE_ID_LENGTH = 200, SHA256 = /^[0-9a-fA-F]{64}$/, PINNED = /@sha256:[0-9a-fA-F]{64}$/, targetMalformed = {
  id: "target-malformed",
  level: "error",
  when: "A target's name is not 1 to 253 characters, contains .. or begins with /, its sha256 is not 64 hex characters, or its length no integer from 0.",
  why: "Server or devices refuse such a target.",
  fix: `Rebuild it in CI, then ${PROMOTE_AGAIN}`,
  sources: ["TUF 4.5", "PROTOCOL §1"],
  summary: "have a name, a hash or a length that server or devices refuse",
  check: ({ docName, targets }) => Object.entries(targets).flatMap(([name, file]) => {
    let said = [], say = (sentence, ...steps) => said.push({ subject: targetSubject(docName, name, ...steps), title: sentence, properties: { target: name } }), nameProblem = problemOfName(name);
    nameProblem && say(title`Target "${name}" ${nameProblem}.`);
    let sha2562 = own(file.hashes, "sha256");
    return (typeof sha2562 != "string" || !SHA256.test(sha2562)) && say(title`Target "${name}" has the sha256 ${valueText(sha2562)}, not 64 hex characters.`, "hashes", "sha256"), isInteger(file.length, 0) || say(title`Target "${name}" has the length ${valueText(file.length)}, not an integer from 0.`, "length"), said;
  })
};
function problemOfName(name) {
  return name.length < 1 || name.length > MAX_NAME_LENGTH ? `has a name of ${name.length} characters, not 1 to ${MAX_NAME_LENGTH}` : name.includes("..") ? 'has ".." in its name' : name.startsWith("/") ? 'has a name that starts with "/"' : null;
}
var targetUnselectable = {
  id: "target-unselectable",
  level: "error",
  raised: ["warning"],
  when: "custom.version is no plain integer up to 2147483647, hardwareIds are missing or malformed, or production tags are not exactly the document's tag. Or a client that the policy lists passes over it: several hardware ids, another targetFormat than OSTREE, an app under another name than its URI's (aktualizr-lite, fioup); or custom is null (fiotuf). In CI targets this is a warning, and one for all that production has.",
  why: "Devices choose by version, hardware id and tag, so they skip it or order it wrongly.",
  fix: `Correct it in CI, then ${PROMOTE_AGAIN}`,
  sources: ["aktualizr-lite target filtering", "PROTOCOL §1"],
  summary: "have a version, hardware id or tag that devices cannot select by",
  check: (content) => Object.entries(content.targets).flatMap(([name, { custom: custom2 }]) => {
    let said = [], say = (sentence, field, consequence) => said.push({
      subject: targetSubject(content.docName, name, "custom", field),
      title: sentence,
      level: levelFor(content),
      properties: { target: name },
      ...consequence !== void 0 && { consequence }
    }), version2 = custom2?.version;
    if (plainVersion(version2) === null) {
      let sentence = title`Target "${name}" has the version ${valueText(version2)}, not an integer up to ${MAX_VERSION} as text.`;
      say(sentence, "version", `Devices detect the number's base: "010" is 8 to them, and text is -1.`);
    }
    let hardwareIds = custom2?.hardwareIds;
    if (!Array.isArray(hardwareIds) || hardwareIds.length === 0)
      say(
        title`Target "${name}" has the hardware ids ${valueText(hardwareIds)}, not a list of at least one.`,
        "hardwareIds"
      );
    else if (!hardwareIds.every(isHardwareId)) {
      let bad = hardwareIds.find((hardwareId) => !isHardwareId(hardwareId)), sentence = title`Target "${name}" has the hardware id ${valueText(bad)}, not one of 1 to ${MAX_HARDWARE_ID_LENGTH} characters.`;
      say(sentence, "hardwareIds");
    }
    return content.tag !== null && !sameJson(custom2?.tags, [content.tag]) && say(title`Target "${name}" has the tags ${valueText(custom2?.tags)}, not exactly ["${content.tag}"].`, "tags"), said;
  })
};
function isHardwareId(value) {
  return typeof value == "string" && value.length >= 1 && value.length <= MAX_HARDWARE_ID_LENGTH;
}
function levelFor({ tag }) {
  return tag === null ? "warning" : "error";
}
var DEFINING_CUSTOM_FIELDS = ["version", "hardwareIds", "targetFormat", "docker_compose_apps"], prodTargetProvenance = {
  id: "prod-target-provenance",
  level: "warning",
  raised: ["error"],
  when: "A production or Wave target differs from the CI target of its name: an error; one of the newest version that CI does not have: a warning.",
  waivable: "not-as-error",
  needs: ciTargets,
  why: "What production runs must be what CI built.",
  fix: "Sign nothing; a Wave ends with: factory-tuf wave cancel <wave>. If it is published, keep a copy and ask the vendor.",
  sources: ["PROTOCOL §4"],
  summary: "are not what CI built under that name",
  check: ({ docName, tag, targets, ciTargets: ciTargets2 }) => tag === null ? [] : Object.entries(targets).flatMap(([name, file]) => {
    let subject = targetSubject(docName, name), built = own(ciTargets2, name);
    if (!built)
      return [{ subject, title: title`Target "${name}" is not among the CI targets.`, properties: { target: name } }];
    let differing = differences(file, built);
    if (differing.length === 0) return [];
    let sentence = title`Target "${name}" differs from CI's of that name in ${differing.join(", ")}.`;
    return [{ subject, title: sentence, level: "error", properties: { target: name, members: differing } }];
  })
};
function differences(file, built) {
  let members = ["hashes", "length"].filter((member) => !sameJson(file[member], built[member])), fields = DEFINING_CUSTOM_FIELDS.filter((field) => !sameJson(file.custom?.[field], built.custom?.[field]));
  return [...members, ...fields.map((field) => `custom.${field}`)];
}
var targetAppUnpinned = {
  id: "target-app-unpinned",
  level: "error",
  raised: ["warning"],
  when: "The URI of an app does not end in its sha256 digest. In CI targets this is a warning.",
  why: "The signature does not cover content that is not named by its digest.",
  fix: `Publish the app by digest, rebuild in CI, then ${PROMOTE_AGAIN}`,
  sources: ["TUF 4.5"],
  summary: "have an app that is not pinned by digest",
  check: (content) => Object.entries(content.targets).flatMap(([name, { custom: custom2 }]) => {
    let apps = custom2?.docker_compose_apps, level = levelFor(content);
    if (apps !== void 0 && !isObject(apps)) {
      let subject = targetSubject(content.docName, name, "custom", "docker_compose_apps"), sentence = title`Target "${name}" has the apps ${valueText(apps)}, not an object of apps with a uri.`;
      return [{ subject, title: sentence, level, properties: { target: name } }];
    }
    return appsOf(custom2).filter(({ uri }) => typeof uri != "string" || !PINNED.test(uri)).map(({ app, uri }) => ({
      subject: targetSubject(content.docName, name, "custom", "docker_compose_apps", app, "uri"),
      title: title`Target "${name}": app "${app}" has the uri ${valueText(uri)}, without @sha256: and a digest.`,
      level,
      properties: { target: name, app }
    }));
  })
}, targetAppForeign = {
  id: "target-app-foreign",
  level: "warning",
  raised: ["error"],
  when: "The URI of an app is outside the places that the policy's app-hosts name: an error; without a policy, outside the Factory's own hub: a warning.",
  why: "The signature would cover content of somebody else.",
  fix: "Correct it in CI, or name the host under app-hosts in .factory-tuf/review.yml.",
  summary: "have an app from a place that is not allowed",
  check: ({ docName, factory: factory2, targets }, { appHosts }) => {
    let allowed = appHosts.length > 0 ? appHosts : [ownHub(factory2)], level = appHosts.length > 0 ? "error" : "warning";
    return Object.entries(targets).flatMap(
      ([name, { custom: custom2 }]) => appsOf(custom2).filter(({ uri }) => typeof uri == "string" && !allowed.some((place) => within(repositoryOf(uri), place))).map(({ app, uri }) => ({
        subject: targetSubject(docName, name, "custom", "docker_compose_apps", app, "uri"),
        title: title`Target "${name}": app "${app}" comes from ${String(uri)}, not from ${allowed.join(" or ")}.`,
        level,
        properties: { target: name, app, uri: String(uri) }
      }))
    );
  }
}, hardwareCoverageLost = {
  id: "hardware-coverage-lost",
  level: "warning",
  when: "A hardware id of production's newest version has no target in a Wave's new version.",
  security: "none",
  why: "Those devices stop updating, without a message.",
  fix: "Build the missing machine in CI, or waive the finding if it is intended.",
  sources: ["aktualizr-lite target filtering"],
  check: ({ docName, version: version2, targets, productionTargets }) => {
    if (!docName.startsWith("wave/") || !productionTargets) return [];
    let before = newestVersion(productionTargets), covered = hardwareOf(Object.values(targets));
    return [...hardwareOf(before.files)].filter((hardwareId) => !covered.has(hardwareId)).map((hardwareId) => ({
      subject: `${docName}#/signed/targets`,
      title: title`Hardware id "${hardwareId}" has a target in production version ${before.version}, none in version ${version2}.`,
      properties: { hardwareId }
    }));
  }
};
function newestVersion(targets) {
  let versionOf2 = ({ custom: custom2 }) => plainVersion(custom2?.version) ?? -1, version2 = Object.values(targets).reduce((newest, file) => Math.max(newest, versionOf2(file)), 0);
  return { version: version2, files: Object.values(targets).filter((file) => versionOf2(file) === version2) };
}
function hardwareOf(files2) {
  return new Set(files2.flatMap(({ custom: custom2 }) => hardwareIdsOf(custom2)));
}
var targetNoDelta = {
  id: "target-no-delta",
  level: "note",
  when: "A target of the newest production or Wave version has no static delta.",
  security: "none",
  why: "Devices download the whole system instead of what changed.",
  fix: "Generate static deltas in the Factory before the Wave is made.",
  sources: ["the vendor's guide to production targets"],
  summary: "have no static delta (custom.delta-stats)",
  check: ({ docName, tag, targets }) => tag === null ? [] : Object.entries(targets).filter(([, { custom: custom2 }]) => !custom2 || !Object.hasOwn(custom2, "delta-stats")).map(([name]) => ({
    subject: targetSubject(docName, name, "custom"),
    title: title`Target "${name}" has no static delta (custom.delta-stats).`,
    properties: { target: name }
  }))
};

// src/review/engine/group.ts
var MAX_SINGLE_FINDINGS = 20;
function grouped(rule, findings) {
  return rule.summary ? [...Map.groupBy(findings, ({ level, subject }) => `${level} ${documentOf(subject)}`).values()].flatMap(
    (members) => distinct(members.map(({ subject }) => subject)).length > MAX_SINGLE_FINDINGS ? [asOne(rule, members)] : members
  ) : [...findings];
}
function asOne(rule, members) {
  let { level, subject } = members[0], doc = documentOf(subject), subjects = distinct(members.map((member) => member.subject)), count = distinct(members.map((member) => member.properties?.target ?? member.subject)).length, sentence = title`${doc}: ${count} targets ${rule.summary ?? ""}.`;
  return {
    rule: rule.id,
    level,
    subject: `${doc}#/signed/targets`,
    title: sentence,
    says: [sentence, `The first: ${members[0].title}`, rule.why, rule.fix].join(" "),
    properties: { count, members: membersDigest(subjects), subjects }
  };
}
function membersDigest(members) {
  return sha256Hex(JSON.stringify([...members].sort())).slice(0, 16);
}
function distinct(values) {
  return [...new Set(values)];
}
function documentOf(subject) {
  return subject.slice(0, subject.indexOf("#"));
}

// src/review/engine/rule.ts
var RANK = { note: 0, warning: 1, error: 2 };
function findingsOf(rule, observations) {
  return observations.map(({ subject, title: title2, consequence, level = rule.level, properties, unwaivable }) => {
    if (level !== rule.level && !rule.raised?.includes(level))
      throw new Error(`Rule ${rule.id} gave the undeclared level ${level}.`);
    let says = [title2, consequence ?? rule.why, rule.fix].join(" ");
    return {
      rule: rule.id,
      level,
      subject,
      title: title2,
      says,
      ...properties && { properties },
      ...unwaivable && { unwaivable }
    };
  });
}
function limitOf2(policy, rule, level, catalogued) {
  return own(policy.limits ?? {}, rule)?.[level] ?? catalogued;
}

// src/review/engine/check-content.ts
var contentRules = [
  targetMalformed,
  targetUnselectable,
  prodTargetProvenance,
  targetAppUnpinned,
  targetAppForeign,
  hardwareCoverageLost,
  targetNoDelta,
  metadataTooLarge
];
function checkTargetsContent(input) {
  return contentRules.flatMap((rule) => grouped(rule, findingsOf(rule, rule.check(input, input.policy))));
}

// src/tuf/devices/online-documents.ts
import { createHash as createHash2 } from "node:crypto";
var NAMED = { snapshot: "targets.json", timestamp: "snapshot.json" };
function onlineRefusals(documents, count) {
  let { snapshot, timestamp, targets } = documents;
  return [
    ...refusalsOf2("timestamp", timestamp, snapshot?.value, count),
    ...refusalsOf2("snapshot", snapshot, targets, count)
  ];
}
function areOfTwoMoments(documents) {
  let uncounted = { signedBy: [], threshold: 0 };
  return onlineRefusals(documents, () => uncounted).some(({ kind }) => kind === "names-other");
}
function namesTargets({ value }, targets) {
  return otherThan(signedOf(value), NAMED.snapshot, targets) === null;
}
function refusalsOf2(role, served, named2, count) {
  let refused8 = (kind, pointer, says) => ({
    role,
    kind,
    pointer,
    says
  });
  if (!served) return [refused8("missing", "", "is missing")];
  let { doc, sizeBytes, value } = served;
  if (!doc) return [refused8("malformed", "", "is malformed")];
  let { signedBy, threshold } = count(doc, role), other = isObject(named2) ? otherThan(signedOf(value), NAMED[role], named2) : null, listProblem = signatureListProblem(doc);
  return [
    ...listProblem ? [refused8("unreadable", "/signatures", listProblem)] : [],
    ...signedBy.length < threshold ? [refused8("unsigned", "/signatures", `has ${signedBy.length} of ${threshold} valid signatures`)] : [],
    ...other !== null ? [refused8("names-other", "/signed/meta", other)] : [],
    ...sizeBytes > MAX_BYTES[role] ? [refused8("too-large", "", `has ${sizeBytes} bytes, and devices read at most ${MAX_BYTES[role]}`)] : []
  ];
}
function otherThan(signed, name, served) {
  let meta = isObject(signed) ? own(signed, "meta") : void 0, entry = isObject(meta) ? own(meta, name) : void 0;
  if (!isObject(entry)) return `does not name ${name}`;
  let version2 = memberAt(signedOf(served), "version");
  if (entry.version !== version2)
    return `names version ${shown2(entry.version)} of ${name}, and version ${shown2(version2)} is served`;
  if (!isObject(served)) return `names ${name}, and that is no document`;
  let { bytes: bytes2, compact } = sizeOf2(served), hashes = isObject(entry.hashes) ? entry.hashes : {}, hash = (algorithm) => own(hashes, algorithm) === void 0 ? null : String(hashes[algorithm]), [sha2562, sha512] = [hash("sha256"), hash("sha512")];
  if (sha2562 !== null && sha2562.toLowerCase() !== compact && !isHashOf("sha256", sha2562, portableText(served)) || sha512 !== null && ![JSON.stringify(served), portableText(served)].some((text) => isHashOf("sha512", sha512, text)))
    return `names another ${name} of version ${shown2(version2)} than the one that is served`;
  let { length } = entry;
  return length !== void 0 && !(isInteger(length, 0) && length >= bytes2) ? `gives ${name} ${shown2(length)} bytes, and it has ${bytes2}` : null;
}
var sizes = /* @__PURE__ */ new WeakMap();
function rememberText(document, text) {
  sizes.has(document) || sizes.set(document, measured(text));
}
function sizeOf2(document) {
  let known = sizes.get(document);
  if (known) return known;
  let size = measured(JSON.stringify(document));
  return sizes.set(document, size), size;
}
function measured(text) {
  return { bytes: Buffer.byteLength(text), compact: hashOf("sha256", text) };
}
function isHashOf(algorithm, hash, text) {
  return text !== null && hashOf(algorithm, text) === hash.toLowerCase();
}
function signedOf(document) {
  return isObject(document) ? own(document, "signed") : void 0;
}
function hashOf(algorithm, text) {
  return createHash2(algorithm).update(text).digest("hex");
}
function shown2(value) {
  return value === void 0 ? "none" : quoted(value, 40);
}

// src/tuf/devices/device-verdict.ts
function deviceVerdict(client, served, now) {
  let { held, why } = walkRoots(client, served.roots), reasons2 = why.length > 0 ? why : reasonsBelow(client, held, served, now);
  return { accepts: reasons2.length === 0, rootVersion: held.signed.version, why: reasons2 };
}
function walkRoots(client, [first, ...next2]) {
  if (!first) throw new Error("a device holds a root");
  let held = first.doc;
  for (let [index, candidate] of next2.entries()) {
    if (index >= client.maxRootVersions) {
      let why = `it walks at most ${client.maxRootVersions} root versions in one go, and there are ${next2.length}`;
      return { held, why: [why] };
    }
    let { version: version2 } = candidate.doc.signed, reasons2 = rootReasons(client, held, candidate);
    if (reasons2.length > 0) return { held, why: reasons2.map((says) => `root ${version2} ${says}`) };
    held = candidate.doc;
  }
  return { held, why: [] };
}
function rootReasons(client, held, next2) {
  let [before, after] = [held.signed.version, next2.doc.signed.version], unmet = [tally(next2.doc, held, "root"), tally(next2.doc, next2.doc, "root")].find(({ met }) => !met);
  return [
    ...after === before + 1 ? [] : [`does not follow root ${before}`],
    ...unmet ? [`has ${signatureText(unmet)}`] : [],
    ...refusalsOfRoot(client, judgedAs({ role: "root", signed: next2.doc.signed }, facts(client, next2))).map(
      ({ says }) => says
    )
  ];
}
function reasonsBelow(client, root, served, now) {
  let { timestamp, snapshot, targets } = served, named2 = lengthNamed(snapshot, "targets.json"), online = onlineRefusals(
    { timestamp, snapshot, targets: targets?.value ?? null },
    (doc, role) => tally(doc, root, role)
  );
  return [
    ...expiry("the root", root.signed, now),
    ...online.map(({ role, says }) => `the ${role} ${says}`),
    ...["timestamp", "snapshot"].flatMap((role) => onlineReasons(client, role, served[role], now)),
    ...client.isStrict ? lengthReasons(served) : [],
    ...targets ? [
      ...unmetTargets(targets.doc, root),
      ...expiry("the targets document", targets.doc.signed, now),
      ...reasons(
        "the targets document",
        refusalsOf(
          client,
          judgedAs({ role: "targets", signed: targets.doc.signed }, facts(client, targets, named2))
        )
      )
    ] : ["there is no targets document"]
  ];
}
function onlineReasons(client, role, served, now) {
  if (!served?.doc) return [];
  let { doc, value, sizeBytes } = served;
  return [
    ...expiry(`the ${role}`, doc.signed, now),
    ...reasons(
      `the ${role}`,
      refusalsOf(client, judgedAs({ role, signed: doc.signed }, facts(client, { doc, value, sizeBytes })))
    )
  ];
}
function unmetTargets(doc, root) {
  let result = tally(doc, root, "targets");
  return result.met ? [] : [`the targets document has ${signatureText(result)}`];
}
function signatureText({ signedBy, threshold }) {
  return `${signedBy.length} of ${threshold} valid signatures`;
}
function expiry(what, signed, now) {
  return isExpired(signed, now) ? [`${what} expired at ${signed.expires}`] : [];
}
function reasons(what, refusals) {
  return refusals.map(({ says }) => `${what} ${says}`);
}
function facts(client, { doc, value, sizeBytes }, namedLength = null) {
  let isCanonical = client.verifiesRawBytes && value !== void 0 ? isServedCanonical(doc, value, sizeBytes) : null;
  return { signatures: doc.signatures, sizeBytes, isCanonical, namedLength };
}
function isServedCanonical(doc, value, sizeBytes) {
  if (Buffer.byteLength(JSON.stringify(value)) !== sizeBytes) return !1;
  let signed = isObject(value) ? own(value, "signed") : void 0, text = JSON.stringify(signed), canonical = portableText(signed);
  return canonical === null ? doc.forms.some((form) => Buffer.from(text).equals(form)) : text === canonical;
}
function lengthReasons({ timestamp, snapshot, targets }) {
  return [
    ["timestamp", timestamp, "snapshot.json", snapshot],
    ["snapshot", snapshot, "targets.json", targets]
  ].flatMap(([role, naming, name, named2]) => {
    let length = lengthNamed(naming, name);
    return named2 && length !== null && length > named2.sizeBytes ? [`the ${role} gives ${name} ${length} bytes, and it has ${named2.sizeBytes}`] : [];
  });
}
function lengthNamed(naming, name) {
  let meta = naming?.doc ? ownOf(naming.doc.signed, "meta") : void 0, entry = isObject(meta) ? own(meta, name) : void 0;
  return isObject(entry) && isInteger(entry.length, 0) ? entry.length : null;
}
function choicesOf(client, { targets }) {
  let found = /* @__PURE__ */ new Map();
  for (let [name, file] of Object.entries(targets)) {
    let { custom: custom2 } = file, version2 = plainVersion(custom2?.version);
    if (version2 === null) continue;
    let skip = skippedTarget(client, file);
    for (let hardwareId of hardwareIdsOf(custom2)) {
      let choice = found.get(hardwareId);
      choice === void 0 && (choice = { version: null, passedOver: [] }, found.set(hardwareId, choice)), skip ? choice.passedOver.push({ version: version2, says: `the target ${name} ${skip}` }) : choice.version = Math.max(choice.version ?? version2, version2);
    }
  }
  return new Map(
    [...found].map(([hardwareId, { version: version2, passedOver }]) => {
      let newer = passedOver.filter((one) => one.version > (version2 ?? -1));
      return [hardwareId, { version: version2, skipped: newer.map(({ says }) => says) }];
    })
  );
}

// src/tuf/devices/served-bytes.ts
function servedBytes({ signatures, signed }) {
  return Buffer.byteLength(JSON.stringify({ signatures, signed }));
}

// src/tuf/devices/device-rows.ts
function servedRows(clients, served, now) {
  let targets = served.targets?.doc.signed ?? null;
  return clients.flatMap((client) => {
    let { why } = deviceVerdict(client, served, now);
    return rowsOf(client, served, targets, why);
  });
}
function plannedRows(clients, roots, document) {
  return clients.flatMap((client) => {
    let walked = walkRoots(client, roots).why, refused8 = refusalsOf(client, document).map(({ says }) => `the targets document ${says}`);
    return rowsOf(client, { roots }, document.signed, walked.length > 0 ? walked : refused8);
  });
}
function oldestHeld(oldestRoot, newest) {
  return Math.min(oldestRoot ?? 1, newest);
}
function rootsFrom(chain, oldestRoot) {
  let oldest = oldestHeld(oldestRoot, chain.at(-1).signed.version);
  return chain.filter(({ signed }) => signed.version >= oldest).map((doc) => ({ doc, sizeBytes: servedBytes(doc) }));
}
function rowsOf(client, { roots }, targets, why) {
  let fromRoot = roots[0]?.doc.signed.version ?? 0, choices = targets ? choicesOf(client, targets) : /* @__PURE__ */ new Map();
  return (choices.size > 0 ? [...choices.keys()].sort() : ["any"]).map((hardwareId) => {
    let row2 = { client: client.name, hardwareId, fromRoot };
    if (why.length > 0 || !targets) return { ...row2, accepts: !1, version: null, why };
    let { version: version2, skipped } = choices.get(hardwareId) ?? { version: null, skipped: [] };
    return { ...row2, accepts: !0, version: version2, why: skipped };
  });
}

// src/tuf/metadata/allowed-members.ts
var SIGNED_MEMBERS = ["_type", "version", "expires", "targets"], TARGET_MEMBERS = ["hashes", "length", "custom"];
function requireAllowedTargetsMembers(signed, where) {
  requireMembers(signed, SIGNED_MEMBERS, "/signed", where);
  for (let [name, file] of Object.entries(signed.targets)) requireAllowedTarget(name, file, where);
}
function requireAllowedTarget(name, file, where) {
  requireMembers(file, TARGET_MEMBERS, pointerTo("/signed/targets", name), where);
}
function requireUnambiguous(doc, names) {
  let problem = names ? doc.problems.find((candidate) => concerns(candidate, names)) : doc.problems[0];
  if (problem)
    throw new ToolError("metadata-ambiguous", {
      happened: `${doc.where}: at ${problem.pointer || "/"}, ${problem.says}; another reader may see another value than the one that would be signed.`,
      next: "Correct it where the document is made, then run this again."
    });
}
function concerns({ pointer }, names) {
  return names.some((name) => {
    let target = pointerTo("/signed/targets", name);
    return pointer === target || pointer.startsWith(`${target}/`) || target.startsWith(`${pointer}/`) || pointer === "";
  });
}
function requireMembers(object3, allowed, pointer, where) {
  for (let name of Object.keys(object3))
    if (!allowed.includes(name))
      throw refused6(where, `has the member ${pointerTo(pointer, name)}, which a device might obey`);
  for (let name of allowed)
    if (!Object.hasOwn(object3, name)) throw refused6(where, `lacks the member ${pointerTo(pointer, name)}`);
}
function refused6(where, what) {
  return new ToolError("metadata-member-refused", {
    happened: `${where} ${what}.`,
    next: "We do not sign what we do not know. Have the document made again without it."
  });
}

// src/tuf/root/vendors-root.ts
function vendorsRootKey({ roles, "x-key-owners": owners }) {
  let [keyid, ...others] = roles.root.keyids;
  return keyid === void 0 || others.length > 0 || Object.hasOwn(owners ?? {}, keyid) ? null : keyid;
}

// src/tuf/targets/targets-diff.ts
function diffTargets(before, after) {
  let old = before ?? {}, names = Object.keys(after).sort(), line2 = (name) => targetLine(name, own(after, name) ?? own(old, name)), isNew = (name) => own(old, name) === void 0, isSame = (name) => !isNew(name) && sameJson(own(old, name), own(after, name));
  return {
    added: names.filter(isNew).map(line2),
    changed: names.filter((name) => !isNew(name) && !isSame(name)).map(line2),
    pruned: Object.keys(old).sort().filter((name) => own(after, name) === void 0).map(line2),
    kept: names.filter(isSame).map(line2),
    hardware: hardwareChanges(old, after)
  };
}
function targetLine(name, { custom: custom2 }) {
  return { name, version: writtenText(custom2?.version), hardwareIds: hardwareIdsOf(custom2) };
}
function hardwareChanges(before, after) {
  let [old, fresh] = [newestPerHardware(before), newestPerHardware(after)];
  return [.../* @__PURE__ */ new Set([...old.keys(), ...fresh.keys()])].sort().map((hardwareId) => {
    let [from, to] = [old.get(hardwareId) ?? null, fresh.get(hardwareId) ?? null], apps = distinct2((to?.files ?? [void 0]).flatMap((file) => appChanges(from?.files[0], file)));
    return { hardwareId, from: from?.version ?? null, to: to?.version ?? null, apps };
  });
}
function newestPerHardware(targets) {
  let newest = /* @__PURE__ */ new Map();
  for (let file of Object.values(targets)) {
    let version2 = plainVersion(file.custom?.version);
    if (version2 !== null)
      for (let hardwareId of new Set(hardwareIdsOf(file.custom))) {
        let known = newest.get(hardwareId);
        version2 > (known?.version ?? -1) ? newest.set(hardwareId, { version: version2, files: [file] }) : version2 === known?.version && known.files.push(file);
      }
  }
  return newest;
}
function distinct2(changes) {
  return [...new Map(changes.map((change) => [JSON.stringify(change), change])).values()];
}
function appChanges(before, after) {
  let [old, fresh] = [appUris(before), appUris(after)];
  return [.../* @__PURE__ */ new Set([...old.keys(), ...fresh.keys()])].sort().map((app) => ({ app, from: old.get(app) ?? null, to: fresh.get(app) ?? null })).filter(({ from, to }) => from !== to);
}
function appUris(file) {
  return new Map(appsOf(file?.custom).map(({ app, uri }) => [app, writtenText(uri)]));
}

// src/tuf/targets/wave-targets.ts
function buildWaveTargets(ci, production2, request) {
  let added = selectTargets(ci, request);
  requireAboveProduction(production2, request);
  let kept = pruned(production2?.signed.targets ?? {}, request);
  for (let name of Object.keys(added))
    if (own(kept, name))
      throw new ToolError("target-exists", {
        happened: `The target ${JSON.stringify(name)} of version ${request.version} already stands in the production targets for tag ${request.tag}; a published name never gets new content.`,
        next: "Build a new CI version, or prune the old one."
      });
  let targets = Object.fromEntries([...Object.entries(kept), ...Object.entries(added)]);
  return { signed: { _type: "Targets", expires: request.expires, targets, version: request.version }, added };
}
function selectTargets(ci, { tag, version: version2, sourceTag }) {
  let ofVersion = Object.entries(ci.signed.targets).filter(([, { custom: custom2 }]) => custom2?.version === String(version2)), chosen = ofVersion.filter(([, { custom: custom2 }]) => sourceTag === void 0 || tagsOf(custom2).includes(sourceTag));
  if (chosen.length === 0) {
    let without = ofVersion.length ? `version ${version2} in CI does not carry the tag ${sourceTag}` : `CI has no targets of version ${version2}`;
    throw new ToolError("version-not-found", {
      happened: `There is nothing to release: ${without}.${nearestText(ci, version2, sourceTag)}`,
      next: "Look at what there is with: factory-tuf targets list."
    });
  }
  requireUnambiguous(
    ci,
    chosen.map(([name]) => name)
  );
  for (let [name, file] of chosen) requireAllowedTarget(name, file, ci.where);
  return Object.fromEntries(chosen.map(([name, file]) => [name, { ...file, custom: { ...file.custom, tags: [tag] } }]));
}
var MAX_NEAREST = 3;
function nearestText({ signed }, version2, sourceTag) {
  let versions = Object.values(signed.targets).filter(({ custom: custom2 }) => sourceTag === void 0 || tagsOf(custom2).includes(sourceTag)).map(({ custom: custom2 }) => plainVersion(custom2?.version)).filter((found) => found !== null), nearest2 = [...new Set(versions)].sort((a, b) => Math.abs(a - version2) - Math.abs(b - version2)).slice(0, MAX_NEAREST).sort((a, b) => a - b);
  return nearest2.length === 0 ? "" : ` The nearest${sourceTag === void 0 ? "" : ` with the tag ${sourceTag}`}: ${nearest2.join(", ")}.`;
}
function requireAboveProduction(production2, { tag, version: version2 }) {
  if (!(!production2 || version2 > production2.signed.version))
    throw new ToolError("version-not-above-production", {
      happened: `Version ${version2} cannot become production: production targets for tag ${tag} are at version ${production2.signed.version}, and devices never go back.`,
      next: "Choose a higher CI version; to undo a release, build it again under a new version."
    });
}
function pruned(targets, { version: version2, prune }) {
  if (prune.includes(version2))
    throw new ToolError("prune-refused", {
      happened: `Version ${version2} is the one to be released and cannot be pruned.`,
      next: "Name older versions only."
    });
  let present = new Set(Object.values(targets).map(({ custom: custom2 }) => plainVersion(custom2?.version))), absent = prune.filter((candidate) => !present.has(candidate));
  if (absent.length)
    throw new ToolError("prune-refused", {
      happened: `Production has no targets of version ${absent.join(", ")} to prune.`,
      next: "Name versions that stand in the production targets."
    });
  return Object.fromEntries(
    Object.entries(targets).filter(([, { custom: custom2 }]) => !prune.includes(plainVersion(custom2?.version) ?? -1))
  );
}

// src/release/signing.ts
async function openSigner(ctx, ground) {
  if (ctx.signer) return ctx.signer.signer(remoteTargetsKey(ctx, ctx.signer, ground));
  let { roots } = ground;
  if (!ctx.keys)
    throw new ToolError("keys-missing", {
      happened: "No offline targets key was given: no archive and no signer.",
      next: "Give it with --keys (in the Action: the input keys, keys-file or keys-command), or give signer and signer-keyid."
    });
  ctx.progress("Opening the key archive");
  let archive = await ctx.keys.open(), targetsKeys = offlineTargetsKeys(ground);
  if (!ctx.refuseRootKeys) return activeTargetsKey(archive, targetsKeys, roots.chain);
  let { signer, warnings } = checkCiArchive(archive, {
    rootKeyids: roots.rootKeyids,
    targetsKeys,
    chain: roots.chain
  });
  for (let warning2 of warnings) ctx.log.warning(warning2);
  return signer;
}
function checkSigner(ctx, ground, document, checks) {
  let { signer } = ctx;
  if (!signer) return;
  let key = checks.proven(() => remoteTargetsKey(ctx, signer, ground));
  if (!key) return;
  let problem = signerTooSmall(signer.scheme, key.type, document, ctx.trust.policy.clients);
  problem && checks.block(problem);
  let warning2 = mayBeTooSmall(signer.scheme, key.type, document);
  warning2 && checks.warn(warning2);
}
function remoteTargetsKey({ refuseRootKeys }, { keyid }, ground) {
  let { roots } = ground;
  if (refuseRootKeys && roots.rootKeyids.has(keyid))
    throw new ToolError("keys-root-present", {
      happened: `The signer's key ${keyid} is or was a root key. In CI, anyone who controls it could take over the fleet, even with a retired one.`,
      next: "Sign releases with a key that has only the targets role."
    });
  return activeRemoteKey(keyid, "targets", offlineTargetsKeys(ground), roots.chain);
}
function offlineTargetsKeys({ roots, onlineKeyid }) {
  let targetsKeys = roleKeys(roots.prod.signed, "targets", roots.prod.where);
  return targetsKeys.delete(onlineKeyid), targetsKeys;
}

// src/release/plan.ts
var MAX_DAYS_AHEAD = 400;
function chosenVersion({ ciTargets: ciTargets2 }, request, checks) {
  let { targets } = ciTargets2.signed;
  if (request.version !== "latest") return request.version;
  let version2 = latestVersion(targets, request.sourceTag);
  for (let { hardwareId, in: previous } of hardwareLeftBehind(targets, version2, request.sourceTag))
    checks.warn(
      `The latest version ${version2} has no target for hardware id ${hardwareId}, which version ${previous} has.`
    );
  return version2;
}
function waveName(request, version2) {
  return request.wave ?? `${request.tag}-${version2}`;
}
function planNewWave(ctx, state, request, version2, checks) {
  let expires = request.expiresAt ? wholeSeconds(request.expiresAt) : inDays(ctx.now, request.expiresDays);
  warnOfLongLife(expires, ctx.now, checks), warnOfShorterLife(expires, state.production?.doc ?? null, checks);
  let wave = waveName(request, version2);
  return checks.proven(() => {
    let production2 = state.production?.doc ?? null, { signed, added } = buildWaveTargets(state.ciTargets, production2, { ...request, version: version2, expires });
    requireAllowedTargetsMembers(signed, `Wave ${wave}`);
    let bytes2 = canonicalBytes(signed, `Wave ${wave}`, "/signed");
    checkContent(
      ctx,
      state,
      { wave, tag: request.tag, version: version2, added, sizeBytes: bytes2.length + TWO_SIGNATURES_BYTES },
      checks
    );
    let before = production2?.signed.targets ?? null, { threshold } = state.roots.prod.signed.roles.targets;
    checkClients(ctx, { wave, signed, bytes: bytes2, signatures: threshold, before }, checks), checkSigner(ctx, state, { what: `Wave ${wave}`, sizeBytes: bytes2.length, prunable: !0 }, checks);
    let diff = diffTargets(before, signed.targets);
    return describePlan(ctx, state.roots, { wave, tag: request.tag, signed, bytes: bytes2, diff });
  });
}
function describePlan(ctx, roots, decided2) {
  let { signed, bytes: bytes2 } = decided2, { threshold } = roots.prod.signed.roles.targets, { listed: listed2 } = clientsInUse(ctx.trust.policy.clients), document = toBeServed({ signed, bytes: bytes2, signatures: threshold });
  return {
    ...decided2,
    version: signed.version,
    expires: signed.expires,
    digest: sha256Digest(bytes2),
    bytesToSign: bytes2.length,
    threshold,
    deviceVerdicts: plannedRows(listed2, rootsFrom(roots.chain, ctx.trust.policy.oldestRoot), document)
  };
}
function requireReachableThreshold({ roots, onlineKeyid }) {
  let keys = [...roleKeys(roots.prod.signed, "targets", roots.prod.where).keys()], { threshold } = roots.prod.signed.roles.targets, offline = keys.filter((keyid) => keyid !== onlineKeyid);
  if (!(keys.length >= threshold && offline.length > 0))
    throw new ToolError("threshold-unreachable", {
      happened: `Production targets need ${counted(threshold, "signature")}, and the root lists ${counted(keys.length, "usable targets key")} (${offline.length} offline).`,
      next: offline.length === 0 ? firstTargetsKey(roots) : "No command here can change a root whose keys cannot meet its threshold: ask the vendor."
    });
}
function firstTargetsKey({ ci }) {
  let rotate = "`factory-tuf keys rotate --role targets --keys root.keys.tgz --targets-keys targets.keys.tgz`";
  return vendorsRootKey(ci.signed) ? `On your own machine, take the root key offline: \`factory-tuf keys rotate --role root --first-time --keys root.keys.tgz\`. Then make a targets key: ${rotate}.` : `On the machine with the root key, make an offline targets key: ${rotate}.`;
}
function checkContent(ctx, state, content, checks) {
  let { wave, tag, version: version2, added, sizeBytes } = content, findings = checkTargetsContent({
    tag,
    docName: `wave/${wave}`,
    targets: added,
    ciTargets: state.ciTargets.signed.targets,
    productionTargets: state.production?.doc.signed.targets ?? null,
    version: version2,
    factory: ctx.factory.factory,
    policy: { appHosts: ctx.trust.policy.appHosts, clients: ctx.trust.policy.clients },
    sizeBytes
  });
  for (let { rule, level, says } of findings) {
    if (level !== "error") {
      checks.warn(`${says} (${rule})`);
      continue;
    }
    checks.block(
      new ToolError(rule === "metadata-too-large" ? "metadata-too-large" : "target-refused", {
        happened: `${says} (rule ${rule})`,
        next: "Correct it in CI and release the next version. Targets with such a finding are not signed."
      })
    );
  }
}
function warnOfShorterLife(expires, production2, checks) {
  !production2 || !expiresBefore(expires, production2.signed.expires) || checks.warn(
    `The targets would expire at ${expires}, earlier than those in production, which are valid until ${production2.signed.expires}.`
  );
}
function warnOfLongLife(expires, now, checks) {
  let at = new Date(expires);
  isWithinDays(at, MAX_DAYS_AHEAD, now) || checks.warn(
    `The targets would stay valid for ${daysUntil(at, now)} days, until ${expires}; longer than the ${MAX_DAYS_AHEAD} days that are advised: old targets could be replayed that long. (validity-too-long)`
  );
}

// src/verified/checks.ts
var ONE_OF_A_KIND = /* @__PURE__ */ new Set([
  "http-unauthorized",
  "http-rate-limited",
  "http-redirect",
  "http-server-error",
  "network-failed",
  "deadline-exceeded",
  "response-not-json",
  "signer-too-small"
]), Checks = class {
  #blockers = [];
  #warnings = [];
  #notes = [];
  get blockers() {
    return this.#blockers;
  }
  get warnings() {
    return this.#warnings;
  }
  /** What is no reason to act today. */
  get notes() {
    return this.#notes;
  }
  /** The value, or undefined when it could not be had; why not is then among the blockers. */
  async fetched(promise) {
    try {
      return await promise;
    } catch (error) {
      this.block(error);
      return;
    }
  }
  /** The proven value, or undefined when the check failed; why is then among the blockers. */
  proven(check2) {
    try {
      return check2();
    } catch (error) {
      this.block(error);
      return;
    }
  }
  /** @throws the error itself when it is not a {@link ToolError}: a bug is no blocker. */
  block(error) {
    if (!(error instanceof ToolError)) throw error;
    this.#blockers.some(
      ({ code, message }) => message === error.message || code === error.code && ONE_OF_A_KIND.has(code)
    ) || this.#blockers.push(error);
  }
  warn(message) {
    this.#warnings.includes(message) || this.#warnings.push(message);
  }
  note(message) {
    this.#notes.includes(message) || this.#notes.push(message);
  }
  /**
   * By a wrong clock nothing else that is said here can be relied on, so it is the one that is thrown.
   * @throws {ToolError} the one blocker, or all of them: under their code where they share it, else `blocked`.
   */
  throwIfBlocked() {
    let [first, ...others] = this.#blockers;
    if (!first) return;
    let clock = this.#blockers.find(({ code: code2 }) => code2 === "clock-wrong");
    if (clock) throw clock;
    if (others.length === 0) throw first;
    let code = others.every((other) => other.code === first.code) ? first.code : "blocked", oneRemedy = others.every(({ next: next2 }) => next2 === first.next);
    throw new ToolError(code, {
      happened: `There are ${this.#blockers.length} blockers. ${this.#blockers.map(({ code: code2, happened }, index) => `(${index + 1}) ${code2}: ${happened}`).join(" ")}`,
      next: oneRemedy ? first.next : this.#blockers.map(({ next: next2 }, index) => `(${index + 1}) ${next2}`).join(" ")
    });
  }
};
async function unlessForbidden(call) {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ToolError && (error.code === "http-forbidden" || error.code === "http-not-found")) return null;
    throw error;
  }
}

// src/tuf/metadata/pins.ts
function docHash(doc) {
  return sha256Hex(doc.forms[0]);
}
function pinOf(pins2, name) {
  return (pins2 && own(pins2.docs, name)) ?? null;
}
function pinnedTags(pins2) {
  return Object.keys(pins2?.docs ?? {}).flatMap((name) => /^prod-targets\/(.+)$/.exec(name)?.[1] ?? []);
}
function requirePinned(doc, pin2, hash = docHash) {
  if (!pin2) return;
  let { version: version2 } = doc.signed;
  if (version2 < pin2.version)
    throw new ToolError("metadata-rollback", {
      happened: `${doc.where} has version ${version2}; the pin says that version ${pin2.version} was published before.`,
      next: "Somebody serves an old document. Keep a copy and ask the vendor; change the pin only by a reviewed commit."
    });
  if (version2 === pin2.version && hash(doc) !== pin2.sha256)
    throw new ToolError("metadata-equivocation", {
      happened: `${doc.where} has version ${version2} like its pin, but another content (sha256 ${hash(doc)}, pinned ${pin2.sha256}).`,
      next: "Two documents of one version exist. Keep a copy and ask the vendor."
    });
}

// src/tuf/targets/ci-targets.ts
function requireOnlineKey(root, onlineKey) {
  let keyid = keyidOf(onlineKey);
  if (keyid === null || !root.roles.targets.keyids.includes(keyid))
    throw new ToolError("online-key-unlisted", {
      happened: `The Factory names ${keyid ?? "an unreadable key"} as its online targets key, which the verified root does not list for targets.`,
      next: "Sign nothing, keep a copy of ci-targets.pub and ask the vendor."
    });
  if (own(root["x-key-owners"] ?? {}, keyid))
    throw new ToolError("online-key-unlisted", {
      happened: `The Factory names ${keyid} as its online targets key, but the verified root gives that key a human owner: it is an offline key.`,
      next: "Sign nothing, keep a copy of ci-targets.pub and ask the vendor."
    });
  return keyid;
}
function verifyCiTargets(ci, evidence) {
  let { ciRoot, onlineKey, pin: pin2, released, now } = evidence, onlineKeyid = requireOnlineKey(ciRoot.signed, onlineKey), { signedBy, invalid: invalid2 } = tally(ci, ciRoot, "targets");
  if (!signedBy.includes(onlineKeyid)) {
    let why = invalid2.find(({ keyid }) => keyid === onlineKeyid)?.why ?? "is missing";
    throw new ToolError("threshold-not-met", {
      happened: `The CI targets are not signed by the online targets key ${onlineKeyid}: its signature ${why}.`,
      next: "They are not what CI built. Sign nothing, keep a copy and ask the vendor."
    });
  }
  let offline = signedBy.find((keyid) => keyid !== onlineKeyid);
  if (offline) throw disguised(`they carry a signature of the offline key ${offline}`);
  let twin = released.find((doc) => doc.signed.version === ci.signed.version && docHash(doc) === docHash(ci));
  if (twin) throw disguised(`they are the same document as ${twin.where}`);
  if (isExpired(ci.signed, now))
    throw new ToolError("metadata-expired", {
      happened: `The CI targets expired at ${ci.signed.expires}.`,
      next: "Run a CI build, which signs them again; if that does not help, ask the vendor."
    });
  return requirePinned(ci, pin2, ciTargetsHash), { onlineKeyid };
}
function ciTargetsHash(ci) {
  let { expires: _renewed, ...rest } = ci.signed;
  return sha256Hex(verificationForms(rest)[0]);
}
function disguised(how) {
  return new ToolError("metadata-member-refused", {
    happened: `What is served as CI targets is a Wave's or production document: ${how}.`,
    next: "Sign nothing, keep a copy and ask the vendor."
  });
}

// src/tuf/targets/production.ts
function verifyProductionTargets(production2, tag, prodRoot, pins2) {
  let pin2 = pinOf(pins2, `prod-targets/${tag}`);
  if (!production2) {
    if (!pin2) return null;
    throw new ToolError("production-missing", {
      happened: `The Factory has no production targets for tag ${tag}, but the pins say that version ${pin2.version} was published.`,
      next: "Somebody withholds them. Sign nothing and ask the vendor; change the pin only by a reviewed commit."
    });
  }
  requireReadableSignatures(production2);
  let signatures = requireThreshold(production2, prodRoot, "targets");
  return requireTag(production2, tag), requireAllowedTargetsMembers(production2.signed, production2.where), requireUnambiguous(production2), requirePinned(production2, pin2), signatures;
}
function requireTag(doc, tag) {
  for (let [name, { custom: custom2 }] of Object.entries(doc.signed.targets)) {
    let tags = tagsOf(custom2);
    if (!(tags.length === 1 && tags[0] === tag && Array.isArray(custom2?.tags) && custom2.tags.length === 1))
      throw new ToolError("tag-mismatch", {
        happened: `${doc.where}: the target ${quoted(name, 253)} has the tags ${quoted(custom2?.tags ?? null, 120)}, not exactly ["${tag}"].`,
        next: "It is not the document of this tag. Sign nothing, keep a copy and ask the vendor."
      });
  }
}

// src/verified/clock.ts
function checkClock({ clock }, checks, read) {
  note(clock, read);
  let error = clock.error();
  error ? checks.block(error) : warn(clock, checks);
}
function warnOfClock({ clock }, checks, read) {
  note(clock, read), warn(clock, checks);
}
async function lookAtClock({ factory: factory2, clock, log }) {
  if (!clock.isTold) {
    let [, updates2] = await Promise.allSettled([factory2.root("ci"), factory2.updates()]);
    note(clock, updates2.status === "fulfilled" ? { updates: updates2.value } : {});
  }
  let error = clock.error();
  if (error) throw error;
  warn(clock, { warn: (message) => log.warning(message) });
}
function warn(clock, checks) {
  let warning2 = clock.warning();
  warning2 !== null && checks.warn(warning2);
}
function note(clock, { roots, updates: updates2, waves = [] }) {
  for (let { signed } of roots?.chain ?? [])
    clock.recorded(`Root ${signed.version}`, signed["x-changelog"]?.timestamp);
  clock.recorded("The open transaction of root updates", updates2?.["change-meta"]?.["created-at"]);
  for (let wave of waves) wave && clock.recorded(`Wave ${wave.name}`, wave["change-meta"]["created-at"]);
}

// src/verified/online-documents.ts
async function targetsOfDevice(client, tag, snapshot, fromMap) {
  return !snapshot?.doc || namesTargets(snapshot, fromMap) ? fromMap : (await client.roleDocument("targets", tag, "prod"))?.value ?? fromMap;
}
var MAX_ONLINE_TAGS = 100, READ_AGAIN = 2;
async function proveOnline(ctx, forTag, checks, left = READ_AGAIN) {
  let { factory: factory2, now } = ctx, { tag, root, production: production2, answers, fetch } = forTag, fromMap = isObject(production2.value) ? own(production2.value, tag) : void 0, { snapshot, timestamp } = answers;
  if (snapshot === void 0 || timestamp === void 0 || !isObject(fromMap)) return;
  if (snapshot === "forbidden" || timestamp === "forbidden") {
    checks.warn(
      `This token may not read the snapshot and timestamp for tag ${tag}, so it was not checked whether devices accept them.`
    );
    return;
  }
  let text = production2.text?.member(tag)?.canonical;
  text && rememberText(fromMap, text);
  let served = {
    snapshot: snapshot && servedOnline(snapshot, "snapshot", tag),
    timestamp: timestamp && servedOnline(timestamp, "timestamp", tag)
  }, targets = await checks.fetched(targetsOfDevice(factory2, tag, served.snapshot, fromMap));
  if (targets !== void 0) {
    if (left > 0 && areOfTwoMoments({ ...served, targets }))
      return proveOnline(ctx, { ...forTag, answers: await fetch() }, checks, left - 1);
    checks.proven(() => {
      for (let { role, says } of onlineRefusals({ ...served, targets }, (doc, of) => tally(doc, root, of)))
        checks.block(refused7(`The ${role} for tag ${tag} ${says}`));
    });
    for (let role of ["timestamp", "snapshot"]) {
      let doc = served[role]?.doc;
      doc && isExpired(doc.signed, now) && checks.warn(
        `The ${role} for tag ${tag} expired at ${doc.signed.expires}. Devices refuse every update until the Factory signs a new one, for example with a new Wave.`
      );
    }
  }
}
function servedOnline(fetched, role, tag) {
  let { value, size: sizeBytes } = fetched;
  try {
    return { value, sizeBytes, doc: parseOnline(fetched, role, `${role} for tag ${tag}`) };
  } catch (error) {
    if (error instanceof ToolError && error.code === "metadata-malformed") return { value, sizeBytes, doc: null };
    throw error;
  }
}
function refused7(happened) {
  return new ToolError("device-would-refuse", {
    happened: `${happened}. Devices refuse every update.`,
    next: "The Factory signs it: run a CI build, then this again. If that does not help, ask the vendor."
  });
}

// src/report/days.ts
var FULL_DAYS = 365;
function daysLeftText(days) {
  if (days === 0) return "today";
  let count = counted(Math.abs(days), "day");
  return days > 0 ? `in ${count}` : `${count} ago`;
}
function minuteText(time2) {
  return time2.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d(?:\.\d+)?Z$/, "$1 $2");
}
function ageText(days) {
  return days >= 730 ? `${(days / 365.25).toFixed(1)} years` : days <= 0 ? "new" : counted(days, "day");
}

// src/tuf/root/flavours.ts
var MIN_PRODUCTION_THRESHOLD = 2;
function verifyProductionRoot(prod, chain) {
  let ci = chain.at(-1);
  if (prod.signed.version !== ci.signed.version)
    throw diverges(
      `The newest production root has version ${prod.signed.version}, the newest CI root version ${ci.signed.version}.`,
      "A root update may be in progress. Wait until it is applied, then run this again."
    );
  requireCiThreshold(ci), ci.signed.version > 1 && requireProductionThreshold(prod);
  let pointer = differingPointer(withoutTargetsThreshold(prod.signed), withoutTargetsThreshold(ci.signed));
  if (pointer !== null)
    throw diverges(
      `Production root and CI root version ${ci.signed.version} differ at ${pointer}; only the targets threshold may differ.`,
      "Sign nothing, keep a copy of both and ask the vendor."
    );
  if (ci.signed.version === 1 && !sameJson(prod.signed, ci.signed))
    throw diverges(
      "Production root and CI root of version 1 differ; they must be the same document.",
      "Ask the vendor."
    );
  requireReadableSignatures(prod), requireThreshold(prod, prod, "root");
  let previous = chain.at(-2);
  previous && requireThreshold(prod, previous, "root");
}
function requireFlavour(root, flavour) {
  flavour === "ci" ? requireCiThreshold(root) : requireProductionThreshold(root);
}
function requireSameContent(root, other) {
  let pointer = differingPointer(withoutTargetsThreshold(root.signed), withoutTargetsThreshold(other.signed));
  if (pointer !== null)
    throw diverges(
      `${root.where} and ${other.where} of version ${root.signed.version} differ at ${pointer}; only the targets threshold may differ.`,
      "Sign nothing, keep a copy of both and ask the vendor."
    );
}
function requireCiThreshold(ci) {
  let { threshold } = ci.signed.roles.targets;
  if (threshold !== 1)
    throw new ToolError("flavour-swapped", {
      happened: `What is served as CI root ${ci.signed.version} asks for ${threshold} targets signatures; the CI flavour asks for 1.`,
      next: "Check that the trusted root is of the CI flavour. If it is, sign nothing, keep a copy and ask the vendor."
    });
}
function requireProductionThreshold(prod) {
  let { threshold } = prod.signed.roles.targets;
  if (!(threshold >= MIN_PRODUCTION_THRESHOLD))
    throw new ToolError("flavour-swapped", {
      happened: `What is served as production root ${prod.signed.version} asks for ${threshold} targets signature, which is the CI flavour; production needs at least ${MIN_PRODUCTION_THRESHOLD}.`,
      next: "A device that took it would accept what CI alone signs. Sign nothing, keep a copy and ask the vendor."
    });
}
function withoutTargetsThreshold(signed) {
  let { threshold: _ignored, ...targets } = signed.roles.targets;
  return { ...signed, roles: { ...signed.roles, targets } };
}
function diverges(happened, next2) {
  return new ToolError("flavour-content-diverges", { happened, next: next2 });
}

// src/tuf/root/root-chain.ts
function verifyRootChain(served, newest, trusted) {
  served.forEach((root, index) => {
    if (root.signed.version !== index + 1) throw gap(index + 1, `${root.where} says version ${root.signed.version}`);
    requireOwnSignatures(root);
    let previous = served[index - 1];
    previous && requireSuccessor(root, previous);
  });
  let last = served.at(-1);
  if (!last) throw gap(1, "the Factory has no root 1");
  return requireSame(newest, last), trusted && requireTrusted(served, trusted), { roots: served, newest: last };
}
function requireUnexpiredRoot(root, now) {
  if (isExpired(root.signed, now))
    throw new ToolError("root-expired", {
      happened: `${root.where} version ${root.signed.version} expired at ${root.signed.expires}; devices refuse every update since then.`,
      next: "Rotate the root key on its owner's machine, then run this again."
    });
}
function rootKeyids(roots) {
  return new Set(roots.flatMap(({ signed }) => signed.roles.root.keyids));
}
function requireOwnSignatures(root) {
  requireReadableSignatures(root);
  try {
    requireThreshold(root, root, "root");
  } catch (error) {
    throw broken(error, `${root.where} is not signed by its own root keys`);
  }
}
function requireSuccessor(root, previous) {
  try {
    requireThreshold(root, previous, "root");
  } catch (error) {
    throw broken(error, `${root.where} is not signed by the root keys of version ${previous.signed.version}`);
  }
}
function requireSame(newest, last) {
  if (newest.signed.version < last.signed.version)
    throw new ToolError("metadata-rollback", {
      happened: `The Factory calls version ${newest.signed.version} its newest root, but serves version ${last.signed.version} as well.`,
      next: "If a root update is being applied, wait and run this again; else keep a copy of both and ask the vendor."
    });
  if (newest.signed.version > last.signed.version) throw gap(last.signed.version + 1, "the Factory does not serve it");
  if (docHash(newest) !== docHash(last))
    throw new ToolError("metadata-equivocation", {
      happened: `The Factory serves two different roots of version ${last.signed.version}.`,
      next: "Use neither. Keep a copy of both and ask the vendor."
    });
}
function requireTrusted(served, trusted) {
  let { version: version2 } = trusted.signed, same = served[version2 - 1];
  if (!same)
    throw new ToolError("metadata-rollback", {
      happened: `The trusted root has version ${version2}, but the Factory's newest has version ${served.length}.`,
      next: "Somebody serves an old history. Check the address of the Factory; keep a copy and ask the vendor."
    });
  if (docHash(same) !== docHash(trusted))
    throw new ToolError("root-untrusted", {
      happened: `Root version ${version2} as served (sha256 ${docHash(same)}) is not the trusted root (sha256 ${docHash(trusted)}).`,
      next: "Check that the trusted root belongs to this Factory. If it does, sign nothing, keep a copy and ask the vendor."
    });
}
function gap(version2, what) {
  return new ToolError("root-chain-gap", {
    happened: `Root version ${version2} is missing from the chain: ${what}.`,
    next: "Devices cannot pass such a gap. Keep a copy of what is served and ask the vendor."
  });
}
function broken(error, what) {
  return !(error instanceof ToolError) || error.code !== "threshold-not-met" ? error : error.extended({
    code: "root-chain-broken",
    before: `${what}:`,
    next: "The chain from the trusted root is broken. Sign nothing, keep a copy and ask the vendor."
  });
}

// src/tuf/devices/root-refusals.ts
function roleShortfall(root, role) {
  let { keyids, threshold } = root.roles[role], named2 = [...new Set(keyids)], usable = named2.map((keyid) => own(root.keys, keyid)).filter((key) => key !== void 0).map(usableKey).flatMap((key) => key.usable ? [key.keyid] : []);
  return {
    threshold,
    unlisted: named2.filter((keyid) => own(root.keys, keyid) === void 0),
    usable: new Set(usable).size
  };
}
function obeyedMembers(root) {
  let roles = Object.keys(root.roles).filter((name) => !isRoleName(name));
  return [
    ...Object.hasOwn(root, "delegations") ? ["/signed/delegations"] : [],
    ...roles.map((name) => pointerTo("/signed/roles", name))
  ];
}
function rootRefusals2(root, inUse) {
  return [
    ...keyRefusals2(root),
    ...memberRefusals(root),
    ...ROLE_NAMES.flatMap((role) => roleRefusals(root, role, inUse))
  ];
}
function keyRefusals2({ keys }) {
  return Object.entries(keys).flatMap(([keyid, key]) => {
    let refused8 = (kind, says) => [
      {
        reach: "root",
        kind,
        pointer: pointerTo("/signed/keys", keyid),
        says: `lists the key ${keyid.slice(0, 12)}, ${says}`
      }
    ];
    if (keyType(key) === null)
      return refused8(
        "key-type",
        `which has the type ${quoted(key.keytype, 40)}; devices know ED25519 and RSA alone, used or not`
      );
    let decision = usableKey(key), actual = decision.usable ? decision.keyid : keyidOf(key);
    return actual === null || actual === keyid ? [] : refused8("keyid", `whose own id is ${actual.slice(0, 12)}`);
  });
}
function memberRefusals(root) {
  return obeyedMembers(root).map((pointer) => ({
    reach: "root",
    kind: "member",
    pointer,
    says: `has the member ${pointer.slice(0, 80)}, which a device might obey`
  }));
}
function roleRefusals(root, role, inUse) {
  let { unlisted, usable, threshold } = roleShortfall(root, role), reach = role === "root" ? "root" : "role", pointer = pointerTo("/signed/roles", role), [missing2] = unlisted, mayLack = role === "targets" && !inUse;
  return [
    ...missing2 !== void 0 ? [
      {
        reach,
        kind: "role",
        pointer,
        says: `names the ${role} key ${missing2.slice(0, 12)}, but does not list it`
      }
    ] : [],
    ...usable < threshold && !mayLack ? [
      {
        reach,
        kind: "role",
        pointer,
        says: `needs ${threshold} ${role} signatures, but has usable keys for ${usable}`
      }
    ] : []
  ];
}

// src/verified/taken-roots.ts
function requireTakenByDevices(roots, purpose, checks) {
  let warned = /* @__PURE__ */ new Set();
  for (let { signed, where } of roots)
    for (let { reach, kind, says } of rootRefusals2(signed, !1)) {
      if (warned.has(says)) continue;
      warned.add(says);
      let error = refusedByDevices(`${where} version ${signed.version} ${says}`, CODES2[kind]);
      purpose === "show" || purpose === "root-work" && reach === "role" ? checks.warn(error.happened) : checks.block(error);
    }
}
function requireKnownOldestRoot(newest, { policy }, purpose, checks) {
  let { version: version2 } = newest.signed;
  if (policy.oldestRoot === null || policy.oldestRoot <= version2) return;
  let error = new ToolError("config-invalid", {
    happened: `The policy's \`oldest-root\` is ${policy.oldestRoot}, and the newest production root has version ${version2}.`,
    next: `Write the oldest root version that a device may still hold, from 1 to ${version2}, as \`oldest-root\` in .factory-tuf/review.yml.`
  });
  purpose === "release" ? checks.block(error) : checks.warn(error.happened);
}
function requireTakenByClients(chain, { policy }, purpose, checks) {
  let { listed: listed2 } = clientsInUse(policy.clients);
  for (let doc of chain.slice(oldestHeld(policy.oldestRoot, chain.length) - 1)) {
    let { signed, signatures, where } = doc, root = judgedAs({ role: "root", signed }, { signatures, sizeBytes: servedBytes(doc) });
    for (let refusal2 of refusedBy(listed2, (client) => refusalsOfRoot(client, root))) {
      let error = new ToolError("device-would-refuse", {
        happened: `${where} ${refusedText(refusal2)}; their devices accept no release.`,
        next: "If no device runs that client, take it out of `clients` in .factory-tuf/review.yml; else ask the vendor."
      });
      purpose === "release" ? checks.block(error) : checks.warn(error.happened);
    }
  }
}
var CODES2 = {
  "key-type": "device-would-refuse",
  keyid: "keyid-mismatch",
  member: "metadata-member-refused",
  role: "device-would-refuse"
};
function refusedByDevices(happened, code = "device-would-refuse") {
  return new ToolError(code, {
    happened: `${happened}; devices refuse it.`,
    next: "Look at all of it with: factory-tuf review. Do not sign for a root that no device accepts. Keep a copy and ask the vendor."
  });
}

// src/verified/verified-roots.ts
var TAKEN_AS_SERVED = "No trusted root was given, so the first root that the Factory serves is trusted. Write one with `factory-tuf root pin` on a machine you trust, and commit it.", WARN_DAYS = 60;
async function readRoots(ctx, checks, purpose = "release") {
  let fetching = checks.fetched(fetchRoots(ctx.factory, ctx.trust));
  decideOnTrustedKeys(ctx.trust).catch(() => {
  });
  let served = await fetching, roots = served && verifyRoots(served, ctx.trust, ctx.now, checks, purpose);
  return roots && ctx.log.debug?.(provenText(roots, ctx.trust)), roots;
}
function provenText({ chain, prod }, { root }) {
  let [first, newest] = [chain[0].signed.version, chain.at(-1).signed.version];
  return `Proven from ${root ? `the trusted root, version ${root.signed.version}` : "the first root as served"}: CI roots ${first} to ${newest}, production root ${prod.signed.version} (expires ${prod.signed.expires})`;
}
function showableRoots(ctx) {
  return allRoots2(ctx, "show", warnOfClock);
}
function trustableRoots(ctx) {
  return allRoots2(ctx, "trust", warnOfClock);
}
function workableRoots(ctx) {
  return allRoots2(ctx, "root-work", checkClock);
}
async function allRoots2(ctx, purpose, judgeClock) {
  let checks = new Checks(), roots = await readRoots(ctx, checks, purpose);
  judgeClock(ctx, checks, { roots }), checks.throwIfBlocked();
  for (let warning2 of checks.warnings) ctx.log.warning(warning2);
  return roots;
}
async function decideOnTrustedKeys({ root }) {
  root && (await requestsSent(), tally(root, root, "root"), roleKeys(root.signed, "targets", root.where));
}
var ROOT_BATCH = 32, FIRST_GUESS = 4;
function firstGuess(trustedVersion) {
  return trustedVersion === null ? FIRST_GUESS : trustedVersion + 1;
}
var RootWalk = class {
  #read;
  #served = [];
  /** @param read one version; what it makes of an error or a 404 is its own. */
  constructor(read) {
    this.#read = read;
  }
  get served() {
    return this.#served;
  }
  /** Asks for the versions up to `version` that were not asked for yet. @throws what the reader throws. */
  async upTo(version2, atOnce = Number.POSITIVE_INFINITY) {
    for (; this.#served.length < version2; ) {
      let from = this.#served.length + 1, wanted = Array.from({ length: Math.min(version2 - from + 1, atOnce) }, (_, index) => from + index);
      this.#served.push(...await Promise.all(wanted.map((one) => this.#read(one))));
    }
  }
};
async function fetchRoots(client, { root }) {
  let guess = firstGuess(root?.signed.version ?? null);
  if (guess > MAX_ROOT_VERSIONS) throw tooMany(guess);
  let walk = new RootWalk((version3) => client.root("ci", version3)), [newestCi, newestProd] = await Promise.all([client.root("ci"), client.root("prod"), walk.upTo(guess)]);
  if (!newestCi) throw noRoot();
  let newest = parseRoot(newestCi, "CI root"), { version: version2 } = newest.signed;
  if (version2 > MAX_ROOT_VERSIONS) throw tooMany(version2);
  await walk.upTo(version2 + 1, ROOT_BATCH);
  let served = walk.served.map((root2, index) => root2 && parseRoot(root2, `CI root ${index + 1}`));
  return {
    ci: withoutGaps(served),
    newestCi: newest,
    newestProd: newestProd && parseRoot(newestProd, "production root"),
    prodSize: newestProd?.size ?? 0
  };
}
function withoutGaps(served) {
  let last = served.findLastIndex((root) => root !== null);
  return served.slice(0, last + 1).map((root, index) => {
    if (root) return root;
    throw new ToolError("root-chain-gap", {
      happened: `The Factory serves root version ${last + 1} but not version ${index + 1}.`,
      next: "Devices cannot pass such a gap. Keep a copy of what is served and ask the vendor."
    });
  });
}
function noRoot() {
  return new ToolError("root-chain-gap", {
    happened: "The Factory serves no root.json.",
    next: "Check the Factory's name and the API address."
  });
}
function tooMany(version2) {
  return new ToolError("root-chain-broken", {
    happened: `The root chain has ${version2} versions, but at most ${MAX_ROOT_VERSIONS} are supported.`,
    next: "Keep a copy of the newest root and ask the vendor."
  });
}
function verifyRoots(served, trust, now, checks, purpose) {
  let chain = checks.proven(() => verifyRootChain(served.ci, served.newestCi, trust.root));
  if (!chain) return;
  trust.root || checks.warn(TAKEN_AS_SERVED);
  let prod = served.newestProd ?? (chain.newest.signed.version === 1 ? chain.newest : void 0), proven = checks.proven(() => {
    if (requirePinnedRoots(chain.roots, prod, trust), !prod) throw noProductionRoot(chain.newest.signed.version);
    return verifyProductionRoot(prod, chain.roots), purpose === "release" && requireUnexpiredRoot(prod, now), prod;
  });
  if (proven) {
    if (warnOfExpiry(proven, now, checks), served.prodSize > MAX_BYTES.root) {
      let error = refusedByDevices(`The production root has ${served.prodSize} bytes, more than ${MAX_BYTES.root}`);
      purpose === "show" ? checks.warn(error.happened) : checks.block(error);
    }
    return requireTakenByDevices([proven, chain.newest], purpose, checks), requireKnownOldestRoot(proven, trust, purpose, checks), requireTakenByClients(chain.roots, trust, purpose, checks), { chain: chain.roots, ci: chain.newest, prod: proven, rootKeyids: rootKeyids(chain.roots) };
  }
}
function requirePinnedRoots(chain, prod, { pins: pins2 }) {
  if (!pins2) return;
  let [first, newest] = [chain[0], chain.at(-1)];
  if (docHash(first) !== pins2.firstRoot)
    throw new ToolError("root-untrusted", {
      happened: `The first root as served (sha256 ${docHash(first)}) is not the pinned one (${pins2.firstRoot}).`,
      next: "This is a different root history. Do not sign. Keep a copy and ask the vendor."
    });
  requirePinned(newest, pinOf(pins2, "ci-root")), prod && requirePinned(prod, pinOf(pins2, "prod-root"));
}
function warnOfExpiry(root, now, checks) {
  let at = new Date(root.signed.expires);
  isWithinDays(at, WARN_DAYS, now) && checks.warn(
    isExpired(root.signed, now) ? `The production root expired at ${root.signed.expires}. Since then devices refuse all updates. Rotate the root key on its owner's machine.` : `The production root expires ${daysLeftText(daysUntil(at, now))}, at ${root.signed.expires}. After that devices refuse all updates. Rotate the root key on its owner's machine before then.`
  );
}
function noProductionRoot(version2) {
  return new ToolError("flavour-content-diverges", {
    happened: `The Factory serves CI root ${version2} but no production root.`,
    next: "A root update may be in progress. Wait until it is applied, then run this again."
  });
}
async function checkRoots(ctx) {
  return rootOutputs(await showableRoots(ctx), ctx.now);
}
function rootOutputs({ prod }, now) {
  return {
    "root-version": prod.signed.version,
    "root-expires": prod.signed.expires,
    "root-days-left": daysUntilExpiry(prod.signed, now)
  };
}

// src/verified/factory-state.ts
async function readState(ctx, { tag, wave }, checks) {
  let { factory: factory2 } = ctx, [roots, ci, onlineKey, production2, found, listed2, updates2, user, online] = await Promise.all([
    readRoots(ctx, checks),
    checks.fetched(factory2.ciTargets().then((fetched) => parseTargets(fetched, "CI targets"))),
    checks.fetched(factory2.ciTargetsKey()),
    checks.fetched(factory2.prodTargets(tag === null ? [] : [tag])),
    checks.fetched(wave === null ? Promise.resolve(null) : factory2.wave(wave, { showTargets: !0 })),
    checks.fetched(listWaves(ctx, tag, wave === null)),
    checks.fetched(unlessForbidden(factory2.updates())),
    checks.fetched(unlessForbidden(factory2.self())),
    tag === null ? null : fetchOnline(factory2, tag, checks)
  ]), proven = roots && production2 && (tag === null ? proveAllTags(ctx, roots, production2, checks) : proveProduction(ctx, tag, roots, production2, checks));
  if (roots && production2) {
    let tags = tag !== null ? [tag] : servedTags(production2).slice(0, MAX_ONLINE_TAGS);
    await Promise.all(tags.map((each) => proveOnlineOf(ctx, each, roots, production2, online, checks)));
  }
  let onlineKeyid = proveCiTargets(ctx, { roots, ci, onlineKey, production: proven, wave: found }, checks);
  return ci?.forgetForms(), proven?.doc.forgetForms(), noteUpdates(updates2 ?? null, checks), checkClock(ctx, checks, { roots, updates: updates2, waves: [found, ...listed2 ?? []] }), {
    roots,
    ciTargets: ci,
    onlineKeyid,
    production: proven,
    wave: found,
    listed: listed2,
    activeWaves: listed2?.filter(({ status }) => status === "active"),
    updates: updates2,
    user
  };
}
async function proveOnlineOf(ctx, tag, { prod }, production2, read, checks) {
  let fetch = () => fetchOnline(ctx.factory, tag, checks);
  await proveOnline(ctx, { tag, root: prod, production: production2, answers: read ?? await fetch(), fetch }, checks);
}
async function fetchOnline(client, tag, checks) {
  let ask = (role) => checks.fetched(orForbidden(client.roleDocument(role, tag, "prod"))), [snapshot, timestamp] = await Promise.all([ask("snapshot"), ask("timestamp")]);
  return { snapshot, timestamp };
}
async function orForbidden(call) {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ToolError && error.code === "http-forbidden") return "forbidden";
    throw error;
  }
}
async function listWaves({ factory: factory2 }, tag, finished) {
  let page = { limit: 100, page: 1, ...tag === null ? {} : { tag } }, { waves } = await factory2.waves(finished && tag !== null ? page : { ...page, status: "active" });
  return waves.filter((wave) => tag === null || wave.tag === tag);
}
function proveProduction(ctx, tag, roots, fetched, checks) {
  let production2 = checks.proven(() => {
    let found = productionOf(fetched, tag);
    return verifyProductionTargets(found?.doc ?? null, tag, roots.prod, ctx.trust.pins), found;
  });
  return production2 && isExpired(production2.doc.signed, ctx.now) && checks.warn(
    `The production targets for tag ${tag} expired at ${production2.doc.signed.expires}. Devices refuse them until a new Wave is completed.`
  ), production2;
}
function proveAllTags(ctx, roots, fetched, checks) {
  let served = isObject(fetched.value) ? Object.keys(fetched.value) : [];
  for (let tag of /* @__PURE__ */ new Set([...served, ...pinnedTags(ctx.trust.pins)]))
    proveProduction(ctx, tag, roots, fetched, checks);
  return null;
}
function proveCiTargets(ctx, { roots, ci, onlineKey, production: production2, wave }, checks) {
  if (!roots || !ci || !onlineKey) return;
  let { pins: pins2 } = ctx.trust, proof = checks.proven(() => {
    let released = [production2?.doc, wave?.targets && targetsOfWave(wave).doc].filter((doc) => doc !== void 0);
    return verifyCiTargets(ci, { ciRoot: roots.ci, onlineKey, pin: pinOf(pins2, "ci-targets"), released, now: ctx.now });
  });
  ci.portability && checks.warn(
    `CI targets: the value at ${ci.portability.pointer} ${ci.portability.says}, which not every reader encodes alike.`
  );
  for (let { pointer, says } of ci.problems.slice(0, 5)) checks.warn(`CI targets: at ${pointer || "/"}, ${says}.`);
  return proof?.onlineKeyid;
}
function noteUpdates(updates2, checks) {
  updates2?.status === "STARTED" && checks.warn(
    "A transaction of TUF root updates is open. If it changes targets keys, it cannot be applied while a Wave is active."
  ), updates2?.status === "APPLYING" && checks.block(
    new ToolError("blocked", {
      happened: "A TUF root update is being applied right now. Until it ends, the server does not sign.",
      next: "Wait until it is applied, then run this again."
    })
  );
}

// src/release/release-status.ts
function isReleased(status) {
  return status.kind !== "new" && status.kind !== "active";
}
function releaseStatusOf(state, request, version2) {
  let { wave, production: production2 } = state, name = waveName(request, version2);
  return production2 && isAhead(production2, request, version2) ? { kind: "ahead", released: production2 } : wave ? statusOfWave(state, wave, request, version2, name) : production2?.doc.signed.version === version2 && carriesRelease(production2.doc, state, request, version2) ? { kind: "in-production", released: production2 } : (requireNoRival(state.activeWaves, request.tag), { kind: "new" });
}
function isAhead({ doc }, request, version2) {
  return request.version === "latest" && request.sourceTag !== void 0 && doc.signed.version > version2;
}
function requireNoRival([rival], tag) {
  if (rival)
    throw new ToolError("wave-active-for-tag", {
      happened: `Wave ${rival.name} (version ${rival.version}) is already active for tag ${tag}. There can be only one.`,
      next: `Complete or cancel it first: factory-tuf wave complete ${rival.name}, or factory-tuf wave cancel ${rival.name}.`
    });
}
function statusOfWave(state, wave, request, version2, name) {
  if (wave.status === "canceled")
    throw new ToolError("wave-canceled", {
      happened: `Wave ${name} was canceled. A canceled Wave cannot be used again.`,
      next: `Use another name, for example ${otherName(name)}.`
    });
  if (wave.tag !== request.tag || wave.version !== String(version2))
    throw differs2(
      name,
      `it is version ${wave.version} for tag ${wave.tag}, not version ${version2} for tag ${request.tag}`
    );
  let released = targetsOfWave(wave), { signed } = released.doc, same = wave.status === "active" ? isBuiltAlike(signed, state, request, version2) : carriesRelease(released.doc, state, request, version2);
  if (signed.version !== version2 || !same)
    throw differs2(name, "its targets differ from those that would be signed now");
  if (request.expiresAt && signed.expires !== wholeSeconds(request.expiresAt))
    throw differs2(name, `it expires at ${signed.expires}, not at ${wholeSeconds(request.expiresAt)}`);
  return wave.status === "complete" && requireInProduction(name, released, state, request.tag), { kind: wave.status === "active" ? "active" : "complete", wave, released };
}
function requireInProduction(name, { doc }, { production: production2 }, tag) {
  let at = production2?.doc.signed.version ?? 0, { version: version2 } = doc.signed;
  if (production2 && (at > version2 || at === version2 && docHash(production2.doc) === docHash(doc))) return;
  let instead = production2 ? `are ${at === version2 ? "another document of" : "at"} version ${at}` : "do not exist";
  throw new ToolError("wave-differs", {
    happened: `The Factory calls Wave ${name} (version ${version2}) complete, but the production targets for tag ${tag} ${instead}.`,
    next: `Devices do not get that version. Look with: factory-tuf wave show ${name}. If that does not help, release a higher version or ask the vendor.`
  });
}
function isBuiltAlike(signed, state, request, version2) {
  let built = buildWaveTargets(state.ciTargets, state.production?.doc ?? null, {
    ...request,
    version: version2,
    expires: signed.expires
  });
  return sameJson(built.signed.targets, signed.targets);
}
function carriesRelease(doc, state, request, version2) {
  let chosen = selectTargets(state.ciTargets, { ...request, version: version2 }), versionOf2 = (custom2) => plainVersion(custom2?.version) ?? -1, targets = Object.entries(doc.signed.targets), ofVersion = Object.fromEntries(targets.filter(([, { custom: custom2 }]) => versionOf2(custom2) === version2));
  return sameJson(ofVersion, chosen) && !targets.some(([, { custom: custom2 }]) => request.prune.includes(versionOf2(custom2)));
}
function otherName(name) {
  let numbered = /^(.*-\d+)-(\d+)$/.exec(name);
  return numbered ? `${numbered[1]}-${Number(numbered[2]) + 1}` : `${name}-2`;
}
function differs2(name, how) {
  return new ToolError("wave-differs", {
    happened: `There is already a Wave ${name}, but it differs: ${how}.`,
    next: `Look at it with: factory-tuf wave show ${name}. For this release use another name, for example ${otherName(name)}.`
  });
}

// src/release/prepare-release.ts
async function prepareRelease(ctx, request) {
  let checks = new Checks(), { release } = await examineRelease(ctx, request, checks);
  checks.throwIfBlocked();
  for (let warning2 of checks.warnings) ctx.log.warning(warning2);
  for (let note2 of checks.notes) ctx.log.info(note2);
  return { ...release, warnings: checks.warnings };
}
async function examineRelease(ctx, request, checks) {
  ctx.progress("Reading and verifying the Factory's metadata");
  let early = request.version === "latest" ? request.wave : waveName(request, request.version), read = await readState(ctx, { tag: request.tag, wave: early }, checks), { roots, onlineKeyid, production: production2 } = read;
  if (production2 === null && await checkFirstRelease(ctx, request, checks), roots && onlineKeyid && checks.proven(() => requireReachableThreshold({ roots, onlineKeyid })), !isComplete(read))
    return early !== null && read.roots && examineApart(read, request, checks), { state: read, release: void 0 };
  let version2 = checks.proven(() => chosenVersion(read, request, checks));
  if (version2 === void 0) return { state: read, release: void 0 };
  let state = await withWave(ctx, read, waveName(request, version2), checks), releaseStatus = state && checks.proven(() => releaseStatusOf(state, request, version2));
  if (!releaseStatus)
    return state && !state.wave && planNewWave(ctx, state, request, version2, checks), { state: state ?? read, release: void 0 };
  let plan = checks.proven(() => planOf2(ctx, state, releaseStatus, request, version2, checks));
  return { state, release: plan && { state, releaseStatus, plan, request } };
}
function examineApart({ production: production2, wave, activeWaves }, request, checks) {
  let { version: version2, tag } = request;
  wave === null && (activeWaves && checks.proven(() => requireNoRival(activeWaves, tag)), !(version2 === "latest" || !production2 || production2.doc.signed.version === version2) && checks.proven(() => requireAboveProduction(production2.doc, { tag, version: version2 })));
}
function isComplete(state) {
  return Object.values(state).every((part) => part !== void 0);
}
async function withWave(ctx, state, name, checks) {
  if (state.wave || !state.listed.some((wave2) => wave2.name === name)) return state;
  let wave = await checks.fetched(ctx.factory.wave(name, { showTargets: !0 }));
  return wave === void 0 ? void 0 : { ...state, wave };
}
function planOf2(ctx, state, releaseStatus, request, version2, checks) {
  if (releaseStatus.kind === "new") return planNewWave(ctx, state, request, version2, checks);
  let { released, kind } = releaseStatus, name = kind === "ahead" ? `${request.tag}-${released.doc.signed.version}` : waveName(request, version2);
  return planOfReleased(ctx, state, released, request.tag, name);
}
function planOfReleased(ctx, state, released, tag, wave) {
  let { doc } = released, bytes2 = canonicalBytes(doc.signed, doc.where, "/signed"), production2 = state.production?.doc.signed, before = production2?.version === doc.signed.version ? withoutVersion(doc) : production2?.targets ?? null, diff = diffTargets(before, doc.signed.targets);
  return describePlan(ctx, state.roots, { wave, tag, signed: doc.signed, bytes: bytes2, diff });
}
function withoutVersion(doc) {
  let { targets, version: version2 } = doc.signed;
  return Object.fromEntries(
    Object.keys(targets).filter((name) => own(targets, name)?.custom?.version !== String(version2)).map((name) => [name, targets[name]])
  );
}

// src/report/device-table.ts
var deviceRowsHelp = "`deviceVerdicts`: list of `{client, hardwareId, fromRoot, accepts, version, why}`: what devices of the policy's clients would say";
function deviceTable(rows, heading = "What devices would say") {
  if (rows.length === 0) return [];
  let hasReasons = rows.some(({ why }) => why.length > 0);
  return [
    ...heading === "" ? [] : [{ kind: "heading", text: heading }],
    {
      kind: "table",
      columns: [
        { title: "Client" },
        { title: "Hardware id" },
        { title: "From root", align: "right" },
        { title: "Says" },
        { title: "Runs", align: "right" },
        ...hasReasons ? [{ title: "Why" }] : []
      ],
      rows: rows.map(({ client, hardwareId, fromRoot, accepts, version: version2, why }) => [
        client,
        { code: hardwareId },
        String(fromRoot),
        accepts ? { badge: "accepts", tone: "good" } : { badge: "refuses", tone: "bad" },
        version2 === null ? "nothing" : String(version2),
        ...hasReasons ? [why.join("; ")] : []
      ])
    }
  ];
}

// src/report/document.ts
function plainText2(text) {
  return typeof text == "string" ? text : "code" in text ? text.code : "keyid" in text ? text.keyid : "badge" in text ? text.badge : "link" in text ? text.link : text.strong;
}
function filled({ value, max }) {
  let share = value / max;
  return Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0;
}
function filledFields(meter, fields) {
  let share = filled(meter);
  return share > 0 ? Math.max(1, Math.round(share * fields)) : 0;
}

// src/report/markdown/escape-markdown.ts
var BREAK = "&#8203;", ACTIVE = /:(?=\/\/|[\w+-]+:)|(?<=:[\w+-]+):|[!"#$&*+<=>@[\\\]^_`{|}~]/g;
function escapeMarkdown(text) {
  return escapeStart(entities(text).replaceAll("&#64;", `&#64;${BREAK}`).replaceAll("&#35;", `&#35;${BREAK}`));
}
function markdownCode(text) {
  return `<code>${entities(text)}</code>`;
}
function markdownPre(lines) {
  return `<pre>${lines.map((line2) => encodeText(line2).replace(/[&<>@]/g, (char) => `&#${char.charCodeAt(0)};`)).join(`
`)}</pre>`;
}
function entities(text) {
  return encodeText(text).replace(ACTIVE, (char) => `&#${char.charCodeAt(0)};`).replace(/(www)\./gi, "$1&#46;");
}
function escapeStart(text) {
  return text.replace(/^[ -]/, (char) => `&#${char.charCodeAt(0)};`).replace(/^(\d{1,9})([.)])/, (_, digits, mark) => `${digits}&#${mark.charCodeAt(0)};`);
}

// src/report/next-steps.ts
function nextSteps(steps) {
  return steps.length === 0 ? [] : [{ kind: "next", steps }];
}
var NEXT_TITLE = "Next";

// src/report/markdown/markdown-pieces.ts
function piecesOf2(block) {
  switch (block.kind) {
    case "heading":
      return [whole(`### ${escapeMarkdown(block.text)}

`)];
    case "paragraph":
      return [whole(`${ALERTS[block.tone ?? "neutral"]}${inlines(block.text)}

`)];
    case "facts":
      return [
        // A table without titles has an empty line above it on GitHub.
        rowsPiece(block.facts.map(({ label, value }) => `- ${labelled(label, value)}
`))
      ];
    case "table": {
      if (isTooWide(block))
        return [
          rowsPiece(
            block.rows.map((cells) => record(block.columns, cells)),
            block.cuttable
          )
        ];
      let titles = row(block.columns.map(({ title: title2 }) => title2)), rule = block.columns.map(({ align }) => align === "right" ? "---:" : "---").join(" | ");
      return [tablePiece(`${titles}| ${rule} |
`, block.rows, block.cuttable ?? !1)];
    }
    case "list":
      return [
        rowsPiece(
          block.items.map((item) => `- ${inlines(item)}
`),
          block.cuttable
        )
      ];
    case "warnings": {
      let rows = block.items.map((item) => `- ${escapeMarkdown(item)}
`);
      return [{ head: rows.length ? `### Warnings (${rows.length})

` : "", rows, tail: `
`, cuttable: !1 }];
    }
    case "lines":
      return [rowsPiece([`${markdownPre(block.lines)}
`], !1)];
    case "json": {
      let text = markdownPre((JSON.stringify(block.value, null, 2) ?? "").split(`
`));
      return [rowsPiece([`${text}
`], block.cuttable)];
    }
    case "verdict": {
      let { tone, headline, text, deadline, counts } = block.verdict, next2 = deadline && `
> 
> Next deadline: ${strong(deadline.headline, deadline.tone)}. ${inlines(deadline.text)}`, said = `${VERDICT_ALERTS[tone]}${strong(headline, "neutral")}. ${inlines(text)}${next2 ?? ""}

`, numbers = counts.map(
        ({ label, value, tone: mark }) => strong(`${value} ${label}`, value > 0 ? mark : "neutral")
      );
      return [whole(said), ...numbers.length > 0 ? [whole(`${numbers.join(" · ")}

`)] : []];
    }
    case "notices":
      return [rowsPiece(block.items.map(noticeRow), block.cuttable)];
    case "timeline":
      return [rowsPiece(block.entries.map(timelineRow), block.cuttable)];
    case "meters":
      return [rowsPiece(block.meters.map(meterRow), block.cuttable)];
    case "next": {
      let rows = block.steps.map(({ what, command }) => `${escapeMarkdown(what)}:

${markdownPre([command])}

`);
      return [{ head: `### ${NEXT_TITLE}

`, rows, tail: "", cuttable: !1 }];
    }
    case "panel":
      return [whole(`#### ${inlines(block.title)}

`), ...block.blocks.flatMap(inPanel)];
  }
}
function inPanel(block) {
  return block.kind === "heading" ? [whole(`${strong(block.text, "neutral")}

`)] : piecesOf2(block);
}
function whole(text) {
  return { head: text, rows: [], tail: "", cuttable: !1 };
}
var ALERTS = {
  good: "",
  neutral: "",
  warning: `> [!WARNING]
> `,
  bad: `> [!CAUTION]
> `
}, VERDICT_ALERTS = {
  ...ALERTS,
  good: `> [!TIP]
> `,
  neutral: `> [!NOTE]
> `
}, MARKS = { good: "✅ ", bad: "❌ ", warning: "⚠️ ", neutral: "" };
function inlines(texts2) {
  return texts2.map(inline).join("");
}
function inline(text) {
  if (typeof text == "string") return escapeMarkdown(text);
  if ("code" in text) return markdownCode(text.code);
  if ("keyid" in text) return markdownCode(text.keyid);
  if ("badge" in text) return strong(text.badge, text.tone);
  if ("strong" in text) return strong(text.strong, text.tone ?? "neutral");
  let href = safeHref(text.href);
  return href ? `[${escapeMarkdown(text.link)}](${href})` : escapeMarkdown(text.link);
}
function strong(text, tone) {
  return `${MARKS[tone]}<strong>${escapeMarkdown(text)}</strong>`;
}
function noticeRow({ tone, badge, title: title2, about, lines }) {
  let said = lines.map(({ label, text }) => `<br>${escapeMarkdown(label)}: ${inlines(text)}`).join("");
  return `- ${strong(badge, tone)}: ${escapeMarkdown(title2)}<br>${inlines(about)}${said}
`;
}
function timelineRow({ mark, title: title2, lines, tone }) {
  return `- ${strong(mark, tone === "good" ? "neutral" : tone)} ${[title2, ...lines].map(inlines).join("<br>")}
`;
}
var BAR = 12;
function meterRow(meter) {
  let full = filledFields(meter, BAR);
  return `- ${"█".repeat(full) + "░".repeat(BAR - full)} ${inlines(meter.says)}: ${inlines(meter.label)}
`;
}
function rowsPiece(rows, cuttable = !1) {
  return { head: "", rows, tail: `
`, cuttable };
}
function tablePiece(head, cells, cuttable) {
  return { head, rows: cells.map(row), tail: `
`, cuttable };
}
function isTooWide({ columns: columns2, rows }) {
  return columns2.map(
    ({ title: title2 }, column) => rows.reduce((most, cells) => Math.max(most, longestWord(plainText2(cells[column] ?? ""))), title2.length)
  ).reduce((total, width) => total + width, 0) > MAX_CHARACTERS;
}
var MAX_CHARACTERS = 110;
function longestWord(text) {
  return Math.max(...text.split(" ").map((word2) => word2.length));
}
function record(columns2, cells) {
  return `- ${columns2.flatMap(({ title: title2 }, column) => {
    let cell = cells[column] ?? "";
    return plainText2(cell) === "" ? [] : [column === 0 ? inline(cell) : `${escapeMarkdown(title2)}: ${inline(cell)}`];
  }).join("<br>")}
`;
}
function labelled(label, value) {
  return `${strong(`${label}:`, "neutral")} ${inline(value)}`;
}
function row(cells) {
  return `| ${cells.map(inline).join(" | ")} |
`;
}

// src/report/markdown/markdown.ts
var MAX_SUMMARY_BYTES = 1024 * 1024;
function renderMarkdown(report, options = {}) {
  let { maxBytes = MAX_SUMMARY_BYTES, overflow = "fail" } = options, pieces = piecesOfReport(report), needed = sum(pieces.map(neededBytes));
  if (needed <= maxBytes) return fill(pieces, maxBytes - needed);
  if (overflow === "fail") throw tooLarge(report.title, needed, maxBytes);
  return shortened2(pieces, maxBytes);
}
function requireFitsSummary(report, maxBytes = MAX_SUMMARY_BYTES) {
  let needed = sum(piecesOfReport(report).map(neededBytes));
  if (needed > maxBytes) throw tooLarge(report.title, needed, maxBytes);
}
function piecesOfReport({ title: title2, blocks }) {
  return [whole(`## ${escapeMarkdown(title2)}

`), ...blocks.flatMap(piecesOf2)];
}
var NOTE_BYTES = 80;
function neededBytes({ head, rows, tail, cuttable }) {
  let frame = bytes(head) + bytes(tail);
  return cuttable ? frame + NOTE_BYTES : frame + sum(rows.map(bytes));
}
function fill(pieces, spare) {
  let left = spare;
  return pieces.map((piece) => {
    let { head, rows, tail, cuttable } = piece;
    if (!cuttable) return head + rows.join("") + tail;
    let kept = 0;
    for (; kept < rows.length && bytes(rows[kept]) <= left; ) left -= bytes(rows[kept++]);
    let more = rows.length - kept;
    return `${head}${rows.slice(0, kept).join("")}${tail}${more > 0 ? `_and ${more} more_

` : ""}`;
  }).join("");
}
function shortened2(pieces, maxBytes) {
  let note2 = whole(`> [!WARNING]
> This summary was too large and is cut; the output \`result\` is complete.

`), [title2, ...others] = pieces, cut3 = [title2, note2, ...others.map((piece) => piece.rows.length > 0 ? { ...piece, cuttable: !0 } : piece)], needed = sum(cut3.map(neededBytes));
  return needed <= maxBytes ? fill(cut3, maxBytes - needed) : beginning(cut3, note2, maxBytes);
}
function beginning(pieces, note2, maxBytes) {
  let kept = [], used = 0;
  for (let piece of pieces) {
    if (used += neededBytes(piece), used > maxBytes) break;
    kept.push(piece);
  }
  return kept.includes(note2) ? fill(kept, 0) : note2.head;
}
function tooLarge(title2, needed, maxBytes) {
  return new ToolError("plan-too-large", {
    happened: `"${title2}" has ${needed} bytes that must be seen before they are approved, and the job summary takes ${maxBytes}.`,
    next: "Release in smaller steps: fewer versions at once, or prune old ones in a Wave of their own."
  });
}
function bytes(text) {
  return Buffer.byteLength(text);
}
function sum(numbers) {
  return numbers.reduce((total, number2) => total + number2, 0);
}

// src/text/wrap-text.ts
function wrapWords(spans, width) {
  let lines = [[]], used = 0;
  for (let word2 of unbreakable(spans)) {
    let length = word2.reduce((total, { text }) => total + text.length, 0), isBlank = word2.every(({ text }) => text.trim() === "");
    used > 0 && used + length > width && (dropTrailingBlank(lines.at(-1)), lines.push([]), used = 0), !(isBlank && used === 0 && lines.length > 1) && (lines.at(-1).push(...word2), used += length);
  }
  return lines;
}
function wrapCell(text, width) {
  return wrapWords([{ text, mark: null }], width).map((line2) => line2.map((span) => span.text).join("")).flatMap((line2) => line2.length <= width ? [line2] : atJoints(line2, width));
}
var JOINTS = /(?<=[-_/,@])/;
function longestPiece(text) {
  return Math.max(0, ...text.split(" ").flatMap((word2) => word2.split(JOINTS).map((piece) => piece.length)));
}
function fitColumns(natural, room, least) {
  let widths = natural.map((width) => Math.max(1, width)), excess = widths.reduce((total, width) => total + width, 0) - room;
  for (; excess > 0; ) {
    let wide = widths.filter((width, column2) => width > least[column2]);
    if (wide.length === 0) return null;
    let widest2 = Math.max(...wide), column = widths.findLastIndex((width, at) => width === widest2 && width > least[at]), next2 = Math.max(least[column], ...widths.filter((width, at) => at !== column && width > least[at])), cut3 = Math.min(excess, Math.max(1, widest2 - next2));
    widths[column] = widest2 - cut3, excess -= cut3;
  }
  return widths;
}
function unbreakable(spans) {
  let words2 = [], lastIsWord = !1;
  for (let { text, mark, isWhole } of spans)
    for (let piece of (isWhole ? [text] : text.match(/ +|[^ ]+/g)) ?? []) {
      let isWord = piece[0] !== " ";
      isWord && lastIsWord ? words2.at(-1).push({ text: piece, mark }) : words2.push([{ text: piece, mark }]), lastIsWord = isWord;
    }
  return words2;
}
function dropTrailingBlank(line2) {
  line2.at(-1)?.text.trim() === "" && line2.pop();
}
function atJoints(word2, width) {
  let lines = [""];
  for (let piece of word2.split(JOINTS)) {
    let line2 = lines.at(-1);
    line2 !== "" && line2.length + piece.length > width ? lines.push(piece) : lines[lines.length - 1] = line2 + piece;
  }
  return lines;
}

// src/report/terminal/terminal-text.ts
var CODES3 = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 }, TONE_STYLES = {
  good: "green",
  bad: "red",
  warning: "yellow",
  neutral: null
};
function painter(colour) {
  return (text, style) => colour && style && text ? `\x1B[${CODES3[style]}m${text}\x1B[0m` : text;
}
function paragraph(texts2, width, paint, style) {
  let spans = texts2.map((text, index) => ({
    text: encodeText(isBadgeBehind(text, index) ? `(${plainText2(text)})` : plainText2(text)),
    mark: styleOf(text) ?? style,
    isWhole: isCommand(text)
  }));
  return wrapWords(spans, width).map((line2) => line2.map(({ text, mark }) => paint(text, mark)).join(""));
}
function isBadgeBehind(text, index) {
  return index > 0 && typeof text == "object" && "badge" in text;
}
function isCommand(text) {
  return typeof text == "object" && "code" in text && text.code.startsWith("factory-tuf ");
}
function styleOf(text) {
  return typeof text == "string" || "code" in text || "keyid" in text || "link" in text ? null : TONE_STYLES[text.tone ?? "neutral"] ?? "bold";
}
function hanging(first, lines) {
  return lines.map((line2, index) => (index === 0 ? first : " ".repeat(first.length)) + line2);
}
function indented(lines, by) {
  return lines.map((line2) => line2 === "" ? "" : " ".repeat(by) + line2);
}

// src/report/terminal/terminal-review.ts
function verdictLines({ tone, headline, text, deadline, counts }, width, paint) {
  let style = TONE_STYLES[tone] ?? "bold", numbers = counts.map(({ label, value }) => `${value} ${encodeText(label)}`).join(", ");
  return [
    ...paragraph([{ strong: headline, tone }, ". ", ...text], width, paint, null),
    ...deadline ? paragraph(
      ["Next deadline: ", { strong: deadline.headline, tone: deadline.tone }, ". ", ...deadline.text],
      width,
      paint,
      null
    ) : [],
    ...numbers ? [paint(numbers, style)] : []
  ];
}
function findingLines({ tone, badge, title: title2, about, lines }, width, paint) {
  let style = TONE_STYLES[tone], inner = Math.max(20, width - INDENT), labelWidth = Math.max(0, ...lines.map(({ label }) => label.length)) + 1;
  return [
    ...hanging(`${paint(encodeText(badge).padEnd(INDENT - 1), style)} `, paragraph(about, inner, paint, null)).map(
      (line2, index) => index === 0 ? line2 : " ".repeat(INDENT) + line2.trimStart()
    ),
    ...indented(paragraph([{ strong: title2 }], inner, paint, null), INDENT),
    ...lines.flatMap(
      ({ label, text }) => indented(hanging(encodeText(label).padEnd(labelWidth), paragraph(text, inner - labelWidth, paint, null)), INDENT)
    )
  ];
}
var INDENT = 9;
function timelineLines({ mark, tone, title: title2, lines }, width, paint) {
  let head = encodeText(mark).padEnd(MARK_WIDTH), inner = Math.max(20, width - MARK_WIDTH), [first = "", ...rest] = paragraph(title2, inner, paint, null);
  return [
    paint(head, TONE_STYLES[tone] ?? "bold") + first,
    ...indented([...rest, ...lines.flatMap((line2) => paragraph(line2, inner, paint, null))], MARK_WIDTH)
  ];
}
var MARK_WIDTH = 5;
function meterLines(meters, width, paint) {
  let labels = meters.map(({ label }) => encodeText(label.map(plainText2).join(""))), labelWidth = Math.min(MAX_LABEL, Math.max(0, ...labels.map((label) => label.length))) + 2, fields = Math.min(MAX_BAR, Math.max(MIN_BAR, width - labelWidth - AROUND_BAR - SAYS)), before = labelWidth + fields + AROUND_BAR;
  return meters.flatMap((meter, index) => {
    let bar = paint(barOf(meter, fields), TONE_STYLES[meter.tone]);
    return paragraph(meter.says, Math.max(SAYS, width - before), paint, null).map(
      (line2, row2) => row2 === 0 ? `${shortened3(labels[index]).padEnd(labelWidth)}[${bar}]  ${line2}` : " ".repeat(before) + line2
    );
  });
}
var [MIN_BAR, MAX_BAR] = [6, 20], AROUND_BAR = 4, SAYS = 20, MAX_LABEL = 50;
function shortened3(label) {
  return label.length <= MAX_LABEL ? label : `${label.slice(0, MAX_LABEL - 3)}...`;
}
function barOf(meter, fields) {
  let full = filledFields(meter, fields);
  return "#".repeat(full) + "-".repeat(fields - full);
}

// src/report/terminal/terminal-table.ts
var GAP = "  ", KEYID_CHARACTERS = 12;
function table(block, width, paint) {
  let titles = block.columns.map(({ title: title2 }) => encodeText(title2)), room = width - GAP.length * (titles.length - 1), cells = (isShort) => block.rows.map((row2) => titles.map((_, column) => cellOf(row2[column] ?? "", isShort))), whole2 = cells(!1), rows = sum2(widest(titles, whole2, lengthOf)) <= room ? whole2 : cells(!0), widths = fitColumns(widest(titles, rows, lengthOf), room, widest(titles, rows, longestPiece));
  return widths === null ? records2(titles, rows, width, paint) : columns(block, titles, rows, widths, paint);
}
function widest(titles, rows, measure) {
  return titles.map(
    (title2, column) => rows.reduce((most, cells) => Math.max(most, measure(cells[column].text)), measure(title2))
  );
}
function lengthOf(text) {
  return text.length;
}
function sum2(numbers) {
  return numbers.reduce((total, number2) => total + number2, 0);
}
function cellOf(text, isShort) {
  let shown3 = encodeText(plainText2(text)), isKeyid2 = typeof text == "object" && "keyid" in text;
  return { text: isShort && isKeyid2 ? shown3.slice(0, KEYID_CHARACTERS) : shown3, style: styleOf(text) };
}
function columns(block, titles, rows, widths, paint) {
  let print = (cells) => {
    let wrapped = cells.map(({ text }, column) => wrapCell(text, widths[column])), height = Math.max(1, ...wrapped.map((lines) => lines.length));
    return Array.from(
      { length: height },
      (_, line2) => wrapped.map((lines, column) => {
        let text = lines[line2] ?? "", blanks = " ".repeat(widths[column] - text.length), painted = paint(text, cells[column].style);
        return block.columns[column].align === "right" ? blanks + painted : painted + blanks;
      }).join(GAP).trimEnd()
    );
  };
  return [
    ...print(titles.map((text) => ({ text, style: "bold" }))),
    paint(widths.map((columnWidth) => "-".repeat(columnWidth)).join(GAP), "dim"),
    ...rows.flatMap(print)
  ];
}
function records2(titles, rows, width, paint) {
  let labelWidth = Math.max(0, ...titles.map((title2) => title2.length)) + GAP.length;
  return rows.flatMap((cells, row2) => [
    ...row2 === 0 ? [] : [""],
    ...cells.flatMap(({ text, style }, column) => {
      if (text === "") return [];
      let lines = paragraph([text], Math.max(20, width - labelWidth), paint, style), [first = "", ...rest] = hanging(titles[column].padEnd(labelWidth), lines);
      return [paint(first.slice(0, labelWidth), "dim") + first.slice(labelWidth), ...rest];
    })
  ]);
}

// src/report/terminal/terminal.ts
function renderTerminal({ title: title2, blocks }, { width, colour }) {
  let paint = painter(colour), parts = [[paint(encodeText(title2), "bold")], ...blocks.map((block) => linesOf(block, width, paint))];
  return `${spaced(parts).join(`
`)}
`;
}
function spaced(parts) {
  return parts.filter((lines) => lines.length > 0).flatMap((lines, index) => index === 0 ? lines : ["", ...lines]);
}
function linesOf(block, width, paint) {
  switch (block.kind) {
    case "heading":
      return [paint(encodeText(block.text), "bold")];
    case "paragraph":
      return paragraph(block.text, width, paint, TONE_STYLES[block.tone ?? "neutral"]);
    case "facts":
      return facts2(block.facts, width, paint);
    case "table":
      return table(block, width, paint);
    case "list":
      return block.items.flatMap((item) => hanging("- ", paragraph(item, width - 2, paint, null)));
    case "warnings":
      return [];
    case "lines":
      return block.lines.flatMap((line2) => broken2(encodeText(line2), width));
    case "json":
      return (JSON.stringify(block.value, null, 2) ?? "").split(`
`).map(encodeText);
    case "verdict":
      return verdictLines(block.verdict, width, paint);
    case "notices":
      return spaced(block.items.map((item) => findingLines(item, width, paint)));
    case "timeline":
      return block.entries.flatMap((entry) => timelineLines(entry, width, paint));
    case "meters":
      return meterLines(block.meters, width, paint);
    case "next":
      return next(block.steps, width, paint);
    case "panel": {
      let title2 = paragraph(block.title, width, paint, "bold"), inner = spaced(block.blocks.map((inside) => linesOf(inside, Math.max(20, width - 2), paint)));
      return [...title2, ...indented(inner, 2)];
    }
  }
}
function next(steps, width, paint) {
  return [
    paint(NEXT_TITLE, "bold"),
    "",
    ...steps.flatMap(({ what, command }) => [
      ...indented(paragraph([`${what}:`], width - STEP_INDENT, paint, null), STEP_INDENT),
      " ".repeat(2 * STEP_INDENT) + encodeText(command)
    ])
  ];
}
var STEP_INDENT = 2;
function broken2(line2, width) {
  if (line2.length <= width) return [line2];
  let rest = line2.slice(width).match(new RegExp(`.{1,${Math.max(1, width - CONTINUED.length)}}`, "g")) ?? [];
  return [line2.slice(0, width), ...rest.map((piece) => CONTINUED + piece)];
}
var CONTINUED = "      ";
function facts2(rows, width, paint) {
  let labelWidth = Math.max(0, ...rows.map(({ label }) => encodeText(label).length)) + 2;
  return rows.flatMap(
    ({ label, value }) => hanging(encodeText(label).padEnd(labelWidth), paragraph([value], Math.max(20, width - labelWidth), paint, null))
  );
}

// src/text/command-actions.ts
var COMMAND_ACTIONS = {
  plan: "wave plan",
  promote: "promote",
  sign: "wave sign",
  review: "review",
  remind: "remind"
};
function isActionFolder(name) {
  return Object.hasOwn(COMMAND_ACTIONS, name);
}

// src/text/our-repository.ts
var OUR_REPOSITORY = "factory-tuf/factory-tuf";

// src/tuf/targets/known-content.ts
function requireKnownContent(doc, claim) {
  let { version: version2, ci, production: production2 } = claim;
  if (requireAllowedTargetsMembers(doc.signed, doc.where), requireUnambiguous(doc), requireTag(doc, claim.tag), requireVersion(doc, version2), production2 && version2 <= production2.signed.version)
    throw new ToolError("version-not-above-production", {
      happened: `${doc.where} has version ${version2}, but production targets for tag ${claim.tag} are at version ${production2.signed.version}.`,
      next: "Cancel that Wave: devices never install an older version."
    });
  for (let [name, file] of Object.entries(doc.signed.targets)) {
    let published = production2 && own(production2.signed.targets, name), original = published ?? own(ci.signed.targets, name);
    if (!original) throw unverified(doc, name, "stands neither in production nor in the CI targets");
    if (!published && versionOf(file) !== version2)
      throw unverified(doc, name, `is new in production, but of version ${versionOf(file)} and not ${version2}`);
    let pointer = differingPointer(withoutTags(file), withoutTags(original));
    if (pointer !== null)
      throw unverified(
        doc,
        name,
        `differs from the ${published ? "production" : "CI"} target of that name at ${pointer}`
      );
  }
  prunedVersions(doc, production2);
}
function prunedVersions(doc, production2) {
  if (!production2) return [];
  let entries = Object.entries(production2.signed.targets), gone = entries.filter(([name]) => own(doc.signed.targets, name) === void 0), versions = new Set(gone.map(([, file]) => versionOf(file))), left = entries.find(
    ([name, file]) => own(doc.signed.targets, name) !== void 0 && versions.has(versionOf(file))
  );
  if (!left) return [...versions].sort((a, b) => a - b);
  throw unverified(
    doc,
    left[0],
    `stays, while other production targets of its version ${versionOf(left[1])} are dropped`
  );
}
function requireVersion(doc, version2) {
  let highest = Object.values(doc.signed.targets).reduce((best, file) => Math.max(best, versionOf(file)), -1);
  if (!(doc.signed.version === version2 && highest === version2))
    throw new ToolError("wave-content-unverified", {
      happened: `${doc.where} claims version ${version2}, its document says version ${doc.signed.version}, and its highest target has version ${highest}.`,
      next: "Cancel that Wave and create it again."
    });
}
function versionOf(file) {
  return plainVersion(file.custom?.version) ?? -1;
}
function withoutTags(file) {
  let { tags: _tags, ...custom2 } = file.custom ?? {};
  return { ...file, custom: custom2 };
}
function unverified(doc, name, what) {
  return new ToolError("wave-content-unverified", {
    happened: `${doc.where}: the target ${quoted(name, 253)} ${what}.`,
    next: "Do not sign or complete this Wave. Ask who made it; cancel it if nobody can say."
  });
}

// src/verified/all-targets.ts
async function readAllTargets(ctx) {
  let { factory: factory2, now, trust } = ctx;
  ctx.progress("Reading and verifying the targets");
  let [roots, fetched, onlineKey, served] = await Promise.all([
    showableRoots(ctx),
    factory2.ciTargets(),
    factory2.ciTargetsKey(),
    factory2.prodTargets([])
  ]), tags = /* @__PURE__ */ new Set([...servedTags(served), ...pinnedTags(trust.pins)]), production2 = /* @__PURE__ */ new Map();
  for (let tag of [...tags].sort()) {
    let doc = productionOf(served, tag)?.doc ?? null;
    verifyProductionTargets(doc, tag, roots.prod, trust.pins), doc && production2.set(tag, doc);
  }
  let ci = parseTargets(fetched, "CI targets"), pin2 = pinOf(trust.pins, "ci-targets");
  return verifyCiTargets(ci, { ciRoot: roots.ci, onlineKey, pin: pin2, released: [...production2.values()], now }), { roots, ci, production: production2 };
}

// src/verified/approved-digest.ts
var NEW_PLAN = "Make a new plan, look at what it shows, and approve that.";
function requireDigest(digest, expected, what, now = [], next2 = NEW_PLAN) {
  if (expected === void 0 || digest === expected) return;
  let mismatch = `${what} has the digest ${digest}, but ${expected} was approved. Something changed since the plan was made.`;
  throw new ToolError("digest-mismatch", { happened: [mismatch, ...now].join(" "), next: next2 });
}
function requireApprovedWave({ wave, released, digest, production: production2 }, expected) {
  let { expires, targets } = released.doc.signed;
  requireDigest(digest, expected, `Wave ${wave.name}`, [
    `The Wave is version ${wave.version} for tag ${wave.tag}, valid until ${expires}, with ${counted(Object.keys(targets).length, "target")}.`,
    productionSays(production2, wave.tag)
  ]);
}
function requireApprovedPlan({ plan, state }, expected, isExpiryGiven) {
  let { wave, version: version2, tag, expires, digest, diff } = plan, [added, pruned2] = [diff.added.length, diff.pruned.length];
  requireDigest(
    digest,
    expected,
    `What would be signed for Wave ${wave}`,
    [
      `It is version ${version2} for tag ${tag}, valid until ${expires}, ${counted(added, "target")} added, ${pruned2} pruned.`,
      `${productionSays(state.production, tag)} The newest CI version is ${newestIn(state.ciTargets.signed.targets)}.`
    ],
    isExpiryGiven ? NEW_PLAN : `Also give the expires-at that the plan printed, because the digest depends on it. If that is not the cause: ${NEW_PLAN}`
  );
}
function productionSays(production2, tag) {
  return production2 ? `Production for tag ${tag} is at version ${production2.doc.signed.version}.` : `There are no production targets for tag ${tag}.`;
}
function newestIn(targets) {
  return Object.values(targets).map(({ custom: custom2 }) => plainVersion(custom2?.version) ?? 0).reduce((newest, version2) => Math.max(newest, version2), 0);
}

// src/verified/look-again.ts
async function lookAgain(ctx, look, isOver, { looks, pauseMs }) {
  for (let count = 1; ; count++) {
    let seen = await look();
    if (isOver(seen) || count >= looks || !await isInTime(ctx.wait(pauseMs * count))) return seen;
  }
}
function isInTime(pause) {
  return pause.then(
    () => !0,
    () => !1
  );
}

// src/verified/root-report.ts
var rootDataHelp = [
  "`flavour`, `version`, `expires`, `expiresInDays`, `digest`",
  "`roles`: list of `{role, threshold, keys: [{keyid, keytype, owner}]}`"
];
function rootData(doc, flavour, now) {
  let { signed } = doc, owners = signed["x-key-owners"] ?? {};
  return {
    flavour,
    version: signed.version,
    expires: signed.expires,
    expiresInDays: daysUntilExpiry(signed, now),
    digest: `sha256:${docHash(doc)}`,
    roles: ROLE_NAMES.map((role) => ({
      role,
      threshold: signed.roles[role].threshold,
      keys: signed.roles[role].keyids.map((keyid) => ({
        keyid,
        keytype: own(signed.keys, keyid)?.keytype ?? "missing",
        owner: own(owners, keyid)?.["polis-id"] ?? null
      }))
    }))
  };
}
function rootReportBlocks(data) {
  return [
    {
      kind: "facts",
      facts: [
        { label: "Version", value: String(data.version) },
        { label: "Expires", value: `${data.expires} (${daysLeftText(data.expiresInDays)})` },
        { label: "Digest", value: { code: data.digest } }
      ]
    },
    {
      kind: "table",
      // Narrow enough that a key id stays on one line of an ordinary terminal: people compare it.
      columns: [{ title: "Role" }, { title: "Key id" }, { title: "Owner" }],
      rows: data.roles.flatMap(
        ({ role, threshold, keys }) => keys.map(({ keyid, keytype, owner }) => [
          `${role} (${threshold})`,
          { code: keyid },
          [owner, keytype.toUpperCase() === "ED25519" ? null : keytype].filter(Boolean).join(", ")
        ])
      )
    }
  ];
}

// src/verified/settle.ts
async function settle(settling) {
  return (await answered(settling)).answer;
}
async function settleSeen(ctx, settling) {
  let { isShown = settling.carriedOut } = settling, { isSeen, answer } = await answered(settling);
  if (isSeen) return null;
  let found = await lookAgain(ctx, () => readBack(() => isShown(answer)), (seen) => seen !== !1, { looks: 3, pauseMs: 500 });
  if (found === !0) return answer;
  throw notShown(settling, found);
}
async function answered({ what, write, carriedOut, toFindOut }) {
  try {
    return { isSeen: !1, answer: await write() };
  } catch (error) {
    if (!(error instanceof ToolError) || error.changed === "no" && !MAY_BE_DONE.has(error.code)) throw error;
    let found = await readBack(carriedOut);
    if (found === !0) return { isSeen: !0, answer: null };
    throw error.changed === "no" ? error : unknown2(what, error, found, toFindOut);
  }
}
function notKnownWhether(what, error) {
  return httpStatusOf(error) === null ? `The answer to ${what} did not arrive:` : `It is not known whether ${what} was carried out:`;
}
var MAY_BE_DONE = /* @__PURE__ */ new Set([
  "http-bad-request",
  "http-not-found",
  "http-conflict",
  "http-unprocessable"
]);
async function readBack(carriedOut) {
  try {
    return await carriedOut();
  } catch (error) {
    if (error instanceof ToolError) return error;
    throw error;
  }
}
function unknown2(what, error, found, toFindOut) {
  return error.extended({
    code: "write-unknown",
    before: notKnownWhether(what, error),
    after: found === !1 ? "The Factory does not show it yet, but it may still arrive." : `Reading back failed too: ${found.happened}`,
    changed: "unknown",
    next: nextOf(toFindOut)
  });
}
function notShown({ what, toFindOut }, found) {
  let why = found === !1 ? "it does not show it." : `reading it back failed: ${found.happened}`;
  return new ToolError(
    "write-unknown",
    { happened: `The Factory accepted ${what}, but ${why}`, changed: "unknown", next: nextOf(toFindOut) },
    found === !1 ? void 0 : { cause: found }
  );
}
function nextOf(toFindOut) {
  return `Look with: ${toFindOut}. Running the same step again is safe: it finds what is there.`;
}

// src/verified/signature-report.ts
function signaturesOf(tally2, root, onlineKeyid) {
  let holder = (keyid) => ({
    keyid,
    owner: own(root["x-key-owners"] ?? {}, keyid)?.["polis-id"] ?? null,
    online: keyid === onlineKeyid
  }), { threshold, signedBy, missing: missing2, met } = tally2;
  return { threshold, signedBy: signedBy.map(holder), missing: missing2.map(holder), met };
}
function signatureBlocks(signatures) {
  let { threshold, signedBy, missing: missing2, met } = signatures, row2 = (state, { keyid, owner, online }) => [
    state,
    { keyid },
    online ? "the Factory (online key)" : owner ?? "owner not recorded"
  ];
  return [
    { kind: "heading", text: "Signatures" },
    {
      kind: "paragraph",
      text: [
        { strong: `${signedBy.length} of ${threshold}`, tone: met ? "good" : "bad" },
        " signatures that devices ask for."
      ]
    },
    {
      kind: "table",
      columns: [{ title: "Signature" }, { title: "Key id" }, { title: "Holder" }],
      rows: [
        ...signedBy.map((holder) => row2("signed", holder)),
        ...met ? [] : missing2.map((holder) => row2("missing", holder))
      ]
    }
  ];
}
function signatureOutputs({ threshold, signedBy, missing: missing2, met }) {
  return { signatures: signedBy.length, threshold, missing: met ? "" : missing2.map(({ keyid }) => keyid).join(",") };
}
function whoMustSign(wave, { threshold, signedBy, missing: missing2 }) {
  let have = `Wave ${wave} has ${signedBy.length} of ${threshold} signatures`, people = missing2.filter(({ online: online2 }) => !online2), online = missing2.find((holder) => holder.online), factory2 = online ? `the Factory's own signature (${online.keyid}) is missing` : null;
  if (threshold - signedBy.length <= (online ? 1 : 0))
    return `${have}: ${factory2}. It signs automatically. Run the same step again in a moment. If that does not help, ask the vendor.`;
  let names = people.map(({ keyid, owner }) => owner ? `${keyid} (${owner})` : keyid).join(", ");
  return `${have}. ${people.length > 1 ? `One of ${names}` : names} must sign: factory-tuf wave sign ${wave} --keys <archive>.${factory2 ? ` Also ${factory2}.` : ""}`;
}
var signatureDataHelp = "`signatures`: `{threshold, signedBy, missing: [{keyid, owner, online}], met}`";

// src/verified/trusted-root-file.ts
async function writeTrustedRoot(path2, { ci }, chosenBy2) {
  await writeFileWhole(path2, rootText(ci), { chosenBy: chosenBy2 });
}
function rootText({ signatures, signed }) {
  let text = `${JSON.stringify({ signatures, signed }, null, 2)}
`;
  return Buffer.byteLength(text) > MAX_TRUSTED_ROOT_BYTES ? JSON.stringify({ signatures, signed }) : text;
}
async function heldRoot(file, by, { chain }) {
  let within2 = by.kind === "workspace" ? by.top : null, read = await readRegularFile(file, within2, MAX_TRUSTED_ROOT_BYTES);
  if (read.kind === "missing") return null;
  let text = read.kind === "read" ? utf8(read.bytes) : null;
  if (text === null)
    throw new ToolError("value-invalid", {
      happened: `${file} ${read.kind === "refused" ? read.why : "is not UTF-8 text"}, so it was not replaced.`,
      next: "Look at what is there, and move it away or name another file."
    });
  let held = parseRoot(parseJson(text, file), file), { version: version2 } = held.signed, digest = docHash(held), same = chain[version2 - 1];
  if (same && docHash(same) === digest) return { version: version2, digest };
  throw new ToolError("root-untrusted", {
    happened: `${file} holds a root (version ${version2}, sha256 ${digest}) that is not in this Factory's chain.`,
    next: "If the file belongs to another Factory, choose another name; else keep a copy of both and ask the vendor."
  });
}

// src/verified/wave-state.ts
async function readWave(ctx, name) {
  let { state } = await readWaveWith(ctx, name, async () => null);
  return state;
}
async function showableWave(ctx, name) {
  let { state } = await readWaveWith(ctx, name, async () => null, "show");
  return state;
}
async function readWaveAndCi(ctx, name) {
  let { state, also } = await readWaveWith(
    ctx,
    name,
    () => ctx.factory.ciTargets().then((fetched) => parseTargets(fetched, "CI targets"))
  ), { ci: ciRoot } = state.roots, released = [state.released.doc, ...state.production ? [state.production.doc] : []], { onlineKey } = state, pin2 = pinOf(ctx.trust.pins, "ci-targets");
  return verifyCiTargets(also, { ciRoot, onlineKey, pin: pin2, released, now: ctx.now }), { state, ciTargets: also };
}
async function readWaveWith(ctx, name, readAlso, purpose = "release") {
  ctx.progress("Reading and verifying the Wave");
  let checks = new Checks(), [roots, onlineKey, wave, also] = await Promise.all([
    readRoots(ctx, checks),
    checks.fetched(ctx.factory.ciTargetsKey()),
    checks.fetched(ctx.factory.wave(name, { showTargets: !0 })),
    checks.fetched(readAlso().then((value) => ({ value })))
  ]);
  if (wave === null && checks.block(noWave(name)), (purpose === "show" ? warnOfClock : checkClock)(ctx, checks, { roots, waves: [wave] }), checks.throwIfBlocked(), !roots || !onlineKey || !wave || !also) throw new Error("a missing part is a blocker");
  let readOnline = () => fetchOnline(ctx.factory, wave.tag, checks), [served, online] = await Promise.all([ctx.factory.prodTargets([wave.tag]), readOnline()]), production2 = productionOf(served, wave.tag);
  if (verifyProductionTargets(production2?.doc ?? null, wave.tag, roots.prod, ctx.trust.pins), production2) {
    let forTag = { tag: wave.tag, root: roots.prod, production: served, answers: online, fetch: readOnline };
    await proveOnline(ctx, forTag, checks);
  }
  if (purpose === "show") for (let { happened } of checks.blockers) checks.warn(happened);
  else checks.throwIfBlocked();
  let released = targetsOfWave(wave), state = {
    roots,
    onlineKey,
    onlineKeyid: requireOnlineKey(roots.ci.signed, onlineKey),
    wave,
    released,
    digest: `sha256:${docHash(released.doc)}`,
    production: production2,
    view: deviceView(released.doc, released.sizeBytes, roots.prod, ctx.now, askedDevices(ctx.trust, production2)),
    warnings: checks.warnings
  };
  for (let warning2 of checks.warnings) ctx.log.warning(warning2);
  return { state, also: also.value };
}
function askedDevices({ policy }, production2) {
  return { clients: clientsInUse(policy.clients).listed, before: production2?.doc.signed.targets ?? null };
}
function requireActive(wave, toDo) {
  if (wave.status !== "active")
    throw new ToolError("wave-not-active", {
      happened: `Wave ${wave.name} is ${wave.status}, so ${toDo}.`,
      next: `Look at it with: factory-tuf wave show ${wave.name}.`
    });
}
function noWave(name) {
  return new ToolError("wave-not-found", {
    happened: `There is no Wave ${name}.`,
    next: "List them with: factory-tuf wave list."
  });
}

export {
  ToolError,
  exitStatusOfOutcome,
  exitStatusOfError,
  failureOf,
  encodeText,
  foreignText,
  encodeLogLine,
  withoutCommands,
  own,
  ownOf,
  memberAt,
  isInteger,
  isObject,
  isPlainObject,
  asciiJson,
  sha256Hex,
  sha256Digest,
  pointerTo,
  parseJson,
  portabilityProblem,
  canonicalBytes,
  portableText,
  verificationForms,
  resultDocument,
  failureDocument,
  shortenedResult,
  errorCode,
  codeOf,
  kindOf,
  readRegularFile,
  readNamed,
  systemDisk,
  diskFailed,
  shownFile,
  writeFileWhole,
  allOf,
  counted,
  agreeing,
  listOf,
  firstOf,
  andMore,
  capital,
  base64Bytes,
  utf8,
  utf8WithoutMark,
  fileDamage,
  ALPHABET,
  DATA_LENGTH,
  writeGroups,
  readGroups,
  markedGroup,
  groupsInPage,
  scanTexts,
  isScan,
  joinScans,
  readKeyInput,
  COPY_AGAIN,
  readAgeHeader,
  mixedWarning,
  parseIdentities,
  requireNoSecretFor,
  trimPassphrase,
  openWithTyped,
  factoryOptions,
  trustOptions,
  offlineOption,
  actionInputs,
  cliOptions,
  plannedSignerOptions,
  signerOptions,
  keyOptions,
  archiveOptions,
  optionFlag,
  optionName,
  quoted,
  MS_PER_MINUTE,
  MS_PER_HOUR,
  MS_PER_DAY,
  isExpired,
  daysUntilExpiry,
  daysUntil,
  isWithinDays,
  inDays,
  oneYearAfter,
  expiresBefore,
  daysSince,
  wholeSeconds,
  tagsOf,
  hardwareIdsOf,
  appsOf,
  writtenText,
  MAX_VERSION,
  plainVersion,
  describeName,
  isName,
  isTag,
  isWave,
  isKeyid,
  entriesOfScope,
  isFullyRolledOut,
  devicesSoFar,
  secretOptions,
  isSecretOption,
  keyMaterialNames,
  usesKeys,
  nearest,
  parseOptions,
  requireKnownOptions,
  offeredFlags,
  releaseOptions,
  waveNameOption,
  rolloutOptions,
  digestOption,
  attestAgainOption,
  releaseRequest,
  bundleFolder,
  checkedSecret,
  checkedBaseUrl,
  DEFAULT_API_URL,
  API_URL_VARIABLE,
  factoryBaseUrl,
  connectionNotices,
  readCredentialFile,
  ED25519_METHOD,
  RSA_METHOD,
  isKnownMethod,
  isEd25519Method,
  signatureProblem,
  isSignature,
  checkedSigner,
  keyWithPrivateHalf,
  renamedKey,
  privateHalfOf,
  maskForms,
  startDeadline,
  ONE_DOCUMENT,
  MANY_DOCUMENTS,
  ONE_OF_MANY_ROOTS,
  AnswerBudget,
  requireFewNames,
  networkFault,
  neverSent,
  proxySecrets,
  nodeFetch,
  jsonOrNull,
  isTransientStatus,
  httpDateMs,
  retryAfterMs,
  backoffMs,
  httpStatusOf,
  statusError,
  bodyError,
  lostError,
  isWrite,
  errorBody,
  getDotPath,
  check,
  maxLength,
  minLength,
  minValue,
  nonEmpty,
  regex,
  safeInteger,
  array,
  boolean,
  custom,
  literal,
  looseObject,
  nullable,
  nullish,
  number,
  object,
  optional,
  picklist,
  strictObject,
  string,
  tuple,
  union,
  unknown,
  pipe,
  safeParse,
  ROLE_NAMES,
  isRoleName,
  Doc,
  parseRoot,
  parseTargets,
  isRootDoc,
  parseOnline,
  parseSigned,
  problemsBelow,
  noDocuments,
  documentTexts,
  membersOf,
  mapOf,
  problemIn,
  isOf,
  isOffline,
  configInvalid,
  readEvent,
  KEY_EVENTS,
  DISPATCH,
  readKeyFile,
  readWorkspaceKeyFile,
  readSecretFile,
  keyFileOf,
  parseCommandLine,
  programName,
  ED25519_PKCS8_PREFIX,
  usableKey,
  keyType,
  keyidOf,
  childEnvironment,
  MAX_BYTES,
  WARNING_SHARE,
  MAX_ROOT_VERSIONS,
  SIGNATURE_ROOM_BYTES,
  CLIENT_NAMES,
  deviceClients,
  clientsInUse,
  schemeFacts,
  signerTooSmall,
  requireNoNearMiss,
  chosenBy,
  chosenWithin,
  checkoutTop,
  parsePins,
  noPolicy,
  parsePolicy,
  parseYaml,
  TRUSTED_ROOT_FILE,
  PINS_FILE,
  POLICY_FILE,
  WAIVERS_FILE,
  SIGSTORE_ROOT_FILE,
  MAX_POLICY_BYTES,
  layoutOf,
  pathsOf,
  readAt,
  pinsFileOf,
  policyOf,
  parseTrustedRoot,
  parsed3 as parsed,
  readConfigFile,
  configTextOf,
  timeOfRun,
  requireTrustedRoot,
  missingTrustedRoot,
  AdmittedRun,
  prepareContext,
  watchedFetch,
  startTrace,
  differingPointer,
  sameJson,
  lastListing,
  heldKey,
  activeKey,
  activeRemoteKey,
  activeTargetsKey,
  findSigner,
  isNamedRoot,
  refusedBy,
  refusedText,
  refusedNote,
  judgedAs,
  signaturesToCome,
  refusalsOfRoot,
  refusalsOf,
  skippedTarget,
  roleKeys,
  tally,
  tallyAhead,
  requireThreshold,
  signatureListProblem,
  requireReadableSignatures,
  deviceView,
  newlySkipped,
  checkClients,
  productionOf,
  productionWithin,
  servedTags,
  targetsOfWave,
  title,
  valueText,
  pointerText,
  shortKeyid,
  keyidList,
  keptKeyids,
  spoken,
  midSentence,
  metadataTooLarge,
  sizeObservations,
  ROTATE_ROOT,
  SHORTEN_ROOT,
  ROTATE_TARGETS,
  UPDATES,
  inTransaction,
  NEW_WAVE,
  CANCEL_WAVE,
  KEEP_EVIDENCE,
  factory,
  updates,
  allRoots,
  pins,
  pinsAsWell,
  pullRequest,
  production,
  records,
  archives,
  workflows,
  environments,
  remindRuns,
  knownToken,
  targetSubject,
  targetMalformed,
  targetUnselectable,
  prodTargetProvenance,
  targetAppUnpinned,
  targetAppForeign,
  hardwareCoverageLost,
  targetNoDelta,
  grouped,
  membersDigest,
  RANK,
  findingsOf,
  limitOf2 as limitOf,
  checkTargetsContent,
  onlineRefusals,
  areOfTwoMoments,
  walkRoots,
  servedBytes,
  servedRows,
  oldestHeld,
  requireAllowedTargetsMembers,
  requireUnambiguous,
  vendorsRootKey,
  diffTargets,
  selectTargets,
  requireAboveProduction,
  openSigner,
  checkSigner,
  describePlan,
  requireReachableThreshold,
  checkContent,
  warnOfLongLife,
  Checks,
  unlessForbidden,
  docHash,
  pinOf,
  requirePinned,
  requireOnlineKey,
  verifyCiTargets,
  ciTargetsHash,
  verifyProductionTargets,
  requireTag,
  checkClock,
  warnOfClock,
  lookAtClock,
  targetsOfDevice,
  MAX_ONLINE_TAGS,
  READ_AGAIN,
  FULL_DAYS,
  daysLeftText,
  minuteText,
  ageText,
  MIN_PRODUCTION_THRESHOLD,
  verifyProductionRoot,
  requireFlavour,
  requireSameContent,
  rootKeyids,
  roleShortfall,
  rootRefusals2 as rootRefusals,
  TAKEN_AS_SERVED,
  readRoots,
  showableRoots,
  trustableRoots,
  workableRoots,
  ROOT_BATCH,
  firstGuess,
  RootWalk,
  checkRoots,
  rootOutputs,
  readState,
  isReleased,
  prepareRelease,
  examineRelease,
  deviceRowsHelp,
  deviceTable,
  plainText2 as plainText,
  filled,
  escapeHtml,
  safeHref,
  nextSteps,
  NEXT_TITLE,
  MAX_SUMMARY_BYTES,
  renderMarkdown,
  requireFitsSummary,
  renderTerminal,
  COMMAND_ACTIONS,
  isActionFolder,
  OUR_REPOSITORY,
  shellWord,
  singleQuoted,
  requireKnownContent,
  prunedVersions,
  readAllTargets,
  requireDigest,
  requireApprovedWave,
  requireApprovedPlan,
  lookAgain,
  isInTime,
  rootDataHelp,
  rootData,
  rootReportBlocks,
  settle,
  settleSeen,
  notKnownWhether,
  signaturesOf,
  signatureBlocks,
  signatureOutputs,
  whoMustSign,
  signatureDataHelp,
  writeTrustedRoot,
  heldRoot,
  readWave,
  showableWave,
  readWaveAndCi,
  askedDevices,
  requireActive,
  noWave,
  registry,
  commandNames,
  actionCommandNames,
  offlineCommandNames,
  machineCommandNames
};
