import assert from "node:assert/strict";
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Typing } from "../../../src/context/context.ts";
import { openArchiveFile, sameKeys } from "../../../src/keys/archive/archive-file.ts";
import { privateHalfOf, renamedKey } from "../../../src/keys/archive/archive-key.ts";
import { readArchive } from "../../../src/keys/archive/read-archive.ts";
import { secBytes } from "../../../src/keys/archive/sec-file.ts";
import { writeArchive } from "../../../src/keys/archive/write-archive.ts";
import { paperGroups } from "../../../src/keys/paper/paper-key.ts";
import { linesOf } from "../../../src/keys/paper/paper-lines.ts";
import { scanTexts } from "../../../src/keys/paper/paper-scan.ts";
import { newKey, systemRandomness } from "../../../src/keys/signers/generate.ts";
import type { ArchiveKey } from "../../../src/keys/types.ts";
import { ed25519Key, encryptedToIdentity } from "../../kit/keys.ts";
import { quickScrypt, realScrypt } from "../../kit/quick-scrypt.ts";
import { sharedBench } from "../../kit/shared-bench.ts";
import { workbench } from "../../kit/workbench.ts";
import { windowsIn } from "../../threats/secret-forms.ts";

let active: ArchiveKey;
let retired: ArchiveKey;
let targets: ArchiveKey;
const bench = sharedBench({}, async (bench) => {
  const { keys } = await readArchive(bench.factory.archives.root!);
  active = keys.find(({ keyid }) => keyid === bench.factory.offlineKeys.root!.keyid)!;
  retired = keys.find(({ keyid }) => keyid !== active.keyid)!;
  targets = (await readArchive(bench.factory.archives.targets!)).keys[0]!;
  for (const name of ["root.tgz", "targets.tgz"]) rmSync(join(bench.folder, name));
});

const at = (name: string) => join(bench.folder, name);
const keysIn = async (name: string, secrets = {}) => (await openArchiveFile(at(name), secrets)).archive.keys;
const idsIn = async (name: string, secrets = {}) => (await keysIn(name, secrets)).map(({ keyid }) => keyid).sort();
const typedOf = (key: ArchiveKey) => paperGroups(key).join(" ");
const noToken = { env: { FACTORY_TOKEN: "" } };
const to = { keys: "new.tgz" } as const;
const FIRST = "Ctrl-U clears what was typed. Line 1, or a scanned code:";

describe("keys restore", () => {
  before(quickScrypt);
  after(realScrypt);
  it("makes an archive of every form of backup, and the key in it signs for the Factory again", async () => {
    const before = bench.factory.snapshot();
    for (const [name, content, form] of [
      ["root.sec", secBytes(active), "extracted"],
      [
        "typed.txt",
        linesOf(paperGroups(active))
          .map((line, index) => `${index + 1}. ${line.join(" ")}\n`)
          .join(""),
        "text",
      ],
      ["scanned.txt", scanTexts(paperGroups(active)).join(), "text"],
    ] as const) {
      bench.file(name, content);
      const { data, status, changed, asked, text, posts } = await bench.run("keys restore", { from: name, ...to });
      assert.deepEqual([data.form, status, changed, asked, posts], [form, "done", "yes", [], []]);
      assert.deepEqual([data.added, data.keys[0].state, data.rootVersion], [[active.keyid], "active", 3]);
      const [key] = await keysIn("new.tgz");
      assert.equal(key!.name, `tufrepo/keys/fioctl-root-${active.keyid}`);
      assert.equal(privateHalfOf(key!)!.secJson(), privateHalfOf(active)!.secJson());
      assert.equal(statSync(at("new.tgz")).mode & 0o777, 0o600);
      assert.match(text, /The key was restored into .*new\.tgz[\s\S]*not encrypted[\s\S]*root version 3/);
      assert.deepEqual(windowsIn(JSON.stringify([data, text]), privateHalfOf(active)!.secretText()), []);
      await bench.run("root resign", { ...to, changelog: `from ${form}` });
      bench.factory.restore(before);
      rmSync(at("new.tgz"));
    }
  });
  it("makes it of the printed page itself, and of a copy, which keeps all its keys and its protection", async () => {
    bench.file("root.tgz", bench.factory.archives.root!);
    await bench.run("keys backup", { keys: "root.tgz", print: "root.html" });
    await bench.run("keys restore", { from: "root.html", keys: "page.tgz" });
    assert.deepEqual(await idsIn("page.tgz"), [active.keyid]);
    await bench.run("keys restore", { from: "root.tgz", keys: "copied.tgz" });
    assert.deepEqual(readFileSync(at("copied.tgz")), Buffer.from(bench.factory.archives.root!));

    const { file, identity } = await encryptedToIdentity(bench.factory.archives.root!);
    bench.file("copy.age", file);
    bench.file("id.txt", identity);
    const raw = { from: "copy.age", keys: "root.age", "keys-identity-file": "id.txt" };
    assert.match((await bench.run("keys restore", raw)).data.protection, /^encrypted to age1/);
    assert.deepEqual(readFileSync(at("root.age")), Buffer.from(file));
  });
  it("adds the key to an archive that lacks it, changes nothing else, and then finds it there", async () => {
    bench.file("both.tgz", bench.factory.archives.targets!);
    bench.file("typed.txt", typedOf(active));
    const raw = { from: "typed.txt", keys: "both.tgz" };
    assert.deepEqual((await bench.run("keys restore", raw)).data.added, [active.keyid]);
    assert.deepEqual(await idsIn("both.tgz"), [active.keyid, targets.keyid].sort());
    const before = readFileSync(at("both.tgz"));
    const again = await bench.run("keys restore", raw);
    assert.deepEqual([again.status, again.changed, again.data.added], ["unchanged", "no", []]);
    assert.match(again.text, /both\.tgz holds the key already/);
    assert.deepEqual(readFileSync(at("both.tgz")), before);
    assert.deepEqual(readdirSync(bench.folder).sort(), [".factory-tuf", "both.tgz", "typed.txt"]);
  });
  it("killed at any step before its last, is finished by the same command", async () => {
    const whole = Buffer.from(bench.factory.archives.root!);
    const assertRestored = async (from: string) => {
      await bench.run("keys restore", { from, ...to });
      assert.ok((await idsIn("new.tgz")).includes(active.keyid));
      const left = readdirSync(bench.folder).filter((name) => name.startsWith("new.tgz"));
      assert.deepEqual(left, ["new.tgz"]);
      rmSync(at("new.tgz"));
    };
    bench.file("copy.tgz", whole);
    bench.file("typed.txt", typedOf(active));
    for (const from of ["copy.tgz", "typed.txt"]) {
      bench.file("new.tgz.new.part", whole.subarray(0, 100));
      await assertRestored(from);
      bench.file("new.tgz.new", from === "copy.tgz" ? whole : writeArchive([active]));
      await assertRestored(from);
      bench.file("new.tgz.new", "");
      await assertRestored(from);
    }
  });
  it("keeps the protection of an archive that is there", async () => {
    const { file, identity } = await encryptedToIdentity(bench.factory.archives.targets!);
    bench.file("both.age", file);
    bench.file("id.txt", identity);
    bench.file("root.sec", secBytes(active));
    await bench.run("keys restore", { from: "root.sec", keys: "both.age", "keys-identity-file": "id.txt" });
    assert.deepEqual(await idsIn("both.age", { identity }), [active.keyid, targets.keyid].sort());
  });
  it("encrypts a new archive with the identity or passphrase that was given; a weak one is refused", async () => {
    bench.file("typed.txt", typedOf(active));
    const { identity } = await encryptedToIdentity(Buffer.from("x"));
    bench.file("id.txt", identity);
    const byIdentity = { from: "typed.txt", keys: "i.age", "keys-identity-file": "id.txt" };
    assert.match((await bench.run("keys restore", byIdentity)).data.protection, /encrypted to age1/);
    assert.deepEqual(await idsIn("i.age", { identity }), [active.keyid]);
    const env = { FACTORY_TUF_PASSPHRASE: "tundra oyster velcro pickle anthem gusto" };
    const byPassphrase = { from: "typed.txt", keys: "p.age" };
    assert.equal(
      (await bench.run("keys restore", byPassphrase, { env })).data.protection,
      "encrypted with a passphrase",
    );
    const weak = { env: { FACTORY_TUF_PASSPHRASE: "letmein" } };
    await bench.refused("keys restore", { ...byPassphrase, keys: "w.age" }, "keys-passphrase-weak", /too weak/, weak);
    assert.ok(!readdirSync(bench.folder).some((name) => name.startsWith("w.age")));
  });
  it("refuses a second active key of a role in one archive, and leaves that as it is", async () => {
    const two = await workbench();
    try {
      await two.run("updates init", { changelog: "a second root key" });
      const second = await two.run("updates add-offline-key", { role: "root", keys: "second.tgz" });
      await two.run("updates sign", { keys: "root.tgz" });
      await two.run("updates apply");
      const before = readFileSync(join(two.folder, "root.tgz"));
      const raw = { from: "second.tgz", keys: "root.tgz" };
      const says = new RegExp(
        `already holds the active root key ${active.keyid}\\. With ${second.data.keyid} it would hold two`,
      );
      await two.refused("keys restore", raw, "keys-several-active", says);
      assert.deepEqual(readFileSync(join(two.folder, "root.tgz")), before);
      assert.equal((await two.run("keys restore", { ...raw, keys: "new.tgz" })).data.keys[0].state, "active");
    } finally {
      await two.close();
    }
  });
  it("gives a targets key the name of its role", async () => {
    bench.file("t.sec", secBytes(targets));
    await bench.run("keys restore", { from: "t.sec", ...to });
    assert.equal((await keysIn("new.tgz"))[0]!.name, `tufrepo/keys/fioctl-targets-${targets.keyid}`);
  });
  it("restores a retired and a foreign key too, and says clearly what they are", async () => {
    bench.file("old.txt", typedOf(retired));
    const old = await bench.run("keys restore", { from: "old.txt", ...to });
    assert.equal(old.data.keys[0].state, "retired");
    assert.match(
      old.warnings.join("\n"),
      /was restored, but it is retired: root \d was the last to list it as a root key\./,
    );
    const other = await newKey("ed25519", "root", systemRandomness);
    bench.file("other.txt", typedOf(other));
    const foreign = await bench.run("keys restore", { from: "other.txt", keys: "other.tgz" });
    assert.match(
      foreign.warnings.join("\n"),
      /The key \w+ was restored, but no root of this Factory ever listed it\. .*another Factory/,
    );
    assert.deepEqual(await idsIn("other.tgz"), [other.keyid]);
  });
  it("says loudly, in the headline too, when nothing that was restored is active, and what would be", async () => {
    const stale = await ed25519Key(7);
    bench.file("old.tgz", writeArchive([retired, stale]));
    const { exit, status, text, warnings, data } = await bench.run("keys restore", { from: "old.tgz", ...to });
    assert.deepEqual([exit, status, data.inactive], [0, "done", [active.keyid]]);
    const short = active.keyid.slice(0, 8);
    const headline = `2 keys were restored, and NONE of them is active: root 3 lists ${short}. This is an old backup. Look for a newer one`;
    assert.ok(text.startsWith(headline), text);
    assert.match(text, /retired, listed until root 1/);
    assert.match(
      warnings.join("\n"),
      new RegExp(`None of the restored keys is active: root 3 lists ${active.keyid}\\.`),
    );

    bench.file("some.tgz", writeArchive([stale]));
    const some = await bench.run("keys restore", { from: "old.tgz", keys: "some.tgz" });
    assert.match(some.text, /^1 of 2 keys was restored, and NONE of them is active/);
    bench.file("lone.txt", typedOf(retired));
    const lone = await bench.run("keys restore", { from: "lone.txt", keys: "lone.tgz" });
    assert.match(lone.text, /^The key was restored, and it is NOT active: root 3 lists /);
    const again = await bench.run("keys restore", { from: "lone.txt", keys: "lone.tgz" });
    assert.match(again.text, /lone\.tgz holds the key already, and it is NOT active/);
  });
  it("says nothing of the kind where one of them is active, or the live root could not be asked", async () => {
    bench.file("root.tgz", bench.factory.archives.root!);
    const good = await bench.run("keys restore", { from: "root.tgz", ...to });
    assert.equal(good.data.inactive, null);
    assert.match(good.text, /^2 keys were restored into /);
    bench.file("old.txt", typedOf(retired));
    const offline = await bench.run("keys restore", { from: "old.txt", keys: "old.tgz" }, noToken);
    assert.equal(offline.data.inactive, null);
  });
  it("warns when a root key comes into an archive that held none: that one must not go to CI", async () => {
    bench.file("targets.tgz", bench.factory.archives.targets!);
    bench.file("typed.txt", typedOf(active));
    const raw = { from: "typed.txt", keys: "targets.tgz" };
    const { data, text, warnings } = await bench.run("keys restore", raw);
    assert.equal(data.rootJoined, true);
    assert.match(warnings.join("\n"), /targets\.tgz now holds a root key, so it MUST NOT go to CI/);
    assert.match(text, /Not for CI: it holds a root key now/);
    assert.equal((await bench.run("keys restore", raw)).data.rootJoined, false);
    bench.file("t.sec", secBytes(targets));
    assert.equal((await bench.run("keys restore", { from: "t.sec", ...to })).data.rootJoined, false);
    assert.equal((await bench.run("keys restore", { from: "typed.txt", keys: "root.tgz" })).data.rootJoined, false);
  });
  it("tells how to encrypt an archive that it leaves plain, and of one that is locked says nothing", async () => {
    bench.file("typed.txt", typedOf(active));
    const { text } = await bench.run("keys restore", { from: "typed.txt", ...to });
    assert.ok(text.trimEnd().endsWith(`Encrypt it: factory-tuf keys encrypt --keys ${at("new.tgz")}`), text);
    const { identity } = await encryptedToIdentity(Buffer.from("x"));
    bench.file("id.txt", identity);
    const locked = { from: "typed.txt", keys: "new.age", "keys-identity-file": "id.txt" };
    assert.doesNotMatch((await bench.run("keys restore", locked)).text, /Encrypt it/);
  });
  it("of an archive onto itself restores nothing, and says that it is its own backup", async () => {
    bench.file("root.tgz", bench.factory.archives.root!);
    const { status, text, data } = await bench.run("keys restore", { from: "root.tgz", keys: "root.tgz" });
    assert.deepEqual([status, data.itself], ["unchanged", true]);
    assert.match(text, /^\S+root\.tgz is the archive itself, so there was nothing to restore\n/);
  });
  it("keeps keys apart that bear one name", async () => {
    const [one, other] = [await ed25519Key(1), await ed25519Key(2)];
    const first = (key: ArchiveKey) => writeArchive([renamedKey(key, "tufrepo/keys/first-root")]);
    bench.file("one.tgz", first(one));
    bench.file("other.tgz", first(other));
    await bench.run("keys restore", { from: "one.tgz", keys: "other.tgz" });
    assert.deepEqual(
      (await keysIn("other.tgz")).map(({ name }) => name),
      ["tufrepo/keys/first-root", `tufrepo/keys/first-root-${one.keyid}`],
    );
  });
  it("without a token compares with the trusted root alone and says so; without that with nothing", async () => {
    bench.file("typed.txt", typedOf(active));
    const trusted = await bench.run("keys restore", { from: "typed.txt", ...to }, noToken);
    assert.deepEqual([trusted.data.keys[0].state, trusted.requests], ["active", []]);
    assert.match(trusted.warnings.join("\n"), /compared with the trusted root only/);
    const bare = await workbench({ unpinned: true });
    try {
      bare.file("typed.txt", typedOf(active));
      const { warnings, data } = await bare.run("keys restore", { from: "typed.txt", ...to }, noToken);
      assert.deepEqual([data.rootVersion, data.keys[0].state], [null, "unchecked"]);
      assert.match(warnings.join("\n"), /could not be compared with the newest root/);
    } finally {
      await bare.close();
    }
  });
  it("writes nothing when the text is mistyped, and names the group", async () => {
    const groups = paperGroups(active);
    bench.file("typed.txt", groups.with(3, groups[3]!.slice(1)).join(" "));
    const raw = { from: "typed.txt", ...to };
    await bench.refused(
      "keys restore",
      raw,
      "backup-mistyped",
      /^Group 4 has 4 characters and not 5\. Nothing was changed/,
    );
    assert.deepEqual(readdirSync(bench.folder).sort(), [".factory-tuf", "typed.txt"]);
  });
  it("needs to be told what and where", async () => {
    await bench.refused("keys restore", { ...to }, "value-missing", /from is missing/);
    await bench.refused("keys restore", { from: "x" }, "keys-missing", /Name it with --keys/);
    await bench.refused("keys restore", { from: "x", ...to }, "keys-file-unreadable", /does not exist/);
  });
});

describe("keys restore -", () => {
  it("reads standard input where nobody can be asked", async () => {
    const typing: Typing = { line: null, all: async () => `${typedOf(active)}\n` };
    await bench.run("keys restore", { from: "-", ...to }, { typing });
    assert.ok(sameKeys(await keysIn("new.tgz"), [active]));
  });
  it("asks line by line, says at once in which group an error is, and goes on when it is corrected", async () => {
    const lines = linesOf(paperGroups(active)).map((line) => line.join(" "));
    const problems: (string | null)[] = [];
    const questions: string[] = [];
    const line: Typing["line"] = async (question, problem) => {
      questions.push(question);
      const right = lines[questions.length - 1]!;
      for (const typed of [right.replace(/.$/, "1"), right.slice(0, 11), lines[(questions.length + 1) % 4]!]) {
        problems.push(problem(typed));
      }
      assert.equal(problem(right), null);
      assert.equal(problem(right.toLowerCase().replaceAll(" ", "-")), null);
      return right;
    };
    await bench.run("keys restore", { from: "-", ...to }, { typing: { line, all: () => assert.fail() } });
    assert.deepEqual(questions, [FIRST, "Line 2 of 4:", "Line 3 of 4:", "Line 4 of 4:"]);
    assert.match(problems[0]!, /^Group 4 has a character that is never used/);
    assert.match(problems[3]!, /^Group 8 has a character/);
    assert.match(problems[4]!, /ends after 2 groups, but should have 4\./);
    assert.match(problems[2]!, /^This looks like line 3, but line 1 is needed/);
    assert.match(problems[5]!, /^This looks like line 4, but line 2 is needed/);
    assert.match(problems[11]!, /^This looks like line 2, but line 4 is needed/);
    assert.equal(problems.includes(null), false);
    assert.deepEqual(await idsIn("new.tgz"), [active.keyid]);
  });
  it("takes codes from a scanner that types, one after the other, until it has them all", async () => {
    const key = await newKey("rsa", "root", systemRandomness);
    const codes = scanTexts(paperGroups(key));
    const scanned = [codes[2]!, codes[0]!, codes[1]!];
    const questions: string[] = [];
    const line: Typing["line"] = async (question, problem) => {
      const code = scanned[questions.push(question) - 1]!;
      assert.equal(problem(code), null);
      if (questions.length > 1) {
        assert.match(problem("ARA2X")!, /not a code from the page/);
        assert.match(problem("FACTORY-TUF:1/1:AE32U")!, /codes of more than one page/);
      }
      return code;
    };
    await bench.run("keys restore", { from: "-", ...to }, { typing: { line, all: () => assert.fail() } });
    assert.deepEqual(questions, [FIRST, "Code 1 or 2:", "Code 2:"]);
    assert.deepEqual(await idsIn("new.tgz"), [key.keyid]);
  });
});
