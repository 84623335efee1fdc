// N of a root flavour: how far a device gets that asks for one root after the other.
import type { ReviewedRoots } from "./snapshot.ts";

/** The highest version before the first 404; 0 when there is no root 1. */
export function highestVersion({ chain }: ReviewedRoots): number {
  const gap = chain.indexOf(null);
  return gap < 0 ? chain.length : gap;
}
