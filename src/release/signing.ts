// The last step before a signature: opens the archive, checks what it may hold, and finds the one signer.

import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import { checkCiArchive } from "../keys/archive/ci-archive.ts";
import { activeTargetsKey } from "../keys/signers/active-key.ts";
import type { Signer } from "../keys/types.ts";
import { roleKeys } from "../tuf/metadata/threshold.ts";
import type { VerifiedRoots } from "../verified/verified-roots.ts";

/** What the signer is chosen by. */
export interface SigningGround {
  readonly roots: VerifiedRoots;
  readonly onlineKeyid: string;
}

/**
 * @throws {ToolError} `keys-missing`, or any other `keys-…` code. Nothing was changed.
 */
export async function openSigner(ctx: Context, { roots, onlineKeyid }: SigningGround): Promise<Signer> {
  if (!ctx.keys) {
    throw new ToolError("keys-missing", {
      happened: "No archive with the offline targets key was given.",
      next: "Give it with --keys (in the Action: the input keys, keys-file or keys-command).",
    });
  }
  ctx.progress("Opening the key archive");
  const archive = await ctx.keys.open();
  const targetsKeys = roleKeys(roots.prod.signed, "targets", roots.prod.where);
  targetsKeys.delete(onlineKeyid);
  if (!ctx.refuseRootKeys) return activeTargetsKey(archive, targetsKeys, roots.chain);
  const { signer, warnings } = checkCiArchive(archive, {
    rootKeyids: roots.rootKeyids,
    targetsKeys,
    chain: roots.chain,
  });
  for (const warning of warnings) ctx.log.warning(warning);
  return signer;
}
