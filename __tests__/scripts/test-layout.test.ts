import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { layoutViolations } from "../../scripts/test-layout.ts";

const sources = ["src/tuf/root/root-chain.ts", "src/files/disk.ts", "scripts/layers.ts"];
const violations = (tests: readonly string[], exceptions = {}) => layoutViolations(tests, sources, exceptions);

describe("where tests stand", () => {
  it("is where their source stands, those of scripts/ included", () => {
    assert.deepEqual(violations(["tuf/root/root-chain.test.ts", "files/disk.test.ts", "scripts/layers.test.ts"]), []);
  });

  it("may be a folder with the name of the source, when it is tested in parts", () => {
    assert.deepEqual(violations(["tuf/root/root-chain/long-ones.test.ts", "files/disk/full.test.ts"]), []);
  });

  it("may be a suite", () => {
    const suites = ["e2e", "judges", "kill", "long", "replay", "terminal", "threats"];
    assert.deepEqual(violations(suites.map((suite) => `${suite}/whatever.test.ts`)), []);
  });

  it("is nowhere else: a misspelled name, another folder, deeper below, the top, a name that only begins like a suite", () => {
    const strays = [
      "tuf/root/rootchain.test.ts",
      "tuf/metadata/root-chain.test.ts",
      "files/disk/full/really.test.ts",
      "disk.test.ts",
      "e2e-more/whatever.test.ts",
      "src/files/disk.test.ts",
    ];
    const found = violations(strays);
    assert.equal(found.length, strays.length);
    for (const [index, stray] of strays.entries()) {
      assert.ok(found[index]!.startsWith(`__tests__/${stray} mirrors no source: there is no src/`), found[index]);
    }
    assert.match(found[0]!, /no src\/tuf\/root\/rootchain\.ts or src\/tuf\/root\.ts\. Move it/);
  });

  it("may be anywhere with a reason, as long as it is needed", () => {
    const exceptions = { "files/all.test.ts": "all of them" };
    assert.deepEqual(violations(["files/all.test.ts"], exceptions), []);
    assert.deepEqual(violations([], exceptions), [
      "scripts/test-layout.ts lists files/all.test.ts, which is not there.",
    ]);
    assert.deepEqual(violations(["files/disk.test.ts"], { "files/disk.test.ts": "why not" }), [
      "scripts/test-layout.ts lists files/disk.test.ts, which mirrors a source.",
    ]);
  });
});
