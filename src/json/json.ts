// JSON as a verifier must read it: what JSON.parse silently drops or rounds (repeated members, -0, 1.0,
// integers beyond 2^53, depth) is reported, and numbers that would be rounded are kept token by token (T11).
import { ToolError } from "../errors/tool-error.ts";
import { type TextPart, wholeText } from "./canonical-text.ts";
import { hasMembers, isObject } from "./object.ts";

/** Beyond this, devices refuse the text outright (jsoncpp), and reading it would exhaust the stack. */
const MAX_READABLE_DEPTH = 1000;
/** No honest document has so many; a hostile one could fill the memory with reports. */
const MAX_PROBLEMS = 10_000;

/** Objects nested deeper than this are reported (T11). */
export const MAX_DEPTH = 64;

export interface JsonProblem {
  /** RFC 6901 pointer from the top of the parsed text. */
  readonly pointer: string;
  readonly kind: "repeated-member" | "too-deep" | "number-form";
  readonly says: string;
}

export interface ParsedJson {
  /** Plain objects; a number that JavaScript would round or reformat is a `JSON.rawJSON` object. */
  readonly value: unknown;
  /** What two parsers may read differently. Empty for all ordinary documents. */
  readonly problems: readonly JsonProblem[];
  /** The text, where it is canonical already, save perhaps the order of its outer members. */
  readonly text?: TextPart | null;
}

declare global {
  /** Of Node 22 and later, and not in TypeScript's library of ES2024. */
  interface JSON {
    rawJSON(text: string): RawJson;
    isRawJSON(value: unknown): value is RawJson;
  }
}

interface RawJson {
  readonly rawJSON: string;
}

/** The token of a number kept verbatim, or null when `value` is anything else. */
export function rawNumber(value: unknown): string | null {
  return JSON.isRawJSON(value) ? value.rawJSON : null;
}

/** Appends one member name or index to an RFC 6901 pointer. */
export function pointerTo(pointer: string, key: string | number): string {
  return `${pointer}/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/**
 * @param where names the document in messages, e.g. `GET …/root.json`.
 * @throws {ToolError} `metadata-malformed` when `text` is not JSON, is nested deeper than any device reads, or
 *   has problems without end. The text is not quoted.
 */
export function parseJson(text: string, where: string): ParsedJson {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw unreadable(where, "is not valid JSON");
  }
  const whole = wholeText(text, MAX_DEPTH);
  if (whole) return { value, problems: [], text: whole };
  // For compact text of any order: whatever else JSON.parse lost makes the copy differ.
  if (isOrdinary(value, MAX_DEPTH) && endOfCopy(value, text, 0, MEMBER_LEVELS) === text.length)
    return { value, problems: [] };
  const { problems, hasEscapedName } = scan(text, where);
  // JSON.parse would round such numbers; and V8 13.6 may take an escaped name for an earlier one that begins alike.
  if (hasEscapedName || problems.some(({ kind }) => kind === "number-form")) value = build(text);
  return { value, problems };
}

function unreadable(where: string, what: string): ToolError {
  return new ToolError("metadata-malformed", {
    happened: `${where} ${what}.`,
    next: "Fetch it again; if the error comes again, something between here and the Factory rewrites answers.",
  });
}

/** Nested at most `levels` deep, and no number but plain integers. */
function isOrdinary(value: unknown, levels: number): boolean {
  if (typeof value === "number") return Number.isSafeInteger(value);
  if (!hasMembers(value)) return true;
  if (levels === 0) return false;
  for (const key of Object.keys(value)) {
    const member = value[key];
    if (typeof member !== "string" && !isOrdinary(member, levels - 1)) return false;
  }
  return true;
}

/** Objects this far down are compared member by member: a map of targets documents as lists of targets. */
const MEMBER_LEVELS = 3;

/** Where `JSON.stringify(value)` ends in `text` when it stands at `at`, or -1. Writes no large text to compare with. */
function endOfCopy(value: unknown, text: string, at: number, levels: number): number {
  if (levels === 0 || !isObject(value)) {
    return endOfPiece(JSON.stringify(value), text, at);
  }
  let end = at;
  let before = "{";
  for (const key of Object.keys(value)) {
    end = endOfPiece(`${before}${JSON.stringify(key)}:`, text, end);
    if (end !== -1) end = endOfCopy(value[key], text, end, levels - 1);
    if (end === -1) return -1;
    before = ",";
  }
  return endOfPiece(before === "{" ? "{}" : "}", text, end);
}

function endOfPiece(piece: string, text: string, at: number): number {
  const end = at + piece.length;
  return text.slice(at, end) === piece ? end : -1;
}

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const PLAIN_INTEGER = /^(?:0|-?[1-9]\d*)$/;

/** An object or an array that is being read; the step of a pointer to the value in it that is read: its name or index. */
type Level = { readonly names: Set<string>; step: string } | { readonly names: null; step: number };

interface Scanned {
  readonly problems: JsonProblem[];
  /** Some member's name is written with an escape. */
  readonly hasEscapedName: boolean;
}

/** Reads text that JSON.parse has accepted; so it only has to look, not to validate. */
function scan(text: string, where: string): Scanned {
  let hasEscapedName = false;
  const problems: JsonProblem[] = [];
  const report = (kind: JsonProblem["kind"], says: string) => {
    if (problems.length === MAX_PROBLEMS) throw unreadable(where, `has more than ${MAX_PROBLEMS} ambiguous places`);
    problems.push({ pointer: here(), kind, says });
  };
  const levels: Level[] = [];
  const here = () => levels.reduce((pointer, { step }) => pointerTo(pointer, step), "");
  let expectsName = false;
  for (let at = 0; at < text.length; at++) {
    const level = levels.at(-1);
    const char = text.charCodeAt(at);
    if (char === 0x22) {
      const end = endOfString(text, at);
      if (expectsName && level?.names) {
        const name = stringAt(text, at, end);
        if (name.length !== end - at - 2) hasEscapedName = true;
        level.step = name;
        if (level.names.has(name)) {
          report("repeated-member", "the member name occurs twice");
        }
        level.names.add(name);
        expectsName = false;
      }
      at = end - 1;
    } else if (char === 0x7b || char === 0x5b) {
      if (levels.length === MAX_READABLE_DEPTH)
        throw unreadable(where, `is nested deeper than ${MAX_READABLE_DEPTH} levels`);
      if (levels.length === MAX_DEPTH) report("too-deep", `nested deeper than ${MAX_DEPTH} levels`);
      levels.push(char === 0x7b ? { names: new Set(), step: "" } : { names: null, step: 0 });
      expectsName = char === 0x7b;
    } else if (char === 0x7d || char === 0x5d) {
      levels.pop();
      expectsName = false;
    } else if (char === 0x2c && level) {
      if (level.names) expectsName = true;
      else level.step++;
    } else if (char === 0x2d || (char >= 0x30 && char <= 0x39)) {
      NUMBER.lastIndex = at;
      const token = NUMBER.exec(text)?.[0] ?? text[at]!;
      const problem = numberProblem(token);
      if (problem) report("number-form", problem);
      at += token.length - 1;
    }
  }
  return { problems, hasEscapedName };
}

const SPACE = /[ \t\n\r]*/y;

/**
 * Builds the value of text that JSON.parse has accepted and {@link scan} has found no deeper than it may be: names read
 * one by one, numbers that JavaScript would change kept as they are written. Of a repeated name the last value counts,
 * as in JSON.parse.
 */
function build(text: string): unknown {
  let at = 0;
  const next = () => {
    SPACE.lastIndex = at;
    at += SPACE.exec(text)![0].length;
    return text[at]!;
  };
  const string = () => {
    const start = at;
    at = endOfString(text, start);
    return stringAt(text, start, at);
  };
  const number = () => {
    NUMBER.lastIndex = at;
    const token = NUMBER.exec(text)![0];
    at += token.length;
    return String(Number(token)) === token ? Number(token) : JSON.rawJSON(token);
  };
  const word = (length: number, value: unknown) => {
    at += length;
    return value;
  };
  /** Reads `item` after `item` up to `end`; `at` stands on the opening bracket, and behind the closing one afterwards. */
  const list = (end: string, item: () => void) => {
    at++;
    if (next() !== end) {
      item();
      while (next() === ",") {
        at++;
        next();
        item();
      }
    }
    at++;
  };
  const value = (): unknown => {
    switch (next()) {
      case "{": {
        const object = {};
        list("}", () => {
          const name = string();
          next();
          at++;
          // Assigned, `__proto__` would be no member.
          Object.defineProperty(object, name, { value: value(), enumerable: true, configurable: true, writable: true });
        });
        return object;
      }
      case "[": {
        const array: unknown[] = [];
        list("]", () => array.push(value()));
        return array;
      }
      case '"':
        return string();
      case "t":
        return word(4, true);
      case "f":
        return word(5, false);
      case "n":
        return word(4, null);
      default:
        return number();
    }
  };
  return value();
}

const ESCAPED: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** The string whose quotes stand at `start` and before `end`. */
function stringAt(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, end - 1);
  if (!raw.includes("\\")) return raw;
  return raw.replace(/\\(?:u([0-9A-Fa-f]{4})|(.))/g, (_, hex: string | undefined, char: string) =>
    hex === undefined ? (ESCAPED[char] ?? char) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; ; at++) {
    const char = text.charCodeAt(at);
    if (char === 0x5c) at++;
    else if (char === 0x22) return at + 1;
  }
}

function numberProblem(token: string): string | null {
  if (!PLAIN_INTEGER.test(token)) return `the number ${token.slice(0, 40)} is not a plain integer`;
  return Number.isSafeInteger(Number(token)) ? null : `the integer ${token.slice(0, 40)} is beyond 2^53`;
}
