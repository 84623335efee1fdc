// The one key of an archive that CI may get: the active targets key, which is and was no root key (T16).
import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import { heldKey } from "../keys/held-key.ts";
import { activeTargetsKey } from "../keys/signers/active-key.ts";
import type { ArchiveKey, KeyArchive } from "../keys/types.ts";
import { offlineKeysOfRoots } from "./key-status.ts";

/** @throws {ToolError} `keys-root-present`, `keys-none-active`, `keys-several-active`, and what verifying the roots throws. */
export async function targetsKeyForCi(ctx: Context, archive: KeyArchive): Promise<ArchiveKey> {
  const { keys, chain, rootKeyids } = await offlineKeysOfRoots(ctx);
  const { keyid } = activeTargetsKey(archive, keys.targets, chain);
  if (rootKeyids.has(keyid)) {
    throw new ToolError("keys-root-present", {
      happened: `The active targets key ${keyid} is or was also a root key, so it must not go to CI.`,
      next: "Make a separate targets key: factory-tuf keys rotate --role targets --keys <archive> --targets-keys <new archive>.",
    });
  }
  return heldKey(archive.keys, keyid)!;
}
