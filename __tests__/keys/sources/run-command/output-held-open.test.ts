import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { it } from "node:test";

const MODULE = resolve(import.meta.dirname, "../../../../src/keys/sources/run-command.ts");

it("a child of keys-command that keeps the output open does not keep the run alive", () => {
  const folder = mkdtempSync(join(tmpdir(), "held-open-"));
  const pidFile = join(folder, "pid");
  const script = `trap '' TERM; sleep 60 & echo $! > ${pidFile}; echo the archive`;
  const line = JSON.stringify({ program: "/bin/sh", args: ["-c", script] });
  const driver = `
    import { runCommand } from ${JSON.stringify(MODULE)};
    process.stdout.write(await runCommand(${line}, { PATH: process.env.PATH }));`;
  const { stdout, status } = spawnSync(process.execPath, ["--input-type=module", "-e", driver], {
    stdio: ["ignore", "pipe", "ignore"],
    timeout: 30_000,
  });
  const sleeper = Number(readFileSync(pidFile, "utf8"));
  try {
    assert.deepEqual([status, String(stdout)], [0, "the archive\n"]);
    // It was not waited for: it is still there when the run has ended.
    assert.equal(process.kill(sleeper, 0), true);
  } finally {
    process.kill(sleeper, "SIGKILL");
    rmSync(folder, { recursive: true });
  }
});
