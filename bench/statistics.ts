// How measurements become one figure: always the median, and always of runs that took turns, so that a machine
// that slows down slows both sides of a ratio.

export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError("the median of nothing");
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/**
 * Runs the contestants in turn, A B C A B C, after one round that does not count.
 * @param contestants each gives what it measured, e.g. milliseconds.
 * @returns the median of each.
 */
export async function inTurn<K extends string>(
  rounds: number,
  contestants: Readonly<Record<K, () => number | Promise<number>>>,
): Promise<Record<K, number>> {
  const names = Object.keys(contestants) as K[];
  const measured = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<K, number[]>;
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const value = await contestants[name]();
      if (round > 0) measured[name].push(value);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(measured[name])])) as Record<K, number>;
}

/** Milliseconds that `work` takes. */
export async function timed(work: () => unknown): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
