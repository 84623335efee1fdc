import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hardwareLeftBehind, latestVersion, plainVersion } from "../../../src/tuf/metadata/version.ts";
import { thrown } from "../../kit/refusal.ts";
import { target } from "../../kit/tuf.ts";

describe("the version of a target", () => {
  it("is a plain decimal integer up to 2147483647, written as text", () => {
    for (const [text, version] of [
      ["0", 0],
      ["7", 7],
      ["2147483647", 2147483647],
    ] as const) {
      assert.equal(plainVersion(text), version);
    }
    for (const bad of [
      "010",
      "-1",
      "1.0",
      "1e3",
      "0x10",
      "",
      " 1",
      "1\n",
      "2147483648",
      "99999999999",
      "v1",
      7,
      null,
      undefined,
    ]) {
      assert.equal(plainVersion(bad), null, JSON.stringify(bad));
    }
  });
});

describe("the latest version", () => {
  const targets = {
    a: target({ version: 9, tags: ["qa"] }),
    b: target({ version: 10, tags: ["devel"] }),
    c: target({ version: 2, tags: ["qa", "devel"] }),
  };

  it("is the highest number, not the last in the alphabet; gaps are normal", () => {
    assert.equal(latestVersion(targets, undefined), 10);
  });

  it("is sought among those with the source tag alone", () => {
    assert.equal(latestVersion(targets, "qa"), 9);
  });

  it("is an error when a candidate's version is no plain integer; others do not matter", () => {
    const odd = { ...targets, "odd-one": target({ version: 1, tags: ["devel"], custom: { version: "010" } }) };
    const { message } = thrown(() => latestVersion(odd, undefined), "version-not-integer");
    assert.match(message, /CI target "odd-one" has the version "010", not a plain integer/);
    assert.equal(latestVersion(odd, "qa"), 9);
  });

  it("is not that of a target without custom, null or not there: no device could select it", () => {
    const { custom: _custom, ...without } = target({ version: 77 });
    assert.equal(latestVersion({ ...targets, without, nothing: { ...without, custom: null } }, undefined), 10);
  });

  it("is an error when there is no candidate", () => {
    assert.match(thrown(() => latestVersion({}, undefined), "version-not-found").message, /^CI has no targets\./);
    assert.match(thrown(() => latestVersion(targets, "beta"), "version-not-found").message, /with the tag beta/);
  });

  it("leaves hardware behind when the next lower one has it; what is no hardware id is none", () => {
    const odd = target({ version: 9, custom: { hardwareIds: ["a", { toString: 1 }, 1] } });
    const build = { odd, b: target({ version: 10, hardwareId: "b" }) };
    assert.deepEqual(hardwareLeftBehind(build, 10, undefined), [{ hardwareId: "a", in: 9 }]);
    const text = { ...build, odd: target({ version: 9, custom: { hardwareIds: "a" } }) };
    assert.deepEqual(hardwareLeftBehind(text, 10, undefined), []);
  });
});
