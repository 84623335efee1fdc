// The completion scripts in the real shells, on a pseudo-terminal: what is typed with a tab, and the words that the
// program then gets.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { cli } from "../kit/command-line.ts";
import { noTerminal, onTerminal } from "../kit/on-terminal.ts";

const SHELLS = {
  bash: {
    args: ["--norc", "--noprofile", "-i"],
    start: (script: string) => `PS1='>'; factory-tuf() { printf '<%s>' "$@"; echo; }; source '${script}'`,
  },
  zsh: {
    args: ["-f", "-i"],
    start: (script: string) =>
      `PS1='>'; unsetopt zle_bracketed_paste; autoload -Uz compinit; compinit -u -D; factory-tuf() { printf '<%s>' "$@"; echo; }; source '${script}'`,
  },
  fish: {
    args: ["--no-config", "-i"],
    start: (script: string) =>
      `function fish_prompt; echo -n '>'; end; function factory-tuf; printf '<%s>' $argv; echo; end; source '${script}'`,
  },
} as const;
type Shell = keyof typeof SHELLS;

const TAB = "\t";
/** What is typed after the program's name, with a tab at its end; the words that the program gets. */
const CASES: readonly (readonly [what: string, typed: string, words: readonly string[]])[] = [
  ["a command", "prom", ["promote"]],
  ["the second word of a command", "keys copy-t", ["keys", "copy-targets"]],
  ["an option", "promote --expect-d", ["promote", "--expect-digest"]],
  ["a file with a blank", "promote --keys my", ["promote", "--keys", "my targets.tgz"]],
  ["a file with a blank, begun in quotes", "promote --keys 'my t", ["promote", "--keys", "my targets.tgz"]],
  ["a file with a quote", "promote --keys it", ["promote", "--keys", "it's.tgz"]],
  ["a file in a folder", "promote --keys arch/ro", ["promote", "--keys", "arch/root.tgz"]],
  ["a folder, which is entered", `promote --keys ar${TAB}ro`, ["promote", "--keys", "arch/root.tgz"]],
  ["a file right after the option's =", "promote --keys=my", ["promote", "--keys=my targets.tgz"]],
  ["a fixed word right after the option's =", "keys rotate --role=tar", ["keys", "rotate", "--role=targets"]],
  ["the first position", "promote la", ["promote", "latest"]],
  ["the first position behind a switch", "promote --dry-run la", ["promote", "--dry-run", "latest"]],
  ["the first position behind an option and its value", "promote --wave w la", ["promote", "--wave", "w", "latest"]],
  ["nothing once the positions have ended", "promote latest production la", ["promote", "latest", "production", "la"]],
  ["nothing for what only the user knows", "wave init my", ["wave", "init", "my"]],
  ["a fixed word of a command that also begins another", "completion zs", ["completion", "zsh"]],
  ["a position of a command of two words", "completion install fi", ["completion", "install", "fish"]],
];

for (const shell of Object.keys(SHELLS) as Shell[]) {
  const has = spawnSync(shell, ["-c", "true"]).status === 0;
  describe(`completion as people type, in ${shell}`, {
    skip: noTerminal || (has ? false : `${shell} is not installed`),
  }, () => {
    let folder: string;
    let script: string;
    before(async () => {
      folder = mkdtempSync(path.join(os.tmpdir(), "factory-tuf-typing-"));
      script = path.join(folder, ".script");
      writeFileSync(script, (await cli(["completion", shell])).stdout);
      for (const name of ["my targets.tgz", "it's.tgz"]) writeFileSync(path.join(folder, name), "");
      mkdirSync(path.join(folder, "arch"));
      writeFileSync(path.join(folder, "arch/root.tgz"), "");
    });
    after(() => rmSync(folder, { recursive: true }));

    it("gives the program the words that were meant", async () => {
      const { args, start } = SHELLS[shell];
      const lines = CASES.map(([, typed]) => `factory-tuf ${typed}${TAB}\r`);
      const prompts: [RegExp, string][] = [...lines, "exit\r"].map((line, index) => [
        index === 0 ? /ready\r?\n[\s\S]*>/ : /<.*>\r?\n[\s\S]*>/,
        line,
      ]);
      const { shown } = await onTerminal(args, [[/[#$%>]/, `${start(script)}; echo rea''dy\r`], ...prompts], {
        program: shell,
        cwd: folder,
        env: { HOME: folder, TERM: "dumb" },
      });
      const got = shown.split(/ready\r?\n/)[1]?.match(/(?:<[^<>\r\n]*>)+/g) ?? [];
      assert.deepEqual(
        CASES.map(([what], index) => [what, got[index]]),
        CASES.map(([what, , words]) => [what, words.map((word) => `<${word}>`).join("")]),
      );
    });
  });
}
