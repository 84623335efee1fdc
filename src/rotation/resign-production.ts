// The keys that a rotation changes, and the production targets that the new targets key signs again.
import type { Context } from "../context/context.ts";
import type { ArchiveKey, Signer } from "../keys/types.ts";
import type { Resigned } from "../root-updates/put-staged.ts";
import { resignTargets } from "../root-updates/resign-targets.ts";
import type { OfflineRole } from "../tuf/root/root-edit.ts";
import type { RotationInput } from "./rotation-input.ts";

export interface RotatedKey {
  readonly role: OfflineRole;
  readonly keyid: string;
  /** Null for a key that lives elsewhere, and that the root lists already. */
  readonly fresh: ArchiveKey | null;
  /** Key id of the one it replaces; null where it only joins. */
  readonly replaced: string | null;
}

/** @param by signs; default: the new key in memory. */
export async function resign(
  ctx: Context,
  input: RotationInput,
  keys: readonly RotatedKey[],
  by?: Signer,
): Promise<Resigned> {
  const targets = keys.find(({ role }) => role === "targets");
  const { production } = input;
  const signer = by ?? targets?.fresh?.signer;
  if (!targets || !signer || production.names.length === 0) return { targets: {}, waves: {} };
  ctx.progress("Verifying and signing production targets");
  const toSign = { production, tags: targets.replaced === null ? [] : production.names, waves: [] };
  return resignTargets(ctx, input.roots, toSign, signer, targets.replaced);
}
