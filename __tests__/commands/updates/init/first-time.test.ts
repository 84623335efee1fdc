// The first rotation in the expert way: the Factory hands over the root key that it made, once, and it is safe in its
// owner's archive before the command says done.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { generateX25519Identity } from "age-encryption";
import { keyArchive } from "../../../../src/emulator/state/archive.ts";
import { makeKeyPair } from "../../../../src/emulator/state/key-pair.ts";
import { newestRoot } from "../../../../src/emulator/state/state.ts";
import type { UnlockSecrets } from "../../../../src/keys/age/protection.ts";
import { openArchiveFile } from "../../../../src/keys/archive/archive-file.ts";
import { deviceView } from "../../../emulator/device.ts";
import { quickScrypt, realScrypt } from "../../../kit/quick-scrypt.ts";
import { sharedBench } from "../../../kit/shared-bench.ts";

const FIRST = { changelog: "take the root key offline", "first-time": "true", keys: "root.tgz" };
const FIRST_ROOT = "tufrepo/keys/first-root";
const INIT = { method: "POST", path: "*/root/updates" };

const bench = sharedBench({ state: "fresh" });

const place = (name: string) => join(bench.folder, name);
const firstRoot = () => bench.factory.state.ciRoots[0]!.signed.roles.root.keyids[0]!;
const keysIn = async (name: string, secrets: UnlockSecrets = {}) =>
  (await openArchiveFile(place(name), secrets)).archive.keys.map(({ keyid, name: entry, signer }) => ({
    keyid,
    entry,
    whole: signer !== null,
  }));
const theFirstRoot = () => ({ keyid: firstRoot(), entry: FIRST_ROOT, whole: true });
/** Answers of the Factory to the beginning of the transaction, edited. */
const answering = (edit: (answer: Record<string, unknown>) => object) =>
  bench.factory.rewrite(({ method, path }, answer) =>
    method === "POST" && path.endsWith("/root/updates")
      ? { ...answer, body: JSON.stringify(edit(JSON.parse(answer.body))) }
      : undefined,
  );

describe("updates init --first-time", () => {
  before(quickScrypt);
  after(realScrypt);
  it("keeps the key that the Factory hands over in a new archive of mode 0600", async () => {
    const { status, data, stdout, sent, text } = await bench.run("updates init", FIRST);
    assert.deepEqual([status, data.firstRoot, sent.length], ["done", firstRoot(), 1]);
    assert.equal(stdout, `${bench.factory.state.transaction!.txid}\n`);
    assert.match(text, new RegExp(`First root key, now yours +${firstRoot()}`));
    assert.equal(statSync(place("root.tgz")).mode & 0o777, 0o600);
    assert.deepEqual(await keysIn("root.tgz"), [theFirstRoot()]);
    assert.equal(JSON.stringify(data).includes(bench.factory.state.firstRoot!.private), false);
  });

  it("adds it to an archive that is there, and keeps every key of it", async () => {
    const other = makeKeyPair("ed25519", "another Factory", "root");
    bench.file("root.tgz", keyArchive("root", [other]));
    await bench.run("updates init", FIRST);
    const found = await keysIn("root.tgz");
    assert.deepEqual(
      found.map(({ keyid }) => keyid),
      [other.keyid, firstRoot()],
    );
    assert.ok(found.every(({ whole }) => whole));
  });

  it("encrypts a new archive to the identity, or with the passphrase, that was given", async () => {
    const identity = await generateX25519Identity();
    await bench.run("updates init", FIRST, { env: { FACTORY_TUF_IDENTITY: identity } });
    assert.match(readFileSync(place("root.tgz"), "latin1"), /^age-encryption\.org\/v1\n-> X25519 /);
    assert.deepEqual(await keysIn("root.tgz", { identity }), [theFirstRoot()]);
    bench.factory.restore(bench.start);
    const passphrase = "vellum-otter-brisk-quartz-hob-staple-fjord-lamp";
    await bench.run("updates init", { ...FIRST, keys: "other.tgz" }, { env: { FACTORY_TUF_PASSPHRASE: passphrase } });
    assert.match(readFileSync(place("other.tgz"), "latin1"), /^age-encryption\.org\/v1\n-> scrypt /);
    assert.deepEqual(await keysIn("other.tgz", { passphrase }), [theFirstRoot()]);
  });

  it("refuses a passphrase that is easily guessed before it asks the Factory for anything", async () => {
    const weak = { env: { FACTORY_TUF_PASSPHRASE: "password1234" } };
    const { posts } = await bench.refused(
      "updates init",
      FIRST,
      "keys-passphrase-weak",
      /too weak.*`keys encrypt`/,
      weak,
    );
    assert.deepEqual(posts, []);
  });

  it("needs an archive, and takes none without --first-time", async () => {
    const { keys: _keys, ...without } = FIRST;
    const missing = await bench.refused("updates init", without, "value-missing", /needs an archive .* none was named/);
    const surplus = await bench.refused(
      "updates init",
      { changelog: "why", keys: "root.tgz" },
      "options-conflict",
      /--keys was given without --first-time/,
    );
    assert.deepEqual([missing.exit, surplus.exit, missing.requests, surplus.requests], [2, 2, [], []]);
  });

  it("asks for the key once more when the answer that brought it was lost", async () => {
    bench.factory.addFault({ ...INIT, reset: "after" });
    const { status, data, requests, sent } = await bench.run("updates init", FIRST);
    assert.deepEqual([status, data.txid, sent.length], ["done", "", 1]);
    assert.ok(requests.some(({ path }) => path.endsWith("/first_root.sec")));
    assert.deepEqual(await keysIn("root.tgz"), [theFirstRoot()]);
  });

  it("begins nothing and makes no file when the Factory refuses or cannot be asked", async () => {
    bench.factory.addFault({ ...INIT, status: 403 });
    const { error } = await bench.refused("updates init", FIRST, "http-forbidden", /403/);
    assert.equal(error.changed, "no");
    assert.deepEqual(
      readdirSync(bench.folder).filter((name) => name.startsWith("root.tgz")),
      [],
    );
  });

  it("is refused beside what an interrupted run left, and beside another Factory's first root key", async () => {
    for (const leftover of ["root.tgz.new", "root.tgz.tmp"]) {
      bench.file(leftover, Buffer.from("\x1f\x8bleft", "latin1"));
      const { posts } = await bench.refused(
        "updates init",
        FIRST,
        "keys-leftover",
        new RegExp(`left \`${leftover}\`, which cannot be opened`),
      );
      assert.deepEqual(posts, []);
      assert.equal(readFileSync(place(leftover), "latin1"), "\x1f\x8bleft");
      rmSync(place(leftover));
    }
    const foreign = makeKeyPair("ed25519", "another Factory", "first root");
    bench.file("root.tgz", keyArchive("root", [], foreign));
    const { posts } = await bench.refused("updates init", FIRST, "keys-entry-refused", new RegExp(foreign.keyid));
    assert.deepEqual(posts, []);
  });
});

describe("a first root key that cannot be kept", () => {
  const assertCanceled = ({
    sent,
    error,
  }: {
    sent: readonly string[];
    error: { changed: string; message: string };
  }) => {
    assert.equal(sent.length, 2, "begun and canceled");
    assert.match(error.message, /The transaction was rolled back\./);
    assert.equal(error.changed, "no");
    assert.equal(bench.factory.state.transaction, null);
  };

  it("because the disk refuses it: the transaction is canceled, and said", async () => {
    // A file that comes into the way after everything was looked at.
    answering((answer) => {
      writeFileSync(place("root.tgz.new"), "\x1f\x8bin the way", "latin1");
      return answer;
    });
    assertCanceled(await bench.refused("updates init", FIRST, "keys-leftover", /already exists/));
    assert.equal(existsSync(place("root.tgz")), false);
    assert.equal(readFileSync(place("root.tgz.new"), "latin1"), "\x1f\x8bin the way");
  });

  it("because it is not the key that the verified root lists", async () => {
    const { private: secret, ...stranger } = makeKeyPair("ed25519", "a stranger", "key");
    const sec = { keytype: "ED25519", keyval: { private: secret } };
    answering((answer) => ({ ...answer, "first_root.sec": sec, "first_root.pub": stranger.public }));
    assertCanceled(
      await bench.refused(
        "updates init",
        FIRST,
        "keys-none-active",
        new RegExp(`returned the root key ${stranger.keyid}`),
      ),
    );
    assert.equal(existsSync(place("root.tgz")), false);
  });

  it("because its halves do not belong together", async () => {
    const stranger = makeKeyPair("ed25519", "a stranger", "key");
    answering((answer) => ({ ...answer, "first_root.pub": stranger.public }));
    assertCanceled(await bench.refused("updates init", FIRST, "keys-halves-differ", /do not belong together/));
  });

  it("because there is none: the rotation has been made already", async () => {
    answering(({ txid }) => ({ txid }));
    bench.factory.addFault({ method: "GET", path: "*/first_root.sec", status: 404 });
    assertCanceled(await bench.refused("updates init", FIRST, "http-not-found", /404/));
  });

  it("names keys resume where canceling fails too, which ends it then", async () => {
    answering(({ txid }) => ({ txid, "first_root.pub": makeKeyPair("ed25519", "x", "y").public }));
    bench.factory.addFault({ method: "POST", path: "*/root/updates/cancel", status: 503 });
    const { error } = await bench.refused("updates init", FIRST, "keys-halves-differ", /Part of the work was done/);
    assert.equal(error.changed, "yes");
    assert.match(error.next, /Run `factory-tuf keys resume --keys .*root\.tgz`/);
    assert.equal(bench.factory.state.transaction?.status, "STARTED");
    bench.factory.clearFaults();
    bench.factory.rewrite(null);
    const { data, text } = await bench.run("keys resume", { keys: "root.tgz" });
    assert.equal(data.outcome, "undone");
    assert.match(text, /The interrupted beginning of a transaction is undone/);
    assert.equal(bench.factory.state.transaction, null);
    assert.deepEqual(readdirSync(bench.folder), [".factory-tuf"]);
  });
});

describe("the first rotation, step by step", () => {
  const ROOT = { keys: "root.tgz" };
  const roles = () => newestRoot(bench.factory.state, "ci").signed.roles;

  it("by rotating: the new key replaces the Factory's, both sign, and a targets key follows", async () => {
    await bench.run("updates init", FIRST);
    const rotated = await bench.run("updates rotate-offline-key", { role: "root", ...ROOT });
    assert.equal(rotated.data.replaced, firstRoot());
    const review = await bench.run("updates review");
    assert.match(review.text, /The staged roots have 0 of 1 signatures by the current root keys\./);
    const signed = await bench.run("updates sign", ROOT);
    assert.deepEqual([signed.status, signed.outputs.missing], ["done", ""]);
    assert.deepEqual(
      bench.factory.state.transaction!.ci.signatures.map(({ keyid }) => keyid),
      [rotated.data.keyid, firstRoot()],
    );
    await bench.run("updates apply");
    assert.deepEqual(roles().root.keyids, [rotated.data.keyid]);
    assert.deepEqual(deviceView(bench.factory), { root: 2, targets: null });
    assert.equal(newestRoot(bench.factory.state, "prod").signed.roles.targets.threshold, 2);

    await bench.run("updates init", { changelog: "a targets key" });
    await bench.run("updates rotate-offline-key", {
      role: "targets",
      ...ROOT,
      "targets-keys": "targets.tgz",
      sign: "true",
    });
    await bench.run("updates apply");
    await bench.run("promote", { version: "6", tag: "production", "new-tag": "production", keys: "targets.tgz" });
    assert.deepEqual(deviceView(bench.factory), { root: 3, targets: 6 });
  });

  it("by adding: a key in an archive of its own joins, the Factory's own signs and leaves", async () => {
    await bench.run("updates init", FIRST);
    const added = await bench.run("updates add-offline-key", { role: "root", keys: "other.tgz" });
    await bench.refused(
      "updates add-offline-key",
      { role: "root", ...ROOT },
      "keys-several-active",
      new RegExp(`holds the active root key ${firstRoot()} already`),
    );
    await bench.run("updates delete-offline-key", { role: "root", ...ROOT });
    const waiting = await bench.run("updates sign", { keys: "other.tgz" });
    assert.deepEqual([waiting.status, waiting.outputs.missing], ["waiting", firstRoot()]);
    assert.equal((await bench.run("updates sign", ROOT)).status, "done");
    await bench.run("updates apply");
    assert.deepEqual(roles().root.keyids, [added.data.keyid]);
    assert.equal(deviceView(bench.factory).root, 2);
  });

  it("is over then: the Factory hands the key over no more", async () => {
    await bench.run("updates init", FIRST);
    await bench.run("updates rotate-offline-key", { role: "root", ...ROOT, sign: "true" });
    await bench.run("updates apply");
    const before = readFileSync(place("root.tgz"));
    await bench.refused("updates init", FIRST, "keys-entry-refused", /the first rotation is done/);
    assert.deepEqual([readFileSync(place("root.tgz")), bench.factory.state.transaction], [before, null]);
    await bench.refused("updates init", { ...FIRST, keys: "new.tgz" }, "http-bad-request", /has been made already/);
    assert.equal(existsSync(place("new.tgz")), false);
  });
});
