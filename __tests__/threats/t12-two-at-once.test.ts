// T12, races: two runs of the same step at the same time. Both see the same state, both write; the Factory takes one.
// The other finds what was done and ends as if it had come later, never with the Factory's bare refusal.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout } from "node:timers/promises";
import { waveNamed } from "../../src/emulator/state/state.ts";
import { NOW } from "../kit/now.ts";
import { sharedBench } from "../kit/shared-bench.ts";
import { KEYS } from "../kit/workbench.ts";

const RELEASE = { version: "6", tag: "production" };
/** Long enough that both have read before one of them writes. */
const LATENCY_MS = 40;

let known: ReadonlySet<string>;
const bench = sharedBench({}, (bench) => {
  known = new Set(bench.factory.state.waves.map(({ name }) => name));
});

/** The statuses of both, in the order of the alphabet. The second begins some seconds later by the clock: it expires later. */
async function twice(command: string, raw: Record<string, string>): Promise<string[]> {
  bench.factory.latencyMs = LATENCY_MS;
  const first = bench.run(command, raw);
  await setTimeout(LATENCY_MS / 4);
  bench.clock.set(new Date(NOW.getTime() + 5000));
  const ends = await Promise.all([first, bench.run(command, raw)]);
  return ends.map(({ status }) => status).sort();
}

/** Those that the two runs made. */
const waves = () =>
  bench.factory.state.waves.filter(({ name }) => !known.has(name)).map(({ name, status }) => `${name} ${status}`);

describe("T12 two runs of the same step at the same time", () => {
  it("promote: one creates the Wave, the other goes on from there, and production is there once", async () => {
    const ends = await twice("promote", { ...RELEASE, ...KEYS });
    assert.ok(ends.every((status) => status === "done" || status === "unchanged"));
    assert.ok(ends.includes("done"));
    assert.deepEqual(waves(), ["production-6 complete"]);
    assert.equal(bench.factory.state.prodTargets.get("production")!.signed.version, 6);
  });

  it("wave init: one makes the Wave, the other finds it, though it would have made one that expires later", async () => {
    assert.deepEqual(await twice("wave init", { wave: "w6", ...RELEASE, ...KEYS }), ["done", "unchanged"]);
    assert.deepEqual(waves(), ["w6 active"]);
  });

  it("wave init under two names: the loser is told of the other Wave, and nothing was changed by it", async () => {
    bench.factory.latencyMs = LATENCY_MS;
    const named = (wave: string) => bench.run("wave init", { wave, ...RELEASE, ...KEYS });
    const ends = await Promise.allSettled([named("a"), named("b")]);
    const [lost] = ends.filter((end) => end.status === "rejected");
    assert.equal(lost!.reason.code, "wave-active-for-tag");
    assert.equal(lost!.reason.changed, "no");
    assert.equal(waves().length, 1);
  });

  it("wave complete and wave cancel: both runs end well", async () => {
    for (const [command, ended] of [
      ["wave complete", "complete"],
      ["wave cancel", "canceled"],
    ] as const) {
      bench.factory.restore(bench.start);
      bench.factory.latencyMs = 0;
      await bench.run("wave init", { wave: "w6", ...RELEASE, ...KEYS });
      const ends = await twice(command, { wave: "w6" });
      assert.ok(
        ends.every((status) => status === "done" || status === "unchanged"),
        `${command}: ${ends}`,
      );
      assert.equal(waveNamed(bench.factory.state, "w6")!.status, ended);
    }
  });

  it("wave complete that reads the Wave before another run completes it, and production after that, finds it complete", async () => {
    await bench.run("wave init", { wave: "w6", ...RELEASE, ...KEYS });
    let shown: string | null = null;
    bench.factory.rewrite(({ method, path }, answer) => {
      if (method !== "GET" || !path.includes("/waves/w6/")) return undefined;
      const first = shown === null;
      shown ??= answer.body;
      return first ? { ...answer, body: shown.replace('"status":"complete"', '"status":"active"') } : undefined;
    });
    await bench.run("wave complete", { wave: "w6" });
    shown = null;
    assert.equal((await bench.run("wave complete", { wave: "w6" })).status, "unchanged");
  });

  for (const [limit, unlike] of [
    ["4", 4],
    ["40%", 4],
  ] as const) {
    it(`wave rollout up to ${limit}: both ask for all that is missing, and who sees more than that says so`, async () => {
      await bench.run("wave init", { wave: "w6", ...RELEASE, ...KEYS });
      bench.factory.latencyMs = LATENCY_MS;
      const one = () => bench.run("wave rollout", { wave: "w6", group: "us-east", limit });
      const ends = await Promise.allSettled([one(), one()]);
      const told = waveNamed(bench.factory.state, "w6")!.history.reduce((sum, entry) => sum + entry["num-devices"], 0);
      assert.ok(told > unlike, `${told} devices were told`);
      const lost = ends.flatMap((end) => (end.status === "rejected" ? [end.reason] : []));
      assert.ok(lost.length >= 1, "the later one sees both");
      for (const error of lost) {
        assert.deepEqual([error.code, error.changed], ["rollout-over-limit", "yes"]);
        assert.match(error.message, new RegExp(`to ${told} devices of group us-east in all, but the limit is 4`));
      }
      bench.factory.latencyMs = 0;
      assert.equal((await one()).status, "unchanged");
    });
  }

  it("promote with an approved digest: the loser refuses a Wave of another expiry", async () => {
    const { outputs } = await bench.run("wave plan", RELEASE);
    const other = { ...RELEASE, ...KEYS, "expires-days": "30" };
    const approved = {
      ...RELEASE,
      ...KEYS,
      "expires-at": String(outputs["expires-at"]),
      "expect-digest": String(outputs["targets-digest"]),
    };
    bench.factory.latencyMs = LATENCY_MS;
    const ends = await Promise.allSettled([
      bench.run("wave init", { wave: "production-6", ...other }),
      bench.run("promote", approved),
    ]);
    const [lost] = ends.filter((end) => end.status === "rejected");
    if (ends[0]!.status === "fulfilled" && ends[0]!.value.status === "done") {
      assert.match(lost!.reason.code, /^(?:digest-mismatch|wave-differs)$/);
    } else {
      assert.equal(ends[1]!.status, "fulfilled");
    }
  });
});
