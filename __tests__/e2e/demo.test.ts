// What a newcomer runs first: a fresh Factory taken over, backed up, restored and released on, in seconds.
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import type { DeviceSays } from "../../src/commands/demo/device.ts";
import type { DemoStep } from "../../src/commands/demo/setting.ts";
import { runScript } from "../kit/run-script.ts";

const CLI = new URL("../../dist/cli.js", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "demo-"));
after(() => rmSync(folder, { recursive: true }));

interface Demo {
  readonly owned: readonly DemoStep[];
  readonly released: readonly DemoStep[];
  readonly before: DeviceSays;
  readonly ciAlone: DeviceSays;
  readonly after: DeviceSays;
}

describe("the demo", () => {
  it("takes a Factory over, loses the archive and has it again, releases twice, and leaves nothing behind", async () => {
    const env = { PATH: process.env["PATH"] ?? "", TMPDIR: folder, HOME: folder };
    const { exit, stdout, stderr } = await runScript(CLI, ["demo", "--json"], { cwd: folder, env });
    assert.equal(exit, 0, stderr);
    const { owned, released, before, ciAlone, after: then } = JSON.parse(stdout).data as Demo;
    assert.deepEqual(
      owned.map((step) => step.exit),
      Array(8).fill(0),
    );
    assert.deepEqual(
      released.map((step) => step.status),
      ["done", "done", "unchanged", "refused", "done", "unchanged", "unchanged"],
    );
    assert.match(owned.at(-2)!.says, /holds the active root key/);
    assert.deepEqual([before.version, ciAlone.accepts, then.version], [3, false, 6]);
    assert.deepEqual([then.signatures, then.threshold], [2, 2]);
    assert.doesNotMatch(stdout + stderr, /AGE-SECRET-KEY-|"private"/);
    assert.deepEqual(readdirSync(folder), []);
  });
});
