// Which offline keys a transaction lists for a role now, and which of them an archive holds.
import { activeKey, findSigner } from "../keys/signers/active-key.ts";
import type { KeyArchive, Signer } from "../keys/types.ts";
import type { UsableKey } from "../tuf/metadata/key.ts";
import { roleKeys } from "../tuf/metadata/threshold.ts";
import type { OfflineRole } from "../tuf/root/root-edit.ts";
import type { RootWork } from "./read-staged.ts";

type Staged = Pick<RootWork, "prod" | "online">;

/** The usable keys that the staged root lists for `role`, by key id, without the Factory's online one. */
export function offlineKeys({ prod, online }: Staged, role: OfflineRole): ReadonlyMap<string, UsableKey> {
  const keys = roleKeys(prod.doc.signed, role, prod.doc.where);
  keys.delete(online.updated.targets);
  return keys;
}

/**
 * The archive's one key of the staged role.
 * @throws {ToolError} `keys-none-active`, `keys-several-active`.
 */
export function stagedKey(archive: KeyArchive, staged: Staged, role: OfflineRole): Signer {
  return activeKey(archive, role, offlineKeys(staged, role));
}

/** {@link stagedKey}, and null where the archive holds none. */
export function stagedKeyIfHeld(archive: KeyArchive, staged: Staged, role: OfflineRole): Signer | null {
  return findSigner(archive, offlineKeys(staged, role)) ? stagedKey(archive, staged, role) : null;
}
