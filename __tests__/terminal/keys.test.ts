// The real command line tool on a pseudo-terminal, against an embedded Factory: what it asks for, what is seen of what
// is typed, and that a question that is left changes nothing at all.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { type EmbeddedFactory, type FactorySnapshot, startFactory } from "../../src/emulator/state/factory.ts";
import { openArchiveFile, sameKeys } from "../../src/keys/archive/archive-file.ts";
import { readArchive } from "../../src/keys/archive/read-archive.ts";
import { sealedToPassphrase } from "../e2e/encrypted.ts";
import { gitHubStandIn, type StandIn } from "../github/stand-in.ts";
import { protectedEnvironment } from "../github/stand-in-environments.ts";
import { cli } from "../kit/command-line.ts";
import { CTRL_C, MAIN, noTerminal, onTerminal } from "../kit/on-terminal.ts";
import { QUICK_SCRYPT, quickScrypt, realScrypt } from "../kit/quick-scrypt.ts";
import { runScript } from "../kit/run-script.ts";

const GOOD = "copper-drizzle-bright-anvil-seven-otters";
const OTHER = "velvet-harbor-quantum-mosaic-tender-plinth";
const NEW = /New passphrase \(press Enter, and one is made for you\):/;
const AGAIN = /The same passphrase again:/;
const OPEN = /Passphrase of sealed\.age:/;
/** After a wrong one: the question that was answered stays on the screen. */
const ANEW = /does not open sealed\.age\.[\s\S]*Passphrase of sealed\.age:/;
const YES_NO = /\(y\/N\)/;
const BY_NAME = /to go on:/;

let factory: EmbeddedFactory;
let github: StandIn;
let start: FactorySnapshot;
let folder: string;
let sealed: string;

before(async () => {
  factory = await startFactory({ state: "released", seed: "terminal" });
  start = factory.snapshot();
  sealed = await sealedToPassphrase(factory.archives.targets!, GOOD);
  github = await gitHubStandIn();
  github.environments.push(protectedEnvironment("production"));
  github.protection.refPatterns.set("production", [{ name: "main" }]);
});
beforeEach(() => {
  factory.restore(start);
  folder = mkdtempSync(join(tmpdir(), "terminal-"));
  writeFileSync(join(folder, "targets.tgz"), factory.archives.targets!);
  writeFileSync(join(folder, "root.tgz"), factory.archives.root!);
  writeFileSync(join(folder, "sealed.age"), sealed);
  mkdirSync(join(folder, ".factory-tuf"));
  writeFileSync(join(folder, ".factory-tuf/root.json"), JSON.stringify(factory.state.ciRoots.at(-1)));
});
afterEach(() => rmSync(folder, { recursive: true }));
after(async () => {
  await factory.close();
  await github.close();
});

const env = () => ({
  FACTORY: "acme",
  FACTORY_TOKEN: factory.tokens.owner,
  GITHUB_API_URL: github.url,
  GITHUB_TOKEN: "gh-person",
});
const words = (line: string) => [...line.split(" "), "--api-url", factory.url];
const typing = (line: string, answers: Parameters<typeof onTerminal>[1]) =>
  onTerminal([...QUICK_SCRYPT, MAIN, ...words(line)], answers, { cwd: folder, env: env() });
const typed = (...answers: string[]) => answers.map((answer) => `${answer}\r`);
/** Without a terminal. */
const pipedProcess = (line: string) =>
  runScript(MAIN, words(line), { cwd: folder, env: { PATH: process.env["PATH"] ?? "", HOME: folder, ...env() } });
/** The same in this process, which is quicker. */
const piped = (line: string) => cli(words(line), { cwd: folder, env: { HOME: folder, ...env() }, now: factory.now() });
/** Names and bytes of everything in the folder. */
const contents = () =>
  readdirSync(folder)
    .filter((name) => name !== ".factory-tuf")
    .sort()
    .map((name) => [name, readFileSync(join(folder, name)).toString("base64")]);
/** Without the line ends at which long texts are broken. */
const unwrapped = (shown: string) => shown.replace(/\r?\n/g, " ");
const protection = async (name: string, passphrase: string) =>
  (await openArchiveFile(join(folder, name), { passphrase })).protection.kind;

describe("a new passphrase on a terminal (T24)", { skip: noTerminal }, () => {
  before(quickScrypt);
  after(realScrypt);
  const encrypt = "keys encrypt --keys targets.tgz";

  it("is asked for twice and never echoed, and opens the archive", async () => {
    const [good] = typed(GOOD);
    const { exit, shown } = await typing(encrypt, [
      [NEW, good!],
      [AGAIN, good!],
    ]);
    assert.equal(exit, 0, shown);
    for (const word of GOOD.split("-")) assert.ok(!shown.includes(word), `${word} was echoed`);
    const [opened, plain] = await Promise.all([
      openArchiveFile(join(folder, "targets.tgz"), { passphrase: GOOD }),
      readArchive(factory.archives.targets!),
    ]);
    assert.equal(opened.protection.kind, "passphrase");
    assert.ok(sameKeys(opened.archive.keys, plain.keys));
  });

  it("left empty: one is made and shown, and it opens the archive", async () => {
    const { exit, shown } = await typing(encrypt, [[NEW, "\r"]]);
    assert.equal(exit, 0, shown);
    const made = /clear\s+this\s+screen\.\s+((?:[2-9a-z]{4}-){4}[2-9a-z]{4})\r\n/.exec(shown)![1]!;
    assert.equal(await protection("targets.tgz", made), "passphrase");
  });

  it("typed differently is asked for again, three times in all; then nothing is changed", async () => {
    const before = contents();
    const [good, other] = typed(GOOD, OTHER);
    const once = [
      [NEW, good!],
      [AGAIN, other!],
    ] as const;
    const { exit, shown } = await typing(encrypt, [...once, ...once, ...once]);
    assert.equal(exit, 1);
    assert.equal(shown.match(/The two passphrases differ\./g)?.length, 2);
    assert.match(
      unwrapped(shown),
      /The new passphrase was not typed the same twice, after 3 tries\. Nothing was changed\./,
    );
    assert.deepEqual(contents(), before);
  });

  it("that is weak is asked for again with the reason, three times in all; then nothing is changed", async () => {
    const before = contents();
    const [weak] = typed("correct horse battery staple");
    const again = [/too weak[\s\S]*New passphrase/, weak!] as const;
    const { exit, shown } = await typing(encrypt, [[NEW, weak!], again, again]);
    assert.equal(exit, 1);
    assert.equal(unwrapped(shown).match(/too weak: it has about \d+ bits/g)?.length, 3);
    const rule = /[Uu]se eight or more randomly generated words, or press Enter and one is made for you\./;
    assert.match(unwrapped(shown.split("New passphrase")[0]!), rule);
    assert.doesNotMatch(shown, /horse/);
    assert.deepEqual(contents(), before);
  });

  for (const more of [
    "--yes --keys targets.tgz",
    "new.age --new-identity id.txt --keys targets.tgz",
    "new.age --new-passphrase-file pass.txt --keys targets.tgz",
    "--for-action --keys targets.tgz",
  ]) {
    it(`is not asked for with ${more}`, async () => {
      writeFileSync(join(folder, "pass.txt"), GOOD);
      const { exit, shown } = await typing(`keys encrypt ${more}`, []);
      assert.equal(exit, 0, shown);
      assert.doesNotMatch(shown, NEW);
    });
  }
});

describe("an archive that opens with a passphrase", { skip: noTerminal }, () => {
  it("asks for it without echo, which no key switches on", async () => {
    const [good] = typed(GOOD);
    const { exit, shown } = await typing("keys list --keys sealed.age", [[OPEN, `\u0014${good}`]]);
    assert.doesNotMatch(shown, /visib/);
    assert.equal(exit, 0, shown);
    assert.match(shown, /1 key in .*sealed\.age/);
    assert.doesNotMatch(shown, /copper|drizzle/);
  });
});

describe("a passphrase that was typed wrong", { skip: noTerminal }, () => {
  before(quickScrypt);
  after(realScrypt);
  const [good, other] = typed(GOOD, OTHER);
  const says = /That passphrase does not open sealed\.age\./g;
  for (const line of ["keys list --keys sealed.age", "wave init w6 6 production --keys sealed.age --yes"]) {
    it(`is asked for again: ${line}`, async () => {
      const { exit, shown } = await typing(line, [
        [OPEN, other!],
        [ANEW, good!],
      ]);
      assert.equal(exit, 0, shown);
      assert.equal(shown.match(says)?.length, 1);
    });
    it(`three times in all, and then it is an error: ${line}`, async () => {
      const { exit, shown } = await typing(line, [
        [OPEN, other!],
        [ANEW, other!],
        [ANEW, other!],
      ]);
      assert.equal(exit, 1);
      assert.equal(shown.match(says)?.length, 2);
      assert.match(shown, /\[keys-wrong-passphrase\]/);
    });
  }
  it("is not asked for when it was given by the environment: that is an error at once", async () => {
    const { exit, shown } = await onTerminal([MAIN, ...words("keys list --keys sealed.age")], [], {
      cwd: folder,
      env: { ...env(), FACTORY_TUF_PASSPHRASE: OTHER },
    });
    assert.equal(exit, 1);
    assert.match(shown, /\[keys-wrong-passphrase\]/);
    assert.doesNotMatch(shown, OPEN);
  });
  it("is asked for anew by a rotation, which then has the right one for good", async () => {
    const { exit, shown } = await typing("keys rotate --role targets --keys root.tgz --targets-keys sealed.age", [
      [OPEN, other!],
      [ANEW, good!],
      [BY_NAME, "acme\r"],
    ]);
    assert.equal(exit, 0, shown);
    assert.equal(await protection("sealed.age", GOOD), "passphrase");
  });
});

describe("a rotation on a terminal", { skip: noTerminal }, () => {
  before(quickScrypt);
  after(realScrypt);
  const rotate = "keys rotate --role targets --keys root.tgz --targets-keys sealed.age";

  it("asks for the passphrase once, shows what will change, and goes on when the Factory's name is typed", async () => {
    const [good] = typed(GOOD);
    const answers = [
      [OPEN, good!],
      [BY_NAME, "acme\r"],
    ] as const;
    const { exit, shown } = await typing(rotate, answers);
    assert.equal(exit, 0, shown);
    // Asked a second time it would wait for an answer that never comes.
    assert.match(
      shown,
      /Root version[\s\S]*3 -> 4[\s\S]*added[\s\S]*targets[\s\S]*to go on:[\s\S]*The keys are rotated: root 4/,
    );
    assert.doesNotMatch(shown, /copper|drizzle/);
    assert.equal(await protection("sealed.age", GOOD), "passphrase");
    assert.equal(factory.state.ciRoots.length, start.ciRoots.length + 1);
  });

  it("changes nothing when another name is typed", async () => {
    const before = contents();
    const { exit, shown } = await typing("keys rotate --role root --keys root.tgz", [[BY_NAME, "acne\r"]]);
    assert.equal(exit, 1);
    assert.match(shown, /What was typed is not acme\. Nothing was changed\./);
    assert.deepEqual(contents(), before);
    assert.equal(factory.state, start);
  });
});

describe("updates init", { skip: noTerminal }, () => {
  const init = "updates init --changelog test";
  it("says on a terminal what the id is that it prints", async () => {
    const { exit, shown } = await typing(init, []);
    assert.equal(exit, 0, shown);
    assert.match(
      unwrapped(shown),
      /The transaction is open\. Others who work on it need its id \(--txid\):\s+[0-9a-f]{16}\s/,
    );
  });
  it("prints the id alone without one", async () => {
    const { stdout, stderr } = await pipedProcess(init);
    assert.match(stdout, /^[0-9a-f]{16}\n$/);
    assert.doesNotMatch(stderr, /The transaction is open/);
  });
});

describe("Ctrl-C at a question leaves files, Factory and GitHub exactly as they were", { skip: noTerminal }, () => {
  const [good] = typed(GOOD);
  const transaction = ["updates init --changelog test"];
  const wave = ["wave init w6 6 production --keys targets.tgz --yes"];
  const signed = [...transaction, "updates sign --keys root.tgz --yes"];
  const questions: readonly {
    readonly line: string;
    readonly at: RegExp;
    readonly after?: readonly (readonly [RegExp, string])[];
    readonly first?: readonly string[];
  }[] = [
    { line: "keys encrypt --keys targets.tgz", at: NEW },
    { line: "keys encrypt --keys targets.tgz", after: [[NEW, good!]], at: AGAIN },
    { line: "keys encrypt new.age --keys targets.tgz", after: [[NEW, good!]], at: AGAIN },
    { line: "keys encrypt --keys sealed.age", at: OPEN },
    { line: "keys encrypt --keys sealed.age", after: [[OPEN, good!]], at: NEW },
    { line: "keys encrypt --keys sealed.age --new-identity id.txt", at: OPEN },
    { line: "keys encrypt --keys targets.tgz --for-action --repo acme/devices --environment production", at: YES_NO },
    { line: "keys decrypt --keys sealed.age", at: OPEN },
    { line: "keys decrypt --keys sealed.age", after: [[OPEN, good!]], at: YES_NO },
    { line: "keys list --keys sealed.age", at: OPEN },
    { line: "keys copy-targets copy.age --keys sealed.age", at: OPEN },
    { line: "root resign --keys root.tgz", at: BY_NAME },
    { line: "keys rotate --role root --keys root.tgz", at: BY_NAME },
    { line: "keys rotate --role targets --keys root.tgz --targets-keys targets.tgz", at: BY_NAME },
    { line: "keys rotate --role targets --keys root.tgz --targets-keys sealed.age", at: OPEN },
    { line: "keys rotate-all --keys root.tgz --targets-keys sealed.age", after: [[OPEN, good!]], at: BY_NAME },
    { line: "keys backup --keys root.tgz --print page.html", at: YES_NO },
    { line: "updates sign --keys root.tgz", first: transaction, at: YES_NO },
    { line: "updates apply", first: signed, at: BY_NAME },
    { line: "promote 6 production --keys targets.tgz", at: YES_NO },
    { line: "promote 6 production --keys sealed.age", after: [[YES_NO, "y\r"]], at: OPEN },
    { line: "wave init w6 6 production --keys sealed.age", at: YES_NO },
    { line: "wave init w6 6 production --keys sealed.age", after: [[YES_NO, "y\r"]], at: OPEN },
    { line: "wave complete w6", first: wave, at: YES_NO },
    { line: "wave rollout w6 --limit 1", first: wave, at: YES_NO },
    { line: "wave sign w6 --keys targets.tgz", first: wave, at: YES_NO },
    { line: "updates sign-prod-targets --keys targets.tgz", first: transaction, at: YES_NO },
    { line: "updates set-threshold 1 --role root --sign --keys root.tgz", first: transaction, at: YES_NO },
    { line: "updates set-expiry --sign --keys root.tgz", first: transaction, at: YES_NO },
  ];
  for (const { line, at, after = [], first = [] } of questions) {
    it(`${line}: ${at.source}${after.length > 0 ? ", after another answer" : ""}`, async () => {
      for (const before of first) {
        const { exit, stderr } = await piped(before);
        assert.equal(exit, 0, `${before}: ${stderr}`);
      }
      const before = { files: contents(), state: factory.state, secrets: github.writes().length };
      const { exit, shown } = await typing(line, [...after, [at, CTRL_C]]);
      assert.equal(exit, 1, shown);
      assert.match(shown, /The question was left without an answer\. [\s\S]*\[declined\]/);
      assert.equal(/ Nothing was changed\./.test(shown), !line.startsWith("keys list"), shown);
      assert.deepEqual(contents(), before.files);
      assert.equal(factory.state, before.state, "the Factory's state is the very same");
      assert.equal(github.writes().length, before.secrets);
    });
  }
});

describe("without a terminal nothing is asked", () => {
  it("for a passphrase that opens an archive: the error names the option, and the variable", async () => {
    const before = contents();
    for (const line of ["keys list", "keys encrypt", "keys decrypt --yes", "keys copy-targets copy.tgz"]) {
      const { exit, stderr, stdout } = await piped(`${line} --keys sealed.age`);
      assert.deepEqual([exit, stdout], [1, ""], line);
      assert.match(stderr, /none was given.*--keys-passphrase-file.*FACTORY_TUF_PASSPHRASE.*\[keys-secret-missing\]/);
    }
    const { stderr } = await pipedProcess("wave init w6 6 production --keys sealed.age --yes");
    assert.match(stderr, /--keys-passphrase-file or FACTORY_TUF_PASSPHRASE.*\[keys-secret-missing\]/);
    assert.deepEqual(contents(), before);
  });

  it("for a new passphrase: one is made", async () => {
    const { exit, stdout, stderr } = await pipedProcess("keys encrypt --keys targets.tgz");
    assert.equal(exit, 0, stderr);
    const made = /Passphrase +(\S+)/.exec(stdout)![1]!;
    assert.equal(await protection("targets.tgz", made), "passphrase");
  });

  it("and what must be agreed to is refused, naming --yes", async () => {
    const before = contents();
    const lines = [
      "keys decrypt --keys sealed.age --keys-passphrase-file pass.txt",
      "keys encrypt --keys targets.tgz --for-action --repo acme/devices --environment production",
      "root resign --keys root.tgz",
      "promote 6 production --keys targets.tgz",
      "wave init w6 6 production --keys targets.tgz",
    ];
    writeFileSync(join(folder, "pass.txt"), GOOD);
    for (const line of lines) {
      const { exit, stderr } = await piped(line);
      assert.equal(exit, 1, line);
      assert.match(stderr, /no terminal to ask on\. Nothing was changed\. .*--yes.*\[confirmation-needed\]/);
    }
    rmSync(join(folder, "pass.txt"));
    assert.deepEqual(contents(), before);
    assert.deepEqual(github.writes(), []);
  });
});
