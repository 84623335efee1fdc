import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { mayBeTooSmall, type Scheme, signerTooSmall } from "../../../../src/keys/signers/remote/limits.ts";
import type { KeyType } from "../../../../src/tuf/metadata/key.ts";

const MIB8 = 8 * 1024 * 1024;
const wave = (sizeBytes: number) => ({ what: "Wave w6", sizeBytes, prunable: true });

describe("what a signer can sign, scheme by key type", () => {
  const cases: readonly [Scheme, KeyType, number][] = [
    ["awskms", "ed25519", 4096],
    ["gcpkms", "ed25519", 65_536],
    ["azurekms", "ed25519", 0],
    ["hv", "ed25519", MIB8],
  ];
  for (const [scheme, type, most] of cases) {
    it(`${scheme} signs ${most} bytes with ${type}, and not one more`, () => {
      assert.equal(signerTooSmall(scheme, type, wave(most)), null);
      const error = signerTooSmall(scheme, type, wave(most + 1));
      assert.equal(error?.code, "signer-too-small");
      assert.match(error.message, new RegExp(`^Wave w6 has ${most + 1} bytes to be signed, and `));
    });
  }
  for (const scheme of ["awskms", "gcpkms", "azurekms", "hv", "command"] as const) {
    it(`${scheme} signs 8 MiB with RSA, by digest`, () =>
      assert.equal(signerTooSmall(scheme, "rsa", wave(MIB8)), null));
  }
  it("a program decides itself", () => assert.equal(signerTooSmall("command", "ed25519", wave(MIB8)), null));
});

describe("what to do instead", () => {
  it("prune, or an RSA key where the policy's clients take one", () => {
    const error = signerTooSmall("awskms", "ed25519", wave(5000))!;
    assert.match(error.next, /option prune\. Or: use an RSA key, .*docs\/signers\/README\.md says how to add it/);
  });
  it("no RSA key where a client refuses it", () => {
    const error = signerTooSmall("awskms", "ed25519", wave(5000), ["aktualizr-lite", "fiotuf"])!;
    assert.match(error.next, /An RSA key is no help: fiotuf of your policy refuses it/);
    assert.doesNotMatch(error.next, /how to add it/);
  });
  it("nothing is pruned from what exists already, or where no size would do", () => {
    assert.doesNotMatch(signerTooSmall("awskms", "ed25519", { ...wave(5000), prunable: false })!.next, /prune/);
    const azure = signerTooSmall("azurekms", "ed25519", wave(1))!;
    assert.match(azure.message, /Azure Key Vault does not sign with an Ed25519 key/);
    assert.doesNotMatch(azure.next, /prune/);
  });
  it("warns where OpenBao signs and HashiCorp Vault does not, unless it is configured otherwise", () => {
    assert.equal(mayBeTooSmall("hv", "ed25519", wave(786_432)), null);
    assert.match(mayBeTooSmall("hv", "ed25519", wave(786_433))!, /HashiCorp Vault takes 786432 bytes/);
    assert.equal(mayBeTooSmall("hv", "rsa", wave(MIB8)), null);
    assert.equal(mayBeTooSmall("awskms", "rsa", wave(MIB8)), null);
  });
});
