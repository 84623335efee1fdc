// One request over Node's own http and https, with the contract of `fetch` as far as it is used here: no redirect is followed,
// answers are unpacked, connections are kept for the next request. Proxies are decided in proxy.ts, failures are named in
// network-fault.ts. Node's `fetch` would load an HTTP client of its own at every start.
import type { Agent, ClientRequest, IncomingMessage } from "node:http";
import { createRequire } from "node:module";
import type { Readable } from "node:stream";
import { ToolError } from "../errors/tool-error.ts";
import { memberAt } from "../json/object.ts";
import type { Environment } from "../text/environment.ts";
import { FetchFailure } from "./network-fault.ts";
import { type ProxyServer, proxyFor } from "./proxy.ts";

export interface FetchInit {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly redirect: "manual";
  readonly signal: AbortSignal;
}

export type AnswerHeaders = Pick<Headers, "get" | "has">;

export interface AnswerBody extends AsyncIterable<Uint8Array<ArrayBuffer>> {
  /** Gives up the rest. */
  cancel(reason?: unknown): Promise<void>;
}

export interface FetchAnswer {
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly body: AnswerBody | null;
}

/**
 * Node's own `fetch` is one.
 * @throws {FetchFailure} where there is no whole answer; the signal's reason once it is aborted.
 */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchAnswer>;

/** TCP, TLS and the proxy's tunnel together. */
const CONNECT_MS = 10_000;
/** A connection that nobody uses is not trusted for longer: a write on one that the server has given up would be lost. */
const IDLE_MS = 4_000;
const MAX_CODINGS = 5;

/**
 * @param env is asked for proxies at every request; what it says wrongly is an error then.
 * @param opensTunnels whether Node's agents can go through a proxy: since 22.21 and 24.5, when that flag came.
 */
export function nodeFetch(
  env: Environment,
  opensTunnels = () => process.allowedNodeEnvironmentFlags.has("--use-env-proxy"),
): Fetch {
  const agents = new Map<string, Agent>();
  return async (url, init) => {
    const target = new URL(url);
    const proxy = proxyFor(target, env);
    if (proxy && !opensTunnels()) throw cannotTunnel();
    const key = `${target.protocol} ${proxy?.url ?? ""}`;
    const agent = agents.get(key) ?? newAgent(target.protocol, proxy);
    agents.set(key, agent);
    const message = await exchange(target, init, agent, proxy);
    // What nobody reads would keep its connection, and the program with it.
    if (!hasBody(message)) message.resume();
    return {
      status: message.statusCode ?? 0,
      headers: headersOf(message),
      body: hasBody(message) ? bodyOf(await unpacked(message), init.signal, hostOf(target)) : null,
    };
  };
}

type Http = Pick<typeof import("node:http"), "Agent" | "request">;

/**
 * `import` would read all that `node:http` exports, and with one of those, `WebSocket`, comes the client behind Node's `fetch`.
 * Loaded at the first request alone.
 */
function moduleFor(protocol: string): Http {
  const loaded: unknown = createRequire(import.meta.url)(protocol === "https:" ? "node:https" : "node:http");
  if (isHttp(loaded)) return loaded;
  throw new TypeError("Node's module for HTTP makes no requests");
}

function isHttp(loaded: unknown): loaded is Http {
  return typeof memberAt(loaded, "Agent") === "function" && typeof memberAt(loaded, "request") === "function";
}

/** Of a proxied connection the time limit is that of the tunnel. */
function newAgent(protocol: string, proxy: ProxyServer | null): Agent {
  const { Agent } = moduleFor(protocol);
  return new Agent({
    keepAlive: true,
    scheduling: "lifo",
    timeout: proxy ? CONNECT_MS : IDLE_MS,
    ...(proxy && { proxyEnv: { HTTPS_PROXY: proxy.url } }),
  });
}

/** The answer's head. Its body is still to come. */
function exchange(target: URL, init: FetchInit, agent: Agent, proxy: ProxyServer | null): Promise<IncomingMessage> {
  const { method = "GET", body, signal } = init;
  const answered = Promise.withResolvers<IncomingMessage>();
  const headers = {
    accept: "*/*",
    "accept-encoding": "gzip, deflate, br",
    ...init.headers,
    ...(body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) }),
  };
  signal.throwIfAborted();
  const sent = moduleFor(target.protocol).request(target, { method, headers, agent, signal });
  const connection = watchConnection(sent, target, proxy);
  sent.once("response", answered.resolve);
  const failed = (cause: unknown) => {
    connection.ended();
    answered.reject(signal.aborted ? signal.reason : new FetchFailure(cause, connection.state));
  };
  sent.on("error", failed);
  // Also where no error is told of: a server that goes over to another protocol.
  sent.once("close", () => failed(Object.assign(new Error("closed without an answer"), { code: "ECONNRESET" })));
  sent.end(body);
  return answered.promise;
}

/** Gives up a connection that does not come about, and knows whether it did. */
function watchConnection(sent: ClientRequest, target: URL, proxy: ProxyServer | null) {
  const isTls = target.protocol === "https:";
  const state = { host: hostOf(target), proxy: proxy?.host ?? null, isConnected: false };
  const giveUp = () =>
    sent.destroy(Object.assign(new Error("no connection in time"), { code: "ETIMEDOUT", syscall: "connect" }));
  const timer = setTimeout(giveUp, CONNECT_MS);
  const ended = () => clearTimeout(timer);
  const connected = () => {
    state.isConnected = true;
    ended();
  };
  sent.once("socket", (socket) => {
    // What comes through a proxy, or was used before, is connected by then.
    if (proxy || sent.reusedSocket) connected();
    else socket.once(isTls ? "secureConnect" : "connect", connected);
  });
  return { ended, state };
}

function hostOf({ hostname, port, protocol }: URL): string {
  return `${hostname}:${port || (protocol === "https:" ? 443 : 80)}`;
}

function hasBody({ statusCode = 0 }: IncomingMessage): boolean {
  return statusCode !== 204 && statusCode !== 205 && statusCode !== 304;
}

function headersOf({ headers }: IncomingMessage): AnswerHeaders {
  const lookUp = (name: string) => headers[name.toLowerCase()];
  return {
    get(name) {
      const value = lookUp(name);
      return Array.isArray(value) ? value.join(", ") : (value ?? null);
    },
    has: (name) => lookUp(name) !== undefined,
  };
}

/** An answer in a coding that nobody asked for stays as it came: it is no JSON then. */
async function unpacked(message: IncomingMessage): Promise<Readable> {
  const codings = (message.headers["content-encoding"] ?? "")
    .toLowerCase()
    .split(",")
    .map((coding) => coding.trim())
    .filter((coding) => coding !== "" && coding !== "identity");
  if (codings.length === 0) return message;
  const [zlib, { pipeline }] = await Promise.all([import("node:zlib"), import("node:stream")]);
  const flush = { flush: zlib.constants.Z_SYNC_FLUSH, finishFlush: zlib.constants.Z_SYNC_FLUSH };
  const flushBrotli = {
    flush: zlib.constants.BROTLI_OPERATION_FLUSH,
    finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH,
  };
  const steps = codings.reverse().map((coding) => {
    if (coding === "gzip" || coding === "x-gzip") return zlib.createGunzip(flush);
    if (coding === "deflate") return zlib.createInflate(flush);
    return coding === "br" ? zlib.createBrotliDecompress(flushBrotli) : null;
  });
  const known = steps.filter((step) => step !== null);
  if (known.length < steps.length || known.length > MAX_CODINGS) return message;
  // Who reads the last of them is told of every failure.
  pipeline([message, ...known], () => {});
  return known.at(-1)!;
}

function bodyOf(stream: Readable, signal: AbortSignal, host: string): AnswerBody {
  return {
    async *[Symbol.asyncIterator]() {
      try {
        for await (const chunk of stream) {
          if (!isBytes(chunk)) throw new TypeError("an answer's body came as something else than bytes");
          yield chunk;
        }
      } catch (cause) {
        throw signal.aborted ? signal.reason : new FetchFailure(cause, { host, proxy: null, isConnected: true });
      }
    },
    async cancel() {
      stream.destroy();
    },
  };
}

function isBytes(chunk: unknown): chunk is Uint8Array<ArrayBuffer> {
  return chunk instanceof Uint8Array && chunk.buffer instanceof ArrayBuffer;
}

function cannotTunnel(): ToolError {
  return new ToolError("config-invalid", {
    happened: `HTTPS_PROXY is set, and this Node (${process.version}) cannot go through a proxy.`,
    next: "Use Node 22.21 or later (22.x), or 24.5 or later; or name the host in NO_PROXY.",
  });
}
