// Is an open transaction the one that a record tells of, and does it hold nothing but what was agreed to? Only then may
// it be applied or ended without asking.
import { ToolError } from "../errors/tool-error.ts";
import type { RootUpdates } from "../factory/types.ts";
import type { RotationRecord } from "../keys/archive/rotation-record.ts";
import { docHash } from "../tuf/metadata/pins.ts";
import type { ExpectedRoots } from "./apply-staged.ts";
import { parseUpdates } from "./read-staged.ts";

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

/**
 * By the moment at which the Factory says it began. Where that was not seen yet, by user and reason if its id was answered
 * to us; if even that answer was lost, by the time as well, in which both clocks have a say.
 */
function isBegunBy(updates: RootUpdates, { by, message, startedAt, begun }: RotationRecord): boolean {
  const meta = updates["change-meta"];
  if (meta?.["created-by"] !== by) return false;
  if (begun?.createdAt) return meta["created-at"] === begun.createdAt;
  const hasOurReason = parseUpdates(updates).ci.doc.signed["x-changelog"]?.message === message;
  if (begun) return hasOurReason;
  const after = Date.parse(meta["created-at"] ?? "") - Date.parse(startedAt);
  const isOfThatTime = after >= -CLOCK_SKEW_MS && after <= LONGEST_MS;
  return isOfThatTime && hasOurReason;
}

// A transaction that stands in a rotation's way, and is left alone.
export function notOurs(updates: RootUpdates): ToolError {
  const { status } = updates;
  return new ToolError(status === "APPLYING" ? "transaction-busy" : "transaction-open", {
    happened: `${transactionOf(updates)}, and it does not hold what this rotation signed; it was left as it is. The keys are safe in their archives.`,
    next: "Look at it with `factory-tuf updates review`; end it with `factory-tuf updates apply` or `updates cancel`, then run `factory-tuf keys resume --keys <archive>` again.",
  });
}

/** The beginning of a sentence: that there is one, and whose. */
export function transactionOf({ status, "change-meta": meta }: RootUpdates): string {
  const who = `${meta?.["created-by"] || "somebody"} at ${meta?.["created-at"] || "an unknown time"}`;
  return `A transaction of TUF root updates is ${status === "APPLYING" ? "being applied" : "open"}, begun by ${who}`;
}
