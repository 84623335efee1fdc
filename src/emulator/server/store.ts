// Where handlers read and replace the state. Whatever replaces it, what the Factory signs online follows.
import { withOneBuildDue } from "../state/builds.ts";
import { withProductionOnline } from "../state/online-documents.ts";
import type { EmbeddedState } from "../state/state.ts";
import type { Accounts } from "./accounts.ts";

export interface Store {
  state: EmbeddedState;
  readonly now: () => Date;
  readonly accounts: Accounts;
  /** CI builds once in so many milliseconds; null: when it is told to. */
  readonly buildEveryMs: number | null;
}

export function storeOf(
  start: EmbeddedState,
  now: () => Date,
  accounts: Accounts,
  buildEveryMs: number | null = null,
): Store {
  let current = withProductionOnline(withRootTimes(start, start.startedMs), now());
  if (buildEveryMs !== null) current = withOneBuildDue(current, buildEveryMs, now());
  return {
    now,
    accounts,
    buildEveryMs,
    get state() {
      return current;
    },
    set state(next) {
      current = withProductionOnline(withRootTimes(next, now().getTime()), now());
    },
  };
}

/** Roots that were not there before have been published now; those of the start, at its beginning. */
function withRootTimes(state: EmbeddedState, ms: number): EmbeddedState {
  const fresh = state.prodRoots
    .map(({ signed }) => signed.version)
    .filter((version) => !state.rootsSinceMs.has(version));
  if (fresh.length === 0) return state;
  const added = fresh.map((version): [number, number] => [version, ms]);
  return { ...state, rootsSinceMs: new Map([...state.rootsSinceMs, ...added]) };
}
