import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { activeWave } from "./lies/active-wave.ts";
import { offline, online } from "./lies/lie.ts";
import { type Inputs, play } from "./play.ts";
import { openLiveStage, runOn } from "./spawned.ts";
import { openStage, type Stage } from "./stage.ts";

const RELEASE = { version: "6", tag: "production" };

describe("T1 the signer is no oracle: plan and sign are two jobs", () => {
  let stage: Stage;
  before(async () => {
    stage = await openLiveStage();
  });
  after(() => stage.close());

  async function planned(): Promise<Inputs> {
    const plan = await runOn(stage, { command: "wave plan", ...RELEASE });
    assert.equal(plan.exit, 0, plan.log);
    const { "targets-digest": digest, version, "expires-at": expires } = plan.outputs;
    assert.match(digest!, /^sha256:[0-9a-f]{64}$/);
    return { version: version!, tag: "production", "expires-at": expires!, "expect-digest": digest! };
  }

  it("refuses when CI targets changed between the two jobs, and changes nothing", async () => {
    const honest = stage.factory.snapshot();
    const approved = await planned();
    stage.factory.setCiTargets((targets) => {
      const target = targets["board-001-lmp-6"] as { hashes: object };
      return { ...targets, "board-001-lmp-6": { ...target, hashes: { sha256: "0".repeat(64) } } };
    });
    const changed = stage.factory.snapshot();
    const signed = await runOn(stage, { command: "promote", ...approved });
    assert.deepEqual([signed.exit, signed.codes], [1, ["digest-mismatch"]]);
    assert.match(
      signed.message,
      /Something changed since the plan was made\. It is version 6 .* Nothing was changed\./,
    );
    assert.deepEqual(signed.writes, []);
    assert.equal(stage.factory.snapshot(), changed);
    assert.equal(signed.masks.includes(offline(stage).private), false, "the archive stayed closed");
    stage.factory.restore(honest);
  });

  it("signs what was approved, when a newer build came that is not part of it", async () => {
    const approved = await planned();
    stage.factory.publishCi(7);
    const signed = await runOn(stage, { command: "promote", ...approved });
    assert.deepEqual([signed.exit, signed.outputs.status], [0, "done"], signed.log);
    assert.equal(signed.outputs["targets-digest"], approved["expect-digest"]);
  });
});

describe("T1 what takes a digest refuses every other", () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
    activeWave(stage, [offline(stage), online(stage)]);
  });
  after(() => stage.close());

  const steps: readonly Inputs[] = [
    { command: "wave init", wave: "w6", ...RELEASE },
    { command: "promote", wave: "w6", ...RELEASE },
    { command: "wave sign", wave: "w6" },
    { command: "wave rollout", wave: "w6", group: "us-east" },
    { command: "wave complete", wave: "w6" },
  ];

  for (const step of steps) {
    it(`${step.command}: another digest is refused before a key is opened`, async () => {
      const played = await play(stage, { ...step, "expect-digest": `sha256:${"0".repeat(64)}` });
      assert.deepEqual([played.exit, played.codes], [1, ["digest-mismatch"]]);
      assert.match(played.message, /has the digest sha256:[0-9a-f]{64}, but sha256:0{64} was approved/);
      assert.deepEqual(played.writes, []);
      assert.equal(played.keyOpened, false);
    });

    it(`${step.command}: policy require-plan makes a digest mandatory, before the first request`, async () => {
      await writeFile(join(stage.workspaces.empty, ".factory-tuf/review.yml"), "version: 1\nrequire-plan: true\n");
      const played = await play(stage, step, { in: "empty" });
      assert.deepEqual([played.exit, played.codes], [1, ["plan-required"]]);
      assert.match(played.message, new RegExp(`${step.command} was run without expect-digest`));
      assert.equal(played.requests.length, 0);
      assert.equal(played.keyOpened, false);
    });
  }
});
