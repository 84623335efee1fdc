// The words of a reminder: title and body of its issue, and its comments. Text from metadata passes the one Markdown
// escaper; dates are absolute, so that the text changes only when something has changed.

import { MAX_COMMENT_CHARACTERS } from "../github/keep-comment.ts";
import type { Block, ReportDocument, Text } from "../report/document.ts";
import { renderMarkdown } from "../report/markdown/markdown.ts";
import { dayText } from "../review/evidence/moment.ts";
import { capital, counted, firstOf } from "../text/sentence.ts";
import { wholeSeconds } from "../tuf/metadata/expiry.ts";
import type { DueDate, DueHolder } from "./due-date.ts";
import { memoryLine, type Remembered } from "./memory.ts";
import type { ReminderPlan, Wanted } from "./plan.ts";
import { stepOf } from "./steps.ts";

/** What a title may have at most; GitHub takes 256 characters. */
const MAX_TITLE = 200;
const SPARE = 64;
/** The nearest dates are told in full, the others in a table. */
const MAX_DETAILED = 20;

export function issueTitle(
  { factory, due, step }: ReminderPlan,
  { open, memory: { blindSince } }: Pick<Wanted, "open" | "memory">,
): string {
  const [nearest] = due;
  if (blindSince) return `Factory ${factory}: what expires cannot be read since ${dayText(blindSince)}`;
  if (!nearest) return `Factory ${factory}: ${open ? "what was due cannot be verified" : "nothing is due"}`;
  const within = nearest.daysLeft <= 0 ? "PAST" : `within ${step} days`;
  return `Factory ${factory}: ${decapital(nearest.what)} on ${dayText(nearest.at)} (${within})`.slice(0, MAX_TITLE);
}

export function issueBody(plan: ReminderPlan, wanted: Wanted): string {
  const first = memoryLine(plan.factory, wanted.memory);
  const maxBytes = MAX_COMMENT_CHARACTERS - first.length - SPARE;
  return `${first}\n${renderMarkdown(issueDocument(plan, wanted), { maxBytes, overflow: "cut" })}`;
}

/** What the issue shows, and the command's report as well. */
export function issueDocument(
  plan: ReminderPlan,
  { open, withheld, memory }: Pick<Wanted, "open" | "withheld" | "memory">,
): ReportDocument {
  const { factory, due, later, unproven, days, blind } = plan;
  return {
    title: blind
      ? `What expires in Factory ${factory} cannot be read`
      : documentTitle(factory, days, due.length > 0, withheld.length > 0),
    blocks: [
      ...(blind ? [] : [verdictOf(plan, withheld.length)]),
      ...blindBlocks(blind, memory.blindSince),
      ...due.slice(0, MAX_DETAILED).flatMap((date) => dueBlocks(date, plan)),
      ...tableOf("Also due", due.slice(MAX_DETAILED)),
      ...withheldBlocks(withheld),
      ...(blind ? [] : unprovenBlocks(unproven)),
      ...tableOf("Later", later),
      ...(open ? [{ kind: "paragraph" as const, text: [KEPT] }] : []),
    ],
  };
}

/** What comes first, for whoever reads one line. It says days in steps, so that it changes only with them. */
function verdictOf({ due, later, days, unproven }: ReminderPlan, withheld: number): Block {
  const [nearest] = due;
  const [next] = later;
  const step = nearest ? stepOf(nearest.daysLeft, days) : null;
  const tone = nearest && (nearest.daysLeft <= 0 || (step ?? days) <= 14) ? "bad" : "warning";
  const isQuiet = !nearest && withheld === 0 && unproven.length === 0;
  return {
    kind: "verdict",
    verdict: {
      tone: isQuiet ? "good" : tone,
      headline: nearest ? capital(withinText(nearest, days)) : isQuiet ? "Nothing is due" : "Not verified",
      text: nearest
        ? [`${nearest.what} on ${dayText(nearest.at)}. ${nearest.consequence}`]
        : [next ? `Next: ${lowered(next)}.` : "Nothing is known to expire."],
      deadline: null,
      counts: [
        { label: "due", value: due.length, tone },
        { label: "later", value: later.length, tone: "neutral" },
        ...(withheld > 0 ? [{ label: "out of sight", value: withheld, tone: "warning" as const }] : []),
      ],
    },
  };
}

function withinText({ daysLeft }: DueDate, days: number): string {
  return daysLeft <= 0 ? "past" : `within ${stepOf(daysLeft, days)} days`;
}

function documentTitle(factory: string, days: number, due: boolean, withheld: boolean): string {
  if (due) return `What is due in Factory ${factory}`;
  return withheld
    ? `What was due in Factory ${factory} cannot be verified`
    : `Nothing of Factory ${factory} is due within ${days} days`;
}

const KEPT =
  "factory-tuf keeps this issue: it is edited in place, comments only when a date comes a step nearer (60, 30, 14, 7 days), and closes once verified documents show that the work is done. Closed by hand while something is due, it is opened again.";

export function escalationComment(plan: ReminderPlan, step: number): string {
  const [nearest] = plan.due;
  const text: Text[] = nearest
    ? [
        { strong: `${nearest.what} on ${wholeSeconds(nearest.at)}`, tone: step <= 14 ? "bad" : "warning" },
        nearest.daysLeft <= 0 ? ": that time has passed. " : `: within ${step} days. `,
        nearest.consequence,
      ]
    : [`A date came within ${step} days.`];
  return renderMarkdown({
    title: `Within ${step} days`,
    blocks: [
      { kind: "paragraph", text },
      { kind: "list", items: commandItems(nearest?.commands ?? []) },
    ],
  });
}

export function reopeningComment({ due, factory }: ReminderPlan): string {
  const [nearest] = due;
  const what = nearest ? `${nearest.what} on ${wholeSeconds(nearest.at)}.` : "";
  return renderMarkdown({
    title: `Something of Factory ${factory} is due`,
    blocks: [{ kind: "paragraph", text: [what] }],
  });
}

export function closingComment({ later, factory }: ReminderPlan): string {
  const [next] = later;
  return renderMarkdown({
    title: "Done",
    blocks: [
      {
        kind: "paragraph",
        text: [`Verified: nothing of Factory ${factory} is due any more. `, next ? `Next: ${lowered(next)}.` : ""],
      },
    ],
  });
}

export function duplicateBody(firstLine: string, original: number): string {
  return `${firstLine}\nDuplicate of #${original}, which two runs at once have opened.`;
}

function dueBlocks(date: DueDate, plan: ReminderPlan): Block[] {
  return [
    { kind: "heading", text: `${date.what} on ${dayText(date.at)}` },
    {
      kind: "facts",
      facts: [
        { label: "Date", value: `${wholeSeconds(date.at)} (${withinText(date, plan.days)})` },
        { label: "What happens then", value: date.consequence },
        { label: `Holders of the ${date.role} keys`, value: holdersText(date.holders, plan.namesOwners) },
      ],
    },
    { kind: "paragraph", text: [date.commands.length > 1 ? "Run one of:" : "Run:"] },
    { kind: "list", items: commandItems(date.commands) },
  ];
}

function commandItems(commands: readonly string[]): (readonly Text[])[] {
  return commands.map((command) => [{ code: command }]);
}

const MAX_HOLDERS = 20;

function holdersText(holders: readonly DueHolder[], named: boolean): string {
  if (holders.length === 0) return "none is recorded";
  if (!named) {
    return `${counted(holders.length, "key")}; in a public repository owners are named with details: true only`;
  }
  const names = holders.map(({ keyid, owner }) => {
    return `${owner?.slice(0, 100) ?? "owner not recorded"} (${keyid.slice(0, 12)})`;
  });
  return firstOf(names, MAX_HOLDERS);
}

function blindBlocks(blind: ReminderPlan["blind"], since: Date | null): Block[] {
  if (!blind) return [];
  const { happened, next, code } = blind.why;
  return [
    {
      kind: "paragraph",
      tone: "bad",
      text: [
        { strong: `Since ${dayText(since ?? blind.at)} nobody watches what expires.`, tone: "bad" },
        " A root that expires unnoticed ends every update.",
      ],
    },
    {
      kind: "facts",
      facts: [
        { label: "Why", value: happened },
        { label: "What to do", value: next },
        { label: "Code", value: { code } },
      ],
    },
  ];
}

function withheldBlocks(withheld: readonly Remembered[]): Block[] {
  if (withheld.length === 0) return [];
  return [
    { kind: "heading", text: "Out of sight" },
    {
      kind: "paragraph",
      tone: "warning",
      text: ["These were due, and the Factory serves no verified document in their place, so this reminder stays:"],
    },
    {
      kind: "list",
      cuttable: true,
      items: withheld.map(({ id, at, version }) => [{ code: id }, ` (version ${version}), due on ${dayText(at)}`]),
    },
  ];
}

function unprovenBlocks(unproven: ReminderPlan["unproven"]): Block[] {
  if (unproven.length === 0) return [];
  return [
    { kind: "heading", text: "What could not be verified" },
    { kind: "list", cuttable: true, items: unproven.map(({ code, happened }) => [{ code }, ` ${happened}`]) },
  ];
}

function tableOf(heading: string, dates: readonly DueDate[]): Block[] {
  if (dates.length === 0) return [];
  return [
    { kind: "heading", text: heading },
    {
      kind: "table",
      cuttable: true,
      columns: [{ title: "Date" }, { title: "What" }],
      rows: dates.map((date) => [dayText(date.at), date.what]),
    },
  ];
}

function lowered(date: DueDate): string {
  return `${decapital(date.what)} on ${dayText(date.at)}`;
}

/** The first word of a sentence inside another. */
function decapital(sentence: string): string {
  return sentence.slice(0, 1).toLowerCase() + sentence.slice(1);
}
