// What a rotation finds at the Factory, read in one round trip and verified, and everything that forbids it, said at
// once. Expired roots are no obstacle: a rotation is their repair.
import type { DocumentTexts } from "../../factory/document-texts.ts";
import { requireOnlineKey } from "../../tuf/ci-targets.ts";
import { ToolError } from "../../tuf/errors.ts";
import { isExpired } from "../../tuf/expiry.ts";
import type { Context } from "../command.ts";
import { Checks } from "../release/checks.ts";
import { readRoots, type VerifiedRoots } from "../release/verified-roots.ts";
import { activeWaves } from "../root-work/active-waves.ts";
import { waveActive } from "../root-work/wave-active.ts";
import { alreadyOpen } from "../updates-init.ts";
import type { RotationWish } from "./wish.ts";

export interface RotationScene {
  readonly roots: VerifiedRoots;
  /** Id of whoever the token is: the owner of the new keys. */
  readonly owner: string;
  /** Key id of the online targets key. */
  readonly onlineKeyid: string;
  /** Production targets of all tags. */
  readonly production: DocumentTexts;
}

/** @throws {ToolError} all blockers at once; nothing was changed. */
export async function readScene(ctx: Context, wish: RotationWish): Promise<RotationScene> {
  ctx.progress("Reading and verifying the roots");
  const { factory } = ctx;
  const changesTargets = wish.roles.includes("targets") || wish.online;
  const checks = new Checks();
  const [roots, updates, self, onlineKey, waves, production] = await Promise.all([
    readRoots(ctx, checks, "shown"),
    checks.fetched(factory.updates()),
    checks.fetched(factory.self()),
    checks.fetched(factory.ciTargetsKey()),
    changesTargets ? checks.fetched(activeWaves(ctx)) : [],
    checks.fetched(factory.prodTargetTexts()),
  ]);
  if (updates && updates.status !== "NONE") checks.block(alreadyOpen(updates.status));
  if (waves && waves.length > 0) checks.block(waveActive(waves));
  const onlineKeyid = roots && onlineKey && checks.proven(() => requireOnlineKey(roots.prod.signed, onlineKey));
  if (roots) for (const obstacle of obstaclesOf(roots, wish, ctx.now)) checks.block(obstacle);
  checks.throwIfBlocked();
  if (!roots || !self || !onlineKeyid || !production) throw new Error("a missing part is a blocker");
  for (const warning of checks.warnings) ctx.log.warning(warning);
  return { roots, owner: self["polis-id"], onlineKeyid, production };
}

function* obstaclesOf({ ci, prod }: VerifiedRoots, wish: RotationWish, now: Date): Generator<ToolError> {
  const { threshold } = ci.signed.roles.root;
  if (threshold > 1) yield needsOthers(threshold, wish);
  // Only a new root key brings a new expiry (PROTOCOL §4).
  if (!wish.roles.includes("root") && isExpired(prod.signed, now)) yield expired(prod.signed.expires);
}

function needsOthers(threshold: number, { roles }: RotationWish): ToolError {
  return new ToolError("threshold-unreachable", {
    happened: `The root needs ${threshold} signatures, so one person alone cannot rotate a key in one step.`,
    next: `Use a transaction: factory-tuf updates init, updates rotate-offline-key --role ${roles[0]}, then updates sign by each signer, then updates apply.`,
  });
}

function expired(expires: string): ToolError {
  return new ToolError("root-expired", {
    happened: `The root expired at ${expires}, and a new targets key alone gives it no new expiry: devices would refuse it.`,
    next: "Rotate the root key first: factory-tuf keys rotate --role root; or both: factory-tuf keys rotate-all.",
  });
}
