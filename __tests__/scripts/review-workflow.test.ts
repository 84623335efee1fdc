// biome-ignore-all lint/suspicious/noTemplateCurlyInString: GitHub's expressions
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { parse } from "yaml";

const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), "utf8");
const review = parse(read(".github/workflows/review.yml"));
const steps: { id?: string; uses?: string; if?: string; with?: Record<string, string> }[] = review.jobs.review.steps;
const using = (name: string) => steps.find(({ uses }) => uses?.startsWith(name))!;

describe("the reusable review workflow", () => {
  it("may read, and write findings to code scanning, and nothing else", () => {
    assert.deepEqual(review.permissions, {});
    assert.deepEqual(review.jobs.review.permissions, {
      actions: "read",
      attestations: "read",
      contents: "read",
      "security-events": "write",
    });
  });
  it("gets no key and requires no secret", () => {
    assert.deepEqual(Object.keys(review.on.workflow_call.secrets), ["FACTORY_TOKEN"]);
    assert.equal(review.on.workflow_call.secrets.FACTORY_TOKEN.required, false);
    assert.doesNotMatch(read(".github/workflows/review.yml"), /keys/);
  });
  it("sends the findings and keeps the page also when the gate is closed", () => {
    assert.match(
      using("github/codeql-action/upload-sarif@").if!,
      /^always\(\) && .*steps\.review\.outputs\.sarif != ''/,
    );
    assert.match(using("actions/upload-artifact@").if!, /^always\(\) && steps\.review\.outputs\.report != ''/);
  });
  it("does not try to write with the token of a fork's pull request", () => {
    assert.match(using("github/codeql-action/upload-sarif@").if!, /pull_request\.head\.repo\.fork != true/);
  });
  it("leaves no credentials behind in the checkout", () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    assert.equal(checkouts.length, 2);
    for (const { with: given } of checkouts) assert.equal(given!["persist-credentials"], false);
  });
  it("has no gate of its own", () => {
    const given = steps.find(({ id }) => id === "review")!.with!;
    assert.equal(given["fail-on"], "${{ inputs.fail-on }}");
    assert.equal(review.on.workflow_call.inputs["fail-on"].default, "");
  });
});
