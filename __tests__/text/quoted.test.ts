import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { quoted } from "../../src/text/quoted.ts";

describe("a quoted value", () => {
  it("is JSON; what is not there is missing", () => {
    assert.equal(quoted("a b"), '"a b"');
    assert.equal(quoted(7), "7");
    assert.equal(quoted(null), "null");
    assert.equal(quoted({ a: [1] }), '{"a":[1]}');
    assert.equal(quoted(undefined), "missing");
  });

  it("has nothing in it that ends the quotation or starts a line", () => {
    assert.equal(quoted('a", "b'), '"a\\", \\"b"');
    assert.equal(quoted("a\n::error::b"), '"a\\n::error::b"');
    assert.equal(quoted("\ud800"), '"\\ud800"');
  });

  it("shows 80 characters, or as many as it is told, and says that more was there", () => {
    assert.equal(quoted("x".repeat(80)), `"${"x".repeat(80)}"`);
    assert.equal(quoted("x".repeat(81)), `"${"x".repeat(80)}..."`, "the quotation ends all the same");
    assert.equal(quoted("abcdef", 3), '"abc..."');
    assert.equal(quoted([1, 2, 3], 3), "[1,...");
    assert.equal(quoted([1], 3), "[1]");
  });
});
