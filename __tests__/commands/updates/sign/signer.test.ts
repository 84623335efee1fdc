// Root work whose key is not in an archive: staged roots, production targets and Waves, signed by a program or a service.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  type KeyElsewhere,
  keyElsewhere,
  listRootKeys,
  listTargetsKeys,
  signerProgram,
} from "../../../kit/key-elsewhere.ts";
import { startTransit } from "../../../kit/services/transit.ts";
import { sharedBench } from "../../../kit/shared-bench.ts";

const rootKey = keyElsewhere("ed25519");
const rsaRootKey = keyElsewhere("rsa", 3072);
const targetsKey = keyElsewhere("ed25519");
const stranger = keyElsewhere("ed25519");
const TOKEN = "hvs.token-of-the-test";
let transit: Awaited<ReturnType<typeof startTransit>>;
before(async () => {
  transit = await startTransit({ token: TOKEN, keys: { root: [rootKey], targets: [targetsKey] } });
});
after(() => transit.close());

const bench = sharedBench({}, ({ factory }) => {
  listRootKeys(factory, rootKey, rsaRootKey);
  listTargetsKeys(factory, targetsKey);
});

const byTransit = (name: "root" | "targets", key: KeyElsewhere) => ({
  signer: `hv:transit/${name}/1`,
  "signer-keyid": key.keyid,
});
const byProgram = (key: KeyElsewhere, keyid = key.keyid) => ({
  "signer-command": signerProgram(bench.folder, key),
  "signer-keyid": keyid,
});
const setting = () => ({ env: { VAULT_ADDR: transit.address, VAULT_TOKEN: TOKEN, PATH: process.env["PATH"]! } });
const staged = async () => {
  await bench.run("updates init", { changelog: "a test" });
  await bench.run("updates set-threshold", { threshold: "2", role: "root" });
};
const stagedSigners = () => {
  const { ci, prod } = bench.factory.state.transaction!;
  return [ci!, prod!].map(({ signatures }) => signatures.map(({ keyid }) => keyid));
};

describe("updates sign with a key that lives elsewhere", () => {
  for (const [what, key, options] of [
    ["a service", rootKey, () => byTransit("root", rootKey)],
    ["a program, with RSA", rsaRootKey, () => byProgram(rsaRootKey)],
  ] as const) {
    it(`signs both flavours by ${what}, after what is signed was shown`, async () => {
      await staged();
      const { status, asked } = await bench.run("updates sign", options(), setting());
      assert.deepEqual([status, asked.length], ["waiting", 1]);
      assert.deepEqual(stagedSigners(), [[key.keyid], [key.keyid]]);
    });
  }

  it("with a second signature by the archive the root can be applied", async () => {
    await staged();
    await bench.run("updates sign", byTransit("root", rootKey), setting());
    assert.equal((await bench.run("updates sign", { keys: "root.tgz" })).status, "done");
    const before = bench.factory.state.prodRoots.length;
    assert.equal((await bench.run("updates apply", {})).status, "done");
    assert.equal(bench.factory.state.prodRoots.length, before + 1);
  });

  it("signs in the same step that stages something, with --sign", async () => {
    await bench.run("updates init", { changelog: "a test" });
    const options = { threshold: "2", role: "root", sign: "true", ...byProgram(rootKey) };
    await bench.run("updates set-threshold", options, setting());
    assert.deepEqual(stagedSigners(), [[rootKey.keyid], [rootKey.keyid]]);
  });

  it("refuses a signature of another key, and a key that no root lists; nothing is sent", async () => {
    await staged();
    const wrong = await bench.refused(
      "updates sign",
      byProgram(stranger, rootKey.keyid),
      "signature-self-check",
      /discarded/,
      setting(),
    );
    assert.deepEqual([wrong.posts, wrong.error.changed], [[], "no"]);
    const foreign = await bench.refused(
      "updates sign",
      byProgram(stranger),
      "keys-none-active",
      /is no active root key/,
      setting(),
    );
    assert.deepEqual([foreign.posts, foreign.asked], [[], []]);
    assert.deepEqual(stagedSigners(), [[], []]);
  });

  it("takes one of archive, public key and signer, and none where nothing is signed", async () => {
    await staged();
    await bench.refused(
      "updates sign",
      { keys: "root.tgz", ...byProgram(rootKey) },
      "options-conflict",
      /signer/,
      setting(),
    );
    const twice = { "public-key": "x.pem", texts: "out", ...byProgram(rootKey) };
    await bench.refused("updates sign", twice, "options-conflict", /A signer and a public key/, setting());
    const idle = { threshold: "1", role: "root", ...byProgram(rootKey) };
    await bench.refused(
      "updates set-threshold",
      idle,
      "options-conflict",
      /A signer was given without --sign/,
      setting(),
    );
  });
});

describe("updates sign-prod-targets with a key that lives elsewhere", () => {
  it("signs production and Waves, which count once the root is applied", async () => {
    await bench.run("updates init", { changelog: "a test" });
    const { status, data, asked } = await bench.run(
      "updates sign-prod-targets",
      byTransit("targets", targetsKey),
      setting(),
    );
    assert.deepEqual([status, data.keyid, asked.length], ["done", targetsKey.keyid, 1]);
    const made = [...bench.factory.state.transaction!.targetsSignatures.values()];
    assert.deepEqual(
      made.map((signatures) => signatures.map(({ keyid }) => keyid)),
      [[targetsKey.keyid]],
    );
  });

  it("refuses a root key, before anybody is asked", async () => {
    await bench.run("updates init", { changelog: "a test" });
    const { asked, posts } = await bench.refused(
      "updates sign-prod-targets",
      byTransit("root", rootKey),
      "keys-none-active",
      /is no active offline targets key/,
      setting(),
    );
    assert.deepEqual([asked, posts], [[], []]);
  });

  it("knows the size before anybody is asked", async () => {
    await bench.run("wave init", { wave: "w6", version: "6", tag: "production", keys: "targets.tgz" });
    await bench.run("updates init", { changelog: "a test" });
    const small = { signer: "awskms:alias/targets?region=eu-west-1", "signer-keyid": targetsKey.keyid };
    const env = { AWS_ACCESS_KEY_ID: "AKIAEXAMPLEEXAMPLE00", AWS_SECRET_ACCESS_KEY: "an-example-of-a-secret-key" };
    const { asked, posts } = await bench.refused(
      "updates sign-prod-targets",
      small,
      "signer-too-small",
      /^The document of Wave w6 has \d+ bytes to be signed, and AWS KMS signs at most 4096 bytes/,
      { env },
    );
    assert.deepEqual([asked, posts], [[], []]);
  });
});
