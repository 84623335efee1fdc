// Decides whether a JSON value is the `pins.json` of one Factory (DESIGN, files a repository keeps).
import * as v from "valibot";
import { mapOf, membersOf } from "../json/shape.ts";
import { quoted } from "../text/quoted.ts";
import { isTag } from "../tuf/metadata/names.ts";
import type { Pins } from "../tuf/metadata/pins.ts";
import { configInvalid, requireShape, VERSION_SAYS } from "./config-file.ts";

const sha256 = (says: string) => v.pipe(v.string(says), v.regex(/^[0-9a-f]{64}$/, says));

const pin = membersOf(
  {
    version: v.pipe(
      v.number("has {at}: {value}, not a whole number"),
      v.safeInteger("has {at}: {value}, not a whole number"),
      v.minValue(0, "has {at}: {value}, not a whole number"),
    ),
    sha256: sha256("has {at} that is not 64 of the characters 0-9 and a-f"),
  },
  "has a pin {name} that is not an object",
);

const schema = membersOf(
  {
    version: v.literal(1, VERSION_SAYS),
    factory: v.string("names no factory"),
    firstRoot: sha256("has a firstRoot that is not 64 of the characters 0-9 and a-f"),
    docs: mapOf(pin, "has no docs", (name) =>
      isDocument(name) ? null : "pins {value}; it may pin ci-root, prod-root, ci-targets and prod-targets/<tag>",
    ),
  },
  "is not an object",
);

/** @throws {ToolError} `config-invalid`. */
export function parsePins(value: unknown, where: string, factory: string): Pins {
  requireShape(schema, value, where);
  if (value.factory === factory) return value;
  const [theirs, ours] = [quoted(value.factory), quoted(factory)];
  throw configInvalid(where, `is about the Factory ${theirs}, but this run is about ${ours}`);
}

const PRODUCTION_OF = "prod-targets/";

function isDocument(name: string): boolean {
  if (name.startsWith(PRODUCTION_OF)) return isTag(name.slice(PRODUCTION_OF.length));
  return name === "ci-root" || name === "prod-root" || name === "ci-targets";
}
