import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { Encrypter, generateHybridIdentity, generateX25519Identity, identityToRecipient } from "age-encryption";
import { openProtected, protectionFor, requireOneStrength } from "../../../src/keys/age/protection.ts";
import { writeArchive } from "../../../src/keys/archive/write-archive.ts";
import { keySource } from "../../../src/keys/sources/source.ts";
import { assertRefused, ed25519Key } from "../../kit/keys.ts";

const MIXED = /encrypted to post-quantum and classic recipients\./;

let classic: string;
let hybrid: string;
let packed: Uint8Array;
before(async () => {
  [classic, hybrid] = await Promise.all([generateX25519Identity(), generateHybridIdentity()]);
  packed = writeArchive([await ed25519Key(3)]);
});

async function encryptedTo(...identities: readonly string[]): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  for (const identity of identities) encrypter.addRecipient(await identityToRecipient(identity));
  return encrypter.encrypt(packed);
}

describe("post-quantum and classic recipients", () => {
  it("go together in no new file: one classic recipient undoes what the others are for", async () => {
    const strong = ["age1pq1qq", "age1tagpq1qq"];
    const weak = ["age1qq", "age1tag1qq"];
    for (const one of strong) {
      for (const other of weak) {
        await assertRefused(
          () => requireOneStrength([one, other]),
          "keys-recipients-mixed",
          /1 of the 2 recipients is/,
        );
        await assertRefused(() => requireOneStrength([other, one, one]), "keys-recipients-mixed", /2 of the 3 .* are/);
      }
    }
    for (const alike of [strong, weak, [], ["age1pq1qq"]]) assert.doesNotThrow(() => requireOneStrength(alike));
  });

  it("open no archive that is yet to be made, where both identities were given", async () => {
    const identity = `${classic}\n${hybrid}`;
    await assertRefused(
      protectionFor({ identity }),
      "keys-recipients-mixed",
      /all of them post-quantum.*or all classic/,
    );
    for (const alike of [classic, hybrid]) {
      assert.equal((await protectionFor({ identity: alike })).kind, "recipients");
    }
  });

  it("in a file that another program made: it opens, with a warning, by whichever identity and from any source", async () => {
    const cases: readonly (readonly [string[], number])[] = [
      [[classic, hybrid], 1],
      [[hybrid, classic], 1],
      [[hybrid], 0],
      [[classic], 0],
    ];
    for (const [recipients, warned] of cases) {
      const file = await encryptedTo(...recipients);
      const warnings: string[] = [];
      const warn = (message: string) => warnings.push(message);
      const secrets = { identity: recipients[0]!, warn };
      assert.deepEqual(Buffer.from((await openProtected(file, "The archive", secrets)).packed), Buffer.from(packed));
      const content = Buffer.from(file).toString("base64");
      const rules = { plain: "refused", weakPassphrase: "refused", mask: () => {}, env: {} } as const;
      await keySource({ from: { content }, ...secrets, ...rules }).open();
      assert.equal(warnings.filter((warning) => MIXED.test(warning)).length, 2 * warned, warnings.join());
    }
  });
});
