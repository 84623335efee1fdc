// When something ends: the next date at the top, all of them as bars that run out.
import type { Deadline } from "../../review/overview.ts";
import type { Level } from "../../review/rule.ts";
import type { Block, Tone, Verdict } from "../document.ts";
import { daysText } from "./days.ts";

/** A bar is full at a year, which most of these documents get. */
const FULL_DAYS = 365;
const MAX_SHOWN = 50;
const TONES: Readonly<Record<Level, Tone>> = { error: "bad", warning: "warning", note: "good" };

export function nextDeadline(deadlines: readonly Deadline[]): Verdict["deadline"] {
  const [next] = deadlines;
  return next
    ? { tone: TONES[next.level], headline: daysText(next.daysLeft), text: [`${next.what} at ${next.at}.`] }
    : null;
}

export function deadlineBlocks(deadlines: readonly Deadline[]): Block[] {
  if (deadlines.length === 0) return [];
  const longest = Math.max(FULL_DAYS, ...deadlines.map(({ daysLeft }) => daysLeft));
  return [
    { kind: "heading", text: "Deadlines" },
    {
      kind: "meters",
      meters: deadlines.slice(0, MAX_SHOWN).map(({ at, daysLeft, what, level }) => ({
        label: [what],
        value: Math.max(0, daysLeft),
        max: longest,
        tone: TONES[level],
        says: [{ strong: daysText(daysLeft), tone: TONES[level] }, ` ${at.slice(0, 10)}`],
      })),
      cuttable: true,
    },
  ];
}
