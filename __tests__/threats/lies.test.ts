import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { activeWave } from "./lies/active-wave.ts";
import { type Lie, online } from "./lies/lie.ts";
import { lies } from "./lies.ts";
import { play } from "./play.ts";
import { openStage, type Stage } from "./stage.ts";

const PROMOTE = { command: "promote", version: "6", tag: "production" };

describe("a hostile Factory", () => {
  let stage: Stage;
  let honest: ReturnType<Stage["factory"]["snapshot"]>;
  before(async () => {
    stage = await openStage();
    honest = stage.factory.snapshot();
  });
  after(() => stage.close());

  it(`is met with ${lies.length} lies, of at least 25, each with a title of its own`, (t) => {
    t.diagnostic(`${lies.length} lies of a hostile Factory`);
    assert.ok(lies.length >= 25);
    assert.equal(new Set(lies.map(({ title }) => title)).size, lies.length);
  });

  for (const lie of lies) it(`${lie.threat}: ${lie.title}`, () => caught(lie));

  async function caught({ arrange, tell, step = PROMOTE, in: workspace, ...expected }: Lie): Promise<void> {
    const { factory } = stage;
    factory.restore(honest);
    factory.clearFaults();
    arrange?.(stage);
    const before = factory.snapshot();
    factory.rewrite(tell?.(stage) ?? null);
    try {
      const played = await play(stage, step, workspace ? { in: workspace } : {});
      assert.deepEqual(played.codes, expected.codes, played.message);
      assert.match(played.message, expected.says);
      assert.equal(played.exit, expected.exit ?? 1);
      assert.equal(played.outputs.status, expected.exit === 4 ? "unknown" : "refused");
      assert.deepEqual(played.writes, expected.writes ?? []);
      assert.equal(played.keyOpened, expected.keyOpened ?? false);
      if (!expected.writes) assert.equal(factory.snapshot(), before, "nothing was changed");
    } finally {
      factory.rewrite(null);
    }
  }
});

describe("an honest Factory", () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage.close());

  for (const workspace of ["trusting", "pinned"] as const) {
    it(`has the same steps carried out, in a workspace that is ${workspace}`, async () => {
      const honest = stage.factory.snapshot();
      const played = await play(stage, PROMOTE, { in: workspace });
      assert.deepEqual([played.codes, played.outputs.status], [[], "done"]);
      assert.equal(played.writes.length, 2);
      assert.equal(played.keyOpened, true);
      stage.factory.restore(honest);
    });
  }

  it("has its Wave co-signed, and completed then", async () => {
    activeWave(stage, [online(stage)]);
    const signed = await play(stage, { command: "wave sign", wave: "w6" });
    assert.deepEqual([signed.codes, signed.outputs.status], [[], "done"]);
    const completed = await play(stage, { command: "wave complete", wave: "w6" });
    assert.deepEqual([completed.codes, completed.outputs.status], [[], "done"]);
    assert.equal(stage.factory.state.prodTargets.get("production")?.signed.version, 6);
  });
});
