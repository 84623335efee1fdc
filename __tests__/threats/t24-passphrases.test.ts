import assert from "node:assert/strict";
import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";
import { sealedToPassphrase } from "../e2e/encrypted.ts";
import { cli as commandLine } from "../kit/command-line.ts";
import { runCli } from "./runner.ts";
import { openLiveStage, runOn } from "./spawned.ts";
import type { Stage } from "./stage.ts";

const WEAK = [
  "",
  "password",
  "Tr0ub4dor&3",
  "correct horse battery staple",
  "aaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  "12345678901234567890",
  "factory-root-key-2026",
];
const STRONG = "copper-drizzle-bright-anvil-seven-otters";

describe("T24 passphrases are strong, and scrypt is never made to cost too much", () => {
  let stage: Stage;
  let folder: string;
  let env: Readonly<Record<string, string>>;
  before(async () => {
    stage = await openLiveStage();
    folder = stage.workspaces.trusting;
    env = { FACTORY: "acme" };
  });
  beforeEach(() => writeFile(join(folder, "targets.tgz"), stage.factory.archives.targets!));
  after(() => stage.close());

  const cli = (...args: string[]) => runCli(args, folder, env);

  it("keys encrypt makes one of five groups of four out of 32 characters: 100 bits, at least the 80 that are wanted", async () => {
    const made = new Set<string>();
    for (const name of ["a.age", "b.age"]) {
      const { exit, raw } = await cli("keys", "encrypt", name, "--keys", "targets.tgz");
      assert.equal(exit, 0, raw);
      const [passphrase] = /\b(?:[2-9a-km-np-z]{4}-){4}[2-9a-km-np-z]{4}\b/.exec(raw) ?? assert.fail(raw);
      made.add(passphrase);
      const header = (await readFile(join(folder, name))).toString("latin1").split("\n")[1]!;
      assert.match(header, /^-> scrypt [A-Za-z0-9+/]{22} 18$/);
      assert.equal((await stat(join(folder, name))).mode & 0o777, 0o600);
      await rm(join(folder, name));
    }
    assert.equal(made.size, 2);
    assert.ok(20 * Math.log2(32) >= 80);
  });

  for (const weak of WEAK) {
    it(`keys encrypt refuses ${JSON.stringify(weak)}, writes nothing and does not repeat it`, async () => {
      await writeFile(join(folder, "weak.txt"), `${weak}\n`);
      const before = await readFile(join(folder, "targets.tgz"));
      for (const to of [[], ["new.age"]]) {
        const args = ["keys", "encrypt", ...to, "--keys", "targets.tgz", "--new-passphrase-file", "weak.txt"];
        // In this process, which is quicker.
        const { exit, stdout, stderr } = await commandLine(args, { cwd: folder, env });
        const raw = stdout + stderr;
        assert.equal(exit, 1, raw);
        assert.match(raw, /Nothing was changed\..*\[keys-(?:passphrase-weak|empty|file-unreadable)\]/);
        if (weak.length > 8) assert.ok(!raw.includes(weak));
      }
      assert.deepEqual(await readFile(join(folder, "targets.tgz")), before);
      await assert.rejects(stat(join(folder, "new.age")));
    });
  }

  // 2^30 takes a terabyte of memory, 2^9999 more than there is: that they fail at once shows that they are not tried.
  for (const logN of [21, 30, 9999]) {
    it(`an archive that asks for 2^${logN} is refused by its header, with the right passphrase too`, async () => {
      const quick = await sealedToPassphrase(stage.factory.archives.targets!, STRONG);
      const costly = costing(quick, logN);
      await writeFile(join(folder, "costly.age"), costly);
      const started = performance.now();
      const says = new RegExp(`work factor of 2\\^${logN}; at most 2\\^20 is accepted`);
      for (const words of [
        ["keys", "list"],
        ["keys", "decrypt", "--yes"],
        ["keys", "encrypt"],
      ]) {
        const { exit, raw } = await runCli([...words, "--keys", "costly.age"], folder, {
          ...env,
          FACTORY_TUF_PASSPHRASE: STRONG,
        });
        assert.equal(exit, 1, raw);
        assert.match(raw, says);
        assert.match(raw, /\[keys-scrypt-too-costly\]/);
      }
      const inputs = { command: "promote", version: "6", tag: "production", keys: costly, "keys-passphrase": STRONG };
      const ran = await runOn(stage, { ...inputs, "keys-identity": "" });
      assert.deepEqual([ran.exit, ran.codes, ran.writes], [1, ["keys-scrypt-too-costly"], []], ran.log);
      assert.ok(performance.now() - started < 15_000, "none of the four runs worked on it");
      assert.equal(await readFile(join(folder, "costly.age"), "latin1"), costly);
    });
  }
});

/** The same file with another work factor in its header. */
function costing(armored: string, logN: number): string {
  const [first, ...rest] = armored.trimEnd().split("\n");
  const last = rest.pop();
  const file = Buffer.from(rest.join(""), "base64").toString("latin1");
  const header = file.replace(/^(-> scrypt \S+) \d+$/m, `$1 ${logN}`);
  assert.notEqual(header, file);
  const body = Buffer.from(header, "latin1").toString("base64").replace(/.{64}/g, "$&\n").trimEnd();
  return `${first}\n${body}\n${last}\n`;
}
