import {
  isObject,
  own
} from "./chunk-2TNUE2UY.js";

// src/review/evidence/key-owners.ts
function reviewedOwnerOf(root, keyid) {
  let owners = root["x-key-owners"], entry = isObject(owners) ? own(owners, keyid) : void 0;
  if (!isObject(entry)) return null;
  let polisId = own(entry, "polis-id"), createdAt = own(entry, "created-at");
  return typeof polisId != "string" || polisId.trim() === "" ? null : { polisId, createdAt: typeof createdAt == "string" ? createdAt : null };
}

export {
  reviewedOwnerOf
};
