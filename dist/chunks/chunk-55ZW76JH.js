import {
  counted
} from "./chunk-VNGMR44M.js";

// src/review/evidence/moment.ts
var RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;
function momentOf(value) {
  if (typeof value != "string" || !RFC_3339.test(value)) return null;
  let at = new Date(value);
  return Number.isNaN(at.getTime()) ? null : at;
}
function isOlderThan(at, ms, now) {
  return now.getTime() - at.getTime() > ms;
}
function dayText(at) {
  return at.toISOString().slice(0, 10);
}
function daysText(days) {
  return counted(days, "day");
}

export {
  momentOf,
  isOlderThan,
  dayText,
  daysText
};
