import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { waveNamed } from "../../../src/emulator/state/state.ts";
import { sharedBench } from "../../kit/shared-bench.ts";
import { KEYS } from "../../kit/workbench.ts";

const bench = sharedBench({}, async (bench) => {
  await bench.run("wave init", { wave: "w6", version: "6", tag: "production", ...KEYS });
});

describe("wave cancel", () => {
  it("drops the Wave and says until when what was signed stays valid, and what ends that", async () => {
    const { status, changed, sent, data, text, outputs } = await bench.run("wave cancel", { wave: "w6" });
    assert.deepEqual([status, changed, sent], ["done", "yes", ["POST waves/w6/cancel/"]]);
    assert.deepEqual(outputs, { wave: "w6", version: 6, tag: "production", "wave-status": "canceled" });
    assert.equal(data.validUntil, "2027-11-23T08:00:00Z");
    assert.match(text, /\(version 6\) stay valid until 2027-11-23T08:00:00Z/);
    assert.match(text, /could post them again, until a version above 6 is in production for tag production\./);
    assert.equal(waveNamed(bench.factory.state, "w6")!.status, "canceled");
  });

  it("again is unchanged", async () => {
    await bench.run("wave cancel", { wave: "w6" });
    const { status, changed, posts, text } = await bench.run("wave cancel", { wave: "w6" });
    assert.deepEqual([status, changed, posts], ["unchanged", "no", []]);
    assert.match(text, /was canceled already/);
  });

  it("refuses a Wave that is complete or does not exist", async () => {
    const none = await bench.refused("wave cancel", { wave: "w9" }, "wave-not-found", /no Wave w9/);
    await bench.run("wave complete", { wave: "w6" });
    const done = await bench.refused(
      "wave cancel",
      { wave: "w6" },
      "wave-not-active",
      /is complete, so it cannot be canceled/,
    );
    assert.deepEqual([none.posts, done.posts], [[], []]);
  });

  it("works on roots that do not verify, and says so", async () => {
    bench.factory.expireRoot();
    bench.factory.setRoots("prod", (roots) => [...roots.slice(0, -1), bench.factory.state.ciRoots.at(-1)!]);
    const { status, warnings } = await bench.run("wave cancel", { wave: "w6" });
    assert.equal(status, "done");
    assert.equal(warnings.length, 1);
    assert.match(warnings[0]!, /The roots could not be verified: .*production root 4/);
  });

  it("drops a Wave whose document nobody can read, and says that its end is not known", async () => {
    bench.factory.setWave("w6", (wave) => {
      const signed = { ...wave.targets!.signed, expires: "2031-01-01T00:00:00.5Z" };
      return { ...wave, targets: { ...wave.targets!, signed } };
    });
    const { status, data, outputs, text } = await bench.run("wave cancel", { wave: "w6" });
    assert.deepEqual([status, data.validUntil, outputs.version], ["done", null, "6"]);
    assert.match(text, /\(version 6\) cannot be read, so their expiry is unknown/);
    assert.equal(waveNamed(bench.factory.state, "w6")!.status, "canceled");
  });

  it("is done when the answer was lost but the Wave is canceled", async () => {
    bench.factory.addFault({ method: "POST", path: "*/cancel/", reset: "after" });
    const { status, sent } = await bench.run("wave cancel", { wave: "w6" });
    assert.deepEqual([status, sent.length], ["done", 1]);
  });
});
