import {
  optionWord,
  spelled
} from "./chunk-IALWGVBG.js";
import {
  usesKeys
} from "./chunk-7MBNBJXU.js";
import {
  describeName,
  isFactory,
  isTag
} from "./chunk-PY7Z66HZ.js";
import "./chunk-OZ52CGQM.js";
import {
  isObject,
  parseJson,
  parseRoot
} from "./chunk-3IUF6JAA.js";
import "./chunk-YTDV4JX6.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";
import "./chunk-CMGN2NAS.js";
import "./chunk-73X3T6A5.js";

// src/commands/connection.ts
import { resolve } from "node:path";

// src/commands/deadline.ts
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
  return new Promise((resolve4, reject) => {
    if (signal.aborted) return reject(signal.reason);
    let onAbort = () => {
      clearTimeout(timer), reject(signal.reason);
    }, timer = setTimeout(() => {
      signal.removeEventListener("abort", onAbort), resolve4();
    }, ms);
    signal.addEventListener("abort", onAbort, { once: !0 });
  });
}

// src/commands/connection.ts
async function readConnectionConfig(env) {
  let { defaultFioctlConfigPath, readFioctlConfig } = await import("./fioctl-config-3DNOIVVB.js"), named = env.FIOCTL_CONFIG || void 0, home = env.HOME || env.USERPROFILE;
  if (named === void 0) return home ? readFioctlConfig(defaultFioctlConfigPath(home)) : null;
  let config = await readFioctlConfig(named);
  if (config) return config;
  throw new ToolError("config-invalid", {
    happened: "FIOCTL_CONFIG names a file that does not exist.",
    next: "Correct FIOCTL_CONFIG, or unset it."
  });
}
function nameFactory(options, env, config, door) {
  let name = options.factory ?? (env.FACTORY || config?.factory || null);
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
async function connect(input) {
  let { config, env, options, mask } = input, [{ chooseCredentials }, { resolveEndpoint }, { createFactoryClient }, given] = await Promise.all([
    import("./credentials-TDE3IHMD.js"),
    import("./endpoint-SNN5SCPH.js"),
    import("./client-NHITPRD7.js"),
    givenCredentials(input)
  ]), credentials = chooseCredentials({ given, environment: environmentCredentials(input), config }), { apiUrl, oauthUrl } = options, { maskForms } = await import("./masks-JJR7JCLM.js"), constant = {
    ...resolveEndpoint({ apiUrl, oauthUrl, config, origin: credentials.origin, env }),
    factory: input.factory,
    credentials,
    now: input.now,
    log: input.log,
    onSecret: (secret2) => {
      for (let form of maskForms(secret2)) mask(form);
    },
    ...config && credentials.kind === "oauth" && credentials.origin === "config" ? { saveTokens: saverOf(config, credentials.clientId) } : {}
  };
  return (signal) => createFactoryClient({ ...constant, signal, wait: (ms) => waitFor(ms, signal) });
}
function saverOf({ path }, clientId) {
  return async (tokens) => {
    let { saveOAuthTokens } = await import("./fioctl-config-3DNOIVVB.js");
    await saveOAuthTokens(path, clientId, tokens);
  };
}
async function givenCredentials({ options, cwd }) {
  let { token, clientId, clientSecret, tokenFile, clientSecretFile } = options;
  if (tokenFile === void 0 && clientSecretFile === void 0) return { token, clientId, clientSecret };
  let { readSecretFile } = await import("./secret-file-VNX4AWHY.js"), read = async (path, what) => path === void 0 ? void 0 : readSecretFile(resolve(cwd, path), what);
  return {
    token: await read(tokenFile, "The token file"),
    clientId,
    clientSecret: await read(clientSecretFile, "The client secret file")
  };
}
function environmentCredentials({ env, door }) {
  return door === "action" ? {} : { token: env.FACTORY_TOKEN, clientId: env.FACTORY_CLIENT_ID, clientSecret: env.FACTORY_CLIENT_SECRET };
}

// src/commands/key-input.ts
import { resolve as resolve2 } from "node:path";
async function keySourceOf(options, door, ports) {
  let from = origin(options, door, ports.cwd);
  if (!from) return null;
  let [{ keySource }, identity, passphrase] = await Promise.all([
    import("./source-QIFHWHPP.js"),
    secret(options, "keysIdentity", "FACTORY_TUF_IDENTITY", door, ports),
    secret(options, "keysPassphrase", "FACTORY_TUF_PASSPHRASE", door, ports)
  ]);
  return keySource({
    from,
    identity,
    passphrase,
    ask: ports.askPassphrase,
    plain: door === "action" ? "refused" : "accepted",
    weakPassphrase: door === "action" ? "refused" : "accepted",
    mask: ports.mask,
    env: ports.env,
    signal: ports.signal
  });
}
function origin(options, door, cwd) {
  let { keys, keysFile, keysCommand } = options;
  return typeof keysCommand == "string" ? { command: keysCommand } : typeof keysFile == "string" ? { file: resolve2(cwd, keysFile) } : typeof keys != "string" ? null : door === "action" ? { content: keys } : { file: resolve2(cwd, keys) };
}
async function secret(options, name, variable, door, { env, cwd }) {
  if (door === "action") return options[name];
  let file = options[`${name}File`];
  if (typeof file != "string") return env[variable] || void 0;
  let { readSecretFile } = await import("./read-input-YEQWO26A.js");
  return readSecretFile(resolve2(cwd, file));
}

// src/commands/pins-file.ts
var MEMBERS = ["version", "factory", "firstRoot", "docs"], SHA256 = /^[0-9a-f]{64}$/;
function parsePins(value, where, factory) {
  if (!isObject(value)) throw configInvalid(where, "is not an object");
  if (requireMembers(value, MEMBERS, where, ""), value.version !== 1) throw configInvalid(where, "has no `version: 1`, the only layout this program knows");
  if (typeof value.factory != "string") throw configInvalid(where, "names no factory");
  if (value.factory !== factory)
    throw configInvalid(where, `is about the Factory ${quote(value.factory)}, but this run is about ${quote(factory)}`);
  if (typeof value.firstRoot != "string" || !SHA256.test(value.firstRoot))
    throw configInvalid(where, "has a firstRoot that is not 64 of the characters 0-9 and a-f");
  if (!isObject(value.docs)) throw configInvalid(where, "has no docs");
  let docs = {};
  for (let [name, pin] of Object.entries(value.docs)) docs[name] = parsePin(name, pin, where);
  return { version: 1, factory, firstRoot: value.firstRoot, docs };
}
function configInvalid(where, what) {
  return new ToolError("config-invalid", {
    happened: `${where} ${what}.`,
    next: "Correct the file, or take its last good version from the repository's history."
  });
}
function requireMembers(value, known, where, at) {
  let foreign = Object.keys(value).find((name) => !known.includes(name));
  if (foreign !== void 0)
    throw configInvalid(where, `has the unknown member ${quote(`${at}${foreign}`)}; known are ${known.join(", ")}`);
}
function quote(value) {
  return (JSON.stringify(value) ?? "missing").slice(0, 80);
}
function parsePin(name, pin, where) {
  if (!(/^(?:ci-root|prod-root|ci-targets)$/.test(name) || isProductionOfTag(name)))
    throw configInvalid(where, `pins ${quote(name)}; it may pin ci-root, prod-root, ci-targets and prod-targets/<tag>`);
  if (!isObject(pin)) throw configInvalid(where, `has a pin ${quote(name)} that is not an object`);
  requireMembers(pin, ["version", "sha256"], where, `docs/${name}/`);
  let { version, sha256 } = pin;
  if (!Number.isSafeInteger(version) || version < 0)
    throw configInvalid(where, `pins ${quote(name)} to the version ${quote(version)}, which is not a whole number`);
  if (typeof sha256 != "string" || !SHA256.test(sha256))
    throw configInvalid(where, `pins ${quote(name)} to a sha256 that is not 64 of the characters 0-9 and a-f`);
  return { version, sha256 };
}
function isProductionOfTag(name) {
  return name.startsWith("prod-targets/") && isTag(name.slice(13));
}

// src/commands/policy-file.ts
var noPolicy = {
  requirePlan: !1,
  requireProtectedRef: !1,
  failOn: null,
  onMissingToken: null,
  owners: [],
  clients: [],
  appHosts: [],
  limits: {}
}, MEMBERS2 = [
  "version",
  "fail-on",
  "on-missing-token",
  "require-plan",
  "require-protected-ref",
  "owners",
  "clients",
  "app-hosts",
  "limits"
];
async function parsePolicy(text, where) {
  let value = await parseYaml(text, where);
  if (!isObject(value)) throw configInvalid(where, "is not a map of members");
  if (requireMembers(value, MEMBERS2, where, ""), value.version !== 1) throw configInvalid(where, "has no `version: 1`, the only layout this program knows");
  return {
    requirePlan: flag(value, "require-plan", where),
    requireProtectedRef: flag(value, "require-protected-ref", where),
    failOn: word(value, "fail-on", where),
    onMissingToken: word(value, "on-missing-token", where),
    owners: texts(value, "owners", where),
    clients: texts(value, "clients", where),
    appHosts: texts(value, "app-hosts", where),
    limits: limits(value.limits, where)
  };
}
async function parseYaml(text, where) {
  let { parseDocument } = await import("./dist-DGCZGCWU.js"), document = parseDocument(text, { uniqueKeys: !0, prettyErrors: !0, logLevel: "silent" }), problem = document.errors[0] ?? document.warnings[0];
  if (problem) {
    let line = problem.linePos?.[0].line;
    throw configInvalid(where, `is not valid YAML${line === void 0 ? "" : ` in line ${line}`}`);
  }
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    throw configInvalid(where, "uses YAML aliases, which are not read here");
  }
}
function flag(members, name, where) {
  let value = members[name];
  if (value === void 0) return !1;
  if (typeof value != "boolean") throw configInvalid(where, `has ${name}: ${quote(value)}, not true or false`);
  return value;
}
function word(members, name, where) {
  let value = members[name];
  if (value === void 0) return null;
  if (typeof value != "string" || !/^[a-z-]{1,40}$/.test(value))
    throw configInvalid(where, `has ${name}: ${quote(value)}, not a word`);
  return value;
}
function texts(members, name, where) {
  let value = members[name];
  if (value === void 0) return [];
  if (!Array.isArray(value) || value.some((item) => typeof item != "string" || item === ""))
    throw configInvalid(where, `has ${name} that is not a list of texts`);
  return value;
}
function limits(value, where) {
  if (value === void 0) return {};
  if (!isObject(value)) throw configInvalid(where, "has limits that are not a map of rules");
  let read = {};
  for (let [rule, limit] of Object.entries(value)) {
    if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(rule)) throw configInvalid(where, `has a limit for ${quote(rule)}, no rule`);
    if (!isObject(limit)) throw configInvalid(where, `has a limit for ${rule} that is not a map`);
    requireMembers(limit, ["warning", "error"], where, `limits/${rule}/`);
    for (let [level, number] of Object.entries(limit))
      if (typeof number != "number" || !Number.isFinite(number) || number < 0)
        throw configInvalid(where, `has limits/${rule}/${level}: ${quote(number)}, not a number`);
    read[rule] = limit;
  }
  return read;
}

// src/commands/repository.ts
import { open } from "node:fs/promises";
import { resolve as resolve3 } from "node:path";
var TRUSTED_ROOT_FILE = ".factory-tuf/root.json", PINS_FILE = ".factory-tuf/pins.json", POLICY_FILE = ".factory-tuf/review.yml", MAX_ROOT_BYTES = 64 * 1024, MAX_PINS_BYTES = 1024 * 1024, MAX_POLICY_BYTES = 256 * 1024;
async function readRepositoryFiles(baseDir, named, factory) {
  let [root, pins, policy] = await Promise.all([
    readConfigFile(baseDir, named.trustedRoot, TRUSTED_ROOT_FILE, MAX_ROOT_BYTES),
    readConfigFile(baseDir, named.pins, PINS_FILE, MAX_PINS_BYTES),
    readConfigFile(baseDir, void 0, POLICY_FILE, MAX_POLICY_BYTES)
  ]);
  return {
    root: root && parseTrustedRoot(root),
    pins: pins && parsePins(parsed(pins.text, pins.where).value, pins.where, factory),
    policy: policy ? await parsePolicy(policy.text, policy.where) : noPolicy
  };
}
function parseTrustedRoot(file) {
  let where = `trusted root ${file.where}`, json = parsed(file.text, where);
  return asConfig(() => parseRoot(json, where));
}
function parsed(text, where) {
  let json = asConfig(() => parseJson(text, where)), [problem] = json.problems;
  if (problem) throw configInvalid(where, `is ambiguous: at ${problem.pointer || "/"}, ${problem.says}`);
  return json;
}
function asConfig(parse) {
  try {
    return parse();
  } catch (error) {
    throw error instanceof ToolError ? new ToolError("config-invalid", {
      happened: error.happened,
      next: "Correct the file, or take its last good version from the repository's history."
    }) : error;
  }
}
async function readConfigFile(baseDir, named, byDefault, maxBytes) {
  let where = named ?? byDefault, file;
  try {
    if (file = await open(resolve3(baseDir, where), "r"), !(await file.stat()).isFile()) throw configInvalid(where, "is not a regular file");
    let buffer = Buffer.alloc(maxBytes + 1), size = 0;
    for (let read = 1; read > 0 && size <= maxBytes; size += read)
      read = (await file.read(buffer, size, buffer.length - size, null)).bytesRead;
    if (size > maxBytes) throw configInvalid(where, `has more than ${maxBytes} bytes`);
    return { where, text: new TextDecoder("utf-8", { fatal: !0 }).decode(buffer.subarray(0, size)) };
  } catch (error) {
    if (error instanceof ToolError) throw error;
    let { code } = error;
    if (code === "ENOENT" && named === void 0) return null;
    throw configInvalid(where, whyUnreadable(code));
  } finally {
    await file?.close();
  }
}
function whyUnreadable(code) {
  return code === "ENOENT" || code === "ENOTDIR" ? "does not exist" : code === "EACCES" || code === "EPERM" ? "may not be read by this user" : code === "ERR_ENCODING_INVALID_ENCODED_DATA" ? "is not UTF-8 text" : "cannot be read";
}

// src/commands/write-watch.ts
var WRITES = /* @__PURE__ */ new Set([
  "createWave",
  "signWave",
  "rolloutWave",
  "completeWave",
  "cancelWave",
  "initUpdates",
  "putUpdates",
  "generateOnlineKeys",
  "applyUpdates",
  "cancelUpdates"
]);
function watchWrites(client, onWrite) {
  return new Proxy(client, {
    get(target, name) {
      let member = Reflect.get(target, name);
      return typeof member != "function" ? member : (...args) => (WRITES.has(name) && onWrite(), Reflect.apply(member, target, args));
    }
  });
}

// src/commands/prepare.ts
async function prepareContext(settings, ports) {
  let { command, options, door } = settings, timeout = options.timeout, deadline = typeof timeout == "string" ? startDeadline(timeout, ports.interrupted) : null, signal = deadline?.signal ?? ports.interrupted ?? new AbortController().signal;
  if (command.needs === "nothing") return contextOf(settings, ports, deadline, signal, unconnected, noTrust, null);
  let config = door === "cli" ? await readConnectionConfig(ports.env) : null, factory = nameFactory(options, ports.env, config, door), named = { trustedRoot: options.trustedRoot, pins: options.pins }, files = await readRepositoryFiles(ports.cwd, named, factory), trust = { ...files, onFirstUse: options.trustOnFirstUse === !0 };
  ports.checkPolicy?.(files.policy), requirePlan(settings, files.policy), requireTrustedRoot(settings, trust);
  let connected = await connect({ ...ports, factory, options, door, config }), keys = usesKeys(command, options) ? await keySourceOf(options, door, { ...unhurried(ports, deadline), signal }) : null;
  if (!keys && command.needs === "keys" && usesKeys(command, options)) throw keysMissing(command.name, door);
  return contextOf(settings, ports, deadline, signal, connected, trust, keys);
}
var READ_BACK_MS = 3e4, noTrust = { root: null, pins: null, onFirstUse: !1, policy: noPolicy }, noFactory = new Proxy({}, {
  get(_, name) {
    throw new Error(`a command that needs no Factory used ${String(name)} of it`);
  }
}), unconnected = () => noFactory;
function readBackClient(connector) {
  return new Proxy({}, {
    get(_, name) {
      let client = connector(AbortSignal.timeout(READ_BACK_MS)), member = Reflect.get(client, name);
      return typeof member == "function" ? member.bind(client) : member;
    }
  });
}
function unhurried(ports, deadline) {
  let { askPassphrase } = ports;
  return !askPassphrase || !deadline ? ports : { ...ports, askPassphrase: () => deadline.pausedFor(askPassphrase) };
}
function contextOf({ door }, ports, deadline, signal, connector, trust, keys) {
  let { now, log, progress, announce, confirm, onWrite, env } = ports;
  return {
    now,
    factory: onWrite && connector !== unconnected ? watchWrites(connector(signal), onWrite) : connector(signal),
    readBack: connector === unconnected ? noFactory : readBackClient(connector),
    trust,
    keys,
    refuseRootKeys: door === "action" || env.GITHUB_ACTIONS === "true",
    log,
    progress,
    confirm: (about, question) => deadline ? deadline.pausedFor(() => confirm(about, question)) : confirm(about, question),
    signal,
    announce,
    wait: (ms) => waitFor(ms, signal)
  };
}
function requirePlan({ command, options }, policy) {
  if (!(!policy.requirePlan || !Object.hasOwn(command.options, "expectDigest") || options.dryRun === !0) && options.expectDigest === void 0)
    throw new ToolError("plan-required", {
      happened: `The repository's policy has require-plan: true, and ${command.name} was given no expect-digest.`,
      next: "Run `wave plan` first, have what it shows approved, and give its targets-digest as expect-digest."
    });
}
function requireTrustedRoot({ command, options, door }, trust) {
  if (!(door !== "action" || command.needs !== "keys" || !usesKeys(command, options)) && !(trust.root || trust.onFirstUse))
    throw new ToolError("trusted-root-missing", {
      happened: `${command.name} would sign, but there is no trusted root to verify the Factory's answers from.`,
      next: "On your own machine run `factory-tuf root pin`, look at what it shows, and commit .factory-tuf/root.json (the job must check the repository out). To go without, set trust-on-first-use: true."
    });
}
function keysMissing(name, door) {
  return new ToolError("keys-missing", {
    happened: `${name} signs, and no offline key was given.`,
    next: door === "action" ? "Give the encrypted archive as the input `keys` (from a secret), keys-file or keys-command." : "Give the archive with --keys, or --keys-command."
  });
}
export {
  prepareContext
};
