// Derived from the registry: a command that is added is held to it without a word here.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { requireActionCommand, requireRunsInAction } from "../../src/action/refused-commands.ts";
import { refuseInCi, requireRunsHere } from "../../src/cli/run.ts";
import type { Command } from "../../src/commands/command.ts";
import { offlineCommandNames, registry } from "../../src/commands/registry.ts";
import { optionFlag } from "../../src/text/option-names.ts";
import { play } from "./play.ts";
import { runCli } from "./runner.ts";
import { openLiveStage, runOn } from "./spawned.ts";
import type { Stage } from "./stage.ts";
import { type Tracing, tracing } from "./tracing.ts";

const commands = await Promise.all(Object.values(registry).map((load) => load()));
const offline = commands.filter(({ runs }) => runs === "offline");
const machine = commands.filter(({ runs }) => runs === "machine");
const IN_CI = { GITHUB_ACTIONS: "true" };

/** A value for each argument, so that nothing else is missing. */
function argumentsOf({ args, options }: Command): string[] {
  return args.map((name) => (["text", "path"].includes(options[name]!.kind) ? "x" : "1"));
}

describe("T23 offline commands stay out of CI", () => {
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

  it("knows the commands of both kinds", () => {
    assert.ok(offline.length >= 10 && machine.length >= 7, `${offline.length} and ${machine.length}`);
    for (const { name } of offline) assert.ok(offlineCommandNames.includes(name), `${name} is not listed`);
  });

  for (const { name } of [...offline, ...machine]) {
    const isOffline = offlineCommandNames.includes(name);
    const code = isOffline ? "offline-command-in-ci" : "machine-command-in-ci";
    it(`${name} is refused by the Action, before a secret is read, a program started or the Factory asked`, async () => {
      const trace = name.replace(" ", "-");
      const inputs = { command: name, "keys-command": keys.command(trace), "keys-identity": stage.archive.identity };
      const played = await play(stage, inputs);
      assert.deepEqual([played.exit, played.outputs.status, played.codes], [1, "refused", [code]]);
      assert.deepEqual([played.requests.length, played.masks, played.keyOpened], [0, [], false]);
      assert.equal(await keys.trace(trace), null);
      assert.match(played.message, isOffline ? /root keys never belong in CI/ : /person's own machine/);
    });
  }

  for (const command of offline) {
    it(`${command.name} is refused in a \`run:\` step, before the archive is looked for or the Factory asked`, async () => {
      stage.factory.requests.length = 0;
      const words = [...command.name.split(" "), ...argumentsOf(command), "--api-url", stage.factory.url];
      const taken = Object.hasOwn(command.options, "keys") ? [`--${optionFlag("keys")}`, "nowhere.tgz"] : [];
      const env = { ...IN_CI, FACTORY: "acme", FACTORY_TOKEN: stage.factory.tokens.owner };
      for (const more of [[], ["--json"], ["--yes"]]) {
        const { exit, raw } = await runCli([...words, ...taken, ...more], stage.workspaces.trusting, env);
        assert.equal(exit, 1, raw);
        assert.match(raw, /root keys, and this is a GitHub Actions job/);
        assert.ok(raw.includes("offline-command-in-ci"), raw);
      }
      assert.equal(stage.factory.requests.length, 0);
    });
  }

  it("the built Action refuses one of each kind as well", async () => {
    for (const { name } of [offline[0]!, machine[0]!]) {
      const ran = await runOn(stage, { command: name, "keys-command": keys.command("built") });
      assert.deepEqual([ran.exit, ran.outputs.status, ran.requests, ran.masks], [1, "refused", 0, []]);
    }
    assert.equal(await keys.trace("built"), null);
  });

  it("what a command declares decides, also where no list names it", () => {
    const later = { name: "keys conjure", runs: "offline" as const };
    assert.throws(() => requireRunsHere(later, IN_CI), { code: "offline-command-in-ci" });
    assert.throws(() => requireRunsInAction(later), { code: "offline-command-in-ci" });
    requireRunsHere(later, {});
    requireRunsHere({ ...later, runs: "machine" }, IN_CI);
  });

  it("switches before the command, blanks between its words and a wrong order of options change nothing", () => {
    for (const argv of [
      ["--json", "root", "resign"],
      ["--yes", "--json", "updates", "sign", "--keys", "x"],
    ]) {
      assert.throws(() => refuseInCi(argv, IN_CI), { code: "offline-command-in-ci" });
    }
    for (const typed of ["root  resign", " root\tresign\n"]) {
      assert.throws(() => requireActionCommand(typed), { code: "offline-command-in-ci" });
    }
  });
});
