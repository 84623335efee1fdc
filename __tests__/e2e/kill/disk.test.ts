// A disk that is full, or may not be written any more, at each step that a rotation makes on it: the command says so,
// nothing is lost, and when there is room again the same command, or keys resume, ends it.
import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { resumeWords } from "./killing.ts";
import { scenes } from "./scenes.ts";
import { Stage } from "./stage.ts";

let points = 0;
after(() => process.stdout.write(`# the disk failed at ${points} points\n`));

const SAYS = { ENOSPC: /the disk is full/, EACCES: /may not write there/, EIO: /the device reports an error/ } as const;

for (const [name, code] of [
  ["root", "ENOSPC"],
  ["firstAll", "EACCES"],
  ["targets", "EIO"],
] as const) {
  const scene = scenes[name];
  describe(`${scene.title}, with ${code} at each step on the disk`, () => {
    it("says so, keeps every key, and ends right once the disk works again", async () => {
      const stage = await Stage.open(scene);
      try {
        stage.reset();
        const { steps } = await stage.traced(scene.words, -1, code);
        for (const [at, step] of steps.entries()) {
          if (/^(?:GET|POST|PUT) /.test(step)) continue;
          const where = `${code} at ${at}, ${step}`;
          stage.reset();
          const failed = await stage.traced(scene.words, at, code);
          points++;
          assert.equal(failed.signal, null, where);
          assert.ok(
            failed.exit === 0 || failed.exit === 1 || failed.exit === 4,
            `${where}: exit ${failed.exit}\n${failed.stderr}`,
          );
          assert.doesNotMatch(failed.stderr, /made up|ToolError|at file:/, where);
          if (failed.exit === 0) assert.equal(stage.newRoots, 1, where);
          else assert.match(failed.stderr, SAYS[code], where);
          if (failed.exit === 1 && /Nothing was changed/.test(failed.stderr)) {
            assert.equal(stage.newRoots, 0, where);
            assert.equal(stage.factory.state.transaction, null, where);
          }
          const then = stage.remember();
          await stage.again(resumeWords(scene));
          await stage.assertRight(`${where}, resumed`);
          if (failed.exit === 0) continue;
          stage.goBack(then);
          await stage.again(scene.words);
          assert.equal(stage.newRoots, 1, where);
          await stage.assertRight(`${where}, run again`);
        }
      } finally {
        await stage.close();
      }
    });
  });
}
