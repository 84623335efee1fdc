import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { signatureProblem } from "../../../../src/tuf/metadata/signature.ts";
import { keyElsewhere } from "../../../kit/key-elsewhere.ts";
import { rejected } from "../../../kit/refusal.ts";
import { azureStandIn } from "../../../kit/services/azure.ts";
import { signerOver } from "../../../kit/services/remote-signer.ts";

const HOST = "acme.vault.azure.net";
const NAME = "targets/0123456789abcdef0123456789abcdef";
const rsa = keyElsewhere("rsa", 3072);
const ENV = { AZURE_ACCESS_TOKEN: "eyJ0eXAi.secret-of-azure" };
const URI = `azurekms:${HOST}/${NAME}`;
const standIn = azureStandIn({ host: HOST, token: ENV.AZURE_ACCESS_TOKEN, keys: { [NAME]: rsa } });

describe("azurekms:", () => {
  it("signs 8 MiB with RSA by digest, at the vault's own address", async () => {
    const bytes = Buffer.alloc(8 * 1024 * 1024, "{");
    const { signer, calls, masks } = signerOver(standIn, URI, rsa, ENV);
    assert.equal(signatureProblem(rsa.usable, await signer.sign(bytes), bytes), null);
    assert.equal(calls[0]!.url.href, `https://${HOST}/keys/${NAME}/sign?api-version=7.4`);
    assert.ok(masks.includes(ENV.AZURE_ACCESS_TOKEN));
  });

  it("has no Ed25519: one byte is too much, and nobody is asked", async () => {
    const { signer, calls } = signerOver(standIn, URI, keyElsewhere("ed25519"), ENV);
    await rejected(signer.sign(Buffer.from("{")), "signer-too-small", /does not sign with an Ed25519 key/);
    assert.equal(calls.length, 0);
  });

  it("says what the service says: no such key, a token that is over", async () => {
    const other = URI.replace(/0123/, "3210");
    const missing = signerOver(standIn, other, rsa, ENV).signer.sign(Buffer.from("{}"));
    await rejected(missing, "signer-failed", /404: A key with \(name\/id\) .* was not found in this key vault/);
    const stale = { AZURE_ACCESS_TOKEN: "eyJ0eXAi.secret-that-is-over" };
    const refused = signerOver(standIn, URI, rsa, stale).signer.sign(Buffer.from("{}"));
    const error = await rejected(refused, "signer-failed", /401: \[TokenExpired\]/);
    assert.match(error.next, /the vault's own audience/);
  });

  it("says where the token comes from when there is none", async () => {
    await rejected(
      signerOver(standIn, URI, rsa, {}).ready(),
      "credentials-missing",
      /AZURE_ACCESS_TOKEN.*azure\/login/s,
    );
  });

  it("refuses what does not verify: another key in the vault", async () => {
    const { signer } = signerOver(standIn, URI, keyElsewhere("rsa", 3072), ENV);
    await rejected(
      signer.sign(Buffer.from("{}")),
      "signature-self-check",
      /What Azure Key Vault signed does not verify/,
    );
  });
});
