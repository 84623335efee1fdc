import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { ToolError } from "../../../src/errors/tool-error.ts";
import { privateHalfOf } from "../../../src/keys/archive/archive-key.ts";
import { secBytes } from "../../../src/keys/archive/sec-file.ts";
import { writeArchive } from "../../../src/keys/archive/write-archive.ts";
import { markedGroup } from "../../../src/keys/paper/paper-groups.ts";
import { paperGroups } from "../../../src/keys/paper/paper-key.ts";
import { scanTexts } from "../../../src/keys/paper/paper-scan.ts";
import { readBackup } from "../../../src/keys/paper/read-backup.ts";
import {
  armored,
  assertQuotesNothing,
  assertRefused,
  ed25519Key,
  encryptedToIdentity,
  encryptedToPassphrase,
  pair,
  tgzOf,
} from "../../kit/keys.ts";

const key = await ed25519Key(0x5c, "root");
const groups = paperGroups(key);
const archive = writeArchive([key]);
const read = (content: string | Uint8Array, secrets = {}) => readBackup(Buffer.from(content), "The file x", secrets);
const page = `<!doctype html><p>${groups.map(markedGroup).join("\n")}</p>`;

describe("a backup", () => {
  it("is told by its content, whatever its name: archive, extracted key, page, typed or scanned text", async () => {
    const { file, identity } = await encryptedToIdentity(archive);
    const passphrase = "quite-a-good-passphrase";
    for (const [form, content, secrets] of [
      ["archive", archive, {}],
      ["archive", file, { identity }],
      ["archive", armored(file), { identity }],
      ["archive", await encryptedToPassphrase(archive, passphrase), { passphrase }],
      ["extracted", secBytes(key), {}],
      ["extracted", `\n${Buffer.from(secBytes(key)).toString().replace(",", ", \n")}\n`, {}],
      ["page", page, {}],
      ["text", groups.join(" "), {}],
      ["text", scanTexts(groups).join(), {}],
    ] as const) {
      const backup = await read(content, secrets);
      assert.deepEqual([backup.form, backup.keys.map(({ keyid }) => keyid)], [form, [key.keyid]]);
      assert.equal(privateHalfOf(backup.keys[0]!)!.secJson(), privateHalfOf(key)!.secJson());
      assert.equal(backup.protection === null, form !== "archive");
    }
  });
  it("may be an archive with a lone half of a key", async () => {
    const [sec, pub] = pair(Buffer.from(secBytes(key)), JSON.stringify(key.public));
    assert.notEqual((await read(tgzOf([sec!]))).keys[0]!.signer, null);
    assert.equal((await read(tgzOf([pub!]))).keys[0]!.signer, null);
  });
  it("is refused with the reason when it is none, or not whole", async () => {
    const refused = (content: string | Uint8Array, code: ToolError["code"], says: RegExp) =>
      assertRefused(read(content), code, says);
    await refused('{"keytype":"ED25519"}', "keys-malformed", /^In this file the extracted key has no `keytype`/);
    await refused("{", "keys-malformed", /In this file the extracted key is not JSON/);
    await refused("<html></html>", "keys-malformed", /The file x is an HTML page without a key/);
    await refused(page.replace(groups[6]!, groups[5]!), "backup-mistyped", /Group 7 is mistyped/);
    await refused("", "backup-mistyped", /The text is empty/);
    await refused(Buffer.from([0xfd, 0xfe, 0, 1]), "keys-not-age", /The file x is binary data/);
    await refused(Buffer.from([0xff, 0xfe, 0x61, 0]), "keys-encoding", /The file x is text in UTF-16/);
    await refused(archive.subarray(0, 60), "keys-truncated", /cut off/);
  });
  it("fails without a word of it when any byte is wrong (T19)", async () => {
    const sec = Buffer.from(secBytes(key)).toString();
    const secrets = [privateHalfOf(key)!.secretText(), groups.join(" "), groups.join("")];
    const broken = (whole: string) =>
      fc
        .tuple(fc.nat({ max: whole.length - 1 }), fc.constantFrom("", "0", "Z", "{", " ", "é"))
        .map(([at, char]) => whole.slice(0, at) + char + whole.slice(at + 1));
    const anything = fc.oneof(...[sec, page, groups.join(" "), scanTexts(groups).join()].map(broken));
    await fc.assert(
      fc.asyncProperty(anything, async (content) => {
        try {
          const { keys } = await read(content);
          if (keys[0]!.keyid !== key.keyid) assert.ok(content.startsWith("{"), "another key was made of it");
        } catch (error) {
          assert.ok(error instanceof ToolError);
          assert.equal(error.cause, undefined);
          assertQuotesNothing(error, ...secrets);
        }
      }),
      { numRuns: 400 },
    );
  });
});
