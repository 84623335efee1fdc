// Signatures on staged roots that somebody wants to make: what must hold before, what is shown, and how they are sent. Whose
// key it is, and where, is the caller's.

import type { Context } from "../context/context.ts";
import type { Outcome } from "../context/outcome.ts";
import { ToolError } from "../errors/tool-error.ts";
import { docHash } from "../tuf/metadata/pins.ts";
import { requireClientsTake } from "./client-checks.ts";
import { putStaged } from "./put-staged.ts";
import { type RootWork, readStaged, readStagedAgain } from "./read-staged.ts";
import { type BothRoots, sameSignatures } from "./sign-roots.ts";
import { requireGivenSignerFits, requireSignable, showStaged, stagedOutcome, stagedToBe } from "./stage-and-sign.ts";
import { missingSigners, type StagedStatus } from "./staged-status.ts";

/** @throws {ToolError} what {@link readStaged} throws; `metadata-expired`, `expiry-shortened`, `device-would-refuse`. */
export async function readSignable(ctx: Context, shortenExpiry: boolean): Promise<RootWork> {
  const seen = await readStaged(ctx);
  requireSignable(seen, shortenExpiry, ctx.now);
  requireClientsTake(ctx, stagedToBe(seen, seen));
  requireGivenSignerFits(ctx, seen);
  return seen;
}

export interface Signing {
  readonly txid: string;
  /** Whoever gives it has seen what is staged, and is not asked. */
  readonly expectDigest?: string | undefined;
  /** Signs both flavours; called once the user has agreed. */
  readonly sign: (work: RootWork) => Promise<BothRoots>;
}

/**
 * Shows what is staged, asks, has it signed and sends it.
 * @throws {ToolError} `digest-mismatch`, also where somebody has changed it meanwhile; `declined`; what `sign` and sending throw.
 */
export async function signSeen(
  ctx: Context,
  seen: RootWork,
  { txid, expectDigest, sign }: Signing,
): Promise<Outcome<StagedStatus>> {
  await showStaged(ctx, seen, expectDigest);
  // A look takes minutes: whoever has signed meanwhile keeps their signature.
  const work = await readStagedAgain(ctx.factory, seen.roots);
  requireSeen(seen, work);
  const signed = await sign(work);
  const isThere = work.isProdStaged && sameSignatures(work, signed, work.roots);
  if (isThere) return stagedOutcome(ctx, work, "unchanged");
  await putStaged(ctx, txid, signed);
  const outcome = await stagedOutcome(ctx, { ...work, ...signed, isProdStaged: true });
  return missingSigners(outcome.data.counts).length === 0 ? outcome : { ...outcome, status: "waiting" };
}

/** The flavours are held against each other whenever they are read: the production root stands for both. */
function requireSeen(seen: RootWork, now: RootWork): void {
  const [shown, found] = [docHash(seen.prod.doc), docHash(now.prod.doc)];
  if (shown === found) return;
  throw new ToolError("digest-mismatch", {
    happened: `The staged production root had the digest sha256:${shown} when it was shown and has sha256:${found} now. Somebody has changed it.`,
    next: "Run this again, and look at what it shows then.",
  });
}
