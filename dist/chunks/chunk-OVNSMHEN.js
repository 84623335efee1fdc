import {
  isObject,
  own
} from "./chunk-WLXACK2J.js";

// src/review/key-owners.ts
function ownerOf(root, keyid) {
  let owners = root["x-key-owners"], entry = isObject(owners) ? own(owners, keyid) : void 0;
  if (!isObject(entry)) return null;
  let polisId = own(entry, "polis-id"), createdAt = own(entry, "created-at");
  return typeof polisId != "string" || polisId === "" ? null : { polisId, createdAt: typeof createdAt == "string" ? createdAt : null };
}

export {
  ownerOf
};
