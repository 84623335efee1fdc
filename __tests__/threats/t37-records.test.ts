// T37: what was signed outside of the workflow is seen, and a pull request does not choose which records count.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { ReviewFinding } from "../../src/review/engine/result.ts";
import { parseTargets } from "../../src/tuf/metadata/metadata.ts";
import { docHash } from "../../src/tuf/metadata/pins.ts";
import { RELEASE_PREDICATE } from "../../src/tuf/targets/release-record.ts";
import { gitHubStandIn, type StandIn } from "../github/stand-in.ts";
import { type Files, type PullRequest, pullRequest } from "../kit/pull-request.ts";
import { type Authority, authority } from "../kit/sigstore.ts";

const ROOTS = ".factory-tuf/sigstore-root.jsonl";
const POLICY = `version: 1
attested-from: { production: 3 }
attested-by: { repository: acme/devices, workflow: .github/workflows/promote.yml, ref: refs/heads/main }
`;

describe("T37: records of releases, on a pull request", () => {
  let github: StandIn;
  let sigstore: Authority;
  let mallory: Authority;
  const opened: PullRequest[] = [];
  before(async () => {
    [github, sigstore, mallory] = await Promise.all([gitHubStandIn(), authority(), authority()]);
  });
  after(async () => {
    await Promise.all(opened.map((request) => request.close()));
    await github.close();
    assert.deepEqual(github.violations, []);
  });

  async function findings(head: Files, attestedBy: Authority): Promise<readonly string[]> {
    const base = (bench: PullRequest["bench"]): Files => ({
      ".factory-tuf/root.json": JSON.stringify(bench.factory.state.ciRoots.at(-1)),
      ".factory-tuf/review.yml": POLICY,
      [ROOTS]: `${sigstore.trustedRoot()}\n`,
    });
    const request = await pullRequest(base, () => head);
    opened.push(request);
    const { bench, env } = request;
    const value = bench.factory.state.prodTargets.get("production");
    const subject = docHash(parseTargets({ value, problems: [] }, "production"));
    const predicate = { factory: "acme", tag: "production", version: 3 };
    const bundle = await attestedBy.bundle({ subject, predicateType: RELEASE_PREDICATE, predicate });
    github.attestations.splice(0, Infinity, { digest: `sha256:${subject}`, type: RELEASE_PREDICATE, bundle });
    const place = { GITHUB_API_URL: github.url, GITHUB_REPOSITORY: "acme/devices", GITHUB_TOKEN: "gh-bot" };
    const { data } = await bench.run("review", {}, { env: { ...env, ...place } });
    assert.ok(!data.notRun.some(({ rule }: { rule: string }) => rule === "release-unattested"));
    return data.findings
      .filter(({ rule }: ReviewFinding) => rule === "release-unattested")
      .map(({ says }: ReviewFinding) => says);
  }

  it("the base commit's authorities vouch, not those that the pull request brings", async () => {
    const [says] = await findings({ [ROOTS]: `${mallory.trustedRoot()}\n` }, mallory);
    assert.match(says ?? "", /one record of it, which does not verify under the trusted roots/);
    assert.deepEqual(await findings({ [ROOTS]: `${mallory.trustedRoot()}\n` }, sigstore), []);
  });

  it("the base commit's policy asks, whatever the pull request makes of it", async () => {
    const [says] = await findings({ ".factory-tuf/review.yml": "version: 1\n", [ROOTS]: "" }, mallory);
    assert.match(says ?? "", /^Production v3 for tag production has no record/);
  });
});
