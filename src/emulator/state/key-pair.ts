// Private keys of the embedded Factory and of the owner it plays: made, read and used with node:crypto.
// They protect nothing but simulated devices.
import { constants, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { verificationForms } from "../../tuf/canonical/canonical.ts";
import { ED25519_PKCS8_PREFIX, type KeyJson, type KeyType, keyidOf } from "../../tuf/metadata/key.ts";
import { ED25519_METHOD, RSA_METHOD, type Signature } from "../../tuf/metadata/signature.ts";
import { derive } from "./seed.ts";

/** A key pair in the forms in which it travels (PROTOCOL §1). */
export interface KeyPair {
  readonly keyid: string;
  readonly type: KeyType;
  readonly public: KeyJson;
  /** As in a `.sec` file: 64 hex characters of an Ed25519 seed, or a PKCS#1 PEM. */
  readonly private: string;
  readonly privateKey: KeyObject;
}

/** The vendor generates 4096 bits; half of it keeps a simulated Factory quick. */
const QUICK_RSA_BITS = 2048;

/** An Ed25519 pair that follows from `seed` and `label`; an RSA pair is new every time. */
export function makeKeyPair(type: KeyType, seed: string, label: string): KeyPair {
  if (type === "ed25519") return ed25519Pair(derive(seed, `key ${label}`, 32));
  return rsaPair(generateKeyPairSync("rsa", { modulusLength: QUICK_RSA_BITS }).privateKey);
}

/**
 * Reads the content of a `.sec` file: an Ed25519 seed with or without its public half, or a PKCS#1 PEM.
 * @throws {TypeError} for any other key type.
 */
export function readKeyPair(sec: { readonly keytype: string; readonly keyval: { readonly private: string } }): KeyPair {
  const type = sec.keytype.toLowerCase();
  if (type === "ed25519") return ed25519Pair(Buffer.from(sec.keyval.private.slice(0, 64), "hex"));
  if (type === "rsa") return rsaPair(createPrivateKey(sec.keyval.private));
  throw new TypeError("a private key is neither ED25519 nor RSA");
}

/** What stands in a `.sec` file, and in the answers that hand out the first root key. */
export function privateJson(pair: KeyPair): { keytype: string; keyval: { private: string } } {
  return { keytype: pair.public.keytype, keyval: { private: pair.private } };
}

/**
 * Signs the first verification form of `signed`: its canonical bytes where it is portable, and otherwise
 * bytes that a verifier still tries, so that a hostile Factory can sign what no signer should.
 */
export function signatureBy(pair: KeyPair, signed: unknown): Signature {
  return signatureOver(pair, verificationForms(signed)[0]!);
}

/** A document with one signature of each pair, in the order given. */
export function signedBy<S>(pairs: readonly KeyPair[], signed: S): { signatures: Signature[]; signed: S } {
  const bytes = verificationForms(signed)[0]!;
  return { signatures: pairs.map((pair) => signatureOver(pair, bytes)), signed };
}

function signatureOver(pair: KeyPair, bytes: Uint8Array): Signature {
  if (pair.type === "ed25519") {
    return { keyid: pair.keyid, method: ED25519_METHOD, sig: sign(null, bytes, pair.privateKey).toString("base64") };
  }
  const pss = { key: pair.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
  return { keyid: pair.keyid, method: RSA_METHOD, sig: sign("sha256", bytes, pss).toString("base64") };
}

function ed25519Pair(seed: Buffer): KeyPair {
  const privateKey = createPrivateKey({
    key: Buffer.concat([ED25519_PKCS8_PREFIX, seed]),
    format: "der",
    type: "pkcs8",
  });
  const spki = createPublicKey(privateKey).export({ format: "der", type: "spki" });
  const publicKey = { keytype: "ED25519", keyval: { public: spki.subarray(-32).toString("hex") } };
  return { keyid: keyidOf(publicKey)!, type: "ed25519", public: publicKey, private: seed.toString("hex"), privateKey };
}

function rsaPair(privateKey: KeyObject): KeyPair {
  const spki = createPublicKey(privateKey).export({ format: "pem", type: "spki" }).toString();
  const pkcs1 = privateKey.export({ format: "pem", type: "pkcs1" }).toString();
  const publicKey = { keytype: "RSA", keyval: { public: spki } };
  return { keyid: keyidOf(publicKey)!, type: "rsa", public: publicKey, private: pkcs1, privateKey };
}
