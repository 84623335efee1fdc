// Is an open transaction the one that a record tells of, with nothing of anybody staged in it? Only then may it be
// ended without asking.
import type { RootUpdates } from "../../factory/types.ts";
import type { RotationRecord } from "../../keys/rotation-record.ts";
import { parseUpdates } from "../root-work/read-staged.ts";

/** The Factory's clock and ours may be this far apart. */
const CLOCK_SKEW_MS = 300_000;

/** @throws {ToolError} `metadata-malformed` for a staged root that is none. */
export function isBegunBy(updates: RootUpdates, { by, message, startedAt }: RotationRecord): boolean {
  const meta = updates["change-meta"];
  if (updates.status !== "STARTED" || meta?.["created-by"] !== by) return false;
  const isNew = Date.parse(meta["created-at"] ?? "") >= Date.parse(startedAt) - CLOCK_SKEW_MS;
  const { ci, prod } = parseUpdates(updates);
  return isNew && prod === null && ci.doc.signed["x-changelog"]?.message === message;
}
