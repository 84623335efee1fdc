import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { GITHUB_TOKEN } from "../kit/job-step.ts";
import { openLiveStage, runOn, type Spawned } from "./spawned.ts";
import type { Stage } from "./stage.ts";
import { type Tracing, tracing } from "./tracing.ts";

const INIT = { command: "wave init", wave: "w6", version: "6", tag: "production" };
/** Variables that a job has, all but the last two of them secret or ours. */
const ENVIRONMENT = {
  FACTORY_TOKEN: "secret-in-factory-token",
  FACTORY_TUF_IDENTITY: "secret-in-factory-tuf-identity",
  FACTORY_CLIENT_SECRET: "secret-in-client-secret",
  FIOCTL_CONFIG: "secret-in-fioctl-config",
  ACTIONS_RUNTIME_TOKEN: "secret-in-runtime-token",
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: "secret-in-id-token",
  ACTIONS_CACHE_URL: "secret-in-cache-url",
  GITHUB_TOKEN: "secret-in-github-token",
  GH_TOKEN: "secret-in-gh-token",
  GH_ENTERPRISE_TOKEN: "secret-in-gh-enterprise-token",
  input_lower: "secret-in-lower-case",
  VAULT_ADDR: "https://vault.example",
  AWS_REGION: "eu-central-1",
};

describe("T17 keys-command", () => {
  let stage: Stage;
  let keys: Tracing;
  let honest: ReturnType<Stage["factory"]["snapshot"]>;
  before(async () => {
    stage = await openLiveStage();
    honest = stage.factory.snapshot();
    keys = await tracing(stage.archive.plain);
  });
  after(async () => {
    await keys.remove();
    await stage.close();
  });

  const signWith = (command: string, env = {}): Promise<Spawned> => {
    stage.factory.restore(honest);
    return runOn(stage, { ...INIT, "keys-command": command }, { env });
  };

  it("has none of our inputs and tokens in its environment, and the rest of the job's", async () => {
    const ran = await signWith(keys.command("dump"), ENVIRONMENT);
    assert.deepEqual([ran.exit, ran.outputs.status], [0, "done"], ran.log);
    const { env } = (await keys.trace("dump"))!;
    const foreign = Object.keys(env).filter((name) =>
      /^(?:INPUT_|FACTORY_|FIOCTL_|ACTIONS_|G(?:ITHUB|H)(?:_ENTERPRISE)?_TOKEN$)/i.test(name),
    );
    assert.deepEqual(foreign, []);
    const dumped = JSON.stringify(env);
    for (const secret of [stage.factory.tokens.owner, "secret-in-", GITHUB_TOKEN]) {
      assert.equal(dumped.includes(secret), false, secret);
    }
    assert.deepEqual([env.VAULT_ADDR, env.AWS_REGION], [ENVIRONMENT.VAULT_ADDR, ENVIRONMENT.AWS_REGION]);
  });

  it("is silent: neither its arguments nor what it writes reach the log", async () => {
    const ran = await signWith(keys.command("silent", "argument-that-names-a-vault"));
    assert.equal(ran.exit, 0, ran.log);
    assert.doesNotMatch(ran.log, /argument-that-names-a-vault|what the program says beside it|program\.mjs/);
    assert.ok(ran.masks.some((mask) => Buffer.from(stage.archive.plain).toString("base64").startsWith(mask)));
  });

  it("knows no shell: its arguments arrive as they are, and nothing else is started", async () => {
    const folder = await mkdtemp(join(tmpdir(), "no-shell-"));
    const traps = [`$(touch ${folder}/a)`, `; touch ${folder}/b`, `| touch ${folder}/c`, "`id`", "$HOME", "*", "''"];
    const ran = await signWith(keys.command("shell", ...traps));
    assert.equal(ran.exit, 0, ran.log);
    assert.deepEqual((await keys.trace("shell"))!.args, traps);
    assert.deepEqual(await readdir(folder), []);
    await rm(folder, { recursive: true });
  });

  it("gives its standard output as bytes: an archive that is no text", async () => {
    assert.throws(() => new TextDecoder("utf-8", { fatal: true }).decode(stage.archive.plain));
    assert.equal((await signWith(keys.command("bytes"))).exit, 0);
  });

  const inline = (program: string) => `"${process.execPath}" -e "${program}"`;
  const failures = [
    ["writes more than 1 MiB", inline("process.stdout.write(Buffer.alloc(1100000))"), "keys-too-large"],
    ["fails", inline("console.log(123456789); console.error('tell-tale'); process.exit(7)"), "keys-command-failed"],
    ["is not there", "/nonexistent/program --with argument", "keys-command-failed"],
    ["writes nothing", inline("0"), "keys-empty"],
    ["writes something else", inline("console.log('tell-tale: not an archive')"), "keys-encoding"],
  ] as const;
  for (const [how, command, code] of failures) {
    it(`one that ${how} ends the run before a write, and is quoted nowhere: ${code}`, async () => {
      const ran = await signWith(command);
      assert.deepEqual([ran.exit, ran.outputs.status, ran.codes, ran.writes], [1, "refused", [code], []], ran.log);
      assert.doesNotMatch(ran.log + ran.summary + JSON.stringify(ran.outputs), /tell-tale|123456789/);
    });
  }
});
