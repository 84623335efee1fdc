import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkCiArchive } from "../../../src/keys/archive/ci-archive.ts";
import { readArchive } from "../../../src/keys/archive/read-archive.ts";
import { unpackArchive } from "../../../src/keys/archive/unpack-archive.ts";
import { writeArchive } from "../../../src/keys/archive/write-archive.ts";
import { assertRefused, ed25519Key, keyMap, recorded, tgzOf } from "../../kit/keys.ts";

const noRoots: ReadonlySet<string> = new Set();

describe("T16: what an archive may hold in CI", () => {
  it("accepts an archive made by copy-targets: one active targets key, nothing to warn of", async () => {
    const archive = await readArchive(recorded("all-keys/archives/03-copied.tgz"));
    const { signer, warnings } = checkCiArchive(archive, { rootKeyids: noRoots, targetsKeys: keyMap(...archive.keys) });
    assert.match(signer.keyid, /^a551ef42/);
    assert.deepEqual(warnings, []);
  });

  it("warns of a retired targets key beside the active one", async () => {
    const archive = await readArchive(recorded("all-keys/archives/01-targets.tgz"));
    const active = archive.keys.find(({ keyid }) => keyid.startsWith("a551ef42"))!;
    const { signer, warnings } = checkCiArchive(archive, { rootKeyids: noRoots, targetsKeys: keyMap(active) });
    assert.equal(signer.keyid, active.keyid);
    assert.equal(warnings.length, 1);
    assert.match(warnings[0]!, /443d0b23\w+, which is not \(or no longer\) a targets key/);
  });

  it("refuses a root key of any version whatever its file is called, and names copy-targets", async () => {
    const targets = await ed25519Key(1);
    const retiredRoot = { ...(await ed25519Key(2)), name: "tufrepo/keys/fioctl-targets-harmless" };
    const archive = await readArchive(writeArchive([targets, await ed25519Key(2)]));
    await assertRefused(
      () => checkCiArchive(archive, { rootKeyids: new Set([retiredRoot.keyid]), targetsKeys: keyMap(targets) }),
      "keys-root-present",
      new RegExp(`holds 1 root key: ${retiredRoot.keyid}.*factory-tuf keys copy-targets`),
    );
  });

  it("refuses the first root key and a new root key that no root lists yet", async () => {
    const targets = await ed25519Key(1);
    const withRoot = await readArchive(writeArchive([targets, await ed25519Key(2, "root")]));
    const rules = { rootKeyids: noRoots, targetsKeys: keyMap(targets) };
    await assertRefused(() => checkCiArchive(withRoot, rules), "keys-root-present", /holds 1 root key/);
    const first = await readArchive(recorded("one-archive/archives/01-root.tgz"));
    await assertRefused(() => checkCiArchive(first, rules), "keys-root-present", /holds 2 root keys/);
  });

  it("judges by the key derived from the private half: a root key cannot hide behind a public half", async () => {
    const [targets, root] = [await ed25519Key(1), await ed25519Key(2)];
    const { files } = await unpackArchive(writeArchive([root]));
    const disguised = tgzOf([
      { path: "k.sec", body: files.get(`${root.name}.sec`)! },
      { path: "k.pub", body: JSON.stringify(targets.public) },
    ]);
    await assertRefused(readArchive(disguised), "keys-halves-differ", /do not belong together/);
  });

  it("refuses none, several and lone public halves", async () => {
    const [one, two] = [await ed25519Key(1), await ed25519Key(2)];
    const rules = { rootKeyids: noRoots, targetsKeys: keyMap(one, two) };
    await assertRefused(() => checkCiArchive({ keys: [one, two] }, rules), "keys-several-active", /2 active/);
    const third = await ed25519Key(3);
    await assertRefused(() => checkCiArchive({ keys: [third] }, rules), "keys-none-active", /expected one of/);
    await assertRefused(
      () => checkCiArchive({ keys: [one, { ...third, signer: null }] }, rules),
      "keys-orphan",
      /public half of/,
    );
  });
});
