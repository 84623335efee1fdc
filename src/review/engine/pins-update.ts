// The pins after a review: the versions and hashes that it has seen, never less than before.

import type { Doc, SignedBase } from "../../tuf/metadata/metadata.ts";
import { isTag } from "../../tuf/metadata/names.ts";
import { docHash, type Pin, type Pins } from "../../tuf/metadata/pins.ts";
import { ciTargetsHash } from "../../tuf/targets/ci-targets.ts";
import { refusesWaiver } from "../waivers/waivability.ts";
import { ruleById } from "./catalogue.ts";
import type { ReviewResult } from "./result.ts";
import type { Snapshot } from "./snapshot.ts";

/**
 * Why the pins must stay as they are, completing "The pins were not written: …"; null when they may be renewed.
 * What is pinned must be proven: a finding about the proof itself stands in the way, whatever the gate says.
 */
export function pinsObstacle({ findings, verdict }: ReviewResult, snapshot: Snapshot): string | null {
  if (verdict.exit !== 0) return "the review did not pass";
  if (!snapshot.factoryWasRead) return "the Factory was not read";
  const broken = findings.find(
    ({ rule, level, waiver }) => waiver === null && level === "error" && refusesWaiver(ruleById.get(rule)!, level),
  );
  if (broken) return `${broken.rule} says that what is served cannot be relied on`;
  return snapshot.ciRoots.chain[0]?.doc ? null : "the first root could not be read";
}

/** Pins of tags that are not reviewed, or not served any more, stay. Call only without a {@link pinsObstacle}. */
export function nextPins({ factory, ciRoots, ciRoot, prodRoot, ciTargets, production, tags, pins }: Snapshot): Pins {
  const docs: Record<string, Pin> = { ...pins?.docs };
  const pin = (name: string, doc: Doc<SignedBase> | null | undefined, sha256: () => string) => {
    if (doc) docs[name] = { version: doc.signed.version, sha256: sha256() };
  };
  pin("ci-root", ciRoot, () => docHash(ciRoot!));
  pin("prod-root", prodRoot, () => docHash(prodRoot!));
  const ci = ciTargets?.doc;
  pin("ci-targets", ci, () => ciTargetsHash(ci!));
  for (const tag of tags.filter(isTag)) {
    const doc = production.get(tag)?.doc;
    pin(`prod-targets/${tag}`, doc, () => docHash(doc!));
  }
  const sorted = Object.fromEntries(Object.entries(docs).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { version: 1, factory, firstRoot: docHash(ciRoots.chain[0]!.doc!), docs: sorted };
}
