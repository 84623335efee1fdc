import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { EmbeddedFactory } from "../../src/emulator/state/factory.ts";
import { signedBy } from "../../src/emulator/state/key-pair.ts";
import { rendered } from "../../src/gate/formats.ts";
import { runReview } from "../../src/review/engine/engine.ts";
import type { ReviewResult } from "../../src/review/engine/result.ts";
import type { Snapshot } from "../../src/review/engine/snapshot.ts";
import { noWaivers } from "../../src/review/waivers/waivers.ts";
import { NOW } from "../kit/now.ts";
import { baseline } from "./baseline.ts";
import { publishAsIs, republish } from "./rules/factory-edits.ts";

const MEBIBYTE = 1024 * 1024;

const review = (snapshot: Snapshot): ReviewResult =>
  runReview({ snapshot, policy: { appHosts: [], clients: [] }, waivers: noWaivers, now: NOW, failOn: "error" });

/** Everything that leaves the program is bounded, printable where it stands alone, and no rule has broken. */
function requireBounded(result: ReviewResult): void {
  assert.ok(result.findings.length < 3000, `${result.findings.length} findings`);
  for (const { title, says, subject } of result.findings) {
    assert.ok(title.length <= 120, title);
    assert.match(says, /^[\x20-\x7e]+$/);
    assert.ok(subject.length <= 1100);
    assert.ok(!subject.startsWith("review#"), `a rule broke: ${says}`);
  }
  for (const format of ["text", "markdown", "json", "sarif", "html"] as const) {
    const text = rendered(format, result, new Map());
    assert.ok(text.length < 5 * MEBIBYTE, `${format} has ${text.length} characters`);
    assert.doesNotMatch(text, /[\x00-\x08\x0b-\x1f\x7f]/, format);
  }
}

const CONTROLS = "\u0000\u001b[31m\u202e\u2028\ud800<script>alert(1)</script>::error::##[x]`|@a";

/** A root of some 64 KiB, and 65 of them. */
const manyRoots = (factory: EmbeddedFactory) => {
  for (let more = 0; more < 62; more++) {
    publishAsIs(factory, (signed) => ({ ...signed, "x-padding": "x".repeat(62_000) }));
  }
};

/** 10,000 targets, each wrong in several ways, in a document of 8 MiB. */
const manyTargets = (factory: EmbeddedFactory) =>
  republish(factory, (signed) => ({
    ...signed,
    targets: Object.fromEntries(
      Array.from({ length: 10_000 }, (_, index) => [
        `${CONTROLS}-${index}`,
        {
          hashes: { sha256: "short" },
          length: 0,
          custom: {
            version: index % 2 ? "010" : CONTROLS,
            hardwareIds: [],
            tags: [CONTROLS],
            docker_compose_apps: { [CONTROLS]: { uri: "x" }, b: { uri: CONTROLS } },
            padding: "x".repeat(400),
          },
        },
      ]),
    ),
  }));

describe("hostile metadata", () => {
  it("of 65 roots of 64 KiB each ends in a bounded report", async () => {
    const snapshot = await baseline("released", manyRoots);
    assert.equal(snapshot.ciRoots.chain.length, 65);
    const result = review(snapshot);
    requireBounded(result);
    assert.ok(result.findings.some(({ rule }) => rule === "metadata-too-large"));
    assert.equal(result.overview.roots.length, 65);
  });

  it("of 10,000 wrong targets in 8 MiB ends in a bounded report with what is wrong", async () => {
    const snapshot = await baseline("released", manyTargets);
    assert.ok(snapshot.production.get("production")!.sizeBytes > 7 * MEBIBYTE);
    const result = review(snapshot);
    requireBounded(result);
    const grouped = result.findings.find(({ rule, level }) => rule === "target-malformed" && level === "error");
    assert.equal(
      grouped?.title,
      "prod-targets/production: 10000 targets have a name, a hash or a length that server or devices refuse.",
    );
    assert.equal(result.verdict.exit, 3);
  });

  it("with control characters in every name ends in a bounded report", async () => {
    const snapshot = await baseline("released", (factory) => {
      const document = factory.state.prodTargets.get("production")!;
      for (let index = 0; index < 300; index++) factory.setProduction(`${CONTROLS}${index}`, document);
      const [wave] = factory.state.waves;
      const named = (index: number) => ({ ...wave!, name: `${CONTROLS}${index}`, tag: CONTROLS, version: CONTROLS });
      const waves = Array.from({ length: 300 }, (_, index) => ({ ...named(index), status: "active" as const }));
      factory.setState((state) => ({ ...state, waves: [...state.waves, ...waves] }));
      publishAsIs(factory, (signed) => ({
        ...signed,
        keys: { ...signed.keys, [CONTROLS]: { keytype: CONTROLS, keyval: { public: CONTROLS } } },
        "x-changelog": { "polis-id": CONTROLS, message: CONTROLS, timestamp: CONTROLS },
        "x-key-owners": { [CONTROLS]: { "polis-id": CONTROLS, "created-at": CONTROLS } },
      }));
    });
    requireBounded(review(snapshot));
  });

  it("with prototypes for names and anything for values is read without a rule breaking", async () => {
    const strange = JSON.parse(
      `{"__proto__": {"polluted": 1}, "constructor": [], "toString": null, "a": {"custom": []}}`,
    );
    const snapshot = await baseline("released", (factory) => {
      const { targets, root } = factory.offlineKeys;
      const signed = { _type: "Targets", version: 3, expires: "2031-01-01T00:00:00Z", targets: strange };
      for (const tag of ["__proto__", "constructor", "production"]) {
        factory.setProduction(tag, signedBy([targets!], signed) as never);
      }
      factory.setCiSigned((ci) => ({ ...ci, targets: strange }));
      factory.setRoots("prod", (roots) => [
        ...roots,
        signedBy([root!], { ...roots.at(-1)!.signed, version: 4, keys: strange, "x-key-owners": strange }) as never,
      ]);
      const updates = {
        status: "STARTED",
        current: { "ci-root": "x", "prod-root": "" },
        updated: { "ci-root": "[]", "prod-root": "null", "online-keys": strange },
        amendments: [strange, 1],
        issues: { errors: [strange], warnings: [[]] },
      };
      factory.setState((state) => ({ ...state, recordedUpdates: updates }));
    });
    requireBounded(review(snapshot));
    assert.equal(({} as Record<string, unknown>)["polluted"], undefined);
  });
});
