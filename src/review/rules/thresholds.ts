// Group D: whether each role can be satisfied at all, and whether the server alone can satisfy production.
import { MIN_PRODUCTION_THRESHOLD } from "../../tuf/flavours.ts";
import { isObject, own, ROLE_NAMES, type RoleName } from "../../tuf/metadata.ts";
import { bounded } from "../bounded.ts";
import { chainDocs, isInUse } from "../documents.ts";
import { UPDATES } from "../fixes.ts";
import { ownerOf } from "../key-owners.ts";
import { keptKeyids, shortKeyid } from "../keyid-text.ts";
import { title, valueText } from "../message.ts";
import { countableKeys, keysOf, onlineTargets } from "../role-keys.ts";
import type { Observation, Rule } from "../rule.ts";
import { saidOnce } from "../said-once.ts";
import type { ReviewedRoot, Snapshot } from "../snapshot.ts";
import { spoken } from "../spoken.ts";

const MAX_THRESHOLD = 1000;

export const roleUnsatisfiable: Rule<Snapshot> = {
  id: "role-unsatisfiable",
  level: "error",
  why: "The role can never verify.",
  fix: `Run: ${UPDATES} set-threshold --role <role> <threshold>, or ${UPDATES} add-offline-key --role <role>`,
  sources: ["libaktualizr", "PROTOCOL §1"],
  check: (snapshot) =>
    saidOnce(
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
  return keysOf(doc.signed, role)
    .filter(({ key }) => key === null)
    .map(({ keyid }) => ({
      subject: `${name}#/signed/roles/${role}/keyids`,
      title: title`${spoken(name, doc.signed.version)} names the ${role} key ${shortKeyid(keyid)}, but does not list it.`,
      properties: { role, keyid },
    }));
}

/** Before the first offline targets key exists production needs more than it has, and nothing is released yet. */
function tooFewKeys({ name, doc }: ReviewedRoot, role: RoleName, inUse: boolean): Observation[] {
  if (!doc || (role === "targets" && name.endsWith("prod-root") && !inUse)) return [];
  const { threshold } = doc.signed.roles[role];
  const { length } = countableKeys(doc.signed, role);
  if (threshold <= length) return [];
  return [
    {
      subject: `${name}#/signed/roles/${role}`,
      title: title`${spoken(name, doc.signed.version)} needs ${threshold} ${role} signatures, but has usable keys for ${length}.`,
      properties: { role },
    },
  ];
}

export const targetsThreshold: Rule<Snapshot> = {
  id: "targets-threshold",
  level: "error",
  why: "With another threshold CI would stop, or the server alone could release to production.",
  fix: `Run: ${UPDATES} set-threshold --role targets 2`,
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
  why: "A compromise of the server would suffice to release to production.",
  fix: `Run: ${UPDATES} rotate-online-key --role targets, and drop the old key`,
  sources: ["the vendor's guide to offline keys", "Uptane deployment considerations"],
  check: (snapshot) => {
    const { prodRoot } = snapshot;
    // Root 1 is the same document in both flavours: production begins with the first rotation.
    if (!prodRoot || (prodRoot.signed.version === 1 && !isInUse(snapshot))) return [];
    const { threshold } = prodRoot.signed.roles.targets;
    const online = serverKeys(snapshot);
    const keys = countableKeys(prodRoot.signed, "targets");
    const held = keys.filter(({ material }) => online.has(material!));
    const unowned = keys.filter((key) => !held.includes(key) && ownerOf(prodRoot.signed, key.keyid) === null);
    const suspects = [...held, ...unowned].map(({ keyid }) => keyid);
    if (suspects.length < threshold) return [];
    const isCertain = held.length >= threshold;
    const who = isCertain ? "the server has or had" : "the server or nobody known has";
    const count = isCertain ? held.length : suspects.length;
    return [
      {
        subject: "prod-root#/signed/roles/targets",
        title: title`${spoken("prod-root", prodRoot.signed.version)} has the targets threshold ${threshold}; ${who} ${count} of the keys.`,
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
