import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseJson } from "../../src/json/json.ts";
import { isPlainObject } from "../../src/json/object.ts";

describe("a plain object", () => {
  it("comes of JSON or of a literal, whatever its members are called", () => {
    for (const value of [{}, { a: 1 }, JSON.parse('{"__proto__":null,"constructor":1}')])
      assert.ok(isPlainObject(value));
    assert.ok(isPlainObject(parseJson('{"a":1.0,"__proto__":{}}', "it").value));
  });

  it("is no list, no instance of a class, and no number that is kept verbatim", () => {
    const { value } = parseJson("1.0", "it");
    for (const other of [null, undefined, "a", 1, [], new Date(0), Object.create(null), value, () => {}])
      assert.ok(!isPlainObject(other), String(typeof other));
  });
});
