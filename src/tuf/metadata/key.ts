// Public keys of the metadata: their ids, and the one decision which of them may count (T10).
import { createPublicKey, type KeyObject } from "node:crypto";
import { Point } from "@noble/ed25519";
import { quoted } from "../../text/quoted.ts";
import { sha256Hex } from "../../text/sha256.ts";

/** A public key as it stands in root.json, `ci-targets.pub` and `.pub` files (PROTOCOL §1). */
export interface KeyJson {
  readonly keytype: string;
  readonly keyval: { readonly public: string };
}

export type KeyType = "ed25519" | "rsa";

/** A key that may count toward a threshold. */
export interface UsableKey {
  readonly usable: true;
  /** Hex SHA-256 of the DER SPKI encoding. Two keys of the same material have the same id, whatever a root calls them. */
  readonly keyid: string;
  readonly type: KeyType;
  readonly publicKey: KeyObject;
  /** Modulus length for RSA, 256 for Ed25519. */
  readonly bits: number;
}

export interface UnusableKey {
  readonly usable: false;
  /** Completes the sentence "the key …". */
  readonly why: string;
}

/** What stands before the 32 bytes of a seed in PKCS #8. */
export const ED25519_PKCS8_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");
const ED25519_SPKI_PREFIX = Buffer.from("302a300506032b6570032100", "hex");
/** Anything else that node:crypto would read as a public key is refused: a private key, a certificate. */
const PUBLIC_KEY_PEM = /^-----BEGIN PUBLIC KEY-----\r?\n/;
/** The sizes that devices count (DEVICES, limits and refusals). */
const USABLE_RSA_BITS: readonly number[] = [2048, 3072, 4096];
const RSA_MIN_EXPONENT = 65537n;

/**
 * Decides whether a key may be counted: Ed25519 in canonical form and of full order; RSA of 2048, 3072 or
 * 4096 bits with odd e ≥ 65537 in a plain `rsa` SPKI (T10).
 */
export function usableKey(key: KeyJson): UsableKey | UnusableKey {
  const text = `${key.keytype} ${key.keyval.public}`;
  let decision = decided.get(text);
  if (!decision) {
    if (decided.size >= MAX_DECIDED) decided.clear();
    decision = decide(key);
    decided.set(text, decision);
  }
  return decision;
}

/** Each root of a chain lists the same keys again, and to decide on one costs as much as ten signatures. */
const decided = new Map<string, UsableKey | UnusableKey>();
const MAX_DECIDED = 1000;

function decide(key: KeyJson): UsableKey | UnusableKey {
  const type = keyType(key);
  if (type === "ed25519") return usableEd25519(key.keyval.public);
  if (type === "rsa") return usableRsa(key.keyval.public);
  return { usable: false, why: `has the type ${quoted(String(key.keytype), 40)}, not ED25519 or RSA` };
}

/** Key types are compared without regard to case (PROTOCOL §1). Null for any other type. */
export function keyType(key: KeyJson): KeyType | null {
  const name = String(key.keytype).toLowerCase();
  return name === "ed25519" || name === "rsa" ? name : null;
}

function usableEd25519(hex: unknown): UsableKey | UnusableKey {
  if (typeof hex !== "string" || !/^[0-9a-fA-F]{64}$/.test(hex)) {
    return { usable: false, why: "is not 64 hex characters" };
  }
  const point = Buffer.from(hex, "hex");
  if (!isFullOrderPoint(point)) return { usable: false, why: "is no canonical Ed25519 point of full order" };
  const spki = Buffer.concat([ED25519_SPKI_PREFIX, point]);
  const publicKey = createPublicKey({ key: spki, format: "der", type: "spki" });
  return { usable: true, keyid: sha256Hex(spki), type: "ed25519", publicKey, bits: 256 };
}

function isFullOrderPoint(bytes: Uint8Array): boolean {
  try {
    const point = Point.fromBytes(bytes, false);
    return !point.isSmallOrder() && point.isTorsionFree();
  } catch {
    return false;
  }
}

function usableRsa(pem: unknown): UsableKey | UnusableKey {
  if (typeof pem !== "string" || !PUBLIC_KEY_PEM.test(pem)) {
    return { usable: false, why: "is not a PEM of type PUBLIC KEY" };
  }
  let publicKey: KeyObject;
  try {
    publicKey = createPublicKey({ key: pem, format: "pem", type: "spki" });
  } catch {
    return { usable: false, why: "is not a readable PEM of type PUBLIC KEY" };
  }
  if (publicKey.asymmetricKeyType !== "rsa") {
    return { usable: false, why: `is of type ${publicKey.asymmetricKeyType}, not plain rsa` };
  }
  const { modulusLength: bits = 0, publicExponent: e = 0n } = publicKey.asymmetricKeyDetails ?? {};
  if (!USABLE_RSA_BITS.includes(bits)) return { usable: false, why: `has ${bits} bits, not 2048, 3072 or 4096` };
  if (e < RSA_MIN_EXPONENT || e % 2n === 0n)
    return { usable: false, why: `has the exponent ${e}, not an odd one from 65537` };
  return {
    usable: true,
    keyid: sha256Hex(publicKey.export({ format: "der", type: "spki" })),
    type: "rsa",
    publicKey,
    bits,
  };
}

/**
 * The key id of any parsable key, usable or not: hex SHA-256 of its DER SPKI (PROTOCOL §1).
 * Null when the key cannot be parsed at all.
 */
export function keyidOf(key: KeyJson): string | null {
  try {
    if (keyType(key) === "ed25519" && /^[0-9a-fA-F]{64}$/.test(key.keyval.public)) {
      return sha256Hex(Buffer.concat([ED25519_SPKI_PREFIX, Buffer.from(key.keyval.public, "hex")]));
    }
    if (!PUBLIC_KEY_PEM.test(key.keyval.public)) return null;
    return sha256Hex(createPublicKey(key.keyval.public).export({ format: "der", type: "spki" }));
  } catch {
    return null;
  }
}
