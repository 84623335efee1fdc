import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { docOf } from "../../../src/emulator/state/documents.ts";
import { startFactory } from "../../../src/emulator/state/factory.ts";
import { docHash } from "../../../src/tuf/metadata/pins.ts";
import { NOW } from "../../kit/now.ts";
import { sharedBench } from "../../kit/shared-bench.ts";

const bench = sharedBench({ unpinned: true });

const pin = (name: string) => bench.run("root pin", { file: join(bench.folder, name) });
const held = (name: string) => readFileSync(join(bench.folder, name), "utf8");

describe("root pin", () => {
  it("writes the verified newest CI root, into new folders if need be, and shows what to compare", async () => {
    const { status, changed, posts, data, text, warnings } = await pin("new/folder/root.json");
    assert.deepEqual([status, changed, posts], ["done", "yes", []]);
    const newest = bench.factory.state.ciRoots.at(-1)!;
    assert.deepEqual(JSON.parse(held("new/folder/root.json")), newest);
    assert.equal(data.digest, `sha256:${docHash(docOf(newest))}`);
    assert.ok(text.includes(data.digest) && text.includes(bench.factory.offlineKeys.root!.keyid));
    assert.match(warnings.join(), /No trusted root was given, so the first root that the Factory serves is trusted/);
    assert.deepEqual(readdirSync(join(bench.folder, "new/folder")), ["root.json"], "nothing is left beside it");
  });

  it("is unchanged while the root is, and does not write", async () => {
    await pin("same.json");
    const reformatted = JSON.stringify(JSON.parse(held("same.json")));
    bench.file("same.json", reformatted);
    const { status, changed } = await pin("same.json");
    assert.deepEqual([status, changed, held("same.json")], ["unchanged", "no", reformatted]);
  });

  it("moves on to a newer root of the same history", async () => {
    await pin("moving.json");
    bench.factory.publishRoot((signed) => signed);
    const { status, data } = await pin("moving.json");
    assert.deepEqual([status, data.version, JSON.parse(held("moving.json")).signed.version], ["done", 4, 4]);
  });

  for (const [what, notes] of [
    ["as large as a device takes it", Array(25_000).fill(1)],
    [
      "that white space would make many times as large",
      JSON.parse(`${"[".repeat(50)}${"1,".repeat(20_000)}1${"]".repeat(50)}`),
    ],
  ] as const) {
    it(`writes a root ${what}, so that every later run reads it`, async () => {
      bench.factory.publishRoot((signed) => ({ ...signed, "x-notes": notes }));
      const { status, data } = await bench.run("root pin");
      assert.deepEqual([status, JSON.parse(held(".factory-tuf/root.json")).signed.version], ["done", 4]);
      assert.equal((await bench.run("root show")).data.version, data.version);
      assert.equal((await bench.run("root pin")).status, "unchanged");
    });
  }

  it("does not overwrite a root of another history", async () => {
    const other = await startFactory({ state: "owned", seed: "another", now: NOW });
    const text = JSON.stringify(other.state.ciRoots.at(-1));
    await other.close();
    const file = bench.file("foreign.json", text);
    await bench.refused(
      "root pin",
      { file },
      "root-untrusted",
      /holds a root \(version 3, sha256 [0-9a-f]{64}\) that is not in this Factory's chain/,
    );
    assert.equal(held("foreign.json"), text);
  });

  it("does not overwrite what is no root", async () => {
    const file = bench.file("broken.json", "{ not json");
    await bench.refused("root pin", { file }, "metadata-malformed", /broken\.json/);
    assert.equal(held("broken.json"), "{ not json");
    const targets = bench.file("targets.json", JSON.stringify(bench.factory.state.ciTargets));
    await bench.refused("root pin", { file: targets }, "metadata-malformed", /signed\._type is "Targets", not root/);
  });

  it("says that a folder is no file, and a file no folder", async () => {
    mkdirSync(join(bench.folder, "folder.json"));
    await bench.refused(
      "root pin",
      { file: join(bench.folder, "folder.json") },
      "value-invalid",
      /folder\.json is a folder, not a regular file/,
    );
    bench.file("plain", "text");
    const inside = join(bench.folder, "plain", "root.json");
    const { error } = await bench.refused(
      "root pin",
      { file: inside },
      "file-unwritable",
      /a part of the path is no folder/,
    );
    assert.equal(error.changed, "no");
  });

  it("pins nothing that does not verify from the root that is trusted", async () => {
    await pin("trusted.json");
    bench.factory.setRoots("ci", (roots) => roots.with(-1, { ...roots.at(-1)!, signatures: [] }));
    const raw = { file: join(bench.folder, "new.json"), "trusted-root": "trusted.json" };
    await bench.refused("root pin", raw, "root-chain-broken", /CI root 3/);
    assert.throws(() => held("new.json"), /ENOENT/);
  });
});
