// A staged update beside what it would replace, flavour by flavour. Null parts are left out: before the first
// PUT there is no production root yet.

import type { Doc, RootSigned } from "../../tuf/metadata/metadata.ts";
import { docHash } from "../../tuf/metadata/pins.ts";
import { type Flavour, highestVersion } from "../engine/documents.ts";
import type { Observation } from "../engine/rule.ts";
import type { Snapshot } from "../engine/snapshot.ts";
import { spoken } from "../sentences/message.ts";

export interface StagedPair {
  readonly flavour: Flavour;
  /** `staged-ci-root` or `staged-prod-root`. */
  readonly name: string;
  /** `Staged production root v5` */
  readonly spoken: string;
  readonly doc: Doc<RootSigned>;
  /** R(N) of the flavour; before there is a production root the CI root, which it then equals. */
  readonly current: Doc<RootSigned> | null;
  /** N of the flavour, as far as the roots are served without a gap. */
  readonly currentVersion: number;
}

/** Production first. A root that an update under way has published already is no longer staged. */
export function stagedRootsOf(snapshot: Snapshot): readonly StagedPair[] {
  const { updates, ciRoot, prodRoot, ciRoots, prodRoots } = snapshot;
  if (!updates?.staged || updates.status === "NONE") return [];
  const { ci, prod } = updates.staged;
  const ciVersion = highestVersion(ciRoots);
  const sides = [
    {
      flavour: "prod",
      root: prod,
      current: prodRoot ?? ciRoot,
      currentVersion: highestVersion(prodRoots) || ciVersion,
    },
    { flavour: "ci", root: ci, current: ciRoot, currentVersion: ciVersion },
  ] as const;
  return sides.flatMap(({ flavour, root, current, currentVersion }): StagedPair[] => {
    if (!root?.doc) return [];
    const isPublished = updates.status === "APPLYING" && current !== null && docHash(current) === docHash(root.doc);
    if (isPublished) return [];
    const { name, doc } = root;
    return [{ flavour, name, spoken: spoken(name, doc.signed.version), doc, current, currentVersion }];
  });
}

/** What is said of both flavours at the same place is said once, of the first. */
export function onceForBothFlavours(observations: readonly Observation[]): Observation[] {
  const first = new Map<string, Observation>();
  for (const observation of observations) {
    const pointer = observation.subject.slice(observation.subject.indexOf("#"));
    const identity = JSON.stringify([pointer, observation.properties ?? {}]);
    if (!first.has(identity)) first.set(identity, observation);
  }
  return [...first.values()];
}
