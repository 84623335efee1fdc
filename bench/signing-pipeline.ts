// The signing pipeline in memory, in its parts: what verifies the inputs, and what leads from a Wave to the bytes
// of the request. And the floor that no signer can be below.
import { createHash } from "node:crypto";
import { keyArchive } from "../src/emulator/state/archive.ts";
import { type KeyPair, makeKeyPair, signedBy } from "../src/emulator/state/key-pair.ts";
import { waveCreationBody } from "../src/factory/wave-body.ts";
import { parseJson } from "../src/json/json.ts";
import { readArchive } from "../src/keys/archive/read-archive.ts";
import type { Signer } from "../src/keys/types.ts";
import { sha256Hex } from "../src/text/sha256.ts";
import { canonicalBytes } from "../src/tuf/canonical/canonical.ts";
import { usableKey } from "../src/tuf/metadata/key.ts";
import { type Doc, parseTargets, type TargetsSigned } from "../src/tuf/metadata/metadata.ts";
import { signatureProblem } from "../src/tuf/metadata/signature.ts";
import { buildWaveTargets } from "../src/tuf/targets/wave-targets.ts";
import { ciTargetsOf, newestVersion, releasedFrom, TAG } from "./factory/content.ts";

const EXPIRES = "2031-01-01T00:00:00Z";

/** Two signed documents as the Factory sends them, and the key that signs the Wave. */
export interface SigningBench {
  /** Milliseconds of parse + serialise + UTF-8 + two SHA-512, over the CI document. */
  floor(): number;
  /** Milliseconds from a Wave in memory, never touched before, to the bytes of the request. */
  sign(): Promise<number>;
  /** Milliseconds to parse both documents and verify a signature of each. */
  verifyInputs(): number;
  /** All of it, with the Wave's content built in between. */
  whole(): Promise<number>;
}

export async function signingBench(targets: number, documentBytes: number): Promise<SigningBench> {
  const key = makeKeyPair("ed25519", "bench", "targets");
  const signer = (await readArchive(keyArchive("targets", [key]))).keys[0]!.signer!;
  const content = ciTargetsOf(targets, documentBytes);
  const version = newestVersion(content);
  const ciText = textOf(key, { _type: "Targets", expires: EXPIRES, targets: content, version });
  const released = releasedFrom(content);
  const prodText = textOf(key, { _type: "Targets", expires: EXPIRES, targets: released, version: version - 1 });
  const inputs = () => [verified(key, ciText, "CI targets"), verified(key, prodText, "production targets")] as const;
  const wave = ([ci, production]: ReturnType<typeof inputs>) =>
    buildWaveTargets(ci, production, { tag: TAG, version, prune: [], expires: EXPIRES }).signed;
  return {
    floor: () => synchronous(() => floorOf(ciText)),
    async sign() {
      const signed = wave(inputs());
      return asynchronous(() => requestBytes(signer, signed));
    },
    verifyInputs: () => synchronous(inputs),
    whole: () => asynchronous(() => requestBytes(signer, wave(inputs()))),
  };
}

function textOf(key: KeyPair, signed: TargetsSigned): string {
  return JSON.stringify(signedBy([key], signed));
}

function floorOf(text: string): void {
  const bytes = new TextEncoder().encode(JSON.stringify(JSON.parse(text)));
  for (let pass = 0; pass < 2; pass++) createHash("sha512").update(bytes).digest();
}

/** @throws {Error} when the signature does not verify: then something else is measured than what was meant. */
function verified(key: KeyPair, text: string, where: string): Doc<TargetsSigned> {
  const doc = parseTargets(parseJson(text, where), where);
  const usable = usableKey(key.public);
  if (!usable.usable || signatureProblem(usable, doc.signatures[0]!, doc.forms[0]!) !== null) {
    throw new Error(`${where} do not verify`);
  }
  return doc;
}

async function requestBytes(signer: Signer, signed: TargetsSigned): Promise<Uint8Array> {
  const bytes = canonicalBytes(signed, "the Wave");
  sha256Hex(bytes);
  const signature = await signer.sign(bytes);
  return waveCreationBody(
    { name: "w1", version: String(signed.version), tag: TAG, targets: { signed, signatures: [signature] } },
    bytes,
  );
}

function synchronous(work: () => unknown): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}

async function asynchronous(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
