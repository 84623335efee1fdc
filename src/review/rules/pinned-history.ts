// What the Factory serves against what was seen of it before: its pins, the trusted root, and its own numbered roots.

import { docHash, pinOf } from "../../tuf/metadata/pins.ts";
import { wasUnread } from "../engine/documents.ts";
import { dropCiTwins } from "../engine/drop-ci-twins.ts";
import { KEEP_EVIDENCE } from "../engine/fixes.ts";
import { pins, pinsAsWell } from "../engine/needs.ts";
import type { Observation, Rule } from "../engine/rule.ts";
import type { ReviewedRoots, Snapshot } from "../engine/snapshot.ts";
import { pinnedDocument } from "../evidence/pinned-documents.ts";
import { midSentence, spoken, title } from "../sentences/message.ts";

export const metadataRollback: Rule<Snapshot> = {
  id: "metadata-rollback",
  level: "error",
  when: "A version is below its pin, or root.json is older than the newest numbered root.",
  waivable: "never",
  security: "critical",
  needs: pinsAsWell,
  why: "Somebody serves an old document, or holds back the new one.",
  fix: KEEP_EVIDENCE,
  sources: ["TUF 5.3.5"],
  check: (snapshot) => [
    ...belowPins(snapshot),
    ...belowTrustedRoot(snapshot),
    ...belowOwnChain("ci-root", snapshot.ciRoots),
    ...belowOwnChain("prod-root", snapshot.prodRoots),
  ],
};

function belowPins(snapshot: Snapshot): Observation[] {
  return Object.entries(snapshot.pins?.docs ?? {}).flatMap(([name, { version }]): Observation[] => {
    const { served, pin } = pinnedDocument(snapshot, name);
    if (pin && pin.version < version) {
      const sentence = title`${spoken(name, pin.version)} is older than its pin, version ${version}.`;
      return [{ subject: `${name}#/signed/version`, title: sentence }];
    }
    if (served || version === 0 || !isReviewed(snapshot, name) || wasUnread(snapshot, `${name}#`)) return [];
    return [{ subject: `${name}#`, title: title`${spoken(name)}: there is none, but version ${version} is pinned.` }];
  });
}

/** Tags may have been chosen; all else always is. */
function isReviewed({ tags }: Snapshot, name: string): boolean {
  return !name.startsWith("prod-targets/") || tags.includes(name.slice("prod-targets/".length));
}

function belowTrustedRoot({ trustedRoot, ciRoot }: Snapshot): Observation[] {
  if (!trustedRoot || !ciRoot || ciRoot.signed.version >= trustedRoot.signed.version) return [];
  const { version } = ciRoot.signed;
  const sentence = title`${spoken("ci-root", version)} is older than the trusted root, version ${trustedRoot.signed.version}.`;
  return [{ subject: "ci-root#/signed/version", title: sentence, properties: { trusted: trustedRoot.signed.version } }];
}

function belowOwnChain(name: string, { chain, newest }: ReviewedRoots): Observation[] {
  const claimed = newest?.doc?.signed.version;
  if (claimed === undefined || claimed >= chain.length) return [];
  const sentence = title`${spoken(name, claimed)} is called the newest, but version ${chain.length} is served as well.`;
  return [{ subject: `${name}#/signed/version`, title: sentence, properties: { served: chain.length } }];
}

export const metadataEquivocation: Rule<Snapshot> = {
  id: "metadata-equivocation",
  level: "error",
  when: "A document has the version of its pin but other content, root 1 is not the pinned one, or root.json differs from the numbered root of its version.",
  waivable: "never",
  security: "critical",
  needs: pinsAsWell,
  why: "Two documents of one version exist: clients are shown different histories.",
  fix: KEEP_EVIDENCE,
  sources: ["TUF 5.3"],
  check: (snapshot) => [
    ...unlikePins(snapshot),
    ...unlikeFirstPin(snapshot),
    ...unlikeTrustedRoot(snapshot),
    ...unlikeOwnChain("ci-root", snapshot.ciRoots),
    ...unlikeOwnChain("prod-root", snapshot.prodRoots),
  ],
};

function unlikePins(snapshot: Snapshot): Observation[] {
  return Object.entries(snapshot.pins?.docs ?? {}).flatMap(([name, { version, sha256 }]) => {
    const { pin } = pinnedDocument(snapshot, name);
    if (pin?.version !== version || pin.sha256 === sha256) return [];
    const sentence = title`${spoken(name, version)} is not what was pinned at that version.`;
    return [{ subject: `${name}#/signed`, title: sentence, properties: { sha256: pin.sha256, pinned: sha256 } }];
  });
}

/** Root 1 is the same document in both flavours; the production one is looked at where it is not. */
function unlikeFirstPin({ pins, ciRoots, prodRoots }: Snapshot): Observation[] {
  if (!pins) return [];
  const [ci, prod] = [ciRoots.chain[0]?.doc, prodRoots.chain[0]?.doc].map((doc) => (doc ? docHash(doc) : null));
  const unlike = (name: string, sha256: string): Observation => ({
    subject: `${name}#/signed`,
    title: title`${spoken(name)} is not the first root that was pinned.`,
    properties: { sha256, pinned: pins.firstRoot },
  });
  return [
    ...(ci && ci !== pins.firstRoot ? [unlike("ci-root@1", ci)] : []),
    ...(prod && prod !== pins.firstRoot && prod !== ci ? [unlike("prod-root@1", prod)] : []),
  ];
}

function unlikeTrustedRoot({ trustedRoot, ciRoots }: Snapshot): Observation[] {
  const same = trustedRoot && ciRoots.chain[trustedRoot.signed.version - 1]?.doc;
  if (!same || docHash(same) === docHash(trustedRoot)) return [];
  const name = `ci-root@${trustedRoot.signed.version}`;
  return [
    {
      subject: `${name}#/signed`,
      title: title`${spoken(name)} is not the trusted root of that version.`,
      properties: { sha256: docHash(same), trusted: docHash(trustedRoot) },
    },
  ];
}

function unlikeOwnChain(name: string, { chain, newest }: ReviewedRoots): Observation[] {
  const numbered = newest?.doc && chain[newest.doc.signed.version - 1]?.doc;
  if (!numbered || docHash(numbered) === docHash(newest.doc)) return [];
  const { version } = newest.doc.signed;
  const sentence = title`${spoken(name, version)}: root.json and ${version}.root.json differ.`;
  return [{ subject: `${name}#/signed`, title: sentence, properties: { sha256: docHash(newest.doc) } }];
}

export const rootUnreviewedChange: Rule<Snapshot> = {
  id: "root-unreviewed-change",
  level: "warning",
  when: "The root's version is above its pin.",
  needs: pins,
  why: "The root changed outside the reviewed workflow.",
  fix: "Look at the change with factory-tuf root show, then commit the new pin: factory-tuf review --update-pins",
  sources: ["DESIGN, files a repository keeps"],
  check: (snapshot) =>
    dropCiTwins(
      ["ci-root", "prod-root"].flatMap((name) => {
        const pinned = pinOf(snapshot.pins, name)?.version;
        const served = pinnedDocument(snapshot, name).pin?.version;
        if (pinned === undefined || served === undefined || served <= pinned) return [];
        const sentence = title`The pin of the ${midSentence(name)} is version ${pinned}, but version ${served} is served.`;
        return [{ subject: `${name}#/signed/version`, title: sentence, properties: { pinned, served } }];
      }),
    ),
};
