// When a read is tried again, and how long to wait before. Writes are never tried again (PROTOCOL §3).
import type { AnswerHeaders } from "./fetch.ts";

/** Attempts after the first one. */
export const MAX_RETRIES = 4;
/** A server that asks for a longer pause is not waited for. */
export const MAX_RETRY_AFTER_MS = 60_000;

const TRANSIENT_STATUSES: ReadonlySet<number> = new Set([429, 502, 503, 504]);
const FIRST_DELAY_MS = 300;
const MAX_DELAY_MS = 10_000;

export function isTransientStatus(status: number): boolean {
  return TRANSIENT_STATUSES.has(status);
}

const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Milliseconds since 1970; NaN for anything but the one form that a server may send (RFC 9110, 5.6.7): JavaScript reads more. */
export function httpDateMs(text: string | null): number {
  return text !== null && HTTP_DATE.test(text) ? Date.parse(text) : Number.NaN;
}

/**
 * What Retry-After asks for, in milliseconds, or null without a readable one. A date is held against the
 * answer's own Date header, so that no clock of ours is needed.
 */
export function retryAfterMs(headers: AnswerHeaders): number | null {
  const asked = headers.get("retry-after")?.trim() ?? "";
  if (/^\d{1,9}$/.test(asked)) return Number(asked) * 1000;
  const at = httpDateMs(asked);
  const sent = httpDateMs(headers.get("date"));
  return Number.isNaN(at) || Number.isNaN(sent) ? null : Math.max(0, at - sent);
}

/**
 * Doubling pauses, each shortened at random by up to a half so that many jobs do not come back together.
 * @param retry counts from 1.
 * @param random from 0 to 1.
 */
export function backoffMs(retry: number, random: number): number {
  return Math.round(Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** (retry - 1)) * (1 - random / 2));
}
