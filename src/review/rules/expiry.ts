// Group H: how long documents still hold, how long they hold at all, and how old the keys behind them are.
import { daysUntilExpiry, isExpired } from "../../tuf/expiry.ts";
import { pointerTo } from "../../tuf/json.ts";
import type { SignedBase } from "../../tuf/metadata.ts";
import { boundedByLevel } from "../bounded.ts";
import { currentRoots, leadingRoot, liveTargets } from "../documents.ts";
import { NEW_WAVE, ROTATE_ROOT, ROTATE_TARGETS, UPDATES } from "../fixes.ts";
import { birthsIn, changedAt } from "../key-birth.ts";
import { shortKeyid } from "../keyid-text.ts";
import { limitOf } from "../limits.ts";
import { escaped, title } from "../message.ts";
import { daysText, dayText, isOlderThan, MS_PER_DAY, momentOf } from "../moment.ts";
import { onlineTargets } from "../role-keys.ts";
import type { Level, Observation, ReviewPolicy, Rule } from "../rule.ts";
import type { Snapshot } from "../snapshot.ts";
import { spoken } from "../spoken.ts";

const FIX = `For a root run: ${ROTATE_ROOT}; for targets: ${NEW_WAVE}`;

/** A document that has an end, by the name its subjects carry. */
interface Ending {
  readonly name: string;
  readonly signed: SignedBase;
}

const roots = (snapshot: Snapshot): Ending[] =>
  currentRoots(snapshot).map(({ name, doc }) => ({ name, signed: doc.signed }));

function targets(snapshot: Snapshot, flavour: "ci" | "prod"): Ending[] {
  return liveTargets(snapshot).flatMap((live) =>
    live.flavour === flavour && live.reviewed.doc
      ? [{ name: live.reviewed.name, signed: live.reviewed.doc.signed }]
      : [],
  );
}

function nameOf({ name, signed }: Ending, { factory }: Snapshot): string {
  return `${spoken(name, signed.version)} of ${factory}`;
}

/** Targets are many, a root or a Wave is one. */
function areMany({ name }: Ending): boolean {
  return /^(?:ci|prod)-targets/.test(name);
}

function them(ending: Ending): string {
  return areMany(ending) ? "them" : "it";
}

export const metadataExpired: Rule<Snapshot> = {
  id: "metadata-expired",
  level: "error",
  why: "Devices trust no expired document.",
  fix: FIX,
  sources: ["TUF 5.3.10", "TUF 5.6"],
  check: (snapshot, _policy, now) =>
    [...roots(snapshot), ...targets(snapshot, "ci"), ...targets(snapshot, "prod")]
      .filter(({ signed }) => isExpired(signed, now))
      .map((ending) => ({
        subject: `${ending.name}#/signed/expires`,
        title: title`${nameOf(ending, snapshot)} expired at ${ending.signed.expires}.`,
        consequence: `Since ${escaped(ending.signed.expires)} devices refuse ${them(ending)}${ending.name === "ci-targets" ? "; a CI build signs them anew" : ""}.`,
        properties: { expires: ending.signed.expires },
      })),
};

interface Limits {
  readonly warning: number;
  readonly error: number;
}

const ROOT_LIMITS: Limits = { warning: 60, error: 14 };
const TARGETS_LIMITS: Limits = { warning: 30, error: 7 };

/** What is to be said of documents that end soon. Those that have ended are told by `metadata-expired`. */
function expiring(rule: string, limits: Limits, endings: readonly Ending[], context: Context): Observation[] {
  const { snapshot, policy, now } = context;
  const [warning, error] = [
    limitOf(policy, rule, "warning", limits.warning),
    limitOf(policy, rule, "error", limits.error),
  ];
  return endings.flatMap((ending): Observation[] => {
    const { expires } = ending.signed;
    const days = daysUntilExpiry(ending.signed, now);
    const level: Level | null = days <= error ? "error" : days <= warning ? "warning" : null;
    if (isExpired(ending.signed, now) || level === null) return [];
    const limit = level === "error" ? error : warning;
    return [
      {
        subject: `${ending.name}#/signed/expires`,
        title: title`${nameOf(ending, snapshot)} ${areMany(ending) ? "expire" : "expires"} in ${daysText(days)} (${level} limit ${limit}).`,
        consequence: `After ${escaped(expires)} devices refuse ${ending.name.endsWith("root") ? "all updates" : them(ending)}.`,
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
  why: "Only a new offline signature extends production targets.",
  fix: `With a newer CI version (build one if needed) run: ${NEW_WAVE}`,
  sources: ["ota-tuf"],
  check: (snapshot, policy, now) =>
    expiring("prod-targets-expiring", TARGETS_LIMITS, targets(snapshot, "prod"), { snapshot, policy, now }),
};

const MAX_VALID_DAYS = 400;
const MAX_ONLINE_DAYS = 45;

export const validityTooLong: Rule<Snapshot> = {
  id: "validity-too-long",
  level: "warning",
  raised: ["note"],
  why: "As long as a document is valid it can be replayed to devices in place of a newer one.",
  fix: `For a root run: ${ROTATE_ROOT}; for targets: factory-tuf wave init <wave> <version> <tag> --expires-days 365 --keys <targets.tgz>`,
  sources: ["tuf-on-ci", "Uptane deployment considerations"],
  check: (snapshot, policy, now) => {
    const max = limitOf(policy, "validity-too-long", "warning", MAX_VALID_DAYS);
    const observe = (ending: Ending, from: Date, days: number, level: Level): Observation[] => {
      const validMs = new Date(ending.signed.expires).getTime() - from.getTime();
      if (!(validMs > days * MS_PER_DAY)) return [];
      const sentence = title`${nameOf(ending, snapshot)} ${areMany(ending) ? "are" : "is"} valid for more than ${daysText(days)}, until ${ending.signed.expires}.`;
      return [
        {
          subject: `${ending.name}#/signed/expires`,
          title: sentence,
          level,
          properties: { expires: ending.signed.expires },
        },
      ];
    };
    const online = snapshot.onlineDocuments.flatMap(({ name, doc }) => (doc ? [{ name, signed: doc.signed }] : []));
    return [
      ...currentRoots(snapshot).flatMap(({ name, doc }) =>
        observe({ name, signed: doc.signed }, signedAt(changedAt(doc.signed), now), max, "warning"),
      ),
      ...targets(snapshot, "prod").flatMap((ending) => observe(ending, now, max, "warning")),
      ...[...targets(snapshot, "ci"), ...online].flatMap((ending) => observe(ending, now, MAX_ONLINE_DAYS, "note")),
    ];
  },
};

/** The changelog's time; now where it has none, or one that would only shorten what is measured from it. */
function signedAt(changelogTime: unknown, now: Date): Date {
  const at = momentOf(changelogTime);
  return at && at.getTime() <= now.getTime() ? at : now;
}

const ROOT_KEY_DAYS = 365;
const OTHER_KEY_DAYS = 730;
const ANY_KEY_DAYS = 1095;

type Leveled = Observation & { readonly level: Level };

const KEY_ROLES = ["root", "targets", "snapshot", "timestamp"] as const;

/** A policy's limits, in days, hold for the keys of every role. */
export const keyOverdue: Rule<Snapshot> = {
  id: "key-overdue",
  level: "warning",
  raised: ["note", "error"],
  why: "The longer a key is in use, the likelier it is that somebody else has it.",
  fix: `For a root key run: ${ROTATE_ROOT}; for a targets key: ${ROTATE_TARGETS}; for an online key: ${UPDATES} rotate-online-key --role <role>`,
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

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Group H, in the order of the catalogue. */
export const expiryRules: readonly Rule<Snapshot>[] = [
  metadataExpired,
  rootExpiring,
  prodTargetsExpiring,
  validityTooLong,
  keyOverdue,
];
