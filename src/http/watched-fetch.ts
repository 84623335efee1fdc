// `fetch` that tells of every request when it begins and when it has ended: its answer was read, broke off, or nobody wanted
// the rest. A trace has a line for each; what else is made of it (a count on a terminal) is the caller's.
import type { AnswerBody, Fetch, FetchAnswer } from "./fetch.ts";
import { networkFault } from "./network-fault.ts";

type Ended =
  /** There was no answer. */
  { readonly error: unknown } | { readonly status: number; readonly bytes: number; readonly isWhole: boolean };

/** @param sent is told of a request, each attempt of a repeated one too; what it returns is called once, at its end. */
export function watchedFetch(fetch: Fetch, sent: (method: string, url: URL) => (outcome: Ended) => void): Fetch {
  return async (url, init) => {
    const ended = sent(init.method ?? "GET", new URL(url));
    let response: FetchAnswer;
    try {
      response = await fetch(url, init);
    } catch (error) {
      ended({ error });
      throw error;
    }
    const { body, status, headers } = response;
    if (body === null) {
      ended({ status, bytes: 0, isWhole: true });
      return response;
    }
    return { status, headers, body: countedBody(body, (bytes, isWhole) => ended({ status, bytes, isWhole })) };
  };
}

/** The same bytes. `ended` is called once: at their end, or when they break off or nobody wants the rest. */
function countedBody(body: AnswerBody, ended: (bytes: number, isWhole: boolean) => void): AnswerBody {
  let bytes = 0;
  let isTold = false;
  const tell = (isWhole: boolean) => {
    if (!isTold) ended(bytes, isWhole);
    isTold = true;
  };
  return {
    async *[Symbol.asyncIterator]() {
      try {
        for await (const chunk of body) {
          bytes += chunk.length;
          yield chunk;
        }
        tell(true);
      } finally {
        tell(false);
      }
    },
    cancel(reason) {
      tell(false);
      return body.cancel(reason);
    },
  };
}

/**
 * `fetch` with a line for every request, each attempt of a repeated one too, once its answer has been read or given up: what
 * became of it, the bytes of the answer, milliseconds. Queries, headers and bodies are never said: they hold secrets (T18).
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
