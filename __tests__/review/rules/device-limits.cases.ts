// Cases of group K: the very byte at which a device refuses.
import type { ReviewedRoots, Snapshot } from "../../../src/review/engine/snapshot.ts";
import { baseline } from "../baseline.ts";
import type { RuleCase } from "../cases.ts";

/** Only the size as served is changed: what is in the document does not matter to this rule. */
const production = (sizeBytes: number) => async (): Promise<Snapshot> => {
  const snapshot = await baseline("released");
  const document = { ...snapshot.production.get("production")!, sizeBytes };
  return { ...snapshot, production: new Map([["production", document]]) };
};

const prodRoot = (sizeBytes: number) => async (): Promise<Snapshot> => {
  const snapshot = await baseline("released");
  const sized = (root: ReviewedRoots["newest"]) => root && { ...root, sizeBytes };
  const { chain, newest } = snapshot.prodRoots;
  return { ...snapshot, prodRoots: { chain: [...chain.slice(0, -1), sized(chain.at(-1)!)], newest: sized(newest) } };
};

const online = (role: "snapshot" | "timestamp", sizeBytes: number) => async (): Promise<Snapshot> => {
  const snapshot = await baseline("released");
  const documents = snapshot.onlineDocuments.map((document) =>
    document.name.startsWith(role) ? { ...document, sizeBytes } : document,
  );
  return { ...snapshot, onlineDocuments: documents };
};

const rule = "metadata-too-large";
const fires = { rule, kind: "fires" } as const;
const nearMiss = { rule, kind: "near-miss" } as const;
const fiotuf = { clients: ["fiotuf"] } as const;

export const cases: readonly RuleCase[] = [
  { ...fires, name: "a root of 65,537 bytes", level: "error", snapshot: prodRoot(65_537), subject: "prod-root@3#" },
  { ...fires, name: "a root of 65,536 bytes: 80 % and more", level: "warning", snapshot: prodRoot(65_536) },
  { ...fires, name: "a root of 52,429 bytes", level: "warning", snapshot: prodRoot(52_429) },
  { ...nearMiss, name: "a root of 52,428 bytes", snapshot: prodRoot(52_428) },
  {
    ...fires,
    name: "targets of 8,388,609 bytes",
    level: "error",
    snapshot: production(8_388_609),
    subject: "prod-targets/production#",
  },
  { ...fires, name: "targets of 8,388,608 bytes", level: "warning", snapshot: production(8_388_608) },
  { ...nearMiss, name: "targets of 6,710,886 bytes", snapshot: production(6_710_886) },
  {
    ...fires,
    name: "targets of 5,000,001 bytes, with fiotuf",
    level: "error",
    policy: fiotuf,
    snapshot: production(5_000_001),
  },
  {
    ...fires,
    name: "targets of 5,000,000 bytes, with fiotuf",
    level: "warning",
    policy: fiotuf,
    snapshot: production(5_000_000),
  },
  { ...nearMiss, name: "targets of 3,999,999 bytes, with fiotuf", policy: fiotuf, snapshot: production(3_999_999) },
  {
    ...fires,
    name: "a snapshot of 65,537 bytes",
    level: "error",
    snapshot: online("snapshot", 65_537),
    subject: "snapshot/production#",
  },
  {
    ...fires,
    name: "a timestamp of 16,385 bytes, with fiotuf",
    level: "error",
    policy: fiotuf,
    snapshot: online("timestamp", 16_385),
    subject: "timestamp/production#",
  },
  {
    ...nearMiss,
    name: "a timestamp of 13,107 bytes, with fiotuf",
    policy: fiotuf,
    snapshot: online("timestamp", 13_107),
  },
];
