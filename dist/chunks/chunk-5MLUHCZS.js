import {
  counted
} from "./chunk-AWENUWD2.js";

// src/review/evidence/moment.ts
var MS_PER_MINUTE = 6e4, RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;
function momentOf(value) {
  if (typeof value != "string" || !RFC_3339.test(value)) return null;
  let at = new Date(value);
  return Number.isNaN(at.getTime()) ? null : at;
}
function isOlderThan(at, ms, now) {
  return now.getTime() - at.getTime() > ms;
}
function momentText(at) {
  return `${at.toISOString().slice(0, 19)}Z`;
}
function dayText(at) {
  return at.toISOString().slice(0, 10);
}
function daysText(days) {
  return counted(days, "day");
}

export {
  MS_PER_MINUTE,
  momentOf,
  isOlderThan,
  momentText,
  dayText,
  daysText
};
