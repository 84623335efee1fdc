// A clock for the embedded Factory that a test moves.
export interface ManualClock {
  (): Date;
  /** Moves the clock forward. */
  advance(ms: number): void;
  set(at: Date): void;
}

/** A clock that stands still until it is moved. */
export function manualClock(start: Date | string): ManualClock {
  let at = new Date(start);
  return Object.assign(() => new Date(at), {
    advance(ms: number) {
      at = new Date(at.getTime() + ms);
    },
    set(to: Date) {
      at = new Date(to);
    },
  });
}
