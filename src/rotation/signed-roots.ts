// Both flavours of the new root, edited on what the Factory began the transaction with, signed and complete: in memory.

import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import type { RotationRecord } from "../keys/archive/rotation-record.ts";
import { isOwnTransaction, notOurs } from "../root-updates/own-transaction.ts";
import { keptThreshold, type RootWork, readStagedAgain } from "../root-updates/read-staged.ts";
import { type BothRoots, rootSignatures, rootSigners } from "../root-updates/sign-roots.ts";
import { signRootsFor } from "../root-updates/stage-and-sign.ts";
import { stageRoots } from "../root-updates/stage-roots.ts";
import { requireUntouched } from "../root-updates/untouched.ts";
import { ONLINE_ROLES } from "../tuf/metadata/online-role.ts";
import { requireOnlyOnlineChange } from "../tuf/root/staged-keys.ts";
import { remoteSignerOf } from "./elsewhere.ts";
import type { HeldArchives } from "./held-archives.ts";
import { editRoot, type RotationPlan } from "./plan.ts";
import { type RotationInput, replacementOf } from "./rotation-input.ts";
import { isRenewal, type RotationRequest } from "./rotation-request.ts";

/**
 * @returns both, and when the Factory says that the transaction began.
 * @throws {ToolError} `transaction-open` when it is another one by now; `staged-root-differs` when the transaction holds anything that was not asked for (T8); a
 *   `keys-…` code; `threshold-not-met` when the signatures would not do. Nothing was sent.
 */
export async function signedRoots(
  ctx: Context,
  request: RotationRequest,
  input: RotationInput,
  archives: HeldArchives,
  plan: RotationPlan,
  record: RotationRecord,
): Promise<{ readonly roots: BothRoots; readonly createdAt: string }> {
  ctx.progress("Verifying the transaction and signing the roots");
  const { roots } = input;
  const work = await readStagedAgain(ctx.factory, roots);
  if (!isOwnTransaction(work.updates, record)) throw notOurs(work.updates);
  if (request.online) requireNewOnlineKeys(work);
  else requireUntouched(work);
  const edited = editRoot(work.ci.doc.signed, plan.keys, {
    polisId: input.owner,
    now: ctx.clock.dating,
    replacement: replacementOf(roots, request),
    isRenewal: isRenewal(request),
  });
  const staged = stageRoots(work, edited, keptThreshold(roots));
  const { elsewhere, rootSigner } = request;
  const remote = request.roles.includes("root") ? elsewhere : rootSigner;
  const signers = [
    ...(remote ? [remoteSignerOf("root", remote, input)] : []),
    ...(rootSigner ? [] : rootSigners(archives.root.keys, staged.ci.doc, roots.ci)),
  ];
  const signed = await signRootsFor(ctx, { ...work, ...staged }, signers);
  requireComplete(signed, work);
  return { roots: signed, createdAt: work.updates["change-meta"]?.["created-at"] ?? "" };
}

/** The transaction is seconds old: version, changelog and the three online keys, and nothing else. */
function requireNewOnlineKeys({ roots, ci, online }: RootWork): void {
  const { version, "x-changelog": changelog } = ci.doc.signed;
  const before = { ...roots.ci.signed, version, ...(changelog && { "x-changelog": changelog }) };
  const keyids = { before: online.current, after: online.updated };
  requireOnlyOnlineChange(before, ci.doc, ONLINE_ROLES, keyids);
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
