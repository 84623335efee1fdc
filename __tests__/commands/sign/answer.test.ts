// `sign request` and `sign answer`: a key that is on no machine of ours signs Waves, bundles and roots. It is played by
// node:crypto, which gets files and gives files.
import assert from "node:assert/strict";
import { constants, sign } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { type KeyPair, makeKeyPair, signedBy } from "../../../src/emulator/state/key-pair.ts";
import { waveNamed } from "../../../src/emulator/state/state.ts";
import { docHash } from "../../../src/tuf/metadata/pins.ts";
import { writeBundle } from "../../kit/offline-bundle.ts";
import { sharedBench } from "../../kit/shared-bench.ts";
import { needThreeSignatures, type SecondSigner } from "../../kit/three-signatures.ts";
import { KEYS, type Workbench } from "../../kit/workbench.ts";

let second: SecondSigner;
let rsa: KeyPair;
const bench = sharedBench({}, async (bench) => {
  second = needThreeSignatures(bench);
  rsa = bench.factory.addTargetsKey("rsa", { type: "rsa" }).key;
  const release = { wave: "w6", version: "6", tag: "production", "expires-at": "2026-12-23T08:00:00Z" };
  await bench.run("wave init", { ...release, ...KEYS });
});

const folder = () => join(bench.folder, "to-sign");
const at = (name: string) => join(folder(), name);
const read = (name: string) => readFileSync(at(name));

/** As another machine signs: exactly the bytes of the file. */
function signatureBy({ type, privateKey }: KeyPair, bytes: Uint8Array): Buffer {
  if (type === "ed25519") return sign(null, bytes, privateKey);
  return sign("sha256", bytes, { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 });
}

const WAVE = { folder: "to-sign", wave: "w6" } as const;
const request = (subject: Record<string, string> = WAVE) =>
  bench.run("sign request", { folder: "to-sign", ...subject });
const refused = async (code: Parameters<Workbench["refused"]>[2], says: RegExp, raw: Record<string, string> = {}) => {
  const { posts, asked, error } = await bench.refused(
    "sign answer",
    { ...WAVE, keyid: second.key.keyid, ...raw },
    code,
    says,
  );
  assert.deepEqual([posts, asked, error.changed], [[], [], "no"]);
  return error;
};

describe("sign request", () => {
  it("writes exactly the bytes, what they mean, and who may sign; it sends nothing", async () => {
    const { status, changed, posts, asked, data, text } = await request();
    assert.deepEqual([status, changed, posts, asked], ["waiting", "no", [], []]);
    assert.deepEqual(readdirSync(folder()).sort(), ["request.json", "targets.bytes", "targets.txt"]);
    const wave = waveNamed(bench.factory.state, "w6")!;
    const digest = `sha256:${docHash({ ...wave.targets!, where: "w6", forms: [read("targets.bytes")] } as never)}`;
    const json = JSON.parse(read("request.json").toString());
    assert.deepEqual(json.texts, [{ name: "targets", bytes: read("targets.bytes").length, digest }]);
    assert.equal(data.digest, digest);
    assert.deepEqual(
      json.signers.map(({ keyid, method }: { keyid: string; method: string }) => [keyid, method]).sort(),
      [
        [bench.factory.offlineKeys.targets!.keyid, "ed25519"],
        [second.key.keyid, "ed25519"],
        [rsa.keyid, "rsassa-pss-sha256"],
      ].sort(),
    );
    const meaning = read("targets.txt").toString();
    assert.match(meaning, /2 added, 0 changed, 0 pruned, 2 kept targets in Wave w6/);
    assert.ok(meaning.includes(digest) && meaning.includes(rsa.keyid));
    assert.match(text, /factory-tuf sign answer to-sign --keyid <key id> --signature <file> --wave w6/);
  });

  it("overwrites nothing; the folder that was typed may be a link", async () => {
    bench.file("to-sign/mine.txt", "mine");
    await bench.refused("sign request", WAVE, "file-unwritable", /to-sign is not empty\. A request never overwrites/);
    assert.deepEqual(readdirSync(folder()), ["mine.txt"]);
    rmSync(folder(), { recursive: true });
    mkdirSync(join(bench.folder, "real"));
    symlinkSync("real", folder());
    await request();
    assert.equal(readdirSync(join(bench.folder, "real")).length, 3, "the folder itself was typed, and may be a link");
  });

  it("takes one of Wave, bundle and transaction, and a trusted root", async () => {
    const { refused: fails } = bench;
    await fails("sign request", { folder: "x" }, "value-missing", /None of --wave, --bundle and --txid/);
    await fails("sign request", { folder: "x", wave: "w6", txid: "a" }, "options-conflict", /More than one of --wave/);
    const shorter = { folder: "x", wave: "w6", "shorten-expiry": "true" };
    await fails("sign request", shorter, "options-conflict", /--shorten-expiry works only with --txid/);
    rmSync(join(bench.folder, ".factory-tuf"), { recursive: true });
    await fails("sign request", WAVE, "trusted-root-missing", /needs a trusted root .* but there is none/);
    await fails(
      "sign answer",
      { ...WAVE, keyid: "ab".repeat(32) },
      "trusted-root-missing",
      /needs a trusted root .* but there is none/,
    );
  });

  it("is made of nothing that has expired", async () => {
    bench.clock.set(new Date("2026-12-23T08:00:01Z"));
    await bench.refused("sign request", WAVE, "metadata-expired", /Wave w6.* expired at 2026-12-23T08:00:00Z/);
    assert.throws(() => readdirSync(folder()), /ENOENT/);
  });
});

describe("sign answer, for a Wave", () => {
  const FORMS: readonly (readonly [string, (signature: Buffer) => string | Buffer])[] = [
    ["bytes", (signature) => signature],
    ["base64", (signature) => `${signature.toString("base64")}\n`],
    ["hex", (signature) => signature.toString("hex")],
  ];
  for (const [form, written] of FORMS) {
    it(`adds an Ed25519 signature that a file has as ${form}, after asking`, async () => {
      await request();
      writeFileSync(at("targets.sig"), written(signatureBy(second.key, read("targets.bytes"))));
      const { status, sent, asked, shown, text } = await bench.run("sign answer", {
        ...WAVE,
        keyid: second.key.keyid,
        ...(form === "hex" ? {} : { signature: "to-sign/targets.sig" }),
      });
      assert.deepEqual([status, sent], ["done", ["POST waves/w6/sign/"]]);
      assert.deepEqual(asked, [`Add the signature of ${second.key.keyid} to Wave w6?`]);
      assert.match(shown[0]!, /2 added, 0 changed, 0 pruned/);
      assert.match(text, /factory-tuf wave complete w6/);
      assert.equal((await bench.run("wave complete", { wave: "w6" })).status, "done");
    });
  }

  it("adds an RSA-PSS signature given as base64; another one over the same bytes is unchanged", async () => {
    await request();
    const raw = () => ({
      ...WAVE,
      keyid: rsa.keyid,
      signature: signatureBy(rsa, read("targets.bytes")).toString("base64"),
    });
    assert.equal((await bench.run("sign answer", raw())).status, "done");
    const { status, posts, asked } = await bench.run("sign answer", raw());
    assert.deepEqual([status, posts, asked], ["unchanged", [], []]);
  });

  it("takes no signature of another key, over other bytes, or with another salt", async () => {
    await request();
    const bytes = read("targets.bytes");
    const stranger = makeKeyPair("ed25519", "stranger", "x");
    const given = (signature: Buffer) => ({ signature: signature.toString("base64") });
    await refused(
      "key-proof-invalid",
      /None of the signatures is valid for targets /,
      given(signatureBy(stranger, bytes)),
    );
    await refused("keys-none-active", /cannot sign wave w6/, {
      keyid: stranger.keyid,
      ...given(signatureBy(stranger, bytes)),
    });
    await refused("keys-none-active", / cannot sign /, { keyid: bench.factory.state.online.targets.pair!.keyid });
    await refused(
      "key-proof-invalid",
      /None of the signatures is valid/,
      given(signatureBy(second.key, bytes.subarray(1))),
    );
    const salted = sign("sha256", bytes, {
      key: rsa.privateKey,
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: 20,
    });
    await refused("key-proof-invalid", /salt of 32 bytes|verifies/, { keyid: rsa.keyid, ...given(salted) });
    await refused("value-missing", /No --signature was given, and .*targets\.sig is not there/);
    await refused("value-invalid", /gone\.sig cannot be read/, { signature: "gone.sig" });
  });

  it("refuses a folder that was altered, is another request, or is none", async () => {
    await request();
    const signature = signatureBy(second.key, read("targets.bytes")).toString("base64");
    const whole = read("request.json").toString();
    const bytes = read("targets.bytes");
    writeFileSync(at("targets.bytes"), Buffer.concat([bytes, Buffer.from(" ")]));
    await refused("value-invalid", /was changed: targets\.bytes does not have the digest/, { signature });
    rmSync(at("targets.bytes"));
    await refused("value-invalid", /has no targets\.bytes that can be read/, { signature });
    writeFileSync(at("targets.bytes"), bytes);
    writeFileSync(at("request.json"), whole.replace('"wave"', '"root"'));
    await refused("value-invalid", /is a request for a root of Factory acme, not for a wave of acme/, { signature });
    writeFileSync(at("request.json"), whole.replace('"w6"', '"w5"'));
    await refused("value-invalid", /is a request for wave w5, not for w6/, { signature });
    writeFileSync(at("request.json"), whole.replace('"targets"', '"targetz"'));
    await refused("value-invalid", /does not name the texts of a wave/, { signature });
    writeFileSync(at("request.json"), whole.replace('"version": 1,', '"version": 1, "version": 1,'));
    await refused("value-invalid", /has a request\.json that is not valid/, { signature });
    writeFileSync(at("request.json"), Buffer.from(whole.replace("{", '{"note": "Zo\xeb",'), "latin1"));
    await refused("value-invalid", /has a request\.json that is not valid/, { signature });
    rmSync(at("request.json"));
    await refused("value-invalid", /has no request\.json/, { signature });
    renameSync(at("targets.bytes"), join(bench.folder, "elsewhere.bytes"));
    writeFileSync(at("request.json"), whole);
    symlinkSync("../elsewhere.bytes", at("targets.bytes"));
    await refused("value-invalid", /has no targets\.bytes that can be read/, { signature });
  });

  it("refuses what has changed since it was requested, and what has expired", async () => {
    await request();
    const signature = signatureBy(second.key, read("targets.bytes")).toString("base64");
    const signers = [bench.factory.offlineKeys.targets!, bench.factory.state.online.targets.pair!];
    const before = bench.factory.snapshot();
    bench.factory.setWave("w6", (wave) => ({
      ...wave,
      targets: signedBy(signers, { ...wave.targets!.signed, expires: "2027-06-01T00:00:00Z" }),
    }));
    const error = await refused("digest-mismatch", /It has changed since the request was made/, { signature });
    assert.match(error.next, /Make a new request/);
    bench.factory.restore(before);
    bench.clock.set(new Date("2026-12-23T08:00:01Z"));
    await refused("metadata-expired", /Wave w6.* expired at 2026-12-23T08:00:00Z/, { signature });
  });

  it("with the approved digest nobody is asked; the policy may demand it", async () => {
    const { data } = await request();
    writeFileSync(at("targets.sig"), signatureBy(second.key, read("targets.bytes")));
    bench.file(".factory-tuf/review.yml", "version: 1\nrequire-plan: true\n");
    await refused("plan-required", /Run `factory-tuf sign request <folder>`/);
    await refused("digest-mismatch", /was approved/, { "expect-digest": `sha256:${"0".repeat(64)}` });
    const approved = { ...WAVE, keyid: second.key.keyid, "expect-digest": data.digest };
    const { status, asked } = await bench.run("sign answer", approved);
    assert.deepEqual([status, asked], ["done", []]);
  });
});

describe("sign answer, for a bundle", () => {
  it("adds the signature to the bundle as it lies there, and sends nothing", async () => {
    writeBundle(bench.factory, join(bench.folder, "update"));
    const subject = { bundle: "update" };
    const { data } = await request(subject);
    assert.deepEqual([data.kind, data.texts[0].file], ["bundle", "bundle-targets.bytes"]);
    writeFileSync(at("bundle-targets.sig"), signatureBy(second.key, read("bundle-targets.bytes")));
    const answer = { folder: "to-sign", ...subject, keyid: second.key.keyid };
    const { status, posts, text } = await bench.run("sign answer", answer);
    assert.deepEqual([status, posts], ["waiting", []]);
    assert.match(text, /factory-tuf bundle sign update --keys <archive>/);
    const { signatures } = (await bench.run("bundle show", { folder: "update" })).data;
    assert.deepEqual(
      signatures.signedBy.map(({ keyid }: { keyid: string }) => keyid),
      [second.key.keyid],
    );
    assert.equal((await bench.run("sign answer", answer)).status, "unchanged");
  });
});

describe("sign answer, for roots", () => {
  const rootKey = () => bench.factory.offlineKeys.root!;

  /** The id of the transaction. */
  async function staged(): Promise<string> {
    await bench.run("wave cancel", { wave: "w6" });
    const { data } = await bench.run("updates init", { changelog: "two of two" });
    await bench.run("updates set-threshold", { threshold: "1", role: "root" });
    return String(data.txid);
  }

  it("takes both signatures, and the transaction's id; then it can be applied", async () => {
    const txid = await staged();
    const { data, text } = await request({ txid });
    assert.match(text, /--signature <file>,<file> --txid <id>/);
    assert.deepEqual(
      data.texts.map(({ file }: { file: string }) => file),
      ["ci-root.bytes", "prod-root.bytes"],
    );
    assert.ok(![text, read("request.json").toString(), read("ci-root.txt").toString()].join().includes(txid));
    assert.match(read("prod-root.txt").toString(), /two of two/);
    const answer = { folder: "to-sign", txid, keyid: rootKey().keyid };
    const [ci, prod] = ["ci-root", "prod-root"].map((name) => signatureBy(rootKey(), read(`${name}.bytes`)));
    const one = { ...answer, signature: ci!.toString("base64") };
    await bench.refused("sign answer", one, "key-proof-invalid", /None of the signatures is valid for prod-root /);
    writeFileSync(at("prod.sig"), prod!);
    const both = { ...answer, signature: `to-sign/prod.sig,${ci!.toString("base64")}` };
    const { status, asked, shown } = await bench.run("sign answer", both);
    assert.deepEqual([status, asked.length], ["done", 1]);
    assert.match(shown[0]!, /two of two/);
    assert.equal((await bench.run("sign answer", both)).status, "unchanged");
    assert.equal((await bench.run("updates apply", { txid })).status, "done");
  });

  it("takes no signature once the staged root has changed", async () => {
    const txid = await staged();
    await request({ txid });
    for (const name of ["ci-root", "prod-root"]) {
      writeFileSync(at(`${name}.sig`), signatureBy(rootKey(), read(`${name}.bytes`)));
    }
    const answer = { folder: "to-sign", txid, keyid: rootKey().keyid };
    const before = bench.factory.snapshot();
    const change = () => bench.run("updates add-offline-key", { role: "root", keys: "third.tgz", txid });
    await change();
    await bench.refused("sign answer", answer, "digest-mismatch", /the root 6 now has .*\. It has changed since/);
    bench.factory.restore(before);
    assert.equal((await bench.run("sign answer", answer)).status, "done");
  });

  it("takes none when somebody changes it while a person looks", async () => {
    const txid = await staged();
    await request({ txid });
    for (const name of ["ci-root", "prod-root"]) {
      writeFileSync(at(`${name}.sig`), signatureBy(rootKey(), read(`${name}.bytes`)));
    }
    const answer = { folder: "to-sign", txid, keyid: rootKey().keyid };
    const asked = () => {
      bench.factory.rewrite(({ path }, served) =>
        path.endsWith("/root/updates")
          ? { ...served, body: served.body.replaceAll("two of two", "two of tvo") }
          : undefined,
      );
    };
    const { posts } = await bench.refused("sign answer", answer, "digest-mismatch", /Somebody has changed it\./, {
      answer: asked,
    });
    assert.deepEqual(posts, []);
  });
});
