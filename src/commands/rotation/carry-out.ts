// Carries a rotation out, in an order in which no key can be lost, whatever dies: the new keys are on the disk before
// the Factory hears of anything, and in the archive before anything signed leaves this machine. What fails before
// that is undone; what fails later is told, and `keys resume` ends it.
import { dirname, relative } from "node:path";
import { type BegunTransaction, type RotationRecord, removeRecord, writeRecord } from "../../keys/rotation-record.ts";
import type { ArchiveKey } from "../../keys/types.ts";
import { ToolError } from "../../tuf/errors.ts";
import { wholeSeconds } from "../../tuf/expiry.ts";
import type { Doc, RootSigned } from "../../tuf/metadata.ts";
import { docHash } from "../../tuf/pins.ts";
import type { Context } from "../command.ts";
import { applyStaged } from "../root-work/apply-staged.ts";
import { putStaged } from "../root-work/put-staged.ts";
import type { BothRoots } from "../root-work/sign-roots.ts";
import { canceled, failed, undone } from "./failures.ts";
import type { HeldArchives } from "./held-archives.ts";
import type { RotationPlan } from "./plan.ts";
import type { RotationScene } from "./scene.ts";
import { signedRoots } from "./signed-roots.ts";
import { beginTransaction, generateOnlineKeys, takeFirstRoot } from "./transaction.ts";
import { type RotationWish, replacesOf } from "./wish.ts";

export interface CarriedOut {
  readonly roots: { readonly ci: Doc<RootSigned>; readonly prod: Doc<RootSigned> };
}

/**
 * Every stage of a rotation, in order.
 *
 * @param startedAt now, once the owner has agreed.
 * @throws {ToolError} as the stages below; each says what was undone and what to run.
 */
export async function carryOut(
  ctx: Context,
  wish: RotationWish,
  scene: RotationScene,
  archives: HeldArchives,
  plan: RotationPlan,
  startedAt: Date,
): Promise<CarriedOut> {
  const record: RotationRecord = {
    version: 1,
    factory: ctx.factory.factory,
    startedAt: wholeSeconds(startedAt),
    by: scene.owner,
    message: wish.message,
    replaces: replacesOf(wish),
    archives: archives.all.map(({ path }) => relative(dirname(archives.root.path), path)),
    keyids: plan.keys.map(({ fresh }) => fresh.keyid),
    begun: null,
    staged: null,
  };
  const { roots, begun } = await prepared(ctx, wish, scene, archives, plan, record);
  const digests = { ci: docHash(roots.ci.doc), prod: docHash(roots.prod.doc) };
  const agreed = { ...record, begun, staged: digests };
  await staged(ctx, archives, plan, agreed, roots);
  await applied(ctx, archives.root.path, agreed, roots);
  return { roots: { ci: roots.ci.doc, prod: roots.prod.doc } };
}

/** Up to signed roots in memory. Whatever fails here is undone: nothing signed has left this machine. */
async function prepared(
  ctx: Context,
  wish: RotationWish,
  scene: RotationScene,
  archives: HeldArchives,
  plan: RotationPlan,
  record: RotationRecord,
): Promise<{ readonly roots: BothRoots; readonly begun: BegunTransaction }> {
  const state = { open: false, hasFirstRoot: false };
  try {
    await writeRecord(archives.root.path, record);
    for (const archive of archives.all) {
      const fresh = keysFor(archives, plan, archive);
      if (fresh.length > 0) await archive.save(fresh);
    }
    ctx.progress("Starting the transaction");
    const answer = await beginTransaction(ctx, wish, record);
    state.open = true;
    if (wish.firstTime) {
      await archives.root.save([await takeFirstRoot(ctx, answer, scene.roots, archives.root.keys)]);
      state.hasFirstRoot = true;
    }
    if (wish.online) await generateOnlineKeys(ctx, wish);
    const { roots, createdAt } = await signedRoots(ctx, wish, scene, archives, plan, record);
    return { roots, begun: { txid: answer?.txid ?? "", createdAt } };
  } catch (error) {
    throw await undone(ctx, error, { archives, record, ...state });
  }
}

/** From here on the keys stay, whatever happens: the Factory has signed roots that list them. */
async function staged(
  ctx: Context,
  archives: HeldArchives,
  plan: RotationPlan,
  record: RotationRecord,
  roots: BothRoots,
): Promise<void> {
  try {
    for (const archive of archives.all) await archive.promote();
    await writeRecord(archives.root.path, record);
    // Whoever started a transaction may leave its id out, and so does the vendor's tool.
    await putStaged(ctx, "", roots, plan.resigned);
  } catch (error) {
    throw await canceled(ctx, error, archives.root.path, record);
  }
}

async function applied(ctx: Context, path: string, record: RotationRecord, roots: BothRoots): Promise<void> {
  try {
    await applyStaged(ctx, "", { ci: roots.ci.doc, prod: roots.prod.doc }, "answer");
  } catch (error) {
    if (error instanceof ToolError && error.changed === "no") throw await canceled(ctx, error, path, record);
    throw failed(error, path);
  }
  await removeRecord(path).catch((error: unknown) => {
    // The rotation is done; a record that stays is removed by whoever finds it.
    if (error instanceof ToolError) ctx.log.warning(error.happened);
    else throw error;
  });
}

function keysFor(archives: HeldArchives, { keys }: RotationPlan, archive: HeldArchives["root"]): readonly ArchiveKey[] {
  return keys.filter(({ role }) => archives.of(role) === archive).map(({ fresh }) => fresh);
}
