import {
  issueDocument,
  planReminder
} from "./chunk-IJ6W7XHQ.js";
import {
  verifyProductionTargets
} from "./chunk-RCE6IAUK.js";
import {
  productionOf
} from "./chunk-C6XIPRI6.js";
import "./chunk-SUMD4I7P.js";
import {
  Checks,
  rootOutputs,
  showableRoots
} from "./chunk-PKHKSKVO.js";
import "./chunk-MEEA25YX.js";
import {
  shortKeyid
} from "./chunk-PHRZLHUV.js";
import {
  ownerOf
} from "./chunk-53Z5SEAN.js";
import {
  MS_PER_DAY,
  momentOf,
  momentText
} from "./chunk-KBPSJWVI.js";
import "./chunk-PKCDKWAC.js";
import "./chunk-LGCY5IBC.js";
import "./chunk-TE34AGBM.js";
import "./chunk-4ELZMU2X.js";
import "./chunk-3GZ34ABF.js";
import "./chunk-D4KA6KDZ.js";
import {
  isTag,
  isWave
} from "./chunk-NCCCTDJT.js";
import {
  writeFileWhole
} from "./chunk-OP2VL43S.js";
import "./chunk-4JYO5QL4.js";
import "./chunk-BGMERYWA.js";
import "./chunk-NUFRM6SI.js";
import {
  tally
} from "./chunk-AHGJSDMS.js";
import "./chunk-MFY6GID3.js";
import {
  factoryOptions,
  trustOptions
} from "./chunk-FK2E7ONT.js";
import {
  usableKey
} from "./chunk-TSMURSMV.js";
import "./chunk-PJQ6233T.js";
import {
  isObject,
  own,
  parseTargets,
  pointerTo,
  problemsBelow
} from "./chunk-WZUTCMIT.js";
import "./chunk-YTDV4JX6.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/commands/remind.ts
import { resolve } from "node:path";

// src/commands/remind/calendar.ts
import { createHash } from "node:crypto";
var ALARM_DAYS = [60, 14, 1], MAX_LINE_OCTETS = 75, MAX_EVENTS = 1e3;
function calendar(factory, dates, now) {
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//factory-tuf//remind//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    `X-WR-CALNAME:${escaped(`Factory ${factory}: what expires`)}`,
    ...dates.slice(0, MAX_EVENTS).flatMap((date) => eventLines(factory, date, now)),
    "END:VCALENDAR"
  ].map((line) => `${folded(line)}\r
`).join("");
}
function eventLines(factory, { id, at, version, what, consequence, commands }, now) {
  let summary = `${factory}: ${what}`;
  return [
    "BEGIN:VEVENT",
    `UID:${uid(factory, id)}`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(at)}`,
    // A calendar takes a changed event only when its number has grown.
    `SEQUENCE:${version}`,
    `SUMMARY:${escaped(summary)}`,
    `DESCRIPTION:${escaped(`${consequence}
${commands.join(`
`)}`)}`,
    "TRANSP:TRANSPARENT",
    ...ALARM_DAYS.flatMap((days) => [
      "BEGIN:VALARM",
      "ACTION:DISPLAY",
      `DESCRIPTION:${escaped(summary)}`,
      `TRIGGER:-P${days}D`,
      "END:VALARM"
    ]),
    "END:VEVENT"
  ];
}
function uid(factory, id) {
  return `${createHash("sha256").update(`${factory}
${id}`).digest("hex").slice(0, 32)}@factory-tuf`;
}
function stamp(at) {
  return momentText(at).replace(/[-:]/g, "");
}
function escaped(text) {
  return text.replace(/[\\;,]/g, (char) => `\\${char}`).replace(/\r\n|\r|\n/g, "\\n").replace(/[\p{Cc}\u2028\u2029]/gu, " ");
}
function folded(line) {
  let lines = [], current = "", octets = 0;
  for (let char of line) {
    let size = Buffer.byteLength(char);
    octets + size > MAX_LINE_OCTETS && (lines.push(current), current = " ", octets = 1), current += char, octets += size;
  }
  return [...lines, current].join(`\r
`);
}

// src/commands/remind/names.ts
var LOGIN = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,37}[A-Za-z0-9])?$/, MAX_LABEL = 50, MAX_ASSIGNEES = 10;
function requireLabels(labels) {
  let bad = labels.find((label) => label.length > MAX_LABEL || new RegExp("\\p{C}", "u").test(label));
  if (bad === void 0) return labels;
  throw new ToolError("value-invalid", {
    happened: `The label ${JSON.stringify(bad.slice(0, 60))} is not 1 to ${MAX_LABEL} characters, none of them invisible.`,
    next: "Use a shorter or plainer label."
  });
}
function requireLogins(logins) {
  let bad = logins.find((login) => !LOGIN.test(login));
  if (bad !== void 0)
    throw new ToolError("value-invalid", {
      happened: `${JSON.stringify(bad.slice(0, 60))} is not the login of a GitHub account.`,
      next: "Give logins without @, e.g. octocat. Teams cannot be assigned."
    });
  if (logins.length <= MAX_ASSIGNEES) return logins;
  throw new ToolError("value-invalid", {
    happened: `There are ${logins.length} assignees; GitHub takes ${MAX_ASSIGNEES}.`,
    next: "Name fewer accounts."
  });
}

// src/commands/remind/due-date.ts
var ROOT_KEY_DAYS = 365;
function rootDates({ chain, prod }, now) {
  let { signed } = prod, holders = holdersOf(signed, "root", null), commands = [`factory-tuf keys rotate --role root${signed.version === 1 ? " --first-time" : ""} --keys <root.tgz>`], shared = { version: signed.version, role: "root", commands }, ends = {
    ...shared,
    ...moment(new Date(signed.expires), now),
    id: "root",
    what: `The production root (version ${signed.version}) expires`,
    consequence: "Devices then refuse every update, and a targets key rotation does not extend it: a new root, signed by the root key, must be published before.",
    holders
  }, ages = [...new Set(signed.roles.root.keyids)].flatMap((keyid) => {
    let born = bornOf(keyid, chain, signed);
    return born ? [
      {
        ...shared,
        ...moment(new Date(born.getTime() + ROOT_KEY_DAYS * MS_PER_DAY), now),
        id: `root-key/${keyid}`,
        what: `Root key ${shortKeyid(keyid)} becomes ${ROOT_KEY_DAYS} days old`,
        consequence: "Nothing stops working on that day; it is when the yearly rotation of the root key is due, so that a key that leaked unnoticed loses its worth.",
        holders: holders.filter((holder) => holder.keyid === keyid)
      }
    ] : [];
  });
  return [ends, ...ages];
}
function productionDate(tag, doc, context) {
  return {
    ...targetsDate(doc, context),
    id: `prod-targets/${tag}`,
    what: `The production targets for tag ${tag} (version ${doc.signed.version}) expire`,
    consequence: "Devices of that tag then refuse them, and get no update until a newer version, signed by an offline targets key, is in production.",
    commands: [`factory-tuf promote latest ${tag} --keys <targets.tgz>`]
  };
}
function waveDate(wave, tag, doc, context) {
  return {
    ...targetsDate(doc, context),
    id: `wave/${wave}`,
    what: `The active Wave ${wave} (version ${doc.signed.version} for tag ${tag}) expires`,
    consequence: "Devices that were given the Wave then refuse its targets, and it can no longer be completed usefully.",
    commands: [
      `factory-tuf wave complete ${wave}`,
      `factory-tuf wave cancel ${wave}, then factory-tuf promote latest ${tag} --keys <targets.tgz>`
    ]
  };
}
function byDate(dates) {
  let rank = ({ id }) => ["root", "prod-targets", "wave", "root-key"].indexOf(id.split("/")[0]);
  return [...dates].sort((a, b) => a.at.getTime() - b.at.getTime() || rank(a) - rank(b) || (a.id < b.id ? -1 : 1));
}
function targetsDate({ signed }, { root, onlineKeyid, now }) {
  return {
    ...moment(new Date(signed.expires), now),
    version: signed.version,
    role: "targets",
    holders: holdersOf(root.signed, "targets", onlineKeyid)
  };
}
function moment(at, now) {
  return { at, daysLeft: Math.floor((at.getTime() - now.getTime()) / MS_PER_DAY) };
}
function holdersOf(root, role, except) {
  return [...new Set(root.roles[role].keyids)].filter((keyid) => keyid !== except).map((keyid) => ({ keyid, owner: ownerOf(root, keyid)?.polisId ?? null }));
}
function bornOf(keyid, chain, newest) {
  let recorded = momentOf(ownerOf(newest, keyid)?.createdAt);
  if (recorded) return recorded;
  let changelog = chain.find(({ signed }) => Object.hasOwn(signed.keys, keyid))?.signed["x-changelog"];
  return isObject(changelog) ? momentOf(changelog.timestamp) : null;
}

// src/commands/remind/read-dates.ts
var WAVES_PER_PAGE = 100;
async function readDates(ctx) {
  let { factory, now } = ctx, checks = new Checks(), [roots, production, waves, waveTargets, onlineKey] = await Promise.all([
    showableRoots(ctx),
    checks.fetched(factory.prodTargets([])),
    checks.fetched(factory.waves({ limit: WAVES_PER_PAGE, page: 1, status: "active" })),
    checks.fetched(factory.waveTargets([])),
    factory.ciTargetsKey().catch(unlessBug)
  ]), online = onlineKey ? usableKey(onlineKey) : null, context = { root: roots.prod, onlineKeyid: online?.usable ? online.keyid : null, now }, active = waves?.waves.filter(({ status }) => status === "active") ?? [];
  return {
    roots,
    dates: byDate([
      ...rootDates(roots, now),
      ...production ? productionDates(ctx, production, context, checks) : [],
      ...waveTargets ? waveDates(active, waveTargets, context, checks) : []
    ]),
    unproven: checks.blockers
  };
}
function productionDates(ctx, served, context, checks) {
  let { pins } = ctx.trust, pinned = Object.keys(pins?.docs ?? {}).flatMap((name) => /^prod-targets\/(.+)$/.exec(name)?.[1] ?? []);
  return [.../* @__PURE__ */ new Set([...isObject(served.value) ? Object.keys(served.value) : [], ...pinned])].flatMap((tag) => checks.proven(() => {
    if (!isTag(tag)) throw notAName("tag of production targets", tag);
    let found = productionOf(served, tag);
    return verifyProductionTargets(found?.doc ?? null, tag, context.root, pins), found && productionDate(tag, found.doc, context);
  }) ?? []);
}
function waveDates(active, served, context, checks) {
  return active.flatMap(({ name, tag }) => checks.proven(() => {
    if (!isWave(name)) throw notAName("Wave", name);
    if (!isTag(tag)) throw notAName(`tag of Wave ${name}`, tag);
    let doc = waveDocument(name, served);
    if (tally(doc, context.root, "targets").signedBy.length === 0) throw unsigned(name);
    return waveDate(name, tag, doc, context);
  }) ?? []);
}
function waveDocument(name, served) {
  let value = isObject(served.value) ? own(served.value, name) : void 0, problems = problemsBelow(served.problems, pointerTo("", name));
  return parseTargets({ value, problems }, `Wave ${name}`);
}
function unlessBug(error) {
  if (error instanceof ToolError) return null;
  throw error;
}
function unsigned(name) {
  return new ToolError("threshold-not-met", {
    happened: `Wave ${name} has no valid signature by a targets key of the production root.`,
    next: `Look at it with: factory-tuf wave show ${name}.`
  });
}
function notAName(what, text) {
  return new ToolError("metadata-malformed", {
    happened: `The ${what} is ${JSON.stringify(text.slice(0, 80))}, which is no name that this program uses.`,
    next: "Look at it with the vendor's own tool, and ask the vendor."
  });
}

// src/commands/remind.ts
var remind = {
  name: "remind",
  summary: "Keep one GitHub issue about what expires: opened in time, escalated, closed once verified as done.",
  details: "For a daily schedule. The issue is opened when the newest root, the yearly rotation of a root key, production targets or an active Wave come within `days`; its labels and text change at 60, 30, 14 and 7 days, with a comment at each of these steps. It is found again by a hidden mark and its author, edited in place, closed when verified documents show that the work is done, and reopened rather than duplicated. It fails when a date is within `fail-days`. The repository is that of GITHUB_REPOSITORY.",
  examples: [
    "factory-tuf remind --dry-run --details",
    "factory-tuf remind --repo acme/devices --labels security --assignees octocat"
  ],
  args: [],
  options: {
    days: {
      kind: "integer",
      help: "Days before a date at which the issue is opened.",
      default: 90,
      min: 1,
      max: 3650,
      placeholder: "<days>"
    },
    failDays: {
      kind: "integer",
      help: "Days before a date from which the command fails, as well as reminds.",
      default: 7,
      min: 0,
      max: 3650,
      placeholder: "<days>"
    },
    labels: { kind: "list", help: "Further labels of the issue.", placeholder: "<labels>" },
    assignees: {
      kind: "list",
      help: "GitHub accounts that the issue is assigned to when it is opened, escalated or reopened.",
      placeholder: "<logins>"
    },
    details: {
      kind: "switch",
      help: "Name the owners of the keys in a public repository too. In others they are always named."
    },
    ics: {
      kind: "path",
      help: "File to write all dates to, as a calendar (RFC 5545).",
      default: "factory-tuf.ics",
      placeholder: "<file>"
    },
    dryRun: { kind: "switch", help: "Say what would be done; write neither to GitHub nor the calendar." },
    repo: {
      kind: "text",
      help: "The repository, as owner/name. Environment: GITHUB_REPOSITORY.",
      only: "cli",
      placeholder: "<owner/name>"
    },
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "factory",
  dataHelp: [
    "`dates`: list of `{id, at, daysLeft, what, commands, holders?: [{keyid, owner}]}`, nearest first",
    "`due`: how many of them are near; `step`: the days that the nearest is within, or null",
    "`issue`: `{action, number}`; `action` is `none`, `unchanged`, `opened`, `edited`, `escalated`, `reopened`, `closed` or `failed`",
    "`unproven`: list of `{code, happened}`: what could not be read or verified",
    "`shown`: what the issue says, as a document"
  ],
  async run(ctx, options) {
    let labels = requireLabels(options.labels ?? []), assignees = requireLogins(options.assignees ?? []);
    ctx.progress("Reading and verifying what can expire");
    let dates = await readDates(ctx), settled = await remindOnGitHub(ctx, dates, { ...options, labels, assignees }), written = options.dryRun ? null : await writeCalendar(ctx, options.ics, dates), failure = settled.failure ?? written?.failure ?? verdict(settled.plan, dates, options.failDays), { kept, plan } = settled, acted = kept !== null && !options.dryRun && kept.action !== "none" && kept.action !== "unchanged", data = {
      dates: dates.dates.map((date) => dateData(date, plan.namesOwners)),
      due: plan.due.length,
      step: plan.step,
      issue: kept ? { action: kept.action, number: kept.number } : { action: settled.failure ? "failed" : "none", number: null },
      unproven: dates.unproven.map(({ code, happened }) => ({ code, happened })),
      shown: issueDocument(plan, kept?.wanted ?? { open: !1, withheld: [] })
    };
    return {
      status: acted ? "done" : "unchanged",
      changed: acted ? "yes" : "no",
      outputs: {
        ...rootOutputs(dates.roots, ctx.now),
        ...kept && kept.number !== null ? { issue: kept.number } : {},
        ...written?.path ? { ics: written.path } : {}
      },
      data,
      ...failure && { failure }
    };
  },
  report: ({ data: { shown, issue } }) => ({
    title: shown.title,
    blocks: [{ kind: "paragraph", text: [SENTENCES[issue.action](issue.number)] }, ...shown.blocks]
  })
}, SENTENCES = {
  none: (number) => number === null ? "There is no issue, and none is needed." : `Issue ${number} stays closed.`,
  unchanged: (number) => `Issue ${number} says so already.`,
  opened: (number) => number === null ? "An issue would be opened." : `Issue ${number} was opened.`,
  edited: (number) => `Issue ${number} is brought up to date.`,
  escalated: (number) => `Issue ${number} is brought up to date, with a comment: a date came a step nearer.`,
  reopened: (number) => `Issue ${number} is reopened.`,
  closed: (number) => `Issue ${number} is closed: verified documents show that nothing is due.`,
  failed: () => "The reminder could not be written to GitHub."
};
async function remindOnGitHub(ctx, dates, wishes) {
  let planned = (namesOwners2) => planReminder(ctx.factory.factory, dates, wishes.days, namesOwners2);
  if (wishes.dryRun && !ctx.github.hasToken) return { plan: planned(wishes.details), kept: null, failure: null };
  let namesOwners = wishes.details;
  try {
    let client = await ctx.github.connect(), { isPublic, hasIssues } = await client.repositoryFacts();
    if (namesOwners ||= !isPublic, !hasIssues) throw issuesDisabled(client.repository);
    let { keepIssue } = await import("./keep-issue-KLPAE457.js");
    ctx.progress("Keeping the reminder");
    let plan = planned(namesOwners);
    return { plan, kept: await keepIssue(client, plan, { ...wishes, log: ctx.log }), failure: null };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { plan: planned(namesOwners), kept: null, failure: error };
  }
}
async function writeCalendar(ctx, ics, { dates }) {
  let path = resolve(ctx.cwd, ics);
  try {
    return await writeFileWhole(path, calendar(ctx.factory.factory, dates, ctx.now)), { path, failure: null };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { path: null, failure: error };
  }
}
function verdict({ due }, { unproven }, failDays) {
  let [first] = unproven;
  if (first)
    return new ToolError(unproven.length === 1 ? first.code : "blocked", {
      happened: `${unproven.length === 1 ? "A document" : `${unproven.length} documents`} could not be verified, so the reminder may lack a date. ${first.happened}`,
      next: first.next
    });
  let near = due.filter(({ daysLeft }) => daysLeft <= failDays), [nearest] = near;
  if (!nearest) return null;
  let more = near.length > 1 ? `, and ${near.length - 1} more` : "";
  return new ToolError("gate", {
    happened: `${nearest.what} on ${momentText(nearest.at)}${more}; that is within the ${failDays} days of fail-days.`,
    next: `Run: ${nearest.commands[0] ?? ""}`
  });
}
function dateData({ id, at, daysLeft, what, commands, holders }, namesOwners) {
  return { id, at: momentText(at), daysLeft, what, commands, ...namesOwners && { holders } };
}
function issuesDisabled(repository) {
  return new ToolError("issues-disabled", {
    happened: `The repository ${repository} has no issues, so there is no place for a reminder.`,
    next: "Enable issues in its settings, or run the reminder in a repository that has them."
  });
}
export {
  remind
};
