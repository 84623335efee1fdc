// What the Factory's API answers and accepts (PROTOCOL §3), typed. Unknown fields survive: much of this is signed.
import type { ParsedJson } from "../json/json.ts";
import type { KeyJson } from "../tuf/metadata/key.ts";
import type { Signature } from "../tuf/metadata/signature.ts";
import type { DocumentTexts } from "./document-texts.ts";

/** One parsed answer that carries signed metadata. */
export interface Fetched extends ParsedJson {
  /** Bytes as served. */
  readonly size: number;
}

/** An unsigned-by-server targets document as sent: exactly these two members. */
export interface SignedTargetsBody {
  readonly signed: unknown;
  readonly signatures: readonly Signature[];
}

export type WaveStatusName = "active" | "complete" | "canceled";

export interface Rollout {
  readonly "group-name": string;
  readonly "rollout-by": string;
  readonly "rollout-at": string;
  readonly "is-full-group": boolean;
  readonly "is-factory-wide": boolean;
  readonly "num-devices": number;
}

export interface Wave {
  readonly name: string;
  /** A decimal string on the wire. */
  readonly version: string;
  readonly tag: string;
  readonly status: WaveStatusName;
  readonly "rollout-history": readonly Rollout[];
  readonly "change-meta": {
    readonly "created-by": string;
    readonly "created-at": string;
    readonly "updated-by": string;
    readonly "updated-at": string;
  };
  /** Only with `showTargets`: the signed document as received, with the problems of its text. */
  readonly targets?: Fetched;
}

export interface WaveList {
  readonly waves: readonly Wave[];
  readonly total: number;
  readonly next: string | number | null;
}

export interface WaveCreation {
  readonly name: string;
  /** Decimal string. */
  readonly version: string;
  readonly tag: string;
  readonly targets: SignedTargetsBody;
}

export interface RolloutRequest {
  readonly group?: string;
  readonly limit?: number;
  readonly percentage?: number;
  readonly uuids?: readonly string[];
  readonly "dry-run": boolean;
  readonly "return-uuids": boolean;
  readonly "return-names": boolean;
}

export interface RolloutAnswer extends Wave {
  readonly "device-num": number;
  readonly "device-uuids": readonly string[] | null;
  readonly "device-names": readonly string[] | null;
}

export interface WaveGroupProgress {
  readonly name: string;
  readonly "rollout-at": string;
  readonly "devices-total": number;
  readonly "devices-online": number;
  readonly "devices-on-wave-version": number;
  readonly "devices-on-newer-version": number;
  readonly "devices-on-older-version": number;
  readonly "devices-scheduled-for-update": number;
  readonly targets: readonly { readonly version: number; readonly devices: number; readonly "is-orphan": boolean }[];
}

export interface WaveProgress {
  readonly name: string;
  readonly version: number;
  readonly tag: string;
  readonly status: WaveStatusName;
  readonly "created-at": string;
  readonly "finished-at": string;
  readonly "total-devices": number;
  readonly "updated-devices": number;
  readonly "scheduled-devices": number;
  readonly "unscheduled-devices": number;
  readonly "rollout-groups": readonly WaveGroupProgress[];
  readonly "other-groups": readonly WaveGroupProgress[];
}

export interface User {
  readonly "polis-id": string;
  readonly name: string;
  readonly role: string;
  readonly "effective-scopes": readonly string[];
}

export type OnlineRole = "targets" | "snapshot" | "timestamp";

export interface RootUpdates {
  readonly status: "NONE" | "STARTED" | "APPLYING";
  readonly current: StagedRootsAnswer;
  readonly updated: StagedRootsAnswer | null;
  readonly "change-meta"?: Readonly<Record<string, string>> | null;
  readonly "first-time"?: boolean;
  readonly amendments?: readonly unknown[];
  readonly issues?: { readonly errors?: readonly unknown[]; readonly warnings?: readonly unknown[] };
}

export interface StagedRootsAnswer {
  /** JSON text of a signed root. */
  readonly "ci-root": string;
  /** JSON text; empty until the first PUT (staged), or before the first rotation (current). */
  readonly "prod-root": string;
  readonly "online-keys"?: unknown;
}

export interface UpdatesInit {
  readonly message: string;
  readonly "first-time": boolean;
  readonly shortcut: boolean;
}

export interface UpdatesInitAnswer {
  readonly txid: string;
  readonly "first_root.sec"?: { readonly keytype: string; readonly keyval: { readonly private: string } };
  readonly "first_root.pub"?: KeyJson;
}

export interface UpdatesPut {
  readonly txid: string;
  readonly "ci-root": unknown;
  readonly "prod-root": unknown;
  readonly "targets-signatures"?: Readonly<Record<string, readonly Signature[]>>;
  readonly "waves-signatures"?: Readonly<Record<string, readonly Signature[]>>;
}

/**
 * The Factory's API, one method a call of PROTOCOL §3. Reads are retried (429, 502, 503, 504, network
 * faults); writes are sent once. All methods throw {@link ToolError}; a failed write has `changed: "no"`
 * for a documented refusal (its `http-…` code) or when it never left this machine, and `changed: "unknown"`
 * with the code `write-unknown` otherwise. `httpStatusOf` (http-errors.ts) tells the status behind an error.
 */
export interface FactoryClient {
  readonly factory: string;
  /** Where it is asked, without a trailing slash; null where nobody is. */
  readonly apiUrl: string | null;
  /**
   * Newest root, or root `version`. Null for the 404 that ends the walk, and for a production root that does
   * not exist yet; the newest CI root always exists, so there a 404 is `http-not-found`.
   */
  root(flavour: "ci" | "prod", version?: number): Promise<Fetched | null>;
  /** The signed CI targets.json. */
  ciTargets(): Promise<Fetched>;
  ciTargetsKey(): Promise<KeyJson>;
  /** Map target name → file meta of the CI targets, unsigned; of one version when it is given. A 404 is an empty map. */
  ciTargetFiles(version?: number): Promise<Fetched>;
  /** Another role's document as devices that follow `tag` are served it. Null when there is none. */
  roleDocument(
    role: "targets" | "snapshot" | "timestamp",
    tag: string,
    flavour: "ci" | "prod",
  ): Promise<Fetched | null>;
  /** Map tag → signed production targets; no tags = all. A 404 is an empty map. */
  prodTargets(tags: readonly string[]): Promise<Fetched>;
  /** The same of all tags, each parsed only when it is asked for. */
  prodTargetTexts(): Promise<DocumentTexts>;
  /** Map wave → signed targets of active Waves; no names = all. A 404 is an empty map. */
  waveTargets(names: readonly string[]): Promise<Fetched>;
  waves(page: { limit: number; page: number; status?: WaveStatusName; tag?: string }): Promise<WaveList>;
  /** Null when there is no such Wave. */
  wave(name: string, options: { showTargets: boolean }): Promise<Wave | null>;
  /** @param canonicalSigned canonical bytes of `body.targets.signed`, when they exist already: they are sent as they are, and used up. */
  createWave(body: WaveCreation, canonicalSigned?: Uint8Array<ArrayBuffer>): Promise<void>;
  signWave(name: string, signatures: readonly Signature[]): Promise<void>;
  rolloutWave(name: string, request: RolloutRequest): Promise<RolloutAnswer>;
  completeWave(name: string): Promise<void>;
  cancelWave(name: string): Promise<void>;
  /** `name` null asks for the active Wave. Null when there is none. */
  waveProgress(name: string | null, offlineThresholdHours: number): Promise<WaveProgress | null>;
  self(): Promise<User>;
  updates(): Promise<RootUpdates>;
  initUpdates(body: UpdatesInit): Promise<UpdatesInitAnswer>;
  putUpdates(body: UpdatesPut): Promise<void>;
  generateOnlineKeys(txid: string, roles: readonly OnlineRole[], keyType: string): Promise<void>;
  /** A 404 is `http-not-found` with `changed: "unknown"`: done already, or no transaction; compare the roots. */
  applyUpdates(txid: string): Promise<void>;
  cancelUpdates(): Promise<void>;
  firstRootKey(): Promise<{ readonly keytype: string; readonly keyval: { readonly private: string } }>;
}
