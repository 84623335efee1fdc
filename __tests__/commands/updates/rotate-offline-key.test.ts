import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { newestRoot } from "../../../src/emulator/state/state.ts";
import { ToolError } from "../../../src/errors/tool-error.ts";
import { openArchiveFile } from "../../../src/keys/archive/archive-file.ts";
import { writeArchive } from "../../../src/keys/archive/write-archive.ts";
import { deviceView } from "../../emulator/device.ts";
import { encryptedToIdentity } from "../../kit/keys.ts";
import { sharedBench } from "../../kit/shared-bench.ts";

const ROTATE = "updates rotate-offline-key";
const ROOT = { role: "root", keys: "root.tgz" };
const TARGETS = { role: "targets", keys: "root.tgz", "targets-keys": "targets.tgz" };

const bench = sharedBench({}, async (bench) => {
  await bench.run("updates init", { changelog: "a test" });
});

const staged = () => bench.factory.state.transaction!;
const stagedRole = (role: "root" | "targets") => staged().ci.signed.roles[role];
const archived = async (name: string) => (await openArchiveFile(join(bench.folder, name), {})).archive.keys;
const heldIn = async (name: string) => (await archived(name)).map(({ keyid }) => keyid);
const online = () => bench.factory.state.online.targets.keyid;
const old = (role: "root" | "targets") => bench.factory.offlineKeys[role]!.keyid;
const declined = {
  answer: () => {
    throw new ToolError("declined", { happened: "It was declined.", next: "Nothing." });
  },
};

describe("updates rotate-offline-key --role root", () => {
  it("stages the new key last, without the old one and its owner, for one calendar year", async () => {
    bench.clock.set(new Date("2028-02-29T10:00:00Z"));
    const { status, data, sent, asked } = await bench.run(ROTATE, ROOT);
    assert.deepEqual([status, sent.length, asked], ["done", 1, []]);
    assert.deepEqual([data.replaced, data.resigned], [old("root"), []]);
    const { signed } = staged().ci;
    assert.deepEqual(stagedRole("root"), { keyids: [data.keyid], threshold: 1 });
    assert.equal(signed.expires, "2029-03-01T10:00:00Z");
    assert.equal(signed.keys[old("root")], undefined);
    assert.equal(signed["x-key-owners"]![old("root")], undefined);
    assert.deepEqual(signed["x-key-owners"]![data.keyid], {
      "polis-id": "polis-owner-01",
      "created-at": "2028-02-29T10:00:00Z",
    });
    assert.deepEqual([staged().ci.signatures, staged().prod!.signatures], [[], []]);
  });

  it("keeps the old key in the archive beside the new one", async () => {
    const before = await heldIn("root.tgz");
    const { data } = await bench.run(ROTATE, ROOT);
    assert.deepEqual((await heldIn("root.tgz")).sort(), [...before, data.keyid].sort());
  });

  it("with --sign shows the change, asks, and signs by the new key first, then by the old one", async () => {
    const { data, asked, shown, outputs } = await bench.run(ROTATE, { ...ROOT, sign: "true" });
    assert.deepEqual(asked, ["Sign root 4 with your root key?"]);
    assert.match(shown[0]!, new RegExp(`added +root +${data.keyid} +polis-owner-01, ed25519, 0 days old`));
    assert.match(shown[0]!, new RegExp(`removed +root +${old("root")}`));
    for (const { signatures } of [staged().ci, staged().prod!])
      assert.deepEqual(
        signatures.map(({ keyid }) => keyid),
        [data.keyid, old("root")],
      );
    assert.equal(outputs.missing, "");
    await bench.run("updates apply");
    assert.deepEqual(deviceView(bench.factory), { root: 4, targets: 3 });
  });

  it("with --sign and a no leaves archive and transaction as they were", async () => {
    const before = readFileSync(join(bench.folder, "root.tgz"));
    await assert.rejects(bench.run(ROTATE, { ...ROOT, sign: "true" }, declined), /declined/);
    assert.deepEqual(readFileSync(join(bench.folder, "root.tgz")), before);
    assert.equal(existsSync(join(bench.folder, "root.tgz.new")), false);
    assert.equal(staged().prod, null);
  });

  it("replaces the staged key when it is run again, and signs by the key that devices know", async () => {
    const first = await bench.run(ROTATE, ROOT);
    const { data } = await bench.run(ROTATE, { ...ROOT, sign: "true" });
    assert.equal(data.replaced, first.data.keyid);
    assert.deepEqual(stagedRole("root").keyids, [data.keyid]);
    await bench.run("updates apply");
    assert.equal(deviceView(bench.factory).root, 4);
  });

  it("takes an RSA key", async () => {
    const { data } = await bench.run(ROTATE, { ...ROOT, "key-type": "rsa", sign: "true" });
    assert.equal(staged().ci.signed.keys[data.keyid]!.keytype, "RSA");
    await bench.run("updates apply");
    assert.equal(deviceView(bench.factory).root, 4);
  });

  it("refuses an archive without an active root key, before a key is made or anything sent", async () => {
    for (const name of ["targets.tgz", "nothing-there.tgz"]) {
      const { posts, error } = await bench.refused(
        ROTATE,
        { role: "root", keys: name },
        "keys-none-active",
        /no active root key/,
      );
      assert.deepEqual([posts, error.changed], [[], "no"]);
    }
    assert.equal(existsSync(join(bench.folder, "nothing-there.tgz")), false);
    const { exit } = await bench.refused(
      ROTATE,
      { ...ROOT, "targets-keys": "targets.tgz" },
      "options-conflict",
      /--targets-keys is for targets keys, but --role is root/,
    );
    assert.equal(exit, 2);
  });
});

describe("updates rotate-offline-key --role targets", () => {
  it("stages the new key last and keeps expiry and threshold", async () => {
    const { expires } = newestRoot(bench.factory.state, "ci").signed;
    const { data } = await bench.run(ROTATE, TARGETS);
    assert.equal(data.replaced, old("targets"));
    assert.deepEqual(stagedRole("targets"), { keyids: [online(), data.keyid], threshold: 1 });
    assert.deepEqual(
      [staged().ci.signed.expires, staged().prod!.signed.roles.targets.threshold, staged().ci.signatures],
      [expires, 2, []],
    );
    assert.deepEqual((await heldIn("targets.tgz")).sort(), [old("targets"), data.keyid].sort());
    assert.equal((await heldIn("root.tgz")).includes(data.keyid), false);
  });

  it("signs production again in the same request, and devices take it once that is applied", async () => {
    const { data, posts } = await bench.run(ROTATE, { ...TARGETS, sign: "true" });
    assert.deepEqual([posts.length, data.resigned], [1, ["production"]]);
    const body = posts[0]!.body as Record<string, Record<string, { keyid: string }[]>>;
    assert.deepEqual(
      body["targets-signatures"]!["production"]!.map(({ keyid }) => keyid),
      [data.keyid],
    );
    await bench.run("updates apply");
    assert.deepEqual(deviceView(bench.factory), { root: 4, targets: 3 });
    const { signatures } = bench.factory.state.prodTargets.get("production")!;
    assert.deepEqual(new Set(signatures.map(({ keyid }) => keyid)), new Set([online(), data.keyid]));
    await bench.run("promote", { version: "6", tag: "production", keys: "targets.tgz" });
    assert.equal(deviceView(bench.factory).targets, 6);
  });

  it("keeps a production threshold of three that is staged", async () => {
    await bench.run("updates add-offline-key", { role: "targets", keys: "second.tgz.new-signer" });
    await bench.run("updates set-threshold", { role: "targets", threshold: "3" });
    await bench.run(ROTATE, TARGETS);
    assert.equal(staged().prod!.signed.roles.targets.threshold, 3);
    assert.equal(staged().ci.signed.roles.targets.threshold, 1);
  });

  it("adds a key where the archive holds none, signs nothing again, and needs only that archive", async () => {
    const { data } = await bench.run(ROTATE, { role: "targets", "targets-keys": "another.tgz" });
    assert.deepEqual([data.replaced, data.resigned], [null, []]);
    assert.deepEqual(stagedRole("targets").keyids, [online(), old("targets"), data.keyid]);
    assert.deepEqual(await heldIn("another.tgz"), [data.keyid]);
  });

  it("rotates within one archive that holds both keys, in one question", async () => {
    const both = [...(await archived("root.tgz")), ...(await archived("targets.tgz"))];
    writeFileSync(join(bench.folder, "both.tgz"), writeArchive(both));
    const { data, asked } = await bench.run(ROTATE, { role: "targets", keys: "both.tgz", sign: "true" });
    assert.equal(asked.length, 1);
    assert.deepEqual(
      staged().ci.signatures.map(({ keyid }) => keyid),
      [old("root")],
    );
    assert.equal((await heldIn("both.tgz")).includes(data.keyid), true);
  });

  it("with --sign needs a root key, and asks nothing before it is sure of one in the same archive", async () => {
    const request = { role: "targets", "targets-keys": "targets.tgz", sign: "true" };
    const missing = await bench.refused(ROTATE, request, "value-missing", /--sign needs a root key/);
    const none = await bench.refused(
      ROTATE,
      { ...request, keys: "targets.tgz" },
      "keys-none-active",
      /no active root key/,
    );
    assert.deepEqual([missing.posts, none.posts, none.asked], [[], [], []]);
    assert.deepEqual(await heldIn("targets.tgz"), [old("targets")]);
  });

  it("signs with the root key of a program's archive, and keeps the new key in a file", async () => {
    const program = { "keys-command": `cat ${join(bench.folder, "root.tgz")}` };
    const { data } = await bench.run(ROTATE, {
      role: "targets",
      ...program,
      "targets-keys": "targets.tgz",
      sign: "true",
    });
    assert.ok((await heldIn("targets.tgz")).includes(data.keyid));
    await bench.refused(ROTATE, { role: "root", ...program }, "keys-missing", /--keys-command cannot save it/);
    await bench.refused(ROTATE, { role: "targets" }, "keys-missing", /none was named/);
  });

  it("opens an encrypted archive of targets keys and writes it encrypted to the same identity", async () => {
    const { file, identity } = await encryptedToIdentity(bench.factory.archives.targets!);
    bench.file("sealed.tgz", file);
    const env = { FACTORY_TUF_IDENTITY: identity };
    const { data } = await bench.run(ROTATE, { ...TARGETS, "targets-keys": "sealed.tgz" }, { env });
    const opened = await openArchiveFile(join(bench.folder, "sealed.tgz"), { identity });
    assert.equal(opened.protection.kind, "recipients");
    assert.ok(opened.archive.keys.some(({ keyid }) => keyid === data.keyid));
  });

  it("is refused while a Wave is active, before a key is made", async () => {
    await bench.run("wave init", { wave: "w6", version: "6", tag: "production", keys: "targets.tgz" });
    const { posts } = await bench.refused(ROTATE, TARGETS, "wave-active-for-tag", /Wave w6 is active/);
    assert.deepEqual(posts, []);
    assert.deepEqual(await heldIn("targets.tgz"), [old("targets")]);
    assert.equal((await bench.run(ROTATE, ROOT)).status, "done", "a root key may go all the same");
  });
});

describe("a rotation whose request goes wrong", () => {
  it("leaves the archive alone when the Factory refuses", async () => {
    bench.factory.addFault({ method: "PUT", path: "*/root/updates", status: 422 });
    const before = await heldIn("root.tgz");
    const { error } = await bench.refused(ROTATE, ROOT, "http-unprocessable", /422/);
    assert.equal(error.changed, "no");
    assert.deepEqual(await heldIn("root.tgz"), before);
    assert.equal(existsSync(join(bench.folder, "root.tgz.new")), false);
  });

  it("keeps the new key in its archive where signed roots were refused: they have left, and list it", async () => {
    bench.factory.addFault({ method: "PUT", path: "*/root/updates", status: 422 });
    const before = await heldIn("root.tgz");
    const request = { ...ROOT, sign: "true" };
    const { error } = await bench.refused(ROTATE, request, "http-unprocessable", /stays in its archive, unused/);
    assert.equal(error.changed, "no");
    assert.equal((await heldIn("root.tgz")).length, before.length + 1);
    assert.equal(existsSync(join(bench.folder, "root.tgz.new")), false);
  });

  it("keeps the new key beside the archive when the answer is lost and nothing is staged", async () => {
    bench.factory.addFault({ method: "PUT", path: "*/root/updates", status: 500 });
    const { error } = await bench.refused(ROTATE, ROOT, "write-unknown", /is safe in/);
    assert.equal(error.changed, "unknown");
    assert.equal((await heldIn("root.tgz.new")).length, (await heldIn("root.tgz")).length + 1);
    await bench.refused(ROTATE, ROOT, "keys-leftover", /factory-tuf keys resume --keys/);
    bench.factory.clearFaults();
    await bench.run("keys resume", { keys: "root.tgz" });
    assert.equal((await heldIn("root.tgz")).length, 3, "the first root key, the old one and the new one");
    assert.equal((await bench.run(ROTATE, ROOT)).status, "done");
  });

  it("is done when only the answer was lost", async () => {
    bench.factory.addFault({ method: "PUT", path: "*/root/updates", reset: "after" });
    const { data, status } = await bench.run(ROTATE, TARGETS);
    assert.equal(status, "done");
    assert.deepEqual([...staged().targetsSignatures.keys()], ["production"]);
    assert.ok((await heldIn("targets.tgz")).includes(data.keyid));
  });

  it("is refused without a transaction", async () => {
    await bench.run("updates cancel");
    await bench.refused(ROTATE, ROOT, "transaction-missing", /No TUF root updates are in progress/);
  });
});
