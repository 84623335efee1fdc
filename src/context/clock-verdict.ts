// Is this machine's clock right? Held against the times that the Factory's answers bear, and where they bear none against
// the times that it has recorded (T28). Pure: whoever asks has collected both.

import type { DatedAnswer } from "../http/http.ts";
import { counted } from "../text/sentence.ts";
import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE, wholeSeconds } from "../tuf/metadata/expiry.ts";

/** Something that the Factory says was made at a time; it cannot have been made later than now. */
export interface RecordedTime {
  /** In a sentence, e.g. `Wave w1`. */
  readonly what: string;
  readonly atMs: number;
}

export interface ClockEvidence {
  readonly answers: readonly DatedAnswer[];
  readonly recorded: readonly RecordedTime[];
  /** This machine's time now. */
  readonly nowMs: number;
}

export interface ClockVerdict {
  /** `wrong`: an hour off or more, and nothing may be signed. */
  readonly level: "right" | "warning" | "wrong";
  /** A sentence; empty where the clock is right. */
  readonly says: string;
  /** How far the Factory's clock is ahead of this machine's, at most, or behind it, at least; 0 where answers do not tell. */
  readonly aheadMs: number;
}

/** Clocks of two answers of one run agree when they are at most so far apart. */
const AGREE_MS = 60_000;
const WARNING_MS = 5 * 60_000;
const WRONG_MS = 60 * 60_000;
/** A Date has whole seconds: the answer was given within the one that it names. */
const SECOND_MS = 1000;

/**
 * Two answers must agree before anything is refused for them, and none may agree on a better time: one wrong proxy stops
 * nobody, be half of the answers its own.
 */
export function clockVerdict({ answers, recorded, nowMs }: ClockEvidence): ClockVerdict {
  if (answers.length === 0) return byRecords(recorded, nowMs, WRONG_MS);
  const offsets = answers.map(offsetOf);
  const [only, ...others] = offsets;
  if (others.length === 0) {
    const isOff = Math.abs(only!.offMs) >= WARNING_MS;
    return isOff
      ? warning(`${differs(only!.offMs, nowMs)} (by one answer alone)`)
      : byRecords(recorded, nowMs, Infinity);
  }
  const agreed = agreedOn(offsets);
  if (!agreed) return warning(disagreement(offsets));
  const off = Math.abs(agreed.offMs);
  const aheadMs = agreed.offMs > 0 ? agreed.highMs : agreed.offMs;
  if (off >= WRONG_MS) return { level: "wrong", says: `${differs(agreed.offMs, nowMs)}.`, aheadMs };
  if (off >= WARNING_MS) return { ...warning(differs(agreed.offMs, nowMs)), aheadMs };
  if (offsets.filter((other) => !agree(agreed, other)).length > 1) return warning(disagreement(offsets));
  return { ...byRecords(recorded, nowMs + agreed.offMs, Infinity), aheadMs };
}

/** How far the Factory's clock is ahead of this machine's: anything from `lowMs` to `highMs`. */
interface Offset {
  readonly lowMs: number;
  readonly highMs: number;
  /** The least that it can be. */
  readonly offMs: number;
}

function offsetOf({ dateMs, sentMs, receivedMs }: DatedAnswer): Offset {
  const [lowMs, highMs] = [dateMs - receivedMs, dateMs + SECOND_MS - sentMs];
  return { lowMs, highMs, offMs: lowMs > 0 ? lowMs : Math.min(highMs, 0) };
}

function agree(one: Offset, other: Offset): boolean {
  return one.lowMs - other.highMs <= AGREE_MS && other.lowMs - one.highMs <= AGREE_MS;
}

/** Of the times that two answers or more agree on, the one nearest to this machine's. */
function agreedOn(offsets: readonly Offset[]): Offset | null {
  const width = ({ lowMs, highMs }: Offset) => highMs - lowMs;
  const [nearest = null] = offsets
    .map((offset) => offsets.filter((other) => agree(offset, other)))
    .filter(({ length }) => length > 1)
    // The answer that was waited for least knows best.
    .map((group) => group.reduce((best, offset) => (width(offset) < width(best) ? offset : best)))
    .sort((a, b) => Math.abs(a.offMs) - Math.abs(b.offMs));
  return nearest;
}

/** A clock that is behind shows by what was made, as it seems, in the future. */
function byRecords(recorded: readonly RecordedTime[], nowMs: number, wrongMs: number): ClockVerdict {
  const latest = recorded.reduce<RecordedTime | null>((a, b) => (a && a.atMs >= b.atMs ? a : b), null);
  const ahead = latest === null ? 0 : latest.atMs - nowMs;
  if (latest === null || ahead < WARNING_MS) return { level: "right", says: "", aheadMs: 0 };
  const made = `${latest.what} says that it was made at ${timeText(latest.atMs)}, which is ${durationText(ahead)} in the future`;
  if (wrongMs === Infinity) return warning(`${made}: the clock of whoever made it was ahead`);
  const says = `${made}: the clock of this machine (${timeText(nowMs)}) may be behind`;
  return ahead >= wrongMs ? { level: "wrong", says: `${says}.`, aheadMs: 0 } : warning(says);
}

function warning(says: string): ClockVerdict {
  return { level: "warning", says: `${says}.`, aheadMs: 0 };
}

function differs(offMs: number, nowMs: number): string {
  const how = offMs > 0 ? "behind" : "ahead of";
  return `The clock of this machine is ${durationText(Math.abs(offMs))} ${how} the Factory's: here it is ${timeText(nowMs)}, there ${timeText(nowMs + offMs)}`;
}

function disagreement(offsets: readonly Offset[]): string {
  const all = offsets.map(({ offMs }) => offMs);
  const apart = Math.max(...all) - Math.min(...all);
  return `The Factory's answers disagree about the time, by ${durationText(apart)}: the clock of this machine or of a proxy may be wrong`;
}

/** Rounded: `5 minutes`, `26 hours`, `300 days`. */
function durationText(ms: number): string {
  const [minutes, hours, days] = [MS_PER_MINUTE, MS_PER_HOUR, MS_PER_DAY].map((unit) => Math.round(ms / unit));
  if (days! >= 3) return `${days} days`;
  if (hours! >= 2) return `${hours} hours`;
  return counted(minutes!, "minute");
}

function timeText(ms: number): string {
  const at = new Date(ms);
  return Number.isNaN(at.getTime()) ? "an impossible time" : wholeSeconds(at);
}
