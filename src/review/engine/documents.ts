// Which documents of a snapshot rules look at: each once, under the name its subjects carry.

import { sameJson } from "../../json/difference.ts";
import type { Doc, RootSigned, SignedBase } from "../../tuf/metadata/metadata.ts";
import { docHash } from "../../tuf/metadata/pins.ts";
import type { Reviewed, ReviewedRoot, ReviewedRoots, ReviewedTargets, ReviewedWave, Snapshot } from "./snapshot.ts";

export type Flavour = "ci" | "prod";

/** A root that parses, and the doc part of its subjects. */
export interface NamedRoot {
  readonly name: string;
  readonly doc: Doc<RootSigned>;
}

/** A targets document that parses, with the flavour of the root whose threshold it needs. */
export interface NamedTargets {
  readonly flavour: Flavour;
  readonly reviewed: ReviewedTargets;
  /** Null for CI targets. */
  readonly tag: string | null;
}

/** Everything that was served, parsed or not. A root that is served twice alike comes once, as `<flavour>-root`. */
export function allDocuments(snapshot: Snapshot): readonly Reviewed<SignedBase>[] {
  const { ciRoots, prodRoots, ciTargets, production, waves, onlineDocuments, ciOnlineDocuments } = snapshot;
  return [
    ...servedRoots(ciRoots),
    ...servedRoots(prodRoots),
    ...stagedRoots(snapshot),
    ...present([ciTargets]),
    ...production.values(),
    ...present(waves.map(({ targets }) => targets)),
    ...onlineDocuments,
    ...ciOnlineDocuments,
  ];
}

/** The roots of one flavour in order, the newest one last. */
export function servedRoots({ chain, newest }: ReviewedRoots): readonly ReviewedRoot[] {
  const last = chain.at(-1);
  const before = newest && last && isSame(newest, last) ? chain.slice(0, -1) : chain;
  return present([...before, newest]);
}

function isSame(a: ReviewedRoot, b: ReviewedRoot): boolean {
  if (!a.doc || !b.doc) return sameJson(a.value, b.value);
  return docHash(a.doc) === docHash(b.doc) && sameJson(a.doc.signatures, b.doc.signatures);
}

export function stagedRoots({ updates }: Snapshot): readonly ReviewedRoot[] {
  return updates?.staged ? present([updates.staged.ci, updates.staged.prod]) : [];
}

/** R(N) of each flavour that has one. */
export function currentRoots({ ciRoot, prodRoot }: Snapshot): readonly (NamedRoot & { readonly flavour: Flavour })[] {
  return [
    ...(ciRoot ? [{ flavour: "ci", name: "ci-root", doc: ciRoot } as const] : []),
    ...(prodRoot ? [{ flavour: "prod", name: "prod-root", doc: prodRoot } as const] : []),
  ];
}

/**
 * The current root that speaks for both flavours: they share all but the targets threshold, and where they
 * do not, another rule says so. Production's where there is one.
 */
export function leadingRoot({ ciRoot, prodRoot }: Snapshot): NamedRoot | null {
  if (prodRoot) return { name: "prod-root", doc: prodRoot };
  return ciRoot && { name: "ci-root", doc: ciRoot };
}

/** The parsed roots of one flavour by version, as the numbered files serve them. */
export function chainDocs({ chain }: ReviewedRoots): readonly (NamedRoot | null)[] {
  return chain.map((root) => (root?.doc ? { name: root.name, doc: root.doc } : null));
}

/** CI targets, the production targets of each tag, the active Waves: what devices take, or are about to. */
export function liveTargets(snapshot: Snapshot): readonly NamedTargets[] {
  const { ciTargets, production } = snapshot;
  return [
    ...(ciTargets ? [{ flavour: "ci", reviewed: ciTargets, tag: null } as const] : []),
    ...[...production].map(([tag, reviewed]) => ({ flavour: "prod", reviewed, tag }) as const),
    ...activeWavesOf(snapshot).flatMap(({ wave, targets }) =>
      targets ? [{ flavour: "prod", reviewed: targets, tag: wave.tag } as const] : [],
    ),
  ];
}

export function activeWavesOf({ waves }: Snapshot): readonly ReviewedWave[] {
  return waves.filter(({ wave }) => wave.status === "active");
}

/** Production targets are non-empty or a Wave is active. */
export function isInUse(snapshot: Snapshot): boolean {
  const isFilled = ({ doc }: ReviewedTargets) => doc === null || Object.keys(doc.signed.targets).length > 0;
  return [...snapshot.production.values()].some(isFilled) || activeWavesOf(snapshot).length > 0;
}

function present<T>(values: readonly (T | null)[]): T[] {
  return values.filter((value) => value !== null);
}

/** The highest version before the first 404; 0 when there is no root 1. */
export function highestVersion({ chain }: ReviewedRoots): number {
  const gap = chain.indexOf(null);
  return gap < 0 ? chain.length : gap;
}

/** Could this subject, or the answer it would have come in, not be read? Another rule says so then. */
export function wasUnread({ factoryWasRead, unavailable }: Snapshot, subject: string): boolean {
  const answer = subject.startsWith("prod-targets/") ? "prod-targets/#" : subject;
  return !factoryWasRead || unavailable.some((one) => one.subject === subject || one.subject === answer);
}
