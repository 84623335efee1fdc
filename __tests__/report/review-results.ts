// Results of reviews, ordinary but for what a test names.

import type { RuleText } from "../../src/report/review/findings.ts";
import type { ReviewFinding, ReviewResult } from "../../src/review/engine/result.ts";

export const KEY = (digit: string) => digit.repeat(64);

export const ROTATE = "Run: factory-tuf keys rotate --role root --keys <root.tgz>";
export const RULES: readonly RuleText[] = [
  { id: "root-expiring", fix: ROTATE },
  {
    id: "root-threshold-one",
    fix: "Run: factory-tuf updates add-offline-key --role root, then factory-tuf updates set-threshold --role root 2",
  },
  { id: "target-no-delta", fix: "Generate static deltas in the Factory before factory-tuf wave init." },
];

export function finding(parts: Partial<ReviewFinding> & { readonly rule: string }): ReviewFinding {
  const title = parts.title ?? "Production root v4 of acme expires in 11 days (error limit 14).";
  const fix = RULES.find(({ id }) => id === parts.rule)?.fix ?? "";
  return {
    level: "error",
    subject: "prod-root#/signed/expires",
    title,
    says: [title, "After 2026-12-04T05:17:31Z devices refuse all updates.", fix].join(" ").trim(),
    waiver: null,
    ...parts,
  };
}

export const WAIVER = {
  id: "W-2026-004",
  expires: "2027-02-18",
  justification: "Second key holder starts 2027-01; two sealed backups exist.",
  owner: "@acme/tuf-admins",
  ticket: "SEC-1234",
};

/** A Factory with a little of everything: an error, a warning, a waived finding, a Wave that lacks a signature. */
export function result(parts: Partial<ReviewResult> = {}): ReviewResult {
  return {
    factory: "acme",
    stage: "steady",
    at: "2026-11-23T08:00:00Z",
    failOn: "error",
    tags: ["production"],
    findings: [
      finding({ rule: "root-expiring" }),
      finding({
        rule: "root-threshold-one",
        level: "warning",
        subject: "prod-root#/signed/roles/root/threshold",
        title: "The root role of production root v4 needs only 1 signature.",
        says: "The root role of production root v4 needs only 1 signature. One stolen key owns the fleet.",
      }),
      finding({
        rule: "target-no-delta",
        level: "note",
        subject: "prod-targets/production#/signed/targets/board-001-lmp-3/custom",
        title: 'Target "board-001-lmp-3" has no static delta (custom.delta-stats).',
        properties: { target: "board-001-lmp-3" },
        waiver: WAIVER,
      }),
    ],
    counts: { error: 1, warning: 1, note: 0, waived: 1 },
    notRun: [
      { rule: "archive-malformed", why: "no key archive was given", partly: false },
      { rule: "metadata-rollback", why: "there are no pins for CI targets", partly: true },
    ],
    rulesRun: 67,
    verdict: { exit: 3, sentence: "1 error closes the gate." },
    overview: {
      roots: [
        {
          version: 1,
          expires: "2026-01-10T08:00:00Z",
          change: null,
          added: [
            { role: "root", keyid: KEY("1"), owner: null },
            { role: "targets", keyid: KEY("a"), owner: null },
          ],
          removed: [],
          rootThreshold: 1,
          targetsThreshold: 1,
          newest: false,
        },
        {
          version: 2,
          expires: "2026-12-04T05:17:31Z",
          change: { by: "polis-owner", message: "Rotate TUF root offline signing key", at: "2025-12-04T05:17:31Z" },
          added: [{ role: "root", keyid: KEY("2"), owner: "polis-owner" }],
          removed: [{ role: "root", keyid: KEY("1"), owner: null }],
          rootThreshold: 1,
          targetsThreshold: 2,
          newest: true,
        },
      ],
      roles: [
        {
          role: "root",
          threshold: 1,
          keys: [
            {
              keyid: KEY("2"),
              type: "ed25519",
              owner: "polis-owner",
              born: "2025-12-04T05:17:31Z",
              ageDays: 354,
              online: false,
            },
          ],
        },
        {
          role: "targets",
          threshold: 2,
          keys: [
            { keyid: KEY("a"), type: "ed25519", owner: null, born: null, ageDays: null, online: true },
            {
              keyid: KEY("b"),
              type: "rsa 4096",
              owner: "polis-owner",
              born: "2024-12-04T05:17:31Z",
              ageDays: 760,
              online: false,
            },
          ],
        },
      ],
      production: [
        {
          tag: "production",
          version: 3,
          expires: "2027-11-23T08:00:00Z",
          daysLeft: 365,
          targets: 2,
          signatures: { needed: 2, have: [KEY("a"), KEY("b")], missing: [] },
          devices: [
            { client: "aktualizr-lite", hardwareId: "board-001", fromRoot: 1, accepts: true, version: 3, why: [] },
            {
              client: "fiotuf",
              hardwareId: "board-001",
              fromRoot: 1,
              accepts: false,
              version: null,
              why: ["root 2 lists the RSA key 0123456789ab, used or not"],
            },
          ],
        },
      ],
      waves: [
        {
          name: "w6",
          tag: "production",
          version: "6",
          status: "active",
          createdAt: "2026-11-22T08:00:00Z",
          createdBy: "polis-owner",
          expires: "2027-11-22T08:00:00Z",
          signatures: { needed: 2, have: [KEY("a")], missing: [KEY("b")] },
          rollouts: [{ scope: "group us-east", at: "2026-11-22T09:00:00Z", by: "polis-owner", devices: 10 }],
          progress: { total: 40, updated: 7, scheduled: 3 },
        },
        {
          name: "w3",
          tag: "production",
          version: "3",
          status: "complete",
          createdAt: "2026-11-01T08:00:00Z",
          createdBy: "polis-owner",
          expires: null,
          signatures: null,
          rollouts: [],
          progress: null,
        },
      ],
      deadlines: [
        {
          at: "2026-12-04T05:17:31Z",
          daysLeft: 10,
          what: "The production root expires",
          subject: "prod-root#/signed/expires",
          level: "error",
        },
        {
          at: "2027-11-23T08:00:00Z",
          daysLeft: 365,
          what: "Production targets for tag production expire",
          subject: "prod-targets/production#/signed/expires",
          level: "note",
        },
      ],
      transaction: { status: "STARTED", by: "polis-owner", startedAt: "2026-11-20T08:00:00Z", stagedVersion: 3 },
      token: { name: "Owner", role: "owner", scopes: ["devices:read"] },
    },
    ...parts,
  };
}
