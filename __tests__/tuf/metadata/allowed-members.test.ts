import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseJson } from "../../../src/json/json.ts";
import { requireAllowedTargetsMembers, requireUnambiguous } from "../../../src/tuf/metadata/allowed-members.ts";
import { parseTargets, type TargetsSigned } from "../../../src/tuf/metadata/metadata.ts";
import { thrown } from "../../kit/refusal.ts";
import { target, targetsSigned } from "../../kit/tuf.ts";

const good = targetsSigned({ "a/b": target({ version: 1, custom: { anything: { goes: [null, "here"] } } }) });
const refused = (signed: unknown) =>
  thrown(() => requireAllowedTargetsMembers(signed as TargetsSigned, "Wave w1"), "metadata-member-refused").message;
const withTarget = (file: object) => ({ ...good, targets: { "a/b": file } });

describe("T9: members that may stand in targets that we sign", () => {
  it("are _type, version, expires, targets, and in each target hashes, length, custom with whatever is in it", () => {
    requireAllowedTargetsMembers(good, "Wave w1");
  });

  it("do not include delegations, which a device obeys, nor any other name, empty or not", () => {
    for (const extra of ["delegations", "spec_version", "x-note", "constructor"]) {
      const message = refused({ ...good, [extra]: {} });
      assert.ok(message.startsWith(`Wave w1 has the member /signed/${extra}, which a device might obey.`), message);
    }
    assert.match(refused(JSON.parse(JSON.stringify(good).replace("{", '{"__proto__":1,'))), /\/signed\/__proto__/);
  });

  it("do not include more in a target, named by its pointer", () => {
    const file = target({ version: 1 });
    assert.match(
      refused(withTarget({ ...file, custom_hash: 1 })),
      /has the member \/signed\/targets\/a~1b\/custom_hash,/,
    );
  });

  it("must all be there", () => {
    const { custom: _custom, ...bare } = target({ version: 1 });
    assert.match(refused(withTarget(bare)), /lacks the member \/signed\/targets\/a~1b\/custom\./);
    const { version: _version, ...rest } = good;
    assert.match(refused(rest), /lacks the member \/signed\/version\./);
  });
});

describe("T11: what we sign can be read in one way only", () => {
  const text = JSON.stringify({
    signatures: [],
    signed: targetsSigned({ one: target({ version: 1 }), two: target({ version: 2 }) }),
  });
  const doc = (edit: (text: string) => string) => parseTargets(parseJson(edit(text), "doc"), "CI targets");
  const inTwo = (member: string) => (whole: string) => whole.replace(/("two":\{.*?"custom":\{)/, `$1${member},`);

  it("an ordinary document passes, with white space too", () => {
    requireUnambiguous(doc((whole) => whole));
    requireUnambiguous(doc((whole) => whole.replaceAll(",", " ,\n")));
  });

  const ambiguous: [string, (text: string) => string, RegExp][] = [
    [
      "a repeated member",
      inTwo('"arch":"a","arch":"b"'),
      /at \/signed\/targets\/two\/custom\/arch, the member name occurs twice/,
    ],
    ["1.0", inTwo('"size":1.0'), /at \/signed\/targets\/two\/custom\/size, the number 1\.0 is not a plain integer/],
    ["1e3", inTwo('"size":1e3'), /the number 1e3 is not a plain integer/],
    ["-0", inTwo('"size":-0'), /the number -0 is not a plain integer/],
    ["65 levels", inTwo(`"deep":${"[".repeat(61)}${"]".repeat(61)}`), /nested deeper than 64 levels/],
  ];
  for (const [what, edit, says] of ambiguous) {
    it(`${what} is refused, but only where a target that is used is concerned`, () => {
      const bad = doc(edit);
      assert.match(thrown(() => requireUnambiguous(bad), "metadata-ambiguous").message, says);
      thrown(() => requireUnambiguous(bad, ["two"]), "metadata-ambiguous");
      requireUnambiguous(bad, ["one"]);
    });
  }

  it("a target, the targets, or signed itself given twice concerns every target inside", () => {
    const file = JSON.stringify(target({ version: 3 }));
    const edits = [
      (whole: string) => whole.replace('"targets":{', `"targets":{"one":${file},`),
      (whole: string) => whole.replace('"targets":{', `"targets":{"one":${file}},"targets":{`),
      (whole: string) => whole.replace('"signed":', '"signed":{},"signed":'),
    ];
    for (const edit of edits) thrown(() => requireUnambiguous(doc(edit), ["one"]), "metadata-ambiguous");
  });

  it("a name that begins like another does not concern it", () => {
    const similar = doc((whole) =>
      whole.replace('"one":', '"two-more":').replace(/("two-more":\{.*?"custom":\{)/, '$1"n":1.0,'),
    );
    requireUnambiguous(similar, ["two"]);
    thrown(() => requireUnambiguous(similar, ["two-more"]), "metadata-ambiguous");
  });
});
