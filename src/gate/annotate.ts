// Findings as annotations of a workflow run: the errors first, then the warnings; notes stay in the report.

import type { Log } from "../context/context.ts";
import type { ReviewResult } from "../review/engine/result.ts";

/** The front door shows ten of a kind; the log need not hold thousands. */
const MAX_ANNOTATED = 50;

export function annotate({ findings }: ReviewResult, finding: NonNullable<Log["finding"]>): void {
  for (const level of ["error", "warning"] as const) {
    const active = findings.filter((one) => one.level === level && one.waiver === null);
    for (const { says, rule } of active.slice(0, MAX_ANNOTATED)) finding(level, `${says} (${rule})`);
    if (active.length > MAX_ANNOTATED)
      finding("note", `${active.length - MAX_ANNOTATED} more of level ${level}, in the report`);
  }
}
