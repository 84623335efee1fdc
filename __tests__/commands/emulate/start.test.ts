// `emulate --data`: a Factory that goes on where it stopped, and what may be said of it then.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import type { EmulateOptions } from "../../../src/commands/emulate/emulate-options.ts";
import { type Started, start } from "../../../src/commands/emulate/start.ts";
import { apiOf, FACTORY, REPO } from "../../emulator/api.ts";
import { rejected } from "../../kit/refusal.ts";

const NOTHING: EmulateOptions = {
  port: 0,
  speed: 1,
  data: undefined,
  seed: undefined,
  now: undefined,
  state: undefined,
  archives: undefined,
  builds: undefined,
  devices: undefined,
  fault: undefined,
};
let data: string;
let running: Started[] = [];

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "emulate-data-"));
});
afterEach(async () => {
  await Promise.all(running.map(({ close }) => close()));
  running = [];
  rmSync(data, { recursive: true, force: true });
});

const begun = async (options: Partial<EmulateOptions> = {}) => {
  const started = await start({ ...NOTHING, ...options }, data);
  running.push(started);
  return started;
};
const stopped = async (started: Started) => {
  running = running.filter((one) => one !== started);
  await started.close();
};
const dateOf = async ({ factory }: Started) => {
  const { headers } = await apiOf(factory)("GET", `${REPO}/root.json`);
  return new Date(headers.get("date")!).toISOString();
};

describe("a Factory in a folder", () => {
  it("goes on with its keys, documents, tokens and devices, and its transaction", async () => {
    const first = await begun({ seed: "mine", state: "released", devices: ["lab=3"] });
    const api = apiOf(first.factory);
    await api("POST", "/emulator/factories/acme/builds/");
    await api("POST", `${REPO}/root/updates`, { message: "begun" });
    const [{ state, archives, tokens }, timestamp] = [
      first.factory,
      await api("GET", `${REPO}/timestamp.json?tag=production&production=1`),
    ];
    assert.equal(first.wentOn, false);
    await stopped(first);

    const second = await begun();
    assert.equal(second.wentOn, true);
    assert.deepEqual(second.factory.state, state);
    assert.deepEqual([second.factory.archives, second.factory.tokens], [archives, tokens]);
    const again = apiOf(second.factory);
    const served = await again("GET", `${REPO}/timestamp.json?tag=production&production=1`);
    assert.equal(served.text, timestamp.text);
    assert.equal((await again("GET", `${REPO}/root/updates`)).json.status, "STARTED");
    assert.equal((await again("GET", `${FACTORY}/waves/production-3/status/`)).json["total-devices"], 3);
  });

  it("takes what it was begun with again, and refuses what it was not, by name", async () => {
    await stopped(await begun({ seed: "mine", state: "released", devices: ["lab=3"] }));
    await stopped(await begun({ seed: "mine", state: "released", devices: ["lab=3", "online=80%"] }));
    for (const [options, says] of [
      [{ seed: "other" }, /has the seed "mine", so this value of --seed does not fit\..* Leave --seed out/],
      [{ state: "fresh" }, /began as released, so this value of --state/],
      [{ devices: ["lab=4"] }, /has other devices, so this value of --devices/],
      [{ now: new Date("2020-01-01T00:00:00Z") }, /has got to \d{4}-.*Z, so this value of --now/],
    ] as const) {
      await rejected(start({ ...NOTHING, ...options } as EmulateOptions, data), "options-conflict", says);
    }
    await begun();
  });

  it("stands still in another year while it is stopped, and goes on from there", async () => {
    const first = await begun({ now: new Date("2030-05-05T08:00:00Z") });
    assert.match(await dateOf(first), /^2030-05-05T08:00:0/);
    await stopped(first);
    const second = await begun();
    assert.match(await dateOf(second), /^2030-05-05T08:00:/);
    await stopped(second);
    const third = await begun({ now: new Date("2031-01-01T00:00:00Z") });
    assert.match(await dateOf(third), /^2031-01-01T00:00:0/);
  });

  it("runs as fast as it is told", async () => {
    const started = await begun({ now: new Date("2030-01-01T00:00:00Z"), speed: 1_000_000 });
    const [one, other] = [await dateOf(started), await dateOf(started)];
    assert.ok(Date.parse(one) > Date.parse("2030-01-01T00:00:00Z"), one);
    assert.ok(Date.parse(other) > Date.parse(one), `${one} ${other}`);
  });

  it("answers 500 and ends when its state can be kept no more, and what it has told stays true", async () => {
    const started = await begun();
    const api = apiOf(started.factory);
    assert.equal((await api("POST", "/emulator/factories/acme/builds/")).status, 201);
    rmSync(data, { recursive: true });
    writeFileSync(data, "no folder");
    assert.equal((await api("POST", "/emulator/factories/acme/builds/")).status, 500);
    await rejected(started.lost, "file-unwritable", /factory\.json/);
    running = [];
    await started.close().catch(() => {});
  });

  it("is left unlocked by a start that fails", async () => {
    await rejected(start({ ...NOTHING, builds: "often" }, data), "value-invalid", /builds/);
    const first = await begun({ port: 0 });
    const port = Number(new URL(first.factory.url).port);
    await stopped(first);
    const other = await start({ ...NOTHING, port }, null);
    await assert.rejects(start({ ...NOTHING, port }, data));
    await other.close();
    await begun();
  });
});
