import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { appsOf, hardwareIdsOf, tagsOf, writtenText } from "../../../src/tuf/metadata/custom.ts";

describe("what a target's custom says", () => {
  it("reads tags that are no list of texts as none", () => {
    assert.deepEqual(tagsOf({ tags: "qa" as never }), []);
    assert.deepEqual(tagsOf({ tags: ["qa", 1] as never }), ["qa"]);
    assert.deepEqual(tagsOf(undefined), []);
  });

  it("reads hardware ids that are no list of texts as none", () => {
    for (const hardwareIds of [undefined, null, 5, "board", { length: 1 }]) {
      assert.deepEqual(hardwareIdsOf({ hardwareIds: hardwareIds as never }), []);
    }
    assert.deepEqual(hardwareIdsOf({ hardwareIds: ["board", null, {}] as never }), ["board"]);
    assert.deepEqual(hardwareIdsOf(null), []);
  });

  it("has the apps of an object of them, each with a uri of any shape", () => {
    for (const apps of [undefined, null, 5, "app", ["app"]]) {
      assert.deepEqual(appsOf({ docker_compose_apps: apps as never }), []);
    }
    const apps = JSON.parse('{"a": {"uri": "u"}, "b": null, "c": "u", "__proto__": {"uri": 7}}');
    assert.deepEqual(appsOf({ docker_compose_apps: apps }), [
      { app: "a", uri: "u" },
      { app: "b", uri: undefined },
      { app: "c", uri: undefined },
      { app: "__proto__", uri: 7 },
    ]);
  });

  it("writes any value as text", () => {
    const shown = ["7", 7, null, undefined, { toString: 1 }].map(writtenText);
    assert.deepEqual(shown, ["7", "7", "", "", '{"toString":1}']);
  });
});
