// What the Factory shows a moment after a write may still be older than it: it is looked at again, each time after a longer
// pause. What follows from what was seen is for the caller.
import type { Context } from "../context/context.ts";

export interface Looks {
  /** At most. */
  readonly looks: number;
  /** Before the second one; before the next ones so many times as much. */
  readonly pauseMs: number;
}

/**
 * @returns what was seen last: where `isOver` says so, at the last look, or when the run's own time ends during a pause:
 *   then what was seen is all that can be said.
 * @throws whatever `look` throws.
 */
export async function lookAgain<T>(
  ctx: Pick<Context, "wait">,
  look: () => Promise<T>,
  isOver: (seen: T) => boolean,
  { looks, pauseMs }: Looks,
): Promise<T> {
  for (let count = 1; ; count++) {
    const seen = await look();
    if (isOver(seen) || count >= looks) return seen;
    if (!(await isInTime(ctx.wait(pauseMs * count)))) return seen;
  }
}

/** False where the run's own time ended during the pause. */
export function isInTime(pause: Promise<void>): Promise<boolean> {
  return pause.then(
    () => true,
    () => false,
  );
}
