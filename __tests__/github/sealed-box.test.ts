import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import fc from "fast-check";
import sodium from "libsodium-wrappers";
import { SEAL_BYTES, sealedBox } from "../../src/github/sealed-box.ts";

describe("a sealed box", () => {
  before(() => sodium.ready);

  it("is opened by libsodium, whatever lies in it, from nothing to GitHub's 48 KB", () => {
    const { publicKey, privateKey } = sodium.crypto_box_keypair();
    const messages = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.uint8Array({ minLength: 49_000, maxLength: 49_152 }),
    );
    fc.assert(
      fc.property(messages, (message) => {
        const box = sealedBox(message, publicKey);
        assert.equal(box.length, message.length + SEAL_BYTES);
        assert.deepEqual(sodium.crypto_box_seal_open(box, publicKey, privateKey), message);
      }),
      { numRuns: 60 },
    );
  });

  it("is another one each time, and opens for nobody else nor when a bit of it was turned", () => {
    const { publicKey, privateKey } = sodium.crypto_box_keypair();
    const message = Buffer.from("AGE-SECRET-KEY-1");
    const box = sealedBox(message, publicKey);
    assert.notDeepEqual(sealedBox(message, publicKey), box);
    const other = sodium.crypto_box_keypair();
    assert.throws(() => sodium.crypto_box_seal_open(box, other.publicKey, other.privateKey));
    for (const at of [0, SEAL_BYTES - 1, box.length - 1]) {
      const turned = Uint8Array.from(box, (byte, index) => (index === at ? byte ^ 1 : byte));
      assert.throws(() => sodium.crypto_box_seal_open(turned, publicKey, privateKey), `byte ${at}`);
    }
  });

  it("holds what libsodium computes for the same sender, byte for byte", () => {
    const recipient = sodium.crypto_box_keypair();
    const sender = sodium.crypto_box_keypair();
    const message = Buffer.from("the same bytes");
    const nonce = sodium.crypto_generichash(24, Buffer.concat([sender.publicKey, recipient.publicKey]), null);
    const box = sodium.crypto_box_easy(message, nonce, recipient.publicKey, sender.privateKey);
    const expected = Buffer.concat([sender.publicKey, box]);
    assert.deepEqual(Buffer.from(sealedBox(message, recipient.publicKey, sender.privateKey)), expected);
  });

  it("is not made for a public key of low order", () => {
    for (const key of [new Uint8Array(32), Uint8Array.from({ length: 32 }, (_, at) => (at === 0 ? 1 : 0))]) {
      assert.throws(() => sealedBox(Buffer.from("secret"), key));
    }
  });
});
