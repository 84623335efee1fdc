// The embedded Factory on the wire: a loopback server that logs each request, breaks what it was told to
// break, and otherwise lets the routes answer.
import { once } from "node:events";
import { IncomingMessage, Server, ServerResponse } from "node:http";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { createAdaptorServer } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { ONLINE_FAULT, ONLINE_ROLE } from "../state/online-faults.ts";
import type { UserName } from "../state/state.ts";
import { userOf } from "./accounts.ts";
import { type Fault, type FaultList, globPattern } from "./faults.ts";
import { routes } from "./routes.ts";
import type { Store } from "./store.ts";

/** One request as it was seen, in order of arrival. */
export interface LoggedRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** Parsed JSON, the text where it is not JSON, null when empty. */
  readonly body: unknown;
  /** Whose credentials it carried; null for none or wrong ones. */
  readonly user: UserName | null;
  /** 0 until answered, and where the connection was cut. */
  status: number;
  /** `performance.now()` milliseconds. */
  readonly startedAt: number;
  endedAt: number;
}

export interface WireAnswer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Tells a lie: another answer to a request that was carried out, or undefined to leave it. */
export type Rewrite = (request: { method: string; path: string }, answer: WireAnswer) => WireAnswer | undefined;

/** Fixed answers to writes, by `METHOD path-glob`; such a write is not carried out. */
export type FixedAnswers = ReadonlyMap<string, { readonly status: number; readonly body?: unknown }>;

/** What the server asks its owner about, at each request. */
export interface Wire {
  readonly store: Store;
  readonly faults: FaultList;
  readonly requests: LoggedRequest[];
  readonly fixedAnswers: FixedAnswers;
  latencyMs: number;
  rewrite: Rewrite | null;
  /** Resolves once what the Factory is now will survive its end. */
  readonly kept: () => Promise<void>;
}

export interface RunningServer {
  readonly url: string;
  /** Ends all connections and pending delays. */
  close(): Promise<void>;
}

interface Exchange {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

const MAX_BODY_CHARS = 64 * 1024 * 1024;
const KEEP_ALIVE_MS = 60_000;
const LOGIN_PAGE = "<!DOCTYPE html><html><head><title>Log in</title></head><body>Please log in.</body></html>";

/** Starts listening on 127.0.0.1; port 0 takes any free one. */
export async function startServer(wire: Wire, port: number): Promise<RunningServer> {
  const app = routes(wire.store);
  const closing = new AbortController();
  const server = createAdaptorServer({
    fetch: (request, env) => serve(wire, app, request, exchangeOf(env), closing.signal),
    overrideGlobalObjects: false,
    serverOptions: { keepAliveTimeout: KEEP_ALIVE_MS },
  });
  if (!(server instanceof Server)) throw new TypeError("the adaptor made no server of node:http");
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("the server listens on no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      closing.abort();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** The server speaks HTTP/1.1 alone. */
function exchangeOf({ incoming, outgoing }: { readonly incoming: unknown; readonly outgoing: unknown }): Exchange {
  if (incoming instanceof IncomingMessage && outgoing instanceof ServerResponse) return { incoming, outgoing };
  throw new TypeError("the request is none of node:http");
}

async function serve(
  wire: Wire,
  app: ReturnType<typeof routes>,
  request: Request,
  exchange: Exchange,
  signal: AbortSignal,
): Promise<Response> {
  const startedAt = performance.now();
  const { method } = request;
  const path = exchange.incoming.url ?? "/";
  const body = await request.text();
  const entry: LoggedRequest = {
    method,
    path,
    body: logged(body),
    user: userOf(request.headers, wire.store.accounts, wire.store.state, wire.store.now()),
    status: 0,
    startedAt,
    endedAt: Number.NaN,
  };
  wire.requests.push(entry);
  const fault = wire.faults.take(method, path);
  try {
    await pause(wire.latencyMs, signal);
    if (fault?.reset === "before") return cut(exchange);
    const answer = await keptAnswer(wire, await answerTo(wire, app, request, path, body, fault));
    await pause(fault?.delayMs ?? 0, signal);
    if (fault?.reset === "after") return cut(exchange);
    entry.status = answer.status;
    exchange.outgoing.sendDate = false;
    if (fault?.body === "truncated") return truncated(exchange, answer);
    const empty = answer.status === 204 || answer.status === 304;
    return new Response(empty ? null : answer.body, { status: answer.status, headers: answer.headers });
  } catch (error) {
    if (signal.aborted) return cut(exchange);
    throw error;
  } finally {
    entry.endedAt = performance.now();
  }
}

/** Nothing is told that a crash could undo. */
async function keptAnswer(wire: Wire, answer: WireAnswer): Promise<WireAnswer> {
  const told = await wire.kept().then(
    () => answer,
    () => failure({}, 500),
  );
  return dated(told, wire.store.now());
}

async function answerTo(
  wire: Wire,
  app: ReturnType<typeof routes>,
  request: Request,
  path: string,
  body: string,
  fault: Fault | null,
): Promise<WireAnswer> {
  if (fault?.status !== undefined && !fault.carriedOut) return failure(fault, fault.status);
  if (body.length > MAX_BODY_CHARS) return failure({}, 413);
  const fixed = request.method === "GET" ? undefined : fixedAnswer(wire.fixedAnswers, request.method, path);
  const url = new URL(fault?.flavourSwap ? withOtherFlavour(path) : path, request.url);
  const role = /\/(snapshot|timestamp)\.json$/.exec(url.pathname)?.[1];
  if (fault?.online && role) {
    url.searchParams.set(ONLINE_FAULT, fault.online);
    url.searchParams.set(ONLINE_ROLE, role);
  }
  const init = request.method === "GET" ? {} : { body };
  const asked = new Request(url, { method: request.method, headers: request.headers, ...init });
  const response = fixed ?? (await app.fetch(asked));
  const carriedOut: WireAnswer = {
    status: response.status,
    body: await response.text(),
    headers: Object.fromEntries(response.headers),
  };
  if (fault?.status !== undefined) return failure(fault, fault.status);
  if (fault?.body === "html") return { status: 200, body: LOGIN_PAGE, headers: { "content-type": "text/html" } };
  return wire.rewrite?.({ method: request.method, path }, carriedOut) ?? carriedOut;
}

/** The Factory's own time, as HTTP has it; a lie that brings a Date of its own keeps it, an empty one leaves it out. */
function dated(answer: WireAnswer, now: Date): WireAnswer {
  const { date = now.toUTCString(), ...others } = answer.headers;
  return { ...answer, headers: date === "" ? others : { ...others, date } };
}

function failure({ retryAfter }: Pick<Fault, "retryAfter">, status: number): WireAnswer {
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (retryAfter !== undefined) headers["retry-after"] = String(retryAfter);
  return { status, body: JSON.stringify({ message: `Failed with ${status}` }), headers };
}

function fixedAnswer(answers: FixedAnswers, method: string, path: string): Response | undefined {
  for (const [pattern, { status, body }] of answers) {
    const [name = "", glob = ""] = pattern.split(" ");
    if (name === method && globPattern(glob).test(path)) {
      return new Response(body === undefined ? null : JSON.stringify(body), { status });
    }
  }
  return undefined;
}

function withOtherFlavour(path: string): string {
  const url = new URL(path, "http://127.0.0.1");
  if (url.searchParams.get("production") === "1") url.searchParams.delete("production");
  else url.searchParams.set("production", "1");
  return url.pathname + url.search;
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await sleep(ms, undefined, { signal });
}

function cut({ incoming }: Exchange): Response {
  incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

/** Announces all of the body, sends half of it and hangs up. */
function truncated({ incoming, outgoing }: Exchange, { status, body, headers }: WireAnswer): Response {
  const bytes = Buffer.from(body);
  outgoing.writeHead(status, { ...headers, "content-length": Math.max(bytes.length, 1) });
  outgoing.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => incoming.socket.destroy());
  return RESPONSE_ALREADY_SENT;
}

function logged(text: string): unknown {
  if (text === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
