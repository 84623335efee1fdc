import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import type { Metafile } from "esbuild";
import { bundledPackages, licenceTexts, packageFolder } from "../../scripts/bundled-packages.ts";
import { folderDifferences } from "../../scripts/folder-differences.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
const folders: string[] = [];
const folder = (files: Record<string, string>) => {
  const root = mkdtempSync(path.join(os.tmpdir(), "factory-tuf-test-"));
  folders.push(root);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
  return root;
};
after(() => {
  for (const root of folders) rmSync(root, { recursive: true, force: true });
});

const metafile = (inputs: Record<string, number>): Metafile => ({
  inputs: {},
  outputs: {
    "dist/x.js": {
      bytes: 1,
      imports: [],
      exports: [],
      inputs: Object.fromEntries(Object.entries(inputs).map(([name, bytesInOutput]) => [name, { bytesInOutput }])),
    },
  },
});
const manifest = (name: string, license: string) => JSON.stringify({ name, version: "1.2.3", license });

describe("T26: the list of bundled packages", () => {
  it("names each package of which a byte is in the output, with version and licence", () => {
    const root = folder({
      "node_modules/a/package.json": manifest("a", "MIT"),
      "node_modules/a/node_modules/@s/b/package.json": manifest("@s/b", "ISC"),
    });
    const inputs = {
      "src/x.ts": 9,
      "node_modules/a/i.js": 5,
      "node_modules/a/node_modules/@s/b/lib/i.js": 7,
      "node_modules/unused/i.js": 0,
    };
    assert.deepEqual(bundledPackages(root, metafile(inputs)), [
      { name: "a", version: "1.2.3", license: "MIT", folder: "node_modules/a" },
      { name: "@s/b", version: "1.2.3", license: "ISC", folder: "node_modules/a/node_modules/@s/b" },
    ]);
  });
  it("refuses a licence that may not be shipped, and a package without the text of its licence", () => {
    const root = folder({ "node_modules/a/package.json": manifest("a", "GPL-3.0") });
    assert.throws(
      () => bundledPackages(root, metafile({ "node_modules/a/i.js": 1 })),
      /node_modules\/a: the licence "GPL-3.0"/,
    );
    const entry = { name: "a", version: "1.2.3", license: "MIT", folder: "node_modules/a" };
    assert.throws(() => licenceTexts(root, [entry]), /node_modules\/a: no licence text/);
  });
  it("finds the innermost package of a path", () => {
    assert.equal(packageFolder("node_modules/a/node_modules/b/x.js"), "node_modules/a/node_modules/b");
    assert.equal(packageFolder("src/a.ts"), null);
  });
});

describe("the comparison of dist/ with a fresh build", () => {
  it("tells what is missing, what is left over and what differs", async () => {
    const have = folder({ "a.js": "1", "chunks/old.js": "x", "same.js": "=" });
    const want = folder({ "a.js": "2", "chunks/new.js": "x", "same.js": "=" });
    assert.deepEqual(await folderDifferences(have, want), [
      "a.js differs",
      "chunks/new.js is missing",
      "chunks/old.js is not built any more",
    ]);
  });
});

describe("the committed dist/", () => {
  const packages = JSON.parse(readFileSync(path.join(ROOT, "dist/packages.json"), "utf8")) as { name: string }[];
  const names = packages.map(({ name }) => name);

  it("holds no HTTP library besides Node's own: undici stays out", () => {
    assert.equal(names.includes("undici"), false);
    assert.equal(names.includes("@actions/http-client"), false);
  });
  describe("GitHub's client", () => {
    const chunks = readdirSync(path.join(ROOT, "dist/chunks"));
    const text = (chunk: string) => readFileSync(path.join(ROOT, "dist/chunks", chunk), "utf8");
    const holding = chunks.filter((chunk) => /octokit/.test(text(chunk)));

    it("is one chunk of at most 220 KB", () => {
      assert.equal(holding.length, 1, holding.join());
      assert.ok(statSync(path.join(ROOT, "dist/chunks", holding[0]!)).size <= 220 * 1024);
    });
    it("is loaded only where GitHub is spoken to: no file of dist/ imports it but by import()", () => {
      const files = [...chunks.map((chunk) => `dist/chunks/${chunk}`), "dist/main.js", "dist/cli.js"];
      for (const file of files) {
        const statically = new RegExp(`(?:from|import) ?"\\./(?:chunks/)?${holding[0]}"`);
        assert.doesNotMatch(readFileSync(path.join(ROOT, file), "utf8"), statically, file);
      }
    });
    it("reads no event when it is loaded", { skip: process.platform === "win32" && "named pipes need POSIX" }, () => {
      const folder = mkdtempSync(path.join(os.tmpdir(), "bundle-"));
      const pipe = path.join(folder, "event");
      spawnSync("mkfifo", [pipe]);
      // Reading the pipe would wait for a writer that never comes.
      const { status } = spawnSync(process.execPath, [path.join(ROOT, "dist/chunks", holding[0]!)], {
        env: { ...process.env, GITHUB_EVENT_PATH: pipe },
        timeout: 20_000,
      });
      rmSync(folder, { recursive: true });
      assert.equal(status, 0);
    });
  });
  it("can be executed as factory-tuf", () => {
    const file = path.join(ROOT, "dist/cli.js");
    assert.equal(readFileSync(file, "utf8").startsWith("#!/usr/bin/env node\n"), true);
    assert.notEqual(statSync(file).mode & 0o111, 0);
  });
});
