import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rename, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import {
  defaultFioctlConfigPath,
  parseFioctlConfig,
  readFioctlConfig,
  saveOAuthTokens,
} from "../../src/factory/fioctl-config.ts";
import { rejected } from "./rejected.ts";

const parse = (yaml: string) => parseFioctlConfig(Buffer.from(yaml), "fioctl.yaml");

async function file(t: TestContext, content: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "fioctl-config-"));
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, "fioctl.yaml");
  await writeFile(path, content, { mode: 0o644 });
  return path;
}

describe("fioctl's configuration", () => {
  it("lies in the user's .config", () => {
    assert.equal(defaultFioctlConfigPath("/folder-of-the-user"), "/folder-of-the-user/.config/fioctl.yaml");
  });

  it("is read as fioctl writes it", async () => {
    const config = await parse(`
factory: acme
clientcredentials:
    access_token: acc
    client_id: id
    client_secret: shh
    created: "2026-11-23T05:00:00Z"
    expires_in: 36000
    refresh_token: ref
    token_type: Bearer
    url: https://a.example/oauth
server:
    url: https://a.example
`);
    assert.deepEqual(config, {
      path: "fioctl.yaml",
      factory: "acme",
      token: null,
      serverUrl: "https://a.example",
      insecureSkipVerify: false,
      oauth: {
        clientId: "id",
        clientSecret: "shh",
        url: "https://a.example/oauth",
        tokens: {
          accessToken: "acc",
          refreshToken: "ref",
          tokenType: "Bearer",
          expiresInSeconds: 36000,
          created: "2026-11-23T05:00:00Z",
        },
      },
    });
  });

  it("may be empty, may write its names in any case, and may hold what we do not know", async () => {
    for (const yaml of [
      "",
      "# nothing\n",
      "factory:\ntoken: null\nclientcredentials:\nserver: ~\n",
      "other: [1, {a: b}]\n",
    ]) {
      const { factory, token, serverUrl, oauth } = await parse(yaml);
      assert.deepEqual([factory, token, serverUrl, oauth], [null, null, null, null], yaml);
    }
    const { oauth } = await parse("ClientCredentials: {Client_ID: i, CLIENT_SECRET: s}\n");
    assert.equal(oauth?.clientId, "i");
  });

  it("keeps a token of digits as it is written", async () => {
    for (const token of ["00123456789012345678", "12e456789", "0x1f", "1_000", "true", "2026-01-01"]) {
      assert.equal((await parse(`token: ${token}\n`)).token, token);
    }
  });

  it("asks to skip certificate checks with any word but those for no", async () => {
    const insecure = async (word: string) =>
      (await parse(`server: {insecure_skip_verify: ${word}}\n`)).insecureSkipVerify;
    for (const word of ["true", "True", "1", "yes", "on", "t", "maybe"]) assert.equal(await insecure(word), true, word);
    for (const word of ["false", "False", "0", "no", "off", "f", "~"]) assert.equal(await insecure(word), false, word);
  });

  const refused: readonly (readonly [string, string, RegExp])[] = [
    ["broken YAML", "factory: acme\ntoken: 'secret-secret\n", /is not valid YAML \(line \d\)/],
    ["a repeated name", "token: secret-secret\ntoken: other\n", /is not valid YAML \(line 2\)/],
    ["a list", "- secret-secret\n", /is not a list of names and values/],
    ["a text", "secret-secret\n", /is not a list of names and values/],
    ["a token that is a list", "token: [secret-secret]\n", /has a token that is not a single value/],
    ["an alias as token", "a: &x secret-secret\ntoken: *x\n", /has a token that is not a single value/],
    [
      "credentials that are a text",
      "clientcredentials: secret-secret\n",
      /has a clientcredentials that is not a list of names/,
    ],
    ["a server that is a list", "server: [secret-secret]\n", /has a server that is not a list of names/],
    [
      "a lifetime that is no number",
      "clientcredentials: {expires_in: secret-secret}\n",
      /expires_in that is not a number/,
    ],
    ["a time that is none", "clientcredentials: {created: secret-secret}\n", /created that is not a time/],
    ["more than a megabyte", `a: ${"secret-secret".repeat(100_000)}\n`, /is larger than 1048576 bytes/],
  ];
  for (const [what, yaml, says] of refused) {
    it(`is refused, and not quoted: ${what}`, async () => {
      const error = await rejected(parse(yaml));
      assert.equal(error.code, "config-invalid");
      assert.match(error.message, says);
      assert.ok(!error.message.includes("secret-s"));
      assert.equal(error.cause, undefined);
    });
  }

  it("is null when there is no file, and an error when it cannot be read", async (t) => {
    const path = await file(t, "token: x\n");
    assert.equal(await readFioctlConfig(join(path, "..", "none.yaml")), null);
    assert.equal((await readFioctlConfig(path))?.token, "x");
    const error = await rejected(readFioctlConfig(join(path, "..")));
    assert.match(error.message, /^fioctl's configuration file cannot be read \(EISDIR\)\./);
  });
});

describe("renewed OAuth tokens", () => {
  const BEFORE = `# mine
factory: acme # the default
token:
notes: 0x1f
clientcredentials:
  client_id: id
  client_secret: "shh: really" # keep
  access_token: old
  Refresh_Token: old-refresh
server: { url: https://a.example }
`;
  const TOKENS = {
    accessToken: "00123",
    refreshToken: `r${"x".repeat(200)}`,
    tokenType: "Bearer",
    expiresInSeconds: 36000,
    created: "2026-11-23T06:23:20Z",
  };

  it("go back into the file; all else stays, comments too; only its owner may read it", async (t) => {
    const path = await file(t, BEFORE);
    await saveOAuthTokens(path, "id", TOKENS);
    assert.equal(
      await readFile(path, "utf8"),
      BEFORE.replace(": old\n", ': "00123"\n').replace(
        ": old-refresh\n",
        `: "${TOKENS.refreshToken}"\n  token_type: "Bearer"\n  expires_in: 36000\n  created: "2026-11-23T06:23:20Z"\n`,
      ),
    );
    assert.equal((await stat(path)).mode & 0o777, 0o600);
    assert.deepEqual((await readFioctlConfig(path))?.oauth?.tokens, TOKENS);
    assert.deepEqual(await readdir(join(path, "..")), ["fioctl.yaml"]);
  });

  it("follow a symbolic link instead of replacing it", async (t) => {
    const path = await file(t, BEFORE);
    const link = join(path, "..", "link.yaml");
    await symlink(path, link);
    await saveOAuthTokens(link, "id", TOKENS);
    assert.equal((await readFioctlConfig(path))?.oauth?.tokens?.accessToken, "00123");
  });

  it("leave a file alone that belongs to another client by now", async (t) => {
    const path = await file(t, BEFORE);
    await saveOAuthTokens(path, "someone-else", TOKENS);
    assert.equal(await readFile(path, "utf8"), BEFORE);
  });

  it("leave the old file, and no other, when it cannot be replaced", async (t) => {
    const path = await file(t, BEFORE);
    const folder = join(path, "..");
    // The name beside it is then longer than a file system allows.
    const long = join(folder, `${"f".repeat(245)}.yaml`);
    await rename(path, long);
    const error = await rejected(saveOAuthTokens(long, "id", TOKENS));
    assert.equal(error.code, "config-invalid");
    assert.match(error.message, /cannot be replaced \(ENAMETOOLONG\)/);
    assert.equal(await readFile(long, "utf8"), BEFORE);
    assert.equal((await readdir(folder)).length, 1);
  });

  it("are an error when the file has gone", async (t) => {
    const path = await file(t, BEFORE);
    assert.equal((await rejected(saveOAuthTokens(`${path}.none`, "id", TOKENS))).code, "config-invalid");
  });
});
