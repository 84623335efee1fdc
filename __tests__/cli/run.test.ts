import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { commandNames, offlineCommandNames, registry } from "../../src/commands/registry.ts";
import { optionFlag } from "../../src/text/option-names.ts";
import { cli } from "../kit/command-line.ts";

describe("help", () => {
  it("lists every command with its summary, on stdout", async () => {
    const { exit, stdout, stderr } = await cli(["--help"]);
    assert.equal(exit, 0);
    assert.equal(stderr, "");
    for (const name of commandNames) {
      const { summary } = await registry[name]!();
      assert.ok(stdout.includes(name), name);
      assert.ok(stdout.replace(/\s+/g, " ").includes(summary), summary);
    }
  });
  it("of one word lists the commands that begin with it", async () => {
    const { stdout } = await cli(["wave", "--help"]);
    assert.match(stdout, /wave init/);
    assert.doesNotMatch(stdout, /root show/);
  });
  for (const name of commandNames) {
    it(`of ${name} shows usage, every option in its group, and examples`, async () => {
      const { exit, stdout } = await cli([...name.split(" "), "--help"]);
      const command = await registry[name]!();
      assert.equal(exit, 0);
      assert.match(stdout, new RegExp(`^Usage: factory-tuf ${name}[ \\n]`));
      for (const [option, { only }] of Object.entries(command.options)) {
        const offered = new RegExp(`^  --${optionFlag(option)}( |$)`, "m").test(stdout);
        assert.equal(offered, only !== "action", `--${optionFlag(option)}`);
      }
      assert.ok(command.examples.length > 0);
      for (const example of command.examples) assert.ok(stdout.includes(`  ${example}\n`), example);
      assert.match(stdout, /^Program:\n {2}--json/m);
    });
  }
  it("has one line for each command without a terminal, as wide as it is; a terminal breaks it", async () => {
    const { summary } = await registry["wave rollout"]!();
    assert.ok((await cli(["--help"])).stdout.includes(`${summary}\n`));
    const narrow = (await cli(["--help"], { terminal: true, env: { NO_COLOR: "1" } })).stdout;
    assert.ok(!narrow.includes(summary));
    for (const line of narrow.split("\n")) assert.ok(line.length <= 80, line);
  });
  it("is bold on a terminal, and plain with NO_COLOR or without a terminal", async () => {
    const bold = "\u001b[1m";
    assert.ok((await cli(["--help"], { terminal: true })).stdout.includes(bold));
    assert.ok(!(await cli(["--help"], { terminal: true, env: { NO_COLOR: "1" } })).stdout.includes("\u001b"));
    assert.ok(!(await cli(["--help"])).stdout.includes("\u001b"));
  });
});

describe("a failure", () => {
  it("is three sentences and a code on stderr, and nothing on stdout", async () => {
    const { exit, stdout, stderr } = await cli(["wave", "inti"]);
    assert.equal(exit, 2);
    assert.equal(stdout, "");
    assert.equal(
      stderr,
      'error: There is no command "wave inti". Did you mean factory-tuf wave init? [unknown-command]\n',
    );
  });
  it("is one JSON document on stdout with --json, before a command is found", async () => {
    const { exit, stdout, stderr } = await cli(["wave", "inti", "--json"]);
    assert.equal(exit, 2);
    assert.equal(stderr, "");
    const document = JSON.parse(stdout);
    assert.deepEqual(Object.keys(document), ["command", "status", "changed", "data", "error"]);
    assert.equal(document.status, "usage");
    assert.equal(document.changed, "no");
    assert.equal(document.error.code, "unknown-command");
    assert.equal(document.error.next, "Did you mean factory-tuf wave init?");
  });
  it("is one JSON document for a wrong value too", async () => {
    const { exit, stdout } = await cli(["completion", "tcsh", "--json"]);
    const { command, error } = JSON.parse(stdout);
    assert.equal(exit, 2);
    assert.equal(command, "completion");
    assert.equal(error.code, "value-invalid");
    assert.match(error.message, /--shell is "tcsh", which is not one of bash, zsh, fish/);
  });
  it("T21: foreign characters are encoded, in the message and in the document", async () => {
    const typed = "\u001b[31mevil\u009b\u202e";
    assert.doesNotMatch((await cli([typed])).stderr, /[^\x20-\x7e\n]/);
    const { stdout } = await cli([typed, "--json"]);
    assert.doesNotMatch(stdout, /[^\x20-\x7e\n]/);
    assert.match(JSON.parse(stdout).error.message, /evil/);
  });
  it("T21: under GITHUB_ACTIONS nothing that is printed is a workflow command", async () => {
    const env = { GITHUB_ACTIONS: "true" };
    for (const argv of [["x::error::y"], ["##[error]x"], ["##[error]x", "--json"]]) {
      const { stdout, stderr } = await cli(argv, { env });
      assert.doesNotMatch(stdout + stderr, /##\[|^\s*::/m);
    }
  });
});

describe("T23, offline commands", () => {
  for (const name of offlineCommandNames) {
    it(`${name} is refused under GITHUB_ACTIONS`, async () => {
      const { exit, stderr } = await cli([...name.split(" "), "--yes"], { env: { GITHUB_ACTIONS: "true" } });
      assert.equal(exit, 1);
      assert.match(stderr, new RegExp(`^error: ${name} works with root keys, .*\\[offline-command-in-ci\\]\n$`));
    });
  }
});

describe("a missing Factory", () => {
  it("is named, with the option and the variable", async () => {
    const { exit, stderr } = await cli(["wave", "list"]);
    assert.equal(exit, 2);
    assert.match(stderr, /--factory is missing.*FACTORY.*\[value-missing\]/);
  });
});
