// What CI has built: the targets of the default content and of generated content of any size.

import { createHash } from "node:crypto";
import { MS_PER_DAY, wholeSeconds } from "../../tuf/metadata/expiry.ts";
import type { TargetFile } from "../../tuf/metadata/metadata.ts";

export interface CiContent {
  /** Default 1 to 6. */
  readonly versions?: readonly number[];
  /** Default `intel-corei7-64` and `board-001`. */
  readonly hardwareIds?: readonly string[];
  /** Text of this many characters more in each target's `custom`, for documents of a given size. */
  readonly paddingPerTarget?: number;
}

export interface CiBuild {
  readonly hardwareIds?: readonly string[];
  /** Default `devel`, odd versions also `qa`. */
  readonly tags?: readonly string[];
  /** Default for versions divisible by 3. */
  readonly deltas?: boolean;
  /** Merged into each target's `custom`. */
  readonly custom?: Readonly<Record<string, unknown>>;
}

export type Targets = Readonly<Record<string, TargetFile>>;

const HARDWARE_IDS = ["intel-corei7-64", "board-001"];
const APPS = ["shellhttpd", "telemetry", "ui"];
const FIRST_BUILD = Date.UTC(2026, 0, 1, 10);

/** All targets of a content, oldest version first. */
export function ciContent(factory: string, content: CiContent = {}): Record<string, TargetFile> {
  const { versions = [1, 2, 3, 4, 5, 6], hardwareIds = HARDWARE_IDS, paddingPerTarget = 0 } = content;
  const custom = paddingPerTarget > 0 ? { padding: "x".repeat(paddingPerTarget) } : {};
  const targets: Record<string, TargetFile> = {};
  for (const version of versions) Object.assign(targets, ciVersion(factory, version, { hardwareIds, custom }));
  return targets;
}

/** The targets of one CI build. */
export function ciVersion(factory: string, version: number, options: CiBuild = {}): Record<string, TargetFile> {
  const hardwareIds = options.hardwareIds ?? HARDWARE_IDS;
  return Object.fromEntries(
    hardwareIds.map((hardwareId) => [`${hardwareId}-lmp-${version}`, ciTarget(factory, version, hardwareId, options)]),
  );
}

function ciTarget(factory: string, version: number, hardwareId: string, options: CiBuild): TargetFile {
  const builtAt = FIRST_BUILD + version * MS_PER_DAY;
  const buildUri = `https://ci.foundries.io/projects/${factory}/lmp/builds/${version}`;
  const apps = APPS.map((app): [string, { uri: string }] => [
    app,
    { uri: `hub.foundries.io/${factory}/${app}@sha256:${sha("sha256", `${app}${version}`)}` },
  ]);
  const deltas = options.deltas ?? version % 3 === 0;
  return {
    custom: {
      arch: "x86_64",
      "containers-sha": sha("sha1", `c${version}`),
      createdAt: stamp(builtAt),
      updatedAt: stamp(builtAt + 30 * 60_000),
      docker_compose_apps: Object.fromEntries(apps),
      hardwareIds: [hardwareId],
      "image-file": `lmp-factory-image-${hardwareId}.wic.gz`,
      "lmp-manifest-sha": sha("sha1", `m${version}`),
      "lmp-ver": "94",
      "meta-subscriber-overrides-sha": sha("sha1", `o${version}`),
      name: `${hardwareId}-lmp`,
      origUri: buildUri,
      tags: [...(options.tags ?? (version % 2 === 1 ? ["devel", "qa"] : ["devel"]))],
      targetFormat: "OSTREE",
      uri: buildUri,
      version: String(version),
      ...(deltas ? { "delta-stats": { sha256: sha("sha256", `d${version}`), size: 1000 + version } } : {}),
      ...options.custom,
    },
    hashes: { sha256: sha("sha256", `${hardwareId}-lmp-${version}`) },
    length: 0,
  };
}

function sha(algorithm: "sha1" | "sha256", text: string): string {
  return createHash(algorithm).update(text).digest("hex");
}

function stamp(ms: number): string {
  return wholeSeconds(new Date(ms));
}
