import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import {
  defaultFioctlConfigPath,
  findFioctlConfig,
  parseFioctlConfig,
  readFioctlConfig,
  saveOAuthTokens,
  withFioctlVariables,
} from "../../src/factory/fioctl-config.ts";
import { rejected } from "../kit/refusal.ts";

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

  it("keeps a token of digits, quoted or not", async () => {
    for (const token of [
      "42",
      "123456789012345678",
      '"00123456789012345678"',
      "'12e456789'",
      '"true"',
      "1e",
      "0x",
      "12-3",
    ])
      assert.equal((await parse(`token: ${token}\n`)).token, token.replaceAll(/["']/g, ""));
  });

  it("is refused where fioctl would send something else than what is written: a number, a date, yes or no", async () => {
    for (const token of [
      "00123",
      "12e456789",
      "0x1f",
      "0b1",
      "1_000",
      "+5",
      ".5",
      ".inf",
      "true",
      "False",
      "2026-01-01",
    ]) {
      const { message } = await rejected(parse(`token: ${token}\n`));
      assert.match(
        message,
        /has a token that YAML reads as a number, a date or a yes or no; put it between quotes/,
        token,
      );
    }
  });

  it("has dotted names, which count before what is nested, unless they have no value", async () => {
    const url = async (yaml: string) => (await parse(yaml)).serverUrl;
    assert.equal(await url("server.url: https://a.example\n"), "https://a.example");
    assert.equal(await url("Server.URL: https://a.example\nserver: {url: https://b.example}\n"), "https://a.example");
    assert.equal(await url("server.url: ~\nserver: {url: https://b.example}\n"), "https://b.example");
    assert.equal(await url('server.url: ""\nserver: {url: https://b.example}\n'), null);
    const { oauth } = await parse(
      "clientcredentials.client_id: i\nclientcredentials: {client_id: x, client_secret: s}\n",
    );
    assert.deepEqual([oauth?.clientId, oauth?.clientSecret], ["i", "s"]);
    assert.equal((await parse("clientcredentials.client_id: i\n")).oauth?.clientId, "i");
  });

  it("has aliases and merge keys; what is written in a place counts before what is merged into it", async () => {
    const { token, serverUrl, oauth } = await parse(`
mine: &mine { url: https://a.example, client_id: i }
base: &base { client_secret: s, client_id: never, url: never }
secret: &secret t0ken-t0ken
token: *secret
server: *mine
clientcredentials:
  <<: [*mine, *base]
  url: https://b.example/oauth
`);
    assert.deepEqual([token, serverUrl], ["t0ken-t0ken", "https://a.example"]);
    assert.deepEqual([oauth?.clientId, oauth?.clientSecret, oauth?.url], ["i", "s", "https://b.example/oauth"]);
    assert.equal((await parse("a: &a {token: t}\n<<: *a\n")).token, "t");
    assert.equal((await parse('a: &a {token: t}\n"<<": *a\n')).token, null);
  });

  it("is read as UTF-16 where it begins so, and without its byte order mark", async () => {
    const text = "token: t0ken-t0ken\n";
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
    for (const bytes of [utf16, Buffer.from(utf16).swap16(), Buffer.from(`\ufeff${text}`)])
      assert.equal((await parseFioctlConfig(bytes, "fioctl.yaml")).token, "t0ken-t0ken");
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
    ["an alias of nothing", "token: *secret-secret\n", /has an alias of something that it does not name before/],
    [
      "a merge of a text",
      "<<: secret-secret\n",
      /has a merge key \(<<\) whose value is not a list of names and values/,
    ],
    ["a merge of itself", "a: &a {<<: *a, token: secret-secret}\n<<: *a\n", /has aliases within aliases without end/],
    ["one name in two cases", "Token: secret-secret\ntoken: other\n", /has a name twice, once with capital letters/],
    ["one merged in another case", "a: &a {Token: secret-secret}\n<<: *a\ntoken: b\n", /has a name twice, once with/],
    ["a dotted server that is a list", "server.url: [secret-secret]\n", /has a server.url that is not a single value/],
    ["a server that is a text", "server: secret-secret\n", /has a server that is not a list of names and values/],
    ["a token with a tag", "token: !!binary secret-secret\n", /has a token with a YAML tag/],
    ["two documents", "token: secret-secret\n---\ntoken: other\n", /has more than one YAML document/],
    [
      "an end of line unseen",
      "# x\u2028token: secret-secret\n",
      /has a character that is not allowed in YAML, or one that/,
    ],
    [
      "a lone carriage return",
      "# x\rtoken: secret-secret\n",
      /has a character that is not allowed in YAML, or one that/,
    ],
    ["a null byte", "token: secret-secret\0\n", /has a character that is not allowed in YAML/],
    ["a tab as indentation", "server:\n\turl: secret-secret\n", /is not valid YAML \(line \d\)/],
    [
      "headers that fioctl sends",
      "extraheaders: {x: secret-secret}\n",
      /has extraheaders, which are sent by fioctl alone/,
    ],
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
    assert.match(error.message, /^fioctl's configuration file is a folder, not a regular file\./);
  });
});

describe("where fioctl finds its configuration", () => {
  it("is the first of the names that it looks for; a folder is none", async (t) => {
    const path = await file(t, "token: x\n");
    const home = join(path, "..", "home");
    await mkdir(join(home, ".config"), { recursive: true });
    assert.equal(await findFioctlConfig(home), null);
    for (const name of ["fioctl", "fioctl.yml", "fioctl.yaml", "fioctl.json"]) {
      await writeFile(join(home, ".config", name), "token: x\n");
      assert.equal(await findFioctlConfig(home), join(home, ".config", name));
    }
    await rm(join(home, ".config/fioctl.json"));
    await mkdir(join(home, ".config/fioctl.json"));
    assert.equal(await findFioctlConfig(home), join(home, ".config/fioctl.yaml"));
  });

  it("are its variables before its file, and alone where there is no file", async () => {
    const config = await parse("factory: acme\ntoken: old\nserver: {url: https://a.example}\n");
    const env = { FIOCTL_TOKEN: "t0ken-t0ken", FIOCTL_FACTORY: "other", FIOCTL_CONFIG: "x", FIOCTL_VERBOSE: "1" };
    const { factory, token, serverUrl } = withFioctlVariables(config, env)!;
    assert.deepEqual([factory, token, serverUrl], ["other", "t0ken-t0ken", "https://a.example"]);
    assert.deepEqual(withFioctlVariables(config, { FIOCTL_TOKEN: "" }), config);
    assert.equal(withFioctlVariables(null, {}), null);
    assert.equal(withFioctlVariables(null, { FIOCTL_TOKEN: "t0ken-t0ken" })?.token, "t0ken-t0ken");
  });

  it("is refused by name in a variable that would change the server, and is not quoted", () => {
    for (const name of [
      "FIOCTL_SERVER",
      "FIOCTL_SERVER.URL",
      "FIOCTL_CLIENTCREDENTIALS.CLIENT_SECRET",
      "FIOCTL_EXTRAHEADERS",
    ])
      assert.throws(
        () => withFioctlVariables(null, { [name]: "secret-secret" }),
        (error: Error) => error.message.includes(`The variable ${name} `) && !error.message.includes("secret-s"),
      );
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

  it("are not written where the section is made of aliases, merge keys or dotted names: that is said", async (t) => {
    for (const yaml of [
      "a: &a {client_id: id}\nclientcredentials: *a\n",
      "a: &a {client_id: id}\nclientcredentials: {<<: *a}\n",
      "clientcredentials: &a {client_id: id}\nother: *a\n",
      "clientcredentials.client_id: id\n",
      "ClientCredentials.Client_ID: id\nclientcredentials: {client_secret: s}\n",
    ]) {
      const path = await file(t, yaml);
      assert.match(
        (await rejected(saveOAuthTokens(path, "id", TOKENS))).message,
        /new tokens cannot be written into it/,
      );
      assert.equal(await readFile(path, "utf8"), yaml);
    }
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
