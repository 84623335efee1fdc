// New CI builds: by the clock, and when somebody asks for one.
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { parseBuilds } from "../../../src/emulator/state/builds.ts";
import { type EmbeddedFactory, type FactorySnapshot, startFactory } from "../../../src/emulator/state/factory.ts";
import { manualClock } from "../../kit/manual-clock.ts";
import { thrown } from "../../kit/refusal.ts";
import { apiOf, FACTORY, REPO, request } from "../api.ts";

const START = new Date("2026-11-23T08:00:00Z");
const HOUR = 3_600_000;
const BUILDS = "/emulator/factories/acme/builds/";

const clock = manualClock(START);
let factory: EmbeddedFactory;
let start: FactorySnapshot;
before(async () => {
  factory = await startFactory({ state: "released", clock, buildEveryMs: HOUR });
  start = factory.snapshot();
});
beforeEach(() => {
  clock.set(START);
  factory.restore(start);
});
after(() => factory.close());

const targets = async () => (await apiOf(factory)("GET", `${REPO}/targets.json`)).json.signed;
const versions = async () => {
  const files = Object.values((await targets()).targets) as { custom: { version: string } }[];
  return [...new Set(files.map(({ custom }) => Number(custom.version)))].sort((a, b) => a - b);
};

describe("--builds", () => {
  it("reads a number per minute, hour or day, and nothing else", () => {
    assert.deepEqual(["1/h", "4/h", "2/day", "0.5/min"].map(parseBuilds), [HOUR, HOUR / 4, 12 * HOUR, 120_000]);
    for (const text of ["", "1", "h", "0/h", "-1/h", "1/week", "1/constructor", "1001/min", "1/h/h"]) {
      assert.match(
        thrown(() => parseBuilds(text), "value-invalid").message,
        /is no number up to 1000 per min, h or day/,
      );
    }
  });

  it("adds a version an hour, signed, once the hour is over", async () => {
    const before = await targets();
    clock.advance(HOUR - 1000);
    assert.deepEqual(await versions(), [1, 2, 3, 4, 5, 6]);
    clock.advance(1000);
    assert.deepEqual(await versions(), [1, 2, 3, 4, 5, 6, 7]);
    assert.equal((await targets()).version, before.version + 1);
    clock.advance(2.5 * HOUR);
    assert.deepEqual((await versions()).slice(-3), [7, 8, 9]);
    clock.advance(HOUR / 2);
    assert.equal((await versions()).at(-1), 10);
  });

  it("makes 50 at once at most, and keeps 300 and what is released", async () => {
    clock.advance(1000 * HOUR);
    assert.equal((await versions()).at(-1), 56);
    for (let times = 0; times < 6; times++) {
      clock.advance(1000 * HOUR);
      await versions();
    }
    const all = await versions();
    assert.deepEqual([all.length, all[0], all[1], all.at(-1)], [301, 3, 57, 356]);
  });

  it("has one build due at most after a pause", async () => {
    const later = manualClock(new Date(START.getTime() + 100 * HOUR));
    const storage = { found: { start: "released", state: start } as const, keep: async () => {} };
    const again = await startFactory({ clock: later, buildEveryMs: HOUR, storage });
    const { json } = await apiOf(again)("GET", `${FACTORY}/targets/?version=8`);
    assert.deepEqual(json, {});
    assert.equal(Object.keys((await apiOf(again)("GET", `${FACTORY}/targets/?version=7`)).json).length, 2);
    await again.close();
  });
});

describe("a build that is asked for", () => {
  it("is the next version, and can be released", async () => {
    const { status, json } = await apiOf(factory)("POST", BUILDS);
    assert.deepEqual([status, json], [201, { version: 7, targets: ["intel-corei7-64-lmp-7", "board-001-lmp-7"] }]);
    assert.equal((await versions()).at(-1), 7);
  });

  it("takes version, tags and hardware ids", async () => {
    const body = { version: 40, tags: ["qa", "main"], "hardware-ids": ["board-002"] };
    const { json } = await apiOf(factory)("POST", BUILDS, body);
    assert.deepEqual(json.targets, ["board-002-lmp-40"]);
    const { custom } = (await targets()).targets["board-002-lmp-40"];
    assert.deepEqual([custom.version, custom.tags, custom.hardwareIds], ["40", ["qa", "main"], ["board-002"]]);
  });

  it("is refused without a token, to another Factory, and for what it cannot be", async () => {
    assert.equal((await request(factory, "POST", BUILDS)).status, 401);
    assert.equal((await apiOf(factory)("POST", BUILDS.replace("acme", "other"))).status, 403);
    for (const [body, status, says] of [
      [{ version: 6 }, 409, /CI has version 6 already/],
      [{ version: "7" }, 400, /"version":"is no version"/],
      [{ tags: "qa" }, 400, /"tags":"is no list of tags"/],
      [{ "hardware-ids": [] }, 400, /"hardware-ids":"is no list/],
      [{ tag: "qa" }, 400, /"tag":"is not known"/],
      [[], 400, /not a JSON object/],
    ] as const) {
      const answer = await apiOf(factory)("POST", BUILDS, body);
      assert.equal(answer.status, status, answer.text);
      assert.match(answer.text, says);
    }
    assert.equal((await versions()).at(-1), 6);
  });
});
