// The embedded Factory for programs: start it, look into it, break it, lie on its wire, close it.
import type { KeyType } from "../../tuf/metadata/key.ts";
import type { TargetFile } from "../../tuf/metadata/metadata.ts";
import { DEFAULT_GROUP } from "../devices/devices.ts";
import { accountsFrom, type OAuthClient } from "../server/accounts.ts";
import { type Fault, faultList } from "../server/faults.ts";
import { type RecordedState, recordedState } from "../server/recorded.ts";
import { type FixedAnswers, type LoggedRequest, type Rewrite, startServer, type Wire } from "../server/server.ts";
import { storeOf } from "../server/store.ts";
import { keyArchive } from "./archive.ts";
import { type CiContent, ciContent } from "./ci-content.ts";
import { type Clock, machineClock, tickingFrom } from "./clock.ts";
import {
  firstRootPair,
  freshState,
  type OwnerKeys,
  ownedState,
  ownerKeys,
  releasedState,
  type StartState,
} from "./genesis.ts";
import type { KeyPair } from "./key-pair.ts";
import { type Mutators, mutatorsOf } from "./mutators.ts";
import type { DeviceGroup, EmbeddedState, UserName } from "./state.ts";

export interface FactoryOptions {
  /** Default `acme`. */
  readonly factory?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  readonly seed?: string;
  /** Default `owned`. Not with `load`. */
  readonly state?: StartState;
  /** What `state: "released"` has released. Default version 3 for tag `production`. */
  readonly released?: { readonly tag?: string; readonly version?: number };
  /** The clock starts here and ticks on. Default: the machine's clock. */
  readonly now?: Date;
  /** A clock of the caller's; `now` is then not used. */
  readonly clock?: Clock;
  /** CI content by description, or target by target. */
  readonly ci?: CiContent | { readonly targets: Readonly<Record<string, TargetFile>> };
  /** Type of the first root key and of the online keys. Default Ed25519. */
  readonly onlineKeyType?: KeyType;
  /** Default ten devices in `us-east`. */
  readonly devices?: readonly DeviceGroup[];
  /** Version the devices run at the start. Default the released version, else 1. */
  readonly deviceVersion?: number;
  readonly faults?: readonly Fault[];
  readonly latencyMs?: number;
  /** Serves a recorded state instead of one of its own. */
  readonly load?: RecordedState;
  /** Private halves known to a loaded state; none by default, so nothing is signed online. */
  readonly keys?: readonly KeyPair[];
  /**
   * `strict` verifies writes; `accept` carries them out as they come (default with `load`). A map gives
   * fixed answers to writes, by `METHOD path-glob`; the others are accepted.
   */
  readonly writes?: "strict" | "accept" | FixedAnswers;
  /** CI builds once in so many milliseconds. Default: when it is told to. */
  readonly buildEveryMs?: number;
  /** Keeps the state, and has the one to go on from if it has any; then what describes a beginning is not used. */
  readonly storage?: Storage;
}

export interface Storage {
  readonly found: { readonly start: StartState; readonly state: EmbeddedState } | null;
  keep(current: () => { readonly start: StartState; readonly state: EmbeddedState }): Promise<void>;
}

/** A whole state, to be given back to `restore`. */
export type FactorySnapshot = EmbeddedState;

export interface EmbeddedFactory extends Mutators {
  readonly url: string;
  readonly factory: string;
  readonly tokens: Readonly<Record<UserName, string>>;
  readonly oauth: OAuthClient;
  /** As the vendor's tool writes them; null while the owner has no such key. */
  readonly archives: { readonly root: Uint8Array | null; readonly targets: Uint8Array | null };
  /** The owner's keys of `owned` and `released`. */
  readonly offlineKeys: OwnerKeys;
  /** All that the Factory knows now. Immutable; a later look shows a later value. */
  readonly state: EmbeddedState;
  /** Requests in order of arrival. Empty it with `requests.length = 0`. */
  readonly requests: LoggedRequest[];
  /** Milliseconds added to each call. */
  latencyMs: number;
  readonly now: () => Date;
  addFault(fault: Fault): void;
  clearFaults(): void;
  /** Rewrites answers until it is called again; null tells the truth. */
  rewrite(lie: Rewrite | null): void;
  /** Constant time and memory: the state is one immutable value. */
  snapshot(): FactorySnapshot;
  /** Back to a snapshot; faults, lies and the request log stay. */
  restore(snapshot: FactorySnapshot): void;
  close(): Promise<void>;
}

/** Starts an embedded Factory on a loopback port. */
export async function startFactory(options: FactoryOptions = {}): Promise<EmbeddedFactory> {
  const clock = options.clock ?? (options.now ? tickingFrom(options.now) : machineClock());
  const found = options.storage?.found;
  const seed = found?.state.seed ?? options.seed ?? "factory";
  const start = found?.start ?? options.state ?? "owned";
  const { state, owner, firstRoot } = found ? goingOn(found) : beginning(options, seed, clock());
  const fixedAnswers = typeof options.writes === "object" ? options.writes : new Map();
  const store = storeOf(state, clock, accountsFrom(seed), options.buildEveryMs);
  const kept = async () => options.storage?.keep(() => ({ start, state: store.state }));
  const faults = faultList();
  for (const fault of options.faults ?? []) faults.add(fault);
  const latencyMs = options.latencyMs ?? 0;
  const wire: Wire = { store, faults, requests: [], fixedAnswers, latencyMs, rewrite: null, kept };
  await kept();
  const server = await startServer(wire, options.port ?? 0);
  return {
    ...mutatorsOf(store, owner),
    url: server.url,
    factory: state.factory,
    tokens: store.accounts.tokens,
    oauth: store.accounts.oauth,
    archives: archivesOf(owner, firstRoot),
    offlineKeys: owner,
    requests: wire.requests,
    now: clock,
    get state() {
      return store.state;
    },
    get latencyMs() {
      return wire.latencyMs;
    },
    set latencyMs(ms: number) {
      wire.latencyMs = ms;
    },
    addFault: faults.add,
    clearFaults: faults.clear,
    rewrite(lie) {
      wire.rewrite = lie;
    },
    snapshot: () => store.state,
    restore(snapshot) {
      store.state = snapshot;
    },
    async close() {
      await server.close();
      await kept();
    },
  };
}

interface Beginning {
  readonly state: EmbeddedState;
  readonly owner: OwnerKeys;
  /** The first root key, which the owner's root archive keeps. */
  readonly firstRoot: KeyPair | null;
}

/** The owner's keys follow from the seed, as they did at the beginning. */
function goingOn({ start, state }: NonNullable<Storage["found"]>): Beginning {
  const owner = start === "fresh" ? { root: null, targets: null } : ownerKeys(state.seed);
  return { state, owner, firstRoot: firstRootPair("ed25519", state.seed) };
}

function beginning(options: FactoryOptions, seed: string, now: Date): Beginning {
  const factory = options.factory ?? "acme";
  const groups = options.devices ?? [DEFAULT_GROUP];
  const nobody: OwnerKeys = { root: null, targets: null };
  if (options.load) {
    const writes = options.writes === "strict" ? "strict" : "accept";
    const recorded = { factory, seed, now, groups, writes, keys: options.keys ?? [] } as const;
    return { state: recordedState(options.load, recorded), owner: nobody, firstRoot: null };
  }
  const start = options.state ?? "owned";
  const { tag = "production", version = 3 } = options.released ?? {};
  const ci = options.ci ?? {};
  const fresh = freshState({
    factory,
    seed,
    now,
    onlineKeyType: options.onlineKeyType ?? "ed25519",
    targets: "targets" in ci ? ci.targets : ciContent(factory, ci),
    groups,
    deviceVersion: options.deviceVersion ?? (start === "released" ? version : 1),
  });
  const accepts = options.writes !== undefined && options.writes !== "strict";
  const withWrites = (state: EmbeddedState): EmbeddedState => (accepts ? { ...state, writes: "accept" } : state);
  if (start === "fresh") return { state: withWrites(fresh), owner: nobody, firstRoot: fresh.firstRoot };
  const owned = ownedState(fresh, now);
  const state = start === "owned" ? owned.state : releasedState(owned, now, { tag, version });
  return { state: withWrites(state), owner: owned.owner, firstRoot: fresh.firstRoot };
}

function archivesOf({ root, targets }: OwnerKeys, firstRoot: KeyPair | null): EmbeddedFactory["archives"] {
  return {
    root: root && keyArchive("root", [root], firstRoot ?? undefined),
    targets: targets && keyArchive("targets", [targets]),
  };
}
