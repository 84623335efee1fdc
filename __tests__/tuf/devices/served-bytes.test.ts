import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { servedBytes } from "../../../src/tuf/devices/served-bytes.ts";
import { Doc } from "../../../src/tuf/metadata/metadata.ts";
import { rootDoc } from "../../kit/tuf.ts";

describe("servedBytes", () => {
  it("counts bytes and not characters: 2 for ä, 3 for €, 4 for an emoji", () => {
    const doc = rootDoc();
    const sizeWith = (message: string) => {
      const changelog = { "polis-id": "p", message, timestamp: "2031-01-01T00:00:00Z" };
      return servedBytes(new Doc("root", { ...doc.signed, "x-changelog": changelog }, doc.signatures, []));
    };
    const plain = sizeWith("");
    assert.deepEqual(
      ["a", "ä", "€", "😀"].map((text) => sizeWith(text) - plain),
      [1, 2, 3, 4],
    );
  });

  it("is the size of the compact text with the signatures", () => {
    const doc = rootDoc();
    const text = JSON.stringify({ signatures: doc.signatures, signed: doc.signed });
    assert.equal(servedBytes(doc), new TextEncoder().encode(text).length);
  });
});
