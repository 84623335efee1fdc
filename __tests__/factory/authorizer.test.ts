import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { ToolError } from "../../src/errors/tool-error.ts";
import type { FactoryClientOptions } from "../../src/factory/client.ts";
import { type Credentials, chooseCredentials } from "../../src/factory/credentials.ts";
import { type OAuthTokens, readFioctlConfig, saveOAuthTokens } from "../../src/factory/fioctl-config.ts";
import { rejected } from "../kit/refusal.ts";
import { type Asked, connect, NOW, type Reply, serve } from "./loopback.ts";

const USER = { "polis-id": "p1", name: "Owner", role: "owner", "effective-scopes": [] };
const CLIENT = { clientId: "client-7", clientSecret: "Sx8+/pq=Zr4 w".replace(" ", "&") };
const GRANT = {
  access_token: "access-one-7Zq",
  refresh_token: "refresh-one-8Xk",
  token_type: "Bearer",
  expires_in: 3600,
  scope: "",
};
const bearer = (token: string) => `Bearer ${Buffer.from(token).toString("base64")}`;
const oauth = (tokens: OAuthTokens | null = null): Credentials => ({
  kind: "oauth",
  origin: "given",
  ...CLIENT,
  tokens,
});
const stored = (over: Partial<OAuthTokens> = {}): OAuthTokens => ({
  accessToken: "access-old-1Ab",
  refreshToken: "refresh-old-2Cd",
  tokenType: "Bearer",
  expiresInSeconds: 3600,
  created: "2026-11-23T06:00:00Z",
  ...over,
});

/** A server with both sides; `token` answers requests for tokens, `api` the others. */
async function factory(
  t: TestContext,
  token: (form: URLSearchParams) => Reply,
  api: (asked: Asked) => Reply = () => ({ body: USER }),
) {
  const server = await serve(t, (asked) =>
    asked.path === "/oauth/token/" ? token(new URLSearchParams(asked.body)) : api(asked),
  );
  const open = (credentials: Credentials, over: Partial<FactoryClientOptions> = {}) =>
    connect(server.url, { credentials, ...over });
  const forms = () =>
    server.asked
      .filter(({ path }) => path === "/oauth/token/")
      .map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
  return { server, open, forms };
}

describe("OAuth2 client credentials", () => {
  it("fetch one token for all calls that run at once, and send it encoded in base64", async (t) => {
    const { server, open, forms } = await factory(t, () => ({ body: GRANT }));
    const { client } = open(oauth());
    await Promise.all([client.self(), client.self(), client.self()]);
    await client.completeWave("w1");
    assert.deepEqual(forms(), [
      { grant_type: "client_credentials", client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret },
    ]);
    const [first, ...others] = server.asked;
    assert.equal(first!.method, "POST");
    assert.equal(first!.headers["content-type"], "application/x-www-form-urlencoded");
    assert.equal(first!.headers.authorization, undefined);
    assert.equal(others.length, 4);
    for (const { headers } of others) {
      assert.equal(headers.authorization, bearer(GRANT.access_token));
      assert.equal(headers["osf-token"], undefined);
    }
  });

  it("serve every client that is made of them with the same token", async (t) => {
    const { open, forms } = await factory(t, () => ({ body: GRANT }));
    const credentials = oauth();
    await open(credentials).client.self();
    await open(credentials).client.self();
    assert.equal(forms().length, 1);
    await open(oauth()).client.self();
    assert.equal(forms().length, 2);
  });

  it("use a stored token while it lasts, without asking", async (t) => {
    const { server, open, forms } = await factory(t, () => ({ body: GRANT }));
    await open(oauth(stored())).client.self();
    await open(oauth(stored({ expiresInSeconds: null }))).client.self();
    await open(oauth(stored({ created: null }))).client.self();
    assert.deepEqual(forms(), []);
    assert.ok(server.asked.every(({ headers }) => headers.authorization === bearer("access-old-1Ab")));
  });

  it("refresh a stored token that ends within the next minute", async (t) => {
    const { server, open, forms } = await factory(t, () => ({ body: GRANT }));
    const ending = new Date(NOW.getTime() - 3_541_000).toISOString().replace(".000Z", "Z");
    await open(oauth(stored({ created: ending }))).client.self();
    assert.deepEqual(forms(), [
      {
        grant_type: "refresh_token",
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        refresh_token: "refresh-old-2Cd",
      },
    ]);
    assert.equal(server.asked.at(-1)!.headers.authorization, bearer(GRANT.access_token));
  });

  it("go back to the client credentials when the refresh token is refused", async (t) => {
    const { open, forms } = await factory(t, (form) =>
      form.get("grant_type") === "refresh_token" ? { status: 400, body: { error: "invalid_grant" } } : { body: GRANT },
    );
    await open(oauth(stored({ created: "2020-01-01T00:00:00Z" }))).client.self();
    assert.deepEqual(
      forms().map(({ grant_type: type }) => type),
      ["refresh_token", "client_credentials"],
    );
  });

  it("renew once after a 401, for all refused reads together, and repeat them", async (t) => {
    const { server, open, forms } = await factory(
      t,
      () => ({ body: GRANT }),
      ({ headers }) => (headers.authorization === bearer(GRANT.access_token) ? { body: USER } : { status: 401 }),
    );
    const { client } = open(oauth(stored()));
    await Promise.all([client.self(), client.self(), client.self()]);
    assert.equal(forms().length, 1);
    assert.equal(server.asked.length, 3 + 1 + 3);
  });

  it("do not go on renewing when the fresh token is refused too", async (t) => {
    const { server, open } = await factory(
      t,
      () => ({ body: GRANT }),
      () => ({ status: 401 }),
    );
    const error = await rejected(open(oauth(stored())).client.self());
    assert.equal(error.code, "http-unauthorized");
    assert.equal(server.asked.length, 3);
  });

  it("do not repeat a write that was refused with 401", async (t) => {
    const { server, open } = await factory(
      t,
      () => ({ body: GRANT }),
      () => ({ status: 401 }),
    );
    const error = await rejected(open(oauth(stored())).client.completeWave("w1"));
    assert.deepEqual([error.code, error.changed], ["http-unauthorized", "no"]);
    assert.equal(server.asked.length, 1);
  });

  it("tell every secret that they receive before it is used, in both forms (T18)", async (t) => {
    const secrets: string[] = [];
    const seenBeforeUse: boolean[] = [];
    const { open } = await factory(
      t,
      () => ({ body: GRANT }),
      () => {
        seenBeforeUse.push(secrets.includes(GRANT.access_token));
        return { body: USER };
      },
    );
    await open(oauth(stored({ created: "2020-01-01T00:00:00Z" })), {
      onSecret: (secret) => secrets.push(secret),
    }).client.self();
    assert.deepEqual(secrets, [
      "access-old-1Ab",
      Buffer.from("access-old-1Ab").toString("base64"),
      "refresh-old-2Cd",
      GRANT.access_token,
      Buffer.from(GRANT.access_token).toString("base64"),
      GRANT.refresh_token,
    ]);
    assert.deepEqual(seenBeforeUse, [true]);
  });

  const refusals: readonly (readonly [string, Reply, string, RegExp])[] = [
    [
      "refused with 401",
      { status: 401, body: { message: "bad client" } },
      "http-unauthorized",
      /^The client id and secret were refused: POST .+ was answered with 401: bad client\. Nothing was changed\./,
    ],
    ["refused with 400", { status: 400 }, "http-unauthorized", /were refused/],
    [
      "at the wrong address",
      { status: 404 },
      "http-not-found",
      /POST 127\.0\.0\.1:\d+\/oauth\/token\/ was answered with 404/,
    ],
    [
      "redirected",
      { status: 302, headers: { location: "https://evil.example/" } },
      "http-redirect",
      /a redirect to https:\/\/evil\.example\./,
    ],
    ["answered with a page", { body: "<html>" }, "response-not-json", /its body is no token/],
    ["answered without a token", { body: { token_type: "Bearer" } }, "response-not-json", /its body is no token/],
    [
      "answered with a token of two lines",
      { body: { ...GRANT, access_token: "line-one-secret\nline-two" } },
      "credentials-malformed",
      /^The access token that the OAuth server gave is not one line/,
    ],
    ["answered with too much", { endless: 1_000_000, body: "{}" }, "response-too-large", /more than 262144 bytes/],
    ["cut off", { cut: "before" }, "network-failed", /got no valid answer from /],
    ["a failing server", { status: 500 }, "http-server-error", /was answered with 500/],
  ];
  for (const [what, reply, code, says] of refusals) {
    it(`fail for a write before it is sent, with nothing changed: ${what}`, async (t) => {
      const { server, open } = await factory(t, () => reply);
      const error = await rejected(open(oauth()).client.completeWave("w1"));
      assert.deepEqual([error.code, error.changed], [code, "no"]);
      assert.match(error.message, says);
      assert.ok(!error.message.includes("line-one"));
      assert.equal(server.asked.length, 1);
    });
  }

  it("are left out of what the OAuth server says", async (t) => {
    const { open } = await factory(t, () => ({
      status: 401,
      body: { msg: `no client with ${CLIENT.clientSecret.slice(0, 9)}` },
    }));
    const error = await rejected(open(oauth()).client.self());
    assert.match(error.message, /its message repeats a credential and is left out/);
  });

  it("stop at the deadline", async (t) => {
    const { open } = await factory(t, () => ({ cut: "never" }));
    const error = await rejected(open(oauth(), { signal: AbortSignal.timeout(50) }).client.self());
    assert.equal(error.code, "deadline-exceeded");
  });
});

describe("OAuth tokens from fioctl's configuration", () => {
  it("are refreshed and written back", async (t) => {
    const folder = await mkdtemp(join(tmpdir(), "oauth-"));
    t.after(() => rm(folder, { recursive: true }));
    const path = join(folder, "fioctl.yaml");
    await writeFile(
      path,
      'clientcredentials:\n  client_id: client-7\n  client_secret: "shh"\n  access_token: old\n  refresh_token: r-old\n  expires_in: 10\n  created: "2026-01-01T00:00:00Z"\n',
    );
    const credentials = chooseCredentials({ given: {}, environment: {}, config: await readFioctlConfig(path) });
    const { open, forms } = await factory(t, () => ({ body: GRANT }));
    await open(credentials, { saveTokens: (tokens) => saveOAuthTokens(path, "client-7", tokens) }).client.self();
    assert.equal(forms()[0]!["refresh_token"], "r-old");
    const kept = await readFioctlConfig(path);
    assert.deepEqual(kept?.oauth?.tokens, {
      accessToken: GRANT.access_token,
      refreshToken: GRANT.refresh_token,
      tokenType: "Bearer",
      expiresInSeconds: 3600,
      created: "2026-11-23T06:23:20Z",
    });
    assert.match(await readFile(path, "utf8"), /client_secret: "shh"/);
  });

  it("are used although they cannot be written back, with a warning", async (t) => {
    const { open } = await factory(t, () => ({ body: GRANT }));
    const saveTokens = async () => {
      throw new ToolError("config-invalid", { happened: "The file is locked.", next: "Unlock it." });
    };
    const { client, warnings } = open(oauth(), { saveTokens });
    assert.deepEqual(await client.self(), USER);
    assert.deepEqual(warnings, [
      "The renewed OAuth token is used but could not be kept. The file is locked. Unlock it.",
    ]);
  });
});
