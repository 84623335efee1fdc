import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash, createPrivateKey, generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { before, describe, it } from "node:test";
import fc from "fast-check";
import { keyWithPrivateHalf, privateHalfOf } from "../../../src/keys/archive/archive-key.ts";
import { readArchive } from "../../../src/keys/archive/read-archive.ts";
import { writeGroups } from "../../../src/keys/paper/paper-groups.ts";
import { keyOfPaper, paperGroups } from "../../../src/keys/paper/paper-key.ts";
import { linesOf } from "../../../src/keys/paper/paper-lines.ts";
import { scanTexts } from "../../../src/keys/paper/paper-scan.ts";
import { newKey, systemRandomness } from "../../../src/keys/signers/generate.ts";
import { parsePrivateHalf } from "../../../src/keys/signers/private-half.ts";
import { pemOfPrimes, primesOf } from "../../../src/keys/signers/rsa-primes.ts";
import type { ArchiveKey } from "../../../src/keys/types.ts";
import { assertQuotesNothing, assertRefused, recorded, recordedArchives } from "../../kit/keys.ts";
import { rejected } from "../../kit/refusal.ts";

const DOCS = readFileSync(new URL("../../../docs/paper-backup.md", import.meta.url), "utf8");
const secretOf = (key: ArchiveKey) => privateHalfOf(key)!.secretText();
const secOf = (key: ArchiveKey) => privateHalfOf(key)!.secJson();
const ofSeed = (seed: Uint8Array) => newKey("ed25519", "root", { seed: () => seed, rsa: () => assert.fail() });
const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 });
const fromSec = (keytype: string, text: string) => {
  const half = parsePrivateHalf(Buffer.from(JSON.stringify({ keytype, keyval: { private: text } })), "it");
  return keyWithPrivateHalf("tufrepo/keys/k", half);
};

/** The page's documentation, followed to the letter and without our code. */
function decodedByHand(text: string): { header: string; key: Buffer; checksum: Buffer } {
  const alphabet = /in this order: `(\w{32})`/.exec(DOCS)![1]!;
  const values = [...text.replace(/[^0-9A-Z]/g, "")].filter((_, at) => at % 5 !== 4).map((c) => alphabet.indexOf(c));
  const size = values[2]! * 32 + values[3]!;
  const length = text[1] === "E" ? size : 4 + 2 * size;
  let bits = 0n;
  for (const value of values.slice(4)) bits = bits * 32n + BigInt(value);
  const width = (values.length - 4) * 5;
  const hex = (bits >> BigInt(width - (length + 5) * 8)).toString(16).padStart((length + 5) * 2, "0");
  const bytes = Buffer.from(hex, "hex");
  return { header: text.slice(0, 4), key: bytes.subarray(0, length), checksum: bytes.subarray(length) };
}

describe("an Ed25519 key on paper", () => {
  it("is sixteen groups that give the same key back", async () => {
    await fc.assert(
      fc.asyncProperty(seeds, async (seed) => {
        const key = await ofSeed(seed);
        const groups = paperGroups(key);
        assert.equal(groups.length, 16);
        const back = keyOfPaper(groups.join(" "));
        assert.deepEqual([secOf(back), back.keyid, back.name], [secOf(key), key.keyid, key.name]);
      }),
      { numRuns: 30 },
    );
  });
  it("is the same for the 64-byte form, whose second half follows from the first, and for capital hex", async () => {
    const key = await ofSeed(Buffer.alloc(32, 0xab));
    const long = fromSec("ED25519", (secretOf(key) + key.public.keyval.public).toUpperCase());
    assert.deepEqual(paperGroups(long), paperGroups(key));
  });
  it("can be read by the documentation alone", async () => {
    await fc.assert(
      fc.asyncProperty(seeds, async (seed) => {
        const key = await ofSeed(seed);
        const page = decodedByHand(paperGroups(key).join(""));
        assert.deepEqual(page.key, Buffer.from(seed));
        const hash = createHash("sha256").update(`factory-tuf paper key${page.header}`).update(page.key);
        assert.deepEqual(page.checksum, hash.update(key.keyid, "hex").digest().subarray(0, 5));
      }),
      { numRuns: 30 },
    );
  });
  it("is refused with every single character wrong, with a message that names its group and quotes nothing", async () => {
    const key = await ofSeed(Buffer.from("e3a1f00d5eedc0ffee".padEnd(64, "7a"), "hex"));
    const text = paperGroups(key).join("-");
    for (let at = 0; at < text.length; at++) {
      if (text[at] === "-") continue;
      const wrong = text.slice(0, at) + (text[at] === "Z" ? "Y" : "Z") + text.slice(at + 1);
      const error = await rejected(() => keyOfPaper(wrong));
      assert.equal(error.code, "backup-mistyped");
      assert.match(error.message, new RegExp(`^Group ${Math.floor(at / 6) + 1} is mistyped\\.`));
      assertQuotesNothing(error, text, text.replaceAll("-", ""), secretOf(key));
    }
  });
  it("is refused when it is sound group by group and yet not what was printed", async () => {
    const key = await ofSeed(Buffer.alloc(32, 1));
    const other = await ofSeed(Buffer.alloc(32, 2));
    const mixed = [...paperGroups(key).slice(0, 15), paperGroups(other)[15]];
    await assertRefused(() => keyOfPaper(mixed.join(" ")), "backup-mistyped", /together they are not a key/);
  });
  it("is refused when it ends too early, goes on, is empty, or is of another form", async () => {
    const groups = paperGroups(await ofSeed(Buffer.alloc(32, 9)));
    const mistyped = (text: string, says: RegExp) => assertRefused(() => keyOfPaper(text), "backup-mistyped", says);
    await mistyped(groups.slice(0, 12).join(" "), /ends after 12 groups, but should have 16\./);
    await mistyped(
      `${groups.join(" ")} ${writeGroups([1, 2, 3, 4], 17)}`,
      /There is more text after group 16, the last one/,
    );
    await mistyped(" \n ", /The text is empty/);
    for (const header of [
      [9, 12, 1, 0],
      [8, 13, 1, 0],
      [8, 12, 1, 1],
      [8, 22, 31, 31],
      [8, 22, 0, 0],
    ]) {
      await mistyped(writeGroups(header).join(), /does not know: it must begin with AE or AR/);
    }
  });
});

describe("an RSA key on paper", () => {
  let key: ArchiveKey;
  before(async () => {
    key = await newKey("rsa", "root", systemRandomness);
  });

  it("of 4096 bits is 210 groups, a quarter of its PEM, and gives the same key back", () => {
    const groups = paperGroups(key);
    assert.equal(groups.length, 210);
    const back = keyOfPaper(groups.join("\n"));
    assert.deepEqual([back.keyid, secOf(back)], [key.keyid, secOf(key)]);
  });
  it("of every recorded archive comes back, and signs under its public key", async () => {
    let tried = 0;
    for (const path of recordedArchives()) {
      for (const held of (await readArchive(recorded(path)).catch(() => ({ keys: [] }))).keys) {
        if (!held.signer) continue;
        const back = keyOfPaper(paperGroups(held).join(" "));
        assert.equal(back.keyid, held.keyid);
        await back.signer!.sign(Buffer.from("proof"));
        tried++;
      }
    }
    assert.ok(tried > 20, `${tried} keys`);
  });
  it("needs neither 4096 bits nor the usual exponent, nor primes of equal length", async () => {
    for (const publicExponent of [65537, 65539, 0x10000001]) {
      const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048, publicExponent });
      const odd = fromSec("RSA", privateKey.export({ format: "pem", type: "pkcs1" }).toString());
      assert.equal(keyOfPaper(paperGroups(odd).join(" ")).keyid, odd.keyid);
    }
  });
  it("can be read by the documentation alone", () => {
    const { key: bytes } = decodedByHand(paperGroups(key).join(""));
    const { e, p, q } = primesOf(secretOf(key))!;
    const number = (from: number, to: number) => BigInt(`0x${bytes.subarray(from, to).toString("hex")}`);
    assert.deepEqual([number(0, 4), number(4, 260), number(260, 516)], [e, p, q]);
  });
  it("is refused with a group of another key in it, though each group is sound", async () => {
    const groups = paperGroups(key);
    const other = paperGroups(await newKey("rsa", "root", systemRandomness));
    for (const at of [1, 2, 3, 60, 104, 105, 150, 208]) {
      const mixed = groups.map((group, index) => (index === at && other[at] !== group ? other[at]! : group));
      if (mixed.join() === groups.join()) continue;
      const error = await rejected(() => keyOfPaper(mixed.join(" ")));
      assert.equal(error.code, "backup-mistyped");
      assertQuotesNothing(error, mixed.join(" "), ...secretOf(key).split("\n").slice(1, -2));
    }
  });
  it("is not made of numbers that are no primes", () => {
    assert.equal(pemOfPrimes({ e: 65537n, p: 0n, q: 7n }), null);
    assert.equal(pemOfPrimes({ e: 65537n, p: 11n, q: 11n }), null);
    assert.equal(pemOfPrimes({ e: 4n, p: 11n, q: 7n }), null);
  });
});

describe("docs/paper-backup.md", () => {
  const page = /```text\n(1\. AE32U[\s\S]*?)```/.exec(DOCS)![1]!;
  const sec = /^`(\{"keytype".*\})`\.$/m.exec(DOCS)![1]!;
  const python = /```python\n([\s\S]*?)```/.exec(DOCS)![1]!;
  const missing = spawnSync("python3", ["--version"]).status === 0 ? false : "python3 is not installed";

  it("shows a page that is one", async () => {
    const key = keyOfPaper(page);
    assert.equal(secOf(key), sec);
    const lines = linesOf(paperGroups(key)).map((line, at) => `${at + 1}. ${line.join(" ")}\n`);
    assert.equal(lines.join(""), page);
  });
  it("has a program that reads both kinds of page, typed or scanned in any order", { skip: missing }, async () => {
    const run = (input: string) => spawnSync("python3", ["-c", python], { input, encoding: "utf8" }).stdout;
    const [code] = scanTexts(paperGroups(keyOfPaper(page)));
    for (const input of [page, page.toLowerCase(), code!, `QR-Code:${code}\r\n`, `${code}\n${code}\n`]) {
      assert.equal(run(input).trim(), sec);
    }
    const rsa = await newKey("rsa", "root", systemRandomness);
    const { n } = createPrivateKey(secretOf(rsa)).export({ format: "jwk" });
    const groups = paperGroups(rsa);
    const lines = linesOf(groups).map((line, at) => `${at + 1}. ${line.join(" ")}`);
    const [one, two, three] = scanTexts(groups);
    const scanned = `QR-Code:${three}\nQR-Code:${one}\nQR-Code:${two}\n`;
    for (const input of [groups.join(" "), lines.join("\n"), scanned, `${two}${three}${one}`]) {
      assert.equal(/^n=(.*)$/m.exec(run(input))?.[1], Buffer.from(n!, "base64url").toString("hex"));
    }
  });
});
