import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import type { Metafile } from "esbuild";
import { NOTHING_SHARED, sharedCode, withSharedCode } from "../../scripts/shared-code.ts";

const PARTS: Readonly<Record<string, readonly string[]>> = {
  "src/cli/main.ts": ["src/text/lean.ts"],
  "src/action/main.ts": ["src/a.ts"],
  "src/cli/run.ts": ["src/a.ts", "src/text/lean.ts", "src/run-alone.ts"],
  "src/factory/client.ts": ["src/text/lean.ts"],
  "command-group:release-commands": ["src/b.ts", "node_modules/x/index.js", "src/factory/client.ts"],
  "command-group:owner-commands": ["src/b.ts", "src/owners.ts", "node_modules/x/index.js"],
  "command-group:review-commands": ["src/owners.ts"],
};
const OTHER: Readonly<Record<string, readonly string[]>> = {
  "src/a.ts": ["src/far.ts"],
  "src/paper.ts": ["src/far.ts"],
  "src/alone.ts": [],
};

function metafile(entries: readonly string[]): Metafile {
  const imported = { ...PARTS, ...OTHER };
  const files = [...Object.keys(imported), ...Object.values(imported).flat()];
  const inputs = Object.fromEntries(
    files.map((file) => [
      file,
      { bytes: 1, imports: (imported[file] ?? []).map((to) => ({ path: to, kind: "import-statement" as const })) },
    ]),
  );
  const outputs = Object.fromEntries(
    entries.map((entryPoint) => [entryPoint, { bytes: 1, inputs: {}, imports: [], exports: [], entryPoint }]),
  );
  return { inputs, outputs };
}

describe("what comes in the one file that nearly every command loads", () => {
  const entries = [...Object.keys(PARTS), "src/paper.ts", "src/alone.ts"];
  const shared = sharedCode(metafile(entries));

  it("is what a release and another part need, without packages, entries, and what is loaded for no command", () => {
    assert.deepEqual(shared.files, ["src/a.ts", "src/b.ts", "src/far.ts"]);
  });
  it("is imported by all entries that need some of it, and by no other", () => {
    const needing = ["src/action/main.ts", "src/cli/run.ts", "src/paper.ts"];
    assert.deepEqual([...shared.entries].sort(), [
      "command-group:owner-commands",
      "command-group:release-commands",
      ...needing,
    ]);
    assert.equal(withSharedCode(shared, "src/alone.ts", "1;"), "1;");
    assert.equal(withSharedCode(NOTHING_SHARED, "src/cli/run.ts", "1;"), "1;");
    assert.match(withSharedCode(shared, "src/cli/run.ts", "1;"), /^1;\nimport "shared-code";$/m);
  });
  it("is not guessed when a part of the program has another name now", () => {
    assert.throws(
      () => sharedCode(metafile(entries.slice(1, 3))),
      /made of .*command-group:release-commands.*see PARTS/,
    );
  });
});

describe("the committed dist/", () => {
  const folder = path.resolve(import.meta.dirname, "../../dist/chunks");
  const names = readdirSync(folder);
  const text = (name: string) => readFileSync(path.join(folder, name), "utf8");

  /** What a release's commands load before anything is asked of the Factory. */
  const loadedByRelease = () => {
    const loaded = new Set(names.filter((name) => name.startsWith("release-commands-")));
    assert.equal(loaded.size, 1);
    for (const name of loaded)
      for (const [, other] of text(name).matchAll(/^(?:import|} from|import .*? from) ?"\.\/([\w-]+\.js)"/gm))
        loaded.add(other!);
    return loaded;
  };

  it("has one file for a release's commands that needs fewer than ten others", () => {
    const loaded = loadedByRelease();
    assert.ok(loaded.size > 1 && loaded.size < 10, [...loaded].join());
  });
  it("starts a release without what reads archives and what changes roots: that waits until the requests are sent", () => {
    const sources = [...loadedByRelease()].flatMap(
      (name) => text(name).match(/^\s*\/\/ (?:src|node_modules)\/\S+$/gm) ?? [],
    );
    assert.ok(sources.length > 100, `only ${sources.length} sources were found`);
    assert.deepEqual(
      sources.filter((source) => /node_modules\/(tar|age-encryption)\/|src\/root-updates\//.test(source)),
      [],
    );
  });
  it("reads what age decrypts without the HTTP client that Node's Response loads", () => {
    const age = names.filter((name) => text(name).includes("age-encryption.org/v1/X25519"));
    assert.notEqual(age.length, 0);
    for (const name of age) assert.doesNotMatch(text(name), /new Response\(\w+\)\.arrayBuffer/);
  });
});
