// Are these the production targets of a tag? Threshold signatures under the production root, the tag and
// nothing else in every target, and nothing a later device view would refuse (T3).

import { ToolError } from "../../errors/tool-error.ts";
import { quoted } from "../../text/quoted.ts";
import { requireAllowedTargetsMembers, requireUnambiguous } from "../metadata/allowed-members.ts";
import { tagsOf } from "../metadata/custom.ts";
import type { Doc, RootSigned, TargetsSigned } from "../metadata/metadata.ts";
import { type Pins, pinOf, requirePinned } from "../metadata/pins.ts";
import { requireReadableSignatures, requireThreshold, type Tally } from "../metadata/threshold.ts";

/**
 * Verifies production targets before they are extended or shown. Expired ones pass: a new Wave is their
 * only repair, and the caller warns.
 * @param production null when the Factory has none for the tag.
 * @throws {ToolError} `production-missing` (they are pinned), `threshold-not-met`, `tag-mismatch`,
 *   `metadata-rollback`, `metadata-equivocation`, `metadata-member-refused`, `metadata-ambiguous`.
 */
export function verifyProductionTargets(
  production: Doc<TargetsSigned> | null,
  tag: string,
  prodRoot: Doc<RootSigned>,
  pins: Pins | null,
): Tally | null {
  const pin = pinOf(pins, `prod-targets/${tag}`);
  if (!production) {
    if (!pin) return null;
    throw new ToolError("production-missing", {
      happened: `The Factory has no production targets for tag ${tag}, but the pins say that version ${pin.version} was published.`,
      next: "Somebody withholds them. Sign nothing and ask the vendor; change the pin only by a reviewed commit.",
    });
  }
  requireReadableSignatures(production);
  const signatures = requireThreshold(production, prodRoot, "targets");
  requireTag(production, tag);
  requireAllowedTargetsMembers(production.signed, production.where);
  requireUnambiguous(production);
  requirePinned(production, pin);
  return signatures;
}

/** @throws {ToolError} `tag-mismatch` unless `custom.tags` is exactly `[tag]` in every target (T3). */
export function requireTag(doc: Doc<TargetsSigned>, tag: string): void {
  for (const [name, { custom }] of Object.entries(doc.signed.targets)) {
    const tags = tagsOf(custom);
    if (tags.length === 1 && tags[0] === tag && Array.isArray(custom?.tags) && custom.tags.length === 1) continue;
    throw new ToolError("tag-mismatch", {
      happened: `${doc.where}: the target ${quoted(name, 253)} has the tags ${quoted(custom?.tags ?? null, 120)}, not exactly ["${tag}"].`,
      next: "It is not the document of this tag. Sign nothing, keep a copy and ask the vendor.",
    });
  }
}
