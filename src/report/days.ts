// Days in words, the way people say them.
import { counted } from "../text/sentence.ts";

/** A bar of days is full at a year, which most documents get. */
export const FULL_DAYS = 365;

/** `in 11 days`, `today`, `3 days ago`. */
export function daysLeftText(days: number): string {
  if (days === 0) return "today";
  const count = counted(Math.abs(days), "day");
  return days > 0 ? `in ${count}` : `${count} ago`;
}

/** A time in a table whose title says UTC: `2026-11-27 14:23`; anything else as it is. */
export function minuteText(time: string): string {
  return time.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d(?:\.\d+)?Z$/, "$1 $2");
}

/** `new`, `11 days`, `2.5 years`. */
export function ageText(days: number): string {
  if (days >= 730) return `${(days / 365.25).toFixed(1)} years`;
  if (days <= 0) return "new";
  return counted(days, "day");
}
