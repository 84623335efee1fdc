import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { noPolicy, type RepositoryPolicy } from "../../src/context/policy-file.ts";
import { policyOnRef } from "../../src/context/protected-ref.ts";
import type { ToolError } from "../../src/errors/tool-error.ts";
import { gitHubPort } from "../../src/github/port.ts";
import { gitHubStandIn, type StandIn } from "../github/stand-in.ts";
import { rejected } from "../kit/refusal.ts";

const HEAD = "a".repeat(40);
const REVIEW = ".factory-tuf/review.yml";

describe("T14: a ref that is not protected", () => {
  let github: StandIn;
  let top: string;
  let warnings: string[];
  beforeEach(async () => {
    github = await gitHubStandIn();
    github.heads.set("main", HEAD);
    github.files.set(`${HEAD}:README.md`, "Devices\n");
    top = await mkdtemp(join(tmpdir(), "protected-ref-"));
    await mkdir(join(top, "app/.git"), { recursive: true });
    warnings = [];
  });
  afterEach(async () => {
    await github.close();
    await rm(top, { recursive: true });
    assert.deepEqual(github.violations, []);
  });

  interface Run {
    readonly ref?: string;
    readonly protected?: string;
    readonly own?: Partial<RepositoryPolicy>;
    readonly token?: string;
    readonly folder?: string;
    readonly trustedRoot?: string;
    readonly policy?: string;
    readonly payload?: string;
  }
  async function policy(run: Run = {}): Promise<RepositoryPolicy> {
    const eventFile = join(top, "event.json");
    await writeFile(eventFile, run.payload ?? JSON.stringify({ repository: { default_branch: "main" } }));
    return policyOnRef(
      { ...noPolicy, ...run.own },
      { trustedRoot: run.trustedRoot, policy: run.policy },
      {
        env: { GITHUB_REF: run.ref ?? "refs/heads/topic", GITHUB_REF_PROTECTED: run.protected ?? "false" },
        place: { folder: join(top, run.folder ?? "app"), top, eventFile },
        log: { warning: (message) => warnings.push(message), info: () => {} },
        github: gitHubPort({
          env: { GITHUB_API_URL: github.url, GITHUB_REPOSITORY: "acme/devices" },
          token: run.token ?? "gh-bot",
          repository: undefined,
          signal: new AbortController().signal,
          wait: async () => {},
          info: () => {},
        }),
      },
    );
  }
  async function refused(run: Run = {}): Promise<ToolError> {
    return rejected(policy(run), "ref-unprotected");
  }

  it("is nothing when it is protected: GitHub is not asked", async () => {
    const own = { ...noPolicy, requireProtectedRef: true };
    assert.deepEqual(await policy({ protected: "true", own }), own);
    assert.deepEqual([warnings, github.asked], [[], []]);
  });

  it("is a warning on the default branch, whose policy is the one that is checked out", async () => {
    assert.deepEqual(await policy({ ref: "refs/heads/main" }), noPolicy);
    assert.match(warnings[0]!, /^The ref refs\/heads\/main is not protected, /);
    assert.deepEqual(github.asked, []);
  });

  it("is an error with require-protected-ref in the checkout, on every branch", async () => {
    const own = { requireProtectedRef: true };
    for (const ref of ["refs/heads/main", "refs/heads/topic"]) {
      assert.match((await refused({ ref, own })).message, /is not protected, so anyone with write access/);
    }
    assert.deepEqual(github.asked, []);
  });

  it("is a warning elsewhere when the default branch has no policy", async () => {
    assert.deepEqual(await policy(), noPolicy);
    assert.match(warnings[0]!, /^The ref refs\/heads\/topic is not protected, /);
  });

  it("is an error when the default branch's policy has require-protected-ref, though the branch has dropped it", async () => {
    github.files.set(`${HEAD}:${REVIEW}`, "version: 1\nrequire-protected-ref: true\n");
    const { message } = await refused();
    assert.match(message, /The policy of the default branch has require-protected-ref: true\./);
  });

  it("takes the stricter of each member", async () => {
    github.files.set(`${HEAD}:${REVIEW}`, "version: 1\nrequire-plan: true\nfail-on: error\nclients: [fioup]\n");
    const found = await policy({ own: { failOn: "warning", clients: ["fiotuf"] } });
    assert.deepEqual([found.requirePlan, found.failOn, found.clients], [true, "warning", ["fiotuf", "fioup"]]);
  });

  it("looks where the run's policies lie: beside a trusted root elsewhere, below another folder, and at the top", async () => {
    for (const [path, run] of [
      ["eu/.factory-tuf/review.yml", { trustedRoot: "eu/.factory-tuf/root.json" }],
      ["fleet/.factory-tuf/review.yml", { folder: "app/fleet" }],
      [REVIEW, { folder: "app/fleet" }],
      [REVIEW, { trustedRoot: "eu/.factory-tuf/root.json" }],
      ["ci/strict.yml", { policy: "ci/strict.yml" }],
      [REVIEW, { policy: "ci/strict.yml" }],
      // One that is named does not hide the one beside the trusted root.
      ["eu/.factory-tuf/review.yml", { trustedRoot: "eu/.factory-tuf/root.json", policy: "ci/lenient.yml" }],
    ] as const) {
      github.files.clear();
      github.files.set(`${HEAD}:${path}`, "version: 1\nrequire-plan: true\n");
      assert.equal((await policy(run)).requirePlan, true, `${path} for ${JSON.stringify(run)}`);
    }
  });

  it("asks GitHub when the event does not say what the default branch is", async () => {
    github.files.set(`${HEAD}:${REVIEW}`, "version: 1\nrequire-plan: true\n");
    for (const payload of ["", "[]", '{"repository":{"default_branch":7}}']) {
      assert.equal((await policy({ ref: "refs/heads/main", payload })).requirePlan, true, payload);
    }
  });

  it("is refused when the default branch's policy cannot be read", async () => {
    assert.match(
      (await refused({ token: "" })).message,
      /There is no GitHub token .* give the job `permissions: contents: read`/,
    );
    assert.match((await refused({ token: "unknown" })).message, /could not be read/);
    for (const text of ["version: 2\n", "a: [", "\u0000", "x".repeat(300_000)]) {
      github.files.set(`${HEAD}:${REVIEW}`, text);
      assert.match(
        (await refused()).message,
        /The policy of the default branch, which may allow that, could not be read/,
      );
    }
    github.files.set(`${HEAD}:.factory-tuf/review.yaml`, "version: 1\nrequire-protected-ref: true\n");
    github.files.delete(`${HEAD}:${REVIEW}`);
    assert.match((await refused()).message, /review\.yaml of the default branch is not read\. The right name is/);
    github.heads.clear();
    assert.match((await refused()).message, /could not be read/);
    assert.deepEqual(warnings, []);
  });
});
