// Group D: whether each role can be satisfied at all, and whether the server alone can satisfy production.

import { isObject, own } from "../../json/object.ts";
import { agreeing } from "../../text/sentence.ts";
import { roleShortfall } from "../../tuf/devices/root-refusals.ts";
import { ROLE_NAMES, type RoleName } from "../../tuf/metadata/metadata.ts";
import { MIN_PRODUCTION_THRESHOLD } from "../../tuf/root/flavours.ts";
import { bounded } from "../engine/bounded.ts";
import { chainDocs, isInUse } from "../engine/documents.ts";
import { dropCiTwins } from "../engine/drop-ci-twins.ts";
import { inTransaction, UPDATES } from "../engine/fixes.ts";
import type { Observation, Rule } from "../engine/rule.ts";
import type { ReviewedRoot, Snapshot } from "../engine/snapshot.ts";
import { reviewedOwnerOf } from "../evidence/key-owners.ts";
import { countableKeys, onlineTargets } from "../evidence/role-keys.ts";
import { keptKeyids, shortKeyid, spoken, title, valueText } from "../sentences/message.ts";

const MAX_THRESHOLD = 1000;

export const roleUnsatisfiable: Rule<Snapshot> = {
  id: "role-unsatisfiable",
  level: "error",
  when: "A role lists a key that is missing, has a threshold outside 1 to 1000, or one above its distinct usable keys. Production targets are exempt while nothing is in use.",
  why: "Nothing can meet that threshold, so nothing that the role signs verifies.",
  fix: `Run: ${inTransaction(`${UPDATES} set-threshold <threshold> --role <role>`)}; or let a key join before it is signed: ${UPDATES} add-offline-key --role <role> --keys <other.tgz>`,
  sources: ["libaktualizr", "PROTOCOL §1"],
  check: (snapshot) =>
    dropCiTwins(
      judgedRoots(snapshot).flatMap((root) => {
        const observations = ROLE_NAMES.flatMap((role) => [
          ...thresholdOutOfRange(root, role),
          ...unlistedKeys(root, role),
          ...tooFewKeys(root, role, isInUse(snapshot)),
        ]);
        return bounded(root.name, observations, (observation) => observation);
      }),
    ),
};

/** What `root.json` serves and what is staged, parsed or not: a threshold of 0 keeps a root from parsing. */
function judgedRoots({ ciRoots, prodRoots, updates }: Snapshot): readonly ReviewedRoot[] {
  const staged = updates?.staged;
  return [ciRoots.newest, prodRoots.newest, staged?.ci ?? null, staged?.prod ?? null].filter((root) => root !== null);
}

function thresholdOutOfRange({ name, value }: ReviewedRoot, role: RoleName): Observation[] {
  const threshold = ["signed", "roles", role, "threshold"].reduce<unknown>(
    (at, step) => (isObject(at) ? own(at, step) : undefined),
    value,
  );
  if (typeof threshold !== "number" || (threshold >= 1 && threshold <= MAX_THRESHOLD)) return [];
  return [
    {
      subject: `${name}#/signed/roles/${role}/threshold`,
      title: title`${spoken(name)} has the ${role} threshold ${valueText(threshold)}, not 1 to ${MAX_THRESHOLD}.`,
      properties: { role },
    },
  ];
}

function unlistedKeys({ name, doc }: ReviewedRoot, role: RoleName): Observation[] {
  if (!doc) return [];
  return roleShortfall(doc.signed, role).unlisted.map((keyid) => ({
    subject: `${name}#/signed/roles/${role}/keyids`,
    title: title`${spoken(name, doc.signed.version)} names the ${role} key ${shortKeyid(keyid)}, but does not list it.`,
    properties: { role, keyid },
  }));
}

/** Before the first offline targets key exists production needs more than it has, and nothing is released yet. */
function tooFewKeys({ name, doc }: ReviewedRoot, role: RoleName, inUse: boolean): Observation[] {
  if (!doc || (role === "targets" && name.endsWith("prod-root") && !inUse)) return [];
  const { threshold, usable } = roleShortfall(doc.signed, role);
  if (threshold <= usable) return [];
  return [
    {
      subject: `${name}#/signed/roles/${role}`,
      title: title`${spoken(name, doc.signed.version)} needs ${threshold} ${role} signatures, but has usable keys for ${usable}.`,
      properties: { role },
    },
  ];
}

export const targetsThreshold: Rule<Snapshot> = {
  id: "targets-threshold",
  level: "error",
  when: "The CI root's targets threshold is not 1, or that of the production root (version 2 or later) is below 2.",
  why: "With another threshold CI would stop, or the server alone could release to production.",
  fix: `Run: ${inTransaction(`${UPDATES} set-threshold 2 --role targets`)}`,
  sources: ["the vendor's guide to production targets", "PROTOCOL §1"],
  check: ({ ciRoot, prodRoot }) => {
    const ci = ciRoot?.signed.roles.targets.threshold ?? 1;
    const prod = prodRoot?.signed.roles.targets.threshold ?? MIN_PRODUCTION_THRESHOLD;
    const version = prodRoot?.signed.version ?? 1;
    return [
      ...(ci === 1
        ? []
        : [
            {
              subject: "ci-root#/signed/roles/targets/threshold",
              title: title`${spoken("ci-root", ciRoot?.signed.version)} has the targets threshold ${ci}, not 1.`,
            },
          ]),
      ...(version < 2 || prod >= MIN_PRODUCTION_THRESHOLD
        ? []
        : [
            {
              subject: "prod-root#/signed/roles/targets/threshold",
              title: title`${spoken("prod-root", version)} has the targets threshold ${prod}, not at least ${MIN_PRODUCTION_THRESHOLD}.`,
            },
          ]),
    ];
  },
};

export const prodThresholdOnlineOnly: Rule<Snapshot> = {
  id: "prod-threshold-online-only",
  level: "warning",
  raised: ["error"],
  when: "Keys that the Factory holds, or held in root 1, reach the production targets threshold; a warning when only keys without an owner would complete it.",
  why: "Whoever breaks into the server could release to production.",
  fix: `Run: ${inTransaction(`${UPDATES} rotate-online-key --role targets`)}`,
  sources: ["the vendor's guide to offline keys", "Uptane deployment considerations"],
  check: (snapshot) => {
    const { prodRoot } = snapshot;
    // Root 1 is the same document in both flavours: production begins with the first rotation.
    if (!prodRoot || (prodRoot.signed.version === 1 && !isInUse(snapshot))) return [];
    const { threshold } = prodRoot.signed.roles.targets;
    const online = serverKeys(snapshot);
    const keys = countableKeys(prodRoot.signed, "targets");
    const held = keys.filter(({ material }) => online.has(material!));
    const unowned = keys.filter((key) => !held.includes(key) && reviewedOwnerOf(prodRoot.signed, key.keyid) === null);
    const suspects = [...held, ...unowned].map(({ keyid }) => keyid);
    if (suspects.length < threshold) return [];
    const isCertain = held.length >= threshold;
    const count = isCertain ? held.length : suspects.length;
    const who = isCertain
      ? `${agreeing(count, "is or was", "are or were")} held by the server`
      : agreeing(
          count,
          "is held by the server or has no recorded owner",
          "are held by the server or have no recorded owner",
        );
    return [
      {
        subject: "prod-root#/signed/roles/targets",
        title: title`${spoken("prod-root", prodRoot.signed.version)} has the targets threshold ${threshold}; ${count} of its keys ${who}.`,
        level: isCertain ? "error" : "warning",
        properties: { keyids: keptKeyids(suspects) },
      },
    ];
  },
};

/** Material of the online targets key and of the targets keys of R(1), which the server has made. */
function serverKeys(snapshot: Snapshot): ReadonlySet<string> {
  const first = chainDocs(snapshot.ciRoots)[0] ?? chainDocs(snapshot.prodRoots)[0];
  const made = first ? countableKeys(first.doc.signed, "targets").map(({ material }) => material!) : [];
  return new Set([...onlineTargets(snapshot), ...made]);
}

/** Group D in the catalogue's order. */
export const thresholdsRules: readonly Rule<Snapshot>[] = [
  roleUnsatisfiable,
  targetsThreshold,
  prodThresholdOnlineOnly,
];
