// src/tuf/metadata/online-role.ts
var ONLINE_ROLES = ["targets", "snapshot", "timestamp"];

export {
  ONLINE_ROLES
};
