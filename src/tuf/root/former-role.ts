// What a key that counts no more once was, for whoever looks for the one that does. Pure.
import type { Doc, RootSigned } from "../metadata/metadata.ts";

const ROLES = ["root", "targets"] as const;

/**
 * @param chain verified roots in order.
 * @returns e.g. `was a root key until root 6`; null for a key that the newest root lists, or none does.
 */
export function formerRole(chain: readonly Doc<RootSigned>[], keyid: string): string | null {
  const listing = lastListing(chain, keyid);
  if (!listing || listing === chain.at(-1)) return null;
  const roles = ROLES.filter((role) => listing.signed.roles[role].keyids.includes(keyid));
  return `was a ${roles.join(" and ")} key until root ${listing.signed.version}`;
}

/** The newest root that lists a key for root or targets. */
export function lastListing(chain: readonly Doc<RootSigned>[], keyid: string): Doc<RootSigned> | undefined {
  return chain.findLast(({ signed }) => ROLES.some((role) => signed.roles[role].keyids.includes(keyid)));
}
