// Says of every request what became of it: method, address, status, bytes of the answer, milliseconds. Queries, headers
// and bodies are never said: they hold secrets (T18).
import type { AnswerBody, Fetch, FetchAnswer } from "./fetch.ts";
import { networkFault } from "./network-fault.ts";

/**
 * `fetch` with a line for every request, each attempt of a repeated one too, once its answer has been read or given up.
 * @param clock milliseconds since any moment.
 */
export function tracedFetch(fetch: Fetch, say: (line: string) => void, clock: () => number): Fetch {
  return async (url, init) => {
    const begun = clock();
    const where = `${init.method ?? "GET"} ${nameOf(url)}`;
    const logged = (outcome: string) => say(`${where} ${outcome}, ${Math.round(clock() - begun)} ms`);
    let response: FetchAnswer;
    try {
      response = await fetch(url, init);
    } catch (error) {
      logged(networkFault(error)?.says ?? "was given up");
      throw error;
    }
    const { body, status } = response;
    if (body === null) {
      logged(`was answered with ${status}, 0 bytes`);
      return response;
    }
    const counted = countedBody(body, (bytes, isWhole) =>
      logged(`was answered with ${status}, ${isWhole ? "" : "broken off after "}${bytes} bytes`),
    );
    return { status, headers: response.headers, body: counted };
  };
}

/** Without a query, or a user name and password. */
function nameOf(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
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
