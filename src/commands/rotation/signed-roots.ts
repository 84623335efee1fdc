// Both flavours of the new root, edited on what the Factory began the transaction with, signed and complete: in memory.
import type { RotationRecord } from "../../keys/rotation-record.ts";
import { ToolError } from "../../tuf/errors.ts";
import { requireOnlyOnlineChange } from "../../tuf/staged-keys.ts";
import type { Context } from "../command.ts";
import { keptThreshold, type RootWork, readStagedAgain } from "../root-work/read-staged.ts";
import { type BothRoots, rootSignatures, rootSigners, signRoots } from "../root-work/sign-roots.ts";
import { stageRoots } from "../root-work/stage-roots.ts";
import { requireUntouched } from "../root-work/untouched.ts";
import type { HeldArchives } from "./held-archives.ts";
import { notOurs } from "./not-ours.ts";
import { isOwnTransaction } from "./own-transaction.ts";
import { editRoot, type RotationPlan } from "./plan.ts";
import type { RotationScene } from "./scene.ts";
import type { RotationWish } from "./wish.ts";

/**
 * @returns both, and when the Factory says that the transaction began.
 * @throws {ToolError} `transaction-open` when it is another one by now; `staged-root-differs` when the transaction holds anything that was not asked for (T8); a
 *   `keys-…` code; `threshold-not-met` when the signatures would not do. Nothing was sent.
 */
export async function signedRoots(
  ctx: Context,
  wish: RotationWish,
  scene: RotationScene,
  archives: HeldArchives,
  plan: RotationPlan,
  record: RotationRecord,
): Promise<{ readonly roots: BothRoots; readonly createdAt: string }> {
  ctx.progress("Verifying the transaction and signing the roots");
  const { roots } = scene;
  const work = await readStagedAgain(ctx.factory, roots);
  if (!isOwnTransaction(work.updates, record)) throw notOurs(work.updates);
  if (wish.online) requireNewOnlineKeys(work);
  else requireUntouched(work);
  const edited = editRoot(work.ci.doc.signed, plan.keys, scene.owner, ctx.now);
  const staged = stageRoots(work, edited, keptThreshold(roots));
  const signed = await signRoots(staged, rootSigners(archives.root.keys, staged.ci.doc, roots.ci), roots);
  requireComplete(signed, work);
  return { roots: signed, createdAt: work.updates["change-meta"]?.["created-at"] ?? "" };
}

/** The transaction is seconds old: version, changelog and the three online keys, and nothing else. */
function requireNewOnlineKeys({ roots, ci, online }: RootWork): void {
  const { version, "x-changelog": changelog } = ci.doc.signed;
  const before = { ...roots.ci.signed, version, ...(changelog && { "x-changelog": changelog }) };
  const keyids = { before: online.current, after: online.updated };
  requireOnlyOnlineChange(before, ci.doc, ["targets", "snapshot", "timestamp"], keyids);
}

function requireComplete({ ci, prod }: BothRoots, { roots }: RootWork): void {
  const counts = [rootSignatures(ci.doc, roots.ci), rootSignatures(prod.doc, roots.prod)];
  if (counts.every(({ met }) => met)) return;
  const missing = new Set(counts.flatMap(({ current, own }) => [...current.missing, ...own.missing]));
  throw new ToolError("threshold-not-met", {
    happened: `The new root would lack signatures; signatures of ${[...missing].join(", ")} are missing.`,
    next: "Give the archive that holds the active root key.",
  });
}
