import {
  ToolError
} from "./chunk-IAASVYQS.js";

// src/tuf/metadata/expiry.ts
var MS_PER_DAY = 864e5;
function parseExpires(raw, where) {
  let at = new Date(typeof raw == "string" ? raw : Number.NaN);
  if (Number.isNaN(at.getTime()) || !isFourDigitYear(at) || at.toISOString().replace(".000Z", "Z") !== raw)
    throw new ToolError("metadata-malformed", {
      happened: `${where}: signed.expires is ${(JSON.stringify(raw) ?? "missing").slice(0, 80)}, not a UTC time like 2031-05-17T09:00:00Z.`,
      next: "Have the document made and signed again."
    });
  return at;
}
function isFourDigitYear(at) {
  return at.getUTCFullYear() >= 0 && at.getUTCFullYear() <= 9999;
}
function isExpired(signed, now) {
  return new Date(signed.expires).getTime() <= now.getTime();
}
function daysUntilExpiry(signed, now) {
  return daysUntil(new Date(signed.expires), now);
}
var CLOCKS_APART_MS = 6e4;
function daysUntil(at, now) {
  let leftMs = at.getTime() - now.getTime();
  return leftMs <= 0 ? -Math.floor(-leftMs / MS_PER_DAY) || 0 : Math.max(1, Math.ceil((leftMs - CLOCKS_APART_MS) / MS_PER_DAY));
}
function isWithinDays(at, days, now) {
  return at.getTime() - now.getTime() <= days * MS_PER_DAY;
}
function inDays(now, days) {
  return wholeSeconds(new Date(now.getTime() + days * MS_PER_DAY));
}
function wholeSeconds(at) {
  return `${at.toISOString().slice(0, 19)}Z`;
}

export {
  MS_PER_DAY,
  parseExpires,
  isExpired,
  daysUntilExpiry,
  daysUntil,
  isWithinDays,
  inDays,
  wholeSeconds
};
