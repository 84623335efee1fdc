import {
  requireTag
} from "./chunk-RCE6IAUK.js";
import {
  requireAllowedTargetsMembers,
  requireUnambiguous
} from "./chunk-SUMD4I7P.js";
import {
  differingPointer
} from "./chunk-BGMERYWA.js";
import {
  plainVersion
} from "./chunk-MFY6GID3.js";
import {
  own
} from "./chunk-WZUTCMIT.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";

// src/tuf/known-content.ts
function requireKnownContent(doc, claim) {
  let { version, ci, production } = claim;
  if (requireAllowedTargetsMembers(doc.signed, doc.where), requireUnambiguous(doc), requireTag(doc, claim.tag), requireVersion(doc, version), production && version <= production.signed.version)
    throw new ToolError("version-not-above-production", {
      happened: `${doc.where} has version ${version}, but production targets for tag ${claim.tag} are at version ${production.signed.version}.`,
      next: "Cancel that Wave; devices never go back."
    });
  for (let [name, file] of Object.entries(doc.signed.targets)) {
    let published = production && own(production.signed.targets, name), original = published ?? own(ci.signed.targets, name);
    if (!original) throw unverified(doc, name, "stands neither in production nor in the CI targets");
    if (!published && versionOf(file) !== version)
      throw unverified(doc, name, `is new in production, but of version ${versionOf(file)} and not ${version}`);
    let pointer = differingPointer(withoutTags(file), withoutTags(original));
    if (pointer !== null)
      throw unverified(
        doc,
        name,
        `differs from the ${published ? "production" : "CI"} target of that name at ${pointer}`
      );
  }
  prunedVersions(doc, production);
}
function prunedVersions(doc, production) {
  if (!production) return [];
  let entries = Object.entries(production.signed.targets), gone = entries.filter(([name]) => own(doc.signed.targets, name) === void 0), versions = new Set(gone.map(([, file]) => versionOf(file))), left = entries.find(
    ([name, file]) => own(doc.signed.targets, name) !== void 0 && versions.has(versionOf(file))
  );
  if (!left) return [...versions].sort((a, b) => a - b);
  throw unverified(
    doc,
    left[0],
    `stays, while other production targets of its version ${versionOf(left[1])} are dropped`
  );
}
function requireVersion(doc, version) {
  let highest = Object.values(doc.signed.targets).reduce((best, file) => Math.max(best, versionOf(file)), -1);
  if (!(doc.signed.version === version && highest === version))
    throw new ToolError("wave-content-unverified", {
      happened: `${doc.where} claims version ${version}, its document says version ${doc.signed.version}, and its highest target has version ${highest}.`,
      next: "Cancel that Wave and make it anew."
    });
}
function versionOf(file) {
  return plainVersion(file.custom?.version) ?? -1;
}
function withoutTags(file) {
  let { tags: _tags, ...custom } = file.custom ?? {};
  return { ...file, custom };
}
function unverified(doc, name, what) {
  return new ToolError("wave-content-unverified", {
    happened: `${doc.where}: the target ${JSON.stringify(name.slice(0, 253))} ${what}.`,
    next: "Do not sign or complete this Wave. Ask who made it; cancel it if nobody can say."
  });
}

export {
  requireKnownContent,
  prunedVersions
};
