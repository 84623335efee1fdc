import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseJson } from "../../../src/json/json.ts";
import { own } from "../../../src/json/object.ts";
import { canonicalBytes } from "../../../src/tuf/canonical/canonical.ts";
import { parseTargets } from "../../../src/tuf/metadata/metadata.ts";
import { buildWaveTargets, selectTargets, type WaveRequest } from "../../../src/tuf/targets/wave-targets.ts";
import { thrown } from "../../kit/refusal.ts";
import { FUTURE, target, targetsDoc, targetsSigned } from "../../kit/tuf.ts";

const names = (targets: object) => Object.keys(targets).sort();
const custom = { arch: "arm64", "lmp-ver": "94", "delta-stats": { size: 1 }, name: "board-001-lmp" };
const ci = targetsDoc(
  targetsSigned({
    "board-001-lmp-6": target({ version: 6, tags: ["devel"] }),
    "intel-lmp-7": target({ version: 7, hardwareId: "intel", tags: ["devel"] }),
    "board-001-lmp-7": target({ version: 7, tags: ["devel", "qa"], custom }),
  }),
);
const inProduction = (version: number) => target({ version, tags: ["production"] });
const production = targetsDoc(
  targetsSigned(
    { "board-001-lmp-3": inProduction(3), "board-001-lmp-5": inProduction(5), "intel-lmp-5": inProduction(5) },
    5,
  ),
);
const request = (more: Partial<WaveRequest> = {}): WaveRequest => ({
  tag: "production",
  version: 7,
  prune: [],
  expires: FUTURE,
  ...more,
});

describe("a Wave's targets", () => {
  it("are production's and all CI targets of the version, with its version and the given expiry", () => {
    const { signed, added } = buildWaveTargets(ci, production, request());
    assert.deepEqual(
      { ...signed, targets: names(signed.targets) },
      {
        _type: "Targets",
        version: 7,
        expires: FUTURE,
        targets: ["board-001-lmp-3", "board-001-lmp-5", "board-001-lmp-7", "intel-lmp-5", "intel-lmp-7"],
      },
    );
    assert.deepEqual(names(added), ["board-001-lmp-7", "intel-lmp-7"]);
    assert.deepEqual(signed.targets["board-001-lmp-5"], inProduction(5));
  });

  it("carry exactly the tag, and keep every other custom field, hash and length of the CI target", () => {
    const { added } = buildWaveTargets(ci, production, request());
    const built = ci.signed.targets["board-001-lmp-7"]!;
    assert.deepEqual(added["board-001-lmp-7"], { ...built, custom: { ...built.custom, tags: ["production"] } });
  });

  it("change neither document they are made of", () => {
    const before = [canonicalBytes(ci.signed, "ci"), canonicalBytes(production.signed, "production")];
    buildWaveTargets(ci, production, request({ prune: [3] }));
    assert.deepEqual([canonicalBytes(ci.signed, "ci"), canonicalBytes(production.signed, "production")], before);
  });

  it("of a first release are the new ones alone", () => {
    assert.deepEqual(names(buildWaveTargets(ci, null, request()).signed.targets), ["board-001-lmp-7", "intel-lmp-7"]);
  });

  it("are only those with the source tag when it is given", () => {
    assert.deepEqual(names(selectTargets(ci, request({ sourceTag: "qa" }))), ["board-001-lmp-7"]);
  });

  it("are refused when the version has none, or none with the source tag", () => {
    assert.match(
      thrown(() => buildWaveTargets(ci, null, request({ version: 8 })), "version-not-found").message,
      /CI has no targets of version 8/,
    );
    assert.match(
      thrown(() => selectTargets(ci, request({ sourceTag: "beta" })), "version-not-found").message,
      /version 7 in CI does not carry the tag beta/,
    );
  });

  it("are refused at or below production's version: 5 and 6 where production is at 6", () => {
    const at6 = targetsDoc(targetsSigned({ "other-6": inProduction(6) }, 6));
    const error = thrown(() => buildWaveTargets(ci, at6, request({ version: 6 })), "version-not-above-production");
    assert.match(error.message, /production targets for tag production are at version 6/);
    const ci5 = targetsDoc(targetsSigned({ a: target({ version: 5 }) }));
    thrown(() => buildWaveTargets(ci5, at6, request({ version: 5 })), "version-not-above-production");
  });

  it("are refused where a new name already stands in production, even with the same content", () => {
    const taken = targetsDoc(targetsSigned({ "board-001-lmp-7": inProduction(5) }, 5));
    assert.match(
      thrown(() => buildWaveTargets(ci, taken, request()), "target-exists").message,
      /"board-001-lmp-7" of version 7 already stands/,
    );
    assert.deepEqual(names(buildWaveTargets(ci, taken, request({ prune: [5] })).signed.targets), [
      "board-001-lmp-7",
      "intel-lmp-7",
    ]);
  });

  it("drop the pruned versions; a version that is not there, or the new one, is an error", () => {
    const { signed } = buildWaveTargets(ci, production, request({ prune: [5] }));
    assert.deepEqual(names(signed.targets), ["board-001-lmp-3", "board-001-lmp-7", "intel-lmp-7"]);
    assert.match(
      thrown(() => buildWaveTargets(ci, production, request({ prune: [3, 4, 6] })), "prune-refused").message,
      /no targets of version 4, 6 to prune/,
    );
    assert.match(
      thrown(() => buildWaveTargets(ci, production, request({ prune: [7] })), "prune-refused").message,
      /Version 7 is the one to be released/,
    );
    thrown(() => buildWaveTargets(ci, null, request({ prune: [5] })), "prune-refused");
  });

  it("T9, T11: are refused when a chosen target has an unknown member or can be read in two ways; others do not matter", () => {
    const text = JSON.stringify({ signatures: [], signed: ci.signed });
    const edited = (name: string, member: string) =>
      parseTargets(parseJson(text.replace(`"${name}":{`, `"${name}":{${member},`), "doc"), "CI targets");
    thrown(
      () => buildWaveTargets(edited("intel-lmp-7", '"delegations":{}'), null, request()),
      "metadata-member-refused",
    );
    thrown(() => buildWaveTargets(edited("intel-lmp-7", '"length":5'), null, request()), "metadata-ambiguous");
    for (const member of ['"delegations":{}', '"length":5'])
      buildWaveTargets(edited("board-001-lmp-6", member), null, request());
  });

  it("may be called __proto__ and constructor without touching a prototype", () => {
    const text = JSON.stringify({ signatures: [], signed: ci.signed })
      .replace("intel-lmp-7", "__proto__")
      .replace("board-001-lmp-7", "constructor");
    const { signed, added } = buildWaveTargets(
      parseTargets(parseJson(text, "doc"), "CI targets"),
      production,
      request(),
    );
    assert.deepEqual(names(added), ["__proto__", "constructor"]);
    assert.equal(own(signed.targets, "__proto__")?.custom?.version, "7");
    assert.equal(Object.getPrototypeOf(signed.targets), Object.prototype);
  });

  it("do not take a version that only looks alike: 07 and the number 7", () => {
    const odd = targetsDoc(
      targetsSigned({
        a: target({ version: 7, custom: { version: "07" } }),
        b: target({ version: 7, custom: { version: 7 } }),
      }),
    );
    thrown(() => buildWaveTargets(odd, null, request()), "version-not-found");
  });
});
