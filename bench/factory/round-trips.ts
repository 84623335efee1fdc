// How many times a program waited for the Factory: calls made at once count once.
import type { SeenCall } from "./messages.ts";

/** The longest chain of calls of which each began after the one before it had ended. */
export function roundTrips(calls: readonly SeenCall[]): number {
  let chain = 0;
  let endOfLast = Number.NEGATIVE_INFINITY;
  for (const { startedAt, endedAt } of [...calls].sort((a, b) => a.endedAt - b.endedAt)) {
    if (startedAt < endOfLast) continue;
    chain++;
    endOfLast = endedAt;
  }
  return chain;
}
