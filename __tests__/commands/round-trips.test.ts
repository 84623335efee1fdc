// What a release costs in sequential round trips: requests that run at once count as one.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { RawOptions } from "../../src/commands/options/options.ts";
import type { LoggedRequest } from "../../src/emulator/server/server.ts";
import { sharedBench } from "../kit/shared-bench.ts";
import { KEYS, type Ran } from "../kit/workbench.ts";
import { ALL, freshFolder, ROOT, TARGETS } from "../rotation/rotation-bench.ts";

const LATENCY_MS = 60;
const ATTEMPTS = 5;
const V6 = { version: "6", tag: "production", ...KEYS };
const bench = sharedBench({}, (bench) => {
  bench.factory.latencyMs = LATENCY_MS;
});

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
async function tripsOf(expected: number, work: () => Promise<Ran>, from = bench.start): Promise<number> {
  let fewest = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < ATTEMPTS && fewest > expected; attempt++) {
    bench.factory.restore(from);
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

  it("of the root key are 6: read, start, look, stage, apply, read both roots", async () => {
    assert.equal(await tripsOf(6, rotation("keys rotate", ROOT)), 6);
  });

  it("of the targets key are 6, production signed again in between", async () => {
    assert.equal(await tripsOf(6, rotation("keys rotate", TARGETS)), 6);
  });

  it("of all keys are 7: the online keys are one more", async () => {
    assert.equal(await tripsOf(7, rotation("keys rotate-all", ALL)), 7);
  });
});

describe("sequential round trips otherwise", () => {
  it("are one more when the root has moved on since the trusted one", async () => {
    bench.factory.publishRoot((signed) => signed);
    const moved = bench.factory.snapshot();
    assert.equal(await tripsOf(3, () => bench.run("wave init", { wave: "w6", ...V6 }), moved), 3);
  });
});
