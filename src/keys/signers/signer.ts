// Makes signatures, and lets none out that the second implementation has not accepted: signed by
// @noble/ed25519 or RSA-PSS, verified by node:crypto with the public key that the root gives.
import { ToolError } from "../../errors/tool-error.ts";
import type { UsableKey } from "../../tuf/metadata/key.ts";
import {
  ED25519_METHOD,
  RSA_METHOD,
  type Signature,
  signatureProblem,
  verifyAhead,
} from "../../tuf/metadata/signature.ts";
import type { Signer } from "../types.ts";
import type { PrivateHalf } from "./private-half.ts";

/** @param key what every signature of `half` must verify under. */
export function makeSigner(half: PrivateHalf, key: UsableKey): Signer {
  const raw = async (bytes: Uint8Array) => {
    try {
      return await half.sign(bytes);
    } catch {
      throw unproven(half.usable.keyid);
    }
  };
  return checkedSigner(key, raw, () => unproven(key.keyid));
}

/**
 * @param raw makes a signature, wherever the private half is. Nothing of what it gives is believed.
 * @param refused the error for one that does not verify under `key`.
 */
export function checkedSigner(
  key: UsableKey,
  raw: (bytes: Uint8Array) => Promise<Uint8Array>,
  refused: () => ToolError,
): Signer {
  return {
    keyid: key.keyid,
    type: key.type,
    async sign(bytes, inParallel = false) {
      const signature: Signature = {
        keyid: key.keyid,
        method: key.type === "ed25519" ? ED25519_METHOD : RSA_METHOD,
        sig: Buffer.from(await raw(bytes)).toString("base64"),
      };
      if (inParallel) await verifyAhead(key, signature, bytes);
      if (signatureProblem(key, signature, bytes) !== null) throw refused();
      return signature;
    },
  };
}

/** A faulty signature can give an RSA key away, so it is dropped, not shown. */
function unproven(keyid: string): ToolError {
  return new ToolError("signature-self-check", {
    happened: `The signature made with the key ${keyid} does not verify with that key's public half, so it was discarded.`,
    next: "The private key or this machine is damaged. Restore the archive from a backup, and try on another machine.",
  });
}
