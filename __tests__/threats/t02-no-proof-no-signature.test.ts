import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { lies } from "./lies.ts";
import { type Inputs, play } from "./play.ts";
import { openStage, type Stage } from "./stage.ts";

const PROMOTE = { command: "promote", version: "6", tag: "production" };
const ON_FIRST_USE = { ...PROMOTE, "trust-on-first-use": "true" };
const forged = lies.find(({ title }) => title.startsWith("a forged chain"))!;

describe("T2 no proof, no signature", () => {
  let stage: Stage;
  let honest: ReturnType<Stage["factory"]["snapshot"]>;
  before(async () => {
    stage = await openStage();
    honest = stage.factory.snapshot();
  });
  after(() => stage.close());

  const signing: readonly Inputs[] = [
    PROMOTE,
    { command: "wave init", wave: "w6", version: "6", tag: "production" },
    { command: "wave sign", wave: "w6" },
  ];
  for (const step of signing) {
    it(`${step.command} without a trusted root is refused before the first request`, async () => {
      const played = await play(stage, step, { in: "empty" });
      assert.deepEqual([played.exit, played.codes], [1, ["trusted-root-missing"]]);
      assert.match(played.message, /run `factory-tuf root pin`.*commit \.factory-tuf\/root\.json/);
      assert.equal(played.requests.length, 0);
      assert.equal(played.keyOpened, false);
    });
  }

  it("goes on a first use only where that was asked for, and says so", async () => {
    const played = await play(stage, ON_FIRST_USE, { in: "empty" });
    assert.deepEqual([played.exit, played.outputs.status], [0, "done"]);
    assert.match(
      played.log,
      /::warning::No trusted root was given, so the first root that the Factory serves is trusted/,
    );
    stage.factory.restore(honest);
  });

  it("a plan needs no trusted root, for it signs nothing", async () => {
    const played = await play(stage, { ...PROMOTE, command: "wave plan" }, { in: "empty" });
    assert.deepEqual([played.exit, played.outputs.status], [0, "unchanged"]);
  });

  it("a forged chain that lists the genuine targets key is believed on a first use alone: it is the trusted root that stops it", async () => {
    stage.factory.rewrite(forged.tell!(stage));
    try {
      const plan = { ...PROMOTE, command: "wave plan", "new-tag": "production" };
      assert.equal((await play(stage, plan, { in: "empty" })).exit, 0, "consistent in itself");
      const trusting = await play(stage, PROMOTE);
      assert.deepEqual(trusting.codes, ["root-untrusted"]);
      assert.deepEqual(trusting.writes, []);
      assert.equal(trusting.keyOpened, false);
      const pinned = await play(stage, ON_FIRST_USE, { in: "pins-only" });
      assert.deepEqual([pinned.codes, pinned.keyOpened], [["root-untrusted"], false]);
    } finally {
      stage.factory.rewrite(null);
    }
  });

  it("follows the owner's own rotation from an older trusted root", async () => {
    stage.factory.publishRoot((signed) => signed);
    const played = await play(stage, PROMOTE);
    assert.deepEqual([played.exit, played.outputs["root-version"]], [0, "4"]);
    stage.factory.restore(honest);
  });
});
