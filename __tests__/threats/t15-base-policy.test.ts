import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { ReviewFinding } from "../../src/review/engine/result.ts";
import { type PullRequest, pullRequest, REHEARSAL } from "../kit/pull-request.ts";
import { type Ran, type Workbench, workbench } from "../kit/workbench.ts";

/** Events whose checkout is what somebody with write access put there ("Events that trigger workflows", GitHub's documentation). */
const OWN_CODE = ["push", "schedule", "workflow_dispatch", "release", "deployment", "repository_dispatch"];
/** All others of that page: those whose checkout may be a stranger's, and those that say nothing of it. */
const FOREIGN = [
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
  "pull_request_review",
  "pull_request_review_comment",
  "pull_request_target",
  "registry_package",
  "status",
  "watch",
  "workflow_run",
  "an_event_of_next_year",
];

const WORKFLOW = ".github/workflows/gate.yml";
const gate = (inputs: object) =>
  JSON.stringify({
    on: "pull_request",
    jobs: { gate: { steps: [{ uses: "factory-tuf/factory-tuf@v1", with: { command: "review", ...inputs } }] } },
  });

const waiver = `version: 1
waivers:
  - id: W-mine
    rule: root-threshold-one
    subject: "prod-root#/signed/roles/root/threshold"
    maxLevel: warning
    justification: "The second key holder starts in January."
    owner: "@acme/tuf-admins"
    created: 2026-11-20
    expires: 2027-02-18
`;

/** What a pull request brings to turn a closed gate green. */
const LENIENT: Readonly<Record<string, string>> = {
  policy: "mine/review.yml",
  waivers: "mine/waivers.yml",
  pins: "mine/pins.json",
  "trusted-root": "mine/root.json",
  workflows: "mine/flows",
  tags: "production",
  "fail-on": "never",
  "on-missing-token": "pass",
};

function mine(stranger: Workbench): Record<string, string> {
  const pins = { version: 1, factory: "acme", firstRoot: "ab".repeat(32), docs: {} };
  return {
    "mine/review.yml": "version: 1\nfail-on: never\non-missing-token: pass\n",
    "mine/waivers.yml": waiver,
    "mine/pins.json": JSON.stringify(pins),
    "mine/root.json": JSON.stringify(stranger.factory.state.ciRoots.at(-1)),
    "mine/flows/empty.yml": "on: push\njobs: {}\n",
    // Its own workflow says the same: the inputs above are what it gives.
    [WORKFLOW]: gate(LENIENT),
  };
}

/** An error for a tag that the stranger would rather leave out. */
function unsignedFor(tag: string, { factory }: Workbench): void {
  factory.setProduction(tag, { signatures: [], signed: factory.state.prodTargets.get("production")!.signed });
}

const told = ({ exit, data }: Ran) => ({
  exit,
  failOn: data.failOn,
  tags: data.tags,
  findings: data.findings.map(({ rule, subject, waiver }: ReviewFinding) => [rule, subject, waiver]),
});

describe("T15 a pull request does not bring its own policy", () => {
  let stranger: Workbench;
  let made: PullRequest;
  before(async () => {
    stranger = await workbench({ seed: "another" });
    made = await pullRequest(
      (bench) => ({
        ".factory-tuf/root.json": JSON.stringify(bench.factory.state.ciRoots.at(-1)),
        [WORKFLOW]: gate({}),
      }),
      () => mine(stranger),
    );
    unsignedFor("qa", made.bench);
  });
  after(() => Promise.all([stranger.close(), made.close()]));

  /** On an event that names no pull request the run's own commit is the default branch's. */
  const envOf = (event: string): Record<string, string> => {
    const { bench, base, merge } = made;
    const payload = {
      pull_request: { base: { sha: base } },
      merge_group: { base_sha: base },
      issue: { pull_request: {}, number: 1 },
      workflow_run: { head_sha: merge },
    };
    const isNamed = /^pull_request|^merge_group/.test(event);
    return {
      GITHUB_ACTIONS: "true",
      GITHUB_EVENT_NAME: event,
      GITHUB_EVENT_PATH: bench.file("event.json", JSON.stringify(payload)),
      GITHUB_SHA: isNamed ? merge : base,
    };
  };

  for (const event of FOREIGN) {
    it(`on ${event} ignores each of ${Object.keys(LENIENT).length} inputs, with a warning for each`, async () => {
      const env = envOf(event);
      const plain = await made.bench.run("review", {}, { env });
      assert.deepEqual([plain.exit, plain.warnings], [3, []]);
      const lenient = await made.bench.run("review", LENIENT, { env });
      assert.deepEqual(told(lenient), told(plain));
      const ignored = lenient.warnings.map((warning) => /^([a-z-]+): .* is ignored/.exec(warning)?.[1]);
      assert.deepEqual(ignored.sort(), Object.keys(LENIENT).sort());
    });
  }

  for (const event of OWN_CODE) {
    it(`on ${event} takes each of them: the code is the repository's own`, async () => {
      // A root and pins of another Factory would be errors, as they should be.
      const inputs = Object.fromEntries(
        Object.entries(LENIENT).filter(([name]) => name !== "trusted-root" && name !== "pins"),
      );
      const { exit, data, warnings } = await made.bench.run("review", inputs, { env: envOf(event) });
      assert.deepEqual([exit, data.failOn, data.tags], [0, "never", ["production"]]);
      assert.ok(data.findings.some((finding: ReviewFinding) => finding.waiver?.id === "W-mine"));
      assert.deepEqual(warnings, []);
    });
  }

  it("takes each input alone for what it is: one way to turn the gate green is one too many", async () => {
    const env = envOf("pull_request");
    const plain = told(await made.bench.run("review", {}, { env }));
    for (const [name, value] of Object.entries(LENIENT)) {
      const { warnings, ...ran } = await made.bench.run("review", { [name]: value }, { env });
      assert.deepEqual(told({ warnings, ...ran }), plain, name);
      assert.match(warnings.join(), new RegExp(`^${name}: ${value} is ignored`));
    }
  });

  it("through the Action's door as well", async () => {
    const env = envOf("pull_request");
    const plain = told(await made.bench.run("review", {}, { env, door: "action" }));
    assert.deepEqual(told(await made.bench.run("review", LENIENT, { env, door: "action" })), plain);
  });
});

describe("T15 what the base commit's workflows give counts", () => {
  const closing: { close(): Promise<void> }[] = [];
  after(() => Promise.all(closing.map((one) => one.close())));

  const OWN = { policy: "ci/strict.yml", tags: "production", workflows: "ci/flows" };

  async function withBase(workflow: string, more: Record<string, string> = {}): Promise<PullRequest> {
    const made = await pullRequest(
      () => ({ "ci/strict.yml": "version: 1\nfail-on: note\n", [WORKFLOW]: workflow, ...more }),
      () => ({ "ci/strict.yml": "version: 1\nfail-on: never\n", "ci/flows/one.yml": "on: push\njobs: {}\n" }),
    );
    closing.push(made);
    unsignedFor("qa", made.bench);
    return made;
  }

  it("paths and tags of a review there, read from the base all the same", async () => {
    const { bench, env } = await withBase(gate(OWN));
    const { data, warnings } = await bench.run("review", OWN, { env });
    assert.deepEqual([warnings, data.failOn, data.tags], [[], "note", ["production"]]);
    // More tags than the base has are no way around it.
    const more = await bench.run("review", { ...OWN, tags: "production,qa" }, { env });
    assert.deepEqual([more.warnings, more.data.tags], [[], ["production", "qa"]]);
  });

  it("in a run step, in a step of ours and in a call of our reusable workflow", async () => {
    const uses = (step: object) => JSON.stringify({ on: "push", jobs: { gate: { steps: [step] } } });
    const called = { uses: "factory-tuf/factory-tuf/.github/workflows/review.yml@v1", with: { tags: "production" } };
    const ways = [
      uses({ run: "factory-tuf review --factory acme --tags production" }),
      uses({ run: "npx factory-tuf review --tags=production --factory=acme" }),
      JSON.stringify({ on: "push", jobs: { gate: called } }),
      uses({ uses: "factory-tuf/factory-tuf/review@v1", with: { factory: "acme", tags: "production" } }),
    ];
    for (const way of ways) {
      const { bench, env } = await withBase(way);
      assert.deepEqual((await bench.run("review", { tags: "production" }, { env })).warnings, [], way);
    }
  });

  it("but not those of another Factory, of another's action, or of an expression", async () => {
    const foreign = { uses: "evil/factory-tuf-setup@v1", with: { command: "review", tags: "production" } };
    const ways = [
      gate({ ...OWN, factory: "other" }),
      JSON.stringify({ on: "push", jobs: { gate: { steps: [foreign] } } }),
      gate({ tags: `\${{ inputs.tags }}` }),
      gate({ command: "wave plan", tags: "production" }),
      gate({}).replace("factory-tuf@v1", "factory-tuf/plan@v1").replace('"command"', '"tags":"production","command"'),
      "no: [workflow",
    ];
    for (const way of ways) {
      const { bench, env } = await withBase(way);
      const { warnings, data } = await bench.run("review", { tags: "production" }, { env });
      assert.match(warnings.join(), /(?:^|,)tags: production is ignored, and all tags are reviewed/, way);
      assert.deepEqual(data.tags, ["production", "qa"], way);
    }
  });

  it("and a path that is ignored gives way to the one that the base gives, where that is one", async () => {
    const { bench, env } = await withBase(gate(OWN));
    const { warnings, data } = await bench.run("review", { policy: "mine.yml" }, { env });
    assert.match(warnings.join(), /^policy: mine\.yml is ignored, and ci\/strict\.yml is used/);
    assert.equal(data.failOn, "note");
  });

  it("and a file that the base lacks is lacking, although the head has it", async () => {
    const made = await pullRequest(
      () => ({ [WORKFLOW]: gate({ policy: "ci/strict.yml" }) }),
      () => ({
        "ci/strict.yml": "version: 1\nfail-on: never\n",
        ".factory-tuf/review.yml": "version: 1\nfail-on: never\n",
      }),
    );
    closing.push(made);
    const { data } = await made.bench.run("review", { policy: "ci/strict.yml" }, { env: made.env });
    assert.equal(data.failOn, "error");
  });
});

describe("T15 another Factory than the base's workflows review", () => {
  it("at another address is not believed, however good it looks, on any event whose checkout may be a stranger's", async () => {
    const made = await pullRequest(
      (bench) => ({
        ".factory-tuf/root.json": JSON.stringify(bench.factory.state.ciRoots.at(-1)),
        [REHEARSAL]: "on: push\njobs: {}\n",
        [WORKFLOW]: gate({}),
      }),
      (bench) => ({ [WORKFLOW]: gate({ "api-url": bench.factory.url }) }),
    );
    const { bench, env } = made;
    for (const event of ["pull_request", "pull_request_target", "merge_group"]) {
      const payload = { pull_request: { base: { sha: made.base } }, merge_group: { base_sha: made.base } };
      const eventFile = bench.file("event.json", JSON.stringify(payload));
      const { exit, data, warnings } = await bench.run(
        "review",
        { "fail-on": "never" },
        { env: { ...env, GITHUB_EVENT_NAME: event, GITHUB_EVENT_PATH: eventFile } },
      );
      assert.equal(exit, 1, event);
      const says = `api-url is ${bench.factory.url}, and the base commit's workflows give https://api.foundries.io for Factory acme`;
      assert.ok(warnings.includes(`${says}: what it was told does not count, and the review is not complete.`), event);
      const found = data.findings.filter(({ rule }: ReviewFinding) => rule === "input-unavailable");
      assert.deepEqual(
        found.map(({ subject }: ReviewFinding) => subject),
        ["factory#"],
      );
    }
    const pushed = await bench.run("review", {}, { env: { ...env, GITHUB_EVENT_NAME: "push" } });
    assert.deepEqual([pushed.exit, pushed.warnings.filter((said) => said.includes("api-url"))], [0, []]);
    await made.close();
  });
});

describe("T15 where the base commit cannot be known", () => {
  it("the review fails, on every event whose checkout may be a stranger's", async () => {
    const made = await pullRequest(
      () => ({}),
      () => ({}),
    );
    for (const event of FOREIGN) {
      const env = { GITHUB_ACTIONS: "true", GITHUB_EVENT_NAME: event };
      const { exit } = await made.bench.run("review", { "fail-on": "never" }, { env });
      assert.equal(exit, 1, event);
    }
    await made.close();
  });
});
