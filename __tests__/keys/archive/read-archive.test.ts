import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { describe, it } from "node:test";
import { gunzipSync } from "node:zlib";
import { readArchive } from "../../../src/keys/archive/read-archive.ts";
import { unpackArchive } from "../../../src/keys/archive/unpack-archive.ts";
import { keyidOf } from "../../../src/tuf/metadata/key.ts";
import { assertRefused, pair, recorded, recordedArchives, tgzOf } from "../../kit/keys.ts";

const rootDownloads = recordedArchives().filter((path) => /-roots\.tgz$/.test(path));
const keyArchives = recordedArchives().filter((path) => !rootDownloads.includes(path));

const SEED = "fe53cf6da5b8c66364196670313564b44ee5e94eba170a2bb367db4e89009ed6";
const POINT = "5a20799c7a5a9889bfc3cc53d7ce89043d1d101f1daf3fa1d73b52ca7e7f3f14";
const sec = (text: string, keytype = "ED25519") => JSON.stringify({ keytype, keyval: { private: text } });
const pub = (text: string, keytype = "ED25519") => JSON.stringify({ keytype, keyval: { public: text } });

describe("readArchive, recorded archives", () => {
  it("finds both kinds among the recordings", () => {
    assert.ok(keyArchives.length >= 20, `${keyArchives.length} key archives`);
    assert.equal(rootDownloads.length, 6);
  });

  for (const path of keyArchives) {
    it(`reads ${path}: every key can sign, and its id is the one the vendor's tool named it by`, async () => {
      const { keys } = await readArchive(recorded(path));
      assert.ok(keys.length > 0);
      for (const key of keys) {
        assert.ok(key.signer, `${key.name} has no signer`);
        assert.equal(key.signer.keyid, key.keyid);
        assert.equal(keyidOf(key.public), key.keyid);
        const named = /fioctl-(?:root|targets)-([0-9a-f]{64})$/.exec(key.name)?.[1];
        assert.equal(named ?? "tufrepo/keys/first-root", named ? key.keyid : key.name);
      }
    });
  }

  for (const path of rootDownloads) {
    it(`tells ${path} apart: downloaded roots, no keys`, async () => {
      await assertRefused(readArchive(recorded(path)), "keys-malformed", /holds downloaded root documents, no keys/);
    });
  }

  it("reads RSA keys of 4096 bits and the first root key of 2048", async () => {
    const { keys } = await readArchive(recorded("rotations-rsa/archives/00-root.tgz"));
    assert.deepEqual(
      keys.map(({ type }) => type),
      ["rsa", "rsa"],
    );
  });
});

describe("readArchive, what belongs together", () => {
  it("accepts the 64-byte form of an Ed25519 key and upper case hex", async () => {
    const { keys } = await readArchive(tgzOf(pair(sec(SEED + POINT), pub(POINT.toUpperCase(), "ed25519"))));
    assert.equal(keys[0]?.keyid, "202f8454a9acc5904a8904c357619f1cef1d2924fc2a2843c8c1cfb32a6d54f0");
  });

  it("refuses a 64-byte key whose halves disagree", async () => {
    const other = `${POINT.slice(0, -1)}5`;
    await assertRefused(
      readArchive(tgzOf(pair(sec(SEED + other), pub(POINT)))),
      "keys-halves-differ",
      /does not belong to its seed/,
    );
  });

  it("refuses a pair whose public half does not follow from the private one, and names both key ids", async () => {
    const other = "917cc3f700754b6985c05862e1fa3ce3554b8e50887963d960fa754e745369bd";
    await assertRefused(
      readArchive(tgzOf(pair(sec(SEED), pub(other)))),
      "keys-halves-differ",
      /public half of `tufrepo\/keys\/k` .* is of key 202f8454\w+, the public one is [0-9a-f]{64}/,
    );
  });

  it("goes by the public key, not by the file name: a name with another key's id is no mistake", async () => {
    const { keys } = await readArchive(
      tgzOf(pair(sec(SEED), pub(POINT), `tufrepo/keys/fioctl-Targets-${"0".repeat(64)}`)),
    );
    assert.match(keys[0]?.keyid ?? "", /^202f8454/);
  });

  it("reads RSA keys as PKCS#1 and PKCS#8, and ignores white space at the end of the public PEM", async () => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const spki = publicKey.export({ format: "pem", type: "spki" }).toString();
    for (const type of ["pkcs1", "pkcs8"] as const) {
      const pem = privateKey.export({ format: "pem", type }).toString();
      const { keys } = await readArchive(tgzOf(pair(sec(pem, "RSA"), pub(`${spki.trimEnd()}  \n\n`, "rsa"))));
      assert.equal(keys[0]?.type, "rsa");
    }
  });

  it("refuses a lone public or private half, and keeps either when asked to", async () => {
    const lonePub = tgzOf(pair(sec(SEED), pub(POINT)).slice(1));
    const loneSec = tgzOf(pair(sec(SEED), pub(POINT)).slice(0, 1));
    await assertRefused(
      readArchive(lonePub),
      "keys-orphan",
      /public half of `tufrepo\/keys\/k` without its private half/,
    );
    await assertRefused(
      readArchive(loneSec),
      "keys-orphan",
      /private half of `tufrepo\/keys\/k` without its public half/,
    );
    const [kept] = (await readArchive(lonePub, { orphans: "kept" })).keys;
    assert.equal(kept?.signer, null);
    const [derived] = (await readArchive(loneSec, { orphans: "kept" })).keys;
    assert.equal(derived?.public.keyval.public, POINT);
    assert.ok(derived?.signer);
  });

  it("keeps the order of names, whatever the order of entries", async () => {
    const packed = recorded("rotations/archives/03-targets.tgz");
    const entries = [...(await unpackArchive(packed)).files].map(([path, body]) => ({ path, body }));
    const names = async (bytes: Uint8Array) => (await readArchive(bytes)).keys.map(({ name }) => name);
    assert.deepEqual(await names(tgzOf(entries.reverse())), await names(packed));
    assert.deepEqual(await names(packed), (await names(packed)).sort());
  });
});

describe("readArchive, bad input", () => {
  const small = generateKeyPairSync("rsa", { modulusLength: 1024 });
  const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const pss = generateKeyPairSync("rsa-pss", { modulusLength: 2048 });
  const pem = (key: typeof small.privateKey) => key.export({ format: "pem", type: "pkcs8" }).toString();
  const locked = small.privateKey
    .export({ format: "pem", type: "pkcs8", cipher: "aes-256-cbc", passphrase: "x" })
    .toString();
  const cases = [
    [
      "RSA below 2048 bits",
      sec(pem(small.privateKey), "RSA"),
      "keys-key-unusable",
      /has 1024 bits, not 2048, 3072 or 4096/,
    ],
    ["a key of another kind called RSA", sec(pem(ec.privateKey), "RSA"), "keys-malformed", /another kind of key/],
    ["an RSASSA-PSS key", sec(pem(pss.privateKey), "RSA"), "keys-malformed", /another kind of key/],
    ["an encrypted PEM", sec(locked, "RSA"), "keys-malformed", /no PEM of type RSA PRIVATE KEY/],
    ["an unknown key type", sec(SEED, "ECDSA"), "keys-malformed", /neither ED25519 nor RSA/],
    ["hex of a wrong length", sec(SEED.slice(2)), "keys-malformed", /neither 64 nor 128 hex characters/],
    ["a private half that is not JSON", "seed", "keys-malformed", /`tufrepo\/keys\/k\.sec` is not JSON/],
    ["a public half in its place", pub(POINT), "keys-malformed", /no `keytype` or no `keyval.private`/],
    ["a repeated member", sec(SEED).replace("{", `{"keytype":"RSA",`), "keys-malformed", /repeated member/],
    ["an empty private half", "", "keys-malformed", /is not JSON/],
    ["null", "null", "keys-malformed", /no `keytype`/],
  ] as const;
  for (const [what, body, code, says] of cases) {
    it(`refuses ${what}: ${code}`, async () => {
      await assertRefused(readArchive(tgzOf(pair(body, pub(POINT)))), code, says);
    });
  }

  it("refuses a public half that is no key", async () => {
    await assertRefused(readArchive(tgzOf(pair(sec(SEED), "{}"))), "keys-malformed", /no `keyval.public`/);
    await assertRefused(readArchive(tgzOf(pair(sec(SEED), "<html>"))), "keys-malformed", /k\.pub` is not JSON/);
    await assertRefused(
      readArchive(tgzOf(pair(sec(SEED), pub("00")))),
      "keys-halves-differ",
      /is not 64 hex characters/,
    );
  });

  it("refuses an archive without any key file, and says what it holds instead", async () => {
    await assertRefused(readArchive(tgzOf([])), "keys-malformed", /no readable tar|holds no keys/);
    await assertRefused(
      readArchive(
        tgzOf([
          { path: "notes.txt", body: "x" },
          { path: "old/", type: "Directory" },
        ]),
      ),
      "keys-malformed",
      /holds no keys, only `notes.txt`, `old\/`/,
    );
  });

  it("reads an archive of the vendor's tool whatever modes its entries have", async () => {
    const tar = gunzipSync(recorded("waves/archives/01-targets.tgz"));
    assert.equal(tar.subarray(100, 107).toString("latin1"), "0000000");
    assert.equal((await readArchive(recorded("waves/archives/01-targets.tgz"))).keys.length, 1);
  });
});
