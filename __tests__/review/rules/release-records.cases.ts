// Cases of group F, continued: records of releases.
import type { ReleaseRecord, TagRecords } from "../../../src/review/engine/snapshot.ts";
import { docHash } from "../../../src/tuf/metadata/pins.ts";
import { RELEASE_PREDICATE } from "../../../src/tuf/targets/release-record.ts";
import { baseline } from "../baseline.ts";
import type { RuleCase } from "../cases.ts";

const policy = {
  attestedFrom: { production: 3 },
  attestedBy: { repository: "acme/devices", workflow: ".github/workflows/promote.yml", ref: "refs/heads/main" },
};

const RELEASE = { factory: "acme", tag: "production", version: 3 };

/** Production of the released Factory with one record for each entry, right but for what the entry says. */
const withRecords =
  (records: readonly Partial<ReleaseRecord>[], refused: TagRecords["refused"] = []) =>
  async () => {
    const snapshot = await baseline("released");
    const right: ReleaseRecord = {
      ...policy.attestedBy,
      repositoryId: 1234567,
      subjects: [docHash(snapshot.production.get("production")!.doc!)],
      predicateType: RELEASE_PREDICATE,
      predicate: RELEASE,
    };
    const found: TagRecords = { records: records.map((record) => ({ ...right, ...record })), refused };
    return { ...snapshot, records: { byTag: new Map([["production", found]]), notLooked: null } };
  };

const fires = (
  name: string,
  records: readonly Partial<ReleaseRecord>[],
  refused: TagRecords["refused"] = [],
): RuleCase => ({
  rule: "release-unattested",
  kind: "fires",
  name,
  snapshot: withRecords(records, refused),
  policy,
  subject: "prod-targets/production#",
  title: /^Production v3 for tag production has no record of a release by \.github\/workflows\/promote\.yml\.$/,
});

export const cases: readonly RuleCase[] = [
  fires("no record at all", []),
  fires("a bundle that does not verify", [], ["does not verify under the trusted roots"]),
  fires("a record of another repository", [{ repository: "mallory/devices" }]),
  fires("a record of another workflow of the same repository", [{ workflow: ".github/workflows/other.yml" }]),
  fires("a record of a run on an unprotected branch", [{ ref: "refs/heads/feature" }]),
  fires("a record of another document, shown again", [{ subjects: ["ab".repeat(32)] }]),
  fires("a record of another kind", [{ predicateType: "https://slsa.dev/provenance/v1" }]),
  fires("a record that says nothing of a release", [{ predicate: { version: 3 } }]),
  fires("a record for another tag", [{ predicate: { ...RELEASE, tag: "qa" } }]),
  fires("a record of another Factory", [{ predicate: { ...RELEASE, factory: "other" } }]),
  fires("a record of another version", [{ predicate: { ...RELEASE, version: 4 } }]),
  fires("several records, none of which counts", [{ ref: "refs/heads/x" }, { workflow: "x.yml" }]),
  {
    rule: "release-unattested",
    kind: "near-miss",
    name: "one good record among bad ones",
    snapshot: withRecords([{ ref: "refs/heads/x" }, {}], ["cannot be read"]),
    policy,
  },
  ...[null, 7654321].map(
    (repositoryId): RuleCase => ({
      ...fires(`a record of a repository that took the name over (${repositoryId})`, [{ repositoryId }]),
      policy: { ...policy, attestedBy: { ...policy.attestedBy, repositoryId: 1234567 } },
    }),
  ),
  ...[undefined, null, `sha256:${"0".repeat(64)}`].map(
    (plan): RuleCase => ({
      ...fires(`a record without the plan that a policy requires (${plan})`, [{ predicate: { ...RELEASE, plan } }]),
      policy: { ...policy, requirePlan: true },
    }),
  ),
  {
    rule: "release-unattested",
    kind: "near-miss",
    name: "a record of the plan that was approved, where a policy requires one",
    snapshot: async () => {
      const doc = (await baseline("released")).production.get("production")!.doc!;
      return withRecords([{ predicate: { ...RELEASE, plan: `sha256:${docHash(doc)}` } }])();
    },
    policy: { ...policy, requirePlan: true },
  },
  {
    rule: "release-unattested",
    kind: "near-miss",
    name: "the very repository, by its number",
    snapshot: withRecords([{}]),
    policy: { ...policy, attestedBy: { ...policy.attestedBy, repositoryId: 1234567 } },
  },
  {
    rule: "release-unattested",
    kind: "near-miss",
    name: "the repository in capitals",
    snapshot: withRecords([{ repository: "Acme/Devices" }]),
    policy,
  },
  {
    rule: "release-unattested",
    kind: "near-miss",
    name: "a tag that the policy does not name",
    snapshot: withRecords([]),
    policy: { ...policy, attestedFrom: { qa: 1 } },
  },
  {
    rule: "attested-from-idle",
    kind: "fires",
    name: "a tag that was typed wrong",
    snapshot: withRecords([{}]),
    policy: { ...policy, attestedFrom: { Production: 3 } },
    subject: "prod-targets/Production#",
    title: /^The policy wants records for tag Production, which has no production targets\.$/,
  },
  {
    rule: "attested-from-idle",
    kind: "fires",
    name: "a version that CI has not built: a zero too many",
    snapshot: withRecords([{}]),
    policy: { ...policy, attestedFrom: { production: 30 } },
    subject: "prod-targets/production#",
    title: /^The policy wants records for tag production from version 30 on; production is at v3\.$/,
  },
  {
    rule: "attested-from-idle",
    kind: "fires",
    name: "a version that production has not reached",
    snapshot: withRecords([{}]),
    policy: { ...policy, attestedFrom: { production: 4 } },
    level: "note",
    subject: "prod-targets/production#",
    title: /^The policy wants records for tag production from version 4 on; production is at v3\.$/,
  },
  {
    rule: "attested-from-idle",
    kind: "near-miss",
    name: "the very version of production",
    snapshot: withRecords([{}]),
    policy,
  },
  {
    rule: "attested-from-idle",
    kind: "near-miss",
    name: "a tag that this review leaves out",
    snapshot: async () => ({ ...(await withRecords([{}])()), tags: ["qa"] }),
    policy: { ...policy, attestedFrom: { production: 4 } },
  },
];
