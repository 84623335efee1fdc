import assert from "node:assert/strict";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, beforeEach, describe, it } from "node:test";
import { armor, Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";
import { writeNewFile } from "../../../src/files/write-new-file.ts";
import type { Protection } from "../../../src/keys/age/protection.ts";
import {
  leftoversOf,
  openArchiveFile,
  openArchiveFileIfThere,
  sameKeys,
} from "../../../src/keys/archive/archive-file.ts";
import { discardSaved, replaceWith, rewriteInPlace, saveBeside } from "../../../src/keys/archive/save-archive.ts";
import { writeArchive } from "../../../src/keys/archive/write-archive.ts";
import type { ArchiveKey } from "../../../src/keys/types.ts";
import { systemError, tracedDisk } from "../../kit/failing-disk.ts";
import { assertRefused, ed25519Key, encryptedToPassphrase, QUICK_LOG_N, recorded } from "../../kit/keys.ts";
import { rejected } from "../../kit/refusal.ts";

const folder = mkdtempSync(join(tmpdir(), "archive-file-"));
const path = join(folder, "root.tgz");
let old: ArchiveKey;
let fresh: ArchiveKey;
beforeEach(async () => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  old = await ed25519Key(1, "root");
  fresh = await ed25519Key(2, "root");
  writeFileSync(path, writeArchive([old]), { mode: 0o600 });
});
after(() => rmSync(folder, { recursive: true }));

const keyids = ({ archive }: { archive: { keys: readonly ArchiveKey[] } }) =>
  archive.keys.map(({ keyid }) => keyid).sort();
const bothIds = () => [old.keyid, fresh.keyid].sort();

describe("an archive on the disk", () => {
  it("is saved beside, mode 0600, and then replaces the old one", async () => {
    const opened = await openArchiveFile(path, {});
    assert.deepEqual([opened.path, opened.protection], [path, { kind: "plain" }]);
    const saved = await saveBeside(opened, [old, fresh]);
    assert.equal(saved.beside, `${path}.new`);
    assert.equal(statSync(saved.beside).mode & 0o777, 0o600);
    assert.deepEqual(keyids(await openArchiveFile(path, {})), [old.keyid], "not before it is told to");
    await replaceWith(saved);
    assert.deepEqual(keyids(await openArchiveFile(path, {})), bothIds());
    assert.deepEqual(readdirSync(folder), ["root.tgz"]);
  });
  it("goes to the disk in this order, each step done before the next", async () => {
    const { disk, steps } = tracedDisk();
    const opened = await openArchiveFile(path, {});
    await replaceWith(await saveBeside(opened, [old, fresh], disk), disk);
    const name = folder.split("/").at(-1);
    assert.deepEqual(steps, [
      "exists root.tgz.new",
      "exists root.tgz.new.part",
      "create root.tgz.new.part",
      "write root.tgz.new.part",
      "sync root.tgz.new.part",
      "close root.tgz.new.part",
      "read root.tgz.new.part",
      "rename root.tgz.new.part",
      `sync folder ${name}`,
      "read root.tgz",
      "rename root.tgz.new",
      `sync folder ${name}`,
    ]);
  });
  it("stays as it was, and nothing half written stays, whichever step of saving fails", async () => {
    const opened = await openArchiveFile(path, {});
    const before = readFileSync(path);
    for (let failing = 0; failing < 9; failing++) {
      const { disk } = tracedDisk((step) => {
        if (step === failing) throw systemError("ENOSPC");
      });
      const error = await rejected(saveBeside(opened, [old, fresh], disk));
      assert.equal(error.code, "file-unwritable");
      assert.match(error.message, /the disk is full/);
      assert.deepEqual(readdirSync(folder), ["root.tgz"], `step ${failing}`);
      assert.deepEqual(readFileSync(path), before);
    }
  });
  it("keeps the saved file when it cannot take its place", async () => {
    const opened = await openArchiveFile(path, {});
    const saved = await saveBeside(opened, [old, fresh]);
    const { disk } = tracedDisk((_, name) => {
      if (name.startsWith("rename")) throw systemError("EIO");
    });
    await assertRefused(replaceWith(saved, disk), "file-unwritable", /Keep `root\.tgz\.new`: it holds the newest keys/);
    assert.deepEqual(keyids(await openArchiveFile(saved.beside, {})), bothIds());
  });
  it("is not replaced when somebody else wrote to it meanwhile, or removed it", async () => {
    const opened = await openArchiveFile(path, {});
    const saved = await saveBeside(opened, [old, fresh]);
    writeFileSync(path, writeArchive([await ed25519Key(9, "root")]));
    await assertRefused(replaceWith(saved), "keys-changed-meanwhile", /was changed by somebody else/);
    rmSync(path);
    await assertRefused(replaceWith(saved), "keys-changed-meanwhile", /was removed/);
    assert.ok(existsSync(saved.beside));
  });
  it("of a new name is never written over a file that came there meanwhile", async () => {
    const saved = await saveBeside({ path: join(folder, "t.tgz"), protection: { kind: "plain" } }, [fresh]);
    writeFileSync(join(folder, "t.tgz"), "something else");
    await assertRefused(replaceWith(saved), "keys-changed-meanwhile", /changed by somebody else/);
    assert.equal(readFileSync(join(folder, "t.tgz"), "utf8"), "something else");
  });
  it("is removed again, and called unproven, when the disk gives back something else", async () => {
    const { disk } = tracedDisk((_, name) => {
      if (name.startsWith("read")) writeFileSync(`${path}.new.part`, writeArchive([old]));
    });
    await assertRefused(
      saveBeside(await openArchiveFile(path, {}), [old, fresh], disk),
      "keys-write-unproven",
      /not what was written/,
    );
    assert.deepEqual(readdirSync(folder), ["root.tgz"]);
  });
  it("is replaced behind a link, and the link stays", async () => {
    symlinkSync(path, join(folder, "link.tgz"));
    const opened = await openArchiveFile(join(folder, "link.tgz"), {});
    await replaceWith(await saveBeside(opened, [fresh]));
    assert.deepEqual(keyids(await openArchiveFile(path, {})), [fresh.keyid]);
    assert.deepEqual(readdirSync(folder).sort(), ["link.tgz", "root.tgz"]);
  });
  it("a leftover is told, ours and the vendor's, and never overwritten", async () => {
    assert.deepEqual(await leftoversOf(path), { ours: null, vendors: null });
    writeFileSync(`${path}.new`, "x");
    writeFileSync(`${path}.tmp`, "y");
    assert.deepEqual(await leftoversOf(path), { ours: `${path}.new`, vendors: `${path}.tmp` });
    const saving = async () => saveBeside(await openArchiveFile(path, {}), [fresh]);
    await assertRefused(
      saving(),
      "keys-leftover",
      /It is not a key archive, so it was not left by this program or the vendor's tool/,
    );
    assert.equal(readFileSync(`${path}.new`, "utf8"), "x");
    for (const whole of [writeArchive([fresh]), Buffer.from("age-encryption.org/v1\n")]) {
      writeFileSync(`${path}.new`, whole);
      await assertRefused(saving(), "keys-leftover", /an earlier run was interrupted, and the file may hold a key/);
      assert.deepEqual(readFileSync(`${path}.new`), Buffer.from(whole));
    }
  });
  it("an empty file under the name of a leftover holds no key: it is none, and in nobody's way", async () => {
    for (const name of [`${path}.new`, `${path}.tmp`]) writeFileSync(name, "");
    assert.deepEqual(await leftoversOf(path), { ours: null, vendors: null });
    const saved = await saveBeside(await openArchiveFile(path, {}), [fresh]);
    assert.deepEqual(keyids(await openArchiveFile(saved.beside, {})), [fresh.keyid]);
  });
  it("what a killed run had begun to write is written anew: nobody ever heard of it", async () => {
    writeFileSync(`${path}.new.part`, "half an arch");
    const saved = await saveBeside(await openArchiveFile(path, {}), [old, fresh]);
    assert.deepEqual(keyids(await openArchiveFile(saved.beside, {})), bothIds());
    assert.deepEqual(readdirSync(folder).sort(), ["root.tgz", "root.tgz.new"]);
  });
  it("saved once more takes the place of what was saved, never of the archive", async () => {
    const opened = await openArchiveFile(path, {});
    const saved = await saveBeside(opened, [old]);
    await saveBeside(opened, [old, fresh], undefined, saved);
    assert.deepEqual(keyids(await openArchiveFile(saved.beside, {})), bothIds());
    assert.deepEqual(keyids(await openArchiveFile(path, {})), [old.keyid]);
  });
  it("is rewritten in its place in one step, and not at all when somebody else wrote to it", async () => {
    const opened = await openArchiveFile(path, {});
    await rewriteInPlace(opened, [old, fresh]);
    assert.deepEqual(keyids(await openArchiveFile(path, {})), bothIds());
    await assertRefused(rewriteInPlace(opened, [old]), "keys-changed-meanwhile", /changed by somebody else/);
    assert.deepEqual(keyids(await openArchiveFile(path, {})), bothIds());
    assert.deepEqual(readdirSync(folder), ["root.tgz"]);
  });
  it("can be thrown away before the Factory hears of it", async () => {
    await discardSaved(await saveBeside(await openArchiveFile(path, {}), [fresh]));
    assert.deepEqual(readdirSync(folder), ["root.tgz"]);
  });
  it("that is not there is null only to who expects that", async () => {
    assert.equal(await openArchiveFileIfThere(join(folder, "none.tgz"), {}), null);
    await assertRefused(openArchiveFile(join(folder, "none.tgz"), {}), "keys-file-unreadable", /does not exist/);
  });
  it("cannot be made in a folder that may not be written, or that has vanished", async () => {
    await assertRefused(
      writeNewFile(join(folder, "gone", "a.tgz"), Buffer.from("a")),
      "file-unwritable",
      /the folder does not exist/,
    );
    if (process.getuid?.() === 0) return;
    chmodSync(folder, 0o500);
    try {
      await assertRefused(
        writeNewFile(join(folder, "a.tgz"), Buffer.from("a")),
        "file-unwritable",
        /may not write there/,
      );
    } finally {
      chmodSync(folder, 0o700);
    }
  });
  it("as the vendor's tool writes it (mode 0, time 0) is read, and written again with the same keys", async () => {
    writeFileSync(path, recorded("all-keys/archives/01-root.tgz"));
    const opened = await openArchiveFile(path, {});
    await replaceWith(await saveBeside(opened, opened.archive.keys));
    const again = await openArchiveFile(path, {});
    assert.ok(sameKeys(again.archive.keys, opened.archive.keys) && again.archive.keys.length > 1);
  });
});

describe("an encrypted archive stays encrypted in the same way", () => {
  const rewritten = async (file: Uint8Array, secrets: Parameters<typeof openArchiveFile>[1]) => {
    writeFileSync(path, file);
    const opened = await openArchiveFile(path, secrets);
    await replaceWith(await saveBeside(opened, [old, fresh]));
    await assertRefused(openArchiveFile(path, {}), "keys-secret-missing", /but none was given/);
    return { opened, bytes: readFileSync(path), again: await openArchiveFile(path, secrets) };
  };
  it("with a passphrase, its work factor kept and its salt new", async () => {
    const file = await encryptedToPassphrase(writeArchive([old]), "tundra oyster velcro");
    const { bytes, again } = await rewritten(file, { passphrase: "tundra oyster velcro\n" });
    assert.deepEqual(keyids(again), bothIds());
    const stanza = (age: Uint8Array) => Buffer.from(age).toString("latin1").split("\n")[1]!;
    assert.match(stanza(bytes), new RegExp(`^-> scrypt \\S+ ${QUICK_LOG_N}$`));
    assert.notEqual(stanza(bytes), stanza(file));
  });
  it("asks for the passphrase once, also to prove what it wrote", async () => {
    let asked = 0;
    writeFileSync(path, await encryptedToPassphrase(writeArchive([old]), "typed in"));
    const opened = await openArchiveFile(path, {
      ask: async () => {
        asked++;
        return "typed in";
      },
    });
    await saveBeside(opened, [fresh]);
    assert.equal(asked, 1);
  });
  it("to a recipient, armored if it was", async () => {
    const identity = await generateX25519Identity();
    const encrypter = new Encrypter();
    encrypter.addRecipient(await identityToRecipient(identity));
    const armored = Buffer.from(armor.encode(await encrypter.encrypt(writeArchive([old]))));
    const { bytes, again, opened } = await rewritten(armored, { identity });
    assert.deepEqual(keyids(again), bothIds());
    assert.match(bytes.toString(), /^-----BEGIN AGE ENCRYPTED FILE-----\n[\s\S]*-----END AGE ENCRYPTED FILE-----\n$/);
    assert.equal(opened.protection.kind === "recipients" && opened.protection.others, 0);
  });
  it("refuses to lock out a recipient whose name the file does not tell", async () => {
    const [mine, theirs] = await Promise.all([generateX25519Identity(), generateX25519Identity()]);
    const encrypter = new Encrypter();
    for (const each of [mine, theirs]) encrypter.addRecipient(await identityToRecipient(each));
    writeFileSync(path, await encrypter.encrypt(writeArchive([old])));
    const opened = await openArchiveFile(path, { identity: mine });
    await assertRefused(
      saveBeside(opened, [fresh]),
      "keys-recipients-unknown",
      /1 other recipient\. .* would lock that one out/,
    );
    const other = await generateX25519Identity();
    for (const identity of [`${mine}\n${other}`, `${mine}\n${mine}`]) {
      const held = await openArchiveFile(path, { identity });
      await assertRefused(saveBeside(held, [fresh]), "keys-recipients-unknown", /1 other recipient/);
    }
    const both = await openArchiveFile(path, { identity: `${mine}\n${theirs}` });
    await replaceWith(await saveBeside(both, [fresh]));
    assert.deepEqual(keyids(await openArchiveFile(path, { identity: theirs })), [fresh.keyid]);
  });
  it("to somebody else alone is written without being able to open it", async () => {
    const recipients = [await identityToRecipient(await generateX25519Identity())];
    const protection: Protection = { kind: "recipients", recipients, others: 0, identities: [], armored: false };
    const saved = await saveBeside({ path: join(folder, "for-them.age"), protection }, [fresh]);
    assert.match(readFileSync(saved.beside, "latin1"), /^age-encryption\.org\/v1\n-> X25519 /);
  });
  it("names no recipient that is none, and does not repeat a secret given as one", async () => {
    const identity = await generateX25519Identity();
    const to = (recipient: string): Protection => ({
      kind: "recipients",
      recipients: [recipient],
      others: 0,
      identities: [],
      armored: false,
    });
    const place = join(folder, "x.age");
    await assertRefused(
      saveBeside({ path: place, protection: to("age1qqq") }, [fresh]),
      "keys-recipient-malformed",
      /"age1qqq" is not an age recipient/,
    );
    await assertRefused(
      saveBeside({ path: place, protection: to(identity) }, [fresh]),
      "keys-recipient-malformed",
      /"\(not shown\)"/,
    );
  });
});
