import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { onlyReviews } from "../../../src/gate/examine.ts";

const place = { event: "schedule", workflow: ".github/workflows/gate.yml", job: "gate" };
const workflow = (...commands: readonly unknown[]) => [
  {
    path: ".github/workflows/gate.yml",
    text: "",
    value: {
      jobs: { gate: { steps: [{ uses: "actions/checkout" }, ...commands.map((command) => ({ with: { command } }))] } },
    },
  },
];

describe("a job only reviews", () => {
  it("when its steps run nothing of ours but review and remind", () => {
    assert.equal(onlyReviews(place, workflow("review")), true);
    assert.equal(onlyReviews(place, workflow(" remind\n", "review")), true);
    assert.equal(onlyReviews(place, workflow("review", "promote")), false);
  });

  it("when its steps lie in a workflow that is called, for what runs here is a review", () => {
    assert.equal(onlyReviews(place, null), true);
    assert.equal(onlyReviews({ ...place, job: "called" }, workflow("promote")), true);
    assert.equal(onlyReviews({ ...place, job: "__proto__" }, workflow("promote")), true);
  });

  it("never outside GitHub Actions: a person's token may do more", () => {
    assert.equal(onlyReviews({ ...place, event: null }, workflow("review")), false);
  });
});
