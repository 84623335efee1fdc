import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { formProblems } from "../../../src/review/evidence/signature-form.ts";
import { type UsableKey, usableKey } from "../../../src/tuf/metadata/key.ts";
import { ed25519 } from "../../kit/tuf.ts";
import { rsaPublic } from "../rules/factory-edits.ts";

const edKey = usableKey(ed25519("a").json) as UsableKey;
const rsaKey = usableKey(rsaPublic(3072)) as UsableKey;
const base64 = (bytes: number) => Buffer.alloc(bytes, 7).toString("base64");
const problems = (method: string, sig: string, key: UsableKey | null = edKey) =>
  formProblems({ keyid: "", method, sig }, key);

describe("formProblems", () => {
  it("accepts 64 bytes for Ed25519 and the modulus length for RSA, under the old and the new name", () => {
    assert.deepEqual(problems("ed25519", base64(64)), []);
    assert.deepEqual(problems("rsassa-pss-sha256", base64(384), rsaKey), []);
    assert.deepEqual(problems("rsassa-pss", base64(384), rsaKey), []);
  });

  it("reports any other length", () => {
    assert.deepEqual(problems("ed25519", base64(65)), ["has 65 bytes, not 64"]);
    assert.deepEqual(problems("rsassa-pss", base64(383), rsaKey), ["has 383 bytes, not 384"]);
    assert.deepEqual(problems("ed25519", ""), ["has 0 bytes, not 64"]);
  });

  it("reports methods that do not fit the key, or that nobody knows", () => {
    assert.deepEqual(problems("ed25519", base64(384), rsaKey), ["names ed25519 for an RSA key"]);
    assert.deepEqual(problems("Ed25519", base64(384), rsaKey), ["names Ed25519 for an RSA key"]);
    assert.deepEqual(problems("ed448", base64(64)), ['has the unknown method "ed448"']);
  });

  it("has nothing to say of a method in capital letters, which devices read", () => {
    assert.deepEqual(problems("Ed25519", base64(64)), []);
    assert.deepEqual(problems("RSASSA-PSS-SHA256", base64(384), rsaKey), []);
  });

  it("reports base64 that is not padded, not standard, or not canonical", () => {
    const good = base64(64);
    for (const sig of [good.slice(0, -2), good.replace("B", "-"), ` ${good}`, `${good.slice(0, -3)}x==`]) {
      assert.deepEqual(problems("ed25519", sig), ["is not padded standard base64"], sig);
    }
  });

  it("looks only at what holds for every key where the key is not known", () => {
    assert.deepEqual(problems("ed25519", base64(63), null), ["has 63 bytes, not 64"]);
    assert.deepEqual(problems("rsassa-pss", base64(1), null), []);
    assert.deepEqual(problems("none", base64(1), null), ['has the unknown method "none"']);
  });
});
