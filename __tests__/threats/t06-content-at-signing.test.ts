import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { TargetFile } from "../../src/tuf/metadata/metadata.ts";
import { activeWave } from "./lies/active-wave.ts";
import { BOARD_6, online, waveSigned } from "./lies/lie.ts";
import { type Played, play } from "./play.ts";
import { openStage, type Stage } from "./stage.ts";

const RELEASE = { version: "6", tag: "production" };
const FOREIGN_APP = { ui: { uri: `registry.example/ui@sha256:${"a".repeat(64)}` } };

describe("T6 content rules run at signing, whoever holds the online key", () => {
  let stage: Stage;
  let honest: ReturnType<Stage["factory"]["snapshot"]>;
  before(async () => {
    stage = await openStage();
    honest = stage.factory.snapshot();
  });
  after(() => stage.close());

  /** A build of version 6 like this, signed by the online key as every build is. */
  function built(custom: Readonly<Record<string, unknown>>): void {
    stage.factory.restore(honest);
    stage.factory.setCiTargets((targets) => {
      const file = targets[BOARD_6] as TargetFile;
      return { ...targets, [BOARD_6]: { ...file, custom: { ...file.custom, ...custom } } };
    });
  }

  function assertNothingSigned(played: Played): void {
    assert.deepEqual([played.exit, played.writes, played.keyOpened], [1, [], false], played.log);
  }

  const unpinned = { docker_compose_apps: { ui: { uri: "hub.foundries.io/acme/ui:latest" } } };

  for (const command of ["wave plan", "wave init", "promote"]) {
    it(`${command} refuses an app that is not pinned by digest`, async () => {
      built(unpinned);
      const played = await play(stage, { command, wave: "w6", ...RELEASE });
      assert.deepEqual(played.codes, ["target-refused"]);
      assert.match(played.message, /rule target-app-unpinned/);
      assertNothingSigned(played);
    });
  }

  it("wave sign asks the same of a Wave that somebody else has signed already", async () => {
    built(unpinned);
    activeWave(stage, [online(stage)], waveSigned(stage));
    const played = await play(stage, { command: "wave sign", wave: "w6" });
    assert.deepEqual(played.codes, ["target-refused"], played.log);
    assert.match(played.message, /rule target-app-unpinned/);
    assertNothingSigned(played);
  });

  it("names all that is wrong at once: version, hardware and app", async () => {
    built({ ...unpinned, hardwareIds: ["x".repeat(201)] });
    const played = await play(stage, { command: "promote", ...RELEASE });
    assert.deepEqual(played.codes, ["target-refused", "target-refused"]);
    assertNothingSigned(played);
  });

  it("an app of another registry is a warning, and an error once the policy names the allowed ones", async () => {
    built({ docker_compose_apps: FOREIGN_APP });
    const tolerated = await play(stage, { command: "wave plan", ...RELEASE });
    assert.equal(tolerated.exit, 0);
    assert.match(tolerated.log, /::warning::.*registry\.example.*target-app-foreign/);
    const policy = join(stage.workspaces.trusting, ".factory-tuf/review.yml");
    await writeFile(policy, "version: 1\napp-hosts: [hub.foundries.io/acme]\n");
    const refused = await play(stage, { command: "promote", ...RELEASE });
    assert.deepEqual(refused.codes, ["target-refused"]);
    assert.match(refused.message, /rule target-app-foreign/);
    assertNothingSigned(refused);
    await writeFile(policy, "version: 1\napp-hosts: [hub.foundries.io/acme, registry.example]\n");
    const allowed = await play(stage, { command: "wave plan", ...RELEASE });
    assert.doesNotMatch(allowed.log, /target-app-foreign/);
  });
});
