// `remind`: keeps one GitHub issue per Factory about what expires, and a calendar of the dates. It changes nothing of
// the Factory.
import { resolve } from "node:path";
import type { ReportDocument } from "../report/document.ts";
import { momentText } from "../review/moment.ts";
import { ToolError } from "../tuf/errors.ts";
import { type Context, command } from "./command.ts";
import { factoryOptions, trustOptions } from "./options/common-options.ts";
import { rootOutputs } from "./release/verified-roots.ts";
import { writeFileWhole } from "./release/write-file.ts";
import { calendar } from "./remind/calendar.ts";
import type { DueDate } from "./remind/due-date.ts";
import { issueDocument } from "./remind/issue-text.ts";
import type { Action, Kept } from "./remind/keep-issue.ts";
import { requireLabels, requireLogins } from "./remind/names.ts";
import { planReminder, type ReminderPlan } from "./remind/plan.ts";
import { type Dates, readDates } from "./remind/read-dates.ts";

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
  readonly issue: { readonly action: Action | "failed"; readonly number: number | null };
  readonly unproven: readonly { readonly code: string; readonly happened: string }[];
  readonly shown: ReportDocument;
}

export const remind = command({
  name: "remind",
  summary: "Keep one GitHub issue about what expires: opened in time, escalated, closed once verified as done.",
  details:
    "For a daily schedule. The issue is opened when the newest root, the yearly rotation of a root key, production targets or an active Wave come within `days`; its labels and text change at 60, 30, 14 and 7 days, with a comment at each of these steps. It is found again by a hidden mark and its author, edited in place, closed when verified documents show that the work is done, and reopened rather than duplicated. It fails when a date is within `fail-days`. The repository is that of GITHUB_REPOSITORY.",
  examples: [
    "factory-tuf remind --dry-run --details",
    "factory-tuf remind --repo acme/devices --labels security --assignees octocat",
  ],
  args: [],
  options: {
    days: {
      kind: "integer",
      help: "Days before a date at which the issue is opened.",
      default: 90,
      min: 1,
      max: 3650,
      placeholder: "<days>",
    },
    failDays: {
      kind: "integer",
      help: "Days before a date from which the command fails, as well as reminds.",
      default: 7,
      min: 0,
      max: 3650,
      placeholder: "<days>",
    },
    labels: { kind: "list", help: "Further labels of the issue.", placeholder: "<labels>" },
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
      help: "File to write all dates to, as a calendar (RFC 5545).",
      default: "factory-tuf.ics",
      placeholder: "<file>",
    },
    dryRun: { kind: "switch", help: "Say what would be done; write neither to GitHub nor the calendar." },
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
  dataHelp: [
    "`dates`: list of `{id, at, daysLeft, what, commands, holders?: [{keyid, owner}]}`, nearest first",
    "`due`: how many of them are near; `step`: the days that the nearest is within, or null",
    "`issue`: `{action, number}`; `action` is `none`, `unchanged`, `opened`, `edited`, `escalated`, `reopened`, `closed` or `failed`",
    "`unproven`: list of `{code, happened}`: what could not be read or verified",
    "`shown`: what the issue says, as a document",
  ],
  async run(ctx, options) {
    const labels = requireLabels(options.labels ?? []);
    const assignees = requireLogins(options.assignees ?? []);
    ctx.progress("Reading and verifying what can expire");
    const dates = await readDates(ctx);
    const settled = await remindOnGitHub(ctx, dates, { ...options, labels, assignees });
    const written = options.dryRun ? null : await writeCalendar(ctx, options.ics, dates);
    const failure = settled.failure ?? written?.failure ?? verdict(settled.plan, dates, options.failDays);
    const { kept, plan } = settled;
    const acted = kept !== null && !options.dryRun && kept.action !== "none" && kept.action !== "unchanged";
    const data: RemindData = {
      dates: dates.dates.map((date) => dateData(date, plan.namesOwners)),
      due: plan.due.length,
      step: plan.step,
      issue: kept
        ? { action: kept.action, number: kept.number }
        : { action: settled.failure ? "failed" : "none", number: null },
      unproven: dates.unproven.map(({ code, happened }) => ({ code, happened })),
      shown: issueDocument(plan, kept?.wanted ?? { open: false, withheld: [] }),
    };
    return {
      status: acted ? "done" : "unchanged",
      changed: acted ? "yes" : "no",
      outputs: {
        ...rootOutputs(dates.roots, ctx.now),
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
  unchanged: (number) => `Issue ${number} says so already.`,
  opened: (number) => (number === null ? "An issue would be opened." : `Issue ${number} was opened.`),
  edited: (number) => `Issue ${number} is brought up to date.`,
  escalated: (number) => `Issue ${number} is brought up to date, with a comment: a date came a step nearer.`,
  reopened: (number) => `Issue ${number} is reopened.`,
  closed: (number) => `Issue ${number} is closed: verified documents show that nothing is due.`,
  failed: () => "The reminder could not be written to GitHub.",
};

interface Settled {
  readonly plan: ReminderPlan;
  /** Null when GitHub was not asked, or failed. */
  readonly kept: Kept | null;
  readonly failure: ToolError | null;
}

type Wishes = Pick<RemindOptions, "days" | "details" | "dryRun"> & {
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
};

/** What GitHub refuses is no reason to keep the dates to oneself. */
async function remindOnGitHub(ctx: Context, dates: Dates, wishes: Wishes): Promise<Settled> {
  const planned = (namesOwners: boolean) => planReminder(ctx.factory.factory, dates, wishes.days, namesOwners);
  if (wishes.dryRun && !ctx.github.hasToken) return { plan: planned(wishes.details), kept: null, failure: null };
  let namesOwners = wishes.details;
  try {
    const client = await ctx.github.connect();
    const { isPublic, hasIssues } = await client.repositoryFacts();
    namesOwners ||= !isPublic;
    if (!hasIssues) throw issuesDisabled(client.repository);
    const { keepIssue } = await import("./remind/keep-issue.ts");
    ctx.progress("Keeping the reminder");
    const plan = planned(namesOwners);
    return { plan, kept: await keepIssue(client, plan, { ...wishes, log: ctx.log }), failure: null };
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
    await writeFileWhole(path, calendar(ctx.factory.factory, dates, ctx.now));
    return { path, failure: null };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { path: null, failure: error };
  }
}

/** What makes the job fail although the reminder stands. */
function verdict({ due }: ReminderPlan, { unproven }: Dates, failDays: number): ToolError | null {
  const [first] = unproven;
  if (first) {
    return new ToolError(unproven.length === 1 ? first.code : "blocked", {
      happened: `${unproven.length === 1 ? "A document" : `${unproven.length} documents`} could not be verified, so the reminder may lack a date. ${first.happened}`,
      next: first.next,
    });
  }
  const near = due.filter(({ daysLeft }) => daysLeft <= failDays);
  const [nearest] = near;
  if (!nearest) return null;
  const more = near.length > 1 ? `, and ${near.length - 1} more` : "";
  return new ToolError("gate", {
    happened: `${nearest.what} on ${momentText(nearest.at)}${more}; that is within the ${failDays} days of fail-days.`,
    next: `Run: ${nearest.commands[0] ?? ""}`,
  });
}

function dateData({ id, at, daysLeft, what, commands, holders }: DueDate, namesOwners: boolean): DateData {
  return { id, at: momentText(at), daysLeft, what, commands, ...(namesOwners && { holders }) };
}

function issuesDisabled(repository: string): ToolError {
  return new ToolError("issues-disabled", {
    happened: `The repository ${repository} has no issues, so there is no place for a reminder.`,
    next: "Enable issues in its settings, or run the reminder in a repository that has them.",
  });
}
