// The report of a review: the verdict and the next deadline first, then what is wrong, then the state of the
// Factory. The same document for terminal, Markdown and HTML.

import type { DueDocument, TransactionState } from "../../review/engine/overview.ts";
import type { ReviewResult } from "../../review/engine/result.ts";
import type { Level } from "../../review/engine/rule.ts";
import { agreeing } from "../../text/sentence.ts";
import { daysLeftText, FULL_DAYS } from "../days.ts";
import type { Block, ReportDocument, Text, Tone, VerdictBlock } from "../document.ts";
import { findingBlocks, type RuleText, waivedBlocks } from "./findings.ts";
import { keyBlocks } from "./keys.ts";
import { productionBlocks } from "./production.ts";
import { rootBlocks } from "./roots.ts";
import { waveBlocks } from "./waves.ts";

/** @param rules what fixes and pages belong to the findings: the catalogue, or a part of it. */
export function reviewReport(result: ReviewResult, rules: readonly RuleText[]): ReportDocument {
  const { overview } = result;
  return {
    title: `Review of Factory ${result.factory}, ${result.at}`,
    blocks: [
      verdictBlock(result),
      ...findingBlocks(result, rules),
      ...deadlineBlocks(overview.deadlines),
      ...transactionBlocks(overview.transaction),
      ...rootBlocks(overview.roots),
      ...keyBlocks(overview.roles),
      ...productionBlocks(overview),
      ...waveBlocks(overview),
      ...waivedBlocks(result.findings),
      ...notRunBlocks(result),
      ...aboutBlocks(result),
    ],
  };
}

function verdictBlock(result: ReviewResult): Block {
  const { verdict, counts, overview } = result;
  const { headline, tone } = answer(result);
  return {
    kind: "verdict",
    verdict: {
      tone,
      headline,
      text: [verdict.sentence],
      deadline: nextDeadline(overview.deadlines),
      counts: [
        { label: agreeing(counts.error, "error"), value: counts.error, tone: "bad" },
        { label: agreeing(counts.warning, "warning"), value: counts.warning, tone: "warning" },
        { label: agreeing(counts.note, "note"), value: counts.note, tone: "neutral" },
        ...(counts.waived > 0 ? [{ label: "waived", value: counts.waived, tone: "neutral" as const }] : []),
      ],
    },
  };
}

function answer({ verdict, counts }: ReviewResult): { headline: string; tone: Tone } {
  switch (verdict.exit) {
    case 1:
      return { headline: "Incomplete", tone: "bad" };
    case 2:
      return { headline: "Invalid waivers", tone: "bad" };
    case 3:
      return { headline: "Blocked", tone: "bad" };
    case 0:
      if (counts.error > 0) return { headline: "Passed, despite errors", tone: "bad" };
      if (counts.warning > 0) return { headline: "Passed, with warnings", tone: "warning" };
      return { headline: counts.note > 0 ? "Passed" : "All clear", tone: "good" };
  }
}

/** By reason: one missing input keeps many rules from running. */
function notRunBlocks({ notRun }: ReviewResult): Block[] {
  if (notRun.length === 0) return [];
  const byReason = Map.groupBy(notRun, ({ why, partly }) => `${partly} ${why}`);
  return [
    { kind: "heading", text: `Not checked, or in part (${notRun.length})` },
    {
      kind: "list",
      items: [...byReason.values()].map((rules) => [
        ...rules.flatMap(({ rule }, index): Text[] => (index === 0 ? [{ code: rule }] : [", ", { code: rule }])),
        ` ${rules[0]!.partly ? "ran in part" : "did not run"}: ${rules[0]!.why}.`,
      ]),
      cuttable: true,
    },
  ];
}

function aboutBlocks({ factory, at, stage, failOn, tags, rulesRun, notRun, overview }: ReviewResult): Block[] {
  const { token } = overview;
  const skipped = notRun.filter(({ partly }) => !partly).length;
  return [
    { kind: "heading", text: "This review" },
    {
      kind: "facts",
      facts: [
        { label: "Factory", value: { code: factory } },
        { label: "Made at", value: at },
        { label: "Stage", value: stage },
        { label: "Fails on", value: failOn },
        { label: "Tags", value: tags.length > 0 ? tags.join(", ") : "none" },
        { label: "Rules", value: `${rulesRun} ran, ${skipped} did not` },
        ...(token ? [{ label: "Token", value: `${token.name} (${token.role}): ${token.scopes.join(", ")}` }] : []),
      ],
    },
  ];
}

// A root update that is under way: everybody who reads the report should know.
function transactionBlocks(transaction: TransactionState | null): Block[] {
  if (!transaction) return [];
  const { status, by, startedAt, stagedVersion } = transaction;
  const facts = [
    { label: "Status", value: status },
    ...(stagedVersion === null ? [] : [{ label: "Staged root", value: `version ${stagedVersion}` }]),
    ...(by === null ? [] : [{ label: "Started by", value: by }]),
    ...(startedAt === null ? [] : [{ label: "Started at", value: startedAt }]),
  ];
  return [
    { kind: "heading", text: "Root update under way" },
    { kind: "facts", facts },
  ];
}

const MAX_SHOWN = 50;
const TONES: Readonly<Record<Level, Tone>> = { error: "bad", warning: "warning", note: "good" };

function nextDeadline(deadlines: readonly DueDocument[]): VerdictBlock["deadline"] {
  const [next] = deadlines;
  return next
    ? { tone: TONES[next.level], headline: daysLeftText(next.daysLeft), text: [`${next.what} at ${next.at}.`] }
    : null;
}

function deadlineBlocks(deadlines: readonly DueDocument[]): Block[] {
  if (deadlines.length === 0) return [];
  const longest = Math.max(FULL_DAYS, ...deadlines.map(({ daysLeft }) => daysLeft));
  return [
    { kind: "heading", text: "Deadlines" },
    {
      kind: "meters",
      meters: deadlines.slice(0, MAX_SHOWN).map(({ at, daysLeft, what, level }) => ({
        label: [what],
        value: Math.max(0, daysLeft),
        max: longest,
        tone: TONES[level],
        says: [{ strong: daysLeftText(daysLeft), tone: TONES[level] }, ` ${at.slice(0, 10)}`],
      })),
      cuttable: true,
    },
  ];
}
