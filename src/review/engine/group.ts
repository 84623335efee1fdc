// Keeps a report readable: what one rule says of more than 20 targets of a document becomes one finding.

import { sha256Hex } from "../../text/sha256.ts";
import { title } from "../sentences/message.ts";
import type { Finding, Rule } from "./rule.ts";

/** Up to so many subjects are told one by one. */
const MAX_SINGLE_FINDINGS = 20;

/** The findings of one rule, those of one level and document grouped when they are too many. Order is kept. */
export function grouped<S>(rule: Rule<S>, findings: readonly Finding[]): Finding[] {
  if (!rule.summary) return [...findings];
  const groups = Map.groupBy(findings, ({ level, subject }) => `${level} ${documentOf(subject)}`);
  return [...groups.values()].flatMap((members) =>
    distinct(members.map(({ subject }) => subject)).length > MAX_SINGLE_FINDINGS ? [asOne(rule, members)] : members,
  );
}

function asOne<S>(rule: Rule<S>, members: readonly Finding[]): Finding {
  const { level, subject } = members[0]!;
  const doc = documentOf(subject);
  const subjects = distinct(members.map((member) => member.subject));
  const count = distinct(members.map((member) => member.properties?.["target"] ?? member.subject)).length;
  const sentence = title`${doc}: ${count} targets ${rule.summary ?? ""}.`;
  return {
    rule: rule.id,
    level,
    subject: `${doc}#/signed/targets`,
    title: sentence,
    says: [sentence, `The first: ${members[0]!.title}`, rule.why, rule.fix].join(" "),
    properties: { count, members: membersDigest(subjects), subjects },
  };
}

/**
 * Says which ones a finding stands for, however many. A waiver of such a finding names it, so that it holds for those that
 * were there when it was written and for no later one.
 */
export function membersDigest(members: readonly string[]): string {
  return sha256Hex(JSON.stringify([...members].sort())).slice(0, 16);
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

function documentOf(subject: string): string {
  return subject.slice(0, subject.indexOf("#"));
}
