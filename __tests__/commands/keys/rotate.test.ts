import assert from "node:assert/strict";
import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { generateX25519Identity } from "age-encryption";
import { signedBy } from "../../../src/emulator/state/key-pair.ts";
import { openArchiveFile } from "../../../src/keys/archive/archive-file.ts";
import { privateHalfOf } from "../../../src/keys/archive/archive-key.ts";
import { deviceView } from "../../../src/tuf/devices/device-view.ts";
import { Doc } from "../../../src/tuf/metadata/metadata.ts";
import { archiveEntries } from "../../emulator/recordings.ts";
import { sharedBench } from "../../kit/shared-bench.ts";
import { type Workbench, workbench } from "../../kit/workbench.ts";
import { ALL, filesOf, keyidsIn, ROOT, TARGETS, unchangedBy } from "../../rotation/rotation-bench.ts";

const bench = sharedBench();

const newest = () => bench.factory.state.prodRoots.at(-1)!;
const productionIsAccepted = (tag = "production") => {
  const root = new Doc("root", newest().signed, newest().signatures, []);
  const { signed, signatures } = bench.factory.state.prodTargets.get(tag)!;
  return deviceView(new Doc(tag, signed, signatures, []), 1000, root, bench.clock()).accepts;
};
const decline = {
  answer: () => {
    throw Object.assign(new Error("declined"));
  },
};

describe("keys rotate --role root", () => {
  it("replaces the key in both flavours, for another year, and keeps the old one in the archive", async () => {
    const [before] = newest().signed.roles.root.keyids;
    const { status, changed, data, sent, asked } = await bench.run("keys rotate", ROOT);
    assert.deepEqual([status, changed, data.outcome, data.version], ["done", "yes", "rotated", 4]);
    assert.deepEqual(sent.length, 3);
    const [{ keyid, replaced }] = data.keys;
    const { signed, signatures } = newest();
    assert.deepEqual([signed.roles.root.keyids, replaced], [[keyid], before]);
    assert.deepEqual(
      signatures.map((signature) => signature.keyid),
      [keyid, before],
    );
    assert.deepEqual([signed.expires, data.expires], ["2027-11-23T08:00:00Z", "2027-11-23T08:00:00Z"]);
    assert.equal(signed["x-changelog"]?.message, "Rotate TUF root offline signing key");
    assert.deepEqual(signed["x-key-owners"]![keyid], {
      "polis-id": "polis-owner-01",
      "created-at": "2026-11-23T08:00:00Z",
    });
    assert.ok((await keyidsIn(bench, "root.tgz")).includes(before!));
    assert.match(asked[0]!, /^Sign and apply root 4 for every device\? It cannot be undone\.$/);
    assert.ok(productionIsAccepted());
  });

  it("shows what will change before anything is written: keys with owner and age, thresholds, expiry, archives", async () => {
    await unchangedBy(bench, async () => {
      await assert.rejects(bench.run("keys rotate", ROOT, decline), /declined/);
    });
    const { shown } = await bench.run("keys rotate", ROOT);
    assert.match(shown[0]!, /Root version +3 -> 4/);
    assert.match(shown[0]!, /added +root +[0-9a-f]{64} +polis-owner-01, ed25519, 0 days old/);
    assert.match(shown[0]!, /removed +root/);
    assert.match(shown[0]!, /The new root key goes into the archive .*root\.tgz\. Old keys stay in it\./);
  });

  it("works when the root has expired, also in a leap year", async () => {
    bench.clock.set(new Date("2028-02-29T10:00:00Z"));
    const { data, warnings } = await bench.run("keys rotate", ROOT);
    assert.equal(data.expires, "2029-03-01T10:00:00Z");
    assert.match(warnings.join(), /expired at/);
  });

  it("makes an RSA key of 4096 bits, and goes back to Ed25519", async () => {
    const rsa = await bench.run("keys rotate", { ...ROOT, "key-type": "rsa" });
    const { keys, roles } = newest().signed;
    assert.match(keys[roles.root.keyids[0]!]!.keyval.public, /^-----BEGIN PUBLIC KEY-----/);
    assert.equal(newest().signatures[0]!.method, "rsassa-pss-sha256");
    const back = await bench.run("keys rotate", ROOT);
    assert.equal(back.data.keys[0].replaced, rsa.data.keys[0].keyid);
    assert.equal((await keyidsIn(bench, "root.tgz")).length, 4, "the first key, the owner's, and two new ones");
  });

  it("keeps a production threshold of 3, which the vendor's tool drops to 2", async () => {
    const { key } = bench.factory.addTargetsKey("second", { threshold: 3 });
    const { online, prodTargets } = bench.factory.state;
    const signers = [online.targets.pair!, bench.factory.offlineKeys.targets!, key];
    const { signed } = prodTargets.get("production")!;
    const { shown } = await bench.refused("keys rotate", ROOT, "http-unprocessable", /2 of 3 signatures/);
    assert.match(shown[0]!, /Devices refuse the production targets of tag production as they are: 2 of 3 signatures/);
    bench.factory.setProduction("production", signedBy(signers, signed));
    await bench.run("keys rotate", ROOT);
    assert.equal(newest().signed.roles.targets.threshold, 3);
    assert.equal(bench.factory.state.ciRoots.at(-1)!.signed.roles.targets.threshold, 1);
  });

  it("is allowed while a Wave is active: its keys stay", async () => {
    await bench.run("wave init", { wave: "w6", version: "6", tag: "production", keys: "targets.tgz" });
    assert.equal((await bench.run("keys rotate", ROOT)).status, "done");
  });

  it("takes the reason that is given", async () => {
    await bench.run("keys rotate", { ...ROOT, changelog: "yearly, 2026" });
    assert.equal(newest().signed["x-changelog"]?.message, "yearly, 2026");
  });

  it("shows no private byte, and writes none but into the archive, mode 0600", async () => {
    const { text, data, shown, posts } = await bench.run("keys rotate", ROOT);
    const all = [text, JSON.stringify(data), ...shown, JSON.stringify(posts)].join("\n");
    for (const key of (await openArchiveFile(join(bench.folder, "root.tgz"), {})).archive.keys) {
      const secret = privateHalfOf(key)!.secretText();
      for (let at = 0; at + 8 <= secret.length; at++) assert.ok(!all.includes(secret.slice(at, at + 8)));
    }
    assert.equal(statSync(join(bench.folder, "root.tgz")).mode & 0o777, 0o600);
    assert.deepEqual(Object.keys(filesOf(bench)), ["root.tgz", "targets.tgz"]);
  });
});

describe("keys rotate --role root --first-time", () => {
  let fresh: Workbench;
  before(async () => {
    fresh = await workbench({ state: "fresh" });
  });
  after(() => fresh.close());

  it("takes the initial key offline into a new archive, as the vendor's tool names it", async () => {
    const first = fresh.factory.state.firstRoot!.keyid;
    const { data } = await fresh.run("keys rotate", { ...ROOT, "first-time": "true" });
    const [{ keyid, replaced }] = data.keys;
    assert.equal(replaced, first);
    assert.equal(fresh.factory.state.firstRoot, null);
    const names = archiveEntries(readFileSync(join(fresh.folder, "root.tgz"))).map(
      ({ name, mode }) => `${name} ${mode}`,
    );
    assert.deepEqual(names.sort(), [
      `tufrepo/keys/fioctl-root-${keyid}.pub 384`,
      `tufrepo/keys/fioctl-root-${keyid}.sec 384`,
      "tufrepo/keys/first-root.pub 384",
      "tufrepo/keys/first-root.sec 384",
    ]);
    assert.equal(fresh.factory.state.prodRoots.at(-1)!.signed.roles.targets.threshold, 2);
  });

  it("is refused where the owner has a root key already, and for the targets key", async () => {
    const again = { ...ROOT, "first-time": "true" };
    const { posts } = await fresh.refused("keys rotate", again, "options-conflict", /has keys of its owner/);
    assert.deepEqual(posts, []);
    await fresh.refused(
      "keys rotate",
      { ...TARGETS, "first-time": "true" },
      "options-conflict",
      /but --role is targets\./,
    );
  });
});

describe("keys rotate --role targets", () => {
  it("signs production again with the new key, and devices accept it before and after", async () => {
    const { data, sent, shown } = await bench.run("keys rotate", TARGETS);
    assert.deepEqual([data.resigned, sent.length], [["production"], 3]);
    assert.match(shown[0]!, /Production targets signed again with the new key: production\./);
    const [{ keyid, replaced }] = data.keys;
    const { signatures } = bench.factory.state.prodTargets.get("production")!;
    assert.deepEqual(
      signatures.map((signature) => signature.keyid).filter((id) => id === keyid || id === replaced),
      [keyid],
    );
    assert.ok(productionIsAccepted());
    assert.equal(
      newest().signed.expires,
      bench.start.prodRoots.at(-1)!.signed.expires,
      "only a root key brings a new expiry",
    );
    assert.deepEqual((await keyidsIn(bench, "targets.tgz")).sort(), [keyid, replaced].sort());
  });

  it("signs the production of a tag called __proto__, too (T11)", async () => {
    await bench.run("promote", { version: "5", tag: "__proto__", "new-tag": "__proto__", keys: "targets.tgz" });
    const { data } = await bench.run("keys rotate", TARGETS);
    assert.deepEqual([...data.resigned].sort(), ["__proto__", "production"]);
    assert.ok(productionIsAccepted("__proto__"));
  });

  it("then signs releases with the new key", async () => {
    await bench.run("keys rotate", TARGETS);
    const promoted = await bench.run("promote", { version: "6", tag: "production", keys: "targets.tgz" });
    assert.equal(promoted.status, "done");
    await bench.run("keys rotate", TARGETS);
    const again = await bench.run("promote", { version: "6", tag: "production", keys: "targets.tgz" });
    assert.equal(again.status, "unchanged");
    assert.deepEqual([again.outputs.signatures, again.outputs.threshold, again.outputs.missing], [2, 2, ""]);
  });

  it("takes no --targets-keys for a root key", async () => {
    await bench.refused("keys rotate", { ...TARGETS, role: "root" }, "options-conflict", /but --role is root/);
  });

  it("adds the first one to a Factory that has none, and to those of others where the archive has none", async () => {
    const { data, shown } = await bench.run("keys rotate", { ...TARGETS, "targets-keys": "second.tgz" });
    assert.equal(data.keys[0].replaced, null);
    assert.match(shown[0]!, /so the new key will replace none/);
    assert.equal(newest().signed.roles.targets.keyids.length, 3);
    assert.deepEqual(data.resigned, []);
  });

  it("is refused while a Wave is active, a transaction is open, or several signers are needed, all said at once", async () => {
    await bench.run("wave init", { wave: "w6", version: "6", tag: "production", keys: "targets.tgz" });
    await bench.run("updates init", { changelog: "somebody's" });
    await unchangedBy(bench, async () => {
      const { posts, error } = await bench.refused("keys rotate", TARGETS, "blocked", /Wave w6 is active/);
      assert.match(error.message, /is open already/);
      assert.deepEqual(posts, []);
    });
  });

  it("is refused when the root has expired: it would bring no new expiry", async () => {
    bench.clock.set(new Date("2028-01-01T00:00:00Z"));
    await bench.refused("keys rotate", TARGETS, "root-expired", /Rotate the root key first/);
  });

  it("is refused when two signatures are needed, with what to do instead", async () => {
    await bench.run("updates init", { changelog: "two of two" });
    await bench.run("updates add-offline-key", { role: "root", keys: "root2.tgz" });
    await bench.run("updates set-threshold", { threshold: "2", role: "root" });
    for (const keys of ["root.tgz", "root2.tgz"]) await bench.run("updates sign", { keys });
    await bench.run("updates apply");
    const { error } = await bench.refused("keys rotate", ROOT, "threshold-unreachable", /needs 2 signatures/);
    assert.match(error.next, /updates rotate-offline-key --role root/);
  });
});

describe("keys rotate-all", () => {
  it("replaces root, targets and the three online keys in one transaction", async () => {
    const before = bench.start.prodRoots.at(-1)!.signed;
    const { data, sent, shown } = await bench.run("keys rotate-all", ALL);
    assert.equal(sent.length, 4);
    const after = newest().signed;
    for (const role of ["root", "targets", "snapshot", "timestamp"] as const) {
      assert.ok(
        after.roles[role].keyids.every((keyid) => !before.roles[role].keyids.includes(keyid)),
        role,
      );
    }
    assert.deepEqual(Object.keys(after.keys).length, 5);
    assert.deepEqual(
      data.keys.map(({ role }: { role: string }) => role),
      ["root", "targets"],
    );
    assert.match(shown[0]!, /The Factory will make new online keys/);
    assert.ok(productionIsAccepted());
  });
});

describe("archives of a rotation", () => {
  it("stay encrypted as they are, and a new one is encrypted with what was given to open it", async () => {
    const identity = await generateX25519Identity();
    const env = { env: { FACTORY_TUF_IDENTITY: identity } };
    await bench.run("keys encrypt", { keys: "root.tgz", recipient: await recipientOf(identity) }, env);
    rmSync(join(bench.folder, "targets.tgz"));
    await bench.run("keys rotate", TARGETS, env);
    for (const name of ["root.tgz", "targets.tgz"]) {
      assert.match(readFileSync(join(bench.folder, name), "latin1"), /^age-encryption\.org\/v1\n/, name);
    }
    assert.equal((await keyidsIn(bench, "targets.tgz", { identity })).length, 1);
  });

  it("that are not the ones needed are refused before anything is sent", async () => {
    await unchangedBy(bench, async () => {
      for (const [raw, code, says] of [
        [{ ...ROOT, keys: "targets.tgz" }, "keys-none-active", /holds no active root key/],
        [{ ...ROOT, keys: "none.tgz" }, "keys-file-unreadable", /There is no archive .*--first-time/],
        [{ ...TARGETS, keys: "targets.tgz" }, "keys-none-active", /holds no active root key/],
      ] as const) {
        assert.deepEqual((await bench.refused("keys rotate", raw, code, says)).posts, []);
      }
    });
  });

  it("as the vendor's tool leaves them behind are taken in: the key in a .tmp is not lost", async () => {
    const { data } = await bench.run("keys rotate", ROOT);
    // As if the vendor's tool had been killed between apply and rename.
    writeFileSync(join(bench.folder, "root.tgz.tmp"), readFileSync(join(bench.folder, "root.tgz")));
    writeFileSync(join(bench.folder, "root.tgz"), bench.factory.archives.root!);
    const { warnings, data: second } = await bench.run("keys rotate", ROOT);
    assert.match(warnings.join(), /An interrupted run left .*root\.tgz\.tmp/);
    assert.equal(second.keys[0].replaced, data.keys[0].keyid);
    assert.deepEqual(Object.keys(filesOf(bench)), ["root.tgz", "targets.tgz"]);
  });

  it("changed by somebody else meanwhile are not overwritten, and keys resume puts both together", async () => {
    const other = await workbench({ seed: "another" });
    try {
      const theirs = other.factory.archives.root!;
      const { error } = await bench.refused("keys rotate", ROOT, "keys-changed-meanwhile", /changed by somebody else/, {
        answer: () => writeFileSync(join(bench.folder, "root.tgz"), theirs),
      });
      assert.equal(error.changed, "no");
      assert.equal(bench.factory.state.transaction, null);
      const { data } = await bench.run("keys resume", { keys: "root.tgz" });
      assert.equal(data.outcome, "nothing");
      const held = await keyidsIn(bench, "root.tgz");
      const mine = (await import("../../../src/keys/archive/read-archive.ts")).readArchive;
      for (const archive of [theirs, bench.factory.archives.root!]) {
        for (const { keyid } of (await mine(archive)).keys) assert.ok(held.includes(keyid), keyid);
      }
    } finally {
      await other.close();
    }
  });

  it("in a folder that vanishes: nothing is sent, and it says so", async () => {
    await bench.refused("keys rotate", ROOT, "file-unwritable", /the folder does not exist/, {
      answer: () => rmSync(bench.folder, { recursive: true }),
    });
    assert.equal(bench.factory.state.transaction, null);
    freshFolderAgain();
  });

  it("are worked on by one run at a time", async () => {
    const both = await Promise.allSettled([bench.run("keys rotate", ROOT), bench.run("keys rotate", ROOT)]);
    const failed = both.filter((result) => result.status === "rejected");
    assert.equal(failed.length, 1);
    assert.match(String(failed[0]!.reason), /Another run is working with this archive/);
    assert.equal(bench.factory.state.ciRoots.length, bench.start.ciRoots.length + 1);
  });
});

async function recipientOf(identity: string): Promise<string> {
  const { identityToRecipient } = await import("age-encryption");
  return identityToRecipient(identity);
}

function freshFolderAgain(): void {
  bench.file(".factory-tuf/root.json", JSON.stringify(bench.start.ciRoots.at(-1)));
}
