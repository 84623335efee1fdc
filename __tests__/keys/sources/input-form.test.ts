import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import fc from "fast-check";
import { ToolError } from "../../../src/errors/tool-error.ts";
import { markedGroup } from "../../../src/keys/paper/paper-groups.ts";
import { readKeyInput } from "../../../src/keys/sources/input-form.ts";
import { armored, assertRefused, encryptedToIdentity, recorded } from "../../kit/keys.ts";

const read = (input: string | Uint8Array) => readKeyInput(Buffer.from(input as string), "The input keys");
const packed = recorded("waves/archives/01-targets.tgz");
const base64 = (bytes: string | Uint8Array) => Buffer.from(bytes as string).toString("base64");
const ON_PAPER = /is the page of a private key, or its text.*factory-tuf keys restore <file> --keys <archive>/;
/** As a program writes it that takes any base64 for the URL form. */
const urlArmored = (bytes: Uint8Array) =>
  armored(bytes)
    .split("\n")
    .map((line) => (line.startsWith("-----") ? line : line.replaceAll("+", "-").replaceAll("/", "_")))
    .join("\n");
const wrapped = (text: string) => text.replace(/(.{76})/g, "$1\n");

let file: Uint8Array;
before(async () => {
  file = (await encryptedToIdentity(packed)).file;
});

describe("readKeyInput, every wrapping of one age file", () => {
  const forms: Record<string, () => string | Uint8Array> = {
    binary: () => file,
    armored: () => armored(file),
    "armored, CRLF": () => armored(file).replaceAll("\n", "\r\n"),
    "armored, blanks at line ends and around": () => `\n ${armored(file).replaceAll("\n", "  \n")}\n \n`,
    "armored, its lines joined by blanks": () => armored(file).replaceAll("\n", " "),
    "armored, in base64": () => base64(armored(file)),
    "armored, in wrapped base64 with CRLF": () => wrapped(base64(armored(file))).replaceAll("\n", "\r\n"),
    "armored with CRLF, in base64": () => base64(armored(file).replaceAll("\n", "\r\n")),
    "binary, in base64": () => base64(file),
    "binary, in wrapped base64 and a newline": () => `${wrapped(base64(file))}\n`,
    "binary, in base64 without padding": () => base64(file).replace(/=+$/, ""),
  };
  for (const [name, form] of Object.entries(forms)) {
    it(name, () => {
      const input = read(form());
      assert.equal(input.form, "age");
      assert.deepEqual(Buffer.from(input.bytes), Buffer.from(file));
    });
  }
});

describe("readKeyInput, bad input", () => {
  it("tells a plain archive, binary or in base64", () => {
    for (const input of [packed, base64(packed)]) assert.equal(read(input).form, "plain");
  });

  const pem = "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----";
  const refusals: [string, string | Uint8Array, ToolError["code"], RegExp][] = [
    ["nothing", "", "keys-empty", /The input keys is empty.*from forks and by Dependabot/],
    ["blanks alone", " \r\n\t", "keys-empty", /is empty/],
    [
      "text that is not base64",
      "s3cret! keys?",
      "keys-encoding",
      /not an age-encrypted archive in armored or base64 form/,
    ],
    ["a path", "/home/me/keys.age", "keys-encoding", /To give a path, use `keys-file`\./],
    ["base64 of something else", base64("hello, world"), "keys-not-age", /base64 of something that is not an age file/],
    ["base64 that is cut off", base64("hello, world").slice(0, -3), "keys-encoding", /and not complete base64/],
    ["binary of another kind", Buffer.from([0xff, 0xd8, 0xff, 0xe0]), "keys-not-age", /binary data/],
    ["an age recipient", "age1qqqqqqqqqqqqqqqqqqqq", "keys-public", /is a public key/],
    ["an ssh public key", "ssh-ed25519 AAAAC3Nza me@here", "keys-public", /is a public key/],
    ["a .pub file", `{"keytype":"ED25519","keyval":{"public":"00"}}`, "keys-public", /is a public key/],
    [
      "a .pub file in base64",
      base64(`{"keytype":"ED25519","keyval":{"public":"00"}}`),
      "keys-public",
      /is a public key/,
    ],
    ["a public PEM", "-----BEGIN PUBLIC KEY-----\nMIIE\n-----END PUBLIC KEY-----", "keys-public", /is a public key/],
    [
      "an identity",
      `AGE-SECRET-KEY-1${"Q".repeat(58)}`,
      "keys-not-age",
      /is an age identity.*Put the identity into keys-identity/,
    ],
    ["an age-keygen file", "# created: 2031-01-01T00:00:00Z\nAGE-SECRET-KEY-1QQ", "keys-not-age", /is an age identity/],
    ["a private PEM", pem, "keys-not-age", /bare private key.*treat it as exposed/],
    [
      "a .sec file",
      `{"keytype":"ED25519","keyval":{"private":"00"}}`,
      "keys-not-age",
      /bare private key.*keys restore <file> --keys/,
    ],
    ["an HTML login page", "<!DOCTYPE html><html>", "keys-not-age", /is an HTML page.*login page/],
    ["our own page", `<!doctype html><ol>${markedGroup("AE32U")}</ol>`, "keys-not-age", ON_PAPER],
    ["the text of a page", "1. AE32U 222JH 62S64 2N52B\n2. G42BA", "keys-not-age", ON_PAPER],
    ["the text of a page, in small letters and one row", "ae32u222jh62s642n52b", "keys-not-age", ON_PAPER],
    ["a scanned code", "QR-Code:FACTORY-TUF:1/1:AE32U222JH", "keys-not-age", ON_PAPER],
    ["too much", Buffer.alloc(2 * 1024 * 1024 + 1, 65), "keys-too-large", /has 2097153 bytes/],
  ];
  for (const [what, input, code, says] of refusals) {
    it(`refuses ${what}: ${code}`, () => assertRefused(() => read(input), code, says));
  }

  const damages: Record<string, [() => string | Uint8Array, RegExp]> = {
    "an armored file with \\n for its line ends": [() => armored(file).replaceAll("\n", "\\n"), /two characters \\n/],
    "an armored file with \\r\\n for its line ends": [() => armored(file).replaceAll("\n", "\\r\\n"), /characters \\n/],
    "base64 with \\n for its line ends": [() => wrapped(base64(file)).replaceAll("\n", "\\n"), /two characters \\n/],
    "an armored file in quotes": [() => `"${armored(file)}"`, /stands in quotes.*Leave the quotes out/],
    "base64 in single quotes": [() => `'${base64(file)}'`, /stands in quotes/],
    "a JSON string": [() => JSON.stringify(armored(file)), /stands in quotes/],
    "a line of a .env file": [() => `FACTORY_TUF_KEYS=${base64(file)}`, /begins with a name/],
    "a piece of YAML": [() => `keys: |\n  ${armored(file).replaceAll("\n", "\n  ")}`, /begins with a name/],
    "base64 in its URL form": [() => Buffer.from(file).toString("base64url"), /base64 in its URL form.*base64 -w0/],
    "an armored file whose base64 is in its URL form": [() => urlArmored(file), /base64 in its URL form/],
    "an armored file and a comment": [() => `${armored(file)} # made in 2031`, /has a comment beside the secret/],
    "a comment and an armored file": [() => `# made in 2031\n${armored(file)}`, /has a comment beside the secret/],
    "base64 and a comment": [() => `${base64(file)} # targets`, /has a comment beside the secret/],
    "an armored file and other words": [() => `${armored(file)}\nthat was it`, /something after its last line/],
    "words and an armored file": [() => `me@here:~$ cat keys.age\n${armored(file)}`, /something before its first line/],
    "base64 of base64": [() => base64(base64(file)), /base64 more than once/],
    "base64 of base64 of an armored file": [() => base64(base64(armored(file))), /base64 more than once/],
    "base64 of base64 of base64": [() => base64(wrapped(base64(base64(packed)))), /base64 more than once/],
    "text in UTF-16": [() => Buffer.from(`\ufeff${armored(file)}`, "utf16le"), /UTF-16, as > of Windows PowerShell/],
    "a plain archive that was read as text": [
      () => Buffer.from(packed.toString("utf8")),
      /binary file that was read as text/,
    ],
    "a plain archive that was read as Latin-1": [() => packed.toString("latin1"), /binary file that was read as text/],
  };
  for (const [what, [form, says]] of Object.entries(damages)) {
    it(`says what happened to ${what}: keys-encoding`, () => assertRefused(() => read(form()), "keys-encoding", says));
  }

  it("says that an identity is one also where it comes in base64 or beside its comments", async () => {
    for (const form of [base64, (text: string) => `# created: 2031-01-01T00:00:00Z\n${text}`]) {
      await assertRefused(() => read(form(`AGE-SECRET-KEY-1${"Q".repeat(58)}`)), "keys-not-age", /is an age identity/);
    }
  });

  it("refuses an armor without its last line, or with a line missing a character", async () => {
    const text = armored(file);
    await assertRefused(() => read(text.slice(0, 200)), "keys-truncated", /cut off/);
    await assertRefused(() => read(text.replace(/\n(.{20})./, "\n$1")), "keys-truncated", /not complete base64/);
    await assertRefused(() => read(armored(Buffer.from("hello"))), "keys-not-age", /armored, but not an age file/);
  });

  it("property: any bytes are read or refused, never anything else", () => {
    const text = armored(file);
    const cut = fc
      .tuple(fc.nat(text.length), fc.nat(text.length))
      .map(([from, to]) => Buffer.from(text.slice(from, to)));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.string().map(Buffer.from), cut), (bytes) => {
        try {
          assert.ok(["age", "plain"].includes(readKeyInput(bytes, "It").form));
        } catch (error) {
          assert.ok(error instanceof ToolError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
