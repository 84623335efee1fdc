import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sharedBench } from "../../kit/shared-bench.ts";
import { KEYS } from "../../kit/workbench.ts";

const bench = sharedBench({}, async (bench) => {
  await bench.run("wave init", { wave: "w4", version: "4", tag: "production", ...KEYS });
  await bench.run("wave cancel", { wave: "w4" });
  await bench.run("wave init", { wave: "w5", version: "5", tag: "staging", "new-tag": "staging", ...KEYS });
});

const names = async (raw: Record<string, string> = {}) => {
  const { data } = await bench.run("wave list", raw);
  return data.waves.map(({ name }: { name: string }) => name);
};

describe("wave list", () => {
  it("lists Waves, newest first, with who made them", async () => {
    const { status, posts, data, text } = await bench.run("wave list");
    assert.deepEqual([status, posts, data.total, data.page, data.perPage], ["unchanged", [], 3, 1, 20]);
    assert.deepEqual(data.waves[0], {
      name: "w5",
      version: "5",
      tag: "staging",
      status: "active",
      createdAt: "2026-11-23T08:00:00Z",
      createdBy: "polis-owner-01",
    });
    assert.match(text, /Waves \(3 of 3\)/);
    assert.match(text, /w4\s+4\s+production\s+canceled/);
    assert.deepEqual(await names(), ["w5", "w4", "production-3"]);
  });

  it("takes only Waves of a status or of a tag", async () => {
    assert.deepEqual(await names({ "wave-status": "complete" }), ["production-3"]);
    assert.deepEqual(await names({ "wave-status": "active", tag: "production" }), []);
    assert.deepEqual(await names({ tag: "production" }), ["w4", "production-3"]);
    assert.match((await bench.run("wave list", { tag: "qa" })).text, /There are no Waves/);
    await bench.refused("wave list", { "wave-status": "done" }, "value-invalid", /active, complete, canceled/);
  });

  it("shows a page at a time", async () => {
    assert.deepEqual(await names({ "per-page": "2" }), ["w5", "w4"]);
    assert.deepEqual(await names({ "per-page": "2", page: "2" }), ["production-3"]);
    const { text, data } = await bench.run("wave list", { page: "3" });
    assert.deepEqual([data.waves, data.total], [[], 3]);
    assert.match(text, /Waves \(0 of 3\)/);
  });
});
