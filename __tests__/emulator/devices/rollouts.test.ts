// Rollouts over the simulated fleet, and how `wave status` follows the clock.
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { parseDevices } from "../../../src/emulator/devices/device-text.ts";
import { devicesOf } from "../../../src/emulator/devices/devices.ts";
import { type EmbeddedFactory, type FactorySnapshot, startFactory } from "../../../src/emulator/state/factory.ts";
import { waveBody } from "../../kit/emulator.ts";
import { type ManualClock, manualClock } from "../../kit/manual-clock.ts";
import { type Api, apiOf, FACTORY } from "../api.ts";

const START = new Date("2026-11-23T06:00:00Z");
const MINUTE = 60_000;
let clock: ManualClock;
let factory: EmbeddedFactory;
let start: FactorySnapshot;
let api: Api;

before(async () => {
  clock = manualClock(START);
  const devices = ["us-east=10", "eu west=4,online=100%,pace=60/min,fail=50%", "lab=2,tag=qa"].map(parseDevices);
  factory = await startFactory({ state: "released", clock, devices });
  api = apiOf(factory);
  await api("POST", `${FACTORY}/waves/`, waveBody(factory));
  start = factory.snapshot();
});
beforeEach(() => {
  clock.set(START);
  factory.restore(start);
});
after(() => factory.close());

const rollout = (body: object) => api("POST", `${FACTORY}/waves/w1/rollout/`, body);

async function status(group: string) {
  const { json } = await api("GET", `${FACTORY}/waves/$active$/status/`);
  return [...json["rollout-groups"], ...json["other-groups"]].find(({ name }) => name === group);
}

describe("rolling out a Wave", () => {
  it("needs one of group, limit, percentage, uuids", async () => {
    const { status: code, json } = await rollout({ "dry-run": false });
    assert.deepEqual([code, json.message], [400, "One of group, limit, percentage, uuids is needed"]);
  });

  it("counts only devices on the Wave's tag, and remembers who, when and how many", async () => {
    const { json } = await rollout({ limit: 100 });
    assert.equal(json["device-num"], 14);
    assert.deepEqual(json["rollout-history"], [
      {
        "group-name": "",
        "rollout-by": "polis-owner-01",
        "rollout-at": "2026-11-23T06:00:00Z",
        "is-full-group": false,
        "is-factory-wide": true,
        "num-devices": 14,
      },
    ]);
  });

  it("reaches further devices with a second limit, and devices by uuid", async () => {
    const first = await rollout({ limit: 2, "return-uuids": true });
    const second = await rollout({ group: "us-east", limit: 2, "return-uuids": true, "return-names": true });
    assert.equal(new Set([...first.json["device-uuids"], ...second.json["device-uuids"]]).size, 4);
    assert.deepEqual(second.json["device-names"], ["us-east-2", "us-east-3"]);
    assert.equal(second.json["rollout-history"][1]["is-full-group"], false);
    const [device] = devicesOf(factory.state).filter(({ group }) => group === "eu west");
    const third = await rollout({ uuids: [device!.uuid], "return-names": true });
    assert.deepEqual(third.json["device-names"], ["eu west-0"]);
  });

  it("rounds a percentage up", async () => {
    assert.equal((await rollout({ group: "us-east", percentage: 25 })).json["device-num"], 3);
    assert.equal((await rollout({ percentage: 10 })).json["device-num"], 2);
  });

  it("counts a percentage among those that were not told yet: 50% of 10 and then 60% of 5", async () => {
    assert.equal((await rollout({ group: "us-east", percentage: 50 })).json["device-num"], 5);
    assert.equal((await rollout({ group: "us-east", percentage: 60 })).json["device-num"], 3);
  });

  it("takes at most a limit of the named devices", async () => {
    const uuids = devicesOf(factory.state)
      .filter(({ group }) => group === "us-east")
      .map(({ uuid }) => uuid);
    assert.equal((await rollout({ uuids, limit: 4 })).json["device-num"], 4);
    assert.equal((await rollout({ uuids, limit: 100 })).json["device-num"], 6);
  });

  it("changes nothing in a dry run", async () => {
    const { json } = await rollout({ group: "us-east", "dry-run": true });
    assert.equal(json["device-num"], 10);
    assert.deepEqual(json["rollout-history"], []);
    assert.equal(factory.state, start);
  });

  it("refuses what is out of range, and names the field", async () => {
    const cases: [object, string][] = [
      [{ limit: 0 }, "limit"],
      [{ limit: 10_001 }, "limit"],
      [{ percentage: 101 }, "percentage"],
      [{ limit: 1.5 }, "limit"],
      [{ limit: 1, percentage: 1 }, "percentage"],
      [{ uuids: ["a"], percentage: 1 }, "percentage"],
      [{ uuids: [] }, "uuids"],
      [{ uuids: ["x".repeat(61)] }, "uuids"],
      [{ uuids: ["nobody"] }, "uuids"],
      [{ group: 7 }, "group"],
      [{ limit: 1, "dry-run": "yes" }, "dry-run"],
    ];
    for (const [body, field] of cases) {
      const { status: code, json } = await rollout(body);
      assert.equal(code, 400, JSON.stringify(body));
      assert.deepEqual(Object.keys(json.errors), [field], JSON.stringify(body));
    }
    const { status: code, json } = await rollout({ group: "nowhere" });
    assert.deepEqual([code, json.message], [404, "No device group named nowhere"]);
  });
});

describe("the progress of a Wave", () => {
  it("moves with the clock: 3 a minute, then 8, and the 2 offline devices stay scheduled", async () => {
    await rollout({ group: "us-east" });
    const counts = async (minutes: number) => {
      clock.set(new Date(START.getTime() + minutes * MINUTE));
      const group = await status("us-east");
      return [group["devices-on-wave-version"], group["devices-scheduled-for-update"], group["devices-online"]];
    };
    assert.deepEqual(await counts(0), [0, 10, 8]);
    assert.deepEqual(await counts(1), [3, 7, 8]);
    assert.deepEqual(await counts(2), [6, 4, 8]);
    assert.deepEqual(await counts(60), [8, 2, 8]);
  });

  it("shows versions newest first, none an orphan that production still has", async () => {
    await rollout({ group: "us-east" });
    clock.advance(MINUTE);
    assert.deepEqual((await status("us-east")).targets, [
      { version: 4, devices: 3, "is-orphan": false },
      { version: 3, devices: 7, "is-orphan": false },
    ]);
  });

  it("lets about the chosen share of updates fail, the same ones each time", async () => {
    await rollout({ group: "eu west" });
    clock.advance(60 * MINUTE);
    const first = await status("eu west");
    assert.ok(first["devices-on-wave-version"] < 4, "some fail");
    assert.deepEqual(await status("eu west"), first);
  });

  it("counts offline devices as seen when the threshold reaches back to them", async () => {
    const online = async (hours: number) => {
      const { json } = await api("GET", `${FACTORY}/waves/w1/status/?offline-threshold=${hours}`);
      return json["other-groups"][0]["devices-online"];
    };
    assert.deepEqual([await online(4), await online(24), await online(23)], [8, 10, 8]);
  });

  it("stops at the moment of a cancel, and reaches all groups after a complete", async () => {
    await rollout({ group: "us-east" });
    clock.advance(MINUTE);
    const beforeEnd = factory.snapshot();
    await api("POST", `${FACTORY}/waves/w1/cancel/`);
    clock.advance(60 * MINUTE);
    const canceled = (await api("GET", `${FACTORY}/waves/w1/status/`)).json;
    assert.deepEqual([canceled.status, canceled["updated-devices"], canceled["scheduled-devices"]], ["canceled", 3, 0]);
    factory.restore(beforeEnd);
    await api("POST", `${FACTORY}/waves/w1/complete/`);
    clock.advance(60 * MINUTE);
    const complete = (await api("GET", `${FACTORY}/waves/w1/status/`)).json;
    assert.ok(complete["updated-devices"] > 8, "eu west updates too");
    assert.equal(complete["finished-at"], "2026-11-23T07:01:00Z");
  });

  it("is none for devices that would refuse the document: the production root has expired", async () => {
    await rollout({ group: "us-east" });
    factory.expireRoot(START);
    clock.advance(60 * MINUTE);
    assert.equal((await status("us-east"))["devices-on-wave-version"], 0);
  });

  it("is 404 when there is no such Wave, or none is active", async () => {
    assert.equal((await api("GET", `${FACTORY}/waves/none/status/`)).status, 404);
    await api("POST", `${FACTORY}/waves/w1/cancel/`);
    const { status: code, json } = await api("GET", `${FACTORY}/waves/$active$/status/`);
    assert.deepEqual([code, json.message], [404, "No wave is active"]);
  });
});
