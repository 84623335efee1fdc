import {
  pointerTo,
  rawNumber
} from "./chunk-2OQ5M6FN.js";
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

export {
  portabilityProblem,
  canonicalBytes,
  portableText,
  isCanonicalText,
  verificationForms
};
