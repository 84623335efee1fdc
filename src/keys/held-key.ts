// A key that an archive can sign with: it holds the private half. The public half alone may lie beside it, under another name.
import type { ArchiveKey, Signer } from "./types.ts";

export type HeldKey = ArchiveKey & { readonly signer: Signer };

/** Null where `keys` hold no such key, or its public half alone. */
export function heldKey(keys: readonly ArchiveKey[], keyid: string): HeldKey | null {
  return keys.find((key): key is HeldKey => key.keyid === keyid && key.signer !== null) ?? null;
}
