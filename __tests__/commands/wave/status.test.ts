import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { DEFAULT_GROUP } from "../../../src/emulator/devices/devices.ts";
import { sharedBench } from "../../kit/shared-bench.ts";
import { KEYS } from "../../kit/workbench.ts";

const MS_PER_MINUTE = 60_000;
const bench = sharedBench({ devices: [DEFAULT_GROUP] });

const init = () => bench.run("wave init", { wave: "w6", version: "6", tag: "production", ...KEYS });

describe("wave status", () => {
  it("shows the active Wave, and one that is named", async () => {
    await init();
    for (const raw of [{}, { wave: "w6" }]) {
      const { status, outputs, data, posts } = await bench.run("wave status", raw);
      assert.deepEqual([status, posts, data["total-devices"], data["updated-devices"]], ["unchanged", [], 10, 0]);
      assert.deepEqual(
        [outputs.wave, outputs.version, outputs["wave-status"], outputs["root-version"]],
        ["w6", 6, "active", 3],
      );
    }
  });

  it("shows every active Wave, the newest first, and the others whole below it", async () => {
    await init();
    await bench.run("wave init", { wave: "q5", version: "5", tag: "qa", "new-tag": "qa", ...KEYS });
    const { data, outputs, text } = await bench.run("wave status");
    assert.deepEqual(
      [outputs.wave, data.name, data.others.map(({ name }: { name: string }) => name)],
      ["q5", "q5", ["w6"]],
    );
    assert.match(
      text,
      /^Wave q5: version 5 for tag qa is active\n[\s\S]*\nWave w6: version 6 for tag production is active\n/,
    );
    assert.match(text, /for tag qa [\s\S]*Devices on the tag {2}0\n[\s\S]*for tag production [\s\S]*us-east +10 /);
    const one = await bench.run("wave status", { wave: "w6" });
    assert.deepEqual([one.data.name, one.data.others], ["w6", []]);
  });

  it("does not take the progress of another Wave for that of the one asked for", async () => {
    await init();
    bench.factory.rewrite(({ path }, answer) =>
      path.includes("/status/") ? { ...answer, body: answer.body.replace('"w6"', '"w5"') } : answer,
    );
    try {
      await bench.refused("wave status", { wave: "w6" }, "response-malformed", /its body is another Wave, "w5"/);
    } finally {
      bench.factory.rewrite(null);
    }
  });

  it("moves with the devices: 3 a minute, and the 2 that are offline stay behind", async () => {
    await init();
    await bench.run("wave rollout", { wave: "w6", group: "us-east" });
    const updated = async () => {
      const { data } = await bench.run("wave status");
      return [data["updated-devices"], data["scheduled-devices"], data["unscheduled-devices"]];
    };
    assert.deepEqual(await updated(), [0, 10, 0]);
    bench.clock.advance(MS_PER_MINUTE);
    assert.deepEqual(await updated(), [3, 7, 0]);
    bench.clock.advance(60 * MS_PER_MINUTE);
    assert.deepEqual(await updated(), [8, 2, 0]);
    const { text } = await bench.run("wave status");
    assert.match(text, /Updated\s+8 \(80 %\)/);
    assert.match(text, /us-east\s+10\s+8\s+8\s+0\s+2\s+2/);
  });

  it("counts as offline who was away longer than offline-threshold says", async () => {
    await init();
    const online = async (hours: string) =>
      (await bench.run("wave status", { "offline-threshold": hours })).data["other-groups"][0]["devices-online"];
    assert.deepEqual([await online("4"), await online("48")], [8, 10]);
    await bench.refused("wave status", { "offline-threshold": "0" }, "value-invalid", /from 1 to 8760/);
  });

  it("says that there is no active Wave, or none of that name", async () => {
    await bench.refused("wave status", {}, "wave-not-found", /There is no active Wave/);
    await bench.refused("wave status", { wave: "w9" }, "wave-not-found", /no Wave w9/);
  });

  it("is not shown on the word of roots that do not verify", async () => {
    await init();
    bench.factory.setRoots("prod", (roots) => [...roots.slice(0, -1), bench.factory.state.ciRoots.at(-1)!]);
    await bench.refused("wave status", {}, "flavour-swapped", /asks for 1 targets signature/);
  });
});
