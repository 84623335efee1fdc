// T29: the workspace may be reached through a link, as runners and temporary folders often are; what leads out of it from
// inside may not. And nothing that is read by default is waited for.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";
import { sharedBench } from "../kit/shared-bench.ts";
import { play } from "./play.ts";
import { openStage, type Stage } from "./stage.ts";

describe("T29 a GITHUB_WORKSPACE that is itself a link", () => {
  let stage: Stage;
  let outside: string;
  let env: Readonly<Record<string, string>>;
  before(async () => {
    stage = await openStage();
    outside = mkdtempSync(join(tmpdir(), "outside-"));
    symlinkSync(stage.workspaces.trusting, join(outside, "workspace"));
    env = { GITHUB_WORKSPACE: join(outside, "workspace") };
  });
  after(async () => {
    rmSync(outside, { recursive: true });
    await stage.close();
  });

  for (const [command, inputs] of [
    ["root pin", { file: "roots/pinned.json" }],
    ["review", { "fail-on": "never", "update-pins": "true" }],
    ["wave plan", { version: "6", tag: "production" }],
  ] as const) {
    it(`is worked in by ${command}`, async () => {
      const { exit, message } = await play(stage, { command, ...inputs }, { env });
      assert.equal(exit, 0, message);
    });
  }

  it("keeps what is read and written below it: a link that leads on from there is refused", async () => {
    const folder = join(stage.workspaces.trusting, ".factory-tuf");
    renameSync(folder, join(outside, "moved"));
    symlinkSync(join(outside, "moved"), folder);
    const before = readFileSync(join(outside, "moved/root.json"), "utf8");
    for (const command of ["root pin", "wave plan"]) {
      const inputs = { command, ...(command === "wave plan" && { version: "6", tag: "production" }) };
      const { exit, codes, message } = await play(stage, inputs, { env });
      assert.deepEqual([exit, codes], [2, ["config-invalid"]], message);
      assert.match(message, /is a link that leads out of the workspace/);
    }
    assert.equal(readFileSync(join(outside, "moved/root.json"), "utf8"), before);
  });
});

describe("T29 fioctl's configuration, where nobody named it", () => {
  const bench = sharedBench();
  const path = () => join(bench.folder, ".config/fioctl.yaml");
  beforeEach(() => void mkdirSync(join(bench.folder, ".config")));
  const refused = (why: RegExp) =>
    bench.refused("wave status", { wave: "w6" }, "config-invalid", why, {
      env: { HOME: bench.folder, FACTORY_TOKEN: "" },
    });

  it("is not waited for where it is a named pipe", async () => {
    execFileSync("mkfifo", [path()]);
    await refused(/fioctl's configuration file is a named pipe, not a regular file/);
  });

  it("is not read without an end where it is a device", async () => {
    symlinkSync("/dev/zero", path());
    await refused(/fioctl's configuration file is a device, not a regular file/);
  });
});
