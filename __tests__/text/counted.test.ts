import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { counted } from "../../src/text/counted.ts";

describe("a number with its noun", () => {
  it("agrees", () => {
    assert.deepEqual([counted(1, "key"), counted(0, "key"), counted(2, "key")], ["1 key", "0 keys", "2 keys"]);
  });
});
