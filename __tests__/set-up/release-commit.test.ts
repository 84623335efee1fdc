import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { releaseCommit } from "../../src/set-up/release-commit.ts";
import { rejected } from "../kit/refusal.ts";

const COMMIT = "a".repeat(40);
const place = { childEnvironment: { PATH: process.env["PATH"] ?? "" } };

describe("the commit of the release that runs", () => {
  let base: string;
  before(() => {
    base = mkdtempSync(join(tmpdir(), "release-"));
  });
  after(() => rmSync(base, { recursive: true }));
  const folder = (name: string, release?: string) => {
    const path = join(base, name);
    mkdirSync(path, { recursive: true });
    if (release !== undefined) writeFileSync(join(path, "release.json"), release);
    return path;
  };
  const of = (path: string, pinned: string | null = null) => releaseCommit(undefined, pinned, place, path);

  it("is what the release wrote into the package, with its version", async () => {
    const found = await of(folder("package", `{"version":"1.2.3","commit":"${COMMIT}"}\n`));
    assert.deepEqual([found.commit, found.version], [COMMIT, "1.2.3"]);
  });
  it("is HEAD in a clone, but not that of a repository in which the package is installed", async () => {
    const clone = folder("clone");
    const git = (...args: string[]) =>
      execFileSync("git", ["-c", "user.name=o", "-c", "user.email=o@example.com", ...args], {
        cwd: clone,
        encoding: "utf8",
      });
    git("init", "-q");
    git("commit", "-q", "--allow-empty", "-m", "x");
    assert.equal((await of(clone)).commit, git("rev-parse", "HEAD").trim());
    await rejected(of(folder("clone/node_modules/factory-tuf")), "value-missing", /--action-ref <commit>/);
  });
  it("is else the one that the workflows call already", async () => {
    assert.equal((await of(folder("none"), COMMIT)).commit, COMMIT);
  });
  it("is the one that was given, where that is the whole id of a commit of ours", async () => {
    assert.deepEqual(await releaseCommit(COMMIT, null, place, folder("none")), {
      commit: COMMIT,
      version: null,
      from: "as given",
    });
    for (const other of ["v1", "a".repeat(7), "a".repeat(64), COMMIT.toUpperCase()])
      await rejected(releaseCommit(other, null, place, folder("none")), "value-invalid", /Give the 40 characters/);
  });
  for (const broken of ["", "[]", `{"commit":"v1"}`]) {
    it(`is not taken from ${broken || "an empty file"}`, async () => {
      await rejected(of(folder("broken", broken)), "value-missing");
    });
  }
});
