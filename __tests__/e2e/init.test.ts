// The whole way: `init` of the built program in an empty repository, with GitHub's stand-in; then the workflows that it wrote
// run, by GitHub's own expressions, with the secrets that it set.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { gitHubStandIn, type StandIn } from "../github/stand-in.ts";
import { REPOSITORY } from "../github/stand-in-environments.ts";
import { itIsTakenByTheJudge } from "../judges/released.ts";
import { type Shell, shellIn } from "./cli.ts";
import { type Site, startSite } from "./site.ts";
import { runWorkflow, type WorkflowStart } from "./workflow-run.ts";

const COMMIT = "de0fac2e4500dabe0009e67214ff5f5447ce83dd";

describe("from an empty repository to a release, built", () => {
  let site: Site;
  let github: StandIn;
  let sh: Shell;
  let options: string[];

  before(async () => {
    site = await startSite();
    const { workspace, factory } = site;
    const git = (...args: string[]) => execFileSync("git", args, { cwd: workspace.path });
    git("init", "-q", "-b", "main");
    git("remote", "add", "origin", "https://github.com/acme/devices.git");
    await workspace.remove(".factory-tuf/root.json");
    options = [
      ...["--keys", await workspace.keep("targets.keys.tgz", factory.archives.targets!)],
      // The embedded Factory knows no token that may only read: the second owner's stands for it.
      ...["--read-token-file", await workspace.keep("read.txt", factory.tokens.second)],
      ...["--release-token-file", await workspace.keep("release.txt", factory.tokens.owner)],
      ...["--action-ref", COMMIT, "--repo", "acme/devices", "--trust-on-first-use"],
    ];
  });
  beforeEach(async () => {
    github ??= await gitHubStandIn();
    sh = shellIn(site.workspace, site.factory, { GITHUB_API_URL: github.url, GITHUB_TOKEN: "gh-person" });
  });
  afterEach(() => assert.deepEqual(github.violations, []));
  after(async () => {
    await github.close();
    await site.close();
  });

  const secretsOf = (environment: string) =>
    Object.fromEntries([...github.protection.secrets.get(environment)!].map(([name, { value }]) => [name, value]));
  const written = async (name: string) =>
    (await site.workspace.files()).get(`workspace/.github/workflows/factory-${name}.yml`)!.toString("utf8");
  const start = (event: string): WorkflowStart => ({
    event,
    secrets: secretsOf(REPOSITORY),
    environments: { production: secretsOf("production") },
  });

  it("without a terminal it wants --yes, and writes nothing", async () => {
    const { exit, stderr } = await sh("init", ...options);
    assert.deepEqual([exit, (await site.workspace.files()).size > 0 && github.writes().length], [1, 0]);
    assert.match(stderr, /init asks before it goes on.*--yes.*\[confirmation-needed\]/);
  });

  it("sets everything up at once, and nothing the second time", async () => {
    const { exit, stdout, stderr } = await sh("init", ...options, "--yes");
    assert.equal(exit, 0, stderr);
    assert.match(stdout, /^acme\/devices is set up\n/);
    assert.doesNotMatch(stdout, /Left to do/);
    assert.deepEqual(Object.keys(secretsOf("production")).sort(), [
      "FACTORY_TOKEN",
      "FACTORY_TUF_IDENTITY",
      "FACTORY_TUF_KEYS",
    ]);
    assert.deepEqual(secretsOf(REPOSITORY), { FACTORY_TOKEN: site.factory.tokens.second });
    const again = await sh.json("init", ...options, "--yes");
    assert.deepEqual([again.exit, again.document.status], [0, "unchanged"]);
  });

  it("what it wrote releases: a plan without keys, the approval of the environment, then the signature", async () => {
    const run = await runWorkflow(site, await written("promote"), start("workflow_dispatch"));
    assert.equal(run.jobs["promote"]!.result, "success", run.log.join("\n"));
    assert.deepEqual(run.asked, ["production"]);
    assert.equal(site.factory.state.prodTargets.get("production")!.signed.version, 6);
  });

  it("what it wrote reviews: the gate and its page", async () => {
    const run = await runWorkflow(site, await written("review"), start("schedule"));
    assert.equal(run.jobs["review"]!.result, "success", run.log.join("\n"));
    assert.deepEqual(
      run.steps.map(({ action, outputs }) => [action, outputs["status"]]),
      [["review", "unchanged"]],
    );
  });
});

itIsTakenByTheJudge();
