// Times as the Factory and its metadata write them, and how old they are. What is no time is null: the rule
// that asked decides what that means.

import { counted } from "../../text/sentence.ts";

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

/** An RFC 3339 time, or null when `value` is anything else. */
export function momentOf(value: unknown): Date | null {
  if (typeof value !== "string" || !RFC_3339.test(value)) return null;
  const at = new Date(value);
  return Number.isNaN(at.getTime()) ? null : at;
}

/** Has more than `ms` passed since `at`? */
export function isOlderThan(at: Date, ms: number, now: Date): boolean {
  return now.getTime() - at.getTime() > ms;
}

/** `2026-12-04`, UTC. */
export function dayText(at: Date): string {
  return at.toISOString().slice(0, 10);
}

export function daysText(days: number): string {
  return counted(days, "day");
}
