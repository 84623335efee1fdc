// `keys resume` dies as well: from each kind of interrupted rotation it is killed at each of its own steps, and run again.
import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { KillBench } from "./kill-bench.ts";
import { resumeWords } from "./killing.ts";
import { rotations } from "./rotations.ts";

const rotation = rotations.all;
const bench = await KillBench.open(rotation);
after(() => bench.close());

let points = 0;
after(() => process.stdout.write(`# killed keys resume at ${points} points\n`));

/** By the last step that was done. */
const INTERRUPTIONS: readonly {
  readonly title: string;
  readonly done: RegExp;
  readonly ends: "undone" | "finished";
}[] = [
  {
    title: "saved beside, and nobody asked",
    done: /^rename targets\.tgz\.new\.part to targets\.tgz\.new/,
    ends: "undone",
  },
  { title: "new online keys are staged", done: /^POST .*\/gen-online-keys$/, ends: "undone" },
  { title: "one of two archives is in its place", done: /^rename root\.tgz\.new to root\.tgz$/, ends: "undone" },
  { title: "everything is staged", done: /^PUT /, ends: "finished" },
  { title: "everything is applied", done: /^POST .*\/apply$/, ends: "finished" },
];

describe("keys resume, killed at each of its steps and run again", () => {
  for (const { title, done, ends } of INTERRUPTIONS) {
    it(`ends ${ends} where ${title}`, async () => {
      bench.reset();
      const { steps } = await bench.traced(rotation.words, -1, "kill");
      const last = steps.findLastIndex((step) => done.test(step));
      bench.reset();
      const isCall = /^(?:POST|PUT) /.test(steps[last]!);
      const { signal } = await bench.traced(rotation.words, isCall ? last : last + 1, isCall ? "lost" : "kill");
      assert.equal(signal, "SIGKILL");
      const interrupted = bench.remember();
      bench.goBack(interrupted);
      const whole = await bench.traced(resumeWords(rotation), -1, "kill");
      assert.equal(whole.exit, 0, whole.stderr);
      assert.equal(bench.newRoots, ends === "finished" ? 1 : 0);
      await bench.assertRight(title);
      for (let at = 0; at < whole.steps.length; at++) {
        for (const what of /^(?:POST|PUT) /.test(whole.steps[at]!) ? ["kill", "lost"] : ["kill"]) {
          bench.goBack(interrupted);
          const where = `${title}, ${what} at ${at}, ${whole.steps[at]}`;
          assert.equal((await bench.traced(resumeWords(rotation), at, what)).signal, "SIGKILL", where);
          points++;
          await bench.again(resumeWords(rotation));
          assert.equal(bench.newRoots, ends === "finished" ? 1 : 0, where);
          await bench.assertRight(where);
        }
      }
    });
  }
});
