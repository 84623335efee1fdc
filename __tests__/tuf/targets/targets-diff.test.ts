import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { TargetsSigned } from "../../../src/tuf/metadata/metadata.ts";
import { diffTargets } from "../../../src/tuf/targets/targets-diff.ts";
import { target } from "../../kit/tuf.ts";

const uri = (app: string, digit: string) => `hub.foundries.io/acme/${app}@sha256:${digit.repeat(64)}`;
const build = (version: number, hardwareId: string, apps: Record<string, string> = {}) =>
  target({
    version,
    hardwareId,
    custom: {
      docker_compose_apps: Object.fromEntries(Object.entries(apps).map(([app, text]) => [app, { uri: text }])),
    },
  });
const lines = (list: readonly { name: string }[]) => list.map(({ name }) => name);

describe("what a release changes (T25)", () => {
  const before = {
    "a-1": build(1, "a"),
    "a-2": build(2, "a", { ui: uri("ui", "1"), old: uri("old", "1") }),
    "b-2": build(2, "b"),
  };
  const after = {
    "a-2": before["a-2"],
    "b-2": build(2, "b", { changed: uri("x", "0") }),
    "a-10": build(10, "a", { ui: uri("ui", "2"), new: uri("new", "1") }),
    "c-10": build(10, "c"),
  };
  const diff = diffTargets(before, after);

  it("says which targets are added, changed, pruned and kept", () => {
    assert.deepEqual(lines(diff.added), ["a-10", "c-10"]);
    assert.deepEqual(lines(diff.changed), ["b-2"]);
    assert.deepEqual(lines(diff.pruned), ["a-1"]);
    assert.deepEqual(lines(diff.kept), ["a-2"]);
    assert.deepEqual(diff.added[0], { name: "a-10", version: "10", hardwareIds: ["a"] });
  });

  it("says per hardware id the old and new highest version, by number", () => {
    const versions = diff.hardware.map(({ hardwareId, from, to }) => [hardwareId, from, to]);
    assert.deepEqual(versions, [
      ["a", 2, 10],
      ["b", 2, 2],
      ["c", null, 10],
    ]);
  });

  it("says which apps have another digest, are new or gone on that hardware", () => {
    assert.deepEqual(diff.hardware[0]?.apps, [
      { app: "new", from: null, to: uri("new", "1") },
      { app: "old", from: uri("old", "1"), to: null },
      { app: "ui", from: uri("ui", "1"), to: uri("ui", "2") },
    ]);
  });

  it("says the apps of each of several new targets for one hardware id: a device may take any of them", () => {
    const twins = {
      ...before,
      "a-3": build(3, "a", { ui: uri("ui", "1"), old: uri("old", "1") }),
      "a-3-twin": build(3, "a", { ui: uri("ui", "1"), old: uri("old", "1"), evil: uri("evil", "e") }),
    };
    const [a] = diffTargets(before, twins).hardware;
    assert.deepEqual([a?.to, a?.apps], [3, [{ app: "evil", from: null, to: uri("evil", "e") }]]);
  });

  it("shows what should be text and is none as the JSON it is", () => {
    const odd = { toString: 1 };
    const twisted = target({ version: 3, hardwareId: "a", custom: { docker_compose_apps: { ui: { uri: odd } } } });
    assert.equal(diffTargets(null, { twisted }).hardware[0]?.apps[0]?.to, '{"toString":1}');
    const versioned = { ...twisted, custom: { version: odd } } as unknown as typeof twisted;
    assert.equal(diffTargets(null, { versioned }).added[0]?.version, '{"toString":1}');
  });

  it("of a first release is all added", () => {
    const first = diffTargets(null, after);
    assert.deepEqual([first.added.length, first.changed, first.pruned, first.kept], [4, [], [], []]);
    assert.deepEqual(
      first.hardware.map(({ from }) => from),
      [null, null, null],
    );
  });

  it("does not call a target changed for the order of its members", () => {
    const reordered = Object.fromEntries(Object.entries(before["a-2"]).reverse());
    assert.deepEqual(
      lines(diffTargets({ a: before["a-2"] }, { a: reordered } as unknown as TargetsSigned["targets"]).kept),
      ["a"],
    );
  });

  it("puts every target of either side into exactly one list, whatever it is called", () => {
    const side = fc.dictionary(
      fc.constantFrom("a", "b", "c", "__proto__", "constructor", "0"),
      fc.integer({ min: 1, max: 2 }),
    );
    fc.assert(
      fc.property(side, side, (old, fresh) => {
        const files = (versions: Record<string, number>) =>
          Object.fromEntries(Object.entries(versions).map(([name, version]) => [name, build(version, "h")]));
        const { added, changed, pruned, kept } = diffTargets(files(old), files(fresh));
        const all = [added, changed, pruned, kept].flatMap(lines).sort();
        assert.deepEqual(all, [...new Set([...Object.keys(old), ...Object.keys(fresh)])].sort());
        assert.equal(
          kept.length,
          Object.keys(old).filter((name) => Object.hasOwn(fresh, name) && fresh[name] === old[name]).length,
        );
      }),
      { numRuns: 100 },
    );
  });

  it("survives custom parts of any shape", () => {
    for (const custom of [
      {},
      { docker_compose_apps: null },
      { docker_compose_apps: [1] },
      { docker_compose_apps: { a: null } },
      { hardwareIds: "x" },
      { version: 7 },
    ]) {
      const odd = { odd: { hashes: {}, length: 0, custom } } as unknown as TargetsSigned["targets"];
      assert.equal(diffTargets(odd, odd).kept.length, 1);
    }
  });
});
