// Which CI versions could become production, and why the others could not: the checks of a release, without a release.

import { ToolError } from "../errors/tool-error.ts";
import { checkTargetsContent } from "../review/engine/check-content.ts";
import type { ReviewPolicy } from "../review/engine/rule.ts";
import { quoted } from "../text/quoted.ts";
import { clientsInUse } from "../tuf/devices/clients.ts";
import { newlySkipped } from "../tuf/devices/device-view.ts";
import { appsOf, hardwareIdsOf, tagsOf } from "../tuf/metadata/custom.ts";
import type { Doc, TargetFile, TargetsSigned } from "../tuf/metadata/metadata.ts";
import { plainVersion } from "../tuf/metadata/version.ts";
import { requireAboveProduction, selectTargets } from "../tuf/targets/wave-targets.ts";

export interface CiVersion {
  /** As it stands in `custom.version`. */
  readonly version: string;
  readonly tags: readonly string[];
  readonly hardwareIds: readonly string[];
  readonly targets: readonly string[];
  /** Names of Compose apps. */
  readonly apps: readonly string[];
  /** What stands in the way, for each tag that has production targets; empty: it could be released there. */
  readonly obstacles: readonly { readonly tag: string; readonly why: readonly string[] }[];
}

export interface ReleasableRequest {
  readonly ci: Doc<TargetsSigned>;
  /** Verified production targets by tag. */
  readonly production: ReadonlyMap<string, Doc<TargetsSigned>>;
  readonly factory: string;
  readonly policy: ReviewPolicy;
}

/** Newest first; what has no plain version comes last. */
export function ciVersions(request: ReleasableRequest): readonly CiVersion[] {
  const byVersion = Map.groupBy(Object.entries(request.ci.signed.targets), ([, { custom }]) =>
    typeof custom?.version === "string" ? custom.version : "",
  );
  return [...byVersion]
    .sort(([a], [b]) => (plainVersion(b) ?? -1) - (plainVersion(a) ?? -1))
    .map(([version, entries]) => ({
      version,
      tags: unique(entries.flatMap(([, { custom }]) => tagsOf(custom))),
      hardwareIds: unique(entries.flatMap(([, { custom }]) => hardwareIdsOf(custom))),
      targets: entries.map(([name]) => name),
      apps: unique(entries.flatMap(([, { custom }]) => appsOf(custom).map(({ app }) => app))),
      obstacles: [...request.production.keys()].map((tag) => ({ tag, why: obstacles(version, tag, request) })),
    }));
}

function obstacles(text: string, tag: string, { ci, production, factory, policy }: ReleasableRequest): string[] {
  const version = plainVersion(text);
  if (version === null) return [`its version ${quoted(text)} is no plain integer`];
  const before = production.get(tag) ?? null;
  const selected = attempt(() => {
    requireAboveProduction(before, { tag, version });
    return selectTargets(ci, { tag, version });
  });
  if ("value" in selected) return contentObstacles(selected.value, version);
  const { code, happened } = selected.error;
  return [code === "version-not-above-production" ? `production is at version ${before!.signed.version}` : happened];

  function contentObstacles(targets: Readonly<Record<string, TargetFile>>, newest: number): string[] {
    const findings = checkTargetsContent({
      tag,
      docName: `wave/${tag}-${newest}`,
      targets,
      ciTargets: ci.signed.targets,
      productionTargets: before?.signed.targets ?? null,
      version: newest,
      factory,
      policy,
      sizeBytes: 0,
    });
    const { listed } = clientsInUse(policy.clients);
    return [
      ...findings.filter(({ level }) => level === "error").map(({ title, rule }) => `${title} (${rule})`),
      ...newlySkipped(listed, targets, before?.signed.targets ?? null).map(({ says }) => says),
    ];
  }
}

/** What stops a release is no error here, but an answer. */
function attempt<T>(work: () => T): { readonly value: T } | { readonly error: ToolError } {
  try {
    return { value: work() };
  } catch (error) {
    if (error instanceof ToolError) return { error };
    throw error;
  }
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}
