// On a checkout that is set up, in part or wholly: only what is missing or out of date is changed, and nobody's own files
// without a question.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { startFactory } from "../../../src/emulator/state/factory.ts";
import { protectedEnvironment } from "../../github/stand-in-environments.ts";
import { COMMIT, FILES, initBench, POLICY, ROOT, workflow } from "./init-bench.ts";

const NEWER = "f".repeat(40);
const { bench, github, questions, init, unattended, refused, text, there, secret } = initBench({ pinned: true });

const complete = async () => {
  await init();
  questions.length = 0;
  github().asked.length = 0;
};
const hows = ({ steps }: { steps: { what: string; how: string }[] }) => new Set(steps.map(({ how }) => how));
const renewed = ({ steps }: { steps: { what: string; how: string }[] }) =>
  steps.filter(({ how }) => how === "done").map(({ what }) => what);

describe("init on a complete set-up", () => {
  it("asks nothing, writes nothing, and says so", async () => {
    await complete();
    const before = FILES.map(text);
    const { status, changed, data, text: report } = await init();
    assert.deepEqual([status, changed, questions], ["unchanged", "no", []]);
    assert.deepEqual(github().writes(), []);
    assert.deepEqual(FILES.map(text), before);
    assert.deepEqual(hows(data), new Set(["unchanged"]));
    assert.match(report, /^acme\/devices is set up already: nothing to do\n/);
  });

  it("is the same with other line ends, as git checks files out elsewhere", async () => {
    await complete();
    for (const path of FILES.slice(1)) bench.file(path, text(path).replaceAll("\n", "\r\n"));
    assert.equal((await unattended()).status, "unchanged");
  });

  it("renews the commit that the workflows call, also without a question: nobody changed them", async () => {
    await complete();
    const { data, shown } = await unattended({ "action-ref": NEWER });
    assert.deepEqual(renewed(data), ["promote", "review", "remind"].map(workflow));
    for (const name of ["promote", "review", "remind"]) assert.ok(text(workflow(name)).includes(`@${NEWER}`));
    assert.match(shown.join("\n"), new RegExp(`- {5}uses: .*@${COMMIT}\\n\\+ {5}uses: .*@${NEWER}`));
  });

  it("keeps what was chosen, and takes a new choice", async () => {
    await init(
      {},
      {
        types: [
          [/^Tag/, "beta"],
          [/environment whose/, "live"],
          [/devices run/, "fiotuf"],
        ],
      },
    );
    questions.length = 0;
    assert.equal((await init()).status, "unchanged");
    assert.deepEqual(questions, []);
    await unattended({ tag: "production" });
    assert.match(text(workflow("promote")), /^ {6}tag: production$/m);
    assert.match(text(workflow("promote")), /^ {6}environment: live$/m);
  });

  it("renews the trusted root when a newer one follows from it", async () => {
    bench.file(ROOT, JSON.stringify(bench.factory.state.ciRoots[1]));
    const { shown } = await init();
    assert.match(shown.join("\n"), /Renew \.factory-tuf\/root\.json: root 3[\s\S]*It was verified from root 2/);
    assert.equal(JSON.parse(text(ROOT)).signed.version, 3);
  });
});

describe("init on a set-up in part", () => {
  it("writes what is missing alone", async () => {
    bench.file(POLICY, "version: 1\nclients: [fiotuf]\nrequire-plan: true\n");
    const { data } = await init({}, { types: [[/archive|token/, ""]] });
    assert.deepEqual(
      questions.filter((question) => /root\.json|devices run|policy|tuf\/review/.test(question)),
      [],
    );
    assert.equal(text(POLICY), "version: 1\nclients: [fiotuf]\nrequire-plan: true\n");
    assert.deepEqual(there(), FILES);
    assert.deepEqual(data.clients, ["fiotuf"]);
  });

  it("adds to a policy of somebody's own only what it lacks, with the difference and a question", async () => {
    bench.file(POLICY, "version: 1\n# ours\nrequire-plan: true\n");
    await refused(
      "file-unwritable",
      /review\.yml was changed, or not written by init\..*on a terminal without --yes/,
      {},
      null,
    );
    const { shown } = await init();
    assert.match(
      shown.join("\n"),
      /Change: \.factory-tuf\/review\.yml[\s\S]*init did not write this file[\s\S]*\+ clients: \[aktualizr-lite\]/,
    );
    assert.equal(text(POLICY), "version: 1\n# ours\nrequire-plan: true\nclients: [aktualizr-lite]\n");
  });

  it("replaces a workflow of somebody's own, or a changed one, only after the difference and a yes", async () => {
    bench.file(workflow("remind"), "on: push\njobs: {}\n");
    await refused("file-unwritable", /factory-remind\.yml was changed, or not written by init\./, {}, null);
    assert.deepEqual(there(), [ROOT, workflow("remind")]);
    await init({}, { refuses: /remind/ });
    assert.equal(text(workflow("remind")), "on: push\njobs: {}\n");
    bench.file(workflow("promote"), text(workflow("promote")).replace("description: CI version", "description: Which"));
    await refused("file-unwritable", /factory-promote\.yml and .*factory-remind\.yml were changed, or not/, {}, null);
    const { shown } = await init();
    assert.match(shown.join("\n"), /- on: push\n/);
    assert.match(text(workflow("remind")), /^name: factory remind$/m);
  });

  it("sets what the environment lacks, and leaves what is there", async () => {
    github().environments.push(protectedEnvironment("production"));
    github().protection.refPatterns.set("production", [{ name: "main" }]);
    const there = { value: "x", updatedAt: "2026-11-23T08:00:00Z" };
    const held = ["FACTORY_TUF_KEYS", "FACTORY_TUF_IDENTITY"].map((name) => [name, there] as const);
    github().protection.secrets.set("production", new Map(held));
    await init();
    assert.ok(!questions.some((question) => /archive|Make the environment/.test(question)));
    assert.equal(secret("production", "FACTORY_TUF_KEYS"), "x");
    assert.ok(secret("production", "FACTORY_TOKEN"));
  });

  it("a root of another Factory is not replaced", async () => {
    const other = await startFactory({ state: "released", seed: "another" });
    await other.close();
    bench.file(ROOT, JSON.stringify(other.state.ciRoots.at(-1)));
    await refused("root-untrusted", /trusted/);
    assert.deepEqual(there(), [ROOT]);
  });
});

describe("init and an environment that does not protect", () => {
  it("is refused before anything is written; with --unprotected loudly accepted", async () => {
    github().environments.push({ name: "production", protection_rules: [], deployment_branch_policy: null });
    await refused("environment-unprotected", /jobs that use it need no approval.*--unprotected/);
    assert.deepEqual([there(), github().writes()], [[ROOT], []]);
    const { shown } = await init({ unprotected: true });
    assert.match(shown.join("\n"), /Not protected: jobs that use it need no approval/);
    assert.ok(secret("production", "FACTORY_TUF_KEYS"));
  });
});
