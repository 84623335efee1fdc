// The numbers of the catalogue, and those that a repository's policy puts in their place.
import { own } from "../tuf/metadata.ts";
import type { ReviewPolicy } from "./rule.ts";

/** The limit from which `rule` has this level: the policy's, else the catalogue's. In the unit of that rule. */
export function limitOf(policy: ReviewPolicy, rule: string, level: "warning" | "error", catalogued: number): number {
  return own(policy.limits ?? {}, rule)?.[level] ?? catalogued;
}
