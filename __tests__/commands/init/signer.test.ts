// A repository whose releases are signed by a key in a KMS or HSM.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { parse } from "yaml";
import { keyElsewhere, listTargetsKeys } from "../../kit/key-elsewhere.ts";
import { startTransit } from "../../kit/services/transit.ts";
import { initBench, RELEASING, workflow } from "./init-bench.ts";

const key = keyElsewhere("ed25519");
const stranger = keyElsewhere("ed25519");
const TOKEN = "hvs.token-of-the-test";
let transit: Awaited<ReturnType<typeof startTransit>>;
before(async () => {
  transit = await startTransit({ token: TOKEN, keys: { targets: [key] } });
});
after(() => transit.close());

const { bench, init, refused, questions, secret, text } = initBench({ pinned: true });
const SIGNER = { signer: "hv:transit/targets/1", "signer-keyid": key.keyid };
const loggedIn = () => ({ env: { VAULT_ADDR: transit.address, VAULT_TOKEN: TOKEN } });
const given = () => parse(text(workflow("promote"))).jobs.promote.with;

describe("init with a signer", () => {
  it("writes it into the workflow, hands no key over, and doctor proves it", async () => {
    listTargetsKeys(bench.factory, key);
    const { data, text: shown } = await init(SIGNER, {}, loggedIn());
    assert.deepEqual([given().signer, given()["signer-keyid"]], [SIGNER.signer, key.keyid]);
    assert.equal(
      questions.some((question) => /archive/.test(question)),
      false,
    );
    assert.equal(secret("production", "FACTORY_TUF_KEYS"), undefined);
    assert.equal(secret("production", "FACTORY_TOKEN"), RELEASING);
    assert.match(data.open.join(" "), /log in to the signer.*docs\/signers\/README\.md/);
    assert.match(shown, /OpenBao.*signed a test text with the active targets key/s);
  });

  it("keeps it when it is run again without one", async () => {
    listTargetsKeys(bench.factory, key);
    await init(SIGNER, {}, loggedIn());
    await init({}, {}, loggedIn());
    assert.equal(given().signer, SIGNER.signer);
  });

  it("is replaced by an archive that is given: the key is handed over then", async () => {
    listTargetsKeys(bench.factory, key);
    await init(SIGNER, {}, loggedIn());
    await init({ keys: "targets.tgz" }, {}, loggedIn());
    assert.equal(given().signer, undefined);
    assert.ok(secret("production", "FACTORY_TUF_KEYS"));
  });

  it("says that nobody is logged in, and that a scheme cannot sign so much", async () => {
    listTargetsKeys(bench.factory, key);
    const { text: shown } = await init(SIGNER);
    assert.match(shown, /credentials-missing/);
    const azure = {
      signer: "azurekms:vault-1.vault.azure.net/key/0123456789abcdef0123456789abcdef",
      "signer-keyid": key.keyid,
    };
    assert.match((await init(azure)).text, /signer-too-small/);
  });

  it("refuses a key that the root does not list, before anything is written", async () => {
    listTargetsKeys(bench.factory, key);
    await refused("keys-none-active", /is no active offline targets key/, {
      ...SIGNER,
      "signer-keyid": stranger.keyid,
    });
    await refused("options-conflict", /--keys and --signer/, { ...SIGNER, keys: "targets.tgz" });
  });
});
