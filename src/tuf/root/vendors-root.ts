// Whether a Factory's root key is still the one that the vendor made.
import type { RootSigned } from "../metadata/metadata.ts";

/** Keyid of the root key that the vendor made; null once the root has keys of its owner. */
export function vendorsRootKey({ roles, "x-key-owners": owners }: RootSigned): string | null {
  const [keyid, ...others] = roles.root.keyids;
  // Nobody has looked at it: a program in Go writes an empty map as null.
  return keyid === undefined || others.length > 0 || Object.hasOwn(owners ?? {}, keyid) ? null : keyid;
}
