import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { commandNames, registry } from "../../../src/commands/registry.ts";
import { optionFlag } from "../../../src/text/option-names.ts";
import { cli } from "../../kit/command-line.ts";

const has = (shell: string) => spawnSync(shell, ["-c", "true"]).status === 0;

/** Words of a line up to the one that is to be completed. */
const LINES: readonly (readonly string[])[] = [
  [""],
  ["wave", ""],
  ["wave", "ini"],
  ...commandNames.map((name) => [...name.split(" "), "--"]),
  ["completion", ""],
  ["completion", "install", "z"],
  ["promote", "la"],
  ["promote", "latest", ""],
  ["promote", "--keys", "tar"],
];

describe("completion in bash", () => {
  let folder: string;
  let proposed: readonly string[];
  /** One shell completes all the lines: to read the script takes it a quarter of a second. */
  before(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), "factory-tuf-completion-"));
    const script = path.join(folder, "completion.bash");
    writeFileSync(script, (await cli(["completion", "bash"])).stdout);
    writeFileSync(path.join(folder, "targets.keys.tgz"), "");
    const completed = LINES.map((words) => {
      const line = ["factory-tuf", ...words].map((word) => `'${word}'`).join(" ");
      return `COMP_WORDS=(${line}); COMP_CWORD=${words.length}; _factory_tuf; printf '%s\\n' "\${COMPREPLY[@]-}"; printf '\\0'`;
    });
    const run = ["set -u", `source '${script}'`, ...completed].join("\n");
    proposed = execFileSync("bash", ["-c", run], { cwd: folder, encoding: "utf8" }).split("\0");
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** What bash proposes for the last word of a line. */
  const proposals = (...words: string[]): string[] => {
    const index = LINES.findIndex((line) => line.join("\0") === words.join("\0"));
    assert.notEqual(index, -1, "not among the lines");
    return proposed[index]!.split("\n").filter(Boolean).sort();
  };

  it("proposes the first words of all commands", () => {
    const first = new Set(commandNames.map((name) => name.split(" ")[0]!));
    assert.deepEqual(proposals(""), [...first, "--help", "--version"].sort());
  });
  it("proposes the second word", () => {
    const expected = commandNames.filter((name) => name.startsWith("wave ")).map((name) => name.slice(5));
    assert.deepEqual(proposals("wave", ""), expected.sort());
    assert.deepEqual(proposals("wave", "ini"), ["init"]);
  });
  for (const name of commandNames) {
    it(`proposes the options of ${name}, and no secret`, async () => {
      const { options } = await registry[name]!();
      const offered = Object.entries(options).filter(([, { only }]) => only !== "action");
      const flags = [...offered.map(([option]) => `--${optionFlag(option)}`), "--json", "--verbose", "--yes", "--help"];
      assert.deepEqual(proposals(...name.split(" "), "--"), flags.sort());
      for (const secret of ["--token", "--client-secret", "--keys-passphrase", "--keys-identity"]) {
        assert.ok(!flags.includes(secret));
      }
    });
  }
  it("proposes fixed words by position, and files for a path", () => {
    assert.deepEqual(proposals("completion", ""), ["bash", "fish", "install", "zsh"]);
    assert.deepEqual(proposals("completion", "install", "z"), ["zsh"]);
    assert.deepEqual(proposals("promote", "la"), ["latest"]);
    assert.deepEqual(proposals("promote", "latest", ""), []);
    assert.deepEqual(proposals("promote", "--keys", "tar"), ["targets.keys.tgz"]);
  });
});

describe("completion in zsh and fish", () => {
  for (const [shell, check] of [
    ["zsh", ["-n"]],
    ["fish", ["--no-execute"]],
  ] as const) {
    it(`${shell} reads its script`, { skip: has(shell) ? false : `${shell} is not installed` }, async () => {
      const folder = mkdtempSync(path.join(os.tmpdir(), "factory-tuf-completion-"));
      const script = path.join(folder, "script");
      writeFileSync(script, (await cli(["completion", shell])).stdout);
      const { status, stderr } = spawnSync(shell, [...check, script], { encoding: "utf8" });
      rmSync(folder, { recursive: true, force: true });
      assert.equal(status, 0, stderr);
    });
    it(`the ${shell} script names every command and every option of the command line`, async () => {
      const { stdout } = await cli(["completion", shell]);
      for (const name of commandNames) {
        const { options, summary } = await registry[name]!();
        for (const word of name.split(" ")) assert.ok(stdout.includes(word), word);
        assert.ok(stdout.includes(summary.split("'")[0]!), summary);
        for (const [option, { only, kind }] of Object.entries(options)) {
          const value = kind === "switch" ? "" : "=";
          const flag = shell === "zsh" ? `--${optionFlag(option)}${value}[` : `-l ${optionFlag(option)} `;
          if (only !== "action") assert.ok(stdout.includes(flag), flag);
        }
      }
      assert.equal((stdout.replaceAll("'\\''", "").replaceAll("\\'", "").match(/'/g) ?? []).length % 2, 0);
    });
  }
  it("--json holds the script", async () => {
    const { exit, stdout } = await cli(["completion", "fish", "--json"]);
    assert.equal(exit, 0);
    const { status, data } = JSON.parse(stdout);
    assert.equal(status, "done");
    assert.equal(data.script, (await cli(["completion", "fish"])).stdout);
  });
});
