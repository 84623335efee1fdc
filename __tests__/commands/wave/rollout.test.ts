import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { DEFAULT_GROUP, devicesOf } from "../../../src/emulator/devices/devices.ts";
import { waveNamed } from "../../../src/emulator/state/state.ts";
import { sharedBench } from "../../kit/shared-bench.ts";
import { KEYS, type Workbench } from "../../kit/workbench.ts";

const GROUP = { ...DEFAULT_GROUP, online: 1 };
const devices = [
  { ...GROUP, name: "us-east", devices: 10 },
  { ...GROUP, name: "eu west", devices: 5 },
  { ...GROUP, name: "lab", devices: 3, tag: "devel" },
];
const bench = sharedBench({ devices }, async (bench) => {
  await bench.run("wave init", { wave: "w6", version: "6", tag: "production", ...KEYS });
});

const rollout = (raw: Record<string, string>) => bench.run("wave rollout", { wave: "w6", ...raw });
const refused = (raw: Record<string, string>, code: Parameters<Workbench["refused"]>[2], says: RegExp) =>
  bench.refused("wave rollout", { wave: "w6", ...raw }, code, says);
const history = () => waveNamed(bench.factory.state, "w6")!.history;
const uuidsOf = (count: number) =>
  devicesOf(bench.factory.state)
    .slice(0, count)
    .map(({ uuid }) => uuid);
/** The parts of the requests that say whom they mean. */
const scopes = (writes: readonly { body: unknown }[]) =>
  writes.map(({ body }) => {
    const {
      "dry-run": _dry,
      "return-uuids": _uuids,
      "return-names": _names,
      ...scope
    } = body as Record<string, unknown>;
    return scope;
  });

describe("wave rollout", () => {
  it("needs a group, a limit or uuids", async () => {
    const { requests } = await refused({}, "rollout-needs-scope", /needs a group, a limit or uuids/);
    assert.deepEqual(requests, []);
    await refused(
      { limit: "2%", uuids: "a" },
      "options-conflict",
      /A limit in percent and uuids cannot be used together/,
    );
  });

  it("reaches a group with blanks in its name, or a part of it", async () => {
    const { status, changed, data, writes, text } = await rollout({ group: "eu west" });
    assert.deepEqual([status, changed, data.rollout.devices], ["done", "yes", 5]);
    assert.deepEqual(scopes(writes), [{ group: "eu west" }]);
    assert.match(text, /Wave w6 is being rolled out to 5 devices/);
    assert.deepEqual(scopes((await rollout({ group: "us-east", limit: "4" })).writes), [
      { group: "us-east", limit: 4 },
    ]);
  });

  it("lists uuids and names on request only", async () => {
    const plain = await rollout({ limit: "2", "dry-run": "true" });
    assert.deepEqual([plain.data.rollout.uuids, plain.data.rollout.names], [[], []]);
    const { data, text } = await rollout({ limit: "2", "print-uuids": "true", "print-names": "true" });
    assert.deepEqual(data.rollout.names, ["us-east-0", "us-east-1"]);
    assert.deepEqual(data.rollout.uuids, uuidsOf(2));
    for (const name of data.rollout.names) assert.ok(text.includes(name));
  });

  it("in a dry run asks the Factory and changes nothing", async () => {
    const { status, changed, writes, posts, data, text } = await rollout({ group: "us-east", "dry-run": "true" });
    assert.deepEqual(
      [status, changed, writes, posts.length, data.rollout],
      ["unchanged", "no", [], 1, { sent: false, devices: 10, uuids: [], names: [] }],
    );
    assert.match(text, /Wave w6 would be rolled out to 10 devices/);
    assert.deepEqual(history(), []);
  });

  it("is bound to the approved digest", async () => {
    const { outputs } = await bench.run("wave show", { wave: "w6" });
    const { posts } = await refused(
      { group: "us-east", "expect-digest": `sha256:${"0".repeat(64)}` },
      "digest-mismatch",
      /was approved/,
    );
    assert.deepEqual(posts, []);
    assert.equal(
      (await rollout({ group: "us-east", "expect-digest": String(outputs["targets-digest"]) })).status,
      "done",
    );
  });

  it("refuses a Wave that is over, is not there, or that no device would accept", async () => {
    await bench.run("wave cancel", { wave: "w6" });
    await refused({ group: "us-east" }, "wave-not-active", /Wave w6 is canceled, so it cannot be rolled out/);
    await refused({ wave: "w9", group: "us-east" }, "wave-not-found", /no Wave w9/);
    bench.factory.restore(bench.start);
    bench.factory.setWave("w6", (wave) => ({
      ...wave,
      targets: { ...wave.targets!, signatures: wave.targets!.signatures.slice(0, 1) },
    }));
    const { posts } = await refused(
      { group: "us-east" },
      "threshold-not-met",
      /it has 1 of 2 valid signatures\. Still to sign: [0-9a-f]{64}/,
    );
    assert.deepEqual(posts, []);
  });

  it("passes the Factory's refusal on: an unknown group", async () => {
    const { error } = await refused({ group: "nowhere" }, "http-not-found", /nowhere/);
    assert.equal(error.changed, "no");
  });
});

describe("wave rollout, a limit counts devices in total for its scope", () => {
  it("is unchanged when that many were reached: 4 again", async () => {
    await rollout({ limit: "4" });
    const { status, changed, posts, data, text } = await rollout({ limit: "4" });
    assert.deepEqual([status, changed, posts, data.rollout.devices], ["unchanged", "no", [], 4]);
    assert.match(text, /was rolled out before to 4 devices/);
    assert.equal((await rollout({ limit: "3" })).status, "unchanged");
  });

  it("asks for what is missing: 6 after 4 are 2 more", async () => {
    await rollout({ limit: "4" });
    const { status, writes, data } = await rollout({ limit: "6" });
    assert.deepEqual([status, scopes(writes), data.rollout.devices], ["done", [{ limit: 2 }], 2]);
    assert.equal((await rollout({ limit: "6" })).status, "unchanged");
  });

  it("counts each scope by itself: groups apart from the Factory and from each other", async () => {
    await rollout({ limit: "4" });
    assert.deepEqual(scopes((await rollout({ group: "us-east", limit: "4" })).writes), [
      { group: "us-east", limit: 4 },
    ]);
    assert.deepEqual(scopes((await rollout({ group: "eu west", limit: "4" })).writes), [
      { group: "eu west", limit: 4 },
    ]);
    assert.equal((await rollout({ group: "us-east", limit: "4" })).status, "unchanged");
  });

  it("takes a percentage as the devices it comes to: 40% of 10 are 4", async () => {
    const first = await rollout({ group: "us-east", limit: "40%" });
    assert.deepEqual([scopes(first.writes), first.data.rollout.devices], [[{ group: "us-east", percentage: 40 }], 4]);
    const again = await rollout({ group: "us-east", limit: "40%" });
    assert.deepEqual([again.status, again.writes], ["unchanged", []]);
    assert.equal((await rollout({ group: "us-east", limit: "4" })).status, "unchanged");
    const more = await rollout({ group: "us-east", limit: "70%" });
    assert.deepEqual(scopes(more.writes), [{ group: "us-east", limit: 3 }]);
  });

  it("means a percentage of all devices, whatever was told before: 60% after 50% of 10 is 1 more", async () => {
    await rollout({ group: "us-east", limit: "50%" });
    const { status, writes, data } = await rollout({ group: "us-east", limit: "60%" });
    assert.deepEqual([status, scopes(writes), data.rollout.devices], ["done", [{ group: "us-east", limit: 1 }], 1]);
    assert.equal((await rollout({ group: "us-east", limit: "60%" })).status, "unchanged");
  });

  it("does so for the whole Factory: 50% after 20% of 15 are 5 more", async () => {
    await rollout({ limit: "20%" });
    const { writes } = await rollout({ limit: "50%" });
    assert.deepEqual(scopes(writes), [{ limit: 5 }]);
  });

  it("names the option group where more devices are missing than one call can name", async () => {
    await rollout({ limit: "20%" });
    bench.factory.rewrite(({ path }, answer) =>
      path.includes("/waves/w6/status/")
        ? { ...answer, body: answer.body.replace(/"total-devices":\s*\d+/, '"total-devices":40000') }
        : undefined,
    );
    const { writes } = await refused(
      { limit: "60%" },
      "value-invalid",
      /needs 23997 more devices, .* at most 10000\..* --group/,
    );
    assert.deepEqual(writes, []);
  });

  it("is unchanged for a whole group that was reached, with or without a limit", async () => {
    await rollout({ group: "us-east" });
    for (const raw of [{ group: "us-east" }, { group: "us-east", limit: "3" }, { group: "us-east", limit: "100%" }]) {
      const { status, writes } = await rollout(raw);
      assert.deepEqual([status, writes], ["unchanged", []]);
    }
  });

  it("widens a part of a group to all of it", async () => {
    await rollout({ group: "us-east", limit: "3" });
    const { status, writes } = await rollout({ group: "us-east" });
    assert.deepEqual([status, scopes(writes)], ["done", [{ group: "us-east" }]]);
  });
});

describe("wave rollout that reaches no device now", () => {
  it("is done for a whole group, with a warning: devices that join later take it", async () => {
    const { status, changed, warnings } = await rollout({ group: "lab" });
    assert.deepEqual([status, changed], ["done", "yes"]);
    assert.match(warnings.join(), /reaches no device now\. Devices that join group lab later will get it/);
  });

  it("is unchanged for a part of a group, with a warning", async () => {
    const { status, changed, warnings } = await rollout({ group: "lab", limit: "2" });
    assert.deepEqual([status, changed], ["unchanged", "no"]);
    assert.match(warnings.join(), /The rollout of Wave w6 reaches no device now\./);
  });
});

describe("wave rollout to uuids", () => {
  it("takes at most a limit of them", async () => {
    const uuids = uuidsOf(6);
    const { writes, data } = await rollout({ uuids: uuids.join(","), limit: "4" });
    assert.deepEqual([scopes(writes), data.rollout.devices], [[{ uuids, limit: 4 }], 4]);
  });

  it("needs again after an earlier rollout of that scope, which may have named them", async () => {
    const uuids = uuidsOf(3).join(",");
    assert.equal((await rollout({ uuids })).data.rollout.devices, 3);
    const { posts, exit } = await refused(
      { uuids },
      "rollout-needs-again",
      /rolled out in this scope before \(1 time\)\..*--again/,
    );
    assert.deepEqual([posts, exit], [[], 1]);
    const { status, writes } = await rollout({ uuids, again: "true" });
    assert.deepEqual([status, scopes(writes)], ["done", [{ uuids: uuidsOf(3) }]]);
    assert.equal(history().length, 2);
  });

  it("needs it not for another scope, nor in a dry run", async () => {
    const uuids = uuidsOf(3).join(",");
    await rollout({ uuids });
    assert.equal((await rollout({ uuids, "dry-run": "true" })).data.rollout.devices, 3);
    assert.equal((await rollout({ uuids, group: "us-east" })).status, "done");
  });
});

describe("wave rollout, after a lost answer", () => {
  it("is done when the history grew, and sends nothing again", async () => {
    bench.factory.addFault({ method: "POST", path: "*/rollout/", reset: "after" });
    const { status, writes } = await rollout({ limit: "4" });
    assert.deepEqual([status, writes.length, history().length], ["done", 1, 1]);
    bench.factory.clearFaults();
    assert.equal((await rollout({ limit: "4" })).status, "unchanged");
  });

  it("is unknown when it did not grow, exit 4, and says what to run", async () => {
    bench.factory.addFault({ method: "POST", path: "*/rollout/", reset: "before" });
    const { exit, writes, error } = await refused({ limit: "4" }, "write-unknown", /factory-tuf wave show w6/);
    assert.deepEqual([exit, writes.length, error.changed], [4, 1, "unknown"]);
    bench.factory.clearFaults();
    assert.equal((await rollout({ limit: "4" })).data.rollout.devices, 4);
  });
});
