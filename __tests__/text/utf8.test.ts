import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { utf8, utf8WithoutMark } from "../../src/text/utf8.ts";

describe("bytes as text", () => {
  it("are UTF-8, all of it", () => {
    assert.equal(utf8(Buffer.from("Zoë 🚀\0\n")), "Zoë 🚀\0\n");
    assert.equal(utf8(new Uint8Array()), "");
  });

  for (const [what, bytes] of [
    ["Latin-1", [0x5a, 0x6f, 0xeb]],
    ["a sequence that is cut off", [0x61, 0xe2, 0x82]],
    ["a longer form than needed", [0xc0, 0xaf]],
    ["half a surrogate pair", [0xed, 0xa0, 0x80]],
    ["UTF-16", [0xff, 0xfe, 0x61, 0x00]],
  ] as const) {
    it(`are no text when they are ${what}, and nothing takes the place of what is wrong`, () => {
      assert.equal(utf8(Uint8Array.from(bytes)), null);
      assert.equal(utf8WithoutMark(Uint8Array.from(bytes)), null);
    });
  }

  it("keep a byte order mark, save in a file that people edit", () => {
    const bytes = Buffer.from("\uFEFF{}");
    assert.equal(utf8(bytes), "\uFEFF{}");
    assert.equal(utf8WithoutMark(bytes), "{}");
    assert.equal(utf8WithoutMark(Buffer.from("\uFEFF\uFEFF{}")), "\uFEFF{}", "one of them");
  });
});
