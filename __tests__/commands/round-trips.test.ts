// What a release costs in sequential round trips: requests that run at once count as one.
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import type { RawOptions } from "../../src/commands/options/options.ts";
import type { Snapshot } from "../../src/emulator/factory.ts";
import type { LoggedRequest } from "../../src/emulator/server.ts";
import { ALL, freshFolder, ROOT, TARGETS } from "./rotation-bench.ts";
import { KEYS, type Ran, type Workbench, workbench } from "./workbench.ts";

const LATENCY_MS = 60;
const ATTEMPTS = 5;
const V6 = { version: "6", tag: "production", ...KEYS };
let bench: Workbench;
let start: Snapshot;
before(async () => {
  bench = await workbench();
  bench.factory.latencyMs = LATENCY_MS;
  start = bench.factory.snapshot();
});
beforeEach(() => bench.factory.restore(start));
after(() => bench.close());

/** The longest row of requests none of which began before the one ahead of it was answered. */
function sequentialTrips(requests: readonly LoggedRequest[]): number {
  let trips = 0;
  let endedAt = Number.NEGATIVE_INFINITY;
  for (const request of [...requests].sort((a, b) => a.endedAt - b.endedAt)) {
    if (request.startedAt < endedAt) continue;
    trips++;
    endedAt = request.endedAt;
  }
  return trips;
}

/** The fewest of a few runs: what must wait always waits, and a busy machine can only make it look like more. */
async function tripsOf(expected: number, work: () => Promise<Ran>): Promise<number> {
  let fewest = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < ATTEMPTS && fewest > expected; attempt++) {
    bench.factory.restore(start);
    fewest = Math.min(fewest, sequentialTrips((await work()).requests));
  }
  return fewest;
}

describe("sequential round trips with a trusted root that is the newest", () => {
  it("wave plan takes 1", async () => {
    const { keys: _none, ...raw } = V6;
    assert.equal(await tripsOf(1, () => bench.run("wave plan", raw)), 1);
  });

  it("wave init takes 2: everything is read at once, one write", async () => {
    assert.equal(await tripsOf(2, () => bench.run("wave init", { wave: "w6", ...V6 })), 2);
  });

  it("wave init of the latest version takes 2 as well", async () => {
    assert.equal(await tripsOf(2, () => bench.run("wave init", { wave: "w6", ...V6, version: "latest" })), 2);
  });

  it("promote takes 5: read, create, read back, complete, read production", async () => {
    assert.equal(await tripsOf(5, () => bench.run("promote", V6)), 5);
  });
});

describe("sequential round trips of a rotation, the checks before it asks included", () => {
  const rotation = (name: string, raw: RawOptions) => () => {
    freshFolder(bench);
    return bench.run(name, raw);
  };

  it("of the root key are 5: read, start, look, stage, apply", async () => {
    assert.equal(await tripsOf(5, rotation("keys rotate", ROOT)), 5);
  });

  it("of the targets key are 5, production signed again in between", async () => {
    assert.equal(await tripsOf(5, rotation("keys rotate", TARGETS)), 5);
  });

  it("of all keys are 6: the online keys are one more", async () => {
    assert.equal(await tripsOf(6, rotation("keys rotate-all", ALL)), 6);
  });
});

describe("sequential round trips otherwise", () => {
  it("are one more when the root has moved on since the trusted one", async () => {
    bench.factory.publishRoot((signed) => signed);
    start = bench.factory.snapshot();
    assert.equal(await tripsOf(3, () => bench.run("wave init", { wave: "w6", ...V6 })), 3);
  });
});
