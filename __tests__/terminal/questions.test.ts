import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import path from "node:path";
import { describe, it } from "node:test";
import { stripVTControlCharacters } from "node:util";
import { compileCache } from "../../scripts/compile-cache.ts";
import { MAIN, noTerminal, onTerminal } from "../kit/on-terminal.ts";

const ASKING = path.join(import.meta.dirname, "asking.ts");

describe("on a real terminal", { skip: noTerminal }, () => {
  it("help is bold, and plain with NO_COLOR", async () => {
    assert.ok((await onTerminal([MAIN, "--help"], [])).shown.includes("\u001b[1m"));
    assert.ok(!(await onTerminal([MAIN, "--help"], [], { env: { NO_COLOR: "1" } })).shown.includes("\u001b["));
  });
  it("a command that asks goes on with y, after showing what it will do", async () => {
    const { exit, shown } = await onTerminal([ASKING, "promote"], [[/Promote now\?/, "y\r"]]);
    assert.match(shown, /What will happen[\s\S]*Promote now\?/);
    assert.match(shown, /agreed/);
    assert.equal(exit, 0);
  });
  it("a bare Enter, or n, is a no", async () => {
    for (const typed of ["\r", "n\r"]) {
      const { exit, shown } = await onTerminal([ASKING, "promote"], [[/Promote now\?/, typed]]);
      assert.match(shown, /declined: The question was answered with no\./);
      assert.equal(exit, 1);
    }
  });
  it("Ctrl-C at the question is a no", async () => {
    const { shown } = await onTerminal([ASKING, "promote"], [[/Promote now\?/, "\u0003"]]);
    assert.match(shown, /declined: The question was left without an answer\./);
  });
  it("a long question, and an error, are broken between words, and what is to be copied is not", async () => {
    const { shown } = await onTerminal([ASKING, "long"], [[/\(y\/N\)/, "n\r"]]);
    // Cursor movements begin a line anew: questions are drawn over themselves.
    const lines = shown.split(/\r?\n|\u001b\[\d*[A-HJK]/).map(stripVTControlCharacters);
    assert.ok(lines.every((line) => line.length <= 80 || line.startsWith("declined:")));
    for (const whole of ["`factory-tuf wave complete w1 --yes`", "unmistakable", "transaction"]) {
      assert.ok(
        lines.some((line) => line.includes(whole)),
        whole,
      );
    }
  });
  it("the Factory's name is asked for on a line of its own", async () => {
    const { shown } = await onTerminal([ASKING, "keys rotate"], [[/to go on:/, "my-factory\r"]]);
    assert.match(stripVTControlCharacters(shown), /Rotate the key\?\r?\nType the Factory's name to go on:/);
  });
  it("keys rotate wants the Factory's name, and nothing like it", async () => {
    const right = await onTerminal([ASKING, "keys rotate"], [[/to go on:/, "my-factory\r"]]);
    assert.match(right.shown, /agreed/);
    const wrong = await onTerminal([ASKING, "keys rotate"], [[/to go on:/, "y\r"]]);
    assert.match(wrong.shown, /declined: What was typed is not my-factory\./);
  });
  it("a passphrase is asked for without echo", async () => {
    const { shown } = await onTerminal([ASKING, "passphrase"], [[/Passphrase of the key archive:/, "correct horse\r"]]);
    assert.match(shown, /agreed with 13 characters/);
    assert.doesNotMatch(shown, /correct horse/);
  });
  it("--yes shows and does not ask", async () => {
    const { shown } = await onTerminal([ASKING, "promote", "--yes"], []);
    assert.match(shown, /What will happen[\s\S]*agreed/);
    assert.doesNotMatch(shown, /Promote now\?/);
  });
});

describe("without a terminal", () => {
  const asking = (...args: string[]) =>
    spawnSync(process.execPath, [ASKING, ...args], {
      encoding: "utf8",
      input: "y\n",
      env: { ...process.env, ...compileCache },
    });

  it("promote is refused, naming --yes and --expect-digest", () => {
    const { status, stdout } = asking("promote");
    assert.equal(status, 1);
    assert.match(stdout, /confirmation-needed: promote asks .* no terminal .*--yes.*--expect-digest/);
  });
  it("keys rotate is refused, naming --yes", () => {
    const { status, stdout } = asking("keys rotate");
    assert.equal(status, 1);
    assert.match(stdout, /confirmation-needed: keys rotate asks .* no terminal .*--yes/);
  });
  it("nobody can be asked for a passphrase", () => {
    assert.match(asking("passphrase").stdout, /nobody to ask/);
  });
});

describe("the program", () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [MAIN, ...args], { encoding: "utf8", env: compileCache });

  it("--version prints the version and nothing else", () => {
    const { status, stdout, stderr } = run("--version");
    assert.equal(status, 0);
    assert.match(stdout, /^\d+\.\d+\.\d+\S*\n$/);
    assert.equal(stderr, "");
  });
  it("exits 2 for a wrong command line", () => {
    assert.equal(run("wave").status, 2);
  });
  it("says so in a folder that is deleted, and exits 1; help is shown there all the same", () => {
    const inDeleted = (words: string) =>
      spawnSync("sh", ["-c", `cd "$(mktemp -d)" && rmdir "$PWD" && exec '${process.execPath}' '${MAIN}' ${words}`], {
        encoding: "utf8",
        env: { ...process.env, ...compileCache },
      });
    const { status, stdout, stderr } = inDeleted("wave list --factory acme");
    assert.deepEqual([status, stdout], [1, ""]);
    assert.match(
      stderr,
      /^error: The folder in which .* does not exist any more\. Change into another folder.*\[folder-missing\]\n$/,
    );
    assert.match(inDeleted("--help").stdout, /^Usage: factory-tuf/);
  });
  it("ends quietly when nobody reads on", async () => {
    const child = spawn("bash", ["-c", `'${process.execPath}' '${MAIN}' completion bash | head -n 1`], {
      env: { ...process.env, ...compileCache },
    });
    let stderr = "";
    child.stderr.on("data", (chunk) => {
      stderr += String(chunk);
    });
    await new Promise((resolve) => child.on("close", resolve));
    assert.equal(stderr, "");
  });
});
