// How long signed metadata stays valid. Pure: the caller supplies the clock.
import { ToolError } from "./errors.ts";

const MS_PER_DAY = 86_400_000;

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
      happened: `${where}: signed.expires is ${(JSON.stringify(raw) ?? "missing").slice(0, 80)}, not a UTC time like 2031-05-17T09:00:00Z.`,
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

/** Whole days until `signed.expires`, rounded down; negative once it has passed. */
export function daysUntilExpiry(signed: Expiring, now: Date): number {
  return Math.floor((new Date(signed.expires).getTime() - now.getTime()) / MS_PER_DAY);
}

/** `now` plus whole days as RFC 3339 in whole seconds, the only form devices read. */
export function inDays(now: Date, days: number): string {
  return wholeSeconds(new Date(now.getTime() + days * MS_PER_DAY));
}

export function wholeSeconds(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}
