import {
  MAX_RESPONSE_BYTES,
  array,
  boolean,
  custom,
  decodeUtf8,
  getDotPath,
  letGo,
  looseObject,
  networkFault,
  neverSent,
  nullish,
  number,
  picklist,
  readBody,
  safeParse,
  string,
  union,
  unknown
} from "./chunk-CFKSH2RI.js";
import {
  checkedSecret
} from "./chunk-3OJZCFAQ.js";
import {
  checkedBaseUrl
} from "./chunk-ZX2QXR7S.js";
import {
  bodyError,
  httpStatusOf,
  isWrite,
  lostError,
  statusError
} from "./chunk-RSJEDSVS.js";
import {
  describeName,
  isName
} from "./chunk-DPR5IIAQ.js";
import "./chunk-LIRAP5S5.js";
import {
  backoffMs,
  isTransientStatus,
  retryAfterMs
} from "./chunk-LGCY5IBC.js";
import {
  foreignText
} from "./chunk-D4KA6KDZ.js";
import {
  isCanonicalText,
  isObject,
  parseJson,
  problemsBelow
} from "./chunk-WLXACK2J.js";
import "./chunk-PNLIBCLW.js";
import {
  ToolError
} from "./chunk-V3CS4ZDM.js";
import "./chunk-73X3T6A5.js";

// src/factory/answers.ts
var listOrNull = (item) => nullish(array(item)), rollout = looseObject({
  "group-name": string(),
  "rollout-by": string(),
  "rollout-at": string(),
  "is-full-group": boolean(),
  "is-factory-wide": boolean(),
  "num-devices": number()
}), waveStatus = picklist(["active", "complete", "canceled"]), waveEntries = {
  name: string(),
  version: string(),
  tag: string(),
  status: waveStatus,
  "rollout-history": listOrNull(rollout),
  "change-meta": looseObject({
    "created-by": string(),
    "created-at": string(),
    "updated-by": nullish(string()),
    "updated-at": nullish(string())
  })
}, waveAnswer = looseObject(waveEntries), waveListAnswer = looseObject({
  waves: listOrNull(waveAnswer),
  total: number(),
  next: nullish(union([string(), number()]))
}), rolloutAnswer = looseObject({
  ...waveEntries,
  "device-num": number(),
  "device-uuids": listOrNull(string()),
  "device-names": listOrNull(string())
}), groupProgress = looseObject({
  name: string(),
  "rollout-at": nullish(string()),
  "devices-total": number(),
  "devices-online": number(),
  "devices-on-wave-version": number(),
  "devices-on-newer-version": number(),
  "devices-on-older-version": number(),
  "devices-scheduled-for-update": number(),
  targets: listOrNull(looseObject({ version: number(), devices: number(), "is-orphan": boolean() }))
}), waveProgressAnswer = looseObject({
  name: string(),
  version: number(),
  tag: string(),
  status: waveStatus,
  "created-at": string(),
  "finished-at": nullish(string()),
  "total-devices": number(),
  "updated-devices": number(),
  "scheduled-devices": number(),
  "unscheduled-devices": number(),
  "rollout-groups": listOrNull(groupProgress),
  "other-groups": listOrNull(groupProgress)
}), userAnswer = looseObject({
  "polis-id": string(),
  name: string(),
  role: string(),
  "effective-scopes": array(string())
}), stagedRoots = looseObject({ "ci-root": string(), "prod-root": string() }), updatesAnswer = looseObject({
  status: picklist(["NONE", "STARTED", "APPLYING"]),
  current: stagedRoots,
  updated: nullish(stagedRoots),
  "first-time": nullish(boolean()),
  amendments: listOrNull(unknown()),
  issues: nullish(looseObject({ errors: listOrNull(unknown()), warnings: listOrNull(unknown()) }))
}), publicKeyAnswer = looseObject({
  keytype: string(),
  keyval: looseObject({ public: string() })
}), privateKeyAnswer = looseObject({
  keytype: string(),
  keyval: looseObject({ private: string() })
}), updatesInitAnswer = looseObject({
  txid: string(),
  "first_root.sec": nullish(privateKeyAnswer),
  "first_root.pub": nullish(publicKeyAnswer)
}), documentMapAnswer = custom(
  (value) => value !== null && typeof value == "object" && !Array.isArray(value)
);
function shapeProblem(schema, value) {
  let result = safeParse(schema, value, { abortEarly: !0 });
  if (result.success) return null;
  let at = foreignText(getDotPath(result.issues[0]) ?? "", 100);
  return at === "" ? "is not the object expected" : `has no readable \`${at}\``;
}

// src/factory/oauth.ts
var MAX_TOKEN_ANSWER_BYTES = 256 * 1024;
async function requestTokens(connection, client, refreshToken) {
  let form = new URLSearchParams({
    grant_type: refreshToken === null ? "client_credentials" : "refresh_token",
    client_id: client.clientId,
    client_secret: client.clientSecret,
    ...refreshToken === null ? {} : { refresh_token: refreshToken }
  }), { host, pathname } = new URL(`${connection.oauthUrl}/token/`), call = { where: `POST ${host}${pathname}`, effect: "question" }, { status, text } = await post(connection, call, form), tokens = status === 200 || status === 201 ? parseTokens(text, connection.now) : null;
  if (tokens) return tokens;
  throw bodyError(
    call,
    status,
    "response-not-json",
    "its body is no token (perhaps a web page)",
    "Check oauth-url; the vendor's is https://app.foundries.io/oauth."
  );
}
async function post(connection, call, form) {
  try {
    let response = await connection.fetch(`${connection.oauthUrl}/token/`, {
      method: "POST",
      headers: {
        accept: "application/json",
        "user-agent": "factory-tuf",
        "content-type": "application/x-www-form-urlencoded"
      },
      body: form.toString(),
      redirect: "manual",
      signal: AbortSignal.any([connection.signal, AbortSignal.timeout(connection.attemptMs)])
    }), text = decodeUtf8(await readBody(response, MAX_TOKEN_ANSWER_BYTES, call.where));
    if (response.ok) return { status: response.status, text };
    throw refusal(call, { status: response.status, text, headers: response.headers }, connection.quotesSecret);
  } catch (error) {
    if (error instanceof ToolError) throw error;
    if (connection.signal.aborted)
      throw lostError(
        call,
        "deadline-exceeded",
        "had no answer when the time for this command was over",
        "Run this again."
      );
    let fault = networkFault(error);
    throw fault ? lostError(call, "network-failed", fault.says, "Check the network and oauth-url, then run this again.") : error;
  }
}
function refusal(call, answer, quotesSecret) {
  let error = statusError(call, answer, quotesSecret);
  return answer.status !== 400 && answer.status !== 401 ? error : new ToolError("http-unauthorized", {
    happened: `The client id and secret were refused: ${error.happened}`,
    next: "Check that both are complete, belong together and were not revoked, then run this again."
  });
}
function isRefusal(error) {
  return error instanceof ToolError && (error.code === "http-unauthorized" || httpStatusOf(error) === 403);
}
function parseTokens(text, now) {
  let body;
  try {
    body = JSON.parse(text ?? "");
  } catch {
    return null;
  }
  if (!isObject(body) || typeof body.access_token != "string") return null;
  let { refresh_token: refresh, token_type: type, expires_in: expiresIn } = body;
  return {
    accessToken: checkedSecret(body.access_token, "The access token that the OAuth server gave"),
    refreshToken: typeof refresh == "string" && refresh !== "" ? checkedSecret(refresh, "The refresh token") : null,
    tokenType: typeof type == "string" && /^[A-Za-z]{1,20}$/.test(type) ? type : "Bearer",
    expiresInSeconds: typeof expiresIn == "number" && expiresIn > 0 ? expiresIn : null,
    created: `${now.toISOString().slice(0, 19)}Z`
  };
}

// src/factory/authorizer.ts
var EXPIRY_MARGIN_MS = 6e4, WINDOW = 8;
function createAuthorizer(options) {
  return options.credentials.kind === "token" ? tokenAuthorizer(options.credentials.token) : oauthAuthorizer(options.credentials, options);
}
function tokenAuthorizer(token) {
  let headers = { "OSF-TOKEN": token };
  return {
    headers: async () => headers,
    renew: async () => !1,
    quotesSecret: (text) => sharesWindow(text, [token])
  };
}
var sessions = /* @__PURE__ */ new WeakMap();
function sessionOf(credentials) {
  let session = sessions.get(credentials);
  return session || (session = { tokens: credentials.tokens, secrets: /* @__PURE__ */ new Set([credentials.clientSecret]) }, sessions.set(credentials, session)), session;
}
function oauthAuthorizer(credentials, options) {
  let session = sessionOf(credentials), quotesSecret = (text) => sharesWindow(text, session.secrets), connection = { ...options.oauth, quotesSecret }, pending = null;
  session.tokens && announce(session.tokens);
  function announce(fresh) {
    for (let secret of [fresh.accessToken, bearer(fresh), fresh.refreshToken])
      secret === null || session.secrets.has(secret) || (session.secrets.add(secret), options.onSecret(secret));
  }
  function renewed() {
    return pending ??= fetchTokens().finally(() => {
      pending = null;
    }), pending;
  }
  async function fetchTokens() {
    let fresh = await refreshed(connection, credentials, session.tokens);
    announce(fresh), session.tokens = fresh;
    try {
      await options.saveTokens?.(fresh);
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      options.warning(`The renewed OAuth token is used but could not be kept. ${error.happened} ${error.next}`);
    }
    return fresh;
  }
  async function headers() {
    let { tokens } = session, current = tokens && !isExpired(tokens, connection.now) ? tokens : await renewed();
    return { Authorization: `Bearer ${bearer(current)}` };
  }
  return {
    headers,
    async renew(refused) {
      let { tokens } = session;
      return tokens && `Bearer ${bearer(tokens)}` !== refused.Authorization || await renewed(), !0;
    },
    quotesSecret
  };
}
async function refreshed(connection, credentials, tokens) {
  if (tokens?.refreshToken)
    try {
      return await requestTokens(connection, credentials, tokens.refreshToken);
    } catch (error) {
      if (!isRefusal(error)) throw error;
    }
  return requestTokens(connection, credentials, null);
}
function bearer({ accessToken }) {
  return Buffer.from(accessToken).toString("base64");
}
function isExpired({ created, expiresInSeconds }, now) {
  return created === null || expiresInSeconds === null || expiresInSeconds === 0 ? !1 : Date.parse(created) + expiresInSeconds * 1e3 - EXPIRY_MARGIN_MS <= now.getTime();
}
function sharesWindow(text, secrets) {
  for (let secret of secrets) {
    let length = Math.min(WINDOW, secret.length);
    for (let at = 0; at + length <= text.length; at++)
      if (secret.includes(text.slice(at, at + length))) return !0;
  }
  return !1;
}

// src/factory/document-texts.ts
var noDocuments = { names: [], document: () => null };
function documentTexts(bytes, where) {
  let pieces = cut(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  if (pieces === null) return wholeText(bytes, where);
  let byName = new Map(pieces.map((piece) => [piece.name, piece]));
  if (byName.size !== pieces.length) throw twice(where);
  let whole = null;
  return {
    names: [...byName.keys()],
    document(name) {
      let piece = byName.get(name);
      if (!piece) return null;
      if (whole) return whole.document(name);
      try {
        return parsed(bytes.subarray(piece.start, piece.end), `${where}, ${name}`);
      } catch {
        if (whole = wholeText(bytes, where), whole.names.length !== byName.size) throw unlike(where);
        return whole.document(name);
      }
    }
  };
}
var BEGIN = '"sign', MEMBER = /^"(signatures|signed)"\s*:/, BEFORE = /([{,])\s*"([\x20\x21\x23-\x5b\x5d-\x7e]{1,200})"\s*:\s*\{\s*$/, MAX_BEFORE = 260, MAX_MEMBER = 64;
function cut(text) {
  let starts = [], counts = { signatures: 0, signed: 0 };
  for (let at = text.indexOf(BEGIN); at !== -1; at = text.indexOf(BEGIN, at + BEGIN.length)) {
    let member = MEMBER.exec(text.toString("latin1", at, at + MAX_MEMBER))?.[1];
    if (!member) continue;
    counts[member]++;
    let from = Math.max(0, at - MAX_BEFORE), found = BEFORE.exec(text.toString("latin1", from, at));
    found && starts.push({
      name: found[2],
      before: from + found.index,
      start: from + found.index + found[0].lastIndexOf("{")
    });
  }
  if (starts.length === 0 || counts.signatures !== starts.length || counts.signed !== starts.length) return null;
  let close = text.lastIndexOf("}");
  return [text.subarray(0, starts[0].before), text.subarray(close + 1)].some((rest) => rest.toString("latin1").trim() !== "") ? null : starts.map(({ name, start }, index) => ({ name, start, end: starts[index + 1]?.before ?? close }));
}
function wholeText(bytes, where) {
  let { value, problems } = parsed(bytes, where);
  if (!isObject(value))
    throw new ToolError("metadata-malformed", {
      happened: `${where} is not a map of documents.`,
      next: "Run this again; if it stays so, ask the vendor."
    });
  if (problems.some(({ pointer, kind }) => kind === "repeated-member" && pointer.lastIndexOf("/") === 0))
    throw twice(where);
  return {
    names: Object.keys(value),
    document(name) {
      if (!Object.hasOwn(value, name)) return null;
      let document = value[name], pointer = `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      return {
        value: document,
        problems: problemsBelow(problems, pointer),
        size: Buffer.byteLength(JSON.stringify(document)),
        canonicalSigned: null
      };
    }
  };
}
function parsed(bytes, where) {
  let text = decodeUtf8(bytes);
  if (text === null)
    throw new ToolError("metadata-malformed", {
      happened: `${where} is not UTF-8.`,
      next: "Run this again; if it stays so, something between here and the Factory rewrites answers."
    });
  let json = parseJson(text, where);
  return { ...json, size: bytes.length, canonicalSigned: json.exact ? canonicalSigned(text, json.value, bytes) : null };
}
function canonicalSigned(text, value, bytes) {
  if (!isObject(value) || bytes.length !== text.length) return null;
  let names = Object.keys(value).join(), signatures = `"signatures":${JSON.stringify(value.signatures)}`.length, signed = 9, [start, end] = names === "signatures,signed" ? [1 + signatures + 1 + signed, text.length - 1] : names === "signed,signatures" ? [1 + signed, text.length - 1 - signatures - 1] : [0, 0];
  return end === 0 || !isCanonicalText(text.slice(start, end), value.signed) ? null : bytes.subarray(start, end);
}
function twice(where) {
  return new ToolError("metadata-ambiguous", {
    happened: `${where} has one name twice, so two readers may see two documents.`,
    next: "Sign nothing, keep a copy and ask the vendor."
  });
}
function unlike(where) {
  return new ToolError("metadata-malformed", {
    happened: `${where} holds other documents than its form suggests.`,
    next: "Sign nothing, keep a copy and ask the vendor."
  });
}

// node_modules/ky/distribution/errors/HTTPError.js
var HTTPError = class extends Error {
  response;
  request;
  options;
  constructor(response, request, options) {
    let code = response.status || response.status === 0 ? response.status : "", title = response.statusText ?? "", status = `${code} ${title}`.trim(), reason = status ? `status code ${status}` : "an unknown error";
    super(`Request failed with ${reason}: ${request.method} ${request.url}`), this.name = "HTTPError", this.response = response, this.request = request, this.options = options;
  }
};

// node_modules/ky/distribution/errors/NonError.js
var NonError = class extends Error {
  name = "NonError";
  value;
  constructor(value) {
    let message = "Non-error value was thrown";
    try {
      typeof value == "string" ? message = value : value && typeof value == "object" && "message" in value && typeof value.message == "string" && (message = value.message);
    } catch {
    }
    super(message), this.value = value;
  }
};

// node_modules/ky/distribution/errors/ForceRetryError.js
var ForceRetryError = class extends Error {
  name = "ForceRetryError";
  customDelay;
  code;
  customRequest;
  constructor(options) {
    let cause = options?.cause ? options.cause instanceof Error ? options.cause : new NonError(options.cause) : void 0;
    super(options?.code ? `Forced retry: ${options.code}` : "Forced retry", cause ? { cause } : void 0), this.customDelay = options?.delay, this.code = options?.code, this.customRequest = options?.request;
  }
};

// node_modules/ky/distribution/core/constants.js
var supportsRequestStreams = (() => {
  let duplexAccessed = !1, hasContentType = !1, supportsReadableStream = typeof globalThis.ReadableStream == "function", supportsRequest = typeof globalThis.Request == "function";
  if (supportsReadableStream && supportsRequest)
    try {
      hasContentType = new globalThis.Request("https://empty.invalid", {
        body: new globalThis.ReadableStream(),
        method: "POST",
        // @ts-expect-error - Types are outdated.
        get duplex() {
          return duplexAccessed = !0, "half";
        }
      }).headers.has("Content-Type");
    } catch (error) {
      if (error instanceof Error && error.message === "unsupported BodyInit type")
        return !1;
      throw error;
    }
  return duplexAccessed && !hasContentType;
})(), supportsAbortController = typeof globalThis.AbortController == "function", supportsAbortSignal = typeof globalThis.AbortSignal == "function" && typeof globalThis.AbortSignal.any == "function", supportsResponseStreams = typeof globalThis.ReadableStream == "function", supportsFormData = typeof globalThis.FormData == "function", requestMethods = ["get", "post", "put", "patch", "head", "delete"], validate = () => {
};
validate();
var responseTypes = {
  json: "application/json",
  text: "text/*",
  formData: "multipart/form-data",
  arrayBuffer: "*/*",
  blob: "*/*",
  // Supported in modern Fetch implementations (for example, browsers and recent Node.js/undici).
  // We still feature-check at runtime before exposing the shortcut.
  bytes: "*/*"
}, maxSafeTimeout = 2147483647, usualFormBoundarySize = new TextEncoder().encode("------WebKitFormBoundaryaxpyiPgbbPti10Rw").length, stop = /* @__PURE__ */ Symbol("stop"), RetryMarker = class {
  options;
  constructor(options) {
    this.options = options;
  }
}, retry = (options) => new RetryMarker(options), kyOptionKeys = {
  json: !0,
  parseJson: !0,
  stringifyJson: !0,
  searchParams: !0,
  prefixUrl: !0,
  retry: !0,
  timeout: !0,
  hooks: !0,
  throwHttpErrors: !0,
  onDownloadProgress: !0,
  onUploadProgress: !0,
  fetch: !0,
  context: !0
}, vendorSpecificOptions = {
  next: !0
  // Next.js cache revalidation (revalidate, tags)
}, requestOptionsRegistry = {
  method: !0,
  headers: !0,
  body: !0,
  mode: !0,
  credentials: !0,
  cache: !0,
  redirect: !0,
  referrer: !0,
  referrerPolicy: !0,
  integrity: !0,
  keepalive: !0,
  signal: !0,
  window: !0,
  duplex: !0
};

// node_modules/ky/distribution/utils/body.js
var getBodySize = (body) => {
  if (!body)
    return 0;
  if (body instanceof FormData) {
    let size = 0;
    for (let [key, value] of body)
      size += usualFormBoundarySize, size += new TextEncoder().encode(`Content-Disposition: form-data; name="${key}"`).length, size += typeof value == "string" ? new TextEncoder().encode(value).length : value.size;
    return size;
  }
  if (body instanceof Blob)
    return body.size;
  if (body instanceof ArrayBuffer)
    return body.byteLength;
  if (typeof body == "string")
    return new TextEncoder().encode(body).length;
  if (body instanceof URLSearchParams)
    return new TextEncoder().encode(body.toString()).length;
  if ("byteLength" in body)
    return body.byteLength;
  if (typeof body == "object" && body !== null)
    try {
      let jsonString = JSON.stringify(body);
      return new TextEncoder().encode(jsonString).length;
    } catch {
      return 0;
    }
  return 0;
}, withProgress = (stream, totalBytes, onProgress) => {
  let previousChunk, transferredBytes = 0;
  return stream.pipeThrough(new TransformStream({
    transform(currentChunk, controller) {
      if (controller.enqueue(currentChunk), previousChunk) {
        transferredBytes += previousChunk.byteLength;
        let percent = totalBytes === 0 ? 0 : transferredBytes / totalBytes;
        percent >= 1 && (percent = 1 - Number.EPSILON), onProgress?.({ percent, totalBytes: Math.max(totalBytes, transferredBytes), transferredBytes }, previousChunk);
      }
      previousChunk = currentChunk;
    },
    flush() {
      previousChunk && (transferredBytes += previousChunk.byteLength, onProgress?.({ percent: 1, totalBytes: Math.max(totalBytes, transferredBytes), transferredBytes }, previousChunk));
    }
  }));
}, streamResponse = (response, onDownloadProgress) => {
  if (!response.body)
    return response;
  if (response.status === 204)
    return new Response(null, {
      status: response.status,
      statusText: response.statusText,
      headers: response.headers
    });
  let totalBytes = Math.max(0, Number(response.headers.get("content-length")) || 0);
  return new Response(withProgress(response.body, totalBytes, onDownloadProgress), {
    status: response.status,
    statusText: response.statusText,
    headers: response.headers
  });
}, streamRequest = (request, onUploadProgress, originalBody) => {
  if (!request.body)
    return request;
  let totalBytes = getBodySize(originalBody ?? request.body);
  return new Request(request, {
    // @ts-expect-error - Types are outdated.
    duplex: "half",
    body: withProgress(request.body, totalBytes, onUploadProgress)
  });
};

// node_modules/ky/distribution/utils/is.js
var isObject2 = (value) => value !== null && typeof value == "object";

// node_modules/ky/distribution/utils/merge.js
var validateAndMerge = (...sources) => {
  for (let source of sources)
    if ((!isObject2(source) || Array.isArray(source)) && source !== void 0)
      throw new TypeError("The `options` argument must be an object");
  return deepMerge({}, ...sources);
}, mergeHeaders = (source1 = {}, source2 = {}) => {
  let result = new globalThis.Headers(source1), isHeadersInstance = source2 instanceof globalThis.Headers, source = new globalThis.Headers(source2);
  for (let [key, value] of source.entries())
    isHeadersInstance && value === "undefined" || value === void 0 ? result.delete(key) : result.set(key, value);
  return result;
};
function newHookValue(original, incoming, property) {
  return Object.hasOwn(incoming, property) && incoming[property] === void 0 ? [] : deepMerge(original[property] ?? [], incoming[property] ?? []);
}
var mergeHooks = (original = {}, incoming = {}) => ({
  beforeRequest: newHookValue(original, incoming, "beforeRequest"),
  beforeRetry: newHookValue(original, incoming, "beforeRetry"),
  afterResponse: newHookValue(original, incoming, "afterResponse"),
  beforeError: newHookValue(original, incoming, "beforeError")
}), appendSearchParameters = (target, source) => {
  let result = new URLSearchParams();
  for (let input of [target, source])
    if (input !== void 0)
      if (input instanceof URLSearchParams)
        for (let [key, value] of input.entries())
          result.append(key, value);
      else if (Array.isArray(input))
        for (let pair of input) {
          if (!Array.isArray(pair) || pair.length !== 2)
            throw new TypeError("Array search parameters must be provided in [[key, value], ...] format");
          result.append(String(pair[0]), String(pair[1]));
        }
      else if (isObject2(input))
        for (let [key, value] of Object.entries(input))
          value !== void 0 && result.append(key, String(value));
      else {
        let parameters = new URLSearchParams(input);
        for (let [key, value] of parameters.entries())
          result.append(key, value);
      }
  return result;
}, deepMerge = (...sources) => {
  let returnValue = {}, headers = {}, hooks = {}, searchParameters, signals = [];
  for (let source of sources)
    if (Array.isArray(source))
      Array.isArray(returnValue) || (returnValue = []), returnValue = [...returnValue, ...source];
    else if (isObject2(source)) {
      for (let [key, value] of Object.entries(source)) {
        if (key === "signal" && value instanceof globalThis.AbortSignal) {
          signals.push(value);
          continue;
        }
        if (key === "context") {
          if (value != null && (!isObject2(value) || Array.isArray(value)))
            throw new TypeError("The `context` option must be an object");
          returnValue = {
            ...returnValue,
            context: value == null ? {} : { ...returnValue.context, ...value }
          };
          continue;
        }
        if (key === "searchParams") {
          value == null ? searchParameters = void 0 : searchParameters = searchParameters === void 0 ? value : appendSearchParameters(searchParameters, value);
          continue;
        }
        isObject2(value) && key in returnValue && (value = deepMerge(returnValue[key], value)), returnValue = { ...returnValue, [key]: value };
      }
      isObject2(source.hooks) && (hooks = mergeHooks(hooks, source.hooks), returnValue.hooks = hooks), isObject2(source.headers) && (headers = mergeHeaders(headers, source.headers), returnValue.headers = headers);
    }
  return searchParameters !== void 0 && (returnValue.searchParams = searchParameters), signals.length > 0 && (signals.length === 1 ? returnValue.signal = signals[0] : supportsAbortSignal ? returnValue.signal = AbortSignal.any(signals) : returnValue.signal = signals.at(-1)), returnValue;
};

// node_modules/ky/distribution/utils/normalize.js
var normalizeRequestMethod = (input) => requestMethods.includes(input) ? input.toUpperCase() : input, retryMethods = ["get", "put", "head", "delete", "options", "trace"], retryStatusCodes = [408, 413, 429, 500, 502, 503, 504], retryAfterStatusCodes = [413, 429, 503], defaultRetryOptions = {
  limit: 2,
  methods: retryMethods,
  statusCodes: retryStatusCodes,
  afterStatusCodes: retryAfterStatusCodes,
  maxRetryAfter: Number.POSITIVE_INFINITY,
  backoffLimit: Number.POSITIVE_INFINITY,
  delay: (attemptCount) => 0.3 * 2 ** (attemptCount - 1) * 1e3,
  jitter: void 0,
  retryOnTimeout: !1
}, normalizeRetryOptions = (retry2 = {}) => {
  if (typeof retry2 == "number")
    return {
      ...defaultRetryOptions,
      limit: retry2
    };
  if (retry2.methods && !Array.isArray(retry2.methods))
    throw new Error("retry.methods must be an array");
  if (retry2.methods &&= retry2.methods.map((method) => method.toLowerCase()), retry2.statusCodes && !Array.isArray(retry2.statusCodes))
    throw new Error("retry.statusCodes must be an array");
  let normalizedRetry = Object.fromEntries(Object.entries(retry2).filter(([, value]) => value !== void 0));
  return {
    ...defaultRetryOptions,
    ...normalizedRetry
  };
};

// node_modules/ky/distribution/errors/TimeoutError.js
var TimeoutError = class extends Error {
  request;
  constructor(request) {
    super(`Request timed out: ${request.method} ${request.url}`), this.name = "TimeoutError", this.request = request;
  }
};

// node_modules/ky/distribution/utils/timeout.js
async function timeout(request, init, abortController, options) {
  return new Promise((resolve, reject) => {
    let timeoutId = setTimeout(() => {
      abortController && abortController.abort(), reject(new TimeoutError(request));
    }, options.timeout);
    options.fetch(request, init).then(resolve).catch(reject).then(() => {
      clearTimeout(timeoutId);
    });
  });
}

// node_modules/ky/distribution/utils/delay.js
async function delay(ms, { signal }) {
  return new Promise((resolve, reject) => {
    signal && (signal.throwIfAborted(), signal.addEventListener("abort", abortHandler, { once: !0 }));
    function abortHandler() {
      clearTimeout(timeoutId), reject(signal.reason);
    }
    let timeoutId = setTimeout(() => {
      signal?.removeEventListener("abort", abortHandler), resolve();
    }, ms);
  });
}

// node_modules/ky/distribution/utils/options.js
var findUnknownOptions = (request, options) => {
  let unknownOptions = {};
  for (let key in options)
    Object.hasOwn(options, key) && !(key in requestOptionsRegistry) && !(key in kyOptionKeys) && (!(key in request) || key in vendorSpecificOptions) && (unknownOptions[key] = options[key]);
  return unknownOptions;
}, hasSearchParameters = (search) => search === void 0 ? !1 : Array.isArray(search) ? search.length > 0 : search instanceof URLSearchParams ? search.size > 0 : typeof search == "object" ? Object.keys(search).length > 0 : typeof search == "string" ? search.trim().length > 0 : !!search;

// node_modules/ky/distribution/utils/type-guards.js
function isHTTPError(error) {
  return error instanceof HTTPError || error?.name === HTTPError.name;
}
function isTimeoutError(error) {
  return error instanceof TimeoutError || error?.name === TimeoutError.name;
}

// node_modules/ky/distribution/core/Ky.js
var Ky = class _Ky {
  static create(input, options) {
    let ky2 = new _Ky(input, options), function_ = async () => {
      if (typeof ky2.#options.timeout == "number" && ky2.#options.timeout > maxSafeTimeout)
        throw new RangeError(`The \`timeout\` option cannot be greater than ${maxSafeTimeout}`);
      await Promise.resolve();
      let response = await ky2.#fetch();
      for (let hook of ky2.#options.hooks.afterResponse) {
        let clonedResponse = ky2.#decorateResponse(response.clone()), modifiedResponse;
        try {
          modifiedResponse = await hook(ky2.request, ky2.#getNormalizedOptions(), clonedResponse, { retryCount: ky2.#retryCount });
        } catch (error) {
          throw ky2.#cancelResponseBody(clonedResponse), ky2.#cancelResponseBody(response), error;
        }
        if (modifiedResponse instanceof RetryMarker)
          throw ky2.#cancelResponseBody(clonedResponse), ky2.#cancelResponseBody(response), new ForceRetryError(modifiedResponse.options);
        let nextResponse = modifiedResponse instanceof globalThis.Response ? modifiedResponse : response;
        clonedResponse !== nextResponse && ky2.#cancelResponseBody(clonedResponse), response !== nextResponse && ky2.#cancelResponseBody(response), response = nextResponse;
      }
      if (ky2.#decorateResponse(response), !response.ok && (typeof ky2.#options.throwHttpErrors == "function" ? ky2.#options.throwHttpErrors(response.status) : ky2.#options.throwHttpErrors)) {
        let error = new HTTPError(response, ky2.request, ky2.#getNormalizedOptions());
        for (let hook of ky2.#options.hooks.beforeError)
          error = await hook(error, { retryCount: ky2.#retryCount });
        throw error;
      }
      if (ky2.#options.onDownloadProgress) {
        if (typeof ky2.#options.onDownloadProgress != "function")
          throw new TypeError("The `onDownloadProgress` option must be a function");
        if (!supportsResponseStreams)
          throw new Error("Streams are not supported in your environment. `ReadableStream` is missing.");
        let progressResponse = response.clone();
        return ky2.#cancelResponseBody(response), streamResponse(progressResponse, ky2.#options.onDownloadProgress);
      }
      return response;
    }, result = ky2.#retry(function_).finally(() => {
      let originalRequest = ky2.#originalRequest;
      ky2.#cancelBody(originalRequest?.body ?? void 0), ky2.#cancelBody(ky2.request.body ?? void 0);
    });
    for (let [type, mimeType] of Object.entries(responseTypes))
      type === "bytes" && typeof globalThis.Response?.prototype?.bytes != "function" || (result[type] = async () => {
        ky2.request.headers.set("accept", ky2.request.headers.get("accept") || mimeType);
        let response = await result;
        if (type === "json") {
          if (response.status === 204)
            return "";
          let text = await response.text();
          return text === "" ? "" : options.parseJson ? options.parseJson(text) : JSON.parse(text);
        }
        return response[type]();
      });
    return result;
  }
  // eslint-disable-next-line unicorn/prevent-abbreviations
  static #normalizeSearchParams(searchParams) {
    return searchParams && typeof searchParams == "object" && !Array.isArray(searchParams) && !(searchParams instanceof URLSearchParams) ? Object.fromEntries(Object.entries(searchParams).filter(([, value]) => value !== void 0)) : searchParams;
  }
  request;
  #abortController;
  #retryCount = 0;
  // eslint-disable-next-line @typescript-eslint/prefer-readonly -- False positive: #input is reassigned on line 202
  #input;
  #options;
  #originalRequest;
  #userProvidedAbortSignal;
  #cachedNormalizedOptions;
  // eslint-disable-next-line complexity
  constructor(input, options = {}) {
    if (this.#input = input, this.#options = {
      ...options,
      headers: mergeHeaders(this.#input.headers, options.headers),
      hooks: mergeHooks({
        beforeRequest: [],
        beforeRetry: [],
        beforeError: [],
        afterResponse: []
      }, options.hooks),
      method: normalizeRequestMethod(options.method ?? this.#input.method ?? "GET"),
      // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing
      prefixUrl: String(options.prefixUrl || ""),
      retry: normalizeRetryOptions(options.retry),
      throwHttpErrors: options.throwHttpErrors ?? !0,
      timeout: options.timeout ?? 1e4,
      fetch: options.fetch ?? globalThis.fetch.bind(globalThis),
      context: options.context ?? {}
    }, typeof this.#input != "string" && !(this.#input instanceof URL || this.#input instanceof globalThis.Request))
      throw new TypeError("`input` must be a string, URL, or Request");
    if (this.#options.prefixUrl && typeof this.#input == "string") {
      if (this.#input.startsWith("/"))
        throw new Error("`input` must not begin with a slash when using `prefixUrl`");
      this.#options.prefixUrl.endsWith("/") || (this.#options.prefixUrl += "/"), this.#input = this.#options.prefixUrl + this.#input;
    }
    supportsAbortController && supportsAbortSignal && (this.#userProvidedAbortSignal = this.#options.signal ?? this.#input.signal, this.#abortController = new globalThis.AbortController(), this.#options.signal = this.#userProvidedAbortSignal ? AbortSignal.any([this.#userProvidedAbortSignal, this.#abortController.signal]) : this.#abortController.signal), supportsRequestStreams && (this.#options.duplex = "half"), this.#options.json !== void 0 && (this.#options.body = this.#options.stringifyJson?.(this.#options.json) ?? JSON.stringify(this.#options.json), this.#options.headers.set("content-type", this.#options.headers.get("content-type") ?? "application/json"));
    let userProvidedContentType = options.headers && new globalThis.Headers(options.headers).has("content-type");
    if (this.#input instanceof globalThis.Request && (supportsFormData && this.#options.body instanceof globalThis.FormData || this.#options.body instanceof URLSearchParams) && !userProvidedContentType && this.#options.headers.delete("content-type"), this.request = new globalThis.Request(this.#input, this.#options), hasSearchParameters(this.#options.searchParams)) {
      let searchParams = "?" + (typeof this.#options.searchParams == "string" ? this.#options.searchParams.replace(/^\?/, "") : new URLSearchParams(_Ky.#normalizeSearchParams(this.#options.searchParams)).toString()), url = this.request.url.replace(/(?:\?.*?)?(?=#|$)/, searchParams);
      this.request = new globalThis.Request(url, this.#options);
    }
    if (this.#options.onUploadProgress) {
      if (typeof this.#options.onUploadProgress != "function")
        throw new TypeError("The `onUploadProgress` option must be a function");
      if (!supportsRequestStreams)
        throw new Error("Request streams are not supported in your environment. The `duplex` option for `Request` is not available.");
      this.request = this.#wrapRequestWithUploadProgress(this.request, this.#options.body ?? void 0);
    }
  }
  #calculateDelay() {
    let retryDelay = this.#options.retry.delay(this.#retryCount), jitteredDelay = retryDelay;
    this.#options.retry.jitter === !0 ? jitteredDelay = Math.random() * retryDelay : typeof this.#options.retry.jitter == "function" && (jitteredDelay = this.#options.retry.jitter(retryDelay), (!Number.isFinite(jitteredDelay) || jitteredDelay < 0) && (jitteredDelay = retryDelay));
    let backoffLimit = this.#options.retry.backoffLimit ?? Number.POSITIVE_INFINITY;
    return Math.min(backoffLimit, jitteredDelay);
  }
  async #calculateRetryDelay(error) {
    if (this.#retryCount++, this.#retryCount > this.#options.retry.limit)
      throw error;
    let errorObject = error instanceof Error ? error : new NonError(error);
    if (errorObject instanceof ForceRetryError)
      return errorObject.customDelay ?? this.#calculateDelay();
    if (!this.#options.retry.methods.includes(this.request.method.toLowerCase()))
      throw error;
    if (this.#options.retry.shouldRetry !== void 0) {
      let result = await this.#options.retry.shouldRetry({ error: errorObject, retryCount: this.#retryCount });
      if (result === !1)
        throw error;
      if (result === !0)
        return this.#calculateDelay();
    }
    if (isTimeoutError(error) && !this.#options.retry.retryOnTimeout)
      throw error;
    if (isHTTPError(error)) {
      if (!this.#options.retry.statusCodes.includes(error.response.status))
        throw error;
      let retryAfter = error.response.headers.get("Retry-After") ?? error.response.headers.get("RateLimit-Reset") ?? error.response.headers.get("X-RateLimit-Retry-After") ?? error.response.headers.get("X-RateLimit-Reset") ?? error.response.headers.get("X-Rate-Limit-Reset");
      if (retryAfter && this.#options.retry.afterStatusCodes.includes(error.response.status)) {
        let after = Number(retryAfter) * 1e3;
        Number.isNaN(after) ? after = Date.parse(retryAfter) - Date.now() : after >= Date.parse("2024-01-01") && (after -= Date.now());
        let max = this.#options.retry.maxRetryAfter ?? after;
        return after < max ? after : max;
      }
      if (error.response.status === 413)
        throw error;
    }
    return this.#calculateDelay();
  }
  #decorateResponse(response) {
    return this.#options.parseJson && (response.json = async () => this.#options.parseJson(await response.text())), response;
  }
  #cancelBody(body) {
    body && body.cancel().catch(() => {
    });
  }
  #cancelResponseBody(response) {
    this.#cancelBody(response.body ?? void 0);
  }
  async #retry(function_) {
    try {
      return await function_();
    } catch (error) {
      let ms = Math.min(await this.#calculateRetryDelay(error), maxSafeTimeout);
      if (this.#retryCount < 1)
        throw error;
      if (await delay(ms, this.#userProvidedAbortSignal ? { signal: this.#userProvidedAbortSignal } : {}), error instanceof ForceRetryError && error.customRequest) {
        let managedRequest = this.#options.signal ? new globalThis.Request(error.customRequest, { signal: this.#options.signal }) : new globalThis.Request(error.customRequest);
        this.#assignRequest(managedRequest);
      }
      for (let hook of this.#options.hooks.beforeRetry) {
        let hookResult = await hook({
          request: this.request,
          options: this.#getNormalizedOptions(),
          error,
          retryCount: this.#retryCount
        });
        if (hookResult instanceof globalThis.Request) {
          this.#assignRequest(hookResult);
          break;
        }
        if (hookResult instanceof globalThis.Response)
          return hookResult;
        if (hookResult === stop)
          return;
      }
      return this.#retry(function_);
    }
  }
  async #fetch() {
    this.#abortController?.signal.aborted && (this.#abortController = new globalThis.AbortController(), this.#options.signal = this.#userProvidedAbortSignal ? AbortSignal.any([this.#userProvidedAbortSignal, this.#abortController.signal]) : this.#abortController.signal, this.request = new globalThis.Request(this.request, { signal: this.#options.signal }));
    for (let hook of this.#options.hooks.beforeRequest) {
      let result = await hook(this.request, this.#getNormalizedOptions(), { retryCount: this.#retryCount });
      if (result instanceof Response)
        return result;
      if (result instanceof globalThis.Request) {
        this.#assignRequest(result);
        break;
      }
    }
    let nonRequestOptions = findUnknownOptions(this.request, this.#options);
    return this.#originalRequest = this.request, this.request = this.#originalRequest.clone(), this.#options.timeout === !1 ? this.#options.fetch(this.#originalRequest, nonRequestOptions) : timeout(this.#originalRequest, nonRequestOptions, this.#abortController, this.#options);
  }
  #getNormalizedOptions() {
    if (!this.#cachedNormalizedOptions) {
      let { hooks, ...normalizedOptions } = this.#options;
      this.#cachedNormalizedOptions = Object.freeze(normalizedOptions);
    }
    return this.#cachedNormalizedOptions;
  }
  #assignRequest(request) {
    this.#cachedNormalizedOptions = void 0, this.request = this.#wrapRequestWithUploadProgress(request);
  }
  #wrapRequestWithUploadProgress(request, originalBody) {
    return !this.#options.onUploadProgress || !request.body ? request : streamRequest(request, this.#options.onUploadProgress, originalBody ?? this.#options.body ?? void 0);
  }
};

// node_modules/ky/distribution/index.js
var createInstance = (defaults) => {
  let ky2 = (input, options) => Ky.create(input, validateAndMerge(defaults, options));
  for (let method of requestMethods)
    ky2[method] = (input, options) => Ky.create(input, validateAndMerge(defaults, options, { method }));
  return ky2.create = (newDefaults) => createInstance(validateAndMerge(newDefaults)), ky2.extend = (newDefaults) => (typeof newDefaults == "function" && (newDefaults = newDefaults(defaults ?? {})), createInstance(validateAndMerge(defaults, newDefaults))), ky2.stop = stop, ky2.retry = retry, ky2;
}, ky = createInstance(), distribution_default = ky;

// src/factory/http.ts
var SUCCESSES = /* @__PURE__ */ new Set([200, 201, 202, 204]);
async function send(connection, call) {
  let name = { where: `${call.method} ${call.path}`, effect: call.effect };
  if (connection.signal.aborted)
    throw overdue(connection, name, "was not sent, because the time for this command is over", "read");
  let headers = await connection.authorizer.headers(), answer = await exchange(connection, call, name, headers);
  answer.status === 401 && call.effect === "read" && await connection.authorizer.renew(headers) && (headers = await connection.authorizer.headers(), answer = await exchange(connection, call, name, headers));
  let { status, bytes } = answer, size = bytes.length;
  if (call.keepBytes && SUCCESSES.has(status)) return { ...name, status, text: "", bytes, size };
  let text = decodeUtf8(bytes);
  if (letGo(bytes), !SUCCESSES.has(status))
    throw statusError(
      name,
      { status, text, headers: answer.headers },
      (said) => connection.authorizer.quotesSecret(said)
    );
  if (text === null)
    throw bodyError(name, status, "response-not-json", "its body is not UTF-8", "Check the API's address.");
  return { ...name, status, text, bytes, size };
}
async function exchange(connection, call, name, headers) {
  let last = { answer: null };
  try {
    await distribution_default(connection.apiUrl + call.path, {
      method: call.method,
      headers: { accept: "application/json", "user-agent": "factory-tuf", ...headers, ...contentType(call) },
      redirect: "manual",
      signal: connection.signal,
      timeout: !1,
      throwHttpErrors: isTransientStatus,
      retry: {
        limit: call.effect === "read" ? 4 : 0,
        methods: ["get"],
        shouldRetry: ({ error }) => isWorthRetrying(connection, last.answer, error),
        delay: () => 0
      },
      hooks: { beforeRetry: [({ retryCount }) => pause(connection, name, last.answer, retryCount)] },
      fetch: async (input) => {
        last.answer = null;
        let signal = AbortSignal.any([connection.signal, AbortSignal.timeout(connection.attemptMs)]), response = await connection.fetch(withBody(input, call), { signal }), bytes = await readBody(response, Math.min(connection.maxBytes, call.maxBytes ?? 1 / 0), name.where);
        if (isCutOff(call, response, bytes)) throw new CutOff();
        return last.answer = { status: response.status, headers: response.headers, bytes }, response;
      }
    });
  } catch (error) {
    if (!(error instanceof HTTPError) || connection.signal.aborted) throw noAnswer(connection, name, error);
  }
  return last.answer;
}
function withBody(request, { body }) {
  if (body === void 0) return request;
  if (!(body instanceof Uint8Array)) return new Request(request, { body: JSON.stringify(body) });
  let outgoing = new Request(request, { body });
  return letGo(body), outgoing;
}
function contentType(call) {
  return call.body === void 0 ? {} : { "content-type": "application/json" };
}
function isWorthRetrying(connection, answer, error) {
  return connection.signal.aborted ? !1 : answer !== null ? (retryAfterMs(answer.headers) ?? 0) <= 6e4 : error instanceof CutOff || networkFault(error)?.lasting === !1;
}
async function pause(connection, name, answer, retry2) {
  let ms = (answer && retryAfterMs(answer.headers)) ?? backoffMs(retry2, connection.random()), why = answer ? `was answered with ${answer.status}` : "got no complete answer", round = `${retry2} of ${4}`;
  connection.retrying({ message: `${name.where} ${why}; trying again in ${ms / 1e3} s (${round}).`, why, round });
  let { signal } = connection;
  signal.throwIfAborted();
  let ended = Promise.withResolvers(), onAbort = () => ended.reject(signal.reason);
  signal.addEventListener("abort", onAbort, { once: !0 });
  try {
    await Promise.race([connection.wait(ms), ended.promise]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
var CutOff = class extends Error {
};
function isCutOff(call, response, bytes) {
  if (call.effect !== "read" || response.status !== 200) return !1;
  let text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), first = text[0], last = text.subarray(-16).toString("latin1").trimEnd().at(-1);
  return first === 123 && last !== "}" || first === 91 && last !== "]";
}
function noAnswer(connection, name, error) {
  if (connection.signal.aborted)
    return overdue(connection, name, "had no answer when the time for this command was over", name.effect);
  if (error instanceof ToolError)
    return isWrite(name.effect) ? lostError(name, error.code, "was answered with more than can be read", error.next, { cause: error }) : error;
  let fix = "Check the network and the API's address, then run this again.";
  if (error instanceof CutOff)
    return lostError(name, "response-not-json", "was answered with JSON that is cut off", fix);
  let fault = networkFault(error);
  if (!fault) throw error;
  let { says, cause } = fault;
  return neverSent(error) ? new ToolError("network-failed", { happened: `${name.where} ${says}.`, next: fix }, { cause }) : lostError(name, "network-failed", says, fix, { cause });
}
function overdue(connection, name, what, effect) {
  let { reason } = connection.signal;
  return reason instanceof ToolError && !isWrite(effect) ? reason : lostError(
    { where: name.where, effect },
    "deadline-exceeded",
    what,
    "Give the command more time (`timeout`), or look at what is slow."
  );
}

// src/factory/paths.ts
var SAFE_PATH = /^(?:\/[A-Za-z0-9_.~%$-]+)+\/?(?:\?[a-z-]+=[A-Za-z0-9_.~%,-]*(?:&[a-z-]+=[A-Za-z0-9_.~%,-]*)*)?$/, DOT_SEGMENT = /\/\.{1,2}(?:\/|\?|$)/;
function factoryPaths(factory) {
  let repo = `/ota/repo/${segment("factory", factory)}/api/v1/user_repo`, own = `/ota/factories/${segment("factory", factory)}`, production = (flavour, sign) => flavour === "prod" ? `${sign}production=1` : "";
  return {
    root: (flavour, version) => asserted(`${repo}/${version === void 0 ? "" : `${integer(version)}.`}root.json${production(flavour, "?")}`),
    ciTargets: () => asserted(`${repo}/targets.json`),
    roleDocument: (role, tag, flavour) => asserted(`${repo}/${role}.json?tag=${segment("tag", tag)}${production(flavour, "&")}`),
    ciTargetFiles: (version) => asserted(`${own}/targets/${version === void 0 ? "" : `?version=${integer(version)}`}`),
    ciTargetsKey: () => asserted(`${own}/ci-targets.pub`),
    firstRootKey: () => asserted(`${own}/first_root.sec`),
    prodTargets: (tags) => asserted(`${own}/prod-targets/?tag=${list("tag", tags)}`),
    waveTargets: (names) => asserted(`${own}/wave-targets/?name=${list("wave", names)}`),
    waves: () => asserted(`${own}/waves/`),
    wavePage: ({ limit, page, status, tag }) => asserted(
      `${own}/waves/?limit=${integer(limit)}&page=${integer(page)}${status === void 0 ? "" : `&status=${status}`}${tag === void 0 ? "" : `&tag=${segment("tag", tag)}`}`
    ),
    wave: (name, { showTargets }) => asserted(`${own}/waves/${segment("wave", name)}/${showTargets ? "?show-targets=1" : ""}`),
    waveAction: (name, action) => asserted(`${own}/waves/${segment("wave", name)}/${action}/`),
    waveProgress: (name, hours) => asserted(
      `${own}/waves/${name === null ? "$active$" : segment("wave", name)}/status/?offline-threshold=${integer(hours)}`
    ),
    self: () => asserted(`${own}/users/self/`),
    updates: () => asserted(`${repo}/root/updates`),
    updatesAction: (action) => asserted(`${repo}/root/updates/${action}`)
  };
}
function segment(kind, text) {
  if (isName(kind, text)) return encodeURIComponent(text);
  throw new ToolError("value-invalid", {
    happened: `"${foreignText(text, 80)}" cannot be the name of a ${kind}: it must be ${describeName(kind)}, and not "." or "..".`,
    next: "Correct the name and run this again."
  });
}
function list(kind, texts) {
  return texts.map((text) => segment(kind, text)).join(",");
}
function integer(value) {
  if (Number.isSafeInteger(value) && value >= 0) return String(value);
  throw new ToolError("value-invalid", {
    happened: `${value} is not a whole number from 0.`,
    next: "Correct the number and run this again."
  });
}
function asserted(path) {
  let parsed2 = new URL(path, "http://path.invalid");
  if (SAFE_PATH.test(path) && !DOT_SEGMENT.test(path) && parsed2.pathname + parsed2.search === path) return path;
  throw new Error("a path of the Factory's API was built wrongly");
}

// src/factory/wave-body.ts
var CLOSING = new TextEncoder().encode("}}");
function waveCreationBody(wave, canonicalSigned2) {
  let { targets, ...named } = wave, before = JSON.stringify({ ...named, targets: { signatures: targets.signatures } }).slice(0, -2), opening = new TextEncoder().encode(`${before},"signed":`), { length } = canonicalSigned2, memory = canonicalSigned2.buffer, body = new Uint8Array(memory.transfer(opening.length + length + CLOSING.length));
  return body.copyWithin(opening.length, 0, length), body.set(opening), body.set(CLOSING, opening.length + length), body;
}

// src/factory/client.ts
var ATTEMPT_MS = 15e4, MAX_ROOT_ANSWER_BYTES = 1024 * 1024;
function createFactoryClient(options) {
  let fetch = options.fetch ?? globalThis.fetch, attemptMs = options.attemptMs ?? ATTEMPT_MS, connection = {
    apiUrl: checkedBaseUrl(options.apiUrl, "api-url"),
    authorizer: createAuthorizer({
      credentials: options.credentials,
      oauth: {
        oauthUrl: checkedBaseUrl(options.oauthUrl, "oauth-url"),
        fetch,
        signal: options.signal,
        attemptMs,
        now: options.now
      },
      onSecret: options.onSecret ?? (() => {
      }),
      saveTokens: options.saveTokens ?? null,
      warning: (message) => options.log?.warning(message)
    }),
    fetch,
    signal: options.signal,
    wait: options.wait,
    random: options.random ?? Math.random,
    maxBytes: options.maxBytes ?? MAX_RESPONSE_BYTES,
    attemptMs,
    retrying: options.retrying ?? (({ message }) => options.log?.info(message))
  };
  return clientOver(connection, options.factory);
}
function clientOver(connection, factory) {
  let paths = factoryPaths(factory), read = async (path, maxBytes) => received(await send(connection, { method: "GET", path, effect: "read", ...maxBytes && { maxBytes } })), readAs = async (path, schema) => shaped(await read(path), schema), write = async (method, path, body, effect = "write") => received(await send(connection, { method, path, body, effect })), documentMap = async (path) => {
    let map = await orNull(read(path));
    return map === null ? { value: {}, problems: [], size: 0 } : (shaped(map, documentMapAnswer), fetched(map));
  };
  return {
    factory,
    async root(flavour, version) {
      let root = read(paths.root(flavour, version), MAX_ROOT_ANSWER_BYTES), answer = flavour === "ci" && version === void 0 ? await root : await orNull(root);
      return answer && fetched(answer);
    },
    ciTargets: async () => fetched(await read(paths.ciTargets())),
    ciTargetsKey: () => readAs(paths.ciTargetsKey(), publicKeyAnswer),
    ciTargetFiles: async (version) => documentMap(paths.ciTargetFiles(version)),
    async roleDocument(role, tag, flavour) {
      let answer = await orNull(read(paths.roleDocument(role, tag, flavour)));
      return answer && fetched(answer);
    },
    prodTargets: (tags) => documentMap(paths.prodTargets(tags)),
    async prodTargetTexts() {
      let path = paths.prodTargets([]), answer = await orNull(send(connection, { method: "GET", path, effect: "read", keepBytes: !0 }));
      return answer ? documentTexts(answer.bytes, "production targets") : noDocuments;
    },
    waveTargets: (names) => documentMap(paths.waveTargets(names)),
    async waves(page) {
      let list2 = await readAs(paths.wavePage(page), waveListAnswer);
      return { ...list2, waves: (list2.waves ?? []).map(wholeWave), next: list2.next ?? null };
    },
    async wave(name, { showTargets }) {
      let answer = await orNull(read(paths.wave(name, { showTargets })));
      if (answer === null) return null;
      let wave = wholeWave(shaped(answer, waveAnswer));
      if (wave.name !== name) throw anotherWave(answer, wave.name);
      return showTargets ? { ...wave, targets: targetsWithin(answer) } : wave;
    },
    async createWave(body, canonicalSigned2) {
      await write("POST", paths.waves(), canonicalSigned2 ? waveCreationBody(body, canonicalSigned2) : body);
    },
    signWave: async (name, signatures) => {
      await write("POST", paths.waveAction(name, "sign"), { signatures });
    },
    async rolloutWave(name, request) {
      let effect = request["dry-run"] ? "question" : "write", answer = await write("POST", paths.waveAction(name, "rollout"), request, effect), rollout2 = shaped(answer, rolloutAnswer), { "device-uuids": uuids = null, "device-names": names = null } = rollout2;
      return { ...wholeWave(rollout2), "device-uuids": uuids, "device-names": names };
    },
    completeWave: async (name) => {
      await write("POST", paths.waveAction(name, "complete"));
    },
    cancelWave: async (name) => {
      await write("POST", paths.waveAction(name, "cancel"));
    },
    async waveProgress(name, offlineThresholdHours) {
      let answer = await orNull(read(paths.waveProgress(name, offlineThresholdHours)));
      if (answer === null) return null;
      let progress = shaped(answer, waveProgressAnswer);
      if (name !== null && progress.name !== name) throw anotherWave(answer, progress.name);
      return wholeProgress(progress);
    },
    self: () => readAs(paths.self(), userAnswer),
    async updates() {
      let updates = await readAs(paths.updates(), updatesAnswer);
      return { ...updates, updated: updates.updated ?? null };
    },
    async initUpdates(body) {
      return shaped(await write("POST", paths.updates(), body), updatesInitAnswer);
    },
    putUpdates: async (body) => {
      await write("PUT", paths.updates(), body);
    },
    async generateOnlineKeys(txid, roles, keyType) {
      let asked = Object.fromEntries(roles.map((role) => [role, !0]));
      await write("POST", paths.updatesAction("gen-online-keys"), { txid, "key-type": keyType, ...asked });
    },
    applyUpdates: async (txid) => {
      await write("POST", paths.updatesAction("apply"), { txid }, "apply");
    },
    cancelUpdates: async () => {
      await write("POST", paths.updatesAction("cancel"));
    },
    firstRootKey: () => readAs(paths.firstRootKey(), privateKeyAnswer)
  };
}
function received(answer) {
  let { text } = answer;
  if (text === "" && answer.effect !== "read") return { value: null, problems: [], answer };
  if (/^\s*</.test(text))
    throw bodyError(
      answer,
      answer.status,
      "response-not-json",
      "with a web page instead of JSON, such as the login page of a proxy",
      "Check the API's address and what stands between here and it."
    );
  try {
    return { ...parseJson(text, answer.where), answer };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    let what = text === "" ? "with an empty body instead of JSON" : "its body is not JSON";
    throw bodyError(
      answer,
      answer.status,
      "response-not-json",
      what,
      "Run this again; if it stays so, ask the vendor."
    );
  }
}
function shaped({ value, answer }, schema) {
  let problem = shapeProblem(schema, value);
  if (problem === null) return value;
  throw bodyError(
    answer,
    answer.status,
    "response-malformed",
    `its body ${problem}`,
    "Check the API's address; if it is right, the API has changed and this program must too."
  );
}
function anotherWave({ answer }, name) {
  let what = `its body is another Wave, "${foreignText(name, 128)}"`;
  return bodyError(
    answer,
    answer.status,
    "response-malformed",
    what,
    "Run this again; if it stays so, ask the vendor."
  );
}
async function orNull(call) {
  try {
    return await call;
  } catch (error) {
    if (httpStatusOf(error) === 404) return null;
    throw error;
  }
}
function fetched({ value, problems, answer }) {
  return { value, problems, size: answer.size };
}
function targetsWithin({ value, problems, answer }) {
  let { targets, ...rest } = value;
  if (targets == null)
    throw bodyError(
      answer,
      answer.status,
      "response-malformed",
      "its body has no readable `targets`",
      "Ask the vendor."
    );
  let around = Buffer.byteLength(JSON.stringify({ ...rest, targets: 0 })) - 1;
  return { value: targets, problems: problemsBelow(problems, "/targets"), size: Math.max(0, answer.size - around) };
}
function wholeWave(wave) {
  let { targets: _unasked, ...rest } = wave, meta = wave["change-meta"];
  return {
    ...rest,
    "rollout-history": wave["rollout-history"] ?? [],
    "change-meta": { ...meta, "updated-by": meta["updated-by"] ?? "", "updated-at": meta["updated-at"] ?? "" }
  };
}
function wholeProgress(progress) {
  let whole = (group) => ({
    ...group,
    "rollout-at": group["rollout-at"] ?? "",
    targets: group.targets ?? []
  });
  return {
    ...progress,
    "finished-at": progress["finished-at"] ?? "",
    "rollout-groups": (progress["rollout-groups"] ?? []).map(whole),
    "other-groups": (progress["other-groups"] ?? []).map(whole)
  };
}
export {
  createFactoryClient
};
