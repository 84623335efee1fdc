// A root key that lives elsewhere, from joining to signing: its private half is never here. An HSM is played by
// node:crypto, which gets the texts as files and gives signatures as files.
import assert from "node:assert/strict";
import { constants, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { sharedBench } from "../../../kit/shared-bench.ts";

const bench = sharedBench();

interface Hsm {
  readonly pem: string;
  sign(text: Uint8Array): Buffer;
}

function hsm(type: "ed25519" | "rsa"): Hsm {
  const { privateKey, publicKey }: { privateKey: KeyObject; publicKey: KeyObject } =
    type === "ed25519" ? generateKeyPairSync("ed25519") : generateKeyPairSync("rsa", { modulusLength: 3072 });
  const pss = { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
  return {
    pem: publicKey.export({ type: "spki", format: "pem" }).toString(),
    sign: (text) => (type === "ed25519" ? sign(null, text, privateKey) : sign("sha256", text, pss)),
  };
}

const ELSEWHERE = { "public-key": "hsm.pem", texts: "to-sign" } as const;
const folder = () => join(bench.folder, "to-sign");

/** The key joins, and two signatures are needed from then on. */
async function joined({ pem, sign: signText }: Hsm): Promise<void> {
  bench.file("hsm.pem", pem);
  await bench.run("updates init", { changelog: "a key in an HSM" });
  const request = { role: "root", "public-key": "hsm.pem", owner: "polis-hsm" };
  const { stdout } = await bench.run("updates add-offline-key", request);
  bench.file("proof.sig", signText(Buffer.from(stdout)));
  await bench.run("updates add-offline-key", { ...request, proof: "proof.sig" });
  await bench.run("updates set-threshold", { threshold: "2", role: "root" });
}

function signTexts(
  { sign: signText }: Hsm,
  form: (signature: Buffer) => string | Buffer = (signature) => signature,
): void {
  for (const name of ["ci-root", "prod-root"]) {
    writeFileSync(join(folder(), `${name}.sig`), form(signText(readFileSync(join(folder(), `${name}.json`)))));
  }
}

describe("updates sign by a key that lives elsewhere", () => {
  for (const type of ["ed25519", "rsa"] as const) {
    it(`${type}: writes two texts, takes their signatures, and both signers together apply the root`, async () => {
      const key = hsm(type);
      await joined(key);
      const first = await bench.run("updates sign", ELSEWHERE);
      assert.deepEqual([first.status, first.changed, first.posts], ["waiting", "no", []]);
      assert.match(
        first.text,
        /Root 4 is ready to be signed elsewhere[\s\S]*added root [0-9a-f]{64} polis-hsm[\s\S]*ci-root\.json/,
      );
      assert.deepEqual(readdirSync(folder()).sort(), ["ci-root.json", "prod-root.json"]);
      signTexts(key, type === "rsa" ? (signature) => `${signature.toString("base64")}\n` : undefined);
      const second = await bench.run("updates sign", ELSEWHERE);
      assert.deepEqual([second.status, second.asked.length], ["waiting", 1]);
      assert.equal((await bench.run("updates sign", { keys: "root.tgz" })).status, "done");
      assert.equal((await bench.run("updates sign", ELSEWHERE)).status, "unchanged");
      assert.equal((await bench.run("updates apply")).data.version, 4);
    });
  }

  it("takes no signature over anything else, and only both", async () => {
    const key = hsm("ed25519");
    await joined(key);
    await bench.run("updates sign", ELSEWHERE);
    writeFileSync(join(folder(), "ci-root.sig"), key.sign(readFileSync(join(folder(), "ci-root.json"))));
    await bench.refused(
      "updates sign",
      ELSEWHERE,
      "value-missing",
      /no .*prod-root\.sig, but both roots must be signed/,
    );
    writeFileSync(join(folder(), "prod-root.sig"), key.sign(readFileSync(join(folder(), "ci-root.json"))));
    const { posts } = await bench.refused(
      "updates sign",
      ELSEWHERE,
      "key-proof-invalid",
      /prod-root\.sig does not verify/,
    );
    assert.deepEqual(posts, []);
    signTexts(hsm("ed25519"));
    await bench.refused("updates sign", ELSEWHERE, "key-proof-invalid", /does not verify under the key/);
  });

  it("takes no old signature once the staged root has changed", async () => {
    const key = hsm("ed25519");
    await joined(key);
    await bench.run("updates sign", ELSEWHERE);
    signTexts(key);
    await bench.run("updates add-offline-key", { role: "root", keys: "third.tgz" });
    const { error } = await bench.refused("updates sign", ELSEWHERE, "key-proof-invalid", /does not verify/);
    assert.match(error.next, /remove both \.sig files/);
    for (const name of ["ci-root.sig", "prod-root.sig"]) rmSync(join(folder(), name));
    assert.equal((await bench.run("updates sign", ELSEWHERE)).status, "waiting");
  });

  it("needs a key that a root lists, and either a public key with a folder or an archive", async () => {
    bench.file("hsm.pem", hsm("ed25519").pem);
    mkdirSync(folder());
    await bench.run("updates init", { changelog: "x" });
    await bench.refused("updates sign", ELSEWHERE, "keys-none-active", /would not count/);
    await bench.refused("updates sign", { "public-key": "hsm.pem" }, "value-missing", /without --texts/);
    await bench.refused("updates sign", { texts: "to-sign" }, "value-missing", /without --public-key/);
    await bench.refused(
      "updates sign",
      { ...ELSEWHERE, keys: "root.tgz" },
      "options-conflict",
      /cannot be used together/,
    );
    await bench.refused("updates sign", {}, "keys-missing", /^No root key was given\./);
  });
});
