import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Fetch, FetchAnswer, FetchInit } from "../../src/http/fetch.ts";
import { tracedFetch } from "../../src/http/watched-fetch.ts";

/** What every call of ours has beside its address. */
const INIT: FetchInit = { redirect: "manual", signal: new AbortController().signal };

const SECRET = "t0ken-that-is-secret";
const URL_WITH_EVERYTHING = `https://user:${SECRET}@api.example:8443/ota/waves/w%201/?token=${SECRET}#${SECRET}`;

/** Answers with `fetch`; each look at the clock is 40 ms after the one before. */
function traced(fetch: Fetch): { fetch: Fetch; lines: string[] } {
  const lines: string[] = [];
  let now = 1000;
  const clock = () => {
    now += 40.4;
    return now;
  };
  return { fetch: tracedFetch(fetch, (line) => lines.push(line), clock), lines };
}

const answering =
  (body: ConstructorParameters<typeof Response>[0], init: ResponseInit = {}): Fetch =>
  async () =>
    new Response(body, init);

function bodyOf(pull: (controller: ReadableStreamDefaultController<Uint8Array>) => void): ReadableStream<Uint8Array> {
  return new ReadableStream({ pull }, { highWaterMark: 0 });
}

async function textOf({ body }: FetchAnswer): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body!) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe("a traced request", () => {
  it("is one line: method, address, status, bytes and milliseconds, once its answer was read", async () => {
    const { fetch, lines } = traced(answering("12345", { status: 404, headers: { "x-a": "b" } }));
    const response = await fetch("https://api.example/ota/waves/", INIT);
    assert.deepEqual(lines, [], "its size is not known yet");
    assert.deepEqual([response.status, response.headers.get("x-a"), await textOf(response)], [404, "b", "12345"]);
    assert.deepEqual(lines, ["GET https://api.example/ota/waves/ was answered with 404, 5 bytes, 40 ms"]);
  });

  it("has its method from what comes beside the address", async () => {
    const { fetch, lines } = traced(answering(null, { status: 204 }));
    await fetch("https://api.example/a", { ...INIT, method: "POST", body: SECRET });
    await fetch("https://api.example/b", { ...INIT, method: "PUT", body: SECRET });
    await fetch("https://api.example/c", INIT);
    assert.deepEqual(lines, [
      "POST https://api.example/a was answered with 204, 0 bytes, 40 ms",
      "PUT https://api.example/b was answered with 204, 0 bytes, 40 ms",
      "GET https://api.example/c was answered with 204, 0 bytes, 40 ms",
    ]);
  });

  it("is told without its query, user name, password, headers and bodies (T18)", async () => {
    const { fetch, lines } = traced(answering(SECRET, { headers: { location: `https://a.example/?t=${SECRET}` } }));
    const init = { ...INIT, method: "POST", body: SECRET, headers: { a: SECRET } };
    await textOf(await fetch(URL_WITH_EVERYTHING, init));
    assert.deepEqual(lines, ["POST https://api.example:8443/ota/waves/w%201/ was answered with 200, 20 bytes, 40 ms"]);
  });

  it("passes on what failed, and says what that was", async () => {
    const refused = new TypeError("fetch failed", {
      cause: Object.assign(new Error(SECRET), { code: "ECONNREFUSED", syscall: "connect" }),
    });
    const { fetch, lines } = traced(async () => Promise.reject(refused));
    await assert.rejects(fetch("https://api.example/a", INIT), refused);
    assert.deepEqual(lines, ["GET https://api.example/a could not reach the server (ECONNREFUSED), 40 ms"]);
  });

  it("quotes nothing of an error that it does not know", async () => {
    const { fetch, lines } = traced(async () => Promise.reject(new Error(SECRET)));
    await assert.rejects(fetch("https://api.example/a", INIT));
    assert.deepEqual(lines, ["GET https://api.example/a was given up, 40 ms"]);
  });

  it("says that an answer broke off, and passes the error on", async () => {
    let pulls = 0;
    const body = bodyOf((controller) => {
      if (pulls++ === 0) controller.enqueue(new Uint8Array(7));
      else controller.error(new Error("reset"));
    });
    const { fetch, lines } = traced(answering(body));
    const response = await fetch("https://api.example/a", INIT);
    await assert.rejects(textOf(response), /reset/);
    assert.deepEqual(lines, ["GET https://api.example/a was answered with 200, broken off after 7 bytes, 40 ms"]);
  });

  it("says so of an answer that nobody wants the rest of, and stops receiving it", async () => {
    let cancelled: unknown;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(3)),
      cancel: (reason) => {
        cancelled = reason;
      },
    });
    const { fetch, lines } = traced(answering(body));
    await (await fetch("https://api.example/a", INIT)).body!.cancel("enough");
    assert.equal(cancelled, "enough");
    assert.deepEqual(lines, ["GET https://api.example/a was answered with 200, broken off after 0 bytes, 40 ms"]);
  });
});
