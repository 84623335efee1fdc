// The archive with the root key is encrypted before the key is in it, where its owner wants that: `keys rotate
// --first-time` on a terminal, and without one.
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { stripVTControlCharacters } from "node:util";
import { type EmbeddedFactory, type FactorySnapshot, startFactory } from "../../src/emulator/state/factory.ts";
import { openArchiveFile } from "../../src/keys/archive/archive-file.ts";
import { CTRL_C, MAIN, noTerminal, onTerminal } from "../kit/on-terminal.ts";
import { QUICK_SCRYPT, quickScrypt, realScrypt } from "../kit/quick-scrypt.ts";
import { runScript } from "../kit/run-script.ts";

const GOOD = "copper-drizzle-bright-anvil-seven-otters";
const OFFER =
  /Anyone\s+who\s+can\s+read\s+it\s+can\s+sign\s+roots\.[\s\S]*Encrypt\s+it\s+with\s+a\s+passphrase\?[\s\S]*\(y\/N\)/;
const NEW = /New passphrase \(press Enter, and one is made for you\):/;
const AGAIN = /The same passphrase again:/;
const BY_NAME = /to go on:/;
const COMMANDS = [
  "keys rotate --role root --first-time --keys root.keys.tgz",
  "keys rotate-all --first-time --keys root.keys.tgz",
];

let factory: EmbeddedFactory;
let fresh: FactorySnapshot;
let folder: string;
before(async () => {
  factory = await startFactory({ state: "fresh", seed: "birth" });
  fresh = factory.snapshot();
});
beforeEach(() => {
  factory.restore(fresh);
  folder = mkdtempSync(join(tmpdir(), "birth-"));
});
afterEach(() => rmSync(folder, { recursive: true }));
after(() => factory.close());

const env = () => ({ FACTORY: "acme", FACTORY_TOKEN: factory.tokens.owner });
const words = (line: string) => [...line.split(" "), "--api-url", factory.url];
/** Without colours, and the line ends at which long texts are broken. */
const read = (shown: string) => stripVTControlCharacters(shown).replace(/\s+/g, " ");
const typing = (line: string, answers: Parameters<typeof onTerminal>[1]) =>
  onTerminal([...QUICK_SCRYPT, MAIN, ...words(line)], answers, { cwd: folder, env: env() });
const piped = (line: string, more: Record<string, string> = {}) =>
  runScript(MAIN, words(line), {
    cwd: folder,
    env: { PATH: process.env["PATH"] ?? "", HOME: folder, ...env(), ...more },
  });
const protection = async (secrets: { passphrase?: string }) =>
  (await openArchiveFile(join(folder, "root.keys.tgz"), secrets)).protection.kind;

describe("the archive of a first rotation, on a terminal", { skip: noTerminal }, () => {
  before(quickScrypt);
  after(realScrypt);
  for (const line of COMMANDS) {
    it(`is encrypted with a passphrase after a yes: ${line}`, async () => {
      const { exit, shown } = await typing(line, [
        [OFFER, "y\r"],
        [NEW, `${GOOD}\r`],
        [AGAIN, `${GOOD}\r`],
        [BY_NAME, "acme\r"],
      ]);
      assert.equal(exit, 0, shown);
      assert.match(read(shown), /a new archive, encrypted with a passphrase/);
      assert.equal(await protection({ passphrase: GOOD }), "passphrase");
      assert.doesNotMatch(shown, /copper|Encrypt it: /);
    });
  }

  it("has a passphrase made and shown where the answer is empty", async () => {
    const answers = [
      [OFFER, "y\r"],
      [NEW, "\r"],
      [BY_NAME, "acme\r"],
    ] as const;
    const { exit, shown } = await typing(COMMANDS[0]!, answers);
    assert.equal(exit, 0, shown);
    const made = /then\s+clear this screen\.\s+((?:[2-9a-z]{4}-){4}[2-9a-z]{4})/.exec(shown)![1]!;
    assert.equal(await protection({ passphrase: made }), "passphrase");
  });

  it("is plain after a no, and the next step encrypts it", async () => {
    const { exit, shown } = await typing(COMMANDS[0]!, [
      [OFFER, "n\r"],
      [BY_NAME, "acme\r"],
    ]);
    assert.equal(exit, 0, shown);
    assert.equal(await protection({}), "plain");
    assert.match(read(shown), /Next Encrypt it: factory-tuf keys encrypt --keys/);
  });

  it("is not there after Ctrl-C at the offer, and the Factory has heard of nothing", async () => {
    const { exit, shown } = await typing(COMMANDS[0]!, [[OFFER, CTRL_C]]);
    assert.equal(exit, 1, shown);
    assert.match(shown, /Nothing was changed/);
    assert.equal(existsSync(join(folder, "root.keys.tgz")), false);
    assert.equal(factory.state, fresh);
  });

  it("is not offered for an archive that is there", async () => {
    writeFileSync(join(folder, "root.keys.tgz"), "something");
    const { shown } = await typing(COMMANDS[0]!, []);
    assert.doesNotMatch(shown, /Encrypt it with/);
  });
});

describe("the archive of a first rotation, without a terminal", () => {
  it("is plain, and the plan says how it would be encrypted", async () => {
    const { exit, stderr } = await piped(`${COMMANDS[0]} --yes`);
    assert.equal(exit, 0, stderr);
    assert.match(
      read(stderr),
      /a new archive, not encrypted: .* have it encrypted from the start, give --keys-passphrase-file or --keys-identity-file\./,
    );
    assert.equal(await protection({}), "plain");
  });

  it("is encrypted with the passphrase that was given", async () => {
    const { exit, stderr } = await piped(`${COMMANDS[0]} --yes`, { FACTORY_TUF_PASSPHRASE: GOOD });
    assert.equal(exit, 0, stderr);
    assert.equal(await protection({ passphrase: GOOD }), "passphrase");
  });
});
