import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { gitHubStandIn } from "../github/stand-in.ts";
import { offline } from "./lies/lie.ts";
import { type Played, play } from "./play.ts";
import { openLiveStage, runOn, type Spawned } from "./spawned.ts";
import type { Stage } from "./stage.ts";
import { type Tracing, tracing } from "./tracing.ts";

/** "Events that trigger workflows" of GitHub's documentation, whole; and what no documentation knows. */
const ALLOWED = ["push", "schedule", "workflow_dispatch", "release", "deployment"];
const DOCUMENTED = [
  ...ALLOWED,
  "branch_protection_rule",
  "check_run",
  "check_suite",
  "create",
  "delete",
  "deployment_status",
  "discussion",
  "discussion_comment",
  "fork",
  "gollum",
  "image_version",
  "issue_comment",
  "issues",
  "label",
  "merge_group",
  "milestone",
  "page_build",
  "public",
  "pull_request",
  "pull_request_comment",
  "pull_request_review",
  "pull_request_review_comment",
  "pull_request_target",
  "registry_package",
  "repository_dispatch",
  "status",
  "watch",
  "workflow_call",
  "workflow_run",
];
const UNDOCUMENTED = ["", "Push", "push ", "push,pull_request", "dynamic", "constructor", "__proto__"];

describe("T14 events are an allow-list, checked before any key input is read", () => {
  let stage: Stage;
  let keys: Tracing;
  before(async () => {
    stage = await openLiveStage();
    keys = await tracing(stage.archive.keys);
  });
  after(async () => {
    await keys.remove();
    await stage.close();
  });

  function sign(
    event: string,
    name: string,
    env: Readonly<Record<string, string>> = {},
    payload: object = {},
  ): Promise<Spawned> {
    const inputs = {
      command: "wave init",
      wave: "w6",
      version: "6",
      tag: "production",
      "keys-command": keys.command(name),
      "keys-identity": stage.archive.identity,
    };
    return runOn(stage, inputs, { env: { GITHUB_EVENT_NAME: event, ...env }, event: payload });
  }
  /** The same in this process, which is quicker. */
  function signHere(event: string, name: string): Promise<Played> {
    const keysOf = { "keys-command": keys.command(name), "keys-identity": stage.archive.identity };
    const inputs = { command: "wave init", wave: "w6", version: "6", tag: "production", ...keysOf };
    return play(stage, inputs, { env: { GITHUB_EVENT_NAME: event } });
  }

  for (const event of ALLOWED) {
    it(`uses keys on ${event}`, async () => {
      const honest = stage.factory.snapshot();
      const ran = event === "push" ? await sign(event, event) : await signHere(event, event);
      assert.deepEqual([ran.exit, ran.outputs.status], [0, "done"], ran.log);
      assert.notEqual(await keys.trace(event), null);
      assert.ok(ran.masks.includes(offline(stage).private));
      stage.factory.restore(honest);
    });
  }

  const others = [...DOCUMENTED.slice(ALLOWED.length), ...UNDOCUMENTED];
  it(`on ${others.length} other events starts no keys-command, asks the Factory nothing and reads no secret`, async () => {
    assert.equal(DOCUMENTED.length, 34);
    for (const [index, event] of others.entries()) {
      const name = `other-${index}`;
      const ran = await signHere(event, name);
      assert.deepEqual([ran.exit, ran.outputs.status, ran.codes], [1, "refused", ["event-refused"]], event);
      assert.match(ran.log, /^::error::wave init uses a key,/m);
      assert.match(ran.message, /Use it in a workflow on push, schedule, workflow_dispatch, release or deployment/);
      assert.deepEqual(ran.requests, [], event);
      assert.equal(await keys.trace(name), null, event);
      assert.deepEqual(ran.masks, [], "no secret was read, so none had to be masked");
    }
  });

  it("says why pull_request_target is not among them", async () => {
    const ran = await sign("pull_request_target", "why");
    assert.match(ran.message, /because it can run code or data of people without write access to the repository/);
  });

  for (const [step, title] of [
    [{ command: "doctor", keys: "given" }, "doctor with keys"],
    [{ command: "wave sign", wave: "w6" }, "wave sign"],
    [{ command: "promote", version: "6", tag: "production" }, "promote"],
  ] as const) {
    it(`${title} is refused on pull_request as well`, async () => {
      const ran = await runOn(stage, step, { env: { GITHUB_EVENT_NAME: "pull_request" } });
      assert.deepEqual([ran.exit, ran.codes, ran.requests], [1, ["event-refused"], 0]);
    });
  }

  const publishing = [
    { command: "wave rollout", wave: "w6", group: "us-east" },
    { command: "wave complete", wave: "w6" },
  ];
  for (const step of publishing) {
    it(`${step.command} publishes without a key, and is refused on the same events`, async () => {
      for (const event of ["pull_request", "issue_comment", "workflow_run", "repository_dispatch", ""]) {
        const ran = await play(stage, step, { env: { GITHUB_EVENT_NAME: event } });
        assert.deepEqual([ran.exit, ran.codes, ran.requests], [1, ["event-refused"], []], event);
        assert.match(ran.message, new RegExp(`^${step.command} publishes, `));
      }
    });

    it(`${step.command} is refused without a trusted root`, async () => {
      const ran = await runOn(stage, step, { in: "empty" });
      assert.deepEqual([ran.exit, ran.codes, ran.requests], [1, ["trusted-root-missing"], 0], ran.log);
    });
  }

  it("a dry run of a rollout publishes nothing and runs on pull_request", async () => {
    const honest = stage.factory.snapshot();
    assert.equal((await sign("push", "to-roll-out")).exit, 0);
    const step = { command: "wave rollout", wave: "w6", group: "us-east", "dry-run": "true" };
    const ran = await runOn(stage, step, { env: { GITHUB_EVENT_NAME: "pull_request" } });
    assert.deepEqual([ran.exit, ran.outputs.status], [0, "unchanged"], ran.log);
    stage.factory.restore(honest);
  });

  it("repository_dispatch releases what a plan showed, and nothing else", async () => {
    const honest = stage.factory.snapshot();
    const plan = await runOn(stage, { command: "wave plan", version: "6", tag: "production" });
    const env = { GITHUB_EVENT_NAME: "repository_dispatch" };
    const promote = {
      command: "promote",
      version: "6",
      tag: "production",
      "expires-at": plan.outputs["expires-at"]!,
    };
    const other = await runOn(stage, { ...promote, "expect-digest": `sha256:${"0".repeat(64)}` }, { env });
    assert.deepEqual([other.exit, other.codes, other.writes], [1, ["digest-mismatch"], []], other.log);
    const empty = await runOn(stage, { ...promote, "expect-digest": "" }, { env });
    assert.deepEqual([empty.exit, empty.codes, empty.requests], [1, ["event-refused"], 0]);
    const ran = await runOn(stage, { ...promote, "expect-digest": plan.outputs["targets-digest"]! }, { env });
    assert.deepEqual([ran.exit, ran.outputs.status], [0, "done"], ran.log);
    stage.factory.restore(honest);
  });

  it("a plan needs no key and runs on pull_request", async () => {
    const plan = { command: "wave plan", version: "6", tag: "production" };
    const ran = await runOn(stage, plan, { env: { GITHUB_EVENT_NAME: "pull_request" } });
    assert.deepEqual([ran.exit, ran.outputs.status], [0, "unchanged"]);
  });

  it("an unprotected ref is a warning, and an error before any key input with require-protected-ref", async () => {
    const honest = stage.factory.snapshot();
    const env = { GITHUB_REF_PROTECTED: "false" };
    const event = { repository: { default_branch: "main" } };
    const warned = await sign("push", "warned", env, event);
    assert.equal(warned.exit, 0, warned.log);
    assert.match(warned.log, /^::warning::The ref refs\/heads\/main is not protected/m);
    stage.factory.restore(honest);
    const refused = await runOn(
      stage,
      { command: "promote", version: "6", tag: "production", "keys-command": keys.command("refused") },
      {
        in: "empty",
        env,
        workspace: { ".factory-tuf/review.yml": "version: 1\nrequire-protected-ref: true\n" },
      },
    );
    assert.deepEqual([refused.exit, refused.codes, refused.requests], [1, ["ref-unprotected"], 0]);
    assert.equal(await keys.trace("refused"), null);
  });

  it("a branch that dropped the policy is held to the default branch's, before any key input is read", async () => {
    const github = await gitHubStandIn();
    try {
      const head = "a".repeat(40);
      github.heads.set("main", head);
      const env = {
        GITHUB_API_URL: github.url,
        GITHUB_REPOSITORY: "acme/devices",
        GITHUB_REF: "refs/heads/topic",
        GITHUB_REF_PROTECTED: "false",
        "INPUT_GITHUB-TOKEN": "gh-bot",
      };
      for (const [policy, code] of [
        ["require-protected-ref: true", "ref-unprotected"],
        ["require-plan: true", "plan-required"],
        ["require-plan: perhaps", "ref-unprotected"],
      ] as const) {
        github.files.set(`${head}:.factory-tuf/review.yml`, `version: 1\n${policy}\n`);
        const refused = await sign("push", "dropped", env);
        assert.deepEqual([refused.exit, refused.codes, refused.requests], [1, [code], 0], refused.log);
        assert.equal(await keys.trace("dropped"), null);
      }
    } finally {
      await github.close();
    }
  });
});
