import assert from "node:assert/strict";
import { createHash, createPrivateKey, createPublicKey, sign as signWith } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, it } from "node:test";
import { gunzipSync } from "node:zlib";
import { sharedBench } from "../../kit/shared-bench.ts";

const bench = sharedBench();

const ROOT = { keys: "root.tgz" };
const archive = (name: string) => ({ keys: `${name}.tgz` });
const init = () => bench.run("updates init", { changelog: "a test" });
const roots = () => bench.factory.state.ciRoots;
const staged = () => bench.factory.state.transaction!;
describe("several signers", () => {
  for (const { threshold, keys } of [
    { threshold: 2, keys: 3 },
    { threshold: 3, keys: 5 },
  ]) {
    it(`${threshold} of ${keys} root keys, signed in any order; then one deleted and one replaced`, async () => {
      await init();
      const archives: { keys: string }[] = [ROOT];
      for (let index = 1; index < keys; index++) {
        archives.push(archive(`root${index}-of-${keys}`));
        await bench.run("updates add-offline-key", { role: "root", ...archives[index]! });
      }
      await bench.run("updates set-threshold", { threshold: String(threshold), role: "root" });
      await bench.refused("updates apply", {}, "blocked", new RegExp(`0 of ${threshold} signatures by the new`));
      const order = [...archives].reverse().slice(0, threshold - 1);
      for (const one of order) assert.equal((await bench.run("updates sign", one)).status, "waiting");
      assert.equal((await bench.run("updates sign", ROOT)).status, "done");
      assert.equal((await bench.run("updates sign", ROOT)).status, "unchanged");
      assert.equal((await bench.run("updates apply")).data.version, 4);

      // One key is deleted by its id, another takes its place; the others sign.
      await init();
      const gone = roots().at(-1)!.signed.roles.root.keyids[1]!;
      await bench.run("updates delete-offline-key", { role: "root", "key-id": gone });
      const fresh = archive(`fresh-of-${keys}`);
      await bench.run("updates add-offline-key", { role: "root", ...fresh });
      const signers = [fresh, ...archives.filter((_, index) => index !== 1)].slice(0, threshold + 1);
      for (const one of signers) await bench.run("updates sign", one);
      await bench.run("updates apply");
      const { keyids, threshold: now } = roots().at(-1)!.signed.roles.root;
      assert.deepEqual([keyids.length, keyids.includes(gone), now], [keys, false, threshold]);
    });
  }
});

describe("updates add-offline-key", () => {
  beforeEach(init);

  it("keeps the new key in an archive of mode 0600 before it is staged", async () => {
    const place = archive("new");
    const { data } = await bench.run("updates add-offline-key", { role: "targets", ...place });
    assert.equal(statSync(join(bench.folder, place.keys)).mode & 0o777, 0o600);
    assert.ok(staged().ci.signed.roles.targets.keyids.includes(data.keyid));
    const { error } = await bench.refused(
      "updates add-offline-key",
      { role: "targets", ...place },
      "keys-several-active",
      new RegExp(`holds the active targets key ${data.keyid}`),
    );
    assert.equal(error.changed, "no");
  });

  it("leaves nothing behind when the Factory refuses, and keeps the key when the answer is lost", async () => {
    const place = archive("refused");
    bench.factory.addFault({ method: "PUT", path: "*/root/updates", status: 422 });
    await bench.refused("updates add-offline-key", { role: "root", ...place }, "http-unprocessable", /422/);
    for (const ending of ["", ".new", ".lock"])
      assert.equal(existsSync(join(bench.folder, place.keys + ending)), false);
    bench.factory.clearFaults();
    bench.factory.addFault({ method: "PUT", path: "*/root/updates", status: 500 });
    const { error } = await bench.refused(
      "updates add-offline-key",
      { role: "root", ...place },
      "write-unknown",
      /is safe in/,
    );
    assert.equal(error.changed, "unknown");
    assert.ok(existsSync(join(bench.folder, `${place.keys}.new`)));
  });

  it("is done when the answer was lost after the work was", async () => {
    bench.factory.addFault({ method: "PUT", path: "*/root/updates", reset: "after" });
    const { status } = await bench.run("updates add-offline-key", { role: "root", ...archive("lost") });
    assert.equal(status, "done");
  });

  it("takes a public key with a proof over the printed text, and no other proof", async () => {
    const seed = createHash("sha256").update("a key elsewhere").digest();
    const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]);
    const privateKey = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
    bench.file("hsm.pem", createPublicKey(privateKey).export({ format: "pem", type: "spki" }).toString());
    const request = { role: "root", "public-key": "hsm.pem", owner: "polis-hsm" };
    const { stdout, posts, status } = await bench.run("updates add-offline-key", request);
    assert.deepEqual([posts, status], [[], "waiting"]);
    assert.match(
      stdout,
      /^factory-tuf: this key joins a role\nfactory: acme\nrole: root\ntransaction: root 4, begun by /,
    );
    const proof = signWith(null, Buffer.from(stdout), privateKey);
    bench.file("proof.sig", proof.toString("base64"));
    await bench.refused(
      "updates add-offline-key",
      { ...request, role: "targets", proof: "proof.sig" },
      "key-proof-invalid",
      /does not verify/,
    );
    const { data } = await bench.run("updates add-offline-key", { ...request, proof: "proof.sig" });
    assert.equal(staged().ci.signed["x-key-owners"]![data.keyid]!["polis-id"], "polis-hsm");
  });
});

describe("updates apply", () => {
  const ready = async () => {
    await init();
    await bench.run("updates sign", ROOT);
  };

  it("is done when the answer was lost, and asks the roots instead", async () => {
    await ready();
    bench.factory.addFault({ method: "POST", path: "*/root/updates/apply", reset: "after" });
    assert.equal((await bench.run("updates apply")).status, "done");
    assert.equal(roots().length, 4);
  });

  it("repeats an update that stopped half way until both roots are there", async () => {
    await ready();
    bench.factory.interruptApply();
    const { sent } = await bench.run("updates apply");
    assert.equal(sent.length, 2);
    assert.deepEqual([roots().length, bench.factory.state.prodRoots.length], [4, 4]);
  });

  it("is refused without a transaction, and while a Wave is active whose keys would change", async () => {
    await bench.refused("updates apply", {}, "transaction-missing", /No TUF root updates are in progress/);
    await init();
    await bench.run("updates add-offline-key", { role: "targets", ...archive("waved") });
    await bench.run("updates sign", ROOT);
    await bench.run("wave init", { wave: "w6", version: "6", tag: "production", keys: "targets.tgz" });
    await bench.refused("updates apply", {}, "blocked", /while Wave w6 is active/);
  });
});

describe("thresholds and keys that cannot be", () => {
  beforeEach(init);

  it("refuses a threshold above the number of keys, and the online key as one to delete", async () => {
    await bench.refused(
      "updates set-threshold",
      { threshold: "2", role: "root" },
      "threshold-unreachable",
      /with only 1 key/,
    );
    const online = bench.factory.state.online.targets.keyid;
    const request = { role: "targets", "key-id": online };
    await bench.refused("updates delete-offline-key", request, "value-invalid", /online targets key/);
  });
});

describe("root resign", () => {
  it("gives the root another year, also when it has expired, in one transaction", async () => {
    bench.clock.set(new Date("2028-02-29T10:00:00Z"));
    const { status, asked, sent, data } = await bench.run("root resign", ROOT);
    assert.deepEqual([status, asked.length, sent.length], ["done", 1, 3]);
    assert.deepEqual([data.version, data.expires], [4, "2029-03-01T10:00:00Z"]);
    assert.equal(bench.factory.state.prodRoots.at(-1)!.signed.roles.targets.threshold, 2);
  });

  it("cancels its transaction when the roots cannot be staged", async () => {
    bench.factory.addFault({ method: "PUT", path: "*/root/updates", status: 422 });
    await bench.refused("root resign", ROOT, "http-unprocessable", /The transaction was rolled back/);
    assert.equal(bench.factory.state.transaction, null);
  });

  for (const [kept, raw] of [
    ["beside the archive", () => ROOT],
    [
      "in the working folder, where a program gives the archive",
      () => ({ "keys-command": `cat ${join(bench.folder, "root.tgz")}` }),
    ],
  ] as const) {
    it(`leaves a record ${kept} when nothing more can be said to the Factory, and keys resume ends it`, async () => {
      bench.factory.addFault({ method: "PUT", path: "*/root/updates", reset: "before" });
      bench.factory.addFault({ method: "POST", path: "*/root/updates/cancel", reset: "before" });
      const { exit, error } = await bench.refused("root resign", raw(), "write-unknown", /staging the roots/);
      assert.equal(exit, 4);
      const named = kept === "beside the archive" ? ` --keys ${join(bench.folder, "root.tgz")}` : "";
      assert.ok(error.next.includes(`\`factory-tuf keys resume${named}\``), error.next);
      assert.equal(bench.factory.state.transaction?.status, "STARTED");
      bench.factory.clearFaults();
      const { data } = await bench.run("keys resume", ROOT);
      assert.deepEqual([data.outcome, data.replaces], ["undone", ["expiry"]]);
      assert.equal(bench.factory.state.transaction, null);
      assert.equal((await bench.run("keys resume", ROOT)).data.outcome, "nothing");
    });
  }

  it("starts nothing when the archive holds no root key", async () => {
    const { posts } = await bench.refused(
      "root resign",
      { keys: "targets.tgz" },
      "keys-none-active",
      /no active root key/,
    );
    assert.deepEqual(posts, []);
  });
});

describe("root download", () => {
  it("writes every verified root of a flavour", async () => {
    for (const prod of ["false", "true"]) {
      const { data } = await bench.run("root download", { archive: "roots.tar.gz", prod });
      assert.deepEqual(
        data.versions.map(({ name }: { name: string }) => name),
        ["1.root.json", "2.root.json", "3.root.json"],
      );
      const text = gunzipSync(readFileSync(join(bench.folder, "roots.tar.gz"))).toString("latin1");
      assert.equal(text.includes('"targets":{"keyids":'), true);
      assert.equal(text.split('"_type":"Root"').length - 1, 3);
    }
  });
});
