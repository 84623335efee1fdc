// The record of a release from end to end: promote leaves a predicate, which is attested as actions/attest does it, and the
// review of the same repository passes. What is signed outside of the workflow has none, and is a finding.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { SIGSTORE_ROOT_FILE } from "../../src/context/repository.ts";
import type { FactorySnapshot } from "../../src/emulator/state/factory.ts";
import { RELEASE_PREDICATE } from "../../src/tuf/targets/release-record.ts";
import { gitHubStandIn, type StandIn } from "../github/stand-in.ts";
import { type Authority, authority } from "../kit/sigstore.ts";
import { assertEnded } from "./assertions.ts";
import { quickShellIn } from "./cli.ts";
import { type Site, startSite } from "./site.ts";

const RUN = {
  GITHUB_SERVER_URL: "https://github.com",
  GITHUB_REPOSITORY: "acme/devices",
  GITHUB_RUN_ID: "1234567",
  GITHUB_RUN_ATTEMPT: "2",
};
const POLICY = `version: 1
attested-from: { production: 4 }
attested-by: { repository: acme/devices, workflow: .github/workflows/promote.yml, ref: refs/heads/main }
`;

describe("the record of a release", () => {
  let site: Site;
  let released: FactorySnapshot;
  let github: StandIn;
  let sigstore: Authority;

  before(async () => {
    [site, sigstore] = await Promise.all([startSite(), authority()]);
    await site.workspace.write(SIGSTORE_ROOT_FILE, `${sigstore.trustedRoot()}\n`);
    await site.workspace.write(".factory-tuf/review.yml", POLICY);
    released = site.factory.snapshot();
  });
  beforeEach(async () => {
    site.factory.restore(released);
    github = await gitHubStandIn();
  });
  afterEach(async () => {
    await github.close();
    assert.deepEqual(github.violations, []);
  });
  after(() => site.close());

  const promote = (version: string) => site.step("promote", { version, tag: "production", ...site.keys }, { env: RUN });

  /** What actions/attest does with the outputs of a step. */
  async function attest(outputs: Readonly<Record<string, string>>): Promise<void> {
    const digest = outputs["targets-digest"]!;
    const predicate: unknown = JSON.parse(readFileSync(outputs["attestation"]!, "utf8"));
    const statement = { subject: digest.replace("sha256:", ""), predicateType: RELEASE_PREDICATE, predicate };
    github.attestations.push({ digest, type: RELEASE_PREDICATE, bundle: await sigstore.bundle(statement) });
  }

  async function unattested(): Promise<readonly string[]> {
    const env = { ...RUN, GITHUB_API_URL: github.url };
    const step = await site.step("review", { "github-token": "gh-bot", format: "json" }, { env });
    const review = JSON.parse(readFileSync(step.outputs["report"]!, "utf8")) as {
      readonly findings: readonly { readonly rule: string; readonly says: string }[];
      readonly notRun: readonly { readonly rule: string }[];
    };
    assert.ok(!review.notRun.some(({ rule }) => rule === "release-unattested"));
    return review.findings.filter(({ rule }) => rule === "release-unattested").map(({ says }) => says);
  }

  it("promote leaves it, attested it passes the review; the same step again leaves none", async () => {
    const step = await promote("5");
    assertEnded(step, 0, "done");
    const record = JSON.parse(readFileSync(step.outputs["attestation"]!, "utf8")) as object;
    assert.deepEqual(
      { ...record, keyids: (record as { keyids: unknown[] }).keyids.length },
      {
        factory: "acme",
        tag: "production",
        version: 5,
        wave: "production-5",
        keyids: 1,
        plan: null,
        run: "https://github.com/acme/devices/actions/runs/1234567/attempts/2",
        again: false,
      },
    );
    assert.deepEqual((step.result.data as { record: object }).record, record);
    await attest(step.outputs);
    assert.deepEqual(await unattested(), []);
    const again = await promote("5");
    assertEnded(again, 0, "unchanged");
    assert.deepEqual([again.outputs["attestation"], (again.result.data as { record: null }).record], [undefined, null]);
  });

  describe("asked for again", () => {
    const again = { "attest-again": "true" };

    it("is written where production is exactly what was approved, and passes the review", async () => {
      const { outputs } = await promote("5");
      const digest = outputs["targets-digest"]!;
      const production = site.factory.state.prodTargets.get("production");
      const expiresAt = outputs["expires-at"]!;
      for (const [command, inputs] of [
        ["promote", { version: "5", tag: "production", "expires-at": expiresAt, ...site.keys }],
        ["wave complete", { wave: "production-5" }],
      ] as const) {
        const step = await site.step(command, { ...inputs, ...again, "expect-digest": digest }, { env: RUN });
        assertEnded(step, 0, "unchanged");
        const record = JSON.parse(readFileSync(step.outputs["attestation"]!, "utf8")) as Record<string, unknown>;
        assert.deepEqual([record["again"], record["plan"], record["version"]], [true, digest, 5], command);
        assert.deepEqual(site.factory.state.prodTargets.get("production"), production);
        github.attestations.length = 0;
        await attest(step.outputs);
        assert.deepEqual(await unattested(), [], command);
      }
    });

    it("is refused without the digest that was approved, and with another one", async () => {
      const inputs = { version: "5", tag: "production", ...site.keys, ...again };
      const blind = await site.step("promote", inputs, { env: RUN });
      assert.match(blind.result.error!.message, /attest-again was given without expect-digest/);
      const alsoBlind = await site.step("wave complete", { wave: "w3", ...again }, { env: RUN });
      assert.deepEqual(
        [blind, alsoBlind].map(({ exit }) => exit),
        [2, 2],
      );
      await promote("5");
      const other = { ...inputs, "expect-digest": `sha256:${"0".repeat(64)}` };
      const refused = await site.step("promote", other, { env: RUN });
      assert.equal(refused.result.error!.code, "digest-mismatch");
      assert.equal(refused.outputs["attestation"], undefined);
    });

    it("is none of a Wave that production has left behind, and none in a dry run", async () => {
      const { outputs } = await promote("5");
      const approved = { "expect-digest": outputs["targets-digest"]!, "expires-at": outputs["expires-at"]! };
      const inputs = { version: "5", tag: "production", ...site.keys, ...again, ...approved };
      const dry = await site.step("promote", { ...inputs, "dry-run": "true" }, { env: RUN });
      assertEnded(dry, 0, "unchanged");
      await promote("6");
      const late = await site.step("promote", inputs, { env: RUN });
      assertEnded(late, 0, "unchanged");
      assert.deepEqual(
        [dry, late].map((step) => step.outputs["attestation"]),
        [undefined, undefined],
      );
      assert.match(
        late.raw,
        /No record was written: Wave production-5 is not what production has now, which is version 6/,
      );
    });
  });

  it("a rollout to some devices leaves none; wave complete of the approved digest in a later run does", async () => {
    const wave = { version: "6", tag: "production", wave: "w6" };
    const part = await site.step("promote", { ...wave, group: "us-east", ...site.keys }, { env: RUN });
    assertEnded(part, 0, "done");
    assert.equal(part.outputs["attestation"], undefined);
    const digest = part.outputs["targets-digest"]!;
    const rest = await site.step("wave complete", { wave: "w6", "expect-digest": digest }, { env: RUN });
    assertEnded(rest, 0, "done");
    await attest(rest.outputs);
    assert.deepEqual(await unattested(), []);
  });

  it("wave complete without a digest leaves none: the Wave may be a thief's", async () => {
    const keys = await site.workspace.keep("stolen.tgz", site.factory.archives.targets!);
    const thief = quickShellIn(site.workspace, site.factory);
    assert.equal((await thief("wave", "init", "w6", "6", "production", "--keys", keys, "--yes")).exit, 0);
    const rest = await site.step("wave complete", { wave: "w6" }, { env: RUN });
    assertEnded(rest, 0, "done");
    assert.equal(rest.outputs["attestation"], undefined);
    assert.match(rest.raw, /No record was written: without expect-digest the content of .* is not approved/);
    const [says] = await unattested();
    assert.match(says ?? "", /^Production v6 for tag production has no record/);
    // Somebody looks at it and approves it after all.
    const digest = rest.outputs["targets-digest"]!;
    const again = { wave: "w6", "expect-digest": digest, "attest-again": "true" };
    await attest((await site.step("wave complete", again, { env: RUN })).outputs);
    assert.deepEqual(await unattested(), []);
  });

  it("a Wave signed and completed elsewhere has none, and neither has one whose record is another release's", async () => {
    const step = await promote("5");
    await attest(step.outputs);
    const keys = await site.workspace.keep("stolen.tgz", site.factory.archives.targets!);
    const { exit } = await quickShellIn(site.workspace, site.factory)(
      "promote",
      "6",
      "production",
      "--keys",
      keys,
      "--yes",
    );
    assert.equal(exit, 0);
    const [says, ...others] = await unattested();
    assert.deepEqual(others, []);
    assert.match(says ?? "", /^Production v6 for tag production has no record of a release by \.github/);
    assert.match(says ?? "", /GitHub has no record of it\./);
    // The bundle of version 5, shown again for version 6.
    const [digest] = github.asked.flatMap(({ path }) => /attestations\/sha256%3A([0-9a-f]{64})/.exec(path)?.[1] ?? []);
    github.attestations.push({ ...github.attestations[0]!, digest: `sha256:${digest}` });
    assert.match((await unattested())[0] ?? "", /GitHub has one record of it, which is of another document\./);
  });
});
