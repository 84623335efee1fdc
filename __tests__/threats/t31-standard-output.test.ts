// T31: what happened is the result. Standard output may be full, or closed: what a command changed stays changed, and one
// that only prints has failed.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { closeSync, openSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { PassThrough, Writable } from "node:stream";
import { after, before, describe, it } from "node:test";
import { runCli } from "../../src/cli/run.ts";
import { commandTable } from "../../src/commands/command-table.ts";
import { registry } from "../../src/commands/registry.ts";
import type { FactorySnapshot } from "../../src/emulator/state/factory.ts";
import { fakeProcess } from "../kit/command-line.ts";
import { NOW } from "../kit/now.ts";
import { sharedBench } from "../kit/shared-bench.ts";
import { freshFolder } from "../rotation/rotation-bench.ts";
import { commandCases } from "./command-cases.ts";
import { openLiveStage } from "./spawned.ts";
import type { Stage } from "./stage.ts";

const CLI = resolve(import.meta.dirname, "../../dist/cli.js");
/** Why standard output may take nothing, in words. */
const REASONS = { ENOSPC: "the disk is full", EPIPE: "whoever read it has closed it" } as const;

describe("T31 standard output that takes nothing", () => {
  const bench = sharedBench();

  /**
   * Runs `name` from the same beginning, its result printed on `stdout` or kept. What goes on running once it has said
   * that it is ready is interrupted then.
   */
  const ran = async (name: string, stdout: Writable | null) => {
    bench.factory.restore(bench.start);
    bench.factory.clearFaults();
    freshFolder(bench);
    const { raw, first } = commandCases[name]!;
    const { confirms, needs } = await registry[name]!();
    const connection = needs === "nothing" ? {} : { "api-url": bench.factory.url };
    const given = { ...raw, ...(await first?.(bench)), ...connection };
    const flags = Object.entries(given).map(([flag, value]) => (value === "true" ? `--${flag}` : `--${flag}=${value}`));
    const env = { FACTORY: bench.factory.factory, FACTORY_TOKEN: bench.factory.tokens.owner, HOME: bench.folder };
    const ready = new AbortController();
    const { processPorts, printed } = fakeProcess({ cwd: bench.folder, env, interrupted: ready.signal });
    const words = [...name.split(" "), ...flags, ...(confirms ? ["--yes"] : []), "--json"];
    const kept = new PassThrough().on("data", (chunk) => {
      processPorts.stdout.write(chunk);
      ready.abort();
    });
    const exit = await runCli(words, { ...processPorts, now: NOW, stdout: stdout ?? kept });
    return { exit, ...printed() };
  };

  // demo runs what was built, and so does its test below.
  for (const name of Object.keys(commandTable).filter((each) => each !== "demo")) {
    it(`leaves ${name} its exit where something was changed, else makes it 1; and says so`, async () => {
      const well = await ran(name, null);
      const { changed = "no", error } = JSON.parse(well.stdout) as { changed?: string; error?: { message: string } };
      assert.equal(error, undefined, error?.message);
      for (const [code, reason] of Object.entries(REASONS)) {
        const { exit, stderr } = await ran(name, failing(code));
        assert.equal(exit, changed === "no" && well.exit === 0 ? 1 : well.exit, stderr);
        assert.equal(stderr.split(`The result could not be written to standard output (${reason})`).length, 2, stderr);
      }
    });
  }

  it("does not swallow a refusal: it is said on standard error, and stays the exit", async () => {
    const { processPorts, printed } = fakeProcess({ cwd: bench.folder });
    const exit = await runCli(["wave", "lst", "--json"], { ...processPorts, stdout: failing("EPIPE") });
    assert.equal(exit, 2);
    assert.match(printed().stderr, /There is no command "wave lst"/);
    assert.match(printed().stderr, /standard output \(whoever read it has closed it\)/);
  });

  it("is no failure of help that was read as far as somebody wanted", async () => {
    const { processPorts, printed } = fakeProcess();
    assert.equal(await runCli(["help"], { ...processPorts, stdout: failing("EPIPE") }), 0);
    assert.equal(printed().stderr, "");
    assert.equal(await runCli(["help"], { ...processPorts, stdout: failing("ENOSPC") }), 1);
  });
});

function failing(code: string): Writable {
  const stream = new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error(code), { code })) });
  return stream.on("error", () => {});
}

describe("T31 the built command line", () => {
  let stage: Stage;
  let begin: FactorySnapshot;
  before(async () => {
    stage = await openLiveStage();
    begin = stage.factory.snapshot();
    writeFileSync(join(stage.workspaces.trusting, "targets.tgz"), stage.factory.archives.targets!);
  });
  after(() => stage.close());

  const plan = ["wave", "plan", "--version=6", "--tag=production"];
  const init = ["wave", "init", "w6", "--version=6", "--tag=production", "--keys=targets.tgz", "--yes"];
  for (const [what, words, into, exits] of [
    ["reads, on a full disk", plan, "/dev/full", 1],
    ["reads, into a closed pipe", plan, "closed", 1],
    ["prints its version, on a full disk", ["--version"], "/dev/full", 1],
    ["shows the whole product, on a full disk", ["demo"], "/dev/full", 1],
    ["needs no Factory, on a full disk", ["completion", "bash"], "/dev/full", 1],
    ["needs no Factory, into a closed pipe", ["completion", "bash"], "closed", 1],
    ["would go on running, on a full disk", ["emulate"], "/dev/full", 1],
    ["would go on running, into a closed pipe", ["emulate"], "closed", 1],
    ["signs, on a full disk", init, "/dev/full", 0],
    ["signs, into a closed pipe", init, "closed", 0],
  ] as const) {
    it(`exits ${exits} and says why where it ${what}`, async () => {
      stage.factory.restore(begin);
      const { exit, stderr } = await spawned(stage, words, into);
      assert.equal(exit, exits, stderr);
      assert.match(stderr, /could not be written to standard output/);
      assert.equal(stage.factory.state.waves.length, begin.waves.length + (words === init ? 1 : 0));
    });
  }
});

function spawned(stage: Stage, words: readonly string[], into: string): Promise<{ exit: number; stderr: string }> {
  const { factory, tokens, url } = stage.factory;
  const file = into === "closed" ? "pipe" : openSync(into, "w");
  const connection = words[0] === "wave" ? ["--api-url", url, "--json"] : [];
  const child = spawn(process.execPath, [CLI, ...words, ...connection], {
    cwd: stage.workspaces.trusting,
    env: { PATH: process.env.PATH ?? "", HOME: stage.workspaces.empty, FACTORY: factory, FACTORY_TOKEN: tokens.owner },
    stdio: ["ignore", file, "pipe"],
  });
  if (typeof file === "number") closeSync(file);
  child.stdout?.destroy();
  let stderr = "";
  child.stderr!.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((ended) => child.on("close", (exit) => ended({ exit: exit ?? -1, stderr })));
}
