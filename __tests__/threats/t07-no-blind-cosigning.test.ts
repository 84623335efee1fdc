import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { activeWavesIn } from "../../src/emulator/state/state.ts";
import { play } from "./play.ts";
import { type Sealed, sealed } from "./sealed.ts";
import { openStage, type Stage } from "./stage.ts";

const PROMOTE = { command: "promote", version: "6", tag: "production", "new-tag": "production" };
const SIGN = { command: "wave sign", wave: "production-6" };

describe("T7 no blind co-signing: a threshold of three, with a second signer", () => {
  let stage: Stage;
  let second: Sealed;
  let secondKeyid: string;
  before(async () => {
    stage = await openStage();
    const added = stage.factory.addTargetsKey("second", { threshold: 3 });
    second = await sealed(added.archive);
    secondKeyid = added.key.keyid;
    // Production of before has two signatures, and is asked for three from now on.
    stage.factory.setProduction("production", null);
  });
  after(() => stage.close());

  const bySecond = () => ({ keys: second.keys, "keys-identity": second.identity });
  const signers = () => activeWavesIn(stage.factory.state)[0]!.targets!.signatures.map(({ keyid }) => keyid);

  it("promote waits, and says whose signature is missing", async () => {
    const played = await play(stage, PROMOTE);
    assert.deepEqual([played.exit, played.outputs.status, played.outputs.missing], [0, "waiting", secondKeyid]);
    assert.deepEqual(played.writes, ["POST /ota/factories/acme/waves/"]);
    assert.equal(signers().length, 2);
  });

  it("a signature that merely names the second key proves nothing", async () => {
    const honest = stage.factory.snapshot();
    stage.factory.setWave("production-6", (wave) => {
      const { signed, signatures } = wave.targets!;
      const named = { ...signatures[0]!, keyid: secondKeyid };
      return { ...wave, targets: { signed, signatures: [...signatures, named] } };
    });
    for (const step of [PROMOTE, { command: "wave complete", wave: "production-6" }]) {
      const played = await play(stage, step);
      assert.deepEqual(played.writes, [], step.command);
      if (step === PROMOTE) assert.deepEqual([played.exit, played.outputs.missing], [0, secondKeyid]);
      else assert.deepEqual(played.codes, ["threshold-not-met"]);
    }
    stage.factory.restore(honest);
  });

  it("the second signer signs nothing that differs from what CI built by one byte", async () => {
    const honest = stage.factory.snapshot();
    stage.factory.setCiTargets((targets) => {
      const file = targets["board-001-lmp-6"] as { custom: object };
      return { ...targets, "board-001-lmp-6": { ...file, custom: { ...file.custom, arch: "x86_65" } } };
    });
    const played = await play(stage, { ...SIGN, ...bySecond() });
    assert.deepEqual(played.codes, ["wave-content-unverified"]);
    assert.match(played.message, /differs from the CI target of that name at \/custom\/arch/);
    assert.deepEqual(played.writes, []);
    stage.factory.restore(honest);
  });

  it("the second signer signs the true Wave, and the same promote goes on from there", async () => {
    const signed = await play(stage, { ...SIGN, ...bySecond() });
    assert.deepEqual([signed.exit, signed.outputs.status, signed.outputs.missing], [0, "done", ""]);
    assert.ok(signers().includes(secondKeyid));
    const promoted = await play(stage, PROMOTE);
    assert.deepEqual([promoted.exit, promoted.outputs.status], [0, "done"]);
    assert.deepEqual(promoted.writes, ["POST /ota/factories/acme/waves/production-6/complete/"]);
  });
});
