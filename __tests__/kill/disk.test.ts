// A disk that is full, or may not be written any more, at each step that a rotation makes on it: the command says so,
// nothing is lost, and when there is room again the same command, or keys resume, ends it.
import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { KillBench } from "./kill-bench.ts";
import { resumeWords } from "./killing.ts";
import { rotations } from "./rotations.ts";

let points = 0;
after(() => process.stdout.write(`# the disk failed at ${points} points\n`));

const SAYS = { ENOSPC: /the disk is full/, EACCES: /may not write there/, EIO: /the device reports an error/ } as const;

for (const [name, code] of [
  ["root", "ENOSPC"],
  ["firstAll", "EACCES"],
  ["targets", "EIO"],
] as const) {
  const rotation = rotations[name];
  describe(`${rotation.title}, with ${code} at each step on the disk`, () => {
    it("says so, keeps every key, and ends right once the disk works again", async () => {
      const bench = await KillBench.open(rotation);
      try {
        bench.reset();
        const { steps } = await bench.traced(rotation.words, -1, code);
        for (const [at, step] of steps.entries()) {
          if (/^(?:GET|POST|PUT) /.test(step)) continue;
          const where = `${code} at ${at}, ${step}`;
          bench.reset();
          const failed = await bench.traced(rotation.words, at, code);
          points++;
          assert.equal(failed.signal, null, where);
          assert.ok(
            failed.exit === 0 || failed.exit === 1 || failed.exit === 4,
            `${where}: exit ${failed.exit}\n${failed.stderr}`,
          );
          assert.doesNotMatch(failed.stderr, /made up|ToolError|at file:/, where);
          if (failed.exit === 0) assert.equal(bench.newRoots, 1, where);
          else assert.match(failed.stderr, SAYS[code], where);
          if (failed.exit === 1 && /Nothing was changed/.test(failed.stderr)) {
            assert.equal(bench.newRoots, 0, where);
            assert.equal(bench.factory.state.transaction, null, where);
          }
          const then = bench.remember();
          await bench.again(resumeWords(rotation));
          await bench.assertRight(`${where}, resumed`);
          if (failed.exit === 0) continue;
          bench.goBack(then);
          await bench.again(rotation.words);
          assert.equal(bench.newRoots, 1, where);
          await bench.assertRight(`${where}, run again`);
        }
      } finally {
        await bench.close();
      }
    });
  });
}
