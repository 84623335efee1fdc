// How much each way of signing elsewhere can sign, as data (docs/signers/README.md). Ed25519 signs the whole document;
// RSA-PSS signs a digest of 32 bytes, whatever the size.

import { ToolError } from "../../../errors/tool-error.ts";
import { agreeing, capital, listOf } from "../../../text/sentence.ts";
import { type ClientName, clientsInUse } from "../../../tuf/devices/clients.ts";
import type { KeyType } from "../../../tuf/metadata/key.ts";

export const SCHEMES = ["awskms", "gcpkms", "azurekms", "hv"] as const;
export type Scheme = (typeof SCHEMES)[number] | "command";

export interface SchemeFacts {
  /** How messages call the service. */
  readonly name: string;
  /** Most bytes of a document, by type of the key. None: it has no such keys. */
  readonly maxBytes: Readonly<Record<KeyType, number>>;
  /** Some servers of the scheme take less, unless they are configured otherwise. */
  readonly unsureAbove?: { readonly bytes: number; readonly who: string };
}

const ANY = Number.POSITIVE_INFINITY;
const NONE = 0;
const KIB = 1024;

export const schemeFacts: Readonly<Record<Scheme, SchemeFacts>> = {
  awskms: { name: "AWS KMS", maxBytes: { ed25519: 4 * KIB, rsa: ANY } },
  gcpkms: { name: "Google Cloud KMS", maxBytes: { ed25519: 64 * KIB, rsa: ANY } },
  azurekms: { name: "Azure Key Vault", maxBytes: { ed25519: NONE, rsa: ANY } },
  hv: {
    name: "OpenBao or Vault",
    // A request may have 32 MiB there, and more than 8 MiB no device takes.
    maxBytes: { ed25519: 8 * KIB * KIB, rsa: ANY },
    unsureAbove: { bytes: 768 * KIB, who: "HashiCorp Vault" },
  },
  /** The program decides. */
  command: { name: "the program of signer-command", maxBytes: { ed25519: ANY, rsa: ANY } },
};

export interface SizedToSign {
  /** `Wave w6`, for the message. */
  readonly what: string;
  readonly sizeBytes: number;
  /** Can versions be dropped from it? */
  readonly prunable: boolean;
}

/**
 * Null where the scheme can sign it.
 * @param clients of the policy: whether an RSA key is of any use to them.
 */
export function signerTooSmall(
  scheme: Scheme,
  type: KeyType,
  { what, sizeBytes, prunable }: SizedToSign,
  clients: readonly ClientName[] = [],
): ToolError | null {
  const { name, maxBytes } = schemeFacts[scheme];
  const most = maxBytes[type];
  if (sizeBytes <= most) return null;
  const key = type === "rsa" ? "an RSA key" : "an Ed25519 key";
  const able = most === NONE ? `does not sign with ${key}` : `signs at most ${most} bytes with ${key}`;
  const next = [...(prunable && most > NONE ? [PRUNE] : []), insteadOfEd25519(clients)].join(" Or: ");
  return new ToolError("signer-too-small", {
    happened: `${what} has ${sizeBytes} bytes to be signed, and ${name} ${able}.`,
    next: capital(next),
  });
}

const PRUNE = "Drop old versions from it with the option prune.";

/** RSA-PSS signs a digest; but where devices refuse RSA keys, it is no way out. */
function insteadOfEd25519(clients: readonly ClientName[]): string {
  const refusing = clientsInUse(clients).listed.filter(({ refusesRsa }) => refusesRsa);
  if (refusing.length > 0) {
    const names = listOf(refusing.map(({ name }) => name));
    return `use a signer that takes larger documents with Ed25519 (docs/signers/README.md). An RSA key is no help: ${names} of your policy ${agreeing(refusing.length, "refuses", "refuse")} it.`;
  }
  return "use an RSA key, which signs a digest (RSA-PSS) and documents of any size. docs/signers/README.md says how to add it.";
}

/** What to say of a document that some servers of the scheme may refuse; null where nothing is to be said. */
export function mayBeTooSmall(scheme: Scheme, type: KeyType, { what, sizeBytes }: SizedToSign): string | null {
  const { unsureAbove } = schemeFacts[scheme];
  if (!unsureAbove || type === "rsa" || sizeBytes <= unsureAbove.bytes) return null;
  return `${what} has ${sizeBytes} bytes to be signed. ${unsureAbove.who} takes ${unsureAbove.bytes} bytes unless it is configured otherwise; OpenBao takes them.`;
}
