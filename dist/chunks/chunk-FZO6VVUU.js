import {
  packTar
} from "./chunk-XH6H6DKE.js";
import {
  ONLINE_ROLES
} from "./chunk-2GIU4SI3.js";
import {
  Doc,
  ED25519_METHOD,
  ED25519_PKCS8_PREFIX,
  MAX_BYTES,
  MAX_VERSION,
  MIN_PRODUCTION_THRESHOLD,
  MS_PER_DAY,
  MS_PER_HOUR,
  MS_PER_MINUTE,
  ROLE_NAMES,
  RSA_METHOD,
  ToolError,
  deviceClients,
  differingPointer,
  inDays,
  isExpired,
  isInteger,
  isName,
  isObject,
  isWithinDays,
  judgedAs,
  keyType,
  keyidOf,
  memberAt,
  oneYearAfter,
  own,
  parseJson,
  parseRoot,
  parseTargets,
  plainVersion,
  pointerTo,
  portableText,
  problemsBelow,
  quoted,
  refusalsOf,
  roleKeys,
  sha256Hex,
  signatureListProblem,
  signatureProblem,
  skippedTarget,
  tally,
  usableKey,
  verificationForms,
  walkRoots,
  wholeSeconds
} from "./chunk-VNGMR44M.js";

// src/emulator/state/seed.ts
import { createHash } from "node:crypto";
function derive(seed, label, length) {
  let blocks = [];
  for (let block = 0; block * 32 < length; block++)
    blocks.push(createHash("sha256").update(`${seed}\0${label}\0${block}`).digest());
  return Buffer.concat(blocks).subarray(0, length);
}
function deriveUuid(seed, label) {
  let bytes = derive(seed, label, 16);
  bytes[6] = bytes[6] & 15 | 64, bytes[8] = bytes[8] & 63 | 128;
  let hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
function deriveShare(seed, label) {
  return derive(seed, label, 6).readUIntBE(0, 6) / 2 ** 48;
}

// src/emulator/server/reply.ts
function ok(value, state) {
  return reply(200, value, state);
}
function reply(status, value, state) {
  let body = value === null ? null : JSON.stringify(value);
  return state ? { status, body, state } : { status, body };
}
var Refusal = class extends Error {
  name = "Refusal";
  status;
  errors;
  /** State to keep although the request failed; null for none. */
  state;
  constructor(status, message, errors2 = null, state = null) {
    super(message), this.status = status, this.errors = errors2, this.state = state;
  }
  toReply() {
    let answer = reply(this.status, { message: this.message, ...this.errors ? { errors: this.errors } : {} });
    return this.state ? { ...answer, state: this.state } : answer;
  }
};
function bodyObject({ json: json2 }) {
  if (json2 === null || !isObject(json2.value)) throw new Refusal(400, "The body is not a JSON object");
  return json2.value;
}
function refuseInvalid(message, errors2) {
  if (Object.keys(errors2).length > 0) throw new Refusal(400, message, errors2);
}

// src/emulator/state/documents.ts
var texts = /* @__PURE__ */ new WeakMap();
function documentTextOf(document) {
  let known = texts.get(document);
  if (known !== void 0) return known;
  let text = portableText(document) ?? JSON.stringify(document);
  return texts.set(document, text), text;
}
function sizeOf(document) {
  return Buffer.byteLength(documentTextOf(document));
}
var rootDocOf = docsOf(), targetsDocOf = docsOf(), docOf = docsOf();
function docsOf() {
  let docs = /* @__PURE__ */ new WeakMap();
  return (document) => {
    let known = docs.get(document);
    if (known) return known;
    let doc = new Doc("the document", document.signed, document.signatures, []);
    return docs.set(document, doc), doc;
  };
}
function rootFromBody(call, value, member) {
  return fromBody(call, value, [member], parseRoot);
}
function targetsFromBody(call, value, path) {
  return fromBody(call, value, path, (json2, where) => parseTargets(json2, where));
}
function fromBody(call, value, path, parse) {
  let where = path.join("/"), pointer = path.reduce(pointerTo, ""), problems = problemsBelow(call.json?.problems ?? [], pointer), first = problems[0];
  if (first) throw new Refusal(400, `${where}: at ${first.pointer || "/"}, ${first.says}`);
  try {
    let doc = parse({ value, problems }, where), listProblem = signatureListProblem(doc);
    if (listProblem) throw new Refusal(400, `${where} ${listProblem}`);
    return { signatures: doc.signatures, signed: doc.signed };
  } catch (error) {
    throw error instanceof ToolError ? new Refusal(400, error.happened) : error;
  }
}
function signaturesFromBody(value, where) {
  if (!Array.isArray(value)) throw new Refusal(400, `${where} is not a list of signatures`);
  return value.map((entry) => {
    let { keyid, method, sig } = isObject(entry) ? entry : {};
    if (typeof keyid != "string" || typeof method != "string" || typeof sig != "string")
      throw new Refusal(400, `${where} has a signature without keyid, method or sig`);
    return { keyid, method, sig };
  });
}
function documentProblemOf(signature, keys, allowed, doc) {
  let listed2 = allowed.includes(signature.keyid) ? own(keys, signature.keyid) : void 0;
  if (!listed2) return "is by a key that is not listed";
  let key = usableKey(listed2);
  if (!key.usable) return `is by a key that ${key.why}`;
  if (key.keyid !== signature.keyid) return "is by a key with another id";
  let problems = doc.forms.map((bytes) => signatureProblem(key, signature, bytes));
  return problems.includes(null) ? null : problems[0] ?? "does not verify";
}
function mergeSignatures(signatures, added) {
  let replaced = new Set(added.map(({ keyid }) => keyid));
  return [...added, ...signatures.filter(({ keyid }) => !replaced.has(keyid))];
}

// src/emulator/devices/device-client.ts
function versionTaken(state, name, documents, at) {
  let roots2 = state.prodRoots.filter(({ signed }) => (state.rootsSinceMs.get(signed.version) ?? 0) <= at.getTime()), newest = roots2.at(-1);
  if (!newest || hasExpired(newest, at)) return null;
  let client = deviceClients.find((one) => one.name === name);
  for (let document of documents)
    if (!hasExpired(document, at) && holds(client, roots2, newest) && accepts(client, document, newest))
      return newestVersion(client, document.signed);
  return null;
}
function hasExpired({ signed }, at) {
  return Date.parse(signed.expires) <= at.getTime();
}
function holds(client, roots2, newest) {
  return remembered(walks, newest, client.name, () => {
    let chain = roots2.map((root) => ({ doc: rootDocOf(root), sizeBytes: sizeOf(root) }));
    return walkRoots(client, chain).why.length === 0;
  });
}
function accepts(client, targets, root) {
  let known = views.get(root) ?? /* @__PURE__ */ new WeakMap();
  return views.set(root, known), remembered(known, targets, client.name, () => {
    let { signed, signatures } = targets, sizeBytes = sizeOf(targets), judged = judgedAs({ role: "targets", signed }, { signatures, sizeBytes, namedLength: sizeBytes });
    return tally(targetsDocOf(targets), rootDocOf(root), "targets").met && refusalsOf(client, judged).length === 0;
  });
}
var walks = /* @__PURE__ */ new WeakMap(), views = /* @__PURE__ */ new WeakMap();
function remembered(answers, of, name, ask) {
  let known = answers.get(of) ?? /* @__PURE__ */ new Map();
  answers.set(of, known);
  let answer = known.get(name) ?? answered(ask);
  return known.set(name, answer), answer;
}
function answered(ask) {
  try {
    return ask();
  } catch (error) {
    if (error instanceof ToolError) return !1;
    throw error;
  }
}
function newestVersion(client, { targets }) {
  let versions = Object.values(targets).flatMap(
    (file) => skippedTarget(client, file) ? [] : plainVersion(file.custom?.version) ?? []
  );
  return versions.length === 0 ? null : Math.max(...versions);
}

// src/emulator/devices/devices.ts
var OFFLINE_HOURS = 24, fleets = /* @__PURE__ */ new WeakMap(), DEFAULT_GROUP = {
  name: "us-east",
  devices: 10,
  online: 0.8,
  pacePerMinute: 3,
  failRate: 0,
  tag: "production",
  client: "aktualizr-lite"
};
function devicesOf({ groups, seed }) {
  let known = fleets.get(groups);
  if (known) return known;
  let fleet = groups.flatMap((group) => members(group, seed));
  return fleets.set(groups, fleet), fleet;
}
function members(group, seed) {
  let onlineCount = Math.round(group.devices * group.online), digits = String(Math.max(group.devices - 1, 0)).length;
  return Array.from({ length: group.devices }, (_, index) => ({
    uuid: deriveUuid(seed, `device ${group.name} ${index}`),
    name: `${group.name}-${String(index).padStart(digits, "0")}`,
    group: group.name,
    tag: group.tag,
    client: group.client,
    online: index < onlineCount
  }));
}
function seenWithin(device, hours, state, now) {
  return device.online ? !0 : now.getTime() - (state.startedMs - OFFLINE_HOURS * MS_PER_HOUR) <= hours * MS_PER_HOUR;
}
function versionsAt(state, now) {
  let versions = new Map(devicesOf(state).map(({ uuid }) => [uuid, state.deviceVersion]));
  for (let wave of state.waves)
    wave.targets && wave.endedMs !== null && wave.status === "canceled" ? updateDevices(state, wave, wave.targets, versions, Math.min(wave.endedMs, now.getTime())) : wave.targets && updateDevices(state, wave, wave.targets, versions, now.getTime());
  return versions;
}
function scheduledBy(wave) {
  return new Set(wave.schedules.flatMap(({ uuids }) => uuids));
}
function updateDevices(state, wave, targets, versions, untilMs) {
  let toldMs = /* @__PURE__ */ new Map();
  for (let { atMs, uuids } of wave.schedules)
    for (let uuid of uuids) toldMs.has(uuid) || toldMs.set(uuid, atMs);
  let offered = documentsOf(state, wave, targets);
  for (let group of state.groups) {
    if (group.tag !== wave.tag || group.pacePerMinute <= 0) continue;
    let queue = devicesOf(state).filter((device) => device.group === group.name && device.online).map((device) => ({ device, atMs: toldMs.get(device.uuid) ?? completedMs(wave) })).filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs), freeMs = 0;
    for (let { device, atMs } of queue) {
      if (fails(state, device, wave, group)) continue;
      if (freeMs = Math.max(freeMs, atMs) + MS_PER_MINUTE / group.pacePerMinute, freeMs > untilMs) break;
      let taken = versionTaken(state, device.client, offered, new Date(freeMs));
      taken !== null && taken > versions.get(device.uuid) && versions.set(device.uuid, taken);
    }
  }
}
function completedMs(wave) {
  return wave.status === "complete" && wave.endedMs !== null ? wave.endedMs : Number.POSITIVE_INFINITY;
}
function fails({ seed }, device, wave, group) {
  let { failRate, failVersion } = group;
  return failVersion !== void 0 && wave.version !== String(failVersion) ? !1 : failRate > 0 && deriveShare(seed, `failure ${wave.name} ${device.uuid}`) < failRate;
}
function documentsOf(state, wave, targets) {
  let production = wave.status === "complete" ? state.prodTargets.get(wave.tag) : void 0;
  return production?.signed.version === targets.signed.version ? [targets, production] : [targets];
}

// src/emulator/server/accounts.ts
var ACCESS_SECONDS = 3600, SCOPES = ["targets:read-update", "devices:read-update"], USERS = {
  owner: { "polis-id": "polis-owner-01", name: "Owner", role: "owner", "effective-scopes": SCOPES },
  second: { "polis-id": "polis-second-02", name: "Second", role: "admin", "effective-scopes": SCOPES }
};
function accountsFrom(seed) {
  let secret = (label) => derive(seed, label, 20).toString("hex");
  return {
    tokens: { owner: secret("token owner"), second: secret("token second") },
    oauth: { id: secret("oauth id").slice(0, 16), secret: secret("oauth secret") }
  };
}
function userOf(headers, accounts, state, now) {
  let token = headers.get("osf-token");
  if (token !== null)
    return token === accounts.tokens.owner ? "owner" : token === accounts.tokens.second ? "second" : null;
  let encoded = /^Bearer (\S+)$/.exec(headers.get("authorization") ?? "")?.[1];
  if (encoded === void 0) return null;
  let access = Buffer.from(encoded, "base64").toString(), known = state.accessTokens.find((candidate) => candidate.access === access);
  return known && known.expiresMs > now.getTime() ? known.user : null;
}
function issueToken(form, accounts, state, now) {
  let grant = form.get("grant_type"), isClient = form.get("client_id") === accounts.oauth.id && form.get("client_secret") === accounts.oauth.secret;
  if (grant === "client_credentials")
    return isClient ? grantTo("owner", state, now) : reply(401, { error: "invalid_client", message: "The client credentials are not valid" });
  if (grant === "refresh_token") {
    let old = state.accessTokens.find(({ refresh }) => refresh === form.get("refresh_token"));
    if (!old) return reply(401, { error: "invalid_grant", message: "The refresh token is not valid" });
    let others = state.accessTokens.filter((token) => token !== old);
    return grantTo(old.user, { ...state, accessTokens: others }, now);
  }
  throw new Refusal(400, "grant_type is neither client_credentials nor refresh_token");
}
function grantTo(user, state, now) {
  let draw = (label) => derive(state.seed, `oauth ${label} ${state.draws}`, 20).toString("hex"), token = {
    access: draw("access"),
    refresh: draw("refresh"),
    user,
    expiresMs: now.getTime() + ACCESS_SECONDS * 1e3
  }, answer = {
    access_token: token.access,
    refresh_token: token.refresh,
    token_type: "Bearer",
    expires_in: ACCESS_SECONDS
  };
  return reply(200, answer, { ...state, draws: state.draws + 1, accessTokens: [...state.accessTokens, token] });
}

// src/emulator/server/faults.ts
function faultList() {
  let entries = [];
  return {
    add(fault) {
      entries.push({ fault, pattern: globPattern(fault.path), seen: 0 });
    },
    clear() {
      entries = [];
    },
    take(method, path) {
      let taken = null;
      for (let entry of entries) {
        let { fault, pattern } = entry;
        fault.method !== "*" && fault.method !== method || !pattern.test(path) || (entry.seen++, (fault.n === void 0 || fault.n === entry.seen) && (taken ??= fault));
      }
      return taken;
    }
  };
}
function globPattern(glob) {
  let literal = (text) => text.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${glob.split("*").map(literal).join(".*")}$`, "s");
}

// src/emulator/server/recorded.ts
function recordedState(recording, options) {
  let ciRoots = recording["ci-roots"], updates = recording["root-updates"], online = onlineKeys(updates.current["online-keys"], ciRoots.at(-1), options.keys), firstRootId = ciRoots.length === 1 ? ciRoots[0].signed.roles.root.keyids[0] : void 0;
  return {
    factory: options.factory,
    seed: options.seed,
    draws: 0,
    writes: options.writes,
    startedMs: options.now.getTime(),
    online,
    firstRoot: options.keys.find(({ keyid }) => keyid === firstRootId) ?? null,
    ciRoots,
    prodRoots: recording["prod-roots"],
    rootsSinceMs: /* @__PURE__ */ new Map(),
    ciTargets: recording["ci-targets"],
    builtMs: options.now.getTime(),
    ciFrozen: !0,
    prodTargets: new Map(Object.entries(recording["prod-targets"])),
    kept: /* @__PURE__ */ new Map(),
    waves: recording.waves.waves.map((wave) => recordedWave(wave, recording["wave-targets"])).reverse(),
    transaction: recordedTransaction(updates, options.keys),
    recordedUpdates: updates,
    groups: options.groups,
    deviceVersion: 1,
    accessTokens: [],
    interruptApply: !1
  };
}
function recordedWave(wave, targets) {
  let { name, version, tag, status } = wave;
  return {
    name,
    version,
    tag,
    status,
    targets: Object.hasOwn(targets, name) ? targets[name] : null,
    groups: wave["rollout-groups"],
    history: wave["rollout-history"],
    schedules: [],
    meta: wave["change-meta"],
    endedMs: status === "active" ? null : Date.parse(wave["change-meta"]["updated-at"])
  };
}
function recordedTransaction(recorded, keys) {
  let { status, updated, ...updates } = recorded, meta = updates["change-meta"];
  if (status === "NONE" || !updated || !meta) return null;
  let ci = rootIn(updated["ci-root"], "the staged CI root");
  return {
    txid: "",
    owner: meta["created-by"],
    status,
    meta,
    firstTime: updates["first-time"],
    ci,
    prod: updated["prod-root"] === "" ? null : rootIn(updated["prod-root"], "the staged production root"),
    online: onlineKeys(updated["online-keys"], ci, keys),
    targetsSignatures: /* @__PURE__ */ new Map(),
    wavesSignatures: /* @__PURE__ */ new Map()
  };
}
function rootIn(text, where) {
  let { signatures, signed } = parseRoot(parseJson(text, where), where);
  return { signatures, signed };
}
function onlineKeys(keyids, root, keys) {
  let key = (role) => ({
    keyid: keyids[role],
    public: root.signed.keys[keyids[role]],
    pair: keys.find(({ keyid }) => keyid === keyids[role]) ?? null
  });
  return { targets: key("targets"), snapshot: key("snapshot"), timestamp: key("timestamp") };
}

// src/emulator/server/server.ts
import { once } from "node:events";
import { IncomingMessage, Server, ServerResponse as ServerResponse2 } from "node:http";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";

// node_modules/@hono/node-server/dist/constants-BLSFu_RU.mjs
var X_ALREADY_SENT = "x-hono-already-sent";

// node_modules/@hono/node-server/dist/index.mjs
import { STATUS_CODES, ServerResponse, createServer } from "node:http";
import { Http2ServerRequest, constants } from "node:http2";
import { Readable } from "node:stream";

// node_modules/hono/dist/helper/websocket/index.js
var defineWebSocketHelper = (handler) => ((...args) => {
  if (typeof args[0] == "function") {
    let [createEvents, options] = args;
    return async function(c, next) {
      let result = await handler(c, await createEvents(c), options);
      if (result) return result;
      await next();
    };
  } else {
    let [c, events, options] = args;
    return (async () => {
      let upgraded = await handler(c, events, options);
      if (!upgraded) throw new Error("Failed to upgrade WebSocket");
      return upgraded;
    })();
  }
});

// node_modules/@hono/node-server/dist/index.mjs
var RequestError = class extends Error {
  constructor(message, options) {
    super(message, options), this.name = "RequestError";
  }
}, nonJoinedHeaders = /* @__PURE__ */ new Set([
  "age",
  "authorization",
  "content-length",
  "content-type",
  "etag",
  "expires",
  "from",
  "host",
  "if-modified-since",
  "if-unmodified-since",
  "last-modified",
  "location",
  "max-forwards",
  "proxy-authorization",
  "referer",
  "retry-after",
  "server",
  "user-agent"
]), validHeaderName = /^[!#$%&'*+\-.^_`|~\dA-Za-z]+$/, isHttpWhitespace = (code) => code === 9 || code === 10 || code === 13 || code === 32, normalizeHeaderValue = (value) => {
  if (!isHttpWhitespace(value.charCodeAt(0)) && !isHttpWhitespace(value.charCodeAt(value.length - 1))) return value;
  let start = 0, end = value.length;
  for (; start < end && isHttpWhitespace(value.charCodeAt(start)); ) start++;
  for (; end > start && isHttpWhitespace(value.charCodeAt(end - 1)); ) end--;
  return value.slice(start, end);
}, forbiddenHeaderValue = /[\0\r\n]/, GlobalHeaders = globalThis.Headers, materializeHeaders = (rawHeaders, HeadersCtor = GlobalHeaders) => {
  let headers = new HeadersCtor();
  for (let i = 0; i < rawHeaders.length; i += 2) {
    let name = rawHeaders[i];
    name.startsWith(":") || headers.append(name, rawHeaders[i + 1]);
  }
  return headers;
}, RequestHeaders = class {
  #incoming;
  #rawHeaders;
  #headers;
  #invalidValue;
  constructor(incoming) {
    this.#incoming = incoming, incoming instanceof Http2ServerRequest && (this.#rawHeaders = incoming.rawHeaders.slice());
  }
  get #lazyRawHeaders() {
    return this.#rawHeaders ??= this.#incoming.rawHeaders.slice();
  }
  get #native() {
    return this.#headers || (this.#headers = materializeHeaders(this.#lazyRawHeaders), this.#rawHeaders = void 0), this.#headers;
  }
  #normalizedName(name) {
    if (typeof name == "string") {
      if (!validHeaderName.test(name)) throw new TypeError(`Invalid header name: ${name}`);
      return name.toLowerCase();
    }
  }
  #lookupHttp1(lowerName) {
    let headers = this.#incoming instanceof Http2ServerRequest ? void 0 : this.#incoming.headers;
    if (!headers || nonJoinedHeaders.has(lowerName) || lowerName === "set-cookie" || lowerName === "__proto__") return;
    if (!Object.hasOwn(headers, lowerName)) return null;
    let rawValue = headers[lowerName];
    if (typeof rawValue == "string") {
      let value = normalizeHeaderValue(rawValue);
      return forbiddenHeaderValue.test(value) ? void 0 : value;
    }
  }
  #lookup(rawHeaders, lowerName) {
    let separator = lowerName === "cookie" ? "; " : ", ", value = null;
    for (let i = 0; i < rawHeaders.length; i += 2) {
      let rawName = rawHeaders[i];
      if (rawName.length === lowerName.length && rawName.toLowerCase() === lowerName) {
        let rawValue = normalizeHeaderValue(rawHeaders[i + 1]);
        if (forbiddenHeaderValue.test(rawValue)) {
          this.#invalidValue = !0;
          return;
        }
        value = value === null ? rawValue : value + separator + rawValue;
      }
    }
    return value;
  }
  append(name, value) {
    this.#native.append(name, value);
  }
  delete(name) {
    this.#native.delete(name);
  }
  get(name) {
    let lowerName = this.#normalizedName(name);
    if (lowerName && !this.#headers && !this.#invalidValue) {
      let http1Value = this.#lookupHttp1(lowerName);
      if (http1Value !== void 0) return http1Value;
      let value = this.#lookup(this.#lazyRawHeaders, lowerName);
      if (value !== void 0) return value;
    }
    return this.#native.get(name);
  }
  has(name) {
    let lowerName = this.#normalizedName(name);
    if (lowerName && !this.#headers && !this.#invalidValue) {
      let http1Value = this.#lookupHttp1(lowerName);
      if (http1Value !== void 0) return http1Value !== null;
      let value = this.#lookup(this.#lazyRawHeaders, lowerName);
      if (value !== void 0) return value !== null;
    }
    return this.#native.has(name);
  }
  set(name, value) {
    this.#native.set(name, value);
  }
  getSetCookie() {
    return this.#native.getSetCookie();
  }
  keys() {
    return this.#native.keys();
  }
  values() {
    return this.#native.values();
  }
  entries() {
    return this.#native.entries();
  }
  forEach(callback, thisArg) {
    this.#native.forEach((value, key) => {
      callback.call(thisArg, value, key, this);
    });
  }
  [Symbol.iterator]() {
    return this.entries();
  }
};
Object.defineProperty(RequestHeaders.prototype, /* @__PURE__ */ Symbol.for("nodejs.util.inspect.custom"), { value: function(depth, options, inspectFn) {
  return `Headers (lightweight) ${inspectFn(Object.fromEntries(this), {
    ...options,
    depth: depth == null ? null : depth - 1
  })}`;
} });
Object.setPrototypeOf(RequestHeaders.prototype, GlobalHeaders.prototype);
var newHeadersFromIncoming = (incoming) => globalThis.Headers === GlobalHeaders ? new RequestHeaders(incoming) : materializeHeaders(incoming.rawHeaders, globalThis.Headers), reValidRequestUrl = /^\/[!#$&-;=?-\[\]_a-z~]*$/, reDotSegment = /\/\.\.?(?:[/?#]|$)/, reValidHost = /^[a-z0-9._-]+(?::(?:[1-5]\d{3,4}|[6-9]\d{3}))?$/, validateRequestTarget = (target) => {
  let backslash = target.indexOf("\\");
  if (backslash !== -1) {
    let query = target.indexOf("?");
    if (query === -1 || backslash < query) throw new RequestError("Backslash in request path");
  }
}, buildUrl = (scheme, host, incomingUrl) => {
  let url = `${scheme}://${host}${incomingUrl}`;
  if (reValidHost.test(host)) {
    if (incomingUrl.length === 0) return url + "/";
    if (incomingUrl.charCodeAt(0) !== 47) throw new RequestError("Invalid URL");
    return !reValidRequestUrl.test(incomingUrl) || reDotSegment.test(incomingUrl) ? (validateRequestTarget(incomingUrl), new URL(url).href) : url;
  } else {
    validateRequestTarget(incomingUrl);
    let urlObj = new URL(url);
    if (urlObj.hostname.length !== host.length && urlObj.hostname !== (host.includes(":") ? host.replace(/:\d+$/, "") : host).toLowerCase()) throw new RequestError("Invalid host header");
    return urlObj.href;
  }
}, toRequestError = (e) => e instanceof RequestError ? e : new RequestError(e.message, { cause: e }), GlobalRequest = global.Request, Request$1 = class extends GlobalRequest {
  constructor(input, options) {
    if (typeof input == "object" && getRequestCache in input) {
      let hasReplacementBody = options !== void 0 && "body" in options && options.body != null;
      if (input[bodyConsumedDirectlyKey] && !hasReplacementBody) throw new TypeError("Cannot construct a Request with a Request object that has already been used.");
      input = input[getRequestCache]();
    }
    typeof options?.body?.getReader < "u" && (options.duplex ??= "half"), super(input, options);
  }
}, wrapBodyStream = /* @__PURE__ */ Symbol("wrapBodyStream"), byteExactEncodings = /* @__PURE__ */ new Set([
  "latin1",
  "binary",
  "hex",
  "base64",
  "base64url"
]), isByteExactEncoding = (encoding) => encoding === null || byteExactEncodings.has(encoding), bodyBufferedBeforeDisconnectKey = /* @__PURE__ */ Symbol("bodyBufferedBeforeDisconnect"), bodyBufferedLengthBeforeDisconnectKey = /* @__PURE__ */ Symbol("bodyBufferedLengthBeforeDisconnect"), toBufferChunk = (chunk, encoding) => Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk, encoding ?? "utf8"), isRecoverableDisconnectedIncoming = (incoming) => !(incoming instanceof Http2ServerRequest) && !!incoming.complete && !!incoming.readableAborted && typeof incoming.read == "function" && isByteExactEncoding(incoming.readableEncoding), recordBodyBufferedBeforeDisconnect = (incoming) => {
  if (incoming.readableDidRead || !isRecoverableDisconnectedIncoming(incoming)) return;
  let incomingWithRecovery = incoming;
  incomingWithRecovery[bodyBufferedLengthBeforeDisconnectKey] ??= incoming.readableLength;
}, readBodyBufferedBeforeDisconnect = (incoming, chunks) => {
  if (incoming.readableDidRead && !chunks || !isRecoverableDisconnectedIncoming(incoming)) return;
  let incomingWithRecovery = incoming;
  if (incomingWithRecovery[bodyBufferedBeforeDisconnectKey] !== void 0) return incomingWithRecovery[bodyBufferedBeforeDisconnectKey];
  let result, errored = incoming.errored;
  if (errored && errored.code !== "ECONNRESET") result = errored;
  else if (incomingWithRecovery[bodyBufferedLengthBeforeDisconnectKey] !== void 0 && incoming.readableLength !== incomingWithRecovery[bodyBufferedLengthBeforeDisconnectKey]) result = newBodyUnusableError();
  else {
    let bodyChunks = chunks ?? [], chunk = incoming.read();
    chunk !== null && bodyChunks.push(toBufferChunk(chunk, incoming.readableEncoding));
    let buffer = bodyChunks.length === 1 ? bodyChunks[0] : Buffer.concat(bodyChunks);
    result = buffer;
    let contentLength = incoming.headers["content-length"];
    if (typeof contentLength == "string" && /^\d+$/.test(contentLength)) {
      let expectedLength = Number(contentLength);
      Number.isSafeInteger(expectedLength) && buffer.length !== expectedLength && (result = newBodyUnusableError());
    }
  }
  return incomingWithRecovery[bodyBufferedBeforeDisconnectKey] = result, result;
}, enqueueBufferedBody = (controller, buffered) => {
  if (buffered instanceof Error) {
    controller.error(buffered);
    return;
  }
  buffered.length > 0 && controller.enqueue(buffered), controller.close();
}, newRequestFromIncoming = (method, url, headers, incoming, abortController) => {
  let init = {
    method,
    headers,
    signal: abortController.signal
  };
  if (method === "TRACE") {
    init.method = "GET";
    let req = new Request$1(url, init);
    return Object.defineProperty(req, "method", { get() {
      return "TRACE";
    } }), req;
  }
  if (!(method === "GET" || method === "HEAD")) if ("rawBody" in incoming && incoming.rawBody instanceof Buffer) init.body = new ReadableStream({ start(controller) {
    controller.enqueue(incoming.rawBody), controller.close();
  } });
  else if (incoming[wrapBodyStream]) {
    let reader;
    init.body = new ReadableStream({ async pull(controller) {
      try {
        if (!reader) {
          let buffered = readBodyBufferedBeforeDisconnect(incoming);
          if (buffered !== void 0) {
            enqueueBufferedBody(controller, buffered);
            return;
          }
        }
        reader ||= Readable.toWeb(incoming).getReader();
        let { done, value } = await reader.read();
        done ? controller.close() : controller.enqueue(value);
      } catch (error) {
        controller.error(error);
      }
    } });
  } else {
    let buffered = readBodyBufferedBeforeDisconnect(incoming);
    buffered !== void 0 ? init.body = new ReadableStream({ start(controller) {
      enqueueBufferedBody(controller, buffered);
    } }) : init.body = Readable.toWeb(incoming);
  }
  return new Request$1(url, init);
}, getRequestCache = /* @__PURE__ */ Symbol("getRequestCache"), requestCache = /* @__PURE__ */ Symbol("requestCache"), incomingKey = /* @__PURE__ */ Symbol("incomingKey"), urlKey = /* @__PURE__ */ Symbol("urlKey"), methodKey = /* @__PURE__ */ Symbol("methodKey"), headersKey = /* @__PURE__ */ Symbol("headersKey"), abortControllerKey = /* @__PURE__ */ Symbol("abortControllerKey"), getAbortController = /* @__PURE__ */ Symbol("getAbortController"), abortRequest = /* @__PURE__ */ Symbol("abortRequest"), bodyBufferKey = /* @__PURE__ */ Symbol("bodyBuffer"), bodyReadPromiseKey = /* @__PURE__ */ Symbol("bodyReadPromise"), bodyConsumedDirectlyKey = /* @__PURE__ */ Symbol("bodyConsumedDirectly"), bodyLockReaderKey = /* @__PURE__ */ Symbol("bodyLockReader"), abortReasonKey = /* @__PURE__ */ Symbol("abortReason"), newBodyUnusableError = () => /* @__PURE__ */ new TypeError("Body is unusable"), rejectBodyUnusable = () => Promise.reject(newBodyUnusableError()), textDecoder = new TextDecoder(), consumeBodyDirectOnce = (request) => {
  if (request[bodyConsumedDirectlyKey]) return rejectBodyUnusable();
  request[bodyConsumedDirectlyKey] = !0;
}, toArrayBuffer = (buf) => buf.buffer.slice(buf.byteOffset, buf.byteOffset + buf.byteLength), contentType = (request) => (request[headersKey] ||= newHeadersFromIncoming(request[incomingKey])).get("content-type") || "", methodTokenRegExp = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/, normalizeIncomingMethod = (method) => {
  if (typeof method != "string" || method.length === 0) return "GET";
  switch (method) {
    case "DELETE":
    case "GET":
    case "HEAD":
    case "OPTIONS":
    case "PATCH":
    case "POST":
    case "PUT":
    case "QUERY":
      return method;
  }
  let upper = method.toUpperCase();
  switch (upper) {
    case "DELETE":
    case "GET":
    case "HEAD":
    case "OPTIONS":
    case "POST":
    case "PUT":
      return upper;
    default:
      return method;
  }
}, validateDirectReadMethod = (method) => {
  if (!methodTokenRegExp.test(method)) return /* @__PURE__ */ new TypeError(`'${method}' is not a valid HTTP method.`);
  let normalized = method.toUpperCase();
  if (normalized === "CONNECT" || normalized === "TRACK" || normalized === "TRACE" && method !== "TRACE") return /* @__PURE__ */ new TypeError(`'${method}' HTTP method is unsupported.`);
}, readBodyWithFastPath = (request, method, fromBuffer) => {
  if (request[bodyConsumedDirectlyKey]) return rejectBodyUnusable();
  let methodName = request.method;
  if (methodName === "GET" || methodName === "HEAD") return request[getRequestCache]()[method]();
  let methodValidationError = validateDirectReadMethod(methodName);
  if (methodValidationError) return Promise.reject(methodValidationError);
  if (request[requestCache] && methodName !== "TRACE")
    return request[requestCache][method]();
  let alreadyUsedError = consumeBodyDirectOnce(request);
  if (alreadyUsedError) return alreadyUsedError;
  let raw2 = readRawBodyIfAvailable(request);
  if (raw2) {
    let result = Promise.resolve(fromBuffer(raw2, request));
    return request[bodyBufferKey] = void 0, result;
  }
  return readBodyDirect(request).then((buf) => {
    let result = fromBuffer(buf, request);
    return request[bodyBufferKey] = void 0, result;
  });
}, readRawBodyIfAvailable = (request) => {
  let incoming = request[incomingKey];
  if ("rawBody" in incoming && incoming.rawBody instanceof Buffer) return incoming.rawBody;
}, normalizeAbortError = (request, incoming) => {
  if (incoming.errored) return incoming.errored;
  let reason = request[abortReasonKey];
  return reason !== void 0 ? reason instanceof Error ? reason : new Error(String(reason)) : /* @__PURE__ */ new Error("Client connection prematurely closed.");
}, readBodyDirect = (request) => {
  if (request[bodyBufferKey]) return Promise.resolve(request[bodyBufferKey]);
  if (request[bodyReadPromiseKey]) return request[bodyReadPromiseKey];
  let incoming = request[incomingKey];
  if (incoming.readableDidRead) return rejectBodyUnusable();
  let buffered = readBodyBufferedBeforeDisconnect(incoming);
  if (buffered !== void 0)
    return buffered instanceof Error ? Promise.reject(buffered) : (request[bodyBufferKey] = buffered, Promise.resolve(buffered));
  let promise = new Promise((resolve, reject) => {
    let chunks = [], settled = !1, finish = (callback) => {
      settled || (settled = !0, cleanup(), callback());
    }, recoverCompleteBodyAfterDisconnect = (error) => {
      let streamError = incoming.errored ?? error;
      return !isRecoverableDisconnectedIncoming(incoming) || streamError && streamError.code !== "ECONNRESET" ? !1 : (finish(() => {
        let recovered = readBodyBufferedBeforeDisconnect(incoming, chunks);
        recovered instanceof Error ? reject(recovered) : recovered === void 0 ? reject(error ?? normalizeAbortError(request, incoming)) : (request[bodyBufferKey] = recovered, resolve(recovered));
      }), !0);
    }, onData = (chunk) => {
      chunks.push(toBufferChunk(chunk, incoming.readableEncoding));
    }, onEnd = () => {
      finish(() => {
        let buffer = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
        request[bodyBufferKey] = buffer, resolve(buffer);
      });
    }, onError = (error) => {
      recoverCompleteBodyAfterDisconnect(error) || finish(() => {
        reject(error);
      });
    }, onClose = () => {
      if (incoming.readableEnded) {
        onEnd();
        return;
      }
      recoverCompleteBodyAfterDisconnect() || finish(() => {
        reject(normalizeAbortError(request, incoming));
      });
    }, cleanup = () => {
      incoming.off("data", onData), incoming.off("end", onEnd), incoming.off("error", onError), incoming.off("close", onClose), request[bodyReadPromiseKey] = void 0;
    };
    incoming.on("data", onData), incoming.on("end", onEnd), incoming.on("error", onError), incoming.on("close", onClose), queueMicrotask(() => {
      settled || (incoming.readableEnded ? onEnd() : incoming.errored ? onError(incoming.errored) : incoming.destroyed && onClose());
    });
  });
  return request[bodyReadPromiseKey] = promise, promise;
}, requestPrototype = {
  get method() {
    return this[methodKey];
  },
  get url() {
    return this[urlKey];
  },
  get headers() {
    return this[headersKey] ||= newHeadersFromIncoming(this[incomingKey]);
  },
  [abortRequest](reason) {
    this[abortReasonKey] === void 0 && (this[abortReasonKey] = reason);
    let abortController = this[abortControllerKey];
    abortController && !abortController.signal.aborted && abortController.abort(reason);
  },
  [getAbortController]() {
    return this[abortControllerKey] ||= new AbortController(), this[abortReasonKey] !== void 0 && !this[abortControllerKey].signal.aborted && this[abortControllerKey].abort(this[abortReasonKey]), this[abortControllerKey];
  },
  [getRequestCache]() {
    let abortController = this[getAbortController]();
    if (this[requestCache]) return this[requestCache];
    let method = this.method;
    if (this[bodyConsumedDirectlyKey] && !(method === "GET" || method === "HEAD")) {
      this[bodyBufferKey] = void 0;
      let init = {
        method: method === "TRACE" ? "GET" : method,
        headers: this.headers,
        signal: abortController.signal
      };
      method !== "TRACE" && (init.body = new ReadableStream({ start(c) {
        c.close();
      } }), init.duplex = "half");
      let req = new Request$1(this[urlKey], init);
      return method === "TRACE" && Object.defineProperty(req, "method", { get() {
        return "TRACE";
      } }), this[requestCache] = req;
    }
    return this[requestCache] = newRequestFromIncoming(this.method, this[urlKey], this.headers, this[incomingKey], abortController);
  },
  get body() {
    if (!this[bodyConsumedDirectlyKey]) return this[getRequestCache]().body;
    let request = this[getRequestCache]();
    return !this[bodyLockReaderKey] && request.body && (this[bodyLockReaderKey] = request.body.getReader()), request.body;
  },
  get bodyUsed() {
    return this[bodyConsumedDirectlyKey] ? !0 : this[requestCache] ? this[requestCache].bodyUsed : !1;
  }
};
Object.defineProperty(requestPrototype, "signal", { get() {
  return this[getAbortController]().signal;
} });
[
  "cache",
  "credentials",
  "destination",
  "duplex",
  "integrity",
  "mode",
  "redirect",
  "referrer",
  "referrerPolicy",
  "keepalive"
].forEach((k) => {
  Object.defineProperty(requestPrototype, k, { get() {
    return this[getRequestCache]()[k];
  } });
});
["clone", "formData"].forEach((k) => {
  Object.defineProperty(requestPrototype, k, { value: function() {
    if (this[bodyConsumedDirectlyKey]) {
      if (k === "clone") throw newBodyUnusableError();
      return rejectBodyUnusable();
    }
    return this[getRequestCache]()[k]();
  } });
});
Object.defineProperty(requestPrototype, "text", { value: function() {
  return readBodyWithFastPath(this, "text", (buf) => textDecoder.decode(buf));
} });
Object.defineProperty(requestPrototype, "arrayBuffer", { value: function() {
  return readBodyWithFastPath(this, "arrayBuffer", (buf) => toArrayBuffer(buf));
} });
Object.defineProperty(requestPrototype, "blob", { value: function() {
  return readBodyWithFastPath(this, "blob", (buf, request) => {
    let type = contentType(request), init = type ? { headers: { "content-type": type } } : void 0;
    return new Response(buf, init).blob();
  });
} });
Object.defineProperty(requestPrototype, "json", { value: function() {
  return this[bodyConsumedDirectlyKey] ? rejectBodyUnusable() : this.text().then(JSON.parse);
} });
Object.defineProperty(requestPrototype, /* @__PURE__ */ Symbol.for("nodejs.util.inspect.custom"), { value: function(depth, options, inspectFn) {
  return `Request (lightweight) ${inspectFn({
    method: this.method,
    url: this.url,
    headers: this.headers,
    nativeRequest: this[requestCache]
  }, {
    ...options,
    depth: depth == null ? null : depth - 1
  })}`;
} });
Object.setPrototypeOf(requestPrototype, Request$1.prototype);
var newRequest = (incoming, defaultHostname) => {
  let req = Object.create(requestPrototype);
  req[incomingKey] = incoming, req[methodKey] = normalizeIncomingMethod(incoming.method);
  let incomingUrl = incoming.url || "";
  if (incomingUrl[0] !== "/" && (incomingUrl.startsWith("http://") || incomingUrl.startsWith("https://"))) {
    if (incoming instanceof Http2ServerRequest) throw new RequestError("Absolute URL for :path is not allowed in HTTP/2");
    try {
      validateRequestTarget(incomingUrl), req[urlKey] = new URL(incomingUrl).href;
    } catch (e) {
      throw new RequestError("Invalid absolute URL", { cause: e });
    }
    return req;
  }
  let host = (incoming instanceof Http2ServerRequest ? incoming.authority : incoming.headers.host) || defaultHostname;
  if (!host) throw new RequestError("Missing host header");
  let scheme;
  if (incoming instanceof Http2ServerRequest) {
    if (scheme = incoming.scheme, !(scheme === "http" || scheme === "https")) throw new RequestError("Unsupported scheme");
  } else scheme = incoming.socket && incoming.socket.encrypted ? "https" : "http";
  try {
    req[urlKey] = buildUrl(scheme, host, incomingUrl);
  } catch (e) {
    throw e instanceof RequestError ? e : new RequestError("Invalid URL", { cause: e });
  }
  return req;
}, defaultContentType = "text/plain; charset=UTF-8", responseCache = /* @__PURE__ */ Symbol("responseCache"), getResponseCache = /* @__PURE__ */ Symbol("getResponseCache"), cacheKey = /* @__PURE__ */ Symbol("cache"), GlobalResponse = global.Response, Response$1 = class Response$12 {
  #body;
  #init;
  [getResponseCache]() {
    let cache = this[cacheKey], liveHeaders = cache && cache[2] instanceof Headers ? cache[2] : void 0;
    return delete this[cacheKey], this[responseCache] ||= new GlobalResponse(this.#body, liveHeaders ? {
      status: this.#init?.status,
      statusText: this.#init?.statusText,
      headers: liveHeaders
    } : this.#init);
  }
  constructor(body, init) {
    let headers;
    if (this.#body = body, init instanceof GlobalResponse) {
      let cachedGlobalResponse = init[responseCache];
      if (cachedGlobalResponse) {
        this.#init = cachedGlobalResponse, this[getResponseCache]();
        return;
      }
      this.#init = init instanceof Response$12 ? init.#init : init, headers = new Headers(init.headers);
    } else this.#init = init;
    (body == null || typeof body == "string" || typeof body?.getReader < "u" || body instanceof Blob || body instanceof Uint8Array) && (this[cacheKey] = [
      init?.status || 200,
      body ?? null,
      headers || init?.headers
    ]);
  }
  get headers() {
    let cache = this[cacheKey];
    return cache ? (cache[2] instanceof Headers || (cache[2] = new Headers(cache[2] || (cache[1] === null ? void 0 : { "content-type": defaultContentType }))), cache[2]) : this[getResponseCache]().headers;
  }
  get status() {
    return this[cacheKey]?.[0] ?? this[getResponseCache]().status;
  }
  get ok() {
    let status = this.status;
    return status >= 200 && status < 300;
  }
};
[
  "body",
  "bodyUsed",
  "redirected",
  "statusText",
  "trailers",
  "type",
  "url"
].forEach((k) => {
  Object.defineProperty(Response$1.prototype, k, { get() {
    return this[getResponseCache]()[k];
  } });
});
[
  "arrayBuffer",
  "blob",
  "clone",
  "formData",
  "json",
  "text"
].forEach((k) => {
  Object.defineProperty(Response$1.prototype, k, { value: function() {
    return this[getResponseCache]()[k]();
  } });
});
Object.defineProperty(Response$1.prototype, /* @__PURE__ */ Symbol.for("nodejs.util.inspect.custom"), { value: function(depth, options, inspectFn) {
  return `Response (lightweight) ${inspectFn({
    status: this.status,
    headers: this.headers,
    ok: this.ok,
    nativeResponse: this[responseCache]
  }, {
    ...options,
    depth: depth == null ? null : depth - 1
  })}`;
} });
Object.setPrototypeOf(Response$1, GlobalResponse);
Object.setPrototypeOf(Response$1.prototype, GlobalResponse.prototype);
var validRedirectUrl = /^https?:\/\/[!#-;=?-[\]_a-z~A-Z]+$/, parseRedirectUrl = (url) => url instanceof URL ? url.href : validRedirectUrl.test(url) ? url : new URL(url).href, validRedirectStatuses = /* @__PURE__ */ new Set([
  301,
  302,
  303,
  307,
  308
]);
Object.defineProperty(Response$1, "redirect", {
  value: function(url, status = 302) {
    if (!validRedirectStatuses.has(status)) throw new RangeError("Invalid status code");
    return new Response$1(null, {
      status,
      headers: { location: parseRedirectUrl(url) }
    });
  },
  writable: !0,
  configurable: !0
});
Object.defineProperty(Response$1, "json", {
  value: function(data, init) {
    let body = JSON.stringify(data);
    if (body === void 0) throw new TypeError("The data is not JSON serializable");
    let initHeaders = init?.headers, headers;
    return initHeaders ? (headers = new Headers(initHeaders), headers.has("content-type") || headers.set("content-type", "application/json")) : headers = { "content-type": "application/json" }, new Response$1(body, {
      status: init?.status ?? 200,
      statusText: init?.statusText,
      headers
    });
  },
  writable: !0,
  configurable: !0
});
async function readWithoutBlocking(readPromise) {
  return Promise.race([readPromise, Promise.resolve().then(() => Promise.resolve(void 0))]);
}
function writeFromReadableStreamDefaultReader(reader, writable, currentReadPromise) {
  let cancel = (error) => {
    reader.cancel(error).catch(() => {
    });
  }, stream = writable.stream;
  if (writable.destroyed || stream?.closed || stream?.destroyed)
    return cancel(), reader.closed;
  return writable.on("close", cancel), writable.on("error", cancel), (currentReadPromise ?? reader.read()).then(flow, handleStreamError), reader.closed.finally(() => {
    writable.off("close", cancel), writable.off("error", cancel);
  });
  function handleStreamError(error) {
    error && writable.destroy(error);
  }
  function onDrain() {
    reader.read().then(flow, handleStreamError);
  }
  function flow({ done, value }) {
    try {
      done ? writable.end() : writable.write(value) ? reader.read().then(flow, handleStreamError) : writable.once("drain", onDrain);
    } catch (e) {
      handleStreamError(e);
    }
  }
}
function writeFromReadableStream(stream, writable) {
  if (stream.locked) throw new TypeError("ReadableStream is locked.");
  if (writable.destroyed) {
    stream.cancel().catch(() => {
    });
    return;
  }
  return writeFromReadableStreamDefaultReader(stream.getReader(), writable);
}
var buildOutgoingHttpHeaders = (headers, defaultContentType2) => {
  let res = {};
  if (headers instanceof Headers || (headers = new Headers(headers ?? void 0)), headers.has("set-cookie")) {
    let cookies = [];
    for (let [k, v] of headers) k === "set-cookie" ? cookies.push(v) : res[k] = v;
    cookies.length > 0 && (res["set-cookie"] = cookies);
  } else for (let [k, v] of headers) res[k] = v;
  return defaultContentType2 && (res["content-type"] ??= defaultContentType2), res;
}, outgoingEnded = /* @__PURE__ */ Symbol("outgoingEnded"), incomingDraining = /* @__PURE__ */ Symbol("incomingDraining"), DRAIN_TIMEOUT_MS = 500, MAX_DRAIN_BYTES = 64 * 1024 * 1024, drainIncoming = (incoming) => {
  let incomingWithDrainState = incoming;
  if (incoming.destroyed || incomingWithDrainState[incomingDraining]) return;
  if (incomingWithDrainState[incomingDraining] = !0, incoming instanceof Http2ServerRequest) {
    try {
      incoming.stream?.close?.(constants.NGHTTP2_NO_ERROR);
    } catch {
    }
    return;
  }
  let bytesRead = 0, cleanup = () => {
    clearTimeout(timer), incoming.off("data", onData), incoming.off("end", cleanup), incoming.off("error", cleanup);
  }, forceClose = () => {
    cleanup();
    let socket = incoming.socket;
    socket && !socket.destroyed && (typeof socket.destroySoon == "function" ? socket.destroySoon() : typeof socket.destroy == "function" && socket.destroy());
  }, timer = setTimeout(forceClose, DRAIN_TIMEOUT_MS);
  timer.unref?.();
  let onData = (chunk) => {
    bytesRead += chunk.length, bytesRead > MAX_DRAIN_BYTES && forceClose();
  };
  incoming.on("data", onData), incoming.on("end", cleanup), incoming.on("error", cleanup), incoming.resume();
}, makeCloseHandler = (req, incoming, outgoing, needsBodyCleanup) => () => {
  incoming.errored ? (recordBodyBufferedBeforeDisconnect(incoming), req[abortRequest](incoming.errored.toString())) : (!outgoing.writableFinished || incoming instanceof Http2ServerRequest && incoming.aborted) && (recordBodyBufferedBeforeDisconnect(incoming), req[abortRequest]("Client connection prematurely closed.")), needsBodyCleanup && !incoming.readableEnded && setTimeout(() => {
    incoming.readableEnded || setTimeout(() => {
      drainIncoming(incoming);
    });
  });
}, isImmediateCacheableResponse = (res) => {
  if (!(cacheKey in res)) return !1;
  let body = res[cacheKey][1];
  return body === null || typeof body == "string" || body instanceof Uint8Array;
}, handleRequestError = () => new Response(null, { status: 400 }), handleFetchError = (e) => new Response(null, { status: e instanceof Error && (e.name === "TimeoutError" || e.constructor.name === "TimeoutError") ? 504 : 500 }), handleResponseError = (e, outgoing) => {
  let err = e instanceof Error ? e : new Error("unknown error", { cause: e });
  err.code === "ERR_STREAM_PREMATURE_CLOSE" ? console.info("The user aborted a request.") : (console.error(e), outgoing.headersSent || (outgoing instanceof ServerResponse && (outgoing._contentLength = null), outgoing.writeHead(500, { "Content-Type": "text/plain" })), outgoing.end(`Error: ${err.message}`), outgoing.destroy(err));
}, flushHeaders = (outgoing) => {
  "flushHeaders" in outgoing && outgoing.writable && outgoing.flushHeaders();
}, trySetContentLength = (outgoing, status, length) => {
  let http1 = outgoing;
  return http1._contentLength === null && http1._hasBody && http1.useChunkedEncodingByDefault && !http1._removedContLen && status >= 200 && status !== 204 && status !== 304 && !outgoing.hasHeader("content-length") && !outgoing.hasHeader("transfer-encoding") && !outgoing.hasHeader("trailer") ? (http1._contentLength = length, !0) : !1;
}, writeDefaultHeaders = (outgoing, status, length) => {
  trySetContentLength(outgoing, status, length) ? outgoing.writeHead(status, { "Content-Type": defaultContentType }) : outgoing.writeHead(status, {
    "Content-Type": defaultContentType,
    "Content-Length": length
  });
}, responseViaCache = async (res, outgoing) => {
  let [status, body, header] = res[cacheKey];
  if (!header) {
    body === null ? (outgoing.writeHead(status), outgoing.end()) : typeof body == "string" ? (writeDefaultHeaders(outgoing, status, Buffer.byteLength(body)), outgoing.end(body)) : body instanceof Uint8Array ? (writeDefaultHeaders(outgoing, status, body.byteLength), outgoing.end(body)) : body instanceof Blob ? (writeDefaultHeaders(outgoing, status, body.size), outgoing.end(new Uint8Array(await body.arrayBuffer()))) : (outgoing.writeHead(status, { "Content-Type": defaultContentType }), flushHeaders(outgoing), await writeFromReadableStream(body, outgoing)?.catch((e) => handleResponseError(e, outgoing))), outgoing[outgoingEnded]?.();
    return;
  }
  let hasContentLength = !1, plainHeaders = !1, canAutoLength = !0;
  if (header instanceof Headers)
    hasContentLength = header.has("content-length"), header = buildOutgoingHttpHeaders(header, body === null ? void 0 : defaultContentType);
  else if (Array.isArray(header)) {
    let headerObj = new Headers(header);
    hasContentLength = headerObj.has("content-length"), header = buildOutgoingHttpHeaders(headerObj, body === null ? void 0 : defaultContentType);
  } else {
    plainHeaders = !0;
    for (let key in header) {
      if (key.length === 14 && key.toLowerCase() === "content-length") {
        hasContentLength = !0;
        break;
      }
      (key.length === 17 && key.toLowerCase() === "transfer-encoding" || key.length === 7 && key.toLowerCase() === "trailer") && (canAutoLength = !1);
    }
  }
  if (!hasContentLength) {
    let length;
    typeof body == "string" ? length = Buffer.byteLength(body) : body instanceof Uint8Array ? length = body.byteLength : body instanceof Blob && (length = body.size), length !== void 0 && (!plainHeaders || !canAutoLength || !trySetContentLength(outgoing, status, length)) && (plainHeaders && (header = { ...header }), header["Content-Length"] = length);
  }
  outgoing.writeHead(status, header), body == null ? outgoing.end() : typeof body == "string" || body instanceof Uint8Array ? outgoing.end(body) : body instanceof Blob ? outgoing.end(new Uint8Array(await body.arrayBuffer())) : (flushHeaders(outgoing), await writeFromReadableStream(body, outgoing)?.catch((e) => handleResponseError(e, outgoing))), outgoing[outgoingEnded]?.();
}, isPromise = (res) => typeof res.then == "function", responseViaResponseObject = async (res, outgoing, options = {}) => {
  if (isPromise(res)) if (options.errorHandler) try {
    res = await res;
  } catch (err) {
    let errRes = await options.errorHandler(err);
    if (!errRes) return;
    res = errRes;
  }
  else res = await res.catch(handleFetchError);
  if (cacheKey in res) return responseViaCache(res, outgoing);
  let resHeaderRecord = buildOutgoingHttpHeaders(res.headers, res.body === null ? void 0 : defaultContentType);
  if (res.body) {
    let reader = res.body.getReader(), values = [], done = !1, currentReadPromise;
    if (resHeaderRecord["transfer-encoding"] !== "chunked") {
      let maxReadCount = 2;
      for (let i = 0; i < maxReadCount; i++) {
        currentReadPromise ||= reader.read();
        let chunk = await readWithoutBlocking(currentReadPromise);
        if (!chunk) {
          if (i === 1) {
            await new Promise((resolve) => setTimeout(resolve)), maxReadCount = 3;
            continue;
          }
          break;
        }
        if (currentReadPromise = void 0, chunk.value && values.push(chunk.value), chunk.done) {
          done = !0;
          break;
        }
      }
      done && !("content-length" in resHeaderRecord) && (resHeaderRecord["content-length"] = values.reduce((acc, value) => acc + value.length, 0));
    }
    outgoing.writeHead(res.status, resHeaderRecord), values.forEach((value) => {
      outgoing.write(value);
    }), done ? outgoing.end() : (values.length === 0 && flushHeaders(outgoing), await writeFromReadableStreamDefaultReader(reader, outgoing, currentReadPromise));
  } else resHeaderRecord[X_ALREADY_SENT] || (outgoing.writeHead(res.status, resHeaderRecord), outgoing.end());
  outgoing[outgoingEnded]?.();
}, getRequestListener = (fetchCallback, options = {}) => {
  let autoCleanupIncoming = options.autoCleanupIncoming ?? !0;
  return options.overrideGlobalObjects !== !1 && global.Request !== Request$1 && (Object.defineProperty(global, "Request", { value: Request$1 }), Object.defineProperty(global, "Response", { value: Response$1 })), async (incoming, outgoing) => {
    let res, req, needsBodyCleanup = !1, closeHandlerAttached = !1, ensureCloseHandler = () => {
      !req || closeHandlerAttached || (closeHandlerAttached = !0, outgoing.on("close", makeCloseHandler(req, incoming, outgoing, needsBodyCleanup)));
    };
    try {
      if (req = newRequest(incoming, options.hostname), needsBodyCleanup = autoCleanupIncoming && !(incoming.method === "GET" || incoming.method === "HEAD"), needsBodyCleanup && (incoming[wrapBodyStream] = !0, incoming instanceof Http2ServerRequest && (outgoing[outgoingEnded] = () => {
        incoming.readableEnded || setTimeout(() => {
          incoming.readableEnded || setTimeout(() => {
            incoming.destroy(), outgoing.destroy();
          });
        });
      })), res = fetchCallback(req, {
        incoming,
        outgoing
      }), !isPromise(res) && isImmediateCacheableResponse(res))
        return needsBodyCleanup && !incoming.readableEnded && outgoing.once("finish", () => {
          incoming.readableEnded || drainIncoming(incoming);
        }), responseViaCache(res, outgoing);
      ensureCloseHandler();
    } catch (e) {
      if (res) return handleResponseError(e, outgoing);
      if (options.errorHandler) {
        if (ensureCloseHandler(), res = await options.errorHandler(req ? e : toRequestError(e)), !res) return;
      } else req ? res = handleFetchError(e) : res = handleRequestError();
    }
    try {
      return await responseViaResponseObject(res, outgoing, options);
    } catch (e) {
      return handleResponseError(e, outgoing);
    }
  };
}, CloseEvent = globalThis.CloseEvent ?? class extends Event {
  #eventInitDict;
  constructor(type, eventInitDict = {}) {
    super(type, eventInitDict), this.#eventInitDict = eventInitDict;
  }
  get wasClean() {
    return this.#eventInitDict.wasClean ?? !1;
  }
  get code() {
    return this.#eventInitDict.code ?? 0;
  }
  get reason() {
    return this.#eventInitDict.reason ?? "";
  }
}, ErrorEvent = globalThis.ErrorEvent ?? class extends Event {
  #eventInitDict;
  constructor(type, eventInitDict = {}) {
    super(type, eventInitDict), this.#eventInitDict = eventInitDict;
  }
  get message() {
    return this.#eventInitDict.message ?? "";
  }
  get filename() {
    return this.#eventInitDict.filename ?? "";
  }
  get lineno() {
    return this.#eventInitDict.lineno ?? 0;
  }
  get colno() {
    return this.#eventInitDict.colno ?? 0;
  }
  get error() {
    return this.#eventInitDict.error ?? null;
  }
}, generateConnectionSymbol = () => /* @__PURE__ */ Symbol("connection"), CONNECTION_SYMBOL_KEY = /* @__PURE__ */ Symbol("CONNECTION_SYMBOL_KEY"), WAIT_FOR_WEBSOCKET_SYMBOL = /* @__PURE__ */ Symbol("WAIT_FOR_WEBSOCKET_SYMBOL"), responseHeadersToSkip = /* @__PURE__ */ new Set([
  "connection",
  "content-length",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "sec-websocket-accept",
  "sec-websocket-extensions",
  "sec-websocket-protocol"
]), appendResponseHeaders = (headers, responseHeaders) => {
  responseHeaders && responseHeaders.forEach((value, key) => {
    responseHeadersToSkip.has(key.toLowerCase()) || headers.push(`${key}: ${value}`);
  });
}, rejectUpgradeRequest = (socket, status, responseHeaders) => {
  if (socket.destroyed) return;
  let responseLines = ["Connection: close", "Content-Length: 0"];
  appendResponseHeaders(responseLines, responseHeaders), socket.end(`HTTP/1.1 ${status.toString()} ${STATUS_CODES[status] ?? ""}\r
${responseLines.join(`\r
`)}\r
\r
`);
}, createUpgradeRequest = (request) => {
  let protocol = request.socket.encrypted ? "https" : "http", incomingUrl = request.url ?? "/", url;
  incomingUrl[0] !== "/" && (incomingUrl.startsWith("http://") || incomingUrl.startsWith("https://")) ? (validateRequestTarget(incomingUrl), url = new URL(incomingUrl).href) : url = buildUrl(protocol, request.headers.host ?? "localhost", incomingUrl);
  let headers = new Headers();
  for (let key in request.headers) {
    let value = request.headers[key];
    value && headers.append(key, Array.isArray(value) ? value[0] : value);
  }
  return new Request(url, { headers });
}, setupWebSocket = (options) => {
  let { server, fetchCallback, wss } = options, waiterMap = /* @__PURE__ */ new Map();
  wss.on("connection", (ws, request) => {
    let waiter = waiterMap.get(request);
    waiter && (waiter.resolve(ws), waiterMap.delete(request));
  });
  let rejectWaiter = (request) => {
    let waiter = waiterMap.get(request);
    waiter && (waiterMap.delete(request), waiter.reject(/* @__PURE__ */ new Error("WebSocket handshake aborted")));
  }, waitForWebSocket = (request, connectionSymbol) => new Promise((resolve, reject) => {
    waiterMap.set(request, {
      resolve,
      reject,
      connectionSymbol
    });
  });
  server.on("upgrade", async (request, socket, head) => {
    if (request.headers.upgrade?.toLowerCase() !== "websocket") return;
    let ignoreSocketError = () => {
    }, reclaimWaiterOnClose = () => rejectWaiter(request);
    socket.on("error", ignoreSocketError), socket.once("close", reclaimWaiterOnClose);
    let env = {
      incoming: request,
      outgoing: void 0,
      wss,
      [WAIT_FOR_WEBSOCKET_SYMBOL]: waitForWebSocket
    }, status = 400, responseHeaders;
    try {
      let response = await fetchCallback(createUpgradeRequest(request), env);
      response instanceof Response && (status = response.status, responseHeaders = response.headers);
    } catch (error) {
      server.listenerCount("upgrade") === 1 && rejectUpgradeRequest(socket, error instanceof RequestError ? 400 : 500);
      return;
    }
    if (socket.destroyed) {
      rejectWaiter(request);
      return;
    }
    let waiter = waiterMap.get(request);
    if (!waiter || waiter.connectionSymbol !== env[CONNECTION_SYMBOL_KEY]) {
      rejectWaiter(request), server.listenerCount("upgrade") === 1 && rejectUpgradeRequest(socket, status, responseHeaders);
      return;
    }
    let addResponseHeaders = (headers) => {
      appendResponseHeaders(headers, responseHeaders);
    };
    wss.on("headers", addResponseHeaders);
    try {
      wss.handleUpgrade(request, socket, head, (ws) => {
        socket.off("close", reclaimWaiterOnClose), socket.off("error", ignoreSocketError), wss.emit("connection", ws, request);
      });
    } finally {
      wss.off("headers", addResponseHeaders);
    }
  }), server.on("close", () => {
    wss.close();
  });
}, upgradeWebSocket = defineWebSocketHelper(async (c, events, options) => {
  if (c.req.header("upgrade")?.toLowerCase() !== "websocket") return;
  let env = c.env, waitForWebSocket = env[WAIT_FOR_WEBSOCKET_SYMBOL];
  if (!waitForWebSocket || !env.incoming) return new Response(null, { status: 500 });
  let connectionSymbol = generateConnectionSymbol();
  return env[CONNECTION_SYMBOL_KEY] = connectionSymbol, (async () => {
    let ws;
    try {
      ws = await waitForWebSocket(env.incoming, connectionSymbol);
    } catch {
      return;
    }
    let messagesReceivedInStarting = [], bufferMessage = (data, isBinary) => {
      messagesReceivedInStarting.push([data, isBinary]);
    };
    ws.on("message", bufferMessage);
    let ctx = {
      binaryType: "arraybuffer",
      close(code, reason) {
        ws.close(code, reason);
      },
      protocol: ws.protocol,
      raw: ws,
      get readyState() {
        return ws.readyState;
      },
      send(source, opts) {
        ws.send(source, { compress: opts?.compress });
      },
      url: new URL(c.req.url)
    };
    try {
      events?.onOpen?.(new Event("open"), ctx);
    } catch (e) {
      (options?.onError ?? console.error)(e);
    }
    let handleMessage = (data, isBinary) => {
      let datas = Array.isArray(data) ? data : [data];
      for (let data2 of datas) try {
        events?.onMessage?.(new MessageEvent("message", { data: isBinary ? data2 instanceof ArrayBuffer ? data2 : data2.buffer.slice(data2.byteOffset, data2.byteOffset + data2.byteLength) : typeof data2 == "string" ? data2 : Buffer.from(data2).toString("utf-8") }), ctx);
      } catch (e) {
        (options?.onError ?? console.error)(e);
      }
    };
    ws.off("message", bufferMessage);
    for (let message of messagesReceivedInStarting) handleMessage(...message);
    ws.on("message", (data, isBinary) => {
      handleMessage(data, isBinary);
    }), ws.on("close", (code, reason) => {
      try {
        events?.onClose?.(new CloseEvent("close", {
          code,
          reason: reason.toString()
        }), ctx);
      } catch (e) {
        (options?.onError ?? console.error)(e);
      }
    }), ws.on("error", (error) => {
      try {
        events?.onError?.(new ErrorEvent("error", { error }), ctx);
      } catch (e) {
        (options?.onError ?? console.error)(e);
      }
    });
  })(), new Response();
}), createAdaptorServer = (options) => {
  let fetchCallback = options.fetch, requestListener = getRequestListener(fetchCallback, {
    hostname: options.hostname,
    overrideGlobalObjects: options.overrideGlobalObjects,
    autoCleanupIncoming: options.autoCleanupIncoming
  }), server = (options.createServer || createServer)(options.serverOptions || {}, requestListener);
  if (options.websocket && options.websocket.server) {
    if (options.websocket.server.options.noServer !== !0) throw new Error("WebSocket server must be created with { noServer: true } option");
    setupWebSocket({
      server,
      fetchCallback,
      wss: options.websocket.server
    });
  }
  return server;
};

// node_modules/@hono/node-server/dist/utils/response.mjs
var RESPONSE_ALREADY_SENT = new Response(null, { headers: { [X_ALREADY_SENT]: "true" } });

// src/emulator/state/key-pair.ts
import { constants as constants2, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from "node:crypto";
var QUICK_RSA_BITS = 2048;
function makeKeyPair(type, seed, label) {
  return type === "ed25519" ? ed25519Pair(derive(seed, `key ${label}`, 32)) : rsaPair(generateKeyPairSync("rsa", { modulusLength: QUICK_RSA_BITS }).privateKey);
}
function readKeyPair(sec) {
  let type = sec.keytype.toLowerCase();
  if (type === "ed25519") return ed25519Pair(Buffer.from(sec.keyval.private.slice(0, 64), "hex"));
  if (type === "rsa") return rsaPair(createPrivateKey(sec.keyval.private));
  throw new TypeError("a private key is neither ED25519 nor RSA");
}
function privateJson(pair) {
  return { keytype: pair.public.keytype, keyval: { private: pair.private } };
}
function signatureBy(pair, signed) {
  return signatureOver(pair, verificationForms(signed)[0]);
}
function signedBy(pairs, signed) {
  let bytes = verificationForms(signed)[0];
  return { signatures: pairs.map((pair) => signatureOver(pair, bytes)), signed };
}
function signatureOver(pair, bytes) {
  if (pair.type === "ed25519")
    return { keyid: pair.keyid, method: ED25519_METHOD, sig: sign(null, bytes, pair.privateKey).toString("base64") };
  let pss = { key: pair.privateKey, padding: constants2.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
  return { keyid: pair.keyid, method: RSA_METHOD, sig: sign("sha256", bytes, pss).toString("base64") };
}
function ed25519Pair(seed) {
  let privateKey = createPrivateKey({
    key: Buffer.concat([ED25519_PKCS8_PREFIX, seed]),
    format: "der",
    type: "pkcs8"
  }), publicKey = { keytype: "ED25519", keyval: { public: createPublicKey(privateKey).export({ format: "der", type: "spki" }).subarray(-32).toString("hex") } };
  return { keyid: keyidOf(publicKey), type: "ed25519", public: publicKey, private: seed.toString("hex"), privateKey };
}
function rsaPair(privateKey) {
  let spki = createPublicKey(privateKey).export({ format: "pem", type: "spki" }).toString(), pkcs1 = privateKey.export({ format: "pem", type: "pkcs1" }).toString(), publicKey = { keytype: "RSA", keyval: { public: spki } };
  return { keyid: keyidOf(publicKey), type: "rsa", public: publicKey, private: pkcs1, privateKey };
}

// src/emulator/state/online.ts
var CI_DAYS = 30;
function onlineKey(type, seed, label) {
  return knownKey(makeKeyPair(type, seed, label));
}
function knownKey(pair) {
  return { keyid: pair.keyid, public: pair.public, pair };
}
function onlineKeyids(online) {
  return { targets: online.targets.keyid, snapshot: online.snapshot.keyid, timestamp: online.timestamp.keyid };
}
function onlineSignatures(state, role, signed) {
  let { pair } = state.online[role];
  return pair ? [signatureBy(pair, signed)] : [];
}
function signCi(state, signed) {
  return { ...state, ciTargets: { signatures: onlineSignatures(state, "targets", signed), signed } };
}
function withCiTargets(state, targets) {
  let { signed } = state.ciTargets;
  return signCi(state, { ...signed, targets, version: signed.version + 1 });
}
function refreshCi(state, now) {
  let { signed } = state.ciTargets;
  return state.ciFrozen || !state.online.targets.pair || Date.parse(signed.expires) - now.getTime() > MS_PER_HOUR ? state : signCi(state, { ...signed, expires: inDays(now, CI_DAYS), version: signed.version + 1 });
}
function firstCi(targets, version, now) {
  return { _type: "Targets", expires: inDays(now, CI_DAYS), targets, version };
}
function condensedCi(state, tag) {
  let { signed } = state.ciTargets, targets = Object.fromEntries(
    Object.entries(signed.targets).filter(([, { custom }]) => custom?.tags?.includes(tag))
  ), condensed = { ...signed, targets };
  return { signatures: onlineSignatures(state, "targets", condensed), signed: condensed };
}
function onlineDocument(state, role, signed) {
  let { pair } = state.online[role];
  return pair ? signedBy([pair], signed) : { signatures: [], signed };
}

// src/emulator/state/online-faults.ts
var ONLINE_FAULTS = ["unsigned", "expired", "foreign", "other"], ONLINE_FAULT = "emulated-fault", ONLINE_ROLE = "emulated-role";
function isOnlineFault(text) {
  return ONLINE_FAULTS.some((fault) => fault === text);
}
function spoiledOnline(state, role, document, fault, now) {
  let { signed } = document;
  switch (fault) {
    case "unsigned":
      return { ...document, signatures: [] };
    case "foreign":
      return signedBy([makeKeyPair("ed25519", state.seed, `foreign ${role}`)], signed);
    case "expired":
      return onlineDocument(state, role, { ...signed, expires: wholeSeconds(new Date(now.getTime() - 1e3)) });
    case "other":
      return onlineDocument(state, role, namingAnother(signed, role));
  }
}
function namingAnother(signed, role) {
  let name = role === "snapshot" ? "targets.json" : "snapshot.json", meta = memberAt(signed, "meta"), entry = memberAt(meta, name), version = memberAt(entry, "version"), others = isObject(meta) ? meta : {}, named = { ...isObject(entry) && entry, version: (isInteger(version) ? version : 0) + 1 };
  return { ...signed, meta: { ...others, [name]: named } };
}

// node_modules/hono/dist/http-exception.js
var HTTPException = class extends Error {
  res;
  status;
  /**
  * Creates an instance of `HTTPException`.
  * @param status - HTTP status code for the exception. Defaults to 500.
  * @param options - Additional options for the exception.
  */
  constructor(status = 500, options) {
    super(options?.message, { cause: options?.cause }), this.res = options?.res, this.status = status;
  }
  /**
  * Returns the response object associated with the exception.
  * If a response object is not provided, a new response is created with the error message and status code.
  * @returns The response object.
  */
  getResponse() {
    return this.res ? new Response(this.res.body, {
      status: this.status,
      headers: this.res.headers
    }) : new Response(this.message, { status: this.status });
  }
};

// node_modules/hono/dist/request/constants.js
var GET_MATCH_RESULT = /* @__PURE__ */ Symbol();

// node_modules/hono/dist/utils/buffer.js
var bufferToFormData = (arrayBuffer, contentType2) => new Response(arrayBuffer, { headers: { "Content-Type": contentType2.replace(/^[^;]+/, (mediaType) => mediaType.toLowerCase()) } }).formData();

// node_modules/hono/dist/utils/body.js
var MAX_NESTED_OBJECTS = 1e4, isRawRequest = (request) => "headers" in request, parseBody = async (request, options = /* @__PURE__ */ Object.create(null)) => {
  let { all = !1, dot = !1 } = options, mediaType = (isRawRequest(request) ? request.headers : request.raw.headers).get("Content-Type")?.split(";")[0].trim().toLowerCase();
  return mediaType === "multipart/form-data" || mediaType === "application/x-www-form-urlencoded" ? parseFormData(request, {
    all,
    dot
  }) : {};
};
async function parseFormData(request, options) {
  if (!isRawRequest(request) && request.bodyCache.formData) return convertFormDataToBodyData(await request.bodyCache.formData, options);
  let headers = isRawRequest(request) ? request.headers : request.raw.headers, arrayBuffer = await request.arrayBuffer(), formDataPromise = bufferToFormData(arrayBuffer, headers.get("Content-Type") || "");
  isRawRequest(request) || (request.bodyCache.formData = formDataPromise);
  let formData = await formDataPromise;
  return formData ? convertFormDataToBodyData(formData, options) : {};
}
function convertFormDataToBodyData(formData, options) {
  let form = /* @__PURE__ */ Object.create(null), nestingState = { count: 0 };
  return formData.forEach((value, key) => {
    options.all || key.endsWith("[]") ? handleParsingAllValues(form, key, value) : form[key] = value;
  }), options.dot && Object.entries(form).forEach(([key, value]) => {
    key.includes(".") && (handleParsingNestedValues(form, key, value, nestingState), delete form[key]);
  }), form;
}
var handleParsingAllValues = (form, key, value) => {
  form[key] !== void 0 ? Array.isArray(form[key]) ? form[key].push(value) : form[key] = [form[key], value] : key.endsWith("[]") ? form[key] = [value] : form[key] = value;
}, handleParsingNestedValues = (form, key, value, state) => {
  if (/(?:^|\.)__proto__\./.test(key)) return;
  let nestedForm = form, keys = key.split(".", 34);
  keys.length > 33 && throwNestingLimitExceeded(), keys.forEach((key2, index) => {
    index === keys.length - 1 ? nestedForm[key2] = value : ((!nestedForm[key2] || typeof nestedForm[key2] != "object" || Array.isArray(nestedForm[key2]) || nestedForm[key2] instanceof File) && (state.count++ >= MAX_NESTED_OBJECTS && throwNestingLimitExceeded(), nestedForm[key2] = /* @__PURE__ */ Object.create(null)), nestedForm = nestedForm[key2]);
  });
}, throwNestingLimitExceeded = () => {
  throw new Error("Nesting limit exceeded");
};

// node_modules/hono/dist/utils/url.js
var splitPath = (path) => {
  let paths = path.split("/");
  return paths[0] === "" && paths.shift(), paths;
}, splitRoutingPath = (routePath2) => {
  let { groups, path } = extractGroupsFromPath(routePath2), paths = splitPath(path);
  return replaceGroupMarks(paths, groups);
}, extractGroupsFromPath = (path) => {
  let groups = [];
  return path = path.replace(/\{[^}]+\}/g, (match2, index) => {
    let mark = `@${index}`;
    return groups.push([mark, match2]), mark;
  }), {
    groups,
    path
  };
}, replaceGroupMarks = (paths, groups) => {
  for (let i = groups.length - 1; i >= 0; i--) {
    let [mark] = groups[i];
    for (let j = paths.length - 1; j >= 0; j--) if (paths[j].includes(mark)) {
      paths[j] = paths[j].replace(mark, groups[i][1]);
      break;
    }
  }
  return paths;
}, patternCache = {}, getPattern = (label, next) => {
  if (label === "*") return "*";
  let match2 = label.match(/^\:([^\{\}]+)(?:\{(.+)\})?$/);
  if (match2) {
    let cacheKey2 = `${label}#${next}`;
    return patternCache[cacheKey2] || (match2[2] ? patternCache[cacheKey2] = next && next[0] !== ":" && next[0] !== "*" ? [
      cacheKey2,
      match2[1],
      new RegExp(`^${match2[2]}(?=/${next})`)
    ] : [
      label,
      match2[1],
      new RegExp(`^${match2[2]}$`)
    ] : patternCache[cacheKey2] = [
      label,
      match2[1],
      !0
    ]), patternCache[cacheKey2];
  }
  return null;
}, tryDecode = (str, decoder) => {
  try {
    return decoder(str);
  } catch {
    return str.replace(/(?:%[0-9A-Fa-f]{2})+/g, (match2) => {
      try {
        return decoder(match2);
      } catch {
        return match2;
      }
    });
  }
};
var decodeURIWithPreservedPercent = (value) => decodeURI(value.includes("%25") ? value.replace(/%25/g, "%2525") : value), getPath = (request) => {
  let url = request.url, start = url.indexOf("/", url.indexOf(":") + 4), i = start;
  for (; i < url.length; i++) {
    let charCode = url.charCodeAt(i);
    if (charCode === 37) {
      let queryIndex = url.indexOf("?", i), hashIndex = url.indexOf("#", i), end = queryIndex === -1 ? hashIndex === -1 ? void 0 : hashIndex : hashIndex === -1 ? queryIndex : Math.min(queryIndex, hashIndex), path = url.slice(start, end), decoded = tryDecode(path, decodeURIWithPreservedPercent);
      if (/%(?![0-9A-Fa-f]{2})/.test(path)) {
        let rewritten = new URL("http://localhost");
        if (rewritten.pathname = decoded.replace(/[\\\t\n\r]/g, encodeURIComponent), tryDecode(rewritten.pathname, decodeURIWithPreservedPercent) !== decoded) return tryDecode(path.replace(/%(?![0-9A-Fa-f]{2})/g, "%25"), decodeURIWithPreservedPercent);
      }
      return decoded;
    } else if (charCode === 63 || charCode === 35) break;
  }
  return url.slice(start, i);
};
var getPathNoStrict = (request) => {
  let result = getPath(request);
  return result.length > 1 && result.at(-1) === "/" ? result.slice(0, -1) : result;
}, mergePath = (base, sub, ...rest) => (rest.length && (sub = mergePath(sub, ...rest)), `${base?.[0] === "/" ? "" : "/"}${base}${sub === "/" ? "" : `${base?.at(-1) === "/" ? "" : "/"}${sub?.[0] === "/" ? sub.slice(1) : sub}`}`), checkOptionalParameter = (path) => {
  if (path.charCodeAt(path.length - 1) !== 63 || !path.includes(":")) return null;
  let segments = path.split("/"), results = [], basePath = "";
  return segments.forEach((segment) => {
    if (segment !== "" && !/\:/.test(segment)) basePath += "/" + segment;
    else if (/\:/.test(segment))
      if (segment.charCodeAt(segment.length - 1) === 63) {
        results.length === 0 && basePath === "" ? results.push("/") : results.push(basePath);
        let optionalSegment = segment.slice(0, -1);
        basePath += "/" + optionalSegment, results.push(basePath);
      } else basePath += "/" + segment;
  }), results.filter((v, i, a) => a.indexOf(v) === i);
}, tryDecodeURIComponent = (str) => str.indexOf("%") !== -1 ? tryDecode(str, decodeURIComponent_) : str, _decodeURI = (value) => (value.indexOf("+") !== -1 && (value = value.replace(/\+/g, " ")), tryDecodeURIComponent(value)), _getQueryParam = (url, key, multiple) => {
  let hashIndex = url.indexOf("#", 8);
  hashIndex !== -1 && (url = url.slice(0, hashIndex));
  let encoded;
  if (!multiple && key && !/[%+&=]/.test(key)) {
    let queryIndex = url.indexOf("?", 8), keyIndex2 = queryIndex;
    if (keyIndex2 === -1) return;
    for (url.startsWith(key, keyIndex2 + 1) || (keyIndex2 = url.indexOf(`&${key}`, keyIndex2 + 1)); keyIndex2 !== -1; ) {
      let trailingKeyCode = url.charCodeAt(keyIndex2 + key.length + 1);
      if (trailingKeyCode === 61 || trailingKeyCode === 38 || isNaN(trailingKeyCode)) {
        if (keyIndex2 > queryIndex && /(?:^|&)[^=&]*[%+]/.test(url.slice(queryIndex + 1, keyIndex2))) break;
        if (trailingKeyCode === 61) {
          let valueIndex = keyIndex2 + key.length + 2, endIndex = url.indexOf("&", valueIndex);
          return _decodeURI(url.slice(valueIndex, endIndex === -1 ? void 0 : endIndex));
        }
        return "";
      }
      keyIndex2 = url.indexOf(`&${key}`, keyIndex2 + 1);
    }
    if (encoded = /[%+]/.test(url), !encoded) return;
  }
  let results = /* @__PURE__ */ Object.create(null);
  encoded ??= /[%+]/.test(url);
  let keyIndex = url.indexOf("?", 8);
  for (; keyIndex !== -1; ) {
    let nextKeyIndex = url.indexOf("&", keyIndex + 1), valueIndex = url.indexOf("=", keyIndex);
    valueIndex > nextKeyIndex && nextKeyIndex !== -1 && (valueIndex = -1);
    let name = url.slice(keyIndex + 1, valueIndex === -1 ? nextKeyIndex === -1 ? void 0 : nextKeyIndex : valueIndex);
    if (encoded && (name = _decodeURI(name)), keyIndex = nextKeyIndex, name === "") continue;
    let value;
    valueIndex === -1 ? value = "" : (value = url.slice(valueIndex + 1, nextKeyIndex === -1 ? void 0 : nextKeyIndex), encoded && (value = _decodeURI(value))), multiple ? (results[name] && Array.isArray(results[name]) || (results[name] = []), results[name].push(value)) : results[name] ??= value;
  }
  return key ? results[key] : results;
}, getQueryParam = _getQueryParam, getQueryParams = (url, key) => _getQueryParam(url, key, !0), decodeURIComponent_ = decodeURIComponent;

// node_modules/hono/dist/request.js
var HonoRequest = class {
  /**
  * `.raw` can get the raw Request object.
  *
  * @see {@link https://hono.dev/docs/api/request#raw}
  *
  * @example
  * ```ts
  * // For Cloudflare Workers
  * app.post('/', async (c) => {
  *   const metadata = c.req.raw.cf?.hostMetadata?
  *   ...
  * })
  * ```
  */
  raw;
  #validatedData;
  #matchResult;
  routeIndex = 0;
  /**
  * `.path` can get the pathname of the request.
  *
  * @see {@link https://hono.dev/docs/api/request#path}
  *
  * @example
  * ```ts
  * app.get('/about/me', (c) => {
  *   const pathname = c.req.path // `/about/me`
  * })
  * ```
  */
  path;
  bodyCache = {};
  constructor(request, path = "/", matchResult = [[]]) {
    this.raw = request, this.path = path, this.#matchResult = matchResult;
  }
  param(key) {
    return key ? this.#getDecodedParam(key) : this.#getAllDecodedParams();
  }
  #getDecodedParam(key) {
    let paramKey = this.#matchResult[0][this.routeIndex]?.[1][key], param = this.#getParamValue(paramKey);
    return param && tryDecodeURIComponent(param);
  }
  #getAllDecodedParams() {
    let decoded = {}, keys = Object.keys(this.#matchResult[0][this.routeIndex]?.[1] ?? {});
    for (let key of keys) {
      let value = this.#getParamValue(this.#matchResult[0][this.routeIndex][1][key]);
      value !== void 0 && (decoded[key] = tryDecodeURIComponent(value));
    }
    return decoded;
  }
  #getParamValue(paramKey) {
    return this.#matchResult[1] ? this.#matchResult[1][paramKey] : paramKey;
  }
  query(key) {
    return getQueryParam(this.url, key);
  }
  queries(key) {
    return getQueryParams(this.url, key);
  }
  header(name) {
    if (name) return this.raw.headers.get(name) ?? void 0;
    let headerData = /* @__PURE__ */ Object.create(null);
    return this.raw.headers.forEach((value, key) => {
      headerData[key] = value;
    }), headerData;
  }
  async parseBody(options) {
    return parseBody(this, options);
  }
  #cachedBody = (key) => {
    let { bodyCache, raw: raw2 } = this, cachedBody = bodyCache[key];
    if (cachedBody) return cachedBody;
    for (let anyCachedKey in bodyCache) return bodyCache[anyCachedKey].then((body) => {
      anyCachedKey === "json" && (body = JSON.stringify(body));
      let contentType2 = anyCachedKey === "formData" ? void 0 : raw2.headers.get("content-type");
      return new Response(body, { headers: contentType2 ? { "Content-Type": contentType2 } : void 0 })[key]();
    });
    return bodyCache[key] = raw2[key]();
  };
  /**
  * `.json()` can parse Request body of type `application/json`
  *
  * @see {@link https://hono.dev/docs/api/request#json}
  *
  * @example
  * ```ts
  * app.post('/entry', async (c) => {
  *   const body = await c.req.json()
  * })
  * ```
  */
  json() {
    return this.#cachedBody("text").then((text) => JSON.parse(text));
  }
  /**
  * `.text()` can parse Request body of type `text/plain`
  *
  * @see {@link https://hono.dev/docs/api/request#text}
  *
  * @example
  * ```ts
  * app.post('/entry', async (c) => {
  *   const body = await c.req.text()
  * })
  * ```
  */
  text() {
    return this.#cachedBody("text");
  }
  /**
  * `.arrayBuffer()` parse Request body as an `ArrayBuffer`
  *
  * @see {@link https://hono.dev/docs/api/request#arraybuffer}
  *
  * @example
  * ```ts
  * app.post('/entry', async (c) => {
  *   const body = await c.req.arrayBuffer()
  * })
  * ```
  */
  arrayBuffer() {
    return this.#cachedBody("arrayBuffer");
  }
  /**
  * `.bytes()` parses the request body as a `Uint8Array`.
  *
  * @see {@link https://hono.dev/docs/api/request#bytes}
  *
  * @example
  * ```ts
  * app.post('/entry', async (c) => {
  *   const body = await c.req.bytes()
  * })
  * ```
  */
  bytes() {
    return this.#cachedBody("arrayBuffer").then((buffer) => new Uint8Array(buffer));
  }
  /**
  * Parses the request body as a `Blob`.
  * @example
  * ```ts
  * app.post('/entry', async (c) => {
  *   const body = await c.req.blob();
  * });
  * ```
  * @see https://hono.dev/docs/api/request#blob
  */
  blob() {
    return this.#cachedBody("blob");
  }
  /**
  * Parses the request body as `FormData`.
  * @example
  * ```ts
  * app.post('/entry', async (c) => {
  *   const body = await c.req.formData();
  * });
  * ```
  * @see https://hono.dev/docs/api/request#formdata
  */
  formData() {
    return this.#cachedBody("formData");
  }
  /**
  * Adds validated data to the request.
  *
  * @param target - The target of the validation.
  * @param data - The validated data to add.
  */
  addValidatedData(target, data) {
    (this.#validatedData ??= {})[target] = data;
  }
  valid(target) {
    return this.#validatedData?.[target];
  }
  /**
  * `.url` can get the request url strings.
  *
  * @see {@link https://hono.dev/docs/api/request#url}
  *
  * @example
  * ```ts
  * app.get('/about/me', (c) => {
  *   const url = c.req.url // `http://localhost:8787/about/me`
  *   ...
  * })
  * ```
  */
  get url() {
    return this.raw.url;
  }
  /**
  * `.method` can get the method name of the request.
  *
  * @see {@link https://hono.dev/docs/api/request#method}
  *
  * @example
  * ```ts
  * app.get('/about/me', (c) => {
  *   const method = c.req.method // `GET`
  * })
  * ```
  */
  get method() {
    return this.raw.method;
  }
  get [GET_MATCH_RESULT]() {
    return this.#matchResult;
  }
  /**
  * `.matchedRoutes` can return a matched route in the handler
  *
  * @deprecated
  *
  * Use matchedRoutes helper defined in "hono/route" instead.
  *
  * @see {@link https://hono.dev/docs/api/request#matchedroutes}
  *
  * @example
  * ```ts
  * app.use('*', async function logger(c, next) {
  *   await next()
  *   c.req.matchedRoutes.forEach(({ handler, method, path }, i) => {
  *     const name = handler.name || (handler.length < 2 ? '[handler]' : '[middleware]')
  *     console.log(
  *       method,
  *       ' ',
  *       path,
  *       ' '.repeat(Math.max(10 - path.length, 0)),
  *       name,
  *       i === c.req.routeIndex ? '<- respond from here' : ''
  *     )
  *   })
  * })
  * ```
  */
  get matchedRoutes() {
    return this.#matchResult[0].map(([[, route]]) => route);
  }
  /**
  * `.routePath` can retrieve the path registered within the handler
  *
  * @deprecated
  *
  * Use routePath helper defined in "hono/route" instead.
  *
  * @see {@link https://hono.dev/docs/api/request#routepath}
  *
  * @example
  * ```ts
  * app.get('/posts/:id', (c) => {
  *   return c.json({ path: c.req.routePath })
  * })
  * ```
  */
  get routePath() {
    return this.#matchResult[0].map(([[, route]]) => route)[this.routeIndex].path;
  }
};

// node_modules/hono/dist/utils/html.js
var HtmlEscapedCallbackPhase = {
  Stringify: 1,
  BeforeStream: 2,
  Stream: 3
}, raw = (value, callbacks) => {
  let escapedString = new String(value);
  return escapedString.isEscaped = !0, escapedString.callbacks = callbacks, escapedString;
};
var resolveCallback = async (str, phase, preserveCallbacks, context, buffer) => {
  typeof str == "object" && !(str instanceof String) && (str instanceof Promise || (str = str.toString()), str instanceof Promise && (str = await str));
  let callbacks = str.callbacks;
  if (!callbacks?.length) return Promise.resolve(str);
  buffer ? buffer[0] += str : buffer = [str];
  let resStr = Promise.all(callbacks.map((c) => c({
    phase,
    buffer,
    context
  }))).then((res) => Promise.all(res.filter(Boolean).map((str2) => resolveCallback(str2, phase, !1, context, buffer))).then(() => buffer[0]));
  return preserveCallbacks ? raw(await resStr, callbacks) : resStr;
};

// node_modules/hono/dist/context.js
var TEXT_PLAIN = "text/plain; charset=UTF-8", setDefaultContentType = (contentType2, headers) => ({
  "Content-Type": contentType2,
  ...headers
}), createResponseInstance = (body, init) => new Response(body, init), Context = class {
  #rawRequest;
  #req;
  /**
  * `.env` can get bindings (environment variables, secrets, KV namespaces, D1 database, R2 bucket etc.) in Cloudflare Workers.
  *
  * @see {@link https://hono.dev/docs/api/context#env}
  *
  * @example
  * ```ts
  * // Environment object for Cloudflare Workers
  * app.get('*', async c => {
  *   const counter = c.env.COUNTER
  * })
  * ```
  */
  env = {};
  #var;
  finalized = !1;
  /**
  * `.error` can get the error object from the middleware if the Handler throws an error.
  *
  * @see {@link https://hono.dev/docs/api/context#error}
  *
  * @example
  * ```ts
  * app.use('*', async (c, next) => {
  *   await next()
  *   if (c.error) {
  *     // do something...
  *   }
  * })
  * ```
  */
  error;
  #status;
  #executionCtx;
  #res;
  #layout;
  #renderer;
  #notFoundHandler;
  #preparedHeaders;
  #matchResult;
  #path;
  /**
  * Creates an instance of the Context class.
  *
  * @param req - The Request object.
  * @param options - Optional configuration options for the context.
  */
  constructor(req, options) {
    this.#rawRequest = req, options && (this.#executionCtx = options.executionCtx, this.env = options.env, this.#notFoundHandler = options.notFoundHandler, this.#path = options.path, this.#matchResult = options.matchResult);
  }
  /**
  * `.req` is the instance of {@link HonoRequest}.
  */
  get req() {
    return this.#req ??= new HonoRequest(this.#rawRequest, this.#path, this.#matchResult), this.#req;
  }
  /**
  * @see {@link https://hono.dev/docs/api/context#event}
  * The FetchEvent associated with the current request.
  *
  * @throws Will throw an error if the context does not have a FetchEvent.
  */
  get event() {
    if (this.#executionCtx && "respondWith" in this.#executionCtx) return this.#executionCtx;
    throw Error("This context has no FetchEvent");
  }
  /**
  * @see {@link https://hono.dev/docs/api/context#executionctx}
  * The ExecutionContext associated with the current request.
  *
  * @throws Will throw an error if the context does not have an ExecutionContext.
  */
  get executionCtx() {
    if (this.#executionCtx) return this.#executionCtx;
    throw Error("This context has no ExecutionContext");
  }
  /**
  * @see {@link https://hono.dev/docs/api/context#res}
  * The Response object for the current request.
  */
  get res() {
    return this.#res ||= createResponseInstance(null, { headers: this.#preparedHeaders ??= new Headers() });
  }
  /**
  * Sets the Response object for the current request.
  *
  * @param _res - The Response object to set.
  */
  set res(_res) {
    if (this.#res && _res) {
      _res = createResponseInstance(_res.body, _res);
      for (let [k, v] of this.#res.headers.entries())
        if (k !== "content-type")
          if (k === "set-cookie") {
            let cookies = this.#res.headers.getSetCookie();
            _res.headers.delete("set-cookie");
            for (let cookie of cookies) _res.headers.append("set-cookie", cookie);
          } else _res.headers.set(k, v);
    }
    this.#res = _res, this.finalized = !0;
  }
  /**
  * `.render()` can create a response within a layout.
  *
  * @see {@link https://hono.dev/docs/api/context#render-setrenderer}
  *
  * @example
  * ```ts
  * app.get('/', (c) => {
  *   return c.render('Hello!')
  * })
  * ```
  */
  render = (...args) => (this.#renderer ??= (content) => this.html(content), this.#renderer(...args));
  /**
  * Sets the layout for the response.
  *
  * @param layout - The layout to set.
  * @returns The layout function.
  */
  setLayout = (layout) => this.#layout = layout;
  /**
  * Gets the current layout for the response.
  *
  * @returns The current layout function.
  */
  getLayout = () => this.#layout;
  /**
  * `.setRenderer()` can set the layout in the custom middleware.
  *
  * @see {@link https://hono.dev/docs/api/context#render-setrenderer}
  *
  * @example
  * ```tsx
  * app.use('*', async (c, next) => {
  *   c.setRenderer((content) => {
  *     return c.html(
  *       <html>
  *         <body>
  *           <p>{content}</p>
  *         </body>
  *       </html>
  *     )
  *   })
  *   await next()
  * })
  * ```
  */
  setRenderer = (renderer) => {
    this.#renderer = renderer;
  };
  /**
  * `.header()` can set headers.
  *
  * @see {@link https://hono.dev/docs/api/context#header}
  *
  * @example
  * ```ts
  * app.get('/welcome', (c) => {
  *   // Set headers
  *   c.header('X-Message', 'Hello!')
  *   c.header('Content-Type', 'text/plain')
  *
  *   // Append multiple headers using the append option (e.g. Vary)
  *   c.header('Vary', 'Accept-Encoding', { append: true })
  *   c.header('Vary', 'User-Agent', { append: true })
  *
  *   return c.body('Thank you for coming')
  * })
  * ```
  */
  header = (name, value, options) => {
    this.finalized && !this.#res.bodyUsed && (this.#res = createResponseInstance(this.#res.body, this.#res));
    let headers = this.#res ? this.#res.headers : this.#preparedHeaders ??= new Headers();
    value === void 0 ? headers.delete(name) : options?.append ? headers.append(name, value) : headers.set(name, value);
  };
  status = (status) => {
    this.#status = status;
  };
  /**
  * `.set()` can set the value specified by the key.
  *
  * @see {@link https://hono.dev/docs/api/context#set-get}
  *
  * @example
  * ```ts
  * app.use('*', async (c, next) => {
  *   c.set('message', 'Hono is hot!!')
  *   await next()
  * })
  * ```
  */
  set = (key, value) => {
    this.#var ??= /* @__PURE__ */ new Map(), this.#var.set(key, value);
  };
  /**
  * `.get()` can use the value specified by the key.
  *
  * @see {@link https://hono.dev/docs/api/context#set-get}
  *
  * @example
  * ```ts
  * app.get('/', (c) => {
  *   const message = c.get('message')
  *   return c.text(`The message is "${message}"`)
  * })
  * ```
  */
  get = (key) => this.#var ? this.#var.get(key) : void 0;
  /**
  * `.var` can access the value of a variable.
  *
  * @see {@link https://hono.dev/docs/api/context#var}
  *
  * @example
  * ```ts
  * const result = c.var.client.oneMethod()
  * ```
  */
  get var() {
    return this.#var ? Object.fromEntries(this.#var) : {};
  }
  #newResponse(data, arg, headers) {
    let responseHeaders = this.#res ? new Headers(this.#res.headers) : this.#preparedHeaders;
    if (typeof arg == "object" && arg.headers) {
      responseHeaders ??= new Headers();
      for (let [key, value] of new Headers(arg.headers)) key === "set-cookie" ? responseHeaders.append(key, value) : responseHeaders.set(key, value);
    }
    if (headers) {
      if (!responseHeaders) {
        let count = 0;
        for (let k in headers) if (++count > 1 || typeof headers[k] != "string") {
          responseHeaders = new Headers();
          break;
        }
      }
      if (responseHeaders) for (let k in headers) {
        let v = headers[k];
        if (typeof v == "string") responseHeaders.set(k, v);
        else {
          responseHeaders.delete(k);
          for (let v2 of v) responseHeaders.append(k, v2);
        }
      }
    }
    let status = typeof arg == "number" ? arg : arg?.status ?? this.#status;
    return createResponseInstance(data, {
      status,
      headers: responseHeaders ?? headers
    });
  }
  newResponse = (...args) => this.#newResponse(...args);
  /**
  * `.body()` can return the HTTP response.
  * You can set headers with `.header()` and set HTTP status code with `.status`.
  * This can also be set in `.text()`, `.json()` and so on.
  *
  * @see {@link https://hono.dev/docs/api/context#body}
  *
  * @example
  * ```ts
  * app.get('/welcome', (c) => {
  *   // Set headers
  *   c.header('X-Message', 'Hello!')
  *   c.header('Content-Type', 'text/plain')
  *   // Set HTTP status code
  *   c.status(201)
  *
  *   // Return the response body
  *   return c.body('Thank you for coming')
  * })
  * ```
  */
  body = (data, arg, headers) => this.#newResponse(data, arg, headers);
  /**
  * `.text()` can render text as `Content-Type:text/plain`.
  *
  * @see {@link https://hono.dev/docs/api/context#text}
  *
  * @example
  * ```ts
  * app.get('/say', (c) => {
  *   return c.text('Hello!')
  * })
  * ```
  */
  text = (text, arg, headers) => !this.#preparedHeaders && !this.#status && !arg && !headers && !this.finalized ? new Response(text) : this.#newResponse(text, arg, setDefaultContentType(TEXT_PLAIN, headers));
  /**
  * `.json()` can render JSON as `Content-Type:application/json`.
  *
  * @see {@link https://hono.dev/docs/api/context#json}
  *
  * @example
  * ```ts
  * app.get('/api', (c) => {
  *   return c.json({ message: 'Hello!' })
  * })
  * ```
  */
  json = (object, arg, headers) => this.#newResponse(JSON.stringify(object), arg, setDefaultContentType("application/json", headers));
  html = (html, arg, headers) => {
    let res = (html2) => this.#newResponse(html2, arg, setDefaultContentType("text/html; charset=UTF-8", headers));
    return typeof html == "object" ? resolveCallback(html, HtmlEscapedCallbackPhase.Stringify, !1, {}).then(res) : res(html);
  };
  /**
  * `.redirect()` can Redirect, default status code is 302.
  *
  * @see {@link https://hono.dev/docs/api/context#redirect}
  *
  * @example
  * ```ts
  * app.get('/redirect', (c) => {
  *   return c.redirect('/')
  * })
  * app.get('/redirect-permanently', (c) => {
  *   return c.redirect('/', 301)
  * })
  * ```
  */
  redirect = (location, status) => {
    let locationString = String(location);
    return this.header("Location", /[^\x00-\xFF]/.test(locationString) ? encodeURI(locationString) : locationString), this.newResponse(null, status ?? 302);
  };
  /**
  * `.notFound()` can return the Not Found Response.
  *
  * @see {@link https://hono.dev/docs/api/context#notfound}
  *
  * @example
  * ```ts
  * app.get('/notfound', (c) => {
  *   return c.notFound()
  * })
  * ```
  */
  notFound = () => (this.#notFoundHandler ??= () => createResponseInstance(), this.#notFoundHandler(this));
};

// node_modules/hono/dist/compose.js
var compose = (middleware, onError, onNotFound) => (context, next) => {
  let index = -1;
  return dispatch(0);
  async function dispatch(i) {
    if (i <= index) throw new Error("next() called multiple times");
    index = i;
    let res, isError = !1, handler;
    if (middleware[i] ? (handler = middleware[i][0][0], context.req.routeIndex = i) : handler = i === middleware.length && next || void 0, handler) try {
      res = await handler(context, () => dispatch(i + 1));
    } catch (err) {
      if (err instanceof Error && onError)
        context.error = err, res = await onError(err, context), isError = !0;
      else throw err;
    }
    else context.finalized === !1 && onNotFound && (res = await onNotFound(context));
    return res && (context.finalized === !1 || isError) && (context.res = res), context;
  }
};

// node_modules/hono/dist/helper/route/index.js
var matchedRoutes = (c) => c.req[GET_MATCH_RESULT][0].map(([[, route]]) => route), routePath = (c, index) => matchedRoutes(c).at(index ?? c.req.routeIndex)?.path ?? "";

// node_modules/hono/dist/router.js
var METHODS = [
  "get",
  "post",
  "put",
  "delete",
  "options",
  "patch",
  "query"
], MESSAGE_MATCHER_IS_ALREADY_BUILT = "Can not add a route since the matcher is already built.", UnsupportedPathError = class extends Error {
};

// node_modules/hono/dist/utils/constants.js
var COMPOSED_HANDLER = "__COMPOSED_HANDLER";

// node_modules/hono/dist/utils/mount.js
var countTrailingSlashes = (path) => {
  let index = path.length;
  for (; index > 0 && path.charCodeAt(index - 1) === 47; ) index--;
  return path.length - index;
}, getPathPrefixLength = (c, pathPrefix, routePath2) => {
  if (!/[:*]/.test(pathPrefix)) return pathPrefix.length;
  let path = c.req.path, matchResult = c.req[GET_MATCH_RESULT], paramNames = /* @__PURE__ */ new Set(), length = 0;
  for (let part of splitRoutingPath(pathPrefix)) {
    if (part[0] === ":" && part.endsWith("}?")) throw new Error(`mount(): Optional regular expression parameters are not supported in "${routePath2}".`);
    let pattern = getPattern(part);
    if (pattern && pattern !== "*") {
      let name = pattern[1];
      if (paramNames.has(name)) throw new Error(`mount(): Duplicate path parameter "${name}" in "${routePath2}".`);
      paramNames.add(name);
    }
    if (pattern && pattern !== "*" && pattern[2] !== !0) {
      let value = matchResult.length === 2 ? matchResult[1][matchResult[0][c.req.routeIndex][1][pattern[1]]] : matchResult[0][c.req.routeIndex][1][pattern[1]];
      length += value.length + 1;
    } else if (pattern || part.endsWith("*")) {
      let end = path.indexOf("/", length + 1);
      length = end === -1 ? path.length : end;
    } else length += part.length + 1;
  }
  return length;
}, createMountedRequest = (c, pathPrefix, routePath2) => {
  if (/[^/]\*$/.test(routePath2)) throw new Error(`mount(): Wildcard must follow "/" in "${routePath2}".`);
  let prefixLength = getPathPrefixLength(c, pathPrefix, routePath2), path = c.req.path.slice(prefixLength) || "/";
  if (prefixLength > c.req.path.length || path[0] !== "/" || /\/(?:\.|%2e){1,2}(?:\/|$)/i.test(path)) throw new HTTPException(400, { message: "Invalid mounted path" });
  let rawUrl = c.req.raw.url;
  if (/^[^/?#]*\/\/[^/?#\\]*[?#\\]/.test(rawUrl)) throw new HTTPException(400, { message: "Invalid mounted path" });
  let rawPathEnd = rawUrl.search(/[?#]/), rawTrailingSlashes = countTrailingSlashes(rawPathEnd === -1 ? rawUrl : rawUrl.slice(0, rawPathEnd));
  if (rawTrailingSlashes > 1 && countTrailingSlashes(c.req.path) === rawTrailingSlashes - 1) throw new HTTPException(400, { message: "Invalid mounted path" });
  let url = new URL(rawUrl);
  return url.pathname = path.replace(/[\\\t\n\r]/g, encodeURIComponent), path.includes("%"), new Request(url, c.req.raw);
};

// node_modules/hono/dist/hono-base.js
var notFoundHandler = (c) => c.text("404 Not Found", 404), errorHandler = (err, c) => {
  if ("getResponse" in err) {
    let res = err.getResponse();
    return c.newResponse(res.body, res);
  }
  return console.error(err), c.text("Internal Server Error", 500);
}, Hono = class Hono2 {
  get;
  post;
  put;
  delete;
  options;
  patch;
  query;
  all;
  on;
  use;
  router;
  getPath;
  _basePath = "/";
  #path = "/";
  routes = [];
  constructor(options = {}) {
    [...METHODS, "all"].forEach((method) => {
      this[method] = (args1, ...args) => {
        let methodName = method.toUpperCase();
        return typeof args1 == "string" ? this.#path = args1 : this.#addRoute(methodName, this.#path, args1), args.forEach((handler) => {
          this.#addRoute(methodName, this.#path, handler);
        }), this;
      };
    }), this.on = (method, path, ...handlers) => {
      for (let p of [path].flat()) {
        this.#path = p;
        for (let m of [method].flat()) {
          let methodName = m.toUpperCase();
          for (let handler of handlers) this.#addRoute(methodName, this.#path, handler);
        }
      }
      return this;
    }, this.use = (arg1, ...handlers) => (typeof arg1 == "string" ? this.#path = arg1 : (this.#path = "*", handlers.unshift(arg1)), handlers.forEach((handler) => {
      this.#addRoute("ALL", this.#path, handler);
    }), this);
    let { strict, ...optionsWithoutStrict } = options;
    Object.assign(this, optionsWithoutStrict), this.getPath = strict ?? !0 ? options.getPath ?? getPath : getPathNoStrict;
  }
  #clone() {
    let clone = new Hono2({
      router: this.router,
      getPath: this.getPath
    });
    return clone.errorHandler = this.errorHandler, clone.#notFoundHandler = this.#notFoundHandler, clone.routes = this.routes, clone;
  }
  #notFoundHandler = notFoundHandler;
  errorHandler = errorHandler;
  /**
  * `.route()` allows grouping other Hono instance in routes.
  *
  * @see {@link https://hono.dev/docs/api/routing#grouping}
  *
  * @param {string} path - base Path
  * @param {Hono} app - other Hono instance
  * @returns {Hono} routed Hono instance
  *
  * @example
  * ```ts
  * const app = new Hono()
  * const app2 = new Hono()
  *
  * app2.get("/user", (c) => c.text("user"))
  * app.route("/api", app2) // GET /api/user
  * ```
  */
  route(path, app) {
    let subApp = this.basePath(path);
    return app.routes.map((r) => {
      let handler;
      app.errorHandler === errorHandler ? handler = r.handler : (handler = async (c, next) => (await compose([], app.errorHandler)(c, () => r.handler(c, next))).res, handler[COMPOSED_HANDLER] = r.handler), subApp.#addRoute(r.method, r.path, handler, r.basePath);
    }), this;
  }
  /**
  * `.basePath()` allows base paths to be specified.
  *
  * @see {@link https://hono.dev/docs/api/routing#base-path}
  *
  * @param {string} path - base Path
  * @returns {Hono} changed Hono instance
  *
  * @example
  * ```ts
  * const api = new Hono().basePath('/api')
  * ```
  */
  basePath(path) {
    let subApp = this.#clone();
    return subApp._basePath = mergePath(this._basePath, path), subApp;
  }
  /**
  * `.onError()` handles an error and returns a customized Response.
  *
  * @see {@link https://hono.dev/docs/api/hono#error-handling}
  *
  * @param {ErrorHandler} handler - request Handler for error
  * @returns {Hono} changed Hono instance
  *
  * @example
  * ```ts
  * app.onError((err, c) => {
  *   console.error(`${err}`)
  *   return c.text('Custom Error Message', 500)
  * })
  * ```
  */
  onError = (handler) => (this.errorHandler = handler, this);
  /**
  * `.notFound()` allows you to customize a Not Found Response.
  *
  * @see {@link https://hono.dev/docs/api/hono#not-found}
  *
  * @param {NotFoundHandler} handler - request handler for not-found
  * @returns {Hono} changed Hono instance
  *
  * @example
  * ```ts
  * app.notFound((c) => {
  *   return c.text('Custom 404 Message', 404)
  * })
  * ```
  */
  notFound = (handler) => (this.#notFoundHandler = handler, this);
  /**
  * `.mount()` allows you to mount applications built with other frameworks into your Hono application.
  *
  * @deprecated Use `mount()` from `hono/mount` instead. `.mount()` will be removed in v5.
  *
  * @see {@link https://hono.dev/docs/api/hono#mount}
  *
  * @param {string} path - base Path
  * @param {Function} applicationHandler - other Request Handler
  * @param {MountOptions} [options] - options of `.mount()`
  * @returns {Hono} mounted Hono instance
  * @throws {Error} If automatic request rewriting encounters duplicate path parameter names or an optional regular expression parameter.
  * @throws {HTTPException} With status 400 if automatic request rewriting cannot safely preserve the routed path.
  *
  * @example
  * ```ts
  * import { Router as IttyRouter } from 'itty-router'
  * import { Hono } from 'hono'
  * // Create itty-router application
  * const ittyRouter = IttyRouter()
  * // GET /itty-router/hello
  * ittyRouter.get('/hello', () => new Response('Hello from itty-router'))
  *
  * const app = new Hono()
  * app.mount('/itty-router', ittyRouter.handle)
  * ```
  *
  * @example
  * ```ts
  * const app = new Hono()
  * // Send the request to another application without modification.
  * app.mount('/app', anotherApp, {
  *   replaceRequest: (req) => req,
  * })
  * ```
  */
  mount(path, applicationHandler, options) {
    let replaceRequest, optionHandler;
    options && (typeof options == "function" ? optionHandler = options : (optionHandler = options.optionHandler, options.replaceRequest === !1 ? replaceRequest = (request) => request : replaceRequest = options.replaceRequest));
    let getOptions = optionHandler ? (c) => {
      let options2 = optionHandler(c);
      return Array.isArray(options2) ? options2 : [options2];
    } : (c) => {
      let executionContext;
      try {
        executionContext = c.executionCtx;
      } catch {
      }
      return [c.env, executionContext];
    }, defaultReplaceRequest = (c) => {
      let mountedRoutePath = routePath(c);
      return createMountedRequest(c, mountedRoutePath.replace(/\/?\*$/, ""), mountedRoutePath);
    }, handler = async (c, next) => {
      let res = await applicationHandler(replaceRequest ? replaceRequest(c.req.raw) : defaultReplaceRequest(c), ...getOptions(c));
      if (res) return res;
      await next();
    };
    return this.#addRoute("ALL", mergePath(path, "*"), handler), this;
  }
  #addRoute(method, path, handler, baseRoutePath) {
    path = mergePath(this._basePath, path);
    let r = {
      basePath: baseRoutePath !== void 0 ? mergePath(this._basePath, baseRoutePath) : this._basePath,
      path,
      method,
      handler
    };
    this.router.add(method, path, [handler, r]), this.routes.push(r);
  }
  #handleError(err, c) {
    if (err instanceof Error) return this.errorHandler(err, c);
    throw err;
  }
  #dispatch(request, executionCtx, env, method) {
    if (method === "HEAD") return (async () => new Response(null, await this.#dispatch(request, executionCtx, env, "GET")))();
    let path = this.getPath(request, { env }), matchResult = this.router.match(method, path), c = new Context(request, {
      path,
      matchResult,
      env,
      executionCtx,
      notFoundHandler: this.#notFoundHandler
    });
    if (matchResult[0].length === 1) {
      let res;
      try {
        res = matchResult[0][0][0][0](c, async () => {
          c.res = await this.#notFoundHandler(c);
        });
      } catch (err) {
        return this.#handleError(err, c);
      }
      return res instanceof Promise ? res.then((resolved) => resolved || (c.finalized ? c.res : this.#notFoundHandler(c))).catch((err) => this.#handleError(err, c)) : res ?? this.#notFoundHandler(c);
    }
    let composed = compose(matchResult[0], this.errorHandler, this.#notFoundHandler);
    return (async () => {
      try {
        let context = await composed(c);
        if (!context.finalized) throw new Error("Context is not finalized. Did you forget to return a Response object or `await next()`?");
        return context.res;
      } catch (err) {
        return this.#handleError(err, c);
      }
    })();
  }
  /**
  * `.fetch()` will be entry point of your app.
  *
  * @see {@link https://hono.dev/docs/api/hono#fetch}
  *
  * @param {Request} request - request Object of request
  * @param {Env} env - env Object
  * @param {ExecutionContext} executionCtx - context of execution
  * @returns {Response | Promise<Response>} response of request
  *
  */
  fetch = (request, ...rest) => this.#dispatch(request, rest[1], rest[0], request.method);
  /**
  * `.request()` is a useful method for testing.
  * You can pass a URL or pathname to send a GET request.
  * app will return a Response object.
  * ```ts
  * test('GET /hello is ok', async () => {
  *   const res = await app.request('/hello')
  *   expect(res.status).toBe(200)
  * })
  * ```
  * @see https://hono.dev/docs/api/hono#request
  */
  request = (input, requestInit, Env, executionCtx) => input instanceof Request ? this.fetch(requestInit ? new Request(input, requestInit) : input, Env, executionCtx) : (input = input.toString(), this.fetch(new Request(/^https?:\/\//.test(input) ? input : `http://localhost${mergePath("/", input)}`, requestInit), Env, executionCtx));
  /**
  * `.fire()` automatically adds a global fetch event listener.
  * This can be useful for environments that adhere to the Service Worker API, such as non-ES module Cloudflare Workers.
  * @deprecated
  * Use `fire` from `hono/service-worker` instead.
  * ```ts
  * import { Hono } from 'hono'
  * import { fire } from 'hono/service-worker'
  *
  * const app = new Hono()
  * // ...
  * fire(app)
  * ```
  * @see https://hono.dev/docs/api/hono#fire
  * @see https://developer.mozilla.org/en-US/docs/Web/API/Service_Worker_API
  * @see https://developers.cloudflare.com/workers/reference/migrate-to-module-workers/
  */
  fire = () => {
    addEventListener("fetch", (event) => {
      event.respondWith(this.#dispatch(event.request, event, void 0, event.request.method));
    });
  };
};

// node_modules/hono/dist/router/utils.js
var createNullObject = () => /* @__PURE__ */ Object.create(null);

// node_modules/hono/dist/router/reg-exp-router/matcher.js
var emptyParam = [];
function match(method, path) {
  let matchers = this.buildAllMatchers(), match2 = ((method2, path2) => {
    let matcher = matchers[method2] || matchers.ALL, staticMatch = matcher[2][path2];
    if (staticMatch) return staticMatch;
    let match3 = path2.match(matcher[0]);
    if (!match3) return [[], emptyParam];
    let index = match3.indexOf("", 1);
    return [matcher[1][index], match3];
  });
  return this.match = match2, match2(method, path);
}

// node_modules/hono/dist/router/reg-exp-router/node.js
var LABEL_REG_EXP_STR = "[^/]+", ONLY_WILDCARD_REG_EXP_STR = "[^]*", TAIL_WILDCARD_REG_EXP_STR = "(?:|/[^]*)", PATH_ERROR = /* @__PURE__ */ Symbol(), regExpMetaChars = /* @__PURE__ */ new Set(".\\+*[^]$()");
function compareKey(a, b) {
  return a.length === 1 ? b.length === 1 ? a < b ? -1 : 1 : -1 : b.length === 1 ? 1 : a === "[^]*" || a === "(?:|/[^]*)" ? b === "[^]*" ? -1 : 1 : b === "[^]*" || b === "(?:|/[^]*)" ? -1 : a === "[^/]+" ? 1 : b === "[^/]+" ? -1 : a.length === b.length ? a < b ? -1 : 1 : b.length - a.length;
}
var Node = class Node2 {
  #index;
  #varIndex;
  #children = createNullObject();
  insert(tokens, index, paramMap, context, keys) {
    let node = this;
    for (let i = 0, len = tokens.length; i < len; i++) {
      let token = tokens[i], pattern = token.length === 1 ? token === "*" ? i === len - 1 ? [
        "",
        "",
        ONLY_WILDCARD_REG_EXP_STR
      ] : [
        "",
        "",
        LABEL_REG_EXP_STR
      ] : null : token === "/*" ? [
        "",
        "",
        TAIL_WILDCARD_REG_EXP_STR
      ] : token.match(/^\:([^\{\}]+)(?:\{(.+)\})?$/), nextNode;
      if (pattern) {
        let name = pattern[1], regexpStr = pattern[2] || "[^/]+";
        if (name && pattern[2] && (new RegExp(regexpStr).test("") || (regexpStr = regexpStr.replace(/^\((?!\?:)(?=[^)]+\)$)/, "(?:"), /\((?!\?:)/.test(regexpStr)) || regexpStr.length === 1 && regExpMetaChars.has(regexpStr)))
          throw PATH_ERROR;
        if (keys.push(regexpStr), nextNode = node.#children[regexpStr], !nextNode) {
          if (regexpStr !== "[^]*" && regexpStr !== "(?:|/[^]*)") {
            for (let k in node.#children) if ((regexpStr.length > 1 || k.length > 1) && k !== "[^]*" && k !== "(?:|/[^]*)") throw PATH_ERROR;
          }
          nextNode = node.#children[regexpStr] = new Node2();
        }
        name !== "" && (nextNode.#varIndex ??= context.varIndex++, paramMap.push([name, nextNode.#varIndex]));
      } else if (keys.push(token), nextNode = node.#children[token], !nextNode) {
        for (let k in node.#children) if (k.length > 1 && k !== "[^]*" && k !== "(?:|/[^]*)") throw PATH_ERROR;
        nextNode = node.#children[token] = new Node2();
      }
      node = nextNode;
    }
    if (node.#index !== void 0) throw PATH_ERROR;
    node.#index = index;
  }
  buildRegExpStr() {
    let strList = Object.keys(this.#children).sort(compareKey).map((k) => {
      let c = this.#children[k], childStr = c.buildRegExpStr();
      return childStr === "" ? "" : (typeof c.#varIndex == "number" ? `(${k})@${c.#varIndex}` : regExpMetaChars.has(k) ? `\\${k}` : k) + childStr;
    }).filter(Boolean);
    return typeof this.#index == "number" && this.#index !== -1 && strList.unshift(`#${this.#index}`), strList.length === 0 ? "" : strList.length === 1 ? strList[0] : "(?:" + strList.join("|") + ")";
  }
};

// node_modules/hono/dist/router/reg-exp-router/trie.js
var Trie = class {
  #context = { varIndex: 0 };
  #root = new Node();
  #index = 0;
  paths = createNullObject();
  insert(path, isStatic) {
    let keys = [];
    if (isStatic) {
      this.#root.insert(path.split(""), -1, [], this.#context, keys), this.paths[path] = [
        -1,
        [],
        keys
      ];
      return;
    }
    let paramAssoc = [], groups = [], markedPath = path;
    for (let i = 0; ; ) {
      let replaced = !1;
      if (markedPath = markedPath.replace(/\{(?:\{[\d,]+\}|[^}])+\}/g, (m) => {
        let mark = `@\\${i}`;
        return groups[i] = [mark, m], i++, replaced = !0, mark;
      }), !replaced) break;
    }
    let tokens = markedPath.match(/(?::[^\/]+)|(?:\/\*$)|./gs) || [];
    for (let i = groups.length - 1; i >= 0; i--) {
      let [mark] = groups[i];
      for (let j = tokens.length - 1; j >= 0; j--) if (tokens[j].indexOf(mark) !== -1) {
        tokens[j] = tokens[j].replace(mark, groups[i][1]);
        break;
      }
    }
    this.#root.insert(tokens, this.#index, paramAssoc, this.#context, keys), this.paths[path] = [
      this.#index++,
      paramAssoc,
      keys
    ];
  }
  buildRegExp() {
    let regexp = this.#root.buildRegExpStr();
    if (regexp === "") return [
      /^$/,
      [],
      []
    ];
    let captureIndex = 0, indexReplacementMap = [], paramReplacementMap = [];
    return regexp = regexp.replace(/#(\d+)|@(\d+)|\.\*\$/g, (_, handlerIndex, paramIndex) => handlerIndex !== void 0 ? (indexReplacementMap[++captureIndex] = Number(handlerIndex), "$()") : (paramIndex !== void 0 && (paramReplacementMap[Number(paramIndex)] = ++captureIndex), "")), [
      new RegExp(`^${regexp}`),
      indexReplacementMap,
      paramReplacementMap
    ];
  }
};

// node_modules/hono/dist/router/reg-exp-router/router.js
function endsWithWildcard(keys) {
  let tail = keys[keys.length - 1];
  return tail === "[^]*" || tail === "(?:|/[^]*)";
}
function covers(wildcard, target) {
  let last = wildcard.length - 1;
  for (let i = 0; i < last; i++) if (wildcard[i] !== target[i]) return !1;
  return wildcard[last] === "[^]*" || target.length === last || target[last] === "/";
}
var RegExpRouter = class {
  name = "RegExpRouter";
  #handlers;
  #tries;
  constructor() {
    this.#handlers = { ALL: [] }, this.#tries = { ALL: new Trie() };
  }
  #insertPath(method, path) {
    try {
      this.#tries[method].insert(path, !/\*|\/:/.test(path));
    } catch (e) {
      throw e === PATH_ERROR ? new UnsupportedPathError(path) : e;
    }
  }
  add(method, path, handler) {
    let handlers = this.#handlers;
    if (!handlers) throw new Error(MESSAGE_MATCHER_IS_ALREADY_BUILT);
    let tries = this.#tries;
    if (!handlers[method]) {
      tries[method] = new Trie(), handlers[method] = [...handlers.ALL];
      for (let p in tries.ALL.paths) this.#insertPath(method, p);
    }
    path === "/*" && (path = "*");
    let methods = method === "ALL" ? Object.keys(handlers) : [method], paths = checkOptionalParameter(path) || [path];
    for (let path2 of paths) for (let m of methods)
      tries[m].paths[path2] || this.#insertPath(m, path2), handlers[m].push([handler, path2]);
  }
  match = match;
  buildAllMatchers() {
    let matchers = createNullObject();
    for (let method of Object.keys(this.#handlers)) matchers[method] = this.#buildMatcher(method);
    return this.#handlers = this.#tries = void 0, matchers;
  }
  #buildMatcher(method) {
    let handlers = this.#handlers[method], trie = this.#tries[method], staticMap = createNullObject(), handlerData = [], [regexp, indexReplacementMap, paramReplacementMap] = trie.buildRegExp(), own2 = createNullObject(), entries = handlers.map(([h, p], i) => ((own2[p] ??= []).push(i), [h, trie.paths[p][1].reduceRight((map, [key, varIndex]) => (map[key] = paramReplacementMap[varIndex], map), createNullObject())])), wildcards = Object.keys(own2).filter((p) => endsWithWildcard(trie.paths[p][2]));
    for (let path in trie.paths) {
      let [index, , keys] = trie.paths[path], indexes = [...own2[path]];
      for (let p of wildcards) p !== path && covers(trie.paths[p][2], keys) && indexes.push(...own2[p]);
      let data = indexes.sort((a, b) => a - b).map((i) => entries[i]);
      if (index === -1) {
        let last = Math.max(-1, ...data.flatMap(([, map]) => Object.values(map)));
        staticMap[path] = [data, last === -1 ? emptyParam : path.match(regexp).slice(0, last + 1)];
      } else handlerData[index] = data;
    }
    return [
      regexp,
      indexReplacementMap.map((i) => handlerData[i]),
      staticMap
    ];
  }
};

// node_modules/hono/dist/router/smart-router/router.js
var SmartRouter = class {
  name = "SmartRouter";
  #routers = [];
  #routes = [];
  constructor(init) {
    this.#routers = init.routers;
  }
  add(method, path, handler) {
    if (!this.#routes) throw new Error(MESSAGE_MATCHER_IS_ALREADY_BUILT);
    this.#routes.push([
      method,
      path,
      handler
    ]);
  }
  match(method, path) {
    if (!this.#routes) throw new Error("Fatal error");
    let routers = this.#routers, routes2 = this.#routes, len = routers.length, i = 0, res;
    for (; i < len; i++) {
      let router = routers[i];
      try {
        for (let i2 = 0, len2 = routes2.length; i2 < len2; i2++) router.add(...routes2[i2]);
        res = router.match(method, path);
      } catch (e) {
        if (e instanceof UnsupportedPathError) continue;
        throw e;
      }
      this.match = router.match.bind(router), this.#routers = [router], this.#routes = void 0;
      break;
    }
    if (i === len) throw new Error("Fatal error");
    return this.name = `SmartRouter + ${this.activeRouter.name}`, res;
  }
  get activeRouter() {
    if (this.#routes || this.#routers.length !== 1) throw new Error("No active router has been determined yet.");
    return this.#routers[0];
  }
};

// node_modules/hono/dist/router/trie-router/node.js
var emptyParams = createNullObject(), order = 0, Node3 = class Node4 {
  #methods = [];
  #children = createNullObject();
  #patterns = [];
  #pattern;
  #params = emptyParams;
  insert(method, path, handler) {
    let curNode = this, parts = splitRoutingPath(path), possibleKeys = /* @__PURE__ */ new Set(), i = 0;
    for (let p of parts) {
      let nextP = parts[++i], pattern = getPattern(p, nextP) || (nextP === void 0 && p && p.indexOf("*") === p.length - 1 ? p : null), isParam = Array.isArray(pattern), key = isParam ? pattern[0] : pattern || p, child = curNode.#children[key] ||= new Node4();
      pattern && !child.#pattern && (child.#pattern = pattern, curNode.#patterns.push(child)), curNode = child, isParam && possibleKeys.add(pattern[1]);
    }
    curNode.#methods.push({ [method]: {
      handler,
      possibleKeys: [...possibleKeys],
      score: ++order
    } });
  }
  #pushHandlerSets(handlerSets, node, method, nodeParams, params) {
    for (let i = 0, len = node.#methods.length; i < len; i++) {
      let m = node.#methods[i], handlerSet = m[method] || m.ALL;
      if (handlerSet) {
        handlerSet.params = createNullObject(), handlerSets.push(handlerSet);
        for (let i2 = 0, len2 = handlerSet.possibleKeys.length; i2 < len2; i2++) {
          let key = handlerSet.possibleKeys[i2];
          handlerSet.params[key] = params?.[key] && !i2 ? params[key] : nodeParams[key] ?? params?.[key];
        }
      }
    }
  }
  search(method, path) {
    let handlerSets = [];
    this.#params = emptyParams;
    let curNodes = [this], parts = splitPath(path), curNodesQueue = [], len = parts.length, partOffsets = null;
    for (let i = 0; i < len; i++) {
      let part = parts[i], isLast = i === len - 1, tempNodes = [];
      for (let j = 0, len2 = curNodes.length; j < len2; j++) {
        let node = curNodes[j], nextNode = node.#children[part];
        nextNode && (nextNode.#params = node.#params, isLast ? (nextNode.#children["*"] && this.#pushHandlerSets(handlerSets, nextNode.#children["*"], method, node.#params), this.#pushHandlerSets(handlerSets, nextNode, method, node.#params)) : tempNodes.push(nextNode));
        for (let child of node.#patterns) {
          let pattern = child.#pattern, params = node.#params === emptyParams ? {} : { ...node.#params };
          if (typeof pattern == "string") {
            (pattern === "*" || part.startsWith(pattern.slice(0, -1))) && (this.#pushHandlerSets(handlerSets, child, method, node.#params), pattern === "*" && (child.#params = params, tempNodes.push(child)));
            continue;
          }
          let [, name, matcher] = pattern;
          if (!(!part && matcher === !0)) {
            if (matcher !== !0) {
              if (!partOffsets) {
                partOffsets = [];
                let offset = path[0] === "/" ? 1 : 0;
                for (let p = 0; p < len; p++)
                  partOffsets[p] = offset, offset += parts[p].length + 1;
              }
              let restPathString = path.slice(partOffsets[i]), m = matcher.exec(restPathString);
              if (m) {
                Object.hasOwn(params, name) || (params[name] = m[0]), this.#pushHandlerSets(handlerSets, child, method, node.#params, params), m[0].length === restPathString.length && child.#children["*"] && this.#pushHandlerSets(handlerSets, child.#children["*"], method, node.#params, params);
                for (let _ in child.#children) {
                  child.#params = params;
                  let componentCount = m[0].match(/\//g)?.length ?? 0;
                  (curNodesQueue[componentCount] ||= []).push(child);
                  break;
                }
                continue;
              }
            }
            (matcher === !0 || matcher.test(part)) && (Object.hasOwn(params, name) || (params[name] = part), isLast ? (this.#pushHandlerSets(handlerSets, child, method, params, node.#params), child.#children["*"] && this.#pushHandlerSets(handlerSets, child.#children["*"], method, params, node.#params)) : (child.#params = params, tempNodes.push(child)));
          }
        }
      }
      let shifted = curNodesQueue.shift();
      curNodes = shifted ? tempNodes.concat(shifted) : tempNodes;
    }
    return handlerSets[1] && handlerSets.sort((a, b) => a.score - b.score), [handlerSets.map(({ handler, params }) => [handler, params])];
  }
};

// node_modules/hono/dist/router/trie-router/router.js
var TrieRouter = class {
  name = "TrieRouter";
  #node = new Node3();
  add(method, path, handler) {
    for (let result of checkOptionalParameter(path) || [path]) this.#node.insert(method, result, handler);
  }
  match(method, path) {
    return this.#node.search(method, path);
  }
};

// node_modules/hono/dist/hono.js
var Hono3 = class extends Hono {
  /**
  * Creates an instance of the Hono class.
  *
  * @param options - Optional configuration options for the Hono instance.
  */
  constructor(options = {}) {
    super(options), this.router = options.router ?? new SmartRouter({ routers: [new RegExpRouter(), new TrieRouter()] });
  }
};

// src/emulator/state/state.ts
function newestRoot(state, flavour) {
  return (flavour === "ci" ? state.ciRoots : state.prodRoots).at(-1);
}
function waveNamed(state, name) {
  return state.waves.find((wave) => wave.name === name);
}
function activeWavesIn(state) {
  return state.waves.filter(({ status }) => status === "active");
}
function withWave(state, wave) {
  return { ...state, waves: state.waves.map((other) => other.name === wave.name ? wave : other) };
}
function withProduction(state, tag, document) {
  return { ...state, prodTargets: new Map([...state.prodTargets, [tag, document]]) };
}

// src/emulator/devices/progress.ts
var DEFAULT_OFFLINE_HOURS = 4;
function waveProgress({ state, params, query, now }) {
  let asked = params.wave ?? "", wave = asked === "$active$" ? activeWavesIn(state).at(-1) : waveNamed(state, asked);
  if (!wave) throw new Refusal(404, asked === "$active$" ? "No wave is active" : `No wave named ${asked}`);
  let hours = query.get("offline-threshold") ?? String(DEFAULT_OFFLINE_HOURS);
  if (!/^\d{1,5}$/.test(hours)) throw new Refusal(400, "offline-threshold is not a number of hours");
  return ok(progressOf(state, wave, Number(hours), now));
}
function progressOf(state, wave, offlineHours, now) {
  let fleet = devicesOf(state).filter(({ tag }) => tag === wave.tag), versions = versionsAt(state, now), uuids = scheduledBy(wave), waveVersion = Number(wave.version), isUpdated = ({ uuid }) => versions.get(uuid) >= waveVersion, isScheduled = (device) => !isUpdated(device) && wave.status !== "canceled" && (wave.status === "complete" || uuids.has(device.uuid)), groups = state.groups.filter(({ tag }) => tag === wave.tag).map(({ name }) => {
    let members2 = fleet.filter(({ group }) => group === name), at = (compare) => members2.filter(({ uuid }) => compare(versions.get(uuid))).length;
    return {
      name,
      "rollout-at": Object.hasOwn(wave.groups, name) ? wave.groups[name]["created-at"] : "",
      "devices-total": members2.length,
      "devices-online": members2.filter((device) => seenWithin(device, offlineHours, state, now)).length,
      "devices-on-wave-version": at((version) => version === waveVersion),
      "devices-on-newer-version": at((version) => version > waveVersion),
      "devices-on-older-version": at((version) => version < waveVersion),
      "devices-scheduled-for-update": members2.filter(isScheduled).length,
      targets: versionCounts(state, wave, members2, versions)
    };
  }), updated = fleet.filter(isUpdated).length, scheduled = fleet.filter(isScheduled).length;
  return {
    name: wave.name,
    version: waveVersion,
    tag: wave.tag,
    status: wave.status,
    "created-at": wave.meta["created-at"],
    "finished-at": wave.status === "active" ? "" : wave.meta["updated-at"],
    "total-devices": fleet.length,
    "updated-devices": updated,
    "scheduled-devices": scheduled,
    "unscheduled-devices": fleet.length - updated - scheduled,
    "rollout-groups": groups.filter(({ name }) => Object.hasOwn(wave.groups, name)),
    "other-groups": groups.filter(({ name }) => !Object.hasOwn(wave.groups, name))
  };
}
function versionCounts(state, wave, members2, versions) {
  let counts = Map.groupBy(members2, ({ uuid }) => versions.get(uuid)), documents = [wave.targets, state.prodTargets.get(wave.tag)], offered = new Set(
    documents.flatMap(
      (document) => Object.values(document?.signed.targets ?? {}).map(({ custom }) => Number(custom?.version))
    )
  );
  return [...counts].sort(([a], [b]) => b - a).map(([version, devices]) => ({ version, devices: devices.length, "is-orphan": !offered.has(version) }));
}

// src/emulator/waves/wave-checks.ts
var WAVE_NAME = /^(?!\.{1,2}$)[A-Za-z0-9_.+-]{1,128}$/, TAG = /^(?!\.{1,2}$)[A-Za-z0-9_.+-]{1,100}$/, SIGNED_MEMBERS = ["_type", "version", "expires", "targets"], TARGET_MEMBERS = ["hashes", "length", "custom"], FILE_NAME_MAX = 253, MAX_ERRORS = 10;
function waveFields({ name, version, tag }) {
  let isWaveName = typeof name == "string" && WAVE_NAME.test(name), isVersion = typeof version == "string" && plainVersion(version) !== null, isTag = typeof tag == "string" && TAG.test(tag);
  if (isWaveName && isVersion && isTag) return { name, version, tag };
  throw new Refusal(400, "The Wave is not valid", {
    ...isWaveName ? {} : { name: "is not a Wave name" },
    ...isVersion ? {} : { version: "is not a plain integer in a string" },
    ...isTag ? {} : { tag: "is not a tag" }
  });
}
function contentErrors(state, targets, version, tag, now) {
  let { signed } = targets, errors2 = [], production = state.prodTargets.get(tag)?.signed;
  signed.version !== version && errors2.push(`targets version ${signed.version} is not the Wave's version ${version}`), production && version <= production.version && errors2.push(`version ${version} is not above production version ${production.version} for tag ${tag}`), isExpired(signed, now) && errors2.push(`targets expired at ${signed.expires}`);
  for (let member of Object.keys(signed))
    SIGNED_MEMBERS.includes(member) || errors2.push(`targets have the member ${member}`);
  Object.values(signed.targets).some(({ custom }) => custom?.version === String(version)) || errors2.push(`no target has version ${version}`);
  for (let [name, file] of Object.entries(signed.targets)) {
    if (errors2.length >= MAX_ERRORS) break;
    let error = targetError(state, production, name, file, tag);
    error && errors2.push(`target ${name.slice(0, FILE_NAME_MAX)} ${error}`);
  }
  return errors2.slice(0, MAX_ERRORS);
}
function targetError(state, production, name, file, tag) {
  if (name.length < 1 || name.length > FILE_NAME_MAX || name.includes("..")) return "has no valid name";
  let extra = Object.keys(file).find((member) => !TARGET_MEMBERS.includes(member));
  if (extra) return `has the member ${extra}`;
  if (differingPointer(file.custom?.tags ?? null, [tag]) !== null) return `is not tagged ${tag} alone`;
  let released = production && own(production.targets, name);
  if (released) return differingPointer(released, file) === null ? null : "differs from production";
  let built = own(state.ciTargets.signed.targets, name);
  if (!built) return "is not known to CI";
  let pointer = differingPointer({ ...built, custom: { ...built.custom, tags: [tag] } }, file);
  return pointer === null ? null : `differs from CI at ${pointer}`;
}
function signatureErrors(state, targets, signatures) {
  let { keys, roles } = newestRoot(state, "prod").signed, errors2 = [], offline = 0;
  for (let signature of signatures) {
    let problem = documentProblemOf(signature, keys, roles.targets.keyids, targetsDocOf(targets));
    problem ? errors2.push(`the signature by ${signature.keyid.slice(0, 64)} ${problem}`) : signature.keyid !== state.online.targets.keyid && offline++;
  }
  return errors2.length === 0 && offline === 0 && errors2.push("no signature by an offline targets key"), errors2;
}
function requireProductionThreshold(state, targets) {
  let { signedBy: signedBy2, threshold } = tally(targetsDocOf(targets), rootDocOf(newestRoot(state, "prod")), "targets");
  if (signedBy2.length < threshold)
    throw new Refusal(400, `Wave targets have fewer than ${threshold} valid signatures`);
}

// src/emulator/waves/wave-views.ts
var MAX_PAGE = 1e3;
function waveJson(wave) {
  return {
    name: wave.name,
    version: wave.version,
    tag: wave.tag,
    status: wave.status,
    "rollout-groups": wave.groups,
    "rollout-history": wave.history,
    "change-meta": wave.meta
  };
}
function showWave({ state, params, query }) {
  let wave = waveNamed(state, params.wave ?? "");
  if (!wave) throw new Refusal(404, `No wave named ${params.wave}`);
  let json2 = JSON.stringify(waveJson(wave));
  return query.get("show-targets") !== "1" || !wave.targets ? { status: 200, body: json2 } : { status: 200, body: `${json2.slice(0, -1)},"targets":${documentTextOf(wave.targets)}}` };
}
function listWaves({ state, query }) {
  let limit = pageNumber(query.get("limit") ?? "20", "limit", MAX_PAGE), page = pageNumber(query.get("page") ?? "1", "page", Number.MAX_SAFE_INTEGER), status = query.get("status"), tag = query.get("tag"), found = state.waves.filter((wave) => (status === null || wave.status === status) && (tag === null || wave.tag === tag)).reverse(), start = (page - 1) * limit, waves = found.slice(start, start + limit).map((wave) => waveJson(wave));
  return ok({ waves, total: found.length, next: start + limit < found.length ? page + 1 : null });
}
function pageNumber(text, name, max) {
  let value = /^[1-9]\d*$/.test(text) ? Number(text) : Number.NaN;
  if (!(value <= max)) throw new Refusal(400, `${name} is not a number from 1`);
  return value;
}
function waveTargets({ state, query }) {
  let names = listed(query.get("name")), documents = activeWavesIn(state).filter(({ name, targets }) => targets !== null && (names.length === 0 || names.includes(name))).map(({ name, targets }) => [name, targets]);
  return documents.length === 0 && names.length > 0 ? reply(404, { message: "No wave targets" }) : documentMap(documents);
}
function prodTargets({ state, query }) {
  let tags = listed(query.get("tag")), documents = [...state.prodTargets].filter(([tag]) => tags.length === 0 || tags.includes(tag));
  return documents.length === 0 && tags.length > 0 ? reply(404, { message: "No production targets" }) : documentMap(documents);
}
function listed(text) {
  return (text ?? "").split(",").filter((name) => name !== "");
}
function documentMap(documents) {
  return { status: 200, body: `{${documents.map(([name, document]) => `${JSON.stringify(name)}:${documentTextOf(document)}`).join(",")}}` };
}

// src/emulator/waves/waves.ts
function createWave(call) {
  let { state, now } = call, body = bodyObject(call), { name, version, tag } = waveFields(body), { targets: sent } = body;
  if (!isObject(sent)) throw new Refusal(400, "The Wave is not valid", { targets: "is missing" });
  if (waveNamed(state, name)) throw new Refusal(409, `A wave named ${name} exists already`);
  if (activeWavesIn(state).some((wave2) => wave2.tag === tag))
    throw new Refusal(409, `A wave is already active for tag ${tag}`);
  let targets = targetsFromBody(call, sent, ["targets"]);
  if (sizeOf(targets) > MAX_BYTES.targets) throw new Refusal(413, "The Wave's targets are too large");
  if (state.writes === "strict") {
    refuseLocked(state);
    let errors2 = [
      ...contentErrors(state, targets, Number(version), tag, now),
      ...signatureErrors(state, targets, targets.signatures)
    ];
    if (errors2.length > 0) throw new Refusal(400, "The Wave's targets are not valid", errors2);
  }
  let signatures = mergeSignatures(targets.signatures, onlineSignatures(state, "targets", targets.signed)), wave = {
    name,
    version,
    tag,
    status: "active",
    targets: { signatures, signed: targets.signed },
    groups: {},
    history: [],
    schedules: [],
    meta: {
      "created-by": call.user["polis-id"],
      "created-at": wholeSeconds(now),
      "updated-by": "",
      "updated-at": ""
    },
    endedMs: null
  };
  return reply(201, waveJson(wave), { ...state, waves: [...state.waves, wave] });
}
function signWave(call) {
  let { state } = call, wave = activeWave(call), added = signaturesFromBody(bodyObject(call).signatures, "signatures");
  if (added.length === 0) throw new Refusal(400, "There is no signature to add");
  let { targets } = wave;
  if (!targets) throw new Refusal(409, `The targets of wave ${wave.name} are not known`);
  if (state.writes === "strict") {
    let errors2 = signatureErrors(state, targets, added);
    if (errors2.length > 0) throw new Refusal(400, "The signatures are not valid", errors2);
  }
  let known = new Set(added.map(({ keyid }) => keyid)), signatures = [...targets.signatures.filter(({ keyid }) => !known.has(keyid)), ...added], signed = { ...wave, targets: { signatures, signed: targets.signed } };
  return reply(201, waveJson(signed), withWave(state, signed));
}
function endWaveInProduction(call) {
  let { state } = call, wave = activeWave(call), { targets } = wave;
  if (!targets) throw new Refusal(409, `The targets of wave ${wave.name} are not known`);
  if (state.writes === "strict") {
    refuseLocked(state), requireProductionThreshold(state, targets);
    let current = state.prodTargets.get(wave.tag)?.signed.version ?? 0;
    if (targets.signed.version <= current) throw new Refusal(409, `Production is already at version ${current}`);
  }
  let done = ended(call, wave, "complete");
  return ok(waveJson(done), withProduction(withWave(state, done), wave.tag, targets));
}
function cancelWave(call) {
  let canceled = ended(call, activeWave(call), "canceled");
  return ok(waveJson(canceled), withWave(call.state, canceled));
}
function activeWave({ state, params }) {
  let wave = waveNamed(state, params.wave ?? "");
  if (!wave) throw new Refusal(404, `No wave named ${params.wave}`);
  if (wave.status !== "active") throw new Refusal(409, `Wave ${wave.name} is ${wave.status}, not active`);
  return wave;
}
function touched(wave, user, now) {
  return { ...wave.meta, "updated-by": user["polis-id"], "updated-at": wholeSeconds(now) };
}
function ended(call, wave, status) {
  return { ...wave, status, endedMs: call.now.getTime(), meta: touched(wave, call.user, call.now) };
}
function refuseLocked({ transaction }) {
  if (transaction?.status === "APPLYING") throw new Refusal(423, "TUF root updates are being applied");
}

// src/emulator/devices/rollouts.ts
var MAX_UUID = 60, NEEDS_SCOPE = "One of group, limit, percentage, uuids is needed";
function rolloutWave(call) {
  let { state } = call, wave = activeWave(call), body = bodyObject(call), scope = readScope(body);
  state.writes === "strict" && wave.targets && requireProductionThreshold(state, wave.targets);
  let devices = selectDevices(scope, wave, groupMembers(call, scope, wave)), rolledOut = body["dry-run"] === !0 ? wave : withRollout(call, wave, scope, devices), answer = {
    ...waveJson(rolledOut),
    "device-num": devices.length,
    "device-uuids": body["return-uuids"] === !0 ? devices.map(({ uuid }) => uuid) : null,
    "device-names": body["return-names"] === !0 ? devices.map(({ name }) => name) : null
  };
  return rolledOut === wave ? ok(answer) : ok(answer, withWave(state, rolledOut));
}
function readScope(body) {
  let errors2 = {}, isGiven = (name) => (body[name] ?? null) !== null, read = (name, isOne, says) => {
    let value = body[name] ?? null;
    return value !== null && isOne(value) ? value : (value !== null && (errors2[name] = says), null);
  }, scope = {
    group: read("group", isText, "is not the name of a group"),
    limit: read("limit", isDeviceCount, `is not a number from 1 to ${1e4}`),
    percentage: read("percentage", isPercentage, "is not a number from 1 to 100"),
    uuids: read(
      "uuids",
      isUuidList,
      `is not a list of 1 to ${1e4} device ids of at most ${MAX_UUID} characters`
    )
  };
  isGiven("percentage") && (isGiven("limit") || isGiven("uuids")) && (errors2.percentage ??= "cannot be given with limit or uuids");
  for (let name of ["dry-run", "return-uuids", "return-names"])
    body[name] !== void 0 && typeof body[name] != "boolean" && (errors2[name] = "is not true or false");
  if (refuseInvalid("The rollout is not valid", errors2), Object.values(scope).every((value) => value === null)) throw new Refusal(400, NEEDS_SCOPE);
  return scope;
}
function isText(value) {
  return typeof value == "string" && value !== "";
}
function isDeviceCount(value) {
  return isInteger(value, 1, 1e4);
}
function isPercentage(value) {
  return isInteger(value, 1, 100);
}
function isUuidList(value) {
  return !Array.isArray(value) || value.length < 1 || value.length > 1e4 ? !1 : value.every((uuid) => typeof uuid == "string" && uuid.length >= 1 && uuid.length <= MAX_UUID);
}
function groupMembers({ state }, { group }, { tag }) {
  if (group !== null && !state.groups.some(({ name }) => name === group))
    throw new Refusal(404, `No device group named ${group}`);
  return devicesOf(state).filter((device) => device.tag === tag && (group === null || device.group === group));
}
function selectDevices({ limit, percentage, uuids }, wave, members2) {
  if (uuids !== null) {
    let unknown = uuids.filter((uuid) => !members2.some((device) => device.uuid === uuid));
    if (unknown.length > 0) throw new Refusal(400, "The rollout is not valid", { uuids: `no device ${unknown[0]}` });
    let named = members2.filter(({ uuid }) => uuids.includes(uuid));
    return limit === null ? named : notScheduled(wave, named).slice(0, limit);
  }
  if (limit === null && percentage === null) return [...members2];
  let fresh = notScheduled(wave, members2), among = fresh.length > 0 ? fresh : members2;
  return among.slice(0, limit ?? Math.ceil(among.length * (percentage ?? 0) / 100));
}
function notScheduled(wave, devices) {
  let scheduled = new Set(wave.schedules.flatMap((schedule) => schedule.uuids));
  return devices.filter(({ uuid }) => !scheduled.has(uuid));
}
function withRollout({ user, now }, wave, scope, devices) {
  let at = wholeSeconds(now), by = user["polis-id"], { group } = scope, isFullGroup = group !== null && scope.limit === null && scope.percentage === null && scope.uuids === null, entry = {
    "group-name": group ?? "",
    "rollout-by": by,
    "rollout-at": at,
    "is-full-group": isFullGroup,
    "is-factory-wide": group === null,
    "num-devices": devices.length
  }, added = group === null || Object.hasOwn(wave.groups, group) ? [] : [{ "group-id": Object.keys(wave.groups).length + 1, "group-name": group, "created-at": at, "created-by": by }];
  return {
    ...wave,
    groups: Object.fromEntries([...Object.entries(wave.groups), ...added.map((one) => [one["group-name"], one])]),
    history: [...wave.history, entry],
    schedules: [...wave.schedules, { atMs: now.getTime(), uuids: devices.map(({ uuid }) => uuid) }]
  };
}

// src/emulator/root-updates/root-checks.ts
function stagingErrors(state, staged2, now) {
  let errors2 = [];
  for (let flavour of ["ci", "prod"]) {
    let root = staged2[flavour];
    errors2.push(...rootErrors(state, staged2, root.signed, now).map((error) => `${flavour}: ${error}`)), errors2.push(...badSignatures(root, newestRoot(state, flavour)).map((error) => `${flavour}: ${error}`));
  }
  staged2.ci.signed.roles.targets.threshold !== 1 && errors2.push("ci: the targets threshold is not 1"), staged2.prod.signed.roles.targets.threshold < 2 && errors2.push("prod: the targets threshold is below 2");
  let pointer = differingPointer(withoutThreshold(staged2.ci.signed), withoutThreshold(staged2.prod.signed));
  return pointer !== null && errors2.push(`prod: differs from ci at ${pointer}`), errors2.push(...badTargetsSignatures(state, staged2)), errors2;
}
function rootErrors(state, { online }, root, now) {
  let errors2 = [], expected = newestRoot(state, "ci").signed.version + 1;
  root.version !== expected && errors2.push(`version is ${root.version}, not ${expected}`), isExpired(root, now) && errors2.push(`expired at ${root.expires}`);
  for (let role of ROLE_NAMES) {
    let { keyids } = root.roles[role];
    new Set(keyids).size !== keyids.length && errors2.push(`the ${role} role lists a key twice`);
    try {
      roleKeys(root, role, "the root").size !== keyids.length && errors2.push(`a ${role} key is not usable`);
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      errors2.push(error.happened);
    }
  }
  for (let role of ONLINE_ROLES)
    root.roles[role].keyids.includes(online[role].keyid) || errors2.push(`the online ${role} key is not listed`);
  return errors2;
}
function badSignatures(staged2, current) {
  let keys = { ...current.signed.keys, ...staged2.signed.keys }, allowed = [...current.signed.roles.root.keyids, ...staged2.signed.roles.root.keyids];
  return problemsOf(staged2.signatures, keys, allowed, staged2);
}
function badTargetsSignatures(state, staged2) {
  let { keys, roles } = staged2.prod.signed, check = (name, what, document, list) => document ? problemsOf(list, keys, roles.targets.keyids, document).map((error) => `${what} ${name}: ${error}`) : [`${what} ${name}: there are none`], waves = new Map(activeWavesIn(state).map((wave) => [wave.name, wave.targets]));
  return [
    ...[...staged2.targetsSignatures].flatMap(
      ([tag, list]) => check(tag, "production targets", state.prodTargets.get(tag), list)
    ),
    ...[...staged2.wavesSignatures].flatMap(([name, list]) => check(name, "wave targets", waves.get(name), list))
  ];
}
function problemsOf(signatures, keys, allowed, document) {
  return signatures.flatMap((signature) => {
    let problem = documentProblemOf(signature, keys, allowed, docOf(document));
    return problem ? [`the signature by ${signature.keyid.slice(0, 64)} ${problem}`] : [];
  });
}
function applyErrors(state, staged2) {
  for (let flavour of ["ci", "prod"]) {
    let missing = missingRootSignatures(flavour, staged2[flavour], newestRoot(state, flavour));
    if (missing.length > 0) return missing;
  }
  return [...waveErrors(state, staged2), ...thresholdErrors(staged2.prod.signed), ...strandedTargets(state, staged2)];
}
function missingRootSignatures(flavour, staged2, current) {
  return [
    { by: "current", root: current },
    { by: "new", root: staged2 }
  ].flatMap(({ by, root }) => {
    let { signedBy: signedBy2, threshold, met } = tally(rootDocOf(staged2), rootDocOf(root), "root");
    return met ? [] : [`${flavour}: ${signedBy2.length} of ${threshold} signatures by ${by} root keys`];
  });
}
function waveErrors(state, staged2) {
  let wave = activeWavesIn(state)[0];
  if (!wave) return [];
  let keyids = (root) => [...root.signed.roles.targets.keyids].sort().join(), sameTargets = keyids(newestRoot(state, "prod")) === keyids(staged2.prod), sameOnline = ONLINE_ROLES.every((role) => state.online[role].keyid === staged2.online[role].keyid);
  return sameTargets && sameOnline ? [] : [`targets or online keys change while wave ${wave.name} is active`];
}
function thresholdErrors({ roles }) {
  return ROLE_NAMES.flatMap((role) => {
    let { keyids, threshold } = roles[role], isBeforeFirstOfflineKey = role === "targets" && threshold === 2 && keyids.length === 1;
    return threshold <= keyids.length || isBeforeFirstOfflineKey ? [] : [`prod: the ${role} threshold ${threshold} is above its ${keyids.length} keys`];
  });
}
function strandedTargets(state, staged2) {
  return [...resignedProduction(state, staged2)].flatMap(([tag, document]) => {
    let { signedBy: signedBy2, threshold, met } = tally(targetsDocOf(document), rootDocOf(staged2.prod), "targets");
    return met ? [] : [`production targets ${tag}: ${signedBy2.length} of ${threshold} signatures by new targets keys`];
  });
}
function resignedProduction(state, staged2) {
  return new Map(
    [...state.prodTargets].map(([tag, document]) => [
      tag,
      resigned(state, staged2, document, staged2.targetsSignatures.get(tag) ?? [])
    ])
  );
}
function resigned(state, staged2, document, added) {
  let { keyids } = staged2.prod.signed.roles.targets, onlineId = staged2.online.targets.keyid, isKept = ({ keyid }) => keyids.includes(keyid) && keyid !== onlineId, made = onlineSignatures({ ...state, online: staged2.online }, "targets", document.signed), online = made.length > 0 ? made : document.signatures.filter(({ keyid }) => keyid === onlineId), kept = document.signatures.filter(isKept);
  return { signatures: mergeSignatures([...online, ...kept], added.filter(isKept)), signed: document.signed };
}
function withoutThreshold(signed) {
  let { threshold: _ignored, ...targets } = signed.roles.targets;
  return { ...signed, roles: { ...signed.roles, targets } };
}

// src/emulator/root-updates/updates.ts
var NO_TRANSACTION = "There are no TUF root updates in progress";
function initUpdates(call) {
  let { state, now, user } = call, { message, "first-time": firstTime = !1, shortcut = !1 } = bodyObject(call), isMessage = typeof message == "string", isSwitch = typeof firstTime == "boolean", isShortcut = typeof shortcut == "boolean";
  if (!isMessage || !isSwitch || !isShortcut)
    throw new Refusal(400, "The transaction is not valid", {
      ...isMessage ? {} : { message: "is not text" },
      ...isSwitch ? {} : { "first-time": "is not true or false" },
      ...isShortcut ? {} : { shortcut: "is not true or false" }
    });
  if (state.transaction) throw new Refusal(409, "A TUF root updates transaction is already active");
  let { firstRoot } = state;
  if (firstTime && !firstRoot && state.writes === "strict")
    throw new Refusal(400, "The first TUF root key rotation has been made already");
  let at = wholeSeconds(now), { signed } = newestRoot(state, "ci"), changelog = { "polis-id": user["polis-id"], message, timestamp: at }, transaction = {
    txid: derive(state.seed, `txid ${state.draws}`, 8).toString("hex"),
    owner: user["polis-id"],
    status: "STARTED",
    meta: { "created-by": user["polis-id"], "created-at": at, "updated-by": "", "updated-at": "" },
    firstTime,
    ci: { signatures: [], signed: { ...signed, version: signed.version + 1, "x-changelog": changelog } },
    prod: null,
    online: state.online,
    targetsSignatures: /* @__PURE__ */ new Map(),
    wavesSignatures: /* @__PURE__ */ new Map()
  }, keys = firstTime && firstRoot ? { "first_root.sec": privateJson(firstRoot), "first_root.pub": firstRoot.public } : {};
  return reply(201, { txid: transaction.txid, ...keys }, staged(state, transaction, 1));
}
function putUpdates(call) {
  let { state } = call, transaction = ownTransaction(call), body = bodyObject(call), roots2 = {
    ci: rootFromBody(call, body["ci-root"], "ci-root"),
    prod: rootFromBody(call, body["prod-root"], "prod-root")
  };
  for (let [flavour, root] of Object.entries(roots2))
    if (sizeOf(root) > MAX_BYTES.root) throw new Refusal(413, `The ${flavour} root is too large`);
  let next = {
    ...transaction,
    ...roots2,
    targetsSignatures: merged(transaction.targetsSignatures, body["targets-signatures"], "targets-signatures"),
    wavesSignatures: merged(transaction.wavesSignatures, body["waves-signatures"], "waves-signatures")
  };
  if (state.writes === "strict") {
    let errors2 = stagingErrors(state, next, call.now);
    if (errors2.length > 0) throw new Refusal(422, "Staged TUF root is not valid", errors2);
  }
  return ok({}, staged(state, next));
}
function merged(known, sent, member) {
  if (sent == null) return known;
  if (!isObject(sent)) throw new Refusal(400, `${member} is not an object`);
  let all = new Map(known);
  for (let [name, list] of Object.entries(sent))
    all.set(name, mergeSignatures(all.get(name) ?? [], signaturesFromBody(list, `${member}/${name}`)));
  return all;
}
function makeOnlineKeys(call) {
  let { state } = call, transaction = ownTransaction(call), body = bodyObject(call), type = typeof body["key-type"] == "string" ? keyType({ keytype: body["key-type"], keyval: { public: "" } }) : null;
  if (!type) throw new Refusal(400, "The keys cannot be made", { "key-type": "is not ED25519 or RSA" });
  let roles = ONLINE_ROLES.filter((role) => body[role] === !0);
  if (roles.length === 0) throw new Refusal(400, "None of targets, snapshot, timestamp is asked for");
  let next = roles.reduce((current, role, index) => withNewOnlineKey(state, current, role, type, index), transaction);
  return reply(201, {}, staged(state, next, roles.length));
}
function withNewOnlineKey({ seed, draws }, transaction, role, type, index) {
  let old = transaction.online[role], key = onlineKey(type, seed, `online ${role} ${draws + index}`), replaced = (root) => ({
    signatures: [],
    signed: withReplacedKey(root.signed, role, old, key)
  });
  return {
    ...transaction,
    ci: replaced(transaction.ci),
    prod: transaction.prod && replaced(transaction.prod),
    online: { ...transaction.online, [role]: key }
  };
}
function withReplacedKey(signed, role, old, key) {
  let keyids = signed.roles[role].keyids.map((keyid) => keyid === old.keyid ? key.keyid : keyid), roles = { ...signed.roles, [role]: { ...signed.roles[role], keyids } }, isUsed = (keyid) => Object.values(roles).some((other) => other.keyids.includes(keyid)), keys = Object.entries({ ...signed.keys, [key.keyid]: key.public }).filter(([keyid]) => isUsed(keyid));
  return { ...signed, keys: Object.fromEntries(keys), roles };
}
function cancelUpdates(call) {
  let { state, json: json2 } = call, { transaction } = state;
  if (!transaction) throw new Refusal(404, NO_TRANSACTION);
  let txid = json2 && isObject(json2.value) ? json2.value.txid : void 0;
  if (txid && txid !== transaction.txid) throw new Refusal(403, "The transaction has another id");
  return refuseApplying(transaction), reply(204, null, { ...state, transaction: null, recordedUpdates: null });
}
function ownTransaction(call, { whileApplying = !1 } = {}) {
  let { transaction } = call.state, { txid } = bodyObject(call);
  if (!transaction) throw new Refusal(404, NO_TRANSACTION);
  if (txid !== void 0 && typeof txid != "string") throw new Refusal(400, "txid is not text");
  if (!(txid ? txid === transaction.txid : call.user["polis-id"] === transaction.owner) && call.state.writes === "strict")
    throw new Refusal(
      403,
      txid ? "The transaction has another id" : "Only the user who started the transaction may leave out its id"
    );
  return whileApplying || refuseApplying(transaction), transaction;
}
function refuseApplying({ status }) {
  if (status === "APPLYING") throw new Refusal(423, "TUF root updates are being applied");
}
function staged(state, transaction, draws = 0) {
  return { ...state, transaction, recordedUpdates: null, draws: state.draws + draws };
}

// src/emulator/root-updates/apply.ts
function applyUpdates(call) {
  bodyObject(call);
  let { state } = call, transaction = ownTransaction(call, { whileApplying: !0 }), { prod } = transaction;
  if (!prod) throw new Refusal(422, "Staged TUF root is not valid", ["prod: nothing is staged"]);
  let staged2 = { ...transaction, prod };
  if (transaction.status === "APPLYING") return reply(204, null, finished(state, staged2));
  if (state.writes === "strict") {
    let errors2 = applyErrors(state, staged2);
    if (errors2.length > 0) throw new Refusal(422, "Staged TUF root is not valid", errors2);
  }
  if (state.interruptApply)
    throw new Refusal(500, "Applying was interrupted", null, {
      ...state,
      ciRoots: [...state.ciRoots, staged2.ci],
      transaction: { ...transaction, status: "APPLYING" },
      recordedUpdates: null,
      interruptApply: !1
    });
  return reply(204, null, finished({ ...state, ciRoots: [...state.ciRoots, staged2.ci] }, staged2));
}
function finished(state, staged2) {
  let waves = state.waves.map(
    (wave) => wave.status === "active" && wave.targets ? { ...wave, targets: resigned(state, staged2, wave.targets, staged2.wavesSignatures.get(wave.name) ?? []) } : wave
  ), applied = {
    ...state,
    prodRoots: [...state.prodRoots, staged2.prod],
    prodTargets: resignedProduction(state, staged2),
    waves,
    online: staged2.online,
    firstRoot: null,
    transaction: null,
    recordedUpdates: null
  };
  return state.online.targets.keyid === staged2.online.targets.keyid ? applied : signCi(applied, applied.ciTargets.signed);
}

// src/emulator/root-updates/updates-view.ts
function showUpdates({ state }) {
  return ok(state.recordedUpdates ?? updatesJson(state));
}
function updatesJson(state) {
  let { transaction } = state;
  return {
    status: transaction?.status ?? "NONE",
    current: {
      "ci-root": storedText(newestRoot(state, "ci")),
      "prod-root": state.prodRoots.length > 1 ? storedText(newestRoot(state, "prod")) : "",
      "online-keys": onlineKeyids(state.online)
    },
    updated: transaction && {
      "ci-root": storedText(transaction.ci),
      "prod-root": transaction.prod ? storedText(transaction.prod) : "",
      "online-keys": onlineKeyids(transaction.online)
    },
    "change-meta": transaction?.meta ?? null,
    "first-time": transaction?.firstTime ?? !1,
    amendments: transaction?.prod ? amendments(newestRoot(state, "ci").signed, transaction.ci.signed) : [],
    issues: { errors: errors(state), warnings: warnings(state) }
  };
}
function storedText(root) {
  return JSON.stringify(root);
}
function amendments(current, staged2) {
  return [...ROLE_NAMES].sort().flatMap((role) => {
    let before = current.roles[role].keyids, after = staged2.roles[role].keyids, note = (kind, verb) => (keyid) => ({
      kind,
      message: `${verb} ${role} key ${keyid}`,
      args: { role, keyid }
    });
    return [
      ...after.filter((keyid) => !before.includes(keyid)).map(note("key-add", "Add")),
      ...before.filter((keyid) => !after.includes(keyid)).map(note("key-remove", "Remove"))
    ];
  });
}
function errors(state) {
  let { transaction } = state;
  if (!transaction?.prod || transaction.status === "APPLYING") return [];
  let staged2 = { ...transaction, prod: transaction.prod };
  return applyErrors(state, staged2).map((message) => ({ kind: "invalid", message, args: {} }));
}
function warnings(state) {
  let { transaction } = state, current = state.prodRoots.length > 1 ? newestRoot(state, "prod") : null, root = transaction ? transaction.prod : current;
  if (!root) return [];
  let keyids = root.signed.roles.targets.keyids;
  return keyids === void 0 || keyids.length > 1 ? [] : [{ kind: "no-offline-targets-key", message: "Add an offline TUF targets key", args: {} }];
}

// src/emulator/server/fault-text.ts
var EXAMPLE = "POST */waves/ n=1 status=503 retry-after=1", METHODS2 = ["GET", "POST", "PUT", "DELETE", "*"], KINDS = /* @__PURE__ */ new Set(["status", "reset", "delayMs", "body", "flavourSwap", "online"]), MAX_DELAY_MS = 36e5;
function parseFault(text) {
  let [method = "", path = "", ...settings] = text.trim().split(/\s+/);
  if (!METHODS2.includes(method)) throw fail(text, `does not begin with one of ${METHODS2.join(", ")}`);
  if (path === "" || path.includes("=") && !path.startsWith("/") && !path.startsWith("*"))
    throw fail(text, "has no path after the method");
  if (!/^[/*]/.test(path)) throw fail(text, `has the path ${path}, which begins with neither / nor *`);
  let fault = { method, path };
  for (let setting of settings) {
    let read = readSetting(text, setting), before = fault;
    if (Object.keys(read).some((name) => name in before)) throw fail(text, `says ${setting.split("=")[0]} twice`);
    fault = { ...fault, ...read };
  }
  let kinds = Object.keys(fault).filter((name) => KINDS.has(name));
  if (kinds.length === 0) throw fail(text, "names no fault: status, reset, delay, body, flavour-swap or online");
  if (kinds.filter((kind) => kind !== "delayMs").length > 1) throw fail(text, "names more than one fault");
  if (fault.retryAfter !== void 0 && fault.status === void 0)
    throw fail(text, "has retry-after without a status");
  return fault;
}
function readSetting(text, setting) {
  let at = setting.indexOf("="), name = at < 0 ? setting : setting.slice(0, at), value = at < 0 ? "" : setting.slice(at + 1);
  switch (name) {
    case "n":
      return { n: whole(text, setting, value, 1, 1e6) };
    case "status":
      return { status: whole(text, setting, value, 200, 599) };
    case "retry-after":
      return { retryAfter: whole(text, setting, value, 0, 86400) };
    case "reset":
      return { reset: oneOf(text, setting, value, ["before", "after"]) };
    case "delay":
      return { delayMs: duration(text, setting, value) };
    case "body":
      return { body: oneOf(text, setting, value, ["truncated", "html"]) };
    case "online":
      return { online: oneOf(text, setting, value, ONLINE_FAULTS) };
    case "flavour-swap":
      if (at >= 0) throw fail(text, "gives flavour-swap a value");
      return { flavourSwap: !0 };
    default:
      throw fail(text, `has the unknown word ${setting}`);
  }
}
function whole(text, setting, value, min, max) {
  let number = /^\d{1,7}$/.test(value) ? Number(value) : -1;
  if (number < min || number > max) throw fail(text, `says ${setting}, where a number from ${min} to ${max} belongs`);
  return number;
}
function oneOf(text, setting, value, words) {
  let known = words.find((word) => word === value);
  if (known === void 0) throw fail(text, `says ${setting}, where one of ${words.join(", ")} belongs`);
  return known;
}
function duration(text, setting, value) {
  let [, digits = "", unit = ""] = /^([\d.]+)(ms|s)$/.exec(value) ?? [], ms = (plainNumber(digits, MAX_DELAY_MS) ?? Number.NaN) * (unit === "s" ? 1e3 : 1);
  if (!(ms <= MAX_DELAY_MS)) throw fail(text, `says ${setting}, where a time such as 2s or 500ms belongs`);
  return ms;
}
function fail(text, why) {
  return notOfOption("fault", text, why, EXAMPLE);
}
function notOfOption(option, text, why, example) {
  return new ToolError("value-invalid", {
    happened: `The option ${option} has the value ${quoted(text, 120)}, which ${why}.`,
    next: `Write it like ${JSON.stringify(example)}.`
  });
}
function plainNumber(text, max) {
  return /^\d{1,9}(?:\.\d{1,6})?$/.test(text) && Number(text) <= max ? Number(text) : null;
}

// src/emulator/state/ci-content.ts
import { createHash as createHash2 } from "node:crypto";
var HARDWARE_IDS = ["intel-corei7-64", "board-001"], APPS = ["shellhttpd", "telemetry", "ui"], FIRST_BUILD = Date.UTC(2026, 0, 1, 10);
function ciContent(factory, content = {}) {
  let { versions = [1, 2, 3, 4, 5, 6], hardwareIds = HARDWARE_IDS, paddingPerTarget = 0 } = content, custom = paddingPerTarget > 0 ? { padding: "x".repeat(paddingPerTarget) } : {}, targets = {};
  for (let version of versions) Object.assign(targets, ciVersion(factory, version, { hardwareIds, custom }));
  return targets;
}
function ciVersion(factory, version, options = {}) {
  let hardwareIds = options.hardwareIds ?? HARDWARE_IDS;
  return Object.fromEntries(
    hardwareIds.map((hardwareId) => [`${hardwareId}-lmp-${version}`, ciTarget(factory, version, hardwareId, options)])
  );
}
function ciTarget(factory, version, hardwareId, options) {
  let builtAt = FIRST_BUILD + version * MS_PER_DAY, buildUri = `https://ci.foundries.io/projects/${factory}/lmp/builds/${version}`, apps = APPS.map((app) => [
    app,
    { uri: `hub.foundries.io/${factory}/${app}@sha256:${sha("sha256", `${app}${version}`)}` }
  ]), deltas = options.deltas ?? version % 3 === 0;
  return {
    custom: {
      arch: "x86_64",
      "containers-sha": sha("sha1", `c${version}`),
      createdAt: stamp(builtAt),
      updatedAt: stamp(builtAt + 30 * 6e4),
      docker_compose_apps: Object.fromEntries(apps),
      hardwareIds: [hardwareId],
      "image-file": `lmp-factory-image-${hardwareId}.wic.gz`,
      "lmp-manifest-sha": sha("sha1", `m${version}`),
      "lmp-ver": "94",
      "meta-subscriber-overrides-sha": sha("sha1", `o${version}`),
      name: `${hardwareId}-lmp`,
      origUri: buildUri,
      tags: [...options.tags ?? (version % 2 === 1 ? ["devel", "qa"] : ["devel"])],
      targetFormat: "OSTREE",
      uri: buildUri,
      version: String(version),
      ...deltas ? { "delta-stats": { sha256: sha("sha256", `d${version}`), size: 1e3 + version } } : {},
      ...options.custom
    },
    hashes: { sha256: sha("sha256", `${hardwareId}-lmp-${version}`) },
    length: 0
  };
}
function sha(algorithm, text) {
  return createHash2(algorithm).update(text).digest("hex");
}
function stamp(ms) {
  return wholeSeconds(new Date(ms));
}

// src/emulator/state/builds.ts
var UNITS = { min: MS_PER_MINUTE, h: MS_PER_HOUR, day: MS_PER_DAY }, MAX_PER_UNIT = 1e3, MOST_AT_ONCE = 50, MOST_VERSIONS = 300;
function parseBuilds(text) {
  let [count = "", unit = "", ...more] = text.split("/"), perUnit = plainNumber(count, MAX_PER_UNIT), unitMs = Object.hasOwn(UNITS, unit) ? UNITS[unit] : null;
  if (perUnit && unitMs !== null && more.length === 0) return unitMs / perUnit;
  throw notOfOption("builds", text, `is no number up to ${MAX_PER_UNIT} per min, h or day`, "1/h");
}
function withDueBuilds(state, everyMs, now) {
  let due = Math.floor((now.getTime() - state.builtMs) / everyMs);
  if (due < 1) return state;
  let first = newestVersion2(state) + 1, built = Array.from({ length: Math.min(due, MOST_AT_ONCE) }, (_, index) => first + index).flatMap((version) => Object.entries(ciVersion(state.factory, version)));
  return { ...withBuilds(state, Object.fromEntries(built)), builtMs: state.builtMs + due * everyMs };
}
function withOneBuildDue(state, everyMs, now) {
  return { ...state, builtMs: Math.max(state.builtMs, now.getTime() - everyMs) };
}
function newBuild({ state, json: json2, now }) {
  let body = json2 === null ? {} : json2.value;
  if (!isObject(body)) throw new Refusal(400, "The body is not a JSON object");
  let newest = newestVersion2(state), { version = newest + 1, tags, "hardware-ids": hardwareIds, ...unknown } = body, isVersion = isInteger(version, 1, MAX_VERSION), areTags = tags === void 0 || isListOf(tags, (tag) => isName("tag", tag)), areIds = hardwareIds === void 0 || isListOf(hardwareIds, (id) => /^[A-Za-z0-9_.-]{1,100}$/.test(id)), foreign = Object.keys(unknown);
  if (!isVersion || !areTags || !areIds || foreign.length > 0)
    throw new Refusal(400, "The build is not valid", {
      ...isVersion ? {} : { version: "is no version" },
      ...areTags ? {} : { tags: "is no list of tags" },
      ...areIds ? {} : { "hardware-ids": "is no list of hardware ids" },
      ...Object.fromEntries(foreign.map((name) => [name, "is not known"]))
    });
  if (version <= newest) throw new Refusal(409, `CI has version ${newest} already`);
  let content = { ...tags ? { tags } : {}, ...hardwareIds ? { hardwareIds } : {} }, built = ciVersion(state.factory, version, content), next = { ...withBuilds(state, built), builtMs: now.getTime() };
  return reply(201, { version, targets: Object.keys(built) }, next);
}
function withBuilds(state, built) {
  return withCiTargets(state, withoutOldest(state, { ...state.ciTargets.signed.targets, ...built }));
}
function withoutOldest(state, targets) {
  let versions = [...new Set(Object.values(targets).map(versionOf))].sort((a, b) => a - b), surplus = versions.length - MOST_VERSIONS;
  if (surplus <= 0) return targets;
  let released = [...state.prodTargets.values(), ...state.waves.flatMap(({ targets: own2 }) => own2 ?? [])], kept = new Set(released.flatMap(({ signed }) => Object.values(signed.targets).map(versionOf))), forgotten = new Set(versions.slice(0, surplus).filter((version) => !kept.has(version)));
  return Object.fromEntries(Object.entries(targets).filter(([, file]) => !forgotten.has(versionOf(file))));
}
function newestVersion2({ ciTargets }) {
  return Math.max(0, ...Object.values(ciTargets.signed.targets).map(versionOf));
}
function versionOf({ custom }) {
  return plainVersion(custom?.version) ?? 0;
}
function isListOf(value, isItem) {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item == "string" && isItem(item));
}

// src/emulator/state/online-documents.ts
var ONLINE_DAYS = 7, RENEWED_DAYS = 3;
function withProductionOnline(state, now) {
  return [...state.prodTargets].reduce((next, [tag, targets]) => withKept(next, "prod", tag, targets, now), state);
}
function withCiOnline(state, tag, now) {
  return withKept(state, "ci", tag, state.ciTargets, now);
}
function keptDocuments(state, flavour, tag) {
  return state.kept.get(keptName(flavour, tag));
}
function withKept(state, flavour, tag, of, now) {
  let before = keptDocuments(state, flavour, tag), keyids = `${state.online.snapshot.keyid} ${state.online.timestamp.keyid}`;
  if (before && before.of === of && before.keyids === keyids && !isDue(before, now)) return state;
  let condensed = flavour === "ci" && tag !== null, targets = before?.of === of ? before.targets : condensed ? condensedCi(state, tag) : of, expires = inDays(now, ONLINE_DAYS), version = nextVersion(before, targets), snapshot = onlineDocument(state, "snapshot", {
    _type: "Snapshot",
    expires,
    meta: { "targets.json": described(targets) },
    version
  }), timestamp = timestampOf(state, snapshot, { expires, version });
  return {
    ...state,
    kept: new Map(state.kept).set(keptName(flavour, tag), { of, targets, keyids, snapshot, timestamp })
  };
}
function isDue({ snapshot }, now) {
  return isWithinDays(new Date(snapshot.signed.expires), RENEWED_DAYS, now);
}
function nextVersion(before, { signed }) {
  let next = (before?.snapshot.signed.version ?? 0) + 1;
  return isInteger(signed.version, 1) ? Math.max(next, signed.version) : next;
}
function keptName(flavour, tag) {
  return tag === null ? flavour : `${flavour} ${tag}`;
}
function servedOnline(state, tag, { snapshot, timestamp }, spoiled = (_role, document) => document) {
  let edited = (role, document) => {
    let faulty = spoiled(role, document);
    return state.onlineEdit ? state.onlineEdit(role, tag, faulty) : faulty;
  }, served2 = edited("snapshot", snapshot);
  if (!served2) return { snapshot: null, timestamp: null };
  let naming = served2 === snapshot ? timestamp : timestampOf(state, served2, timestamp.signed);
  return { snapshot: served2, timestamp: edited("timestamp", naming) };
}
function timestampOf(state, snapshot, { expires, version }) {
  let meta = { "snapshot.json": described(snapshot) };
  return onlineDocument(state, "timestamp", { _type: "Timestamp", expires, meta, version });
}
function described(document) {
  let bytes = Buffer.from(documentTextOf(document));
  return { hashes: { sha256: sha256Hex(bytes) }, length: bytes.length, version: document.signed.version };
}

// src/emulator/state/repo-views.ts
function newestRootJson(call) {
  return served(roots(call).at(-1));
}
function numberedRoot(call) {
  let version = Number.parseInt(call.params.file ?? "", 10), root = roots(call).find(({ signed }) => signed.version === version);
  if (!root) throw new Refusal(404, `No root version ${version}`);
  return served(root);
}
function targetsJson(call) {
  if (isWholeCi(call)) return served(call.state.ciTargets);
  let { kept, state } = documentsFor(call);
  return { ...served(kept.targets), ...state };
}
function snapshotJson(call) {
  return onlineJson(call, "snapshot");
}
function timestampJson(call) {
  return onlineJson(call, "timestamp");
}
function onlineJson(call, asked) {
  let { kept, state } = documentsFor(call), { query, now } = call, fault = query.get(ONLINE_FAULT), document = servedOnline(
    call.state,
    query.get("tag"),
    kept,
    (role, true_) => isOnlineFault(fault) && query.get(ONLINE_ROLE) === role ? spoiledOnline(call.state, role, true_, fault, now) : true_
  )[asked];
  if (!document) throw new Refusal(404, `No ${asked}.json`);
  return { ...served(document), ...state };
}
function targetList({ state, query }) {
  let version = query.get("version"), files = Object.entries(state.ciTargets.signed.targets), isAsked = (custom) => version === null || isObject(custom) && custom.version === version;
  return ok(Object.fromEntries(files.filter(([, { custom }]) => isAsked(custom))));
}
function ciTargetsKey({ state }) {
  return ok(state.online.targets.public);
}
function servedFirstRootKey({ state }) {
  if (!state.firstRoot) throw new Refusal(404, "The first root key is no longer here");
  return ok(privateJson(state.firstRoot));
}
function self({ user }) {
  return ok(user);
}
function roots({ state, query }) {
  return query.get("production") === "1" ? state.prodRoots : state.ciRoots;
}
function isWholeCi({ query }) {
  return query.get("production") !== "1" && query.get("tag") === null;
}
function documentsFor({ state, query, now }) {
  let tag = query.get("tag");
  if (query.get("production") !== "1") {
    let next = withCiOnline(state, tag, now);
    return { kept: keptDocuments(next, "ci", tag), state: next === state ? {} : { state: next } };
  }
  if (tag === null) throw new Refusal(400, "Production targets need a tag");
  if (!state.prodTargets.has(tag)) throw new Refusal(404, "No production targets");
  return { kept: keptDocuments(state, "prod", tag), state: {} };
}
function served(document) {
  return { status: 200, body: documentTextOf(document) };
}

// src/emulator/server/routes.ts
var REPO = "/ota/repo/:factory/api/v1/user_repo", FACTORY = "/ota/factories/:factory", ROUTES = [
  ["GET", `${REPO}/root.json`, newestRootJson],
  ["GET", `${REPO}/:file{[1-9][0-9]*\\.root\\.json}`, numberedRoot],
  ["GET", `${REPO}/targets.json`, targetsJson],
  ["GET", `${REPO}/snapshot.json`, snapshotJson],
  ["GET", `${REPO}/timestamp.json`, timestampJson],
  ["GET", `${REPO}/root/updates`, showUpdates],
  ["POST", `${REPO}/root/updates`, initUpdates],
  ["PUT", `${REPO}/root/updates`, putUpdates],
  ["POST", `${REPO}/root/updates/gen-online-keys`, makeOnlineKeys],
  ["POST", `${REPO}/root/updates/apply`, applyUpdates],
  ["POST", `${REPO}/root/updates/cancel`, cancelUpdates],
  ["GET", `${FACTORY}/ci-targets.pub`, ciTargetsKey],
  ["GET", `${FACTORY}/first_root.sec`, servedFirstRootKey],
  ["GET", `${FACTORY}/targets/`, targetList],
  ["GET", `${FACTORY}/prod-targets/`, prodTargets],
  ["GET", `${FACTORY}/wave-targets/`, waveTargets],
  ["GET", `${FACTORY}/waves/`, listWaves],
  ["POST", `${FACTORY}/waves/`, createWave],
  ["GET", `${FACTORY}/waves/:wave/`, showWave],
  ["POST", `${FACTORY}/waves/:wave/sign/`, signWave],
  ["POST", `${FACTORY}/waves/:wave/rollout/`, rolloutWave],
  ["POST", `${FACTORY}/waves/:wave/complete/`, endWaveInProduction],
  ["POST", `${FACTORY}/waves/:wave/cancel/`, cancelWave],
  ["GET", `${FACTORY}/waves/:wave/status/`, waveProgress],
  ["GET", `${FACTORY}/users/self/`, self],
  // What no Factory has: for whoever tries and tests.
  ["POST", "/emulator/factories/:factory/builds/", newBuild]
];
function routes(store) {
  let app = new Hono3();
  for (let [method, path, handler] of ROUTES)
    app.on(method, path, async (context) => answered2(store, await guarded(store, context, handler)));
  for (let path of new Set(ROUTES.map(([, path2]) => path2)))
    app.all(path, () => toResponse(reply(405, { message: "Method not allowed" })));
  return app.post("/oauth/token/", async (context) => {
    let form = new URLSearchParams(await context.req.text());
    return answered2(
      store,
      refusable(() => issueToken(form, store.accounts, store.state, store.now()))
    );
  }), app.notFound(() => toResponse(reply(404, { message: "Not found" }))), app;
}
async function guarded(store, context, handler) {
  let now = store.now(), user = userOf(context.req.raw.headers, store.accounts, store.state, now);
  if (user === null) return reply(401, { message: "The API token is missing or not valid" });
  let params = context.req.param();
  if (params.factory !== store.state.factory)
    return reply(403, { message: `No access to factory ${params.factory}` });
  let text = await context.req.text();
  return refusable(() => {
    let json2 = text === "" ? null : parsedBody(text), { buildEveryMs } = store, built = buildEveryMs === null ? store.state : withDueBuilds(store.state, buildEveryMs, now);
    return store.state = refreshCi(built, now), handler({
      state: store.state,
      now,
      user: USERS[user],
      params,
      query: new URL(context.req.url).searchParams,
      json: json2
    });
  });
}
function parsedBody(text) {
  try {
    return parseJson(text, "The body");
  } catch (error) {
    throw error instanceof ToolError ? new Refusal(400, error.happened) : error;
  }
}
function refusable(work) {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) return error.toReply();
    throw error;
  }
}
function answered2(store, answer) {
  return answer.state && (store.state = answer.state), toResponse(answer);
}
function toResponse({ status, body }) {
  return new Response(body, { status, headers: body === null ? {} : { "content-type": "application/json" } });
}

// src/emulator/server/server.ts
var MAX_BODY_CHARS = 64 * 1024 * 1024, KEEP_ALIVE_MS = 6e4, LOGIN_PAGE = "<!DOCTYPE html><html><head><title>Log in</title></head><body>Please log in.</body></html>";
async function startServer(wire, port) {
  let app = routes(wire.store), closing = new AbortController(), server = createAdaptorServer({
    fetch: (request, env) => serve(wire, app, request, exchangeOf(env), closing.signal),
    overrideGlobalObjects: !1,
    serverOptions: { keepAliveTimeout: KEEP_ALIVE_MS }
  });
  if (!(server instanceof Server)) throw new TypeError("the adaptor made no server of node:http");
  server.listen(port, "127.0.0.1"), await once(server, "listening");
  let address = server.address();
  if (address === null || typeof address == "string") throw new TypeError("the server listens on no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      closing.abort(), server.closeAllConnections(), server.close(), await once(server, "close");
    }
  };
}
function exchangeOf({ incoming, outgoing }) {
  if (incoming instanceof IncomingMessage && outgoing instanceof ServerResponse2) return { incoming, outgoing };
  throw new TypeError("the request is none of node:http");
}
async function serve(wire, app, request, exchange, signal) {
  let startedAt = performance.now(), { method } = request, path = exchange.incoming.url ?? "/", body = await request.text(), entry = {
    method,
    path,
    body: logged(body),
    user: userOf(request.headers, wire.store.accounts, wire.store.state, wire.store.now()),
    status: 0,
    startedAt,
    endedAt: Number.NaN
  };
  wire.requests.push(entry);
  let fault = wire.faults.take(method, path);
  try {
    if (await pause(wire.latencyMs, signal), fault?.reset === "before") return cut(exchange);
    let answer = await keptAnswer(wire, await answerTo(wire, app, request, path, body, fault));
    if (await pause(fault?.delayMs ?? 0, signal), fault?.reset === "after") return cut(exchange);
    if (entry.status = answer.status, exchange.outgoing.sendDate = !1, fault?.body === "truncated") return truncated(exchange, answer);
    let empty = answer.status === 204 || answer.status === 304;
    return new Response(empty ? null : answer.body, { status: answer.status, headers: answer.headers });
  } catch (error) {
    if (signal.aborted) return cut(exchange);
    throw error;
  } finally {
    entry.endedAt = performance.now();
  }
}
async function keptAnswer(wire, answer) {
  let told = await wire.kept().then(
    () => answer,
    () => failure({}, 500)
  );
  return dated(told, wire.store.now());
}
async function answerTo(wire, app, request, path, body, fault) {
  if (fault?.status !== void 0 && !fault.carriedOut) return failure(fault, fault.status);
  if (body.length > MAX_BODY_CHARS) return failure({}, 413);
  let fixed = request.method === "GET" ? void 0 : fixedAnswer(wire.fixedAnswers, request.method, path), url = new URL(fault?.flavourSwap ? withOtherFlavour(path) : path, request.url), role = /\/(snapshot|timestamp)\.json$/.exec(url.pathname)?.[1];
  fault?.online && role && (url.searchParams.set(ONLINE_FAULT, fault.online), url.searchParams.set(ONLINE_ROLE, role));
  let init = request.method === "GET" ? {} : { body }, asked = new Request(url, { method: request.method, headers: request.headers, ...init }), response = fixed ?? await app.fetch(asked), carriedOut = {
    status: response.status,
    body: await response.text(),
    headers: Object.fromEntries(response.headers)
  };
  return fault?.status !== void 0 ? failure(fault, fault.status) : fault?.body === "html" ? { status: 200, body: LOGIN_PAGE, headers: { "content-type": "text/html" } } : wire.rewrite?.({ method: request.method, path }, carriedOut) ?? carriedOut;
}
function dated(answer, now) {
  let { date = now.toUTCString(), ...others } = answer.headers;
  return { ...answer, headers: date === "" ? others : { ...others, date } };
}
function failure({ retryAfter }, status) {
  let headers = { "content-type": "application/json" };
  return retryAfter !== void 0 && (headers["retry-after"] = String(retryAfter)), { status, body: JSON.stringify({ message: `Failed with ${status}` }), headers };
}
function fixedAnswer(answers, method, path) {
  for (let [pattern, { status, body }] of answers) {
    let [name = "", glob = ""] = pattern.split(" ");
    if (name === method && globPattern(glob).test(path))
      return new Response(body === void 0 ? null : JSON.stringify(body), { status });
  }
}
function withOtherFlavour(path) {
  let url = new URL(path, "http://127.0.0.1");
  return url.searchParams.get("production") === "1" ? url.searchParams.delete("production") : url.searchParams.set("production", "1"), url.pathname + url.search;
}
async function pause(ms, signal) {
  ms > 0 && await sleep(ms, void 0, { signal });
}
function cut({ incoming }) {
  return incoming.socket.destroy(), RESPONSE_ALREADY_SENT;
}
function truncated({ incoming, outgoing }, { status, body, headers }) {
  let bytes = Buffer.from(body);
  return outgoing.writeHead(status, { ...headers, "content-length": Math.max(bytes.length, 1) }), outgoing.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => incoming.socket.destroy()), RESPONSE_ALREADY_SENT;
}
function logged(text) {
  if (text === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

// src/emulator/server/store.ts
function storeOf(start, now, accounts, buildEveryMs = null) {
  let current = withProductionOnline(withRootTimes(start, start.startedMs), now());
  return buildEveryMs !== null && (current = withOneBuildDue(current, buildEveryMs, now())), {
    now,
    accounts,
    buildEveryMs,
    get state() {
      return current;
    },
    set state(next) {
      current = withProductionOnline(withRootTimes(next, now().getTime()), now());
    }
  };
}
function withRootTimes(state, ms) {
  let fresh = state.prodRoots.map(({ signed }) => signed.version).filter((version) => !state.rootsSinceMs.has(version));
  if (fresh.length === 0) return state;
  let added = fresh.map((version) => [version, ms]);
  return { ...state, rootsSinceMs: new Map([...state.rootsSinceMs, ...added]) };
}

// src/emulator/state/archive.ts
function keyArchive(role, pairs, firstRoot) {
  return packed([
    ...firstRoot ? keyEntries("first-root", firstRoot) : [],
    ...pairs.flatMap((pair) => keyEntries(`fioctl-${role}-${pair.keyid}`, pair))
  ]);
}
function packed(entries) {
  let files = entries.map(({ name, content }) => ({ name, bytes: Buffer.from(content) }));
  return packTar(files, 384, () => {
  });
}
function keyEntries(name, pair) {
  return [
    { name: `tufrepo/keys/${name}.sec`, content: JSON.stringify(privateJson(pair)) },
    { name: `tufrepo/keys/${name}.pub`, content: JSON.stringify(pair.public) }
  ];
}

// src/emulator/state/clock.ts
import { performance as performance2 } from "node:perf_hooks";
function tickingFrom(start, speed = 1) {
  let origin = performance2.now();
  return () => new Date(start.getTime() + (performance2.now() - origin) * speed);
}
function machineClock() {
  return tickingFrom(new Date(performance2.timeOrigin + performance2.now()));
}
function chosenClock({ from, speed }) {
  let clock = machineClock();
  return from === null && speed === 1 ? { clock, isOwn: !1 } : { clock: tickingFrom(from ?? clock(), speed), isOwn: !0 };
}

// src/emulator/state/owner.ts
function ownerRotation(staged2, role, key, signers, owner, now) {
  let before = role === "root" ? [] : staged2.roles.targets.keyids, roles = { ...staged2.roles, [role]: { ...staged2.roles[role], keyids: [...before, key.keyid] } }, owners = { ...staged2["x-key-owners"], [key.keyid]: { "polis-id": owner, "created-at": wholeSeconds(now) } }, signed = {
    ...staged2,
    expires: oneYearAfter(now),
    keys: { ...staged2.keys, [key.keyid]: key.public },
    roles,
    "x-key-owners": owners
  };
  return bothRoots(signed, MIN_PRODUCTION_THRESHOLD, signers);
}
function bothRoots(ci, productionThreshold, signers) {
  let signed = withoutUnusedKeys(ci), production = {
    ...signed,
    roles: { ...signed.roles, targets: { ...signed.roles.targets, threshold: productionThreshold } }
  };
  return { "ci-root": signedBy(signers, signed), "prod-root": signedBy(signers, production) };
}
function withoutUnusedKeys(signed) {
  let used = new Set(ROLE_NAMES.flatMap((role) => signed.roles[role].keyids)), isUsed = ([keyid]) => used.has(keyid), owners = signed["x-key-owners"];
  return {
    ...signed,
    keys: Object.fromEntries(Object.entries(signed.keys).filter(isUsed)),
    ...owners ? { "x-key-owners": Object.fromEntries(Object.entries(owners).filter(isUsed)) } : {}
  };
}

// src/emulator/state/genesis.ts
function freshState(options) {
  let { seed, now, onlineKeyType: type } = options, firstRoot = firstRootPair(type, seed), online = {
    targets: onlineKey(type, seed, "online targets"),
    snapshot: onlineKey(type, seed, "online snapshot"),
    timestamp: onlineKey(type, seed, "online timestamp")
  }, roles = { root: knownKey(firstRoot), ...online }, role = (name) => ({ keyids: [roles[name].keyid], threshold: 1 }), signed = {
    _type: "Root",
    consistent_snapshot: !1,
    expires: oneYearAfter(now),
    keys: Object.fromEntries(Object.values(roles).map((key) => [key.keyid, key.public])),
    roles: { root: role("root"), targets: role("targets"), snapshot: role("snapshot"), timestamp: role("timestamp") },
    version: 1
  }, root = signedBy([firstRoot], signed), versions = Object.values(options.targets).map(({ custom }) => plainVersion(custom?.version) ?? 0), ci = firstCi(options.targets, Math.max(1, ...versions), now);
  return {
    factory: options.factory,
    seed,
    draws: 0,
    writes: "strict",
    startedMs: now.getTime(),
    online,
    firstRoot,
    ciRoots: [root],
    prodRoots: [root],
    rootsSinceMs: /* @__PURE__ */ new Map(),
    ciTargets: signedBy([online.targets.pair], ci),
    builtMs: now.getTime(),
    ciFrozen: !1,
    prodTargets: /* @__PURE__ */ new Map(),
    kept: /* @__PURE__ */ new Map(),
    waves: [],
    transaction: null,
    recordedUpdates: null,
    groups: options.groups,
    deviceVersion: options.deviceVersion,
    accessTokens: [],
    interruptApply: !1
  };
}
function firstRootPair(type, seed) {
  return makeKeyPair(type, seed, "first root");
}
function ownerKeys(seed) {
  return { root: makeKeyPair("ed25519", seed, "owner root"), targets: makeKeyPair("ed25519", seed, "owner targets") };
}
function ownedState(fresh, now) {
  let { root, targets } = ownerKeys(fresh.seed), afterRoot = rotated(fresh, now, "root", root, [root, fresh.firstRoot]);
  return { state: rotated(afterRoot, now, "targets", targets, [root]), owner: { root, targets } };
}
function rotated(state, now, role, key, signers) {
  let message = `Rotate TUF ${role} offline signing key`, started = carryOut(initUpdates, state, now, { message, "first-time": role === "root", shortcut: !0 }), roots2 = ownerRotation(started.transaction.ci.signed, role, key, signers, USERS.owner["polis-id"], now), staged2 = carryOut(putUpdates, started, now, { txid: "", ...roots2 });
  return carryOut(applyUpdates, staged2, now, { txid: "" });
}
function releasedState(owned, now, { tag, version }) {
  let { state, owner } = owned, built = Object.entries(state.ciTargets.signed.targets).filter(
    ([, { custom }]) => custom?.version === String(version)
  ), targets = Object.fromEntries(
    built.map(([name2, file]) => [name2, { ...file, custom: { ...file.custom, tags: [tag] } }])
  ), signed = { _type: "Targets", expires: oneYearAfter(now), targets, version }, name = `${tag}-${version}`, wave = { name, version: String(version), tag, targets: signedBy([owner.targets], signed) };
  return carryOut(endWaveInProduction, carryOut(createWave, state, now, wave), now, null, { wave: name });
}
function carryOut(handler, state, now, body, params = {}) {
  let call = {
    state,
    now,
    user: USERS.owner,
    params,
    query: new URLSearchParams(),
    json: body && { value: body, problems: [] }
  };
  return handler(call).state ?? state;
}

// src/emulator/state/mutators.ts
function mutatorsOf(store, owner) {
  let set = (state) => {
    store.state = state;
  }, past = () => new Date(store.now().getTime() - 1e3), publishRoot = (edit, { productionThreshold, signers } = {}) => {
    let { state } = store, current = newestRoot(state, "ci").signed, threshold = productionThreshold ?? newestRoot(state, "prod").signed.roles.targets.threshold, roots2 = bothRoots(edit({ ...current, version: current.version + 1 }), threshold, signers ?? rootKeys(owner));
    set({
      ...state,
      ciRoots: [...state.ciRoots, roots2["ci-root"]],
      prodRoots: [...state.prodRoots, roots2["prod-root"]]
    });
  };
  return {
    publishCi(version, options) {
      let built = ciVersion(store.state.factory, version, options);
      set(withCiTargets(store.state, { ...store.state.ciTargets.signed.targets, ...built }));
    },
    setCiTargets(edit) {
      set(withCiTargets(store.state, edit(structuredClone(store.state.ciTargets.signed.targets))));
    },
    setCiSigned(edit) {
      set(signCi(store.state, edit(structuredClone(store.state.ciTargets.signed))));
    },
    expireCi(at = past()) {
      let signed = { ...store.state.ciTargets.signed, expires: wholeSeconds(at) };
      set(signCi({ ...store.state, ciFrozen: !0 }, signed));
    },
    setProduction(tag, document) {
      if (document) return set(withProduction(store.state, tag, document));
      let others = [...store.state.prodTargets].filter(([other]) => other !== tag);
      set({ ...store.state, prodTargets: new Map(others) });
    },
    setWave(name, edit) {
      set(withWave(store.state, edit(waveNamed(store.state, name))));
    },
    setRoots(flavour, edit) {
      let { ciRoots, prodRoots } = store.state;
      set({ ...store.state, ...flavour === "ci" ? { ciRoots: edit(ciRoots) } : { prodRoots: edit(prodRoots) } });
    },
    publishRoot,
    expireRoot(at = past()) {
      publishRoot((signed) => ({ ...signed, expires: wholeSeconds(at) }));
    },
    addTargetsKey(label, { threshold, type = "ed25519" } = {}) {
      let key = makeKeyPair(type, store.state.seed, `targets ${label}`), created = { "polis-id": `polis-${label}`, "created-at": wholeSeconds(store.now()) };
      return publishRoot((signed) => withTargetsKey(signed, key, created), threshold === void 0 ? {} : { productionThreshold: threshold }), { key, archive: keyArchive("targets", [key]) };
    },
    signOnline: (signed, role = "targets") => ({ signatures: onlineSignatures(store.state, role, signed), signed }),
    editOnline(edit) {
      let { onlineEdit: _before, ...state } = store.state;
      set(edit ? { ...state, onlineEdit: edit } : state);
    },
    interruptApply() {
      set({ ...store.state, interruptApply: !0 });
    },
    setState(edit) {
      set(edit(store.state));
    }
  };
}
function withTargetsKey(signed, key, created) {
  let { targets } = signed.roles;
  return {
    ...signed,
    keys: { ...signed.keys, [key.keyid]: key.public },
    roles: { ...signed.roles, targets: { ...targets, keyids: [...targets.keyids, key.keyid] } },
    "x-key-owners": { ...signed["x-key-owners"], [key.keyid]: created }
  };
}
function rootKeys({ root }) {
  if (!root) throw new TypeError("publishRoot needs the owner's root key: start with state owned or released");
  return [root];
}

// src/emulator/state/factory.ts
async function startFactory(options = {}) {
  let clock = options.clock ?? (options.now ? tickingFrom(options.now) : machineClock()), found = options.storage?.found, seed = found?.state.seed ?? options.seed ?? "factory", start = found?.start ?? options.state ?? "owned", { state, owner, firstRoot } = found ? goingOn(found) : beginning(options, seed, clock()), fixedAnswers = typeof options.writes == "object" ? options.writes : /* @__PURE__ */ new Map(), store = storeOf(state, clock, accountsFrom(seed), options.buildEveryMs), kept = async () => options.storage?.keep(() => ({ start, state: store.state })), faults = faultList();
  for (let fault of options.faults ?? []) faults.add(fault);
  let latencyMs = options.latencyMs ?? 0, wire = { store, faults, requests: [], fixedAnswers, latencyMs, rewrite: null, kept };
  await kept();
  let server = await startServer(wire, options.port ?? 0);
  return {
    ...mutatorsOf(store, owner),
    url: server.url,
    factory: state.factory,
    tokens: store.accounts.tokens,
    oauth: store.accounts.oauth,
    archives: archivesOf(owner, firstRoot),
    offlineKeys: owner,
    requests: wire.requests,
    now: clock,
    get state() {
      return store.state;
    },
    get latencyMs() {
      return wire.latencyMs;
    },
    set latencyMs(ms) {
      wire.latencyMs = ms;
    },
    addFault: faults.add,
    clearFaults: faults.clear,
    rewrite(lie) {
      wire.rewrite = lie;
    },
    snapshot: () => store.state,
    restore(snapshot) {
      store.state = snapshot;
    },
    async close() {
      await server.close(), await kept();
    }
  };
}
function goingOn({ start, state }) {
  let owner = start === "fresh" ? { root: null, targets: null } : ownerKeys(state.seed);
  return { state, owner, firstRoot: firstRootPair("ed25519", state.seed) };
}
function beginning(options, seed, now) {
  let factory = options.factory ?? "acme", groups = options.devices ?? [DEFAULT_GROUP], nobody = { root: null, targets: null };
  if (options.load) {
    let writes = options.writes === "strict" ? "strict" : "accept", recorded = { factory, seed, now, groups, writes, keys: options.keys ?? [] };
    return { state: recordedState(options.load, recorded), owner: nobody, firstRoot: null };
  }
  let start = options.state ?? "owned", { tag = "production", version = 3 } = options.released ?? {}, ci = options.ci ?? {}, fresh = freshState({
    factory,
    seed,
    now,
    onlineKeyType: options.onlineKeyType ?? "ed25519",
    targets: "targets" in ci ? ci.targets : ciContent(factory, ci),
    groups,
    deviceVersion: options.deviceVersion ?? (start === "released" ? version : 1)
  }), accepts2 = options.writes !== void 0 && options.writes !== "strict", withWrites = (state2) => accepts2 ? { ...state2, writes: "accept" } : state2;
  if (start === "fresh") return { state: withWrites(fresh), owner: nobody, firstRoot: fresh.firstRoot };
  let owned = ownedState(fresh, now), state = start === "owned" ? owned.state : releasedState(owned, now, { tag, version });
  return { state: withWrites(state), owner: owned.owner, firstRoot: fresh.firstRoot };
}
function archivesOf({ root, targets }, firstRoot) {
  return {
    root: root && keyArchive("root", [root], firstRoot ?? void 0),
    targets: targets && keyArchive("targets", [targets])
  };
}

export {
  DEFAULT_GROUP,
  readKeyPair,
  privateJson,
  parseFault,
  notOfOption,
  plainNumber,
  parseBuilds,
  chosenClock,
  startFactory
};
