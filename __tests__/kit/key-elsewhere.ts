// A key as a service or a program holds it: made and used by node:crypto alone, so that nothing of ours signs what is tested.
import assert from "node:assert/strict";
import {
  constants,
  createHash,
  generateKeyPairSync,
  type KeyObject,
  privateEncrypt,
  randomBytes,
  sign,
} from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EmbeddedFactory } from "../../src/emulator/state/factory.ts";
import type { KeyJson, KeyType, UsableKey } from "../../src/tuf/metadata/key.ts";
import { usableKey } from "../../src/tuf/metadata/key.ts";

export interface KeyElsewhere {
  readonly keyid: string;
  readonly public: KeyJson;
  readonly usable: UsableKey;
  readonly private: KeyObject;
  /** As the devices verify it; `saltLength` otherwise for a mistake that services make. */
  sign(bytes: Uint8Array, saltLength?: number): Buffer;
  /** RSA alone: PSS over a SHA-256 that somebody else has made, as services sign. */
  signDigest(digest: Uint8Array, saltLength?: number): Buffer;
}

export function keyElsewhere(type: KeyType, bits = 2048): KeyElsewhere {
  const pair =
    type === "ed25519" ? generateKeyPairSync("ed25519") : generateKeyPairSync("rsa", { modulusLength: bits });
  return keyElsewhereOf(pair.publicKey, pair.privateKey);
}

export function keyElsewhereOf(publicKey: KeyObject, privateKey: KeyObject): KeyElsewhere {
  const json = keyJson(publicKey);
  const found = usableKey(json);
  assert.ok(found.usable);
  return {
    keyid: found.keyid,
    public: json,
    usable: found,
    private: privateKey,
    sign: (bytes, saltLength = 32) =>
      found.type === "ed25519"
        ? sign(null, bytes, privateKey)
        : sign("sha256", bytes, { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }),
    signDigest(digest, saltLength = 32) {
      const encoded = encodedByPss(digest, found.bits - 1, randomBytes(saltLength));
      return privateEncrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, encoded);
    },
  };
}

/** EMSA-PSS of RFC 8017 with SHA-256: node:crypto signs messages, never digests. */
function encodedByPss(digest: Uint8Array, bits: number, salt: Buffer): Buffer {
  assert.equal(digest.length, 32);
  const sha256 = (...parts: readonly Uint8Array[]) => createHash("sha256").update(Buffer.concat(parts)).digest();
  const length = Math.ceil(bits / 8);
  const hash = sha256(Buffer.alloc(8), digest, salt);
  const block = Buffer.concat([Buffer.alloc(length - salt.length - 34), Buffer.from([1]), salt]);
  const counter = (at: number) => Buffer.from([0, 0, 0, at]);
  const mask = Buffer.concat(
    Array.from({ length: Math.ceil(block.length / 32) }, (_, at) => sha256(hash, counter(at))),
  );
  for (const at of block.keys()) block[at]! ^= mask[at]!;
  block[0]! &= 0xff >> (8 * length - bits);
  return Buffer.concat([block, hash, Buffer.from([0xbc])]);
}

/** The public half as root.json has it. */
export function keyJson(publicKey: KeyObject): KeyJson {
  return publicKey.asymmetricKeyType === "ed25519"
    ? {
        keytype: "ED25519",
        keyval: { public: publicKey.export({ format: "der", type: "spki" }).subarray(-32).toString("hex") },
      }
    : { keytype: "RSA", keyval: { public: publicKey.export({ format: "pem", type: "spki" }).toString() } };
}

type Listed = Pick<KeyElsewhere, "keyid" | "public">;

/** A new root of the Factory lists them among the targets keys. */
export function listTargetsKeys(factory: EmbeddedFactory, ...keys: readonly Listed[]) {
  listKeys(factory, "targets", keys);
}

/** A new root of the Factory lists them among the root keys. */
export function listRootKeys(factory: EmbeddedFactory, ...keys: readonly Listed[]) {
  listKeys(factory, "root", keys);
}

function listKeys(factory: EmbeddedFactory, role: "root" | "targets", keys: readonly Listed[]) {
  factory.publishRoot((signed) => {
    const { [role]: listed } = signed.roles;
    return {
      ...signed,
      keys: { ...signed.keys, ...Object.fromEntries(keys.map((key) => [key.keyid, key.public])) },
      roles: { ...signed.roles, [role]: { ...listed, keyids: [...listed.keyids, ...keys.map(({ keyid }) => keyid)] } },
    };
  });
}

const PROGRAM = `
import { constants, createPrivateKey, sign } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
const [, , keyFile, trace] = process.argv;
const message = readFileSync(0);
if (trace) writeFileSync(trace, JSON.stringify({ env: process.env, bytes: message.length, args: process.argv.slice(2) }));
const key = createPrivateKey(readFileSync(keyFile));
const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
const signature = key.asymmetricKeyType === "rsa" ? sign("sha256", message, pss) : sign(null, message, key);
console.log(signature.toString("base64"));
`;

/** A `signer-command` that signs with the key, and writes down how it was started where `trace` names a file. */
export function signerProgram(folder: string, key: KeyElsewhere, trace?: string): string {
  const [program, pem] = [join(folder, "sign.mjs"), join(folder, `${key.keyid}.pem`)];
  writeFileSync(program, PROGRAM);
  writeFileSync(pem, key.private.export({ format: "pem", type: "pkcs8" }));
  return commandLine(process.execPath, program, pem, ...(trace ? [join(folder, trace)] : []));
}

/** Words as `keys-command` and `signer-command` take them. */
export function commandLine(...words: readonly string[]): string {
  return words.map((word) => `"${word.replace(/["\\]/g, "\\$&")}"`).join(" ");
}
