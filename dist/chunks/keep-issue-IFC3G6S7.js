import {
  addOnce,
  closingComment,
  duplicateBody,
  escalationComment,
  hasEscalated,
  hasMarker,
  isOwn,
  isStepLabel,
  issueBody,
  issueTitle,
  markerLine,
  memoryIn,
  memoryLine,
  noMemory,
  ownComments,
  remindMarker,
  reopeningComment,
  sameText,
  stepLabel,
  wantedIssue
} from "./chunk-DTLQ7EGV.js";
import "./chunk-55ZW76JH.js";
import {
  allPages,
  firstPages
} from "./chunk-IPV2DR3N.js";
import {
  gitHubStatusOf,
  isLost
} from "./chunk-CO3NENX2.js";
import {
  ToolError,
  wholeSeconds
} from "./chunk-VNGMR44M.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/reminder/keep-issue.ts
async function keepIssue(client, plan, options) {
  let found = await findIssues(client, plan.factory), issue = found.find(({ state }) => state === "open") ?? found[0] ?? null;
  options.dryRun || await closeDuplicates(client, plan, found, issue);
  let before = issue ? memoryIn(issue.body, plan.factory) : noMemory, wanted = wantedIssue(plan, before, issue?.state === "open"), action = actionFor(issue, plan, wanted, hasEscalated(before, wanted), options);
  return options.dryRun || action === "none" || action === "unchanged" ? { action, number: issue?.number ?? null, wanted } : issue ? (await orUnheard(comment(client, issue.number, plan, action, before.step), issue.number, options.log), await write(client, issue.number, changesFor(action, issue, plan, wanted, options), options.log), { action, number: issue.number, wanted }) : { action, wanted, number: await open(client, plan, wanted, options) };
}
function actionFor(issue, plan, wanted, escalated, options) {
  if (!issue) return wanted.open ? "opened" : "none";
  if (issue.state === "closed") return wanted.open ? "reopened" : "none";
  if (!wanted.open) return "closed";
  if (escalated) return "escalated";
  let labels = labelsFor(issue, wanted, options.labels);
  return issue.title === issueTitle(plan, wanted) && sameText(issue.body, issueBody(plan, wanted)) && sameNames(issue.labels, labels) ? "unchanged" : "edited";
}
function changesFor(action, issue, plan, wanted, options) {
  let calls = action === "reopened" || action === "escalated", assignees = [.../* @__PURE__ */ new Set([...issue.assignees, ...options.assignees])];
  return {
    title: issueTitle(plan, wanted),
    body: issueBody(plan, wanted),
    labels: labelsFor(issue, wanted, options.labels),
    ...calls && options.assignees.length > 0 ? { assignees } : {},
    ...action === "reopened" ? { state: "open", stateReason: "reopened" } : {},
    ...action === "closed" ? { state: "closed", stateReason: "completed" } : {}
  };
}
function labelsFor(issue, { open: open2, memory }, asked) {
  let kept = (issue?.labels ?? []).filter((label) => !isStepLabel(label)), step = open2 && memory.step !== null ? [stepLabel(memory.step)] : [];
  return [...new Map([...kept, LABEL, ...asked, ...step].map((name) => [name.toLowerCase(), name])).values()];
}
function sameNames(a, b) {
  let plain = (names) => names.map((name) => name.toLowerCase()).sort();
  return JSON.stringify(plain(a)) === JSON.stringify(plain(b));
}
async function open(client, plan, wanted, options) {
  let { assignees } = options, text = {
    title: issueTitle(plan, wanted),
    body: issueBody(plan, wanted),
    labels: labelsFor(null, wanted, options.labels)
  }, mine = await withoutUnknownAssignees(
    client,
    assignees,
    options.log,
    (people) => createOrFind(client, plan, { ...text, ...people.length > 0 && { assignees: people } })
  ), first = (await findIssues(client, plan.factory)).find(({ state }) => state === "open")?.number ?? mine;
  return first < mine && await closeAsDuplicate(client, plan, mine, first), Math.min(first, mine);
}
async function createOrFind(client, plan, text) {
  try {
    return (await client.createIssue(text)).number;
  } catch (error) {
    if (!isLost(error)) throw error;
    let found = (await findIssues(client, plan.factory)).find(({ state }) => state === "open");
    if (!found) throw error;
    return found.number;
  }
}
async function write(client, number, changes, log) {
  let { assignees, ...others } = changes;
  await withoutUnknownAssignees(
    client,
    assignees ?? [],
    log,
    (people) => client.updateIssue(number, { ...others, ...people.length > 0 && { assignees: people } })
  );
}
async function orUnheard(comment2, number, log) {
  try {
    await comment2;
  } catch (error) {
    if (!(error instanceof ToolError) || error.code !== "http-forbidden") throw error;
    log.warning(
      `GitHub does not take a comment on issue ${number}; it may be locked. Its text is edited. ${error.happened}`
    );
  }
}
async function withoutUnknownAssignees(client, assignees, log, send) {
  let isRefused = (error) => error instanceof ToolError && gitHubStatusOf(error) === 422;
  try {
    return await send(assignees);
  } catch (error) {
    if (!isRefused(error) || assignees.length === 0) throw error;
  }
  let known = await Promise.all(assignees.map((login) => client.isAssignable(login))), people = assignees.filter((_, index) => known[index]), unknown = assignees.filter((_, index) => !known[index]), done = await send(people).catch((error) => {
    if (!isRefused(error) || people.length === 0) throw error;
    return unknown.push(...people), send([]);
  });
  return log.warning(`GitHub does not take ${unknown.join(", ")} as assignees of the reminder; correct the input assignees.`), done;
}
async function comment(client, number, plan, action, stepBefore) {
  let [nearest] = plan.due, place = nearest ? `${nearest.id}@${wholeSeconds(nearest.at)}` : "none";
  if (action === "escalated" && plan.step !== null) {
    let marker = ["remind-step", plan.factory, String(plan.step), place];
    await commentOnce(client, number, marker, escalationComment(plan, plan.step));
  } else if (action === "reopened")
    await commentOnce(client, number, ["remind-open", plan.factory, place], reopeningComment(plan));
  else if (action === "closed") {
    let [next] = plan.later, until = next ? `${next.id}@${wholeSeconds(next.at)}` : "none";
    await commentOnce(
      client,
      number,
      ["remind-done", plan.factory, String(stepBefore ?? 0), until],
      closingComment(plan)
    );
  }
}
async function commentOnce(client, number, marker, text) {
  (await ownComments(client, number, marker)).length > 0 || await addOnce(client, number, marker, `${markerLine(...marker)}
${text}`);
}
async function closeDuplicates(client, plan, found, kept) {
  if (kept?.state === "open")
    for (let { number, state } of found)
      state === "open" && number !== kept.number && await closeAsDuplicate(client, plan, number, kept.number);
}
async function closeAsDuplicate(client, plan, number, original) {
  let body = duplicateBody(memoryLine(plan.factory, noMemory), original);
  await client.updateIssue(number, { body, state: "closed", stateReason: "not_planned" });
}
var LABEL = "factory-tuf", MAX_PAGES = 10;
async function findIssues(client, factory) {
  let labeled = await search(client, factory, LABEL);
  return labeled.length > 0 ? labeled : search(client, factory, void 0);
}
async function search(client, factory, label) {
  let creator = await client.identity(), own = (label === void 0 ? (
    // The newest of what may be thousands: our account, a job's own perhaps, opens issues for others too.
    (await firstPages((page) => client.issues({ creator, page }), MAX_PAGES)).items
  ) : await allPages((page) => client.issues({ creator, page, label }), MAX_PAGES, `issues labeled ${label}`)).filter((issue) => isOwn(issue, creator) && hasMarker(issue.body, ...remindMarker(factory)));
  return [...new Map(own.map((issue) => [issue.number, issue])).values()].sort((a, b) => a.number - b.number);
}
export {
  keepIssue
};
