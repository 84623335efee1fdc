// How much of a rollout has happened already: `limit` means "up to that many in total" for its scope, the
// group or the whole Factory (INTERFACE, "The same step again"). Pure: history in, remainder out.

/** More devices cannot be asked for by number or by name in one call (PROTOCOL §4). */
export const MAX_ROLLOUT_DEVICES = 10_000;

/** One entry of a Wave's `rollout-history`. */
export interface RolloutEntry {
  readonly "group-name": string;
  readonly "is-full-group": boolean;
  readonly "is-factory-wide": boolean;
  readonly "num-devices": number;
}

/** Entries of the same scope: that group's, or with null those of the whole Factory. */
export function entriesOfScope<E extends RolloutEntry>(history: readonly E[], group: string | null): readonly E[] {
  return history.filter((entry) =>
    group === null ? entry["group-name"] === "" || entry["is-factory-wide"] : entry["group-name"] === group,
  );
}

/** True when a full rollout of the scope is in the history. */
export function isFullyRolledOut(history: readonly RolloutEntry[], group: string | null): boolean {
  return group !== null && entriesOfScope(history, group).some((entry) => entry["is-full-group"]);
}

/** Devices that the scope's rollouts have named so far. */
export function devicesSoFar(history: readonly RolloutEntry[], group: string | null): number {
  return entriesOfScope(history, group).reduce((sum, entry) => sum + entry["num-devices"], 0);
}
