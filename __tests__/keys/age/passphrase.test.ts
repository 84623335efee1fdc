import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import {
  estimateBits,
  GENERATED_BITS,
  generatePassphrase,
  MIN_BITS,
  requireNewPassphrase,
} from "../../../src/keys/age/passphrase.ts";
import { assertQuotesNothing, assertRefused } from "../../kit/keys.ts";
import { rejected } from "../../kit/refusal.ts";

describe("a generated passphrase (T24)", () => {
  it("has five groups of four out of 32 characters that nobody confuses: 100 bits, more than 80", () => {
    const passphrase = generatePassphrase();
    assert.match(passphrase, /^(?:[2-9a-km-np-z]{4}-){4}[2-9a-km-np-z]{4}$/);
    assert.ok(GENERATED_BITS >= 80);
    assert.equal(GENERATED_BITS, 20 * Math.log2(32));
  });
  it("uses every byte it is given: another byte, another passphrase, and each of 32 characters is as likely", () => {
    const seen = new Map<string, number>();
    for (let byte = 0; byte < 256; byte++) {
      const passphrase = generatePassphrase((count) => Buffer.alloc(count, byte));
      seen.set(passphrase, (seen.get(passphrase) ?? 0) + 1);
    }
    assert.equal(seen.size, 32);
    assert.deepEqual(new Set(seen.values()), new Set([8]));
    const base = Buffer.alloc(20, 7);
    for (let at = 0; at < 20; at++) {
      const other = Buffer.from(base);
      other[at] = 8;
      assert.notEqual(
        generatePassphrase(() => base),
        generatePassphrase(() => other),
        `byte ${at}`,
      );
    }
  });
  it("is strong enough for ourselves", () => {
    for (let round = 0; round < 200; round++) requireNewPassphrase(generatePassphrase());
  });
});

describe("a chosen passphrase", () => {
  for (const weak of [
    "",
    "password",
    "Passw0rd!",
    "correct horse battery staple",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "1234567890123456789012345",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyqwertyqwertyqwerty",
    "factory-root-key-2026-factory-root-key",
    "summer summer summer summer summer",
    "Foundries2026!Foundries2026!",
    "my dog has fleas",
  ]) {
    it(`is refused: ${JSON.stringify(weak)}, and not repeated`, async () => {
      await assertRefused(() => requireNewPassphrase(weak), "keys-passphrase-weak", /has about \d+ bits, and needs 64/);
      if (weak.length >= 20) assertQuotesNothing(await rejected(() => requireNewPassphrase(weak)), weak);
    });
  }
  for (const strong of ["tundra oyster velcro pickle anthem gusto", "Ua7#kd0Qz!m4Xw9vB2", "k2ph-9vqx-m4tz-w7nd-83fj"]) {
    it(`is accepted: ${JSON.stringify(strong)}`, () => requireNewPassphrase(strong));
  }
  it("is worth no more when it is repeated as a whole", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 12 }), fc.integer({ min: 2, max: 5 }), (text, times) => {
        fc.pre(text.trim() === text);
        assert.ok(estimateBits(text.repeat(times)) <= estimateBits(text));
      }),
    );
  });
  it("below eleven characters is never enough", () => {
    fc.assert(fc.property(fc.string({ maxLength: 10 }), (text) => assert.ok(estimateBits(text) < MIN_BITS)));
  });
});
