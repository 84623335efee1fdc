import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readArchive } from "../../../src/keys/archive/read-archive.ts";
import { writeArchive } from "../../../src/keys/archive/write-archive.ts";
import { activeKey, activeTargetsKey } from "../../../src/keys/signers/active-key.ts";
import { assertRefused, ed25519Key, keyMap, recorded } from "../../kit/keys.ts";

describe("activeTargetsKey", () => {
  it("chooses the key the root lists, and leaves retired ones alone", async () => {
    const archive = await readArchive(recorded("rotations/archives/03-targets.tgz"));
    const now = archive.keys.find(({ keyid }) => keyid.startsWith("4b563aec"))!;
    assert.equal(activeTargetsKey(archive, keyMap(now)).keyid, now.keyid);
  });

  it("finds its key among several signers' keys", async () => {
    const [ours, theirs] = [await ed25519Key(1), await ed25519Key(2)];
    assert.equal(activeTargetsKey({ keys: [ours] }, keyMap(theirs, ours)).keyid, ours.keyid);
  });

  it("refuses an archive without an active key, naming the ids expected and found", async () => {
    const [ours, listed] = [await ed25519Key(1), await ed25519Key(2)];
    await assertRefused(
      () => activeTargetsKey({ keys: [ours] }, keyMap(listed)),
      "keys-none-active",
      new RegExp(`no active offline targets key: expected one of ${listed.keyid}; found ${ours.keyid}\\.`),
    );
  });

  it("says of a retired key until which root it counted", async () => {
    const [ours, listed] = [await ed25519Key(1), await ed25519Key(2)];
    const root = (version: number, keyid: string) =>
      ({ signed: { version, roles: { root: { keyids: [keyid] }, targets: { keyids: [] } } } }) as never;
    const chain = [root(5, ours.keyid), root(6, ours.keyid), root(7, listed.keyid)];
    await assertRefused(
      () => activeKey({ keys: [ours] }, "root", keyMap(listed), chain),
      "keys-none-active",
      new RegExp(`found ${ours.keyid} \\(was a root key until root 6\\)\\.`),
    );
  });
  it("says so when the root has no offline key yet, and when only the public half is there", async () => {
    const key = await ed25519Key(1);
    await assertRefused(
      () => activeTargetsKey({ keys: [key] }, new Map()),
      "keys-none-active",
      /lists no offline targets key yet/,
    );
    const lone = { ...key, signer: null };
    await assertRefused(
      () => activeTargetsKey({ keys: [lone] }, keyMap(key)),
      "keys-none-active",
      /found no private key.*only the public half/,
    );
  });

  it("refuses two active keys in one archive", async () => {
    const keys = [await ed25519Key(1), await ed25519Key(2)];
    const archive = await readArchive(writeArchive(keys));
    await assertRefused(
      () => activeTargetsKey(archive, keyMap(...keys)),
      "keys-several-active",
      /holds 2 active targets keys/,
    );
  });

  it("counts one key under two names once", async () => {
    const key = await ed25519Key(1);
    const archive = await readArchive(writeArchive([key, await ed25519Key(1, "root")]));
    assert.equal(archive.keys.length, 2);
    assert.equal(activeKey(archive, "targets", keyMap(key)).keyid, key.keyid);
  });
});
