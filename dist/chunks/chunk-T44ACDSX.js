import {
  optionWord,
  spelled
} from "./chunk-CAECAUN4.js";
import {
  writeFileWhole
} from "./chunk-STCAQXMD.js";
import {
  TooLarge,
  readNamedFile,
  readRegularFile
} from "./chunk-OR7PD3B6.js";
import {
  byPerson,
  codeOf
} from "./chunk-B3BO367N.js";
import {
  MAX_CREDENTIAL_LENGTH,
  checkedSecret,
  chooseCredentials
} from "./chunk-X6SNH2BK.js";
import {
  apiAddress,
  resolveEndpoint
} from "./chunk-RBKFZL3T.js";
import {
  describeName,
  isFactory
} from "./chunk-CMBHS53A.js";
import {
  privateHalfOf
} from "./chunk-47XBHGLX.js";
import {
  errorCode
} from "./chunk-7P2GDMS2.js";
import {
  ToolError
} from "./chunk-IAASVYQS.js";

// src/context/deadline.ts
var UNIT_MS = { s: 1e3, m: 6e4, h: 36e5 }, MAX_MS = 2147483647;
function parseDuration(text) {
  let [, digits, unit] = /^([1-9]\d{0,6})(s|m|h)$/.exec(text) ?? [], ms = Number(digits) * (UNIT_MS[unit] ?? Number.NaN);
  if (ms > 0 && ms <= MAX_MS) return ms;
  throw new ToolError("value-invalid", {
    happened: `The timeout is ${JSON.stringify(text.slice(0, 40))}, which is not a number and s, m or h.`,
    next: "Give it like 90s, 5m or 1h."
  });
}
function startDeadline(text, interrupted) {
  let leftMs = parseDuration(text), expired = new AbortController(), signal = interrupted ? AbortSignal.any([expired.signal, interrupted]) : expired.signal, expire = () => expired.abort(
    new ToolError("deadline-exceeded", {
      happened: `The command was not done within its timeout of ${text}.`,
      next: "Run it again; give it more time with `timeout` if the network is slow."
    })
  ), startedAt = 0, timer, start = () => {
    startedAt = performance.now(), timer = setTimeout(expire, leftMs), timer.unref();
  }, stop = () => {
    clearTimeout(timer), leftMs = Math.max(1, leftMs - (performance.now() - startedAt));
  };
  return start(), {
    signal,
    pausedFor: async (question) => {
      stop();
      try {
        return await question();
      } finally {
        start();
      }
    }
  };
}
function waitFor(ms, signal) {
  return new Promise((resolve2, reject) => {
    if (signal.aborted) return reject(signal.reason);
    let onAbort = () => {
      clearTimeout(timer), reject(signal.reason);
    }, timer = setTimeout(() => {
      signal.removeEventListener("abort", onAbort), resolve2();
    }, ms);
    signal.addEventListener("abort", onAbort, { once: !0 });
  });
}

// src/context/declaration.ts
function textOf(options, name) {
  let value = options[name];
  return typeof value == "string" ? value : void 0;
}

// src/context/connection.ts
import { resolve } from "node:path";

// src/factory/fioctl-config.ts
import { realpath, stat } from "node:fs/promises";
import { join } from "node:path";

// src/factory/fioctl-yaml.ts
var MAX_CONFIG_BYTES = 1024 * 1024, MAX_DEPTH = 32, NULL_WORDS = /* @__PURE__ */ new Set([null, "", "~", "null", "Null", "NULL"]), UNREADABLE = /[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]|[\u2028\u2029]|\r(?!\n)/u;
async function parseConfigYaml(bytes) {
  if (bytes.length > MAX_CONFIG_BYTES) throw invalid(`is larger than ${MAX_CONFIG_BYTES} bytes`);
  let text = decoded(bytes);
  if (UNREADABLE.test(text))
    throw invalid("has a character that is not allowed in YAML, or one that ends a line unseen");
  let { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, Scalar, YAMLMap } = await import("./yaml-EXDMU3YC.js"), lineCounter = new LineCounter(), document = parseDocument(text, {
    schema: "failsafe",
    prettyErrors: !1,
    logLevel: "error",
    lineCounter
  }), [broken] = document.errors;
  if (broken?.code === "MULTIPLE_DOCS") throw invalid("has more than one YAML document");
  if (broken) throw invalid(`is not valid YAML (line ${lineCounter.linePos(broken.pos[0]).line})`);
  if (document.contents === null && (document.contents = new YAMLMap()), !isMap(document.contents)) throw invalid("is not a list of names and values");
  return new ConfigYaml(document, { isAlias, isMap, isScalar, isSeq, Scalar });
}
var ConfigYaml = class {
  #document;
  #yaml;
  #entries = /* @__PURE__ */ new Map();
  constructor(document, yaml) {
    this.#document = document, this.#yaml = yaml;
  }
  /**
   * A value as fioctl reads it; null where it finds none or an empty one.
   * @throws {ToolError} `config-invalid` for what is no single value, and for what fioctl would take for another text.
   */
  text(name) {
    let scalar = this.#scalar(name);
    if (scalar === null) return null;
    let text = String(scalar.value);
    if (scalar.type === "PLAIN" && isReadOtherwise(text))
      throw invalid(`has a ${name} that YAML reads as a number, a date or a yes or no; put it between quotes`);
    return text || null;
  }
  /** A number, a time or a switch: as it is written, however YAML understands it. */
  word(name) {
    let scalar = this.#scalar(name);
    return scalar === null ? null : String(scalar.value) || null;
  }
  /** Is anything set by this name, or by one that begins with it and a dot? */
  has(name) {
    let top = this.#entriesOf(this.#document.contents);
    return this.#find(name) !== null || [...top.keys()].some((key) => key.startsWith(`${name}.`));
  }
  /**
   * Puts `values` (plain where they are numbers) into the section `name`; all else stays as it is.
   * @throws {ToolError} `config-invalid` where the section is not written out there, but by aliases or dotted names.
   */
  set(name, values) {
    let top = this.#document.contents, section = this.#pairOf(top, name)?.value, isDotted = top.items.some(({ key }) => lowered(keyText(key)).startsWith(`${name}.`));
    if (!this.#yaml.isMap(section) || isDotted || section.anchor !== void 0 || this.#pairOf(section, "<<"))
      throw invalid(
        `has its ${name} in aliases, merge keys or dotted names, so that new tokens cannot be written into it`
      );
    for (let [member, value] of Object.entries(values)) {
      if (value === null) continue;
      let scalar = new this.#yaml.Scalar(String(value));
      scalar.type = typeof value == "number" ? "PLAIN" : "QUOTE_DOUBLE", section.set(this.#pairOf(section, member)?.key ?? member, scalar);
    }
  }
  toString() {
    return this.#document.toString({ lineWidth: 0 });
  }
  #scalar(name) {
    let [first = ""] = name.split("."), node = this.#find(name);
    if (node === null)
      return this.#requireSection(first, name), null;
    if (!this.#yaml.isScalar(node)) throw invalid(`has a ${name} that is not a single value`);
    if (node.tag !== void 0 && node.tag !== "tag:yaml.org,2002:str") throw invalid(`has a ${name} with a YAML tag`);
    return node;
  }
  /** What hides a section is no section: fioctl would then take its defaults. */
  #requireSection(first, name) {
    if (first === name) return;
    let section = this.#find(first);
    if (section !== null && !this.#yaml.isMap(section))
      throw invalid(`has a ${first} that is not a list of names and values`);
  }
  /** The longest dotted name counts first, and one without a value as none. */
  #find(name) {
    let path = name.split("."), search = (source, from) => {
      if (!this.#yaml.isMap(source)) return null;
      let entries = this.#entriesOf(source);
      for (let to = path.length; to > from; to--) {
        let node = entries.get(path.slice(from, to).join("."));
        if (node === void 0 || this.#isNull(node)) continue;
        let found = to === path.length ? node : search(node, to);
        if (found !== null) return found;
      }
      return null;
    };
    return search(this.#document.contents, 0);
  }
  #isNull(node) {
    return this.#yaml.isScalar(node) && node.type === "PLAIN" && node.tag === void 0 && NULL_WORDS.has(node.value);
  }
  #pairOf(map, name) {
    return map.items.find(({ key }) => lowered(keyText(key)) === name);
  }
  /** @throws {ToolError} for one name in two spellings: fioctl takes either, by chance. */
  #entriesOf(map) {
    let known = this.#entries.get(map);
    if (known) return known;
    let entries = /* @__PURE__ */ new Map();
    for (let [key, node] of this.#written(map, 0)) {
      let name = lowered(key);
      if (entries.has(name))
        throw invalid("has a name twice, once with capital letters, and fioctl takes either of them by chance");
      entries.set(name, node);
    }
    return this.#entries.set(map, entries), entries;
  }
  /** Values by name as written, with what is merged in: what stands in the map itself counts first. */
  #written(map, depth) {
    if (depth > MAX_DEPTH) throw invalid("has aliases within aliases without end");
    let own = /* @__PURE__ */ new Map(), sources = [];
    for (let { key, value } of map.items) {
      let name = this.#resolved(key), node = this.#resolved(value);
      this.#yaml.isScalar(name) && name.type === "PLAIN" && name.value === "<<" ? sources.push(...this.#yaml.isSeq(node) ? node.items.map((item) => this.#resolved(item)) : [node]) : own.set(keyText(name), node);
    }
    for (let source of sources) {
      if (!this.#yaml.isMap(source))
        throw invalid("has a merge key (<<) whose value is not a list of names and values");
      for (let [key, node] of this.#written(source, depth + 1)) own.has(key) || own.set(key, node);
    }
    return own;
  }
  #resolved(node) {
    if (node === null) return new this.#yaml.Scalar(null);
    if (!this.#yaml.isAlias(node)) return node;
    let target = node.resolve(this.#document);
    if (!target) throw invalid("has an alias of something that it does not name before");
    return target;
  }
};
function decoded(bytes) {
  let [first, second] = bytes, encoding = first === 255 && second === 254 ? "utf-16le" : first === 254 && second === 255 ? "utf-16be" : "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: !0 }).decode(bytes);
  } catch {
    throw invalid("is not UTF-8 text");
  }
}
function keyText(key) {
  return String(key?.value ?? "");
}
function lowered(name) {
  return name.replaceAll("İ", "i").toLowerCase();
}
function isReadOtherwise(text) {
  if (/^(?:true|True|TRUE|false|False|FALSE)$/.test(text) || /^\d{4}-\d\d?-\d\d?(?:$|[Tt\s])/.test(text)) return !0;
  let bare = text.replaceAll("_", "");
  return (/^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(bare) || /^[-+]?0(?:[xX][\da-fA-F]+|[oO][0-7]+|[bB][01]+)$/.test(bare) || /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/.test(text)) && !/^(?:0|[1-9]\d{0,17})$/.test(text);
}
function invalid(what) {
  return new ToolError("config-invalid", {
    happened: `fioctl's configuration file ${what}.`,
    next: "Correct it, or name another file in FIOCTL_CONFIG."
  });
}

// src/factory/fioctl-config.ts
var FALSE_WORDS = /* @__PURE__ */ new Set(["false", "f", "0", "no", "off", "n"]), ENDINGS = [
  ".json",
  ".toml",
  ".yaml",
  ".yml",
  ".properties",
  ".props",
  ".prop",
  ".hcl",
  ".tfvars",
  ".dotenv",
  ".env",
  ".ini",
  ""
];
function defaultFioctlConfigPath(homeDirectory) {
  return join(homeDirectory, ".config", "fioctl.yaml");
}
async function findFioctlConfig(homeDirectory) {
  let stem = defaultFioctlConfigPath(homeDirectory).replace(/\.yaml$/, "");
  for (let ending of ENDINGS) {
    let facts = await stat(stem + ending).catch(() => null);
    if (facts && !facts.isDirectory()) return stem + ending;
  }
  return null;
}
async function readFioctlConfig(path, { named = null } = {}) {
  let read = named ? await readTyped(path, named) : await readRegularFile(path, null, MAX_CONFIG_BYTES);
  if (read.kind === "missing") return null;
  if (read.kind === "refused") throw invalid(read.why);
  return parseFioctlConfig(read.bytes, path);
}
async function readTyped(path, signal) {
  try {
    return { kind: "read", bytes: await readNamedFile(path, MAX_CONFIG_BYTES, signal), path };
  } catch (error) {
    if (signal.aborted && error === signal.reason) throw error;
    let code = codeOf(error);
    return code === "ENOENT" || code === "ENOTDIR" ? { kind: "missing" } : { kind: "refused", why: error instanceof TooLarge ? `has ${error.message}` : `cannot be read (${code})` };
  }
}
async function parseFioctlConfig(bytes, path) {
  let yaml = await parseConfigYaml(bytes);
  if (yaml.has("extraheaders")) throw invalid("has extraheaders, which are sent by fioctl alone");
  return {
    path,
    factory: yaml.text("factory"),
    token: yaml.text("token"),
    serverUrl: yaml.text("server.url"),
    insecureSkipVerify: isYes(yaml, "server.insecure_skip_verify") || isYes(yaml, "insecureskipverify"),
    oauth: yaml.has("clientcredentials") ? oauthOf(yaml) : null
  };
}
function withFioctlVariables(config, env) {
  let unread = Object.keys(env).find((name) => UNREAD_VARIABLE.test(name) && env[name]);
  if (unread !== void 0)
    throw new ToolError("config-invalid", {
      happened: `The variable ${unread} changes where fioctl connects to, and is not read here.`,
      next: "Unset it, and write it into fioctl's configuration file."
    });
  let [token, factory] = [env.FIOCTL_TOKEN, env.FIOCTL_FACTORY];
  return !token && !factory ? config : { ...config ?? { path: "", factory: null, token: null, serverUrl: null, insecureSkipVerify: !1, oauth: null }, ...token && { token }, ...factory && { factory } };
}
var UNREAD_VARIABLE = /^FIOCTL_(?:SERVER|CLIENTCREDENTIALS|EXTRAHEADERS|INSECURESKIPVERIFY)(?:\.|$)/;
async function saveOAuthTokens(path, clientId, tokens) {
  let read = await readRegularFile(path, null, MAX_CONFIG_BYTES);
  if (read.kind !== "read") throw invalid(read.kind === "missing" ? "is gone" : read.why);
  let yaml = await parseConfigYaml(read.bytes);
  yaml.text("clientcredentials.client_id") === clientId && (yaml.set("clientcredentials", {
    access_token: tokens.accessToken,
    refresh_token: tokens.refreshToken ?? "",
    token_type: tokens.tokenType,
    expires_in: tokens.expiresInSeconds ?? 0,
    created: tokens.created
  }), await replacePrivateFile(path, yaml.toString()));
}
function isYes(yaml, name) {
  let word = yaml.word(name);
  return word !== null && !FALSE_WORDS.has(word.toLowerCase());
}
function oauthOf(yaml) {
  let text = (name) => yaml.text(`clientcredentials.${name}`), word = (name) => yaml.word(`clientcredentials.${name}`), accessToken = text("access_token"), expiresIn = word("expires_in"), expiresInSeconds = expiresIn === null ? null : Number(expiresIn), created = word("created");
  if (expiresInSeconds !== null && !(expiresInSeconds >= 0))
    throw invalid("has an expires_in that is not a number of seconds");
  if (created !== null && Number.isNaN(Date.parse(created))) throw invalid("has a created that is not a time");
  return {
    clientId: text("client_id") ?? "",
    clientSecret: text("client_secret") ?? "",
    url: text("url"),
    tokens: accessToken === null ? null : {
      accessToken,
      refreshToken: text("refresh_token"),
      tokenType: word("token_type") ?? "Bearer",
      expiresInSeconds,
      created
    }
  };
}
async function replacePrivateFile(path, content) {
  try {
    await writeFileWhole(await realpath(path), content, { chosenBy: byPerson, mode: 384, folders: !1 });
  } catch (error) {
    let why = error instanceof ToolError ? /\(([^()]*)\)\.$/.exec(error.happened)?.[1] ?? error.happened : codeOf(error);
    throw new ToolError("config-invalid", {
      happened: `fioctl's configuration file cannot be replaced (${why}).`,
      next: "Make the file and its folder writable."
    });
  }
}

// src/factory/secret-file.ts
async function readCredentialFile(path, what, signal) {
  return parseSecretText(await readStart(path, what, signal), what);
}
function parseSecretText(bytes, what) {
  let text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1").trim();
  if (text !== "") return checkedSecret(text, what);
  throw new ToolError("credentials-missing", { happened: `${what} is empty.`, next: "Write the credential into it." });
}
async function readStart(path, what, signal) {
  try {
    return await readNamedFile(path, MAX_CREDENTIAL_LENGTH + 64, signal);
  } catch (error) {
    if (signal.aborted && error === signal.reason) throw error;
    if (error instanceof TooLarge) return new Uint8Array(MAX_CREDENTIAL_LENGTH + 1).fill(120);
    let code = errorCode(error);
    throw new ToolError("credentials-missing", {
      happened: `${what} cannot be read (${code ?? "unknown reason"}).`,
      next: "Check its path and its mode."
    });
  }
}

// src/factory/without-credentials.ts
function clientWithoutCredentials(factory, why) {
  let fail = () => Promise.reject(why);
  return {
    factory,
    apiUrl: null,
    root: fail,
    ciTargets: fail,
    ciTargetsKey: fail,
    ciTargetFiles: fail,
    roleDocument: fail,
    prodTargets: fail,
    prodTargetTexts: fail,
    waveTargets: fail,
    waves: fail,
    wave: fail,
    createWave: fail,
    signWave: fail,
    rolloutWave: fail,
    completeWave: fail,
    cancelWave: fail,
    waveProgress: fail,
    self: fail,
    updates: fail,
    initUpdates: fail,
    putUpdates: fail,
    generateOnlineKeys: fail,
    applyUpdates: fail,
    cancelUpdates: fail,
    firstRootKey: fail
  };
}

// src/keys/age/masks.ts
var MIN_MASK_LENGTH = 8, PEM_DELIMITER = /^-----(?:BEGIN|END) [A-Z0-9 ]+-----$/;
function maskForms(secret) {
  let forms = /* @__PURE__ */ new Set();
  typeof secret != "string" && addBytes(forms, secret);
  let text = typeof secret == "string" ? secret : asText(secret);
  return text !== null && addText(forms, text), [...forms].filter(
    (form) => form.length >= MIN_MASK_LENGTH && !/[\r\n]/.test(form) && !PEM_DELIMITER.test(form)
  );
}
function archiveMasks(archive) {
  let forms = /* @__PURE__ */ new Set();
  for (let key of archive.keys) {
    let half = privateHalfOf(key);
    if (half) {
      for (let form of maskForms(half.secretText())) forms.add(form);
      for (let form of maskForms(half.secJson())) forms.add(form);
    }
  }
  return [...forms];
}
function addText(forms, text) {
  let trimmed = text.trim();
  for (let whole of /* @__PURE__ */ new Set([text, trimmed]))
    forms.add(whole), forms.add(JSON.stringify(whole).slice(1, -1)), forms.add(percentEncoded(whole)), addBase64(forms, Buffer.from(whole, "utf8"));
  let lines = trimmed.split(/\r?\n/).map((line) => line.trim());
  for (let line of lines) forms.add(line);
  if (/^AGE-SECRET-KEY-/.test(trimmed) && forms.add(trimmed.toLowerCase()), /^(?:[0-9a-fA-F]{2}){16,}$/.test(trimmed))
    for (let hex of /* @__PURE__ */ new Set([trimmed, trimmed.slice(0, 64)])) addBytes(forms, Buffer.from(hex, "hex"));
  if (PEM_DELIMITER.test(lines[0] ?? "")) {
    let body = lines.filter((line) => !PEM_DELIMITER.test(line)).join("");
    addBytes(forms, Buffer.from(body, "base64"));
  }
}
function addBytes(forms, bytes) {
  let hex = Buffer.from(bytes).toString("hex");
  forms.add(hex), forms.add(hex.toUpperCase()), addBase64(forms, bytes);
}
function addBase64(forms, bytes) {
  let buffer = Buffer.from(bytes);
  for (let part of [buffer, buffer.subarray(0, buffer.length - buffer.length % 3)])
    forms.add(part.toString("base64").replace(/=+$/, "")), forms.add(part.toString("base64url"));
}
function percentEncoded(text) {
  try {
    return encodeURIComponent(text);
  } catch {
    return text;
  }
}
function asText(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: !0 }).decode(bytes);
  } catch {
    return null;
  }
}

// src/context/connection.ts
async function readConnectionConfig(env, signal) {
  return withFioctlVariables(await readConfigFile(env, signal), env);
}
async function readConfigFile(env, signal) {
  let named = env.FIOCTL_CONFIG || void 0;
  if (named === void 0) {
    let home = env.HOME || env.USERPROFILE, found = home ? await findFioctlConfig(home) : null;
    return found === null ? null : readFioctlConfig(found);
  }
  if (/\.(?:toml|properties|props?|hcl|tfvars|dotenv|env|ini)$/i.test(named))
    throw new ToolError("config-invalid", {
      happened: "FIOCTL_CONFIG names a file that fioctl does not read as YAML.",
      next: "Write it as YAML, under a name that ends in .yaml."
    });
  let config = await readFioctlConfig(named, { named: signal });
  if (config) return config;
  throw new ToolError("config-invalid", {
    happened: "FIOCTL_CONFIG names a file that does not exist.",
    next: "Correct FIOCTL_CONFIG, or unset it."
  });
}
function nameFactory(options, env, config, door) {
  let name = textOf(options, "factory") ?? (env.FACTORY || config?.factory || null);
  if (name === null)
    throw new ToolError("value-missing", {
      happened: `The ${optionWord(door)} ${spelled("factory", door)} is missing.`,
      next: "Give the Factory's name, or set FACTORY in the environment."
    });
  if (isFactory(name)) return name;
  throw new ToolError("value-invalid", {
    happened: `The Factory's name is ${JSON.stringify(name.slice(0, 80))}, which is not ${describeName("factory")}.`,
    next: `Give it as ${describeName("factory")}.`
  });
}
var READ_BACK_MS = 3e4;
async function connect(input) {
  let { config, env, options, mask, wait = waitFor } = input;
  if (options.offline === !0) return offlinePorts(input);
  let credentials = await credentialsOf(input);
  if (credentials instanceof ToolError) {
    let factory = clientWithoutCredentials(input.factory, credentials);
    return { factory, readBack: factory, missingCredentials: credentials };
  }
  let apiUrl = apiAddress(textOf(options, "apiUrl"), env, input.door), oauthUrl = textOf(options, "oauthUrl"), endpoint = resolveEndpoint({ apiUrl, oauthUrl, config, origin: credentials.origin, env }), [{ createFactoryClient }, { gatheredRetries }] = await Promise.all([
    import("./client-6JMTNUER.js"),
    import("./retry-rounds-KIZ6KXK6.js")
  ]), constant = {
    ...endpoint,
    factory: input.factory,
    credentials,
    now: input.now,
    clock: input.clock,
    log: input.log,
    wait,
    fetch: input.fetch,
    retrying: gatheredRetries((message) => input.log.info(message)),
    onSecret: (secret) => {
      for (let form of maskForms(secret)) mask(form);
    },
    ...config && credentials.kind === "oauth" && credentials.origin === "config" ? { saveTokens: saverOf(config, credentials.clientId) } : {}
  };
  return {
    factory: createFactoryClient({ ...constant, signal: input.signal, onWrite: input.onWrite }),
    // The command's own deadline may be over by then.
    readBack: createFactoryClient({ ...constant, signal: () => AbortSignal.timeout(READ_BACK_MS) }),
    missingCredentials: null
  };
}
function isOffline({ missingCredentials }) {
  return missingCredentials?.code === "offline";
}
var OF_NO_USE_OFFLINE = ["tokenFile", "clientId", "clientSecretFile", "apiUrl", "oauthUrl"];
function offlinePorts({ factory, options, door }) {
  let given = OF_NO_USE_OFFLINE.find((name) => options[name] !== void 0);
  if (given)
    throw new ToolError("options-conflict", {
      happened: `--offline asks nobody, and ${spelled(given, door)} says how to ask.`,
      next: "Leave one of the two out."
    });
  let why = new ToolError("offline", {
    happened: "With --offline the Factory is not asked.",
    next: "Run this without --offline on a machine with network."
  }), client = clientWithoutCredentials(factory, why);
  return { factory: client, readBack: client, missingCredentials: why };
}
async function credentialsOf(input) {
  let given = await givenCredentials(input);
  try {
    return chooseCredentials({ given, environment: environmentCredentials(input), config: input.config });
  } catch (error) {
    if (!input.worksWithoutToken || !(error instanceof ToolError) || error.code !== "credentials-missing") throw error;
    return error;
  }
}
function saverOf({ path }, clientId) {
  return async (tokens) => {
    await saveOAuthTokens(path, clientId, tokens);
  };
}
async function givenCredentials({ options, cwd, signal }) {
  let [token, clientId, clientSecret] = ["token", "clientId", "clientSecret"].map((name) => textOf(options, name)), [tokenFile, clientSecretFile] = ["tokenFile", "clientSecretFile"].map((name) => textOf(options, name));
  if (tokenFile === void 0 && clientSecretFile === void 0) return { token, clientId, clientSecret };
  let read = async (path, what) => path === void 0 ? void 0 : readCredentialFile(resolve(cwd, path), what, signal);
  return {
    token: await read(tokenFile, "The token file"),
    clientId,
    clientSecret: await read(clientSecretFile, "The client secret file")
  };
}
function environmentCredentials({ env, door }) {
  return door === "action" ? {} : { token: env.FACTORY_TOKEN, clientId: env.FACTORY_CLIENT_ID, clientSecret: env.FACTORY_CLIENT_SECRET };
}

export {
  maskForms,
  archiveMasks,
  startDeadline,
  waitFor,
  textOf,
  readConnectionConfig,
  nameFactory,
  connect,
  isOffline
};
