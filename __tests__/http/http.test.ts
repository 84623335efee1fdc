import assert from "node:assert/strict";
import { type AddressInfo, createServer } from "node:net";
import { describe, it } from "node:test";
import { type Wait, waitFor } from "../../src/context/deadline.ts";
import { ToolError } from "../../src/errors/tool-error.ts";
import type { FactoryClient } from "../../src/factory/types.ts";
import { httpStatusOf } from "../../src/http/http-errors.ts";
import { connect, type Reply, serve } from "../factory/loopback.ts";
import { rejected } from "../kit/refusal.ts";

const USER = { "polis-id": "p1", name: "Owner", role: "owner", "effective-scopes": [] };
const complete = (client: FactoryClient) => client.completeWave("w1");

/** Answers with each reply in turn, then with the last one again. */
const inTurn =
  (...replies: Reply[]) =>
  (_: unknown, index: number) =>
    replies[Math.min(index, replies.length - 1)]!;

describe("a read", () => {
  for (const status of [429, 502, 503, 504]) {
    it(`is repeated after ${status}, waiting as Retry-After asks`, async (t) => {
      const server = await serve(t, inTurn({ status, headers: { "retry-after": "7" } }, { body: USER }));
      const { client, pauses, infos } = connect(server.url);
      assert.deepEqual(await client.self(), USER);
      assert.deepEqual(pauses, [7000]);
      assert.equal(server.asked.length, 2);
      assert.deepEqual(infos, [
        `GET /ota/factories/acme/users/self/ was answered with ${status}; trying again in 7 s (1 of 4).`,
      ]);
    });
  }

  it("reads a Retry-After date against the answer's own Date", async (t) => {
    const headers = { date: "Mon, 23 Nov 2026 06:00:00 GMT", "retry-after": "Mon, 23 Nov 2026 06:00:09 GMT" };
    const server = await serve(t, inTurn({ status: 503, headers }, { body: USER }));
    const { client, pauses } = connect(server.url);
    await client.self();
    assert.deepEqual(pauses, [9000]);
  });

  it("is repeated four times at most, each pause twice as long, shortened at random by up to a half", async (t) => {
    const server = await serve(t, () => ({ status: 503 }));
    const { client, pauses } = connect(server.url, { random: () => 0 });
    assert.equal((await rejected(client.self())).code, "http-server-error");
    assert.deepEqual(pauses, [300, 600, 1200, 2400]);
    assert.equal(server.asked.length, 5);
    const shortened = connect(server.url, { random: () => 1 });
    await rejected(shortened.client.self());
    assert.deepEqual(shortened.pauses, [150, 300, 600, 1200]);
  });

  it("does not wait longer than a minute: a Retry-After of 3600 is said, not obeyed", async (t) => {
    const server = await serve(t, () => ({ status: 429, headers: { "retry-after": "3600" } }));
    const { client, pauses } = connect(server.url);
    const error = await rejected(client.self());
    assert.equal(error.code, "http-rate-limited");
    assert.match(error.message, /was answered with 429 \(it asks to wait 3600 s\)\. Nothing was changed\./);
    assert.deepEqual(pauses, []);
  });

  for (const status of [400, 401, 403, 404, 409, 418, 500, 501]) {
    it(`is not repeated after ${status}`, async (t) => {
      const server = await serve(t, () => ({ status, headers: { "retry-after": "1" } }));
      const error = await rejected(connect(server.url).client.self());
      assert.equal(httpStatusOf(error), status);
      assert.equal(server.asked.length, 1);
    });
  }

  it("is repeated when the connection is cut before the answer, and in the middle of it", async (t) => {
    const server = await serve(t, inTurn({ cut: "before" }, { cut: "middle", body: USER }, { body: USER }));
    const { client, pauses, infos } = connect(server.url);
    assert.deepEqual(await client.self(), USER);
    assert.deepEqual(pauses, [300, 600]);
    assert.match(infos[0]!, /got no valid answer from 127\.0\.0\.1:\d+ \([A-Z_]+\); trying again in 0\.3 s/);
  });

  it("is repeated when JSON stops in the middle of a complete answer, and then says so", async (t) => {
    const server = await serve(t, () => ({ body: '{"polis-id":"p1","na' }));
    const { client, pauses } = connect(server.url);
    const error = await rejected(client.self());
    assert.equal(error.code, "response-not-json");
    assert.match(error.message, /was answered with JSON that is cut off\. Nothing was changed\./);
    assert.equal(pauses.length, 4);
  });

  it("fails with the reason when nobody listens", async () => {
    const { client, pauses } = connect(await closedPort());
    const error = await rejected(client.self());
    assert.equal(error.code, "network-failed");
    assert.match(error.message, /GET \S+ could not reach 127\.0\.0\.1:\d+ \(ECONNREFUSED\)\. Nothing was changed\./);
    assert.equal(pauses.length, 4);
  });

  it("takes a longer single attempt for a network fault", async (t) => {
    const server = await serve(t, inTurn({ cut: "never" }, { body: USER }));
    const { client, infos } = connect(server.url, { attemptMs: 50 });
    assert.deepEqual(await client.self(), USER);
    assert.match(infos[0]!, /was not answered in time; trying again/);
  });

  it("runs beside other reads over several connections", async (t) => {
    let open = 0;
    const all = Promise.withResolvers<void>();
    const server = await serve(t, async () => {
      if (++open === 8) all.resolve();
      await all.promise;
      return { body: { signed: {}, signatures: [] } };
    });
    const { client } = connect(server.url);
    const roots = await Promise.all(Array.from({ length: 8 }, (_, index) => client.root("ci", index + 1)));
    assert.equal(roots.length, 8);
  });
});

describe("a write", () => {
  const refusals: readonly (readonly [number, string])[] = [
    [400, "http-bad-request"],
    [401, "http-unauthorized"],
    [403, "http-forbidden"],
    [404, "http-not-found"],
    [405, "http-unexpected"],
    [409, "http-conflict"],
    [413, "http-too-large"],
    [422, "http-unprocessable"],
    [423, "http-locked"],
    [429, "http-rate-limited"],
  ];
  for (const [status, code] of refusals) {
    it(`is refused with ${status}: ${code}, nothing was changed, sent once`, async (t) => {
      const server = await serve(t, () => ({ status, body: { message: "No." }, headers: { "retry-after": "0" } }));
      const { client, pauses } = connect(server.url);
      const error = await rejected(complete(client));
      assert.equal(error.code, code);
      assert.equal(error.changed, "no");
      assert.equal(httpStatusOf(error), status);
      assert.ok(
        error.message.includes(`POST /ota/factories/acme/waves/w1/complete/ was answered with ${status}`),
        error.message,
      );
      assert.match(error.message, /: No\. Nothing was changed\./);
      assert.equal(server.asked.length, 1);
      assert.deepEqual(pauses, []);
    });
  }

  for (const status of [203, 206, 302, 402, 408, 410, 418, 451, 500, 502, 503, 504, 507]) {
    it(`is unknown after ${status}, and is never sent again`, async (t) => {
      const server = await serve(t, () => ({ status, headers: { "retry-after": "0" } }));
      const { client, pauses } = connect(server.url);
      const error = await rejected(complete(client));
      assert.equal(error.code, "write-unknown");
      assert.equal(error.changed, "unknown");
      assert.equal(httpStatusOf(error), status);
      assert.match(
        error.message,
        new RegExp(`was answered with ${status}.*Whether the Factory was changed is not known\\.`),
      );
      assert.equal(server.asked.length, 1);
      assert.deepEqual(pauses, []);
    });
  }

  const lost: readonly (readonly [string, Reply, number | null])[] = [
    ["the connection is cut before the answer", { cut: "before" }, null],
    ["the answer breaks off", { cut: "middle", body: { name: "w1" } }, null],
    ["there is no answer in time", { cut: "never" }, null],
    ["the answer is a web page", { body: "<!doctype html><p>Sign in", headers: { "content-type": "text/html" } }, 200],
    ["the answer is no JSON", { body: "OK then" }, 200],
    ["the answer is longer than any may be", { endless: 1_000_000, body: "{}" }, null],
  ];
  for (const [what, reply, status] of lost) {
    it(`is unknown when ${what}, and is never sent again`, async (t) => {
      const server = await serve(t, () => reply);
      const error = await rejected(complete(connect(server.url, { attemptMs: 200, maxBytes: 100_000 }).client));
      assert.equal(error.code, "write-unknown");
      assert.equal(error.changed, "unknown");
      assert.equal(httpStatusOf(error), status);
      assert.equal(server.asked.length, 1);
    });
  }

  it("has changed nothing when there was no connection to send it over", async () => {
    const error = await rejected(complete(connect(await closedPort()).client));
    assert.equal(error.code, "network-failed");
    assert.equal(error.changed, "no");
  });

  for (const status of [200, 201, 202, 204]) {
    it(`has succeeded with ${status}, body or not`, async (t) => {
      const server = await serve(t, () => ({ status }));
      await complete(connect(server.url).client);
      assert.equal(server.asked[0]!.method, "POST");
    });
  }

  it("that is a dry run changes nothing, whatever happens", async (t) => {
    const server = await serve(t, () => ({ status: 500 }));
    const request = { limit: 1, "return-uuids": false, "return-names": false };
    const { client } = connect(server.url);
    const dry = await rejected(client.rolloutWave("w1", { ...request, "dry-run": true }));
    assert.deepEqual([dry.code, dry.changed], ["http-server-error", "no"]);
    const real = await rejected(client.rolloutWave("w1", { ...request, "dry-run": false }));
    assert.deepEqual([real.code, real.changed], ["write-unknown", "unknown"]);
  });

  it("is unknown when it succeeded but its answer has not the shape that is needed", async (t) => {
    const server = await serve(t, () => ({ body: { name: "w1" } }));
    const request = { limit: 1, "dry-run": false, "return-uuids": false, "return-names": false };
    const error = await rejected(connect(server.url).client.rolloutWave("w1", request));
    assert.deepEqual([error.code, error.changed, httpStatusOf(error)], ["write-unknown", "unknown", 200]);
  });
});

describe("apply", () => {
  for (const status of [400, 401, 403, 422, 423]) {
    it(`is refused with ${status}: nothing was changed`, async (t) => {
      const server = await serve(t, () => ({ status }));
      const error = await rejected(connect(server.url).client.applyUpdates(""));
      assert.equal(error.changed, "no");
      assert.notEqual(error.code, "write-unknown");
    });
  }
  it("with 404 is left to the caller: http-not-found, not known", async (t) => {
    const server = await serve(t, () => ({ status: 404 }));
    const error = await rejected(connect(server.url).client.applyUpdates(""));
    assert.deepEqual([error.code, error.changed, httpStatusOf(error)], ["http-not-found", "unknown", 404]);
  });
  for (const status of [405, 409, 413, 429, 500, 503]) {
    it(`with ${status} may be half done: not known`, async (t) => {
      const server = await serve(t, () => ({ status }));
      const error = await rejected(connect(server.url).client.applyUpdates(""));
      assert.deepEqual([error.code, error.changed], ["write-unknown", "unknown"]);
    });
  }
});

describe("the deadline", () => {
  it("ends a read that hangs: deadline-exceeded, not repeated", async (t) => {
    const server = await serve(t, () => ({ cut: "never" }));
    const { client, pauses } = connect(server.url, { signal: AbortSignal.timeout(50) });
    const error = await rejected(client.self());
    assert.equal(error.code, "deadline-exceeded");
    assert.match(error.message, /had no answer when the time for this command was over\. Nothing was changed\./);
    assert.deepEqual(pauses, []);
  });

  it("ends a read that waits for its next attempt", async (t) => {
    const deadline = new AbortController();
    const server = await serve(t, () => ({ status: 503 }));
    const wait: Wait = (_ms, signal) => {
      const pause = waitFor(60_000, signal);
      deadline.abort();
      return pause;
    };
    const error = await rejected(connect(server.url, { signal: deadline.signal, wait }).client.self());
    assert.equal(error.code, "deadline-exceeded");
    assert.equal(server.asked.length, 1);
  });

  it("makes a write that was under way unknown", async (t) => {
    const server = await serve(t, () => ({ cut: "never" }));
    const error = await rejected(complete(connect(server.url, { signal: AbortSignal.timeout(50) }).client));
    assert.deepEqual([error.code, error.changed], ["write-unknown", "unknown"]);
    assert.match(error.message, /had no answer when the time for this command was over/);
  });

  it("keeps a write that comes after it unsent", async (t) => {
    const server = await serve(t, () => ({}));
    const error = await rejected(complete(connect(server.url, { signal: AbortSignal.abort() }).client));
    assert.deepEqual([error.code, error.changed], ["deadline-exceeded", "no"]);
    assert.equal(server.asked.length, 0);
  });

  it("gives a read the reason that the caller aborted for", async (t) => {
    const server = await serve(t, () => ({ cut: "never" }));
    const stop = new AbortController();
    const reason = new ToolError("declined", { happened: "You stopped it.", next: "Run it again." });
    const read = rejected(connect(server.url, { signal: stop.signal }).client.self());
    stop.abort(reason);
    assert.equal(await read, reason);
  });
});

async function closedPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}
