// What a reminder should say now: which dates are near, how near the nearest is, and what is still open from before.
import type { ToolError } from "../../tuf/errors.ts";
import type { DueDate } from "./due-date.ts";
import { type Memory, type Remembered, remember, unresolved } from "./memory.ts";
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
  /** May owners be named where this is read? */
  readonly namesOwners: boolean;
}

export function planReminder(
  factory: string,
  { dates, unproven }: Pick<Dates, "dates" | "unproven">,
  days: number,
  namesOwners: boolean,
): ReminderPlan {
  const due = dates.filter(({ daysLeft }) => daysLeft <= days);
  const later = dates.filter(({ daysLeft }) => daysLeft > days);
  const step = due[0] ? stepOf(due[0].daysLeft, days) : null;
  return { factory, days, due, later, step, unproven, namesOwners };
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
  const withheld = isOpen ? unresolved(before.due, [...plan.due, ...plan.later]) : [];
  const stays = isOpen && (withheld.length > 0 || plan.unproven.length > 0);
  const open = plan.due.length > 0 || stays;
  if (!open) return { open, withheld, memory: { due: [], step: null } };
  const step = plan.step ?? (stays ? before.step : null);
  return { open, withheld, memory: { due: [...remember(plan.due), ...withheld], step } };
}

/** True when the nearest date has come a step nearer than the issue last said. */
export function hasEscalated(before: Memory, { memory }: Wanted): boolean {
  return memory.step !== null && before.step !== null && memory.step < before.step;
}
