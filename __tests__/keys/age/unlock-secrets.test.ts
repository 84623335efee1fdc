import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { generateHybridIdentity, generateX25519Identity, identityToRecipient } from "age-encryption";
import fc from "fast-check";
import { ToolError } from "../../../src/errors/tool-error.ts";
import { parseIdentities } from "../../../src/keys/age/unlock-secrets.ts";
import { armored, assertQuotesNothing, assertRefused, encryptedToIdentity, recorded } from "../../kit/keys.ts";
import { rejected } from "../../kit/refusal.ts";

let identity: string;
let file: Uint8Array;
const packed = recorded("waves/archives/01-targets.tgz");
const base64 = (bytes: string | Uint8Array) => Buffer.from(bytes as string).toString("base64");
before(async () => {
  identity = await generateX25519Identity();
  file = (await encryptedToIdentity(packed)).file;
});

describe("parseIdentities", () => {
  it("takes a line, the file of age-keygen and a post-quantum identity, with blanks and CRLF around", async () => {
    const hybrid = await generateHybridIdentity();
    const keygen = `# created: 2031-01-01T00:00:00Z\r\n# public key: age1...\r\n ${identity} \r\n\r\n`;
    assert.deepEqual([parseIdentities(` ${identity}\n`), parseIdentities(keygen)], [[identity], [identity]]);
    assert.deepEqual(parseIdentities(`${identity}\n${hybrid}`), [identity, hybrid]);
  });

  const mistakes: Record<string, [() => string, RegExp]> = {
    "an armored archive": [() => armored(file), /is an archive or another encrypted file.*Put the archive into keys/],
    "an archive in base64": [() => base64(file), /is an archive or another encrypted file/],
    "an armored archive in base64": [() => base64(armored(file)), /is an archive or another encrypted file/],
    "a plain archive in base64": [() => base64(packed), /is an archive or another encrypted file/],
    "an identity in base64": [() => base64(identity), /is base64 of an identity/],
    "an identity in quotes": [() => `"${identity}"`, /stands in quotes/],
    "a line of a .env file": [() => `FACTORY_TUF_IDENTITY=${identity}`, /begins with a name/],
    "an identity and a comment": [() => `${identity} # the one for CI`, /has a comment beside the secret/],
    "a file of age-keygen with \\n for its line ends": [
      () => `# created: 2031\\n# public key: age1x\\n${identity}\\n`,
      /two characters \\n/,
    ],
    "a file of age-keygen without its line ends": [
      () => `# created: 2031-01-01T00:00:00Z # public key: age1x ${identity}`,
      /has lost its line ends/,
    ],
    "a private key of ssh": [() => "-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n", /a private key of another program/],
    "an identity of a plugin": [() => "AGE-PLUGIN-YUBIKEY-1QQQ", /one of a plugin, and plugins are not run/],
    "an identity in small letters": [() => identity.toLowerCase(), /in small letters/],
    "an identity that is cut off": [() => identity.slice(0, -3), /is not AGE-SECRET-KEY-1 and 58 more characters/],
    "comments alone": [() => "# created: 2031-01-01T00:00:00Z\n# nothing\n", /holds nothing but comments/],
  };
  for (const [what, [form, says]] of Object.entries(mistakes)) {
    it(`says what is wrong with ${what}: keys-identity-malformed`, async () => {
      await assertRefused(() => parseIdentities(form()), "keys-identity-malformed", says);
      // Its first 16 characters are those of every identity.
      const secret = identity.slice(16);
      assertQuotesNothing(await rejected(() => parseIdentities(form())), secret, secret.toLowerCase(), base64(file));
    });
  }

  it("says that a recipient is public", async () => {
    const recipient = await identityToRecipient(identity);
    await assertRefused(() => parseIdentities(recipient), "keys-public", /a public key, and opens nothing/);
  });

  it("property: any text is taken or refused, never anything else", () => {
    const near = fc
      .tuple(fc.string(), fc.nat(80), fc.string())
      .map(([before, cut, after]) => `${before}${identity.slice(cut)}${after}`);
    fc.assert(
      fc.property(fc.oneof(fc.string(), near), (text) => {
        try {
          assert.ok(parseIdentities(text).length > 0);
        } catch (error) {
          assert.ok(error instanceof ToolError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
