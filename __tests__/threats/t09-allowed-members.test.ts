import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { TargetsSigned } from "../../src/tuf/metadata/metadata.ts";
import { activeWave } from "./lies/active-wave.ts";
import { offline, online, productionAs, waveSigned } from "./lies/lie.ts";
import { play } from "./play.ts";
import { openStage, type Stage } from "./stage.ts";

/** Members that some reader of TUF metadata obeys, or that nobody knows. */
const MEMBERS = ["delegations", "spec_version", "consistent_snapshot", "x-changelog", "custom", "constructor"];

describe("T9 what PROTOCOL does not allow in a document is not signed", () => {
  let stage: Stage;
  let honest: ReturnType<Stage["factory"]["snapshot"]>;
  before(async () => {
    stage = await openStage();
    honest = stage.factory.snapshot();
  });
  after(() => stage.close());

  for (const member of MEMBERS) {
    it(`${member} beside the targets: in a Wave to co-sign, a Wave to complete, and production to extend`, async () => {
      const extended = { ...waveSigned(stage), [member]: {} } as TargetsSigned;
      const says = new RegExp(`has the member /signed/${member}, which a device might obey`);
      const cases = [
        { command: "wave sign", wave: "w6", stand: () => activeWave(stage, [online(stage)], extended) },
        {
          command: "wave complete",
          wave: "w6",
          stand: () => activeWave(stage, [offline(stage), online(stage)], extended),
        },
        {
          command: "promote",
          version: "6",
          tag: "production",
          stand: () => {
            const { production } = productionAs(stage, (signed) => ({ ...signed, [member]: {} }));
            stage.factory.setProduction("production", production as never);
          },
        },
      ];
      for (const { stand, ...step } of cases) {
        stand();
        const played = await play(stage, step);
        assert.deepEqual(played.codes, ["metadata-member-refused"], `${step.command}: ${played.message}`);
        assert.match(played.message, says);
        assert.deepEqual([played.writes, played.keyOpened], [[], false]);
        stage.factory.restore(honest);
      }
    });
  }

  it("a fully signed Wave of the four members alone is completed", async () => {
    activeWave(stage, [offline(stage), online(stage)]);
    const played = await play(stage, { command: "wave complete", wave: "w6" });
    assert.deepEqual([played.exit, played.outputs.status], [0, "done"]);
    stage.factory.restore(honest);
  });
});
