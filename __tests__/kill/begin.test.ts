// `updates init` killed at every step: keys resume ends what was begun, and the same command again begins it anew, with an
// id that is known; the first root key is never lost, wherever it had come to.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { readArchive } from "../../src/keys/archive/read-archive.ts";
import { KillBench } from "./kill-bench.ts";
import { killsOf } from "./killing.ts";
import { rotations } from "./rotations.ts";

let points = 0;
after(() => process.stdout.write(`# killed the beginning of a transaction at ${points} points\n`));

for (const { title, rotation, words } of [
  {
    title: "updates init --first-time",
    rotation: rotations.firstRoot,
    words: ["updates", "init", "--changelog", "expert", "--first-time", "--keys", "root.tgz"],
  },
  { title: "updates init", rotation: rotations.root, words: ["updates", "init", "--changelog", "expert"] },
]) {
  describe(`${title}, killed at every write, flush, rename, removal and HTTP call`, () => {
    it("is ended by keys resume, and begun anew by the same command", async () => {
      const bench = await KillBench.open(rotation);
      try {
        bench.reset();
        const { exit, stderr, steps } = await bench.traced(words, -1, "kill");
        assert.equal(exit, 0, stderr);
        const over = steps.lastIndexOf(`remove ${words.includes("--keys") ? "root.tgz" : "acme"}.rotation`);
        const remembered = steps.findIndex((step) =>
          /^rename \.acme\.transaction\..* to acme\.transaction$/.test(step),
        );
        assert.ok(over > remembered && remembered > 0, steps.join("\n"));
        for (const { at, what } of killsOf(steps)) {
          bench.reset();
          const died = await bench.traced(words, at, what);
          const where = `${what} at ${at}, ${died.steps[at]}`;
          assert.equal(died.signal, "SIGKILL", `${where}\n${died.stderr}`);
          points++;
          const killed = bench.remember();
          await bench.again(["keys", "resume", "--keys", "root.tgz"]);
          const { transaction } = bench.factory.state;
          assert.equal(transaction?.status, at > over ? "STARTED" : undefined, where);
          await clean(bench, where, at > over);
          bench.goBack(killed);
          // Once the record is gone the transaction is open, and its id is known here.
          if (at <= over) await bench.again(words);
          const { txid } = JSON.parse(readFileSync(join(bench.folder, "acme.transaction"), "utf8"));
          assert.equal(bench.factory.state.transaction?.txid, txid, `${where}, run again`);
          await clean(bench, `${where}, run again`, true);
        }
      } finally {
        await bench.close();
      }
    });

    async function clean(bench: KillBench, where: string, isBegun: boolean): Promise<void> {
      // What was being written bears a name that is made up, and the next run of the same command clears the lock.
      const nothing = /^\.acme\.transaction\.[0-9a-f]{12}\.part$|^(?:acme|root\.tgz)\.lock(?:\.|$)/;
      const left = readdirSync(bench.folder).filter(
        (name) => !/^(?:root|targets)\.tgz$|^\.factory-tuf$/.test(name) && !nothing.test(name),
      );
      assert.deepEqual(left, isBegun ? ["acme.transaction"] : [], where);
      if (!isBegun || !words.includes("--keys")) return;
      const { keys } = await readArchive(readFileSync(join(bench.folder, "root.tgz")));
      const [first] = bench.factory.state.ciRoots[0]!.signed.roles.root.keyids;
      assert.ok(
        keys.some(({ keyid, signer }) => signer && keyid === first),
        `${where}: the first root key is lost`,
      );
    }
  });
}
