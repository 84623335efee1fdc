// A sealed box as libsodium makes it (crypto_box_seal): anybody can close it, and only the holder of the recipient's
// private key can open it. GitHub takes secrets in no other form.
import { hsalsa, xsalsa20poly1305 } from "@noble/ciphers/salsa.js";
import { u32 } from "@noble/ciphers/utils.js";
import { x25519 } from "@noble/curves/ed25519.js";
import { blake2b } from "@noble/hashes/blake2.js";

/** Of an X25519 public key. */
const PUBLIC_KEY_BYTES = 32;
/** How much longer a box is than what lies in it: the sender's public key and the authentication tag. */
export const SEAL_BYTES = PUBLIC_KEY_BYTES + 16;

const NONCE_BYTES = 24;
const SIGMA = u32(new TextEncoder().encode("expand 32-byte k"));
const ZEROS = new Uint32Array(4);

/**
 * @param recipient X25519 public key, {@link PUBLIC_KEY_BYTES} long.
 * @param sender a fresh private key of this box alone; never kept.
 * @throws {Error} for a recipient with whom no secret can be shared (a point of low order).
 */
export function sealedBox(
  message: Uint8Array,
  recipient: Uint8Array,
  sender: Uint8Array = x25519.utils.randomSecretKey(),
): Uint8Array {
  const from = x25519.getPublicKey(sender);
  const nonce = blake2b(Buffer.concat([from, recipient]), { dkLen: NONCE_BYTES });
  const box = xsalsa20poly1305(boxKey(x25519.getSharedSecret(sender, recipient)), nonce).encrypt(message);
  return Buffer.concat([from, box]);
}

/** The key of NaCl's box: HSalsa20 over the shared secret. */
function boxKey(shared: Uint8Array): Uint8Array {
  const key = new Uint8Array(32);
  hsalsa(SIGMA, u32(shared), ZEROS, u32(key));
  return key;
}
