import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { bundle } from "../../scripts/bundle.ts";
import { unsupportedNode } from "../../src/cli/node-version.ts";

const SAYS = /^factory-tuf needs Node 22 or later, and this is v20\.\d+\.\d+\. In a clone: `npm ci` brings one,.*\n$/;

/** A Node of version 20 on this machine, or undefined. */
const node20 = (process.env["PATH"] ?? "")
  .split(path.delimiter)
  .map((folder) => path.join(folder, "node"))
  .find((file) => spawnSync(file, ["--version"], { encoding: "utf8" }).stdout?.startsWith("v20."));

describe("the version of Node", () => {
  it("is 22 or later: 22.0.0, 24.21.0 and 100.0.0 are", () => {
    for (const version of ["v22.0.0", "v24.21.0", "v100.0.0"]) assert.equal(unsupportedNode(version), null);
  });
  it("otherwise is named in one sentence with the one that is needed, and where to find it", () => {
    assert.match(`${unsupportedNode("v20.20.2")}\n`, SAYS);
    for (const version of ["v21.7.3", "v8.0.0", "", "22"]) assert.notEqual(unsupportedNode(version), null);
  });
});

describe("dist/cli.js on Node 20", { skip: node20 === undefined && "there is no Node 20 here" }, () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "factory-tuf-old-node-"));
  after(() => rmSync(folder, { recursive: true }));

  it("says that and nothing else, and exits 1, whatever it is asked for", async () => {
    await bundle(folder, "0.0.0");
    for (const args of [["--version"], ["--help"], ["wave", "list", "--json"]]) {
      const { status, stdout, stderr } = spawnSync(node20!, [path.join(folder, "cli.js"), ...args], {
        encoding: "utf8",
      });
      assert.deepEqual([status, stdout], [1, ""], args.join(" "));
      assert.match(stderr, SAYS);
    }
  });
});
