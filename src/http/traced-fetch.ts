// Says of every request what became of it: method, address, status, bytes of the answer, milliseconds. Queries, headers
// and bodies are never said: they hold secrets (T18).
import type { Fetch } from "./fetch.ts";
import { networkFault } from "./network-fault.ts";
import { type Ended, watchedFetch } from "./watched-fetch.ts";

/**
 * `fetch` with a line for every request, each attempt of a repeated one too, once its answer has been read or given up.
 * @param clock milliseconds since any moment.
 */
export function tracedFetch(fetch: Fetch, say: (line: string) => void, clock: () => number): Fetch {
  return watchedFetch(fetch, (method, { origin, pathname }) => {
    const begun = clock();
    return (outcome) => say(`${method} ${origin}${pathname} ${words(outcome)}, ${Math.round(clock() - begun)} ms`);
  });
}

function words(outcome: Ended): string {
  if ("error" in outcome) return networkFault(outcome.error)?.says ?? "was given up";
  const { status, bytes, isWhole } = outcome;
  return `was answered with ${status}, ${isWhole ? "" : "broken off after "}${bytes} bytes`;
}
