import assert from "node:assert/strict";
import { createHash, createPublicKey, generateKeyPairSync, randomBytes } from "node:crypto";
import { describe, it } from "node:test";
import { Point } from "@noble/ed25519";
import { type KeyJson, keyidOf, keyType, usableKey } from "../../../src/tuf/metadata/key.ts";
import { ed25519 } from "../../kit/tuf.ts";

const edKey = (hex: string): KeyJson => ({ keytype: "ED25519", keyval: { public: hex } });
const rsaPem = (pem: string): KeyJson => ({ keytype: "RSA", keyval: { public: pem } });

/** A key of exactly this shape; nobody holds its private half, so it costs no search for primes. */
function rsaOf(bits: number, exponent: bigint): KeyJson {
  const modulus = randomBytes(Math.ceil(bits / 8));
  modulus[0] = (modulus[0]! & (0xff >> (8 * modulus.length - bits))) | (1 << ((bits - 1) % 8));
  modulus[modulus.length - 1]! |= 1;
  const hex = exponent.toString(16);
  const e = Buffer.from(hex.padStart(hex.length + (hex.length % 2), "0"), "hex");
  const jwk = { kty: "RSA", n: modulus.toString("base64url"), e: e.toString("base64url") };
  return rsaPem(createPublicKey({ key: jwk, format: "jwk" }).export({ format: "pem", type: "spki" }) as string);
}

function why(key: KeyJson): string {
  const decision = usableKey(key);
  return decision.usable ? "usable" : decision.why;
}

/** The eight points of small order, by their canonical encodings. */
const SMALL_ORDER = [
  "0100000000000000000000000000000000000000000000000000000000000000",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0000000000000000000000000000000000000000000000000000000000000080",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
];
const FIELD = 2n ** 255n - 19n;
const littleEndian = (value: bigint) => Buffer.from(value.toString(16).padStart(64, "0"), "hex").reverse();

describe("T10: which Ed25519 keys may count", () => {
  it("a canonical point of full order does, in lower or upper case, under the same id", () => {
    const { keyid, json } = ed25519("alice");
    const [lower, upper] = [usableKey(json), usableKey(edKey(json.keyval.public.toUpperCase()))];
    assert.ok(lower.usable && upper.usable);
    assert.equal(lower.keyid, keyid);
    assert.equal(upper.keyid, keyid);
    assert.equal(lower.type, "ed25519");
    assert.equal(lower.bits, 256);
  });

  it("no point of small order does", () => {
    for (const hex of SMALL_ORDER) {
      assert.ok(Point.fromHex(hex, true).isSmallOrder(), hex);
      assert.equal(why(edKey(hex)), "is no canonical Ed25519 point of full order", hex);
    }
  });

  it("no point of mixed order does: an honest key plus a point of small order", () => {
    const honest = Point.fromHex(ed25519("alice").json.keyval.public);
    for (const hex of SMALL_ORDER.slice(1)) {
      const mixed = honest.add(Point.fromHex(hex, true));
      assert.ok(!mixed.isSmallOrder());
      assert.equal(why(edKey(mixed.toHex())), "is no canonical Ed25519 point of full order", hex);
    }
  });

  it("no encoding with y from the field's prime on does, with either sign", () => {
    for (let excess = 0n; excess < 19n; excess++) {
      for (const sign of [0n, 1n << 255n]) {
        const hex = littleEndian(FIELD + excess + sign).toString("hex");
        assert.equal(why(edKey(hex)), "is no canonical Ed25519 point of full order", hex);
      }
    }
  });

  it("no encoding with a sign where x is 0, and none off the curve", () => {
    const offCurve = littleEndian(2n).toString("hex");
    assert.throws(() => Point.fromHex(offCurve, true));
    for (const hex of [`01${"00".repeat(30)}80`, `ec${"ff".repeat(31)}`, offCurve]) {
      assert.equal(why(edKey(hex)), "is no canonical Ed25519 point of full order", hex);
    }
  });

  it("nothing but 64 hex characters does", () => {
    const { public: hex } = ed25519("alice").json.keyval;
    for (const bad of [
      "",
      hex.slice(2),
      `${hex}00`,
      `${hex.slice(0, 63)}g`,
      `${hex} `,
      `0x${hex.slice(2)}`,
      `${hex}\n`,
    ]) {
      assert.equal(why(edKey(bad)), "is not 64 hex characters", JSON.stringify(bad));
    }
    assert.equal(why(edKey(7 as unknown as string)), "is not 64 hex characters");
  });
});

describe("T10: which RSA keys may count", () => {
  for (const bits of [2048, 3072, 4096]) {
    it(`${bits} bits do`, () => {
      const decision = usableKey(rsaOf(bits, 65537n));
      assert.ok(decision.usable);
      assert.equal(decision.type, "rsa");
      assert.equal(decision.bits, bits);
    });
  }

  for (const bits of [512, 1024, 2047, 2049, 2560, 3071, 4097, 6144, 8192, 16384]) {
    it(`${bits} bits do not`, () => {
      assert.equal(why(rsaOf(bits, 65537n)), `has ${bits} bits, not 2048, 3072 or 4096`);
    });
  }

  for (const exponent of [3n, 17n, 65535n, 65536n, 65538n]) {
    it(`the exponent ${exponent} does not`, () => {
      assert.equal(why(rsaOf(2048, exponent)), `has the exponent ${exponent}, not an odd one from 65537`);
    });
  }

  it("a larger odd exponent does", () => {
    assert.equal(why(rsaOf(2048, 65539n)), "usable");
    assert.equal(why(rsaOf(2048, 2n ** 32n + 1n)), "usable");
  });

  it("trailing white space and CRLF in the PEM do not change the id", () => {
    const key = rsaOf(2048, 65537n);
    const pem = key.keyval.public;
    const id = keyidOf(key);
    for (const variant of [pem.trimEnd(), `${pem}\n \t\r\n`, pem.replaceAll("\n", "\r\n")]) {
      const decision = usableKey(rsaPem(variant));
      assert.ok(decision.usable);
      assert.equal(decision.keyid, id);
      assert.equal(keyidOf(rsaPem(variant)), id);
    }
  });

  it("a key that is bound to PSS by its SPKI, or of another algorithm, does not", () => {
    const pss = generateKeyPairSync("rsa-pss", { modulusLength: 2048 }).publicKey;
    const ec = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey;
    const pem = (key: typeof pss) => key.export({ format: "pem", type: "spki" }) as string;
    assert.equal(why(rsaPem(pem(pss))), "is of type rsa-pss, not plain rsa");
    assert.equal(why(rsaPem(pem(ec))), "is of type ec, not plain rsa");
  });

  it("a PEM of anything but a public key does not, even where a public key could be derived", () => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const pem = publicKey.export({ format: "pem", type: "spki" }) as string;
    const others = [
      privateKey.export({ format: "pem", type: "pkcs1" }),
      privateKey.export({ format: "pem", type: "pkcs8" }),
      publicKey.export({ format: "pem", type: "pkcs1" }),
      ` ${pem}`,
      `junk\n${pem}`,
      ed25519("alice").json.keyval.public,
      "",
    ];
    for (const other of others) {
      assert.equal(why(rsaPem(String(other))), "is not a PEM of type PUBLIC KEY");
      assert.equal(keyidOf(rsaPem(String(other))), null);
    }
    assert.equal(why(rsaPem(pem.replace(/[A-Za-z]{8}/, "AAAAAAAA"))), "is not a readable PEM of type PUBLIC KEY");
  });
});

describe("key types", () => {
  it("are compared without regard to case", () => {
    assert.equal(keyType({ keytype: "eD25519", keyval: { public: "" } }), "ed25519");
    assert.equal(keyType({ keytype: "rsa", keyval: { public: "" } }), "rsa");
  });

  it("other than Ed25519 and RSA do not count", () => {
    for (const keytype of ["ECDSA", "ED25519 ", "", "__proto__", "RSA-PSS"]) {
      const key = { keytype, keyval: { public: ed25519("alice").json.keyval.public } };
      assert.equal(keyType(key), null);
      assert.equal(why(key), `has the type ${JSON.stringify(keytype)}, not ED25519 or RSA`);
    }
  });
});

describe("a key id", () => {
  it("is the hex SHA-256 of the DER SPKI, as node:crypto exports it", () => {
    const spki = generateKeyPairSync("ed25519").publicKey.export({ format: "der", type: "spki" });
    const id = createHash("sha256").update(spki).digest("hex");
    assert.equal(keyidOf(edKey(spki.subarray(-32).toString("hex"))), id);
  });

  it("is given for a key that may not count, so that it can be named", () => {
    assert.match(keyidOf(rsaOf(1024, 3n)) ?? "", /^[0-9a-f]{64}$/);
    assert.match(keyidOf(edKey(SMALL_ORDER[0]!)) ?? "", /^[0-9a-f]{64}$/);
  });

  it("is null for what is no key", () => {
    assert.equal(keyidOf(edKey("12")), null);
    assert.equal(keyidOf(rsaPem("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n")), null);
  });
});
