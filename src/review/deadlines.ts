// The dates after which something no longer works: the newest root, production targets, active Waves, and the day
// on which a root key is overdue.
import { daysUntilExpiry } from "../tuf/expiry.ts";
import type { Doc, SignedBase } from "../tuf/metadata.ts";
import { activeWaves, leadingRoot } from "./documents.ts";
import { birthsIn } from "./key-birth.ts";
import { shortKeyid } from "./keyid-text.ts";
import { limitOf } from "./limits.ts";
import { MS_PER_DAY, momentText } from "./moment.ts";
import type { Deadline } from "./overview.ts";
import type { Level, ReviewPolicy } from "./rule.ts";
import type { Snapshot } from "./snapshot.ts";
import { spoken } from "./spoken.ts";

interface Days {
  readonly warning: number;
  readonly error: number;
}

/** Nearest first; past ones are the nearest. */
export function deadlinesOf(snapshot: Snapshot, policy: ReviewPolicy, now: Date): Deadline[] {
  const limits = (rule: string, warning: number, error: number): Days => ({
    warning: limitOf(policy, rule, "warning", warning),
    error: limitOf(policy, rule, "error", error),
  });
  const rootDays = limits("root-expiring", 60, 14);
  const targetsDays = limits("prod-targets-expiring", 30, 7);
  const root = leadingRoot(snapshot);
  const documents = [
    ...snapshot.production.values(),
    ...activeWaves(snapshot).flatMap(({ targets }) => (targets ? [targets] : [])),
  ];
  return [
    ...(root ? [expiry(root.name, root.doc, rootDays, now)] : []),
    ...documents.flatMap(({ name, doc }) => (doc ? [expiry(name, doc, targetsDays, now)] : [])),
    ...rootKeyAges(snapshot, policy, now),
  ].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

function expiry(name: string, { signed }: Doc<SignedBase>, days: Days, now: Date): Deadline {
  const daysLeft = daysUntilExpiry(signed, now);
  const what = `${spoken(name, signed.version)} expires`;
  const subject = `${name}#/signed/expires`;
  return { at: signed.expires, daysLeft, what, subject, level: levelOf(daysLeft, days) };
}

function rootKeyAges(snapshot: Snapshot, policy: ReviewPolicy, now: Date): Deadline[] {
  const root = leadingRoot(snapshot);
  if (!root) return [];
  const days = limitOf(policy, "key-overdue", "warning", 365);
  const born = birthsIn(snapshot, root.doc.signed, now);
  return [...new Set(root.doc.signed.roles.root.keyids)].slice(0, 100).flatMap((keyid): Deadline[] => {
    const at = born(keyid);
    if (!at) return [];
    const due = new Date(at.getTime() + days * MS_PER_DAY);
    const daysLeft = Math.floor((due.getTime() - now.getTime()) / MS_PER_DAY);
    const what = `Root key ${shortKeyid(keyid)} is to be replaced`;
    const level = daysLeft < 0 ? "warning" : "note";
    return [{ at: momentText(due), daysLeft, what, subject: `${root.name}#/signed/roles/root`, level }];
  });
}

function levelOf(daysLeft: number, { warning, error }: Days): Level {
  if (daysLeft <= error) return "error";
  return daysLeft <= warning ? "warning" : "note";
}
