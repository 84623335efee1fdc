import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import type { Disk } from "../../src/files/disk.ts";
import { takePlace, writeProven } from "../../src/files/write-proven.ts";
import { type RotationRecord, readRecord, recordName, writeRecord } from "../../src/keys/archive/rotation-record.ts";
import { systemError, tracedDisk } from "../kit/failing-disk.ts";
import { rejected } from "../kit/refusal.ts";

let folder: string;
let name: string;
let part: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "proven-"));
  [name, part] = [join(folder, "keys"), join(folder, "keys.part")];
  writeFileSync(name, "old");
});
afterEach(() => rmSync(folder, { recursive: true }));

const bytes = Buffer.from("new");
const write = async (disk: Disk, prove?: (written: Uint8Array) => Promise<void>) => {
  await writeProven(part, bytes, disk, prove);
  await takePlace(part, name, "The archive", disk);
};

/** Gives back something else than what was written. */
function lyingDisk(): Disk {
  const { disk } = tracedDisk((_, step) => {
    if (step.startsWith("read")) for (const file of readdirSync(folder)) if (file.endsWith(".part")) damage(file);
  });
  return disk;
}
const damage = (file: string) => writeFileSync(join(folder, file), "nex");

describe("a file that may hold keys", () => {
  it("is written beside its place, mode 0600, flushed, read back, proven, renamed, and its folder flushed", async () => {
    const { disk, steps } = tracedDisk();
    await write(disk, async (written) => {
      steps.push(`prove ${Buffer.from(written).toString()}`);
      assert.equal(readFileSync(name, "utf8"), "old");
    });
    assert.deepEqual(steps, [
      "exists keys.part",
      "create keys.part",
      "write keys.part",
      "sync keys.part",
      "close keys.part",
      "read keys.part",
      "prove new",
      "rename keys.part",
      `sync folder ${basename(folder)}`,
    ]);
    assert.equal(readFileSync(name, "utf8"), "new");
    assert.deepEqual(readdirSync(folder), ["keys"]);
    if (process.platform !== "win32") assert.equal(statSync(name).mode & 0o777, 0o600);
  });

  it("takes the place of what a killed run had begun to write", async () => {
    writeFileSync(part, "half of a longer text");
    await write(tracedDisk().disk);
    assert.equal(readFileSync(name, "utf8"), "new");
  });

  it("stays whole, old or new, and nothing lies beside it, whichever step fails", async () => {
    for (let failing = 0; failing < 8; failing++) {
      writeFileSync(name, "old");
      const { disk } = tracedDisk((step) => {
        if (step === failing) throw systemError("ENOSPC");
      });
      const error = await rejected(write(disk));
      assert.equal(error.code, "file-unwritable");
      assert.match(error.message, /the disk is full/);
      assert.equal(readFileSync(name, "utf8"), failing < 7 ? "old" : "new", `step ${failing}`);
      assert.deepEqual(readdirSync(folder), ["keys"], `step ${failing}`);
    }
  });

  it("is removed when the disk gives back something else, and when the caller's own proof fails", async () => {
    const error = await rejected(write(lyingDisk()));
    assert.equal(error.code, "keys-write-unproven");
    assert.match(error.message, /`keys\.part` was written, but what the disk gives back is not what was written/);
    const own = new Error("not the same keys");
    const failing = write(tracedDisk().disk, () => Promise.reject(own));
    assert.match((await rejected(failing)).message, /`keys\.part` could not be read back/);
    assert.deepEqual([readFileSync(name, "utf8"), readdirSync(folder)], ["old", ["keys"]]);
  });
});

describe("the record of a rotation", () => {
  const record: RotationRecord = {
    version: 1,
    factory: "f",
    startedAt: "2031-05-17T09:00:00Z",
    by: "me",
    message: "",
    replaces: ["root"],
    archives: ["root.tgz"],
    keyids: ["aa"],
    begun: null,
    staged: null,
  };

  it("is read back too: one that the disk does not give back is not the record, and the one before it stays", async () => {
    const archive = join(folder, "root.tgz");
    await writeRecord(archive, record);
    const error = await rejected(writeRecord(archive, { ...record, by: "another" }, lyingDisk()));
    assert.equal(error.code, "keys-write-unproven");
    assert.deepEqual(await readRecord(archive), record);
    assert.deepEqual(readdirSync(folder).sort(), ["keys", basename(recordName(archive))].sort());
  });
});
