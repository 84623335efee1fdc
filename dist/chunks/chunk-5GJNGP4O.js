import {
  sameJson
} from "./chunk-BGMERYWA.js";
import {
  MAX_ROOT_BYTES,
  MAX_TARGETS_BYTES
} from "./chunk-AHGJSDMS.js";
import {
  MAX_VERSION,
  plainVersion
} from "./chunk-MFY6GID3.js";
import {
  isObject,
  own,
  pointerTo
} from "./chunk-WZUTCMIT.js";

// src/review/message.ts
function title(words, ...values) {
  let room = 120 - words.join("").length, shown = values.map((value) => escaped(String(value).slice(0, 120))), longest = 120;
  for (; longest > 12 && lengthWhenCut(shown, longest) > room; ) longest--;
  return words.reduce((sentence, word, index) => `${sentence}${shortened(shown[index - 1] ?? "", longest)}${word}`);
}
function lengthWhenCut(texts, longest) {
  return texts.reduce((length, text) => length + Math.min(text.length, longest), 0);
}
function escaped(text) {
  return text.replace(/[^\x20-\x7e]/gu, (char) => `\\u{${char.codePointAt(0).toString(16)}}`);
}
function valueText(value) {
  return typeof value == "string" ? `"${value}"` : JSON.stringify(value) ?? "missing";
}
function shortened(text, length) {
  return text.length <= length ? text : text.slice(0, length - 3) + "...";
}

// src/review/group.ts
var MAX_SINGLE_FINDINGS = 20;
function grouped(rule, findings) {
  return rule.summary ? [...Map.groupBy(findings, ({ level, subject }) => `${level} ${documentOf(subject)}`).values()].flatMap(
    (members) => distinct(members.map(({ subject }) => subject)).length > MAX_SINGLE_FINDINGS ? [asOne(rule, members)] : members
  ) : [...findings];
}
function asOne(rule, members) {
  let { level, subject } = members[0], doc = documentOf(subject), subjects = distinct(members.map((member) => member.subject)), count = distinct(members.map((member) => member.properties?.target ?? member.subject)).length, sentence = title`${doc}: ${count} targets ${rule.summary ?? ""}.`;
  return {
    rule: rule.id,
    level,
    subject: `${doc}#/signed/targets`,
    title: sentence,
    says: [sentence, `The first: ${members[0].title}`, rule.why, rule.fix].join(" "),
    properties: { count, subjects }
  };
}
function distinct(values) {
  return [...new Set(values)];
}
function documentOf(subject) {
  return subject.slice(0, subject.indexOf("#"));
}

// src/review/rule.ts
function findingsOf(rule, observations) {
  return observations.map(({ subject, title: title2, consequence, level = rule.level, properties }) => {
    if (level !== rule.level && !rule.raised?.includes(level))
      throw new Error(`Rule ${rule.id} gave the undeclared level ${level}.`);
    let says = [title2, consequence ?? rule.why, rule.fix].join(" ");
    return { rule: rule.id, level, subject, title: title2, says, ...properties && { properties } };
  });
}

// src/review/rules/device-limits.ts
var MAX_BYTES = {
  root: MAX_ROOT_BYTES,
  targets: MAX_TARGETS_BYTES,
  snapshot: 65536,
  timestamp: 65536
}, WARNING_SHARE = 0.8, FIOTUF_MAX_BYTES = { targets: 5e6, timestamp: 16384 }, metadataTooLarge = {
  id: "metadata-too-large",
  level: "warning",
  raised: ["error"],
  why: "Device clients cap their downloads and refuse a larger document.",
  fix: "Run: factory-tuf wave init <wave> <version> <tag> --prune <old versions> --keys <targets.tgz>",
  sources: ["libaktualizr", "go-tuf v2 defaults", "PROTOCOL §1"],
  check: ({ docName, sizeBytes }, policy) => sizeObservations(docName, "targets", sizeBytes, policy)
};
function sizeObservations(docName, role, bytes, policy) {
  let limit = MAX_BYTES[role], fiotufLimit = policy.clients.includes("fiotuf") ? FIOTUF_MAX_BYTES[role] : void 0, observe = (level, sentence) => [
    { subject: `${docName}#`, title: sentence, level, properties: { bytes, limit, role } }
  ];
  if (bytes > limit) return observe("error", title`${docName} has ${bytes} bytes; devices accept at most ${limit}.`);
  if (fiotufLimit !== void 0 && bytes > fiotufLimit)
    return observe("warning", title`${docName} has ${bytes} bytes; fiotuf accepts at most ${fiotufLimit}.`);
  if (bytes >= limit * WARNING_SHARE) {
    let share = Math.floor(bytes / limit * 100);
    return observe("warning", title`${docName} has ${bytes} bytes, ${share} % of the ${limit} that devices accept.`);
  }
  return [];
}

// src/review/subject.ts
function targetSubject(docName, name, ...steps) {
  return `${docName}#${[name, ...steps].reduce(pointerTo, "/signed/targets")}`;
}

// src/review/app-uri.ts
var SEGMENT = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/, HOST = /^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?$/, TAG = /:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
function ownHub(factory) {
  return `hub.foundries.io/${factory}/`;
}
function repositoryOf(uri) {
  if (typeof uri != "string") return null;
  let [reference = "", digest, ...more] = uri.split("@");
  if (more.length > 0 || digest?.includes("/")) return null;
  let [host = "", ...path] = reference.split("/"), last = path.pop()?.replace(TAG, "");
  if (last === void 0 || !HOST.test(host)) return null;
  let segments = [...path, last];
  return segments.every((segment) => SEGMENT.test(segment)) ? [host.toLowerCase(), ...segments].join("/") : null;
}
function within(repository, place) {
  let [host = "", ...path] = place.replace(/\/+$/, "").split("/");
  return repository !== null && `${repository}/`.startsWith(`${[host.toLowerCase(), ...path].join("/")}/`);
}

// src/review/rules/targets-content.ts
var PROMOTE_AGAIN = "run: factory-tuf wave init <wave> <version> <tag> --keys <targets.tgz>", MAX_NAME_LENGTH = 253, MAX_HARDWARE_ID_LENGTH = 200, SHA256 = /^[0-9a-fA-F]{64}$/, PINNED = /@sha256:[0-9a-fA-F]{64}$/, targetMalformed = {
  id: "target-malformed",
  level: "error",
  why: "Server or devices refuse such a target.",
  fix: `Rebuild it in CI, then ${PROMOTE_AGAIN}`,
  sources: ["TUF 4.5", "PROTOCOL §1"],
  summary: "have a name, a hash or a length that server or devices refuse",
  check: ({ docName, targets }) => Object.entries(targets).flatMap(([name, file]) => {
    let said = [], say = (sentence, ...steps) => said.push({ subject: targetSubject(docName, name, ...steps), title: sentence, properties: { target: name } }), nameProblem = problemOfName(name);
    nameProblem && say(title`Target "${name}" ${nameProblem}.`);
    let sha256 = own(file.hashes, "sha256");
    return (typeof sha256 != "string" || !SHA256.test(sha256)) && say(title`Target "${name}" has the sha256 ${valueText(sha256)}, not 64 hex characters.`, "hashes", "sha256"), (!Number.isSafeInteger(file.length) || file.length < 0) && say(title`Target "${name}" has the length ${valueText(file.length)}, not an integer from 0.`, "length"), said;
  })
};
function problemOfName(name) {
  return name.length < 1 || name.length > MAX_NAME_LENGTH ? `has a name of ${name.length} characters, not 1 to ${MAX_NAME_LENGTH}` : name.includes("..") ? 'has ".." in its name' : name.startsWith("/") ? 'has a name that starts with "/"' : null;
}
var targetUnselectable = {
  id: "target-unselectable",
  level: "error",
  raised: ["warning"],
  why: "Devices choose by version, hardware id and tag, so they pass over it or order it wrongly.",
  fix: `Correct it in CI, then ${PROMOTE_AGAIN}`,
  sources: ["aktualizr-lite target filtering", "PROTOCOL §1"],
  summary: "have a version, hardware id or tag that devices cannot select by",
  check: (content) => Object.entries(content.targets).flatMap(([name, { custom }]) => {
    let said = [], say = (sentence, field, consequence) => said.push({
      subject: targetSubject(content.docName, name, "custom", field),
      title: sentence,
      level: levelFor(content),
      properties: { target: name },
      ...consequence !== void 0 && { consequence }
    }), version = custom?.version;
    if (plainVersion(version) === null) {
      let sentence = title`Target "${name}" has the version ${valueText(version)}, not an integer up to ${MAX_VERSION} as text.`;
      say(sentence, "version", `Devices detect the number's base: "010" is 8 to them, and text is -1.`);
    }
    let hardwareIds = custom?.hardwareIds;
    if (!Array.isArray(hardwareIds) || hardwareIds.length === 0)
      say(
        title`Target "${name}" has the hardware ids ${valueText(hardwareIds)}, not a list of at least one.`,
        "hardwareIds"
      );
    else if (!hardwareIds.every(isHardwareId)) {
      let bad = hardwareIds.find((hardwareId) => !isHardwareId(hardwareId)), sentence = title`Target "${name}" has the hardware id ${valueText(bad)}, not one of 1 to ${MAX_HARDWARE_ID_LENGTH} characters.`;
      say(sentence, "hardwareIds");
    }
    return content.tag !== null && !sameJson(custom?.tags, [content.tag]) && say(title`Target "${name}" has the tags ${valueText(custom?.tags)}, not exactly ["${content.tag}"].`, "tags"), said;
  })
};
function isHardwareId(value) {
  return typeof value == "string" && value.length >= 1 && value.length <= MAX_HARDWARE_ID_LENGTH;
}
function levelFor({ tag }) {
  return tag === null ? "warning" : "error";
}
var DEFINING_CUSTOM_FIELDS = ["version", "hardwareIds", "targetFormat", "docker_compose_apps"], prodTargetProvenance = {
  id: "prod-target-provenance",
  level: "warning",
  raised: ["error"],
  why: "What production runs must be what CI built.",
  fix: "Sign nothing; a Wave ends with: factory-tuf wave cancel <wave>. If it is published, keep a copy and ask the vendor.",
  sources: ["PROTOCOL §4"],
  summary: "are not what CI built under that name",
  check: ({ docName, tag, targets, ciTargets }) => tag === null ? [] : Object.entries(targets).flatMap(([name, file]) => {
    let subject = targetSubject(docName, name), built = own(ciTargets, name);
    if (!built)
      return [{ subject, title: title`Target "${name}" is not among the CI targets.`, properties: { target: name } }];
    let differing = differences(file, built);
    if (differing.length === 0) return [];
    let sentence = title`Target "${name}" differs from CI's of that name in ${differing.join(", ")}.`;
    return [{ subject, title: sentence, level: "error", properties: { target: name, members: differing } }];
  })
};
function differences(file, built) {
  let members = ["hashes", "length"].filter((member) => !sameJson(file[member], built[member])), fields = DEFINING_CUSTOM_FIELDS.filter((field) => !sameJson(file.custom?.[field], built.custom?.[field]));
  return [...members, ...fields.map((field) => `custom.${field}`)];
}
var targetAppUnpinned = {
  id: "target-app-unpinned",
  level: "error",
  raised: ["warning"],
  why: "Content that is not named by its digest escapes the signature.",
  fix: `Publish the app by digest, rebuild in CI, then ${PROMOTE_AGAIN}`,
  sources: ["TUF 4.5"],
  summary: "have an app that is not pinned by digest",
  check: (content) => Object.entries(content.targets).flatMap(([name, { custom }]) => {
    let apps = custom?.docker_compose_apps, level = levelFor(content);
    if (apps !== void 0 && !isObject(apps)) {
      let subject = targetSubject(content.docName, name, "custom", "docker_compose_apps"), sentence = title`Target "${name}" has the apps ${valueText(apps)}, not an object of apps with a uri.`;
      return [{ subject, title: sentence, level, properties: { target: name } }];
    }
    return appsOf(custom?.docker_compose_apps).filter(({ uri }) => typeof uri != "string" || !PINNED.test(uri)).map(({ app, uri }) => ({
      subject: targetSubject(content.docName, name, "custom", "docker_compose_apps", app, "uri"),
      title: title`Target "${name}": app "${app}" has the uri ${valueText(uri)}, without @sha256: and a digest.`,
      level,
      properties: { target: name, app }
    }));
  })
}, targetAppForeign = {
  id: "target-app-foreign",
  level: "warning",
  raised: ["error"],
  why: "The signature would bless another party's content.",
  fix: "Correct it in CI, or name the host under app-hosts in .factory-tuf/review.yml.",
  summary: "have an app from a place that is not allowed",
  check: ({ docName, factory, targets }, { appHosts }) => {
    let allowed = appHosts.length > 0 ? appHosts : [ownHub(factory)], level = appHosts.length > 0 ? "error" : "warning";
    return Object.entries(targets).flatMap(
      ([name, { custom }]) => appsOf(custom?.docker_compose_apps).filter(({ uri }) => typeof uri == "string" && !allowed.some((place) => within(repositoryOf(uri), place))).map(({ app, uri }) => ({
        subject: targetSubject(docName, name, "custom", "docker_compose_apps", app, "uri"),
        title: title`Target "${name}": app "${app}" comes from ${String(uri)}, not from ${allowed.join(" or ")}.`,
        level,
        properties: { target: name, app, uri: String(uri) }
      }))
    );
  }
};
function appsOf(apps) {
  return isObject(apps) ? Object.entries(apps).map(([app, entry]) => ({ app, uri: isObject(entry) ? own(entry, "uri") : void 0 })) : [];
}
var hardwareCoverageLost = {
  id: "hardware-coverage-lost",
  level: "warning",
  why: "Those devices silently stop updating.",
  fix: "Build the missing machine in CI, or waive the finding if it is meant.",
  sources: ["aktualizr-lite target filtering"],
  check: ({ docName, version, targets, productionTargets }) => {
    if (!docName.startsWith("wave/") || !productionTargets) return [];
    let before = newestVersion(productionTargets), covered = hardwareIdsOf(Object.values(targets));
    return [...hardwareIdsOf(before.files)].filter((hardwareId) => !covered.has(hardwareId)).map((hardwareId) => ({
      subject: `${docName}#/signed/targets`,
      title: title`Hardware id "${hardwareId}" has a target in production version ${before.version}, none in version ${version}.`,
      properties: { hardwareId }
    }));
  }
};
function newestVersion(targets) {
  let versionOf = ({ custom }) => plainVersion(custom?.version) ?? -1, version = Object.values(targets).reduce((newest, file) => Math.max(newest, versionOf(file)), 0);
  return { version, files: Object.values(targets).filter((file) => versionOf(file) === version) };
}
function hardwareIdsOf(files) {
  return new Set(
    files.flatMap(({ custom }) => {
      let hardwareIds = custom?.hardwareIds;
      return Array.isArray(hardwareIds) ? hardwareIds.filter((id) => typeof id == "string") : [];
    })
  );
}
var targetNoDelta = {
  id: "target-no-delta",
  level: "note",
  why: "Devices download the whole system instead of what changed.",
  fix: "Generate static deltas in the Factory before factory-tuf wave init.",
  sources: ["the vendor's guide to production targets"],
  summary: "have no static delta (custom.delta-stats)",
  check: ({ docName, tag, targets }) => tag === null ? [] : Object.entries(targets).filter(([, { custom }]) => custom === void 0 || !Object.hasOwn(custom, "delta-stats")).map(([name]) => ({
    subject: targetSubject(docName, name, "custom"),
    title: title`Target "${name}" has no static delta (custom.delta-stats).`,
    properties: { target: name }
  }))
};

export {
  title,
  escaped,
  valueText,
  grouped,
  findingsOf,
  metadataTooLarge,
  sizeObservations,
  targetSubject,
  targetMalformed,
  targetUnselectable,
  prodTargetProvenance,
  targetAppUnpinned,
  targetAppForeign,
  hardwareCoverageLost,
  targetNoDelta
};
