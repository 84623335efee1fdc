// What a person sees who asks what a run does (`--verbose`, RUNNER_DEBUG): every call, every file that was read, every
// root that was proven. Never a secret (T18).
import { onRead } from "../files/reads.ts";
import { type Fetch, nodeFetch } from "../http/fetch.ts";
import { tracedFetch } from "../http/watched-fetch.ts";
import type { Environment } from "../text/environment.ts";

export interface Trace extends Disposable {
  /** One line of it. */
  readonly debug: (message: string) => void;
  readonly fetch: Fetch;
}

/**
 * Tells of files from now on, until it is disposed of.
 * @param clock milliseconds since any moment.
 * @param env names the proxies that requests go through.
 */
export function startTrace(debug: (message: string) => void, clock: () => number, env: Environment = {}): Trace {
  const end = onRead((path) => debug(`Read ${path}`));
  return { debug, fetch: tracedFetch(nodeFetch(env), debug, clock), [Symbol.dispose]: end };
}
