import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { generateX25519Identity } from "age-encryption";
import { writeArchive } from "../../../src/keys/archive/write-archive.ts";
import { readSecretFile } from "../../../src/keys/sources/read-input.ts";
import { type KeySourceInput, keySource } from "../../../src/keys/sources/source.ts";
import { endless } from "../../kit/endless.ts";
import {
  armored,
  assertQuotesNothing,
  assertRefused,
  ed25519Key,
  encryptedToIdentity,
  encryptedToPassphrase,
} from "../../kit/keys.ts";
import { rejected } from "../../kit/refusal.ts";

const PASSPHRASE = "correct horse battery staple";
const folder = mkdtempSync(join(tmpdir(), "keys-source-"));
after(() => rmSync(folder, { recursive: true }));

let keyid: string;
let packed: Uint8Array;
let toIdentity: string;
let identity: string;
let toPassphrase: string;
before(async () => {
  const key = await ed25519Key(0x5a);
  keyid = key.keyid;
  packed = writeArchive([key]);
  const encrypted = await encryptedToIdentity(packed);
  toIdentity = armored(encrypted.file);
  identity = encrypted.identity;
  toPassphrase = armored(await encryptedToPassphrase(packed, PASSPHRASE));
});

/** As the Action's front door calls it, unless told otherwise. */
function source(input: Partial<KeySourceInput> & Pick<KeySourceInput, "from">) {
  return keySource({ plain: "refused", weakPassphrase: "refused", mask: () => {}, env: process.env, ...input });
}

async function opened(input: Parameters<typeof source>[0]): Promise<string> {
  const { keys } = await source(input).open();
  assert.ok(keys[0]?.signer);
  return keys[0].keyid;
}

function fileWith(name: string, bytes: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

const printing = (path: string) =>
  `"${process.execPath}" -e "process.stdout.write(require('fs').readFileSync('${path}'))"`;

describe("keySource, where the archive comes from", () => {
  it("content with an identity, and the whole file of age-keygen as identity", async () => {
    assert.equal(await opened({ from: { content: toIdentity }, identity }), keyid);
    const keygen = `# created: 2031-01-01T00:00:00Z\n# public key: age1qqq\n${identity}\r\n`;
    assert.equal(await opened({ from: { content: toIdentity }, identity: keygen }), keyid);
  });

  it("content with a passphrase, a newline after it", async () => {
    assert.equal(await opened({ from: { content: toPassphrase }, passphrase: `${PASSPHRASE}\r\n` }), keyid);
  });

  it("a file, encrypted; plain where that is accepted", async () => {
    const encrypted = fileWith("keys.age", toIdentity);
    assert.equal(await opened({ from: { file: encrypted }, identity }), keyid);
    const plain = fileWith("keys.tgz", packed);
    assert.equal(await opened({ from: { file: plain }, plain: "accepted" }), keyid);
  });

  it("a program, encrypted or not, wherever plain archives are refused", async () => {
    for (const bytes of [packed, toIdentity]) {
      assert.equal(await opened({ from: { command: printing(fileWith("out", bytes)) }, identity }), keyid);
    }
  });

  it("asks for the passphrase where none was given, and only when it is needed", async () => {
    let asked = 0;
    const ask = async () => {
      asked++;
      return PASSPHRASE;
    };
    assert.equal(await opened({ from: { content: toPassphrase }, ask }), keyid);
    assert.equal(await opened({ from: { content: toIdentity }, identity, ask }), keyid);
    assert.equal(asked, 1);
  });

  it("takes the secret that the archive needs when both are given", async () => {
    const both = { identity, passphrase: PASSPHRASE };
    assert.equal(await opened({ from: { content: toPassphrase }, ...both }), keyid);
    assert.equal(await opened({ from: { content: toIdentity }, ...both }), keyid);
  });
});

describe("keySource, prefetch", () => {
  it("reads once, decrypts nothing and asks nothing; open goes on from there", async () => {
    const counter = fileWith("runs", "");
    const archive = fileWith("prefetched", toPassphrase);
    const command = `"${process.execPath}" -e "const fs = require('fs'); fs.appendFileSync('${counter}', 'x'); process.stdout.write(fs.readFileSync('${archive}'))"`;
    const masked: string[] = [];
    const keys = source({ from: { command }, passphrase: PASSPHRASE, mask: (form) => masked.push(form) });
    keys.prefetch();
    keys.prefetch();
    while (readFileSync(counter, "utf8") === "") await new Promise((resolve) => setTimeout(resolve, 10));
    assert.ok(masked.includes(PASSPHRASE), "the passphrase is masked before the program runs");
    assert.ok(!masked.includes("5a".repeat(32)));
    assert.equal((await keys.open()).keys[0]?.keyid, keyid);
    assert.equal(await keys.open(), await keys.open());
    assert.equal(readFileSync(counter, "utf8"), "x");
    assert.ok(masked.includes("5a".repeat(32)), "the private key is masked once it is known");
  });

  it("never throws: what fails is said by open", async () => {
    const keys = source({ from: { file: join(folder, "absent") } });
    keys.prefetch();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await assertRefused(keys.open(), "keys-file-unreadable", /absent` does not exist/);
  });
});

describe("keySource, what it refuses", () => {
  it("a plain archive, saying how to encrypt it", async () => {
    const content = Buffer.from(packed).toString("base64");
    await assertRefused(
      source({ from: { content } }).open(),
      "keys-plain",
      /The input keys is a plain archive.*age-keygen -o identity.txt/,
    );
    const file = fileWith("plain.tgz", packed);
    await assertRefused(source({ from: { file } }).open(), "keys-plain", /The key file is a plain archive/);
  });

  it("a missing secret, naming which one", async () => {
    await assertRefused(
      source({ from: { content: toIdentity } }).open(),
      "keys-secret-missing",
      /needs an age identity, but none was given.*FACTORY_TUF_IDENTITY/,
    );
    await assertRefused(
      source({ from: { content: toPassphrase } }).open(),
      "keys-secret-missing",
      /needs a passphrase, but none was given.*keys-passphrase/,
    );
  });

  it("the secret of the other kind", async () => {
    await assertRefused(
      source({ from: { content: toIdentity }, passphrase: PASSPHRASE }).open(),
      "keys-wrong-passphrase",
      /opens with an age identity, not with a passphrase/,
    );
    await assertRefused(
      source({ from: { content: toPassphrase }, identity }).open(),
      "keys-wrong-identity",
      /opens with a passphrase, not with an age identity/,
    );
  });

  it("a wrong passphrase and a wrong identity", async () => {
    await assertRefused(
      source({ from: { content: toPassphrase }, passphrase: `${PASSPHRASE} ` }).open(),
      "keys-wrong-passphrase",
      /does not open/,
    );
    const other = await generateX25519Identity();
    await assertRefused(
      source({ from: { content: toIdentity }, identity: other }).open(),
      "keys-wrong-identity",
      /not encrypted to age1/,
    );
  });

  it("T18: a passphrase under 12 characters where releases are automated, and there alone", async () => {
    const content = armored(await encryptedToPassphrase(packed, "11characters".slice(1)));
    const passphrase = "11characters".slice(1);
    await assertRefused(
      source({ from: { content }, passphrase }).open(),
      "keys-passphrase-weak",
      /fewer than 12 characters/,
    );
    assert.equal(await opened({ from: { content }, passphrase, weakPassphrase: "accepted" }), keyid);
  });

  it("identities of a wrong form, a recipient among them", async () => {
    const from = { content: toIdentity };
    await assertRefused(source({ from, identity: "age1qqqqqqqq" }).open(), "keys-public", /is a recipient/);
    const wrongs: [string, RegExp][] = [
      ["hello", /is not AGE-SECRET-KEY-1 and 58/],
      [identity.slice(0, -1), /is not AGE-SECRET-KEY-1 and 58/],
      [identity.toLowerCase(), /is in small letters/],
      [`${identity} ${identity}`, /is not AGE-SECRET-KEY-1 and 58/],
      ["# only a comment", /holds nothing but comments/],
    ];
    for (const [wrong, says] of wrongs) {
      await assertRefused(source({ from, identity: wrong }).open(), "keys-identity-malformed", says);
    }
  });

  it("what is no archive once decrypted", async () => {
    const { file, identity: key } = await encryptedToIdentity(Buffer.from("hello"));
    await assertRefused(
      source({ from: { content: armored(file) }, identity: key }).open(),
      "keys-malformed",
      /gzip data cannot be read/,
    );
  });

  it("files that are not there, are folders or are far too large", async () => {
    mkdirSync(join(folder, "dir"));
    await assertRefused(
      source({ from: { file: join(folder, "dir") } }).open(),
      "keys-file-unreadable",
      /dir` is a directory/,
    );
    const large = fileWith("large", Buffer.alloc(2 * 1024 * 1024 + 1));
    await assertRefused(source({ from: { file: large } }).open(), "keys-too-large", /has more than 2097152 bytes/);
    await assertRefused(
      readSecretFile(fileWith("long", "x".repeat(65537)), endless),
      "keys-too-large",
      /more than 65536/,
    );
    assert.equal(await readSecretFile(fileWith("passphrase", PASSPHRASE), endless), PASSPHRASE);
  });

  it("T19: content or a secret pasted as a path is not shown", async () => {
    for (const pasted of [toIdentity, identity, Buffer.from(packed).toString("base64").replaceAll("/", "A")]) {
      const error = await rejected(source({ from: { file: pasted } }).open());
      assert.equal(error.code, "keys-file-unreadable");
      assertQuotesNothing(error, ...pasted.split("\n").filter((line) => !line.startsWith("---")));
    }
  });
});

describe("T18: keySource masks before it uses", () => {
  it("reports the content, the identity and the private key in their forms", async () => {
    const masked = new Set<string>();
    const keygen = `# public key: age1thisispublic\n${identity}\n`;
    await source({ from: { content: toIdentity }, identity: keygen, mask: (form) => masked.add(form) }).open();
    const seed = "5a".repeat(32);
    for (const form of [identity, identity.toLowerCase(), toIdentity.split("\n")[1]!, seed, seed.toUpperCase()]) {
      assert.ok(masked.has(form), `not masked: ${form}`);
    }
    assert.ok(![...masked].some((form) => form === keyid || form.includes("thisispublic")));
  });

  it("reports the secrets even when opening fails", async () => {
    const masked = new Set<string>();
    await rejected(source({ from: { content: "nonsense!" }, identity, mask: (form) => masked.add(form) }).open());
    assert.ok(masked.has(identity) && masked.has("nonsense!"));
  });
});
