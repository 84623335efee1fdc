// Which records a review asks GitHub for, and what it says where it cannot look.
import assert from "node:assert/strict";
import { afterEach, before, beforeEach, describe, it } from "node:test";
import { type RecordPorts, readRecords } from "../../../src/gate/attested/read-records.ts";
import { UnreadInputs } from "../../../src/gate/unread-inputs.ts";
import { createGitHubClient } from "../../../src/github/client.ts";
import type { Snapshot } from "../../../src/review/engine/snapshot.ts";
import { docHash } from "../../../src/tuf/metadata/pins.ts";
import { RELEASE_PREDICATE } from "../../../src/tuf/targets/release-record.ts";
import { gitHubStandIn, type StandIn } from "../../github/stand-in.ts";
import { type Authority, authority, RELEASED_BY } from "../../kit/sigstore.ts";
import { baseline } from "../../review/baseline.ts";

const { repository, workflow, ref } = RELEASED_BY;
const POLICY = { attestedFrom: { production: 3 }, attestedBy: { repository, repositoryId: null, workflow, ref } };

let sigstore: Authority;
let snapshot: Snapshot;
let digest: string;
let github: StandIn;
before(async () => {
  sigstore = await authority();
  snapshot = await baseline("released");
  digest = docHash(snapshot.production.get("production")!.doc!);
});
beforeEach(async () => {
  github = await gitHubStandIn();
});
afterEach(async () => {
  await github.close();
  assert.deepEqual(github.violations, []);
});

async function read(more: Partial<RecordPorts> = {}, token = "gh-bot") {
  const unread = new UnreadInputs();
  const client = createGitHubClient({
    apiUrl: github.url,
    graphqlUrl: `${github.url}/graphql`,
    repository: "acme/review",
    token,
    signal: new AbortController().signal,
    wait: async () => {},
    info: () => {},
  });
  const trustedRoots = { where: ".factory-tuf/sigstore-root.jsonl", text: sigstore.trustedRoot() };
  const ports = { policy: POLICY, trustedRoots, github: client, node: "v24.21.0", ...more };
  const records = await readRecords(ports, snapshot, unread);
  return { ...records, unavailable: unread.unavailable };
}

const statement = (predicate: object = {}) => ({ subject: digest, predicateType: RELEASE_PREDICATE, predicate });

describe("records of what is in production", () => {
  it("are those of exactly that document, of the policy's repository, verified", async () => {
    const other = { ...statement(), subject: "ab".repeat(32) };
    github.attestations.push(
      { digest: `sha256:${digest}`, type: RELEASE_PREDICATE, bundle: await sigstore.bundle(statement({ a: 1 })) },
      { digest: `sha256:${digest}`, type: RELEASE_PREDICATE, bundle: { mediaType: "x" } },
      { digest: `sha256:${other.subject}`, type: RELEASE_PREDICATE, bundle: await sigstore.bundle(other) },
      { digest: `sha256:${digest}`, type: "https://a.example/b", bundle: await sigstore.bundle(statement()) },
    );
    const { byTag, notLooked, unavailable } = await read();
    assert.deepEqual([notLooked, unavailable], [null, []]);
    assert.deepEqual(byTag.get("production"), {
      records: [
        {
          repository,
          repositoryId: 1234567,
          workflow,
          ref,
          subjects: [digest],
          predicateType: RELEASE_PREDICATE,
          predicate: { a: 1 },
        },
      ],
      refused: ["cannot be read"],
    });
    assert.deepEqual(
      github.asked.map(({ path }) => path.split("?")[0]),
      [`/repos/acme/devices/attestations/sha256%3A${digest}`],
    );
  });

  it("are none where GitHub has none, and unread where the token may not see the repository", async () => {
    assert.deepEqual((await read()).byTag.get("production"), { records: [], refused: [] });
    const hidden = { ...POLICY, attestedBy: { ...POLICY.attestedBy, repository: "acme/elsewhere" } };
    const { byTag, unavailable } = await read({ policy: hidden });
    assert.equal(byTag.size, 0);
    assert.deepEqual(
      unavailable.map(({ subject }) => subject),
      ["attestations/production#"],
    );
    assert.match(unavailable[0]!.why, /GET \/repos\/acme\/elsewhere was answered with 404/);
  });

  it("are unread where the token may not ask for them, and where GitHub keeps the bundle elsewhere", async () => {
    github.faults.push({
      method: "GET",
      path: /attestations/,
      reply: {
        status: 403,
        body: { message: "Resource not accessible by integration", documentation_url: "x", status: "403" },
      },
    });
    assert.match(
      (await read()).unavailable[0]!.why,
      /^Records need the permission attestations: read\. GitHub: .* answered with 403: Resource not accessible/,
    );
    github.faults.push({
      method: "GET",
      path: /attestations/,
      reply: { status: 200, body: { attestations: [{ repository_id: 1, bundle_url: "https://blob.example/x" }] } },
    });
    assert.match((await read()).unavailable[0]!.why, /its body is not what GitHub's API documents/);
  });

  it("are found behind others: GitHub shows the newest first, and a hundred on a page", async () => {
    const noise = { digest: `sha256:${digest}`, type: RELEASE_PREDICATE, bundle: { mediaType: "x" } };
    const good = { ...noise, bundle: await sigstore.bundle(statement({ a: 1 })) };
    github.attestations.push(...Array.from({ length: 250 }, () => noise), good);
    const found = (await read()).byTag.get("production")!;
    assert.deepEqual([found.records.length, found.refused.length], [1, 250]);
    assert.deepEqual(
      github.asked.map(({ path }) => new URL(path, "https://x").searchParams.get("after")),
      [null, "cursor=100", "cursor=200"],
    );
    // There is an end to it.
    github.attestations.push(...Array.from({ length: 1000 }, () => noise));
    github.asked.length = 0;
    await read();
    assert.equal(github.asked.length, 10);
  });

  it("count also where GitHub keeps the bundle of another elsewhere", async () => {
    const bundle = await sigstore.bundle(statement({ a: 1 }));
    github.faults.push({
      method: "GET",
      path: /attestations/,
      reply: {
        status: 200,
        body: { attestations: [{ repository_id: 1, bundle_url: "https://blob.example/x" }, { bundle }] },
      },
    });
    const found = (await read()).byTag.get("production")!;
    assert.deepEqual([found.records.length, found.refused], [1, ["is kept by GitHub where this tool does not ask"]]);
  });

  it("of a version before that of the policy are not asked for", async () => {
    const { byTag, notLooked } = await read({ policy: { ...POLICY, attestedFrom: { production: 4, qa: 1 } } });
    assert.deepEqual([byTag.size, notLooked, github.asked], [0, null, []]);
  });
});

describe("a review that cannot look at records says what to do", () => {
  const says = async (more: Partial<RecordPorts>) => (await read(more)).notLooked;

  it("without trusted roots, a token, or a policy that asks", async () => {
    assert.equal(
      await says({ trustedRoots: null }),
      "there is no .factory-tuf/sigstore-root.jsonl; make it with: gh attestation trusted-root > .factory-tuf/sigstore-root.jsonl",
    );
    assert.equal(await says({ github: null }), "there is no GitHub token, which needs attestations: read");
    const nothing = { attestedFrom: {}, attestedBy: null };
    assert.equal(await says({ policy: nothing }), "the policy names no tag in attested-from");
    assert.deepEqual(github.asked, []);
  });

  it("with a Node that cannot verify them", async () => {
    for (const node of ["v20.20.2", "v22.22.1", "v23.11.0", "v24.14.9", "v25.1.0"]) {
      assert.match((await says({ node })) ?? "", /cannot verify records; it takes 22\.22\.2, 24\.15\.0 or 26/, node);
    }
    for (const node of ["v22.22.2", "v22.23.0", "v24.15.0", "v26.0.0", "v27.1.0"]) {
      assert.equal(await says({ node }), null, node);
    }
  });
});
