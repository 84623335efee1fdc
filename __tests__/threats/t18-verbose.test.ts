// T18 where a person asks to see what a run does: --verbose names every call, file and root, and no secret in any form.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, describe, it } from "node:test";
import { privateJson } from "../../src/emulator/state/key-pair.ts";
import { sealedToPassphrase } from "../e2e/encrypted.ts";
import { gitHubStandIn, type StandIn } from "../github/stand-in.ts";
import { cli, type Printed } from "../kit/command-line.ts";
import { GITHUB_TOKEN } from "../kit/job-step.ts";
import { manualClock } from "../kit/manual-clock.ts";
import { offline } from "./lies/lie.ts";
import { play } from "./play.ts";
import { leaksIn, secretForms } from "./secret-forms.ts";
import { openStage, type Stage } from "./stage.ts";

const NOW = new Date("2026-06-01T00:00:00Z");
const PASSPHRASE = 'correct "horse" battery staple';

const PROMOTE = ["promote", "6", "production", "--yes"];

describe("T18 --verbose", () => {
  let stage: Stage;
  let honest: ReturnType<Stage["factory"]["snapshot"]>;
  let github: StandIn;
  let folder: string;
  before(async () => {
    stage = await openStage({ clock: manualClock(NOW) });
    honest = stage.factory.snapshot();
    github = await gitHubStandIn();
    github.tokens.set(GITHUB_TOKEN, { login: "github-actions[bot]", app: true, issues: "write" });
    folder = await mkdtemp(join(tmpdir(), "verbose-"));
  });
  after(async () => {
    await github.close();
    await stage.close();
    await rm(folder, { recursive: true });
  });

  afterEach(() => stage.factory.rewrite(null));

  async function kept(name: string, content: string | Uint8Array): Promise<string> {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  }

  /** Everything that is secret here, whichever of it a run is given. */
  function secrets(): Record<string, string | Uint8Array> {
    const { factory, archive } = stage;
    const pair = offline(stage);
    const tokens = factory.state.accessTokens.flatMap(({ access, refresh }) => [access, refresh]);
    return {
      "API token": factory.tokens.owner,
      "client secret": factory.oauth.secret,
      ...Object.fromEntries(tokens.map((token, at) => [`OAuth token ${at}`, token])),
      "GitHub token": GITHUB_TOKEN,
      archive: archive.plain,
      identity: archive.identity,
      passphrase: PASSPHRASE,
      "private half": pair.private,
      seed: Buffer.from(pair.private, "hex"),
      ".sec file": JSON.stringify(privateJson(pair)),
    };
  }

  function assertNoLeak({ stdout, stderr }: Pick<Printed, "stdout" | "stderr">): void {
    const all = secrets();
    const forms = secretForms(all);
    // None of them stands there in no form at all.
    assert.deepEqual(new Set(forms.map(({ of }) => of)), new Set(Object.keys(all)));
    assert.deepEqual(leaksIn(stdout, forms), [], "standard output");
    assert.deepEqual(leaksIn(stderr, forms), [], "standard error");
    for (const line of stderr.split("\n").filter((one) => one.startsWith("debug: "))) {
      assert.doesNotMatch(line, /\?|[^\x20-\x7e]/, "no query, and printable ASCII alone");
    }
  }

  const connected = () => ({ FACTORY: stage.factory.factory, FACTORY_TOKEN: stage.factory.tokens.owner });
  /** Adds the address and --verbose. A release is carried out for good, so each begins anew. */
  async function verbose(argv: readonly string[], env: Readonly<Record<string, string>>): Promise<Printed> {
    stage.factory.restore(honest);
    const printed = await cli([...argv, "--api-url", stage.factory.url, "--verbose"], {
      cwd: stage.workspaces.trusting,
      env,
    });
    assertNoLeak(printed);
    return printed;
  }

  it("shows every call of a release with a plain archive, the files and the roots, and no secret", async () => {
    const keys = await kept("targets.tgz", stage.archive.plain);
    stage.factory.requests.length = 0;
    const { exit, stderr } = await verbose([...PROMOTE, "--keys", keys], connected());
    assert.equal(exit, 0, stderr);
    const called = [...stderr.matchAll(/^debug: ([A-Z]+) http:\S+? was answered with \d{3}, \d+ bytes, \d+ ms$/gm)];
    assert.equal(called.length, stage.factory.requests.length);
    assert.match(stderr, /^debug: POST http:\/\/127\.0\.0\.1:\d+\/ota\/factories\/\S+\/waves\/ was answered with 201/m);
    assert.ok(stderr.includes(`debug: Read ${keys}\n`));
    assert.ok(stderr.includes(`debug: Read ${join(stage.workspaces.trusting, ".factory-tuf/root.json")}\n`));
    assert.match(stderr, /^debug: Proven from the trusted root, version 3: CI roots 1 to 3, production root 3/m);
  });

  it("says nothing of it without being asked", async () => {
    const { stderr } = await cli(["wave", "list", "--api-url", stage.factory.url], {
      cwd: stage.workspaces.trusting,
      env: connected(),
    });
    assert.doesNotMatch(stderr, /debug|GET|Read|Proven/);
  });

  it("is silent on standard output: with --json that is one document", async () => {
    const { exit, stdout } = await verbose(["wave", "list", "--json"], connected());
    assert.deepEqual([exit, JSON.parse(stdout).status], [0, "unchanged"]);
  });

  it("an archive sealed to an identity, from the environment and from a file", async () => {
    const keys = ["--keys", await kept("sealed.age", stage.archive.keys)];
    const byEnvironment = await verbose([...PROMOTE, ...keys], {
      ...connected(),
      FACTORY_TUF_IDENTITY: stage.archive.identity,
    });
    const file = await kept("identity.txt", stage.archive.identity);
    const byFile = await verbose([...PROMOTE, ...keys, "--keys-identity-file", file], connected());
    assert.deepEqual([byEnvironment.exit, byFile.exit], [0, 0], byFile.stderr);
    assert.ok(byFile.stderr.includes(`debug: Read ${file}\n`));
  });

  it("an archive with a passphrase of a file, right and wrong", async () => {
    const keys = ["--keys", await kept("passphrase.age", await sealedToPassphrase(stage.archive.plain, PASSPHRASE))];
    const right = await kept("passphrase.txt", PASSPHRASE);
    assert.equal((await verbose([...PROMOTE, ...keys, "--keys-passphrase-file", right], connected())).exit, 0);
    const wrong = await kept("wrong.txt", stage.archive.identity);
    assert.equal((await verbose([...PROMOTE, ...keys, "--keys-passphrase-file", wrong], connected())).exit, 1);
  });

  it("a secret in place of a path", async () => {
    for (const option of ["--token-file", "--keys-passphrase-file", "--keys"]) {
      for (const secret of [PASSPHRASE, stage.archive.identity]) {
        stage.factory.restore(honest);
        const { stderr } = await cli([...PROMOTE, option, secret, "--api-url", stage.factory.url, "--verbose"], {
          cwd: stage.workspaces.trusting,
          env: { FACTORY: stage.factory.factory },
        });
        const told = stderr.split("\n").filter((line) => line.startsWith("debug: "));
        assert.deepEqual(leaksIn(told.join("\n"), secretForms(secrets())), [], option);
      }
    }
  });

  it("OAuth2: the call is shown, its body and the tokens it brings are not", async () => {
    const keys = await kept("targets.tgz", stage.archive.plain);
    const { id, secret } = stage.factory.oauth;
    const file = await kept("client-secret", secret);
    const { exit, stderr } = await verbose(
      [
        ...PROMOTE,
        "--keys",
        keys,
        "--client-id",
        id,
        "--client-secret-file",
        file,
        "--oauth-url",
        `${stage.factory.url}/oauth`,
      ],
      { FACTORY: stage.factory.factory },
    );
    assert.equal(exit, 0, stderr);
    assert.ok(stage.factory.state.accessTokens.length > 0);
    assert.match(stderr, /^debug: POST http:\/\/127\.0\.0\.1:\d+\/oauth\/token\/ was answered with 200, \d+ bytes/m);
  });

  it("a Factory that repeats the token in its errors and redirects to it", async () => {
    const { owner } = stage.factory.tokens;
    const body = JSON.stringify({ message: `bad token ${owner}`, errors: [Buffer.from(owner).toString("base64")] });
    for (const status of [400, 307]) {
      stage.factory.rewrite(() => ({ status, body, headers: { location: `https://a.example/${owner}?t=${owner}` } }));
      const { exit, stderr } = await verbose(["wave", "list"], connected());
      assert.equal(exit, 1);
      assert.match(stderr, new RegExp(`was answered with ${status}, \\d+ bytes`));
    }
  });

  it("GitHub: every call is shown, without queries, bodies and the token", async () => {
    github.asked.length = 0;
    const { stderr } = await verbose(["remind", "--days", "3650", "--ics", join(folder, "dates.ics")], {
      ...connected(),
      GITHUB_TOKEN,
      GITHUB_REPOSITORY: "acme/devices",
      GITHUB_API_URL: github.url,
    });
    assert.deepEqual(github.violations, []);
    assert.ok(github.asked.some(({ path }) => path.includes("?")) && github.writes().length > 0);
    const called = [...stderr.matchAll(new RegExp(`^debug: [A-Z]+ ${github.url}/\\S+ was answered with \\d+`, "gm"))];
    assert.equal(called.length, github.asked.length, stderr);
  });

  it("in the Action under RUNNER_DEBUG alone, as debug messages", async () => {
    stage.factory.restore(honest);
    const inputs = { command: "promote", version: "6", tag: "production" };
    const quiet = await play(stage, { ...inputs, "dry-run": "true" });
    assert.doesNotMatch(quiet.log, /::debug::/);
    const { exit, log, requests, summary } = await play(stage, inputs, { env: { RUNNER_DEBUG: "1" } });
    assert.equal(exit, 0, log);
    assertNoLeak({ stdout: summary, stderr: log });
    const called = log.split("\n").filter((line) => /^::debug::(?:GET|POST) http:\S+ was answered with/.test(line));
    assert.equal(called.length, requests.length);
    assert.match(log, /^::debug::Read .*\.factory-tuf\/root\.json$/m);
    assert.match(log, /^::debug::Proven from the trusted root, version 3/m);
  });
});
