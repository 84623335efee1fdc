import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Encrypter, generateHybridIdentity, generateX25519Identity, identityToRecipient } from "age-encryption";
import { decryptAge, deriveScryptKey } from "../../../src/keys/age/age.ts";
import { readAgeHeader } from "../../../src/keys/age/age-header.ts";
import { assertRefused, encryptedToIdentity, encryptedToPassphrase, QUICK_LOG_N } from "../../kit/keys.ts";

const secret = Buffer.from("what the archive holds");
const PASSPHRASE = "correct horse battery staple";

async function openWithPassphrase(file: Uint8Array, passphrase: string): Promise<Uint8Array> {
  return decryptAge(file, { scryptKey: await deriveScryptKey(readAgeHeader(file).scrypt!, passphrase) });
}

/** The same file with one text in its header replaced by another. */
function edited(file: Uint8Array, from: string | RegExp, to: string | ((found: string) => string)): Uint8Array {
  return Buffer.from(
    Buffer.from(file)
      .toString("latin1")
      .replace(from, to as string),
    "latin1",
  );
}

describe("age, with a passphrase", () => {
  it("opens what the age library locked, its own scrypt and ours agreeing, non-ASCII included", async () => {
    for (const passphrase of [PASSPHRASE, "пароль из двенадцати", " blanks count "]) {
      const file = await encryptedToPassphrase(secret, passphrase);
      assert.deepEqual(Buffer.from(await openWithPassphrase(file, passphrase)), secret);
    }
  });

  it("reads salt and work factor from the header", async () => {
    const { scrypt } = readAgeHeader(await encryptedToPassphrase(secret, PASSPHRASE, 6));
    assert.equal(scrypt?.logN, 6);
    assert.equal(scrypt?.salt.length, 16);
  });

  it("says that the passphrase is wrong when it is", async () => {
    const file = await encryptedToPassphrase(secret, PASSPHRASE);
    await assertRefused(
      openWithPassphrase(file, `${PASSPHRASE}!`),
      "keys-wrong-passphrase",
      /does not open the encrypted archive/,
    );
  });

  it("T24: refuses a work factor above 2^20 before any work", async () => {
    const file = await encryptedToPassphrase(secret, PASSPHRASE);
    for (const logN of ["21", "63", "9999"]) {
      const costly = edited(file, new RegExp(` ${QUICK_LOG_N}\n`), ` ${logN}\n`);
      await assertRefused(
        () => readAgeHeader(costly),
        "keys-scrypt-too-costly",
        new RegExp(`2\\^${logN}; at most 2\\^20`),
      );
    }
    assert.equal(readAgeHeader(edited(file, new RegExp(` ${QUICK_LOG_N}\n`), " 20\n")).scrypt?.logN, 20);
  });
});

describe("age, with an identity", () => {
  it("opens with the right one among several", async () => {
    const { file, identity } = await encryptedToIdentity(secret);
    const other = await generateX25519Identity();
    assert.deepEqual(Buffer.from(await decryptAge(file, { identities: [other, identity] })), secret);
  });

  it("opens with a hybrid identity", async () => {
    const identity = await generateHybridIdentity();
    const encrypter = new Encrypter();
    encrypter.addRecipient(await identityToRecipient(identity));
    const file = await encrypter.encrypt(secret);
    assert.deepEqual(Buffer.from(await decryptAge(file, { identities: [identity] })), secret);
  });

  it("names the recipient of an identity that does not fit", async () => {
    const { file } = await encryptedToIdentity(secret);
    const identity = await generateX25519Identity();
    const recipient = await identityToRecipient(identity);
    await assertRefused(
      decryptAge(file, { identities: [identity] }),
      "keys-wrong-identity",
      new RegExp(`not encrypted to ${recipient}\\.`),
    );
  });

  it("refuses an identity whose checksum is wrong", async () => {
    const { file, identity } = await encryptedToIdentity(secret);
    const broken = identity.slice(0, -1) + (identity.endsWith("Q") ? "P" : "Q");
    await assertRefused(decryptAge(file, { identities: [broken] }), "keys-identity-malformed", /checksum is wrong/);
  });
});

describe("age, damaged files", () => {
  it("tells a header cut off, a payload cut off and a changed byte", async () => {
    const { file, identity } = await encryptedToIdentity(secret);
    await assertRefused(() => readAgeHeader(file.subarray(0, 60)), "keys-truncated", /inside its age header/);
    await assertRefused(() => readAgeHeader(file.subarray(0, 15)), "keys-truncated", /inside its age header/);
    for (const damaged of [file.subarray(0, -1), file.subarray(0, -60), edited(file, /.$/s, "?")]) {
      await assertRefused(
        decryptAge(damaged, { identities: [identity] }),
        "keys-truncated",
        /fails its integrity check/,
      );
    }
    const changedMac = edited(file, /--- ./, (found) => (found.endsWith("A") ? "--- B" : "--- A"));
    await assertRefused(
      decryptAge(changedMac, { identities: [identity] }),
      "keys-truncated",
      /fails its integrity check/,
    );
  });

  it("refuses another version, no stanza, and a passphrase beside recipients", async () => {
    const file = await encryptedToPassphrase(secret, PASSPHRASE);
    await assertRefused(
      () => readAgeHeader(edited(file, "/v1", "/v2")),
      "keys-not-age",
      /version of age other than v1/,
    );
    await assertRefused(
      () => readAgeHeader(Buffer.from("age-encryption.org/v1\n--- x\n")),
      "keys-malformed",
      /damaged age header/,
    );
    await assertRefused(
      () => readAgeHeader(edited(file, "-> scrypt", "-> X25519 AAAA\n\n-> scrypt")),
      "keys-malformed",
      /damaged/,
    );
    await assertRefused(() => readAgeHeader(edited(file, / (\d+)\n/, " 0$1\n")), "keys-malformed", /damaged/);
  });

  it("refuses a scrypt salt that is not written as age writes it: one salt has one spelling", async () => {
    const file = await encryptedToPassphrase(secret, PASSPHRASE);
    const salt = /-> scrypt (\S+) /.exec(Buffer.from(file).toString("latin1"))![1]!;
    const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const last = digits.indexOf(salt.at(-1)!);
    for (let bits = 1; bits < 16; bits++) {
      const other = salt.slice(0, -1) + digits[last + bits]!;
      assert.deepEqual(Buffer.from(other, "base64"), Buffer.from(salt, "base64"));
      await assertRefused(() => readAgeHeader(edited(file, salt, other)), "keys-malformed", /damaged age header/);
    }
  });

  it("tells a binary file that was copied as text, at its header or at its end", async () => {
    const { file, identity } = await encryptedToIdentity(Buffer.alloc(8192, 0x0a));
    const crlf = Buffer.from(Buffer.from(file).toString("latin1").replaceAll("\n", "\r\n"), "latin1");
    await assertRefused(
      () => readAgeHeader(crlf),
      "keys-encoding",
      /copied as text: its line ends became CR LF.*binary/,
    );
    const replaced = Buffer.from(Buffer.from(file).toString("utf8"), "utf8");
    await assertRefused(
      decryptAge(replaced, { identities: [identity] }),
      "keys-encoding",
      /read as text: bytes of it were replaced/,
    );
  });
});
