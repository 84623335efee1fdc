// A real HTTP server on loopback that answers as a test says and remembers what it was asked; and a client
// in front of it whose pauses are recorded instead of waited for.
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";
import { createFactoryClient, type FactoryClientOptions } from "../../src/factory/client.ts";
import type { FactoryClient } from "../../src/factory/types.ts";

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text goes out as it is, anything else as JSON. */
  readonly body?: unknown;
  /** `before`: the socket is cut without an answer. `middle`: after half of the body. `never`: no answer at all. */
  readonly cut?: "before" | "middle" | "never";
  /** So many bytes more than the body, streamed without a length. */
  readonly endless?: number;
}

export interface Loopback {
  readonly url: string;
  readonly asked: Asked[];
  /** Bytes that `endless` replies have written. */
  readonly written: () => number;
}

/** `answer` is given the request and how many came before it. */
export async function serve(
  t: TestContext,
  answer: (asked: Asked, index: number) => Reply | Promise<Reply>,
): Promise<Loopback> {
  const asked: Asked[] = [];
  let written = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", async () => {
      const body = Buffer.concat(chunks).toString("utf8");
      const one = { method: request.method ?? "", path: request.url ?? "", headers: request.headers, body };
      asked.push(one);
      const reply = await answer(one, asked.length - 1);
      if (reply.cut === "never") return;
      if (reply.cut === "before") return void request.socket.destroy();
      const text =
        typeof reply.body === "string" ? reply.body : reply.body === undefined ? "" : JSON.stringify(reply.body);
      const bytes = Buffer.from(text);
      const status = reply.status ?? 200;
      const headers = { "content-type": "application/json", ...reply.headers };
      if (reply.cut === "middle") {
        response.writeHead(status, { ...headers, "content-length": String(bytes.length) });
        response.write(bytes.subarray(0, bytes.length >> 1), () => request.socket.destroy());
      } else if (reply.endless !== undefined) {
        response.writeHead(status, headers);
        const block = Buffer.alloc(16_384, 0x20);
        const pump = () => {
          while (written < reply.endless! && !response.destroyed) {
            written += block.length;
            if (!response.write(block)) return void response.once("drain", pump);
          }
          response.end(bytes);
        };
        pump();
      } else {
        response.writeHead(status, headers).end(bytes);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, written: () => written };
}

export interface Connected {
  readonly client: FactoryClient;
  /** Every pause that was asked for, in milliseconds. */
  readonly pauses: number[];
  readonly infos: string[];
  readonly warnings: string[];
}

export const TOKEN = "tk-3f9Qz7Lw0xV5bN1c";
export const NOW = new Date("2026-11-23T06:23:20Z");

export function connect(url: string, overrides: Partial<FactoryClientOptions> = {}): Connected {
  const pauses: number[] = [];
  const infos: string[] = [];
  const warnings: string[] = [];
  const client = createFactoryClient({
    factory: "acme",
    apiUrl: url,
    oauthUrl: `${url}/oauth`,
    credentials: { kind: "token", origin: "given", token: TOKEN },
    signal: new AbortController().signal,
    wait: async (ms) => void pauses.push(ms),
    now: NOW,
    random: () => 0,
    log: { info: (message) => infos.push(message), warning: (message) => warnings.push(message) },
    ...overrides,
  });
  return { client, pauses, infos, warnings };
}
