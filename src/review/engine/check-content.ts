// The rules that stand between new targets and a signature (T6): what they contain, and whether a device
// takes a document of that size.

import { metadataTooLarge } from "../rules/device-limits.ts";
import {
  hardwareCoverageLost,
  prodTargetProvenance,
  targetAppForeign,
  targetAppUnpinned,
  targetMalformed,
  targetNoDelta,
  targetUnselectable,
} from "../rules/targets-content.ts";
import { grouped } from "./group.ts";
import { type Finding, findingsOf, type ReviewPolicy, type TimelessRule } from "./rule.ts";
import type { TargetsContent } from "./subject.ts";

/** Groups J and K of the catalogue, in its order. */
export const contentRules: readonly TimelessRule<TargetsContent>[] = [
  targetMalformed,
  targetUnselectable,
  prodTargetProvenance,
  targetAppUnpinned,
  targetAppForeign,
  hardwareCoverageLost,
  targetNoDelta,
  metadataTooLarge,
];

export interface ContentInput extends TargetsContent {
  readonly policy: ReviewPolicy;
}

/**
 * What the content rules say of the new targets. A finding of level `error` forbids the signature; the
 * caller refuses. Never throws on content.
 */
export function checkTargetsContent(input: ContentInput): Finding[] {
  return contentRules.flatMap((rule) => grouped(rule, findingsOf(rule, rule.check(input, input.policy))));
}
