// A public key that lives elsewhere, and the proof that whoever brings it holds the private half: a signature over a
// text of ours that names Factory, role, transaction, key and owner.
import { createPublicKey } from "node:crypto";
import { ToolError } from "../errors/tool-error.ts";
import { validSignature } from "../keys/signers/given-signature.ts";
import { type KeyJson, type UsableKey, usableKey } from "../tuf/metadata/key.ts";
import type { OfflineRole } from "../tuf/root/root-edit.ts";

const ED25519_SPKI_BYTES = 44;

/**
 * Reads 64 hex characters (Ed25519) or a PEM of type PUBLIC KEY.
 * @throws {ToolError} `keys-key-unusable`. Nothing of the text is quoted: it could be a private key.
 */
export function readPublicKey(text: string): { readonly key: KeyJson; readonly usable: UsableKey } {
  const trimmed = text.trim();
  const key = /^[0-9a-fA-F]{64}$/.test(trimmed) ? ed25519(trimmed.toLowerCase()) : fromPem(trimmed);
  const usable = key && usableKey(key);
  if (key && usable?.usable) return { key, usable };
  throw new ToolError("keys-key-unusable", {
    happened: `The public key ${usable && !usable.usable ? usable.why : "is neither 64 hex characters nor a PEM of type PUBLIC KEY"}.`,
    next: "Give only the public key: Ed25519, or RSA with 2048, 3072 or 4096 bits.",
  });
}

export interface ProofClaim {
  readonly factory: string;
  readonly role: OfflineRole;
  /** Names the transaction for everybody: the root to come, and who began it when. */
  readonly transaction: string;
  readonly keyid: string;
  readonly owner: string;
}

/** What the key must sign, to the byte; printed when no proof is given. */
export function proofText({ factory, role, transaction, keyid, owner }: ProofClaim): string {
  return [
    "factory-tuf: this key joins a role",
    `factory: ${factory}`,
    `role: ${role}`,
    `transaction: ${transaction}`,
    `key: ${keyid}`,
    `owner: ${owner}`,
    "",
  ].join("\n");
}

/**
 * @param proof the signature: raw bytes, base64 or hex. Ed25519, or RSA-PSS with SHA-256 and a salt of 32 bytes.
 * @throws {ToolError} `key-proof-invalid`.
 */
export function requireProof(key: UsableKey, text: string, proof: Uint8Array): void {
  const signature = validSignature(key, Buffer.from(text, "utf8"), proof);
  if (typeof signature !== "string") return;
  const scheme = key.type === "rsa" ? " RSA signs it with PSS, SHA-256 and a salt of 32 bytes." : "";
  throw new ToolError("key-proof-invalid", {
    happened: `The proof ${signature} under the key ${key.keyid}.`,
    next: `Sign exactly the text that this command prints without --proof: the transaction, role and owner are part of it.${scheme}`,
  });
}

function fromPem(text: string): KeyJson | null {
  if (!/^-----BEGIN PUBLIC KEY-----\r?\n/.test(text)) return null;
  try {
    const parsed = createPublicKey({ key: text, format: "pem", type: "spki" });
    const spki = parsed.export({ format: "der", type: "spki" });
    if (parsed.asymmetricKeyType === "ed25519" && spki.length === ED25519_SPKI_BYTES)
      return ed25519(spki.subarray(-32).toString("hex"));
    const pem = parsed.export({ format: "pem", type: "spki" }).toString();
    return { keytype: "RSA", keyval: { public: pem } };
  } catch {
    return null;
  }
}

function ed25519(hex: string): KeyJson {
  return { keytype: "ED25519", keyval: { public: hex } };
}
