// A signature that was made elsewhere, in any of the forms in which tools write one. It counts only once it verifies.
import type { UsableKey } from "../../tuf/metadata/key.ts";
import { ED25519_METHOD, RSA_METHOD, type Signature, signatureProblem } from "../../tuf/metadata/signature.ts";

/** Of a file that holds one, in whatever form. */
export const MAX_SIGNATURE_BYTES = 64 * 1024;

/**
 * The signature over `bytes` that `given` holds, as raw bytes, base64 or hex; or why there is none, completing "the
 * signature …".
 */
export function validSignature(key: UsableKey, bytes: Uint8Array, given: Uint8Array): Signature | string {
  const method = key.type === "ed25519" ? ED25519_METHOD : RSA_METHOD;
  const signatures = signaturesIn(given).map((sig) => ({ keyid: key.keyid, method, sig: sig.toString("base64") }));
  const valid = signatures.find((signature) => signatureProblem(key, signature, bytes) === null);
  if (valid) return valid;
  // Of the forms that were tried, what fits best says most.
  return signatures.length === 0 || given.length === 0 ? "is empty" : "does not verify";
}

/** The forms in which tools write a signature. */
function signaturesIn(proof: Uint8Array): Buffer[] {
  const raw = Buffer.from(proof);
  const text = raw.toString("latin1").replace(/\s+/g, "");
  const found = [raw];
  if (/^(?:[0-9a-fA-F]{2})+$/.test(text)) found.unshift(Buffer.from(text, "hex"));
  if (/^[A-Za-z0-9+/]+={0,2}$/.test(text)) found.unshift(Buffer.from(text, "base64"));
  return found;
}
