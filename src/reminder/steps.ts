// How near a date is, in the steps at which a reminder says more.

/** Days at which a reminder escalates; `days` of the command comes before them. */
const ESCALATIONS: readonly number[] = [60, 30, 14, 7];

/** The step that a date has reached: the smallest number of days that it is within. Null while it is further away. */
export function stepOf(daysLeft: number, days: number): number | null {
  const reached = [days, ...ESCALATIONS].filter((step) => step <= days && daysLeft <= step);
  return reached.length === 0 ? null : Math.min(...reached);
}

const LABEL = /^tuf-due-\d{1,4}d$/;

/** `tuf-due-60d` */
export function stepLabel(step: number): string {
  return `tuf-due-${step}d`;
}

export function isStepLabel(label: string): boolean {
  return LABEL.test(label);
}
