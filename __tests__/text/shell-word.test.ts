import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, it } from "node:test";
import fc from "fast-check";
import { shellWord, singleQuoted } from "../../src/text/shell-word.ts";

describe("text in single quotes", () => {
  it("has them also where it needs none", () => {
    assert.equal(singleQuoted("plain"), "'plain'");
    assert.equal(singleQuoted("it's $HOME"), "'it'\\''s $HOME'");
    assert.equal(singleQuoted(""), "''");
  });
});

describe("a word of a printed command", () => {
  it("is as it is where a shell takes it so, else in quotes", () => {
    assert.equal(shellWord("/media/usb1/root.keys.tgz"), "/media/usb1/root.keys.tgz");
    assert.equal(shellWord("my keys/root.tgz"), "'my keys/root.tgz'");
    assert.equal(shellWord("it's.tgz"), "'it'\\''s.tgz'");
    assert.equal(shellWord(""), "''");
  });
  it("is given to a program as it was, whatever it holds", () => {
    const words = fc.array(
      fc.string({ unit: "grapheme" }).map((word) => word.replaceAll("\0", "")),
      { minLength: 50 },
    );
    fc.assert(
      fc.property(words, (all) => {
        const script = `printf '%s\\0' ${all.map(shellWord).join(" ")}`;
        const { stdout } = spawnSync("sh", ["-c", script], { encoding: "utf8" });
        assert.deepEqual(stdout.split("\0").slice(0, -1), all);
      }),
      { numRuns: 10 },
    );
  });
});
