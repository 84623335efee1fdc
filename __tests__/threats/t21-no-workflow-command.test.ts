// T21 on the command line in a `run:` step: whatever a Factory is called, serves or answers, no line that we print on
// standard output or in the log is a command to the runner. Every command, every format.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { commandNames, registry } from "../../src/commands/registry.ts";
import { type EmbeddedFactory, startFactory } from "../../src/emulator/state/factory.ts";
import { FORMATS } from "../../src/gate/formats.ts";
import { optionFlag } from "../../src/text/option-names.ts";
import type { TargetFile } from "../../src/tuf/metadata/metadata.ts";
import { runStep } from "../action/step.ts";
import { cli, type Printed } from "../kit/command-line.ts";

const EVIL = "##[error]owned-6 ::error::owned ::add-mask::x ##[group]y";
const CONTROL = "a\r\n::error::owned\n##[error]owned\u001b[31m\u202e\u2028::stop-commands::z";
/** What the arguments of commands are filled with; an argument that is not named here is hostile. */
const VALUES: Readonly<Record<string, string>> = {
  version: "6",
  tag: "production",
  wave: "production-3",
  threshold: "2",
  dryRun: "true",
  group: "canary",
};

describe("T21 no line is a workflow command", () => {
  let factory: EmbeddedFactory;
  let folder: string;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "commands-"));
    factory = await startFactory({
      port: 0,
      seed: "t21",
      state: "released",
      faults: [],
      now: new Date("2026-06-01T00:00:00Z"),
    });
    factory.setCiTargets((targets) => {
      const [name, file] = Object.entries(targets).at(-1) as [string, TargetFile];
      const { version } = file.custom as { version: string };
      const custom = { ...file.custom, version, hardwareIds: [EVIL], docker_compose_apps: { [EVIL]: { uri: EVIL } } };
      return { ...targets, [name]: file, [EVIL]: { ...file, custom } };
    });
    // What is not signed is as hostile.
    factory.rewrite(({ path }, answer) => {
      if (!/users\/self|\/waves\/|device|root\/updates/.test(path) || answer.status >= 400) return undefined;
      const hostile = answer.body.replace(
        /"(name|role|group-name|rollout-by|created-by|message|polis-id)":"[^"]*"/g,
        (_, member) => `"${member}":${JSON.stringify(member === "role" ? CONTROL : EVIL)}`,
      );
      return { ...answer, body: hostile };
    });
    writeFileSync(join(folder, "archive.tgz"), factory.archives.targets!);
  });
  after(async () => {
    await factory.close();
    rmSync(folder, { recursive: true });
  });

  const inStep = (...argv: string[]): Promise<Printed> =>
    cli(argv, {
      cwd: folder,
      env: {
        GITHUB_ACTIONS: "true",
        GITHUB_EVENT_NAME: "push",
        FACTORY: factory.factory,
        FACTORY_TOKEN: factory.tokens.owner,
      },
    });

  const assertNone = ({ stdout, stderr }: Printed, what: string) => {
    for (const line of `${stdout}\n${stderr}`.split(/\r\n|\r|\n/)) {
      assert.doesNotMatch(line, /^\s*::/, `${what}: ${line}`);
      assert.doesNotMatch(line, /##\[/, `${what}: ${line}`);
    }
  };

  for (const name of commandNames.filter((each) => !["demo", "emulate"].includes(each))) {
    for (const json of [[], ["--json"], ["--verbose"]]) {
      it(`${name} ${json.join("")}`.trim(), async () => {
        const { args, options } = await registry[name]!();
        const given = args.flatMap((arg) => VALUES[arg] ?? (options[arg]?.required ? [EVIL] : []));
        const own = Object.hasOwn(options, "apiUrl") ? ["--api-url", factory.url] : [];
        assertNone(await inStep(...name.split(" "), ...given, ...own, ...json), name);
        assertNone(await inStep(...name.split(" "), EVIL, CONTROL, ...json), name);
      });
    }
  }

  for (const name of commandNames) {
    it(`${name} in the Action, with debug logging`, async () => {
      const { args, options } = await registry[name]!();
      const own = Object.entries(options).flatMap(([option, { required }]) => {
        const value = VALUES[option] ?? (required || args.includes(option) ? EVIL : undefined);
        return value === undefined ? [] : [[optionFlag(option), value]];
      });
      const connection = { factory: factory.factory, token: factory.tokens.owner, "api-url": factory.url };
      const env = { GITHUB_ACTIONS: "true", RUNNER_DEBUG: "1" };
      for (const inputs of [Object.fromEntries(own), { wave: EVIL, tag: CONTROL, version: EVIL }]) {
        const { calls } = await runStep({ inputs: { ...connection, ...inputs, command: name }, env, cwd: folder });
        const said = calls.filter(([kind]) => kind !== "mask" && kind !== "output");
        assert.ok(said.length > 0);
        for (const [kind, text = ""] of said) {
          assert.doesNotMatch(text, /::|##\[|[^\x20-\x7e]/, `${name}: ${kind}`);
        }
      }
    });
  }

  for (const format of FORMATS) {
    it(`review --format ${format} in the Action`, async () => {
      const inputs = { factory: factory.factory, token: factory.tokens.owner, "api-url": factory.url };
      const ran = await runStep({ inputs: { ...inputs, command: "review", format }, cwd: folder });
      for (const text of [...ran.log, ...ran.warnings, ...ran.errors])
        assert.doesNotMatch(text, /::|##\[|[^\x20-\x7e]/);
      assert.ok(
        ran.log.some((line) => line.includes("owned-6")),
        "nothing is taken away",
      );
    });

    it(`review --format ${format} tells of the hostile target and is no command`, async () => {
      const printed = await inStep("review", "--format", format, "--api-url", factory.url);
      assertNone(printed, format);
      assert.match(printed.stdout, /owned-6/, "nothing is taken away");
      if (format === "json" || format === "sarif") {
        assert.ok(JSON.stringify(JSON.parse(printed.stdout)).includes("##[error]owned-6"), "the value is the same");
      }
    });
  }

  it("wave plan and its JSON show the hostile target as it is called", async () => {
    const printed = await inStep("wave", "plan", "6", "production", "--api-url", factory.url, "--json");
    assertNone(printed, "wave plan");
    const { error } = JSON.parse(printed.stdout);
    assert.match(JSON.stringify(error), /owned-6/);
  });
});
