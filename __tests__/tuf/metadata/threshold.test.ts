import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { describe, it } from "node:test";
import { verifyAsync } from "@noble/ed25519";
import fc from "fast-check";
import { parseJson } from "../../../src/json/json.ts";
import { sha256Hex } from "../../../src/text/sha256.ts";
import { keyidOf } from "../../../src/tuf/metadata/key.ts";
import { parseRoot, parseTargets, type RootSigned } from "../../../src/tuf/metadata/metadata.ts";
import { requireThreshold, roleKeys, signatureListProblem, tally } from "../../../src/tuf/metadata/threshold.ts";
import { thrown } from "../../kit/refusal.ts";
import {
  ed25519,
  envelope,
  plainCanonical,
  rootDoc,
  rootSigned,
  rsaKey,
  signBytes,
  type TestKey,
  target,
  targetsDoc,
  targetsSigned,
} from "../../kit/tuf.ts";

const [alice, bob, carol, mallory] = ["alice", "bob", "carol", "mallory"].map(ed25519) as [
  TestKey,
  TestKey,
  TestKey,
  TestKey,
];
const content = targetsSigned({ "board-001-lmp-7": target({ version: 7 }) }, 7);
const contentBytes = Buffer.from(plainCanonical(content));

/** A root in which the targets role is exactly as given. */
function rootWith(keys: RootSigned["keys"], keyids: readonly string[], threshold: number) {
  const base = rootSigned();
  const signed = { ...base, keys: { ...base.keys, ...keys }, roles: { ...base.roles, targets: { keyids, threshold } } };
  return parseRoot(parseJson(JSON.stringify(envelope(signed, [])), "root"), "production root 2");
}

const twoOfThree = rootDoc({ targets: [alice, bob, carol], targetsThreshold: 2 });

describe("counting signatures", () => {
  it("says who signed, who could still sign, what is invalid and what is foreign", () => {
    const signatures = [
      signBytes(alice, contentBytes),
      { ...signBytes(mallory, contentBytes), keyid: bob.keyid },
      signBytes(mallory, contentBytes),
    ];
    const doc = parseTargets(parseJson(JSON.stringify({ signatures, signed: content }), "doc"), "doc");
    assert.deepEqual(tally(doc, twoOfThree, "targets"), {
      role: "targets",
      threshold: 2,
      signedBy: [alice.keyid],
      missing: [bob.keyid, carol.keyid],
      invalid: [{ keyid: bob.keyid, why: "does not verify" }],
      foreign: [mallory.keyid],
      met: false,
    });
  });

  it("meets a threshold exactly when that many distinct keys of the role have signed", () => {
    const pool = ["a", "b", "c", "d", "e"].map(ed25519);
    const chosen = fc.array(fc.nat(4), { maxLength: 8 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        chosen,
        fc.uniqueArray(fc.nat(4), { minLength: 1 }),
        (threshold, signers, role) => {
          const root = rootDoc({ targets: role.map((index) => pool[index]!), targetsThreshold: threshold });
          const doc = targetsDoc(
            content,
            signers.map((index) => pool[index]!),
          );
          const distinct = new Set(signers.filter((index) => role.includes(index)));
          const result = tally(doc, root, "targets");
          assert.equal(result.signedBy.length, distinct.size);
          assert.equal(result.met, distinct.size >= threshold);
          assert.equal(result.missing.length, role.length - distinct.size);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("uses the keys of the role that was asked for, not any key of the root", () => {
    const root = rootDoc({ root: [alice], targets: [bob] });
    assert.equal(tally(targetsDoc(content, [alice]), root, "targets").met, false);
    assert.equal(tally(targetsDoc(content, [alice]), root, "root").met, true);
  });

  it("requires a threshold by an error that names who signed and why another did not count", () => {
    const signatures = [signBytes(alice, contentBytes), { ...signBytes(bob, Buffer.from("{}")) }];
    const doc = parseTargets(parseJson(JSON.stringify({ signatures, signed: content }), "doc"), "Wave w1");
    const { message } = thrown(() => requireThreshold(doc, twoOfThree, "targets"), "threshold-not-met");
    assert.ok(message.startsWith("Wave w1 has 1 of 2 valid targets signatures that root asks for"), message);
    assert.ok(message.includes(`(by ${alice.keyid})`) && message.includes(`by ${bob.keyid} does not verify`), message);
    assert.equal(requireThreshold(targetsDoc(content, [alice, carol]), twoOfThree, "targets").met, true);
  });
});

describe("T10: one key counts once, whatever it is called", () => {
  it("a key that signs twice counts once, and so does one that the role lists twice", () => {
    const root = rootWith({ [alice.keyid]: alice.json }, [alice.keyid, alice.keyid], 2);
    const result = tally(targetsDoc(content, [alice, alice]), root, "targets");
    assert.deepEqual(result.signedBy, [alice.keyid]);
    assert.equal(result.met, false);
  });

  const rsa = rsaKey(generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey);
  const pem = rsa.json.keyval.public;
  const spellings: [string, TestKey, string][] = [
    ["an invented id", alice, "a".repeat(64)],
    ["its id in upper case", alice, alice.keyid.toUpperCase()],
    ["its id with white space", alice, `${alice.keyid} `],
    [
      "the hash of its hex text in upper case",
      upperCase(alice),
      sha256Hex(Buffer.from(alice.json.keyval.public.toUpperCase())),
    ],
    [
      "the hash of a PEM with trailing white space",
      { ...rsa, json: { keytype: "RSA", keyval: { public: `${pem}\n` } } },
      sha256Hex(Buffer.from(`${pem}\n`)),
    ],
    [
      "the hash of a PEM with CRLF",
      { ...rsa, json: { keytype: "rsa", keyval: { public: pem.replaceAll("\n", "\r\n") } } },
      sha256Hex(Buffer.from(pem.replaceAll("\n", "\r\n"))),
    ],
    ["the id that the TUF specification would give it", alice, sha256Hex(Buffer.from(plainCanonical(alice.json)))],
  ];
  for (const [what, key, id] of spellings) {
    it(`the same material again under ${what} is refused with the whole role`, () => {
      const root = rootWith({ [key.keyid]: key.json, [id]: key.json }, [key.keyid, id], 2);
      const signatures = [signBytes(key, contentBytes), { ...signBytes(key, contentBytes), keyid: id }];
      const doc = parseTargets(parseJson(JSON.stringify({ signatures, signed: content }), "doc"), "doc");
      const { message } = thrown(() => tally(doc, root, "targets"), "keyid-mismatch");
      assert.ok(
        message.startsWith(
          `production root 2 calls a targets key ${id.slice(0, 64)}, but that key's id is ${key.keyid}.`,
        ),
        message,
      );
    });
  }

  it("the id of a key in upper-case hex is that of the key", () => {
    assert.equal(keyidOf(upperCase(alice).json), alice.keyid);
    assert.deepEqual(
      [
        ...roleKeys(
          rootWith({ [alice.keyid]: upperCase(alice).json }, [alice.keyid], 1).signed,
          "targets",
          "root",
        ).keys(),
      ],
      [alice.keyid],
    );
  });

  function upperCase(key: TestKey): TestKey {
    return { ...key, json: { keytype: "ED25519", keyval: { public: key.json.keyval.public.toUpperCase() } } };
  }
});

describe("T10: a valid signature by an unusable key counts for nothing", () => {
  const weak: [string, () => TestKey][] = [
    ["RSA of 1024 bits", () => rsaKey(generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey)],
    [
      "RSA with the exponent 3",
      () => rsaKey(generateKeyPairSync("rsa", { modulusLength: 2048, publicExponent: 3 }).privateKey),
    ],
    ["an rsa-pss SPKI", () => rsaKey(generateKeyPairSync("rsa-pss", { modulusLength: 2048 }).privateKey)],
  ];
  for (const [what, make] of weak) {
    it(what, () => {
      const key = make();
      const root = rootWith({ [key.keyid]: key.json }, [key.keyid], 1);
      const result = tally(targetsDoc(content, [key]), root, "targets");
      assert.deepEqual([result.met, result.signedBy, result.missing, result.foreign], [false, [], [], [key.keyid]]);
    });
  }

  it("Ed25519 with a point of small order, for which anybody can sign anything", async () => {
    const point = Buffer.from(`01${"00".repeat(31)}`, "hex");
    const identity = { keytype: "ED25519", keyval: { public: point.toString("hex") } };
    const keyid = keyidOf(identity)!;
    const forged = Buffer.concat([point, Buffer.alloc(32)]);
    assert.ok(await verifyAsync(forged, contentBytes, point, { zip215: true }), "a lenient verifier is fooled");
    const signatures = [{ keyid, method: "ed25519", sig: forged.toString("base64") }];
    const doc = parseTargets(parseJson(JSON.stringify({ signatures, signed: content }), "doc"), "doc");
    const result = tally(doc, rootWith({ [keyid]: identity }, [keyid], 1), "targets");
    assert.deepEqual([result.met, result.foreign], [false, [keyid]]);
  });
});

describe("T11: key ids are foreign names", () => {
  it("__proto__ and constructor as key ids find no key and no prototype", () => {
    for (const name of ["__proto__", "constructor", "toString"]) {
      const root = rootWith({}, [name, alice.keyid], 1);
      const signatures = [{ ...signBytes(alice, contentBytes), keyid: name }];
      const doc = parseTargets(parseJson(JSON.stringify({ signatures, signed: content }), "doc"), "doc");
      const result = tally(doc, root, "targets");
      assert.deepEqual([result.met, result.foreign], [false, [name]]);
    }
  });

  it("a key filed under __proto__ is a key like others: its id does not match", () => {
    const keys = JSON.parse(`{"__proto__":${JSON.stringify(alice.json)}}`) as RootSigned["keys"];
    const base = rootSigned();
    const text = JSON.stringify(
      envelope({ ...base, roles: { ...base.roles, targets: { keyids: ["__proto__"], threshold: 1 } } }, []),
    );
    const root = parseRoot(
      parseJson(text.replace('"keys":{', `"keys":${JSON.stringify(keys).slice(0, -1)},`), "root"),
      "root",
    );
    thrown(() => tally(targetsDoc(content, [alice]), root, "targets"), "keyid-mismatch");
  });
});

describe("the signature list as a device reads it", () => {
  const listed = (signatures: unknown[]) =>
    signatureListProblem(parseTargets(parseJson(JSON.stringify({ signatures, signed: content }), "doc"), "doc"));

  it("has no problem with distinct key ids and known methods, foreign keys included", () => {
    assert.equal(listed([signBytes(alice, contentBytes), signBytes(mallory, contentBytes)]), null);
  });

  it("is rejected with a repeated key id, even where both signatures are valid", () => {
    const one = signBytes(alice, contentBytes);
    assert.equal(listed([one, one]), `lists the key id ${alice.keyid} twice in its signatures`);
  });

  it("is looked at once a key: what repeats a key id counts as invalid, also behind a bad first signature", () => {
    const good = signBytes(alice, contentBytes);
    const bad = { ...good, sig: signBytes(alice, Buffer.from("other")).sig };
    const doc = parseTargets(parseJson(JSON.stringify({ signatures: [bad, good], signed: content }), "doc"), "doc");
    const counted = tally(doc, rootWith({ [alice.keyid]: alice.json }, [alice.keyid], 1), "targets");
    assert.deepEqual(counted.signedBy, []);
    assert.deepEqual(
      counted.invalid.map(({ why }) => why),
      ["does not verify", "repeats a key id, which devices reject outright"],
    );
  });

  it("is rejected with an unknown method, even of a key outside the role", () => {
    const odd = { ...signBytes(mallory, contentBytes), method: "ecdsa-sha2-nistp256" };
    assert.equal(
      listed([signBytes(alice, contentBytes), odd]),
      'has a signature of the unknown method "ecdsa-sha2-nistp256"',
    );
  });
});
