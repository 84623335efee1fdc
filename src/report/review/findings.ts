// Findings as notices, the worst first: what is wrong, why it matters, what to run.

import type { ReviewFinding, ReviewResult } from "../../review/engine/result.ts";
import type { Level } from "../../review/engine/rule.ts";
import type { Block, Notice, Text, Tone } from "../document.ts";
import { rulePage } from "../rule-page.ts";

/** What the report needs of a rule. */
export interface RuleText {
  readonly id: string;
  readonly fix: string;
}

const LEVEL_TONES: Readonly<Record<Level, Tone>> = { error: "bad", warning: "warning", note: "neutral" };

/** More of one level are counted, not shown: the JSON document and SARIF hold them all. */
const MAX_SHOWN = 300;

const HEADINGS: readonly { readonly level: Level; readonly title: string }[] = [
  { level: "error", title: "Errors" },
  { level: "warning", title: "Warnings" },
  { level: "note", title: "Notes" },
];

export function findingBlocks({ findings, counts }: ReviewResult, rules: readonly RuleText[]): Block[] {
  const fixes = new Map(rules.map(({ id, fix }) => [id, fix]));
  return HEADINGS.flatMap(({ level, title }): Block[] => {
    const active = findings.filter((finding) => finding.level === level && finding.waiver === null);
    if (active.length === 0) return [];
    const shown = active.slice(0, MAX_SHOWN);
    return [
      { kind: "heading", text: `${title} (${Math.max(counts[level], active.length)})` },
      { kind: "notices", items: alike(shown, fixes).map((members) => notice(members, fixes)), cuttable: true },
      ...more(active.length - shown.length),
    ];
  });
}

function more(count: number): Block[] {
  return count > 0 ? [{ kind: "paragraph", text: [`And ${count} more, in the JSON document.`] }] : [];
}

/** Neighbours of one rule that say the same but for the place are told once, with all their places. */
function alike(findings: readonly ReviewFinding[], fixes: ReadonlyMap<string, string>): ReviewFinding[][] {
  const groups: ReviewFinding[][] = [];
  for (const finding of findings) {
    const before = groups.at(-1)?.[0];
    const isAlike = before?.rule === finding.rule && consequenceOf(before, fixes) === consequenceOf(finding, fixes);
    if (isAlike) groups.at(-1)!.push(finding);
    else groups.push([finding]);
  }
  return groups;
}

function notice([first, ...others]: readonly ReviewFinding[], fixes: ReadonlyMap<string, string>): Notice {
  const { rule, level, subject, title } = first!;
  const why = consequenceOf(first!, fixes);
  const fix = fixes.get(rule);
  return {
    tone: LEVEL_TONES[level],
    badge: level,
    title,
    about: [{ link: rule, href: rulePage(rule) }, " ", { code: subject }],
    lines: [
      ...others.map((other) => ({ label: "Also", text: [other.title, " ", { code: other.subject }] })),
      ...(why ? [{ label: "Why", text: [why] }] : []),
      ...(fix ? [{ label: "Fix", text: commandsInText(fix) }] : []),
    ],
  };
}

/** What stands in the finding's text between its title and the fix. */
function consequenceOf({ rule, says, title }: ReviewFinding, fixes: ReadonlyMap<string, string>): string {
  const fix = fixes.get(rule);
  const from = says.startsWith(title) ? title.length : 0;
  const to = fix && says.endsWith(fix) ? says.length - fix.length : says.length;
  return says.slice(from, Math.max(from, to)).trim();
}

/** Waived findings stay visible, with who answers for them and until when. */
export function waivedBlocks(findings: readonly ReviewFinding[]): Block[] {
  const waived = findings.filter(({ waiver }) => waiver !== null);
  if (waived.length === 0) return [];
  return [
    { kind: "heading", text: `Waived (${waived.length})` },
    {
      kind: "notices",
      items: waived.slice(0, MAX_SHOWN).map(waivedNotice),
      cuttable: true,
    },
    ...more(waived.length - MAX_SHOWN),
  ];
}

function waivedNotice({ rule, level, subject, title, waiver }: ReviewFinding): Notice {
  return {
    tone: "neutral",
    badge: `waived ${level}`,
    title,
    about: [{ link: rule, href: rulePage(rule) }, " ", { code: subject }],
    lines: waiver
      ? [
          { label: "Waiver", text: [{ code: waiver.id }, ` until ${waiver.expires}, answered for by ${waiver.owner}`] },
          { label: "Because", text: [waiver.justification, ...(waiver.ticket ? [` (${waiver.ticket})`] : [])] },
        ]
      : [],
  };
}

/** A program, the words of its command, and options with their values or placeholders (`<archive>.tmp` too). Prose ends it. */
const COMMAND =
  /factory-tuf (?:(?:wave|keys|root|updates) [a-z][a-z-]*|[a-z][a-z-]*)(?: (?:--(?:first-time|prod|sign|yes|update-pins)\b|--[a-z][a-z-]*(?:[ =](?:<[^<>]{1,40}>(?:\.[a-z]{2,4}\b)?|[A-Za-z0-9][A-Za-z0-9_./-]*(?<![./])))?|<[^<>]{1,40}>|\d+\b))*/g;

/** The same characters in the same order, commands apart. */
export function commandsInText(sentence: string): Text[] {
  const texts: Text[] = [];
  let from = 0;
  for (const { 0: code, index } of sentence.matchAll(COMMAND)) {
    if (index > from) texts.push(sentence.slice(from, index));
    texts.push({ code });
    from = index + code.length;
  }
  if (from < sentence.length) texts.push(sentence.slice(from));
  return texts;
}
