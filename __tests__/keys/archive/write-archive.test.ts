import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { gunzipSync } from "node:zlib";
import { readArchive } from "../../../src/keys/archive/read-archive.ts";
import { unpackArchive } from "../../../src/keys/archive/unpack-archive.ts";
import { writeArchive } from "../../../src/keys/archive/write-archive.ts";
import { newKey, systemRandomness } from "../../../src/keys/signers/generate.ts";
import { assertRefused, ed25519Key, recorded, recordedArchives } from "../../kit/keys.ts";

async function filesOf(packed: Uint8Array): Promise<ReadonlyMap<string, Buffer>> {
  return (await unpackArchive(packed)).files;
}

describe("writeArchive", () => {
  it("writes what it has read: the same keys, private halves included, from every recorded archive", async () => {
    for (const path of recordedArchives().filter((name) => !/-roots\.tgz$/.test(name))) {
      const { keys } = await readArchive(recorded(path));
      const [before, after] = await Promise.all([filesOf(recorded(path)), filesOf(writeArchive(keys))]);
      assert.deepEqual([...after.keys()].sort(), [...before.keys()].sort(), path);
      for (const [name, bytes] of before) {
        assert.deepEqual(JSON.parse(after.get(name)!.toString()), JSON.parse(bytes.toString()), `${path}: ${name}`);
      }
    }
  });

  it("writes the vendor's own files byte for byte", async () => {
    const packed = recorded("waves/archives/23-targets.tgz");
    const [before, after] = await Promise.all([
      filesOf(packed),
      filesOf(writeArchive((await readArchive(packed)).keys)),
    ]);
    for (const [name, bytes] of before) assert.equal(after.get(name)?.toString(), bytes.toString());
  });

  it("gives every entry mode 0600 and time 0, and equal keys equal bytes", async () => {
    const keys = [await ed25519Key(1)];
    const tar = gunzipSync(writeArchive(keys));
    assert.equal(tar.subarray(100, 107).toString("latin1"), "000600 ");
    assert.match(tar.subarray(136, 147).toString("latin1"), /^0{10}[0 ]/);
    assert.deepEqual(writeArchive(keys), writeArchive([await ed25519Key(1)]));
  });

  it("refuses two entries of one name and a name that needs an extended header", async () => {
    const key = await ed25519Key(1);
    await assertRefused(() => writeArchive([key, key]), "keys-entry-refused", /is there twice/);
    await assertRefused(() => writeArchive([{ ...key, name: "x".repeat(150) }]), "keys-entry-refused", /is too long/);
  });
});

describe("newKey", () => {
  it("makes an Ed25519 key in the vendor's form from a seed that is given", async () => {
    const key = await newKey("ed25519", "root", {
      seed: () => Buffer.from("fe53cf6da5b8c66364196670313564b44ee5e94eba170a2bb367db4e89009ed6", "hex"),
      rsa: () => assert.fail(),
    });
    assert.equal(key.name, "tufrepo/keys/fioctl-root-202f8454a9acc5904a8904c357619f1cef1d2924fc2a2843c8c1cfb32a6d54f0");
    const files = await filesOf(writeArchive([key]));
    const original = await filesOf(recorded("rotations/archives/00-root.tgz"));
    for (const [name, bytes] of files) assert.equal(bytes.toString(), original.get(name)?.toString());
  });

  it("makes an RSA key of 4096 bits as PKCS#1", async () => {
    const key = await newKey("rsa", "targets", systemRandomness);
    const sec = (await filesOf(writeArchive([key]))).get(`${key.name}.sec`)!.toString();
    assert.match(sec, /^\{"keytype":"RSA","keyval":\{"private":"-----BEGIN RSA PRIVATE KEY-----\\n/);
    assert.equal((await readArchive(writeArchive([key]))).keys[0]?.keyid, key.keyid);
    assert.equal((await key.signer!.sign(Buffer.from("x"))).sig.length, 684);
  });
});
