import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { ToolError } from "../../src/errors/tool-error.ts";
import { proxyFor, proxySecrets } from "../../src/http/proxy.ts";
import { anyText } from "../kit/any-text.ts";

const PROXY = "http://proxy.example:3128";
const API = "https://api.foundries.io/ota/";
const hostOf = (url: string, env: Record<string, string>) => proxyFor(new URL(url), env)?.host ?? null;

describe("the proxy of a request", () => {
  it("is HTTPS_PROXY, in capital letters or not, for https alone", () => {
    for (const name of ["HTTPS_PROXY", "https_proxy"]) {
      assert.equal(hostOf(API, { [name]: PROXY }), "proxy.example:3128");
      assert.equal(hostOf("http://localhost:80/", { [name]: PROXY }), null);
    }
    assert.equal(hostOf(API, { HTTP_PROXY: PROXY, http_proxy: PROXY }), null);
    assert.equal(hostOf(API, { HTTPS_PROXY: " " }), null);
  });

  it("is spoken to in plain http where no scheme is given, and has the port of its scheme", () => {
    assert.equal(proxyFor(new URL(API), { HTTPS_PROXY: "proxy.example:3128" })?.url, `${PROXY}/`);
    assert.equal(hostOf(API, { HTTPS_PROXY: "http://proxy.example" }), "proxy.example:80");
    assert.equal(hostOf(API, { HTTPS_PROXY: "https://proxy.example" }), "https://proxy.example:443");
    assert.equal(hostOf(API, { HTTPS_PROXY: "http://[::1]:3128" }), "[::1]:3128");
  });

  it("is never used for this machine", () => {
    for (const host of ["localhost", "127.0.0.1", "127.9.9.9", "[::1]", "a.localhost"])
      assert.equal(hostOf(`https://${host}:8443/`, { HTTPS_PROXY: PROXY, ALL_PROXY: PROXY }), null, host);
  });

  it("is not used for what NO_PROXY names: a host, its domain, an address, a network, a port", () => {
    const bypassed: readonly (readonly [string, string])[] = [
      [API, "*"],
      [API, "api.foundries.io"],
      [API, "foundries.io"],
      [API, ".foundries.io"],
      [API, "*.foundries.io"],
      [API, "API.Foundries.IO"],
      [API, "a.example, foundries.io b.example"],
      [API, "api.foundries.io:443"],
      ["https://foundries.io/", ".foundries.io"],
      ["https://10.1.2.3/", "10.1.2.3"],
      ["https://10.1.2.3/", "10.0.0.0/8"],
      ["https://10.1.2.3:8443/", "10.1.2.3:8443"],
      ["https://[fd00::1]/", "fd00::1"],
      ["https://[fd00::1]/", "[fd00::1]:443"],
      ["https://[fd00::1]/", "fd00::/8"],
    ];
    for (const [url, list] of bypassed) {
      assert.equal(hostOf(url, { HTTPS_PROXY: PROXY, NO_PROXY: list }), null, `${url} ${list}`);
      assert.equal(hostOf(url, { https_proxy: PROXY, no_proxy: list }), null, `${url} ${list}`);
    }
    const proxied: readonly (readonly [string, string])[] = [
      [API, ""],
      [API, "oundries.io"],
      [API, "api.foundries.io.example"],
      [API, "api.foundries.io:8443"],
      [API, "www.foundries.io"],
      [API, "10.0.0.0/8"],
      ["https://10.1.2.3/", "10.1.2.4"],
      ["https://10.1.2.3/", "11.0.0.0/8"],
      ["https://10.1.2.3/", "10.0.0.0/99"],
      ["https://10.1.2.3/", "fd00::/8"],
      ["https://110.1.2.3/", "10.1.2.3"],
    ];
    for (const [url, list] of proxied) {
      assert.equal(hostOf(url, { HTTPS_PROXY: PROXY, NO_PROXY: list }), "proxy.example:3128", `${url} ${list}`);
    }
  });

  const refused = (env: Record<string, string>) => {
    try {
      proxyFor(new URL(API), env);
    } catch (error) {
      assert.ok(error instanceof ToolError, String(error));
      return error;
    }
    return assert.fail("was accepted");
  };

  it("is refused where there are two, and where only ALL_PROXY is set, unless NO_PROXY names the host", () => {
    const two = refused({ HTTPS_PROXY: PROXY, https_proxy: "http://other.example" });
    assert.deepEqual(
      [two.code, two.happened],
      ["options-conflict", "HTTPS_PROXY and https_proxy name two different proxies."],
    );
    for (const name of ["ALL_PROXY", "all_proxy"]) {
      assert.match(
        refused({ [name]: "socks5://user:hunter2hunter2@p" }).message,
        new RegExp(`^${name} is set, which is not read`),
      );
      assert.equal(hostOf(API, { [name]: PROXY, NO_PROXY: "foundries.io" }), null);
      assert.equal(hostOf(API, { [name]: PROXY, HTTPS_PROXY: PROXY }), "proxy.example:3128");
    }
  });

  it("is refused by name, and not quoted, where it is no address of a proxy", () => {
    for (const address of [
      "socks5://u:hunter2hunter2@p:1",
      "http://u:hunter2hunter2@",
      "http://u:hunter2hunter2@p:1/path",
      "http://p:hunter2hunter2",
      "http://u:hunter2hunter2%0d%0a@p",
      "http://u:hunter2hunter2@p q",
    ]) {
      const { code, message } = refused({ HTTPS_PROXY: address });
      assert.equal(code, "config-invalid");
      assert.match(message, /^HTTPS_PROXY /);
      assert.ok(!message.includes("hunter2"), message);
    }
  });

  it("is decided for any text, by a proxy, by none, or by an error that quotes nothing", () => {
    fc.assert(
      fc.property(anyText({ maxLength: 40 }), fc.string({ maxLength: 40 }), (address, list) => {
        try {
          proxyFor(new URL(API), { HTTPS_PROXY: address, NO_PROXY: list });
        } catch (error) {
          assert.ok(error instanceof ToolError, String(error));
          if (address.trim().length > 12) assert.ok(!error.message.includes(address.trim()));
        }
      }),
    );
  });
});

describe("the secrets of proxies", () => {
  it("are passwords, as written, as meant, and as they are sent", () => {
    const sent = Buffer.from("user:p@ss word 1").toString("base64");
    const all = proxySecrets({ HTTPS_PROXY: "http://user:p%40ss%20word%201@p:1", http_proxy: "u:second-secret@p" });
    assert.deepEqual(all.slice(0, 3), ["p%40ss%20word%201", "p@ss word 1", sent]);
    assert.equal(all[3], "second-secret");
    assert.deepEqual(proxySecrets({ HTTPS_PROXY: PROXY, ALL_PROXY: "::", NO_PROXY: "a:b@c" }), []);
  });
});
