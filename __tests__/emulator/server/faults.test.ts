// Faults on the wire: each breaks exactly the request it names, in the way it names.
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import type { Fault } from "../../../src/emulator/server/faults.ts";
import { type EmbeddedFactory, type FactorySnapshot, startFactory } from "../../../src/emulator/state/factory.ts";
import { waveBody } from "../../kit/emulator.ts";
import { manualClock } from "../../kit/manual-clock.ts";
import { type Api, apiOf, FACTORY, REPO } from "../api.ts";

const clock = manualClock("2026-11-23T06:00:00Z");
const WAVES = `${FACTORY}/waves/`;
let factory: EmbeddedFactory;
let start: FactorySnapshot;
let api: Api;

before(async () => {
  factory = await startFactory({ state: "released", clock });
  start = factory.snapshot();
  api = apiOf(factory);
});
beforeEach(() => {
  factory.restore(start);
  factory.clearFaults();
  factory.rewrite(null);
  factory.requests.length = 0;
});
after(() => factory.close());

const postWave = () => api("POST", WAVES, waveBody(factory));
const isStored = () => factory.state.waves.some(({ name }) => name === "w1");

/** Sends a Wave through a fault that breaks the connection. */
async function broken(fault: Omit<Fault, "method" | "path">): Promise<boolean> {
  factory.addFault({ method: "POST", path: "*/waves/", ...fault });
  await assert.rejects(postWave(), TypeError);
  return isStored();
}

describe("a fault", () => {
  it("cuts the connection before the request is carried out, or after", async () => {
    assert.equal(await broken({ reset: "before" }), false);
    factory.clearFaults();
    assert.equal(await broken({ reset: "after" }), true);
    assert.deepEqual(
      factory.requests.map(({ status }) => status),
      [0, 0],
    );
  });

  it("sends half of the announced body, of a request that was carried out", async () => {
    assert.equal(await broken({ body: "truncated" }), true);
  });

  it("answers a status without carrying the request out, with Retry-After where it is given", async () => {
    factory.addFault({ method: "POST", path: "*/waves/", status: 503, retryAfter: 7 });
    const { status, headers, json } = await postWave();
    assert.deepEqual([status, headers.get("retry-after"), json], [503, "7", { message: "Failed with 503" }]);
    assert.equal(isStored(), false);
  });

  it("answers a status although the request was carried out, where that is asked for", async () => {
    factory.addFault({ method: "*", path: "*", status: 500, carriedOut: true });
    assert.equal((await postWave()).status, 500);
    assert.equal(isStored(), true);
  });

  it("answers an HTML page with 200", async () => {
    factory.addFault({ method: "GET", path: "*/root.json", body: "html" });
    const { status, headers, text } = await api("GET", `${REPO}/root.json`);
    assert.deepEqual([status, headers.get("content-type")], [200, "text/html"]);
    assert.match(text, /^<!DOCTYPE html>/);
  });

  it("holds the answer back while the request is carried out at once", async () => {
    factory.addFault({ method: "POST", path: "*/waves/", delayMs: 3_600_000 });
    const controller = new AbortController();
    const pending = fetch(factory.url + WAVES, {
      method: "POST",
      headers: { "osf-token": factory.tokens.owner },
      body: JSON.stringify(waveBody(factory)),
      signal: controller.signal,
    });
    while (!isStored()) await new Promise((resolve) => setImmediate(resolve));
    controller.abort();
    await assert.rejects(pending, { name: "AbortError" });
  });

  it("serves the other flavour of a root", async () => {
    const threshold = async (query: string) =>
      (await api("GET", `${REPO}/root.json${query}`)).json.signed.roles.targets.threshold;
    factory.addFault({ method: "GET", path: "*root.json*", flavourSwap: true });
    assert.deepEqual([await threshold(""), await threshold("?production=1")], [2, 1]);
  });

  it("strikes the n-th matching request only, query included in the match", async () => {
    factory.addFault({ method: "GET", path: "*/root.json?production=1", status: 429, n: 2 });
    const statuses = [];
    for (const query of ["?production=1", "", "?production=1", "?production=1"]) {
      statuses.push((await api("GET", `${REPO}/root.json${query}`)).status);
    }
    assert.deepEqual(statuses, [200, 200, 429, 200]);
  });
});

describe("the wire", () => {
  it("tells lies through `rewrite`, and only about what was carried out", async () => {
    factory.rewrite(({ path }, answer) =>
      path === `${FACTORY}/users/self/` ? { ...answer, body: answer.body.replace("Owner", "Nobody") } : undefined,
    );
    assert.equal((await api("GET", `${FACTORY}/users/self/`)).json.name, "Nobody");
    assert.equal((await api("GET", `${REPO}/root.json`)).json.signed.version, 3);
  });

  it("logs method, path, body, user, status and times, in order of arrival", async () => {
    await postWave();
    await apiOf(factory, "second")("GET", `${WAVES}?limit=5`);
    const [post, get] = factory.requests;
    assert.deepEqual([post!.method, post!.path, post!.user, post!.status], ["POST", WAVES, "owner", 201]);
    assert.deepEqual(post!.body, waveBody({ ...factory, state: start } as EmbeddedFactory));
    assert.deepEqual([get!.path, get!.user, get!.body], [`${WAVES}?limit=5`, "second", null]);
    assert.ok(post!.startedAt <= post!.endedAt && post!.endedAt <= get!.startedAt);
  });

  it("never logs credentials", async () => {
    await postWave();
    assert.equal(JSON.stringify(factory.requests).includes(factory.tokens.owner), false);
  });

  it("adds the latency to every call, side by side for calls made at once", async () => {
    const slow = await startFactory({ clock, latencyMs: 3_600_000 });
    const calls = [1, 2].map((version) => apiOf(slow)("GET", `${REPO}/${version}.root.json`));
    const cut = Promise.all(calls.map((call) => assert.rejects(call, TypeError)));
    while (slow.requests.length < 2) await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(
      slow.requests.map(({ status, endedAt }) => [status, endedAt]),
      [
        [0, Number.NaN],
        [0, Number.NaN],
      ],
    );
    await slow.close();
    await cut;
  });

  it("closes at once while answers are held back", async () => {
    const other = await startFactory({ clock, faults: [{ method: "*", path: "*", delayMs: 3_600_000 }] });
    const pending = apiOf(other)("GET", `${REPO}/root.json`);
    const refused = assert.rejects(pending, TypeError);
    while (other.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await other.close();
    await refused;
  });
});
