// What of an archive may go into a GitHub secret: no root key (T16), and of the targets keys the active one alone.

import type { Context } from "../../context/context.ts";
import { ToolError } from "../../errors/tool-error.ts";
import { isNamedRoot } from "../../keys/archive/ci-archive.ts";
import { heldKey } from "../../keys/held-key.ts";
import { activeTargetsKey } from "../../keys/signers/active-key.ts";
import type { ArchiveKey, KeyArchive } from "../../keys/types.ts";
import { counted } from "../../text/sentence.ts";
import type { UsableKey } from "../../tuf/metadata/key.ts";
import type { Doc, RootSigned } from "../../tuf/metadata/metadata.ts";
import { roleKeys } from "../../tuf/metadata/threshold.ts";
import { offlineKeysOfRoots } from "../key-status.ts";

/**
 * The keys that go to CI. The newest root says which one is active; without a token the trusted root does; without
 * that one nobody can, and all of them go, with a warning.
 * @throws {ToolError} `keys-root-present`, before the Factory is asked where names or the trusted root tell;
 *   `keys-none-active`, `keys-several-active`, and what verifying the roots throws.
 */
export async function keysForAction(ctx: Context, archive: KeyArchive): Promise<readonly ArchiveKey[]> {
  const { root } = ctx.trust;
  requireNoRootKey(archive, new Set(root?.signed.roles.root.keyids));
  if (ctx.missingCredentials) return root ? [activeByTrustedRoot(archive, root)] : unjudged(ctx, archive);
  const { keys, rootKeyids } = await offlineKeysOfRoots(ctx);
  requireNoRootKey(archive, rootKeyids);
  return [activeOf(archive, keys.targets)];
}

function requireNoRootKey({ keys }: KeyArchive, rootKeyids: ReadonlySet<string>): void {
  const found = keys.filter((key) => rootKeyids.has(key.keyid) || isNamedRoot(key));
  if (found.length === 0) return;
  throw new ToolError("keys-root-present", {
    happened: `The archive holds ${counted(found.length, "root key")}: ${found.map(({ keyid }) => keyid).join(", ")}. Root keys never belong in CI, and the Action refuses them.`,
    next: "Make an archive for CI first: factory-tuf keys copy-targets targets.keys.tgz --keys <this archive>.",
  });
}

function activeOf(archive: KeyArchive, targets: ReadonlyMap<string, UsableKey>): ArchiveKey {
  const { keyid } = activeTargetsKey(archive, targets);
  return heldKey(archive.keys, keyid)!;
}

function activeByTrustedRoot(archive: KeyArchive, root: Doc<RootSigned>): ArchiveKey {
  try {
    return activeOf(archive, roleKeys(root.signed, "targets", root.where));
  } catch (error) {
    if (!(error instanceof ToolError) || error.code !== "keys-none-active") throw error;
    const next = `Give the archive with the newest key. If it is newer than the trusted root (version ${root.signed.version}), run \`factory-tuf root pin\`, or give the API token so that the newest root is asked for.`;
    throw error.extended({ next });
  }
}

function unjudged(ctx: Context, { keys }: KeyArchive): readonly ArchiveKey[] {
  ctx.log.warning(
    `No token and no trusted root were given, so it is not known which key is active, and whether one is a root key. The secret will hold ${keys.length === 1 ? "the only key" : `all ${keys.length} keys`}.`,
  );
  return keys;
}
