import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { sameKeys } from "../../../src/keys/archive/archive-file.ts";
import { readArchive, skippedWarning } from "../../../src/keys/archive/read-archive.ts";
import { unpackArchive } from "../../../src/keys/archive/unpack-archive.ts";
import { writeArchive } from "../../../src/keys/archive/write-archive.ts";
import { assertRefused, type Entry, ed25519Key, tarOf, tgzOf } from "../../kit/keys.ts";

const key = await ed25519Key(7);
const { files } = await unpackArchive(writeArchive([key]));
const sec = files.get(`${key.name}.sec`)!;
const pub = files.get(`${key.name}.pub`)!;
const base = key.name.replace(/^.*\//, "");

/** The key's two files in a folder of any name. */
function keyIn(folder: string): Entry[] {
  return [
    { path: `${folder}${base}.sec`, body: sec },
    { path: `${folder}${base}.pub`, body: pub },
  ];
}

/** A record of a pax header, its own length in front. */
function paxRecord(name: string, value: string): string {
  const rest = ` ${name}=${value}\n`;
  let length = Buffer.byteLength(rest) + 1;
  while (`${length}`.length + Buffer.byteLength(rest) !== length) length++;
  return `${length}${rest}`;
}

describe("an archive that other programs packed", () => {
  const PACKED: Readonly<Record<string, readonly Entry[]>> = {
    "the folders above the keys": [
      { path: "./", type: "Directory" },
      { path: "./tufrepo/", type: "Directory" },
      { path: "tufrepo/keys/", type: "Directory" },
    ],
    "what macOS adds, named like a key": [
      { path: "._tufrepo", body: "\u0000\u0005\u0016\u0007" },
      { path: `tufrepo/keys/._${base}.sec`, body: "\u0000\u0005\u0016\u0007 com.apple.quarantine" },
      { path: `tufrepo/keys/._${base}.pub`, body: "\u0000\u0005\u0016\u0007" },
      { path: `__MACOSX/tufrepo/keys/${base}.sec`, body: "x" },
      { path: "tufrepo/.DS_Store", body: Buffer.alloc(70_000) },
    ],
    "pax headers as files, as a program that does not know them repacks them": [
      { path: `PaxHeader/${base}.sec`, body: paxRecord("mtime", "1.5") },
      { path: `tufrepo/keys/PaxHeaders.4711/${base}.pub`, body: paxRecord("atime", "1.5") },
      { path: `tufrepo/keys/PaxHeaders/${base}.pub`, body: "x" },
    ],
    "notes, also with umlauts in their names": [
      { path: "README.md", body: "Ask the owner." },
      { path: "tufrepo/Schlüssel für später.txt", body: "in the safe" },
    ],
  };
  for (const [what, extras] of Object.entries(PACKED)) {
    it(`opens beside ${what}, and says what was skipped`, async () => {
      for (const entries of [
        [...extras, ...keyIn("tufrepo/keys/")],
        [...keyIn("tufrepo/keys/"), ...extras],
      ]) {
        const archive = await readArchive(tgzOf(entries));
        assert.ok(sameKeys(archive.keys, [key]));
        assert.deepEqual(
          archive.skipped,
          extras.map(({ path }) => path),
        );
        assert.match(
          skippedWarning("The archive", archive)!,
          /skipped: if the archive is written again, (?:it is|they are) not kept\./,
        );
      }
    });
  }

  it("says nothing of an archive that holds keys alone", async () => {
    assert.equal(skippedWarning("The archive", await readArchive(writeArchive([key]))), null);
  });

  it("names five of many skipped entries, and counts the others", async () => {
    const notes = Array.from({ length: 8 }, (_, at) => ({ path: `note ${at}.txt` }));
    const archive = await readArchive(tgzOf([...keyIn(""), ...notes]));
    assert.match(skippedWarning("The archive", archive)!, /`note 4.txt` and 3 more/);
  });

  const FOLDERS = {
    blanks: "My Drive/key store/",
    "umlauts (composed)": "Schlüssel/größte/".normalize("NFC"),
    "umlauts (decomposed, as macOS spells them)": "Schlüssel/größte/".normalize("NFD"),
    "letters of other scripts": "キー/ключи/",
    "signs and doubled slashes": "keys (2020) [old] & more's//",
  };
  for (const [what, folder] of Object.entries(FOLDERS)) {
    it(`opens where a folder's name has ${what}, and can be written again`, async () => {
      const { keys } = await readArchive(tgzOf(keyIn(folder)));
      assert.deepEqual(
        keys.map(({ keyid, signer }) => [keyid, signer !== null]),
        [[key.keyid, true]],
      );
      assert.ok(sameKeys((await readArchive(writeArchive(keys))).keys, keys));
    });
  }

  it("takes one name in two spellings for one name, and refuses the second", async () => {
    const both = [...keyIn("Schlüssel/".normalize("NFC")), ...keyIn("Schlüssel/".normalize("NFD"))];
    await assertRefused(readArchive(tgzOf(both)), "keys-entry-refused", /stands in it twice/);
  });

  it("opens names longer than a tar header holds, in pax and in GNU form, and can be written again", async () => {
    const folder = `${"Schlüssel der Fabrik ".repeat(12)}/${"a".repeat(90)}/`;
    const long = keyIn(folder);
    const pax = long.flatMap((entry): Entry[] => [
      { path: "PaxHeader/x", type: "ExtendedHeader", body: paxRecord("path", entry.path) },
      { ...entry, path: "x" },
    ]);
    const gnu = long.flatMap((entry): Entry[] => [
      { path: "././@LongLink", type: "NextFileHasLongPath", body: `${entry.path}\0` },
      { ...entry, path: "x" },
    ]);
    for (const entries of [pax, gnu]) {
      const { keys, skipped } = await readArchive(gzipSync(tarOf(entries)));
      assert.deepEqual([keys.map(({ keyid }) => keyid), skipped], [[key.keyid], []]);
      assert.ok(sameKeys((await readArchive(writeArchive(keys))).keys, keys));
    }
  });

  it("opens what `tar` makes of a folder, in each of its formats", async (test) => {
    const made = mkdtempSync(join(tmpdir(), "packed-"));
    test.after(() => rmSync(made, { recursive: true }));
    const folder = join(made, "tufrepo/keys");
    mkdirSync(folder, { recursive: true });
    for (const { path, body } of keyIn("tufrepo/keys/")) writeFileSync(join(made, path), body!);
    writeFileSync(join(dirname(folder), ".DS_Store"), "x");
    for (const format of ["v7", "ustar", "gnu", "pax"]) {
      for (const what of [".", "tufrepo"]) {
        const packed = execFileSync("tar", ["-cz", `--format=${format}`, "-f", "-", what], { cwd: made });
        const { keys } = await readArchive(packed);
        assert.ok(sameKeys(keys, [key]), `${format} of ${what}`);
      }
    }
  });

  const HIDDEN = { JSON: sec, "a PEM": Buffer.from("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n") };
  for (const [form, body] of Object.entries(HIDDEN)) {
    it(`refuses a file that is no key file by its name and holds a private key as ${form}: skipped it would be lost`, async () => {
      for (const path of [`tufrepo/keys/${base}.sec.bak`, `._${base}.sec`, `PaxHeader/${base}.sec`, "notes.txt"]) {
        await assertRefused(
          readArchive(tgzOf([...keyIn("tufrepo/keys/"), { path, body }])),
          "keys-entry-refused",
          /is neither a \.sec nor a \.pub file, and holds a private key/,
        );
      }
    });
  }
});
