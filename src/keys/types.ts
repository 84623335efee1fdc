// The shapes that the rest of the program sees of an offline keys archive. Private bytes stay behind them.
import type { KeyJson, KeyType, UsableKey } from "../tuf/metadata/key.ts";
import type { Signature } from "../tuf/metadata/signature.ts";
import type { Scheme } from "./signers/remote/limits.ts";

/** Signs canonical bytes. Every signature has been verified with node:crypto before it is returned. */
export interface Signer {
  readonly keyid: string;
  readonly type: KeyType;
  /**
   * @param inParallel the signature is verified on another thread, which gets a copy of `bytes`: for one of many documents.
   * @throws {ToolError} `signature-self-check` when the second implementation does not accept the signature.
   */
  sign(bytes: Uint8Array, inParallel?: boolean): Promise<Signature>;
}

/** One key pair of an archive. The private half can only sign, or be written into another archive. */
export interface ArchiveKey {
  readonly keyid: string;
  readonly type: KeyType;
  readonly public: KeyJson;
  /** Entry name without its ending, e.g. `tufrepo/keys/fioctl-targets-<keyid>`. */
  readonly name: string;
  /** Null when the archive holds only the public half. */
  readonly signer: Signer | null;
}

/** An archive in memory (PROTOCOL §2). Keys are found by public key, never by file name. */
export interface KeyArchive {
  readonly keys: readonly ArchiveKey[];
  /** Folders and files of the archive that are no key's: not read, and not written again. */
  readonly skipped?: readonly string[];
}

/** Where the user's archive comes from: content, a file, or a program (INTERFACE, common options). */
export interface KeySource {
  /**
   * Starts reading the input and deriving the scrypt key while the network is waited for. Decrypts
   * nothing. Never throws: failures surface in `open`.
   */
  prefetch(): void;
  /**
   * Opens the archive. Called only after everything else has been proven (DESIGN, main flow, step 4).
   * @throws {ToolError} a `keys-…` code; no key bytes, no library text and no cause in it.
   */
  open(): Promise<KeyArchive>;
}

/** A key that lives in a service, or behind a program: nothing of it is here but its id. */
export interface RemoteKey {
  readonly keyid: string;
  readonly scheme: Scheme;
  /**
   * Reads and masks the credentials; contacts nobody.
   * @throws {ToolError} `credentials-missing`, `credentials-malformed`.
   */
  ready(): Promise<void>;
  /** @param key the public half of {@link keyid}, from a verified root: each signature is verified under it. */
  signer(key: UsableKey): Signer;
}
