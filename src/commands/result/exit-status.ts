// From how a command ended to exit status and the word for it (INTERFACE, outcomes), for both front doors.

import type { Outcome, Status } from "../../context/outcome.ts";
import { type Changed, isUsageCode, ToolError } from "../../errors/tool-error.ts";

export type StatusWord = Status | "refused" | "usage" | "gate" | "unknown";

export interface ExitStatus {
  readonly exit: 0 | 1 | 2 | 3 | 4;
  readonly status: StatusWord;
  readonly changed: Changed;
}

/** A command that did its work may still say no: then its ending is that of its `failure`. */
export function exitStatusOfOutcome({
  status,
  changed,
  failure,
}: Pick<Outcome<unknown>, "status" | "changed" | "failure">): ExitStatus {
  return failure ? exitStatusOfError(failure) : { exit: 0, status, changed };
}

/**
 * @param error anything thrown. What is no {@link ToolError} is a bug of ours.
 * @param wrote had a write to the Factory begun? A bug after that leaves its state unknown.
 */
export function exitStatusOfError(error: unknown, wrote = false): ExitStatus {
  if (!(error instanceof ToolError)) {
    return wrote ? { exit: 4, status: "unknown", changed: "unknown" } : { exit: 1, status: "refused", changed: "no" };
  }
  const { code, changed } = error;
  // "Part of the work was done" is as much in need of a look as "not known".
  if (changed !== "no") return { exit: 4, status: "unknown", changed };
  if (isUsageCode(code)) return { exit: 2, status: "usage", changed };
  if (code === "gate") return { exit: 3, status: "gate", changed };
  return { exit: 1, status: "refused", changed };
}

/** What is said of a failure: code, what happened with what changed, and what to do next. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly next: string;
}

/** What is known of the run that failed, beside its error. */
export interface FailedRun {
  /** Had a write to the Factory begun? A bug after that leaves its state unknown. */
  readonly wrote?: boolean;
  /** As its command declares it. */
  readonly readsOnly?: boolean | undefined;
}

/** A bug is said as one. Its own message is not repeated: nobody has checked it for secrets (T19). */
export function failureOf(error: unknown, { wrote = false, readsOnly = false }: FailedRun = {}): Failure {
  if (error instanceof ToolError) {
    const { code, next } = error;
    return { code, message: readsOnly ? error.messageOfReading : error.message, next };
  }
  const where = error instanceof Error ? error.name : typeof error;
  const next = wrote
    ? "Look at the Factory with `factory-tuf wave list` and `wave show`, then report this."
    : "Please report this, with the command and its options but without any secret.";
  const changed = wrote ? " Whether the Factory was changed is not known." : readsOnly ? "" : " Nothing was changed.";
  return { code: "bug", message: `This is a bug in factory-tuf (${where}${placeOf(error)}).${changed} ${next}`, next };
}

/** The first place in our own files that the stack names: file and line, never the message. */
function placeOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const frame = /^\s+at .*?([A-Za-z0-9_.-]+\.(?:ts|js|mjs)):(\d+):\d+\)?$/m.exec(stack);
  return frame ? ` at ${frame[1]}:${frame[2]}` : "";
}
