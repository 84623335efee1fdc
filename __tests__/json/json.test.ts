import assert from "node:assert/strict";
import { describe, it } from "node:test";
import reference from "canonicalize";
import fc from "fast-check";
import { parseJson, pointerTo, rawNumber } from "../../src/json/json.ts";
import { anyText } from "../kit/any-text.ts";
import { thrown } from "../kit/refusal.ts";

const found = (text: string) => parseJson(text, "doc").problems.map(({ pointer, kind }) => `${kind} ${pointer}`);
/** Where white space is put between tokens the fast check fails, so that the scanner reads everything. */
const spaced = (text: string) => ` ${text}\r\n\t`;

describe("JSON as a verifier reads it", () => {
  it("has the value that was written and no problems wherever nothing is lost", () => {
    const name = fc.oneof(anyText({ maxLength: 8 }), fc.constantFrom("__proto__", "a", "0", '"', "\\", "[{"));
    const value = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.oneof(anyText(), fc.maxSafeInteger(), fc.boolean(), fc.constant(null)),
        fc.array(tie("value"), { maxLength: 4 }),
        fc.array(fc.tuple(name, tie("value")), { maxLength: 4 }).map((members) => Object.fromEntries(members)),
      ),
    })).value;
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 1, "\t"), (json, indent) => {
        const text = JSON.stringify(json, null, indent);
        for (const written of [text, spaced(text)]) {
          const parsed = parseJson(written, "doc");
          assert.deepEqual(parsed.problems, []);
          // Not held against JSON.parse: V8 13.6 misnames a member now and then.
          assert.deepEqual(parsed.value, json);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("parses and writes again byte for byte what was compact, unknown fields and their order included", () => {
    const text =
      '{"signatures":[],"signed":{"x-new":{"b":1,"a":[null,true,{"__proto__":"p"}]},"_type":"Root"},"extra":""}';
    assert.equal(JSON.stringify(parseJson(text, "doc").value), text);
  });

  it("keeps numbers token by token, so that writing again loses none", () => {
    const text = '{"a":1.0,"b":[1e3,-0,123456789012345678901234567890],"c":1.5,"d":0.10}';
    assert.equal(JSON.stringify(parseJson(text, "doc").value), text);
    assert.equal(JSON.stringify(parseJson(spaced(text), "doc").value), text);
  });

  it("gives an escaped name as it is written, also after an earlier name that begins alike (a fault of V8 13.6)", () => {
    const names = ["\\", '"', "\\\\", '\\"', "a\\", 'a"', "[{", "\b\f\n\r\t", "/", "\u2028", "\u{1f511}"];
    const texts = names.map((name) => `[{"[{":null,${JSON.stringify(name)}:false}]`);
    for (const _ of [1, 2]) {
      for (const [at, text] of texts.entries()) {
        for (const written of [text, spaced(text)]) {
          const { value, problems } = parseJson(written, "doc");
          assert.deepEqual(Object.keys((value as [object])[0]), ["[{", ...(names[at] === "[{" ? [] : [names[at]])]);
          assert.equal(problems.length, names[at] === "[{" ? 1 : 0);
        }
      }
    }
  });

  it("reads every spelling of a name alike, whatever was read before", () => {
    const spelled = (name: string, how: readonly number[]) =>
      [...Array(name.length).keys()]
        .map((at) =>
          how[at % Math.max(1, how.length)] === 1
            ? `\\u${name.charCodeAt(at).toString(16).padStart(4, "0")}`
            : JSON.stringify(name[at]).slice(1, -1),
        )
        .join("");
    const name = fc.oneof(fc.string({ maxLength: 4 }), fc.constantFrom("__proto__", "constructor", "\\", '"', "[{"));
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 5 }), fc.array(fc.constantFrom(0, 1)), (names, how) => {
        const text = `{${names.map((each, at) => `"${spelled(each, how)}":${at}`).join(", ")}}`;
        const { value } = parseJson(text, "doc");
        assert.equal(Object.getPrototypeOf(value), Object.prototype);
        assert.deepEqual(new Map(Object.entries(value as object)), new Map(names.map((each, at) => [each, at])));
      }),
      { numRuns: 1000 },
    );
  });

  describe("in a process that has read other documents before, in whatever order", () => {
    /** A document as it is spelled, beside what was meant. */
    type Spelled = readonly [text: string, value: unknown];
    /** Names whose raw spellings begin alike are what V8 13.6 mixes up. */
    const RAW = [
      "[{",
      "\\\\",
      '\\"',
      "\\u0061",
      "a",
      "\\n",
      "\\\\n",
      "\\\\\\\\",
      '\\\\\\"',
      "\\u005c",
      "x\\\\",
      'x\\"',
      "x",
      "\\/",
      "/",
    ];
    const MEANT = ["[{", "\\", '"', "a", "a", "\n", "\\n", "\\\\", '\\"', "\\", "x\\", 'x"', "x", "/", "/"];
    const object = (members: readonly (readonly [number, Spelled])[]): Spelled => {
      const once = members.filter(
        ([at], index) => members.findIndex(([other]) => MEANT[other] === MEANT[at]) === index,
      );
      const text = once.map(([at, [inner]]) => `"${RAW[at]}":${inner}`).join(",");
      return [`{${text}}`, Object.fromEntries(once.map(([at, [, value]]) => [MEANT[at]!, value]))];
    };
    const { any } = fc.letrec<{ any: Spelled; leaf: Spelled }>((tie) => ({
      leaf: fc.constantFrom<Spelled[]>(["null", null], ["false", false], ["7", 7], ['"\\\\"', "\\"], ["[]", []]),
      any: fc.oneof(
        { maxDepth: 3 },
        tie("leaf"),
        fc
          .array(tie("any"), { maxLength: 3 })
          .map((items): Spelled => [`[${items.map(([text]) => text).join(",")}]`, items.map(([, value]) => value)]),
        fc.array(fc.tuple(fc.nat(RAW.length - 1), tie("any")), { maxLength: 4 }).map(object),
      ),
    }));
    const known: readonly Spelled[] = [
      ['[{"[{":null,"\\\\":false}]', [{ "[{": null, "\\": false }]],
      ['[{"[{":null,"\\"":false}]', [{ "[{": null, '"': false }]],
    ];
    const series = fc
      .array(any, { maxLength: 6 })
      .chain((others) => fc.shuffledSubarray([...known, ...known, ...others], { minLength: others.length + 4 }));

    it("every document has the value that its own text spells, and none is called ambiguous", () => {
      fc.assert(
        fc.property(series, fc.boolean(), (documents, isSpaced) => {
          for (const [text, value] of documents) {
            const parsed = parseJson(isSpaced ? spaced(text) : text, "doc");
            assert.deepEqual(parsed.value, value, text);
            assert.deepEqual(parsed.problems, [], text);
          }
        }),
        { numRuns: 1000 },
      );
    });

    it("a document whose text is called canonical is spelled as the reference spells it", () => {
      fc.assert(
        fc.property(series, (documents) => {
          for (const [text] of documents) {
            const { text: whole, value } = parseJson(text, "doc");
            if (whole?.isCanonical) assert.equal(reference(value), text);
          }
        }),
        { numRuns: 500 },
      );
    });
  });

  it("tells a verbatim number from an object that imitates one", () => {
    const { value } = parseJson('{"n":1.0,"o":{"rawJSON":"1.0"}}', "doc");
    const { n, o } = value as Record<string, unknown>;
    assert.equal(rawNumber(n), "1.0");
    assert.equal(rawNumber(o), null);
  });
});

describe("problems that JSON.parse would hide (T11)", () => {
  it("a repeated member is reported with its pointer", () => {
    assert.deepEqual(found('{"a":{"b":1,"c":2,"b":3}}'), ["repeated-member /a/b"]);
    assert.deepEqual(found(spaced('[{"x":[]},{"x":{},"x":{}}]')), ["repeated-member /1/x"]);
  });

  it("a repetition by another spelling of the name counts: \\u0061 is a", () => {
    assert.deepEqual(found('{"a":1,"\\u0061":2}'), ["repeated-member /a"]);
    assert.deepEqual(found('{"a/b~":1,"\\u0061\\/b~":2}'), ["repeated-member /a~1b~0"]);
  });

  it("a repetition with an equal value counts, and each further one", () => {
    assert.deepEqual(found('{"a":1,"a":1,"a":1}'), ["repeated-member /a", "repeated-member /a"]);
  });

  it("a repeated __proto__ counts", () => {
    assert.deepEqual(found('{"__proto__":1,"__proto__":2}'), ["repeated-member /__proto__"]);
  });

  it("the same name in different objects, as a value, or differing in case is no repetition", () => {
    assert.deepEqual(found(spaced('{"a":{"a":"a"},"b":[{"a":1},{"a":2}],"A":["a","a"]}')), []);
  });

  it("strings with brackets, commas, quotes and escapes do not mislead the scanner", () => {
    const tricky = '{"s{":"}]\\"\\\\","t":["{\\"a\\":1,\\"a\\":2}","[-0,1.0"],"u\\\\":"\\\\\\"","u":1.0}';
    assert.deepEqual(found(spaced(tricky)), ["number-form /u"]);
  });

  for (const token of ["-0", "1.0", "1e3", "1E3", "-1.5", "1.5", "0.0", "1e-7", "1e21", "-0.0", "1e400"]) {
    it(`the number ${token} is reported, compact or with white space`, () => {
      assert.deepEqual(found(`{"a":[0,${token}]}`), ["number-form /a/1"]);
      assert.deepEqual(found(spaced(`{"a" : [ 0 ,\n${token} ] }`)), ["number-form /a/1"]);
    });
  }

  it("integers from 2^53 on are reported, the ones below are not", () => {
    assert.deepEqual(found("[9007199254740991,-9007199254740991]"), []);
    for (const token of ["9007199254740992", "9007199254740993", "-9007199254740992", "18446744073709551616"]) {
      assert.deepEqual(found(`[${token}]`), ["number-form /0"], token);
      assert.deepEqual(found(spaced(`[${token}]`)), ["number-form /0"], token);
    }
  });

  it("64 levels are ordinary, the 65th is reported at its pointer", () => {
    const arrays = (levels: number) => "[".repeat(levels) + "]".repeat(levels);
    const objects = (levels: number) => '{"a":'.repeat(levels) + 1 + "}".repeat(levels);
    for (const write of [(text: string) => text, spaced]) {
      assert.deepEqual(found(write(arrays(64))), []);
      assert.deepEqual(found(write(objects(64))), []);
      assert.deepEqual(found(write(arrays(65))), [`too-deep ${"/0".repeat(64)}`]);
      assert.deepEqual(found(write(objects(65))), [`too-deep ${"/a".repeat(64)}`]);
    }
  });

  it("reports each place once when repeated members and number forms are put in at random", () => {
    const member = fc.record({
      name: fc.constantFrom("a", "b", "c", "d"),
      token: fc.constantFrom("1", "1.0", '"1.0"', "[]"),
    });
    fc.assert(
      fc.property(fc.array(member, { maxLength: 8 }), (members) => {
        const text = `{${members.map(({ name, token }) => `"${name}" : ${token}`).join(" , ")}}`;
        const expected = members.flatMap(({ name, token }, index) => [
          ...(members.slice(0, index).some((earlier) => earlier.name === name) ? [`repeated-member /${name}`] : []),
          ...(token === "1.0" ? [`number-form /${name}`] : []),
        ]);
        assert.deepEqual(found(text), expected);
      }),
      { numRuns: 200 },
    );
  });
});

describe("text that is no readable JSON", () => {
  it("is refused without quoting it", () => {
    for (const text of ["", "{", "<html>secret</html>", '{"a":1,}', "01", "[1 2]", "\ufeff{}", "NaN", "'a'"]) {
      const { message } = thrown(() => parseJson(text, "GET root.json"), "metadata-malformed");
      assert.match(message, /^GET root\.json is not valid JSON\. /);
      assert.ok(!message.includes("secret"));
    }
  });

  it("is refused from 1001 levels on, at any depth without exhausting the stack", () => {
    assert.equal(parseJson("[".repeat(1000) + "]".repeat(1000), "doc").problems[0]?.kind, "too-deep");
    for (const levels of [1001, 200_000]) {
      const { message } = thrown(() => parseJson("[".repeat(levels) + "]".repeat(levels), "doc"), "metadata-malformed");
      assert.match(message, /^doc is nested deeper than 1000 levels\. /);
    }
  });

  it("is refused when it has more than 10000 ambiguous places", () => {
    assert.equal(parseJson(`[${"-0,".repeat(9_999)}-0]`, "doc").problems.length, 10_000);
    const { message } = thrown(() => parseJson(`[${"-0,".repeat(10_000)}-0]`, "doc"), "metadata-malformed");
    assert.match(message, /more than 10000 ambiguous places/);
  });
});

describe("an RFC 6901 pointer", () => {
  it("escapes ~ and / in names", () => {
    assert.equal(pointerTo(pointerTo("", "a/b~c"), 0), "/a~1b~0c/0");
  });
});
