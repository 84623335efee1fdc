import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { differingPointer, sameJson } from "../../src/json/difference.ts";
import { parseJson } from "../../src/json/json.ts";

const parsed = (text: string) => parseJson(text, "doc").value;
const pointer = (one: string, other: string) => differingPointer(parsed(one), parsed(other));

describe("where two JSON values part", () => {
  it("names the first place in canonical order, in RFC 6901", () => {
    assert.equal(pointer('{"b":1,"a":{"x/y":[1,2]}}', '{"a":{"x/y":[1,3]},"b":2}'), "/a/x~1y/1");
  });

  it("sees a member that only one has, a longer list, another type, null and absence", () => {
    assert.equal(pointer('{"a":1}', '{"a":1,"b":null}'), "/b");
    assert.equal(pointer("[1]", "[1,2]"), "/1");
    assert.equal(pointer('{"a":[]}', '{"a":{}}'), "/a");
    assert.equal(pointer('{"a":"1"}', '{"a":1}'), "/a");
    assert.equal(pointer("1", "2"), "/");
  });

  it("tells numbers apart that JavaScript would round together", () => {
    assert.equal(pointer('{"n":9007199254740993}', '{"n":9007199254740992}'), "/n");
    assert.equal(pointer('{"n":1.0}', '{"n":1}'), "/n");
    assert.equal(pointer('{"n":1.0}', '{"n":{"rawJSON":"1.0"}}'), "/n");
    assert.equal(pointer('{"n":1.0}', '{"n":1.0}'), null);
  });

  it("sees members called __proto__ and constructor", () => {
    assert.equal(pointer('{"__proto__":1}', "{}"), "/__proto__");
    assert.equal(pointer('{"constructor":1}', "{}"), "/constructor");
    assert.equal(pointer('{"__proto__":{"a":1}}', '{"__proto__":{"a":2}}'), "/__proto__/a");
  });

  it("finds nothing exactly when the values are equal but for member order", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.jsonValue({ maxDepth: 3 }), (one, other) => {
        const [a, b] = [parsed(JSON.stringify(one)), parsed(JSON.stringify(other))];
        assert.ok(sameJson(a, parsed(JSON.stringify(one))));
        let equal = true;
        try {
          assert.deepStrictEqual(a, b);
        } catch {
          equal = false;
        }
        assert.equal(sameJson(a, b), equal);
      }),
      { numRuns: 300 },
    );
  });
});
