// Waves at the embedded Factory: what it takes, what it refuses, and in which words.
import assert from "node:assert/strict";
import { sign } from "node:crypto";
import { after, before, beforeEach, describe, it } from "node:test";
import { type EmbeddedFactory, type FactorySnapshot, startFactory } from "../../../src/emulator/state/factory.ts";
import { makeKeyPair } from "../../../src/emulator/state/key-pair.ts";
import { type WaveRequest, waveBody } from "../../kit/emulator.ts";
import { manualClock } from "../../kit/manual-clock.ts";
import { type Api, apiOf, FACTORY } from "../api.ts";

const clock = manualClock("2026-11-23T06:00:00Z");
let factory: EmbeddedFactory;
let start: FactorySnapshot;
let api: Api;

before(async () => {
  factory = await startFactory({ state: "released", clock });
  start = factory.snapshot();
  api = apiOf(factory);
});
beforeEach(() => factory.restore(start));
after(() => factory.close());

const create = (request?: WaveRequest) => api("POST", `${FACTORY}/waves/`, waveBody(factory, request));

/** Asserts a 400 about the content and gives its sentences. */
async function contentErrors(request: WaveRequest): Promise<string> {
  const { status, json } = await create(request);
  assert.equal(status, 400);
  assert.equal(json.message, "The Wave's targets are not valid");
  assert.equal(factory.state.waves.length, 1, "nothing was stored");
  return json.errors.join("; ");
}

describe("creating a Wave", () => {
  it("answers 201 without the targets, and shows the online signature before the offline one when read back", async () => {
    const { status, json } = await create();
    assert.equal(status, 201);
    assert.equal(json.status, "active");
    assert.equal("targets" in json, false);
    const shown = await api("GET", `${FACTORY}/waves/w1/?show-targets=1`);
    const keyids = shown.json.targets.signatures.map(({ keyid }: { keyid: string }) => keyid);
    assert.deepEqual(keyids, [factory.state.online.targets.keyid, factory.offlineKeys.targets!.keyid]);
  });

  it("refuses a second active Wave for a tag with 409", async () => {
    await create();
    const { status, json } = await create({ name: "w2", version: 5 });
    assert.deepEqual([status, json.message], [409, "A wave is already active for tag production"]);
  });

  it("refuses a name that was used before, even by a canceled Wave, with 409", async () => {
    await create();
    await api("POST", `${FACTORY}/waves/w1/cancel/`);
    const { status, json } = await create({ version: 5 });
    assert.deepEqual([status, json.message], [409, "A wave named w1 exists already"]);
  });

  it("names each field that is not in order", async () => {
    const body = { ...waveBody(factory), name: "a/b", version: "04", tag: "x,y" };
    const { status, json } = await api("POST", `${FACTORY}/waves/`, body);
    assert.equal(status, 400);
    assert.deepEqual(json.errors, {
      name: "is not a Wave name",
      version: "is not a plain integer in a string",
      tag: "is not a tag",
    });
  });

  it("refuses a version at production's: 3 where production is at 3", async () => {
    assert.match(await contentErrors({ version: 3 }), /version 3 is not above production version 3 for tag production/);
  });

  it("refuses targets whose version is not the Wave's", async () => {
    const errors = await contentErrors({ edit: (signed) => ({ ...signed, version: 5 }) });
    assert.match(errors, /targets version 5 is not the Wave's version 4/);
  });

  it("refuses expired targets", async () => {
    const errors = await contentErrors({ edit: (signed) => ({ ...signed, expires: "2026-11-23T06:00:00Z" }) });
    assert.match(errors, /targets expired at 2026-11-23T06:00:00Z/);
  });

  it("refuses members a device might obey", async () => {
    const delegations = { keys: {}, roles: [] };
    assert.match(await contentErrors({ edit: (signed) => ({ ...signed, delegations }) }), /the member delegations/);
    const errors = await contentErrors({
      edit: (signed) => {
        signed.targets["board-001-lmp-4"].mirrors = [];
      },
    });
    assert.match(errors, /target board-001-lmp-4 has the member mirrors/);
  });

  it("refuses targets that CI did not build, or built otherwise, or that carry another tag", async () => {
    const unknown = await contentErrors({
      edit: (signed) => {
        signed.targets.other = signed.targets["board-001-lmp-4"];
      },
    });
    assert.match(unknown, /target other is not known to CI/);
    const rebuilt = await contentErrors({
      edit: (signed) => {
        signed.targets["board-001-lmp-4"].hashes.sha256 = "0".repeat(64);
      },
    });
    assert.match(rebuilt, /target board-001-lmp-4 differs from CI at \/hashes\/sha256/);
    const retagged = await contentErrors({
      edit: (signed) => {
        signed.targets["board-001-lmp-4"].custom.tags.push("devel");
      },
    });
    assert.match(retagged, /target board-001-lmp-4 is not tagged production alone/);
    const released = await contentErrors({
      edit: (signed) => {
        signed.targets["board-001-lmp-3"].length = 1;
      },
    });
    assert.match(released, /target board-001-lmp-3 differs from production/);
  });

  it("refuses a Wave without a target of its version", async () => {
    const errors = await contentErrors({ version: 99 });
    assert.match(errors, /no target has version 99/);
  });

  it("refuses signatures that are missing, foreign, or over something else", async () => {
    assert.match(await contentErrors({ signers: [] }), /no signature by an offline targets key/);
    const stranger = makeKeyPair("ed25519", "stranger", "key");
    assert.match(
      await contentErrors({ signers: [stranger] }),
      new RegExp(`${stranger.keyid} is by a key that is not listed`),
    );
    const body = waveBody(factory);
    const { targets } = waveBody(factory, { version: 5 });
    const answer = await api("POST", `${FACTORY}/waves/`, {
      ...body,
      targets: { ...body.targets, signatures: targets.signatures },
    });
    assert.match(answer.json.errors.join(), /does not verify/);
  });

  it("refuses the online key alone: somebody offline must have signed", async () => {
    const online = factory.state.online.targets.pair!;
    assert.match(await contentErrors({ signers: [online] }), /no signature by an offline targets key/);
  });

  it("refuses what two parsers read differently, and a repeated key id", async () => {
    const text = JSON.stringify(waveBody(factory)).replace('"length":0', '"length":0,"length":1');
    const repeated = await api("POST", `${FACTORY}/waves/`, text);
    assert.equal(repeated.status, 400);
    assert.match(repeated.json.message, /^targets: at .*-lmp-3\/length, the member name occurs twice$/);
    const key = factory.offlineKeys.targets!;
    const twice = await create({ signers: [key, key] });
    assert.match(twice.json.message, /lists the key id .* twice/);
  });

  it("answers 413 for targets that no device could read", async () => {
    const { status } = await create({ edit: (signed) => ({ ...signed, padding: "x".repeat(8 * 1024 * 1024) }) });
    assert.equal(status, 413);
  });

  it("answers 400 for a body that is no JSON object", async () => {
    for (const body of ["", "[]", "{", "null"]) {
      const { status } = await api("POST", `${FACTORY}/waves/`, body);
      assert.equal(status, 400, JSON.stringify(body));
    }
  });
});

describe("a Wave of a signer that leaves what it read in the order in which it was served", () => {
  it("is taken: that order is the canonical one", async () => {
    const { json: ci } = await api("GET", "/ota/repo/acme/api/v1/user_repo/targets.json");
    const { json: production } = await api("GET", `${FACTORY}/prod-targets/?tag=production`);
    const built = ["board-001-lmp-4", "intel-corei7-64-lmp-4"].map((name) => [name, ci.signed.targets[name]]);
    for (const [, file] of built) file.custom.tags = ["production"];
    const targets = { ...production.production.signed.targets, ...Object.fromEntries(built) };
    const signed = {
      _type: "Targets",
      expires: "2027-11-23T06:00:00Z",
      targets: Object.fromEntries(
        Object.keys(targets)
          .sort()
          .map((name) => [name, targets[name]]),
      ),
      version: 4,
    };
    const key = factory.offlineKeys.targets!;
    const sig = sign(null, Buffer.from(JSON.stringify(signed)), key.privateKey).toString("base64");
    const signatures = [{ keyid: key.keyid, method: "ed25519", sig }];
    const body = { name: "w4", version: "4", tag: "production", targets: { signatures, signed } };
    const { status, text } = await api("POST", `${FACTORY}/waves/`, body);
    assert.equal(status, 201, text);
  });
});

describe("ending a Wave", () => {
  it("makes its targets production's when it is complete, and drops it when it is canceled", async () => {
    await create();
    const complete = await api("POST", `${FACTORY}/waves/w1/complete/`);
    assert.deepEqual([complete.status, complete.json.status], [200, "complete"]);
    assert.equal(factory.state.prodTargets.get("production")!.signed.version, 4);
    await create({ name: "w2", version: 5 });
    const canceled = await api("POST", `${FACTORY}/waves/w2/cancel/`);
    assert.deepEqual([canceled.status, canceled.json.status], [200, "canceled"]);
    assert.equal(factory.state.prodTargets.get("production")!.signed.version, 4);
    assert.deepEqual((await api("GET", `${FACTORY}/wave-targets/?name=`)).json, {});
  });

  it("answers 404 for an unknown Wave and 409 for one that has ended", async () => {
    for (const action of ["complete", "cancel", "sign", "rollout"]) {
      const unknown = await api("POST", `${FACTORY}/waves/none/${action}/`, {});
      assert.deepEqual([unknown.status, unknown.json.message], [404, "No wave named none"], action);
      const ended = await api("POST", `${FACTORY}/waves/production-3/${action}/`, {});
      assert.deepEqual([ended.status, ended.json.message], [409, "Wave production-3 is complete, not active"], action);
    }
  });
});

describe("a Wave that needs a second offline signature", () => {
  it("is not rolled out or completed before it has 3 of 3, and is after `sign`", async () => {
    const { key } = factory.addTargetsKey("ann", { threshold: 3 });
    await create();
    for (const [action, body] of [
      ["complete", undefined],
      ["rollout", { limit: 1 }],
    ] as const) {
      const { status, json } = await api("POST", `${FACTORY}/waves/w1/${action}/`, body);
      assert.deepEqual([status, json.message], [400, "Wave targets have fewer than 3 valid signatures"], action);
    }
    const { signatures } = waveBody(factory, { signers: [key] }).targets;
    const forged = [
      { ...signatures[0]!, sig: waveBody(factory, { version: 5, signers: [key] }).targets.signatures[0]!.sig },
    ];
    assert.equal((await api("POST", `${FACTORY}/waves/w1/sign/`, { signatures: forged })).status, 400);
    assert.equal((await api("POST", `${FACTORY}/waves/w1/sign/`, { signatures: [] })).status, 400);
    assert.equal((await api("POST", `${FACTORY}/waves/w1/sign/`, { signatures })).status, 201);
    assert.equal((await api("POST", `${FACTORY}/waves/w1/complete/`)).status, 200);
  });
});

describe("listing Waves", () => {
  it("pages, newest first, and filters by status and tag", async () => {
    for (const version of [4, 5]) {
      await create({ name: `w${version}`, version });
      await api("POST", `${FACTORY}/waves/w${version}/cancel/`);
    }
    const names = async (query: string) => {
      const { json } = await api("GET", `${FACTORY}/waves/?${query}`);
      return [json.waves.map(({ name }: { name: string }) => name), json.total, json.next];
    };
    assert.deepEqual(await names("limit=2&page=1"), [["w5", "w4"], 3, 2]);
    assert.deepEqual(await names("limit=2&page=2"), [["production-3"], 3, null]);
    assert.deepEqual(await names("status=canceled"), [["w5", "w4"], 2, null]);
    assert.deepEqual(await names("tag=qa"), [[], 0, null]);
    assert.equal((await api("GET", `${FACTORY}/waves/?limit=0`)).status, 400);
  });
});
