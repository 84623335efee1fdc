// The body of the request that creates a Wave.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { waveCreationBody } from "../../src/factory/wave-body.ts";
import { canonicalBytes } from "../../src/tuf/canonical/canonical.ts";
import type { TargetsSigned } from "../../src/tuf/metadata/metadata.ts";

const signature = { keyid: "ab".repeat(32), method: "ed25519", sig: "c2ln" };

function waveOf(signed: TargetsSigned) {
  return { name: "w1", version: "7", tag: "production", targets: { signed, signatures: [signature] } };
}

function signedWith(custom: Record<string, unknown>): TargetsSigned {
  const file = { hashes: { sha256: "00" }, length: 0, custom };
  return { _type: "Targets", expires: "2031-01-01T00:00:00Z", targets: { "board-lmp-7": file }, version: 7 };
}

describe("waveCreationBody", () => {
  it("is the Wave as JSON, whatever portable content its targets have", () => {
    const text = fc.string({ unit: "grapheme-ascii" });
    fc.assert(
      fc.property(fc.dictionary(text, fc.oneof(text, fc.integer(), fc.array(text))), (custom) => {
        const wave = waveOf(signedWith(custom));
        const body = waveCreationBody(wave, canonicalBytes(wave.targets.signed, "the Wave"));
        assert.deepEqual(JSON.parse(new TextDecoder().decode(body)), JSON.parse(JSON.stringify(wave)));
      }),
    );
  });

  it("holds the canonical bytes that were signed, byte for byte, and uses them up", () => {
    const wave = waveOf(signedWith({ version: "7", tags: ["production"], arch: "x86_64" }));
    const bytes = canonicalBytes(wave.targets.signed, "the Wave");
    const signed = new TextDecoder().decode(bytes);
    const body = new TextDecoder().decode(waveCreationBody(wave, bytes));
    assert.ok(body.endsWith(`"signed":${signed}}}`));
    assert.equal(bytes.length, 0);
  });
});
