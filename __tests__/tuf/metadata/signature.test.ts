import assert from "node:assert/strict";
import { createPublicKey, generateKeyPairSync, verify } from "node:crypto";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type UsableKey, usableKey } from "../../../src/tuf/metadata/key.ts";
import { isKnownMethod, type Signature, signatureProblem, verifyAhead } from "../../../src/tuf/metadata/signature.ts";
import { ed25519, rsaKey, signBytes, type TestKey } from "../../kit/tuf.ts";

const alice = ed25519("alice");
const rsa = rsaKey(generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey);
const bytes = Buffer.from('{"_type":"Targets"}');

function usable(key: TestKey): UsableKey {
  const decision = usableKey(key.json);
  assert.ok(decision.usable);
  return decision;
}
const aliceKey = usable(alice);
const rsaUsable = usable(rsa);
const good = { alice: signBytes(alice, bytes), rsa: signBytes(rsa, bytes) };
const withSig = (signature: Signature, sig: Buffer | string): Signature => ({
  ...signature,
  sig: typeof sig === "string" ? sig : sig.toString("base64"),
});

describe("an Ed25519 signature", () => {
  it("made by node:crypto over the same bytes is valid", () => {
    assert.equal(signatureProblem(aliceKey, good.alice, bytes), null);
  });

  it("is invalid over other bytes, by another key, or with any one bit changed", () => {
    assert.equal(signatureProblem(aliceKey, good.alice, Buffer.from("{}")), "does not verify");
    assert.equal(signatureProblem(aliceKey, signBytes(ed25519("mallory"), bytes), bytes), "does not verify");
    fc.assert(
      fc.property(fc.nat(511), (bit) => {
        const sig = Buffer.from(good.alice.sig, "base64");
        sig[bit >> 3]! ^= 1 << (bit & 7);
        assert.notEqual(signatureProblem(aliceKey, withSig(good.alice, sig), bytes), null);
      }),
      { numRuns: 60 },
    );
  });

  it("T10: is refused where S is not below the group order: the same signature with S + L", () => {
    const order = 2n ** 252n + 27742317777372353535851937790883648493n;
    const sig = Buffer.from(good.alice.sig, "base64");
    const scalar = BigInt(`0x${Buffer.from(sig.subarray(32)).reverse().toString("hex")}`);
    const shifted = Buffer.from((scalar + order).toString(16).padStart(64, "0"), "hex").reverse();
    const malleated = withSig(good.alice, Buffer.concat([sig.subarray(0, 32), shifted]));
    assert.equal(signatureProblem(aliceKey, malleated, bytes), "is malleable (S is not below the group order)");
    const atOrder = Buffer.concat([
      sig.subarray(0, 32),
      Buffer.from(order.toString(16).padStart(64, "0"), "hex").reverse(),
    ]);
    assert.equal(
      signatureProblem(aliceKey, withSig(good.alice, atOrder), bytes),
      "is malleable (S is not below the group order)",
    );
  });

  it("has exactly 64 bytes", () => {
    const sig = Buffer.from(good.alice.sig, "base64");
    assert.equal(signatureProblem(aliceKey, withSig(good.alice, sig.subarray(1)), bytes), "has 63 bytes, not 64");
    assert.equal(
      signatureProblem(aliceKey, withSig(good.alice, Buffer.concat([sig, sig])), bytes),
      "has 128 bytes, not 64",
    );
  });

  it("must name the method ed25519", () => {
    for (const method of ["rsassa-pss-sha256", "ED25519PH", "ed25519ph", " ed25519", ""]) {
      assert.match(
        signatureProblem(aliceKey, { ...good.alice, method }, bytes) ?? "",
        /^names the method .* for an Ed25519 key$/,
      );
    }
    assert.ok((signatureProblem(aliceKey, { ...good.alice, method: "x".repeat(1e6) }, bytes) ?? "").length < 100);
  });
});

describe("an RSA signature", () => {
  it("by PSS with SHA-256 and a salt of 32 bytes is valid, also under the old method name", () => {
    assert.equal(signatureProblem(rsaUsable, good.rsa, bytes), null);
    assert.equal(signatureProblem(rsaUsable, { ...good.rsa, method: "rsassa-pss" }, bytes), null);
  });

  for (const salt of [0, 20, 31, 33, 64, 222]) {
    it(`T10: with a salt of ${salt} bytes is invalid`, () => {
      assert.equal(signatureProblem(rsaUsable, signBytes(rsa, bytes, salt), bytes), "does not verify");
    });
  }

  it("is invalid over other bytes, and in another length than the modulus", () => {
    assert.equal(signatureProblem(rsaUsable, good.rsa, Buffer.from("{}")), "does not verify");
    const sig = Buffer.from(good.rsa.sig, "base64");
    assert.equal(signatureProblem(rsaUsable, withSig(good.rsa, sig.subarray(1)), bytes), "has 255 bytes, not 256");
    const padded = Buffer.concat([Buffer.from([0]), sig]);
    assert.equal(signatureProblem(rsaUsable, withSig(good.rsa, padded), bytes), "has 257 bytes, not 256");
  });

  it("must name a PSS method", () => {
    for (const method of ["ed25519", "rsassa-pkcs1-v1_5", "RSASSA-PSS-SHA512"]) {
      assert.match(signatureProblem(rsaUsable, { ...good.rsa, method }, bytes) ?? "", /for an RSA key$/);
    }
  });
});

describe("the text of a signature", () => {
  it("is padded standard base64 and nothing else", () => {
    const { sig } = good.alice;
    const raw = Buffer.from(sig, "base64");
    const last = sig.at(-3)!;
    const loose = `${sig.slice(0, -3)}${last === "A" ? "B" : String.fromCharCode(last.charCodeAt(0) + 1)}==`;
    const others = [
      raw.toString("hex"),
      raw.toString("base64url"),
      sig.replace(/=+$/, ""),
      `${sig}\n`,
      ` ${sig}`,
      `${sig}====`,
      sig.replace("==", "="),
      "",
      "====",
      loose.startsWith(sig.slice(0, -3)) && Buffer.from(loose, "base64").equals(raw) ? loose : "AB==",
    ];
    for (const other of others) {
      const problem = signatureProblem(aliceKey, withSig(good.alice, other), bytes) ?? "";
      assert.match(problem, /is not padded standard base64|has 96 bytes, not 64/, JSON.stringify(other));
    }
    assert.equal(
      signatureProblem(aliceKey, { ...good.alice, sig: 7 as unknown as string }, bytes),
      "is not padded standard base64",
    );
  });
});

describe("known methods", () => {
  it("are the three a device reads", () => {
    const known = ["ed25519", "rsassa-pss-sha256", "rsassa-pss"];
    const unknown = ["", "ed25519ph", "ecdsa", "rsassa-pss-sha512", "__proto__", " ed25519"];
    assert.deepEqual([...known, ...unknown].filter(isKnownMethod), known);
  });

  it("are known in any case: libaktualizr compares in small letters, and such a signature counts", () => {
    for (const method of ["Ed25519", "ED25519", "eD25519"]) {
      assert.ok(isKnownMethod(method));
      assert.equal(signatureProblem(aliceKey, { ...good.alice, method }, bytes), null);
      assert.match(signatureProblem(rsaUsable, { ...good.rsa, method }, bytes)!, /names the method .* for an RSA key/);
    }
    for (const method of ["RSASSA-PSS-SHA256", "Rsassa-Pss"]) {
      assert.equal(signatureProblem(rsaUsable, { ...good.rsa, method }, bytes), null);
      assert.match(signatureProblem(aliceKey, { ...good.alice, method }, bytes)!, /for an Ed25519 key/);
    }
  });

  it("agree with node:crypto on what was signed", () => {
    const publicKey = createPublicKey(alice.privateKey);
    assert.ok(verify(null, bytes, publicKey, Buffer.from(good.alice.sig, "base64")));
  });
});

describe("a signature that is verified ahead", () => {
  const forged = (signature: Signature) =>
    withSig(signature, Buffer.alloc(Buffer.from(signature.sig, "base64").length));

  it("is judged as it would have been, valid or not, of either type", async () => {
    for (const [key, signature] of [
      [aliceKey, { ...good.alice }],
      [rsaUsable, { ...good.rsa }],
      [aliceKey, forged(good.alice)],
      [aliceKey, withSig(good.alice, "no base64")],
      [rsaUsable, { ...good.alice }],
    ] as const) {
      const before = signatureProblem(key, { ...signature }, bytes);
      await verifyAhead(key, signature, bytes);
      assert.equal(signatureProblem(key, signature, bytes), before);
    }
  });

  it("counts for that very signature, key and bytes only", async () => {
    const signature = { ...good.alice };
    await verifyAhead(aliceKey, signature, bytes);
    assert.equal(signatureProblem(aliceKey, signature, Buffer.from("{}")), "does not verify");
    assert.equal(signatureProblem(usable(ed25519("mallory")), signature, bytes), "does not verify");
    assert.equal(signatureProblem(aliceKey, forged(signature), bytes), "does not verify");
  });
});
