// From findings to the verdict: exit status and the sentence above every report (the order of the gate: 2, then 1, then 3).
import { counted, listOf } from "../../text/sentence.ts";
import type { Counts, FailOn, ReviewFinding, Verdict } from "./result.ts";
import type { Level } from "./rule.ts";
import { RANK } from "./rule.ts";

/** What a review is worth that could not ask the Factory, for there was no token. */
export type OnMissingToken = "fail" | "pass";

export interface VerdictInput {
  /** All, before any are folded. */
  readonly findings: readonly ReviewFinding[];
  readonly counts: Counts;
  readonly failOn: FailOn;
  readonly factoryWasRead: boolean;
  readonly onMissingToken: OnMissingToken;
}

const FAIL_RANK: Readonly<Record<FailOn, number>> = { ...RANK, never: 3 };

/** Is `asked` more lenient than `required`? */
export function isWeaker(asked: FailOn, required: FailOn): boolean {
  return FAIL_RANK[asked] > FAIL_RANK[required];
}

export function verdictOf({ findings, counts, failOn, factoryWasRead, onMissingToken }: VerdictInput): Verdict {
  const ofRule = (id: string) => findings.filter(({ rule }) => rule === id).length;
  const invalid = ofRule("waiver-invalid");
  if (invalid > 0) return { exit: 2, sentence: `${counted(invalid, "waiver is", "waivers are")} invalid.` };
  const unread = findings
    .filter(({ rule }) => rule === "input-unavailable")
    .reduce((sum, { properties }) => sum + (typeof properties?.count === "number" ? properties.count : 1), 0);
  if (unread > 0) {
    return {
      exit: 1,
      sentence: `This review is not complete: ${counted(unread, "input")} could not be read.`,
    };
  }
  const unasked = "there is no token, so only the repository was reviewed";
  if (!factoryWasRead && onMissingToken === "fail") {
    return { exit: 1, sentence: `This review is not complete: ${unasked}.` };
  }
  const closing = findings.filter(({ level, waiver }) => waiver === null && RANK[level] >= FAIL_RANK[failOn]).length;
  const said = factoryWasRead ? "" : ` But ${unasked}.`;
  if (closing > 0) {
    const which =
      failOn === "error" ? counted(closing, "error") : `${counted(closing, "finding")} at ${failOn} or above`;
    return { exit: 3, sentence: `Blocked by ${which}.${said}` };
  }
  return { exit: 0, sentence: `Passed: ${countsText(counts)}.${said}` };
}

/** `no findings`, `2 warnings and 1 note, 1 waived`. */
function countsText(counts: Counts): string {
  const levels: readonly Level[] = ["error", "warning", "note"];
  const parts = levels.flatMap((level) => (counts[level] > 0 ? [counted(counts[level], level)] : []));
  const active = parts.length > 0 ? listOf(parts) : "no findings";
  return counts.waived > 0 ? `${active}, ${counts.waived} waived` : active;
}
