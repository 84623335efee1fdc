// The life of a reminder's issue: opened, edited, escalated, closed, reopened. Every step looks first and can be
// repeated; two runs at once end with one issue and one comment a step.

import type { Log } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import { allPages, firstPages } from "../github/all-pages.ts";
import { gitHubStatusOf, isLost } from "../github/errors.ts";
import { addOnce, ownComments, sameText } from "../github/keep-comment.ts";
import { hasMarker, isOwn, markerLine } from "../github/marker.ts";
import type { GitHubClient, Issue, IssueChanges } from "../github/types.ts";
import { wholeSeconds } from "../tuf/metadata/expiry.ts";
import {
  closingComment,
  duplicateBody,
  escalationComment,
  issueBody,
  issueTitle,
  reopeningComment,
} from "./issue-text.ts";
import { memoryIn, memoryLine, noMemory, remindMarker } from "./memory.ts";
import { hasEscalated, type ReminderPlan, type Wanted, wantedIssue } from "./plan.ts";
import { isStepLabel, stepLabel } from "./steps.ts";

/** What was done, or with `dryRun` would be. */
export type Action = "none" | "unchanged" | "opened" | "edited" | "escalated" | "reopened" | "closed";

export interface Kept {
  readonly action: Action;
  /** Null where there is no issue. */
  readonly number: number | null;
  /** What the issue says now. */
  readonly wanted: Wanted;
}

export interface KeepOptions {
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  readonly dryRun: boolean;
  readonly log: Log;
}

/** @throws {ToolError} what GitHub refuses; what was done before that stays, and the next run goes on from there. */
export async function keepIssue(client: GitHubClient, plan: ReminderPlan, options: KeepOptions): Promise<Kept> {
  const found = await findIssues(client, plan.factory);
  const issue = found.find(({ state }) => state === "open") ?? found[0] ?? null;
  if (!options.dryRun) await closeDuplicates(client, plan, found, issue);
  const before = issue ? memoryIn(issue.body, plan.factory) : noMemory;
  const wanted = wantedIssue(plan, before, issue?.state === "open");
  const action = actionFor(issue, plan, wanted, hasEscalated(before, wanted), options);
  if (options.dryRun || action === "none" || action === "unchanged") {
    return { action, number: issue?.number ?? null, wanted };
  }
  if (!issue) return { action, wanted, number: await open(client, plan, wanted, options) };
  await orUnheard(comment(client, issue.number, plan, action, before.step), issue.number, options.log);
  await write(client, issue.number, changesFor(action, issue, plan, wanted, options), options.log);
  return { action, number: issue.number, wanted };
}

function actionFor(
  issue: Issue | null,
  plan: ReminderPlan,
  wanted: Wanted,
  escalated: boolean,
  options: KeepOptions,
): Action {
  if (!issue) return wanted.open ? "opened" : "none";
  if (issue.state === "closed") return wanted.open ? "reopened" : "none";
  if (!wanted.open) return "closed";
  if (escalated) return "escalated";
  const labels = labelsFor(issue, wanted, options.labels);
  const same =
    issue.title === issueTitle(plan, wanted) &&
    sameText(issue.body, issueBody(plan, wanted)) &&
    sameNames(issue.labels, labels);
  return same ? "unchanged" : "edited";
}

function changesFor(action: Action, issue: Issue, plan: ReminderPlan, wanted: Wanted, options: KeepOptions) {
  const calls = action === "reopened" || action === "escalated";
  const assignees = [...new Set([...issue.assignees, ...options.assignees])];
  const changes: IssueChanges = {
    title: issueTitle(plan, wanted),
    body: issueBody(plan, wanted),
    labels: labelsFor(issue, wanted, options.labels),
    ...(calls && options.assignees.length > 0 ? { assignees } : {}),
    ...(action === "reopened" ? ({ state: "open", stateReason: "reopened" } as const) : {}),
    ...(action === "closed" ? ({ state: "closed", stateReason: "completed" } as const) : {}),
  };
  return changes;
}

/** Whatever people have put on it stays; of our steps there is one. */
function labelsFor(issue: Pick<Issue, "labels"> | null, { open, memory }: Wanted, asked: readonly string[]): string[] {
  const kept = (issue?.labels ?? []).filter((label) => !isStepLabel(label));
  const step = open && memory.step !== null ? [stepLabel(memory.step)] : [];
  const names = new Map([...kept, LABEL, ...asked, ...step].map((name) => [name.toLowerCase(), name]));
  return [...names.values()];
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  const plain = (names: readonly string[]) => names.map((name) => name.toLowerCase()).sort();
  return JSON.stringify(plain(a)) === JSON.stringify(plain(b));
}

async function open(client: GitHubClient, plan: ReminderPlan, wanted: Wanted, options: KeepOptions): Promise<number> {
  const { assignees } = options;
  const text = {
    title: issueTitle(plan, wanted),
    body: issueBody(plan, wanted),
    labels: labelsFor(null, wanted, options.labels),
  };
  const mine = await withoutUnknownAssignees(client, assignees, options.log, (people) =>
    createOrFind(client, plan, { ...text, ...(people.length > 0 && { assignees: people }) }),
  );
  // Another run may have opened one at the same time: the older one stays.
  const found = await findIssues(client, plan.factory);
  const first = found.find(({ state }) => state === "open")?.number ?? mine;
  if (first < mine) await closeAsDuplicate(client, plan, mine, first);
  return Math.min(first, mine);
}

/** When the answer is lost, a look tells whether the issue is there. */
async function createOrFind(
  client: GitHubClient,
  plan: ReminderPlan,
  text: Parameters<GitHubClient["createIssue"]>[0],
): Promise<number> {
  try {
    return (await client.createIssue(text)).number;
  } catch (error) {
    if (!isLost(error)) throw error;
    const found = (await findIssues(client, plan.factory)).find(({ state }) => state === "open");
    if (!found) throw error;
    return found.number;
  }
}

async function write(client: GitHubClient, number: number, changes: IssueChanges, log: Log): Promise<void> {
  const { assignees, ...others } = changes;
  await withoutUnknownAssignees(client, assignees ?? [], log, (people) =>
    client.updateIssue(number, { ...others, ...(people.length > 0 && { assignees: people }) }),
  );
}

/** Nobody may comment on a locked issue, but its text may be edited, and says the same. */
async function orUnheard(comment: Promise<void>, number: number, log: Log): Promise<void> {
  try {
    await comment;
  } catch (error) {
    if (!(error instanceof ToolError) || error.code !== "http-forbidden") throw error;
    log.warning(
      `GitHub does not take a comment on issue ${number}; it may be locked. Its text is edited. ${error.happened}`,
    );
  }
}

/** An account that may not be assigned must not keep the reminder from being written, nor the others from being asked. */
async function withoutUnknownAssignees<T>(
  client: GitHubClient,
  assignees: readonly string[],
  log: Log,
  send: (people: readonly string[]) => Promise<T>,
): Promise<T> {
  const isRefused = (error: unknown) => error instanceof ToolError && gitHubStatusOf(error) === 422;
  try {
    return await send(assignees);
  } catch (error) {
    if (!isRefused(error) || assignees.length === 0) throw error;
  }
  const known = await Promise.all(assignees.map((login) => client.isAssignable(login)));
  const people = assignees.filter((_, index) => known[index]);
  const unknown = assignees.filter((_, index) => !known[index]);
  const done = await send(people).catch((error: unknown) => {
    if (!isRefused(error) || people.length === 0) throw error;
    unknown.push(...people);
    return send([]);
  });
  log.warning(`GitHub does not take ${unknown.join(", ")} as assignees of the reminder; correct the input assignees.`);
  return done;
}

/** Written before the issue is edited: a run that ends in between finds it there and only edits. */
async function comment(
  client: GitHubClient,
  number: number,
  plan: ReminderPlan,
  action: Action,
  stepBefore: number | null,
): Promise<void> {
  const [nearest] = plan.due;
  const place = nearest ? `${nearest.id}@${wholeSeconds(nearest.at)}` : "none";
  if (action === "escalated" && plan.step !== null) {
    const marker = ["remind-step", plan.factory, String(plan.step), place];
    await commentOnce(client, number, marker, escalationComment(plan, plan.step));
  } else if (action === "reopened") {
    await commentOnce(client, number, ["remind-open", plan.factory, place], reopeningComment(plan));
  } else if (action === "closed") {
    const [next] = plan.later;
    const until = next ? `${next.id}@${wholeSeconds(next.at)}` : "none";
    await commentOnce(
      client,
      number,
      ["remind-done", plan.factory, String(stepBefore ?? 0), until],
      closingComment(plan),
    );
  }
}

async function commentOnce(client: GitHubClient, number: number, marker: readonly string[], text: string) {
  if ((await ownComments(client, number, marker)).length > 0) return;
  await addOnce(client, number, marker, `${markerLine(...marker)}\n${text}`);
}

async function closeDuplicates(
  client: GitHubClient,
  plan: ReminderPlan,
  found: readonly Issue[],
  kept: Issue | null,
): Promise<void> {
  if (kept?.state !== "open") return;
  for (const { number, state } of found) {
    if (state === "open" && number !== kept.number) await closeAsDuplicate(client, plan, number, kept.number);
  }
}

async function closeAsDuplicate(client: GitHubClient, plan: ReminderPlan, number: number, original: number) {
  const body = duplicateBody(memoryLine(plan.factory, noMemory), original);
  await client.updateIssue(number, { body, state: "closed", stateReason: "not_planned" });
}

/** What makes the search short. Somebody may have removed it; then all of our account's issues are looked through. */
const LABEL = "factory-tuf";
const MAX_PAGES = 10;

/** All reminders of the Factory, open and closed, the oldest first. */
async function findIssues(client: GitHubClient, factory: string): Promise<readonly Issue[]> {
  const labeled = await search(client, factory, LABEL);
  return labeled.length > 0 ? labeled : search(client, factory, undefined);
}

async function search(client: GitHubClient, factory: string, label: string | undefined): Promise<readonly Issue[]> {
  const creator = await client.identity();
  const issues =
    label === undefined
      ? // The newest of what may be thousands: our account, a job's own perhaps, opens issues for others too.
        (await firstPages((page) => client.issues({ creator, page }), MAX_PAGES)).items
      : await allPages((page) => client.issues({ creator, page, label }), MAX_PAGES, `issues labeled ${label}`);
  // A filter of the server's is no proof.
  const own = issues.filter((issue) => isOwn(issue, creator) && hasMarker(issue.body, ...remindMarker(factory)));
  return [...new Map(own.map((issue) => [issue.number, issue])).values()].sort((a, b) => a.number - b.number);
}
