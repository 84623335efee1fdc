// A proxy as companies run them: it opens connections by CONNECT and passes bytes on, to where a test's names lead. And a
// server with a certificate behind it.
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect, type Socket } from "node:net";
import type { Authority } from "./certificates.ts";

export interface ProxyStandIn {
  readonly port: number;
  /** Targets of CONNECT, and what was sent in plain text instead. */
  readonly asked: { readonly target: string; readonly headers: IncomingHttpHeaders }[];
  close(): Promise<void>;
}

/**
 * @param refusal the status line in place of a connection.
 * @param tls its certificate, where it is spoken to over TLS.
 */
export async function startProxy(
  hosts: Readonly<Record<string, number>>,
  refusal: () => string | null = () => null,
  tls?: ReturnType<Authority["issue"]>,
): Promise<ProxyStandIn> {
  const asked: ProxyStandIn["asked"] = [];
  const sockets = new Set<Socket>();
  const inPlainText: RequestListener = (request, response) => {
    asked.push({ target: `${request.method} ${request.url}`, headers: request.headers });
    response.writeHead(418).end();
  };
  const server = tls ? createTlsServer(tls, inPlainText) : createServer(inPlainText);
  server.on("connection", (socket) => sockets.add(socket));
  server.on("connect", (request, client: Socket) => {
    asked.push({ target: request.url ?? "", headers: request.headers });
    const refused = refusal();
    const port = hosts[request.url ?? ""];
    if (refused !== null || port === undefined) {
      client.end(`HTTP/1.1 ${refused ?? "502 Bad Gateway"}\r\n\r\n`);
      return;
    }
    const onward = connect(port, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      client.pipe(onward).pipe(client);
    });
    sockets.add(onward);
    for (const socket of [onward, client]) socket.on("error", () => {});
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/** On this machine, under names that only a proxy leads to. */
export async function startTlsServer(
  authority: Authority,
  names: readonly string[],
  answer: RequestListener,
): Promise<{ readonly port: number; readonly connections: () => number; close(): Promise<void> }> {
  let connections = 0;
  const server = createTlsServer(authority.issue(...names), answer);
  server.on("secureConnection", () => {
    connections += 1;
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
