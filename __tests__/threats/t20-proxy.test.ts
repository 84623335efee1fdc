// T20: through a proxy go requests over https alone, in a tunnel; what is sent in it nobody on the way sees. Its password is
// a secret. The authorities that are trusted are the machine's, and those that NODE_EXTRA_CA_CERTS names.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { request as httpRequest, type RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";
import { gitHubStandIn, type StandIn } from "../github/stand-in.ts";
import { newAuthority } from "../kit/certificates.ts";
import { type ProxyStandIn, startProxy, startTlsServer } from "../kit/proxy.ts";
import { runCli } from "./runner.ts";
import { openLiveStage, runOn } from "./spawned.ts";
import type { Stage } from "./stage.ts";

const PASSWORD = "hunter2hunter2";
const BASIC = Buffer.from(`user:${PASSWORD}`).toString("base64");
const API = "https://api.example";
const GITHUB_TOKEN = "gh-bot";

/** Passes requests on to a server of this machine that speaks plain http. */
const to =
  (origin: () => string): RequestListener =>
  (incoming, outgoing) => {
    const { method, url, headers } = incoming;
    const onward = httpRequest(origin() + url, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  };

describe("T20 through a proxy", () => {
  let stage: Stage;
  let github: StandIn;
  let proxy: ProxyStandIn;
  let servers: Awaited<ReturnType<typeof startTlsServer>>[];
  let home: string;
  let refusal: string | null;
  let env: Record<string, string>;
  before(async () => {
    stage = await openLiveStage();
    github = await gitHubStandIn();
    const authority = newAuthority();
    servers = await Promise.all([
      startTlsServer(
        authority,
        ["api.example"],
        to(() => stage.factory.url),
      ),
      startTlsServer(
        authority,
        ["github.example"],
        to(() => github.url),
      ),
    ]);
    const [api, gitHub] = servers.map(({ port }) => port);
    proxy = await startProxy({ "api.example:443": api!, "github.example:443": gitHub! }, () => refusal);
    home = await mkdtemp(join(tmpdir(), "proxy-"));
    await writeFile(join(home, "ca.pem"), authority.certificate);
    await writeFile(join(home, "token"), stage.factory.tokens.owner, { mode: 0o600 });
    await writeFile(join(home, "secret"), stage.factory.oauth.secret, { mode: 0o600 });
    env = {
      FACTORY: stage.factory.factory,
      HTTPS_PROXY: `http://user:${PASSWORD}@127.0.0.1:${proxy.port}`,
      NODE_EXTRA_CA_CERTS: join(home, "ca.pem"),
    };
  });
  beforeEach(() => {
    refusal = null;
    proxy.asked.length = 0;
    stage.factory.requests.length = 0;
  });
  after(async () => {
    await rm(home, { recursive: true });
    await proxy.close();
    for (const server of servers) await server.close();
    await github.close();
    await stage.close();
  });

  const given = ["--api-url", API, "--token-file", "token"];
  /** No secret of the run in what it said, nor in what the proxy saw but for its own password. */
  function assertKept(raw: string): void {
    for (const secret of [PASSWORD, BASIC, stage.factory.tokens.owner]) assert.ok(!raw.includes(secret));
    for (const { headers } of proxy.asked) {
      const names = Object.keys(headers).filter((name) => !/^(?:host|proxy-connection)$/.test(name));
      assert.deepEqual([names, headers["proxy-authorization"]], [["proxy-authorization"], `Basic ${BASIC}`]);
    }
  }
  const targets = () => [...new Set(proxy.asked.map(({ target }) => target))];

  it("a command asks the Factory in a tunnel, with its API token or with OAuth", async () => {
    for (const who of [
      given,
      ["--api-url", API, "--client-id", stage.factory.oauth.id, "--client-secret-file", "secret"],
    ]) {
      proxy.asked.length = 0;
      const { exit, raw } = await runCli(["wave", "list", "--verbose", ...who], home, env);
      assert.equal(exit, 0, raw);
      assert.deepEqual(targets(), ["api.example:443"]);
      assertKept(raw);
    }
  });

  it("a command asks GitHub in a tunnel of its own", async () => {
    const more = { GITHUB_TOKEN, GITHUB_REPOSITORY: "acme/devices", GITHUB_API_URL: "https://github.example" };
    const { exit, raw } = await runCli(["remind", "--dry-run", ...given], home, { ...env, ...more });
    assert.equal(exit, 0, raw);
    assert.deepEqual(targets().sort(), ["api.example:443", "github.example:443"]);
    assert.ok(github.asked.length > 0);
    assertKept(raw);
  });

  it("the Action does the same, says so aloud, and masks the password in both of its forms", async () => {
    const ran = await runOn(stage, { command: "wave list", "api-url": API }, { env });
    assert.equal(ran.exit, 0, ran.log);
    assert.deepEqual(targets(), ["api.example:443"]);
    assert.match(ran.log, /^::warning::HTTPS_PROXY is set: requests over https go through the proxy/m);
    assertKept(ran.log + ran.summary);
    for (const secret of [PASSWORD, BASIC]) assert.ok(ran.masks.includes(secret));
  });

  it("a proxy that wants another password is named, with what to do, and is not asked again and again", async () => {
    assert.equal((await runCli(["wave", "list", ...given], home, env)).exit, 0);
    const calls = stage.factory.requests.length;
    proxy.asked.length = 0;
    refusal = "407 Proxy Authentication Required";
    const { exit, raw } = await runCli(["wave", "list", ...given], home, env);
    assert.equal(exit, 1);
    assert.match(
      raw,
      new RegExp(
        `was not sent to api\\.example:443: the proxy 127\\.0\\.0\\.1:${proxy.port} wants a user name and password \\(407\\)`,
      ),
    );
    assert.match(raw, /Give those that it accepts in HTTPS_PROXY: http:\/\/user:password@host:port/);
    assert.doesNotMatch(raw, /trying again/);
    assert.ok(proxy.asked.length <= calls, `${proxy.asked.length} attempts at ${calls} calls`);
    assertKept(raw);
  });

  it("a server of a private authority is trusted by NODE_EXTRA_CA_CERTS, which the refusal names", async () => {
    const { exit, raw } = await runCli(["wave", "list", ...given], home, { ...env, NODE_EXTRA_CA_CERTS: "" });
    assert.equal(exit, 1);
    assert.match(raw, /was not sent to api\.example:443: the server's certificate is not trusted \([A-Z_]+\)/);
    assert.match(raw, /name the file of its certificate in NODE_EXTRA_CA_CERTS/);
    assert.doesNotMatch(raw, /trying again/);
    assert.deepEqual(stage.factory.requests, []);
  });

  it("a proxy that cannot be used is refused by name, and nothing is sent", async () => {
    for (const [name, address] of [
      ["HTTPS_PROXY", `socks5://user:${PASSWORD}@127.0.0.1:1080`],
      ["ALL_PROXY", `http://user:${PASSWORD}@127.0.0.1:${proxy.port}`],
    ] as const) {
      const { exit, raw } = await runCli(["wave", "list", ...given], home, {
        ...env,
        HTTPS_PROXY: "",
        [name]: address,
      });
      assert.equal(exit, 2, raw);
      assert.match(raw, new RegExp(`${name} is .*\\[config-invalid\\]`, "s"));
      assertKept(raw);
    }
    assert.deepEqual([stage.factory.requests, proxy.asked], [[], []]);
  });

  it("a Factory on this machine is never asked through one", async () => {
    const here = ["--api-url", stage.factory.url, "--token-file", "token"];
    const { exit, raw } = await runCli(["wave", "list", ...here], home, {
      ...env,
      HTTP_PROXY: env["HTTPS_PROXY"]!,
      ALL_PROXY: "x",
    });
    assert.equal(exit, 0, raw);
    assert.deepEqual(proxy.asked, []);
  });
});
