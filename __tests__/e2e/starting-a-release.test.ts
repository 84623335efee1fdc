// The three ways in which docs/release.md starts a release, each run as it stands there: only the address of the embedded
// Factory is put in.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, beforeEach, describe, it } from "node:test";
import { workflowsIn } from "../../scripts/workflows.ts";
import type { FactorySnapshot } from "../../src/emulator/state/factory.ts";
import { waveNamed } from "../../src/emulator/state/state.ts";
import { itIsTakenByTheJudge } from "../judges/released.ts";
import { keyElsewhere, listTargetsKeys } from "../kit/key-elsewhere.ts";
import { startTransit } from "../kit/services/transit.ts";
import { annotated } from "./assertions.ts";
import { type Site, startSite } from "./site.ts";
import { runWorkflow, type WorkflowRun, type WorkflowStart } from "./workflow-run.ts";

let site: Site;
let released: FactorySnapshot;
before(async () => {
  site = await startSite();
  released = site.factory.snapshot();
});
beforeEach(() => site.factory.restore(released));
after(() => site.close());

const pageOf = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), "utf8");

/** The workflow of a page that starts on an event, told of the embedded Factory wherever one of ours is used. */
function documented(page: string, event: string): string {
  const found = workflowsIn(page, pageOf(page)).find(({ text }) => text.includes(`\n  ${event}:\n`));
  return atFactory(found!.text);
}

function atFactory(text: string): string {
  const { factory, url } = site.factory;
  return text
    .replaceAll(/^( +)factory: acme$/gm, `$1factory: ${factory}\n$1api-url: ${url}`)
    .replaceAll(/^( +)factory: (\$\{\{.*\}\})$/gm, `$1factory: $2\n$1api-url: ${url}`);
}

/** What a runner says of itself. */
const RUN = { GITHUB_SERVER_URL: "https://github.com", GITHUB_REPOSITORY: "acme/firmware", GITHUB_RUN_ID: "7" };

/** As getting started says: the token in the repository, the keys in the environment. */
function start(event: string, more: Partial<WorkflowStart> = {}): WorkflowStart {
  return {
    event,
    secrets: { FACTORY_TOKEN: site.factory.tokens.owner },
    environments: {
      production: { FACTORY_TUF_KEYS: site.keys["keys"]!, FACTORY_TUF_IDENTITY: site.keys["keys-identity"]! },
    },
    ...more,
  };
}

function atVersion(): number {
  return site.factory.state.prodTargets.get("production")!.signed.version;
}

function assertReleased({ jobs, outputs, asked, steps, log }: WorkflowRun, version: number): void {
  assert.equal(jobs["release"]?.result, "success", log.join("\n"));
  assert.deepEqual(asked, ["production"]);
  assert.deepEqual(
    steps.map(({ action }) => action),
    ["plan", "promote"],
  );
  const { digest, ...told } = outputs;
  assert.equal(digest, steps[0]!.outputs["targets-digest"]);
  assert.equal(told["status"], "done");
  assert.equal(told["version"], String(version));
  assert.equal(told["wave"], `production-${version}`);
  assert.equal(atVersion(), version);
}

describe("a release that is started by hand", () => {
  const byHand = (more: Partial<WorkflowStart> = {}) =>
    runWorkflow(site, documented("README.md", "workflow_dispatch"), start("workflow_dispatch", more));

  it("takes the version that was typed, or the latest", async () => {
    assertReleased(await byHand({ inputs: { version: "5" } }), 5);
    assertReleased(await byHand(), 6);
  });

  // The step is killed between the release and its outputs: then nothing of it is left but what production has.
  it("whose run died after the release is attested by re-running its failed jobs, and by nothing else", async () => {
    const first = await byHand({ inputs: { version: "5" }, env: RUN });
    const { attestation } = first.allJobs["release/sign"]!.outputs;
    assert.notEqual(attestation, "");
    const lost = { result: "failure", outputs: {} } as const;
    const died = {
      ...first,
      allJobs: { ...first.allJobs, "release/sign": lost, "release/attest": lost, release: lost },
    };
    const inProduction = site.factory.snapshot();
    const rerun = await byHand({ inputs: { version: "5" }, env: RUN, rerunOf: died });
    assert.deepEqual(
      rerun.steps.map(({ action, outputs: { status } }) => [action, status]),
      [["promote", "unchanged"]],
    );
    assert.equal(rerun.allJobs["release/attest"]?.result, "success", rerun.log.join("\n"));
    const { predicate, digest } = rerun.allJobs["release/sign"]!.outputs;
    assert.equal(digest, first.outputs["digest"]);
    const { again, version, plan } = JSON.parse(predicate ?? "null") as Record<string, unknown>;
    assert.deepEqual([again, version, plan], [true, 5, digest]);
    assert.equal(site.factory.snapshot(), inProduction);
    const anew = await byHand({ inputs: { version: "5" }, env: RUN });
    assert.deepEqual(
      ["sign", "attest"].map((job) => anew.allJobs[`release/${job}`]!.result),
      ["skipped", "skipped"],
    );
  });

  it("signs nothing that the reviewers reject", async () => {
    const { jobs, steps } = await byHand({ approve: () => false });
    assert.equal(jobs["release"]!.result, "failure");
    assert.deepEqual(
      steps.map(({ action }) => action),
      ["plan"],
    );
    assert.equal(atVersion(), 3);
  });

  it("plans without the secrets of the environment, and asks nobody where the plan is refused", async () => {
    const { jobs, asked, steps } = await byHand({ inputs: { version: "77" } });
    assert.equal(jobs["release"]!.result, "failure");
    assert.deepEqual(asked, []);
    assert.equal(steps.length, 1);
  });

  it("attests what is in production where the form says so, and the reviewers agree", async () => {
    const text = atFactory(pageOf("docs/promote-workflow.yml"));
    const inputs = { factory: site.factory.factory, version: "5" };
    const run = (more: Partial<WorkflowStart>) =>
      runWorkflow(site, text, start("workflow_dispatch", { env: RUN, ...more }));
    await run({ inputs });
    const released = site.factory.snapshot();
    const again = { inputs: { ...inputs, "attest-again": "true" } };
    const agreed = await run(again);
    assert.deepEqual([agreed.asked, agreed.jobs["attest"]!.result], [["production"], "success"], agreed.log.join("\n"));
    const rejected = await run({ ...again, approve: () => false });
    assert.deepEqual([rejected.jobs["sign"]!.result, rejected.jobs["attest"]!.result], ["failure", "skipped"]);
    assert.equal(site.factory.snapshot(), released);
  });

  it("is the same with the workflow to copy", async () => {
    const text = atFactory(pageOf("docs/promote-workflow.yml"));
    const copied = { inputs: { factory: site.factory.factory } };
    const run = await runWorkflow(site, text, start("workflow_dispatch", copied));
    assert.deepEqual([run.jobs["sign"]!.result, run.asked], ["success", ["production"]], run.log.join("\n"));
    assert.equal(atVersion(), 6);
    const again = await runWorkflow(site, text, start("workflow_dispatch", copied));
    assert.deepEqual([again.jobs["plan"]!.result, again.jobs["sign"]!.result], ["success", "skipped"]);
    assert.deepEqual(again.asked, []);
  });
});

describe("the workflow to copy, with a signer instead of the two secrets", () => {
  it("plans, asks, and signs by the key in the service", async () => {
    const key = keyElsewhere("ed25519");
    listTargetsKeys(site.factory, key);
    const token = "hvs.token-of-the-workflow";
    const transit = await startTransit({ token, keys: { factory: [key] } });
    try {
      const { jobs, asked, log } = await runWorkflow(site, atFactory(pageOf("docs/promote-workflow.yml")), {
        event: "workflow_dispatch",
        inputs: { factory: site.factory.factory },
        secrets: { FACTORY_TOKEN: site.factory.tokens.owner },
        vars: { FACTORY_TUF_SIGNER: "hv:transit/factory/1", FACTORY_TUF_SIGNER_KEYID: key.keyid },
        env: { VAULT_ADDR: transit.address, VAULT_TOKEN: token },
      });
      assert.deepEqual([jobs["sign"]!.result, asked], ["success", ["production"]], log.join("\n"));
      assert.equal(atVersion(), 6);
      const { signatures } = site.factory.state.prodTargets.get("production")!;
      assert.ok(signatures.some(({ keyid }) => keyid === key.keyid));
      assert.equal(transit.calls.length, 1, "the plan asks the signer for nothing");
    } finally {
      await transit.close();
    }
  });
});

describe("a release that a schedule starts", () => {
  const nightly = (more: Partial<WorkflowStart> = {}) =>
    runWorkflow(site, documented("docs/release.md", "schedule"), start("schedule", more));

  it("takes the newest version with the tag; the next night nobody is asked, and nothing is signed", async () => {
    assertReleased(await nightly(), 5);
    const before = site.factory.snapshot();
    const { jobs, outputs, asked, steps } = await nightly();
    assert.equal(jobs["release"]!.result, "success");
    assert.deepEqual(asked, []);
    assert.deepEqual(
      steps.map(({ action, outputs: { status } }) => [action, status]),
      [["plan", "unchanged"]],
    );
    assert.match(steps[0]!.summary, /already complete, with exactly this content/);
    assert.deepEqual([outputs["status"], outputs["wave"], outputs["version"]], ["unchanged", "production-5", "5"]);
    assert.equal(site.factory.snapshot(), before);
  });

  it("is attested in the night in which it is made, and in no other", async () => {
    const env = {
      GITHUB_SERVER_URL: "https://github.com",
      GITHUB_REPOSITORY: "acme/devices",
      GITHUB_RUN_ID: "1234567",
      GITHUB_RUN_ATTEMPT: "1",
    };
    const attested = ({ others }: WorkflowRun) => others.filter((uses) => uses.startsWith("actions/attest@")).length;
    assert.deepEqual([attested(await nightly({ env })), attested(await nightly({ env }))], [1, 0]);
  });

  it("asks nobody either where production got the version by a Wave of another name", async () => {
    const inputs = { version: "5", tag: "production", wave: "by-hand", "source-tag": "qa" };
    await site.step("promote", { ...inputs, ...site.keys });
    assert.equal(waveNamed(site.factory.state, "by-hand")!.status, "complete");
    const { asked, outputs, steps } = await nightly();
    assert.deepEqual([asked, outputs["status"]], [[], "unchanged"]);
    assert.match(steps[0]!.summary, /Production already has this version/);
  });

  it("asks nobody where production is ahead of the newest version with the tag", async () => {
    await site.step("promote", { version: "6", tag: "production", ...site.keys });
    const { jobs, asked, outputs } = await nightly();
    assert.deepEqual([jobs["release"]!.result, asked], ["success", []]);
    assert.deepEqual([outputs["status"], outputs["version"]], ["unchanged", "6"]);
  });

  it("asks again as soon as CI has a newer version", async () => {
    await nightly();
    site.factory.setCiTargets((targets) => {
      for (const [name, target] of Object.entries(targets)) {
        const { custom } = target as { custom: { version: string; tags: string[] } };
        if (custom.version === "6") custom.tags = ["qa"];
        targets[name] = target;
      }
      return targets;
    });
    assertReleased(await nightly(), 6);
  });
});

describe("a release that CI's own webhook starts", () => {
  const sent = (payload: object, more: Partial<WorkflowStart> = {}) =>
    runWorkflow(
      site,
      documented("docs/release.md", "repository_dispatch"),
      start("repository_dispatch", { payload: { action: "factory-ci", client_payload: payload }, ...more }),
    );

  it("takes the version of the payload, as a number or as text", async () => {
    assertReleased(await sent({ version: 5 }), 5);
    assertReleased(await sent({ version: "6" }), 6);
  });

  for (const [title, payload] of [
    ["a command", { version: '6"; echo stolen; "' }],
    ["a workflow command", { version: "6\n::set-output name=targets-digest::x" }],
    ["another tag beside it", { version: "6,tag=qa" }],
    ["no version at all", { tag: "qa" }],
    ["a map", { version: { latest: true } }],
  ] as const) {
    it(`T14: refuses a payload that holds ${title}: nobody is asked`, async () => {
      const { jobs, asked, steps } = await sent(payload);
      assert.equal(jobs["release"]!.result, "failure");
      assert.deepEqual(asked, []);
      assert.equal(steps[0]!.outputs["status"], "usage");
      assert.equal(site.factory.snapshot(), released);
    });
  }

  it("T14: whatever else the payload holds changes nothing: factory, tag and digest are not taken from it", async () => {
    const other = { factory: "other", tag: "qa", "expect-digest": `sha256:${"0".repeat(64)}`, environment: "none" };
    assertReleased(await sent({ version: 6, ...other }), 6);
  });

  it("T14: a step of promote without the digest of a plan is refused before a key is read", async () => {
    const { factory, url, tokens } = site.factory;
    const inputs = { factory, "api-url": url, token: tokens.owner, version: "6", tag: "production", ...site.keys };
    const step = await site.bareStep(inputs, { action: "promote", event: "repository_dispatch" });
    assert.match(annotated(step, "error"), /no expect-digest says what was approved.*\(event-refused\)$/);
    assert.deepEqual(step.log.masks, []);
  });
});

describe("a workflow that calls ours without the permissions that it needs", () => {
  it("is not started", async () => {
    const text = documented("README.md", "workflow_dispatch").replace("id-token: write", "id-token: none");
    await assert.rejects(
      runWorkflow(site, text, start("workflow_dispatch")),
      /the job attest asks for id-token: write, and its caller has less/,
    );
  });
});

describe("the guard of the signing job", () => {
  it("stops where the plan's digest was lost", async () => {
    const text = atFactory(pageOf("docs/promote-workflow.yml")).replace("outputs.targets-digest", "outputs.lost");
    const inputs = { factory: site.factory.factory };
    const { jobs, steps, log } = await runWorkflow(site, text, start("workflow_dispatch", { inputs }));
    assert.equal(jobs["sign"]!.result, "failure");
    assert.match(log.join("\n"), /The plan left no digest\. Nothing was signed\./);
    assert.equal(steps.length, 1);
    assert.equal(atVersion(), 3);
  });
});

itIsTakenByTheJudge();
