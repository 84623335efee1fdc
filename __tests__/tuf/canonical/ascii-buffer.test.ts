// Text collected as bytes.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { AsciiBuffer } from "../../../src/tuf/canonical/ascii-buffer.ts";

describe("AsciiBuffer", () => {
  it("gives the bytes of all that was appended, in order, across the sizes at which it grows", () => {
    const piece = fc.tuple(fc.string({ unit: "grapheme-ascii", maxLength: 20 }), fc.integer({ min: 0, max: 700 }));
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const texts = pieces.map(([text, times]) => text.repeat(times));
        const buffer = new AsciiBuffer();
        for (const text of texts) buffer.append(text);
        assert.equal(Buffer.from(buffer.take()).toString("latin1"), texts.join(""));
      }),
    );
  });

  it("gives no more memory than there is text", () => {
    const buffer = new AsciiBuffer();
    buffer.append("x".repeat(5000));
    assert.equal(buffer.take().buffer.byteLength, 5000);
  });
});
