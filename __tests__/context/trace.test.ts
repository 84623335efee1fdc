import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { startTrace } from "../../src/context/trace.ts";
import { systemDisk } from "../../src/files/disk.ts";
import { readNamed, readRegularFile } from "../../src/files/read-file.ts";
import { endless } from "../kit/endless.ts";

describe("a trace", () => {
  let folder: string;
  let file: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "trace-"));
    file = join(folder, "passphrase");
    await writeFile(file, "secret");
  });
  after(() => rm(folder, { recursive: true }));

  it("tells of every file that was read, whoever read it; neither its content nor its size", async () => {
    const lines: string[] = [];
    using _ = startTrace(
      (line) => lines.push(line),
      () => 0,
    );
    await readRegularFile(file, folder, 100);
    await readNamed(file, 100, endless);
    await systemDisk.read(file);
    assert.deepEqual(lines, [`Read ${file}`, `Read ${file}`, `Read ${file}`]);
  });

  it("tells of none that was not read: what was typed in place of a path may be a secret", async () => {
    const lines: string[] = [];
    using _ = startTrace(
      (line) => lines.push(line),
      () => 0,
    );
    await readRegularFile(join(folder, "absent"), folder, 100);
    await readRegularFile(file, folder, 3);
    await readNamed(join(folder, "absent"), 100, endless);
    await readNamed(file, 3, endless);
    await systemDisk.read(join(folder, "absent"));
    assert.deepEqual(lines, []);
  });

  it("ends where the run ends", async () => {
    const lines: string[] = [];
    {
      using _ = startTrace(
        (line) => lines.push(line),
        () => 0,
      );
    }
    await systemDisk.read(file);
    assert.deepEqual(lines, []);
  });
});
