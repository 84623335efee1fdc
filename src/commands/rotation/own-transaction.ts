// Is an open transaction the one that a record tells of, and does it hold nothing but what was agreed to? Only then may
// it be applied or ended without asking.
import type { RootUpdates } from "../../factory/types.ts";
import type { RotationRecord } from "../../keys/rotation-record.ts";
import { docHash } from "../../tuf/pins.ts";
import type { ExpectedRoots } from "../root-work/apply-staged.ts";
import { parseUpdates } from "../root-work/read-staged.ts";

/** The Factory's clock and ours may be this far apart. */
const CLOCK_SKEW_MS = 300_000;
/** From the record to the transaction it is one call, which may be slow. */
const LONGEST_MS = 900_000;

/** The staged roots, when they are byte for byte what was agreed to and signed; whoever began the transaction. */
export function stagedAsAgreed(updates: RootUpdates, { staged }: RotationRecord): ExpectedRoots | null {
  if (!staged || updates.status === "NONE") return null;
  const { ci, prod } = parseUpdates(updates);
  if (!prod || docHash(ci.doc) !== staged.ci || docHash(prod.doc) !== staged.prod) return null;
  return { ci: ci.doc, prod: prod.doc };
}

/** Begun by this rotation, and nothing is staged in it but what was agreed to. */
export function isOwnTransaction(updates: RootUpdates, record: RotationRecord): boolean {
  if (updates.status !== "STARTED" || !isBegunBy(updates, record)) return false;
  return parseUpdates(updates).prod === null || stagedAsAgreed(updates, record) !== null;
}

/** By the moment at which the Factory says it began; where that was never seen, by user, reason and about the time. */
export function isBegunBy(updates: RootUpdates, { by, message, startedAt, begun }: RotationRecord): boolean {
  const meta = updates["change-meta"];
  if (meta?.["created-by"] !== by) return false;
  if (begun) return meta["created-at"] === begun.createdAt;
  const after = Date.parse(meta["created-at"] ?? "") - Date.parse(startedAt);
  const isOfThatTime = after >= -CLOCK_SKEW_MS && after <= LONGEST_MS;
  return isOfThatTime && parseUpdates(updates).ci.doc.signed["x-changelog"]?.message === message;
}
