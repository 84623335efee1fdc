import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import fc from "fast-check";
import { anyText } from "../kit/any-text.ts";
import { type Inputs, play } from "./play.ts";
import { runCli } from "./runner.ts";
import { openStage, type Stage } from "./stage.ts";

const CLIMBING = [
  "..",
  ".",
  "../../other/waves/w1",
  "w1/complete",
  "w1/../../../repo",
  "w1?show-targets=0",
  "w1#x",
  "%2e%2e",
  "w1%2fcomplete",
  "..%2f..",
  "w1\\complete",
  "w1;x",
  "$active$",
  "w1 x",
  "w\u0131",
  "w1\u0000",
  "w1,w2",
  "x".repeat(129),
];

describe("T22 paths are made of allow-listed names", () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage.close());

  async function refused(inputs: Inputs): Promise<void> {
    const played = await play(stage, inputs);
    assert.deepEqual(
      [played.exit, played.outputs.status, played.codes],
      [2, "usage", ["value-invalid"]],
      played.message,
    );
    assert.equal(played.requests.length, 0);
    assert.equal(played.keyOpened, false);
  }

  const waves: readonly Inputs[] = [
    { command: "wave show" },
    { command: "wave status" },
    { command: "wave sign" },
    { command: "wave complete" },
    { command: "wave cancel" },
    { command: "wave rollout", group: "us-east" },
    { command: "wave init", version: "6", tag: "production" },
    { command: "promote", version: "6", tag: "production" },
  ];
  for (const step of waves) {
    it(`${step.command}: ${CLIMBING.length} names that are no Wave's are usage errors, and nothing is sent`, async () => {
      for (const wave of CLIMBING) await refused({ ...step, wave });
    });
  }

  it("neither a tag, a group, a Factory nor a version can climb", async () => {
    const plan = { command: "wave plan", version: "6", tag: "production" };
    for (const name of CLIMBING) {
      await refused({ ...plan, tag: name });
      if (name !== "w1 x") await refused({ command: "wave rollout", wave: "w6", group: name });
      await refused({ ...plan, factory: name });
      await refused({ ...plan, version: name });
    }
    await refused({ ...plan, tag: "production,staging" });
  });

  it("whatever name is given, it is refused or stays one segment of our own Factory's paths", async () => {
    const names = fc.oneof(
      fc.string({ minLength: 1, maxLength: 30 }),
      anyText({ minLength: 1, maxLength: 10 }),
      fc.stringMatching(/^[A-Za-z0-9_.+-]{1,12}$/),
    );
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(names, async (wave) => {
        fc.pre(wave.trim() !== "");
        const played = await play(stage, { command: "wave show", wave });
        const about = played.requests.filter(({ path }) => path.includes("/waves/"));
        sent += about.length;
        for (const { path } of about) {
          assert.equal(path, `/ota/factories/acme/waves/${encodeURIComponent(wave.trim())}/?show-targets=1`);
        }
        if (about.length === 0) assert.equal(played.exit, 2, wave);
      }),
      { numRuns: 40 },
    );
    assert.ok(sent > 0, "some names are good ones");
  });

  it("the Action reads no file for `@file`: it is a device's name there, and not a valid one", async () => {
    await refused({ command: "wave rollout", wave: "w6", uuids: "@/etc/hostname" });
  });

  it("the command line reads `@file`, and $active$ is nobody's to type", async () => {
    const env = { FACTORY: "acme", FACTORY_TOKEN: stage.factory.tokens.owner };
    const cwd = stage.workspaces.trusting;
    const missing = await runCli(
      ["wave", "rollout", "w6", "--uuids", "@nowhere.txt", "--api-url", stage.factory.url],
      cwd,
      env,
    );
    assert.equal(missing.exit, 2, missing.raw);
    assert.match(missing.raw, /nowhere\.txt/);
    const active = await runCli(["wave", "status", "$active$", "--api-url", stage.factory.url], cwd, env);
    assert.equal(active.exit, 2, active.raw);
  });
});
