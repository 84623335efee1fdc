// What a rotation finds at the Factory, read in one round trip and verified, and everything that forbids it, said at
// once. Expired roots are no obstacle: a rotation is their repair.

import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import { type DocumentTexts, noDocuments } from "../factory/document-texts.ts";
import { activeWaves, waveActive } from "../root-updates/active-waves.ts";
import { alreadyOpen } from "../root-updates/begin-transaction.ts";
import { isExpired } from "../tuf/metadata/expiry.ts";
import { type Replacement, withNewExpiry } from "../tuf/root/root-edit.ts";
import { requireOnlineKey } from "../tuf/targets/ci-targets.ts";
import { Checks } from "../verified/checks.ts";
import { checkClock } from "../verified/clock.ts";
import { readRoots, type VerifiedRoots } from "../verified/verified-roots.ts";
import { bringsExpiry, isRenewal, type RotationRequest } from "./rotation-request.ts";

export interface RotationInput {
  readonly roots: VerifiedRoots;
  /** Id of whoever the token is: the owner of the new keys. */
  readonly owner: string;
  /** Key id of the online targets key; empty where no key is replaced. */
  readonly onlineKeyid: string;
  /** Production targets of all tags; none where no key is replaced. */
  readonly production: DocumentTexts;
}

/** @throws {ToolError} all blockers at once; nothing was changed. */
export async function readRotationInput(ctx: Context, request: RotationRequest): Promise<RotationInput> {
  ctx.progress("Reading and verifying the roots");
  const { factory } = ctx;
  const changesTargets = request.roles.includes("targets") || request.online;
  const renews = isRenewal(request);
  const checks = new Checks();
  const [roots, updates, self, onlineKey, waves, production] = await Promise.all([
    readRoots(ctx, checks, "root-work"),
    checks.fetched(factory.updates()),
    checks.fetched(factory.self()),
    renews ? null : checks.fetched(factory.ciTargetsKey()),
    changesTargets ? checks.fetched(activeWaves(ctx)) : [],
    renews ? noDocuments : checks.fetched(factory.prodTargetTexts()),
  ]);
  if (updates && updates.status !== "NONE") checks.block(alreadyOpen(updates.status));
  if (waves && waves.length > 0) checks.block(waveActive(waves));
  checkClock(ctx, checks, { roots, updates });
  const onlineKeyid = renews
    ? ""
    : roots && onlineKey && checks.proven(() => requireOnlineKey(roots.prod.signed, onlineKey));
  if (roots) {
    for (const obstacle of obstaclesOf(roots, request, ctx.now)) checks.block(obstacle);
    if (bringsExpiry(request))
      checks.proven(() => withNewExpiry(roots.prod.signed, ctx.clock.dating, replacementOf(roots, request)));
  }
  checks.throwIfBlocked();
  if (!roots || !self || onlineKeyid === undefined || onlineKeyid === null || !production)
    throw new Error("a missing part is a blocker");
  for (const warning of checks.warnings) ctx.log.warning(warning);
  return { roots, owner: self["polis-id"], onlineKeyid, production };
}

function* obstaclesOf({ ci, prod }: VerifiedRoots, request: RotationRequest, now: Date): Generator<ToolError> {
  const { threshold } = ci.signed.roles.root;
  if (threshold > 1) yield needsOthers(threshold, request);
  if (!bringsExpiry(request) && isExpired(prod.signed, now)) yield expired(prod.signed.expires);
}

/** What the rotation's root takes the place of. */
export function replacementOf({ prod }: VerifiedRoots, { shortenExpiry }: RotationRequest): Replacement {
  return { replaces: prod.signed, shortenExpiry };
}

function needsOthers(threshold: number, { roles, ...request }: RotationRequest): ToolError {
  if (isRenewal({ roles, ...request })) {
    return new ToolError("threshold-unreachable", {
      happened: `The root needs ${threshold} signatures, so one person alone cannot sign and apply it.`,
      next: "Use a transaction: factory-tuf updates init --changelog <why>, then factory-tuf updates set-expiry, then factory-tuf updates sign --keys <archive> by each signer, then factory-tuf updates apply.",
    });
  }
  return new ToolError("threshold-unreachable", {
    happened: `The root needs ${threshold} signatures, so one person alone cannot rotate a key in one step.`,
    next: `Use a transaction: factory-tuf updates init --changelog <why>, then factory-tuf updates rotate-offline-key --role ${roles[0]} --keys <archive>, then factory-tuf updates sign --keys <archive> by each signer, then factory-tuf updates apply.`,
  });
}

function expired(expires: string): ToolError {
  return new ToolError("root-expired", {
    happened: `The root expired at ${expires}, and a new targets key does not renew it. Devices would refuse it.`,
    next: "Rotate the root key first: factory-tuf keys rotate --role root --keys <archive>; or both: factory-tuf keys rotate-all --keys <archive>.",
  });
}
