// Where git has no checkout: the base commit's files come from GitHub's API, one by one.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Place } from "../../src/context/context.ts";
import { noPolicy } from "../../src/context/policy-file.ts";
import { readInputs } from "../../src/gate/repository-inputs.ts";
import { endless } from "../kit/endless.ts";
import { type Workbench, workbench } from "../kit/workbench.ts";

const NOW = new Date("2026-11-23T08:00:00Z");
const BASE = "ab".repeat(20);

describe("a proposal without a checkout", () => {
  let bench: Workbench;
  let folder: string;
  let files: Record<string, string>;
  before(async () => {
    bench = await workbench();
    folder = mkdtempSync(join(tmpdir(), "no-checkout-"));
    files = {
      ".factory-tuf/root.json": JSON.stringify(bench.factory.state.ciRoots.at(-1)),
      ".factory-tuf/review.yml": "version: 1\nfail-on: note\n",
      "ci/strict.yml": "version: 1\nfail-on: warning\n",
      ".github/workflows/gate.yml": JSON.stringify({
        on: "issue_comment",
        jobs: { gate: { steps: [{ run: "factory-tuf review --policy ci/strict.yml" }] } },
      }),
    };
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    await bench.close();
  });

  const asked: string[] = [];
  const read = async (event: string, policy?: string, workflow = ".github/workflows/gate.yml") => {
    const warnings: string[] = [];
    const eventFile = join(folder, "event.json");
    writeFileSync(eventFile, JSON.stringify({ pull_request: { base: { sha: BASE } } }));
    const place: Place = {
      folder,
      top: folder,
      isWorkspace: true,
      signal: endless,
      event,
      eventFile,
      commit: BASE,
      workspace: folder,
      workflow,
      job: "gate",
      run: null,
      outputFolder: null,
      childEnvironment: { PATH: process.env["PATH"] ?? "" },
    };
    const remote = {
      fileAt: async (commit: string, path: string) => {
        assert.equal(commit, BASE);
        asked.push(path);
        return path in files ? Buffer.from(files[path]!) : null;
      },
      filesIn: async (commit: string, within: string) => {
        assert.equal(commit, BASE);
        const below = Object.keys(files).filter((path) => path.startsWith(`${within}/`));
        return below.map((path) => path.slice(within.length + 1)).filter((name) => !name.includes("/"));
      },
    };
    const trust = { root: null, pins: null, policy: noPolicy, onFirstUse: false };
    const factory = { factory: "acme" } as Parameters<typeof readInputs>[0]["factory"];
    const log = { warning: (message: string) => warnings.push(message), info: () => {} };
    const inputs = await readInputs({ place, trust, factory, log }, { policy }, remote, NOW);
    return { ...inputs, warnings };
  };

  it("has its policy and trusted root from the base commit", async () => {
    const { policy, trustedRoot, unavailable } = await read("issue_comment");
    assert.deepEqual([policy.failOn, trustedRoot?.signed.version, unavailable], ["note", 3, []]);
  });

  it("has Sigstore's roots from the base commit too, and refuses what only looks like them", async () => {
    files[".factory-tuf/sigstore-root.jsonl"] = "{}\n";
    assert.equal((await read("issue_comment")).sigstoreRoot?.text, "{}\n");
    files[".factory-tuf/sigstore-roots.jsonl"] = "{}\n";
    await assert.rejects(read("issue_comment"), /sigstore-roots\.jsonl of the base commit is not read/);
    delete files[".factory-tuf/sigstore-roots.jsonl"];
    delete files[".factory-tuf/sigstore-root.jsonl"];
    assert.equal((await read("issue_comment")).sigstoreRoot, null);
  });

  it("may name what the running workflow gives in that commit, and nothing that another one might", async () => {
    const known = await read("issue_comment", "ci/strict.yml");
    // Both count: the policy at the top is the stricter one.
    assert.deepEqual([known.warnings, known.policy.failOn], [[], "note"]);
    assert.ok(asked.includes("ci/strict.yml"));
    const unknown = await read("issue_comment", "ci/strict.yml", ".github/workflows/other.yml");
    assert.match(unknown.warnings.join(), /^policy: ci\/strict\.yml is ignored/);
  });

  it("is not reviewed while a file there looks like one that is read, and is not (T33)", async () => {
    files[".factory-tuf/waivers.yaml"] = "version: 1\nwaivers: []\n";
    await assert.rejects(
      read("issue_comment"),
      /^ToolError: \.factory-tuf\/waivers\.yaml of the base commit is not read/,
    );
    delete files[".factory-tuf/waivers.yaml"];
  });

  it("proposes nothing on a comment; on a pull request what is not there was removed", async () => {
    assert.equal((await read("issue_comment")).pinChange, null);
    const { pinChange } = await read("pull_request_target");
    assert.deepEqual([pinChange?.baseRoot?.signed.version, pinChange?.headRoot], [3, null]);
  });
});
