import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { activeWave } from "./lies/active-wave.ts";
import { offline, online } from "./lies/lie.ts";
import { type Inputs, play } from "./play.ts";
import { openStage, type Stage } from "./stage.ts";

describe("T4 flavours: every command holds the production root against the CI root", () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
    activeWave(stage, [offline(stage), online(stage)]);
  });
  after(() => stage.close());

  const steps: readonly Inputs[] = [
    { command: "wave plan", version: "6", tag: "production" },
    { command: "wave init", wave: "w7", version: "6", tag: "production" },
    { command: "promote", version: "6", tag: "production" },
    { command: "wave sign", wave: "w6" },
    { command: "wave rollout", wave: "w6", group: "us-east" },
    { command: "wave complete", wave: "w6" },
    { command: "wave status" },
    { command: "wave list" },
    { command: "wave show", wave: "w6" },
    { command: "root show" },
    { command: "root show", prod: "true" },
    { command: "root pin" },
  ];

  for (const step of steps) {
    it(`${step.command}${step.prod ? " of production" : ""} refuses swapped flavours`, async () => {
      stage.factory.addFault({ method: "GET", path: "*/root.json?production=1", flavourSwap: true });
      const played = await play(stage, step);
      stage.factory.clearFaults();
      assert.deepEqual([played.exit, played.codes], [1, ["flavour-swapped"]], played.message);
      assert.match(played.message, /which is the CI flavour; production needs at least 2/);
      assert.deepEqual(played.writes, []);
      assert.equal(played.keyOpened, false);
    });
  }

  it("doctor lists it as a blocker", async () => {
    stage.factory.addFault({ method: "GET", path: "*/root.json?production=1", flavourSwap: true });
    const played = await play(stage, { command: "doctor" });
    stage.factory.clearFaults();
    assert.equal(played.exit, 1);
    assert.match(played.summary, /<code>flavour-swapped<\/code>/);
  });

  it("wave cancel says it and cancels all the same: a bad root is no reason to keep a Wave alive", async () => {
    stage.factory.addFault({ method: "GET", path: "*/root.json?production=1", flavourSwap: true });
    const played = await play(stage, { command: "wave cancel", wave: "w6" });
    stage.factory.clearFaults();
    assert.deepEqual([played.exit, played.outputs["wave-status"]], [0, "canceled"]);
    assert.match(played.log, /::warning::The roots could not be verified: .*CI flavour/);
  });
});
