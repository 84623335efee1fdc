// Decides whether a JSON value is the `pins.json` of one Factory (DESIGN, files a repository keeps). Strict:
// a pin that is not understood would be a check that is not made.
import { ToolError } from "../../tuf/errors.ts";
import { isObject } from "../../tuf/metadata.ts";
import { isTag } from "../../tuf/names.ts";
import type { Pin, Pins } from "../../tuf/pins.ts";

const MEMBERS = ["version", "factory", "firstRoot", "docs"];
const SHA256 = /^[0-9a-f]{64}$/;

/** @throws {ToolError} `config-invalid`. */
export function parsePins(value: unknown, where: string, factory: string): Pins {
  if (!isObject(value)) throw configInvalid(where, "is not an object");
  requireMembers(value, MEMBERS, where, "");
  if (value.version !== 1) throw configInvalid(where, "has no `version: 1`, the only layout this program knows");
  if (typeof value.factory !== "string") throw configInvalid(where, "names no factory");
  if (value.factory !== factory) {
    throw configInvalid(where, `is about the Factory ${quote(value.factory)}, but this run is about ${quote(factory)}`);
  }
  if (typeof value.firstRoot !== "string" || !SHA256.test(value.firstRoot)) {
    throw configInvalid(where, "has a firstRoot that is not 64 of the characters 0-9 and a-f");
  }
  if (!isObject(value.docs)) throw configInvalid(where, "has no docs");
  const docs: Record<string, Pin> = {};
  for (const [name, pin] of Object.entries(value.docs)) docs[name] = parsePin(name, pin, where);
  return { version: 1, factory, firstRoot: value.firstRoot, docs };
}

/** An error in a file that the user keeps; `what` completes the sentence "the file …". */
export function configInvalid(where: string, what: string): ToolError {
  return new ToolError("config-invalid", {
    happened: `${where} ${what}.`,
    next: "Correct the file, or take its last good version from the repository's history.",
  });
}

/** @throws {ToolError} `config-invalid` for any member that is not one of `known`. */
export function requireMembers(value: object, known: readonly string[], where: string, at: string): void {
  const foreign = Object.keys(value).find((name) => !known.includes(name));
  if (foreign === undefined) return;
  throw configInvalid(where, `has the unknown member ${quote(`${at}${foreign}`)}; known are ${known.join(", ")}`);
}

export function quote(value: unknown): string {
  return (JSON.stringify(value) ?? "missing").slice(0, 80);
}

function parsePin(name: string, pin: unknown, where: string): Pin {
  const isKnown = /^(?:ci-root|prod-root|ci-targets)$/.test(name) || isProductionOfTag(name);
  if (!isKnown) {
    throw configInvalid(where, `pins ${quote(name)}; it may pin ci-root, prod-root, ci-targets and prod-targets/<tag>`);
  }
  if (!isObject(pin)) throw configInvalid(where, `has a pin ${quote(name)} that is not an object`);
  requireMembers(pin, ["version", "sha256"], where, `docs/${name}/`);
  const { version, sha256 } = pin;
  if (!Number.isSafeInteger(version) || (version as number) < 0) {
    throw configInvalid(where, `pins ${quote(name)} to the version ${quote(version)}, which is not a whole number`);
  }
  if (typeof sha256 !== "string" || !SHA256.test(sha256)) {
    throw configInvalid(where, `pins ${quote(name)} to a sha256 that is not 64 of the characters 0-9 and a-f`);
  }
  return { version: version as number, sha256 };
}

function isProductionOfTag(name: string): boolean {
  return name.startsWith("prod-targets/") && isTag(name.slice("prod-targets/".length));
}
