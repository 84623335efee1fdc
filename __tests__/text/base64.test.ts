import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Base64Form, base64Bytes, looksLikeBase64 } from "../../src/text/base64.ts";

describe("base64", () => {
  const hex = (text: string, form?: Base64Form) => base64Bytes(text, form)?.toString("hex") ?? null;

  it("is read in the form that is asked for, and in no other", () => {
    const forms = ["standard", "unpadded", "url"] as const;
    assert.deepEqual(
      forms.map((form) => hex("+/8=", form)),
      ["fbff", null, null],
    );
    assert.deepEqual(
      forms.map((form) => hex("+/8", form)),
      [null, "fbff", null],
    );
    assert.deepEqual(
      forms.map((form) => hex("-_8", form)),
      [null, null, "fbff"],
    );
    assert.deepEqual(
      forms.map((form) => hex("AAAA", form)),
      ["000000", "000000", "000000"],
    );
  });

  for (const [what, text] of [
    ["empty", ""],
    ["bits set that no byte needs", "+/9="],
    ["white space", "AA AA"],
    ["a line end", "AAAA\n"],
    ["another character", "AA*A"],
    ["padding that is too long", "AAAA===="],
    ["padding in the middle", "AA==AA=="],
    ["a length that no bytes have", "AAAAA"],
  ] as const) {
    it(`is none with ${what}`, () => {
      for (const form of ["standard", "unpadded", "url"] as const) assert.equal(hex(text, form), null, form);
    });
  }

  it("is taken for some by readers that look at its groups alone", () => {
    for (const text of ["", "+/8=", "+/9=", "AAAA"]) assert.ok(looksLikeBase64(text), text);
    for (const text of ["+/8", "-_8=", "AA AA", "AAAA====", "AAAA\n"]) assert.ok(!looksLikeBase64(text), text);
  });
});
