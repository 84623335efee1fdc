// What a transaction changes, who has signed it, and what keeps it from being applied: the facts behind every command
// on it. Decides nothing and prints nothing.

import { isObject } from "../json/object.ts";
import { agreeing, counted, listOf } from "../text/sentence.ts";
import { expiresBefore, isExpired } from "../tuf/metadata/expiry.ts";
import { ROLE_NAMES } from "../tuf/metadata/metadata.ts";
import { docHash } from "../tuf/metadata/pins.ts";
import type { Tally } from "../tuf/metadata/threshold.ts";
import { MIN_PRODUCTION_THRESHOLD } from "../tuf/root/flavours.ts";
import { diffRoots, type RootDiff } from "../tuf/root/root-diff.ts";
import { type KeyHolder, signaturesOf } from "../verified/signature-report.ts";
import type { RootWork } from "./read-staged.ts";
import { rootSignatures } from "./sign-roots.ts";

/** One count that must be met before the roots can be applied. */
export interface StagedCount {
  readonly flavour: "ci" | "prod";
  /** Whose keys are counted: those of the newest root, or the staged root's own. */
  readonly by: "current" | "new";
  readonly threshold: number;
  readonly signedBy: readonly KeyHolder[];
  readonly missing: readonly KeyHolder[];
  readonly met: boolean;
}

export interface StagedStatus {
  readonly version: number;
  /** `sha256:` and 64 hex of the staged production root: what `updates sign` takes as `expect-digest`. */
  readonly digest: string;
  readonly startedBy: string;
  readonly startedAt: string;
  readonly changelog: string;
  /** Of the production flavour, whose thresholds devices ask for. */
  readonly changes: RootDiff;
  /** Tags and Waves for which the Factory shows staged signatures; not every server shows them. */
  readonly resigned: readonly string[];
  readonly counts: readonly StagedCount[];
  /** Sentences: each keeps the roots from being applied. */
  readonly blockers: readonly string[];
  /** Sentences: what the Factory itself finds wrong, or advises, in its own words. */
  readonly serverSays: readonly string[];
}

/**
 * @param activeWaves names of the active Waves, while which keys of targets and online keys stay.
 * @param shortenExpiry somebody has asked for an earlier expiry, which then blocks nothing.
 */
export function stagedStatusOf(
  work: RootWork,
  activeWaves: readonly string[],
  now: Date,
  shortenExpiry = false,
): StagedStatus {
  const { roots, ci, prod, updates } = work;
  const meta = updates["change-meta"] ?? {};
  const counts = countsOf(work);
  return {
    version: prod.doc.signed.version,
    digest: `sha256:${docHash(prod.doc)}`,
    startedBy: meta["created-by"] ?? "",
    startedAt: meta["created-at"] ?? "",
    changelog: ci.doc.signed["x-changelog"]?.message ?? "",
    changes: diffRoots(roots.prod.signed, prod.doc.signed, now),
    resigned: resignedIn(work),
    counts,
    blockers: [...(shortenExpiry ? [] : shortening(work)), ...blockersOf(work, counts, activeWaves, now)],
    serverSays: [updates.issues?.errors, updates.issues?.warnings].flatMap(serverNotes),
  };
}

/** Who could still sign, over both flavours and both roots; empty when all counts are met. */
export function missingSigners(counts: readonly StagedCount[]): readonly KeyHolder[] {
  const missing = counts.filter(({ met }) => !met).flatMap((count) => count.missing);
  return [...new Map(missing.map((holder) => [holder.keyid, holder])).values()];
}

function countsOf({ roots, ci, prod }: RootWork): StagedCount[] {
  const flavours = [
    { flavour: "ci", staged: ci.doc, current: roots.ci },
    { flavour: "prod", staged: prod.doc, current: roots.prod },
  ] as const;
  return flavours.flatMap(({ flavour, staged, current }) => {
    const { current: byCurrent, own: byOwn } = rootSignatures(staged, current);
    const count = (by: StagedCount["by"], tally: Tally, root: typeof staged): StagedCount => ({
      flavour,
      by,
      ...signaturesOf(tally, root.signed, ""),
    });
    return [count("current", byCurrent, current), count("new", byOwn, staged)];
  });
}

/** The blocker of a transaction that was only begun. */
export const NOTHING_STAGED = "Nothing is staged yet: the production root is missing.";

function blockersOf(
  { roots, prod, isProdStaged, online }: RootWork,
  counts: readonly StagedCount[],
  activeWaves: readonly string[],
  now: Date,
): string[] {
  const { signed } = prod.doc;
  const blockers = missingSignatures(counts);
  if (!isProdStaged) blockers.push(NOTHING_STAGED);
  if (isExpired(signed, now)) blockers.push(`The staged root expired at ${signed.expires}. Devices would refuse it.`);
  for (const role of ROLE_NAMES) {
    const { keyids, threshold } = signed.roles[role];
    const isBeforeFirstOfflineKey = role === "targets" && threshold === MIN_PRODUCTION_THRESHOLD && keyids.length === 1;
    if (threshold > keyids.length && !isBeforeFirstOfflineKey)
      blockers.push(
        `The ${role} role would need ${counted(threshold, "signature")} and has ${counted(keyids.length, "key")}.`,
      );
  }
  const keysOf = (keyids: readonly string[]) => [...keyids].sort().join();
  const targetsChange = keysOf(roots.prod.signed.roles.targets.keyids) !== keysOf(signed.roles.targets.keyids);
  const onlineChange = keysOf(Object.values(online.current)) !== keysOf(Object.values(online.updated));
  if (activeWaves.length > 0 && (targetsChange || onlineChange))
    blockers.push(
      `Targets or online keys change while ${agreeing(activeWaves.length, "Wave")} ${listOf(activeWaves)} ${agreeing(activeWaves.length, "is", "are")} active.`,
    );
  return blockers;
}

function shortening({ roots, prod }: RootWork): string[] {
  const { expires } = prod.doc.signed;
  if (!expiresBefore(expires, roots.prod.signed.expires)) return [];
  return [
    `The staged root expires at ${expires}, earlier than the newest root, which is valid until ${roots.prod.signed.expires}. To allow that, give --shorten-expiry.`,
  ];
}

/** One sentence for both flavours where they lack the same, which is nearly always. */
function missingSignatures(counts: readonly StagedCount[]): string[] {
  const says = ({ by, threshold, signedBy }: StagedCount) =>
    `${signedBy.length} of ${threshold} signatures by the ${by} root keys.`;
  const unmet = counts.filter(({ met }) => !met);
  const alike = (count: StagedCount) => unmet.filter((other) => says(other) === says(count));
  return unmet.flatMap((count) => {
    if (alike(count).length === 1)
      return [`The staged ${count.flavour === "ci" ? "CI" : "production"} root has ${says(count)}`];
    return alike(count)[0] === count ? [`The staged roots have ${says(count)}`] : [];
  });
}

function resignedIn({ ci, prod }: RootWork): string[] {
  const names = [ci.beside, prod.beside].flatMap((beside) =>
    ["targets-signatures", "waves-signatures"].flatMap((member) => {
      const map = beside[member];
      return isObject(map) ? Object.keys(map) : [];
    }),
  );
  return [...new Set(names)];
}

/** The server's own words are shown, not believed. */
function serverNotes(notes: readonly unknown[] | null | undefined): string[] {
  return (notes ?? [])
    .slice(0, 100)
    .map((note) => (isObject(note) ? note.message : note))
    .filter((message): message is string => typeof message === "string" && message !== "");
}
