import {
  parseExpires
} from "./chunk-PNLIBCLW.js";
import {
  ToolError
} from "./chunk-V3CS4ZDM.js";

// src/tuf/json.ts
var MAX_READABLE_DEPTH = 1e3, MAX_PROBLEMS = 1e4, MAX_DEPTH = 64, lossless = JSON;
function rawNumber(value) {
  return lossless.isRawJSON(value) ? value.rawJSON : null;
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
  if (isOrdinary(value, MAX_DEPTH) && endOfCopy(value, text, 0, MEMBER_LEVELS) === text.length)
    return { value, problems: [], exact: !0 };
  let problems = scan(text, where);
  return problems.some(({ kind }) => kind === "number-form") && (value = parseLossless(text)), { value, problems };
}
function unreadable(where, what) {
  return new ToolError("metadata-malformed", {
    happened: `${where} ${what}.`,
    next: "Fetch it again; if it stays so, something between here and the Factory rewrites answers."
  });
}
function isOrdinary(value, levels) {
  if (typeof value == "number") return Number.isSafeInteger(value);
  if (value === null || typeof value != "object") return !0;
  if (levels === 0) return !1;
  for (let key of Object.keys(value)) {
    let member = value[key];
    if (typeof member != "string" && !isOrdinary(member, levels - 1)) return !1;
  }
  return !0;
}
var MEMBER_LEVELS = 3;
function endOfCopy(value, text, at, levels) {
  if (levels === 0 || value === null || typeof value != "object" || Array.isArray(value))
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
function parseLossless(text) {
  return lossless.parse(
    text,
    (_key, value, { source }) => typeof value == "number" && source !== void 0 && String(value) !== source ? lossless.rawJSON(source) : value
  );
}
var NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y, PLAIN_INTEGER = /^(?:0|-?[1-9]\d*)$/;
function scan(text, where) {
  let problems = [], report = (kind, says) => {
    if (problems.length === MAX_PROBLEMS) throw unreadable(where, `has more than ${MAX_PROBLEMS} ambiguous places`);
    problems.push({ pointer: here(), kind, says });
  }, levels = [], here = () => levels.reduce((pointer, { step }) => pointerTo(pointer, step), ""), expectsName = !1;
  for (let at = 0; at < text.length; at++) {
    let level = levels.at(-1), char = text.charCodeAt(at);
    if (char === 34) {
      let end = endOfString(text, at);
      if (expectsName && level?.names) {
        let name = JSON.parse(text.slice(at, end));
        level.step = name, level.names.has(name) && report("repeated-member", "the member name occurs twice"), level.names.add(name), expectsName = !1;
      }
      at = end - 1;
    } else if (char === 123 || char === 91) {
      if (levels.length === MAX_READABLE_DEPTH)
        throw unreadable(where, `is nested deeper than ${MAX_READABLE_DEPTH} levels`);
      levels.length === MAX_DEPTH && report("too-deep", `nested deeper than ${MAX_DEPTH} levels`), levels.push(char === 123 ? { names: /* @__PURE__ */ new Set(), step: "" } : { names: null, step: 0 }), expectsName = char === 123;
    } else if (char === 125 || char === 93)
      levels.pop(), expectsName = !1;
    else if (char === 44 && level)
      level.names ? expectsName = !0 : level.step = level.step + 1;
    else if (char === 45 || char >= 48 && char <= 57) {
      NUMBER.lastIndex = at;
      let token = NUMBER.exec(text)?.[0] ?? text[at], problem = numberProblem(token);
      problem && report("number-form", problem), at += token.length - 1;
    }
  }
  return problems;
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

// src/tuf/ascii-buffer.ts
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

// node_modules/canonicalize/lib/canonicalize.js
function hasLoneSurrogate(value) {
  for (let i = 0; i < value.length; i++) {
    let code = value.charCodeAt(i);
    if (code >= 55296 && code <= 56319) {
      if (i === value.length - 1)
        return !0;
      let next = value.charCodeAt(i + 1);
      if (!(next >= 56320 && next <= 57343))
        return !0;
      i++;
    } else if (code >= 56320 && code <= 57343)
      return !0;
  }
  return !1;
}
function canonicalize(object, seen = /* @__PURE__ */ new Set()) {
  if (typeof object == "number" && isNaN(object))
    throw new Error("NaN is not allowed");
  if (typeof object == "number" && !isFinite(object))
    throw new Error("Infinity is not allowed");
  if (typeof object == "string" && hasLoneSurrogate(object))
    throw new Error("Lone surrogate is not allowed");
  if (object === null || typeof object != "object")
    return JSON.stringify(object);
  if (typeof object.toJSON == "function") {
    if (seen.has(object))
      throw new Error("Circular reference detected");
    seen.add(object);
    let result2 = canonicalize(object.toJSON(), seen);
    return seen.delete(object), result2;
  }
  if (seen.has(object))
    throw new Error("Circular reference detected");
  seen.add(object);
  let result;
  if (Array.isArray(object))
    result = `[${object.map((cv) => canonicalize(cv === void 0 || typeof cv == "symbol" ? null : cv, seen)).join(",")}]`;
  else {
    let parts = [];
    for (let key of Object.keys(object).sort())
      object[key] === void 0 || typeof object[key] == "symbol" || parts.push(`${canonicalize(key)}:${canonicalize(object[key], seen)}`);
    result = `{${parts.join(",")}}`;
  }
  return seen.delete(object), result;
}

// src/tuf/canonicalize.ts
function canonicalize2(value) {
  return canonicalize(value);
}

// src/tuf/canonical.ts
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
  let bytes = portableBytes(value);
  if (bytes !== null) return bytes;
  let problem = findProblem(value, pointer);
  throw new ToolError("metadata-not-portable", {
    happened: `${where}: the value at ${problem?.pointer || "/"} ${problem?.says}; device and server encode it differently, so a signature could fail on some of them.`,
    next: "Remove it where the document is made (usually the CI build), then run this again."
  });
}
function portableText(value) {
  let sorted = sortedCopy(value);
  if (sorted === UNPORTABLE) return null;
  if (sorted === UNSORTABLE) return findProblem(value, "") ? null : canonicalize2(value);
  let text = JSON.stringify(sorted);
  return isSuspicious(text) && findProblem(value, "") ? null : text;
}
function isCanonicalText(text, value) {
  return isInOrder(value) && !isSuspicious(text);
}
function isInOrder(value) {
  if (typeof value == "string" || typeof value == "boolean" || value === null) return !0;
  if (typeof value == "number") return isPortableNumber(value);
  if (typeof value != "object" || rawNumber(value) !== null) return !1;
  if (Array.isArray(value)) return value.every(isInOrder);
  let before = "";
  for (let key of Object.keys(value)) {
    if (key < before) return !1;
    before = key;
    let member = value[key];
    if (typeof member != "string" && !isInOrder(member)) return !1;
  }
  return !0;
}
function isSuspicious(text) {
  return Buffer.byteLength(text) !== text.length || text.includes("") ? !0 : text.includes("\\") && ESCAPED.test(text);
}
var ESCAPED = /\\[bfu]/, UNPORTABLE = /* @__PURE__ */ Symbol("a number that readers encode differently, or no JSON at all"), UNSORTABLE = /* @__PURE__ */ Symbol("an object with integer-like names, whose order JavaScript decides");
function sortedCopy(value) {
  if (typeof value == "string" || typeof value == "boolean" || value === null) return value;
  if (typeof value == "number") return isPortableNumber(value) ? value : UNPORTABLE;
  if (typeof value != "object" || rawNumber(value) !== null) return UNPORTABLE;
  if (Array.isArray(value)) return sortedArray(value);
  let object = value, written = Object.keys(object), keys = sortedKeys(written), copies = keys === written ? null : {};
  for (let index = 0; index < keys.length; index++) {
    let key = keys[index];
    if (key === "__proto__" || isIntegerLike(key)) return UNSORTABLE;
    let member = object[key], copy = typeof member == "string" ? member : sortedCopy(member);
    if (copy === UNPORTABLE || copy === UNSORTABLE) return copy;
    copies === null && copy !== member && (copies = firstMembers(object, keys, index)), copies !== null && (copies[key] = copy);
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
function firstMembers(object, keys, count) {
  let members = {};
  for (let index = 0; index < count; index++) members[keys[index]] = object[keys[index]];
  return members;
}
function sortedKeys(written) {
  if (written.length > MAX_LIST) return isSorted(written) ? written : [...written].sort();
  let known = lists.get(written.length);
  if (known && isSameList(known.written, written)) return known.sorted ?? written;
  let sorted = isSorted(written) ? null : [...written].sort();
  return lists.set(written.length, { written, sorted }), sorted ?? written;
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
  if (levels === 0 || value === null || typeof value != "object" || Array.isArray(value) || rawNumber(value) !== null) {
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
function verificationForms(value) {
  let bytes = portableBytes(value);
  return bytes !== null ? [bytes] : [encoder.encode(verbatimText(value, "escaped")), encoder.encode(verbatimText(value, "raw"))];
}
function verbatimText(value, controls) {
  let token = rawNumber(value);
  return token !== null ? token : typeof value == "string" ? controls === "raw" ? rawControls(JSON.stringify(value)) : JSON.stringify(value) : Array.isArray(value) ? `[${value.map((item) => verbatimText(item, controls)).join(",")}]` : value !== null && typeof value == "object" ? `{${Object.keys(value).sort().map(
    (key) => `${verbatimText(key, controls)}:${verbatimText(value[key], controls)}`
  ).join(",")}}` : JSON.stringify(value);
}
function rawControls(encoded) {
  return encoded.replace(/\\(?:u00([01][0-9a-f])|(["\\nrtbf]))/g, (sequence, hex, short) => hex ? String.fromCharCode(Number.parseInt(hex, 16)) : short === "b" ? "\b" : short === "f" ? "\f" : sequence);
}

// src/tuf/metadata.ts
var ROLE_NAMES = ["root", "targets", "snapshot", "timestamp"], MAX_SIGNATURES = 1e3, MAX_KEYIDS = 1e3, Doc = class {
  where;
  signed;
  signatures;
  /** What two parsers may read differently (T11), pointers relative to this document. */
  problems;
  #served;
  #forms;
  #portability;
  /** @param served the canonical bytes of `signed` where they stand in what was received; not owned. */
  constructor(where, signed, signatures, problems, served = null) {
    this.where = where, this.signed = signed, this.signatures = signatures, this.problems = problems, this.#served = served, served && (this.#portability = null);
  }
  /**
   * The byte forms a signature may cover: one where the document is portable. Made once, and owned by this
   * document: {@link forgetForms} empties them.
   */
  get forms() {
    return this.#served ? [this.#served] : (this.#forms || (this.#forms = verificationForms(this.signed), this.#forms.length === 1 && (this.#portability = null)), this.#forms);
  }
  /** Gives the memory of `forms` back, which is as large as the document. They are made again when asked for. */
  forgetForms() {
    for (let bytes of this.#forms ?? []) bytes.buffer.transfer(0);
    this.#forms = void 0;
  }
  /** Why `signed` may not be signed again as it is, or null. */
  get portability() {
    return this.#portability === void 0 && (this.#portability = portabilityProblem(this.signed, "/signed")), this.#portability;
  }
};
function parseRoot(json, where) {
  let { signed, signatures } = parseEnvelope(json.value, "root", where), { keys, roles } = signed;
  if (!isObject(keys)) throw malformed(where, "signed.keys is not an object");
  for (let [keyid, key] of Object.entries(keys)) {
    let { keytype, keyval } = isObject(key) ? key : {};
    if (typeof keytype != "string" || !isObject(keyval) || typeof keyval.public != "string")
      throw malformed(where, `the key ${quote(keyid)} has no keytype or no public half`);
  }
  if (!isObject(roles)) throw malformed(where, "signed.roles is not an object");
  for (let name of ROLE_NAMES) {
    let role = own(roles, name), keyids = isObject(role) ? role.keyids : void 0, threshold = isObject(role) ? role.threshold : void 0;
    if (!Array.isArray(keyids) || keyids.some((keyid) => typeof keyid != "string"))
      throw malformed(where, `the role ${name} has no list of key ids`);
    if (keyids.length > MAX_KEYIDS) throw malformed(where, `the role ${name} lists ${keyids.length} key ids`);
    if (!Number.isInteger(threshold) || threshold < 1 || threshold > 1e3)
      throw malformed(where, `the role ${name} has no threshold from 1 to 1000`);
  }
  return new Doc(where, signed, signatures, json.problems);
}
function parseTargets(json, where, served = null) {
  let { signed, signatures } = parseEnvelope(json.value, "targets", where), { targets } = signed;
  if (!isObject(targets)) throw malformed(where, "signed.targets is not an object");
  for (let [name, file] of Object.entries(targets)) {
    if (!isObject(file)) throw malformed(where, `the target ${quote(name)} is not an object`);
    if (!isObject(file.hashes) || Object.values(file.hashes).some((hash) => typeof hash != "string"))
      throw malformed(where, `the target ${quote(name)} has no hashes`);
    if (!Number.isSafeInteger(file.length) || file.length < 0)
      throw malformed(where, `the target ${quote(name)} has no length`);
    if (file.custom !== void 0 && !isObject(file.custom))
      throw malformed(where, `the target ${quote(name)} has a custom part that is not an object`);
  }
  return new Doc(where, signed, signatures, json.problems, served);
}
function problemsBelow(problems, pointer) {
  return problems.filter((problem) => problem.pointer === pointer || problem.pointer.startsWith(`${pointer}/`)).map((problem) => ({ ...problem, pointer: problem.pointer.slice(pointer.length) }));
}
function own(object, key) {
  return Object.hasOwn(object, key) ? object[key] : void 0;
}
function isObject(value) {
  return value !== null && typeof value == "object" && !Array.isArray(value);
}
function parseEnvelope(value, type, where) {
  if (!isObject(value) || !isObject(value.signed) || !Array.isArray(value.signatures))
    throw malformed(where, "it is not an object with `signed` and `signatures`");
  let { signed } = value;
  if (typeof signed._type != "string" || signed._type.toLowerCase() !== type)
    throw malformed(where, `signed._type is ${quote(signed._type)}, not ${type}`);
  if (!Number.isSafeInteger(signed.version) || signed.version < 1)
    throw malformed(where, `signed.version is ${quote(signed.version)}, not an integer from 1`);
  if (parseExpires(signed.expires, where), value.signatures.length > MAX_SIGNATURES)
    throw malformed(where, `it lists ${value.signatures.length} signatures`);
  let signatures = value.signatures.map((entry, index) => {
    if (!isObject(entry) || [entry.keyid, entry.method, entry.sig].some((part) => typeof part != "string"))
      throw malformed(where, `signature ${index + 1} lacks keyid, method or sig`);
    return { keyid: entry.keyid, method: entry.method, sig: entry.sig };
  });
  return { signed, signatures };
}
function quote(value) {
  return (JSON.stringify(value) ?? "missing").slice(0, 80);
}
function malformed(where, what) {
  return new ToolError("metadata-malformed", {
    happened: `${where}: ${what}.`,
    next: "A device would reject this document. Sign nothing, keep a copy and ask the vendor."
  });
}

export {
  rawNumber,
  pointerTo,
  parseJson,
  portabilityProblem,
  canonicalBytes,
  portableText,
  isCanonicalText,
  verificationForms,
  ROLE_NAMES,
  Doc,
  parseRoot,
  parseTargets,
  problemsBelow,
  own,
  isObject
};
