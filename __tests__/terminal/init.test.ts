// `init` as somebody meets it who types: on a pseudo-terminal, in an empty repository.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { type EmbeddedFactory, startFactory } from "../../src/emulator/state/factory.ts";
import { gitHubStandIn, type StandIn } from "../github/stand-in.ts";
import { CTRL_C, MAIN, noTerminal, onTerminal } from "../kit/on-terminal.ts";

const RELEASING = "tok-release-0123456789abcdef";
const READING = "tok-read-0123456789abcdef";

describe("init on a terminal", { skip: noTerminal }, () => {
  let factory: EmbeddedFactory;
  let github: StandIn;
  let base: string;
  let folder: string;
  before(async () => {
    [factory, github] = await Promise.all([startFactory({ state: "released", seed: "terminal" }), gitHubStandIn()]);
    base = mkdtempSync(join(tmpdir(), "init-"));
    folder = join(base, "repository");
    execFileSync("git", ["init", "-q", "-b", "main", folder]);
    execFileSync("git", ["remote", "add", "origin", "git@github.com:acme/devices.git"], { cwd: folder });
    writeFileSync(join(base, "targets.tgz"), factory.archives.targets!);
  });
  after(async () => {
    await Promise.all([factory.close(), github.close()]);
    rmSync(base, { recursive: true });
    assert.deepEqual(github.violations, []);
  });

  const typing = (answers: Parameters<typeof onTerminal>[1]) =>
    onTerminal([MAIN, "init", "--api-url", factory.url, "--action-ref", "f".repeat(40)], answers, {
      cwd: folder,
      env: { HOME: base, GITHUB_API_URL: github.url, GITHUB_TOKEN: "gh-person" },
    });
  const ENTER = "\r";
  const beginning = [
    [/Name of the Factory:/, `ACME!${ENTER}`],
    [/Type .*/, `\u0015acme${ENTER}`],
    [/API token to read the Factory with now/, `${"owner"}${ENTER}`],
  ] as const;
  const withToken = () =>
    beginning.map(([prompt, typed]) => [prompt, typed.replace("owner", factory.tokens.owner)] as const);

  it("left with Ctrl-C at the first file: nothing is written", async () => {
    const { exit, shown } = await typing([
      ...withToken(),
      [/Tag whose devices/, ENTER],
      [/What your devices run/, ENTER],
      [/environment whose reviewers/, ENTER],
      [/Who may approve/, ENTER],
      [/right keys\?[\s\S]*root\.json\?/, CTRL_C],
    ]);
    assert.equal(exit, 1, shown);
    assert.match(shown, /left without an answer/);
    assert.deepEqual(readdirSync(folder), [".git"]);
    assert.deepEqual(github.writes(), []);
  });

  it("asks for what it does not find, shows all of it within 80 columns, echoes no token, and ends with what comes next", async () => {
    const { exit, shown } = await typing([
      ...withToken(),
      [/Tag whose devices/, ENTER],
      [/What your devices run/, ENTER],
      [/environment whose reviewers/, ENTER],
      [/Who may approve/, ENTER],
      [/right keys\?[\s\S]*root\.json\?/, `y${ENTER}`],
      [/Write \.factory-tuf\/review\.yml\?/, `y${ENTER}`],
      [/Write \.github\/workflows\/factory-promote\.yml\?/, `y${ENTER}`],
      [/Write \.github\/workflows\/factory-review\.yml\?/, `y${ENTER}`],
      [/Write \.github\/workflows\/factory-remind\.yml\?/, `n${ENTER}`],
      [/Make the environment production\?/, `y${ENTER}`],
      [/Path of the archive/, `nowhere.tgz${ENTER}`],
      [/There is no such file/, `\u0015../targets.tgz${ENTER}`],
      [/The release token/, `${RELEASING}${ENTER}`],
      [/Set them\?/, `y${ENTER}`],
      [/The read-only token/, `${READING}${ENTER}`],
      [/Set FACTORY_TOKEN\?/, `y${ENTER}`],
    ]);
    assert.equal(exit, 0, shown);
    for (const token of [RELEASING, READING, factory.tokens.owner])
      assert.ok(!shown.includes(token), "a token was echoed");
    assert.ok(!existsSync(join(folder, ".github/workflows/factory-remind.yml")));
    assert.deepEqual([...github.protection.secrets.get("production")!.keys()].length, 3);
    // A question is drawn anew with every key: what moves the cursor begins a line.
    const plain = shown.replace(/\u001b\[\d*[A-HJK]/g, "\n").replace(/\u001b\[[0-9;?]*[A-Za-z]/g, "");
    const ending = plain.slice(plain.indexOf("acme/devices is set up"));
    assert.match(ending, /^acme\/devices is set up in part/);
    assert.match(
      ending,
      /Left to do[\s\S]*factory-remind\.yml[\s\S]*Next[\s\S]*git add[\s\S]*actions\/workflows\/factory-promote\.yml\s*$/,
    );
    // Commands and addresses are whole, to be pasted; digests are compared.
    const wide = plain.split(/\r?\n/).filter((line) => line.length > 80 && !/git add|https:|[0-9a-f]{64}/.test(line));
    assert.deepEqual(wide, []);
  });
});
