// Group G: the roots from the first to the newest, as a device must pass them. What pins say about them and about
// other documents is pinned-history.ts; what a pull request does to the pins is pull-request-pins.ts.

import { pointerTo } from "../../json/json.ts";
import { ROLE_NAMES } from "../../tuf/metadata/metadata.ts";
import { MIN_PRODUCTION_THRESHOLD } from "../../tuf/root/flavours.ts";
import { bounded } from "../engine/bounded.ts";
import { chainDocs, leadingRoot, type NamedRoot, servedRoots, stagedRoots, wasUnread } from "../engine/documents.ts";
import { inTransaction, KEEP_EVIDENCE, ROTATE_ROOT, ROTATE_TARGETS, UPDATES } from "../engine/fixes.ts";
import type { Observation, Rule } from "../engine/rule.ts";
import type { ReviewedRoots, Snapshot } from "../engine/snapshot.ts";
import { keysOf } from "../evidence/role-keys.ts";
import { validSignatures } from "../evidence/valid-signatures.ts";
import { midSentence, shortKeyid, spoken, title } from "../sentences/message.ts";
import { metadataEquivocation, metadataRollback, rootUnreviewedChange } from "./pinned-history.ts";
import { pinNotChained } from "./pull-request-pins.ts";

export const rootChainGap: Rule<Snapshot> = {
  id: "root-chain-gap",
  level: "error",
  when: "A root version below the newest is missing in a flavour, or the document served for it has another version.",
  waivable: "never",
  why: "All released roots must stay available: a device cannot pass a gap.",
  fix: KEEP_EVIDENCE,
  sources: ["TUF 6.2"],
  check: (snapshot) =>
    FLAVOURS.flatMap((name) => {
      const roots = rootsOf(snapshot, name);
      return [...missingVersions(name, roots, snapshot), ...misnumbered(roots)];
    }),
};

const FLAVOURS = ["ci-root", "prod-root"] as const;
type RootName = (typeof FLAVOURS)[number];

function rootsOf({ ciRoots, prodRoots }: Snapshot, name: RootName): ReviewedRoots {
  return name === "ci-root" ? ciRoots : prodRoots;
}

/** One observation a run of missing versions, which is long where the newest root claims to be far ahead. */
function missingVersions(name: RootName, { chain, newest }: ReviewedRoots, snapshot: Snapshot): Observation[] {
  const gaps: { from: number; to: number }[] = [];
  chain.forEach((root, index) => {
    const version = index + 1;
    if (root || wasUnread(snapshot, `${name}@${version}#`)) return;
    const last = gaps.at(-1);
    if (last?.to === index) last.to = version;
    else gaps.push({ from: version, to: version });
  });
  const claimed = newest?.doc?.signed.version ?? 0;
  if (claimed > chain.length && !wasUnread(snapshot, `${name}#`)) gaps.push({ from: chain.length + 1, to: claimed });
  const served = Math.max(claimed, chain.length);
  return gaps.map(({ from, to }) => ({
    subject: `${name}@${from}#`,
    title:
      from === to
        ? title`${spoken(name, from)} is missing; version ${served} is served.`
        : title`Versions ${from} to ${to} of the ${midSentence(name)} are missing; version ${served} is served.`,
  }));
}

function misnumbered({ chain }: ReviewedRoots): Observation[] {
  return chain.flatMap((root, index) => {
    const version = root?.doc?.signed.version ?? index + 1;
    if (!root || version === index + 1) return [];
    const sentence = title`What is served as ${midSentence(root.name)} says version ${version}.`;
    return [{ subject: `${root.name}#/signed/version`, title: sentence }];
  });
}

export const rootChainBroken: Rule<Snapshot> = {
  id: "root-chain-broken",
  level: "error",
  when: "A root is not signed by enough keys of the root before it, or by enough of its own.",
  waivable: "never",
  security: "critical",
  why: "Devices below that version can never get past it. Each needs a new root by hand.",
  fix: KEEP_EVIDENCE,
  sources: ["TUF 5.3.4", "ota-tuf RootRoleValidation"],
  check: (snapshot) =>
    FLAVOURS.flatMap((name) => {
      const chain = chainDocs(rootsOf(snapshot, name));
      return chain.flatMap((root, index) => (root ? brokenAt(root, chain[index - 1] ?? null) : []));
    }),
};

function brokenAt({ name, doc }: NamedRoot, previous: NamedRoot | null): Observation[] {
  const byOwn = validSignatures(doc, doc, "root");
  const byPrevious = previous && validSignatures(doc, previous.doc, "root");
  if (byOwn.met && (byPrevious === null || byPrevious.met)) return [];
  const counted = [
    ...(byPrevious ? [`${byPrevious.signedBy.length} of ${byPrevious.threshold} by the version before`] : []),
    `${byOwn.signedBy.length} of ${byOwn.threshold} by its own root keys`,
  ];
  const sentence = title`${spoken(name)} has too few valid signatures: ${counted.join(", ")}.`;
  return [{ subject: `${name}#/signatures`, title: sentence }];
}

export const flavourSwapped: Rule<Snapshot> = {
  id: "flavour-swapped",
  level: "error",
  when: "What is served as production root (version 2 or later) asks for fewer than 2 targets signatures, or does not verify under the CI root before it.",
  waivable: "never",
  security: "critical",
  why: "A root does not name its flavour: a device that takes the CI root for production accepts one signature.",
  fix: KEEP_EVIDENCE,
  sources: ["PROTOCOL §1"],
  check: (snapshot) => {
    const ci = chainDocs(snapshot.ciRoots);
    return servedRoots(snapshot.prodRoots).flatMap(({ name, doc }): Observation[] => {
      if (!doc || doc.signed.version < 2) return [];
      const { version, roles } = doc.signed;
      const { threshold } = roles.targets;
      if (threshold < MIN_PRODUCTION_THRESHOLD) {
        const sentence = title`${spoken(name, version)} has the targets threshold ${threshold}, like the CI flavour, not at least ${MIN_PRODUCTION_THRESHOLD}.`;
        return [{ subject: `${name}#/signed/roles/targets/threshold`, title: sentence }];
      }
      const previous = ci[version - 2]?.doc;
      const signed = previous && validSignatures(doc, previous, "root");
      if (!signed || signed.met) return [];
      const count = `${signed.signedBy.length} of ${signed.threshold}`;
      const sentence = title`${spoken(name, version)}: ${count} valid signatures by the root keys of CI root v${version - 1}.`;
      return [{ subject: `${name}#/signatures`, title: sentence }];
    });
  },
};

export const revokedKeyReused: Rule<Snapshot> = {
  id: "revoked-key-reused",
  level: "warning",
  when: "Key material that an earlier root listed and a later one removed is listed again.",
  why: "A key was removed for a reason and should not come back.",
  fix: `Run, by the key's role: ${ROTATE_ROOT}, ${ROTATE_TARGETS}, or ${inTransaction(`${UPDATES} rotate-online-key --role <online role>`)}`,
  sources: ["TUF 6.1"],
  check: (snapshot) => {
    const served = [snapshot.ciRoots, snapshot.prodRoots].map(chainDocs).find((chain) => chain.length > 0) ?? [];
    const history = served.filter((root) => root !== null);
    const now = leadingRoot(snapshot);
    const staged = stagedRoots(snapshot).findLast(({ doc }) => doc);
    const judged = [...(now ? [now] : []), ...(staged?.doc ? [{ name: staged.name, doc: staged.doc }] : [])];
    const said = new Set<string>();
    return judged.flatMap((root) => {
      const before = history.filter(({ doc }) => doc.signed.version < root.doc.signed.version);
      const returned = returnedKeys(before, root).filter(({ material }) => !said.has(material));
      for (const { material } of returned) said.add(material);
      return bounded(root.name, returned, ({ keyid, droppedIn }) => ({
        subject: `${root.name}#${pointerTo("/signed/keys", keyid)}`,
        title: title`Key ${shortKeyid(keyid)} of ${midSentence(root.name, root.doc.signed.version)} is back; root v${droppedIn} had dropped it.`,
        properties: { keyid },
      }));
    });
  },
};

interface ReturnedKey {
  readonly keyid: string;
  readonly material: string;
  readonly droppedIn: number;
}

/** Keys in any role of `root` that an earlier root had and a later one, still before it, had not. */
function returnedKeys(before: readonly NamedRoot[], root: NamedRoot): ReturnedKey[] {
  const known = new Set<string>();
  const dropped = new Map<string, number>();
  for (const { doc } of before) {
    const present = keysInRoles({ name: "", doc });
    for (const material of known) {
      if (!present.has(material) && !dropped.has(material)) dropped.set(material, doc.signed.version);
    }
    for (const material of present.keys()) known.add(material);
  }
  return [...keysInRoles(root)].flatMap(([material, keyid]) => {
    const droppedIn = dropped.get(material);
    return droppedIn === undefined ? [] : [{ keyid, material, droppedIn }];
  });
}

/** Key ids by material, of all roles. */
function keysInRoles({ doc }: NamedRoot): Map<string, string> {
  const keys = ROLE_NAMES.flatMap((role) => keysOf(doc.signed, role));
  return new Map(keys.flatMap(({ material, keyid }) => (material === null ? [] : [[material, keyid] as const])));
}

/** Group G in the catalogue's order. */
export const chainRules: readonly Rule<Snapshot>[] = [
  rootChainGap,
  rootChainBroken,
  metadataRollback,
  metadataEquivocation,
  pinNotChained,
  flavourSwapped,
  rootUnreviewedChange,
  revokedKeyReused,
];
