import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createFactoryClient } from "../../src/factory/client.ts";
import type { CredentialOrigin } from "../../src/factory/credentials.ts";
import { apiAddress, connectionNotices, factoryBaseUrl, resolveEndpoint } from "../../src/factory/endpoint.ts";
import type { FioctlConfig } from "../../src/factory/fioctl-config.ts";
import type { Environment } from "../../src/text/environment.ts";
import { rejected } from "../kit/refusal.ts";
import { NOW } from "./loopback.ts";

const API = "https://api.foundries.io";
const OAUTH = "https://app.foundries.io/oauth";
const LOOP = "http://127.0.0.1:8080";

function config(serverUrl: string | null, oauthUrl: string | null = null, insecureSkipVerify = false): FioctlConfig {
  const oauth = { clientId: "c", clientSecret: "s", url: oauthUrl, tokens: null };
  return { path: "fioctl.yaml", factory: null, token: null, serverUrl, insecureSkipVerify, oauth };
}

interface Case {
  readonly origin: CredentialOrigin;
  readonly apiUrl?: string;
  readonly oauthUrl?: string;
  readonly config?: FioctlConfig;
}
/** On the command line, where the environment counts too. */
const resolve = ({ config, apiUrl, ...rest }: Case, env: Environment = {}) =>
  resolveEndpoint({ ...rest, apiUrl: apiAddress(apiUrl, env, "cli"), config: config ?? null, env });

describe("T20: credentials go where they belong", () => {
  const origins: readonly CredentialOrigin[] = ["given", "environment", "config"];
  for (const origin of origins) {
    it(`sends credentials that are ${origin} to the vendor when nothing else is said, or the vendor is named`, () => {
      for (const apiUrl of [undefined, "", API, `${API}/`, "https://API.foundries.io:443"]) {
        const named = apiUrl === undefined ? {} : { apiUrl };
        assert.deepEqual(resolve({ origin, ...named }), { apiUrl: API, oauthUrl: OAUTH });
      }
      assert.deepEqual(resolve({ origin, oauthUrl: OAUTH }), { apiUrl: API, oauthUrl: OAUTH });
    });
  }

  it("sends credentials to another server when both are given side by side; OAuth is then below it", () => {
    assert.deepEqual(resolve({ origin: "given", apiUrl: "https://factory.example/api/" }), {
      apiUrl: "https://factory.example/api",
      oauthUrl: "https://factory.example/api/oauth",
    });
    assert.deepEqual(resolve({ origin: "given", apiUrl: LOOP, oauthUrl: "http://localhost:9/o" }), {
      apiUrl: LOOP,
      oauthUrl: "http://localhost:9/o",
    });
  });

  it("sends credentials of fioctl's configuration to its server and OAuth address, named again or not", () => {
    const own = config("https://private.example", "https://private.example/o");
    const expected = { apiUrl: "https://private.example", oauthUrl: "https://private.example/o" };
    assert.deepEqual(resolve({ origin: "config", config: own }), expected);
    assert.deepEqual(resolve({ origin: "config", config: own, apiUrl: "https://private.example/" }), expected);
    assert.deepEqual(resolve({ origin: "config", config: own, oauthUrl: "https://private.example/o" }), expected);
    assert.equal(resolve({ origin: "config", config: config("https://private.example") }).oauthUrl, OAUTH);
  });

  it("sends credentials of the environment to a server on this machine", () => {
    assert.deepEqual(resolve({ origin: "environment", apiUrl: LOOP }), { apiUrl: LOOP, oauthUrl: `${LOOP}/oauth` });
  });

  it("sends credentials of the environment to the server that FACTORY_API_URL names; OAuth is then below it", () => {
    const env = { FACTORY_API_URL: "https://private.example/" };
    const expected = { apiUrl: "https://private.example", oauthUrl: "https://private.example/oauth" };
    assert.deepEqual(resolve({ origin: "environment" }, env), expected);
  });

  it("takes FACTORY_API_URL on the command line alone, after the option, and not when it is empty", () => {
    const env = { FACTORY_API_URL: "https://private.example" };
    assert.deepEqual(apiAddress(undefined, env, "cli"), { url: "https://private.example", from: "environment" });
    assert.deepEqual(apiAddress(LOOP, env, "cli"), { url: LOOP, from: "option" });
    assert.equal(apiAddress(undefined, env, "action"), undefined);
    assert.equal(apiAddress("", { FACTORY_API_URL: "" }, "cli"), undefined);
  });

  for (const origin of ["given", "config"] as const) {
    it(`refuses to send credentials that are ${origin} to the server that FACTORY_API_URL names`, async () => {
      for (const url of ["https://private.example", LOOP]) {
        const error = await rejected(async () => resolve({ origin }, { FACTORY_API_URL: url }));
        assert.equal(error.code, "credentials-misplaced");
        assert.match(error.message, /named by FACTORY_API_URL/);
      }
    });
  }

  const misplaced: readonly (readonly [string, Case])[] = [
    ["from the environment, to another server", { origin: "environment", apiUrl: "https://evil.example" }],
    ["from the environment, to another OAuth server", { origin: "environment", oauthUrl: "https://evil.example" }],
    [
      "from the configuration, to another server",
      { origin: "config", apiUrl: "https://evil.example", config: config(null) },
    ],
    ["from the configuration, to a server on this machine", { origin: "config", apiUrl: LOOP, config: config(null) }],
    [
      "from the configuration, to another OAuth server",
      { origin: "config", oauthUrl: "https://evil.example", config: config(null) },
    ],
    [
      "from the configuration, to a path of its server",
      { origin: "config", apiUrl: "https://a.example/x", config: config("https://a.example") },
    ],
    [
      "from the configuration, to another port of its server",
      { origin: "config", apiUrl: "https://a.example:8443", config: config("https://a.example") },
    ],
    ["given, to a server that only the configuration names", { origin: "given", config: config("https://a.example") }],
    [
      "from the environment, to a server that only the configuration names",
      { origin: "environment", config: config("https://a.example") },
    ],
  ];
  for (const [what, input] of misplaced) {
    it(`refuses to send credentials ${what}`, async () => {
      const error = await rejected(() => resolve(input));
      assert.equal(error.code, "credentials-misplaced");
      assert.match(
        error.message,
        /a server that they do not belong to\. Nothing was changed\. Give the address and the credentials side by side/,
      );
    });
  }
});

describe("T20: an address", () => {
  for (const url of [
    "https://factory.example",
    "http://127.0.0.1:1",
    "http://[::1]:1",
    "http://localhost",
    "https://h/a/b.c",
  ]) {
    it(`may be ${url}`, () => assert.equal(factoryBaseUrl(`${url}/`, "api-url"), url));
  }

  const refused: readonly (readonly [string, string])[] = [
    ["http://api.foundries.io", "connection-insecure"],
    ["http://10.0.0.1", "connection-insecure"],
    ["http://127.0.0.2", "connection-insecure"],
    ["http://0.0.0.0", "connection-insecure"],
    ["http://localhost.evil.example", "connection-insecure"],
    ["http://127.0.0.1.evil.example", "connection-insecure"],
    ["http://[::ffff:127.0.0.1]", "connection-insecure"],
    ["https://user:hunter2hunter2@api.foundries.io", "connection-insecure"],
    ["http://api.foundries.io@127.0.0.1", "connection-insecure"],
    ["https://user@api.foundries.io", "connection-insecure"],
    ["ftp://api.foundries.io", "value-invalid"],
    ["file:///etc/passwd", "value-invalid"],
    ["javascript:alert(1)", "value-invalid"],
    ["api.foundries.io", "value-invalid"],
    ["//api.foundries.io", "value-invalid"],
    ["https://", "value-invalid"],
    ["https://h/?x=1", "value-invalid"],
    ["https://h/#x", "value-invalid"],
    ["https://h/a%2fb", "value-invalid"],
    ["https://h//a", "value-invalid"],
  ];
  for (const [url, code] of refused) {
    it(`is refused as ${code}: ${url}`, async () => {
      const error = await rejected(() => factoryBaseUrl(url, "api-url"));
      assert.equal(error.code, code);
      assert.ok(!error.message.includes("hunter2"), "a password is not quoted");
      const client = { factory: "acme", oauthUrl: OAUTH, signal: AbortSignal.abort(), wait: async () => {}, now: NOW };
      const credentials = { kind: "token", origin: "given", token: "t" } as const;
      assert.equal((await rejected(() => createFactoryClient({ ...client, credentials, apiUrl: url }))).code, code);
    });
  }
});

describe("T20: certificate checks", () => {
  it("refuse NODE_TLS_REJECT_UNAUTHORIZED=0 and insecure_skip_verify, whatever the address", async () => {
    const env = { NODE_TLS_REJECT_UNAUTHORIZED: "0" };
    const byEnv = await rejected(() => resolve({ origin: "given", apiUrl: LOOP }, env));
    assert.equal(byEnv.code, "connection-insecure");
    assert.match(byEnv.message, /^NODE_TLS_REJECT_UNAUTHORIZED=0 switches the check of the server's certificate off/);
    const byConfig = await rejected(() => resolve({ origin: "given", config: config(null, null, true) }));
    assert.equal(byConfig.code, "connection-insecure");
    assert.match(byConfig.message, /^server\.insecure_skip_verify/);
  });

  it("allow NODE_TLS_REJECT_UNAUTHORIZED=1", () => {
    assert.equal(resolve({ origin: "given" }, { NODE_TLS_REJECT_UNAUTHORIZED: "1" }).apiUrl, API);
  });

  it("name an extra authority, a proxy and NODE_OPTIONS without their values", () => {
    const value = "http://user:hunter2hunter2@proxy";
    const notices = connectionNotices({
      NODE_EXTRA_CA_CERTS: value,
      NODE_USE_ENV_PROXY: value,
      NODE_OPTIONS: value,
      HOME: value,
    });
    assert.deepEqual(
      notices.map((notice) => notice.split(" ")[0]),
      ["NODE_EXTRA_CA_CERTS", "NODE_USE_ENV_PROXY", "NODE_OPTIONS"],
    );
    assert.ok(!notices.join().includes("hunter2"));
    assert.deepEqual(connectionNotices({ NODE_OPTIONS: "" }), []);
  });
});
