// Carries a rotation out, in an order in which no key can be lost, whatever dies: the new keys are on the disk before
// the Factory hears of anything, and in the archive before anything signed leaves this machine. What fails before
// that is undone; what fails later is told, and `keys resume` ends it.
import { dirname, relative } from "node:path";
import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import { type BegunTransaction, type RotationRecord, writeRecord } from "../keys/archive/rotation-record.ts";
import type { ArchiveKey } from "../keys/types.ts";
import { applyStaged } from "../root-updates/apply-staged.ts";
import { beginTransaction, takeFirstRoot } from "../root-updates/begin-transaction.ts";
import { putStaged } from "../root-updates/put-staged.ts";
import type { BothRoots } from "../root-updates/sign-roots.ts";
import { wholeSeconds } from "../tuf/metadata/expiry.ts";
import type { Doc, RootSigned } from "../tuf/metadata/metadata.ts";
import { docHash } from "../tuf/metadata/pins.ts";
import { canceled, endRecord, failed, undone } from "./failures.ts";
import type { HeldArchives } from "./held-archives.ts";
import { newOnlineKeys } from "./online-keys.ts";
import type { RotationPlan } from "./plan.ts";
import type { RotationInput } from "./rotation-input.ts";
import { type RotationRequest, replacesOf } from "./rotation-request.ts";
import { signedRoots } from "./signed-roots.ts";

export interface CarriedOut {
  readonly roots: { readonly ci: Doc<RootSigned>; readonly prod: Doc<RootSigned> };
}

/**
 * Every stage of a rotation, in order.
 *
 * @param startedAt by the Factory's clock: now, once the owner has agreed.
 * @throws {ToolError} as the stages below; each says what was undone and what to run.
 */
export async function carryOut(
  ctx: Context,
  request: RotationRequest,
  input: RotationInput,
  archives: HeldArchives,
  plan: RotationPlan,
  startedAt: Date,
): Promise<CarriedOut> {
  const record: RotationRecord = {
    version: 1,
    factory: ctx.factory.factory,
    startedAt: wholeSeconds(startedAt),
    by: input.owner,
    message: request.message,
    replaces: replacesOf(request),
    archives: archives.all.map(({ path }) => relative(dirname(archives.root.path), path)),
    // Those that must be in an archive: a key that lives elsewhere is in none.
    keyids: plan.keys.flatMap(({ fresh }) => fresh?.keyid ?? []),
    ...(request.elsewhere && { elsewhere: request.elsewhere.keyid }),
    begun: null,
    staged: null,
  };
  const { roots, begun } = await prepared(ctx, request, input, archives, plan, record);
  const digests = { ci: docHash(roots.ci.doc), prod: docHash(roots.prod.doc) };
  const agreed = { ...record, begun, staged: digests };
  await staged(ctx, archives, plan, agreed, roots);
  await applied(ctx, archives.root, agreed, roots);
  return { roots: { ci: roots.ci.doc, prod: roots.prod.doc } };
}

/** Up to signed roots in memory. Whatever fails here is undone: nothing signed has left this machine. */
async function prepared(
  ctx: Context,
  request: RotationRequest,
  input: RotationInput,
  archives: HeldArchives,
  plan: RotationPlan,
  record: RotationRecord,
): Promise<{ readonly roots: BothRoots; readonly begun: BegunTransaction }> {
  const state = { open: false, hasFirstRoot: false };
  let known = record;
  try {
    await writeRecord(archives.root.path, record);
    for (const archive of archives.all) {
      const fresh = keysFor(archives, plan, archive);
      if (fresh.length > 0) await archive.save(fresh);
    }
    const asked = { "first-time": request.firstTime, shortcut: true };
    const { answer } = await beginTransaction(ctx, archives.root.path, record, asked, (begun) => {
      state.open = true;
      known = begun;
    });
    if (request.firstTime) {
      await archives.root.save([await takeFirstRoot(ctx, answer, input.roots, archives.root.keys)]);
      state.hasFirstRoot = true;
    }
    const txid = known.begun?.txid ?? "";
    if (request.online) await newOnlineKeys(ctx, txid, request);
    const { roots, createdAt } = await signedRoots(ctx, request, input, archives, plan, known);
    return { roots, begun: { txid, createdAt } };
  } catch (error) {
    throw await undone(ctx, error, { archives, record: known, ...state });
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
    await putStaged(ctx, record.begun?.txid ?? "", roots, { resigned: plan.resigned, isApplied: true });
  } catch (error) {
    throw await canceled(ctx, error, archives.root, record);
  }
}

async function applied(
  ctx: Context,
  root: HeldArchives["root"],
  record: RotationRecord,
  roots: BothRoots,
): Promise<void> {
  try {
    await applyStaged(ctx, record.begun?.txid ?? "", { ci: roots.ci.doc, prod: roots.prod.doc });
  } catch (error) {
    if (error instanceof ToolError && error.changed === "no") throw await canceled(ctx, error, root, record);
    throw failed(error, root.resume);
  }
  await endRecord(ctx, root.path);
}

function keysFor(archives: HeldArchives, { keys }: RotationPlan, archive: HeldArchives["root"]): readonly ArchiveKey[] {
  return keys.filter(({ role }) => archives.of(role) === archive).flatMap(({ fresh }) => fresh ?? []);
}
