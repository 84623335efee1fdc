// Keeps a review readable and its files small, whatever was served: so many findings of a rule, so long a subject, so
// many properties. What is left out is counted.

import { sha256Hex } from "../../text/sha256.ts";
import { title } from "../sentences/message.ts";
import type { ReviewFinding } from "./result.ts";
import type { Finding, FindingProperties, Rule } from "./rule.ts";
import { RANK } from "./rule.ts";

/** Findings of one rule and level that are told one by one. */
export const MAX_FINDINGS = 200;
const MAX_SUBJECT = 1000;
const MAX_TEXT = 2000;
const MAX_ITEMS = 200;

/** A finding of bounded size. A long subject stays the same for the same place: it ends in its own hash. */
export function boundedFinding(finding: Finding): Finding {
  const { subject, properties } = finding;
  return {
    ...finding,
    subject: boundedSubject(subject),
    ...(properties && { properties: boundedProperties(properties) }),
  };
}

function boundedSubject(subject: string): string {
  if (subject.length <= MAX_SUBJECT) return subject;
  return `${subject.slice(0, MAX_SUBJECT)}...${sha256Hex(subject).slice(0, 16)}`;
}

function boundedProperties(properties: FindingProperties): FindingProperties {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => {
      if (typeof value === "number") return [name, value];
      if (typeof value === "string") return [name, value.slice(0, MAX_TEXT)];
      const items = value.slice(0, MAX_ITEMS).map((item) => item.slice(0, MAX_SUBJECT));
      const more = value.length - items.length;
      return [name, more > 0 ? [...items, `and ${more} more`] : items];
    }),
  );
}

/** The findings of one rule, the worse first; beyond {@link MAX_FINDINGS} of a level, active or waived, one for the rest. */
export function foldedFindings(
  rule: Pick<Rule<never>, "id" | "why" | "fix">,
  findings: readonly ReviewFinding[],
): ReviewFinding[] {
  const sorted = findings.toSorted((a, b) => RANK[b.level] - RANK[a.level]);
  const groups = Map.groupBy(sorted, ({ level, waiver }) => `${level} ${waiver === null}`);
  return [...groups.values()].flatMap((members) => {
    if (members.length <= MAX_FINDINGS) return members;
    const listed = members.slice(0, MAX_FINDINGS - 1);
    return [...listed, forTheRest(rule, members.slice(listed.length))];
  });
}

function forTheRest(
  { id, why, fix }: Pick<Rule<never>, "id" | "why" | "fix">,
  rest: readonly ReviewFinding[],
): ReviewFinding {
  const { level, subject, waiver } = rest[0]!;
  const sentence = title`${rest.length} more findings of ${id}, the first of them at ${subject}.`;
  const properties = { count: rest.length };
  return { rule: id, level, subject, title: sentence, says: [sentence, why, fix].join(" "), properties, waiver };
}
