import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Trust } from "../../src/context/context.ts";
import { Doc, type RootSigned } from "../../src/tuf/metadata/metadata.ts";
import { Checks } from "../../src/verified/checks.ts";
import { requireTakenByClients } from "../../src/verified/taken-roots.ts";
import { rootSigned } from "../kit/tuf.ts";

const MAX_ROOT_OF_FIOTUF = 512_000;
const signatures = [{ keyid: "0".repeat(64), method: "ed25519", sig: "AAAA" }];

/** A root of exactly so many bytes, half of them the second bytes of characters. */
function rootOf(sizeBytes: number): Doc<RootSigned> {
  const signed = (message: string): RootSigned => ({
    ...rootSigned(),
    "x-changelog": { "polis-id": "p", message, timestamp: "2031-01-01T00:00:00Z" },
  });
  const left = sizeBytes - Buffer.byteLength(JSON.stringify({ signatures, signed: signed("") }));
  const message = "ä".repeat(Math.floor(left / 2)) + "a".repeat(left % 2);
  return new Doc("production root 1", signed(message), signatures, []);
}

const trust: Trust = {
  root: null,
  pins: null,
  onFirstUse: false,
  policy: { requirePlan: false, appHosts: [], clients: ["fiotuf"], oldestRoot: null },
};

function blockersOf(root: Doc<RootSigned>): string[] {
  const checks = new Checks();
  requireTakenByClients([root], trust, "release", checks);
  return checks.blockers.map(({ happened }) => happened);
}

describe("a root with text beyond ASCII, whose every character has two bytes", () => {
  it("is taken at the limit of fiotuf: 512,000 bytes", () => {
    assert.deepEqual(blockersOf(rootOf(MAX_ROOT_OF_FIOTUF)), []);
  });

  it("is refused above it, where a count of characters would let 256,000 pass", () => {
    const [blocker = "", ...others] = blockersOf(rootOf(MAX_ROOT_OF_FIOTUF + 1));
    assert.match(blocker, /^production root 1 .*512001 bytes of at most 512000/);
    assert.deepEqual(others, []);
  });
});
