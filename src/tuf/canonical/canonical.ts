// The canonical bytes of `signed`: what every signature covers (PROTOCOL §1). Inside the portable domain
// there is one form on which all readers agree; outside it we verify, but never sign.
import reference from "canonicalize";

import { ToolError } from "../../errors/tool-error.ts";
import { pointerTo, rawNumber } from "../../json/json.ts";
import { hasMembers, isObject } from "../../json/object.ts";
import { AsciiBuffer } from "./ascii-buffer.ts";

/** Where a value leaves the domain in which all encoders agree. */
export interface PortabilityProblem {
  /** RFC 6901 pointer relative to the value that was given. */
  readonly pointer: string;
  readonly says: string;
}

const PORTABLE_TEXT = /^[\x20-\x7e\n\r\t]*$/;
const INTEGER_LIKE = /^(?:0|[1-9]\d*)$/;
const encoder = new TextEncoder();

/**
 * The first place where `value` is not portable, or null: text outside printable ASCII plus `\n \r \t`,
 * a number that is not an integer of magnitude below 2^53, anything that is not JSON.
 */
export function portabilityProblem(value: unknown, pointer = ""): PortabilityProblem | null {
  return portableBytes(value) === null ? findProblem(value, pointer) : null;
}

/** Walks the value again, more slowly, for the sake of the message. */
function findProblem(value: unknown, pointer: string): PortabilityProblem | null {
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

function findInObject(value: object, pointer: string): PortabilityProblem | null {
  const token = rawNumber(value);
  if (token !== null) return { pointer, says: `is the number ${token.slice(0, 40)}, not an integer below 2^53` };
  for (const [key, member] of Object.entries(value)) {
    const at = pointerTo(pointer, key);
    if (!PORTABLE_TEXT.test(key)) return { pointer: at, says: `has a name with ${describeOffender(key)}` };
    const problem = findProblem(member, at);
    if (problem) return problem;
  }
  return null;
}

function describeOffender(text: string): string {
  const offender = [...text].find((char) => !PORTABLE_TEXT.test(char)) ?? "";
  const code = (offender.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return `the character U+${code}`;
}

function isPortableNumber(value: number): boolean {
  return Number.isSafeInteger(value) && !Object.is(value, -0);
}

/**
 * Canonical bytes of a value that we are about to sign.
 * @param where names the document in the message.
 * @param pointer of `value` in that document.
 * @throws {ToolError} `metadata-not-portable` with the JSON pointer and the offending character or number.
 */
export function canonicalBytes(value: unknown, where: string, pointer = ""): Uint8Array<ArrayBuffer> {
  const bytes = portableBytes(value);
  if (bytes !== null) return bytes;
  const problem = findProblem(value, pointer);
  throw new ToolError("metadata-not-portable", {
    happened: `${where}: the value at ${problem?.pointer || "/"} ${problem?.says}; device and server encode it differently, so a signature could fail on some of them.`,
    next: "Remove it where the document is made (usually the CI build), then run this again.",
  });
}

/**
 * Canonical text of a value, or null when it is not portable. A sorted copy through JSON.stringify is the
 * fastest exact path inside the portable domain; property tests hold it to the reference implementation.
 */
export function portableText(value: unknown): string | null {
  const sorted = sortedCopy(value);
  if (sorted === UNPORTABLE) return null;
  if (sorted === UNSORTABLE) return findProblem(value, "") ? null : (reference(value) ?? null);
  const text = JSON.stringify(sorted);
  // What JSON.stringify had to escape, or left beyond ASCII. An escaped backslash before b, f or u looks
  // alike, so a hit is looked into.
  return isSuspicious(text) && findProblem(value, "") ? null : text;
}

/** Three searches that the engine makes in machine words; hardly any text needs the pattern. */
function isSuspicious(text: string): boolean {
  if (Buffer.byteLength(text) !== text.length || text.includes("\x7f")) return true;
  return text.includes("\\") && ESCAPED.test(text);
}

const ESCAPED = /\\[bfu]/;
const UNPORTABLE = Symbol("a number that readers encode differently, or no JSON at all");
const UNSORTABLE = Symbol("an object with integer-like names, whose order JavaScript decides");

/** The value itself where it is sorted already. Looks at numbers and names; text is left to the caller. */
function sortedCopy(value: unknown): unknown {
  if (typeof value === "string" || typeof value === "boolean" || value === null) return value;
  if (typeof value === "number") return isPortableNumber(value) ? value : UNPORTABLE;
  if (!hasMembers(value) || rawNumber(value) !== null) return UNPORTABLE;
  if (Array.isArray(value)) return sortedArray(value);
  const written = Object.keys(value);
  const keys = sortedKeys(written);
  let copies: Record<string, unknown> | null = keys === written ? null : {};
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index]!;
    if (key === "__proto__" || isIntegerLike(key)) return UNSORTABLE;
    const member = value[key];
    const copy = typeof member === "string" ? member : sortedCopy(member);
    if (copy === UNPORTABLE || copy === UNSORTABLE) return copy;
    if (copies === null && copy !== member) copies = firstMembers(value, keys, index);
    if (copies !== null) copies[key] = copy;
  }
  return copies ?? value;
}

function sortedArray(values: readonly unknown[]): unknown {
  let copies: unknown[] | null = null;
  for (let index = 0; index < values.length; index++) {
    const copy = sortedCopy(values[index]);
    if (copy === UNPORTABLE || copy === UNSORTABLE) return copy;
    if (copies === null && copy !== values[index]) copies = values.slice(0, index);
    copies?.push(copy);
  }
  return copies ?? values;
}

function firstMembers(
  object: Readonly<Record<string, unknown>>,
  keys: readonly string[],
  count: number,
): Record<string, unknown> {
  const members: Record<string, unknown> = {};
  for (let index = 0; index < count; index++) members[keys[index]!] = object[keys[index]!];
  return members;
}

/** The keys in order: `written` itself where it is in order already. */
function sortedKeys(written: readonly string[]): readonly string[] {
  if (written.length > MAX_LIST) return isSorted(written) ? written : [...written].sort();
  const known = lists.get(written.length);
  if (known && isSameList(known.written, written)) return known.sorted ?? written;
  const sorted = isSorted(written) ? null : [...written].sort();
  lists.set(written.length, { written, sorted });
  return sorted ?? written;
}

const MAX_LIST = 64;
/** One list of each length up to {@link MAX_LIST}: the targets of a document have nearly all the same members, in the same order. */
const lists = new Map<number, { readonly written: readonly string[]; readonly sorted: readonly string[] | null }>();

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}

function isSorted(keys: readonly string[]): boolean {
  for (let index = 1; index < keys.length; index++) if (keys[index - 1]! > keys[index]!) return false;
  return true;
}

/** Cheap before exact: hardly any name begins with a digit. */
function isIntegerLike(key: string): boolean {
  const first = key.charCodeAt(0);
  return first >= 0x30 && first <= 0x39 && INTEGER_LIKE.test(key);
}

/** Objects this far down are written member by member: a targets document as a list of targets. */
const MEMBER_LEVELS = 2;

/** {@link portableText} as bytes. The text of a large document is never in memory as a whole. */
function portableBytes(value: unknown): Uint8Array<ArrayBuffer> | null {
  const out = new AsciiBuffer();
  return appendPortable(out, value, MEMBER_LEVELS) ? out.take() : null;
}

function appendPortable(out: AsciiBuffer, value: unknown, levels: number): boolean {
  if (levels === 0 || !isObject(value) || rawNumber(value) !== null) {
    const text = portableText(value);
    if (text !== null) out.append(text);
    return text !== null;
  }
  let before = "{";
  for (const key of Object.keys(value).sort()) {
    const name = portableText(key);
    if (name === null) return false;
    out.append(`${before}${name}:`);
    if (!appendPortable(out, value[key], levels - 1)) return false;
    before = ",";
  }
  out.append(before === "{" ? "{}" : "}");
  return true;
}

/** The bytes of canonical text, in memory of their own. */
export function asciiBytes(text: string): Uint8Array<ArrayBuffer> {
  const out = new AsciiBuffer();
  out.append(text);
  return out.take();
}

/**
 * The byte forms under which a signature over `value` may have been made: one for a portable value; else
 * number tokens verbatim with control characters escaped, then the same with control characters raw.
 */
export function verificationForms(value: unknown): readonly Uint8Array<ArrayBuffer>[] {
  const bytes = portableBytes(value);
  if (bytes !== null) return [bytes];
  return [encoder.encode(verbatimText(value, "escaped")), encoder.encode(verbatimText(value, "raw"))];
}

function verbatimText(value: unknown, controls: "escaped" | "raw"): string {
  const token = rawNumber(value);
  if (token !== null) return token;
  if (typeof value === "string") return controls === "raw" ? rawControls(JSON.stringify(value)) : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => verbatimText(item, controls)).join(",")}]`;
  if (hasMembers(value)) {
    const members = Object.keys(value)
      .sort()
      .map((key) => `${verbatimText(key, controls)}:${verbatimText(value[key], controls)}`);
    return `{${members.join(",")}}`;
  }
  return JSON.stringify(value);
}

/** Undoes the escapes of control characters other than newline, carriage return and tab. */
function rawControls(encoded: string): string {
  return encoded.replace(/\\(?:u00([01][0-9a-f])|(["\\nrtbf]))/g, (sequence, hex: string | undefined, short) => {
    if (hex) return String.fromCharCode(Number.parseInt(hex, 16));
    return short === "b" ? "\b" : short === "f" ? "\f" : sequence;
  });
}
