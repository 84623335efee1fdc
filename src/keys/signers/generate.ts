// Makes new offline keys in the vendor's form. Randomness is an argument, so that a run can be repeated.
import { generateKeyPair, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import type { KeyType } from "../../tuf/metadata/key.ts";
import { keyWithPrivateHalf } from "../archive/archive-key.ts";
import type { ArchiveKey } from "../types.ts";
import { parsePrivateHalf, vendorKeytype } from "./private-half.ts";

/** Where new keys come from. */
export interface Randomness {
  /** 32 fresh bytes: an Ed25519 seed. */
  seed(): Uint8Array;
  /** A fresh RSA private key of `bits`, as PKCS#1 PEM. */
  rsa(bits: number): Promise<string>;
}

const NEW_KEY_RSA_BITS = 4096;

export const systemRandomness: Randomness = {
  seed: () => randomBytes(32),
  async rsa(bits) {
    const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: bits });
    return privateKey.export({ format: "pem", type: "pkcs1" }).toString();
  },
};

/** A new key for `role`, named as current vendor tools name it: `tufrepo/keys/fioctl-<role>-<keyid>`. */
export async function newKey(type: KeyType, role: "root" | "targets", randomness: Randomness): Promise<ArchiveKey> {
  const text =
    type === "ed25519" ? Buffer.from(randomness.seed()).toString("hex") : await randomness.rsa(NEW_KEY_RSA_BITS);
  const sec = JSON.stringify({ keytype: vendorKeytype(type), keyval: { private: text } });
  const half = parsePrivateHalf(Buffer.from(sec), "the new key");
  return keyWithPrivateHalf(`tufrepo/keys/fioctl-${role}-${half.usable.keyid}`, half);
}
