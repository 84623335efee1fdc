import assert from "node:assert/strict";
import { type AddressInfo, createServer } from "node:net";
import { describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { rejected } from "../../kit/refusal.ts";
import { connect, type Reply, serve, TOKEN } from "../loopback.ts";

const USER = { "polis-id": "p1", name: "Owner", role: "owner", "effective-scopes": [] };

describe("an answer", () => {
  it("that is a web page with 200 is no JSON: a login page, perhaps", async (t) => {
    const server = await serve(t, () => ({ body: "\n<html>Sign in</html>", headers: { "content-type": "text/html" } }));
    const error = await rejected(connect(server.url).client.self());
    assert.equal(error.code, "response-not-json");
    assert.match(
      error.message,
      /was answered with 200, but with a web page instead of JSON, such as the login page of a proxy\./,
    );
    assert.equal(server.asked.length, 1);
  });

  const unusable: readonly (readonly [string, Reply, string])[] = [
    ["is empty", { body: "" }, "response-not-json"],
    ["is empty with 204", { status: 204 }, "response-not-json"],
    ["is no JSON", { body: "hello" }, "response-not-json"],
    ["begins with a byte order mark", { body: `\ufeff${JSON.stringify(USER)}` }, "response-not-json"],
    ["lacks a member", { body: { ...USER, role: undefined } }, "response-malformed"],
    ["has a member of another type", { body: { ...USER, "effective-scopes": "all" } }, "response-malformed"],
    ["is a list", { body: [USER] }, "response-malformed"],
  ];
  for (const [what, reply, code] of unusable) {
    it(`that ${what} is ${code}`, async (t) => {
      const server = await serve(t, () => reply);
      const error = await rejected(connect(server.url).client.self());
      assert.deepEqual([error.code, error.changed], [code, "no"]);
    });
  }

  it("that is not UTF-8 is refused, not repaired", async (t) => {
    const server = await rawServer(
      t,
      "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\n",
      Buffer.from([0x22, 0xc3, 0x28, 0x22]),
    );
    const error = await rejected(connect(server).client.ciTargets());
    assert.equal(error.code, "response-not-json");
    assert.match(error.message, /its body is not UTF-8/);
  });

  it("is given up at the byte limit while it streams in, not after", async (t) => {
    const server = await serve(t, () => ({ endless: 50_000_000, body: "{}" }));
    const error = await rejected(connect(server.url, { maxBytes: 100_000 }).client.ciTargets());
    assert.equal(error.code, "response-too-large");
    assert.match(error.message, /answered with more than 100000 bytes/);
    assert.ok(server.written() < 25_000_000, `the server wrote ${server.written()} bytes`);
    assert.equal(server.asked.length, 1);
  });

  it("is not even begun when its length is announced to be beyond the limit", async (t) => {
    const server = await rawServer(t, "HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n", Buffer.from("{"));
    assert.equal((await rejected(connect(server).client.ciTargets())).code, "response-too-large");
  });

  it("that is compressed is counted unpacked", async (t) => {
    const bomb = gzipSync(Buffer.alloc(20_000_000));
    const head = `HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${bomb.length}\r\n\r\n`;
    const server = await rawServer(t, head, bomb);
    assert.equal(
      (await rejected(connect(server, { maxBytes: 1_000_000 }).client.ciTargets())).code,
      "response-too-large",
    );
  });
});

describe("T20: a redirect", () => {
  for (const status of [301, 302, 303, 307, 308]) {
    it(`with ${status} is an error, and the token goes nowhere else`, async (t) => {
      const other = await serve(t, () => ({ body: USER }));
      const server = await serve(t, () => ({ status, headers: { location: `${other.url}/steal?me=1` } }));
      const error = await rejected(connect(server.url).client.self());
      assert.equal(error.code, "http-redirect");
      assert.ok(error.message.includes(`was answered with ${status}, a redirect to ${other.url}.`), error.message);
      assert.ok(!error.message.includes("steal"));
      assert.equal(other.asked.length, 0);
      assert.equal((await rejected(connect(server.url).client.completeWave("w1"))).code, "write-unknown");
      assert.equal(other.asked.length, 0);
    });
  }
});

describe("the server's own words", () => {
  const say = async (t: Parameters<typeof serve>[0], body: unknown) => {
    const server = await serve(t, () => ({ status: 400, body }));
    return (await rejected(connect(server.url).client.self())).happened;
  };

  it("are taken from msg, message and errors", async (t) => {
    assert.match(await say(t, { msg: "a" }), /answered with 400: a\.$/);
    assert.match(await say(t, { message: "b.", errors: ["c", "d"] }), /answered with 400: b\.; c; d\.$/);
    assert.match(
      await say(t, { errors: { name: "too long", tag: ["bad"] } }),
      /400: name: too long; tag: \["bad"\]\.$/,
    );
  });

  it("are encoded and cut (T21)", async (t) => {
    assert.match(await say(t, { msg: "é\n\u001b[31m\u202e" }), /400: \\u\{e9\}\\u\{a\}\\u\{1b\}\[31m\\u\{202e\}\.$/);
    assert.match(await say(t, { msg: "x".repeat(5000) }), /400: x{300}\.\.\.$/);
  });

  it("are left out when they repeat a part of the token", async (t) => {
    for (const echo of [TOKEN, `no user has ${TOKEN.slice(3, 11)} as token`]) {
      const happened = await say(t, { msg: "denied", errors: [echo] });
      assert.match(happened, /400: \(its message repeats a credential and is left out\)\.$/);
    }
  });

  it("are never the body of a page", async (t) => {
    assert.match(await say(t, "<html>secret</html>"), /answered with 400\.$/);
    assert.match(await say(t, ["secret"]), /answered with 400\.$/);
  });
});

/** Answers every connection with these bytes, right or wrong. */
async function rawServer(t: Parameters<typeof serve>[0], head: string, body: Buffer): Promise<string> {
  const sockets = new Set<{ destroy(): void }>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.once("data", () => void socket.write(Buffer.concat([Buffer.from(head), body])));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
