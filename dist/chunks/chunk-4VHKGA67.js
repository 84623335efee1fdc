// src/tuf/devices/limits.ts
var MAX_BYTES = {
  root: 65536,
  targets: 8388608,
  snapshot: 65536,
  timestamp: 65536
}, WARNING_SHARE = 0.8, MAX_ROOT_VERSIONS = 256;

export {
  MAX_BYTES,
  WARNING_SHARE,
  MAX_ROOT_VERSIONS
};
