import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { BOARD_6 } from "./lies/lie.ts";
import { lies } from "./lies.ts";
import { type Inputs, play } from "./play.ts";
import { openStage, type Stage } from "./stage.ts";

const RELEASE = { version: "6", tag: "production" };
/** Those about the document itself; what it contains is judged for the chosen version only. */
const ciLies = lies.filter(
  ({ threat, codes, step, arrange }) =>
    threat === "T5" && !step && !arrange && !codes.includes("metadata-not-portable"),
);

describe("T5 CI targets are what the online key signed, and nothing else", () => {
  let stage: Stage;
  let honest: ReturnType<Stage["factory"]["snapshot"]>;
  before(async () => {
    stage = await openStage();
    honest = stage.factory.snapshot();
  });
  after(() => stage.close());

  const steps: readonly Inputs[] = [
    { command: "wave plan", ...RELEASE },
    { command: "wave init", wave: "w6", ...RELEASE },
  ];
  for (const step of steps) {
    it(`${step.command} refuses each of ${ciLies.length} lies about them, as promote does`, async () => {
      assert.ok(ciLies.length >= 15);
      for (const lie of ciLies) {
        stage.factory.rewrite(lie.tell!(stage));
        const played = await play(stage, step, lie.in ? { in: lie.in } : {});
        stage.factory.rewrite(null);
        assert.deepEqual(played.codes, lie.codes, `${lie.title}: ${played.message}`);
        assert.match(played.message, lie.says);
        assert.deepEqual([played.writes, played.keyOpened], [[], false], lie.title);
      }
    });
  }

  it("the server may renew their expiry and nothing else at the version of the pin", async () => {
    const plan = { command: "wave plan", ...RELEASE };
    stage.factory.setCiSigned((signed) => ({ ...signed, expires: "2027-11-23T08:00:00Z" }));
    assert.deepEqual((await play(stage, plan, { in: "pinned" })).codes, []);
    stage.factory.setCiSigned((signed) => ({ ...signed, targets: withNote(signed.targets) }));
    assert.deepEqual((await play(stage, plan, { in: "pinned" })).codes, ["metadata-equivocation"]);
    stage.factory.restore(honest);
  });

  it("may go on above their pin", async () => {
    stage.factory.publishCi(7);
    const played = await play(stage, { command: "wave plan", ...RELEASE }, { in: "pinned" });
    assert.deepEqual(played.codes, []);
    stage.factory.restore(honest);
  });
});

function withNote(targets: Readonly<Record<string, object>>): object {
  return { ...targets, [BOARD_6]: { ...targets[BOARD_6], custom: { version: "6", note: "another" } } };
}
