// The record of a rotation: who reads it changes nothing, for another run may just be writing it.
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { readRecord, recordName, removeUnfinishedRecord } from "../../../src/keys/archive/rotation-record.ts";
import { holdArchives, noArchive } from "../../../src/rotation/held-archives.ts";

let folder: string;
let path: string;
let part: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "record-"));
  path = join(folder, "root.tgz");
  part = `${recordName(path)}.part`;
  writeFileSync(part, "{");
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("a record of a rotation that is being written", () => {
  it("is left alone by who only reads, as doctor does", async () => {
    assert.equal(await readRecord(path), null);
    assert.ok(existsSync(part));
  });
  it("is removed by who may: it was never finished", async () => {
    await removeUnfinishedRecord(path);
    assert.ok(!existsSync(part));
  });
  it("is removed by a run that holds the lock of the archive", async () => {
    const held = await holdArchives({ path, secrets: {} }, null, noArchive);
    assert.ok(!existsSync(part));
    await held.release();
  });
  it("is left alone by a run that does not get the lock", async () => {
    const held = await holdArchives({ path, secrets: {} }, null, noArchive);
    writeFileSync(part, "{");
    await assert.rejects(holdArchives({ path, secrets: {} }, null, noArchive), { code: "keys-in-use" });
    assert.ok(existsSync(part));
    await held.release();
  });
});
