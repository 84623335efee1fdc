// What `emulate --archives` makes of a folder in which files are already.
import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { writeOwnerFiles } from "../../../src/commands/emulate/owner-files.ts";
import { keyArchive } from "../../../src/emulator/state/archive.ts";
import { type EmbeddedFactory, startFactory } from "../../../src/emulator/state/factory.ts";
import { makeKeyPair } from "../../../src/emulator/state/key-pair.ts";
import { rejected } from "../../kit/refusal.ts";

let folder: string;
let factory: EmbeddedFactory;
const others: EmbeddedFactory[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "owner-files-"));
  factory = await startFactory({ now: new Date("2026-11-23T08:00:00Z") });
});
afterEach(async () => {
  await Promise.all([factory, ...others.splice(0)].map((one) => one.close()));
  await rm(folder, { recursive: true });
});

const inFolder = (name: string) => join(folder, name);
const contents = async () =>
  Object.fromEntries(
    await Promise.all(
      (await readdir(folder)).sort().map(async (name) => [name, await readFile(inFolder(name))] as const),
    ),
  );
const another = async (options: Parameters<typeof startFactory>[0]) => {
  const started = await startFactory(options);
  others.push(started);
  return started;
};

describe("the owner's files", () => {
  it("are not written through a link that lies in the folder", async () => {
    await symlink(join(tmpdir(), "owner-files-elsewhere"), inFolder("root.json"));
    const { code, message } = await rejected(writeOwnerFiles(factory, folder));
    assert.equal(code, "file-unwritable");
    assert.match(message, /root\.json is a link, so it was not written/);
    assert.equal((await readdir(tmpdir())).includes("owner-files-elsewhere"), false);
  });

  it("are kept as they are when they are there again", async () => {
    const first = await writeOwnerFiles(factory, folder);
    const before = await contents();
    assert.deepEqual(Object.keys(before), ["root.json", "root.keys.tgz", "targets.keys.tgz"]);
    assert.deepEqual(await writeOwnerFiles(factory, folder), first);
    assert.deepEqual(await contents(), before);
  });

  it("are kept with the keys that their owner has added, and encrypted", async () => {
    await writeOwnerFiles(factory, folder);
    const added = makeKeyPair("ed25519", "mine", "new root");
    await writeFile(inFolder("root.keys.tgz"), keyArchive("root", [factory.offlineKeys.root!, added]));
    await writeFile(inFolder("targets.keys.tgz"), "-----BEGIN AGE ENCRYPTED FILE-----\n");
    const before = await contents();
    await writeOwnerFiles(factory, folder);
    assert.deepEqual(await contents(), before);
  });

  it("are not written over the archive of somebody else, which is named, and nothing else is written", async () => {
    const foreign = keyArchive("targets", [makeKeyPair("ed25519", "mine", "foreign")]);
    await writeFile(inFolder("targets.keys.tgz"), foreign);
    await rejected(
      writeOwnerFiles(factory, folder),
      "file-unwritable",
      /targets\.keys\.tgz already exists, and is an archive without the key of this Factory's owner\. Nothing was changed\. Name another folder/,
    );
    assert.deepEqual(await readdir(folder), ["targets.keys.tgz"]);
  });

  it("replace the root of an earlier Factory of the same seed, and no other", async () => {
    await writeOwnerFiles(await another({ now: new Date("2025-01-01T08:00:00Z") }), folder);
    await writeOwnerFiles(factory, folder);
    assert.deepEqual(JSON.parse(await readFile(inFolder("root.json"), "utf8")), factory.state.ciRoots.at(-1));
    const strangers = await another({ seed: "strangers" });
    await writeFile(inFolder("root.json"), JSON.stringify(strangers.state.ciRoots.at(-1)));
    await rejected(
      writeOwnerFiles(factory, folder),
      "file-unwritable",
      /root\.json already exists, and is the root of another Factory\./,
    );
  });

  it("lack an archive whose key counts no more", async () => {
    factory.publishRoot((signed) => {
      const added = makeKeyPair("ed25519", "mine", "new root");
      const root = { ...signed.roles.root, keyids: [added.keyid] };
      return { ...signed, keys: { ...signed.keys, [added.keyid]: added.public }, roles: { ...signed.roles, root } };
    });
    const { archives } = await writeOwnerFiles(factory, folder);
    assert.deepEqual(archives, { root: null, targets: inFolder("targets.keys.tgz") });
    assert.deepEqual(await readdir(folder), ["root.json", "targets.keys.tgz"]);
  });
});
