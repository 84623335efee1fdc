// When work that only fills the wait for the network may begin: not before the requests have left.
import { setImmediate } from "node:timers/promises";

/** Enough for a connection to open and its request to be written, where that takes no time. */
const TURNS = 8;

/** Resolves after a few turns of the event loop, in which requests that were begun before are sent. */
export async function requestsSent(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) await setImmediate();
}
