import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { Typing } from "../../../src/context/context.ts";
import { privateHalfOf } from "../../../src/keys/archive/archive-key.ts";
import { readArchive } from "../../../src/keys/archive/read-archive.ts";
import { writeArchive } from "../../../src/keys/archive/write-archive.ts";
import { groupsInPage } from "../../../src/keys/paper/paper-groups.ts";
import { paperGroups } from "../../../src/keys/paper/paper-key.ts";
import { scanTexts } from "../../../src/keys/paper/paper-scan.ts";
import { readBackup } from "../../../src/keys/paper/read-backup.ts";
import { newKey, systemRandomness } from "../../../src/keys/signers/generate.ts";
import type { ArchiveKey } from "../../../src/keys/types.ts";
import { encryptedToIdentity, encryptedToPassphrase } from "../../kit/keys.ts";
import { sharedBench } from "../../kit/shared-bench.ts";
import { type Ran, workbench } from "../../kit/workbench.ts";

/** The owner's active root key, as it stands in the archive. */
let active: ArchiveKey;
const bench = sharedBench({}, async (bench) => {
  const { keys } = await readArchive(bench.factory.archives.root!);
  active = keys.find(({ keyid }) => keyid === bench.factory.offlineKeys.root!.keyid)!;
  for (const name of ["usb1", "usb2"]) mkdirSync(join(bench.folder, name));
});

const at = (name: string) => join(bench.folder, name);
const text = (name: string) => readFileSync(at(name), "utf8");
const mode = (name: string) => statSync(at(name)).mode & 0o777;
const secret = () => privateHalfOf(active)!.secretText();
const root = { keys: "root.tgz" } as const;

/** No eight characters in a row of the key, in any form of it, in anything that a person or a log sees. */
function assertSecretive(...runs: readonly Ran[]): void {
  const page = paperGroups(active);
  const seed = Buffer.from(secret(), "hex");
  const forms = [secret(), page.join(" "), page.join(""), seed.toString("base64"), seed.toString("base64url")];
  for (const { warnings, asked, shown, data, stdout, text, outputs } of runs) {
    const said = JSON.stringify([warnings, asked, shown, data, stdout, text, outputs]).toLowerCase();
    for (const form of forms) {
      for (let from = 0; from + 8 <= form.length; from++) {
        assert.ok(!said.includes(form.slice(from, from + 8).toLowerCase()), "a part of the key was shown");
      }
    }
  }
}

describe("keys backup", () => {
  it("is told what to do exactly once", async () => {
    await bench.refused("keys backup", root, "value-missing", /Give one of --copy <folder>, --extract/);
    const two = { ...root, extract: "x.sec", print: "x.html" };
    await bench.refused("keys backup", two, "options-conflict", /--extract and --print cannot be used together/);
    await bench.refused("keys backup", { extract: "x.sec" }, "keys-missing", /Name it with --keys/);
  });
  it("asks before it writes, and a no leaves nothing", async () => {
    const before = readdirSync(bench.folder);
    const answer = () => {
      throw new Error("declined");
    };
    for (const raw of [{ copy: "usb1" }, { extract: "x.sec" }, { print: "x.html" }]) {
      await assert.rejects(bench.run("keys backup", { ...root, ...raw }, { answer }), /declined/);
    }
    assert.deepEqual(readdirSync(bench.folder), before);
    assert.deepEqual(readdirSync(at("usb1")), []);
  });
  it("works on verified roots alone, expired or not", async () => {
    bench.factory.addFault({ method: "GET", path: "*/root.json?production=1", flavourSwap: true });
    await bench.refused("keys backup", { ...root, copy: "usb1" }, "flavour-swapped", /CI flavour/);
    await bench.refused("keys backup", { verify: "root.tgz" }, "flavour-swapped", /CI flavour/);
    bench.factory.clearFaults();
    const late = await workbench();
    try {
      late.clock.set(new Date("2035-01-01T00:00:00Z"));
      const { warnings, status } = await late.run("keys backup", { ...root, extract: "x.sec" });
      assert.equal(status, "done");
      assert.match(warnings.join("\n"), /The production root expired at/);
    } finally {
      await late.close();
    }
  });
});

describe("keys backup --copy", () => {
  it("copies the archive byte for byte into every folder, and says what is in it", async () => {
    const ran = await bench.run("keys backup", { ...root, copy: ["usb1", "usb2"] });
    const { data, status, asked, shown, posts } = ran;
    assert.deepEqual([status, data.way, data.role, data.keyid], ["done", "copy", "root", active.keyid]);
    for (const folder of ["usb1", "usb2"]) {
      assert.deepEqual(readFileSync(at(`${folder}/root.tgz`)), Buffer.from(bench.factory.archives.root!));
      assert.equal(mode(`${folder}/root.tgz`), 0o600);
      assert.deepEqual(readdirSync(at(folder)), ["root.tgz"]);
    }
    assert.deepEqual(
      data.keys.map(({ state }: { state: string }) => state).sort(),
      ["active", "retired"],
      "as the live root has them",
    );
    assert.match(asked[0]!, /Write these 2 copies\?/);
    assert.match(shown[0]!, /usb1\/root\.tgz[\s\S]*not encrypted[\s\S]*active/);
    assert.deepEqual(posts, []);
    assertSecretive(ran);
  });
  it("again finds the copies there, writes nothing and does not ask", async () => {
    await bench.run("keys backup", { ...root, copy: "usb1" });
    const { status, changed, asked, data } = await bench.run("keys backup", { ...root, copy: ["usb1", "usb1/"] });
    assert.deepEqual([status, changed, asked], ["unchanged", "no", []]);
    assert.deepEqual(data.files, [{ file: at("usb1/root.tgz"), state: "there already", why: null }]);
  });
  it("keeps the protection of an encrypted archive", async () => {
    const { file, identity } = await encryptedToIdentity(bench.factory.archives.root!);
    bench.file("root.age", file);
    bench.file("id.txt", identity);
    const raw = { keys: "root.age", "keys-identity-file": "id.txt", copy: "usb2" };
    const { data } = await bench.run("keys backup", raw);
    assert.match(data.protection, /^encrypted to age1/);
    assert.deepEqual(readFileSync(at("usb2/root.age")), Buffer.from(file));
  });
  it("never overwrites another file, and then writes no copy at all", async () => {
    bench.file("usb2/root.tgz", "precious");
    const raw = { ...root, copy: ["usb1", "usb2"] };
    await bench.refused(
      "keys backup",
      raw,
      "file-unwritable",
      /usb2\/root\.tgz already exists, and is neither this archive nor an older copy/,
    );
    assert.deepEqual([text("usb2/root.tgz"), readdirSync(at("usb1"))], ["precious", []]);
  });
  it("replaces an older copy, as the one of last year is, and says so in its question", async () => {
    const { keys } = await readArchive(bench.factory.archives.root!);
    const older = writeArchive(keys.filter(({ keyid }) => keyid !== active.keyid));
    bench.file("usb1/root.tgz", older);
    const raw = { ...root, copy: ["usb1", "usb2"] };
    const answer = () => {
      throw new Error("declined");
    };
    await assert.rejects(bench.run("keys backup", raw, { answer }), /declined/);
    assert.deepEqual(readFileSync(at("usb1/root.tgz")), Buffer.from(older));

    const { data, shown, asked, text } = await bench.run("keys backup", raw);
    assert.match(asked[0]!, /^Write these 2 copies, 1 of them over older ones\?/);
    assert.match(shown[0]!, new RegExp(`usb1/root\\.tgz \\(replaces a copy without the new key ${active.keyid}\\)`));
    assert.deepEqual(
      data.files.map(({ state }: { state: string }) => state),
      ["replaced", "written"],
    );
    assert.match(text, /usb1\/root\.tgz +replaced: replaces a copy without the new key/);
    assert.deepEqual(readFileSync(at("usb1/root.tgz")), Buffer.from(bench.factory.archives.root!));
    assert.equal((await bench.run("keys backup", raw)).status, "unchanged");
  });
  it("replaces no copy that holds a key which the archive has lost", async () => {
    const { keys } = await readArchive(bench.factory.archives.root!);
    bench.file("usb1/root.tgz", bench.factory.archives.root!);
    bench.file("root.tgz", writeArchive(keys.filter(({ keyid }) => keyid === active.keyid)));
    await bench.refused("keys backup", { ...root, copy: "usb1" }, "file-unwritable", /nor an older copy of it/);
  });
  it("does not take the archive for a copy of itself, by no path", async () => {
    symlinkSync(bench.folder, at("usb1/here"));
    for (const copy of [".", "usb1/here"]) {
      await bench.refused("keys backup", { ...root, copy }, "value-invalid", /is the archive itself, not a copy/);
    }
  });
  it("makes the other copies when one folder fails, says which, and ends with 4", async () => {
    const raw = { ...root, copy: ["usb1", "missing", "usb2"] };
    const { outcome, data, exit, text } = await bench.run("keys backup", raw);
    assert.equal(exit, 4);
    assert.deepEqual(
      data.files.map(({ state }: { state: string }) => state),
      ["written", "failed", "written"],
    );
    assert.match(
      outcome.failure!.message,
      /1 of 3 copies were not made \(.*missing\/root\.tgz\): .*the folder does not exist.*Part of the work was done/,
    );
    assert.match(text, /2 of 3 copies were made[\s\S]*missing\/root\.tgz +failed/);
    const again = await bench.run("keys backup", { ...root, copy: ["missing"] });
    assert.deepEqual([again.exit, again.outcome.failure!.changed], [1, "no"]);
  });
  it("takes a targets archive too, and refuses one without any active key: that would be no backup", async () => {
    const { data } = await bench.run("keys backup", { keys: "targets.tgz", copy: "usb1" });
    assert.deepEqual([data.role, data.keyid], ["targets", bench.factory.offlineKeys.targets!.keyid]);
    bench.file("other.tgz", writeArchive([await newKey("ed25519", "root", systemRandomness)]));
    const none = { keys: "other.tgz", copy: "usb1" };
    await bench.refused("keys backup", none, "keys-none-active", /no active root or targets key/);
    const wrong = { keys: "targets.tgz", copy: "usb2", role: "root" };
    await bench.refused("keys backup", wrong, "keys-none-active", /no active root key/);
    assert.deepEqual(readdirSync(at("usb2")), []);
  });
});

describe("keys backup --extract", () => {
  it("writes the active root key alone, as the vendor's .sec, mode 0600", async () => {
    const ran = await bench.run("keys backup", { ...root, extract: "usb1/root.sec" });
    assert.deepEqual(JSON.parse(text("usb1/root.sec")), { keytype: "ED25519", keyval: { private: secret() } });
    assert.equal(mode("usb1/root.sec"), 0o600);
    assert.deepEqual(readdirSync(at("usb1")), ["root.sec"]);
    assert.deepEqual([ran.data.keyid, ran.data.left, ran.data.keys.length], [active.keyid, 1, 1]);
    assert.match(ran.asked[0]!, /can sign\. Write it\?/);
    assertSecretive(ran);
  });
  it("does not overwrite, and refuses an archive without the active key before it asks", async () => {
    bench.file("x.sec", "precious");
    await bench.refused("keys backup", { ...root, extract: "x.sec" }, "file-unwritable", /never overwritten/);
    assert.equal(text("x.sec"), "precious");
    const raw = { keys: "targets.tgz", extract: "y.sec" };
    const { asked } = await bench.refused("keys backup", raw, "keys-none-active", /no active root key/);
    assert.deepEqual(asked, []);
  });
  it("with role targets takes that key", async () => {
    await bench.run("keys backup", { keys: "targets.tgz", extract: "t.sec", role: "targets" });
    const { keys } = await readBackup(readFileSync(at("t.sec")), "t.sec", {});
    assert.equal(keys[0]!.keyid, bench.factory.offlineKeys.targets!.keyid);
  });
});

describe("keys backup --print", () => {
  it("writes a page with the key, to whom it belongs and how to restore it, mode 0600", async () => {
    const ran = await bench.run("keys backup", { ...root, print: "root.html" });
    const page = text("root.html");
    assert.equal(groupsInPage(page), paperGroups(active).join(" "));
    assert.equal(mode("root.html"), 0o600);
    for (const said of ["<b>acme</b>", "Role", "Ed25519", "2026-11-23, at root version 3", "keys restore - --keys"]) {
      assert.ok(page.includes(said), said);
    }
    assert.ok(page.replaceAll(" ", "").includes(active.keyid));
    assert.doesNotMatch(page, /<script|https?:|url\(|src=/);
    assert.match(
      ran.text,
      /The page of the root key is in .*root\.html[\s\S]*1 more private key[\s\S]*delete the file/,
    );
    assertSecretive(ran);
  });
});

describe("keys backup --verify", () => {
  it("proves that a backup of any form holds the active key, and opens nothing else", async () => {
    const passphrase = "quite-a-good-passphrase";
    bench.file("pass.txt", passphrase);
    const { file, identity } = await encryptedToIdentity(bench.factory.archives.root!);
    bench.file("id.txt", identity);
    bench.file("copy.age", file);
    bench.file("copy.tgz", bench.factory.archives.root!);
    bench.file("p.age", await encryptedToPassphrase(bench.factory.archives.root!, passphrase));
    bench.file("typed.txt", paperGroups(active).join("\n"));
    bench.file("scanned.txt", scanTexts(paperGroups(active)).join());
    await bench.run("keys backup", { ...root, extract: "root.sec" });
    await bench.run("keys backup", { ...root, print: "root.html" });
    rmSync(at("root.tgz"));
    for (const [verify, form, more] of [
      ["copy.tgz", "archive", {}],
      ["copy.age", "archive", { "keys-identity-file": "id.txt" }],
      ["p.age", "archive", { "keys-passphrase-file": "pass.txt" }],
      ["root.sec", "extracted", {}],
      ["root.html", "page", {}],
      ["typed.txt", "text", {}],
      ["scanned.txt", "text", {}],
    ] as const) {
      const ran = await bench.run("keys backup", { verify, ...more });
      const { data, status, asked } = ran;
      assert.deepEqual([data.form, data.keyid, status, asked], [form, active.keyid, "unchanged", []], verify);
      assert.match(ran.text, /holds the active root key[\s\S]*root version 3[\s\S]*active/);
      assertSecretive(ran);
    }
  });
  it("takes what is typed as well: the paper is checked without a file", async () => {
    const typing: Typing = { line: null, all: async () => paperGroups(active).join(" ") };
    const { text, data } = await bench.run("keys backup", { verify: "-" }, { typing });
    assert.equal(data.keyid, active.keyid);
    assert.match(text, /What was typed holds the active root key/);
  });
  it("takes the secrets that open a copy from the environment as well", async () => {
    const { file, identity } = await encryptedToIdentity(bench.factory.archives.root!);
    bench.file("copy.age", file);
    await bench.refused("keys backup", { verify: "copy.age" }, "keys-secret-missing", /--keys-identity-file/);
    const env = { FACTORY_TUF_IDENTITY: identity };
    assert.equal((await bench.run("keys backup", { verify: "copy.age" }, { env })).data.keyid, active.keyid);
  });
  it("says what it holds instead when that is not the active key, and ends with 1", async () => {
    const other = await newKey("ed25519", "root", systemRandomness);
    bench.file("other.txt", paperGroups(other).join(" "));
    const { keys } = await readArchive(bench.factory.archives.root!);
    bench.file("old.tgz", writeArchive(keys.filter(({ keyid }) => keyid !== active.keyid)));
    for (const [verify, state] of [
      ["other.txt", "never listed"],
      ["old.tgz", "retired"],
    ] as const) {
      const { exit, outcome, data, text } = await bench.run("keys backup", { verify });
      assert.deepEqual([exit, outcome.failure!.code, data.keyid], [1, "backup-unproven", null]);
      assert.equal(data.keys[0].state, state);
      assert.ok(outcome.failure!.message.includes(active.keyid), "the expected key is named");
      assert.match(text, /does not hold the active root key/);
    }
  });
  it("names the group in which a page was mistyped", async () => {
    const groups = paperGroups(active);
    bench.file("typed.txt", groups.map((group, index) => (index === 8 ? `${group.slice(0, 4)}0` : group)).join(" "));
    await bench.refused(
      "keys backup",
      { verify: "typed.txt" },
      "backup-mistyped",
      /^Group 9 has a character that is never/,
    );
  });
  it("proves the targets key with role targets", async () => {
    const raw = { verify: "targets.tgz" };
    assert.equal((await bench.run("keys backup", raw)).exit, 1);
    const { data, exit } = await bench.run("keys backup", { ...raw, role: "targets" });
    assert.deepEqual([exit, data.keyid], [0, bench.factory.offlineKeys.targets!.keyid]);
  });
  it("wants no --keys beside it", async () => {
    await bench.refused("keys backup", { ...root, verify: "root.tgz" }, "options-conflict", /Leave --keys out/);
  });
});
