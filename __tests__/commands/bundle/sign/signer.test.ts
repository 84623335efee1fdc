import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { keyElsewhere, listTargetsKeys, signerProgram } from "../../../kit/key-elsewhere.ts";
import { writeBundle } from "../../../kit/offline-bundle.ts";
import { sharedBench } from "../../../kit/shared-bench.ts";

const key = keyElsewhere("rsa", 3072);
const bench = sharedBench({}, ({ factory, folder }) => {
  listTargetsKeys(factory, key);
  writeBundle(factory, join(folder, "bundle"));
});
const PATH = { env: { PATH: process.env.PATH! } };
const content = () => readFileSync(join(bench.folder, "bundle/tuf/bundle-targets.json"), "utf8");

describe("bundle sign with a signer", () => {
  it("adds the signature of a key that lives elsewhere", async () => {
    const raw = { folder: "bundle", "signer-command": signerProgram(bench.folder, key), "signer-keyid": key.keyid };
    const { changed, data } = await bench.run("bundle sign", raw, PATH);
    assert.equal(changed, "yes");
    assert.deepEqual(
      data.signatures.signedBy.map(({ keyid }: { keyid: string }) => keyid),
      [key.keyid],
    );
  });

  it("refuses a scheme that cannot sign so much before anybody is asked", async () => {
    const before = content();
    const raw = { folder: "bundle", signer: `azurekms:acme.vault.azure.net/k/${"0".repeat(32)}` };
    const ed25519 = keyElsewhere("ed25519");
    listTargetsKeys(bench.factory, ed25519);
    writeBundle(bench.factory, join(bench.folder, "bundle"));
    const { asked } = await bench.refused(
      "bundle sign",
      { ...raw, "signer-keyid": ed25519.keyid },
      "signer-too-small",
      /The bundle bundle has \d+ bytes to be signed, and Azure Key Vault does not sign with an Ed25519 key/,
      { env: { AZURE_ACCESS_TOKEN: "token-of-the-test" } },
    );
    assert.deepEqual(asked, []);
    assert.equal(content(), before);
  });
});
