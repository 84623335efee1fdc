// docs/tutorial.md as a newcomer follows it: its commands in order against the built program, with the outcomes that it shows.
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { compileCache } from "../../scripts/compile-cache.ts";
import { allCommands } from "../kit/printed-commands.ts";

const cli = new URL("../../dist/cli.js", import.meta.url).pathname;
const page = readFileSync(new URL("../../docs/tutorial.md", import.meta.url), "utf8");

interface Step {
  readonly commands: readonly string[];
  /** Lines of the outputs of all of them, in order; `...` is anything. */
  readonly outcome: readonly string[];
}

/** Each block of commands, with the block of outcomes that follows it. */
function stepsOf(text: string): Step[] {
  const blocks = [...text.matchAll(/^```(sh|text)\n(.*?)^```$/gms)].map(([, kind, body]) => ({ kind, body: body! }));
  return blocks.flatMap(({ kind, body }, index) => {
    if (kind !== "sh") return [];
    const next = blocks[index + 1];
    const lines = (block: string) => block.split("\n").filter((line) => line.trim() !== "");
    return {
      commands: lines(body.replaceAll(/\\\n\s*/g, "")),
      outcome: next?.kind === "text" ? lines(next.body) : [],
    };
  });
}

let top: string;
let confirming: Set<string>;
let emulator: ChildProcess | null = null;
/** Where the terminals are, and what was pasted into the second one. */
let cwd: string;
let exports = "";

before(async () => {
  top = mkdtempSync(join(tmpdir(), "tutorial-"));
  cwd = top;
  mkdirSync(join(top, "bin"));
  writeFileSync(join(top, "bin/factory-tuf"), `#!/bin/sh\nexec '${process.execPath}' '${cli}' "$@"\n`);
  chmodSync(join(top, "bin/factory-tuf"), 0o755);
  const commands = await allCommands();
  confirming = new Set([...commands].flatMap(([name, { confirms }]) => (confirms ? [name] : [])));
});
after(async () => {
  await stop();
  rmSync(top, { recursive: true, force: true });
});

const env = () => ({ ...compileCache, PATH: `${join(top, "bin")}:${process.env["PATH"]}`, HOME: top });

async function stop(): Promise<number | null> {
  if (emulator === null) return null;
  const ended = once(emulator, "close");
  emulator.kill("SIGINT");
  emulator = null;
  return (await ended)[0];
}

/** The first terminal. What it prints is pasted into the second one. */
async function startEmulator(command: string): Promise<void> {
  const before = await stop();
  assert.ok(before === null || before === 0, `it ended with ${before}`);
  emulator = spawn("bash", ["-c", `exec ${command}`], { cwd, env: env(), stdio: ["ignore", "pipe", "pipe"] });
  let [printed, said] = ["", ""];
  emulator.stderr!.on("data", (text) => {
    said += text;
  });
  const failed = once(emulator, "close").then(() => assert.fail(said));
  failed.catch(() => {});
  const ready = (async () => {
    for await (const text of emulator!.stdout!) {
      printed += text;
      if (/^export FACTORY_TUF_CLOCK=.*\n/m.test(printed)) return;
    }
  })();
  await Promise.race([ready, failed]);
  exports = printed;
}

/** Nobody is there to answer, so commands that ask are told yes. */
function typed(command: string): string {
  const words = command.split(" ").slice(1);
  return [words[0], words.slice(0, 2).join(" ")].some((name) => confirming.has(name!)) &&
    command.startsWith("factory-tuf ")
    ? `${command} --yes`
    : command;
}

async function run(command: string): Promise<string> {
  if (command.startsWith("factory-tuf emulate ")) {
    await startEmulator(command);
    return "";
  }
  const shell = spawn("bash", ["-c", `${exports}\n${typed(command)} && pwd > '${top}/pwd'`], { cwd, env: env() });
  let output = "";
  for (const stream of [shell.stdout, shell.stderr]) {
    stream.on("data", (text) => {
      output += text;
    });
  }
  const [exit] = await once(shell, "close");
  assert.equal(exit, 0, `${command}\n${output}`);
  cwd = readFileSync(join(top, "pwd"), "utf8").trim();
  return output;
}

const plain = (line: string) => line.trim().replaceAll(/\s+/g, " ");
const pattern = (line: string) =>
  new RegExp(
    `^${plain(line)
      .split("...")
      .map((part) => part.replaceAll(/[.+?^${}()|[\]\\*]/g, "\\$&"))
      .join(".*")}$`,
  );

function assertShown(outcome: readonly string[], output: string): void {
  const lines = output.split("\n").map(plain);
  let from = 0;
  for (const line of outcome) {
    const at = lines.findIndex((shown, index) => index >= from && pattern(line).test(shown));
    assert.notEqual(at, -1, `"${line}" is not shown, or not in this order, by:\n${output}`);
    from = at + 1;
  }
}

describe("the tutorial", () => {
  const steps = stepsOf(page);

  it("has commands from the first rotation to the repair", () => {
    const all = steps.flatMap(({ commands }) => commands).join("\n");
    for (const needed of [
      "--first-time",
      "promote",
      "wave rollout",
      "wave status",
      "wave cancel",
      "--prune",
      "wave complete",
    ]) {
      assert.ok(all.includes(needed), needed);
    }
  });

  for (const { commands, outcome } of steps) {
    it(`shows what comes of: ${commands.map((command) => command.slice(0, 90)).join("; ")}`, async () => {
      let output = "";
      for (const command of commands) output += await run(command);
      assertShown(outcome, output);
    });
  }
});
