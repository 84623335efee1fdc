// What `review` reads of an embedded Factory, over real HTTP.
import type { EmbeddedFactory } from "../../src/emulator/state/factory.ts";
import { createFactoryClient } from "../../src/factory/client.ts";
import { type SnapshotRequest, type TakenSnapshot, takeSnapshot } from "../../src/gate/take-snapshot.ts";
import { nodeFetch } from "../../src/http/fetch.ts";

/** What is asked for where the repository gives nothing. */
export const NOTHING_GIVEN: Omit<SnapshotRequest, "factory"> = {
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
};

/** One for all snapshots: they share its connections. */
const fetch = nodeFetch({});

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
    fetch,
  });
  return takeSnapshot({ client }, { ...NOTHING_GIVEN, factory: factory.factory, ...request });
}
