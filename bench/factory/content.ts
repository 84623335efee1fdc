// Documents of a given number of targets and bytes: CI targets, and production targets that hold all of them but
// the newest version, so that the Wave of that version is as large as CI's document.
import canonicalize from "canonicalize";
import { ciContent, type Targets } from "../../src/emulator/state/ci-content.ts";

export const TAG = "production";
const HARDWARE = 2;

/**
 * Members are sorted, as the Factory serves them: the vendor's tool signs them in the order in which they come.
 * @param documentBytes about; null: as small as they come.
 */
export function ciTargetsOf(targets: number, documentBytes: number | null): Targets {
  return JSON.parse(canonicalize(unsortedTargets(targets, documentBytes))!) as Targets;
}

function unsortedTargets(targets: number, documentBytes: number | null): Targets {
  const versions = Array.from({ length: Math.max(2, Math.round(targets / HARDWARE)) }, (_, index) => index + 1);
  const bare = ciContent("acme", { versions });
  const missing = documentBytes === null ? 0 : documentBytes - JSON.stringify(bare).length;
  const paddingPerTarget = Math.floor(missing / (versions.length * HARDWARE)) - '"padding":"",'.length;
  return paddingPerTarget > 0 ? ciContent("acme", { versions, paddingPerTarget }) : bare;
}

/** The newest version in `targets`, which production does not have yet. */
export function newestVersion(targets: Targets): number {
  return Math.max(...Object.values(targets).map(({ custom }) => Number(custom?.version)));
}

/** {@link TAG}, and further ones. */
export function tagsOf(count: number): string[] {
  return Array.from({ length: count }, (_, index) => (index === 0 ? TAG : `${TAG}-${index + 1}`));
}

/**
 * All but the newest version, as earlier Waves made them production.
 * @param share of the versions, from the oldest on.
 */
export function releasedFrom(targets: Targets, tag: string = TAG, share = 1): Targets {
  const newest = Math.ceil(newestVersion(targets) * share);
  const unreleased = newestVersion(targets);
  return Object.fromEntries(
    Object.entries(targets)
      .filter(([, { custom }]) => Number(custom?.version) <= newest && Number(custom?.version) !== unreleased)
      .map(([name, file]) => [name, { ...file, custom: { ...file.custom, tags: [tag] } }]),
  );
}
