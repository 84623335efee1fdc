import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { GITHUB_TOKEN } from "../kit/job-step.ts";
import { play } from "./play.ts";
import { forwardingTo, type Recording, recording } from "./recording.ts";
import { runCli } from "./runner.ts";
import { openLiveStage, runOn } from "./spawned.ts";
import { openStage, type Stage } from "./stage.ts";

const PROMOTE = { command: "promote", version: "6", tag: "production" };

describe("T20 credentials go where they belong", () => {
  let stage: Stage;
  let elsewhere: Recording;
  before(async () => {
    stage = await openLiveStage();
    elsewhere = await recording(() => ({ status: 200, body: "{}" }));
  });
  after(async () => {
    await elsewhere.close();
    await stage.close();
  });

  it("a whole release sends the API token in its header alone, and the GitHub token nowhere", async () => {
    const between = await recording(forwardingTo(stage.factory.url));
    const ran = await runOn(stage, { ...PROMOTE, "api-url": between.url });
    await between.close();
    assert.deepEqual([ran.exit, ran.outputs.status], [0, "done"], ran.log);
    assert.ok(between.requests.length >= 10);
    const { owner } = stage.factory.tokens;
    for (const { headers, url, body } of between.requests) {
      const { "osf-token": token, ...others } = headers;
      assert.equal(token, owner);
      const rest = JSON.stringify([others, url, body]);
      for (const secret of [owner, GITHUB_TOKEN, stage.archive.identity]) assert.equal(rest.includes(secret), false);
    }
  });

  for (const status of [301, 302, 303, 307, 308]) {
    it(`a redirect (${status}) is an error, and the other host hears nothing`, async () => {
      const front = await recording(() => ({ status, headers: { location: `${elsewhere.url}/stolen` } }));
      const ran = await play(stage, { command: "wave list", "api-url": front.url });
      await front.close();
      assert.deepEqual([ran.exit, ran.codes], [1, ["http-redirect"]], ran.message);
      assert.equal(elsewhere.requests.length, 0);
    });
  }

  it("a redirect of a write is an error too, and the other host hears nothing", async () => {
    const forward = forwardingTo(stage.factory.url);
    const front = await recording((request) =>
      request.method === "GET" ? forward(request) : { status: 307, headers: { location: `${elsewhere.url}/stolen` } },
    );
    const wave = {
      ...PROMOTE,
      command: "wave init",
      version: "5",
      tag: "staging",
      "new-tag": "staging",
      wave: "redirected",
    };
    const ran = await play(stage, { ...wave, "api-url": front.url });
    await front.close();
    assert.deepEqual([ran.exit, ran.outputs.status], [4, "unknown"], ran.message);
    assert.match(ran.message, /redirect/);
    assert.equal(elsewhere.requests.length, 0);
  });

  const addresses: readonly (readonly [url: string, code: string, exit: number])[] = [
    ["http://factory.example", "connection-insecure", 1],
    ["http://127.0.0.1.factory.example", "connection-insecure", 1],
    ["http://localhost.factory.example:8080", "connection-insecure", 1],
    ["http://127.0.0.2", "connection-insecure", 1],
    ["http://[::ffff:7f00:1]", "connection-insecure", 1],
    ["https://user:hunter22@factory.example", "connection-insecure", 1],
    ["https://user@factory.example", "connection-insecure", 1],
    ["https://factory.example/?to=other", "value-invalid", 2],
    ["https://factory.example/#fragment", "value-invalid", 2],
    ["https://factory.example/a%2f..%2fb", "value-invalid", 2],
    ["ftp://factory.example", "value-invalid", 2],
    ["factory.example", "value-invalid", 2],
    ["javascript:alert(1)", "value-invalid", 2],
  ];
  for (const [url, code, exit] of addresses) {
    it(`${url} is refused as an address: ${code}`, async () => {
      for (const option of ["api-url", "oauth-url"]) {
        const ran = await play(stage, { command: "wave list", [option]: url });
        assert.deepEqual([ran.exit, ran.codes, ran.requests.length], [exit, [code], 0], ran.message);
        assert.doesNotMatch(ran.log + ran.summary, /hunter22/);
      }
    });
  }

  it("certificate checks that are switched off are refused before a request", async () => {
    const ran = await runOn(stage, { command: "wave list" }, { env: { NODE_TLS_REJECT_UNAUTHORIZED: "0" } });
    assert.deepEqual([ran.exit, ran.codes, ran.requests], [1, ["connection-insecure"], 0]);
    assert.match(ran.message, /NODE_TLS_REJECT_UNAUTHORIZED=0 switches the check of the server's certificate off/);
  });

  it("an extra CA, a proxy and NODE_OPTIONS are said aloud, and their values are not", async () => {
    const env = {
      NODE_EXTRA_CA_CERTS: "/private/authority.pem",
      HTTPS_PROXY: "http://user:hunter22@proxy.example",
      NODE_OPTIONS: "--no-deprecation",
    };
    const ran = await runOn(stage, { command: "wave list" }, { env });
    assert.equal(ran.exit, 0, ran.log);
    for (const name of Object.keys(env)) assert.match(ran.log, new RegExp(`^::warning::${name} is set`, "m"));
    assert.doesNotMatch(ran.log + ran.summary, /hunter22|proxy\.example|--no-deprecation/);
  });
});

describe("T20 on the command line: whose server may see whose token", () => {
  let stage: Stage;
  let other: Recording;
  let home: string;
  before(async () => {
    stage = await openStage();
    other = await recording(() => ({ status: 200, body: "{}" }));
    home = await mkdtemp(join(tmpdir(), "home-"));
  });
  after(async () => {
    await rm(home, { recursive: true });
    await other.close();
    await stage.close();
  });

  async function configuration(server: string): Promise<string> {
    const path = join(home, "fioctl.yaml");
    await writeFile(path, `factory: acme\ntoken: ${stage.factory.tokens.owner}\nserver:\n${server}`, { mode: 0o600 });
    return path;
  }

  it("a token of the configuration goes to the configuration's own server", async () => {
    const FIOCTL_CONFIG = await configuration(`  url: ${stage.factory.url}\n`);
    const { exit, raw } = await runCli(["wave", "list"], home, { FIOCTL_CONFIG });
    assert.equal(exit, 0, raw);
  });

  it("and to no other that is named beside it", async () => {
    const FIOCTL_CONFIG = await configuration(`  url: ${stage.factory.url}\n`);
    const { exit, raw } = await runCli(["wave", "list", "--api-url", other.url, "--json"], home, { FIOCTL_CONFIG });
    assert.equal(exit, 1);
    assert.match(raw, /"code": "credentials-misplaced"/);
    assert.match(raw, /The credentials are from fioctl's configuration and would go to 127\.0\.0\.1:\d+/);
    assert.equal(other.requests.length, 0);
  });

  it("a token of the environment does not go to a server that somebody else named", async () => {
    const env = { FACTORY: "acme", FACTORY_TOKEN: stage.factory.tokens.owner };
    const { exit, raw } = await runCli(["wave", "list", "--api-url", "https://evil.example", "--json"], home, env);
    assert.equal(exit, 1);
    assert.match(raw, /"code": "credentials-misplaced"/);
  });

  it("a configuration that skips certificate checks is refused", async () => {
    const FIOCTL_CONFIG = await configuration("  url: https://factory.example\n  insecure_skip_verify: true\n");
    const { exit, raw } = await runCli(["wave", "list", "--json"], home, { FIOCTL_CONFIG });
    assert.equal(exit, 1);
    assert.match(raw, /"code": "connection-insecure".*insecure_skip_verify/s);
  });

  it("a token is never a flag", async () => {
    const { exit, raw } = await runCli(["wave", "list", "--token", stage.factory.tokens.owner], home, {});
    assert.equal(exit, 2);
    assert.equal(raw.includes(stage.factory.tokens.owner), false);
    assert.match(raw, /FACTORY_TOKEN|--token-file/);
  });
});
