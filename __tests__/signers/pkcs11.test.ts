// The program of docs/signers/pkcs11.md with a real token, SoftHSM: both types of keys, small and large documents, and a whole
// release by a key that has never been outside.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { UsableKey } from "../../src/tuf/metadata/key.ts";
import { signatureProblem } from "../../src/tuf/metadata/signature.ts";
import { commandLine } from "../kit/key-elsewhere.ts";
import { rejected } from "../kit/refusal.ts";
import { sharedBench } from "../kit/shared-bench.ts";
import { outputOf, programOf, signerBy, usableOf } from "./recipes.ts";
import { noSoftHsm, type SoftHsm, softHsm } from "./softhsm.ts";

describe("the program for PKCS#11 over SoftHSM", { skip: noSoftHsm }, () => {
  const keys: Record<string, UsableKey> = {};
  const publicHalves: Record<string, string> = {};
  let token: SoftHsm;
  let env: SoftHsm["env"];
  const command = (label: string, program?: string) => commandLine(...token.command(label, program));
  const run = (label: string, input: string, ...more: readonly string[]) =>
    outputOf([...token.command(label), ...more], env, input);

  before(() => {
    token = softHsm();
    ({ env } = token);
    const [program, right] = [programOf("pkcs11.md"), "saltLen: 32"];
    assert.ok(program.includes(right));
    writeFileSync(join(token.folder, "wrong-salt.mjs"), program.replace(right, "saltLen: 20"));
    for (const label of ["ed25519", "rsa"]) {
      publicHalves[label] = run(label, "", "--public");
      keys[label] = usableOf(publicHalves[label]);
    }
  });
  after(() => token.remove());

  for (const label of ["ed25519", "rsa"]) {
    for (const [size, bytes] of [
      ["1 KB", 1024],
      ["8 MB", 8 * 1024 * 1024],
    ] as const) {
      it(`signs ${size} with ${label}`, async () => {
        const document = Buffer.alloc(bytes, "document ");
        const signature = await signerBy(command(label), keys[label]!, env).sign(document);
        assert.equal(signatureProblem(keys[label]!, signature, document), null);
      });
    }
  }

  it("refuses what another key signed, and a salt of another length (signature-self-check)", async () => {
    const document = Buffer.from("document");
    const refused = (line: string, label: string) =>
      rejected(signerBy(line, keys[label]!, env).sign(document), "signature-self-check", /does not verify with/);
    await refused(command("rsa"), "ed25519");
    await refused(command("ed25519"), "rsa");
    await refused(command("rsa", "wrong-salt.mjs"), "rsa");
  });

  it("fails with a wrong PIN or without the key, and no message holds the PIN", async () => {
    const document = Buffer.from("document");
    const failing = (line: string, pin: string) =>
      rejected(
        signerBy(line, keys["rsa"]!, { ...env, PKCS11_PIN: pin }).sign(document),
        "signer-failed",
        /The program `node` of signer-command ended with exit status 1/,
      );
    const { message } = await failing(command("rsa"), "another-pin");
    assert.doesNotMatch(message, /another-pin/);
    await failing(command("no-such-key"), token.pin);
  });

  it("reads the PIN from a file", async () => {
    writeFileSync(join(token.folder, "pin"), `${token.pin}\n`, { mode: 0o600 });
    const { PKCS11_PIN: _, ...bare } = env;
    const signer = signerBy(command("rsa"), keys["rsa"]!, { ...bare, PKCS11_PIN_FILE: join(token.folder, "pin") });
    await signer.sign(Buffer.from("document"));
  });

  describe("a whole release", () => {
    const bench = sharedBench();
    for (const label of ["ed25519", "rsa"]) {
      it(`with ${label}: the key joins with a proof, then it signs, and devices take it`, async () => {
        bench.file("key.pem", publicHalves[label]!);
        const key = { role: "targets", "public-key": "key.pem", owner: "polis-hsm" };
        await bench.run("updates init", { changelog: "a targets key in our HSM" });
        const { stdout } = await bench.run("updates add-offline-key", key);
        bench.file("proof.sig", run(label, stdout));
        await bench.run("updates add-offline-key", { ...key, proof: "proof.sig" });
        await bench.run("updates sign", { keys: "root.tgz" });
        await bench.run("updates apply");

        const { keyid } = keys[label]!;
        const options = { version: "6", tag: "production", "signer-command": command(label), "signer-keyid": keyid };
        const { status, outputs } = await bench.run("promote", options, { env });
        assert.deepEqual([status, outputs["wave-status"]], ["done", "complete"]);
        const { signed, signatures } = bench.factory.state.prodTargets.get("production")!;
        assert.equal(signed.version, 6);
        assert.ok(signatures.some((signature) => signature.keyid === keyid));
      });
    }
  });
});
