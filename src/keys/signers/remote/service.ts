// What a way of signing elsewhere is to the rest: raw signature bytes for bytes, and nothing of it is believed.
import type { Fetch } from "../../../http/fetch.ts";
import type { Environment } from "../../../text/environment.ts";
import type { UsableKey } from "../../../tuf/metadata/key.ts";

/** Everything of the outside world that a service may use. */
export interface ServicePorts {
  /** Where credentials are, as the providers' own Actions leave them. */
  readonly env: Environment;
  readonly fetch: Fetch;
  readonly signal: AbortSignal;
  readonly wait: (ms: number) => Promise<void>;
  /** The time now: requests to AWS are dated. */
  readonly clock: () => Date;
  readonly info: (message: string) => void;
  /** Called with every form of every credential before its first use (T18). */
  readonly mask: (secret: string) => void;
}

export interface SigningService {
  /**
   * The signature as it comes: not verified.
   * @throws {ToolError} `signer-failed`, or what becomes of a connection.
   */
  sign(key: UsableKey, bytes: Uint8Array): Promise<Uint8Array>;
}
