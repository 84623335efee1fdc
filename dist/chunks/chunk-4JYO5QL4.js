import {
  sha256Hex
} from "./chunk-TSMURSMV.js";
import {
  own
} from "./chunk-WZUTCMIT.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";

// src/tuf/pins.ts
function docHash(doc) {
  return sha256Hex(doc.forms[0]);
}
function pinOf(pins, name) {
  return (pins && own(pins.docs, name)) ?? null;
}
function pinnedTags(pins) {
  return Object.keys(pins?.docs ?? {}).flatMap((name) => /^prod-targets\/(.+)$/.exec(name)?.[1] ?? []);
}
function requirePinned(doc, pin, hash = docHash) {
  if (!pin) return;
  let { version } = doc.signed;
  if (version < pin.version)
    throw new ToolError("metadata-rollback", {
      happened: `${doc.where} has version ${version}; the pin says that version ${pin.version} was published before.`,
      next: "Somebody serves an old document. Keep a copy and ask the vendor; change the pin only by a reviewed commit."
    });
  if (version === pin.version && hash(doc) !== pin.sha256)
    throw new ToolError("metadata-equivocation", {
      happened: `${doc.where} has version ${version} like its pin, but another content (sha256 ${hash(doc)}, pinned ${pin.sha256}).`,
      next: "Two documents of one version exist. Keep a copy and ask the vendor."
    });
}

export {
  docHash,
  pinOf,
  pinnedTags,
  requirePinned
};
