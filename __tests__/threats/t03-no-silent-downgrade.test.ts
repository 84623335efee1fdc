import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { productionAs } from "./lies/lie.ts";
import { play } from "./play.ts";
import { openStage, pinsOf, type Stage } from "./stage.ts";

const PLAN = { command: "wave plan", version: "6", tag: "production" };

describe("T3 no silent downgrade", () => {
  let stage: Stage;
  let honest: ReturnType<Stage["factory"]["snapshot"]>;
  before(async () => {
    stage = await openStage();
    honest = stage.factory.snapshot();
  });
  after(() => stage.close());

  it("shows withheld production as a first release where nothing is pinned, and refuses it where it is", async () => {
    stage.factory.setProduction("production", null);
    const refused = await play(stage, PLAN);
    assert.deepEqual([refused.exit, refused.codes], [1, ["tag-new"]]);
    const unpinned = await play(stage, { ...PLAN, "new-tag": "production" });
    assert.equal(unpinned.exit, 0);
    assert.match(unpinned.log, /There are no production targets for tag production yet: this is a first release/);
    const pinned = await play(stage, PLAN, { in: "pinned" });
    assert.deepEqual([pinned.exit, pinned.codes], [1, ["production-missing"]]);
    stage.factory.restore(honest);
  });

  it("takes production above its pin, and refuses it below: 4, then 2, pinned at 3", async () => {
    for (const [version, codes] of [
      [4, []],
      [2, ["metadata-rollback"]],
    ] as const) {
      const { production } = productionAs(stage, (signed) => ({ ...signed, version }));
      stage.factory.setProduction("production", production as never);
      const played = await play(stage, PLAN, { in: "pinned" });
      assert.deepEqual(played.codes, codes, played.message);
      stage.factory.restore(honest);
    }
  });

  it("pins a tag named like a member of every object as it does any other", async () => {
    const pins = pinsOf(stage.factory);
    const file = "constructor.json";
    const docs = { ...pins.docs, "prod-targets/constructor": { version: 1, sha256: "0".repeat(64) } };
    await writeFile(join(stage.workspaces.trusting, file), JSON.stringify({ ...pins, docs }));
    const played = await play(stage, { ...PLAN, tag: "constructor", pins: file });
    assert.deepEqual(played.codes, ["production-missing"]);
    assert.match(played.message, /no production targets for tag constructor, but the pins say that version 1/);
    const unpinned = await play(stage, { ...PLAN, tag: "constructor", "new-tag": "constructor" });
    assert.equal(unpinned.exit, 0, unpinned.message);
  });

  it("refuses pins of another Factory, and pins it does not understand, before the first request", async () => {
    const pins = pinsOf(stage.factory);
    for (const wrong of [
      { ...pins, factory: "other" },
      { ...pins, docs: { "ci-rot": pins.docs["ci-root"] } },
      { ...pins, version: 2 },
    ]) {
      await writeFile(join(stage.workspaces.trusting, "wrong.json"), JSON.stringify(wrong));
      const played = await play(stage, { ...PLAN, pins: "wrong.json" });
      assert.deepEqual([played.exit, played.codes, played.requests.length], [2, ["config-invalid"], 0]);
    }
  });
});
