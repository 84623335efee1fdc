// From an archive on the owner's disk to a release: the built command line tool sets the secrets of a GitHub
// environment, and the built Action signs with them. GitHub is a stand-in that opens what was sealed.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { gitHubStandIn, type StandIn } from "../github/stand-in.ts";
import { protectedEnvironment } from "../github/stand-in-environments.ts";
import { itIsTakenByTheJudge } from "../judges/released.ts";
import { type Shell, shellIn } from "./cli.ts";
import { Secrets, secretsOfArchive } from "./secrets.ts";
import { type Site, startSite } from "./site.ts";

const TOKEN = "github_pat_0123456789abcdefghij";

describe("keys encrypt --for-action --repo, built", () => {
  let site: Site;
  let github: StandIn;
  let sh: Shell;
  /** Path of the owner's archive, plain as the vendor's tool writes it. */
  let plain: string;

  before(async () => {
    site = await startSite();
    plain = await site.workspace.keep("targets.keys.tgz", site.factory.archives.targets!);
  });
  beforeEach(async () => {
    github = await gitHubStandIn();
    github.tokens.set(TOKEN, { login: "octocat", app: false, issues: "read", environments: "write" });
    github.environments.push(protectedEnvironment("production"));
    github.protection.refPatterns.set("production", [{ name: "main" }]);
    sh = shellIn(site.workspace, site.factory, { GITHUB_API_URL: github.url, GITHUB_TOKEN: TOKEN });
  });
  afterEach(async () => {
    await github.close();
    assert.deepEqual(github.violations, []);
  });
  after(() => site.close());

  const encrypt = (...more: string[]) => ["keys", "encrypt", "--keys", plain, "--for-action", ...more];
  const production = ["--repo", "acme/devices", "--environment", "production"];
  const stored = (name: string) => github.protection.secrets.get("production")?.get(`FACTORY_TUF_${name}`)?.value;
  /** Fails when a secret stands in what was printed. */
  function assertSilent(...printed: string[]): void {
    const held = { keys: stored("KEYS") ?? [], identity: stored("IDENTITY") ?? [] };
    const secrets = new Secrets({
      "GitHub's token": TOKEN,
      "the archive": secretsOfArchive(site.factory.archives.targets!),
      "the age identity": held.identity,
      // Behind the header, which is alike in every armored file.
      "the encrypted archive": typeof held.keys === "string" ? held.keys.split("\n").slice(5, -2) : [],
    });
    for (const text of printed) secrets.assertAbsent(text, "what was printed");
  }

  it("sets two secrets, prints neither, and the Action signs with them", async () => {
    const { exit, stdout, stderr } = await sh(...encrypt(...production, "--yes"));
    assert.equal(exit, 0, stderr);
    assert.match(stderr, /Set 2 secrets of the environment production of acme\/devices/);
    assert.match(stderr, /Approval +by octocat/);
    assert.match(stdout, /^The secrets of the environment production of acme\/devices are set\n/);
    assert.match(stdout, /FACTORY_TUF_IDENTITY +created\nFACTORY_TUF_KEYS +created/);
    assertSilent(stdout, stderr, JSON.stringify(github.asked));

    const inputs = { version: "6", tag: "production", keys: stored("KEYS")!, "keys-identity": stored("IDENTITY")! };
    const step = await site.step("promote", inputs);
    assert.equal(step.exit, 0, step.outputs["result"]);
    assert.equal(step.outputs["status"], "done");
  });

  it("as JSON: names and how, no values", async () => {
    const { exit, stdout, document } = await sh.json(...encrypt(...production, "--yes"));
    assert.deepEqual([exit, document.status, document.changed], [0, "done", "yes"]);
    const { environment, secrets } = document.data as { environment: object; secrets: unknown };
    assert.equal(secrets, null);
    assert.deepEqual(environment, {
      repository: "acme/devices",
      name: "production",
      secrets: [
        { name: "FACTORY_TUF_IDENTITY", how: "created" },
        { name: "FACTORY_TUF_KEYS", how: "created" },
      ],
    });
    assertSilent(stdout);
  });

  it("without a terminal it wants --yes, exit 1, and sets nothing", async () => {
    const { exit, stdout, stderr } = await sh(...encrypt(...production));
    assert.deepEqual([exit, stdout], [1, ""]);
    assert.match(stderr, /keys encrypt asks before it goes on.*--yes.*\[confirmation-needed\]/);
    assert.deepEqual(github.writes(), []);
  });

  it("an open environment is refused, exit 1; a missing one too; half an address is a usage error, exit 2", async () => {
    github.environments.splice(0, 1, { name: "production", protection_rules: [], deployment_branch_policy: null });
    const open = await sh(...encrypt(...production, "--yes"));
    assert.equal(open.exit, 1);
    assert.match(open.stderr, /jobs that use it need no approval.*every branch and tag.*\[environment-unprotected\]/);
    const missing = await sh(...encrypt("--repo", "acme/devices", "--environment", "staging", "--yes"));
    assert.match(missing.stderr, /It has production\..*\[environment-missing\]/);
    const half = await sh(...encrypt("--repo", "acme/devices"));
    assert.equal(half.exit, 2);
    assert.match(half.stderr, /--repo was given without --environment\..*\[value-missing\]/);
    assert.deepEqual(github.writes(), []);

    const forced = await sh(...encrypt(...production, "--yes", "--unprotected"));
    assert.equal(forced.exit, 0, forced.stderr);
    assert.match(forced.stderr, /^warning: THE ENVIRONMENT production OF acme\/devices DOES NOT PROTECT ITS SECRETS/m);
  });

  it("stopped half-way is exit 4 and says what is set; the same command again sets both", async () => {
    const reply = { status: 403, body: { message: "Resource not accessible by personal access token" } };
    github.faults.push({ method: "PUT", path: /FACTORY_TUF_KEYS$/, reply });
    const { exit, document } = await sh.json(...encrypt(...production, "--yes"));
    assert.deepEqual([exit, document.status, document.changed], [4, "unknown", "yes"]);
    assert.match(document.error!.message, /FACTORY_TUF_IDENTITY had been set by then, and FACTORY_TUF_KEYS was not/);
    assert.match(document.error!.next, /run the same command again: it sets all of them\./);
    assertSilent(JSON.stringify(document));
    assert.equal((await sh(...encrypt(...production, "--yes"))).exit, 0);
    assert.ok(stored("KEYS") && stored("IDENTITY"));
  });

  it("a root key is refused before GitHub is asked", async () => {
    const root = await site.workspace.keep("root.keys.tgz", site.factory.archives.root!);
    const { exit, stderr } = await sh("keys", "encrypt", "--keys", root, "--for-action", ...production, "--yes");
    assert.equal(exit, 1);
    assert.match(stderr, /\[keys-root-present\]/);
    assert.deepEqual(github.asked, []);
  });

  it("a GitHub token is no option: it would stand in every list of processes", async () => {
    const { exit, stderr } = await sh(...encrypt(...production, "--github-token", TOKEN));
    assert.equal(exit, 2);
    assert.match(stderr, /There is no option --github-token.*GITHUB_TOKEN/);
    assertSilent(stderr);
  });
});

itIsTakenByTheJudge();
