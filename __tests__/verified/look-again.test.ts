import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { lookAgain } from "../../src/verified/look-again.ts";

/** @param seen in this order. @param inTime so many pauses end before the run does. */
async function looking(seen: readonly string[], inTime = Infinity) {
  const pauses: number[] = [];
  let looks = 0;
  const ctx = {
    wait: async (ms: number) => {
      if (pauses.length >= inTime) throw new Error("the time is over");
      pauses.push(ms);
    },
  };
  const found = await lookAgain(
    ctx,
    async () => seen[looks++] ?? assert.fail("one look too many"),
    (one) => one === "there",
    { looks: 3, pauseMs: 500 },
  );
  return { found, looks, pauses };
}

describe("looking again", () => {
  it("ends as soon as it is seen, each time after a longer pause", async () => {
    assert.deepEqual(await looking(["there"]), { found: "there", looks: 1, pauses: [] });
    assert.deepEqual(await looking(["a", "b", "there"]), { found: "there", looks: 3, pauses: [500, 1000] });
  });

  it("gives what was seen last, after so many looks or when the run's time is over", async () => {
    assert.deepEqual(await looking(["a", "b", "c", "d"]), { found: "c", looks: 3, pauses: [500, 1000] });
    assert.deepEqual(await looking(["a", "b", "c"], 1), { found: "b", looks: 2, pauses: [500] });
  });
});
