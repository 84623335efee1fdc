import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { byPerson, type ChosenBy } from "../../src/files/target.ts";
import { writeFileWhole } from "../../src/files/write-file.ts";
import { rejected } from "../kit/refusal.ts";

const made: string[] = [];
after(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A workspace beside a folder that is none of its business. */
function workspaceBesideAnother() {
  const top = mkdtempSync(join(tmpdir(), "files-"));
  made.push(top);
  const [workspace, outside] = [join(top, "workspace"), join(top, "outside")];
  mkdirSync(workspace);
  mkdirSync(outside);
  const by: ChosenBy = { kind: "workspace", top: workspace };
  return { workspace, outside, by };
}

const posix = { skip: process.platform === "win32" && "links and pipes need POSIX" };

describe("the one writer of files (T29)", () => {
  it("writes whole, with its mode, makes the folders on the way, and leaves nothing beside", async () => {
    const { workspace, by } = workspaceBesideAnother();
    const path = join(workspace, "a", "b", "file.txt");
    assert.equal(await writeFileWhole(path, "text", { chosenBy: by }), path);
    assert.equal(readFileSync(path, "utf8"), "text");
    assert.deepEqual(readdirSync(join(workspace, "a", "b")), ["file.txt"]);
    await writeFileWhole(path, Uint8Array.of(1, 2), { chosenBy: by, mode: 0o600 });
    assert.deepEqual([...readFileSync(path)], [1, 2]);
    if (process.platform !== "win32") assert.equal(statSync(path).mode & 0o777, 0o600);
  });

  it("opens no name that somebody could have put there: a planted link leads nowhere", posix, async () => {
    const { workspace, outside, by } = workspaceBesideAnother();
    const keys = join(outside, "root.keys.tgz");
    writeFileSync(keys, "both private keys");
    for (const name of [".root.json.new", ".root.json.part", "root.json.new", "root.json.tmp"]) {
      symlinkSync(keys, join(workspace, name));
    }
    await writeFileWhole(join(workspace, "root.json"), "public", { chosenBy: by });
    assert.equal(readFileSync(keys, "utf8"), "both private keys");
    assert.equal(readFileSync(join(workspace, "root.json"), "utf8"), "public");
  });

  it("refuses a target that is a link where nobody typed it, and leaves what it leads to", posix, async () => {
    const { workspace, outside, by } = workspaceBesideAnother();
    writeFileSync(join(outside, "precious"), "as it was");
    symlinkSync(join(outside, "precious"), join(workspace, "root.json"));
    await rejected(
      writeFileWhole(join(workspace, "root.json"), "x", { chosenBy: by }),
      "file-unwritable",
      /root\.json is a link/,
    );
    symlinkSync(join(outside, "not there yet"), join(workspace, "dangling"));
    await rejected(
      writeFileWhole(join(workspace, "dangling"), "x", { chosenBy: by }),
      "file-unwritable",
      /dangling is a link/,
    );
    assert.equal(readFileSync(join(outside, "precious"), "utf8"), "as it was");
    assert.deepEqual(readdirSync(outside), ["precious"]);
  });

  it(
    "refuses a folder on the way that is a link, also one further up, and makes no folder behind it",
    posix,
    async () => {
      const { workspace, outside, by } = workspaceBesideAnother();
      symlinkSync(outside, join(workspace, "report"));
      for (const path of ["report/review.html", "report/deep/er/review.html"]) {
        await rejected(
          writeFileWhole(join(workspace, path), "x", { chosenBy: by }),
          "file-unwritable",
          /lies behind the link .*report/,
        );
      }
      assert.deepEqual(readdirSync(outside), []);
    },
  );

  it("lets the workspace itself be reached through links, as temporary folders often are", posix, async () => {
    const { workspace, outside } = workspaceBesideAnother();
    const top = join(outside, "way-in");
    symlinkSync(workspace, top);
    await writeFileWhole(join(top, "file"), "x", { chosenBy: { kind: "workspace", top } });
    assert.equal(readFileSync(join(workspace, "file"), "utf8"), "x");
  });

  it("outside of the workspace refuses every link on the way", posix, async () => {
    const { workspace, outside, by } = workspaceBesideAnother();
    symlinkSync(workspace, join(outside, "back"));
    await rejected(
      writeFileWhole(join(outside, "back", "file"), "x", { chosenBy: by }),
      "file-unwritable",
      /lies behind the link/,
    );
  });

  it(
    "follows the links of a path that a person typed, and keeps them: the file behind them is replaced",
    posix,
    async () => {
      const { workspace, outside } = workspaceBesideAnother();
      writeFileSync(join(outside, "archive"), "old");
      symlinkSync(join(outside, "archive"), join(workspace, "archive"));
      const place = await writeFileWhole(join(workspace, "archive"), "new", { chosenBy: byPerson });
      assert.equal(place, join(outside, "archive"));
      assert.equal(readFileSync(join(outside, "archive"), "utf8"), "new");
      assert.ok(lstatSync(join(workspace, "archive")).isSymbolicLink());
      symlinkSync("../outside/fresh", join(workspace, "fresh"));
      await writeFileWhole(join(workspace, "fresh"), "made", { chosenBy: byPerson });
      assert.equal(readFileSync(join(outside, "fresh"), "utf8"), "made");
    },
  );

  it("ends at links that lead in circles", posix, async () => {
    const { workspace } = workspaceBesideAnother();
    symlinkSync("b", join(workspace, "a"));
    symlinkSync("a", join(workspace, "b"));
    await rejected(writeFileWhole(join(workspace, "a"), "x", { chosenBy: byPerson }), "file-unwritable", /without end/);
  });

  it("refuses a named pipe, a folder and a device, whoever named them", posix, async () => {
    const { workspace, by } = workspaceBesideAnother();
    execFileSync("mkfifo", [join(workspace, "pipe")]);
    mkdirSync(join(workspace, "folder"));
    for (const chosenBy of [by, byPerson]) {
      await rejected(
        writeFileWhole(join(workspace, "pipe"), "x", { chosenBy }),
        "file-unwritable",
        /is a named pipe, not a regular file/,
      );
      await rejected(
        writeFileWhole(join(workspace, "folder"), "x", { chosenBy }),
        "file-unwritable",
        /is a folder, not a regular file/,
      );
      await rejected(
        writeFileWhole("/dev/null", "x", { chosenBy }),
        "file-unwritable",
        /is a device, not a regular file/,
      );
    }
    assert.ok(lstatSync(join(workspace, "pipe")).isFIFO());
  });

  it("leaves what was there when it cannot be written, and no other file", async () => {
    const { workspace, by } = workspaceBesideAnother();
    writeFileSync(join(workspace, "plain"), "text");
    const inside = join(workspace, "plain", "file");
    await rejected(
      writeFileWhole(inside, "x", { chosenBy: by }),
      "file-unwritable",
      /which is no folder|a part of the path is no folder/,
    );
    assert.equal(readFileSync(join(workspace, "plain"), "utf8"), "text");
    await rejected(
      writeFileWhole(join(workspace, "none", "file"), "x", { chosenBy: by, folders: false }),
      "file-unwritable",
      /the folder does not exist/,
    );
    assert.ok(!existsSync(join(workspace, "none")));
    assert.deepEqual(readdirSync(workspace), ["plain"]);
  });
});
