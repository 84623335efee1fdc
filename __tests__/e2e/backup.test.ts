// An owner's backups from end to end, with the built tool: three ways out of the archive, each verified, each restored,
// and the restored key signs a new root.
import assert from "node:assert/strict";
import { mkdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { type EmbeddedFactory, startFactory } from "../../src/emulator/state/factory.ts";
import { groupsInPage } from "../../src/keys/paper/paper-groups.ts";
import { itIsTakenByTheJudge, watch } from "../judges/released.ts";
import type { Printed } from "../kit/command-line.ts";
import { type Shell, shellIn } from "./cli.ts";
import { Secrets, secretsOfArchive } from "./secrets.ts";
import { newWorkspace, type Workspace } from "./workspace.ts";

describe("backups with the built tool", () => {
  let factory: EmbeddedFactory;
  let workspace: Workspace;
  let sh: Shell;
  let archive: string;
  const ran: Printed[] = [];
  before(async () => {
    factory = watch(await startFactory({ state: "released", seed: "backup" }));
    workspace = await newWorkspace(factory);
    archive = await workspace.keep("root.keys.tgz", factory.archives.root!);
    for (const stick of ["usb1", "usb2"]) await mkdir(join(workspace.elsewhere, stick));
    const shell = shellIn(workspace, factory);
    sh = Object.assign(
      async (...args: string[]) => {
        ran.push(await shell(...args));
        return ran.at(-1)!;
      },
      { json: shell.json },
    );
  });
  after(async () => {
    await factory.close();
    await workspace.delete();
  });
  const at = (name: string) => join(workspace.elsewhere, name);
  const done = async (...args: string[]) => {
    const { exit, stdout, stderr } = await sh(...args);
    assert.equal(exit, 0, stderr);
    return stdout;
  };

  it("copies, extracts and prints, after it was agreed to", async () => {
    const backup = ["keys", "backup", "--keys", archive];
    const asked = await sh(...backup, "--copy", at("usb1"));
    assert.deepEqual([asked.exit, asked.stdout], [1, ""]);
    assert.match(asked.stderr, /\[confirmation-needed\]/);
    const copied = await done(...backup, "--copy", `${at("usb1")},${at("usb2")}`, "--yes");
    assert.match(copied, /^The archive is copied to 2 places/);
    await done(...backup, "--extract", at("root.sec"), "--yes");
    await done(...backup, "--print", at("root.html"), "--yes");
    for (const name of ["usb1/root.keys.tgz", "usb2/root.keys.tgz", "root.sec", "root.html"]) {
      assert.equal((await stat(at(name))).mode & 0o777, 0o600, name);
    }
  });
  it("verifies each of them without the archive, and restores each into an archive that signs", async () => {
    await rm(archive);
    await workspace.keep("typed.txt", groupsInPage(await readFile(at("root.html"), "utf8")));
    const start = factory.snapshot();
    for (const name of ["usb2/root.keys.tgz", "root.sec", "root.html", "typed.txt"]) {
      assert.match(await done("keys", "backup", "--verify", at(name)), /holds the active root key/);
      const restored = at(`restored-${name.replace("/", "-")}.tgz`);
      assert.match(await done("keys", "restore", at(name), "--keys", restored), /restored into/);
      await done("root", "resign", "--keys", restored, "--yes");
      assert.equal(factory.state.ciRoots.length, 4, "a new root is there");
      factory.restore(start);
    }
  });
  it("says all of it as JSON too", async () => {
    const verified = await sh.json("keys", "backup", "--verify", at("root.sec"));
    const { status, changed, data } = verified.document as unknown as Record<string, Record<string, unknown>>;
    assert.deepEqual([status, changed, data!.form], ["unchanged", "no", "extracted"]);
    assert.equal(data!.keyid, factory.offlineKeys.root!.keyid);
    const again = await sh.json("keys", "restore", at("root.sec"), "--keys", at("usb1/root.keys.tgz"));
    assert.equal(again.document.status, "unchanged");
    ran.push(verified, again);
  });
  it("lets no part of the key into what it prints", async () => {
    const page = groupsInPage(await readFile(at("root.html"), "utf8"));
    const secrets = new Secrets({
      "the root archive": secretsOfArchive(factory.archives.root!),
      "the page": [page, page.replaceAll(" ", "")],
    });
    assert.ok(ran.length > 12);
    for (const { stdout, stderr } of ran) secrets.assertAbsent(stdout + stderr, "the output");
    for (const [path, content] of await workspace.files()) secrets.assertAbsent(content.toString("latin1"), path);
  });
});

itIsTakenByTheJudge();
