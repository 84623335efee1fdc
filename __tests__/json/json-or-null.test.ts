import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { jsonOrNull } from "../../src/json/json-or-null.ts";

describe("JSON, or nothing", () => {
  it("is the value of the text", () => {
    assert.deepEqual(jsonOrNull('{"a":[1,true,"b"]}'), { a: [1, true, "b"] });
    assert.equal(jsonOrNull("0"), 0);
  });

  it("is null for no text, for what is no JSON, and for null", () => {
    for (const text of [null, "", "{", "{}{}", "undefined", "\uFEFF{}", "null"]) assert.equal(jsonOrNull(text), null);
  });
});
