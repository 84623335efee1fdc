import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { compileCache } from "../../scripts/compile-cache.ts";
import { type EmbeddedFactory, startFactory } from "../../src/emulator/state/factory.ts";

const TOKEN_LIKE = "not-the-right-t0ken";

let folder: string;
let factory: EmbeddedFactory;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "action-main-"));
  factory = await startFactory({ state: "released", seed: "action-main" });
});
after(async () => {
  await factory.close();
  await rm(folder, { recursive: true });
});

interface Run {
  readonly exit: number | null;
  /** As it comes out of the process. */
  readonly raw: string;
  /** As the runner shows it: mask lines consumed, masked text replaced. */
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

let runs = 0;

/** Starts the Action as the runner does: every declared input as INPUT_, files for outputs and summary. */
async function run(inputs: Record<string, string>, env: Record<string, string> = {}): Promise<Run> {
  const own = join(folder, String(runs++));
  await mkdir(own);
  const files = { GITHUB_OUTPUT: join(own, "output"), GITHUB_STEP_SUMMARY: join(own, "summary.md") };
  await Promise.all(Object.values(files).map((path) => writeFile(path, "")));
  const child = spawn(process.execPath, ["src/action/main.ts"], {
    env: {
      PATH: process.env.PATH,
      ...compileCache,
      GITHUB_ACTIONS: "true",
      GITHUB_EVENT_NAME: "push",
      GITHUB_REF_PROTECTED: "true",
      GITHUB_WORKSPACE: own,
      RUNNER_TEMP: own,
      "INPUT_SOURCE-TAG": "",
      INPUT_KEYS: "",
      ...files,
      ...env,
      ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
    },
  });
  let raw = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (raw += text));
  const exit = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return {
    exit,
    raw,
    log: asRunnerShows(raw),
    outputs: parseOutputs(await readFile(files.GITHUB_OUTPUT, "utf8")),
    summary: await readFile(files.GITHUB_STEP_SUMMARY, "utf8"),
  };
}

function asRunnerShows(raw: string): string {
  const masks: string[] = [];
  return raw
    .split("\n")
    .filter((line) => {
      const [, mask] = /^::add-mask::(.*)$/.exec(line) ?? [];
      if (mask !== undefined) masks.push(mask.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%"));
      return mask === undefined;
    })
    .map((line) => masks.reduce((text, mask) => text.replaceAll(mask, "***"), line))
    .join("\n");
}

function parseOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  for (const [, name, , value] of text.matchAll(/^([a-z-]+)<<(ghadelimiter_[0-9a-f-]+)\n([\s\S]*?)\n\2$/gm))
    outputs[name!] = value!;
  return outputs;
}

describe("the Action as the runner starts it", () => {
  it("plans a Wave against a Factory: outputs, summary, exit 0, no secret in the log", async () => {
    const token = factory.tokens.owner;
    const { exit, raw, log, outputs, summary } = await run({
      command: "wave plan",
      factory: factory.factory,
      token,
      "api-url": factory.url,
      version: "5",
      tag: "production",
    });
    assert.equal(exit, 0, raw);
    assert.equal(outputs.status, "unchanged");
    assert.match(outputs["targets-digest"]!, /^sha256:[0-9a-f]{64}$/);
    assert.equal(outputs.version, "5");
    assert.equal((JSON.parse(outputs.result!) as { command: string }).command, "wave plan");
    assert.ok(summary.includes(outputs["targets-digest"]!), "the approver sees the digest");
    assert.match(raw, /^::add-mask::/, "masks come first");
    for (const where of [log, summary, outputs.result!]) assert.ok(!where.includes(token));
    assert.ok(!factory.requests.some(({ method }) => method !== "GET"), "a plan writes nothing");
  });

  it("T23: refuses an offline command, exit 1", async () => {
    const { exit, outputs, summary, raw } = await run({ command: "keys rotate" });
    assert.equal(exit, 1);
    assert.equal(outputs.status, "refused");
    assert.match(raw, /^::error::keys rotate works on the offline root of trust/);
    assert.match(summary, /^## keys rotate: refused\n/);
  });

  it("T14: refuses keys on pull_request without reading them: no mask, no request", async () => {
    factory.requests.length = 0;
    const inputs = {
      command: "wave init",
      factory: factory.factory,
      token: TOKEN_LIKE,
      "api-url": factory.url,
      keys: TOKEN_LIKE,
    };
    const { exit, raw } = await run(
      { ...inputs, wave: "w5", version: "5", tag: "production" },
      { GITHUB_EVENT_NAME: "pull_request" },
    );
    assert.equal(exit, 1);
    assert.doesNotMatch(raw, /add-mask|not-the-right/);
    assert.deepEqual(factory.requests, []);
  });

  it("T2: refuses to sign without a trusted root, without a request", async () => {
    factory.requests.length = 0;
    const inputs = {
      command: "wave init",
      factory: factory.factory,
      token: TOKEN_LIKE,
      "api-url": factory.url,
      keys: TOKEN_LIKE,
    };
    const { exit, log } = await run({ ...inputs, wave: "w5", version: "5", tag: "production" });
    assert.equal(exit, 1);
    assert.match(log, /\(trusted-root-missing\)/);
    assert.doesNotMatch(log, /not-the-right/);
    assert.deepEqual(factory.requests, []);
  });

  it("is exit 2 for an input that nobody knows, with debug logging as without", async () => {
    for (const env of [{}, { RUNNER_DEBUG: "1", ACTIONS_STEP_DEBUG: "true" }]) {
      const { exit, log } = await run(
        { command: "wave plan", factroy: "acme", token: TOKEN_LIKE },
        env as Record<string, string>,
      );
      assert.equal(exit, 2);
      assert.match(log, /Did you mean factory\?/);
      assert.doesNotMatch(log, /not-the-right/);
    }
  });

  it("says a refused token as such, and never the token", async () => {
    const { exit, log, outputs } = await run({
      command: "wave plan",
      factory: factory.factory,
      token: TOKEN_LIKE,
      "api-url": factory.url,
      version: "5",
      tag: "production",
    });
    assert.equal(exit, 1);
    assert.match(log, /http-unauthorized/);
    assert.doesNotMatch(log + outputs.result, /not-the-right/);
  });
});
