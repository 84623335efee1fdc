import {
  ToolError
} from "./chunk-V3CS4ZDM.js";

// src/tuf/version.ts
var MAX_VERSION = 2147483647, PLAIN_VERSION = /^(?:0|[1-9]\d{0,9})$/;
function plainVersion(text) {
  return typeof text != "string" || !PLAIN_VERSION.test(text) ? null : Number(text) <= MAX_VERSION ? Number(text) : null;
}
function tagsOf(custom) {
  return Array.isArray(custom?.tags) ? custom.tags.filter((tag) => typeof tag == "string") : [];
}
function latestVersion(targets, sourceTag) {
  let latest = -1;
  for (let [name, { custom }] of Object.entries(targets)) {
    if (sourceTag !== void 0 && !tagsOf(custom).includes(sourceTag)) continue;
    let version = plainVersion(custom?.version);
    if (version === null)
      throw new ToolError("version-not-integer", {
        happened: `CI target ${JSON.stringify(name.slice(0, 253))} has the version ${(JSON.stringify(custom?.version) ?? "missing").slice(0, 80)}, not a plain integer, so the latest version cannot be told.`,
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
function textsOf(list) {
  return Array.isArray(list) ? list.filter((item) => typeof item == "string") : [];
}
function hardwareLeftBehind(targets, version, sourceTag) {
  let candidates = Object.values(targets).filter(({ custom }) => sourceTag === void 0 || tagsOf(custom).includes(sourceTag)).map(({ custom }) => ({ version: plainVersion(custom?.version) ?? -1, hardwareIds: textsOf(custom?.hardwareIds) })), previous = candidates.reduce((best, one) => one.version < version ? Math.max(best, one.version) : best, -1), idsOf = (wanted) => new Set(candidates.filter((one) => one.version === wanted).flatMap(({ hardwareIds }) => hardwareIds)), present = idsOf(version);
  return [...idsOf(previous)].filter((id) => !present.has(id)).map((hardwareId) => ({ hardwareId, in: previous }));
}

export {
  MAX_VERSION,
  plainVersion,
  tagsOf,
  latestVersion,
  hardwareLeftBehind
};
