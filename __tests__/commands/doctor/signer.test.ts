import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { harmlessText } from "../../../src/release/prove-signer.ts";
import { proofText } from "../../../src/root-updates/key-proof.ts";
import { keyElsewhere, listTargetsKeys } from "../../kit/key-elsewhere.ts";
import { startTransit } from "../../kit/services/transit.ts";
import { sharedBench } from "../../kit/shared-bench.ts";

const key = keyElsewhere("ed25519");
const TOKEN = "hvs.token-of-the-test";
let transit: Awaited<ReturnType<typeof startTransit>>;
before(async () => {
  transit = await startTransit({ token: TOKEN, keys: { ed: [key], other: [keyElsewhere("ed25519")] } });
});
after(() => transit.close());
const bench = sharedBench({}, ({ factory }) => listTargetsKeys(factory, key));

const SIGNER = { signer: "hv:transit/ed/1", "signer-keyid": key.keyid };
const env = (more = {}) => ({ env: { VAULT_ADDR: transit.address, VAULT_TOKEN: TOKEN, ...more } });
const blockersOf = async (raw: Record<string, string>, setting = env()) =>
  (await bench.run("doctor", raw, setting)).data.blockers.map(({ code }: { code: string }) => code);

describe("doctor with a signer", () => {
  it("proves it by a signature over a text of ours, and changes nothing", async () => {
    const before = transit.calls.length;
    const { data, posts, text } = await bench.run("doctor", SIGNER, env());
    assert.deepEqual([data.blockers, posts], [[], []]);
    assert.match(
      text,
      new RegExp(`OpenBao or Vault signed a test text with the active targets key ${key.keyid} \\(ed25519\\)`),
    );
    assert.match(text, /documents of at most 8388608\s+bytes/);
    const [call, ...more] = transit.calls.slice(before);
    assert.equal(more.length, 0);
    const { input } = call!.body as { input: string };
    assert.equal(Buffer.from(input, "base64").toString(), harmlessText("acme", key.keyid));
  });

  it("signs what can never be TUF metadata, nor a key's claim to join a role", () => {
    const text = harmlessText("acme", key.keyid);
    assert.throws(() => JSON.parse(text));
    assert.match(text, /^[^{["]/);
    const claim = { factory: "acme", role: "targets", transaction: "t", keyid: key.keyid, owner: "o" } as const;
    assert.notEqual(text.split("\n")[0], proofText(claim).split("\n")[0]);
  });

  it("lists what is wrong with it among the blockers", async () => {
    assert.deepEqual(await blockersOf(SIGNER, { env: {} as never }), ["credentials-missing"]);
    assert.deepEqual(await blockersOf(SIGNER, env({ VAULT_TOKEN: "hvs.another-token" })), ["signer-failed"]);
    assert.deepEqual(await blockersOf({ ...SIGNER, signer: "hv:transit/other/1" }), ["signature-self-check"]);
    assert.deepEqual(await blockersOf({ ...SIGNER, "signer-keyid": "0".repeat(64) }), ["keys-none-active"]);
  });

  it("with a tag it knows the size of that release", async () => {
    const aws = {
      version: "6",
      tag: "production",
      signer: "awskms:alias/a?region=eu-central-1",
      "signer-keyid": key.keyid,
    };
    assert.deepEqual(await blockersOf(aws, { env: {} as never }), ["signer-too-small", "credentials-missing"]);
    // Not a word more where it signs with no such key at all, not even the text of the test.
    const azure = { ...aws, signer: `azurekms:a.vault.azure.net/a/${"0".repeat(32)}` };
    const { data } = await bench.run("doctor", azure, { env: { AZURE_ACCESS_TOKEN: TOKEN } });
    assert.deepEqual(
      data.blockers.map(({ code }: { code: string }) => code),
      ["signer-too-small"],
    );
    assert.match(data.blockers[0].happened, /^Wave production-6 has/);
  });
});
