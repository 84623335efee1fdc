// biome-ignore-all lint/suspicious/noTemplateCurlyInString: GitHub's expressions
// What of a proposal's inputs counts beside the base's workflows (T15): here the Factory and the stage; paths and tags are
// tried whole in threats/t15-base-policy.test.ts.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { admitted, givenByBase, warnOfOtherFactory } from "../../src/gate/given-by-base.ts";
import type { ReviewedWorkflow } from "../../src/review/engine/snapshot.ts";
import { parsedWorkflows } from "../../src/review/workflow/jobs.ts";

const DEFAULTS = { trustedRoot: "root", pins: "pins", policy: "policy", waivers: "waivers", workflows: "workflows" };

function base(...reviews: readonly object[]) {
  const steps = reviews.map((inputs) => ({
    uses: "factory-tuf/factory-tuf@v1",
    with: { command: "review", ...inputs },
  }));
  const value = { on: "pull_request", jobs: { gate: { steps } } };
  const workflow: ReviewedWorkflow = { path: ".github/workflows/gate.yml", text: JSON.stringify(value), value };
  return givenByBase(parsedWorkflows([workflow]), "acme");
}

function warnings(work: (log: { warning: (message: string) => void }) => unknown): string[] {
  const said: string[] = [];
  work({ warning: (message) => said.push(message) });
  return said;
}

describe("a proposal that reviews another Factory than the base's workflows", () => {
  it("is warned that it says nothing of theirs", () => {
    const said = warnings((log) => warnOfOtherFactory(base({ factory: "acme" }), "emca", log));
    assert.deepEqual(said, [
      "This run reviews Factory emca; the base commit's workflows review acme, of which it says nothing.",
    ]);
  });

  it("is none where they name it, name any, or review nothing yet", () => {
    for (const given of [
      base({ factory: "acme" }, { factory: "emca" }),
      base({}),
      base({ factory: "${{ vars.F }}" }),
      base(),
    ]) {
      assert.deepEqual(
        warnings((log) => warnOfOtherFactory(given, "emca", log)),
        [],
      );
    }
  });
});

describe("the stage of a proposal", () => {
  const stageOf = (asked: string, ...reviews: readonly object[]) => {
    let stage: string | undefined;
    const said = warnings((log) => {
      ({ stage } = admitted({ stage: asked }, base(...reviews), DEFAULTS, log));
    });
    return { stage, said };
  };

  it("may not be milder than the base's", () => {
    const { stage, said } = stageOf("steady", { factory: "acme", stage: "sign" });
    assert.equal(stage, "sign");
    assert.deepEqual(said, ["stage: steady is ignored, and sign is used, as the base commit's workflows have it."]);
  });

  it("may be stricter, or as mild as one of the base's reviews is", () => {
    assert.deepEqual(stageOf("apply", { factory: "acme", stage: "sign" }), { stage: "apply", said: [] });
    assert.deepEqual(stageOf("steady", { factory: "acme", stage: "apply" }, { factory: "acme" }), {
      stage: "steady",
      said: [],
    });
    assert.deepEqual(stageOf("steady"), { stage: "steady", said: [] });
  });
});
