// Is every target of a Wave one we can account for? Asked before a second signature and before a Wave
// becomes production: no blind co-signing (T7), no silent loss (T12).

import { ToolError } from "../../errors/tool-error.ts";
import { differingPointer } from "../../json/difference.ts";
import { own } from "../../json/object.ts";
import { quoted } from "../../text/quoted.ts";
import { requireAllowedTargetsMembers, requireUnambiguous } from "../metadata/allowed-members.ts";
import type { Doc, TargetFile, TargetsSigned } from "../metadata/metadata.ts";
import { plainVersion } from "../metadata/version.ts";
import { requireTag } from "./production.ts";

export interface WaveClaim {
  readonly tag: string;
  readonly version: number;
  /** Verified CI targets. */
  readonly ci: Doc<TargetsSigned>;
  /** Verified production targets of the tag, or null before the first release. */
  readonly production: Doc<TargetsSigned> | null;
}

/**
 * Every target equals, save its tags, a verified production or CI target; tag and version agree; nothing
 * stands in the document that we do not know.
 * @throws {ToolError} `wave-content-unverified`, `tag-mismatch`, `metadata-member-refused`,
 *   `metadata-ambiguous`, `version-not-above-production`.
 */
export function requireKnownContent(doc: Doc<TargetsSigned>, claim: WaveClaim): void {
  const { version, ci, production } = claim;
  requireAllowedTargetsMembers(doc.signed, doc.where);
  requireUnambiguous(doc);
  requireTag(doc, claim.tag);
  requireVersion(doc, version);
  if (production && version <= production.signed.version) {
    throw new ToolError("version-not-above-production", {
      happened: `${doc.where} has version ${version}, but production targets for tag ${claim.tag} are at version ${production.signed.version}.`,
      next: "Cancel that Wave: devices never install an older version.",
    });
  }
  for (const [name, file] of Object.entries(doc.signed.targets)) {
    const published = production && own(production.signed.targets, name);
    const original = published ?? own(ci.signed.targets, name);
    if (!original) throw unverified(doc, name, "stands neither in production nor in the CI targets");
    if (!published && versionOf(file) !== version) {
      throw unverified(doc, name, `is new in production, but of version ${versionOf(file)} and not ${version}`);
    }
    const pointer = differingPointer(withoutTags(file), withoutTags(original));
    if (pointer !== null) {
      throw unverified(
        doc,
        name,
        `differs from the ${published ? "production" : "CI"} target of that name at ${pointer}`,
      );
    }
  }
  prunedVersions(doc, production);
}

/**
 * Versions that production has and the Wave drops, ascending.
 * @throws {ToolError} `wave-content-unverified` when the Wave drops only a part of a version.
 */
export function prunedVersions(doc: Doc<TargetsSigned>, production: Doc<TargetsSigned> | null): readonly number[] {
  if (!production) return [];
  const entries = Object.entries(production.signed.targets);
  const gone = entries.filter(([name]) => own(doc.signed.targets, name) === undefined);
  const versions = new Set(gone.map(([, file]) => versionOf(file)));
  const left = entries.find(
    ([name, file]) => own(doc.signed.targets, name) !== undefined && versions.has(versionOf(file)),
  );
  if (!left) return [...versions].sort((a, b) => a - b);
  throw unverified(
    doc,
    left[0],
    `stays, while other production targets of its version ${versionOf(left[1])} are dropped`,
  );
}

function requireVersion(doc: Doc<TargetsSigned>, version: number): void {
  const highest = Object.values(doc.signed.targets).reduce((best, file) => Math.max(best, versionOf(file)), -1);
  if (doc.signed.version === version && highest === version) return;
  throw new ToolError("wave-content-unverified", {
    happened: `${doc.where} claims version ${version}, its document says version ${doc.signed.version}, and its highest target has version ${highest}.`,
    next: "Cancel that Wave and create it again.",
  });
}

function versionOf(file: TargetFile): number {
  return plainVersion(file.custom?.version) ?? -1;
}

function withoutTags(file: TargetFile): unknown {
  const { tags: _tags, ...custom } = file.custom ?? {};
  return { ...file, custom };
}

function unverified(doc: Doc<TargetsSigned>, name: string, what: string): ToolError {
  return new ToolError("wave-content-unverified", {
    happened: `${doc.where}: the target ${quoted(name, 253)} ${what}.`,
    next: "Do not sign or complete this Wave. Ask who made it; cancel it if nobody can say.",
  });
}
