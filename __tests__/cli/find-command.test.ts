import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findCommand } from "../../src/cli/find-command.ts";
import { thrown } from "../kit/refusal.ts";

const NAMES = ["wave plan", "wave init", "wave status", "promote", "root show", "emulate"];
const find = (line: string) => findCommand(line.split(" ").filter(Boolean), NAMES);
const failing = (line: string) => {
  const { code, happened, next } = thrown(() => find(line));
  return `${code}: ${happened} ${next}`;
};

describe("the words of a command line", () => {
  it("name a command of two words or of one, and leave the rest to it", () => {
    assert.deepEqual(find("wave init w1 42 production"), {
      kind: "command",
      name: "wave init",
      args: ["w1", "42", "production"],
    });
    assert.deepEqual(find("promote --tag x"), { kind: "command", name: "promote", args: ["--tag", "x"] });
  });
  it("may begin with --json or --yes", () => {
    assert.deepEqual(find("--json --yes promote 4"), {
      kind: "command",
      name: "promote",
      args: ["--json", "--yes", "4"],
    });
  });
  it("ask for help in every usual way", () => {
    for (const line of ["--help", "-h", "help"]) assert.deepEqual(find(line), { kind: "help", topic: null });
    for (const line of ["wave init --help", "wave init w1 -h", "help wave init", "--help wave init"]) {
      assert.deepEqual(find(line), { kind: "help", topic: "wave init" }, line);
    }
    assert.deepEqual(find("wave --help"), { kind: "help", topic: "wave" });
    assert.deepEqual(find("help wave"), { kind: "help", topic: "wave" });
  });
  it("do not ask for help after --", () => {
    assert.deepEqual(find("promote -- --help"), { kind: "command", name: "promote", args: ["--", "--help"] });
  });
  it("are none: then it is help that is wanted", () => {
    assert.deepEqual(find(""), { kind: "help", topic: null });
  });
  it("ask for the version", () => {
    assert.deepEqual(find("--json --version"), { kind: "version" });
  });

  const refused: readonly [line: string, says: RegExp][] = [
    ["--json", /^usage: No command was given\. .*--help lists/],
    ["wave", /^usage: "wave" is the first word of several commands\. Say which: wave plan, wave init, wave status\./],
    ["wave --json", /^usage: "wave" is the first word/],
    ["wave inti", /^unknown-command: There is no command "wave inti"\. Did you mean factory-tuf wave init\?/],
    ["wvae status x", /^unknown-command: There is no command "wvae"\. Did you mean factory-tuf wave status\?/],
    ["promte 42 production", /Did you mean factory-tuf promote\?/],
    ["emualte", /Did you mean factory-tuf emulate\?/],
    ["waves-init", /Did you mean factory-tuf wave init\?/],
    ["frobnicate", /^unknown-command: There is no command "frobnicate"\. factory-tuf --help lists/],
    ["help frobnicate", /^unknown-command/],
    ["--tag=secret promote", /^usage: The option "--tag" stands before the command\./],
  ];
  for (const [line, says] of refused) {
    it(`"${line}" is refused`, () => assert.match(failing(line), says));
  }
});
