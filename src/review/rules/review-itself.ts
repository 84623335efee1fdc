// Group P: what is wrong with the review itself: something could not be read, or a waiver is broken or stale.

import type { Observation, Rule } from "../engine/rule.ts";
import type { Snapshot, Unavailable } from "../engine/snapshot.ts";
import { title } from "../sentences/message.ts";
import type { WaiverProblem, WaiverState } from "../waivers/waivers.ts";

/** Up to so many reasons are told one by one. */
const MAX_SINGLE = 10;

export const inputUnavailable: Rule<Pick<Snapshot, "unavailable">> = {
  id: "input-unavailable",
  level: "error",
  when: "Something that the review needs could not be fetched or read.",
  waivable: "never",
  security: "none",
  why: "This review is not complete: a document that was not read may have problems.",
  fix: "Correct the token or the network, then run factory-tuf review again.",
  sources: ["PROTOCOL §3"],
  check: ({ unavailable }) => {
    const causes = [...Map.groupBy(unavailable, causeOf).values()];
    const [listed, rest] = [causes.slice(0, MAX_SINGLE), causes.slice(MAX_SINGLE).flat()];
    return [...listed.map(unread), ...(rest.length > 0 ? [others(rest)] : [])];
  },
};

/** What is left of the reason without the call that it befell: a token that is refused is one fault, not eleven. */
function causeOf({ why }: Unavailable): string {
  return why.replace(/^(?:GET|POST) \S+ /, "the call ");
}

function unread(alike: readonly Unavailable[]): Observation {
  const { subject, why } = alike[0]!;
  const cause = causeOf(alike[0]!);
  if (alike.length === 1)
    return { subject, title: title`${subject} could not be read: ${cause}.`, properties: { why } };
  const each = cause.replace(/^the call /, "each call ");
  const subjects = alike.map((one) => one.subject);
  const properties = { why, count: alike.length, subjects };
  return { subject, title: title`${alike.length} documents could not be read: ${each}.`, properties };
}

function others(rest: readonly Unavailable[]): Observation {
  const subjects = rest.map(({ subject }) => subject);
  const sentence = title`${rest.length} more documents could not be read, the first of them ${subjects[0] ?? ""}.`;
  return { subject: subjects[0] ?? "", title: sentence, properties: { count: rest.length, subjects } };
}

export const waiverInvalid: Rule<readonly WaiverProblem[]> = {
  id: "waiver-invalid",
  level: "error",
  when: "A waiver breaks the rules for waivers: see docs/waivers.md.",
  waivable: "never",
  security: "none",
  why: "An invalid waiver covers nothing, so the finding is shown as if there were no waiver.",
  fix: "Correct .factory-tuf/waivers.yml (docs/waivers.md says how), then run factory-tuf review again.",
  check: (problems) =>
    problems.map(({ subject, id, says }) => ({
      subject,
      title: id === null ? title`The waivers file ${says}.` : title`Waiver ${id} ${says}.`,
      ...(id !== null && { properties: { waiver: id } }),
    })),
};

export const waiverStale: Rule<readonly WaiverState[]> = {
  id: "waiver-stale",
  level: "note",
  raised: ["warning"],
  when: "A waiver has expired: a warning, and its finding is active again; it matches nothing: a note.",
  security: "none",
  why: "Stale waivers hide future findings.",
  fix: "Remove or renew it in .factory-tuf/waivers.yml, then run factory-tuf review again.",
  check: (states) =>
    states.flatMap(({ waiver, expired, matched, ran }): Observation[] => {
      const { id, index, rule, expires } = waiver;
      const subject = `waivers#/waivers/${index}`;
      const properties = { waiver: id, waives: rule };
      if (expired) {
        const sentence = title`Waiver ${id} of ${rule} expired at the end of ${expires}; what it covered counts again.`;
        return [{ subject, title: sentence, level: "warning", properties }];
      }
      if (matched || !ran) return [];
      return [{ subject, title: title`Waiver ${id} of ${rule} matches no finding.`, properties }];
    }),
};
