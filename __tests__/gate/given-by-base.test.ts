// biome-ignore-all lint/suspicious/noTemplateCurlyInString: GitHub's expressions
// What of a proposal's inputs counts beside the base's workflows (T15): here the Factory and the stage; paths and tags are
// tried whole in threats/t15-base-policy.test.ts.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { admitted, givenByBase, otherFactory } from "../../src/gate/given-by-base.ts";
import type { ReviewedWorkflow } from "../../src/review/engine/snapshot.ts";
import { parsedWorkflows } from "../../src/review/workflow/jobs.ts";

const DEFAULTS = { trustedRoot: "root", pins: "pins", policy: "policy", waivers: "waivers", workflows: "workflows" };

function base(...reviews: readonly object[]) {
  const steps = reviews.map((inputs) => ({
    uses: "factory-tuf/factory-tuf@v1",
    with: { command: "review", ...inputs },
  }));
  return given({ on: "pull_request", jobs: { gate: { steps } } });
}

const inRun = (workflow: object, step: object) =>
  given({
    on: "push",
    ...workflow,
    jobs: { gate: { steps: [{ run: "factory-tuf review --factory acme", ...step }] } },
  });

function given(value: object) {
  const workflow: ReviewedWorkflow = { path: ".github/workflows/gate.yml", text: JSON.stringify(value), value };
  return givenByBase(parsedWorkflows([workflow]), "acme");
}

function warnings(work: (log: { warning: (message: string) => void }) => unknown): string[] {
  const said: string[] = [];
  work({ warning: (message) => said.push(message) });
  return said;
}

describe("a proposal that reviews another Factory than the base's workflows", () => {
  const asked = { factory: "acme", apiUrl: "https://api.foundries.io", oauthUrl: undefined };

  it("by its name: it says nothing of theirs", () => {
    assert.deepEqual(otherFactory(base({ factory: "acme" }), { ...asked, factory: "emca" }), [
      "This run reviews Factory emca; the base commit's workflows review acme, of which it says nothing",
    ]);
  });

  it("by another address, of the API or of OAuth", () => {
    const apiUrl = "https://mine.example";
    const elsewhere = { ...asked, apiUrl, oauthUrl: `${apiUrl}/oauth` };
    const says = (api: string, oauth: string) => [
      `api-url is https://mine.example, and the base commit's workflows give ${api} for Factory acme`,
      `oauth-url is https://mine.example/oauth, and the base commit's workflows give ${oauth} for Factory acme`,
    ];
    assert.deepEqual(otherFactory(base({}), elsewhere), says("https://api.foundries.io", "none"));
    assert.deepEqual(otherFactory(base(), elsewhere), says("https://api.foundries.io", "none"));
    const own = { "api-url": "https://own.example/", "oauth-url": "https://own.example/o" };
    assert.deepEqual(otherFactory(base(own), elsewhere), says("https://own.example", "https://own.example/o"));
    // The usual address is another one too where the base names one.
    assert.equal(otherFactory(base(own), asked).length, 1);
    assert.deepEqual(
      otherFactory(base({ factory: "other", "api-url": apiUrl }, { factory: "acme" }), elsewhere).length,
      2,
    );
  });

  it("is none at an address that the base gives, however it gives it", () => {
    const there = { ...asked, apiUrl: "https://own.example" };
    for (const given of [
      base({ "api-url": "https://own.example/" }),
      base({}, { command: "doctor", "api-url": "https://own.example" }),
      base({ "api-url": "${{ vars.API }}" }),
      inRun({ env: { FACTORY_API_URL: "https://own.example" } }, {}),
      inRun({}, { env: { FACTORY_API_URL: "https://own.example" } }),
      inRun({ env: { FACTORY_API_URL: "https://mine.example" } }, { env: { FACTORY_API_URL: "https://own.example" } }),
    ]) {
      assert.deepEqual(otherFactory(given, there), []);
    }
    assert.deepEqual(otherFactory(base({}), asked), []);
    assert.deepEqual(otherFactory(base(), { ...asked, apiUrl: null }), []);
  });

  it("is none where they name it, name any, or review nothing yet", () => {
    for (const given of [
      base({ factory: "acme" }, { factory: "emca" }),
      base({}),
      base({ factory: "${{ vars.F }}" }),
      base(),
    ]) {
      assert.deepEqual(otherFactory(given, { ...asked, factory: "emca" }), []);
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
