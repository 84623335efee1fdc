// The expiry of the root in a transaction: what a team signs, and what a Factory does whose root keys are in no archive.
import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { type KeyElsewhere, keyElsewhere, listRootKeys, signerProgram } from "../../kit/key-elsewhere.ts";
import { sharedBench } from "../../kit/shared-bench.ts";

const ROOT = { keys: "root.tgz" };
const [old, successor] = [keyElsewhere("ed25519"), keyElsewhere("rsa", 3072)];
const bench = sharedBench({}, ({ factory }) => listRootKeys(factory, old));

const newest = () => bench.factory.state.prodRoots.at(-1)!;
const environment = { env: { PATH: process.env["PATH"]! } };
const by = (key: KeyElsewhere) => ({
  "signer-command": signerProgram(bench.folder, key),
  "signer-keyid": key.keyid,
});
/** By its public half, and a proof over the text that is printed for it. */
async function joins(role: "root" | "targets", key: KeyElsewhere): Promise<void> {
  bench.file("key.pem", key.public.keyval.public);
  const request = { role, "public-key": "key.pem", owner: "polis-hsm" };
  const { stdout } = await bench.run("updates add-offline-key", request);
  bench.file("proof.sig", key.sign(Buffer.from(stdout)).toString("base64"));
  await bench.run("updates add-offline-key", { ...request, proof: "proof.sig" });
}
const begin = () => bench.run("updates init", { changelog: "a test" });

describe("updates set-expiry", () => {
  beforeEach(begin);

  it("stages one year from now in both flavours, and nothing else", async () => {
    const before = newest().signed;
    bench.clock.set(new Date("2027-03-01T08:00:00Z"));
    const { status, data, asked } = await bench.run("updates set-expiry");
    assert.deepEqual([status, asked], ["done", []]);
    assert.deepEqual(data.changes.expires, { from: before.expires, to: "2028-03-01T08:00:00Z" });
    const { ci, prod } = bench.factory.state.transaction!;
    assert.deepEqual(
      [ci!, prod!].map(({ signed }) => signed.expires),
      Array(2).fill("2028-03-01T08:00:00Z"),
    );
    assert.deepEqual(prod!.signed.roles, before.roles);
  });

  it("is how a team gives its root another year, each with their own key", async () => {
    await bench.run("updates set-threshold", { threshold: "2", role: "root" });
    await bench.run("updates sign", ROOT);
    await bench.run("updates sign", by(old), environment);
    await bench.run("updates apply");
    bench.clock.set(new Date("2027-10-01T08:00:00Z"));
    const { error } = await bench.refused("root resign", ROOT, "threshold-unreachable", /needs 2 signatures/);
    assert.match(error.next, /updates init .*updates set-expiry, then .*updates sign .*updates apply/);
    await begin();
    await bench.run("updates set-expiry", { sign: "true", ...ROOT });
    await bench.run("updates sign", by(old), environment);
    await bench.run("updates apply");
    assert.equal(newest().signed.expires, "2028-10-01T08:00:00Z");
  });

  it("repairs a root that has expired, where signing it alone is refused", async () => {
    await bench.run("updates cancel");
    bench.clock.set(new Date("2028-02-29T10:00:00Z"));
    await begin();
    const { error } = await bench.refused("updates sign", ROOT, "metadata-expired", /Devices would refuse it/);
    assert.match(error.next, /factory-tuf updates set-expiry/);
    await bench.run("updates set-expiry");
    await bench.run("updates sign", ROOT);
    await bench.run("updates apply");
    assert.equal(newest().signed.expires, "2029-03-01T10:00:00Z");
  });
});

// The steps of docs/signers/README.md.
describe("a Factory whose root keys are in no archive", () => {
  beforeEach(async () => {
    await bench.run("keys rotate", { role: "root", ...ROOT, ...by(old) }, environment);
    assert.deepEqual(newest().signed.roles.root.keyids, [old.keyid]);
    bench.clock.set(new Date("2027-10-01T08:00:00Z"));
  });

  it("gets another year by root resign with the signer", async () => {
    const { status, data, asked } = await bench.run("root resign", by(old), environment);
    assert.deepEqual([status, asked.length, data.expires], ["done", 1, "2028-10-01T08:00:00Z"]);
    assert.deepEqual(
      newest().signatures.map(({ keyid }) => keyid),
      [old.keyid],
    );
  });

  it("is told of a signer that cannot sign so much, a key that is not its own, and signs nothing before it agrees", async () => {
    const kms = {
      signer: "awskms:alias/root?region=eu-west-1",
      "signer-keyid": old.keyid,
      changelog: "c".repeat(4000),
    };
    const aws = { env: { AWS_ACCESS_KEY_ID: "AKIATEST", AWS_SECRET_ACCESS_KEY: "secret-of-the-test" } };
    const small = await bench.refused("root resign", kms, "signer-too-small", /signs at most 4096 bytes/, aws);
    const stranger = await bench.refused(
      "root resign",
      by(successor),
      "keys-none-active",
      /no active root key/,
      environment,
    );
    assert.deepEqual([small.asked, small.posts, stranger.asked, stranger.posts], [[], [], [], []]);
  });

  it("ends an interrupted root resign with keys resume, which needs no archive", async () => {
    bench.factory.addFault({ method: "POST", path: "*/root/updates/apply", reset: "before" });
    const { error } = await bench.refused("root resign", by(old), "write-unknown", /./, environment);
    assert.match(error.next, /`factory-tuf keys resume`/);
    bench.factory.clearFaults();
    const { data } = await bench.run("keys resume");
    assert.deepEqual([data.outcome, data.replaces], ["finished", ["expiry"]]);
    assert.equal(newest().signed.expires, "2028-10-01T08:00:00Z");
    await bench.refused("keys resume", {}, "keys-missing", /Name it with --keys/);
  });

  it("lets a targets key elsewhere take the place of the archive's, step by step", async () => {
    const targets = keyElsewhere("ed25519");
    const archived = bench.factory.offlineKeys.targets!.keyid;
    await begin();
    await joins("targets", targets);
    await bench.run("updates delete-offline-key", { role: "targets", "key-id": archived });
    await bench.run("updates sign-prod-targets", by(targets), environment);
    await bench.run("updates sign", by(old), environment);
    await bench.run("updates apply");
    const { keyids } = newest().signed.roles.targets;
    assert.ok(keyids.includes(targets.keyid) && !keyids.includes(archived));
    const release = { version: "6", tag: "production", ...by(targets) };
    assert.equal((await bench.run("promote", release, environment)).outputs["wave-status"], "complete");
  });

  it("lets the next key take the place of the old one, with a new expiry, in one transaction", async () => {
    await begin();
    await joins("root", successor);
    await bench.run("updates delete-offline-key", { role: "root", "key-id": old.keyid });
    await bench.run("updates set-expiry");
    await bench.run("updates sign", by(old), environment);
    await bench.run("updates sign", by(successor), environment);
    await bench.run("updates apply");
    assert.deepEqual(newest().signed.roles.root.keyids, [successor.keyid]);
    assert.equal(newest().signed.expires, "2028-10-01T08:00:00Z");
  });
});
