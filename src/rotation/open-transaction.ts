// `updates init`: a transaction is begun and stays open. The beginning of a rotation and nothing else: what an earlier run
// left is ended first, what is begun is recorded first, and what fails is undone in the same way.

import type { Context } from "../context/context.ts";
import type { KeyFile } from "../keys/archive/key-file.ts";
import { type RotationRecord, workingFolderPlace, writeRecord } from "../keys/archive/rotation-record.ts";
import { alreadyOpen, beginTransaction, takeFirstRoot } from "../root-updates/begin-transaction.ts";
import { isOwnTransaction, notOurs } from "../root-updates/own-transaction.ts";
import { parseUpdates } from "../root-updates/read-staged.ts";
import { rememberTransaction } from "../root-updates/transaction-record.ts";
import { requireUntouched } from "../root-updates/untouched.ts";
import { wholeSeconds } from "../tuf/metadata/expiry.ts";
import { type VerifiedRoots, workableRoots } from "../verified/verified-roots.ts";
import { endRecord, undone } from "./failures.ts";
import { type HeldArchives, holdArchives, noArchive, requireSecretsUsed } from "./held-archives.ts";
import { undoInterrupted } from "./interrupted.ts";
import { requireNoOther } from "./plan.ts";

export interface OpenTransaction {
  /** Empty where its answer was lost. */
  readonly txid: string;
  readonly roots: VerifiedRoots;
  /** Id of the key that was handed over and is in its archive now. */
  readonly firstRoot: string | null;
}

/**
 * @param firstTime the archive for the first root key, which the Factory hands over at the first rotation; null for every
 *   later transaction: then the record of the work lies in the working folder while it is begun.
 * @throws {ToolError} `keys-in-use`, `keys-leftover`, `keys-entry-refused`, `transaction-open`; what beginning, reading and
 *   writing an archive throw. No key of the archive is ever lost.
 */
export async function openTransaction(
  ctx: Context,
  changelog: string,
  firstTime: KeyFile | null,
): Promise<OpenTransaction> {
  const place = { path: workingFolderPlace(ctx.cwd, ctx.factory), secrets: {} };
  const archives = await holdArchives(firstTime ?? place, null, firstTime ? null : noArchive);
  try {
    await undoInterrupted(ctx, archives);
    ctx.progress("Verifying the roots");
    const [roots, { status }, self] = await Promise.all([
      workableRoots(ctx),
      ctx.factory.updates(),
      ctx.factory.self(),
    ]);
    if (status !== "NONE") throw alreadyOpen(status);
    if (firstTime) {
      await archives.root.open();
      requireSecretsUsed(archives);
      requireNoOther(archives.root.keys, roots.ci);
    }
    const record: RotationRecord = {
      version: 1,
      factory: ctx.factory.factory,
      startedAt: wholeSeconds(new Date(ctx.clock.factoryTime())),
      by: self["polis-id"],
      message: changelog,
      replaces: [],
      archives: [],
      keyids: [],
      begun: null,
      staged: null,
    };
    return { roots, ...(await begun(ctx, archives, record, roots, firstTime !== null)) };
  } finally {
    await archives.release();
  }
}

async function begun(
  ctx: Context,
  archives: HeldArchives,
  record: RotationRecord,
  roots: VerifiedRoots,
  isFirstTime: boolean,
): Promise<Omit<OpenTransaction, "roots">> {
  const { path } = archives.root;
  const state = { open: false, hasFirstRoot: false };
  let known = record;
  let firstRoot: string | null = null;
  try {
    await writeRecord(path, record);
    const asked = { "first-time": isFirstTime, shortcut: false };
    const { answer } = await beginTransaction(ctx, path, record, asked, (begun) => {
      state.open = true;
      known = begun;
    });
    if (isFirstTime) {
      const key = await takeFirstRoot(ctx, answer, roots, archives.root.keys);
      await archives.root.save([key]);
      state.hasFirstRoot = true;
      await archives.root.promote();
      firstRoot = key.keyid;
    }
    await requireBegun(ctx, roots, known);
  } catch (error) {
    throw await undone(ctx, error, { archives, record: known, ...state });
  }
  const txid = known.begun?.txid ?? "";
  await rememberTransaction(ctx, txid);
  await endRecord(ctx, path);
  return { txid, firstRoot };
}

/** That it is open is said once it was seen: ours, and with nothing in it yet (T30, T8). It may be the repair of a bad root. */
async function requireBegun(ctx: Context, roots: VerifiedRoots, record: RotationRecord): Promise<void> {
  const updates = await ctx.factory.updates();
  const { ci } = parseUpdates(updates);
  if (!isOwnTransaction(updates, record)) throw notOurs(updates);
  requireUntouched({ roots, ci });
}
