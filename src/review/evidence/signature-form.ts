// What is wrong with a signature before anybody verifies it: forms at which a device stops reading.

import { base64Bytes } from "../../text/base64.ts";
import type { UsableKey } from "../../tuf/metadata/key.ts";
import { isEd25519Method, isKnownMethod, type Signature } from "../../tuf/metadata/signature.ts";

const ED25519_BYTES = 64;

/**
 * Each completes "the signature …".
 * @param key null when the document's roots do not list it; then only what holds for every key is looked at.
 */
export function formProblems({ method, sig }: Signature, key: UsableKey | null): string[] {
  const isEd25519 = key ? key.type === "ed25519" : isEd25519Method(method);
  const problems: string[] = [];
  if (!isKnownMethod(method)) problems.push(`has the unknown method "${method.slice(0, 40)}"`);
  else if (isEd25519 !== isEd25519Method(method)) {
    problems.push(`names ${method} for ${isEd25519 ? "an Ed25519" : "an RSA"} key`);
  }
  const bytes = sig === "" ? 0 : (base64Bytes(sig)?.length ?? null);
  if (bytes === null) problems.push("is not padded standard base64");
  const expected = isEd25519 ? ED25519_BYTES : key && Math.ceil(key.bits / 8);
  if (bytes !== null && expected !== null && bytes !== expected) problems.push(`has ${bytes} bytes, not ${expected}`);
  return problems;
}
