import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { rawNumber } from "../../src/json/json.ts";
import { rejected } from "../kit/refusal.ts";
import { connect, serve } from "./loopback.ts";

const WAVE = {
  name: "w1",
  version: "3",
  tag: "production",
  status: "active",
  "rollout-history": [],
  "change-meta": { "created-by": "p1", "created-at": "2026-11-23T06:23:20Z", "updated-by": "", "updated-at": "" },
};

describe("signed documents", () => {
  it("arrive as served: unknown members, odd numbers and odd names kept, problems told (T11)", async (t) => {
    const text = '{"signed":{"x-new":[1],"n":1.0,"n":2e3,"__proto__":{"constructor":1}},"signatures":[]}';
    const server = await serve(t, () => ({ body: text }));
    const { value, problems, size } = await connect(server.url).client.ciTargets();
    const { signed } = value as { signed: Record<string, unknown> };
    assert.deepEqual(Object.keys(signed), ["x-new", "n", "__proto__"]);
    assert.equal(rawNumber(signed["n"]), "2e3");
    assert.deepEqual(
      problems.map(({ pointer, kind }) => `${kind} ${pointer}`),
      ["number-form /signed/n", "repeated-member /signed/n", "number-form /signed/n"],
    );
    assert.equal(size, text.length);
  });

  it("of a Wave come with problems relative to them", async (t) => {
    const document = '{"signed":{"length":1.5},"signatures":[]}';
    const text = JSON.stringify({ ...WAVE, "x-extra": 7, targets: 0 }).replace('"targets":0', `"targets":${document}`);
    const server = await serve(t, () => ({ body: text }));
    const wave = await connect(server.url).client.wave("w1", { showTargets: true });
    assert.deepEqual(
      wave?.targets?.problems.map(({ pointer }) => pointer),
      ["/signed/length"],
    );
    assert.equal(wave?.targets?.size, document.length);
    assert.equal((wave as unknown as { "x-extra": number })["x-extra"], 7);
  });

  it("of production come as a map whose problems name the tag", async (t) => {
    const server = await serve(t, () => ({ body: '{"qa":{"signed":{"a":1,"a":1}}}' }));
    const { value, problems } = await connect(server.url).client.prodTargets(["qa"]);
    assert.deepEqual(Object.keys(value as object), ["qa"]);
    assert.deepEqual(
      problems.map(({ pointer }) => pointer),
      ["/qa/signed/a"],
    );
  });

  it("keep in what is sent the numbers that JavaScript would round", async (t) => {
    const server = await serve(t, (asked) => ({
      body: asked.method === "GET" ? '{"signed":{"n":12345678901234567890}}' : {},
    }));
    const { client } = connect(server.url);
    const root = await client.root("ci");
    await client.putUpdates({ txid: "", "ci-root": root?.value, "prod-root": {} });
    assert.equal(server.asked[1]!.body, '{"txid":"","ci-root":{"signed":{"n":12345678901234567890}},"prod-root":{}}');
  });
});

describe("what is not there", () => {
  it("is null for a root beyond the newest, a Wave, its progress, a role's document and the production root", async (t) => {
    const server = await serve(t, () => ({ status: 404, body: { message: "no" } }));
    const { client } = connect(server.url);
    assert.equal(await client.root("ci", 9), null);
    assert.equal(await client.root("prod", 9), null);
    assert.equal(await client.root("prod"), null);
    assert.equal(await client.wave("w1", { showTargets: true }), null);
    assert.equal(await client.waveProgress(null, 4), null);
    assert.equal(await client.roleDocument("targets", "qa", "ci"), null);
  });

  it("is an empty map for production, Wave and CI target maps", async (t) => {
    const server = await serve(t, () => ({ status: 404 }));
    const { client } = connect(server.url);
    const none = { value: {}, problems: [], size: 0 };
    assert.deepEqual(await client.prodTargets([]), none);
    assert.deepEqual(await client.waveTargets([]), none);
    assert.deepEqual(await client.ciTargetFiles(4), none);
  });

  it("is an error for the newest CI root, which every Factory has", async (t) => {
    const server = await serve(t, () => ({ status: 404, body: { message: "No such factory" } }));
    const error = await rejected(connect(server.url).client.root("ci"));
    assert.equal(error.code, "http-not-found");
    assert.match(
      error.message,
      /answered with 404: No such factory\. Nothing was changed\. Check the names of the Factory/,
    );
  });

  it("is an error for a root of more than 1 MiB: many are read at once, before any is trusted", async (t) => {
    const server = await serve(t, () => ({ body: { signed: "x".repeat(1024 * 1024), signatures: [] } }));
    const error = await rejected(connect(server.url).client.root("ci", 1));
    assert.equal(error.code, "response-too-large");
  });

  it("is an error for a Wave that was shown without the targets asked for", async (t) => {
    const server = await serve(t, () => ({ body: WAVE }));
    const error = await rejected(connect(server.url).client.wave("w1", { showTargets: true }));
    assert.equal(error.code, "response-malformed");
  });

  it("is an error for maps that are none", async (t) => {
    const server = await serve(t, () => ({ body: [] }));
    assert.equal((await rejected(connect(server.url).client.prodTargets(["qa"]))).code, "response-malformed");
  });
});

describe("lists that a server leaves out", () => {
  it("are empty: rollouts of a Wave, groups of its progress, devices of a rollout, pages of Waves", async (t) => {
    const { "rollout-history": _, ...bare } = WAVE;
    const progress = {
      name: "w1",
      version: 3,
      tag: "production",
      status: "active",
      "created-at": "2026-11-23T06:23:20Z",
      "total-devices": 0,
      "updated-devices": 0,
      "scheduled-devices": 0,
      "unscheduled-devices": 0,
      "rollout-groups": null,
    };
    const server = await serve(t, ({ path }) => ({
      body: path.includes("/status/")
        ? progress
        : path.includes("limit=")
          ? { waves: null, total: 0 }
          : path.includes("/rollout/")
            ? { ...bare, "device-num": 2 }
            : { ...bare, targets: { unasked: true } },
    }));
    const { client } = connect(server.url);
    const wave = await client.wave("w1", { showTargets: false });
    assert.deepEqual(wave, { ...bare, "rollout-history": [] });
    const shown = await client.waveProgress("w1", 4);
    assert.deepEqual([shown?.["rollout-groups"], shown?.["other-groups"], shown?.["finished-at"]], [[], [], ""]);
    assert.deepEqual(await client.waves({ limit: 1, page: 1 }), { waves: [], total: 0, next: null });
    const rollout = await client.rolloutWave("w1", {
      limit: 2,
      "dry-run": true,
      "return-uuids": false,
      "return-names": false,
    });
    assert.deepEqual([rollout["device-num"], rollout["device-uuids"], rollout["rollout-history"]], [2, null, []]);
  });
});

describe("the initial root key", () => {
  it("is never quoted when its answer has another shape", async (t) => {
    const server = await serve(t, () => ({ body: { keytype: 5, keyval: { private: "0123456789abcdef" } } }));
    const error = await rejected(connect(server.url).client.firstRootKey());
    assert.equal(error.code, "response-malformed");
    assert.match(error.message, /its body has no readable `keytype`/);
    assert.ok(!error.message.includes("01234567"));
  });
});
