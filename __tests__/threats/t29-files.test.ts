// T29: one writer for every file. Nothing else in the program opens, writes, renames or links one by itself.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, it } from "node:test";

const SRC = resolve(import.meta.dirname, "../../src");
const IMPORT = /import (type )?\{([^}]*)\} from "node:fs(?:\/promises)?"/g;
/** What looks, or makes and removes folders of its own. */
const HARMLESS = /^(?:access|stat|lstat|realpath|readlink|readlinkSync|readdir|existsSync|mkdir|mkdtemp|rm|type \w+)$/;

/** Who reads by itself, and why it may: what is read there is the system's own. */
const READERS = { "keys/archive/archive-lock.ts": ["readFileSync"] };
/** A show of its own in a folder that it has just made. */
const DEMO = { "commands/demo/run-action.ts": ["readFile", "writeFile"] };

const sources = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts") && !path.startsWith("files/"))
  .map((path) => [path.replaceAll("\\", "/"), readFileSync(join(SRC, path), "utf8")] as const);

describe("T29 the file system", () => {
  it("is opened, written and renamed in src/files alone", () => {
    const found = sources.flatMap(([path, text]) => {
      const names = [...text.matchAll(IMPORT)]
        .filter(([, isType]) => !isType)
        .flatMap(([, , list]) => list!.split(",").map((name) => name.trim()))
        .filter((name) => name !== "" && !HARMLESS.test(name));
      return names.length > 0 ? [[path, names.sort()] as const] : [];
    });
    assert.deepEqual(Object.fromEntries(found), { ...READERS, ...DEMO });
  });

  it("is taken in no other form: no namespace, no default, no import at run time", () => {
    const others = sources.filter(([, text]) =>
      /import (?:\*|\w+)[^;]*"node:fs|import\("node:fs|require\(["'](?:node:)?fs|from "fs["/]/.test(text),
    );
    assert.deepEqual(
      others.map(([path]) => path),
      [],
    );
  });
});
