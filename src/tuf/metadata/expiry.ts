// How long signed metadata stays valid. Pure: the caller supplies the clock.
import { ToolError } from "../../errors/tool-error.ts";
import { quoted } from "../../text/quoted.ts";

export const MS_PER_MINUTE = 60_000;
export const MS_PER_HOUR = 3_600_000;
/** As UTC has them: all of one length. */
export const MS_PER_DAY = 86_400_000;

interface Expiring {
  readonly expires: string;
}

/**
 * @throws {ToolError} `metadata-malformed` unless `raw` is RFC 3339, UTC, whole seconds (PROTOCOL §1):
 *   a fraction breaks the device client.
 */
export function parseExpires(raw: unknown, where: string): Date {
  const at = new Date(typeof raw === "string" ? raw : Number.NaN);
  if (Number.isNaN(at.getTime()) || !isFourDigitYear(at) || at.toISOString().replace(".000Z", "Z") !== raw) {
    throw new ToolError("metadata-malformed", {
      happened: `${where}: signed.expires is ${quoted(raw)}, not a UTC time like 2031-05-17T09:00:00Z.`,
      next: "Have the document made and signed again.",
    });
  }
  return at;
}

/** Other years are written with a sign and six digits, which RFC 3339 does not know. */
function isFourDigitYear(at: Date): boolean {
  return at.getUTCFullYear() >= 0 && at.getUTCFullYear() <= 9999;
}

export function isExpired(signed: Expiring, now: Date): boolean {
  return new Date(signed.expires).getTime() <= now.getTime();
}

/** {@link daysUntil} of `signed.expires`. */
export function daysUntilExpiry(signed: Expiring, now: Date): number {
  return daysUntil(new Date(signed.expires), now);
}

/** Clocks that agree may be so far apart (T28): a document of 365 days does not have 366 by the slower one. */
const CLOCKS_APART_MS = MS_PER_MINUTE;

/**
 * Days as people count them, everywhere that they are shown: a day that has begun counts, so that what is valid for a
 * year has 365 days, then 364, and 1 on its last day; 0 and less once it has passed. Nothing is decided by this number:
 * a limit is held against the time itself, with {@link isWithinDays}.
 */
export function daysUntil(at: Date, now: Date): number {
  const leftMs = at.getTime() - now.getTime();
  if (leftMs <= 0) return -Math.floor(-leftMs / MS_PER_DAY) || 0;
  return Math.max(1, Math.ceil((leftMs - CLOCKS_APART_MS) / MS_PER_DAY));
}

/** Are there at most so many days of 24 hours until `at`, to the millisecond? What has passed is within any number. */
export function isWithinDays(at: Date, days: number, now: Date): boolean {
  return at.getTime() - now.getTime() <= days * MS_PER_DAY;
}

/** `now` plus whole days as RFC 3339 in whole seconds, the only form devices read. */
export function inDays(now: Date, days: number): string {
  return wholeSeconds(new Date(now.getTime() + days * MS_PER_DAY));
}

/** One calendar year from `now` in the same form: February 29th becomes March 1st. */
export function oneYearAfter(now: Date): string {
  const at = new Date(now);
  at.setUTCFullYear(now.getUTCFullYear() + 1);
  return wholeSeconds(at);
}

/** Does the one end earlier than the other? Both are `expires` of documents. */
export function expiresBefore(one: string, other: string): boolean {
  return new Date(one).getTime() < new Date(other).getTime();
}

/** Whole days that have passed since `at`; 0 for a time that is still to come: clocks differ. Null for an invalid date. */
export function daysSince(at: Date, now: Date): number | null {
  const days = Math.floor((now.getTime() - at.getTime()) / MS_PER_DAY);
  return Number.isNaN(days) ? null : Math.max(0, days);
}

/** `2026-12-04T05:17:31Z` */
export function wholeSeconds(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}
