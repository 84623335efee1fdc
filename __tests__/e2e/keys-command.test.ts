import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runCommand } from "../../src/keys/sources/run-command.ts";

const RUNS = 50;

describe("a program of keys-command that does not read its standard input", () => {
  it(`may end before that is closed: ${RUNS} runs of one, none of which breaks off`, async () => {
    // Which of the two comes first is a race, so one run would prove nothing.
    for (let run = 0; run < RUNS; run++) {
      const output = await runCommand({ program: "echo", args: ["archive"] }, { PATH: process.env["PATH"] });
      assert.equal(Buffer.from(output).toString(), "archive\n");
    }
  });
});
