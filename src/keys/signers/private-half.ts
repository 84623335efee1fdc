// The private half of one key (PROTOCOL §1): parsed here and nowhere else, failing without a word of what
// it holds (T19). It can sign, and give its text to the writer of another archive; nothing prints it.
import { constants, createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from "node:crypto";
import { ToolError } from "../../errors/tool-error.ts";
import { parseJson } from "../../json/json.ts";
import { isObject } from "../../json/object.ts";
import { utf8WithoutMark } from "../../text/utf8.ts";
import {
  ED25519_PKCS8_PREFIX,
  type KeyJson,
  type KeyType,
  keyType,
  type UsableKey,
  usableKey,
} from "../../tuf/metadata/key.ts";

/** A private key with the public half that follows from it. */
export class PrivateHalf {
  readonly type: KeyType;
  /** Derived from the private key, never taken from a `.pub` file. */
  readonly public: KeyJson;
  readonly usable: UsableKey;
  readonly #text: string;
  readonly #signing: Uint8Array | KeyObject;

  constructor(text: string, derived: Derived, usable: UsableKey) {
    this.type = derived.type;
    this.public = derived.public;
    this.usable = usable;
    this.#text = text;
    this.#signing = derived.signing;
  }

  /** The raw signature, not yet checked: only signer.ts may call this. */
  async sign(bytes: Uint8Array): Promise<Uint8Array> {
    if (this.#signing instanceof Uint8Array) {
      const ed25519 = await import("@noble/ed25519");
      // One call into OpenSSL: WebCrypto would copy a document of 8 MiB to another thread, twice.
      ed25519.hashes.sha512Async = async (message) => hashedAndWiped(message);
      return ed25519.signAsync(bytes, this.#signing);
    }
    return sign("sha256", bytes, { key: this.#signing, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 });
  }

  /** The content of its `.sec` file, as the vendor's tool writes it. Secret. */
  secJson(): string {
    return JSON.stringify({ keytype: vendorKeytype(this.type), keyval: { private: this.#text } });
  }

  /** `keyval.private` as written: hex or PEM. Secret; for masks. */
  secretText(): string {
    return this.#text;
  }
}

interface Derived {
  readonly type: KeyType;
  readonly public: KeyJson;
  readonly signing: Uint8Array | KeyObject;
}

/**
 * What the library hashes is a copy of its own, as large as the document, and may begin with a secret: it is wiped
 * and its memory given back at once. Should a copy be needed after all, the signature does not verify and is not used.
 */
function hashedAndWiped(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const digest = new Uint8Array(createHash("sha512").update(message).digest());
  message.fill(0);
  if (message.buffer instanceof ArrayBuffer && message.byteLength === message.buffer.byteLength) {
    message.buffer.transfer(0);
  }
  return digest;
}

/** Makes the table of multiples of the base point that the first Ed25519 signature waits for; it depends on no key. */
export async function warmUpSigning(): Promise<void> {
  const { Point } = await import("@noble/ed25519");
  Point.BASE.multiply(2n);
}

const PRIVATE_PEM = /^\s*-----BEGIN (?:RSA )?PRIVATE KEY-----\r?\n/;
const RESTORE = "Restore the archive from a backup. If this is the only copy, keep it and make a new key.";

/**
 * Parses the bytes of a `.sec` file.
 * @param name how messages call it. @param where they say that it stands.
 * @throws {ToolError} `keys-malformed`; `keys-halves-differ` for a 64-byte Ed25519 key whose public half does
 *   not follow from its seed; `keys-key-unusable` where no device would count it (T10). No cause, no key bytes.
 */
export function parsePrivateHalf(bytes: Uint8Array, name: string, where = "In the key archive"): PrivateHalf {
  const place: Place = { where, name };
  const { keytype, text } = readSec(bytes, place);
  const type = keyType({ keytype, keyval: { public: "" } });
  if (!type) throw malformed(place, "has a key type that is neither ED25519 nor RSA");
  const derived = type === "ed25519" ? deriveEd25519(text, place) : deriveRsa(text, place);
  const usable = usableKey(derived.public);
  if (!usable.usable) {
    throw new ToolError("keys-key-unusable", {
      happened: `${where} the key of ${name} ${usable.why}, so its signatures would not count.`,
      next: "Rotate to an Ed25519 key, or to an RSA key with 3072 or 4096 bits.",
    });
  }
  return new PrivateHalf(text, derived, usable);
}

/** The spelling of a key type in the vendor's files. */
export function vendorKeytype(type: KeyType): "ED25519" | "RSA" {
  return type === "ed25519" ? "ED25519" : "RSA";
}

interface Place {
  readonly where: string;
  readonly name: string;
}

function readSec(bytes: Uint8Array, place: Place): { keytype: string; text: string } {
  let value: unknown;
  let ambiguous = false;
  try {
    const parsed = parseJson(utf8WithoutMark(bytes) ?? "", place.name);
    value = parsed.value;
    ambiguous = parsed.problems.length > 0;
  } catch {
    throw malformed(place, "is not JSON");
  }
  if (ambiguous) throw malformed(place, "has a repeated member, or a number that should not be there");
  const keytype = isObject(value) ? value.keytype : undefined;
  const keyval = isObject(value) ? value.keyval : undefined;
  const text = isObject(keyval) ? keyval.private : undefined;
  if (typeof keytype !== "string" || typeof text !== "string") {
    throw malformed(place, "has no `keytype` or no `keyval.private`");
  }
  return { keytype, text };
}

function deriveEd25519(hex: string, place: Place): Derived {
  if (!/^(?:[0-9a-fA-F]{64}){1,2}$/.test(hex)) throw malformed(place, "holds neither 64 nor 128 hex characters");
  const seed = Buffer.from(hex.slice(0, 64), "hex");
  const pkcs8 = Buffer.concat([ED25519_PKCS8_PREFIX, seed]);
  const key = createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
  const point = createPublicKey(key).export({ format: "der", type: "spki" }).subarray(-32).toString("hex");
  if (hex.length === 128 && hex.slice(64).toLowerCase() !== point) {
    throw new ToolError("keys-halves-differ", {
      happened: `${place.where} the 64-byte key of ${place.name} ends with a public half that does not belong to its seed.`,
      next: RESTORE,
    });
  }
  return {
    type: "ed25519",
    public: { keytype: vendorKeytype("ed25519"), keyval: { public: point } },
    signing: new Uint8Array(seed),
  };
}

function deriveRsa(pem: string, place: Place): Derived {
  if (!PRIVATE_PEM.test(pem)) throw malformed(place, "holds no PEM of type RSA PRIVATE KEY");
  let signing: KeyObject;
  let spki: string;
  try {
    signing = createPrivateKey({ key: pem, format: "pem" });
    spki = createPublicKey(signing).export({ format: "pem", type: "spki" }).toString();
  } catch {
    throw malformed(place, "holds a PEM that cannot be read, or one that is encrypted");
  }
  if (signing.asymmetricKeyType !== "rsa") throw malformed(place, "says RSA, but holds another kind of key");
  return { type: "rsa", public: { keytype: vendorKeytype("rsa"), keyval: { public: spki } }, signing };
}

function malformed({ where, name }: Place, what: string): ToolError {
  return new ToolError("keys-malformed", { happened: `${where} ${name} ${what}.`, next: RESTORE });
}
