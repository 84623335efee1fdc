// src/http/retry.ts
var TRANSIENT_STATUSES = /* @__PURE__ */ new Set([429, 502, 503, 504]), FIRST_DELAY_MS = 300, MAX_DELAY_MS = 1e4;
function isTransientStatus(status) {
  return TRANSIENT_STATUSES.has(status);
}
function retryAfterMs(headers) {
  let asked = headers.get("retry-after")?.trim() ?? "";
  if (/^\d{1,9}$/.test(asked)) return Number(asked) * 1e3;
  let at = Date.parse(asked), sent = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(at) || Number.isNaN(sent) ? null : Math.max(0, at - sent);
}
function backoffMs(retry, random) {
  return Math.round(Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** (retry - 1)) * (1 - random / 2));
}

export {
  isTransientStatus,
  retryAfterMs,
  backoffMs
};
