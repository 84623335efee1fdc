import assert from "node:assert/strict";
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { Decrypter, generateHybridIdentity, generateX25519Identity, identityToRecipient } from "age-encryption";
import { openArchiveFile, sameKeys } from "../../../src/keys/archive/archive-file.ts";
import { privateHalfOf } from "../../../src/keys/archive/archive-key.ts";
import { readArchive } from "../../../src/keys/archive/read-archive.ts";
import { renderTerminal } from "../../../src/report/terminal/terminal.ts";
import { quickScrypt, realScrypt } from "../../kit/quick-scrypt.ts";
import { sharedBench } from "../../kit/shared-bench.ts";

const bench = sharedBench();

const at = (name: string) => join(bench.folder, name);
const bytes = (name: string) => readFileSync(at(name));
const keyids = async (name: string, secrets = {}) =>
  (await openArchiveFile(at(name), secrets)).archive.keys.map(({ keyid }) => keyid);
const noToken = { env: { FACTORY_TOKEN: "" } };
const rootKey = () => bench.factory.offlineKeys.root!.keyid;
const targetsKey = () => bench.factory.offlineKeys.targets!.keyid;

describe("keys list", () => {
  it("says of each key its role, type, owner, age and whether it counts, and changes nothing", async () => {
    const { data, text, status, posts } = await bench.run("keys list", { keys: "root.tgz" });
    assert.deepEqual([status, posts], ["unchanged", []]);
    const active = data.keys.find((key: { keyid: string }) => key.keyid === rootKey());
    assert.deepEqual(
      [active.roles, active.state, active.keytype, active.private],
      [["root"], "active", "ED25519", true],
    );
    assert.ok(active.owner && Number.isInteger(active.ageDays), JSON.stringify(active));
    const first = data.keys.find(({ name }: { name: string }) => name.endsWith("first-root"));
    assert.deepEqual([first.roles, first.state], [["root"], "retired"]);
    assert.ok(text.includes(rootKey()) && text.includes("active") && text.includes("retired"));
  });
  it("shows the offline keys of the root that lie elsewhere, with owner and age; not the Factory's own, nor the archive's", async () => {
    const { data, text } = await bench.run("keys list", { keys: "root.tgz" });
    const [other] = data.elsewhere;
    assert.deepEqual([data.elsewhere.length, other.keyid, other.roles], [1, targetsKey(), ["targets"]]);
    assert.ok(other.owner && Number.isInteger(other.ageDays), JSON.stringify(other));
    assert.match(text, new RegExp(`not in this archive[^]*${targetsKey()}`));
    const all = await bench.run("keys list", { keys: "targets.tgz" });
    assert.deepEqual(
      all.data.elsewhere.map(({ keyid }: { keyid: string }) => keyid),
      [rootKey()],
    );
  });
  it("on a narrow terminal begins key ids only, and shows them whole with wide and where there is room", async () => {
    const shown = async (raw: Record<string, string | boolean>, width: number) =>
      renderTerminal((await bench.run("keys list", { keys: "root.tgz", ...raw })).report, { width, colour: false });
    assert.doesNotMatch(await shown({}, 80), new RegExp(rootKey()));
    assert.match(await shown({}, 80), new RegExp(`^${rootKey().slice(0, 12)} `, "m"));
    for (const [raw, width] of [
      [{ wide: true }, 80],
      [{}, 150],
      [{}, Number.POSITIVE_INFINITY],
    ] as const) {
      assert.match(await shown(raw, width), new RegExp(rootKey()));
    }
  });
  it("shows no private byte", async () => {
    const { text, data } = await bench.run("keys list", { keys: "root.tgz" });
    for (const key of (await openArchiveFile(at("root.tgz"), {})).archive.keys) {
      const secret = privateHalfOf(key)!.secretText();
      assert.ok(!text.includes(secret.slice(0, 16)) && !JSON.stringify(data).includes(secret.slice(0, 16)));
    }
  });
  it("without a token looks at the trusted root alone, and says so", async () => {
    const { data, warnings, requests } = await bench.run("keys list", { keys: "targets.tgz" }, noToken);
    assert.deepEqual([data.keys[0].state, requests], ["active", []]);
    assert.match(warnings.join(), /compared with the trusted root only/);
  });
  it("warns of a leftover and of a plain archive that others may read", async () => {
    bench.file("root.tgz.tmp", "x");
    const { warnings, data } = await bench.run("keys list", { keys: "root.tgz" });
    assert.equal(data.leftovers.vendors, at("root.tgz.tmp"));
    assert.match(warnings.join("\n"), /An interrupted run left .*root\.tgz\.tmp/);
    assert.match(warnings.join("\n"), /Other users of this machine may read/);
  });
  it("wants an archive", async () => {
    await bench.refused("keys list", {}, "keys-missing", /Name it with --keys/);
  });
});

describe("keys copy-targets", () => {
  it("puts the active targets key, and it alone, into a new archive, mode 0600", async () => {
    bench.file("both.tgz", bench.factory.archives.targets!);
    const { data, status } = await bench.run("keys copy-targets", { to: "copy.tgz", keys: "both.tgz" });
    assert.deepEqual([status, data.keyid], ["done", targetsKey()]);
    assert.deepEqual(await keyids("copy.tgz"), [targetsKey()]);
    assert.equal(statSync(at("copy.tgz")).mode & 0o777, 0o600);
  });
  it("does not overwrite what is there", async () => {
    bench.file("copy.tgz", "precious");
    await bench.refused(
      "keys copy-targets",
      { to: "copy.tgz", keys: "targets.tgz" },
      "file-unwritable",
      /never overwritten/,
    );
    assert.equal(String(bytes("copy.tgz")), "precious");
  });
  it("refuses an archive without an active targets key, and writes nothing", async () => {
    await bench.refused(
      "keys copy-targets",
      { to: "copy.tgz", keys: "root.tgz" },
      "keys-none-active",
      /no active offline targets key/,
    );
    assert.ok(!readdirSync(bench.folder).includes("copy.tgz"));
  });
});

describe("keys encrypt and keys decrypt", () => {
  before(quickScrypt);
  after(realScrypt);
  it("encrypts in place with a passphrase that is shown before the plain archive is gone; decrypts it again", async () => {
    const { data, status } = await bench.run("keys encrypt", { keys: "targets.tgz" }, noToken);
    assert.equal(status, "done");
    assert.match(data.passphrase, /^(?:[2-9a-z]{4}-){4}[2-9a-z]{4}$/);
    assert.match(String(bytes("targets.tgz")), /^age-encryption\.org\/v1\n-> scrypt \S+ 18\n/);
    assert.deepEqual(readdirSync(bench.folder).sort(), [".factory-tuf", "root.tgz", "targets.tgz"]);
    const opened = await openArchiveFile(at("targets.tgz"), { passphrase: data.passphrase });
    const plain = await readArchive(bench.factory.archives.targets!);
    assert.ok(sameKeys(opened.archive.keys, plain.keys));

    bench.file("pass.txt", `${data.passphrase}\n`);
    const decrypted = await bench.run(
      "keys decrypt",
      { keys: "targets.tgz", "keys-passphrase-file": "pass.txt" },
      noToken,
    );
    assert.match(decrypted.asked.join(), /can sign\. Write it\?/);
    assert.deepEqual(await keyids("targets.tgz"), [targetsKey()]);
  });
  it("says a new passphrase once the encrypted file is proven, while the plain one is still there, and not before", async () => {
    const said: string[] = [];
    const info = (message: string) => {
      said.push(message);
      assert.deepEqual(bytes("targets.tgz"), Buffer.from(bench.factory.archives.targets!));
      assert.match(String(bytes("targets.tgz.new.part")), /^age-encryption\.org\/v1\n-> scrypt/);
    };
    bench.file("targets.tgz.new", Buffer.from(bench.factory.archives.targets!));
    await bench.refused("keys encrypt", { keys: "targets.tgz" }, "keys-leftover", /already exists/, {
      ...noToken,
      info,
    });
    assert.equal(said.length, 0);
    rmSync(at("targets.tgz.new"));
    const { data } = await bench.run("keys encrypt", { keys: "targets.tgz" }, { ...noToken, info });
    assert.deepEqual(said, [
      "The next line is the new passphrase. Write it down now, then clear this screen.",
      data.passphrase,
    ]);
  });
  it("makes an identity in a file of its own, mode 0600, and every command takes the archive with it", async () => {
    const raw = { to: "t.age", keys: "targets.tgz", "new-identity": "id.txt" };
    const { data } = await bench.run("keys encrypt", raw, noToken);
    assert.equal(data.identityFile, at("id.txt"));
    assert.equal(statSync(at("id.txt")).mode & 0o777, 0o600);
    assert.match(String(bytes("id.txt")), /^# created: \S+\n# public key: age1\w+\nAGE-SECRET-KEY-1\w+\n$/);
    const listed = await bench.run("keys list", { keys: "t.age", "keys-identity-file": "id.txt" });
    assert.equal(listed.data.keys[0].keyid, targetsKey());
    await bench.run("wave init", {
      wave: "w",
      version: "5",
      tag: "production",
      keys: "t.age",
      "keys-identity-file": "id.txt",
    });
    assert.deepEqual(await keyids("targets.tgz"), [targetsKey()], "the plain one stays");
  });
  it("to recipients: in place only when it can be opened again here", async () => {
    const identity = await generateX25519Identity();
    const recipient = await identityToRecipient(identity);
    const before = bytes("targets.tgz");
    const raw = { keys: "targets.tgz", recipient };
    await bench.refused("keys encrypt", raw, "keys-secret-missing", /The new archive could not be tested/, noToken);
    assert.deepEqual(bytes("targets.tgz"), before);
    await bench.run("keys encrypt", { ...raw, to: "t.age" }, noToken);
    assert.deepEqual(await keyids("t.age", { identity }), [targetsKey()]);
    bench.file("id.txt", identity);
    await bench.run("keys encrypt", { ...raw, "keys-identity-file": "id.txt" }, noToken);
    assert.deepEqual(await keyids("targets.tgz", { identity }), [targetsKey()]);
  });
  it("to recipients of one strength: post-quantum beside classic is refused, and nothing is written", async () => {
    const [classic, hybrid] = await Promise.all([generateX25519Identity(), generateHybridIdentity()]);
    const recipient = (await Promise.all([classic, hybrid].map((each) => identityToRecipient(each)))).join();
    const before = bytes("targets.tgz");
    for (const raw of [{ to: "locked.age" }, { "for-action": true }, {}]) {
      const given = { keys: "targets.tgz", recipient, ...raw };
      await bench.refused(
        "keys encrypt",
        given,
        "keys-recipients-mixed",
        /1 of the 2 recipients is post-quantum/,
        noToken,
      );
    }
    await bench.refused(
      "keys encrypt",
      { keys: "targets.tgz", recipient: await identityToRecipient(hybrid), "new-identity": "id.txt", to: "locked.age" },
      "keys-recipients-mixed",
      /post-quantum/,
      noToken,
    );
    assert.deepEqual(bytes("targets.tgz"), before);
    assert.ok(!readdirSync(bench.folder).some((name) => /locked|id\.txt/.test(name)));
  });
  it("refuses a weak passphrase, and leaves the archive as it was (T24)", async () => {
    bench.file("weak.txt", "correct horse battery staple");
    const before = bytes("targets.tgz");
    const raw = { keys: "targets.tgz", "new-passphrase-file": "weak.txt" };
    await bench.refused("keys encrypt", raw, "keys-passphrase-weak", /too weak/, noToken);
    assert.deepEqual(bytes("targets.tgz"), before);
    const both = { ...raw, recipient: "age1x" };
    await bench.refused(
      "keys encrypt",
      both,
      "options-conflict",
      /A passphrase and age identities cannot be used together/,
      noToken,
    );
  });
  it("leaves everything as it was when the question is answered with no", async () => {
    const identity = await generateX25519Identity();
    bench.file("id.txt", identity);
    const raw = { keys: "targets.tgz", "keys-identity-file": "id.txt" };
    await bench.run("keys encrypt", { ...raw, recipient: await identityToRecipient(identity) }, noToken);
    const before = bytes("targets.tgz");
    const no = () => {
      throw new Error("declined");
    };
    await assert.rejects(bench.run("keys decrypt", raw, { ...noToken, answer: no }), /declined/);
    assert.deepEqual(bytes("targets.tgz"), before);
  });
  it("of a plain archive there is nothing to decrypt", async () => {
    const { status, asked } = await bench.run("keys decrypt", { keys: "targets.tgz" }, noToken);
    assert.deepEqual([status, asked], ["unchanged", []]);
  });
});

describe("keys encrypt --for-action", () => {
  before(quickScrypt);
  after(realScrypt);
  it("prints two secrets with which the Action signs, and leaves the archive as it is", async () => {
    const before = bytes("targets.tgz");
    const { data, stdout, status } = await bench.run(
      "keys encrypt",
      { keys: "targets.tgz", "for-action": true },
      noToken,
    );
    assert.equal(status, "unchanged");
    assert.deepEqual(bytes("targets.tgz"), before);
    assert.deepEqual(Object.keys(data.secrets), ["FACTORY_TUF_KEYS", "FACTORY_TUF_IDENTITY"]);
    const lines = stdout.split("\n");
    const pasted = (name: string) => lines[lines.indexOf(name) + 2]!;
    assert.equal(pasted("FACTORY_TUF_IDENTITY"), data.secrets.FACTORY_TUF_IDENTITY);
    assert.match(String(Buffer.from(pasted("FACTORY_TUF_KEYS"), "base64").subarray(0, 21)), /^age-encryption\.org\/v1/);
    assert.match(stdout, /Then clear this screen\.\n$/);
    const inputs = {
      wave: "by-action",
      version: "6",
      tag: "production",
      keys: pasted("FACTORY_TUF_KEYS"),
      "keys-identity": pasted("FACTORY_TUF_IDENTITY"),
    };
    const active = await bench.run("wave list", { "wave-status": "active" });
    for (const { name } of active.data.waves) await bench.run("wave cancel", { wave: name });
    assert.equal((await bench.run("wave init", inputs, { door: "action" })).status, "done");
  });
  it("with output writes them into new files of their owner's, prints none, and says how they get to GitHub", async () => {
    const raw = { keys: "targets.tgz", "for-action": true, output: "made/secrets" };
    const { data, stdout, text, status } = await bench.run("keys encrypt", raw, noToken);
    assert.deepEqual([status, data.secrets, stdout], ["done", null, text]);
    for (const name of ["FACTORY_TUF_KEYS", "FACTORY_TUF_IDENTITY"]) {
      assert.equal(data.secretFiles[name], at(`made/secrets/${name}`));
      assert.equal(statSync(data.secretFiles[name]).mode & 0o777, 0o600);
      assert.ok(text.includes(`gh secret set ${name} --env <environment> --repo <owner/name> < ${at("made/secrets")}`));
      assert.ok(!text.includes(String(bytes(`made/secrets/${name}`)).trim()));
    }
    assert.match(String(bytes("made/secrets/FACTORY_TUF_IDENTITY")), /^AGE-SECRET-KEY-1/);
    const before = bytes("made/secrets/FACTORY_TUF_KEYS");
    await bench.refused("keys encrypt", raw, "file-unwritable", /FACTORY_TUF_KEYS already exists/, noToken);
    assert.deepEqual(bytes("made/secrets/FACTORY_TUF_KEYS"), before);
    const on = { environment: "production", repo: "acme/devices" };
    await bench.refused("keys encrypt", { ...raw, ...on }, "options-conflict", /--output/, noToken);
    await bench.refused("keys encrypt", { ...raw, "for-action": false }, "options-conflict", /--output/, noToken);
  });
  it("refuses a root key (T16), also a retired one, and names copy-targets", async () => {
    const raw = { keys: "root.tgz", "for-action": true };
    await bench.refused("keys encrypt", raw, "keys-root-present", /keys copy-targets/, noToken);
  });
  it("to recipients prints the archive alone, and age opens it", async () => {
    const identity = await generateX25519Identity();
    const recipient = await identityToRecipient(identity);
    const { data } = await bench.run("keys encrypt", { keys: "targets.tgz", "for-action": true, recipient }, noToken);
    assert.deepEqual(Object.keys(data.secrets), ["FACTORY_TUF_KEYS"]);
    const { armor } = await import("age-encryption");
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    const packed = await decrypter.decrypt(armor.decode(data.secrets.FACTORY_TUF_KEYS));
    assert.deepEqual(
      (await readArchive(packed)).keys.map(({ keyid }) => keyid),
      [targetsKey()],
    );
  });
});
