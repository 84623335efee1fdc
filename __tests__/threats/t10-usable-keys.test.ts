import assert from "node:assert/strict";
import { constants, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { sha256Hex } from "../../src/text/sha256.ts";
import { verificationForms } from "../../src/tuf/canonical/canonical.ts";
import type { RootSigned } from "../../src/tuf/metadata/metadata.ts";
import type { Signature } from "../../src/tuf/metadata/signature.ts";
import { online, production } from "./lies/lie.ts";
import { play } from "./play.ts";
import { openStage, type Stage } from "./stage.ts";

interface Candidate {
  readonly keyid: string;
  readonly public: { readonly keytype: string; readonly keyval: { readonly public: string } };
  readonly signature: (bytes: Uint8Array) => Signature;
}

interface RsaOptions {
  readonly bits?: number;
  readonly exponent?: number;
  readonly salt?: number;
  readonly type?: "rsa" | "rsa-pss";
}

const PSS = constants.RSA_PKCS1_PSS_PADDING;

function rsa({
  bits = 2048,
  exponent = 65537,
  salt = 32,

  type = "rsa",
}: RsaOptions): Candidate {
  const options = { modulusLength: bits, publicExponent: exponent };
  const { publicKey, privateKey } = (
    generateKeyPairSync as (type: string, options: object) => { publicKey: KeyObject; privateKey: KeyObject }
  )(type, options);
  const keyid = sha256Hex(publicKey.export({ format: "der", type: "spki" }));
  return {
    keyid,
    public: { keytype: "RSA", keyval: { public: publicKey.export({ format: "pem", type: "spki" }) as string } },
    signature: (bytes) => ({
      keyid,
      method: "rsassa-pss-sha256",
      sig: sign("sha256", bytes, { key: privateKey, padding: PSS, saltLength: salt }).toString("base64"),
    }),
  };
}

/** A point of small order: whoever takes it accepts a signature that nobody made. */
function smallOrder(): Candidate {
  const point = Buffer.alloc(32);
  point[0] = 1;
  const keyid = sha256Hex(Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), point]));
  const sig = Buffer.concat([point, Buffer.alloc(32)]).toString("base64");
  return {
    keyid,
    public: { keytype: "ED25519", keyval: { public: point.toString("hex") } },
    signature: () => ({ keyid, method: "ed25519", sig }),
  };
}

const good = rsa({});
const CANDIDATES: readonly (readonly [counts: boolean, title: string, make: () => Candidate])[] = [
  [true, "RSA of 2048 bits, e = 65537, salt 32", () => good],
  [false, "RSA of 1024 bits", () => rsa({ bits: 1024 })],
  [false, "RSA with e = 3", () => rsa({ exponent: 3 })],
  [false, "RSA in an SPKI of type rsa-pss", () => rsa({ type: "rsa-pss" })],
  [false, "RSA-PSS with a salt of 20", () => rsa({ salt: 20 })],
  [false, "RSA-PSS with the longest salt", () => rsa({ salt: 222 })],
  [false, "an Ed25519 point of small order", smallOrder],
  [
    false,
    "an Ed25519 method for an RSA key",
    () => ({ ...good, signature: (bytes) => ({ ...good.signature(bytes), method: "ed25519" }) }),
  ],
  [false, "a signature in base64url", () => ({ ...good, signature: (bytes) => inBase64url(good.signature(bytes)) })],
];

function inBase64url(signature: Signature): Signature {
  return { ...signature, sig: Buffer.from(signature.sig, "base64").toString("base64url") };
}

describe("T10 one usableKey for all threshold counting", () => {
  let stage: Stage;
  let honest: ReturnType<Stage["factory"]["snapshot"]>;
  before(async () => {
    stage = await openStage();
    honest = stage.factory.snapshot();
  });
  after(() => stage.close());

  for (const [counts, title, make] of CANDIDATES) {
    it(`${title}: ${counts ? "counts" : "does not count"}, though the owner's root lists it`, async () => {
      const candidate = make();
      stage.factory.publishRoot((signed) => listed(signed, candidate));
      const { signed } = production(stage);
      const bytes = verificationForms(signed)[0]!;
      const [byOnline] = stage.factory.signOnline(signed).signatures;
      assert.equal(byOnline!.keyid, online(stage).keyid);
      stage.factory.setProduction("production", { signed, signatures: [byOnline!, candidate.signature(bytes)] });
      const played = await play(stage, { command: "wave plan", version: "6", tag: "production" });
      if (counts) assert.deepEqual([played.exit, played.codes], [0, []], played.message);
      else assert.deepEqual([played.exit, played.codes], [1, ["threshold-not-met"]], played.message);
      if (!counts) assert.match(played.message, /has 1 of 2 valid targets signatures/);
      stage.factory.restore(honest);
    });
  }
});

function listed(signed: RootSigned, { keyid, public: key }: Candidate): RootSigned {
  const { targets } = signed.roles;
  return {
    ...signed,
    keys: { ...signed.keys, [keyid]: key },
    roles: { ...signed.roles, targets: { ...targets, keyids: [...targets.keyids, keyid] } },
  };
}
