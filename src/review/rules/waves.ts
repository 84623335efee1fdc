// Group L: are the active Waves ready, do they fit to production, and can a canceled one come back?

import { sameJson } from "../../json/difference.ts";
import { own } from "../../json/object.ts";
import { encodeText } from "../../text/encode-text.ts";
import { counted } from "../../text/sentence.ts";
import { isExpired, MS_PER_DAY } from "../../tuf/metadata/expiry.ts";
import type { TargetFile, TargetsSigned } from "../../tuf/metadata/metadata.ts";
import { plainVersion } from "../../tuf/metadata/version.ts";
import { activeWavesOf } from "../engine/documents.ts";
import { NEW_WAVE } from "../engine/fixes.ts";
import { production } from "../engine/needs.ts";
import { limitOf, type Observation, type Rule } from "../engine/rule.ts";
import type { ReviewedTargets, ReviewedWave, Snapshot } from "../engine/snapshot.ts";
import { targetSubject } from "../engine/subject.ts";
import { daysText, dayText, isOlderThan, momentOf } from "../evidence/moment.ts";
import { offlineTargets } from "../evidence/role-keys.ts";
import { validSignatures } from "../evidence/valid-signatures.ts";
import { keptKeyids, keyidList, spoken, title, valueText } from "../sentences/message.ts";

const CANCEL = "Run: factory-tuf wave cancel <wave>";

export const waveSignaturesInsufficient: Rule<Snapshot> = {
  id: "wave-signatures-insufficient",
  level: "error",
  when: "An active Wave has fewer valid signatures than the production root asks for.",
  why: "Devices would refuse the Wave, and its completion fails.",
  fix: "The holder of a missing key runs: factory-tuf wave sign <wave> --keys <other.tgz>",
  sources: ["PROTOCOL §4"],
  check: (snapshot) => {
    const root = snapshot.prodRoot;
    if (!root) return [];
    return activeWavesOf(snapshot).flatMap(({ wave, targets }): Observation[] => {
      if (!targets?.doc) return [];
      const { signedBy, missing, threshold, met } = validSignatures(targets.doc, root, "targets");
      if (met) return [];
      const lacking = missing.length > 0 ? `missing ${keyidList(missing)}` : "and no further key is listed";
      return [
        {
          subject: `${targets.name}#/signatures`,
          title: title`Wave ${wave.name} of ${snapshot.factory}: ${signedBy.length} of ${threshold} targets signatures, ${lacking}.`,
          properties: { wave: wave.name, signedBy: keptKeyids(signedBy), missing: keptKeyids(missing) },
        },
      ];
    });
  },
};

export const targetsVersionConflict: Rule<Snapshot> = {
  id: "targets-version-conflict",
  level: "error",
  when: "A document's version is not its highest target's, a Wave's version is not its document's or not above production, or two active Waves share a tag.",
  why: "Devices would go back, or so far forward that later releases are refused.",
  fix: `${CANCEL}; then with a newer CI version: ${NEW_WAVE}`,
  sources: ["TUF 5.5", "fioctl 9b0a6e7"],
  check: (snapshot) => {
    const active = activeWavesOf(snapshot);
    const byTag = Map.groupBy(active, ({ wave }) => wave.tag);
    return [
      ...[...snapshot.production].flatMap(([tag, reviewed]) => ownVersion(reviewed, { tag })),
      ...active.flatMap((one) => waveVersion(one, snapshot.production.get(one.wave.tag) ?? null)),
      ...[...byTag].flatMap(([tag, waves]) => (waves.length > 1 ? sharedTag(tag, waves) : [])),
    ];
  },
};

/** The document's version must be the highest one of its targets. */
function ownVersion({ doc, name }: ReviewedTargets, properties: Record<string, string>): Observation[] {
  if (!doc) return [];
  const versions = Object.values(doc.signed.targets).map(({ custom }) => plainVersion(custom?.version) ?? -1);
  const highest = versions.reduce((best, version) => Math.max(best, version), -1);
  if (versions.length === 0 || highest === doc.signed.version) return [];
  const found = highest < 0 ? "has no target with an integer version" : `has version ${highest} as its highest target`;
  return [
    {
      subject: `${name}#/signed/targets`,
      title: title`${spoken(name, doc.signed.version)} says version ${doc.signed.version}, but ${found}.`,
      properties,
    },
  ];
}

function waveVersion({ wave, targets }: ReviewedWave, production: ReviewedTargets | null): Observation[] {
  const name = targets?.name ?? `wave/${wave.name}`;
  const signed = targets?.doc?.signed.version;
  const version = signed ?? plainVersion(wave.version) ?? 0;
  const published = production?.doc?.signed.version;
  const named: Observation[] =
    signed === undefined || plainVersion(wave.version) === signed
      ? []
      : [
          {
            subject: `${name}#/signed/version`,
            title: title`Wave ${wave.name} is called version ${valueText(wave.version)}, but its document says ${signed}.`,
            properties: { wave: wave.name },
          },
        ];
  const stale: Observation[] =
    published === undefined || version > published
      ? []
      : [
          {
            subject: `${name}#/signed/version`,
            title: title`Wave ${wave.name} has version ${version}; production for tag ${wave.tag} is at ${published} already.`,
            properties: { wave: wave.name, tag: wave.tag },
          },
        ];
  return [...(targets ? ownVersion(targets, { wave: wave.name }) : []), ...named, ...stale];
}

function sharedTag(tag: string, waves: readonly ReviewedWave[]): Observation[] {
  const names = waves.map(({ wave }) => wave.name).sort();
  return names.map((name) => {
    const others = names.filter((other) => other !== name);
    return {
      subject: `wave/${name}#`,
      title: title`Wave ${name} is active for tag ${tag} beside ${others.join(", ")}; one at a time is allowed.`,
      properties: { wave: name, tag, others: others.slice(0, MAX_LISTED) },
    };
  });
}

const MAX_LISTED = 100;

export const waveAltersExistingTarget: Rule<Snapshot> = {
  id: "wave-alters-existing-target",
  level: "note",
  raised: ["error"],
  when: "A Wave changes a target that production has: an error; it drops some (pruned): a note with their versions.",
  why: "A published target never changes: devices that have it would not install the new content.",
  fix: "If it is not intended, run: factory-tuf wave cancel <wave>",
  sources: ["fioctl 9b0a6e7"],
  summary: "differ from the production targets of the same names",
  check: (snapshot) =>
    activeWavesOf(snapshot).flatMap(({ wave, targets }) => {
      const production = snapshot.production.get(wave.tag)?.doc?.signed.targets;
      if (!targets?.doc || !production) return [];
      const proposed = targets.doc.signed.targets;
      return [
        ...altered(targets.name, wave.name, proposed, production),
        ...pruned(targets.name, wave.name, proposed, production),
      ];
    }),
};

type Targets = TargetsSigned["targets"];

function altered(doc: string, wave: string, proposed: Targets, production: Targets): Observation[] {
  return Object.entries(proposed)
    .filter(([name, file]) => {
      const published = own(production, name);
      return published !== undefined && !sameJson(file, published);
    })
    .map(([name]) => ({
      subject: targetSubject(doc, name),
      title: title`Wave ${wave} changes target "${name}", which production has with other content.`,
      level: "error",
      properties: { wave, target: name },
    }));
}

function pruned(doc: string, wave: string, proposed: Targets, production: Targets): Observation[] {
  const gone = Object.entries(production).filter(([name]) => own(proposed, name) === undefined);
  if (gone.length === 0) return [];
  const versions = [...new Set(gone.map(([, file]) => versionText(file)))];
  return [
    {
      subject: `${doc}#/signed/targets`,
      title: title`Wave ${wave} drops ${counted(gone.length, "production target")}, of version ${versions.slice(0, MAX_LISTED).join(", ")}.`,
      consequence: "Devices that run one of them have no target of theirs in production any more.",
      properties: { wave, versions: versions.slice(0, MAX_LISTED) },
    },
  ];
}

function versionText({ custom }: TargetFile): string {
  const version: unknown = custom?.version;
  return typeof version === "string" ? version : valueText(version);
}

export const waveRevivable: Rule<Snapshot> = {
  id: "wave-revivable",
  level: "warning",
  when: "A canceled Wave's document is validly signed, not expired, and above production for its tag.",
  needs: production,
  why: "Whoever holds the API token can post the signed document again.",
  fix: "Promote a higher version: factory-tuf promote <version> <tag> --keys <targets.tgz>",
  sources: ["PROTOCOL §4"],
  check: (snapshot, _policy, now) => {
    const root = snapshot.prodRoot;
    const offline = new Set(offlineTargets(snapshot).map(({ keyid }) => keyid));
    if (!root || offline.size === 0) return [];
    return snapshot.waves.flatMap(({ wave, targets }): Observation[] => {
      if (wave.status !== "canceled" || !targets?.doc || isExpired(targets.doc.signed, now)) return [];
      const { version, expires } = targets.doc.signed;
      const published = snapshot.production.get(wave.tag)?.doc?.signed.version ?? 0;
      if (version <= published) return [];
      const { signedBy } = validSignatures(targets.doc, root, "targets");
      if (!signedBy.some((keyid) => offline.has(keyid))) return [];
      return [
        {
          subject: `${targets.name}#/signed/version`,
          title: title`Canceled Wave ${wave.name} is signed for version ${version}; production for tag ${wave.tag} is at ${published}.`,
          consequence: `Until ${encodeText(expires)} whoever holds the API token can post it again.`,
          properties: { wave: wave.name, tag: wave.tag },
        },
      ];
    });
  },
};

const STALE_DAYS = 30;
const UNUSED_DAYS = 7;

export const waveStale: Rule<Snapshot> = {
  id: "wave-stale",
  level: "warning",
  raised: ["note"],
  when: "A Wave has been active for more than 30 days; a note after 7 days without a rollout.",
  security: "none",
  why: "An active Wave blocks key rotation, and other Waves of its tag.",
  fix: "Run: factory-tuf wave complete <wave>, or factory-tuf wave cancel <wave>",
  sources: ["the vendor's guide to production targets", "PROTOCOL §4"],
  check: (snapshot, policy, now) => {
    const staleDays = limitOf(policy, "wave-stale", "warning", STALE_DAYS);
    return activeWavesOf(snapshot).flatMap(({ wave }): Observation[] => {
      const created = momentOf(wave["change-meta"]?.["created-at"]);
      if (!created) return [];
      const place = { subject: `wave/${wave.name}#`, properties: { wave: wave.name } };
      if (isOlderThan(created, staleDays * MS_PER_DAY, now)) {
        const sentence = title`Wave ${wave.name} has been active since ${dayText(created)}, more than ${daysText(staleDays)}.`;
        return [{ ...place, title: sentence }];
      }
      if ((wave["rollout-history"] ?? []).length > 0 || !isOlderThan(created, UNUSED_DAYS * MS_PER_DAY, now)) return [];
      const sentence = title`Wave ${wave.name} has been active since ${dayText(created)} and was rolled out to nobody.`;
      return [{ ...place, title: sentence, level: "note" }];
    });
  },
};

/** Group L, in the order of the catalogue. */
export const wavesRules: readonly Rule<Snapshot>[] = [
  waveSignaturesInsufficient,
  targetsVersionConflict,
  waveAltersExistingTarget,
  waveRevivable,
  waveStale,
];
