import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import fc from "fast-check";
import { ToolError } from "../../src/errors/tool-error.ts";
import { documentTexts } from "../../src/factory/document-texts.ts";
import { portableText } from "../../src/tuf/canonical/canonical.ts";

const texts = (text: string) => documentTexts(Buffer.from(text), "production targets");
const values = (text: string) => {
  const map = texts(text);
  return Object.fromEntries(map.names.map((name) => [name, map.document(name)?.value]));
};
const document = (fill: unknown) => ({ signatures: [{ keyid: "k", sig: "{" }], signed: { targets: { a: fill } } });

describe("a map of documents that are parsed one by one", () => {
  it("is the same as the map parsed as a whole, whatever the documents hold and however they are spaced", () => {
    const name = fc.string({ minLength: 1, maxLength: 12 });
    const one = fc.oneof(
      fc.jsonValue().map(document),
      fc.jsonValue().map((fill) => ({ signed: { x: fill }, signatures: [] })),
      fc.constant(document({ custom: { signed: 1 } })),
      fc.constant(document('},"x":{"signed":1}')),
    );
    fc.assert(
      fc.property(fc.dictionary(name, one, { maxKeys: 6 }), fc.constantFrom("", " ", "\n  "), (map, space) => {
        const text = JSON.stringify(map, null, space);
        assert.deepEqual(values(text), JSON.parse(text));
      }),
      { numRuns: 1000 },
    );
  });
  it("gives the canonical bytes where they stand in the text just so, and never others", () => {
    const member = fc.oneof(fc.jsonValue(), fc.string({ unit: "grapheme" }), fc.constant(-0), fc.constant("\\b"));
    const signed = fc.dictionary(fc.string({ maxLength: 3 }), member, { maxKeys: 4 });
    let given = 0;
    fc.assert(
      fc.property(signed, fc.boolean(), fc.boolean(), (content, isSorted, signedFirst) => {
        const canonical = isSorted ? portableText(content) : null;
        const text = canonical ?? JSON.stringify(content);
        const list = '[{"keyid":"k","method":"m","sig":"s"}]';
        const body = signedFirst
          ? `{"signed":${text},"signatures":${list}}`
          : `{"signatures":${list},"signed":${text}}`;
        const bytes = texts(`{"production":${body}}`).document("production")!.canonicalSigned;
        if (bytes === null) return;
        given++;
        assert.equal(Buffer.from(bytes).toString(), portableText(JSON.parse(text)));
      }),
      { numRuns: 2000 },
    );
    assert.ok(given > 200, `it was given ${given} times`);
  });
  it("finds a document under every name that the map has, also one that no tag can have", () => {
    const map = { production: document(1), tönt: document(2), __proto: document(3), 'a"b': document(4) };
    assert.deepEqual(texts(JSON.stringify(map)).names, Object.keys(map));
  });
  it("reads what the vendor's server sent", () => {
    const calls = readFileSync(new URL("../vectors/waves/calls.jsonl", import.meta.url), "utf8")
      .trim()
      .split("\n");
    const maps = calls
      .map((line) => JSON.parse(line))
      .filter(({ path, status }) => path.endsWith("prod-targets/?tag=") && status === 200);
    assert.ok(maps.length > 0);
    for (const { response } of maps) assert.deepEqual(values(JSON.stringify(response)), response);
  });
  it("says the size of each document as it was sent", () => {
    const text = `{ "a" : ${JSON.stringify(document(1))} , "b":${JSON.stringify(document("more"))}}`;
    const size = JSON.stringify(document(1)).length;
    assert.equal(texts(text).document("a")!.size, size + 1, "with the blank before the comma");
  });
  it("keeps the problems of a document's text, relative to it", () => {
    const map = texts('{"a":{"signatures":[],"signed":{"version":1.0,"version":2}}}');
    assert.deepEqual(
      map.document("a")!.problems.map(({ pointer, kind }) => `${kind} ${pointer}`),
      ["number-form /signed/version", "repeated-member /signed/version"],
    );
  });
  it("is refused when it has a name twice, is no map, no JSON or no UTF-8", () => {
    const one = JSON.stringify(document(1));
    const refused = (text: string | Buffer) => {
      try {
        const map = documentTexts(Buffer.from(text), "production targets");
        for (const name of map.names) map.document(name);
      } catch (error) {
        assert.ok(error instanceof ToolError);
        return error.code;
      }
      return "accepted";
    };
    assert.equal(refused(`{"a":${one},"a":${one}}`), "metadata-ambiguous");
    assert.equal(refused(`{"a":null,"a":${one}}`), "metadata-ambiguous");
    for (const text of ["[]", "", "{", `{"a":${one}`, `{"a":${one}}}`, `{"a":${one} "b":${one}}`, `x{"a":${one}}`])
      assert.equal(refused(text), "metadata-malformed", text);
    assert.equal(refused(Buffer.from(`{"a":${one.replace("{", '{"\xff":1,')}}`, "latin1")), "metadata-malformed");
  });
  it("without documents is empty", () => {
    assert.deepEqual([texts("{}").names, texts(" { } ").document("a")], [[], null]);
  });
});
