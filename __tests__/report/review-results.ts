// Results of reviews, ordinary but for what a test names.

import { createHash } from "node:crypto";
import type { RuleText } from "../../src/report/review/findings.ts";
import type { ReviewFinding, ReviewResult } from "../../src/review/engine/result.ts";

export const KEY = (digit: string) => digit.repeat(64);

const ROTATE = "Run: factory-tuf keys rotate --role root --keys <root.tgz>";
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

/** A Factory that has lived: twenty roots, thirty keys, ten tags, and as many deadlines. */
export function largeResult(): ReviewResult {
  const { overview, ...others } = result();
  const year = (at: number) => `${2016 + Math.floor(at / 2)}-${at % 2 === 0 ? "03" : "09"}-12T08:00:00Z`;
  const key = (role: string, at: number) => createHash("sha256").update(`${role} ${at}`).digest("hex");
  const person = (at: number) => `polis-owner-${String(at % 7).padStart(2, "0")}`;
  const keysOf = (role: string, count: number) =>
    Array.from({ length: count }, (_, at) => ({
      keyid: key(role, at),
      type: at % 4 === 3 ? "rsa 4096" : "ed25519",
      owner: at === 0 ? null : person(at),
      born: at === 0 ? null : year(at),
      ageDays: at === 0 ? null : 40 * at,
      online: at === 0 && role !== "root",
    }));
  const tags = Array.from(
    { length: 10 },
    (_, at) => ["production", "qa", "field-trial-europe-central"][at] ?? `line-${at}`,
  );
  return {
    ...others,
    tags,
    overview: {
      ...overview,
      roots: Array.from({ length: 20 }, (_, at) => ({
        version: at + 1,
        expires: year(at + 2),
        change:
          at === 0
            ? null
            : {
                by: person(at),
                message: `Rotate TUF ${at % 2 ? "root" : "targets"} offline signing key`,
                at: year(at),
              },
        added: [{ role: at % 2 ? ("root" as const) : ("targets" as const), keyid: key("new", at), owner: person(at) }],
        removed: at === 0 ? [] : [{ role: "root" as const, keyid: key("new", at - 1), owner: person(at - 1) }],
        rootThreshold: at < 5 ? 1 : 2,
        targetsThreshold: at < 9 ? 2 : 3,
        newest: at === 19,
      })),
      roles: [
        { role: "root", threshold: 2, keys: keysOf("root", 12) },
        { role: "targets", threshold: 3, keys: keysOf("targets", 16) },
        { role: "snapshot", threshold: 1, keys: keysOf("snapshot", 1) },
        { role: "timestamp", threshold: 1, keys: keysOf("timestamp", 1) },
      ],
      production: tags.map((tag, at) => ({
        tag,
        version: 1200 + at,
        expires: year(22 + (at % 3)),
        daysLeft: 30 * (at + 1),
        targets: 12 * (at + 1),
        signatures: {
          needed: 3,
          have: [key("targets", 0), key("targets", 1), ...(at % 4 === 2 ? [] : [key("targets", 2)])],
          missing: at % 4 === 2 ? [key("targets", 3), key("targets", 4)] : [],
        },
        devices: ["intel-corei7-64", "raspberrypi4-64", "imx8mm-lpddr4-evk"].map((hardwareId) => ({
          client: "aktualizr-lite",
          hardwareId,
          fromRoot: 1,
          accepts: at % 4 !== 2,
          version: at % 4 === 2 ? null : 1200 + at,
          why: at % 4 === 2 ? ["it has 2 of 3 signatures that the production root asks for"] : [],
        })),
      })),
      deadlines: tags.map((tag, at) => ({
        at: year(22 + at),
        daysLeft: 30 * (at + 1),
        what: `Production targets v${1200 + at} for tag ${tag} expires`,
        subject: `prod-targets/${tag}#/signed/expires`,
        level: at === 0 ? ("warning" as const) : ("note" as const),
      })),
    },
  };
}
