// Archives as their owner seals them for CI: encrypted to an age identity of their own.
import { armor, Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";

export interface Sealed {
  /** Armored: what stands in the input `keys`. */
  readonly keys: string;
  /** `AGE-SECRET-KEY-1…` */
  readonly identity: string;
  /** What is inside. */
  readonly plain: Uint8Array;
}

export async function sealed(plain: Uint8Array): Promise<Sealed> {
  const identity = await generateX25519Identity();
  const encrypter = new Encrypter();
  encrypter.addRecipient(await identityToRecipient(identity));
  return { keys: armor.encode(await encrypter.encrypt(plain)), identity, plain };
}

/** The work factor of a test; the usual one costs a second. */
const QUICK_LOG_N = 6;

/** Armored. */
export async function sealedByPassphrase(plain: Uint8Array, passphrase: string): Promise<string> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(QUICK_LOG_N);
  return armor.encode(await encrypter.encrypt(plain));
}
