import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { lockViolations, repositoryViolations } from "../../scripts/repository.ts";

const NEEDED = ["LICENSE", "README.md", "action.yml", "dist/packages.json"].map((path) => ({ path, text: "" }));
const LOCK = { path: "package-lock.json", text: '{"packages":{"":{}}}' };
const check = (text: string) => repositoryViolations([...NEEDED, LOCK, { path: "a.txt", text }], "/somewhere/clone");
// Put together here, so that this file itself passes the check.
const host = (...labels: string[]) => labels.join(".");
const folder = (...names: string[]) => ["", ...names, ""].join("/");

describe("the repository check", () => {
  for (const name of [
    host("registry", "npmjs", "org"),
    host("npm", "pkg", "github", "com"),
    host("registry", "yarnpkg", "com"),
  ]) {
    it(`finds the registry host that begins with ${name.split(".")[0]} and has ${name.split(".").length} labels`, () => {
      assert.deepEqual(check(`first\nsee https://${name}/ky`), ["a.txt:2 names a package registry's host"]);
    });
  }
  for (const path of [
    folder("work", "main"),
    folder("root", "project"),
    folder("home", "someone"),
    folder("Users", "someone"),
  ]) {
    it(`finds a path below /${path.split("/")[1]}`, () => {
      assert.deepEqual(check(`open("${path}x")`), ["a.txt:1 holds a path of one machine"]);
    });
  }
  it("finds the path of the checkout itself", () => {
    assert.deepEqual(check("at /somewhere/clone/src/x.ts"), ["a.txt:1 holds the path of this checkout"]);
  });
  it("lets the API's own paths pass", () => {
    const paths = [
      "/users/self/",
      "/ota/repo/f/api/v1/user_repo/root/updates",
      '"/root/updates"',
      "/signed/roles/root/threshold",
    ];
    assert.deepEqual(check(paths.join("\n")), []);
  });
  it("misses what must be there", () => {
    assert.deepEqual(repositoryViolations([LOCK, ...NEEDED.slice(1)], "/x/y"), ["LICENSE is missing"]);
  });
  it("refuses a lock file that says where a package came from, or has no integrity for it", () => {
    const packages = {
      "": {},
      "node_modules/a": { version: "1.0.0", integrity: "sha512-x" },
      "node_modules/b": { version: "1.0.0", resolved: "https://somewhere/b.tgz", integrity: "sha512-x" },
      "node_modules/c": { version: "1.0.0" },
      "node_modules/d": { version: "1.0.0", optional: true },
    };
    assert.deepEqual(lockViolations(JSON.stringify({ packages })), [
      "package-lock.json: node_modules/b says where it was fetched from",
      "package-lock.json: node_modules/c has no integrity",
    ]);
  });
});
