// Group H: how long documents still hold, how long they hold at all, and how old the keys behind them are.

import { pointerTo } from "../../json/json.ts";
import { encodeText } from "../../text/encode-text.ts";
import { capital } from "../../text/sentence.ts";
import { daysUntil, isExpired, isWithinDays, MS_PER_DAY } from "../../tuf/metadata/expiry.ts";
import type { SignedBase } from "../../tuf/metadata/metadata.ts";
import { boundedByLevel } from "../engine/bounded.ts";
import { currentRoots, leadingRoot, liveTargets } from "../engine/documents.ts";
import {
  CANCEL_WAVE,
  inTransaction,
  NEW_WAVE,
  ROTATE_ROOT,
  ROTATE_TARGETS,
  SHORTEN_ROOT,
  UPDATES,
} from "../engine/fixes.ts";
import { type Level, limitOf, type Observation, type ReviewPolicy, type Rule } from "../engine/rule.ts";
import type { Snapshot } from "../engine/snapshot.ts";
import { birthsIn, changedAt } from "../evidence/key-birth.ts";
import { daysText, dayText, isOlderThan, momentOf } from "../evidence/moment.ts";
import { onlineTargets } from "../evidence/role-keys.ts";
import { shortKeyid, spoken, title } from "../sentences/message.ts";

const FIX = `For a root run: ${ROTATE_ROOT}; CI targets are made anew by a CI build; an expired Wave ends with: ${CANCEL_WAVE}; and for production, with a newer CI version: ${NEW_WAVE}`;

/** A document that has an end, by the name its subjects carry. */
interface Expiring {
  readonly name: string;
  readonly signed: SignedBase;
}

const roots = (snapshot: Snapshot): Expiring[] =>
  currentRoots(snapshot).map(({ name, doc }) => ({ name, signed: doc.signed }));

function targets(snapshot: Snapshot, flavour: "ci" | "prod"): Expiring[] {
  return liveTargets(snapshot).flatMap((live) =>
    live.flavour === flavour && live.reviewed.doc
      ? [{ name: live.reviewed.name, signed: live.reviewed.doc.signed }]
      : [],
  );
}

function nameOf({ name, signed }: Expiring, { factory }: Snapshot): string {
  return `${spoken(name, signed.version)} of ${factory}`;
}

/** Targets are many, a root or a Wave is one. */
function areMany({ name }: Expiring): boolean {
  return /^(?:ci|prod)-targets/.test(name);
}

function them(expiring: Expiring): string {
  return areMany(expiring) ? "them" : "it";
}

export const metadataExpired: Rule<Snapshot> = {
  id: "metadata-expired",
  level: "error",
  when: "The newest root of a flavour, CI targets, production targets or an active Wave have expired.",
  why: "Devices trust no expired document.",
  fix: FIX,
  sources: ["TUF 5.3.10", "TUF 5.6"],
  check: (snapshot, _policy, now) =>
    [...roots(snapshot), ...targets(snapshot, "ci"), ...targets(snapshot, "prod")]
      .filter(({ signed }) => isExpired(signed, now))
      .map((expiring) => ({
        subject: `${expiring.name}#/signed/expires`,
        title: title`${nameOf(expiring, snapshot)} expired at ${expiring.signed.expires}.`,
        consequence: `Since ${encodeText(expiring.signed.expires)} devices refuse ${them(expiring)}${expiring.name === "ci-targets" ? "; a CI build signs them again" : ""}.`,
        properties: { expires: expiring.signed.expires },
      })),
};

/** Days before the end. A policy may have others. */
export interface Limits {
  readonly warning: number;
  /** Not finite: never an error. */
  readonly error: number;
}

export const ROOT_LIMITS: Limits = { warning: 60, error: 14 };
export const TARGETS_LIMITS: Limits = { warning: 30, error: 7 };

/** What is to be said of documents that end soon. Those that have ended are told by `metadata-expired`. */
function expiring(rule: string, limits: Limits, documents: readonly Expiring[], context: Context): Observation[] {
  const { snapshot, policy, now } = context;
  const [warning, error] = [
    limitOf(policy, rule, "warning", limits.warning),
    Number.isFinite(limits.error) ? limitOf(policy, rule, "error", limits.error) : limits.error,
  ];
  return documents.flatMap((expiring): Observation[] => {
    const { expires } = expiring.signed;
    const at = new Date(expires);
    const isWithin = (days: number) => isWithinDays(at, days, now);
    const level: Level | null = isWithin(error) ? "error" : isWithin(warning) ? "warning" : null;
    if (isExpired(expiring.signed, now) || level === null) return [];
    const limit = level === "error" ? error : warning;
    return [
      {
        subject: `${expiring.name}#/signed/expires`,
        title: title`${nameOf(expiring, snapshot)} ${areMany(expiring) ? "expire" : "expires"} in ${daysText(daysUntil(at, now))} (${level} limit ${limit}).`,
        consequence: `After ${encodeText(expires)} devices refuse ${expiring.name.endsWith("root") ? "all updates" : them(expiring)}.`,
        level,
        properties: { expires },
      },
    ];
  });
}

interface Context {
  readonly snapshot: Snapshot;
  readonly policy: ReviewPolicy;
  readonly now: Date;
}

export const rootExpiring: Rule<Snapshot> = {
  id: "root-expiring",
  level: "warning",
  raised: ["error"],
  when: "The newest root expires within 60 days; an error within 14.",
  why: "Its expiry stops all updates, and a rotation of the targets key does not extend it.",
  fix: `Run: ${ROTATE_ROOT}`,
  sources: ["tuf-on-ci", "fioctl 9b0a6e7"],
  check: (snapshot, policy, now) => expiring("root-expiring", ROOT_LIMITS, roots(snapshot), { snapshot, policy, now }),
};

/** Not for CI: its server refreshes those targets by itself in their last hour. */
export const prodTargetsExpiring: Rule<Snapshot> = {
  id: "prod-targets-expiring",
  level: "warning",
  raised: ["error"],
  when: "Production targets or an active Wave expire within 30 days; an error within 7.",
  why: "Only a new offline signature extends production targets.",
  fix: `With a newer CI version (build one if needed) run: ${NEW_WAVE}`,
  sources: ["ota-tuf"],
  check: (snapshot, policy, now) =>
    expiring("prod-targets-expiring", TARGETS_LIMITS, targets(snapshot, "prod"), { snapshot, policy, now }),
};

/** Snapshot and timestamp, which the server signs anew whenever it is asked for something new. */
function onlineDocuments({ onlineDocuments, ciOnlineDocuments }: Snapshot): Expiring[] {
  return [...onlineDocuments, ...ciOnlineDocuments].flatMap(({ name, doc }) =>
    doc ? [{ name, signed: doc.signed }] : [],
  );
}

const SIGNED_ANEW =
  "Start a CI build: the Factory then signs it again. If that does not help, ask the vendor, with: factory-tuf root download <file> --prod";

export const onlineRoleExpired: Rule<Snapshot> = {
  id: "online-role-expired",
  level: "error",
  when: "The timestamp or snapshot of a tag with production targets, or of a tag of the newest 20 CI versions, has expired.",
  why: "Devices refuse every update of that tag.",
  fix: SIGNED_ANEW,
  sources: ["TUF 5.4.4", "TUF 5.5.6"],
  check: (snapshot, _policy, now) =>
    onlineDocuments(snapshot)
      .filter(({ signed }) => isExpired(signed, now))
      .map((online) => ({
        subject: `${online.name}#/signed/expires`,
        title: title`${nameOf(online, snapshot)} expired at ${online.signed.expires}.`,
        consequence: `Since ${encodeText(online.signed.expires)} devices refuse every update of that tag.`,
        properties: { expires: online.signed.expires },
      })),
};

const ONLINE_DAYS = 2;

export const onlineRoleExpiring: Rule<Snapshot> = {
  id: "online-role-expiring",
  level: "warning",
  when: "The timestamp or snapshot of a tag with production targets, or of a tag of the newest 20 CI versions, expires within 2 days.",
  why: "The Factory should have signed a new one by now, and devices will refuse every update of that tag.",
  fix: SIGNED_ANEW,
  sources: ["TUF 5.4.4", "TUF 5.5.6"],
  check: (snapshot, policy, now) =>
    expiring(
      "online-role-expiring",
      { warning: ONLINE_DAYS, error: Number.NEGATIVE_INFINITY },
      onlineDocuments(snapshot),
      { snapshot, policy, now },
    ),
};

const MAX_VALID_DAYS = 400;
const MAX_ONLINE_DAYS = 45;

export const validityTooLong: Rule<Snapshot> = {
  id: "validity-too-long",
  level: "warning",
  raised: ["note"],
  when: "A root, production targets or a Wave are valid for more than 400 days; a note for online roles above 45 days.",
  why: "While a document is valid, somebody can serve it to devices instead of a newer one.",
  fix: `For a root run: ${SHORTEN_ROOT}; for targets, with a newer CI version: factory-tuf wave init <new wave> <version> <tag> --expires-days 365 --keys <targets.tgz>, then factory-tuf wave complete <new wave>`,
  sources: ["tuf-on-ci", "Uptane deployment considerations"],
  check: (snapshot, policy, now) => {
    const max = limitOf(policy, "validity-too-long", "warning", MAX_VALID_DAYS);
    const observe = (expiring: Expiring, from: Date, days: number, level: Level): Observation[] => {
      const validMs = new Date(expiring.signed.expires).getTime() - from.getTime();
      if (!(validMs > days * MS_PER_DAY)) return [];
      const sentence = title`${nameOf(expiring, snapshot)} ${areMany(expiring) ? "are" : "is"} valid for more than ${daysText(days)}, until ${expiring.signed.expires}.`;
      return [
        {
          subject: `${expiring.name}#/signed/expires`,
          title: sentence,
          level,
          properties: { expires: expiring.signed.expires },
        },
      ];
    };
    return [
      ...currentRoots(snapshot).flatMap(({ name, doc }) =>
        observe({ name, signed: doc.signed }, signedAt(changedAt(doc.signed), now), max, "warning"),
      ),
      ...targets(snapshot, "prod").flatMap((expiring) => observe(expiring, now, max, "warning")),
      ...[...targets(snapshot, "ci"), ...onlineDocuments(snapshot)].flatMap((expiring) =>
        observe(expiring, now, MAX_ONLINE_DAYS, "note"),
      ),
    ];
  },
};

/** The changelog's time; now where it has none, or one that would only shorten what is measured from it. */
function signedAt(changelogTime: unknown, now: Date): Date {
  const at = momentOf(changelogTime);
  return at && at.getTime() <= now.getTime() ? at : now;
}

/** How long a root key is used. */
export const ROOT_KEY_DAYS = 365;
const OTHER_KEY_DAYS = 730;
const ANY_KEY_DAYS = 1095;

type Leveled = Observation & { readonly level: Level };

const KEY_ROLES = ["root", "targets", "snapshot", "timestamp"] as const;

/** A policy's limits, in days, hold for the keys of every role. */
export const keyOverdue: Rule<Snapshot> = {
  id: "key-overdue",
  level: "warning",
  raised: ["note", "error"],
  when: "A root key is older than 365 days, another key older than 730: a warning; older than 1095 days: an error; a note when its age is unknown.",
  why: "The longer a key is in use, the more likely it is that somebody else has it.",
  fix: `For a root key run: ${ROTATE_ROOT}; for a targets key: ${ROTATE_TARGETS}; for an online key: ${inTransaction(`${UPDATES} rotate-online-key --role <online role>`)}`,
  sources: ["the vendor's guide to offline keys", "NIST SP 800-57 Part 1"],
  check: (snapshot, policy, now) => {
    const root = leadingRoot(snapshot);
    if (!root) return [];
    const { signed } = root.doc;
    const online = onlineTargets(snapshot);
    const bornOf = birthsIn(snapshot, signed, now);
    const roleOf = new Map<string, (typeof KEY_ROLES)[number]>();
    for (const role of KEY_ROLES)
      for (const keyid of signed.roles[role].keyids) if (!roleOf.has(keyid)) roleOf.set(keyid, role);
    const observations = [...roleOf].flatMap(([keyid, role]): Leveled[] => {
      const warning = limitOf(policy, "key-overdue", "warning", role === "root" ? ROOT_KEY_DAYS : OTHER_KEY_DAYS);
      const error = limitOf(policy, "key-overdue", "error", ANY_KEY_DAYS);
      const place = { subject: `${root.name}#${pointerTo("/signed/keys", keyid)}`, properties: { keyid, role } };
      const kind = role !== "targets" ? role : online.has(keyid) ? "online targets" : "offline targets";
      const key = `${capital(kind)} key ${shortKeyid(keyid)} of ${snapshot.factory}`;
      const born = bornOf(keyid);
      if (!born) {
        const sentence = title`${key} has no recorded age.`;
        return [
          { ...place, title: sentence, consequence: "Nobody can tell when it is due for replacement.", level: "note" },
        ];
      }
      const isOverdue = (days: number) => isOlderThan(born, days * MS_PER_DAY, now);
      const level: Level | null = isOverdue(error) ? "error" : isOverdue(warning) ? "warning" : null;
      if (level === null) return [];
      const limit = level === "error" ? error : warning;
      const due = new Date(born.getTime() + warning * MS_PER_DAY);
      const sentence = title`${key} has been in use since ${dayText(born)}, more than ${daysText(limit)}.`;
      return [{ ...place, title: sentence, consequence: `It was due for replacement on ${dayText(due)}.`, level }];
    });
    return boundedByLevel(root.name, observations);
  },
};

/** Group H, in the order of the catalogue. */
export const expiryRules: readonly Rule<Snapshot>[] = [
  metadataExpired,
  rootExpiring,
  prodTargetsExpiring,
  validityTooLong,
  keyOverdue,
  onlineRoleExpired,
  onlineRoleExpiring,
];
