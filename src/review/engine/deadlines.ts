// The dates after which something no longer works: the newest root, production targets, active Waves, and the day
// on which a root key is overdue.
import { daysUntil, isWithinDays, MS_PER_DAY, wholeSeconds } from "../../tuf/metadata/expiry.ts";
import type { Doc, SignedBase } from "../../tuf/metadata/metadata.ts";
import { birthsIn } from "../evidence/key-birth.ts";
import {
  keyOverdue,
  type Limits,
  prodTargetsExpiring,
  ROOT_KEY_DAYS,
  ROOT_LIMITS,
  rootExpiring,
  TARGETS_LIMITS,
} from "../rules/expiry.ts";
import { shortKeyid, spoken } from "../sentences/message.ts";
import { activeWavesOf, leadingRoot } from "./documents.ts";
import type { DueDocument } from "./overview.ts";
import { type Level, limitOf, type ReviewPolicy } from "./rule.ts";
import type { Snapshot } from "./snapshot.ts";

/** Nearest first; past ones are the nearest. */
export function deadlinesOf(snapshot: Snapshot, policy: ReviewPolicy, now: Date): DueDocument[] {
  const limits = (rule: string, { warning, error }: Limits): Limits => ({
    warning: limitOf(policy, rule, "warning", warning),
    error: limitOf(policy, rule, "error", error),
  });
  const rootDays = limits(rootExpiring.id, ROOT_LIMITS);
  const targetsDays = limits(prodTargetsExpiring.id, TARGETS_LIMITS);
  const root = leadingRoot(snapshot);
  const documents = [
    ...snapshot.production.values(),
    ...activeWavesOf(snapshot).flatMap(({ targets }) => (targets ? [targets] : [])),
  ];
  return [
    ...(root ? [expiry(root.name, root.doc, rootDays, now)] : []),
    ...documents.flatMap(({ name, doc }) => (doc ? [expiry(name, doc, targetsDays, now)] : [])),
    ...rootKeyAges(snapshot, policy, now),
  ].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

function expiry(name: string, { signed }: Doc<SignedBase>, days: Limits, now: Date): DueDocument {
  const at = new Date(signed.expires);
  const what = `${spoken(name, signed.version)} expires`;
  const subject = `${name}#/signed/expires`;
  return { at: signed.expires, daysLeft: daysUntil(at, now), what, subject, level: levelOf(at, days, now) };
}

function rootKeyAges(snapshot: Snapshot, policy: ReviewPolicy, now: Date): DueDocument[] {
  const root = leadingRoot(snapshot);
  if (!root) return [];
  const days = limitOf(policy, keyOverdue.id, "warning", ROOT_KEY_DAYS);
  const born = birthsIn(snapshot, root.doc.signed, now);
  return [...new Set(root.doc.signed.roles.root.keyids)].slice(0, 100).flatMap((keyid): DueDocument[] => {
    const at = born(keyid);
    if (!at) return [];
    const due = new Date(at.getTime() + days * MS_PER_DAY);
    const what = `Root key ${shortKeyid(keyid)} is to be replaced`;
    const level = due.getTime() < now.getTime() ? "warning" : "note";
    return [
      { at: wholeSeconds(due), daysLeft: daysUntil(due, now), what, subject: `${root.name}#/signed/roles/root`, level },
    ];
  });
}

function levelOf(at: Date, { warning, error }: Limits, now: Date): Level {
  if (isWithinDays(at, error, now)) return "error";
  return isWithinDays(at, warning, now) ? "warning" : "note";
}
