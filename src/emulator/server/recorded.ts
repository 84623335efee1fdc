// A recorded state of a Factory, turned into one that can be served: the documents are those of the
// recording; private halves are not known, so nothing new is signed online.
import type { Rollout, WaveStatusName } from "../../factory/types.ts";
import { parseJson } from "../../json/json.ts";
import type { KeyJson } from "../../tuf/metadata/key.ts";
import { parseRoot } from "../../tuf/metadata/metadata.ts";
import type { OnlineRole } from "../../tuf/metadata/online-role.ts";
import type { KeyPair } from "../state/key-pair.ts";
import type {
  ChangeMeta,
  DeviceGroup,
  EmbeddedState,
  EmbeddedWave,
  OnlineKeys,
  RolloutGroup,
  RootDocument,
  TargetsDocument,
  Transaction,
} from "../state/state.ts";

/** What a reader saw of a Factory at one moment. */
export interface RecordedState {
  readonly "ci-roots": readonly RootDocument[];
  readonly "prod-roots": readonly RootDocument[];
  readonly "ci-targets": TargetsDocument;
  readonly "ci-targets.pub": KeyJson;
  readonly "prod-targets": Readonly<Record<string, TargetsDocument>>;
  readonly "wave-targets": Readonly<Record<string, TargetsDocument>>;
  readonly waves: { readonly waves: readonly RecordedWave[] };
  readonly "root-updates": RecordedUpdates;
}

interface RecordedWave {
  readonly name: string;
  readonly version: string;
  readonly tag: string;
  readonly status: WaveStatusName;
  readonly "rollout-groups": Readonly<Record<string, RolloutGroup>>;
  readonly "rollout-history": readonly Rollout[];
  readonly "change-meta": ChangeMeta;
}

interface RecordedUpdates {
  readonly status: "NONE" | "STARTED" | "APPLYING";
  readonly current: { readonly "online-keys": Readonly<Record<OnlineRole, string>> };
  readonly updated: {
    readonly "ci-root": string;
    readonly "prod-root": string;
    readonly "online-keys": Readonly<Record<OnlineRole, string>>;
  } | null;
  readonly "change-meta": ChangeMeta | null;
  readonly "first-time": boolean;
}

export interface RecordedOptions {
  readonly factory: string;
  readonly seed: string;
  readonly now: Date;
  readonly groups: readonly DeviceGroup[];
  readonly writes: EmbeddedState["writes"];
  /** Private halves that are known: those of online keys sign again, the first root key is handed out. */
  readonly keys: readonly KeyPair[];
}

export function recordedState(recording: RecordedState, options: RecordedOptions): EmbeddedState {
  const ciRoots = recording["ci-roots"];
  const updates = recording["root-updates"];
  const online = onlineKeys(updates.current["online-keys"], ciRoots.at(-1)!, options.keys);
  const firstRootId = ciRoots.length === 1 ? ciRoots[0]!.signed.roles.root.keyids[0] : undefined;
  return {
    factory: options.factory,
    seed: options.seed,
    draws: 0,
    writes: options.writes,
    startedMs: options.now.getTime(),
    online,
    firstRoot: options.keys.find(({ keyid }) => keyid === firstRootId) ?? null,
    ciRoots,
    prodRoots: recording["prod-roots"],
    rootsSinceMs: new Map(),
    ciTargets: recording["ci-targets"],
    builtMs: options.now.getTime(),
    ciFrozen: true,
    prodTargets: new Map(Object.entries(recording["prod-targets"])),
    kept: new Map(),
    waves: recording.waves.waves.map((wave) => recordedWave(wave, recording["wave-targets"])).reverse(),
    transaction: recordedTransaction(updates, options.keys),
    recordedUpdates: updates,
    groups: options.groups,
    deviceVersion: 1,
    accessTokens: [],
    interruptApply: false,
  };
}

function recordedWave(wave: RecordedWave, targets: RecordedState["wave-targets"]): EmbeddedWave {
  const { name, version, tag, status } = wave;
  return {
    name,
    version,
    tag,
    status,
    targets: Object.hasOwn(targets, name) ? targets[name]! : null,
    groups: wave["rollout-groups"],
    history: wave["rollout-history"],
    schedules: [],
    meta: wave["change-meta"],
    endedMs: status === "active" ? null : Date.parse(wave["change-meta"]["updated-at"]),
  };
}

function recordedTransaction(recorded: RecordedUpdates, keys: readonly KeyPair[]): Transaction | null {
  const { status, updated, ...updates } = recorded;
  const meta = updates["change-meta"];
  if (status === "NONE" || !updated || !meta) return null;
  const ci = rootIn(updated["ci-root"], "the staged CI root");
  return {
    txid: "",
    owner: meta["created-by"],
    status,
    meta,
    firstTime: updates["first-time"],
    ci,
    prod: updated["prod-root"] === "" ? null : rootIn(updated["prod-root"], "the staged production root"),
    online: onlineKeys(updated["online-keys"], ci, keys),
    targetsSignatures: new Map(),
    wavesSignatures: new Map(),
  };
}

function rootIn(text: string, where: string): RootDocument {
  const { signatures, signed } = parseRoot(parseJson(text, where), where);
  return { signatures, signed };
}

function onlineKeys(
  keyids: Readonly<Record<OnlineRole, string>>,
  root: RootDocument,
  keys: readonly KeyPair[],
): OnlineKeys {
  const key = (role: OnlineRole) => ({
    keyid: keyids[role],
    public: root.signed.keys[keyids[role]]!,
    pair: keys.find(({ keyid }) => keyid === keyids[role]) ?? null,
  });
  return { targets: key("targets"), snapshot: key("snapshot"), timestamp: key("timestamp") };
}
