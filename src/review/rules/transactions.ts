// Group M: the open update of the roots. Here how long it has been open and what the server says of it; what is
// staged is judged in staged-roots.ts and staged-keys.ts.

import { counted } from "../../text/sentence.ts";
import { MS_PER_DAY, MS_PER_MINUTE, wholeSeconds } from "../../tuf/metadata/expiry.ts";
import { UPDATES } from "../engine/fixes.ts";
import { type Level, limitOf, type Observation, type Rule } from "../engine/rule.ts";
import type { ReviewedUpdates, ServerIssue, Snapshot, Stage } from "../engine/snapshot.ts";
import { daysText, isOlderThan, momentOf } from "../evidence/moment.ts";
import { title } from "../sentences/message.ts";
import { stagedBlockedByWave, stagedKeyUnexplained } from "./staged-keys.ts";
import { stagedSignaturesInsufficient, stagedStrandsTargets, stagedVersion, stagedWeakens } from "./staged-roots.ts";

const UNTOUCHED_DAYS = 7;
const APPLYING_MINUTES = 15;

/** A policy's `warning` counts days since an update was started or last touched, its `error` minutes of applying. */
export const txUnfinished: Rule<Snapshot> = {
  id: "tx-unfinished",
  level: "warning",
  raised: ["error"],
  when: "A root update is being applied, an error after 15 minutes; or one was started and left for more than 7 days.",
  why: "A half-applied update stops uploads and the renewal of metadata. An open one blocks the next.",
  fix: `Run: ${UPDATES} apply, or, when it is only started: ${UPDATES} cancel`,
  sources: ["fioctl 9b0a6e7"],
  check: ({ factory, updates }, policy, now) => {
    if (!updates || updates.status === "NONE") return [];
    const touched = lastTouched(updates);
    const since = touched ? wholeSeconds(touched) : "an unknown time";
    const subject = "tx#/status";
    if (updates.status === "APPLYING") {
      const minutes = limitOf(policy, "tx-unfinished", "error", APPLYING_MINUTES);
      const isLate = !touched || isOlderThan(touched, minutes * MS_PER_MINUTE, now);
      const limit = isLate ? `, more than ${counted(minutes, "minute")}` : "";
      const sentence = title`The root update of ${factory} has been applying since ${since}${limit}.`;
      return [{ subject, title: sentence, level: isLate ? "error" : "warning" }];
    }
    const days = limitOf(policy, "tx-unfinished", "warning", UNTOUCHED_DAYS);
    if (touched && !isOlderThan(touched, days * MS_PER_DAY, now)) return [];
    const sentence = title`The root update of ${factory} is staged and untouched since ${since}, more than ${daysText(days)}.`;
    return [{ subject, title: sentence }];
  },
};

/** Null when the Factory says neither when it was started nor when it was changed. */
function lastTouched({ startedAt, updatedAt }: ReviewedUpdates): Date | null {
  const times = [momentOf(startedAt), momentOf(updatedAt)].filter((at) => at !== null);
  return times.length > 0 ? new Date(Math.max(...times.map((at) => at.getTime()))) : null;
}

/** Entries of one list beyond this are counted. */
const MAX_ISSUES = 20;
const COUNTS_SIGNATURES = /\b\d+ of \d+ signatures\b/;

export const txServerIssue: Rule<Snapshot> = {
  id: "tx-server-issue",
  level: "warning",
  raised: ["note", "error"],
  when: "The Factory itself reports an error or a warning about the staged root update.",
  why: "The server refuses such an update, or advises against it.",
  fix: `Do as the message says, then look again with: ${UPDATES} review`,
  sources: ["PROTOCOL §3"],
  check: ({ stage, updates }) => {
    if (!updates) return [];
    const { errors, warnings } = updates.issues;
    return [...issues(errors, "errors", stage), ...issues(warnings, "warnings", stage)];
  },
};

function issues(list: readonly ServerIssue[], member: "errors" | "warnings", stage: Stage): Observation[] {
  const distinct = [...new Map(list.map((issue) => [`${issue.kind} ${issue.message}`, issue])).values()];
  const subject = `tx#/issues/${member}`;
  const listed = distinct.slice(0, MAX_ISSUES).map((issue): Observation => {
    const { kind, message } = issue;
    const sentence = title`The Factory reports: ${message || kind || "nothing"}.`;
    return { subject, title: sentence, level: levelOf(issue, member, stage), properties: { kind, message } };
  });
  const more = distinct.length - listed.length;
  if (more <= 0) return listed;
  const level: Level = member === "errors" ? "error" : "warning";
  return [...listed, { subject, title: title`The Factory reports ${counted(more, "more issue")}.`, level }];
}

/** Missing signatures are the business of `staged-signatures-insufficient`, and as bad as there. */
function levelOf({ message }: ServerIssue, member: "errors" | "warnings", stage: Stage): Level {
  if (COUNTS_SIGNATURES.test(message)) return stage === "apply" ? "error" : "note";
  return member === "errors" ? "error" : "warning";
}

/** Group M, in the order of the catalogue. */
export const transactionsRules: readonly Rule<Snapshot>[] = [
  txUnfinished,
  txServerIssue,
  stagedVersion,
  stagedSignaturesInsufficient,
  stagedStrandsTargets,
  stagedWeakens,
  stagedKeyUnexplained,
  stagedBlockedByWave,
];
