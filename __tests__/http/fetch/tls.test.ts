// Over TLS: who is trusted, and the way through a proxy.
import assert from "node:assert/strict";
import type { IncomingMessage, ServerResponse } from "node:http";
import { after, before, beforeEach, describe, it } from "node:test";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { type FetchInit, nodeFetch } from "../../../src/http/fetch.ts";
import { FetchFailure, networkFault, neverSent } from "../../../src/http/network-fault.ts";
import { readBody } from "../../../src/http/response-body.ts";
import { newAuthority } from "../../kit/certificates.ts";
import { type ProxyStandIn, startProxy, startTlsServer } from "../../kit/proxy.ts";
import { rejected } from "../../kit/refusal.ts";

const API = "https://api.example/ota/";
const authority = newAuthority();
const authorities = getCACertificates("default");
const init = (): FetchInit => ({ redirect: "manual", signal: new AbortController().signal });

let server: Awaited<ReturnType<typeof startTlsServer>>;
let proxy: ProxyStandIn;
let refusal: string | null = null;
const asked: (string | undefined)[] = [];
before(async () => {
  setDefaultCACertificates([...authorities, authority.certificate]);
  server = await startTlsServer(
    authority,
    ["api.example", "localhost"],
    (request: IncomingMessage, response: ServerResponse) => {
      asked.push(request.headers["proxy-authorization"]);
      response.end("yes");
    },
  );
  proxy = await startProxy({ "api.example:443": server.port, "other.example:443": server.port }, () => refusal);
});
beforeEach(() => {
  refusal = null;
  proxy.asked.length = 0;
  asked.length = 0;
});
after(async () => {
  setDefaultCACertificates(authorities);
  await proxy.close();
  await server.close();
});

const through = (address = `http://127.0.0.1:${proxy.port}`, more: Record<string, string> = {}) =>
  nodeFetch({ HTTPS_PROXY: address, ...more });
async function ask(fetch: ReturnType<typeof nodeFetch>, url = API): Promise<string> {
  return Buffer.from(await readBody(await fetch(url, init()), 1000, "GET /")).toString();
}
async function fault(fetch: ReturnType<typeof nodeFetch>, url = API) {
  const error = await ask(fetch, url).then(
    () => assert.fail("it did not fail"),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof FetchFailure, String(error));
  assert.equal(neverSent(error), true);
  return networkFault(error)!;
}

describe("a request through a proxy", () => {
  it("goes through the tunnel that the proxy opens, over and over again", async () => {
    const [before, fetch] = [server.connections(), through()];
    for (let call = 0; call < 3; call++) assert.equal(await ask(fetch), "yes");
    assert.deepEqual(
      [proxy.asked.map(({ target }) => target), server.connections() - before],
      [["api.example:443"], 1],
    );
    await Promise.all([ask(fetch), ask(fetch)]);
    assert.equal(proxy.asked.length, 2);
  });

  it("tells the proxy, and nobody else, its user name and password", async () => {
    assert.equal(await ask(through(`http://user:p%40ss@127.0.0.1:${proxy.port}`)), "yes");
    const expected = `Basic ${Buffer.from("user:p@ss").toString("base64")}`;
    assert.deepEqual([proxy.asked[0]!.headers["proxy-authorization"], asked], [expected, [undefined]]);
  });

  it("goes past it where NO_PROXY says so, and to this machine", async () => {
    const local = `https://localhost:${server.port}/`;
    assert.equal(await ask(through(), local), "yes");
    const says = (await fault(through(undefined, { NO_PROXY: "example" }), "https://no-such-host.invalid.example/"))
      .says;
    assert.match(says, /^could not reach no-such-host\.invalid\.example:443 \(/);
    assert.deepEqual(proxy.asked, []);
  });

  it("fails with what the proxy said: a missing password, a refusal, a server that it cannot reach", async () => {
    const name = `the proxy 127.0.0.1:${proxy.port}`;
    for (const [status, says, lasting] of [
      ["407 Proxy Authentication Required", `${name} wants a user name and password (407)`, true],
      ["403 Forbidden", `${name} opened no connection (403)`, true],
      ["502 Bad Gateway", `${name} opened no connection (502)`, false],
    ] as const) {
      refusal = status;
      const found = await fault(through(`http://user:hunter2hunter2@127.0.0.1:${proxy.port}`));
      assert.deepEqual([found.says, found.lasting], [`was not sent to api.example:443: ${says}`, lasting]);
      assert.match(
        found.next!,
        status.startsWith("407") ? /HTTPS_PROXY: http:\/\/user:password@host:port/ : /allow api\.example:443/,
      );
      assert.ok(!String((found.cause as Error).message).includes("hunter2"));
    }
  });

  it("fails where nobody is the proxy, and names it", async () => {
    const gone = await startProxy({});
    await gone.close();
    const { says } = await fault(through(`http://127.0.0.1:${gone.port}`));
    assert.equal(says, `could not reach the proxy 127.0.0.1:${gone.port} (ECONNREFUSED)`);
  });

  it("holds the server's certificate against the server's name, not the proxy's", async () => {
    const { says, lasting } = await fault(through(), "https://other.example/");
    const code = "ERR_TLS_CERT_ALTNAME_INVALID";
    assert.deepEqual(
      [says, lasting],
      [`was not sent to other.example:443: the server's certificate is not trusted (${code})`, true],
    );
  });

  it("goes through a proxy over TLS, whose certificate is looked at as well", async () => {
    const hosts = { "api.example:443": server.port };
    const [known, unknown] = await Promise.all(
      [authority, newAuthority()].map((by) => startProxy(hosts, () => null, by.issue("127.0.0.1"))),
    );
    assert.equal(await ask(through(`https://127.0.0.1:${known!.port}`)), "yes");
    const { says } = await fault(through(`https://127.0.0.1:${unknown!.port}`));
    const whose = `the server's certificate, or that of the proxy https://127.0.0.1:${unknown!.port}, is not trusted`;
    assert.ok(says.startsWith(`was not sent to api.example:443: ${whose} (`), says);
    await Promise.all([known!.close(), unknown!.close()]);
  });

  it("is refused by a Node whose agents cannot, unless no proxy is needed", async () => {
    const old = nodeFetch({ HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` }, () => false);
    await rejected(
      ask(old),
      "config-invalid",
      /^HTTPS_PROXY is set, and this Node \(v[\d.]+\) cannot go through a proxy\./,
    );
    assert.equal(await ask(old, `https://localhost:${server.port}/`), "yes");
  });
});

describe("a server whose certificate nobody vouches for", () => {
  it("is sent nothing, and what would make it trusted is named", async () => {
    const stranger = await startTlsServer(newAuthority(), ["localhost"], (_, response) => void response.end("yes"));
    const { says, lasting, next } = await fault(nodeFetch({}), `https://localhost:${stranger.port}/`);
    await stranger.close();
    assert.match(
      says,
      new RegExp(`^was not sent to localhost:${stranger.port}: the server's certificate is not trusted \\([A-Z_]+\\)$`),
    );
    assert.equal(lasting, true);
    assert.match(next!, /certificate authority of its own, name the file of its certificate in NODE_EXTRA_CA_CERTS/);
  });
});
