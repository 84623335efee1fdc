import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { lockArchive } from "../../../src/keys/archive/archive-lock.ts";
import { systemError, tracedDisk } from "../../kit/failing-disk.ts";
import { assertRefused } from "../../kit/keys.ts";

const folder = mkdtempSync(join(tmpdir(), "archive-lock-"));
after(() => rmSync(folder, { recursive: true }));

describe("the lock of an archive", () => {
  const path = join(folder, "root.tgz");
  it("keeps a second run out until the first has ended", async () => {
    const first = await lockArchive(path);
    await assertRefused(lockArchive(path), "keys-in-use", new RegExp(`process ${process.pid} on `));
    await first.release();
    await (await lockArchive(path)).release();
    assert.deepEqual(readdirSync(folder), []);
  });
  it("keeps out a run that names the archive, or its folder, by a link", async () => {
    const aside = mkdtempSync(join(tmpdir(), "archive-lock-"));
    writeFileSync(path, "an archive");
    symlinkSync(path, join(aside, "link.tgz"));
    symlinkSync(folder, join(aside, "folder"));
    const first = await lockArchive(path);
    await assertRefused(lockArchive(join(aside, "link.tgz")), "keys-in-use", /Another run/);
    await first.release();
    rmSync(path);
    const made = await lockArchive(path);
    await assertRefused(lockArchive(join(aside, "folder", "root.tgz")), "keys-in-use", /Another run/);
    await made.release();
    rmSync(aside, { recursive: true });
  });
  it("of a process that is dead is taken over", async () => {
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    writeFileSync(`${path}.lock`, `${pid} ${hostname()}\n`);
    const lock = await lockArchive(path);
    assert.match(readFileSync(`${path}.lock`, "utf8"), new RegExp(`^${process.pid} `));
    await lock.release();
    assert.deepEqual(readdirSync(folder), []);
  });
  it("of another machine, or one that cannot be read, is left alone", async () => {
    for (const text of ["1 another-machine\n", "", "garbage"]) {
      writeFileSync(`${path}.lock`, text);
      await assertRefused(lockArchive(path), "keys-in-use", /If it is no longer running, remove /);
      assert.ok(existsSync(`${path}.lock`));
      rmSync(`${path}.lock`);
    }
  });
  const unshare = spawnSync("unshare", ["--pid", "--fork", "--mount-proc", "true"]).status === 0;
  it("held in another container of the same host name is not taken for a dead one's", {
    skip: !unshare && "needs unshare(1) and the right to make a PID namespace (run as root on Linux)",
  }, async () => {
    const module = new URL("../../../src/keys/archive/archive-lock.ts", import.meta.url).href;
    const holding = `import(${JSON.stringify(module)}).then(async ({ lockArchive }) => {
        await lockArchive(${JSON.stringify(path)});
        process.stdout.write("held");
        setTimeout(() => {}, 60_000);
      })`;
    const inside = spawn("unshare", [
      "--pid",
      "--fork",
      "--kill-child",
      "--mount-proc",
      process.execPath,
      "-e",
      holding,
    ]);
    await once(inside.stdout, "data");
    // Its number means nothing here: 1 of that container, or a process that does not exist.
    await assertRefused(lockArchive(path), "keys-in-use", /Another run is working with this archive/);
    assert.match(readFileSync(`${path}.lock`, "utf8"), / pid:\[\d+\]/);
    inside.kill("SIGKILL");
    rmSync(`${path}.lock`);
  });
  it("leaves nothing of a process that died while it made one", async () => {
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    const left = [`${path}.lock.${pid}.0`, `${path}.lock.${pid}.old`];
    for (const file of [...left, `${path}.lock.${process.pid}.9`, `${path}.locked`]) writeFileSync(file, "x");
    await (await lockArchive(path)).release();
    assert.deepEqual(readdirSync(folder).sort(), [`root.tgz.lock.${process.pid}.9`, "root.tgz.locked"]);
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
  });
  it("has its content from the first moment", async () => {
    const { disk, steps } = tracedDisk();
    await (await lockArchive(path, disk)).release();
    assert.deepEqual(
      steps.filter((step) => / root\.tgz\.lock$/.test(step)),
      ["read root.tgz.lock", "remove root.tgz.lock"],
    );
  });
  it("that somebody else has made meanwhile is not released", async () => {
    const lock = await lockArchive(path);
    writeFileSync(`${path}.lock`, "1 another-machine\n");
    await lock.release();
    assert.equal(readFileSync(`${path}.lock`, "utf8"), "1 another-machine\n");
    rmSync(`${path}.lock`);
  });
  it("is not had for a file that is kept beside an archive", async () => {
    for (const ending of [".new", ".new.part", ".tmp", ".lock", ".rotation"])
      await assertRefused(
        lockArchive(path + ending),
        "value-invalid",
        /like a temporary file of this program or of the vendor's tool/,
      );
  });
  it("works where there are no hard links", async () => {
    const { disk } = tracedDisk((_, name) => {
      if (name.startsWith("link")) throw systemError("EPERM");
    });
    const lock = await lockArchive(path, disk);
    await assertRefused(lockArchive(path, disk), "keys-in-use", /Another run/);
    await lock.release();
    assert.deepEqual(readdirSync(folder), []);
  });
  it("is had by one of many that ask at the same moment, also when they find a dead one's", async () => {
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    writeFileSync(`${path}.lock`, `${pid} ${hostname()}\n`);
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => lockArchive(path)));
    assert.equal(tries.filter(({ status }) => status === "fulfilled").length, 1);
  });
});
