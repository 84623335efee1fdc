import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { readNamed, readRegularFile } from "../../src/files/read-file.ts";
import { endless } from "../kit/endless.ts";

const made: string[] = [];
after(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

function workspaceBesideAnother() {
  const top = mkdtempSync(join(tmpdir(), "files-"));
  made.push(top);
  const [workspace, outside] = [join(top, "workspace"), join(top, "outside")];
  mkdirSync(workspace);
  mkdirSync(outside);
  return { workspace, outside };
}

const posix = { skip: process.platform === "win32" && "links and pipes need POSIX" };
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("utf8");

describe("a file that nobody typed the name of (T29)", () => {
  const read = async (path: string, within: string, max = 1000) => {
    const found = await readRegularFile(path, within, max);
    return found.kind === "read" ? text(found.bytes) : found.kind === "missing" ? "missing" : `refused: ${found.why}`;
  };

  it("is read whole up to its limit, and not cut above it", async () => {
    const { workspace } = workspaceBesideAnother();
    const path = join(workspace, "file");
    writeFileSync(path, "x".repeat(1000));
    assert.equal(await read(path, workspace), "x".repeat(1000));
    assert.equal(await read(path, workspace, 999), "refused: has more than 999 bytes");
    writeFileSync(path, "");
    assert.equal(await read(path, workspace), "");
  });

  it("may be missing, with its folder too", async () => {
    const { workspace } = workspaceBesideAnother();
    writeFileSync(join(workspace, "plain"), "");
    for (const name of ["none", "no/folder", "plain/below"])
      assert.equal(await read(join(workspace, name), workspace), "missing");
  });

  it("may be a link within the workspace, and none that leads out of it", posix, async () => {
    const { workspace, outside } = workspaceBesideAnother();
    writeFileSync(join(workspace, "file"), "here");
    symlinkSync("file", join(workspace, "near"));
    assert.equal(await read(join(workspace, "near"), workspace), "here");
    writeFileSync(join(outside, "secret"), "elsewhere");
    symlinkSync(join(outside, "secret"), join(workspace, "far"));
    symlinkSync(outside, join(workspace, "folder"));
    for (const name of ["far", "folder/secret"]) {
      assert.equal(await read(join(workspace, name), workspace), "refused: is a link that leads out of the workspace");
    }
    symlinkSync("loop", join(workspace, "loop"));
    assert.equal(await read(join(workspace, "loop"), workspace), "refused: is a link that leads to itself");
  });

  it("is neither a named pipe nor a device nor a folder, and none of them holds the run", posix, async () => {
    const { workspace } = workspaceBesideAnother();
    execFileSync("mkfifo", [join(workspace, "pipe")]);
    assert.equal(await read(join(workspace, "pipe"), workspace), "refused: is a named pipe, not a regular file");
    assert.match(await read("/dev/zero", "/dev"), /refused: is a device/);
    mkdirSync(join(workspace, "folder"));
    assert.match(await read(join(workspace, "folder"), workspace), /refused: is a folder/);
  });
});

describe("a file that a person named", () => {
  const named = async (path: string, max: number, signal = endless) => {
    const found = await readNamed(path, max, signal);
    if (found.kind === "read") return `read: ${text(found.bytes)}`;
    return found.kind === "too large" ? found.kind : `${found.kind} (${found.code})`;
  };

  it("may be a pipe that the shell made", posix, () => {
    const module = new URL("../../src/files/read-file.ts", import.meta.url).href;
    const script = `import(${JSON.stringify(module)}).then(async ({ readNamed }) =>
      process.stdout.write(Buffer.from((await readNamed(process.argv[1], 100, new AbortController().signal)).bytes).toString("utf8")))`;
    const run = (from: string) =>
      execFileSync("bash", ["-c", `"$0" -e "$1" <(${from})`, process.execPath, script], { encoding: "utf8" });
    assert.equal(run("sleep 0.2; printf token"), "token");
    assert.equal(run("true"), "");
  });

  it("may be a named pipe, whose writer comes later", posix, async () => {
    const { workspace } = workspaceBesideAnother();
    const pipe = join(workspace, "pipe");
    execFileSync("mkfifo", [pipe]);
    spawn("sh", ["-c", `sleep 0.2; printf secret > '${pipe}'`], { stdio: "ignore" });
    assert.equal(await named(pipe, 100, AbortSignal.timeout(10_000)), "read: secret");
  });

  it("does not hold the run longer than its deadline where nobody writes into the pipe", posix, async () => {
    const { workspace } = workspaceBesideAnother();
    const pipe = join(workspace, "pipe");
    execFileSync("mkfifo", [pipe]);
    const reason = new Error("the time is over");
    const ending = new AbortController();
    setTimeout(() => ending.abort(reason), 100);
    await assert.rejects(readNamed(pipe, 100, ending.signal), (error: Error) => (error.cause ?? error) === reason);
  });

  it("has at most so many bytes, also where it has no end", posix, async () => {
    assert.equal(await named("/dev/zero", 1000), "too large");
    const { workspace } = workspaceBesideAnother();
    const path = join(workspace, "file");
    writeFileSync(path, "x".repeat(1000));
    assert.equal(await named(path, 1000), `read: ${"x".repeat(1000)}`);
    assert.equal(await named(path, 999), "too large");
  });

  it("may be missing, with its folder too; what else keeps it from being read has its code", posix, async () => {
    const { workspace } = workspaceBesideAnother();
    writeFileSync(join(workspace, "plain"), "");
    assert.equal(await named(join(workspace, "none"), 100), "missing (ENOENT)");
    assert.equal(await named(join(workspace, "plain", "below"), 100), "missing (ENOTDIR)");
    assert.equal(await named(workspace, 100), "unreadable (EISDIR)");
    symlinkSync("loop", join(workspace, "loop"));
    assert.equal(await named(join(workspace, "loop"), 100), "unreadable (ELOOP)");
  });
});
