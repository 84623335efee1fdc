// `awskms:` against MiniStack, another implementation of AWS KMS than our stand-in. It does not enforce how much Ed25519 may sign,
// and does not check who asks: that is for __tests__/keys/signers/remote/aws-kms.test.ts.
import assert from "node:assert/strict";
import { createPublicKey } from "node:crypto";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { nodeFetch } from "../../src/http/fetch.ts";
import { remoteKey } from "../../src/keys/signers/remote/remote-key.ts";
import type { UsableKey } from "../../src/tuf/metadata/key.ts";
import { signatureProblem } from "../../src/tuf/metadata/signature.ts";
import { rejected } from "../kit/refusal.ts";
import { usableOf } from "./recipes.ts";
import { type Started, startServer } from "./server.ts";

const PROGRAM = fileURLToPath(new URL("../../.tmp/ministack/bin/ministack", import.meta.url));
const REGION = "eu-central-1";
const missing = existsSync(PROGRAM)
  ? false
  : "MiniStack is not here: python3 -m venv .tmp/ministack && .tmp/ministack/bin/pip install ministack cryptography";

describe("awskms: against MiniStack", { skip: missing }, () => {
  const folder = mkdtempSync(join(tmpdir(), "ministack-"));
  let server: Started;
  let address: string;
  let asked = 0;
  const signal = new AbortController().signal;
  const reach = nodeFetch({});

  async function call(action: string, body: object): Promise<Record<string, unknown>> {
    const answer = await fetch(address, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": `TrentService.${action}`,
        authorization: `AWS4-HMAC-SHA256 Credential=test/20261127/${REGION}/kms/aws4_request, SignedHeaders=host, Signature=0`,
      },
      body: JSON.stringify(body),
    });
    return (await answer.json()) as Record<string, unknown>;
  }

  async function newKey(spec: string): Promise<{ id: string; key: UsableKey }> {
    const { KeyMetadata: made } = await call("CreateKey", { KeySpec: spec, KeyUsage: "SIGN_VERIFY" });
    const id = (made as { KeyId: string }).KeyId;
    const { PublicKey: spki } = await call("GetPublicKey", { KeyId: id });
    const der = Buffer.from(spki as string, "base64");
    return {
      id,
      key: usableOf(
        createPublicKey({ key: der, format: "der", type: "spki" }).export({ format: "pem", type: "spki" }).toString(),
      ),
    };
  }

  const signerOf = ({ id, key }: Awaited<ReturnType<typeof newKey>>) =>
    remoteKey(
      { keyid: key.keyid, from: { uri: `awskms:${id}?region=${REGION}` } },
      {
        env: { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "secret-of-the-test" },
        signal,
        wait: async () => {},
        clock: () => new Date("2026-11-27T08:00:00Z"),
        info: () => {},
        mask: () => {},
        fetch: (url, init) => {
          asked += 1;
          const { origin, pathname } = new URL(url);
          assert.equal(origin, `https://kms.${REGION}.amazonaws.com`);
          return reach(`${address}${pathname.slice(1)}`, init);
        },
      },
    ).signer(key);

  before(async () => {
    server = await startServer(
      "/_ministack/health",
      (port) => ({
        command: [PROGRAM],
        env: {
          PATH: process.env.PATH,
          HOME: folder,
          BIND_HOST: "127.0.0.1",
          GATEWAY_PORT: String(port),
          SERVICES: "kms",
        },
      }),
      folder,
    );
    address = `${server.address}/`;
  });
  after(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  it("signs with Ed25519 up to 4,096 bytes; one more is refused by us, and nobody is asked", async () => {
    const made = await newKey("ECC_NIST_EDWARDS25519");
    const document = Buffer.alloc(4096, "document ");
    const signature = await signerOf(made).sign(document);
    assert.equal(signatureProblem(made.key, signature, document), null);
    const before = asked;
    await rejected(signerOf(made).sign(Buffer.alloc(4097)), "signer-too-small", /4097 bytes .* at most 4096 bytes/);
    assert.equal(asked, before);
  });

  it("signs 8 MB with RSA, by their digest", async () => {
    const made = await newKey("RSA_2048");
    const document = Buffer.alloc(8 * 1024 * 1024, "document ");
    const signature = await signerOf(made).sign(document);
    assert.equal(signatureProblem(made.key, signature, document), null);
  });

  it("fails with a key that is not there", async () => {
    const { key } = await newKey("RSA_2048");
    const id = "00000000-0000-4000-8000-000000000000";
    await rejected(signerOf({ id, key }).sign(Buffer.alloc(1)), "signer-failed", /AWS KMS gave no signature/);
  });
});
