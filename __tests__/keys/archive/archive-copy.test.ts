import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, beforeEach, describe, it } from "node:test";
import { systemDisk } from "../../../src/files/disk.ts";
import { copyState, writeCopy } from "../../../src/keys/archive/archive-copy.ts";
import { openArchiveFile } from "../../../src/keys/archive/archive-file.ts";
import { writeArchive } from "../../../src/keys/archive/write-archive.ts";
import { systemError, tracedDisk } from "../../kit/failing-disk.ts";
import { assertRefused, ed25519Key, encryptedToIdentity } from "../../kit/keys.ts";
import { rejected } from "../../kit/refusal.ts";

const base = mkdtempSync(join(tmpdir(), "copies-"));
const folder = join(base, "stick");
const source = join(base, "root.keys.tgz");
const copy = join(folder, "root.keys.tgz");
const bytes = writeArchive([await ed25519Key(1, "root"), await ed25519Key(2)]);
beforeEach(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  writeFileSync(source, bytes);
});
after(() => rmSync(base, { recursive: true }));
const opened = () => openArchiveFile(source, {});

describe("a copy of an archive", () => {
  it("is written beside its place, flushed, read back, opened, and only then named; mode 0600", async () => {
    const { disk, steps } = tracedDisk();
    await writeCopy(copy, bytes, await opened(), disk);
    assert.deepEqual(steps, [
      "exists root.keys.tgz.new.part",
      "create root.keys.tgz.new.part",
      "write root.keys.tgz.new.part",
      "sync root.keys.tgz.new.part",
      "close root.keys.tgz.new.part",
      "read root.keys.tgz.new.part",
      "exists root.keys.tgz.new",
      "rename root.keys.tgz.new.part",
      "sync folder stick",
      "read root.keys.tgz",
      "rename root.keys.tgz.new",
      "sync folder stick",
    ]);
    assert.deepEqual(readFileSync(copy), Buffer.from(bytes));
    assert.equal(statSync(copy).mode & 0o777, 0o600);
  });
  it("of an encrypted archive is the same bytes, opened with what opened it", async () => {
    const { file, identity } = await encryptedToIdentity(bytes);
    writeFileSync(source, file);
    await writeCopy(copy, file, await openArchiveFile(source, { identity }));
    assert.deepEqual(readFileSync(copy), Buffer.from(file));
  });
  it("is recognised when it is there, and nothing else of that name is ever replaced", async () => {
    assert.deepEqual(await copyState(copy, bytes, await opened()), { state: "absent" });
    writeFileSync(copy, bytes);
    assert.deepEqual(await copyState(copy, bytes, await opened()), { state: "there already" });
    writeFileSync(copy, "precious");
    await assertRefused(
      copyState(copy, bytes, await opened()),
      "file-unwritable",
      /is neither this archive nor an older copy of it.*never overwritten/,
    );
    await assertRefused(writeCopy(copy, bytes, await opened()), "keys-changed-meanwhile", /was not replaced/);
    assert.equal(readFileSync(copy, "utf8"), "precious");
    rmSync(copy);
    symlinkSync(join(folder, "nowhere"), copy);
    await assertRefused(copyState(copy, bytes, await opened()), "file-unwritable", /is neither this archive/);
    rmSync(copy);
    mkdirSync(copy);
    await assertRefused(copyState(copy, bytes, await opened()), "file-unwritable", /it is a folder/);
  });

  for (const [code, says] of [
    ["ENOSPC", /the disk is full/],
    ["EROFS", /it is mounted read-only/],
    ["EACCES", /this user may not write there/],
    ["EIO", /the device reports an error/],
  ] as const) {
    it(`leaves nothing behind when any step before the last fails with ${code}`, async () => {
      const archive = await opened();
      for (let failing = 0; failing < 11; failing++) {
        const { disk } = tracedDisk((step) => {
          if (step === failing) throw systemError(code);
        });
        await assertRefused(writeCopy(copy, bytes, archive, disk), "file-unwritable", says);
        assert.ok(!existsSync(copy), `step ${failing}`);
        rmSync(`${copy}.new`, { force: true });
      }
      assert.deepEqual(readFileSync(source), Buffer.from(bytes), "the archive is as it was");
    });
  }
  it("says so when the folder vanishes meanwhile, as a stick does that is pulled out", async () => {
    const archive = await opened();
    for (let failing = 0; failing < 11; failing++) {
      mkdirSync(folder, { recursive: true });
      const { disk } = tracedDisk((step) => {
        if (step === failing) rmSync(folder, { recursive: true });
      });
      const error = await rejected(writeCopy(copy, bytes, archive, disk));
      assert.ok(["file-unwritable", "keys-write-unproven"].includes(error.code), error.message);
      assert.equal(error.changed, "no");
    }
  });
  it("is thrown away when the disk gives back something else", async () => {
    const lying = {
      ...systemDisk,
      read: async (path: string) => {
        const there = await systemDisk.read(path);
        return path.endsWith(".part") ? Buffer.from(there!).fill(0, 40, 41) : there;
      },
    };
    await assertRefused(writeCopy(copy, bytes, await opened(), lying), "keys-write-unproven", /it was removed/);
    assert.deepEqual(readdirSync(folder), []);
  });
  it("replaces an older copy, none of whose private keys is lost, in one step", async () => {
    const older = writeArchive([await ed25519Key(2)]);
    writeFileSync(copy, older);
    const archive = await opened();
    const there = await copyState(copy, bytes, archive);
    assert.ok(there.state === "older");
    assert.deepEqual(there.lacks, [(await ed25519Key(1, "root")).keyid]);
    for (let failing = 0; failing < 11; failing++) {
      const { disk } = tracedDisk((step) => {
        if (step === failing) throw systemError("ENOSPC");
      });
      await assertRefused(writeCopy(copy, bytes, archive, disk, there.sha256), "file-unwritable", /the disk is full/);
      assert.deepEqual(readFileSync(copy), Buffer.from(older), `step ${failing}: the old copy is as it was`);
      rmSync(`${copy}.new`, { force: true });
    }
    await writeCopy(copy, bytes, archive, systemDisk, there.sha256);
    assert.deepEqual([readFileSync(copy), readdirSync(folder)], [Buffer.from(bytes), ["root.keys.tgz"]]);
  });
  it("replaces nothing that holds another private key, that does not open, or to which a link leads", async () => {
    const { file } = await encryptedToIdentity(writeArchive([await ed25519Key(2)]));
    for (const other of [writeArchive([await ed25519Key(2), await ed25519Key(3)]), file]) {
      writeFileSync(copy, other);
      await assertRefused(copyState(copy, bytes, await opened()), "file-unwritable", /nor an older copy of it/);
    }
    writeFileSync(join(folder, "elsewhere"), writeArchive([await ed25519Key(2)]));
    rmSync(copy);
    symlinkSync(join(folder, "elsewhere"), copy);
    await assertRefused(copyState(copy, bytes, await opened()), "file-unwritable", /nor an older copy of it/);
  });
  it("does not replace what came there after it was looked at", async () => {
    writeFileSync(copy, writeArchive([await ed25519Key(2)]));
    const there = await copyState(copy, bytes, await opened());
    assert.ok(there.state === "older");
    writeFileSync(copy, "precious");
    const writing = writeCopy(copy, bytes, await opened(), systemDisk, there.sha256);
    await assertRefused(writing, "keys-changed-meanwhile", /was not replaced/);
    assert.equal(readFileSync(copy, "utf8"), "precious");
  });
  it("that holds other keys than the archive is no copy", async () => {
    const other = writeArchive([await ed25519Key(3, "root")]);
    await assertRefused(writeCopy(copy, other, await opened()), "keys-write-unproven", /does not hold the keys/);
    assert.deepEqual(readdirSync(folder), []);
  });
});
