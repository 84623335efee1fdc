// The last step before a signature: opens the archive, checks what it may hold, and finds the one signer; or the key in the
// root that a signer elsewhere signs with. Whether that can sign so much is known before anybody approves.

import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import { checkCiArchive } from "../keys/archive/ci-archive.ts";
import { activeRemoteKey, activeTargetsKey } from "../keys/signers/active-key.ts";
import { mayBeTooSmall, type SizedToSign, signerTooSmall } from "../keys/signers/remote/limits.ts";
import type { RemoteKey, Signer } from "../keys/types.ts";
import type { UsableKey } from "../tuf/metadata/key.ts";
import { roleKeys } from "../tuf/metadata/threshold.ts";
import type { Checks } from "../verified/checks.ts";
import type { VerifiedRoots } from "../verified/verified-roots.ts";

/** What the signer is chosen by. */
export interface SigningGround {
  readonly roots: VerifiedRoots;
  readonly onlineKeyid: string;
}

/**
 * @throws {ToolError} `keys-missing`, or any other `keys-…` code. Nothing was changed.
 */
export async function openSigner(ctx: Context, ground: SigningGround): Promise<Signer> {
  if (ctx.signer) return ctx.signer.signer(remoteTargetsKey(ctx, ctx.signer, ground));
  const { roots } = ground;
  if (!ctx.keys) {
    throw new ToolError("keys-missing", {
      happened: "No offline targets key was given: no archive and no signer.",
      next: "Give it with --keys (in the Action: the input keys, keys-file or keys-command), or give signer and signer-keyid.",
    });
  }
  ctx.progress("Opening the key archive");
  const archive = await ctx.keys.open();
  const targetsKeys = offlineTargetsKeys(ground);
  if (!ctx.refuseRootKeys) return activeTargetsKey(archive, targetsKeys, roots.chain);
  const { signer, warnings } = checkCiArchive(archive, {
    rootKeyids: roots.rootKeyids,
    targetsKeys,
    chain: roots.chain,
  });
  for (const warning of warnings) ctx.log.warning(warning);
  return signer;
}

/**
 * Whether the signer of this run, where one was given, has an active key and can sign so much. Blockers and warnings land in
 * `checks`; nobody is contacted.
 */
export function checkSigner(ctx: Context, ground: SigningGround, document: SizedToSign, checks: Checks): void {
  const { signer } = ctx;
  if (!signer) return;
  const key = checks.proven(() => remoteTargetsKey(ctx, signer, ground));
  if (!key) return;
  const problem = signerTooSmall(signer.scheme, key.type, document, ctx.trust.policy.clients);
  if (problem) checks.block(problem);
  const warning = mayBeTooSmall(signer.scheme, key.type, document);
  if (warning) checks.warn(warning);
}

/**
 * The public half of the signer's key, from the verified root alone.
 * @throws {ToolError} `keys-none-active`; `keys-root-present` on a runner (T16): a root key that signs there, signs there.
 */
function remoteTargetsKey(
  { refuseRootKeys }: Pick<Context, "refuseRootKeys">,
  { keyid }: RemoteKey,
  ground: SigningGround,
): UsableKey {
  const { roots } = ground;
  if (refuseRootKeys && roots.rootKeyids.has(keyid)) {
    throw new ToolError("keys-root-present", {
      happened: `The signer's key ${keyid} is or was a root key. In CI, anyone who controls it could take over the fleet, even with a retired one.`,
      next: "Sign releases with a key that has only the targets role.",
    });
  }
  return activeRemoteKey(keyid, "targets", offlineTargetsKeys(ground), roots.chain);
}

function offlineTargetsKeys({ roots, onlineKeyid }: SigningGround): Map<string, UsableKey> {
  const targetsKeys = roleKeys(roots.prod.signed, "targets", roots.prod.where);
  targetsKeys.delete(onlineKeyid);
  return targetsKeys;
}
