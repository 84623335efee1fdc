import {
  ToolError
} from "./chunk-ZQDLIUHP.js";
import {
  __callDispose,
  __using
} from "./chunk-73X3T6A5.js";

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
  let { Scalar } = await import("./dist-DGCZGCWU.js"), bytes;
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
  let { LineCounter, isMap, parseDocument, YAMLMap } = await import("./dist-DGCZGCWU.js"), lineCounter = new LineCounter(), document = parseDocument(Buffer.from(bytes).toString("utf8"), {
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
export {
  defaultFioctlConfigPath,
  parseFioctlConfig,
  readFioctlConfig,
  saveOAuthTokens
};
