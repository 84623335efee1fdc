// New targets of a Wave, ordinary but for what a test names, and findings in brief.
import { type ContentInput, checkTargetsContent } from "../../src/review/engine/check-content.ts";
import type { Finding } from "../../src/review/engine/rule.ts";
import type { TargetFile } from "../../src/tuf/metadata/metadata.ts";

export const SHA = "ab".repeat(32);
export const hub = (app: string) => `hub.foundries.io/acme/${app}@sha256:${SHA}`;

export interface Parts {
  readonly version?: unknown;
  readonly hardwareIds?: unknown;
  readonly tags?: unknown;
  readonly apps?: unknown;
  readonly custom?: Record<string, unknown>;
  readonly hashes?: unknown;
  readonly length?: unknown;
}

export function file(parts: Parts = {}): TargetFile {
  const custom = {
    version: "7",
    hardwareIds: ["board-001"],
    tags: ["production"],
    targetFormat: "OSTREE",
    docker_compose_apps: { ui: { uri: hub("ui") } },
    "delta-stats": {},
    ...("version" in parts && { version: parts.version }),
    ...("hardwareIds" in parts && { hardwareIds: parts.hardwareIds }),
    ...("tags" in parts && { tags: parts.tags }),
    ...("apps" in parts && { docker_compose_apps: parts.apps }),
    ...parts.custom,
  };
  return { hashes: { sha256: SHA }, length: 0, ...parts, custom } as unknown as TargetFile;
}

/** A Wave that adds these targets, all of them built by CI as they are. */
export function wave(targets: Record<string, TargetFile>, more: Partial<ContentInput> = {}): ContentInput {
  return {
    docName: "wave/w1",
    tag: "production",
    version: 7,
    targets,
    ciTargets: targets,
    productionTargets: null,
    factory: "acme",
    sizeBytes: 10_000,
    policy: { appHosts: [], clients: [] },
    ...more,
  };
}

export const NAME = "board-001-lmp-7";
export const of = (parts: Parts, more: Partial<ContentInput> = {}) =>
  checkTargetsContent(wave({ [NAME]: file(parts) }, more));
export const brief = (findings: readonly Finding[]) =>
  findings.map(({ level, rule, subject }) => `${level} ${rule} ${subject}`);
export const at = (pointer: string) => `wave/w1#/signed/targets/${NAME}${pointer}`;
