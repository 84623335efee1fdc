import {
  isObject,
  own
} from "./chunk-ZVVHKV3B.js";

// src/review/keyid-text.ts
function shortKeyid(keyid) {
  return keyid.slice(0, 12);
}
function keyidList(keyids) {
  let more = keyids.length - 2;
  return keyids.slice(0, 2).map(shortKeyid).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
function keptKeyids(keyids) {
  return keyids.slice(0, 100);
}

// src/review/key-owners.ts
function ownerOf(root, keyid) {
  let owners = root["x-key-owners"], entry = isObject(owners) ? own(owners, keyid) : void 0;
  if (!isObject(entry)) return null;
  let polisId = own(entry, "polis-id"), createdAt = own(entry, "created-at");
  return typeof polisId != "string" || polisId === "" ? null : { polisId, createdAt: typeof createdAt == "string" ? createdAt : null };
}

export {
  shortKeyid,
  keyidList,
  keptKeyids,
  ownerOf
};
