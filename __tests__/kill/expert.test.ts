// A key that is made within an open transaction, killed at every step: whatever the Factory has staged, its private half
// is in the archive once keys resume was there, and the transaction is still its owner's to go on with or to end.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { readArchive } from "../../src/keys/archive/read-archive.ts";
import { KillBench } from "./kill-bench.ts";
import { killsOf } from "./killing.ts";
import { rotations } from "./rotations.ts";

const bench = await KillBench.open(rotations.targets);
after(() => bench.close());

let points = 0;
after(() => process.stdout.write(`# killed at ${points} points within a transaction\n`));

const INIT = ["updates", "init", "--changelog", "expert"];
const RESUME = ["keys", "resume", "--keys", "root.tgz", "--targets-keys", "targets.tgz"];
const COMMANDS = [
  ["updates", "rotate-offline-key", "--role", "root", "--keys", "root.tgz", "--sign"],
  ["updates", "rotate-offline-key", "--role", "targets", "--targets-keys", "targets.tgz"],
  ["updates", "add-offline-key", "--role", "targets", "--keys", "second.tgz"],
];

async function begin(): Promise<void> {
  bench.reset();
  await bench.again(INIT);
}

/** Ids of the private keys in all archives. */
async function heldKeyids(): Promise<string[]> {
  const names = readdirSync(bench.folder).filter((name) => name.endsWith(".tgz"));
  const archives = await Promise.all(names.map((name) => readArchive(readFileSync(join(bench.folder, name)))));
  return archives.flatMap(({ keys }) => keys.filter(({ signer }) => signer).map(({ keyid }) => keyid));
}

for (const words of COMMANDS) {
  describe(`${words.join(" ")}, killed at every write, flush, rename, removal and HTTP call`, () => {
    it("loses no key that is staged, and leaves nothing behind once keys resume was there", async () => {
      await begin();
      const { exit, stderr, steps } = await bench.traced(words, -1, "kill");
      assert.equal(exit, 0, stderr);
      for (const { at, what } of killsOf(steps)) {
        await begin();
        const died = await bench.traced(words, at, what);
        const where = `${what} at ${at}, ${died.steps[at]}`;
        assert.equal(died.signal, "SIGKILL", `${where}\n${died.stderr}`);
        points++;
        await bench.again(words.includes("second.tgz") ? ["keys", "resume", "--keys", "second.tgz"] : RESUME);
        const { transaction, ciRoots } = bench.factory.state;
        assert.equal(transaction?.status, "STARTED", where);
        const held = await heldKeyids();
        for (const root of [transaction!.ci, ciRoots.at(-1)!]) {
          for (const keyid of Object.keys(root.signed["x-key-owners"] ?? {}))
            assert.ok(held.includes(keyid), `${where}: ${keyid} is lost`);
        }
        const left = readdirSync(bench.folder).filter(
          (name) => !/^(?:root|targets|second)\.tgz$|^\.factory-tuf$|^acme\.transaction$/.test(name),
        );
        assert.deepEqual(left, [], where);
        await bench.again(["updates", "cancel"]);
      }
    });
  });
}
