import {
  send,
  sharesWindow
} from "./chunk-VRGDLZOO.js";
import {
  MAX_RESPONSE_BYTES,
  NO_ANSWER_IN_TIME,
  attempt
} from "./chunk-V4N5KRFV.js";
import {
  AnswerBudget,
  MANY_DOCUMENTS,
  ONE_DOCUMENT,
  ONE_OF_MANY_ROOTS,
  ToolError,
  array,
  bodyError,
  boolean,
  checkedSecret,
  custom,
  describeName,
  documentTexts,
  factoryBaseUrl,
  foreignText,
  getDotPath,
  httpStatusOf,
  isName,
  isObject,
  isOf,
  jsonOrNull,
  lostError,
  networkFault,
  noDocuments,
  nodeFetch,
  nullish,
  number,
  object,
  optional,
  parseJson,
  picklist,
  problemsBelow,
  requireFewNames,
  safeParse,
  statusError,
  string,
  union,
  unknown,
  utf8,
  wholeSeconds
} from "./chunk-VNGMR44M.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/factory/answers.ts
var listOrNull = (item) => nullish(array(item)), rolloutEntry = object({
  "group-name": string(),
  "rollout-by": string(),
  "rollout-at": string(),
  "is-full-group": boolean(),
  "is-factory-wide": boolean(),
  "num-devices": number()
}), waveStatusName = picklist(["active", "complete", "canceled"]), waveEntries = {
  name: string(),
  version: string(),
  tag: string(),
  status: waveStatusName,
  "rollout-history": listOrNull(rolloutEntry),
  "change-meta": object({
    "created-by": string(),
    "created-at": string(),
    "updated-by": nullish(string()),
    "updated-at": nullish(string())
  }),
  /** The signed document, which is parsed where it is used. */
  targets: optional(unknown())
}, waveAnswer = object(waveEntries), waveListAnswer = object({
  waves: listOrNull(waveAnswer),
  total: number(),
  next: nullish(union([string(), number()]))
}), rolloutAnswer = object({
  ...waveEntries,
  "device-num": number(),
  "device-uuids": listOrNull(string()),
  "device-names": listOrNull(string())
}), groupProgress = object({
  name: string(),
  "rollout-at": nullish(string()),
  "devices-total": number(),
  "devices-online": number(),
  "devices-on-wave-version": number(),
  "devices-on-newer-version": number(),
  "devices-on-older-version": number(),
  "devices-scheduled-for-update": number(),
  targets: listOrNull(object({ version: number(), devices: number(), "is-orphan": boolean() }))
}), waveProgressAnswer = object({
  name: string(),
  version: number(),
  tag: string(),
  status: waveStatusName,
  "created-at": string(),
  "finished-at": nullish(string()),
  "total-devices": number(),
  "updated-devices": number(),
  "scheduled-devices": number(),
  "unscheduled-devices": number(),
  "rollout-groups": listOrNull(groupProgress),
  "other-groups": listOrNull(groupProgress)
}), userAnswer = object({
  "polis-id": string(),
  name: string(),
  role: string(),
  "effective-scopes": array(string())
}), stagedRootsAnswer = object({
  "ci-root": string(),
  "prod-root": string(),
  "online-keys": optional(unknown())
}), updatesAnswer = object({
  status: picklist(["NONE", "STARTED", "APPLYING"]),
  current: stagedRootsAnswer,
  updated: nullish(stagedRootsAnswer),
  "change-meta": optional(unknown()),
  "first-time": nullish(boolean()),
  amendments: listOrNull(unknown()),
  issues: nullish(object({ errors: listOrNull(unknown()), warnings: listOrNull(unknown()) }))
}), publicKeyAnswer = object({
  keytype: string(),
  keyval: object({ public: string() })
}), privateKeyAnswer = object({
  keytype: string(),
  keyval: object({ private: string() })
}), updatesInitAnswer = object({
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
    let init = {
      method: "POST",
      headers: {
        accept: "application/json",
        "user-agent": "factory-tuf",
        "content-type": "application/x-www-form-urlencoded"
      },
      body: form.toString()
    }, { where } = call, limits = { where, maxBytes: MAX_TOKEN_ANSWER_BYTES }, { status, headers, bytes } = await attempt(connection, `${connection.oauthUrl}/token/`, init, limits), text = utf8(bytes);
    if (status >= 200 && status < 300) return { status, text };
    throw refusal(call, { status, text, headers }, connection.quotesSecret);
  } catch (error) {
    if (error instanceof ToolError) throw error;
    if (connection.signal.aborted)
      throw lostError(call, "deadline-exceeded", NO_ANSWER_IN_TIME, "Run this again.");
    let fault = networkFault(error);
    if (!fault) throw error;
    let next = fault.next ?? "Check the network and oauth-url, then run this again.";
    throw lostError(call, "network-failed", fault.says, next);
  }
}
function refusal(call, answer, quotesSecret) {
  let error = statusError(call, answer, quotesSecret);
  return answer.status !== 400 && answer.status !== 401 ? error : error.extended({
    code: "http-unauthorized",
    before: "The client id and secret were refused:",
    next: "Check that both are complete, belong together and were not revoked, then run this again."
  });
}
function isRefusal(error) {
  return error instanceof ToolError && (error.code === "http-unauthorized" || httpStatusOf(error) === 403);
}
function parseTokens(text, now) {
  let body = jsonOrNull(text);
  if (!isObject(body) || typeof body.access_token != "string") return null;
  let { refresh_token: refresh, token_type: type, expires_in: expiresIn } = body;
  return {
    accessToken: checkedSecret(body.access_token, "The access token that the OAuth server gave"),
    refreshToken: typeof refresh == "string" && refresh !== "" ? checkedSecret(refresh, "The refresh token") : null,
    tokenType: typeof type == "string" && /^[A-Za-z]{1,20}$/.test(type) ? type : "Bearer",
    expiresInSeconds: typeof expiresIn == "number" && expiresIn > 0 ? expiresIn : null,
    created: wholeSeconds(now)
  };
}

// src/factory/authorizer.ts
var EXPIRY_MARGIN_MS = 6e4;
function createAuthorizer(options) {
  let { credentials } = options;
  return credentials.kind === "token" ? tokenAuthorizer(credentials.token) : oauthAuthorizer(credentials, options);
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
  let parsed = new URL(path, "http://path.invalid");
  if (SAFE_PATH.test(path) && !DOT_SEGMENT.test(path) && parsed.pathname + parsed.search === path) return path;
  throw new Error("a path of the Factory's API was built wrongly");
}

// src/factory/received.ts
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
      "Run this again; if that does not help, ask the vendor."
    );
  }
}
function shaped({ value, answer }, schema) {
  if (isOf(schema, value)) return value;
  throw bodyError(
    answer,
    answer.status,
    "response-malformed",
    `its body ${shapeProblem(schema, value)}`,
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
    "Run this again; if that does not help, ask the vendor."
  );
}
var fetched = ({ answer, ...json }) => ({ ...json, size: answer.size });
function targetsWithin({ problems, text, answer }, targets, rest) {
  if (targets == null)
    throw bodyError(answer, answer.status, "response-malformed", "its body has no readable `targets`", "Ask the vendor.");
  let around = Buffer.byteLength(JSON.stringify({ ...rest, targets: 0 })) - 1, within = { problems: problemsBelow(problems, "/targets"), text: text?.member("targets") ?? null };
  return { value: targets, ...within, size: Math.max(0, answer.size - around) };
}

// src/factory/wave-body.ts
var CLOSING = new TextEncoder().encode("}}");
function waveCreationBody(wave, canonicalSigned) {
  let { targets, ...named } = wave, before = JSON.stringify({ ...named, targets: { signatures: targets.signatures } }).slice(0, -2), opening = new TextEncoder().encode(`${before},"signed":`), { length } = canonicalSigned, body = new Uint8Array(canonicalSigned.buffer.transfer(opening.length + length + CLOSING.length));
  return body.copyWithin(opening.length, 0, length), body.set(opening), body.set(CLOSING, opening.length + length), body;
}

// src/factory/whole-answers.ts
function wholeWave(wave) {
  let meta = wave["change-meta"];
  return {
    ...wave,
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
function textsOf(value) {
  return isObject(value) ? Object.fromEntries(
    Object.entries(value).flatMap(([name, text]) => typeof text == "string" ? [[name, text]] : [])
  ) : null;
}

// src/factory/client.ts
var ATTEMPT_MS = 15e4;
function createFactoryClient(options) {
  let { fetch = nodeFetch({}), attemptMs = ATTEMPT_MS, signal: given } = options, apiUrl = factoryBaseUrl(options.apiUrl, "api-url"), oauthUrl = factoryBaseUrl(options.oauthUrl, "oauth-url"), budget = new AnswerBudget(), connectionUntil = (signal) => ({
    apiUrl,
    authorizer: createAuthorizer({
      credentials: options.credentials,
      oauth: { oauthUrl, fetch, signal, attemptMs, now: options.now },
      onSecret: options.onSecret ?? (() => {
      }),
      saveTokens: options.saveTokens ?? null,
      warning: (message) => options.log?.warning(message)
    }),
    fetch,
    signal,
    wait: (ms) => options.wait(ms, signal),
    random: options.random ?? Math.random,
    maxBytes: options.maxBytes ?? MAX_RESPONSE_BYTES,
    attemptMs,
    budget,
    retrying: options.retrying ?? (({ message }) => options.log?.info(message)),
    clock: options.clock ?? { read: () => 0, answered: () => {
    } }
  });
  if (typeof given == "function") return clientOver(options, () => connectionUntil(given()));
  let fixed = connectionUntil(given);
  return clientOver(options, () => fixed);
}
function callsOver({ onWrite, clock }, connection) {
  let read = async (path, limits = ONE_DOCUMENT) => received(await send(connection(), { method: "GET", path, effect: "read", ...limits })), post2 = async (method, path, body, effect = "write") => (onWrite?.(), received(await send(connection(), { method, path, body, effect })));
  return {
    read,
    readAs: async (path, schema) => shaped(await read(path), schema),
    /** By name; none where there are none. */
    async documentMap(path) {
      let map = await orNull(read(path, MANY_DOCUMENTS));
      return map === null ? { value: {}, problems: [], size: 0 } : (requireFewNames(Object.keys(shaped(map, documentMapAnswer)).length, map.answer.where), fetched(map));
    },
    readTexts: (path) => send(connection(), { method: "GET", path, effect: "read", keepBytes: !0 }),
    /** For what ends something: no clock stops it. */
    post: post2,
    async write(...call) {
      return clock?.beforeWrite(), post2(...call);
    }
  };
}
function clientOver(options, connection) {
  let { factory, apiUrl } = options, paths = factoryPaths(factory), { read, readAs, documentMap, readTexts, post: post2, write } = callsOver(options, connection);
  return {
    factory,
    apiUrl,
    async root(flavour, version) {
      let root = read(paths.root(flavour, version), ONE_OF_MANY_ROOTS), answer = flavour === "ci" && version === void 0 ? await root : await orNull(root);
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
      let answer = await orNull(readTexts(paths.prodTargets([])));
      return answer ? documentTexts(answer.bytes, "production targets") : noDocuments;
    },
    waveTargets: (names) => documentMap(paths.waveTargets(names)),
    async waves(page) {
      let list2 = await readAs(paths.wavePage(page), waveListAnswer), waves = (list2.waves ?? []).map(({ targets: _unasked, ...wave }) => wholeWave(wave));
      return { ...list2, waves, next: list2.next ?? null };
    },
    async wave(name, { showTargets }) {
      let answer = await orNull(read(paths.wave(name, { showTargets })));
      if (answer === null) return null;
      let { targets, ...rest } = shaped(answer, waveAnswer), wave = wholeWave(rest);
      if (wave.name !== name) throw anotherWave(answer, wave.name);
      return showTargets ? { ...wave, targets: targetsWithin(answer, targets, rest) } : wave;
    },
    async createWave(body, canonicalSigned) {
      await write("POST", paths.waves(), canonicalSigned ? waveCreationBody(body, canonicalSigned) : body);
    },
    signWave: async (name, signatures) => {
      await write("POST", paths.waveAction(name, "sign"), { signatures });
    },
    async rolloutWave(name, request) {
      let effect = request["dry-run"] ? "question" : "write", answer = await write("POST", paths.waveAction(name, "rollout"), request, effect), { targets: _unasked, ...rollout } = shaped(answer, rolloutAnswer), { "device-uuids": uuids = null, "device-names": names = null } = rollout;
      return { ...wholeWave(rollout), "device-uuids": uuids, "device-names": names };
    },
    completeWave: async (name) => {
      await write("POST", paths.waveAction(name, "complete"));
    },
    cancelWave: async (name) => {
      await post2("POST", paths.waveAction(name, "cancel"));
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
      return { ...updates, updated: updates.updated ?? null, "change-meta": textsOf(updates["change-meta"]) };
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
      await post2("POST", paths.updatesAction("cancel"));
    },
    firstRootKey: () => readAs(paths.firstRootKey(), privateKeyAnswer)
  };
}
async function orNull(call) {
  try {
    return await call;
  } catch (error) {
    if (httpStatusOf(error) === 404) return null;
    throw error;
  }
}
export {
  createFactoryClient
};
