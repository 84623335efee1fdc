import assert from "node:assert/strict";
import { describe, it } from "node:test";
import reference from "canonicalize";
import fc from "fast-check";
import { parseJson } from "../../../src/json/json.ts";
import {
  canonicalBytes,
  portabilityProblem,
  portableText,
  verificationForms,
} from "../../../src/tuf/canonical/canonical.ts";
import { anyCharacter } from "../../kit/any-text.ts";
import { thrown } from "../../kit/refusal.ts";

const referenceText = (value: unknown) => reference(value) ?? assert.fail("no JSON");
const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString("utf8");

const portableChar = fc.oneof(
  fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
  fc.constantFrom("\n", "\r", "\t", '"', "\\", "/"),
);
const portableString = fc.string({ unit: portableChar, maxLength: 12 });
/** Names at which objects in JavaScript, or sorting, could go another way than the text. */
const trickyName = fc.constantFrom(
  ..."__proto__,constructor,toString,hasOwnProperty,toJSON,length,valueOf,0,1,2,9,10,100,01,-1,4294967294,4294967295".split(
    ",",
  ),
  ..."4294967296,9007199254740993,1e3,A,a,Z,_,~,!, ,rawJSON,".split(","),
);
const portableInteger = fc.oneof(fc.maxSafeInteger(), fc.constantFrom(0, 1, -1, 2 ** 53 - 1, -(2 ** 53) + 1));

/** JSON values as JSON.parse makes them: own members only, also `__proto__`. */
const portableValue = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthIdentifier: "value" },
    fc.oneof(portableString, portableInteger, fc.boolean(), fc.constant(null)),
    fc.array(tie("value"), { maxLength: 4, depthIdentifier: "value" }),
    fc
      .uniqueArray(fc.tuple(fc.oneof(portableString, trickyName), tie("value")), {
        maxLength: 5,
        selector: ([name]) => name,
        depthIdentifier: "value",
      })
      .map((members) => Object.fromEntries(members)),
  ),
})).value;

/** Wraps a value in members and arrays; gives the pointer to it as well. */
const path = fc.array(fc.oneof(portableString, trickyName, fc.nat(3)), { maxLength: 5 });
function buried(steps: readonly (string | number)[], value: unknown): { value: unknown; pointer: string } {
  return steps.reduceRight<{ value: unknown; pointer: string }>(
    (inner, step) => {
      if (typeof step === "number") {
        const array = [...Array<string>(step).fill("before"), inner.value, "after"];
        return { value: array, pointer: `/${step}${inner.pointer}` };
      }
      const name = step.replaceAll("~", "~0").replaceAll("/", "~1");
      return { value: Object.fromEntries([[step, inner.value]]), pointer: `/${name}${inner.pointer}` };
    },
    { value, pointer: "" },
  );
}

describe("canonical bytes of a portable value", () => {
  it("equal the RFC 8785 reference for every portable value, tricky names included", () => {
    fc.assert(
      fc.property(portableValue, (value) => {
        assert.equal(text(canonicalBytes(value, "doc")), referenceText(value));
      }),
      { numRuns: 600 },
    );
  });

  it("do not depend on the order of members or the white space in which a document arrived", () => {
    fc.assert(
      fc.property(portableValue, (value) => {
        const reversed = JSON.stringify(
          value,
          (_name, member) =>
            member !== null && typeof member === "object" && !Array.isArray(member)
              ? Object.fromEntries(Object.entries(member).reverse())
              : member,
          1,
        );
        assert.equal(portableText(parseJson(reversed, "doc").value), referenceText(value));
      }),
      { numRuns: 200 },
    );
  });

  it("sort integer-like names as text: 10 before 9", () => {
    assert.equal(portableText({ 9: 1, 10: 2, "01": 3 }), '{"01":3,"10":2,"9":1}');
  });

  it("keep a member named __proto__ and never touch the prototype", () => {
    const parsed = JSON.parse('{"z":1,"__proto__":{"polluted":true},"constructor":2}') as object;
    assert.equal(portableText(parsed), '{"__proto__":{"polluted":true},"constructor":2,"z":1}');
    assert.equal(({} as Record<string, unknown>)["polluted"], undefined);
  });

  it("survive 64 levels of arrays and objects", () => {
    let value: unknown = 1;
    for (let level = 0; level < 64; level++) value = level % 2 ? [value] : { "0": value };
    assert.equal(portableText(value), referenceText(value));
  });

  it("are given once for verification, and are the same bytes as for signing", () => {
    fc.assert(
      fc.property(portableValue, (value) => {
        const forms = verificationForms(value);
        assert.equal(forms.length, 1);
        assert.deepEqual(forms[0], canonicalBytes(value, "doc"));
      }),
      { numRuns: 100 },
    );
  });
});

describe("outside the portable domain", () => {
  const offender = fc.oneof(
    fc.integer({ min: 0, max: 0x1f }).filter((code) => ![0x0a, 0x0d, 0x09].includes(code)),
    fc.integer({ min: 0x7f, max: 0x10ffff }).filter((code) => code < 0xd800 || code > 0xdfff),
  );

  it("a string is refused with its pointer and the first offending character", () => {
    fc.assert(
      fc.property(path, portableString, offender, portableString, (steps, before, code, after) => {
        const { value, pointer } = buried(steps, `${before}${String.fromCodePoint(code)}${after}\u{1F600}`);
        const { message } = thrown(() => canonicalBytes(value, "Wave w1"), "metadata-not-portable");
        const shown = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
        assert.ok(message.startsWith(`Wave w1: the value at ${pointer || "/"} has the character ${shown};`), message);
      }),
      { numRuns: 300 },
    );
  });

  it("a member name is refused with its pointer and the character", () => {
    const { message } = thrown(
      () => canonicalBytes({ a: [{ "gr\u00fc\u00df/e": 1 }] }, "doc"),
      "metadata-not-portable",
    );
    assert.match(message, /the value at \/a\/0\/gr\u00fc\u00df~1e has a name with the character U\+00FC;/);
  });

  it("a lone surrogate is refused", () => {
    const { message } = thrown(() => canonicalBytes({ a: "x\ud800" }, "doc"), "metadata-not-portable");
    assert.match(message, /at \/a has the character U\+D800/);
  });

  it("a number that is not an integer below 2^53 is refused with its pointer, however it is written", () => {
    const tokens = ["1.5", "-0", "1.0", "1e3", "1E+2", "9007199254740992", "-9007199254740992", "9007199254740993"];
    for (const token of [...tokens, "123456789012345678901234567890", "1e400", "0.1e1", "-0.0"]) {
      const parsed = parseJson(`{"signed":{"custom":[{"n":${token}}]}}`, "doc").value;
      const { message } = thrown(() => canonicalBytes(parsed, "doc"), "metadata-not-portable");
      assert.match(message, /the value at \/signed\/custom\/0\/n is the number /, token);
    }
  });

  it("minus zero is refused even where it is a JavaScript number", () => {
    assert.deepEqual(portabilityProblem({ a: [-0] })?.pointer, "/a/0");
  });

  it("the greatest portable integers are accepted: 9007199254740991 and its negative", () => {
    assert.equal(portabilityProblem([9007199254740991, -9007199254740991]), null);
  });

  it("what is not JSON is refused: undefined, functions, big integers, NaN", () => {
    for (const value of [undefined, () => 1, 1n, Number.NaN, Number.POSITIVE_INFINITY, Symbol("s")]) {
      assert.notEqual(portabilityProblem({ a: value }), null, String(value));
    }
  });

  it("verification tries number tokens verbatim, control characters escaped and then raw", () => {
    const json = '{"z":1.50,"a":"t\\u0001\\b\\f\\u001f\\n\\"\\\\u0001\\u00e9\\u007f","b":9007199254740993,"c":-0}';
    const [escaped, raw, ...others] = verificationForms(parseJson(json, "doc").value).map((form) => text(form));
    const rest = '"b":9007199254740993,"c":-0,"z":1.50}';
    assert.equal(escaped, `{"a":"t\\u0001\\b\\f\\u001f\\n\\"\\\\u0001\u00e9\u007f",${rest}`);
    assert.equal(raw, `{"a":"t\u0001\b\f\u001f\\n\\"\\\\u0001\u00e9\u007f",${rest}`);
    assert.deepEqual(others, []);
  });

  it("the escaped form reads back as the value it stands for", () => {
    const anyValue = fc.jsonValue({ maxDepth: 4, stringUnit: anyCharacter });
    fc.assert(
      fc.property(anyValue, (value) => {
        const parsed = parseJson(JSON.stringify(value), "doc").value;
        const [escaped] = verificationForms(parsed);
        assert.deepEqual(JSON.parse(text(escaped)), JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 200 },
    );
  });
});
