import {
  LOOPBACK_HOSTS
} from "./chunk-ONAKJ6LR.js";
import {
  ToolError
} from "./chunk-IAASVYQS.js";

// src/http/fetch.ts
import { createRequire } from "node:module";

// src/http/network-fault.ts
var FetchFailure = class extends TypeError {
  reached;
  constructor(cause, reached) {
    super("fetch failed", { cause }), this.reached = reached;
  }
}, NO_CONNECTION = /* @__PURE__ */ new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "EADDRNOTAVAIL",
  "UND_ERR_CONNECT_TIMEOUT"
]), CONNECTING = /* @__PURE__ */ new Set(["connect", "getaddrinfo", "bind"]), CERTIFICATE = /^(?!ERR_SSL_).*(?:CERT|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)|HOSTNAME_MISMATCH|INVALID_CA)/, TUNNEL = "ERR_PROXY_TUNNEL";
function networkFault(error) {
  if (!(error instanceof Error)) return null;
  if (error.name === "TimeoutError")
    return { says: "was not answered in time", lasting: !1, next: null, cause: error };
  if (!(error instanceof TypeError) || error.cause === void 0) return null;
  let { cause } = error, code = codeOf(error), inBrackets = code === "" ? "" : ` (${code})`;
  if (!neverSent(error))
    return { says: `got no complete answer${inBrackets}`, lasting: !1, next: null, cause };
  let reached = error instanceof FetchFailure ? error.reached : null, unsent = `was not sent${reached ? ` to ${reached.host}` : ""}`;
  if (code === TUNNEL) return { ...refusedTunnel(unsent, reached, statusOf(cause)), cause };
  if (CERTIFICATE.test(code))
    return {
      says: `${unsent}: ${whoseCertificate(reached)} is not trusted${inBrackets}`,
      lasting: !0,
      next: TRUST,
      cause
    };
  let proxy = reached?.proxy ? `the proxy ${reached.proxy}` : null, who = proxy === null ? "the server" : isConnecting(error) ? proxy : `the server, through ${proxy},`;
  return { says: `${unsent}: ${who} cannot be reached${inBrackets}`, lasting: !1, next: null, cause };
}
function whoseCertificate(reached) {
  return reached?.proxy?.startsWith("https://") ?? !1 ? `the server's certificate, or that of the proxy ${reached?.proxy},` : "the server's certificate";
}
var TRUST = "If this server or network has a certificate authority of its own, name the file of its certificate in NODE_EXTRA_CA_CERTS; otherwise somebody may be listening in.";
function refusedTunnel(unsent, reached, status) {
  let proxy = `the proxy${reached?.proxy ? ` ${reached.proxy}` : ""}`;
  return status === 407 ? {
    says: `${unsent}: ${proxy} wants a user name and password (407)`,
    lasting: !0,
    next: "Give those that it accepts in HTTPS_PROXY: http://user:password@host:port, percent-encoded."
  } : {
    says: `${unsent}: ${proxy} opened no connection${status === null ? "" : ` (${status})`}`,
    lasting: status !== null && status < 500,
    next: `Ask whoever runs the proxy to allow ${reached?.host ?? "the server"}, or name it in NO_PROXY where it can be reached without one.`
  };
}
function neverSent(error) {
  return error instanceof FetchFailure && !error.reached.isConnected ? !0 : error instanceof TypeError && (hadNoConnection(error) || CERTIFICATE.test(codeOf(error)));
}
function hadNoConnection(error) {
  let { syscall } = error.cause ?? {};
  return NO_CONNECTION.has(codeOf(error)) && (syscall === void 0 || CONNECTING.has(syscall));
}
function isConnecting(error) {
  return hadNoConnection(error) || CONNECTING.has(error.cause?.syscall);
}
function statusOf(cause) {
  let { statusCode } = cause ?? {};
  return typeof statusCode == "number" && Number.isInteger(statusCode) ? statusCode : null;
}
function codeOf(error) {
  let { code } = error.cause ?? {};
  return typeof code == "string" && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : "";
}

// src/http/proxy.ts
import { BlockList, isIP } from "node:net";
function proxyFor(target, env) {
  if (target.protocol !== "https:" || isThisMachine(target.hostname) || isBypassed(target, env)) return null;
  let [upper, lower] = [env.HTTPS_PROXY?.trim() || null, env.https_proxy?.trim() || null];
  if (upper !== null && lower !== null && upper !== lower)
    throw new ToolError("options-conflict", {
      happened: "HTTPS_PROXY and https_proxy name two different proxies.",
      next: "Unset one of them."
    });
  let text = upper ?? lower;
  if (text !== null) return parsed(text, upper === null ? "https_proxy" : "HTTPS_PROXY");
  let all = ["ALL_PROXY", "all_proxy"].find((name) => env[name]?.trim());
  if (all === void 0) return null;
  throw new ToolError("config-invalid", {
    happened: `${all} is set, which is not read here, and HTTPS_PROXY is not.`,
    next: `Set HTTPS_PROXY to a proxy that begins with http://, or name ${target.hostname} in NO_PROXY.`
  });
}
function proxySecrets(env) {
  return ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"].flatMap((name) => {
    let address = withScheme(env[name]?.trim() ?? "");
    if (!URL.canParse(address)) return [];
    let { username, password } = new URL(address);
    if (password === "") return [];
    let plain = decoded(password);
    return [password, plain, Buffer.from(`${decoded(username)}:${plain}`).toString("base64")];
  });
}
function parsed(text, name) {
  let address = withScheme(text), url = URL.canParse(address) ? new URL(address) : null;
  if (!(url !== null && url.pathname === "/" && url.search === "" && url.hash === "") || url.hostname === "" || !/^https?:$/.test(url.protocol) || /[\x00-\x20]/.test(text))
    throw new ToolError("config-invalid", {
      happened: `${name} is not the address of a proxy that can be used here: http:// or https://, a host and a port.`,
      next: `Correct ${name}, e.g. http://proxy.example:3128, or unset it.`
    });
  if ([url.username, url.password].some((part) => !/^[\x20-\x7e\xa0-\xff]*$/.test(decoded(part))))
    throw new ToolError("config-invalid", {
      happened: `${name} has a user name or password that no proxy can be told.`,
      next: `Percent-encode it in ${name}; control characters cannot be sent.`
    });
  let scheme = url.protocol === "https:" ? "https://" : "";
  return { url: url.href, host: `${scheme}${url.hostname}:${portOf(url)}` };
}
function withScheme(text) {
  return text === "" || text.includes("://") ? text : `http://${text}`;
}
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
function isThisMachine(hostname) {
  return LOOPBACK_HOSTS.has(hostname) || hostname.endsWith(".localhost") || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
function isBypassed(target, env) {
  let host = target.hostname.replace(/^\[|\]$/g, "").toLowerCase();
  return `${env.NO_PROXY ?? ""},${env.no_proxy ?? ""}`.toLowerCase().split(/[\s,]+/).filter((entry) => entry !== "").some((entry) => {
    if (entry === "*") return !0;
    let [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|(.*?))(?::(\d+))?$/.exec(withoutNetworkPort(entry)) ?? [];
    if (port !== void 0 && port !== portOf(target)) return !1;
    let name = bracketed ?? plain ?? "";
    if (isIP(host) !== 0) return name === host || isInNetwork(host, name);
    let domain = name.replace(/^\*?\./, "");
    return domain !== "" && (host === domain || host.endsWith(`.${domain}`));
  });
}
function withoutNetworkPort(entry) {
  return isIP(entry.split("/")[0]) === 6 ? `[${entry}]` : entry;
}
function isInNetwork(host, network) {
  let [, address = "", bits = ""] = /^([0-9a-f.:]+)\/(\d{1,3})$/.exec(network) ?? [], [kind, length] = [isIP(address), Number(bits)];
  if (kind === 0 || length > (kind === 4 ? 32 : 128)) return !1;
  let list = new BlockList();
  return list.addSubnet(address, length, kind === 4 ? "ipv4" : "ipv6"), list.check(host, isIP(host) === 4 ? "ipv4" : "ipv6");
}
function portOf({ port, protocol }) {
  return port || (protocol === "https:" ? "443" : "80");
}

// src/http/fetch.ts
var CONNECT_MS = 1e4, IDLE_MS = 4e3, MAX_CODINGS = 5;
function nodeFetch(env, opensTunnels = () => process.allowedNodeEnvironmentFlags.has("--use-env-proxy")) {
  let agents = /* @__PURE__ */ new Map();
  return async (url, init) => {
    let target = new URL(url), proxy = proxyFor(target, env);
    if (proxy && !opensTunnels()) throw cannotTunnel();
    let key = `${target.protocol} ${proxy?.url ?? ""}`, agent = agents.get(key) ?? newAgent(target.protocol, proxy);
    agents.set(key, agent);
    let message = await exchange(target, init, agent, proxy);
    return hasBody(message) || message.resume(), {
      status: message.statusCode ?? 0,
      headers: headersOf(message),
      body: hasBody(message) ? bodyOf(await unpacked(message), init.signal, hostOf(target)) : null
    };
  };
}
function moduleFor(protocol) {
  return createRequire(import.meta.url)(protocol === "https:" ? "node:https" : "node:http");
}
function newAgent(protocol, proxy) {
  let { Agent } = moduleFor(protocol);
  return new Agent({
    keepAlive: !0,
    scheduling: "lifo",
    timeout: proxy ? CONNECT_MS : IDLE_MS,
    ...proxy && { proxyEnv: { HTTPS_PROXY: proxy.url } }
  });
}
function exchange(target, init, agent, proxy) {
  let { method = "GET", body, signal } = init, answered = Promise.withResolvers(), headers = {
    accept: "*/*",
    "accept-encoding": "gzip, deflate, br",
    ...init.headers,
    ...body === void 0 ? {} : { "content-length": String(Buffer.byteLength(body)) }
  };
  signal.throwIfAborted();
  let sent = moduleFor(target.protocol).request(target, { method, headers, agent, signal }), connection = watchConnection(sent, target, proxy);
  sent.once("response", answered.resolve);
  let failed = (cause) => {
    connection.ended(), answered.reject(signal.aborted ? signal.reason : new FetchFailure(cause, connection.state));
  };
  return sent.on("error", failed), sent.once("close", () => failed(Object.assign(new Error("closed without an answer"), { code: "ECONNRESET" }))), sent.end(body), answered.promise;
}
function watchConnection(sent, target, proxy) {
  let isTls = target.protocol === "https:", state = { host: hostOf(target), proxy: proxy?.host ?? null, isConnected: !1 }, timer = setTimeout(() => sent.destroy(Object.assign(new Error("no connection in time"), { code: "ETIMEDOUT", syscall: "connect" })), CONNECT_MS), ended = () => clearTimeout(timer), connected = () => {
    state.isConnected = !0, ended();
  };
  return sent.once("socket", (socket) => {
    proxy || sent.reusedSocket ? connected() : socket.once(isTls ? "secureConnect" : "connect", connected);
  }), { ended, state };
}
function hostOf({ hostname, port, protocol }) {
  return `${hostname}:${port || (protocol === "https:" ? 443 : 80)}`;
}
function hasBody({ statusCode = 0 }) {
  return statusCode !== 204 && statusCode !== 205 && statusCode !== 304;
}
function headersOf({ headers }) {
  let lookUp = (name) => headers[name.toLowerCase()];
  return {
    get(name) {
      let value = lookUp(name);
      return Array.isArray(value) ? value.join(", ") : value ?? null;
    },
    has: (name) => lookUp(name) !== void 0
  };
}
async function unpacked(message) {
  let codings = (message.headers["content-encoding"] ?? "").toLowerCase().split(",").map((coding) => coding.trim()).filter((coding) => coding !== "" && coding !== "identity");
  if (codings.length === 0) return message;
  let [zlib, { pipeline }] = await Promise.all([import("node:zlib"), import("node:stream")]), flush = { flush: zlib.constants.Z_SYNC_FLUSH, finishFlush: zlib.constants.Z_SYNC_FLUSH }, flushBrotli = {
    flush: zlib.constants.BROTLI_OPERATION_FLUSH,
    finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH
  }, steps = codings.reverse().map((coding) => coding === "gzip" || coding === "x-gzip" ? zlib.createGunzip(flush) : coding === "deflate" ? zlib.createInflate(flush) : coding === "br" ? zlib.createBrotliDecompress(flushBrotli) : null), known = steps.filter((step) => step !== null);
  return known.length < steps.length || known.length > MAX_CODINGS ? message : (pipeline([message, ...known], () => {
  }), known.at(-1));
}
function bodyOf(stream, signal, host) {
  return {
    async *[Symbol.asyncIterator]() {
      try {
        for await (let chunk of stream) yield chunk;
      } catch (cause) {
        throw signal.aborted ? signal.reason : new FetchFailure(cause, { host, proxy: null, isConnected: !0 });
      }
    },
    async cancel() {
      stream.destroy();
    }
  };
}
function cannotTunnel() {
  return new ToolError("config-invalid", {
    happened: `HTTPS_PROXY is set, and this Node (${process.version}) cannot go through a proxy.`,
    next: "Use Node 22.21, 24.5 or later, or name the host in NO_PROXY."
  });
}

export {
  networkFault,
  neverSent,
  proxySecrets,
  nodeFetch
};
