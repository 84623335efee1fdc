import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { workflowsRules } from "../../../src/review/rules/workflows.ts";
import { isHarmlessScript } from "../../../src/review/workflow/harmless-script.ts";
import { callsTool, isOurs, readWorkflows } from "../../../src/review/workflow/jobs.ts";
import { NOW } from "../baseline.ts";
import { expression, github, oneJob, withWorkflows } from "../rules/workflow-edits.ts";

const read = (value: unknown) => readWorkflows([{ path: "w.yml", value, text: "" }]);

describe("a workflow file", () => {
  it("has its triggers as a word, a list or a map, under `on` or what YAML 1.1 makes of it", () => {
    const triggers = (value: object) => [...read(value)[0]!.triggers];
    assert.deepEqual(triggers({ on: "push" }), ["push"]);
    assert.deepEqual(triggers({ on: ["push", "schedule"] }), ["push", "schedule"]);
    assert.deepEqual(triggers({ true: { pull_request: null } }), ["pull_request"]);
    assert.deepEqual(triggers({}), []);
  });

  it("names jobs and steps by pointers that escape what stands in their names", () => {
    const [workflow] = read({ jobs: { "a/b": { steps: [null, { run: "true" }] } } });
    assert.deepEqual(
      workflow!.jobs[0]!.steps.map(({ pointer }) => pointer),
      ["/jobs/a~1b/steps/1"],
    );
  });

  it("runs our Action wherever that is kept, and no other", () => {
    assert.ok(isOurs("factory-tuf/factory-tuf@v1"));
    assert.ok(isOurs("acme/mirror-of-Factory-TUF/.github/workflows/promote.yml@main"));
    assert.ok(isOurs("./.factory-tuf-action"));
    assert.ok(!isOurs("actions/checkout@factory-tuf"));
    assert.ok(!isOurs(null));
  });

  it("runs a tool also through a workflow of the same repository", () => {
    const workflows = readWorkflows([
      { path: "a.yml", value: { jobs: { one: { uses: "./.github/workflows/b.yml" } } }, text: "" },
      { path: ".github/workflows/b.yml", value: oneJob([{ run: "fioctl login" }]), text: "" },
    ]);
    assert.equal(callsTool(workflows[0]!.jobs[0]!, workflows), true);
    assert.equal(callsTool(workflows[0]!.jobs[0]!, workflows.slice(0, 1)), false);
  });
});

describe("a script beside keys", () => {
  const isHarmless = (run: string, more: object = {}) =>
    isHarmlessScript(read(oneJob([{ run, ...more }]))[0]!.jobs[0]!.steps[0]!);
  const guard = 'if [ -z "$DIGEST" ] || [ "$A" = "b" ]; then\n  echo "::error::No digest."\n  exit 1\nfi';

  it("is harmless where it only looks at variables, complains and stops", () => {
    assert.equal(isHarmless(guard), true);
    assert.equal(isHarmless(guard, { shell: "bash" }), true);
  });

  it("is not where it writes, substitutes, sets the environment or runs anything", () => {
    const others = [
      'echo "x" > file',
      'echo "$(id)"',
      "echo `id`",
      'echo "::add-path::/tmp"',
      'echo "a"; id',
      'if [ -z "$A" ]; then id; fi',
      'if [ -z "$(id)" ]; then',
      `echo "${expression("github.head_ref")}"`,
      "npm ci",
      "source ./x",
    ];
    for (const run of others) assert.equal(isHarmless(run), false, run);
    assert.equal(isHarmless(guard, { shell: "python" }), false);
  });
});

describe("the rules about workflows", () => {
  it("never throw on any YAML value, nor on members named like those of every object", async () => {
    const names = fc.constantFrom(
      "on",
      "jobs",
      "steps",
      "uses",
      "run",
      "with",
      "env",
      "environment",
      "__proto__",
      "constructor",
    );
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 6 },
        fc.constantFrom(
          "factory-tuf",
          "fioctl waves init -k x",
          "push",
          expression("secrets.FACTORY_TUF_KEYS"),
          1,
          null,
        ),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(names, tie("value"), { maxKeys: 4 }),
      ),
    }));
    const empty = await withWorkflows({}, github({ environments: {}, lastRemindRun: "never" }));
    const policy = { appHosts: [], clients: [] };
    fc.assert(
      fc.property(value, value, (a, b) => {
        const files = [{ path: "w.yml", value: { on: a, jobs: { one: b, two: { steps: [a, b] } } }, text: "" }];
        const snapshot = { ...empty, workflows: [...files, { path: "x", value: a, text: "" }] };
        for (const rule of workflowsRules) rule.check(snapshot, policy, NOW);
      }),
    );
  });
});
