import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { systemDisk } from "../../src/files/disk.ts";

const MAX_BYTES = 2 * 1024 * 1024;

describe("the disk reads", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "disk-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("a file whole, up to 2 MiB; nothing where there is no file", async () => {
    const path = join(folder, "root.tgz");
    assert.equal(await systemDisk.read(path), null);
    writeFileSync(path, "");
    assert.deepEqual(await systemDisk.read(path), Buffer.alloc(0));
    truncateSync(path, MAX_BYTES);
    assert.equal((await systemDisk.read(path))?.length, MAX_BYTES);
    truncateSync(path, MAX_BYTES + 1);
    await assert.rejects(systemDisk.read(path), { code: "EFBIG" });
  });

  it("never more than 2 MiB, also of a file that has grown since its size was looked at (T29)", async (t) => {
    const path = join(folder, "root.tgz");
    writeFileSync(path, "x");
    const handle = await open(path);
    const files: FileHandle = Object.getPrototypeOf(handle);
    await handle.close();
    const { stat } = files;
    t.mock.method(files, "stat", async function (this: FileHandle) {
      const facts = await stat.call(this);
      appendFileSync(path, Buffer.alloc(MAX_BYTES));
      return facts;
    });
    await assert.rejects(systemDisk.read(path), { code: "EFBIG" });
  });

  it("no folder, and no named pipe, which would hold it", { skip: process.platform === "win32" }, async () => {
    mkdirSync(join(folder, "folder"));
    await assert.rejects(systemDisk.read(join(folder, "folder")), { code: "EISDIR" });
    execFileSync("mkfifo", [join(folder, "pipe")]);
    await assert.rejects(systemDisk.read(join(folder, "pipe")), { code: "EFTYPE" });
    await assert.rejects(systemDisk.read("/dev/zero"), { code: "EFTYPE" });
  });
});
