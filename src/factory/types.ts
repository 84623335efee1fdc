// What the Factory's API answers and accepts (PROTOCOL §3), typed. Unknown fields survive: much of this is signed.
import type { ParsedJson } from "../json/json.ts";
import type { ShapeOf } from "../json/shape.ts";
import type { KeyJson } from "../tuf/metadata/key.ts";
import type { OnlineRole } from "../tuf/metadata/online-role.ts";
import type { Signature } from "../tuf/metadata/signature.ts";
import type * as answers from "./answers.ts";
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

/** As the client completes an answer: lists and texts that the server leaves out are empty ones. */
export type Whole<T> = T extends readonly (infer Item)[]
  ? readonly Whole<Item>[]
  : T extends object
    ? { readonly [Name in keyof T]-?: Whole<NonNullable<T[Name]>> }
    : T;

export type WaveStatusName = ShapeOf<typeof answers.waveStatusName>;
export type Rollout = Whole<ShapeOf<typeof answers.rolloutEntry>>;

/** Its version is a decimal string on the wire. */
export interface Wave extends Omit<Whole<ShapeOf<typeof answers.waveAnswer>>, "targets"> {
  /** Only with `showTargets`: the signed document as received, with the problems of its text. */
  readonly targets?: Fetched;
}

export interface WaveList extends Pick<Whole<ShapeOf<typeof answers.waveListAnswer>>, "total"> {
  readonly waves: readonly Wave[];
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

export interface RolloutAnswer extends Wave, Pick<Whole<ShapeOf<typeof answers.rolloutAnswer>>, "device-num"> {
  readonly "device-uuids": readonly string[] | null;
  readonly "device-names": readonly string[] | null;
}

export type WaveGroupProgress = Whole<ShapeOf<typeof answers.groupProgress>>;
export type WaveProgress = Whole<ShapeOf<typeof answers.waveProgressAnswer>>;
export type User = Whole<ShapeOf<typeof answers.userAnswer>>;

export type StagedRootsAnswer = Readonly<ShapeOf<typeof answers.stagedRootsAnswer>>;

export interface RootUpdates extends Readonly<Omit<ShapeOf<typeof answers.updatesAnswer>, "updated" | "change-meta">> {
  readonly updated: StagedRootsAnswer | null;
  /** What of it is text. */
  readonly "change-meta"?: Readonly<Record<string, string>> | null;
}

export interface UpdatesInit {
  readonly message: string;
  readonly "first-time": boolean;
  readonly shortcut: boolean;
}

export type UpdatesInitAnswer = Readonly<ShapeOf<typeof answers.updatesInitAnswer>>;
export type PrivateKeyAnswer = Readonly<ShapeOf<typeof answers.privateKeyAnswer>>;

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
  firstRootKey(): Promise<PrivateKeyAnswer>;
}
