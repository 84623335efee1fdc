// Snapshots of the embedded Factory over real HTTP, as `review` takes them: what the cases of all rules start from.

import { type EmbeddedFactory, type FactoryOptions, startFactory } from "../../src/emulator/state/factory.ts";
import type { SnapshotRequest, TakenSnapshot } from "../../src/gate/take-snapshot.ts";
import { atEnd } from "../kit/at-end.ts";
import { manualClock } from "../kit/manual-clock.ts";
import { NOW } from "../kit/now.ts";
import { snapshotOf } from "../kit/snapshot-of.ts";

export type BaselineState = "fresh" | "owned" | "released";

export interface BaselineOptions {
  readonly factory?: Omit<FactoryOptions, "clock" | "now" | "state">;
  readonly request?: Partial<SnapshotRequest>;
}

const unchanged = new Map<BaselineState, Promise<TakenSnapshot>>();
const running = new Map<BaselineState, Promise<RunningFactory>>();
atEnd(async () => {
  for (const { factory } of await Promise.all(running.values())) await factory.close();
});

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
  { factory: factoryOptions, request = {} }: BaselineOptions,
): Promise<TakenSnapshot> {
  if (!factoryOptions) {
    const known = running.get(state) ?? started(state);
    running.set(state, known);
    return (await known).read(edit, request);
  }
  const clock = manualClock(NOW);
  const factory = await startFactory({ ...(factoryOptions.load ? {} : { state }), ...factoryOptions, clock });
  try {
    await edit?.(factory);
    return await snapshotOf(factory, clock(), request);
  } finally {
    await factory.close();
  }
}

interface RunningFactory {
  readonly factory: EmbeddedFactory;
  read(edit: Parameters<typeof baseline>[1], request: Partial<SnapshotRequest>): Promise<TakenSnapshot>;
}

/** One Factory for all that differ by an edit alone: each is made on the Factory of the beginning, one after the other. */
async function started(state: BaselineState): Promise<RunningFactory> {
  const clock = manualClock(NOW);
  const factory = await startFactory({ state, clock });
  const start = factory.snapshot();
  let last: Promise<unknown> = Promise.resolve();
  return {
    factory,
    read(edit, request) {
      const taking = last.then(async () => {
        factory.restore(start);
        factory.clearFaults();
        factory.rewrite(null);
        clock.set(NOW);
        await edit?.(factory);
        return snapshotOf(factory, clock(), request);
      });
      last = taking.catch(() => {});
      return taking;
    },
  };
}
