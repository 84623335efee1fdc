// When GitHub says that it has been asked too often, and for how long: a 429, or a 403 that names a limit.
import type { AnswerHeaders } from "../http/fetch.ts";
import { httpDateMs, retryAfterMs } from "../http/retry.ts";
import { wholeSeconds } from "../tuf/metadata/expiry.ts";

export interface RateLimit {
  /** How long to wait, held against the answer's own Date header; null when it does not say. */
  readonly pauseMs: number | null;
  /** When it ends, RFC 3339; null when it does not say. */
  readonly until: string | null;
}

/** Null for an answer that is about no limit: a plain 403 is a missing permission. */
export function rateLimitOf(status: number, headers: AnswerHeaders): RateLimit | null {
  if (status !== 403 && status !== 429) return null;
  const retryAfter = retryAfterMs(headers);
  const exhausted = headers.get("x-ratelimit-remaining") === "0";
  if (status === 403 && retryAfter === null && !exhausted) return null;
  const sentMs = httpDateMs(headers.get("date"));
  const resetMs = exhausted ? resetOf(headers) : null;
  const pauseMs = retryAfter ?? (resetMs === null || Number.isNaN(sentMs) ? null : Math.max(0, resetMs - sentMs));
  const untilMs = retryAfter === null ? resetMs : sentMs + retryAfter;
  return { pauseMs, until: untilMs === null || Number.isNaN(untilMs) ? null : wholeSeconds(new Date(untilMs)) };
}

/** `x-ratelimit-reset` in milliseconds since 1970, or null when it is no sane time. */
function resetOf(headers: AnswerHeaders): number | null {
  const text = headers.get("x-ratelimit-reset") ?? "";
  return /^\d{9,11}$/.test(text) ? Number(text) * 1000 : null;
}
