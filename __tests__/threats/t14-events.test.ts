import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { offline } from "./lies/lie.ts";
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

  function sign(event: string, name: string, env: Readonly<Record<string, string>> = {}): Promise<Spawned> {
    const inputs = {
      command: "wave init",
      wave: "w6",
      version: "6",
      tag: "production",
      "keys-command": keys.command(name),
      "keys-identity": stage.archive.identity,
    };
    return runOn(stage, inputs, { env: { GITHUB_EVENT_NAME: event, ...env } });
  }

  for (const event of ALLOWED) {
    it(`uses keys on ${event}`, async () => {
      const honest = stage.factory.snapshot();
      const ran = await sign(event, event);
      assert.deepEqual([ran.exit, ran.outputs.status], [0, "done"], ran.log);
      assert.notEqual(await keys.trace(event), null);
      assert.ok(ran.masks.includes(offline(stage).private));
      stage.factory.restore(honest);
    });
  }

  const others = [...DOCUMENTED.slice(ALLOWED.length), ...UNDOCUMENTED];
  it(`on ${others.length} other events starts no keys-command, asks the Factory nothing and reads no secret`, async () => {
    assert.equal(DOCUMENTED.length, 34);
    const queue = others.map((event, index) => ({ event, name: `other-${index}` }));
    const worker = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const { event, name } = next;
        const ran = await sign(event, name);
        assert.deepEqual([ran.exit, ran.outputs.status, ran.codes], [1, "refused", ["event-refused"]], event);
        assert.match(ran.log, /^::error::wave init uses a key,/m);
        assert.match(ran.message, /Use it in a workflow on push, schedule, workflow_dispatch, release or deployment/);
        assert.equal(ran.requests, 0, event);
        assert.equal(await keys.trace(name), null, event);
        assert.deepEqual(ran.masks, [], "no secret was read, so none had to be masked");
      }
    };
    await Promise.all([worker(), worker()]);
  });

  it("says why pull_request_target is not among them", async () => {
    const ran = await sign("pull_request_target", "why");
    assert.match(ran.message, /because it can run with code or data of somebody who may not write to the repository/);
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

  it("a plan needs no key and runs on pull_request", async () => {
    const plan = { command: "wave plan", version: "6", tag: "production" };
    const ran = await runOn(stage, plan, { env: { GITHUB_EVENT_NAME: "pull_request" } });
    assert.deepEqual([ran.exit, ran.outputs.status], [0, "unchanged"]);
  });

  it("an unprotected ref is a warning, and an error before any key input with require-protected-ref", async () => {
    const honest = stage.factory.snapshot();
    const env = { GITHUB_REF_PROTECTED: "false" };
    const warned = await sign("push", "warned", env);
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
});
