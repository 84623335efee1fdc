// `remind`: keeps one GitHub issue per Factory about what expires, and a calendar of the dates. It changes nothing of
// the Factory.

import { resolve } from "node:path";
import type { Context } from "../context/context.ts";
import { chosenBy } from "../context/paths.ts";
import { ToolError } from "../errors/tool-error.ts";
import { writeFileWhole } from "../files/write-file.ts";
import { calendar } from "../reminder/calendar.ts";
import type { DueDate } from "../reminder/due-date.ts";
import { issueDocument } from "../reminder/issue-text.ts";
import type { Action, Kept } from "../reminder/keep-issue.ts";
import { noMemory } from "../reminder/memory.ts";
import { requireLabels, requireLogins } from "../reminder/names.ts";
import { planReminder, type ReminderPlan } from "../reminder/plan.ts";
import { type Dates, seenDates } from "../reminder/read-dates.ts";
import type { ReportDocument } from "../report/document.ts";
import { counted } from "../text/sentence.ts";
import { wholeSeconds } from "../tuf/metadata/expiry.ts";
import { rootOutputs } from "../verified/verified-roots.ts";
import { command } from "./command.ts";
import { factoryOptions, trustOptions } from "./options/connection-options.ts";

interface RemindOptions {
  readonly days: number;
  readonly failDays: number;
  readonly labels?: readonly string[] | undefined;
  readonly assignees?: readonly string[] | undefined;
  readonly details: boolean;
  readonly dryRun: boolean;
  readonly ics: string;
}

export interface DateData {
  readonly id: string;
  readonly at: string;
  readonly daysLeft: number;
  readonly what: string;
  readonly commands: readonly string[];
  /** Absent where owners are not named. */
  readonly holders?: DueDate["holders"];
}

interface RemindData {
  readonly dates: readonly DateData[];
  /** How many of the dates are near. */
  readonly due: number;
  readonly step: number | null;
  readonly issue: { readonly action: Action | "failed" | "unseen"; readonly number: number | null };
  readonly unproven: readonly { readonly code: string; readonly happened: string }[];
  readonly shown: ReportDocument;
}

const CALENDAR_FILE = "factory-tuf.ics";

export const remind = command({
  name: "remind",
  order: 250,
  summary: "Keep one GitHub issue about what expires: open it in time, update it, close it when all is renewed.",
  details:
    "Run it on a daily schedule. It opens the issue when the newest root, the yearly rotation of a root key, " +
    "production targets or an active Wave is due within `days`. At 60, 30, 14 and 7 days it changes labels and text " +
    "and adds a comment. It finds its issue by a hidden mark and its author. It closes the issue when verified " +
    "documents show that the work is done, and reopens it later instead of opening another. It fails when a date is " +
    "within `fail-days`. The repository is that of GITHUB_REPOSITORY.",
  examples: [
    "factory-tuf remind --dry-run --details",
    "factory-tuf remind --repo acme/devices --labels security --assignees octocat",
  ],
  args: [],
  options: {
    days: {
      kind: "integer",
      help: "How many days before a date the issue is opened.",
      default: 90,
      min: 1,
      max: 3650,
      placeholder: "<days>",
    },
    failDays: {
      kind: "integer",
      help: "How many days before a date the command also fails.",
      default: 7,
      min: 0,
      max: 3650,
      placeholder: "<days>",
    },
    labels: { kind: "list", help: "More labels for the issue.", placeholder: "<labels>" },
    assignees: {
      kind: "list",
      help: "GitHub accounts that the issue is assigned to when it is opened, escalated or reopened.",
      placeholder: "<logins>",
    },
    details: {
      kind: "switch",
      help: "Name the owners of the keys in a public repository too. In others they are always named.",
    },
    ics: {
      kind: "path",
      help: "Write all dates to this calendar file (RFC 5545).",
      default: CALENDAR_FILE,
      placeholder: "<file>",
    },
    dryRun: { kind: "switch", help: "Show what it would do. Writes no issue and no calendar." },
    repo: {
      kind: "text",
      help: "The repository, as owner/name. Environment: GITHUB_REPOSITORY.",
      only: "cli",
      placeholder: "<owner/name>",
    },
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "anywhere",
  needs: "factory",
  worksWithoutToken: true,
  dataHelp: [
    "`dates`: list of `{id, at, daysLeft, what, commands, holders?: [{keyid, owner}]}`, nearest first",
    "`due`: how many of them are near; `step`: the days that the nearest is within, or null",
    "`issue`: `{action, number}`; `action` is `none`, `unchanged`, `opened`, `edited`, `escalated`, `reopened`, `closed`, `failed` or `unseen` (a dry run without a GitHub token)",
    "`unproven`: list of `{code, happened}`: what could not be read or verified",
    "`shown`: what the issue says, as a document",
  ],
  async run(ctx, options) {
    const labels = requireLabels(options.labels ?? []);
    const assignees = requireLogins(options.assignees ?? []);
    ctx.progress("Reading and verifying what can expire");
    const dates = await seenDates(ctx);
    const settled = await remindOnGitHub(ctx, dates, { ...options, labels, assignees });
    // A calendar without dates would take those of the last one away.
    const written = options.dryRun || dates.blind ? null : await writeCalendar(ctx, options.ics, dates);
    const failure =
      blindness(dates, settled) ??
      settled.failure ??
      written?.failure ??
      verdict(settled.plan, dates, options.failDays);
    const { kept, plan } = settled;
    const acted = kept !== null && !options.dryRun && kept.action !== "none" && kept.action !== "unchanged";
    const data: RemindData = {
      dates: dates.dates.map((date) => dateData(date, plan.namesOwners)),
      due: plan.due.length,
      step: plan.step,
      issue: kept
        ? { action: kept.action, number: kept.number }
        : { action: settled.failure ? "failed" : "unseen", number: null },
      unproven: dates.unproven.map(({ code, happened }) => ({ code, happened })),
      shown: issueDocument(plan, kept?.wanted ?? { open: false, withheld: [], memory: noMemory }),
    };
    return {
      status: acted ? "done" : "unchanged",
      changed: acted ? "yes" : "no",
      outputs: {
        ...(dates.roots ? rootOutputs(dates.roots, ctx.now) : {}),
        ...(kept && kept.number !== null ? { issue: kept.number } : {}),
        ...(written?.path ? { ics: written.path } : {}),
      },
      data,
      ...(failure && { failure }),
    };
  },
  report: ({ data: { shown, issue } }) => ({
    title: shown.title,
    blocks: [{ kind: "paragraph", text: [SENTENCES[issue.action](issue.number)] }, ...shown.blocks],
  }),
});

const SENTENCES: Readonly<Record<RemindData["issue"]["action"], (number: number | null) => string>> = {
  none: (number) => (number === null ? "There is no issue, and none is needed." : `Issue ${number} stays closed.`),
  unchanged: (number) => `Issue ${number} is up to date.`,
  opened: (number) => (number === null ? "An issue would be opened." : `Issue ${number} was opened.`),
  edited: (number) => `Issue ${number} was updated.`,
  escalated: (number) => `Issue ${number} was updated, with a comment: a date is closer.`,
  reopened: (number) => `Issue ${number} was reopened.`,
  closed: (number) => `Issue ${number} was closed: nothing is due any more.`,
  failed: () => "The reminder could not be written to GitHub.",
  unseen: () => "There is no GITHUB_TOKEN, so existing issues were not checked.",
};

interface Settled {
  readonly plan: ReminderPlan;
  /** Null when GitHub was not asked, or failed. */
  readonly kept: Kept | null;
  readonly failure: ToolError | null;
}

type RemindRequest = Pick<RemindOptions, "days" | "details" | "dryRun"> & {
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
};

/** What GitHub refuses is no reason to keep the dates to oneself. */
async function remindOnGitHub(ctx: Context, dates: Dates, request: RemindRequest): Promise<Settled> {
  const planned = (namesOwners: boolean) =>
    planReminder(ctx.factory.factory, dates, { days: request.days, namesOwners, now: ctx.now });
  if (request.dryRun && !ctx.github.hasToken) return { plan: planned(request.details), kept: null, failure: null };
  let namesOwners = request.details;
  try {
    const client = await ctx.github.connect();
    const { isPublic, hasIssues } = await client.repositoryFacts();
    namesOwners ||= !isPublic;
    if (!hasIssues) throw issuesDisabled(client.repository);
    const { keepIssue } = await import("../reminder/keep-issue.ts");
    ctx.progress("Keeping the reminder");
    const plan = planned(namesOwners);
    return { plan, kept: await keepIssue(client, plan, { ...request, log: ctx.log }), failure: null };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { plan: planned(namesOwners), kept: null, failure: error };
  }
}

async function writeCalendar(
  ctx: Context,
  ics: string,
  { dates }: Dates,
): Promise<{ readonly path: string | null; readonly failure: ToolError | null }> {
  const path = resolve(ctx.cwd, ics);
  try {
    const by = chosenBy(ctx.place, ics, CALENDAR_FILE);
    await writeFileWhole(path, calendar(ctx.factory.factory, dates, ctx.now), { chosenBy: by });
    return { path, failure: null };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { path: null, failure: error };
  }
}

/** The cause comes first: that GitHub could not be told of it either is said after it. */
function blindness({ blind }: Dates, { failure }: Settled): ToolError | null {
  if (!blind) return null;
  return blind.extended({
    before: "The expiry dates could not be read.",
    ...(failure && { after: `The issue on GitHub could not be updated: ${failure.happened}` }),
  });
}

/** What makes the job fail although the reminder stands. */
function verdict({ due }: ReminderPlan, { unproven }: Dates, failDays: number): ToolError | null {
  const [first] = unproven;
  if (first) {
    const one = unproven.length === 1;
    return first.extended({
      code: one ? first.code : "blocked",
      before: `${counted(unproven.length, "document")} could not be verified, so some dates may be missing.`,
    });
  }
  const near = due.filter(({ daysLeft }) => daysLeft <= failDays);
  const [nearest] = near;
  if (!nearest) return null;
  const also = near.length === 1 ? "That is" : `That and ${counted(near.length - 1, "more date")} are`;
  return new ToolError("gate", {
    happened: `${nearest.what} on ${wholeSeconds(nearest.at)}. ${also} within the ${failDays} days of fail-days.`,
    next: `Run: ${nearest.commands[0] ?? ""}`,
  });
}

function dateData({ id, at, daysLeft, what, commands, holders }: DueDate, namesOwners: boolean): DateData {
  return { id, at: wholeSeconds(at), daysLeft, what, commands, ...(namesOwners && { holders }) };
}

function issuesDisabled(repository: string): ToolError {
  return new ToolError("issues-disabled", {
    happened: `Issues are turned off in the repository ${repository}, so there is no place for a reminder.`,
    next: "Enable issues in its settings, or run the reminder in a repository that has them.",
  });
}
