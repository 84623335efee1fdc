import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { signatureProblem } from "../../../../src/tuf/metadata/signature.ts";
import { keyElsewhere } from "../../../kit/key-elsewhere.ts";
import { rejected } from "../../../kit/refusal.ts";
import { type AwsOptions, awsStandIn } from "../../../kit/services/aws.ts";
import { signerOver } from "../../../kit/services/remote-signer.ts";

const NOW = new Date("2026-11-23T08:00:00Z");
const ed25519 = keyElsewhere("ed25519");
const rsa = keyElsewhere("rsa", 4096);
const KEY = "1234abcd-12ab-34cd-56ef-1234567890ab";
const KEYS = { [KEY]: ed25519, "alias/factory": rsa };
const URIS = { ed25519: `awskms:${KEY}?region=eu-central-1`, rsa: "awskms:alias/factory?region=eu-central-1" };
const ENV = {
  AWS_ACCESS_KEY_ID: "ASIAIOSFODNN7EXAMPLE",
  AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG/secret",
  AWS_SESSION_TOKEN: "IQoJb3JpZ2luX2VjE/secret/session",
};
const standIn = (more: Partial<AwsOptions> = {}) =>
  awsStandIn({
    region: "eu-central-1",
    accessKeyId: ENV.AWS_ACCESS_KEY_ID,
    secretAccessKey: ENV.AWS_SECRET_ACCESS_KEY,
    sessionToken: ENV.AWS_SESSION_TOKEN,
    now: NOW,
    keys: KEYS,
    ...more,
  });

describe("awskms:", () => {
  it("signs 4096 bytes with Ed25519, and the service verifies who asks", async () => {
    const bytes = Buffer.alloc(4096, "{");
    const { signer, calls } = signerOver(standIn(), URIS.ed25519, ed25519, ENV, NOW);
    assert.equal(signatureProblem(ed25519.usable, await signer.sign(bytes), bytes), null);
    assert.equal(calls.length, 1);
  });

  it("refuses the 4097th byte itself: nobody is asked", async () => {
    const { signer, calls } = signerOver(standIn(), URIS.ed25519, ed25519, ENV, NOW);
    await rejected(signer.sign(Buffer.alloc(4097)), "signer-too-small", /AWS KMS signs at most 4096 bytes/);
    assert.equal(calls.length, 0);
  });

  it("signs 8 MiB with RSA, by digest", async () => {
    const bytes = Buffer.alloc(8 * 1024 * 1024, "{");
    const { signer, calls } = signerOver(standIn(), URIS.rsa, rsa, ENV, NOW);
    assert.equal(signatureProblem(rsa.usable, await signer.sign(bytes), bytes), null);
    assert.ok(calls[0]!.bytes.length < 500);
  });

  it("signs with keys of the environment that have no session", async () => {
    const { AWS_SESSION_TOKEN: _, ...env } = ENV;
    const { signer } = signerOver(standIn({ sessionToken: undefined }), URIS.ed25519, ed25519, env, NOW);
    assert.equal((await signer.sign(Buffer.from("{}"))).keyid, ed25519.keyid);
  });

  it("sends the secret key nowhere: the request holds a signature of it and the session token", async () => {
    const { signer, calls, masks } = signerOver(standIn(), URIS.ed25519, ed25519, ENV, NOW);
    await signer.sign(Buffer.from("{}"));
    const { headers, bytes, url } = calls[0]!;
    assert.equal(url.origin, "https://kms.eu-central-1.amazonaws.com");
    assert.doesNotMatch(JSON.stringify(headers) + bytes.toString(), /MDENG/);
    assert.equal(headers["x-amz-security-token"], ENV.AWS_SESSION_TOKEN);
    for (const value of Object.values(ENV)) assert.ok(masks.includes(value));
  });

  it("has the service of China under its own name", async () => {
    const china = { ...standIn({ region: "cn-north-1" }), origin: "https://kms.cn-north-1.amazonaws.com.cn" };
    const { signer } = signerOver(china, `awskms:${KEY}?region=cn-north-1`, ed25519, ENV, NOW);
    assert.equal((await signer.sign(Buffer.from("{}"))).keyid, ed25519.keyid);
  });

  it("says what the service says, and what its policy must allow", async () => {
    const { signer } = signerOver(standIn({ keys: {} }), URIS.ed25519, ed25519, ENV, NOW);
    const error = await rejected(signer.sign(Buffer.from("{}")), "signer-failed", /400: Key '.*' does not exist/);
    assert.match(error.next, /allowed kms:Sign on this key/);
  });

  it("is refused with a wrong secret, and by a clock that is wrong", async () => {
    const wrong = { ...ENV, AWS_SECRET_ACCESS_KEY: "another-secret" };
    const { signer } = signerOver(standIn(), URIS.ed25519, ed25519, wrong, NOW);
    await rejected(signer.sign(Buffer.from("{}")), "signer-failed", /does not match the signature you provided/);
    const late = signerOver(standIn(), URIS.ed25519, ed25519, ENV, new Date("2026-11-23T08:06:00Z"));
    await rejected(late.signer.sign(Buffer.from("{}")), "signer-failed", /Signature expired/);
  });

  it("says what is missing before anybody is asked", async () => {
    const { ready, calls } = signerOver(standIn(), URIS.ed25519, ed25519, {}, NOW);
    await rejected(ready(), "credentials-missing", /AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY/);
    assert.equal(calls.length, 0);
    const blank = signerOver(standIn(), URIS.ed25519, ed25519, { ...ENV, AWS_SECRET_ACCESS_KEY: " " }, NOW);
    await rejected(blank.ready(), "credentials-missing", /needs AWS_SECRET_ACCESS_KEY in/);
  });

  it("refuses what does not verify: another key behind the alias (signature-self-check)", async () => {
    const moved = standIn({ keys: { "alias/factory": keyElsewhere("rsa", 4096) } });
    const { signer } = signerOver(moved, URIS.rsa, rsa, ENV, NOW);
    await rejected(signer.sign(Buffer.from("{}")), "signature-self-check", /What AWS KMS signed does not verify/);
  });
});
