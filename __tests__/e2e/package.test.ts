// The npm package and the files of the container image, used as strangers use them: from a prefix of their own, and as
// another user in a folder that nobody may write to.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  constants,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { after, before, describe, it } from "node:test";
import { parse } from "yaml";
import { COMMAND_ACTIONS } from "../../src/text/command-actions.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
const RELEASE = { version: "0.1.0", commit: "0123456789abcdef0123456789abcdef01234567" };
const NOBODY = 65532;
/** The Node that runs this test comes first, as a user's own would. */
const env = (home: string) => ({ PATH: `${path.dirname(process.execPath)}:${process.env["PATH"]}`, HOME: home });

let folder: string;
let checkout: string;
before(() => {
  folder = mkdtempSync(path.join(tmpdir(), "factory-tuf-package-"));
  chmodSync(folder, 0o755);
  // A copy, so that the release's own file never lies in the checkout.
  checkout = path.join(folder, "checkout");
  mkdirSync(checkout);
  for (const name of [
    "package.json",
    "LICENSE",
    "README.md",
    "action.yml",
    ...Object.keys(COMMAND_ACTIONS),
    "dist",
    "docs",
  ]) {
    cpSync(path.join(ROOT, name), path.join(checkout, name), { recursive: true });
  }
  writeFileSync(path.join(checkout, "release.json"), `${JSON.stringify(RELEASE)}\n`);
});
after(() => {
  spawnSync("chmod", ["-R", "u+w", folder]);
  rmSync(folder, { recursive: true });
});

describe("the npm package", () => {
  let archive: string;
  let prefix: string;
  before(() => {
    const npm = (...words: string[]) =>
      execFileSync("npm", words, { cwd: checkout, env: env(folder), encoding: "utf8" });
    const [packed] = JSON.parse(npm("pack", "--ignore-scripts", "--json", "--pack-destination", folder));
    archive = path.join(folder, packed.filename);
    prefix = path.join(folder, "prefix");
    npm("install", "--global", "--prefix", prefix, "--offline", "--no-audit", "--no-fund", archive);
  });

  it("starts from a clean prefix", () => {
    const said = execFileSync(path.join(prefix, "bin/factory-tuf"), ["--version"], {
      env: env(folder),
      encoding: "utf8",
    });
    assert.equal(said, `${RELEASE.version}\n`);
  });
  it("starts by npx, in a project that has it and without the network", () => {
    const project = path.join(folder, "project");
    mkdirSync(project);
    writeFileSync(path.join(project, "package.json"), "{}");
    const options = { cwd: project, env: env(folder), encoding: "utf8" } as const;
    execFileSync("npm", ["install", "--offline", "--no-audit", "--no-fund", archive], options);
    assert.match(execFileSync("npx", ["--offline", "factory-tuf", "help", "promote"], options), /factory-tuf promote/);
  });
  it("holds what runs, its licenses, the pages and the commit of the release; no source, no test, no dependency", () => {
    const installed = path.join(prefix, "lib/node_modules/factory-tuf");
    assert.deepEqual(JSON.parse(readFileSync(path.join(installed, "release.json"), "utf8")), RELEASE);
    for (const name of ["dist/cli.js", "dist/LICENSES.txt", "docs/reference.md", "action.yml", "LICENSE"]) {
      assert.ok(existsSync(path.join(installed, name)), name);
    }
    for (const folder of Object.keys(COMMAND_ACTIONS)) {
      const { main } = parse(readFileSync(path.join(installed, folder, "action.yml"), "utf8")).runs;
      assert.ok(existsSync(path.join(installed, folder, main)), folder);
    }
    for (const name of ["src", "__tests__", "node_modules", "scripts"]) {
      assert.ok(!readdirSync(installed).includes(name), name);
    }
  });
});

describe("the files of the container image", () => {
  it("run as another user, in a folder that nobody may write to: the whole demo", () => {
    const image = path.join(folder, "image");
    mkdirSync(image);
    for (const name of copiedByDockerfile())
      cpSync(path.join(checkout, name), path.join(image, name), { recursive: true });
    execFileSync("chmod", ["-R", "a-w,a+rX", image]);
    const other = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
    // The checkout may lie where the other user may not go.
    const node = path.join(folder, "node");
    copyFileSync(process.execPath, node, constants.COPYFILE_FICLONE);
    const run = spawnSync(node, [path.join(image, "dist/cli.js"), "demo", "--json"], {
      cwd: image,
      env: { PATH: process.env["PATH"] },
      encoding: "utf8",
      ...other,
    });
    assert.equal(run.status, 0, run.stderr);
    assert.equal(JSON.parse(run.stdout).data.after.accepts, true);
  });

  it("are all there in a build, and the image starts the tool as nobody in particular", () => {
    const dockerfile = readFileSync(path.join(ROOT, "Dockerfile"), "utf8");
    assert.match(dockerfile, /^USER \d+:\d+$/m);
    assert.match(dockerfile, /^ENTRYPOINT \["node", "\/opt\/factory-tuf\/dist\/cli\.js"\]$/m);
    const { major } = /^FROM node:(?<major>\d+)\.\d+\.\d+-/m.exec(dockerfile)!.groups!;
    assert.equal(major, process.versions.node.split(".")[0]);
    const ignored = readFileSync(path.join(ROOT, ".dockerignore"), "utf8").split("\n");
    for (const name of copiedByDockerfile()) assert.ok(ignored.includes(`!${name}`), name);
  });
});

/** What its COPY lines take, `release*.json` among them. */
function copiedByDockerfile(): string[] {
  const lines = readFileSync(path.join(ROOT, "Dockerfile"), "utf8").match(/^COPY .*$/gm) ?? [];
  return lines.flatMap((line) => line.split(" ").slice(1, -1)).map((name) => name.replace("*", ""));
}
