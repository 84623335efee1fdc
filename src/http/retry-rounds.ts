// Says it once when many calls are tried again for one reason, as they are where the network is down. Only words
// are gathered here; every call waits and is repeated by itself.

import { capital, counted } from "../text/sentence.ts";

/** One call that will be tried again. */
export interface Retry {
  /** What is said of it alone. */
  readonly message: string;
  /** E.g. `was answered with 503`, `could not reach api.example:443 (ECONNREFUSED)`. */
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
      info(calls.length === 1 ? retry.message : `${together(calls.length, retry)}; trying again (${retry.round}).`);
    }, WINDOW_MS);
  };
}

/** A host that could not be reached is said without the number of calls. */
function together(count: number, { why }: Retry): string {
  if (why.startsWith("could not reach ")) return capital(why);
  return `${counted(count, "call")} ${why.replace(/^was /, "were ")}`;
}
