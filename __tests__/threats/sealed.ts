// Archives as their owner seals them for CI: encrypted to an age identity of their own.
import { sealedToIdentity } from "../e2e/encrypted.ts";

export interface Sealed {
  /** Armored: what stands in the input `keys`. */
  readonly keys: string;
  /** `AGE-SECRET-KEY-1…` */
  readonly identity: string;
  /** What is inside. */
  readonly plain: Uint8Array;
}

export async function sealed(plain: Uint8Array): Promise<Sealed> {
  const { armored, identity } = await sealedToIdentity(plain);
  return { keys: armored, identity, plain };
}
