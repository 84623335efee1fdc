// Finds, by public key, the private half that may sign for a role of a verified root.
import type { UsableKey } from "../tuf/key.ts";
import { privateHalfOf } from "./archive-key.ts";
import { makeSigner } from "./signer.ts";
import type { KeyArchive, Signer } from "./types.ts";

/**
 * Finds the signer in `archive` for one of `keys`, which come from a verified root: with that root's public key
 * each signature is checked.
 * @returns `null` when the archive holds the private half of none of them. That is normal: this operator is not
 *   a key holder for the role. With several, the first in the order of `keys`.
 */
export function findSigner(archive: KeyArchive, keys: ReadonlyMap<string, UsableKey>): Signer | null {
  for (const key of keys.values()) {
    const held = archive.keys.find(({ keyid, signer }) => signer && keyid === key.keyid);
    const half = held && privateHalfOf(held);
    if (half) return makeSigner(half, key);
  }
  return null;
}
