// biome-ignore-all lint/suspicious/noTemplateCurlyInString: GitHub's expressions
// The Actions for one command each: what their action.yml says, each started as the runner starts it, and the reusable
// workflows that use them, for a second Factory of the same repository.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";
import { parse } from "yaml";
import { workflowsIn } from "../../scripts/workflows.ts";
import type { FactorySnapshot } from "../../src/emulator/state/factory.ts";
import { newestRoot } from "../../src/emulator/state/state.ts";
import { COMMAND_ACTIONS, isActionFolder } from "../../src/text/command-actions.ts";
import { BOT, gitHubStandIn, type StandIn } from "../github/stand-in.ts";
import { itIsTakenByTheJudge } from "../judges/released.ts";
import { actionAt, mainScriptOf } from "../kit/action-declaration.ts";
import { GITHUB_TOKEN } from "../kit/job-step.ts";
import { assertEnded, assertFailed } from "./assertions.ts";
import { connectionInputs, type StepResult } from "./runner.ts";
import { addSecondSigner } from "./second-signer.ts";
import { type Site, startSite } from "./site.ts";
import { filled } from "./workflow-expressions.ts";
import { runWorkflow } from "./workflow-run.ts";

const FOLDERS = Object.keys(COMMAND_ACTIONS).filter(isActionFolder);
const RELEASE = { version: "6", tag: "production" } as const;

let site: Site;
let github: StandIn;
let released: FactorySnapshot;
/** What the runner says of GitHub. */
let env: Readonly<Record<string, string>>;
before(async () => {
  [site, github] = await Promise.all([startSite(), gitHubStandIn()]);
  released = site.factory.snapshot();
  github.tokens.set(GITHUB_TOKEN, { login: BOT, app: true, issues: "write" });
  env = { GITHUB_API_URL: github.url, GITHUB_REPOSITORY: "acme/devices" };
});
beforeEach(() => site.factory.restore(released));
after(async () => {
  await Promise.all([site.close(), github.close()]);
  assert.deepEqual(github.violations, []);
});

describe("the action.yml of one command", () => {
  for (const folder of FOLDERS) {
    const { inputs, outputs } = actionAt(folder);

    it(`${folder}: has 10 to 22 inputs, all of them known to the Action for every command, and no command`, () => {
      const names = Object.keys(inputs);
      assert.ok(names.length >= 10 && names.length <= 22, `${names.length} inputs`);
      assert.deepEqual(names.slice(0, 2), ["factory", "token"]);
      const whole = actionAt(".");
      for (const name of names) assert.ok(Object.hasOwn(whole.inputs, name), name);
      for (const name of Object.keys(outputs)) assert.ok(Object.hasOwn(whole.outputs, name), name);
      assert.equal(Object.hasOwn(inputs, "command"), false);
      assert.deepEqual(
        [inputs["github-token"]?.default, inputs["factory"]?.default],
        ["${{ github.token }}", undefined],
      );
    });

    it(`${folder}: says each input in one sentence, and nothing of the command line`, () => {
      for (const [name, { description }] of Object.entries(inputs)) {
        assert.match(description, /^[A-Za-z].*\.$/, name);
        assert.doesNotMatch(description, /[a-z)]\. [A-Z]/, name);
        assert.doesNotMatch(description, /command line|Environment:|--/i, name);
      }
    });

    it(`${folder}: starts a file of a few imports, which shares everything with the others`, async () => {
      const text = await readFile(mainScriptOf(folder), "utf8");
      assert.ok(text.length < 4096, `${text.length} characters`);
      assert.match(text, new RegExp(`await startOnRunner\\(commandAction\\("${folder}"\\)\\);\\s*(?://.*)?$`));
      assert.doesNotMatch(text.replace(/^import[^;]*;$/gm, ""), /function|class /);
    });
  }
});

describe("an Action for one command, as the runner starts it", () => {
  const step = (action: (typeof FOLDERS)[number], inputs: Readonly<Record<string, string>>) =>
    site.bareStep({ ...connectionInputs(site.factory), ...inputs }, { action, env });

  /** It sets every output that its action.yml names, but for the long result's file and those that this result has not. */
  function assertSets({ action, outputs }: StepResult, ...missing: readonly string[]): void {
    const unset = Object.keys(actionAt(action).outputs).filter((name) => !Object.hasOwn(outputs, name));
    assert.deepEqual(unset.toSorted(), [...missing, "result-file"].toSorted());
  }

  it("plan, promote: what was planned is signed; the same again changes nothing", async () => {
    const planned = await step("plan", RELEASE);
    assertEnded(planned, 0, "unchanged");
    assertSets(planned, "wave-status");
    const { "targets-digest": digest = "", "expires-at": expiresAt = "", wave = "" } = planned.outputs;
    const approved = { ...RELEASE, wave, "expect-digest": digest, "expires-at": expiresAt, ...site.keys };
    const done = await step("promote", approved);
    assertEnded(done, 0, "done");
    assertSets(done, "attestation");
    assert.equal(done.outputs["targets-digest"], digest);
    assertEnded(await step("promote", approved), 0, "unchanged");
    const again = await step("plan", RELEASE);
    assertEnded(again, 0, "unchanged");
    assert.equal(again.outputs["wave-status"], "complete");
  });

  it("sign: adds the signature that a Wave waits for", async () => {
    const second = await addSecondSigner(site.factory);
    assertEnded(await step("promote", { wave: "w6", ...RELEASE, ...site.keys }), 0, "waiting");
    const signed = await step("sign", { wave: "w6", ...second.keys });
    assertEnded(signed, 0, "done");
    assertSets(signed);
    assert.deepEqual([signed.outputs["signatures"], signed.outputs["missing"]], ["3", ""]);
  });

  it("review: passes, and leaves its findings and its page", async () => {
    const reviewed = await step("review", { "fail-on": "never" });
    assertEnded(reviewed, 0, "unchanged");
    assertSets(reviewed);
  });

  it("remind: keeps the issue and the calendar", async () => {
    const reminded = await step("remind", { days: "3000", "fail-days": "0" });
    assertEnded(reminded, 0, "done");
    assertSets(reminded);
    assert.equal(github.issues.length, 1);
    assertEnded(await step("remind", { days: "3000", "fail-days": "0" }), 0, "unchanged");
  });

  it("an input that is left to the Action for every command is refused, and it says so", async () => {
    const refused = await step("plan", { ...RELEASE, timeout: "1m" });
    assertFailed(refused, 2, "usage", "unknown-option");
    assert.match(refused.result.error!.next, /`uses: factory-tuf\/factory-tuf@<commit>` with `command: wave plan`/);
    const renamed = await step("plan", { ...RELEASE, command: "promote", ...site.keys });
    assertFailed(renamed, 2, "usage", "unknown-option");
    assert.equal(site.factory.snapshot(), released);
  });
});

describe("the reusable workflows, for a Factory that is not the only one of its repository", () => {
  const TOP = ".factory-tuf/root.json";
  const OWN = "factories/second";
  before(async () => {
    // What stands at the top is about another Factory: nothing would verify from it.
    await site.workspace.write(TOP, "{}");
    await site.workspace.write(`${OWN}/root.json`, JSON.stringify(newestRoot(site.factory.state, "ci")));
    await site.workspace.write("policies/strict.yml", "version: 1\nrequire-plan: true\nfail-on: never\n");
  });
  after(async () => {
    await rm(join(site.workspace.path, OWN), { recursive: true });
    await mkdir(join(site.workspace.path, OWN), { recursive: true });
    await site.workspace.pinRoot(site.factory);
  });

  /** What the page tells the reader to grant. */
  const granted = (name: string): object => {
    const page = { promote: "README.md", review: "docs/review.md", remind: "docs/reminder.md" }[name]!;
    const found = workflowsIn(page, readFileSync(page, "utf8")).find(({ text }) => text.includes(`/${name}.yml@`))!;
    const [job] = Object.values<{ permissions: object }>(parse(found.text).jobs);
    return job!.permissions;
  };
  const call = (name: string, more: object = {}, given: object = {}) => {
    const { factory, url, tokens } = site.factory;
    const around = { factory, "api-url": url, "trusted-root": `${OWN}/root.json`, policy: "policies/strict.yml" };
    const job = {
      uses: `factory-tuf/factory-tuf/.github/workflows/${name}.yml@de0fac2e4500dabe0009e67214ff5f5447ce83dd`,
      with: { ...around, "runs-on": '["self-hosted", "linux"]', ...given },
      secrets: "inherit",
      permissions: granted(name),
    };
    const environments = {
      production: { FACTORY_TUF_KEYS: site.keys["keys"]!, FACTORY_TUF_IDENTITY: site.keys["keys-identity"]! },
    };
    const start = { event: "push", secrets: { FACTORY_TOKEN: tokens.owner }, environments, env, ...more };
    return runWorkflow(site, JSON.stringify({ on: { push: {} }, jobs: { it: job } }), start);
  };

  it("promote.yml plans and signs from the root and the policy that it is given", async () => {
    const { jobs, outputs, log } = await call("promote", {}, { tag: "production", version: "6" });
    assert.equal(jobs["it"]!.result, "success", log.join("\n"));
    assert.deepEqual([outputs["status"], outputs["version"]], ["done", "6"]);
    const without = await call("promote", {}, { tag: "production", version: "6", "trusted-root": "" });
    assert.equal(without.jobs["it"]!.result, "failure");
    const nowhere = await call("promote", {}, { tag: "production", version: "6", policy: "policies/none.yml" });
    assert.match(nowhere.log.join("\n"), /policies\/none\.yml does not exist/);
  });

  it("review.yml keeps the page and the findings", async () => {
    const { jobs, outputs, others, log } = await call("review");
    assert.equal(jobs["it"]!.result, "success", log.join("\n"));
    assert.match(outputs["findings"]!, /^\d+$/);
    assert.deepEqual(
      others.map((uses) => uses.split("@")[0]),
      ["actions/checkout", "actions/checkout", "github/codeql-action/upload-sarif", "actions/upload-artifact"],
    );
  });

  it("remind.yml keeps the issue and the calendar", async () => {
    const { jobs, outputs, others, log } = await call("remind", {}, { days: "3000", "fail-days": "0" });
    assert.equal(jobs["it"]!.result, "success", log.join("\n"));
    assert.match(outputs["issue"]!, /^\d+$/);
    assert.match(others.at(-1)!, /^actions\/upload-artifact@/);
  });

  for (const name of ["promote", "review", "remind"]) {
    it(`${name}.yml runs on the label that it is given, or on a list of labels`, () => {
      const { jobs } = parse(readFileSync(`.github/workflows/${name}.yml`, "utf8"));
      for (const { "runs-on": runsOn } of Object.values<{ "runs-on": string }>(jobs)) {
        const on = (label: string) => filled(runsOn, { inputs: { "runs-on": label } });
        assert.deepEqual([on("ubuntu-latest"), on('["self-hosted", "linux"]')], ["ubuntu-latest", "Array"]);
      }
    });
  }

  it("say no to an input that they do not declare", async () => {
    await assert.rejects(
      call("remind", {}, { "oauth-url": "https://example.com" }),
      /the input oauth-url is not declared/,
    );
  });
});

itIsTakenByTheJudge();
