import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { encodeLogLine, encodeText } from "../../src/text/encode-text.ts";
import { anyText } from "../kit/any-text.ts";

/** What a reader makes of our encoding, to show that nothing was lost. */
function decoded(text: string): string {
  return text.replace(/\\u\{([0-9a-f]{1,6})\}/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
}

const foreignText = fc.oneof(anyText(), fc.string({ unit: "grapheme" }));
const commandLike = fc
  .array(
    fc.constantFrom(
      ":",
      "::",
      "##[",
      "#",
      "[",
      "error",
      "set-output name=a",
      "add-mask",
      "\n",
      "\r",
      " ",
      "]",
      "\u2028",
      "é",
    ),
  )
  .map((parts) => parts.join(""));

describe("T21: text from outside is encoded, not stripped", () => {
  it("keeps printable ASCII as it is", () => {
    assert.equal(encodeText("intel-corei7-64-lmp-42 (ok) ~!@#"), "intel-corei7-64-lmp-42 (ok) ~!@#");
  });

  it("shows line ends, escape sequences, bidirectional marks and lone surrogates by their number", () => {
    assert.equal(
      encodeText("a\nb\r\t\x1b[31m\u202e\u{1f600}\ud800"),
      "a\\u{a}b\\u{d}\\u{9}\\u{1b}[31m\\u{202e}\\u{1f600}\\u{d800}",
    );
  });

  it("leaves only printable ASCII, from which the text can be read back", () => {
    fc.assert(
      fc.property(
        foreignText.filter((text) => !text.includes("\\u{")),
        (text) => {
          assert.match(encodeText(text), /^[\x20-\x7e]*$/);
          assert.equal(decoded(encodeText(text)), text);
        },
      ),
    );
  });

  it("makes no line that the runner takes for a command, in either of its two forms", () => {
    fc.assert(
      fc.property(fc.oneof(commandLike, foreignText), (text) => {
        const line = encodeLogLine(text);
        assert.doesNotMatch(line, /::|##\[|[^\x20-\x7e]/);
        if (!text.includes("\\u{")) assert.equal(decoded(line), text);
      }),
    );
  });
});
