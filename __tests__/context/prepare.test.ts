import assert from "node:assert/strict";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { factoryOptions, trustOptions } from "../../src/commands/options/connection-options.ts";
import { keyOptions } from "../../src/commands/options/key-options.ts";
import { parseOptions, type RawOptions } from "../../src/commands/options/options.ts";
import { digestOption } from "../../src/commands/options/release-options.ts";
import type { Context } from "../../src/context/context.ts";
import { parseDuration, startDeadline, waitFor } from "../../src/context/deadline.ts";
import { AdmittedRun, type DoorPorts, prepareContext } from "../../src/context/prepare.ts";
import { ToolError } from "../../src/errors/tool-error.ts";
import { rejected } from "../kit/refusal.ts";

const NOW = new Date("2026-11-23T08:00:00Z");
const declared = {
  dryRun: { kind: "switch", help: "Show only." },
  ...digestOption,
  ...factoryOptions,
  ...trustOptions,
  ...keyOptions,
} as const;

let folder: string;
let withRoot: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "prepare-test-"));
  withRoot = join(folder, "with-root");
  await mkdir(join(withRoot, ".factory-tuf"), { recursive: true });
  const state = JSON.parse(await readFile("__tests__/vectors/waves/state/02.json", "utf8")) as {
    "ci-roots": unknown[];
  };
  await writeFile(join(withRoot, ".factory-tuf/root.json"), JSON.stringify(state["ci-roots"].at(-1)));
});
after(() => rm(folder, { recursive: true }));

const ON_PUSH = { GITHUB_EVENT_NAME: "push", GITHUB_REF_PROTECTED: "true" };

interface Setting {
  readonly raw?: RawOptions;
  readonly needs?: "nothing" | "factory" | "keys";
  readonly worksWithoutToken?: true;
  readonly door?: "cli" | "action";
  readonly ports?: Partial<DoorPorts>;
}

async function prepare(setting: Setting): Promise<Context> {
  const ctx = await prepareAny(setting);
  assert.ok("factory" in ctx);
  return ctx;
}

async function prepareAny({ raw = {}, needs = "keys", door = "action", ports = {}, worksWithoutToken }: Setting) {
  const base = { name: "wave init", needs, options: declared, runs: "anywhere", confirms: "yes" } as const;
  const command = worksWithoutToken ? { ...base, worksWithoutToken } : base;
  const options = parseOptions(
    declared,
    { factory: "acme", ...(door === "action" ? { token: "t0ken-t0ken" } : {}), ...raw },
    door,
    NOW,
  );
  const env = ports.env ?? (door === "action" ? ON_PUSH : {});
  return prepareContext(
    { run: AdmittedRun.admit(command, door, options, env), options },
    {
      env,
      cwd: withRoot,
      now: NOW,
      log: { warning: () => {}, info: () => {} },
      progress: () => {},
      announce: async () => true,
      confirm: async () => {},
      mask: () => {},
      ...ports,
    },
  );
}

/** A port on which nobody listens any more. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

async function refused(setting: Setting): Promise<ToolError> {
  const error = await rejected(prepare(setting));
  assert.equal(error.changed, "no");
  return error;
}

describe("T2, T34: no key without a trusted root", () => {
  it("refuses a command that uses keys, before any key input is looked at", async () => {
    const masked: string[] = [];
    // A directory as key file would be an error of its own, if it were read.
    const error = await refused({
      raw: { "keys-file": "." },
      ports: { cwd: folder, mask: (secret) => masked.push(secret) },
    });
    assert.equal(error.code, "trusted-root-missing");
    assert.match(error.message, /needs a trusted root .*factory-tuf root pin.*trust-on-first-use: true/);
    assert.deepEqual(masked, []);
  });

  it("is content with trust-on-first-use, said explicitly", async () => {
    const ctx = await prepare({ raw: { keys: "x".repeat(40), "trust-on-first-use": "true" }, ports: { cwd: folder } });
    assert.equal(ctx.trust.root, null);
    assert.equal(ctx.trust.onFirstUse, true);
  });

  it("does not ask a dry run for one", async () => {
    const dryRun = await prepare({ raw: { "dry-run": "true", keys: "x" }, ports: { cwd: folder } });
    assert.equal(dryRun.keys, null, "a dry run opens no key");
  });

  it("asks the command line for one, or for trust-on-first-use", async () => {
    const setting = { door: "cli", ports: { cwd: folder, env: { FACTORY_TOKEN: "t0ken-t0ken" } } } as const;
    const error = await refused({ ...setting, raw: { keys: "k.tgz" } });
    assert.equal(error.code, "trusted-root-missing");
    assert.match(error.message, /factory-tuf root pin.*--trusted-root.*--trust-on-first-use/);
    const first = await prepare({ ...setting, raw: { keys: "k.tgz", "trust-on-first-use": true } });
    assert.ok(first.keys);
  });

  it("finds .factory-tuf/root.json by itself", async () => {
    const ctx = await prepare({ raw: { keys: "x".repeat(40) } });
    assert.equal(ctx.trust.root?.signed.version, 3);
    assert.equal(ctx.refuseRootKeys, true);
  });
});

describe("T1: policy require-plan", () => {
  async function planned(): Promise<string> {
    const base = await mkdtemp(join(folder, "planned-"));
    await cp(withRoot, base, { recursive: true });
    await writeFile(join(base, ".factory-tuf/review.yml"), "version: 1\nrequire-plan: true\n");
    return base;
  }

  for (const door of ["cli", "action"] as const) {
    it(`refuses to sign without expect-digest (${door})`, async () => {
      const error = await refused({ door, raw: { keys: "x" }, ports: { cwd: await planned() } });
      assert.equal(error.code, "plan-required");
      assert.match(error.message, /has require-plan: true, and wave init was run without expect-digest/);
      assert.match(error.message, /Run `factory-tuf wave plan <version> <tag>`/);
    });
  }

  it("lets a dry run through, and a run with the digest", async () => {
    const cwd = await planned();
    await prepare({ raw: { "dry-run": "true" }, ports: { cwd } });
    await prepare({ raw: { keys: "x".repeat(40), "expect-digest": `sha256:${"0".repeat(64)}` }, ports: { cwd } });
  });

  it("is known before credentials and keys are looked at", async () => {
    const error = await refused({ raw: { token: "", keys: "" }, ports: { cwd: await planned() } });
    assert.equal(error.code, "plan-required");
  });
});

describe("what a command needs", () => {
  it("names the Factory by option, then environment, and says when neither does", async () => {
    const env = { FACTORY: "from-env" };
    assert.equal((await prepare({ needs: "factory" })).factory.factory, "acme");
    assert.equal(
      (await prepare({ needs: "factory", raw: { factory: "" }, ports: { env } })).factory.factory,
      "from-env",
    );
    assert.equal((await refused({ needs: "factory", raw: { factory: "" } })).code, "value-missing");
    const bad = await refused({ needs: "factory", raw: { factory: "" }, ports: { env: { FACTORY: "../x" } } });
    assert.equal(bad.code, "value-invalid");
    assert.match(bad.message, /The Factory's name is "\.\.\/x"/);
  });

  it("takes Factory and token from fioctl's configuration on the command line", async () => {
    const config = join(folder, "fioctl.yaml");
    await writeFile(config, "factory: from-fioctl\ntoken: t0ken-t0ken\n");
    const options = parseOptions(declared, {}, "cli", NOW);
    const command = { name: "wave list", needs: "factory" as const, options: declared, runs: "anywhere" as const };
    const settings = { run: AdmittedRun.admit(command, "cli", options, {}), options };
    const ports: DoorPorts = {
      env: { FIOCTL_CONFIG: config },
      cwd: folder,
      now: NOW,
      log: { warning: () => {}, info: () => {} },
      progress: () => {},
      announce: async () => true,
      confirm: async () => {},
      mask: () => {},
    };
    const ctx = await prepareContext(settings, ports);
    assert.ok("factory" in ctx);
    assert.equal(ctx.factory.factory, "from-fioctl");
    const gone = { ...ports, env: { FIOCTL_CONFIG: join(folder, "gone.yaml") } };
    await assert.rejects(prepareContext(settings, gone), { code: "config-invalid" });
  });

  it("takes secrets of the environment on the command line only", async () => {
    const env = { FACTORY_TOKEN: "t0ken-t0ken" };
    await prepare({ door: "cli", needs: "factory", ports: { env } });
    assert.equal((await refused({ needs: "factory", raw: { token: "" }, ports: { env } })).code, "credentials-missing");
  });

  it("says when it signs and has no key, in the words of the door", async () => {
    const action = await refused({});
    assert.equal(action.code, "keys-missing");
    assert.match(action.message, /the input `keys` \(from a secret\)/);
    const cli = await refused({ door: "cli", ports: { env: { FACTORY_TOKEN: "t0ken-t0ken" } } });
    assert.match(cli.message, /--keys/);
  });

  it("prepares nothing for a command that needs nothing: there is no Factory, no trust and no key in its context", async () => {
    const ctx = await prepareAny({ needs: "nothing", raw: { token: "" }, ports: { cwd: "/nonexistent" } });
    for (const name of ["factory", "readBack", "trust", "missingCredentials", "keys", "github"]) {
      assert.ok(!(name in ctx), name);
    }
  });

  it("gives a command that works without a token the Factory's name, and every call says what is missing", async () => {
    const ctx = await prepare({ needs: "factory", worksWithoutToken: true, raw: { token: "" } });
    assert.equal(ctx.missingCredentials?.code, "credentials-missing");
    assert.equal(ctx.factory.factory, "acme");
    await assert.rejects(ctx.factory.ciTargets(), { code: "credentials-missing" });
    await assert.rejects(ctx.readBack.cancelUpdates(), { code: "credentials-missing" });
  });

  it("asks the policy before credentials: an unprotected ref where require-protected-ref says so", async () => {
    const strict = join(folder, "strict");
    await mkdir(join(strict, ".factory-tuf"), { recursive: true });
    await writeFile(join(strict, ".factory-tuf/review.yml"), "version: 1\nrequire-protected-ref: true\n");
    const env = { GITHUB_EVENT_NAME: "push", GITHUB_REF: "refs/heads/dev" };
    const error = await refused({ raw: { token: "" }, ports: { cwd: strict, env } });
    assert.equal(error.code, "ref-unprotected");
  });

  it("T14, T2: holds a `run:` step that signs to the same rules as the Action", async () => {
    const onRunner = { FACTORY_TOKEN: "t0ken-t0ken", GITHUB_ACTIONS: "true", GITHUB_REF_PROTECTED: "true" };
    const raw = { keys: "keys.tgz" };
    const foreign = { ...onRunner, GITHUB_EVENT_NAME: "pull_request_target" };
    assert.equal((await refused({ door: "cli", raw, ports: { env: foreign } })).code, "event-refused");
    const push = { ...onRunner, GITHUB_EVENT_NAME: "push" };
    const rootless = await refused({ door: "cli", raw, ports: { env: push, cwd: folder } });
    assert.equal(rootless.code, "trusted-root-missing");
    assert.match(rootless.message, /commit .factory-tuf\/root\.json.*--trust-on-first-use/);
    await prepare({ door: "cli", raw: { ...raw, "dry-run": true }, ports: { env: foreign, cwd: folder } });
  });

  it("says that a write has begun before it is sent, and nothing of reads", async () => {
    let writes = 0;
    const raw = { "api-url": `http://127.0.0.1:${await closedPort()}`, timeout: "30s" };
    const ctx = await prepare({ needs: "factory", raw, ports: { onWrite: () => writes++ } });
    await assert.rejects(ctx.factory.cancelWave("w1"), { code: "network-failed" });
    assert.equal(writes, 1);
    assert.equal(ctx.factory.factory, "acme");
    assert.equal(writes, 1);
  });
});

describe("timeout", () => {
  it("is a number and s, m or h", () => {
    assert.equal(parseDuration("90s"), 90_000);
    assert.equal(parseDuration("5m"), 300_000);
    assert.equal(parseDuration("2h"), 7_200_000);
    for (const text of ["", "5", "0s", "-1s", "1.5h", "5 m", "5M", "9999999h", "1h30m"]) {
      assert.throws(() => parseDuration(text), { code: "value-invalid" }, text);
    }
  });

  it("is refused before anything else when it is none", async () => {
    assert.equal((await refused({ raw: { timeout: "soon" }, ports: { cwd: "/nonexistent" } })).code, "value-invalid");
  });

  it("aborts with deadline-exceeded, and a wait with it", async (t) => {
    t.mock.timers.enable({ apis: ["setTimeout"] });
    const { signal } = startDeadline("2s");
    const waiting = waitFor(60_000, signal);
    t.mock.timers.tick(2000);
    await assert.rejects(waiting, {
      code: "deadline-exceeded",
      message: /within its timeout of 2s\. Nothing was changed\./,
    });
    assert.equal(signal.aborted, true);
  });

  it("stands still while a person is asked", async (t) => {
    t.mock.timers.enable({ apis: ["setTimeout"] });
    const { signal, pausedFor } = startDeadline("2s");
    const answer = await pausedFor(async () => {
      t.mock.timers.tick(60_000);
      return "yes";
    });
    assert.equal(answer, "yes");
    assert.equal(signal.aborted, false);
    t.mock.timers.tick(2000);
    assert.equal(signal.aborted, true);
  });

  it("stands still while a new secret is typed, and nobody types where nobody can be asked", async (t) => {
    t.mock.timers.enable({ apis: ["setTimeout"] });
    const askSecret = async (question: string) => {
      t.mock.timers.tick(600_000);
      return `answer to ${question}`;
    };
    const command = { door: "cli", needs: "factory", raw: { timeout: "2s" } } as const;
    const ctx = await prepare({ ...command, ports: { askSecret, env: { FACTORY_TOKEN: "t0ken-t0ken" } } });
    assert.equal(await ctx.askSecret?.("New?"), "answer to New?");
    assert.equal(ctx.signal.aborted, false);
    const alone = await prepare({ ...command, ports: { env: { FACTORY_TOKEN: "t0ken-t0ken" } } });
    assert.equal(alone.askSecret, null);
  });

  it("ends with Ctrl-C too, for its own reason", async () => {
    const interrupted = new AbortController();
    const { signal } = startDeadline("5m", interrupted.signal);
    const reason = new ToolError("interrupted", { happened: "Ctrl-C.", next: "Again." });
    const waiting = waitFor(60_000, signal);
    interrupted.abort(reason);
    await assert.rejects(waiting, (error) => error === reason);
  });
});
