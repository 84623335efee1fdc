// A server on this machine that writes down every request with its headers, and forwards, redirects or refuses it.
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export interface Recorded {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Recording {
  readonly url: string;
  readonly requests: readonly Recorded[];
  readonly close: () => Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export async function recording(answer: (request: Recorded) => Answer | Promise<Answer>): Promise<Recording> {
  const requests: Recorded[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const { method = "", url = "", headers } = incoming;
    const request = { method, url, headers, body: await text(incoming) };
    requests.push(request);
    const { status, headers: answered = {}, body = "" } = await answer(request);
    outgoing.writeHead(status, answered).end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Passes everything on to another server of this machine. */
export function forwardingTo(url: string): (request: Recorded) => Promise<Answer> {
  return async ({ method, url: path, headers, body }) => {
    const kept = ["osf-token", "authorization", "content-type"].flatMap((name): [string, string][] => {
      const value = headers[name];
      return typeof value === "string" ? [[name, value]] : [];
    });
    const response = await fetch(url + path, { method, headers: kept, ...(body === "" ? {} : { body }) });
    return { status: response.status, headers: { "content-type": "application/json" }, body: await response.text() };
  };
}
