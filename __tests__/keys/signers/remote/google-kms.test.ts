import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { signatureProblem } from "../../../../src/tuf/metadata/signature.ts";
import { keyElsewhere } from "../../../kit/key-elsewhere.ts";
import { rejected } from "../../../kit/refusal.ts";
import { googleStandIn } from "../../../kit/services/google.ts";
import { signerOver } from "../../../kit/services/remote-signer.ts";

const RING = "projects/acme-1/locations/europe-west3/keyRings/tuf/cryptoKeys";
const NAMES = { ed25519: `${RING}/ed/cryptoKeyVersions/1`, rsa: `${RING}/rsa/cryptoKeyVersions/3` };
const ed25519 = keyElsewhere("ed25519");
const rsa = keyElsewhere("rsa", 3072);
const ENV = { GOOGLE_OAUTH_ACCESS_TOKEN: "ya29.secret-of-google" };
const standIn = googleStandIn({
  token: ENV.GOOGLE_OAUTH_ACCESS_TOKEN,
  keys: { [NAMES.ed25519]: ed25519, [NAMES.rsa]: rsa },
});

describe("gcpkms:", () => {
  for (const [key, name, size] of [
    [ed25519, NAMES.ed25519, 65_536],
    [rsa, NAMES.rsa, 8 * 1024 * 1024],
  ] as const) {
    it(`signs ${size} bytes with ${key.usable.type}, and the token goes to the one place`, async () => {
      const bytes = Buffer.alloc(size, "{");
      const { signer, calls, masks } = signerOver(standIn, `gcpkms:${name}`, key, ENV);
      assert.equal(signatureProblem(key.usable, await signer.sign(bytes), bytes), null);
      assert.equal(calls[0]!.url.href, `https://cloudkms.googleapis.com/v1/${name}:asymmetricSign`);
      assert.ok(masks.includes(ENV.GOOGLE_OAUTH_ACCESS_TOKEN));
    });
  }

  it("refuses one byte above 64 KiB of Ed25519 before anybody is asked", async () => {
    const { signer, calls } = signerOver(standIn, `gcpkms:${NAMES.ed25519}`, ed25519, ENV);
    await rejected(signer.sign(Buffer.alloc(65_537)), "signer-too-small", /at most 65536 bytes/);
    assert.equal(calls.length, 0);
  });

  it("says what the service says: no right, no valid token", async () => {
    const other = NAMES.ed25519.replace(/1$/, "2");
    const denied = signerOver(standIn, `gcpkms:${other}`, ed25519, ENV).signer.sign(Buffer.from("{}"));
    const error = await rejected(
      denied,
      "signer-failed",
      /403: Permission 'cloudkms\.cryptoKeyVersions\.useToSign' denied/,
    );
    assert.match(error.next, /roles\/cloudkms\.signer/);
    const stale = { GOOGLE_OAUTH_ACCESS_TOKEN: "ya29.secret-that-is-over" };
    const refused = signerOver(standIn, `gcpkms:${NAMES.rsa}`, rsa, stale).signer.sign(Buffer.from("{}"));
    await rejected(refused, "signer-failed", /401: Request had invalid authentication credentials/);
  });

  it("says where the token comes from when there is none", async () => {
    const { ready } = signerOver(standIn, `gcpkms:${NAMES.rsa}`, rsa, {});
    await rejected(ready(), "credentials-missing", /GOOGLE_OAUTH_ACCESS_TOKEN.*google-github-actions\/auth/);
  });

  it("refuses what does not verify: a version that holds another key", async () => {
    const { signer } = signerOver(standIn, `gcpkms:${NAMES.rsa}`, keyElsewhere("rsa", 3072), ENV);
    await rejected(
      signer.sign(Buffer.from("{}")),
      "signature-self-check",
      /What Google Cloud KMS signed does not verify/,
    );
  });
});
