import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { diffLines } from "../../src/text/text-diff.ts";

const lines = (text: string) => text.split("");
const marked = (before: string, after: string) => diffLines(lines(before), lines(after)).join("\n");
const side = (diff: readonly string[], mark: string) =>
  diff.filter((line) => line.startsWith("  ") || line.startsWith(mark)).map((line) => line.slice(2));

describe("a difference line by line", () => {
  it("keeps what is common, and shows what goes before what comes", () => {
    assert.equal(marked("abc", "axc"), "  a\n- b\n+ x\n  c");
    assert.equal(marked("abc", "abc"), "  a\n  b\n  c");
    assert.equal(marked("", "a"), "+ a");
    assert.equal(marked("ab", ""), "- a\n- b");
  });

  it("finds the longest common part", () => {
    assert.equal(marked("xabcy", "abcz"), "- x\n  a\n  b\n  c\n- y\n+ z");
  });

  it("gives back both texts, and marks no more than it must", () => {
    const text = fc.array(fc.constantFrom("a", "b", "c", "- a", ""), { maxLength: 20 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const diff = diffLines(before, after);
        assert.deepEqual([side(diff, "- "), side(diff, "+ ")], [before, after]);
        if (JSON.stringify(before) === JSON.stringify(after)) assert.ok(diff.every((line) => line.startsWith("  ")));
      }),
    );
  });

  it("of texts too large to compare is all old lines and all new ones", () => {
    const [before, after] = ["a", "b"].map((letter) => Array.from({ length: 5000 }, (_, at) => `${letter}${at}`));
    const diff = diffLines(before!, after!);
    assert.deepEqual([diff.length, diff[0], diff.at(-1)], [10_000, "- a0", "+ b4999"]);
  });
});
