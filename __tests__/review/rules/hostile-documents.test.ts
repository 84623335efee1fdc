// Groups A to G on documents in which anything stands anywhere: no rule throws, no title outgrows its line.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { makeKeyPair, signedBy } from "../../../src/emulator/state/key-pair.ts";
import { reviewedRoot, reviewedTargets } from "../../../src/gate/reviewed.ts";
import { parseJson } from "../../../src/json/json.ts";
import { findingsOf, type Rule } from "../../../src/review/engine/rule.ts";
import type { ReviewedRoot, ReviewedTargets, Snapshot } from "../../../src/review/engine/snapshot.ts";
import { canonicalFormRules } from "../../../src/review/rules/canonical-form.ts";
import { chainRules } from "../../../src/review/rules/chain.ts";
import { keysRules } from "../../../src/review/rules/keys.ts";
import { rootKeysRules } from "../../../src/review/rules/root-keys.ts";
import { signaturesRules } from "../../../src/review/rules/signatures.ts";
import { targetsKeysRules } from "../../../src/review/rules/targets-keys.ts";
import { thresholdsRules } from "../../../src/review/rules/thresholds.ts";
import { NOW } from "../../kit/now.ts";
import { baseline } from "../baseline.ts";
import { pinsOf } from "./factory-edits.ts";

const rules: readonly Rule<Snapshot>[] = [
  ...canonicalFormRules,
  ...keysRules,
  ...rootKeysRules,
  ...thresholdsRules,
  ...targetsKeysRules,
  ...signaturesRules,
  ...chainRules,
];

const findings = (snapshot: Snapshot) =>
  rules.flatMap((rule) => findingsOf(rule, rule.check(snapshot, { appHosts: [], clients: [], owners: ["a"] }, NOW)));

const fetched = (value: unknown) => {
  const text = JSON.stringify(value);
  return { ...parseJson(text, "it"), size: text.length };
};
const rootOf = (name: string, value: unknown): ReviewedRoot => reviewedRoot(name, name, fetched(value));
const targetsOf = (name: string, value: unknown): ReviewedTargets => reviewedTargets(name, name, fetched(value));

/** Names that a prototype has, foreign text, and what looks like a key. */
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom("__proto__", "constructor", "\u202e", "x".repeat(300), -1, 0, 1001, 1.5, [], {}, ["constructor"]),
  fc.constant({ keytype: "ED25519", keyval: { public: "00".repeat(32) } }),
);

/** `value` with what stands at one of its places replaced; the place is chosen by `at`, deep ones included. */
function replaced(value: unknown, at: readonly number[], by: unknown): unknown {
  if (at.length === 0 || value === null || typeof value !== "object") return by;
  const names = Object.keys(value);
  if (names.length === 0) return by;
  const name = names[at[0]! % names.length]!;
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[name] = replaced(copy[name], at.slice(1), by);
  return copy;
}

describe("groups A to G", () => {
  it("take any document and say what they say in bounded lines", async () => {
    const released = await baseline("released");
    const pins = pinsOf(released);
    const change = fc.record({ at: fc.array(fc.nat(), { minLength: 1, maxLength: 6 }), by: anything });
    fc.assert(
      fc.property(change, change, ({ at, by }, other) => {
        const root = replaced(released.prodRoots.newest!.value, at, by);
        const production = replaced(released.production.get("production")!.value, other.at, other.by);
        const newest = rootOf("prod-root", root);
        const staged = { ci: rootOf("staged-ci-root", root), prod: rootOf("staged-prod-root", root) };
        const snapshot: Snapshot = {
          ...released,
          prodRoots: { chain: [...released.prodRoots.chain.slice(0, 2), rootOf("prod-root@3", root)], newest },
          prodRoot: newest.doc ?? released.prodRoot,
          production: new Map([["production", targetsOf("prod-targets/production", production)]]),
          updates: { ...released.updates!, staged },
          pins,
          trustedRoot: newest.doc,
          pinChange: { baseRoot: released.ciRoot, headRoot: newest.doc, basePins: pins, headPins: pins },
        };
        for (const { title, says } of findings(snapshot)) {
          assert.ok(title.length <= 120, title);
          assert.match(title, /^[\x20-\x7e]+$/);
          assert.ok(says.startsWith(title));
        }
      }),
      { numRuns: 300 },
    );
  });

  it("stay readable on a root with 1,000 keys that signed it: the first are verified, the rest are counted", async () => {
    const snapshot = await baseline("owned");
    const { signed } = snapshot.prodRoots.newest!.doc!;
    const pairs = Array.from({ length: 40 }, (_, index) => makeKeyPair("ed25519", "hostile", `${index}`));
    const ids = Array.from({ length: 1000 }, (_, index) => index.toString(16).padStart(64, "0"));
    const hostile = {
      ...signed,
      version: 4,
      keys: Object.fromEntries(ids.map((keyid, index) => [keyid, pairs[index % pairs.length]!.public])),
      roles: { ...signed.roles, root: { keyids: ids, threshold: 1000 } },
    };
    const [signature] = signedBy(pairs.slice(0, 1), hostile).signatures;
    const signatures = ids.map((keyid) => ({ ...signature!, keyid }));
    const root = rootOf("prod-root", { signatures, signed: hostile });
    const chain = [...snapshot.prodRoots.chain, { ...root, name: "prod-root@4" }];
    const found = findings({ ...snapshot, prodRoots: { chain, newest: root }, prodRoot: root.doc });
    assert.ok(found.length < 200, `${found.length} findings`);
    const rest = found.find(({ rule, subject }) => rule === "keyid-mismatch" && subject === "prod-root#");
    assert.match(rest?.title ?? "", /^Production root has 981 more such places, the next at \.{3}0+13\.$/);
    assert.ok(found.some(({ rule, title }) => rule === "signature-invalid" && title.includes("only 16 are")));
    assert.ok(found.some(({ rule, subject }) => rule === "root-chain-broken" && subject === "prod-root@4#/signatures"));
  });
});
