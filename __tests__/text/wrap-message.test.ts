import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { wrapMessage } from "../../src/text/wrap-message.ts";

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
  it("keeps a command of ours whole, in backquotes or not, however long it is", () => {
    const command = "factory-tuf keys rotate --role root --keys <root.tgz>";
    assert.equal(wrapMessage(`Rotate it: ${command}; then sign.`, 20), `Rotate it:\n${command};\nthen sign.`);
    assert.equal(wrapMessage(`Run \`${command}\` now.`, 20), `Run\n\`${command}\`\nnow.`);
    const shown = "factory-tuf wave show w6.";
    assert.equal(wrapMessage(`Look with: ${shown}`, 20), `Look with:\n${shown}`);
    assert.equal(wrapMessage("as `factory-tuf doctor` shows it", 12), "as\n`factory-tuf doctor`\nshows it");
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
