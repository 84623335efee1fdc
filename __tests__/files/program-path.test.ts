import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { after, describe, it } from "node:test";
import { programPath } from "../../src/files/program-path.ts";

const posix = { skip: process.platform === "win32" && "programs without an ending need POSIX" };

describe("a program that is called by its name", posix, () => {
  const base = mkdtempSync(join(tmpdir(), "program-"));
  const checkout = join(base, "checkout");
  const program = (folder: string, mode = 0o755) => {
    mkdirSync(join(base, folder), { recursive: true });
    const file = join(base, folder, "git");
    writeFileSync(file, "");
    chmodSync(file, mode);
    return file;
  };
  const theirs = program("checkout/node_modules/.bin");
  program("checkout");
  const ours = program("bin");
  program("data", 0o644);
  mkdirSync(join(base, "folder/git"), { recursive: true });
  mkdirSync(join(base, "linked"));
  symlinkSync(theirs, join(base, "linked/git"));
  symlinkSync(join(checkout, "node_modules/.bin"), join(base, "linked-folder"));
  after(() => rmSync(base, { recursive: true }));

  const found = (...folders: string[]) => programPath("git", { PATH: folders.join(delimiter) }, checkout);

  it("is the first of PATH that can be run", async () => {
    assert.equal(await found(join(base, "data"), join(base, "folder"), join(base, "bin"), "/usr/bin"), ours);
  });

  it("is none of the checkout's, whatever PATH says, and by whatever way", async () => {
    const inside = [checkout, join(checkout, "node_modules/.bin"), join(base, "linked"), join(base, "linked-folder")];
    assert.equal(await found(...inside, join(base, "bin")), ours);
    assert.equal(await found(...inside), null);
  });

  it("is none of a folder that PATH names relative to where it is run", async () => {
    assert.equal(await found("", ".", "./bin", "bin"), null);
  });

  it("may lie in a folder whose name begins as the checkout's does", async () => {
    const beside = program("checkout-tools");
    assert.equal(await found(join(base, "checkout-tools")), beside);
  });
});
