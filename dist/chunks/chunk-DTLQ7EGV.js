import {
  dayText
} from "./chunk-55ZW76JH.js";
import {
  allPages
} from "./chunk-IPV2DR3N.js";
import {
  isLost
} from "./chunk-CO3NENX2.js";
import {
  ToolError,
  array,
  base64Bytes,
  capital,
  check,
  counted,
  firstOf,
  isOf,
  jsonOrNull,
  memberAt,
  minValue,
  number,
  pipe,
  regex,
  renderMarkdown,
  safeInteger,
  string,
  tuple,
  unknown,
  utf8,
  wholeSeconds
} from "./chunk-VNGMR44M.js";

// src/github/marker.ts
function markerLine(...words) {
  if (words.some((word) => !/^[A-Za-z0-9+/=._:@-]+$/.test(word)))
    throw new Error("a marker is made of plain words");
  return `<!-- factory-tuf:${words.join(" ")} -->`;
}
function hasMarker(body, ...words) {
  let [first = ""] = body.split(`
`, 1), line = first.trimEnd();
  return line.startsWith(`${markerLine(...words).slice(0, -4)} `) && line.endsWith("-->");
}
function wordsAfter(body, ...words) {
  if (!hasMarker(body, ...words)) return null;
  let [first = ""] = body.split(`
`, 1), start = markerLine(...words).slice(0, -4);
  return first.trimEnd().slice(start.length, -3).split(" ").filter((word) => word !== "");
}
function isOwn({ author }, identity) {
  return author !== null && author.toLowerCase() === identity.toLowerCase();
}

// src/github/keep-comment.ts
var MAX_COMMENT_CHARACTERS = 65536, MAX_COMMENT_BYTES = MAX_COMMENT_CHARACTERS - 512, MAX_PAGES = 30;
async function keepComment(client, request) {
  try {
    return await keep(client, request);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { kept: !1, why: `The comment could not be written. ${error.happened} ${error.next}` };
  }
}
async function keep(client, { number: number2, marker, body }) {
  let text = `${markerLine(...marker)}
${body}`;
  if (text.length > MAX_COMMENT_CHARACTERS)
    return {
      kept: !1,
      why: `The comment would have ${text.length} characters; GitHub takes ${MAX_COMMENT_CHARACTERS}.`
    };
  let own = await ownComments(client, number2, marker), [first] = own;
  return first && sameText(first.body, text) ? { kept: !0, how: "unchanged", id: first.id } : first ? (await client.updateComment(first.id, text), { kept: !0, how: "edited", id: first.id }) : { kept: !0, how: "created", id: await addOnce(client, number2, marker, text) };
}
async function ownComments(client, number2, marker) {
  let identity = await client.identity();
  return (await allPages((page) => client.comments(number2, page), MAX_PAGES, `comments on #${number2}`)).filter((comment) => isOwn(comment, identity) && hasMarker(comment.body, ...marker)).sort((a, b) => a.id - b.id);
}
async function addOnce(client, number2, marker, text) {
  let mine = null;
  try {
    mine = (await client.addComment(number2, text)).id;
  } catch (error) {
    if (!isLost(error)) throw error;
    let [found] = await ownComments(client, number2, marker);
    if (!found) throw error;
  }
  let [first] = await ownComments(client, number2, marker);
  return mine !== null && first && first.id < mine && await client.deleteComment(mine), first?.id ?? mine ?? 0;
}
function sameText(a, b) {
  let plain = (text) => text.replaceAll(`\r
`, `
`).trim();
  return plain(a) === plain(b);
}

// src/reminder/memory.ts
var noMemory = { due: [], step: null, blindSince: null }, MAX_REMEMBERED = 50, ID = /^(?:root|root-key\/[0-9a-f]{64}|(?:prod-targets|wave)\/[A-Za-z0-9_.+-]{1,128})$/, TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, moment = pipe(
  string(),
  regex(TIME),
  check((text) => !Number.isNaN(Date.parse(text)))
), escalation = pipe(number(), safeInteger(), minValue(1)), remembered = tuple([pipe(string(), regex(ID)), moment, pipe(number(), safeInteger())]), entries = array(unknown());
function remindMarker(factory) {
  return ["remind", factory];
}
function memoryLine(factory, { due, step, blindSince }) {
  let blind = blindSince && { blind: wholeSeconds(blindSince) }, value = {
    step,
    ...blind,
    due: due.slice(0, MAX_REMEMBERED).map(({ id, at, version }) => [id, wholeSeconds(at), version])
  };
  return markerLine(...remindMarker(factory), Buffer.from(JSON.stringify(value)).toString("base64"));
}
function memoryIn(body, factory) {
  let [encoded = ""] = wordsAfter(body, ...remindMarker(factory)) ?? [], bytes = base64Bytes(encoded), value = jsonOrNull(bytes && utf8(bytes)), [due, step, blind] = ["due", "step", "blind"].map((name) => memberAt(value, name));
  return {
    due: isOf(entries, due) ? due.slice(0, MAX_REMEMBERED).flatMap(rememberedIn) : [],
    step: isOf(escalation, step) ? step : null,
    blindSince: isOf(moment, blind) ? new Date(blind) : null
  };
}
function remember(dates) {
  return dates.map(({ id, at, version }) => ({ id, at, version }));
}
function unresolved(due, dates) {
  return due.filter(({ id, version }) => {
    let now = dates.find((date) => date.id === id);
    return now ? now.version < version : !/^(?:wave|root-key)\//.test(id);
  });
}
function rememberedIn(entry) {
  if (!isOf(remembered, entry)) return [];
  let [id, at, version] = entry;
  return [{ id, at: new Date(at), version }];
}

// src/reminder/steps.ts
var ESCALATIONS = [60, 30, 14, 7];
function stepOf(daysLeft, days) {
  let reached = [days, ...ESCALATIONS].filter((step) => step <= days && daysLeft <= step);
  return reached.length === 0 ? null : Math.min(...reached);
}
var LABEL = /^tuf-due-\d{1,4}d$/;
function stepLabel(step) {
  return `tuf-due-${step}d`;
}
function isStepLabel(label) {
  return LABEL.test(label);
}

// src/reminder/issue-text.ts
var MAX_TITLE = 200, SPARE = 64, MAX_DETAILED = 20;
function issueTitle({ factory, due, step }, { open, memory: { blindSince } }) {
  let [nearest] = due;
  if (blindSince) return `Factory ${factory}: what expires cannot be read since ${dayText(blindSince)}`;
  if (!nearest) return `Factory ${factory}: ${open ? "what was due cannot be verified" : "nothing is due"}`;
  let within = nearest.daysLeft <= 0 ? "PAST" : `within ${step} days`;
  return `Factory ${factory}: ${decapital(nearest.what)} on ${dayText(nearest.at)} (${within})`.slice(0, MAX_TITLE);
}
function issueBody(plan, wanted) {
  let first = memoryLine(plan.factory, wanted.memory), maxBytes = MAX_COMMENT_CHARACTERS - first.length - SPARE;
  return `${first}
${renderMarkdown(issueDocument(plan, wanted), { maxBytes, overflow: "cut" })}`;
}
function issueDocument(plan, { open, withheld, memory }) {
  let { factory, due, later, unproven, days, blind } = plan;
  return {
    title: blind ? `What expires in Factory ${factory} cannot be read` : documentTitle(factory, days, due.length > 0, withheld.length > 0),
    blocks: [
      ...blind ? [] : [verdictOf(plan, withheld.length)],
      ...blindBlocks(blind, memory.blindSince),
      ...due.slice(0, MAX_DETAILED).flatMap((date) => dueBlocks(date, plan)),
      ...tableOf("Also due", due.slice(MAX_DETAILED)),
      ...withheldBlocks(withheld),
      ...blind ? [] : unprovenBlocks(unproven),
      ...tableOf("Later", later),
      ...open ? [{ kind: "paragraph", text: [KEPT] }] : []
    ]
  };
}
function verdictOf({ due, later, days, unproven }, withheld) {
  let [nearest] = due, [next] = later, step = nearest ? stepOf(nearest.daysLeft, days) : null, tone = nearest && (nearest.daysLeft <= 0 || (step ?? days) <= 14) ? "bad" : "warning", isQuiet = !nearest && withheld === 0 && unproven.length === 0;
  return {
    kind: "verdict",
    verdict: {
      tone: isQuiet ? "good" : tone,
      headline: nearest ? capital(withinText(nearest, days)) : isQuiet ? "Nothing is due" : "Not verified",
      text: nearest ? [`${nearest.what} on ${dayText(nearest.at)}. ${nearest.consequence}`] : [next ? `Next: ${lowered(next)}.` : "Nothing is known to expire."],
      deadline: null,
      counts: [
        { label: "due", value: due.length, tone },
        { label: "later", value: later.length, tone: "neutral" },
        ...withheld > 0 ? [{ label: "out of sight", value: withheld, tone: "warning" }] : []
      ]
    }
  };
}
function withinText({ daysLeft }, days) {
  return daysLeft <= 0 ? "past" : `within ${stepOf(daysLeft, days)} days`;
}
function documentTitle(factory, days, due, withheld) {
  return due ? `What is due in Factory ${factory}` : withheld ? `What was due in Factory ${factory} cannot be verified` : `Nothing of Factory ${factory} is due within ${days} days`;
}
var KEPT = "factory-tuf keeps this issue: it is edited in place, comments only when a date comes a step nearer (60, 30, 14, 7 days), and closes once verified documents show that the work is done. Closed by hand while something is due, it is opened again.";
function escalationComment(plan, step) {
  let [nearest] = plan.due, text = nearest ? [
    { strong: `${nearest.what} on ${wholeSeconds(nearest.at)}`, tone: step <= 14 ? "bad" : "warning" },
    nearest.daysLeft <= 0 ? ": that time has passed. " : `: within ${step} days. `,
    nearest.consequence
  ] : [`A date came within ${step} days.`];
  return renderMarkdown({
    title: `Within ${step} days`,
    blocks: [
      { kind: "paragraph", text },
      { kind: "list", items: commandItems(nearest?.commands ?? []) }
    ]
  });
}
function reopeningComment({ due, factory }) {
  let [nearest] = due, what = nearest ? `${nearest.what} on ${wholeSeconds(nearest.at)}.` : "";
  return renderMarkdown({
    title: `Something of Factory ${factory} is due`,
    blocks: [{ kind: "paragraph", text: [what] }]
  });
}
function closingComment({ later, factory }) {
  let [next] = later;
  return renderMarkdown({
    title: "Done",
    blocks: [
      {
        kind: "paragraph",
        text: [`Verified: nothing of Factory ${factory} is due any more. `, next ? `Next: ${lowered(next)}.` : ""]
      }
    ]
  });
}
function duplicateBody(firstLine, original) {
  return `${firstLine}
Duplicate of #${original}, which two runs at once have opened.`;
}
function dueBlocks(date, plan) {
  return [
    { kind: "heading", text: `${date.what} on ${dayText(date.at)}` },
    {
      kind: "facts",
      facts: [
        { label: "Date", value: `${wholeSeconds(date.at)} (${withinText(date, plan.days)})` },
        { label: "What happens then", value: date.consequence },
        { label: `Holders of the ${date.role} keys`, value: holdersText(date.holders, plan.namesOwners) }
      ]
    },
    { kind: "paragraph", text: [date.commands.length > 1 ? "Run one of:" : "Run:"] },
    { kind: "list", items: commandItems(date.commands) }
  ];
}
function commandItems(commands) {
  return commands.map((command) => [{ code: command }]);
}
var MAX_HOLDERS = 20;
function holdersText(holders, named) {
  if (holders.length === 0) return "none is recorded";
  if (!named)
    return `${counted(holders.length, "key")}; in a public repository owners are named with details: true only`;
  let names = holders.map(({ keyid, owner }) => `${owner?.slice(0, 100) ?? "owner not recorded"} (${keyid.slice(0, 12)})`);
  return firstOf(names, MAX_HOLDERS);
}
function blindBlocks(blind, since) {
  if (!blind) return [];
  let { happened, next, code } = blind.why;
  return [
    {
      kind: "paragraph",
      tone: "bad",
      text: [
        { strong: `Since ${dayText(since ?? blind.at)} nobody watches what expires.`, tone: "bad" },
        " A root that expires unnoticed ends every update."
      ]
    },
    {
      kind: "facts",
      facts: [
        { label: "Why", value: happened },
        { label: "What to do", value: next },
        { label: "Code", value: { code } }
      ]
    }
  ];
}
function withheldBlocks(withheld) {
  return withheld.length === 0 ? [] : [
    { kind: "heading", text: "Out of sight" },
    {
      kind: "paragraph",
      tone: "warning",
      text: ["These were due, and the Factory serves no verified document in their place, so this reminder stays:"]
    },
    {
      kind: "list",
      cuttable: !0,
      items: withheld.map(({ id, at, version }) => [{ code: id }, ` (version ${version}), due on ${dayText(at)}`])
    }
  ];
}
function unprovenBlocks(unproven) {
  return unproven.length === 0 ? [] : [
    { kind: "heading", text: "What could not be verified" },
    { kind: "list", cuttable: !0, items: unproven.map(({ code, happened }) => [{ code }, ` ${happened}`]) }
  ];
}
function tableOf(heading, dates) {
  return dates.length === 0 ? [] : [
    { kind: "heading", text: heading },
    {
      kind: "table",
      cuttable: !0,
      columns: [{ title: "Date" }, { title: "What" }],
      rows: dates.map((date) => [dayText(date.at), date.what])
    }
  ];
}
function lowered(date) {
  return `${decapital(date.what)} on ${dayText(date.at)}`;
}
function decapital(sentence) {
  return sentence.slice(0, 1).toLowerCase() + sentence.slice(1);
}

// src/reminder/plan.ts
function planReminder(factory, { dates, unproven, blind }, { days, namesOwners, now }) {
  let due = dates.filter(({ daysLeft }) => daysLeft <= days), later = dates.filter(({ daysLeft }) => daysLeft > days), step = due[0] ? stepOf(due[0].daysLeft, days) : null;
  return { factory, days, due, later, step, unproven, blind: blind && { why: blind, at: now }, namesOwners };
}
function wantedIssue(plan, before, isOpen) {
  let withheld = isOpen ? plan.blind ? before.due : unresolved(before.due, [...plan.due, ...plan.later]) : [], stays = isOpen && (withheld.length > 0 || plan.unproven.length > 0), open = plan.due.length > 0 || stays || plan.blind !== null;
  if (!open) return { open, withheld, memory: noMemory };
  let step = plan.step ?? (stays ? before.step : null), blindSince = plan.blind && ((isOpen ? before.blindSince : null) ?? plan.blind.at);
  return { open, withheld, memory: { due: [...remember(plan.due), ...withheld], step, blindSince } };
}
function hasEscalated(before, { memory }) {
  return memory.step !== null && before.step !== null && memory.step < before.step;
}

export {
  markerLine,
  hasMarker,
  isOwn,
  MAX_COMMENT_BYTES,
  keepComment,
  ownComments,
  addOnce,
  sameText,
  noMemory,
  remindMarker,
  memoryLine,
  memoryIn,
  stepLabel,
  isStepLabel,
  issueTitle,
  issueBody,
  issueDocument,
  escalationComment,
  reopeningComment,
  closingComment,
  duplicateBody,
  planReminder,
  wantedIssue,
  hasEscalated
};
