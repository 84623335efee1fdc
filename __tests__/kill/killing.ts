// Kills a rotation at each of its steps, as the tracer found them, and lets it be resumed: by `keys resume`, and by the
// same command again. Each must end in one of the two right states.
import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { KillBench } from "./kill-bench.ts";
import type { Rotation } from "./rotations.ts";

let points = 0;
after(() => {
  if (points > 0) process.stdout.write(`# killed at ${points} points\n`);
});

interface Kill {
  readonly at: number;
  readonly what: "kill" | "torn" | "lost";
}

/** @param by `cli`: what comes after the kill is the built CLI too, else it runs in this process. */
export function killedEverywhere(rotation: Rotation, { by }: { readonly by: "cli" | "process" }): void {
  describe(`${rotation.title}, killed at every write, flush, rename, removal and HTTP call`, () => {
    let bench: KillBench;
    let kills: readonly Kill[] = [];
    let over = 0;
    after(() => bench.close());

    it("runs to its end when nobody kills it, and leaves nothing behind", async () => {
      bench = await KillBench.open(rotation);
      bench.reset();
      const { exit, stderr, steps } = await bench.traced(rotation.words, -1, "kill");
      assert.equal(exit, 0, stderr);
      assert.equal(bench.newRoots, 1);
      await bench.assertRight("not killed");
      kills = killsOf(steps);
      over = steps.findLastIndex((step) => /^remove \S+\.rotation$/.test(step));
      assert.ok(kills.length > (rotation.makesNoKey ? 20 : 40), `only ${kills.length} points were found`);
    });

    it("ends in a right state by keys resume, and by the same command again", async () => {
      const ends = { finished: 0, undone: 0, nothing: 0 };
      for (const { at, what } of kills) {
        bench.reset();
        const died = await bench.traced(rotation.words, at, what);
        const where = `${what} at ${at}, ${died.steps[at]}`;
        assert.equal(died.signal, "SIGKILL", `${where}: it was to be killed\n${died.stderr}`);
        points++;
        const killed = bench.remember();
        ends[await resumed(bench, rotation, where, by)]++;
        // With the record gone the rotation is over, and the same command would make another one.
        if (at > over) continue;
        bench.goBack(killed);
        await bench.again(rotation.words);
        assert.equal(bench.newRoots, 1, `${where}: run again, one rotation has been made`);
        await bench.assertRight(`${where}, run again`);
      }
      assert.ok(ends.finished > 0 && ends.undone > 0 && ends.nothing > 0, JSON.stringify(ends));
    });
  });
}

/** A write is also cut in half; what was sent also arrives, and its answer is lost. */
export function killsOf(steps: readonly string[]): Kill[] {
  return steps.flatMap((step, at): Kill[] => [
    { at, what: "kill" },
    ...(step.startsWith("write ") ? [{ at, what: "torn" } as const] : []),
    ...(/^(?:POST|PUT) /.test(step) ? [{ at, what: "lost" } as const] : []),
  ]);
}

async function resumed(bench: KillBench, rotation: Rotation, where: string, by: "cli" | "process") {
  const words = resumeWords(rotation);
  const outcome = by === "cli" ? await byCli(bench, words, where) : await byProcess(bench, words);
  assert.equal(bench.newRoots, outcome === "finished" ? 1 : bench.newRoots, `${where}: ${outcome}`);
  assert.ok(outcome !== "undone" || bench.newRoots === 0, `${where}: undone, and there is a new root`);
  await bench.assertRight(`${where}, resumed`);
  return outcome;
}

type Outcome = "finished" | "undone" | "nothing";

async function byCli(bench: KillBench, words: readonly string[], where: string): Promise<Outcome> {
  const { exit, stdout, stderr } = await bench.cli([...words, "--json"]);
  assert.equal(exit, 0, `${where}: keys resume failed\n${stderr}${stdout}`);
  return JSON.parse(stdout).data.outcome;
}

async function byProcess(bench: KillBench, words: readonly string[]): Promise<Outcome> {
  return ((await bench.again(words)).data as { outcome: Outcome }).outcome;
}

export function resumeWords({ words }: Rotation): string[] {
  const at = words.indexOf("--keys");
  return ["keys", "resume", ...(at === -1 ? ["--keys", "root.tgz"] : words.slice(at))];
}
