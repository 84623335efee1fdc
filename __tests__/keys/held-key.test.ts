import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { heldKey } from "../../src/keys/held-key.ts";
import { ed25519Key } from "../kit/keys.ts";

describe("a key that is held", () => {
  it("has its private half here: the public half alone is none, also where it comes first", async () => {
    const [key, other] = [await ed25519Key(1), await ed25519Key(2)];
    const alone = { ...key, signer: null };
    assert.equal(heldKey([alone, other, key], key.keyid), key);
    assert.equal(heldKey([alone, other], key.keyid), null);
    assert.equal(heldKey([], key.keyid), null);
  });
});
