// Says it once when many calls are tried again for one reason, as they are where the network is down. Only words
// are gathered here; every call waits and is repeated by itself.

/** One call that will be tried again. */
export interface Retry {
  /** What is said of it alone. */
  readonly message: string;
  /** E.g. `was answered with 503`. */
  readonly why: string;
  /** Which attempt failed, and of how many that are repeated. */
  readonly round: string;
}

/** Shorter than the first pause between attempts, so that a line is there before its calls are sent again. */
const WINDOW_MS = 100;

/** @param later runs its argument after so many milliseconds, if the process is still there. */
export function gatheredRetries(
  info: (message: string) => void,
  later: (say: () => void, ms: number) => void = (say, ms) => void setTimeout(say, ms).unref(),
): (retry: Retry) => void {
  const open = new Map<string, Retry[]>();
  return (retry) => {
    const reason = `${retry.why} ${retry.round}`;
    const gathered = open.get(reason);
    if (gathered) {
      gathered.push(retry);
      return;
    }
    const calls = [retry];
    open.set(reason, calls);
    later(() => {
      open.delete(reason);
      info(
        calls.length === 1
          ? retry.message
          : `${calls.length} calls ${severally(retry)}; trying again (${retry.round}).`,
      );
    }, WINDOW_MS);
  };
}

function severally({ why }: Retry): string {
  return why.replace(/^was /, "were ");
}
