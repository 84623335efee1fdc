// biome-ignore-all lint/suspicious/noTemplateCurlyInString: GitHub's expressions
// What `review` learns from GitHub: environments, the last reminder, files of a base commit, its comment.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { parse } from "yaml";
import type { Place } from "../../src/context/context.ts";
import type { FactoryClient } from "../../src/factory/types.ts";
import { reviewGitHub } from "../../src/gate/github-port.ts";
import { gitHubPort } from "../../src/github/port.ts";
import type { ReviewedWorkflow } from "../../src/review/engine/snapshot.ts";
import { gitHubStandIn, type StandIn } from "../github/stand-in.ts";

const PIN = "0123456789abcdef0123456789abcdef01234567";
const workflow = (path: string, text: string): ReviewedWorkflow => ({ path, text, value: parse(text) });
const REMIND = workflow(
  ".github/workflows/reminder.yml",
  `on: { schedule: [{ cron: "7 5 * * *" }] }\njobs: { remind: { uses: factory-tuf/factory-tuf/.github/workflows/remind.yml@${PIN} } }\n`,
);

let github: StandIn;
let folder: string;
let warnings: string[];

beforeEach(async () => {
  github = await gitHubStandIn();
  folder = mkdtempSync(join(tmpdir(), "review-github-"));
  warnings = [];
});
afterEach(async () => {
  await github.close();
  rmSync(folder, { recursive: true });
  assert.deepEqual(github.violations, []);
});

function port(token: string | undefined = "gh-bot", event?: { name: string; payload: unknown }) {
  const eventFile = join(folder, "event.json");
  if (event) writeFileSync(eventFile, JSON.stringify(event.payload));
  const place: Pick<Place, "event" | "eventFile"> = { event: event?.name ?? null, eventFile: event ? eventFile : null };
  return reviewGitHub({
    place: place as Place,
    factory: { factory: "acme" } as FactoryClient,
    log: { warning: (message) => warnings.push(message), info: () => {} },
    github: gitHubPort({
      env: { GITHUB_API_URL: github.url, GITHUB_REPOSITORY: "acme/devices" },
      token,
      repository: undefined,
      signal: new AbortController().signal,
      wait: async () => {},
      info: () => {},
    }),
  });
}

describe("what review asks GitHub", () => {
  it("is nothing without a token", () => {
    assert.equal(port(""), null);
  });

  it("whether environments exist, have reviewers, and are closed to some branches", async () => {
    github.protection.protectedBranches.push("main");
    const rule = (type: string, more: object = {}) => ({ id: 1, node_id: "n", type, ...more });
    const reviewers = [{ type: "User", reviewer: null }].slice(1);
    github.environments.push(
      {
        name: "Production",
        protection_rules: [rule("required_reviewers", { reviewers: [{ type: "User" }] }), rule("branch_policy")],
        deployment_branch_policy: { protected_branches: true, custom_branch_policies: false },
      },
      { name: "open", protection_rules: [rule("wait_timer", { wait_timer: 5 })], deployment_branch_policy: null },
      { name: "hollow", protection_rules: [rule("required_reviewers", { reviewers })], deployment_branch_policy: null },
    );
    const { environments } = await port()!.facts(
      ["production", "open", "hollow", "prodution", "${{ inputs.env }}"],
      [],
    );
    assert.deepEqual(environments, {
      production: { exists: true, reviewers: true, branchesLimited: true },
      open: { exists: true, reviewers: false, branchesLimited: false },
      hollow: { exists: true, reviewers: false, branchesLimited: false },
      prodution: { exists: false, reviewers: false, branchesLimited: false },
    });
  });

  it("that an environment is open to every branch where its patterns let every name in, or nothing is protected", async () => {
    const limits = (policy: object) => ({ protection_rules: [], deployment_branch_policy: policy });
    const selected = limits({ protected_branches: false, custom_branch_policies: true });
    const branchesLimited = async () => {
      const { environments } = await port()!.facts(["production"], []);
      return environments!["production"]!.branchesLimited;
    };
    github.environments.push({ name: "production", ...selected });
    for (const [patterns, limited] of [
      [["main"], true],
      [["main", "release/*"], true],
      [["main", "*"], false],
      [["**"], false],
      [["*/*"], false],
      [[], true],
    ] as const) {
      github.protection.refPatterns.set(
        "production",
        patterns.map((name) => ({ name })),
      );
      assert.equal(await branchesLimited(), limited, patterns.join());
    }
    github.environments.splice(0, 1, {
      name: "production",
      ...limits({ protected_branches: true, custom_branch_policies: false }),
    });
    github.protection.protectedBranches.splice(0);
    assert.equal(await branchesLimited(), false, "GitHub lets every branch where none is protected");
    github.protection.protectedBranches.push("main");
    assert.equal(await branchesLimited(), true);
  });

  it("of more than 1,000 environments those that it has seen; of another it says nothing, for it may be there", async () => {
    const open = (name: string) => ({ name, protection_rules: [], deployment_branch_policy: null });
    github.environments.push(open("open"), ...Array.from({ length: 1000 }, (_, n) => open(`pull-${n}`)));
    const { environments } = await port()!.facts(["open", "pull-999"], []);
    assert.deepEqual(environments, { open: { exists: true, reviewers: false, branchesLimited: false } });
  });

  it("nothing about environments where it may not: null, and the review goes on", async () => {
    const reply = { status: 403, body: { message: "Resource not accessible by integration" } };
    github.faults.push({ method: "GET", path: /\/environments$/, reply });
    assert.equal((await port()!.facts(["production"], [])).environments, null);
  });

  it("when remind last succeeded on its schedule or by hand; a pull request's run of that name does not count", async () => {
    const run = (event: string, updatedAt: string, conclusion = "success") =>
      github.runs.push({ workflow: "reminder.yml", event, updatedAt, conclusion });
    assert.equal((await port()!.facts([], [REMIND])).lastRemindRun, null);
    run("schedule", "2026-11-01T05:07:00Z");
    run("workflow_dispatch", "2026-11-03T05:07:00Z");
    run("schedule", "2026-11-20T05:07:00Z", "failure");
    run("pull_request", "2026-11-22T05:07:00Z");
    assert.equal((await port()!.facts([], [REMIND])).lastRemindRun, "2026-11-03T05:07:00Z");
  });

  it("nothing about past runs where no workflow reminds, or where it may not", async () => {
    assert.equal((await port()!.facts([], [])).lastRemindRun, undefined);
    const reply = { status: 403, body: { message: "Resource not accessible by integration" } };
    github.faults.push({ method: "GET", path: /\/runs$/, reply, times: 2 });
    assert.equal((await port()!.facts([], [REMIND])).lastRemindRun, undefined);
  });

  it("files of the base commit", async () => {
    github.files.set(`${PIN}:.factory-tuf/pins.json`, "{}");
    const bytes = await port()!.files.fileAt(PIN, ".factory-tuf/pins.json", 100);
    assert.equal(Buffer.from(bytes!).toString(), "{}");
  });
});

describe("what review leaves on a pull request", () => {
  const event = { name: "pull_request", payload: { pull_request: { number: 1, base: { sha: PIN } } } };

  it("one comment, edited from then on", async () => {
    github.issue({ pull: true, author: "octocat" });
    await port("gh-bot", event)!.comment(() => "## Blocked");
    await port("gh-bot", event)!.comment((maxBytes) => (maxBytes <= 65_536 ? "## Clean" : "too long"));
    assert.deepEqual(
      github.comments.map(({ body }) => body),
      ["<!-- factory-tuf:review acme -->\n## Clean"],
    );
    assert.deepEqual(warnings, []);
  });

  it("a warning where there is no pull request, or the token of a fork may not write", async () => {
    github.issue({ pull: true, author: "octocat" });
    await port("gh-bot", { name: "push", payload: {} })!.comment(() => "text");
    await port("gh-reader", event)!.comment(() => "text");
    assert.equal(warnings.length, 2);
    assert.match(warnings[0]!, /no pull request to comment on/);
    assert.match(warnings[1]!, /could not be written/);
    assert.deepEqual(github.comments, []);
  });
});
