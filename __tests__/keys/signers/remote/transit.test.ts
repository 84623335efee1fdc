import assert from "node:assert/strict";
import { createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { signatureProblem } from "../../../../src/tuf/metadata/signature.ts";
import { type KeyElsewhere, keyElsewhere, keyElsewhereOf } from "../../../kit/key-elsewhere.ts";
import { rejected } from "../../../kit/refusal.ts";
import { signerOver } from "../../../kit/services/remote-signer.ts";
import { callOf, type StandIn } from "../../../kit/services/service.ts";
import { transitStandIn } from "../../../kit/services/transit.ts";

interface Exchange {
  readonly name: string;
  readonly request: { readonly method: string; readonly path: string; readonly body: Record<string, unknown> | null };
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a recording, read member by member
  readonly answer: any;
}

const recording = JSON.parse(
  readFileSync(new URL("../../../vectors/signers/openbao-transit.json", import.meta.url), "utf8"),
) as readonly Exchange[];
const exchange = (name: string): Exchange => recording.find((one) => one.name === name)!;

/** What was signed when it was recorded. */
const DOCUMENT = Buffer.from(exchange("sign ed25519").request.body!.input as string, "base64");
const TOKEN = "hvs.secret-of-the-vault";
const ENV = { VAULT_ADDR: "https://vault.example:8200", VAULT_TOKEN: TOKEN };

/** The public halves that the real engine showed; nobody has the private ones. */
function recordedKey(name: "create ed25519" | "create rsa-4096"): KeyElsewhere {
  const shown = exchange(name).answer.data.keys["1"].public_key as string;
  const spki = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), Buffer.from(shown, "base64")]);
  const key = shown.startsWith("-----")
    ? createPublicKey(shown)
    : createPublicKey({ key: spki, format: "der", type: "spki" });
  return keyElsewhereOf(key, keyElsewhere("ed25519").private);
}

/** Answers as recorded, to exactly the requests that were recorded. */
function replay(...names: readonly string[]): StandIn {
  return {
    origin: "https://vault.example:8200",
    answer({ method, url, body }) {
      const found = names
        .map(exchange)
        .find(({ request }) => request.path === url.pathname && request.method === method);
      assert.ok(found, `${method} ${url.pathname} was not recorded`);
      assert.deepEqual(body, found.request.body);
      return { status: found.status, body: found.answer };
    },
  };
}

describe("hv: what a real OpenBao was recorded answering", () => {
  it("signs with Ed25519: our request is the recorded one, its answer verifies", async () => {
    const key = recordedKey("create ed25519");
    const { signer } = signerOver(replay("sign ed25519"), "hv:transit/ed/1", key, ENV);
    const signature = await signer.sign(DOCUMENT);
    assert.equal(signatureProblem(key.usable, signature, DOCUMENT), null);
  });

  it("signs with RSA-4096 by digest and salt_length: hash, and its answer verifies", async () => {
    const key = recordedKey("create rsa-4096");
    const { signer } = signerOver(replay("sign rsa pss salt hash"), "hv:transit/rsa/1", key, ENV);
    const signature = await signer.sign(DOCUMENT);
    assert.equal(signatureProblem(key.usable, signature, DOCUMENT), null);
  });

  it("goes on signing with the old version after a rotation", async () => {
    const { signer } = signerOver(replay("sign old version"), "hv:transit/ed/1", recordedKey("create ed25519"), ENV);
    assert.equal((await signer.sign(DOCUMENT)).method, "ed25519");
  });

  it("refuses what it signed with the default salt (signature-self-check)", async () => {
    const salted = exchange("sign rsa pss default salt");
    const standIn: StandIn = { ...replay(), answer: () => ({ status: 200, body: salted.answer }) };
    const { signer } = signerOver(standIn, "hv:transit/rsa/1", recordedKey("create rsa-4096"), ENV);
    await rejected(signer.sign(DOCUMENT), "signature-self-check", /PSS, SHA-256 and a salt of 32 bytes/);
  });

  for (const [name, status, says] of [
    ["sign no such key", 400, /400: signing key not found\./],
    ["bad token", 403, /403: permission denied\./],
  ] as const) {
    it(`says what it said to: ${name}`, async () => {
      const standIn: StandIn = { ...replay(), answer: () => ({ status, body: exchange(name).answer }) };
      const { signer } = signerOver(standIn, "hv:transit/ed/1", recordedKey("create ed25519"), ENV);
      const error = await rejected(signer.sign(DOCUMENT), "signer-failed", says);
      assert.match(
        error.message,
        /^OpenBao or Vault gave no signature\. POST \/v1\/transit\/sign\/ed was answered with/,
      );
      assert.match(error.next, /must allow `update` on the path .*docs\/signers\/vault\.md/);
    });
  }
});

describe("the stand-in for transit", () => {
  const ed = keyElsewhere("ed25519");
  const rsa = keyElsewhere("rsa", 4096);
  const standIn = transitStandIn({ token: TOKEN, keys: { ed: [ed, keyElsewhere("ed25519")], rsa: [rsa] } });

  for (const { name, request, status, answer } of recording.filter(({ request }) =>
    /\/(?:sign|export)\//.test(request.path),
  )) {
    it(`answers like the recorded engine: ${name}`, () => {
      const token = name === "bad token" ? "wrong" : TOKEN;
      const body = Buffer.from(request.body ? JSON.stringify(request.body) : "");
      const said = standIn.answer(
        callOf(request.method, `${standIn.origin}${request.path}`, { "x-vault-token": token }, body),
      );
      assert.equal(said.status, status);
      const shape = (value: unknown): unknown =>
        JSON.parse(
          JSON.stringify(value)
            .replace(/"request_id":"[^"]*"/, "")
            .replace(/(vault:v\d:)[^"]*/, "$1"),
          undefined,
        );
      if (status === 200) assert.deepEqual(Object.keys(said.body as object).sort(), Object.keys(answer).sort());
      else assert.deepEqual(said.body, shape(answer));
    });
  }

  it("makes a signature that does not verify where salt_length: hash is missing, as the real one does", () => {
    const body = { ...exchange("sign rsa pss default salt").request.body };
    const call = callOf(
      "POST",
      `${standIn.origin}/v1/transit/sign/rsa/sha2-256`,
      { "x-vault-token": TOKEN },
      Buffer.from(JSON.stringify(body)),
    );
    const { signature } = (standIn.answer(call).body as { data: { signature: string } }).data;
    const sig = signature.slice("vault:v1:".length);
    assert.equal(
      signatureProblem(rsa.usable, { keyid: rsa.keyid, method: "rsassa-pss-sha256", sig }, DOCUMENT),
      "does not verify",
    );
  });

  for (const key of [ed, rsa]) {
    const name = key === ed ? "ed" : "rsa";
    for (const size of [1000, 8 * 1024 * 1024]) {
      it(`signs ${size} bytes with ${key.usable.type}`, async () => {
        const bytes = Buffer.alloc(size, "{");
        const { signer, calls } = signerOver(standIn, `hv:transit/${name}/1`, key, ENV);
        assert.equal(signatureProblem(key.usable, await signer.sign(bytes), bytes), null);
        assert.equal(calls.length, 1);
      });
    }
  }

  it("refuses one byte above 8 MiB with Ed25519 before anybody is asked", async () => {
    const { signer, calls } = signerOver(standIn, "hv:transit/ed/1", ed, ENV);
    await rejected(signer.sign(Buffer.alloc(8 * 1024 * 1024 + 1)), "signer-too-small", /at most 8388608 bytes/);
    assert.equal(calls.length, 0);
  });

  it("refuses the signature of another version, although the service says that it is the one asked for", async () => {
    const { signer } = signerOver(standIn, "hv:transit/ed/2", ed, ENV);
    await rejected(signer.sign(DOCUMENT), "signature-self-check", /does not verify/);
  });

  it("sends the namespace, and refuses one that no header can hold", async () => {
    const spaced = transitStandIn({ token: TOKEN, namespace: "team/a", mount: "kms/transit", keys: { ed: [ed] } });
    const uri = "hv:kms/transit/ed/1";
    const { signer } = signerOver(spaced, uri, ed, { ...ENV, VAULT_NAMESPACE: "team/a" });
    assert.equal((await signer.sign(DOCUMENT)).keyid, ed.keyid);
    const broken = signerOver(spaced, uri, ed, { ...ENV, VAULT_NAMESPACE: "a\r\nx: y" });
    await rejected(broken.ready(), "value-invalid", /VAULT_NAMESPACE has characters/);
  });
});

describe("hv: credentials and answers that are of no use", () => {
  const key = keyElsewhere("ed25519");
  const uri = "hv:transit/ed/1";
  const standIn = transitStandIn({ token: TOKEN, keys: { ed: [key] } });
  const answering = (body: unknown, status = 200): StandIn => ({ ...standIn, answer: () => ({ status, body }) });

  it("says what is missing before anybody is asked", async () => {
    await rejected(
      signerOver(standIn, uri, key, { VAULT_ADDR: ENV.VAULT_ADDR }).ready(),
      "credentials-missing",
      /VAULT_TOKEN/,
    );
    await rejected(signerOver(standIn, uri, key, { VAULT_TOKEN: TOKEN }).ready(), "credentials-missing", /VAULT_ADDR/);
    // As a secret that is not set leaves them.
    for (const name of ["VAULT_TOKEN", "VAULT_ADDR"] as const) {
      await rejected(
        signerOver(standIn, uri, key, { ...ENV, [name]: " \n" }).ready(),
        "credentials-missing",
        RegExp(name),
      );
    }
  });

  it("where something else answers, it says to check the address, not to wait", async () => {
    const next = async (body: unknown, status?: number) =>
      (await rejected(signerOver(answering(body, status), uri, key, ENV).signer.sign(DOCUMENT), "signer-failed")).next;
    assert.match(await next("<html>login</html>"), /^Check VAULT_ADDR/);
    assert.match(await next({}, 307), /^Check VAULT_ADDR/);
    assert.match(await next({ errors: ["sealed"] }, 500), /^Run this again later/);
    assert.match(await next({ errors: ["no"] }, 403), /policy must allow/);
  });

  it("goes to https alone, and to this machine", async () => {
    const at = (VAULT_ADDR: string) => signerOver(standIn, uri, key, { ...ENV, VAULT_ADDR }).ready();
    await rejected(at("http://vault.example:8200"), "connection-insecure", /VAULT_ADDR would send the credentials/);
    await rejected(at("https://user:pass@vault.example"), "connection-insecure", /user name or password.*VAULT_TOKEN/);
    await rejected(at("vault.example"), "value-invalid", /VAULT_ADDR is not an address/);
    await at("http://127.0.0.1:8200");
  });

  it("refuses a token that no header can hold, without quoting it", async () => {
    const error = await rejected(
      signerOver(standIn, uri, key, { ...ENV, VAULT_TOKEN: "hvs.secret\r\nx: y" }).ready(),
      "credentials-malformed",
      /VAULT_TOKEN is not a valid credential: it has blanks/,
    );
    assert.doesNotMatch(error.message, /secret/);
  });

  for (const [what, body] of [
    ["nothing", {}],
    ["no JSON object", []],
    ["another version", { data: { signature: `vault:v2:${key.sign(DOCUMENT).toString("base64")}` } }],
    ["no base64", { data: { signature: "vault:v1:!!!!" } }],
    ["a number", { data: { signature: 7 } }],
  ] as const) {
    it(`refuses an answer with ${what}`, async () => {
      const { signer } = signerOver(answering(body), uri, key, ENV);
      await rejected(signer.sign(DOCUMENT), "signer-failed", /answered, but not with a signature/);
    });
  }

  it("follows no redirect, and does not print an answer that repeats the token", async () => {
    const away: StandIn = {
      ...standIn,
      answer: () => ({ status: 307, body: {}, headers: { location: "https://evil.example/" } }),
    };
    await rejected(
      signerOver(away, uri, key, ENV).signer.sign(DOCUMENT),
      "signer-failed",
      /a redirect to https:\/\/evil\.example/,
    );
    const error = await rejected(
      signerOver(answering({ errors: [`bad token ${TOKEN}`] }, 403), uri, key, ENV).signer.sign(DOCUMENT),
      "signer-failed",
      /repeats a credential and is left out/,
    );
    assert.doesNotMatch(error.message, /secret-of/);
  });

  it("asks again where the service is busy", async () => {
    let busy = 2;
    const sometimes: StandIn = {
      ...standIn,
      answer: (call) => (busy-- > 0 ? { status: 503, body: { errors: ["sealed"] } } : standIn.answer(call)),
    };
    const { signer, calls, said } = signerOver(sometimes, uri, key, ENV);
    await signer.sign(DOCUMENT);
    assert.equal(calls.length, 3);
    assert.match(said[0]!, /was answered with 503; trying again/);
  });
});
