import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { offline } from "./lies/lie.ts";
import { play } from "./play.ts";
import { openLiveStage, runOn } from "./spawned.ts";
import type { Stage } from "./stage.ts";
import { type Tracing, tracing } from "./tracing.ts";

const RELEASE = { version: "6", tag: "production" };
/** An Ed25519 signature in base64, wherever it stands. */
const SIGNATURE = /[A-Za-z0-9+/]{86}==/;

describe("T13 no bearer instruments", () => {
  let stage: Stage;
  let keys: Tracing;
  before(async () => {
    stage = await openLiveStage();
    keys = await tracing(stage.archive.keys);
  });
  after(async () => {
    await keys.remove();
    await stage.close();
  });

  for (const command of ["wave init", "promote"]) {
    it(`a dry run of ${command} starts no keys-command, opens no key and prints no signature, on any event`, async () => {
      const name = command.replace(" ", "-");
      const ran = await runOn(
        stage,
        {
          command,
          wave: "w6",
          ...RELEASE,
          "dry-run": "true",
          "keys-command": keys.command(name),
          "keys-identity": stage.archive.identity,
        },
        { env: { GITHUB_EVENT_NAME: "pull_request" } },
      );
      assert.deepEqual([ran.exit, ran.outputs.status, ran.writes], [0, "unchanged", []], ran.log);
      assert.equal(await keys.trace(name), null);
      assert.equal(ran.masks.includes(offline(stage).private), false);
      for (const text of [ran.log, ran.summary, ...Object.values(ran.outputs), ...ran.files.values()]) {
        assert.doesNotMatch(text, SIGNATURE);
      }
      assert.match(ran.outputs["targets-digest"]!, /^sha256:/);
    });
  }

  it("a Wave that is made prints no signature either, which the Factory has", async () => {
    const ran = await runOn(stage, { command: "wave init", wave: "w6", ...RELEASE });
    assert.equal(ran.exit, 0, ran.log);
    assert.match(JSON.stringify(stage.factory.state.waves.at(-1)!.targets!.signatures), SIGNATURE);
    for (const text of [ran.log, ran.summary, ...Object.values(ran.outputs)]) assert.doesNotMatch(text, SIGNATURE);
  });

  it("wave cancel says until when the signed document stays valid, and what alone ends that", async () => {
    const { expires } = stage.factory.state.waves.at(-1)!.targets!.signed;
    const played = await play(stage, { command: "wave cancel", wave: "w6" });
    assert.deepEqual([played.exit, played.outputs["wave-status"]], [0, "canceled"]);
    assert.ok(played.log.replace(/\s+/g, " ").includes(`Its signed targets (version 6) stay valid until ${expires}.`));
    assert.match(
      played.log.replace(/\s+/g, " "),
      /could post them again, until a version above 6 is in production for tag production\./,
    );
    const { validUntil } = played.result.data as { validUntil: string };
    assert.equal(validUntil, expires);
  });
});
