import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { readWorkflows } from "../../src/gate/read-workflows.ts";
import { UnreadInputs } from "../../src/gate/unread-inputs.ts";

const WORKFLOWS = ".github/workflows";
const HONEST = "on: push\njobs: {}\n";

/** Each alias stands for one list more, so that a reader that counts them stops. */
const aliases = (count: number) => `on: &on push\njobs: {}\nx:\n${"  - *on\n".repeat(count)}`;

describe("the workflows of a checkout", () => {
  let top: string;
  beforeEach(() => {
    top = mkdtempSync(join(tmpdir(), "workflows-"));
    mkdirSync(join(top, WORKFLOWS), { recursive: true });
  });
  afterEach(() => rmSync(top, { recursive: true }));

  const put = (name: string, text: string | Uint8Array) => writeFileSync(join(top, WORKFLOWS, name), text);
  const read = () => readWorkflows({ folder: top, top }, undefined, new UnreadInputs());
  const why = async () => (await read())?.map(({ unreadable }) => unreadable);

  it("are all files that GitHub may take for one, in order", async () => {
    put("b.yaml", HONEST);
    put("a.yml", HONEST);
    put("notes.md", "no workflow");
    assert.deepEqual(
      (await read())?.map(({ path }) => path),
      [`${WORKFLOWS}/a.yml`, `${WORKFLOWS}/b.yaml`],
    );
    assert.deepEqual(await why(), [undefined, undefined]);
  });

  const cases: readonly [string, string | Uint8Array, RegExp][] = [
    ["bad YAML", "on: [push\n", /^is not valid YAML$/],
    ["two documents", `${HONEST}---\n${HONEST}`, /^is not valid YAML$/],
    ["101 aliases", aliases(101), /^uses more than 100 YAML aliases/],
    ["an alias of nothing", "on: push\njobs: *none\n", /alias|is not valid YAML/],
    ["a list", "- push\n", /^holds no workflow$/],
    ["nothing", "", /^holds no workflow$/],
    ["Latin-1", Buffer.from(`name: Zo\xeb\n${HONEST}`, "latin1"), /^is not UTF-8 text$/],
    ["UTF-16", Buffer.from(`\uFEFF${HONEST}`, "utf16le"), /./],
    ["more than 512 KiB", `${HONEST}#${" ".repeat(512 * 1024)}`, /^has more than 524288 bytes$/],
  ];
  for (const [name, text, says] of cases) {
    it(`say what is wrong with a file of ${name}: it is never passed over`, async () => {
      put("w.yml", text);
      const [only, ...others] = (await why()) ?? [];
      assert.deepEqual(others, []);
      assert.match(only ?? "", says);
    });
  }

  it("hold 100 aliases without complaint", async () => {
    put("w.yml", aliases(100));
    assert.deepEqual(await why(), [undefined]);
  });

  it("are read through a link in the checkout, and never through one that leads out, to itself or to a pipe", async () => {
    writeFileSync(join(top, "elsewhere.yml"), HONEST);
    symlinkSync(join(top, "elsewhere.yml"), join(top, WORKFLOWS, "a.yml"));
    symlinkSync("/etc/hostname", join(top, WORKFLOWS, "b.yml"));
    symlinkSync("c.yml", join(top, WORKFLOWS, "c.yml"));
    execFileSync("mkfifo", [join(top, WORKFLOWS, "d.yml")]);
    assert.deepEqual(await why(), [
      undefined,
      "is a link that leads out of the workspace",
      "is a link that leads to itself",
      "is a named pipe, not a regular file",
    ]);
  });

  it("that are no folder are one unreadable file; without a folder there are none", async () => {
    rmSync(join(top, WORKFLOWS), { recursive: true });
    assert.equal(await read(), null);
    writeFileSync(join(top, WORKFLOWS), "a file");
    assert.deepEqual(await why(), ["is not a folder that can be read"]);
  });
});
