import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { prunedVersions, requireKnownContent } from "../../../src/tuf/targets/known-content.ts";
import { thrown } from "../../kit/refusal.ts";
import { type TargetParts, target, targetsDoc, targetsSigned } from "../../kit/tuf.ts";

const built = (version: number, more: Partial<TargetParts> = {}) => target({ version, tags: ["devel", "qa"], ...more });
const released = (version: number, more: Partial<TargetParts> = {}) =>
  target({ version, tags: ["production"], ...more });

const ci = targetsDoc(targetsSigned({ "a-5": built(5), "a-7": built(7), "b-7": built(7, { hardwareId: "b" }) }, 40));
const production = targetsDoc(
  targetsSigned({ "a-3": released(3), "a-5": released(5), "b-5": released(5, { hardwareId: "b" }) }, 5),
);
const added = { "a-7": released(7), "b-7": released(7, { hardwareId: "b" }) };

const wave = (targets: object, version = 7) => targetsDoc(targetsSigned(targets, version), [], "Wave w1");
const check = (targets: object, version = 7, claimed = 7) =>
  requireKnownContent(wave(targets, version), { tag: "production", version: claimed, ci, production });
const unverified = (targets: object) => thrown(() => check(targets), "wave-content-unverified").message;

describe("T7: what may be co-signed", () => {
  it("is production and CI targets, equal but for the tags", () => {
    check({ ...production.signed.targets, ...added });
    requireKnownContent(wave(added), { tag: "production", version: 7, ci, production: null });
  });

  it("is no target that stands nowhere, nor one called like a prototype's member", () => {
    const foreign = { ...production.signed.targets, ...added, evil: released(7) };
    assert.match(unverified(foreign), /Wave w1: the target "evil" stands neither in production nor in the CI targets/);
    assert.match(
      unverified({ ...added, ...production.signed.targets, constructor: released(7) }),
      /the target "constructor"/,
    );
  });

  it("is no CI target of an older version that production never had", () => {
    const { "a-5": _kept, ...withoutFive } = production.signed.targets;
    const older = wave({ ...withoutFive, ...added, "a-5": released(5) });
    const before = targetsDoc(targetsSigned(withoutFive, 5));
    const run = () => requireKnownContent(older, { tag: "production", version: 7, ci, production: before });
    assert.match(
      thrown(run, "wave-content-unverified").message,
      /"a-5" is new in production, but of version 5 and not 7/,
    );
  });

  const changes: [string, object, RegExp][] = [
    [
      "another hash",
      { hashes: { sha256: "0".repeat(64) } },
      /differs from the CI target of that name at \/hashes\/sha256/,
    ],
    ["another length", { length: 1 }, /at \/length/],
    ["another hash beside the right one", { hashes: { ...built(7).hashes, md5: "" } }, /at \/hashes\/md5/],
    ["another custom field", { custom: { ...released(7).custom, uri: "x" } }, /at \/custom\/uri/],
  ];
  for (const [what, change, says] of changes) {
    it(`is no CI target with ${what}`, () => {
      assert.match(unverified({ ...production.signed.targets, ...added, "a-7": { ...released(7), ...change } }), says);
    });
  }

  it("is no published target with new content, even where CI has that content now", () => {
    const altered = released(5, { custom: { uri: "new" } });
    const newCi = targetsDoc(targetsSigned({ ...ci.signed.targets, "a-5": built(5, { custom: { uri: "new" } }) }, 41));
    const doc = wave({ ...production.signed.targets, ...added, "a-5": altered });
    const run = () => requireKnownContent(doc, { tag: "production", version: 7, ci: newCi, production });
    assert.match(
      thrown(run, "wave-content-unverified").message,
      /"a-5" differs from the production target of that name/,
    );
  });

  it("is no document of another version than the Wave claims, in itself or in its highest target", () => {
    const whole = { ...production.signed.targets, ...added };
    thrown(() => check(whole, 8, 7), "wave-content-unverified");
    thrown(() => check(whole, 8, 8), "wave-content-unverified");
    thrown(() => check(production.signed.targets, 7), "wave-content-unverified");
  });

  it("is no version at or below production's", () => {
    thrown(() => check(production.signed.targets, 5, 5), "version-not-above-production");
  });

  it("is no target with other tags, and no document with delegations", () => {
    thrown(() => check({ ...production.signed.targets, "a-7": built(7) }), "tag-mismatch");
    const delegating = targetsDoc({ ...wave(added).signed, delegations: {} } as never, [], "Wave w1");
    const claim = { tag: "production", version: 7, ci, production: null };
    thrown(() => requireKnownContent(delegating, claim), "metadata-member-refused");
  });
});

describe("T12: what a Wave drops from production", () => {
  it("are whole versions, named in ascending order", () => {
    assert.deepEqual(prunedVersions(wave({ ...production.signed.targets, ...added }), production), []);
    assert.deepEqual(prunedVersions(wave(added), production), [3, 5]);
    assert.deepEqual(prunedVersions(wave(added), null), []);
  });

  it("is refused where a part of a version stays", () => {
    const { "b-5": _dropped, ...rest } = production.signed.targets;
    const { message } = thrown(
      () => prunedVersions(wave({ ...rest, ...added }), production),
      "wave-content-unverified",
    );
    assert.match(message, /the target "a-5" stays, while other production targets of its version 5 are dropped/);
    assert.equal(unverified({ ...rest, ...added }), message);
  });
});
