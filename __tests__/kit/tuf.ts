// Signed documents for tests, made with node:crypto alone: what src/tuf accepts is thereby held against
// an implementation that shares no code with it. Keys come from fixed seeds, so failures repeat.
import { constants, createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from "node:crypto";
import { parseJson } from "../../src/json/json.ts";
import type { KeyJson } from "../../src/tuf/metadata/key.ts";
import {
  type Doc,
  parseRoot,
  parseTargets,
  type RootSigned,
  type TargetsSigned,
} from "../../src/tuf/metadata/metadata.ts";
import type { Signature } from "../../src/tuf/metadata/signature.ts";
import { withNewExpiry } from "../../src/tuf/root/root-edit.ts";

export interface TestKey {
  readonly keyid: string;
  readonly json: KeyJson;
  readonly privateKey: KeyObject;
}

export const FUTURE = "2031-05-17T09:00:00Z";
export const NOW = new Date("2031-01-01T00:00:00Z");

/** The same name always gives the same Ed25519 key. */
export function ed25519(name: string): TestKey {
  const seed = createHash("sha256").update(name).digest();
  const pkcs8 = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]);
  const privateKey = createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
  const spki = createPublicKey(privateKey).export({ format: "der", type: "spki" });
  return testKey(privateKey, { keytype: "ED25519", keyval: { public: spki.subarray(-32).toString("hex") } });
}

export function rsaKey(privateKey: KeyObject): TestKey {
  const pem = createPublicKey(privateKey).export({ format: "pem", type: "spki" }) as string;
  return testKey(privateKey, { keytype: "RSA", keyval: { public: pem } });
}

function testKey(privateKey: KeyObject, json: KeyJson): TestKey {
  const spki = createPublicKey(privateKey).export({ format: "der", type: "spki" });
  return { keyid: createHash("sha256").update(spki).digest("hex"), json, privateKey };
}

export function signBytes(key: TestKey, bytes: Uint8Array, saltLength = 32): Signature {
  if (key.json.keytype.toUpperCase() === "ED25519") {
    return { keyid: key.keyid, method: "ed25519", sig: sign(null, bytes, key.privateKey).toString("base64") };
  }
  const pss = { key: key.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength };
  return { keyid: key.keyid, method: "rsassa-pss-sha256", sig: sign("sha256", bytes, pss).toString("base64") };
}

/** Sorted, compact, plain JSON: enough for the ASCII documents of these tests, and independent of src. */
export function plainCanonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(plainCanonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const present = Object.entries(value).filter(([, member]) => member !== undefined);
  const members = present.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${plainCanonical(member)}`).join(",")}}`;
}

export function envelope(signed: unknown, signers: readonly TestKey[]): { signatures: Signature[]; signed: unknown } {
  const bytes = Buffer.from(plainCanonical(signed));
  return { signatures: signers.map((key) => signBytes(key, bytes)), signed };
}

export interface RootParts {
  readonly version?: number;
  readonly expires?: string;
  readonly root?: readonly TestKey[];
  readonly rootThreshold?: number;
  readonly targets?: readonly TestKey[];
  readonly targetsThreshold?: number;
  readonly owners?: readonly TestKey[];
}

const online = ed25519("online");

export function rootSigned(parts: RootParts = {}): RootSigned {
  const { version = 1, expires = FUTURE, root = [ed25519("root")], targets = [online] } = parts;
  const role = (keys: readonly TestKey[], threshold = 1) => ({ keyids: keys.map(({ keyid }) => keyid), threshold });
  return {
    _type: "Root",
    version,
    expires,
    consistent_snapshot: false,
    keys: Object.fromEntries([...root, ...targets, online].map(({ keyid, json }) => [keyid, json])),
    roles: {
      root: role(root, parts.rootThreshold),
      targets: role(targets, parts.targetsThreshold),
      snapshot: role([online]),
      timestamp: role([online]),
    },
    ...(parts.owners && {
      "x-key-owners": Object.fromEntries(
        parts.owners.map(({ keyid }) => [keyid, { "polis-id": "owner", "created-at": "2030-01-01T00:00:00Z" }]),
      ),
    }),
  };
}

/** The same root for another year from `now`. */
export function renewed(signed: RootSigned, now: Date = NOW): RootSigned {
  return withNewExpiry(signed, now, { replaces: signed, shortenExpiry: true });
}

/** A root signed by its own root keys, or by the given ones. */
export function rootDoc(
  parts: RootParts = {},
  signers = parts.root ?? [ed25519("root")],
  where = "root",
): Doc<RootSigned> {
  return parseRoot(parseJson(JSON.stringify(envelope(rootSigned(parts), signers)), where), where);
}

export interface TargetParts {
  readonly version: number;
  readonly hardwareId?: string;
  readonly tags?: readonly string[];
  readonly custom?: Readonly<Record<string, unknown>>;
}

export function target({ version, hardwareId = "board-001", tags = ["devel"], custom = {} }: TargetParts) {
  const sha256 = createHash("sha256").update(`${hardwareId} ${version}`).digest("hex");
  return {
    hashes: { sha256 },
    length: 0,
    custom: { version: String(version), hardwareIds: [hardwareId], tags, targetFormat: "OSTREE", ...custom },
  };
}

export function targetsSigned(targets: object, version = 1, expires = FUTURE): TargetsSigned {
  return { _type: "Targets", version, expires, targets } as TargetsSigned;
}

export function targetsDoc(
  signed: TargetsSigned,
  signers: readonly TestKey[] = [online],
  where = "targets",
): Doc<TargetsSigned> {
  return parseTargets(parseJson(JSON.stringify(envelope(signed, signers)), where), where);
}
