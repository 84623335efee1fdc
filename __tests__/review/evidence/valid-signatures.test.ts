import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { MAX_EXAMINED, validSignatures } from "../../../src/review/evidence/valid-signatures.ts";
import { Doc } from "../../../src/tuf/metadata/metadata.ts";
import { ed25519, rootDoc, signBytes, target, targetsDoc, targetsSigned } from "../../kit/tuf.ts";

const [online, offline, stranger] = [ed25519("online"), ed25519("offline"), ed25519("stranger")];
const signed = targetsSigned({ "board-001-lmp-1": target({ version: 1 }) });
const root = rootDoc({ targets: [online, offline], targetsThreshold: 2 });

describe("validSignatures", () => {
  it("counts the role's keys that signed, and names those that could still sign", () => {
    const count = validSignatures(targetsDoc(signed, [online, stranger]), root, "targets");
    assert.deepEqual({ ...count }, { threshold: 2, signedBy: [online.keyid], missing: [offline.keyid], met: false });
    assert.equal(validSignatures(targetsDoc(signed, [offline, online]), root, "targets").met, true);
  });

  it("counts one key under two ids once, where counting ids would meet the threshold", () => {
    const alias = "ab".repeat(32);
    const twice = new Doc(
      "root",
      {
        ...root.signed,
        keys: { ...root.signed.keys, [alias]: online.json },
        roles: { ...root.signed.roles, targets: { keyids: [online.keyid, alias], threshold: 2 } },
      },
      root.signatures,
      [],
    );
    const one = targetsDoc(signed, [online]);
    const both = new Doc("targets", signed, [...one.signatures, { ...one.signatures[0]!, keyid: alias }], []);
    const count = validSignatures(both, twice, "targets");
    assert.deepEqual([count.signedBy, count.missing, count.met], [[online.keyid], [], false]);
  });

  it("does not count a signature over other content, nor the second attempt of a key", () => {
    const good = targetsDoc(signed, [online]).signatures[0]!;
    const bad = signBytes(online, Buffer.from("something else"));
    const doc = new Doc("targets", signed, [bad, good], []);
    assert.deepEqual(validSignatures(doc, root, "targets").signedBy, []);
  });

  it(`verifies at most ${MAX_EXAMINED} signatures of a document; more do not count`, () => {
    const keys = Array.from({ length: MAX_EXAMINED + 1 }, (_, index) => ed25519(`key ${index}`));
    const wide = rootDoc({ targets: keys, targetsThreshold: MAX_EXAMINED + 1 });
    const count = validSignatures(targetsDoc(signed, keys), wide, "targets");
    assert.deepEqual([count.signedBy.length, count.met], [MAX_EXAMINED, false]);
  });
});
