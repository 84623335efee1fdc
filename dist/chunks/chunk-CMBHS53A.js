import {
  isObject,
  own
} from "./chunk-RQY7G4BH.js";
import {
  ToolError
} from "./chunk-IAASVYQS.js";

// src/tuf/metadata/custom.ts
function tagsOf(custom) {
  return textsOf(custom?.tags);
}
function hardwareIdsOf(custom) {
  return textsOf(custom?.hardwareIds);
}
function appsOf(custom) {
  let apps = custom?.docker_compose_apps;
  return isObject(apps) ? Object.entries(apps).map(([app, entry]) => ({ app, uri: isObject(entry) ? own(entry, "uri") : void 0 })) : [];
}
function writtenText(value) {
  return typeof value == "string" ? value : JSON.stringify(value ?? void 0) ?? "";
}
function textsOf(list) {
  return Array.isArray(list) ? list.filter((item) => typeof item == "string") : [];
}

// src/tuf/metadata/version.ts
var MAX_VERSION = 2147483647, PLAIN_VERSION = /^(?:0|[1-9]\d{0,9})$/;
function plainVersion(text) {
  return typeof text != "string" || !PLAIN_VERSION.test(text) ? null : Number(text) <= MAX_VERSION ? Number(text) : null;
}
function latestVersion(targets, sourceTag) {
  let latest = -1;
  for (let [name, { custom }] of Object.entries(targets)) {
    if (sourceTag !== void 0 && !tagsOf(custom).includes(sourceTag) || !custom) continue;
    let version = plainVersion(custom.version);
    if (version === null)
      throw new ToolError("version-not-integer", {
        happened: `CI target ${JSON.stringify(name.slice(0, 253))} has the version ${(JSON.stringify(custom.version) ?? "missing").slice(0, 80)}, not a plain integer, so the latest version cannot be told.`,
        next: "Name the version yourself instead of `latest`, or correct that target in CI."
      });
    latest = Math.max(latest, version);
  }
  if (latest >= 0) return latest;
  throw new ToolError("version-not-found", {
    happened: `CI has no targets${sourceTag === void 0 ? "" : ` with the tag ${sourceTag}`}.`,
    next: "Check the source tag, or wait for a CI build."
  });
}
function hardwareLeftBehind(targets, version, sourceTag) {
  let candidates = Object.values(targets).filter(({ custom }) => sourceTag === void 0 || tagsOf(custom).includes(sourceTag)).map(({ custom }) => ({ version: plainVersion(custom?.version) ?? -1, hardwareIds: hardwareIdsOf(custom) })), previous = candidates.reduce((best, one) => one.version < version ? Math.max(best, one.version) : best, -1), idsOf = (wanted) => new Set(candidates.filter((one) => one.version === wanted).flatMap(({ hardwareIds }) => hardwareIds)), present = idsOf(version);
  return [...idsOf(previous)].filter((id) => !present.has(id)).map((hardwareId) => ({ hardwareId, in: previous }));
}

// src/tuf/metadata/names.ts
var RULES = {
  factory: { pattern: /^[a-z0-9-]{1,63}$/, describes: "1 to 63 of the characters a-z, 0-9 and -" },
  tag: { pattern: /^[A-Za-z0-9_.+-]{1,100}$/, describes: "1 to 100 of the characters A-Z, a-z, 0-9, _ . + and -" },
  wave: { pattern: /^[A-Za-z0-9_.+-]{1,128}$/, describes: "1 to 128 of the characters A-Z, a-z, 0-9, _ . + and -" },
  group: {
    pattern: /^[A-Za-z0-9_.+ -]{1,128}$/,
    describes: "1 to 128 of the characters A-Z, a-z, 0-9, _ . + - and blank"
  },
  keyid: { pattern: /^[0-9a-f]{64}$/, describes: "64 of the characters 0-9 and a-f" },
  version: { pattern: /^(?:0|[1-9]\d{0,9})$/, describes: "a plain integer from 0 to 2147483647" },
  uuid: { pattern: /^[A-Za-z0-9_.:+-]{1,60}$/, describes: "1 to 60 of the characters A-Z, a-z, 0-9, _ . : + and -" }
};
function describeName(kind) {
  return RULES[kind].describes;
}
function isName(kind, text) {
  return !RULES[kind].pattern.test(text) || text === "." || text === ".." ? !1 : kind !== "version" || plainVersion(text) !== null;
}
var isFactory = (text) => isName("factory", text), isTag = (text) => isName("tag", text), isWave = (text) => isName("wave", text);
var isKeyid = (text) => isName("keyid", text);

export {
  tagsOf,
  hardwareIdsOf,
  appsOf,
  writtenText,
  MAX_VERSION,
  plainVersion,
  latestVersion,
  hardwareLeftBehind,
  describeName,
  isName,
  isFactory,
  isTag,
  isWave,
  isKeyid
};
