// Checking one signature with node:crypto. Counting them is threshold.ts; making them is keys/.

import { constants, type KeyObject, type VerifyKeyObjectInput, verify } from "node:crypto";
import { isObject } from "../../json/object.ts";
import { base64Bytes } from "../../text/base64.ts";
import { quoted } from "../../text/quoted.ts";
import type { UsableKey } from "./key.ts";

/** One entry of `signatures` (PROTOCOL §1). */
export interface Signature {
  readonly keyid: string;
  readonly method: string;
  /** Standard base64. */
  readonly sig: string;
}

export const ED25519_METHOD = "ed25519";
export const RSA_METHOD = "rsassa-pss-sha256";
/** Older tools wrote this name for the same scheme; it is read, never written. */
const OLD_RSA_METHOD = "rsassa-pss";

/** The order L of the Ed25519 base point, little-endian, as S must be below it. */
const ED25519_ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

/** The methods a device knows, in any case; any other makes it reject the whole document (PROTOCOL §1, device limits). */
export function isKnownMethod(method: string): boolean {
  return isEd25519Method(method) || isRsaMethod(method);
}

/** libaktualizr compares in small letters: `Ed25519` is the same to it. What we write is spelled as PROTOCOL §1 says. */
export function isEd25519Method(method: string): boolean {
  return method.toLowerCase() === ED25519_METHOD;
}

function isRsaMethod(method: string): boolean {
  return [RSA_METHOD, OLD_RSA_METHOD].includes(method.toLowerCase());
}

/** Null when the signature is valid over `bytes`; else why not, completing "the signature …". */
export function signatureProblem(key: UsableKey, signature: Signature, bytes: Uint8Array): string | null {
  const check = formOf(key, signature);
  if (typeof check === "string") return check;
  const known = ahead.get(signature);
  const isValid =
    known && known.key === key && known.bytes === bytes
      ? known.isValid
      : verify(check.algorithm, bytes, check.key, check.sig);
  return isValid ? null : "does not verify";
}

/**
 * Verifies on another thread what {@link signatureProblem} will be asked about this very signature, key and bytes, which
 * must stay as they are. Never throws; what it could not decide is decided then.
 */
export async function verifyAhead(key: UsableKey, signature: Signature, bytes: Uint8Array): Promise<void> {
  const check = formOf(key, signature);
  if (typeof check === "string") return;
  await new Promise<void>((resolve) => {
    verify(check.algorithm, bytes, check.key, check.sig, (error, isValid) => {
      if (!error) ahead.set(signature, { key, bytes, isValid });
      resolve();
    });
  });
}

/** By the objects themselves: an equal signature elsewhere is verified anew. */
const ahead = new WeakMap<
  Signature,
  { readonly key: UsableKey; readonly bytes: Uint8Array; readonly isValid: boolean }
>();

interface Check {
  readonly algorithm: "sha256" | null;
  readonly key: KeyObject | VerifyKeyObjectInput;
  readonly sig: Buffer;
}

/** Everything but the mathematics: why the signature cannot be valid, or what is to be verified. */
function formOf(key: UsableKey, signature: Signature): Check | string {
  const sig = base64Bytes(signature.sig);
  if (!sig) return "is not padded standard base64";
  if (key.type === "ed25519") {
    if (!isEd25519Method(signature.method))
      return `names the method ${quoted(signature.method, 40)} for an Ed25519 key`;
    if (sig.length !== 64) return `has ${sig.length} bytes, not 64`;
    if (!isReducedScalar(sig.subarray(32))) return "is malleable (S is not below the group order)";
    return { algorithm: null, key: key.publicKey, sig };
  }
  if (!isRsaMethod(signature.method)) {
    return `names the method ${quoted(signature.method, 40)} for an RSA key`;
  }
  if (sig.length !== Math.ceil(key.bits / 8)) return `has ${sig.length} bytes, not ${Math.ceil(key.bits / 8)}`;
  const pss = { key: key.publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
  return { algorithm: "sha256", key: pss, sig };
}

function isReducedScalar(littleEndian: Uint8Array): boolean {
  return BigInt(`0x${Buffer.from(littleEndian).reverse().toString("hex")}`) < ED25519_ORDER;
}

/** Has a foreign value the form of a signature? Whether it is one is another question. */
export function isSignature(entry: unknown): entry is Signature {
  return isObject(entry) && [entry.keyid, entry.method, entry.sig].every((part) => typeof part === "string");
}
