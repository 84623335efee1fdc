import {
  requireAllowedTargetsMembers,
  requireUnambiguous
} from "./chunk-SUMD4I7P.js";
import {
  pinOf,
  requirePinned
} from "./chunk-4JYO5QL4.js";
import {
  requireReadableSignatures,
  requireThreshold
} from "./chunk-AHGJSDMS.js";
import {
  tagsOf
} from "./chunk-MFY6GID3.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";

// src/tuf/production.ts
function verifyProductionTargets(production, tag, prodRoot, pins) {
  let pin = pinOf(pins, `prod-targets/${tag}`);
  if (!production) {
    if (!pin) return null;
    throw new ToolError("production-missing", {
      happened: `The Factory has no production targets for tag ${tag}, but the pins say that version ${pin.version} was published.`,
      next: "Somebody withholds them. Sign nothing and ask the vendor; change the pin only by a reviewed commit."
    });
  }
  requireReadableSignatures(production);
  let signatures = requireThreshold(production, prodRoot, "targets");
  return requireTag(production, tag), requireAllowedTargetsMembers(production.signed, production.where), requireUnambiguous(production), requirePinned(production, pin), signatures;
}
function requireTag(doc, tag) {
  for (let [name, { custom }] of Object.entries(doc.signed.targets)) {
    let tags = tagsOf(custom);
    if (!(tags.length === 1 && tags[0] === tag && Array.isArray(custom?.tags) && custom.tags.length === 1))
      throw new ToolError("tag-mismatch", {
        happened: `${doc.where}: the target ${JSON.stringify(name.slice(0, 253))} has the tags ${JSON.stringify(custom?.tags ?? null).slice(0, 120)}, not exactly ["${tag}"].`,
        next: "It is not the document of this tag. Sign nothing, keep a copy and ask the vendor."
      });
  }
}

export {
  verifyProductionTargets,
  requireTag
};
