// T11 at the edges that schemas guard: a member named like a part of a prototype is a member like any other.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import * as v from "valibot";
import { parsePins } from "../../src/context/pins-file.ts";
import { parsePolicy } from "../../src/context/policy-file.ts";
import { isOf, mapOf, membersOf, problemIn } from "../../src/json/shape.ts";
import { readWaivers } from "../../src/review/waivers/waivers.ts";
import { quoted } from "../../src/text/quoted.ts";

const NAMES = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "valueOf"];
const HASH = "ab".repeat(32);

const limit = membersOf({ warning: v.optional(v.number("has {at}: {value}, no number")) }, "has {at} that is no map");
const schema = membersOf(
  { version: v.literal(1, "has no version"), limits: v.optional(mapOf(limit, "no map")) },
  "no map",
);

/** Objects with such names at every level, made by JSON.parse as an edge makes them. */
const foreign = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { depthSize: "small" },
    fc.oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.constantFrom(...NAMES)),
    fc.array(fc.tuple(fc.constantFrom(...NAMES, "a", "warning"), tie("node")), { maxLength: 4 }).map(asObject),
  ),
})).node;

function asObject(members: readonly (readonly [string, unknown])[]): unknown {
  const unique = new Map(members);
  const text = [...unique].map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value) ?? "null"}`);
  return JSON.parse(`{${text.join(",")}}`);
}

describe("a schema of members", () => {
  it("names an unknown member, one of a prototype's names too, and the known ones", () => {
    fc.assert(
      fc.property(fc.constantFrom(...NAMES), foreign, (name, value) => {
        const document = asObject([
          ["version", 1],
          [name, value],
        ]);
        assert.equal(problemIn(schema, document), `has the unknown member "${name}"; known are version, limits`);
        assert.equal(isOf(schema, document), false);
      }),
    );
  });

  it("does not take what a prototype has for a member", () => {
    const inherited = Object.create({ version: 1 });
    assert.equal(problemIn(schema, inherited), "has no version");
    assert.equal(problemIn(membersOf({ toString: v.string("has no {at}") }, "no map"), {}), "has no toString");
  });

  it("takes no list for an object", () => {
    assert.equal(problemIn(schema, []), "no map");
    assert.equal(problemIn(schema, { version: 1, limits: [] }), "no map");
    assert.equal(problemIn(schema, { version: 1, limits: { a: [] } }), "has limits/a that is no map");
  });

  it("says where and what, and quotes a place that is not plain", () => {
    assert.equal(
      problemIn(schema, { version: 1, limits: { a: { warning: "x" } } }),
      'has limits/a/warning: "x", no number',
    );
    assert.equal(
      problemIn(schema, { version: 1, limits: { "a\n": { warning: "x" } } }),
      'has "limits/a\\n/warning": "x", no number',
    );
    assert.equal(quoted("x".repeat(200)), `"${"x".repeat(80)}..."`);
  });

  it("changes nothing and reaches no prototype, whatever it looks at", () => {
    fc.assert(
      fc.property(foreign, (value) => {
        const before = JSON.stringify(value);
        const map = mapOf(mapOf(v.unknown(), "no map"), "no map");
        const accepted = isOf(map, value);
        assert.equal(accepted, problemIn(map, value) === null);
        assert.equal(JSON.stringify(value), before);
        for (const name of ["polluted", "warning", "a"]) assert.equal(Object.hasOwn(Object.prototype, name), false);
      }),
    );
  });
});

describe("a map of foreign names", () => {
  it("looks at every own member, and so refuses a bad one under a prototype's name", () => {
    for (const name of NAMES) {
      const document = asObject([
        ["version", 1],
        ["limits", asObject([[name, { warning: "soon" }]])],
      ]);
      assert.equal(isOf(schema, document), false, name);
      assert.match(problemIn(schema, document)!, /: "soon", no number$/);
    }
  });
});

describe("the files of a repository", () => {
  it("pin no document, limit no rule and waive nothing under such a name", async () => {
    for (const name of NAMES) {
      const member = `${JSON.stringify(name)}`;
      const pins = JSON.parse(
        `{"version":1,"factory":"acme","firstRoot":"${HASH}","docs":{${member}:{"version":1,"sha256":"${HASH}"}}}`,
      );
      assert.throws(() => parsePins(pins, "pins.json", "acme"), /pins "/);
      await assert.rejects(parsePolicy(`version: 1\n${member}: 1\n`, "review.yml"), /unknown member/);
      await assert.rejects(
        parsePolicy(`version: 1\nlimits: { root-expiring: { ${member}: 1 } }\n`, "review.yml"),
        /unknown member/,
      );
      const { waivers, problems } = readWaivers(JSON.parse(`{"version":1,"waivers":[{${member}:1}]}`), {
        rules: new Map(),
        now: new Date("2026-11-26T00:00:00Z"),
      });
      assert.deepEqual(waivers, []);
      assert.match(problems[0]!.says, /unknown member/);
    }
  });
});
