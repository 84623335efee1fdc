import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { childEnvironment } from "../../../src/keys/sources/child-environment.ts";
import { runCommand } from "../../../src/keys/sources/run-command.ts";
import { assertQuotesNothing, assertRefused } from "../../kit/keys.ts";
import { rejected } from "../../kit/refusal.ts";

const folder = mkdtempSync(join(tmpdir(), "keys command "));
after(() => rmSync(folder, { recursive: true }));

const node = (script: string, ...args: string[]) => ({ program: process.execPath, args: ["-e", script, ...args] });
const env = { PATH: process.env.PATH };

describe("T17: keys-command", () => {
  it("gives standard output as bytes, whatever they are", async () => {
    const bytes = await runCommand(node("process.stdout.write(Buffer.from([0,255,10,13,128]))"), env);
    assert.deepEqual([...bytes], [0, 255, 10, 13, 128]);
  });

  it("shows nothing: neither the command, nor what it writes to either stream", () => {
    const line = node("console.log('on stdout'); console.error('on stderr')");
    const module = new URL("../../../src/keys/sources/run-command.ts", import.meta.url);
    const script = `const { runCommand } = await import(${JSON.stringify(module.href)});
      console.log((await runCommand(${JSON.stringify(line)}, process.env)).length);`;
    const run = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
    assert.deepEqual([run.stdout, run.stderr], ["10\n", ""]);
  });

  it("hands down an environment without INPUT_*, FACTORY_*, FIOCTL_*, ACTIONS_* and GITHUB_TOKEN", async () => {
    const secrets = {
      INPUT_KEYS: "secret-1",
      "INPUT_KEYS-IDENTITY": "secret-2",
      FACTORY_TOKEN: "secret-3",
      FACTORY_TUF_PASSPHRASE: "secret-4",
      FIOCTL_CONFIG: "secret-5",
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: "secret-6",
      GITHUB_TOKEN: "secret-7",
      input_token: "secret-8",
    };
    const dump = await runCommand(node("process.stdout.write(JSON.stringify(process.env))"), {
      ...env,
      ...secrets,
      VAULT_ADDR: "https://vault.example",
      EMPTY: undefined,
    });
    const seen = JSON.parse(Buffer.from(dump).toString()) as Record<string, string>;
    assert.equal(seen.VAULT_ADDR, "https://vault.example");
    assert.ok(!/secret-\d/.test(JSON.stringify(seen)), JSON.stringify(seen));
    assert.deepEqual(childEnvironment(secrets), {});
  });

  it("passes arguments as they are: there is no shell", async () => {
    const args = ["$HOME", "`id`", "a b", 'say "hi"', ";", "", "*"];
    const bytes = await runCommand(node("process.stdout.write(JSON.stringify(process.argv.slice(1)))", ...args), env);
    assert.deepEqual(JSON.parse(Buffer.from(bytes).toString()), args);
  });

  it("starts a program whose path has blanks", async () => {
    const program = join(folder, "show keys");
    symlinkSync(process.execPath, program);
    assert.equal(Buffer.from(await runCommand({ program, args: ["-p", "6*7"] }, env)).toString(), "42\n");
  });

  it("closes standard input, so that a program which reads it ends", { timeout: 20_000 }, async () => {
    const bytes = await runCommand(node("process.stdin.resume().on('end', () => process.stdout.write('ended'))"), env);
    assert.equal(Buffer.from(bytes).toString(), "ended");
  });

  it("reports a failure with its exit status and without any output or argument", async () => {
    const secret = "hunter2-hunter2-hunter2";
    const error = await rejected(
      runCommand(node(`console.log('${secret}'); console.error('${secret}'); process.exit(7)`), env),
    );
    assert.equal(error.code, "keys-command-failed");
    assert.match(error.message, /The program `node` of keys-command ended with exit status 7\./);
    assertQuotesNothing(error, secret);
  });

  it("reports a program that is killed, is not there or may not be run", async () => {
    await assertRefused(
      runCommand(node("process.kill(process.pid, 'SIGKILL')"), env),
      "keys-command-failed",
      /ended by a signal/,
    );
    await assertRefused(
      runCommand({ program: "no-such-program", args: [] }, env),
      "keys-command-failed",
      /could not be started: it was not found/,
    );
    const file = join(folder, "not-executable");
    writeFileSync(file, "");
    await assertRefused(runCommand({ program: file, args: [] }, env), "keys-command-failed", /not executable/);
  });

  it("accepts 1 MiB and ends a program that writes on and on", async () => {
    const whole = await runCommand(node("process.stdout.write(Buffer.alloc(1048576))"), env);
    assert.equal(whole.length, 1024 * 1024);
    const endless = node("const b = Buffer.alloc(65536); (function f() { process.stdout.write(b, f) })()");
    await assertRefused(runCommand(endless, env), "keys-too-large", /wrote more than 1048576 bytes, and was ended/);
  });

  it("ends a program that never does when the run is stopped, and starts none afterwards", async () => {
    const stop = new AbortController();
    const running = runCommand(node("setInterval(() => {}, 1000); process.stdout.write('up')"), env, stop.signal);
    setTimeout(() => stop.abort(), 100);
    await assertRefused(running, "keys-command-failed", /stopped before it had finished/);
    await assertRefused(runCommand(node("1"), env, stop.signal), "keys-command-failed", /was not started/);
  });
});
