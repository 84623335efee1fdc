// The canonical bytes of `signed`: what every signature covers (PROTOCOL §1). Inside the portable domain
// there is one form on which all readers agree; outside it we verify, but never sign.
import { canonicalize } from "./canonicalize.ts";
import { ToolError } from "./errors.ts";
import { pointerTo, rawNumber } from "./json.ts";

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
  switch (typeof value) {
    case "string":
      return PORTABLE_TEXT.test(value) ? null : { pointer, says: `has ${describeOffender(value)}` };
    case "boolean":
      return null;
    case "number":
      return Number.isSafeInteger(value) && !Object.is(value, -0)
        ? null
        : { pointer, says: `is the number ${value}, not an integer below 2^53` };
    case "object":
      return value === null ? null : insideObject(value, pointer);
    default:
      return { pointer, says: `is ${typeof value}, which is not JSON` };
  }
}

function insideObject(value: object, pointer: string): PortabilityProblem | null {
  const token = rawNumber(value);
  if (token !== null) return { pointer, says: `is the number ${token.slice(0, 40)}, not an integer below 2^53` };
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      const problem = portabilityProblem(value[index], pointerTo(pointer, index));
      if (problem) return problem;
    }
    return null;
  }
  for (const [key, member] of Object.entries(value)) {
    if (!PORTABLE_TEXT.test(key))
      return { pointer: pointerTo(pointer, key), says: `has a name with ${describeOffender(key)}` };
    const problem = portabilityProblem(member, pointerTo(pointer, key));
    if (problem) return problem;
  }
  return null;
}

function describeOffender(text: string): string {
  const offender = [...text].find((char) => !PORTABLE_TEXT.test(char)) ?? "";
  const code = (offender.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return `the character U+${code}`;
}

/**
 * Canonical bytes of a value that we are about to sign.
 * @param where names the document in the message.
 * @throws {ToolError} `metadata-not-portable` with the JSON pointer and the offending character or number.
 */
export function canonicalBytes(value: unknown, where: string): Uint8Array {
  const problem = portabilityProblem(value);
  if (problem) {
    throw new ToolError("metadata-not-portable", {
      happened: `${where}: the value at ${problem.pointer || "/"} ${problem.says}; device and server encode it differently, so a signature could fail on some of them.`,
      next: "Remove it where the document is made (usually the CI build), then run this again.",
    });
  }
  return encoder.encode(portableText(value));
}

/** Canonical text of a portable value: a sorted copy through JSON.stringify, the fastest exact path. */
export function portableText(value: unknown): string {
  const sorted = sortedCopy(value);
  return sorted === unsortable ? canonicalize(value) : JSON.stringify(sorted);
}

const unsortable = Symbol("an object with integer-like names, whose order JavaScript decides");

function sortedCopy(value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) {
    const copies = new Array(value.length);
    for (let index = 0; index < value.length; index++) {
      const copy = sortedCopy(value[index]);
      if (copy === unsortable) return unsortable;
      copies[index] = copy;
    }
    return copies;
  }
  const copies: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) {
    if (INTEGER_LIKE.test(key) || key === "__proto__") return unsortable;
    const copy = sortedCopy((value as Record<string, unknown>)[key]);
    if (copy === unsortable) return unsortable;
    copies[key] = copy;
  }
  return copies;
}

/**
 * The byte forms under which a signature over `value` may have been made: one for a portable value; else
 * number tokens verbatim with control characters escaped, then the same with control characters raw.
 */
export function verificationForms(value: unknown): readonly Uint8Array[] {
  if (portabilityProblem(value) === null) return [encoder.encode(portableText(value))];
  return [encoder.encode(verbatimText(value, "escaped")), encoder.encode(verbatimText(value, "raw"))];
}

function verbatimText(value: unknown, controls: "escaped" | "raw"): string {
  const token = rawNumber(value);
  if (token !== null) return token;
  if (typeof value === "string") return controls === "raw" ? rawControls(JSON.stringify(value)) : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => verbatimText(item, controls)).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const members = Object.keys(value)
      .sort()
      .map(
        (key) => `${verbatimText(key, controls)}:${verbatimText((value as Record<string, unknown>)[key], controls)}`,
      );
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
