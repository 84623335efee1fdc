// The folder in which an embedded Factory keeps its state.
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";
import { type DataFolder, openDataFolder } from "../../../src/emulator/data/data-folder.ts";
import { readStateText, type StoredFactory } from "../../../src/emulator/data/state-text.ts";
import { startFactory } from "../../../src/emulator/state/factory.ts";
import { rejected } from "../../kit/refusal.ts";

let top: string;
let path: string;
let stored: StoredFactory;
let open: DataFolder[] = [];

before(async () => {
  top = mkdtempSync(join(tmpdir(), "data-folder-"));
  const factory = await startFactory();
  stored = { start: "owned", state: factory.state, nowMs: 0, ownClock: false };
  await factory.close();
});
beforeEach(async () => {
  await Promise.all(open.map((folder) => folder.close()));
  open = [];
  path = join(mkdtempSync(join(top, "x-")), "data");
});
after(() => rmSync(top, { recursive: true }));

const opened = async () => {
  const folder = await openDataFolder(path);
  open.push(folder);
  return folder;
};
const file = () => join(path, "factory.json");
const onDisk = () => {
  const reading = readStateText(readFileSync(file(), "utf8"));
  return (reading as { factory: StoredFactory }).factory;
};

describe("a data folder", () => {
  it("is made, keeps what it is given, for its owner alone, and has it when it is opened again", async () => {
    const folder = await opened();
    assert.equal(folder.found, null);
    await folder.keep(() => stored);
    assert.equal(statSync(path).mode & 0o777, 0o700);
    assert.equal(statSync(file()).mode & 0o777, 0o600);
    await folder.close();
    assert.deepEqual(readdirSync(path), ["factory.json"]);
    assert.deepEqual((await opened()).found, stored);
  });

  it("writes for a new state, and for a clock of its own once a minute", async () => {
    const folder = await opened();
    const writes = async (factory: StoredFactory) => {
      const before = statSync(file()).ino;
      await folder.keep(() => factory);
      return statSync(file()).ino !== before;
    };
    await folder.keep(() => stored);
    assert.equal(await writes({ ...stored, nowMs: 1e9 }), false);
    const own = { ...stored, ownClock: true };
    assert.equal(await writes(own), true);
    assert.equal(await writes({ ...own, nowMs: 59_999 }), false);
    assert.equal(await writes({ ...own, nowMs: 60_000 }), true);
    assert.equal(await writes({ ...own, nowMs: 60_000, state: { ...stored.state, draws: 7 } }), true);
    assert.equal(onDisk().state.draws, 7);
  });

  it("has the newest of many states that come at once before any of them is answered", async () => {
    const folder = await opened();
    let current = stored;
    const kept = Array.from({ length: 20 }, async (_, index) => {
      current = { ...stored, state: { ...stored.state, draws: 100 + index } };
      const mine = index;
      await folder.keep(() => current);
      assert.ok(onDisk().state.draws >= 100 + mine, `${mine}`);
    });
    await Promise.all(kept);
    assert.equal(onDisk().state.draws, 119);
  });

  it("removes what a killed process had begun to write, and nothing else", async () => {
    await (await opened()).close();
    writeFileSync(join(path, ".factory.json.0123456789ab.part"), "half");
    writeFileSync(join(path, "notes.txt"), "mine");
    await opened();
    assert.deepEqual(readdirSync(path).sort(), ["factory.json.lock", "notes.txt"]);
  });

  it("is refused to a second one, by name, and free when the first has closed it", async () => {
    const first = await opened();
    await rejected(
      openDataFolder(path),
      "emulator-data-in-use",
      new RegExp(
        `Another emulate is using ${path} \\(process ${process.pid} on .*\\)\\..* Stop that one, or name another folder\\.`,
      ),
    );
    await first.close();
    await opened();
  });

  it("is refused with a state of another version or a damaged one, which stays as it is", async () => {
    const folder = await opened();
    await folder.keep(() => stored);
    await folder.close();
    const text = readFileSync(file(), "utf8");
    for (const [content, says] of [
      [
        text.replace('"format":1', '"format":7'),
        /factory\.json was written by another version of factory-tuf \(format 7\)\./,
      ],
      [text.slice(0, 900), /factory\.json is damaged, was edited, or is no state of an emulated Factory\./],
    ] as const) {
      writeFileSync(file(), content);
      await rejected(openDataFolder(path), "emulator-data-refused", says);
      assert.equal(readFileSync(file(), "utf8"), content);
      assert.deepEqual(readdirSync(path), ["factory.json"]);
    }
  });

  it("cannot be a file", async () => {
    writeFileSync(path, "");
    await rejected(
      openDataFolder(path),
      "file-unwritable",
      /The folder .* could not be made \(a part of the path is no folder\)/,
    );
  });
});
