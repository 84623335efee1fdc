// Reads one option's value strictly: a text that is not exactly of the declared kind is an error, never a guess.

import type { Limit, OptionDeclaration, OptionValue } from "../../context/declaration.ts";
import { ToolError } from "../../errors/tool-error.ts";
import { type Door, optionWord, spelled } from "../../text/option-names.ts";
import { quoted } from "../../text/quoted.ts";
import { wholeSeconds } from "../../tuf/metadata/expiry.ts";
import { describeName, isName } from "../../tuf/metadata/names.ts";
import { plainVersion } from "../../tuf/metadata/version.ts";
import { MAX_ROLLOUT_DEVICES } from "../../tuf/targets/rollout-scope.ts";

export type RawValue = string | readonly string[] | boolean;

interface Reading {
  readonly name: string;
  readonly door: Door;
  readonly now: Date;
  /** A secret is passed on as it is and never quoted. */
  readonly secret: boolean;
}

/** Times that make no sense once they have passed. */
const IN_FUTURE: ReadonlySet<string> = new Set(["expiresAt"]);

/** @throws {ToolError} `value-invalid`, naming the option, what it got and what it takes. */
export function parseValue(declaration: OptionDeclaration, raw: RawValue, reading: Reading): OptionValue {
  if (declaration.kind === "switch") return parseSwitch(raw, reading);
  if (declaration.kind === "list" || declaration.kind === "uuids") return parseItems(declaration, raw, reading);
  const text = single(raw, reading);
  if (declaration.choices && !declaration.choices.includes(text)) {
    throw invalid(reading, text, `one of ${declaration.choices.join(", ")}`);
  }
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

function parseSwitch(raw: RawValue, reading: Reading): boolean {
  if (typeof raw === "boolean") return raw;
  const text = single(raw, reading);
  if (text === "true" || text === "false") return text === "true";
  throw invalid(reading, text, "true or false");
}

function single(raw: RawValue, reading: Reading): string {
  if (typeof raw === "string") return raw;
  if (typeof raw !== "boolean" && raw.length === 1) return raw[0]!;
  throw new ToolError("value-invalid", {
    happened:
      typeof raw === "boolean"
        ? `The ${optionWord(reading.door)} ${spelled(reading.name, reading.door)} needs a value.`
        : `The ${optionWord(reading.door)} ${spelled(reading.name, reading.door)} was given ${raw.length} times.`,
    next: "Give it once, with one value.",
  });
}

/** Lines may be empty (a block of YAML ends in one); between commas something must stand. */
function parseItems(declaration: OptionDeclaration, raw: RawValue, reading: Reading): readonly string[] {
  const texts = typeof raw === "object" ? raw : [single(raw, reading)];
  const items = texts
    .flatMap((text) => text.split(/\r?\n/))
    .filter((line) => line.trim() !== "")
    .flatMap((line) => line.split(",").map((item) => item.trim()));
  if (items.length === 0 || items.includes("")) {
    throw invalid(reading, texts.join(","), "items separated by commas or lines, none of them empty");
  }
  for (const item of items) {
    if (declaration.choices && !declaration.choices.includes(item)) {
      throw invalid(reading, item, `one of ${declaration.choices.join(", ")}`);
    }
    if (declaration.kind === "uuids" && !isName("uuid", item)) {
      throw invalid(reading, item, `${describeName("uuid")} for each device`);
    }
    plainText(item, reading);
  }
  if (declaration.kind === "uuids" && items.length > MAX_ROLLOUT_DEVICES) {
    throw invalid(reading, `${items.length} devices`, `at most ${MAX_ROLLOUT_DEVICES} devices`);
  }
  return items;
}

function plainText(text: string, reading: Reading): string {
  if (text === "" || text.includes("\0")) throw invalid(reading, text, "a text that is not empty");
  return text;
}

function line(text: string, reading: Reading): string {
  if (/[\x00-\x1f\x7f]/.test(text))
    throw invalid(reading, text, "one line, without control characters: fiotuf refuses them");
  return plainText(text, reading);
}

function path(text: string, reading: Reading): string {
  if (text === "" || /[\0\r\n]/.test(text)) throw invalid(reading, text, "a path");
  return text;
}

function integer({ min = 0, max = 2_147_483_647 }: OptionDeclaration, text: string, reading: Reading): number {
  const value = /^(?:0|[1-9]\d{0,15})$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(value) || value < min || value > max) {
    throw invalid(reading, text, `a whole number from ${min} to ${max}`);
  }
  return value;
}

function version(text: string, reading: Reading, orElse = ""): number {
  const value = plainVersion(text);
  if (value === null) throw invalid(reading, text, `${describeName("version")}${orElse}`);
  return value;
}

function time(text: string, reading: Reading): Date {
  const at = new Date(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) ? text : Number.NaN);
  // A date that does not exist (February 30th) becomes another one.
  if (Number.isNaN(at.getTime()) || wholeSeconds(at) !== text) {
    throw invalid(reading, text, "a UTC time in whole seconds like 2031-05-17T09:00:00Z");
  }
  if (IN_FUTURE.has(reading.name) && at.getTime() <= reading.now.getTime()) {
    throw invalid(reading, text, `a time in the future (it is ${wholeSeconds(reading.now)})`);
  }
  return at;
}

function limit(text: string, reading: Reading): Limit {
  const [, digits = "", percent] = /^([1-9]\d{0,4})(%?)$/.exec(text) ?? [];
  const value = Number(digits);
  if (value >= 1 && value <= (percent ? 100 : MAX_ROLLOUT_DEVICES))
    return percent ? { percent: value } : { devices: value };
  throw invalid(reading, text, `a number of devices from 1 to ${MAX_ROLLOUT_DEVICES}, or a percentage from 1% to 100%`);
}

function invalid({ name, door, secret }: Reading, text: string, takes: string): ToolError {
  const what = `${optionWord(door)} ${spelled(name, door)}`;
  return new ToolError("value-invalid", {
    happened: secret ? `The ${what} is not ${takes}.` : `The ${what} is ${quoted(text)}, which is not ${takes}.`,
    next: `Give it as ${takes}.`,
  });
}
