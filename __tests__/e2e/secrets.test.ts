import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { describe, it } from "node:test";
import { keyArchive } from "../../src/emulator/state/archive.ts";
import { makeKeyPair } from "../../src/emulator/state/key-pair.ts";
import { Secrets, secretsOfArchive } from "./secrets.ts";

describe("the search for secrets", () => {
  const token = "tok_5f2a77c1d09b4e63a8";
  const pair = makeKeyPair("ed25519", "seed", "key");
  const secrets = new Secrets({ token, archive: secretsOfArchive(keyArchive("targets", [pair])) });

  const found: Record<string, string> = {
    "as it is": `the token ${token} in a line`,
    "a part of it": token.slice(4, 16),
    "as base64": Buffer.from(token).toString("base64"),
    "within a text that is base64 as a whole": Buffer.from(`x:${token}:y`).toString("base64"),
    "as hex": Buffer.from(token).toString("hex"),
    "a key's seed as hex in upper case": pair.private.toUpperCase(),
    "a key's bytes as base64": Buffer.from(pair.private, "hex").toString("base64url"),
    "a key's bytes in a binary file": Buffer.from(pair.private, "hex").toString("latin1"),
  };
  for (const [form, text] of Object.entries(found)) {
    it(`finds one ${form}`, () => assert.throws(() => secrets.assertAbsent(text, "here"), /here holds a part of/));
  }

  it("finds none where there is none", () => {
    secrets.assertAbsent(
      `${pair.keyid} ${JSON.stringify(pair.public)} ${randomBytes(5000).toString("base64")}`,
      "here",
    );
  });
});
