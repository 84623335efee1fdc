// Archives as the vendor's tool writes them (PROTOCOL §2), through the commands that rewrite them: what comes out is read
// by a plain tar reader, and is the same key for key.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { archiveEntries, recordedStateAfter } from "../emulator/recordings.ts";
import { type Entry, recorded, recordedArchives, tgzOf } from "../kit/keys.ts";
import { sharedBench } from "../kit/shared-bench.ts";
import { workbench } from "../kit/workbench.ts";

const noToken = { env: { FACTORY_TOKEN: "" } };
/** Recorded archives of keys; the others hold downloaded roots. */
const ARCHIVES = recordedArchives().filter((path) => !path.endsWith("roots.tgz"));

/** What stands in each entry, by name: what a JSON reader sees, however it is written. */
function keysIn(archive: Uint8Array): Record<string, unknown> {
  const entries = archiveEntries(archive).map(({ name, content }) => [name, JSON.parse(content) as unknown] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The same entries, as another tool might write them: other white space, other order, mode 0, a leading `./`. */
function rewritten(archive: Uint8Array, edit: (text: string) => string, name: (path: string) => string): Buffer {
  const entries = archiveEntries(archive).map(({ name: path, content }): Entry => {
    return { path: name(path), body: edit(content), mode: 0 };
  });
  return tgzOf(entries.reverse());
}

const bench = sharedBench({ unpinned: true }, (bench) => {
  for (const name of ["root.tgz", "targets.tgz"]) rmSync(join(bench.folder, name));
});

const bytes = (name: string) => readFileSync(join(bench.folder, name));

/** Encrypts to a new identity and decrypts again, both in place. */
async function thereAndBack(archive: Uint8Array): Promise<Buffer> {
  bench.file("keys.tgz", archive);
  rmSync(join(bench.folder, "id.txt"), { force: true });
  const { status } = await bench.run("keys encrypt", { keys: "keys.tgz", "new-identity": "id.txt" }, noToken);
  assert.equal(status, "done");
  assert.throws(() => archiveEntries(bytes("keys.tgz")), "it is encrypted in between");
  await bench.run("keys decrypt", { keys: "keys.tgz", "keys-identity-file": "id.txt" }, noToken);
  return bytes("keys.tgz");
}

describe("archives of the vendor's tool through keys encrypt and keys decrypt", () => {
  it("has them of both key types, with root and targets keys, apart and in one", () => {
    assert.ok(ARCHIVES.length >= 15, String(ARCHIVES.length));
    assert.ok(archiveEntries(recorded("one-archive/archives/01-root.tgz")).every(({ mode }) => mode === 0));
  });

  for (const path of ARCHIVES) {
    it(`${path} comes back the same, key for key`, async () => {
      const archive = recorded(path);
      const back = await thereAndBack(archive);
      assert.deepEqual(keysIn(back), keysIn(archive));
      assert.ok(archiveEntries(back).every(({ mode }) => mode === 0o600));
    });
  }

  it("white space, order of entries and a leading ./ do not matter, and a second trip changes no byte", async () => {
    const archive = recorded("one-archive/archives/01-root.tgz");
    const spaced = (text: string) => `\n  ${JSON.stringify(JSON.parse(text), null, 3).replaceAll("\n", "\r\n")}\t\n`;
    const back = await thereAndBack(rewritten(archive, spaced, (path) => `./${path}`));
    assert.deepEqual(keysIn(back), keysIn(archive));
    assert.deepEqual(await thereAndBack(back), back);
  });

  it("fioctl-Root- and fioctl-Targets- in capitals keep their names", async () => {
    const capital = (path: string) =>
      path.replace("fioctl-root", "fioctl-Root").replace("fioctl-targets", "fioctl-Targets");
    const archive = rewritten(recorded("one-archive/archives/01-root.tgz"), String, capital);
    const back = keysIn(await thereAndBack(archive));
    assert.deepEqual(back, keysIn(archive));
    assert.equal(Object.keys(back).filter((name) => /fioctl-(?:Root|Targets)-/.test(name)).length, 4);
  });

  it("the system's tar unpacks what comes out", async (t) => {
    if (spawnSync("tar", ["--version"]).status !== 0) return t.skip("tar(1) is not installed");
    const archive = recorded("rotations-rsa/archives/02-root.tgz");
    await thereAndBack(archive);
    const listed = spawnSync("tar", ["tzf", join(bench.folder, "keys.tgz")], { encoding: "utf8" });
    assert.equal(listed.status, 0, listed.stderr);
    assert.deepEqual(listed.stdout.trim().split("\n").sort(), Object.keys(keysIn(archive)));
    for (const [name, key] of Object.entries(keysIn(archive))) {
      const { stdout } = spawnSync("tar", ["xOzf", join(bench.folder, "keys.tgz"), name], { encoding: "utf8" });
      assert.deepEqual(JSON.parse(stdout), key);
    }
  });
});

describe("archives of the vendor's tool through keys list and keys copy-targets", () => {
  it("lists every key of one archive for both roles, by the name it has there", async () => {
    for (const path of ARCHIVES) {
      bench.file("keys.tgz", recorded(path));
      const { data } = await bench.run("keys list", { keys: "keys.tgz" }, noToken);
      const names = data.keys.map(({ name }: { name: string }) => name);
      const entries = Object.keys(keysIn(recorded(path)));
      assert.deepEqual(
        new Set(names.flatMap((name: string) => [`${name}.pub`, `${name}.sec`])),
        new Set(entries),
        path,
      );
    }
  });

  for (const [scenario, step, from] of [
    ["one-archive", 1, "01-root.tgz"],
    ["all-keys", 1, "01-targets.tgz"],
    ["rotations-rsa", 3, "03-targets.tgz"],
  ] as const) {
    it(`${scenario}: copies the active targets key alone, as it stands in the vendor's archive`, async () => {
      const state = recordedStateAfter(scenario, step);
      const other = await workbench({ load: state, unpinned: true });
      try {
        const archive = recorded(`${scenario}/archives/${from}`);
        other.file("keys.tgz", archive);
        const { data } = await other.run("keys copy-targets", { to: "copy.tgz", keys: "keys.tgz" });
        const copy = keysIn(readFileSync(join(other.folder, "copy.tgz")));
        const active = Object.entries(keysIn(archive)).filter(([name]) => name.includes(data.keyid));
        assert.deepEqual(copy, Object.fromEntries(active));
        assert.equal(active.length, 2);
        const { roles } = state["ci-roots"].at(-1).signed;
        assert.ok(roles.targets.keyids.includes(data.keyid) && !roles.root.keyids.includes(data.keyid));
      } finally {
        await other.close();
      }
    });
  }

  it("its own copy of the same archive holds the key that ours holds", async () => {
    const theirs = keysIn(recorded("all-keys/archives/03-copied.tgz"));
    const state = recordedStateAfter("all-keys", 2);
    const other = await workbench({ load: state, unpinned: true });
    other.file("keys.tgz", recorded("all-keys/archives/01-targets.tgz"));
    await other.run("keys copy-targets", { to: "copy.tgz", keys: "keys.tgz" });
    const ours = keysIn(readFileSync(join(other.folder, "copy.tgz")));
    await other.close();
    for (const [name, key] of Object.entries(ours)) assert.deepEqual(theirs[name], key, name);
  });
});
