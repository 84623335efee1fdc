import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { commandNames, offlineCommandNames } from "../../src/commands/registry.ts";
import type { Context } from "../../src/context/context.ts";
import { ToolError } from "../../src/errors/tool-error.ts";
import { NOW } from "../kit/now.ts";
import { commandThat, nothingDone, runStep } from "./step.ts";

const TOKEN = "t0ken-that-is-secret";
const reading = { command: "wave init", factory: "acme", token: TOKEN, "dry-run": "true" };
const signing = {
  command: "wave init",
  factory: "acme",
  token: TOKEN,
  keys: "not a key at all",
  "trust-on-first-use": "true",
};

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "run-test-"));
});
after(() => rm(folder, { recursive: true }));

describe("T23: what does not run in the Action", () => {
  for (const name of offlineCommandNames) {
    it(`refuses ${name}: root keys never belong in CI`, async () => {
      const { exit, errors, outputs, masks } = await runStep({ inputs: { command: name, keys: "secret-secret" } });
      assert.equal(exit, 1);
      assert.equal(outputs.status, "refused");
      assert.match(errors[0]!, new RegExp(`^${name} works on the offline root of trust.*\\(offline-command-in-ci\\)$`));
      assert.deepEqual(masks, [], "no key input was read");
    });
  }

  for (const name of [
    "keys list",
    "keys copy-targets",
    "keys encrypt",
    "keys decrypt",
    "keys backup",
    "keys restore",
    "demo",
    "emulate",
    "completion",
  ]) {
    it(`refuses ${name}: it is for a person's machine`, async () => {
      const { exit, errors } = await runStep({ inputs: { command: name } });
      assert.equal(exit, 1);
      assert.match(errors[0]!, /for a person's own machine.*\(machine-command-in-ci\)$/);
    });
  }

  it("refuses what a command declares, whatever its name", async () => {
    const command = { ...commandThat({ name: "promote" }), runs: "offline" as const };
    assert.match((await runStep({ inputs: { command: "promote" }, command })).errors[0]!, /\(offline-command-in-ci\)$/);
  });
});

describe("the input command", () => {
  it("is exit 2 when it is missing or unknown, with the nearest known name", async () => {
    const missing = await runStep({ inputs: { command: " " } });
    assert.equal(missing.exit, 2);
    assert.equal(missing.outputs.status, "usage");
    assert.match(missing.errors[0]!, /The input command is missing/);
    const typo = await runStep({ inputs: { command: "wave inti" } });
    assert.equal(typo.exit, 2);
    assert.match(typo.errors[0]!, /There is no command "wave inti"\. Did you mean wave init\?/);
    assert.match((await runStep({ inputs: { command: "frobnicate" } })).errors[0]!, /There are: wave plan, /);
  });

  it("does not mind how many blanks are between its words", async () => {
    const { exit } = await runStep({ inputs: { ...reading, command: " wave   init\n" }, command: commandThat({}) });
    assert.equal(exit, 0);
  });

  it("knows every command of the registry", async () => {
    for (const name of commandNames) {
      const { errors } = await runStep({ inputs: { command: name, "no-such-input": "1" } });
      assert.match(errors[0]!, /\((unknown-option|machine-command-in-ci|offline-command-in-ci)\)$/, name);
    }
  });
});

describe("inputs", () => {
  it("that the command does not take are exit 2, named with the nearest it takes", async () => {
    const { exit, errors } = await runStep({ inputs: { ...reading, expect_digest: "x" }, command: commandThat({}) });
    assert.equal(exit, 2);
    assert.match(errors[0]!, /no input "expect_digest"\..*Did you mean expect-digest\?/);
  });

  it("that are empty are not given: GitHub sets every declared one", async () => {
    const inputs = { ...reading, "no-such-input": "", wave: "", "source-tag": "" };
    assert.equal((await runStep({ inputs, command: commandThat({}) })).exit, 0);
  });

  it("lose the white space that YAML's blocks leave, and arrive typed", async () => {
    let seen: Record<string, unknown> = {};
    const command = commandThat({
      run: (_, options) => {
        seen = options;
        return nothingDone;
      },
    });
    await runStep({ inputs: { ...reading, wave: " w42\n", tag: "production" }, command });
    assert.equal(seen.wave, "w42");
    assert.equal(seen.dryRun, true);
    assert.equal(seen.tag, "production");
  });

  it("github-token is taken by every command, and masked", async () => {
    const { exit, masks } = await runStep({
      inputs: { ...reading, "github-token": "ghs_0123456789abcdef" },
      command: commandThat({}),
    });
    assert.equal(exit, 0);
    assert.ok(masks.includes("ghs_0123456789abcdef"));
  });

  it("two of keys, keys-file and keys-command are exit 2", async () => {
    const { exit, errors } = await runStep({
      inputs: { ...signing, "keys-command": "cat k" },
      command: commandThat({}),
    });
    assert.equal(exit, 2);
    assert.match(errors[0]!, /keys and keys-command cannot be used together.*\(options-conflict\)$/);
  });
});

describe("T14: the event is checked before a key input is read", () => {
  it("refuses on pull_request, with no key masked, decoded or run", async () => {
    const marker = join(folder, "started");
    const inputs = {
      command: "wave init",
      factory: "acme",
      token: TOKEN,
      "trust-on-first-use": "true",
      "keys-command": `touch ${marker}`,
      "keys-identity": "AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQ",
    };
    const { exit, errors, masks } = await runStep({
      inputs,
      env: { GITHUB_EVENT_NAME: "pull_request" },
      command: commandThat({}),
    });
    assert.equal(exit, 1);
    assert.match(errors[0]!, /on the event "pull_request" because .*\(event-refused\)$/);
    assert.deepEqual(masks, []);
    await assert.rejects(stat(marker), { code: "ENOENT" });
  });

  it("says it before an input that the command does not have, and before one that is wrong", async () => {
    const inputs = { ...signing, keyz: "x", version: "no version" };
    const { errors, masks } = await runStep({
      inputs,
      env: { GITHUB_EVENT_NAME: "workflow_run" },
      command: commandThat({}),
    });
    assert.match(errors[0]!, /\(event-refused\)$/);
    assert.deepEqual(masks, []);
  });

  it("lets a dry run pass on any event, and leaves its key inputs unread", async () => {
    let keys: Context["keys"] | undefined;
    const command = commandThat({
      run: (ctx) => {
        keys = ctx.keys;
        return nothingDone;
      },
    });
    const inputs = { ...reading, keys: "secret-secret-secret" };
    const { exit, masks } = await runStep({ inputs, env: { GITHUB_EVENT_NAME: "pull_request" }, command });
    assert.equal(exit, 0);
    assert.equal(keys, null);
    assert.ok(!masks.some((mask) => mask.includes("secret-secret")));
  });

  it("refuses another command on such an event as soon as it is given keys", async () => {
    const command = commandThat({ name: "doctor", needs: "factory" });
    const env = { GITHUB_EVENT_NAME: "workflow_run" };
    const inputs = { command: "doctor", factory: "acme", token: TOKEN };
    const dry = { ...inputs, "dry-run": "true" };
    assert.equal((await runStep({ inputs: dry, env, command })).exit, 0);
    assert.match((await runStep({ inputs: { ...inputs, keys: "x" }, env, command })).errors[0]!, /\(event-refused\)$/);
  });

  it("warns of an unprotected ref, and refuses it with the policy require-protected-ref", async () => {
    const cwd = await mkdtemp(join(folder, "policy-"));
    const event = join(cwd, "event.json");
    await writeFile(event, JSON.stringify({ repository: { default_branch: "dev" } }));
    const env = { GITHUB_REF_PROTECTED: "false", GITHUB_REF: "refs/heads/dev", GITHUB_EVENT_PATH: event };
    const warned = await runStep({ inputs: signing, env, cwd, command: commandThat({}) });
    assert.equal(warned.exit, 0);
    assert.match(warned.warnings.join("\n"), /refs\/heads\/dev is not protected/);
    await mkdir(join(cwd, ".factory-tuf"));
    await writeFile(join(cwd, ".factory-tuf/review.yml"), "version: 1\nrequire-protected-ref: true\n");
    const refused = await runStep({ inputs: signing, env, cwd, command: commandThat({}) });
    assert.equal(refused.exit, 1);
    assert.match(refused.errors[0]!, /\(ref-unprotected\)$/);
    const reader = await runStep({ inputs: reading, env, cwd, command: commandThat({}) });
    assert.equal(reader.exit, 0, "a dry run uses no key");
  });
});

describe("T18: masks come before any other use", () => {
  it("masks every form of the token, keys, identity and passphrase before anything else is said", async () => {
    const inputs = {
      ...signing,
      keys: "-----BEGIN AGE ENCRYPTED FILE-----\nYWdlLWVuY3J5cHRpb24=\n-----END AGE ENCRYPTED FILE-----\n",
      "keys-identity": "AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQ",
      "keys-passphrase": "correct horse battery",
      wave: "in/valid",
    };
    const { calls, masks, exit } = await runStep({ inputs, command: commandThat({}) });
    assert.equal(exit, 2, "the wrong wave name is found after the masks");
    for (const secret of [TOKEN, "AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQ", "correct horse battery", "YWdlLWVuY3J5cHRpb24="]) {
      assert.ok(masks.includes(secret), secret);
    }
    assert.ok(masks.includes(Buffer.from(TOKEN).toString("base64").replace(/=+$/, "")));
    for (const mask of masks) {
      assert.ok(mask.length >= 8, mask);
      assert.doesNotMatch(mask, /^-----(BEGIN|END) [A-Z ]+-----$|[\r\n]/);
    }
    assert.equal(
      calls.findIndex(([kind]) => kind !== "mask"),
      masks.length,
      "masks are the first calls",
    );
  });
});

describe("T20: what changes whom we talk to is said aloud", () => {
  it("warns of an extra CA, a proxy and NODE_OPTIONS, without their values", async () => {
    const env = {
      NODE_EXTRA_CA_CERTS: "/etc/ca.pem",
      NODE_USE_ENV_PROXY: "1",
      HTTPS_PROXY: "http://user:hunter2@proxy",
      http_proxy: "http://user:hunter2@proxy",
      NODE_OPTIONS: "--use-openssl-ca",
    };
    const { warnings, calls } = await runStep({ inputs: reading, env, command: commandThat({}) });
    const text = warnings.join("\n");
    for (const name of ["NODE_EXTRA_CA_CERTS", "NODE_USE_ENV_PROXY", "HTTPS_PROXY and HTTP_PROXY", "NODE_OPTIONS"]) {
      assert.match(text, new RegExp(`${name} is set`));
    }
    assert.doesNotMatch(JSON.stringify(calls), /hunter2/);
  });

  it("says nothing in an ordinary environment", async () => {
    assert.deepEqual((await runStep({ inputs: reading, command: commandThat({}) })).warnings, []);
  });
});

describe("secrets that GitHub withholds", () => {
  const without = { command: "wave init", factory: "acme", "dry-run": "true" };

  async function onEvent(payload: unknown, env: Record<string, string> = {}) {
    const path = join(await mkdtemp(join(folder, "event-")), "event.json");
    await writeFile(path, JSON.stringify(payload));
    return runStep({
      inputs: without,
      env: { GITHUB_EVENT_NAME: "pull_request", GITHUB_EVENT_PATH: path, ...env },
      command: commandThat({}),
    });
  }

  it("says that a fork gets none", async () => {
    const { exit, errors } = await onEvent({ pull_request: { head: { repo: { fork: true } } } });
    assert.equal(exit, 1);
    assert.match(
      errors[0]!,
      /This run is for a fork \(event pull_request\), to which GitHub gives no secrets.*\(credentials-missing\)$/,
    );
  });

  it("says the same when the fork is gone", async () => {
    assert.match((await onEvent({ pull_request: { head: { repo: null } } })).errors[0]!, /for a fork/);
  });

  it("says that Dependabot gets none", async () => {
    assert.match((await onEvent({}, { GITHUB_ACTOR: "dependabot[bot]" })).errors[0]!, /started by Dependabot/);
  });

  it("blames neither elsewhere", async () => {
    const { errors } = await onEvent({ pull_request: { head: { repo: { fork: false } } } });
    assert.doesNotMatch(errors[0]!, /fork|Dependabot/);
    assert.match(errors[0]!, /No credentials for the Factory's API were given/);
  });

  it("says it of missing keys too", async () => {
    const inputs = { ...signing, keys: "" };
    const { errors } = await runStep({ inputs, env: { GITHUB_ACTOR: "dependabot[bot]" }, command: commandThat({}) });
    assert.match(errors[0]!, /no offline key was given\. This run was started by Dependabot.*\(keys-missing\)$/);
  });
});

describe("the result of a step", () => {
  const done = {
    status: "done",
    changed: "yes",
    outputs: { wave: "w42", version: 42, "targets-digest": `sha256:${"0a".repeat(32)}`, missing: "ab,cd" },
    data: { note: "caf\u00e9 ::error::" },
  } as const;

  it("is status, the command's outputs, and the JSON document", async () => {
    const { exit, outputs, summary, log } = await runStep({
      inputs: reading,
      command: commandThat({ run: () => done }),
    });
    assert.equal(exit, 0);
    assert.equal(outputs.status, "done");
    assert.equal(outputs.wave, "w42");
    assert.equal(outputs.version, "42");
    assert.equal(outputs["targets-digest"], `sha256:${"0a".repeat(32)}`);
    assert.deepEqual(JSON.parse(outputs.result!), {
      command: "wave init",
      status: "done",
      changed: "yes",
      ...done.outputs,
      data: done.data,
    });
    assert.equal(outputs["result-file"], undefined);
    assert.equal(summary, "## It is done\n\n");
    assert.deepEqual(log, ["It is done"]);
  });

  it("T21: outputs are of a plain alphabet, whatever the command says", async () => {
    const run = () => ({ ...done, outputs: { wave: 'w$(id)`x`"\n;|&<>\u202e', missing: "a, b" } });
    const { outputs } = await runStep({ inputs: reading, command: commandThat({ run }) });
    assert.equal(outputs.wave, "w__id__x_________");
    assert.equal(outputs.missing, "a, b");
    assert.match(outputs.result!, /^[\x20-\x7e]*$/);
  });

  it("goes to a private file when it is larger than 256 KiB, with digests in its place", async () => {
    const signed = {
      _type: "Targets",
      expires: "2027-01-01T00:00:00Z",
      targets: { a: "x".repeat(300_000) },
      version: 42,
    };
    const run = () => ({ ...done, data: { targets: { signed, signatures: [] } } });
    const { outputs } = await runStep({ inputs: reading, command: commandThat({ run }) });
    assert.ok(outputs.result!.length <= 256 * 1024);
    const short = JSON.parse(outputs.result!) as { data: { targets: { digest: string; version: number } } };
    assert.match(short.data.targets.digest, /^sha256:[0-9a-f]{64}$/);
    assert.equal(short.data.targets.version, 42);
    const path = outputs["result-file"]!;
    assert.deepEqual((JSON.parse(await readFile(path, "utf8")) as { data: unknown }).data, {
      targets: { signed, signatures: [] },
    });
    assert.equal((await stat(path)).mode & 0o777, 0o600);
  });

  it("T25: a plan that does not fit into the summary fails, with no digest to approve", async () => {
    const rows = Array.from({ length: 60_000 }, (_, row) => [`target-number-${row}`]);
    const report = () => ({
      title: "Plan",
      blocks: [{ kind: "table" as const, columns: [{ title: "Target" }], rows }],
    });
    const plan = { ...done, changed: "no", status: "unchanged" } as const;
    const failed = await runStep({ inputs: reading, command: commandThat({ run: () => plan, report }) });
    assert.equal(failed.exit, 1);
    assert.match(failed.errors[0]!, /\(plan-too-large\)$/);
    assert.equal(failed.outputs["targets-digest"], undefined);
    const after = await runStep({ inputs: reading, command: commandThat({ run: () => done, report }) });
    assert.equal(after.exit, 0, "what is done is not called a failure");
    assert.match(after.summary, /This summary was too large and is cut/);
    assert.ok(Buffer.byteLength(after.summary) <= 1024 * 1024);
  });

  it("never asks, but refuses before signing what could not be shown", async () => {
    const rows = Array.from({ length: 60_000 }, (_, row) => [`target-number-${row}`]);
    const run = async (ctx: Context) => {
      await ctx.confirm({ title: "Small", blocks: [] }, "Go on?");
      await ctx.confirm(
        { title: "Large", blocks: [{ kind: "table", columns: [{ title: "Target" }], rows }] },
        "Go on?",
      );
      return done;
    };
    const { errors } = await runStep({ inputs: reading, command: commandThat({ run }) });
    assert.match(errors[0]!, /^"Large" has .*\(plan-too-large\)$/);
  });

  it("has at most 9 warnings as annotations, then says how many more", async () => {
    const run = (ctx: Context) => {
      for (let index = 1; index <= 12; index++) ctx.log.warning(`warning ${index}\n::error::x`);
      return done;
    };
    const { warnings, log, errors } = await runStep({ inputs: reading, command: commandThat({ run }) });
    assert.equal(warnings.length, 10);
    assert.equal(warnings[0], "warning 1\\u{a}:\\u{3a}error:\\u{3a}x");
    assert.equal(warnings[9], "and 3 more, in the log of this step");
    assert.equal(log.filter((line) => line.startsWith("warning: ")).length, 3);
    assert.deepEqual(errors, []);
  });
});

describe("the failure of a step", () => {
  const TABLE = [
    ["digest-mismatch", "no", 1, "refused"],
    ["value-invalid", "no", 2, "usage"],
    ["gate", "no", 3, "gate"],
    ["write-unknown", "unknown", 4, "unknown"],
  ] as const;
  for (const [code, changed, exit, status] of TABLE) {
    it(`${code} is exit ${exit} and status ${status}`, async () => {
      const run = () => {
        throw new ToolError(code, { happened: "It <b>failed</b> @octocat.", changed, next: "Try again." });
      };
      const result = await runStep({ inputs: reading, command: commandThat({ run }) });
      assert.equal(result.exit, exit);
      assert.equal(result.outputs.status, status);
      const document = JSON.parse(result.outputs.result!) as { error: { code: string; next: string }; changed: string };
      assert.equal(document.error.code, code);
      assert.equal(document.changed, changed);
      assert.equal(result.errors.length, 1);
      assert.match(result.errors[0]!, new RegExp(`^It <b>failed</b> @octocat\\..*Try again\\. \\(${code}\\)$`));
      assert.match(result.summary, new RegExp(`^## wave init: ${status}\n`));
      assert.doesNotMatch(result.summary, /<b>|@octocat/);
    });
  }

  it("T19: a bug is said as one, without its message", async () => {
    const run = () => {
      throw new TypeError(`cannot read ${TOKEN}`);
    };
    const { exit, calls, outputs } = await runStep({ inputs: reading, command: commandThat({ run }) });
    assert.equal(exit, 1);
    assert.match(outputs.result!, /This is a bug in factory-tuf \(TypeError at /);
    assert.doesNotMatch(JSON.stringify(calls.filter(([kind]) => kind !== "mask")), new RegExp(TOKEN));
  });

  it("a bug after a write has begun is exit 4: the state is unknown", async () => {
    const run = async (ctx: Context) => {
      await ctx.factory.cancelWave("w1").catch(() => {});
      throw new TypeError("x");
    };
    const inputs = { ...reading, "api-url": "http://127.0.0.1:9" };
    const { exit, outputs } = await runStep({ inputs, command: commandThat({ run }) });
    assert.equal(exit, 4);
    assert.equal(outputs.status, "unknown");
  });

  it("is not hidden by a summary that cannot be written", async () => {
    const env = { GITHUB_STEP_SUMMARY: join(folder, "no", "such", "folder", "summary.md") };
    const run = () => {
      throw new ToolError("digest-mismatch", { happened: "Differs.", next: "Plan again." });
    };
    const { exit, errors, warnings } = await runStep({ inputs: reading, env, command: commandThat({ run }) });
    assert.equal(exit, 1);
    assert.match(errors[0]!, /\(digest-mismatch\)$/);
    assert.match(warnings[0]!, /GITHUB_STEP_SUMMARY .*could not be written \(the folder does not exist\)/);
  });
});

describe("the context of a step", () => {
  it("has the clock of the run, refuses root keys, and logs no workflow command", async () => {
    let seen: Context | undefined;
    const run = (ctx: Context) => {
      seen = ctx;
      ctx.log.info("::set-output name=x::y");
      ctx.progress("reading ##[error]");
      return nothingDone;
    };
    const { log } = await runStep({ inputs: reading, command: commandThat({ run }) });
    assert.equal(seen?.now, NOW);
    assert.equal(seen?.refuseRootKeys, true);
    assert.equal(log[0], ":\\u{3a}set-output name=x:\\u{3a}y");
    assert.equal(log[1], "reading #\\u{23}[error]");
  });
});
