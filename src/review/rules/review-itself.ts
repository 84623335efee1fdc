// Group P: what is wrong with the review itself: something could not be read, or a waiver is broken or stale.
import { title } from "../message.ts";
import type { Observation, Rule } from "../rule.ts";
import type { Snapshot, Unavailable } from "../snapshot.ts";
import type { WaiverProblem, WaiverState } from "../waivers.ts";

/** Up to so many unread documents are told one by one. */
const MAX_SINGLE = 10;

export const inputUnavailable: Rule<Pick<Snapshot, "unavailable">> = {
  id: "input-unavailable",
  level: "error",
  why: "An unread document is not a clean one, so this review is not complete.",
  fix: "Correct the token or the network, then run factory-tuf review again.",
  sources: ["PROTOCOL §3"],
  check: ({ unavailable }) => {
    const [told, rest] = [unavailable.slice(0, MAX_SINGLE), unavailable.slice(MAX_SINGLE)];
    return [...told.map(unread), ...(rest.length > 0 ? [others(rest)] : [])];
  },
};

function unread({ subject, why }: Unavailable): Observation {
  return { subject, title: title`${subject} could not be read: ${why}.`, properties: { why } };
}

function others(rest: readonly Unavailable[]): Observation {
  const subjects = rest.map(({ subject }) => subject);
  const sentence = title`${rest.length} more documents could not be read, the first of them ${subjects[0] ?? ""}.`;
  return { subject: subjects[0] ?? "", title: sentence, properties: { count: rest.length, subjects } };
}

export const waiverInvalid: Rule<readonly WaiverProblem[]> = {
  id: "waiver-invalid",
  level: "error",
  why: "A broken waiver hides nothing, so what it was meant for is shown as if it were not there.",
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
