import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { workflowsRules } from "../../../src/review/rules/workflows.ts";
import { callsTool, isOurAction, isOursIn, looksLikeOurs, parsedWorkflows } from "../../../src/review/workflow/jobs.ts";
import { isHarmlessScript } from "../../../src/review/workflow/tool-use.ts";
import { NOW } from "../../kit/now.ts";
import { expression, github, oneJob, withWorkflows } from "../rules/workflow-edits.ts";

const read = (value: unknown) => parsedWorkflows([{ path: "w.yml", value, text: "" }]);

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

  it("trusts our Action by its exact owner and repository, in any case of letters, and no like name", () => {
    assert.ok(isOurAction("factory-tuf/factory-tuf@v1"));
    assert.ok(isOurAction("Factory-TUF/factory-tuf/.github/workflows/promote.yml@main"));
    const others = [
      "acme/mirror-of-Factory-TUF/.github/workflows/promote.yml@main",
      "evil/factory-tuf-setup@v1",
      "factory-tuf/factory-tuf-setup@v1",
      "factory-tuf-evil/factory-tuf@v1",
      "evil/factory-tuf/factory-tuf@v1",
      "./.factory-tuf-action",
      "./factory-tuf/factory-tuf",
      "docker://factory-tuf/factory-tuf@v1",
      "actions/checkout@factory-tuf/factory-tuf",
    ];
    for (const uses of others) assert.ok(!isOurAction(uses), uses);
    assert.ok(!isOurAction(null));
  });

  it("looks into what is called like us as if it were ours, wherever that is kept", () => {
    assert.ok(looksLikeOurs("acme/mirror-of-Factory-TUF/.github/workflows/promote.yml@main"));
    assert.ok(looksLikeOurs("./.factory-tuf-action"));
    assert.ok(!looksLikeOurs("actions/checkout@factory-tuf"));
    assert.ok(!looksLikeOurs(null));
  });

  it("takes a folder for ours only where our repository is checked out to it", () => {
    const step = { uses: "./.factory-tuf-action" };
    const trusted = (checkout: object, used: object = step) => {
      const job = read(oneJob([checkout, used]))[0]!.jobs[0]!;
      return isOursIn(job, job.steps[1]!);
    };
    const checkout = (repository: string | undefined, path = ".factory-tuf-action") => ({
      uses: "actions/checkout@v6",
      with: { repository, path },
    });
    assert.ok(trusted(checkout("factory-tuf/factory-tuf")));
    assert.ok(!trusted(checkout("evil/factory-tuf")));
    assert.ok(!trusted(checkout(undefined)));
    assert.ok(!trusted(checkout("factory-tuf/factory-tuf", "elsewhere")));
    assert.ok(!trusted(checkout("factory-tuf/factory-tuf"), { uses: "./factory-tuf" }));
    const plan = { uses: "./.factory-tuf-action/plan" };
    assert.ok(trusted(checkout("factory-tuf/factory-tuf"), plan));
    assert.ok(!trusted(checkout("evil/factory-tuf"), plan));
    assert.ok(!trusted(checkout("factory-tuf/factory-tuf", ".factory-tuf"), plan));
  });

  it("runs a tool also through a workflow of the same repository", () => {
    const workflows = parsedWorkflows([
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
