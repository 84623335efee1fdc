import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isCommit } from "../../src/text/commit.ts";

describe("the id of a commit", () => {
  it("is 40 or 64 hex characters in small letters, and nothing around them", () => {
    assert.ok(isCommit("0123456789abcdef".repeat(4)) && isCommit("0123456789".repeat(4)));
    for (const other of [
      "",
      "main",
      "v1",
      "0123456",
      "a".repeat(39),
      "a".repeat(41),
      "A".repeat(40),
      `${"a".repeat(40)}\n`,
    ])
      assert.ok(!isCommit(other), other);
  });
});
