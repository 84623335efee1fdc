import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { firstGuess, RootWalk } from "../../src/verified/verified-roots.ts";

/** Notes which versions are asked for together. */
function watched(read: (version: number) => Promise<string | null> = async (version) => `root ${version}`) {
  const rounds: number[][] = [];
  let isNew = true;
  const walk = new RootWalk((version) => {
    if (isNew) rounds.push([]);
    isNew = false;
    setImmediate(() => {
      isNew = true;
    });
    rounds.at(-1)!.push(version);
    return read(version).then(async (answer) => {
      await new Promise(setImmediate);
      return answer;
    });
  });
  return { walk, rounds };
}

describe("the walk over the versions of the root", () => {
  it("begins with one version more than the trusted one, or with 4", () => {
    assert.deepEqual([firstGuess(7), firstGuess(null)], [8, 4]);
  });

  it("asks for each version once, in order, and all of a round at once", async () => {
    const { walk, rounds } = watched();
    await walk.upTo(2);
    await walk.upTo(5);
    await walk.upTo(4);
    assert.deepEqual(rounds, [
      [1, 2],
      [3, 4, 5],
    ]);
    assert.deepEqual(walk.served, ["root 1", "root 2", "root 3", "root 4", "root 5"]);
  });

  it("asks for so many at once where it is told to", async () => {
    const { walk, rounds } = watched();
    await walk.upTo(5, 2);
    assert.deepEqual(rounds, [[1, 2], [3, 4], [5]]);
  });

  it("leaves to its reader what an answer means: a 404 is kept in its place, and an error goes on", async () => {
    const { walk } = watched(async (version) => (version === 2 ? null : `root ${version}`));
    await walk.upTo(3);
    assert.deepEqual(walk.served, ["root 1", null, "root 3"]);
    const failing = watched(() => Promise.reject(new Error("no answer")));
    await assert.rejects(failing.walk.upTo(1), /^Error: no answer$/);
  });
});
