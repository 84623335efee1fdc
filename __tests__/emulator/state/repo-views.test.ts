// The repository calls and the doors before them: roots, targets, snapshot, timestamp; tokens and OAuth2.
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { docOf, rootDocOf } from "../../../src/emulator/state/documents.ts";
import { type EmbeddedFactory, type FactorySnapshot, startFactory } from "../../../src/emulator/state/factory.ts";
import { sha256Hex } from "../../../src/text/sha256.ts";
import { tally } from "../../../src/tuf/metadata/threshold.ts";
import { manualClock } from "../../kit/manual-clock.ts";
import { plainCanonical } from "../../kit/tuf.ts";
import { type Api, apiOf, FACTORY, REPO, request } from "../api.ts";

const START = new Date("2026-11-23T06:00:00Z");
const clock = manualClock(START);
let factory: EmbeddedFactory;
let start: FactorySnapshot;
let api: Api;

before(async () => {
  factory = await startFactory({ state: "released", clock });
  start = factory.snapshot();
  api = apiOf(factory);
});
beforeEach(() => {
  clock.set(START);
  factory.restore(start);
});
after(() => factory.close());

describe("roots", () => {
  it("are one document in version 1 and differ in the targets threshold from version 2 on", async () => {
    const both = async (name: string) => [
      (await api("GET", `${REPO}/${name}`)).json,
      (await api("GET", `${REPO}/${name}?production=1`)).json,
    ];
    const [ci1, prod1] = await both("1.root.json");
    assert.deepEqual(ci1, prod1);
    const [ci, prod] = await both("root.json");
    assert.deepEqual([ci.signed.version, prod.signed.version], [3, 3]);
    assert.deepEqual([ci.signed.roles.targets.threshold, prod.signed.roles.targets.threshold], [1, 2]);
  });

  it("end the walk with 404", async () => {
    const { status, json } = await api("GET", `${REPO}/4.root.json`);
    assert.deepEqual([status, json], [404, { message: "No root version 4" }]);
  });
});

describe("targets", () => {
  it("of CI are signed by the online key, of production by both keys", () => {
    const ciRoot = rootDocOf(factory.state.ciRoots.at(-1)!);
    const prodRoot = rootDocOf(factory.state.prodRoots.at(-1)!);
    assert.equal(tally(docOf(factory.state.ciTargets), ciRoot, "targets").met, true);
    const production = tally(docOf(factory.state.prodTargets.get("production")!), prodRoot, "targets");
    assert.deepEqual([production.signedBy.length, production.threshold], [2, 2]);
  });

  it("are condensed to a tag on request, under the online key", async () => {
    const { json } = await api("GET", `${REPO}/targets.json?tag=qa`);
    const names = Object.keys(json.signed.targets);
    assert.deepEqual(
      names.filter((name) => name.startsWith("board")),
      ["board-001-lmp-1", "board-001-lmp-3", "board-001-lmp-5"],
    );
    assert.equal(json.signatures[0].keyid, factory.state.online.targets.keyid);
  });

  it("of production need a tag that has some", async () => {
    assert.equal((await api("GET", `${REPO}/targets.json?production=1`)).status, 400);
    assert.equal((await api("GET", `${REPO}/targets.json?production=1&tag=qa`)).status, 404);
    assert.equal((await api("GET", `${REPO}/targets.json?production=1&tag=production`)).json.signed.version, 3);
  });

  it("are found by version; an unknown version is an empty map", async () => {
    assert.equal(Object.keys((await api("GET", `${FACTORY}/targets/?version=4`)).json).length, 2);
    assert.deepEqual((await api("GET", `${FACTORY}/targets/?version=99`)).json, {});
    assert.equal(Object.keys((await api("GET", `${FACTORY}/targets/`)).json).length, 12);
  });

  it("of production are 404 for a tag without any and an empty map where all are asked for", async () => {
    assert.deepEqual((await api("GET", `${FACTORY}/prod-targets/?tag=qa`)).json, { message: "No production targets" });
    assert.deepEqual(Object.keys((await api("GET", `${FACTORY}/prod-targets/?tag=qa,production`)).json), [
      "production",
    ]);
    factory.setProduction("production", null);
    const all = await api("GET", `${FACTORY}/prod-targets/?tag=`);
    assert.deepEqual([all.status, all.json], [200, {}]);
  });

  it("are re-signed in their last hour, unless they were made to expire", async () => {
    const expires = async () => (await api("GET", `${REPO}/targets.json`)).json.signed.expires;
    clock.set(new Date("2026-12-23T04:59:59Z"));
    assert.equal(await expires(), "2026-12-23T06:00:00Z");
    clock.set(new Date("2026-12-23T05:00:00Z"));
    assert.equal(await expires(), "2027-01-22T05:00:00Z");
    factory.restore(start);
    factory.expireCi(START);
    assert.equal(await expires(), "2026-11-23T06:00:00Z");
  });
});

describe("snapshot and timestamp", () => {
  it("name the bytes of what they cover, down to targets.json as served", async () => {
    const query = "?tag=production&production=1";
    const text = async (name: string) => (await api("GET", `${REPO}/${name}.json${query}`)).text;
    const [targets, snapshot, timestamp] = [await text("targets"), await text("snapshot"), await text("timestamp")];
    assert.deepEqual(JSON.parse(snapshot).signed.meta["targets.json"], described(targets));
    assert.deepEqual(JSON.parse(timestamp).signed.meta["snapshot.json"], described(snapshot));
    for (const [role, document] of [
      ["snapshot", snapshot],
      ["timestamp", timestamp],
    ] as const) {
      assert.equal(
        tally(docOf(JSON.parse(document)), rootDocOf(factory.state.prodRoots.at(-1)!), role).met,
        true,
        role,
      );
    }
  });

  function described(text: string) {
    return { hashes: { sha256: sha256Hex(Buffer.from(text)) }, length: Buffer.byteLength(text), version: 3 };
  }
});

describe("a signed document on the wire", () => {
  const production = "?tag=production&production=1";
  const addresses = [
    ...["root", "3.root"].flatMap((name) => [`${REPO}/${name}.json`, `${REPO}/${name}.json?production=1`]),
    ...["targets", "snapshot", "timestamp"].flatMap((name) =>
      ["", "?tag=qa", production].map((query) => `${REPO}/${name}.json${query}`),
    ),
    `${FACTORY}/prod-targets/?tag=`,
    `${FACTORY}/wave-targets/?name=`,
    `${FACTORY}/waves/production-3/?show-targets=1`,
  ];

  for (const onlineKeyType of ["ed25519", "rsa"] as const) {
    it(`has canonical bytes, which a device can verify as they come (online keys: ${onlineKeyType})`, async () => {
      const other = await startFactory({ state: "released", clock, onlineKeyType });
      try {
        other.setState((state) => ({
          ...state,
          waves: [...state.waves, { ...state.waves[0]!, name: "w2", status: "active" }],
        }));
        for (const address of addresses) {
          const { text, json } = await apiOf(other)("GET", address);
          const documents = "signed" in json ? [json] : Object.values(json).filter(isDocument);
          assert.equal(documents.length, 1, address);
          assert.ok(text.includes(plainCanonical(documents[0])), address);
        }
      } finally {
        await other.close();
      }
    });
  }

  it("stands as it was made where it has no portable form", async () => {
    factory.setCiSigned((signed) => ({ ...signed, note: "\u00e9", also: 1 }));
    const { text } = await api("GET", `${REPO}/targets.json`);
    assert.equal(text, JSON.stringify(factory.state.ciTargets));
  });

  const isDocument = (value: unknown) => typeof value === "object" && value !== null && "signed" in value;
});

describe("the API's door", () => {
  it("is 401 without a token or with a wrong one, 403 for another factory, 404 and 405 beyond the protocol", async () => {
    const self = `${FACTORY}/users/self/`;
    assert.equal((await request(factory, "GET", self)).status, 401);
    assert.equal((await request(factory, "GET", self, undefined, { "osf-token": "wrong" })).status, 401);
    const other = await api("GET", "/ota/factories/other/users/self/");
    assert.deepEqual([other.status, other.json.message], [403, "No access to factory other"]);
    assert.equal((await api("GET", "/ota/repo/other/api/v1/user_repo/root.json")).status, 403);
    assert.equal((await api("GET", "/ota/nothing")).status, 404);
    assert.equal((await api("DELETE", `${FACTORY}/waves/`)).status, 405);
  });

  it("knows two users", async () => {
    assert.equal((await api("GET", `${FACTORY}/users/self/`)).json["polis-id"], "polis-owner-01");
    const second = await apiOf(factory, "second")("GET", `${FACTORY}/users/self/`);
    assert.equal(second.json["polis-id"], "polis-second-02");
  });

  it("opens to an OAuth2 client for an hour, and again with the refresh token, once", async () => {
    const form = (fields: Record<string, string>) =>
      request(factory, "POST", "/oauth/token/", new URLSearchParams(fields).toString(), {
        "content-type": "application/x-www-form-urlencoded",
      });
    const bearer = async (access: string) => {
      const authorization = `Bearer ${Buffer.from(access).toString("base64")}`;
      return (await request(factory, "GET", `${FACTORY}/users/self/`, undefined, { authorization })).status;
    };
    const client = { client_id: factory.oauth.id, client_secret: factory.oauth.secret };
    const { status, json } = await form({ grant_type: "client_credentials", ...client });
    assert.deepEqual([status, json.token_type, json.expires_in], [200, "Bearer", 3600]);
    assert.equal(await bearer(json.access_token), 200);
    clock.advance(3_600_000);
    assert.equal(await bearer(json.access_token), 401);
    const refresh = { grant_type: "refresh_token", refresh_token: json.refresh_token };
    const again = await form(refresh);
    assert.equal(await bearer(again.json.access_token), 200);
    assert.equal((await form(refresh)).status, 401);
    assert.equal((await form({ grant_type: "client_credentials", ...client, client_secret: "x" })).status, 401);
    assert.equal((await form({ grant_type: "password" })).status, 400);
  });
});
