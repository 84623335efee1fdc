import {
  MAX_COMMENT_BYTES,
  issueDocument,
  keepComment,
  noMemory,
  planReminder
} from "./chunk-DTLQ7EGV.js";
import {
  gitIn,
  reviewedOwnerOf
} from "./chunk-ACBNDAOY.js";
import {
  dayText,
  daysText,
  isOlderThan,
  momentOf
} from "./chunk-55ZW76JH.js";
import "./chunk-7YHQTS3C.js";
import {
  deployingRefs
} from "./chunk-JAKR6GES.js";
import {
  ONLINE_ROLES
} from "./chunk-2GIU4SI3.js";
import "./chunk-IPV2DR3N.js";
import {
  isCommit
} from "./chunk-LGPKKRRI.js";
import "./chunk-CO3NENX2.js";
import {
  readArchive,
  unpackArchive
} from "./chunk-377P6WUB.js";
import "./chunk-YNPEI3KN.js";
import "./chunk-Y2FCZTTI.js";
import {
  version
} from "./chunk-6HKXFUH7.js";
import {
  API_URL_VARIABLE,
  CANCEL_WAVE,
  COMMAND_ACTIONS,
  Checks,
  DEFAULT_API_URL,
  DISPATCH,
  Doc,
  FULL_DAYS,
  KEEP_EVIDENCE,
  KEY_EVENTS,
  MAX_ONLINE_TAGS,
  MAX_ROOT_VERSIONS,
  MAX_SUMMARY_BYTES,
  MIN_PRODUCTION_THRESHOLD,
  MS_PER_DAY,
  MS_PER_MINUTE,
  NEW_WAVE,
  NEXT_TITLE,
  OUR_REPOSITORY,
  PINS_FILE,
  POLICY_FILE,
  RANK,
  READ_AGAIN,
  ROLE_NAMES,
  ROOT_BATCH,
  ROTATE_ROOT,
  ROTATE_TARGETS,
  RootWalk,
  SHORTEN_ROOT,
  SIGSTORE_ROOT_FILE,
  TRUSTED_ROOT_FILE,
  ToolError,
  UPDATES,
  WAIVERS_FILE,
  ageText,
  agreeing,
  allRoots,
  andMore,
  archives,
  areOfTwoMoments,
  asciiJson,
  base64Bytes,
  capital,
  check,
  chosenBy,
  chosenWithin,
  ciTargetsHash,
  clientsInUse,
  configInvalid,
  configTextOf,
  counted,
  daysLeftText,
  daysSince,
  daysUntil,
  daysUntilExpiry,
  deviceTable,
  docHash,
  encodeText,
  environments,
  errorCode,
  escapeHtml,
  expiresBefore,
  factory,
  factoryOptions,
  filled,
  findingsOf,
  firstGuess,
  grouped,
  hardwareCoverageLost,
  inTransaction,
  isActionFolder,
  isEd25519Method,
  isExpired,
  isInteger,
  isKnownMethod,
  isObject,
  isOf,
  isPlainObject,
  isRootDoc,
  isSignature,
  isTag,
  isWave,
  isWithinDays,
  judgedAs,
  keptKeyids,
  keyidList,
  keyidOf,
  knownToken,
  layoutOf,
  limitOf,
  listOf,
  looseObject,
  mapOf,
  maxLength,
  memberAt,
  membersDigest,
  membersOf,
  metadataTooLarge,
  midSentence,
  noPolicy,
  nonEmpty,
  nullable,
  number,
  onlineRefusals,
  optionFlag,
  optional,
  own,
  ownOf,
  parseJson,
  parseOnline,
  parsePins,
  parseRoot,
  parseTargets,
  parseTrustedRoot,
  parseYaml,
  parsed,
  pathsOf,
  picklist,
  pinOf,
  pins,
  pinsAsWell,
  pinsFileOf,
  pipe,
  plainText,
  plainVersion,
  pointerText,
  pointerTo,
  policyOf,
  portabilityProblem,
  problemIn,
  problemsBelow,
  prodTargetProvenance,
  production,
  productionOf,
  pullRequest,
  quoted,
  readAgeHeader,
  readAt,
  readConfigFile,
  readEvent,
  readKeyFile,
  readKeyInput,
  readRegularFile,
  readWorkspaceKeyFile,
  records,
  refusalsOf,
  refusalsOfRoot,
  refusedBy,
  regex,
  remindRuns,
  renderMarkdown,
  renderTerminal,
  requireNoNearMiss,
  roleShortfall,
  rootOutputs,
  safeHref,
  safeInteger,
  sameJson,
  servedRows,
  sha256Hex,
  shortKeyid,
  showableRoots,
  signatureProblem,
  sizeObservations,
  skippedTarget,
  spoken,
  string,
  tagsOf,
  tally,
  targetAppForeign,
  targetAppUnpinned,
  targetMalformed,
  targetNoDelta,
  targetSubject,
  targetUnselectable,
  targetsOfDevice,
  title,
  trustOptions,
  union,
  unlessForbidden,
  updates,
  usableKey,
  utf8WithoutMark,
  valueText,
  verifyProductionTargets,
  warnOfClock,
  wholeSeconds,
  workflows,
  writeFileWhole
} from "./chunk-VNGMR44M.js";
import "./chunk-2T4BEXM7.js";
import {
  require_dist
} from "./chunk-JEHFXB5B.js";
import "./chunk-HMSB676U.js";
import {
  __toESM
} from "./chunk-73X3T6A5.js";

// src/commands/review.ts
import { join as join3, resolve as resolve4 } from "node:path";

// src/review/rules/review-itself.ts
var MAX_SINGLE = 10, inputUnavailable = {
  id: "input-unavailable",
  level: "error",
  when: "Something that the review needs could not be fetched or read.",
  waivable: "never",
  security: "none",
  why: "This review is not complete: a document that was not read may have problems.",
  fix: "Correct the token or the network, then run factory-tuf review again.",
  sources: ["PROTOCOL §3"],
  check: ({ unavailable }) => {
    let causes = [...Map.groupBy(unavailable, causeOf).values()], [listed2, rest] = [causes.slice(0, MAX_SINGLE), causes.slice(MAX_SINGLE).flat()];
    return [...listed2.map(unread), ...rest.length > 0 ? [others(rest)] : []];
  }
};
function causeOf({ why }) {
  return why.replace(/^(?:GET|POST) \S+ /, "the call ");
}
function unread(alike2) {
  let { subject, why } = alike2[0], cause = causeOf(alike2[0]);
  if (alike2.length === 1)
    return { subject, title: title`${subject} could not be read: ${cause}.`, properties: { why } };
  let each = cause.replace(/^the call /, "each call "), subjects = alike2.map((one) => one.subject), properties = { why, count: alike2.length, subjects };
  return { subject, title: title`${alike2.length} documents could not be read: ${each}.`, properties };
}
function others(rest) {
  let subjects = rest.map(({ subject }) => subject), sentence = title`${rest.length} more documents could not be read, the first of them ${subjects[0] ?? ""}.`;
  return { subject: subjects[0] ?? "", title: sentence, properties: { count: rest.length, subjects } };
}
var waiverInvalid = {
  id: "waiver-invalid",
  level: "error",
  when: "A waiver breaks the rules for waivers: see docs/waivers.md.",
  waivable: "never",
  security: "none",
  why: "An invalid waiver covers nothing, so the finding is shown as if there were no waiver.",
  fix: "Correct .factory-tuf/waivers.yml (docs/waivers.md says how), then run factory-tuf review again.",
  check: (problems2) => problems2.map(({ subject, id, says }) => ({
    subject,
    title: id === null ? title`The waivers file ${says}.` : title`Waiver ${id} ${says}.`,
    ...id !== null && { properties: { waiver: id } }
  }))
}, waiverStale = {
  id: "waiver-stale",
  level: "note",
  raised: ["warning"],
  when: "A waiver has expired: a warning, and its finding is active again; it matches nothing: a note.",
  security: "none",
  why: "Stale waivers hide future findings.",
  fix: "Remove or renew it in .factory-tuf/waivers.yml, then run factory-tuf review again.",
  check: (states) => states.flatMap(({ waiver, expired, matched, ran }) => {
    let { id, index, rule, expires } = waiver, subject = `waivers#/waivers/${index}`, properties = { waiver: id, waives: rule };
    if (expired) {
      let sentence = title`Waiver ${id} of ${rule} expired at the end of ${expires}; what it covered counts again.`;
      return [{ subject, title: sentence, level: "warning", properties }];
    }
    return matched || !ran ? [] : [{ subject, title: title`Waiver ${id} of ${rule} matches no finding.`, properties }];
  })
};

// src/review/waivers/waivability.ts
function isWaivable(rule, { level, unwaivable }, stage) {
  return unwaivable || stage === "apply" && level === "error" && rule.waivable === "not-as-error-at-apply" ? !1 : !refusesWaiver(rule, level);
}
function refusesWaiver({ waivable }, level) {
  return waivable === "never" || level === "error" && waivable === "not-as-error";
}

// src/review/waivers/waivers.ts
var MIN_JUSTIFICATION = 20, MAX_TEXT = 2e3, TEXT_SAYS = `has {at}: {value}, not a text of 1 to ${MAX_TEXT} characters`, required = pipe(
  string(({ input }) => input === void 0 ? "lacks {at}" : TEXT_SAYS),
  maxLength(MAX_TEXT, TEXT_SAYS),
  check((text) => text.trim() !== "", TEXT_SAYS)
), shortText = (says) => pipe(string(says), nonEmpty(says), maxLength(MAX_TEXT, says)), MATCH_SAYS = "has {at} that is neither a text nor a number", match = pipe(
  mapOf(
    union([shortText(MATCH_SAYS), pipe(number(), safeInteger())], MATCH_SAYS),
    "has a match that is not a map of properties"
  ),
  check((properties) => Object.keys(properties).length > 0, "has a match that is not a map of properties")
), waiverEntry = membersOf(
  {
    id: required,
    rule: required,
    subject: pipe(required, regex(/^[^#]+#/, "has {at}: {value}, not <document>#<pointer>")),
    match: optional(match),
    maxLevel: picklist(
      ["note", "warning", "error"],
      ({ input }) => input === void 0 ? "lacks {at}" : "has {at}: {value}, not note, warning or error"
    ),
    justification: required,
    owner: required,
    ticket: optional(shortText("has a ticket that is not a text")),
    /** `2026-11-20`. */
    created: required,
    /** Covers through this day, UTC. */
    expires: required
  },
  "is not a map of fields"
), noWaivers = { waivers: [], problems: [] }, MAX_WAIVERS = 1e3, MAX_LIFE = { error: 30, warning: 90, note: 365 };
function readWaivers(value, context) {
  let file = (says) => ({ waivers: [], problems: [{ subject: "waivers#", id: null, says }] });
  if (!isObject(value)) return file("is not a map with version and waivers");
  let unknown = Object.keys(value).find((member3) => member3 !== "version" && member3 !== "waivers");
  if (unknown !== void 0) return file(`has the unknown member ${quoted(unknown)}`);
  if (value.version !== 1) return file("has no `version: 1`, the only layout that is known");
  if (!Array.isArray(value.waivers)) return file("has no list of waivers");
  if (value.waivers.length > MAX_WAIVERS) return file(`has more than ${MAX_WAIVERS} waivers`);
  let counts = Map.groupBy(value.waivers, (entry3) => isObject(entry3) ? entry3.id : void 0), waivers = [], problems2 = [];
  for (let [index, entry3] of value.waivers.entries()) {
    let id = isObject(entry3) && typeof entry3.id == "string" ? entry3.id : null, says = id !== null && counts.get(id).length > 1 ? "shares its id with another one" : problemOf(entry3, context);
    says !== null ? problems2.push({ subject: `waivers#/waivers/${index}`, id, says: id === null ? `at ${index}: ${says}` : says }) : isOf(waiverEntry, entry3) && waivers.push({ ...entry3, index, match: entry3.match ?? null, ticket: entry3.ticket ?? null });
  }
  return { waivers, problems: problems2 };
}
function problemOf(entry3, { rules: rules2, now }) {
  if (!isOf(waiverEntry, entry3)) return problemIn(waiverEntry, entry3);
  let rule = rules2.get(entry3.rule);
  return rule ? ["note", ...[rule.level, ...rule.raised ?? []].filter((level) => RANK[level] <= RANK[entry3.maxLevel])].some((level) => refusesWaiver(rule, level)) ? `is for ${entry3.rule} up to ${entry3.maxLevel}, which cannot be waived` : entry3.justification.trim().length < MIN_JUSTIFICATION ? `has a justification under ${MIN_JUSTIFICATION} characters` : problemOfLife(entry3, now) : `names ${quoted(entry3.rule)}, which is no rule`;
}
function problemOfLife({ created, expires, maxLevel }, now) {
  let [from, to] = [dayOf(created), dayOf(expires)];
  if (from === null) return `has created: ${quoted(created)}, not a day like 2026-11-20`;
  if (to === null) return `has expires: ${quoted(expires)}, not a day like 2026-11-20`;
  if (from > now.getTime() + MS_PER_DAY) return `has a creation date in the future: ${created}`;
  if (to < from) return "expires before it was created";
  let days = (to - from) / MS_PER_DAY;
  return days <= MAX_LIFE[maxLevel] ? null : `lasts ${days} days; one up to ${maxLevel} may last ${MAX_LIFE[maxLevel]}`;
}
function names({ rule, subject, match: match2 }, finding) {
  if (rule !== finding.rule || subject !== finding.subject) return !1;
  let members = finding.properties?.members;
  return members !== void 0 && match2?.members !== members ? !1 : match2 === null || Object.entries(match2).every(([name, value]) => hasProperty(finding.properties, name, value));
}
function covers(waiver, finding) {
  return names(waiver, finding) && RANK[finding.level] <= RANK[waiver.maxLevel];
}
function isOver({ expires }, now) {
  return now.getTime() >= (dayOf(expires) ?? 0) + MS_PER_DAY;
}
function hasProperty(properties, name, value) {
  let found = properties && Object.hasOwn(properties, name) ? properties[name] : void 0;
  return typeof found == "string" || typeof found == "number" ? String(found) === String(value) : found?.length === 1 && found[0] === String(value);
}
function dayOf(text) {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return null;
  let at = /* @__PURE__ */ new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? at.getTime() : null;
}

// src/review/waivers/apply-waivers.ts
function applyWaivers(findings, waivers, review2) {
  let { rules: rules2, stage, now, ran } = review2, byRule = Map.groupBy(waivers, ({ rule }) => rule), matched = /* @__PURE__ */ new Set(), covered = findings.map((finding) => {
    let candidates = (byRule.get(finding.rule) ?? []).filter((waiver) => names(waiver, finding));
    for (let waiver of candidates) matched.add(waiver);
    let holds = candidates.find((waiver) => covers(waiver, finding) && !isOver(waiver, now)), rule = rules2.get(finding.rule);
    return { ...finding, waiver: holds && rule && isWaivable(rule, finding, stage) ? applied(holds) : null };
  }), states = waivers.map((waiver) => ({
    waiver,
    expired: isOver(waiver, now),
    matched: matched.has(waiver),
    ran: ran(waiver)
  }));
  return { findings: covered, states };
}
function applied({ id, expires, justification, owner, ticket }) {
  return { id, expires, justification, owner, ticket };
}

// src/review/engine/bound-findings.ts
var MAX_FINDINGS = 200, MAX_SUBJECT = 1e3, MAX_TEXT2 = 2e3, MAX_ITEMS = 200;
function boundedFinding(finding) {
  let { subject, properties } = finding;
  return {
    ...finding,
    subject: boundedSubject(subject),
    ...properties && { properties: boundedProperties(properties) }
  };
}
function boundedSubject(subject) {
  return subject.length <= MAX_SUBJECT ? subject : `${subject.slice(0, MAX_SUBJECT)}...${sha256Hex(subject).slice(0, 16)}`;
}
function boundedProperties(properties) {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => {
      if (typeof value == "number") return [name, value];
      if (typeof value == "string") return [name, value.slice(0, MAX_TEXT2)];
      let items = value.slice(0, MAX_ITEMS).map((item) => item.slice(0, MAX_SUBJECT)), more2 = value.length - items.length;
      return [name, more2 > 0 ? [...items, `and ${more2} more`] : items];
    })
  );
}
function foldedFindings(rule, findings) {
  let sorted = findings.toSorted((a, b) => RANK[b.level] - RANK[a.level]);
  return [...Map.groupBy(sorted, ({ level, waiver }) => `${level} ${waiver === null}`).values()].flatMap((members) => {
    if (members.length <= MAX_FINDINGS) return members;
    let listed2 = members.slice(0, MAX_FINDINGS - 1);
    return [...listed2, forTheRest(rule, members.slice(listed2.length))];
  });
}
function forTheRest({ id, why, fix }, rest) {
  let { level, subject, waiver } = rest[0], sentence = title`${rest.length} more findings of ${id}, the first of them at ${subject}.`, properties = { count: rest.length };
  return { rule: id, level, subject, title: sentence, says: [sentence, why, fix].join(" "), properties, waiver };
}

// src/review/engine/documents.ts
function allDocuments(snapshot) {
  let { ciRoots, prodRoots, ciTargets, production: production2, waves, onlineDocuments: onlineDocuments2, ciOnlineDocuments } = snapshot;
  return [
    ...servedRoots(ciRoots),
    ...servedRoots(prodRoots),
    ...stagedRoots(snapshot),
    ...present([ciTargets]),
    ...production2.values(),
    ...present(waves.map(({ targets: targets2 }) => targets2)),
    ...onlineDocuments2,
    ...ciOnlineDocuments
  ];
}
function servedRoots({ chain, newest }) {
  let last = chain.at(-1), before = newest && last && isSame(newest, last) ? chain.slice(0, -1) : chain;
  return present([...before, newest]);
}
function isSame(a, b) {
  return !a.doc || !b.doc ? sameJson(a.value, b.value) : docHash(a.doc) === docHash(b.doc) && sameJson(a.doc.signatures, b.doc.signatures);
}
function stagedRoots({ updates: updates2 }) {
  return updates2?.staged ? present([updates2.staged.ci, updates2.staged.prod]) : [];
}
function currentRoots({ ciRoot, prodRoot }) {
  return [
    ...ciRoot ? [{ flavour: "ci", name: "ci-root", doc: ciRoot }] : [],
    ...prodRoot ? [{ flavour: "prod", name: "prod-root", doc: prodRoot }] : []
  ];
}
function leadingRoot({ ciRoot, prodRoot }) {
  return prodRoot ? { name: "prod-root", doc: prodRoot } : ciRoot && { name: "ci-root", doc: ciRoot };
}
function chainDocs({ chain }) {
  return chain.map((root) => root?.doc ? { name: root.name, doc: root.doc } : null);
}
function liveTargets(snapshot) {
  let { ciTargets, production: production2 } = snapshot;
  return [
    ...ciTargets ? [{ flavour: "ci", reviewed: ciTargets, tag: null }] : [],
    ...[...production2].map(([tag, reviewed2]) => ({ flavour: "prod", reviewed: reviewed2, tag })),
    ...activeWavesOf(snapshot).flatMap(
      ({ wave, targets: targets2 }) => targets2 ? [{ flavour: "prod", reviewed: targets2, tag: wave.tag }] : []
    )
  ];
}
function activeWavesOf({ waves }) {
  return waves.filter(({ wave }) => wave.status === "active");
}
function isInUse(snapshot) {
  let isFilled = ({ doc }) => doc === null || Object.keys(doc.signed.targets).length > 0;
  return [...snapshot.production.values()].some(isFilled) || activeWavesOf(snapshot).length > 0;
}
function present(values) {
  return values.filter((value) => value !== null);
}
function highestVersion({ chain }) {
  let gap = chain.indexOf(null);
  return gap < 0 ? chain.length : gap;
}
function wasUnread({ factoryWasRead, unavailable }, subject) {
  let answer2 = subject.startsWith("prod-targets/") ? "prod-targets/#" : subject;
  return !factoryWasRead || unavailable.some((one) => one.subject === subject || one.subject === answer2);
}

// src/review/evidence/staged.ts
function stagedRootsOf(snapshot) {
  let { updates: updates2, ciRoot, prodRoot, ciRoots, prodRoots } = snapshot;
  if (!updates2?.staged || updates2.status === "NONE") return [];
  let { ci, prod } = updates2.staged, ciVersion = highestVersion(ciRoots);
  return [
    {
      flavour: "prod",
      root: prod,
      current: prodRoot ?? ciRoot,
      currentVersion: highestVersion(prodRoots) || ciVersion
    },
    { flavour: "ci", root: ci, current: ciRoot, currentVersion: ciVersion }
  ].flatMap(({ flavour, root, current, currentVersion }) => {
    if (!root?.doc) return [];
    if (updates2.status === "APPLYING" && current !== null && docHash(current) === docHash(root.doc)) return [];
    let { name, doc } = root;
    return [{ flavour, name, spoken: spoken(name, doc.signed.version), doc, current, currentVersion }];
  });
}
function onceForBothFlavours(observations2) {
  let first = /* @__PURE__ */ new Map();
  for (let observation2 of observations2) {
    let pointer = observation2.subject.slice(observation2.subject.indexOf("#")), identity2 = JSON.stringify([pointer, observation2.properties ?? {}]);
    first.has(identity2) || first.set(identity2, observation2);
  }
  return [...first.values()];
}

// src/review/rules/archives.ts
var archiveMalformed = {
  id: "archive-malformed",
  level: "error",
  when: "An archive is not a gzip'd tar of JSON files, has an entry that must not be there, or has a key whose other half is missing or wrong.",
  why: "Keys are matched by public key, so with a wrong pair every signature would be wrong.",
  fix: "Restore the archive from a backup: factory-tuf keys restore <backup> --keys <archive>",
  sources: ["fioctl 9b0a6e7"],
  check: ({ archives: archives2 }) => archives2.flatMap((archive) => {
    let subject = subjectOf(archive), { name, keys, malformed } = archive;
    if (malformed !== null || keys === null) {
      let why = (malformed ?? "it could not be opened").replace(/\.$/, "");
      return [{ subject, title: title`Archive ${name} cannot be used: ${why}.` }];
    }
    let lone = keys.filter(({ hasPrivate }) => !hasPrivate).map(({ keyid }) => keyid);
    if (lone.length === 0) return [];
    let sentence = title`Archive ${name} holds the public half alone of ${keyidList(lone)}.`;
    return [{ subject, title: sentence, properties: { keyids: keptKeyids(lone) } }];
  })
}, archiveActiveKeyCount = {
  id: "archive-active-key-count",
  level: "warning",
  raised: ["error"],
  when: "An archive holds more than one active private key of a role: an error; none: a warning, an error before signing.",
  why: "Signing needs exactly one active key for a role, and refuses more and fewer.",
  fix: "Give each key an archive of its own (factory-tuf keys copy-targets <to> --keys <archive>), or give the current archive.",
  sources: ["PROTOCOL §2"],
  check: (snapshot) => withKeys(snapshot, (archive, keyids, roots2) => {
    let active = { root: activeIn(keyids, roots2, "root"), targets: activeIn(keyids, roots2, "targets") }, subject = subjectOf(archive), several = ["root", "targets"].flatMap((role) => {
      let most = mostAtOnce(active[role], roots2, role);
      if (most.length < 2) return [];
      let sentence2 = title`Archive ${archive.name} holds ${most.length} active ${role} keys: ${keyidList(most)}.`;
      return [{ subject, title: sentence2, level: "error", properties: { role, keyids: keptKeyids(most) } }];
    });
    if (active.root.length + active.targets.length > 0) return several;
    let level = snapshot.stage === "sign" ? "error" : "warning", sentence = title`Archive ${archive.name} holds no key that is active now among its ${counted(keyids.length, "private key")}.`;
    return [{ subject, title: sentence, consequence: "Nothing can be signed with it.", level }];
  })
}, archiveRoleMix = {
  id: "archive-role-mix",
  level: "warning",
  when: "One archive holds active keys of both the root and the targets role.",
  why: "Whoever makes releases with this archive exposes the root key as well.",
  fix: `Run: factory-tuf keys copy-targets <to> --keys <archive>, or with an archive of its own: ${ROTATE_TARGETS}`,
  sources: ["the vendor's guide to offline keys"],
  check: (snapshot) => withKeys(snapshot, (archive, keyids, roots2) => {
    let [root, targets2] = [activeIn(keyids, roots2, "root"), activeIn(keyids, roots2, "targets")];
    if (root.length === 0 || targets2.length === 0) return [];
    let sentence = title`Archive ${archive.name} holds the active root key ${keyidList(root)} and the targets key ${keyidList(targets2)}.`;
    return [
      { subject: subjectOf(archive), title: sentence, properties: { keyids: keptKeyids([...root, ...targets2]) } }
    ];
  })
}, archiveExposed = {
  id: "archive-exposed",
  level: "warning",
  raised: ["error"],
  when: "An archive is tracked by git, or is in a work tree and not ignored: an error unless it is encrypted to recipients; open file modes and plain archives in a runner's workspace are warnings.",
  why: "Offline keys must be out of reach of whatever is online.",
  fix: `Run: chmod 600 <archive>, and move it out of the work tree; if it was ever committed, rotate its keys: ${ROTATE_ROOT}`,
  sources: ["Uptane deployment considerations"],
  check: ({ archives: archives2 }) => archives2.flatMap((archive) => {
    let exposure = exposureOf(archive);
    if (!exposure) return [];
    let { how, level } = exposure, isKeptForGood = archive.tracked && level === "error";
    return [
      {
        subject: subjectOf(archive),
        title: title`Archive ${archive.name}${archive.encryption === "none" ? ", not encrypted," : ""} ${how}.`,
        level,
        ...isKeptForGood && { properties: { tracked: "true" }, unwaivable: !0 }
      }
    ];
  })
};
function exposureOf(archive) {
  let { encryption, mode, tracked, exposedInWorkTree, inWorkspace } = archive;
  if (encryption === "recipients") return null;
  let level = encryption === "none" ? "error" : "warning";
  return tracked ? { how: "is tracked by git", level } : exposedInWorkTree ? { how: "is in a git work tree and is not ignored", level } : (mode & 63) !== 0 ? { how: `has the mode ${modeText(mode)}, not 600`, level: "warning" } : encryption === "none" && inWorkspace ? { how: "lies below GITHUB_WORKSPACE", level: "warning" } : null;
}
function modeText(mode) {
  return (mode & 511).toString(8).padStart(3, "0");
}
var archiveLeftoverTemp = {
  id: "archive-leftover-temp",
  level: "error",
  when: "A file <archive>.tmp is beside an archive.",
  why: "It may be the only copy of a new key.",
  fix: "Compare its key ids with the root (factory-tuf keys list --keys <archive>.tmp), back it up, then rename it.",
  sources: ["fioctl 9b0a6e7"],
  check: ({ archives: archives2 }) => archives2.filter(({ leftoverTemp }) => leftoverTemp).map((archive) => ({
    subject: subjectOf(archive),
    title: title`Beside archive ${archive.name} lies ${archive.name}.tmp of a rotation that was not finished.`
  }))
}, archiveRetiredKeys = {
  id: "archive-retired-keys",
  level: "note",
  when: "An archive holds private keys that no role uses any more.",
  why: "A key that is no longer used should be destroyed.",
  fix: "Keep one sealed backup, and work with a copy that holds the active key only.",
  sources: ["NIST SP 800-57 Part 1"],
  check: (snapshot) => withKeys(snapshot, (archive, keyids, roots2) => {
    let inUse = new Set(roots2.flatMap(({ roles }) => ROLE_NAMES.flatMap((role) => roles[role].keyids))), retired = keyids.filter((keyid) => !inUse.has(keyid));
    if (retired.length === 0) return [];
    let everRoot = new Set(
      [...chainDocs(snapshot.ciRoots), ...chainDocs(snapshot.prodRoots)].flatMap(
        (root) => root?.doc.signed.roles.root.keyids ?? []
      )
    ), formerRoot = retired.filter((keyid) => everRoot.has(keyid));
    return [
      {
        subject: subjectOf(archive),
        title: title`Archive ${archive.name} holds ${counted(retired.length, "retired key")}: ${keyidList(retired)}.`,
        ...formerRoot.length > 0 && {
          consequence: `The former root key ${keyidList(formerRoot)} still binds devices that are on older roots.`
        },
        properties: { keyids: keptKeyids(retired), formerRoot: keptKeyids(formerRoot) }
      }
    ];
  })
};
function subjectOf({ name }) {
  return `archive/${name}#`;
}
function withKeys(snapshot, check2) {
  let current = leadingRoot(snapshot);
  if (!current) return [];
  let roots2 = [current.doc.signed, ...stagedRootsOf(snapshot).map(({ doc }) => doc.signed)];
  return snapshot.archives.flatMap((archive) => {
    if (!archive.keys) return [];
    let keyids = archive.keys.filter(({ hasPrivate }) => hasPrivate).map(({ keyid }) => keyid);
    return check2(archive, [...new Set(keyids)], roots2);
  });
}
function activeIn(keyids, roots2, role) {
  let listed2 = new Set(roots2.flatMap(({ roles }) => roles[role].keyids));
  return keyids.filter((keyid) => listed2.has(keyid));
}
function mostAtOnce(active, roots2, role) {
  return roots2.map(({ roles }) => active.filter((keyid) => roles[role].keyids.includes(keyid))).reduce((most, one) => one.length > most.length ? one : most, []);
}
var archivesRules = [
  archiveMalformed,
  archiveActiveKeyCount,
  archiveRoleMix,
  archiveExposed,
  archiveLeftoverTemp,
  archiveRetiredKeys
];

// src/review/engine/bounded.ts
var MAX_OBSERVATIONS = 20;
function bounded(doc, places2, observe) {
  if (places2.length <= MAX_OBSERVATIONS) return places2.map(observe);
  let listed2 = places2.slice(0, MAX_OBSERVATIONS - 1).map(observe), next = observe(places2[listed2.length]), others2 = places2.slice(listed2.length), rest = {
    subject: `${doc}#`,
    title: title`${spoken(doc)} has ${others2.length} more such places, the next at ${pointerText(next.subject.slice(doc.length + 1))}.`,
    properties: { count: others2.length, members: membersDigest(others2.map(nameOf)) },
    ...next.level && { level: next.level }
  };
  return [...listed2, rest];
}
function nameOf(place2) {
  if (typeof place2 == "string") return place2;
  let { subject, pointer, keyid, properties } = isObject(place2) ? place2 : NOTHING;
  return JSON.stringify([subject, pointer, keyid ?? (isObject(properties) ? properties.keyid : void 0)]);
}
var NOTHING = {}, ORDER = { error: 0, warning: 1, note: 2 };
function boundedByLevel(doc, observations2) {
  let sorted = observations2.toSorted((a, b) => ORDER[a.level] - ORDER[b.level]);
  return bounded(doc, sorted, (observation2) => observation2);
}

// src/review/engine/drop-ci-twins.ts
var CI = /^(staged-)?ci-root(?=[@#])/;
function dropCiTwins(observations2) {
  let said = new Set(observations2.map((observation2) => identity(observation2, observation2.subject)));
  return observations2.filter((observation2) => {
    let twin = observation2.subject.replace(CI, "$1prod-root");
    return twin === observation2.subject || !said.has(identity(observation2, twin));
  });
}
function identity({ properties, level }, subject) {
  return JSON.stringify([subject, level, properties]);
}

// src/review/evidence/private-material.ts
var PEM = "PRIVATE KEY-----";
function privateMaterial({ value, doc }) {
  if (!isObject(value) || !doc || isSuspicious(doc.forms[0])) return [...places(value, "")];
  let { signed: _searched, ...rest } = value;
  return [...places(rest, "")];
}
function isSuspicious(canonical) {
  let bytes = Buffer.from(canonical.buffer, canonical.byteOffset, canonical.byteLength);
  return bytes.includes(PEM) || bytes.includes('"private":');
}
function* places(value, pointer) {
  if (typeof value == "string") {
    value.includes(PEM) && (yield pointer);
    return;
  }
  if (Array.isArray(value)) {
    for (let [index, item] of value.entries()) yield* places(item, pointerTo(pointer, index));
    return;
  }
  if (isObject(value))
    for (let [name, member3] of Object.entries(value)) {
      let at = pointerTo(pointer, name);
      name.includes(PEM) ? yield pointer : name === "private" && pointer.endsWith("/keyval") ? yield at : yield* places(member3, at);
    }
}

// src/review/rules/canonical-form.ts
var metadataMalformed = {
  id: "metadata-malformed",
  level: "error",
  when: "A document is not a JSON object with signed and signatures; its _type is not that of its role; its version is not an integer from 1; its expires is not a UTC time in whole seconds; or a root lacks one of the four roles.",
  waivable: "never",
  why: "Devices reject a document of the wrong form, and a fraction of a second in expires breaks the client.",
  fix: `If it is staged, run: ${UPDATES} cancel. If it is published: ${KEEP_EVIDENCE}`,
  sources: ["libaktualizr", "PROTOCOL §1"],
  check: (snapshot) => allDocuments(snapshot).filter(({ doc }) => doc === null).map(({ name, malformed }) => ({
    subject: `${name}#`,
    title: title`Malformed ${midSentence(name)}: ${malformed ?? "it cannot be read"}.`,
    ...malformed !== null && { properties: { problem: malformed } }
  }))
}, canonicalNonportable = {
  id: "canonical-nonportable",
  level: "error",
  raised: ["warning"],
  when: "Something signed has a character outside printable ASCII, newline, carriage return and tab, a number with fraction, exponent or a magnitude from 2^53, or a repeated member name. In CI targets this is a warning.",
  why: "Encoders write it differently, so a good signature fails on some reader.",
  fix: "Remove it where the document is made, then sign again.",
  sources: ["PROTOCOL §1", "ota-tuf RootRoleValidation"],
  check: (snapshot) => dropCiTwins(
    allDocuments(snapshot).flatMap((reviewed2) => {
      let { name } = reviewed2, level = name === "ci-targets" ? "warning" : "error";
      return bounded(name, nonportablePlaces(reviewed2), ({ pointer, says }) => ({
        subject: `${name}#${pointer}`,
        title: title`${spoken(name)}: at ${pointerText(pointer)}, ${says}.`,
        level
      }));
    })
  )
};
function nonportablePlaces(reviewed2) {
  let problems2 = reviewed2.problems.filter(isAmbiguity), places2 = new Map(problems2.map((problem2) => [problem2.pointer, problem2])), problem = portability(reviewed2);
  return problem && !places2.has(problem.pointer) && places2.set(problem.pointer, { ...problem, says: `it ${problem.says}` }), [...places2.values()];
}
function isAmbiguity({ pointer, kind }) {
  return kind === "repeated-member" || pointer === "/signed" || pointer.startsWith("/signed/");
}
function portability({ doc, value }) {
  return doc ? doc.forms.length === 1 ? null : doc.portability : isObject(value) ? portabilityProblem(own(value, "signed") ?? null, "/signed") : null;
}
var metadataUnknownMember = {
  id: "metadata-unknown-member",
  level: "warning",
  raised: ["error"],
  when: "Production targets, a Wave or a staged root have a member that this dialect of TUF does not know; an error for delegations and for a further role.",
  why: "Devices obey members such as delegations, and we would sign them.",
  fix: `If it is staged, run: ${UPDATES} cancel; if it is a Wave: ${CANCEL_WAVE}. If it is published: ${KEEP_EVIDENCE}`,
  sources: ["libaktualizr", "PROTOCOL §1"],
  check: (snapshot) => [
    ...[...snapshot.production.values(), ...waveTargets(snapshot)].flatMap(
      (reviewed2) => foreignMembers(reviewed2, targetsShape(reviewed2.value))
    ),
    ...dropCiTwins(stagedRoots(snapshot).flatMap((reviewed2) => foreignMembers(reviewed2, rootShape(reviewed2.value))))
  ]
};
function waveTargets(snapshot) {
  return activeWavesOf(snapshot).flatMap(({ targets: targets2 }) => targets2 ? [targets2] : []);
}
function targetsShape(value) {
  let signed = member(value, "signed");
  return [
    ["", value, ["signed", "signatures"]],
    ["/signed", signed, ["_type", "version", "expires", "targets"]],
    ...membersOf2(signed, "targets", "/signed/targets", ["hashes", "length", "custom"])
  ];
}
function rootShape(value) {
  let signed = member(value, "signed"), extras = ["consistent_snapshot", "x-changelog", "x-key-owners"], keys = membersOf2(signed, "keys", "/signed/keys", ["keytype", "keyval"]);
  return [
    ["", value, ["signed", "signatures", "targets-signatures"]],
    ["/signed", signed, ["_type", "version", "expires", "keys", "roles", ...extras]],
    ...keys,
    ...keys.map(([pointer, key]) => [`${pointer}/keyval`, member(key, "keyval"), ["public", "private"]]),
    ["/signed/roles", member(signed, "roles"), ROLE_NAMES],
    ...membersOf2(signed, "roles", "/signed/roles", ["keyids", "threshold"]),
    ["/signed/x-changelog", member(signed, "x-changelog"), ["polis-id", "message", "timestamp"]],
    ...membersOf2(signed, "x-key-owners", "/signed/x-key-owners", ["polis-id", "created-at"])
  ];
}
function member(value, name) {
  return isObject(value) ? own(value, name) : void 0;
}
function membersOf2(value, name, pointer, allowed) {
  let map = member(value, name);
  return isObject(map) ? Object.entries(map).map(([key, entry3]) => [pointerTo(pointer, key), entry3, allowed]) : [];
}
function foreignMembers({ name, doc }, shapes) {
  let foreign = shapes.flatMap(
    ([pointer, object, allowed]) => (isObject(object) ? Object.keys(object) : []).filter((key) => !allowed.includes(key)).map((key) => pointerTo(pointer, key))
  ), worstFirst = [...foreign.filter(isObeyed), ...foreign.filter((at) => !isObeyed(at))];
  return bounded(name, worstFirst, (at) => ({
    subject: `${name}#${at}`,
    title: title`${spoken(name, doc?.signed.version)} has the member ${pointerText(at)}, which the format does not know.`,
    level: isObeyed(at) ? "error" : "warning"
  }));
}
function isObeyed(pointer) {
  return pointer === "/signed/delegations" || /^\/signed\/roles\/[^/]*$/.test(pointer);
}
var rootUnknownMember = {
  id: "root-unknown-member",
  level: "warning",
  raised: ["error"],
  when: "A published root has a member that this dialect of TUF does not know; an error for delegations and for a further role.",
  why: "The next root would carry it on under our signature.",
  fix: `Sign no root with it. ${KEEP_EVIDENCE}`,
  sources: ["PROTOCOL §1"],
  check: ({ ciRoots, prodRoots }) => dropCiTwins(
    [prodRoots, ciRoots].flatMap(({ chain, newest }) => {
      let last = newest ?? chain.at(-1) ?? null;
      return last ? foreignMembers(last, rootShape(last.value)) : [];
    })
  )
}, privateMaterialInMetadata = {
  id: "private-material-in-metadata",
  level: "error",
  when: "A served document holds keyval.private, or text with a private key's PEM header.",
  waivable: "never",
  security: "critical",
  why: "A private key that was served is public now.",
  fix: `Run at once, by the key's role: ${ROTATE_ROOT}, or ${ROTATE_TARGETS}`,
  sources: ["TUF 6.1"],
  check: (snapshot) => [
    ...dropCiTwins(
      allDocuments(snapshot).flatMap(
        (reviewed2) => bounded(
          reviewed2.name,
          privateMaterial(reviewed2),
          (pointer) => exposed(`${reviewed2.name}#${pointer}`, spoken(reviewed2.name))
        )
      )
    ),
    ...privateMaterial({ value: { key: snapshot.onlineKey }, doc: null }).length > 0 ? [exposed("ci-targets#", "The Factory's answer for ci-targets.pub")] : []
  ]
};
function exposed(subject, where) {
  return {
    subject,
    title: title`${where} holds private key material at ${pointerText(subject.slice(subject.indexOf("#") + 1))}.`
  };
}
var canonicalFormRules = [
  metadataMalformed,
  canonicalNonportable,
  metadataUnknownMember,
  privateMaterialInMetadata,
  rootUnknownMember
];

// src/review/evidence/role-keys.ts
function keysOf(root, role) {
  return [...new Set(root.roles[role].keyids)].map((keyid) => {
    let key = own(root.keys, keyid) ?? null;
    return {
      keyid,
      key,
      material: key && materialOf(key),
      get usable() {
        let decision = key && decisionOn(key);
        return decision?.usable ? decision : null;
      }
    };
  });
}
var decisions = /* @__PURE__ */ new WeakMap();
function decisionOn(key) {
  let decision = decisions.get(key) ?? usableKey(key);
  return decisions.set(key, decision), decision;
}
var materials = /* @__PURE__ */ new WeakMap();
function materialOf(key) {
  let known3 = materials.get(key);
  if (known3 !== void 0) return known3;
  let material = keyidOf(key);
  return materials.set(key, material), material;
}
function countableKeys(root, role) {
  let seen = /* @__PURE__ */ new Set();
  return keysOf(root, role).filter(({ material, usable }) => material === null || !usable || seen.has(material) ? !1 : (seen.add(material), !0));
}
function onlineTargets(snapshot) {
  let named = snapshot.onlineKey && keyidOf(snapshot.onlineKey);
  return /* @__PURE__ */ new Set([...onlineKeys(snapshot, "targets"), ...named === null ? [] : [named]]);
}
function onlineKeys({ updates: updates2 }, role) {
  return (updates2 && own(updates2.currentOnline, role)) ?? [];
}
function offlineTargets(snapshot) {
  let root = snapshot.prodRoot ?? snapshot.ciRoot, online = onlineTargets(snapshot);
  return root ? countableKeys(root.signed, "targets").filter(({ material }) => !online.has(material)) : [];
}

// src/review/evidence/valid-signatures.ts
function validSignatures(doc, root, role) {
  let byKeyid = new Map(keysOf(root.signed, role).map((key) => [key.keyid, key])), signed = /* @__PURE__ */ new Map();
  for (let signature of examined(doc, byKeyid)) {
    let { keyid } = signature, key = byKeyid.get(keyid)?.usable;
    key && problemOf2(doc, signature, key) === null && !signed.has(key.keyid) && signed.set(key.keyid, keyid);
  }
  let { threshold } = root.signed.roles[role];
  return {
    threshold,
    signedBy: [...signed.values()],
    get missing() {
      return countableKeys(root.signed, role).filter(({ material }) => !signed.has(material)).map(({ keyid }) => keyid);
    },
    met: signed.size >= threshold
  };
}
function examined(doc, listed2) {
  return firstOfEachKeyid(doc).filter(({ keyid }) => listed2.has(keyid)).slice(0, MAX_EXAMINED);
}
var MAX_EXAMINED = 16;
function firstOfEachKeyid({ signatures }) {
  let seen = /* @__PURE__ */ new Set();
  return signatures.filter(({ keyid }) => {
    let isFirst = !seen.has(keyid);
    return seen.add(keyid), isFirst;
  });
}
var problems = /* @__PURE__ */ new WeakMap();
function problemOf2(doc, signature, key) {
  let known3 = problems.get(doc) ?? /* @__PURE__ */ new Map();
  problems.set(doc, known3);
  let text = `${key.keyid} ${signature.method} ${signature.sig}`, before = known3.get(text);
  if (before !== void 0) return before;
  let found = doc.forms.map((bytes) => signatureProblem(key, signature, bytes)), problem = found.includes(null) ? null : found[0] ?? "does not verify";
  return known3.set(text, problem), problem;
}

// src/review/evidence/pinned-documents.ts
function pinnedDocument(snapshot, name) {
  let { ciRoots, prodRoots, ciTargets, production: production2 } = snapshot;
  return name === "ci-root" ? withHash(ciRoots.newest, docHash) : name === "prod-root" ? withHash(prodRoots.newest, docHash) : name === "ci-targets" ? withHash(ciTargets, ciTargetsHash) : withHash(production2.get(name.slice(13)) ?? null, docHash);
}
function withHash(served, hash) {
  let doc = served?.doc ?? null;
  return { served, pin: doc && { version: doc.signed.version, sha256: hash(doc) } };
}

// src/review/rules/pinned-history.ts
var metadataRollback = {
  id: "metadata-rollback",
  level: "error",
  when: "A version is below its pin, or root.json is older than the newest numbered root.",
  waivable: "never",
  security: "critical",
  needs: pinsAsWell,
  why: "Somebody serves an old document, or holds back the new one.",
  fix: KEEP_EVIDENCE,
  sources: ["TUF 5.3.5"],
  check: (snapshot) => [
    ...belowPins(snapshot),
    ...belowTrustedRoot(snapshot),
    ...belowOwnChain("ci-root", snapshot.ciRoots),
    ...belowOwnChain("prod-root", snapshot.prodRoots)
  ]
};
function belowPins(snapshot) {
  return Object.entries(snapshot.pins?.docs ?? {}).flatMap(([name, { version: version2 }]) => {
    let { served, pin } = pinnedDocument(snapshot, name);
    if (pin && pin.version < version2) {
      let sentence = title`${spoken(name, pin.version)} is older than its pin, version ${version2}.`;
      return [{ subject: `${name}#/signed/version`, title: sentence }];
    }
    return served || version2 === 0 || !isReviewed(snapshot, name) || wasUnread(snapshot, `${name}#`) ? [] : [{ subject: `${name}#`, title: title`${spoken(name)}: there is none, but version ${version2} is pinned.` }];
  });
}
function isReviewed({ tags }, name) {
  return !name.startsWith("prod-targets/") || tags.includes(name.slice(13));
}
function belowTrustedRoot({ trustedRoot, ciRoot }) {
  if (!trustedRoot || !ciRoot || ciRoot.signed.version >= trustedRoot.signed.version) return [];
  let { version: version2 } = ciRoot.signed;
  return [{ subject: "ci-root#/signed/version", title: title`${spoken("ci-root", version2)} is older than the trusted root, version ${trustedRoot.signed.version}.`, properties: { trusted: trustedRoot.signed.version } }];
}
function belowOwnChain(name, { chain, newest }) {
  let claimed = newest?.doc?.signed.version;
  if (claimed === void 0 || claimed >= chain.length) return [];
  let sentence = title`${spoken(name, claimed)} is called the newest, but version ${chain.length} is served as well.`;
  return [{ subject: `${name}#/signed/version`, title: sentence, properties: { served: chain.length } }];
}
var metadataEquivocation = {
  id: "metadata-equivocation",
  level: "error",
  when: "A document has the version of its pin but other content, root 1 is not the pinned one, or root.json differs from the numbered root of its version.",
  waivable: "never",
  security: "critical",
  needs: pinsAsWell,
  why: "Two documents of one version exist: clients are shown different histories.",
  fix: KEEP_EVIDENCE,
  sources: ["TUF 5.3"],
  check: (snapshot) => [
    ...unlikePins(snapshot),
    ...unlikeFirstPin(snapshot),
    ...unlikeTrustedRoot(snapshot),
    ...unlikeOwnChain("ci-root", snapshot.ciRoots),
    ...unlikeOwnChain("prod-root", snapshot.prodRoots)
  ]
};
function unlikePins(snapshot) {
  return Object.entries(snapshot.pins?.docs ?? {}).flatMap(([name, { version: version2, sha256 }]) => {
    let { pin } = pinnedDocument(snapshot, name);
    if (pin?.version !== version2 || pin.sha256 === sha256) return [];
    let sentence = title`${spoken(name, version2)} is not what was pinned at that version.`;
    return [{ subject: `${name}#/signed`, title: sentence, properties: { sha256: pin.sha256, pinned: sha256 } }];
  });
}
function unlikeFirstPin({ pins: pins2, ciRoots, prodRoots }) {
  if (!pins2) return [];
  let [ci, prod] = [ciRoots.chain[0]?.doc, prodRoots.chain[0]?.doc].map((doc) => doc ? docHash(doc) : null), unlike = (name, sha256) => ({
    subject: `${name}#/signed`,
    title: title`${spoken(name)} is not the first root that was pinned.`,
    properties: { sha256, pinned: pins2.firstRoot }
  });
  return [
    ...ci && ci !== pins2.firstRoot ? [unlike("ci-root@1", ci)] : [],
    ...prod && prod !== pins2.firstRoot && prod !== ci ? [unlike("prod-root@1", prod)] : []
  ];
}
function unlikeTrustedRoot({ trustedRoot, ciRoots }) {
  let same = trustedRoot && ciRoots.chain[trustedRoot.signed.version - 1]?.doc;
  if (!same || docHash(same) === docHash(trustedRoot)) return [];
  let name = `ci-root@${trustedRoot.signed.version}`;
  return [
    {
      subject: `${name}#/signed`,
      title: title`${spoken(name)} is not the trusted root of that version.`,
      properties: { sha256: docHash(same), trusted: docHash(trustedRoot) }
    }
  ];
}
function unlikeOwnChain(name, { chain, newest }) {
  let numbered = newest?.doc && chain[newest.doc.signed.version - 1]?.doc;
  if (!numbered || docHash(numbered) === docHash(newest.doc)) return [];
  let { version: version2 } = newest.doc.signed, sentence = title`${spoken(name, version2)}: root.json and ${version2}.root.json differ.`;
  return [{ subject: `${name}#/signed`, title: sentence, properties: { sha256: docHash(newest.doc) } }];
}
var rootUnreviewedChange = {
  id: "root-unreviewed-change",
  level: "warning",
  when: "The root's version is above its pin.",
  needs: pins,
  why: "The root changed outside the reviewed workflow.",
  fix: "Look at the change with factory-tuf root show, then commit the new pin: factory-tuf review --update-pins",
  sources: ["DESIGN, files a repository keeps"],
  check: (snapshot) => dropCiTwins(
    ["ci-root", "prod-root"].flatMap((name) => {
      let pinned = pinOf(snapshot.pins, name)?.version, served = pinnedDocument(snapshot, name).pin?.version;
      if (pinned === void 0 || served === void 0 || served <= pinned) return [];
      let sentence = title`The pin of the ${midSentence(name)} is version ${pinned}, but version ${served} is served.`;
      return [{ subject: `${name}#/signed/version`, title: sentence, properties: { pinned, served } }];
    })
  )
};

// src/review/rules/pull-request-pins.ts
var pinNotChained = {
  id: "pin-not-chained",
  level: "error",
  when: "On a pull request, a changed trusted root or pin cannot be verified from that of the base commit.",
  waivable: "never",
  needs: pullRequest,
  why: "A pull request must not choose whom the gate trusts.",
  fix: "Write it again from a verified root: factory-tuf root pin, then factory-tuf review --update-pins",
  sources: ["DESIGN, files a repository keeps"],
  check: (snapshot) => {
    let { pinChange } = snapshot;
    return pinChange ? [...changedRoot(snapshot, pinChange), ...changedPins(snapshot, pinChange)] : [];
  }
};
function changedRoot(snapshot, { baseRoot, headRoot }) {
  if (!baseRoot) return [];
  let observe = (sentence) => [{ subject: "ci-root#/signed", title: sentence }];
  if (!headRoot) return observe("The pull request removes the trusted root.json.");
  if (docHash(baseRoot) === docHash(headRoot) || follows(headRoot, baseRoot)) return [];
  if (isChained(snapshot.ciRoots, pinOfRoot(baseRoot), pinOfRoot(headRoot))) return [];
  let { version: version2 } = headRoot.signed;
  return observe(title`root.json v${version2} does not follow from the base commit's v${baseRoot.signed.version}.`);
}
function pinOfRoot(root) {
  return { version: root.signed.version, sha256: docHash(root) };
}
function changedPins(snapshot, { basePins, headPins }) {
  if (!basePins) return [];
  if (!headPins) return [{ subject: "ci-root#", title: "The pull request removes the pins." }];
  let pins2 = [.../* @__PURE__ */ new Set([...Object.keys(basePins.docs), ...Object.keys(headPins.docs)])].flatMap((name) => {
    let [base, head] = [own(basePins.docs, name), own(headPins.docs, name)];
    if (!head)
      return [{ subject: `${name}#`, title: title`The pull request removes the pin of the ${midSentence(name)}.` }];
    if (isSamePin(base, head) || isForward(snapshot, name, base, head)) return [];
    let before = base ? `the base commit's v${base.version}` : "what is served";
    return [
      {
        subject: `${name}#`,
        title: title`The pin of the ${midSentence(name)}, v${head.version}, does not follow from ${before}.`
      }
    ];
  });
  return basePins.firstRoot === headPins.firstRoot ? pins2 : [{ subject: "ci-root@1#", title: "The pull request changes the pin of the first root." }, ...pins2];
}
function isForward(snapshot, name, base, head) {
  if (base && head.version <= base.version) return !1;
  if (name === "ci-root" || name === "prod-root") {
    let roots2 = name === "ci-root" ? snapshot.ciRoots : snapshot.prodRoots;
    return base ? isChained(roots2, base, head) : isSamePin(pinOfVersion(roots2, head.version), head);
  }
  let { served, pin } = pinnedDocument(snapshot, name), root = name === "ci-targets" ? snapshot.ciRoot : snapshot.prodRoot;
  return !served?.doc || !root || !isSamePin(pin ?? void 0, head) ? !1 : validSignatures(served.doc, root, "targets").met;
}
function pinOfVersion({ chain }, version2) {
  let doc = chain[version2 - 1]?.doc;
  return doc ? pinOfRoot(doc) : void 0;
}
function isSamePin(a, b) {
  return a?.version === b.version && a.sha256 === b.sha256;
}
function isChained(roots2, from, to) {
  if (to.version <= from.version || !isSamePin(pinOfVersion(roots2, from.version), from) || !isSamePin(pinOfVersion(roots2, to.version), to))
    return !1;
  let steps2 = chainDocs(roots2).slice(from.version - 1, to.version);
  return steps2.every((root, index) => index === 0 || root !== null && followsNamed(root, steps2[index - 1] ?? null));
}
function followsNamed(root, previous) {
  return previous !== null && follows(root.doc, previous.doc);
}
function follows(root, previous) {
  return root.signed.version === previous.signed.version + 1 && validSignatures(root, previous, "root").met && validSignatures(root, root, "root").met;
}

// src/review/rules/chain.ts
var rootChainGap = {
  id: "root-chain-gap",
  level: "error",
  when: "A root version below the newest is missing in a flavour, or the document served for it has another version.",
  waivable: "never",
  why: "All released roots must stay available: a device cannot pass a gap.",
  fix: KEEP_EVIDENCE,
  sources: ["TUF 6.2"],
  check: (snapshot) => FLAVOURS.flatMap((name) => {
    let roots2 = rootsOf(snapshot, name);
    return [...missingVersions(name, roots2, snapshot), ...misnumbered(roots2)];
  })
}, FLAVOURS = ["ci-root", "prod-root"];
function rootsOf({ ciRoots, prodRoots }, name) {
  return name === "ci-root" ? ciRoots : prodRoots;
}
function missingVersions(name, { chain, newest }, snapshot) {
  let gaps = [];
  chain.forEach((root, index) => {
    let version2 = index + 1;
    if (root || wasUnread(snapshot, `${name}@${version2}#`)) return;
    let last = gaps.at(-1);
    last?.to === index ? last.to = version2 : gaps.push({ from: version2, to: version2 });
  });
  let claimed = newest?.doc?.signed.version ?? 0;
  claimed > chain.length && !wasUnread(snapshot, `${name}#`) && gaps.push({ from: chain.length + 1, to: claimed });
  let served = Math.max(claimed, chain.length);
  return gaps.map(({ from, to }) => ({
    subject: `${name}@${from}#`,
    title: from === to ? title`${spoken(name, from)} is missing; version ${served} is served.` : title`Versions ${from} to ${to} of the ${midSentence(name)} are missing; version ${served} is served.`
  }));
}
function misnumbered({ chain }) {
  return chain.flatMap((root, index) => {
    let version2 = root?.doc?.signed.version ?? index + 1;
    if (!root || version2 === index + 1) return [];
    let sentence = title`What is served as ${midSentence(root.name)} says version ${version2}.`;
    return [{ subject: `${root.name}#/signed/version`, title: sentence }];
  });
}
var rootChainBroken = {
  id: "root-chain-broken",
  level: "error",
  when: "A root is not signed by enough keys of the root before it, or by enough of its own.",
  waivable: "never",
  security: "critical",
  why: "Devices below that version can never get past it. Each needs a new root by hand.",
  fix: KEEP_EVIDENCE,
  sources: ["TUF 5.3.4", "ota-tuf RootRoleValidation"],
  check: (snapshot) => FLAVOURS.flatMap((name) => {
    let chain = chainDocs(rootsOf(snapshot, name));
    return chain.flatMap((root, index) => root ? brokenAt(root, chain[index - 1] ?? null) : []);
  })
};
function brokenAt({ name, doc }, previous) {
  let byOwn = validSignatures(doc, doc, "root"), byPrevious = previous && validSignatures(doc, previous.doc, "root");
  if (byOwn.met && (byPrevious === null || byPrevious.met)) return [];
  let counted2 = [
    ...byPrevious ? [`${byPrevious.signedBy.length} of ${byPrevious.threshold} by the version before`] : [],
    `${byOwn.signedBy.length} of ${byOwn.threshold} by its own root keys`
  ], sentence = title`${spoken(name)} has too few valid signatures: ${counted2.join(", ")}.`;
  return [{ subject: `${name}#/signatures`, title: sentence }];
}
var flavourSwapped = {
  id: "flavour-swapped",
  level: "error",
  when: "What is served as production root (version 2 or later) asks for fewer than 2 targets signatures, or does not verify under the CI root before it.",
  waivable: "never",
  security: "critical",
  why: "A root does not name its flavour: a device that takes the CI root for production accepts one signature.",
  fix: KEEP_EVIDENCE,
  sources: ["PROTOCOL §1"],
  check: (snapshot) => {
    let ci = chainDocs(snapshot.ciRoots);
    return servedRoots(snapshot.prodRoots).flatMap(({ name, doc }) => {
      if (!doc || doc.signed.version < 2) return [];
      let { version: version2, roles } = doc.signed, { threshold } = roles.targets;
      if (threshold < MIN_PRODUCTION_THRESHOLD) {
        let sentence2 = title`${spoken(name, version2)} has the targets threshold ${threshold}, like the CI flavour, not at least ${MIN_PRODUCTION_THRESHOLD}.`;
        return [{ subject: `${name}#/signed/roles/targets/threshold`, title: sentence2 }];
      }
      let previous = ci[version2 - 2]?.doc, signed = previous && validSignatures(doc, previous, "root");
      if (!signed || signed.met) return [];
      let count = `${signed.signedBy.length} of ${signed.threshold}`, sentence = title`${spoken(name, version2)}: ${count} valid signatures by the root keys of CI root v${version2 - 1}.`;
      return [{ subject: `${name}#/signatures`, title: sentence }];
    });
  }
}, revokedKeyReused = {
  id: "revoked-key-reused",
  level: "warning",
  when: "Key material that an earlier root listed and a later one removed is listed again.",
  why: "A key was removed for a reason and should not come back.",
  fix: `Run, by the key's role: ${ROTATE_ROOT}, ${ROTATE_TARGETS}, or ${inTransaction(`${UPDATES} rotate-online-key --role <online role>`)}`,
  sources: ["TUF 6.1"],
  check: (snapshot) => {
    let history = ([snapshot.ciRoots, snapshot.prodRoots].map(chainDocs).find((chain) => chain.length > 0) ?? []).filter((root) => root !== null), now = leadingRoot(snapshot), staged = stagedRoots(snapshot).findLast(({ doc }) => doc), judged = [...now ? [now] : [], ...staged?.doc ? [{ name: staged.name, doc: staged.doc }] : []], said = /* @__PURE__ */ new Set();
    return judged.flatMap((root) => {
      let before = history.filter(({ doc }) => doc.signed.version < root.doc.signed.version), returned = returnedKeys(before, root).filter(({ material }) => !said.has(material));
      for (let { material } of returned) said.add(material);
      return bounded(root.name, returned, ({ keyid, droppedIn }) => ({
        subject: `${root.name}#${pointerTo("/signed/keys", keyid)}`,
        title: title`Key ${shortKeyid(keyid)} of ${midSentence(root.name, root.doc.signed.version)} is back; root v${droppedIn} had dropped it.`,
        properties: { keyid }
      }));
    });
  }
};
function returnedKeys(before, root) {
  let known3 = /* @__PURE__ */ new Set(), dropped = /* @__PURE__ */ new Map();
  for (let { doc } of before) {
    let present3 = keysInRoles({ name: "", doc });
    for (let material of known3)
      !present3.has(material) && !dropped.has(material) && dropped.set(material, doc.signed.version);
    for (let material of present3.keys()) known3.add(material);
  }
  return [...keysInRoles(root)].flatMap(([material, keyid]) => {
    let droppedIn = dropped.get(material);
    return droppedIn === void 0 ? [] : [{ keyid, material, droppedIn }];
  });
}
function keysInRoles({ doc }) {
  let keys = ROLE_NAMES.flatMap((role) => keysOf(doc.signed, role));
  return new Map(keys.flatMap(({ material, keyid }) => material === null ? [] : [[material, keyid]]));
}
var chainRules = [
  rootChainGap,
  rootChainBroken,
  metadataRollback,
  metadataEquivocation,
  pinNotChained,
  flavourSwapped,
  rootUnreviewedChange,
  revokedKeyReused
];

// src/review/rules/divergence.ts
var flavourVersionSkew = {
  id: "flavour-version-skew",
  level: "error",
  raised: ["note"],
  when: "The newest CI root and the newest production root have different versions; a note while production is missing and not in use.",
  needs: allRoots,
  why: "Both flavours of a root are published together, so an update stopped halfway, or somebody holds one of them back.",
  fix: `Run: ${UPDATES} apply once more. If that does not help: ${lower(KEEP_EVIDENCE)}`,
  sources: ["PROTOCOL §1"],
  check: (snapshot) => {
    let [ci, prod] = [highestVersion(snapshot.ciRoots), highestVersion(snapshot.prodRoots)];
    if (ci === prod || isUnread(snapshot, "ci-root") || isUnread(snapshot, "prod-root")) return [];
    let subject = "prod-root#/signed/version";
    if (prod === 0) {
      let sentence2 = title`CI root of ${snapshot.factory} is at v${ci}, and there is no production root.`;
      return isInUse(snapshot) ? [{ subject, title: sentence2 }] : [{ subject, title: sentence2, consequence: "Nothing is released, so no device needs one yet.", level: "note" }];
    }
    let sentence = title`CI root of ${snapshot.factory} is at v${ci}, production root at v${prod}; they must be equal.`;
    return [{ subject, title: sentence }];
  }
};
function isUnread({ unavailable }, doc) {
  return unavailable.some(({ subject }) => subject.startsWith(`${doc}#`) || subject.startsWith(`${doc}@`));
}
var flavourContentDiverges = {
  id: "flavour-content-diverges",
  level: "error",
  when: "The two flavours of a root version differ in more than the targets threshold.",
  waivable: "never",
  why: "Nothing but the targets threshold may differ between the flavours, so somebody has changed one of them.",
  fix: `If it is staged, run: ${UPDATES} cancel, and stage it again. If it is published: ${lower(KEEP_EVIDENCE)}`,
  sources: ["PROTOCOL §1", "the vendor's guide to offline keys"],
  check: ({ factory: factory2, ciRoots, prodRoots, updates: updates2 }) => {
    let published = prodRoots.chain.flatMap((prod, index) => {
      let ci = ciRoots.chain[index], version2 = index + 1;
      return prod && ci ? divergence(factory2, { prod, ci, version: version2, what: `Production root v${version2}` }) : [];
    }), staged = updates2?.staged;
    if (!staged?.ci || !staged.prod) return published;
    let pair = { prod: staged.prod, ci: staged.ci, version: null, what: "Staged production root" };
    return [...published, ...divergence(factory2, pair)];
  }
};
function divergence(factory2, { prod, ci, version: version2, what }) {
  let [mine, theirs] = [signedOf(prod), signedOf(ci)], pointers = version2 === 1 ? differing(mine, theirs) : differing(comparable(mine), comparable(theirs)), [first] = pointers;
  if (first === void 0) return [];
  let more2 = pointers.length > 1 ? ` and at ${counted(pointers.length - 1, "more place")}` : "";
  return [
    {
      subject: `${prod.name}#/signed`,
      title: title`${what} of ${factory2} differs from the CI root at ${first}${more2}.`,
      properties: { pointers }
    }
  ];
}
function signedOf({ value }) {
  return isObject(value) ? own(value, "signed") : void 0;
}
function comparable(signed) {
  if (!isObject(signed) || !isObject(signed.roles) || !isObject(signed.roles.targets)) return signed;
  let { threshold: _flavour, ...targets2 } = signed.roles.targets;
  return { ...signed, roles: { ...signed.roles, targets: targets2 } };
}
var MAX_POINTERS = 20;
function differing(a, b) {
  let found = [];
  return collect(a, b, "/signed", found), found;
}
function collect(a, b, pointer, found) {
  if (found.length >= MAX_POINTERS) return;
  let names2 = membersOf3(a, b);
  if (!names2) {
    sameJson(a, b) || found.push(pointer);
    return;
  }
  for (let name of names2) collect(member2(a, name), member2(b, name), pointerTo(pointer, name), found);
}
function membersOf3(a, b) {
  return Array.isArray(a) && Array.isArray(b) ? Object.keys(a.length > b.length ? a : b) : !isPlainObject(a) || !isPlainObject(b) ? null : [.../* @__PURE__ */ new Set([...Object.keys(a), ...Object.keys(b)])].sort();
}
function member2(value, name) {
  return isObject(value) ? own(value, name) : void 0;
}
function lower(sentence) {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
var divergenceRules = [flavourVersionSkew, flavourContentDiverges];

// src/review/evidence/key-birth.ts
var MAX_AHEAD_MS = MS_PER_DAY;
function birthsIn(snapshot, root, now) {
  let firstListed = /* @__PURE__ */ new Map(), believed = (text) => {
    let at = momentOf(text);
    return at && at.getTime() <= now.getTime() + MAX_AHEAD_MS ? at : null;
  };
  for (let listing of [...chainDocs(snapshot.ciRoots), ...chainDocs(snapshot.prodRoots)]) {
    if (!listing) continue;
    let { signed } = listing.doc, changed = believed(changedAt(signed));
    for (let keyid of Object.keys(signed.keys)) firstListed.has(keyid) || firstListed.set(keyid, changed);
  }
  return (keyid) => believed(reviewedOwnerOf(root, keyid)?.createdAt) ?? firstListed.get(keyid) ?? null;
}
function changedAt(root) {
  let changelog = root["x-changelog"];
  return isObject(changelog) ? own(changelog, "timestamp") : void 0;
}

// src/review/rules/expiry.ts
var FIX = `For a root run: ${ROTATE_ROOT}; CI targets are made anew by a CI build; an expired Wave ends with: ${CANCEL_WAVE}; and for production, with a newer CI version: ${NEW_WAVE}`, roots = (snapshot) => currentRoots(snapshot).map(({ name, doc }) => ({ name, signed: doc.signed }));
function targets(snapshot, flavour) {
  return liveTargets(snapshot).flatMap(
    (live) => live.flavour === flavour && live.reviewed.doc ? [{ name: live.reviewed.name, signed: live.reviewed.doc.signed }] : []
  );
}
function nameOf2({ name, signed }, { factory: factory2 }) {
  return `${spoken(name, signed.version)} of ${factory2}`;
}
function areMany({ name }) {
  return /^(?:ci|prod)-targets/.test(name);
}
function them(expiring2) {
  return areMany(expiring2) ? "them" : "it";
}
var metadataExpired = {
  id: "metadata-expired",
  level: "error",
  when: "The newest root of a flavour, CI targets, production targets or an active Wave have expired.",
  why: "Devices trust no expired document.",
  fix: FIX,
  sources: ["TUF 5.3.10", "TUF 5.6"],
  check: (snapshot, _policy, now) => [...roots(snapshot), ...targets(snapshot, "ci"), ...targets(snapshot, "prod")].filter(({ signed }) => isExpired(signed, now)).map((expiring2) => ({
    subject: `${expiring2.name}#/signed/expires`,
    title: title`${nameOf2(expiring2, snapshot)} expired at ${expiring2.signed.expires}.`,
    consequence: `Since ${encodeText(expiring2.signed.expires)} devices refuse ${them(expiring2)}${expiring2.name === "ci-targets" ? "; a CI build signs them again" : ""}.`,
    properties: { expires: expiring2.signed.expires }
  }))
}, ROOT_LIMITS = { warning: 60, error: 14 }, TARGETS_LIMITS = { warning: 30, error: 7 };
function expiring(rule, limits, documents, context) {
  let { snapshot, policy, now } = context, [warning, error] = [
    limitOf(policy, rule, "warning", limits.warning),
    Number.isFinite(limits.error) ? limitOf(policy, rule, "error", limits.error) : limits.error
  ];
  return documents.flatMap((expiring2) => {
    let { expires } = expiring2.signed, at = new Date(expires), isWithin = (days) => isWithinDays(at, days, now), level = isWithin(error) ? "error" : isWithin(warning) ? "warning" : null;
    if (isExpired(expiring2.signed, now) || level === null) return [];
    let limit = level === "error" ? error : warning;
    return [
      {
        subject: `${expiring2.name}#/signed/expires`,
        title: title`${nameOf2(expiring2, snapshot)} ${areMany(expiring2) ? "expire" : "expires"} in ${daysText(daysUntil(at, now))} (${level} limit ${limit}).`,
        consequence: `After ${encodeText(expires)} devices refuse ${expiring2.name.endsWith("root") ? "all updates" : them(expiring2)}.`,
        level,
        properties: { expires }
      }
    ];
  });
}
var rootExpiring = {
  id: "root-expiring",
  level: "warning",
  raised: ["error"],
  when: "The newest root expires within 60 days; an error within 14.",
  why: "Its expiry stops all updates, and a rotation of the targets key does not extend it.",
  fix: `Run: ${ROTATE_ROOT}`,
  sources: ["tuf-on-ci", "fioctl 9b0a6e7"],
  check: (snapshot, policy, now) => expiring("root-expiring", ROOT_LIMITS, roots(snapshot), { snapshot, policy, now })
}, prodTargetsExpiring = {
  id: "prod-targets-expiring",
  level: "warning",
  raised: ["error"],
  when: "Production targets or an active Wave expire within 30 days; an error within 7.",
  why: "Only a new offline signature extends production targets.",
  fix: `With a newer CI version (build one if needed) run: ${NEW_WAVE}`,
  sources: ["ota-tuf"],
  check: (snapshot, policy, now) => expiring("prod-targets-expiring", TARGETS_LIMITS, targets(snapshot, "prod"), { snapshot, policy, now })
};
function onlineDocuments({ onlineDocuments: onlineDocuments2, ciOnlineDocuments }) {
  return [...onlineDocuments2, ...ciOnlineDocuments].flatMap(
    ({ name, doc }) => doc ? [{ name, signed: doc.signed }] : []
  );
}
var SIGNED_ANEW = "Start a CI build: the Factory then signs it again. If that does not help, ask the vendor, with: factory-tuf root download <file> --prod", onlineRoleExpired = {
  id: "online-role-expired",
  level: "error",
  when: "The timestamp or snapshot of a tag with production targets, or of a tag of the newest 20 CI versions, has expired.",
  why: "Devices refuse every update of that tag.",
  fix: SIGNED_ANEW,
  sources: ["TUF 5.4.4", "TUF 5.5.6"],
  check: (snapshot, _policy, now) => onlineDocuments(snapshot).filter(({ signed }) => isExpired(signed, now)).map((online) => ({
    subject: `${online.name}#/signed/expires`,
    title: title`${nameOf2(online, snapshot)} expired at ${online.signed.expires}.`,
    consequence: `Since ${encodeText(online.signed.expires)} devices refuse every update of that tag.`,
    properties: { expires: online.signed.expires }
  }))
}, ONLINE_DAYS = 2, onlineRoleExpiring = {
  id: "online-role-expiring",
  level: "warning",
  when: "The timestamp or snapshot of a tag with production targets, or of a tag of the newest 20 CI versions, expires within 2 days.",
  why: "The Factory should have signed a new one by now, and devices will refuse every update of that tag.",
  fix: SIGNED_ANEW,
  sources: ["TUF 5.4.4", "TUF 5.5.6"],
  check: (snapshot, policy, now) => expiring(
    "online-role-expiring",
    { warning: ONLINE_DAYS, error: Number.NEGATIVE_INFINITY },
    onlineDocuments(snapshot),
    { snapshot, policy, now }
  )
}, MAX_VALID_DAYS = 400, MAX_ONLINE_DAYS = 45, validityTooLong = {
  id: "validity-too-long",
  level: "warning",
  raised: ["note"],
  when: "A root, production targets or a Wave are valid for more than 400 days; a note for online roles above 45 days.",
  why: "While a document is valid, somebody can serve it to devices instead of a newer one.",
  fix: `For a root run: ${SHORTEN_ROOT}; for targets, with a newer CI version: factory-tuf wave init <new wave> <version> <tag> --expires-days 365 --keys <targets.tgz>, then factory-tuf wave complete <new wave>`,
  sources: ["tuf-on-ci", "Uptane deployment considerations"],
  check: (snapshot, policy, now) => {
    let max = limitOf(policy, "validity-too-long", "warning", MAX_VALID_DAYS), observe = (expiring2, from, days, level) => {
      if (!(new Date(expiring2.signed.expires).getTime() - from.getTime() > days * MS_PER_DAY)) return [];
      let sentence = title`${nameOf2(expiring2, snapshot)} ${areMany(expiring2) ? "are" : "is"} valid for more than ${daysText(days)}, until ${expiring2.signed.expires}.`;
      return [
        {
          subject: `${expiring2.name}#/signed/expires`,
          title: sentence,
          level,
          properties: { expires: expiring2.signed.expires }
        }
      ];
    };
    return [
      ...currentRoots(snapshot).flatMap(
        ({ name, doc }) => observe({ name, signed: doc.signed }, signedAt(changedAt(doc.signed), now), max, "warning")
      ),
      ...targets(snapshot, "prod").flatMap((expiring2) => observe(expiring2, now, max, "warning")),
      ...[...targets(snapshot, "ci"), ...onlineDocuments(snapshot)].flatMap(
        (expiring2) => observe(expiring2, now, MAX_ONLINE_DAYS, "note")
      )
    ];
  }
};
function signedAt(changelogTime, now) {
  let at = momentOf(changelogTime);
  return at && at.getTime() <= now.getTime() ? at : now;
}
var ROOT_KEY_DAYS = 365, OTHER_KEY_DAYS = 730, ANY_KEY_DAYS = 1095, KEY_ROLES = ["root", "targets", "snapshot", "timestamp"], keyOverdue = {
  id: "key-overdue",
  level: "warning",
  raised: ["note", "error"],
  when: "A root key is older than 365 days, another key older than 730: a warning; older than 1095 days: an error; a note when its age is unknown.",
  why: "The longer a key is in use, the more likely it is that somebody else has it.",
  fix: `For a root key run: ${ROTATE_ROOT}; for a targets key: ${ROTATE_TARGETS}; for an online key: ${inTransaction(`${UPDATES} rotate-online-key --role <online role>`)}`,
  sources: ["the vendor's guide to offline keys", "NIST SP 800-57 Part 1"],
  check: (snapshot, policy, now) => {
    let root = leadingRoot(snapshot);
    if (!root) return [];
    let { signed } = root.doc, online = onlineTargets(snapshot), bornOf2 = birthsIn(snapshot, signed, now), roleOf = /* @__PURE__ */ new Map();
    for (let role of KEY_ROLES)
      for (let keyid of signed.roles[role].keyids) roleOf.has(keyid) || roleOf.set(keyid, role);
    let observations2 = [...roleOf].flatMap(([keyid, role]) => {
      let warning = limitOf(policy, "key-overdue", "warning", role === "root" ? ROOT_KEY_DAYS : OTHER_KEY_DAYS), error = limitOf(policy, "key-overdue", "error", ANY_KEY_DAYS), place2 = { subject: `${root.name}#${pointerTo("/signed/keys", keyid)}`, properties: { keyid, role } }, kind = role !== "targets" ? role : online.has(keyid) ? "online targets" : "offline targets", key = `${capital(kind)} key ${shortKeyid(keyid)} of ${snapshot.factory}`, born = bornOf2(keyid);
      if (!born) {
        let sentence2 = title`${key} has no recorded age.`;
        return [
          { ...place2, title: sentence2, consequence: "Nobody can tell when it is due for replacement.", level: "note" }
        ];
      }
      let isOverdue = (days) => isOlderThan(born, days * MS_PER_DAY, now), level = isOverdue(error) ? "error" : isOverdue(warning) ? "warning" : null;
      if (level === null) return [];
      let limit = level === "error" ? error : warning, due = new Date(born.getTime() + warning * MS_PER_DAY), sentence = title`${key} has been in use since ${dayText(born)}, more than ${daysText(limit)}.`;
      return [{ ...place2, title: sentence, consequence: `It was due for replacement on ${dayText(due)}.`, level }];
    });
    return boundedByLevel(root.name, observations2);
  }
}, expiryRules = [
  metadataExpired,
  rootExpiring,
  prodTargetsExpiring,
  validityTooLong,
  keyOverdue,
  onlineRoleExpired,
  onlineRoleExpiring
];

// src/review/evidence/roots-to-judge.ts
function rootsToJudge(snapshot) {
  let current = currentRoots(snapshot), { ci = null, prod = null } = snapshot.updates?.staged ?? {};
  return [
    ...withoutTwins(
      current.filter(({ flavour }) => flavour === "prod"),
      current.filter(({ flavour }) => flavour === "ci")
    ),
    ...withoutTwins(parsed2([prod]), parsed2([ci]))
  ];
}
function rootsOfAllTimes(snapshot) {
  let { ci = null, prod = null } = snapshot.updates?.staged ?? {};
  return [
    ...withoutTwins(parsed2(servedRoots(snapshot.prodRoots)), parsed2(servedRoots(snapshot.ciRoots))),
    ...withoutTwins(parsed2([prod]), parsed2([ci]))
  ];
}
function parsed2(roots2) {
  return roots2.flatMap((root) => root?.doc ? [{ name: root.name, doc: root.doc }] : []);
}
function withoutTwins(prods, cis) {
  let byVersion = new Map(prods.map(({ doc }) => [doc.signed.version, doc.signed])), others2 = cis.filter(({ doc }) => {
    let twin = byVersion.get(doc.signed.version);
    return !twin || !sameJson(keysAndRoles(doc.signed), keysAndRoles(twin));
  });
  return [...prods, ...others2];
}
function keysAndRoles({ keys, roles }) {
  let { threshold: _flavour, ...targets2 } = roles.targets;
  return { keys, roles: { ...roles, targets: targets2 } };
}

// src/review/rules/clients.ts
var keyTypeUnsupportedByClient = {
  id: "key-type-unsupported-by-client",
  level: "error",
  raised: ["note"],
  when: "A root has an RSA key, used or not, and the policy's clients list fiotuf or fioup; or a role has more than 5 key ids, a root more than 10 keys, a document more than 2 signatures, and they list aktualizr-nano. Where only a client that is not listed refuses it, it is a note.",
  why: "A client that refuses a root refuses every later one: its devices are cut off for good.",
  fix: `If it is staged, run: ${UPDATES} cancel. New keys are Ed25519: ${ROTATE_ROOT} --key-type ed25519`,
  sources: ["DEVICES, limits and refusals"],
  check: (snapshot, policy) => {
    let { listed: listed2, others: others2 } = clientsInUse(policy.clients), targets2 = judgedTargets(snapshot);
    return [
      ...[...judgedRoots(rootsOfAllTimes(snapshot)), ...targets2].flatMap(
        (judged) => observations(judged, listed2, "keys", "error")
      ),
      ...[...judgedRoots(rootsToJudge(snapshot)), ...targets2].filter((judged) => observations(judged, listed2, "keys", "error").length === 0).flatMap((judged) => observations(judged, others2, "keys", "note").slice(0, 1))
    ];
  }
}, deviceRefuses = {
  id: "device-refuses",
  level: "error",
  when: "A client that the policy lists refuses what is served or staged for a reason that no other rule names: how a text or a number is written, a key that a role names and the root does not list, a missing consistent_snapshot, members out of order where the bytes are verified as they come, or more root versions than it walks from the oldest that devices hold (oldest-root).",
  why: "Devices with that client take no update; if it is a root, never again.",
  fix: `If it is staged, run: ${UPDATES} cancel. If no device runs that client, take it out of the policy's clients.`,
  sources: ["DEVICES, limits and refusals"],
  check: (snapshot, policy) => {
    let { listed: listed2 } = clientsInUse(policy.clients);
    return [
      ...[...judgedRoots(rootsOfAllTimes(snapshot)), ...judgedTargets(snapshot)].flatMap((judged) => observations(judged, listed2, "form", "error")),
      ...walkObservations(snapshot, policy)
    ];
  }
};
function judgedRoots(roots2) {
  return roots2.map(({ name, doc }) => {
    let document = judgedAs({ role: "root", signed: doc.signed }, { signatures: doc.signatures });
    return { name, version: doc.signed.version, refusals: (client) => refusalsOfRoot(client, document) };
  });
}
function judgedTargets(snapshot) {
  return [...snapshot.production.values(), ...activeWavesOf(snapshot).map((wave) => wave.targets)].flatMap((reviewed2) => {
    if (!reviewed2?.doc) return [];
    let { signed, signatures } = reviewed2.doc, document = judgedAs({ role: "targets", signed }, { signatures });
    return [{ name: reviewed2.name, version: signed.version, refusals: (client) => refusalsOf(client, document) }];
  });
}
function observations({ name, version: version2, refusals }, clients, kind, level) {
  let refused = refusedBy(clients, refusals).filter((refusal) => refusal.kind === kind);
  return bounded(name, refused, (refusal) => observation(name, version2, refusal, level));
}
function observation(name, version2, { clients, pointer, says }, level) {
  return {
    subject: `${name}#${pointer}`,
    title: title`${spoken(name, version2)} ${says}; ${listOf(clients)} would refuse it.`,
    level,
    properties: { clients }
  };
}
function walkObservations({ ciRoots }, { clients, oldestRoot }) {
  let oldest = oldestRoot ?? 1, versions = servedRoots(ciRoots).flatMap(({ doc }) => doc ? [doc.signed.version] : []), newest = Math.max(0, ...versions);
  return clientsInUse(clients).listed.filter(({ maxRootVersions }) => newest - oldest > maxRootVersions).map(({ name, maxRootVersions }) => ({
    subject: "ci-root#/signed/version",
    title: title`${newest - oldest} root versions follow root ${oldest}, and ${name} walks at most ${maxRootVersions} in one go.`
  }));
}

// src/review/rules/keys.ts
var RSA_ADVISED_BITS = 3072, keyidMismatch = {
  id: "keyid-mismatch",
  level: "error",
  when: "A key is listed under another id than the SHA-256 of its DER SPKI encoding.",
  waivable: "never",
  why: "A device does not check the id, so nothing under such a root can be trusted.",
  fix: `If it is staged, run: ${UPDATES} cancel. If it is published: ${KEEP_EVIDENCE}`,
  sources: ["TUF 4.3", "libaktualizr"],
  check: (snapshot) => rootsOfAllTimes(snapshot).flatMap(({ name, doc }) => {
    let wrong = Object.keys(doc.signed.keys).flatMap((keyid) => {
      let right = keyidOf(doc.signed.keys[keyid]);
      return right === null || right === keyid ? [] : [{ keyid, right }];
    });
    return bounded(name, wrong, ({ keyid, right }) => ({
      subject: keySubject(name, keyid),
      title: title`${spoken(name, doc.signed.version)} calls a key ${shortKeyid(keyid)}, but the id of that key is ${shortKeyid(right)}.`,
      properties: { keyid, expected: right }
    }));
  })
}, duplicateKeyMaterial = {
  id: "duplicate-key-material",
  level: "error",
  when: "Two key ids hold the same key material, or one id is repeated in a role.",
  waivable: "never",
  security: "critical",
  why: "libaktualizr counts key ids, so one key could meet a threshold of 2.",
  fix: `Run: ${inTransaction(`${UPDATES} delete-offline-key --role <role> --key-id <id>`)}`,
  sources: ["TAP 12", "libaktualizr"],
  check: (snapshot) => rootsToJudge(snapshot).flatMap(
    (root) => bounded(root.name, [...sameMaterial(root), ...repeatedIds(root)], (observation2) => observation2)
  )
};
function sameMaterial({ name, doc }) {
  return [...Map.groupBy(Object.keys(doc.signed.keys), (keyid) => materialOf(doc.signed.keys[keyid]))].flatMap(
    ([material, [first, ...others2]]) => material === null ? [] : others2.map((keyid) => ({
      subject: keySubject(name, keyid),
      title: title`${spoken(name, doc.signed.version)} lists one key twice, as ${shortKeyid(first)} and as ${shortKeyid(keyid)}.`,
      properties: { keyid, other: first }
    }))
  );
}
function repeatedIds({ name, doc }) {
  return ROLE_NAMES.flatMap((role) => {
    let { keyids } = doc.signed.roles[role];
    return [...new Set(keyids.length === new Set(keyids).size ? [] : repeats(keyids))].map((keyid) => ({
      subject: `${name}#/signed/roles/${role}/keyids`,
      title: title`${spoken(name, doc.signed.version)} lists the key ${shortKeyid(keyid)} more than once for ${role}.`,
      properties: { keyid }
    }));
  });
}
function repeats(values) {
  let seen = /* @__PURE__ */ new Set();
  return values.filter((value) => seen.has(value) || !seen.add(value));
}
var keyUnusable = {
  id: "key-unusable",
  level: "warning",
  raised: ["error"],
  when: "A key cannot be counted: RSA of other than 2048, 3072 or 4096 bits, with an even or small exponent or of a special kind, Ed25519 that is not 64 hex characters or no canonical point of full order, or an unknown type. RSA of 2048 bits is a warning.",
  why: "A key that no reader accepts cannot sign, and one of an unknown type makes devices reject the whole root.",
  fix: `Run: ${inTransaction(`${UPDATES} rotate-offline-key --role <role> --key-type ed25519 --keys <archive>`)}`,
  sources: ["TUF 4.2", "libaktualizr"],
  check: (snapshot) => rootsToJudge(snapshot).flatMap(
    ({ name, doc }) => boundedByLevel(
      name,
      Object.keys(doc.signed.keys).flatMap((keyid) => {
        let observe = (level, says, consequence) => [
          {
            subject: keySubject(name, keyid),
            title: title`Key ${shortKeyid(keyid)} of ${midSentence(name, doc.signed.version)} ${says}.`,
            level,
            properties: { keyid },
            ...consequence !== void 0 && { consequence }
          }
        ], decision = decisionOn(doc.signed.keys[keyid]);
        return decision.usable ? decision.type !== "rsa" || decision.bits >= RSA_ADVISED_BITS ? [] : observe("warning", `is RSA of ${decision.bits} bits, fewer than ${RSA_ADVISED_BITS}`, "Devices accept it, but it is weaker than what is advised today.") : observe("error", decision.why);
      })
    )
  )
}, keySharedAcrossRoles = {
  id: "key-shared-across-roles",
  level: "warning",
  raised: ["error"],
  when: "The same key material is in two roles; an error when one of them is root, or the key is an offline targets key.",
  why: "Whoever steals the key of one role has the other too.",
  fix: `Run, by the key's role: ${ROTATE_ROOT}, ${ROTATE_TARGETS}, or ${inTransaction(`${UPDATES} rotate-online-key --role <online role>`)}`,
  sources: ["Uptane deployment considerations"],
  check: (snapshot) => {
    let offline = new Set(offlineTargets(snapshot).map(({ material }) => material));
    return rootsToJudge(snapshot).flatMap(
      ({ name, doc }) => boundedByLevel(
        name,
        [...rolesByMaterial(doc.signed)].filter(([, { roles }]) => roles.size > 1).map(([material, { keyid, roles }]) => ({
          subject: keySubject(name, keyid),
          title: title`Key ${shortKeyid(keyid)} of ${midSentence(name, doc.signed.version)} serves ${[...roles].join(" and ")}, not one role.`,
          level: roles.has("root") || offline.has(material) ? "error" : "warning",
          properties: { keyid, roles: [...roles] }
        }))
      )
    );
  }
};
function rolesByMaterial(signed) {
  let found = /* @__PURE__ */ new Map();
  for (let role of ROLE_NAMES)
    for (let { keyid, material } of keysOf(signed, role)) {
      if (material === null) continue;
      let entry3 = found.get(material) ?? { keyid, roles: /* @__PURE__ */ new Set() };
      entry3.roles.add(role), found.set(material, entry3);
    }
  return found;
}
var keyOwnerMissing = {
  id: "key-owner-missing",
  level: "warning",
  when: "A root key (except those of root 1) or an offline targets key has no entry in x-key-owners, or its owner is not among the policy's owners.",
  why: "Nobody knows who holds such a key, or how old it is.",
  fix: `Under its owner's account, run: ${ROTATE_ROOT}, or ${ROTATE_TARGETS}`,
  sources: ["fioctl"],
  check: (snapshot, { owners = [] }) => {
    let root = leadingRoot(snapshot);
    if (!root) return [];
    let observations2 = ownedKeys(snapshot, root).flatMap(({ keyid, role }) => {
      let owner = reviewedOwnerOf(root.doc.signed, keyid);
      if (owner && (owners.length === 0 || owners.includes(owner.polisId))) return [];
      let key = `The ${role} key ${shortKeyid(keyid)} of ${midSentence(root.name, root.doc.signed.version)}`;
      return [
        {
          subject: `${root.name}#/signed/x-key-owners`,
          title: owner ? title`${key} is owned by ${owner.polisId}, who is not among the policy's owners.` : title`${key} has no owner in x-key-owners.`,
          properties: { keyid, ...owner && { owner: owner.polisId } }
        }
      ];
    });
    return bounded(root.name, observations2, (observation2) => observation2);
  }
};
function ownedKeys(snapshot, { doc }) {
  let first = new Set(firstRootKeys(snapshot));
  return [
    ...countableKeys(doc.signed, "root").filter(({ material }) => !first.has(material)).map(({ keyid }) => ({ keyid, role: "root" })),
    ...offlineTargets(snapshot).map(({ keyid }) => ({ keyid, role: "offline targets" }))
  ];
}
function firstRootKeys({ ciRoots, prodRoots }) {
  let first = (chainDocs(ciRoots)[0] ?? chainDocs(prodRoots)[0])?.doc;
  return first ? keysOf(first.signed, "root").map(({ material }) => material) : [];
}
var keyOwnerConcentration = {
  id: "key-owner-concentration",
  level: "warning",
  when: "One owner holds as many root keys as a threshold of 2 or more asks for, or all but one of the signatures that a production threshold of 3 or more asks for.",
  why: "One person's keys are enough, so whoever gets them gets past the threshold.",
  fix: `Another admin runs: ${inTransaction(`${UPDATES} add-offline-key --role <role> --keys <other.tgz>`)}; the surplus key is taken out before that with: ${UPDATES} delete-offline-key --role <role> --key-id <id>`,
  sources: ["Uptane deployment considerations"],
  check: (snapshot) => {
    let root = leadingRoot(snapshot);
    if (!root) return [];
    let { signed } = root.doc, { threshold } = signed.roles.root, production2 = snapshot.prodRoot?.signed.roles.targets.threshold ?? 0, rootKeyids = countableKeys(signed, "root").map(({ keyid }) => keyid), offlineKeyids = offlineTargets(snapshot).map(({ keyid }) => keyid);
    return [
      ...threshold >= 2 ? quorums(root, "root", rootKeyids, threshold) : [],
      ...production2 >= 3 ? quorums(root, "targets", offlineKeyids, production2 - 1) : []
    ];
  }
};
function quorums(root, role, keyids, enough) {
  return [...Map.groupBy(keyids, (keyid) => reviewedOwnerOf(root.doc.signed, keyid)?.polisId)].flatMap(([owner, held]) => {
    if (owner === void 0 || held.length < enough) return [];
    let kind = role === "root" ? "root" : "offline targets";
    return [
      {
        subject: `${root.name}#/signed/roles/${role}`,
        title: title`${owner} holds ${held.length} ${kind} keys of ${midSentence(root.name, root.doc.signed.version)}; ${enough} suffice.`,
        properties: { owner, keyids: keptKeyids(held) }
      }
    ];
  });
}
function keySubject(name, keyid) {
  return `${name}#${pointerTo("/signed/keys", keyid)}`;
}
var keysRules = [
  keyidMismatch,
  duplicateKeyMaterial,
  keyUnusable,
  keyTypeUnsupportedByClient,
  keySharedAcrossRoles,
  keyOwnerMissing,
  keyOwnerConcentration
];

// src/tuf/targets/release-record.ts
var RELEASE_PREDICATE = `https://github.com/${OUR_REPOSITORY}/release/v1`, releaseOf = looseObject({
  factory: string(),
  tag: string(),
  version: number(),
  plan: optional(nullable(string()))
});
function releaseIn(predicate) {
  return isOf(releaseOf, predicate) ? predicate : null;
}

// src/review/rules/release-records.ts
var releaseUnattested = {
  id: "release-unattested",
  level: "error",
  when: "Production of a tag in the policy's attested-from, at that version or above, has no record of its release that verifies and names the workflow of attested-by and, with require-plan, the approved digest.",
  needs: records,
  why: "What was signed outside of the workflow has no record: a laptop did it, or a stolen key.",
  fix: `If a run of the workflow made it and died after that, attest it again (docs/release.md). Else find out who signed it. If a key was stolen, rotate it: ${ROTATE_TARGETS}. Otherwise release the next version through the workflow.`,
  sources: ["SLSA provenance", "GitHub artifact attestations"],
  check: (snapshot, { attestedFrom = {}, attestedBy, requirePlan = !1 }) => Object.keys(attestedFrom).flatMap((tag) => {
    let found = snapshot.records.byTag.get(tag), doc = snapshot.production.get(tag)?.doc;
    if (!found || !doc || !attestedBy) return [];
    let wanted = {
      factory: snapshot.factory,
      tag,
      version: doc.signed.version,
      hash: docHash(doc),
      attestedBy,
      requirePlan
    }, others2 = found.records.map((record) => problemOf3(record, wanted));
    if (others2.includes(null)) return [];
    let { version: version2 } = doc.signed;
    return [
      {
        subject: `prod-targets/${tag}#`,
        title: title`Production v${version2} for tag ${tag} has no record of a release by ${attestedBy.workflow}.`,
        consequence: `${whatThereIs(others2, found)} ${releaseUnattested.why}`,
        properties: { digest: `sha256:${wanted.hash}`, workflow: attestedBy.workflow, ref: attestedBy.ref }
      }
    ];
  })
}, attestedFromIdle = {
  id: "attested-from-idle",
  level: "warning",
  raised: ["note"],
  when: "The policy's attested-from names a tag without production targets, or a version that CI has not built: a warning; another version above production: a note.",
  needs: production,
  why: "Releases for this tag are not checked.",
  fix: "Correct tag and version of attested-from in .factory-tuf/review.yml, then run factory-tuf review again.",
  sources: ["SLSA provenance"],
  check: ({ production: served, ciTargets }, { attestedFrom = {} }) => Object.entries(attestedFrom).flatMap(([tag, from]) => {
    let subject = `prod-targets/${tag}#`, reviewed2 = served.get(tag);
    if (!reviewed2) {
      let sentence2 = title`The policy wants records for tag ${tag}, which has no production targets.`;
      return [{ subject, title: sentence2, properties: { from, tags: [...served.keys()].sort() } }];
    }
    let at = reviewed2.doc?.signed.version ?? from;
    if (at >= from) return [];
    let sentence = title`The policy wants records for tag ${tag} from version ${from} on; production is at v${at}.`, level = from > newestOf(ciTargets) ? "warning" : "note";
    return [{ subject, title: sentence, level, properties: { from, version: at } }];
  })
}, releaseRecordsRules = [releaseUnattested, attestedFromIdle];
function newestOf(ci) {
  return Object.values(ci?.doc?.signed.targets ?? {}).reduce((newest, { custom }) => Math.max(newest, plainVersion(custom?.version) ?? 0), 0);
}
function problemOf3(record, wanted) {
  let { factory: factory2, tag, version: version2, hash, attestedBy, requirePlan } = wanted, { repository, repositoryId, workflow, ref } = record;
  if (repository.toLowerCase() !== attestedBy.repository.toLowerCase())
    return title`is of the repository ${repository}`;
  let id = attestedBy.repositoryId ?? null;
  if (id !== null && repositoryId !== id)
    return repositoryId === null ? "does not say which repository it is of by number" : title`is of a repository of the same name with the number ${repositoryId}`;
  if (workflow !== attestedBy.workflow) return title`is of the workflow ${workflow}`;
  if (ref !== attestedBy.ref) return title`ran on ${ref}`;
  if (!record.subjects.includes(hash)) return "is of another document";
  let released = record.predicateType === RELEASE_PREDICATE ? releaseIn(record.predicate) : null;
  return released ? released.factory === factory2 && released.tag === tag && released.version === version2 ? requirePlan && released.plan !== `sha256:${hash}` ? "names no plan that was approved" : null : title`says version ${released.version} for tag ${released.tag} of Factory ${released.factory}` : "says nothing of a release";
}
function whatThereIs(others2, { refused }) {
  let reasons = [...others2, ...refused].filter((reason) => reason !== null), [first] = reasons;
  return first === void 0 ? "GitHub has no record of it." : reasons.length === 1 ? `GitHub has one record of it, which ${first}.` : `GitHub has ${reasons.length} records of it, but none is accepted: one ${first}.`;
}

// src/review/rules/root-keys.ts
var rootKeyOnline = {
  id: "root-key-online",
  level: "warning",
  raised: ["error"],
  when: "A key of the newest root's root role was in root 1 already. A warning while root 1 is the newest and nothing is in production.",
  why: "The vendor made that key and keeps it online: whoever steals it there controls the fleet.",
  fix: "Run: factory-tuf keys rotate --role root --first-time --keys <root.tgz>",
  sources: ["the vendor's guide to offline keys"],
  check: (snapshot) => {
    let root = leadingRoot(snapshot), first = (chainDocs(snapshot.ciRoots)[0] ?? chainDocs(snapshot.prodRoots)[0])?.doc;
    if (!root || !first) return [];
    let { version: version2 } = root.doc.signed, level = version2 === 1 && !isInUse(snapshot) ? "warning" : "error", online = new Set(keysOf(first.signed, "root").map(({ material }) => material));
    return keysOf(root.doc.signed, "root").filter(({ material }) => material !== null && online.has(material)).map(({ keyid }) => ({
      subject: `${root.name}#/signed/roles/root`,
      title: title`Root key ${shortKeyid(keyid)} of ${midSentence(root.name, version2)} is the original key from root 1.`,
      level,
      properties: { keyid }
    }));
  }
}, rootThresholdOne = {
  id: "root-threshold-one",
  level: "warning",
  when: "The root role asks for 1 signature.",
  why: "Whoever steals one key controls the fleet.",
  fix: `Run: ${inTransaction(`${UPDATES} add-offline-key --role root --keys <other.tgz>, then ${UPDATES} set-threshold 2 --role root`, ["<other.tgz>"])}`,
  sources: ["Uptane deployment considerations", "rust-tuf"],
  check: (snapshot) => {
    let root = leadingRoot(snapshot);
    return root?.doc.signed.roles.root.threshold !== 1 ? [] : [{ subject: `${root.name}#/signed/roles/root/threshold`, title: title`${spoken(root.name, root.doc.signed.version)} has the root threshold 1, not 2.` }];
  }
}, rootNoSpareKey = {
  id: "root-no-spare-key",
  level: "warning",
  when: "There are as many distinct root keys as the root threshold.",
  why: "If one key is lost, no key can be changed any more, and all updates stop when the root expires.",
  fix: `Run: ${inTransaction(`${UPDATES} add-offline-key --role root --keys <other.tgz>`)}`,
  sources: ["the vendor's guide to offline keys"],
  check: (snapshot) => {
    let root = leadingRoot(snapshot);
    if (!root) return [];
    let { roles, version: version2 } = root.doc.signed, keyids = countableKeys(root.doc.signed, "root").map(({ keyid }) => keyid);
    if (keyids.length !== roles.root.threshold) return [];
    let needs = `${keyids.length} of its ${keyids.length} root keys`;
    return [
      {
        subject: `${root.name}#/signed/roles/root`,
        title: title`${spoken(root.name, version2)} needs ${needs} (${keyidList(keyids)}), none to spare.`,
        properties: { ...keyids.length === 1 && { keyid: keyids[0] }, keyids: keptKeyids(keyids) }
      }
    ];
  }
}, rootKeysRules = [rootKeyOnline, rootThresholdOne, rootNoSpareKey];

// src/review/evidence/signature-form.ts
var ED25519_BYTES = 64;
function formProblems({ method, sig }, key) {
  let isEd25519 = key ? key.type === "ed25519" : isEd25519Method(method), problems2 = [];
  isKnownMethod(method) ? isEd25519 !== isEd25519Method(method) && problems2.push(`names ${method} for ${isEd25519 ? "an Ed25519" : "an RSA"} key`) : problems2.push(`has the unknown method "${method.slice(0, 40)}"`);
  let bytes = sig === "" ? 0 : base64Bytes(sig)?.length ?? null;
  bytes === null && problems2.push("is not padded standard base64");
  let expected = isEd25519 ? ED25519_BYTES : key && Math.ceil(key.bits / 8);
  return bytes !== null && expected !== null && bytes !== expected && problems2.push(`has ${bytes} bytes, not ${expected}`), problems2;
}

// src/review/evidence/verifiers.ts
function verifiersOf(reviewed2, snapshot) {
  let [role, roots2] = judgesOf(reviewed2, snapshot), keys = /* @__PURE__ */ new Map();
  for (let { signed } of roots2)
    for (let key of keysOf(signed, role)) {
      let other = keys.get(key.keyid);
      keys.set(key.keyid, other ? eitherOf(other, key) : key);
    }
  return keys;
}
function eitherOf(a, b) {
  return {
    get usable() {
      return a.usable ?? b.usable;
    }
  };
}
function judgesOf({ name, doc }, snapshot) {
  let { ciRoot, prodRoot, ciRoots, prodRoots } = snapshot, [, kind = name] = /^([^@/]*)/.exec(name) ?? [], current = prodRoot ?? ciRoot;
  switch (kind) {
    case "ci-targets":
      return ["targets", present2([ciRoot])];
    case "prod-targets":
    case "wave":
      return ["targets", present2([prodRoot])];
    case "snapshot":
    case "timestamp":
      return [kind, present2([current])];
    case "ci-snapshot":
      return ["snapshot", present2([ciRoot])];
    case "ci-timestamp":
      return ["timestamp", present2([ciRoot])];
    default: {
      let before = (doc?.signed.version ?? 1) - 2, previous = [ciRoots.chain[before]?.doc ?? null, prodRoots.chain[before]?.doc ?? null];
      return ["root", present2([...previous, doc && isRootDoc(doc) ? doc : null])];
    }
  }
}
function present2(values) {
  return values.filter((value) => value !== null);
}

// src/review/rules/signatures.ts
var targetsSignaturesInsufficient = {
  id: "targets-signatures-insufficient",
  level: "error",
  when: "CI targets have no valid signature, or production targets of a tag have fewer than the production root asks for.",
  waivable: "never",
  why: "Devices refuse the file.",
  fix: `While a transaction is open, run: ${UPDATES} sign-prod-targets --tags <tag> --keys <targets.tgz>; otherwise, with a newer CI version: ${NEW_WAVE}`,
  sources: ["TUF 5.6"],
  check: (snapshot) => liveTargets(snapshot).flatMap(({ flavour, reviewed: reviewed2, tag }) => {
    let root = flavour === "ci" ? snapshot.ciRoot : snapshot.prodRoot, { name, doc } = reviewed2;
    if (!doc || !root || name.startsWith("wave/")) return [];
    let { signedBy, missing, threshold } = validSignatures(doc, root, "targets"), needed = flavour === "ci" ? 1 : threshold;
    if (signedBy.length >= needed) return [];
    let online = onlineTargets(snapshot), absent = flavour === "ci" && online.size > 0 ? missing.filter((keyid) => online.has(keyid)) : missing, from = absent.length > 0 ? `, missing ${keyidList(absent)}` : "";
    return [
      {
        subject: `${name}#/signatures`,
        title: title`${spoken(name, doc.signed.version)}: ${signedBy.length} of ${needed} valid signatures${from}.`,
        properties: { ...tag !== null && { tag }, missing: keptKeyids(absent) }
      }
    ];
  })
}, signatureInvalid = {
  id: "signature-invalid",
  level: "note",
  raised: ["error"],
  when: "A signature by a key of the verifying role does not verify, even where the threshold is met otherwise; a note when no verifying role lists the key.",
  waivable: "not-as-error",
  why: "Somebody changed the document or the signature, or two encoders disagree about it.",
  fix: `Sign it again. If nobody can explain it: ${KEEP_EVIDENCE}`,
  sources: ["TUF 5.3", "libaktualizr"],
  check: (snapshot) => allDocuments(snapshot).flatMap((reviewed2) => {
    let { name, doc } = reviewed2;
    return doc ? boundedByLevel(name, unsound(name, doc, verifiersOf(reviewed2, snapshot))) : [];
  })
};
function unsound(name, doc, verifiers) {
  if (verifiers.size === 0) return [];
  let where = midSentence(name, doc.signed.version), observe = (level, keyid, says, consequence) => ({
    subject: `${name}#/signatures`,
    title: title`The signature by ${shortKeyid(keyid)} of ${where} ${says}.`,
    level,
    properties: { keyid },
    ...consequence !== void 0 && { consequence }
  }), listed2 = firstOfEachKeyid(doc).filter(({ keyid }) => verifiers.has(keyid)), foreign = firstOfEachKeyid(doc).filter(({ keyid }) => !verifiers.has(keyid));
  return [
    ...examined(doc, verifiers).flatMap((signature) => {
      let key = verifiers.get(signature.keyid)?.usable;
      if (!key) return [observe("error", signature.keyid, "has no usable key")];
      let problem = formProblems(signature, key).length > 0 ? null : problemOf2(doc, signature, key);
      return problem === null ? [] : [observe("error", signature.keyid, problem)];
    }),
    ...listed2.slice(MAX_EXAMINED, MAX_EXAMINED + 1).map(({ keyid }) => observe("error", keyid, TOO_MANY)),
    ...foreign.map(({ keyid }) => observe("note", keyid, "does not count", SKIPPED))
  ];
}
var TOO_MANY = `and those after it were not verified: only ${MAX_EXAMINED} are`, SKIPPED = "Devices skip it: its key is in no role that verifies this document.", signatureRejectedByDevice = {
  id: "signature-rejected-by-device",
  level: "error",
  when: "A key id is repeated in signatures, a method is unknown or of another key type, or a signature is no padded base64 of the right length.",
  waivable: "never",
  why: "A repeated key id or an unknown method makes devices reject the whole document, whoever signed it.",
  fix: `Run: ${UPDATES} cancel, then stage and sign again. If it is published: ${KEEP_EVIDENCE}`,
  sources: ["libaktualizr", "ota-tuf RootRoleValidation"],
  check: (snapshot) => allDocuments(snapshot).flatMap((reviewed2) => {
    let { name, doc } = reviewed2, observations2 = doc ? rejected(name, doc, verifiersOf(reviewed2, snapshot)) : [];
    return bounded(name, observations2, (observation2) => observation2);
  })
};
function rejected(name, doc, verifiers) {
  let where = midSentence(name, doc.signed.version), known3 = new Set(examined(doc, verifiers).map(({ keyid }) => keyid)), seen = /* @__PURE__ */ new Set();
  return doc.signatures.flatMap((signature) => {
    let { keyid } = signature, problems2 = formProblems(signature, known3.has(keyid) && verifiers.get(keyid)?.usable || null);
    return seen.has(keyid) && problems2.push("repeats a key id"), seen.add(keyid), problems2.map((problem) => ({
      subject: `${name}#/signatures`,
      title: title`The signature by ${shortKeyid(keyid)} of ${where} ${problem}.`,
      properties: { keyid }
    }));
  });
}
var SIGNED_ANEW2 = "Start a CI build: the Factory then signs them again. If that does not help, ask the vendor, with: factory-tuf root download <file> --prod", onlineRoleUnsigned = {
  id: "online-role-unsigned",
  level: "error",
  when: "timestamp.json or snapshot.json of a tag with production targets is missing, not signed by its role's threshold, or names other documents than the Factory serves.",
  why: "Devices refuse every update of that tag.",
  fix: SIGNED_ANEW2,
  sources: ["TUF 5.4", "TUF 5.5", "TUF 5.6"],
  check: (snapshot) => {
    let root = snapshot.prodRoot ?? snapshot.ciRoot;
    if (!root) return [];
    let served = new Map(snapshot.onlineDocuments.map((document) => [document.name, document]));
    return [...snapshot.production].flatMap(([tag, production2]) => {
      let of = (role) => served.get(`${role}/${tag}`) ?? null, documents = {
        snapshot: of("snapshot"),
        timestamp: of("timestamp"),
        targets: snapshot.deviceTargets.get(tag) ?? production2.value
      };
      return onlineRefusals(documents, (doc, role) => validSignatures(doc, root, role)).filter(({ role, kind }) => isToldHere(kind) && !(kind === "missing" && wasUnread(snapshot, `${role}/${tag}#`))).map(({ role, pointer, says }) => ({
        subject: `${role}/${tag}#${pointer}`,
        title: title`The ${role} for tag ${tag} ${says}.`,
        properties: { tag, role }
      }));
    });
  }
};
function isToldHere(kind) {
  return kind === "missing" || kind === "unsigned" || kind === "names-other";
}
var signaturesRules = [
  targetsSignaturesInsufficient,
  signatureInvalid,
  signatureRejectedByDevice,
  onlineRoleUnsigned
];

// src/review/rules/targets-keys.ts
var targetsOnlineKeyMissing = {
  id: "targets-online-key-missing",
  level: "error",
  when: "An online key of targets, snapshot or timestamp is not in its role, or a snapshot or timestamp threshold exceeds its online keys.",
  why: "The server cannot sign for that role.",
  fix: `Run: ${inTransaction(`${UPDATES} rotate-online-key --role <online role>`)}`,
  sources: ["PROTOCOL §1"],
  check: (snapshot) => dropCiTwins(
    currentRoots(snapshot).flatMap(
      ({ name, doc }) => ONLINE_ROLES.flatMap((role) => {
        let online = role === "targets" ? [...onlineTargets(snapshot)] : [...new Set(onlineKeys(snapshot, role))], listed2 = new Set(countableKeys(doc.signed, role).map(({ material }) => material)), missing = online.filter((keyid) => !listed2.has(keyid)).map((keyid) => ({
          subject: `${name}#/signed/roles/${role}/keyids`,
          title: title`${spoken(name, doc.signed.version)} lacks the online ${role} key ${shortKeyid(keyid)}.`,
          properties: { role, keyid }
        })), { threshold } = doc.signed.roles[role];
        if (role === "targets" || online.length === 0 || threshold <= online.length) return missing;
        let beyond = {
          subject: `${name}#/signed/roles/${role}/threshold`,
          title: title`${spoken(name, doc.signed.version)} has the ${role} threshold ${threshold}; the server has ${online.length} of the keys.`,
          properties: { role }
        };
        return [...missing, beyond];
      })
    )
  )
}, prodTargetsNoOfflineKey = {
  id: "prod-targets-no-offline-key",
  level: "note",
  raised: ["warning", "error"],
  when: "No offline targets key exists: a warning, an error when production is in use. A note when losing one key would leave too few.",
  why: "Production needs a key that its owner holds, and a spare one keeps a lost key from blocking a release.",
  fix: `Run: ${ROTATE_TARGETS}, or ${inTransaction(`${UPDATES} add-offline-key --role targets --keys <other.tgz>`)}`,
  sources: ["the vendor's guide to production targets"],
  check: (snapshot) => {
    let doc = snapshot.prodRoot ?? snapshot.ciRoot;
    if (!doc) return [];
    let name = snapshot.prodRoot ? "prod-root" : "ci-root", { version: version2, roles } = doc.signed, { threshold } = roles.targets, keyids = offlineTargets(snapshot).map(({ keyid }) => keyid), observe = (level, sentence2) => [
      { subject: `${name}#/signed/roles/targets`, title: sentence2, level, properties: { keyids: keptKeyids(keyids) } }
    ];
    if (keyids.length === 0) {
      let level = isInUse(snapshot) ? "error" : "warning";
      return observe(level, title`${spoken(name, version2)} has no offline targets key.`);
    }
    if (keyids.length !== threshold - 1) return [];
    let sentence = title`${spoken(name, version2)} needs ${keyids.length} of its ${keyids.length} offline targets keys, none to spare.`;
    return observe("note", sentence);
  }
}, targetsKeysRules = [targetsOnlineKeyMissing, prodTargetsNoOfflineKey];

// src/review/rules/thresholds.ts
var MAX_THRESHOLD = 1e3, roleUnsatisfiable = {
  id: "role-unsatisfiable",
  level: "error",
  when: "A role lists a key that is missing, has a threshold outside 1 to 1000, or one above its distinct usable keys. Production targets are exempt while nothing is in use.",
  why: "Nothing can meet that threshold, so nothing that the role signs verifies.",
  fix: `Run: ${inTransaction(`${UPDATES} set-threshold <threshold> --role <role>`)}; or let a key join before it is signed: ${UPDATES} add-offline-key --role <role> --keys <other.tgz>`,
  sources: ["libaktualizr", "PROTOCOL §1"],
  check: (snapshot) => dropCiTwins(
    judgedRoots2(snapshot).flatMap((root) => {
      let observations2 = ROLE_NAMES.flatMap((role) => [
        ...thresholdOutOfRange(root, role),
        ...unlistedKeys(root, role),
        ...tooFewKeys(root, role, isInUse(snapshot))
      ]);
      return bounded(root.name, observations2, (observation2) => observation2);
    })
  )
};
function judgedRoots2({ ciRoots, prodRoots, updates: updates2 }) {
  let staged = updates2?.staged;
  return [ciRoots.newest, prodRoots.newest, staged?.ci ?? null, staged?.prod ?? null].filter((root) => root !== null);
}
function thresholdOutOfRange({ name, value }, role) {
  let threshold = ["signed", "roles", role, "threshold"].reduce(
    (at, step) => isObject(at) ? own(at, step) : void 0,
    value
  );
  return typeof threshold != "number" || threshold >= 1 && threshold <= MAX_THRESHOLD ? [] : [
    {
      subject: `${name}#/signed/roles/${role}/threshold`,
      title: title`${spoken(name)} has the ${role} threshold ${valueText(threshold)}, not 1 to ${MAX_THRESHOLD}.`,
      properties: { role }
    }
  ];
}
function unlistedKeys({ name, doc }, role) {
  return doc ? roleShortfall(doc.signed, role).unlisted.map((keyid) => ({
    subject: `${name}#/signed/roles/${role}/keyids`,
    title: title`${spoken(name, doc.signed.version)} names the ${role} key ${shortKeyid(keyid)}, but does not list it.`,
    properties: { role, keyid }
  })) : [];
}
function tooFewKeys({ name, doc }, role, inUse) {
  if (!doc || role === "targets" && name.endsWith("prod-root") && !inUse) return [];
  let { threshold, usable } = roleShortfall(doc.signed, role);
  return threshold <= usable ? [] : [
    {
      subject: `${name}#/signed/roles/${role}`,
      title: title`${spoken(name, doc.signed.version)} needs ${threshold} ${role} signatures, but has usable keys for ${usable}.`,
      properties: { role }
    }
  ];
}
var targetsThreshold = {
  id: "targets-threshold",
  level: "error",
  when: "The CI root's targets threshold is not 1, or that of the production root (version 2 or later) is below 2.",
  why: "With another threshold CI would stop, or the server alone could release to production.",
  fix: `Run: ${inTransaction(`${UPDATES} set-threshold 2 --role targets`)}`,
  sources: ["the vendor's guide to production targets", "PROTOCOL §1"],
  check: ({ ciRoot, prodRoot }) => {
    let ci = ciRoot?.signed.roles.targets.threshold ?? 1, prod = prodRoot?.signed.roles.targets.threshold ?? MIN_PRODUCTION_THRESHOLD, version2 = prodRoot?.signed.version ?? 1;
    return [
      ...ci === 1 ? [] : [
        {
          subject: "ci-root#/signed/roles/targets/threshold",
          title: title`${spoken("ci-root", ciRoot?.signed.version)} has the targets threshold ${ci}, not 1.`
        }
      ],
      ...version2 < 2 || prod >= MIN_PRODUCTION_THRESHOLD ? [] : [
        {
          subject: "prod-root#/signed/roles/targets/threshold",
          title: title`${spoken("prod-root", version2)} has the targets threshold ${prod}, not at least ${MIN_PRODUCTION_THRESHOLD}.`
        }
      ]
    ];
  }
}, prodThresholdOnlineOnly = {
  id: "prod-threshold-online-only",
  level: "warning",
  raised: ["error"],
  when: "Keys that the Factory holds, or held in root 1, reach the production targets threshold; a warning when only keys without an owner would complete it.",
  why: "Whoever breaks into the server could release to production.",
  fix: `Run: ${inTransaction(`${UPDATES} rotate-online-key --role targets`)}`,
  sources: ["the vendor's guide to offline keys", "Uptane deployment considerations"],
  check: (snapshot) => {
    let { prodRoot } = snapshot;
    if (!prodRoot || prodRoot.signed.version === 1 && !isInUse(snapshot)) return [];
    let { threshold } = prodRoot.signed.roles.targets, online = serverKeys(snapshot), keys = countableKeys(prodRoot.signed, "targets"), held = keys.filter(({ material }) => online.has(material)), unowned = keys.filter((key) => !held.includes(key) && reviewedOwnerOf(prodRoot.signed, key.keyid) === null), suspects = [...held, ...unowned].map(({ keyid }) => keyid);
    if (suspects.length < threshold) return [];
    let isCertain = held.length >= threshold, count = isCertain ? held.length : suspects.length, who = isCertain ? `${agreeing(count, "is or was", "are or were")} held by the server` : agreeing(
      count,
      "is held by the server or has no recorded owner",
      "are held by the server or have no recorded owner"
    );
    return [
      {
        subject: "prod-root#/signed/roles/targets",
        title: title`${spoken("prod-root", prodRoot.signed.version)} has the targets threshold ${threshold}; ${count} of its keys ${who}.`,
        level: isCertain ? "error" : "warning",
        properties: { keyids: keptKeyids(suspects) }
      }
    ];
  }
};
function serverKeys(snapshot) {
  let first = chainDocs(snapshot.ciRoots)[0] ?? chainDocs(snapshot.prodRoots)[0], made = first ? countableKeys(first.doc.signed, "targets").map(({ material }) => material) : [];
  return /* @__PURE__ */ new Set([...onlineTargets(snapshot), ...made]);
}
var thresholdsRules = [
  roleUnsatisfiable,
  targetsThreshold,
  prodThresholdOnlineOnly
];

// src/review/rules/staged-keys.ts
var MAX_KEYS = 20, stagedKeyUnexplained = {
  id: "staged-key-unexplained",
  level: "error",
  raised: ["warning"],
  when: "The staged root adds a key that is no new online key, and no amendment or listed owner explains it; a warning for an empty change message.",
  why: "A key that nobody knows may be an attacker's.",
  fix: `Confirm the key's id with its owner by voice; else run: ${UPDATES} cancel`,
  sources: ["fioctl 9b0a6e7"],
  check: ({ updates: updates2, ...snapshot }, policy) => {
    if (!updates2) return [];
    let staged = stagedRootsOf({ updates: updates2, ...snapshot });
    return onceForBothFlavours(staged.flatMap((root) => [...unexplained(root, updates2, policy), ...silent(root)]));
  }
};
function unexplained(root, updates2, policy) {
  let { current, doc } = root;
  if (!current) return [];
  let places2 = [
    ...ROLE_NAMES.flatMap((role) => {
      let replaced = onlineReplacements(role, updates2, current.signed, doc.signed);
      return addedTo(role, current.signed, doc.signed).filter((keyid) => !replaced.has(keyid)).map((keyid) => ({ keyid, role, why: whyUnexplained(keyid, role, doc.signed, updates2, policy) }));
    }),
    ...unusedKeys(current.signed, doc.signed).map((keyid) => ({ keyid, role: null, why: "which no role uses" }))
  ].filter(({ why }) => why !== null), listed2 = places2.slice(0, MAX_KEYS).map(
    ({ keyid, role, why }) => ({
      subject: `${root.name}#${role ? `/signed/roles/${role}/keyids` : "/signed/keys"}`,
      title: title`${root.spoken} adds the ${role ?? "unused"} key ${shortKeyid(keyid)}, ${why}.`,
      properties: { keyid, ...role && { role } }
    })
  ), more2 = places2.length - listed2.length, rest = {
    subject: `${root.name}#/signed/keys`,
    title: title`${root.spoken} adds ${counted(more2, "more key")} that nobody accounts for.`
  };
  return more2 > 0 ? [...listed2, rest] : listed2;
}
function addedTo(role, current, staged) {
  let before = new Set(current.roles[role].keyids);
  return [...new Set(staged.roles[role].keyids)].filter((keyid) => !before.has(keyid));
}
function unusedKeys(current, staged) {
  let used = new Set(ROLE_NAMES.flatMap((role) => staged.roles[role].keyids));
  return Object.keys(staged.keys).filter((keyid) => !used.has(keyid) && own(current.keys, keyid) === void 0);
}
function onlineReplacements(role, { currentOnline, updatedOnline }, current, staged) {
  if (role === "root") return /* @__PURE__ */ new Set();
  let gone = (own(currentOnline, role) ?? []).filter(
    (keyid) => current.roles[role].keyids.includes(keyid) && !staged.roles[role].keyids.includes(keyid)
  ), made = addedTo(role, current, staged).filter((keyid) => own(updatedOnline, role)?.includes(keyid));
  return new Set(made.slice(0, new Set(gone).size));
}
function whyUnexplained(keyid, role, staged, { amendments }, { owners = [] }) {
  let polisId = reviewedOwnerOf(staged, keyid)?.polisId;
  return owners.length > 0 && (polisId === void 0 || !owners.includes(polisId)) ? polisId === void 0 ? "which has no owner" : `whose owner ${polisId} the policy does not list` : amendments.some(({ message, args }) => {
    let words = /* @__PURE__ */ new Set([...args, ...message.split(WORD_BREAK)]);
    return words.has(role) && words.has(keyid);
  }) ? null : "which no amendment of the update names";
}
var WORD_BREAK = /[^A-Za-z0-9]+/;
function silent({ name, spoken: what, doc }) {
  let message = doc.signed["x-changelog"]?.message;
  return typeof message == "string" && message.trim() !== "" ? [] : [
    {
      subject: `${name}#/signed/x-changelog/message`,
      title: title`${what} does not say why it was made.`,
      consequence: "Whoever is asked to sign it cannot tell what it is for.",
      level: "warning"
    }
  ];
}
var stagedBlockedByWave = {
  id: "staged-blocked-by-wave",
  level: "error",
  when: "The staged root changes targets or online keys while a Wave is active.",
  why: "The server refuses such an update until the Wave has ended.",
  fix: "First run: factory-tuf wave complete <wave>, or factory-tuf wave cancel <wave>",
  sources: ["fioctl 9b0a6e7"],
  check: (snapshot) => {
    let waves = activeWavesOf(snapshot).map(({ wave: wave2 }) => wave2.name).sort(), staged = stagedRootsOf(snapshot), roles = ROLE_NAMES.filter((role) => role !== "root" && staged.some((root2) => changes(root2, role, snapshot))), [wave] = waves, [root] = staged;
    return wave === void 0 || !root || roles.length === 0 ? [] : [
      {
        subject: `${root.name}#/signed/roles`,
        title: title`${root.spoken} changes ${roles.join(", ")} keys while ${agreeing(waves.length, "Wave")} ${wave}${andMore(waves.length - 1)} ${agreeing(waves.length, "is", "are")} active.`,
        properties: { waves: waves.slice(0, 100), roles }
      }
    ];
  }
};
function changes({ current, doc }, role, { updates: updates2 }) {
  if (!current || !updates2) return !1;
  let before = own(updates2.currentOnline, role) ?? [], after = own(updates2.updatedOnline, role) ?? [];
  return before.length > 0 && after.length > 0 && !isSameSet(before, after) || !isSameSet(current.signed.roles[role].keyids, doc.signed.roles[role].keyids);
}
function isSameSet(a, b) {
  let [first, second] = [new Set(a), new Set(b)];
  return first.size === second.size && a.every((keyid) => second.has(keyid));
}

// src/review/rules/staged-roots.ts
var stagedVersion = {
  id: "staged-version",
  level: "error",
  when: "The staged root's version is not the newest root's plus 1.",
  waivable: "never",
  why: "A device takes exactly the next version, and no other.",
  fix: `Run: ${UPDATES} cancel, then: ${UPDATES} init --changelog <why>`,
  sources: ["ota-tuf RootRoleValidation", "TUF 5.3.5"],
  check: (snapshot) => stagedRootsOf(snapshot).filter(({ doc, currentVersion }) => currentVersion > 0 && doc.signed.version !== currentVersion + 1).map((staged) => ({
    subject: `${staged.name}#/signed/version`,
    title: title`${staged.spoken} of ${snapshot.factory} follows v${staged.currentVersion}; it must have version ${staged.currentVersion + 1}.`
  }))
};
function levelAt({ stage }) {
  return stage === "apply" ? "error" : "note";
}
var stagedSignaturesInsufficient = {
  id: "staged-signatures-insufficient",
  level: "note",
  raised: ["error"],
  when: "The staged root lacks signatures of the current or of its own root keys; an error when it is about to be applied.",
  waivable: "not-as-error-at-apply",
  why: "The root keys of the current and of the new version must both have signed it.",
  fix: `Each of their holders runs: ${UPDATES} sign --keys <root.tgz>. Any later change clears the signatures.`,
  sources: ["ota-tuf RootRoleValidation", "TUF 5.3.4"],
  check: (snapshot) => stagedRootsOf(snapshot).flatMap((staged) => {
    let { doc, current } = staged, byNew = validSignatures(doc, doc, "root"), byCurrent = current && validSignatures(doc, current, "root"), observe = (by, pointer, found) => found.met ? [] : [lacking(staged, by, pointer, found, levelAt(snapshot))];
    return !byCurrent || isSameQuorum(doc.signed, current.signed) ? observe("the", "/signatures", byNew) : [...observe("the current", "/signatures", byCurrent), ...observe("the new", "/signed/roles/root", byNew)];
  })
};
function isSameQuorum({ roles: { root: a } }, { roles: { root: b } }) {
  return a.threshold === b.threshold && [...a.keyids].sort().join() === [...b.keyids].sort().join();
}
function lacking({ name, spoken: what }, by, pointer, { signedBy, threshold, missing }, level) {
  let whose = missing.length > 0 ? `, missing ${keyidList(missing)}` : "";
  return {
    subject: `${name}#${pointer}`,
    title: title`${what}: ${signedBy.length} of ${threshold} signatures by ${by} root keys${whose}.`,
    level,
    properties: { signedBy: keptKeyids(signedBy), missing: keptKeyids(missing) }
  };
}
var stagedStrandsTargets = {
  id: "staged-strands-targets",
  level: "note",
  raised: ["error"],
  when: "Under the staged root, production targets or an active Wave would fall below their threshold; an error when it is about to be applied.",
  waivable: "not-as-error-at-apply",
  why: "Once the update is applied, devices would refuse what production has now.",
  fix: `Each holder of a targets key runs: ${UPDATES} sign-prod-targets --keys <targets.tgz>`,
  sources: ["fioctl 9b0a6e7"],
  check: (snapshot) => {
    let { updates: updates2, prodRoot } = snapshot, staged = stagedRootsOf(snapshot).find(({ flavour }) => flavour === "prod");
    return !updates2 || !staged ? [] : liveTargets(snapshot).flatMap(({ flavour, reviewed: reviewed2, tag }) => {
      if (flavour !== "prod" || !reviewed2.doc) return [];
      let { name, doc } = reviewed2, after = validSignatures(resigned(doc, stagedSignatures(updates2, name)), staged.doc, "targets"), count = after.signedBy.length + presumedOnline(updates2, staged.doc.signed, after);
      if (count >= after.threshold) return [];
      let now = prodRoot && validSignatures(doc, prodRoot, "targets");
      return now && !now.met && count >= now.signedBy.length && after.threshold <= now.threshold ? [] : [
        {
          subject: `${name}#/signatures`,
          title: title`${spoken(name, doc.signed.version)} keeps ${count} of ${after.threshold} signatures under the staged root.`,
          level: levelAt(snapshot),
          properties: { ...tag !== null && { tag }, missing: keptKeyids(after.missing) }
        }
      ];
    });
  }
};
function stagedSignatures({ targetsSignatures, wavesSignatures }, name) {
  let [kind, key] = [name.slice(0, name.indexOf("/")), name.slice(name.indexOf("/") + 1)];
  return own(kind === "wave" ? wavesSignatures : targetsSignatures, key) ?? [];
}
function resigned(doc, added) {
  return added.length === 0 ? doc : new Doc(doc.where, doc.signed, [...added, ...doc.signatures], doc.problems);
}
function presumedOnline(updates2, staged, { signedBy }) {
  let before = own(updates2.currentOnline, "targets") ?? [], listed2 = new Set(countableKeys(staged, "targets").map(({ keyid }) => keyid));
  return (own(updates2.updatedOnline, "targets") ?? []).some(
    (keyid) => !before.includes(keyid) && listed2.has(keyid) && !signedBy.includes(keyid)
  ) ? 1 : 0;
}
var stagedWeakens = {
  id: "staged-weakens",
  level: "error",
  when: "The staged root lowers the root or the production targets threshold, has fewer root or offline targets keys, or expires earlier.",
  why: "Fewer people, or less time, would then be enough to take over or to stop the fleet.",
  fix: `Restore the value in the update, or run: ${UPDATES} cancel; if it is intended, write a waiver.`,
  sources: ["Uptane deployment considerations"],
  check: (snapshot) => onceForBothFlavours(
    stagedRootsOf(snapshot).flatMap(({ name, spoken: what, doc, current }) => {
      if (!current) return [];
      let [before, after] = [current.signed, doc.signed], online = /* @__PURE__ */ new Set([
        ...onlineTargets(snapshot),
        ...own(snapshot.updates?.updatedOnline ?? {}, "targets") ?? []
      ]), offline = (root) => countableKeys(root, "targets").filter(({ usable }) => !online.has(usable.keyid)).length, rootKeys = (root) => countableKeys(root, "root").length, roles = "/signed/roles", lowered = (pointer, quantity, from, to) => to >= from ? [] : [{ subject: `${name}#${pointer}`, title: title`${what} lowers ${quantity} from ${from} to ${to}.` }];
      return [
        ...lowered(
          `${roles}/root/threshold`,
          "the root threshold",
          before.roles.root.threshold,
          after.roles.root.threshold
        ),
        ...lowered(
          `${roles}/targets/threshold`,
          "the targets threshold",
          before.roles.targets.threshold,
          after.roles.targets.threshold
        ),
        ...lowered(`${roles}/root/keyids`, "the number of root keys", rootKeys(before), rootKeys(after)),
        ...lowered(`${roles}/targets/keyids`, "the number of offline targets keys", offline(before), offline(after)),
        ...earlier(name, what, before.expires, after.expires)
      ];
    })
  )
};
function earlier(name, what, before, after) {
  return expiresBefore(after, before) ? [
    {
      subject: `${name}#/signed/expires`,
      title: title`${what} expires at ${after}, before the current one at ${before}.`
    }
  ] : [];
}

// src/review/rules/transactions.ts
var UNTOUCHED_DAYS = 7, APPLYING_MINUTES = 15, txUnfinished = {
  id: "tx-unfinished",
  level: "warning",
  raised: ["error"],
  when: "A root update is being applied, an error after 15 minutes; or one was started and left for more than 7 days.",
  why: "A half-applied update stops uploads and the renewal of metadata. An open one blocks the next.",
  fix: `Run: ${UPDATES} apply, or, when it is only started: ${UPDATES} cancel`,
  sources: ["fioctl 9b0a6e7"],
  check: ({ factory: factory2, updates: updates2 }, policy, now) => {
    if (!updates2 || updates2.status === "NONE") return [];
    let touched = lastTouched(updates2), since = touched ? wholeSeconds(touched) : "an unknown time", subject = "tx#/status";
    if (updates2.status === "APPLYING") {
      let minutes = limitOf(policy, "tx-unfinished", "error", APPLYING_MINUTES), isLate = !touched || isOlderThan(touched, minutes * MS_PER_MINUTE, now), limit = isLate ? `, more than ${counted(minutes, "minute")}` : "", sentence2 = title`The root update of ${factory2} has been applying since ${since}${limit}.`;
      return [{ subject, title: sentence2, level: isLate ? "error" : "warning" }];
    }
    let days = limitOf(policy, "tx-unfinished", "warning", UNTOUCHED_DAYS);
    if (touched && !isOlderThan(touched, days * MS_PER_DAY, now)) return [];
    let sentence = title`The root update of ${factory2} is staged and untouched since ${since}, more than ${daysText(days)}.`;
    return [{ subject, title: sentence }];
  }
};
function lastTouched({ startedAt, updatedAt }) {
  let times = [momentOf(startedAt), momentOf(updatedAt)].filter((at) => at !== null);
  return times.length > 0 ? new Date(Math.max(...times.map((at) => at.getTime()))) : null;
}
var MAX_ISSUES = 20, COUNTS_SIGNATURES = /\b\d+ of \d+ signatures\b/, txServerIssue = {
  id: "tx-server-issue",
  level: "warning",
  raised: ["note", "error"],
  when: "The Factory itself reports an error or a warning about the staged root update.",
  why: "The server refuses such an update, or advises against it.",
  fix: `Do as the message says, then look again with: ${UPDATES} review`,
  sources: ["PROTOCOL §3"],
  check: ({ stage, updates: updates2 }) => {
    if (!updates2) return [];
    let { errors, warnings } = updates2.issues;
    return [...issues(errors, "errors", stage), ...issues(warnings, "warnings", stage)];
  }
};
function issues(list, member3, stage) {
  let distinct = [...new Map(list.map((issue) => [`${issue.kind} ${issue.message}`, issue])).values()], subject = `tx#/issues/${member3}`, listed2 = distinct.slice(0, MAX_ISSUES).map((issue) => {
    let { kind, message } = issue, sentence = title`The Factory reports: ${message || kind || "nothing"}.`;
    return { subject, title: sentence, level: levelOf(issue, member3, stage), properties: { kind, message } };
  }), more2 = distinct.length - listed2.length;
  if (more2 <= 0) return listed2;
  let level = member3 === "errors" ? "error" : "warning";
  return [...listed2, { subject, title: title`The Factory reports ${counted(more2, "more issue")}.`, level }];
}
function levelOf({ message }, member3, stage) {
  return COUNTS_SIGNATURES.test(message) ? stage === "apply" ? "error" : "note" : member3 === "errors" ? "error" : "warning";
}
var transactionsRules = [
  txUnfinished,
  txServerIssue,
  stagedVersion,
  stagedSignaturesInsufficient,
  stagedStrandsTargets,
  stagedWeakens,
  stagedKeyUnexplained,
  stagedBlockedByWave
];

// src/review/rules/waves.ts
var CANCEL = "Run: factory-tuf wave cancel <wave>", waveSignaturesInsufficient = {
  id: "wave-signatures-insufficient",
  level: "error",
  when: "An active Wave has fewer valid signatures than the production root asks for.",
  why: "Devices would refuse the Wave, and its completion fails.",
  fix: "The holder of a missing key runs: factory-tuf wave sign <wave> --keys <other.tgz>",
  sources: ["PROTOCOL §4"],
  check: (snapshot) => {
    let root = snapshot.prodRoot;
    return root ? activeWavesOf(snapshot).flatMap(({ wave, targets: targets2 }) => {
      if (!targets2?.doc) return [];
      let { signedBy, missing, threshold, met } = validSignatures(targets2.doc, root, "targets");
      if (met) return [];
      let lacking2 = missing.length > 0 ? `missing ${keyidList(missing)}` : "and no further key is listed";
      return [
        {
          subject: `${targets2.name}#/signatures`,
          title: title`Wave ${wave.name} of ${snapshot.factory}: ${signedBy.length} of ${threshold} targets signatures, ${lacking2}.`,
          properties: { wave: wave.name, signedBy: keptKeyids(signedBy), missing: keptKeyids(missing) }
        }
      ];
    }) : [];
  }
}, targetsVersionConflict = {
  id: "targets-version-conflict",
  level: "error",
  when: "A document's version is not its highest target's, a Wave's version is not its document's or not above production, or two active Waves share a tag.",
  why: "Devices would go back, or so far forward that later releases are refused.",
  fix: `${CANCEL}; then with a newer CI version: ${NEW_WAVE}`,
  sources: ["TUF 5.5", "fioctl 9b0a6e7"],
  check: (snapshot) => {
    let active = activeWavesOf(snapshot), byTag = Map.groupBy(active, ({ wave }) => wave.tag);
    return [
      ...[...snapshot.production].flatMap(([tag, reviewed2]) => ownVersion(reviewed2, { tag })),
      ...active.flatMap((one) => waveVersion(one, snapshot.production.get(one.wave.tag) ?? null)),
      ...[...byTag].flatMap(([tag, waves]) => waves.length > 1 ? sharedTag(tag, waves) : [])
    ];
  }
};
function ownVersion({ doc, name }, properties) {
  if (!doc) return [];
  let versions = Object.values(doc.signed.targets).map(({ custom }) => plainVersion(custom?.version) ?? -1), highest = versions.reduce((best, version2) => Math.max(best, version2), -1);
  if (versions.length === 0 || highest === doc.signed.version) return [];
  let found = highest < 0 ? "has no target with an integer version" : `has version ${highest} as its highest target`;
  return [
    {
      subject: `${name}#/signed/targets`,
      title: title`${spoken(name, doc.signed.version)} says version ${doc.signed.version}, but ${found}.`,
      properties
    }
  ];
}
function waveVersion({ wave, targets: targets2 }, production2) {
  let name = targets2?.name ?? `wave/${wave.name}`, signed = targets2?.doc?.signed.version, version2 = signed ?? plainVersion(wave.version) ?? 0, published = production2?.doc?.signed.version, named = signed === void 0 || plainVersion(wave.version) === signed ? [] : [
    {
      subject: `${name}#/signed/version`,
      title: title`Wave ${wave.name} is called version ${valueText(wave.version)}, but its document says ${signed}.`,
      properties: { wave: wave.name }
    }
  ], stale = published === void 0 || version2 > published ? [] : [
    {
      subject: `${name}#/signed/version`,
      title: title`Wave ${wave.name} has version ${version2}; production for tag ${wave.tag} is at ${published} already.`,
      properties: { wave: wave.name, tag: wave.tag }
    }
  ];
  return [...targets2 ? ownVersion(targets2, { wave: wave.name }) : [], ...named, ...stale];
}
function sharedTag(tag, waves) {
  let names2 = waves.map(({ wave }) => wave.name).sort();
  return names2.map((name) => {
    let others2 = names2.filter((other) => other !== name);
    return {
      subject: `wave/${name}#`,
      title: title`Wave ${name} is active for tag ${tag} beside ${others2.join(", ")}; one at a time is allowed.`,
      properties: { wave: name, tag, others: others2.slice(0, MAX_LISTED) }
    };
  });
}
var MAX_LISTED = 100, waveAltersExistingTarget = {
  id: "wave-alters-existing-target",
  level: "note",
  raised: ["error"],
  when: "A Wave changes a target that production has: an error; it drops some (pruned): a note with their versions.",
  why: "A published target never changes: devices that have it would not install the new content.",
  fix: "If it is not intended, run: factory-tuf wave cancel <wave>",
  sources: ["fioctl 9b0a6e7"],
  summary: "differ from the production targets of the same names",
  check: (snapshot) => activeWavesOf(snapshot).flatMap(({ wave, targets: targets2 }) => {
    let production2 = snapshot.production.get(wave.tag)?.doc?.signed.targets;
    if (!targets2?.doc || !production2) return [];
    let proposed = targets2.doc.signed.targets;
    return [
      ...altered(targets2.name, wave.name, proposed, production2),
      ...pruned(targets2.name, wave.name, proposed, production2)
    ];
  })
};
function altered(doc, wave, proposed, production2) {
  return Object.entries(proposed).filter(([name, file]) => {
    let published = own(production2, name);
    return published !== void 0 && !sameJson(file, published);
  }).map(([name]) => ({
    subject: targetSubject(doc, name),
    title: title`Wave ${wave} changes target "${name}", which production has with other content.`,
    level: "error",
    properties: { wave, target: name }
  }));
}
function pruned(doc, wave, proposed, production2) {
  let gone = Object.entries(production2).filter(([name]) => own(proposed, name) === void 0);
  if (gone.length === 0) return [];
  let versions = [...new Set(gone.map(([, file]) => versionText(file)))];
  return [
    {
      subject: `${doc}#/signed/targets`,
      title: title`Wave ${wave} drops ${counted(gone.length, "production target")}, of version ${versions.slice(0, MAX_LISTED).join(", ")}.`,
      consequence: "Devices that run one of them have no target of theirs in production any more.",
      properties: { wave, versions: versions.slice(0, MAX_LISTED) }
    }
  ];
}
function versionText({ custom }) {
  let version2 = custom?.version;
  return typeof version2 == "string" ? version2 : valueText(version2);
}
var waveRevivable = {
  id: "wave-revivable",
  level: "warning",
  when: "A canceled Wave's document is validly signed, not expired, and above production for its tag.",
  needs: production,
  why: "Whoever holds the API token can post the signed document again.",
  fix: "Promote a higher version: factory-tuf promote <version> <tag> --keys <targets.tgz>",
  sources: ["PROTOCOL §4"],
  check: (snapshot, _policy, now) => {
    let root = snapshot.prodRoot, offline = new Set(offlineTargets(snapshot).map(({ keyid }) => keyid));
    return !root || offline.size === 0 ? [] : snapshot.waves.flatMap(({ wave, targets: targets2 }) => {
      if (wave.status !== "canceled" || !targets2?.doc || isExpired(targets2.doc.signed, now)) return [];
      let { version: version2, expires } = targets2.doc.signed, published = snapshot.production.get(wave.tag)?.doc?.signed.version ?? 0;
      if (version2 <= published) return [];
      let { signedBy } = validSignatures(targets2.doc, root, "targets");
      return signedBy.some((keyid) => offline.has(keyid)) ? [
        {
          subject: `${targets2.name}#/signed/version`,
          title: title`Canceled Wave ${wave.name} is signed for version ${version2}; production for tag ${wave.tag} is at ${published}.`,
          consequence: `Until ${encodeText(expires)} whoever holds the API token can post it again.`,
          properties: { wave: wave.name, tag: wave.tag }
        }
      ] : [];
    });
  }
}, STALE_DAYS = 30, UNUSED_DAYS = 7, waveStale = {
  id: "wave-stale",
  level: "warning",
  raised: ["note"],
  when: "A Wave has been active for more than 30 days; a note after 7 days without a rollout.",
  security: "none",
  why: "An active Wave blocks key rotation, and other Waves of its tag.",
  fix: "Run: factory-tuf wave complete <wave>, or factory-tuf wave cancel <wave>",
  sources: ["the vendor's guide to production targets", "PROTOCOL §4"],
  check: (snapshot, policy, now) => {
    let staleDays = limitOf(policy, "wave-stale", "warning", STALE_DAYS);
    return activeWavesOf(snapshot).flatMap(({ wave }) => {
      let created = momentOf(wave["change-meta"]?.["created-at"]);
      if (!created) return [];
      let place2 = { subject: `wave/${wave.name}#`, properties: { wave: wave.name } };
      if (isOlderThan(created, staleDays * MS_PER_DAY, now)) {
        let sentence2 = title`Wave ${wave.name} has been active since ${dayText(created)}, more than ${daysText(staleDays)}.`;
        return [{ ...place2, title: sentence2 }];
      }
      if ((wave["rollout-history"] ?? []).length > 0 || !isOlderThan(created, UNUSED_DAYS * MS_PER_DAY, now)) return [];
      let sentence = title`Wave ${wave.name} has been active since ${dayText(created)} and was rolled out to nobody.`;
      return [{ ...place2, title: sentence, level: "note" }];
    });
  }
}, wavesRules = [
  waveSignaturesInsufficient,
  targetsVersionConflict,
  waveAltersExistingTarget,
  waveRevivable,
  waveStale
];

// src/review/workflow/expressions.ts
function* expressionsIn(text) {
  for (let start = text.indexOf("${{"); start >= 0; ) {
    let close = closingBraces(text, start + 3);
    if (close < 0) return;
    let end = close + 2;
    yield { start, end, text: text.slice(start + 3, close) }, start = text.indexOf("${{", end);
  }
}
function closingBraces(text, from) {
  let mark = /'|\}\}/g;
  mark.lastIndex = from;
  let isQuoted = !1;
  for (let found = mark.exec(text); found; found = mark.exec(text))
    if (found[0] === "'") isQuoted = !isQuoted;
    else if (isQuoted) mark.lastIndex = found.index + 1;
    else return found.index;
  return -1;
}

// src/review/workflow/shell-commands.ts
var EXPRESSION = "EXPRESSION", TOOL = /(?:^|[/\\])(fioctl|factory-tuf)(?:[-_](?:linux|darwin|windows)[\w-]*)?(?:\.(?:exe|cmd|ps1))?(?:[@:#][^\s/\\]*)?$/i, BUNDLE = /(?:^|[/\\])[^/\\]*factory-tuf[^/\\]*[/\\](?:dist[/\\])?cli\.js$/i;
function toolCalls(script, env = {}) {
  let commands = commandsOf(withoutExpressions(script.replaceAll(`\r
`, `
`)), 0), variables = new Map([...textsOf(env), ...commands.flat().flatMap(assignedBy).reverse()]);
  return commands.flatMap((words) => {
    let meanings = words.map((word) => wordsFor(word, variables));
    return meanings.flatMap((meant, index) => {
      let at = meant.findIndex((one) => toolNamed(one) !== null), tool = at < 0 ? null : toolNamed(meant[at]);
      if (tool === null) return [];
      let behind = meanings.slice(index + 1, index + 1 + MAX_WORDS).flat();
      return [{ tool, words: [...meant.slice(at + 1), ...behind].slice(0, MAX_WORDS).map(withoutBackslashes) }];
    });
  });
}
var MAX_WORDS = 50, MAX_VALUE_WORDS = 8;
function textsOf(env) {
  return Object.entries(env).flatMap(([name, value]) => typeof value == "string" ? [[name, value]] : []);
}
function assignedBy(word) {
  let [, name, value] = /^([a-z_]\w*)=(.+)$/is.exec(word) ?? [];
  return name === void 0 || value === void 0 ? [] : [[name, value]];
}
var VARIABLE = /^\$(?:(\w+)|\{(\w+)(?::?[-=]([^}]*))?\})$/, USUAL = /^(?:FIOCTL|FACTORY_TUF)$/i;
function wordsFor(word, variables) {
  let [, plain2, braced, otherwise] = word.startsWith("$") && VARIABLE.exec(word) || [], name = plain2 ?? braced;
  if (name === void 0) return [word];
  let meant = (variables.get(name) ?? otherwise ?? word).split(/\s+/).slice(0, MAX_VALUE_WORDS);
  return USUAL.test(name) && !meant.some((one) => toolNamed(one) !== null) ? [name.toLowerCase().replace("_", "-")] : meant;
}
function toolNamed(word) {
  let name = (TOOL.exec(word) ?? TOOL.exec(withoutBackslashes(word)))?.[1]?.toLowerCase();
  return name === "fioctl" || name === "factory-tuf" ? name : BUNDLE.test(word) ? "factory-tuf" : null;
}
function withoutBackslashes(word) {
  return word.replaceAll("\\", "");
}
function withoutExpressions(script) {
  let kept = [], from = 0;
  for (let { start, end } of expressionsIn(script))
    kept.push(script.slice(from, start), EXPRESSION), from = end;
  return kept.join("") + script.slice(from);
}
var MAX_QUOTED = 3;
function commandsOf(script, depth) {
  let commands = [], words = [], end = () => {
    words.length > 0 && commands.push(words.map(withoutRedirection)), depth < MAX_QUOTED && commands.push(...quotedCommands(words, depth)), words = [];
  };
  for (let word of wordsOf(script))
    word ? words.push(word) : end();
  return end(), commands.filter(([first]) => !isPrinting(first));
}
function quotedCommands(words, depth) {
  let isSaid = isPrinting(words[0]?.text);
  return words.filter(({ text, quoted: quoted2 }) => quoted2 && /\s/.test(text) && (!isSaid || /\$\(|`/.test(text))).flatMap(({ text }) => commandsOf(text, depth + 1));
}
function withoutRedirection({ text, quoted: quoted2 }) {
  return quoted2 ? text : text.replace(/(?<=[a-z])[<>].*$/is, "");
}
function isPrinting(command2) {
  return command2 === "echo" || command2 === "printf";
}
var SEPARATORS = ";|()`\n";
function* wordsOf(script) {
  let text = "", quoted2 = !1, quote = null, isComment = !1, isWord = () => text !== "" || quoted2;
  for (let index = 0; index < script.length; index++) {
    let char = script[index];
    if (!(isComment && char !== `
`)) {
      if (isComment = !1, quote !== null) {
        char === quote ? quote = null : char === "\\" && quote === '"' ? text += unescaped(script[++index]) : text += char;
        continue;
      }
      char === "\\" ? text += unescaped(script[++index]) : char === '"' || char === "'" ? (quote = char, quoted2 = !0) : char === "#" && !isWord() ? isComment = !0 : SEPARATORS.includes(char) || char === "&" && !text.endsWith(">") ? (isWord() && (yield { text, quoted: quoted2 }), yield null, [text, quoted2] = ["", !1]) : char === " " || char === "	" || char === "\r" ? (isWord() && (yield { text, quoted: quoted2 }), [text, quoted2] = ["", !1]) : text += char;
    }
  }
  isWord() && (yield { text, quoted: quoted2 });
}
function unescaped(char) {
  return char === void 0 || char === `
` || char === "\r" ? "" : /[\w.]/.test(char) ? `\\${char}` : char;
}

// src/review/workflow/jobs.ts
var known = /* @__PURE__ */ new WeakMap();
function parsedWorkflows(files) {
  let read2 = known.get(files) ?? readAll(files);
  return known.set(files, read2), read2;
}
function readAll(files) {
  return files.flatMap(({ path, value }) => {
    if (!isObject(value)) return [];
    let jobs = own(value, "jobs");
    return [
      {
        path,
        triggers: new Set(triggersOf(own(value, "on") ?? own(value, "true"))),
        env: own(value, "env"),
        jobs: isObject(jobs) ? Object.entries(jobs).flatMap(([id, job]) => isObject(job) ? [jobOf(id, job, [value])] : []) : []
      }
    ];
  });
}
function triggersOf(on) {
  return typeof on == "string" ? [on] : Array.isArray(on) ? on.filter((event) => typeof event == "string") : isObject(on) ? Object.keys(on) : [];
}
function jobOf(id, value, around) {
  let pointer = pointerTo("/jobs", id), steps2 = own(value, "steps");
  return {
    pointer,
    id,
    value,
    uses: textOf(own(value, "uses")),
    steps: Array.isArray(steps2) ? steps2.flatMap(
      (step, index) => isObject(step) ? [stepOf(`${pointer}/steps/${index}`, step, [...around, value])] : []
    ) : []
  };
}
function stepOf(pointer, value, around) {
  let run = textOf(own(value, "run")), inputs = own(value, "with");
  return {
    pointer,
    value,
    uses: textOf(own(value, "uses")),
    run,
    inputs: isObject(inputs) ? inputs : {},
    calls: run === null ? [] : toolCalls(run, variablesOf([...around, value]))
  };
}
function variablesOf(places2) {
  return Object.fromEntries(
    places2.flatMap((place2) => {
      let env = own(place2, "env");
      return isObject(env) ? Object.entries(env) : [];
    })
  );
}
function textOf(value) {
  return typeof value == "string" ? value : null;
}
function isOurAction(uses) {
  let [named = ""] = uses?.split("@") ?? [];
  return named.split("/").slice(0, 2).join("/").toLowerCase() === OUR_REPOSITORY;
}
function looksLikeOurs(uses) {
  return uses !== null && /factory-tuf/i.test(uses.slice(0, uses.search(/@|$/)));
}
function isOursIn({ steps: steps2 }, { uses }) {
  if (uses === null || isOurAction(uses)) return uses !== null;
  let folder = uses.startsWith("./") ? uses.slice(2) : null;
  return steps2.some(
    ({ uses: action, inputs }) => action?.startsWith("actions/checkout@") === !0 && isOrHolds(String(own(inputs, "path")), folder) && String(own(inputs, "repository")).toLowerCase() === OUR_REPOSITORY
  );
}
function isOrHolds(fetched, folder) {
  return folder === fetched || folder?.startsWith(`${fetched}/`) === !0;
}
function calledWorkflow({ uses }, workflows2) {
  return uses?.startsWith("./") ? workflows2.find(({ path }) => path === uses.slice(2)) ?? null : null;
}
function callsTool(job, workflows2) {
  return callsItself(job) ? !0 : calledWorkflow(job, workflows2)?.jobs.some(callsItself) ?? !1;
}
function callsItself({ uses, steps: steps2 }) {
  return looksLikeOurs(uses) || steps2.some((step) => looksLikeOurs(step.uses) || step.calls.length > 0);
}

// src/review/workflow/signer-login.ts
var LOGINS = /* @__PURE__ */ new Map([
  ["awskms", "aws-actions/configure-aws-credentials"],
  ["gcpkms", "google-github-actions/auth"],
  ["azurekms", "azure/login"],
  ["hv", "hashicorp/vault-action"]
]);
function isSignerLogin(job, { uses }) {
  let [action = "", commit = "", ...rest] = uses?.trim().split("@") ?? [];
  return rest.length === 0 && isCommit(commit) && loginsOf(job).has(action.toLowerCase());
}
var AZURE_TOKEN = [
  /^token="\$\(az account get-access-token --resource https:\/\/(?:vault|managedhsm)\.azure\.net --query accessToken --output tsv\)"$/,
  /^echo "::add-mask::\$token"$/,
  /^echo "AZURE_ACCESS_TOKEN=\$token" >> "\$GITHUB_ENV"$/
];
function isAzureToken(job, { run, value }) {
  let shell = own(value, "shell");
  if (run === null || shell !== void 0 && shell !== "bash" || !loginsOf(job).has("azure/login")) return !1;
  let lines = run.trim().split(`
`);
  return lines.length === AZURE_TOKEN.length && lines.every((line, at) => AZURE_TOKEN[at].test(line.trim()));
}
function loginsOf({ steps: steps2 }) {
  let logins = steps2.flatMap(({ uses, inputs }) => {
    let signer = looksLikeOurs(uses) ? own(inputs, "signer") : void 0;
    if (typeof signer != "string") return [];
    if (signer.trim().startsWith("${{")) return [...LOGINS.values()];
    let login = LOGINS.get(signer.trim().split(":")[0]);
    return login === void 0 ? [] : [login];
  });
  return new Set(logins);
}

// src/text/key-commands.ts
var OFFLINE_COMMANDS = [
  "root resign",
  "updates init",
  "updates add-offline-key",
  "updates delete-offline-key",
  "updates rotate-offline-key",
  "updates rotate-online-key",
  "updates set-threshold",
  "updates set-expiry",
  "updates sign",
  "updates sign-prod-targets",
  "updates apply",
  "updates cancel",
  "keys rotate",
  "keys rotate-all",
  "keys resume"
], ARCHIVE_COMMANDS = [
  "init",
  "keys list",
  "keys copy-targets",
  "keys encrypt",
  "keys decrypt",
  "keys backup",
  "keys restore"
], RELEASING_COMMANDS = [
  "wave init",
  "wave sign",
  "wave rollout",
  "wave complete",
  "bundle sign",
  "sign answer",
  "promote"
];

// src/review/workflow/secrets.ts
var ANY_SECRET = "*", OWN_TOKEN = "GITHUB_TOKEN", REFERENCE = /(?<![.\w-])secrets\b\s*(?:\.\s*([A-Za-z_][\w-]*)|\[\s*'([^']*)'\s*\])?/gi, MAX_NAME = 255;
function secretsIn(part) {
  let names2 = /* @__PURE__ */ new Set();
  for (let text of textsIn(part))
    for (let { text: expression } of expressionsIn(text))
      for (let [, dotted, indexed] of expression.matchAll(REFERENCE))
        names2.add((dotted ?? indexed ?? ANY_SECRET).slice(0, MAX_NAME).toUpperCase());
  return names2.delete(OWN_TOKEN), names2;
}
var FACTORY_NAME = /FACTORY|FIOCTL|FOUNDRIES|(?:^|_)(?:TUF|OSF|FIO)(?:_|$)/, KEYS_NAME = /(?:FACTORY|TUF|FIO|FIOCTL|TARGETS|OFFLINE|ROOT)_?(?:\w*_)?(?:KEYS?|IDENTITY|PASSPHRASE|TGZ|ARCHIVE)$|^(?:KEYS|IDENTITY|PASSPHRASE)$/;
function isFactorySecret(name) {
  return name === ANY_SECRET || FACTORY_NAME.test(name);
}
function isKeysSecret(name) {
  return name === ANY_SECRET || KEYS_NAME.test(name);
}
function* textsIn(value) {
  let seen = /* @__PURE__ */ new Set(), open = [value];
  for (; open.length > 0; ) {
    let next = open.pop();
    if (typeof next == "string" && (yield next), !(typeof next != "object" || next === null || seen.has(next))) {
      seen.add(next);
      for (let member3 of Object.values(next)) open.push(member3);
    }
  }
}

// src/review/workflow/tool-use.ts
var KEY_INPUTS = ["keys", "keys-file", "keys-command", "keys-identity", "keys-passphrase"], SIGNER_INPUTS = ["signer", "signer-command"], FIOCTL_OFFLINE_WORDS = [
  "rotate-offline-key",
  "rotate-all-keys",
  "rotate-root",
  "rotate-targets",
  "resign-root",
  "add-offline-key",
  "sign-prod-targets"
], FIOCTL_ARCHIVE = ["keys copy-targets"], FIOCTL_RELEASING = ["waves init", "waves sign", "waves rollout", "waves complete", "offline-update sign"];
function offlineCommand(call) {
  return rootCommand(call) ?? archiveCommand(call);
}
function offlineInput(step) {
  if (!looksLikeOurs(step.uses)) return null;
  let words = commandOf(step)?.split(" ");
  return words ? offlineCommand({ tool: "factory-tuf", words }) : null;
}
function rootCommand({ tool, words }) {
  let verbs = verbsOf(words), named = tool === "factory-tuf" ? OFFLINE_COMMANDS : OFFLINE_COMMANDS.filter((name) => /^updates /.test(name)), word = () => FIOCTL_OFFLINE_WORDS.find((name) => verbs.includes(name)), isFirstTime = () => words.some((name) => name === "--first-time" || name.startsWith("--first-time="));
  return firstNamed(named, verbs) ?? word() ?? (isFirstTime() ? "--first-time" : null);
}
function archiveCommand({ tool, words }) {
  if (tool === "fioctl") return firstNamed(FIOCTL_ARCHIVE, verbsOf(words));
  let verbs = verbsOf(words), named = firstNamed(ARCHIVE_COMMANDS, verbs);
  return named !== null || !givesArchive(words) || firstNamed(RELEASING_COMMANDS, verbs) !== null ? named : ARCHIVE_COMMANDS.find((name) => isCommand(words, name)) ?? null;
}
function plainSigning({ tool, words }) {
  if (tool !== "fioctl" || !givesArchive(words)) return null;
  let verb = ["init", "sign"].find((name) => isWaveCommand(verbsOf(words), name));
  return verb === void 0 ? null : `waves ${verb}`;
}
function givesArchive(words) {
  return words.some((word) => /^(?:-k|--keys(?:=|$))/.test(word));
}
function releases(job) {
  return looksLikeOurs(job.uses) ? /\/promote\.ya?ml(?:@|$)/i.test(job.uses) : job.steps.some((step) => looksLikeOurs(step.uses) ? stepReleases(step) : step.calls.some(callReleases));
}
function stepReleases(step) {
  let { inputs } = step, command2 = commandOf(step);
  return String(own(inputs, "dry-run")) === "true" ? !1 : command2 === null ? [...KEY_INPUTS, ...SIGNER_INPUTS].some((name) => own(inputs, name) !== void 0) : RELEASING_COMMANDS.includes(command2);
}
function commandOf({ uses, inputs }) {
  let folder = uses?.split("@")[0]?.split("/").at(-1) ?? "";
  if (isActionFolder(folder)) return COMMAND_ACTIONS[folder];
  let command2 = own(inputs, "command");
  return typeof command2 == "string" && !command2.includes("${{") ? command2.trim().replace(/\s+/g, " ") : null;
}
function callReleases(call) {
  let verbs = verbsOf(call.words);
  return rootCommand(call) !== null ? !0 : call.words.includes("--dry-run") || call.words.includes("--dry-run=true") ? !1 : firstNamed([...RELEASING_COMMANDS, ...FIOCTL_RELEASING], verbs) !== null ? !0 : call.tool === "factory-tuf" && RELEASING_COMMANDS.some((name) => isCommand(call.words, name));
}
function isWaveCommand(verbs, verb) {
  return followOneAnother(verbs, "wave", verb) || followOneAnother(verbs, "waves", verb);
}
function followOneAnother(verbs, first, second) {
  return endOf(`${first} ${second}`, verbs) >= 0;
}
function firstNamed(commands, verbs) {
  return commands.map((name) => ({ name, end: endOf(name, verbs) })).filter(({ end }) => end >= 0).sort((a, b) => a.end - b.end)[0]?.name ?? null;
}
function endOf(command2, verbs) {
  let [first = "", second] = command2.split(" "), at = verbs.indexOf(first);
  return second === void 0 || at < 0 ? -1 : verbs.indexOf(second, at + 1);
}
function isCommand(words, command2) {
  return words[0] === command2 || words[0]?.startsWith("-") === !0 && words.includes(command2);
}
function verbsOf(words) {
  return words.filter((word) => !word.startsWith("-"));
}
function runsCommand(workflow, command2, workflows2) {
  return workflow.jobs.some((job) => jobRuns(job, command2) ? !0 : calledWorkflow(job, workflows2)?.jobs.some((called) => jobRuns(called, command2)) ?? !1);
}
function jobRuns(job, command2) {
  let { uses, steps: steps2 } = job;
  return uses !== null && isOurAction(uses) && new RegExp(`/${command2}\\.ya?ml(?:@|$)`, "i").test(uses) ? !0 : steps2.some(
    (step) => isOursIn(job, step) ? commandOf(step) === command2 : step.calls.some(({ tool, words }) => tool === "factory-tuf" && isCommand(words, command2))
  );
}
function factorySecrets(job, workflow, workflows2) {
  let read2 = [...secretsIn([job.value, workflow.env])], isToolJob = callsTool(job, workflows2);
  return [...isToolJob && own(job.value, "secrets") === "inherit" ? ["inherit"] : [], ...isToolJob ? read2 : read2.filter(isFactorySecret)];
}
function canSign(job, workflow) {
  return [...secretsIn([job.value, workflow.env])].some(isKeysSecret) ? !0 : job.steps.some((step) => {
    let { uses, inputs } = step;
    return looksLikeOurs(uses) ? KEY_INPUTS.some((name) => secretsIn(own(inputs, name)).size > 0) ? !0 : commandOf(step) !== "wave plan" && SIGNER_INPUTS.some((name) => (own(inputs, name) ?? "") !== "") : !1;
  });
}
function environmentOf(job) {
  if (isOurAction(job.uses)) {
    let inputs = own(job.value, "with"), named = isObject(inputs) ? own(inputs, "environment") : void 0;
    return typeof named == "string" && named.trim() !== "" ? named.trim() : REUSABLE_DEFAULT;
  }
  let environment = own(job.value, "environment"), name = isObject(environment) ? own(environment, "name") : environment;
  return typeof name == "string" && name.trim() !== "" ? name.trim() : null;
}
var REUSABLE_DEFAULT = "production", TEST = String.raw`\[ (?:!\s)?(?:-[nz] )?"[$]\w+"(?: (?:=|!=) (?:"[$]?\w*"|\w+))? \]`, LINES = [
  new RegExp(`^if ${TEST}(?: (?:\\|\\||&&) ${TEST})*; then$`),
  /^(?:else|fi|exit [0-9]{1,3}|set -[eu]{1,2})$/,
  /^echo "(?:::(?:error|warning|notice)::)?(?:[A-Za-z0-9 .,'/-]|:(?!:))*"$/
];
function isHarmlessScript({ run, value }) {
  let shell = own(value, "shell");
  return run === null || shell !== void 0 && shell !== "bash" && shell !== "sh" ? !1 : run.split(`
`).map((line) => line.trim()).every((line) => line === "" || line.startsWith("#") || LINES.some((form) => form.test(line)));
}

// src/review/rules/workflow-upkeep.ts
var SILENT_DAYS = 8, FOLDER = "workflow/.github/workflows#";
function running({ workflows: workflows2 }, ...commands) {
  let all = parsedWorkflows(workflows2 ?? []);
  return all.filter((workflow) => commands.some((command2) => runsCommand(workflow, command2, all)));
}
var reminderSilent = {
  id: "reminder-silent",
  level: "warning",
  when: "The last successful run of remind is more than 8 days old. Not run without a GitHub token.",
  needs: remindRuns,
  why: "GitHub turns off the schedules of inactive repositories without a message, and then nobody sees the deadlines.",
  fix: "Run the workflow by hand, and enable its schedule again: factory-tuf remind",
  sources: ["GitHub Actions documentation"],
  check: (snapshot, policy, now) => {
    let last = snapshot.github?.lastRemindRun;
    if (last === void 0) return [];
    let [workflow] = running(snapshot, "remind"), subject = workflow ? `workflow/${workflow.path}#` : FOLDER, ran = momentOf(last);
    if (!ran)
      return workflow ? [{ subject, title: title`The reminder in ${workflow.path} has never run with success.` }] : [];
    let days = limitOf(policy, "reminder-silent", "warning", SILENT_DAYS);
    if (!isOlderThan(ran, days * MS_PER_DAY, now)) return [];
    let sentence = title`The reminder last ran with success on ${dayText(ran)}, more than ${daysText(days)} ago.`;
    return [{ subject, title: sentence }];
  }
}, workflowNoSchedule = {
  id: "workflow-no-schedule",
  level: "warning",
  when: "No workflow that runs review or remind has a schedule.",
  why: "Documents and keys expire without a pull request, and a public repository loses its schedules after 60 idle days.",
  fix: "Run factory-tuf remind on a daily schedule, with an alert for its absence.",
  sources: ["GitHub Actions documentation"],
  check: (snapshot) => {
    if (!snapshot.workflows) return [];
    let looking = running(snapshot, "review", "remind");
    if (looking.some(({ triggers }) => triggers.has("schedule"))) return [];
    let [first] = looking;
    if (!first) return [{ subject: FOLDER, title: "No workflow runs factory-tuf review or remind on a schedule." }];
    let sentence = title`${first.path} runs factory-tuf, but no workflow runs review or remind on a schedule.`;
    return [{ subject: `workflow/${first.path}#/on`, title: sentence }];
  }
}, MAX_SCOPES = 100, tokenOverprivileged = {
  id: "token-overprivileged",
  level: "warning",
  when: "In a job that only reviews, the Factory's token may do more than read.",
  needs: knownToken,
  why: "A review only reads. Whoever steals a stronger token can do more.",
  fix: "Issue a token that may only read, and give that one to factory-tuf review.",
  sources: ["zizmor excessive-permissions"],
  check: ({ user, readOnlyJob }) => {
    let scopes = user?.["effective-scopes"];
    if (!readOnlyJob || !Array.isArray(scopes)) return [];
    let writing = scopes.filter((scope) => typeof scope == "string" && !onlyReads(scope));
    return writing.length === 0 ? [] : [
      {
        subject: "token#/effective-scopes",
        title: title`The token of a job that only reviews has the scope ${String(writing[0])}${andMore(writing.length - 1)}; it needs read alone.`,
        properties: { scopes: writing.slice(0, MAX_SCOPES) }
      }
    ];
  }
};
function onlyReads(scope) {
  return /(?:^|:)read$/.test(scope.trim());
}

// src/review/rules/workflows.ts
function ofJobs({ workflows: workflows2 }, observe) {
  let all = parsedWorkflows(workflows2 ?? []);
  return all.filter(({ jobs }) => jobs.some((job) => callsTool(job, all))).flatMap((workflow) => {
    let worstFirst = workflow.jobs.flatMap((job) => observe(job, workflow, all)).toSorted((a, b) => +(b.level === "error") - +(a.level === "error"));
    return bounded(`workflow/${workflow.path}`, worstFirst, (observation2) => observation2);
  });
}
function place({ path }, pointer) {
  return `workflow/${path}#${pointer}`;
}
var workflowOfflineKeyInCi = {
  id: "workflow-offline-key-in-ci",
  level: "warning",
  raised: ["error"],
  when: "A step uses a command for offline keys, of this tool or of fioctl, in a script or as the Action's input command: an error; fioctl's waves init or sign with -k: a warning.",
  why: "An unencrypted offline key on a runner is an online key.",
  fix: "Do root work on the owner's own machine; give targets keys to CI encrypted, through the Action: factory-tuf keys encrypt --for-action --keys <targets.tgz>",
  sources: ["Uptane deployment considerations"],
  check: (snapshot) => ofJobs(
    snapshot,
    ({ id, steps: steps2 }, workflow) => steps2.flatMap((step) => {
      let { pointer, calls } = step, observe = (tool, command2, level, at = "run") => ({
        subject: place(workflow, `${pointer}/${at}`),
        title: title`Job ${id} of ${workflow.path} runs ${tool} ${command2} with an offline key.`,
        level,
        properties: { job: id, command: command2 }
      }), asked = offlineInput(step);
      if (asked !== null) return [observe("factory-tuf", asked, "error", "with/command")];
      let offline = calls.find((call) => offlineCommand(call) !== null);
      if (offline) return [observe(offline.tool, offlineCommand(offline), "error")];
      let signing = calls.find((call) => plainSigning(call) !== null);
      return signing ? [observe(signing.tool, plainSigning(signing), "warning")] : [];
    })
  )
}, UNTRUSTED = ["pull_request_target", "workflow_run"], workflowSecretOnUntrustedTrigger = {
  id: "workflow-secret-on-untrusted-trigger",
  level: "error",
  when: "A job of a workflow on pull_request_target or workflow_run reads a secret of the Factory.",
  why: "What a fork proposes runs beside such a job, with the rights of this repository.",
  fix: "Use pull_request without secrets, or push or schedule on a protected branch.",
  sources: ["zizmor dangerous-triggers"],
  check: (snapshot) => ofJobs(snapshot, (job, workflow, all) => {
    let trigger = UNTRUSTED.find((event) => workflow.triggers.has(event)), [secret] = factorySecrets(job, workflow, all);
    return trigger === void 0 || secret === void 0 ? [] : [
      {
        subject: place(workflow, job.pointer),
        title: title`Job ${job.id} of ${workflow.path} reads the secret ${secretText(secret)} on ${trigger}.`,
        properties: { job: job.id, trigger }
      }
    ];
  })
};
function secretText(name) {
  return name === "inherit" ? "of its caller (inherit)" : name === "*" ? "that an expression names" : name;
}
var workflowNoApproval = {
  id: "workflow-no-approval",
  level: "warning",
  raised: ["note", "error"],
  when: "A job that signs, rolls out or completes names no environment: a warning; an environment without reviewers or open to every branch: an error; a note where GitHub does not tell.",
  needs: environments,
  why: "Nobody has to agree before it reaches devices.",
  fix: "Name a protected environment with required reviewers in the job, and keep the secret with the keys in it.",
  sources: ["GitHub Actions documentation"],
  check: (snapshot) => ofJobs(snapshot, (job, workflow) => {
    if (!releases(job)) return [];
    let environment = environmentOf(job), properties = { job: job.id, ...environment !== null && { environment } };
    if (environment === null) {
      let sentence = title`Job ${job.id} of ${workflow.path} signs or releases without an environment.`;
      return [{ subject: place(workflow, job.pointer), title: sentence, properties }];
    }
    let protection = protectionOf(environment, snapshot);
    return protection ? [
      {
        subject: place(workflow, `${job.pointer}/environment`),
        title: title`Environment "${environment}" of job ${job.id} in ${workflow.path} ${protection.lacks}.`,
        level: protection.level,
        properties
      }
    ] : [];
  })
};
function protectionOf(name, { github }) {
  if (name.includes("${{")) return { lacks: "is an expression, so it could not be checked", level: "note" };
  let environments2 = github?.environments;
  if (!environments2) return { lacks: "could not be checked", level: "note" };
  let known3 = Object.keys(environments2).find((other) => other.toLowerCase() === name.toLowerCase()), environment = known3 === void 0 ? void 0 : environments2[known3];
  return environment ? environment.exists ? environment.reviewers ? environment.branchesLimited ? null : { lacks: "is open to every branch", level: "error" } : { lacks: "has no required reviewers", level: "error" } : { lacks: "does not exist; the run creates it unprotected", level: "error" } : { lacks: "could not be checked", level: "note" };
}
var IMAGE_DIGEST = /@sha256:[0-9a-f]{64}$/, workflowUnpinnedSigner = {
  id: "workflow-unpinned-signer",
  level: "warning",
  when: "In a job with a secret of the Factory, an action is not named by its full commit.",
  why: "Whoever moves the tag or branch gets the secrets of the job.",
  fix: "Pin it by its full commit: uses: <owner>/<repository>@<commit>",
  sources: ["zizmor unpinned-uses"],
  check: (snapshot) => ofJobs(snapshot, (job, workflow, all) => factorySecrets(job, workflow, all).length === 0 ? [] : [job, ...job.steps].flatMap(({ pointer, uses }) => uses === null ? [] : [{ pointer, uses }]).filter(({ uses }) => !isPinned(uses.trim())).map(({ pointer, uses }) => ({
    subject: place(workflow, `${pointer}/uses`),
    title: title`Job ${job.id} of ${workflow.path} uses ${uses}, not a full commit.`,
    properties: { job: job.id, uses: uses.slice(0, MAX_USES) }
  })))
}, MAX_USES = 300;
function isPinned(uses) {
  return uses.startsWith("./") ? !0 : uses.startsWith("docker://") ? IMAGE_DIGEST.test(uses) : uses.includes("@") && isCommit(uses.slice(uses.lastIndexOf("@") + 1));
}
var workflowKeysJobMixed = {
  id: "workflow-keys-job-mixed",
  level: "warning",
  when: "A job with the keys, or with a signer, runs more than a checkout without credentials, the login action of that signer pinned by its commit, and this tool.",
  why: "An earlier step can change the Action, its environment and its inputs.",
  fix: "Give the keys to a job of its own: checkout with persist-credentials: false, the login of a signer if there is one (docs/signers), then factory-tuf, nothing else.",
  sources: ["GitHub Actions documentation"],
  check: (snapshot) => ofJobs(snapshot, (job, workflow) => {
    if (!canSign(job, workflow)) return [];
    let foreign = job.steps.find(
      (step) => !isOursIn(job, step) && !isPlainCheckout(step) && !isHarmlessScript(step) && !isSignerLogin(job, step) && !isAzureToken(job, step)
    );
    return foreign ? [
      {
        subject: place(workflow, job.pointer),
        title: title`Job ${job.id} of ${workflow.path} can sign and also ${describe(foreign)}.`,
        properties: { job: job.id, step: foreign.pointer }
      }
    ] : [];
  })
}, CHECKOUT = /^actions\/checkout@/i;
function isPlainCheckout({ uses, inputs }) {
  return uses !== null && CHECKOUT.test(uses) && String(own(inputs, "persist-credentials")) === "false";
}
function describe({ uses, value }) {
  if (uses === null) {
    let name = own(value, "name");
    return typeof name == "string" ? `runs the step "${name}"` : "runs a script";
  }
  return CHECKOUT.test(uses) ? "checks out without persist-credentials: false" : `uses ${uses}`;
}
var workflowUnreadable = {
  id: "workflow-unreadable",
  level: "error",
  when: "A file in the reviewed workflows folder cannot be read or understood: no UTF-8 text, bad YAML, too many aliases, a link out of the checkout, no regular file, too large.",
  why: "No rule has checked it, and GitHub may still run it.",
  fix: "Make it a regular file of plain YAML, or remove it, then run: factory-tuf review",
  sources: ["GitHub Actions documentation"],
  check: ({ workflows: workflows2 }) => (workflows2 ?? []).flatMap(
    ({ path, unreadable: unreadable3 }) => unreadable3 === void 0 ? [] : [
      {
        subject: `workflow/${path}#`,
        title: title`Workflow ${path} ${unreadable3}.`,
        properties: { why: unreadable3 }
      }
    ]
  )
}, workflowsRules = [
  workflowOfflineKeyInCi,
  workflowSecretOnUntrustedTrigger,
  workflowNoApproval,
  workflowUnpinnedSigner,
  workflowKeysJobMixed,
  reminderSilent,
  workflowNoSchedule,
  tokenOverprivileged,
  workflowUnreadable
];

// src/review/rules/skipped-targets.ts
function targetsSkippedByClients(content, { clients }) {
  let { docName, tag, targets: targets2, productionTargets } = content, { listed: listed2 } = clientsInUse(clients), isNew = (name) => productionTargets === null || own(productionTargets, name) === void 0, isWave2 = docName.startsWith("wave/"), skipped = Object.entries(targets2).flatMap(([name, file]) => isWave2 && !isNew(name) || listed2.every((client) => skippedTarget(client, file) === null) ? [] : refusedBy(listed2, (client) => reasonOf(client, file)).map(({ clients: names2, says }) => ({
    name,
    names: names2,
    says
  }))), observe = ({ name, names: names2, says }, more2) => ({
    subject: targetSubject(docName, name, "custom"),
    title: title`Target "${name}" ${says}: ${listOf(names2)} would pass over it${andMore(more2)}.`,
    level: isWave2 ? "error" : "warning",
    properties: { target: name }
  }), [first, ...others2] = skipped;
  return [
    ...tag !== null && !isWave2 && first ? [observe(first, others2.length)] : skipped.map((one) => observe(one, 0)),
    // Of production and Waves another rule says it: the client refuses the whole document.
    ...tag === null ? nullCustoms(content, listed2) : []
  ];
}
function reasonOf(client, file) {
  let says = skippedTarget(client, file);
  return says === null ? [] : [{ kind: "form", pointer: "", says }];
}
function nullCustoms({ docName, targets: targets2 }, listed2) {
  let strict = listed2.filter(({ isStrict }) => isStrict).map(({ name }) => name);
  return strict.length === 0 ? [] : Object.entries(targets2).flatMap(([name, file]) => ownOf(file, "custom") !== null ? [] : [
    {
      subject: targetSubject(docName, name, "custom"),
      title: title`Target "${name}" has custom: null, for which ${listOf(strict)} would refuse the whole document.`,
      level: "warning",
      properties: { target: name }
    }
  ]);
}

// src/review/engine/contents.ts
function over(rule, scope) {
  return { ...rule, check: (snapshot, policy) => contentsOf(snapshot).flatMap((contents2) => rule.check(contents2[scope], policy)) };
}
var targetsContentRules = [
  over(targetMalformed, "all"),
  { ...targetUnselectable, check: checkSelectable },
  { ...prodTargetProvenance, check: checkProvenance },
  over(targetAppUnpinned, "all"),
  over(targetAppForeign, "all"),
  over(hardwareCoverageLost, "newest"),
  over(targetNoDelta, "newest")
], deviceLimitsRules = [{ ...metadataTooLarge, check: checkSizes }, deviceRefuses];
function checkSelectable(snapshot, policy) {
  return contentsOf(snapshot).flatMap(({ all }) => [
    ...targetUnselectable.check(all, policy),
    ...targetsSkippedByClients(all, policy)
  ]);
}
function checkProvenance(snapshot, policy) {
  return snapshot.ciTargets ? contentsOf(snapshot).flatMap(({ newest, older }) => [
    ...prodTargetProvenance.check(newest, policy),
    ...prodTargetProvenance.check(older, policy).filter(({ level }) => level === "error")
  ]) : [];
}
function checkSizes(snapshot, policy) {
  let { ciRoots, prodRoots, updates: updates2, production: production2, waves, onlineDocuments: onlineDocuments2 } = snapshot, sizes = (role, documents) => documents.flatMap(
    (document) => document ? sizeObservations(document.name, role, document.sizeBytes, policy) : []
  );
  return [
    ...sizes("root", [...rootsOf2(ciRoots), ...rootsOf2(prodRoots), updates2?.staged?.ci, updates2?.staged?.prod]),
    ...sizes("targets", [...production2.values(), ...activeTargets(waves)]),
    ...["snapshot", "timestamp"].flatMap(
      (role) => sizes(
        role,
        onlineDocuments2.filter(({ name }) => name.startsWith(`${role}/`))
      )
    )
  ];
}
function rootsOf2({ chain, newest }) {
  return chain.length > 0 ? chain : [newest];
}
function activeTargets(waves) {
  return waves.filter(({ wave }) => wave.status === "active").map(({ targets: targets2 }) => targets2);
}
var known2 = /* @__PURE__ */ new WeakMap();
function contentsOf(snapshot) {
  let made = known2.get(snapshot) ?? makeContents(snapshot);
  return known2.set(snapshot, made), made;
}
function makeContents({ factory: factory2, ciTargets, production: production2, waves }) {
  let ci = ciTargets ? targetsIn(ciTargets) : {}, productionOf2 = (tag) => {
    let reviewed2 = production2.get(tag);
    return reviewed2 ? targetsIn(reviewed2) : null;
  }, contents2 = (docName, tag, reviewed2) => {
    let targets2 = targetsIn(reviewed2), { newest, older, version: version2 } = split(targets2), base = {
      docName,
      tag,
      version: version2,
      ciTargets: ci,
      productionTargets: tag === null || !docName.startsWith("wave/") ? null : productionOf2(tag),
      factory: factory2,
      sizeBytes: reviewed2.sizeBytes
    }, newestContent = { ...base, targets: newest };
    return {
      all: tag === null ? newestContent : { ...base, targets: targets2 },
      newest: newestContent,
      older: { ...base, targets: older }
    };
  };
  return [
    ...ciTargets ? [contents2("ci-targets", null, ciTargets)] : [],
    ...[...production2].map(([tag, reviewed2]) => contents2(`prod-targets/${tag}`, tag, reviewed2)),
    ...waves.flatMap(
      ({ wave, targets: targets2 }) => targets2 && wave.status === "active" ? [contents2(`wave/${wave.name}`, wave.tag, targets2)] : []
    )
  ];
}
function targetsIn({ doc, value }) {
  if (doc) return doc.signed.targets;
  let signed = isObject(value) ? own(value, "signed") : void 0, targets2 = isObject(signed) ? own(signed, "targets") : void 0;
  return isObject(targets2) ? Object.fromEntries(
    Object.entries(targets2).flatMap(([name, file]) => isObject(file) ? [[name, shapedTarget(file)]] : [])
  ) : {};
}
function shapedTarget(file) {
  let { custom, ...rest } = file, hashes = isObject(file.hashes) ? file.hashes : {};
  return { ...rest, hashes, ...isObject(custom) && { custom } };
}
function split(targets2) {
  let entries = Object.entries(targets2).map(
    ([name, file]) => [name, file, plainVersion(file.custom?.version)]
  ), version2 = entries.reduce((highest, [, , candidate]) => Math.max(highest, candidate ?? 0), 0), pick = (wanted) => Object.fromEntries(
    entries.filter(([, , candidate]) => (candidate === null || candidate === version2) === wanted).map(([name, file]) => [name, file])
  );
  return { version: version2, newest: pick(!0), older: pick(!1) };
}

// src/review/engine/catalogue.ts
var GROUPS = [
  { letter: "A", title: "Canonical form and portability", needs: factory, rules: canonicalFormRules },
  { letter: "B", title: "Keys in any role", needs: factory, rules: keysRules },
  { letter: "C", title: "Root keys", needs: factory, rules: rootKeysRules },
  { letter: "D", title: "Thresholds", needs: factory, rules: thresholdsRules },
  { letter: "E", title: "Targets keys", needs: factory, rules: targetsKeysRules },
  { letter: "F", title: "Signatures", needs: factory, rules: [...signaturesRules, ...releaseRecordsRules] },
  { letter: "G", title: "Chain and rollback", needs: factory, rules: chainRules },
  { letter: "H", title: "Expiry and key age", needs: factory, rules: expiryRules },
  { letter: "I", title: "CI and production diverge", needs: factory, rules: divergenceRules },
  { letter: "J", title: "Targets content", needs: factory, rules: targetsContentRules },
  { letter: "K", title: "Device limits", needs: factory, rules: deviceLimitsRules },
  { letter: "L", title: "Waves", needs: factory, rules: wavesRules },
  { letter: "M", title: "Transactions", needs: updates, rules: transactionsRules },
  { letter: "N", title: "Key archives", needs: archives, rules: archivesRules },
  { letter: "O", title: "Workflows", needs: workflows, rules: workflowsRules }
], REVIEW_ITSELF = "P", groupTitles = {
  ...Object.fromEntries(GROUPS.map(({ letter, title: title2 }) => [letter, title2])),
  [REVIEW_ITSELF]: "The review itself"
}, snapshotRules = GROUPS.flatMap(
  ({ letter, rules: rules2, needs }) => rules2.map((rule) => ({ group: letter, rule, needs: rule.needs ?? needs }))
), catalogue = [
  ...snapshotRules,
  ...[inputUnavailable, waiverInvalid, waiverStale].map((rule) => ({ group: REVIEW_ITSELF, rule }))
], ruleById = new Map(catalogue.map(({ rule }) => [rule.id, rule]));

// src/review/evidence/device-answers.ts
function deviceAnswers(snapshot, tag, { doc, value, sizeBytes }, { clients, oldestRoot }, now) {
  let roots2 = rootsOfDevices(snapshot, oldestRoot ?? 1);
  if (roots2 === null || !doc) return [];
  let online = (role) => snapshot.onlineDocuments.find(({ name }) => name === `${role}/${tag}`) ?? null, served = {
    roots: roots2,
    targets: { doc, value, sizeBytes },
    timestamp: online("timestamp"),
    snapshot: online("snapshot")
  };
  return servedRows(clientsInUse(clients).listed, served, now);
}
function rootsOfDevices({ ciRoots, prodRoots }, oldest) {
  let count = Math.max(prodRoots.chain.length, 1), documents = Array.from({ length: count }, (_, index) => prodRoots.chain[index] ?? ciRoots.chain[index] ?? null).slice(oldest - 1).map((root) => root ? documentOf(root) : null);
  return documents.length > 0 && documents.every((document) => document !== null) ? documents : null;
}
function documentOf({ doc, value, sizeBytes }) {
  return doc && { doc, value, sizeBytes };
}

// src/review/engine/deadlines.ts
function deadlinesOf(snapshot, policy, now) {
  let limits = (rule, { warning, error }) => ({
    warning: limitOf(policy, rule, "warning", warning),
    error: limitOf(policy, rule, "error", error)
  }), rootDays = limits(rootExpiring.id, ROOT_LIMITS), targetsDays = limits(prodTargetsExpiring.id, TARGETS_LIMITS), root = leadingRoot(snapshot), documents = [
    ...snapshot.production.values(),
    ...activeWavesOf(snapshot).flatMap(({ targets: targets2 }) => targets2 ? [targets2] : [])
  ];
  return [
    ...root ? [expiry(root.name, root.doc, rootDays, now)] : [],
    ...documents.flatMap(({ name, doc }) => doc ? [expiry(name, doc, targetsDays, now)] : []),
    ...rootKeyAges(snapshot, policy, now)
  ].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
function expiry(name, { signed }, days, now) {
  let at = new Date(signed.expires), what = `${spoken(name, signed.version)} expires`, subject = `${name}#/signed/expires`;
  return { at: signed.expires, daysLeft: daysUntil(at, now), what, subject, level: levelOf2(at, days, now) };
}
function rootKeyAges(snapshot, policy, now) {
  let root = leadingRoot(snapshot);
  if (!root) return [];
  let days = limitOf(policy, keyOverdue.id, "warning", ROOT_KEY_DAYS), born = birthsIn(snapshot, root.doc.signed, now);
  return [...new Set(root.doc.signed.roles.root.keyids)].slice(0, 100).flatMap((keyid) => {
    let at = born(keyid);
    if (!at) return [];
    let due = new Date(at.getTime() + days * MS_PER_DAY), what = `Root key ${shortKeyid(keyid)} is to be replaced`, level = due.getTime() < now.getTime() ? "warning" : "note";
    return [
      { at: wholeSeconds(due), daysLeft: daysUntil(due, now), what, subject: `${root.name}#/signed/roles/root`, level }
    ];
  });
}
function levelOf2(at, { warning, error }, now) {
  return isWithinDays(at, error, now) ? "error" : isWithinDays(at, warning, now) ? "warning" : "note";
}

// src/review/engine/overview-of.ts
var MAX_ENTRIES = 100, MAX_TEXT3 = 300, MAX_REASONS = 5;
function overviewOf(snapshot, progress, policy, now) {
  let waves = [...activeWavesOf(snapshot), ...snapshot.waves.filter(({ wave }) => wave.status !== "active")];
  return {
    roots: rootSteps(snapshot),
    roles: roleStates(snapshot, now),
    production: productionStates(snapshot, policy, now),
    waves: waves.slice(0, MAX_ENTRIES).map((wave) => waveOverview(wave, snapshot, progress.get(wave.wave.name))),
    deadlines: deadlinesOf(snapshot, policy, now).slice(0, MAX_ENTRIES),
    transaction: transactionState(snapshot),
    token: tokenOf(snapshot)
  };
}
function rootSteps({ ciRoots, prodRoots, ciRoot }) {
  let docs = ciRoots.chain.map((root) => root?.doc ?? null);
  return docs.flatMap((doc, index) => {
    if (!doc) return [];
    let before = docs[index - 1] ?? null, { version: version2, expires, roles } = doc.signed;
    return [
      {
        version: version2,
        expires,
        change: changeOf(doc.signed),
        added: before ? keyChanges(before.signed, doc.signed) : [],
        removed: before ? keyChanges(doc.signed, before.signed) : [],
        rootThreshold: roles.root.threshold,
        targetsThreshold: prodRoots.chain[index]?.doc?.signed.roles.targets.threshold ?? null,
        newest: version2 === ciRoot?.signed.version
      }
    ];
  }).slice(-MAX_ENTRIES);
}
function changeOf(root) {
  let changelog = root["x-changelog"];
  if (!isObject(changelog)) return null;
  let text = (member3) => shortText2(own(changelog, member3));
  return { by: text("polis-id"), message: text("message"), at: text("timestamp") };
}
function keyChanges(from, to) {
  return ROLE_NAMES.flatMap((role) => {
    let before = new Set(from.roles[role].keyids);
    return to.roles[role].keyids.filter((keyid) => !before.has(keyid)).map((keyid) => ({ role, keyid: shortText2(keyid), owner: ownerName(to, keyid) }));
  }).slice(0, MAX_ENTRIES);
}
function roleStates(snapshot, now) {
  let root = snapshot.prodRoot ?? snapshot.ciRoot;
  if (!root) return [];
  let { signed } = root, born = birthsIn(snapshot, signed, now);
  return ROLE_NAMES.map((role) => {
    let online = role === "targets" ? onlineTargets(snapshot) : new Set(onlineKeys(snapshot, role)), keys = keysOf(signed, role).slice(0, MAX_ENTRIES), state = ({ keyid, usable }) => {
      let at = born(keyid);
      return {
        keyid: shortText2(keyid),
        type: usable ? usable.type === "rsa" ? `rsa ${usable.bits}` : usable.type : "unusable",
        owner: ownerName(signed, keyid),
        born: at && wholeSeconds(at),
        ageDays: at && daysSince(at, now),
        online: online.has(keyid)
      };
    };
    return { role, threshold: signed.roles[role].threshold, keys: keys.map(state) };
  });
}
function productionStates(snapshot, policy, now) {
  let { production: production2, prodRoot } = snapshot;
  return [...production2].slice(0, MAX_ENTRIES).flatMap(([tag, reviewed2]) => {
    let { doc } = reviewed2;
    if (!doc || !prodRoot) return [];
    let { version: version2, expires, targets: targets2 } = doc.signed, daysLeft = daysUntilExpiry(doc.signed, now), signatures = signatureState(doc, prodRoot), devices = deviceAnswers(snapshot, tag, reviewed2, policy, now).slice(0, MAX_ENTRIES).map(shortRow), count = Object.keys(targets2).length;
    return [{ tag: shortText2(tag), version: version2, expires, daysLeft, targets: count, signatures, devices }];
  });
}
function waveOverview({ wave, targets: targets2 }, { prodRoot }, progress) {
  let meta = wave["change-meta"], doc = targets2?.doc ?? null;
  return {
    name: shortText2(wave.name),
    tag: shortText2(wave.tag),
    version: shortText2(wave.version),
    status: wave.status,
    createdAt: shortText2(meta["created-at"]),
    createdBy: shortText2(meta["created-by"]),
    expires: doc?.signed.expires ?? null,
    signatures: doc && prodRoot && signatureState(doc, prodRoot),
    rollouts: wave["rollout-history"].slice(-MAX_ENTRIES).map((rollout) => ({
      scope: rollout["is-factory-wide"] ? "the whole Factory" : shortText2(rollout["group-name"]),
      at: shortText2(rollout["rollout-at"]),
      by: shortText2(rollout["rollout-by"]),
      devices: rollout["num-devices"]
    })),
    progress: progress ? {
      total: progress["total-devices"],
      updated: progress["updated-devices"],
      scheduled: progress["scheduled-devices"]
    } : null
  };
}
function signatureState(doc, root) {
  let { threshold, signedBy, missing } = validSignatures(doc, root, "targets");
  return { needed: threshold, have: keptKeyids(signedBy), missing: keptKeyids(missing) };
}
function transactionState({ updates: updates2 }) {
  if (!updates2 || updates2.status === "NONE") return null;
  let root = updates2.staged?.prod?.doc ?? updates2.staged?.ci?.doc ?? null;
  return {
    status: updates2.status,
    by: root && (changeOf(root.signed)?.by ?? null),
    startedAt: updates2.startedAt,
    stagedVersion: root?.signed.version ?? null
  };
}
function tokenOf({ user }) {
  if (!user) return null;
  let scopes = user["effective-scopes"].slice(0, MAX_ENTRIES).map(shortText2);
  return { name: shortText2(user.name), role: shortText2(user.role), scopes };
}
function ownerName(root, keyid) {
  let owner = reviewedOwnerOf(root, keyid);
  return owner && shortText2(owner.polisId);
}
function shortRow({ hardwareId, why, ...row2 }) {
  return { ...row2, hardwareId: shortText2(hardwareId), why: why.slice(0, MAX_REASONS).map(shortText2) };
}
function shortText2(value) {
  return typeof value == "string" ? value.slice(0, MAX_TEXT3) : "";
}

// src/review/engine/verdict.ts
var FAIL_RANK = { ...RANK, never: 3 };
function isWeaker(asked, required2) {
  return FAIL_RANK[asked] > FAIL_RANK[required2];
}
function verdictOf({ findings, counts, failOn, factoryWasRead, onMissingToken }) {
  let invalid = ((id) => findings.filter(({ rule }) => rule === id).length)("waiver-invalid");
  if (invalid > 0) return { exit: 2, sentence: `${counted(invalid, "waiver is", "waivers are")} invalid.` };
  let unread2 = findings.filter(({ rule }) => rule === "input-unavailable").reduce((sum, { properties }) => sum + (typeof properties?.count == "number" ? properties.count : 1), 0);
  if (unread2 > 0)
    return {
      exit: 1,
      sentence: `This review is not complete: ${counted(unread2, "input")} could not be read.`
    };
  let unasked = "there is no token, so only the repository was reviewed";
  if (!factoryWasRead && onMissingToken === "fail")
    return { exit: 1, sentence: `This review is not complete: ${unasked}.` };
  let closing = findings.filter(({ level, waiver }) => waiver === null && RANK[level] >= FAIL_RANK[failOn]).length, said = factoryWasRead ? "" : ` But ${unasked}.`;
  return closing > 0 ? { exit: 3, sentence: `Blocked by ${failOn === "error" ? counted(closing, "error") : `${counted(closing, "finding")} at ${failOn} or above`}.${said}` } : { exit: 0, sentence: `Passed: ${countsText(counts)}.${said}` };
}
function countsText(counts) {
  let parts = ["error", "warning", "note"].flatMap((level) => counts[level] > 0 ? [counted(counts[level], level)] : []), active = parts.length > 0 ? listOf(parts) : "no findings";
  return counts.waived > 0 ? `${active}, ${counts.waived} waived` : active;
}

// src/review/engine/engine.ts
function waiverContext(now) {
  return { rules: ruleById, now };
}
function runReview(input) {
  let { snapshot, policy, waivers, now, failOn } = input, concerns = inScope(snapshot), failures = [], notRun = [], found = [];
  for (let { rule, needs } of snapshotRules) {
    let reason = needs(snapshot);
    if (reason && notRun.push({ rule: rule.id, ...reason }), !(reason && !reason.partly))
      for (let finding of findingsBy(rule, snapshot, policy, now, failures))
        concerns(finding.subject) && found.push(finding);
  }
  let unread2 = { unavailable: [...snapshot.unavailable, ...failures] };
  found.push(...findingsOf(inputUnavailable, inputUnavailable.check(unread2, policy, now))), found.push(...findingsOf(waiverInvalid, waiverInvalid.check(waivers.problems, policy, now)));
  let idle = new Set(notRun.filter(({ partly }) => !partly).map(({ rule }) => rule)), review2 = {
    rules: ruleById,
    stage: snapshot.stage,
    now,
    ran: ({ rule, subject }) => !idle.has(rule) && concerns(subject)
  }, [ofStale, others2] = partition(waivers.waivers, ({ rule }) => rule === waiverStale.id), first = applyWaivers(found.map(boundedFinding), others2, review2), stale = staleFindings(first.states, policy, now), second = applyWaivers(stale, ofStale, review2), unused = applyWaivers(staleFindings(second.states, policy, now), [], review2), all = [...first.findings, ...second.findings, ...unused.findings], findings = inOrder(all), counts = countsOf(all), verdict3 = verdictOf({
    findings: all,
    counts,
    failOn,
    factoryWasRead: snapshot.factoryWasRead,
    onMissingToken: input.onMissingToken ?? "fail"
  }), rulesRun = catalogue.length - idle.size, overview = overviewOf(snapshot, input.progress ?? /* @__PURE__ */ new Map(), policy, now), { factory: factory2, stage, tags } = snapshot;
  return { factory: factory2, stage, tags, at: wholeSeconds(now), failOn, findings, counts, notRun, rulesRun, verdict: verdict3, overview };
}
function findingsBy(rule, snapshot, policy, now, failures) {
  try {
    return grouped(rule, findingsOf(rule, rule.check(snapshot, policy, now)));
  } catch (error) {
    let name = error instanceof Error ? error.name : typeof error;
    return failures.push({
      subject: `review#/${rule.id}`,
      why: `a mistake in the rule ${rule.id} (${name}); please report it`
    }), [];
  }
}
function staleFindings(states, policy, now) {
  return findingsOf(waiverStale, waiverStale.check(states, policy, now)).map(boundedFinding);
}
function inOrder(findings) {
  let byRule = Map.groupBy(findings, ({ rule }) => rule);
  return catalogue.flatMap(({ rule }) => foldedFindings(rule, byRule.get(rule.id) ?? []));
}
function countsOf(findings) {
  let active = findings.filter(({ waiver }) => waiver === null), count = (wanted) => active.filter(({ level }) => level === wanted).length, waived = findings.length - active.length;
  return { error: count("error"), warning: count("warning"), note: count("note"), waived };
}
function partition(values, test) {
  return [values.filter(test), values.filter((value) => !test(value))];
}
var OF_TAG = /^(?:prod-targets|snapshot|timestamp)\/([^#]*)#/, OF_WAVE = /^wave\/([^#]*)#/;
function inScope({ tags, production: production2, waves }) {
  let reviewed2 = new Set(tags), known3 = /* @__PURE__ */ new Set([...production2.keys(), ...waves.map(({ wave }) => wave.tag)]), tagOfWave = new Map(waves.map(({ wave }) => [wave.name, wave.tag])), isLeftOut = (tag) => tag !== void 0 && known3.has(tag) && !reviewed2.has(tag);
  return (subject) => {
    let tag = OF_TAG.exec(subject)?.[1];
    if (tag !== void 0) return !isLeftOut(tag);
    let wave = OF_WAVE.exec(subject)?.[1];
    return wave === void 0 || !isLeftOut(tagOfWave.get(wave));
  };
}

// src/gate/attested/read-records.ts
async function readRecords({ policy, trustedRoots, github, node }, { production: production2 }, unread2) {
  let { attestedFrom, attestedBy } = policy;
  if (Object.keys(attestedFrom).length === 0 || !attestedBy)
    return notLooked("the policy names no tag in attested-from");
  let old = tooOld(node);
  if (old) return notLooked(old);
  if (!trustedRoots) return notLooked(`there is no ${SIGSTORE_ROOT_FILE}; make it with: ${MAKE_ROOTS}`);
  if (!github) return notLooked("there is no GitHub token, which needs attestations: read");
  let [{ attestationVerifiers }, { recordIn }] = await Promise.all([
    import("./trusted-roots-VZH4QSOU.js"),
    import("./verify-bundle-QYPH6KPL.js")
  ]), verifiers = attestationVerifiers(trustedRoots), read2 = Object.entries(attestedFrom).map(async ([tag, from]) => {
    let doc = production2.get(tag)?.doc;
    if (!doc || doc.signed.version < from) return [];
    let asking = github.attestations(attestedBy.repository, `sha256:${docHash(doc)}`, RELEASE_PREDICATE), bundles = await unread2.orNote(`attestations/${tag}#`, asking.catch(withPermission));
    if (!bundles) return [];
    let results = bundles.map((bundle) => bundle === null ? ELSEWHERE : recordIn(bundle, verifiers)), records2 = results.filter((result) => typeof result != "string");
    return [[tag, { records: records2, refused: results.filter((result) => typeof result == "string") }]];
  });
  return { byTag: new Map((await Promise.all(read2)).flat()), notLooked: null };
}
var ELSEWHERE = "is kept by GitHub where this tool does not ask";
function withPermission(error) {
  throw !(error instanceof ToolError) || error.code !== "http-forbidden" ? error : error.extended({ before: "Records need the permission attestations: read." });
}
var MAKE_ROOTS = `gh attestation trusted-root > ${SIGSTORE_ROOT_FILE}`;
function notLooked(why) {
  return { byTag: /* @__PURE__ */ new Map(), notLooked: why };
}
var OLDEST = { 22: [22, 2], 24: [15, 0] }, OLDEST_OF_ALL = 26;
function tooOld(node) {
  let [major = 0, minor = 0, patch = 0] = (/^v(\d+)\.(\d+)\.(\d+)/.exec(node)?.slice(1) ?? []).map(Number), oldest = OLDEST[major];
  return (oldest ? minor > oldest[0] || minor === oldest[0] && patch >= oldest[1] : major >= OLDEST_OF_ALL) ? null : `this Node (${node}) cannot verify records; it takes 22.22.2, 24.15.0 or 26, or later`;
}

// src/gate/read-archives.ts
import { access, stat } from "node:fs/promises";
import { basename, dirname, resolve, sep } from "node:path";
async function readArchives(paths, place2, unread2) {
  return (await Promise.all(
    paths.map(
      (path) => unread2.orNote(`archive/${basename(path)}#`, reviewedArchive(resolve(place2.folder, path), place2))
    )
  )).filter((archive) => archive !== void 0);
}
async function reviewedArchive(path, place2) {
  let bytes = await (place2.isWorkspace ? readWorkspaceKeyFile(path, place2.top) : readKeyFile(path, place2.signal)), git = gitIn(dirname(path), place2), [content, { mode }, lies, leftoverTemp] = await Promise.all([
    contentOf(bytes),
    stat(path),
    placeInGit(git, path),
    exists(`${path}.tmp`)
  ]), inWorkspace = place2.workspace !== null && path.startsWith(resolve(place2.workspace) + sep);
  return { name: basename(path), ...content, mode: mode & 511, ...lies, inWorkspace, leftoverTemp };
}
async function contentOf(bytes) {
  let encryption = "none";
  try {
    let input = readKeyInput(bytes, "The archive");
    if (input.form === "age")
      return encryption = readAgeHeader(input.bytes).scrypt ? "passphrase" : "recipients", { keys: null, malformed: null, encryption };
    let { keys } = await readArchive(input.bytes);
    return await refusePrivatePub(input.bytes), { keys: keys.map(({ keyid, name, signer }) => ({ keyid, entry: name, hasPrivate: signer !== null })), malformed: null, encryption };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { keys: null, malformed: error.happened.replace(/\.$/, ""), encryption };
  }
}
async function refusePrivatePub(packed) {
  for (let [name, content] of (await unpackArchive(packed)).files)
    if (!(!name.endsWith(".pub") || !/"private"/.test(content.toString("utf8"))))
      throw new ToolError("keys-malformed", {
        happened: `The archive holds a private key in ${basename(name)}, a file for public ones.`,
        next: "Take the archive from a backup."
      });
}
async function placeInGit(git, path) {
  if (!((await git(["rev-parse", "--is-inside-work-tree"])).stdout.toString("utf8").trim() === "true")) return { tracked: !1, exposedInWorkTree: !1 };
  let name = basename(path), [listed2, ignored2] = await Promise.all([
    git(["ls-files", "--error-unmatch", "--", `:(literal)${name}`]),
    git(["check-ignore", "--quiet", "--", `./${name}`])
  ]);
  return { tracked: listed2.status === 0, exposedInWorkTree: ignored2.status !== 0 };
}
async function exists(path) {
  try {
    return await access(path), !0;
  } catch {
    return !1;
  }
}

// src/gate/read-workflows.ts
import { readdir } from "node:fs/promises";
import { join, posix, resolve as resolve2 } from "node:path";
var WORKFLOWS_FOLDER = ".github/workflows", MAX_FILES = 200, MAX_BYTES = 512 * 1024, MAX_ALIASES = 100;
async function readWorkflows({ folder, top }, named, unread2) {
  let relative2 = posix.normalize((named ?? WORKFLOWS_FOLDER).replaceAll("\\", "/")).replace(/\/$/, ""), files = await filesIn(resolve2(folder, relative2));
  return files === "missing" ? (named !== void 0 && unread2.missing(`workflow/${relative2}#`, "the folder of workflows cannot be read"), null) : files === "unreadable" ? [unreadable(relative2, "is not a folder that can be read")] : (files.length > MAX_FILES && unread2.missing(`workflow/${relative2}#`, `it holds ${files.length} workflows, and at most ${MAX_FILES} are read`), Promise.all(
    files.slice(0, MAX_FILES).map((name) => readWorkflow(top, join(folder, relative2), name, posix.join(relative2, name)))
  ));
}
function workflowNames(names2) {
  return names2.filter((name) => /\.ya?ml$/.test(name)).sort();
}
async function filesIn(folder) {
  try {
    let entries = await readdir(folder, { withFileTypes: !0 });
    return workflowNames(entries.filter((entry3) => !entry3.isDirectory()).map(({ name }) => name));
  } catch (error) {
    return errorCode(error) === "ENOENT" ? "missing" : "unreadable";
  }
}
async function readWorkflow(top, folder, name, path) {
  let read2 = await readRegularFile(join(folder, name), top, MAX_BYTES);
  if (read2.kind !== "read") return unreadable(path, read2.kind === "refused" ? read2.why : "cannot be read");
  let text = utf8WithoutMark(read2.bytes);
  return text === null ? unreadable(path, "is not UTF-8 text") : workflowOf(path, text);
}
async function workflowOf(path, text) {
  let { parseDocument: parseDocument2 } = await import("./yaml-KU6IRC6X.js");
  try {
    let document = parseDocument2(text, { uniqueKeys: !0, logLevel: "error" });
    if (document.errors.length > 0) return unreadable(path, "is not valid YAML", text);
    let value = document.toJS({ maxAliasCount: MAX_ALIASES + 1 });
    return isObject(value) ? { path, text, value } : unreadable(path, "holds no workflow", text);
  } catch {
    return unreadable(path, `uses more than ${MAX_ALIASES} YAML aliases, or one that means nothing`, text);
  }
}
function unreadable(path, why, text = "") {
  return { path, text, value: null, unreadable: why };
}

// src/gate/repository-inputs.ts
import { join as join2 } from "node:path";

// src/gate/base-files.ts
import { realpath } from "node:fs/promises";
import { posix as posix2, relative, resolve as resolve3, sep as sep2 } from "node:path";
async function openBase(commit, folder, git, remote) {
  let found = await topOf(git);
  if (found !== null && await hasCommit(git, commit)) {
    let listing = listings(git, commit);
    return {
      read: (path, maxBytes) => readBlob(git, listing, pathWithin(found, folder, path), path, maxBytes),
      namesIn: async (within) => filesIn2(await listing(pathWithin(found, folder, within))),
      isRemote: !1,
      top: found,
      isCheckedOut: !0
    };
  }
  if (remote) {
    let top = found ?? await realpath(folder);
    return {
      async read(path, maxBytes) {
        let bytes = await remote.fileAt(commit, pathWithin(top, folder, path), maxBytes);
        return bytes && configTextOf(bytes, path, maxBytes);
      },
      namesIn: (within) => remote.filesIn(commit, pathWithin(top, folder, within)),
      isRemote: !0,
      top,
      isCheckedOut: found !== null
    };
  }
  throw new ToolError("review-incomplete", {
    happened: `The base commit ${commit} of this pull request cannot be read: git ${found === null ? "finds no repository here" : "neither has it nor can fetch it"}.`,
    next: "Check the repository out before this step (actions/checkout, which leaves git able to fetch), or with fetch-depth: 0."
  });
}
async function topOf(git) {
  let { status, stdout } = await git(["rev-parse", "--show-toplevel"]), top = stdout.toString("utf8").trim();
  return status === 0 && top !== "" ? top : null;
}
async function hasCommit(git, commit) {
  let isThere = async () => (await git(["cat-file", "-e", `${commit}^{commit}`])).status === 0;
  return await isThere() ? !0 : (await git([
    "fetch",
    "--quiet",
    "--no-tags",
    "--depth=1",
    "--no-recurse-submodules",
    "--no-write-fetch-head",
    "origin",
    commit
  ]), isThere());
}
function pathWithin(top, folder, path) {
  let within = relative(top, resolve3(folder, path));
  if (within !== "" && !within.startsWith("..") && !within.includes("\0")) return within.split(sep2).join("/");
  throw configInvalid(path, "lies outside the repository; on a pull request only files of its base commit count");
}
var ENTRY = /^(\d{6}) \w+ ([0-9a-f]{40,64}) +(\d+|-)\t/, LISTING_BYTES = 16 * 1024 * 1024;
function listings(git, commit) {
  let known3 = /* @__PURE__ */ new Map();
  return (folder) => {
    let listing = known3.get(folder) ?? listed(git, commit, folder);
    return known3.set(folder, listing), listing;
  };
}
async function listed(git, commit, folder) {
  let prefix = folder === "" ? "" : `${folder}/`, where = `${folder || "the top folder"} of the base commit`, within = prefix === "" ? [] : ["--", prefix], { status, stdout } = await git(["ls-tree", "-z", "--long", "--full-tree", commit, ...within], LISTING_BYTES);
  if (status !== 0) throw unreadable2(where);
  let entries = /* @__PURE__ */ new Map();
  for (let line of stdout.toString("utf8").split("\0")) {
    if (line === "") continue;
    let [found, mode, object, size] = ENTRY.exec(line) ?? [];
    if (found === void 0 || !mode || !object) throw unreadable2(where);
    let path = line.slice(found.length);
    path.startsWith(prefix) && entries.set(path.slice(prefix.length), { mode, object, size: Number(size) });
  }
  return entries;
}
function filesIn2(entries) {
  return [...entries].filter(([, { mode }]) => !FOLDER_MODES.includes(mode)).map(([name]) => name);
}
var FOLDER_MODES = ["040000", "160000"];
async function readBlob(git, listing, inGit, path, maxBytes) {
  let where = `${path} of the base commit`, folder = posix2.dirname(inGit), entry3 = (await listing(folder === "." ? "" : folder)).get(posix2.basename(inGit));
  if (!entry3) return null;
  if (!entry3.mode.startsWith("100")) throw configInvalid(where, "is not a regular file");
  if (entry3.size > maxBytes) throw configInvalid(where, `has more than ${maxBytes} bytes`);
  let blob = await git(["cat-file", "blob", entry3.object], maxBytes + 1);
  if (blob.status !== 0) throw unreadable2(where);
  return configTextOf(blob.stdout, where, maxBytes);
}
function unreadable2(where) {
  return new ToolError("review-incomplete", {
    happened: `${where} cannot be read with git.`,
    next: "Check the repository out before this step, with fetch-depth: 0 if need be."
  });
}

// src/gate/given-by-base.ts
import { posix as posix3 } from "node:path";
var PATH_INPUTS = ["trustedRoot", "pins", "policy", "waivers", "workflows"];
function givenByBase(workflows2, factory2) {
  let all = workflows2.flatMap(usesIn), uses = all.filter(
    ({ inputs }) => isExpression(inputs.get("factory") ?? "${{") || inputs.get("factory") === factory2
  ), reviews = uses.filter(({ isReview }) => isReview), literals = (from, name) => [
    ...new Set(from.flatMap(({ inputs }) => inputs.get(name) ?? []).filter((text) => !isExpression(text)))
  ], pathsOf2 = (input) => literals(input === "workflows" ? reviews : uses, optionFlag(input)).map(tidied);
  return {
    paths: {
      trustedRoot: pathsOf2("trustedRoot"),
      pins: pathsOf2("pins"),
      policy: pathsOf2("policy"),
      waivers: pathsOf2("waivers"),
      workflows: pathsOf2("workflows")
    },
    tags: reviews.map(({ inputs }) => inputs.get("tags") ?? "").filter((tags) => !isExpression(tags)).map((tags) => tags === "" ? null : tags.split(/[\s,]+/)),
    onMissingToken: literals(reviews, "on-missing-token"),
    factories: factoriesOf(all.filter(({ isReview }) => isReview)),
    addresses: { apiUrl: addressesIn(uses, "api-url"), oauthUrl: addressesIn(uses, "oauth-url") },
    stages: reviews.map(({ inputs }) => inputs.get("stage") || "steady").filter((stage) => !isExpression(stage))
  };
}
function factoriesOf(reviews) {
  let named = reviews.map(({ inputs }) => inputs.get("factory") ?? "${{");
  return named.length === 0 || named.some(isExpression) ? null : [...new Set(named)];
}
var USUAL2 = { "api-url": DEFAULT_API_URL, "oauth-url": "" };
function addressesIn(uses, name) {
  let named = uses.length === 0 ? [""] : uses.map(({ inputs }) => inputs.get(name) ?? "");
  return named.some(isExpression) ? null : [...new Set(named.map((address) => (address || USUAL2[name]).replace(/\/+$/, "")))];
}
function otherFactory({ factories, addresses }, asked) {
  let { factory: factory2 } = asked, named = factories === null || factories.includes(factory2) ? [] : [
    `This run reviews Factory ${factory2}; the base commit's workflows review ${factories.join(", ")}, of which it says nothing`
  ], elsewhere = (input, address) => {
    let given = addresses[input];
    if (!address || given === null || given.includes(address.replace(/\/+$/, ""))) return [];
    let known3 = given.filter((one) => one !== "").join(", ") || "none";
    return `${input === "apiUrl" ? "api-url" : "oauth-url"} is ${address}, and the base commit's workflows give ${known3} for Factory ${factory2}`;
  };
  return [...named, elsewhere("apiUrl", asked.apiUrl), elsewhere("oauthUrl", asked.oauthUrl)].flat();
}
var STAGES_STRICTEST_FIRST = ["apply", "sign", "steady"];
function admittedStage(asked, { stages }, log) {
  let rank = (stage) => STAGES_STRICTEST_FIRST.indexOf(stage), mildest = stages.toSorted((a, b) => rank(b) - rank(a))[0];
  return asked === void 0 || mildest === void 0 || rank(asked) <= rank(mildest) ? asked : (log.warning(`stage: ${asked} is ignored, and ${mildest} is used, as the base commit's workflows have it.`), mildest);
}
function admitted(asked, given, defaults, log) {
  let paths = Object.fromEntries(
    PATH_INPUTS.map((input) => {
      let [path, known3] = [asked[input], given.paths[input]];
      if (path === void 0 || [...known3, defaults[input]].includes(tidied(path))) return [input, path];
      let [only, ...others2] = known3, instead = others2.length === 0 ? only : void 0, used = instead ?? `the default, ${defaults[input]},`;
      return log.warning(`${optionFlag(input)}: ${path} is ignored, and ${used} is used: it is neither the default nor what the base commit's workflows give for this Factory.`), [input, instead];
    })
  ), stage = admittedStage(asked.stage, given, log);
  return { ...asked, ...paths, ...stage !== void 0 && { stage }, tags: admittedTags(asked.tags, given, log) };
}
function admittedTags(asked, { tags }, log) {
  if (asked === void 0 || tags.some((base) => base?.every((tag) => asked.includes(tag)))) return asked;
  log.warning(
    `tags: ${asked.join(",")} is ignored, and all tags are reviewed: the base commit's workflows do not limit this Factory's review to these.`
  );
}
function usesIn({ jobs, env }) {
  return jobs.flatMap((job) => [
    ...isOurs(job.uses) ? [{ isReview: /\/review\.ya?ml(?:@|$)/i.test(job.uses), inputs: inputsIn(own(job.value, "with")) }] : [],
    ...job.steps.flatMap(({ uses, inputs, calls, value }) => [
      ...isOurs(uses) ? [{ isReview: commandOf({ uses, inputs }) === "review", inputs: inputsIn(inputs) }] : [],
      ...calls.filter(({ tool }) => tool === "factory-tuf").map(({ words }) => ({
        isReview: words.includes("review"),
        inputs: new Map([...addressIn(env, job.value.env, value.env), ...optionsIn(words)])
      }))
    ])
  ]);
}
function addressIn(...environments2) {
  let last = environments2.flatMap((env) => isObject(env) ? own(env, API_URL_VARIABLE) ?? [] : []).at(-1);
  return new Map(typeof last == "string" ? [["api-url", last.trim()]] : []);
}
function isOurs(uses) {
  return uses !== null && (isOurAction(uses) || uses.startsWith("./"));
}
function inputsIn(value) {
  let entries = isObject(value) ? Object.entries(value) : [];
  return new Map(
    entries.filter(([, input]) => typeof input == "string").map(([name, input]) => [name, `${input}`.trim()])
  );
}
function optionsIn(words) {
  return new Map(
    words.flatMap((word, index) => {
      let [, name, value] = /^--([a-z-]+)(?:=(.*))?$/s.exec(word) ?? [];
      return name === void 0 ? [] : [[name, value ?? words[index + 1] ?? ""]];
    })
  );
}
function isExpression(text) {
  return text.includes("${{") || text.includes("EXPRESSION") || text.includes("$");
}
function tidied(path) {
  return posix3.normalize(path.replaceAll("\\", "/")).replace(/\/$/, "");
}

// src/gate/pull-request.ts
var OWN_CODE = /* @__PURE__ */ new Set([...KEY_EVENTS, DISPATCH]), ABOUT_PULL_REQUEST = /^pull_request(?:_|$)/;
function isProposal({ event }) {
  return event !== null && !OWN_CODE.has(event);
}
function isAboutMerge({ event }) {
  return event === "merge_group" || ABOUT_PULL_REQUEST.test(event ?? "");
}
async function baseCommit(place2) {
  let { event, eventFile } = place2, payload = eventFile ? await readEvent(eventFile) : null, commit = ABOUT_PULL_REQUEST.test(event ?? "") ? memberAt(payload, "pull_request", "base", "sha") : event === "merge_group" ? memberAt(payload, "merge_group", "base_sha") : place2.commit;
  if (typeof commit == "string" && isCommit(commit)) return commit;
  throw new ToolError("review-incomplete", {
    happened: `The event ${event ?? ""} does not say which commit the repository's own files are to be read from.`,
    next: "Run the review on pull_request or merge_group, where GitHub writes it to GITHUB_EVENT_PATH, or on push or schedule."
  });
}
async function pullNumber(place2) {
  if (!isProposal(place2) || !place2.eventFile) return null;
  let number2 = memberAt(await readEvent(place2.eventFile), "pull_request", "number");
  return typeof number2 == "number" && Number.isSafeInteger(number2) && number2 > 0 ? number2 : null;
}

// src/gate/repository-inputs.ts
var MAX_BYTES2 = 1024 * 1024, MAX_WORKFLOWS = 200, DEFAULTS = {
  trustedRoot: TRUSTED_ROOT_FILE,
  pins: PINS_FILE,
  policy: POLICY_FILE,
  waivers: WAIVERS_FILE,
  workflows: WORKFLOWS_FOLDER
};
async function readInputs(ctx, asked, remote, now) {
  if (isProposal(ctx.place)) return readProposal(ctx, asked, remote, now);
  let { policies, waivers, sigstoreRoot } = layoutOf(ctx.place, asked), read2 = (file) => readAt(ctx.place, file, MAX_BYTES2), [waiversText, roots2, ...policy] = await Promise.all([read2(waivers), read2(sigstoreRoot), ...policies.map(read2)]);
  return {
    request: asked,
    trustedRoot: ctx.trust.root,
    pins: ctx.trust.pins,
    policy: await policyOf(policy),
    waivers: await waiversIn(waiversText, now),
    sigstoreRoot: roots2,
    pinChange: null,
    given: null,
    unavailable: []
  };
}
async function readProposal(ctx, asked, remote, now) {
  let { place: place2, factory: factory2, log } = ctx;
  try {
    let base = await openBase(await baseCommit(place2), place2.folder, gitIn(place2.folder, place2), remote), given = givenByBase(await baseWorkflows(base, place2.workflow), factory2.factory), { apiUrl } = factory2, elsewhere = otherFactory(given, { factory: factory2.factory, apiUrl, oauthUrl: asked.oauthUrl });
    for (let why of elsewhere)
      log.warning(`${why}: what it was told does not count, and the review is not complete.`);
    let request = admitted(asked, given, DEFAULTS, log), layout = layoutOf(place2, request), list = (within) => base.namesIn(within);
    await requireNoNearMiss(pathsOf(layout), { list, of: " of the base commit", log });
    let read2 = (file) => readBase(base, file), [root, pins2, waivers, sigstoreRoot, ...policy] = await Promise.all([
      read2(layout.trustedRoot),
      read2(layout.pins),
      read2(layout.waivers),
      read2(layout.sigstoreRoot),
      ...layout.policies.map(read2)
    ]), baseRoot = root && parseTrustedRoot(root), basePins = pins2 && pinsIn(pins2, factory2.factory);
    return {
      request,
      trustedRoot: baseRoot,
      pins: basePins,
      policy: await policyOf(policy),
      waivers: await waiversIn(waivers, now),
      sigstoreRoot,
      // On a comment or a finished check there may be no checkout at all: nothing is proposed then.
      pinChange: base.isCheckedOut || isAboutMerge(place2) ? { baseRoot, basePins, ...await headOf(ctx, asked, request, layout) } : null,
      given,
      unavailable: elsewhere.map((why) => ({ subject: "factory#", why }))
    };
  } catch (error) {
    if (!(error instanceof ToolError) || error.code !== "review-incomplete") throw error;
    let unavailable = [{ subject: "base-commit#", why: error.happened.replace(/\.$/, "") }];
    return { request: asked, ...{ trustedRoot: null, pins: null, policy: noPolicy, waivers: noWaivers }, ...{ sigstoreRoot: null, pinChange: null }, given: givenByBase([], factory2.factory), unavailable };
  }
}
async function readBase(base, { named, usual }) {
  for (let path of named === void 0 ? usual : [named]) {
    let file = await base.read(path, MAX_BYTES2);
    if (file) return file;
  }
  return null;
}
async function baseWorkflows(base, running2) {
  let listed2 = base.isRemote ? [] : await base.namesIn(join2(base.top, WORKFLOWS_FOLDER)), names2 = workflowNames(listed2).map((name) => `${WORKFLOWS_FOLDER}/${name}`), paths = base.isRemote && running2 ? [running2] : names2, files = await Promise.all(
    paths.slice(0, MAX_WORKFLOWS).map(async (path) => {
      try {
        let file = await base.read(join2(base.top, path), MAX_BYTES2);
        return file ? [await workflowOf(path, file.text)] : [];
      } catch (error) {
        if (error instanceof ToolError && error.code === "config-invalid") return [];
        throw error;
      }
    })
  );
  return parsedWorkflows(files.flat());
}
async function headOf({ place: place2, trust, factory: factory2 }, asked, request, { trustedRoot, pins: pins2 }) {
  if (["trustedRoot", "pins", "policy", "waivers"].every((file) => asked[file] === request[file]))
    return { headRoot: trust.root, headPins: trust.pins };
  let read2 = ({ named, usual }) => readAt(place2, { named: void 0, usual: named === void 0 ? usual : [named] }, MAX_BYTES2), [root, pinsText] = await Promise.all([read2(trustedRoot), read2(pins2)]);
  return { headRoot: root && parseTrustedRoot(root), headPins: pinsText && pinsIn(pinsText, factory2.factory) };
}
function pinsIn(file, factory2) {
  return parsePins(parsed(file.text, file.where).value, file.where, factory2);
}
async function waiversIn(file, now) {
  if (!file) return noWaivers;
  try {
    return readWaivers(await parseYaml(file.text, file.where), waiverContext(now));
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    let says = error.happened.replace(`${file.where} `, "").replace(/\.$/, "");
    return { waivers: [], problems: [{ subject: "waivers#", id: null, says }] };
  }
}

// src/gate/settings.ts
var FAIL_ON = ["error", "warning", "note", "never"], ON_MISSING_TOKEN = ["fail", "pass"];
function settingsFrom(asked, policy, given, log) {
  let ofPolicy = {
    failOn: wordOf(policy.failOn, FAIL_ON, "fail-on"),
    onMissingToken: wordOf(policy.onMissingToken, ON_MISSING_TOKEN, "on-missing-token")
  }, { failOn, onMissingToken } = asked, required2 = {
    failOn: ofPolicy.failOn ?? "error",
    onMissingToken: ofPolicy.onMissingToken ?? (given?.onMissingToken.includes("pass") ? "pass" : "fail")
  }, keepsFailOn = given !== null && failOn !== void 0 && isWeaker(failOn, required2.failOn), keepsFail = given !== null && onMissingToken === "pass" && required2.onMissingToken === "fail";
  return keepsFailOn && log.warning(ignored("fail-on", failOn, required2.failOn, ofPolicy.failOn)), keepsFail && log.warning(ignored("on-missing-token", "pass", "fail", ofPolicy.onMissingToken)), {
    failOn: (keepsFailOn ? null : failOn) ?? required2.failOn,
    onMissingToken: (keepsFail ? null : onMissingToken) ?? ofPolicy.onMissingToken ?? "fail"
  };
}
function reviewPolicy(policy) {
  let { appHosts, clients, oldestRoot, owners, requirePlan, attestedFrom, attestedBy, limits } = policy;
  if (Object.keys(attestedFrom).length > 0 && !attestedBy)
    throw new ToolError("config-invalid", {
      happened: "The policy has attested-from, and no attested-by says which workflow the records must be of.",
      next: "Add attested-by with repository, workflow and ref to .factory-tuf/review.yml."
    });
  return { appHosts, clients, oldestRoot, owners, requirePlan, attestedFrom, attestedBy, limits };
}
function wordOf(value, words, name) {
  let word = value === null ? null : words.find((each) => each === value);
  if (word !== void 0) return word;
  throw new ToolError("config-invalid", {
    happened: `The policy has ${name}: ${JSON.stringify(value)}, which is not one of ${words.join(", ")}.`,
    next: "Correct it in .factory-tuf/review.yml."
  });
}
function ignored(name, asked, required2, ofPolicy) {
  return `${name}: ${asked} is ignored: ${ofPolicy === null ? "the default is" : "the policy of the base commit has"} ${name}: ${required2}, and a pull request may not weaken it.`;
}

// src/gate/reviewed.ts
var reviewedRoot = (name, where, fetched) => reviewed(name, where, fetched, parseRoot), reviewedTargets = (name, where, fetched) => reviewed(name, where, fetched, parseTargets);
function reviewedOnline(role, tag, flavour, fetched) {
  let [name, where] = flavour === "ci" ? ["ci-", "CI "] : ["", ""];
  return reviewed(
    `${name}${role}/${tag}`,
    `${where}${role} for tag ${tag}`,
    fetched,
    (json, place2) => parseOnline(json, role, place2)
  );
}
function documentsOf({ value, problems: problems2, size }) {
  let compact = (isObject(value) ? Object.entries(value).filter(([, document]) => document !== null) : []).map(([name, document]) => ({ name, document, bytes: bytesOf(document) })), tight = compact.reduce((sum, { name, bytes }) => sum + bytesOf(name) + bytes + 2, 1), spread = Math.max(1, size / tight);
  return new Map(
    compact.map(({ name, document, bytes }) => [
      name,
      { value: document, problems: problemsBelow(problems2, pointerTo("", name)), size: Math.ceil(bytes * spread) }
    ])
  );
}
function bytesOf(value) {
  return Buffer.byteLength(JSON.stringify(value));
}
function reviewed(name, where, { value, problems: problems2, size }, parse) {
  let raw = { name, value, problems: problems2, sizeBytes: size };
  try {
    return { ...raw, doc: parse({ value, problems: problems2 }, where), malformed: null };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { ...raw, doc: null, malformed: error.happened.replace(`${where}: `, "").replace(/\.$/, "") };
  }
}

// src/gate/fetch-chains.ts
var ChainWalk = class {
  #client;
  #flavour;
  #unread;
  /** A version that cannot be read ends nothing: it is noted. */
  #walk = new RootWalk(
    (version2) => this.#unread.orNote(this.#subject(version2), this.#client.root(this.#flavour, version2))
  );
  #newest;
  constructor(client, flavour, unread2) {
    this.#client = client, this.#flavour = flavour, this.#unread = unread2;
  }
  /** @param trustedVersion of the root the caller trusts, or null. */
  async first(trustedVersion) {
    let guess = Math.min(firstGuess(trustedVersion), MAX_ROOT_VERSIONS), newest = this.#unread.orNote(this.#subject(), this.#client.root(this.#flavour));
    await Promise.all([newest, this.#walk.upTo(guess)]), this.#newest = await newest;
  }
  /** Up to one more than the newest version: the 404 that ends the walk is part of it. */
  async second() {
    let claimed = claimedVersion(this.#newest);
    claimed > MAX_ROOT_VERSIONS && this.#unread.missing(this.#subject(), `it claims version ${claimed}, and at most ${MAX_ROOT_VERSIONS} are read`);
    let ahead = this.#goesOn() ? this.#walk.served.length + ROOT_BATCH : 0;
    await this.#walk.upTo(Math.min(Math.max(claimed + 1, ahead), MAX_ROOT_VERSIONS));
  }
  /** Only when more is served than was claimed. */
  async third() {
    this.#goesOn() && (await this.#walk.upTo(Math.min(this.#walk.served.length + ROOT_BATCH, MAX_ROOT_VERSIONS)), this.#goesOn() && this.#unread.missing(
      this.#subject(),
      `more than ${this.#walk.served.length} versions are served, and no end of them`
    ));
  }
  get roots() {
    let last = this.#walk.served.findLastIndex((answer2) => answer2);
    return {
      chain: this.#walk.served.slice(0, last + 1).map((answer2, index) => this.#reviewed(answer2, index + 1)),
      newest: this.#reviewed(this.#newest, null)
    };
  }
  #goesOn() {
    let last = this.#walk.served.at(-1);
    return last != null;
  }
  #subject(version2) {
    return `${this.#flavour}-root${version2 === void 0 ? "" : `@${version2}`}#`;
  }
  #reviewed(answer2, version2) {
    if (!answer2) return null;
    let name = `${this.#flavour}-root${version2 === null ? "" : `@${version2}`}`, flavour = this.#flavour === "ci" ? "CI root" : "production root";
    return reviewedRoot(name, version2 === null ? `the newest ${flavour}` : `${flavour} ${version2}`, answer2);
  }
};
function claimedVersion(newest) {
  let signed = newest && isObject(newest.value) ? own(newest.value, "signed") : void 0, version2 = isObject(signed) ? own(signed, "version") : void 0;
  return isInteger(version2, 1) ? version2 : 0;
}

// src/gate/fetch-waves.ts
var PAGE = 100, MAX_PAGES = 10, MAX_CANCELED = 50, OFFLINE_HOURS = 4, LISTINGS = ["active", "canceled", "all"], WaveReading = class {
  #client;
  #unread;
  #lists = /* @__PURE__ */ new Map();
  #targets = /* @__PURE__ */ new Map();
  #progress = /* @__PURE__ */ new Map();
  #waves = /* @__PURE__ */ new Map();
  #served = /* @__PURE__ */ new Map();
  constructor(client, unread2) {
    this.#client = client, this.#unread = unread2;
  }
  async first() {
    let served = this.#unread.orNote("wave/#", this.#client.waveTargets([]));
    await Promise.all([served, ...LISTINGS.map((listing) => this.#page(listing, 1))]), this.#served = documentsOf(await served ?? { value: {}, problems: [], size: 0 });
  }
  /** Further pages of the active and the canceled ones, and the documents that the first page calls for. */
  async second(productionVersion) {
    let pages = ["active", "canceled"].flatMap((listing) => {
      let more2 = pagesAfterFirst(this.#lists.get(listing));
      return more2.length > MAX_PAGES - 1 && this.#unread.missing("wave/#", `more than ${MAX_PAGES * PAGE} are ${listing}`), more2.slice(0, MAX_PAGES - 1).map((page) => this.#page(listing, page));
    });
    await Promise.all([...pages, ...this.#documents(productionVersion), ...this.#unlisted(), ...this.#progressOf()]);
  }
  /** The documents that only the further pages called for. */
  async third(productionVersion) {
    await Promise.all([...this.#documents(productionVersion), ...this.#progressOf()]);
  }
  get waves() {
    return [...this.#waves.values()].map((wave) => {
      let fetched = this.#targetsOf(wave), { name } = wave;
      return { wave, targets: fetched ? reviewedTargets(`wave/${name}`, `Wave ${name}`, fetched) : null };
    });
  }
  get progress() {
    return this.#progress;
  }
  #targetsOf({ name, status }) {
    return (status === "active" ? this.#served.get(name) : void 0) ?? this.#targets.get(name);
  }
  async #page(listing, page) {
    let status = listing === "all" ? {} : { status: listing }, list = await this.#unread.orNote("wave/#", this.#client.waves({ limit: PAGE, page, ...status }));
    if (list) {
      page === 1 && this.#lists.set(listing, list);
      for (let wave of list.waves) this.#waves.has(wave.name) || this.#waves.set(wave.name, wave);
    }
  }
  #documents(productionVersion) {
    let wanted = [...this.#waves.values()].filter((wave) => isWave(wave.name) && !this.#targetsOf(wave)), active = wanted.filter(({ status }) => status === "active"), revivable = wanted.filter(({ status }) => status === "canceled").filter(({ version: version2, tag }) => (plainVersion(version2) ?? 0) > productionVersion(tag));
    return revivable.length > MAX_CANCELED && this.#unread.missing("wave/#", `more than ${MAX_CANCELED} canceled Waves have a version above production`), [...active, ...revivable.slice(0, MAX_CANCELED)].map(async ({ name }) => {
      let wave = await this.#unread.orNote(`wave/${name}#`, this.#shown(name));
      wave?.targets && this.#targets.set(name, wave.targets);
    });
  }
  /** Null where a Wave is gone or is shown without its document, as finished ones may be. */
  async #shown(name) {
    try {
      return await this.#client.wave(name, { showTargets: !0 });
    } catch (error) {
      if (error instanceof ToolError && error.code === "response-malformed") return null;
      throw error;
    }
  }
  /** Signed documents of Waves that no list names. */
  #unlisted() {
    return [...this.#served.keys()].filter((name) => !this.#waves.has(name)).slice(0, PAGE).map(async (name) => {
      let wave = isWave(name) ? await this.#unread.orNote(`wave/${name}#`, this.#client.wave(name, { showTargets: !1 })) : null;
      wave ? this.#waves.set(name, wave) : wave === null && this.#unread.missing(`wave/${name}#`, "its targets are served, but there is no such Wave");
    });
  }
  /** For the report alone: a Factory that does not say it is no less reviewed. */
  #progressOf() {
    return [...this.#waves.values()].filter(({ name, status }) => status === "active" && isWave(name) && !this.#progress.has(name)).slice(0, PAGE).map(async ({ name }) => {
      let progress = await this.#client.waveProgress(name, OFFLINE_HOURS).catch(() => null);
      progress && this.#progress.set(name, progress);
    });
  }
};
function pagesAfterFirst(list) {
  if (!list || list.next === null || list.waves.length === 0) return [];
  let pages = Math.ceil(list.total / list.waves.length);
  return Array.from({ length: Math.min(Math.max(0, pages - 1), MAX_PAGES) }, (_, index) => index + 2);
}

// src/gate/reviewed-updates.ts
var MAX_NOTES = 1e3;
function reviewedUpdates(updates2) {
  let { status, current, updated, issues: issues2 } = updates2, meta = updates2["change-meta"] ?? null, staged = updated && {
    ci: stagedRoot("staged-ci-root", "the staged CI root", updated["ci-root"]),
    prod: stagedRoot("staged-prod-root", "the staged production root", updated["prod-root"])
  };
  return {
    status,
    startedAt: timeOf(meta, "created-at"),
    updatedAt: timeOf(meta, "updated-at"),
    firstTime: updates2["first-time"] ?? !1,
    staged,
    currentOnline: onlineOf(current),
    updatedOnline: updated ? onlineOf(updated) : {},
    amendments: (updates2.amendments ?? []).slice(0, MAX_NOTES).map(amendmentOf),
    issues: {
      errors: (issues2?.errors ?? []).slice(0, MAX_NOTES).map(issueOf),
      warnings: (issues2?.warnings ?? []).slice(0, MAX_NOTES).map(issueOf)
    },
    targetsSignatures: signaturesOf("targets-signatures", staged?.ci, staged?.prod),
    wavesSignatures: signaturesOf("waves-signatures", staged?.ci, staged?.prod)
  };
}
function stagedRoot(name, where, text) {
  if (text === "") return null;
  let size = Buffer.byteLength(text);
  try {
    return reviewedRoot(name, where, { ...parseJson(text, where), size });
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { name, value: null, problems: [], sizeBytes: size, doc: null, malformed: "it is not valid JSON" };
  }
}
function timeOf(meta, member3) {
  let at = meta && own(meta, member3);
  return typeof at == "string" && at !== "" ? at : null;
}
function onlineOf(roots2) {
  let keys = roots2["online-keys"];
  return isObject(keys) ? Object.fromEntries(
    Object.entries(keys).map(([role, keyids]) => [
      role,
      (Array.isArray(keyids) ? keyids : [keyids]).filter((keyid) => typeof keyid == "string" && keyid !== "")
    ])
  ) : {};
}
function amendmentOf(entry3) {
  let { args } = isObject(entry3) ? entry3 : { args: void 0 }, values = Array.isArray(args) ? args : isObject(args) ? Object.values(args) : [];
  return { ...issueOf(entry3), args: values.filter((value) => typeof value == "string") };
}
function issueOf(entry3) {
  if (!isObject(entry3)) return { kind: "", message: typeof entry3 == "string" ? entry3 : "" };
  let { kind, message } = entry3;
  return { kind: typeof kind == "string" ? kind : "", message: typeof message == "string" ? message : "" };
}
function signaturesOf(member3, ...roots2) {
  let found = /* @__PURE__ */ new Map();
  for (let root of roots2) {
    let map = isObject(root?.value) ? own(root.value, member3) : void 0;
    if (isObject(map))
      for (let [name, list] of Object.entries(map)) {
        let signatures = Array.isArray(list) ? list.filter(isSignature) : [];
        found.set(name, [...found.get(name) ?? [], ...signatures]);
      }
  }
  return Object.fromEntries(found);
}

// src/gate/unread-inputs.ts
var ENDS_THE_RUN = /* @__PURE__ */ new Set(["interrupted"]), UnreadInputs = class {
  #unavailable = [];
  get unavailable() {
    return this.#unavailable;
  }
  /**
   * The value, or undefined when it could not be had; why is then noted under `subject`.
   * @throws what is no {@link ToolError}, and what ends the run.
   */
  async orNote(subject, call) {
    try {
      return await call;
    } catch (error) {
      this.note(subject, error);
      return;
    }
  }
  /** @throws as {@link orNote}. */
  note(subject, error) {
    if (!(error instanceof ToolError) || ENDS_THE_RUN.has(error.code)) throw error;
    this.missing(subject, error.happened.replace(/\.$/, ""));
  }
  /** @param why sentence without a full stop. */
  missing(subject, why) {
    this.#unavailable.push({ subject, why });
  }
};

// src/gate/take-snapshot.ts
var CI_VERSIONS = 20;
async function takeSnapshot({ client }, request) {
  let { factory: factory2, stage, trustedRoot, pins: pins2, pinChange, archives: archives2, workflows: workflows2, github, readOnlyJob } = request, given = { factory: factory2, stage, trustedRoot, pins: pins2, pinChange, archives: archives2, workflows: workflows2, github, readOnlyJob };
  if (!client) return { ...nothingRead, ...given, tags: request.tags ?? [], unavailable: request.unavailable };
  let read2 = await readFactory(client, request), { unread: unread2, ...parts } = read2;
  return {
    ...given,
    ...parts,
    ciRoot: newestOf2(parts.ciRoots),
    prodRoot: newestOf2(parts.prodRoots),
    tags: request.tags ?? tagsOf2(parts.production, parts.waves, pins2),
    records: noRecords,
    unavailable: [...request.unavailable, ...unread2.unavailable],
    factoryWasRead: !0
  };
}
var noRecords = { byTag: /* @__PURE__ */ new Map(), notLooked: "nobody asked for records" }, nothingRead = {
  ciRoots: { chain: [], newest: null },
  prodRoots: { chain: [], newest: null },
  ciRoot: null,
  prodRoot: null,
  ciTargets: null,
  onlineKey: null,
  production: /* @__PURE__ */ new Map(),
  waves: [],
  onlineDocuments: [],
  ciOnlineDocuments: [],
  deviceTargets: /* @__PURE__ */ new Map(),
  updates: null,
  user: null,
  records: noRecords,
  factoryWasRead: !1,
  progress: /* @__PURE__ */ new Map()
};
async function readFactory(client, { trustedRoot }) {
  let unread2 = new UnreadInputs(), ci = new ChainWalk(client, "ci", unread2), prod = new ChainWalk(client, "prod", unread2), waves = new WaveReading(client, unread2), trusted = trustedRoot?.signed.version ?? null, [ciTargets, onlineKey, production2, updates2, user] = await Promise.all([
    unread2.orNote("ci-targets#", client.ciTargets()),
    unread2.orNote("ci-targets#/signatures", client.ciTargetsKey()),
    unread2.orNote("prod-targets/#", client.prodTargets([])),
    unread2.orNote("tx#", client.updates()),
    unread2.orNote("token#", unlessForbidden(client.self())),
    ci.first(trusted),
    prod.first(trusted),
    waves.first()
  ]), byTag = new Map(
    [...documentsOf(production2 ?? { value: {}, problems: [], size: 0 })].map(([tag, fetched]) => [
      tag,
      reviewedTargets(`prod-targets/${tag}`, `production targets for tag ${tag}`, fetched)
    ])
  ), productionVersion = (tag) => byTag.get(tag)?.doc?.signed.version ?? 0, reviewedCi = ciTargets ? reviewedTargets("ci-targets", "CI targets", ciTargets) : null, [onlineOfTags, onlineOfCi] = await Promise.all([
    readOnline(client, byTag, unread2),
    Promise.all(ciTagsInUse(reviewedCi).map((tag) => readTag(client, tag, "ci", unread2))),
    ci.second(),
    prod.second(),
    waves.second(productionVersion)
  ]), [online] = await Promise.all([
    Promise.all(onlineOfTags.map((read2) => withTargets(client, byTag, read2, unread2))),
    ci.third(),
    prod.third(),
    waves.third(productionVersion)
  ]);
  return {
    unread: unread2,
    ciRoots: ci.roots,
    prodRoots: prod.roots,
    ciTargets: reviewedCi,
    onlineKey: onlineKey ?? null,
    production: byTag,
    waves: waves.waves,
    progress: waves.progress,
    onlineDocuments: online.flatMap(bothOf),
    ciOnlineDocuments: onlineOfCi.flatMap(bothOf),
    deviceTargets: new Map(online.map(({ tag, targets: targets2 }) => [tag, targets2])),
    updates: updates2 ? reviewedUpdates(updates2) : null,
    user: user ?? null
  };
}
function ciTagsInUse(ci) {
  let files = Object.values(ci?.doc?.signed.targets ?? {}), versions = [...new Set(files.map(({ custom }) => plainVersion(custom?.version) ?? 0))].sort((a, b) => b - a), newest = new Set(versions.slice(0, CI_VERSIONS)), tags = files.flatMap(
    ({ custom }) => newest.has(plainVersion(custom?.version) ?? 0) ? tagsOf(custom) : []
  );
  return [...new Set(tags)].filter(isTag).sort().slice(0, MAX_ONLINE_TAGS);
}
async function readOnline(client, byTag, unread2) {
  let named = [...byTag.keys()].filter(isTag);
  return named.length > MAX_ONLINE_TAGS && unread2.missing(
    "timestamp/#",
    `production has ${named.length} tags, and at most ${MAX_ONLINE_TAGS} are looked into`
  ), Promise.all(named.slice(0, MAX_ONLINE_TAGS).map((tag) => readTag(client, tag, "prod", unread2)));
}
function bothOf({ snapshot, timestamp }) {
  return [snapshot, timestamp].filter((document) => document !== null);
}
async function readTag(client, tag, flavour, unread2) {
  let read2 = async (role) => {
    let name = flavour === "ci" ? `ci-${role}` : role, fetched = await unread2.orNote(`${name}/${tag}#`, client.roleDocument(role, tag, flavour));
    return fetched ? reviewedOnline(role, tag, flavour, fetched) : null;
  }, [snapshot, timestamp] = await Promise.all([read2("snapshot"), read2("timestamp")]);
  return { tag, snapshot, timestamp };
}
async function withTargets(client, byTag, read2, unread2, left = READ_AGAIN) {
  let { tag, snapshot, timestamp } = read2, asking = targetsOfDevice(client, tag, snapshot, byTag.get(tag)?.value), targets2 = await unread2.orNote(`prod-targets/${tag}#`, asking);
  return left === 0 || !areOfTwoMoments({ snapshot, timestamp, targets: targets2 }) ? { ...read2, targets: targets2 } : withTargets(client, byTag, await readTag(client, tag, "prod", unread2), unread2, left - 1);
}
function newestOf2({ chain, newest }) {
  let last = chain.findLast((root) => root?.doc)?.doc ?? null;
  return newest?.doc ? last && last.signed.version >= newest.doc.signed.version ? last : newest.doc : last;
}
function tagsOf2(production2, waves, pins2) {
  let pinned = Object.keys(pins2?.docs ?? {}).flatMap((name) => /^prod-targets\/(.+)$/.exec(name)?.[1] ?? []), active = waves.filter(({ wave }) => wave.status === "active").map(({ wave }) => wave.tag);
  return [.../* @__PURE__ */ new Set([...production2.keys(), ...active, ...pinned])].sort();
}

// src/gate/examine.ts
var MAX_TEXT_BYTES = 1024 * 1024;
async function examine(ctx, asked, github, now) {
  let inputs = await readInputs(ctx, asked, github?.files ?? null, now), { request } = inputs, settings = settingsFrom(request, inputs.policy, inputs.given, ctx.log), policy = reviewPolicy(inputs.policy), unread2 = new UnreadInputs(), [archives2, workflows2, texts] = await Promise.all([
    readArchives(request.archive ?? [], ctx.place, unread2),
    readWorkflows(ctx.place, request.workflows, unread2),
    committedTexts(ctx.place, request)
  ]), facts = github ? await github.facts(environmentsOf(workflows2 ?? []), workflows2 ?? []) : null;
  ctx.progress("Reading the Factory");
  let client = ctx.missingCredentials ? null : ctx.factory, taken = await takeSnapshot(
    { client },
    {
      factory: ctx.factory.factory,
      stage: request.stage,
      tags: request.tags ?? null,
      trustedRoot: inputs.trustedRoot,
      pins: inputs.pins,
      pinChange: inputs.pinChange,
      archives: archives2,
      workflows: workflows2,
      github: facts,
      readOnlyJob: onlyReviews(ctx.place, workflows2),
      unavailable: [...inputs.unavailable, ...unread2.unavailable]
    }
  ), snapshot = await withRecords(taken, inputs, github);
  return client && warnOfClock(ctx, { warn: (message) => ctx.log.warning(message) }, { waves: snapshot.waves.map(({ wave }) => wave) }), {
    result: runReview({
      snapshot,
      policy,
      waivers: inputs.waivers,
      now,
      ...settings,
      progress: snapshot.progress
    }),
    snapshot,
    texts: new Map([...texts, ...(workflows2 ?? []).map(({ path, text }) => [path, text])])
  };
}
async function withRecords(snapshot, { policy, sigstoreRoot }, github) {
  let unread2 = new UnreadInputs(), ports = { policy, trustedRoots: sigstoreRoot, github, node: process.version }, records2 = await readRecords(ports, snapshot, unread2);
  return { ...snapshot, records: records2, unavailable: [...snapshot.unavailable, ...unread2.unavailable] };
}
function environmentsOf(workflows2) {
  let names2 = workflows2.flatMap(({ value }) => (isObject(value) && isObject(value.jobs) ? Object.values(value.jobs) : []).flatMap((job) => {
    let environment = isObject(job) ? job.environment : void 0, name = isObject(environment) ? environment.name : environment;
    return typeof name == "string" ? [name] : [];
  }));
  return [...new Set(names2)];
}
async function committedTexts(place2, { pins: pins2, policy }) {
  let files = [
    { named: pins2, byDefault: PINS_FILE },
    { named: policy, byDefault: POLICY_FILE }
  ];
  return (await Promise.all(
    files.map(async ({ named, byDefault }) => {
      try {
        let file = await readConfigFile(place2, void 0, named ?? byDefault, MAX_TEXT_BYTES);
        return file ? [[byDefault, file.text]] : [];
      } catch (error) {
        if (error instanceof ToolError) return [];
        throw error;
      }
    })
  )).flat();
}
var READING = /^(?:review|remind)$/;
function onlyReviews({ event, workflow, job }, workflows2) {
  if (event === null) return !1;
  let value = workflows2?.find(({ path }) => path === workflow)?.value, jobs = isObject(value) ? value.jobs : void 0, found = isObject(jobs) && job !== null ? own(jobs, job) : void 0;
  return (isObject(found) && Array.isArray(found.steps) ? found.steps : []).every((step) => {
    let inputs = isObject(step) ? step.with : void 0, command2 = isObject(inputs) ? inputs.command : void 0;
    return typeof command2 != "string" || READING.test(command2.trim());
  });
}
var MAX_ANNOTATED = 50;
function annotate({ findings }, finding) {
  for (let level of ["error", "warning"]) {
    let active = findings.filter((one) => one.level === level && one.waiver === null);
    for (let { says, rule } of active.slice(0, MAX_ANNOTATED)) finding(level, `${says} (${rule})`);
    active.length > MAX_ANNOTATED && finding("note", `${active.length - MAX_ANNOTATED} more of level ${level}, in the report`);
  }
}

// src/report/html/html.ts
import { createHash } from "node:crypto";

// src/report/html/html-text.ts
function htmlText(texts) {
  return texts.map(inline).join("");
}
function inline(text) {
  if (typeof text == "string") return withTimes(escapeHtml(text));
  if ("code" in text || "keyid" in text) return `<code>${escapeHtml(plainText(text))}</code>`;
  if ("badge" in text) return badge(text.badge, text.tone);
  if ("strong" in text) return `<strong${toneClass(text.tone)}>${withTimes(escapeHtml(text.strong))}</strong>`;
  let href = safeHref(text.href), shown = escapeHtml(plainText(text));
  return href ? `<a href="${href}" rel="noreferrer">${shown}</a>` : shown;
}
var TIME = /\b\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\dZ)?\b/g;
function withTimes(html) {
  return html.replace(TIME, "<time>$&</time>");
}
function badge(text, tone) {
  return `<span class="badge ${tone}">${escapeHtml(text)}</span>`;
}
function toneClass(tone) {
  return tone && tone !== "neutral" ? ` class="${tone}"` : "";
}
function bar(meter2) {
  return meter2.inSteps && meter2.max >= 1 && meter2.max <= MAX_STEPS ? steps(meter2) : plainBar(meter2);
}
var MAX_STEPS = 12;
function steps({ value, max, tone }) {
  let fields = Array.from({ length: max }, (_, step) => {
    let x = step * 22 + 1;
    return `<rect class="${step < value ? "fill" : "track"}" x="${x}" y="1" width="18" height="8" rx="4"/>`;
  });
  return `<svg class="steps ${tone}" width="${max * 22}" height="10" aria-hidden="true">${fields.join("")}</svg>`;
}
function plainBar(meter2) {
  let width = (filled(meter2) * 100).toFixed(1);
  return `<svg class="bar ${meter2.tone}" width="100%" height="8" aria-hidden="true"><rect class="track" width="100%" height="8" rx="4"/><rect class="fill" width="${width}%" height="8" rx="4"/></svg>`;
}
var ICON_PATHS = {
  good: "M7 12.5l3.5 3.5L17 9",
  bad: "M8 8l8 8M16 8l-8 8",
  warning: "M12 6.5v7M12 17v.5",
  neutral: "M12 10.5v7M12 6.5v.5"
};
function icon(tone) {
  return `<svg class="icon ${tone}" width="44" height="44" viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="11"/><path d="${ICON_PATHS[tone]}"/></svg>`;
}

// src/report/html/html-blocks.ts
function htmlBlock(block) {
  switch (block.kind) {
    case "heading":
      return `<h3>${escapeHtml(block.text)}</h3>
`;
    case "paragraph":
      return `<p${block.tone && block.tone !== "neutral" ? ` class="says ${block.tone}"` : ""}>${htmlText(block.text)}</p>
`;
    case "facts":
      return `<dl class="facts">${block.facts.map(({ label, value }) => `<dt>${escapeHtml(label)}</dt><dd>${htmlText([value])}</dd>`).join("")}</dl>
`;
    case "table":
      return table(block);
    case "list":
      return `<ul>${block.items.map((item) => `<li>${htmlText(item)}</li>`).join("")}</ul>
`;
    case "warnings":
      return block.items.map((item) => `<p class="says warning">${escapeHtml(item)}</p>
`).join("");
    case "lines":
      return `<pre>${block.lines.map(escapeHtml).join(`
`)}</pre>
`;
    case "json":
      return `<pre tabindex="0">${(JSON.stringify(block.value, null, 2) ?? "").split(`
`).map(escapeHtml).join(`
`)}</pre>
`;
    case "verdict":
      return verdict(block.verdict);
    case "notices":
      return block.items.map(notice).join("");
    case "timeline":
      return timeline(block.entries);
    case "meters":
      return `<div class="meters">
${block.meters.map(meter).join("")}</div>
`;
    case "next":
      return `<ul>${block.steps.map(({ what, command: command2 }) => `<li>${htmlText([`${what}: `, { code: command2 }])}</li>`).join("")}</ul>
`;
    case "panel":
      return `<article class="panel">
<h3>${htmlText(block.title)}</h3>
${block.blocks.map(htmlBlock).join("")}</article>
`;
  }
}
function timeline(entries) {
  let list = (some) => `<ol class="timeline">
${some.map(entry).join("")}</ol>
`;
  if (entries.length <= NEWEST + FEW) return list(entries);
  let older = entries.slice(NEWEST);
  return `<div class="card">${list(entries.slice(0, NEWEST))}<details class="older"><summary>${older.length} older</summary>
${list(older)}</details></div>
`;
}
var [NEWEST, FEW] = [8, 4];
function cellClass(text, align) {
  let names2 = [...align === "right" ? ["right"] : [], .../\S{17}/.test(plainText(text)) ? ["long"] : []];
  return names2.length > 0 ? ` class="${names2.join(" ")}"` : "";
}
function table({ columns, rows }) {
  let titles = columns.map(({ title: title2 }) => escapeHtml(title2)), classes = columns.map(({ align }) => align === "right" ? ' class="right"' : ""), head = titles.map((title2, column) => `<th scope="col" role="columnheader"${classes[column]}>${title2}</th>`), body = rows.map((cells) => `<tr role="row">${titles.map(
    (title2, column) => `<td role="cell" data-title="${title2}"${cellClass(cells[column] ?? "", columns[column].align)}>${htmlText([cells[column] ?? ""])}</td>`
  ).join("")}</tr>
`);
  return `<div class="scroll${COLUMN_CLASSES[columns.length] ?? " most"}" role="group" tabindex="0" aria-label="Table: ${titles.join(", ")}"><table role="table">
<thead role="rowgroup"><tr role="row">${head.join("")}</tr></thead>
<tbody role="rowgroup">
${body.join("")}</tbody></table></div>
`;
}
var COLUMN_CLASSES = ["", "", "", " some", " some", " many"];
function verdict({ tone, headline, text, deadline, counts }) {
  let numbers = counts.map(
    ({ label, value, tone: mark }) => `<li class="${value > 0 ? mark : "neutral"}"><b>${value}</b> ${escapeHtml(label)}</li>`
  ), next = deadline ? `<div class="deadline ${deadline.tone}"><span class="label">Next deadline</span><strong>${escapeHtml(deadline.headline)}</strong><p>${htmlText(deadline.text)}</p></div>
` : "";
  return `<div class="verdict ${tone}" role="status">
<div class="answer">${icon(tone)}<div><strong>${escapeHtml(headline)}</strong><p>${htmlText(text)}</p><ul class="counts">${numbers.join("")}</ul></div></div>
${next}</div>
`;
}
function notice({ tone, badge: word, title: title2, about, lines }) {
  let said = lines.map(({ label, text }) => `<dt>${escapeHtml(label)}</dt><dd>${htmlText(text)}</dd>`);
  return `<article class="notice ${tone}">
<h3>${badge(word, tone)} ${escapeHtml(title2)}</h3>
<p class="about">${htmlText(about)}</p>
<dl>${said.join("")}</dl>
</article>
`;
}
function entry({ mark, tone, title: title2, lines }) {
  let more2 = lines.map((line) => `<li>${htmlText(line)}</li>`);
  return `<li class="${tone}"><span class="mark">${escapeHtml(mark)}</span><div><h3>${htmlText(title2)}</h3>${more2.length > 0 ? `<ul>${more2.join("")}</ul>` : ""}</div></li>
`;
}
function meter(one) {
  return `<div class="meter"><span class="label">${htmlText(one.label)}</span>${bar(one)}<span class="value">${htmlText(one.says)}</span></div>
`;
}

// src/report/html/html-style.ts
var LIGHT = "--bg:#f5f6f8;--card:#fff;--ink:#1a2027;--soft:#57626e;--line:#dde2e8;--code:#eef1f4;--link:#0b5cad;--track:#dfe4ea;--bad:#b42318;--bad-bg:#fdecea;--warning:#8f5a00;--warning-bg:#fff3da;--good:#16703c;--good-bg:#e5f5eb;--neutral:#3f5872;--neutral-bg:#e9eff5;", DARK = "--bg:#0e1318;--card:#161c23;--ink:#e4e9ee;--soft:#98a4b0;--line:#29323b;--code:#212a33;--link:#7db7f0;--track:#2c3640;--bad:#ff8f85;--bad-bg:#3a1d1b;--warning:#f0bb4a;--warning-bg:#352912;--good:#6dd093;--good-bg:#143021;--neutral:#a3bfdb;--neutral-bg:#1c2936;", STYLE = `
:root{color-scheme:light dark;${LIGHT}}
@media screen and (prefers-color-scheme:dark){:root{${DARK}}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;overflow-wrap:anywhere;background:var(--bg);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif}
main{max-width:68rem;margin:0 auto;padding:2rem 1.25rem 4rem}
h1{margin:0 0 1rem;font-size:1.35rem;font-weight:650;letter-spacing:-.01em}
h2{margin:0 0 .8rem;font-size:1.08rem;font-weight:650}
h3{margin:0;font-size:.98rem;font-weight:600}
p{margin:.35rem 0}
a{color:var(--link)}
code,pre{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.86em}
code{padding:.1em .35em;border-radius:4px;background:var(--code);overflow-wrap:anywhere}
pre{overflow:auto;padding:.8rem;border-radius:8px;background:var(--code)}
section{margin-top:2.2rem;scroll-margin-top:1rem}
.good{--tone:var(--good);--tone-bg:var(--good-bg)}
.bad{--tone:var(--bad);--tone-bg:var(--bad-bg)}
.warning{--tone:var(--warning);--tone-bg:var(--warning-bg)}
.neutral{--tone:var(--neutral);--tone-bg:var(--neutral-bg)}
strong.good,strong.bad,strong.warning{color:var(--tone)}
.badge{display:inline-block;padding:.05em .55em;border-radius:99px;background:var(--tone-bg);color:var(--tone);font-size:.76rem;font-weight:650;line-height:1.6;white-space:nowrap;vertical-align:.08em}
.icon{flex:none;fill:var(--tone);stroke:none}
.icon path{fill:none;stroke:var(--card);stroke-width:2.2;stroke-linecap:round;stroke-linejoin:round}
.verdict{display:flex;flex-wrap:wrap;gap:1rem}
.answer,.deadline{padding:1.2rem 1.35rem;border:1px solid var(--line);border-radius:12px;background:var(--card)}
.answer{flex:2 1 26rem;display:flex;gap:1.1rem;border-top:4px solid var(--tone)}
.answer>div>strong{display:block;color:var(--tone);font-size:1.6rem;line-height:1.2;letter-spacing:-.015em}
.deadline{flex:1 1 15rem;border-top:4px solid var(--tone)}
.deadline strong{display:block;color:var(--tone);font-size:1.6rem;line-height:1.2;letter-spacing:-.015em}
.label{color:var(--soft);font-size:.84rem}
.counts{display:flex;flex-wrap:wrap;gap:.4rem;margin:.75rem 0 0;padding:0;list-style:none}
.counts li{padding:.1rem .65rem;border-radius:99px;background:var(--tone-bg);color:var(--tone);font-size:.84rem}
nav{display:flex;flex-wrap:wrap;gap:.35rem 1.1rem;margin:1.1rem 0 0;font-size:.88rem}
nav a{color:var(--soft);text-decoration:none}
nav a:hover{color:var(--link);text-decoration:underline}
section>ul{margin:0;padding:.7rem 1.15rem .7rem 2.2rem}
section>ul li{padding:.12rem 0}
.notice,.panel,.meters,.timeline,.scroll,.facts,section>ul{border:1px solid var(--line);border-radius:10px;background:var(--card)}
.notice{margin:0 0 .7rem;padding:.85rem 1.1rem .9rem;border-left:4px solid var(--tone)}
.notice h3{line-height:1.45;overflow-wrap:anywhere}
.about{display:flex;flex-wrap:wrap;gap:.2rem .8rem;margin:.15rem 0 .55rem;color:var(--soft);font-size:.84rem;overflow-wrap:anywhere}
.notice dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem .9rem;margin:0}
dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere}
.notice dd code{user-select:all}
.panels{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr));gap:.9rem}
.panels+*{margin-top:.9rem}
.panel{padding:1rem 1.15rem}
.panel>h3{margin-bottom:.6rem}
.panel .meters,.panel .scroll,.panel .facts{border:0;border-radius:0;padding:0;background:none}
.panel>*+*{margin-top:.6rem}
.facts{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1.2rem;margin:0;padding:1rem 1.15rem}
.meters{display:grid;grid-template-columns:minmax(auto,20rem) minmax(4rem,1fr) max-content;gap:.5rem 1.1rem;align-items:center;padding:.9rem 1.15rem}
.panel .meters{grid-template-columns:max-content minmax(4rem,1fr) max-content}
.meter{display:contents}
.meter .label{overflow-wrap:anywhere}
.value{font-variant-numeric:tabular-nums;text-align:right;font-size:.9rem}
.track{fill:var(--track)}
.fill{fill:var(--tone)}
.timeline{margin:0;padding:1.15rem 1.15rem .3rem;list-style:none}
.timeline>li{position:relative;display:grid;grid-template-columns:2.7rem 1fr;gap:.9rem;padding-bottom:1rem}
.timeline>li:not(:last-child)::before{content:"";position:absolute;left:1.3rem;top:1.7rem;bottom:-.15rem;border-left:2px solid var(--line)}
.mark{position:relative;align-self:start;padding:.16rem 0;border-radius:99px;background:var(--tone-bg);color:var(--tone);font-weight:650;font-size:.84rem;text-align:center}
.timeline ul{margin:.15rem 0 0;padding:0;list-style:none;color:var(--soft);font-size:.92rem}
.timeline li li{padding:.05rem 0}
details.older{margin-top:-.2rem}
details.older>summary{padding:.3rem 1.15rem .9rem;color:var(--link);cursor:pointer}
.card{border:1px solid var(--line);border-radius:10px;background:var(--card)}
.card .timeline{border:0;background:none}
.scroll{overflow-x:auto;padding:.3rem 0;container-type:inline-size}
.panel .scroll{margin-left:-.6rem;margin-right:-.6rem}
table{overflow-wrap:normal;width:100%;border-collapse:collapse;font-size:.92rem}
th,td{padding:.36rem .6rem;text-align:left;vertical-align:top}
.scroll>table th:first-child,.scroll>table td:first-child{padding-left:1.15rem}
.panel .scroll>table th:first-child,.panel .scroll>table td:first-child{padding-left:.6rem}
th{color:var(--soft);font-weight:500;font-size:.84rem;white-space:nowrap}
td code{overflow-wrap:break-word}
tbody tr{border-top:1px solid var(--line)}
.long{overflow-wrap:anywhere}
time{white-space:nowrap}
@container (max-width:25rem){.scroll.some :is(th,td){padding:.3rem;font-size:.8rem;white-space:normal}.scroll.some time{white-space:normal}}
${stacked("many", "29rem")}
${stacked("most", "37rem")}
.right{text-align:right;font-variant-numeric:tabular-nums}
.says{padding:.6rem .9rem;border-left:4px solid var(--tone);border-radius:8px;background:var(--tone-bg)}
@media (max-width:40rem){.notice dl,.facts{grid-template-columns:1fr}.notice dt,.facts dt{font-size:.84rem}.meters,.panel .meters{grid-template-columns:1fr}.meter{display:grid;grid-template-columns:minmax(4rem,1fr) max-content;gap:.1rem 1rem;align-items:center}.meter .label{grid-column:1/-1}}
@page{margin:14mm}
@media print{
body{background:#fff;font-size:10.5pt}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
main{max-width:none;padding:0}
nav{display:none}
a{color:inherit;text-decoration:none}
h2{break-after:avoid}
td code{overflow-wrap:anywhere}
.scroll{overflow:visible}
details::details-content{content-visibility:visible;block-size:auto}
summary{display:none}
.notice,.panel,.answer,.deadline,.meters,.facts,.timeline>li,tr,li{break-inside:avoid}
section{margin-top:1.4rem}
}
`;
function stacked(size, width) {
  return `@container (max-width:${width}){${[
    "thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}",
    "table,.scroll.SIZE tbody,.scroll.SIZE tr{display:block}",
    "tr{padding:.5rem 1.15rem}",
    "tr:is(.panel *){padding:.5rem .6rem}",
    "tr>td:is(*,:first-child){display:grid;grid-template-columns:6.5rem 1fr;gap:.6rem;padding:.1rem 0;text-align:left;overflow-wrap:anywhere}",
    "td>*{justify-self:start}",
    "td::before{content:attr(data-title);color:var(--soft);font-size:.84rem;padding-top:.1em}",
    "td:empty{display:none}"
  ].map((rule) => `.scroll.${size} ${rule.replaceAll("SIZE", size)}`).join("")}}`;
}

// src/report/html/html.ts
function renderHtml({ title: title2, blocks }) {
  let { before, sections } = divided(blocks), navigation = sections.length > 2 ? contents(sections) : "";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${escapeHtml(title2)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${htmlText([title2])}</h1>
${blocksOf(before)}${navigation}${sections.map(section).join("")}</main>
</body>
</html>
`;
}
var POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`,
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'"
].join("; ");
function divided(blocks) {
  let before = [], sections = [];
  for (let block of blocks) {
    let id = `s${sections.length + 1}`;
    block.kind === "heading" ? sections.push({ id, title: block.text, blocks: [] }) : block.kind === "next" ? sections.push({ id, title: NEXT_TITLE, blocks: [block] }) : (sections.at(-1)?.blocks ?? before).push(block);
  }
  return { before, sections };
}
function contents(sections) {
  return `<nav aria-label="Contents">${sections.map(({ id, title: title2 }) => `<a href="#${id}">${escapeHtml(title2)}</a>`).join("")}</nav>
`;
}
function section({ id, title: title2, blocks }) {
  return `<section id="${id}">
<h2>${escapeHtml(title2)}</h2>
${blocksOf(blocks)}</section>
`;
}
function blocksOf(blocks) {
  let html = "", open = !1;
  for (let block of blocks) {
    let isPanel = block.kind === "panel";
    isPanel !== open && (html += isPanel ? `<div class="panels">
` : `</div>
`), open = isPanel, html += htmlBlock(block);
  }
  return open ? `${html}</div>
` : html;
}

// src/report/rule-page.ts
var REPOSITORY = `https://github.com/${OUR_REPOSITORY}`, RULES_PAGE = `${REPOSITORY}/blob/main/docs/rules.md`;
function rulePage(ruleId) {
  return `${RULES_PAGE}#${ruleId}`;
}

// src/report/review/findings.ts
var LEVEL_TONES = { error: "bad", warning: "warning", note: "neutral" }, MAX_SHOWN = 300, HEADINGS = [
  { level: "error", title: "Errors" },
  { level: "warning", title: "Warnings" },
  { level: "note", title: "Notes" }
];
function findingBlocks({ findings, counts }, rules2) {
  let fixes = new Map(rules2.map(({ id, fix }) => [id, fix]));
  return HEADINGS.flatMap(({ level, title: title2 }) => {
    let active = findings.filter((finding) => finding.level === level && finding.waiver === null);
    if (active.length === 0) return [];
    let shown = active.slice(0, MAX_SHOWN);
    return [
      { kind: "heading", text: `${title2} (${Math.max(counts[level], active.length)})` },
      { kind: "notices", items: alike(shown, fixes).map((members) => notice2(members, fixes)), cuttable: !0 },
      ...more(active.length - shown.length)
    ];
  });
}
function more(count) {
  return count > 0 ? [{ kind: "paragraph", text: [`And ${count} more, in the JSON document.`] }] : [];
}
function alike(findings, fixes) {
  let groups = [];
  for (let finding of findings) {
    let before = groups.at(-1)?.[0];
    before?.rule === finding.rule && consequenceOf(before, fixes) === consequenceOf(finding, fixes) ? groups.at(-1).push(finding) : groups.push([finding]);
  }
  return groups;
}
function notice2([first, ...others2], fixes) {
  let { rule, level, subject, title: title2 } = first, why = consequenceOf(first, fixes), fix = fixes.get(rule);
  return {
    tone: LEVEL_TONES[level],
    badge: level,
    title: title2,
    about: [{ link: rule, href: rulePage(rule) }, " ", { code: subject }],
    lines: [
      ...others2.map((other) => ({ label: "Also", text: [other.title, " ", { code: other.subject }] })),
      ...why ? [{ label: "Why", text: [why] }] : [],
      ...fix ? [{ label: "Fix", text: commandsInText(fix) }] : []
    ]
  };
}
function consequenceOf({ rule, says, title: title2 }, fixes) {
  let fix = fixes.get(rule), from = says.startsWith(title2) ? title2.length : 0, to = fix && says.endsWith(fix) ? says.length - fix.length : says.length;
  return says.slice(from, Math.max(from, to)).trim();
}
function waivedBlocks(findings) {
  let waived = findings.filter(({ waiver }) => waiver !== null);
  return waived.length === 0 ? [] : [
    { kind: "heading", text: `Waived (${waived.length})` },
    {
      kind: "notices",
      items: waived.slice(0, MAX_SHOWN).map(waivedNotice),
      cuttable: !0
    },
    ...more(waived.length - MAX_SHOWN)
  ];
}
function waivedNotice({ rule, level, subject, title: title2, waiver }) {
  return {
    tone: "neutral",
    badge: `waived ${level}`,
    title: title2,
    about: [{ link: rule, href: rulePage(rule) }, " ", { code: subject }],
    lines: waiver ? [
      { label: "Waiver", text: [{ code: waiver.id }, ` until ${waiver.expires}, answered for by ${waiver.owner}`] },
      { label: "Because", text: [waiver.justification, ...waiver.ticket ? [` (${waiver.ticket})`] : []] }
    ] : []
  };
}
var COMMAND = /factory-tuf (?:(?:wave|keys|root|updates) [a-z][a-z-]*|[a-z][a-z-]*)(?: (?:--(?:first-time|prod|sign|yes|update-pins)\b|--[a-z][a-z-]*(?:[ =](?:<[^<>]{1,40}>(?:\.[a-z]{2,4}\b)?|[A-Za-z0-9][A-Za-z0-9_./-]*(?<![./])))?|<[^<>]{1,40}>|\d+\b))*/g;
function commandsInText(sentence) {
  let texts = [], from = 0;
  for (let { 0: code, index } of sentence.matchAll(COMMAND))
    index > from && texts.push(sentence.slice(from, index)), texts.push({ code }), from = index + code.length;
  return from < sentence.length && texts.push(sentence.slice(from)), texts;
}

// src/report/review/key-text.ts
function keyidCode(keyid) {
  return { code: keyid.slice(0, 12) };
}

// src/report/review/keys.ts
var MAX_KEYS2 = 50;
function keyBlocks(roles) {
  return roles.length === 0 ? [] : [{ kind: "heading", text: "Keys" }, ...roles.map(panel)];
}
function panel({ role, threshold, keys }) {
  let spare = keys.length - threshold;
  return {
    kind: "panel",
    title: [
      { strong: role },
      " ",
      { badge: `${threshold} of ${keys.length} must sign`, tone: spare < 0 ? "bad" : "neutral" }
    ],
    blocks: [
      {
        kind: "table",
        columns: [{ title: "Key" }, { title: "Held by" }, { title: "Type" }, { title: "Age", align: "right" }],
        rows: keys.slice(0, MAX_KEYS2).map(row),
        cuttable: !0
      },
      ...keys.length > MAX_KEYS2 ? [{ kind: "paragraph", text: [`And ${keys.length - MAX_KEYS2} more.`] }] : []
    ]
  };
}
function row({ keyid, type, owner, ageDays, online }) {
  let holder = online ? "the Factory (online)" : owner ?? "not recorded", kind = type === "unusable" ? { strong: type, tone: "bad" } : type;
  return [keyidCode(keyid), holder, kind, ageDays === null ? "unknown" : ageText(ageDays)];
}

// src/report/review/signatures.ts
var MAX_MISSING = 8;
function signatureMeter({ needed, have }) {
  let met = have.length >= needed;
  return {
    label: ["Signatures"],
    value: Math.min(have.length, needed),
    max: needed,
    tone: met ? "good" : "bad",
    says: [{ strong: `${have.length} of ${needed}`, tone: met ? "good" : "bad" }],
    inSteps: !0
  };
}
function missingSignatures({ needed, have, missing }, roles) {
  let lacking2 = needed - have.length;
  if (lacking2 <= 0) return [];
  let holders = missing.slice(0, MAX_MISSING).map((keyid) => {
    let key = roles.find(({ role }) => role === "targets")?.keys.find((one) => one.keyid === keyid), who = key?.online ? " (the Factory)" : key?.owner ? ` (${key.owner})` : "";
    return [keyidCode(keyid), who];
  }), names2 = holders.flatMap((holder, index) => index === 0 ? holder : [", ", ...holder]);
  return [{ kind: "paragraph", tone: "bad", text: holders.length > 0 ? [`${lacking2} missing, from: `, ...names2] : [`${lacking2} missing, and no key is left that could sign`] }];
}

// src/report/review/production.ts
var MAX_SHOWN_TAGS = 50;
function productionBlocks(overview) {
  let { production: production2, roots: roots2 } = overview;
  if (production2.length === 0)
    return roots2.length === 0 ? [] : [
      { kind: "heading", text: "Production" },
      { kind: "paragraph", text: ["Nothing has been released to production yet."] }
    ];
  let more2 = production2.length - MAX_SHOWN_TAGS;
  return [
    { kind: "heading", text: "Production" },
    ...production2.slice(0, MAX_SHOWN_TAGS).map((state) => panel2(state, overview)),
    ...more2 > 0 ? [{ kind: "paragraph", text: [`And ${counted(more2, "more tag")}.`] }] : []
  ];
}
function panel2(state, overview) {
  let { tag, version: version2, expires, daysLeft, targets: targets2, signatures, devices } = state, tone = toneOf(tag, overview);
  return {
    kind: "panel",
    title: ["Tag ", { code: tag }, " ", { badge: `version ${version2}`, tone: "neutral" }],
    blocks: [
      {
        kind: "meters",
        meters: [
          signatureMeter(signatures),
          {
            label: ["Expires"],
            value: Math.max(0, daysLeft),
            max: Math.max(FULL_DAYS, daysLeft),
            tone,
            says: [{ strong: daysLeftText(daysLeft), tone }]
          }
        ]
      },
      ...missingSignatures(signatures, overview.roles),
      {
        kind: "paragraph",
        text: [`${counted(targets2, "target")}, valid until ${expires}`]
      },
      ...deviceTable(devices, "What devices say")
    ]
  };
}
function toneOf(tag, { deadlines }) {
  let level = deadlines.find(({ subject }) => subject.startsWith(`prod-targets/${tag}#`))?.level;
  return level === "error" ? "bad" : level === "warning" ? "warning" : "good";
}

// src/report/review/roots.ts
var MAX_SHOWN2 = 40, MAX_CHANGES = 12;
function rootBlocks(roots2) {
  if (roots2.length === 0) return [];
  let newestFirst = roots2.map((step, index) => entry2(step, roots2[index - 1] ?? null)).reverse(), older = newestFirst.length - MAX_SHOWN2;
  return [
    { kind: "heading", text: `Roots (${roots2.length})` },
    { kind: "timeline", entries: newestFirst.slice(0, MAX_SHOWN2), cuttable: !0 },
    ...older > 0 ? [{ kind: "paragraph", text: [`And ${older} older ones.`] }] : []
  ];
}
function entry2(step, before) {
  let { version: version2, change, expires, added, removed, newest } = step, changes2 = [
    ...keyLines(before === null ? "has" : "adds", added),
    ...keyLines("drops", removed),
    ...thresholdLine(step, before)
  ];
  return {
    mark: `v${version2}`,
    tone: newest ? "good" : "neutral",
    title: [
      { strong: change?.message || (before === null ? "The first root" : "No change is recorded") },
      ...newest ? [" ", { badge: "current", tone: "good" }] : []
    ],
    lines: [
      [change ? `${day(change.at)} by ${change.by}, ` : "", `valid until ${expires}`],
      ...changes2.slice(0, MAX_CHANGES),
      ...changes2.length > MAX_CHANGES ? [[`and ${counted(changes2.length - MAX_CHANGES, "more change")}`]] : []
    ]
  };
}
function keyLines(verb, keys) {
  return keys.map(({ role, keyid, owner }) => [
    `${verb} the ${role} key `,
    keyidCode(keyid),
    owner ? ` of ${owner}` : ""
  ]);
}
function thresholdLine(step, before) {
  let lines = [];
  before && before.rootThreshold !== step.rootThreshold && lines.push([`root threshold ${before.rootThreshold} to ${step.rootThreshold}`]);
  let [from, to] = [before?.targetsThreshold ?? null, step.targetsThreshold];
  return before && to !== null && from !== to && lines.push([`production needs ${to} targets signatures${from === null ? "" : `, before ${from}`}`]), lines;
}
function day(at) {
  return at.slice(0, 10);
}

// src/report/review/waves.ts
var MAX_ACTIVE = 50, MAX_FINISHED = 20, MAX_ROLLOUTS = 20;
function waveBlocks(overview) {
  let { waves } = overview;
  if (waves.length === 0) return [];
  let active = waves.filter(({ status }) => status === "active"), finished = waves.filter(({ status }) => status !== "active"), more2 = Math.max(0, active.length - MAX_ACTIVE) + Math.max(0, finished.length - MAX_FINISHED);
  return [
    { kind: "heading", text: active.length > 0 ? `Waves (${active.length} active)` : "Waves" },
    ...active.slice(0, MAX_ACTIVE).map((wave) => panel3(wave, overview)),
    ...finishedTable(finished.slice(0, MAX_FINISHED)),
    ...more2 > 0 ? [{ kind: "paragraph", text: [`And ${more2} more.`] }] : []
  ];
}
function panel3(wave, overview) {
  let { name, tag, version: version2, status, createdAt, createdBy, expires, signatures, rollouts } = wave, meters = [...signatures ? [signatureMeter(signatures)] : [], ...progressMeters(wave)];
  return {
    kind: "panel",
    title: ["Wave ", { code: name }, " ", { badge: status, tone: "warning" }],
    blocks: [
      { kind: "paragraph", text: [`Version ${version2} for tag `, { code: tag }, `, by ${createdBy} at ${createdAt}`] },
      ...meters.length > 0 ? [{ kind: "meters", meters }] : [],
      ...signatures ? missingSignatures(signatures, overview.roles) : [],
      ...rolloutTable(rollouts),
      ...expires === null ? [] : [{ kind: "paragraph", text: [`Its targets are valid until ${expires}`] }]
    ]
  };
}
function progressMeters({ progress, rollouts }) {
  if (progress) {
    let { total, updated, scheduled } = progress, meter2 = (label, value) => ({
      label: [label],
      value,
      max: total,
      tone: "good",
      says: [{ strong: `${value} of ${total}` }, " devices"]
    });
    return [meter2("Updated", updated), ...scheduled > 0 ? [meter2("Scheduled", scheduled)] : []];
  }
  return rollouts.length > 0 ? [] : [{ label: ["Rollout"], value: 0, max: 1, tone: "neutral", says: ["not begun"] }];
}
function rolloutTable(rollouts) {
  return rollouts.length === 0 ? [] : [
    {
      kind: "table",
      columns: [{ title: "Rolled out to" }, { title: "At" }, { title: "By" }, { title: "Devices", align: "right" }],
      rows: rollouts.slice(0, MAX_ROLLOUTS).map(({ scope, at, by, devices }) => [scope, at, by, String(devices)]),
      cuttable: !0
    }
  ];
}
function finishedTable(waves) {
  return waves.length === 0 ? [] : [
    {
      kind: "table",
      columns: [
        { title: "Wave" },
        { title: "Status" },
        { title: "Tag" },
        { title: "Version", align: "right" },
        { title: "Created" }
      ],
      rows: waves.map(({ name, status, tag, version: version2, createdAt }) => [
        { code: name },
        status,
        { code: tag },
        version2,
        createdAt
      ]),
      cuttable: !0
    }
  ];
}

// src/report/review/review-report.ts
function reviewReport(result, rules2) {
  let { overview } = result;
  return {
    title: `Review of Factory ${result.factory}, ${result.at}`,
    blocks: [
      verdictBlock(result),
      ...findingBlocks(result, rules2),
      ...deadlineBlocks(overview.deadlines),
      ...transactionBlocks(overview.transaction),
      ...rootBlocks(overview.roots),
      ...keyBlocks(overview.roles),
      ...productionBlocks(overview),
      ...waveBlocks(overview),
      ...waivedBlocks(result.findings),
      ...notRunBlocks(result),
      ...aboutBlocks(result)
    ]
  };
}
function verdictBlock(result) {
  let { verdict: verdict3, counts, overview } = result, { headline, tone } = answer(result);
  return {
    kind: "verdict",
    verdict: {
      tone,
      headline,
      text: [verdict3.sentence],
      deadline: nextDeadline(overview.deadlines),
      counts: [
        { label: agreeing(counts.error, "error"), value: counts.error, tone: "bad" },
        { label: agreeing(counts.warning, "warning"), value: counts.warning, tone: "warning" },
        { label: agreeing(counts.note, "note"), value: counts.note, tone: "neutral" },
        ...counts.waived > 0 ? [{ label: "waived", value: counts.waived, tone: "neutral" }] : []
      ]
    }
  };
}
function answer({ verdict: verdict3, counts }) {
  switch (verdict3.exit) {
    case 1:
      return { headline: "Incomplete", tone: "bad" };
    case 2:
      return { headline: "Invalid waivers", tone: "bad" };
    case 3:
      return { headline: "Blocked", tone: "bad" };
    case 0:
      return counts.error > 0 ? { headline: "Passed, despite errors", tone: "bad" } : counts.warning > 0 ? { headline: "Passed, with warnings", tone: "warning" } : { headline: counts.note > 0 ? "Passed" : "All clear", tone: "good" };
  }
}
function notRunBlocks({ notRun }) {
  if (notRun.length === 0) return [];
  let byReason = Map.groupBy(notRun, ({ why, partly }) => `${partly} ${why}`);
  return [
    { kind: "heading", text: `Not checked, or in part (${notRun.length})` },
    {
      kind: "list",
      items: [...byReason.values()].map((rules2) => [
        ...rules2.flatMap(({ rule }, index) => index === 0 ? [{ code: rule }] : [", ", { code: rule }]),
        ` ${rules2[0].partly ? "ran in part" : "did not run"}: ${rules2[0].why}.`
      ]),
      cuttable: !0
    }
  ];
}
function aboutBlocks({ factory: factory2, at, stage, failOn, tags, rulesRun, notRun, overview }) {
  let { token } = overview, skipped = notRun.filter(({ partly }) => !partly).length;
  return [
    { kind: "heading", text: "This review" },
    {
      kind: "facts",
      facts: [
        { label: "Factory", value: { code: factory2 } },
        { label: "Made at", value: at },
        { label: "Stage", value: stage },
        { label: "Fails on", value: failOn },
        { label: "Tags", value: tags.length > 0 ? tags.join(", ") : "none" },
        { label: "Rules", value: `${rulesRun} ran, ${skipped} did not` },
        ...token ? [{ label: "Token", value: `${token.name} (${token.role}): ${token.scopes.join(", ")}` }] : []
      ]
    }
  ];
}
function transactionBlocks(transaction) {
  if (!transaction) return [];
  let { status, by, startedAt, stagedVersion: stagedVersion2 } = transaction, facts = [
    { label: "Status", value: status },
    ...stagedVersion2 === null ? [] : [{ label: "Staged root", value: `version ${stagedVersion2}` }],
    ...by === null ? [] : [{ label: "Started by", value: by }],
    ...startedAt === null ? [] : [{ label: "Started at", value: startedAt }]
  ];
  return [
    { kind: "heading", text: "Root update under way" },
    { kind: "facts", facts }
  ];
}
var MAX_SHOWN3 = 50, TONES = { error: "bad", warning: "warning", note: "good" };
function nextDeadline(deadlines) {
  let [next] = deadlines;
  return next ? { tone: TONES[next.level], headline: daysLeftText(next.daysLeft), text: [`${next.what} at ${next.at}.`] } : null;
}
function deadlineBlocks(deadlines) {
  if (deadlines.length === 0) return [];
  let longest = Math.max(FULL_DAYS, ...deadlines.map(({ daysLeft }) => daysLeft));
  return [
    { kind: "heading", text: "Deadlines" },
    {
      kind: "meters",
      meters: deadlines.slice(0, MAX_SHOWN3).map(({ at, daysLeft, what, level }) => ({
        label: [what],
        value: Math.max(0, daysLeft),
        max: longest,
        tone: TONES[level],
        says: [{ strong: daysLeftText(daysLeft), tone: TONES[level] }, ` ${at.slice(0, 10)}`]
      })),
      cuttable: !0
    }
  ];
}

// src/report/sarif/fingerprint.ts
var IDENTITIES = [
  "keyid",
  "role",
  "tag",
  "wave",
  "target",
  "app",
  "hardwareId",
  "owner",
  "kind",
  "job",
  "environment",
  "waiver"
];
function fingerprints(findings, factory2) {
  let seen = /* @__PURE__ */ new Map();
  return findings.map(({ rule, subject, properties }) => {
    let hash = sha256Hex([rule, factory2, subject, discriminator(properties)].join("\0")).slice(0, 16), count = (seen.get(hash) ?? 0) + 1;
    return seen.set(hash, count), `${hash}:${count}`;
  });
}
function discriminator(properties) {
  return IDENTITIES.flatMap((name) => {
    let value = properties && Object.hasOwn(properties, name) ? properties[name] : void 0;
    return typeof value == "string" ? [`${name}=${value}`] : [];
  }).join("\0");
}

// src/report/sarif/sarif-location.ts
var import_yaml = __toESM(require_dist(), 1), PINS_PATH = ".factory-tuf/pins.json", POLICY_PATH = ".factory-tuf/review.yml", WORKFLOW = /^workflow\/([^#]+)#(.*)$/s, FIRST_LINE = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 };
function regionsOf(files) {
  let parsed3 = /* @__PURE__ */ new Map(), find = (path, steps2) => {
    let text = files.get(path);
    if (text === void 0) return null;
    let file = parsed3.get(path) ?? parsedFile(text);
    parsed3.set(path, file);
    let region = file(steps2);
    return region && { path, region };
  };
  return (subject) => {
    let workflow = WORKFLOW.exec(subject), [, path = "", pointer = ""] = workflow ?? [];
    return /\.ya?ml$/.test(path) ? find(path, stepsOf(pointer)) ?? { path, region: FIRST_LINE } : find(PINS_PATH, ["docs", pinnedName(subject)]) ?? { path: POLICY_PATH, region: FIRST_LINE };
  };
}
function parsedFile(text) {
  let lines = new import_yaml.LineCounter(), document = read(text, lines), sourceLines = text.split(`
`);
  return (steps2) => {
    for (let depth = steps2.length; depth > 0; depth--) {
      let offset = document && keyOffset(document, steps2.slice(0, depth));
      if (typeof offset != "number") continue;
      let { line, col } = lines.linePos(offset);
      return depth < steps2.length && depth === 1 && steps2[0] === "docs" ? null : {
        startLine: line,
        startColumn: col,
        endLine: line,
        endColumn: (sourceLines[line - 1]?.length ?? col) + 1
      };
    }
    return null;
  };
}
function read(text, lineCounter) {
  try {
    return (0, import_yaml.parseDocument)(text, { lineCounter, uniqueKeys: !1, logLevel: "silent" });
  } catch {
    return null;
  }
}
function keyOffset(document, steps2) {
  let node = document.contents, offset = null;
  for (let step of steps2) {
    let items = (0, import_yaml.isCollection)(node) ? node.items : [], pair = items.find((item) => (0, import_yaml.isPair)(item) && (0, import_yaml.isScalar)(item.key) && String(item.key.value) === step), [named, next] = (0, import_yaml.isPair)(pair) ? [pair.key, pair.value] : [null, items[/^\d+$/.test(step) ? Number(step) : -1]], place2 = named ?? next, start = (0, import_yaml.isNode)(place2) ? place2.range?.[0] : void 0;
    if (start === void 0) return null;
    offset = start, node = next;
  }
  return offset;
}
function stepsOf(pointer) {
  return pointer.split("/").slice(1).map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}
function pinnedName(subject) {
  let doc = subject.slice(0, Math.max(0, subject.indexOf("#")));
  return doc.startsWith("prod-targets/") ? doc : doc.replace(/@\d+$/, "");
}

// src/report/sarif/sarif-rules.ts
var MAX_DESCRIPTION = 1024;
function sarifRule({ group, rule }, groupTitles2) {
  let { id, level, when, why, fix, sources = [] } = rule, severity = securitySeverity({ group, rule });
  return {
    id,
    shortDescription: { text: firstSentence(when) },
    fullDescription: { text: `${when} ${why}`.slice(0, MAX_DESCRIPTION) },
    help: {
      text: [`What: ${when}`, `Why: ${why}`, `Fix: ${fix}`, ...sourceLine(sources)].join(`
`),
      markdown: [
        `**What:** ${plain(when)}`,
        `**Why:** ${plain(why)}`,
        `**Fix:** ${plain(fix)}`,
        ...sourceLine(sources.map(plain))
      ].join(`

`)
    },
    helpUri: rulePage(id),
    defaultConfiguration: { level },
    properties: {
      tags: ["tuf", ...rule.security !== "none" ? ["security"] : [], tagOf(groupTitles2[group] ?? group)],
      precision: group === "O" ? "medium" : "very-high",
      "problem.severity": level === "note" ? "recommendation" : level,
      ...severity !== null && { "security-severity": severity }
    }
  };
}
var SEVERITIES = { error: "8.0", warning: "5.5", note: "2.0" };
function securitySeverity({ rule }) {
  return rule.security === "none" || (rule.raised ?? []).length > 0 ? null : rule.security === "critical" ? "9.3" : SEVERITIES[rule.level];
}
function sourceLine(sources) {
  return sources.length > 0 ? [`Sources: ${sources.join("; ")}`] : [];
}
function firstSentence(text) {
  return /^.*?[.:;](?= |$)/.exec(text)?.[0].replace(/[:;]$/, ".") ?? text;
}
function plain(text) {
  return text.replace(/[<>*_`]/g, (char) => `\\${char}`);
}
function tagOf(title2) {
  return title2.toLowerCase().replaceAll(" ", "-");
}

// src/report/sarif/sarif.ts
var MAX_RESULTS = 5e3, SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
function sarifLog(result, options) {
  let { factory: factory2, findings, notRun } = result, { version: version2, catalogue: catalogue2, files, waived } = options, prints = fingerprints(findings, factory2), printed = findings.map((finding, index) => ({ finding, fingerprint: prints[index] })), kept = waived === "keep" ? printed : printed.filter(({ finding }) => finding.waiver === null), ruleIndex = new Map(catalogue2.map(({ rule }, index) => [rule.id, index])), regionOf = regionsOf(files), unread2 = findings.some(({ rule }) => rule === "input-unavailable"), left = kept.length - MAX_RESULTS;
  return {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "factory-tuf",
            semanticVersion: version2,
            informationUri: REPOSITORY,
            rules: catalogue2.map((entry3) => sarifRule(entry3, groupTitles))
          }
        },
        automationDetails: { id: `factory-tuf/${factory2}/` },
        columnKind: "utf16CodeUnits",
        invocations: [
          {
            executionSuccessful: !unread2,
            toolExecutionNotifications: [
              ...notRun.map((one) => notification(one, ruleIndex)),
              ...left > 0 ? [{ level: "warning", message: { text: `${left} more results are left out.` } }] : []
            ]
          }
        ],
        results: kept.slice(0, MAX_RESULTS).map(({ finding, fingerprint }) => {
          let region = regionOf(finding.subject);
          return sarifResult(finding, fingerprint, ruleIndex, region, files.has(region.path));
        })
      }
    ]
  };
}
function notification({ rule, why, partly }, ruleIndex) {
  let index = ruleIndex.get(rule);
  return {
    level: "note",
    message: { text: messageText(`The rule ${rule} ${partly ? "ran in part" : "did not run"}: ${why}.`) },
    associatedRule: { id: rule, ...index !== void 0 && { index } }
  };
}
function sarifResult(finding, fingerprint, ruleIndex, { path, region }, isThere) {
  let { rule, level, subject, says, properties, waiver } = finding, index = ruleIndex.get(rule);
  return {
    ruleId: rule,
    ...index !== void 0 && { ruleIndex: index },
    level,
    message: { text: messageText(says) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: path.split("/").map(encodeURIComponent).join("/"), uriBaseId: "%SRCROOT%" },
          region
        },
        logicalLocations: [{ fullyQualifiedName: subject }]
      }
    ],
    partialFingerprints: {
      // Where the file is there, GitHub's upload computes the hash of its line, and warns of any other.
      ...!isThere && { primaryLocationLineHash: fingerprint },
      "factoryTuf/v1": fingerprint
    },
    ...properties && { properties },
    ...waiver && {
      suppressions: [{ kind: "external", status: "accepted", justification: `${waiver.id}: ${waiver.justification}` }]
    }
  };
}
function messageText(text) {
  return text.replaceAll("](", "] (").replace(/[{}]/g, "$&$&");
}

// src/gate/formats.ts
var FORMATS = ["text", "markdown", "json", "sarif", "html"], FILE_NAMES = {
  text: "review.txt",
  markdown: "review.md",
  json: "review.json",
  sarif: "review.sarif",
  html: "review.html"
}, TEXT_COLUMNS = 100, rules = catalogue.map(({ rule }) => rule);
function fileName(format) {
  return FILE_NAMES[format];
}
function rendered(format, result, files, maxBytes = MAX_SUMMARY_BYTES) {
  switch (format) {
    case "text":
      return renderTerminal(reviewReport(result, rules), { width: TEXT_COLUMNS, colour: !1 });
    case "markdown":
      return renderMarkdown(reviewReport(result, rules), { maxBytes, overflow: "cut" });
    case "json":
      return `${asciiJson(result, 2)}
`;
    case "sarif":
      return `${asciiJson(sarifLog(result, { version, catalogue, files, waived: "omit" }), 2)}
`;
    case "html":
      return renderHtml(reviewReport(result, rules));
  }
}

// src/gate/github-port.ts
import { basename as basename2 } from "node:path";
function reviewGitHub(ctx) {
  if (!ctx.github.hasToken) return null;
  let made, connected = () => (made ??= ctx.github.connect(), made), tolerantly = async (what, ask) => {
    try {
      return await ask(await connected());
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      return ctx.log.info(`GitHub was asked for ${what}, without an answer that can be used. ${error.happened}`), null;
    }
  };
  return {
    files: {
      fileAt: async (commit, path, maxBytes) => (await connected()).fileAt(commit, path, maxBytes),
      filesIn: async (commit, folder) => (await connected()).filesIn(commit, folder)
    },
    async facts(environments2, workflows2) {
      let named = parsedWorkflows(workflows2).flatMap((workflow) => workflow.jobs).map(environmentOf).filter((name) => name !== null), names2 = [.../* @__PURE__ */ new Set([...environments2, ...named])], [known3, runs] = await Promise.all([
        tolerantly("environments", (client) => environmentFacts(client, names2)),
        tolerantly("past runs", (client) => lastRemindRun(client, workflows2))
      ]);
      return { environments: known3, lastRemindRun: runs === null ? void 0 : runs.at };
    },
    attestations: async (...asked) => (await connected()).attestations(...asked),
    async comment(render) {
      let number2 = await pullNumber(ctx.place);
      if (number2 === null) return ctx.log.warning("There is no pull request to comment on, so `comment` does nothing.");
      let marker = ["review", ctx.factory.factory], body = render(MAX_COMMENT_BYTES), kept = await tolerantly("comments", (client) => keepComment(client, { number: number2, marker, body }));
      kept?.kept || ctx.log.warning(kept?.why ?? "The comment could not be written.");
    }
  };
}
async function environmentFacts(client, names2) {
  let missing = { exists: !1, reviewers: !1, branchesLimited: !1 };
  if (names2.length === 0) return {};
  let { items, more: more2 } = await client.environments(), known3 = new Map(items.map((environment) => [environment.name.toLowerCase(), environment])), facts = names2.filter((name) => !name.includes("${{")).map(async (name) => {
    let environment = known3.get(name.toLowerCase());
    if (!environment) return more2 ? [] : [[name, missing]];
    let { open } = await deployingRefs(client, environment), reviewers = environment.approvers.length > 0;
    return [[name, { exists: !0, reviewers, branchesLimited: open.length === 0 }]];
  });
  return Object.fromEntries((await Promise.all(facts)).flat());
}
var EVENTS = ["schedule", "workflow_dispatch"];
async function lastRemindRun(client, workflows2) {
  let all = parsedWorkflows(workflows2), names2 = all.filter((workflow) => runsCommand(workflow, "remind", all)).map(({ path }) => basename2(path));
  if (names2.length === 0) return { at: void 0 };
  let asked = names2.flatMap((name) => EVENTS.map((event) => client.lastSuccess(name, event)));
  return { at: (await Promise.all(asked)).filter((at) => at !== null).filter((at) => !Number.isNaN(Date.parse(at))).sort((a, b) => Date.parse(a) - Date.parse(b)).at(-1) ?? null };
}

// src/review/engine/pins-update.ts
function pinsObstacle({ findings, verdict: verdict3 }, snapshot) {
  if (verdict3.exit !== 0) return "the review did not pass";
  if (!snapshot.factoryWasRead) return "the Factory was not read";
  let broken = findings.find(
    ({ rule, level, waiver }) => waiver === null && level === "error" && refusesWaiver(ruleById.get(rule), level)
  );
  return broken ? `${broken.rule} says that what is served cannot be relied on` : snapshot.ciRoots.chain[0]?.doc ? null : "the first root could not be read";
}
function nextPins({ factory: factory2, ciRoots, ciRoot, prodRoot, ciTargets, production: production2, tags, pins: pins2 }) {
  let docs = { ...pins2?.docs }, pin = (name, doc, sha256) => {
    doc && (docs[name] = { version: doc.signed.version, sha256: sha256() });
  };
  pin("ci-root", ciRoot, () => docHash(ciRoot)), pin("prod-root", prodRoot, () => docHash(prodRoot));
  let ci = ciTargets?.doc;
  pin("ci-targets", ci, () => ciTargetsHash(ci));
  for (let tag of tags.filter(isTag)) {
    let doc = production2.get(tag)?.doc;
    pin(`prod-targets/${tag}`, doc, () => docHash(doc));
  }
  let sorted = Object.fromEntries(Object.entries(docs).sort(([a], [b]) => a < b ? -1 : 1));
  return { version: 1, factory: factory2, firstRoot: docHash(ciRoots.chain[0].doc), docs: sorted };
}

// src/commands/review.ts
var review = {
  name: "review",
  order: 220,
  summary: "Review the Factory's roots, keys, targets, Waves and workflows; exit 3 when it does not pass.",
  details: "It only reads: it needs no key, and only a token that may read. In a pull request everything in .factory-tuf/ is read from the base commit. Exit status: 0 passed, 3 findings at or above fail-on, 2 an invalid waiver, 1 something could not be read.",
  examples: [
    "factory-tuf review",
    "factory-tuf review --fail-on warning --format html,sarif --output review",
    "factory-tuf review --stage apply --archive root.keys.tgz",
    "factory-tuf review --update-pins"
  ],
  args: [],
  options: {
    stage: {
      kind: "text",
      choices: ["steady", "sign", "apply"],
      default: "steady",
      help: "What you will do next: nothing (steady), sign, or apply a root update. Before sign or apply, some notes become errors.",
      placeholder: "<stage>"
    },
    failOn: {
      kind: "text",
      choices: FAIL_ON,
      help: "Fail at findings of this level and above. Default: the policy's fail-on, else error.",
      placeholder: "<level>"
    },
    tags: { kind: "list", help: "Tags to review. Default: all.", placeholder: "<tags>" },
    archive: {
      kind: "list",
      only: "cli",
      help: "Key archives to check: which keys they hold, and who can read the files. Repeatable.",
      placeholder: "<archive>"
    },
    workflows: {
      kind: "path",
      help: "Folder of the workflows to review. Default: .github/workflows if it exists.",
      placeholder: "<folder>"
    },
    waivers: { kind: "path", help: "Waivers. Default: .factory-tuf/waivers.yml if it exists.", placeholder: "<file>" },
    updatePins: { kind: "switch", help: "Write new pins, if the review passes and everything was verified." },
    now: { kind: "time", only: "cli", help: "Review as if it were this time.", placeholder: "<time>" },
    format: {
      kind: "list",
      choices: FORMATS,
      help: "Formats of the report. Default: text; in the Action: sarif and html.",
      inAction: "Formats of the report. Default: sarif and html.",
      placeholder: "<formats>"
    },
    output: {
      kind: "path",
      help: "Folder for the report's files; - prints one format. Default: print; in the Action: a temporary folder.",
      inAction: "Folder for the report's files. Default: a temporary folder.",
      placeholder: "<folder>"
    },
    onMissingToken: {
      kind: "text",
      choices: ON_MISSING_TOKEN,
      help: "Whether a review without a token, of the repository alone, passes or fails. Default: the policy's, else fail.",
      placeholder: "<word>"
    },
    comment: {
      kind: "switch",
      only: "action",
      help: "Keep one comment on the pull request up to date, if the GitHub token allows it."
    },
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "factory",
  readsOnly: !0,
  worksWithoutToken: !0,
  readsOwnPolicy: !0,
  dataHelp: [
    "`verdict`: `{exit, sentence}`; `counts`: `{error, warning, note, waived}`",
    "`findings`: list of `{rule, level, subject, title, says, properties, waiver}`",
    "`notRun`: list of `{rule, why, partly}`; `rulesRun`: number of rules that ran",
    "`overview`: roots, roles with their keys, production, Waves, deadlines, the open transaction",
    "`files`: path by format; `printed`: the format on standard output; `pinsWritten`: path or null"
  ],
  async run(ctx, options) {
    let { format, output } = options, formats = formatsFor(ctx, format, output);
    requireTags(options.tags);
    let now = clockOf(ctx, options.now), github = reviewGitHub(ctx), { result, snapshot, texts } = await examine(ctx, options, github, now), pinsFile = await pinsFileOf(ctx.place, options), pinsPath = resolve4(ctx.place.folder, pinsFile), obstacle = options.updatePins ? pinsObstacle(result, snapshot) : null;
    obstacle && ctx.log.warning(`The pins were not written: ${obstacle}.`);
    let pinsWritten = options.updatePins && !obstacle ? pinsPath : null;
    if (pinsWritten) {
      let by = chosenBy(ctx.place, options.pins, pinsFile);
      await writeFileWhole(pinsWritten, `${JSON.stringify(nextPins(snapshot), null, 2)}
`, { chosenBy: by });
    }
    let folder = output === void 0 || output === STANDARD_OUTPUT ? ctx.place.outputFolder : resolve4(ctx.place.folder, output), files = folder === null ? {} : await writeFiles(folder, chosenWithin(ctx.place, output, folder), formats, result, texts);
    ctx.log.finding && annotate(result, ctx.log.finding), options.comment && await comment(ctx, github, result, texts);
    let data = { ...result, files, printed: formats[0], pinsWritten }, failure = failureOf(result, ctx.missingCredentials);
    return {
      status: pinsWritten ? "done" : "unchanged",
      changed: pinsWritten ? "yes" : "no",
      outputs: outputsOf(data),
      data,
      ...failure && { failure }
    };
  },
  report: ({ data }) => reviewReport(data, rules),
  stdout: ({ data }) => Object.keys(data.files).length === 0 && data.printed !== "text" ? rendered(data.printed, data, /* @__PURE__ */ new Map()) : null
}, STANDARD_OUTPUT = "-";
function formatsFor({ place: place2 }, asked, output) {
  let formats = [
    ...new Set(asked ?? (place2.outputFolder === null ? ["text"] : ["sarif", "html"]))
  ];
  if (output === STANDARD_OUTPUT && place2.outputFolder !== null)
    throw new ToolError("value-invalid", {
      happened: "The input output is - (standard output), but the Action prints no report.",
      next: "Name a folder, or leave it out."
    });
  let hasFolder = output !== void 0 && output !== STANDARD_OUTPUT || place2.outputFolder !== null;
  if (formats.length === 1 || hasFolder) return formats;
  throw new ToolError("options-conflict", {
    happened: `The formats ${formats.join(", ")} cannot all be printed.`,
    next: "Give a folder for them with --output, or name one format."
  });
}
function requireTags(tags) {
  let bad = tags?.find((tag) => !isTag(tag));
  if (bad !== void 0)
    throw new ToolError("value-invalid", {
      happened: `${quoted(bad)} is not a valid tag.`,
      next: "Give tags of the characters A-Z, a-z, 0-9, _ . + and -."
    });
}
function clockOf(ctx, asked) {
  if (asked === void 0) return ctx.now;
  if (!isProposal(ctx.place)) return asked;
  throw new ToolError("usage", {
    happened: "--now cannot be used for a pull request or merge queue.",
    next: "Leave --now out."
  });
}
async function writeFiles(folder, by, formats, result, texts) {
  let written = {};
  for (let format of formats) {
    let path = join3(folder, fileName(format));
    await writeFileWhole(path, rendered(format, result, texts), { chosenBy: by }), written[format] = path;
  }
  return written;
}
async function comment(ctx, github, result, texts) {
  if (github) return github.comment((maxBytes) => rendered("markdown", result, texts, maxBytes));
  ctx.log.warning("There is no GitHub token that could comment on the pull request.");
}
function outputsOf({ counts, files }) {
  let { error, warning, note } = counts, report = files.html ?? files.markdown ?? files.text ?? files.json;
  return {
    findings: error + warning + note,
    errors: error,
    warnings: warning,
    ...files.sarif !== void 0 && { sarif: files.sarif },
    ...report !== void 0 && { report }
  };
}
function failureOf({ verdict: verdict3 }, missing) {
  let { exit, sentence } = verdict3;
  switch (exit) {
    case 0:
      return null;
    case 1:
      return new ToolError("review-incomplete", {
        happened: sentence,
        next: missing ? `${missing.next} If there can be no token, set on-missing-token: pass in .factory-tuf/review.yml.` : "Correct the token or the network, then run this again."
      });
    case 2:
      return new ToolError("config-invalid", {
        happened: sentence,
        next: "Correct .factory-tuf/waivers.yml; docs/waivers.md says how."
      });
    case 3:
      return new ToolError("gate", {
        happened: sentence,
        next: "Each finding says what to do. To accept one for a while, add a waiver to .factory-tuf/waivers.yml."
      });
  }
}

// src/commands/remind.ts
import { resolve as resolve5 } from "node:path";

// src/reminder/calendar.ts
var ALARM_DAYS = [60, 14, 1], MAX_LINE_OCTETS = 75, MAX_EVENTS = 1e3;
function calendar(factory2, dates, now) {
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//factory-tuf//remind//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    `X-WR-CALNAME:${escaped(`Factory ${factory2}: what expires`)}`,
    ...dates.slice(0, MAX_EVENTS).flatMap((date) => eventLines(factory2, date, now)),
    "END:VCALENDAR"
  ].map((line) => `${folded(line)}\r
`).join("");
}
function eventLines(factory2, { id, at, version: version2, what, consequence, commands }, now) {
  let summary = `${factory2}: ${what}`;
  return [
    "BEGIN:VEVENT",
    `UID:${uid(factory2, id)}`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(at)}`,
    // A calendar takes a changed event only when its number has grown.
    `SEQUENCE:${version2}`,
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
function uid(factory2, id) {
  return `${sha256Hex(`${factory2}
${id}`).slice(0, 32)}@factory-tuf`;
}
function stamp(at) {
  return wholeSeconds(at).replace(/[-:]/g, "");
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

// src/reminder/names.ts
var LOGIN = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,37}[A-Za-z0-9])?$/, MAX_LABEL = 50, MAX_ASSIGNEES = 10;
function requireLabels(labels) {
  let bad = labels.find((label) => label.length > MAX_LABEL || new RegExp("\\p{C}", "u").test(label));
  if (bad === void 0) return labels;
  throw new ToolError("value-invalid", {
    happened: `The label ${quoted(bad)} is not 1 to ${MAX_LABEL} characters, none of them invisible.`,
    next: "Use a shorter or plainer label."
  });
}
function requireLogins(logins) {
  let bad = logins.find((login) => !LOGIN.test(login));
  if (bad !== void 0)
    throw new ToolError("value-invalid", {
      happened: `${quoted(bad)} is not the login of a GitHub account.`,
      next: "Give logins without @, e.g. octocat. Teams cannot be assigned."
    });
  if (logins.length <= MAX_ASSIGNEES) return logins;
  throw new ToolError("value-invalid", {
    happened: `There are ${logins.length} assignees; GitHub takes ${MAX_ASSIGNEES}.`,
    next: "Name fewer accounts."
  });
}

// src/reminder/due-date.ts
function rootDates({ chain, prod }, now) {
  let { signed } = prod, holders = holdersOf(signed, "root", null), commands = [`factory-tuf keys rotate --role ${signed.version === 1 ? "root --first-time" : "root"} --keys <root.tgz>`], shared = { version: signed.version, role: "root", commands }, ends = {
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
  return { at, daysLeft: daysUntil(at, now) };
}
function holdersOf(root, role, except) {
  return [...new Set(root.roles[role].keyids)].filter((keyid) => keyid !== except).map((keyid) => ({ keyid, owner: reviewedOwnerOf(root, keyid)?.polisId ?? null }));
}
function bornOf(keyid, chain, newest) {
  let recorded = momentOf(reviewedOwnerOf(newest, keyid)?.createdAt);
  if (recorded) return recorded;
  let changelog = chain.find(({ signed }) => Object.hasOwn(signed.keys, keyid))?.signed["x-changelog"];
  return isObject(changelog) ? momentOf(changelog.timestamp) : null;
}

// src/reminder/read-dates.ts
async function seenDates(ctx) {
  try {
    return await readDates(ctx);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { roots: null, dates: [], unproven: [error], blind: error };
  }
}
var WAVES_PER_PAGE = 100;
async function readDates(ctx) {
  let { factory: factory2, now } = ctx, checks = new Checks(), [roots2, production2, waves, waveTargets2, onlineKey] = await Promise.all([
    showableRoots(ctx),
    checks.fetched(factory2.prodTargets([])),
    checks.fetched(factory2.waves({ limit: WAVES_PER_PAGE, page: 1, status: "active" })),
    checks.fetched(factory2.waveTargets([])),
    factory2.ciTargetsKey().catch(unlessBug)
  ]), online = onlineKey ? usableKey(onlineKey) : null, context = { root: roots2.prod, onlineKeyid: online?.usable ? online.keyid : null, now }, active = waves?.waves.filter(({ status }) => status === "active") ?? [];
  return {
    roots: roots2,
    dates: byDate([
      ...rootDates(roots2, now),
      ...production2 ? productionDates(ctx, production2, context, checks) : [],
      ...waveTargets2 ? waveDates(active, waveTargets2, context, checks) : []
    ]),
    unproven: checks.blockers,
    blind: null
  };
}
function productionDates(ctx, served, context, checks) {
  let { pins: pins2 } = ctx.trust, pinned = Object.keys(pins2?.docs ?? {}).flatMap((name) => /^prod-targets\/(.+)$/.exec(name)?.[1] ?? []);
  return [.../* @__PURE__ */ new Set([...isObject(served.value) ? Object.keys(served.value) : [], ...pinned])].flatMap((tag) => checks.proven(() => {
    if (!isTag(tag)) throw notAName("tag of production targets", tag);
    let found = productionOf(served, tag);
    return verifyProductionTargets(found?.doc ?? null, tag, context.root, pins2), found && productionDate(tag, found.doc, context);
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
  let value = isObject(served.value) ? own(served.value, name) : void 0, problems2 = problemsBelow(served.problems, pointerTo("", name));
  return parseTargets({ value, problems: problems2 }, `Wave ${name}`);
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
    happened: `The ${what} is ${quoted(text)}, which is no name that this program uses.`,
    next: "Look at it with the vendor's own tool, and ask the vendor."
  });
}

// src/commands/remind.ts
var CALENDAR_FILE = "factory-tuf.ics", remind = {
  name: "remind",
  order: 250,
  summary: "Keep one GitHub issue about what expires: open it in time, update it, close it when all is renewed.",
  details: "Run it on a daily schedule. It opens the issue when the newest root, the yearly rotation of a root key, production targets or an active Wave is due within `days`. At 60, 30, 14 and 7 days it changes labels and text and adds a comment. It finds its issue by a hidden mark and its author. It closes the issue when verified documents show that the work is done, and reopens it later instead of opening another. It fails when a date is within `fail-days`. The repository is that of GITHUB_REPOSITORY.",
  examples: [
    "factory-tuf remind --dry-run --details",
    "factory-tuf remind --repo acme/devices --labels security --assignees octocat"
  ],
  args: [],
  options: {
    days: {
      kind: "integer",
      help: "How many days before a date the issue is opened.",
      default: 90,
      min: 1,
      max: 3650,
      placeholder: "<days>"
    },
    failDays: {
      kind: "integer",
      help: "How many days before a date the command also fails.",
      default: 7,
      min: 0,
      max: 3650,
      placeholder: "<days>"
    },
    labels: { kind: "list", help: "More labels for the issue.", placeholder: "<labels>" },
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
      help: "Write all dates to this calendar file (RFC 5545).",
      default: CALENDAR_FILE,
      placeholder: "<file>"
    },
    dryRun: { kind: "switch", help: "Show what it would do. Writes no issue and no calendar." },
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
  worksWithoutToken: !0,
  dataHelp: [
    "`dates`: list of `{id, at, daysLeft, what, commands, holders?: [{keyid, owner}]}`, nearest first",
    "`due`: how many of them are near; `step`: the days that the nearest is within, or null",
    "`issue`: `{action, number}`; `action` is `none`, `unchanged`, `opened`, `edited`, `escalated`, `reopened`, `closed`, `failed` or `unseen` (a dry run without a GitHub token)",
    "`unproven`: list of `{code, happened}`: what could not be read or verified",
    "`shown`: what the issue says, as a document"
  ],
  async run(ctx, options) {
    let labels = requireLabels(options.labels ?? []), assignees = requireLogins(options.assignees ?? []);
    ctx.progress("Reading and verifying what can expire");
    let dates = await seenDates(ctx), settled = await remindOnGitHub(ctx, dates, { ...options, labels, assignees }), written = options.dryRun || dates.blind ? null : await writeCalendar(ctx, options.ics, dates), failure = blindness(dates, settled) ?? settled.failure ?? written?.failure ?? verdict2(settled.plan, dates, options.failDays), { kept, plan } = settled, acted = kept !== null && !options.dryRun && kept.action !== "none" && kept.action !== "unchanged", data = {
      dates: dates.dates.map((date) => dateData(date, plan.namesOwners)),
      due: plan.due.length,
      step: plan.step,
      issue: kept ? { action: kept.action, number: kept.number } : { action: settled.failure ? "failed" : "unseen", number: null },
      unproven: dates.unproven.map(({ code, happened }) => ({ code, happened })),
      shown: issueDocument(plan, kept?.wanted ?? { open: !1, withheld: [], memory: noMemory })
    };
    return {
      status: acted ? "done" : "unchanged",
      changed: acted ? "yes" : "no",
      outputs: {
        ...dates.roots ? rootOutputs(dates.roots, ctx.now) : {},
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
  none: (number2) => number2 === null ? "There is no issue, and none is needed." : `Issue ${number2} stays closed.`,
  unchanged: (number2) => `Issue ${number2} is up to date.`,
  opened: (number2) => number2 === null ? "An issue would be opened." : `Issue ${number2} was opened.`,
  edited: (number2) => `Issue ${number2} was updated.`,
  escalated: (number2) => `Issue ${number2} was updated, with a comment: a date is closer.`,
  reopened: (number2) => `Issue ${number2} was reopened.`,
  closed: (number2) => `Issue ${number2} was closed: nothing is due any more.`,
  failed: () => "The reminder could not be written to GitHub.",
  unseen: () => "There is no GITHUB_TOKEN, so existing issues were not checked."
};
async function remindOnGitHub(ctx, dates, request) {
  let planned = (namesOwners2) => planReminder(ctx.factory.factory, dates, { days: request.days, namesOwners: namesOwners2, now: ctx.now });
  if (request.dryRun && !ctx.github.hasToken) return { plan: planned(request.details), kept: null, failure: null };
  let namesOwners = request.details;
  try {
    let client = await ctx.github.connect(), { isPublic, hasIssues } = await client.repositoryFacts();
    if (namesOwners ||= !isPublic, !hasIssues) throw issuesDisabled(client.repository);
    let { keepIssue } = await import("./keep-issue-IFC3G6S7.js");
    ctx.progress("Keeping the reminder");
    let plan = planned(namesOwners);
    return { plan, kept: await keepIssue(client, plan, { ...request, log: ctx.log }), failure: null };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { plan: planned(namesOwners), kept: null, failure: error };
  }
}
async function writeCalendar(ctx, ics, { dates }) {
  let path = resolve5(ctx.cwd, ics);
  try {
    let by = chosenBy(ctx.place, ics, CALENDAR_FILE);
    return await writeFileWhole(path, calendar(ctx.factory.factory, dates, ctx.now), { chosenBy: by }), { path, failure: null };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { path: null, failure: error };
  }
}
function blindness({ blind }, { failure }) {
  return blind ? blind.extended({
    before: "The expiry dates could not be read.",
    ...failure && { after: `The issue on GitHub could not be updated: ${failure.happened}` }
  }) : null;
}
function verdict2({ due }, { unproven }, failDays) {
  let [first] = unproven;
  if (first) {
    let one = unproven.length === 1;
    return first.extended({
      code: one ? first.code : "blocked",
      before: `${counted(unproven.length, "document")} could not be verified, so some dates may be missing.`
    });
  }
  let near = due.filter(({ daysLeft }) => daysLeft <= failDays), [nearest] = near;
  if (!nearest) return null;
  let also = near.length === 1 ? "That is" : `That and ${counted(near.length - 1, "more date")} are`;
  return new ToolError("gate", {
    happened: `${nearest.what} on ${wholeSeconds(nearest.at)}. ${also} within the ${failDays} days of fail-days.`,
    next: `Run: ${nearest.commands[0] ?? ""}`
  });
}
function dateData({ id, at, daysLeft, what, commands, holders }, namesOwners) {
  return { id, at: wholeSeconds(at), daysLeft, what, commands, ...namesOwners && { holders } };
}
function issuesDisabled(repository) {
  return new ToolError("issues-disabled", {
    happened: `Issues are turned off in the repository ${repository}, so there is no place for a reminder.`,
    next: "Enable issues in its settings, or run the reminder in a repository that has them."
  });
}
export {
  remind,
  review
};
