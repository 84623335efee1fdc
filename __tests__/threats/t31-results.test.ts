// T31: what happened is the result. Standard output, the summary and the outputs may be missing, full, or something that
// waits for ever; what was done at the Factory stays done, and a command that only reads has failed.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";
import { outputsInto } from "../../src/action/outputs.ts";
import { runAction } from "../../src/action/run.ts";
import { runCli } from "../../src/cli/run.ts";
import type { FactorySnapshot } from "../../src/emulator/state/factory.ts";
import { fakeProcess } from "../kit/command-line.ts";
import { openLiveStage, runOn } from "./spawned.ts";
import { openStage, type Stage } from "./stage.ts";

const RELEASE = { wave: "w6", version: "6", tag: "production" };

/** What may be where the runner's file should be, and what is said of it. */
const PLACES = {
  "in a folder that is missing": [(at: string) => join(at, "no/such"), /the folder does not exist/],
  "a folder": [(at: string) => made(at, (path) => mkdirSync(path)), /it is a folder/],
  "behind a file": [
    (at: string) =>
      join(
        made(at, (path) => writeFileSync(path, "")),
        "x",
      ),
    /part of the path is no folder/,
  ],
  "a named pipe": [(at: string) => made(at, (path) => execFileSync("mkfifo", [path])), /is a named pipe/],
  "a full device": [() => "/dev/full", /is a device/],
} as const;

function made(path: string, make: (path: string) => void): string {
  rmSync(path, { recursive: true, force: true });
  make(path);
  return path;
}

describe("T31 the runner's files", () => {
  let stage: Stage;
  let begin: FactorySnapshot;
  let folder: string;
  before(async () => {
    stage = await openStage();
    begin = stage.factory.snapshot();
    folder = mkdtempSync(join(tmpdir(), "results-"));
  });
  beforeEach(() => stage.factory.restore(begin));
  after(async () => {
    rmSync(folder, { recursive: true });
    await stage.close();
  });

  for (const [place, [put, says]] of Object.entries(PLACES)) {
    for (const name of ["GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"] as const) {
      /** A step whose other file is a good one. */
      const step = async (inputs: Record<string, string>) => {
        const files = { GITHUB_STEP_SUMMARY: join(folder, "summary"), GITHUB_OUTPUT: join(folder, "output") };
        for (const path of Object.values(files)) made(path, (file) => writeFileSync(file, ""));
        const env = { ...files, [name]: put(join(folder, "bad")) };
        const ran = await stepInto(stage, inputs, env);
        const [other] = Object.entries(files).flatMap(([file, path]) => (file === name ? [] : [path]));
        return { ...ran, rest: readFileSync(other!, "utf8") };
      };

      it(`leaves a release what it is where ${name} is ${place}: the rest is written, and the file is named`, async () => {
        const { exit, log, rest } = await step({ command: "wave init", ...RELEASE });
        assert.equal(exit, 0, log);
        assert.equal(stage.factory.state.waves.length, begin.waves.length + 1);
        assert.match(rest, name === "GITHUB_OUTPUT" ? /w6/ : /^status=done$/m);
        const [warning, ...more] = log.split("\n").filter((line) => line.startsWith("::warning::"));
        assert.match(warning!, new RegExp(name));
        assert.match(warning!, says);
        assert.deepEqual(more, []);
      });

      it(`fails a plan where ${name} is ${place}`, async () => {
        const { exit, log, rest } = await step({ command: "wave plan", version: "6", tag: "production" });
        assert.equal(exit, 1, log);
        assert.match(log, new RegExp(`^::error::.*${name}.*\\(file-unwritable\\)$`, "m"));
        if (name === "GITHUB_STEP_SUMMARY") assert.match(rest, /^status=refused$/m);
      });

      it(`leaves a refusal what it is where ${name} is ${place}`, async () => {
        const { exit, log, rest } = await step({ command: "wave init", ...RELEASE, version: "2" });
        assert.equal(exit, 1, log);
        assert.match(log, /\(version-not-above-production\)/);
        assert.match(rest, name === "GITHUB_OUTPUT" ? /refused/ : /^status=refused$/m);
      });
    }
  }
});

describe("T31 a plan whose digest was lost", () => {
  it("is refused on the command line: an empty expect-digest is no digest", async () => {
    const { processPorts, printed } = fakeProcess({ env: { FACTORY: "acme", FACTORY_TOKEN: "token" } });
    const words = ["wave", "init", "w6", "--version=6", "--tag=production", "--expect-digest=", "--keys=targets.tgz"];
    assert.equal(await runCli(words, processPorts), 2);
    assert.match(printed().stderr, /The option --expect-digest is ""/);
  });

  // An empty input counts as not given, so the Action cannot tell.
  for (const file of [".github/workflows/promote.yml", "docs/promote-workflow.yml"]) {
    it(`is refused by ${file} before anything is checked out or signed`, () => {
      const text = readFileSync(resolve(import.meta.dirname, "../..", file), "utf8");
      const job = text.slice(text.indexOf("\n  sign:"));
      const [hold, sign] = [job.indexOf('[ -z "$DIGEST" ]'), job.indexOf("expect-digest: ")];
      assert.ok(hold > 0 && sign > hold, file);
      assert.ok(hold < job.indexOf("- uses:"), file);
      assert.match(job.slice(hold), /^[^\n]*\n\s*echo "::error::[^\n]*\n\s*exit 1\n/);
    });
  }
});

async function stepInto(stage: Stage, inputs: Record<string, string>, files: { readonly GITHUB_OUTPUT: string }) {
  const { factory, archive, workspaces } = stage;
  const keys = inputs.command === "wave plan" ? {} : { keys: archive.keys, "keys-identity": archive.identity };
  const given = { factory: factory.factory, token: factory.tokens.owner, "api-url": factory.url, ...keys, ...inputs };
  const log: string[] = [];
  const say = (kind: string) => (message: string) => void log.push(kind + message);
  const exit = await runAction({
    env: {
      GITHUB_EVENT_NAME: "workflow_dispatch",
      GITHUB_REF_PROTECTED: "true",
      ...files,
      ...Object.fromEntries(Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
    },
    cwd: workspaces.trusting,
    now: factory.now(),
    clock: () => performance.now(),
    toolkit: {
      setSecret: () => {},
      setOutput: outputsInto(files, (name, value) => appendFileSync(files.GITHUB_OUTPUT, `${name}=${value}\n`)),
      error: say("::error::"),
      warning: say("::warning::"),
      info: say(""),
      debug: say("::debug::"),
    },
    interrupted: new AbortController().signal,
  });
  return { exit, log: log.join("\n") };
}

describe("T31 the built Action among named pipes", () => {
  let stage: Stage;
  let pipe: string;
  before(async () => {
    stage = await openLiveStage();
    pipe = made(join(stage.workspaces.empty, "pipe"), (path) => execFileSync("mkfifo", [path]));
  });
  after(() => stage.close());

  it("ends as done: no file of the runner is waited for", async () => {
    const names = ["GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_STATE", "GITHUB_ENV", "GITHUB_PATH"];
    const env = Object.fromEntries(names.map((name) => [name, pipe]));
    const { exit, log, writes } = await runOn(stage, { command: "wave init", ...RELEASE }, { env });
    assert.equal(exit, 0, log);
    assert.equal(writes.length, 1);
    assert.match(log, /GITHUB_STEP_SUMMARY .* is a named pipe/);
    assert.match(log, /GITHUB_OUTPUT .* is a named pipe/);
  });

  it("does not wait for an event either, and runs without it", async () => {
    const { exit, log } = await runOn(stage, { command: "wave list" }, { env: { GITHUB_EVENT_PATH: pipe } });
    assert.equal(exit, 0, log);
  });
});
