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

export {
  shortKeyid,
  keyidList,
  keptKeyids
};
