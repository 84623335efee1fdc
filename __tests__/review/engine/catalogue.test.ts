import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { catalogue, groupTitles } from "../../../src/review/engine/catalogue.ts";

/** Every id in its place: none is ever renamed, none is ever used for something else. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  A: [
    "metadata-malformed",
    "canonical-nonportable",
    "metadata-unknown-member",
    "private-material-in-metadata",
    "root-unknown-member",
  ],
  B: [
    "keyid-mismatch",
    "duplicate-key-material",
    "key-unusable",
    "key-type-unsupported-by-client",
    "key-shared-across-roles",
    "key-owner-missing",
    "key-owner-concentration",
  ],
  C: ["root-key-online", "root-threshold-one", "root-no-spare-key"],
  D: ["role-unsatisfiable", "targets-threshold", "prod-threshold-online-only"],
  E: ["targets-online-key-missing", "prod-targets-no-offline-key"],
  F: [
    "targets-signatures-insufficient",
    "signature-invalid",
    "signature-rejected-by-device",
    "online-role-unsigned",
    "release-unattested",
    "attested-from-idle",
  ],
  G: [
    "root-chain-gap",
    "root-chain-broken",
    "metadata-rollback",
    "metadata-equivocation",
    "pin-not-chained",
    "flavour-swapped",
    "root-unreviewed-change",
    "revoked-key-reused",
  ],
  H: [
    "metadata-expired",
    "root-expiring",
    "prod-targets-expiring",
    "validity-too-long",
    "key-overdue",
    "online-role-expired",
    "online-role-expiring",
  ],
  I: ["flavour-version-skew", "flavour-content-diverges"],
  J: [
    "target-malformed",
    "target-unselectable",
    "prod-target-provenance",
    "target-app-unpinned",
    "target-app-foreign",
    "hardware-coverage-lost",
    "target-no-delta",
  ],
  K: ["metadata-too-large", "device-refuses"],
  L: [
    "wave-signatures-insufficient",
    "targets-version-conflict",
    "wave-alters-existing-target",
    "wave-revivable",
    "wave-stale",
  ],
  M: [
    "tx-unfinished",
    "tx-server-issue",
    "staged-version",
    "staged-signatures-insufficient",
    "staged-strands-targets",
    "staged-weakens",
    "staged-key-unexplained",
    "staged-blocked-by-wave",
  ],
  N: [
    "archive-malformed",
    "archive-active-key-count",
    "archive-role-mix",
    "archive-exposed",
    "archive-leftover-temp",
    "archive-retired-keys",
  ],
  O: [
    "workflow-offline-key-in-ci",
    "workflow-secret-on-untrusted-trigger",
    "workflow-no-approval",
    "workflow-unpinned-signer",
    "workflow-keys-job-mixed",
    "reminder-silent",
    "workflow-no-schedule",
    "token-overprivileged",
    "workflow-unreadable",
  ],
  P: ["input-unavailable", "waiver-invalid", "waiver-stale"],
};

describe("the catalogue", () => {
  it("has 80 rules and 3 about the review itself, in their fixed order", () => {
    const wanted = Object.entries(GROUPS).flatMap(([group, ids]) => ids.map((id) => `${group} ${id}`));
    assert.deepEqual(
      catalogue.map(({ group, rule }) => `${group} ${rule.id}`),
      wanted,
    );
    assert.equal(catalogue.filter(({ group }) => group !== "P").length, 80);
    assert.equal(catalogue.length, 83);
  });

  it("has a title for every group", () => {
    assert.deepEqual(Object.keys(groupTitles), Object.keys(GROUPS));
  });

  it("gives each rule one sentence of why, and a way out", () => {
    for (const { rule } of catalogue) {
      assert.match(rule.why, /^[A-Za-z][\x20-\x7e]+\.$/, rule.id);
      assert.match(rule.fix, /^[A-Z][\x20-\x7e]{10,}$/, rule.id);
      assert.ok(!rule.raised?.includes(rule.level), `${rule.id} raises to its own level`);
    }
  });
});
