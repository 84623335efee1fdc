// Group O, continued: does somebody look at the Factory when nobody changes anything, and with what rights?

import { andMore } from "../../text/sentence.ts";
import { MS_PER_DAY } from "../../tuf/metadata/expiry.ts";
import { knownToken, remindRuns } from "../engine/needs.ts";
import { limitOf, type Rule } from "../engine/rule.ts";
import type { Snapshot } from "../engine/snapshot.ts";
import { daysText, dayText, isOlderThan, momentOf } from "../evidence/moment.ts";
import { title } from "../sentences/message.ts";
import { parsedWorkflows, type Workflow } from "../workflow/jobs.ts";
import { runsCommand } from "../workflow/tool-use.ts";

const SILENT_DAYS = 8;
/** Where no workflow can be named. */
const FOLDER = "workflow/.github/workflows#";

/** Workflows that run one of the commands, in the order of their files. */
function running({ workflows }: Snapshot, ...commands: readonly string[]): readonly Workflow[] {
  const all = parsedWorkflows(workflows ?? []);
  return all.filter((workflow) => commands.some((command) => runsCommand(workflow, command, all)));
}

export const reminderSilent: Rule<Snapshot> = {
  id: "reminder-silent",
  level: "warning",
  when: "The last successful run of remind is more than 8 days old. Not run without a GitHub token.",
  needs: remindRuns,
  why: "GitHub turns off the schedules of inactive repositories without a message, and then nobody sees the deadlines.",
  fix: "Run the workflow by hand, and enable its schedule again: factory-tuf remind",
  sources: ["GitHub Actions documentation"],
  check: (snapshot, policy, now) => {
    const last = snapshot.github?.lastRemindRun;
    if (last === undefined) return [];
    const [workflow] = running(snapshot, "remind");
    const subject = workflow ? `workflow/${workflow.path}#` : FOLDER;
    const ran = momentOf(last);
    if (!ran) {
      // Where nothing would run it, the missing schedule is the finding.
      return workflow ? [{ subject, title: title`The reminder in ${workflow.path} has never run with success.` }] : [];
    }
    const days = limitOf(policy, "reminder-silent", "warning", SILENT_DAYS);
    if (!isOlderThan(ran, days * MS_PER_DAY, now)) return [];
    const sentence = title`The reminder last ran with success on ${dayText(ran)}, more than ${daysText(days)} ago.`;
    return [{ subject, title: sentence }];
  },
};

export const workflowNoSchedule: Rule<Snapshot> = {
  id: "workflow-no-schedule",
  level: "warning",
  when: "No workflow that runs review or remind has a schedule.",
  why: "Documents and keys expire without a pull request, and a public repository loses its schedules after 60 idle days.",
  fix: "Run factory-tuf remind on a daily schedule, with an alert for its absence.",
  sources: ["GitHub Actions documentation"],
  check: (snapshot) => {
    if (!snapshot.workflows) return [];
    const looking = running(snapshot, "review", "remind");
    if (looking.some(({ triggers }) => triggers.has("schedule"))) return [];
    const [first] = looking;
    if (!first) return [{ subject: FOLDER, title: "No workflow runs factory-tuf review or remind on a schedule." }];
    const sentence = title`${first.path} runs factory-tuf, but no workflow runs review or remind on a schedule.`;
    return [{ subject: `workflow/${first.path}#/on`, title: sentence }];
  },
};

const MAX_SCOPES = 100;

export const tokenOverprivileged: Rule<Snapshot> = {
  id: "token-overprivileged",
  level: "warning",
  when: "In a job that only reviews, the Factory's token may do more than read.",
  needs: knownToken,
  why: "A review only reads. Whoever steals a stronger token can do more.",
  fix: "Issue a token that may only read, and give that one to factory-tuf review.",
  sources: ["zizmor excessive-permissions"],
  check: ({ user, readOnlyJob }) => {
    const scopes: unknown = user?.["effective-scopes"];
    if (!readOnlyJob || !Array.isArray(scopes)) return [];
    const writing = scopes.filter((scope) => typeof scope === "string" && !onlyReads(scope));
    if (writing.length === 0) return [];
    return [
      {
        subject: "token#/effective-scopes",
        title: title`The token of a job that only reviews has the scope ${String(writing[0])}${andMore(writing.length - 1)}; it needs read alone.`,
        properties: { scopes: writing.slice(0, MAX_SCOPES) },
      },
    ];
  },
};

/** `targets:read-update` names a resource and what may be done with it. */
function onlyReads(scope: string): boolean {
  return /(?:^|:)read$/.test(scope.trim());
}
