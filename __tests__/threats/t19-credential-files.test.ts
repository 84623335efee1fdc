// T19: whatever byte of a file that holds a credential is wrong, no error repeats eight characters of it.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import fc from "fast-check";
import { ToolError } from "../../src/errors/tool-error.ts";
import { chooseCredentials } from "../../src/factory/credentials.ts";
import { parseFioctlConfig } from "../../src/factory/fioctl-config.ts";
import { parseSecretText } from "../../src/factory/secret-file.ts";

const SECRETS = [
  "Jq5vXz8KpL2mWn7RtY4u",
  "c1d2e3f4a5b6978877665544",
  "Zy9Xw8Vu7Ts6Rq5Po4Nm",
  "Mh3Gf6Dk9Sj2La5Qw8Er",
] as const;
const CONFIG = `factory: acme
token: ${SECRETS[0]}
clientcredentials:
  client_id: client-7
  client_secret: '${SECRETS[1]}'
  access_token: "${SECRETS[2]}"
  refresh_token: ${SECRETS[3]}
  expires_in: 36000
  created: "2026-11-23T06:00:00Z"
`;
const TOKEN_FILE = `${SECRETS[0]}\n`;

/** One byte replaced, removed or inserted, or the text cut. */
const damage = (text: string) =>
  fc
    .tuple(fc.nat(text.length - 1), fc.nat(255), fc.constantFrom("replace", "remove", "insert", "cut"))
    .map(([at, byte, how]) => {
      const bytes = [...Buffer.from(text)];
      if (how === "cut") return Buffer.from(bytes.slice(0, at));
      bytes.splice(at, how === "insert" ? 0 : 1, ...(how === "remove" ? [] : [byte]));
      return Buffer.from(bytes);
    });

function assertUnquoted(error: unknown): void {
  assert.ok(error instanceof ToolError, String(error));
  assert.equal(error.cause, undefined);
  const shown = `${error.message}\n${error.stack}\n${inspect(error, { depth: 10, showHidden: true })}`;
  for (const secret of SECRETS) {
    for (let at = 0; at + 8 <= secret.length; at++) {
      assert.ok(!shown.includes(secret.slice(at, at + 8)), `${secret.slice(at, at + 8)} in ${error.message}`);
    }
  }
}

describe("T19: files that hold credentials", () => {
  it("are damaged in any one byte, and no error quotes a secret: fioctl's configuration", async () => {
    let failures = 0;
    const attempt = async (bytes: Buffer) => {
      try {
        const config = await parseFioctlConfig(bytes, "fioctl.yaml");
        chooseCredentials({ given: {}, environment: {}, config });
        chooseCredentials({ given: {}, environment: {}, config: { ...config, token: null } });
      } catch (error) {
        failures++;
        assertUnquoted(error);
      }
    };
    for (let at = 0; at < CONFIG.length; at++) {
      for (const byte of [0x00, 0x0a, 0x22, 0x27, 0x2d, 0x3a, 0x5b, 0x7b, 0xff]) {
        const bytes = Buffer.from(CONFIG);
        bytes[at] = byte;
        await attempt(bytes);
      }
    }
    await fc.assert(fc.asyncProperty(damage(CONFIG), attempt), { numRuns: 500 });
    assert.ok(failures > 500, `only ${failures} damaged files were refused`);
  });

  it("are damaged in any one byte, and no error quotes a secret: a token file", () => {
    let failures = 0;
    fc.assert(
      fc.property(damage(TOKEN_FILE), (bytes) => {
        try {
          parseSecretText(bytes, "The token file");
        } catch (error) {
          failures++;
          assertUnquoted(error);
        }
      }),
      { numRuns: 1000 },
    );
    assert.ok(failures > 100, `only ${failures} damaged files were refused`);
  });
});
