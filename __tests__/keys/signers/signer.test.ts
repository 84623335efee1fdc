import assert from "node:assert/strict";
import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { isObject } from "../../../src/json/object.ts";
import { privateHalfOf } from "../../../src/keys/archive/archive-key.ts";
import { readArchive } from "../../../src/keys/archive/read-archive.ts";
import { findSigner } from "../../../src/keys/signers/active-key.ts";
import { parsePrivateHalf } from "../../../src/keys/signers/private-half.ts";
import { makeSigner } from "../../../src/keys/signers/signer.ts";
import { canonicalBytes } from "../../../src/tuf/canonical/canonical.ts";
import { type UsableKey, usableKey } from "../../../src/tuf/metadata/key.ts";
import { type Signature, signatureProblem } from "../../../src/tuf/metadata/signature.ts";
import {
  assertQuotesNothing,
  assertRefused,
  ed25519Key,
  keyMap,
  recorded,
  recordedArchives,
  usable,
} from "../../kit/keys.ts";
import { rejected } from "../../kit/refusal.ts";

interface SignedDocument {
  readonly signed: unknown;
  readonly signatures: readonly Signature[];
}

/** Every signed document of a scenario, however deep it lies, also as JSON text. */
function recordedDocuments(scenario: string): SignedDocument[] {
  const folder = new URL(`../../vectors/${scenario}/`, import.meta.url);
  const found = new Map<string, SignedDocument>();
  const collect = (value: unknown): void => {
    if (typeof value === "string" && value.startsWith(`{"`) && value.includes(`"signed"`)) collect(JSON.parse(value));
    if (isObject(value) && isObject(value.signed) && Array.isArray(value.signatures)) {
      found.set(JSON.stringify(value), value as unknown as SignedDocument);
    }
    if (value !== null && typeof value === "object") for (const part of Object.values(value)) collect(part);
  };
  for (const line of readFileSync(new URL("calls.jsonl", folder), "utf8").trim().split("\n")) collect(JSON.parse(line));
  for (const name of readdirSync(new URL("state/", folder))) {
    collect(JSON.parse(readFileSync(new URL(`state/${name}`, folder), "utf8")));
  }
  return [...found.values()];
}

const scenarios = [...new Set(recordedArchives().map((path) => path.split("/")[0]!))];
const SEED = "fe53cf6da5b8c66364196670313564b44ee5e94eba170a2bb367db4e89009ed6";

describe("signer, recorded signatures", () => {
  for (const scenario of scenarios) {
    it(`${scenario}: makes the recorded Ed25519 signatures again; verifies the RSA ones and makes valid ones`, async () => {
      const archives = recordedArchives().filter(
        (path) => path.startsWith(`${scenario}/`) && !/-roots\.tgz$/.test(path),
      );
      const keys = (await Promise.all(archives.map((path) => readArchive(recorded(path))))).flatMap(
        (archive) => archive.keys,
      );
      const byKeyid = new Map(keys.map((key) => [key.keyid, key]));
      let compared = 0;
      for (const { signed, signatures } of recordedDocuments(scenario)) {
        const bytes = canonicalBytes(signed, scenario);
        for (const signature of signatures) {
          const key = byKeyid.get(signature.keyid);
          if (!key) continue;
          const ours = await key.signer!.sign(bytes);
          if (key.type === "ed25519") assert.deepEqual(ours, signature);
          else {
            assert.equal(signatureProblem(usable(key), signature, bytes), null);
            assert.equal(signatureProblem(usable(key), ours, bytes), null);
            assert.notEqual(ours.sig, signature.sig);
          }
          compared++;
        }
      }
      assert.ok(compared > 0, "no signature was compared");
    });
  }
});

describe("signer, self check", () => {
  it("refuses to give a signature that does not verify under the root's key of that id", async () => {
    const [ours, other] = [await ed25519Key(1), await ed25519Key(2)];
    const lying: UsableKey = { ...usable(other), keyid: ours.keyid };
    const signer = findSigner({ keys: [ours] }, new Map([[ours.keyid, lying]]));
    await assertRefused(
      signer!.sign(Buffer.from("x")),
      "signature-self-check",
      /does not verify with that key's public half/,
    );
  });

  it("throws a faulty RSA signature away: a private exponent that is not the key's", async () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const jwk = privateKey.export({ format: "jwk" });
    const other = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" });
    const broken = createPrivateKey({ key: { ...jwk, d: other.d!, dp: other.dp!, dq: other.dq! }, format: "jwk" });
    const pem = broken.export({ format: "pem", type: "pkcs1" }).toString();
    const half = parsePrivateHalf(Buffer.from(JSON.stringify({ keytype: "RSA", keyval: { private: pem } })), "it");
    const error = await rejected(makeSigner(half, half.usable).sign(Buffer.from("x")));
    assert.equal(error.code, "signature-self-check");
    assertQuotesNothing(error, ...pem.split("\n").filter((line) => line.length === 64));
  });

  it("signs with the 32-byte and the 64-byte form alike", async () => {
    const point = "5a20799c7a5a9889bfc3cc53d7ce89043d1d101f1daf3fa1d73b52ca7e7f3f14";
    const signatures = [SEED, SEED + point].map((text) => {
      const half = parsePrivateHalf(
        Buffer.from(JSON.stringify({ keytype: "Ed25519", keyval: { private: text } })),
        "it",
      );
      return makeSigner(half, half.usable).sign(Buffer.from("bytes"));
    });
    assert.deepEqual(await signatures[0], await signatures[1]);
  });

  it("signs 8 MiB", async () => {
    const key = await ed25519Key(3);
    const bytes = Buffer.alloc(8 * 1024 * 1024, 97);
    assert.equal(signatureProblem(usable(key), await key.signer!.sign(bytes), bytes), null);
  });
});

describe("findSigner", () => {
  it("gives null when none of the role's keys is here: that is normal", async () => {
    assert.equal(findSigner({ keys: [await ed25519Key(1)] }, keyMap(await ed25519Key(2))), null);
    assert.equal(findSigner({ keys: [] }, new Map()), null);
  });

  it("passes over a key of which only the public half is here", async () => {
    const key = await ed25519Key(1);
    assert.equal(findSigner({ keys: [{ ...key, signer: null }] }, keyMap(key)), null);
  });

  it("keeps the private half out of anything printed", async () => {
    const key = await ed25519Key(1);
    const half = privateHalfOf(key)!;
    for (const shown of [key, half, { keys: [key] }]) {
      assertQuotesNothing(shown, "01".repeat(32));
    }
    assert.ok(usableKey(half.public).usable);
  });
});
