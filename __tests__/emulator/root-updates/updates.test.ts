// The TUF updates transaction: who may change it, what may be staged, what may be applied.
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { type EmbeddedFactory, type FactorySnapshot, startFactory } from "../../../src/emulator/state/factory.ts";
import { makeKeyPair, signedBy } from "../../../src/emulator/state/key-pair.ts";
import { bothRoots } from "../../../src/emulator/state/owner.ts";
import type { RootSigned } from "../../../src/tuf/metadata/metadata.ts";
import { stagedRoots, waveBody } from "../../kit/emulator.ts";
import { manualClock } from "../../kit/manual-clock.ts";
import { type Api, apiOf, FACTORY, REPO } from "../api.ts";

const UPDATES = `${REPO}/root/updates`;
const INIT = { message: "m", "first-time": false, shortcut: false };
const clock = manualClock("2026-11-23T06:00:00Z");
let factory: EmbeddedFactory;
let start: FactorySnapshot;
let owner: Api;
let second: Api;

before(async () => {
  factory = await startFactory({ state: "released", clock });
  start = factory.snapshot();
  owner = apiOf(factory);
  second = apiOf(factory, "second");
});
beforeEach(() => factory.restore(start));
after(() => factory.close());

async function begun(): Promise<string> {
  const { status, json } = await owner("POST", UPDATES, INIT);
  assert.equal(status, 201);
  return json.txid;
}

const put = (roots: object, more: object = {}) => owner("PUT", UPDATES, { txid: "", ...roots, ...more });
const apply = () => owner("POST", `${UPDATES}/apply`, { txid: "" });

async function stagingErrors(roots: object, more: object = {}): Promise<string> {
  const { status, json } = await put(roots, more);
  assert.deepEqual([status, json.message], [422, "Staged TUF root is not valid"]);
  assert.equal(factory.state.transaction!.prod, null, "nothing was staged");
  return json.errors.join("; ");
}

describe("starting a transaction", () => {
  it("answers its id, stages the next root without signatures, and is refused while one is open", async () => {
    const txid = await begun();
    assert.match(txid, /^[0-9a-f]{16}$/);
    const { json } = await owner("GET", UPDATES);
    assert.equal(json.status, "STARTED");
    const staged = JSON.parse(json.updated["ci-root"]);
    assert.deepEqual([staged.signed.version, staged.signatures], [4, []]);
    assert.equal(json.updated["prod-root"], "");
    const again = await second("POST", UPDATES, INIT);
    assert.deepEqual([again.status, again.json.message], [409, "A TUF root updates transaction is already active"]);
  });

  it("hands out the first root key for the first rotation only", async () => {
    const again = await owner("POST", UPDATES, { ...INIT, "first-time": true });
    assert.deepEqual([again.status, factory.state.transaction], [400, null]);
    assert.equal((await owner("GET", `${FACTORY}/first_root.sec`)).status, 404);
    const fresh = await startFactory({ state: "fresh", clock });
    try {
      const api = apiOf(fresh);
      const { json } = await api("POST", UPDATES, { ...INIT, "first-time": true });
      assert.deepEqual((await api("GET", `${FACTORY}/first_root.sec`)).json, json["first_root.sec"]);
      assert.deepEqual(json["first_root.pub"], fresh.state.firstRoot!.public);
    } finally {
      await fresh.close();
    }
  });

  it("refuses a body without a message", async () => {
    const { status, json } = await owner("POST", UPDATES, { "first-time": false });
    assert.deepEqual([status, json.errors], [400, { message: "is not text" }]);
  });
});

describe("changing a transaction", () => {
  it("needs the id of another user's transaction, and none of one's own", async () => {
    const txid = await begun();
    const roots = stagedRoots(factory);
    assert.equal((await second("PUT", UPDATES, { txid: "", ...roots })).status, 403);
    assert.equal((await second("PUT", UPDATES, { txid: "0000000000000000", ...roots })).status, 403);
    assert.equal((await second("PUT", UPDATES, { txid, ...roots })).status, 200);
    assert.equal((await put(roots)).status, 200);
    assert.equal((await owner("PUT", UPDATES, { txid: "0000000000000000", ...roots })).status, 403);
  });

  it("is 404 when there is none", async () => {
    const roots = bothRoots(factory.state.ciRoots.at(-1)!.signed, 2, []);
    for (const [method, path, body] of [
      ["PUT", UPDATES, { txid: "", ...roots }],
      ["POST", `${UPDATES}/gen-online-keys`, { txid: "", "key-type": "ED25519", targets: true }],
      ["POST", `${UPDATES}/apply`, { txid: "" }],
      ["POST", `${UPDATES}/cancel`, undefined],
    ] as const) {
      const { status, json } = await owner(method, path, body);
      assert.deepEqual([status, json.message], [404, "There are no TUF root updates in progress"], path);
    }
  });

  it("can be canceled by anybody, but not under a wrong id", async () => {
    await begun();
    assert.equal((await second("POST", `${UPDATES}/cancel`, { txid: "0000000000000000" })).status, 403);
    assert.equal((await second("POST", `${UPDATES}/cancel`)).status, 204);
    assert.equal(factory.state.transaction, null);
  });
});

describe("staging roots", () => {
  beforeEach(begun);

  it("refuses signatures that do not verify or that no root key made", async () => {
    const { "ci-root": ci, "prod-root": prod } = stagedRoots(factory);
    const swapped = { "ci-root": { ...ci, signatures: prod.signatures }, "prod-root": prod };
    assert.match(await stagingErrors(swapped), /^ci: the signature by [0-9a-f]{64} does not verify$/);
    const stranger = makeKeyPair("ed25519", "stranger", "key");
    assert.match(await stagingErrors(stagedRoots(factory, { signers: [stranger] })), /is by a key that is not listed/);
  });

  it("refuses another version, expired roots, and flavours that differ", async () => {
    const edited = (edit: (signed: RootSigned) => RootSigned) => stagedRoots(factory, { edit });
    assert.match(await stagingErrors(edited((signed) => ({ ...signed, version: 5 }))), /ci: version is 5, not 4/);
    assert.match(
      await stagingErrors(edited((signed) => ({ ...signed, expires: "2026-11-23T06:00:00Z" }))),
      /ci: expired/,
    );
    const mixed = {
      "ci-root": stagedRoots(factory)["ci-root"],
      "prod-root": edited((signed) => ({ ...signed, consistent_snapshot: true }))["prod-root"],
    };
    assert.match(await stagingErrors(mixed), /prod: differs from ci at \/consistent_snapshot/);
  });

  it("refuses thresholds that change the flavours: CI above 1, production below 2", async () => {
    assert.match(
      await stagingErrors(stagedRoots(factory, { productionThreshold: 1 })),
      /prod: the targets threshold is below 2/,
    );
    const { "ci-root": ci, "prod-root": prod } = stagedRoots(factory);
    assert.match(await stagingErrors({ "ci-root": prod, "prod-root": prod }), /ci: the targets threshold is not 1/);
    assert.equal((await put({ "ci-root": ci, "prod-root": prod })).status, 200);
  });

  it("refuses roots without an online key, with a key twice, or with a wrong key id", async () => {
    const role = (name: "targets", edit: (keyids: readonly string[]) => readonly string[]) => (signed: RootSigned) => ({
      ...signed,
      roles: { ...signed.roles, [name]: { ...signed.roles[name], keyids: edit(signed.roles[name].keyids) } },
    });
    const errors = async (edit: (signed: RootSigned) => RootSigned) => stagingErrors(stagedRoots(factory, { edit }));
    assert.match(await errors(role("targets", (keyids) => keyids.slice(1))), /the online targets key is not listed/);
    assert.match(
      await errors(role("targets", (keyids) => [...keyids, keyids[0]!])),
      /the targets role lists a key twice/,
    );
    const key = makeKeyPair("ed25519", "x", "y").public;
    const renamed = await errors((signed) => ({
      ...role("targets", (keyids) => [...keyids, "0".repeat(64)])(signed),
      keys: { ...signed.keys, ["0".repeat(64)]: key },
    }));
    assert.match(renamed, /calls a targets key 0{64}, but that key's id is/);
  });

  it("refuses signatures for targets that do not exist or that they do not cover", async () => {
    const roots = stagedRoots(factory);
    const { signatures } = signedBy([factory.offlineKeys.targets!], { other: true });
    const errors = await stagingErrors(roots, { "targets-signatures": { production: signatures, qa: signatures } });
    assert.match(errors, /production targets production: the signature by .* does not verify/);
    assert.match(errors, /production targets qa: there are none/);
  });

  it("answers 413 for a root that no device could read, and 400 for what is no root", async () => {
    const big = stagedRoots(factory, { edit: (signed) => ({ ...signed, padding: "x".repeat(65_536) }) as RootSigned });
    assert.equal((await put(big)).status, 413);
    assert.equal((await put({ "ci-root": {}, "prod-root": {} })).status, 400);
  });
});

describe("applying a transaction", () => {
  it("is refused with 422 before anything is staged, and while signatures are missing", async () => {
    await begun();
    assert.deepEqual((await apply()).json.errors, ["prod: nothing is staged"]);
    await put(stagedRoots(factory, { signers: [] }));
    const { status, json } = await apply();
    assert.deepEqual(
      [status, json.errors],
      [422, ["ci: 0 of 1 signatures by current root keys", "ci: 0 of 1 signatures by new root keys"]],
    );
    assert.equal(factory.state.ciRoots.length, 3);
  });

  it("is refused for a threshold above the number of keys", async () => {
    await begun();
    await put(stagedRoots(factory, { productionThreshold: 3 }));
    assert.match((await apply()).json.errors[0], /prod: the targets threshold 3 is above its 2 keys/);
  });

  it("is refused when production targets would lose their threshold, until they are signed again", async () => {
    await begun();
    const key = makeKeyPair("ed25519", "new", "targets");
    const edit = (signed: RootSigned): RootSigned => ({
      ...signed,
      keys: { ...signed.keys, [key.keyid]: key.public },
      roles: {
        ...signed.roles,
        targets: { ...signed.roles.targets, keyids: [signed.roles.targets.keyids[0]!, key.keyid] },
      },
    });
    const roots = stagedRoots(factory, { edit });
    await put(roots);
    assert.deepEqual((await apply()).json.errors, [
      "production targets production: 1 of 2 signatures by new targets keys",
    ]);
    const { signatures } = signedBy([key], factory.state.prodTargets.get("production")!.signed);
    await put(roots, { "targets-signatures": { production: signatures } });
    assert.equal((await apply()).status, 204);
    const keyids = factory.state.prodTargets.get("production")!.signatures.map(({ keyid }) => keyid);
    assert.deepEqual(keyids, [key.keyid, factory.state.online.targets.keyid]);
  });

  it("is refused when keys change while a Wave is active, and not when they stay", async () => {
    await owner("POST", `${FACTORY}/waves/`, waveBody(factory));
    await begun();
    await owner("POST", `${UPDATES}/gen-online-keys`, { txid: "", "key-type": "ED25519", timestamp: true });
    await put(stagedRoots(factory));
    assert.match((await apply()).json.errors[0], /targets or online keys change while wave w1 is active/);
    await owner("POST", `${UPDATES}/cancel`);
    await begun();
    await put(stagedRoots(factory));
    assert.equal((await apply()).status, 204);
  });

  it("can be interrupted half-way: CI root published, 423 for other changes, finished by repeating it", async () => {
    await begun();
    await put(stagedRoots(factory));
    factory.interruptApply();
    assert.equal((await apply()).status, 500);
    assert.deepEqual([factory.state.ciRoots.length, factory.state.prodRoots.length], [4, 3]);
    assert.equal((await owner("GET", UPDATES)).json.status, "APPLYING");
    assert.equal((await put(stagedRoots(factory))).status, 423);
    assert.equal((await owner("POST", `${UPDATES}/cancel`)).status, 423);
    assert.equal((await owner("POST", `${FACTORY}/waves/`, waveBody(factory))).status, 423);
    assert.equal((await apply()).status, 204);
    assert.deepEqual([factory.state.ciRoots.length, factory.state.prodRoots.length], [4, 4]);
    assert.equal((await apply()).status, 404);
  });
});

describe("new online keys", () => {
  it("replace the old ones in both staged roots and clear their signatures", async () => {
    await begun();
    await put(stagedRoots(factory));
    const old = factory.state.online.targets.keyid;
    const answer = await owner("POST", `${UPDATES}/gen-online-keys`, {
      txid: "",
      "key-type": "ED25519",
      targets: true,
    });
    assert.equal(answer.status, 201);
    const { updated, current } = (await owner("GET", UPDATES)).json;
    const id = updated["online-keys"].targets;
    assert.notEqual(id, old);
    assert.equal(current["online-keys"].targets, old);
    for (const root of [updated["ci-root"], updated["prod-root"]].map((text: string) => JSON.parse(text))) {
      assert.deepEqual(root.signatures, []);
      assert.deepEqual(root.signed.roles.targets.keyids, [id, factory.offlineKeys.targets!.keyid]);
      assert.equal(old in root.signed.keys, false);
    }
    await put(stagedRoots(factory));
    assert.equal((await apply()).status, 204);
    assert.deepEqual((await owner("GET", `${FACTORY}/ci-targets.pub`)).json, factory.state.online.targets.public);
    assert.equal((await owner("GET", `${REPO}/targets.json`)).json.signatures[0].keyid, id);
  });

  it("can be RSA, and need a type and a role", async () => {
    await begun();
    const generate = (body: object) => owner("POST", `${UPDATES}/gen-online-keys`, { txid: "", ...body });
    assert.equal((await generate({ "key-type": "DSA", targets: true })).status, 400);
    assert.equal((await generate({ "key-type": "RSA" })).status, 400);
    assert.equal((await generate({ "key-type": "RSA", snapshot: true })).status, 201);
    assert.equal(factory.state.transaction!.online.snapshot.public.keytype, "RSA");
  });
});
