import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { after, afterEach, before, describe, it } from "node:test";
import { compileCache } from "../../../scripts/compile-cache.ts";
import { type EmbeddedFactory, startFactory } from "../../../src/emulator/state/factory.ts";
import { cli, PROCESS_NOW, type ProcessOptions } from "../../kit/command-line.ts";
import { MAIN, noTerminal, onTerminal } from "../../kit/on-terminal.ts";

describe("the command line and a Factory", () => {
  let factory: EmbeddedFactory;
  let folder: string;
  const file = (name: string, content: string | Uint8Array) => {
    const full = path.join(folder, name);
    writeFileSync(full, content, { mode: 0o600 });
    return full;
  };
  const run = (line: string, env: ProcessOptions["env"] = { FACTORY_TOKEN: factory.tokens.owner }) =>
    cli([...line.split(" "), "--api-url", factory.url, "--factory", factory.factory], { env, cwd: folder });

  before(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), "factory-tuf-cli-"));
    factory = await startFactory({ state: "released", now: PROCESS_NOW });
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
  it("breaks no line without a terminal, and repeats what was typed of the Factory in the next command", async () => {
    const { stdout } = await run(
      "wave plan 6 production --wave a-name-that-makes-this-sentence-longer-than-a-terminal",
    );
    assert.match(stdout, /^2 added, 0 changed, 0 pruned, 2 kept targets in Wave a-name-\S+ for tag production\.$/m);
    assert.match(stdout, /^shellhttpd +sha256:[0-9a-f]{64} +sha256:[0-9a-f]{64} +board-001, intel-corei7-64$/m);
    assert.ok(stdout.endsWith(` --keys <archive> --factory acme --api-url ${factory.url}\n`), stdout.slice(-200));
  });
  it("root show prints the document alone, so that it can be redirected into a file", async () => {
    const { stdout } = await run("root show");
    assert.equal(JSON.parse(stdout).signed._type, "Root");
  });

  it("asks without the HTTP client behind Node's fetch, which takes longer to load than the program", async () => {
    const told = `process.on("exit", () => process.stderr.write(process.moduleLoadList.join("\\n")))`;
    const started = ["--import", `data:text/javascript,${encodeURIComponent(told)}`, MAIN];
    const child = spawn(process.execPath, [...started, "wave", "list", "--api-url", factory.url], {
      cwd: folder,
      env: { FACTORY: factory.factory, FACTORY_TOKEN: factory.tokens.owner },
      stdio: ["ignore", "ignore", "pipe"],
    });
    const [stderr] = await Promise.all([text(child.stderr), once(child, "close")]);
    assert.equal(child.exitCode, 0, stderr);
    assert.match(stderr, /^NativeModule http$/m);
    assert.doesNotMatch(stderr, /undici/);
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
    it("comes from fioctl's own variables before its file, and goes to the file's server (T33)", async () => {
      const config = file("fioctl.yaml", `factory: other\ntoken: never\nserver.url: ${factory.url}\n`);
      const env = { FIOCTL_CONFIG: config, FIOCTL_TOKEN: factory.tokens.owner, FIOCTL_FACTORY: factory.factory };
      assert.equal((await cli(["wave", "list"], { env, cwd: folder })).exit, 0);
      const { stderr } = await cli(["wave", "list"], { env: { ...env, "FIOCTL_SERVER.URL": "x" }, cwd: folder });
      assert.match(stderr, /The variable FIOCTL_SERVER\.URL changes where fioctl connects to.*\[config-invalid\]/s);
    });
    it("is, where fioctl's file cannot be understood, another file, as the message says", async () => {
      mkdirSync(path.join(folder, ".config"), { recursive: true });
      file(".config/fioctl.yaml", "Token: a\ntoken: b\n");
      const env = { HOME: folder, FACTORY: factory.factory, FACTORY_TOKEN: factory.tokens.owner };
      const list = ["wave", "list", "--api-url", factory.url];
      const { stderr } = await cli(list, { env, cwd: folder });
      assert.match(stderr, /Correct it, or name another file in FIOCTL_CONFIG\. \[config-invalid\]/);
      const other = { ...env, FIOCTL_CONFIG: file("other.yaml", "") };
      assert.equal((await cli(list, { env: other, cwd: folder })).exit, 0);
      rmSync(path.join(folder, ".config"), { recursive: true });
    });
    it("is not read from a file that fioctl would read in another language (T33)", async () => {
      const config = file("fioctl.toml", `token = "x"\n`);
      const { stderr } = await cli(["wave", "list"], { env: { FIOCTL_CONFIG: config }, cwd: folder });
      assert.match(stderr, /FIOCTL_CONFIG names a file that fioctl does not read as YAML/);
    });
    it("is never a token for the default server where the file holds another, however it is written (T33)", async () => {
      for (const server of [
        `server.url: ${factory.url}`,
        `SERVER: {URL: "${factory.url}"}`,
        `mine: &mine {url: "${factory.url}"}\nserver: *mine`,
        `mine: &mine {url: "${factory.url}"}\nserver:\n  <<: *mine`,
      ]) {
        const config = file("fioctl.yaml", `factory: ${factory.factory}\ntoken: ${factory.tokens.owner}\n${server}\n`);
        const { exit, stderr } = await cli(["wave", "list"], { env: { FIOCTL_CONFIG: config }, cwd: folder });
        assert.equal(exit, 0, `${server}: ${stderr}`);
      }
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
    const trusted = `--trusted-root ${file("root.json", JSON.stringify(factory.state.ciRoots.at(-1)))}`;
    assert.equal((await run(`wave init w5 5 production --keys ${keys} ${bound} ${trusted}`)).exit, 0);
    const devices = JSON.parse((await run("wave rollout w5 --limit 2 --dry-run --print-uuids --json")).stdout);
    const uuids: string[] = devices.data.rollout.uuids;
    assert.equal(uuids.length, 2);
    file("devices.txt", `${uuids.join("\n")}\n`);
    assert.equal((await run(`wave rollout w5 --uuids @devices.txt ${trusted}`)).exit, 1, "nobody has agreed");
    assert.equal((await run(`wave rollout w5 --uuids @devices.txt --yes ${trusted}`)).exit, 0);
    const sent = factory.requests.findLast(({ path: asked }) => asked.endsWith("/rollout/"))!;
    assert.deepEqual((sent.body as { uuids: string[] }).uuids, uuids);
    const completed = JSON.parse((await run(`wave complete w5 --json --yes ${trusted}`)).stdout);
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
      ...compileCache,
      NO_COLOR: "1",
      FACTORY: factory.factory,
      FACTORY_TOKEN: factory.tokens.owner,
    });
    it("a terminal shows what is waited for, and the line is gone in the end", { skip: noTerminal }, async () => {
      factory.addFault({ method: "GET", path: "*/waves/*", delayMs: 1300 });
      const words = [MAIN, "wave", "list", "--api-url", factory.url];
      const { shown } = await onTerminal(words, [], { cwd: folder, env: env() });
      assert.match(shown, /\r\u001b\[2K[A-Z][^\r\n]* \(1 s, \d of \d answers, waiting for \S+ of 127\.0\.0\.1:\d+\)/);
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
    assert.deepEqual(Object.keys(JSON.parse(stdout)), [
      "url",
      "factory",
      "token",
      "tokens",
      "archives",
      "trusted-root",
    ]);
  });
});
