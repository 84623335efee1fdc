import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, afterEach, before, describe, it } from "node:test";
import { type EmbeddedFactory, startFactory } from "../../src/emulator/factory.ts";
import { cli, type WorldOptions } from "./fake-world.ts";

const MAIN = path.resolve(import.meta.dirname, "../../src/cli/main.ts");

describe("the command line and a Factory", () => {
  let factory: EmbeddedFactory;
  let folder: string;
  const file = (name: string, content: string | Uint8Array) => {
    const full = path.join(folder, name);
    writeFileSync(full, content, { mode: 0o600 });
    return full;
  };
  const run = (line: string, env: WorldOptions["env"] = { FACTORY_TOKEN: factory.tokens.owner }) =>
    cli([...line.split(" "), "--api-url", factory.url, "--factory", factory.factory], { env, cwd: folder });

  before(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), "factory-tuf-cli-"));
    factory = await startFactory({ state: "released" });
  });
  afterEach(() => factory.clearFaults());
  after(async () => {
    await factory.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("prints the result on stdout and warnings on stderr", async () => {
    const { exit, stdout, stderr } = await run("wave list");
    assert.equal(exit, 0);
    assert.match(stdout, /^Waves \(1 of 1\)\n[\s\S]*production-3 /);
    assert.match(stderr, /^warning: No trusted root was given/);
  });
  it("--json prints one document, with the outputs beside status and changed", async () => {
    const { exit, stdout } = await run("wave plan 6 production --json");
    const document = JSON.parse(stdout);
    assert.equal(exit, 0);
    assert.equal(document.command, "wave plan");
    assert.equal(document.status, "unchanged");
    assert.equal(document.changed, "no");
    assert.equal(document.version, 6);
    assert.match(document["targets-digest"], /^sha256:[0-9a-f]{64}$/);
  });
  it("root show prints the document alone, so that it can be redirected into a file", async () => {
    const { stdout } = await run("root show");
    assert.equal(JSON.parse(stdout).signed._type, "Root");
  });

  describe("who you are", () => {
    it("comes from FACTORY_TOKEN or --token-file", async () => {
      assert.equal((await run("wave list")).exit, 0);
      assert.equal((await run(`wave list --token-file ${file("token", `${factory.tokens.owner}\n`)}`, {})).exit, 0);
    });
    it("comes from OAuth2 client credentials, the secret by environment or file", async () => {
      const { id, secret } = factory.oauth;
      assert.equal((await run("wave list", { FACTORY_CLIENT_ID: id, FACTORY_CLIENT_SECRET: secret })).exit, 0);
      const given = `--client-id ${id} --client-secret-file ${file("secret", secret)}`;
      assert.equal((await run(`wave list ${given}`, {})).exit, 0);
    });
    it("comes, with the Factory and its address, from fioctl's configuration", async () => {
      const config = file(
        "fioctl.yaml",
        `factory: ${factory.factory}\ntoken: ${factory.tokens.owner}\nserver:\n  url: ${factory.url}\n`,
      );
      const { exit, stdout } = await cli(["wave", "list"], { env: { FIOCTL_CONFIG: config }, cwd: folder });
      assert.equal(exit, 0);
      assert.match(stdout, /production-3 /);
    });
    it("is missing: exit 1 or 2, and a sentence that names the ways", async () => {
      const { exit, stderr } = await run("wave list", {});
      assert.ok(exit === 1 || exit === 2);
      assert.match(stderr, /FACTORY_TOKEN.*\[credentials-missing\]/);
    });
    it("is wrong: exit 1, one document, and the token in none of it", async () => {
      const token = "0123456789abcdef0123456789abcdef";
      const { exit, stdout, stderr } = await run("wave list --json", { FACTORY_TOKEN: token });
      const { status, error } = JSON.parse(stdout);
      assert.equal(exit, 1);
      assert.equal(status, "refused");
      assert.equal(error.code, "http-unauthorized");
      assert.doesNotMatch(stdout + stderr, /01234567/);
    });
  });

  it("a Wave is planned, created, rolled out to a file of devices, and completed", async () => {
    const keys = file("targets.keys.tgz", factory.archives.targets!);
    const plan = JSON.parse((await run("wave plan 5 production --json")).stdout);
    const bound = `--expires-at ${plan["expires-at"]} --expect-digest ${plan["targets-digest"]}`;
    assert.equal((await run(`wave init w5 5 production --keys ${keys} ${bound}`)).exit, 0);
    const devices = JSON.parse((await run("wave rollout w5 --limit 2 --dry-run --print-uuids --json")).stdout);
    const uuids: string[] = devices.data.rollout.uuids;
    assert.equal(uuids.length, 2);
    file("devices.txt", `${uuids.join("\n")}\n`);
    assert.equal((await run("wave rollout w5 --uuids @devices.txt")).exit, 0);
    const sent = factory.requests.findLast(({ path: asked }) => asked.endsWith("/rollout/"))!;
    assert.deepEqual((sent.body as { uuids: string[] }).uuids, uuids);
    const completed = JSON.parse((await run("wave complete w5 --json")).stdout);
    assert.equal(completed.status, "done");
    assert.equal(completed["wave-status"], "complete");
  });
  it("a file of devices that is missing is exit 2, before anything is asked of the Factory", async () => {
    factory.requests.length = 0;
    const { exit, stderr } = await run("wave rollout w5 --uuids @nowhere.txt");
    assert.equal(exit, 2);
    assert.match(stderr, /nowhere\.txt, given to --uuids, cannot be read/);
    assert.equal(factory.requests.length, 0);
  });

  describe("while it takes long", () => {
    const env = () => ({
      PATH: process.env["PATH"],
      TERM: "xterm",
      NO_COLOR: "1",
      FACTORY: factory.factory,
      FACTORY_TOKEN: factory.tokens.owner,
    });
    const hasScript = spawnSync("script", ["-qec", "true", "/dev/null"]).status === 0;

    it("a terminal shows what is waited for, and the line is gone in the end", { skip: !hasScript }, async () => {
      factory.addFault({ method: "GET", path: "*/waves/*", delayMs: 1300 });
      const command = `'${process.execPath}' '${MAIN}' wave list --api-url ${factory.url}`;
      const child = spawn("script", ["-qec", command, "/dev/null"], {
        cwd: folder,
        env: env(),
        stdio: ["ignore", "pipe", "pipe"],
      });
      let shown = "";
      child.stdout.on("data", (chunk) => {
        shown += String(chunk);
      });
      await new Promise((resolve) => child.on("close", resolve));
      assert.match(shown, /\r\u001b\[2K[A-Z][^\r\n]* \(1 s\)/);
      assert.match(shown, /production-3/);
      assert.doesNotMatch(shown.slice(shown.lastIndexOf("\r\u001b[2K")), / \(\d+ s\)/);
    });
    it("Ctrl-C ends it in order: exit 1, nothing changed, one document", async () => {
      factory.addFault({ method: "GET", path: "*/waves/*", delayMs: 60_000 });
      factory.requests.length = 0;
      const args = [MAIN, "wave", "list", "--json", "--api-url", factory.url];
      const child = spawn(process.execPath, args, { cwd: folder, env: env(), stdio: ["ignore", "pipe", "pipe"] });
      let stdout = "";
      child.stdout.on("data", (chunk) => {
        stdout += String(chunk);
      });
      const ended = new Promise((resolve) => child.on("close", resolve));
      while (!factory.requests.some(({ path: asked }) => asked.includes("/waves/"))) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      child.kill("SIGINT");
      assert.equal(await ended, 1);
      const { status, changed, error } = JSON.parse(stdout);
      assert.deepEqual([status, changed, error.code], ["refused", "no", "interrupted"]);
    });
  });
});

describe("emulate", () => {
  it("announces itself in one line of JSON, and Ctrl-C ends it with exit 0 and nothing more on stdout", async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "factory-tuf-cli-"));
    const controller = new AbortController();
    const running = cli(["emulate", "--json", "--state", "owned", "--archives", path.join(folder, "archives")], {
      interrupted: controller.signal,
      cwd: folder,
    });
    const archive = path.join(folder, "archives/targets.keys.tgz");
    const written = () => {
      try {
        return readFileSync(archive).length > 0;
      } catch {
        return false;
      }
    };
    while (!written()) await new Promise((resolve) => setTimeout(resolve, 20));
    await new Promise((resolve) => setTimeout(resolve, 300));
    controller.abort(new Error("stop"));
    const { exit, stdout, stderr } = await running;
    rmSync(folder, { recursive: true, force: true });
    assert.equal(exit, 0, stderr);
    assert.equal(stdout.split("\n").length, 2);
    assert.deepEqual(Object.keys(JSON.parse(stdout)), ["url", "factory", "token", "tokens", "archives"]);
  });
});
