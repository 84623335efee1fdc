// Snapshots of the embedded Factory over real HTTP, as `review` takes them: what the cases of all rules start from.
import { type SnapshotRequest, type TakenSnapshot, takeSnapshot } from "../../src/commands/review/take-snapshot.ts";
import { manualClock } from "../../src/emulator/clock.ts";
import { type EmbeddedFactory, type FactoryOptions, startFactory } from "../../src/emulator/factory.ts";
import { createFactoryClient } from "../../src/factory/client.ts";

/** The clock of every baseline: the Factory was made in this moment. */
export const NOW = new Date("2026-11-23T08:00:00Z");

export type BaselineState = "fresh" | "owned" | "released";

export interface BaselineOptions {
  readonly factory?: Omit<FactoryOptions, "clock" | "now" | "state">;
  readonly request?: Partial<SnapshotRequest>;
}

const unchanged = new Map<BaselineState, Promise<TakenSnapshot>>();

/**
 * @param edit changes the Factory behind its API's back before it is read, signing with its real keys.
 * @returns a snapshot that nobody may change; spread it. Without `edit` and `options` it is made once.
 */
export function baseline(
  state: BaselineState,
  edit?: (factory: EmbeddedFactory) => void | Promise<void>,
  options: BaselineOptions = {},
): Promise<TakenSnapshot> {
  if (edit || options.factory || options.request) return taken(state, edit, options);
  const known = unchanged.get(state) ?? taken(state, undefined, {});
  unchanged.set(state, known);
  return known;
}

async function taken(
  state: BaselineState,
  edit: ((factory: EmbeddedFactory) => void | Promise<void>) | undefined,
  { factory: factoryOptions = {}, request = {} }: BaselineOptions,
): Promise<TakenSnapshot> {
  const clock = manualClock(NOW);
  const factory = await startFactory({ ...(factoryOptions.load ? {} : { state }), ...factoryOptions, clock });
  try {
    await edit?.(factory);
    return await snapshotOf(factory, clock(), request);
  } finally {
    await factory.close();
  }
}

/** A snapshot of a Factory that goes on running. */
export function snapshotOf(
  factory: EmbeddedFactory,
  now: Date,
  request: Partial<SnapshotRequest> = {},
): Promise<TakenSnapshot> {
  const client = createFactoryClient({
    factory: factory.factory,
    apiUrl: factory.url,
    oauthUrl: `${factory.url}/oauth`,
    credentials: { kind: "token", origin: "given", token: factory.tokens.owner },
    signal: new AbortController().signal,
    wait: async () => {},
    now,
  });
  return takeSnapshot(
    { client },
    {
      factory: factory.factory,
      stage: "steady",
      tags: null,
      trustedRoot: null,
      pins: null,
      pinChange: null,
      archives: [],
      workflows: null,
      github: null,
      readOnlyJob: false,
      unavailable: [],
      ...request,
    },
  );
}
