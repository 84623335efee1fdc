import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { wrapMessage } from "../../src/report/wrap-message.ts";

describe("a message on a terminal", () => {
  it("is broken at blanks, and its first line is shorter by what stands before it", () => {
    assert.equal(wrapMessage("one two three four", 9), "one two\nthree\nfour");
    assert.equal(wrapMessage("one two three four", 9, 4), "one\ntwo three\nfour");
  });
  it("keeps what is in backquotes on one line, with what is attached to it", () => {
    assert.equal(wrapMessage("Run (`wave list --json`), then", 22), "Run\n(`wave list --json`),\nthen");
  });
  it("breaks even that where a line cannot hold it", () => {
    assert.equal(wrapMessage("Run `wave list --json`.", 12), "Run `wave\nlist\n--json`.");
  });
  it("leaves a longer word whole, on a line of its own", () => {
    assert.equal(wrapMessage("see https://example.org/path now", 10), "see\nhttps://example.org/path\nnow");
  });
  it("keeps blanks within a line as they are", () => {
    assert.equal(wrapMessage("the file a  b is gone", 14), "the file a  b\nis gone");
  });
  it("loses no word, and no line is too long where no word is", () => {
    const words = fc.array(fc.stringMatching(/^[a-z`]{1,12}$/), { minLength: 1 });
    fc.assert(
      fc.property(words, (list) => {
        const lines = wrapMessage(list.join(" "), 20).split("\n");
        assert.equal(lines.join(" "), list.join(" "));
        assert.ok(lines.every((line) => line.length <= 20));
      }),
    );
  });
});
