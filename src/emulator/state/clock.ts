// The embedded Factory's clock: the machine's, one that starts elsewhere and ticks on, or one moved by hand.
// An explicit edge: the only place of the emulator that looks at real time.
import { performance } from "node:perf_hooks";

export type Clock = () => Date;

/** A clock that shows `start` now and ticks on, `speed` seconds for each real one. */
export function tickingFrom(start: Date, speed = 1): Clock {
  const origin = performance.now();
  return () => new Date(start.getTime() + (performance.now() - origin) * speed);
}

/** The machine's clock, read through the monotonic one. */
export function machineClock(): Clock {
  return tickingFrom(new Date(performance.timeOrigin + performance.now()));
}

export interface ClockSettings {
  /** Where it starts; without it at the machine's time. */
  readonly from: Date | null;
  readonly speed: number;
}

/** The clock of a Factory, and whether it is another than the machine's. */
export function chosenClock({ from, speed }: ClockSettings): { clock: Clock; isOwn: boolean } {
  const clock = machineClock();
  if (from === null && speed === 1) return { clock, isOwn: false };
  return { clock: tickingFrom(from ?? clock(), speed), isOwn: true };
}
