import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { type CredentialSources, chooseCredentials } from "../../src/factory/credentials.ts";
import { parseFioctlConfig } from "../../src/factory/fioctl-config.ts";
import { readCredentialFile } from "../../src/factory/secret-file.ts";
import { endless } from "../kit/endless.ts";
import { rejected } from "../kit/refusal.ts";

const choose = (sources: Partial<CredentialSources>) =>
  chooseCredentials({ given: {}, environment: {}, config: null, ...sources });
const configOf = (yaml: string) => parseFioctlConfig(Buffer.from(yaml), "fioctl.yaml");

describe("the credentials that apply", () => {
  it("are the given ones, then the environment's, then fioctl's", async () => {
    const config = await configOf("token: config-token\n");
    const environment = { token: "env-token" };
    assert.deepEqual(choose({ given: { token: "given-token\n" }, environment, config }), {
      kind: "token",
      origin: "given",
      token: "given-token",
    });
    assert.equal(choose({ given: { token: "" }, environment, config }).origin, "environment");
    assert.deepEqual(choose({ config }), { kind: "token", origin: "config", token: "config-token" });
  });

  it("may be a client id and its secret; a secret from the environment counts as the environment's", () => {
    assert.deepEqual(choose({ given: { clientId: "id", clientSecret: "shh" } }), {
      kind: "oauth",
      origin: "given",
      clientId: "id",
      clientSecret: "shh",
      tokens: null,
    });
    assert.equal(choose({ given: { clientId: "id" }, environment: { clientSecret: "shh" } }).origin, "environment");
    assert.equal(choose({ given: { clientSecret: "shh" }, environment: { clientId: "id" } }).origin, "given");
  });

  it("are fioctl's token before its client credentials, as fioctl itself does", async () => {
    const both = await configOf("token: t\nclientcredentials: {client_id: a, client_secret: b}\n");
    assert.equal(choose({ config: both }).kind, "token");
    const oauth = await configOf("clientcredentials: {client_id: a, client_secret: b, access_token: x}\n");
    const chosen = choose({ config: oauth });
    assert.equal(chosen.kind === "oauth" && chosen.tokens?.accessToken, "x");
  });

  const refused: readonly (readonly [string, Partial<CredentialSources>, string, RegExp])[] = [
    ["nothing", {}, "credentials-missing", /^No credentials for the Factory's API were given\. .+FACTORY_TOKEN/],
    ["blank texts", { given: { token: " \n" } }, "credentials-missing", /^No credentials/],
    [
      "an id alone",
      { given: { clientId: "id" } },
      "credentials-missing",
      /^A client id was given without its client secret\./,
    ],
    [
      "a secret alone",
      { given: { clientSecret: "s" } },
      "credentials-missing",
      /^A client secret was given without its client id\./,
    ],
    [
      "token and secret",
      { given: { token: "t", clientId: "i", clientSecret: "s" } },
      "options-conflict",
      /^Both an API token and a client secret/,
    ],
    ["a token of two lines", { given: { token: "a\nb" } }, "credentials-malformed", /^The API token is not one line/],
    [
      "a token with a blank",
      { environment: { token: "a b" } },
      "credentials-malformed",
      /^The API token is not one line/,
    ],
    ["a token beyond ASCII", { given: { token: "é" } }, "credentials-malformed", /^The API token is not one line/],
    ["a huge token", { given: { token: "a".repeat(20_000) } }, "credentials-malformed", /or far too long/],
  ];
  for (const [what, sources, code, says] of refused) {
    it(`are refused: ${what}`, async () => {
      const error = await rejected(() => choose(sources));
      assert.equal(error.code, code);
      assert.match(error.message, says);
    });
  }
});

describe("a token file", () => {
  it("is one line, white space around it not counted", async (t) => {
    const folder = await mkdtemp(join(tmpdir(), "token-file-"));
    t.after(() => rm(folder, { recursive: true }));
    const path = join(folder, "token");
    const read = async (content: string) => {
      await writeFile(path, content);
      return readCredentialFile(path, "The token file", endless);
    };
    assert.equal(await read("abc\r\n"), "abc");
    assert.equal(await read("  abc"), "abc");
    assert.equal((await rejected(read(" \n"))).code, "credentials-missing");
    assert.equal((await rejected(read("abc\ndef\n"))).code, "credentials-malformed");
    assert.equal((await rejected(read("x".repeat(100_000)))).code, "credentials-malformed");
    const absent = await rejected(readCredentialFile(join(folder, "none"), "The token file", endless));
    assert.equal(absent.code, "credentials-missing");
    assert.match(absent.message, /^The token file cannot be read \(ENOENT\)\./);
  });
});
