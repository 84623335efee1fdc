import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { placeOf } from "../../src/context/place-of-run.ts";
import { openCheckout, repositoryAt } from "../../src/set-up/checkout.ts";
import { rejected } from "../kit/refusal.ts";

describe("the repository of a remote", () => {
  for (const address of [
    "git@github.com:acme/devices.git",
    "ssh://git@github.com/acme/devices.git",
    "ssh://git@ssh.github.com:443/acme/devices.git",
    "https://github.com/acme/devices",
    "https://octocat@github.com/acme/devices.git/",
  ]) {
    it(`${address} is acme/devices`, () => assert.equal(repositoryAt(address, "github.com"), "acme/devices"));
  }
  for (const address of [
    "",
    "git@gitlab.example:acme/devices.git",
    "https://github.com.example/acme/devices",
    "https://github.com/acme",
    "../devices",
    "/srv/git/github.com:acme/devices",
  ]) {
    it(`${address || "no remote"} is none on GitHub`, () => assert.equal(repositoryAt(address, "github.com"), null));
  }
  it("on a server of one's own, it is that server's", () => {
    assert.equal(repositoryAt("git@git.example:acme/devices", "git.example"), "acme/devices");
  });
});

describe("a checkout", () => {
  let base: string;
  before(() => {
    base = mkdtempSync(join(tmpdir(), "checkout-"));
    mkdirSync(join(base, "repository/below"), { recursive: true });
    execFileSync("git", ["init", "-q", join(base, "repository")]);
  });
  after(() => rmSync(base, { recursive: true }));
  const open = async (folder: string) => {
    const cwd = join(base, folder);
    const env = { PATH: process.env["PATH"] };
    return openCheckout({ cwd, place: await placeOf("cli", env, cwd, new AbortController().signal) }, "github.com");
  };

  it("is set up at its top: elsewhere it names the folder to change into", async () => {
    await rejected(open("repository/below"), "checkout-missing", /at the top\. .*cd \S+\/repository\.$/);
    await rejected(open("."), "checkout-missing", /is not in a git checkout/);
    const { repository } = await open("repository");
    assert.equal(repository, null);
  });
  it("may have any one remote, and of several that which is called origin", async () => {
    const remote = (...args: string[]) => execFileSync("git", ["remote", ...args], { cwd: join(base, "repository") });
    remote("add", "up", "git@github.com:acme/one.git");
    assert.equal((await open("repository")).repository, "acme/one");
    remote("add", "down", "git@github.com:acme/two.git");
    assert.equal((await open("repository")).repository, null);
    remote("rename", "down", "origin");
    assert.equal((await open("repository")).repository, "acme/two");
  });
});
