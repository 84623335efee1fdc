import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { describe, it } from "node:test";
import fc from "fast-check";
import { archiveMasks, maskForms } from "../../../src/keys/age/masks.ts";
import { readArchive } from "../../../src/keys/archive/read-archive.ts";
import { anyText } from "../../kit/any-text.ts";
import { ed25519Key, recorded } from "../../kit/keys.ts";

/** A log line as the runner shows it once the masks are known. */
function shown(line: string, masks: readonly string[]): string {
  return [...masks].sort((a, b) => b.length - a.length).reduce((text, mask) => text.replaceAll(mask, "***"), line);
}

const PEM_DELIMITER = /-----(BEGIN|END) [A-Z ]+-----/;

describe("T18: masks", () => {
  it("property: every form is one line of at least 8 characters and no PEM delimiter", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), anyText(), fc.uint8Array()), (secret) => {
        for (const form of maskForms(secret)) {
          assert.ok(form.length >= 8 && !/[\r\n]/.test(form) && !/^-----(BEGIN|END) [A-Z0-9 ]+-----$/.test(form), form);
        }
      }),
    );
  });

  const passphrase = 'korrekt "pferd" батарея ☂';
  const forms: [string, string][] = [
    ["as given", passphrase],
    ["trimmed", passphrase.trim()],
    ["JSON-escaped", JSON.stringify({ p: passphrase })],
    ["base64", Buffer.from(passphrase).toString("base64")],
    ["base64 with the newline of echo", Buffer.from(`${passphrase}\n`).toString("base64")],
    ["base64url", Buffer.from(passphrase).toString("base64url")],
    ["percent-encoded", encodeURIComponent(passphrase)],
  ];
  for (const [name, form] of forms) {
    it(`hides a passphrase ${name}`, () => {
      const line = shown(`before ${form} after`, maskForms(`${passphrase}\n`));
      assert.match(line, /^before .*\*\*\*.{0,4} after$|^before \{"p":"\*\*\*"\} after$/);
    });
  }

  it("hides every line of a multi-line value", () => {
    const value = "first line of it\r\nsecond line of it\n";
    assert.equal(shown("second line of it", maskForms(value)), "***");
  });

  it("hides an identity in lower case too", () => {
    const identity = `AGE-SECRET-KEY-1${"Q".repeat(58)}`;
    assert.equal(shown(identity.toLowerCase(), maskForms(identity)), "***");
  });

  it("hides an Ed25519 private key as hex, base64 and in its file; the public half stays readable", async () => {
    const key = await ed25519Key(0xab);
    const seed = Buffer.alloc(32, 0xab);
    const point = Buffer.from(key.public.keyval.public, "hex");
    const masks = archiveMasks({ keys: [key] });
    const file = JSON.stringify({ keytype: "ED25519", keyval: { private: seed.toString("hex") } });
    for (const form of [seed.toString("hex"), seed.toString("hex").toUpperCase(), seed.toString("base64url"), file]) {
      assert.equal(shown(form, masks), "***");
    }
    assert.match(shown(seed.toString("base64"), masks), /^\*\*\*=?$/);
    assert.match(shown(Buffer.from(file).toString("base64"), masks), /^\*\*\*=*$/);
    const both = maskForms(Buffer.concat([seed, point]).toString("hex"));
    assert.equal(shown(seed.toString("hex"), both), "***");
    assert.equal(shown(point.toString("hex"), both), point.toString("hex"));
    assert.equal(shown(key.keyid, masks), key.keyid);
  });

  it("hides every line of an RSA key's PEM, its JSON form and its DER, and never a PEM delimiter", async () => {
    const archive = await readArchive(recorded("rotations-rsa/archives/01-targets.tgz"));
    const masks = archiveMasks(archive);
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const pem = privateKey.export({ format: "pem", type: "pkcs1" }).toString();
    const der = privateKey.export({ format: "der", type: "pkcs1" });
    const pemMasks = maskForms(pem);
    for (const line of pem.trim().split("\n")) {
      if (PEM_DELIMITER.test(line)) assert.equal(shown(line, [...pemMasks, ...masks]), line);
      else if (line.length >= 8) assert.equal(shown(line, pemMasks), "***");
    }
    assert.equal(shown(JSON.stringify(pem), pemMasks), '"***"');
    assert.equal(shown(der.toString("hex"), pemMasks), "***");
    assert.match(shown(der.toString("base64"), pemMasks), /^\*\*\*=*$/);
    assert.equal(shown(archive.keys[0]!.public.keyval.public, masks), archive.keys[0]!.public.keyval.public);
  });
});
