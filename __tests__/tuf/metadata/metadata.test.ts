import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseJson } from "../../../src/json/json.ts";
import { own } from "../../../src/json/object.ts";
import { parseRoot, parseTargets, problemsBelow } from "../../../src/tuf/metadata/metadata.ts";
import { thrown } from "../../kit/refusal.ts";
import { ed25519, envelope, plainCanonical, rootSigned, target, targetsSigned } from "../../kit/tuf.ts";

type Edit = (signed: Record<string, unknown>) => unknown;

const root = (edit: Edit = (signed) => signed) => {
  const signed = edit(structuredClone(rootSigned()) as unknown as Record<string, unknown>);
  return parseRoot(parseJson(JSON.stringify({ signatures: [], signed }), "root"), "production root 3");
};
const targets = (edit: Edit = (signed) => signed) => {
  const signed = edit(targetsSigned({ t: target({ version: 1 }) }) as unknown as Record<string, unknown>);
  return parseTargets(parseJson(JSON.stringify({ signatures: [], signed }), "doc"), "CI targets");
};
const firstKey = Object.keys(rootSigned().keys)[0]!;

describe("parsing metadata", () => {
  it("accepts a role's type in any case, as readers do", () => {
    for (const _type of ["Root", "root", "ROOT"])
      assert.equal(root((signed) => ({ ...signed, _type })).signed._type, _type);
  });

  it("keeps unknown fields where they are, under the signature", () => {
    const extra = {
      "x-new": [{ deep: { b: 1, a: null } }],
      "x-changelog": { "polis-id": "p", message: "m", timestamp: "t" },
    };
    const doc = root((signed) => ({ ...signed, ...extra }));
    const expected = plainCanonical({ ...rootSigned(), ...extra });
    assert.equal(Buffer.from(doc.forms[0]!).toString(), expected);
    assert.equal(doc.portability, null);
  });

  it("gives back the bytes of a compact document when it is written again", () => {
    const text = JSON.stringify(
      envelope({ ...rootSigned(), "x-unknown": { z: [1, { y: "" }], a: true } }, [ed25519("root")]),
    );
    const doc = parseRoot(parseJson(text, "root"), "root");
    assert.equal(JSON.stringify({ signatures: doc.signatures, signed: doc.signed }), text);
  });

  it("takes over what the parser found, and finds the problems of a document inside a larger answer", () => {
    const { value, problems } = parseJson('{"a":{"signed":{"x":1,"x":2}},"ab":{"y":1.0},"a/b":{"z":-0}}', "answer");
    assert.deepEqual((value as { a: unknown }).a, { signed: { x: 2 } });
    assert.deepEqual(
      problemsBelow(problems, "/a").map(({ pointer }) => pointer),
      ["/signed/x"],
    );
    assert.deepEqual(
      problemsBelow(problems, "/a~1b").map(({ pointer }) => pointer),
      ["/z"],
    );
    assert.equal(problemsBelow(problems, "").length, 3);
  });
});

const notAnEnvelope: unknown[] = [
  null,
  [],
  "text",
  7,
  {},
  { signed: {} },
  { signatures: [] },
  { signed: [], signatures: [] },
];
const badRoots: [what: string, edit: Edit, says: RegExp][] = [
  ["another role", (signed) => ({ ...signed, _type: "Targets" }), /signed\._type is "Targets", not root/],
  ["no type", ({ _type, ...rest }) => rest, /signed\._type is missing, not root/],
  [
    "a list that spells the type",
    (signed) => ({ ...signed, _type: ["root"] }),
    /signed\._type is \["root"\], not root/,
  ],
  ["version 0", (signed) => ({ ...signed, version: 0 }), /signed\.version is 0, not an integer from 1/],
  ["a version as text", (signed) => ({ ...signed, version: "1" }), /signed\.version is "1"/],
  ["a fraction as version", (signed) => ({ ...signed, version: 1.5 }), /signed\.version is 1\.5/],
  ["a version beyond 2^53", (signed) => ({ ...signed, version: 2 ** 53 }), /signed\.version is 9007199254740992/],
  ["no expiry", ({ expires, ...rest }) => rest, /signed\.expires is missing, not a UTC time/],
  [
    "more key ids than a device could read",
    (signed) => ({
      ...signed,
      roles: { ...(signed.roles as object), root: { keyids: Array.from({ length: 1001 }, String), threshold: 1 } },
    }),
    /the role root lists 1001 key ids/,
  ],
  ["keys that are a list", (signed) => ({ ...signed, keys: [] }), /signed\.keys is not an object/],
  [
    "a key that is null",
    (signed) => ({ ...signed, keys: { [firstKey]: null } }),
    /the key "[0-9a-f]{64}" has no keytype or no public half/,
  ],
  [
    "a key without public half",
    (signed) => ({ ...signed, keys: { a: { keytype: "RSA", keyval: {} } } }),
    /the key "a" has no keytype/,
  ],
  [
    "a public half that is no text",
    (signed) => ({ ...signed, keys: { a: { keytype: "RSA", keyval: { public: 1 } } } }),
    /the key "a"/,
  ],
  ["no roles", ({ roles, ...rest }) => rest, /signed\.roles is not an object/],
  [
    "a missing role",
    ({ roles, ...rest }) => ({ ...rest, roles: { ...(roles as object), snapshot: undefined } }),
    /the role snapshot has no list of key ids/,
  ],
  ["key ids that are no texts", withRole({ keyids: [1], threshold: 1 }), /the role targets has no list of key ids/],
  ["threshold 0", withRole({ keyids: [], threshold: 0 }), /the role targets has no threshold from 1 to 1000/],
  ["threshold 1001", withRole({ keyids: [], threshold: 1001 }), /the role targets has no threshold from 1 to 1000/],
  ["a threshold as text", withRole({ keyids: [], threshold: "1" }), /the role targets has no threshold/],
  ["no threshold", withRole({ keyids: [] }), /the role targets has no threshold/],
];

function withRole(targets: object): Edit {
  return ({ roles, ...rest }) => ({ ...rest, roles: { ...(roles as object), targets } });
}

const withTarget =
  (file: unknown): Edit =>
  (signed) => ({ ...signed, targets: { "a b": file } });
const badTargets: [what: string, edit: Edit, says: RegExp][] = [
  ["a root's type", (signed) => ({ ...signed, _type: "Root" }), /signed\._type is "Root", not targets/],
  ["no targets", ({ targets: _targets, ...rest }) => rest, /signed\.targets is not an object/],
  ["targets in a list", (signed) => ({ ...signed, targets: [] }), /signed\.targets is not an object/],
  ["a target that is null", withTarget(null), /the target "a b" is not an object/],
  ["a target without hashes", withTarget({ length: 0 }), /the target "a b" has no hashes/],
  ["a hash that is no text", withTarget({ hashes: { sha256: 1 }, length: 0 }), /the target "a b" has no hashes/],
  ["no length", withTarget({ hashes: {} }), /the target "a b" has no length/],
  ["a negative length", withTarget({ hashes: {}, length: -1 }), /the target "a b" has no length/],
  ["a length as text", withTarget({ hashes: {}, length: "0" }), /the target "a b" has no length/],
  ["custom that is a list", withTarget({ hashes: {}, length: 0, custom: [] }), /a custom part that is not an object/],
  ["custom that is a text", withTarget({ hashes: {}, length: 0, custom: "" }), /a custom part that is not an object/],
];

describe("a target whose custom is null", () => {
  it("is one without custom, and no reason to refuse the others", () => {
    const signed = { ...targetsSigned({ a: target({ version: 1 }) }) };
    const value = { signed: { ...signed, targets: { ...signed.targets, b: { hashes: {}, length: 0, custom: null } } } };
    const doc = parseTargets({ value: { ...value, signatures: [] }, problems: [] }, "CI targets");
    assert.equal(doc.signed.targets["b"]?.custom, null);
    assert.equal(doc.signed.targets["a"]?.custom?.version, "1");
  });
});

describe("metadata that a strict reader refuses", () => {
  it("is no object with signed and signatures", () => {
    for (const value of notAnEnvelope) {
      const { message } = thrown(() => parseTargets({ value, problems: [] }, "CI targets"), "metadata-malformed");
      assert.match(message, /^CI targets: it is not an object with `signed` and `signatures`\. /);
    }
  });

  it("has a signature without keyid, method or sig", () => {
    const whole = { keyid: "a", method: "ed25519", sig: "" };
    for (const missing of ["keyid", "method", "sig"]) {
      const value = { signed: targetsSigned({}), signatures: [whole, { ...whole, [missing]: undefined }] };
      const { message } = thrown(() => parseTargets({ value, problems: [] }, "doc"), "metadata-malformed");
      assert.match(message, /signature 2 lacks keyid, method or sig/);
    }
  });

  for (const [what, edit, says] of badRoots) {
    it(`is a root with ${what}`, () => {
      const { message } = thrown(() => root(edit), "metadata-malformed");
      assert.ok(message.startsWith("production root 3: "), message);
      assert.match(message, says);
    });
  }

  for (const [what, edit, says] of badTargets) {
    it(`is a targets document with ${what}`, () => {
      const { message } = thrown(() => targets(edit), "metadata-malformed");
      assert.ok(message.startsWith("CI targets: "), message);
      assert.match(message, says);
    });
  }

  it("is quoted in part only", () => {
    const { message } = thrown(
      () => root((signed) => ({ ...signed, _type: "x".repeat(10_000) })),
      "metadata-malformed",
    );
    assert.ok(message.length < 400, String(message.length));
  });
});

describe("members keyed by foreign names", () => {
  it("are own members only", () => {
    for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty"])
      assert.equal(own({}, name), undefined);
    assert.equal(own(JSON.parse('{"__proto__":1}') as Record<string, number>, "__proto__"), 1);
  });

  it("a target may be called __proto__ or constructor", () => {
    const text = JSON.stringify({ signatures: [], signed: targetsSigned({}) }).replace(
      '"targets":{}',
      `"targets":{"__proto__":${JSON.stringify(target({ version: 1 }))},"constructor":${JSON.stringify(target({ version: 2 }))}}`,
    );
    const { signed } = parseTargets(parseJson(text, "doc"), "doc");
    assert.deepEqual(Object.keys(signed.targets), ["__proto__", "constructor"]);
    assert.equal(own(signed.targets, "__proto__")?.custom?.version, "1");
  });
});

describe("a list of signatures", () => {
  it("is refused beyond 1000, more than any threshold asks for", () => {
    const signatures = Array.from({ length: 1001 }, () => ({ keyid: "a", method: "ed25519", sig: "" }));
    const text = (count: number) =>
      JSON.stringify({ signatures: signatures.slice(0, count), signed: targetsSigned({}) });
    assert.equal(parseTargets(parseJson(text(1000), "doc"), "doc").signatures.length, 1000);
    const { message } = thrown(() => parseTargets(parseJson(text(1001), "doc"), "doc"), "metadata-malformed");
    assert.match(message, /doc: it lists 1001 signatures/);
  });
});
