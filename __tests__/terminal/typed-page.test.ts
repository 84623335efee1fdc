// keys restore and keys backup as a person meets them: on a pseudo-terminal, and through pipes.
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, describe, it } from "node:test";
import { type EmbeddedFactory, startFactory } from "../../src/emulator/state/factory.ts";
import { openArchiveFile } from "../../src/keys/archive/archive-file.ts";
import { readArchive } from "../../src/keys/archive/read-archive.ts";
import { paperGroups } from "../../src/keys/paper/paper-key.ts";
import { linesOf } from "../../src/keys/paper/paper-lines.ts";
import type { ArchiveKey } from "../../src/keys/types.ts";
import { MAIN, noTerminal, onTerminal } from "../kit/on-terminal.ts";
import { runScript } from "../kit/run-script.ts";

let factory: EmbeddedFactory;
let folder: string;
let key: ArchiveKey;
let lines: string[];
before(async () => {
  factory = await startFactory({ state: "released" });
  folder = mkdtempSync(join(tmpdir(), "typed-"));
  writeFileSync(join(folder, "root.tgz"), factory.archives.root!);
  const { keys } = await readArchive(factory.archives.root!);
  key = keys.find(({ keyid }) => keyid === factory.offlineKeys.root!.keyid)!;
  lines = linesOf(paperGroups(key)).map((line) => line.join(" "));
});
afterEach(() => {
  for (const name of readdirSync(folder)) if (name !== "root.tgz") rmSync(join(folder, name));
});
after(async () => {
  await factory.close();
  rmSync(folder, { recursive: true });
});

const env = () => ({ FACTORY: factory.factory, FACTORY_TOKEN: factory.tokens.owner });
const words = (args: readonly string[]) => [...args, "--api-url", factory.url];
const typing = (args: readonly string[], answers: Parameters<typeof onTerminal>[1]) =>
  onTerminal([MAIN, ...words(args)], answers, { cwd: folder, env: env() });
const piped = (args: readonly string[], input: string) =>
  runScript(MAIN, words(args), {
    cwd: folder,
    env: { PATH: process.env["PATH"] ?? "", HOME: "/nonexistent", ...env() },
    input,
  });
const restored = async () => (await openArchiveFile(join(folder, "new.tgz"), {})).archive.keys;

describe("a page typed on a terminal", { skip: noTerminal }, () => {
  it("is asked for line by line; an error is said at once with its group, corrected, and the archive is there", async () => {
    const wrong = `${lines[1]!.slice(0, -1)}${lines[1]!.endsWith("7") ? "8" : "7"}`;
    const { exit, shown } = await typing(
      ["keys", "restore", "-", "--keys", "new.tgz"],
      [
        [/scanned code:/, `${lines[0]!.toLowerCase()}\r`],
        [/Line 2 of 4:/, `${wrong}\r`],
        [/Group 8 is mistyped/, `\u007f${lines[1]!.at(-1)}\r`],
        [/Line 3 of 4:/, `${lines[2]!.replaceAll(" ", "-")}\r`],
        [/Line 4 of 4:/, `${lines[3]!.replaceAll(" ", "")}\r`],
      ],
    );
    assert.match(shown, /The key was restored into/);
    assert.equal(exit, 0);
    assert.deepEqual(
      (await restored()).map(({ keyid }) => keyid),
      [key.keyid],
    );
  });
  it("takes a line from the screen once it is right, and prints it nowhere again", async () => {
    const { shown } = await typing(
      ["keys", "restore", "-", "--keys", "new.tgz"],
      lines.map((line, at) => [new RegExp(`Line ${at + 1}\\D`), `${line}\r`]),
    );
    const left = shown.slice(shown.lastIndexOf("Line 4 of 4:"));
    for (const group of paperGroups(key)) assert.ok(!left.includes(group), "a group stayed on the screen");
    assert.match(left, /restored into/);
  });
  it("can be left with Ctrl-C, and then nothing was written", async () => {
    const { exit, shown } = await typing(
      ["keys", "restore", "-", "--keys", "new.tgz"],
      [
        [/scanned code:/, `${lines[0]}\r`],
        [/Line 2 of 4:/, "\u0003"],
      ],
    );
    assert.match(shown, /\[declined\]/);
    assert.equal(exit, 1);
    assert.ok(!existsSync(join(folder, "new.tgz")));
  });
});

describe("a page from a pipe", () => {
  it("is read as a whole", async () => {
    const { exit, stderr } = await piped(["keys", "restore", "-", "--keys", "new.tgz"], lines.join("\r\n"));
    assert.equal(exit, 0, stderr);
    assert.equal((await restored())[0]!.keyid, key.keyid);
  });
  it("is refused with the group that is wrong, or when it does not end", async () => {
    const args = ["keys", "restore", "-", "--keys", "new.tgz"];
    const mistyped = await piped(args, lines.toSpliced(2, 1).join("\n"));
    assert.equal(mistyped.exit, 1);
    assert.match(mistyped.stderr, /error: From group 9 on, the text is wrong/);
    for (const group of paperGroups(key)) assert.ok(!mistyped.stderr.includes(group));
    assert.match((await piped(args, "A".repeat(70_000))).stderr, /more than 65536 bytes.*\[keys-too-large\]/);
    assert.match((await piped(args, "")).stderr, /The text is empty.*\[backup-mistyped\]/);
  });
});

describe("keys backup without a terminal", () => {
  it("wants --yes before it writes, and nothing before it verifies", async () => {
    const print = ["keys", "backup", "--keys", "root.tgz", "--print", "page.html"];
    const refused = await piped(print, "y\n");
    assert.equal(refused.exit, 1);
    assert.match(refused.stderr, /keys backup asks before it goes on.*--yes.*\[confirmation-needed\]/);
    assert.ok(!existsSync(join(folder, "page.html")));
    assert.equal((await piped([...print, "--yes"], "")).exit, 0);
    const verified = await piped(["keys", "backup", "--verify", "page.html", "--json"], "");
    assert.equal(verified.exit, 0, verified.stderr);
    assert.equal(JSON.parse(verified.stdout).data.keyid, key.keyid);
  });
});
