import assert from "node:assert/strict";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import type { ReviewFinding } from "../../src/review/engine/result.ts";
import { git, type PullRequest, pullRequest as proposal, write } from "../kit/pull-request.ts";
import { type Workbench, workbench } from "../kit/workbench.ts";

const closing: { close(): Promise<void> }[] = [];
after(() => Promise.all(closing.map((one) => one.close())));

/** Closed at the end. */
async function pullRequest(...args: Parameters<typeof proposal>): Promise<PullRequest> {
  const made = await proposal(...args);
  closing.push(made);
  return made;
}

const POLICY = ".factory-tuf/review.yml";
const WAIVERS = ".factory-tuf/waivers.yml";
const ROOT = ".factory-tuf/root.json";
const strict = { [POLICY]: "version: 1\nfail-on: warning\n" };
const lenient = { [POLICY]: "version: 1\nfail-on: never\n" };
const waiver = (id: string) => `version: 1
waivers:
  - id: ${id}
    rule: root-threshold-one
    subject: "prod-root#/signed/roles/root/threshold"
    maxLevel: warning
    justification: "The second key holder starts in January."
    owner: "@acme/tuf-admins"
    created: 2026-11-20
    expires: 2027-02-18
`;
const rootText = ({ factory }: Workbench, index = -1) => JSON.stringify(factory.state.ciRoots.at(index));
const nothing = () => ({});
const waivedIds = (data: { findings: ReviewFinding[] }) =>
  data.findings.flatMap(({ waiver }) => (waiver ? [waiver.id] : []));
const has = (data: { findings: ReviewFinding[] }, rule: string) =>
  data.findings.some((finding) => finding.rule === rule);

describe("a review of a pull request (T15)", () => {
  for (const deep of [false, true]) {
    it(`takes the policy of the base commit from a ${deep ? "whole" : "shallow"} clone, not the changed one`, async () => {
      const { bench, env } = await pullRequest(
        () => strict,
        () => lenient,
        { deep },
      );
      const { exit, data } = await bench.run("review", {}, { env });
      assert.deepEqual([exit, data.failOn], [3, "warning"]);
    });
  }

  it("ignores an input that is weaker than the base's policy, with a warning; a stricter one counts", async () => {
    const { bench, env } = await pullRequest(() => strict, nothing);
    const weaker = await bench.run("review", { "fail-on": "never" }, { env });
    assert.deepEqual([weaker.exit, weaker.data.failOn], [3, "warning"]);
    assert.deepEqual(weaker.warnings, [
      "fail-on: never is ignored: the policy of the base commit has fail-on: warning, and a pull request may not weaken it.",
    ]);
    const stricter = await bench.run("review", { "fail-on": "note" }, { env });
    assert.deepEqual([stricter.data.failOn, stricter.warnings], ["note", []]);
  });

  it("takes the waivers of the base commit, not those it brings", async () => {
    const { bench, env } = await pullRequest(
      () => ({ [WAIVERS]: waiver("W-base") }),
      () => ({ [WAIVERS]: waiver("W-head") }),
    );
    assert.deepEqual(waivedIds((await bench.run("review", {}, { env })).data), ["W-base"]);
    const added = await pullRequest(nothing, () => ({ [WAIVERS]: waiver("W-head") }));
    assert.deepEqual(waivedIds((await added.bench.run("review", {}, { env: added.env })).data), []);
  });

  it("in a merge queue does the same", async () => {
    const { bench, env } = await pullRequest(
      () => strict,
      () => lenient,
      { event: "merge_group" },
    );
    assert.equal((await bench.run("review", {}, { env })).exit, 3);
  });

  it("on a push takes what is there: it has been merged", async () => {
    const { bench, env } = await pullRequest(
      () => strict,
      () => lenient,
    );
    assert.equal((await bench.run("review", {}, { env: { ...env, GITHUB_EVENT_NAME: "push" } })).exit, 0);
  });

  it("verifies from the base's trusted root; one that does not follow from it is an error", async () => {
    const other = await workbench({ seed: "another" });
    closing.push(other);
    const swapped = await pullRequest(
      (bench) => ({ [ROOT]: rootText(bench) }),
      () => ({ [ROOT]: rootText(other) }),
    );
    const { exit, data } = await swapped.bench.run("review", {}, { env: swapped.env });
    assert.equal(exit, 3);
    assert.ok(has(data, "pin-not-chained"));
    assert.ok(!has(data, "metadata-equivocation"), "the trusted root is the base's");

    const forward = await pullRequest(
      (bench) => ({ [ROOT]: rootText(bench, 1) }),
      (bench) => ({ [ROOT]: rootText(bench, 2) }),
    );
    const moved = await forward.bench.run("review", {}, { env: forward.env });
    assert.deepEqual([moved.exit, has(moved.data, "pin-not-chained")], [0, false]);
  });

  it("without the base commit is not complete: nobody's policy is known", async () => {
    const { bench, env, origin } = await pullRequest(
      () => strict,
      () => lenient,
    );
    git(bench.folder, "remote", "set-url", "origin", `file://${origin}-gone`);
    const { exit, data } = await bench.run("review", { "fail-on": "never" }, { env });
    assert.equal(exit, 1);
    const finding = data.findings.find(({ rule }: ReviewFinding) => rule === "input-unavailable");
    assert.equal(finding.subject, "base-commit#");
    assert.match(finding.properties.why, /cannot be read: git neither has it nor can fetch it/);
  });

  it("whose event does not name the base commit is not complete either", async () => {
    const { bench, env } = await pullRequest(() => strict, nothing);
    for (const payload of ["{}", "no json", JSON.stringify({ pull_request: { base: { sha: "--help" } } })]) {
      bench.file("event.json", payload);
      const { exit, data } = await bench.run("review", {}, { env });
      assert.equal(exit, 1, payload);
      assert.ok(has(data, "input-unavailable"));
    }
  });

  it("reads regular files of the base commit only, and none outside the repository", async () => {
    const { bench, env, origin } = await pullRequest(nothing, nothing);
    const run = (policy: string) => ({ run: `factory-tuf review --policy ${policy}` });
    const jobs = { gate: { steps: [run("policy.yml"), run("../policy.yml")] } };
    write(origin, ".github/workflows/gate.yml", JSON.stringify({ on: "pull_request", jobs }));
    symlinkSync("/etc/hostname", join(origin, "policy.yml"));
    git(origin, "add", "-A");
    git(origin, "commit", "-q", "-m", "link");
    const sha = git(origin, "rev-parse", "HEAD");
    bench.file("event.json", JSON.stringify({ pull_request: { base: { sha } } }));
    await bench.refused(
      "review",
      { policy: "policy.yml" },
      "config-invalid",
      /policy.yml of the base commit is not a regular file/,
      { env },
    );
    await bench.refused("review", { policy: "../policy.yml" }, "config-invalid", /lies outside the repository/, {
      env,
    });
  });

  it("takes no other time than now, through either door", async () => {
    const { bench, env } = await pullRequest(nothing, nothing);
    const now = "2026-11-23T08:00:00Z";
    await bench.refused("review", { now }, "usage", /--now cannot be used for a pull request or merge queue/, { env });
    await bench.refused("review", { now }, "unknown-option", /exists only on the command line/, {
      env,
      door: "action",
    });
  });
});

describe("a review of a pull request from a fork", () => {
  const noToken = { token: "" };

  it("has no token: it runs what it can on the repository and fails, unless the base's policy says pass", async () => {
    const { bench, env } = await pullRequest(nothing, nothing, { fork: true });
    const { exit, data, requests } = await bench.run("review", noToken, { env, door: "action" });
    assert.deepEqual([exit, requests], [1, []]);
    assert.equal(
      data.verdict.sentence,
      "This review is not complete: there is no token, so only the repository was reviewed.",
    );

    const passing = await pullRequest(() => ({ [POLICY]: "version: 1\non-missing-token: pass\n" }), nothing, {
      fork: true,
    });
    assert.equal((await passing.bench.run("review", noToken, { env: passing.env, door: "action" })).exit, 0);
  });

  it("cannot give itself the pass", async () => {
    const { bench, env } = await pullRequest(
      () => ({ [POLICY]: "version: 1\non-missing-token: fail\n" }),
      () => ({ [POLICY]: "version: 1\non-missing-token: pass\n" }),
      { fork: true },
    );
    const { exit, warnings } = await bench.run(
      "review",
      { ...noToken, "on-missing-token": "pass" },
      { env, door: "action" },
    );
    assert.equal(exit, 1);
    assert.match(warnings[0] ?? "", /^on-missing-token: pass is ignored/);
  });

  it("cannot swap the trusted root either", async () => {
    const other = await workbench({ seed: "another" });
    closing.push(other);
    const { bench, env } = await pullRequest(
      (own) => ({ [ROOT]: rootText(own), [POLICY]: "version: 1\non-missing-token: pass\n" }),
      () => ({ [ROOT]: rootText(other) }),
      { fork: true },
    );
    const { exit, data } = await bench.run("review", noToken, { env, door: "action" });
    assert.deepEqual([exit, has(data, "pin-not-chained")], [3, true]);
  });
});
