import {
  ED25519_PKCS8_PREFIX,
  ToolError,
  isObject,
  keyType,
  parseJson,
  usableKey,
  utf8WithoutMark
} from "./chunk-VNGMR44M.js";

// src/keys/signers/private-half.ts
import { constants, createHash, createPrivateKey, createPublicKey, sign } from "node:crypto";
var PrivateHalf = class {
  type;
  /** Derived from the private key, never taken from a `.pub` file. */
  public;
  usable;
  #text;
  #signing;
  constructor(text, derived, usable) {
    this.type = derived.type, this.public = derived.public, this.usable = usable, this.#text = text, this.#signing = derived.signing;
  }
  /** The raw signature, not yet checked: only signer.ts may call this. */
  async sign(bytes) {
    if (this.#signing instanceof Uint8Array) {
      let ed25519 = await import("./ed25519-LR4FOUNP.js");
      return ed25519.hashes.sha512Async = async (message) => hashedAndWiped(message), ed25519.signAsync(bytes, this.#signing);
    }
    return sign("sha256", bytes, { key: this.#signing, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 });
  }
  /** The content of its `.sec` file, as the vendor's tool writes it. Secret. */
  secJson() {
    return JSON.stringify({ keytype: vendorKeytype(this.type), keyval: { private: this.#text } });
  }
  /** `keyval.private` as written: hex or PEM. Secret; for masks. */
  secretText() {
    return this.#text;
  }
};
function hashedAndWiped(message) {
  let digest = new Uint8Array(createHash("sha512").update(message).digest());
  return message.fill(0), message.buffer instanceof ArrayBuffer && message.byteLength === message.buffer.byteLength && message.buffer.transfer(0), digest;
}
async function warmUpSigning() {
  let { Point } = await import("./ed25519-LR4FOUNP.js");
  Point.BASE.multiply(2n);
}
var PRIVATE_PEM = /^\s*-----BEGIN (?:RSA )?PRIVATE KEY-----\r?\n/, RESTORE = "Restore the archive from a backup. If this is the only copy, keep it and make a new key.";
function parsePrivateHalf(bytes, name, where = "In the key archive") {
  let place = { where, name }, { keytype, text } = readSec(bytes, place), type = keyType({ keytype, keyval: { public: "" } });
  if (!type) throw malformed(place, "has a key type that is neither ED25519 nor RSA");
  let derived = type === "ed25519" ? deriveEd25519(text, place) : deriveRsa(text, place), usable = usableKey(derived.public);
  if (!usable.usable)
    throw new ToolError("keys-key-unusable", {
      happened: `${where} the key of ${name} ${usable.why}, so its signatures would not count.`,
      next: "Rotate to an Ed25519 key, or to an RSA key with 3072 or 4096 bits."
    });
  return new PrivateHalf(text, derived, usable);
}
function vendorKeytype(type) {
  return type === "ed25519" ? "ED25519" : "RSA";
}
function readSec(bytes, place) {
  let value, ambiguous = !1;
  try {
    let parsed = parseJson(utf8WithoutMark(bytes) ?? "", place.name);
    value = parsed.value, ambiguous = parsed.problems.length > 0;
  } catch {
    throw malformed(place, "is not JSON");
  }
  if (ambiguous) throw malformed(place, "has a repeated member, or a number that should not be there");
  let keytype = isObject(value) ? value.keytype : void 0, keyval = isObject(value) ? value.keyval : void 0, text = isObject(keyval) ? keyval.private : void 0;
  if (typeof keytype != "string" || typeof text != "string")
    throw malformed(place, "has no `keytype` or no `keyval.private`");
  return { keytype, text };
}
function deriveEd25519(hex, place) {
  if (!/^(?:[0-9a-fA-F]{64}){1,2}$/.test(hex)) throw malformed(place, "holds neither 64 nor 128 hex characters");
  let seed = Buffer.from(hex.slice(0, 64), "hex"), pkcs8 = Buffer.concat([ED25519_PKCS8_PREFIX, seed]), key = createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" }), point = createPublicKey(key).export({ format: "der", type: "spki" }).subarray(-32).toString("hex");
  if (hex.length === 128 && hex.slice(64).toLowerCase() !== point)
    throw new ToolError("keys-halves-differ", {
      happened: `${place.where} the 64-byte key of ${place.name} ends with a public half that does not belong to its seed.`,
      next: RESTORE
    });
  return {
    type: "ed25519",
    public: { keytype: vendorKeytype("ed25519"), keyval: { public: point } },
    signing: new Uint8Array(seed)
  };
}
function deriveRsa(pem, place) {
  if (!PRIVATE_PEM.test(pem)) throw malformed(place, "holds no PEM of type RSA PRIVATE KEY");
  let signing, spki;
  try {
    signing = createPrivateKey({ key: pem, format: "pem" }), spki = createPublicKey(signing).export({ format: "pem", type: "spki" }).toString();
  } catch {
    throw malformed(place, "holds a PEM that cannot be read, or one that is encrypted");
  }
  if (signing.asymmetricKeyType !== "rsa") throw malformed(place, "says RSA, but holds another kind of key");
  return { type: "rsa", public: { keytype: vendorKeytype("rsa"), keyval: { public: spki } }, signing };
}
function malformed({ where, name }, what) {
  return new ToolError("keys-malformed", { happened: `${where} ${name} ${what}.`, next: RESTORE });
}

export {
  warmUpSigning,
  parsePrivateHalf,
  vendorKeytype
};
