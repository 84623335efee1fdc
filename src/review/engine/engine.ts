// Runs the catalogue over a snapshot: what each rule finds, what no rule could look at, which findings are waived, and
// the verdict. Pure; the same snapshot, policy, waivers and clock always give the same result.

import type { WaveProgress } from "../../factory/types.ts";
import { wholeSeconds } from "../../tuf/metadata/expiry.ts";
import { inputUnavailable, waiverInvalid, waiverStale } from "../rules/review-itself.ts";
import { applyWaivers } from "../waivers/apply-waivers.ts";
import type { WaiverContext, WaiverFile } from "../waivers/waivers.ts";
import { boundedFinding, foldedFindings } from "./bound-findings.ts";
import { type CatalogueEntry, catalogue, ruleById, snapshotRules } from "./catalogue.ts";
import { grouped } from "./group.ts";
import { overviewOf } from "./overview-of.ts";
import type { Counts, FailOn, NotRun, ReviewFinding, ReviewResult } from "./result.ts";
import { type Finding, findingsOf, type Level, type ReviewPolicy, type Rule } from "./rule.ts";
import type { Snapshot, Unavailable } from "./snapshot.ts";
import { type OnMissingToken, verdictOf } from "./verdict.ts";

export interface ReviewInput {
  readonly snapshot: Snapshot;
  readonly policy: ReviewPolicy;
  readonly waivers: WaiverFile;
  readonly now: Date;
  readonly failOn: FailOn;
  /** What the verdict is when the Factory could not be asked for want of a token. Default `fail`. */
  readonly onMissingToken?: OnMissingToken;
  /** Of active Waves; only the report shows it. */
  readonly progress?: ReadonlyMap<string, WaveProgress>;
}

/** For {@link readWaivers}: the rules that a waiver may name. */
export function waiverContext(now: Date): WaiverContext {
  return { rules: ruleById, now };
}

/** Never throws on content. */
export function runReview(input: ReviewInput): ReviewResult {
  const { snapshot, policy, waivers, now, failOn } = input;
  const concerns = inScope(snapshot);
  const failures: Unavailable[] = [];
  const notRun: NotRun[] = [];
  const found: Finding[] = [];
  for (const { rule, needs } of snapshotRules) {
    const reason = needs(snapshot);
    if (reason) notRun.push({ rule: rule.id, ...reason });
    if (reason && !reason.partly) continue;
    // One by one: a hostile document may have more findings than a call may have arguments.
    for (const finding of findingsBy(rule, snapshot, policy, now, failures)) {
      if (concerns(finding.subject)) found.push(finding);
    }
  }
  const unread = { unavailable: [...snapshot.unavailable, ...failures] };
  found.push(...findingsOf(inputUnavailable, inputUnavailable.check(unread, policy, now)));
  found.push(...findingsOf(waiverInvalid, waiverInvalid.check(waivers.problems, policy, now)));

  const idle = new Set(notRun.filter(({ partly }) => !partly).map(({ rule }) => rule));
  const review = {
    rules: ruleById,
    stage: snapshot.stage,
    now,
    ran: ({ rule, subject }: { rule: string; subject: string }) => !idle.has(rule) && concerns(subject),
  };
  const [ofStale, others] = partition(waivers.waivers, ({ rule }) => rule === waiverStale.id);
  const first = applyWaivers(found.map(boundedFinding), others, review);
  // Waivers of stale waivers come last: what is stale shows only when all others have been laid.
  const stale = staleFindings(first.states, policy, now);
  const second = applyWaivers(stale, ofStale, review);
  const unused = applyWaivers(staleFindings(second.states, policy, now), [], review);

  const all = [...first.findings, ...second.findings, ...unused.findings];
  const findings = inOrder(all);
  const counts = countsOf(all);
  const verdict = verdictOf({
    findings: all,
    counts,
    failOn,
    factoryWasRead: snapshot.factoryWasRead,
    onMissingToken: input.onMissingToken ?? "fail",
  });
  const rulesRun = catalogue.length - idle.size;
  const overview = overviewOf(snapshot, input.progress ?? new Map(), policy, now);
  const { factory, stage, tags } = snapshot;
  return { factory, stage, tags, at: wholeSeconds(now), failOn, findings, counts, notRun, rulesRun, verdict, overview };
}

/** A rule that breaks has looked at nothing: that is said like any other gap, and the review is not complete. */
function findingsBy(
  rule: Rule<Snapshot>,
  snapshot: Snapshot,
  policy: ReviewPolicy,
  now: Date,
  failures: Unavailable[],
): Finding[] {
  try {
    return grouped(rule, findingsOf(rule, rule.check(snapshot, policy, now)));
  } catch (error) {
    const name = error instanceof Error ? error.name : typeof error;
    failures.push({
      subject: `review#/${rule.id}`,
      why: `a mistake in the rule ${rule.id} (${name}); please report it`,
    });
    return [];
  }
}

function staleFindings(states: Parameters<typeof waiverStale.check>[0], policy: ReviewPolicy, now: Date): Finding[] {
  return findingsOf(waiverStale, waiverStale.check(states, policy, now)).map(boundedFinding);
}

function inOrder(findings: readonly ReviewFinding[]): ReviewFinding[] {
  const byRule = Map.groupBy(findings, ({ rule }) => rule);
  return catalogue.flatMap(({ rule }: CatalogueEntry) => foldedFindings(rule, byRule.get(rule.id) ?? []));
}

function countsOf(findings: readonly ReviewFinding[]): Counts {
  const active = findings.filter(({ waiver }) => waiver === null);
  const count = (wanted: Level) => active.filter(({ level }) => level === wanted).length;
  const waived = findings.length - active.length;
  return { error: count("error"), warning: count("warning"), note: count("note"), waived };
}

function partition<T>(values: readonly T[], test: (value: T) => boolean): [T[], T[]] {
  return [values.filter(test), values.filter((value) => !test(value))];
}

// Which findings belong to the tags that are reviewed. The rules see the whole Factory: what one tag means hangs on
// the others.
const OF_TAG = /^(?:prod-targets|snapshot|timestamp)\/([^#]*)#/;
const OF_WAVE = /^wave\/([^#]*)#/;

/** A test for subjects: true for what concerns a reviewed tag, or no tag at all. */
function inScope({ tags, production, waves }: Snapshot): (subject: string) => boolean {
  const reviewed = new Set(tags);
  const known = new Set([...production.keys(), ...waves.map(({ wave }) => wave.tag)]);
  const tagOfWave = new Map(waves.map(({ wave }) => [wave.name, wave.tag]));
  const isLeftOut = (tag: string | undefined) => tag !== undefined && known.has(tag) && !reviewed.has(tag);
  return (subject) => {
    const tag = OF_TAG.exec(subject)?.[1];
    if (tag !== undefined) return !isLeftOut(tag);
    const wave = OF_WAVE.exec(subject)?.[1];
    return wave === undefined || !isLeftOut(tagOfWave.get(wave));
  };
}
