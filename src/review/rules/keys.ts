// Group B: the keys of the current and the staged roots, whatever their role: named rightly, distinct, usable,
// one role each, and held by people who are known and not too few.
import { pointerTo } from "../../json/json.ts";
import { keyidOf } from "../../tuf/metadata/key.ts";
import { type Doc, ROLE_NAMES, type RoleName, type RootSigned } from "../../tuf/metadata/metadata.ts";
import { bounded, boundedByLevel } from "../engine/bounded.ts";
import { chainDocs, leadingRoot, type NamedRoot } from "../engine/documents.ts";
import { inTransaction, KEEP_EVIDENCE, ROTATE_ROOT, ROTATE_TARGETS, UPDATES } from "../engine/fixes.ts";
import type { Level, Observation, Rule } from "../engine/rule.ts";
import type { Snapshot } from "../engine/snapshot.ts";
import { reviewedOwnerOf } from "../evidence/key-owners.ts";
import { countableKeys, decisionOn, keysOf, materialOf, offlineTargets } from "../evidence/role-keys.ts";
import { rootsOfAllTimes, rootsToJudge } from "../evidence/roots-to-judge.ts";
import { keptKeyids, midSentence, shortKeyid, spoken, title } from "../sentences/message.ts";
import { keyTypeUnsupportedByClient } from "./clients.ts";

const RSA_ADVISED_BITS = 3072;

export const keyidMismatch: Rule<Snapshot> = {
  id: "keyid-mismatch",
  level: "error",
  when: "A key is listed under another id than the SHA-256 of its DER SPKI encoding.",
  waivable: "never",
  why: "A device does not check the id, so nothing under such a root can be trusted.",
  fix: `If it is staged, run: ${UPDATES} cancel. If it is published: ${KEEP_EVIDENCE}`,
  sources: ["TUF 4.3", "libaktualizr"],
  check: (snapshot) =>
    rootsOfAllTimes(snapshot).flatMap(({ name, doc }) => {
      const wrong = Object.keys(doc.signed.keys).flatMap((keyid) => {
        const right = keyidOf(doc.signed.keys[keyid]!);
        return right === null || right === keyid ? [] : [{ keyid, right }];
      });
      return bounded(name, wrong, ({ keyid, right }) => ({
        subject: keySubject(name, keyid),
        title: title`${spoken(name, doc.signed.version)} calls a key ${shortKeyid(keyid)}, but the id of that key is ${shortKeyid(right)}.`,
        properties: { keyid, expected: right },
      }));
    }),
};

export const duplicateKeyMaterial: Rule<Snapshot> = {
  id: "duplicate-key-material",
  level: "error",
  when: "Two key ids hold the same key material, or one id is repeated in a role.",
  waivable: "never",
  security: "critical",
  why: "libaktualizr counts key ids, so one key could meet a threshold of 2.",
  fix: `Run: ${inTransaction(`${UPDATES} delete-offline-key --role <role> --key-id <id>`)}`,
  sources: ["TAP 12", "libaktualizr"],
  check: (snapshot) =>
    rootsToJudge(snapshot).flatMap((root) =>
      bounded(root.name, [...sameMaterial(root), ...repeatedIds(root)], (observation) => observation),
    ),
};

function sameMaterial({ name, doc }: NamedRoot): Observation[] {
  const byMaterial = Map.groupBy(Object.keys(doc.signed.keys), (keyid) => materialOf(doc.signed.keys[keyid]!));
  return [...byMaterial].flatMap(([material, [first, ...others]]) =>
    material === null
      ? []
      : others.map((keyid) => ({
          subject: keySubject(name, keyid),
          title: title`${spoken(name, doc.signed.version)} lists one key twice, as ${shortKeyid(first!)} and as ${shortKeyid(keyid)}.`,
          properties: { keyid, other: first! },
        })),
  );
}

function repeatedIds({ name, doc }: NamedRoot): Observation[] {
  return ROLE_NAMES.flatMap((role) => {
    const { keyids } = doc.signed.roles[role];
    const repeated = new Set(keyids.length === new Set(keyids).size ? [] : repeats(keyids));
    return [...repeated].map((keyid) => ({
      subject: `${name}#/signed/roles/${role}/keyids`,
      title: title`${spoken(name, doc.signed.version)} lists the key ${shortKeyid(keyid)} more than once for ${role}.`,
      properties: { keyid },
    }));
  });
}

function repeats(values: readonly string[]): string[] {
  const seen = new Set<string>();
  return values.filter((value) => seen.has(value) || !seen.add(value));
}

export const keyUnusable: Rule<Snapshot> = {
  id: "key-unusable",
  level: "warning",
  raised: ["error"],
  when: "A key cannot be counted: RSA of other than 2048, 3072 or 4096 bits, with an even or small exponent or of a special kind, Ed25519 that is not 64 hex characters or no canonical point of full order, or an unknown type. RSA of 2048 bits is a warning.",
  why: "A key that no reader accepts cannot sign, and one of an unknown type makes devices reject the whole root.",
  fix: `Run: ${inTransaction(`${UPDATES} rotate-offline-key --role <role> --key-type ed25519 --keys <archive>`)}`,
  sources: ["TUF 4.2", "libaktualizr"],
  check: (snapshot) =>
    rootsToJudge(snapshot).flatMap(({ name, doc }) =>
      boundedByLevel(
        name,
        Object.keys(doc.signed.keys).flatMap((keyid) => {
          const observe = (level: Level, says: string, consequence?: string) => [
            {
              subject: keySubject(name, keyid),
              title: title`Key ${shortKeyid(keyid)} of ${midSentence(name, doc.signed.version)} ${says}.`,
              level,
              properties: { keyid },
              ...(consequence !== undefined && { consequence }),
            },
          ];
          const decision = decisionOn(doc.signed.keys[keyid]!);
          if (!decision.usable) return observe("error", decision.why);
          if (decision.type !== "rsa" || decision.bits >= RSA_ADVISED_BITS) return [];
          const advice = "Devices accept it, but it is weaker than what is advised today.";
          return observe("warning", `is RSA of ${decision.bits} bits, fewer than ${RSA_ADVISED_BITS}`, advice);
        }),
      ),
    ),
};

export const keySharedAcrossRoles: Rule<Snapshot> = {
  id: "key-shared-across-roles",
  level: "warning",
  raised: ["error"],
  when: "The same key material is in two roles; an error when one of them is root, or the key is an offline targets key.",
  why: "Whoever steals the key of one role has the other too.",
  fix: `Run, by the key's role: ${ROTATE_ROOT}, ${ROTATE_TARGETS}, or ${inTransaction(`${UPDATES} rotate-online-key --role <online role>`)}`,
  sources: ["Uptane deployment considerations"],
  check: (snapshot) => {
    const offline = new Set(offlineTargets(snapshot).map(({ material }) => material));
    return rootsToJudge(snapshot).flatMap(({ name, doc }) =>
      boundedByLevel(
        name,
        [...rolesByMaterial(doc.signed)]
          .filter(([, { roles }]) => roles.size > 1)
          .map(([material, { keyid, roles }]) => ({
            subject: keySubject(name, keyid),
            title: title`Key ${shortKeyid(keyid)} of ${midSentence(name, doc.signed.version)} serves ${[...roles].join(" and ")}, not one role.`,
            level: roles.has("root") || offline.has(material) ? ("error" as const) : ("warning" as const),
            properties: { keyid, roles: [...roles] },
          })),
      ),
    );
  },
};

function rolesByMaterial(signed: RootSigned): Map<string, { keyid: string; roles: Set<RoleName> }> {
  const found = new Map<string, { keyid: string; roles: Set<RoleName> }>();
  for (const role of ROLE_NAMES) {
    for (const { keyid, material } of keysOf(signed, role)) {
      if (material === null) continue;
      const entry = found.get(material) ?? { keyid, roles: new Set() };
      entry.roles.add(role);
      found.set(material, entry);
    }
  }
  return found;
}

export const keyOwnerMissing: Rule<Snapshot> = {
  id: "key-owner-missing",
  level: "warning",
  when: "A root key (except those of root 1) or an offline targets key has no entry in x-key-owners, or its owner is not among the policy's owners.",
  why: "Nobody knows who holds such a key, or how old it is.",
  fix: `Under its owner's account, run: ${ROTATE_ROOT}, or ${ROTATE_TARGETS}`,
  sources: ["fioctl"],
  check: (snapshot, { owners = [] }) => {
    const root = leadingRoot(snapshot);
    if (!root) return [];
    const observations = ownedKeys(snapshot, root).flatMap(({ keyid, role }) => {
      const owner = reviewedOwnerOf(root.doc.signed, keyid);
      if (owner && (owners.length === 0 || owners.includes(owner.polisId))) return [];
      const key = `The ${role} key ${shortKeyid(keyid)} of ${midSentence(root.name, root.doc.signed.version)}`;
      return [
        {
          subject: `${root.name}#/signed/x-key-owners`,
          title: owner
            ? title`${key} is owned by ${owner.polisId}, who is not among the policy's owners.`
            : title`${key} has no owner in x-key-owners.`,
          properties: { keyid, ...(owner && { owner: owner.polisId }) },
        },
      ];
    });
    return bounded(root.name, observations, (observation) => observation);
  },
};

/** The keys that people hold: root keys since the first rotation, and offline targets keys. */
function ownedKeys(snapshot: Snapshot, { doc }: NamedRoot): { keyid: string; role: string }[] {
  const first = new Set(firstRootKeys(snapshot));
  return [
    ...countableKeys(doc.signed, "root")
      .filter(({ material }) => !first.has(material))
      .map(({ keyid }) => ({ keyid, role: "root" })),
    ...offlineTargets(snapshot).map(({ keyid }) => ({ keyid, role: "offline targets" })),
  ];
}

/** Material of the keys of R(1).roles.root. */
function firstRootKeys({ ciRoots, prodRoots }: Snapshot): (string | null)[] {
  const first: Doc<RootSigned> | undefined = (chainDocs(ciRoots)[0] ?? chainDocs(prodRoots)[0])?.doc;
  return first ? keysOf(first.signed, "root").map(({ material }) => material) : [];
}

export const keyOwnerConcentration: Rule<Snapshot> = {
  id: "key-owner-concentration",
  level: "warning",
  when: "One owner holds as many root keys as a threshold of 2 or more asks for, or all but one of the signatures that a production threshold of 3 or more asks for.",
  why: "One person's keys are enough, so whoever gets them gets past the threshold.",
  fix: `Another admin runs: ${inTransaction(`${UPDATES} add-offline-key --role <role> --keys <other.tgz>`)}; the surplus key is taken out before that with: ${UPDATES} delete-offline-key --role <role> --key-id <id>`,
  sources: ["Uptane deployment considerations"],
  check: (snapshot) => {
    const root = leadingRoot(snapshot);
    if (!root) return [];
    const { signed } = root.doc;
    const { threshold } = signed.roles.root;
    const production = snapshot.prodRoot?.signed.roles.targets.threshold ?? 0;
    const rootKeyids = countableKeys(signed, "root").map(({ keyid }) => keyid);
    const offlineKeyids = offlineTargets(snapshot).map(({ keyid }) => keyid);
    return [
      ...(threshold >= 2 ? quorums(root, "root", rootKeyids, threshold) : []),
      ...(production >= 3 ? quorums(root, "targets", offlineKeyids, production - 1) : []),
    ];
  },
};

/** Owners of at least `enough` of the keys. */
function quorums(root: NamedRoot, role: "root" | "targets", keyids: readonly string[], enough: number): Observation[] {
  const byOwner = Map.groupBy(keyids, (keyid) => reviewedOwnerOf(root.doc.signed, keyid)?.polisId);
  return [...byOwner].flatMap(([owner, held]) => {
    if (owner === undefined || held.length < enough) return [];
    const kind = role === "root" ? "root" : "offline targets";
    return [
      {
        subject: `${root.name}#/signed/roles/${role}`,
        title: title`${owner} holds ${held.length} ${kind} keys of ${midSentence(root.name, root.doc.signed.version)}; ${enough} suffice.`,
        properties: { owner, keyids: keptKeyids(held) },
      },
    ];
  });
}

function keySubject(name: string, keyid: string): string {
  return `${name}#${pointerTo("/signed/keys", keyid)}`;
}

/** Group B in the catalogue's order. */
export const keysRules: readonly Rule<Snapshot>[] = [
  keyidMismatch,
  duplicateKeyMaterial,
  keyUnusable,
  keyTypeUnsupportedByClient,
  keySharedAcrossRoles,
  keyOwnerMissing,
  keyOwnerConcentration,
];
