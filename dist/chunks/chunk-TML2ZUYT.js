import {
  childEnvironment
} from "./chunk-SMBWV4ES.js";
import {
  optionWord,
  spelled
} from "./chunk-5ZVEK4HE.js";
import {
  openWithTyped,
  parseIdentities,
  rememberKeyFile,
  requireStrongPassphrase,
  trimPassphrase
} from "./chunk-YENVG2UW.js";
import {
  MAX_CREDENTIAL_LENGTH,
  checkedSecret,
  chooseCredentials
} from "./chunk-3OJZCFAQ.js";
import {
  resolveEndpoint
} from "./chunk-ZX2QXR7S.js";
import {
  noPolicy,
  readRepositoryFiles
} from "./chunk-RMHVIJJV.js";
import {
  readAgeHeader,
  readKeyFile,
  readKeyInput,
  readSecretFile
} from "./chunk-FIN5QRY5.js";
import {
  describeName,
  isFactory
} from "./chunk-DPR5IIAQ.js";
import {
  requestsSent
} from "./chunk-MEEA25YX.js";
import {
  keyInputNames
} from "./chunk-GUWTI7C7.js";
import {
  privateHalfOf
} from "./chunk-N4O4IFKB.js";
import {
  isObject,
  verificationForms
} from "./chunk-WLXACK2J.js";
import {
  ToolError,
  isUsageCode
} from "./chunk-V3CS4ZDM.js";
import {
  __callDispose,
  __using
} from "./chunk-73X3T6A5.js";

// src/commands/result/exit-status.ts
function endingOfOutcome({
  status,
  changed,
  failure
}) {
  return failure ? endingOfError(failure) : { exit: 0, status, changed };
}
function endingOfError(error, wrote = !1) {
  if (!(error instanceof ToolError))
    return wrote ? { exit: 4, status: "unknown", changed: "unknown" } : { exit: 1, status: "refused", changed: "no" };
  let { code, changed } = error;
  return changed !== "no" ? { exit: 4, status: "unknown", changed } : isUsageCode(code) ? { exit: 2, status: "usage", changed } : code === "gate" ? { exit: 3, status: "gate", changed } : { exit: 1, status: "refused", changed };
}
function failureOf(error, wrote = !1) {
  if (error instanceof ToolError) return { code: error.code, message: error.message, next: error.next };
  let where = error instanceof Error ? error.name : typeof error, next = wrote ? "Look at the Factory with `factory-tuf wave list` and `wave show`, then report this." : "Please report this, with the command and its options but without any secret.";
  return {
    code: "bug",
    message: `This is a bug in factory-tuf (${where}${placeOf(error)}). ${wrote ? "Whether the Factory was changed is not known." : "Nothing was changed."} ${next}`,
    next
  };
}
function placeOf(error) {
  let stack = error instanceof Error ? error.stack ?? "" : "", frame = /^\s+at .*?([A-Za-z0-9_.-]+\.(?:ts|js|mjs)):(\d+):\d+\)?$/m.exec(stack);
  return frame ? ` at ${frame[1]}:${frame[2]}` : "";
}

// src/github/port.ts
function gitHubPort({ env, token, repository, signal, wait, info, onWrite }) {
  return {
    hasToken: !!token,
    async connect() {
      let [{ createGitHubClient }, { gitHubPlace }] = await Promise.all([
        import("./client-LJM2BA4G.js"),
        import("./place-UDHBFU5M.js")
      ]);
      return createGitHubClient({ ...gitHubPlace(env, repository), token: token ?? "", signal, wait, info, onWrite });
    }
  };
}
function gitHubToken(env, door) {
  return (door === "action" ? env["INPUT_GITHUB-TOKEN"] : env.GITHUB_TOKEN)?.trim() || void 0;
}

// src/commands/setup/connection.ts
import { resolve } from "node:path";

// src/factory/fioctl-config.ts
import { readFile } from "node:fs/promises";
import { join } from "node:path";

// src/factory/private-file.ts
import { randomBytes } from "node:crypto";
import { open, realpath, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
async function replacePrivateFile(path, content) {
  let beside = null;
  try {
    let target = await realpath(path);
    beside = `${target}.${randomBytes(6).toString("hex")}.tmp`;
    {
      var _stack = [];
      try {
        let file = __using(_stack, await open(beside, "wx", 384), !0);
        await file.chmod(384);
        await file.writeFile(content);
        await file.sync();
      } catch (_) {
        var _error = _, _hasError = !0;
      } finally {
        var _promise = __callDispose(_stack, _error, _hasError);
        _promise && await _promise;
      }
    }
    await rename(beside, target), await flushDirectory(dirname(target));
  } catch (error) {
    throw beside !== null && await rm(beside, { force: !0 }).catch(() => {
    }), new ToolError("config-invalid", {
      happened: `fioctl's configuration file cannot be replaced (${error.code ?? "unknown reason"}).`,
      next: "Make the file and its folder writable."
    });
  }
}
async function flushDirectory(path) {
  try {
    var _stack = [];
    try {
      let folder = __using(_stack, await open(path, "r"), !0);
      await folder.sync();
    } catch (_) {
      var _error = _, _hasError = !0;
    } finally {
      var _promise = __callDispose(_stack, _error, _hasError);
      _promise && await _promise;
    }
  } catch {
  }
}

// src/factory/fioctl-config.ts
var MAX_CONFIG_BYTES = 1024 * 1024, NULL_WORDS = /* @__PURE__ */ new Set(["", "~", "null", "Null", "NULL"]), FALSE_WORDS = /* @__PURE__ */ new Set(["false", "f", "0", "no", "off", "n"]);
function defaultFioctlConfigPath(homeDirectory) {
  return join(homeDirectory, ".config", "fioctl.yaml");
}
async function readFioctlConfig(path) {
  let bytes;
  try {
    bytes = await readFile(path);
  } catch (error) {
    let { code } = error;
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw invalid(`cannot be read (${code ?? "unknown reason"})`);
  }
  return parseFioctlConfig(bytes, path);
}
async function parseFioctlConfig(bytes, path) {
  let top = (await parseYaml(bytes)).contents, server = section(top, "server"), client = section(top, "clientcredentials"), insecure = text(server, "insecure_skip_verify");
  return {
    path,
    factory: text(top, "factory"),
    token: text(top, "token"),
    serverUrl: text(server, "url"),
    insecureSkipVerify: insecure !== null && !FALSE_WORDS.has(insecure.toLowerCase()),
    oauth: client && oauthOf(client)
  };
}
async function saveOAuthTokens(path, clientId, tokens) {
  let { Scalar } = await import("./yaml-3MSDR5PU.js"), bytes;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw invalid(`cannot be read (${error.code ?? "unknown reason"})`);
  }
  let document = await parseYaml(bytes), client = section(document.contents, "clientcredentials");
  if (!client || text(client, "client_id") !== clientId) return;
  let put = (name, value, type) => {
    if (value === null) return;
    let scalar = new Scalar(value);
    scalar.type = type, client.set(pairOf(client, name)?.key ?? name, scalar);
  };
  put("access_token", tokens.accessToken, "QUOTE_DOUBLE"), put("refresh_token", tokens.refreshToken ?? "", "QUOTE_DOUBLE"), put("token_type", tokens.tokenType, "QUOTE_DOUBLE"), put("expires_in", String(tokens.expiresInSeconds ?? 0), "PLAIN"), put("created", tokens.created, "QUOTE_DOUBLE"), await replacePrivateFile(path, document.toString({ lineWidth: 0 }));
}
function oauthOf(client) {
  let accessToken = text(client, "access_token"), expiresIn = text(client, "expires_in"), expiresInSeconds = expiresIn === null ? null : Number(expiresIn), created = text(client, "created");
  if (expiresInSeconds !== null && !(expiresInSeconds >= 0))
    throw invalid("has an expires_in that is not a number of seconds");
  if (created !== null && Number.isNaN(Date.parse(created))) throw invalid("has a created that is not a time");
  return {
    clientId: text(client, "client_id") ?? "",
    clientSecret: text(client, "client_secret") ?? "",
    url: text(client, "url"),
    tokens: accessToken === null ? null : {
      accessToken,
      refreshToken: text(client, "refresh_token"),
      tokenType: text(client, "token_type") ?? "Bearer",
      expiresInSeconds,
      created
    }
  };
}
async function parseYaml(bytes) {
  if (bytes.length > MAX_CONFIG_BYTES) throw invalid(`is larger than ${MAX_CONFIG_BYTES} bytes`);
  let { LineCounter, isMap, parseDocument, YAMLMap } = await import("./yaml-3MSDR5PU.js"), lineCounter = new LineCounter(), document = parseDocument(Buffer.from(bytes).toString("utf8"), {
    schema: "failsafe",
    prettyErrors: !1,
    logLevel: "silent",
    lineCounter
  }), [broken] = document.errors;
  if (broken) throw invalid(`is not valid YAML (line ${lineCounter.linePos(broken.pos[0]).line})`);
  if (document.contents === null && (document.contents = new YAMLMap()), !isMap(document.contents)) throw invalid("is not a list of names and values");
  return document;
}
function pairOf(map, name) {
  return map.items.find(({ key }) => key?.value?.toString().toLowerCase() === name);
}
function section(map, name) {
  let value = pairOf(map, name)?.value;
  if (value == null || NULL_WORDS.has(value.value ?? "-")) return null;
  if (!Array.isArray(value.items) || !value.items.every((item) => "key" in item))
    throw invalid(`has a ${name} that is not a list of names and values`);
  return value;
}
function text(map, name) {
  let value = map && pairOf(map, name)?.value;
  if (value == null) return null;
  if (typeof value.value != "string") throw invalid(`has a ${name} that is not a single value`);
  return value.type === "PLAIN" && NULL_WORDS.has(value.value) ? null : value.value || null;
}
function invalid(what) {
  return new ToolError("config-invalid", {
    happened: `fioctl's configuration file ${what}.`,
    next: "Correct it, or give the credentials without it."
  });
}

// src/factory/secret-file.ts
import { open as open2 } from "node:fs/promises";
async function readSecretFile2(path, what) {
  return parseSecretText(await readStart(path, what), what);
}
function parseSecretText(bytes, what) {
  let text2 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1").trim();
  if (text2 !== "") return checkedSecret(text2, what);
  throw new ToolError("credentials-missing", { happened: `${what} is empty.`, next: "Write the credential into it." });
}
async function readStart(path, what) {
  try {
    var _stack = [];
    try {
      let file = __using(_stack, await open2(path, "r"), !0);
      let buffer = Buffer.alloc(MAX_CREDENTIAL_LENGTH + 64);
      let size = 0;
      for (; ; ) {
        let { bytesRead } = await file.read(buffer, size, buffer.length - size);
        if (size += bytesRead, bytesRead === 0 || size === buffer.length) return buffer.subarray(0, size);
      }
    } catch (_) {
      var _error = _, _hasError = !0;
    } finally {
      var _promise = __callDispose(_stack, _error, _hasError);
      _promise && await _promise;
    }
  } catch (error) {
    let { code } = error;
    throw new ToolError("credentials-missing", {
      happened: `${what} cannot be read (${code ?? "unknown reason"}).`,
      next: "Check its path and its mode."
    });
  }
}

// src/keys/masks.ts
var MIN_MASK_LENGTH = 8, PEM_DELIMITER = /^-----(?:BEGIN|END) [A-Z0-9 ]+-----$/;
function maskForms(secret2) {
  let forms = /* @__PURE__ */ new Set();
  typeof secret2 != "string" && addBytes(forms, secret2);
  let text2 = typeof secret2 == "string" ? secret2 : asText(secret2);
  return text2 !== null && addText(forms, text2), [...forms].filter(
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
function addText(forms, text2) {
  let trimmed = text2.trim();
  for (let whole of /* @__PURE__ */ new Set([text2, trimmed]))
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
function percentEncoded(text2) {
  try {
    return encodeURIComponent(text2);
  } catch {
    return text2;
  }
}
function asText(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: !0 }).decode(bytes);
  } catch {
    return null;
  }
}

// src/commands/setup/deadline.ts
var UNIT_MS = { s: 1e3, m: 6e4, h: 36e5 }, MAX_MS = 2147483647;
function parseDuration(text2) {
  let [, digits, unit] = /^([1-9]\d{0,6})(s|m|h)$/.exec(text2) ?? [], ms = Number(digits) * (UNIT_MS[unit] ?? Number.NaN);
  if (ms > 0 && ms <= MAX_MS) return ms;
  throw new ToolError("value-invalid", {
    happened: `The timeout is ${JSON.stringify(text2.slice(0, 40))}, which is not a number and s, m or h.`,
    next: "Give it like 90s, 5m or 1h."
  });
}
function startDeadline(text2, interrupted) {
  let leftMs = parseDuration(text2), expired = new AbortController(), signal = interrupted ? AbortSignal.any([expired.signal, interrupted]) : expired.signal, expire = () => expired.abort(
    new ToolError("deadline-exceeded", {
      happened: `The command was not done within its timeout of ${text2}.`,
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
  return new Promise((resolve3, reject) => {
    if (signal.aborted) return reject(signal.reason);
    let onAbort = () => {
      clearTimeout(timer), reject(signal.reason);
    }, timer = setTimeout(() => {
      signal.removeEventListener("abort", onAbort), resolve3();
    }, ms);
    signal.addEventListener("abort", onAbort, { once: !0 });
  });
}

// src/commands/setup/connection.ts
async function readConnectionConfig(env) {
  let named = env.FIOCTL_CONFIG || void 0, home = env.HOME || env.USERPROFILE;
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
  let { config, env, options, mask } = input, given = await givenCredentials(input), credentials = chooseCredentials({ given, environment: environmentCredentials(input), config }), { apiUrl, oauthUrl } = options, endpoint = resolveEndpoint({ apiUrl, oauthUrl, config, origin: credentials.origin, env }), [{ createFactoryClient }, { gatheredRetries }] = await Promise.all([
    import("./client-GBLKZLYT.js"),
    import("./retry-rounds-J2XVD444.js")
  ]), constant = {
    ...endpoint,
    factory: input.factory,
    credentials,
    now: input.now,
    log: input.log,
    retrying: gatheredRetries((message) => input.log.info(message)),
    onSecret: (secret2) => {
      for (let form of maskForms(secret2)) mask(form);
    },
    ...config && credentials.kind === "oauth" && credentials.origin === "config" ? { saveTokens: saverOf(config, credentials.clientId) } : {}
  };
  return (signal) => createFactoryClient({ ...constant, signal, wait: (ms) => waitFor(ms, signal) });
}
function saverOf({ path }, clientId) {
  return async (tokens) => {
    await saveOAuthTokens(path, clientId, tokens);
  };
}
async function givenCredentials({ options, cwd }) {
  let { token, clientId, clientSecret, tokenFile, clientSecretFile } = options;
  if (tokenFile === void 0 && clientSecretFile === void 0) return { token, clientId, clientSecret };
  let read = async (path, what) => path === void 0 ? void 0 : readSecretFile2(resolve(cwd, path), what);
  return {
    token: await read(tokenFile, "The token file"),
    clientId,
    clientSecret: await read(clientSecretFile, "The client secret file")
  };
}
function environmentCredentials({ env, door }) {
  return door === "action" ? {} : { token: env.FACTORY_TOKEN, clientId: env.FACTORY_CLIENT_ID, clientSecret: env.FACTORY_CLIENT_SECRET };
}

// src/commands/setup/key-events.ts
var KEY_EVENTS = ["push", "schedule", "workflow_dispatch", "release", "deployment"], FOREIGN_CODE = "it can run with code or data of somebody who may not write to the repository", ANYBODY = "anybody who may see the repository can cause it", NO_REVIEW = "it says nothing about reviewed code, and happens without anybody deciding to release", OUTSIDE = "another service or workflow causes it, with data that nobody has reviewed", REFUSED = {
  branch_protection_rule: NO_REVIEW,
  check_run: OUTSIDE,
  check_suite: OUTSIDE,
  create: NO_REVIEW,
  delete: NO_REVIEW,
  deployment_status: OUTSIDE,
  discussion: ANYBODY,
  discussion_comment: ANYBODY,
  fork: ANYBODY,
  gollum: ANYBODY,
  image_version: NO_REVIEW,
  issue_comment: ANYBODY,
  issues: ANYBODY,
  label: NO_REVIEW,
  merge_group: "its code is not merged yet",
  milestone: NO_REVIEW,
  page_build: NO_REVIEW,
  public: NO_REVIEW,
  pull_request: FOREIGN_CODE,
  pull_request_comment: ANYBODY,
  pull_request_review: FOREIGN_CODE,
  pull_request_review_comment: FOREIGN_CODE,
  pull_request_target: FOREIGN_CODE,
  registry_package: OUTSIDE,
  repository_dispatch: OUTSIDE,
  status: OUTSIDE,
  watch: ANYBODY,
  workflow_run: FOREIGN_CODE
};
function requireKeyEvent(event, command) {
  if (event !== void 0 && KEY_EVENTS.includes(event)) return;
  let why = event && Object.hasOwn(REFUSED, event) ? ` because ${REFUSED[event]}` : "";
  throw new ToolError("event-refused", {
    happened: event ? `${command} uses a key, which it does not do on the event ${JSON.stringify(event.slice(0, 60))}${why}.` : `${command} uses a key, and GITHUB_EVENT_NAME does not say which event started this run.`,
    next: `Use it in a workflow on ${KEY_EVENTS.slice(0, -1).join(", ")} or ${KEY_EVENTS.at(-1)}. A plan or dry run needs no key and may run on any event.`
  });
}
function unprotectedRefCheck(env, log) {
  return ({ requireProtectedRef }) => {
    if (env.GITHUB_REF_PROTECTED === "true") return;
    let happened = `The ref${env.GITHUB_REF ? ` ${env.GITHUB_REF.slice(0, 200)}` : ""} is not protected, so everybody with write access can change what runs with the key.`, next = "Protect it with a branch or tag rule, and run releases from there.";
    if (requireProtectedRef) throw new ToolError("ref-unprotected", { happened, next });
    log.warning(`${happened} ${next}`);
  };
}

// src/commands/setup/key-input.ts
import { resolve as resolve2 } from "node:path";

// src/keys/source.ts
import { basename } from "node:path";

// src/keys/command-line.ts
function parseCommandLine(text2) {
  let words = [], word = null, quoted = !1;
  for (let at = 0; at < text2.length; at++) {
    let char = text2[at];
    char === "\\" && /["\\\s]/.test(text2[at + 1] ?? "") ? word = (word ?? "") + text2[++at] : char === '"' ? (quoted = !quoted, word ??= "") : /\s/.test(char) && !quoted ? (word !== null && words.push(word), word = null) : word = (word ?? "") + char;
  }
  if (quoted) throw invalid2("opens a double quote and does not close it");
  word !== null && words.push(word);
  let [program, ...args] = words;
  if (program === void 0)
    throw new ToolError("value-missing", {
      happened: "keys-command is empty.",
      next: 'Give a program and its arguments, e.g. keys-command: show-secret "release keys".'
    });
  if (program.trim() === "") throw invalid2("begins with an empty word instead of a program");
  if (program.includes('"')) throw invalid2("names a program with a double quote in its name");
  if (words.some((part) => part.includes("\0"))) throw invalid2("holds a NUL character");
  return { program, args };
}
function invalid2(why) {
  return new ToolError("value-invalid", {
    happened: `keys-command ${why}.`,
    next: 'Write a program and its arguments; quote an argument with blanks as "...", and a quote in it as \\".'
  });
}

// src/keys/source.ts
function keySource(input) {
  let masks = masker(input.mask), content = once(async () => (await masks(...identityLines(input.identity), input.passphrase), readInput(input, masks))), keyOf = async (passphrase2, scrypt) => {
    await masks(passphrase2), input.weakPassphrase === "refused" && requireStrongPassphrase(passphrase2);
    let { deriveScryptKey } = await import("./age-GRPYKQDF.js");
    return deriveScryptKey(scrypt, passphrase2);
  }, given = trimPassphrase(input.passphrase || ""), givenKey = once((scrypt) => keyOf(given, scrypt)), archiveBytes = async ({ input: { bytes }, header }) => {
    if (!header) return bytes;
    let { decryptAge } = await import("./age-GRPYKQDF.js"), { scrypt } = header;
    if (!scrypt) return decryptAge(bytes, { identities: parseIdentities(requireIdentity(input)) });
    if (given) return decryptAge(bytes, { scryptKey: await givenKey(scrypt) });
    let open3 = async (typed) => decryptAge(bytes, { scryptKey: await keyOf(typed, scrypt) }), opened = input.ask ? await openWithTyped(input.ask, archiveName(input), open3) : null;
    if (opened === null) throw passphraseMissing(input);
    return opened;
  }, source = {
    prefetch() {
      content().then(async ({ header }) => {
        let key = header?.scrypt && given ? givenKey(header.scrypt) : null;
        await Promise.all([key, getReady(header)]);
      }).catch(() => {
      });
    },
    open: once(async () => {
      let bytes = await archiveBytes(await content());
      await masks(bytes);
      let { readArchive } = await import("./read-archive-WMYJRPHT.js"), archive = await readArchive(bytes);
      for (let form of archiveMasks(archive)) input.mask(form);
      return archive;
    })
  }, { from, identity, passphrase, ask } = input;
  return "file" in from && rememberKeyFile(source, { path: from.file, secrets: { identity, passphrase, ask } }), source;
}
async function getReady(header) {
  await requestsSent();
  let { warmUp } = await import("./warm-up-TJAQQ5FK.js");
  await warmUp(header);
}
async function readInput(input, masks) {
  let { from } = input, raw = await readRaw(input);
  "file" in from || await masks(raw);
  let what = "content" in from ? "The input keys" : "file" in from ? "The key file" : "The output of keys-command", found = readKeyInput(raw, what);
  if (found.form === "age") return { input: found, header: readAgeHeader(found.bytes) };
  if (input.plain === "accepted" || "command" in from) return { input: found, header: null };
  throw new ToolError("keys-plain", {
    happened: `${what} is a plain archive: anyone who reads it can sign releases.`,
    next: "Encrypt it with age and give that, with the identity as its own secret: age-keygen -o identity.txt, then age -a -r age1... -o keys.age targets.keys.tgz. If the plain archive left your machine, rotate its key."
  });
}
async function readRaw({ from, env, signal }) {
  if ("content" in from) return Buffer.from(from.content, "utf8");
  if ("file" in from) return readKeyFile(from.file);
  let line = parseCommandLine(from.command);
  return (await import("./run-command-V3MN3CM7.js")).runCommand(line, env, signal);
}
function archiveName({ from }) {
  return "file" in from ? basename(from.file) : "the key archive";
}
function requireIdentity({ identity, passphrase }) {
  if (identity) return identity;
  throw passphrase ? new ToolError("keys-wrong-passphrase", {
    happened: "The encrypted archive opens with an age identity, not with a passphrase.",
    next: "Give the identity (AGE-SECRET-KEY-1...) as keys-identity."
  }) : secretMissing("an age identity");
}
function passphraseMissing({ identity }) {
  return identity ? new ToolError("keys-wrong-identity", {
    happened: "The encrypted archive opens with a passphrase, not with an age identity.",
    next: "Give keys-passphrase; or encrypt the archive to the identity, which opens in milliseconds."
  }) : secretMissing("a passphrase");
}
function secretMissing(what) {
  let [option, env] = what === "a passphrase" ? ["keys-passphrase", "FACTORY_TUF_PASSPHRASE"] : ["keys-identity", "FACTORY_TUF_IDENTITY"];
  return new ToolError("keys-secret-missing", {
    happened: `The encrypted archive opens with ${what}, and none was given.`,
    next: `Give it as ${option} in the Action, as --${option}-file or ${env} on the command line.`
  });
}
function identityLines(text2 = "") {
  return text2.split(/\r?\n/).filter((line) => !line.startsWith("#"));
}
function masker(mask) {
  return async (...secrets) => {
    for (let secret2 of secrets) for (let form of secret2 ? maskForms(secret2) : []) mask(form);
  };
}
function once(make) {
  let made;
  return (...args) => made ??= make(...args);
}

// src/commands/setup/key-input.ts
async function keySourceOf(options, door, ports) {
  let from = origin(options, door, ports.cwd);
  return from ? keySource({
    from,
    ...await unlockSecretsOf(options, door, ports),
    plain: door === "action" ? "refused" : "accepted",
    weakPassphrase: door === "action" ? "refused" : "accepted",
    mask: ports.mask,
    env: ports.env,
    signal: ports.signal
  }) : null;
}
async function unlockSecretsOf(options, door, ports) {
  let [identity, passphrase] = await Promise.all([
    secret(options, "keysIdentity", "FACTORY_TUF_IDENTITY", door, ports),
    secret(options, "keysPassphrase", "FACTORY_TUF_PASSPHRASE", door, ports)
  ]);
  return { identity, passphrase, ask: ports.askPassphrase };
}
function origin(options, door, cwd) {
  let { keys, keysFile, keysCommand } = options;
  return typeof keysCommand == "string" ? { command: keysCommand } : typeof keysFile == "string" ? { file: resolve2(cwd, keysFile) } : typeof keys != "string" ? null : door === "action" ? { content: keys } : { file: resolve2(cwd, keys) };
}
async function secret(options, name, variable, door, { env, cwd }) {
  if (door === "action") return options[name];
  let file = options[`${name}File`];
  return typeof file != "string" ? env[variable] || void 0 : readSecretFile(resolve2(cwd, file));
}

// src/commands/setup/uses-keys.ts
function usesKeys({ needs }, options) {
  return options.dryRun === !0 || options.dryRun === "true" ? !1 : needs === "keys" || keyInputNames.some((name) => options[name] !== void 0 && options[name] !== "");
}

// src/commands/setup/write-watch.ts
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

// src/commands/setup/prepare.ts
async function prepareContext(settings, ports) {
  let { command, options, door } = settings, timeout = options.timeout, deadline = typeof timeout == "string" ? startDeadline(timeout, ports.interrupted) : null, signal = deadline?.signal ?? ports.interrupted ?? new AbortController().signal;
  if (command.needs === "nothing")
    return contextOf(settings, ports, deadline, signal, { connector: unconnected, missing: null }, noTrust, null);
  let automated = isAutomated(settings, ports.env);
  automated && requireKeyEvent(ports.env.GITHUB_EVENT_NAME, command.name);
  let config = door === "cli" ? await readConnectionConfig(ports.env) : null, factory = nameFactory(options, ports.env, config, door), named = { trustedRoot: options.trustedRoot, pins: options.pins }, files = await readRepositoryFiles(ports.cwd, named, factory), trust = { ...files, onFirstUse: options.trustOnFirstUse === !0 };
  automated && unprotectedRefCheck(ports.env, ports.log)(files.policy), requirePlan(settings, files.policy), automated && requireTrustedRoot(settings, trust);
  let connected = await connection(command, { ...ports, factory, options, door, config }), keys = usesKeys(command, options) ? await keySourceOf(options, door, { ...unhurried(ports, deadline), signal }) : null;
  if (!keys && command.needs === "keys" && usesKeys(command, options)) throw keysMissing(command.name, door);
  return contextOf(settings, ports, deadline, signal, connected, trust, keys);
}
var READ_BACK_MS = 3e4;
async function connection({ worksWithoutToken }, input) {
  try {
    return { connector: await connect(input), missing: null };
  } catch (error) {
    if (!worksWithoutToken || !(error instanceof ToolError) || error.code !== "credentials-missing") throw error;
    return { connector: () => factoryNamed(input.factory), missing: error };
  }
}
function factoryNamed(factory) {
  return new Proxy(noFactory, { get: (target, name) => name === "factory" ? factory : Reflect.get(target, name) });
}
var noTrust = { root: null, pins: null, onFirstUse: !1, policy: noPolicy }, noFactory = new Proxy({}, {
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
  return !askPassphrase || !deadline ? ports : { ...ports, askPassphrase: (...asked) => deadline.pausedFor(() => askPassphrase(...asked)) };
}
var nothingTyped = { line: null, all: async () => "" };
function unhurriedTyping({ line, all }, deadline) {
  return deadline ? {
    line: line && ((question, problem) => deadline.pausedFor(() => line(question, problem))),
    all: () => deadline.pausedFor(all)
  } : { line, all };
}
function contextOf({ door, options }, ports, deadline, signal, { connector, missing }, trust, keys) {
  let { now, cwd, log, progress, announce, confirm, askSecret, onWrite, env } = ports, unhurriedly = (ask) => deadline ? deadline.pausedFor(ask) : ask();
  return {
    now,
    cwd,
    factory: onWrite && connector !== unconnected ? watchWrites(connector(signal), onWrite) : connector(signal),
    readBack: connector === unconnected ? noFactory : readBackClient(connector),
    trust,
    missingCredentials: missing,
    place: placeOf2(door, ports),
    github: gitHubPort({
      env,
      token: gitHubToken(env, door),
      repository: options.repo,
      signal,
      wait: (ms) => waitFor(ms, signal),
      info: (message) => log.info(message),
      onWrite
    }),
    keys,
    newKey: ports.newKey ?? newKeyOfSystem,
    unlock: () => door === "action" ? Promise.resolve({}) : unlockSecretsOf(options, door, unhurried(ports, deadline)),
    typing: unhurriedTyping(ports.typing ?? nothingTyped, deadline),
    refuseRootKeys: door === "action" || env.GITHUB_ACTIONS === "true",
    log,
    progress,
    confirm: (about, question) => unhurriedly(() => confirm(about, question)),
    askSecret: askSecret ? (question) => unhurriedly(() => askSecret(question)) : null,
    signal,
    announce,
    wait: (ms) => waitFor(ms, signal)
  };
}
var newKeyOfSystem = async (type, role) => {
  let { newKey, systemRandomness } = await import("./generate-M5542EJS.js");
  return newKey(type, role, systemRandomness);
};
function placeOf2(door, { env, cwd }) {
  let inActions = door === "action" || env.GITHUB_ACTIONS === "true", known = (value) => inActions && value || null;
  return {
    folder: cwd,
    event: known(env.GITHUB_EVENT_NAME),
    eventFile: known(env.GITHUB_EVENT_PATH),
    workspace: known(env.GITHUB_WORKSPACE),
    workflow: /^[^/]+\/[^/]+\/([^@]+)@/.exec(known(env.GITHUB_WORKFLOW_REF) ?? "")?.[1] ?? null,
    job: known(env.GITHUB_JOB),
    outputFolder: door === "action" ? env.RUNNER_TEMP || cwd : null,
    childEnvironment: childEnvironment(env)
  };
}
function requirePlan({ command, options }, policy) {
  if (!(!policy.requirePlan || !Object.hasOwn(command.options, "expectDigest") || options.dryRun === !0) && options.expectDigest === void 0)
    throw new ToolError("plan-required", {
      happened: `The repository's policy has require-plan: true, and ${command.name} was given no expect-digest.`,
      next: "Run `wave plan` first, have what it shows approved, and give its targets-digest as expect-digest."
    });
}
function isAutomated({ command, options, door }, env) {
  return (door === "action" || env.GITHUB_ACTIONS === "true") && command.runs === "anywhere" && usesKeys(command, options);
}
function requireTrustedRoot({ command, door }, trust) {
  if (command.needs === "keys" && !(trust.root || trust.onFirstUse))
    throw new ToolError("trusted-root-missing", {
      happened: `${command.name} would sign, but there is no trusted root to verify the Factory's answers from.`,
      next: `On your own machine run \`factory-tuf root pin\`, look at what it shows, and commit .factory-tuf/root.json (the job must check the repository out).${door === "action" ? " To go without, set trust-on-first-use: true." : ""}`
    });
}
function keysMissing(name, door) {
  return new ToolError("keys-missing", {
    happened: `${name} signs, and no offline key was given.`,
    next: door === "action" ? "Give the encrypted archive as the input `keys` (from a secret), keys-file or keys-command." : "Give the archive with --keys, or --keys-command."
  });
}

// src/commands/result/result-json.ts
import { createHash } from "node:crypto";
function resultDocument(command, outcome) {
  let { outputs, data, failure } = outcome, { status, changed } = endingOfOutcome(outcome);
  return { command, status, changed, ...outputs, data, ...failure && { error: failureOf(failure) } };
}
function failureDocument(command, error, wrote = !1) {
  let { status, changed } = endingOfError(error, wrote);
  return { command, status, changed, data: null, error: failureOf(error, wrote) };
}
function resultText(value) {
  return (JSON.stringify(value) ?? "null").replace(
    /[\x7f-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`
  );
}
function shortenedResult(document, maxBytes) {
  if (sizeOf(document) <= maxBytes) return null;
  let short = { ...document, data: withoutDocuments(document.data) };
  for (; sizeOf(short) > maxBytes; ) {
    let smaller = withoutLargest(short.data);
    if (short = { ...short, data: smaller ?? digestOf(short.data) }, smaller === null) break;
  }
  return resultText(short);
}
function sizeOf(value) {
  return resultText(value).length;
}
function withoutDocuments(value) {
  return Array.isArray(value) ? value.map(withoutDocuments) : isPlain(value) ? isObject(value.signed) && typeof value.signed._type == "string" ? signedDigest(value.signed) : typeof value._type == "string" && typeof value.expires == "string" ? signedDigest(value) : Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutDocuments(member)])) : value;
}
function signedDigest(signed) {
  return { digest: sha256(verificationForms(signed)[0]), type: signed._type, version: signed.version };
}
function withoutLargest(data) {
  if (!isPlain(data)) return null;
  let [largest] = Object.entries(data).filter(([, member]) => !isDigest(member)).map(([name, member]) => ({ name, size: sizeOf(member) })).sort((a, b) => b.size - a.size);
  return largest ? { ...data, [largest.name]: digestOf(data[largest.name]) } : null;
}
function digestOf(value) {
  let text2 = JSON.stringify(value) ?? "";
  return { digest: sha256(Buffer.from(text2)), bytes: Buffer.byteLength(text2) };
}
function isDigest(value) {
  return isPlain(value) && typeof value.digest == "string" && Object.keys(value).length <= 3;
}
function isPlain(value) {
  return isObject(value) && Object.getPrototypeOf(value) === Object.prototype;
}
function sha256(bytes) {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

export {
  endingOfOutcome,
  endingOfError,
  failureOf,
  resultDocument,
  failureDocument,
  resultText,
  shortenedResult,
  requireKeyEvent,
  maskForms,
  usesKeys,
  prepareContext
};
