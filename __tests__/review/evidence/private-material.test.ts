import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { privateMaterial } from "../../../src/review/evidence/private-material.ts";
import { Doc, type SignedBase } from "../../../src/tuf/metadata/metadata.ts";

const PEM = "-----BEGIN RSA PRIVATE KEY-----\nMIIE";

/** Found in the value alone, and by way of the canonical bytes: both must give the same. */
function found(value: { readonly signed: object }): readonly string[] {
  const parsed = privateMaterial({ value, doc: new Doc("the document", value.signed as SignedBase, [], []) });
  assert.deepEqual(parsed, privateMaterial({ value, doc: null }));
  return parsed;
}

describe("privateMaterial", () => {
  it("finds keyval.private and PEM text anywhere, also beside what is signed", () => {
    const key = { keytype: "ED25519", keyval: { public: "00", private: "11" } };
    assert.deepEqual(found({ signed: { keys: { a: key } } }), ["/signed/keys/a/keyval/private"]);
    assert.deepEqual(found({ signed: { notes: ["x", PEM] } }), ["/signed/notes/1"]);
    assert.deepEqual(privateMaterial({ value: { signed: {}, extra: PEM }, doc: null }), ["/extra"]);
  });

  it("names the parent of a member name that is itself a key, so that no bytes of it are told", () => {
    assert.deepEqual(found({ signed: { targets: { [PEM]: 1 } } }), ["/signed/targets"]);
  });

  it("passes public keys, and a member called private that is in no key", () => {
    assert.deepEqual(found({ signed: { custom: { private: "1", pem: "-----BEGIN PUBLIC KEY-----" } } }), []);
  });

  it("takes whatever was served", () => {
    for (const value of [null, 1, "", [], [{}]]) assert.deepEqual(privateMaterial({ value, doc: null }), []);
  });
});
