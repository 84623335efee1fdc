import assert from "node:assert/strict";
import { describe, it } from "node:test";
import reference from "canonicalize";
import fc from "fast-check";
import { type TextPart, wholeText } from "../../src/json/canonical-text.ts";
import { MAX_DEPTH, parseJson } from "../../src/json/json.ts";

const whole = (text: string) => wholeText(text, MAX_DEPTH);
const canonicalOf = (value: unknown) => reference(value) ?? assert.fail("no JSON");
/** The value by the slower way, which takes spaced text alone, and null where anything in it is ambiguous. */
const readSlowly = (text: string) => {
  const { value, problems } = parseJson(` ${text}`, "doc");
  return problems.length === 0 ? { value } : null;
};

const names = fc.constantFrom(
  "a",
  "ab",
  "b",
  "B",
  "",
  "10",
  "9",
  "__proto__",
  "constructor",
  "prototype",
  "~",
  "signed",
);
const scalars = fc.oneof(
  fc.constantFrom("", "a", "{", "}", '"', "\\", '\\"', "\n\r\t", "[1,2]", "true", "z".repeat(40)),
  fc.maxSafeInteger(),
  fc.constantFrom(0, -1, 10, 2 ** 53 - 1, null, true, false),
);
const values = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    scalars,
    fc.array(tie("value"), { maxLength: 3 }),
    fc
      .uniqueArray(fc.tuple(names, tie("value")), { maxLength: 5, selector: ([name]) => name })
      .map((members) => Object.fromEntries(members)),
  ),
})).value;

/** What damage puts into a text: tokens, spellings that mean the same, what is no JSON. */
const PIECES = [
  ..."{}[],:",
  ...[
    " ",
    "\n",
    '"',
    "\\",
    "\\/",
    "\\u0061",
    "\\b",
    "\\n",
    '\\"',
    "é",
    "\x7f",
    "\x01",
    "-",
    "-0",
    "0",
    "01",
    "1.0",
    "1e3",
  ],
  ...[
    "9007199254740993",
    "123456789012345678",
    "true",
    "null",
    '"a":1,',
    ',"a":1',
    '"__proto__":{},',
    "[]",
    "{}",
    '""',
  ],
];

describe("a text that is canonical already", () => {
  it("is known wherever it is the canonical text of a value, and so is that of each member two levels down", () => {
    fc.assert(
      fc.property(values, (value) => {
        const text = canonicalOf(value);
        const found = whole(text) ?? assert.fail(text);
        assert.equal(found.canonical, text);
        for (const [name, member] of membersOf(value)) {
          const part = found.member(name) ?? assert.fail(name);
          assert.equal(part.canonical, canonicalOf(member));
          assert.equal(text.slice(part.start, part.end), canonicalOf(member));
          for (const [inner, deep] of membersOf(member)) assert.equal(part.member(inner)?.canonical, canonicalOf(deep));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("is never claimed of another text, nor of a value that readers may see differently", () => {
    let claimed = 0;
    const damage = fc.tuple(fc.nat(), fc.nat({ max: 3 }), fc.constantFrom("", ...PIECES));
    fc.assert(
      fc.property(values, fc.boolean(), fc.array(damage, { maxLength: 3 }), (value, sorted, damages) => {
        let text = sorted ? canonicalOf(value) : JSON.stringify(value);
        for (const [place, length, piece] of damages) {
          const at = place % (text.length + 1);
          text = text.slice(0, at) + piece + text.slice(at + length);
        }
        if (!isJson(text)) return;
        const found = whole(text);
        if (!found) return;
        claimed++;
        const read = readSlowly(text) ?? assert.fail(text);
        if (found.isCanonical) assert.equal(text, canonicalOf(read.value));
        for (const [name, member] of membersOf(read.value)) {
          const part: TextPart = found.member(name) ?? assert.fail(name);
          if (part.canonical !== null) assert.equal(part.canonical, canonicalOf(member));
        }
      }),
      { numRuns: 3000 },
    );
    assert.ok(claimed > 300, `only ${claimed} texts were taken`);
  });

  it("is a document's `signed` in whatever order the document has its two members", () => {
    const found = whole('{"signed":{"a":1,"b":[]},"signatures":[{"keyid":"k"}]}')!;
    assert.equal(found.canonical, null);
    assert.equal(found.member("signed")?.canonical, '{"a":1,"b":[]}');
  });

  it("is not a `signed` whose own names are out of order, however deep", () => {
    assert.equal(whole('{"signatures":[],"signed":{"b":1,"a":2}}')!.member("signed")!.canonical, null);
    assert.equal(whole('{"signatures":[],"signed":{"a":{"c":1,"b":2}}}'), null);
  });

  for (const [why, text] of [
    ["white space", '{"a": 1}'],
    ["white space before it", ' {"a":1}'],
    ["white space after it", '{"a":1}\n'],
    ["a name twice", '{"a":1,"a":2}'],
    ["a name twice, further in", '{"a":{"b":{"c":{"d":1,"d":2}}}}'],
    ["a name with an escape", '{"\\n":1}'],
    ["-0", '{"a":-0}'],
    ["a fraction", '{"a":1.0}'],
    ["an exponent", '{"a":1e3}'],
    ["an integer that JavaScript rounds", '{"a":9007199254740993}'],
    ["a longer escape", '{"a":"\\u0061"}'],
    ["an escaped slash", '{"a":"\\/"}'],
    ["text beyond ASCII", '{"a":"é"}'],
    ["the control character that JSON leaves as it is", '{"a":"\x7f"}'],
    ["65 levels", `${"[".repeat(65)}${"]".repeat(65)}`],
  ] as const) {
    it(`is none with ${why}`, () => assert.equal(whole(text), null));
  }
});

function membersOf(value: unknown): [string, unknown][] {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? Object.entries(value) : [];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
