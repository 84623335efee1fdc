// T29: what a person typed may be a pipe, and is waited for under `timeout`, whatever reads it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { RawOptions } from "../../src/commands/options/options.ts";
import type { ToolError } from "../../src/errors/tool-error.ts";
import { sharedBench } from "../kit/shared-bench.ts";
import type { RunSetting } from "../kit/workbench.ts";

const bench = sharedBench();

const PIPED: Readonly<Record<string, readonly [command: string, raw: RawOptions, env?: RunSetting["env"]]>> = {
  "an archive that is read": ["keys list", { keys: "pipe" }],
  "an archive that is offered to a release": [
    "wave init",
    { wave: "w6", version: "6", tag: "production", keys: "pipe" },
  ],
  "an archive that is rewritten": ["keys encrypt", { keys: "pipe", "new-identity": "id.txt" }],
  "an archive of root work": ["keys rotate", { role: "root", keys: "pipe" }],
  "an archive of a targets key": ["keys rotate", { role: "targets", keys: "root.tgz", "targets-keys": "pipe" }],
  "an archive for a first root key": ["updates init", { changelog: "why", "first-time": "true", keys: "pipe" }],
  "an archive that is copied": ["keys backup", { keys: "pipe", copy: "drawer" }],
  "a backup": ["keys restore", { from: "pipe", keys: "restored.tgz" }],
  "an archive that is restored into": ["keys restore", { from: "root.tgz", keys: "pipe" }],
  "an archive that is reviewed": ["review", { archive: "pipe" }],
  "an archive for an update server": [
    "root download",
    { archive: "roots.tgz", "for-update-server": "true", keys: "pipe" },
  ],
  "an identity": ["keys list", { keys: "root.tgz", "keys-identity-file": "pipe" }],
  "a new passphrase": ["keys encrypt", { keys: "root.tgz", "new-passphrase-file": "pipe" }],
  "a token": ["wave list", { "token-file": "pipe" }],
  "a trusted root": ["wave list", { "trusted-root": "pipe" }],
  "a policy": ["review", { policy: "pipe" }],
  "fioctl's configuration": ["wave list", {}, { FIOCTL_CONFIG: "pipe" }],
};

describe("T29 a pipe that a person named and nobody writes into", () => {
  it("is waited for no longer than the command may take, by every command", async () => {
    const ends = Object.entries(PIPED).map(async ([what, [command, raw, env = {}]], index) => {
      // One for each: two runs do not work with the same archive.
      const pipe = join(bench.folder, `pipe${index}`);
      execFileSync("mkfifo", [pipe]);
      const named = <V>(given: Readonly<Record<string, V>>) =>
        Object.fromEntries(Object.entries(given).map(([name, value]) => [name, value === "pipe" ? pipe : value]));
      const run = bench.run(command, { ...named(raw), timeout: "1s" }, { env: named(env) });
      const code = await run.then(
        ({ status }) => status,
        (error: ToolError) => error.code,
      );
      return [what, code];
    });
    assert.deepEqual(Object.fromEntries(await Promise.all(ends)), {
      ...Object.fromEntries(Object.keys(PIPED).map((what) => [what, "deadline-exceeded"])),
      // A review tells of everything that could not be read.
      "an archive that is reviewed": "refused",
    });
  });
});
