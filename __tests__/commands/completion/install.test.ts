import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { cli } from "../../kit/command-line.ts";

const PLACES = {
  bash: ".local/share/bash-completion/completions/factory-tuf",
  fish: ".config/fish/completions/factory-tuf.fish",
  zsh: ".local/share/factory-tuf/zsh/_factory-tuf",
} as const;
const SHELLS = ["bash", "fish", "zsh"] as const;

let home: string;
beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), "factory-tuf-home-"));
});
afterEach(() => rmSync(home, { recursive: true }));

const install = (words: readonly string[], env: Record<string, string> = {}) =>
  cli(["completion", "install", ...words], { cwd: home, env: { HOME: home, SHELL: "/bin/sh", ...env } });
const at = (...parts: string[]) => path.join(home, ...parts);
const put = (file: string, text: string) => {
  mkdirSync(path.dirname(at(file)), { recursive: true });
  writeFileSync(at(file), text);
};

describe("completion install", () => {
  for (const shell of SHELLS) {
    it(`writes the script where ${shell} looks for it, and is unchanged the second time`, async () => {
      const first = await install([shell, "--yes"]);
      assert.equal(first.exit, 0, first.stderr);
      assert.equal(readFileSync(at(PLACES[shell]), "utf8"), (await cli(["completion", shell])).stdout);
      const again = JSON.parse((await install([shell, "--yes", "--json"])).stdout);
      assert.deepEqual([again.status, again.data.file], ["unchanged", at(PLACES[shell])]);
    });
    it(`replaces what an earlier version wrote for ${shell}`, async () => {
      put(
        PLACES[shell],
        `${shell === "zsh" ? "#compdef factory-tuf\n" : ""}# ${shell} completion for factory-tuf\nold\n`,
      );
      assert.equal((await install([shell, "--yes"])).exit, 0);
      assert.doesNotMatch(readFileSync(at(PLACES[shell]), "utf8"), /^old$/m);
    });
    it(`leaves a file of ${shell} alone that is not its own`, async () => {
      put(PLACES[shell], "mine\n");
      const { exit, stderr } = await install([shell, "--yes"]);
      assert.equal(exit, 1);
      assert.match(stderr, /is not a script that factory-tuf wrote, so it was not replaced/);
      assert.equal(readFileSync(at(PLACES[shell]), "utf8"), "mine\n");
    });
  }

  it("takes the shell that SHELL names, and the folders that the environment names", async () => {
    assert.equal((await install(["--yes"], { SHELL: "/usr/bin/fish", XDG_CONFIG_HOME: at("conf") })).exit, 0);
    readFileSync(at("conf/fish/completions/factory-tuf.fish"));
    assert.equal((await install(["--yes"], { SHELL: "bash", BASH_COMPLETION_USER_DIR: at("own") })).exit, 0);
    readFileSync(at("own/completions/factory-tuf"));
    assert.equal((await install(["--yes"], { SHELL: "bash", XDG_DATA_HOME: at("data") })).exit, 0);
    readFileSync(at("data/bash-completion/completions/factory-tuf"));
  });
  it("says the line that .zshrc needs, as zsh reads it", async () => {
    const { stdout } = await install(["zsh", "--yes", "--json"], { XDG_DATA_HOME: at("it's mine") });
    const folder = at("it'\\''s mine/factory-tuf/zsh");
    assert.equal(JSON.parse(stdout).data.startLine, `fpath=('${folder}' $fpath); autoload -Uz compinit; compinit`);
  });
  it("writes nothing without a person's word", async () => {
    const { exit, stderr } = await install(["bash"]);
    assert.equal(exit, 1);
    assert.match(stderr, /--yes/);
    assert.throws(() => readFileSync(at(PLACES.bash)), /ENOENT/);
  });
  it("follows a link of its owner's to the real place", async () => {
    mkdirSync(at("dotfiles"));
    symlinkSync(at("dotfiles"), at(".local"));
    const { stdout } = await install(["zsh", "--yes", "--json"]);
    assert.equal(JSON.parse(stdout).status, "done");
    readFileSync(at("dotfiles/share/factory-tuf/zsh/_factory-tuf"));
  });
  it("asks for the shell where SHELL names none that it knows, and for HOME where there is none", async () => {
    const unknown = await install(["--yes"], { SHELL: "/bin/tcsh" });
    assert.equal(unknown.exit, 2);
    assert.match(unknown.stderr, /SHELL names tcsh/);
    const homeless = await install(["bash", "--yes"], { HOME: "" });
    assert.equal(homeless.exit, 2);
    assert.match(homeless.stderr, /HOME is not set/);
  });
});
