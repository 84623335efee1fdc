import {
  parseExpires
} from "./chunk-XZWJ3NC3.js";
import {
  pointerTo,
  rawNumber
} from "./chunk-2OQ5M6FN.js";
import {
  isInteger,
  isObject,
  own
} from "./chunk-RQY7G4BH.js";
import {
  ToolError
} from "./chunk-IAASVYQS.js";

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
var MEMBER_LEVELS = 2;
function portableBytes(value) {
  let out = new AsciiBuffer();
  return appendPortable(out, value, MEMBER_LEVELS) ? out.take() : null;
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
function canonicalize2(value) {
  return canonicalize(value);
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
  let { signed, signatures } = parseEnvelope(json.value, "root", where);
  return requireRoot(signed, where), new Doc(where, signed, signatures, json.problems);
}
function parseTargets(json, where, served = null) {
  let { signed, signatures } = parseEnvelope(json.value, "targets", where);
  return requireTargets(signed, where), new Doc(where, signed, signatures, json.problems, served);
}
function requireRoot(signed, where) {
  let { keys, roles } = signed;
  if (!isObject(keys)) throw malformed(where, "signed.keys is not an object");
  for (let [keyid, key] of Object.entries(keys))
    if (!isObject(key) || typeof key.keytype != "string" || !isObject(key.keyval) || typeof key.keyval.public != "string")
      throw malformed(where, `the key ${quote(keyid)} has no keytype or no public half`);
  if (!isObject(roles)) throw malformed(where, "signed.roles is not an object");
  for (let name of ROLE_NAMES) {
    let role = own(roles, name), keyids = isObject(role) ? role.keyids : void 0, threshold = isObject(role) ? role.threshold : void 0;
    if (!Array.isArray(keyids) || keyids.some((keyid) => typeof keyid != "string"))
      throw malformed(where, `the role ${name} has no list of key ids`);
    if (keyids.length > MAX_KEYIDS) throw malformed(where, `the role ${name} lists ${keyids.length} key ids`);
    if (!isInteger(threshold, 1, 1e3)) throw malformed(where, `the role ${name} has no threshold from 1 to 1000`);
  }
}
function requireTargets(signed, where) {
  let { targets } = signed;
  if (!isObject(targets)) throw malformed(where, "signed.targets is not an object");
  for (let [name, file] of Object.entries(targets)) {
    if (!isObject(file)) throw malformed(where, `the target ${quote(name)} is not an object`);
    if (!isObject(file.hashes) || Object.values(file.hashes).some((hash) => typeof hash != "string"))
      throw malformed(where, `the target ${quote(name)} has no hashes`);
    if (!isInteger(file.length, 0)) throw malformed(where, `the target ${quote(name)} has no length`);
    if (file.custom !== void 0 && file.custom !== null && !isObject(file.custom))
      throw malformed(where, `the target ${quote(name)} has a custom part that is not an object`);
  }
}
function parseOnline(json, role, where) {
  return parseSigned(json, role, where);
}
function parseSigned(json, role, where) {
  let { signed, signatures } = parseEnvelope(json.value, role, where);
  return new Doc(where, signed, signatures, json.problems);
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
    throw malformed(where, `signed._type is ${quote(signed._type)}, not ${type}`);
  if (!isInteger(signed.version, 1))
    throw malformed(where, `signed.version is ${quote(signed.version)}, not an integer from 1`);
  parseExpires(signed.expires, where);
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
  portabilityProblem,
  canonicalBytes,
  portableText,
  isCanonicalText,
  verificationForms,
  ROLE_NAMES,
  isRoleName,
  Doc,
  parseRoot,
  parseTargets,
  parseOnline,
  parseSigned,
  problemsBelow
};
