// What a reminder should say now: which dates are near, how near the nearest is, and what is still open from before.
import type { ToolError } from "../errors/tool-error.ts";
import type { DueDate } from "./due-date.ts";
import { type Memory, noMemory, type Remembered, remember, unresolved } from "./memory.ts";
import type { Dates } from "./read-dates.ts";
import { stepOf } from "./steps.ts";

export interface ReminderPlan {
  readonly factory: string;
  /** Days from which a date is near. */
  readonly days: number;
  /** Near or past, nearest first. */
  readonly due: readonly DueDate[];
  readonly later: readonly DueDate[];
  /** Of the nearest; null while nothing is due. */
  readonly step: number | null;
  readonly unproven: readonly ToolError[];
  /** Why nothing could be read now; null where it could. */
  readonly blind: { readonly why: ToolError; readonly at: Date } | null;
  /** May owners be named where this is read? */
  readonly namesOwners: boolean;
}

export function planReminder(
  factory: string,
  { dates, unproven, blind }: Pick<Dates, "dates" | "unproven" | "blind">,
  { days, namesOwners, now }: { readonly days: number; readonly namesOwners: boolean; readonly now: Date },
): ReminderPlan {
  const due = dates.filter(({ daysLeft }) => daysLeft <= days);
  const later = dates.filter(({ daysLeft }) => daysLeft > days);
  const step = due[0] ? stepOf(due[0].daysLeft, days) : null;
  return { factory, days, due, later, step, unproven, blind: blind && { why: blind, at: now }, namesOwners };
}

/** What an issue that is there is to become. */
export interface Wanted {
  readonly open: boolean;
  readonly memory: Memory;
  /** Dates from before of which nothing verified is to be had any more. */
  readonly withheld: readonly Remembered[];
}

/** Only what verifies ends a reminder: one that is open stays so while anything it was about is out of sight. */
export function wantedIssue(plan: ReminderPlan, before: Memory, isOpen: boolean): Wanted {
  const gone = () => (plan.blind ? before.due : unresolved(before.due, [...plan.due, ...plan.later]));
  const withheld = isOpen ? gone() : [];
  const stays = isOpen && (withheld.length > 0 || plan.unproven.length > 0);
  const open = plan.due.length > 0 || stays || plan.blind !== null;
  if (!open) return { open, withheld, memory: noMemory };
  const step = plan.step ?? (stays ? before.step : null);
  const blindSince = plan.blind && ((isOpen ? before.blindSince : null) ?? plan.blind.at);
  return { open, withheld, memory: { due: [...remember(plan.due), ...withheld], step, blindSince } };
}

/** True when the nearest date has come a step nearer than the issue last said. */
export function hasEscalated(before: Memory, { memory }: Wanted): boolean {
  return memory.step !== null && before.step !== null && memory.step < before.step;
}
