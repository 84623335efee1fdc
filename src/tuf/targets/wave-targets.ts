// Building a Wave's targets: CI targets of one version, retagged, merged into production (PROTOCOL §4).

import { ToolError } from "../../errors/tool-error.ts";
import { own } from "../../json/object.ts";
import { requireAllowedTarget, requireUnambiguous } from "../metadata/allowed-members.ts";
import { tagsOf } from "../metadata/custom.ts";
import type { Doc, TargetFile, TargetsSigned } from "../metadata/metadata.ts";
import { plainVersion } from "../metadata/version.ts";

export interface WaveRequest {
  readonly tag: string;
  readonly version: number;
  /** Only CI targets that carry this tag. */
  readonly sourceTag?: string | undefined;
  /** Versions to drop from production. */
  readonly prune: readonly number[];
  /** RFC 3339 UTC, whole seconds. */
  readonly expires: string;
}

export interface WaveTargets {
  /** Exactly what will be signed. */
  readonly signed: TargetsSigned;
  /** The targets that are new in it, retagged. */
  readonly added: Readonly<Record<string, TargetFile>>;
}

/**
 * Merges the chosen CI version into production for a tag. Neither document is changed.
 * @param production verified production targets of the tag, or null for a first release.
 * @throws {ToolError} `version-not-found`, `version-not-above-production`, `prune-refused`,
 *   `target-exists`, `metadata-member-refused`, `metadata-ambiguous`.
 */
export function buildWaveTargets(
  ci: Doc<TargetsSigned>,
  production: Doc<TargetsSigned> | null,
  request: WaveRequest,
): WaveTargets {
  const added = selectTargets(ci, request);
  requireAboveProduction(production, request);
  const kept = pruned(production?.signed.targets ?? {}, request);
  for (const name of Object.keys(added)) {
    if (!own(kept, name)) continue;
    throw new ToolError("target-exists", {
      happened: `The target ${JSON.stringify(name)} of version ${request.version} already stands in the production targets for tag ${request.tag}; a published name never gets new content.`,
      next: "Build a new CI version, or prune the old one.",
    });
  }
  const targets = Object.fromEntries([...Object.entries(kept), ...Object.entries(added)]);
  return { signed: { _type: "Targets", expires: request.expires, targets, version: request.version }, added };
}

/**
 * The CI targets of the version (and source tag), each with `custom.tags` = `[tag]` and every other field kept.
 * @throws {ToolError} `version-not-found`, `metadata-member-refused`, `metadata-ambiguous`.
 */
export function selectTargets(
  ci: Doc<TargetsSigned>,
  { tag, version, sourceTag }: Pick<WaveRequest, "tag" | "version" | "sourceTag">,
): Readonly<Record<string, TargetFile>> {
  const ofVersion = Object.entries(ci.signed.targets).filter(([, { custom }]) => custom?.version === String(version));
  const chosen = ofVersion.filter(([, { custom }]) => sourceTag === undefined || tagsOf(custom).includes(sourceTag));
  if (chosen.length === 0) {
    const without = ofVersion.length
      ? `version ${version} in CI does not carry the tag ${sourceTag}`
      : `CI has no targets of version ${version}`;
    throw new ToolError("version-not-found", {
      happened: `There is nothing to release: ${without}.${nearestText(ci, version, sourceTag)}`,
      next: "Look at what there is with: factory-tuf targets list.",
    });
  }
  requireUnambiguous(
    ci,
    chosen.map(([name]) => name),
  );
  for (const [name, file] of chosen) requireAllowedTarget(name, file, ci.where);
  return Object.fromEntries(chosen.map(([name, file]) => [name, { ...file, custom: { ...file.custom, tags: [tag] } }]));
}

const MAX_NEAREST = 3;

/** A mistyped version is one of those near it. */
function nearestText({ signed }: Doc<TargetsSigned>, version: number, sourceTag: string | undefined): string {
  const versions = Object.values(signed.targets)
    .filter(({ custom }) => sourceTag === undefined || tagsOf(custom).includes(sourceTag))
    .map(({ custom }) => plainVersion(custom?.version))
    .filter((found) => found !== null);
  const nearest = [...new Set(versions)]
    .sort((a, b) => Math.abs(a - version) - Math.abs(b - version))
    .slice(0, MAX_NEAREST)
    .sort((a, b) => a - b);
  if (nearest.length === 0) return "";
  const tagged = sourceTag === undefined ? "" : ` with the tag ${sourceTag}`;
  return ` The nearest${tagged}: ${nearest.join(", ")}.`;
}

/** @throws {ToolError} `version-not-above-production`: devices never go back. */
export function requireAboveProduction(
  production: Doc<TargetsSigned> | null,
  { tag, version }: Pick<WaveRequest, "tag" | "version">,
): void {
  if (!production || version > production.signed.version) return;
  throw new ToolError("version-not-above-production", {
    happened: `Version ${version} cannot become production: production targets for tag ${tag} are at version ${production.signed.version}, and devices never go back.`,
    next: "Choose a higher CI version; to undo a release, build it again under a new version.",
  });
}

function pruned(
  targets: Readonly<Record<string, TargetFile>>,
  { version, prune }: WaveRequest,
): Record<string, TargetFile> {
  if (prune.includes(version)) {
    throw new ToolError("prune-refused", {
      happened: `Version ${version} is the one to be released and cannot be pruned.`,
      next: "Name older versions only.",
    });
  }
  const present = new Set(Object.values(targets).map(({ custom }) => plainVersion(custom?.version)));
  const absent = prune.filter((candidate) => !present.has(candidate));
  if (absent.length) {
    throw new ToolError("prune-refused", {
      happened: `Production has no targets of version ${absent.join(", ")} to prune.`,
      next: "Name versions that stand in the production targets.",
    });
  }
  return Object.fromEntries(
    Object.entries(targets).filter(([, { custom }]) => !prune.includes(plainVersion(custom?.version) ?? -1)),
  );
}
