// Documents that other encoders may write differently: we verify them as they were signed, and say that
// they may not be signed again.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseJson } from "../../../../src/json/json.ts";
import { type Doc, parseTargets, type TargetsSigned } from "../../../../src/tuf/metadata/metadata.ts";
import { tally } from "../../../../src/tuf/metadata/threshold.ts";
import { ed25519, rootDoc, signBytes, target } from "../../../kit/tuf.ts";

const key = ed25519("online");
const root = rootDoc({ targets: [key] });
const before = '{"_type":"Targets","expires":"2031-05-17T09:00:00Z","targets":{"t":';
const file = JSON.stringify(target({ version: 1 }));

/** A document whose one target has `written` in custom.x as served, and `signed` in its place when it was signed. */
function docWith(written: string, signed: string, space = ""): Doc<TargetsSigned> {
  const canonicalFile = (x: string) =>
    `{"custom":{"hardwareIds":["board-001"],"tags":["devel"],"targetFormat":"OSTREE","version":"1","x":${x}},` +
    `"hashes":${JSON.stringify(target({ version: 1 }).hashes)},"length":0}`;
  const signature = signBytes(key, Buffer.from(`${before}${canonicalFile(signed)}},"version":1}`));
  const served = `${before}${space}${file.replace('"custom":{', `"custom":{"x":${space}${written},`)}},"version":1}`;
  const json = parseJson(`{"signatures":[${JSON.stringify(signature)}],"signed":${served}}`, "CI targets");
  return parseTargets(json, "CI targets");
}

const verifies = (doc: Doc<TargetsSigned>) => tally(doc, root, "targets").met;

const cases: [what: string, written: string, signed: string, says: string][] = [
  ["a fraction", "1.5", "1.5", "is the number 1.5, not an integer below 2^53"],
  ["a fraction with a trailing zero", "1.50", "1.50", "is the number 1.50, not an integer below 2^53"],
  ["1.0, which JavaScript would write as 1", "1.0", "1.0", "is the number 1.0, not an integer below 2^53"],
  ["an exponent", "1e3", "1e3", "is the number 1e3, not an integer below 2^53"],
  ["minus zero", "-0", "-0", "is the number -0, not an integer below 2^53"],
  ["2^53", "9007199254740992", "9007199254740992", "is the number 9007199254740992, not an integer below 2^53"],
  [
    "an integer that JavaScript rounds",
    "9007199254740993",
    "9007199254740993",
    "is the number 9007199254740993, not an integer below 2^53",
  ],
  [
    "an integer of 30 digits",
    "123456789012345678901234567890",
    "123456789012345678901234567890",
    "is the number 123456789012345678901234567890, not an integer below 2^53",
  ],
  ["letters outside ASCII", '"gr\u00fc\u00df"', '"gr\u00fc\u00df"', "has the character U+00FC"],
  ["the same letters, served as escapes", '"gr\\u00fc\\u00df"', '"gr\u00fc\u00df"', "has the character U+00FC"],
  ["a character beyond the basic plane", '"\u{1F600}"', '"\u{1F600}"', "has the character U+1F600"],
  ["DEL", '"\\u007f"', '"\u007f"', "has the character U+007F"],
  [
    "control characters, signed escaped",
    '"\\u0001\\b\\f\\u001f"',
    '"\\u0001\\b\\f\\u001f"',
    "has the character U+0001",
  ],
  ["control characters, signed raw", '"\\u0001\\b\\f\\u001f"', '"\u0001\b\f\u001f"', "has the character U+0001"],
  [
    "raw ones beside newline, tab and quotes",
    '"\\u0001\\n\\t\\"\\\\u0001"',
    '"\u0001\\n\\t\\"\\\\u0001"',
    "has the character U+0001",
  ],
  [
    "a fraction beside a raw control character",
    '[2.50,"\\u0002"]',
    '[2.50,"\u0002"]',
    "is the number 2.50, not an integer below 2^53",
  ],
  ["a name outside ASCII", '{"\u00e9":1}', '{"\u00e9":1}', "has a name with the character U+00E9"],
];

describe("verifying a document that is not portable", () => {
  for (const [what, written, signed, says] of cases) {
    it(`accepts ${what}, and says where it may not be signed again`, () => {
      for (const space of ["", " "]) {
        const doc = docWith(written, signed, space);
        assert.ok(verifies(doc), `served with ${space ? "" : "no "}white space`);
        assert.ok(doc.portability?.pointer.startsWith("/signed/targets/t/custom/x"), doc.portability?.pointer);
        assert.equal(doc.portability?.says, says);
      }
    });
  }

  const unverifiable: [what: string, written: string, signed: string][] = [
    ["1.50 signed as 1.5", "1.50", "1.5"],
    ["1.0 signed as 1", "1.0", "1"],
    ["-0 signed as 0", "-0", "0"],
    ["a rounded integer", "9007199254740993", "9007199254740992"],
    ["letters signed as escapes", '"\u00fc"', '"\\u00fc"'],
    ["\\b signed as \\u0008", '"\\b"', '"\\u0008"'],
    ["one control character escaped, the next raw", '"\\u0001\\u0002"', '"\\u0001\u0002"'],
  ];
  for (const [what, written, signed] of unverifiable) {
    it(`does not guess further forms: ${what}`, () => {
      assert.equal(verifies(docWith(written, signed)), false);
    });
  }

  it("a portable document has one form, no finding, and no tolerance: a raw newline is not one", () => {
    const doc = docWith('"a\\nb"', '"a\\nb"');
    assert.ok(verifies(doc));
    assert.equal(doc.forms.length, 1);
    assert.equal(doc.portability, null);
    assert.equal(verifies(docWith('"a\\nb"', '"a\nb"')), false);
  });

  it("escapes that stand for printable characters are no difference", () => {
    assert.ok(verifies(docWith('"\\u0041\\/B"', '"A/B"')));
  });
});
