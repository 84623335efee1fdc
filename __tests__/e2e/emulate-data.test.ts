// The built `emulate --data`: killed, refused to a second one, and there again.
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { compileCache } from "../../scripts/compile-cache.ts";
import { runScript } from "../kit/run-script.ts";

const script = new URL("../../dist/cli.js", import.meta.url).pathname;
const words = ["emulate", "--data", "kept", "--json"];

interface Announced {
  readonly url: string;
  readonly token: string;
}

let folder: string;
let running: ChildProcess[] = [];
before(() => {
  folder = mkdtempSync(join(tmpdir(), "emulate-data-"));
});
after(async () => {
  for (const child of running) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

const env = () => ({ ...compileCache, PATH: process.env["PATH"] ?? "", HOME: folder });

async function started(): Promise<{ child: ChildProcess; announced: Announced }> {
  const child = spawn(process.execPath, [script, ...words], {
    cwd: folder,
    env: env(),
    stdio: ["ignore", "pipe", "ignore"],
  });
  running.push(child);
  const [line] = await once(child.stdout!, "data");
  return { child, announced: JSON.parse(String(line)) };
}

const call = (announced: Announced, method: string, path: string) =>
  fetch(announced.url + path, { method, headers: { "osf-token": announced.token } });

describe("emulate --data", () => {
  it("is refused to a second process, and has after a kill what it has answered", async () => {
    const first = await started();
    const second = await runScript(script, words, { cwd: folder, env: env() });
    assert.equal(second.exit, 1, second.stderr);
    const { error } = JSON.parse(second.stdout);
    assert.equal(error.code, "emulator-data-in-use");
    assert.ok(error.message.includes(`(process ${first.child.pid} on `), error.message);

    for (let version = 7; version < 17; version++) {
      const built = await call(first.announced, "POST", "/emulator/factories/acme/builds/");
      assert.equal(built.status, 201);
    }
    const ended = once(first.child, "close");
    first.child.kill("SIGKILL");
    await ended;
    running = [];

    const again = await started();
    const { token } = again.announced;
    assert.equal(token, first.announced.token);
    const files = await (await call(again.announced, "GET", "/ota/factories/acme/targets/?version=16")).json();
    assert.equal(Object.keys(files as object).length, 2);
    const closed = once(again.child, "close");
    again.child.kill("SIGTERM");
    assert.deepEqual(await closed, [0, null]);
    running = [];
    assert.deepEqual(readdirSync(join(folder, "kept")), ["factory.json"]);
  });
});
