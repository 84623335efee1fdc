// All that the embedded Factory knows, as one immutable value: every write makes a new one, so that a
// snapshot is a reference and nothing is half done.
import type { Rollout, WaveStatusName } from "../../factory/types.ts";
import type { ClientName } from "../../tuf/devices/clients.ts";
import type { KeyJson } from "../../tuf/metadata/key.ts";
import type { RootSigned, SignedBase, TargetsSigned } from "../../tuf/metadata/metadata.ts";
import type { OnlineRole } from "../../tuf/metadata/online-role.ts";
import type { Signature } from "../../tuf/metadata/signature.ts";
import type { KeyPair } from "./key-pair.ts";

/** A signed document as it is stored and served. */
export interface SignedDocument<S extends SignedBase = SignedBase> {
  readonly signatures: readonly Signature[];
  readonly signed: S;
}

export type RootDocument = SignedDocument<RootSigned>;
export type TargetsDocument = SignedDocument<TargetsSigned>;
export type FlavourName = "ci" | "prod";
export type UserName = "owner" | "second";

/** An online key. Recorded states know only the public half. */
export interface OnlineKey {
  readonly keyid: string;
  readonly public: KeyJson;
  readonly pair: KeyPair | null;
}

export type OnlineKeys = Readonly<Record<OnlineRole, OnlineKey>>;

export interface ChangeMeta {
  readonly "created-by": string;
  readonly "created-at": string;
  readonly "updated-by": string;
  readonly "updated-at": string;
}

export interface RolloutGroup {
  readonly "group-id": number;
  readonly "group-name": string;
  readonly "created-at": string;
  readonly "created-by": string;
}

/** Devices that were told, at one moment, to take a Wave. */
export interface Schedule {
  readonly atMs: number;
  readonly uuids: readonly string[];
}

export interface EmbeddedWave {
  readonly name: string;
  readonly version: string;
  readonly tag: string;
  readonly status: WaveStatusName;
  /** Null in a recorded state that does not show them. */
  readonly targets: TargetsDocument | null;
  readonly groups: Readonly<Record<string, RolloutGroup>>;
  readonly history: readonly Rollout[];
  readonly schedules: readonly Schedule[];
  readonly meta: ChangeMeta;
  /** Milliseconds of the end; null while active. */
  readonly endedMs: number | null;
}

export interface Transaction {
  readonly txid: string;
  readonly owner: string;
  readonly status: "STARTED" | "APPLYING";
  readonly meta: ChangeMeta;
  readonly firstTime: boolean;
  readonly ci: RootDocument;
  /** Null until the first PUT. */
  readonly prod: RootDocument | null;
  readonly online: OnlineKeys;
  readonly targetsSignatures: ReadonlyMap<string, readonly Signature[]>;
  readonly wavesSignatures: ReadonlyMap<string, readonly Signature[]>;
}

/** A group of simulated devices. */
export interface DeviceGroup {
  readonly name: string;
  readonly devices: number;
  /** Share of the devices that are online, 0 to 1. */
  readonly online: number;
  /** Updates that the group finishes per minute. */
  readonly pacePerMinute: number;
  /** Share of the devices whose updates fail, 0 to 1. */
  readonly failRate: number;
  /** The only version whose updates fail; without it those of every version may. */
  readonly failVersion?: number;
  readonly tag: string;
  /** What its devices run. */
  readonly client: ClientName;
}

export interface AccessToken {
  readonly access: string;
  readonly refresh: string;
  readonly user: UserName;
  readonly expiresMs: number;
}

/** Snapshot and timestamp of one targets document, as they were made. */
export interface KeptDocuments {
  /** Production targets of a tag, or all CI targets: other ones need other documents. */
  readonly of: TargetsDocument;
  /** As served: of CI reduced to the tag. */
  readonly targets: TargetsDocument;
  /** Of the keys that signed. */
  readonly keyids: string;
  readonly snapshot: SignedDocument;
  readonly timestamp: SignedDocument;
}

/** Null: the document is not there. The timestamp describes the snapshot as it is served. */
export type OnlineEdit = (
  role: "snapshot" | "timestamp",
  tag: string | null,
  document: SignedDocument,
) => SignedDocument | null;

export interface EmbeddedState {
  readonly factory: string;
  readonly seed: string;
  /** How many ids and keys have been drawn from the seed since the start. */
  readonly draws: number;
  /** `strict` verifies every write; `accept` carries it out as it comes (recorded states). */
  readonly writes: "strict" | "accept";
  readonly startedMs: number;
  readonly online: OnlineKeys;
  /** Null once the first rotation is applied, and in recorded states. */
  readonly firstRoot: KeyPair | null;
  readonly ciRoots: readonly RootDocument[];
  readonly prodRoots: readonly RootDocument[];
  /** By version, milliseconds since when devices may have it (server/store.ts). */
  readonly rootsSinceMs: ReadonlyMap<number, number>;
  readonly ciTargets: TargetsDocument;
  /** When CI has built last, in milliseconds (builds.ts). */
  readonly builtMs: number;
  /** Keeps CI targets as they are when they expire; otherwise they are re-signed in their last hour. */
  readonly ciFrozen: boolean;
  readonly prodTargets: ReadonlyMap<string, TargetsDocument>;
  /** By flavour and tag (online-documents.ts). */
  readonly kept: ReadonlyMap<string, KeptDocuments>;
  /** Oldest first. */
  readonly waves: readonly EmbeddedWave[];
  readonly transaction: Transaction | null;
  /** The recorded answer to GET …/root/updates, served until a write makes it untrue. */
  readonly recordedUpdates: unknown;
  readonly groups: readonly DeviceGroup[];
  /** CI version that every device runs at the start. */
  readonly deviceVersion: number;
  readonly accessTokens: readonly AccessToken[];
  /** What becomes of snapshot and timestamp before they are served; absent: nothing. */
  readonly onlineEdit?: OnlineEdit;
  /** The next `apply` publishes the CI root only, then fails: the half-applied state of PROTOCOL §3. */
  readonly interruptApply: boolean;
}

/** The newest production root; before the first rotation that is root 1, the same document in both flavours. */
export function newestRoot(state: EmbeddedState, flavour: FlavourName): RootDocument {
  return (flavour === "ci" ? state.ciRoots : state.prodRoots).at(-1)!;
}

export function waveNamed(state: EmbeddedState, name: string): EmbeddedWave | undefined {
  return state.waves.find((wave) => wave.name === name);
}

export function activeWavesIn(state: EmbeddedState): readonly EmbeddedWave[] {
  return state.waves.filter(({ status }) => status === "active");
}

/** The state with one Wave replaced. */
export function withWave(state: EmbeddedState, wave: EmbeddedWave): EmbeddedState {
  return { ...state, waves: state.waves.map((other) => (other.name === wave.name ? wave : other)) };
}

/** The state with one tag's production targets replaced. */
export function withProduction(state: EmbeddedState, tag: string, document: TargetsDocument): EmbeddedState {
  return { ...state, prodTargets: new Map([...state.prodTargets, [tag, document]]) };
}
