// What cases do to the embedded Factory behind its API's back. Everything is signed with its real keys, so that a
// finding is about what a case names and nothing else.
import { createPublicKey } from "node:crypto";
import type { EmbeddedFactory } from "../../../src/emulator/state/factory.ts";
import { type KeyPair, makeKeyPair, signedBy } from "../../../src/emulator/state/key-pair.ts";
import type { SignedDocument, TargetsDocument } from "../../../src/emulator/state/state.ts";
import type { Snapshot } from "../../../src/review/engine/snapshot.ts";
import { type KeyJson, keyidOf } from "../../../src/tuf/metadata/key.ts";
import type { RoleName, RootSigned } from "../../../src/tuf/metadata/metadata.ts";
import { docHash, type Pins } from "../../../src/tuf/metadata/pins.ts";
import { ciTargetsHash } from "../../../src/tuf/targets/ci-targets.ts";

/** JSON as a hostile Factory may serve it. */
export type Json = Record<string, unknown>;

/** A key that the Factory does not know yet. */
export function newKey(label: string): KeyPair {
  return makeKeyPair("ed25519", "cases", label);
}

/** The public half of an RSA key of exactly so many bits; nobody has the private one. */
export function rsaPublic(bits: number, e = "AQAB"): KeyJson {
  const bytes = Buffer.alloc(Math.ceil(bits / 8), 0xa5);
  const top = (bits - 1) % 8;
  bytes[0] = (1 << top) | (0x25 & ((1 << top) - 1));
  bytes[bytes.length - 1] = 0xa5;
  const key = createPublicKey({ key: { kty: "RSA", n: bytes.toString("base64url"), e }, format: "jwk" });
  return { keytype: "RSA", keyval: { public: key.export({ format: "pem", type: "spki" }) as string } };
}

/** Adds a listed key to a role. */
export function withKey(signed: RootSigned, role: RoleName, key: KeyJson, keyid = keyidOf(key)!): RootSigned {
  const { keyids, threshold } = signed.roles[role];
  return {
    ...signed,
    keys: { ...signed.keys, [keyid]: key },
    roles: { ...signed.roles, [role]: { keyids: [...keyids, keyid], threshold } },
  };
}

/** Says who holds a key. */
export function withOwner(signed: RootSigned, keyid: string, polisId: string): RootSigned {
  const entry = { "polis-id": polisId, "created-at": "2026-11-23T08:00:00Z" };
  return { ...signed, "x-key-owners": { ...signed["x-key-owners"], [keyid]: entry } };
}

export function withRole(signed: RootSigned, role: RoleName, keyids: readonly string[], threshold: number): RootSigned {
  return { ...signed, roles: { ...signed.roles, [role]: { keyids, threshold } } };
}

/** Publishes the next root in both flavours exactly as edited; `publishRoot` would drop keys that no role uses. */
export function publishAsIs(
  factory: EmbeddedFactory,
  edit: (signed: RootSigned) => unknown,
  signers: readonly KeyPair[] = [factory.offlineKeys.root!],
): void {
  for (const flavour of ["ci", "prod"] as const) {
    factory.setRoots(flavour, (roots) => {
      const { signed } = roots.at(-1)!;
      const next = edit({ ...signed, version: signed.version + 1 }) as RootSigned;
      return [...roots, signedBy(signers, next)];
    });
  }
}

/** Replaces the production targets of the released tag, signed by the owner's targets key and online. */
export function republish(
  factory: EmbeddedFactory,
  edit: (signed: Json) => unknown,
  signers: readonly KeyPair[] = productionSigners(factory),
): void {
  const { signed } = factory.state.prodTargets.get("production")!;
  factory.setProduction("production", signedBy(signers, edit({ ...signed })) as SignedDocument);
}

export function productionSigners(factory: EmbeddedFactory): KeyPair[] {
  return [factory.state.online.targets.pair!, factory.offlineKeys.targets!];
}

/** Changes the production document of the released tag, its signatures included. */
export function alterProduction(factory: EmbeddedFactory, edit: (document: TargetsDocument) => object): void {
  const document = factory.state.prodTargets.get("production")!;
  factory.setProduction("production", edit(document) as SignedDocument);
}

/** An active Wave of version 4 for the released tag, whatever its document holds. */
export function addWave(factory: EmbeddedFactory, edit: (signed: Json) => unknown = (signed) => signed): void {
  const { signed } = factory.state.prodTargets.get("production")!;
  const document = signedBy(productionSigners(factory), edit({ ...signed, version: 4 })) as TargetsDocument;
  const at = factory.now().toISOString();
  const meta = { "created-by": "polis-owner", "created-at": at, "updated-by": "polis-owner", "updated-at": at };
  const rest = { groups: {}, history: [], schedules: [], meta, endedMs: null };
  const wave = { name: "w4", version: "4", tag: "production", status: "active" as const, targets: document, ...rest };
  factory.setState((state) => ({ ...state, waves: [...state.waves, wave] }));
}

/** An open transaction whose staged roots are exactly these edits of the next version. */
export function stage(factory: EmbeddedFactory, edit: (signed: RootSigned) => unknown): void {
  const staged = (flavour: "ciRoots" | "prodRoots") => {
    const { signed } = factory.state[flavour].at(-1)!;
    const next = edit({ ...signed, version: signed.version + 1 }) as RootSigned;
    return signedBy([factory.offlineKeys.root!], next);
  };
  const at = factory.now().toISOString();
  factory.setState((state) => ({
    ...state,
    transaction: {
      txid: "tx",
      owner: "polis-owner",
      status: "STARTED",
      meta: { "created-by": "polis-owner", "created-at": at, "updated-by": "polis-owner", "updated-at": at },
      firstTime: false,
      ci: staged("ciRoots"),
      prod: staged("prodRoots"),
      online: state.online,
      targetsSignatures: new Map(),
      wavesSignatures: new Map(),
    },
  }));
}

/** Pins of all that a snapshot holds, as `review --update-pins` would write them. */
export function pinsOf({ factory, ciRoots, prodRoots, ciTargets, production }: Snapshot): Pins {
  const pin = (doc: Parameters<typeof docHash>[0]) => ({ version: doc.signed.version, sha256: docHash(doc) });
  const tags = [...production].map(([tag, { doc }]) => [`prod-targets/${tag}`, pin(doc!)] as const);
  const ci = ciTargets!.doc!;
  return {
    version: 1,
    factory,
    firstRoot: docHash(ciRoots.chain[0]!.doc!),
    docs: {
      "ci-root": pin(ciRoots.newest!.doc!),
      "prod-root": pin(prodRoots.newest!.doc!),
      "ci-targets": { version: ci.signed.version, sha256: ciTargetsHash(ci) },
      ...Object.fromEntries(tags),
    },
  };
}

/** The same with one pin changed. */
export function withPin(pins: Pins, name: string, change: Partial<Pins["docs"][string]>): Pins {
  return { ...pins, docs: { ...pins.docs, [name]: { ...pins.docs[name]!, ...change } } };
}
