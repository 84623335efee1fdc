import {
  ToolError
} from "./chunk-V3CS4ZDM.js";

// src/tuf/expiry.ts
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
  return Math.floor((new Date(signed.expires).getTime() - now.getTime()) / MS_PER_DAY);
}
function inDays(now, days) {
  return wholeSeconds(new Date(now.getTime() + days * MS_PER_DAY));
}
function wholeSeconds(at) {
  return `${at.toISOString().slice(0, 19)}Z`;
}

export {
  parseExpires,
  isExpired,
  daysUntilExpiry,
  inDays,
  wholeSeconds
};
