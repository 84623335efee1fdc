import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { describe, it, type TestContext } from "node:test";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { type FetchAnswer, type FetchInit, nodeFetch } from "../../src/http/fetch.ts";
import { FetchFailure, networkFault, neverSent } from "../../src/http/network-fault.ts";
import { readBody } from "../../src/http/response-body.ts";

const init = (more: Partial<FetchInit> = {}): FetchInit => ({
  redirect: "manual",
  signal: new AbortController().signal,
  ...more,
});

async function listening(t: TestContext, server: Server | ReturnType<typeof createTcpServer>): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    if ("closeAllConnections" in server) server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const serve = (t: TestContext, answer: RequestListener) => listening(t, createServer(answer));
/** A server that writes these bytes, whatever it was asked, and closes where that is said. */
const speak = (t: TestContext, bytes: string, thenCloses = true) =>
  listening(
    t,
    createTcpServer((socket: Socket) => {
      socket.on("error", () => {});
      socket.once("data", () => (thenCloses ? socket.end(bytes) : socket.write(bytes)));
      t.after(() => socket.destroy());
    }),
  );

const bodyOf = async (answer: FetchAnswer, maxBytes = 1_000_000) =>
  Buffer.from(await readBody(answer, maxBytes, "GET /")).toString();
async function failed(call: Promise<unknown>): Promise<FetchFailure> {
  const error = await call.then(
    () => assert.fail("it did not fail"),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof FetchFailure, String(error));
  return error;
}

describe("a request over Node's own http", () => {
  it("has its method, headers and body, and its answer's status, headers and body", async (t) => {
    const asked: { method: string | undefined; headers: IncomingHttpHeaders; body: string }[] = [];
    const url = await serve(t, async (request, response) => {
      asked.push({ method: request.method, headers: request.headers, body: await text(request) });
      response.writeHead(201, { "Retry-After": "3", "set-cookie": ["a", "b"] }).end("done");
    });
    const fetch = nodeFetch({});
    for (const body of ["é", new Uint8Array(Buffer.from("é"))]) {
      const answer = await fetch(`${url}/a?b=c`, init({ method: "PUT", headers: { "osf-token": "t" }, body }));
      assert.deepEqual([answer.status, answer.headers.get("RETRY-AFTER"), await bodyOf(answer)], [201, "3", "done"]);
      assert.deepEqual(
        [answer.headers.get("set-cookie"), answer.headers.get("x"), answer.headers.has("x")],
        ["a, b", null, false],
      );
    }
    for (const { method, headers, body } of asked) {
      assert.deepEqual([method, headers["osf-token"], headers["content-length"], body], ["PUT", "t", "2", "é"]);
    }
  });

  it("follows no redirect", async (t) => {
    const url = await serve(t, (_, response) => void response.writeHead(302, { location: "/other" }).end());
    const { status, headers } = await nodeFetch({})(url, init());
    assert.deepEqual([status, headers.get("location")], [302, "/other"]);
  });

  it("has no body where there can be none", async (t) => {
    const url = await serve(t, (request, response) => void response.writeHead(Number(request.url?.slice(1))).end());
    for (const status of [204, 205, 304]) assert.equal((await nodeFetch({})(`${url}/${status}`, init())).body, null);
    assert.equal(await bodyOf(await nodeFetch({})(`${url}/200`, init())), "");
  });

  it("leaves its connection to the next request where its answer has no body", async (t) => {
    const server = createServer((request, response) => response.writeHead(Number(request.url?.slice(1))).end());
    let connections = 0;
    server.on("connection", () => connections++);
    const url = await listening(t, server);
    const fetch = nodeFetch({});
    for (const status of [204, 205, 304, 200]) {
      const answer = await fetch(`${url}/${status}`, init());
      if (answer.body) assert.equal(await bodyOf(answer), "");
      // The connection is given back a moment after the end of the answer.
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    // One that is kept by an answer nobody reads would keep the program from ending, too.
    assert.equal(connections, 1);
  });

  it("unpacks what is packed, counts what is unpacked, and takes an unknown packing as it came", async (t) => {
    const plain = "a".repeat(100_000);
    const packed: Readonly<Record<string, Buffer>> = {
      gzip: gzipSync(plain),
      "x-gzip": gzipSync(plain),
      deflate: deflateSync(plain),
      br: brotliCompressSync(plain),
      "gzip, br": brotliCompressSync(gzipSync(plain)),
      identity: Buffer.from(plain),
      unknown: Buffer.from(plain),
      "gzip,unknown": Buffer.from(plain),
    };
    const url = await serve(t, (request, response) => {
      const coding = decodeURIComponent(request.url!.slice(1));
      response.writeHead(200, { "content-encoding": coding }).end(packed[coding]);
    });
    for (const coding of Object.keys(packed)) {
      const ask = () => nodeFetch({})(`${url}/${encodeURIComponent(coding)}`, init());
      assert.equal(await bodyOf(await ask()), plain, coding);
      await assert.rejects(
        ask().then((answer) => bodyOf(answer, 50_000)),
        { code: "response-too-large" },
        coding,
      );
    }
  });

  it("uses one connection after the other, and several at once", async (t) => {
    const server = createServer((_, response) => void response.end("x"));
    let connections = 0;
    server.on("connection", () => {
      connections += 1;
    });
    const url = await listening(t, server);
    const fetch = nodeFetch({});
    for (let call = 0; call < 3; call++) await bodyOf(await fetch(url, init()));
    assert.equal(connections, 1);
    await Promise.all([1, 2, 3].map(async () => bodyOf(await fetch(url, init()))));
    assert.equal(connections, 3);
  });

  it("ends with its signal's reason: before it is sent, while it waits, and while its answer is read", async (t) => {
    const url = await serve(t, (request, response) => {
      if (request.url === "/begun") response.writeHead(200).write("some");
    });
    const reason = new Error("enough");
    await assert.rejects(nodeFetch({})(url, init({ signal: AbortSignal.abort(reason) })), reason);
    const waiting = new AbortController();
    const call = assert.rejects(nodeFetch({})(url, init({ signal: waiting.signal })), reason);
    setTimeout(() => waiting.abort(reason), 20);
    await call;
    const reading = new AbortController();
    const answer = await nodeFetch({})(`${url}/begun`, init({ signal: reading.signal }));
    setTimeout(() => reading.abort(reason), 20);
    await assert.rejects(bodyOf(answer), reason);
  });

  it("stops receiving what nobody wants", async (t) => {
    const closed = Promise.withResolvers<void>();
    const url = await serve(t, (_, response) => {
      response.on("close", closed.resolve).write("some");
    });
    await (await nodeFetch({})(url, init())).body!.cancel();
    await closed.promise;
  });
});

describe("a request without a whole answer", () => {
  const asks = async (url: string) => bodyOf(await nodeFetch({})(url, init()));

  it("was never sent where nobody listens: the host and the port are named", async (t) => {
    const server = createTcpServer();
    const url = await listening(t, server);
    server.close();
    await once(server, "close");
    const error = await failed(asks(url));
    assert.equal(neverSent(error), true);
    const { says, lasting } = networkFault(error)!;
    assert.deepEqual([says, lasting], [`could not reach ${new URL(url).host} (ECONNREFUSED)`, false]);
    const unknown = networkFault(await failed(asks("http://no-such-host.invalid")))!;
    assert.match(unknown.says, /^could not reach no-such-host\.invalid:80 \((?:ENOTFOUND|EAI_AGAIN)\)$/);
  });

  const broken: Readonly<Record<string, string>> = {
    "is closed at once": "",
    "is no HTTP": "SSH-2.0-OpenSSH\r\n",
    "has a head without end": `HTTP/1.1 200 OK\r\n${"x: y\r\n".repeat(10_000)}`,
    "has a header with a line in it": "HTTP/1.1 200 OK\r\na\u0000b: c\r\n\r\n",
    "is shorter than it says": "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc",
    "breaks off between two chunks": "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n",
    "has two lengths": "HTTP/1.1 200 OK\r\ncontent-length: 3\r\ncontent-length: 4\r\n\r\nabc",
    "speaks another protocol from here":
      "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n",
    "is packed wrongly": "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 3\r\n\r\nabc",
  };
  for (const [what, bytes] of Object.entries(broken)) {
    it(`may have arrived where the answer ${what}`, async (t) => {
      const error = await failed(asks(await speak(t, bytes)));
      assert.equal(neverSent(error), false);
      assert.match(networkFault(error)!.says, /^got no valid answer from 127\.0\.0\.1:\d+ \([A-Z_]+\)$/);
    });
  }

  it("is a failure when its answer's head has no end, before a megabyte of it came", async (t) => {
    const error = await failed(asks(await speak(t, `HTTP/1.1 200 OK\r\nx: ${"y".repeat(900_000)}`, false)));
    assert.match(networkFault(error)!.says, /^got no valid answer from 127\.0\.0\.1:\d+ \(HPE_HEADER_OVERFLOW\)$/);
  });
});
