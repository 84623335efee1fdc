import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import type { FactorySnapshot } from "../../src/emulator/state/factory.ts";
import { waveNamed } from "../../src/emulator/state/state.ts";
import { itIsTakenByTheJudge } from "../judges/released.ts";
import { annotated, assertEnded, assertFailed } from "./assertions.ts";
import { type Site, startSite } from "./site.ts";

describe("plan, approve, sign: two jobs", () => {
  let site: Site;
  let released: FactorySnapshot;

  before(async () => {
    site = await startSite();
    released = site.factory.snapshot();
  });
  beforeEach(() => site.factory.restore(released));
  after(() => site.close());

  async function plan(): Promise<Record<string, string>> {
    const step = await site.step("wave plan", { version: "latest", tag: "production", "source-tag": "qa" });
    assertEnded(step, 0, "unchanged");
    const { version, tag, wave, "targets-digest": digest, "expires-at": expiresAt } = step.outputs;
    return {
      version: version!,
      tag: tag!,
      wave: wave!,
      "source-tag": "qa",
      "expect-digest": digest!,
      "expires-at": expiresAt!,
    };
  }

  it("what the plan fixed is what is signed; each job may run again", async () => {
    const approved = await plan();
    assert.equal(approved["version"], "5");
    assert.deepEqual(await plan().then(({ version }) => version), "5");
    const signed = await site.step("promote", { ...approved, ...site.keys });
    assertEnded(signed, 0, "done");
    assert.equal(signed.outputs["targets-digest"], approved["expect-digest"]);
    assert.equal(site.factory.state.prodTargets.get("production")!.signed.expires, approved["expires-at"]);
    const again = await site.step("promote", { ...approved, ...site.keys });
    assertEnded(again, 0, "unchanged");
    assert.equal(again.outputs["targets-digest"], approved["expect-digest"]);
    assertEnded(
      await site.step("wave plan", { version: "5", tag: "production", wave: approved["wave"]! }),
      0,
      "unchanged",
    );
  });

  it("wave init with the plan, then rollout and complete bound to the same digest", async () => {
    const { "expect-digest": digest = "", ...approved } = await plan();
    const bound = { wave: approved["wave"]!, "expect-digest": digest };
    assertEnded(await site.step("wave init", { ...approved, ...bound, ...site.keys }), 0, "done");
    assertEnded(await site.step("wave init", { ...approved, ...bound, ...site.keys }), 0, "unchanged");
    assertEnded(await site.step("wave rollout", { ...bound, group: "us-east" }), 0, "done");
    assertEnded(await site.step("wave complete", bound), 0, "done");
    const other = { ...bound, "expect-digest": `sha256:${"0".repeat(64)}` };
    assertFailed(await site.step("wave complete", other), 1, "refused", "digest-mismatch");
  });

  it("CI builds the version anew between the jobs: refused before the archive is opened", async () => {
    const approved = await plan();
    site.factory.setCiTargets((targets) => {
      const target = targets["board-001-lmp-5"] as { custom: Record<string, unknown> };
      target.custom["lmp-ver"] = "95";
      return targets;
    });
    const changed = site.factory.snapshot();
    const step = await site.step("promote", {
      ...approved,
      keys: "not an archive",
      "keys-identity": "not an identity",
    });
    assertFailed(step, 1, "refused", "digest-mismatch");
    assert.ok(step.result.error!.message.includes(approved["expect-digest"]!));
    assert.equal(site.factory.snapshot(), changed);
  });

  it("policy require-plan: keys are used only with the digest of a plan", async () => {
    const policy = await site.workspace.write(".factory-tuf/review.yml", "version: 1\nrequire-plan: true\n");
    try {
      const inputs = { wave: "w6", version: "6", tag: "production" };
      const refused = await site.step("wave init", { ...inputs, ...site.keys });
      assertFailed(refused, 1, "refused", "plan-required");
      assertEnded(await site.step("wave init", { ...inputs, "dry-run": "true" }), 0, "unchanged");
      assert.equal(site.factory.snapshot(), released);
      assertEnded(await site.step("promote", { ...(await plan()), ...site.keys }), 0, "done");
    } finally {
      await site.workspace.remove(policy);
    }
  });

  it("policy require-protected-ref: an unprotected ref is refused, without the policy it is a warning", async () => {
    const env = { GITHUB_REF_PROTECTED: "false", GITHUB_REF: "refs/heads/topic" };
    const payload = { repository: { default_branch: "topic" } };
    const inputs = { wave: "w6", version: "6", tag: "production", ...site.keys };
    const policy = await site.workspace.write(".factory-tuf/review.yml", "version: 1\nrequire-protected-ref: true\n");
    assertFailed(await site.step("wave init", inputs, { env, payload }), 1, "refused", "ref-unprotected");
    await site.workspace.remove(policy);
    const step = await site.step("wave init", inputs, { env, payload });
    assertEnded(step, 0, "done");
    assert.match(annotated(step, "warning"), /The ref refs\/heads\/topic is not protected/);
  });

  it("without a trusted root nothing is signed, unless trust-on-first-use says so", async () => {
    await site.workspace.remove(".factory-tuf/root.json");
    try {
      const inputs = { wave: "w6", version: "6", tag: "production", ...site.keys };
      assertFailed(await site.step("wave init", inputs), 1, "refused", "trusted-root-missing");
      assertEnded(await site.step("wave plan", { version: "6", tag: "production" }), 0, "unchanged");
      const step = await site.step("wave init", { ...inputs, "trust-on-first-use": "true" });
      assertEnded(step, 0, "done");
      assert.match(annotated(step, "warning"), /No trusted root was given/);
    } finally {
      await site.workspace.pinRoot(site.factory);
    }
  });

  it("secrets that a fork or Dependabot does not get: says so", async () => {
    const inputs = { wave: "w6", version: "6", tag: "production", keys: "", "keys-identity": "" };
    const dependabot = await site.step("wave init", inputs, { env: { GITHUB_ACTOR: "dependabot[bot]" } });
    assertFailed(dependabot, 1, "refused", "keys-missing");
    assert.match(dependabot.result.error!.message, /started by Dependabot, to which GitHub gives no Actions secrets/);
    const fork = await site.step(
      "wave plan",
      { version: "6", tag: "production", token: "" },
      { event: "pull_request", payload: { pull_request: { head: { repo: { fork: true } } } } },
    );
    assertFailed(fork, 1, "refused", "credentials-missing");
    assert.match(fork.result.error!.message, /This run is for a fork/);
    assert.equal(waveNamed(site.factory.state, "w6"), undefined);
  });

  it("offline commands, commands for a person's machine and misspelt ones are refused with what to do", async () => {
    assertFailed(await site.step("keys rotate"), 1, "refused", "offline-command-in-ci");
    assertFailed(await site.step("emulate"), 1, "refused", "machine-command-in-ci");
    const misspelt = await site.step("wave compleet", { wave: "w6" });
    assertFailed(misspelt, 2, "usage", "unknown-command");
    assert.equal(misspelt.result.error!.next, "Did you mean wave complete?");
    const input = await site.step("wave complete", { waves: "w6" });
    assertFailed(input, 2, "usage", "unknown-option");
    assert.equal(input.result.error!.next, "Did you mean wave?");
    assert.equal(site.factory.snapshot(), released);
  });
});

itIsTakenByTheJudge();
