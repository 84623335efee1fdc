// Reads the option `fault`: 'METHOD PATH-GLOB n=1 status=503 retry-after=1'.
import { ToolError } from "../../errors/tool-error.ts";
import { quoted } from "../../text/quoted.ts";
import { ONLINE_FAULTS } from "../state/online-faults.ts";
import type { Fault } from "./faults.ts";

const EXAMPLE = "POST */waves/ n=1 status=503 retry-after=1";
const METHODS = ["GET", "POST", "PUT", "DELETE", "*"];
/** What a fault may be; the other settings say when it is, and how. */
const KINDS: ReadonlySet<string> = new Set(["status", "reset", "delayMs", "body", "flavourSwap", "online"]);
const MAX_DELAY_MS = 3_600_000;

/** @throws {ToolError} `value-invalid`, saying what is wrong with which word. */
export function parseFault(text: string): Fault {
  const [method = "", path = "", ...settings] = text.trim().split(/\s+/);
  if (!METHODS.includes(method)) throw fail(text, `does not begin with one of ${METHODS.join(", ")}`);
  if (path === "" || (path.includes("=") && !path.startsWith("/") && !path.startsWith("*"))) {
    throw fail(text, "has no path after the method");
  }
  if (!/^[/*]/.test(path)) throw fail(text, `has the path ${path}, which begins with neither / nor *`);
  let fault: Fault = { method, path };
  for (const setting of settings) {
    const read = readSetting(text, setting);
    const before = fault;
    if (Object.keys(read).some((name) => name in before)) throw fail(text, `says ${setting.split("=")[0]} twice`);
    fault = { ...fault, ...read };
  }
  const kinds = Object.keys(fault).filter((name) => KINDS.has(name));
  if (kinds.length === 0) throw fail(text, "names no fault: status, reset, delay, body, flavour-swap or online");
  const isPair = kinds.filter((kind) => kind !== "delayMs").length > 1;
  if (isPair) throw fail(text, "names more than one fault");
  if (fault.retryAfter !== undefined && fault.status === undefined)
    throw fail(text, "has retry-after without a status");
  return fault;
}

function readSetting(text: string, setting: string): Partial<Fault> {
  const at = setting.indexOf("=");
  const name = at < 0 ? setting : setting.slice(0, at);
  const value = at < 0 ? "" : setting.slice(at + 1);
  switch (name) {
    case "n":
      return { n: whole(text, setting, value, 1, 1_000_000) };
    case "status":
      return { status: whole(text, setting, value, 200, 599) };
    case "retry-after":
      return { retryAfter: whole(text, setting, value, 0, 86_400) };
    case "reset":
      return { reset: oneOf(text, setting, value, ["before", "after"]) };
    case "delay":
      return { delayMs: duration(text, setting, value) };
    case "body":
      return { body: oneOf(text, setting, value, ["truncated", "html"]) };
    case "online":
      return { online: oneOf(text, setting, value, ONLINE_FAULTS) };
    case "flavour-swap":
      if (at >= 0) throw fail(text, "gives flavour-swap a value");
      return { flavourSwap: true };
    default:
      throw fail(text, `has the unknown word ${setting}`);
  }
}

function whole(text: string, setting: string, value: string, min: number, max: number): number {
  const number = /^\d{1,7}$/.test(value) ? Number(value) : -1;
  if (number < min || number > max) throw fail(text, `says ${setting}, where a number from ${min} to ${max} belongs`);
  return number;
}

function oneOf<W extends string>(text: string, setting: string, value: string, words: readonly W[]): W {
  const known = words.find((word) => word === value);
  if (known === undefined) throw fail(text, `says ${setting}, where one of ${words.join(", ")} belongs`);
  return known;
}

function duration(text: string, setting: string, value: string): number {
  const [, digits = "", unit = ""] = /^([\d.]+)(ms|s)$/.exec(value) ?? [];
  const ms = (plainNumber(digits, MAX_DELAY_MS) ?? Number.NaN) * (unit === "s" ? 1000 : 1);
  if (!(ms <= MAX_DELAY_MS)) throw fail(text, `says ${setting}, where a time such as 2s or 500ms belongs`);
  return ms;
}

function fail(text: string, why: string) {
  return notOfOption("fault", text, why, EXAMPLE);
}

// The one way in which the emulator's two small option languages say that a text is not of theirs.
export function notOfOption(option: string, text: string, why: string, example: string): ToolError {
  return new ToolError("value-invalid", {
    happened: `The option ${option} has the value ${quoted(text, 120)}, which ${why}.`,
    next: `Write it like ${JSON.stringify(example)}.`,
  });
}

/** @returns null unless `text` is a plain decimal number, at most `max`. */
export function plainNumber(text: string, max: number): number | null {
  return /^\d{1,9}(?:\.\d{1,6})?$/.test(text) && Number(text) <= max ? Number(text) : null;
}
