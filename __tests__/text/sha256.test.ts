import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sha256Digest, sha256Hex } from "../../src/text/sha256.ts";

describe("SHA-256", () => {
  it("is the one of FIPS 180, in hex", () => {
    assert.equal(sha256Hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert.equal(sha256Hex(new Uint8Array()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  });

  it("of a text is that of its UTF-8", () => {
    assert.equal(sha256Hex("Zoë"), sha256Hex(Buffer.from("Zoë")));
  });

  it("is a digest behind the name of the algorithm", () => {
    assert.equal(sha256Digest("abc"), `sha256:${sha256Hex("abc")}`);
  });
});
