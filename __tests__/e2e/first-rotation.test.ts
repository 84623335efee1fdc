// The root key leaves the Factory, over processes: what the owner keeps afterwards is all there is, and no stream of any
// process shows a private key.
import assert from "node:assert/strict";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { type EmbeddedFactory, startFactory } from "../../src/emulator/state/factory.ts";
import { readArchive } from "../../src/keys/archive/read-archive.ts";
import { deviceView } from "../emulator/device.ts";
import { archiveEntries } from "../emulator/recordings.ts";
import { itIsTakenByTheJudge, watch } from "../judges/released.ts";
import { shellIn } from "./cli.ts";
import { newWorkspace, type Workspace } from "./workspace.ts";

describe("the first rotation, in the expert way", () => {
  let factory: EmbeddedFactory;
  let workspace: Workspace;
  before(async () => {
    factory = watch(await startFactory({ state: "fresh", seed: "first" }));
    workspace = await newWorkspace(factory);
  });
  after(async () => {
    await factory.close();
    await workspace.delete();
  });

  it("takes root and targets key offline, and releases", async () => {
    const sh = shellIn(workspace, factory);
    const said: string[] = [];
    const does = async (...args: string[]) => {
      const { exit, stdout, stderr } = await sh(...args);
      assert.equal(exit, 0, `${args.join(" ")}: ${stderr}`);
      said.push(stdout, stderr);
      return stdout;
    };
    const firstRoot = factory.state.firstRoot!;
    const rotate = ["updates", "rotate-offline-key", "--keys", "root.tgz", "--sign", "--yes"];

    await does("updates", "init", "--changelog", "take the root key offline", "--first-time", "--keys", "root.tgz");
    await does(...rotate, "--role", "root");
    assert.match(await does("updates", "review"), /Nothing blocks it/);
    await does("updates", "apply", "--yes");
    assert.deepEqual(deviceView(factory), { root: 2, targets: null });

    await does("updates", "init", "--changelog", "a targets key");
    await does(...rotate, "--role", "targets", "--targets-keys", "targets.tgz");
    await does("updates", "apply", "--yes");
    await does("promote", "latest", "production", "--new-tag", "production", "--keys", "targets.tgz", "--yes");
    assert.deepEqual(deviceView(factory), { root: 3, targets: 6 });

    const packed = await readFile(join(workspace.path, "root.tgz"));
    const { keys } = await readArchive(packed);
    assert.equal((await stat(join(workspace.path, "root.tgz"))).mode & 0o777, 0o600);
    assert.deepEqual([keys.length, keys.some(({ keyid }) => keyid === firstRoot.keyid)], [2, true]);
    const secrets = archiveEntries(packed)
      .filter(({ name }) => name.endsWith(".sec"))
      .map(({ content }) => JSON.parse(content).keyval.private as string);
    assert.ok(secrets.includes(firstRoot.private));
    for (const secret of secrets) assert.equal(said.join("\n").includes(secret), false);
  });
});

itIsTakenByTheJudge();
