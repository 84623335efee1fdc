import {
  ToolError
} from "./chunk-IAASVYQS.js";

// src/json/json.ts
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
      level.names ? expectsName = !0 : level.step = level.step + 1;
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
  let at = 0, next = () => (SPACE.lastIndex = at, at += SPACE.exec(text)[0].length, text[at]), string = () => {
    let start = at;
    return at = endOfString(text, start), stringAt(text, start, at);
  }, number = () => {
    NUMBER.lastIndex = at;
    let token = NUMBER.exec(text)[0];
    return at += token.length, String(Number(token)) === token ? Number(token) : lossless.rawJSON(token);
  }, word = (length, value2) => (at += length, value2), list = (end, item) => {
    if (at++, next() !== end)
      for (item(); next() === ","; )
        at++, next(), item();
    at++;
  }, value = () => {
    switch (next()) {
      case "{": {
        let object = {};
        return list("}", () => {
          let name = string();
          next(), at++, Object.defineProperty(object, name, { value: value(), enumerable: !0, configurable: !0, writable: !0 });
        }), object;
      }
      case "[": {
        let array = [];
        return list("]", () => array.push(value())), array;
      }
      case '"':
        return string();
      case "t":
        return word(4, !0);
      case "f":
        return word(5, !1);
      case "n":
        return word(4, null);
      default:
        return number();
    }
  };
  return value();
}
var ESCAPED = { b: "\b", f: "\f", n: `
`, r: "\r", t: "	" };
function stringAt(text, start, end) {
  let raw = text.slice(start + 1, end - 1);
  return raw.includes("\\") ? raw.replace(
    /\\(?:u([0-9A-Fa-f]{4})|(.))/g,
    (_, hex, char) => hex === void 0 ? ESCAPED[char] ?? char : String.fromCharCode(Number.parseInt(hex, 16))
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

export {
  rawNumber,
  pointerTo,
  parseJson
};
