import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { hasMarker, isOwn, markerLine, wordsAfter } from "../../src/github/marker.ts";

const word = fc.stringMatching(/^[A-Za-z0-9+/=._:@-]{1,40}$/);

describe("the hidden first line", () => {
  it("is found by the words it begins with, whatever text follows", () => {
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 4 }),
        fc.array(word, { maxLength: 3 }),
        fc.string(),
        (known, more, text) => {
          const body = `${markerLine(...known, ...more)}\n${text}`;
          assert.equal(hasMarker(body, ...known), true);
          assert.deepEqual(wordsAfter(body, ...known), more);
          assert.deepEqual(wordsAfter(body.replace("\n", "\r\n"), ...known), more);
        },
      ),
    );
  });
  it("is not found by a part of a word, nor anywhere but at the very beginning", () => {
    const line = markerLine("remind", "acme");
    assert.equal(hasMarker(line, "remind", "acm"), false);
    assert.equal(hasMarker(` ${line}`, "remind", "acme"), false);
    assert.equal(hasMarker(`text\n${line}`, "remind", "acme"), false);
    assert.equal(hasMarker(line.replace("-->", ""), "remind", "acme"), false);
  });
  it("cannot be left by what stands in it", () => {
    for (const bad of ["a b", "-->", "a>b", "", "é", "a\nb"]) assert.throws(() => markerLine("remind", bad), bad);
  });
  it("counts only under our own login, which knows no case", () => {
    assert.equal(isOwn({ author: "GitHub-Actions[bot]" }, "github-actions[bot]"), true);
    assert.equal(isOwn({ author: "github-actions" }, "github-actions[bot]"), false);
    assert.equal(isOwn({ author: null }, "github-actions[bot]"), false);
  });
});
